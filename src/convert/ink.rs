//! The inks of a colour, and a record of what became of it.

use std::collections::BTreeMap;

use super::space::Space;
use crate::asset::{ColourChange, Translator, delta_e};

/// What a stream's colours become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mode {
    /// The four inks of the press.
    Press,
    /// Light, as a grey: the colours of a soft mask by luminosity (ISO 32000-1 §11.5.3).
    Light,
}

/// The four process inks.
const PROCESS: [&[u8]; 4] = [b"Cyan", b"Magenta", b"Yellow", b"Black"];
/// Distance of components below which a colour is neutral.
const NEUTRAL: f64 = 0.006;
/// Maximum number of colours that are told one by one.
const MOST_TOLD: usize = 200;

/// The converter of colours.
pub(super) struct Inker<'a> {
    press: &'a Translator,
    /// Spot inks of the page, which stay.
    spots: &'a [String],
    told: BTreeMap<(String, String), Told>,
}

#[derive(Default)]
struct Told {
    count: u32,
    measured: u32,
    sum: f64,
    most: f64,
}

impl<'a> Inker<'a> {
    /// Creates a converter for a press.
    pub fn new(press: &'a Translator, spots: &'a [String]) -> Inker<'a> {
        Inker {
            press,
            spots,
            told: BTreeMap::new(),
        }
    }

    /// Returns whether the colours of a space stay as they are.
    pub fn keeps(&self, space: &Space, mode: Mode) -> bool {
        match (space, mode) {
            (Space::Cmyk, Mode::Press) | (Space::Grey("DeviceGray"), Mode::Light) => true,
            (Space::Inks(names, alternate, _), Mode::Press) => {
                matches!(**alternate, Space::Cmyk | Space::Grey("DeviceGray"))
                    && names.iter().all(|name| self.is_plate(name))
            }
            (Space::Pattern(None), _) => true,
            (Space::Pattern(Some(base)), mode) => self.keeps(base, mode),
            _ => false,
        }
    }

    fn is_plate(&self, name: &[u8]) -> bool {
        PROCESS.contains(&name)
            || matches!(name, b"All" | b"None")
            || self.spots.iter().any(|spot| spot.as_bytes() == name)
    }

    /// Returns the name of an ink of the page that a conversion would lose.
    pub fn loses(&self, space: &Space) -> Option<String> {
        let Space::Inks(names, ..) = space else {
            return None;
        };
        let lost = names.iter().find(|name| {
            self.spots
                .iter()
                .any(|spot| spot.as_bytes() == name.as_slice())
        })?;
        (!self.keeps(space, Mode::Press)).then(|| String::from_utf8_lossy(lost).into_owned())
    }

    /// Returns the Lab of a colour, if it has one of its own.
    fn lab(&self, space: &Space, parts: &[f64]) -> Option<[f64; 3]> {
        let part = |at: usize| parts.get(at).copied().unwrap_or(0.0);
        match space {
            Space::Rgb(_, profile) | Space::OtherCmyk(profile) => Some(profile.lab(parts)),
            Space::Lab(_) => Some([part(0).clamp(0.0, 100.0), part(1), part(2)]),
            Space::CalRgb(white, gamma, matrix) => {
                let linear = [0, 1, 2].map(|at| power(part(at).clamp(0.0, 1.0), gamma[at]));
                let xyz = [0, 1, 2].map(|row| {
                    let sum: f64 = (0..3).map(|at| matrix[at * 3 + row] * linear[at]).sum();
                    sum / white[row]
                });
                Some(lab_of(xyz))
            }
            _ => None,
        }
    }

    /// Returns the inks of a colour; `None` if it has none that are known. `drawn` is true for type
    /// and line art, whose neutrals are black alone.
    pub fn inks(&self, space: &Space, parts: &[f64], drawn: bool) -> Option<[f64; 4]> {
        let part = |at: usize| parts.get(at).copied().unwrap_or(0.0).clamp(0.0, 1.0);
        match space {
            Space::Grey(_) => Some([0.0, 0.0, 0.0, 1.0 - part(0)]),
            Space::Cmyk => Some([part(0), part(1), part(2), part(3)]),
            Space::OtherCmyk(_) if part(0) + part(1) + part(2) < NEUTRAL => {
                Some([0.0, 0.0, 0.0, part(3)])
            }
            Space::Indexed(base, table) => {
                let at = parts.first().copied().unwrap_or(0.0).clamp(0.0, 255.0) as usize;
                self.inks(base, &entry(base, table, at)?, drawn)
            }
            Space::Inks(names, alternate, function) => {
                let process: Option<Vec<Option<usize>>> = names
                    .iter()
                    .map(
                        |name| match PROCESS.iter().position(|known| known == name) {
                            Some(plate) => Some(Some(plate)),
                            None if name == b"None" => Some(None),
                            None => None,
                        },
                    )
                    .collect();
                if let Some(plates) = process {
                    let mut inks = [0.0; 4];
                    for (at, plate) in plates.iter().enumerate() {
                        if let Some(plate) = plate {
                            inks[*plate] = part(at);
                        }
                    }
                    return Some(inks);
                }
                let parts: Vec<f64> = (0..names.len()).map(part).collect();
                let inks = self.inks(alternate, &function.call(&parts), drawn)?;
                Some(self.press.held(inks))
            }
            Space::Pattern(_) => None,
            Space::Rgb(..) | Space::CalRgb(..) | Space::Lab(_) | Space::OtherCmyk(_) => {
                let lab = self.lab(space, parts)?;
                if drawn && is_neutral(space, parts) {
                    return Some([0.0, 0.0, 0.0, self.neutral(space, parts, lab)]);
                }
                Some(self.press.inks(lab))
            }
        }
    }

    fn neutral(&self, space: &Space, parts: &[f64], lab: [f64; 3]) -> f64 {
        let first = parts.first().copied().unwrap_or(0.0);
        match space {
            Space::Rgb(..) | Space::CalRgb(..) if first <= 0.01 => 1.0,
            Space::Rgb(..) | Space::CalRgb(..) if first >= 0.99 => 0.0,
            Space::Lab(_) if first >= 99.5 => 0.0,
            Space::Lab(_) if first <= 5.0 => 1.0,
            _ => self.press.black(lab[0]),
        }
    }

    /// Returns the light of a colour, 1 is white.
    pub fn light(&self, space: &Space, parts: &[f64]) -> Option<f64> {
        let part = |at: usize| parts.get(at).copied().unwrap_or(0.0).clamp(0.0, 1.0);
        Some(match space {
            Space::Grey(_) => part(0),
            Space::Rgb(..) | Space::CalRgb(..) => 0.3 * part(0) + 0.59 * part(1) + 0.11 * part(2),
            Space::Cmyk | Space::OtherCmyk(_) => {
                let dark = 0.3 * part(0) + 0.59 * part(1) + 0.11 * part(2) + part(3);
                1.0 - dark.min(1.0)
            }
            Space::Lab(_) => part_of_hundred(parts),
            Space::Indexed(base, table) => {
                let at = parts.first().copied().unwrap_or(0.0).clamp(0.0, 255.0) as usize;
                return self.light(base, &entry(base, table, at)?);
            }
            Space::Inks(_, alternate, function) => {
                return self.light(alternate, &function.call(parts));
            }
            Space::Pattern(_) => return None,
        })
    }

    /// Returns the components that a colour becomes.
    pub fn become_(&mut self, space: &Space, parts: &[f64], mode: Mode) -> Option<Vec<f64>> {
        match mode {
            Mode::Light => Some(vec![self.light(space, parts)?]),
            Mode::Press => {
                let inks = self.inks(space, parts, true)?;
                self.tell(space, parts, inks);
                Some(inks.to_vec())
            }
        }
    }

    /// Returns how far inks are from the colour that they stand for; `None` if it is one of
    /// numbers only.
    pub fn distance(&self, space: &Space, parts: &[f64], inks: [f64; 4]) -> Option<f64> {
        match space {
            Space::Inks(_, alternate, function) => {
                self.distance(alternate, &function.call(parts), inks)
            }
            Space::Indexed(base, table) => {
                let at = parts.first().copied().unwrap_or(0.0).clamp(0.0, 255.0) as usize;
                self.distance(base, &entry(base, table, at)?, inks)
            }
            Space::Cmyk => {
                let own = [0, 1, 2, 3].map(|at| parts.get(at).copied().unwrap_or(0.0));
                Some(delta_e(self.press.lab(own), self.press.lab(inks)))
            }
            Space::Grey(_) => {
                let own = [0.0, 0.0, 0.0, 1.0 - parts.first().copied().unwrap_or(0.0)];
                Some(delta_e(self.press.lab(own), self.press.lab(inks)))
            }
            _ => Some(delta_e(self.lab(space, parts)?, self.press.lab(inks))),
        }
    }

    fn tell(&mut self, space: &Space, parts: &[f64], inks: [f64; 4]) {
        let number = |part: &f64| format!("{}", (part * 1000.0).round() / 1000.0);
        let numbers: Vec<String> = parts.iter().map(number).collect();
        let from = format!("{} {}", space.title(), numbers.join(" "));
        let distance = self.distance(space, parts, inks);
        self.note(from, shown(inks), distance);
    }

    /// Records a conversion.
    pub fn note(&mut self, from: String, to: String, distance: Option<f64>) {
        let key = if self.told.len() < MOST_TOLD {
            (from, to)
        } else {
            ("more colours".to_owned(), "process inks".to_owned())
        };
        let told = self.told.entry(key).or_default();
        told.count += 1;
        if let Some(distance) = distance {
            told.measured += 1;
            told.sum += distance;
            told.most = told.most.max(distance);
        }
    }

    /// Records a converted picture or shading, and the distances measured in it.
    pub fn note_whole(&mut self, from: String, to: &str, distances: &[f64]) {
        let told = self.told.entry((from, to.to_owned())).or_default();
        told.count += 1;
        told.measured += distances.len() as u32;
        told.sum += distances.iter().sum::<f64>();
        told.most = distances.iter().copied().fold(told.most, f64::max);
    }

    /// Returns what was recorded, as one list.
    pub fn changes(self) -> Vec<ColourChange> {
        let tenths = |number: f64| (number * 10.0).round() as u32;
        self.told
            .into_iter()
            .map(|((from, to), told)| {
                let measured = (told.measured > 0).then_some(f64::from(told.measured));
                ColourChange {
                    from,
                    to,
                    count: told.count,
                    mean_delta_e: measured.map(|measured| tenths(told.sum / measured)),
                    most_delta_e: measured.map(|_| tenths(told.most)),
                }
            })
            .collect()
    }
}

