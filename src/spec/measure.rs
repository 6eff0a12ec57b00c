//! Getters for measured values of a table: lengths, areas, inks, counts.

use toml::Spanned as Parsed;
use toml::de::DeValue;

use super::keys::Shape;
use super::length::{Axis, LENGTH_FORMS};
use super::number::LARGEST;
use super::table::Table;
use super::value::{DrawnInk, InkSpec, Length};
use super::{colour, grid};
use crate::diag::Spanned;
use crate::geom::Folio;
use crate::say::{Text, text};

/// The range of lengths that a key accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// Any length.
    Free,
    /// Zero or more.
    NotNegative,
    /// More than zero.
    Positive,
}

impl Table<'_> {
    /// Reads a length within `bound`.
    pub(super) fn length(&mut self, key: &'static str, bound: Bound) -> Option<Spanned<Length>> {
        self.ask(key, Shape::Text);
        let value = self.value(key)?;
        self.length_of(key, value, bound)
    }

    pub(super) fn length_of(
        &self,
        key: &str,
        value: &Parsed<DeValue<'_>>,
        bound: Bound,
    ) -> Option<Spanned<Length>> {
        let hao = self.reading().hao.get();
        let length = self.parsed_of(key, value, LENGTH_FORMS, |text| Length::read(text, hao))?;
        let reason = match bound {
            Bound::NotNegative | Bound::Positive if length.value.is_negative() => {
                text!("spec.cannot-negative", "cannot be negative")
            }
            Bound::Positive if length.value.is_zero() => {
                text!("spec.cannot-zero", "cannot be zero")
            }
            _ => return Some(length),
        };
        self.refuse(
            length.span,
            text!("spec.key-refused", "`{key}` {reason}", key, reason),
            Text::default(),
        );
        None
    }

    /// Reads an array of exactly `N` lengths within `bound`.
    pub(super) fn lengths<const N: usize>(
        &mut self,
        key: &'static str,
        bound: Bound,
        help: impl Into<Text>,
    ) -> Option<Spanned<[Length; N]>> {
        self.ask(key, Shape::TextsOf(N));
        let help: &Text = &help.into();
        let value = self.value(key)?;
        let Some(array) = value.get_ref().as_array().filter(|array| array.len() == N) else {
            self.mistyped(
                key,
                value,
                &text!("spec.array-lengths", "an array of {n} lengths", n = N),
                help,
            );
            return None;
        };
        // All are read before any failure counts, so that each is noted.
        let read: Vec<_> = array
            .iter()
            .map(|element| self.length_of(key, element, bound))
            .collect();
        let read: Option<Vec<Length>> = read
            .into_iter()
            .map(|length| length.map(|length| length.value))
            .collect();
        Some(Spanned {
            value: read?.try_into().ok()?,
            span: self.place(value),
        })
    }

    /// Reads an ink.
    pub(super) fn ink(&mut self, key: &'static str) -> Option<Spanned<InkSpec>> {
        self.parsed(key, colour::INK_FORMS, colour::parse)
    }

    /// Reads the inks of a drawing's colours, `{ "#c8102e" = "M100 Y90" }`.
    pub(super) fn inks(&mut self, key: &'static str) -> Vec<DrawnInk> {
        self.ask(key, Shape::Keyed);
        let mut inks = Vec::new();
        for (colour, ink) in self.keyed_texts(key) {
            let hex = colour
                .value
                .strip_prefix('#')
                .filter(|hex| hex.len() == 6 && hex.is_ascii());
            let part =
                |at: usize| hex.and_then(|hex| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok());
            let (Some(red), Some(green), Some(blue)) = (part(0), part(2), part(4)) else {
                self.refuse(
                    colour.span,
                    text!(
                        "spec.colour-svg",
                        "\"{colour}\" is not a colour of an SVG",
                        colour = colour.value
                    ),
                    text!(
                        "spec.colours-written-c8102e",
                        "colours are written \"#c8102e\""
                    ),
                );
                continue;
            };
            match colour::parse(&ink.value) {
                Ok(value) => inks.push(DrawnInk {
                    colour: [red, green, blue],
                    place: colour.span,
                    ink: Spanned {
                        value,
                        span: ink.span,
                    },
                }),
                Err(reason) => self.refuse(
                    ink.span,
                    text!("spec.key-reason", "`{key}`: {reason}", key, reason),
                    colour::INK_FORMS,
                ),
            }
        }
        inks
    }

    /// Reads a number of steps along an axis: `11` or `"11行"`.
    pub(super) fn count(
        &mut self,
        key: &'static str,
        axis: Axis,
        least: u32,
    ) -> Option<Spanned<u32>> {
        self.ask(key, Shape::Whole(least, LARGEST));
        self.ask(key, Shape::Text);
        let value = self.value(key)?;
        if value.get_ref().is_integer() {
            return self.whole_of(key, value, least, LARGEST);
        }
        let help = text!(
            "spec.number-s-such",
            "`{key}` is a number of {noun}s, such as 11 or \"11{unit}\"",
            key,
            noun = axis.noun(),
            unit = axis.unit()
        );
        if !value.get_ref().is_str() {
            self.mistyped(
                key,
                value,
                &text!(
                    "spec.count-of-noun",
                    "a number of {noun}s",
                    noun = axis.noun()
                ),
                &help,
            );
            return None;
        }
        self.parsed_of(key, value, &help, |text| match grid::count(text, axis)? {
            few if few < least => Err(text!("spec.must-more", "it must be {least} or more", least)),
            number => Ok(number),
        })
    }

    /// Reads a page number, or the two of a spread: `[4, 5]`.
    pub(super) fn page_numbers(
        &mut self,
        key: &'static str,
    ) -> Option<(Spanned<Folio>, Option<Spanned<Folio>>)> {
        self.ask(key, Shape::Whole(1, LARGEST));
        self.ask(key, Shape::WholesOf(2));
        self.ask(key, Shape::Text);
        self.ask(key, Shape::TextsOf(2));
        let value = self.value(key)?;
        let Some(array) = value.get_ref().as_array() else {
            return Some((self.page_number(key, value)?, None));
        };
        let Ok([left, right]) = <&[_; 2]>::try_from(array.iter().as_slice()) else {
            self.mistyped(
                key,
                value,
                text!(
                    "spec.page-number-two-spread",
                    "a page number, or the two of a spread"
                ),
                text!(
                    "spec.spread-written-number",
                    "a spread (跨版) is written number = [4, 5]"
                ),
            );
            return None;
        };
        let (left, right) = (self.page_number(key, left), self.page_number(key, right));
        Some((left?, Some(right?)))
    }

    /// Reads the number of a page: `12`, or with the letter of its section `"A12"`.
    fn page_number(&self, key: &str, value: &Parsed<DeValue<'_>>) -> Option<Spanned<Folio>> {
        let Some(text) = value.get_ref().as_str() else {
            let number = self.whole_of(key, value, 1, Folio::LAST)?;
            return Some(Spanned {
                value: Folio::plain(number.value),
                span: number.span,
            });
        };
        let span = self.place(value);
        match Folio::parse(text) {
            Some(value) => Some(Spanned { value, span }),
            None => {
                let message = text!(
                    "spec.page-called",
                    "`{key}` must be the number of a page, not \"{name}\"",
                    key,
                    name = text
                );
                let help = text!(
                    "spec.page-called-help",
                    "in a section it is a letter and up to three digits: number = \"A01\""
                );
                self.refuse(span, message, help);
                None
            }
        }
    }

    /// Reads `[x, y]`, each in per cent.
    pub(super) fn per_cents(&mut self, key: &'static str) -> Option<Spanned<(u32, u32)>> {
        self.ask(key, Shape::WholesOf(2));
        let value = self.value(key)?;
        let Some([x, y]) = value
            .get_ref()
            .as_array()
            .and_then(|array| <&[_; 2]>::try_from(array.iter().as_slice()).ok())
        else {
            self.mistyped(
                key,
                value,
                text!(
                    "spec.array-two-whole-numbers",
                    "an array of two whole numbers"
                ),
                text!(
                    "spec.first-across-second-down",
                    "the first is across, the second down, in per cent: [50, 30]"
                ),
            );
            return None;
        };
        let (x, y) = (self.whole_of(key, x, 0, 100), self.whole_of(key, y, 0, 100));
        Some(Spanned {
            value: (x?.value, y?.value),
            span: self.place(value),
        })
    }

    /// Reads the upper left and the lower right corner of a box, in per cent.
    pub(super) fn per_cent_box(&mut self, key: &'static str) -> Option<Spanned<[(u32, u32); 2]>> {
        self.ask(key, Shape::Corners(2, Some(2)));
        let value = self.value(key)?;
        let span = self.place(value);
        let form = text!(
            "spec.box-written-upper-left",
            "the box is written by its upper left and its lower right corner, each across and down in per cent: [[10, 0], [90, 100]]"
        );
        let corners: Vec<_> = value
            .get_ref()
            .as_array()
            .map_or_else(Vec::new, |array| array.iter().collect());
        let mut read = Vec::with_capacity(2);
        for corner in &corners {
            let Some([x, y]) = corner
                .get_ref()
                .as_array()
                .and_then(|array| <&[_; 2]>::try_from(array.iter().as_slice()).ok())
            else {
                self.mistyped(
                    key,
                    corner,
                    text!(
                        "spec.two-corners-two-whole",
                        "two corners of two whole numbers each"
                    ),
                    form,
                );
                return None;
            };
            let (x, y) = (self.whole_of(key, x, 0, 100), self.whole_of(key, y, 0, 100));
            read.push((x?.value, y?.value));
        }
        let &[first, last] = read.as_slice() else {
            self.mistyped(key, value, text!("spec.two-corners", "two corners"), form);
            return None;
        };
        if last.0 <= first.0 || last.1 <= first.1 {
            self.refuse(
                span,
                text!(
                    "spec.keeps-nothing-second-corner",
                    "`{key}` keeps nothing: its second corner is not right of and below its first",
                    key
                ),
                form,
            );
            return None;
        }
        Some(Spanned {
            value: [first, last],
            span,
        })
    }

    /// Reads the corners of a polygon in per cent, three or more.
    pub(super) fn corners(&mut self, key: &'static str) -> Option<Spanned<Vec<(u32, u32)>>> {
        self.ask(key, Shape::Corners(3, None));
        let value = self.value(key)?;
        let span = self.place(value);
        let form = text!(
            "spec.corners-pairs-across-down",
            "corners are pairs across and down in per cent, three or more: [[0, 0], [100, 0], [50, 100]]"
        );
        let corners: Vec<_> = value
            .get_ref()
            .as_array()
            .map_or_else(Vec::new, |array| array.iter().collect());
        if corners.len() < 3 {
            self.mistyped(
                key,
                value,
                text!(
                    "spec.array-three-corners-more",
                    "an array of three corners or more"
                ),
                form,
            );
            return None;
        }
        let mut read = Vec::with_capacity(corners.len());
        for corner in corners {
            let Some([x, y]) = corner
                .get_ref()
                .as_array()
                .and_then(|array| <&[_; 2]>::try_from(array.iter().as_slice()).ok())
            else {
                self.mistyped(
                    key,
                    corner,
                    text!(
                        "spec.corners-two-whole-numbers",
                        "corners of two whole numbers"
                    ),
                    form,
                );
                return None;
            };
            read.push((
                self.whole_of(key, x, 0, 100)?.value,
                self.whole_of(key, y, 0, 100)?.value,
            ));
        }
        Some(Spanned { value: read, span })
    }
}
