//! Why a package cannot be read.

use std::fmt;

/// Why a package or an XML file cannot be read, in words for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageFault {
    /// What is wrong.
    pub what: String,
    /// True when a limit of the program was passed.
    pub limit: bool,
}

impl PackageFault {
    /// Something is broken.
    pub fn broken(what: impl Into<String>) -> PackageFault {
        PackageFault {
            what: what.into(),
            limit: false,
        }
    }

    /// Something has more than `most` of `what`.
    pub fn over(what: &str, most: impl fmt::Display) -> PackageFault {
        PackageFault {
            what: format!("it has more {what} than {most}"),
            limit: true,
        }
    }
}

impl fmt::Display for PackageFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.what)
    }
}
