//! Arguments as meant, and running them.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

use super::args::{Args, Color, Command, Format};
use super::render::Renderer;
use super::{build, fit, galley, lists, preflight, proof, sent};
use crate::Job;
use crate::desk::{Desk, DiskDesk};
use crate::diag::{Code, Diagnostic, Severity};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Exit {
    Fine = 0,
    InputError = 1,
    Usage = 2,
    Denied = 3,
}

impl Exit {
    /// What a run's problems amount to.
    pub fn of(diagnostics: &[Diagnostic]) -> Exit {
        match diagnostics
            .iter()
            .map(|diagnostic| diagnostic.severity)
            .max()
        {
            Some(Severity::Error) => Exit::InputError,
            Some(Severity::Denied) => Exit::Denied,
            _ => Exit::Fine,
        }
    }
}

/// Runs the command line and returns its exit code.
pub fn run() -> ExitCode {
    let args = Args::parse();
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
    };
    ExitCode::from(command(&args, &renderer) as u8)
}

fn command(args: &Args, renderer: &Renderer) -> Exit {
    if let Err(diagnostic) = args.font_path.iter().try_for_each(|path| fonts_at(path)) {
        return build::fail(renderer, &diagnostic);
    }
    let desk = DiskDesk::new(font_paths(&args.font_path));
    match &args.command {
        Command::Build {
            edition,
            output,
            page,
            standard,
            marks,
            pairs,
            spread,
            printer,
        } => {
            let typed = build::Typed {
                folder: output,
                standard: *standard,
                marks: *marks,
                pairs: *pairs,
                spread: *spread,
                printer: printer.as_deref(),
            };
            build::build(&desk, &job(edition, *page), &typed, renderer)
        }
        Command::Check { edition, page } => build::check(&desk, &job(edition, *page), renderer),
        Command::Fit { edition, page } => fit::fit(&desk, &job(edition, *page), renderer),
        Command::Proof {
            edition,
            output,
            page,
            dpi,
            plates,
            soft,
            heat,
        } => {
            let typed = proof::Typed {
                folder: output,
                dpi: *dpi,
                plates: *plates,
                soft: *soft,
                heat: *heat,
            };
            proof::proof(&desk, &job(edition, *page), &typed, renderer)
        }
        Command::Galley {
            copy,
            measure,
            indent,
            lang,
            kinsoku,
            style,
            writing,
            breaker,
            pdf,
        } => {
            let typed = galley::Typed {
                copy,
                measure,
                indent: indent.as_deref(),
                lang,
                kinsoku,
                style,
                writing,
                breaker,
                pdf: pdf.as_deref(),
            };
            galley::galley(&desk, &typed, renderer, args.format == Format::Json)
        }
        Command::Preflight { files, printer } => {
            preflight::preflight(&desk, files, printer.as_deref(), renderer)
        }
        Command::Sent { manifests } => sent::sent(manifests, renderer),
        Command::Fonts => lists::fonts(&desk, renderer),
        Command::Explain { code } => lists::explain(code.as_deref(), renderer),
    }
}

/// What is to be set; a folder stands for the `edition.toml` in it.
fn job(edition: &str, page: Option<u32>) -> Job {
    let folder = Path::new(edition);
    let edition = if folder.is_dir() {
        folder.join("edition.toml").to_string_lossy().into_owned()
    } else {
        edition.to_owned()
    };
    Job { edition, page }
}

/// Refuses a path for fonts at which there are none.
fn fonts_at(path: &Path) -> Result<(), Box<Diagnostic>> {
    let refused = |code: Code, what: &str| {
        let message = format!("--font-path “{}” {what}", path.display());
        Err(Box::new(Diagnostic::new(code, None, message).help(
            "name a font file, or a folder with .ttf, .otf, .ttc or .otc files in it",
        )))
    };
    if !path.exists() {
        return refused(Code::FileNotFound, "is not there");
    }
    if DiskDesk::new(vec![path.to_owned()])
        .extra_fonts()
        .is_empty()
    {
        return refused(Code::BadFont, "has no font in it");
    }
    Ok(())
}

/// The folders asked for, then the `fonts` folder that came with the program,
/// beside it or above: 仿宋, whose licence keeps it out of the binary, is read
/// from there. The folder that a command is given in does not count.
fn font_paths(asked: &[PathBuf]) -> Vec<PathBuf> {
    let beside_program = std::env::current_exe().ok().and_then(|program| {
        program
            .ancestors()
            .skip(1)
            .take(4)
            .map(|folder| folder.join("fonts/fangsong-regular.otf"))
            .find(|file| file.is_file())
    });
    asked.iter().cloned().chain(beside_program).collect()
}
