//! The parts of a CFF face that are read before its glyphs.

use super::read::{Dict, Index};

/// The parts of a face that are read before its glyphs.
pub(super) struct Face<'a> {
    pub name: &'a [u8],
    pub top: Dict<'a>,
    pub strings: Index<'a>,
    pub subroutines: Index<'a>,
    pub glyphs: Index<'a>,
    pub parts: Vec<Part<'a>>,
    pub select: &'a [u8],
}

/// A font dictionary of a CID-keyed face (FDArray).
pub(super) struct Part<'a> {
    pub dict: Dict<'a>,
    pub private: Dict<'a>,
    pub subroutines: Index<'a>,
}

pub(super) mod op {
    //! The operators of dictionaries (5176 tables 9, 10, 23). Those of two
    //! bytes have the escape, 12, as their high byte.
    pub const NOTICE: u16 = 1;
    pub const BBOX: u16 = 5;
    pub const CHARSET: u16 = 15;
    pub const CHAR_STRINGS: u16 = 17;
    pub const PRIVATE: u16 = 18;
    pub const SUBRS: u16 = 19;
    pub const COPYRIGHT: u16 = 0x0C00;
    pub const MATRIX: u16 = 0x0C07;
    pub const ROS: u16 = 0x0C1E;
    pub const CID_COUNT: u16 = 0x0C22;
    pub const FD_ARRAY: u16 = 0x0C24;
    pub const FD_SELECT: u16 = 0x0C25;
    pub const FONT_NAME: u16 = 0x0C26;
}

impl<'a> Face<'a> {
    /// Reads a face; `None` if it is of a kind not supported here.
    pub fn read(table: &'a [u8]) -> Option<Face<'a>> {
        let names = Index::read(table, usize::from(*table.get(2)?))?;
        let tops = Index::read(table, names.end)?;
        let strings = Index::read(table, tops.end)?;
        let subroutines = Index::read(table, strings.end)?;
        let top = Dict::read(tops.get(0)?)?;
        if !top.has(op::ROS) || top.has(op::MATRIX) {
            return None;
        }
        let glyphs = Index::read(table, top.offset(op::CHAR_STRINGS)?)?;
        let select = table.get(top.offset(op::FD_SELECT)?..)?;
        let array = Index::read(table, top.offset(op::FD_ARRAY)?)?;
        let parts = (0..array.count)
            .map(|at| Part::read(table, array.get(at)?))
            .collect::<Option<_>>()?;
        Some(Face {
            name: names.get(0)?,
            top,
            strings,
            subroutines,
            glyphs,
            parts,
            select,
        })
    }

    /// Returns the index of the font dictionary of a glyph (5176 §19).
    pub fn part_of(&self, glyph: u16) -> Option<usize> {
        let select = self.select;
        let word = |at: usize| Some(u16::from_be_bytes(select.get(at..at + 2)?.try_into().ok()?));
        match select.first()? {
            0 => select.get(1 + usize::from(glyph)).copied().map(usize::from),
            3 => {
                // Ranges in order: the first glyph of each and its part.
                let (mut low, mut high) = (0, usize::from(word(1)?));
                while low < high {
                    let middle = (low + high) / 2;
                    match word(3 + 3 * middle)? <= glyph {
                        true => low = middle + 1,
                        false => high = middle,
                    }
                }
                select
                    .get(3 + 3 * low.checked_sub(1)? + 2)
                    .copied()
                    .map(usize::from)
            }
            _ => None,
        }
    }
}

impl<'a> Part<'a> {
    fn read(table: &'a [u8], dict: &'a [u8]) -> Option<Part<'a>> {
        let dict = Dict::read(dict)?;
        if dict.has(op::MATRIX) {
            return None;
        }
        let (length, start) = dict.pair(op::PRIVATE)?;
        let private = Dict::read(table.get(start..start.checked_add(length)?)?)?;
        let subroutines = match private.offset(op::SUBRS) {
            Some(offset) => Index::read(table, start.checked_add(offset)?)?,
            None => Index::default(),
        };
        Some(Part {
            dict,
            private,
            subroutines,
        })
    }
}
