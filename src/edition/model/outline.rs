//! The outline of several areas that together form one slot 异形栏.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::Grid;
use crate::geom::{LegSpace, PageSpace, Point, Rect};

/// A corner of the cells of a grid: above its row, left of its column.
type Corner = (u32, u32);

impl Grid {
    /// Returns the corners of the outline of adjoining areas of the page, clockwise (the inside on
    /// the right); alleys and leading between the areas are inside. `None` if they are apart, touch
    /// at a corner only, or leave a hole.
    pub fn outline(&self, places: &[Rect<PageSpace>]) -> Option<Vec<Point<PageSpace>>> {
        let cells: BTreeSet<Corner> = places
            .iter()
            .flat_map(|place| self.cells(&self.axes.in_text(place)))
            .collect();
        let mut edges: BTreeMap<Corner, Corner> = BTreeMap::new();
        for &(column, row) in &cells {
            let sides = [
                ((column, row - 1), (column, row), (column + 1, row)),
                ((column + 1, row), (column + 1, row), (column + 1, row + 1)),
                ((column, row + 1), (column + 1, row + 1), (column, row + 1)),
                ((column - 1, row), (column, row + 1), (column, row)),
            ];
            for (_, from, to) in sides
                .iter()
                .filter(|(beyond, _, _)| !cells.contains(beyond))
            {
                // Two edges from one corner: places that meet there only.
                if edges.insert(*from, *to).is_some() {
                    return None;
                }
            }
        }
        let first = *edges.keys().next()?;
        let mut walked = vec![first];
        while let Some(to) = walked.last().and_then(|at| edges.remove(at)) {
            walked.push(to);
        }
        if !edges.is_empty() {
            return None;
        }
        // The first corner of all is one of the outline's.
        walked.pop();
        let before = walked.iter().cycle().skip(walked.len() - 1);
        let after = walked.iter().cycle().skip(1);
        let corners = before
            .zip(&walked)
            .zip(after)
            .filter_map(|((before, at), after)| self.corner(*before, *at, *after));
        Some(
            corners
                .map(|corner| self.axes.point_on_page(corner))
                .collect(),
        )
    }

    /// Returns the cells of an area.
    fn cells(&self, place: &Rect<LegSpace>) -> Vec<Corner> {
        let first = (place.top - self.top).div_ceil(self.pitch).max(0) + 1;
        let last = (place.bottom - self.size - self.top).div_floor(self.pitch) + 1;
        let inside = |column: &u32| {
            self.column_left(*column) >= place.left
                && self.column_left(*column) + self.column <= place.right
        };
        let columns: Vec<u32> = (1..=self.columns).filter(inside).collect();
        (first..=last)
            .flat_map(|row| columns.iter().map(move |column| (*column, row as u32)))
            .collect()
    }

    /// Returns the corner where the outline turns; `None` where it goes straight on. Each of its
    /// edges is that of the cells inside.
    fn corner(&self, before: Corner, at: Corner, after: Corner) -> Option<Point<LegSpace>> {
        let (comes_across, goes_across) = (before.1 == at.1, after.1 == at.1);
        if comes_across == goes_across {
            return None;
        }
        let (across, down) = if comes_across {
            ((before, at), (at, after))
        } else {
            ((at, after), (before, at))
        };
        let y = if across.0.0 < across.1.0 {
            self.row_top(at.1)
        } else {
            self.row_top(at.1 - 1) + self.size
        };
        let x = if down.0.1 < down.1.1 {
            self.column_left(at.0 - 1) + self.column
        } else {
            self.column_left(at.0)
        };
        Some(Point::new(x, y))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::{Axes, Len};
    use crate::spec::GridArea;

    fn grid(axes: Axes) -> Grid {
        let size = Len::pt(10);
        Grid {
            axes,
            left: Len::ZERO,
            top: Len::ZERO,
            columns: 8,
            column: size * 9,
            alley: size,
            rows: 60,
            pitch: Len::pt(12),
            size,
            min_measure: size,
            fold: None,
        }
    }

    fn outline(axes: Axes, places: &[&str]) -> Option<Vec<(i64, i64)>> {
        let grid = grid(axes);
        let places: Vec<_> = places
            .iter()
            .map(|place| grid.rect(&GridArea::parse(place).unwrap()))
            .collect();
        let pt = |length: Len| length.div_floor(Len::PT);
        Some(
            grid.outline(&places)?
                .iter()
                .map(|corner| (pt(corner.x), pt(corner.y)))
                .collect(),
        )
    }

    #[test]
    fn an_l_has_six_corners_at_the_edges_of_its_cells() {
        let l = outline(Axes::HORIZONTAL, &["1-4栏 1-3行", "1-2栏 4-5行"]);
        assert_eq!(
            l.unwrap(),
            [(0, 0), (390, 0), (390, 34), (190, 34), (190, 58), (0, 58)]
        );
        // A hollow corner lies by the cells inside: below the alley and left of the rows beside it.
        let hollow = outline(Axes::HORIZONTAL, &["2-3栏 1-2行", "1-3栏 3-4行"]);
        assert_eq!(
            hollow.unwrap(),
            [(0, 24), (100, 24), (100, 0), (290, 0), (290, 46), (0, 46)]
        );
        let one = outline(Axes::HORIZONTAL, &["1-2栏 1-2行", "3栏 1-2行"]);
        assert_eq!(one.unwrap(), [(0, 0), (290, 0), (290, 22), (0, 22)]);
    }

    #[test]
    fn on_a_vertical_grid_it_is_turned_with_it() {
        let l = outline(
            Axes::vertical(Len::pt(1000)),
            &["1-4栏 1-3行", "1-2栏 4-5行"],
        );
        assert_eq!(
            l.unwrap(),
            [
                (1000, 0),
                (1000, 390),
                (966, 390),
                (966, 190),
                (942, 190),
                (942, 0)
            ]
        );
    }

    #[test]
    fn places_apart_and_holes_have_no_one_outline() {
        let none = |places: &[&str]| outline(Axes::HORIZONTAL, places).is_none();
        assert!(
            none(&["1栏 1-3行", "1栏 5-6行"]) && none(&["1栏 1-3行", "2栏 4-6行"]) && none(&[])
        );
        assert!(none(&[
            "1-3栏 1-2行",
            "1栏 3-4行",
            "3栏 3-4行",
            "1-3栏 5-6行"
        ]));
    }
}
