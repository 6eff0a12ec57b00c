//! Why no file is written.

use std::fmt;

use crate::asset::{FontId, PictureId};

/// The reason why no file was written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExportFault {
    /// A picture that cannot be converted to press ink.
    Picture(PictureId, String),
    /// A face that cannot be subset.
    Font(FontId, String),
    /// A date not of the form `2021-12-31`.
    Date(String),
    /// No page.
    NoPage,
    /// A file that cannot be assembled.
    File(String),
}

impl fmt::Display for ExportFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExportFault::Picture(id, fault) => write!(f, "picture {id} cannot be printed: {fault}"),
            ExportFault::Font(id, fault) => write!(f, "face {id} cannot be embedded: {fault}"),
            ExportFault::Date(date) => write!(f, "“{date}” is not a date such as 2021-12-31"),
            ExportFault::NoPage => f.write_str("there is no page to write"),
            ExportFault::File(fault) => write!(f, "the PDF cannot be put together: {fault}"),
        }
    }
}

impl std::error::Error for ExportFault {}

impl From<lopdf::Error> for ExportFault {
    fn from(fault: lopdf::Error) -> ExportFault {
        ExportFault::File(fault.to_string())
    }
}

impl From<std::io::Error> for ExportFault {
    fn from(fault: std::io::Error) -> ExportFault {
        ExportFault::File(fault.to_string())
    }
}
