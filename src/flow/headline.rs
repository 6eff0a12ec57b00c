//! Headline decks 题: lines broken, balanced and fitted to their width.

use std::collections::BTreeMap;

use crate::geom::Len;
use crate::line::{Line, Measures, break_lines};
use crate::style::{Align, Lang, ParStyle};
use crate::text::{Break, Class, Cluster, Rich, Seam, ShapedPar, Shaper, seams};

/// A deck to set: kicker, headline, deck or summary.
#[derive(Clone, Debug)]
pub struct Deck {
    /// Lines, as in the copy.
    pub lines: Vec<Rich>,
    /// Style at its full size.
    pub style: ParStyle,
    /// Minimum size to which it may shrink.
    pub min_size: Len,
    /// Maximum number of lines that one line of the copy may be broken into.
    pub max_lines: usize,
}

/// A set line of a deck.
#[derive(Clone, Debug)]
pub struct DeckLine {
    /// Index of its line in the copy.
    pub source: usize,
    /// The shaped text.
    pub par: ShapedPar,
    /// The line.
    pub line: Line,
}

/// A deck fitted to its width.
#[derive(Clone, Debug)]
pub struct SetDeck {
    /// Lines, top to bottom.
    pub lines: Vec<DeckLine>,
    /// The size it is set in.
    pub size: Len,
    /// Baseline to baseline.
    pub leading: Len,
    /// Number of characters by which the worst line is too wide at the minimum size; zero if all
    /// fit.
    pub over_chars: usize,
}

impl SetDeck {
    /// Returns the height from the top of the first line's em box to the foot of the last's.
    pub fn height(&self) -> Len {
        if self.lines.is_empty() {
            Len::ZERO
        } else {
            self.size + self.leading * (self.lines.len() as i64 - 1)
        }
    }
}

/// Number of steps between the full and the minimum size.
const STEPS: i64 = 24;
/// Denominator of the largest reduction by which a headline shrinks to stay on one line.
const SHRINKS: i64 = 16;

/// A line of copy prepared for all sizes.
struct Source {
    /// Characters, with a preferred break 首选断点 one em wide.
    text: Rich,
    /// Offsets at which no line should break.
    seams: Vec<(usize, Seam)>,
    /// True if it has a preferred break.
    spaced: bool,
}

/// The faults of a setting, compared in this order, the gravest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Faults {
    /// Number of lines of copy that do not fit.
    over: usize,
    /// Number of Latin words split.
    latin: usize,
    /// Number of lines that break where they should not, by [`Seam`].
    seams: [usize; 4],
    /// Number of spaces inside a line of a headline that has several.
    blanks: usize,
}

impl std::ops::AddAssign for Faults {
    fn add_assign(&mut self, other: Faults) {
        self.over += other.over;
        self.latin += other.latin;
        self.seams
            .iter_mut()
            .zip(other.seams)
            .for_each(|(all, one)| *all += one);
        self.blanks += other.blanks;
    }
}

/// Fits a deck to `width`: the largest size at which every line fits and ends where it should. A
/// line of copy with a space in it first tries to stay whole by shrinking a little; then it breaks
/// at the space its writer put 首选断点, and at other places between words if it must and the style
/// allows more lines than the copy has. Words are split only if no size of the style avoids it, and
/// then as few and as long ones as possible.
pub fn set_deck(shaper: &mut Shaper<'_>, deck: &Deck, width: Len) -> SetDeck {
    let full = deck.style.size;
    let least = deck.min_size.min(full);
    let sources: Vec<Source> = deck
        .lines
        .iter()
        .map(|line| Source::new(line, deck.style.lang))
        .collect();
    if sources.iter().any(|source| source.spaced)
        && let Some(whole) = sizes(full, least.max(full - full / SHRINKS)).find_map(|size| {
            let (set, faults) = set_at(shaper, deck, &sources, width, size);
            let whole = |at: usize| set.lines.iter().filter(|line| line.source == at).count() <= 1;
            let kept = sources
                .iter()
                .enumerate()
                .all(|(at, source)| !source.spaced || whole(at));
            (faults == Faults::default() && kept).then_some(set)
        })
    {
        return whole;
    }
    let mut best: Option<(Faults, SetDeck)> = None;
    for size in sizes(full, least) {
        let (set, faults) = set_at(shaper, deck, &sources, width, size);
        let sound = faults == Faults::default();
        // What is too wide is told of the least size.
        if best.as_ref().is_none_or(|(fewest, _)| {
            faults < *fewest || fewest.over > 0 && faults.over >= fewest.over
        }) {
            best = Some((faults, set));
        }
        if sound {
            break;
        }
    }
    best.map_or_else(
        || set_at(shaper, deck, &sources, width, least).0,
        |(_, set)| set,
    )
}

