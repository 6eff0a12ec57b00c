//! The em box of CJK type: where it stands to the baseline.
//!
//! As CJK faces are drawn (`OS/2.sTypoAscender` and `sTypoDescender` of Noto
//! CJK, CLREQ 2.2) it reaches 0.88 em above the baseline and 0.12 em below, so
//! its middle lies 0.38 em above.

use super::{Em, Len};

/// Hundredths of an em above the baseline, and below it.
const ABOVE: i32 = 88;
const BELOW: i32 = 12;

/// The top of the em box above the baseline, in em.
pub const ASCENT: Em = Em::ratio(ABOVE, 100);
/// Its foot below the baseline, in em.
pub const DESCENT: Em = Em::ratio(BELOW, 100);
/// Its middle above the baseline, in em.
pub const MIDDLE: Em = Em::ratio((ABOVE - BELOW) / 2, 100);

/// The top of the em box of type of a size above its baseline.
pub fn ascent(size: Len) -> Len {
    size.scale(i64::from(ABOVE), 100)
}

/// Its foot below the baseline.
pub fn descent(size: Len) -> Len {
    size.scale(i64::from(BELOW), 100)
}

/// Its middle above the baseline.
pub fn middle(size: Len) -> Len {
    size.scale(i64::from(ABOVE - BELOW), 200)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_box_is_an_em_and_has_its_middle_in_the_middle() {
        let size = Len::pt(100);
        assert_eq!(ascent(size) + descent(size), size);
        assert_eq!(ascent(size) - size / 2, middle(size));
        assert_eq!(MIDDLE.at(size).to_pt().round(), middle(size).to_pt());
    }
}
