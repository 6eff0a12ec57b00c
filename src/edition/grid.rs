//! The grid of 字 × 行 and the base columns of a page.

use crate::geom::{Axes, LegSpace, Len, PageSpace, Rect, Size};
use crate::spec::Place;

/// The baseline grid 基线网格 and base columns 基本栏 of a type area 版心.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Which way its rows lie on the page. All that follows is as the text
    /// runs: in a vertical paper 直排 columns are its 段 from top to bottom, and
    /// rows its lines from the right.
    pub axes: Axes,
    /// Left edge of the type area.
    pub left: Len,
    /// Its top edge: the top of row 1.
    pub top: Len,
    /// How many base columns.
    pub columns: u32,
    /// Width of one.
    pub column: Len,
    /// The alley 栏间 between two.
    pub alley: Len,
    /// How many rows.
    pub rows: u32,
    /// Row to row.
    pub pitch: Len,
    /// The body size.
    pub size: Len,
}

impl Grid {
    /// The type area on the page.
    pub fn area(&self) -> Rect<PageSpace> {
        let Size { width, height } = self.extent();
        self.axes.on_page(&Rect::at(self.left, self.top, width, height))
    }

    /// Width and height of the type area, as the text runs.
    pub fn extent(&self) -> Size {
        Size { width: self.span_width(self.columns), height: self.depth(self.rows) }
    }

    /// The width of so many base columns with the alleys between 长栏.
    pub fn span_width(&self, columns: u32) -> Len {
        let columns = i64::from(columns);
        self.column * columns + self.alley * (columns - 1).max(0)
    }

    /// The depth of so many rows, from the top of the first to the foot of the last.
    pub fn depth(&self, rows: u32) -> Len {
        if rows == 0 { Len::ZERO } else { self.pitch * (i64::from(rows) - 1) + self.size }
    }

    /// Left edge of a column, counted from 1.
    pub fn column_left(&self, column: u32) -> Len {
        self.left + (self.column + self.alley) * (i64::from(column) - 1)
    }

    /// Top of a row, counted from 1.
    pub fn row_top(&self, row: u32) -> Len {
        self.top + self.pitch * (i64::from(row) - 1)
    }

    /// From a row's top to its baseline: the em box stands 0.88 em above the
    /// baseline and 0.12 em below, as CJK faces draw it.
    pub fn ascent(&self) -> Len {
        self.size.scale(88, 100)
    }

    /// The rectangle of a place on the page.
    pub fn rect(&self, place: &Place) -> Rect<PageSpace> {
        let width = self.span_width(place.columns.last - place.columns.first + 1);
        let height = self.depth(place.rows.last - place.rows.first + 1);
        self.axes.on_page(&Rect::at(self.column_left(place.columns.first), self.row_top(place.rows.first), width, height))
    }

    /// Whether a place lies on the grid.
    pub fn holds(&self, place: &Place) -> bool {
        place.columns.first >= 1 && place.rows.first >= 1 && place.columns.last <= self.columns && place.rows.last <= self.rows
    }

    /// The columns of a slot `base` columns wide set in `into` columns 破栏:
    /// whole 字 each, the alleys taking what is left over; when the alleys
    /// would grow by more than one 字, columns from the left take a 字 more.
    pub fn broken_columns(&self, area: &Rect<LegSpace>, into: u32) -> Vec<Rect<LegSpace>> {
        let into = i64::from(into.max(1));
        let width = area.width();
        let each = (width - self.alley * (into - 1)) / into;
        let whole = self.size * each.div_floor(self.size);
        let mut spare = width - whole * into - self.alley * (into - 1);
        let mut widths = vec![whole; into as usize];
        for width in &mut widths {
            if into == 1 || spare < self.size {
                break;
            }
            *width += self.size;
            spare -= self.size;
        }
        if into == 1 {
            widths[0] = width;
            spare = Len::ZERO;
        }
        let mut columns = Vec::with_capacity(widths.len());
        let mut x = area.left;
        for (nth, width) in widths.iter().enumerate() {
            columns.push(Rect::new(x, area.top, x + *width, area.bottom));
            let gaps = (into - 1).max(1);
            let extra = spare.scale(nth as i64 + 1, gaps) - spare.scale(nth as i64, gaps);
            x += *width + self.alley + extra;
        }
        columns
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(column_zi: i64) -> Grid {
        let size = Len::pt(9);
        Grid {
            axes: Axes::HORIZONTAL,
            left: Len::ZERO,
            top: Len::ZERO,
            columns: 8,
            column: size * column_zi,
            alley: size,
            rows: 115,
            pitch: Len::pt(12),
            size,
        }
    }

    fn zi(grid: &Grid, base: u32, into: u32) -> Vec<i64> {
        let area = Rect::at(Len::ZERO, Len::ZERO, grid.span_width(base), Len::pt(100));
        grid.broken_columns(&area, into).iter().map(|column| column.width().div_floor(grid.size)).collect()
    }

    /// The figures that newspaper tables give for 13 and 11 字 columns.
    #[test]
    fn long_and_broken_columns_match_the_tables() {
        let thirteen = grid(13);
        assert_eq!([2, 3, 5].map(|n| thirteen.span_width(n).div_floor(thirteen.size)), [27, 41, 69]);
        assert_eq!(zi(&thirteen, 3, 2), [20, 20]);
        assert_eq!(zi(&thirteen, 5, 3), [23, 22, 22]);
        let eleven = grid(11);
        assert_eq!(zi(&eleven, 3, 2), [17, 17]);
        assert_eq!(zi(&eleven, 4, 3), [15, 15, 15]);
        assert_eq!(zi(&eleven, 5, 4), [14, 14, 14, 14]);
    }

    #[test]
    fn broken_columns_fill_the_width_exactly() {
        let grid = grid(13);
        for (base, into) in [(3, 2), (5, 3), (4, 3), (7, 5), (2, 1)] {
            let area = Rect::at(Len::ZERO, Len::ZERO, grid.span_width(base), Len::pt(100));
            let columns = grid.broken_columns(&area, into);
            assert_eq!(columns[0].left, area.left);
            assert_eq!(columns[columns.len() - 1].right, area.right, "{base} into {into}");
        }
    }
}
