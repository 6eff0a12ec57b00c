//! About how much memory values take.

use std::sync::Arc;

use crate::asset::{Fonts, Pictures};
use crate::diag::Diagnostic;
use crate::edition::Page;
use crate::edition::resolve::{FontPlaces, ResolvedHouse, ResolvedPage, Staged};
use crate::forme::{Forme, Item};
use crate::lint::PageFindings;
use crate::makeup::{MadePage, SetStory};
use crate::spec::{EditionSpec, PageSpec};
use crate::story::Story;

/// How much memory a value takes, about.
pub(crate) trait Weigh {
    /// Bytes, what it shares with other values not counted.
    fn weight(&self) -> usize;
}

/// A resolved slot with the style of its kind.
const SLOT: usize = 6_000;
/// A resolved house.
const HOUSE: usize = 400_000;
/// One of the kinds of item on a page, its own parts not counted.
const ITEM: usize = 160;

impl<T: Weigh> Weigh for Staged<T> {
    fn weight(&self) -> usize {
        let texts: usize = self.sources.texts().map(str::len).sum();
        // What is read from a text takes several times its length.
        self.value.weight()
            + texts * 6
            + self.diagnostics.weight()
            + self.pictures.weight()
            + self.reads.weight()
    }
}

impl Weigh for Pictures {
    fn weight(&self) -> usize {
        self.iter().map(|(_, picture)| picture.bytes().len()).sum()
    }
}

impl Weigh for Vec<Diagnostic> {
    fn weight(&self) -> usize {
        self.iter()
            .map(|diagnostic| 240 + diagnostic.message.len() + diagnostic.places() * 24)
            .sum()
    }
}

/// Counted by the text it is read from.
impl Weigh for Option<EditionSpec> {
    fn weight(&self) -> usize {
        0
    }
}

/// Counted by the text it is read from.
impl Weigh for Option<PageSpec> {
    fn weight(&self) -> usize {
        0
    }
}

/// Counted by the text it is read from.
impl Weigh for Option<Arc<Story>> {
    fn weight(&self) -> usize {
        0
    }
}

impl Weigh for ResolvedHouse {
    fn weight(&self) -> usize {
        HOUSE
    }
}

impl Weigh for (Arc<Fonts>, FontPlaces) {
    fn weight(&self) -> usize {
        HOUSE / 8
    }
}

impl Weigh for Page {
    fn weight(&self) -> usize {
        let slots = self.all_stories().len() + self.furniture.len() + self.pictures.len();
        slots * SLOT
    }
}

impl Weigh for ResolvedPage {
    fn weight(&self) -> usize {
        self.page.weight()
    }
}

impl Weigh for SetStory {
    fn weight(&self) -> usize {
        let items = self.items.iter().map(|(_, item)| item.weight());
        items.sum::<usize>() + self.diagnostics.weight() + self.fits.len() * 300
    }
}

impl Weigh for MadePage {
    fn weight(&self) -> usize {
        self.forme.weight() + self.diagnostics.weight() + self.fits.len() * 300
    }
}

impl Weigh for Forme {
    fn weight(&self) -> usize {
        self.items.iter().map(Weigh::weight).sum()
    }
}

impl Weigh for PageFindings {
    fn weight(&self) -> usize {
        self.findings.diagnostics.weight() + self.digest.weight()
    }
}

impl Weigh for Item {
    fn weight(&self) -> usize {
        ITEM + match self {
            Item::GlyphRun(run) => run.text.len() + size_of_val(run.glyphs.as_slice()),
            Item::Group(group) => group.items.iter().map(Weigh::weight).sum(),
            Item::Path(path) => size_of_val(path.steps.as_slice()),
            _ => 0,
        }
    }
}

impl Weigh for Vec<u8> {
    fn weight(&self) -> usize {
        self.len()
    }
}
