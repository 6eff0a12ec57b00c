//! Where a command writes.

use std::path::Path;

use super::render::Renderer;
use crate::desk::{Folder, Interrupt};
use crate::diag::Diagnostic;
use crate::press::folder_fault;
use crate::say::text;

/// A folder to write into, and the stop that may be asked for meanwhile.
#[derive(Clone, Copy)]
pub(super) struct Target<'a> {
    pub folder: &'a Path,
    pub interrupt: &'a Interrupt,
}

impl<'a> Target<'a> {
    /// The same for the folder that a file stands in, and the file's name.
    pub fn beside(self, file: &'a Path) -> (Target<'a>, String) {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let folder = file
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        (Target { folder, ..self }, name.into_owned())
    }

    /// Refuses a path that exists and is no folder.
    pub fn usable(&self) -> Result<(), Box<Diagnostic>> {
        match !self.folder.exists() || self.folder.is_dir() {
            true => Ok(()),
            false => Err(folder_fault(crate::desk::FolderFault::NotAFolder(
                self.folder.to_owned(),
            ))),
        }
    }

    /// Opens the folder for a command of this name, and says for whom it waits.
    pub fn open(&self, action: &str, renderer: &Renderer) -> Result<Folder<'a>, Box<Diagnostic>> {
        let mut waiting = |holder: &crate::desk::Holder| {
            let folder = self.folder.display();
            renderer.figure(text!(
                "cli.waiting",
                "waiting for {holder}, which writes into {folder}",
                holder = holder.to_string(),
                folder
            ));
        };
        Folder::open(self.folder, action, self.interrupt, &mut waiting).map_err(folder_fault)
    }
}
