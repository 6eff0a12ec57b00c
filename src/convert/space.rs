//! Colour spaces with all that is needed to convert their colours (ISO 32000-1 §8.6).

use std::rc::Rc;

use crate::asset::ProfiledSpace;
use crate::pdf::{Dict, File, Function, Value, printable};
use crate::say::{Text, text};

/// Maximum depth of spaces inside one another.
const DEEPEST: usize = 6;

/// A colour space.
pub(super) enum Space {
    /// Grey of any definition, by its numbers.
    Grey(&'static str),
    /// RGB, by a profile or as sRGB.
    Rgb(&'static str, Rc<ProfiledSpace>),
    /// The page's four inks.
    Cmyk,
    /// Four inks of another condition.
    OtherCmyk(Rc<ProfiledSpace>),
    /// CalRGB: white, gamma, and the matrix to XYZ.
    CalRgb([f64; 3], [f64; 3], [f64; 9]),
    /// Lab, with the ranges of a and b.
    Lab([f64; 4]),
    /// A table of colours.
    Indexed(Rc<Space>, Vec<u8>),
    /// Named inks: their names, the alternate space, and the way there.
    Inks(Vec<Vec<u8>>, Rc<Space>, Function),
    /// Patterns, with the space of those without colours.
    Pattern(Option<Rc<Space>>),
}

impl Space {
    /// Returns the number of components.
    pub fn channels(&self) -> usize {
        match self {
            Space::Grey(_) | Space::Indexed(..) => 1,
            Space::Rgb(..) | Space::CalRgb(..) | Space::Lab(_) => 3,
            Space::Cmyk | Space::OtherCmyk(_) => 4,
            Space::Inks(names, ..) => names.len(),
            Space::Pattern(base) => base.as_ref().map_or(0, |base| base.channels()),
        }
    }

    /// Returns its name for people.
    pub fn title(&self) -> String {
        match self {
            Space::Grey(name) | Space::Rgb(name, _) => (*name).to_owned(),
            Space::Cmyk => "DeviceCMYK".to_owned(),
            Space::OtherCmyk(_) => "ICCBased CMYK".to_owned(),
            Space::CalRgb(..) => "CalRGB".to_owned(),
            Space::Lab(_) => "Lab".to_owned(),
            Space::Indexed(base, _) => format!("Indexed {}", base.title()),
            Space::Inks(names, ..) => {
                let names: Vec<String> = names.iter().map(|name| printable(name)).collect();
                names.join("+")
            }
            Space::Pattern(_) => "Pattern".to_owned(),
        }
    }

    /// Returns the initial colour.
    pub fn initial(&self) -> Vec<f64> {
        match self {
            Space::Cmyk | Space::OtherCmyk(_) => vec![0.0, 0.0, 0.0, 1.0],
            Space::Inks(names, ..) => vec![1.0; names.len()],
            other => vec![0.0; other.channels()],
        }
    }

    /// Returns the range of a component.
    pub fn range(&self, channel: usize) -> [f64; 2] {
        match self {
            Space::Lab(_) if channel == 0 => [0.0, 100.0],
            Space::Lab(range) => [range[channel * 2 - 2], range[channel * 2 - 1]],
            Space::Indexed(..) => [0.0, 255.0],
            _ => [0.0, 1.0],
        }
    }
}

/// A reader of spaces: the file, and the resources whose names and defaults hold.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    /// The file.
    pub file: &'a File<'a>,
    /// The resources.
    pub resources: &'a Dict,
}

impl Reader<'_> {
    /// Reads a space. Fails with its name if it cannot be converted.
    pub fn read(&self, value: &Value) -> Result<Rc<Space>, Text> {
        self.space(value, 0)
    }

