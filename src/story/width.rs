//! Mapping of half-width marks to full-width ones 全半角 (GB/T 15834 §5), by their context.
//!
//! A mark beside Han is mapped. One after a figure, a per-cent sign or a Latin word is, when Han
//! follows, or when the line ends there and its sentence has Han. Marks inside numbers, times,
//! addresses and English stay.

/// Returns whether a character is Han, kana or the like.
pub(super) fn is_han(character: char) -> bool {
    matches!(u32::from(character), 0x2E80..=0x2FDF | 0x3005..=0x3007 | 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFD)
}

/// Takes a full cell: Han, kana, Hangul, and the marks of their texts.
pub(super) fn is_wide(character: char) -> bool {
    is_chinese(character)
        || matches!(u32::from(character), 0x1100..=0x115F | 0x2E80..=0x303E | 0x3041..=0xA4CF | 0xAC00..=0xD7A3 | 0xFE30..=0xFE4F | 0xFFE0..=0xFFE6)
}

/// Returns whether a character is drawn onto the one before it: accents and the like, variation
/// selectors (Unicode 3.6).
pub(super) fn is_combining(character: char) -> bool {
    matches!(u32::from(character),
        0x300..=0x36F | 0x483..=0x489 | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0x302A..=0x302F
        | 0x3099..=0x309A | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F | 0xE0100..=0xE01EF)
}

/// Returns whether a character is Han or a mark used in Chinese text only.
pub(super) fn is_chinese(character: char) -> bool {
    is_han(character)
        || matches!(u32::from(character), 0x3001..=0x3003 | 0x3008..=0x301F | 0xFF01..=0xFF5E)
        || matches!(character, '“' | '”' | '‘' | '’' | '…' | '—')
}

/// Latin titles that end with a point before a Chinese name.
const TITLES: [&str; 7] = ["Mr", "Mrs", "Ms", "Dr", "Prof", "St", "No"];

/// Maximum number of characters searched backward for a word, an address or a sentence.
const FAR: usize = 120;

/// A mark of a text and its context.
pub(super) struct Beside<'a> {
    /// The text as written.
    pub written: &'a [char],
    /// Index of the mark in it.
    pub at: usize,
    /// The character before it, mapped already, blanks skipped.
    pub before: Option<char>,
    /// The character after it, blanks skipped.
    pub after: Option<char>,
}

