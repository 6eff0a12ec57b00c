//! What libraries, archives and readers' programs take in: the pages as text with places.
//!
//! Input: a resolved edition and its finished formes. Output: files of the formats asked for.
//! Invariant: all of them are views of one [`Reading`](super::Reading), so they cannot
//! disagree; places are whole numbers of a unit that the file states; the same pages give the same
//! bytes, and every date in them is the edition's.

mod alto;
mod coco;
mod epaper;
mod files;
mod forme_json;
mod iiif;
mod mets;
mod page_xml;
mod regions;
mod story;
mod text;
mod unit;
mod words;
mod xml;

pub use files::{ExportFormat, ExportJob, Left, export_files, listed};
pub use forme_json::FORME_SCHEMA;
