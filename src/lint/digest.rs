//! What rules of the whole edition need to know of a page, apart from its forme.

use super::folio::folio;
use super::lines::rows;
use super::proofs::Proofs;
use super::sheet::{LintSheet, PlacedStory};
use crate::asset::PictureId;
use crate::diag::{Code, Span};
use crate::edition::StoryId;
use crate::geom::{Axes, Folio, LegSpace, PageSpace, Rect};
use crate::story::Story;

/// What rules of the whole edition need to know of a page.
#[derive(Clone, Debug)]
pub struct PageDigest {
    /// The page's number.
    pub(super) number: Folio,
    /// Which way its text runs.
    pub(super) axes: Axes,
    /// Its stories, sidebars after the story that holds them.
    pub(super) stories: Vec<StoryDigest>,
    /// Its pictures that have a slot.
    pub(super) figures: Vec<FigureDigest>,
    /// Where its number is printed.
    pub(super) folio: Option<Rect<PageSpace>>,
}

/// One story on a page.
#[derive(Clone, Debug)]
pub(super) struct StoryDigest {
    pub id: String,
    pub origin: u32,
    /// Where its slot is written.
    pub span: Option<Span>,
    /// Origin of the story that it is inside of.
    pub within: Option<u32>,
    /// Its story, unless its slot is not known, and which part of it.
    pub slot: Option<(StoryId, usize)>,
    pub rect: Rect<LegSpace>,
    /// Rows of text.
    pub rows: usize,
    /// Its first line: whether that is a heading, and its characters.
    pub first: Option<(bool, String)>,
    /// Its last line.
    pub last: Option<(Rect<LegSpace>, String)>,
    /// What its copy is told from other copy by.
    pub runs: Runs,
}

/// One picture slot on a page.
#[derive(Clone, Debug)]
pub(super) struct FigureDigest {
    /// Where it is written.
    pub span: Span,
    pub pictures: Vec<PictureId>,
    pub rect: Rect<LegSpace>,
}

impl PageDigest {
    pub(super) fn of(proofs: &Proofs<'_>, sheet: &LintSheet<'_>) -> PageDigest {
        PageDigest {
            number: sheet.page.number,
            axes: sheet.page.grid.axes,
            stories: sheet
                .stories
                .iter()
                .map(|story| StoryDigest::of(proofs, sheet, story))
                .collect(),
            figures: sheet
                .figures
                .iter()
                .filter_map(|figure| {
                    let slot = figure.slot?;
                    Some(FigureDigest {
                        span: slot.span,
                        pictures: slot.all().collect(),
                        rect: figure.rect,
                    })
                })
                .collect(),
            folio: folio(sheet),
        }
    }

    /// Bytes of memory, about.
    pub fn weight(&self) -> usize {
        let story =
            |story: &StoryDigest| 400 + size_of::<u64>() * (story.runs.sorted.len() + WORDS);
        self.stories.iter().map(story).sum::<usize>() + 120 * self.figures.len()
    }

    /// The story whose slot has this origin.
    pub(super) fn story(&self, origin: u32) -> Option<&StoryDigest> {
        self.stories.iter().find(|story| story.origin == origin)
    }
}

impl StoryDigest {
    fn of(proofs: &Proofs<'_>, sheet: &LintSheet<'_>, story: &PlacedStory<'_>) -> StoryDigest {
        let copy = story
            .slot
            .filter(|slot| slot.part == 0)
            .and_then(|slot| proofs.edition.stories.get(&slot.story));
        let least = proofs.limit(Code::DuplicateStory, "chars") as usize;
        let lines = || story.legs.iter().flat_map(|leg| &leg.lines);
        StoryDigest {
            id: story.id.to_owned(),
            origin: story.origin.0,
            span: proofs.span(story.origin),
            within: story.within.map(|at| sheet.stories[at].origin.0),
            slot: story.slot.map(|slot| (slot.story, slot.part)),
            rect: story.rect,
            rows: story.legs.iter().map(|leg| rows(&leg.lines)).sum(),
            first: lines()
                .next()
                .map(|line| (line.heading.is_some(), line.text.clone())),
            last: lines().last().map(|line| (line.rect, line.text.clone())),
            runs: copy.map_or_else(Runs::default, |copy| Runs::of(copy, least)),
        }
    }
}

