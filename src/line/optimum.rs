//! Total-fit line breaking (after Knuth and Plass) over CJK glue and
//! arbitrary slot measures.

use super::cost::{
    Bounds, LineFit, LineFitter, OVERFULL, SHORT, amid_blanks, break_price, short_last_line,
};
use super::model::{Line, Measures};
use crate::geom::{Em, Len};
use crate::style::Align;
use crate::text::{Break, ShapedPar};

/// A node of the search: a break, reached the cheapest way.
struct Node {
    /// Number of clusters before it.
    at: usize,
    /// Number of lines before it.
    lines: usize,
    /// Total cost of those lines.
    cost: i64,
    /// Start of the last of them.
    from: usize,
    /// Measure of the line after them, less its indent.
    measure: Len,
    /// True if the last of them hangs its last mark.
    hung: bool,
}

/// The tolerance of a pass.
#[derive(Clone, Copy, PartialEq)]
enum Tolerance {
    /// Legal breaks, no very loose line.
    Strict,
    /// Legal breaks, and words hyphenated even if the style does not; lines of any looseness.
    Loose,
    /// Also breaks inside clusters of marks.
    Parted,
    /// Any break: a unit is wider than its slot.
    Forced,
}

/// Opening of gaps beyond which a line is very loose.
const LOOSE: Em = Em::QUARTER;
/// Cost of a line: of two settings otherwise equal the shorter wins.
const LINE: i64 = 1;

/// Breaks a paragraph into lines with the least total cost. Deterministic; linear in the
/// paragraph's length.
pub(super) fn optimum(fitter: &LineFitter<'_>, slots: Measures<'_>) -> Vec<Line> {
    search_from(fitter, slots, 0, 0).unwrap_or_default()
}

/// Breaks a paragraph from cluster `start` on, which begins line `line`.
pub(super) fn search_from(
    fitter: &LineFitter<'_>,
    slots: Measures<'_>,
    start: usize,
    line: usize,
) -> Option<Vec<Line>> {
    let bounds = fitter.bounds(LOOSE);
    [
        Tolerance::Strict,
        Tolerance::Loose,
        Tolerance::Parted,
        Tolerance::Forced,
    ]
    .into_iter()
    .find_map(|pass| search((fitter, &bounds), slots, pass, start, line))
}

pub(super) fn indent_of(par: &ShapedPar, line: usize) -> Len {
    if line == 0 {
        par.style.indent.at(par.style.size)
    } else {
        par.style.hang.at(par.style.size)
    }
}

/// Creates line `nth` of a paragraph from clusters `from..to`.
pub(super) fn line_of(
    fitter: &LineFitter<'_>,
    slots: Measures<'_>,
    (from, to): (usize, usize),
    nth: usize,
    hung: bool,
) -> Line {
    let par = fitter.par;
    let (indent, measure) = (indent_of(par, nth), slots.measure(nth));
    let last = to == par.clusters.len();
    Line {
        clusters: from..to,
        indent,
        measure,
        last,
        forced: !last && par.clusters[to - 1].after >= Break::Last,
        short: fitter.stays_short(&fitter.fit(from, to), measure - indent, hung, last),
        hung,
        hyphen: if last { None } else { par.hyphen(to - 1) },
    }
}

fn is_justified(par: &ShapedPar) -> bool {
    matches!(par.style.align, Align::Justify | Align::Spread)
}

