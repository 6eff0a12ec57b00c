//! Packages: files that hold other files, and the XML inside them.
//!
//! Input: a zip on disk or in memory, or the bytes of an XML file. Output: parts by their names,
//! and parsed documents. Invariant: nothing is unpacked or parsed before it has been counted, so
//! that no input takes more memory than [`limits`](crate::limits) say; names inside a package are
//! never used as paths.

mod fault;
mod xml;
mod zip;

pub use fault::PackageFault;
pub use xml::{
    attribute, child, children, decoded, is_blank, local, parse, ready, text_nodes, trail,
};
pub use zip::{PackagePart, Zip};
