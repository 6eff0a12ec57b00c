//! Lengths with units, and the type sizes that have names.

use super::number::{Decimal, LARGEST, half_width};
use super::value::{Hao, Length};
use crate::geom::{Em, Len};
use crate::say::{Text, text};

/// The accepted forms, for help texts.
pub(super) const LENGTH_FORMS: Text = text!(
    "spec.length-number-unit-quotes",
    "a length is a number with its unit in quotes: \"12.5mm\", \"9pt\", \"4Q\", \"13字\", \"1.5em\", \"42行\", \"3栏\", or a size such as \"小五\""
);

/// Named sizes 字号: name, size in newspaper tables, size in word processors, in thousandths of a
/// point. The two sizes agree where metal type had no size with that name.
const SIZES: [(&str, i64, i64); 16] = [
    ("初", 42_000, 42_000),
    ("小初", 30_000, 36_000),
    ("一", 28_000, 26_000),
    ("小一", 24_000, 24_000),
    ("二", 21_000, 22_000),
    ("小二", 18_000, 18_000),
    ("三", 16_000, 16_000),
    ("小三", 15_000, 15_000),
    ("四", 14_000, 14_000),
    ("小四", 12_000, 12_000),
    ("五", 10_500, 10_500),
    ("小五", 9_000, 9_000),
    ("六", 7_875, 7_500),
    ("小六", 6_500, 6_500),
    ("七", 5_250, 5_500),
    ("八", 5_000, 5_000),
];

/// Maximum length: 100 m, far beyond any sheet, far below overflow.
const FARTHEST: i64 = Len::MM.units() * 100_000;

impl Length {
    /// Parses a length; `None` if `text` is none. Named sizes are read by the table `hao`; full-width
    /// digits and spaces are accepted like half-width ones.
    ///
    /// | unit | also | means |
    /// |---|---|---|
    /// | `mm` `cm` `in` | `毫米` `厘米` `英寸` | absolute |
    /// | `pt` | `磅` | absolute, 72 to the inch |
    /// | `Q` | `q` `级` | a quarter of a millimetre |
    /// | `字` | `em` `zi` | of the type it is used with |
    /// | `行` | `row` `rows` `line` `lines` | grid rows |
    /// | `栏` | `col` `cols` `column` `columns` | whole base columns |
    ///
    /// Without a number: `初号 小初 一号 小一 … 七号 八号`, with or without `号`.
    pub fn parse(text: &str, hao: Hao) -> Option<Length> {
        Length::read(text, hao).ok()
    }

    /// Parses a length as [`Length::parse`] does, or fails with the reason.
    pub(super) fn read(text: &str, hao: Hao) -> Result<Length, Text> {
        let half = half_width(text);
        if let Some(size) = named_size(&half, hao) {
            return Ok(Length::Absolute(size));
        }
        let not_a_length = || text!("spec.no-length", "\"{text}\" is not a length", text);
        let (number, unit) = Decimal::prefix(&half).ok_or_else(not_a_length)?;
        let unit = unit.trim().to_ascii_lowercase();
        let too_large = || {
            text!(
                "spec.larger-any-sheet",
                "\"{text}\" is larger than any sheet",
                text
            )
        };
        let absolute = |units: Len| {
            number
                .times(units.units(), FARTHEST)
                .map(|units| Length::Absolute(Len::from_units(units)))
        };
        match unit.as_str() {
            "" => Err(text!("spec.lacks-unit", "\"{text}\" lacks a unit", text)),
            "mm" | "毫米" => absolute(Len::MM).ok_or_else(too_large),
            "cm" | "厘米" => absolute(Len::MM * 10).ok_or_else(too_large),
            "pt" | "磅" => absolute(Len::PT).ok_or_else(too_large),
            "q" | "级" => absolute(Len::Q).ok_or_else(too_large),
            "in" | "英寸" => absolute(Len::INCH).ok_or_else(too_large),
            "字" | "em" | "zi" => ems(number).ok_or_else(too_large),
            _ => match Axis::of(&unit) {
                Some(Axis::Row) => number
                    .times(1000, i64::from(LARGEST) * 1000)
                    .map(Length::Rows)
                    .ok_or_else(too_large),
                Some(Axis::Column) => number.whole().map(Length::Columns).ok_or_else(|| {
                    text!(
                        "spec.whole-number-columns",
                        "\"{text}\" is not a whole number of columns",
                        text
                    )
                }),
                None => Err(text!("spec.no-unit", "\"{unit}\" is not a unit", unit)),
            },
        }
    }

    /// Returns whether the length is below zero, in whatever unit.
    pub(super) fn is_negative(self) -> bool {
        match self {
            Length::Absolute(len) => len < Len::ZERO,
            Length::Em(em) => em < Em::ZERO,
            Length::Rows(thousandths) => thousandths < 0,
            Length::Columns(_) => false,
        }
    }

