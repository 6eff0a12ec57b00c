//! The pixels of one proof and the primitives that draw on them.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use tiny_skia::{FillRule, IntRect, Paint, Path, Pixmap, Stroke, Transform};

use super::ProofFault;
use crate::geom::{Len, PageSpace, Point, Rect};
use crate::say::{Text, text};

/// Maximum number of pixels of a proof; a broadsheet at 1000 dpi is below.
const MOST_PIXELS: i64 = 400_000_000;

/// An area in pixels, its edges at fractional positions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    /// Returns the area with its edges on whole pixels; at least one pixel each way.
    pub fn snapped(self) -> Area {
        let (left, top) = (self.left.round(), self.top.round());
        Area {
            left,
            top,
            right: self.right.round().max(left + 1.0),
            bottom: self.bottom.round().max(top + 1.0),
        }
    }

    /// Returns the intersection; empty or inverted if there is none.
    pub fn shared(self, other: Area) -> Area {
        Area {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// Returns whether the area is empty.
    pub fn is_empty(self) -> bool {
        self.right <= self.left || self.bottom <= self.top
    }
}

/// Red, green, blue and opacity, from 0 to 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Colour {
    pub rgb: [u8; 3],
    pub alpha: f64,
}

impl Colour {
    fn paint(self) -> Paint<'static> {
        let [red, green, blue] = self.rgb;
        let mut paint = Paint::default();
        paint.set_color_rgba8(red, green, blue, (self.alpha * 255.0).round() as u8);
        paint
    }
}

/// A white sheet in pixels; the origin is the corner of the media, bleed included.
pub(super) struct Canvas {
    pixmap: Pixmap,
    bleed: Len,
    dpi: u32,
}

impl Canvas {
    /// Creates a white sheet of this trim size and bleed.
    pub fn new(trim: crate::geom::Size, bleed: Len, dpi: u32) -> Result<Canvas, ProofFault> {
        let pixels = |side: Len| {
            (side + bleed * 2)
                .scale(i64::from(dpi), Len::INCH.units())
                .units()
        };
        let (width, height) = (pixels(trim.width), pixels(trim.height));
        if width < 1 || height < 1 || width.saturating_mul(height) > MOST_PIXELS {
            return Err(ProofFault(text!(
                "export.sheet-mm-dpi-pixels",
                "a sheet of {width_mm:.0} × {height_mm:.0} mm at {dpi} dpi is {width} × {height} pixels; a proof has 1 to {most} pixels",
                width_mm = (trim.width + bleed * 2).to_mm(),
                height_mm = (trim.height + bleed * 2).to_mm(),
                dpi,
                width,
                height,
                most = MOST_PIXELS
            )));
        }
        let mut pixmap = Pixmap::new(width as u32, height as u32).ok_or_else(|| {
            ProofFault(text!(
                "export.proof-does-not-fit",
                "the proof does not fit into memory"
            ))
        })?;
        pixmap.fill(tiny_skia::Color::WHITE);
        Ok(Canvas { pixmap, bleed, dpi })
    }

    /// Converts a length to pixels.
    pub fn length(&self, length: Len) -> f64 {
        length.to_pt() * f64::from(self.dpi) / 72.0
    }

    /// Converts a point to pixels.
    pub fn point(&self, point: Point<PageSpace>) -> (f64, f64) {
        (
            self.length(point.x + self.bleed),
            self.length(point.y + self.bleed),
        )
    }

    /// Converts a rectangle to pixels.
    pub fn area(&self, rect: Rect<PageSpace>) -> Area {
        let (left, top) = self.point(rect.origin());
        let (right, bottom) = self.point(Point::new(rect.right, rect.bottom));
        Area {
            left,
            top,
            right,
            bottom,
        }
    }

    /// Returns the whole sheet.
    pub fn sheet(&self) -> Area {
        Area {
            left: 0.0,
            top: 0.0,
            right: f64::from(self.pixmap.width()),
            bottom: f64::from(self.pixmap.height()),
        }
    }

    /// Returns width and height in pixels.
    pub fn pixels(&self) -> (usize, usize) {
        (self.pixmap.width() as usize, self.pixmap.height() as usize)
    }

    /// Iterates over the darkness of each pixel, row by row: the coverage of a plate.
    pub fn coverage(&self) -> impl Iterator<Item = u8> {
        self.pixmap
            .data()
            .chunks_exact(4)
            .map(|pixel| 255 - pixel[0])
    }

    /// Fills an upright rectangle with its exact coverage of every pixel, which the rasterizer's
    /// four sub-lines would only approximate.
    pub fn fill_area(&mut self, area: Area, colour: Colour) {
        let area = area.shared(self.sheet());
        if area.is_empty() {
            return;
        }
        let span = |from: f64, to: f64| from.floor() as usize..to.ceil() as usize;
        let covered = |at: usize, from: f64, to: f64| to.min(at as f64 + 1.0) - from.max(at as f64);
        let columns = span(area.left, area.right);
        let across: Vec<f64> = columns
            .clone()
            .map(|x| covered(x, area.left, area.right) * colour.alpha)
            .collect();
        let width = self.pixmap.width() as usize;
        let data = self.pixmap.data_mut();
        for y in span(area.top, area.bottom) {
            let down = covered(y, area.top, area.bottom);
            let row = &mut data[(y * width + columns.start) * 4..(y * width + columns.end) * 4];
            for (pixel, part) in row.chunks_exact_mut(4).zip(&across) {
                let part = part * down;
                for (below, above) in pixel.iter_mut().zip(colour.rgb) {
                    let below_was = f64::from(*below);
                    *below = (below_was + (f64::from(above) - below_was) * part).round() as u8;
                }
            }
        }
    }

