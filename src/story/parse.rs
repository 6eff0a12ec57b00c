//! From text to parts and blocks.

use super::inline::{self, Letter};
use super::model::{Block, BlockKind, Part, PartRole, RichText, Story};
use super::normalize::{Mapped, normalize, shows};
use super::table;
use crate::diag::{Code, Diagnostic, Reported, Sink, SourceId, Sources, Span};

/// One line of the source: its text and its first byte.
#[derive(Clone, Copy)]
pub(super) struct SourceLine<'a> {
    pub text: &'a str,
    pub at: usize,
}

impl<'a> SourceLine<'a> {
    /// Without blank at either end, or what nothing is seen of.
    pub fn trimmed(self) -> SourceLine<'a> {
        let blank = |c: char| c.is_whitespace() || shows(c).is_none();
        let text = self.text.trim_start_matches(blank);
        SourceLine { text: text.trim_end_matches(blank), at: self.at + self.text.len() - text.len() }
    }

    /// Without its first `bytes` bytes and the blank after them.
    fn after(self, bytes: usize) -> SourceLine<'a> {
        SourceLine { text: &self.text[bytes..], at: self.at + bytes }.trimmed()
    }
}

struct Parser<'a, 'b> {
    source: SourceId,
    sink: &'b mut Sink,
    story: Story,
    /// The paragraph being gathered.
    open: Option<Vec<Letter>>,
    /// Whether it ended with a backslash: the next paragraph continues it.
    continues: bool,
    lines: Vec<SourceLine<'a>>,
    /// The lines of the table being gathered.
    table: Vec<SourceLine<'a>>,
}

/// What ends a line: the separators of Unicode as well as a newline.
const LINE_ENDS: [char; 3] = ['\n', '\u{2028}', '\u{2029}'];

/// Parses an article: front matter between `---` lines or as leading
/// `key: value` lines, then paragraphs, `##` subheads, `-` items, `@` group
/// heads, `=` figures and tables of `|` cells, and the inline markup of each.
pub fn parse(source: SourceId, sources: &Sources, sink: &mut Sink) -> Result<Story, Reported> {
    let text = sources.text(source);
    let mut at = 0;
    let lines = text
        .split_inclusive(LINE_ENDS)
        .map(|line| {
            let start = at;
            at += line.len();
            SourceLine { text: line.strip_suffix(LINE_ENDS).unwrap_or(line), at: start }
        })
        .collect();
    let story = Story { source, parts: Vec::new(), body: Vec::new() };
    let mut parser = Parser { source, sink, story, open: None, continues: false, lines, table: Vec::new() };
    let fine = parser.run();
    let Parser { mut story, sink, .. } = parser;
    fine?;
    let mut mapped = Mapped::default();
    for (at, c) in text.char_indices().filter(|(_, c)| shows(*c) != Some(*c)) {
        mapped.note(c, Span::new(source, at, at + c.len_utf8()));
    }
    for part in &mut story.parts {
        normalize(&mut part.text, false, &mut mapped);
    }
    for block in &mut story.body {
        normalize(&mut block.text, true, &mut mapped);
    }
    if mapped.total() > 0 {
        let said = format!("{} half-width marks, spaces or invisible characters were mapped: {}", mapped.total(), mapped.list());
        let mut places = mapped.places.into_iter();
        let mut note = Diagnostic::new(Code::CopyMapped, places.next(), said);
        for place in places {
            note = note.label(place, "and here");
        }
        sink.tell(note);
    }
    story.body.retain(|block| block.cell.is_some() || !block.text.text.trim().is_empty());
    if story.body.is_empty() && story.part(PartRole::Headline).next().is_none() {
        return Err(sink.error(Diagnostic::new(Code::EmptyCopy, Span::new(source, 0, 0), "the article has neither headline nor text")));
    }
    Ok(story)
}

