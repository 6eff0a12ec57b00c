//! A second reading of a JPEG of four inks, as the decoders of plate setters read it.
//!
//! Decoders differ in how they bring chroma of half the resolution back to the whole: the nearest
//! sample, or a triangle over the two nearest in each direction, as the Independent JPEG Group's
//! library does. A pixel at the ink limit by one may be above it by another. So what is written is
//! held to the limit by both; the transforms are in that library's integers, bit by bit.
//!
//! Only what [`press_jpeg`](super::press_jpeg) writes and its like is read: baseline, 8 bits, no
//! restarts, chroma whole or halved.

use super::huffman::{Bits, Codes};

/// Order of the coefficients in a block (ITU-T T.81 figure 5).
const ZIGZAG: [u8; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// How chroma is brought back to the whole resolution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spread {
    /// The nearest sample.
    Nearest,
    /// A triangle over the nearest samples.
    Triangle,
}

/// The samples of a JPEG as they are stored.
pub(super) struct Stored {
    width: usize,
    height: usize,
    planes: Vec<Plane>,
    /// True if the first three are brightness and two differences.
    differences: bool,
}

/// The samples of one component.
struct Plane {
    id: u8,
    /// Sampling factors.
    across: usize,
    down: usize,
    table: usize,
    /// Samples in a row, whole blocks.
    stride: usize,
    /// Samples that belong to the picture.
    width: usize,
    height: usize,
    samples: Vec<u8>,
    last: i32,
}

/// Reads a JPEG of four components; `None` if it is of another kind, or damaged.
pub(super) fn stored(bytes: &[u8]) -> Option<Stored> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
    let mut quanta: [Option<[i32; 64]>; 4] = [None; 4];
    let mut codes: [[Option<Codes>; 4]; 2] = Default::default();
    let (mut found, mut adobe): (Option<Stored>, Option<u8>) = (None, None);
    loop {
        let start = rest.iter().position(|&byte| byte != 0xFF)?;
        let (&marker, after) = rest[start..].split_first()?;
        if marker == 0xD9 {
            let mut found = found?;
            found.differences = adobe == Some(2);
            return adobe.map(|_| found);
        }
        let length = usize::from(u16::from_be_bytes(*after.first_chunk()?));
        let segment = after.get(2..length)?;
        rest = &after[length..];
        match marker {
            0xDB => quantization(segment, &mut quanta)?,
            0xC4 => huffman(segment, &mut codes)?,
            0xC0 | 0xC1 => found = Some(frame(segment)?),
            0xC2..=0xCF | 0xDD => return None,
            0xEE if segment.starts_with(b"Adobe") => adobe = segment.get(11).copied(),
            0xDA => {
                let end = rest
                    .windows(2)
                    .position(|pair| pair[0] == 0xFF && pair[1] != 0)?;
                scan(found.as_mut()?, segment, &rest[..end], &quanta, &codes)?;
                rest = &rest[end..];
            }
            _ => {}
        }
    }
}

fn quantization(mut segment: &[u8], quanta: &mut [Option<[i32; 64]>; 4]) -> Option<()> {
    while let Some((&which, after)) = segment.split_first() {
        let (values, after) = after.split_at_checked(64)?;
        // The upper half says 16 bits.
        let table = quanta.get_mut(usize::from(which))?.insert([0; 64]);
        for (&value, &place) in values.iter().zip(&ZIGZAG) {
            table[usize::from(place)] = i32::from(value);
        }
        segment = after;
    }
    Some(())
}

fn huffman(mut segment: &[u8], codes: &mut [[Option<Codes>; 4]; 2]) -> Option<()> {
    while let Some((&which, after)) = segment.split_first() {
        let (counts, after) = after.split_at_checked(16)?;
        let count = counts.iter().map(|&count| usize::from(count)).sum();
        let (symbols, after) = after.split_at_checked(count)?;
        let table = codes
            .get_mut(usize::from(which >> 4))?
            .get_mut(usize::from(which & 15))?;
        *table = Some(Codes::new(counts, symbols));
        segment = after;
    }
    Some(())
}

