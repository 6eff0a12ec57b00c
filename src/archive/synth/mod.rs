//! Editions that nobody wrote: newspaper pages by the thousand, to try an
//! archive with and to train those who read pages.
//!
//! Input: a seed and a number; articles and photographs, or the program's own
//! words and drawings. Output: folders with editions. Invariants: every edition
//! builds without an error, and no story of it is over or short; an edition
//! depends on the seed, its number and the materials alone.

mod edition;
mod fitted;
mod house;
mod lexicon;
mod makeup;
mod materials;
mod photograph;
mod prose;
mod write;

pub use materials::Materials;
pub use write::{SynthJob, write};
