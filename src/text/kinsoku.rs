//! Where a line may break (CLREQ §3.1.4 and §3.1.5, GB/T 15834 §5.1, JLREQ 3.1.7 and
//! its newspaper level, KLREQ 6.1).

use super::class::Class;
use super::par::Break;
use crate::style::{Kinsoku, Lang};

/// The rules of one paragraph.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    /// The region.
    pub lang: Lang,
    /// The level.
    pub level: Kinsoku,
    /// Whether Korean words stay whole.
    pub keep_words: bool,
}

/// Classes that may not begin a line, by the level from which that holds.
const NOT_FIRST: &[(Class, Kinsoku)] = &[
    (Class::Stop, Kinsoku::Basic),
    (Class::Comma, Kinsoku::Basic),
    (Class::Close, Kinsoku::Basic),
    (Class::Conn, Kinsoku::Basic),
    (Class::Mid, Kinsoku::Basic),
    (Class::Slash, Kinsoku::Basic),
    (Class::Small, Kinsoku::Strict),
    (Class::Duo, Kinsoku::Strict),
];

/// Classes that may not end a line, by the level from which that holds.
const NOT_LAST: &[(Class, Kinsoku)] = &[(Class::Open, Kinsoku::Basic), (Class::Slash, Kinsoku::Gb)];

/// JLREQ's newspaper level lets all but brackets, 、 and 。 stand at a line
/// start, so in Japanese these are barred from `gb` on only.
const NOT_FIRST_FROM_GB_IN_JAPANESE: &[Class] = &[Class::Conn, Class::Mid, Class::Slash];

fn holds(table: &[(Class, Kinsoku)], class: Class, level: Kinsoku) -> bool {
    table.iter().any(|&(barred, from)| barred == class && level >= from)
}

impl Rules {
    /// Whether a line may end between two neighbouring characters.
    pub fn between(&self, left: (Class, char), right: (Class, char)) -> Break {
        if unit(left, right) || self.word(left, right) {
            return Break::Barred;
        }
        if self.not_first(right) || holds(NOT_LAST, left.0, self.level) {
            return Break::Barred;
        }
        if right.0 == Class::Duo { Break::Poor } else { Break::Allowed }
    }

    fn not_first(&self, (class, character): (Class, char)) -> bool {
        if self.lang == Lang::Ja && self.level < Kinsoku::Gb {
            // ！？ are free at the newspaper level, 。 is not.
            let free = NOT_FIRST_FROM_GB_IN_JAPANESE.contains(&class) || matches!(character, '！' | '？');
            return !free && holds(NOT_FIRST, class, self.level);
        }
        holds(NOT_FIRST, class, self.level)
    }

    fn word(&self, left: (Class, char), right: (Class, char)) -> bool {
        self.lang == Lang::Ko && self.keep_words && is_hangul(left.1) && is_hangul(right.1)
    }
}

/// Units that hold at every level: they are words, not marks at an edge.
fn unit(left: (Class, char), right: (Class, char)) -> bool {
    let ((left, left_char), (right, right_char)) = (left, right);
    match (left, right) {
        (Class::Duo, Class::Duo) => left_char == right_char,
        (_, Class::Space | Class::Blank) => true,
        (Class::Digit, _) if is_unit(right_char) => true,
        (Class::Prefix, Class::Digit | Class::Han) | (Class::Digit | Class::Han, Class::Postfix) => true,
        // 序号 stays with what it numbers.
        (Class::Han, _) if is_circled(left_char) => true,
        _ => left.is_western() && right.is_western(),
    }
}

fn is_hangul(character: char) -> bool {
    matches!(u32::from(character), 0x1100..=0x11FF | 0x3130..=0x318F | 0xAC00..=0xD7A3)
}

fn is_circled(character: char) -> bool {
    matches!(u32::from(character), 0x2460..=0x2473 | 0x2474..=0x249B | 0x3220..=0x3229 | 0x3280..=0x3289)
}

/// Units that stay with the number before them; a house rule of every
/// Chinese daily (CLREQ 2024 leaves the class of suffixes empty).
fn is_unit(character: char) -> bool {
    "年月日时分秒个家名人万亿元项条次届号版级岁亩吨公千百处支余多座位件套台辆户村镇区县市省所倍斤克米里度楼栋层间张份批期轮场天周点"
        .contains(character)
}
