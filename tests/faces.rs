//! Fonts of the house: which face of a file is meant, what a file cannot do,
//! and what a person is told of it.

use std::io;
use std::sync::Arc;

use duikai::asset::{FontId, SNAP_240, sha256};
use duikai::desk::{Desk, MemoryDesk};
use duikai::diag::{Code, Severity};
use duikai::export::pdf::{self, Meta, Order, Purpose};
use duikai::forme::{Item, leaves};
use duikai::ink::Standard;
use duikai::{Job, Outcome, typeset};
use lopdf::{Document, Object};

const BOX: &[u8] = include_bytes!("../fonts/test/box.ttf");
const NAMED: &[u8] = include_bytes!("../fonts/test/named.otf");
const VARIED: &[u8] = include_bytes!("../fonts/test/varied.ttf");
const CFF2: &[u8] = include_bytes!("../fonts/test/varied.otf");

/// A desk with fonts that no layout names.
struct FontDesk {
    files: MemoryDesk,
    extra: Vec<String>,
}

impl Desk for FontDesk {
    fn read(&self, path: &str) -> io::Result<Arc<[u8]>> {
        self.files.read(path)
    }

    fn extra_fonts(&self) -> Vec<String> {
        self.extra.clone()
    }
}

fn job() -> Job {
    Job {
        edition: "edition.toml".to_owned(),
        page: None,
    }
}

/// An edition of one story in a font of the house, as the layout writes it.
fn desk(font: &[u8], written: &str, text: &str) -> FontDesk {
    let mut files = MemoryDesk::new();
    files
        .put("layout.toml", include_str!("suite/layout.toml"))
        .put("house.toml", format!("include = [\"layout.toml\"]\n[fonts]\nours = {written}\n[style.body]\nfont = \"ours\"\nbold = \"ours\"\nalign = \"start\"\n"))
        .put("edition.toml", "paper = \"报\"\ndate = \"2021-12-31\"\nlayout = \"house.toml\"\npages = [\"p.toml\"]\n")
        .put("p.toml", "number = 1\nsection = \"要闻\"\n[[story]]\nid = \"a\"\ncopy = \"a.md\"\nkind = \"story\"\nat = \"1栏 1-4行\"\nhead = 0\n")
        .put("a.md", text.to_owned())
        .put("ours.otf", font);
    FontDesk {
        files,
        extra: Vec::new(),
    }
}

fn set(font: &[u8], written: &str, text: &str) -> Outcome {
    typeset(&desk(font, written, text), &job())
}

/// The messages of a code.
fn told(outcome: &Outcome, code: Code) -> Vec<&str> {
    let found = outcome.diagnostics.iter().filter(|one| one.code == code);
    found.map(|one| one.message.as_str()).collect()
}

fn errors(outcome: &Outcome) -> Vec<String> {
    let found = outcome.diagnostics.iter();
    found
        .filter(|one| one.severity >= Severity::Denied)
        .map(|one| format!("{}: {}", one.code.name(), one.message))
        .collect()
}

/// The embedded programs of the press file of an edition, each with its name.
fn programs(desk: &FontDesk) -> Vec<(String, Vec<u8>)> {
    let setting = typeset(desk, &job()).setting.expect("it sets");
    let meta = Meta {
        title: "报",
        paper: "报",
        date: "2021-12-31",
        lang: "zh-CN",
    };
    let order = Order {
        formes: setting.formes.iter().collect(),
        meta,
        kind: Purpose::Press(Standard::X4),
    };
    let bytes = pdf::export(&order, &setting.fonts, &setting.pictures, &SNAP_240);
    let document = Document::load_mem(&bytes.expect("it exports")).expect("is a PDF");
    let name = |object: &Object| String::from_utf8(object.as_name().expect("a name").to_vec());
    let mut found = Vec::new();
    for object in document.objects.values() {
        let Ok(descriptor) = object.as_dict() else {
            continue;
        };
        let Ok(program) = descriptor.get(b"FontFile3") else {
            continue;
        };
        let stream = document.get_object(program.as_reference().expect("a reference"));
        let stream = stream.expect("is there").as_stream().expect("a stream");
        found.push((
            name(descriptor.get(b"FontName").expect("is there")).expect("is text"),
            stream.decompressed_content().expect("inflates"),
        ));
    }
    found
}

