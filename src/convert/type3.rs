//! Type as drawings of its glyphs, fonts of Type 3 (ISO 32000-1 §9.6.5): where the font's licence
//! forbids embedding, and, when it is asked for, where one of the base fourteen fonts is not embedded.

use std::sync::OnceLock;

use super::output::{name, put};
use super::shop::Shop;
use super::widths::Base;
use crate::asset::{Fonts, Pen};
use crate::pdf::{Dict, Value, printable};
use crate::preflight::{GlyphPen, Outline, Outlines, character, forbids_embedding, letters};
use crate::say::text;

/// What a glyph is drawn from.
enum Source {
    /// The font's own program.
    Own(Outlines),
    /// A face that looks alike.
    Alike(&'static Base),
}

impl Shop<'_> {
    /// Returns a font as drawings, if its type has to be drawn.
    pub fn drawn(&mut self, dict: &Dict) -> Option<Value> {
        let file = self.file;
        let composite = file.get(dict, "Subtype").is("Type0");
        let inner = match composite {
            true => file
                .array(dict, "DescendantFonts")
                .first()
                .and_then(|inner| inner.dict().cloned())?,
            false => dict.clone(),
        };
        let title = file
            .get(dict, "BaseFont")
            .name()
            .map_or_else(|| "?".to_owned(), printable);
        let program = file.dict(&inner, "FontDescriptor").and_then(|descriptor| {
            ["FontFile", "FontFile2", "FontFile3"]
                .into_iter()
                .find_map(|key| file.get(&descriptor, key).stream().cloned())
        });
        let source = match program {
            Some(stream) => {
                let bytes = file.unpacked(&stream).ok()?.bytes;
                let sfnt = !bytes.starts_with(b"%!") && !bytes.starts_with(&[1, 0]);
                if !sfnt || !forbids_embedding(&bytes) {
                    return None;
                }
                if composite {
                    self.refuse(text!(
                        "convert.composite-font-may-embedded",
                        "the composite font {title}, which may not be embedded",
                        title
                    ));
                    return None;
                }
                let Some(outlines) = Outlines::read(file, dict, &inner, false) else {
                    self.refuse(text!(
                        "convert.font-may-embedded-cannot",
                        "the font {title}, which may not be embedded and cannot be read",
                        title
                    ));
                    return None;
                };
                Source::Own(outlines)
            }
            None if self.look_alikes && !composite => Source::Alike(Base::named(&title)?),
            None => return None,
        };
        Some(self.as_drawings(dict, &title, &source))
    }

    fn as_drawings(&mut self, dict: &Dict, title: &str, source: &Source) -> Value {
        let file = self.file;
        let first = file.get(dict, "FirstChar").int().unwrap_or(0);
        let said: Vec<f64> = file
            .array(dict, "Widths")
            .iter()
            .filter_map(Value::number)
            .collect();
        let names = letters(file, dict);
        let (mut differences, mut widths) = (Vec::new(), Vec::new());
        let mut glyphs = Dict::default();
        for code in 0..=u8::MAX {
            let own = usize::try_from(i64::from(code) - first)
                .ok()
                .and_then(|at| said.get(at).copied());
            let letter = names.get(&code).map(String::as_str);
            let width = match (own, source) {
                (Some(width), _) => width,
                (None, Source::Alike(base)) => {
                    letter.and_then(|name| base.width(name)).unwrap_or(0.0)
                }
                (None, Source::Own(_)) => 0.0,
            };
            widths.push(Value::Real(width));
            let drawn = match source {
                Source::Own(outlines) => outlines
                    .of(u16::from(code), file.budget())
                    .map(|outline| outline.written(1.0)),
                Source::Alike(base) => letter
                    .and_then(character)
                    .and_then(|character| alike(base, character))
                    .map(|(outline, advance)| outline.written(width / 1000.0 / advance)),
            };
            let Some((path, [left, bottom, right, top])) =
                drawn.filter(|(path, _)| !path.is_empty())
            else {
                continue;
            };
            let key = format!("c{code}");
            let content = format!("{width} 0 {left} {bottom} {right} {top} d1 {path}");
            let stream = self.out.packed(Dict::default(), content.as_bytes());
            put(&mut glyphs, &key, stream);
            differences.extend([Value::Int(i64::from(code)), name(&key)]);
        }
        let numbers = |numbers: &[f64]| {
            let parts: Vec<Value> = numbers.iter().map(|number| Value::Real(*number)).collect();
            Value::Array(parts.into())
        };
        let mut encoding = Dict::default();
        put(&mut encoding, "Type", name("Encoding"));
        put(
            &mut encoding,
            "Differences",
            Value::Array(differences.into()),
        );
        let mut new = Dict::default();
        for (key, value) in [
            ("Type", name("Font")),
            ("Subtype", name("Type3")),
            ("FontBBox", numbers(&[0.0, 0.0, 0.0, 0.0])),
            ("FontMatrix", numbers(&[0.001, 0.0, 0.0, 0.001, 0.0, 0.0])),
            ("CharProcs", Value::Dict(glyphs.into())),
            ("Encoding", Value::Dict(encoding.into())),
            ("FirstChar", Value::Int(0)),
            ("LastChar", Value::Int(255)),
            ("Widths", Value::Array(widths.into())),
            ("Resources", Value::Dict(Dict::default().into())),
        ] {
            put(&mut new, key, value);
        }
        if dict.has("ToUnicode")
            && let Some(map) = dict.raw("ToUnicode").cloned()
        {
            let map = self.verbatim(&map);
            put(&mut new, "ToUnicode", map);
        }
        let (from, to) = match source {
            Source::Own(_) => (
                format!("type in {title}, which may not be embedded"),
                "outlines".to_owned(),
            ),
            Source::Alike(base) => (
                format!("type in {title}, not embedded"),
                format!("outlines of {}, which looks alike", base.face),
            ),
        };
        self.inker.note_whole(from, &to, &[]);
        self.out.add(Value::Dict(new.into()), None)
    }
}

/// Returns the outline of a character in a face of the house that looks alike, and its advance in
/// ems.
fn alike(base: &Base, character: char) -> Option<(Outline, f64)> {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    let fonts = FONTS.get_or_init(Fonts::bundled);
    let face = fonts.face(fonts.find(base.face)?);
    let glyph = face.glyph(character)?;
    let unit = 1.0 / f64::from(face.units_per_em());
    let mut pen = Walk(GlyphPen::new([
        unit,
        0.0,
        unit * base.slant,
        unit,
        0.0,
        0.0,
    ]));
    face.outline(glyph, &mut pen);
    let advance = f64::from(face.advance(glyph)) * unit;
    (advance > 0.0).then_some(())?;
    Some((pen.0.finish()?, advance))
}

/// Draws what a face says with the pen of outlines.
struct Walk(GlyphPen);

fn point(x: f32, y: f32) -> (f64, f64) {
    (f64::from(x), f64::from(y))
}

impl Pen for Walk {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.start(point(x, y));
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line(point(x, y));
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.arc(point(x1, y1), point(x, y));
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0.curve(point(x1, y1), point(x2, y2), point(x, y));
    }
    fn close(&mut self) {
        self.0.close();
    }
}
