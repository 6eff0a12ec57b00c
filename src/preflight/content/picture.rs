//! Placing of pictures: image XObjects and inline images.

use std::rc::Rc;

use super::{Run, Scope};
use crate::pdf::{Dict, Lexer, Stream, Token, Value};
use crate::preflight::image::Image;
use crate::preflight::ink::Coat;
use crate::preflight::matrix::Bounds;
use crate::preflight::paint::Thing;

impl Run<'_> {
    /// Checks a picture; returns its bounds if it is visible.
    pub(super) fn place_picture(&mut self, image: &Image, scope: &Scope) -> Option<Bounds> {
        let state = &scope.state;
        self.images.push(image.ppi(&state.ctm));
        let seen = Bounds::under(&state.ctm, [0.0, 0.0, 1.0, 1.0]).both(&state.clip);
        if seen.is_empty() {
            return None;
        }
        image.check(self.case, self.palette, self.sheet, &state.ctm, &seen);
        if image.mask {
            self.lay(Thing::Area, state, false, &seen);
        } else {
            self.marks(&seen);
        }
        Some(seen)
    }

    pub(super) fn ink_of(
        &mut self,
        image: &Image,
        stream: Option<&Rc<Stream>>,
        inline: Option<(&Dict, &[u8])>,
        scope: &Scope,
        seen: &Bounds,
    ) {
        // What is told as a forbidden colour has no ink to count.
        let counted = image.space.as_ref().is_none_or(|space| space.has_inks());
        if self.quiet
            || image.mask
            || !counted
            || self.raster.is_spent()
            || self.case.findings.printer().own
        {
            return;
        }
        let state = &scope.state;
        let samples = match (stream, &self.picture) {
            (Some(stream), Some((id, samples))) if *id == stream.id => Some(samples.clone()),
            _ => {
                let coded = match (stream, inline) {
                    (Some(stream), _) => self.case.file.unpacked(stream).ok(),
                    (None, Some((dict, bytes))) => self.case.file.unpacked_inline(dict, bytes).ok(),
                    (None, None) => None,
                };
                coded
                    .and_then(|coded| image.samples(self.case, &coded))
                    .map(Rc::new)
            }
        };
        let Some(samples) = samples else {
            self.raster.missed = true;
            return;
        };
        let coat = Coat {
            inks: [0.0; 4],
            over: false,
            alpha: state.fill_alpha.clamp(0.0, 1.0) as f32,
            multiply: &*state.blend == b"Multiply",
        };
        self.raster.picture(&samples, &state.ctm, seen, &coat);
        if let Some(stream) = stream {
            self.picture = Some((stream.id, samples));
        }
    }

    pub(super) fn inline_picture(
        &mut self,
        lexer: &mut Lexer<'_>,
        content: &[u8],
        scope: &mut Scope,
    ) {
        let mut dict = Dict::default();
        loop {
            match lexer.next() {
                Token::Value(Value::Name(key)) => {
                    if let Token::Value(value) = lexer.next() {
                        dict.entries.insert(key.to_vec(), value);
                    }
                }
                Token::Word(word) if word == b"ID" => break,
                Token::End | Token::Bad | Token::Word(_) => {
                    return self.broken("an inline picture is damaged".to_owned());
                }
                Token::Value(_) => {}
            }
        }
        let start = (lexer.at + 1).min(content.len());
        let image = Image::read(
            self.case,
            self.palette,
            &dict,
            scope.resources.as_deref(),
            self.sheet.number,
        );
        let plain = self.case.file.filters(&dict).is_empty();
        let channels = image
            .space
            .as_ref()
            .map_or(1, |space| space.channels().max(1)) as i64;
        let bits = if image.mask { 1 } else { image.bits };
        let length = (image.width * channels * bits).saturating_add(7) / 8 * image.height;
        let from = if plain {
            start.saturating_add(usize::try_from(length).unwrap_or(0))
        } else {
            start
        };
        let Some(end) = end_of_picture(content, from) else {
            lexer.at = content.len();
            return self.broken("an inline picture has no end".to_owned());
        };
        lexer.at = end.1;
        if let Some(seen) = self.place_picture(&image, scope) {
            self.ink_of(
                &image,
                None,
                Some((&dict, content.get(start..end.0).unwrap_or(&[]))),
                scope,
                &seen,
            );
        }
    }
}

/// Returns the end of the data of an inline image, and where parsing continues.
fn end_of_picture(content: &[u8], from: usize) -> Option<(usize, usize)> {
    let blank =
        |byte: Option<&u8>| byte.is_none_or(|byte| matches!(byte, 0 | 9 | 10 | 12 | 13 | 32));
    let rest = content.get(from..)?;
    let at = rest.windows(2).enumerate().position(|(at, pair)| {
        pair == b"EI" && (at == 0 || blank(rest.get(at - 1))) && blank(rest.get(at + 2))
    })?;
    Some((from + at, from + at + 2))
}
