//! The bracket that names writers 署名括注, as in （本报记者李明 通讯员王芳）.

use std::ops::Range;

use super::model::RichText;
use super::roster::MADE;

/// Titles of writers, one of which comes near the start of the bracket.
const TITLES: [&str; 14] = [
    "记者",
    "記者",
    "通讯员",
    "通訊員",
    "作者",
    "摄影",
    "攝影",
    "供稿",
    "实习生",
    "實習生",
    "特约",
    "特約",
    "见习",
    "编辑",
];
/// Maximum distance of the title from the start, in characters: （长安晚报全媒体见习记者.
const NEAR: usize = 12;

/// Number of characters at the start of a paragraph within which a dateline 电头 has its bracket,
/// and of that bracket within which it ends.
const DATELINE: usize = 20;
const LONGEST: usize = 40;
/// Maximum length of a name with its title, in characters; anything longer is a sentence.
const LONGEST_NAME: usize = 8;
/// Characters that separate names.
const PARTS: [char; 4] = [' ', '\u{3000}', '、', '，'];

/// Returns the content of each bracket of a text that names writers, as byte ranges.
pub(super) fn brackets(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open = None;
    for (at, character) in text.char_indices() {
        match character {
            '（' | '(' => open = Some(at + character.len_utf8()),
            '）' | ')' => {
                let inside = open.take().map(|start| start..at);
                found.extend(inside.filter(|inside| names_one(&text[inside.clone()])));
            }
            _ => {}
        }
    }
    found
}

fn names_one(inside: &str) -> bool {
    let end = inside
        .char_indices()
        .nth(NEAR)
        .map_or(inside.len(), |(end, _)| end);
    // （张三 李守成 摄）
    let made = inside
        .rsplit([' ', '\u{3000}', '\u{A0}'])
        .next()
        .unwrap_or("");
    TITLES.iter().any(|title| inside[..end].contains(title)) || MADE.contains(&made)
}

impl RichText {
    /// Returns the names, with their titles, of the writers in a dateline that begins the text:
    /// 本报讯（记者孟青岩 通讯员苏映雪）.
    pub fn writers(&self) -> Vec<Range<usize>> {
        writers(&self.text)
    }
}

fn writers(text: &str) -> Vec<Range<usize>> {
    let Some(bracket) = brackets(text).into_iter().next() else {
        return Vec::new();
    };
    let inside = &text[bracket.clone()];
    if text[..bracket.start].chars().count() > DATELINE || inside.chars().count() >= LONGEST {
        return Vec::new();
    }
    let mut names = Vec::new();
    let mut at = bracket.start;
    for piece in inside.split_inclusive(PARTS) {
        let name = piece.trim_end_matches(PARTS);
        if (2..=LONGEST_NAME).contains(&name.chars().count()) {
            names.push(at..at + name.len());
        }
        at += piece.len();
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_a_dateline_are_found() {
        let names = |text: &'static str| {
            writers(text)
                .into_iter()
                .map(|name| &text[name])
                .collect::<Vec<_>>()
        };
        assert_eq!(
            names("本报讯（记者孟青岩 通讯员苏映雪）大幕落下"),
            ["记者孟青岩", "通讯员苏映雪"]
        );
        assert_eq!(
            names("新华社北京12月30日电（记者陆汀洲、林知远）"),
            ["记者陆汀洲", "林知远"]
        );
        assert_eq!(names("（本报记者　林知远）"), ["本报记者", "林知远"]);
        assert_eq!(names("会议（扩大）的记者说"), [""; 0]);
        assert_eq!(names("没有括号的一段话"), [""; 0]);
        assert_eq!(
            names("说到这里，他停下来看了看窗外，又把手里的稿子（记者孟青岩）放下"),
            [""; 0]
        );
    }
}
