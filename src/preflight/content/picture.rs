//! Placing of pictures: image XObjects and inline images.

use std::rc::Rc;

use super::state::State;
use super::{Run, Scope};
use crate::pdf::{Dict, Lexer, Stream, Token, Value};
use crate::preflight::colour::Space;
use crate::preflight::image::Image;
use crate::preflight::image_dict;
use crate::preflight::matrix::Bounds;
use crate::preflight::paint::{Colour, Thing};
use crate::preflight::raster::{Grey, Stencil};
use crate::say::text;

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
            self.printed(image.space.as_deref(), &seen);
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
        if self.quiet || self.raster.is_spent() || self.case.findings.printer().own {
            if !self.quiet {
                self.not_known(*seen);
                self.whole.uncounted |= !image.mask;
            }
            return;
        }
        let state = &scope.state;
        let (dict, id) = match (stream, inline) {
            (Some(stream), _) => (&stream.dict, Some(stream.id)),
            (None, Some((dict, _))) => (dict, None),
            (None, None) => return,
        };
        let clear = self.case.file.get(dict, "SMask").stream().is_some()
            || self.case.file.get(dict, "SMaskInData").int().unwrap_or(0) != 0;
        self.noted(state, seen, clear);
        let stencil = Stencil {
            bounds: seen,
            ..state.stencil()
        };
        let coded = || match (stream, inline) {
            (Some(stream), _) => self.case.file.unpacked(stream).ok(),
            (None, Some((dict, bytes))) => self.case.file.unpacked_inline(dict, bytes).ok(),
            (None, None) => None,
        };
        if image.mask {
            let Some(painting) = state.painting(false, 1.0, self.naive) else {
                return self.uncounted(state, false);
            };
            let Some(coded) = coded() else {
                return self.unread(None);
            };
            match image.shape(self.case, dict, &coded) {
                Some(shape) => {
                    self.raster
                        .stamp(&shape, &state.ctm, &stencil, &painting.paint());
                }
                None => self.unread(coded.still.as_deref()),
            }
            return;
        }
        // What is told as a forbidden colour has no ink to count.
        let counted = self.naive || image.space.as_ref().is_none_or(|space| space.has_inks());
        if !counted {
            let state = State {
                fill: Colour {
                    space: image.space.clone().unwrap_or(Rc::new(Space::Unknown)),
                    parts: Vec::new(),
                },
                ..state.clone()
            };
            return self.uncounted(&state, false);
        }
        let samples = match (id, &self.picture) {
            (Some(id), Some((known, samples))) if *known == id => samples.clone(),
            _ => {
                let Some(coded) = coded() else {
                    return self.unread(None);
                };
                let Some(mut samples) = image.samples(self.case, dict, &coded, self.naive) else {
                    return self.unread(coded.still.as_deref());
                };
                drop(coded);
                if let Some(alpha) = self.opacity(dict) {
                    samples.alpha = Some(alpha);
                }
                Rc::new(samples)
            }
        };
        self.raster
            .picture(&samples, &state.ctm, &stencil, &state.bare_coat(false));
        if let Some(id) = id {
            self.picture = Some((id, samples));
        }
    }

    /// Reads the soft mask or the stencil of a picture.
    fn opacity(&mut self, dict: &Dict) -> Option<Grey> {
        let file = self.case.file;
        let mask = match file.get(dict, "SMask") {
            Value::Stream(mask) => mask,
            _ => file.get(dict, "Mask").stream()?.clone(),
        };
        let muted = self.case.findings.mute(true);
        let image = Image::read(self.case, self.palette, &mask.dict, None, self.sheet.number);
        self.case.findings.mute(muted);
        let coded = file.unpacked(&mask).ok();
        let shape = coded
            .as_ref()
            .and_then(|coded| image.shape(self.case, &mask.dict, coded));
        if shape.is_none() {
            self.unread(coded.and_then(|coded| coded.still).as_deref());
        }
        shape
    }

    /// Notes a picture that cannot be decoded.
    fn unread(&mut self, coding: Option<&[u8]>) {
        self.raster.missed.insert(match coding {
            Some(b"JPXDecode") => text!("preflight.jpeg-2000-picture", "a JPEG 2000 picture"),
            Some(b"JBIG2Decode") => text!("preflight.jbig2-picture", "a JBIG2 picture"),
            Some(b"CCITTFaxDecode") => text!("preflight.fax-picture", "a fax picture"),
            Some(b"DCTDecode") => text!(
                "preflight.jpeg-cannot-decoded",
                "a JPEG that cannot be decoded"
            ),
            _ => text!(
                "preflight.picture-cannot-decoded",
                "a picture that cannot be decoded"
            ),
        });
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
                    return self.broken(text!(
                        "preflight.inline-picture-damaged",
                        "an inline picture is damaged"
                    ));
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
            return self.broken(text!(
                "preflight.inline-picture-end",
                "an inline picture has no end"
            ));
        };
        lexer.at = end.1;
        image_dict::check(
            self.case,
            &dict,
            text!("preflight.inline-picture", "an inline picture"),
        );
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
