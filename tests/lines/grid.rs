//! The 字 grid 纵横对齐.

use duikai::line::place;
use duikai::text::{Break, Class};

use super::{Len, SIZE, each_setting};

/// Every Han stands a whole number of em from the line's start. What holds of
/// lines is less than elsewhere: none passes its measure, gaps open by whole
/// cells or not at all, and what the cells cannot take stays blank at the end.
#[test]
fn every_han_stands_on_the_grid() {
    let (mut seen, mut full) = (0, 0);
    each_setting(|par, _, lines| {
        if !par.style.grid {
            return;
        }
        for line in lines {
            let placed = place(par, line);
            let end = placed[placed.len() - 1].right;
            assert!(line.hung || end <= line.measure, "{}", par.text);
            full += usize::from(end + SIZE > line.measure);
            for pair in placed.windows(2) {
                let gap = pair[1].left - pair[0].right;
                assert!(
                    gap >= Len::ZERO && gap.units() % SIZE.units() == 0,
                    "{gap}: {}",
                    par.text
                );
            }
            // A word parted because no slot holds it, or in a style that
            // divides words, begins its line in mid-cell.
            if line.forced
                || line.clusters.start > 0
                    && par.clusters[line.clusters.start - 1].after >= Break::Inside
            {
                continue;
            }
            for piece in placed
                .iter()
                .filter(|piece| par.clusters[piece.cluster].class == Class::Han)
            {
                assert_eq!(
                    (piece.left - line.indent).units() % SIZE.units(),
                    0,
                    "{}",
                    par.text
                );
                seen += 1;
            }
        }
    });
    assert!(seen > 3_000 && full > 300, "{seen} {full}");
}
