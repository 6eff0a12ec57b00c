//! Fitting of one face to the characters of another: for a character that the chosen face lacks, or
//! for figures and letters in a face of their own.

use super::face::{Face, FaceFit};
use crate::geom::Em;

/// A house's declaration about a pair of faces; what it leaves out is measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// [`FaceFit::size`].
    pub size: Option<Em>,
    /// [`FaceFit::raise`].
    pub raise: Option<Em>,
}

impl Pair {
    /// Completes the pair by what was measured.
    pub(super) fn over(self, measured: FaceFit) -> FaceFit {
        FaceFit {
            size: self.size.unwrap_or(measured.size),
            raise: self.raise.unwrap_or(measured.raise),
        }
    }
}

/// Characters whose boxes are compared: open and closed, plain and dense.
const SAMPLE: &str = "国永东東和的人中大上年日月四口鼻警灵鹰袋今力";
/// Minimum number of shared characters for a measurement.
const ENOUGH: usize = 4;
/// Number of its own characters that are measured for a face that shares none with the other.
const MOST: usize = 64;
/// Smallest and largest size measured, in thousandths.
const SIZES: (i64, i64) = (750, 1333);
/// Greatest distance by which anything is raised or lowered, in thousandths.
const RAISE: i64 = 200;
/// Greatest difference that escapes the eye, in thousandths.
const UNSEEN: i64 = 5;

/// Fits the 字 of `with` among those of `face`: their boxes are as large on average, and as high.
/// Ink boxes are measured, since the boxes in OS/2 and BASE are alike in faces that are not.
pub(super) fn han(face: &Face, with: &Face) -> FaceFit {
    let both = |c: &char| ink(face, *c).is_some() && ink(with, *c).is_some();
    let shared: Vec<char> = SAMPLE.chars().filter(both).collect();
    if shared.len() >= ENOUGH {
        by_boxes(face, &shared, with, &shared)
    } else {
        apart(face, with)
    }
}

/// Fits faces that have no 字 in common, such as one of rare characters only: by a sample of each.
fn apart(face: &Face, with: &Face) -> FaceFit {
    by_boxes(face, &spread(face.han()), with, &spread(with.han()))
}

fn by_boxes(face: &Face, own: &[char], with: &Face, others: &[char]) -> FaceFit {
    boxes(face, own)
        .zip(boxes(with, others))
        .map_or(FaceFit::SAME, |(own, other)| {
            let size = (own.side * 1000 / other.side.max(1)).clamp(SIZES.0, SIZES.1);
            fit(size, own.middle - other.middle * size / 1000)
        })
}

/// Fits letters and figures of `with` among those of `face`: on its baseline, small letters and
/// capitals together as high as its own, which were drawn to go with its 字.
pub(super) fn latin(face: &Face, with: &Face) -> FaceFit {
    match (heights(face), heights(with)) {
        (Some(own), Some(other)) => fit((own * 1000 / other.max(1)).clamp(SIZES.0, SIZES.1), 0),
        _ => FaceFit::SAME,
    }
}

fn fit(size: i64, raise: i64) -> FaceFit {
    let raise = raise.clamp(-RAISE, RAISE);
    if (size - 1000).abs() < UNSEEN && raise.abs() < UNSEEN {
        return FaceFit::SAME;
    }
    FaceFit {
        size: Em::ONE.scale(size, 1000),
        raise: Em::ONE.scale(raise, 1000),
    }
}

/// The mean of several boxes, in thousandths of an em.
struct Boxes {
    /// Half the sum of width and height.
    side: i64,
    /// Height of the middle above the baseline.
    middle: i64,
}

fn boxes(face: &Face, characters: &[char]) -> Option<Boxes> {
    let inks: Vec<[i64; 4]> = characters.iter().filter_map(|c| ink(face, *c)).collect();
    let count = inks.len() as i64 * 2;
    let mean = |of: fn(&[i64; 4]) -> i64| inks.iter().map(of).sum::<i64>() / count.max(1);
    let side = mean(|[left, bottom, right, top]| right - left + top - bottom);
    (side > 0).then(|| Boxes {
        side,
        middle: mean(|[_, bottom, _, top]| bottom + top),
    })
}

/// Returns the heights of x and H added, in thousandths of an em.
fn heights(face: &Face) -> Option<i64> {
    let top = |c: char| Some(ink(face, c)?[3]).filter(|top| *top > 0);
    Some(top('x')? + top('H')?)
}

/// Returns the box of a character's ink in thousandths of an em: left, bottom, right, top.
fn ink(face: &Face, character: char) -> Option<[i64; 4]> {
    let em = i64::from(face.units_per_em()).max(1);
    Some(
        face.ink_box(face.glyph(character)?)?
            .map(|units| i64::from(units) * 1000 / em),
    )
}

/// Returns a sample of evenly spaced characters.
fn spread(all: Vec<char>) -> Vec<char> {
    let step = all.len().div_ceil(MOST).max(1);
    all.into_iter().step_by(step).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fonts::Fonts;
    use super::*;

    /// A sample of each face gives nearly the same fit as shared 字 do.
    #[test]
    fn faces_that_share_nothing_are_fitted_by_what_each_has() {
        let fonts = Fonts::bundled();
        let face = |name: &str| fonts.face(fonts.find(name).expect("is bundled"));
        for (own, with) in [("song", "kai"), ("kai", "hei"), ("song-heavy", "song")] {
            let (shared, alone) = (han(face(own), face(with)), apart(face(own), face(with)));
            let near = |a: Em, b: Em| (a.to_f64() - b.to_f64()).abs() < 0.03;
            assert!(
                near(shared.size, alone.size) && near(shared.raise, alone.raise),
                "{own} {with}: {shared:?} {alone:?}"
            );
        }
        let rare: Vec<char> = face("song")
            .han()
            .into_iter()
            .filter(|c| u32::from(*c) >= 0x20000)
            .collect();
        assert!(rare.len() > 150 && spread(rare).len() <= MOST);
    }
}