/// How wide the ink of the widest glyph of a CFF program is.
fn widest(program: &[u8]) -> i32 {
    struct Blank;
    impl ttf_parser::OutlineBuilder for Blank {
        fn move_to(&mut self, _: f32, _: f32) {}
        fn line_to(&mut self, _: f32, _: f32) {}
        fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {}
        fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {}
        fn close(&mut self) {}
    }
    let table = ttf_parser::cff::Table::parse(program).expect("is CFF");
    (1..table.number_of_glyphs())
        .filter_map(|glyph| {
            let ink = table.outline(ttf_parser::GlyphId(glyph), &mut Blank).ok()?;
            Some(i32::from(ink.x_max) - i32::from(ink.x_min))
        })
        .max()
        .expect("has a glyph")
}

#[test]
fn an_instance_of_a_variable_face_is_what_the_layout_says() {
    // The handles of the lens are 200 units from one another at 200 and 900 at 900; those of a
    // curve of the second degree are half again as far out as the two it becomes.
    for (font, part) in [(VARIED, 667), (CFF2, 1000)] {
        for (weight, wide) in [("200", 200), ("900", 900), ("550.5", 550)] {
            let written = format!("{{ file = \"ours.otf\", wght = {weight} }}");
            let desk = desk(font, &written, "天地玄黄");
            let outcome = typeset(&desk, &job());
            assert_eq!(errors(&outcome), Vec::<String>::new());
            assert_eq!(told(&outcome, Code::FontChoice), Vec::<&str>::new());
            let programs = programs(&desk);
            let [(name, program)] = programs.as_slice() else {
                panic!("{} programs", programs.len());
            };
            assert!(name.ends_with(&format!("_{weight}wght")), "{name}");
            let ink = widest(program);
            assert!((ink - wide * part / 1000).abs() <= 2, "{weight}: {ink}");
        }
    }
}

#[test]
fn what_nobody_chose_of_a_font_is_told() {
    let outcome = set(VARIED, "\"ours.otf\"", "天地");
    assert_eq!(
        told(&outcome, Code::FontChoice),
        ["the font “ours” is variable, wght 200–900 (200), and stands at its defaults"]
    );
    let outcome = set(&collection(&[BOX, NAMED]), "\"ours.otf\"", "天地");
    assert_eq!(
        told(&outcome, Code::FontChoice),
        [
            "the font “ours” has 2 faces, 1 DuikaiBox-Regular, 2 DuikaiNamed, of which the first is used"
        ]
    );
    assert_eq!(
        told(&set(BOX, "\"ours.otf\"", "天地"), Code::FontChoice),
        [""; 0]
    );
}

#[test]
fn an_axis_that_is_not_there_is_refused_with_those_that_are() {
    for (font, written, wanted) in [
        (
            VARIED,
            "wdth = 90",
            "it has no axis `wdth`; its axes are wght 200–900 (200)",
        ),
        (
            VARIED,
            "wght = 950",
            "`wght` reaches from 200 to 900, and 950 was asked for",
        ),
        (
            VARIED,
            "axes = { GRAD = -1.5 }",
            "it has no axis `GRAD`; its axes are wght 200–900 (200)",
        ),
        (
            BOX,
            "wght = 400",
            "it is not variable, so `wght` chooses nothing",
        ),
        (
            BOX,
            "face = 2",
            "it has no face 2; its faces are 1 DuikaiBox-Regular",
        ),
        (
            BOX,
            "face = \"Nobody\"",
            "it has no face “Nobody”; its faces are 1 DuikaiBox-Regular",
        ),
    ] {
        let written = format!("{{ file = \"ours.otf\", {written} }}");
        let outcome = set(font, &written, "天地");
        let message = format!("the font “ours.otf” cannot be used: {wanted}");
        assert_eq!(told(&outcome, Code::BadFont), [message.as_str()]);
    }
}

