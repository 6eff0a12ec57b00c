//! Why a package cannot be read.

use std::fmt;

use crate::say::{Arg, Text, Typed, text};

/// Why a package or an XML file cannot be read, in words for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageFault {
    /// What is wrong.
    pub what: Text,
    /// True when a limit of the program was passed.
    pub limit: bool,
}

impl PackageFault {
    /// Something is broken.
    pub fn broken(what: impl Into<Text>) -> PackageFault {
        PackageFault {
            what: what.into(),
            limit: false,
        }
    }

    /// Something has more than `most` of `what`.
    pub fn over(what: impl Into<Text>, most: impl fmt::Display) -> PackageFault {
        PackageFault {
            what: text!(
                "package.over",
                "it has more {what} than {most}",
                what = what.into(),
                most = most.to_string()
            ),
            limit: true,
        }
    }
}

impl Typed for PackageFault {
    fn arg(&self) -> Arg {
        self.what.arg()
    }
}

impl fmt::Display for PackageFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.what)
    }
}
