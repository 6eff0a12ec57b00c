//! A forme as a browser draws it: JSON, lengths in thousandths of a point.
//!
//! | item | what follows its letter |
//! |---|---|
//! | `"t"` type | face (its number in `faces`), size, horizontal scale in thousandths, 1 if turned clockwise, colour, glyphs as private characters, pen positions x, y, x, y …, the characters |
//! | `"i"` picture | its name, left, top, width, height |
//! | `"f"` fill | left, top, width, height, colour |
//! | `"r"` rule | x, y to x, y, weight, colour, dash, gap (0 when solid) |
//! | `"p"` path | steps (`"M"` x y …), colour, then `"n"` or `"e"` filled, or a stroke: weight, cap, join, miter limit, dashes, phase |
//! | `"m"` fault mark | left, top, width, height, caption |
//! | `"g"` group begins | role, name |
//! | `"e"` group ends | |

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::asset::{Cap, FontId, Fonts, Join, Step, Stroke, hex};
use crate::export::png::rgb;
use crate::export::screen::FIRST;
use crate::forme::{Forme, GlyphRun, Item, Mark, Path, Rotation, Visit, walk};
use crate::geom::{Em, Len, PageSpace, Rect};
use crate::ink::Ink;

/// A forme as text, and what the text names.
pub(super) struct Drawn {
    /// The items, a JSON array.
    pub items: String,
    /// The faces, by their number in it.
    pub faces: Vec<FontId>,
    /// The pictures and pages of others, by their name in it.
    pub pictures: BTreeMap<String, Item>,
}

/// A length in thousandths of a point.
pub(super) fn thousandths(len: Len) -> i64 {
    let (units, point) = (i128::from(len.units()), i128::from(Len::PER_PT));
    ((units * 1000 + point / 2).div_euclid(point)) as i64
}

/// Left, top, width and height.
pub(super) fn area(rect: &Rect<PageSpace>) -> [i64; 4] {
    let (left, top) = (thousandths(rect.left), thousandths(rect.top));
    [
        left,
        top,
        thousandths(rect.right) - left,
        thousandths(rect.bottom) - top,
    ]
}