#[test]
fn a_face_of_a_collection_is_chosen_by_number_or_name() {
    let both = collection(&[BOX, NAMED]);
    for (face, name) in [
        ("1", "DuikaiBox-Regular"),
        ("2", "DuikaiNamed"),
        ("\"DuikaiNamed\"", "DuikaiNamed"),
        ("\"duikai box regular\"", "DuikaiBox-Regular"),
    ] {
        let written = format!("{{ file = \"ours.otf\", face = {face} }}");
        let outcome = set(&both, &written, "天地");
        assert_eq!(errors(&outcome), Vec::<String>::new());
        let setting = outcome.setting.expect("it sets");
        let ours = setting.fonts.find("ours").expect("is there");
        assert_eq!(setting.fonts.face(ours).postscript_name(), name);
    }
}

#[test]
fn licence_bits_are_heeded_before_anything_is_built() {
    for (bits, refused) in [
        (0x0000, None),
        (0x0004, None),
        (0x0008, None),
        (0x0002, Some("0x0002) forbid embedding")),
        (0x0200, Some("0x0200) permit that bitmaps")),
        (0x0204, Some("0x0200) permit that bitmaps")),
    ] {
        let outcome = set(&licensed(bits), "\"ours.otf\"", "天地");
        let found = told(&outcome, Code::BadFont);
        match refused {
            Some(words) => assert!(found[0].contains(words), "{bits:04x}: {found:?}"),
            None => assert!(found.is_empty(), "{bits:04x}: {found:?}"),
        }
    }
    let outcome = set(&licensed(0x0100), "\"ours.otf\"", "天地");
    assert_eq!(told(&outcome, Code::FontLicence).len(), 1);
    assert_eq!(errors(&outcome), Vec::<String>::new());
}

#[test]
fn a_file_without_outlines_or_characters_is_no_font_of_a_style() {
    for (font, words) in [
        (renamed(BOX, b"glyf", b"CBDT"), "it has no outlines"),
        (symbol(BOX), "it has no Unicode character map"),
    ] {
        let outcome = set(&font, "\"ours.otf\"", "天地");
        let found = told(&outcome, Code::BadFont);
        assert!(found.len() == 1 && found[0].contains(words), "{found:?}");
    }
}

#[test]
fn a_face_that_draws_nothing_does_not_stand_in() {
    // No bundled face has it.
    let rare = '\u{20000}';
    let text = format!("天地{rare}");
    let with = |extra: &[(&str, Vec<u8>)]| {
        let mut desk = desk(BOX, "\"ours.otf\"", &text);
        for (name, font) in extra {
            desk.files.put(name, font.clone());
            desk.extra.push((*name).to_owned());
        }
        typeset(&desk, &job())
    };
    let drawn = mapped(VARIED, rare);
    let empty = emptied(&mapped(BOX, rare));
    let coloured = renamed(&mapped(BOX, rare), b"glyf", b"CBDT");
    let outcome = with(&[
        ("a.ttf", coloured.clone()),
        ("b.ttf", empty.clone()),
        ("c.ttf", drawn),
    ]);
    assert_eq!(errors(&outcome), Vec::<String>::new());
    assert_eq!(told(&outcome, Code::FontLeftOut).len(), 1);
    let setting = outcome.setting.expect("it sets");
    let mut used: Vec<FontId> = leaves(&setting.formes[0].items)
        .filter_map(|leaf| match leaf.item {
            Item::GlyphRun(run) => Some(run.font),
            _ => None,
        })
        .collect();
    used.dedup();
    let names: Vec<&str> = used.iter().map(|id| setting.fonts.name(*id)).collect();
    assert_eq!(names, ["ours", "c"]);
    let outcome = with(&[("a.ttf", coloured), ("b.ttf", empty)]);
    assert_eq!(told(&outcome, Code::MissingGlyph).len(), 1);
}

#[test]
fn a_font_in_which_nothing_is_set_is_told() {
    let outcome = set(NAMED, "\"ours.otf\"", "玄黄");
    assert_eq!(
        told(&outcome, Code::FontNotUsed),
        ["nothing is set in the font “ours”: it has none of the characters of its styles"]
    );
    for text in ["天玄黄", "玄黄A"] {
        assert_eq!(
            told(&set(NAMED, "\"ours.otf\"", text), Code::FontNotUsed),
            [""; 0]
        );
    }
}

