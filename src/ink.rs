//! Inks 油墨: what type, rules and tints are printed with, and the plates 印版
//! they go on.

use crate::say::{Text, text};
use std::fmt;

/// An amount of one ink in thousandths of full coverage.
pub type Tint = u16;

/// Full coverage.
const FULL: Tint = 1000;

/// A spot ink 专色: the name of its plate and the process inks that simulate it on a proof. It
/// holds its own name, so that no table of inks is needed to resolve it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    name: [u8; Spot::LONGEST],
    length: u8,
    alternate: [Tint; 4],
}

impl Spot {
    /// Maximum length of a plate's name in bytes.
    pub const LONGEST: usize = 40;

    /// Names reserved by every RIP.
    const TAKEN: [&'static str; 6] = ["cyan", "magenta", "yellow", "black", "all", "none"];

    /// Creates an ink from the name of its plate and its process alternate, C M Y K in thousandths.
    /// Fails with the reason if the name cannot be that of a plate.
    pub fn new(name: &str, alternate: [Tint; 4]) -> Result<Spot, Text> {
        let name = name.trim();
        if name.is_empty() || name.chars().any(char::is_control) {
            return Err(text!("ink.plate-name", "a plate's name is a line of text"));
        }
        if Spot::TAKEN.contains(&name.to_lowercase().as_str()) {
            return Err(text!(
                "ink.not-a-spot-ink",
                "“{name}” is not a spot ink: every RIP knows a plate of that name already",
                name
            ));
        }
        let mut bytes = [0; Spot::LONGEST];
        let Some(place) = bytes.get_mut(..name.len()) else {
            return Err(text!(
                "ink.plate-name-too-long",
                "a plate's name has at most {bytes} bytes, {characters} Chinese characters",
                bytes = Spot::LONGEST,
                characters = Spot::LONGEST / 3
            ));
        };
        place.copy_from_slice(name.as_bytes());
        Ok(Spot {
            name: bytes,
            length: name.len() as u8,
            alternate: alternate.map(|part| part.min(FULL)),
        })
    }

    /// Returns the name of the ink's plate.
    pub fn name(&self) -> &str {
        self.name
            .get(..usize::from(self.length))
            .and_then(|name| std::str::from_utf8(name).ok())
            .unwrap_or("")
    }

    /// Returns the process inks that simulate it, C M Y K in thousandths.
    pub fn alternate(&self) -> [Tint; 4] {
        self.alternate
    }
}

impl fmt::Debug for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Spot({:?}, {:?})", self.name(), self.alternate)
    }
}

/// The colour of anything that is not a picture. There is no RGB here: it
/// exists only inside pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ink {
    /// Black ink alone, `0..=1000` ‰. `K(0)` is bare paper and knocks out.
    K(Tint),
    /// The four process inks, each `0..=1000` ‰.
    Cmyk(Tint, Tint, Tint, Tint),
    /// A spot ink, `0..=1000` ‰; it knocks out of every other plate.
    Spot(Spot, Tint),
    /// Full ink on every plate; for printer's marks only.
    Registration,
}

impl Ink {
    /// Full black on the K plate alone.
    pub const BLACK: Ink = Ink::K(FULL);
    /// Bare paper: knocks out of everything below.
    pub const PAPER: Ink = Ink::K(0);

    /// Returns the four process components in thousandths, C M Y K; for a spot ink those of its
    /// alternate.
    pub fn cmyk(self) -> [Tint; 4] {
        match self {
            Ink::K(k) => [0, 0, 0, k],
            Ink::Cmyk(c, m, y, k) => [c, m, y, k],
            Ink::Spot(spot, tint) => spot
                .alternate
                .map(|part| ((u32::from(part) * u32::from(tint) + 500) / u32::from(FULL)) as Tint),
            Ink::Registration => [FULL; 4],
        }
    }

    /// Returns the total coverage in thousandths: 2400 is 240 %.
    pub fn total(self) -> u32 {
        match self {
            Ink::Spot(_, tint) => u32::from(tint),
            _ => self.cmyk().iter().map(|&part| u32::from(part)).sum(),
        }
    }

    /// Returns the lightness in thousandths, paper being 1000 and black 0: the light reflected by
    /// the colours and the black over them (weights of Rec. 709).
    pub fn lightness(self) -> i64 {
        let [red, green, blue, black] = self.cmyk().map(|part| i64::from(FULL) - i64::from(part));
        (red * 2126 + green * 7152 + blue * 722) / 10_000 * black / i64::from(FULL)
    }

