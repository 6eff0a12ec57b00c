//! Laws of copy: they hold for whatever somebody types.

use super::{Story, parse};
use crate::diag::{Diagnostic, Sink, Sources};

/// A small generator of numbers: the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.roll(of.len())]
    }
}

fn read(text: &str) -> (Option<Story>, Vec<Diagnostic>, Sources) {
    let (mut sources, mut sink) = (Sources::default(), Sink::new());
    let source = sources.add("a.md", text.to_owned());
    let story = parse(source, &sources, &mut sink).ok();
    (story, sink.finish(), sources)
}

fn blocks(text: &str) -> Vec<String> {
    let story = read(text).0.expect("parses");
    story
        .body
        .into_iter()
        .map(|block| block.text.text)
        .collect()
}

const NAMES: [&str; 10] = [
    "张三",
    "李守成",
    "王芳",
    "赵六",
    "欧阳明远",
    "孙八（女）",
    "周至",
    "陆汀洲",
    "林知远",
    "马小军",
];

/// Words that copy parts by two blanks or a tab stand apart in what is set,
/// wherever they stand, and by one blank where they are names.
#[test]
fn names_never_run_together() {
    let mut dice = Dice(18);
    for _ in 0..2000 {
        let count = 2 + dice.roll(5);
        let names: Vec<&str> = (0..count).map(|_| dice.pick(&NAMES)).collect();
        let gap = dice.pick(&["  ", "   ", "\t", "\u{3000}", " "]);
        let before = dice.pick(&[
            "",
            "治丧委员会  ",
            "当选名单：",
            "出席会议的有",
            "记者 ",
            "（",
        ]);
        let after = match before {
            "（" => dice.pick(&[" 摄）", " 文/图）", " 摄影报道）"]),
            _ => dice.pick(&["", "。", "等", "，散会。"]),
        };
        let copy = format!("{before}{}{after}", names.join(gap));
        let set = blocks(&copy).concat();
        for pair in names.windows(2) {
            assert!(!set.contains(&pair.concat()), "{copy:?} became {set:?}");
        }
    }
}

const LINES: [&str; 16] = [
    "张三",
    "李守成 王芳",
    "联系人：张守成",
    "电话：0000-1234567",
    "1. 听取情况",
    "2. 讨论邮路",
    "（一）总则",
    "问：桥修好了吗",
    "答：还没有",
    "梧桐半落清霜后",
    "老马独行旧路边",
    "甲队 3：2 乙队",
    "晴",
    "北京 晴 3～7℃",
    "① 修桥",
    "今夕是何年",
];

/// Lines of a list or a poem, none of which ends its sentence, stay lines.
#[test]
fn lines_of_a_list_stay_lines() {
    let mut dice = Dice(6);
    for _ in 0..2000 {
        let lines: Vec<&str> = (0..2 + dice.roll(6)).map(|_| dice.pick(&LINES)).collect();
        let set = blocks(&lines.join("\n"));
        assert_eq!(set.len(), lines.len(), "{lines:?} became {set:?}");
    }
}

const PIECES: [&str; 48] = [
    "张三",
    "李四",
    "县",
    "的",
    "，",
    "。",
    "  ",
    " ",
    "\n",
    "\n\n",
    "\u{3000}",
    "\t",
    "1. ",
    "2.",
    "3：2",
    "**",
    "*",
    "~~",
    "==",
    "`",
    "[^1]",
    "[甲](http://a.cn)",
    "&nbsp;",
    "&zeta;",
    "&#8220;",
    "<b>",
    "- [ ] ",
    "> ",
    "_斜_",
    "\"",
    "'",
    "''",
    "--",
    "〖HT〗",
    "\u{E5E5}",
    "⾥",
    "\u{200B}",
    "abc",
    "12.5",
    "|",
    "[字]{楷}",
    "{郏|jiá}",
    "\\",
    "?",
    "(",
    ")",
    "\u{7}",
    "——",
];

/// Every character of copy is set, or stands among what was reported: nothing
/// goes without a word but blanks and markup that was read.
#[test]
fn every_character_is_set_or_told() {
    let mut dice = Dice(2);
    for _ in 0..3000 {
        let copy: String = (0..1 + dice.roll(30)).map(|_| dice.pick(&PIECES)).collect();
        let copy = format!("主题: 甲\n\n{copy}");
        let (story, reported, sources) = read(&copy);
        let Some(story) = story else {
            assert!(!reported.is_empty());
            continue;
        };
        let body = copy.find("\n\n").expect("two parts") + 2;
        let mut set = vec![false; copy.len()];
        for block in &story.body {
            for (byte, _) in block.text.text.char_indices() {
                let span = block.text.span_at(byte);
                set[span.start as usize..span.end as usize].fill(true);
                assert!(sources.slice(span).chars().next().is_some());
            }
        }
        // A blank, by its name.
        for (at, name) in copy.match_indices("&nbsp;") {
            set[at..at + name.len()].fill(true);
        }
        // What may go: blanks, read markup, and what a note counts.
        let mapped = reported
            .iter()
            .any(|told| told.code == crate::diag::Code::CopyMapped);
        for (_, c) in copy
            .char_indices()
            .filter(|(at, _)| *at >= body && !set[*at])
        {
            let markup = c.is_whitespace() || "*[]{}楷|jiá\\->@=-#.·：:'`\"".contains(c);
            let told = mapped
                || reported
                    .iter()
                    .any(|told| told.code == crate::diag::Code::UnsetMarks);
            assert!(markup || told, "{c:?} of {copy:?} is lost: {reported:?}");
            assert!(
                !c.is_alphanumeric() || "楷jiá".contains(c) || !told || c == '\u{E5E5}',
                "{c:?} of {copy:?}"
            );
        }
    }
}