/// Iterates over the sizes from the full one to the minimum.
fn sizes(full: Len, least: Len) -> impl Iterator<Item = Len> {
    let steps = if full == least { 0 } else { STEPS };
    (0..=steps).map(move |step| full - (full - least).scale(step, STEPS))
}

impl Source {
    fn new(line: &Rich, lang: Lang) -> Source {
        let text = if matches!(lang, Lang::En | Lang::Ko) {
            line.clone()
        } else {
            line.exchanged(wide_space)
        };
        let seams = seams(text.text(), lang);
        let spaced = text.text().contains('\u{3000}');
        Source {
            text,
            seams,
            spaced,
        }
    }
}

fn set_at(
    shaper: &mut Shaper<'_>,
    deck: &Deck,
    sources: &[Source],
    width: Len,
    size: Len,
) -> (SetDeck, Faults) {
    let leading = deck
        .style
        .leading
        .scale(size.units(), deck.style.size.units().max(1));
    let style = ParStyle {
        size,
        leading,
        ..deck.style.clone()
    };
    let mut set = SetDeck {
        lines: Vec::new(),
        size,
        leading,
        over_chars: 0,
    };
    let mut all = Faults::default();
    for (at, source) in sources.iter().enumerate() {
        let par = shaper.shape(source.text.line(), &style);
        if par.clusters.is_empty() {
            continue;
        }
        let lines = if style.align == Align::Justify {
            // A summary 提要 set to its measure is text.
            let lines = break_lines(
                &par,
                Measures {
                    known: &[],
                    rest: width,
                },
            );
            (lines.len() <= deck.max_lines).then_some((Faults::default(), lines))
        } else {
            best_lines(&par, &source.seams, width, deck.max_lines)
        };
        let (faults, lines) = lines.unwrap_or_else(|| {
            let setter = Setter {
                par: &par,
                seams: &source.seams,
                width,
            };
            let lines = phrases(&par, width, deck.max_lines);
            let upper_bound_width = lines
                .iter()
                .map(|line| setter.width(line.clusters.start, line.clusters.end))
                .max()
                .unwrap_or_default();
            set.over_chars = set
                .over_chars
                .max((upper_bound_width - width).div_ceil(size).max(1) as usize);
            (
                Faults {
                    over: 1,
                    ..Faults::default()
                },
                lines,
            )
        });
        all += faults;
        set.lines.extend(lines.into_iter().map(|line| DeckLine {
            source: at,
            par: par.clone(),
            line,
        }));
    }
    (set, all)
}

/// Returns the lines of a headline that is too wide at any size: its phrases, or all of it if they
/// are too many.
fn phrases(par: &ShapedPar, width: Len, most: usize) -> Vec<Line> {
    let count = par.clusters.len();
    let blanks = (1..count).filter(|at| par.clusters[at - 1].class == Class::Blank);
    let ends: Vec<usize> = blanks.chain([count]).collect();
    if ends.len() > most {
        return vec![Line {
            measure: width,
            ..Line::whole(par)
        }];
    }
    let starts = [0].into_iter().chain(ends.iter().copied());
    starts
        .zip(&ends)
        .map(|(from, to)| Line {
            clusters: from..*to,
            measure: width,
            last: *to == count,
            ..Line::whole(par)
        })
        .collect()
}

/// A node of the search: a place where a line may break.
#[derive(Clone, Copy)]
struct Node {
    faults: Faults,
    /// Number of breaks that may be inside a word.
    doubts: usize,
    /// Sum of the squared differences of the lines before it from full: least if they are even.
    uneven: i64,
    /// Start of the last of them.
    from: usize,
}

/// A line of copy at one size.
struct Setter<'a> {
    par: &'a ShapedPar,
    seams: &'a [(usize, Seam)],
    width: Len,
}

/// Returns the lines with the least faults; of those as few as `width` allows, and these as even as
/// possible. `None` if they are more than `most`.
fn best_lines(
    par: &ShapedPar,
    seams: &[(usize, Seam)],
    width: Len,
    most: usize,
) -> Option<(Faults, Vec<Line>)> {
    let setter = Setter { par, seams, width };
    let count = par.clusters.len();
    let start = Node {
        faults: Faults::default(),
        doubts: 0,
        uneven: 0,
        from: 0,
    };
    // What can be reached with no line, with one, with two …
    let mut rows = vec![BTreeMap::from([(0, start)])];
    for row in 0..most {
        let mut next = BTreeMap::new();
        for (from, reached) in &rows[row] {
            setter.go_on(*from, reached, &mut next);
        }
        if next.is_empty() {
            break;
        }
        rows.push(next);
    }
    let ends = rows
        .iter()
        .enumerate()
        .filter_map(|(lines, row)| Some((lines, row.get(&count)?)));
    let (lines, end) =
        ends.min_by_key(|(lines, end)| (end.faults, *lines, end.doubts, end.uneven))?;
    let mut to = count;
    let mut found: Vec<Line> = (1..=lines)
        .rev()
        .map(|line| {
            let from = rows[line].get(&to).map_or(0, |reached| reached.from);
            let inner = to < count;
            let hyphen = if inner { par.hyphen(to - 1) } else { None };
            let line = Line {
                clusters: from..to,
                indent: Len::ZERO,
                measure: width,
                last: !inner,
                forced: false,
                short: false,
                hung: false,
                hyphen,
            };
            to = from;
            line
        })
        .collect();
    found.reverse();
    Some((end.faults, found))
}

