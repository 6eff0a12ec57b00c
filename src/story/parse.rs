//! Parsing of text into parts and blocks.

use super::embargo::{self, Embargo, embargo_day};
use super::inline;
use super::letter::Letter;
use super::lines::{Parting, parting};
use super::model::{Block, BlockKind, CellAlign, Part, PartRole, RichText, Story, TableFile};
use super::normalize::{Mapped, normalize, shows};
use super::source_line::SourceLine;
use super::traditional::is_traditional_text;
use super::unset::Unset;
use super::{entities, halves, lost, table};
use crate::diag::{
    Code, Diagnostic, Reported, Severity, Sink, SourceId, Sources, Span, did_you_mean,
};
use crate::limits::ARTICLE_BYTES;
use crate::say::{Text, text};

struct Parser<'a, 'b> {
    source: SourceId,
    sink: &'b mut Sink,
    story: Story,
    /// The paragraph being gathered.
    open: Option<Vec<Letter>>,
    /// True if it ended with a backslash: the next paragraph continues it.
    continues: bool,
    lines: Vec<SourceLine<'a>>,
    /// The lines of the table being gathered.
    table: Vec<SourceLine<'a>>,
    /// Unsupported Markdown found so far.
    unset: Unset,
    /// The characters that were written by their names.
    named: Vec<Span>,
}

/// Characters that end a line: the separators of Unicode as well as a newline.
const LINE_ENDS: [char; 3] = ['\n', '\u{2028}', '\u{2029}'];

/// The marks that begin a line that is a block of its own.
const MARKS: [(&str, BlockKind); 7] = [
    ("### ", BlockKind::Subhead),
    ("## ", BlockKind::Subhead),
    ("@ ", BlockKind::GroupHead),
    ("- ", BlockKind::Item),
    ("* ", BlockKind::Item),
    ("● ", BlockKind::Item),
    ("= ", BlockKind::Figure),
];

/// Maximum number of characters of a deck of a headline or a summary 提要: anything longer is text
/// under a wrong key.
const LONGEST_DECK: usize = 300;
const LONGEST_SUMMARY: usize = 1000;

/// Parses an article: front matter between `---` lines or as leading
/// `key: value` lines, then paragraphs, `##` subheads, `-` items, `@` group
/// heads, `=` figures and tables of `|` cells, and the inline markup of each.
pub fn parse(source: SourceId, sources: &Sources, sink: &mut Sink) -> Result<Story, Reported> {
    let text = sources.text(source);
    if text.len() > ARTICLE_BYTES {
        let place = Span::new(source, 0, 0);
        let what = text!("story.what-bytes-of-article", "bytes of an article");
        let diagnostic = Diagnostic::over_limit(place, what, text.len(), ARTICLE_BYTES);
        return Err(sink.error(diagnostic.help(text!(
            "story.divide-name-another-file",
            "divide it, or name another file"
        ))));
    }
    let mut at = 0;
    let lines = text
        .split_inclusive(LINE_ENDS)
        .map(|line| {
            let start = at;
            at += line.len();
            SourceLine {
                text: line.strip_suffix(LINE_ENDS).unwrap_or(line),
                at: start,
            }
        })
        .collect();
    let story = Story {
        source,
        parts: Vec::new(),
        body: Vec::new(),
        tables: Vec::new(),
        embargo: None,
        lost: lost::lost(text, source),
    };
    let mut parser = Parser {
        source,
        sink,
        story,
        open: None,
        continues: false,
        lines,
        table: Vec::new(),
        unset: Unset::default(),
        named: Vec::new(),
    };
    let fine = parser.run();
    let Parser {
        mut story,
        sink,
        unset,
        named,
        ..
    } = parser;
    fine?;
    unset.report(sink);
    dropped(text, source, sink);
    report_named(&named, sink);
    let mut mapped = Mapped {
        simplified: text.contains(is_radical) && !is_traditional_text(text),
        ..Mapped::default()
    };
    for (at, c) in text.char_indices().filter(|(_, c)| shows(*c) != Some(*c)) {
        mapped.note(c, Span::new(source, at, at + c.len_utf8()));
    }
    for part in &mut story.parts {
        normalize(&mut part.text, part.role == PartRole::Note, &mut mapped);
    }
    for block in &mut story.body {
        normalize(&mut block.text, true, &mut mapped);
    }
    if mapped.total() > 0 {
        let said = text!(
            "story.half-width-marks-spaces",
            "{total} half-width marks, spaces or invisible characters were mapped: {list}",
            total = mapped.total(),
            list = mapped.list()
        );
        sink.report(placed(Code::CopyMapped, &mapped.places, said));
    }
    story
        .body
        .retain(|block| block.cell.is_some() || !block.text.text.trim().is_empty());
    halves::report(&story.body, sink);
    let headless = story.part(PartRole::Headline).next().is_none();
    if story.body.is_empty() && story.tables.is_empty() && headless {
        return Err(sink.error(Diagnostic::new(
            Code::EmptyCopy,
            Span::new(source, 0, 0),
            text!(
                "story.article-neither-headline-nor",
                "the article has neither headline nor text"
            ),
        )));
    }
    Ok(story)
}

