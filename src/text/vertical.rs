//! The orientation of characters in a vertical line 直排 (CLREQ §2.2, §3.1.2; GB/T 15834 §5.2).

use super::class::{Class, is_wide};
use super::par::Orientation;
use crate::style::Lang;

/// The shaping of a stretch of one orientation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum VerticalForm {
    /// Along a horizontal line.
    Level,
    /// Upright, one below the other.
    Upright,
    /// Turned clockwise.
    Turned,
    /// A mark turned clockwise, because the face has no vertical form of it.
    Lying,
    /// A mark that the face draws at the lower left only, moved to the upper right.
    Raised,
    /// Short numbers, side by side in one cell.
    Across,
}

impl VerticalForm {
    /// Returns the orientation of its clusters.
    pub fn stance(self) -> Orientation {
        match self {
            VerticalForm::Level => Orientation::Level,
            VerticalForm::Upright | VerticalForm::Raised | VerticalForm::Across => {
                Orientation::Upright
            }
            VerticalForm::Turned | VerticalForm::Lying => Orientation::Turned,
        }
    }

    /// Returns whether characters are replaced by [`set_as`].
    pub fn is_vertical(self) -> bool {
        matches!(
            self,
            VerticalForm::Upright | VerticalForm::Raised | VerticalForm::Lying
        )
    }

    /// Returns the form of a mark in a face without a vertical form of it; `None` for what is set
    /// as it is.
    pub fn without_form(character: char) -> Option<VerticalForm> {
        match character {
            '，' | '。' | '、' | '．' => Some(VerticalForm::Raised),
            '（' | '）' | '《' | '》' | '〈' | '〉' | '「' | '」' | '『' | '』' | '【' | '】'
            | '〖' | '〗' | '〔' | '〕' | '［' | '］' | '｛' | '｝' | '“' | '”' | '‘' | '’'
            | '—' | '―' | '⸺' | '…' | '⋯' | '～' | '〜' | '–' | 'ー' | '＝' => {
                Some(VerticalForm::Lying)
            }
            _ => None,
        }
    }
}

/// Returns the form of every character of a vertical paragraph, at its first byte. Numbers of at
/// most `across` figures are set in one cell 纵中横. A sign of arithmetic beside a word or number
/// belongs to it: it is upright between short numbers and turned with all others.
pub(super) fn ways(text: &str, classes: &[Class], across: usize) -> Vec<VerticalForm> {
    let mut ways = vec![VerticalForm::Upright; text.len()];
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let western = |nth: usize| {
        characters
            .get(nth)
            .is_some_and(|(at, c)| is_western(*c, classes[*at]))
    };
    let sign = |nth: usize| {
        characters.get(nth).is_some_and(|(_, c)| is_sign(*c))
            && (nth > 0 && western(nth - 1) || western(nth + 1))
    };
    let mut nth = 0;
    while nth < characters.len() {
        let length = (nth..characters.len())
            .take_while(|nth| western(*nth) || sign(*nth))
            .count();
        if length == 0 {
            nth += 1;
            continue;
        }
        let words = &characters[nth..nth + length];
        let short = |word: &[(usize, char)]| {
            word.len() <= across && word.iter().all(|(_, c)| c.is_ascii_digit())
        };
        let upright = words.split(|(_, c)| is_sign(*c)).all(short);
        for (at, c) in words {
            ways[*at] = match upright {
                true if is_sign(*c) => VerticalForm::Upright,
                true => VerticalForm::Across,
                false => VerticalForm::Turned,
            };
        }
        nth += length;
    }
    ways
}

fn is_western(character: char, class: Class) -> bool {
    if stands_upright(character) {
        return false;
    }
    match class {
        Class::Latin
        | Class::Digit
        | Class::Prefix
        | Class::Postfix
        | Class::Space
        | Class::Conn
        | Class::Slash => !is_wide(character) && character != '—',
        _ => false,
    }
}

/// Returns whether a character is upright by itself (UAX #50) but part of the number beside it.
fn is_sign(character: char) -> bool {
    matches!(character, '±' | '×' | '÷' | '‰' | '‱')
}

/// Returns whether a sign that is no letter is upright like 字 (UAX #50, orientation U).
fn stands_upright(character: char) -> bool {
    matches!(u32::from(character),
        0xA7 | 0xA9 | 0xAE | 0xB1 | 0xBC..=0xBE | 0xD7 | 0xF7 | 0x2020 | 0x2021 | 0x2030 | 0x2031 | 0x2103 | 0x2109 | 0x2116
        | 0x2121 | 0x2122 | 0x2150..=0x218B)
}

/// Returns the character whose vertical form is set: on the mainland “ ” and ‘ ’ become ﹃ ﹄ and
/// ﹁ ﹂ (GB/T 15834 §5.2.3).
pub(super) fn set_as(character: char, lang: Lang) -> char {
    match character {
        '“' if lang == Lang::ZhCn => '『',
        '”' if lang == Lang::ZhCn => '』',
        '‘' if lang == Lang::ZhCn => '「',
        '’' if lang == Lang::ZhCn => '」',
        _ => character,
    }
}
