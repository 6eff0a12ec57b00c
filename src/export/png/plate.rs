//! Type, rules and pictures on the canvas.

use std::collections::BTreeMap;
use std::sync::Arc;

use tiny_skia::{
    FillRule, IntRect, LineCap, LineJoin, Path, PathBuilder, Stroke, StrokeDash, Transform,
};

use super::canvas::{Area, Canvas, Colour};
use super::{ProofFault, colour};
use crate::asset::{
    self, Cap, Crop, FontId, Fonts, Join, Pen, Picture, Pixels, Separations, Step, seen,
};
use crate::forme::{self, GlyphRun, Rotation, Rule};
use crate::geom::{Em, Len, Outline, PageSpace, Point, Rect};
use crate::ink::{self, Ink};
use crate::say::{Text, text};

/// Minimum thickness of a rule in pixels, so that hairlines stay visible.
const THINNEST: f64 = 0.6;

/// Maximum number of pixels that one picture may be enlarged to, so that an extreme scale cannot
/// exhaust memory.
const MOST_SAMPLES: f64 = 400_000_000.0;

/// The view of a page that is drawn.
#[derive(Clone, Copy)]
pub(super) enum View<'a> {
    /// All inks at once, as RGB.
    Proof,
    /// One plate, its ink as black.
    Plate(ink::Plate, &'a Separations<'a>),
}

impl View<'_> {
    /// Returns the colour of an ink; `None` if it leaves what is below unchanged.
    pub fn colour(&self, ink: Ink) -> Option<Colour> {
        match self {
            View::Proof => Some(colour(ink)),
            View::Plate(plate, _) => ink.on(*plate).map(|tint| colour(Ink::K(tint))),
        }
    }

    /// Returns the minimum thickness of a rule; none on a plate, which shows it as it is.
    fn thinnest(&self) -> f64 {
        match self {
            View::Proof => THINNEST,
            View::Plate(..) => 0.0,
        }
    }

    /// Converts the samples of a picture to RGB.
    fn develop(&self, pixels: Pixels) -> Result<Vec<u8>, ProofFault> {
        match self {
            View::Proof => Ok(match pixels.channels {
                1 => pixels
                    .samples
                    .into_iter()
                    .flat_map(|grey| [grey; 3])
                    .collect(),
                3 => pixels.samples,
                _ => pixels
                    .samples
                    .as_chunks()
                    .0
                    .iter()
                    .flat_map(|&inks| seen(inks))
                    .collect(),
            }),
            View::Plate(plate, separations) => {
                let inks = separations
                    .inks(&pixels)
                    .map_err(|fault| ProofFault(fault.0))?;
                let at = ink::Plate::PROCESS
                    .iter()
                    .position(|process| process == plate);
                Ok(inks
                    .chunks_exact(4)
                    .flat_map(|inks| [255 - at.map_or(0, |at| inks[at]); 3])
                    .collect())
            }
        }
    }
}

/// A canvas with a cache of glyph outlines.
pub(super) struct Plate<'a> {
    pub canvas: Canvas,
    pub fonts: &'a Fonts,
    pub view: View<'a>,
    /// True if boxes are drawn for content that is not.
    pub stand_ins: bool,
    /// Outlines on an em of one, y upward; `None` for a glyph without ink.
    outlines: BTreeMap<(FontId, u16), Option<Path>>,
}

