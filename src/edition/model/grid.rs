//! The grid of 字 × 行 and the base columns of a page.

use crate::diag::{Code, Diagnostic, Span};
use crate::geom::{Axes, Len, PageSpace, Rect, Size, em_box};
use crate::say::{Text, text};
use crate::spec::GridArea;

/// The baseline grid 基线网格 and base columns 基本栏 of a type area 版心.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Rotation of rows and columns on the page. All other fields are as the text runs: in a
    /// vertical paper 直排 columns are its 段 from top to bottom, and rows its lines from the
    /// right.
    pub axes: Axes,
    /// Left edge of the type area.
    pub left: Len,
    /// Top edge of the type area: the top of row 1.
    pub top: Len,
    /// Number of base columns.
    pub columns: u32,
    /// Width of a base column.
    pub column: Len,
    /// The alley 栏间 between two.
    pub alley: Len,
    /// Number of rows.
    pub rows: u32,
    /// Distance from row to row.
    pub pitch: Len,
    /// The body size.
    pub size: Len,
    /// Minimum measure of text beside an obstacle.
    pub min_measure: Len,
    /// Fold of a spread, between two of the columns.
    pub fold: Option<FoldGap>,
}

/// The gap for the fold between the columns of a spread's grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoldGap {
    /// The last column of the left page.
    pub after: u32,
    /// Width of the gap beyond that of an alley.
    pub wider: Len,
}

impl Grid {
    /// Returns the type area on the page.
    pub fn area(&self) -> Rect<PageSpace> {
        let Size { width, height } = self.extent();
        self.axes
            .on_page(&Rect::at(self.left, self.top, width, height))
    }

    /// Returns width and height of the type area, as the text runs.
    pub fn extent(&self) -> Size {
        Size {
            width: self.reach(1, self.columns),
            height: self.depth(self.rows),
        }
    }

    /// Returns the width of so many base columns with the alleys between 长栏.
    pub fn span_width(&self, columns: u32) -> Len {
        let columns = i64::from(columns);
        self.column * columns + self.alley * (columns - 1).max(0)
    }

    /// Returns the depth of so many rows, from the top of the first to the foot of the last.
    pub fn depth(&self, rows: u32) -> Len {
        if rows == 0 {
            Len::ZERO
        } else {
            self.pitch * (i64::from(rows) - 1) + self.size
        }
    }

    /// Returns the width from one column to another, both included.
    pub fn reach(&self, first: u32, last: u32) -> Len {
        self.column_left(last) + self.column - self.column_left(first)
    }

    /// Returns the gap between two rows.
    pub fn gap(&self) -> Len {
        self.pitch - self.size
    }

    /// Returns the left edge of a column, counted from 1.
    pub fn column_left(&self, column: u32) -> Len {
        let wider = self
            .fold
            .filter(|fold| column > fold.after)
            .map_or(Len::ZERO, |fold| fold.wider);
        self.left + (self.column + self.alley) * (i64::from(column) - 1) + wider
    }

    /// Returns the top of a row, counted from 1.
    pub fn row_top(&self, row: u32) -> Len {
        self.top + self.pitch * (i64::from(row) - 1)
    }

    /// From a row's top to its baseline.
    pub fn ascent(&self) -> Len {
        em_box::ascent(self.size)
    }

    /// Returns the rectangle of an area on the page.
    pub fn rect(&self, place: &GridArea) -> Rect<PageSpace> {
        let width = self.reach(place.columns.first, place.columns.last);
        let height = self.depth(place.rows.last - place.rows.first + 1);
        self.axes.on_page(&Rect::at(
            self.column_left(place.columns.first),
            self.row_top(place.rows.first),
            width,
            height,
        ))
    }

    /// Returns whether an area is on the grid.
    pub fn holds(&self, place: &GridArea) -> bool {
        place.columns.first >= 1
            && place.rows.first >= 1
            && place.columns.last <= self.columns
            && place.rows.last <= self.rows
    }

    /// Returns the diagnostic for something outside the grid.
    pub fn outside(&self, span: Span, what: impl Into<Text>) -> Diagnostic {
        let what: &Text = &what.into();
        Diagnostic::new(
            Code::OutsideTypeArea,
            span,
            text!(
                "edition.leaves-type-area",
                "{what} leaves the type area",
                what
            ),
        )
        .help(text!(
            "edition.grid-columns-rows",
            "the grid has {columns} columns and {rows} rows: 1-{columns2}栏 1-{rows2}行",
            columns = self.columns,
            rows = self.rows,
            columns2 = self.columns,
            rows2 = self.rows
        ))
    }
}

impl Grid {
    /// Returns the grid of two pages of this width side by side: twice the columns, with the inner
    /// margins as the alley between the halves.
    pub(in crate::edition) fn across_the_fold(&self, width: Len) -> Grid {
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

    /// Returns the gap that the fold is in, left and right edge.
    pub(in crate::edition) fn gutter(&self) -> Option<(Len, Len)> {
        let fold = self.fold?;
        Some((
            self.column_left(fold.after) + self.column,
            self.column_left(fold.after + 1),
        ))
    }
}