    /// Returns whether the ink overprints what is below it instead of knocking it out. Solid black
    /// does (ISO 15930-7 practice, GWG R0009); paper never does.
    pub fn overprints(self) -> bool {
        self == Ink::BLACK
    }

    /// Returns the coverage that the ink puts on a plate; `None` if it overprints, leaving that
    /// plate unchanged.
    pub fn on(self, plate: Plate) -> Option<Tint> {
        if self.overprints() && plate != Plate::Black {
            return None;
        }
        Some(match (self, plate) {
            (Ink::Registration, _) => FULL,
            (Ink::Spot(ink, tint), Plate::Spot(spot)) if ink.name() == spot.name() => tint,
            (Ink::Spot(..), _) | (_, Plate::Spot(_)) => 0,
            (_, Plate::Cyan) => self.cmyk()[0],
            (_, Plate::Magenta) => self.cmyk()[1],
            (_, Plate::Yellow) => self.cmyk()[2],
            (_, Plate::Black) => self.cmyk()[3],
        })
    }
}

/// The ink as a layout writes it: `K30`, `M100 Y100`, `PANTONE 185 C 30%`.
impl fmt::Display for Ink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let per_cent = |tint: Tint| f64::from(tint) / 10.0;
        match *self {
            Ink::K(FULL) => f.write_str("black"),
            Ink::K(0) => f.write_str("paper"),
            Ink::K(tint) => write!(f, "K{}", per_cent(tint)),
            Ink::Cmyk(..) => {
                let named = "CMYK"
                    .chars()
                    .zip(self.cmyk())
                    .filter(|&(_, part)| part > 0);
                let parts: Vec<String> = named
                    .map(|(name, part)| format!("{name}{}", per_cent(part)))
                    .collect();
                f.write_str(
                    if parts.is_empty() {
                        "paper".to_owned()
                    } else {
                        parts.join(" ")
                    }
                    .as_str(),
                )
            }
            Ink::Spot(spot, FULL) => f.write_str(spot.name()),
            Ink::Spot(spot, tint) => write!(f, "{} {}%", spot.name(), per_cent(tint)),
            Ink::Registration => f.write_str("registration"),
        }
    }
}

/// A plate 印版: one ink of one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Plate {
    /// Cyan.
    Cyan,
    /// Magenta.
    Magenta,
    /// Yellow.
    Yellow,
    /// Black.
    Black,
    /// The plate of a spot ink.
    Spot(Spot),
}

impl Plate {
    /// The plates of the process inks, in the order of a page's samples.
    pub const PROCESS: [Plate; 4] = [Plate::Cyan, Plate::Magenta, Plate::Yellow, Plate::Black];

    /// Returns the plate's name, as RIPs call it.
    pub fn name(&self) -> &str {
        match self {
            Plate::Cyan => "Cyan",
            Plate::Magenta => "Magenta",
            Plate::Yellow => "Yellow",
            Plate::Black => "Black",
            Plate::Spot(spot) => spot.name(),
        }
    }

    /// Returns the ink that prints on this plate alone, at this coverage.
    pub fn ink(&self, tint: Tint) -> Ink {
        match self {
            Plate::Cyan => Ink::Cmyk(tint, 0, 0, 0),
            Plate::Magenta => Ink::Cmyk(0, tint, 0, 0),
            Plate::Yellow => Ink::Cmyk(0, 0, tint, 0),
            Plate::Black => Ink::K(tint),
            Plate::Spot(spot) => Ink::Spot(*spot, tint),
        }
    }
}

/// Whether, and how, what others made is converted for the press.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Convert {
    /// It is placed as it is.
    #[default]
    No,
    /// Its colours become the page's inks, and type that may not be embedded outlines.
    Yes,
    /// The same, and type of the base fourteen fonts that is not embedded is set in faces that look
    /// alike.
    LookAlikes,
}

/// The standard of a press file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standard {
    /// PDF/X-4 (ISO 15930-7), which duikai writes so that it is PDF/A-2a and PDF/UA-1
    /// (ISO 19005-2) as well.
    #[default]
    X4,
    /// PDF/X-1a:2003 (ISO 15930-4), for a press whose intake is older. It has
    /// no transparency and no layers.
    X1a,
    /// PDF/X-1a:2001 (ISO 15930-1), which is PDF 1.3, for an intake that is
    /// older still.
    X1a2001,
    /// PDF/X-3:2003 (ISO 15930-6): as X-1a, with colours by profile. It is
    /// checked and never written.
    X3,
}

