//! The strict 字 grid 纵横对齐 (CLREQ §3.1.4): every cluster fills whole cells.

use super::par::{Cluster, Gap, ShapedPar};
use crate::geom::Len;

/// Widens every word and number to whole em, half of the blank before and half after it, and every
/// other cluster narrower than an em to one em, so that each Han that follows is on the grid.
pub(super) fn fill_cells(par: &mut ShapedPar) {
    let size = par.style.size;
    let western = |cluster: &Cluster| cluster.class.is_western();
    let mut at = 0;
    while at < par.clusters.len() {
        let length = par.clusters[at..]
            .iter()
            .take_while(|cluster| western(cluster))
            .count()
            .max(1);
        let run = &mut par.clusters[at..at + length];
        let natural: Len = run.iter().map(|cluster| cluster.width).sum();
        let blank = size * natural.div_ceil(size).max(1) - natural;
        run[0].width += blank / 2;
        run[0].cut -= blank / 2;
        run[length - 1].width += blank - blank / 2;
        run.iter_mut().for_each(|cluster| cluster.gap = Len::ZERO);
        at += length;
    }
    for at in 0..par.clusters.len() {
        let beside_mark =
            |cluster: Option<&Cluster>| cluster.is_some_and(|cluster| cluster.class.is_mark());
        if par.clusters[at].gap_kind == Gap::Plain
            && (beside_mark(par.clusters.get(at)) || beside_mark(par.clusters.get(at + 1)))
        {
            par.clusters[at].gap_kind = Gap::Mark;
        }
    }
}
