//! Line-break opportunities (CLREQ §3.1.4 and §3.1.5, GB/T 15834 §5.1, JLREQ 3.1.7 and its
//! newspaper level, KLREQ 6.1).

use super::class::{Class, is_ideograph};
use super::par::Break;
use crate::style::{Kinsoku, Lang};

/// The line-breaking rules of one paragraph.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    /// Language and region.
    pub lang: Lang,
    /// Strictness.
    pub level: Kinsoku,
    /// True if Korean words stay whole.
    pub keep_words: bool,
}

/// Classes that may not begin a line, by the level from which on.
const NOT_FIRST: &[(Class, Kinsoku)] = &[
    (Class::Stop, Kinsoku::Basic),
    (Class::Comma, Kinsoku::Basic),
    (Class::Close, Kinsoku::Basic),
    (Class::Conn, Kinsoku::Basic),
    (Class::Mid, Kinsoku::Basic),
    (Class::Slash, Kinsoku::Basic),
    (Class::Postfix, Kinsoku::Basic),
    (Class::Small, Kinsoku::Strict),
    (Class::Duo, Kinsoku::Strict),
];

/// Classes that may not end a line, by the level from which on.
const NOT_LAST: &[(Class, Kinsoku)] = &[(Class::Open, Kinsoku::Basic), (Class::Slash, Kinsoku::Gb)];

/// Classes barred from a line start in Japanese from `gb` on only: JLREQ's newspaper level allows
/// all but brackets, 、 and 。 there.
const NOT_FIRST_FROM_GB_IN_JAPANESE: &[Class] =
    &[Class::Conn, Class::Mid, Class::Slash, Class::Postfix];

fn holds(table: &[(Class, Kinsoku)], class: Class, level: Kinsoku) -> bool {
    table
        .iter()
        .any(|&(barred, from)| barred == class && level >= from)
}

impl Rules {
    /// Returns the permission to break a line between two neighbouring characters.
    pub fn between(&self, left: (Class, char), right: (Class, char)) -> Break {
        // Two 字, as nearly everywhere.
        if (left.0, right.0) == (Class::Han, Class::Han)
            && is_ideograph(left.1)
            && is_ideograph(right.1)
            && self.lang != Lang::Ko
        {
            let ordinal = left.1 == '第' && is_numeral(right.1);
            return if ordinal { Break::Poor } else { Break::Allowed };
        }
        if unit(left, right) || self.word(left, right) {
            return Break::Barred;
        }
        if self.not_first(right) || self.not_last(left) {
            return Break::Barred;
        }
        // 分隔号 ends no line by GB/T 15834 §5.1.9; a span is better read whole.
        let ordinal = left.1 == '第' && is_numeral(right.1);
        let apart = ordinal
            || right.0 == Class::Duo
            || left.0 == Class::Slash
            || (left.0, right.0) == (Class::Conn, Class::Digit);
        if apart { Break::Poor } else { Break::Allowed }
    }

    /// Returns whether a character may not end a line, nor a space after it.
    pub fn not_last(&self, (class, character): (Class, char)) -> bool {
        holds(NOT_LAST, at_edge(class, character), self.level)
    }

    fn not_first(&self, (class, character): (Class, char)) -> bool {
        let class = match (class, character) {
            // One that begins no word and no number: 他说：-“好”.
            (Class::Latin, '-') if self.lang != Lang::En => Class::Conn,
            _ => at_edge(class, character),
        };
        if self.lang == Lang::Ja && self.level < Kinsoku::Gb {
            // ！？ are free at the newspaper level, 。 is not.
            let asks = matches!(
                character,
                '！' | '？' | '\u{203C}' | '\u{2047}' | '\u{2048}' | '\u{2049}'
            );
            let free = NOT_FIRST_FROM_GB_IN_JAPANESE.contains(&class) || asks;
            return !free && holds(NOT_FIRST, class, self.level);
        }
        holds(NOT_FIRST, class, self.level)
    }

