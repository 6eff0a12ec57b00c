//! Dressing of the copy: from its marks to faces and treatments of the text.

use std::ops::Range;

use crate::asset::{FontId, Fonts};
use crate::diag::{Code, Diagnostic};
use crate::say::text;
use crate::story::{Inline, InlineFace, RichText};
use crate::style::Readings;
use crate::text::{RichLine, Treat};

/// A text of the copy, ready for shaping.
#[derive(Debug, Default)]
pub struct Dressed {
    text: String,
    faces: Vec<(Range<usize>, FontId)>,
    treats: Vec<(Range<usize>, Treat)>,
    readings: Vec<(Range<usize>, String)>,
    /// Insertions that the copy does not have: first byte, length in bytes.
    added: Vec<Added>,
    /// Problems found on the way.
    pub faults: Vec<Diagnostic>,
}

/// Words of the page's own among those of the copy.
#[derive(Clone, Copy, Debug)]
struct Added {
    /// Their first byte.
    at: usize,
    /// How many bytes they have.
    length: usize,
    /// How many were added before them.
    before: usize,
}

/// Converts marks into faces and treatments. A reading is set in brackets after its base, as
/// newspapers set readings of rare characters, unless the style wants it above.
pub fn dress(copy: &RichText, bold: FontId, place: Readings, fonts: &Fonts) -> Dressed {
    let mut dressed = Dressed::default();
    // Readings of neighbouring characters share their brackets.
    let mut readings: Vec<(usize, usize, String)> = Vec::new();
    for (range, inline) in &copy.marks {
        if let (Inline::Ruby(reading), Readings::Brackets) = (inline, place) {
            match readings.last_mut() {
                Some((_, end, together)) if *end == range.start => {
                    *end = range.end;
                    together.push(' ');
                    together.push_str(reading);
                }
                _ => readings.push((range.start, range.end, reading.clone())),
            }
        }
    }
    let mut from = 0;
    for (_, end, reading) in readings {
        dressed.text.push_str(&copy.text[from..end]);
        let bracketed = format!("（{reading}）");
        let added = Added {
            at: dressed.text.len(),
            length: bracketed.len(),
            before: dressed.text.len() - end,
        };
        dressed.added.push(added);
        dressed.text.push_str(&bracketed);
        from = end;
    }
    dressed.text.push_str(&copy.text[from..]);
    for (range, inline) in &copy.marks {
        let range = dressed.place(range.start)..dressed.place(range.end - 1) + 1;
        match inline {
            Inline::Bold => dressed.faces.push((range, bold)),
            Inline::Face(face) => match fonts
                .find(name_of(*face))
                .filter(|id| fonts.waiting(*id).is_none())
            {
                Some(font) => dressed.faces.push((range, font)),
                None => {
                    let message = text!(
                        "makeup.font-available",
                        "the font “{name_of}” is not available",
                        name_of = name_of(*face)
                    );
                    let place = copy.span_at(dressed.source(range.start));
                    // 仿宋 alone is not in the binary.
                    let help = text!(
                        "makeup.read-fonts-fangsong-regular",
                        "it is read from fonts/fangsong-regular.otf beside the program or in a folder above it; give it with --font-path fonts/fangsong-regular.otf"
                    );
                    dressed
                        .faults
                        .push(Diagnostic::new(Code::BadFont, place, message).help(help));
                }
            },
            Inline::Dot => dressed.treats.push((range, Treat::Dot)),
            Inline::Proper => dressed.treats.push((range, Treat::Line)),
            Inline::Title => dressed.treats.push((range, Treat::Wave)),
            Inline::Mourned => dressed.treats.push((range, Treat::Frame)),
            Inline::Sup => dressed.treats.push((range, Treat::Sup)),
            Inline::Fraction => {
                if dressed.text[range.clone()].matches('/').count() != 1 {
                    let place = copy.span_at(dressed.source(range.start));
                    let fault = Diagnostic::new(
                        Code::UnknownTreatment,
                        place,
                        text!(
                            "makeup.fraction-written",
                            "a fraction is written with one “/”, as in [3/4]{分数}"
                        ),
                    );
                    dressed.faults.push(fault.help(text!(
                        "makeup.write-take-treatment-out",
                        "write it so, or take the treatment out; the text is set without it"
                    )));
                    continue;
                }
                dressed.treats.push((range, Treat::Fraction));
            }
            Inline::Sub => dressed.treats.push((range, Treat::Sub)),
            Inline::Keep => dressed.treats.push((range, Treat::Keep)),
            Inline::Words(lang) => dressed.treats.push((range, Treat::Words(*lang))),
            Inline::Ruby(reading) if place == Readings::Above => {
                dressed.readings.push((range, reading.clone()))
            }
            Inline::Ruby(_) => {}
        }
    }
    dressed
}