impl<'a> Plate<'a> {
    /// Creates an empty plate.
    pub fn new(canvas: Canvas, fonts: &'a Fonts, view: View<'a>) -> Plate<'a> {
        Plate {
            canvas,
            fonts,
            view,
            stand_ins: true,
            outlines: BTreeMap::new(),
        }
    }

    /// Draws a run of type.
    pub fn run(&mut self, run: &GlyphRun) {
        let Some(colour) = self.view.colour(run.ink) else {
            return;
        };
        for glyph in &run.glyphs {
            self.stamp(
                run.font,
                glyph.id,
                (run.size, run.condense, run.turn),
                run.pen(glyph),
                colour,
            );
        }
    }

    /// Draws one upright glyph as designed with its pen at `pen`.
    pub fn glyph(
        &mut self,
        font: FontId,
        glyph: u16,
        size: Len,
        pen: Point<PageSpace>,
        colour: Colour,
    ) {
        self.stamp(font, glyph, (size, Em::ONE, Rotation::Upright), pen, colour);
    }

    fn stamp(
        &mut self,
        font: FontId,
        glyph: u16,
        (size, condense, turn): (Len, Em, Rotation),
        pen: Point<PageSpace>,
        colour: Colour,
    ) {
        let outline = self
            .outlines
            .entry((font, glyph))
            .or_insert_with(|| outline(self.fonts, font, glyph));
        let Some(outline) = outline else { return };
        let scale = self.canvas.length(size) as f32;
        let across = scale * condense.to_f64().max(0.0) as f32;
        let (x, y) = self.canvas.point(pen);
        let place = match turn {
            Rotation::Upright => Transform::from_row(across, 0.0, 0.0, -scale, x as f32, y as f32),
            Rotation::Clockwise => Transform::from_row(0.0, across, scale, 0.0, x as f32, y as f32),
        };
        self.canvas.fill_path(outline, place, colour);
    }

    /// Draws a path.
    pub fn path(&mut self, path: &forme::Path) {
        let Some(colour) = self.view.colour(path.ink) else {
            return;
        };
        let at = |point: &Point<PageSpace>| {
            let (x, y) = self.canvas.point(*point);
            (x as f32, y as f32)
        };
        let mut drawn = PathBuilder::new();
        for step in &path.steps {
            match step {
                Step::Move(to) => {
                    let (x, y) = at(to);
                    drawn.move_to(x, y);
                }
                Step::Line(to) => {
                    let (x, y) = at(to);
                    drawn.line_to(x, y);
                }
                Step::Curve(a, b, to) => {
                    let ((ax, ay), (bx, by), (x, y)) = (at(a), at(b), at(to));
                    drawn.cubic_to(ax, ay, bx, by, x, y);
                }
                Step::Close => drawn.close(),
            }
        }
        let Some(drawn) = drawn.finish() else { return };
        let pencil = match &path.stroke {
            asset::Stroke::Fill { even_odd } => {
                let rule = if *even_odd {
                    FillRule::EvenOdd
                } else {
                    FillRule::Winding
                };
                return self
                    .canvas
                    .fill_path_by(&drawn, Transform::identity(), colour, rule);
            }
            asset::Stroke::Line(pencil) => pencil,
        };
        let pixels = |length: &Len| self.canvas.length(*length) as f32;
        let whole: f32 = pencil.dash.iter().map(pixels).sum();
        // Dashes finer than half a pixel melt into a line anyway.
        let dash = if whole >= 0.5 {
            StrokeDash::new(
                pencil.dash.iter().map(pixels).collect(),
                pixels(&pencil.phase),
            )
        } else {
            None
        };
        let (line_join, miter_limit) = match pencil.join {
            Join::Miter(tenths) => (LineJoin::Miter, tenths as f32 / 10.0),
            Join::Round => (LineJoin::Round, 4.0),
            Join::Bevel => (LineJoin::Bevel, 4.0),
        };
        let line_cap = match pencil.cap {
            Cap::Butt => LineCap::Butt,
            Cap::Round => LineCap::Round,
            Cap::Square => LineCap::Square,
        };
        let width = pixels(&pencil.weight).max(self.view.thinnest() as f32);
        self.canvas.stroke_path(
            &drawn,
            &Stroke {
                width,
                miter_limit,
                line_cap,
                line_join,
                dash,
            },
            colour,
        );
    }

    /// Draws a rule.
    pub fn rule(&mut self, rule: &Rule) {
        let weight = self.canvas.length(rule.weight).max(self.view.thinnest());
        let (from, to) = (self.canvas.point(rule.from), self.canvas.point(rule.to));
        // Dashes finer than half a pixel melt into a line anyway.
        let dash = rule
            .dash
            .filter(|&(dash, gap)| {
                dash > Len::ZERO && gap > Len::ZERO && self.canvas.length(dash + gap) >= 0.5
            })
            .map(|(dash, gap)| (self.canvas.length(dash), self.canvas.length(gap)));
        let Some(colour) = self.view.colour(rule.ink) else {
            return;
        };
        if rule.from.y == rule.to.y {
            let (top, bottom) = (from.1 - weight / 2.0, from.1 + weight / 2.0);
            for (left, right) in dashes(from.0, to.0, dash) {
                self.canvas.fill_area(
                    Area {
                        left,
                        top,
                        right,
                        bottom,
                    },
                    colour,
                );
            }
        } else if rule.from.x == rule.to.x {
            let (left, right) = (from.0 - weight / 2.0, from.0 + weight / 2.0);
            for (top, bottom) in dashes(from.1, to.1, dash) {
                self.canvas.fill_area(
                    Area {
                        left,
                        top,
                        right,
                        bottom,
                    },
                    colour,
                );
            }
        } else {
            let mut line = PathBuilder::new();
            line.move_to(from.0 as f32, from.1 as f32);
            line.line_to(to.0 as f32, to.1 as f32);
            let dash =
                dash.and_then(|(dash, gap)| StrokeDash::new(vec![dash as f32, gap as f32], 0.0));
            if let Some(line) = line.finish() {
                self.canvas.stroke_path(
                    &line,
                    &Stroke {
                        width: weight as f32,
                        dash,
                        ..Stroke::default()
                    },
                    colour,
                );
            }
        }
    }

    /// Draws a picture, cropped to its frame.
    pub fn picture(
        &mut self,
        placed: &forme::PlacedPicture,
        picture: &Picture,
    ) -> Result<(), ProofFault> {
        let fault = |what: Text| {
            ProofFault(text!(
                "export.picture-fault",
                "picture {picture}: {what}",
                picture = picture.path,
                what
            ))
        };
        let image = self.canvas.area(placed.image);
        let shown = self
            .canvas
            .area(placed.frame)
            .snapped()
            .shared(image.snapped())
            .shared(self.canvas.sheet());
        if image.is_empty() || shown.is_empty() {
            return Ok(());
        }
        // Only the samples that show are resized, and a margin around them for the filter.
        let (across, down) = (image.right - image.left, image.bottom - image.top);
        let (left, right) = needed(
            shown.left - image.left,
            shown.right - image.left,
            across,
            picture.width,
        );
        let (top, bottom) = needed(
            shown.top - image.top,
            shown.bottom - image.top,
            down,
            picture.height,
        );
        let (step_x, step_y) = (
            across / f64::from(picture.width),
            down / f64::from(picture.height),
        );
        let whole = Area {
            left: image.left + f64::from(left) * step_x,
            top: image.top + f64::from(top) * step_y,
            right: image.left + f64::from(right) * step_x,
            bottom: image.top + f64::from(bottom) * step_y,
        }
        .snapped();
        if (whole.right - whole.left) * (whole.bottom - whole.top) > MOST_SAMPLES {
            return Err(fault(text!(
                "export.enlarged-beyond-what-proof",
                "it is enlarged beyond what a proof can show"
            )));
        }
        let (Some(whole), Some(shown)) = (whole_pixels(whole), whole_pixels(shown)) else {
            return Ok(());
        };

        let (width, height) = (right - left, bottom - top);
        let cut = Crop {
            left,
            top,
            width,
            height,
            across: whole.width(),
            down: whole.height(),
            sharpen: 0,
        };
        let mut pixels = Arc::unwrap_or_clone(picture.cut(&cut).map_err(|error| fault(error.0))?);
        let alpha = pixels.alpha.take();
        let alpha = alpha.as_deref();
        let rgb = self.view.develop(pixels)?;
        let Some(clip) = &placed.clip else {
            self.canvas.blit(&rgb, alpha, whole, shown);
            return Ok(());
        };
        for line in self.rows(clip, placed.frame, shown) {
            self.canvas.blit(&rgb, alpha, whole, line);
        }
        Ok(())
    }

    /// Returns, row by row, what an outline covers of an area at the middle of the row.
    pub fn rows(
        &self,
        clip: &Outline<PageSpace>,
        frame: Rect<PageSpace>,
        shown: IntRect,
    ) -> Vec<IntRect> {
        let area = self.canvas.area(frame);
        let page_y = |row: i32| {
            frame.top
                + frame.height().scale(
                    ((f64::from(row) + 0.5 - area.top) * 1024.0) as i64,
                    ((area.bottom - area.top) * 1024.0).max(1.0) as i64,
                )
        };
        let pixel = |x: Len| self.canvas.point(Point::new(x, frame.top)).0.round() as i32;
        (shown.top()..shown.bottom())
            .flat_map(|row| {
                clip.across(page_y(row))
                    .into_iter()
                    .filter_map(move |span| {
                        let (from, to) = (pixel(span.from), pixel(span.to));
                        IntRect::from_ltrb(
                            from.max(shown.left()),
                            row,
                            to.min(shown.right()),
                            row + 1,
                        )
                    })
            })
            .collect()
    }
}

