//! The cost of a line.
//!
//! Prefix sums over a paragraph make the fit of any range of clusters to any measure a
//! constant-time question, and all breakers use the same one.

use std::ops::Range;

use crate::geom::{Em, Len};
use crate::style::{Align, Lang, LineEndMarks, ParStyle, Writing};
use crate::text::{Break, Class, Cluster, Gap, ShapedPar};

/// Number of groups of blank that a tight line shrinks, in this order (CLREQ §3.5): the mark at the
/// line's end, word spaces, 间隔号, brackets, commas, Han–Latin gaps, stops; and last 字距 between
/// characters, which is this house's own and off unless a style allows it.
pub(super) const SHRINK_GROUPS: usize = 8;

pub(super) const LINE_END: usize = 0;
const WORD: usize = 1;
const MIDDLE: usize = 2;
const BRACKET: usize = 3;
const COMMA: usize = 4;
pub(super) const LATIN: usize = 5;
const STOP: usize = 6;
pub(super) const CLOSE_UP: usize = 7;

/// Cost of one em of each group if all of it is taken; half of it costs half as much. A line that
/// takes a little everywhere is seen less than one that takes all of one gap beside a line that
/// takes none; a squeezed mark is seen less than letterspacing.
const SHRINK_PRICE: [i64; CLOSE_UP] = [0, 1, 1, 2, 10, 10, 22];

/// Number of kinds of gap that a loose line opens: word spaces; Han–Latin gaps and gaps beside
/// marks; all others (CLREQ §3.5; those beside marks are this house's own and off unless a style
/// allows them).
pub(super) const STRETCH_GROUPS: usize = 4;

/// Cost of one em of each of the first three if they open to their limits; halfway costs half as
/// much. Figures set off by half an em on one line and by nothing on the next are seen first of
/// all.
const STRETCH_PRICE: [i64; 3] = [1, 50, 4];

/// By what the square of the opening of all gaps is divided, beside the prices above: gaps between
/// characters that open alike are seen less than a comma that gapes.
const EVERY_GAP: i64 = 1430;

/// Prefix sums: totals over the first clusters.
#[derive(Clone, Copy, Default)]
struct Sums {
    width: Len,
    shrink: [Len; SHRINK_GROUPS],
    gaps: [i64; STRETCH_GROUPS],
    inner: i64,
    /// One past the last cluster so far that is no blank.
    shown: usize,
}

impl Sums {
    /// Adds the next cluster.
    fn add(&mut self, cluster: &Cluster, style: &ParStyle, at: usize) {
        self.width += cluster.width + cluster.gap;
        let give = gives(cluster, style);
        self.shrink[give.group] += give.lead + give.trail;
        self.shrink[LATIN] += give.gap;
        self.shrink[CLOSE_UP] += give.close_up;
        if let Some(kind) = kind_of(cluster.gap_kind) {
            self.gaps[kind] += 1;
        }
        self.inner += i64::from(cluster.gap_kind == Gap::Inner);
        if !cluster.class.is_empty() {
            self.shown = at + 1;
        }
    }
}

/// What the end of a line takes from its fit, wherever the line begins.
#[derive(Clone, Copy)]
pub(super) struct Ending {
    /// End of the shown clusters.
    shown_end: usize,
    /// Width that is not set there, less that of a hyphen.
    width: Len,
    /// Shrinkability of the last cluster and its gap that is not taken.
    give: Shrink,
    /// The trail of a last mark, which gives nothing inside its group.
    trail: Len,
    /// Part of it that the line's end gives instead.
    line_end: Len,
    /// Kind of the gap that no character follows.
    gap_kind: Gap,
    /// The last mark, if it may hang from a line of more than one character.
    hang: Option<Hang>,
}

impl Ending {
    /// Returns the end of the shown clusters.
    pub fn shown_end(&self) -> usize {
        self.shown_end
    }

    /// Returns how much narrower than its clusters a line can be set because of its end.
    fn narrowing(&self) -> Len {
        let inside = self.width - self.give.gap - self.give.close_up - self.trail + self.line_end;
        match self.hang {
            Some(hang) => inside + hang.width - hang.lead.1 - hang.trail,
            None => inside,
        }
    }
}