impl<'a> Parser<'a, '_> {
    fn run(&mut self) -> Result<(), Reported> {
        let lines = std::mem::take(&mut self.lines);
        let first = lines
            .iter()
            .position(|line| !line.trimmed().text.is_empty())
            .unwrap_or(lines.len());
        let body = if lines
            .get(first)
            .is_some_and(|line| line.trimmed().text == "---")
        {
            self.fenced(&lines, first)?
        } else {
            self.unfenced(&lines, first)
        };
        let parting = parting(&lines[body..], is_plain, is_indented);
        self.report_lines(&lines[body..], &parting);
        for (line, begins) in lines[body..].iter().zip(&parting.begins) {
            self.line(*line, *begins);
        }
        self.close();
        Ok(())
    }

    /// Says which lines of text under another are paragraphs of their own.
    fn report_lines(&mut self, lines: &[SourceLine<'a>], parting: &Parting) {
        let place = |nth: &usize| {
            let line = lines[*nth].trimmed();
            Span::new(self.source, line.at, line.at + line.text.len())
        };
        let (parted, doubtful) = (parting.parted.len(), parting.doubtful.len());
        if parted > 0 {
            let places: Vec<Span> = parting.parted.iter().take(SHOWN).map(place).collect();
            let message = if parting.by_sentence && doubtful == 0 {
                text!(
                    "story.every-line-ends-sentence",
                    "every line ends with its sentence, so each is a paragraph: {parted} begin without a blank line above",
                    parted
                )
            } else {
                text!(
                    "story.lines-nobody-wrapped-width",
                    "lines that nobody wrapped at a width stay lines: {parted} begin a paragraph without a blank line above",
                    parted
                )
            };
            let mut note = placed(Code::LineParagraphs, &places, message).help(text!(
                "story.backslash-end-line-joins",
                "a backslash at the end of a line joins it to the next"
            ));
            note.severity = Severity::Note;
            self.sink.report(note);
        }
        if doubtful >= 3 && doubtful * 2 >= parting.joints {
            let message = text!(
                "story.lines-end-their-sentence",
                "{doubtful} lines that end with their sentence go on in the paragraph of the line above",
                doubtful
            );
            let place = parting.doubtful.first().map(place);
            self.sink.report(
                Diagnostic::new(Code::LineParagraphs, place, message).help(text!(
                    "story.put-blank-line-between",
                    "put a blank line between paragraphs"
                )),
            );
        }
    }

    /// Parses front matter between `---` lines. Returns the line after it.
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
            let (message, help) = if line.text.contains([':', '：']) {
                let keys = PartRole::KEYS.iter().map(|(known, _)| *known);
                let help =
                    did_you_mean(key, keys, ("“", "”"), text!("story.known-keys", "keys are"));
                (
                    text!(
                        "story.front-matter-no-key",
                        "front matter has no key “{key}”",
                        key
                    ),
                    help,
                )
            } else {
                (
                    text!(
                        "story.no-key-value",
                        "this line of front matter is not `key: value`"
                    ),
                    text!("story.write-key-value", "write it like `主题: 强县富民`"),
                )
            };
            let diagnostic = Diagnostic::new(Code::CopySyntax, span, message).help(help);
            failed = Some(self.sink.error(diagnostic));
        }
        let line = lines[first];
        let span = Span::new(self.source, line.at, line.at + line.text.len());
        Err(self.sink.error(
            Diagnostic::new(
                Code::CopySyntax,
                span,
                text!(
                    "story.front-matter-begins-here",
                    "the front matter that begins here never ends"
                ),
            )
            .help(text!(
                "story.put-line-three-hyphens",
                "put a line of three hyphens, ---, after its last key"
            )),
        ))
    }

    /// Parses leading `key: value` lines without a fence. Returns the line after them.
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
        if self.table_file(line) {
            return true;
        }
        let Some(colon) = line.text.find([':', '：']) else {
            return false;
        };
        let key = line.text[..colon].trim();
        if embargo::KEYS
            .iter()
            .any(|known| known.eq_ignore_ascii_case(key))
        {
            let width = line.text[colon..].chars().next().map_or(1, char::len_utf8);
            self.embargo(line.after(colon + width));
            return true;
        }
        let Some((_, role)) = PartRole::KEYS
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(key))
        else {
            return false;
        };
        let width = line.text[colon..].chars().next().map_or(1, char::len_utf8);
        let value = line.after(colon + width);
        // 编者按 is printed before what it says.
        let spoken = (key == PartRole::SPOKEN).then(|| SourceLine {
            text: &line.text[..colon + width],
            at: line.at,
        });
        self.part(*role, spoken, value);
        true
    }

    /// Notes a table in a file of its own, `table = "results.csv"` or `表格: results.csv`.
    fn table_file(&mut self, line: SourceLine<'a>) -> bool {
        let after = ["table", "表格"]
            .iter()
            .find_map(|key| line.text.strip_prefix(key))
            .map(str::trim_start);
        let Some(value) = after.and_then(|after| after.strip_prefix(['=', ':', '：'])) else {
            return false;
        };
        let path = value.trim().trim_matches(['"', '“', '”', '\'']).trim();
        // Words that happen to follow 表格 are no file.
        let file = path.split('#').next().unwrap_or("").to_ascii_lowercase();
        if ![".csv", ".tsv", ".txt", ".xlsx"]
            .iter()
            .any(|ending| file.ends_with(ending))
        {
            return false;
        }
        let at = line.at + line.text.find(path).unwrap_or(0);
        self.story.tables.push(TableFile {
            path: path.to_owned(),
            span: Span::new(self.source, at, at + path.len()),
        });
        true
    }

    /// Notes before which moment the article may not be printed.
    fn embargo(&mut self, value: SourceLine<'a>) {
        let span = Span::new(self.source, value.at, value.at + value.text.len());
        match embargo_day(value.text) {
            Some((day, timed)) => {
                self.story.embargo = Some(Embargo {
                    day,
                    timed,
                    text: value.text.to_owned(),
                    span,
                });
            }
            None => {
                let message = text!(
                    "story.no-moment-embargo-ends",
                    "“{text}” is no moment at which an embargo ends",
                    text = value.text
                );
                self.sink
                    .report(Diagnostic::new(Code::CopySyntax, span, message).help(text!(
                        "story.write-day-moment-such",
                        "write a day or a moment, such as 2021-12-31 or 2021-12-31T12:00:00+08:00"
                    )));
            }
        }
    }

    /// Adds a part, unless it is empty or too long for what it is.
    fn part(&mut self, role: PartRole, spoken: Option<SourceLine<'a>>, value: SourceLine<'a>) {
        if value.text.is_empty() {
            return;
        }
        let most = if role == PartRole::Summary {
            LONGEST_SUMMARY
        } else {
            LONGEST_DECK
        };
        let chars = value.text.chars().count();
        if PartRole::DECKS.contains(&role) && chars > most {
            let first = value.text.chars().next().map_or(0, char::len_utf8);
            let message = text!(
                "story.no-headline-most-can",
                "{role} of {chars} 字 is no headline; {most} at most can be set",
                role = role.name(),
                chars,
                most
            );
            let place = Span::new(self.source, value.at, value.at + first);
            self.sink.report(
                Diagnostic::new(Code::CopySyntax, place, message).help(text!(
                    "story.put-text-under-front",
                    "put the text under the front matter"
                )),
            );
            return;
        }
        let lines: Vec<SourceLine<'a>> = spoken.into_iter().chain([value]).collect();
        let text = self.rich(&lines, false);
        self.story.parts.push(Part { role, text });
    }

    /// Takes a line of the body; `begins` says that it begins a paragraph.
    fn line(&mut self, line: SourceLine<'a>, begins: bool) {
        let indented = is_indented(line.text);
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
        if between
            && matches!(closing, Some("署名" | "signature" | "转版" | "jump"))
            && self.key_value(line)
        {
            return;
        }
        for (mark, kind) in MARKS {
            if line.text.starts_with(mark) {
                self.close();
                let text = self.rich(&[line.after(mark.len())], false);
                self.story.body.push(Block {
                    kind,
                    text,
                    cell: None,
                });
                return;
            }
        }
        if line.text.starts_with("# ")
            && self.story.body.is_empty()
            && self.open.is_none()
            && self.story.part(PartRole::Headline).next().is_none()
        {
            self.part(PartRole::Headline, None, line.after(2));
            return;
        }
        self.unset.look(line.text, line.at, self.source);
        if (indented || begins) && !self.continues {
            self.close();
        }
        let letters = self.open.get_or_insert_default();
        if !letters.is_empty() && !self.continues {
            letters.push(joint);
        }
        self.continues = line.text.ends_with('\\') && !line.text.ends_with("\\\\");
        let shown = if self.continues {
            line.text[..line.text.len() - 1].trim_end()
        } else {
            line.text
        };
        let mut own = Vec::new();
        inline::spell(shown, line.at, &mut own);
        decode(&mut own, self.source, &mut self.named);
        letters.append(&mut own);
    }

    /// Ends the table being gathered.
    fn end_table(&mut self) {
        let lines = std::mem::take(&mut self.table);
        for (written, cell) in table::cells(&lines, self.source, self.sink) {
            let minus = cell.align == CellAlign::Point && table::is_number(written.text);
            let text = self.rich(&[written], minus);
            self.story.body.push(Block {
                kind: BlockKind::Cell,
                text,
                cell: Some(cell),
            });
        }
    }

    /// Ends the paragraph or table being gathered.
    fn close(&mut self) {
        self.continues = false;
        self.end_table();
        if let Some(letters) = self.open.take() {
            let text = inline::read(&letters, self.source, self.sink);
            self.story.body.push(Block {
                kind: BlockKind::Paragraph,
                text,
                cell: None,
            });
        }
    }

    /// Returns the text of lines that form one block; a hyphen before its first figure is a minus
    /// sign if `minus`.
    fn rich(&mut self, lines: &[SourceLine<'a>], minus: bool) -> RichText {
        let mut letters = Vec::new();
        for line in lines {
            self.unset.look(line.text, line.at, self.source);
            inline::spell(line.text, line.at, &mut letters);
        }
        decode(&mut letters, self.source, &mut self.named);
        if let Some(first) = letters
            .first_mut()
            .filter(|first| minus && first.character == '-')
        {
            first.character = '−';
        }
        inline::read(&letters, self.source, self.sink)
    }
}