fn frame(segment: &[u8]) -> Option<Stored> {
    let (head, components) = segment.split_at_checked(6)?;
    let side = |at: usize| usize::from(head[at]) << 8 | usize::from(head[at + 1]);
    let (height, width) = (side(1), side(3));
    let specs = components.as_chunks::<3>().0;
    if head[0] != 8 || specs.len() != 4 || width == 0 || height == 0 {
        return None;
    }
    let factors = |spec: &[u8; 3]| (usize::from(spec[1] >> 4), usize::from(spec[1] & 15));
    let most_across = specs.iter().map(|spec| factors(spec).0).max()?;
    let most_down = specs.iter().map(|spec| factors(spec).1).max()?;
    let plane = |spec: &[u8; 3]| {
        let (across, down) = factors(spec);
        let halved =
            |factor: usize, most: usize| factor > 0 && (factor == most || factor * 2 == most);
        if !halved(across, most_across) || !halved(down, most_down) {
            return None;
        }
        let units = |side: usize, most: usize| side.div_ceil(8 * most);
        let stride = units(width, most_across) * across * 8;
        let rows = units(height, most_down) * down * 8;
        Some(Plane {
            id: spec[0],
            across,
            down,
            table: usize::from(spec[2]),
            stride,
            width: (width * across).div_ceil(most_across),
            height: (height * down).div_ceil(most_down),
            samples: vec![0; stride * rows],
            last: 0,
        })
    };
    Some(Stored {
        width,
        height,
        planes: specs.iter().map(plane).collect::<Option<_>>()?,
        differences: false,
    })
}

fn scan(
    found: &mut Stored,
    segment: &[u8],
    coded: &[u8],
    quanta: &[Option<[i32; 64]>; 4],
    codes: &[[Option<Codes>; 4]; 2],
) -> Option<()> {
    let (&count, specs) = segment.split_first()?;
    let specs = specs.get(..usize::from(count) * 2)?.as_chunks::<2>().0;
    let mut parts = Vec::with_capacity(specs.len());
    for [id, tables] in specs {
        let at = found.planes.iter().position(|plane| plane.id == *id)?;
        let code = |kind: usize, which: u8| codes[kind].get(usize::from(which))?.as_ref();
        parts.push((at, code(0, tables >> 4)?, code(1, tables & 15)?));
    }
    let mut bits = Bits::new(coded);
    let mut block = |plane: &mut Plane, codes: (&Codes, &Codes), x: usize, y: usize| {
        let quantum = quanta.get(plane.table)?.as_ref()?;
        let coefficients = coefficients(&mut bits, codes, &mut plane.last, quantum)?;
        let samples = transformed(&coefficients);
        for (row, samples) in samples.as_chunks::<8>().0.iter().enumerate() {
            let at = (y * 8 + row) * plane.stride + x * 8;
            plane.samples.get_mut(at..at + 8)?.copy_from_slice(samples);
        }
        Some(())
    };
    if let [(at, first, others)] = parts[..] {
        let plane = &mut found.planes[at];
        for y in 0..plane.height.div_ceil(8) {
            for x in 0..plane.width.div_ceil(8) {
                block(plane, (first, others), x, y)?;
            }
        }
        return Some(());
    }
    let (across, down) = found.planes.first().map(|plane| {
        let rows = plane.samples.len() / plane.stride;
        (plane.stride / 8 / plane.across, rows / 8 / plane.down)
    })?;
    for y in 0..down {
        for x in 0..across {
            for &(at, first, others) in &parts {
                let plane = &mut found.planes[at];
                let (wide, high) = (plane.across, plane.down);
                for inner in 0..wide * high {
                    let (x, y) = (x * wide + inner % wide, y * high + inner / wide);
                    block(plane, (first, others), x, y)?;
                }
            }
        }
    }
    Some(())
}

