//! Reader of the parts of a TrueType or OpenType program that the checks need: its glyphs, their
//! widths, and whether it may be embedded. Programs are untrusted, so every number in them is
//! checked before it is used.

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
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

/// Returns the advances of all glyphs in thousandths of the size; none if the program has no such
/// table.
pub(super) fn advances(bytes: &[u8]) -> Vec<f64> {
    let read = || -> Option<Vec<f64>> {
        let unit = table(bytes, b"head").and_then(|head| u16_at(head, 18))?;
        let long = table(bytes, b"hhea").and_then(|hhea| u16_at(hhea, 34))?;
        let metrics = table(bytes, b"hmtx")?;
        let last = long.checked_sub(1).filter(|_| unit > 0)?;
        let advance = |glyph: u16| {
            u16_at(metrics, usize::from(glyph.min(last)) * 4)
                .map(|advance| f64::from(advance) * 1000.0 / f64::from(unit))
        };
        (0..glyphs(bytes)?).map(advance).collect()
    };
    read().unwrap_or_default()
}

/// Returns the glyph of a code in a simple font, by the table of characters that the font's flags
/// choose (ISO 32000-1 9.6.6.4): for a symbolic font the code itself, for others its character in
/// `unicode`.
pub(super) fn glyph_of(bytes: &[u8], code: u8, unicode: Option<u16>) -> Option<u16> {
    let map = table(bytes, b"cmap")?;
    let count = usize::from(u16_at(map, 2)?);
    let subtable = |platform: u16, encoding: u16| {
        (0..count.min(64))
            .map(|nth| 4 + 8 * nth)
            .find(|&at| u16_at(map, at) == Some(platform) && u16_at(map, at + 2) == Some(encoding))
            .and_then(|at| map.get(u32_at(map, at + 4)? as usize..))
    };
    let code = u16::from(code);
    let found = match unicode {
        Some(unicode) => subtable(3, 1).and_then(|map| mapped(map, unicode)),
        None => subtable(3, 0)
            .and_then(|map| mapped(map, 0xF000 | code).or_else(|| mapped(map, code)))
            .or_else(|| subtable(1, 0).and_then(|map| mapped(map, code))),
    };
    found.filter(|&glyph| glyph > 0)
}

/// Looks a code up in a subtable of format 0, 4 or 6.
fn mapped(map: &[u8], code: u16) -> Option<u16> {
    match u16_at(map, 0)? {
        0 => map
            .get(6 + usize::from(u8::try_from(code).ok()?))
            .map(|&glyph| u16::from(glyph)),
        4 => {
            let segments = usize::from(u16_at(map, 6)? / 2);
            let nth = (0..segments)
                .find(|nth| u16_at(map, 14 + nth * 2).is_some_and(|end| end >= code))?;
            let start = u16_at(map, 16 + (segments + nth) * 2)?;
            let delta = u16_at(map, 16 + (segments * 2 + nth) * 2)?;
            let at = 16 + (segments * 3 + nth) * 2;
            let range = u16_at(map, at)?;
            let past = code.checked_sub(start)?;
            if range == 0 {
                return Some(code.wrapping_add(delta));
            }
            let glyph = u16_at(map, at + usize::from(range) + usize::from(past) * 2)?;
            (glyph > 0).then(|| glyph.wrapping_add(delta))
        }
        6 => {
            let past = code.checked_sub(u16_at(map, 6)?)?;
            (past < u16_at(map, 8)?).then(|| u16_at(map, 10 + usize::from(past) * 2))?
        }
        _ => None,
    }
}

/// Returns whether the licence bits forbid embedding: restricted, without a weaker permission
/// beside it.
pub(crate) fn forbids_embedding(bytes: &[u8]) -> bool {
    table(bytes, b"OS/2")
        .and_then(|os2| u16_at(os2, 8))
        .is_some_and(|bits| bits & 0x2 != 0 && bits & 0xC == 0)
}

#[cfg(test)]
mod tests {
    use super::super::cff;
    use super::*;

    #[test]
    fn the_glyphs_of_a_subset_are_seen() {
        let kai = include_bytes!("../../fonts/kai-regular.ttf");
        assert!(glyphs(kai).is_some_and(|count| count > 7000));
        assert!(!forbids_embedding(kai));
        let song = include_bytes!("../../fonts/song-regular.otf");
        let cids = cff::cids(table(song, b"CFF ").unwrap()).unwrap();
        assert!(cids.len() + 1 == usize::from(glyphs(song).unwrap()) && !cids.contains_key(&0));
    }

    #[test]
    fn a_code_finds_its_glyph() {
        let kai = include_bytes!("../../fonts/kai-regular.ttf");
        let (widths, glyph) = (advances(kai), glyph_of(kai, b'A', Some(0x41)).unwrap());
        assert!(widths[usize::from(glyph)] > 200.0 && widths[usize::from(glyph)] < 1000.0);
        assert_eq!(glyph_of(kai, b'A', Some(0xFFFE)), None);
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
            let _ = (
                glyphs(&bytes),
                forbids_embedding(&bytes),
                advances(&bytes),
                glyph_of(&bytes, 65, Some(65)),
                mapped(&bytes, 65),
            );
        }
    }
}
