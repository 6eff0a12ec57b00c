//! `-forme.json`: finished pages as data, every glyph, rule and picture at its place.
//!
//! Lengths are whole numbers, 65,024 to the point, in which pt, mm and Q are exact; x to the right
//! and y downward from the upper left corner of the trimmed sheet. `forme.schema.json` beside this
//! file describes it.

use serde_json::{Map, Value, json};

use crate::asset::{Cap, FontId, Join, PictureId, Step, Stroke};
use crate::edition::Edition;
use crate::forme::{Forme, GlyphRun, Item, Mark, Path, Role, Rotation};
use crate::geom::{Len, Outline, PageSpace, Point, Rect};
use crate::ink::Ink;

/// The JSON Schema of the file.
pub const FORME_SCHEMA: &str = include_str!("forme.schema.json");

/// Returns the pages with the faces and pictures that they name.
pub(super) fn formes(edition: &Edition, formes: &[&Forme]) -> Value {
    let mut names = Names::default();
    let pages: Vec<Value> = formes
        .iter()
        .map(|forme| {
            let sheet = forme.sheet;
            json!({
                "number": forme.number,
                "section": forme.section,
                "trim": [units(sheet.trim.width), units(sheet.trim.height)],
                "bleed": units(sheet.bleed),
                "items": names.items(&forme.items),
            })
        })
        .collect();
    let font = |id: &FontId| {
        json!({
            "id": id.number(),
            "name": edition.fonts.name(*id),
            "postscript": edition.fonts.face(*id).postscript_name(),
            "sha256": edition.fonts.sha256(*id),
        })
    };
    let picture = |id: &PictureId| {
        let picture = edition.pictures.get(*id);
        json!({
            "id": id.to_string(),
            "file": picture.path,
            "width": picture.width,
            "height": picture.height,
            "sha256": hash_of(edition, &picture.path),
        })
    };
    json!({
        "schema": 1,
        "duikai": env!("CARGO_PKG_VERSION"),
        "paper": edition.paper,
        "date": edition.date,
        "lang": edition.lang.tag(),
        "units_per_point": Len::PT.units(),
        "fonts": names.fonts.iter().map(font).collect::<Vec<_>>(),
        "pictures": names.pictures.iter().map(picture).collect::<Vec<_>>(),
        "pages": pages,
    })
}

/// The SHA-256 of a file that was read.
fn hash_of<'a>(edition: &'a Edition, path: &str) -> Option<&'a str> {
    let mut inputs = edition.inputs.iter();
    inputs
        .find(|(own, _)| own == path)
        .map(|(_, hash)| hash.as_str())
}

/// The faces and pictures that are met.
#[derive(Default)]
struct Names {
    fonts: std::collections::BTreeSet<FontId>,
    pictures: std::collections::BTreeSet<PictureId>,
}

impl Names {
    fn items(&mut self, items: &[Item]) -> Vec<Value> {
        items.iter().filter_map(|item| self.item(item)).collect()
    }

    fn item(&mut self, item: &Item) -> Option<Value> {
        Some(match item {
            Item::GlyphRun(run) => self.run(run),
            Item::Picture(placed) => {
                self.pictures.insert(placed.picture);
                json!({
                    "type": "picture",
                    "picture": placed.picture.to_string(),
                    "frame": rect(&placed.frame),
                    "image": rect(&placed.image),
                    "clip": placed.clip.as_ref().map(outline),
                    "alt": placed.alt,
                })
            }
            Item::Page(placed) => json!({
                "type": "page",
                "frame": rect(&placed.frame),
                "image": rect(&placed.image),
                "clip": placed.clip.as_ref().map(outline),
                "name": placed.name,
            }),
            Item::Fill(fill) => {
                json!({"type": "fill", "rect": rect(&fill.rect), "ink": ink(fill.ink)})
            }
            Item::Path(drawn) => path(drawn),
            Item::Rule(rule) => json!({
                "type": "rule",
                "from": point(rule.from),
                "to": point(rule.to),
                "weight": units(rule.weight),
                "dash": rule.dash.map(|(on, off)| json!([units(on), units(off)])),
                "ink": ink(rule.ink),
            }),
            Item::Group(group) => json!({
                "type": "group",
                "role": role(group.role),
                "name": group.name,
                "items": self.items(&group.items),
            }),
            Item::Mark(Mark::Dest { dest, title, at }) => json!({
                "type": "destination",
                "name": dest.0,
                "title": title,
                "at": point(*at),
            }),
            Item::Mark(Mark::Link { rect: area, to }) => {
                json!({"type": "link", "rect": rect(area), "to": to.0})
            }
            // A fault is for the proof.
            Item::Mark(
                Mark::Fault { .. } | Mark::Text(_) | Mark::Ruby(_) | Mark::Drawing { .. },
            ) => return None,
        })
    }