/// Returns whether a line begins a paragraph by its indent.
fn is_indented(line: &str) -> bool {
    line.starts_with("\u{3000}\u{3000}") || line.starts_with("    ")
}

/// Returns whether a line is text of a paragraph and not a block of its own.
fn is_plain(line: &str) -> bool {
    !line.is_empty()
        && !line.starts_with('|')
        && !line.starts_with('#')
        && !MARKS.iter().any(|(mark, _)| line.starts_with(mark))
}

/// Reads names of characters, and notes where they stand.
fn decode(letters: &mut Vec<Letter>, source: SourceId, named: &mut Vec<Span>) {
    entities::decode(letters, |from, to| named.push(Span::new(source, from, to)));
}

/// Whether a character is one of the radicals that PDFs have for characters.
fn is_radical(character: char) -> bool {
    ('\u{2F00}'..='\u{2FD5}').contains(&character)
}

/// How many places of one kind are shown.
const SHOWN: usize = 5;

/// A diagnostic at the first places of what it is about.
fn placed(code: Code, places: &[Span], message: Text) -> Diagnostic {
    let mut places = places.iter().copied().take(SHOWN);
    let diagnostic = Diagnostic::new(code, places.next(), message);
    places.fold(diagnostic, |diagnostic, place| {
        diagnostic.label(place, text!("story.here", "and here"))
    })
}

