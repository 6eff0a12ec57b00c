//! `galley` 小样.

use std::io::{self, Read};
use std::path::Path;

use serde_json::Value;

use super::args::Format;
use super::exit::Exit;
use super::galley_args::{GalleyArgs, galley_job};
use super::output::{err, out};
use super::render::{Renderer, galley as lines};
use crate::GalleyProof;
use crate::desk::Desk;
use crate::diag::{Code, Diagnostic, Sources};
use crate::press::{galley_file, problem, write};
use crate::style::Lang;

/// Sets an article at one measure and prints its lines.
pub(super) fn galley(desk: &dyn Desk, args: &GalleyArgs<'_>, renderer: &Renderer) -> Exit {
    let job = match galley_job(args) {
        Ok(job) => job,
        Err(fault) => {
            err!("error: {fault}");
            return Exit::Usage;
        }
    };
    let (name, read) = article(args.copy);
    let (sources, mut diagnostics, set) = match read {
        Ok(bytes) => crate::galley_with(desk, name, &bytes, &job),
        Err(error) => {
            let message = format!("the article “{}” cannot be read: {error}", args.copy);
            let unreadable = Diagnostic::new(Code::FileUnreadable, None, message);
            (Sources::default(), vec![unreadable], None)
        }
    };
    if let (Some(galley), Some(path)) = (&set, args.pdf)
        && let Err(diagnostic) = write_pdf(galley, path, name, job.lang)
    {
        diagnostics.push(*diagnostic);
    }
    if renderer.format == Format::Json {
        // One object, whatever becomes of the galley.
        let reported: Vec<Value> = diagnostics
            .iter()
            .map(|diagnostic| problem(&sources, diagnostic, ""))
            .collect();
        out!("{}", lines::as_value(set.as_ref(), reported));
    } else {
        renderer.show(&sources, &diagnostics);
        set.iter().for_each(lines::print_lines);
    }
    Exit::of(&diagnostics)
}

/// What an article is called and its bytes.
fn article(copy: &str) -> (&str, io::Result<Vec<u8>>) {
    if copy != "-" {
        return (copy, std::fs::read(copy));
    }
    let mut bytes = Vec::new();
    let read = io::stdin().read_to_end(&mut bytes);
    ("standard input", read.map(|_| bytes))
}

fn write_pdf(
    galley: &GalleyProof,
    path: &Path,
    title: &str,
    lang: Lang,
) -> Result<(), Box<Diagnostic>> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let file = galley_file(galley, name.into_owned(), title, lang)?;
    write(folder, &[file])
}