/// What a search asks of every candidate, as prefix sums over a paragraph.
pub(super) struct Bounds {
    /// Minimum width.
    narrowest: Vec<Len>,
    /// Maximum width at an opening.
    widest: Vec<Len>,
    /// The widest hyphen of the paragraph, or more.
    hyphen: Len,
}

impl Bounds {
    /// Returns an upper bound of the width of clusters `from..to` on a line of their own if every
    /// gap is opened as far as the bounds were made for.
    pub fn widest(&self, from: usize, to: usize) -> Len {
        self.widest[to] - self.widest[from] + self.hyphen
    }

    /// Returns [`LineFit::narrowest`] of a line from cluster `from` on with this ending.
    /// Only for lines of more than one shown cluster.
    pub fn narrowest(&self, from: usize, ending: &Ending) -> Len {
        self.narrowest[ending.shown_end] - self.narrowest[from] - ending.narrowing()
    }
}

/// A paragraph prepared for fitting.
pub(super) struct LineFitter<'a> {
    pub par: &'a ShapedPar,
    limits: [Len; STRETCH_GROUPS],
    base: usize,
    sums: Vec<Sums>,
}

/// The fit of a range of clusters to a measure.
#[derive(Clone, Copy, Debug)]
pub(super) struct LineFit {
    /// End of the shown clusters: trailing spaces are excluded.
    pub shown_end: usize,
    /// Natural width, before shrinking or stretching: edges trimmed, the hyphen of a divided word
    /// included.
    pub natural: Len,
    /// Shrinkability of each group.
    pub shrink: [Len; SHRINK_GROUPS],
    /// Number of gaps of each kind.
    pub gaps: [i64; STRETCH_GROUPS],
    /// Number of gaps inside words and numbers, which open if there is no other.
    pub inner: i64,
    /// The last mark, if it may hang.
    hang: Option<Hang>,
}

/// A mark at a line's end that may hang beyond it.
#[derive(Clone, Copy, Debug)]
struct Hang {
    /// Width that the line no longer has to hold.
    width: Len,
    /// Shrinkability that is lost with it, by group.
    lead: (usize, Len),
    trail: Len,
}

impl LineFit {
    /// Returns the number of gaps that share what is left when limits are reached: all but those
    /// inside words, or these if there are no others.
    pub fn open_gaps(&self) -> i64 {
        match self.gaps.iter().sum() {
            0 => self.inner,
            gaps => gaps,
        }
    }

    /// Returns the minimum width it can be set to.
    pub fn narrowest(&self) -> Len {
        let fit = self.hanging().unwrap_or(*self);
        fit.natural - fit.shrink.iter().copied().sum()
    }

    /// Returns the fit with its last mark beyond the line's end.
    pub fn hanging(&self) -> Option<LineFit> {
        let hang = self.hang?;
        let mut fit = LineFit {
            natural: self.natural - hang.width,
            hang: None,
            ..*self
        };
        fit.shrink[hang.lead.0] -= hang.lead.1;
        fit.shrink[LINE_END] -= hang.trail;
        Some(fit)
    }
}

/// The shrinkability of one cluster inside a line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shrink {
    /// Group of its own blank.
    pub group: usize,
    /// Blank before its ink.
    pub lead: Len,
    /// Blank after its ink.
    pub trail: Len,
    /// Part of the gap after it, in the group of Han–Latin gaps.
    pub gap: Len,
    /// Part of the gap after it, if characters close up.
    pub close_up: Len,
}

fn group_of(class: Class) -> Option<usize> {
    Some(match class {
        Class::Space => WORD,
        Class::Mid | Class::Slash => MIDDLE,
        Class::Open | Class::Close => BRACKET,
        Class::Comma => COMMA,
        Class::Stop => STOP,
        _ => return None,
    })
}

