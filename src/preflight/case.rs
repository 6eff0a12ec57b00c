//! The data that every check sees.

use std::rc::Rc;

use super::finding::Findings;
use crate::ink::Standard;
use crate::pdf::{Dict, File};

/// The data that every check sees.
pub(super) struct Case<'a> {
    /// The file.
    pub file: &'a File<'a>,
    /// What is found.
    pub findings: &'a Findings<'a>,
    /// The catalog.
    pub catalog: Rc<Dict>,
    /// The standard that the file is held to.
    pub standard: Standard,
}

impl Case<'_> {
    /// Returns whether a standard without transparency is required.
    pub fn is_flat(&self) -> bool {
        self.standard.is_flat()
    }
}
