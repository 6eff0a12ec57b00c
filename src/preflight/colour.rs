//! Colour spaces: which are allowed, and the inks of a colour.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::case::Case;
use super::raster::{Inks, PLATES};
use super::rule::{Check, Weight};
use super::same;
use crate::ink::Standard;
use crate::pdf::{Dict, Value, printable};
use crate::say::{List, Text, text};

/// A colour space.
#[derive(Debug)]
pub(super) enum Space {
    /// DeviceGray.
    Grey,
    /// DeviceRGB.
    Rgb,
    /// DeviceCMYK.
    Cmyk,
    /// A CIE-based space, by its name and channels: CalGray, Lab, ICCBased.
    Cie(&'static str, usize),
    /// An indexed space: base space and table of colours.
    Indexed(Rc<Space>, Rc<Vec<u8>>),
    /// A pattern space, of uncoloured patterns with the space of their colour.
    Pattern(Option<Rc<Space>>),
    /// Separation or DeviceN: colorant names, the alternate space, and the plates.
    Inks(Vec<Vec<u8>>, Rc<Space>, Vec<Lands>),
    /// A space that cannot be read.
    Unknown,
}

/// Where a colorant lands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lands {
    /// On one plate of the raster.
    On(usize),
    /// On every plate.
    Everywhere,
    /// On none.
    Nowhere,
    /// On a plate beyond those that the raster has.
    Beyond,
}

/// The four process inks.
const PROCESS: [&[u8]; 4] = [b"Cyan", b"Magenta", b"Yellow", b"Black"];

/// Minimum amount of an ink that counts.
const NOTHING: f64 = 0.0005;

/// The appearance of a colour, as the checks distinguish it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Look {
    /// Bare paper.
    White,
    /// Solid black ink only.
    Black,
    /// DeviceGray black.
    GreyBlack,
    /// DeviceGray between black and white.
    Grey,
    /// A number of inks.
    Inks(usize),
    /// No ink but RGB: the largest of its components.
    Rgb(f64),
}

impl Space {
    /// Returns the number of components of a colour.
    pub fn channels(&self) -> usize {
        match self {
            Space::Grey | Space::Indexed(..) => 1,
            Space::Rgb => 3,
            Space::Cmyk => 4,
            Space::Cie(_, channels) => *channels,
            Space::Inks(names, ..) => names.len(),
            Space::Pattern(Some(base)) => base.channels(),
            Space::Pattern(None) | Space::Unknown => 0,
        }
    }

    /// Returns whether its colours are inks.
    pub fn has_inks(&self) -> bool {
        match self {
            Space::Grey | Space::Cmyk | Space::Inks(..) => true,
            Space::Indexed(base, _) => base.has_inks(),
            Space::Rgb | Space::Cie(..) | Space::Pattern(_) | Space::Unknown => false,
        }
    }

    /// Returns the initial colour of the space.
    pub fn initial(&self) -> Vec<f64> {
        match self {
            Space::Cmyk | Space::Cie("ICCBased CMYK", _) => vec![0.0, 0.0, 0.0, 1.0],
            Space::Inks(names, ..) => vec![1.0; names.len()],
            other => vec![0.0; other.channels()],
        }
    }

    /// Returns the appearance of a colour.
    pub fn look(&self, colour: &[f64]) -> Look {
        match self {
            Space::Grey => match colour.first() {
                Some(&grey) if grey >= 1.0 - NOTHING => Look::White,
                Some(&grey) if grey > NOTHING => Look::Grey,
                _ => Look::GreyBlack,
            },
            Space::Rgb | Space::Cie("CalRGB" | "ICCBased RGB", _) => {
                Look::Rgb(colour.iter().copied().fold(0.0, f64::max))
            }
            _ => {
                let Some(inks) = self.inks(colour) else {
                    let laid = colour.iter().filter(|&&part| part > NOTHING).count();
                    return if laid == 0 && matches!(self, Space::Inks(..)) {
                        Look::White
                    } else {
                        Look::Inks(laid.max(1))
                    };
                };
                let spots = match self {
                    Space::Inks(names, ..) => names
                        .iter()
                        .zip(colour)
                        .filter(|(name, part)| {
                            **part > NOTHING
                                && name.as_slice() != b"None"
                                && !PROCESS.contains(&name.as_slice())
                        })
                        .count(),
                    _ => 0,
                };
                let laid = inks.iter().filter(|&&part| part > NOTHING).count() + spots;
                match laid {
                    0 => Look::White,
                    1 if inks[3] >= 1.0 - NOTHING => Look::Black,
                    laid => Look::Inks(laid),
                }
            }
        }
    }

