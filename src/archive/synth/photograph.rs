//! Drawn photographs: hills, water, sky and grain.

use jpeg_encoder::{ColorType, Encoder, EncodingError};

use crate::archive::order::Dice;

/// The quality of a photograph as newsrooms get them.
const QUALITY: u8 = 88;

/// A photograph three to two, of so many megapixels, as a JPEG.
pub(super) fn photograph(seed: u64, megapixels: f64) -> Result<Vec<u8>, EncodingError> {
    let height = (megapixels * 1e6 / 1.5).sqrt().round().max(16.0) as usize;
    let width = height * 3 / 2;
    let mut dice = Dice::new(seed);
    let pixels = draw(&mut dice, width, height);
    let mut jpeg = Vec::new();
    let side = |pixels: usize| u16::try_from(pixels).unwrap_or(u16::MAX);
    Encoder::new(&mut jpeg, QUALITY).encode(&pixels, side(width), side(height), ColorType::Rgb)?;
    Ok(jpeg)
}

/// The same photograph as another file: a comment tells the two apart.
pub(super) fn marked(jpeg: &[u8], comment: &str) -> Vec<u8> {
    let length = u16::try_from(comment.len() + 2).unwrap_or(2);
    let (start, rest) = jpeg.split_at(jpeg.len().min(2));
    let marker = [0xFF, 0xFE];
    [
        start,
        &marker,
        &length.to_be_bytes(),
        comment.as_bytes(),
        rest,
    ]
    .concat()
}

fn draw(dice: &mut Dice, width: usize, height: usize) -> Vec<u8> {
    let tone = |dice: &mut Dice, from: i32, spread: usize| from + dice.below(spread) as i32;
    let sky = [tone(dice, 90, 90), tone(dice, 130, 70), tone(dice, 170, 80)];
    let light = [
        tone(dice, 220, 36),
        tone(dice, 200, 50),
        tone(dice, 170, 80),
    ];
    let horizon = height / 3 + dice.below(height / 3);
    let mut pixels = vec![0_u8; width * height * 3];
    for (y, row) in pixels.chunks_exact_mut(width * 3).enumerate() {
        let near = (y * 256 / horizon.max(1)).min(256) as i32;
        for pixel in row.chunks_exact_mut(3) {
            let grain = (dice.next() & 15) as i32 - 8;
            for (nth, value) in pixel.iter_mut().enumerate() {
                let colour = (sky[nth] * (256 - near) + light[nth] * near) / 256;
                *value = (colour + grain).clamp(0, 255) as u8;
            }
        }
    }
    for layer in 0..3 {
        let base = horizon + height * layer / 9;
        let line = ridge(dice, width, base as i32, (height / (5 - layer)) as i32);
        let colour = [
            tone(dice, 110 - 35 * layer as i32, 30),
            tone(dice, 115 - 25 * layer as i32, 40),
            tone(dice, 105 - 35 * layer as i32, 30),
        ];
        for (x, top) in line.iter().enumerate() {
            for y in (*top).clamp(0, height as i32) as usize..height {
                let grain = (dice.next() & 31) as i32 - 16;
                let at = (y * width + x) * 3;
                for nth in 0..3 {
                    pixels[at + nth] = (colour[nth] + grain).clamp(0, 255) as u8;
                }
            }
        }
    }
    pixels
}

/// The height of hills at each place: a line whose middle is moved up or down,
/// and the middles of its halves, and so on.
fn ridge(dice: &mut Dice, width: usize, base: i32, rough: i32) -> Vec<i32> {
    let mut line = vec![base; width];
    let mut step = width.next_power_of_two();
    let at = |line: &[i32], place: usize| line[place.min(width - 1)];
    let mut rough = rough;
    while step > 1 {
        let half = step / 2;
        let mut place = half;
        while place < width {
            let middle = (at(&line, place - half) + at(&line, place + half)) / 2;
            let move_by = dice.below((rough.max(1) * 2 + 1) as usize) as i32 - rough.max(1);
            line[place] = middle + move_by;
            place += step;
        }
        step = half;
        rough = rough * 5 / 9;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asset::Pictures;

    #[test]
    fn a_photograph_is_a_picture_of_its_size_and_the_same_each_time() {
        let one = photograph(3, 0.1).expect("encodes");
        assert_eq!(one, photograph(3, 0.1).expect("encodes"));
        assert_ne!(one, photograph(4, 0.1).expect("encodes"));
        let other = marked(&one, "a comment");
        assert_ne!(one, other);
        for bytes in [one, other] {
            let mut pictures = Pictures::default();
            let id = pictures.add("a.jpg", bytes).expect("a picture");
            let picture = pictures.get(id);
            assert_eq!((picture.width, picture.height), (387, 258));
        }
    }
}