/// Reads the coefficients of a block, multiplied by their quanta (ITU-T T.81 §F.2.2).
fn coefficients(
    bits: &mut Bits<'_>,
    (first, others): (&Codes, &Codes),
    last: &mut i32,
    quantum: &[i32; 64],
) -> Option<[i32; 64]> {
    let extended = |bits: &mut Bits<'_>, size: u8| -> Option<i32> {
        if size == 0 {
            return Some(0);
        }
        if size > 15 {
            return None;
        }
        let value = bits.take(size) as i32;
        Some(if value < 1 << (size - 1) {
            value - (1 << size) + 1
        } else {
            value
        })
    };
    let mut block = [0; 64];
    let size = bits.symbol(first)?;
    *last = last.wrapping_add(extended(bits, size)?);
    block[0] = last.wrapping_mul(quantum[0]);
    let mut at = 1;
    while at < 64 {
        let symbol = bits.symbol(others)?;
        let (run, size) = (usize::from(symbol >> 4), symbol & 15);
        if size == 0 {
            if run < 15 {
                break;
            }
            at += 16;
            continue;
        }
        at += run;
        let place = usize::from(*ZIGZAG.get(at)?);
        block[place] = extended(bits, size)?.wrapping_mul(quantum[place]);
        at += 1;
    }
    Some(block)
}

/// Returns the samples of a block: the inverse transform of Loeffler, Ligtenberg and Moschytz in
/// integers of 13 binary places, as the Independent JPEG Group's library has it.
fn transformed(block: &[i32; 64]) -> [u8; 64] {
    let mut work = [0; 64];
    for column in 0..8 {
        let line = inverse(std::array::from_fn(|row| block[row * 8 + column]));
        for (row, value) in line.into_iter().enumerate() {
            work[row * 8 + column] = (value.wrapping_add(1 << 10)) >> 11;
        }
    }
    let mut samples = [0; 64];
    for row in 0..8 {
        let line = inverse(std::array::from_fn(|column| work[row * 8 + column]));
        for (column, value) in line.into_iter().enumerate() {
            let value = (value.wrapping_add(1 << 17)) >> 18;
            samples[row * 8 + column] = (value + 128).clamp(0, 255) as u8;
        }
    }
    samples
}

fn inverse(line: [i32; 8]) -> [i32; 8] {
    // Corrupt files may overflow; what comes of them does not matter.
    let times = |value: i32, by: i32| value.wrapping_mul(by);
    let sum = |a: i32, b: i32| a.wrapping_add(b);
    let less = |a: i32, b: i32| a.wrapping_sub(b);
    let even = times(sum(line[2], line[6]), 4433);
    let (two, three) = (
        less(even, times(line[6], 15_137)),
        sum(even, times(line[2], 6270)),
    );
    let (zero, one) = (
        times(sum(line[0], line[4]), 1 << 13),
        times(less(line[0], line[4]), 1 << 13),
    );
    let evens = [
        sum(zero, three),
        sum(one, two),
        less(one, two),
        less(zero, three),
    ];
    let [a, b, c, d] = [line[7], line[5], line[3], line[1]];
    let all = times(sum(sum(a, c), sum(b, d)), 9633);
    let (outer, inner) = (times(sum(a, d), -7373), times(sum(b, c), -20_995));
    let (left, right) = (
        sum(times(sum(a, c), -16_069), all),
        sum(times(sum(b, d), -3196), all),
    );
    let odds = [
        sum(times(d, 12_299), sum(outer, right)),
        sum(times(c, 25_172), sum(inner, left)),
        sum(times(b, 16_819), sum(inner, right)),
        sum(times(a, 2446), sum(outer, left)),
    ];
    std::array::from_fn(|at| match at {
        0..4 => sum(evens[at], odds[at]),
        _ => less(evens[7 - at], odds[7 - at]),
    })
}

impl Stored {
    /// Returns the inks of every pixel, 255 for full ink.
    pub fn inks(&self, spread: Spread) -> Vec<u8> {
        let mut inks = vec![0; self.width * self.height * 4];
        let mut rows: [Vec<u8>; 4] = std::array::from_fn(|_| vec![0; self.width + 1]);
        for (y, line) in inks.chunks_exact_mut(self.width * 4).enumerate() {
            for (plane, row) in self.planes.iter().zip(&mut rows) {
                plane.row(y, (self.width, self.height), spread, row);
            }
            for (x, pixel) in line.as_chunks_mut::<4>().0.iter_mut().enumerate() {
                let stored: [u8; 4] = std::array::from_fn(|at| rows[at][x]);
                *pixel = self.ink(stored);
            }
        }
        inks
    }