fn search(
    (fitter, bounds): (&LineFitter<'_>, &Bounds),
    slots: Measures<'_>,
    pass: Tolerance,
    start: usize,
    line: usize,
) -> Option<Vec<Line>> {
    let par = fitter.par;
    let count = par.clusters.len();
    let settled = slots.settled();
    let strict = pass == Tolerance::Strict && is_justified(par) && !par.style.grid;
    let measure_of = |line: usize| slots.measure(line) - indent_of(par, line);
    // No line but the first has less to fill.
    let hang = par.style.hang.at(par.style.size);
    let least = slots.known.iter().copied().min();
    let least = least.map_or(slots.rest, |least| least.min(slots.rest)) - hang;
    let mut reached = vec![Node {
        at: start,
        lines: line,
        measure: measure_of(line),
        cost: 0,
        from: 0,
        hung: false,
    }];
    let mut active = vec![0_usize];
    let mut found: Vec<Node> = Vec::new();
    for to in start + 1..=count {
        let after = if to == count {
            Break::Allowed
        } else {
            par.clusters[to - 1].after
        };
        let legal = match pass {
            Tolerance::Strict => after < Break::Divided,
            Tolerance::Loose => after < Break::Last,
            Tolerance::Parted => after < Break::Barred,
            Tolerance::Forced => true,
        };
        if !legal || amid_blanks(par, to) {
            continue;
        }
        // All but the places just before it share the ending.
        let ending = fitter.ending(to);
        // Only a second hyphen in a row costs more.
        let least_break = break_price(par, 0, to);
        // The shortest measure that the clusters from some place did not fill:
        // those from a later place do not fill it, nor a longer one.
        let mut unfilled: Option<Len> = None;
        // Places too far back to reach any later one are dropped.
        let (mut nth, mut kept) = (0, 0);
        while let Some(&node) = active.get(nth) {
            let begin = &reached[node];
            let measure = begin.measure;
            if strict && to < count {
                let too_short = unfilled.is_some_and(|unfilled| measure >= unfilled);
                if too_short || bounds.widest(begin.at, to) < measure {
                    if !too_short {
                        unfilled = Some(measure);
                    }
                    if measure <= least {
                        // Nor do those after it fill theirs.
                        break;
                    }
                    active[kept] = node;
                    (nth, kept) = (nth + 1, kept + 1);
                    continue;
                }
            }
            nth += 1;
            let (narrowest, single, fit) = match &ending {
                Some(ending) if ending.shown_end() > begin.at + 1 => {
                    (bounds.narrowest(begin.at, ending), false, None)
                }
                _ => {
                    let fit = fitter.fit(begin.at, to);
                    (fit.narrowest(), true, Some(fit))
                }
            };
            if narrowest > measure && !(single && pass == Tolerance::Forced) {
                continue;
            }
            active[kept] = node;
            kept += 1;
            let lines = begin.lines + 1;
            // No line costs less than the break after it.
            let floor = begin.cost + LINE + least_break;
            let alike = |other: &Node| other.lines.min(settled) == lines.min(settled);
            if found
                .iter()
                .any(|other| alike(other) && other.cost <= floor)
            {
                continue;
            }
            let fit = match (fit, &ending) {
                (Some(fit), _) => fit,
                (None, Some(ending)) => fitter.fit_to(begin.at, ending),
                (None, None) => fitter.fit(begin.at, to),
            };
            if let Some((price, hung)) = price(fitter, &fit, measure, begin.at, to, pass) {
                let cost = begin.cost + price + LINE;
                let way = Node {
                    at: to,
                    lines,
                    measure: measure_of(lines),
                    cost,
                    from: node,
                    hung,
                };
                match found.iter_mut().find(|other| alike(other)) {
                    Some(other) if other.cost <= cost => {}
                    Some(other) => *other = way,
                    None => found.push(way),
                }
            }
        }
        active.drain(kept..nth);
        for node in found.drain(..) {
            reached.push(node);
            active.push(reached.len() - 1);
        }
        if active.is_empty() {
            return None;
        }
    }
    let best = reached
        .iter()
        .enumerate()
        .filter(|(_, node)| node.at == count)
        .min_by_key(|(_, node)| (node.cost, node.lines))?
        .0;
    Some(trace(&reached, best, fitter, slots))
}

fn price(
    fitter: &LineFitter<'_>,
    fit: &LineFit,
    measure: Len,
    from: usize,
    to: usize,
    pass: Tolerance,
) -> Option<(i64, bool)> {
    let par = fitter.par;
    let last = to == par.clusters.len();
    let justified = is_justified(par);
    let ragged = (last && par.style.align != Align::Spread) || !justified;
    let (price, hung) = if ragged && fit.natural <= measure {
        // A ragged line is as good as it is full; centred lines should be even.
        let even = ((measure - fit.natural).units() * 100 / measure.units().max(1)).pow(2) / 20;
        (
            if last && par.style.align != Align::Centre {
                0
            } else {
                even
            },
            false,
        )
    } else {
        match fitter.price(fit, measure) {
            Some(priced) => priced,
            None if pass == Tolerance::Forced => (OVERFULL, false),
            None => return None,
        }
    };
    if pass == Tolerance::Strict && justified && !last && fit.natural < measure && !par.style.grid {
        let opening = fitter.opening(fit, measure - fit.natural);
        if opening > LOOSE.at(par.style.size) {
            return None;
        }
    }
    let short = match fitter.stays_short(fit, measure, hung, last) {
        true if pass == Tolerance::Strict => return None,
        true => SHORT,
        false if last => short_last_line(par, from, to),
        false => 0,
    };
    Some((price + break_price(par, from, to) + short, hung))
}

fn trace(reached: &[Node], best: usize, fitter: &LineFitter<'_>, slots: Measures<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut node = best;
    while node != 0 {
        let (to, from) = (&reached[node], &reached[reached[node].from]);
        lines.push(line_of(
            fitter,
            slots,
            (from.at, to.at),
            from.lines,
            to.hung,
        ));
        node = to.from;
    }
    lines.reverse();
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::{Lang, LineEndMarks, Marks, ParStyle, Writing};
    use crate::text::{Class, Cluster, Gap, Orientation};

    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, below: usize) -> usize {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as usize % below
        }
    }

    /// A paragraph of clusters of every class, width and gap.
    fn paragraph(dice: &mut Dice) -> ShapedPar {
        let size = Len::pt(9);
        let lang = [Lang::ZhCn, Lang::ZhTw, Lang::Ja, Lang::En][dice.roll(4)];
        let style = ParStyle {
            align: [Align::Justify, Align::Spread, Align::Start, Align::Centre][dice.roll(4)],
            line_end_marks: [
                None,
                Some(LineEndMarks::Half),
                Some(LineEndMarks::WhenNeeded),
                Some(LineEndMarks::Full),
            ][dice.roll(4)],
            hang_marks: dice.roll(2) == 0,
            grid: dice.roll(6) == 0,
            marks: Marks::LineEnd,
            close_up: Em::ratio(dice.roll(2) as i32, 50),
            mark_stretch: Em::ratio(dice.roll(2) as i32, 10),
            indent: Em::ratio(dice.roll(3) as i32, 1),
            hang: Em::ratio(dice.roll(2) as i32, 1),
            writing: [Writing::Horizontal, Writing::Vertical][dice.roll(2)],
            ..ParStyle::plain(Default::default(), size, size * 3 / 2, lang)
        };
        let classes = [
            Class::Han,
            Class::Han,
            Class::Han,
            Class::Stop,
            Class::Comma,
            Class::Open,
            Class::Close,
            Class::Mid,
            Class::Latin,
            Class::Digit,
            Class::Space,
            Class::Blank,
            Class::Duo,
        ];
        let count = 1 + dice.roll(90);
        let text = "。".repeat(count);
        let clusters = (0..count).map(|at| {
            let class = classes[dice.roll(classes.len())];
            let blank = if class.is_mark() { size / 2 } else { Len::ZERO };
            let (lead, trail) = match class {
                Class::Open => (blank, Len::ZERO),
                Class::Mid => (blank / 2, blank / 2),
                _ => (Len::ZERO, blank),
            };
            Cluster {
                start: 3 * at as u32,
                end: 3 * at as u32 + 3,
                class,
                font: style.font,
                size,
                stance: Orientation::Level,
                dotted: false,
                lined: 0,
                waved: 0,
                framed: 0,
                glyphs: 0..0,
                width: if class.is_western() {
                    size.scale(1 + dice.roll(9) as i64, 10)
                } else {
                    size
                },
                lead,
                trail,
                cut: Len::ZERO,
                gap: size.scale(dice.roll(3) as i64, 8),
                gap_kind: [
                    Gap::Plain,
                    Gap::Plain,
                    Gap::Mark,
                    Gap::Latin,
                    Gap::Word,
                    Gap::Inner,
                    Gap::Fixed,
                ][dice.roll(7)],
                after: [
                    Break::Allowed,
                    Break::Allowed,
                    Break::Allowed,
                    Break::Poor,
                    Break::Unit,
                    Break::Inside,
                    Break::Hyphen,
                    Break::Last,
                    Break::Barred,
                ][dice.roll(9)],
            }
        });
        ShapedPar {
            clusters: clusters.collect(),
            text,
            glyphs: Vec::new(),
            missing: Vec::new(),
            lighter: Vec::new(),
            hyphens: Vec::new(),
            word_space: size / 4,
            dot: None,
            readings: Vec::new(),
            style,
        }
    }

    /// The search that fits and prices every candidate.
    fn plain(
        fitter: &LineFitter<'_>,
        slots: Measures<'_>,
        pass: Tolerance,
        start: usize,
        line: usize,
    ) -> Option<Vec<Line>> {
        let par = fitter.par;
        let count = par.clusters.len();
        let settled = slots.settled();
        let measure_of = |line: usize| slots.measure(line) - indent_of(par, line);
        let node = |at: usize, lines: usize, cost: i64, from: usize, hung: bool| Node {
            at,
            lines,
            cost,
            from,
            measure: measure_of(lines),
            hung,
        };
        let mut reached = vec![node(start, line, 0, 0, false)];
        let mut active = vec![0_usize];
        for to in start + 1..=count {
            let after = par.clusters[to - 1].after;
            let limit = match pass {
                Tolerance::Strict => Break::Hyphen,
                Tolerance::Loose => Break::Divided,
                Tolerance::Parted => Break::Last,
                Tolerance::Forced => Break::Barred,
            };
            if to < count && after > limit || amid_blanks(par, to) {
                continue;
            }
            let mut found: Vec<Node> = Vec::new();
            active.retain(|&from| {
                let begin = &reached[from];
                let fit = fitter.fit(begin.at, to);
                let single = fit.shown_end == begin.at + 1;
                if fit.narrowest() > begin.measure && !(single && pass == Tolerance::Forced) {
                    return false;
                }
                let priced = price(fitter, &fit, begin.measure, begin.at, to, pass);
                if let Some((price, hung)) = priced {
                    let (lines, cost) = (begin.lines + 1, begin.cost + price + LINE);
                    let way = node(to, lines, cost, from, hung);
                    match found
                        .iter_mut()
                        .find(|other| other.lines.min(settled) == lines.min(settled))
                    {
                        Some(other) if other.cost <= cost => {}
                        Some(other) => *other = way,
                        None => found.push(way),
                    }
                }
                true
            });
            for node in found {
                reached.push(node);
                active.push(reached.len() - 1);
            }
            if active.is_empty() {
                return None;
            }
        }
        let ends = reached.iter().enumerate();
        let best = ends
            .filter(|(_, node)| node.at == count)
            .min_by_key(|(_, node)| (node.cost, node.lines))?;
        Some(trace(&reached, best.0, fitter, slots))
    }

    /// Bounds and shared endings leave out only what could not be chosen.
    #[test]
    fn a_bounded_search_finds_what_a_plain_one_finds() {
        let mut dice = Dice(2021);
        let mut set = [0; 4];
        for _ in 0..4000 {
            let par = paragraph(&mut dice);
            let fitter = LineFitter::new(&par);
            let bounds = fitter.bounds(LOOSE);
            let mut measure = || par.style.size * (3 + dice.roll(14) as i64);
            let beyond = measure();
            let measures: Vec<Len> = (0..4).map(|_| measure()).collect();
            let slots = Measures {
                known: &measures[..dice.roll(5)],
                rest: beyond,
            };
            let start = dice.roll(par.clusters.len()).min(dice.roll(8));
            let line = if start == 0 { 0 } else { dice.roll(3) };
            for (nth, pass) in [
                Tolerance::Strict,
                Tolerance::Loose,
                Tolerance::Parted,
                Tolerance::Forced,
            ]
            .into_iter()
            .enumerate()
            {
                let bounded = search((&fitter, &bounds), slots, pass, start, line);
                assert_eq!(
                    bounded,
                    plain(&fitter, slots, pass, start, line),
                    "{slots:?} {start} {line} {par:?}"
                );
                set[nth] += usize::from(bounded.is_some());
            }
        }
        assert!(set.iter().all(|set| *set > 300), "{set:?}");
    }

    /// A line by itself fits as it does among the others of its paragraph.
    #[test]
    fn a_line_alone_fits_as_in_its_paragraph() {
        let mut dice = Dice(1231);
        for _ in 0..2000 {
            let par = paragraph(&mut dice);
            let fitter = LineFitter::new(&par);
            let from = dice.roll(par.clusters.len());
            let to = from + 1 + dice.roll(par.clusters.len() - from);
            let alone = LineFitter::line(&par, from..to).1;
            assert_eq!(
                format!("{alone:?}"),
                format!("{:?}", fitter.fit(from, to)),
                "{from} {to} {par:?}"
            );
        }
    }
}
