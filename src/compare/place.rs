//! Places in columns and rows.

use super::difference::DIRECTIONS;
use crate::geom::{LegSpace, Len, Rect};

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
    pub fn size(&self) -> String {
        let columns = counted(self.rect.width() + self.alley, self.column);
        let rows = counted(self.rect.height() + self.pitch - self.size, self.pitch);
        format!("{columns}栏 × {rows}行")
    }

    pub fn moved_from(&self, before: &Place) -> String {
        let [back, on, up, down] = DIRECTIONS;
        let mut moves = Vec::new();
        let (across, along) = (
            self.rect.left - before.rect.left,
            self.rect.top - before.rect.top,
        );
        if across.abs() > NEAR {
            let way = if across > Len::ZERO { on } else { back };
            moves.push(format!("{}栏 {way}", counted(across.abs(), self.column)));
        }
        if along.abs() > NEAR {
            let way = if along > Len::ZERO { down } else { up };
            moves.push(format!("{}行 {way}", counted(along.abs(), self.pitch)));
        }
        moves.join(", ")
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
