//! Markdown that duikai does not set: it is printed as written, and told.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Sink, SourceId, Span};

/// A kind of mark: how it looks, and what to do in its place.
type UnsetMark = (&'static str, &'static str);

const HEADING: UnsetMark = (
    "#",
    "小标题 are written with `## `; `# ` is the headline at the head of the article, and only where front matter has none",
);
const QUOTE: UnsetMark = (
    "> ",
    "write the quotation as a paragraph, or set it in another face with [文字]{楷}",
);
const BREAK: UnsetMark = ("---", "take the line out; a subhead `## ` parts a text");
const PLUS: UnsetMark = ("+ ", "items begin with `- `");
const ITALIC: UnsetMark = (
    "*…*",
    "bold is **粗体**; 着重号 is [文字]{着重}; a backslash before a star makes it text",
);
const UNDERLINE: UnsetMark = ("__…__", "bold is **粗体**, 专名号 [文字]{专名}");
const LINK: UnsetMark = (
    "[…](…)",
    "print what the reader is to read; paper has no links",
);
const TAG: UnsetMark = ("<…>", "take the tag out; bold is **粗体**");

/// The marks of one article, each with its first place and how often it stands.
#[derive(Default)]
pub(super) struct Unset {
    found: BTreeMap<UnsetMark, (Span, usize)>,
}

impl Unset {
    /// Looks at a line that begins at byte `at` of its file.
    pub(super) fn look(&mut self, text: &str, at: usize, source: SourceId) {
        let mut note = |kind: UnsetMark, from: usize, to: usize| {
            self.found
                .entry(kind)
                .or_insert((Span::new(source, at + from, at + to), 0))
                .1 += 1;
        };
        let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
        if (hashes == 1 || hashes > 3) && text[hashes..].starts_with(' ') {
            note(HEADING, 0, hashes);
        } else if text.starts_with("> ") {
            note(QUOTE, 0, 1);
        } else if text.starts_with("+ ") {
            note(PLUS, 0, 1);
        } else if ["-", "*", "_"].iter().any(|mark| is_break(text, mark)) {
            note(BREAK, 0, text.len());
            return;
        }
        for (kind, from, to) in inline(text) {
            note(kind, from, to);
        }
    }

    /// Tells each kind once.
    pub(super) fn report(self, sink: &mut Sink) {
        for ((mark, help), (place, count)) in self.found {
            let times = if count == 1 {
                String::new()
            } else {
                format!(", {count} times")
            };
            let message = format!(
                "duikai does not set the Markdown `{mark}`; it is printed as written{times}"
            );
            sink.report(Diagnostic::new(Code::UnsetMarks, place, message).help(help));
        }
    }
}

/// Whether a line is nothing but three or more of a mark.
fn is_break(text: &str, mark: &str) -> bool {
    let marks = text.replace(' ', "");
    marks.len() >= 3 && marks.replace(mark, "").is_empty()
}

/// What a pair of marks encloses at most, in bytes: copy that opens marks
/// without end is read in time too.
const FAR: usize = 400;

/// The pairs of marks inside a line, as bytes of it.
fn inline(text: &str) -> Vec<(UnsetMark, usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        let rest = &text[at..text.floor_char_boundary(at + FAR)];
        let before = text[..at].chars().next_back();
        let pair = match character {
            '\\' => {
                at += 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
                continue;
            }
            '*' if rest.starts_with("**") => {
                at += 2;
                continue;
            }
            '*' if !before.is_some_and(|c| c.is_ascii_alphanumeric()) => {
                enclosed(rest, "*").map(|length| (ITALIC, length))
            }
            '_' if rest.starts_with("__") => enclosed(rest, "__").map(|length| (UNDERLINE, length)),
            '[' => link(rest).map(|length| (LINK, length)),
            '<' => tag(rest).map(|length| (TAG, length)),
            _ => None,
        };
        match pair {
            Some((kind, length)) => {
                found.push((kind, at, at + length));
                at += length;
            }
            None => at += character.len_utf8(),
        }
    }
    found
}

/// The length of what a mark at the head of a text and the next one enclose,
/// both counted in, when it begins and ends with no blank.
fn enclosed(text: &str, mark: &str) -> Option<usize> {
    let inner = &text[mark.len()..];
    let end = inner.find(mark).filter(|end| *end > 0)?;
    // A bold mark does not close what one star opens.
    let double = mark == "*" && inner[end..].starts_with("**");
    let words = &inner[..end];
    (!double && words.trim() == words).then_some(end + 2 * mark.len())
}

fn link(text: &str) -> Option<usize> {
    let middle = text.find("](")?;
    let end = text[middle..].find(')')?;
    (!text[1..middle].contains('[')).then_some(middle + end + 1)
}

/// The length of an HTML tag.
fn tag(text: &str) -> Option<usize> {
    let end = text.find('>')?;
    let inner = text[1..end].trim_start_matches('/');
    let name = inner.split([' ', '/']).next().unwrap_or("");
    (!name.is_empty()
        && name.len() <= 10
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && !inner.contains('<'))
    .then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Sources;

    fn marks(text: &str) -> Vec<(&'static str, usize)> {
        let source = Sources::default().add("a", text.to_owned());
        let mut unset = Unset::default();
        unset.look(text, 0, source);
        unset
            .found
            .into_iter()
            .map(|((mark, _), (_, count))| (mark, count))
            .collect()
    }

    #[test]
    fn marks_that_are_not_set_are_seen() {
        for (text, mark) in [
            ("# 一级", "#"),
            ("#### 四级", "#"),
            ("> 引用", "> "),
            ("---", "---"),
            ("* * *", "---"),
            ("+ 一项", "+ "),
            ("这是*斜体*字", "*…*"),
            ("这是__线__字", "__…__"),
            ("见[本报](http://a.cn)。", "[…](…)"),
            ("这是<b>粗</b>字", "<…>"),
        ] {
            let count = if mark == "<…>" { 2 } else { 1 };
            assert_eq!(marks(text), [(mark, count)], "{text}");
        }
    }

    #[test]
    fn what_is_set_or_is_text_is_not() {
        for text in [
            "**粗体**字",
            "2*3*4=24",
            "[字]{楷}",
            "\\*不\\*",
            "## 小标题",
            "3<5且7>6",
            "a * b * c",
            "- 一项",
            "*",
        ] {
            assert_eq!(marks(text), [], "{text}");
        }
    }
}