/// Returns the shrinkability of a cluster inside a line.
pub(super) fn gives(cluster: &Cluster, style: &ParStyle) -> Shrink {
    let mut give = Shrink::default();
    if let Some(group) = group_of(cluster.class) {
        give.group = group;
        (give.lead, give.trail) = (cluster.lead, cluster.trail);
    }
    if cluster.class == Class::Space {
        // A word space closes to ¼ em, a narrow one by a quarter of itself.
        let least = if style.lang == Lang::En {
            cluster.width.scale(3, 4)
        } else {
            Em::QUARTER.at(style.size).min(cluster.width)
        };
        give.trail = cluster.width - least;
    }
    if cluster.gap_kind == Gap::Latin {
        give.gap = (cluster.gap - style.latin_least.at(style.size)).max(Len::ZERO);
    }
    if matches!(cluster.gap_kind, Gap::Plain | Gap::Mark) && !style.grid {
        give.close_up = style.close_up.at(style.size);
    }
    give
}

/// Returns what becomes of the blank after the last mark of a line. On the mainland it is removed
/// (GB/T 15834 §5.1.10) unless a style says otherwise; in Japanese a full stop keeps it, elsewhere
/// commas do too, unless the line is tight.
pub(super) fn at_end(class: Class, style: &ParStyle) -> LineEndMarks {
    let trims = match style.lang {
        Lang::ZhCn | Lang::En | Lang::Ko => true,
        Lang::Ja => class != Class::Stop,
        Lang::ZhTw | Lang::ZhHk => class == Class::Close,
    };
    style.line_end_marks.unwrap_or(match trims {
        true => LineEndMarks::Half,
        false => LineEndMarks::WhenNeeded,
    })
}

