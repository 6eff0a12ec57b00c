//! Numbered lists: the numbers that a reader sees and no text has.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::styles::value;
use crate::package::{attribute, child, children};

/// A level of a list.
#[derive(Clone, Debug, Default)]
struct Level {
    start: u32,
    format: String,
    /// `%1.` and the like.
    text: String,
}

/// All lists of a document, and how far each is counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    levels: BTreeMap<String, Vec<Level>>,
    /// Which levels a list has, by its number.
    of: BTreeMap<String, String>,
    counts: BTreeMap<String, Vec<u32>>,
}

/// Levels of a list.
const LEVELS: usize = 9;

impl Lists {
    /// Reads `word/numbering.xml`.
    pub fn read(root: Node<'_, '_>) -> Lists {
        let mut lists = Lists::default();
        for list in children(root, "abstractNum") {
            let Some(id) = attribute(list, "abstractNumId") else {
                continue;
            };
            let mut levels = vec![Level::default(); LEVELS];
            for level in children(list, "lvl") {
                let at = attribute(level, "ilvl").and_then(|at| at.parse::<usize>().ok());
                if let Some(slot) = at.and_then(|at| levels.get_mut(at)) {
                    *slot = Level {
                        start: value(level, "start")
                            .and_then(|at| at.parse().ok())
                            .unwrap_or(1),
                        format: value(level, "numFmt").unwrap_or_default(),
                        text: value(level, "lvlText").unwrap_or_default(),
                    };
                }
            }
            lists.levels.insert(id.to_owned(), levels);
        }
        for list in children(root, "num") {
            if let (Some(number), Some(of)) =
                (attribute(list, "numId"), value(list, "abstractNumId"))
            {
                lists.of.insert(number.to_owned(), of);
            }
            let _ = child(list, "lvlOverride");
        }
        lists
    }

    /// Counts an item of a list. Returns its number as it is shown, none for a bullet; nothing when
    /// there is no such list.
    pub fn next(&mut self, list: &str, level: usize) -> Option<Option<String>> {
        let of = self.of.get(list)?;
        let levels = self.levels.get(of)?;
        let level = level.min(LEVELS - 1);
        let counts = self
            .counts
            .entry(of.clone())
            .or_insert_with(|| vec![0; LEVELS]);
        counts[level] = if counts[level] == 0 {
            levels[level].start
        } else {
            counts[level].saturating_add(1)
        };
        counts[level + 1..].fill(0);
        let own = &levels[level];
        if matches!(own.format.as_str(), "bullet" | "") {
            return Some(None);
        }
        if own.format == "none" || own.text.is_empty() {
            return None;
        }
        let mut shown = own.text.clone();
        for (nth, level) in levels.iter().enumerate() {
            let place = format!("%{}", nth + 1);
            if shown.contains(&place) {
                let count = if counts[nth] == 0 {
                    level.start
                } else {
                    counts[nth]
                };
                shown = shown.replace(&place, &number(count, &level.format));
            }
        }
        let gap = if shown.ends_with(['.', ')']) { " " } else { "" };
        Some(Some(format!("{shown}{gap}")))
    }
}

/// A number in one of the ways that lists write it.
fn number(count: u32, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "ideographDigital"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseDigitalTenThousand" => chinese(count),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => match count {
            1..=20 => char::from_u32(0x2460 + count - 1).map_or_else(String::new, String::from),
            _ => count.to_string(),
        },
        "upperLetter" | "lowerLetter" => {
            let first = if format == "upperLetter" { b'A' } else { b'a' };
            match u8::try_from((count.max(1) - 1) % 26) {
                Ok(at) => char::from(first + at).to_string(),
                Err(_) => count.to_string(),
            }
        }
        "upperRoman" => roman(count),
        "lowerRoman" => roman(count).to_lowercase(),
        "ideographTraditional" => "甲乙丙丁戊己庚辛壬癸"
            .chars()
            .nth((count.max(1) as usize - 1) % 10)
            .map_or_else(String::new, String::from),
        _ => count.to_string(),
    }
}

fn chinese(count: u32) -> String {
    let digit = |at: u32| {
        "〇一二三四五六七八九"
            .chars()
            .nth(at as usize)
            .unwrap_or('〇')
    };
    match count {
        0..=9 => digit(count).to_string(),
        10..=19 => match count % 10 {
            0 => "十".to_owned(),
            ones => format!("十{}", digit(ones)),
        },
        20..=99 => match count % 10 {
            0 => format!("{}十", digit(count / 10)),
            ones => format!("{}十{}", digit(count / 10), digit(ones)),
        },
        _ => count.to_string(),
    }
}

fn roman(count: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if count == 0 || count > 3999 {
        return count.to_string();
    }
    let mut left = count;
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            written.push_str(sign);
            left -= value;
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_lists_write_them() {
        assert_eq!(number(12, "chineseCounting"), "十二");
        assert_eq!(number(3, "decimalEnclosedCircle"), "③");
        assert_eq!(number(9, "lowerRoman"), "ix");
        assert_eq!(number(2, "upperLetter"), "B");
        assert_eq!(number(7, "decimal"), "7");
    }
}