/// Returns which of `count` samples over `length` pixels show between two positions, with a margin
/// of two pixels or samples on either side.
fn needed(from: f64, to: f64, length: f64, count: u32) -> (u32, u32) {
    let per_pixel = f64::from(count) / length;
    let margin = 2.0 * per_pixel.max(1.0);
    let first = (from * per_pixel - margin)
        .floor()
        .clamp(0.0, f64::from(count - 1)) as u32;
    let end = (to * per_pixel + margin)
        .ceil()
        .clamp(f64::from(first + 1), f64::from(count)) as u32;
    (first, end)
}

pub(super) fn whole_pixels(area: Area) -> Option<IntRect> {
    IntRect::from_ltrb(
        area.left as i32,
        area.top as i32,
        area.right as i32,
        area.bottom as i32,
    )
}

/// Returns the inked intervals between two positions along a rule, each lower end first.
fn dashes(from: f64, to: f64, dash: Option<(f64, f64)>) -> Vec<(f64, f64)> {
    let Some((dash, gap)) = dash else {
        return vec![(from.min(to), from.max(to))];
    };
    let (length, way) = ((to - from).abs(), (to - from).signum());
    let count = (length / (dash + gap)).ceil() as usize;
    (0..count)
        .map(|at| at as f64 * (dash + gap))
        .map(|start| (from + way * start, from + way * (start + dash).min(length)))
        .map(|(one, other)| (one.min(other), one.max(other)))
        .collect()
}

/// Returns an outline, on an em of one.
fn outline(fonts: &Fonts, font: FontId, glyph: u16) -> Option<Path> {
    let face = fonts.face(font);
    let mut walk = Contour {
        path: PathBuilder::new(),
        scale: 1.0 / f32::from(face.units_per_em()),
    };
    if face.outline(glyph, &mut walk) {
        walk.path.finish()
    } else {
        None
    }
}

struct Contour {
    path: PathBuilder,
    scale: f32,
}

impl Pen for Contour {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(x * self.scale, y * self.scale);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(x * self.scale, y * self.scale);
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.path.quad_to(
            x1 * self.scale,
            y1 * self.scale,
            x * self.scale,
            y * self.scale,
        );
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let s = self.scale;
        self.path
            .cubic_to(x1 * s, y1 * s, x2 * s, y2 * s, x * s, y * s);
    }
    fn close(&mut self) {
        self.path.close();
    }
}
