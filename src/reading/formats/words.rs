//! Lines cut into the stretches that files of text know: words, and within them stretches of one
//! style.

use std::collections::BTreeSet;

use super::super::model::{Par, ReadBlock, ReadChar, Reading};
use crate::asset::{FontId, Fonts};
use crate::geom::{Len, PageSpace, Rect};
use crate::ink::Ink;

/// How a stretch is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Style {
    pub font: FontId,
    /// Size in hundredths of a point.
    pub size: i64,
    pub ink: [u8; 3],
    pub bold: bool,
}

impl Style {
    pub fn of(read: &ReadChar, fonts: &Fonts) -> Style {
        Style {
            font: read.font,
            size: super::unit::hundredths(read.size),
            ink: rgb(read.ink),
            bold: is_bold(read.font, fonts),
        }
    }

    /// Whether a reader sees the two as one: the face may differ, as that of Latin among Han does.
    fn looks_like(&self, other: &Style) -> bool {
        (self.size, self.ink, self.bold) == (other.size, other.ink, other.bold)
    }
}

fn is_bold(font: FontId, fonts: &Fonts) -> bool {
    fonts.face(font).weight() >= 600
}

/// The RGB of an ink as proofs show it.
pub(super) fn rgb(ink: Ink) -> [u8; 3] {
    let [cyan, magenta, yellow, black] = ink.cmyk().map(|part| 1000 - u32::from(part.min(1000)));
    [cyan, magenta, yellow].map(|part| ((part * black * 255 + 500_000) / 1_000_000) as u8)
}

/// A stretch of a line without a space.
pub(super) struct Word<'a> {
    pub chars: &'a [ReadChar],
    pub style: Style,
    pub rect: Rect<PageSpace>,
    /// The space before it on its line.
    pub space: bool,
    /// The reading over it 注音.
    pub reading: Option<&'a str>,
    pub hyphen: Option<Half<'a>>,
}

/// Half of a word that is divided at the end of a line, with the whole of it.
pub(super) enum Half<'a> {
    First(&'a str),
    Second(&'a str),
}

impl Word<'_> {
    pub fn text(&self) -> String {
        self.chars.iter().map(|c| c.text.as_str()).collect()
    }

    /// First byte in the paragraph.
    fn at(&self) -> usize {
        self.chars.first().map_or(0, |c| c.at)
    }

    /// One past its last byte in the paragraph.
    fn end(&self) -> usize {
        self.chars.last().map_or(0, |c| c.at + c.text.len())
    }
}

/// The places at which words of each paragraph are divided: article, paragraph, byte.
pub(super) fn divisions(reading: &Reading) -> BTreeSet<(usize, usize, usize)> {
    let mut divided = BTreeSet::new();
    for block in reading.pages.iter().flat_map(|page| &page.blocks) {
        let Some((article, par)) = block.of else {
            continue;
        };
        for line in block.lines.iter().filter(|line| line.hyphen.is_some()) {
            let end = line.chars.last().map_or(0, |c| c.at + c.text.len());
            divided.insert((article, par, end));
        }
    }
    divided
}

/// Cuts one line of a block into words.
pub(super) fn words<'a>(
    block: &'a ReadBlock,
    line: usize,
    par: Option<&'a Par>,
    divided: &BTreeSet<(usize, usize, usize)>,
    fonts: &Fonts,
) -> Vec<Word<'a>> {
    let line = &block.lines[line];
    let readings = par.map_or(&[][..], |par| par.readings.as_slice());
    let reading_at = |c: &ReadChar| {
        let at = readings.iter().find(|(base, _)| base.contains(&c.at));
        at.map(|(base, reading)| (base.start, reading.as_str()))
    };
    let mut words: Vec<Word<'a>> = Vec::new();
    let mut from = 0;
    for to in 1..=line.chars.len() {
        let (last, next) = (&line.chars[to - 1], line.chars.get(to));
        let parted = next.is_none_or(|next| {
            let styles = (Style::of(last, fonts), Style::of(next, fonts));
            !next.space.is_empty()
                || !styles.0.looks_like(&styles.1)
                || reading_at(last).map(|(at, _)| at) != reading_at(next).map(|(at, _)| at)
        });
        if !parted {
            continue;
        }
        let chars = &line.chars[from..to];
        if let (Some(first), Some(rect)) = (
            chars.first(),
            chars.iter().map(|c| c.rect).reduce(|a, b| a.union(&b)),
        ) {
            words.push(Word {
                chars,
                style: Style::of(first, fonts),
                rect,
                space: from > 0 && !first.space.is_empty(),
                reading: reading_at(first).map(|(_, reading)| reading),
                hyphen: None,
            });
        }
        from = to;
    }
    if let (Some((article, nth)), Some(par)) = (block.of, par) {
        let whole = |at: usize| {
            let from = par.text[..at].rfind(char::is_whitespace);
            let from = from.map_or(0, |space| {
                space + par.text[space..].chars().next().map_or(0, char::len_utf8)
            });
            let to = par.text[at..].find(char::is_whitespace);
            &par.text[from..to.map_or(par.text.len(), |to| at + to)]
        };
        if let Some(first) = words.first_mut()
            && divided.contains(&(article, nth, first.at()))
        {
            first.hyphen = Some(Half::Second(whole(first.at())));
        }
        if let Some(last) = words.last_mut()
            && line.hyphen.is_some()
        {
            last.hyphen = Some(Half::First(whole(last.end())));
        }
    }
    words
}

/// The boxes of the characters of a word; a glyph that shows several is divided evenly.
pub(super) fn glyphs(word: &Word, vertical: bool) -> Vec<(char, Rect<PageSpace>)> {
    let mut glyphs = Vec::new();
    for read in word.chars {
        let count = read.text.chars().count() as i64;
        for (nth, c) in (0..).zip(read.text.chars()) {
            let rect = read.rect;
            let share = |from: Len, size: Len| {
                (
                    from + size.scale(nth, count),
                    from + size.scale(nth + 1, count),
                )
            };
            let rect = if vertical {
                let (top, bottom) = share(rect.top, rect.height());
                Rect::new(rect.left, top, rect.right, bottom)
            } else {
                let (left, right) = share(rect.left, rect.width());
                Rect::new(left, rect.top, right, rect.bottom)
            };
            glyphs.push((c, rect));
        }
    }
    glyphs
}
