//! What crosses pages, all of it: one small value, made anew each time.

use crate::geom::Folio;
use std::collections::BTreeSet;

/// A slot of the edition: its page and itself, by index.
pub type SlotAt = (usize, usize);

/// What one page learns of the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageLinks {
    /// Of every story of the page, in order.
    pub slots: Vec<SlotLinks>,
}

/// What one slot learns of the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SlotLinks {
    /// Which slot of its story it is, from 0.
    pub part: usize,
    /// The slot the story goes on in.
    pub next: Option<SlotAt>,
    /// The number of the page it comes from 上接, when that is another.
    pub from_page: Option<Folio>,
    /// The story it refers to: its id and the number of its page.
    pub refer: Option<(String, Folio)>,
}

/// What crosses pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// Of every page, in order.
    pub pages: Vec<PageLinks>,
    /// The stories that another refers to, by id.
    pub referred: BTreeSet<String>,
}
