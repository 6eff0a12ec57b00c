//! The proof 大样: a page as a PNG picture.
//!
//! Inks are shown by a plain conversion, not through the press profile: a
//! proof is for reading and for finding faults, not for judging colour.

use std::collections::BTreeMap;

use image::imageops::{FilterType, resize};
use image::{GrayImage, RgbImage};
use tiny_skia::{Color, FillRule, Mask, Paint, Path, PathBuilder, Pixmap, PixmapPaint, PremultipliedColorU8, Rect as SkiaRect, Transform};

use crate::asset::{FontId, Fonts, Pen, Pictures, Pixels};
use crate::forme::{Forme, GlyphRun, Item, Mark, Picture, Rule};
use crate::geom::{Len, PageSpace, Rect};
use crate::ink::Ink;

/// Why no proof could be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofFault(pub String);

/// More pixels than a proof may have.
const MOST_PIXELS: f64 = 400e6;

/// Rules thinner than this many pixels are drawn this thick, to be seen at all.
const LEAST_RULE: f32 = 0.7;

/// Draws a page at `dpi` pixels per inch, faults marked in red.
pub fn export(forme: &Forme, fonts: &Fonts, pictures: &Pictures, dpi: u32) -> Result<Vec<u8>, ProofFault> {
    let scale = f64::from(dpi) / 72.0;
    let bleed = forme.sheet.bleed;
    let width = (forme.sheet.trim.width + bleed * 2).to_pt() * scale;
    let height = (forme.sheet.trim.height + bleed * 2).to_pt() * scale;
    if width * height > MOST_PIXELS {
        return Err(ProofFault(format!("{dpi} dpi gives {width:.0} × {height:.0} pixels: ask for fewer")));
    }
    let mut pixmap = Pixmap::new(width.round().max(1.0) as u32, height.round().max(1.0) as u32)
        .ok_or_else(|| ProofFault("the page has no size".to_owned()))?;
    pixmap.fill(Color::WHITE);
    let mut proof = Proof { pixmap, scale: scale as f32, bleed, fonts, pictures, outlines: BTreeMap::new() };
    proof.items(&forme.items)?;
    proof.faults(&forme.items);
    proof.pixmap.encode_png().map_err(|error| ProofFault(error.to_string()))
}

struct Proof<'a> {
    pixmap: Pixmap,
    scale: f32,
    bleed: Len,
    fonts: &'a Fonts,
    pictures: &'a Pictures,
    outlines: BTreeMap<(FontId, u16), Option<Path>>,
}

#[derive(Default)]
struct Outline(PathBuilder);

impl Pen for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.quad_to(x1, y1, x, y);
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0.cubic_to(x1, y1, x2, y2, x, y);
    }
    fn close(&mut self) {
        self.0.close();
    }
}

fn paint(red: u8, green: u8, blue: u8, alpha: u8) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(red, green, blue, alpha);
    paint
}

fn ink_paint(ink: Ink) -> Paint<'static> {
    let [c, m, y, k] = ink.cmyk().map(|tint| 1.0 - f32::from(tint) / 1000.0);
    let sample = |colour: f32| (colour * k * 255.0).round() as u8;
    // Solid black on newsprint is a dark grey.
    let lift = |sample: u8| sample.max(18);
    paint(lift(sample(c)), lift(sample(m)), lift(sample(y)), 255)
}

