//! What is done to a folder.

/// What is done to a folder at once. Names are those of files in the folder
/// itself.
#[derive(Debug, Default)]
pub struct FolderChange<'a> {
    /// Files to write, over what bears their names.
    pub write: Vec<(&'a str, &'a [u8])>,
    /// Files to take away.
    pub remove: Vec<&'a str>,
}

impl FolderChange<'_> {
    /// Whether a file is written or taken away.
    pub(super) fn touches(&self, name: &str) -> bool {
        self.write.iter().any(|(written, _)| *written == name) || self.remove.contains(&name)
    }
}
