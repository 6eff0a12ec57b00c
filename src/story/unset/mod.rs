//! Marks that duikai does not set: they are printed as written, and told.
//!
//! Input: the lines of an article. Output: one diagnostic a kind of mark, at
//! its first place. Invariant: what is set, or is text by a backslash, is not
//! told.

mod inline;
mod kind;

use std::collections::BTreeMap;

use kind::{MARKDOWN, MarkKind};

use crate::diag::{Code, Diagnostic, Sink, SourceId, Span};
use crate::say::{Text, text};

const HEADING: MarkKind = (
    "#",
    MARKDOWN,
    text!(
        "story.written-headline-head-article",
        "小标题 are written with `## `; `# ` is the headline at the head of the article, and only where front matter has none"
    ),
);
const UNDERLINED: MarkKind = (
    "===",
    MARKDOWN,
    text!(
        "story.written-take-line-out",
        "小标题 are written with `## `; take the line out"
    ),
);
const QUOTE: MarkKind = (
    "> ",
    MARKDOWN,
    text!(
        "story.write-quotation-paragraph-set",
        "write the quotation as a paragraph, or set it in another face with [文字]{楷}"
    ),
);
const BREAK: MarkKind = (
    "---",
    MARKDOWN,
    text!(
        "story.take-line-out-subhead",
        "take the line out; a subhead `## ` parts a text"
    ),
);
const PLUS: MarkKind = (
    "+ ",
    MARKDOWN,
    text!("story.items-begin", "items begin with `- `"),
);
const TASK: MarkKind = (
    "- [ ]",
    MARKDOWN,
    text!(
        "story.take-brackets-out-characters",
        "take the brackets out; □ and ☑ are characters"
    ),
);
const FENCE: MarkKind = (
    "```",
    MARKDOWN,
    text!(
        "story.take-line-out-what",
        "take the line out; what stands between is text"
    ),
);
const NOTE: MarkKind = (
    "[^1]:",
    MARKDOWN,
    text!(
        "story.write-note-paragraph-end",
        "write the note as a paragraph at the end, its number as [1]{上标}"
    ),
);
const DEFINITION: MarkKind = (
    "[…]: …",
    MARKDOWN,
    text!(
        "story.take-line-out-paper",
        "take the line out; paper has no links"
    ),
);

/// The unsupported marks of one article, each with its first place and its count.
#[derive(Default)]
pub(super) struct Unset {
    found: BTreeMap<MarkKind, (Span, usize)>,
}

impl Unset {
    /// Searches a line that begins at byte `at` of its file.
    pub(super) fn look(&mut self, text: &str, at: usize, source: SourceId) {
        let mut note = |kind: MarkKind, from: usize, to: usize| {
            self.found
                .entry(kind)
                .or_insert((Span::new(source, at + from, at + to), 0))
                .1 += 1;
        };
        let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
        let mut from = 0;
        if (hashes == 1 || hashes > 3) && text[hashes..].starts_with(' ') {
            note(HEADING, 0, hashes);
        } else if text.starts_with("> ") || text == ">" {
            note(QUOTE, 0, 1);
        } else if text.starts_with("+ ") {
            note(PLUS, 0, 1);
        } else if ["[ ] ", "[x] ", "[X] "]
            .iter()
            .any(|task| text.starts_with(task))
        {
            note(TASK, 0, 3);
        } else if text.starts_with("```") || text.starts_with("~~~") {
            note(FENCE, 0, 3);
            return;
        } else if let Some((kind, length)) = definition(text) {
            note(kind, 0, length);
            from = length;
        } else if is_break(text, "=") {
            note(UNDERLINED, 0, text.len());
            return;
        } else if ["-", "*", "_"].iter().any(|mark| is_break(text, mark)) {
            note(BREAK, 0, text.len());
            return;
        }
        for (kind, start, end) in inline::marks(&text[from..]) {
            note(kind, from + start, from + end);
        }
    }

