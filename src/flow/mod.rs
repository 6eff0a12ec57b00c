//! Pouring text into columns.
//!
//! Input: a [`Galley`] of shaped paragraphs and a [`Thread`] of legs whose line slots are known
//! from the dummy. Output: every line with its place, legs ending level, and the overset, counted
//! in 行 and 字. Invariant: placed and overset together are the whole galley, in order; every body
//! line is on a slot's baseline.

mod broken;
mod columns;
mod galley;
mod headline;
mod keeps;
mod leg;
mod pour;
mod poured;
mod pourer;
mod table;

pub use galley::{Depth, Galley, GalleyPar, Table};
pub use headline::{Deck, DeckLine, SetDeck, set_deck};
pub use leg::{Ground, Leg, LineSlot, Thread, Transfer, legs};
pub use pour::{pour, pour_level};
pub use poured::{Overset, Poured, PouredLine, PouredRow};