    fn run(&mut self, run: &GlyphRun) -> Value {
        self.fonts.insert(run.font);
        let glyph = |glyph: &crate::forme::Glyph| {
            json!([
                glyph.id,
                units(glyph.x),
                units(glyph.y),
                glyph.text_start,
                glyph.text_end
            ])
        };
        let mut value = json!({
            "type": "text",
            "font": run.font.number(),
            "size": units(run.size),
            "start": point(run.start),
            "ink": ink(run.ink),
            "text": run.text,
            "glyphs": run.glyphs.iter().map(glyph).collect::<Vec<_>>(),
        });
        if run.turn == Rotation::Clockwise {
            value["turn"] = json!("clockwise");
        }
        // As a multiple of the size: what one point becomes.
        let wide = run.condense.at(Len::PT);
        if wide != Len::PT {
            value["point_across"] = units(wide);
        }
        value
    }
}

fn units(len: Len) -> Value {
    json!(len.units())
}

fn point(point: Point<PageSpace>) -> Value {
    json!([point.x.units(), point.y.units()])
}

/// Left, top, right, bottom.
fn rect(rect: &Rect<PageSpace>) -> Value {
    let edges = [rect.left, rect.top, rect.right, rect.bottom];
    json!(edges.map(Len::units))
}

fn outline(outline: &Outline<PageSpace>) -> Value {
    match outline {
        Outline::Box(area) => json!({"box": rect(area)}),
        Outline::Ellipse(area) => json!({"ellipse": rect(area)}),
        Outline::Polygon(corners) => {
            json!({"polygon": corners.iter().map(|at| point(*at)).collect::<Vec<_>>()})
        }
        Outline::Strips(strips) => json!({"strips": strips.iter().map(rect).collect::<Vec<_>>()}),
    }
}

/// Per mille of each ink.
fn ink(ink: Ink) -> Value {
    match ink {
        Ink::K(tint) => json!({"k": tint}),
        Ink::Cmyk(c, m, y, k) => json!({"c": c, "m": m, "y": y, "k": k}),
        Ink::Spot(spot, tint) => json!({"spot": spot.name(), "tint": tint}),
        Ink::Registration => json!({"registration": true}),
    }
}

fn path(path: &Path) -> Value {
    let step = |step: &Step| match *step {
        Step::Move(to) => json!(["M", to.x.units(), to.y.units()]),
        Step::Line(to) => json!(["L", to.x.units(), to.y.units()]),
        Step::Curve(a, b, to) => json!([
            "C",
            a.x.units(),
            a.y.units(),
            b.x.units(),
            b.y.units(),
            to.x.units(),
            to.y.units()
        ]),
        Step::Close => json!(["Z"]),
    };
    let mut value = Map::new();
    value.insert("type".to_owned(), json!("path"));
    value.insert(
        "steps".to_owned(),
        path.steps.iter().map(step).collect::<Vec<_>>().into(),
    );
    value.insert("ink".to_owned(), ink(path.ink));
    match &path.stroke {
        Stroke::Fill { even_odd } => {
            let rule = if *even_odd { "even-odd" } else { "non-zero" };
            value.insert("fill".to_owned(), json!(rule));
        }
        Stroke::Line(pencil) => {
            let cap = match pencil.cap {
                Cap::Butt => "butt",
                Cap::Round => "round",
                Cap::Square => "square",
            };
            let join = match pencil.join {
                Join::Miter(limit) => json!({"miter_tenths": limit}),
                Join::Round => json!("round"),
                Join::Bevel => json!("bevel"),
            };
            let stroke = json!({
                "weight": units(pencil.weight),
                "cap": cap,
                "join": join,
                "dash": pencil.dash.iter().map(|dash| dash.units()).collect::<Vec<_>>(),
                "phase": units(pencil.phase),
            });
            value.insert("stroke".to_owned(), stroke);
        }
    }
    Value::Object(value)
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Furniture => "furniture",
        Role::Story => "story",
        Role::Sidebar => "sidebar",
        Role::Head => "head",
        Role::Leg => "leg",
        Role::Jump => "jump",
        Role::Figure => "figure",
        Role::Cutline => "cutline",
        Role::Ad => "advertisement",
        Role::Rules => "rules",
    }
}
