//! Values of a printer's file that only it has: trimmed sizes, bleed and edges by side, sizes of
//! files, versions of PDF.

use toml::Spanned as Parsed;
use toml::de::DeValue;

use super::keys::Shape;
use super::measure::Bound;
use super::table::Table;
use super::value::{Hao, Length};
use crate::diag::Spanned;
use crate::say::{Text, text};

/// A side of a trimmed page: the least and the most that it may be; equal for one size.
pub type Range = [Length; 2];

/// A trimmed size that a printer takes: width and height.
pub type TrimSpec = [Range; 2];

/// Lengths of the four sides of a page: head, outer, foot, inner.
pub type SidesSpec = [Length; 4];

/// The bleed that a printer wants.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BleedSpec {
    /// At least so much at each side.
    Least(SidesSpec),
    /// None at all.
    None,
}

const TRIM: Text = text!(
    "spec.width-then-height-mm",
    "width, then height: [\"390mm\", \"550mm\"]; a range as \"235mm..257mm\"; several sizes as an array of such arrays"
);

/// Reads `trim`: a size, or an array of sizes.
pub(super) fn trims(table: &mut Table<'_>, key: &'static str) -> Option<Vec<Spanned<TrimSpec>>> {
    let value = table.value(key)?;
    let several = value
        .get_ref()
        .as_array()
        .filter(|array| array.iter().any(|one| one.get_ref().as_array().is_some()));
    let Some(several) = several else {
        return Some(vec![trim(table, key, value)?]);
    };
    let read: Vec<_> = several
        .iter()
        .take(64)
        .map(|one| trim(table, key, one))
        .collect();
    read.into_iter().collect()
}

fn trim(table: &Table<'_>, key: &str, value: &Parsed<DeValue<'_>>) -> Option<Spanned<TrimSpec>> {
    let Some([width, height]) = value
        .get_ref()
        .as_array()
        .and_then(|array| <&[_; 2]>::try_from(array.get(..)?).ok())
    else {
        table.mistyped(
            key,
            value,
            text!("spec.width-height", "a width and a height"),
            TRIM,
        );
        return None;
    };
    let (width, height) = (side(table, key, width), side(table, key, height));
    Some(Spanned {
        value: [width?, height?],
        span: table.place(value),
    })
}

fn side(table: &Table<'_>, key: &str, value: &Parsed<DeValue<'_>>) -> Option<Range> {
    let read = |text: &str| {
        let length = Length::read(text.trim(), Hao::News)?;
        match length {
            Length::Absolute(_) if !length.is_negative() && !length.is_zero() => Ok(length),
            Length::Absolute(_) => Err(text!(
                "spec.side-page",
                "\"{text}\" is no side of a page",
                text
            )),
            _ => Err(text!(
                "spec.printer-knows-columns-rows",
                "a printer knows no columns, rows or type size"
            )),
        }
    };
    let parsed = table.parsed_of(key, value, TRIM, |text| match text.split_once("..") {
        Some((least, most)) => Ok([read(least)?, read(most)?]),
        None => Ok([read(text)?; 2]),
    })?;
    Some(parsed.value)
}

const SIDES: Text = text!(
    "spec.length-four-head-outer",
    "one length, or four: head, outer edge, foot, inner edge"
);

/// Reads a length for all sides of a page, or one for each.
pub(super) fn sides(table: &mut Table<'_>, key: &'static str) -> Option<Spanned<SidesSpec>> {
    table.ask(key, Shape::Text);
    table.ask(key, Shape::TextsOf(4));
    let value = table.value(key)?;
    if value.get_ref().as_array().is_some() {
        return table.lengths(key, Bound::NotNegative, SIDES);
    }
    let length = table.length_of(key, value, Bound::NotNegative)?;
    Some(Spanned {
        value: [length.value; 4],
        span: length.span,
    })
}

/// Reads `bleed`.
pub(super) fn bleed(table: &mut Table<'_>, key: &'static str) -> Option<Spanned<BleedSpec>> {
    table.ask(key, Shape::Text);
    table.ask(key, Shape::TextsOf(4));
    let value = table.value(key)?;
    if value.get_ref().as_str() == Some("none") {
        return Some(Spanned {
            value: BleedSpec::None,
            span: table.place(value),
        });
    }
    let sides = sides(table, key)?;
    Some(Spanned {
        value: BleedSpec::Least(sides.value),
        span: sides.span,
    })
}

/// Reads the size of a file in bytes, `"400MB"`.
pub(super) fn file_size(table: &mut Table<'_>, key: &'static str) -> Option<Spanned<u64>> {
    let help = text!(
        "spec.size-whole-number-unit",
        "a size is a whole number with its unit in quotes: \"400MB\", \"800KB\""
    );
    table.parsed(key, help, |text| {
        let wrong = || {
            text!(
                "spec.size-file",
                "\"{text}\" is not the size of a file",
                text
            )
        };
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at(digits);
        let number: u64 = number.parse().map_err(|_| wrong())?;
        let unit = match unit.trim().to_ascii_uppercase().as_str() {
            "KB" => 1000,
            "MB" => 1_000_000,
            "GB" => 1_000_000_000,
            _ => return Err(wrong()),
        };
        number
            .checked_mul(unit)
            .filter(|&bytes| bytes > 0)
            .ok_or_else(wrong)
    })
}

/// Reads a version of PDF, `"1.4"`.
pub(super) fn pdf_version(table: &mut Table<'_>, key: &'static str) -> Option<Spanned<(u32, u32)>> {
    table.parsed(
        key,
        text!(
            "spec.known-versions",
            "a version is one of \"1.3\" to \"1.7\", or \"2.0\""
        ),
        |text| match text {
            "1.3" | "1.4" | "1.5" | "1.6" | "1.7" => Ok((1, u32::from(text.as_bytes()[2] - b'0'))),
            "2.0" => Ok((2, 0)),
            _ => Err(text!(
                "spec.version-pdf",
                "\"{text}\" is no version of PDF",
                text
            )),
        },
    )
}