impl<'a> Parser<'a, '_> {
    fn run(&mut self) -> Result<(), Reported> {
        let lines = std::mem::take(&mut self.lines);
        let first = lines.iter().position(|line| !line.trimmed().text.is_empty()).unwrap_or(lines.len());
        let body = if lines.get(first).is_some_and(|line| line.trimmed().text == "---") {
            self.fenced(&lines, first)?
        } else {
            self.unfenced(&lines, first)
        };
        for line in &lines[body..] {
            self.line(*line);
        }
        self.close();
        Ok(())
    }

    /// Front matter between `---` lines; the line after it.
    fn fenced(&mut self, lines: &[SourceLine<'a>], first: usize) -> Result<usize, Reported> {
        let mut failed = None;
        for (nth, line) in lines.iter().enumerate().skip(first + 1) {
            let line = line.trimmed();
            if line.text == "---" {
                return failed.map_or(Ok(nth + 1), Err);
            }
            if line.text.is_empty() || line.text.starts_with('#') {
                continue;
            }
            if self.key_value(line) {
                continue;
            }
            let span = Span::new(self.source, line.at, line.at + line.text.len());
            let key = line.text.split([':', '：']).next().unwrap_or("").trim();
            let near = PartRole::KEYS.iter().map(|(known, _)| (strsim::damerau_levenshtein(key, known), *known)).min();
            let diagnostic = match near {
                _ if !line.text.contains([':', '：']) => {
                    Diagnostic::new(Code::CopySyntax, span, "this line of front matter is not `key: value`")
                        .help("write it like `主题: 强县富民`")
                }
                Some((distance, known)) if distance <= (key.chars().count() / 2).max(1) => {
                    Diagnostic::new(Code::CopySyntax, span, format!("front matter has no key “{key}”"))
                        .help(format!("did you mean “{known}”?"))
                }
                _ => Diagnostic::new(Code::CopySyntax, span, format!("front matter has no key “{key}”"))
                    .help(format!("keys are: {}", PartRole::KEYS.map(|(known, _)| known).join(" "))),
            };
            failed = Some(self.sink.error(diagnostic));
        }
        let line = lines[first];
        let span = Span::new(self.source, line.at, line.at + line.text.len());
        Err(self.sink.error(
            Diagnostic::new(Code::CopySyntax, span, "the front matter that begins here never ends")
                .help("put a line of three hyphens, ---, after its last key"),
        ))
    }

    /// Leading `key: value` lines without a fence; the line after them.
    fn unfenced(&mut self, lines: &[SourceLine<'a>], first: usize) -> usize {
        let mut nth = first;
        while let Some(line) = lines.get(nth) {
            if !self.key_value(line.trimmed()) {
                break;
            }
            nth += 1;
        }
        nth
    }

    fn key_value(&mut self, line: SourceLine<'a>) -> bool {
        let Some(colon) = line.text.find([':', '：']) else { return false };
        let key = line.text[..colon].trim();
        let Some((_, role)) = PartRole::KEYS.iter().find(|(known, _)| known.eq_ignore_ascii_case(key)) else { return false };
        let width = line.text[colon..].chars().next().map_or(1, char::len_utf8);
        let value = line.after(colon + width);
        if !value.text.is_empty() {
            let text = self.rich(value);
            self.story.parts.push(Part { role: *role, text });
        }
        true
    }

    fn line(&mut self, line: SourceLine<'a>) {
        let indented = line.text.starts_with("\u{3000}\u{3000}") || line.text.starts_with("    ");
        let joint = Letter::joint(line.at.saturating_sub(1));
        let line = line.trimmed();
        if line.text.starts_with('|') {
            if self.table.is_empty() {
                self.close();
            }
            self.table.push(line);
            return;
        }
        self.end_table();
        if line.text.is_empty() {
            if !self.continues {
                self.close();
            }
            return;
        }
        // A signature or jump line may close the article as a key of its own.
        let closing = line.text.split([':', '：']).next().map(str::trim);
        let between = self.open.is_none() || self.continues;
        if between && matches!(closing, Some("署名" | "signature" | "转版" | "jump")) && self.key_value(line) {
            return;
        }
        let marks = [
            ("### ", BlockKind::Subhead),
            ("## ", BlockKind::Subhead),
            ("@ ", BlockKind::GroupHead),
            ("- ", BlockKind::Item),
            ("* ", BlockKind::Item),
            ("● ", BlockKind::Item),
            ("= ", BlockKind::Figure),
        ];
        for (mark, kind) in marks {
            if line.text.starts_with(mark) {
                self.close();
                let text = self.rich(line.after(mark.len()));
                self.story.body.push(Block { kind, text, cell: None });
                return;
            }
        }
        if line.text.starts_with("# ")
            && self.story.body.is_empty()
            && self.open.is_none()
            && self.story.part(PartRole::Headline).next().is_none()
        {
            let text = self.rich(line.after(2));
            self.story.parts.push(Part { role: PartRole::Headline, text });
            return;
        }
        if indented && !self.continues {
            self.close();
        }
        let letters = self.open.get_or_insert_default();
        if !letters.is_empty() && !self.continues {
            letters.push(joint);
        }
        self.continues = line.text.ends_with('\\') && !line.text.ends_with("\\\\");
        let shown = if self.continues { line.text[..line.text.len() - 1].trim_end() } else { line.text };
        inline::spell(shown, line.at, letters);
    }

    /// Ends the table being gathered.
    fn end_table(&mut self) {
        let lines = std::mem::take(&mut self.table);
        for (written, cell) in table::cells(&lines, self.source, self.sink) {
            let text = self.rich(written);
            self.story.body.push(Block { kind: BlockKind::Cell, text, cell: Some(cell) });
        }
    }

    /// Ends the paragraph or table being gathered.
    fn close(&mut self) {
        self.continues = false;
        self.end_table();
        if let Some(letters) = self.open.take() {
            let text = inline::read(&letters, self.source, self.sink);
            self.story.body.push(Block { kind: BlockKind::Paragraph, text, cell: None });
        }
    }

    /// The text of a line that stands alone.
    fn rich(&mut self, line: SourceLine<'a>) -> RichText {
        let mut letters = Vec::new();
        inline::spell(line.text, line.at, &mut letters);
        inline::read(&letters, self.source, self.sink)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<Story>, Vec<Diagnostic>) {
        let (mut sources, mut sink) = (Sources::default(), Sink::new());
        let source = sources.add("a.md", text.to_owned());
        let story = parse(source, &sources, &mut sink).ok();
        (story, sink.finish())
    }

    fn body(text: &str) -> Vec<(BlockKind, String)> {
        read(text).0.map(|story| story.body.into_iter().map(|block| (block.kind, block.text.text)).collect()).unwrap_or_default()
    }

    #[test]
    fn both_front_matters_are_read() {
        for text in ["---\n引题: 甲\n主题：乙 丙\n---\n\n正文。\n", "引题: 甲\n主题：乙 丙\n\n正文。\n"] {
            let story = read(text).0.expect("parses");
            let parts: Vec<(PartRole, &str)> = story.parts.iter().map(|part| (part.role, part.text.text.as_str())).collect();
            assert_eq!(parts, [(PartRole::Kicker, "甲"), (PartRole::Headline, "乙 丙")]);
            assert_eq!(story.body.len(), 1);
        }
    }

    #[test]
    fn what_nothing_is_seen_of_is_counted_and_hides_no_mark() {
        let (story, told) = read("\u{FEFF}主题: 甲\n\n\u{200B}## 小\u{200B}标题\n乙\u{2028}丙\u{2029}　　丁\u{200D}。\n\u{200B}\n");
        let story = story.expect("parses");
        let blocks: Vec<&str> = story.body.iter().map(|block| block.text.text.as_str()).collect();
        assert_eq!((blocks, story.body[0].kind), (vec!["小标题", "乙丙", "丁。"], BlockKind::Subhead));
        let said: Vec<&str> = told.iter().map(|told| told.message.as_str()).collect();
        assert_eq!(said, ["5 half-width marks, spaces or invisible characters were mapped: 3 U+200B, 1 U+200D, 1 U+FEFF"]);
    }

    #[test]
    fn blocks_are_told_apart() {
        let text = "第一段\n接着。\n\n## 小标题\n@ 组\n- 一项\n= 1214.94亿元\n　　又一段。\n　　再一段。";
        let kinds: Vec<BlockKind> = body(text).into_iter().map(|(kind, _)| kind).collect();
        use BlockKind::{Figure, GroupHead, Item, Paragraph, Subhead};
        assert_eq!(kinds, [Paragraph, Subhead, GroupHead, Item, Figure, Paragraph, Paragraph]);
        assert_eq!(body(text)[0].1, "第一段接着。");
    }

    #[test]
    fn a_backslash_joins_what_an_old_column_parted() {
        assert_eq!(body("城镇和乡\\\n\n村贯通。"), [(BlockKind::Paragraph, "城镇和乡村贯通。".to_owned())]);
    }

    #[test]
    fn a_signature_may_close_the_article() {
        let story = read("主题: 甲\n\n正文。\n\n署名: 本报编辑部\n").0.expect("parses");
        assert_eq!(story.part(PartRole::Signature).count(), 1);
        assert_eq!(story.body.len(), 1);
    }

    #[test]
    fn a_block_between_ends_what_a_backslash_began() {
        use BlockKind::{Item, Paragraph};
        let blocks = body("甲\\\n- 乙\n丙");
        assert_eq!(blocks, [(Paragraph, "甲".to_owned()), (Item, "乙".to_owned()), (Paragraph, "丙".to_owned())]);
    }

    #[test]
    fn wrong_front_matter_is_told_with_the_nearest_key() {
        let (story, told) = read("---\n引体: 甲\n没有冒号\n---\n正文");
        assert!(story.is_none());
        assert_eq!(told.len(), 2);
        assert_eq!(told[0].help.as_deref(), Some("did you mean “引题”?"));
    }

    #[test]
    fn characters_know_their_place_after_mapping() {
        let text = "主题: 甲\n\n增速9.6%,位列**第6**.";
        let (mut sources, mut sink) = (Sources::default(), Sink::new());
        let source = sources.add("a.md", text.to_owned());
        let story = parse(source, &sources, &mut sink).expect("parses");
        let rich = &story.body[0].text;
        for (byte, character) in rich.text.char_indices() {
            let original = sources.slice(rich.span_at(byte)).chars().next();
            let expected = match character {
                '，' => ',',
                '。' => '.',
                other => other,
            };
            assert_eq!(original, Some(expected));
        }
    }
}