    /// Returns whether two characters belong to one Korean word: its particle too, after Han,
    /// letters and figures or a closing mark (KLREQ 6.1).
    fn word(&self, left: (Class, char), right: (Class, char)) -> bool {
        let ends = || left.1.is_alphanumeric() || at_edge(left.0, left.1) == Class::Close;
        self.lang == Lang::Ko && self.keep_words && right.1.is_alphanumeric() && ends()
    }
}

/// Returns whether two characters form a unit at every level: units are words, not marks at an
/// edge.
fn unit(left: (Class, char), right: (Class, char)) -> bool {
    let ((left, left_char), (right, right_char)) = (left, right);
    match (left, right) {
        (Class::Duo, Class::Duo) => left_char == right_char,
        (_, Class::Space | Class::Blank) => true,
        (Class::Space, _) if holds_together(left_char) => true,
        (Class::Digit | Class::Han, _) if is_squared(right_char) => true,
        (Class::Prefix, Class::Digit | Class::Han)
        | (Class::Digit | Class::Han, Class::Postfix) => true,
        // 第20届.
        (Class::Han, Class::Digit) => left_char == '第',
        // 序号 stays with what it numbers.
        (Class::Han, _) if is_circled(left_char) => true,
        _ => left.is_western() && right.is_western(),
    }
}

/// Returns whether a character is a numeral: 第十四届, 第①项.
fn is_numeral(character: char) -> bool {
    is_circled(character) || "一二三四五六七八九十百千几幾".contains(character)
}

fn is_circled(character: char) -> bool {
    matches!(u32::from(character), 0x2460..=0x2473 | 0x2474..=0x249B | 0x3220..=0x3229 | 0x3280..=0x3289)
}

/// Returns whether a character is a squared unit symbol: ㎡ ㎏ ㎞.
fn is_squared(character: char) -> bool {
    matches!(u32::from(character), 0x3371..=0x33DF | 0x33FF)
}

/// Returns whether a space is one at which no line breaks.
fn holds_together(character: char) -> bool {
    matches!(character, '\u{A0}' | '\u{2007}' | '\u{202F}')
}

/// Returns the class of a character at a line's edge. Marks of other scripts and marks that faces
/// draw in their own way are spaced like letters or 字, but begin and end lines no more than the
/// marks they resemble.
fn at_edge(class: Class, character: char) -> Class {
    if !matches!(class, Class::Han | Class::Latin) {
        return class;
    }
    match character {
        '“' | '‘' | '„' | '‚' | '‟' | '‛' | '(' | '[' | '{' | '‹' | '«' | '〝' | '〘' | '〚'
        | '｟' | '｢' | '＜' | '﹙' | '﹛' | '﹝' => Class::Open,
        '︗' | '︵' | '︷' | '︹' | '︻' | '︽' | '︿' | '﹁' | '﹃' | '﹇' => {
            Class::Open
        }
        '”' | '’' | ')' | ']' | '}' | '›' | '»' | '〞' | '〟' | '〙' | '〛' | '｠' | '｣' | '＞'
        | '﹚' | '﹜' | '﹞' => Class::Close,
        '︘' | '︶' | '︸' | '︺' | '︼' | '︾' | '﹀' | '﹂' | '﹄' | '﹈' => {
            Class::Close
        }
        ',' | ';' | '\u{37E}' | ':' | '､' | '﹐' | '﹑' | '﹔' | '﹕' | '︐' | '︑' | '︓'
        | '︔' => Class::Comma,
        '.' | '!' | '?' | '｡' | '﹒' | '﹖' | '﹗' | '︒' | '︕' | '︖' => Class::Stop,
        '‐' | '‑' | '‒' | '﹣' | '–' | '—' | '―' | '～' | '〜' | '－' | '゠' => {
            Class::Conn
        }
        '·' | '\u{387}' | '‧' | '・' | '•' | '∙' | '⋅' | '･' | '‥' => Class::Mid,
        '…' | '⋯' => Class::Duo,
        '/' => Class::Slash,
        'ｧ'..='ｰ' => Class::Small,
        '﹪' | '+' | '＋' => Class::Close,
        _ if is_squared(character) => Class::Close,
        _ => class,
    }
}
