//! Headline decks 题: lines broken, balanced and fitted to their width.

use crate::geom::Len;
use crate::line::{Line, Slots, break_};
use crate::style::ParStyle;
use crate::text::{Rich, ShapedPar, Shaper, headline_words};

/// One deck as given: kicker, headline, deck or summary.
#[derive(Clone, Debug)]
pub struct Deck {
    /// Its lines as the copy has them.
    pub lines: Vec<Rich>,
    /// How it is set at its full size.
    pub style: ParStyle,
    /// How far it may shrink.
    pub least: Len,
    /// How many lines one line of copy may become.
    pub max_lines: usize,
}

/// One set line of a deck.
#[derive(Clone, Debug)]
pub struct DeckLine {
    /// Which line of the copy it belongs to.
    pub source: usize,
    /// The shaped text.
    pub par: ShapedPar,
    /// The line.
    pub line: Line,
}

/// A deck fitted to its width.
#[derive(Clone, Debug)]
pub struct SetDeck {
    /// Its lines, top to bottom.
    pub lines: Vec<DeckLine>,
    /// The size it is set in.
    pub size: Len,
    /// Baseline to baseline.
    pub leading: Len,
    /// Characters by which the worst line is too wide at the least size; zero when all fit.
    pub over_chars: usize,
}

impl SetDeck {
    /// From the top of the first line's em box to the foot of the last's.
    pub fn height(&self) -> Len {
        if self.lines.is_empty() { Len::ZERO } else { self.size + self.leading * (self.lines.len() as i64 - 1) }
    }
}

/// How many steps lie between the full and the least size.
const STEPS: i64 = 24;
/// A headline shrinks by one part in so many at most to stay on one line.
const SHRINKS: i64 = 16;

/// Fits a deck to `width`: the largest size at which every line fits. A line
/// of copy with a space in it first tries to stay whole by shrinking a little;
/// then it breaks at the space its writer put 首选断点, or evenly between
/// phrases when the style allows more lines than the copy has.
pub fn set_deck(shaper: &mut Shaper<'_>, deck: &Deck, width: Len) -> SetDeck {
    let full = deck.style.size;
    let least = deck.least.min(full);
    if let Some(whole) = set_whole(shaper, deck, width, full, least) {
        return whole;
    }
    let mut last = None;
    for step in 0..=STEPS {
        let size = full - (full - least).scale(step, STEPS);
        let set = set_at(shaper, deck, width, size);
        if set.over_chars == 0 {
            return set;
        }
        last = Some(set);
        if full == least {
            break;
        }
    }
    last.unwrap_or_else(|| set_at(shaper, deck, width, least))
}

/// A deck whose lines of copy have spaces and stay whole all the same, a
/// sixteenth smaller at most.
fn set_whole(shaper: &mut Shaper<'_>, deck: &Deck, width: Len, full: Len, least: Len) -> Option<SetDeck> {
    let spaced = |text: &Rich| text.exchanged(wide_space).text().contains('\u{3000}');
    if !deck.lines.iter().any(spaced) {
        return None;
    }
    let smallest = least.max(full - full / SHRINKS);
    let tried = (0..=STEPS).map(|step| full - (full - smallest).scale(step, STEPS));
    let sets: Vec<Len> = if full == smallest { vec![full] } else { tried.collect() };
    sets.into_iter().find_map(|size| {
        let set = set_at(shaper, deck, width, size);
        let whole = |at: usize| set.lines.iter().filter(|line| line.source == at).count() <= 1;
        let kept = deck.lines.iter().enumerate().all(|(at, text)| !spaced(text) || whole(at));
        (set.over_chars == 0 && kept).then_some(set)
    })
}

fn set_at(shaper: &mut Shaper<'_>, deck: &Deck, width: Len, size: Len) -> SetDeck {
    let leading = deck.style.leading.scale(size.units(), deck.style.size.units().max(1));
    let style = ParStyle { size, leading, ..deck.style.clone() };
    let mut set = SetDeck { lines: Vec::new(), size, leading, over_chars: 0 };
    for (source, text) in deck.lines.iter().enumerate() {
        set_source(shaper, deck, &style, width, source, text, &mut set);
    }
    set
}

fn set_source(shaper: &mut Shaper<'_>, deck: &Deck, style: &ParStyle, width: Len, source: usize, text: &Rich, set: &mut SetDeck) {
    // On one line an inner space is one em wide.
    let wide = text.exchanged(wide_space);
    let whole = shaper.shape(wide.line(), style);
    if ink_width(&whole) <= width {
        push(set, source, whole, width);
        return;
    }
    let phrases = wide.split('\u{3000}');
    if phrases.len() > 1 && phrases.len() <= deck.max_lines {
        let pars: Vec<ShapedPar> = phrases.iter().map(|phrase| shaper.shape(phrase.line(), style)).collect();
        if pars.iter().all(|par| ink_width(par) <= width) {
            for par in pars {
                push(set, source, par, width);
            }
            return;
        }
    }
    if deck.max_lines > 1 {
        // Words stay whole where that is possible at all.
        let words = headline_words(wide.text(), style.lang).into_iter().collect();
        let worded = shaper.shape(wide.clone().keeping(words).line(), style);
        let lines = even_lines(&worded, width);
        if lines.len() <= deck.max_lines && lines.iter().all(|line| !line.forced) {
            set.lines.extend(lines.into_iter().map(|line| DeckLine { source, par: worded.clone(), line: Line { measure: width, ..line } }));
            return;
        }
    }
    let lines = even_lines(&whole, width);
    if lines.len() <= deck.max_lines {
        set.lines.extend(lines.into_iter().map(|line| DeckLine { source, par: whole.clone(), line: Line { measure: width, ..line } }));
        return;
    }
    let over = ink_width(&whole) - width * deck.max_lines as i64;
    set.over_chars = set.over_chars.max(over.div_ceil(style.size).max(1) as usize);
    push(set, source, whole, width);
}

/// A space between Chinese made one em wide; one beside Latin stays.
fn wide_space(before: Option<char>, c: char, after: Option<char>) -> char {
    let narrow = |beside: Option<char>| beside.is_none_or(|c| c.is_ascii());
    if c == ' ' && !narrow(before) && !narrow(after) { '\u{3000}' } else { c }
}

fn push(set: &mut SetDeck, source: usize, par: ShapedPar, width: Len) {
    let line = Line { measure: width, ..Line::whole(&par) };
    if !line.clusters.is_empty() {
        set.lines.push(DeckLine { source, par, line });
    }
}

/// The width without the blanks that line edges take.
fn ink_width(par: &ShapedPar) -> Len {
    let edges = par.clusters.first().map_or(Len::ZERO, |first| first.lead) + par.clusters.last().map_or(Len::ZERO, |last| last.trail);
    par.natural_width() - edges
}

/// As few lines as `width` allows, and these as even as can be.
fn even_lines(par: &ShapedPar, width: Len) -> Vec<Line> {
    let at = |measure: Len| break_(par, Slots { measures: &[], beyond: measure });
    let fewest = at(width).len();
    let (mut low, mut high) = (width / (fewest as i64).max(1), width);
    while high - low > par.style.size / 4 {
        let middle = (low + high) / 2;
        let lines = at(middle);
        if lines.len() <= fewest && lines.iter().all(|line| !line.forced) {
            high = middle;
        } else {
            low = middle;
        }
    }
    at(high)
}
