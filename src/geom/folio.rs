//! Page numbers 版序, of papers in several sections too: `4`, `A01`, `B12`.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};

use crate::say::{Arg, Text, Typed, text};

/// The number of pages of a section at most, and one.
const SECTION: u32 = 1000;

/// Number of a page, in its section if the paper has several. In messages it stands as people call
/// the page, `4` or `A04`; with a width, `{:02}`, a number without section has so many digits. For
/// programs it is a number, or a string where it has a section.
///
/// Folios are in the order in which their pages follow each other.
// A thousand more for every letter, so that one integer is both the page and its place in the order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Folio(u32);

impl Folio {
    /// The largest number in a section, or without one.
    pub const LAST: u32 = SECTION - 1;

    /// Folio of a page without section; of 1 to [`Folio::LAST`].
    pub const fn plain(number: u32) -> Folio {
        Folio(number)
    }

    /// Parses what a page is called, `12` or `A01`; `None` if it is called neither.
    pub fn parse(name: &str) -> Option<Folio> {
        let (section, digits) = match name.as_bytes() {
            [letter @ b'A'..=b'Z', ..] => (u32::from(letter - b'A') + 1, &name[1..]),
            _ => (0, name),
        };
        let plain = (1..=3).contains(&digits.len()) && digits.bytes().all(|c| c.is_ascii_digit());
        let page: u32 = digits.parse().ok().filter(|page| plain && *page > 0)?;
        Some(Folio(section * SECTION + page))
    }

    /// Letter of the section that the page is in, if it is in one.
    pub fn section(self) -> Option<char> {
        let nth = (self.0 / SECTION).checked_sub(1)?;
        let nth = u8::try_from(nth).ok().filter(|nth| *nth < 26)?;
        Some(char::from(b'A' + nth))
    }

    /// Number in the section, or of the paper when it has none.
    pub const fn in_section(self) -> u32 {
        self.0 % SECTION
    }

    /// Folio of another page of the same section.
    pub const fn sibling(self, number: u32) -> Folio {
        Folio(self.0 - self.0 % SECTION + number % SECTION)
    }

    /// Whether the other page faces this one to its right: an even page and the odd one after it.
    pub const fn faces(self, right: Folio) -> bool {
        self.0.is_multiple_of(2) && right.0 == self.0 + 1
    }

    /// A key that is another one for every page, in their order.
    pub const fn key(self) -> u32 {
        self.0
    }
}

impl From<u32> for Folio {
    fn from(number: u32) -> Folio {
        Folio::plain(number)
    }
}

impl PartialEq<u32> for Folio {
    fn eq(&self, number: &u32) -> bool {
        self.0 == *number
    }
}

impl fmt::Display for Folio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.section() {
            Some(letter) => f.pad(&format!("{letter}{:02}", self.in_section())),
            None => self.0.fmt(f),
        }
    }
}

impl fmt::Debug for Folio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Typed for Folio {
    fn arg(&self) -> Arg {
        match self.section() {
            Some(_) => Arg::Words(self.to_string()),
            None => self.0.arg(),
        }
    }
}

impl Serialize for Folio {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.section() {
            Some(_) => to.collect_str(self),
            None => to.serialize_u32(self.0),
        }
    }
}

impl<'de> Deserialize<'de> for Folio {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Folio, D::Error> {
        from.deserialize_any(Called)
    }
}

/// Reads a folio as it is written.
struct Called;

impl Visitor<'_> for Called {
    type Value = Folio;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the number of a page")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Folio, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Folio, E> {
        name.parse().map_err(E::custom)
    }
}

impl FromStr for Folio {
    type Err = Text;

    fn from_str(name: &str) -> Result<Folio, Text> {
        Folio::parse(name).ok_or_else(|| {
            text!(
                "geom.page-called",
                "“{name}” is the number of no page: it is a number, or in a section a letter and a number, 4 or A04",
                name
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use serde::de::IntoDeserializer;
    use serde::de::value::{Error as Fault, StrDeserializer, U64Deserializer};

    use super::*;

    #[test]
    fn pages_are_called_what_they_are_called() {
        for name in ["1", "12", "999", "A01", "B12", "Z999"] {
            let folio = Folio::parse(name).expect("a page");
            assert_eq!(folio.to_string(), name);
        }
        for name in [
            "", "A", "0", "A00", "a1", "AA1", "1A", "1000", "A1000", "A 1", "版",
        ] {
            assert_eq!(Folio::parse(name), None, "{name}");
        }
        let [one, two, ninety, next] =
            ["A1", "A02", "A99", "B1"].map(|name| Folio::parse(name).expect("a page"));
        assert_eq!(Some(one), Folio::parse("A01"));
        assert!(ninety < next && two.faces(two.sibling(3)) && !one.faces(two));
        assert_eq!(
            (next.section(), Folio::plain(4).section()),
            (Some('B'), None)
        );
        assert_eq!(
            format!("{:02} {two:02} {two:>4}", Folio::plain(4)),
            "04 A02  A02"
        );
        let read = |name: &str| {
            let name: StrDeserializer<'_, Fault> = name.into_deserializer();
            Folio::deserialize(name).ok()
        };
        assert_eq!((read("A02"), read("0")), (Some(two), None));
        let number: U64Deserializer<Fault> = 4_u64.into_deserializer();
        assert_eq!(Folio::deserialize(number), Ok(Folio::plain(4)));
    }
}
