//! Characters of a page, read from the file as a viewer reads them: content
//! operators, ToUnicode maps, replacement texts, and the ink of the embedded
//! glyphs.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object};
use ttf_parser::{GlyphId, OutlineBuilder};

/// A character on the page; everything in points.
#[derive(Clone, Debug)]
pub struct Character {
    /// The character.
    pub c: char,
    /// Where the pen stands.
    pub x: f64,
    /// The baseline, above the foot of the page.
    pub y: f64,
    /// The glyph's advance, shared among its characters.
    pub advance: f64,
    /// Left, bottom, right and top of the ink from the pen.
    pub ink: Option<[f64; 4]>,
    /// Whether it is turned clockwise.
    pub turned: bool,
}

/// A straight stroke on the page, in points from its lower left.
#[derive(Clone, Copy, Debug)]
pub struct Stroke {
    /// One end.
    pub from: (f64, f64),
    /// The other.
    pub to: (f64, f64),
}

/// A face as the page knows it.
struct Font {
    widths: BTreeMap<u16, f64>,
    readings: BTreeMap<u16, String>,
    inks: BTreeMap<u16, [f64; 4]>,
    /// Whether its lines run down the page.
    down: bool,
}

fn number(object: &Object) -> f64 {
    f64::from(object.as_float().expect("a number"))
}

fn followed<'a>(doc: &'a Document, object: &'a Object) -> &'a Object {
    doc.dereference(object)
        .expect("a reference that leads somewhere")
        .1
}

fn entry<'a>(doc: &'a Document, dict: &'a Dictionary, key: &str) -> &'a Object {
    followed(
        doc,
        dict.get(key.as_bytes())
            .unwrap_or_else(|_| panic!("no /{key}")),
    )
}

/// The characters of the first page, in the order they are shown.
pub fn characters(file: &[u8]) -> Vec<Character> {
    let (characters, _, _) = read(file);
    assert!(
        characters.iter().all(|character| !character.turned),
        "text stands upright"
    );
    characters
}

/// The characters of the first page, its glyphs that are read as none, such as
/// the dots of 着重号, and its strokes.
pub fn read(file: &[u8]) -> (Vec<Character>, Vec<Character>, Vec<Stroke>) {
    let doc = Document::load_mem(file).expect("the file loads");
    let page = doc.get_pages()[&1];
    let dict = doc.get_dictionary(page).expect("a page");
    let resources = entry(&doc, dict, "Resources").as_dict().expect("resources");
    let fonts = resources
        .get(b"Font")
        .map(|fonts| followed(&doc, fonts).as_dict().expect("fonts").clone())
        .unwrap_or_default();
    let fonts: BTreeMap<Vec<u8>, Font> = fonts
        .iter()
        .map(|(name, font)| {
            (
                name.clone(),
                read_font(&doc, followed(&doc, font).as_dict().expect("a font")),
            )
        })
        .collect();
    let content = Content::decode(&doc.get_page_content(page)).expect("the content decodes");
    let mut reader = Reader::new(&fonts);
    for operation in &content.operations {
        reader.operate(&operation.operator, &operation.operands);
    }
    (reader.found, reader.unread, reader.strokes)
}

/// The state of a viewer's pen.
struct Reader<'a> {
    fonts: &'a BTreeMap<Vec<u8>, Font>,
    font: Option<&'a Font>,
    size: f64,
    spacing: f64,
    /// How much wider than high the type is drawn.
    scale: f64,
    rise: f64,
    x: f64,
    y: f64,
    /// The replacement text of the span that is open, until its first glyph takes it.
    replaced: Option<Option<String>>,
    found: Vec<Character>,
    unread: Vec<Character>,
    /// Whether the pen runs down the page.
    turned: bool,
    from: (f64, f64),
    strokes: Vec<Stroke>,
}

