//! Stencils: cut-outs for presses without transparency.

use super::pixels::Pixels;

/// Number of fine dots along each side of a pixel: 200 pixels per inch are cut at 800.
const STEPS: usize = 4;

/// A stencil: where a cut-out prints and where it does not, in black and white.
pub struct Stencil {
    /// Width in dots, a multiple of the picture's.
    pub width: u32,
    /// Height in dots, a multiple of the picture's.
    pub height: u32,
    /// Rows of eight dots a byte, 1 where nothing prints.
    pub dots: Vec<u8>,
}

/// Returns the stencil that prints where a picture is more than half opaque; `None` if nothing of
/// it is transparent. Opacity is interpolated between pixels, which gives a smooth edge.
pub fn stencil(pixels: &Pixels) -> Option<Stencil> {
    let alpha = pixels.alpha.as_deref()?;
    let (width, height) = (pixels.width as usize, pixels.height as usize);
    let bytes = (width * STEPS).div_ceil(8);
    let mut dots = vec![0; bytes * height * STEPS];
    // The two pixels a dot lies between, and its nearness to the second in
    // parts of twice the steps.
    let between = |dot: usize, side: usize| {
        let place = (2 * dot + 1 + STEPS).saturating_sub(2 * STEPS);
        let first = place / (2 * STEPS);
        match dot < STEPS / 2 {
            true => (0, 0, 0),
            false => (
                first,
                (first + 1).min(side - 1),
                (place % (2 * STEPS)) as u32,
            ),
        }
    };
    let whole = 2 * STEPS as u32;
    for (row, line) in dots.chunks_exact_mut(bytes).enumerate() {
        let (above, below, down) = between(row, height);
        let (above, below) = (
            &alpha[above * width..][..width],
            &alpha[below * width..][..width],
        );
        if above.iter().chain(below).all(|&cover| cover == 255) {
            continue;
        }
        for dot in 0..width * STEPS {
            let (left, right, over) = between(dot, width);
            let mixed =
                |at: usize| u32::from(above[at]) * (whole - down) + u32::from(below[at]) * down;
            let cover = mixed(left) * (whole - over) + mixed(right) * over;
            if 2 * cover < 255 * whole * whole {
                line[dot / 8] |= 0x80 >> (dot % 8);
            }
        }
    }
    Some(Stencil {
        width: (width * STEPS) as u32,
        height: (height * STEPS) as u32,
        dots,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(width: u32, alpha: &[u8]) -> Vec<String> {
        let height = alpha.len() as u32 / width;
        let pixels = Pixels {
            width,
            height,
            channels: 1,
            samples: alpha.to_vec(),
            alpha: Some(alpha.to_vec()),
            profile: None,
        };
        let stencil = stencil(&pixels).unwrap();
        let bytes = (stencil.width as usize).div_ceil(8);
        let dot = |row: &[u8], at: usize| {
            if row[at / 8] & 0x80 >> (at % 8) == 0 {
                '#'
            } else {
                '.'
            }
        };
        stencil
            .dots
            .chunks(bytes)
            .map(|row| (0..stencil.width as usize).map(|at| dot(row, at)).collect())
            .collect()
    }

    #[test]
    fn what_covers_prints_and_what_is_clear_does_not() {
        assert_eq!(
            of(3, &[255, 255, 0]),
            [
                "########....",
                "########....",
                "########....",
                "########...."
            ]
        );
    }

    #[test]
    fn half_covered_pixels_move_the_edge() {
        assert_eq!(of(3, &[255, 128, 0])[0], "######......");
        assert_eq!(of(3, &[255, 191, 0])[0], "#######.....");
    }

    #[test]
    fn edges_on_a_slope_are_smooth() {
        let slope = of(
            4,
            &[
                255, 0, 0, 0, 255, 255, 0, 0, 255, 255, 255, 0, 255, 255, 255, 255,
            ],
        );
        let ends: Vec<usize> = slope
            .iter()
            .map(|row| row.find('.').unwrap_or(row.len()))
            .collect();
        assert!(
            ends.windows(2)
                .all(|pair| pair[0] <= pair[1] && pair[1] - pair[0] < STEPS),
            "{ends:?}"
        );
    }

    #[test]
    fn a_picture_without_clear_parts_needs_none() {
        let pixels = Pixels {
            width: 1,
            height: 1,
            channels: 1,
            samples: vec![9],
            alpha: None,
            profile: None,
        };
        assert!(stencil(&pixels).is_none());
    }
}
