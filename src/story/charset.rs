//! Which encoding 字符集 a text without a mark of its own is in.
//!
//! GB18030 gives a character to nearly every pair of bytes, so that a text
//! reads as GB18030 proves nothing. What a language is made of does: of any
//! two hundred characters of Chinese more than half are among the five hundred
//! most frequent, of Japanese half are kana, and of Korean half are the
//! hundred most frequent syllables. A text read in a wrong encoding has hardly
//! any of them.

use encoding_rs::{
    BIG5, DecoderResult, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_16BE, UTF_16LE,
    WINDOWS_1252,
};

use super::frequent::{is_frequent_han, is_frequent_hangul};

/// A text as it was decoded.
pub(super) struct Decoded {
    /// The text up to the first bad byte, or all of it.
    pub text: String,
    /// The bytes that it could not be read from, counted from 0.
    pub bad: Option<usize>,
    /// What the encoding is called.
    pub name: &'static str,
    /// How sure it is.
    pub trust: Trust,
}

/// How sure an encoding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// It is what newsrooms write, and reads like it.
    Sure,
    /// Another than GB18030, by what the text is made of.
    Guessed,
    /// It decodes, and reads like no language that is known here.
    Doubtful,
}

/// The encodings that are tried, the likeliest first.
const TRIED: [(&Encoding, &str); 5] = [
    (GB18030, "GB18030"),
    (BIG5, "Big5"),
    (EUC_JP, "EUC-JP"),
    (SHIFT_JIS, "Shift_JIS"),
    (EUC_KR, "EUC-KR"),
];

/// How much of a text is judged.
const SAMPLE: usize = 1 << 14;
/// A share of frequent characters, in per cent, below which GB18030 is not
/// taken on trust; by which another must beat it; that makes another likely.
const PLAIN: usize = 25;
const BEATS: usize = 25;
const LIKELY: usize = 40;
/// Below this share, in so many characters or more, a text reads like nothing.
const RUBBISH: usize = 12;
const ENOUGH: usize = 12;

/// Decodes bytes that are neither UTF-8 nor marked.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    if is_western(bytes) {
        return whole(WINDOWS_1252, "Windows-1252", bytes, Trust::Guessed);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let judged = TRIED.map(|(encoding, _)| judge(encoding, sample));
    let gb = judged[0];
    let best = (1..TRIED.len())
        .filter(|nth| judged[*nth].reads())
        .max_by_key(|nth| (judged[*nth].share, TRIED.len() - nth));
    let other = best.filter(|nth| {
        judged[*nth].share >= LIKELY
            && (!gb.reads() || gb.share < PLAIN && judged[*nth].share >= gb.share + BEATS)
    });
    if let Some(nth) = other {
        return whole(TRIED[nth].0, TRIED[nth].1, bytes, Trust::Guessed);
    }
    let rubbish = gb.wide >= ENOUGH && gb.share < RUBBISH;
    let trust = if rubbish {
        Trust::Doubtful
    } else {
        Trust::Sure
    };
    whole(GB18030, "GB18030", bytes, trust)
}

/// What a sample looks like in one encoding.
#[derive(Clone, Copy)]
struct Judged {
    /// Characters that no byte stands for.
    bad: usize,
    /// Characters of East Asian scripts.
    wide: usize,
    /// How many of a hundred of them are frequent in the encoding's language.
    share: usize,
}

impl Judged {
    /// Whether it can be read so, but for a byte here and there.
    fn reads(self) -> bool {
        self.bad * 50 <= self.wide
    }
}

fn judge(encoding: &'static Encoding, sample: &[u8]) -> Judged {
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let (mut bad, mut wide, mut kana, mut han, mut hangul, mut odd) = (0, 0, 0, 0, 0, 0);
    for character in text.chars() {
        match character {
            '\u{FFFD}' => bad += 1,
            '\u{3041}'..='\u{30FF}' => kana += 1,
            '\u{AC00}'..='\u{D7A3}' => hangul += usize::from(is_frequent_hangul(character)),
            '\u{4E00}'..='\u{9FFF}' => han += usize::from(is_frequent_han(character)),
            '\u{E000}'..='\u{F8FF}' | '\u{FF61}'..='\u{FF9F}' | '\u{80}'..='\u{9F}' => odd += 1,
            _ => {}
        }
        wide += usize::from(u32::from(character) >= 0x3041);
        // Marks are as frequent in one language as in another.
        wide -= usize::from(matches!(character, '\u{FF01}'..='\u{FF5E}' | '\u{FFFD}'));
    }
    let frequent = if encoding == EUC_KR {
        hangul
    } else if encoding == EUC_JP || encoding == SHIFT_JIS {
        // Japanese without kana is a list of names, and may be Chinese.
        if kana * 10 >= wide { kana + han } else { 0 }
    } else {
        han
    };
    let share = (frequent * 100 / wide.max(1)).saturating_sub(odd * 200 / wide.max(1));
    Judged { bad, wide, share }
}

/// Whether the bytes above ASCII stand alone among letters, as in `café`: in
/// the encodings of East Asia they stand two by two.
fn is_western(bytes: &[u8]) -> bool {
    let high = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(|byte| *byte >= 0x80)
    };
    let (mut all, mut alone) = (0, 0);
    for at in (0..bytes.len()).filter(|at| bytes[*at] >= 0x80) {
        all += 1;
        alone += usize::from(!high(at.checked_sub(1)) && !high(Some(at + 1)));
    }
    let letters = bytes
        .iter()
        .filter(|byte| byte.is_ascii_alphabetic())
        .count();
    alone * 10 >= all * 8 && letters >= all * 2
}

/// All bytes in one encoding, as far as they can be read.
fn whole(encoding: &'static Encoding, name: &'static str, bytes: &[u8], trust: Trust) -> Decoded {
    let (text, bad) = up_to_fault(encoding, bytes);
    Decoded {
        text,
        bad,
        name,
        trust,
    }
}

/// The text of these bytes and the first that is no character.
pub(super) fn up_to_fault(encoding: &'static Encoding, bytes: &[u8]) -> (String, Option<usize>) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2 + 16);
    let mut read = 0;
    loop {
        let (result, taken) =
            decoder.decode_to_string_without_replacement(&bytes[read..], &mut text, true);
        read += taken;
        match result {
            DecoderResult::InputEmpty => return (text, None),
            DecoderResult::OutputFull => text.reserve(bytes.len() - read + 16),
            DecoderResult::Malformed(length, beyond) => {
                return (text, Some(read - usize::from(length) - usize::from(beyond)));
            }
        }
    }
}

/// UTF-16 without its mark: noughts stand in every second place only, as high
/// halves of ASCII, and everything is a character.
pub(super) fn unmarked_utf16(bytes: &[u8]) -> Option<(&'static Encoding, &'static str)> {
    let noughts = |half: usize| {
        bytes
            .iter()
            .skip(half)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (encoding, name) = match (noughts(0), noughts(1)) {
        (0, 1..) => (UTF_16LE, "UTF-16LE"),
        (1.., 0) => (UTF_16BE, "UTF-16BE"),
        _ => return None,
    };
    (bytes.len().is_multiple_of(2) && up_to_fault(encoding, bytes).1.is_none())
        .then_some((encoding, name))
}
