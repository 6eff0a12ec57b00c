//! How one face stands among the characters of another: a character that the
//! chosen face lacks, or figures and letters of a face of their own.

use super::face::Face;
use crate::geom::Em;

/// How large and how high a face is set among another's characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaceFit {
    /// Its size against that of the other.
    pub size: Em,
    /// How far it is raised, in em of the other.
    pub raise: Em,
}

impl FaceFit {
    /// The same size on the same baseline.
    pub const SAME: FaceFit = FaceFit {
        size: Em::ONE,
        raise: Em::ZERO,
    };
}

/// What a house says of a pair of faces; what it leaves out is measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// [`FaceFit::size`].
    pub size: Option<Em>,
    /// [`FaceFit::raise`].
    pub raise: Option<Em>,
}

impl Pair {
    /// The pair over what was measured.
    pub(super) fn over(self, measured: FaceFit) -> FaceFit {
        FaceFit {
            size: self.size.unwrap_or(measured.size),
            raise: self.raise.unwrap_or(measured.raise),
        }
    }
}

/// Characters whose boxes are compared: open and closed, plain and dense.
const SAMPLE: &str = "国永东東和的人中大上年日月四口鼻警灵鹰袋今力";
/// Fewer than these in common say nothing.
const ENOUGH: usize = 4;
/// As many of its own stand for a face that shares none with the other.
const MOST: usize = 64;
/// No measured size is smaller or larger, in thousandths.
const SIZES: (i64, i64) = (750, 1333);
/// Nor is anything raised or lowered by more, in thousandths.
const RAISE: i64 = 200;
/// What the eye does not see, in thousandths.
const UNSEEN: i64 = 5;

/// Han 字 of `with` among those of `face`: their boxes are as large on the
/// whole, and as high. Boxes of ink are measured, since the boxes that OS/2
/// and BASE tell are alike in faces that are not.
pub(super) fn han(face: &Face, with: &Face) -> FaceFit {
    let both = |c: &char| ink(face, *c).is_some() && ink(with, *c).is_some();
    let shared: Vec<char> = SAMPLE.chars().filter(both).collect();
    if shared.len() >= ENOUGH {
        by_boxes(face, &shared, with, &shared)
    } else {
        apart(face, with)
    }
}

/// The same for faces that have no 字 in common, such as one of rare ones
/// alone: some of each, from all it has.
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

/// Letters and figures of `with` among those of `face`: on its baseline, small
/// letters and capitals together as high as its own, which were drawn to go
/// with its 字.
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

/// The mean of some boxes, in thousandths of an em.
struct Boxes {
    /// Half their width and height together.
    side: i64,
    /// Their middle above the baseline.
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

/// The heights of x and H together, in thousandths of an em.
fn heights(face: &Face) -> Option<i64> {
    let top = |c: char| Some(ink(face, c)?[3]).filter(|top| *top > 0);
    Some(top('x')? + top('H')?)
}

/// The box of a character's ink in thousandths of an em: left, bottom, right, top.
fn ink(face: &Face, character: char) -> Option<[i64; 4]> {
    let em = i64::from(face.units_per_em()).max(1);
    Some(
        face.ink_box(face.glyph(character)?)?
            .map(|units| i64::from(units) * 1000 / em),
    )
}

/// A few of many, one in so many.
fn spread(all: Vec<char>) -> Vec<char> {
    let step = all.len().div_ceil(MOST).max(1);
    all.into_iter().step_by(step).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fonts::Fonts;
    use super::*;

    /// What 字 in common tell, some of each face tell nearly as well.
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
