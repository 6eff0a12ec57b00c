//! Showing text: its position, its glyphs, its ink.

use super::state::State;
use super::{Run, Scope};
use crate::pdf::Value;
use crate::preflight::fonts::Font;
use crate::preflight::matrix::{Bounds, IDENTITY, Matrix, lengths, times};
use crate::preflight::paint::Thing;
use crate::preflight::path::Path;
use crate::preflight::rule::{Check, Weight};
use crate::say::text;

/// Share of a glyph's box that is inked, approximately.
const GLYPH_INK: f32 = 0.3;

impl Run<'_> {
    /// Shows the parts of a line: strings, and kerns between them.
    pub(super) fn show(&mut self, parts: &[Value], scope: &mut Scope) {
        let Scope {
            state,
            text,
            text_clip,
            ..
        } = scope;
        let Some(font) = state.font.clone() else {
            if parts
                .iter()
                .any(|part| part.bytes().is_some_and(|bytes| !bytes.is_empty()))
            {
                self.case.findings.page(
                    Check::FontEmbedded,
                    self.sheet.number,
                    text!(
                        "preflight.text-shown-without-font",
                        "text is shown without a font"
                    ),
                );
            }
            return;
        };
        let state = &*state;
        let scaled: Matrix = [
            state.size * state.scale,
            0.0,
            0.0,
            state.size,
            0.0,
            state.rise,
        ];
        let size = lengths(&times(&scaled, &times(text, &state.ctm))).1;
        let mut bounds = Bounds::NONE;
        let mut any = false;
        let mut ground = None;
        for part in parts {
            match part {
                Value::Str(string) => {
                    if string.is_empty() {
                        continue;
                    }
                    any = true;
                    let advance = advance(&font, string, state);
                    let to_page = times(&scaled, &times(text, &state.ctm));
                    let run = match font.vertical {
                        true => Bounds::under(
                            &to_page,
                            [
                                -0.5,
                                advance / nonzero(state.size),
                                1.0,
                                -advance / nonzero(state.size),
                            ],
                        ),
                        false => Bounds::under(
                            &to_page,
                            [0.0, -0.12, advance / nonzero(state.size * state.scale), 1.0],
                        ),
                    };
                    if state.render == 7 && font.drawn.is_none() {
                        self.outlined(&font, string, state, (text, &scaled), text_clip);
                    }
                    if state.render != 3 && state.render != 7 && font.drawn.is_none() {
                        // The weakest ground that any part of it stands on.
                        let below = self.ground(state, &run);
                        let weight = |inks: &[f32; 4]| inks[0].max(inks[1]).max(inks[3]);
                        ground = match (ground, below) {
                            (Some(known), Some(below)) if weight(&known) <= weight(&below) => {
                                Some(known)
                            }
                            (known, below) => below.or(known),
                        };
                        if !self.outlined(&font, string, state, (text, &scaled), text_clip) {
                            self.glyph_ink(state, &run);
                        }
                    }
                    if state.render != 3 && font.drawn.is_some() {
                        self.stamp_glyphs(&font, string, state, (text, &scaled));
                    }
                    bounds = bounds
                        .with((run.left, run.bottom))
                        .with((run.right, run.top));
                    move_text(text, &font, advance);
                    self.glyphs(&font, string, state.render);
                }
                other => {
                    let kern = -other.number().unwrap_or(0.0) / 1000.0 * state.size;
                    move_text(
                        text,
                        &font,
                        if font.vertical {
                            kern
                        } else {
                            kern * state.scale
                        },
                    );
                }
            }
        }
        if !any {
            return;
        }
        self.texts += 1;
        let seen = bounds.both(&state.clip);
        if seen.is_empty() || state.render == 3 || state.render == 7 {
            return;
        }
        if font.drawn.is_some() {
            let state = state.clone();
            return self.drawn_glyphs(&font, &state, scope);
        }
        if !font.embedded {
            let message = text!(
                "preflight.font-not-embedded",
                "the font {font} is not embedded",
                font = font.name
            );
            self.case.findings.report(
                Check::FontEmbedded,
                Weight::Error,
                Some(self.sheet.number),
                self.sheet.place(&seen),
                message,
            );
        }
        if matches!(state.render, 0 | 2 | 4 | 6) {
            self.lay_on(Thing::Text(size), state, false, &seen, ground);
        }
        if matches!(state.render, 1 | 2 | 5 | 6) {
            self.lay_on(Thing::Text(size), state, true, &seen, ground);
        }
    }

    fn glyphs(&self, font: &Font, string: &[u8], render: i64) {
        if let Some(code) = font.notdef(string).filter(|_| render != 3) {
            self.case.findings.page(
                Check::Notdef,
                self.sheet.number,
                text!(
                    "preflight.font-lacks-glyph",
                    "the font {font} has no glyph for the code {code}",
                    font = font.name,
                    code
                ),
            );
        }
        if font.askew(string).is_some() {
            self.case.findings.page(
                Check::GlyphWidths,
                self.sheet.number,
                text!(
                    "preflight.font-says-other-widths",
                    "the font {font} says other widths than its program has",
                    font = font.name
                ),
            );
        }
    }

    pub(super) fn glyph_ink(&mut self, state: &State, run: &Bounds) {
        if self.quiet {
            return;
        }
        let stroke = state.render == 1 || state.render == 5;
        self.noted(state, run, false);
        match state.painting(stroke, GLYPH_INK, self.naive) {
            Some(painting) => {
                self.raster
                    .rectangle(run, &state.stencil(), &painting.paint());
            }
            None => self.uncounted(state, stroke),
        }
    }

    /// Interprets the glyphs of a Type 3 font, once for each page.
    fn drawn_glyphs(&mut self, font: &Font, state: &State, scope: &Scope) {
        let file = self.case.file;
        let Some(dict) = &font.drawn else { return };
        let Some(glyphs) = file.dict(dict, "CharProcs") else {
            return;
        };
        let shape = file
            .numbers::<6>(&file.get(dict, "FontMatrix"))
            .unwrap_or([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]);
        let quiet = std::mem::replace(&mut self.quiet, true);
        for value in glyphs.entries.values() {
            let value = file.resolve(value);
            let Some(stream) = value.stream() else {
                continue;
            };
            if !self.drawn.insert(stream.id) {
                continue;
            }
            let mut inner = state.clone();
            inner.clip = self.sheet.media;
            inner.ctm = times(
                &shape,
                &times(
                    &[
                        state.size * state.scale,
                        0.0,
                        0.0,
                        state.size,
                        0.0,
                        state.rise,
                    ],
                    &times(&scope.text, &state.ctm),
                ),
            );
            let resources = file
                .dict(dict, "Resources")
                .or_else(|| scope.resources.clone());
            let outer = Scope {
                resources,
                state: inner.clone(),
                kept: Vec::new(),
                base: scope.base,
                path: Path::default(),
                clips: None,
                text: IDENTITY,
                line: IDENTITY,
                in_text: false,
                text_clip: None,
                marked: 0,
                depth: scope.depth,
            };
            self.nested(stream, inner, &outer);
        }
        self.quiet = quiet;
    }
}

impl Scope {
    pub(super) fn next_line(&mut self, x: f64, y: f64) {
        self.line = times(&[1.0, 0.0, 0.0, 1.0, x, y], &self.line);
        self.text = self.line;
    }
}

pub(super) fn move_text(text: &mut Matrix, font: &Font, by: f64) {
    let step = if font.vertical {
        [1.0, 0.0, 0.0, 1.0, 0.0, by]
    } else {
        [1.0, 0.0, 0.0, 1.0, by, 0.0]
    };
    *text = times(&step, text);
}

fn nonzero(number: f64) -> f64 {
    if number == 0.0 { 1.0 } else { number }
}

/// Returns how far a string moves the pen, in text space.
fn advance(font: &Font, string: &[u8], state: &State) -> f64 {
    font.codes(string).map(|code| step(font, code, state)).sum()
}

/// Returns how far a code moves the pen, in text space.
pub(super) fn step(font: &Font, code: u16, state: &State) -> f64 {
    let space = if !font.two_bytes && code == 32 {
        state.word_space
    } else {
        0.0
    };
    if font.vertical {
        -state.size + state.character_space + space
    } else {
        (font.width(code) / 1000.0 * state.size + state.character_space + space) * state.scale
    }
}