    /// Fills a path by the non-zero winding rule; `place` maps it to pixels.
    pub fn fill_path(&mut self, path: &Path, place: Transform, colour: Colour) {
        self.fill_path_by(path, place, colour, FillRule::Winding);
    }

    /// Fills a path by the given fill rule; `place` maps it to pixels.
    pub fn fill_path_by(&mut self, path: &Path, place: Transform, colour: Colour, rule: FillRule) {
        self.pixmap
            .fill_path(path, &colour.paint(), rule, place, None);
    }

    /// Strokes a path that is in pixels already.
    pub fn stroke_path(&mut self, path: &Path, stroke: &Stroke, colour: Colour) {
        self.pixmap
            .stroke_path(path, &colour.paint(), stroke, Transform::identity(), None);
    }

    /// Draws RGB samples on whole pixels: `rgb` and `alpha` cover `whole`, only `shown` is written;
    /// without `alpha` it is opaque.
    pub fn blit(&mut self, rgb: &[u8], alpha: Option<&[u8]>, whole: IntRect, shown: IntRect) {
        let sheet = IntRect::from_xywh(0, 0, self.pixmap.width(), self.pixmap.height());
        let Some(shown) = sheet
            .and_then(|sheet| sheet.intersect(&shown))
            .and_then(|shown| shown.intersect(&whole))
        else {
            return;
        };
        let stride = self.pixmap.width() as usize * 4;
        let data = self.pixmap.data_mut();
        for y in shown.top()..shown.bottom() {
            let first = (y - whole.top()) as usize * whole.width() as usize
                + (shown.left() - whole.left()) as usize;
            let to = y as usize * stride + shown.left() as usize * 4;
            let line = data[to..to + shown.width() as usize * 4].chunks_exact_mut(4);
            let source = rgb[first * 3..].chunks_exact(3);
            match alpha {
                None => line
                    .zip(source)
                    .for_each(|(pixel, sample)| pixel[..3].copy_from_slice(sample)),
                Some(alpha) => {
                    line.zip(source)
                        .zip(&alpha[first..])
                        .for_each(|((pixel, sample), &alpha)| {
                            let alpha = u32::from(alpha);
                            for (below, &above) in pixel.iter_mut().zip(sample) {
                                *below = ((u32::from(above) * alpha
                                    + u32::from(*below) * (255 - alpha)
                                    + 127)
                                    / 255) as u8;
                            }
                        })
                }
            }
        }
    }

    /// Lays another sheet of the same size over this one, each as a light of its own: red where
    /// this one is darker, cyan where the other is.
    pub fn lay_over(&mut self, other: &Canvas) -> Result<(), ProofFault> {
        if self.pixels() != other.pixels() {
            let fault = text!(
                "export.two-sheets-not-one",
                "the two sheets are not of one size"
            );
            return Err(ProofFault(fault));
        }
        let light = |pixel: &[u8]| {
            let [red, green, blue] = [0, 1, 2].map(|at| u32::from(pixel[at]));
            ((red * 299 + green * 587 + blue * 114 + 500) / 1000) as u8
        };
        let pixels = self.pixmap.data_mut().chunks_exact_mut(4);
        for (own, theirs) in pixels.zip(other.pixmap.data().chunks_exact(4)) {
            let (own_light, their_light) = (light(own), light(theirs));
            own[..3].copy_from_slice(&[their_light, own_light, own_light]);
        }
        Ok(())
    }

    /// Encodes the sheet as a PNG file that states its resolution.
    pub fn encode(self) -> Result<Vec<u8>, ProofFault> {
        let (width, height) = (self.pixmap.width(), self.pixmap.height());
        // Every pixel is opaque, so alpha is dropped, in place to spare a second sheet in memory.
        let mut samples = self.pixmap.take();
        let count = samples.len() / 4;
        for at in 0..count {
            samples.copy_within(at * 4..at * 4 + 3, at * 3);
        }
        samples.truncate(count * 3);
        let mut file = Vec::new();
        // A third of the size of `Fast` for a twentieth of a second more at 150 dpi.
        PngEncoder::new_with_quality(&mut file, CompressionType::Level(4), FilterType::Adaptive)
            .write_image(&samples, width, height, ExtendedColorType::Rgb8)
            .map_err(|error| ProofFault(Text::quoted(error.to_string())))?;
        // The encoder cannot write pHYs; it belongs after IHDR, which is always 8 + 25 bytes in.
        file.splice(33..33, resolution(self.dpi));
        Ok(file)
    }
}

/// Returns the pHYs chunk: pixels per metre both ways.
fn resolution(dpi: u32) -> Vec<u8> {
    let per_metre = ((u64::from(dpi) * 10_000 + 127) / 254) as u32;
    let mut body = b"pHYs".to_vec();
    body.extend(per_metre.to_be_bytes());
    body.extend(per_metre.to_be_bytes());
    body.push(1);
    let mut check = flate2::Crc::new();
    check.update(&body);
    let mut chunk = 9u32.to_be_bytes().to_vec();
    chunk.extend(&body);
    chunk.extend(check.sum().to_be_bytes());
    chunk
}