#[test]
fn a_heavy_face_that_a_lighter_one_stands_in_for_is_told() {
    let heavy = "{ file = \"ours.otf\", wght = 900 }";
    let outcome = set(VARIED, heavy, "天律地吕律");
    assert_eq!(
        told(&outcome, Code::FontLighter),
        ["the heavy face “ours” has no “吕律”: set in the lighter “song”"]
    );
    for (written, text) in [
        (heavy, "天地，5"),
        ("{ file = \"ours.otf\", wght = 400 }", "天律"),
    ] {
        let outcome = set(VARIED, written, text);
        assert_eq!(told(&outcome, Code::FontLighter), [""; 0], "{text}");
    }
}

/// One file with several faces.
pub fn collection(fonts: &[&[u8]]) -> Vec<u8> {
    let mut out = b"ttcf\0\x01\0\0".to_vec();
    out.extend_from_slice(&(fonts.len() as u32).to_be_bytes());
    let mut at = 12 + 4 * fonts.len();
    for font in fonts {
        out.extend_from_slice(&(at as u32).to_be_bytes());
        at += font.len().next_multiple_of(4);
    }
    for font in fonts {
        let base = out.len() as u32;
        let mut moved = font.to_vec();
        for record in records(font) {
            let offset = number(font, record + 8) + base;
            moved[record + 8..record + 12].copy_from_slice(&offset.to_be_bytes());
        }
        moved.resize(font.len().next_multiple_of(4), 0);
        out.extend_from_slice(&moved);
    }
    out
}

fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

/// Where the records of the tables of a font file begin.
fn records(font: &[u8]) -> Vec<usize> {
    let count = usize::from(u16::from_be_bytes([font[4], font[5]]));
    (0..count).map(|nth| 12 + 16 * nth).collect()
}

/// Where a table begins, and its length.
fn table(font: &[u8], tag: &[u8; 4]) -> (usize, usize) {
    let record = records(font)
        .into_iter()
        .find(|record| &font[*record..record + 4] == tag)
        .expect("has the table");
    (
        number(font, record + 8) as usize,
        number(font, record + 12) as usize,
    )
}

fn renamed(font: &[u8], tag: &[u8; 4], other: &[u8; 4]) -> Vec<u8> {
    let mut out = font.to_vec();
    for record in records(font) {
        if &font[record..record + 4] == tag {
            out[record..record + 4].copy_from_slice(other);
        }
    }
    out
}

/// The box face with other licence bits.
fn licensed(bits: u16) -> Vec<u8> {
    let mut font = BOX.to_vec();
    let (at, _) = table(BOX, b"OS/2");
    font[at + 8..at + 10].copy_from_slice(&bits.to_be_bytes());
    font
}

/// A face whose maps are those of symbols.
fn symbol(font: &[u8]) -> Vec<u8> {
    let mut out = font.to_vec();
    let (at, _) = table(font, b"cmap");
    let count = usize::from(u16::from_be_bytes([font[at + 2], font[at + 3]]));
    for nth in 0..count {
        let record = at + 4 + 8 * nth;
        out[record..record + 4].copy_from_slice(&[0, 3, 0, 0]);
    }
    out
}

/// A face in which only `character` is found: its first glyph after the empty box.
fn mapped(font: &[u8], character: char) -> Vec<u8> {
    let (at, length) = table(font, b"cmap");
    let code = u32::from(character).to_be_bytes();
    let mut map = vec![0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12];
    map.extend_from_slice(&[0, 12, 0, 0, 0, 0, 0, 28, 0, 0, 0, 0, 0, 0, 0, 1]);
    map.extend_from_slice(&code);
    map.extend_from_slice(&code);
    map.extend_from_slice(&[0, 0, 0, 1]);
    assert!(map.len() <= length, "the map has room");
    let mut out = font.to_vec();
    out[at..at + map.len()].copy_from_slice(&map);
    out
}

/// A face whose glyphs are all empty.
fn emptied(font: &[u8]) -> Vec<u8> {
    let (at, length) = table(font, b"loca");
    let mut out = font.to_vec();
    out[at..at + length].fill(0);
    out
}

#[test]
fn the_test_faces_are_what_their_script_writes() {
    let hashes = [VARIED, CFF2].map(|font| sha256(font)[..16].to_owned());
    assert_eq!(
        hashes,
        ["c86b7338ac043607", "9d99c36ae07e120e"],
        "run fonts/test/make_varied.py anew"
    );
}