/// Number of characters in a run that two articles are compared by.
const RUN: usize = 6;
/// Words of the table of bits.
const WORDS: usize = 64;

/// The runs of six characters in an article's body, as numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Runs {
    /// Each once, rising.
    sorted: Vec<u64>,
    /// A bit for each, by its lower bits; two may share one.
    bits: Vec<u64>,
    /// How many bits are set.
    set: usize,
}

impl Runs {
    /// Those of an article of at least so many characters; none of a shorter
    /// one. Marks and blanks do not count.
    fn of(story: &Story, least: usize) -> Runs {
        let text: Vec<char> = story
            .body
            .iter()
            .flat_map(|block| block.text.text.chars())
            .filter(|c| c.is_alphanumeric())
            .collect();
        if text.len() < least {
            return Runs::default();
        }
        // FNV-1a: the same on every machine.
        let number = |run: &[char]| {
            run.iter().fold(0xcbf2_9ce4_8422_2325_u64, |sum, c| {
                (sum ^ u64::from(u32::from(*c))).wrapping_mul(0x100_0000_01b3)
            })
        };
        let mut sorted: Vec<u64> = text.windows(RUN).map(number).collect();
        sorted.sort_unstable();
        sorted.dedup();
        let mut bits = vec![0_u64; WORDS];
        for run in &sorted {
            let bit = *run as usize % (WORDS * 64);
            bits[bit / 64] |= 1 << (bit % 64);
        }
        let set = bits.iter().map(|word| word.count_ones() as usize).sum();
        Runs { sorted, bits, set }
    }

    /// Whether `share` per cent of the shorter one's runs are in the other.
    pub fn near(&self, other: &Runs, share: usize) -> bool {
        let (short, long) = if self.sorted.len() <= other.sorted.len() {
            (self, other)
        } else {
            (other, self)
        };
        let wanted = short.sorted.len() * share;
        if short.sorted.is_empty() {
            return false;
        }
        // Runs in common share a bit; of those that share one, all but the
        // first of each bit may be in common as well. Mostly that is too few.
        let shared: usize = short
            .bits
            .iter()
            .zip(&long.bits)
            .map(|(a, b)| (a & b).count_ones() as usize)
            .sum();
        if (shared + short.sorted.len() - short.set) * 100 < wanted {
            return false;
        }
        let (mut common, mut rest) = (0, long.sorted.as_slice());
        for run in &short.sorted {
            // Of two that are alike the next is as a rule the same.
            let near = rest.len().min(8);
            let at = match rest[..near].iter().position(|other| other >= run) {
                Some(at) => at,
                None => near + rest[near..].partition_point(|other| other < run),
            };
            rest = &rest[at..];
            common += usize::from(rest.first() == Some(run));
        }
        common * 100 >= wanted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(sorted: &[u64]) -> Runs {
        let mut bits = vec![0_u64; WORDS];
        for run in sorted {
            let bit = *run as usize % (WORDS * 64);
            bits[bit / 64] |= 1 << (bit % 64);
        }
        let set = bits.iter().map(|word| word.count_ones() as usize).sum();
        Runs {
            sorted: sorted.to_vec(),
            bits,
            set,
        }
    }

    /// Whatever the numbers, the bits forbid nothing that counting allows.
    #[test]
    fn the_bits_only_spare_the_counting() {
        let mut state = 7_u64;
        let mut roll = |sides: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % sides
        };
        for _ in 0..2000 {
            let sides = 1 + roll(20_000);
            let mut draw = || -> Vec<u64> {
                let mut drawn: Vec<u64> = (0..roll(60)).map(|_| roll(sides)).collect();
                drawn.sort_unstable();
                drawn.dedup();
                drawn
            };
            let (a, b) = (draw(), draw());
            let common = a.iter().filter(|run| b.contains(run)).count();
            let shorter = a.len().min(b.len());
            let near = shorter > 0 && common * 100 >= shorter * 70;
            assert_eq!(runs(&a).near(&runs(&b), 70), near, "{a:?} {b:?}");
            assert_eq!(runs(&b).near(&runs(&a), 70), near, "{b:?} {a:?}");
        }
    }
}
