//! `preflight`: checks of PDFs, ours or anybody's, against a printer's requirements.

use std::path::Path;

use rayon::prelude::*;

use super::exit::Exit;
use super::render::{Renderer, Reported, page_report};
use super::target::Target;
use crate::desk::{Desk, Folder};
use crate::diag::{Diagnostic, Sink, Sources};
use crate::preflight::{Checked, Printer, check, previews};
use crate::press::{Output, printer_named, write};
use crate::say::{Language, Text, text};

/// Maximum size of a file in bytes.
const LARGEST_FILE: u64 = 1 << 30;

/// Checks files and prints findings on standard output, and files that cannot be read on standard
/// error.
pub(super) fn preflight(
    desk: &dyn Desk,
    (files, printer): (&[String], Option<&str>),
    report: Option<(&Path, Language)>,
    target: Target,
    renderer: &Renderer,
) -> Exit {
    let mut sources = Sources::default();
    let mut sink = Sink::new();
    let read = printer_named(desk, printer, &mut sources, &mut sink);
    renderer.show(&sources, &sink.finish());
    let Ok(printer) = read else {
        return Exit::InputError;
    };
    for file in files {
        // Two builds side by side are no edition to check.
        let (target, _) = target.beside(Path::new(file));
        if Folder::is_unfinished(target.folder)
            && let Err(fault) = target.open("preflight", renderer)
        {
            return renderer.fail(&fault);
        }
    }
    let results: Vec<Result<Checked, Text>> = files
        .par_iter()
        .map(|path| examine(desk, path, &printer))
        .collect();
    renderer.checked(files, &results, &printer);
    if let Some((path, language)) = report
        && let Err(fault) = write_report(
            desk,
            (files, &results),
            &printer,
            (path, language),
            target,
            renderer,
        )
    {
        return renderer.fail(&fault);
    }
    let end = |result: &Result<Checked, Text>| match result {
        Err(_) => Exit::InputError,
        Ok(checked) if checked.passes() => Exit::Fine,
        Ok(_) => Exit::Denied,
    };
    // A file that cannot be read outweighs one that fails.
    let unreadable = results.iter().any(Result::is_err);
    if unreadable {
        Exit::InputError
    } else {
        results.iter().map(end).max().unwrap_or(Exit::Fine)
    }
}

/// Maximum number of pages of a file that a report shows.
const MOST_SHOWN: usize = 16;

/// Writes the report for people, its pages drawn.
fn write_report(
    desk: &dyn Desk,
    (files, results): (&[String], &[Result<Checked, Text>]),
    printer: &Printer,
    (path, language): (&Path, Language),
    target: Target,
    renderer: &Renderer,
) -> Result<(), Box<Diagnostic>> {
    let reported: Vec<Reported<'_>> = files
        .iter()
        .zip(results)
        .map(|(path, result)| {
            let drawn = match (result, desk.read(path)) {
                (Ok(_), Ok(bytes)) => previews(&bytes, MOST_SHOWN),
                _ => Vec::new(),
            };
            (path.as_str(), result, drawn)
        })
        .collect();
    let text = page_report(&reported, printer, language);
    let (target, name) = target.beside(path);
    let folder = target.open("preflight", renderer)?;
    write(&folder, &[Output::new(name, text.into_bytes())])?;
    let path = path.display();
    renderer.say(text!("cli.report-written", "report: {path}", path));
    Ok(())
}

fn examine(desk: &dyn Desk, path: &str, printer: &Printer) -> Result<Checked, Text> {
    match std::fs::metadata(path) {
        Ok(about) if !about.is_file() => return Err(text!("cli.no-file", "it is not a file")),
        Ok(about) if about.len() > LARGEST_FILE => {
            return Err(text!("cli.too-large", "it is larger than 1 GB"));
        }
        _ => {}
    }
    let bytes = desk.read(path).map_err(|error| Text::of(&error))?;
    let name = Path::new(path).file_name().map_or_else(
        || path.to_owned(),
        |name| name.to_string_lossy().into_owned(),
    );
    check(&bytes, &name, printer)
}
