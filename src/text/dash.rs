//! The dash 破折号 —— of faces that draw it as two.

use super::class::Class;
use super::par::{Cluster, Orientation, ShapedPar};
use crate::asset::Fonts;
use crate::geom::Len;

/// Moves the two dashes of a 破折号 together until they form one line (GB/T 15834 §5.1.4): a face
/// may draw — shorter than its em. Both keep their cells, and the line is centred in them.
pub(super) fn join(par: &mut ShapedPar, fonts: &Fonts) {
    let mut at = 0;
    while at < par.clusters.len() {
        let first = &par.clusters[at];
        let follows = |next: &&Cluster| {
            par.text_of(next) == par.text_of(first)
                && (next.font, next.size, next.stance) == (first.font, first.size, first.stance)
        };
        let dash = first.class == Class::Duo
            && matches!(par.text_of(first), "—" | "―")
            && first.glyphs.len() == 1;
        let length = if dash {
            par.clusters[at..].iter().take_while(follows).count()
        } else {
            1
        };
        if length == 2 {
            let half = overlap(par, first, fonts) / 2;
            for (cluster, by) in [(at, half), (at + 1, -half)] {
                let cluster = &par.clusters[cluster];
                let glyph = &mut par.glyphs[cluster.glyphs.start as usize];
                if cluster.stance == Orientation::Upright {
                    glyph.y += by
                } else {
                    glyph.x += by
                }
            }
        }
        at += length;
    }
}

/// Returns by how much a dash must move towards the one after it: the white between the two, plus
/// their thickness, since their ends may be round. Zero for those that overlap as drawn.
fn overlap(par: &ShapedPar, cluster: &Cluster, fonts: &Fonts) -> Len {
    let face = fonts.face(cluster.font);
    let Some(ink) = face.ink_box(par.glyphs[cluster.glyphs.start as usize].id) else {
        return Len::ZERO;
    };
    let [left, bottom, right, top] = ink.map(|edge| face.to_len(i32::from(edge), cluster.size));
    let (along, thick) = if cluster.stance == Orientation::Upright {
        (top - bottom, right - left)
    } else {
        (right - left, top - bottom)
    };
    let white = cluster.width + cluster.gap - along;
    // What is no line is not made one.
    if white >= Len::ZERO && thick * 4 < along {
        white + thick
    } else {
        Len::ZERO
    }
}
