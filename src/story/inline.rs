//! The markup inside a text: `**bold**`, `[文字]{名}` and `{汉字|hàn zì}`.

use std::cmp::Reverse;
use std::ops::Range;

use super::letter::{JOINT, Letter};
use super::mark::Inline;
use super::model::RichText;
use super::pairing::{Asks, Pair, Pairing};
use super::width::{is_combining, is_han};
use crate::diag::{Code, Diagnostic, Sink, SourceId, Span};
use crate::limits::{MARKS_DEEP, PARAGRAPH_CHARS};
use crate::say::text;

/// Adds the letters of a line that begins at byte `at` of the source: escapes
/// read, control characters dropped, tabs made spaces: beside Han one of an em,
/// since it parts columns.
pub(super) fn spell(line: &str, at: usize, letters: &mut Vec<Letter>) {
    let mut rest = line.char_indices().peekable();
    while let Some((byte, character)) = rest.next() {
        let at = at + byte;
        if character == '\\'
            && let Some((_, escaped)) = rest.next_if(|(_, next)| next.is_ascii_punctuation())
        {
            letters.push(Letter {
                character: escaped,
                at,
                width: 1 + escaped.len_utf8(),
                escaped: true,
            });
            continue;
        }
        match character {
            '\t' => {
                let han = |c: Option<char>| c.is_some_and(is_han);
                let before = letters.last().map(|letter| letter.character);
                let after = rest.peek().map(|(_, next)| *next);
                letters.push(Letter {
                    character: if han(before) || han(after) {
                        '\u{3000}'
                    } else {
                        ' '
                    },
                    at,
                    width: 1,
                    escaped: false,
                });
            }
            c if c.is_control() || c == '\u{FEFF}' => {}
            c => letters.push(Letter {
                character: c,
                at,
                width: c.len_utf8(),
                escaped: false,
            }),
        }
    }
}

/// Splits letters at blanks into words.
fn words(letters: &[Letter]) -> impl Iterator<Item = &[Letter]> {
    letters
        .split(|letter| letter.is_blank())
        .filter(|word| !word.is_empty())
}

fn written(word: &[Letter]) -> String {
    word.iter().map(|letter| letter.character).collect()
}

/// Maximum number of combining marks on one character: no language needs a third of them, and PDF
/// readers accept no more than some hundred for one glyph.
const MOST_MARKS: usize = 30;

/// Reports characters with more combining marks than [`MOST_MARKS`], which could not be extracted
/// from a file again.
fn piled(letters: &[Letter], source: SourceId, sink: &mut Sink) {
    for pile in letters.chunk_by(|_, next| is_combining(next.character)) {
        let marks = pile
            .iter()
            .filter(|letter| is_combining(letter.character))
            .count();
        if marks > MOST_MARKS {
            let message = text!(
                "story.combining-marks-stand-one",
                "{marks} combining marks stand on one character",
                marks
            );
            let place = Span::new(source, pile[0].at, pile[0].at + pile[0].width);
            sink.report(
                Diagnostic::new(Code::CopySyntax, place, message).help(text!(
                    "story.most-can-set-take",
                    "{most} at most can be set; take the others out",
                    most = MOST_MARKS
                )),
            );
        }
    }
}

/// Parses the markup of words written in another file, a string of a page spec; `span` is its
/// place, quotes included.
pub fn words_at(text: &str, span: Span, sink: &mut Sink) -> RichText {
    let mut letters = Vec::new();
    spell(text, span.start as usize + 1, &mut letters);
    read(&letters, span.source, sink)
}

/// The letters that one paragraph may have; more are reported.
fn within_limit<'l>(letters: &'l [Letter], source: SourceId, sink: &mut Sink) -> &'l [Letter] {
    let Some(beyond) = letters.get(PARAGRAPH_CHARS) else {
        return letters;
    };
    let place = Span::new(source, beyond.at, beyond.at + beyond.width);
    let what = text!(
        "story.what-characters-of-paragraph",
        "characters of one paragraph"
    );
    sink.report(
        Diagnostic::over_limit(place, what, letters.len(), PARAGRAPH_CHARS).help(text!(
            "story.blank-line-parts-paragraphs",
            "a blank line parts paragraphs"
        )),
    );
    &letters[..PARAGRAPH_CHARS]
}

