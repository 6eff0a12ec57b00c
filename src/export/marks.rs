//! Printer's marks 印刷标记: crop marks, register crosses, colour bar and slug,
//! all beyond the bleed, so that the page itself stays as it is.

use super::plates::plates;
use crate::asset::{FontId, Fonts, Pictures};
use crate::forme::{Fill, Forme, Glyph, GlyphRun, Group, Item, Origin, Role, Rotation, Rule};
use crate::geom::{Em, Len, Point, Rect};
use crate::ink::{Ink, Plate};

/// Extent of the medium beyond the bleed.
const MARGIN: Len = Len::from_units(Len::MM.units() * 12);
/// Distance of the marks from the bleed.
const CLEAR: Len = Len::MM;
/// Length of a crop mark.
const CROP: Len = Len::from_units(Len::MM.units() * 6);
/// Thickness of its lines, and of those of the register crosses.
const FINE: Len = Len::from_units(Len::PT.units() / 4);
/// Half the arm of a register cross, and half the side of its box.
const ARM: Len = Len::from_units(Len::MM.units() * 4);
const BOX: Len = Len::from_units(Len::MM.units() * 2);
/// Side of a patch of the colour bar, and start of bar and slug.
const PATCH: Len = Len::from_units(Len::MM.units() * 5);
const INSET: Len = Len::from_units(Len::MM.units() * 20);
/// Type size of the slug.
const SLUG: Len = Len::pt(7);

/// Returns the page on a larger medium, with its marks. The slug is the given text and the plates
/// of the page.
pub fn marked(forme: &Forme, fonts: &Fonts, pictures: &Pictures, slug: &str) -> Forme {
    let plates = plates(forme, pictures);
    let mut items = Vec::new();
    let (trim, bleed) = (forme.sheet.trim, forme.sheet.bleed);
    let from = bleed + CLEAR;
    let (near, far) = (-from, from);
    for (x, outward) in [(Len::ZERO, near), (trim.width, far)] {
        for (y, down) in [(Len::ZERO, near), (trim.height, far)] {
            let reach = |start: Len| {
                if start < Len::ZERO {
                    start - CROP
                } else {
                    start + CROP
                }
            };
            items.push(line((x + outward, y), (x + reach(outward), y)));
            items.push(line((x, y + down), (x, y + reach(down))));
        }
    }
    // A cross at the middle of every side, clear of the bleed.
    let away = from + ARM;
    for (x, y) in [
        (trim.width / 2, -away),
        (trim.width / 2, trim.height + away),
        (-away, trim.height / 2),
        (trim.width + away, trim.height / 2),
    ] {
        items.extend([
            line((x - ARM, y), (x + ARM, y)),
            line((x, y - ARM), (x, y + ARM)),
        ]);
        for side in [-BOX, BOX] {
            items.extend([
                line((x - BOX, y + side), (x + BOX, y + side)),
                line((x + side, y - BOX), (x + side, y + BOX)),
            ]);
        }
    }
    let bar_top = trim.height + from + (MARGIN - CLEAR - PATCH) / 2;
    for (nth, ink) in bar(&plates).into_iter().enumerate() {
        let rect = Rect::at(INSET + PATCH * nth as i64, bar_top, PATCH, PATCH);
        items.push(Item::Fill(Fill {
            origin: Origin(0),
            rect,
            ink,
        }));
    }
    let names: Vec<&str> = plates.iter().map(Plate::name).collect();
    let baseline = -(bleed + (MARGIN - SLUG) / 2);
    items.extend(words(
        &format!("{slug}　{}", names.join(" ")),
        fonts,
        Point::new(INSET, baseline),
    ));

    let mut forme = forme.clone();
    forme.sheet.margin = MARGIN;
    forme.items.push(Item::Group(Group {
        origin: Origin(0),
        role: Role::Furniture,
        name: "marks".to_owned(),
        items,
    }));
    forme
}

fn line(from: (Len, Len), to: (Len, Len)) -> Item {
    let (from, to) = (Point::new(from.0, from.1), Point::new(to.0, to.1));
    Item::Rule(Rule {
        origin: Origin(0),
        from,
        to,
        weight: FINE,
        dash: None,
        ink: Ink::Registration,
    })
}

/// Returns the patches of the colour bar: every plate solid and half, then the process colours over
/// one another.
fn bar(plates: &[Plate]) -> Vec<Ink> {
    let mut patches: Vec<Ink> = plates
        .iter()
        .flat_map(|plate| [plate.ink(1000), plate.ink(500)])
        .collect();
    if Plate::PROCESS.iter().all(|plate| plates.contains(plate)) {
        patches.extend([
            Ink::Cmyk(0, 1000, 1000, 0),
            Ink::Cmyk(1000, 0, 1000, 0),
            Ink::Cmyk(1000, 1000, 0, 0),
        ]);
    }
    patches
}

/// Returns a line of unshaped type, each glyph looked up by its character, one run for each face.
fn words(text: &str, fonts: &Fonts, start: Point<crate::geom::PageSpace>) -> Vec<Item> {
    let Some(hei) = fonts.find("hei") else {
        return Vec::new();
    };
    let mut pen = start.x;
    let mut runs: Vec<GlyphRun> = Vec::new();
    for character in text.chars() {
        let font: FontId = fonts.with_glyph(hei, character).unwrap_or(hei);
        let face = fonts.face(font);
        // What no face has is left out: a slug is for people, not for readers.
        let Some(id) = face.glyph(character) else {
            continue;
        };
        if runs.last().is_none_or(|run| run.font != font) {
            runs.push(GlyphRun {
                origin: Origin(0),
                font,
                size: SLUG,
                condense: Em::ONE,
                turn: Rotation::Upright,
                start: Point::new(pen, start.y),
                ink: Ink::BLACK,
                text: String::new(),
                glyphs: Vec::new(),
            });
        }
        let Some(run) = runs.last_mut() else { continue };
        let text_start = run.text.len() as u32;
        run.text.push(character);
        run.glyphs.push(Glyph {
            id,
            x: pen - run.start.x,
            y: Len::ZERO,
            text_start,
            text_end: run.text.len() as u32,
        });
        pen += face.to_len(i32::from(face.advance(id)), SLUG);
    }
    runs.into_iter().map(Item::GlyphRun).collect()
}