    /// Returns whether the length is zero, in whatever unit.
    pub(super) fn is_zero(self) -> bool {
        match self {
            Length::Absolute(len) => len == Len::ZERO,
            Length::Em(em) => em == Em::ZERO,
            Length::Rows(thousandths) => thousandths == 0,
            Length::Columns(columns) => columns == 0,
        }
    }
}

/// Converts a number of em, rounded to the 1/65536 that an [`Em`] can hold.
fn ems(number: Decimal) -> Option<Length> {
    let parts = number.times(1 << 16, 10_000 << 16)?;
    Some(Length::Em(Em::ratio(i32::try_from(parts).ok()?, 1 << 16)))
}

/// Returns the size of a named 字号.
fn named_size(name: &str, hao: Hao) -> Option<Len> {
    let bare = name.strip_suffix('号').unwrap_or(name);
    let &(_, news, word) = SIZES.iter().find(|(size, ..)| *size == bare)?;
    let thousandths = match hao {
        Hao::News => news,
        Hao::Word => word,
    };
    Some(Len::PT.scale(thousandths, 1000))
}

/// The two directions of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Axis {
    /// Base columns 栏.
    Column,
    /// Rows 行.
    Row,
}

impl Axis {
    /// Returns the axis that a unit counts along.
    pub(super) fn of(unit: &str) -> Option<Axis> {
        match unit.to_ascii_lowercase().as_str() {
            "栏" | "col" | "cols" | "column" | "columns" => Some(Axis::Column),
            "行" | "row" | "rows" | "line" | "lines" => Some(Axis::Row),
            _ => None,
        }
    }

    /// Returns the English name of a step.
    pub(super) fn noun(self) -> Text {
        match self {
            Axis::Column => text!("spec.column", "column"),
            Axis::Row => text!("spec.row", "row"),
        }
    }

    /// Returns the Chinese unit.
    pub(super) fn unit(self) -> &'static str {
        match self {
            Axis::Column => "栏",
            Axis::Row => "行",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn absolute(text: &str) -> Len {
        match Length::parse(text, Hao::News) {
            Some(Length::Absolute(len)) => len,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn absolute_lengths_are_exact() {
        assert_eq!(absolute("350mm"), Len::MM * 350);
        assert_eq!(absolute("1.5cm"), Len::MM * 15);
        assert_eq!(
            absolute("11.25pt"),
            Len::from_units(Len::PER_PT * 1125 / 100)
        );
        assert_eq!(absolute("１１．２５　磅"), absolute("11.25pt"));
        assert_eq!(absolute("0.1mm"), Len::from_units(18_432));
        assert_eq!(absolute("4Q"), Len::MM);
        assert_eq!(absolute("4 级"), Len::MM);
        assert_eq!(absolute("22.75in"), Len::INCH * 91 / 4);
        assert_eq!(absolute("-3pt"), Len::pt(-3));
    }

    #[test]
    fn named_sizes_follow_their_table() {
        assert_eq!(absolute("小五"), Len::pt(9));
        assert_eq!(absolute("小五号"), Len::pt(9));
        assert_eq!(absolute("五号"), Len::PT * 21 / 2);
        assert_eq!(absolute("六号"), Len::PT * 63 / 8);
        assert_eq!(absolute("小初"), Len::pt(30));
        assert_eq!(
            Length::parse("小初", Hao::Word),
            Some(Length::Absolute(Len::pt(36)))
        );
        for (name, news, _) in SIZES {
            assert_eq!(
                absolute(name).units() * 1000,
                news * Len::PER_PT,
                "{name} is exact"
            );
        }
    }

    #[test]
    fn relative_lengths_keep_their_unit() {
        let parse = |text| Length::parse(text, Hao::News);
        assert_eq!(parse("13字"), Some(Length::Em(Em::ratio(13, 1))));
        assert_eq!(parse("-0.5em"), Some(Length::Em(Em::ratio(-1, 2))));
        assert_eq!(parse("１３ zi"), parse("13字"));
        assert_eq!(parse("42行"), Some(Length::Rows(42_000)));
        assert_eq!(parse("1.5 rows"), Some(Length::Rows(1500)));
        assert_eq!(parse("3 cols"), Some(Length::Columns(3)));
        assert_eq!(parse("3栏"), Some(Length::Columns(3)));
    }

    #[test]
    fn what_is_not_a_length_says_why() {
        let reason = |text| Length::read(text, Hao::News).expect_err(text);
        assert_eq!(reason("12"), "\"12\" lacks a unit");
        assert_eq!(reason("12 furlongs"), "\"furlongs\" is not a unit");
        assert_eq!(
            reason("1.5栏"),
            "\"1.5栏\" is not a whole number of columns"
        );
        assert_eq!(reason("-1栏"), "\"-1栏\" is not a whole number of columns");
        assert_eq!(reason("wide"), "\"wide\" is not a length");
        assert_eq!(
            reason("999999999999mm"),
            "\"999999999999mm\" is larger than any sheet"
        );
        assert_eq!(reason("号"), "\"号\" is not a length");
    }
}
