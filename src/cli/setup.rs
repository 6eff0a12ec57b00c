//! The desk that a command reads from.

use std::path::{Path, PathBuf};

use crate::Job;
use crate::desk::{Desk, DiskDesk};
use crate::diag::{Code, Diagnostic};
use crate::geom::Folio;
use crate::say::{Text, text};

/// A desk with the fonts at these paths; the error names one at which there
/// are none.
pub(super) fn desk(font_paths: &[PathBuf], outside: bool) -> Result<DiskDesk, Box<Diagnostic>> {
    font_paths.iter().try_for_each(|path| fonts_at(path))?;
    let fonts = font_paths.iter().cloned().chain(beside_program());
    Ok(DiskDesk::new(fonts.collect()).reading_outside(outside))
}

/// Refuses a font path without fonts.
fn fonts_at(path: &Path) -> Result<(), Box<Diagnostic>> {
    let refused = |code: Code, what: Text| {
        let path = path.display();
        let message = text!(
            "cli.bad-font-path",
            "--font-path “{path}” {what}",
            path,
            what
        );
        Err(Box::new(Diagnostic::new(code, None, message).help(text!(
            "cli.name-font-file-folder",
            "name a font file, or a folder with .ttf, .otf, .ttc or .otc files in it"
        ))))
    };
    if !path.exists() {
        return refused(
            Code::FileNotFound,
            text!("cli.font-path-not-there", "is not there"),
        );
    }
    if DiskDesk::new(vec![path.to_owned()])
        .extra_fonts()
        .is_empty()
    {
        return refused(Code::BadFont, text!("cli.no-font", "has no font in it"));
    }
    Ok(())
}

/// The font in the `fonts` folder that came with the program, beside it or
/// above: 仿宋, whose licence keeps it out of the binary, is read from there.
/// The folder that a command is given in does not count.
fn beside_program() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    program
        .ancestors()
        .skip(1)
        .take(4)
        .map(|folder| folder.join("fonts/fangsong-regular.otf"))
        .find(|file| file.is_file())
}

/// Creates the job for an edition; a folder means the `edition.toml` in it.
pub(super) fn job(edition: &str, page: Option<Folio>) -> Job {
    let folder = Path::new(edition);
    let edition = if folder.is_dir() {
        folder.join("edition.toml").to_string_lossy().into_owned()
    } else {
        edition.to_owned()
    };
    Job { edition, page }
}
