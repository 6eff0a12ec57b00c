use super::face::{Face, Part, op};
use super::flatten::flatten;
use super::read::{Dict, Index};
use super::{subset, write};
use crate::asset::{FaceChoice, Fonts};

/// Returns the CID-keyed faces in `fonts/`.
fn faces() -> Vec<(&'static str, Fonts, crate::asset::FontId)> {
    let bundled = ["song", "song-heavy", "hei", "hei-heavy"].map(|name| (name, None));
    let files = [
        ("fangsong-regular", Some("fonts/fangsong-regular.otf")),
        ("hangul", Some("fonts/test/hangul.otf")),
    ];
    let face = |(name, file): (&'static str, Option<&str>)| {
        let mut fonts = Fonts::bundled();
        if let Some(file) = file {
            fonts.announce_as(name, file, FaceChoice::default());
            let id = fonts.find(name).unwrap();
            fonts.supply(id, std::fs::read(file).unwrap()).unwrap();
        }
        let id = fonts.find(name).unwrap();
        (name, fonts, id)
    };
    bundled.into_iter().chain(files).map(face).collect()
}

#[test]
fn glyphs_are_those_that_subsetter_cuts() {
    for (name, fonts, id) in faces() {
        let face = fonts.face(id);
        let table = face.cff().unwrap();
        let whole = Face::read(table).expect("is keyed by CIDs");
        let wanted: Vec<u16> = (0..whole.glyphs.count as u16)
            .filter(|glyph| glyph % 11 == 7)
            .collect();
        let ours = subset(table, &wanted).unwrap().unwrap();
        let remapper = subsetter::GlyphRemapper::new_from_glyphs_sorted(&wanted);
        let theirs = subsetter::subset(face.bytes(), face.index(), &remapper).unwrap();
        let at = theirs.windows(4).position(|tag| tag == b"CFF ").unwrap();
        let start = u32::from_be_bytes(theirs[at + 8..at + 12].try_into().unwrap()) as usize;

        let (ours, theirs) = (Face::read_cut(&ours), Face::read_cut(&theirs[start..]));
        assert_eq!(ours.glyphs.count, wanted.len() + 1, "{name}");
        assert_eq!(theirs.glyphs.count, wanted.len() + 1, "{name}");
        for glyph in 0..=wanted.len() {
            assert_eq!(
                ours.glyphs.get(glyph),
                theirs.glyphs.get(glyph),
                "{name}, glyph {glyph}"
            );
            let hints = |face: &Face, glyph: u16| {
                let part = &face.parts[face.part_of(glyph).unwrap()];
                part.private
                    .entries()
                    .filter(|entry| entry.0 != op::SUBRS)
                    .map(|entry| (entry.0, entry.1.to_vec()))
                    .collect::<Vec<_>>()
            };
            assert_eq!(
                hints(&ours, glyph as u16),
                hints(&theirs, glyph as u16),
                "{name}, glyph {glyph}"
            );
        }
        assert_eq!(ours.name, whole.name);
        assert_eq!(ours.top.operands(op::BBOX), whole.top.operands(op::BBOX));
    }
}

#[test]
fn faces_keyed_by_names_are_left_to_subsetter() {
    let mut fonts = Fonts::bundled();
    fonts.announce_as("named", "named.otf", FaceChoice::default());
    let id = fonts.find("named").unwrap();
    fonts
        .supply(id, std::fs::read("fonts/test/named.otf").unwrap())
        .unwrap();
    let face = fonts.face(id);
    assert!(subset(face.cff().unwrap(), &[1, 2]).is_none());
    let remapper = subsetter::GlyphRemapper::new_from_glyphs_sorted(&[1, 2]);
    let theirs = subsetter::subset(face.bytes(), face.index(), &remapper).unwrap();
    let program = super::table(&theirs).expect("its outlines are found again");
    assert_eq!(Face::read_cut(program).glyphs.count, 3);
    assert_eq!(super::table(face.bytes()), face.cff());
    assert_eq!(super::table(&face.bytes()[..40]), None);
}

