//! The ink of Type 3 fonts, whose glyphs are small pages (ISO 32000-1 §9.6.5).

use std::rc::Rc;

use super::shape::{GlyphInk, Shape};
use super::state::State;
use super::text::{move_text, step};
use super::{Run, Scope};
use crate::pdf::{Dict, Lexer, Stream, Token, Value};
use crate::preflight::fonts::Font;
use crate::preflight::matrix::{Bounds, IDENTITY, Matrix, lengths, times};
use crate::preflight::path::Path;
use crate::preflight::raster::{Grey, PLATES, Samples};

/// Maximum number of cells along one side of a glyph, where it is measured and where it is looked at.
const MOST_SIDE: [f64; 2] = [96.0, 320.0];
/// Maximum number of glyphs kept.
const MOST_GLYPHS: usize = 500;

impl Run<'_> {
    /// Lays the ink of a string.
    pub(super) fn stamp_glyphs(
        &mut self,
        font: &Font,
        string: &[u8],
        state: &State,
        (text, scaled): (&Matrix, &Matrix),
    ) {
        let file = self.case.file;
        let Some(dict) = &font.drawn else { return };
        if self.quiet || self.raster.is_spent() {
            return;
        }
        let Some(glyphs) = file.dict(dict, "CharProcs") else {
            return;
        };
        let shape = file
            .numbers::<6>(&file.get(dict, "FontMatrix"))
            .unwrap_or([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]);
        let names = encoding(self, dict);
        let mut text = *text;
        for code in font.codes(string) {
            let to_page = times(&shape, &times(scaled, &times(&text, &state.ctm)));
            let value = names
                .get(usize::from(code))
                .and_then(|name| glyphs.entries.get(name.as_slice()))
                .map_or(Value::Null, |value| file.resolve(value));
            if let Some(stream) = value.stream() {
                self.stamp(dict, stream, &to_page, state);
            }
            move_text(&mut text, font, step(font, code, state));
        }
    }

    fn stamp(&mut self, dict: &Rc<Dict>, stream: &Rc<Stream>, to_page: &Matrix, state: &State) {
        let known = self.glyphs.get(&stream.id).cloned();
        let shape = match known {
            Some(shape) => shape,
            None => {
                let shape = self.glyph_shape(dict, stream, to_page, state).map(Rc::new);
                if self.glyphs.len() >= MOST_GLYPHS {
                    self.glyphs.clear();
                }
                self.glyphs.insert(stream.id, shape.clone());
                shape
            }
        };
        let Some(shape) = shape else { return };
        let matrix = times(&shape.square, to_page);
        self.noted(state, &Bounds::under(&matrix, [0.0, 0.0, 1.0, 1.0]), false);
        match &shape.ink {
            GlyphInk::Plain(grey) => match state.painting(false, 1.0, self.naive) {
                Some(painting) => {
                    self.raster
                        .stamp(grey, &matrix, &state.stencil(), &painting.paint());
                }
                None => self.uncounted(state, false),
            },
            GlyphInk::Own(samples) => {
                let coat = state.bare_coat(false);
                self.raster
                    .picture(samples, &matrix, &state.stencil(), &coat);
            }
        }
    }

    /// Draws a glyph by itself.
    fn glyph_shape(
        &mut self,
        dict: &Rc<Dict>,
        stream: &Rc<Stream>,
        to_page: &Matrix,
        state: &State,
    ) -> Option<Shape> {
        let file = self.case.file;
        let coded = file.unpacked(stream).ok()?;
        let (bounds, plain) = extent(&coded.bytes, self)?;
        let bounds = match file
            .numbers::<4>(&file.get(dict, "FontBBox"))
            .map(Bounds::of)
        {
            Some(all) if all.width() > 0.0 && all.height() > 0.0 && bounds.is_none() => all,
            _ => bounds?,
        };
        let (wide, high) = lengths(to_page);
        let cell = self.raster.cell();
        let cells = |size: f64, scale: f64| {
            let wanted = (size * scale / cell * 4.0).ceil();
            (wanted.is_finite() && size > 0.0)
                .then(|| wanted.clamp(4.0, MOST_SIDE[usize::from(self.naive)]))
        };
        let (across, down) = (cells(bounds.width(), wide)?, cells(bounds.height(), high)?);
        let mut tile = self.raster.tile(across as usize, down as usize);
        let mut inner = State {
            clip: Bounds::of([0.0, 0.0, across, down]),
            clip_mask: None,
            soft_mask: None,
            fill_alpha: 1.0,
            stroke_alpha: 1.0,
            blend: b"Normal"[..].into(),
            ..state.clone()
        };
        let scale = (across / bounds.width(), down / bounds.height());
        inner.ctm = [
            scale.0,
            0.0,
            0.0,
            scale.1,
            -bounds.left * scale.0,
            -bounds.bottom * scale.1,
        ];
        if plain {
            let black = State::new(inner.clip);
            (inner.fill, inner.stroke) = (black.fill, black.stroke);
            (inner.fill_pattern, inner.stroke_pattern) = (None, None);
        }
        let outer = Scope {
            resources: file.dict(dict, "Resources"),
            state: inner.clone(),
            kept: Vec::new(),
            base: inner.ctm,
            path: Path::default(),
            clips: None,
            text: IDENTITY,
            line: IDENTITY,
            in_text: false,
            text_clip: None,
            marked: 0,
            depth: 1,
        };
        let muted = self.case.findings.mute(true);
        std::mem::swap(&mut self.raster, &mut tile);
        self.within(|run| run.nested(stream, inner, &outer));
        std::mem::swap(&mut self.raster, &mut tile);
        self.raster.reclaim(&mut tile);
        self.case.findings.mute(muted);
        let (width, height) = tile.size();
        let cells = (0..width * height).map(|at| {
            let (x, y) = (at % width.max(1), at / width.max(1));
            tile.look(x as f64 + 0.5, height as f64 - y as f64 - 0.5)
        });
        let byte = |share: f32| (share.clamp(0.0, 1.0) * 255.0 + 0.5) as u8;
        let opaque = Grey {
            width,
            height,
            values: cells
                .clone()
                .map(|cell| byte(cell.map_or(0.0, |(_, alpha)| alpha)))
                .collect(),
        };
        let ink = if plain {
            GlyphInk::Plain(opaque)
        } else {
            GlyphInk::Own(Samples {
                width,
                height,
                plates: (0..PLATES).collect(),
                inks: cells
                    .flat_map(|cell| cell.map_or([0.0; PLATES], |(inks, _)| inks).map(byte))
                    .collect(),
                alpha: Some(opaque),
            })
        };
        Some(Shape {
            square: [
                bounds.width(),
                0.0,
                0.0,
                bounds.height(),
                bounds.left,
                bounds.bottom,
            ],
            ink,
        })
    }
}

