//! `galley` 小样.

use std::io::{self, Read};
use std::path::Path;

use super::args::Format;
use super::exit::Exit;
use super::galley_args::{GalleyArgs, galley_job};
use super::output::out;
use super::render::{Renderer, galley as lines};
use super::target::Target;
use crate::GalleyProof;
use crate::desk::{Desk, read_regular};
use crate::diag::{Code, Diagnostic, Sources};
use crate::press::{galley_file, problems, write};
use crate::say::text;
use crate::style::Lang;

/// Sets an article at one measure and prints its lines.
pub(super) fn galley(
    desk: &dyn Desk,
    args: &GalleyArgs<'_>,
    target: Target,
    renderer: &Renderer,
) -> Exit {
    let job = match galley_job(args) {
        Ok(job) => job,
        Err(fault) => {
            return renderer.usage(fault);
        }
    };
    let (name, read) = article(args.copy);
    let (sources, mut diagnostics, set) = match read {
        Ok(bytes) => crate::galley_with(desk, name, &bytes, &job),
        Err(error) => {
            let message = text!(
                "cli.article-cannot-read",
                "the article “{copy}” cannot be read: {error}",
                copy = args.copy,
                error
            );
            let unreadable = Diagnostic::new(Code::FileUnreadable, None, message);
            (Sources::default(), vec![unreadable], None)
        }
    };
    if let (Some(galley), Some(path)) = (&set, args.pdf)
        && let Err(diagnostic) = write_pdf(galley, target.beside(path), (name, job.lang), renderer)
    {
        diagnostics.push(*diagnostic);
    }
    if renderer.format == Format::Json {
        // One object, whatever becomes of the galley.
        let reported = problems(&sources, &diagnostics, &str::to_owned);
        out!("{}", lines::as_value(set.as_ref(), reported));
    } else {
        renderer.show(&sources, &diagnostics);
        set.iter().for_each(lines::print_lines);
    }
    Exit::of(&diagnostics)
}

/// An article larger than this is none.
const LARGEST_ARTICLE: u64 = 1 << 30;

/// What an article is called and its bytes.
fn article(copy: &str) -> (&str, io::Result<Vec<u8>>) {
    if copy != "-" {
        return (copy, read_regular(Path::new(copy), LARGEST_ARTICLE));
    }
    let mut bytes = Vec::new();
    let read = io::stdin().read_to_end(&mut bytes);
    ("-", read.map(|_| bytes))
}

fn write_pdf(
    galley: &GalleyProof,
    (target, name): (Target, String),
    (title, lang): (&str, Lang),
    renderer: &Renderer,
) -> Result<(), Box<Diagnostic>> {
    let file = galley_file(galley, name, title, lang)?;
    write(&target.open("galley", renderer)?, &[file])
}