impl Proof<'_> {
    fn x(&self, x: Len) -> f32 {
        (x + self.bleed).to_pt() as f32 * self.scale
    }

    fn rect(&self, rect: &Rect<PageSpace>) -> Option<SkiaRect> {
        SkiaRect::from_ltrb(self.x(rect.left), self.x(rect.top), self.x(rect.right), self.x(rect.bottom))
    }

    fn items(&mut self, items: &[Item]) -> Result<(), ProofFault> {
        for item in items {
            match item {
                Item::GlyphRun(run) => self.run(run, &ink_paint(run.ink)),
                Item::Picture(picture) => self.picture(picture)?,
                Item::Fill(fill) => {
                    if let Some(rect) = self.rect(&fill.rect) {
                        self.pixmap.fill_rect(rect, &ink_paint(fill.ink), Transform::identity(), None);
                    }
                }
                Item::Rule(rule) => self.rule(rule),
                Item::Group(group) => self.items(&group.items)?,
                Item::Mark(_) => {}
            }
        }
        Ok(())
    }

    fn run(&mut self, run: &GlyphRun, paint: &Paint<'_>) {
        let face = self.fonts.face(run.font);
        let em = run.size.to_pt() as f32 * self.scale / f32::from(face.units_per_em());
        for glyph in &run.glyphs {
            let outline = self.outlines.entry((run.font, glyph.id)).or_insert_with(|| {
                let mut outline = Outline::default();
                face.outline(glyph.id, &mut outline);
                outline.0.finish()
            });
            let Some(path) = outline else { continue };
            let x = (run.start.x + glyph.x + self.bleed).to_pt() as f32 * self.scale;
            let y = (run.start.y + glyph.y + self.bleed).to_pt() as f32 * self.scale;
            let place = Transform::from_row(em, 0.0, 0.0, -em, x, y);
            self.pixmap.fill_path(path, paint, FillRule::Winding, place, None);
        }
    }

    fn rule(&mut self, rule: &Rule) {
        let weight = (rule.weight.to_pt() as f32 * self.scale).max(LEAST_RULE);
        let (x1, y1, x2, y2) = (self.x(rule.from.x), self.x(rule.from.y), self.x(rule.to.x), self.x(rule.to.y));
        let half = weight / 2.0;
        let piece = |from: f32, to: f32| {
            if y1 == y2 { SkiaRect::from_ltrb(from, y1 - half, to, y1 + half) } else { SkiaRect::from_ltrb(x1 - half, from, x1 + half, to) }
        };
        let (start, end) = if y1 == y2 { (x1.min(x2), x1.max(x2)) } else { (y1.min(y2), y1.max(y2)) };
        let (on, off) = match rule.dash {
            Some((on, off)) => (on.to_pt() as f32 * self.scale, off.to_pt() as f32 * self.scale),
            None => (end - start, 1.0),
        };
        if on <= 0.0 || on + off <= 0.0 {
            return;
        }
        let mut at = start;
        while at < end {
            if let Some(rect) = piece(at, (at + on).min(end)) {
                self.pixmap.fill_rect(rect, &ink_paint(rule.ink), Transform::identity(), None);
            }
            at += on + off;
        }
    }

    fn picture(&mut self, picture: &Picture) -> Result<(), ProofFault> {
        let source = self.pictures.get(picture.picture);
        let pixels =
            source.pixels().map_err(|fault| ProofFault(format!("the picture “{}” cannot be decoded: {}", source.path, fault.0)))?;
        let (Some(place), Some(frame)) = (self.rect(&picture.image), self.rect(&picture.frame)) else { return Ok(()) };
        let (width, height) = (place.width().round().max(1.0) as u32, place.height().round().max(1.0) as u32);
        let Some(drawn) = drawn(pixels, width, height) else { return Ok(()) };
        let mask = Mask::new(self.pixmap.width(), self.pixmap.height()).map(|mut mask| {
            mask.fill_path(&PathBuilder::from_rect(frame), FillRule::Winding, false, Transform::identity());
            mask
        });
        self.pixmap.draw_pixmap(
            place.left().round() as i32,
            place.top().round() as i32,
            drawn.as_ref(),
            &PixmapPaint::default(),
            Transform::identity(),
            mask.as_ref(),
        );
        Ok(())
    }

    /// Faults go on top of everything.
    fn faults(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Group(group) => self.faults(&group.items),
                Item::Mark(Mark::Fault { rect, text }) => self.fault(rect, text),
                _ => {}
            }
        }
    }

    fn fault(&mut self, rect: &Rect<PageSpace>, text: &str) {
        if let Some(area) = self.rect(rect) {
            self.pixmap.fill_rect(area, &paint(220, 30, 30, 40), Transform::identity(), None);
        }
        let weight = Len::pt(3) / 2;
        let edges = [
            Rect::new(rect.left, rect.top, rect.right, rect.top + weight),
            Rect::new(rect.left, rect.bottom - weight, rect.right, rect.bottom),
            Rect::new(rect.left, rect.top, rect.left + weight, rect.bottom),
            Rect::new(rect.right - weight, rect.top, rect.right, rect.bottom),
        ];
        let red = paint(210, 20, 20, 255);
        for edge in &edges {
            if let Some(edge) = self.rect(edge) {
                self.pixmap.fill_rect(edge, &red, Transform::identity(), None);
            }
        }
        self.label(rect, text);
    }

    /// The fault in words, white on red in its upper left corner.
    fn label(&mut self, rect: &Rect<PageSpace>, text: &str) {
        let Some(font) = self.fonts.find("hei") else { return };
        let size = Len::pt(14);
        let face = self.fonts.face(font);
        let mut glyphs = Vec::new();
        let mut x = Len::ZERO;
        for character in text.chars() {
            if let Some(id) = face.glyph(character) {
                glyphs.push(crate::forme::Glyph { id, x, y: Len::ZERO, text_start: 0, text_end: 0 });
                x += face.to_len(i32::from(face.advance(id)), size);
            }
        }
        let pad = Len::pt(4);
        let ground = Rect::at(rect.left, rect.top, x + pad * 2, size + pad * 2);
        if let Some(ground) = self.rect(&ground) {
            self.pixmap.fill_rect(ground, &paint(210, 20, 20, 255), Transform::identity(), None);
        }
        let start = crate::geom::Point::new(rect.left + pad, rect.top + pad + size.scale(88, 100));
        let run = GlyphRun { origin: Default::default(), font, size, start, ink: Ink::PAPER, text: String::new(), glyphs };
        self.run(&run, &paint(255, 255, 255, 255));
    }
}

