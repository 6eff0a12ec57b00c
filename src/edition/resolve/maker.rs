//! What every part of a page's resolving shares.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::frame::StoryStart;
use super::loader::Loader;
use super::measures::Measures;
use crate::diag::{Code, Diagnostic, Span, Spanned};
use crate::edition::model::{Grid, House, Spread, StoryId};
use crate::geom::{Len, Size};
use crate::say::{Text, text};
use crate::spec::{GridArea, Reach};
use crate::story::Story;

/// The maker of a page from its spec.
pub(super) struct PageMaker<'a, 'b> {
    pub starts: &'a BTreeMap<String, StoryStart<'a>>,
    pub loader: &'a mut Loader<'b>,
    pub house: &'a House,
    pub folder: &'a str,
    pub fields: &'a BTreeMap<String, String>,
    /// The grid: the house's, or that of a spread.
    pub grid: Grid,
    pub spread: Option<Spread>,
    /// Fields of the page right of the fold.
    pub facing_fields: Option<&'a BTreeMap<String, String>>,
    /// The articles of the edition by path; none for one that cannot be read.
    pub copies: &'a BTreeMap<String, Option<StoryId>>,
    /// Where what stands on the page is written.
    pub origins: Vec<Span>,
    /// The stories that the page writes itself.
    pub words: BTreeMap<StoryId, Arc<Story>>,
    /// The plates of the page's spot inks.
    pub spots: Vec<String>,
    /// The stories with a picture that cannot be placed, which is reported.
    pub pictureless: BTreeSet<StoryId>,
    /// The fields that furniture quotes and nobody fills, each with its line.
    pub lacking: Vec<(String, Span)>,
}

impl PageMaker<'_, '_> {
    /// A new origin for a place in the input.
    pub(super) fn origin(&mut self, span: Span) -> u32 {
        self.origins.push(span);
        self.origins.len() as u32 - 1
    }

    /// Returns whether an area is on the grid and in its parent; reports if not.
    pub(super) fn on_grid(
        &mut self,
        at: &Spanned<GridArea>,
        what: impl Into<Text>,
        parent: Option<&[Spanned<GridArea>]>,
    ) -> bool {
        let what: &Text = &what.into();
        if !self.grid.holds(&at.value) {
            self.loader.sink.report(self.grid.outside(at.span, what));
            return false;
        }
        // Of several places it must lie in what encloses them all.
        let outer = parent.and_then(|places| {
            places
                .iter()
                .map(|place| place.value)
                .reduce(|a, b| GridArea {
                    columns: Reach {
                        first: a.columns.first.min(b.columns.first),
                        last: a.columns.last.max(b.columns.last),
                    },
                    rows: Reach {
                        first: a.rows.first.min(b.rows.first),
                        last: a.rows.last.max(b.rows.last),
                    },
                })
        });
        let inside = |outer: &GridArea| {
            let (a, b) = (&at.value, outer);
            a.columns.first >= b.columns.first
                && a.columns.last <= b.columns.last
                && a.rows.first >= b.rows.first
                && a.rows.last <= b.rows.last
        };
        if let Some(outer) = outer.filter(|outer| !inside(outer)) {
            let help = text!(
                "edition.storys-slot",
                "the story's slot is {first}-{last}栏 {first2}-{last2}行",
                first = outer.columns.first,
                last = outer.columns.last,
                first2 = outer.rows.first,
                last2 = outer.rows.last
            );
            let help = match *what == "the picture" {
                true => text!(
                    "edition.two-stories-run-round",
                    "{help}; one that two stories run round is a [[picture]] of the page",
                    help
                ),
                false => help,
            };
            self.loader.sink.report(
                Diagnostic::new(
                    Code::OutsideTypeArea,
                    at.span,
                    text!(
                        "edition.leaves-slot-story-holds",
                        "{what} leaves the slot of the story that holds it",
                        what
                    ),
                )
                .help(help),
            );
            return false;
        }
        true
    }

    /// Returns the trimmed sheet, of a spread both pages'.
    pub(super) fn trim(&self) -> Size {
        let Size { width, height } = self.house.trim;
        Size {
            width: width + self.spread.map_or(Len::ZERO, |spread| spread.fold),
            height,
        }
    }

    pub(super) fn measures(&self) -> Measures {
        let grid = &self.grid;
        Measures {
            size: grid.size,
            pitch: grid.pitch,
            column: grid.column,
            alley: grid.alley,
        }
    }
}

/// Whether a flag is set.
pub(super) fn flagged(flag: &Option<Spanned<bool>>) -> bool {
    flag.as_ref().is_some_and(|flag| flag.value)
}