impl<'a> LineFitter<'a> {
    /// Prepares the whole paragraph.
    pub fn new(par: &'a ShapedPar) -> LineFitter<'a> {
        LineFitter::over(par, 0..par.clusters.len())
    }

    /// Prepares some clusters of a paragraph; only those can be fitted.
    pub fn over(par: &'a ShapedPar, range: Range<usize>) -> LineFitter<'a> {
        let mut sums = Vec::with_capacity(range.len() + 1);
        let mut sum = Sums::default();
        sums.push(sum);
        let base = range.start;
        for at in range {
            sum.add(&par.clusters[at], &par.style, at);
            sums.push(sum);
        }
        LineFitter {
            par,
            limits: stretch_limits(par),
            base,
            sums,
        }
    }

    /// Prepares a single line and returns its fit with it; nothing else can be fitted.
    pub fn line(par: &'a ShapedPar, range: Range<usize>) -> (LineFitter<'a>, LineFit) {
        let fitter = LineFitter {
            par,
            limits: stretch_limits(par),
            base: 0,
            sums: Vec::new(),
        };
        // Blanks at its end are no part of a line.
        let clusters = &par.clusters[range.clone()];
        let shown = clusters.iter().rposition(|it| !it.class.is_empty());
        let end = range.start + shown.unwrap_or(0) + 1;
        let mut sum = Sums::default();
        for at in range.start..end {
            sum.add(&par.clusters[at], &par.style, at);
        }
        let ending = fitter.ending_at(end, range.end);
        let fit = fitter.fit_between(range.start, (&Sums::default(), &sum), &ending);
        (fitter, fit)
    }

    /// Returns the bounds of all lines, with every gap opened by `opening` at most.
    pub fn bounds(&self, opening: Em) -> Bounds {
        let style = &self.par.style;
        let opening = opening.at(style.size);
        let count = self.sums.len();
        let (mut narrowest, mut widest) = (Vec::with_capacity(count), Vec::with_capacity(count));
        for (nth, sum) in self.sums.iter().enumerate() {
            narrowest.push(sum.width - sum.shrink.iter().copied().sum());
            let first = (0..STRETCH_GROUPS - 1)
                .map(|kind| self.limits[kind] * sum.gaps[kind])
                .sum::<Len>();
            widest.push(sum.width + first + opening * nth as i64);
        }
        Bounds {
            narrowest,
            widest,
            // A hyphen is no wider than an em.
            hyphen: if self.par.hyphens.is_empty() {
                Len::ZERO
            } else {
                style.size
            },
        }
    }

    /// Returns the ending at `to` of every line that shows more than one cluster, or `None` if
    /// nothing is shown before `to`.
    pub fn ending(&self, to: usize) -> Option<Ending> {
        let end = self.sums[to - self.base].shown;
        (end > self.base).then(|| self.ending_at(end, to))
    }

    /// Returns the fit of clusters `from..to` on a line of their own.
    pub fn fit(&self, from: usize, to: usize) -> LineFit {
        // Blanks at its end are no part of a line.
        let end = self.sums[to - self.base].shown.max(from + 1);
        self.fit_to(from, &self.ending_at(end, to))
    }

    /// Returns the fit of the clusters from `from` to an ending after it.
    pub fn fit_to(&self, from: usize, ending: &Ending) -> LineFit {
        let sums = (
            &self.sums[from - self.base],
            &self.sums[ending.shown_end - self.base],
        );
        self.fit_between(from, sums, ending)
    }

    fn fit_between(&self, from: usize, (a, b): (&Sums, &Sums), ending: &Ending) -> LineFit {
        let first = &self.par.clusters[from];
        let mut fit = LineFit {
            shown_end: ending.shown_end,
            natural: b.width - a.width - ending.width,
            shrink: b.shrink,
            gaps: b.gaps,
            inner: b.inner - a.inner - i64::from(ending.gap_kind == Gap::Inner),
            hang: ending.hang.filter(|_| ending.shown_end > from + 1),
        };
        for (left, right) in fit.shrink.iter_mut().zip(a.shrink) {
            *left -= right;
        }
        for (left, right) in fit.gaps.iter_mut().zip(a.gaps) {
            *left -= right;
        }
        fit.shrink[LATIN] -= ending.give.gap;
        fit.shrink[CLOSE_UP] -= ending.give.close_up;
        if let Some(kind) = kind_of(ending.gap_kind) {
            fit.gaps[kind] -= 1;
        }
        // An opening mark loses its blank at the line's start.
        if first.class == Class::Open {
            fit.natural -= first.lead;
            fit.shrink[BRACKET] -= first.lead;
        }
        fit.shrink[ending.give.group] -= ending.trail;
        fit.shrink[LINE_END] += ending.line_end;
        fit
    }

    /// Returns the ending of a line whose last shown cluster is before `end`, and which ends at
    /// `to`.
    fn ending_at(&self, end: usize, to: usize) -> Ending {
        let clusters = &self.par.clusters;
        let style = &self.par.style;
        let last = &clusters[end - 1];
        let mut ending = Ending {
            shown_end: end,
            // No gap follows the last character.
            width: last.gap,
            give: gives(last, style),
            trail: Len::ZERO,
            line_end: Len::ZERO,
            gap_kind: last.gap_kind,
            hang: None,
        };
        if last.class.is_mark() && last.trail > Len::ZERO {
            ending.trail = last.trail;
            match at_end(last.class, style) {
                LineEndMarks::Half => ending.width += last.trail,
                LineEndMarks::WhenNeeded => ending.line_end = last.trail,
                LineEndMarks::Full => {}
            }
        }
        if let Some(hyphen) = self
            .par
            .hyphen(to - 1)
            .filter(|_| end == to && to < clusters.len())
        {
            ending.width -= hyphen.width;
        }
        // In Taiwan and Hong Kong marks hang in vertical lines alone (CLREQ §3.1.7).
        let hangs =
            !matches!(style.lang, Lang::ZhTw | Lang::ZhHk) || style.writing == Writing::Vertical;
        if style.hang_marks && hangs && end > 1 {
            let before = &clusters[end - 2];
            if matches!(last.class, Class::Comma | Class::Stop)
                && !before.class.is_mark()
                && may_hang(self.par.text_of(last))
            {
                let (trimmed, trail) = match at_end(last.class, style) {
                    LineEndMarks::Half => (last.trail, Len::ZERO),
                    LineEndMarks::WhenNeeded => (Len::ZERO, last.trail),
                    LineEndMarks::Full => (Len::ZERO, Len::ZERO),
                };
                ending.hang = Some(Hang {
                    width: last.width - trimmed,
                    lead: (ending.give.group, last.lead),
                    trail,
                });
            }
        }
        ending
    }

    /// Returns the cost of setting `fit` to exactly `measure` and whether its last mark hangs then,
    /// or `None` if it is impossible. Units: 70 is ten gaps each opened by ⅒ em.
    pub fn price(&self, fit: &LineFit, measure: Len) -> Option<(i64, bool)> {
        let inside = self
            .price_of(fit, measure - fit.natural)
            .map(|price| (price, false));
        let hung = fit
            .hanging()
            .and_then(|fit| self.price_of(&fit, measure - fit.natural))
            .map(|price| (price + HANG, true));
        [inside, hung].into_iter().flatten().min()
    }

    fn price_of(&self, fit: &LineFit, slack: Len) -> Option<i64> {
        if self.par.style.grid {
            return self.price_in_cells(fit, slack);
        }
        let size = self.par.style.size.units().max(1);
        let thousandths = |len: Len| len.units().saturating_mul(1000) / size;
        let price = |part: Len, whole: Len, weight: i64| match thousandths(part) {
            0 => 0,
            part => part.saturating_mul(part) / thousandths(whole).max(1) * weight,
        };
        if slack < Len::ZERO {
            let mut need = -slack;
            let mut sum = 0;
            for (give, weight) in fit.shrink.iter().zip(SHRINK_PRICE) {
                let take = need.min(*give);
                sum += price(take, *give, weight);
                need -= take;
            }
            let gaps: i64 = fit.gaps[2] + fit.gaps[3];
            let closing = thousandths(need / gaps.max(1));
            let closed = closing * closing * gaps / 1000;
            return (need <= fit.shrink[CLOSE_UP]).then_some(sum / 1000 + closed);
        }
        let opened = self.opened(fit, slack);
        let mut sum = 0;
        for (kind, weight) in STRETCH_PRICE
            .into_iter()
            .enumerate()
            .filter(|(kind, _)| fit.gaps[*kind] > 0)
        {
            sum += price(opened[kind], self.limits[kind] * fit.gaps[kind], weight);
        }
        let (rest, gaps) = (opened[STRETCH_GROUPS - 1], fit.open_gaps());
        let opening = thousandths(if gaps == 0 { rest } else { rest / gaps }).min(20_000);
        // Past a tenth of an em a reader sees the line itself.
        let seen = (opening - 80).max(0).pow(2) / 50;
        Some(sum / 1000 + opening * opening * gaps.max(1) / EVERY_GAP + seen)
    }

    /// Returns the cost of a line on the 字 grid: it opens by whole cells, beside Latin and marks
    /// only, and the rest stays blank at its end.
    fn price_in_cells(&self, fit: &LineFit, slack: Len) -> Option<i64> {
        let cells = slack.div_floor(self.par.style.size);
        let places = fit.gaps[1] + fit.gaps[2];
        (slack >= Len::ZERO).then(|| cells * cells * if places > 0 { 60 } else { 200 })
    }

    /// Returns how much of `slack` each kind of gap takes in total, the last what the others leave.
    /// Han–Latin gaps and gaps beside marks open together, each in proportion to its limit, so that
    /// neither gapes while the other is closed.
    pub fn opened(&self, fit: &LineFit, slack: Len) -> [Len; STRETCH_GROUPS] {
        let slack = slack.max(Len::ZERO);
        let most = |kind: usize| self.limits[kind] * fit.gaps[kind];
        let word = slack.min(most(0));
        let beside = most(1) + most(2);
        let taken = beside.min(slack - word);
        let latin = if taken == beside {
            most(1)
        } else {
            taken.scale(most(1).units(), beside.units())
        };
        [word, latin, taken - latin, slack - word - taken]
    }

    /// Returns whether a line of `fit` is shorter than a `measure` it should fill, because nothing
    /// in it can stretch. Last lines and those of the 字 grid need not fill theirs.
    pub fn stays_short(&self, fit: &LineFit, measure: Len, hung: bool, last: bool) -> bool {
        let style = &self.par.style;
        let fit = if hung {
            fit.hanging().unwrap_or(*fit)
        } else {
            *fit
        };
        let full = style.align == Align::Justify && !last && !style.grid;
        full && fit.open_gaps() == 0 && fit.natural < measure
    }

    /// Returns the width by which each gap opens once the kinds before it are at their limits.
    pub fn opening(&self, fit: &LineFit, slack: Len) -> Len {
        let (rest, gaps) = (self.opened(fit, slack)[STRETCH_GROUPS - 1], fit.open_gaps());
        if gaps == 0 { rest } else { rest / gaps }
    }
}

/// Cost of a hanging mark: it is visible in the margin, so it must save more than a little.
const HANG: i64 = 6;

/// Cost of a line shorter than its measure, which is seen more than any loose one.
pub(super) const SHORT: i64 = 10_000_000;
/// Cost of dividing a cluster of marks. This, dividing a unit, and a line beyond its measure each
/// cost more than any number of lesser faults, so that a rule is broken only where nothing else is
/// possible.
const PARTED_MARKS: i64 = 1_000_000_000;
const PARTED_UNIT: i64 = 100_000_000_000;
pub(super) const OVERFULL: i64 = 10_000_000_000_000;

fn kind_of(gap: Gap) -> Option<usize> {
    Some(match gap {
        Gap::Fixed | Gap::Inner => return None,
        Gap::Word => 0,
        Gap::Latin => 1,
        Gap::Mark => 2,
        Gap::Plain => 3,
    })
}

/// Returns the limits of stretching: word spaces open to ½ em, Han–Latin gaps and gaps beside marks
/// as far as the style says, all others without limit.
fn stretch_limits(par: &ShapedPar) -> [Len; STRETCH_GROUPS] {
    let style = &par.style;
    let word = (style.size / 2 - par.word_space).max(Len::ZERO);
    let latin = (style.latin_most.at(style.size) - style.latin_gap.at(style.size)).max(Len::ZERO);
    [word, latin, style.mark_stretch.at(style.size), Len::MAX]
}

/// Returns whether a mark may hang (CLREQ §3.1.7).
fn may_hang(text: &str) -> bool {
    matches!(text, "，" | "、" | "。" | "．")
}

/// Returns the cost of ending a line after a cluster, including that of a second hyphen in a row.
pub(super) fn break_price(par: &ShapedPar, from: usize, to: usize) -> i64 {
    match par.clusters[to - 1].after {
        _ if to == par.clusters.len() => 0,
        Break::Allowed => 0,
        Break::Poor => 40,
        Break::Power => 100,
        Break::Unit => 200,
        Break::Inside => 900,
        Break::Hyphen => {
            60 + if from > 0 && par.clusters[from - 1].after == Break::Hyphen {
                120
            } else {
                0
            }
        }
        Break::Divided => 1_500,
        Break::Last => PARTED_MARKS,
        Break::Barred => PARTED_UNIT,
    }
}

/// Returns the cost of a short last line: 孤字, one Han and its mark, …… or ——, is to be mended
/// wherever possible; two look poor.
pub(super) fn short_last_line(par: &ShapedPar, from: usize, to: usize) -> i64 {
    let counts = |cluster: &&Cluster| {
        !cluster.class.is_mark() && !cluster.class.is_empty() && cluster.class != Class::Duo
    };
    match par.clusters[from..to].iter().filter(counts).take(3).count() {
        _ if from == 0 => 0,
        0 => 3_000,
        1 => 2_500,
        2 => 12,
        _ => 0,
    }
}

/// Whether a line that ends before cluster `to` ends between two blanks. A
/// line takes all the blanks that follow it: ending earlier is never better,
/// and a long run of them would be as many ways to end.
pub(super) fn amid_blanks(par: &ShapedPar, to: usize) -> bool {
    let blank = |at: usize| par.clusters.get(at).is_some_and(|it| it.class.is_empty());
    blank(to) && blank(to - 1)
}
