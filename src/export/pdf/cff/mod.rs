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
mod face;
mod flatten;
mod read;
mod write;

use crate::say::{Text, text};
pub(in crate::export) use draw::draw;
use face::Face;

/// Returns the subset of `glyphs`, given in order without duplicates; glyph 0 is always in it.
/// `None` if the face is of a kind not supported here: name-keyed, or with matrices of its own.
/// Fails with the reason.
pub(super) fn subset(table: &[u8], glyphs: &[u16]) -> Option<Result<Vec<u8>, Text>> {
    let face = Face::read(table)?;
    let wanted: Vec<u16> = std::iter::once(0)
        .chain(glyphs.iter().copied().filter(|&glyph| glyph != 0))
        .collect();
    Some(assemble(&face, &wanted))
}

fn assemble(face: &Face<'_>, wanted: &[u16]) -> Result<Vec<u8>, Text> {
    let missing = |glyph: u16| {
        text!(
            "export.glyph-damaged",
            "its glyph {glyph} is damaged",
            glyph
        )
    };
    let part = |&glyph: &u16| {
        face.part_of(glyph)
            .filter(|&part| part < face.parts.len())
            .ok_or_else(|| missing(glyph))
    };
    let selected = wanted
        .iter()
        .map(part)
        .collect::<Result<Vec<usize>, Text>>()?;
    let mut out = write::head(face, &selected);
    let mut programs = write::Programs::open(wanted.len(), &mut out);
    for (&glyph, &part) in wanted.iter().zip(&selected) {
        let program = face
            .glyphs
            .get(usize::from(glyph))
            .ok_or_else(|| missing(glyph))?;
        flatten::flatten(
            program,
            &face.subroutines,
            &face.parts[part].subroutines,
            programs.out,
        )
        .ok_or_else(|| missing(glyph))?;
        programs
            .close()
            .ok_or_else(|| text!("export.outlines-too-long", "its outlines are too long"))?;
    }
    Ok(out)
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

#[cfg(test)]
mod tests;
