//! A face as a font file of its own (OpenType 1.9), its glyphs at private characters.

use crate::asset::{Face, Outlines};
use crate::export::pdf::cff;
use crate::say::Text;

/// The character of glyph 0: the first of plane 15, which is private (Unicode §23.5).
pub const FIRST: u32 = 0xF_0000;

/// Characters of plane 15: its last two are none.
const ROOM: u32 = 0xFFFE;

/// Tables that go into the file as they are, if the face has them. Those that substitute, place or
/// measure glyphs stay out: the forme has done it.
const KEPT: [&[u8; 4]; 7] = [
    b"OS/2", b"head", b"hhea", b"hmtx", b"name", b"gasp", b"cvt ",
];

/// Tables of TrueType outlines.
const TRUETYPE: [&[u8; 4]; 5] = [b"glyf", b"loca", b"maxp", b"fpgm", b"prep"];

/// Returns the face as a font file with its glyphs at the characters from [`FIRST`] on. Fails with
/// the reason.
pub fn face_file(face: &Face) -> Result<Vec<u8>, Text> {
    let count = face.glyph_count();
    let mut tables: Vec<([u8; 4], Vec<u8>)> = Vec::new();
    let mut copy = |tags: &[&[u8; 4]]| {
        for tag in tags {
            if let Some(table) = face.table(**tag) {
                tables.push((**tag, table.to_vec()));
            }
        }
    };
    copy(&KEPT);
    match face.outlines() {
        Outlines::TrueType => copy(&TRUETYPE),
        Outlines::Cff => copy(&[b"CFF "]),
        Outlines::Drawn => {
            let all: Vec<u16> = (0..count).collect();
            tables.push((*b"CFF ", cff::draw(face, &all)?));
            // Drawn outlines are in thousandths, whatever the face counts in.
            let head = tables.iter_mut().find(|(tag, _)| tag == b"head");
            if let Some(units) = head.and_then(|(_, head)| head.get_mut(18..20)) {
                units.copy_from_slice(&1000_u16.to_be_bytes());
            }
        }
    }
    let is_truetype = tables.iter().any(|(tag, _)| tag == b"glyf");
    if !is_truetype {
        // OpenType, `maxp` version 0.5: for CFF outlines it says only how many there are.
        let mut maxp = 0x0000_5000_u32.to_be_bytes().to_vec();
        maxp.extend(count.to_be_bytes());
        tables.push((*b"maxp", maxp));
    }
    tables.push((*b"cmap", cmap(count)));
    tables.push((*b"post", post()));
    Ok(assembled(tables, is_truetype))
}

/// One group of format 12: the glyphs in order.
fn cmap(count: u16) -> Vec<u8> {
    let last = FIRST + u32::from(count.saturating_sub(1)).min(ROOM - 1);
    let mut table = Vec::with_capacity(40);
    // Version, one encoding: platform 3, encoding 10, full Unicode, at byte 12.
    for number in [0_u16, 1, 3, 10] {
        table.extend(number.to_be_bytes());
    }
    table.extend(12_u32.to_be_bytes());
    table.extend(12_u16.to_be_bytes());
    table.extend(0_u16.to_be_bytes());
    // Length, language, one group: first and last character, first glyph.
    for number in [28, 0, 1, FIRST, last, 0] {
        table.extend(u32::to_be_bytes(number));
    }
    table
}

/// Version 3: glyphs have no names.
fn post() -> Vec<u8> {
    let mut table = 0x0003_0000_u32.to_be_bytes().to_vec();
    table.resize(32, 0);
    table
}

fn assembled(mut tables: Vec<([u8; 4], Vec<u8>)>, is_truetype: bool) -> Vec<u8> {
    tables.sort_by_key(|(tag, _)| *tag);
    let count = tables.len() as u16;
    let power = count.max(1).ilog2();
    let range = 16_u16 << power;
    let length: usize = tables.iter().map(|(_, table)| table.len() + 20).sum();
    let mut file = Vec::with_capacity(12 + length);
    file.extend(if is_truetype { [0, 1, 0, 0] } else { *b"OTTO" });
    for number in [count, range, power as u16, count * 16 - range] {
        file.extend(number.to_be_bytes());
    }
    let mut at = 12 + 16 * tables.len();
    for (tag, table) in &tables {
        file.extend(tag);
        file.extend(checksum(table).to_be_bytes());
        file.extend((at as u32).to_be_bytes());
        file.extend((table.len() as u32).to_be_bytes());
        at += table.len().next_multiple_of(4);
    }
    for (_, table) in &tables {
        file.extend(table);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    file
}

/// The sum of a table's numbers of four bytes.
fn checksum(table: &[u8]) -> u32 {
    let mut sum = 0_u32;
    for four in table.chunks(4) {
        let mut number = [0; 4];
        number[..four.len()].copy_from_slice(four);
        sum = sum.wrapping_add(u32::from_be_bytes(number));
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asset::{FaceChoice, Fonts, Pen};

    /// The segments of an outline as text.
    #[derive(Default, PartialEq, Debug)]
    struct Drawn(String);

    impl Pen for Drawn {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0 += &format!("M{x},{y} ");
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.0 += &format!("L{x},{y} ");
        }
        fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
            self.0 += &format!("Q{x1},{y1} {x},{y} ");
        }
        fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
            self.0 += &format!("C{x1},{y1} {x2},{y2} {x},{y} ");
        }
        fn close(&mut self) {
            self.0 += "Z ";
        }
    }

    fn drawn(face: &Face, glyph: u16) -> String {
        let mut pen = Drawn::default();
        face.outline(glyph, &mut pen);
        pen.0
    }

    #[test]
    fn a_private_character_is_the_glyph_of_its_number() {
        for name in ["song", "kai"] {
            let fonts = Fonts::bundled();
            let face = fonts.face(fonts.find(name).expect("it is bundled"));
            let file = face_file(face).expect("it can be written");
            let mut again = Fonts::bundled();
            assert!(again.announce_as("screen", "screen.otf", FaceChoice::default()));
            let id = again.find("screen").expect("it was announced");
            again.supply(id, file).expect("it is a font");
            let screen = again.face(id);
            assert_eq!(screen.glyph_count(), face.glyph_count());
            for glyph in [1, 2, 500, face.glyph_count() - 1] {
                let character = char::from_u32(FIRST + u32::from(glyph)).expect("it is private");
                assert_eq!(screen.glyph(character), Some(glyph), "{name} {glyph}");
                assert_eq!(drawn(screen, glyph), drawn(face, glyph), "{name} {glyph}");
                assert_eq!(screen.advance(glyph), face.advance(glyph));
            }
            assert_eq!(screen.glyph('国'), None, "no other character is in it");
            for joins in [b"GSUB", b"GPOS", b"kern"] {
                assert!(screen.table(*joins).is_none());
            }
        }
    }
}
