//! The columns of a slot 破栏.

use super::grid::Grid;
use crate::geom::{LegSpace, Len, Rect};
use crate::spec::ColumnMode;

/// The columns that a slot is set in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Columns {
    /// Base columns; in a box as many equal ones.
    Base,
    /// 自动: base columns even in a box, the outer ones narrower where the box takes space.
    Grid,
    /// A number of columns, broken in this mode.
    Broken(u32, ColumnMode),
    /// Columns of these measures 变栏.
    Measures(Vec<Len>),
}

impl Columns {
    /// Returns the number of columns in a slot of `base` base columns.
    pub fn count(&self, base: u32) -> u32 {
        match self {
            Columns::Base | Columns::Grid => base,
            Columns::Broken(into, _) => *into,
            Columns::Measures(measures) => measures.len() as u32,
        }
    }
}

impl Grid {
    /// Returns the columns of an area broken into `into` 破栏. The rest of the width goes where the
    /// mode says; the alleys never become narrower.
    pub fn broken_columns(
        &self,
        area: &Rect<LegSpace>,
        into: u32,
        mode: ColumnMode,
    ) -> Vec<Rect<LegSpace>> {
        if let Some(halves) = self.on_either_side(area) {
            // Columns stand on either side of the fold, none in it.
            let shares = self.shares(area, into).unwrap_or((1, 1));
            let [left, right] = halves;
            let mut columns = self.broken_columns(&left, shares.0, mode);
            columns.extend(self.broken_columns(&right, shares.1, mode));
            return columns;
        }
        let into = i64::from(into.max(1));
        let width = area.width();
        if into == 1 {
            return vec![*area];
        }
        let each = (width - self.alley * (into - 1)) / into;
        let mut measures = vec![
            if mode == ColumnMode::Free {
                each
            } else {
                self.size * each.div_floor(self.size)
            };
            into as usize
        ];
        if mode == ColumnMode::Relative {
            let spare = width - self.alley * (into - 1) - measures.iter().copied().sum::<Len>();
            let more = spare.div_floor(self.size).max(0) as usize;
            measures
                .iter_mut()
                .take(more)
                .for_each(|measure| *measure += self.size);
        }
        self.measured_columns(area, &measures)
    }

    /// Returns the parts of an area left and right of the gutter that it crosses.
    fn on_either_side(&self, area: &Rect<LegSpace>) -> Option<[Rect<LegSpace>; 2]> {
        let (from, to) = self
            .gutter()
            .filter(|(from, to)| area.left < *from && area.right > *to)?;
        Some([
            Rect::new(area.left, area.top, from, area.bottom),
            Rect::new(to, area.top, area.right, area.bottom),
        ])
    }

    /// Returns how many of `into` columns are left and right of the fold that an area crosses;
    /// `None` if it crosses none, or if the numbers are not whole.
    pub(in crate::edition) fn shares(
        &self,
        area: &Rect<LegSpace>,
        into: u32,
    ) -> Option<(u32, u32)> {
        let [left, right] = self.on_either_side(area)?;
        let base = |half: &Rect<LegSpace>| self.columns_within(half).len() as u32;
        let (left, right) = (base(&left), base(&right));
        let share = (into * left).checked_div(left + right)?;
        (share * (left + right) == into * left && share > 0 && share < into)
            .then_some((share, into - share))
    }

    /// Returns whether an area crosses the fold.
    pub(in crate::edition) fn folds(&self, area: &Rect<LegSpace>) -> bool {
        self.on_either_side(area).is_some()
    }

    /// Returns columns of these measures over the whole width of an area, the alleys sharing the
    /// rest.
    pub fn measured_columns(&self, area: &Rect<LegSpace>, measures: &[Len]) -> Vec<Rect<LegSpace>> {
        let gaps = measures.len().saturating_sub(1) as i64;
        let spare = (area.width() - self.alley * gaps - measures.iter().copied().sum::<Len>())
            .max(Len::ZERO);
        let gaps = gaps.max(1);
        let mut columns = Vec::with_capacity(measures.len());
        let mut x = area.left;
        for (nth, measure) in (0_i64..).zip(measures) {
            columns.push(Rect::new(x, area.top, x + *measure, area.bottom));
            let extra = spare.scale(nth + 1, gaps) - spare.scale(nth, gaps);
            x += *measure + self.alley + extra;
        }
        columns
    }