impl Beside<'_> {
    /// Returns the full-width form of the mark; `None` if it stays.
    pub(super) fn wide(&self) -> Option<char> {
        let beside = self.before.is_some_and(is_chinese) || self.after.is_some_and(is_chinese);
        let mapped = match self.written[self.at] {
            ',' => (
                beside && !self.in_number() || self.ends() || self.parts_words(),
                '，',
            ),
            ';' => (beside || self.ends() || self.parts_words(), '；'),
            ':' => (beside && !self.in_number() || self.ends(), '：'),
            '!' => (beside || self.ends(), '！'),
            '?' => (beside || self.ends(), '？'),
            '.' => (self.full_stop(), '。'),
            '~' => (self.ranges(), '～'),
            '-' => (self.minus(), '−'),
            _ => return None,
        };
        mapped.0.then_some(mapped.1)
    }

    /// Returns the characters before the mark, at most [`FAR`] of them.
    fn back(&self) -> &[char] {
        &self.written[self.at.saturating_sub(FAR)..self.at]
    }

    fn next(&self) -> Option<char> {
        self.written.get(self.at + 1).copied()
    }

    fn in_number(&self) -> bool {
        let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        figure(self.before) && figure(self.after) && self.at > 0 && self.written[self.at - 1] != ' '
    }

    /// Returns the letters, figures and per-cent signs right before the mark.
    fn word(&self) -> &[char] {
        let written = self.back();
        let start = written
            .iter()
            .rposition(|c| !c.is_ascii_alphanumeric() && *c != '%')
            .map_or(0, |at| at + 1);
        &written[start..]
    }

    /// Returns the characters right before the mark up to a blank, Han or Chinese mark.
    fn token(&self) -> &[char] {
        let written = self.back();
        let start = written
            .iter()
            .rposition(|c| !c.is_ascii_graphic())
            .map_or(0, |at| at + 1);
        &written[start..]
    }

    /// Returns whether the sentence so far contains Han.
    fn in_chinese(&self) -> bool {
        let before = self.back();
        let ended = |at: usize| match before[at] {
            // A quote begins a sentence of its own.
            '。' | '！' | '？' | '!' | '?' | '"' | '“' | '”' => true,
            '.' => {
                before.get(at + 1).is_none_or(|c| *c == ' ') && at > 0 && !is_han(before[at - 1])
            }
            _ => false,
        };
        let start = (0..before.len())
            .rev()
            .find(|at| ended(*at))
            .map_or(0, |at| at + 1);
        before[start..].iter().any(|c| is_han(*c))
    }

    /// Returns whether the mark ends its line, closing marks aside, in a Chinese sentence and after
    /// a word or a figure.
    fn ends(&self) -> bool {
        let closes = |c: &char| {
            matches!(
                c,
                '"' | '\'' | ')' | '”' | '’' | '）' | '』' | '」' | '》' | ' '
            )
        };
        self.written[self.at + 1..].iter().all(closes)
            && !self.word().is_empty()
            && self.in_chinese()
    }

    /// Returns whether the mark is between two words or a word and a figure without a blank, as
    /// only Chinese is typed, in a Chinese sentence; never in an address.
    fn parts_words(&self) -> bool {
        let word = self.word();
        let address = self
            .token()
            .iter()
            .any(|c| matches!(c, '/' | '@' | '.' | '=' | '?' | '&' | '('));
        let letters = word
            .iter()
            .chain(&self.next())
            .any(char::is_ascii_alphabetic);
        !word.is_empty()
            && self.next().is_some_and(|c| c.is_ascii_alphanumeric())
            && letters
            && !address
            && self.in_chinese()
    }

    /// Returns whether a point ends a sentence.
    fn full_stop(&self) -> bool {
        let beside = |at: Option<usize>| at.and_then(|at| self.written.get(at)) == Some(&'.');
        if self.next().is_some_and(|c| c.is_ascii_alphanumeric())
            || beside(self.at.checked_sub(1))
            || beside(Some(self.at + 1))
        {
            return false;
        }
        if self.before.is_some_and(is_chinese) {
            return true;
        }
        let word = self.word();
        if self.ends() {
            return true;
        }
        let follows = self.after.is_some_and(is_chinese)
            || (self.next() == Some(' ') && word.last().is_some_and(|c| !c.is_ascii_alphabetic()));
        // `1.` before a heading counts, it does not end; so does an initial.
        let counts = word.iter().all(char::is_ascii_digit)
            && (!self.token_follows_han(word.len()) || self.counts_on(word));
        let initial = word.len() == 1 && word[0].is_ascii_alphabetic();
        let title: String = word.iter().collect();
        let shortened = word.is_empty() || counts || initial || TITLES.contains(&title.as_str());
        follows && !shortened && self.in_chinese()
    }

    /// Whether a number is the next of a list inside its line, as in
    /// 议程：1. 甲2. 乙.
    fn counts_on(&self, word: &[char]) -> bool {
        let number: Option<u32> = word.iter().collect::<String>().parse().ok();
        let Some(last) = number.filter(|number| (2..100).contains(number)) else {
            return false;
        };
        let before: String = self.back()[..self.back().len() - word.len()]
            .iter()
            .collect();
        let item = format!("{}.", last - 1);
        before.match_indices(&item).any(|(at, _)| {
            let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            !figure(before[..at].chars().next_back())
                && !figure(before[at + item.len()..].chars().next())
        })
    }

    /// Returns whether Han, or more of a number, comes right before the last `length` characters.
    fn token_follows_han(&self, length: usize) -> bool {
        let before = (self.at - length)
            .checked_sub(1)
            .and_then(|at| self.written.get(at));
        before.is_some_and(|c| is_han(*c) || *c == '.' || *c == ',' || *c == '-')
    }

    /// Returns whether a tilde is between two numbers, with or without units.
    fn ranges(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.written.get(at));
        let number = |c: &char| c.is_ascii_digit() || *c == '%' || *c == '℃' || is_han(*c);
        before.is_some_and(number) && self.next().is_some_and(|c| c.is_ascii_digit() || c == '-')
    }

    /// Returns whether a hyphen is the minus sign of a temperature or a percentage; 歼-20 and
    /// 附件-1 are names.
    fn minus(&self) -> bool {
        let opens = |c: &char| is_chinese(*c) || matches!(c, ' ' | '~' | '(' | '/');
        if !self
            .at
            .checked_sub(1)
            .and_then(|at| self.written.get(at))
            .is_none_or(opens)
        {
            return false;
        }
        let mut rest = self.written[self.at + 1..]
            .iter()
            .skip_while(|c| c.is_ascii_digit() || **c == '.');
        if !self.next().is_some_and(|c| c.is_ascii_digit()) {
            return false;
        }
        let unit = |c: &char| matches!(c, '℃' | '°' | '%' | '％' | '‰' | '度');
        let first = rest.next();
        let ranged = first.is_some_and(|c| matches!(c, '~' | '～' | '至' | '到'));
        let mut far = rest.skip_while(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
        first.is_some_and(unit) || (ranged && far.next().is_some_and(unit))
    }
}
