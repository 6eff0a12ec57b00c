//! Operands of charstrings.

/// Returns the number at `at` of a charstring whose first byte is `head`, just before it, and how
/// many more bytes it has, if both Type 1 (Adobe Type 1 Font Format, 6.2) and Type 2 write it so;
/// `None` for all else.
pub(super) fn operand(head: u8, string: &[u8], at: usize) -> Option<(f64, usize)> {
    let next = || f64::from(string.get(at).copied().unwrap_or(0));
    match head {
        32..=246 => Some((f64::from(head) - 139.0, 0)),
        247..=250 => Some(((f64::from(head) - 247.0) * 256.0 + next() + 108.0, 1)),
        251..=254 => Some((-(f64::from(head) - 251.0) * 256.0 - next() - 108.0, 1)),
        _ => None,
    }
}

/// The same of all numbers of Type 2 (Adobe Technical Note 5177, 3.2); `None` for an operator.
pub(super) fn operand_of_type_2(head: u8, string: &[u8], at: usize) -> Option<(f64, usize)> {
    let byte = |nth: usize| string.get(at + nth).copied().unwrap_or(0);
    match head {
        28 => Some((f64::from(i16::from_be_bytes([byte(0), byte(1)])), 2)),
        255 => {
            let fixed = i32::from_be_bytes([byte(0), byte(1), byte(2), byte(3)]);
            Some((f64::from(fixed) / 65_536.0, 4))
        }
        _ => operand(head, string, at),
    }
}
