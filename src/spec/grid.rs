//! Areas of the grid, counts of its steps, and ranges of pages.

use crate::say::{Text, text};

use super::length::Axis;
use super::number::{LARGEST, digits, half_width};
use super::value::{GridArea, PageRange, Pages, Reach};
use crate::geom::Folio;

/// The accepted form of an area, for help texts.
pub(super) const PLACE_FORM: Text = text!(
    "spec.place-columns-rows-such",
    "a place is columns and rows, such as \"1-4栏 16-84行\" or \"cols 1-4 rows 16-84\""
);

/// The accepted forms of a page range, for help texts.
pub(super) const PAGES_FORMS: Text = text!(
    "spec.pages-all-odd-even",
    "pages are \"all\", \"odd\", \"even\", one page \"1\", some \"2-4\", all from one on \"2-\", several of these \"2-4,6-\", \"none\", or the fold of a \"spread\""
);

impl GridArea {
    /// Parses an area, or fails with the reason: `"1-4栏 16-84行"` in either order, single numbers
    /// too, the unit before or after, Chinese or English (`"cols 1-4 rows 16-84"`).
    pub fn parse(text: &str) -> Result<GridArea, Text> {
        let tokens = tokens(text)?;
        let (first, rest) = group(&tokens)?;
        let (second, rest) = group(rest)?;
        if !rest.is_empty() {
            return Err(text!(
                "spec.something-follows-columns-rows",
                "something follows the columns and rows"
            ));
        }
        match (first, second) {
            ((columns, Some(Axis::Column)), (rows, Some(Axis::Row))) => {
                Ok(GridArea { columns, rows })
            }
            ((rows, Some(Axis::Row)), (columns, Some(Axis::Column))) => {
                Ok(GridArea { columns, rows })
            }
            ((_, Some(axis)), (_, Some(_))) => Err(text!(
                "spec.s-given-twice",
                "{noun}s are given twice",
                noun = axis.noun()
            )),
            _ => Err(text!(
                "spec.number-lacks-unit",
                "a number lacks its unit 栏 or 行"
            )),
        }
    }
}

impl Reach {
    /// Parses rows, `"16-84行"`, or fails with the reason. The unit may be left out.
    pub fn rows(text: &str) -> Result<Reach, Text> {
        Reach::along(text, Axis::Row)
    }

    /// Parses base columns, `"5-6栏"`, or fails with the reason. The unit may be left out.
    pub fn columns(text: &str) -> Result<Reach, Text> {
        Reach::along(text, Axis::Column)
    }

    fn along(text: &str, axis: Axis) -> Result<Reach, Text> {
        let tokens = tokens(text)?;
        let ((reach, unit), rest) = group(&tokens)?;
        match unit {
            Some(other) if other != axis => Err(text!(
                "spec.s-wanted-s",
                "{noun}s are wanted, not {noun2}s",
                noun = axis.noun(),
                noun2 = other.noun()
            )),
            _ if !rest.is_empty() => Err(text!(
                "spec.something-follows-s",
                "something follows the {noun}s",
                noun = axis.noun()
            )),
            _ => Ok(reach),
        }
    }
}

/// Parses a number of steps along an axis: `"11行"`, `"4 col"`, `"0"`.
pub(super) fn count(text: &str, axis: Axis) -> Result<u32, Text> {
    match tokens(text)?.as_slice() {
        [Token::Number(number)] => Ok(*number),
        [Token::Number(number), Token::Unit(unit)] | [Token::Unit(unit), Token::Number(number)]
            if *unit == axis =>
        {
            Ok(*number)
        }
        [Token::Number(_), Token::Unit(unit)] | [Token::Unit(unit), Token::Number(_)] => {
            Err(text!(
                "spec.s-wanted-s",
                "{noun}s are wanted, not {noun2}s",
                noun = axis.noun(),
                noun2 = unit.noun()
            ))
        }
        _ => Err(text!(
            "spec.number-s",
            "\"{text}\" is not a number of {noun}s",
            text,
            noun = axis.noun()
        )),
    }
}

impl Pages {
    /// Every page.
    pub fn all() -> Pages {
        Pages(vec![PageRange::All])
    }

    /// Returns whether the page with this number is among them.
    pub fn holds(&self, page: Folio) -> bool {
        // In a section pages are counted from its first.
        let number = page.in_section();
        self.0.iter().any(|range| range.holds(number))
    }

    /// Returns whether it is the fold of a spread and no page.
    pub fn at_fold(&self) -> bool {
        self.0 == [PageRange::Spread]
    }

    /// Returns whether it is no page.
    pub fn is_none(&self) -> bool {
        self.0.is_empty()
    }

    /// Parses ranges of pages with commas between, or `none`; or fails with the reason.
    pub fn parse(text: &str) -> Result<Pages, Text> {
        if half_width(text).eq_ignore_ascii_case("none") {
            return Ok(Pages(Vec::new()));
        }
        let parts = text.split([',', '，', '、']);
        let ranges: Vec<PageRange> = parts.map(PageRange::parse).collect::<Result<_, _>>()?;
        if ranges.len() > 1 && ranges.contains(&PageRange::Spread) {
            return Err(text!(
                "spec.fold-spread-stands-alone",
                "the fold of a spread stands alone"
            ));
        }
        Ok(Pages(ranges))
    }
}

