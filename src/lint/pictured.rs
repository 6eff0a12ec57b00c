//! Type on pictures and what the press lays under each of its glyphs.

use crate::asset::{Crop, Fonts, Pixels, Separations};
use crate::edition::Edition;
use crate::forme::{GlyphRun, Origin, PlacedPicture, Rotation};
use crate::geom::{Len, PageSpace, Rect, em_box};
use crate::ink::{Ink, Tint};

/// A glyph on a picture.
pub struct Pictured {
    /// Input place of the type.
    pub origin: Origin,
    /// Bounds of its ink.
    pub rect: Rect<PageSpace>,
    /// The characters that it represents.
    pub text: String,
    /// Ink that it is printed with.
    pub ink: Ink,
    /// Index of the picture under it in [`OnPictures::pictures`].
    picture: usize,
}

/// All type of a page that stands on pictures.
#[derive(Default)]
pub struct OnPictures {
    /// Its glyphs, in the order of the page.
    pub glyphs: Vec<Pictured>,
    pictures: Vec<PlacedPicture>,
}

/// Samples taken of a picture per inch: some of every stroke of a headline.
const SAMPLES: i64 = 72;

impl OnPictures {
    /// Takes in a run of type on a picture.
    pub fn take(&mut self, run: &GlyphRun, picture: &PlacedPicture, fonts: &Fonts) {
        let known = self
            .pictures
            .iter()
            .position(|known| known.picture == picture.picture && known.frame == picture.frame);
        let at = known.unwrap_or_else(|| {
            self.pictures.push(picture.clone());
            self.pictures.len() - 1
        });
        for glyph in &run.glyphs {
            let text = run.text_of(glyph);
            if text.trim().is_empty() {
                continue;
            }
            let ((left, right), y) = (run.reach(glyph, fonts), run.pen(glyph).y);
            let rect = match run.turn {
                Rotation::Upright => Rect::new(
                    left,
                    y - em_box::ascent(run.size),
                    right,
                    y + em_box::descent(run.size),
                ),
                Rotation::Clockwise => Rect::new(left, y, right, y + run.size / 2),
            };
            self.glyphs.push(Pictured {
                origin: run.origin,
                rect,
                text: text.to_owned(),
                ink: run.ink,
                picture: at,
            });
        }
    }

    /// Returns those glyphs that differ in lightness by less than `least` thousandths from a third
    /// or more of what is printed under them. A picture that cannot be decoded is told elsewhere.
    pub fn faint<'s>(&'s self, edition: &Edition, least: i64) -> Vec<&'s Pictured> {
        let mut faint = Vec::new();
        let separations = Separations::new(&edition.condition);
        for (at, placed) in self.pictures.iter().enumerate() {
            let Some(under) = Under::of(placed, edition, &separations) else {
                continue;
            };
            faint.extend(self.glyphs.iter().filter(|glyph| {
                glyph.picture == at && under.hides(&glyph.rect, glyph.ink.lightness(), least)
            }));
        }
        faint
    }
}

/// Lightness of the printed part of a picture, in thousandths.
struct Under {
    place: Rect<PageSpace>,
    width: i64,
    height: i64,
    /// Row by row.
    lightness: Vec<i64>,
}

impl Under {
    fn of(placed: &PlacedPicture, edition: &Edition, separations: &Separations) -> Option<Under> {
        let picture = edition.pictures.get(placed.picture);
        if picture.drawing.is_some() {
            return None;
        }
        let print = placed.print(picture, &edition.condition)?;
        let samples = |length: Len, most: u32| {
            let wanted = length.scale(SAMPLES, Len::INCH.units()).units();
            wanted.clamp(1, i64::from(most)) as u32
        };
        let cut = Crop {
            across: samples(print.place.width(), print.cut.width),
            down: samples(print.place.height(), print.cut.height),
            sharpen: 0,
            ..print.cut
        };
        let pixels = picture.cut(&cut).ok()?;
        let cleared = Pixels::clone(&pixels).cleared();
        let inks = separations.inks(&cleared).ok()?;
        let lightness = inks
            .as_chunks()
            .0
            .iter()
            .map(|inks: &[u8; 4]| {
                let [c, m, y, k] = inks.map(|ink| (u32::from(ink) * 1000 / 255) as Tint);
                Ink::Cmyk(c, m, y, k).lightness()
            })
            .collect();
        Some(Under {
            place: print.place,
            width: i64::from(cut.across),
            height: i64::from(cut.down),
            lightness,
        })
    }

    fn hides(&self, rect: &Rect<PageSpace>, lightness: i64, least: i64) -> bool {
        let pixel = |at: Len, from: Len, length: Len, count: i64| {
            (at - from)
                .scale(count, length.units().max(1))
                .units()
                .clamp(0, count - 1)
        };
        let across = |x| pixel(x, self.place.left, self.place.width(), self.width);
        let down = |y| pixel(y, self.place.top, self.place.height(), self.height);
        let (mut all, mut alike) = (0_u32, 0_u32);
        for y in down(rect.top)..=down(rect.bottom) {
            let row = (y * self.width) as usize;
            let (from, to) = (across(rect.left) as usize, across(rect.right) as usize);
            for under in &self.lightness[row + from..=row + to] {
                all += 1;
                alike += u32::from((lightness - under).abs() < least);
            }
        }
        alike * 3 >= all
    }
}
