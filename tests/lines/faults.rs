//! Rules fall and lines stay short only where no other setting is to be had.

use duikai::line::{Line, Measures, break_lines, strain};
use duikai::style::ParStyle;
use duikai::text::{Break, Gap, RichLine, ShapedPar, Shaper};

use super::{Dice, Len, SIZE, copy, fonts, style, treats};

/// Units parted, clusters of marks parted, lines that stay short.
type Faults = (u32, u32, u32);

/// What a line from one cluster to another has of them; `None` when it does not
/// fit its measure at all.
fn faults_of(par: &ShapedPar, from: usize, to: usize, measure: Len) -> Option<Faults> {
    let last = to == par.clusters.len();
    let indent = if from == 0 {
        par.style.indent
    } else {
        par.style.hang
    }
    .at(SIZE);
    let hyphen = if last { None } else { par.hyphen(to - 1) };
    let line = Line {
        clusters: from..to,
        indent,
        measure,
        last,
        forced: false,
        short: false,
        hung: false,
        hyphen,
    };
    let set = strain(par, &line);
    if set.badness == 1_000_000 {
        return None;
    }
    if last {
        return Some((0, 0, 0));
    }
    let shown = to
        - par.clusters[from + 1..to]
            .iter()
            .rev()
            .take_while(|cluster| cluster.class.is_empty())
            .count();
    let solid = par.clusters[from..shown - 1]
        .iter()
        .all(|cluster| cluster.gap_kind == Gap::Fixed);
    let after = par.clusters[to - 1].after;
    Some((
        u32::from(after == Break::Barred),
        u32::from(after == Break::Last),
        u32::from(solid && !par.style.grid && set.natural < measure),
    ))
}

/// The least there are in any setting of a paragraph, by trying all.
fn least(par: &ShapedPar, measure: Len) -> Option<Faults> {
    let mut reached: Vec<Option<Faults>> = vec![None; par.clusters.len() + 1];
    reached[0] = Some((0, 0, 0));
    for to in 1..reached.len() {
        for from in (0..to).rev().take(40) {
            let (Some(so_far), Some(one)) = (reached[from], faults_of(par, from, to, measure))
            else {
                continue;
            };
            let all = (so_far.0 + one.0, so_far.1 + one.1, so_far.2 + one.2);
            reached[to] = Some(reached[to].map_or(all, |other| other.min(all)));
        }
    }
    reached[par.clusters.len()]
}

#[test]
fn no_other_setting_has_fewer_faults() {
    let fonts = fonts();
    let mut shaper = Shaper::new(&fonts);
    let mut dice = Dice(41);
    let (mut parted, mut short) = (0, 0);
    for _ in 0..500 {
        let style = ParStyle {
            ..style(&fonts, &mut dice)
        };
        let (pieces, wide) = (1 + dice.roll(30), dice.roll(4) == 0);
        let copy = copy(&mut dice, style.lang, pieces, wide);
        let treats = treats(&mut dice, &copy);
        let par = shaper.shape(
            RichLine {
                treats: &treats,
                ..RichLine::plain(&copy)
            },
            &style,
        );
        let measure = SIZE / 2 * (8 + dice.roll(9) as i64);
        let lines = break_lines(
            &par,
            Measures {
                known: &[],
                rest: measure,
            },
        );
        let ends = |after: Break| {
            lines
                .iter()
                .filter(|line| !line.last && par.clusters[line.clusters.end - 1].after == after)
                .count() as u32
        };
        let ours = (
            ends(Break::Barred),
            ends(Break::Last),
            lines.iter().filter(|line| line.short).count() as u32,
        );
        assert_eq!(
            lines.iter().filter(|line| line.forced).count() as u32,
            ours.0 + ours.1
        );
        assert_eq!(
            Some(ours),
            least(&par, measure),
            "{:?} {:?}: {}",
            style.breaker,
            measure / SIZE.units(),
            par.text
        );
        parted += ours.0 + ours.1;
        short += ours.2;
    }
    assert!(parted > 10 && short > 3, "{parted} {short}");
}
