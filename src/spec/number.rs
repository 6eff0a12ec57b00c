//! Exact decimals, and conversion of text to half width.

/// The largest whole number that any key accepts. No paper comes near it, and sums of such numbers
/// stay far from overflow.
pub(super) const LARGEST: u32 = 99_999;

/// Converts full-width ASCII and the ideographic space to half width, and every dash, tilde and 至
/// to `-`; trims blanks at both ends.
pub(super) fn half_width(text: &str) -> String {
    let half = text.chars().map(|ch| match ch {
        '\u{FF01}'..='\u{FF5D}' => char::from_u32(ch as u32 - 0xFEE0).unwrap_or(ch),
        '\u{3000}' | '\u{A0}' => ' ',
        '–' | '—' | '−' | '~' | '～' | '〜' | '至' => '-',
        _ => ch,
    });
    half.collect::<String>().trim().to_owned()
}

/// A decimal number: `digits ÷ 10^places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: i128,
    places: u32,
}

impl Decimal {
    /// Parses the number at the start of `text`, and returns what follows it. `None` without a
    /// digit, with a point that no digit follows, or with more digits than could matter.
    pub(super) fn prefix(text: &str) -> Option<(Decimal, &str)> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest.trim_start()),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, rest) = digits(unsigned);
        let (fraction, rest) = match rest.strip_prefix('.') {
            Some(after) => match digits(after) {
                ("", _) => return None,
                found => found,
            },
            None => ("", rest),
        };
        if whole.is_empty() && fraction.is_empty() || whole.len() > 15 || fraction.len() > 9 {
            return None;
        }
        let value: i128 = format!("{whole}{fraction}").parse().ok()?;
        Some((
            Decimal {
                digits: if negative { -value } else { value },
                places: fraction.len() as u32,
            },
            rest,
        ))
    }

    /// Returns the number times `factor`, rounded to nearest, halves away from zero; exact if the
    /// product is whole. `None` if it exceeds `limit`.
    pub(super) fn times(self, factor: i64, limit: i64) -> Option<i64> {
        let scale = 10_i128.pow(self.places);
        let product = self.digits * i128::from(factor);
        let rounded = (product.abs() + scale / 2) / scale * product.signum();
        i64::try_from(rounded)
            .ok()
            .filter(|value| value.abs() <= limit)
    }

    /// Returns the number itself, if it is whole and not negative.
    pub(super) fn whole(self) -> Option<u32> {
        let scale = 10_i128.pow(self.places);
        if self.digits % scale != 0 {
            return None;
        }
        u32::try_from(self.digits / scale)
            .ok()
            .filter(|&value| value <= LARGEST)
    }
}

/// Splits `text` after its leading ASCII digits.
pub(super) fn digits(text: &str) -> (&str, &str) {
    text.split_at(
        text.find(|ch: char| !ch.is_ascii_digit())
            .unwrap_or(text.len()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thousandths(text: &str) -> Option<i64> {
        Decimal::prefix(text).and_then(|(number, _)| number.times(1000, i64::MAX))
    }

    #[test]
    fn decimals_are_exact_and_signed() {
        assert_eq!(thousandths("11.25pt"), Some(11_250));
        assert_eq!(thousandths("-.5"), Some(-500));
        assert_eq!(thousandths("0.0005"), Some(1));
        assert_eq!(thousandths("-0.0005"), Some(-1));
        for text in ["", "-", ".", "1.", "pt", "99999999999999999999"] {
            assert_eq!(thousandths(text), None, "{text}");
        }
    }

    #[test]
    fn full_width_text_becomes_half_width() {
        assert_eq!(half_width("　１～４栏　１６－８４行 "), "1-4栏 16-84行");
        assert_eq!(half_width("１１．２５ｐｔ"), "11.25pt");
    }
}
