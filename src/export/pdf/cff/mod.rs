//! Subsetting of CFF faces (Adobe Technical Note 5176).
//!
//! Input: the `CFF ` table of a CID-keyed face and the glyphs wanted. Output: a bare CFF program
//! with only those glyphs, whose CIDs are their indices in it. Charstrings are flattened, without
//! subroutines: compressed they take less space so than with them. Invariant: an outline, its hints
//! and its advance are the face's own. A face of another kind is declined, and `subsetter` handles
//! it.
//!
//! A face of a Chinese daily has thousands of glyphs and subroutines, of which a page uses some
//! hundreds. Only what is used is read here, and every byte is copied once; a library that parses
//! charstrings into operands took a quarter of a whole build.

mod draw;
mod flatten;
mod read;
mod write;

pub(super) use draw::draw;
use read::{Dict, Index};

/// Returns the subset of `glyphs`, given in order without duplicates; glyph 0 is always in it.
/// `None` if the face is of a kind not supported here: name-keyed, or with matrices of its own.
/// Fails with the reason.
pub(super) fn cut(table: &[u8], glyphs: &[u16]) -> Option<Result<Vec<u8>, String>> {
    let face = Face::read(table)?;
    let wanted: Vec<u16> = std::iter::once(0)
        .chain(glyphs.iter().copied().filter(|&glyph| glyph != 0))
        .collect();
    Some(face.cut(&wanted))
}

/// Returns the smallest font file that holds a program: its one table is `CFF `.
pub(super) fn font_file(program: &[u8]) -> Vec<u8> {
    const TABLE_AT: u32 = 12 + 16;
    let mut file = b"OTTO\0\x01\0\x10\0\0\0\0CFF \0\0\0\0".to_vec();
    file.extend_from_slice(&TABLE_AT.to_be_bytes());
    file.extend_from_slice(&(program.len() as u32).to_be_bytes());
    file.extend_from_slice(program);
    file
}

/// Returns the `CFF ` table of a valid font file of one face.
pub(super) fn table(file: &[u8]) -> Option<&[u8]> {
    let count = usize::from(u16::from_be_bytes(file.get(4..6)?.try_into().ok()?));
    let mut records = file.get(12..)?.chunks_exact(16).take(count);
    let record = records.find(|record| record.starts_with(b"CFF "))?;
    let number = |at: usize| Some(u32::from_be_bytes(record[at..at + 4].try_into().ok()?) as usize);
    let (start, length) = (number(8)?, number(12)?);
    file.get(start..start.checked_add(length)?)
}

/// The parts of a face that are read before its glyphs.
struct Face<'a> {
    name: &'a [u8],
    top: Dict<'a>,
    strings: Index<'a>,
    subroutines: Index<'a>,
    glyphs: Index<'a>,
    parts: Vec<Part<'a>>,
    select: &'a [u8],
}

/// A font dictionary of a CID-keyed face (FDArray).
struct Part<'a> {
    dict: Dict<'a>,
    private: Dict<'a>,
    subroutines: Index<'a>,
}

mod op {
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
    fn read(table: &'a [u8]) -> Option<Face<'a>> {
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
    fn part_of(&self, glyph: u16) -> Option<usize> {
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

    fn cut(&self, wanted: &[u16]) -> Result<Vec<u8>, String> {
        let missing = |glyph: u16| format!("its glyph {glyph} is damaged");
        let part = |&glyph: &u16| {
            self.part_of(glyph)
                .filter(|&part| part < self.parts.len())
                .ok_or_else(|| missing(glyph))
        };
        let selected = wanted
            .iter()
            .map(part)
            .collect::<Result<Vec<usize>, String>>()?;
        let mut out = write::head(self, &selected);
        let mut programs = write::Programs::open(wanted.len(), &mut out);
        for (&glyph, &part) in wanted.iter().zip(&selected) {
            let program = self
                .glyphs
                .get(usize::from(glyph))
                .ok_or_else(|| missing(glyph))?;
            flatten::flatten(
                program,
                &self.subroutines,
                &self.parts[part].subroutines,
                programs.out,
            )
            .ok_or_else(|| missing(glyph))?;
            programs
                .close()
                .ok_or_else(|| "its outlines are too long".to_owned())?;
        }
        Ok(out)
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

#[cfg(test)]
mod tests;
