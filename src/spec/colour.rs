//! Inks as written.

use super::number::{Decimal, half_width};
use crate::ink::{Ink, Tint};

/// The accepted forms of an ink, for help texts.
pub(super) const INK_FORMS: &str = "an ink is \"black\", \"paper\", \"K30\" or \"C100 M20 Y0 K5\", each in per cent from 0 to 100";

/// The ink that `text` writes, or the reason why it writes none. An ink that
/// is not named has no coverage; without C, M and Y it is black ink alone,
/// which overprints when solid.
pub(super) fn parse(text: &str) -> Result<Ink, String> {
    let half = half_width(text).to_ascii_uppercase();
    match half.as_str() {
        "BLACK" | "黑" => return Ok(Ink::BLACK),
        "PAPER" | "WHITE" | "白" => return Ok(Ink::PAPER),
        "" => return Err("an ink is missing".to_owned()),
        _ => {}
    }
    let mut parts: [Option<Tint>; 4] = [None; 4];
    let mut rest = half.as_str();
    while let Some(ch) = rest.chars().next() {
        rest = rest[ch.len_utf8()..].trim_start();
        if matches!(ch, ',' | '、') || ch.is_whitespace() {
            continue;
        }
        let at = "CMYK".find(ch).ok_or_else(|| format!("\"{text}\" is not an ink"))?;
        let amount;
        (amount, rest) = coverage(rest).ok_or_else(|| format!("the amount of {ch} is not a per cent from 0 to 100"))?;
        if parts[at].replace(amount).is_some() {
            return Err(format!("{ch} is given twice"));
        }
    }
    let [c, m, y, k] = parts.map(|part| part.unwrap_or(0));
    Ok(if (c, m, y) == (0, 0, 0) { Ink::K(k) } else { Ink::Cmyk(c, m, y, k) })
}

/// Per cents in thousandths, and what follows; full coverage when no number
/// stands here.
fn coverage(text: &str) -> Option<(Tint, &str)> {
    if !text.starts_with(|ch: char| ch.is_ascii_digit() || matches!(ch, '.' | '-' | '+')) {
        return Some((1000, text));
    }
    let (number, rest) = Decimal::prefix(text)?;
    let tint = number.times(10, 1000).filter(|&tint| tint >= 0)?;
    let rest = rest.trim_start();
    Some((Tint::try_from(tint).ok()?, rest.strip_prefix('%').unwrap_or(rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inks_by_name_and_by_per_cent() {
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
        assert_eq!(parse("K101"), Err("the amount of K is not a per cent from 0 to 100".to_owned()));
        assert_eq!(parse("K-1"), Err("the amount of K is not a per cent from 0 to 100".to_owned()));
        assert_eq!(parse("K10 K20"), Err("K is given twice".to_owned()));
        assert_eq!(parse("#ff0000"), Err("\"#ff0000\" is not an ink".to_owned()));
        assert_eq!(parse(" "), Err("an ink is missing".to_owned()));
    }
}
