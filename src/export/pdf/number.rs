//! Serialization of numbers and strings in PDF.

use lopdf::{Object, StringFormat};

use crate::geom::Len;

/// Converts a length to thousandths of a point, the unit of every coordinate in the file.
pub(super) fn milli(len: Len) -> i64 {
    len.scale(1000, Len::PER_PT).units()
}

/// Writes `value ÷ 10^decimals`, trailing zeros dropped.
pub(super) fn decimal(out: &mut Vec<u8>, value: i64, decimals: u32) {
    let unit = 10_u64.pow(decimals);
    let size = value.unsigned_abs();
    if value < 0 {
        out.push(b'-');
    }
    whole(out, size / unit);
    let mut fraction = size % unit;
    let mut place = unit;
    if fraction > 0 {
        out.push(b'.');
    }
    while fraction > 0 {
        place /= 10;
        out.push(b'0' + (fraction / place) as u8);
        fraction %= place;
    }
}

fn whole(out: &mut Vec<u8>, value: u64) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    let mut rest = value;
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// Writes lengths in points, each followed by a space.
pub(super) fn points(out: &mut Vec<u8>, milli_points: &[i64]) {
    for &value in milli_points {
        decimal(out, value, 3);
        out.push(b' ');
    }
}

/// Converts a length in points to an object. A single-precision number holds every thousandth of a
/// point of the largest page a PDF may have.
pub(super) fn real(milli_points: i64) -> Object {
    if milli_points % 1000 == 0 {
        Object::Integer(milli_points / 1000)
    } else {
        Object::Real((milli_points as f64 / 1000.0) as f32)
    }
}

/// Converts a name to an object.
pub(super) fn name(text: &str) -> Object {
    Object::Name(text.as_bytes().to_vec())
}

/// Returns whether a character is kept in a title: what XML cannot hold is dropped everywhere, so
/// that the Info dictionary and XMP agree.
pub(super) fn kept(character: char) -> bool {
    !matches!(
        character,
        '\0'..='\u{1F}' | '\u{7F}' | '\u{FFFE}' | '\u{FFFF}'
    )
}

/// Converts a text string to an object: plain if it is ASCII, else UTF-16 with a byte order mark.
pub(super) fn text(text: &str) -> Object {
    let text: String = text.chars().filter(|&character| kept(character)).collect();
    if text.is_ascii() {
        return Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    }
    let bytes = [0xFE, 0xFF]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_be_bytes))
        .collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// Writes a text as the hexadecimal UTF-16 that CMaps and replacement texts use.
pub(super) fn hex_utf16(out: &mut Vec<u8>, text: &str) {
    for unit in text.encode_utf16() {
        hex_code(out, unit);
    }
}

/// Writes four hexadecimal digits.
pub(super) fn hex_code(out: &mut Vec<u8>, code: u16) {
    out.extend([12, 8, 4, 0].map(|shift| b"0123456789ABCDEF"[usize::from(code >> shift & 15)]));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: i64, decimals: u32) -> String {
        let mut out = Vec::new();
        decimal(&mut out, value, decimals);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn numbers_are_short_and_exact() {
        assert_eq!(written(0, 3), "0");
        assert_eq!(written(-5, 3), "-0.005");
        assert_eq!(written(1_559_055, 3), "1559.055");
        assert_eq!(written(1_200_000, 5), "12");
        assert_eq!(written(120, 2), "1.2");
    }

    #[test]
    fn every_thousandth_survives_single_precision() {
        for value in [1_559_055_i64, 14_399_999, 123_457] {
            let Object::Real(real) = real(value) else {
                panic!()
            };
            assert_eq!((f64::from(real) * 1000.0).round() as i64, value);
        }
    }
}
