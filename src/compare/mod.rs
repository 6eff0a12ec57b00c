//! What differs between two settings of an edition, by meaning 比对.
//!
//! Input: two editions with their finished formes. Output: [`Difference`]s: a text that changed, a
//! story that moved by 2 栏, a headline that went from 36 to 32 pt, a picture cropped otherwise.
//! Invariant: what follows from a difference that is told is not told again; formes that are alike
//! have none, and formes that are not alike have at least one.

mod article;
mod difference;
mod drawn;
mod pages;
mod place;
mod side;
mod texts;

pub use difference::{Difference, DifferenceKind};
pub use pages::{compare, overlays};
pub use side::Compared;