impl Setter<'_> {
    /// Adds all the lines that may begin at `from`.
    fn go_on(&self, from: usize, before: &Node, next: &mut BTreeMap<usize, Node>) {
        let count = self.par.clusters.len();
        for to in from + 1..=count {
            let set = self.width(from, to);
            if set - self.gives(from, to) > self.width {
                break;
            }
            let mut way = Node { from, ..*before };
            if to < count && !self.note_end(to, &mut way) {
                continue;
            }
            if (from, to) != (0, count) {
                way.faults.blanks += self
                    .shown(from, to)
                    .iter()
                    .filter(|cluster| cluster.class == Class::Blank)
                    .count();
            }
            let left = (self.width - set).max(Len::ZERO).units() * 100
                / self.par.style.size.units().max(1);
            way.uneven += left * left;
            let cost = |way: &Node| (way.faults, way.doubts, way.uneven);
            match next.get_mut(&to) {
                Some(other) if cost(other) <= cost(&way) => {}
                Some(other) => *other = way,
                None => drop(next.insert(to, way)),
            }
        }
    }

    /// Records the faults of a line that ends before cluster `to`; returns false if none may.
    fn note_end(&self, to: usize, way: &mut Node) -> bool {
        let (last, first) = (&self.par.clusters[to - 1], &self.par.clusters[to]);
        let seam = match last.after {
            Break::Barred if last.class.is_western() && first.class.is_western() => {
                way.faults.latin += 1;
                return true;
            }
            Break::Barred => return false,
            Break::Divided => {
                way.faults.latin += 1;
                return true;
            }
            Break::Last | Break::Inside | Break::Power | Break::Unit => Some(Seam::Number),
            Break::Hyphen => Some(Seam::Word),
            Break::Allowed | Break::Poor => self
                .seams
                .binary_search_by_key(&(last.end as usize), |(at, _)| *at)
                .ok()
                .map(|found| self.seams[found].1),
        };
        match seam {
            Some(Seam::Singles) => way.doubts += 1,
            Some(seam) => way.faults.seams[seam as usize] += 1,
            None => {}
        }
        true
    }

    /// Returns the clusters of a line without the blank ones at its end.
    fn shown(&self, from: usize, to: usize) -> &[Cluster] {
        let clusters = &self.par.clusters[from..to];
        let blank = clusters
            .iter()
            .rev()
            .take_while(|cluster| cluster.class.is_empty())
            .count();
        &clusters[..clusters.len() - blank]
    }

    /// Returns the shrinkability of a line: the word spaces of English, and the blanks of marks
    /// inside it.
    fn gives(&self, from: usize, to: usize) -> Len {
        let shown = self.shown(from, to);
        let (Some(first), Some(last)) = (shown.first(), shown.last()) else {
            return Len::ZERO;
        };
        let spaces = shown
            .iter()
            .filter(|cluster| cluster.class == Class::Space && self.par.style.lang == Lang::En);
        let marks = shown.iter().filter(|cluster| cluster.class.is_mark());
        let blanks: Len = marks.map(|mark| mark.lead + mark.trail).sum();
        let edge = |cluster: &Cluster, blank: Len| {
            if cluster.class.is_mark() {
                blank
            } else {
                Len::ZERO
            }
        };
        spaces.map(|space| space.width / 4).sum::<Len>() + blanks
            - edge(first, first.lead)
            - edge(last, last.trail)
    }

    /// Returns the width of a line without the blanks removed at its edges.
    fn width(&self, from: usize, to: usize) -> Len {
        let shown = self.shown(from, to);
        let (Some(first), Some(last)) = (shown.first(), shown.last()) else {
            return Len::ZERO;
        };
        let all: Len = shown
            .iter()
            .map(|cluster| cluster.width + cluster.gap)
            .sum();
        let hyphen = self
            .par
            .hyphen(to - 1)
            .filter(|_| to < self.par.clusters.len())
            .map_or(Len::ZERO, |hyphen| hyphen.width);
        all - last.gap - first.lead - last.trail + hyphen
    }
}

/// Widens a space between Chinese to one em; one beside Latin stays.
fn wide_space(before: Option<char>, c: char, after: Option<char>) -> char {
    let narrow = |beside: Option<char>| beside.is_none_or(|c| c.is_ascii());
    if c == ' ' && !narrow(before) && !narrow(after) {
        '\u{3000}'
    } else {
        c
    }
}