/// Reports the characters that were written by their names.
fn report_named(named: &[Span], sink: &mut Sink) {
    if !named.is_empty() {
        let message = text!(
            "story.characters-written-their-html",
            "{named} characters written by their HTML names were read, as &nbsp; is",
            named = named.len()
        );
        sink.report(placed(Code::CopyMapped, named, message));
    }
}

/// Reports control characters, which are not set.
fn dropped(text: &str, source: SourceId, sink: &mut Sink) {
    foreign(text, source, sink);
    let controls: Vec<(usize, char)> = text
        .char_indices()
        .filter(|(_, c)| c.is_control() && !matches!(c, '\n' | '\t'))
        .collect();
    if let Some((at, first)) = controls.first() {
        let message = text!(
            "story.control-characters-left-out",
            "{controls} control characters are left out, the first U+{first:04X}",
            controls = controls.len(),
            first = u32::from(*first)
        );
        let help = text!(
            "story.they-come-another-program",
            "they come from another program; look whether something is missing there"
        );
        sink.report(
            Diagnostic::new(
                Code::UnsetMarks,
                Span::new(source, *at, at + first.len_utf8()),
                message,
            )
            .help(help),
        );
    }
}

/// Reports characters of a foreign face 盘外符: 方正书版 writes its name and
/// their codes between the controls SO and SI, and no character says which.
fn foreign(text: &str, source: SourceId, sink: &mut Sink) {
    let mut rest = text;
    while let Some(start) = rest.find('\u{E}') {
        let at = text.len() - rest.len() + start;
        let inner = &rest[start + 1..];
        let near = &inner[..inner.floor_char_boundary(100)];
        let Some(end) = near.find('\u{F}') else {
            rest = inner;
            continue;
        };
        let message = text!(
            "story.character-old-system-written",
            "a character of the old system is written here by its face and code, “{end}”, and would be lost",
            end = inner[..end].trim()
        );
        sink.error(
            Diagnostic::new(
                Code::CopySyntax,
                Span::new(source, at, at + end + 2),
                message,
            )
            .help(text!(
                "story.type-character-printed-page",
                "type the character that the printed page has here"
            )),
        );
        rest = &inner[end..];
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
        read(text)
            .0
            .map(|story| {
                story
                    .body
                    .into_iter()
                    .map(|block| (block.kind, block.text.text))
                    .collect()
            })
            .unwrap_or_default()
    }

    #[test]
    fn both_front_matters_are_read() {
        for text in [
            "---\n引题: 甲\n主题：乙 丙\n---\n\n正文。\n",
            "引题: 甲\n主题：乙 丙\n\n正文。\n",
        ] {
            let story = read(text).0.expect("parses");
            let parts: Vec<(PartRole, &str)> = story
                .parts
                .iter()
                .map(|part| (part.role, part.text.text.as_str()))
                .collect();
            assert_eq!(
                parts,
                [(PartRole::Kicker, "甲"), (PartRole::Headline, "乙 丙")]
            );
            assert_eq!(story.body.len(), 1);
        }
    }

    #[test]
    fn what_nothing_is_seen_of_is_counted_and_hides_no_mark() {
        let (story, reported) = read(
            "\u{FEFF}主题: 甲\n\n\u{200B}## 小\u{200B}标题\n乙\u{2028}丙\u{2029}　　丁\u{200D}。\n\u{200B}\n",
        );
        let story = story.expect("parses");
        let blocks: Vec<&str> = story
            .body
            .iter()
            .map(|block| block.text.text.as_str())
            .collect();
        assert_eq!(
            (blocks, story.body[0].kind),
            (vec!["小标题", "乙", "丙", "丁。"], BlockKind::Subhead)
        );
        let said: Vec<&str> = reported
            .iter()
            .map(|reported| reported.message.as_str())
            .collect();
        assert_eq!(
            said,
            [
                "5 half-width marks, spaces or invisible characters were mapped: 3 U+200B, 1 U+200D, 1 U+FEFF",
                "lines that nobody wrapped at a width stay lines: 1 begin a paragraph without a blank line above"
            ]
        );
    }

    #[test]
    fn a_note_says_what_the_copy_says() {
        for (copy, said) in [
            ("按语: 甲。", "甲。"),
            ("note: 甲。", "甲。"),
            ("编者按: 甲。", "编者按：甲。"),
            ("编者按：甲。", "编者按：甲。"),
        ] {
            let story = read(&format!("主题: 题\n{copy}\n\n正文。\n"))
                .0
                .expect("parses");
            let notes: Vec<&str> = story
                .part(PartRole::Note)
                .map(|part| part.text.text.as_str())
                .collect();
            assert_eq!((notes, story.body.len()), (vec![said], 1), "{copy}");
        }
    }

    #[test]
    fn blocks_are_told_apart() {
        let text = "这一段折了行，折在一个宽处\n接着。\n\n## 小标题\n@ 组\n- 一项\n= 1214.94亿元\n　　又一段。\n　　再一段。";
        let kinds: Vec<BlockKind> = body(text).into_iter().map(|(kind, _)| kind).collect();
        use BlockKind::{Figure, GroupHead, Item, Paragraph, Subhead};
        assert_eq!(
            kinds,
            [
                Paragraph, Subhead, GroupHead, Item, Figure, Paragraph, Paragraph
            ]
        );
        assert_eq!(body(text)[0].1, "这一段折了行，折在一个宽处接着。");
    }

    #[test]
    fn a_paragraph_a_line_is_told_from_wrapped_lines() {
        let (story, reported) = read("第一段。\n第二段说：“好。”\n第三段！\n");
        assert_eq!(story.map(|story| story.body.len()), Some(3));
        assert_eq!(
            (reported.len(), reported[0].code, reported[0].severity),
            (1, Code::LineParagraphs, Severity::Note)
        );
        assert_eq!(body("第一段。\\\n接着。\n第二段。").len(), 2);
        // Wrapped at a width, one line by chance at the end of its sentence.
        let (story, reported) = read(
            "这是一段折了行的话，一行一行\n地折下来，写在旧栏的宽处好了。\n它还是一段，一行一行地写，写\n到这里。\n",
        );
        assert_eq!(
            (story.map(|story| story.body.len()), reported.len()),
            (Some(1), 0)
        );
        // A line without its mark among paragraphs.
        let (story, reported) = read("第一段。\n第二段。\n第三段。\n记者某某\n第四段。\n");
        assert_eq!(
            (story.map(|story| story.body.len()), reported.len()),
            (Some(5), 1)
        );
        assert_eq!(
            (reported[0].code, reported[0].severity),
            (Code::LineParagraphs, Severity::Note)
        );
    }

    #[test]
    fn a_headline_has_an_end() {
        let (story, reported) = read(&format!("主题: {}\n\n正文。", "长".repeat(301)));
        assert!(story.is_some_and(|story| story.parts.is_empty()));
        assert_eq!(
            reported
                .iter()
                .map(|reported| reported.code)
                .collect::<Vec<_>>(),
            [Code::CopySyntax]
        );
    }

    #[test]
    fn markdown_that_is_not_set_and_control_characters_are_told_once_a_kind() {
        let (_, reported) = read("正文*斜*与*体*。\n\n# 一级\n\n#### 四级\n\n铃\u{7}声\n");
        let reported: Vec<&str> = reported
            .iter()
            .map(|reported| reported.message.as_str())
            .collect();
        assert_eq!(reported.len(), 3, "{reported:?}");
        assert!(
            reported
                .iter()
                .any(|reported| reported.contains("`#`") && reported.contains("2 times")),
            "{reported:?}"
        );
        assert!(
            reported.iter().any(|reported| reported.contains("U+0007")),
            "{reported:?}"
        );
    }

    #[test]
    fn a_backslash_joins_what_an_old_column_parted() {
        assert_eq!(
            body("城镇和乡\\\n\n村贯通。"),
            [(BlockKind::Paragraph, "城镇和乡村贯通。".to_owned())]
        );
    }

    #[test]
    fn a_signature_may_close_the_article() {
        let story = read("主题: 甲\n\n正文。\n\n署名: 本报编辑部\n")
            .0
            .expect("parses");
        assert_eq!(story.part(PartRole::Signature).count(), 1);
        assert_eq!(story.body.len(), 1);
    }

    #[test]
    fn a_block_between_ends_what_a_backslash_began() {
        use BlockKind::{Item, Paragraph};
        let blocks = body("甲\\\n- 乙\n丙");
        assert_eq!(
            blocks,
            [
                (Paragraph, "甲".to_owned()),
                (Item, "乙".to_owned()),
                (Paragraph, "丙".to_owned())
            ]
        );
    }

    #[test]
    fn wrong_front_matter_is_told_with_the_nearest_key() {
        let (story, reported) = read("---\n引体: 甲\n没有冒号\n---\n正文");
        assert!(story.is_none());
        assert_eq!(reported.len(), 2);
        assert_eq!(reported[0].help.as_deref(), Some("did you mean “引题”?"));
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
