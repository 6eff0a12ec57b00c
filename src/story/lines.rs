//! Which lines of text that stand one under another are one paragraph.
//!
//! Markdown joins them, and so does who wraps a text at a width: such lines
//! are full, since the first word of the next had no room, and the last ends
//! its sentence. Every other run is of lines that somebody ended on purpose:
//! paragraphs as files from Word and WeChat have them, items, verses, names,
//! 问答, 联系人 and 电话. Those stay lines: a poem in one line is told by
//! nobody, and names that run together are somebody else's.

use super::roster::is_roster;
use super::source_line::SourceLine;
use super::width::{is_han, is_wide};

/// What becomes of the lines of a body.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Parting {
    /// For each line, whether it begins a paragraph under another line of text.
    pub begins: Vec<bool>,
    /// The lines that do.
    pub parted: Vec<usize>,
    /// The lines joined to one above that ends its sentence.
    pub doubtful: Vec<usize>,
    /// How many lines have text right above.
    pub joints: usize,
    /// Whether every line ends with its sentence.
    pub by_sentence: bool,
}

/// Decides it for all lines; `is_plain` says whether one is text and no block
/// of its own, `is_indented` whether its blank begins a paragraph.
pub(super) fn parting(
    lines: &[SourceLine<'_>],
    is_plain: fn(&str) -> bool,
    is_indented: fn(&str) -> bool,
) -> Parting {
    let mut parting = Parting {
        begins: vec![false; lines.len()],
        by_sentence: true,
        ..Parting::default()
    };
    let mut runs = Vec::new();
    let mut from = 0;
    for nth in 0..lines.len() {
        let (text, next) = (lines[nth].trimmed().text, lines.get(nth + 1));
        let joins =
            next.is_some_and(|next| is_plain(next.trimmed().text) && !is_indented(next.text));
        if !is_plain(text) || !joins || text.ends_with('\\') {
            if is_plain(text) && nth > from {
                runs.push(from..nth + 1);
            }
            from = nth + 1;
        }
    }
    let runs: Vec<Run<'_>> = runs
        .into_iter()
        .map(|range| Run::of(lines, range.start..range.end))
        .collect();
    let wrapped = runs.iter().any(|run| run.shape == Shape::Wrapped);
    for run in &runs {
        parting.joints += run.lines.len() - 1;
        for at in 1..run.lines.len() {
            let ended = ends_sentence(run.lines[at - 1]);
            parting.by_sentence &= ended;
            if run.parts(at, wrapped) {
                parting.begins[run.first + at] = true;
                parting.parted.push(run.first + at);
            } else if ended {
                parting.doubtful.push(run.first + at);
            }
        }
    }
    parting
}

/// How the lines of a run came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// Wrapped at a width.
    Wrapped,
    /// Each ends with its sentence: paragraphs, or wrapped by chance so.
    Sentences,
    /// Ended on purpose.
    Lines,
}

/// Lines of text one under another.
struct Run<'a> {
    first: usize,
    lines: Vec<&'a str>,
    /// The blanks before each line.
    before: Vec<usize>,
    /// Whether two blanks end each line: Markdown breaks it there.
    broken: Vec<bool>,
    /// Whether markup that a line above began goes on into each line.
    inside: Vec<bool>,
    widest: usize,
    shape: Shape,
    /// Whether there is Han in it: Western text is joined unless it is a list.
    chinese: bool,
    labels: usize,
}

/// Columns of a terminal, two a character, under which nobody wraps a text.
const NARROWEST: usize = 20;
/// Western lines are verses or a list up to this width, in columns.
const LIST: usize = 60;
/// Columns by which a full line may fall short: a mark that must not begin
/// the next went with its word.
const SLACK: usize = 2;
/// Characters a line of a verse has.
const VERSE: std::ops::RangeInclusive<usize> = 3..=12;

