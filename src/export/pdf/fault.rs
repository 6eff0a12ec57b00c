//! Why no file is written.

use std::fmt;

use crate::asset::{FontId, PictureId};
use crate::say::{Text, text};

/// The reason why no file was written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExportFault {
    /// A picture that cannot be converted to press ink.
    Picture(PictureId, Text),
    /// A face that cannot be subset.
    Font(FontId, Text),
    /// A date not of the form `2021-12-31`.
    Date(String),
    /// No page.
    NoPage,
    /// A file that cannot be assembled.
    File(Text),
}

impl ExportFault {
    /// Returns the reason in words for people.
    pub fn text(&self) -> Text {
        match self {
            ExportFault::Picture(id, fault) => text!(
                "export.picture-cannot-be-printed",
                "picture {id} cannot be printed: {fault}",
                id = id.to_string(),
                fault
            ),
            ExportFault::Font(id, fault) => text!(
                "export.face-cannot-be-embedded",
                "face {id} cannot be embedded: {fault}",
                id = id.to_string(),
                fault
            ),
            ExportFault::Date(date) => text!(
                "export.no-date",
                "“{date}” is not a date such as 2021-12-31",
                date
            ),
            ExportFault::NoPage => text!("export.no-page", "there is no page to write"),
            ExportFault::File(fault) => text!(
                "export.cannot-be-put-together",
                "the PDF cannot be put together: {fault}",
                fault
            ),
        }
    }
}

impl fmt::Display for ExportFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}

impl std::error::Error for ExportFault {}

impl From<lopdf::Error> for ExportFault {
    fn from(fault: lopdf::Error) -> ExportFault {
        ExportFault::File(Text::quoted(fault.to_string()))
    }
}

impl From<std::io::Error> for ExportFault {
    fn from(fault: std::io::Error) -> ExportFault {
        ExportFault::File(Text::of(&fault))
    }
}