    fn space(&self, value: &Value, depth: usize) -> Result<Rc<Space>, Text> {
        let file = self.file;
        if depth > DEEPEST {
            return Err(text!(
                "convert.colour-space-inside-itself",
                "a colour space inside itself"
            ));
        }
        let value = file.resolve(value);
        let spaces = file.dict(self.resources, "ColorSpace");
        if let Some(name) = value.name() {
            let default = |key: &str| {
                let found = spaces.as_ref().and_then(|spaces| spaces.raw(key))?;
                // A default that is the device space itself changes nothing.
                (!file.resolve(found).is(&key.replace("Default", "Device")) && depth < 2)
                    .then(|| self.space(found, DEEPEST - 1))
            };
            return match name {
                b"DeviceGray" | b"G" => Ok(Rc::new(Space::Grey("DeviceGray"))),
                b"DeviceRGB" | b"RGB" => match default("DefaultRGB") {
                    Some(found) => found,
                    None => rgb("DeviceRGB", None),
                },
                b"DeviceCMYK" | b"CMYK" => match default("DefaultCMYK") {
                    Some(found) => found,
                    None => Ok(Rc::new(Space::Cmyk)),
                },
                b"Pattern" => Ok(Rc::new(Space::Pattern(None))),
                name => match spaces.as_ref().and_then(|spaces| spaces.entries.get(name)) {
                    Some(found) => self.space(found, depth + 1),
                    None => Err(text!(
                        "convert.colour-space",
                        "the colour space {name}",
                        name = printable(name)
                    )),
                },
            };
        }
        let Some([family, rest @ ..]) = value.array() else {
            return Err(text!(
                "convert.colour-space-cannot-read",
                "a colour space that cannot be read"
            ));
        };
        let family = file.resolve(family);
        let part = |at: usize| {
            rest.get(at)
                .map_or(Value::Null, |value| file.resolve(value))
        };
        let numbers = |dict: &Dict, key: &str| -> Vec<f64> {
            file.array(dict, key)
                .iter()
                .filter_map(Value::number)
                .collect()
        };
        match family.name().unwrap_or(b"") {
            b"DeviceGray" | b"G" | b"DeviceRGB" | b"RGB" | b"DeviceCMYK" | b"CMYK" => {
                self.space(&family, depth + 1)
            }
            b"CalGray" => Ok(Rc::new(Space::Grey("CalGray"))),
            b"CalRGB" => {
                let dict = part(0).dict().cloned().unwrap_or_default();
                let three = |key: &str, otherwise: f64| {
                    numbers(&dict, key).try_into().unwrap_or([otherwise; 3])
                };
                let matrix = numbers(&dict, "Matrix")
                    .try_into()
                    .unwrap_or([1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]);
                let white = three("WhitePoint", 1.0);
                if white.iter().any(|part| *part <= 0.0) {
                    return Err(text!(
                        "convert.calrgb-space-without-white",
                        "a CalRGB space without a white point"
                    ));
                }
                Ok(Rc::new(Space::CalRgb(white, three("Gamma", 1.0), matrix)))
            }
            b"Lab" => {
                let dict = part(0).dict().cloned().unwrap_or_default();
                let range = numbers(&dict, "Range")
                    .try_into()
                    .unwrap_or([-100.0, 100.0, -100.0, 100.0]);
                Ok(Rc::new(Space::Lab(range)))
            }
            b"ICCBased" => self.profiled(&part(0), depth),
            b"Indexed" | b"I" => {
                let base = self.space(&part(0), depth + 1)?;
                let table = match part(2) {
                    Value::Str(bytes) => bytes.to_vec(),
                    Value::Stream(stream) => file
                        .unpacked(&stream)
                        .map(|coded| coded.bytes)
                        .unwrap_or_default(),
                    _ => Vec::new(),
                };
                Ok(Rc::new(Space::Indexed(base, table)))
            }
            b"Pattern" => Ok(Rc::new(Space::Pattern(Some(
                self.space(&part(0), depth + 1)?,
            )))),
            kind @ (b"Separation" | b"DeviceN") => {
                let names = if kind == b"Separation" {
                    vec![part(0)]
                } else {
                    part(0).array().unwrap_or(&[]).to_vec()
                };
                let names: Vec<Vec<u8>> = names
                    .iter()
                    .take(32)
                    .map(|name| file.resolve(name).name().unwrap_or(b"?").to_vec())
                    .collect();
                let function = Function::read(file, &part(2)).ok_or(text!(
                    "convert.named-inks-whose-tint",
                    "named inks whose tint cannot be worked out"
                ))?;
                let alternate = self.space(&part(1), depth + 1)?;
                Ok(Rc::new(Space::Inks(names, alternate, function)))
            }
            other => Err(text!(
                "convert.colour-space",
                "the colour space {name}",
                name = printable(other)
            )),
        }
    }

    fn profiled(&self, value: &Value, depth: usize) -> Result<Rc<Space>, Text> {
        let Some(stream) = value.stream() else {
            return Err(text!(
                "convert.iccbased-space-without-profile",
                "an ICCBased space without a profile"
            ));
        };
        let read = || {
            let bytes = self.file.unpacked(stream).ok()?.bytes;
            ProfiledSpace::of(&bytes)
        };
        match self.file.get(&stream.dict, "N").int() {
            Some(1) => Ok(Rc::new(Space::Grey("ICCBased grey"))),
            Some(3) => match self.file.get(&stream.dict, "Alternate") {
                // Lab by a profile is Lab.
                Value::Array(alternate) if read().is_none() => {
                    self.space(&Value::Array(alternate), depth + 1)
                }
                _ => rgb("ICCBased RGB", read()),
            },
            Some(4) => Ok(Rc::new(match read() {
                Some(profile) => Space::OtherCmyk(Rc::new(profile)),
                None => Space::Cmyk,
            })),
            _ => Err(text!(
                "convert.iccbased-space-usual-number",
                "an ICCBased space of no usual number of channels"
            )),
        }
    }
}

fn rgb(name: &'static str, profile: Option<ProfiledSpace>) -> Result<Rc<Space>, Text> {
    let profile = match profile {
        Some(profile) => profile,
        None => ProfiledSpace::srgb().ok_or(Text::quoted("sRGB"))?,
    };
    Ok(Rc::new(Space::Rgb(name, Rc::new(profile))))
}
