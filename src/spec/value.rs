//! Values with units, as written.

use crate::geom::{Em, Len};
use crate::ink::Ink;

/// A length as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// `12.5mm 9pt 4Q 4级 1in 1cm`, or a 字号 such as `小五`, `五号`.
    Absolute(Len),
    /// `13字` or `1.5em`: of the type it is used with.
    Em(Em),
    /// `42行`: grid rows, in thousandths.
    Rows(i64),
    /// `3栏`: base columns with the alleys between, whole.
    Columns(u32),
}

/// Which table 字号 are read by. 小初 is 30 pt in newspaper tables, 36 in word
/// processors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hao {
    /// Newspaper practice.
    News,
    /// Word processors.
    Word,
}

/// Whole columns or rows, first and last, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The first.
    pub first: u32,
    /// The last.
    pub last: u32,
}

/// A place on the grid: `"1-4栏 16-84行"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Base columns 栏.
    pub columns: Reach,
    /// Rows 行.
    pub rows: Reach,
}

/// The pages something stands on: `"all"`, `"1"`, `"2-"`, `"2-4"`, `"odd"`,
/// `"even"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageRange {
    /// Every page.
    All,
    /// Odd pages.
    Odd,
    /// Even pages.
    Even,
    /// From the first to the last, both included.
    Between(u32, u32),
}

/// 字号 in thousandths of a point: newspaper practice, word processors. The
/// newspaper row is letterpress, with 小初 at 30 pt as headline tables have it.
const HAO: [(&str, i64, i64); 17] = [
    ("初号", 42_000, 42_000),
    ("小初", 30_000, 36_000),
    ("一号", 28_000, 26_000),
    ("小一", 24_000, 24_000),
    ("二号", 21_000, 22_000),
    ("小二", 18_000, 18_000),
    ("三号", 16_000, 16_000),
    ("小三", 15_000, 15_000),
    ("四号", 14_000, 14_000),
    ("小四", 12_000, 12_000),
    ("五号", 10_500, 10_500),
    ("小五", 9_000, 9_000),
    ("六号", 7_875, 7_500),
    ("小六", 6_500, 6_500),
    ("七号", 5_500, 5_500),
    ("小七", 5_250, 5_250),
    ("八号", 5_000, 5_000),
];

/// Half-width digits, letters and marks for full-width ones.
fn narrow(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '\u{3000}' => ' ',
            _ => c,
        })
        .collect()
}

