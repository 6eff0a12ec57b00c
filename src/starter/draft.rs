//! A file that is to be written, and why none is.

use crate::diag::{Diagnostic, Sources};
use crate::say::Text;

/// A file as it shall be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its path.
    pub path: String,
    /// What stands there; nothing when the file is new.
    pub before: Option<String>,
    /// What shall stand there.
    pub after: String,
}

impl Draft {
    /// A file that is not there yet.
    pub(super) fn new(path: String, after: String) -> Draft {
        Draft {
            path,
            before: None,
            after,
        }
    }
}

/// Why there is nothing to write.
pub enum StartFault {
    /// The edition is wrong, or would be.
    Edition(Sources, Vec<Diagnostic>),
    /// What was asked for cannot be.
    Asked {
        /// What is in the way.
        why: Text,
        /// What to do.
        help: Text,
    },
}
