//! A file to write, and one that is written.

use crate::forme::Forme;
use crate::ink::Standard;

/// The metadata of a file.
#[derive(Clone, Copy, Debug)]
pub struct Meta<'a> {
    /// The document's title.
    pub title: &'a str,
    /// The newspaper's name.
    pub paper: &'a str,
    /// The date of issue, `2021-12-31`. It is used for every date in the file, so that a page set
    /// twice is the same file.
    pub date: &'a str,
    /// The language, `zh-CN`.
    pub lang: &'a str,
}

/// The purpose of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// For the press. The drawing is the same by either standard, since it has
    /// no transparency and no layers to lose.
    Press(Standard),
    /// A reading copy: the same drawing with links and an outline, PDF/A-2a and PDF/UA-1.
    Reading,
}

impl Purpose {
    /// Returns the standards that the file conforms to, in words.
    pub fn standard(self) -> &'static str {
        match self {
            Purpose::Press(Standard::X4) => "PDF/X-4 + PDF/A-2a + PDF/UA-1",
            Purpose::Press(standard) => standard.title(),
            Purpose::Reading => "PDF/A-2a + PDF/UA-1",
        }
    }

    /// Returns the PDF version in the header.
    pub(super) fn version(self) -> &'static str {
        match self {
            Purpose::Press(Standard::X1a2001) => "1.3",
            _ if self.is_flat() => "1.4",
            _ => "1.6",
        }
    }

    /// Returns the PDF/X version, if it has one.
    pub(super) fn pdfx(self) -> Option<&'static str> {
        match self {
            // Of PDF/X-1a:2001 it says two things: the part that it belongs to
            // here, the conformance beside it (ISO 15930-1).
            Purpose::Press(Standard::X1a2001) => Some("PDF/X-1:2001"),
            Purpose::Press(standard) => Some(standard.title()),
            Purpose::Reading => None,
        }
    }

    /// Returns the conformance level, where the version has one.
    pub(super) fn conformance(self) -> Option<&'static str> {
        (self == Purpose::Press(Standard::X1a2001)).then_some("PDF/X-1a:2001")
    }

    /// Returns whether it knows no transparency.
    pub fn is_flat(self) -> bool {
        matches!(self, Purpose::Press(standard) if standard.is_flat())
    }

    /// Returns whether it conforms to PDF/A as well.
    pub(super) fn is_archive(self) -> bool {
        !self.is_flat()
    }
}

/// What a file claims beside its purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Archive {
    /// Nothing.
    No,
    /// PDF/A-2a.
    Tagged,
    /// PDF/A-2a and PDF/UA-1: every picture says what it shows.
    Accessible,
}

/// A file to write: its pages, metadata and purpose.
#[derive(Clone, Debug)]
pub struct Order<'a> {
    /// The pages, in order.
    pub formes: Vec<&'a Forme>,
    /// Metadata of the file.
    pub meta: Meta<'a>,
    /// Purpose of the file.
    pub kind: Purpose,
}

/// A file ready for delivery.
#[derive(Clone, Debug)]
pub struct Written {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// SHA-256 of `bytes` in hex; a by-product of computing the file's /ID.
    pub sha256: String,
}