    /// Reports each kind once.
    pub(super) fn report(self, sink: &mut Sink) {
        for ((mark, whose, help), (place, count)) in self.found {
            let times = if count == 1 {
                Text::default()
            } else {
                text!("story.mark-times", ", {count} times", count)
            };
            let message = text!(
                "story.duikai-does-not-set",
                "duikai does not set the {whose} `{mark}`; it is printed as written{times}",
                whose,
                mark,
                times
            );
            sink.report(Diagnostic::new(Code::UnsetMarks, place, message).help(help));
        }
    }
}

/// Returns whether a line consists of three or more of a mark and nothing else.
fn is_break(text: &str, mark: &str) -> bool {
    let marks = text.replace(' ', "");
    marks.len() >= 3 && marks.replace(mark, "").is_empty()
}

/// The head of a line that says what a note or a link of the text is, and its
/// length: `[^1]: …`, `[名]: http…`.
fn definition(text: &str) -> Option<(MarkKind, usize)> {
    let name = text.strip_prefix('[')?;
    let end = name.find("]:").filter(|end| (1..100).contains(end))?;
    let kind = match name[..end].strip_prefix('^') {
        Some(_) => NOTE,
        None if name[end + 2..]
            .trim_start()
            .starts_with(['<', 'h', '/', '#', '.']) =>
        {
            DEFINITION
        }
        None => return None,
    };
    (!name[..end].contains([']', '['])).then_some((kind, end + 3))
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
            .map(|((mark, _, _), (_, count))| (mark, count))
            .collect()
    }

    #[test]
    fn marks_that_are_not_set_are_seen() {
        for (text, mark) in [
            ("# 一级", "#"),
            ("#### 四级", "#"),
            ("====", "==="),
            ("> 引用", "> "),
            ("---", "---"),
            ("* * *", "---"),
            ("+ 一项", "+ "),
            ("[x] 一项", "- [ ]"),
            ("```rust", "```"),
            ("[^1]: 注", "[^1]:"),
            ("[本报]: http://a.cn", "[…]: …"),
            ("这是*斜体*字", "*…*"),
            ("这是***粗斜***字", "*…*"),
            ("这是__线__字", "__…__"),
            ("这是_斜_字", "_…_"),
            ("这是~~删去~~字", "~~…~~"),
            ("这是==亮==字", "==…=="),
            ("这是`码`字", "`…`"),
            ("这是``码 ` 字``", "`…`"),
            ("周[^1]摆渡", "[^1]"),
            ("见[本报](http://a.cn)。", "[…](…)"),
            ("见![图](a.jpg)。", "![…](…)"),
            ("见[本报][1]。", "[…][…]"),
            ("见<http://a.cn>。", "<http…>"),
            ("写信<a@b.cn>。", "<http…>"),
            ("甲<!-- 乙 -->丙", "<!-- … -->"),
            ("甲&zeta;乙", "&…;"),
            ("m^2^", "^…^"),
            ("小标题 {#id}", "{#…}"),
            ("好:smile:", ":…:"),
            ("式$$x$$", "$$…$$"),
            ("〖HT5K〗甲", "〖…〗"),
            ("〖SX(〗1〖", "〖…〗"),
        ] {
            assert_eq!(marks(text), [(mark, 1)], "{text}");
        }
        assert_eq!(marks("这是<b>粗</b>字"), [("<…>", 2)]);
        assert_eq!(marks("<o:p></o:p>"), [("<…>", 2)]);
    }

    #[test]
    fn what_is_set_or_is_text_is_not() {
        for text in [
            "**粗体**字",
            "2*3*4=24",
            "[字]{楷}",
            "\\*不\\*",
            "\\~~不\\~~",
            "## 小标题",
            "3<5且7>6",
            "a * b * c",
            "- 一项",
            "*",
            "snake_case_name",
            "气温2~3级，5~6级",
            "a==b",
            "``Fine,'' he said",
            "`So' he said",
            "`",
            "&nbsp;甲&#8220;乙",
            "R&D;",
            "^_^",
            "8:30:15，比分3:2:1",
            "[1] 注",
            "〖甲〗",
            "共$100与$200",
            "{郏县|jiá xiàn}",
        ] {
            assert_eq!(marks(text), [], "{text}");
        }
    }
}