/// Returns the box that a glyph gives itself, and whether it takes the colour of the text.
fn extent(content: &[u8], run: &Run<'_>) -> Option<(Option<Bounds>, bool)> {
    let mut lexer = Lexer::contents(content, run.case.file.budget());
    let mut numbers = Vec::new();
    loop {
        match lexer.next() {
            Token::Value(value) if numbers.len() < 6 => numbers.push(value.number()?),
            Token::Word(word) if word == b"d0" => return Some((None, false)),
            Token::Word(word) if word == b"d1" => {
                let &[_, _, left, bottom, right, top] = numbers.as_slice() else {
                    return None;
                };
                let bounds = Bounds::of([left, bottom, right, top]);
                let sound = bounds.width() > 0.0 && bounds.height() > 0.0;
                return Some((sound.then_some(bounds), true));
            }
            _ => return None,
        }
    }
}

/// Returns the names of a font's codes.
fn encoding(run: &Run<'_>, dict: &Dict) -> Vec<Vec<u8>> {
    let file = run.case.file;
    let mut names = vec![Vec::new(); 256];
    let Some(encoding) = file.dict(dict, "Encoding") else {
        return names;
    };
    let mut at = 0;
    for value in file.array(&encoding, "Differences").iter().take(1_024) {
        match value {
            Value::Name(name) => {
                if let Some(to) = names.get_mut(at) {
                    *to = name.to_vec();
                }
                at += 1;
            }
            other => {
                at = other
                    .int()
                    .and_then(|at| usize::try_from(at).ok())
                    .unwrap_or(0)
            }
        }
    }
    names
}
