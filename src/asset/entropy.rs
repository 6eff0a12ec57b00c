//! Detection of damage in the Huffman codes of a JPEG.
//!
//! A decoder resynchronizes soon after damaged bytes, and says nothing: the picture is shifted or
//! discoloured from there on. But the codes then seldom end where the samples end. So they are
//! walked once without making samples (ITU-T T.81 §F.2.2; §G.1.2 and §G.2 for progressive files).

use std::ops::RangeInclusive;

use super::huffman::{Bits, Codes};

/// A component of the frame: its name and its sampling factors.
#[derive(Clone, Copy)]
struct Component {
    id: u8,
    across: usize,
    down: usize,
}

/// The part of a block that one scan codes (T.81 §G.1).
enum Pass<'a> {
    /// The whole block: codes of its DC coefficient and of its AC coefficients.
    Whole([&'a Codes; 2]),
    /// The DC coefficient, first scan.
    First(&'a Codes),
    /// One more bit of the DC coefficient.
    FirstBit,
    /// A band of AC coefficients, first scan.
    Others(&'a Codes, RangeInclusive<usize>),
    /// One more bit of a band of AC coefficients, with those that become non-zero.
    OthersBit(&'a Codes, RangeInclusive<usize>),
}

/// Maximum number of scans: more than any program writes; each may cost as much as the picture.
const MOST_SCANS: usize = 200;

/// The state of walking a file.
#[derive(Default)]
struct Walk {
    width: usize,
    height: usize,
    progressive: bool,
    scans: usize,
    components: Vec<Component>,
    /// Coefficients known to be non-zero in a progressive file, by component: a bit for each of
    /// each block.
    known: Vec<Vec<u64>>,
    /// Huffman tables of the DC, then of the AC coefficients.
    codes: [[Option<Codes>; 4]; 2],
    interval: usize,
}

/// Returns whether the codes of any scan end before or after its samples do; false if the file
/// cannot be followed.
pub(super) fn is_uneven(bytes: &[u8]) -> bool {
    Walk::default().run(bytes).unwrap_or(false)
}

impl Walk {
    fn run(&mut self, bytes: &[u8]) -> Option<bool> {
        let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
        loop {
            let start = rest.iter().position(|&byte| byte != 0xFF)?;
            let (&marker, after) = rest[start..].split_first()?;
            if marker == 0xD9 {
                return Some(false);
            }
            let length = usize::from(u16::from_be_bytes(*after.first_chunk()?));
            let segment = after.get(2..length)?;
            rest = &after[length..];
            match marker {
                0xC4 => self.tables(segment)?,
                0xC0..=0xC2 => {
                    self.progressive = marker == 0xC2;
                    self.frame(segment)?;
                }
                0xC3..=0xCF => return None,
                0xDD => self.interval = usize::from(u16::from_be_bytes(*segment.first_chunk()?)),
                0xDA => {
                    self.scans += 1;
                    if self.scans > MOST_SCANS {
                        return None;
                    }
                    let end = samples_end(rest);
                    if self.scan(segment, &rest[..end])? {
                        return Some(true);
                    }
                    rest = &rest[end..];
                }
                _ => {}
            }
        }
    }

    fn tables(&mut self, mut segment: &[u8]) -> Option<()> {
        while let Some((&which, after)) = segment.split_first() {
            let (counts, after) = after.split_at_checked(16)?;
            let count = counts.iter().map(|&count| usize::from(count)).sum();
            let (symbols, after) = after.split_at_checked(count)?;
            *self
                .codes
                .get_mut(usize::from(which >> 4))?
                .get_mut(usize::from(which & 15))? = Some(Codes::new(counts, symbols));
            segment = after;
        }
        Some(())
    }

    fn frame(&mut self, segment: &[u8]) -> Option<()> {
        let (head, components) = segment.split_at_checked(6)?;
        // One frame, of four inks at most, as the header was judged by.
        if !self.components.is_empty() || components.len() > 4 * 3 {
            return None;
        }
        (self.height, self.width) = (
            usize::from(head[1]) << 8 | usize::from(head[2]),
            usize::from(head[3]) << 8 | usize::from(head[4]),
        );
        let component = |spec: &[u8; 3]| Component {
            id: spec[0],
            across: usize::from(spec[1] >> 4),
            down: usize::from(spec[1] & 15),
        };
        self.components = components
            .as_chunks::<3>()
            .0
            .iter()
            .map(component)
            .collect();
        self.known = vec![Vec::new(); self.components.len()];
        self.components
            .iter()
            .all(|component| component.across > 0 && component.down > 0)
            .then_some(())
    }

    /// Returns whether one scan is uneven: `header` names its components and tables.
    fn scan(&mut self, header: &[u8], samples: &[u8]) -> Option<bool> {
        let (&count, rest) = header.split_first()?;
        let (named, rest) = rest.split_at_checked(usize::from(count) * 2)?;
        let &[first, last, bits] = rest.first_chunk()?;
        let most = |of: fn(&Component) -> usize| self.components.iter().map(of).max().unwrap_or(1);
        let (across, down) = (
            most(|component| component.across),
            most(|component| component.down),
        );
        let mut units = self.width.div_ceil(8 * across) * self.height.div_ceil(8 * down);
        let mut passes = Vec::new();
        let mut known = &mut Vec::new();
        for [id, tables] in named.as_chunks::<2>().0 {
            let nth = self
                .components
                .iter()
                .position(|component| component.id == *id)?;
            let component = self.components[nth];
            let of = |kind: usize, which: u8| self.codes[kind].get(usize::from(which))?.as_ref();
            let (means, others) = (|| of(0, tables >> 4), || of(1, tables & 15));
            if count == 1 {
                // Alone it is stored block by block.
                let blocks =
                    |side: usize, own: usize, most: usize| (side * own).div_ceil(most).div_ceil(8);
                units = blocks(self.width, component.across, across)
                    * blocks(self.height, component.down, down);
            }
            let each = if count == 1 {
                1
            } else {
                component.across * component.down
            };
            let span = usize::from(first)..=usize::from(last);
            for _ in 0..each {
                passes.push(match (self.progressive, first, bits >> 4) {
                    (false, ..) => Pass::Whole([means()?, others()?]),
                    (true, 0, _) if last > 0 => return None,
                    (true, 0, 0) => Pass::First(means()?),
                    (true, 0, _) => Pass::FirstBit,
                    _ if count > 1 || last > 63 => return None,
                    (true, _, 0) => Pass::Others(others()?, span.clone()),
                    (true, ..) => Pass::OthersBit(others()?, span.clone()),
                });
            }
            if self.progressive && first > 0 {
                known = &mut self.known[nth];
                known.resize(units, 0);
            }
        }
        let stretches = stretches(samples);
        let each = if self.interval == 0 {
            units
        } else {
            self.interval
        };
        if each == 0 || stretches.len() != units.div_ceil(each) {
            return Some(true);
        }
        let mut even = stretches.iter().enumerate().map(|(nth, stretch)| {
            let from = nth * each;
            Stretch::new(stretch).comes_out_even(
                &passes,
                each.min(units - from),
                known.get_mut(from..).unwrap_or_default(),
            )
        });
        Some(!even.all(|even| even))
    }
}

/// The codes between two restart markers.
struct Stretch<'a> {
    bits: Bits<'a>,
    /// Number of further blocks without AC coefficients (end-of-band run).
    empty: u32,
}

impl<'a> Stretch<'a> {
    fn new(bytes: &'a [u8]) -> Stretch<'a> {
        Stretch {
            bits: Bits::new(bytes),
            empty: 0,
        }
    }

    /// Returns whether the codes of so many units end with their bytes; padding to a whole word is
    /// allowed for.
    fn comes_out_even(mut self, passes: &[Pass], units: usize, known: &mut [u64]) -> bool {
        for unit in 0..units {
            let mut none = 0;
            let known = known.get_mut(unit).unwrap_or(&mut none);
            if !passes.iter().all(|pass| self.block(pass, known).is_some()) || self.bits.left() < 0
            {
                return false;
            }
        }
        (0..4).contains(&self.bits.left()) && self.empty == 0
    }

    /// Walks one block; `None` if its codes are invalid.
    fn block(&mut self, pass: &Pass, known: &mut u64) -> Option<()> {
        match pass {
            Pass::Whole([first, others]) => {
                self.first(first)?;
                self.whole(others)
            }
            Pass::First(codes) => self.first(codes),
            Pass::FirstBit => {
                self.bits.take(1);
                Some(())
            }
            Pass::Others(codes, span) => self.others(codes, span, known),
            Pass::OthersBit(codes, span) => self.others_bit(codes, span, known),
        }
    }

    fn first(&mut self, codes: &Codes) -> Option<()> {
        let size = self.bits.symbol(codes).filter(|size| *size <= 15)?;
        self.bits.skip(size);
        Some(())
    }

    fn whole(&mut self, codes: &Codes) -> Option<()> {
        let mut at = 1;
        while at < 64 {
            let symbol = self.bits.symbol(codes)?;
            let (run, size) = (usize::from(symbol >> 4), symbol & 15);
            match (run, size) {
                (15, 0) => at += 16,
                (_, 0) => return Some(()),
                _ => {
                    at += run + 1;
                    self.bits.skip(size);
                }
            }
        }
        (at == 64).then_some(())
    }

    fn others(
        &mut self,
        codes: &Codes,
        span: &RangeInclusive<usize>,
        known: &mut u64,
    ) -> Option<()> {
        if self.empty > 0 {
            self.empty -= 1;
            return Some(());
        }
        let mut at = *span.start();
        while at <= *span.end() {
            let symbol = self.bits.symbol(codes)?;
            let (run, size) = (symbol >> 4, symbol & 15);
            match (run, size) {
                (15, 0) => at += 16,
                (_, 0) => {
                    self.empty = (1 << run) - 1 + self.bits.take(run);
                    return Some(());
                }
                _ => {
                    at += usize::from(run);
                    if at > *span.end() {
                        return None;
                    }
                    *known |= 1 << at;
                    at += 1;
                    self.bits.skip(size);
                }
            }
        }
        (at == span.end() + 1).then_some(())
    }

    fn others_bit(
        &mut self,
        codes: &Codes,
        span: &RangeInclusive<usize>,
        known: &mut u64,
    ) -> Option<()> {
        let mut at = *span.start();
        while self.empty == 0 && at <= *span.end() {
            let symbol = self.bits.symbol(codes)?;
            let (mut run, size) = (symbol >> 4, symbol & 15);
            match (run, size) {
                (15, 0) => {}
                (_, 0) => {
                    self.empty = (1 << run) + self.bits.take(run);
                    break;
                }
                (_, 1) => self.bits.skip(1),
                _ => return None,
            }
            // Those that are known have a bit each; the run counts noughts.
            while at <= *span.end() && (*known >> at & 1 == 1 || run > 0) {
                if *known >> at & 1 == 1 {
                    self.bits.take(1);
                } else {
                    run -= 1;
                }
                at += 1;
            }
            if size == 1 {
                if at > *span.end() {
                    return None;
                }
                *known |= 1 << at;
            }
            at += 1;
        }
        if self.empty > 0 {
            for _ in (at..=*span.end()).filter(|at| *known >> at & 1 == 1) {
                self.bits.take(1);
            }
            self.empty -= 1;
        }
        Some(())
    }
}

/// Returns the end of the samples: the first marker that is no restart.
fn samples_end(bytes: &[u8]) -> usize {
    let ends = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xFF | 0xD0..=0xD7);
    let at = bytes.windows(2).position(ends).unwrap_or(bytes.len());
    // Bytes 0xFF may be repeated before a marker.
    at - bytes[..at]
        .iter()
        .rev()
        .take_while(|&&byte| byte == 0xFF)
        .count()
}

/// Splits samples at their restart markers.
fn stretches(samples: &[u8]) -> Vec<&[u8]> {
    let mut list = Vec::new();
    let mut from = 0;
    for at in 0..samples.len().saturating_sub(1) {
        if samples[at] == 0xFF && (0xD0..=0xD7).contains(&samples[at + 1]) {
            let fill = samples[from..at]
                .iter()
                .rev()
                .take_while(|&&byte| byte == 0xFF)
                .count();
            list.push(&samples[from..at - fill]);
            from = at + 2;
        }
    }
    list.push(&samples[from..]);
    list
}