    /// Returns the process inks of a colour; `None` if they are unknown. Spot inks beside them are
    /// not counted.
    pub fn inks(&self, colour: &[f64]) -> Option<[f64; 4]> {
        let part = |at: usize| colour.get(at).copied().unwrap_or(0.0).clamp(0.0, 1.0);
        match self {
            Space::Grey => Some([0.0, 0.0, 0.0, 1.0 - part(0)]),
            Space::Cmyk => Some([part(0), part(1), part(2), part(3)]),
            Space::Indexed(base, table) => {
                let channels = base.channels();
                let start = (part_index(colour) as usize).checked_mul(channels)?;
                let entry = table.get(start..start + channels)?;
                base.inks(
                    &entry
                        .iter()
                        .map(|&byte| f64::from(byte) / 255.0)
                        .collect::<Vec<_>>(),
                )
            }
            Space::Inks(names, ..) => {
                let mut inks = [0.0; 4];
                for (at, name) in names.iter().enumerate() {
                    match PROCESS.iter().position(|process| process == name) {
                        Some(plate) => inks[plate] = part(at),
                        None if name.as_slice() == b"All" => inks = [part(at); 4],
                        None => {}
                    }
                }
                Some(inks)
            }
            _ => None,
        }
    }
}

impl Space {
    /// Returns the plates of a colour; `None` if they are unknown. With `naive`, colours that are
    /// no inks become such by the simplest rule, enough to look at or to weigh light by.
    pub fn plates(&self, colour: &[f64], naive: bool) -> Option<Inks> {
        let part = |at: usize| colour.get(at).copied().unwrap_or(0.0).clamp(0.0, 1.0);
        let process = |inks: [f64; 4]| {
            let mut plates = [0.0; PLATES];
            for (plate, ink) in plates.iter_mut().zip(inks) {
                *plate = ink as f32;
            }
            plates
        };
        Some(match self {
            Space::Inks(_, _, lands) => {
                let mut plates = [0.0; PLATES];
                for (at, lands) in lands.iter().enumerate() {
                    match lands {
                        Lands::On(plate) => plates[*plate] = part(at) as f32,
                        Lands::Everywhere => plates[..4].fill(part(at) as f32),
                        Lands::Nowhere => {}
                        Lands::Beyond => return None,
                    }
                }
                plates
            }
            Space::Indexed(base, table) => {
                let channels = base.channels();
                let start = (part_index(colour) as usize).checked_mul(channels)?;
                let entry = table.get(start..start + channels)?;
                let entry: Vec<f64> = entry.iter().map(|&byte| base.decoded(byte)).collect();
                return base.plates(&entry, naive);
            }
            Space::Grey | Space::Cmyk => process(self.inks(colour)?),
            _ if !naive => return None,
            Space::Rgb | Space::Cie("CalRGB" | "ICCBased RGB", _) => {
                process([1.0 - part(0), 1.0 - part(1), 1.0 - part(2), 0.0])
            }
            Space::Cie("ICCBased CMYK", _) => process([part(0), part(1), part(2), part(3)]),
            Space::Cie("Lab", _) => {
                let light = colour.first().copied().unwrap_or(0.0) / 100.0;
                process([0.0, 0.0, 0.0, 1.0 - light.clamp(0.0, 1.0)])
            }
            Space::Cie(..) => process([0.0, 0.0, 0.0, 1.0 - part(0)]),
            Space::Pattern(_) | Space::Unknown => return None,
        })
    }

    /// Returns the value that a picture's highest sample stands for.
    pub fn most(&self, channel: usize) -> f64 {
        match self {
            Space::Cie("Lab", _) if channel == 0 => 100.0,
            _ => 1.0,
        }
    }

    /// Returns the component that a byte of a table of colours stands for.
    fn decoded(&self, byte: u8) -> f64 {
        let share = f64::from(byte) / 255.0;
        match self {
            Space::Cie("Lab", _) => share * 100.0,
            _ => share,
        }
    }