impl<'a> Run<'a> {
    fn of(lines: &[SourceLine<'a>], range: std::ops::Range<usize>) -> Run<'a> {
        let own = &lines[range.clone()];
        let texts: Vec<&str> = own.iter().map(|line| line.trimmed().text).collect();
        let mut run = Run {
            first: range.start,
            before: own
                .iter()
                .map(|line| line.text.len() - line.text.trim_start_matches(' ').len())
                .collect(),
            widest: texts.iter().map(|text| width(text)).max().unwrap_or(0),
            chinese: texts.iter().any(|text| text.chars().any(is_han)),
            broken: own.iter().map(|line| line.text.ends_with("  ")).collect(),
            inside: inside(&texts),
            labels: texts.iter().filter(|text| label(text).is_some()).count(),
            lines: texts,
            shape: Shape::Lines,
        };
        run.shape = run.shape();
        run
    }

    fn shape(&self) -> Shape {
        let joints = 1..self.lines.len();
        let ended = |at: usize| ends_sentence(self.lines[at - 1]);
        if joints.clone().all(ended) {
            return Shape::Sentences;
        }
        let closed = self.lines.last().is_some_and(|last| closes(last));
        if !self.chinese {
            return if closed || self.widest > LIST {
                Shape::Wrapped
            } else {
                Shape::Lines
            };
        }
        let wrapped = self.widest >= NARROWEST
            && closed
            && !self.is_verse()
            && joints.clone().all(|at| ended(at) || self.is_full(at));
        if wrapped {
            Shape::Wrapped
        } else {
            Shape::Lines
        }
    }

    /// Whether the first word of a line had no room in the line above.
    fn is_full(&self, at: usize) -> bool {
        let above = self.lines[at - 1];
        let gap = usize::from(!above.ends_with(is_wide));
        width(above) + gap + first_word(self.lines[at]) + SLACK > self.widest
    }

    /// Whether all lines are as long, marks not counted.
    fn is_verse(&self) -> bool {
        let letters = |line: &&str| line.chars().filter(|c| c.is_alphanumeric()).count();
        let mut lengths = self.lines.iter().map(letters);
        let first = lengths.next().unwrap_or(0);
        VERSE.contains(&first) && lengths.all(|length| length == first)
    }

    /// Whether the line at `at` of it begins a paragraph.
    fn parts(&self, at: usize, wrapped: bool) -> bool {
        let (above, line) = (self.lines[at - 1], self.lines[at]);
        if self.inside[at] {
            return false;
        }
        if self.broken[at - 1] {
            return true;
        }
        // A line under an item, set in as far as its text, goes on with it.
        if self.before[at] >= 2 && self.before[at - 1] < self.before[at] && item(above).is_some() {
            return false;
        }
        let own = item(line).is_some() || is_roster(line) || is_roster(above);
        let labelled = self.labels > 1 && (label(line).is_some() || label(above).is_some());
        let loose = ends_sentence(above) || !self.is_full(at);
        match self.shape {
            Shape::Lines => true,
            Shape::Sentences if !self.chinese => own || labelled,
            Shape::Sentences => !wrapped || !self.is_full(at) || own || labelled,
            Shape::Wrapped if !self.chinese => own || labelled && loose,
            Shape::Wrapped => {
                own && loose
                    || is_roster(above)
                    || is_roster(line)
                    || labelled && loose
                    || ends_sentence(above) && !self.is_full(at)
            }
        }
    }
}

/// For each line, whether a bracket or a bold mark of a line above is closed in
/// it or below.
fn inside(lines: &[&str]) -> Vec<bool> {
    let mut inside = vec![false; lines.len()];
    for (open, close) in [("[", "]"), ("{", "}"), ("**", "**")] {
        let mut begun: Option<usize> = None;
        for (nth, line) in lines.iter().enumerate() {
            let mut at = 0;
            while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
                let length = rest.chars().next().map_or(1, char::len_utf8);
                if let Some(escaped) = rest.strip_prefix('\\') {
                    at += 1 + escaped.chars().next().map_or(0, char::len_utf8);
                } else if begun.is_some() && rest.starts_with(close) {
                    let from = begun.take().unwrap_or(nth);
                    inside[from + 1..=nth].fill(true);
                    at += close.len();
                } else if rest.starts_with(open) {
                    begun = begun.or(Some(nth));
                    at += open.len();
                } else {
                    at += length;
                }
            }
        }
    }
    inside
}

/// Columns of a line: two a wide character.
fn width(line: &str) -> usize {
    line.chars().map(|c| 1 + usize::from(is_wide(c))).sum()
}

/// Columns of the first word of a line: one wide character, or all up to a
/// blank or a wide one.
fn first_word(line: &str) -> usize {
    match line.chars().next() {
        Some(first) if is_wide(first) => 2,
        _ => line
            .chars()
            .take_while(|c| !c.is_whitespace() && !is_wide(*c))
            .count(),
    }
}

/// Returns whether a line ends with its sentence, or with a mark that announces a list or a
/// quotation.
pub(super) fn ends_sentence(line: &str) -> bool {
    let words = line.trim_end_matches(CLOSING);
    words.ends_with(['。', '！', '？', '…', '：', '；'])
        || words.ends_with(['.', '!', '?', ';', ':']) && words.chars().any(is_han)
}

/// What closes after a sentence.
const CLOSING: [char; 10] = ['”', '’', '"', '\'', '」', '』', '）', ')', '》', '*'];

/// Whether the last line of a text ends as a text does: with its sentence, or
/// with what closes after it.
fn closes(line: &str) -> bool {
    ends_sentence(line) || line.ends_with(CLOSING) || line.ends_with(['.', '!', '?', ';', ':', '—'])
}

/// The number, letter or bullet with which a line says that it is an item of
/// a list: its length in bytes.
pub(super) fn item(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    let after = |at: usize| line[at..].chars().next();
    match first {
        '①'..='⑳' | '⑴'..='⒇' | '⒈'..='⒛' | '㈠'..='㈩' | '❶'..='❿' => {
            Some(first.len_utf8())
        }
        '•' | '·' | '◆' | '◇' | '■' | '★' | '☆' | '▪' | '▲' | '►' | '※' | '➢' | '○' => {
            Some(first.len_utf8())
        }
        '（' | '(' => {
            let inner = &line[first.len_utf8()..];
            let end = inner.find(['）', ')'])?;
            let number = &inner[..end];
            (is_number(number) && !number.is_empty()).then_some(
                first.len_utf8() + end + if inner[end..].starts_with(')') { 1 } else { 3 },
            )
        }
        _ => {
            let end = line.find(['.', '．', '、', ')', '）'])?;
            let number = &line[..end];
            let mark = line[end..].chars().next()?;
            let at = end + mark.len_utf8();
            let lettered = number.len() == 1 && first.is_ascii_alphabetic() && mark != '、';
            let figure = after(at).is_some_and(|c| c.is_ascii_digit());
            let spaced = after(at).is_none_or(|c| c == ' ' || c == '\u{3000}' || is_wide(c));
            (is_number(number) && !figure && (spaced || mark == '、')
                || lettered && after(at) == Some(' '))
            .then_some(at)
        }
    }
}

/// Up to three figures, or a Chinese number.
fn is_number(text: &str) -> bool {
    let chars = text.chars().count();
    let figures = || text.bytes().all(|byte| byte.is_ascii_digit());
    let numerals = || text.chars().all(|c| "一二三四五六七八九十百".contains(c));
    (1..=3).contains(&chars) && (figures() || numerals())
}

/// Characters that a label such as 联系人 has at most.
const LABEL: usize = 8;

/// What a line begins with before its colon, when that is a label: 问, 电话,
/// 主任委员.
fn label(line: &str) -> Option<&str> {
    let colon = line.find(['：', ':'])?;
    let label = line[..colon].trim_end();
    let letters = |c: char| c.is_alphanumeric() || c == '\u{3000}' || c == ' ';
    let named = (1..=LABEL).contains(&label.chars().count()) && label.chars().all(letters);
    // A time, 8:30, is no label.
    (named && !label.ends_with(|c: char| c.is_ascii_digit())).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines that begin a paragraph under another.
    fn begins(text: &str) -> Vec<usize> {
        let mut at = 0;
        let lines: Vec<SourceLine<'_>> = text
            .split('\n')
            .map(|text| {
                let line = SourceLine { text, at };
                at += text.len() + 1;
                line
            })
            .collect();
        parting(
            &lines,
            |line| !line.is_empty(),
            |line| line.starts_with("\u{3000}\u{3000}"),
        )
        .parted
    }

    #[test]
    fn lists_verses_and_labels_stay_lines() {
        for text in [
            "今天的议程是：\n1. 听取老邮局翻修情况\n2. 讨论邮路\n3. 其他",
            "联系人：张守成\n电话：0000-1234567",
            "问：桥修好了吗\n答：还没有",
            "梧桐半落清霜后\n老马独行旧路边",
            "床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。",
            "明月几时有？\n把酒问青天。\n不知天上宫阙，\n今夕是何年。",
            "张三\n李守成\n欧阳明远",
            "治丧委员会由以下同志组成：\n张三  李守成  王芳（女）  赵六\n孙八  周九  吴十郎\n。",
            "春风又绿江南岸，明月何时照我还\n千里莺啼绿映红，水村山郭酒旗风",
            "SPORTS\nHARBOR 3, TOWN 2\nCITY 1, PORT 0",
            "1. First\n2. Second",
            "Roses are red,  \nViolets are blue.",
        ] {
            assert_eq!(
                begins(text),
                (1..text.split('\n').count()).collect::<Vec<_>>(),
                "{text}"
            );
        }
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        for text in [
            "这是一段折了行的话，一行一行\n地折下来。它还是一段，写到这\n里才完。",
            "第一段要写得长一些，才有人折它，\n接着就完了。",
            "It was a long line that somebody wrapped\nat some width, and it ends here.",
            "One sentence stands here.\nAnother stands below it.",
        ] {
            assert_eq!(begins(text), [0; 0], "{text}");
        }
    }

    #[test]
    fn a_wrapped_paragraph_ends_with_a_short_line() {
        let text = "这是一段折了行的话，一行一行\n地折下来。\n它还是另一段，也一行一行地折\n下来。";
        assert_eq!(begins(text), [2]);
    }

    #[test]
    fn items_are_known_by_their_number() {
        for line in [
            "1. 讨论",
            "2.讨论",
            "10、其他",
            "（一）总则",
            "(3) 附则",
            "①甲",
            "一、总则",
            "• 甲",
            "a. first",
            "3）其他",
        ] {
            assert!(item(line).is_some(), "{line}");
        }
        for line in [
            "12.5亿元",
            "2021年",
            "（记者李明）",
            "甲、乙",
            "3.com",
            "一九二一年，",
            "A.B.",
            "",
            "1",
        ] {
            assert_eq!(item(line), None, "{line}");
        }
    }

    #[test]
    fn labels_end_with_a_colon() {
        assert_eq!(label("联系人：张守成"), Some("联系人"));
        assert_eq!(label("电 话:000"), Some("电 话"));
        for line in [
            "8:30",
            "他说了很多很多很多话：好",
            "没有",
            "，：",
            "时间8:30",
        ] {
            assert_eq!(label(line), None, "{line}");
        }
    }
}