    /// Converts a pixel as it is stored, inverted, to inks (ITU-T T.871 §7, T.872).
    fn ink(&self, stored: [u8; 4]) -> [u8; 4] {
        let black = 255 - stored[3];
        if !self.differences {
            let [c, m, y, _] = stored.map(|sample| 255 - sample);
            return [c, m, y, black];
        }
        let [y, cb, cr] = [stored[0], stored[1], stored[2]].map(i32::from);
        let (cb, cr) = (cb - 128, cr - 128);
        let [c, m, yellow] = [91_881 * cr, -22_554 * cb - 46_802 * cr, 116_130 * cb]
            .map(|part| (y + ((part + 32_768) >> 16)).clamp(0, 255) as u8);
        [c, m, yellow, black]
    }
}

impl Plane {
    /// Writes a row of the whole resolution.
    fn row(&self, y: usize, (width, height): (usize, usize), spread: Spread, to: &mut [u8]) {
        let (halved_across, halved_down) = (self.width < width, self.height < height);
        let line = |row: usize| {
            let row = row.min(self.height - 1);
            &self.samples[row * self.stride..row * self.stride + self.width]
        };
        if spread == Spread::Nearest || !(halved_across && halved_down) {
            let from = line(if halved_down { y / 2 } else { y });
            for (x, to) in to.iter_mut().take(width).enumerate() {
                *to = from[(if halved_across { x / 2 } else { x }).min(self.width - 1)];
            }
            return;
        }
        // Three parts of the nearer row and one of the other, then the same across.
        let near = line(y / 2);
        let far = line(match y % 2 {
            0 => (y / 2).saturating_sub(1),
            _ => y / 2 + 1,
        });
        let sum = |at: usize| u32::from(near[at]) * 3 + u32::from(far[at]);
        let last = self.width - 1;
        for (x, to) in to.iter_mut().take(width).enumerate() {
            let at = (x / 2).min(last);
            let (beside, rounding) = match x % 2 {
                0 => (at.checked_sub(1), 8),
                _ => ((at < last).then_some(at + 1), 7),
            };
            let value = match beside {
                Some(beside) => sum(at) * 3 + sum(beside) + rounding,
                None => sum(at) * 4 + rounding,
            };
            *to = (value >> 4) as u8;
        }
    }
}

#[cfg(test)]
mod tests {
    use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

    use super::super::decode::jpeg_inks;
    use super::*;

    fn noise(count: usize) -> Vec<u8> {
        let mut state = 5_u32;
        (0..count)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8
            })
            .collect()
    }

    fn written(inks: &[u8], side: u16, sampling: SamplingFactor) -> Vec<u8> {
        let mut jpeg = Vec::new();
        let mut encoder = Encoder::new(&mut jpeg, 85);
        encoder.set_sampling_factor(sampling);
        encoder
            .encode(inks, side, side, ColorType::CmykAsYcck)
            .unwrap();
        jpeg
    }

    /// Without halved chroma decoders have nothing to differ in but rounding.
    #[test]
    fn whole_chroma_reads_as_another_decoder_reads_it() {
        let inks = noise(50 * 50 * 4);
        let jpeg = written(&inks, 50, SamplingFactor::F_1_1);
        let stored = stored(&jpeg).unwrap();
        let (ours, theirs) = (stored.inks(Spread::Triangle), jpeg_inks(&jpeg).unwrap());
        let most = ours
            .iter()
            .zip(&theirs)
            .map(|(a, b)| a.abs_diff(*b))
            .max()
            .unwrap();
        assert!(most <= 4, "{most}");
        assert_eq!(ours, stored.inks(Spread::Nearest));
    }

    #[test]
    fn a_flat_picture_is_flat_however_it_is_read() {
        let inks = [30, 90, 10, 60].repeat(37 * 37);
        let jpeg = written(&inks, 37, SamplingFactor::F_2_2);
        let stored = stored(&jpeg).unwrap();
        for spread in [Spread::Nearest, Spread::Triangle] {
            let read = stored.inks(spread);
            assert_eq!(read.len(), inks.len());
            assert!(read.iter().zip(&inks).all(|(a, b)| a.abs_diff(*b) <= 3));
        }
    }

    #[test]
    fn cut_files_end() {
        let jpeg = written(&noise(40 * 40 * 4), 40, SamplingFactor::F_2_2);
        for length in (0..jpeg.len()).step_by(7) {
            let _ = stored(&jpeg[..length]);
        }
    }
}