    /// Returns the plates that its colours may have ink on.
    pub fn lands(&self) -> Vec<usize> {
        match self {
            Space::Grey => vec![3],
            Space::Inks(_, _, lands) => {
                let mut plates: Vec<usize> = lands
                    .iter()
                    .flat_map(|lands| match lands {
                        Lands::On(plate) => *plate..*plate + 1,
                        Lands::Everywhere => 0..4,
                        Lands::Nowhere | Lands::Beyond => 0..0,
                    })
                    .collect();
                plates.sort_unstable();
                plates.dedup();
                plates
            }
            Space::Indexed(base, _) => base.lands(),
            _ => (0..4).collect(),
        }
    }
}

fn part_index(colour: &[f64]) -> f64 {
    colour.first().copied().unwrap_or(0.0).clamp(0.0, 255.0)
}

/// A reader of colour spaces that reports those not allowed.
pub(super) struct Palette<'c> {
    case: &'c Case<'c>,
    /// The profile of the output intent.
    profile: Option<&'c [u8]>,
    spots: RefCell<BTreeSet<Vec<u8>>>,
    /// The first definition of every ink: alternate and tint transform as written, and what they
    /// say.
    definitions: RefCell<BTreeMap<Vec<u8>, Definition>>,
    /// The spot inks met, in the order of their plates.
    plates: RefCell<Vec<Vec<u8>>>,
}

/// A definition of an ink.
type Definition = ([Value; 2], u64);