/// Writes a forme down for a browser.
pub(super) fn drawn(forme: &Forme) -> Drawn {
    let mut out = Drawn {
        items: String::from("["),
        faces: Vec::new(),
        pictures: BTreeMap::new(),
    };
    for visit in walk(&forme.items) {
        let item = match visit {
            Visit::Enter(group) => {
                let role = format!("{:?}", group.role).to_lowercase();
                Some(json!(["g", role, group.name]).to_string())
            }
            Visit::Leave(_) => Some(r#"["e"]"#.to_owned()),
            Visit::Item(item) => out.item(item),
        };
        if let Some(item) = item {
            if out.items.len() > 1 {
                out.items.push(',');
            }
            out.items.push_str(&item);
        }
    }
    out.items.push(']');
    out
}

impl Drawn {
    fn item(&mut self, item: &Item) -> Option<String> {
        Some(match item {
            Item::GlyphRun(run) if run.glyphs.is_empty() => return None,
            Item::GlyphRun(run) => self.run(run),
            Item::Picture(picture) => self.picture(item, &picture.frame),
            Item::Page(page) => self.picture(item, &page.frame),
            Item::Fill(fill) => {
                let [x, y, w, h] = area(&fill.rect);
                json!(["f", x, y, w, h, colour(fill.ink)]).to_string()
            }
            Item::Rule(rule) => {
                let (dash, gap) = rule.dash.unwrap_or_default();
                let places = [rule.from.x, rule.from.y, rule.to.x, rule.to.y].map(thousandths);
                let [x1, y1, x2, y2] = places;
                let [weight, dash, gap] = [rule.weight, dash, gap].map(thousandths);
                json!(["r", x1, y1, x2, y2, weight, colour(rule.ink), dash, gap]).to_string()
            }
            Item::Path(path) => {
                json!(["p", steps(path), colour(path.ink), how(&path.stroke)]).to_string()
            }
            Item::Mark(Mark::Fault { rect, text }) => {
                let [x, y, w, h] = area(rect);
                json!(["m", x, y, w, h, text]).to_string()
            }
            Item::Mark(_) | Item::Group(_) => return None,
        })
    }

    fn run(&mut self, run: &GlyphRun) -> String {
        let known = self.faces.iter().position(|face| *face == run.font);
        let face = known.unwrap_or_else(|| {
            self.faces.push(run.font);
            self.faces.len() - 1
        });
        let glyphs: String = run
            .glyphs
            .iter()
            .filter_map(|glyph| char::from_u32(FIRST + u32::from(glyph.id)))
            .collect();
        let mut pens = String::new();
        for glyph in &run.glyphs {
            let pen = run.pen(glyph);
            let comma = if pens.is_empty() { "" } else { "," };
            // Writing to a string does not fail.
            let _ = write!(pens, "{comma}{},{}", thousandths(pen.x), thousandths(pen.y));
        }
        let turned = u8::from(run.turn == Rotation::Clockwise);
        format!(
            r#"["t",{face},{},{},{turned},"{}","{glyphs}",[{pens}],{}]"#,
            thousandths(run.size),
            thousandths(run.condense.max(Em::ZERO).at(Len::PT)),
            colour(run.ink),
            Value::from(run.text.as_str()),
        )
    }

    /// Names a picture by all that its look depends on, so that it is fetched again only when it
    /// looks otherwise.
    fn picture(&mut self, item: &Item, frame: &Rect<PageSpace>) -> String {
        let look = match item {
            Item::Picture(it) => format!("{:?}", (it.picture, frame, it.image, &it.clip)),
            Item::Page(it) => format!("{:?}", (&it.name, frame, it.image, &it.clip)),
            _ => String::new(),
        };
        let name = hex(&Sha256::digest(look)[..16]);
        let [x, y, w, h] = area(frame);
        let text = json!(["i", name, x, y, w, h]).to_string();
        self.pictures.insert(name, item.clone());
        text
    }
}

/// The hashes of faces, by which a browser asks for them.
pub(super) fn face_names(faces: &[FontId], fonts: &Fonts) -> Vec<String> {
    let name = |face: &FontId| fonts.face(*face).hash().to_string();
    faces.iter().map(name).collect()
}

fn colour(ink: Ink) -> String {
    format!("#{}", hex(&rgb(ink)))
}

fn steps(path: &Path) -> Vec<Value> {
    let mut out = Vec::new();
    let mut step = |letter: &str, points: &[crate::geom::Point<PageSpace>]| {
        out.push(json!(letter));
        for point in points {
            out.extend([point.x, point.y].map(|at| json!(thousandths(at))));
        }
    };
    for taken in &path.steps {
        match *taken {
            Step::Move(to) => step("M", &[to]),
            Step::Line(to) => step("L", &[to]),
            Step::Curve(a, b, to) => step("C", &[a, b, to]),
            Step::Close => step("Z", &[]),
        }
    }
    out
}

fn how(stroke: &Stroke) -> Value {
    let pencil = match stroke {
        Stroke::Fill { even_odd: false } => return json!("n"),
        Stroke::Fill { even_odd: true } => return json!("e"),
        Stroke::Line(pencil) => pencil,
    };
    let cap = match pencil.cap {
        Cap::Butt => "butt",
        Cap::Round => "round",
        Cap::Square => "square",
    };
    let (join, limit) = match pencil.join {
        Join::Miter(tenths) => ("miter", tenths),
        Join::Round => ("round", 40),
        Join::Bevel => ("bevel", 40),
    };
    let dash: Vec<i64> = pencil.dash.iter().copied().map(thousandths).collect();
    json!([
        thousandths(pencil.weight),
        cap,
        join,
        limit,
        dash,
        thousandths(pencil.phase)
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asset::Fonts;
    use crate::forme::{Glyph, Origin, Sheet};
    use crate::geom::{Folio, Point, Size};

    #[test]
    fn what_is_written_is_json_whatever_the_copy_says() {
        let font = Fonts::bundled().find("song").expect("it is bundled");
        let glyph = |id: u16, x: i64| Glyph {
            id,
            x: Len::pt(x),
            y: Len::ZERO,
            text_start: 0,
            text_end: 0,
        };
        let run = GlyphRun {
            origin: Origin(0),
            font,
            size: Len::pt(10),
            condense: Em::ONE,
            turn: Rotation::Upright,
            start: Point::new(Len::pt(-1), Len::pt(2)),
            ink: Ink::BLACK,
            text: "\"</script>\\\u{2028}".to_owned(),
            glyphs: vec![glyph(0, 0), glyph(65535, 1), glyph(5, 12)],
        };
        let forme = Forme {
            number: Folio::plain(1),
            section: String::new(),
            sheet: Sheet {
                trim: Size::default(),
                bleed: Len::ZERO,
                margin: Len::ZERO,
            },
            items: vec![Item::GlyphRun(run)],
        };
        let written: Value = serde_json::from_str(&drawn(&forme).items).expect("it is JSON");
        let run = &written[0];
        assert_eq!(run[8], "\"</script>\\\u{2028}");
        assert_eq!(run[5], "#000000");
        assert_eq!(run[7], json!([-1000, 2000, 0, 2000, 11000, 2000]));
        assert_eq!(run[6], "\u{F0000}\u{FFFFF}\u{F0005}",);
    }
}
