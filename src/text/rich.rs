//! Owned text with the faces and treatments of its stretches.

use std::ops::Range;

use super::par::{RichLine, Treat};
use crate::asset::FontId;

/// Owned text with faces and treatments, which can be split.
#[derive(Clone, Debug, Default)]
pub struct Rich {
    text: String,
    faces: Vec<(Range<usize>, FontId)>,
    treats: Vec<(Range<usize>, Treat)>,
    readings: Vec<(Range<usize>, String)>,
}

impl From<String> for Rich {
    fn from(text: String) -> Rich {
        Rich {
            text,
            ..Rich::default()
        }
    }
}

impl From<RichLine<'_>> for Rich {
    fn from(line: RichLine<'_>) -> Rich {
        Rich {
            text: line.text.to_owned(),
            faces: line.faces.to_vec(),
            treats: line.treats.to_vec(),
            readings: line.readings.to_vec(),
        }
    }
}

impl Rich {
    /// Returns the text to shape.
    pub fn line(&self) -> RichLine<'_> {
        RichLine {
            text: &self.text,
            faces: &self.faces,
            treats: &self.treats,
            readings: &self.readings,
        }
    }

    /// Creates text in one face.
    pub fn faced(text: &str, font: FontId) -> Rich {
        Rich {
            text: text.to_owned(),
            faces: vec![(0..text.len(), font)],
            ..Rich::default()
        }
    }

    /// Returns whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns the characters.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Appends another text.
    pub fn append(&mut self, other: Rich) {
        let by = self.text.len();
        let moved = |range: Range<usize>| range.start + by..range.end + by;
        self.text.push_str(&other.text);
        self.faces.extend(
            other
                .faces
                .into_iter()
                .map(|(range, face)| (moved(range), face)),
        );
        self.treats.extend(
            other
                .treats
                .into_iter()
                .map(|(range, treat)| (moved(range), treat)),
        );
        self.readings.extend(
            other
                .readings
                .into_iter()
                .map(|(range, reading)| (moved(range), reading)),
        );
    }

    /// Returns the text with breaks forbidden inside these stretches.
    #[must_use]
    pub fn keeping(mut self, stretches: Vec<Range<usize>>) -> Rich {
        self.treats
            .extend(stretches.into_iter().map(|stretch| (stretch, Treat::Keep)));
        self
    }

    /// Returns the pieces between a separator, without empty ones.
    pub fn split(&self, separator: char) -> Vec<Rich> {
        let mut pieces = Vec::new();
        let mut start = 0;
        for (at, found) in self.text.match_indices(separator) {
            pieces.push(start..at);
            start = at + found.len();
        }
        pieces.push(start..self.text.len());
        pieces
            .into_iter()
            .filter(|piece| !piece.is_empty())
            .map(|piece| self.cut(piece))
            .collect()
    }

    /// Returns the text with characters replaced: `exchange` gives the replacement for a character
    /// from the one before, itself and the one after.
    #[must_use]
    pub fn exchanged(&self, exchange: impl Fn(Option<char>, char, Option<char>) -> char) -> Rich {
        let mut text = String::with_capacity(self.text.len());
        // Where each byte of the old text stands in the new.
        let mut places = Vec::with_capacity(self.text.len() + 1);
        let mut before = None;
        let mut rest = self.text.chars();
        while let Some(c) = rest.next() {
            places.resize(places.len() + c.len_utf8(), text.len());
            text.push(exchange(before, c, rest.clone().next()));
            before = Some(c);
        }
        places.push(text.len());
        let moved = |range: &Range<usize>| places[range.start]..places[range.end];
        Rich {
            faces: self
                .faces
                .iter()
                .map(|(range, face)| (moved(range), *face))
                .collect(),
            treats: self
                .treats
                .iter()
                .map(|(range, treat)| (moved(range), *treat))
                .collect(),
            readings: self
                .readings
                .iter()
                .map(|(range, reading)| (moved(range), reading.clone()))
                .collect(),
            text,
        }
    }

    fn cut(&self, piece: Range<usize>) -> Rich {
        Rich {
            text: self.text[piece.clone()].to_owned(),
            faces: within(&self.faces, &piece),
            treats: within(&self.treats, &piece),
            readings: within(&self.readings, &piece),
        }
    }
}

/// Returns the part of each stretch inside a piece, relative to its start.
fn within<T: Clone>(
    stretches: &[(Range<usize>, T)],
    piece: &Range<usize>,
) -> Vec<(Range<usize>, T)> {
    let shared = |(range, what): &(Range<usize>, T)| {
        let (start, end) = (range.start.max(piece.start), range.end.min(piece.end));
        (start < end).then(|| (start - piece.start..end - piece.start, what.clone()))
    };
    stretches.iter().filter_map(shared).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_follow_their_characters() {
        let text = "县域 兴则 全市强".to_owned();
        let dotted = text.find('兴').unwrap()..text.find('强').unwrap();
        let rich = Rich {
            text,
            treats: vec![(dotted, Treat::Dot)],
            ..Rich::default()
        };
        let wide = rich.exchanged(|_, c, _| if c == ' ' { '\u{3000}' } else { c });
        let treated = |rich: &Rich| {
            rich.treats
                .iter()
                .map(|(range, _)| rich.text[range.clone()].to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            (wide.text.as_str(), treated(&wide)),
            ("县域　兴则　全市强", vec!["兴则　全市".to_owned()])
        );
        let pieces = wide.split('\u{3000}');
        let pieces: Vec<_> = pieces
            .iter()
            .map(|piece| (piece.text.as_str(), treated(piece)))
            .collect();
        assert_eq!(
            pieces,
            [
                ("县域", vec![]),
                ("兴则", vec!["兴则".to_owned()]),
                ("全市强", vec!["全市".to_owned()])
            ]
        );
    }
}
