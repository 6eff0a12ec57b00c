//! Character classes (CLREQ §3.1.5, GB/T 15834 §4–5, JLREQ appendix A).

use crate::style::Lang;

/// The class of a character in line composition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A Han character, kana or other full-width character.
    Han,
    /// 句末点号: 。．！？
    Stop,
    /// 句内点号: ，、；：
    Comma,
    /// An opening bracket or quote.
    Open,
    /// A closing bracket or quote.
    Close,
    /// 连接号: – ～ and a single —.
    Conn,
    /// 间隔号: ·
    Mid,
    /// 分隔号: ／
    Slash,
    /// Small kana, 長音 and iteration marks (JLREQ cl-09 to cl-11).
    Small,
    /// 破折号 —— and 省略号 ……, two em, never divided.
    Duo,
    /// A sign that stays with the number after it: ￥ № #.
    Prefix,
    /// A sign that stays with the number before it: % ‰ ℃.
    Postfix,
    /// A Latin, Greek or Cyrillic letter, or half-width punctuation.
    Latin,
    /// A half-width digit, or a point or comma inside a number.
    Digit,
    /// A space between words.
    Space,
    /// An ideographic space that the writer typed 全角空格: it begins no line, and is not set at a
    /// line's end.
    Blank,
}

impl Class {
    /// Returns whether the class belongs to a half-width word or number.
    pub fn is_western(self) -> bool {
        matches!(
            self,
            Class::Latin | Class::Digit | Class::Prefix | Class::Postfix
        )
    }

    /// Returns whether the class is a blank without ink.
    pub fn is_empty(self) -> bool {
        matches!(self, Class::Space | Class::Blank)
    }

    /// Returns whether the class is a mark whose blank can shrink.
    pub fn is_mark(self) -> bool {
        matches!(
            self,
            Class::Stop | Class::Comma | Class::Open | Class::Close | Class::Mid | Class::Slash
        )
    }
}

/// Returns the class of `character` between its neighbours. Quotes, dashes, ellipses and middle
/// dots are shared between scripts and take the class of their surroundings. `quote` says whether a
/// paired quote is Latin.
pub(super) fn classify(
    character: char,
    before: Option<char>,
    after: Option<char>,
    lang: Lang,
    quote: Option<bool>,
) -> Class {
    if is_ideograph(character) {
        return Class::Han;
    }
    match character {
        '‘' | '“' | '’' | '”' if lang != Lang::En && quote == Some(true) => Class::Latin,
        '‘' | '“' if lang != Lang::En && quote == Some(false) => Class::Open,
        '’' | '”' if lang != Lang::En && quote == Some(false) => Class::Close,
        '．' if is_digit(before) && is_digit(after) => Class::Digit,
        '。' | '．' | '！' | '？' | '\u{203C}' | '\u{2047}' | '\u{2048}' | '\u{2049}' => {
            Class::Stop
        }
        '，' | '、' | '；' | '：' => Class::Comma,
        '（' | '〈' | '《' | '「' | '『' | '【' | '〔' | '〖' | '［' | '｛' => {
            Class::Open
        }
        '）' | '〉' | '》' | '」' | '』' | '】' | '〕' | '〗' | '］' | '｝' => {
            Class::Close
        }
        '‘' | '“' => shared(Class::Open, before, after, lang),
        '’' | '”' => shared(Class::Close, before, after, lang),
        '—' | '―' if before == Some(character) || after == Some(character) => Class::Duo,
        '\u{2E3A}' => Class::Duo,
        '…' | '⋯' => shared(Class::Duo, before, after, lang),
        '—' | '―' | '–' | '～' | '〜' | '－' => shared(Class::Conn, before, after, lang),
        '·' | '‧' | '・' => shared(Class::Mid, before, after, lang),
        '／' => Class::Slash,
        '$' | '£' | '¥' | '￥' | '€' | '#' | '№' | '＄' | '￡' | '＃' => Class::Prefix,
        '%' | '％' | '‰' | '‱' | '°' | '′' | '″' | '‴' | '⁗' | '℃' | '℉' | '¢' | '￠' => {
            Class::Postfix
        }
        '0'..='9' | '¼' | '½' | '¾' | '⅐'..='⅞' | '０'..='９' => Class::Digit,
        '.' | ',' | ':' | '/' | '-' if is_digit(before) && is_digit(after) => Class::Digit,
        ' ' | '\u{00A0}' | '\u{2002}'..='\u{200A}' | '\u{202F}' => Class::Space,
        '+' | '±' | '−' | '-'
            if is_digit(after) && !before.is_some_and(|c| c.is_alphanumeric() && !is_wide(c)) =>
        {
            Class::Prefix
        }
        '-' | '~' if is_han(before) || is_han(after) => Class::Conn,
        '/' if is_han(before) && is_han(after) => Class::Slash,
        '\u{3000}' => Class::Blank,
        'ー' | '々' | '〻' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ' => Class::Small,
        'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ' => {
            Class::Small
        }
        'ァ'
        | 'ィ'
        | 'ゥ'
        | 'ェ'
        | 'ォ'
        | 'ッ'
        | 'ャ'
        | 'ュ'
        | 'ョ'
        | 'ヮ'
        | 'ヵ'
        | 'ヶ'
        | '\u{31F0}'..='\u{31FF}' => Class::Small,
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Class::Latin,
        _ if is_wide(character) => Class::Han,
        _ => Class::Latin,
    }
}