    /// Returns the base columns that an area covers, the outer ones clipped to it in whole 字.
    pub fn columns_within(&self, area: &Rect<LegSpace>) -> Vec<Rect<LegSpace>> {
        let within = |column: u32| {
            let left = self.column_left(column);
            let (left, right) = (left.max(area.left), (left + self.column).min(area.right));
            let measure = self.size * (right - left).div_floor(self.size);
            let left = if left == area.left && left > self.column_left(column) {
                right - measure
            } else {
                left
            };
            (measure > Len::ZERO).then(|| Rect::at(left, area.top, measure, area.height()))
        };
        (1..=self.columns).filter_map(within).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::Axes;

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
            min_measure: size * 6,
            fold: None,
        }
    }

    fn area(grid: &Grid, base: u32) -> Rect<LegSpace> {
        Rect::at(Len::ZERO, Len::ZERO, grid.span_width(base), Len::pt(100))
    }

    fn zi(grid: &Grid, base: u32, into: u32, mode: ColumnMode) -> Vec<i64> {
        grid.broken_columns(&area(grid, base), into, mode)
            .iter()
            .map(|column| column.width().div_floor(grid.size))
            .collect()
    }

    /// The figures that newspaper tables give for 13 and 11 字 columns.
    #[test]
    fn long_and_broken_columns_match_the_tables() {
        let thirteen = grid(13);
        assert_eq!(
            [2, 3, 5].map(|n| thirteen.span_width(n).div_floor(thirteen.size)),
            [27, 41, 69]
        );
        let eleven = grid(11);
        for mode in [ColumnMode::Relative, ColumnMode::Absolute] {
            assert_eq!(zi(&thirteen, 3, 2, mode), [20, 20]);
            assert_eq!(zi(&eleven, 3, 2, mode), [17, 17]);
            assert_eq!(zi(&eleven, 4, 3, mode), [15, 15, 15]);
            assert_eq!(zi(&eleven, 5, 4, mode), [14, 14, 14, 14]);
        }
        assert_eq!(zi(&thirteen, 5, 3, ColumnMode::Absolute), [22, 22, 22]);
        assert_eq!(zi(&thirteen, 5, 3, ColumnMode::Relative), [23, 22, 22]);
    }

    /// 20 字 in two columns.
    #[test]
    fn twenty_in_two() {
        let grid = grid(20);
        let widths = |mode| -> Vec<Len> {
            grid.broken_columns(&area(&grid, 1), 2, mode)
                .iter()
                .map(Rect::width)
                .collect()
        };
        assert_eq!(
            widths(ColumnMode::Relative),
            [grid.size * 10, grid.size * 9]
        );
        assert_eq!(widths(ColumnMode::Absolute), [grid.size * 9; 2]);
        assert_eq!(widths(ColumnMode::Free), [grid.size * 19 / 2; 2]);
    }

    /// Whatever the mode: the columns fill the area, keep the alley between
    /// them and differ by a 字 at most.
    #[test]
    fn broken_columns_fill_the_width_exactly() {
        for column in [10, 11, 13, 14] {
            let grid = grid(column);
            for (base, into) in
                (1..=8).flat_map(|base| (1..=base + 2).map(move |into| (base, into)))
            {
                for mode in [ColumnMode::Relative, ColumnMode::Absolute, ColumnMode::Free] {
                    let area = area(&grid, base);
                    let columns = grid.broken_columns(&area, into, mode);
                    assert_eq!(columns.len(), into as usize);
                    assert_eq!(columns[0].left, area.left);
                    let short = area.right - columns[columns.len() - 1].right;
                    assert!(
                        short >= Len::ZERO && short.units() < i64::from(into),
                        "{base}破{into} {mode:?}: {short}"
                    );
                    let widths: Vec<Len> = columns.iter().map(Rect::width).collect();
                    let (least, most) =
                        (widths.iter().min().unwrap(), widths.iter().max().unwrap());
                    let alleys: Vec<Len> = columns
                        .windows(2)
                        .map(|pair| pair[1].left - pair[0].right)
                        .collect();
                    assert!(alleys.iter().all(|alley| *alley >= grid.alley));
                    match mode {
                        ColumnMode::Absolute => assert!(
                            least == most && (into == 1 || least.units() % grid.size.units() == 0)
                        ),
                        ColumnMode::Relative => {
                            assert!(*most - *least <= grid.size);
                            let spare: Len = alleys.iter().map(|alley| *alley - grid.alley).sum();
                            assert!(spare < grid.size, "{base}破{into}: {spare}");
                        }
                        ColumnMode::Free => assert!(
                            alleys
                                .iter()
                                .all(|alley| (*alley - grid.alley).units() <= 1)
                        ),
                    }
                }
            }
        }
    }

    #[test]
    fn a_box_on_the_page_s_own_columns() {
        let grid = grid(13);
        let inner = Rect::new(
            Len::pt(5),
            Len::ZERO,
            grid.span_width(2) - Len::pt(5),
            Len::pt(100),
        );
        let columns = grid.columns_within(&inner);
        assert_eq!(
            columns
                .iter()
                .map(|column| column.width() / grid.size.units())
                .collect::<Vec<_>>(),
            vec![Len::from_units(12); 2]
        );
        assert_eq!(
            (columns[0].right, columns[1].left),
            (grid.column, grid.column_left(2))
        );
    }
}
