//! Inks as written.

use super::number::{Decimal, half_width};
use super::value::InkSpec;
use crate::ink::{Ink, Tint};
use crate::say::{Text, text};

/// The accepted forms of an ink, for help texts.
pub(super) const INK_FORMS: Text = text!(
    "spec.ink-black-paper-k30",
    "an ink is \"black\", \"paper\", \"K30\" or \"C100 M20 Y0 K5\", each in per cent from 0 to 100, or the name of an [ink.NAME], such as \"red\" or \"red 30%\""
);

/// Parses an ink, or fails with the reason. What begins with a letter but not as an amount of C, M,
/// Y or K is the name of an ink, optionally followed by its coverage in per cent.
pub(super) fn parse(text: &str) -> Result<InkSpec, Text> {
    match process(text) {
        Ok(ink) => Ok(InkSpec::Process(ink)),
        Err(fault)
            if begins_as_process(text) || !text.trim_start().starts_with(char::is_alphabetic) =>
        {
            Err(fault)
        }
        Err(_) => named(text),
    }
}

fn begins_as_process(text: &str) -> bool {
    let half = half_width(text).trim_start().to_ascii_uppercase();
    let mut chars = half.chars();
    chars.next().is_some_and(|first| "CMYK".contains(first))
        && chars.next().is_none_or(|next| {
            next.is_ascii_digit() || next.is_whitespace() || matches!(next, '.' | '-' | '+' | ',')
        })
}

/// Parses a name, with a coverage if the last word is a per cent.
fn named(text: &str) -> Result<InkSpec, Text> {
    let text = text.trim();
    let half = half_width(text);
    let amount = half
        .strip_suffix('%')
        .and_then(|rest| rest.rsplit_once(char::is_whitespace))
        .map(|(_, number)| number.to_owned());
    let Some(amount) = amount else {
        return Ok(InkSpec::Named(text.to_owned(), 1000));
    };
    let tint = coverage(&amount)
        .filter(|(_, rest)| rest.is_empty())
        .map(|(tint, _)| tint);
    let name = text
        .rsplit_once(char::is_whitespace)
        .map_or(text, |(name, _)| name)
        .trim_end();
    Ok(InkSpec::Named(
        name.to_owned(),
        tint.ok_or_else(|| {
            text!(
                "spec.amount-per-cent",
                "the amount of {name} is not a per cent from 0 to 100",
                name
            )
        })?,
    ))
}

/// Parses process inks. An ink that is not named has no coverage; without C, M and Y it is black
/// ink alone, which overprints when solid.
fn process(text: &str) -> Result<Ink, Text> {
    let half = half_width(text).to_ascii_uppercase();
    match half.as_str() {
        "BLACK" | "黑" => return Ok(Ink::BLACK),
        "PAPER" | "WHITE" | "白" => return Ok(Ink::PAPER),
        "" => return Err(text!("spec.ink-missing", "an ink is missing")),
        _ => {}
    }
    let mut parts: [Option<Tint>; 4] = [None; 4];
    let mut rest = half.as_str();
    while let Some(ch) = rest.chars().next() {
        rest = rest[ch.len_utf8()..].trim_start();
        if matches!(ch, ',' | '、') || ch.is_whitespace() {
            continue;
        }
        let at = "CMYK"
            .find(ch)
            .ok_or_else(|| text!("spec.no-ink", "\"{text}\" is not an ink", text))?;
        let amount;
        (amount, rest) = coverage(rest).ok_or_else(|| {
            text!(
                "spec.ink-amount-not-per-cent",
                "the amount of {ch} is not a per cent from 0 to 100",
                ch
            )
        })?;
        if parts[at].replace(amount).is_some() {
            return Err(text!("spec.given-twice", "{ch} is given twice", ch));
        }
    }
    let [c, m, y, k] = parts.map(|part| part.unwrap_or(0));
    Ok(if (c, m, y) == (0, 0, 0) {
        Ink::K(k)
    } else {
        Ink::Cmyk(c, m, y, k)
    })
}

/// Parses a coverage in per cent, returned in thousandths, and what follows; full coverage if there
/// is no number.
fn coverage(text: &str) -> Option<(Tint, &str)> {
    if !text.starts_with(|ch: char| ch.is_ascii_digit() || matches!(ch, '.' | '-' | '+')) {
        return Some((1000, text));
    }
    let (number, rest) = Decimal::prefix(text)?;
    let tint = number.times(10, 1000).filter(|&tint| tint >= 0)?;
    let rest = rest.trim_start();
    Some((
        Tint::try_from(tint).ok()?,
        rest.strip_prefix('%').unwrap_or(rest),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inks_by_name_and_by_per_cent() {
        let parse = process;
        assert_eq!(parse("K"), Ok(Ink::BLACK));
        assert_eq!(parse("black"), Ok(Ink::BLACK));
        assert_eq!(parse("paper"), Ok(Ink::PAPER));
        assert_eq!(parse("white"), Ok(Ink::PAPER));
        assert_eq!(parse("K30"), Ok(Ink::K(300)));
        assert_eq!(parse("Ｋ１２．５％"), Ok(Ink::K(125)));
        assert_eq!(parse("C100 M20 Y0 K5"), Ok(Ink::Cmyk(1000, 200, 0, 50)));
        assert_eq!(parse("k5, m20c100"), Ok(Ink::Cmyk(1000, 200, 0, 50)));
        assert_eq!(parse("M100 Y100"), Ok(Ink::Cmyk(0, 1000, 1000, 0)));
    }

    #[test]
    fn bad_inks_say_why() {
        assert_eq!(
            parse("K101"),
            Err("the amount of K is not a per cent from 0 to 100".into())
        );
        assert_eq!(
            parse("K-1"),
            Err("the amount of K is not a per cent from 0 to 100".into())
        );
        assert_eq!(parse("K10 K20"), Err("K is given twice".into()));
        assert_eq!(parse("#ff0000"), Err("\"#ff0000\" is not an ink".into()));
        assert_eq!(parse(" "), Err("an ink is missing".into()));
    }

    #[test]
    fn declared_inks_by_name_and_by_per_cent() {
        let named = |name: &str, tint| Ok(InkSpec::Named(name.to_owned(), tint));
        assert_eq!(parse("red"), named("red", 1000));
        assert_eq!(parse("大红 30%"), named("大红", 300));
        assert_eq!(parse("大红　３０％"), named("大红", 300));
        assert_eq!(parse("PANTONE 185 C"), named("PANTONE 185 C", 1000));
        assert_eq!(parse("Cherry 12.5%"), named("Cherry", 125));
        assert_eq!(
            parse("red 130%"),
            Err("the amount of red is not a per cent from 0 to 100".into())
        );
        assert_eq!(parse("k 30"), Ok(InkSpec::Process(Ink::K(300))));
    }
}