impl Standard {
    /// The standards as they are written.
    pub const NAMES: [(&'static str, Standard); 4] = [
        ("x4", Standard::X4),
        ("x1a", Standard::X1a),
        ("x1a-2001", Standard::X1a2001),
        ("x3", Standard::X3),
    ];

    /// The names of those that duikai writes.
    pub const WRITTEN: [(&'static str, Standard); 3] =
        [Standard::NAMES[0], Standard::NAMES[1], Standard::NAMES[2]];

    /// The standard of this name.
    pub fn from_name(name: &str) -> Option<Standard> {
        let found = Standard::NAMES.iter().find(|(known, _)| *known == name);
        found.map(|(_, standard)| *standard)
    }

    /// Returns its name for people, which files of it bear.
    pub fn title(self) -> &'static str {
        match self {
            Standard::X4 => "PDF/X-4",
            Standard::X1a => "PDF/X-1a:2003",
            Standard::X1a2001 => "PDF/X-1a:2001",
            Standard::X3 => "PDF/X-3:2003",
        }
    }

    /// Returns the latest PDF version that it allows.
    pub fn pdf_version(self) -> (u32, u32) {
        match self {
            Standard::X4 => (1, 6),
            Standard::X1a | Standard::X3 => (1, 4),
            Standard::X1a2001 => (1, 3),
        }
    }

    /// Returns whether it knows neither transparency nor layers.
    pub fn is_flat(self) -> bool {
        self != Standard::X4
    }

    /// Returns whether duikai writes it.
    pub fn is_written(self) -> bool {
        Standard::WRITTEN
            .iter()
            .any(|(_, written)| *written == self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spot_ink_is_on_its_own_plate_alone() {
        let red = Spot::new("PANTONE 185 C", [0, 900, 800, 0]).unwrap();
        let ink = Ink::Spot(red, 500);
        assert_eq!(
            (
                ink.on(Plate::Spot(red)),
                ink.on(Plate::Magenta),
                ink.on(Plate::Black)
            ),
            (Some(500), Some(0), Some(0))
        );
        assert_eq!(
            (ink.cmyk(), ink.total(), ink.to_string()),
            ([0, 450, 400, 0], 500, "PANTONE 185 C 50%".to_owned())
        );
        let gold = Plate::Spot(Spot::new("金", [0, 200, 600, 200]).unwrap());
        assert_eq!(
            (ink.on(gold), gold.name(), Ink::PAPER.on(gold)),
            (Some(0), "金", Some(0))
        );
    }

    #[test]
    fn solid_black_leaves_what_is_below() {
        assert_eq!(
            (Ink::BLACK.on(Plate::Cyan), Ink::BLACK.on(Plate::Black)),
            (None, Some(1000))
        );
        assert_eq!(Ink::K(999).on(Plate::Cyan), Some(0));
        assert_eq!(Ink::Cmyk(300, 0, 0, 10).on(Plate::Cyan), Some(300));
        assert!(
            Plate::PROCESS
                .iter()
                .all(|plate| plate.ink(1000).on(*plate) == Some(1000))
        );
    }

    #[test]
    fn inks_are_as_light_as_the_paper_they_leave() {
        let inks = [
            Ink::PAPER,
            Ink::BLACK,
            Ink::K(200),
            Ink::Cmyk(0, 0, 1000, 0),
            Ink::Cmyk(0, 1000, 1000, 0),
        ];
        assert_eq!(inks.map(Ink::lightness), [1000, 0, 800, 927, 212]);
    }

    #[test]
    fn plates_that_a_rip_would_misread_are_refused() {
        for name in ["", " ", "Black", "all", "a\nb", &"金".repeat(14)] {
            assert!(Spot::new(name, [0; 4]).is_err(), "{name}");
        }
        assert_eq!(
            Spot::new("金".repeat(13).as_str(), [0; 4])
                .unwrap()
                .name()
                .chars()
                .count(),
            13
        );
    }

    #[test]
    fn inks_are_told_as_they_are_written() {
        assert_eq!(Ink::Cmyk(0, 1000, 855, 0).to_string(), "M100 Y85.5");
        assert_eq!(
            [Ink::BLACK, Ink::PAPER, Ink::K(125)].map(|ink| ink.to_string()),
            ["black", "paper", "K12.5"]
        );
    }
}