fn part_of_hundred(parts: &[f64]) -> f64 {
    (parts.first().copied().unwrap_or(0.0) / 100.0).clamp(0.0, 1.0)
}

/// Formats inks as page specs write them.
pub(super) fn shown(inks: [f64; 4]) -> String {
    let found: Vec<String> = ["C", "M", "Y", "K"]
        .iter()
        .zip(inks)
        .filter(|(_, ink)| *ink >= 0.005)
        .map(|(name, ink)| format!("{name}{:.0}", ink * 100.0))
        .collect();
    if found.is_empty() {
        "paper".to_owned()
    } else {
        found.join(" ")
    }
}

/// Returns an entry of a table of colours.
pub(super) fn entry(base: &Space, table: &[u8], at: usize) -> Option<Vec<f64>> {
    let channels = base.channels();
    let bytes = table.get(at * channels..(at + 1) * channels)?;
    Some(
        bytes
            .iter()
            .enumerate()
            .map(|(channel, &byte)| {
                let [low, high] = base.range(channel);
                low + f64::from(byte) / 255.0 * (high - low)
            })
            .collect(),
    )
}

fn is_neutral(space: &Space, parts: &[f64]) -> bool {
    let part = |at: usize| parts.get(at).copied().unwrap_or(0.0);
    match space {
        Space::Rgb(..) | Space::CalRgb(..) => {
            let (r, g, b) = (part(0), part(1), part(2));
            r.max(g).max(b) - r.min(g).min(b) <= NEUTRAL
        }
        Space::Lab(_) => part(1).abs() < 1.0 && part(2).abs() < 1.0,
        _ => false,
    }
}

fn power(base: f64, exponent: f64) -> f64 {
    let found = base.powf(exponent);
    if found.is_finite() {
        (found * 1e7).round() / 1e7
    } else {
        0.0
    }
}

/// Returns the Lab of XYZ given as shares of white.
fn lab_of(xyz: [f64; 3]) -> [f64; 3] {
    let [x, y, z] = xyz.map(|part| {
        let root = if part > 216.0 / 24389.0 {
            part.cbrt()
        } else {
            (24389.0 / 27.0 * part + 16.0) / 116.0
        };
        (root * 1e8).round() / 1e8
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}
