//! Places in columns and rows.

use crate::geom::{LegSpace, Len, Rect};
use crate::say::{List, Text, text};

/// Lengths closer than this are the same.
pub(super) const NEAR: Len = Len::from_units(Len::PT.units() / 20);

/// A place in columns 栏 and rows 行 of its page.
pub(super) struct Place {
    pub rect: Rect<LegSpace>,
    /// From one column to the next.
    pub column: Len,
    pub alley: Len,
    /// From one row to the next.
    pub pitch: Len,
    pub size: Len,
}

impl Place {
    pub fn size(&self) -> Text {
        let columns = counted(self.rect.width() + self.alley, self.column);
        let rows = counted(self.rect.height() + self.pitch - self.size, self.pitch);
        text!(
            "compare.size",
            "{columns} columns × {rows} rows",
            columns,
            rows
        )
    }

    pub fn moved_from(&self, before: &Place) -> List<Text> {
        let mut moves = Vec::new();
        let (across, along) = (
            self.rect.left - before.rect.left,
            self.rect.top - before.rect.top,
        );
        if across.abs() > NEAR {
            let columns = counted(across.abs(), self.column);
            moves.push(match across > Len::ZERO {
                true => text!("compare.columns-on", "{columns} columns on", columns),
                false => text!("compare.columns-back", "{columns} columns back", columns),
            });
        }
        if along.abs() > NEAR {
            let rows = counted(along.abs(), self.pitch);
            moves.push(match along > Len::ZERO {
                true => text!("compare.rows-down", "{rows} rows down", rows),
                false => text!("compare.rows-up", "{rows} rows up", rows),
            });
        }
        List::of(moves)
    }
}

/// How many times a unit goes into a length, with a decimal where it does not evenly.
fn counted(length: Len, unit: Len) -> String {
    let unit = unit.units().max(1);
    let tenths = (length.units() * 20 + unit).div_euclid(unit * 2);
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{}.{rest}", tenths / 10),
    }
}