/// Drops the pairs that stand inside too many others, and reports the first.
fn too_deep(found: &mut Vec<Pair>, letters: &[Letter], source: SourceId, sink: &mut Sink) {
    // The ends of the pairs that the next one stands in.
    let mut open: Vec<usize> = Vec::new();
    let mut first = None;
    found.retain(|pair| {
        while open.last().is_some_and(|end| *end <= pair.open.start) {
            open.pop();
        }
        open.push(pair.close.end);
        if open.len() > MARKS_DEEP {
            first = first.or(Some(pair.open.start));
        }
        open.len() <= MARKS_DEEP
    });
    if let Some(letter) = first.map(|first| letters[first]) {
        let place = Span::new(source, letter.at, letter.at + letter.width);
        let message = text!(
            "story.treatments-stand-more-deep",
            "treatments stand more than {most} deep in one another",
            most = MARKS_DEEP
        );
        sink.report(Diagnostic::new(Code::OverLimit, place, message).help(text!(
            "story.one-pair-brackets-takes",
            "one pair of brackets takes several names: [文字]{黑 着重}"
        )));
    }
}

/// Parses the markup of a whole text.
pub(super) fn read(letters: &[Letter], source: SourceId, sink: &mut Sink) -> RichText {
    let letters = within_limit(letters, source, sink);
    piled(letters, source, sink);
    let Pairing { mut found, shown } = Pairing::of(letters);
    too_deep(&mut found, letters, source, sink);
    let (mut text, places) = set(letters, &shown, source);
    for pair in found {
        let range = places[pair.open.end]..places[pair.close.start];
        match pair.asks {
            Asks::Bold => text.marks.push((range, Inline::Bold)),
            Asks::Treatments(names) => {
                let first = text.marks.len();
                for word in words(&letters[names]) {
                    match treatment(word, source) {
                        Ok(inline) if text.marks[first..].iter().any(|it| it.1 == inline) => {}
                        Ok(inline) => text.marks.push((range.clone(), inline)),
                        Err(unknown) => sink.report(unknown),
                    }
                }
            }
            Asks::Reading(reading) => rubies(
                &mut text,
                range,
                words(&letters[reading]).map(written).collect(),
            ),
        }
    }
    text.marks.retain(|(range, _)| !range.is_empty());
    text.marks
        .sort_by_key(|(range, _)| (range.start, Reverse(range.end)));
    text
}

/// Returns the text of the shown letters, and the byte in it at which each letter begins.
fn set(letters: &[Letter], shown: &[bool], source: SourceId) -> (RichText, Vec<usize>) {
    let mut text = RichText::new(source);
    let mut places = Vec::with_capacity(letters.len() + 1);
    let follows = following(letters, shown);
    for (nth, letter) in letters.iter().enumerate() {
        places.push(text.text.len());
        if !shown[nth] {
            continue;
        }
        if letter.character != JOINT {
            text.push(letter.character, letter.at, letter.width);
        } else if follows[nth].is_some_and(|c| c.is_ascii_alphanumeric())
            && text
                .text
                .chars()
                .next_back()
                .is_some_and(|c| c.is_ascii_graphic())
        {
            text.push(' ', letter.at, letter.width);
        }
    }
    places.push(text.text.len());
    (text, places)
}

/// Returns, for each letter, the first character shown after it.
fn following(letters: &[Letter], shown: &[bool]) -> Vec<Option<char>> {
    let mut next = None;
    let mut follows = vec![None; letters.len()];
    for (nth, letter) in letters.iter().enumerate().rev() {
        follows[nth] = next;
        if shown[nth] && letter.character != JOINT {
            next = Some(letter.character);
        }
    }
    follows
}

fn treatment(word: &[Letter], source: SourceId) -> Result<Inline, Diagnostic> {
    let name = written(word);
    Inline::named(&name).ok_or_else(|| {
        let end = word.last().map_or(0, |last| last.at + last.width);
        let span = Span::new(source, word[0].at, end);
        Diagnostic::new(
            Code::UnknownTreatment,
            span,
            text!(
                "story.no-treatment-called-text",
                "no treatment is called “{name}”; the text is set without it",
                name
            ),
        )
        .help(Inline::advice(&name))
    })
}

/// Sets readings over a base: one for each character if the numbers agree, else together over the
/// whole.
fn rubies(text: &mut RichText, base: Range<usize>, readings: Vec<String>) {
    let mut characters: Vec<Range<usize>> = Vec::new();
    for (byte, character) in text.text[base.clone()].char_indices() {
        let start = base.start + byte;
        let range = start..start + character.len_utf8();
        match characters.last_mut() {
            Some(last) if selects_variant(character) && last.end == start => last.end = range.end,
            _ if character.is_whitespace() => {}
            _ => characters.push(range),
        }
    }
    if characters.len() == readings.len() {
        text.marks.extend(
            characters
                .into_iter()
                .zip(readings)
                .map(|(range, reading)| (range, Inline::Ruby(reading))),
        );
    } else {
        text.marks.push((base, Inline::Ruby(readings.join(" "))));
    }
}

/// Returns whether a character is a variation selector, which only chooses the shape of the one
/// before it.
fn selects_variant(character: char) -> bool {
    matches!(u32::from(character), 0xFE00..=0xFE0F | 0xE0100..=0xE01EF)
}
