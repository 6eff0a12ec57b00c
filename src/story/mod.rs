//! Articles 稿件 as people have them.
//!
//! Input: bytes of a Markdown or plain-text article. Output: a [`Story`] of parts and blocks, their
//! inline markup parsed into marks, half-width punctuation beside Han mapped to full width,
//! invisible characters removed. Invariant: no character is lost or added silently, and every
//! character still knows the byte of the source it came from.

mod charset;
mod codes;
mod curl;
mod cut;
mod decode;
mod embargo;
mod entities;
mod frequent;
mod halves;
mod inline;
mod letter;
mod lines;
mod lost;
mod mark;
mod model;
mod normalize;
mod pairing;
mod paragraphs;
mod parse;
mod roster;
mod sniff;
mod source_line;
mod table;
mod traditional;
mod unset;
mod western;
mod width;
mod writers;

pub use decode::{Characters, characters, decode, not_text};
pub use embargo::{Embargo, embargo_day};
pub use entities::reference;
pub use inline::words_at;
pub use mark::{Inline, InlineFace};
pub use model::{Block, BlockKind, Cell, CellAlign, Part, PartRole, RichText, Story, TableFile};
pub use paragraphs::paragraphs;
pub use parse::parse;
pub use traditional::folded;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
