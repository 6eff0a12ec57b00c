//! Two facing pages made up as one 跨版.

use super::grid::Grid;
use super::page::Page;
use crate::diag::{Code, Diagnostic, Sink};
use crate::geom::{Len, PageSpace, Rect};
use crate::spec::PageSpec;

/// The other half of a spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// The number of the page right of the fold.
    pub facing: u32,
    /// Where the fold 中缝 is.
    pub fold: Len,
    /// The inner margins of both pages: from the last column left of the fold
    /// to the first right of it.
    pub gutter: (Len, Len),
}

/// Where the columns of a spread's grid leave room for the fold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoldGap {
    /// The last column of the left page.
    pub after: u32,
    /// How much wider than an alley the gap is.
    pub wider: Len,
}

impl Grid {
    /// The grid of two pages of this width side by side: as many columns
    /// again, the inner margins an alley between the halves.
    pub(super) fn across_the_fold(&self, width: Len) -> Grid {
        let wider = width - (self.column + self.alley) * i64::from(self.columns);
        Grid {
            columns: self.columns * 2,
            fold: Some(FoldGap {
                after: self.columns,
                wider,
            }),
            ..*self
        }
    }

    /// The gap that the fold runs in.
    pub(super) fn gutter(&self) -> Option<(Len, Len)> {
        let fold = self.fold?;
        Some((
            self.column_left(fold.after) + self.column,
            self.column_left(fold.after + 1),
        ))
    }
}

impl Page {
    /// The number of the page that a place stands on: of the one right of the
    /// fold when it begins there.
    pub fn number_at(&self, place: &Rect<PageSpace>) -> u32 {
        match self.spread {
            Some(spread) if place.left >= spread.fold => spread.facing,
            _ => self.number,
        }
    }

    /// The numbers of the page, or of both.
    pub fn numbers(&self) -> impl Iterator<Item = u32> {
        std::iter::once(self.number).chain(self.spread.map(|spread| spread.facing))
    }
}

/// Whether the numbers of a spread face each other on a grid that can have
/// one; tells when not.
pub(super) fn faces(spec: &PageSpec, grid: &Grid, sink: &mut Sink) -> bool {
    let Some(facing) = &spec.facing else {
        return false;
    };
    let number = spec.number.value;
    if !number.is_multiple_of(2) || facing.value != number + 1 {
        let message = format!("pages {number} and {} do not face each other", facing.value);
        let help = "a spread 跨版 is an even page and the odd one after it: number = [4, 5]";
        sink.report(Diagnostic::new(Code::BadValue, facing.span, message).help(help));
        return false;
    }
    if grid.axes.is_vertical() {
        let message = "a spread wants a horizontal grid: the rows of a vertical one would run across the fold";
        sink.report(
            Diagnostic::new(Code::BadValue, facing.span, message).help("make two pages of it"),
        );
        return false;
    }
    true
}
