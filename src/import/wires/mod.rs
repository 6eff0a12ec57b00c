//! Wires: what agencies send.
//!
//! Input: a parsed NewsML-G2, NITF or CNML document, or an IPTC 7901 message. Output: articles with
//! their pictures. Invariant: every text node stands in an article, or is left with its reason.

mod cnml;
mod iptc7901;
mod newsml;
mod nitf;

pub(super) use cnml::cnml;
pub(super) use iptc7901::iptc7901;
pub(super) use newsml::newsml;
pub(super) use nitf::nitf;
