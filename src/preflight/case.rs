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
}

impl Case<'_> {
    /// Returns whether PDF/X-1a is required.
    pub fn x1a(&self) -> bool {
        self.findings.printer().standard == Standard::X1a
    }
}