impl<'a> Reader<'a> {
    fn new(fonts: &'a BTreeMap<Vec<u8>, Font>) -> Reader<'a> {
        Reader {
            fonts,
            font: None,
            size: 0.0,
            spacing: 0.0,
            scale: 1.0,
            rise: 0.0,
            x: 0.0,
            y: 0.0,
            replaced: None,
            found: Vec::new(),
            unread: Vec::new(),
            turned: false,
            from: (0.0, 0.0),
            strokes: Vec::new(),
        }
    }

    fn operate(&mut self, operator: &str, operands: &[Object]) {
        match operator {
            "Tf" => {
                self.font = Some(&self.fonts[operands[0].as_name().expect("a name")]);
                self.size = number(&operands[1]);
            }
            "Tc" => self.spacing = number(&operands[0]),
            "Ts" => self.rise = number(&operands[0]),
            "Tm" => {
                let matrix: Vec<f64> = operands.iter().map(number).collect();
                self.turned = matrix[..4] == [0.0, -1.0, 1.0, 0.0];
                assert!(
                    self.turned || matrix[1..4] == [0.0, 0.0, 1.0],
                    "text stands upright or is turned clockwise"
                );
                self.scale = if self.turned { 1.0 } else { matrix[0] };
                (self.x, self.y) = (matrix[4], matrix[5]);
            }
            "BDC" => {
                let text = operands
                    .get(1)
                    .and_then(|object| object.as_dict().ok())
                    .and_then(|dict| dict.get(b"ActualText").ok());
                if let Some(Object::String(bytes, _)) = text {
                    self.replaced = Some(Some(utf16(&bytes[2..])));
                }
            }
            "m" => self.from = (number(&operands[0]), number(&operands[1])),
            "l" => self.strokes.push(Stroke {
                from: self.from,
                to: (number(&operands[0]), number(&operands[1])),
            }),
            "EMC" => self.replaced = None,
            "Tj" => self.show(&operands[0]),
            "TJ" => operands[0]
                .as_array()
                .expect("an array")
                .iter()
                .for_each(|part| self.show(part)),
            "Td" | "TD" | "T*" | "'" | "\"" | "Tw" | "TL" | "Tz" => {
                panic!("the reader does not know {operator}")
            }
            _ => {}
        }
    }

    fn show(&mut self, part: &Object) {
        let font = self.font.expect("a face is chosen");
        let Object::String(codes, _) = part else {
            match font.down {
                true => self.y -= number(part) * self.size / 1000.0,
                false => self.forward(-number(part) * self.size * self.scale / 1000.0),
            }
            return;
        };
        for code in codes.chunks(2) {
            let code = u16::from_be_bytes([code[0], code[1]]);
            let advance =
                font.widths.get(&code).copied().unwrap_or(1000.0) * self.size * self.scale / 1000.0;
            let text = match &mut self.replaced {
                Some(text) => text.take().unwrap_or_default(),
                None => font.readings[&code].clone(),
            };
            let parts = text.chars().count().max(1) as f64;
            // A glyph of a column hangs from the middle of its width.
            let hung = (self.x, self.y);
            if font.down {
                (self.x, self.y) = (hung.0 - advance / 2.0, hung.1 - 0.88 * self.size);
            }
            if text.is_empty() {
                let ink = font
                    .inks
                    .get(&code)
                    .map(|ink| ink.map(|side| side * self.size));
                self.unread.push(Character {
                    c: '\u{FFFD}',
                    x: self.x,
                    y: self.y,
                    advance,
                    ink,
                    turned: self.turned,
                });
            }
            for (nth, c) in text.chars().enumerate() {
                let before = advance * nth as f64 / parts;
                let ink = font.inks.get(&code).map(|ink| {
                    let [left, bottom, right, top] = ink.map(|side| side * self.size);
                    [
                        left * self.scale - before,
                        bottom,
                        right * self.scale - before,
                        top,
                    ]
                });
                let (x, y) = if self.turned {
                    (self.x + self.rise, self.y - before)
                } else {
                    (self.x + before, self.y + self.rise)
                };
                self.found.push(Character {
                    c,
                    x,
                    y,
                    advance: advance / parts,
                    ink,
                    turned: self.turned,
                });
            }
            if font.down {
                (self.x, self.y) = (hung.0, hung.1 - self.size + self.spacing);
                continue;
            }
            self.forward(advance + self.spacing * self.scale);
        }
    }

    fn forward(&mut self, by: f64) {
        if self.turned {
            self.y -= by;
        } else {
            self.x += by;
        }
    }
}

fn read_font(doc: &Document, font: &Dictionary) -> Font {
    let inner = entry(doc, font, "DescendantFonts")
        .as_array()
        .expect("an array");
    let inner = followed(doc, &inner[0]).as_dict().expect("a CIDFont");
    let mut widths = BTreeMap::new();
    for pair in entry(doc, inner, "W").as_array().expect("widths").chunks(2) {
        let first = pair[0].as_i64().expect("a code") as u16;
        for (at, width) in
            (first..).zip(followed(doc, &pair[1]).as_array().expect("a run of widths"))
        {
            widths.insert(at, number(width));
        }
    }
    let map = entry(doc, font, "ToUnicode")
        .as_stream()
        .expect("a map")
        .decompressed_content()
        .expect("it inflates");
    let readings = read_map(&String::from_utf8(map).expect("a map is ASCII"));
    let descriptor = entry(doc, inner, "FontDescriptor")
        .as_dict()
        .expect("a descriptor");
    let program = if descriptor.has(b"FontFile3") {
        "FontFile3"
    } else {
        "FontFile2"
    };
    let program = entry(doc, descriptor, program)
        .as_stream()
        .expect("a font program")
        .decompressed_content()
        .expect("it inflates");
    let inks = readings
        .keys()
        .filter_map(|code| Some((*code, ink_of(&program, *code)?)))
        .collect();
    let encoding = entry(doc, font, "Encoding").as_name().expect("a name");
    Font {
        widths,
        readings,
        inks,
        down: encoding == b"Identity-V",
    }
}

/// The `bfrange` arrays of a ToUnicode map.
fn read_map(map: &str) -> BTreeMap<u16, String> {
    let mut readings = BTreeMap::new();
    for range in map.split("beginbfrange").skip(1) {
        let range = range.split("endbfrange").next().unwrap_or("");
        let strings: Vec<&str> = range
            .split('<')
            .skip(1)
            .map(|rest| rest.split('>').next().unwrap_or(""))
            .collect();
        let first = u16::from_str_radix(strings[0], 16).expect("a code");
        for (code, text) in (first..).zip(&strings[2..]) {
            let bytes: Vec<u8> = (0..text.len())
                .step_by(2)
                .map(|at| u8::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal"))
                .collect();
            readings.insert(code, utf16(&bytes));
        }
    }
    readings
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes
        .chunks(2)
        .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
        .collect();
    String::from_utf16(&units).expect("UTF-16")
}

struct Silent;

impl OutlineBuilder for Silent {
    fn move_to(&mut self, _: f32, _: f32) {}
    fn line_to(&mut self, _: f32, _: f32) {}
    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {}
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {}
    fn close(&mut self) {}
}

/// The box around an embedded glyph's ink, in em.
fn ink_of(program: &[u8], code: u16) -> Option<[f64; 4]> {
    let (ink, em) = if let Ok(face) = ttf_parser::Face::parse(program, 0) {
        (
            face.glyph_bounding_box(GlyphId(code))?,
            f64::from(face.units_per_em()),
        )
    } else {
        let table = ttf_parser::cff::Table::parse(program)?;
        (table.outline(GlyphId(code), &mut Silent).ok()?, 1000.0)
    };
    Some([ink.x_min, ink.y_min, ink.x_max, ink.y_max].map(|side| f64::from(side) / em))
}