impl<'a> Face<'a> {
    /// Reads the output of [`subset`]: matrices, which it declines, are ignored.
    fn read_cut(table: &'a [u8]) -> Face<'a> {
        let names = Index::read(table, 4).unwrap();
        let tops = Index::read(table, names.end).unwrap();
        let strings = Index::read(table, tops.end).unwrap();
        let top = Dict::read(tops.get(0).unwrap()).unwrap();
        let array = Index::read(table, top.offset(op::FD_ARRAY).unwrap()).unwrap();
        let part = |at: usize| {
            let dict = Dict::read(array.get(at).unwrap()).unwrap();
            let (length, start) = dict.pair(op::PRIVATE).unwrap();
            let private = Dict::read(&table[start..start + length]).unwrap();
            Part {
                dict,
                private,
                subroutines: Index::default(),
            }
        };
        Face {
            name: names.get(0).unwrap(),
            strings,
            subroutines: Index::default(),
            glyphs: Index::read(table, top.offset(op::CHAR_STRINGS).unwrap()).unwrap(),
            parts: (0..array.count).map(part).collect(),
            select: &table[top.offset(op::FD_SELECT).unwrap()..],
            top,
        }
    }
}

#[test]
fn damaged_faces_are_told_or_cut_but_never_fall_over() {
    let mut fonts = Fonts::bundled();
    fonts.announce_as("hangul", "hangul.otf", FaceChoice::default());
    let id = fonts.find("hangul").unwrap();
    fonts
        .supply(id, std::fs::read("fonts/test/hangul.otf").unwrap())
        .unwrap();
    let whole = fonts.face(id).cff().unwrap();
    let every: Vec<u16> = (0..Face::read(whole).unwrap().glyphs.count as u16 + 3)
        .step_by(5)
        .collect();
    let mut table = whole.to_vec();
    let (mut cuts, mut reported) = (0, 0);
    for step in 0..4_000_usize {
        // The heads of the tables stand in front, the programs behind.
        let at = if step % 2 == 0 {
            step / 2
        } else {
            step.wrapping_mul(7_919) % whole.len()
        };
        let byte = table[at];
        table[at] = byte.wrapping_add(1 + (step.wrapping_mul(104_729) % 255) as u8);
        match subset(&table, &every[..every.len() - 1]) {
            Some(Ok(_)) => cuts += 1,
            Some(Err(_)) | None => reported += 1,
        }
        table[at] = byte;
        if step % 8 == 0 {
            let _ = subset(&whole[..whole.len() * step / 4_000], &every);
        }
    }
    assert!(cuts > 100 && reported > 100, "{cuts} cut, {reported} told");
    let beyond = u16::MAX;
    assert!(
        subset(whole, &[beyond])
            .unwrap()
            .unwrap_err()
            .contains("65535")
    );
}

/// Returns an encoded table of objects.
fn index(objects: &[&[u8]]) -> Vec<u8> {
    let mut bytes = Vec::new();
    write::Index::of(objects.iter().copied()).write(&mut bytes);
    bytes
}

fn flat(program: &[u8], global: &[&[u8]], local: &[&[u8]]) -> Option<Vec<u8>> {
    let (global, local) = (index(global), index(local));
    let mut out = Vec::new();
    flatten(
        program,
        &Index::read(&global, 0).unwrap(),
        &Index::read(&local, 0).unwrap(),
        &mut out,
    )?;
    Some(out)
}

/// The operand that names subroutine 0 or 1 of a short table.
const FIRST: u8 = 32;
const SECOND: u8 = 33;

#[test]
fn subroutines_are_written_out_in_their_places() {
    // A call passes on what stands below its own operand, even to a further call.
    assert_eq!(
        flat(
            &[140, SECOND, FIRST, 10, 14],
            &[],
            &[&[10, 11], &[141, 5, 11]]
        )
        .unwrap(),
        [140, 141, 5, 14]
    );
    // The end may stand in a subroutine, and what follows the call is never reached.
    assert_eq!(
        flat(&[140, 22, FIRST, 29, 5], &[&[14]], &[]).unwrap(),
        [140, 22, 14]
    );
    // An end left out is written.
    assert_eq!(flat(&[140, 22], &[], &[]).unwrap(), [140, 22, 14]);
}

#[test]
fn masks_are_as_long_as_there_are_hints_in_all_subroutines() {
    // Four pairs by stems, of which two in a subroutine, and five before the
    // mask: nine, so two bytes, which are no operators.
    let stems = [139, 139, 139, 139, 1];
    let program = [
        &stems[..],
        &[FIRST, 10],
        &[139; 10],
        &[19, 10, 29, 140, 21, 14],
    ]
    .concat();
    let wanted = [&stems[..], &stems, &[139; 10], &[19, 10, 29, 140, 21, 14]].concat();
    assert_eq!(
        flat(&program, &[], &[&[&stems[..], &[11]].concat()]).unwrap(),
        wanted
    );
    // The advance before the stems is no pair; a later mask is as long.
    assert_eq!(
        flat(&[150, 139, 139, 18, 19, 14, 140, 22, 20, 14, 14], &[], &[]).unwrap(),
        [150, 139, 139, 18, 19, 14, 140, 22, 20, 14, 14]
    );
}

#[test]
fn programs_without_end_are_told() {
    assert_eq!(
        flat(&[FIRST, 10], &[], &[&[FIRST, 10]]),
        None,
        "calls itself"
    );
    let twice = [FIRST, 10, FIRST, 10];
    let long: Vec<u8> = [140, 22].repeat(20_000);
    assert_eq!(
        flat(&twice, &[], &[&long]),
        None,
        "longer than any reader takes"
    );
    let levels: Vec<Vec<u8>> = (0..9)
        .map(|level| [FIRST + level + 1, 10].repeat(200))
        .chain([vec![11]])
        .collect();
    let levels: Vec<&[u8]> = levels.iter().map(Vec::as_slice).collect();
    assert_eq!(
        flat(&[FIRST, 10], &[], &levels),
        None,
        "calls without end that write nothing"
    );
    assert_eq!(
        flat(&[SECOND, 10], &[], &[&[14]]),
        None,
        "no such subroutine"
    );
    assert_eq!(flat(&[10], &[], &[&[14]]), None, "no operand");
    assert_eq!(
        flat(&[255, 0, 0, 0, 0, 10], &[], &[&[14]]),
        None,
        "a fraction"
    );
    assert_eq!(flat(&[139; 49], &[], &[]), None, "too many operands");
    assert_eq!(flat(&[139, 139, 12, 10, 14], &[], &[]), None, "arithmetic");
    assert_eq!(
        flat(&[139, 139, 139, 139, 14], &[], &[]),
        None,
        "two characters in one"
    );
    assert_eq!(flat(&[28, 0], &[], &[]), None, "half an operand");
    assert_eq!(flat(&[139, 139, 1, 19], &[], &[]), None, "half a mask");
}