/// A picture's pixels at the size they are drawn.
fn drawn(pixels: &Pixels, width: u32, height: u32) -> Option<Pixmap> {
    let samples = pixels.samples.clone();
    let rgb: Vec<[u8; 3]> = if pixels.channels == 1 {
        let picture = resize(&GrayImage::from_raw(pixels.width, pixels.height, samples)?, width, height, FilterType::Triangle);
        picture.pixels().map(|pixel| [pixel.0[0]; 3]).collect()
    } else {
        let picture = resize(&RgbImage::from_raw(pixels.width, pixels.height, samples)?, width, height, FilterType::Triangle);
        picture.pixels().map(|pixel| pixel.0).collect()
    };
    let mut pixmap = Pixmap::new(width, height)?;
    for (to, [red, green, blue]) in pixmap.pixels_mut().iter_mut().zip(rgb) {
        *to = PremultipliedColorU8::from_rgba(red, green, blue, 255)?;
    }
    Some(pixmap)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forme::{Fill, Origin, Sheet};
    use crate::geom::Size;

    #[test]
    fn a_page_is_drawn_with_its_fills_and_faults() {
        let rect = Rect::at(Len::pt(10), Len::pt(10), Len::pt(30), Len::pt(20));
        let fault = Rect::at(Len::pt(50), Len::pt(50), Len::pt(40), Len::pt(40));
        let items = vec![
            Item::Fill(Fill { origin: Origin(0), rect, ink: Ink::BLACK }),
            Item::Mark(Mark::Fault { rect: fault, text: "超 3 行".to_owned() }),
        ];
        let sheet = Sheet { trim: Size { width: Len::pt(100), height: Len::pt(100) }, bleed: Len::ZERO };
        let forme = Forme { number: 1, section: String::new(), sheet, items };
        let (fonts, pictures) = (Fonts::bundled(), Pictures::default());
        let png = export(&forme, &fonts, &pictures, 72).expect("draws");
        assert_eq!(png, export(&forme, &fonts, &pictures, 72).expect("draws"));
        let picture = image::load_from_memory(&png).expect("decodes").into_rgb8();
        assert_eq!(picture.dimensions(), (100, 100));
        assert_eq!(picture.get_pixel(20, 20).0, [18, 18, 18]);
        assert_eq!(picture.get_pixel(5, 5).0, [255, 255, 255]);
        assert_eq!(picture.get_pixel(89, 89).0, [210, 20, 20]);
    }
}
