//! Drawings 矢量图 in the inks of the house.
//!
//! Greys become black ink, since a separation table would print them in four. Any other colour has
//! the ink that the page gives it, or else what the press's table separates it into, as for a
//! picture, which keeps it under the ink limit.

use std::collections::BTreeMap;

use super::inks;
use super::loader::{Loader, beside};
use crate::asset::{Drawing, OutputProfile, PictureId, Pixels, Rgb, Separations};
use crate::diag::{Code, Diagnostic, Span, Spanned};
use crate::edition::model::{House, Lace};
use crate::ink::{Ink, Spot};
use crate::say::text;
use crate::spec::{DrawnInk, RuleStyleSpec};

/// The inks of drawings: those that the house declares, and the condition that its tables are for.
pub(super) struct Paints<'a> {
    pub inks: &'a BTreeMap<String, Spot>,
    pub condition: &'a OutputProfile,
}

impl Paints<'_> {
    /// Those of a house.
    pub fn of(house: &House) -> Paints<'_> {
        Paints {
            inks: &house.inks,
            condition: &house.condition,
        }
    }
}

/// Returns whether a file name is that of a drawing.
pub(super) fn is_drawing(path: &str) -> bool {
    path.to_ascii_lowercase().ends_with(".svg")
}

impl Loader<'_> {
    /// Reads the drawings of the rules that have any, by the name of the rule.
    pub(super) fn laces(
        &mut self,
        rules: &BTreeMap<String, RuleStyleSpec>,
        paints: &Paints<'_>,
    ) -> BTreeMap<String, Lace> {
        let mut laces = BTreeMap::new();
        for (name, spec) in rules {
            let Some(tile) = &spec.tile else { continue };
            let mut one =
                |file: &Spanned<String>, inks: &dyn Fn(&Drawing<Rgb>) -> Vec<DrawnInk>| {
                    let path = beside(self.sources.path(file.span.source), &file.value);
                    if !is_drawing(&path) {
                        let message = text!(
                            "edition.svg-drawing-alone-rule",
                            "“{path}” is no SVG drawing, of which alone a rule is made",
                            path
                        );
                        self.sink.report(
                            Diagnostic::new(Code::BadDrawing, file.span, message).help(text!(
                                "edition.draw-svg-flat-colours",
                                "draw it as SVG of flat colours"
                            )),
                        );
                        return None;
                    }
                    let bytes = self
                        .read(
                            &path,
                            Some(file.span),
                            text!("edition.drawing-noun", "drawing"),
                        )
                        .ok()?;
                    let inks = Drawing::read(&bytes.bytes)
                        .map(|drawing| inks(&drawing))
                        .unwrap_or_default();
                    self.drawing(&path, file.span, &inks, false, paints)
                };
            let tile = one(tile, &|_| spec.inks.clone());
            // It shares the inks of the tile and may lack a colour of it.
            let has =
                |drawing: &Drawing<Rgb>, ink: &DrawnInk| drawing.colours().contains(&ink.colour);
            let corner = spec.corner.as_ref().map(|file| {
                one(file, &|corner| {
                    spec.inks
                        .iter()
                        .filter(|ink| has(corner, ink))
                        .cloned()
                        .collect()
                })
            });
            if let Some(tile) = tile {
                let once = spec.once.as_ref().is_some_and(|once| once.value);
                laces.insert(
                    name.clone(),
                    Lace {
                        tile,
                        once,
                        corner: corner.flatten(),
                    },
                );
            }
        }
        laces
    }

    /// Reports `inks` given for a file that is no drawing.
    pub(super) fn no_inks(&mut self, given: &[DrawnInk]) {
        if let Some(first) = given.first() {
            let message = text!(
                "edition.inks-colours-svg-drawing",
                "`inks` are for the colours of an SVG drawing, and this is none"
            );
            self.sink.report(
                Diagnostic::new(Code::BadValue, first.place, message)
                    .help(text!("edition.take-inks-out", "take `inks` out")),
            );
        }
    }

    /// Reads a drawing into ink; into black ink only if `mono`.
    pub(super) fn drawing(
        &mut self,
        path: &str,
        from: Span,
        given: &[DrawnInk],
        mono: bool,
        paints: &Paints<'_>,
    ) -> Option<PictureId> {
        let plain = given.is_empty() && !mono;
        if let Some(known) = self.pictures.find(path).filter(|_| plain) {
            return Some(known);
        }
        let file = self
            .read(path, Some(from), text!("edition.drawing-noun", "drawing"))
            .ok()?;
        let read = self
            .drawings
            .entry(path.to_owned())
            .or_insert_with(|| Drawing::read(&file.bytes))
            .clone();
        let drawing = match read {
            Ok(drawing) => drawing,
            Err(fault) => {
                let message = text!(
                    "edition.drawing-cannot-used",
                    "the drawing “{path}” cannot be used: {fault}",
                    path,
                    fault = fault.0
                );
                self.sink
                    .report(Diagnostic::new(Code::BadDrawing, from, message).help(text!(
                        "edition.export-again-plain-svg",
                        "export it again as plain SVG of flat colours, or as a picture"
                    )));
                return None;
            }
        };
        let colours = drawing.colours();
        let mut inks: BTreeMap<Rgb, Ink> = BTreeMap::new();
        for DrawnInk { colour, place, ink } in given {
            if !colours.contains(colour) {
                let has: Vec<String> = colours
                    .iter()
                    .take(12)
                    .map(|[r, g, b]| format!("#{r:02x}{g:02x}{b:02x}"))
                    .collect();
                let message = text!(
                    "edition.drawing-such-colour",
                    "the drawing has no such colour"
                );
                self.sink.report(
                    Diagnostic::new(Code::UnknownName, *place, message).help(text!(
                        "edition.colours-of-it",
                        "its colours are {has}",
                        has = has.join(", ")
                    )),
                );
            }
            if let Some(ink) = inks::ink(ink, paints.inks, self.sink) {
                inks.insert(*colour, ink);
            }
        }
        let rest: Vec<Rgb> = colours
            .into_iter()
            .filter(|colour| !inks.contains_key(colour))
            .collect();
        for (colour, ink) in rest.iter().zip(converted(&rest, mono, paints.condition)) {
            inks.insert(*colour, ink);
        }
        // The same drawing in other inks is another picture.
        let name = if plain {
            path.to_owned()
        } else {
            format!("{path} {inks:?}")
        };
        if let Some(known) = self.pictures.find(&name) {
            return Some(known);
        }
        Some(self.pictures.add_drawing(
            &name,
            (file.bytes.clone().into(), file.sha256.into()),
            drawing.inked(&inks),
        ))
    }
}

