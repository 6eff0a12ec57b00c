//! Reader of the parts of a font program that the checks need: its glyphs, and whether it may be
//! embedded. Programs are untrusted, so every number in them is checked before it is used.

use std::collections::BTreeSet;

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes
        .get(at..at.checked_add(2)?)?
        .try_into()
        .ok()
        .map(u16::from_be_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes
        .get(at..at.checked_add(4)?)?
        .try_into()
        .ok()
        .map(u32::from_be_bytes)
}

/// Returns a table of a TrueType or OpenType program.
pub(super) fn table<'b>(bytes: &'b [u8], tag: &[u8; 4]) -> Option<&'b [u8]> {
    let count = usize::from(u16_at(bytes, 4)?);
    let record = (0..count)
        .map(|nth| 12 + 16 * nth)
        .find(|&at| bytes.get(at..at + 4) == Some(tag.as_slice()))?;
    let (start, length) = (
        u32_at(bytes, record + 8)? as usize,
        u32_at(bytes, record + 12)? as usize,
    );
    bytes.get(start..start.checked_add(length)?.min(bytes.len()))
}

/// Returns the number of glyphs of a TrueType or OpenType program.
pub(super) fn glyphs(bytes: &[u8]) -> Option<u16> {
    u16_at(table(bytes, b"maxp")?, 4)
}

/// Returns whether the licence bits forbid embedding: restricted, without a weaker permission
/// beside it.
pub(super) fn forbids_embedding(bytes: &[u8]) -> bool {
    table(bytes, b"OS/2")
        .and_then(|os2| u16_at(os2, 8))
        .is_some_and(|bits| bits & 0x2 != 0 && bits & 0xC == 0)
}

/// Returns the characters of a bare CFF program: CIDs if it is CID-keyed, glyph ids otherwise;
/// without glyph 0.
pub(super) fn cff_cids(bytes: &[u8]) -> Option<BTreeSet<u16>> {
    let names = Index::at(bytes, usize::from(*bytes.get(2)?))?;
    let tops = Index::at(bytes, names.end)?;
    let top = TopDict::read(tops.item(bytes, 0)?);
    let count = u16::try_from(Index::at(bytes, top.char_strings?)?.count).ok()?;
    if !top.keyed || top.charset <= 2 {
        return Some((1..count).collect());
    }
    let mut cids = BTreeSet::new();
    let mut at = top.charset + 1;
    let mut left = usize::from(count).saturating_sub(1);
    let format = *bytes.get(top.charset)?;
    while left > 0 {
        let first = u16_at(bytes, at)?;
        let more = match format {
            0 => 0,
            1 => u16::from(*bytes.get(at + 2)?),
            2 => u16_at(bytes, at + 2)?,
            _ => return None,
        };
        at += 2 + usize::from(format);
        cids.extend((first..=first.saturating_add(more)).take(left));
        left = left.saturating_sub(usize::from(more) + 1);
    }
    Some(cids)
}

struct Index {
    count: usize,
    size: usize,
    offsets: usize,
    data: usize,
    end: usize,
}

impl Index {
    fn at(bytes: &[u8], at: usize) -> Option<Index> {
        let count = usize::from(u16_at(bytes, at)?);
        if count == 0 {
            return Some(Index {
                count,
                size: 1,
                offsets: at,
                data: at,
                end: at + 2,
            });
        }
        let size = usize::from(*bytes.get(at + 2)?);
        let offsets = at + 3;
        let data = offsets + (count + 1) * size - 1;
        let mut index = Index {
            count,
            size,
            offsets,
            data,
            end: 0,
        };
        index.end = data.checked_add(index.offset(bytes, count)?)?;
        Some(index)
    }

    fn offset(&self, bytes: &[u8], nth: usize) -> Option<usize> {
        let at = self.offsets + nth * self.size;
        let digits = bytes
            .get(at..at + self.size)
            .filter(|_| (1..=4).contains(&self.size))?;
        Some(
            digits
                .iter()
                .fold(0, |number, &byte| number << 8 | usize::from(byte)),
        )
    }

    fn item<'b>(&self, bytes: &'b [u8], nth: usize) -> Option<&'b [u8]> {
        bytes.get(
            self.data.checked_add(self.offset(bytes, nth)?)?
                ..self.data.checked_add(self.offset(bytes, nth + 1)?)?,
        )
    }
}

#[derive(Default)]
struct TopDict {
    charset: usize,
    char_strings: Option<usize>,
    keyed: bool,
}

impl TopDict {
    fn read(bytes: &[u8]) -> TopDict {
        let mut top = TopDict::default();
        let mut last = 0_i64;
        let mut at = 0;
        let byte = |at: usize| i64::from(bytes.get(at).copied().unwrap_or(0));
        while let Some(&head) = bytes.get(at) {
            at += 1;
            match head {
                12 => {
                    top.keyed |= byte(at) == 30;
                    at += 1;
                }
                15 => top.charset = usize::try_from(last).unwrap_or(0),
                17 => top.char_strings = usize::try_from(last).ok(),
                0..=21 => {}
                28 => {
                    last = byte(at) << 8 | byte(at + 1);
                    at += 2;
                }
                29 => {
                    last = byte(at) << 24 | byte(at + 1) << 16 | byte(at + 2) << 8 | byte(at + 3);
                    at += 4;
                }
                30 => {
                    while bytes.get(at).is_some_and(|digits| digits & 0xF != 0xF) {
                        at += 1;
                    }
                    at += 1;
                }
                32..=246 => last = i64::from(head) - 139,
                247..=250 => {
                    last = (i64::from(head) - 247) * 256 + byte(at) + 108;
                    at += 1;
                }
                251..=254 => {
                    last = -(i64::from(head) - 251) * 256 - byte(at) - 108;
                    at += 1;
                }
                _ => {}
            }
        }
        top
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_glyphs_of_a_subset_are_seen() {
        let kai = include_bytes!("../../fonts/kai-regular.ttf");
        assert!(glyphs(kai).is_some_and(|count| count > 7000));
        assert!(!forbids_embedding(kai));
        let song = include_bytes!("../../fonts/song-regular.otf");
        let cids = cff_cids(table(song, b"CFF ").unwrap()).unwrap();
        assert!(cids.len() + 1 == usize::from(glyphs(song).unwrap()) && !cids.contains(&0));
    }

    #[test]
    fn garbage_is_no_font() {
        let mut state = 1_u32;
        for length in 0..400 {
            let bytes: Vec<u8> = (0..length)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (state >> 24) as u8
                })
                .collect();
            let _ = (cff_cids(&bytes), glyphs(&bytes), forbids_embedding(&bytes));
        }
        assert_eq!(cff_cids(&[1, 0, 4, 1, 0, 0]), None);
    }
}