impl<'c> Palette<'c> {
    /// Creates a reader for one file.
    pub fn new(case: &'c Case<'c>, profile: Option<&'c [u8]>) -> Palette<'c> {
        Palette {
            case,
            profile,
            spots: RefCell::default(),
            definitions: RefCell::default(),
            plates: RefCell::default(),
        }
    }

    /// Returns the names of the spot inks met, in the order of their plates.
    pub fn spot_plates(&self) -> Vec<Vec<u8>> {
        self.plates.borrow().clone()
    }

    fn named_inks(&self, names: Vec<Vec<u8>>, alternate: Rc<Space>) -> Space {
        let lands = names.iter().map(|name| self.lands(name)).collect();
        Space::Inks(names, alternate, lands)
    }

    fn lands(&self, name: &[u8]) -> Lands {
        if let Some(plate) = PROCESS.iter().position(|process| *process == name) {
            return Lands::On(plate);
        }
        match name {
            b"All" => return Lands::Everywhere,
            b"None" => return Lands::Nowhere,
            _ => {}
        }
        let mut plates = self.plates.borrow_mut();
        let at = match plates.iter().position(|known| known == name) {
            Some(at) => at,
            None if plates.len() < PLATES - 4 => {
                plates.push(name.to_vec());
                plates.len() - 1
            }
            None => return Lands::Beyond,
        };
        Lands::On(4 + at)
    }

    /// Reports spot colours, after all pages were interpreted.
    pub fn finish(self) {
        let spots = self.spots.into_inner();
        if spots.len() > self.case.findings.printer().spots as usize {
            let names: Vec<String> = spots.iter().take(6).map(|name| printable(name)).collect();
            self.case.findings.file(
                Check::SpotColour,
                text!(
                    "preflight.spot-colours",
                    "{count} spot colours: {names}",
                    count = spots.len(),
                    names = List::of(names)
                ),
            );
        }
    }

    /// Reads a space as a page names it.
    pub fn read(&self, value: &Value, resources: Option<&Dict>, page: u32) -> Rc<Space> {
        self.space(value, resources, page, 0)
    }

    fn space(&self, value: &Value, resources: Option<&Dict>, page: u32, depth: usize) -> Rc<Space> {
        let file = self.case.file;
        if depth > 8 {
            return Rc::new(Space::Unknown);
        }
        let value = file.resolve(value);
        let spaces = resources.and_then(|resources| file.dict(resources, "ColorSpace"));
        if let Some(name) = value.name() {
            let device = |space: Space, default: &str| {
                if spaces.as_ref().is_some_and(|spaces| spaces.has(default)) {
                    self.case.findings.page(
                        Check::DefaultSpace,
                        page,
                        text!(
                            "preflight.redefines-device-colour-space",
                            "{default} redefines a device colour space",
                            default
                        ),
                    );
                }
                Rc::new(space)
            };
            return match name {
                b"DeviceGray" | b"G" => device(Space::Grey, "DefaultGray"),
                b"DeviceRGB" | b"RGB" => device(Space::Rgb, "DefaultRGB"),
                b"DeviceCMYK" | b"CMYK" => device(Space::Cmyk, "DefaultCMYK"),
                b"Pattern" => Rc::new(Space::Pattern(None)),
                name => match spaces.as_ref().and_then(|spaces| spaces.entries.get(name)) {
                    Some(value) => self.space(value, resources, page, depth + 1),
                    None => Rc::new(Space::Unknown),
                },
            };
        }
        let Some([family, rest @ ..]) = value.array() else {
            return Rc::new(Space::Unknown);
        };
        let family = file.resolve(family);
        let part = |at: usize| {
            rest.get(at)
                .map_or(Value::Null, |value| file.resolve(value))
        };
        let inner = |at: usize| self.space(&part(at), resources, page, depth + 1);
        Rc::new(match family.name().unwrap_or(b"") {
            b"DeviceGray" | b"G" | b"DeviceRGB" | b"RGB" | b"DeviceCMYK" | b"CMYK" => {
                return self.space(&family, resources, page, depth + 1);
            }
            b"CalGray" => Space::Cie("CalGray", 1),
            b"CalRGB" => Space::Cie("CalRGB", 3),
            b"Lab" => Space::Cie("Lab", 3),
            b"ICCBased" => self.icc(&part(0), page),
            b"Indexed" | b"I" => {
                let table = match part(2) {
                    Value::Str(bytes) => bytes.to_vec(),
                    Value::Stream(stream) => file
                        .unpacked(&stream)
                        .map(|coded| coded.bytes)
                        .unwrap_or_default(),
                    _ => Vec::new(),
                };
                Space::Indexed(inner(0), Rc::new(table))
            }
            b"Pattern" => Space::Pattern(Some(inner(0))),
            b"Separation" => {
                let name = part(0).name().unwrap_or(b"?").to_vec();
                if let [_, alternate, tint, ..] = rest {
                    self.defined(&name, [alternate.clone(), tint.clone()], page);
                }
                self.named_inks(vec![name], inner(1))
            }
            b"DeviceN" => {
                let names = part(0);
                let names = names.array().unwrap_or(&[]).iter().take(32);
                let names = names
                    .map(|name| file.resolve(name).name().unwrap_or(b"?").to_vec())
                    .collect();
                self.named_inks(names, inner(1))
            }
            _ => Space::Unknown,
        })
    }

    /// Notes the definition of an ink, and reports one that is not the first.
    fn defined(&self, name: &[u8], written: [Value; 2], page: u32) {
        let file = self.case.file;
        let mut definitions = self.definitions.borrow_mut();
        let known = definitions.get(name);
        if known.is_some_and(|(first, _)| *first == written) {
            return;
        }
        let said = {
            let [alternate, tint] = &written;
            same::digest(file, alternate).rotate_left(1) ^ same::digest(file, tint)
        };
        match known {
            None => drop(definitions.insert(name.to_vec(), (written, said))),
            Some((_, first)) if *first == said => {}
            Some(_) => self.case.findings.page(
                Check::SpotDefinition,
                page,
                text!(
                    "preflight.ink-defined-two-ways",
                    "the ink {name} is defined in two ways",
                    name = printable(name)
                ),
            ),
        }
    }

    fn icc(&self, value: &Value, page: u32) -> Space {
        let Some(stream) = value.stream() else {
            return Space::Unknown;
        };
        let channels = self.case.file.get(&stream.dict, "N").int().unwrap_or(0);
        if channels == 4
            && let Some(profile) = self.profile
            && self
                .case
                .file
                .unpacked(stream)
                .is_ok_and(|coded| coded.bytes == profile)
        {
            self.case.findings.page(
                Check::IntentAsColour,
                page,
                text!(
                    "preflight.colour-space-has-intent-profile",
                    "an ICCBased colour space has the profile of the output intent"
                ),
            );
        }
        match channels {
            1 => Space::Cie("ICCBased Gray", 1),
            3 => Space::Cie("ICCBased RGB", 3),
            4 => Space::Cie("ICCBased CMYK", 4),
            _ => Space::Unknown,
        }
    }

    /// Reports what is wrong with a space that is used for `what`.
    pub fn used(
        &self,
        space: &Space,
        what: Text,
        page: u32,
        place: Option<crate::geom::Rect<crate::geom::PageSpace>>,
    ) {
        let report = |rule: Check, message: Text| {
            self.case
                .findings
                .report(rule, rule.weight(), Some(page), place, message)
        };
        match space {
            Space::Rgb => report(
                Check::Rgb,
                text!(
                    "preflight.devicergb-used",
                    "DeviceRGB is used for {what}",
                    what
                ),
            ),
            // What a profile says is what PDF/X-3 has beside X-1a.
            Space::Cie(..) if self.case.standard == Standard::X3 => {}
            Space::Cie(name, _) => report(
                Check::CieColour,
                text!(
                    "preflight.colour-space-used-for",
                    "{name} is used for {what}",
                    name,
                    what
                ),
            ),
            Space::Indexed(base, _) => self.used(base, what, page, place),
            Space::Pattern(Some(base)) => self.used(base, what, page, place),
            Space::Inks(names, alternate, _) => {
                for name in names {
                    match name.as_slice() {
                        b"All" => {
                            let message = text!(
                                "preflight.registration-colour-used",
                                "the registration colour is used for {what}",
                                what
                            );
                            self.case.findings.report(
                                Check::RegistrationColour,
                                Weight::Warning,
                                Some(page),
                                place,
                                message,
                            );
                        }
                        b"None" => {}
                        name if PROCESS.contains(&name) => {}
                        name => {
                            self.spots.borrow_mut().insert(name.to_vec());
                        }
                    }
                }
                match &**alternate {
                    Space::Rgb => report(
                        Check::Rgb,
                        text!(
                            "preflight.stand-ink-devicergb-used",
                            "the stand-in for an ink is DeviceRGB, used for {what}",
                            what
                        ),
                    ),
                    // A spot colour may be given in Lab, except to PDF/X-1a.
                    Space::Cie("Lab", _) if !self.case.is_flat() => {}
                    Space::Cie(..) if self.case.standard == Standard::X3 => {}
                    Space::Cie(name, _) => report(
                        Check::CieColour,
                        text!(
                            "preflight.stand-ink-used",
                            "the stand-in for an ink is {name}, used for {what}",
                            name,
                            what
                        ),
                    ),
                    _ => {}
                }
            }
            Space::Unknown => report(
                Check::UnknownSpace,
                text!(
                    "preflight.unknown-colour-space-used",
                    "an unknown colour space is used for {what}",
                    what
                ),
            ),
            Space::Grey | Space::Cmyk | Space::Pattern(None) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_look_as_they_print() {
        let inks = |names: &[&[u8]]| {
            Space::Inks(
                names.iter().map(|name| name.to_vec()).collect(),
                Rc::new(Space::Cmyk),
                Vec::new(),
            )
        };
        assert_eq!(Space::Cmyk.look(&[0.0, 0.0, 0.0, 1.0]), Look::Black);
        assert_eq!(Space::Cmyk.look(&[0.0; 4]), Look::White);
        assert_eq!(Space::Cmyk.look(&[0.4, 0.0, 0.0, 1.0]), Look::Inks(2));
        assert_eq!(Space::Grey.look(&[0.0]), Look::GreyBlack);
        assert_eq!(Space::Grey.look(&[1.0]), Look::White);
        assert_eq!(inks(&[b"Black"]).look(&[1.0]), Look::Black);
        assert_eq!(
            inks(&[b"Black", b"PANTONE 185 C"]).look(&[1.0, 0.5]),
            Look::Inks(2)
        );
        assert_eq!(inks(&[b"PANTONE 185 C"]).look(&[0.0]), Look::White);
        let table = Space::Indexed(
            Rc::new(Space::Cmyk),
            Rc::new(vec![0, 0, 0, 0, 255, 0, 0, 255]),
        );
        assert_eq!(table.inks(&[1.0]), Some([1.0, 0.0, 0.0, 1.0]));
        assert_eq!(table.inks(&[9.0]), None);
    }
}
