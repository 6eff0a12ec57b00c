//! Where no way is known to swap two folders in one step.

use std::io;
use std::path::Path;

use super::super::interrupt::Interrupt;
use super::change::FolderChange;
use super::fault::FolderFault;

/// Makes no change.
pub(super) fn commit(_: &Path, _: &FolderChange, _: &Interrupt) -> Result<bool, FolderFault> {
    Ok(false)
}

/// Finds nothing that was begun.
pub(super) fn mend(_: &Path) -> io::Result<()> {
    Ok(())
}
