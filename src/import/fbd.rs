//! 方正书版 小样 files (FBD): text with annotations 注解 between 〖 and 〗.
//!
//! What an annotation asks for is done where an article has a word for it: faces, superscripts,
//! fractions, dots, centred and flush lines, titles. Each that is not known is told with its place.

use super::model::{Mark, Para, Raw, Reading, Words};
use super::roles::shortened;
use super::words::{Doubt, Why};
use crate::say::text;

/// Whether a text is one: it has annotations, their names two capital letters.
pub(super) fn is_fbd(text: &str) -> bool {
    text.match_indices('〖')
        .take(50)
        .filter(|(at, _)| {
            let name: Vec<u8> = text[at + '〖'.len_utf8()..].bytes().take(2).collect();
            name.len() == 2 && name.iter().all(u8::is_ascii_uppercase)
        })
        .count()
        > 0
}

/// Names of annotations whose work has no place in an article: sizes, measures, rules, pages.
const DROPPED: &[&str] = &[
    "BG", "BH", "BX", "BZ", "CS", "CX", "DK", "DM", "DY", "DZ", "FH", "FJ", "FK", "FL", "FQ", "GB",
    "GK", "GS", "GX", "HJ", "HK", "HS", "HX", "HZ", "JD", "JX", "JZ", "JY", "KG", "KH", "KX", "KZ",
    "LH", "LK", "LM", "LS", "LZ", "MH", "MQ", "PD", "PS", "PX", "QX", "SB", "SD", "SM", "SP", "SQ",
    "ST", "SZ", "TD", "TL", "TP", "TS", "WB", "WT", "XB", "XC", "XH", "XQ", "XZ", "YM", "YX", "ZB",
    "ZD", "ZJ", "ZK", "ZM", "ZP", "ZS", "ZY",
];

/// A fraction that is being read: the words before it, and what stands above its line.
#[derive(Debug, Default)]
struct Fraction {
    before: Words,
    above: Option<String>,
}

/// The state of a file that is being read.
#[derive(Default)]
struct Reader {
    paras: Vec<Para>,
    now: Para,
    mark: Mark,
    /// Whether a title is open, which ends at its own end or with its line.
    title: Option<(u8, bool)>,
    fraction: Option<Fraction>,
    line: usize,
}

/// Reads a file.
pub(super) fn read(text: &str, reading: &mut Reading) -> Raw {
    let mut reader = Reader {
        line: 1,
        ..Reader::default()
    };
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let after = &rest[letter.len_utf8()..];
        match letter {
            '〖' => {
                let near = &after[..after.floor_char_boundary(400)];
                match near.find('〗') {
                    Some(end) => {
                        reader.annotation(&near[..end], reading);
                        rest = &after[end + '〗'.len_utf8()..];
                        continue;
                    }
                    None => reader.letter(letter),
                }
            }
            // A character outside of the set 盘外符: its face and code between controls.
            '\u{E}' => {
                let near = &after[..after.floor_char_boundary(100)];
                if let Some(end) = near.find('\u{F}') {
                    reading.doubt(
                        Doubt::LostCharacter,
                        text!(
                            "import.line-says",
                            "line {line}: {near}",
                            line = reader.line,
                            near = near[..end]
                        ),
                    );
                    reading.leave(
                        format!("line {}", reader.line),
                        &near[..end],
                        Why::Annotation,
                    );
                    reader.letter('〓');
                    rest = &after[end + 1..];
                    continue;
                }
            }
            // The end of the file, and of a paragraph, as the system marks them.
            'Ω' if after.trim().is_empty() => {
                reading.leave("end of the file", "Ω", Why::Annotation)
            }
            '\n' | '\u{1E}' | '\u{1F}' | '↙' | '⏎' => {
                reader.end();
                reader.line += usize::from(letter == '\n');
            }
            '〓' => reader.letter('\u{3000}'),
            letter if letter.is_control() && letter != '\t' => {}
            letter => reader.letter(letter),
        }
        rest = after;
    }
    reader.end();
    Raw {
        paras: reader.paras,
        looks: true,
        ..Raw::default()
    }
}

impl Reader {
    fn letter(&mut self, letter: char) {
        let mark = self.mark.clone();
        self.now.words.push(letter.encode_utf8(&mut [0; 4]), &mark);
    }

    /// Ends a paragraph.
    fn end(&mut self) {
        let mut para = std::mem::take(&mut self.now);
        para.look.indented = para.words.text().starts_with("\u{3000}\u{3000}");
        para.words = para.words.trimmed();
        if let Some((level, closes)) = self.title {
            para.look.centred = true;
            para.look.size = Some(60 - 4 * u32::from(level.min(9)));
            if !closes {
                self.title = None;
            }
        }
        if !para.words.is_blank() {
            self.paras.push(para);
        }
    }