impl PageRange {
    /// Returns whether the page with this number is in the range.
    pub fn holds(self, number: u32) -> bool {
        match self {
            PageRange::All => true,
            PageRange::Odd => number % 2 == 1,
            PageRange::Even => number.is_multiple_of(2),
            PageRange::Between(first, last) => (first..=last).contains(&number),
            PageRange::Spread => false,
        }
    }

    /// Parses a range of pages, or fails with the reason.
    pub fn parse(text: &str) -> Result<PageRange, Text> {
        let half = half_width(text).to_ascii_lowercase();
        match half.as_str() {
            "all" => return Ok(PageRange::All),
            "odd" => return Ok(PageRange::Odd),
            "even" => return Ok(PageRange::Even),
            "spread" | "中缝" => return Ok(PageRange::Spread),
            _ => {}
        }
        match tokens(&half)?.as_slice() {
            [Token::Number(0), ..] => Err(text!("spec.pages-counted", "pages are counted from 1")),
            [Token::Number(page)] => Ok(PageRange::Between(*page, *page)),
            [Token::Number(first), Token::Dash] => Ok(PageRange::Between(*first, u32::MAX)),
            [Token::Number(first), Token::Dash, Token::Number(last)] if first <= last => {
                Ok(PageRange::Between(*first, *last))
            }
            [Token::Number(first), Token::Dash, Token::Number(last)] => Err(text!(
                "spec.first-page-comes-after",
                "the first page {first} comes after the last {last}",
                first,
                last
            )),
            _ => Err(text!(
                "spec.range-pages",
                "\"{text}\" is not a range of pages",
                text
            )),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Number(u32),
    Dash,
    Unit(Axis),
}

fn tokens(text: &str) -> Result<Vec<Token>, Text> {
    let half = half_width(text);
    let mut rest = half.as_str();
    let mut found = Vec::new();
    while let Some(ch) = rest.chars().next() {
        let (token, after) = if ch.is_ascii_digit() {
            let (number, after) = digits(rest);
            let value = number.parse().ok().filter(|&value| value <= LARGEST);
            (
                Some(Token::Number(value.ok_or_else(|| {
                    text!(
                        "spec.number-too-large-2",
                        "the number {number} is too large",
                        number
                    )
                })?)),
                after,
            )
        } else if ch.is_ascii_alphabetic() {
            let (word, after) = rest.split_at(
                rest.find(|ch: char| !ch.is_ascii_alphabetic())
                    .unwrap_or(rest.len()),
            );
            (
                Some(Token::Unit(Axis::of(word).ok_or_else(|| {
                    text!(
                        "spec.unit-grid",
                        "\"{word}\" is not a unit of the grid",
                        word
                    )
                })?)),
                after,
            )
        } else {
            let after = &rest[ch.len_utf8()..];
            match ch {
                '-' => (Some(Token::Dash), after),
                '栏' => (Some(Token::Unit(Axis::Column)), after),
                '行' => (Some(Token::Unit(Axis::Row)), after),
                '第' | ',' | '、' | ';' => (None, after),
                _ if ch.is_whitespace() => (None, after),
                _ => {
                    return Err(text!(
                        "spec.character-without-meaning",
                        "\"{ch}\" has no meaning here",
                        ch
                    ));
                }
            }
        };
        found.extend(token);
        rest = after;
    }
    Ok(found)
}

type Group<'t> = ((Reach, Option<Axis>), &'t [Token]);

/// Parses one reach with its unit before or after it, and returns what follows. `1栏至4栏` is read
/// as `1-4栏`.
fn group(tokens: &[Token]) -> Result<Group<'_>, Text> {
    use Token::{Dash, Number, Unit};
    let (first, last, unit, rest) = match tokens {
        [Unit(unit), Number(first), Dash, Number(last), rest @ ..] => {
            (*first, *last, Some(*unit), rest)
        }
        [Unit(unit), Number(only), rest @ ..] => (*only, *only, Some(*unit), rest),
        [
            Number(first),
            Unit(unit),
            Dash,
            Number(last),
            Unit(again),
            rest @ ..,
        ] if unit == again => (*first, *last, Some(*unit), rest),
        [Number(first), Dash, Number(last), Unit(unit), rest @ ..] => {
            (*first, *last, Some(*unit), rest)
        }
        [Number(first), Dash, Number(last), rest @ ..] => (*first, *last, None, rest),
        [Number(only), Unit(unit), rest @ ..] => (*only, *only, Some(*unit), rest),
        [Number(only), rest @ ..] => (*only, *only, None, rest),
        [] => {
            return Err(text!(
                "spec.columns-rows-missing",
                "columns or rows are missing"
            ));
        }
        [Unit(axis), ..] => {
            return Err(text!(
                "spec.s-lack-number",
                "the {noun}s lack a number",
                noun = axis.noun()
            ));
        }
        [Dash, ..] => {
            return Err(text!(
                "spec.number-missing-before-dash",
                "a number is missing before the dash"
            ));
        }
    };
    let step = unit.map_or(text!("spec.number-noun", "number"), Axis::noun);
    if first == 0 {
        return Err(text!("spec.s-counted", "{step}s are counted from 1", step));
    }
    if first > last {
        return Err(text!(
            "spec.first-comes-after-last",
            "the first {step} {first} comes after the last {last}",
            step,
            first,
            last
        ));
    }
    Ok(((Reach { first, last }, unit), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(columns: (u32, u32), rows: (u32, u32)) -> Result<GridArea, Text> {
        Ok(GridArea {
            columns: Reach {
                first: columns.0,
                last: columns.1,
            },
            rows: Reach {
                first: rows.0,
                last: rows.1,
            },
        })
    }

    #[test]
    fn places_read_in_every_order_and_both_languages() {
        let forms = [
            "1-4栏 16-84行",
            "16-84行 1-4栏",
            "1–4栏16–84行",
            "１～４栏　１６至８４行",
            "1栏至4栏，16行~84行",
            "第1-4栏、第16-84行",
            "cols 1-4 rows 16-84",
            "1-4 cols 16-84 rows",
            "Rows 16 - 84, Columns 1 - 4",
        ];
        for form in forms {
            assert_eq!(GridArea::parse(form), place((1, 4), (16, 84)), "{form}");
        }
        assert_eq!(GridArea::parse("3栏 5行"), place((3, 3), (5, 5)));
    }

    #[test]
    fn bad_places_say_why() {
        let reason = |text| GridArea::parse(text).expect_err(text);
        assert_eq!(
            reason("4-1栏 16-84行"),
            "the first column 4 comes after the last 1"
        );
        assert_eq!(reason("0-4栏 16-84行"), "columns are counted from 1");
        assert_eq!(reason("1-4栏"), "columns or rows are missing");
        assert_eq!(reason("1-4栏 5-6栏"), "columns are given twice");
        assert_eq!(reason("1-4 16-84"), "a number lacks its unit 栏 or 行");
        assert_eq!(
            reason("1-4栏 16-84行 7"),
            "something follows the columns and rows"
        );
        assert_eq!(reason("1-4栏 16-84段"), "\"段\" has no meaning here");
        assert_eq!(
            reason("1-4栏 16-99999999999行"),
            "the number 99999999999 is too large"
        );
    }

    #[test]
    fn reaches_and_counts_know_their_axis() {
        assert_eq!(
            Reach::rows("16-84行"),
            Ok(Reach {
                first: 16,
                last: 84
            })
        );
        assert_eq!(Reach::columns("5-6"), Ok(Reach { first: 5, last: 6 }));
        assert_eq!(
            Reach::rows("16-84栏"),
            Err("rows are wanted, not columns".into())
        );
        assert_eq!(count("11行", Axis::Row), Ok(11));
        assert_eq!(count("4 col", Axis::Column), Ok(4));
        assert_eq!(count("０", Axis::Row), Ok(0));
        assert_eq!(
            count("4栏", Axis::Row),
            Err("rows are wanted, not columns".into())
        );
        assert_eq!(
            count("-4行", Axis::Row),
            Err("\"-4行\" is not a number of rows".into())
        );
    }

    #[test]
    fn ranges_of_pages() {
        let holds = |text: &str| -> Vec<u32> {
            let pages = Pages::parse(text).expect("is read");
            (1..=9)
                .filter(|number| pages.holds(Folio::plain(*number)))
                .collect()
        };
        assert_eq!(holds("2-4,6-"), [2, 3, 4, 6, 7, 8, 9]);
        assert_eq!(holds("1、３，5"), [1, 3, 5]);
        assert_eq!(holds("odd, 2"), [1, 2, 3, 5, 7, 9]);
        assert_eq!(holds("none"), [0; 0]);
        assert!(Pages::parse("spread").is_ok_and(|pages| pages.at_fold()));
        for wrong in ["", "1,", "1,none", "2,spread", "1;2", "4-2,5"] {
            assert!(Pages::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn page_ranges() {
        assert_eq!(PageRange::parse("all"), Ok(PageRange::All));
        assert_eq!(PageRange::parse("Odd"), Ok(PageRange::Odd));
        assert_eq!(PageRange::parse("even"), Ok(PageRange::Even));
        assert_eq!(
            [PageRange::parse("spread"), PageRange::parse("中缝")],
            [Ok(PageRange::Spread), Ok(PageRange::Spread)]
        );
        assert_eq!(PageRange::parse("1"), Ok(PageRange::Between(1, 1)));
        assert_eq!(PageRange::parse("2-"), Ok(PageRange::Between(2, u32::MAX)));
        assert_eq!(PageRange::parse("２～４"), Ok(PageRange::Between(2, 4)));
        assert!(
            PageRange::parse("4-2").is_err()
                && PageRange::parse("0").is_err()
                && PageRange::parse("-4").is_err()
        );
    }
}
