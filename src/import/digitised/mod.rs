//! Digitised editions: ALTO, METS and PAGE-XML.
//!
//! Input: parsed documents. Output: articles of blocks in reading order, with the places where the
//! blocks stood. Invariant: every text stands in an article, or is left with its reason.

mod alto;
mod block;
mod mets;
mod page_xml;

pub(super) use alto::alto;
pub(super) use mets::{files, mets};
pub(super) use page_xml::page_xml;
