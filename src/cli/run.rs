//! Running what was typed.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{CommandFactory, FromArgMatches, Parser};

use super::args::{Args, Color, Command, FilesArg, Spread};
use super::exit::Exit;
use super::galley_args::GalleyArgs;
use super::proof::ProofArgs;
use super::render::Renderer;
use super::send::SendArgs;
use super::setup::job;
use super::target::Target;
use super::{
    apply, archive, build, check, completions, diff, explain, export, fit, fonts, galley, guide,
    help, import, layout, lock, lsp, man, new, preflight, proof, schema, send, sent, serve, setup,
    signals, tidy, verify,
};
use crate::desk::Interrupt;
use crate::press::{FileSet, PressJob};
use crate::reading::formats::ExportJob;
use crate::say::{Language, text};
use crate::serve::PageLang;

/// Runs the command line and returns its exit code.
pub fn run() -> ExitCode {
    let (language, args) = match typed() {
        Ok(typed) => typed,
        Err(exit) => return ExitCode::from(exit as u8),
    };
    // The thread that runs the command works too, so that memory it has used is
    // used again. A pool can be set up once only; a second try changes nothing.
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(args.jobs.map_or(0, usize::from))
        .use_current_thread();
    let _ = pool.build_global();
    let colour = match args.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => std::env::var_os("NO_COLOR").is_none() && std::io::stderr().is_terminal(),
    };
    let renderer = Renderer {
        format: args.format,
        colour,
        language,
    };
    let interrupt = Arc::new(Interrupt::default());
    signals::heed(&interrupt);
    let exit = command(&args, &renderer, &interrupt);
    match interrupt.signal() {
        Some(signal) => ExitCode::from(u8::try_from(signals::code(signal)).unwrap_or(u8::MAX)),
        None => ExitCode::from(exit as u8),
    }
}

/// What was typed, and the language to speak; the exit code when there is nothing to run.
fn typed() -> Result<(Language, Args), Exit> {
    let mut words: Vec<OsString> = std::env::args_os().collect();
    let language = help::typed_language(&words);
    if language == Language::En {
        return Ok((language, Args::parse_from(words)));
    }
    // `duikai help build`: the help in Chinese is made without that command.
    if words.get(1).is_some_and(|word| word == "help") {
        words.remove(1);
        words.push("--help".into());
    }
    let matches = help::chinese(Args::command(), "").try_get_matches_from(words);
    matches
        .and_then(|matches| Args::from_arg_matches(&matches))
        .map(|args| (language, args))
        .map_err(|fault| help::complain(&fault))
}

fn file_set(files: &[FilesArg]) -> FileSet {
    let mut set = FileSet::NONE;
    for file in files {
        match file {
            FilesArg::Edition => set.edition = true,
            FilesArg::Pages => set.pages = true,
            FilesArg::Reading => set.reading = true,
            FilesArg::All => set = FileSet::ALL,
        }
    }
    set
}