/// Returns the name of a face of the copy in layouts.
pub(super) fn name_of(face: InlineFace) -> &'static str {
    match face {
        InlineFace::Kai => "kai",
        InlineFace::Hei => "hei",
        InlineFace::Song => "song",
        InlineFace::Fangsong => "fangsong",
    }
}

impl Dressed {
    /// Returns the text to shape.
    pub fn line(&self) -> RichLine<'_> {
        RichLine {
            text: &self.text,
            faces: &self.faces,
            treats: &self.treats,
            readings: &self.readings,
        }
    }

    /// Inserts words of the page before the text: a bullet.
    pub(super) fn lead_in(&mut self, words: &str) {
        let by = words.len();
        self.text.insert_str(0, words);
        let moved = |range: &Range<usize>| range.start + by..range.end + by;
        self.faces
            .iter_mut()
            .for_each(|(range, _)| *range = moved(range));
        self.treats
            .iter_mut()
            .for_each(|(range, _)| *range = moved(range));
        self.readings
            .iter_mut()
            .for_each(|(range, _)| *range = moved(range));
        for added in &mut self.added {
            added.at += by;
            added.before += by;
        }
        let added = Added {
            at: 0,
            length: by,
            before: 0,
        };
        self.added.insert(0, added);
    }

    /// Inserts a dateline 电头 before the text, in a face of its own.
    pub(super) fn lead_in_dateline(&mut self, dateline: &RichText, font: FontId) {
        // HARBOR TOWN — The mail came late.
        let western = |c: char| c.is_ascii() && !c.is_whitespace() || "—–“”‘’".contains(c);
        if dateline.text.ends_with(western) && self.text.starts_with(western) {
            self.lead_in(" ");
        }
        self.lead_in(&dateline.text);
        self.faces.insert(0, (0..dateline.text.len(), font));
        self.treats.extend(
            dateline
                .writers()
                .into_iter()
                .map(|name| (name, Treat::Keep)),
        );
    }

    /// Forbids breaks and stretching inside the name of every writer in the copy.
    pub(super) fn keep_writers(&mut self, copy: &RichText) {
        let names: Vec<_> = copy
            .writers()
            .into_iter()
            .map(|name| self.place(name.start)..self.place(name.end - 1) + 1)
            .collect();
        self.treats
            .extend(names.into_iter().map(|name| (name, Treat::Keep)));
    }

    /// Returns the byte of this text at which byte `at` of the copy is.
    fn place(&self, at: usize) -> usize {
        let before = self
            .added
            .partition_point(|added| added.at - added.before <= at);
        at + self.added[..before]
            .last()
            .map_or(0, |last| last.before + last.length)
    }

    /// Returns the byte of the copy at byte `at` of this text, or the one after an insertion.
    pub fn source(&self, at: usize) -> usize {
        let before = self.added.partition_point(|added| added.at <= at);
        at - self.added[..before]
            .last()
            .map_or(0, |last| last.before + last.length.min(at - last.at))
    }
}