/// Splits a number from its unit: thousandths and the unit.
fn number(text: &str) -> Option<(i64, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let (negative, digits) = digits.strip_prefix('-').map_or((false, digits), |rest| (true, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty()
        || fraction.len() > 6
        || whole.len() > 9
        || whole.contains('-')
        || fraction.contains(['-', '.'])
    {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let fraction: i64 = format!("{fraction:0<6}").parse().ok()?;
    let millionths = whole * 1_000_000 + fraction;
    Some((if negative { -millionths } else { millionths }, unit.trim()))
}

const MILLION: i64 = 1_000_000;

/// The number at the head of `11行` or `4 cols`.
pub(super) fn leading_count(text: &str) -> Option<u32> {
    let text = narrow(text);
    let (millionths, unit) = number(text.trim())?;
    let known = ["", "行", "栏", "row", "rows", "line", "lines", "col", "cols", "column", "columns"];
    (millionths >= 0 && millionths % MILLION == 0 && known.contains(&unit)).then(|| u32::try_from(millionths / MILLION).ok()).flatten()
}

impl Length {
    /// What a person is shown when a length cannot be read.
    pub const FORM: &'static str = "\"12.5mm\", \"9pt\", \"小五\", \"13字\", \"4行\" or \"3栏\"";

    /// Reads a length with its unit.
    pub fn parse(text: &str, hao: Hao) -> Option<Length> {
        let text = narrow(text);
        let text = text.trim();
        let named = HAO.iter().find(|(name, ..)| {
            text == *name || text == name.trim_end_matches('号') && !name.starts_with('小') || text.trim_end_matches('号') == *name
        });
        if let Some(&(_, news, word)) = named {
            let thousandths = if hao == Hao::News { news } else { word };
            return Some(Length::Absolute(Len::PT.scale(thousandths, 1000)));
        }
        let (millionths, unit) = number(text)?;
        let of = |unit: Len| Some(Length::Absolute(unit.scale(millionths, MILLION)));
        match unit {
            "mm" | "毫米" => of(Len::MM),
            "cm" => of(Len::MM * 10),
            "pt" => of(Len::PT),
            "Q" | "q" | "级" => of(Len::Q),
            "in" => of(Len::INCH),
            "字" | "em" | "zi" => Some(Length::Em(Em::from_f64(millionths as f64 / MILLION as f64))),
            "行" | "row" | "rows" | "line" | "lines" => Some(Length::Rows(millionths / 1000)),
            "栏" | "col" | "cols" | "column" | "columns" if millionths >= 0 && millionths % MILLION == 0 => {
                u32::try_from(millionths / MILLION).ok().map(Length::Columns)
            }
            "" if millionths == 0 => Some(Length::Absolute(Len::ZERO)),
            _ => None,
        }
    }
}

impl Reach {
    /// Reads `16-84` or `5`.
    fn parse(text: &str) -> Option<Reach> {
        let mut ends = text.split(['-', '–', '—', '~', '～', '至']);
        let first: u32 = ends.next()?.trim().parse().ok()?;
        let last: u32 = match ends.next() {
            Some(last) => last.trim().parse().ok()?,
            None => first,
        };
        (ends.next().is_none() && first >= 1 && first <= last).then_some(Reach { first, last })
    }

    /// Reads `16-84行` or `rows 16-84`, of either unit.
    pub fn parse_with_unit(text: &str) -> Option<Reach> {
        let text = narrow(text);
        let bare: String = text.chars().filter(|c| !c.is_alphabetic() || *c == '至').collect();
        Reach::parse(bare.trim())
    }
}

impl Place {
    /// What a person is shown when a place cannot be read.
    pub const FORM: &'static str = "\"1-4栏 16-84行\", counted from 1, first before last";

    /// Reads `1-4栏 16-84行`, in either order, or `cols 1-4 rows 16-84`.
    pub fn parse(text: &str) -> Option<Place> {
        let text = narrow(text);
        let mut columns = None;
        let mut rows = None;
        let mut numbers = String::new();
        let mut word = String::new();
        let mut pending: Option<bool> = None;
        let mut settle = |numbers: &mut String, is_columns: bool| -> Option<()> {
            let reach = Reach::parse(numbers.trim())?;
            numbers.clear();
            let place = if is_columns { &mut columns } else { &mut rows };
            place.replace(reach).is_none().then_some(())
        };
        for c in text.chars().chain([' ']) {
            if c.is_ascii_alphabetic() {
                word.push(c);
                continue;
            }
            let unit = match (c, word.as_str()) {
                ('栏', "") | (_, "col" | "cols" | "column" | "columns") => Some(true),
                ('行', "") | (_, "row" | "rows" | "line" | "lines") => Some(false),
                (_, "") => None,
                _ => return None,
            };
            word.clear();
            if let Some(is_columns) = unit {
                if numbers.trim().is_empty() {
                    pending = Some(is_columns);
                } else {
                    settle(&mut numbers, is_columns)?;
                }
                if c == '栏' || c == '行' {
                    continue;
                }
            }
            if c.is_ascii_digit() || matches!(c, '-' | '–' | '—' | '~' | '～' | '至') {
                numbers.push(c);
            } else if c == ' ' || c == ',' {
                if let (Some(is_columns), false) = (pending, numbers.trim().is_empty()) {
                    settle(&mut numbers, is_columns)?;
                    pending = None;
                }
            } else {
                return None;
            }
        }
        if !numbers.trim().is_empty() || pending.is_some() {
            return None;
        }
        Some(Place { columns: columns?, rows: rows? })
    }
}

impl PageRange {
    /// Reads `all`, `1`, `2-`, `2-4`, `odd`, `even`.
    pub fn parse(text: &str) -> Option<PageRange> {
        let text = narrow(text);
        Some(match text.trim() {
            "all" => PageRange::All,
            "odd" => PageRange::Odd,
            "even" => PageRange::Even,
            range => match range.strip_suffix('-') {
                Some(first) => PageRange::Between(first.trim().parse().ok()?, u32::MAX),
                None => {
                    let reach = Reach::parse(range)?;
                    PageRange::Between(reach.first, reach.last)
                }
            },
        })
    }
}

/// Reads an ink: `K`, `K30`, `paper`, `C100 M20 Y0 K5` in per cent.
pub(super) fn ink(text: &str) -> Option<Ink> {
    let text = narrow(text);
    match text.trim() {
        "black" | "K" => return Some(Ink::BLACK),
        "paper" | "white" => return Some(Ink::PAPER),
        _ => {}
    }
    let mut parts = [None; 4];
    for word in text.split_whitespace() {
        let at = "CMYK".find(word.chars().next()?.to_ascii_uppercase())?;
        let (millionths, unit) = number(&word[1..])?;
        let tint = u16::try_from(millionths / 100_000).ok()?;
        if tint > 1000 || !unit.is_empty() && unit != "%" || millionths < 0 || parts[at].replace(tint).is_some() {
            return None;
        }
    }
    match parts {
        [None, None, None, None] => None,
        [None, None, None, Some(k)] => Some(Ink::K(k)),
        [c, m, y, k] => Some(Ink::Cmyk(c.unwrap_or(0), m.unwrap_or(0), y.unwrap_or(0), k.unwrap_or(0))),
    }
}

/// What a person is shown when an ink cannot be read.
pub(super) const INK_FORM: &str = "\"K\", \"K30\", \"paper\" or \"C100 M20 Y0 K0\", in per cent";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_exact() {
        let news = |text| Length::parse(text, Hao::News);
        assert_eq!(news("350mm"), Some(Length::Absolute(Len::MM * 350)));
        assert_eq!(news("11.25pt"), Some(Length::Absolute(Len::pt(45) / 4)));
        assert_eq!(news("小五"), Some(Length::Absolute(Len::pt(9))));
        assert_eq!(news("小五号"), news("小五"));
        assert_eq!(news("五"), news("五号"));
        assert_eq!(news("小初"), Some(Length::Absolute(Len::pt(30))));
        assert_eq!(Length::parse("小初", Hao::Word), Some(Length::Absolute(Len::pt(36))));
        assert_eq!(news("１３字"), Some(Length::Em(Em::ratio(13, 1))));
        assert_eq!(news("2.5行"), Some(Length::Rows(2500)));
        assert_eq!(news("3栏"), Some(Length::Columns(3)));
        for bad in ["", "12", "mm", "1.2.3pt", "--3pt", "9999999999999pt", "12parsec"] {
            assert_eq!(news(bad), None, "{bad}");
        }
    }

    #[test]
    fn places_read_both_ways() {
        let place = Place { columns: Reach { first: 1, last: 4 }, rows: Reach { first: 16, last: 84 } };
        for text in ["1-4栏 16-84行", "16-84行 1-4栏", "cols 1-4 rows 16-84", "1-4 cols 16-84 rows", "１～４栏 16至84行", "1-4栏16-84行"]
        {
            assert_eq!(Place::parse(text), Some(place), "{text}");
        }
        for bad in ["", "1-4栏", "4-1栏 1行", "0栏 1行", "1-4栏 5-6栏", "1-4栏 16-84", "1-4x 16-84行", "行 栏"] {
            assert_eq!(Place::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn inks_and_ranges() {
        assert_eq!(ink("K30"), Some(Ink::K(300)));
        assert_eq!(ink("C100 M20 Y0 K5"), Some(Ink::Cmyk(1000, 200, 0, 50)));
        assert_eq!(ink("C101"), None);
        assert_eq!(ink("RGB"), None);
        assert_eq!(PageRange::parse("2-"), Some(PageRange::Between(2, u32::MAX)));
        assert_eq!(PageRange::parse("x"), None);
    }
}