/// Converts the colours for which no ink is given.
fn converted(colours: &[Rgb], mono: bool, press: &OutputProfile) -> Vec<Ink> {
    let samples = colours.concat();
    let pixels = Pixels {
        width: colours.len() as u32,
        height: 1,
        channels: 3,
        samples,
        alpha: None,
        profile: None,
    };
    let table = if colours.is_empty() {
        Vec::new()
    } else {
        Separations::new(press).inks(&pixels).unwrap_or_default()
    };
    let thousandths = |byte: u8| ((u32::from(byte) * 1000 + 127) / 255) as u16;
    let one = |(at, &[red, green, blue]): (usize, &Rgb)| {
        if mono || (red == green && green == blue) {
            // Brightness by the weights of ITU-R BT.601, in integers.
            let bright =
                (u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114 + 500)
                    / 1000;
            return Ink::K(thousandths(255 - bright.min(255) as u8));
        }
        match table.get(at * 4..at * 4 + 4) {
            Some(&[c, m, y, k]) => Ink::Cmyk(
                thousandths(c),
                thousandths(m),
                thousandths(y),
                thousandths(k),
            ),
            _ => Ink::BLACK,
        }
    };
    colours.iter().enumerate().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asset::SNAP_240;

    #[test]
    fn greys_are_black_ink_and_colours_keep_under_the_limit() {
        let colours = [[0; 3], [255; 3], [128; 3], [20, 10, 40], [200, 16, 46]];
        let inks = converted(&colours, false, &SNAP_240);
        assert_eq!(inks[..3], [Ink::BLACK, Ink::PAPER, Ink::K(498)]);
        assert!(
            inks[3..]
                .iter()
                .all(|ink| matches!(ink, Ink::Cmyk(..)) && ink.total() <= 2404),
            "{inks:?}"
        );
        assert!(
            converted(&colours, true, &SNAP_240)
                .iter()
                .all(|ink| matches!(ink, Ink::K(_)))
        );
    }
}