/// Returns whether a character is one of the unified ideographs of the basic plane: 字 of one class
/// whatever is beside them.
pub(super) fn is_ideograph(character: char) -> bool {
    matches!(u32::from(character), 0x3400..=0x4DBF | 0x4E00..=0x9FFF)
}

fn shared(wide: Class, before: Option<char>, after: Option<char>, lang: Lang) -> Class {
    let near_western =
        |neighbour: Option<char>| neighbour.is_none_or(|c| !is_wide(c) && !is_shared(c));
    let all_western = near_western(before) && near_western(after);
    if lang == Lang::En
        || (all_western && (before.is_some_and(is_letter) && after.is_some_and(is_letter)))
    {
        Class::Latin
    } else {
        wide
    }
}

fn is_letter(character: char) -> bool {
    character.is_alphabetic() && !is_wide(character)
}

fn is_han(character: Option<char>) -> bool {
    character.is_some_and(|c| is_wide(c) && c.is_alphanumeric())
}

fn is_digit(character: Option<char>) -> bool {
    character.is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c))
}

fn is_shared(character: char) -> bool {
    matches!(character, '‘' | '’' | '“' | '”' | '—' | '…' | '·')
}

/// Returns whether a character is a variation selector, which only chooses the shape of the one
/// before it (Unicode 23.4): U+FE00 to U+FE0F and those of IVS 异体字选择符.
pub(super) fn selects_variant(character: char) -> bool {
    matches!(u32::from(character), 0xFE00..=0xFE0F | 0xE0100..=0xE01EF)
}

/// Returns whether a character is drawn onto the one before it: a combining mark, the colour of an
/// emoji (Unicode 3.6, UTS #51). No line breaks before it.
pub(super) fn joins(character: char) -> bool {
    if is_ideograph(character) {
        return false;
    }
    selects_variant(character)
        || matches!(u32::from(character),
            0x300..=0x36F | 0x483..=0x489 | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0x302A..=0x302F
            | 0x3099..=0x309A | 0xFE20..=0xFE2F | 0x1F3FB..=0x1F3FF)
}

/// Returns whether a character normally takes a full em.
pub(super) fn is_wide(character: char) -> bool {
    is_ideograph(character)
        || matches!(u32::from(character),
        0x1100..=0x115F | 0x2460..=0x24FF | 0x25A0..=0x27BF | 0x2E80..=0x303F | 0x3041..=0xA4CF | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF | 0xFE10..=0xFE1F | 0xFE30..=0xFE6F | 0xFF01..=0xFF60 | 0xFFE0..=0xFFE6
        | 0x1F300..=0x1F64F | 0x20000..=0x3FFFD)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_marks_take_the_side_of_their_neighbours() {
        assert_eq!(
            classify('’', Some('n'), Some('t'), Lang::ZhCn, None),
            Class::Latin
        );
        assert_eq!(
            classify('“', Some('，'), Some('我'), Lang::ZhCn, None),
            Class::Open
        );
        assert_eq!(
            classify('—', Some('—'), Some('综'), Lang::ZhCn, None),
            Class::Duo
        );
        assert_eq!(
            classify('—', Some('委'), Some('社'), Lang::ZhCn, None),
            Class::Conn
        );
        assert_eq!(
            classify('.', Some('4'), Some('9'), Lang::ZhCn, None),
            Class::Digit
        );
    }
}