    fn annotation(&mut self, inner: &str, reading: &mut Reading) {
        let at = format!("line {}", self.line);
        reading.leave(at.clone(), format!("〖{inner}〗"), Why::Annotation);
        // A fraction has an empty one between above and below.
        if inner.is_empty() {
            if let Some(fraction) = &mut self.fraction {
                fraction.above = Some(std::mem::take(&mut self.now.words).text());
            }
            return;
        }
        let name: String = inner.chars().take(2).collect();
        let rest = &inner[name.len()..];
        let (opens, closes) = (rest.contains('('), rest.ends_with(')'));
        match name.as_str() {
            "HT" => self.face(rest),
            "BT" => {
                if closes && !opens {
                    self.end();
                    self.title = None;
                } else {
                    let level = rest.chars().find_map(|c| c.to_digit(10)).unwrap_or(1);
                    self.title = Some((u8::try_from(level).unwrap_or(1), opens));
                }
            }
            "JZ" => self.now.look.centred = true,
            "JY" => {
                self.end();
                self.now.look.right = true;
            }
            "KH" | "HH" | "LN" | "BL" => self.end(),
            "SX" if closes && !opens => self.fraction(),
            "SX" => {
                self.fraction = Some(Fraction {
                    before: std::mem::take(&mut self.now.words),
                    above: None,
                });
            }
            "ZZ" => self.mark.dot = opens || !closes && !self.mark.dot,
            "SS" | "SJ" => self.mark.sup = opens || !closes && !self.mark.sup,
            "XX" | "XJ" => self.mark.sub = opens || !closes && !self.mark.sub,
            name if DROPPED.contains(&name) => {}
            _ => reading.doubt(
                Doubt::UnknownAnnotation,
                text!(
                    "import.line-annotation",
                    "line {line}: 〖{inner}〗",
                    line = self.line,
                    inner = shortened(inner)
                ),
            ),
        }
    }

    /// A face and size: 〖HTH〗, 〖HT5K〗, 〖HT1"XBS〗; without one the usual face again.
    fn face(&mut self, asked: &str) {
        let name: String = asked.chars().filter(char::is_ascii_uppercase).collect();
        self.mark.face = match name.trim_start_matches('F') {
            "H" | "XH" | "DH" | "CH" => Some("黑"),
            "K" | "XK" => Some("楷"),
            "S" if name.starts_with('F') => Some("仿宋"),
            _ => None,
        };
        let size: String = asked.chars().take_while(|c| c.is_ascii_digit()).collect();
        if !size.is_empty() && self.now.words.is_blank() {
            // 字号 count down: 1 is larger than 5.
            let size: u32 = size.parse().unwrap_or(5);
            self.now.look.size = Some(60_u32.saturating_sub(6 * size.min(9)));
        }
    }

    /// A fraction ends: above / below.
    fn fraction(&mut self) {
        let Some(fraction) = self.fraction.take() else {
            return;
        };
        let below = std::mem::replace(&mut self.now.words, fraction.before);
        match fraction.above {
            Some(above) => {
                let mark = Mark {
                    face: Some("分数"),
                    ..Mark::default()
                };
                self.now
                    .words
                    .push(&format!("{above}/{}", below.text()), &mark);
            }
            None => self.now.words.append(below),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annotations_become_what_they_ask_for() {
        let text = "〖BT1〗〖HT1\"XBS〗渡口要改名〖HT〗\n\n〖HT5K〗〖JZ〗本报记者　何大川〖HT〗\n\n　　河西渡口。〖HTH〗老船工〖HTK〗说〖HT〗。涨了〖SX(〗1〖〗2〖SX)〗元〖QQ〗。〖KH2〗〖JY〗（完）\n碑上的\u{E}SymboleB@\u{F}字〓了。Ω";
        assert!(is_fbd(text) && !is_fbd("〖编者〗按"));
        let mut reading = Reading::default();
        let raw = read(text, &mut reading);
        let words: Vec<String> = raw.paras.iter().map(|para| para.words.text()).collect();
        assert_eq!(
            words,
            [
                "渡口要改名",
                "本报记者　何大川",
                "河西渡口。老船工说。涨了1/2元。",
                "（完）",
                "碑上的〓字　了。"
            ]
        );
        assert!(raw.paras[0].look.centred && raw.paras[0].look.size > raw.paras[2].look.size);
        let faces: Vec<_> = raw.paras[2]
            .words
            .0
            .iter()
            .map(|run| run.mark.face)
            .collect();
        assert_eq!(
            faces,
            [None, Some("黑"), Some("楷"), None, Some("分数"), None]
        );
        let doubts: Vec<Doubt> = reading.doubts.iter().map(|(doubt, _)| *doubt).collect();
        assert_eq!(doubts, [Doubt::UnknownAnnotation, Doubt::LostCharacter]);
    }
}
