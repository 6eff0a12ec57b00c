//! Where a line may break (CLREQ §3.1.6, GB/T 15834 §5.1).

use super::class::Class;
use super::par::Break;
use crate::style::Kinsoku;

/// Whether a line may end between two neighbouring characters.
pub(super) fn between(left: (Class, char), right: (Class, char), level: Kinsoku) -> Break {
    let ((left, left_char), (right, right_char)) = (left, right);
    // Units that hold at every level: they are words, not marks at an edge.
    if left == Class::Duo && right == Class::Duo && left_char == right_char {
        return Break::Barred;
    }
    if left.is_western() && right.is_western() {
        return Break::Barred;
    }
    if left == Class::Digit && is_unit(right_char) {
        return Break::Barred;
    }
    if matches!((left, right), (Class::Prefix, Class::Digit | Class::Han) | (Class::Digit | Class::Han, Class::Postfix)) {
        return Break::Barred;
    }
    if right == Class::Space {
        return Break::Barred;
    }
    if level == Kinsoku::None {
        return Break::Allowed;
    }
    let barred_at_start = matches!(right, Class::Stop | Class::Comma | Class::Close | Class::Conn | Class::Mid | Class::Slash);
    let barred_at_end = left == Class::Open || (left == Class::Slash && level >= Kinsoku::Gb);
    if barred_at_start || barred_at_end {
        return Break::Barred;
    }
    if right == Class::Duo && level >= Kinsoku::Strict {
        return Break::Barred;
    }
    if right == Class::Duo { Break::Poor } else { Break::Allowed }
}

/// Units that stay with the number before them; a house rule of every
/// Chinese daily (CLREQ 2024 leaves the class of suffixes empty).
fn is_unit(character: char) -> bool {
    "年月日时分秒个家名人万亿元项条次届号版级岁亩吨公千百处支余多座位件套台辆户村镇区县市省所倍斤克米里度号楼栋层间张份批期轮场天周点后前"
        .contains(character)
}