fn command(args: &Args, renderer: &Renderer, interrupt: &Interrupt) -> Exit {
    let desk = match setup::desk(&args.font_path, args.allow_outside) {
        Ok(desk) => desk,
        Err(fault) => return renderer.fail(&fault),
    };
    match &args.command {
        Command::Build {
            edition,
            output,
            page,
            standard,
            marks,
            pairs,
            files,
            spread,
            printer,
            locked,
        } => {
            let press = PressJob {
                standard: *standard,
                marks: *marks,
                pairs: *pairs,
                files: file_set(files),
                halves: spread.map(|spread| spread == Spread::Halves),
                printer_named: printer.is_some(),
            };
            if press.pairs && !press.files.edition && !press.files.pages {
                return renderer.usage(text!(
                    "cli.pairs-files",
                    "--pairs writes press files, so --files needs edition or pages too"
                ));
            }
            let printer = printer.as_deref();
            let job = job(edition, *page);
            build::build(
                &desk,
                &job,
                (&press, printer, *locked),
                Target {
                    folder: output,
                    interrupt,
                },
                renderer,
            )
        }
        Command::Lock { edition } => {
            let job = job(edition, None);
            let (target, _) = Target {
                folder: Path::new("."),
                interrupt,
            }
            .beside(Path::new(&job.edition));
            lock::lock(&desk, &job, target, renderer)
        }
        Command::Verify { edition, output } => {
            verify::verify(&desk, &job(edition, None), output.as_deref(), renderer)
        }
        Command::Check {
            edition,
            page,
            printer: None,
        } => check::check(&desk, &job(edition, *page), renderer),
        Command::Check {
            edition,
            page,
            printer: Some(printer),
        } => check::check_for(&desk, &job(edition, *page), printer, renderer),
        Command::Fit {
            edition,
            page,
            story,
            apply,
        } => {
            let job = job(edition, *page);
            match (story, apply) {
                (Some(story), Some(nth)) => apply::apply(&desk, &job, (story, *nth), renderer),
                _ => fit::fit(&desk, &job, story.as_deref(), renderer),
            }
        }
        Command::Serve {
            edition,
            port,
            no_open,
        } => {
            let lang = match renderer.language {
                Language::Zh => PageLang::Zh,
                Language::En => PageLang::En,
            };
            let page = (*port, lang, !no_open);
            serve::serve(desk, job(edition, None), page, renderer)
        }
        Command::Proof {
            edition,
            output,
            page,
            dpi,
            plates,
            soft,
            heat,
        } => {
            let args = ProofArgs {
                target: Target {
                    folder: output,
                    interrupt,
                },
                dpi: *dpi,
                plates: *plates,
                soft: *soft,
                heat: *heat,
            };
            proof::proof(&desk, &job(edition, *page), &args, renderer)
        }
        Command::Diff {
            one,
            other,
            output,
            dpi,
        } => {
            let (one, other) = (job(one, None), job(other, None));
            let target = |folder| Target { folder, interrupt };
            let drawn = output.as_deref().map(|folder| (target(folder), *dpi));
            diff::diff(&desk, (&one, &other), drawn, renderer)
        }
        Command::Export {
            edition,
            formats,
            output,
            page,
            dpi,
            glyphs,
            base_url,
        } => {
            let export = ExportJob {
                formats: formats.iter().copied().collect(),
                dpi: *dpi,
                glyphs: *glyphs,
                base_url: base_url.clone(),
            };
            let target = Target {
                folder: output,
                interrupt,
            };
            export::export(&desk, &job(edition, *page), &export, target, renderer)
        }
        Command::Galley {
            copy,
            measure,
            indent,
            copy_lang,
            kinsoku,
            style,
            writing,
            breaker,
            pdf,
        } => {
            let args = GalleyArgs {
                copy,
                measure,
                indent: indent.as_deref(),
                lang: copy_lang,
                kinsoku,
                style,
                writing,
                breaker,
                pdf: pdf.as_deref(),
            };
            galley::galley(
                &desk,
                &args,
                Target {
                    folder: Path::new("."),
                    interrupt,
                },
                renderer,
            )
        }
        Command::Import {
            files,
            output,
            with_changes,
            styles,
            force,
        } => {
            let job = match import::job(*with_changes, styles.as_deref()) {
                Ok(job) => job,
                Err((sources, fault)) => return renderer.failed(&sources, &fault),
            };
            let target = Target {
                folder: output,
                interrupt,
            };
            import::import(files, (&job, *force), target, renderer)
        }
        Command::Preflight {
            files,
            printer,
            report,
        } => {
            let target = Target {
                folder: Path::new("."),
                interrupt,
            };
            // A file for others: the locale has no say in it.
            let language = args.lang.unwrap_or(Language::Zh);
            let report = report.as_deref().map(|path| (path, language));
            preflight::preflight(&desk, (files, printer.as_deref()), report, target, renderer)
        }
        Command::Send {
            manifests,
            printer,
            to,
            again,
        } => {
            let args = SendArgs {
                manifests,
                printer: printer.as_deref(),
                to: to.as_deref(),
                again: *again,
            };
            let target = Target {
                folder: Path::new("."),
                interrupt,
            };
            send::send(&desk, &args, target, renderer)
        }
        Command::Sent { manifests } => sent::sent(
            manifests,
            Target {
                folder: Path::new("."),
                interrupt,
            },
            renderer,
        ),
        Command::Archive { command } => {
            archive::archive(&desk, command, args.jobs, interrupt, renderer)
        }
        Command::Tidy { copy, write, fold } => {
            let target = Target {
                folder: Path::new("."),
                interrupt,
            };
            tidy::tidy(copy, (*write, *fold), target, renderer)
        }
        Command::New { args } => new::new(&desk, args, renderer),
        Command::Layout { name } => layout::layout(&desk, name.as_deref(), renderer),
        Command::Schema { kind } => schema::schema(*kind),
        Command::Lsp => lsp::lsp(desk, renderer),
        Command::Guide { chapter } => guide::guide(*chapter, renderer),
        Command::Completions { shell } => completions::completions(*shell),
        Command::Man { output } => man::man(
            Target {
                folder: output,
                interrupt,
            },
            renderer,
        ),
        Command::Fonts => fonts::fonts(&desk, renderer),
        Command::Explain { code } => explain::explain(code.as_deref(), renderer),
    }
}
