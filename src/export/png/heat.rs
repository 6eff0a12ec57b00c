//! The ink heat map: total ink at every place, and where it is highest.

use tiny_skia::IntRect;

use super::ads::Ads;
use super::canvas::{Canvas, Colour};
use super::plate::{Plate, View};
use super::{ProofFault, draw, fault_mark};
use crate::asset::{Fonts, OutputProfile, Pictures, Separations};
use crate::export::plates::plates;
use crate::forme::Forme;
use crate::geom::{Len, PageSpace, Rect};

/// The resolution of the map: fine enough for a mean over 15 mm.
const DPI: u32 = 72;
/// Side of the square over which GWG 2022 R0026 takes the mean.
const SIDE: Len = Len::from_units(Len::MM.units() * 15);

const BLACK: Colour = Colour {
    rgb: [0; 3],
    alpha: 1.0,
};

/// The total ink of a page. Amounts are in thousandths of one full ink: 2400 is 240 %.
#[derive(Clone, Debug)]
pub struct Heat {
    /// The map, a PNG file: paper white, then blue, green, yellow, red at
    /// 240 % and black above 300 %.
    pub png: Vec<u8>,
    /// The square of 15 mm with the most ink, or the placed PDF page that has it.
    pub worst: Rect<PageSpace>,
    /// Mean over that square.
    pub mean: u32,
    /// Maximum at any one place.
    pub peak: u32,
}

/// Adds up the plates of a page and finds the worst 15 mm square.
pub fn heat(
    forme: &Forme,
    fonts: &Fonts,
    pictures: &Pictures,
    press: &OutputProfile,
) -> Result<Heat, ProofFault> {
    let separations = Separations::new(press);
    let canvas = || Canvas::new(forme.sheet.trim, forme.sheet.bleed, DPI);
    let mut total: Vec<u32> = Vec::new();
    let (mut width, mut height) = (0, 0);
    let ads = Ads::default();
    for ink in plates(forme, pictures) {
        let mut plate = Plate::new(canvas()?, fonts, View::Plate(ink, &separations));
        plate.stand_ins = false;
        draw(&mut plate, pictures, &ads, &forme.items, &mut Vec::new())?;
        (width, height) = plate.canvas.pixels();
        total.resize(width * height, 0);
        total
            .iter_mut()
            .zip(plate.canvas.coverage())
            .for_each(|(sum, ink)| *sum += u32::from(ink));
    }
    let map = canvas()?;
    let side = (map.length(SIDE).round() as usize)
        .min(width)
        .min(height)
        .max(1);
    let (left, top, sum) = worst(&total, width, side);
    let thousandths =
        |sum: u64, count: u64| ((sum * 1000 + 127 * count) / (255 * count.max(1))) as u32;
    let mut mean = thousandths(sum, (side * side) as u64);
    let mut peak = thousandths(u64::from(total.iter().copied().max().unwrap_or(0)), 1);
    let place = |pixels: usize| Len::INCH.scale(pixels as i64, i64::from(DPI)) - forme.sheet.bleed;
    let mut worst = Rect::new(
        place(left),
        place(top),
        place(left + side),
        place(top + side),
    );
    let placed = forme.placed_pages();
    for page in &placed {
        let (own_mean, own_peak) = page.page.ink;
        peak = peak.max(own_peak);
        if own_mean > mean {
            (mean, worst) = (own_mean, page.frame);
        }
    }

    let mut plate = Plate::new(map, fonts, View::Proof);
    let rgb: Vec<u8> = total.iter().flat_map(|&sum| shade(sum)).collect();
    if let Some(whole) = IntRect::from_xywh(0, 0, width as u32, height as u32) {
        plate.canvas.blit(&rgb, None, whole, whole);
    }
    for page in &placed {
        let (own_mean, _) = page.page.ink;
        fault_mark::frame(&mut plate, page.frame, BLACK);
        fault_mark::label(
            &mut plate,
            page.frame,
            &format!("PDF 15 mm: {}.{} %", own_mean / 10, own_mean % 10),
            &mut Vec::new(),
        );
    }
    let text = format!("15 mm: {}.{} %", mean / 10, mean % 10);
    fault_mark::frame(&mut plate, worst, BLACK);
    fault_mark::label(&mut plate, worst, &text, &mut Vec::new());
    Ok(Heat {
        png: plate.canvas.encode()?,
        worst,
        mean,
        peak,
    })
}

/// Returns the square of `side` pixels with the greatest sum: its left, its top, the sum. Among
/// equals the first from the top.
fn worst(total: &[u32], width: usize, side: usize) -> (usize, usize, u64) {
    let mut best = (0, 0, 0);
    // Sums of `side` rows above one another, for every column.
    let mut columns = vec![0_u64; width];
    for (y, row) in total.chunks_exact(width.max(1)).enumerate() {
        columns
            .iter_mut()
            .zip(row)
            .for_each(|(column, &ink)| *column += u64::from(ink));
        if y >= side {
            let gone = &total[(y - side) * width..];
            columns
                .iter_mut()
                .zip(gone)
                .for_each(|(column, &ink)| *column -= u64::from(ink));
        }
        if y + 1 < side {
            continue;
        }
        let mut sum: u64 = columns[..side].iter().sum();
        for left in 0..=width - side {
            if left > 0 {
                sum = sum + columns[left + side - 1] - columns[left - 1];
            }
            if sum > best.2 {
                best = (left, y + 1 - side, sum);
            }
        }
    }
    best
}

/// Returns the colour of an amount of ink, 255 being one full ink.
fn shade(ink: u32) -> [u8; 3] {
    const STOPS: [(u32, [u32; 3]); 7] = [
        (0, [255, 255, 255]),
        (60, [120, 170, 255]),
        (120, [60, 200, 120]),
        (180, [255, 230, 60]),
        (240, [225, 30, 30]),
        (300, [40, 0, 0]),
        (u32::MAX, [40, 0, 0]),
    ];
    let per_cent = ink * 100 / 255;
    let next = STOPS
        .iter()
        .position(|stop| per_cent < stop.0)
        .unwrap_or(STOPS.len() - 1)
        .max(1);
    let ((from, low), (to, high)) = (STOPS[next - 1], STOPS[next]);
    let (part, whole) = (u64::from(per_cent - from), u64::from(to - from));
    [0, 1, 2].map(|at| {
        ((u64::from(low[at]) * (whole - part) + u64::from(high[at]) * part) / whole) as u8
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_square_is_found_exactly() {
        let mut total = vec![0; 10 * 8];
        for (x, y) in [(6, 4), (7, 4), (6, 5), (7, 5), (2, 2)] {
            total[y * 10 + x] = 100;
        }
        assert_eq!(worst(&total, 10, 2), (6, 4, 400));
        assert_eq!(worst(&total, 10, 8), (0, 0, 500));
        assert_eq!(worst(&[0; 4], 2, 2), (0, 0, 0));
    }

    #[test]
    fn shades_run_from_paper_to_too_much() {
        assert_eq!(shade(0), [255; 3]);
        assert_eq!(shade(612), [225, 30, 30]);
        assert_eq!(shade(4 * 255), [40, 0, 0]);
    }
}
