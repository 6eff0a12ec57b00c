//! Blanks between Han that part something: names of people, scores, weather,
//! 姓名 张三 性别 男.
//!
//! Elsewhere a blank between Han is a slip of the hand and goes. What is in
//! doubt stays: a gap is seen, and two names that run together are not.

use std::ops::Range;

use super::width::{is_chinese, is_han};

/// What becomes of a blank between two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blank {
    /// It goes, unless Latin stands beside it.
    Goes,
    /// It parts: it stays as it is.
    Stays,
    /// Several of them part: one of an em stands for all.
    Em,
}

/// The blanks of a line, one run of them between two words.
struct Gap {
    /// Where they stand.
    at: Range<usize>,
    /// The word before, from the last mark on.
    left: Range<usize>,
    /// The word after, up to the first mark.
    right: Range<usize>,
    /// Whether the word after goes on to the next gap, no mark inside.
    chains: bool,
}

/// Blanks as they are typed; those of an em stay anyway.
pub(super) fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\u{A0}')
}

/// Ends a clause: what stands on either side is not one list.
fn is_mark(character: char) -> bool {
    matches!(
        character,
        '，' | '。' | '；' | '！' | '？' | ',' | ';' | '!' | '?' | '、' | '：' | ':' | '…' | '—'
    )
}

/// Ends a clause of prose; labels and lists have colons as well.
fn is_prose(character: char) -> bool {
    matches!(
        character,
        '，' | '。' | '；' | '！' | '？' | ',' | ';' | '!' | '?'
    )
}

fn closes(character: char) -> bool {
    matches!(
        character,
        '）' | ')' | '》' | '”' | '’' | '」' | '』' | '】' | '〉'
    )
}

fn opens(character: char) -> bool {
    matches!(
        character,
        '（' | '(' | '《' | '“' | '‘' | '「' | '『' | '【' | '〈'
    )
}

/// No name, score or label of a row is longer, in characters.
const SHORT: usize = 5;

/// What becomes of every blank of a text; none for other characters.
pub(super) fn fates(written: &[char]) -> Vec<Option<Blank>> {
    let mut fates: Vec<Option<Blank>> = written
        .iter()
        .map(|c| is_blank(*c).then_some(Blank::Goes))
        .collect();
    let gaps = gaps(written);
    if gaps.is_empty() {
        return fates;
    }
    let word = |range: &Range<usize>| &written[range.clone()];
    // A line that is no prose: every blank in it parts, but those that spread
    // the characters of a word.
    let spread = gaps
        .iter()
        .all(|gap| gap.left.len() <= 1 && gap.right.len() <= 1);
    let listed = !written.iter().any(|c| is_prose(*c)) && !spread;
    let rows = rows(written, &gaps);
    for (gap, row) in gaps.iter().zip(rows) {
        let (left, right) = (word(&gap.left), word(&gap.right));
        let parts = listed && !closes(written[gap.at.start - 1])
            || row
            || ends_with_name(left) && starts_with_name(right)
            || ends_with_title(left) && starts_with_name(right)
            || says_who_made_it(right) && ends_with_name(left);
        let fate = match () {
            _ if !between_words(written, gap) => continue,
            _ if gap.at.len() > 1 => Blank::Em,
            _ if parts => Blank::Stays,
            _ => continue,
        };
        fates[gap.at.clone()].fill(Some(fate));
    }
    fates
}

/// Whether a line is a row of names or the like.
pub(super) fn is_roster(line: &str) -> bool {
    let written: Vec<char> = line
        .chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .collect();
    let gaps = gaps(&written);
    let rows = rows(&written, &gaps);
    gaps.iter().zip(rows).any(|(gap, row)| {
        between_words(&written, gap)
            && is_chinese(written[gap.at.start - 1])
            && is_chinese(written[gap.at.end])
            && (row || gap.at.len() > 1)
    })
}

/// The blanks that stand between two words of a text.
fn gaps(written: &[char]) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    let mut at = 0;
    let mut from = 0;
    while at < written.len() {
        if !is_blank(written[at]) {
            at += 1;
            continue;
        }
        let end = at + written[at..].iter().take_while(|c| is_blank(**c)).count();
        let next = written[end..]
            .iter()
            .position(|c| is_blank(*c))
            .map_or(written.len(), |next| end + next);
        if at > from && next > end {
            let right = end + outside(written[end..next].iter(), opens, closes);
            gaps.push(Gap {
                at: at..end,
                left: at - outside(written[from..at].iter().rev(), closes, opens)..at,
                right: end..right,
                chains: right == next,
            });
        }
        from = end;
        at = end;
    }
    gaps
}

/// How many characters there are up to a mark or the bracket that stands
/// around them; brackets inside are passed over.
fn outside<'c>(
    characters: impl Iterator<Item = &'c char>,
    begins: fn(char) -> bool,
    ends: fn(char) -> bool,
) -> usize {
    let mut depth = 0;
    let mut length = 0;
    for &character in characters {
        if begins(character) {
            depth += 1;
        } else if ends(character) && depth > 0 {
            depth -= 1;
        } else if ends(character) || is_mark(character) && depth == 0 {
            break;
        }
        length += 1;
    }
    length
}

/// For each gap, whether it stands in a row of three short words or more, of
/// which two are no single characters.
fn rows(written: &[char], gaps: &[Gap]) -> Vec<bool> {
    let mut rows = vec![false; gaps.len()];
    let mut from = 0;
    for nth in 0..gaps.len() {
        // Latin among Han has blanks of its own.
        let short = |range: &Range<usize>| {
            (1..=SHORT).contains(&range.len())
                && written[range.clone()].iter().all(|c| is_chinese(*c))
        };
        let goes_on = gaps[nth].chains
            && gaps
                .get(nth + 1)
                .is_some_and(|next| next.left == gaps[nth].right && short(&next.left));
        if goes_on {
            continue;
        }
        let mut words: Vec<&Range<usize>> = vec![&gaps[from].left];
        words.extend(gaps[from..=nth].iter().map(|gap| &gap.right));
        // The first and the last may be the end and the head of more text.
        let first = usize::from(!short(words[0]));
        let last = words.len() - usize::from(!short(words[words.len() - 1]));
        let row = words.get(first..last).unwrap_or(&[]);
        if row.len() >= 3 && row.iter().filter(|word| word.len() > 1).count() >= 2 {
            rows[from..=nth].fill(true);
        }
        from = nth + 1;
    }
    rows
}

/// Whether blanks stand between words, at least one of them Chinese, and not
/// after a mark or a sentence.
fn between_words(written: &[char], gap: &Gap) -> bool {
    let (before, after) = (written[gap.at.start - 1], written[gap.at.end]);
    let ends = |at: usize| {
        written[..at]
            .iter()
            .rev()
            .find(|c| !closes(**c))
            .is_some_and(|c| is_mark(*c) || *c == '.')
    };
    let left = before.is_alphanumeric()
        || closes(before) && !ends(gap.at.start)
        || matches!(before, '%' | '℃' | '％');
    let right = after.is_alphanumeric() || opens(after) || matches!(after, '-' | '−' | '+');
    left && right && (is_chinese(before) || is_chinese(after) || before == '℃' || after == '℃')
}

/// The hundred commonest family names, with those of two characters; names
/// that are common words besides are left out.
const FAMILY: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何罗高林郑梁谢唐许冯宋韩邓彭曹曾田萧潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔汤柯康洪葛祁甄詹阎傅齐梅岳庄辛管祝左涂焦项饶关向裴娄鲍霍翟倪耿牛樊俞冉靳張劉陳楊黃趙吳孫馬羅鄭謝許馮韓鄧蕭蔣葉蘇呂盧鐘譚陸範賈鄒龍賀顧龔萬錢戴嚴湯";
const COMPOUND: [&str; 10] = [
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒",
];

/// Whether a word is a name of a person: a family name and one or two
/// characters more.
fn is_name(word: &[char]) -> bool {
    let compound = word.get(..2).is_some_and(|two| {
        COMPOUND
            .iter()
            .any(|name| name.chars().eq(two.iter().copied()))
    });
    let all_han = word.iter().all(|c| is_han(*c));
    let family = word.first().is_some_and(|first| FAMILY.contains(*first));
    all_han
        && (family && (2..=3).contains(&word.len()) || compound && (3..=4).contains(&word.len()))
}

fn ends_with_name(word: &[char]) -> bool {
    // 王芳（女）
    let word = match word.last() {
        Some('）' | ')') => &word[..word.iter().rposition(|c| opens(*c)).unwrap_or(word.len())],
        _ => word,
    };
    (2..=4).any(|length| {
        word.len()
            .checked_sub(length)
            .is_some_and(|from| is_name(&word[from..]))
    })
}

fn starts_with_name(word: &[char]) -> bool {
    (2..=4).any(|length| word.get(..length).is_some_and(is_name))
}

/// What stands before a name without being one.
const TITLES: [&str; 12] = [
    "记者",
    "記者",
    "通讯员",
    "通訊員",
    "作者",
    "摄影",
    "攝影",
    "实习生",
    "同志",
    "先生",
    "女士",
    "主编",
];

fn ends_with_title(word: &[char]) -> bool {
    TITLES.iter().any(|title| {
        let length = title.chars().count();
        word.len() >= length
            && title
                .chars()
                .eq(word[word.len() - length..].iter().copied())
    })
}

/// 摄, 文, 图 and the like behind a name.
pub(super) const MADE: [&str; 16] = [
    "摄",
    "攝",
    "摄影",
    "攝影",
    "摄影报道",
    "文",
    "图",
    "圖",
    "文/图",
    "供图",
    "制图",
    "绘",
    "报道",
    "報道",
    "整理",
    "供稿",
];

fn says_who_made_it(word: &[char]) -> bool {
    let end = word.iter().position(|c| closes(*c)).unwrap_or(word.len());
    MADE.iter()
        .any(|made| made.chars().eq(word[..end].iter().copied()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with its blanks as they will be: `_` for one that stays, `＿`
    /// for one of an em.
    fn read(text: &str) -> String {
        let written: Vec<char> = text.chars().collect();
        let mut em = false;
        written
            .iter()
            .zip(fates(&written))
            .filter_map(|(c, fate)| {
                let first = !em;
                em = fate == Some(Blank::Em);
                match fate {
                    None => Some(*c),
                    Some(Blank::Goes) => None,
                    Some(Blank::Stays) => Some('_'),
                    Some(Blank::Em) => first.then_some('＿'),
                }
            })
            .collect()
    }

    #[test]
    fn names_are_never_joined() {
        for (text, set) in [
            (
                "治丧委员会  张三  李守成  王芳（女）  赵六",
                "治丧委员会＿张三＿李守成＿王芳（女）＿赵六",
            ),
            (
                "当选名单：张三 王芳 李守成 欧阳明远",
                "当选名单：张三_王芳_李守成_欧阳明远",
            ),
            ("（张三 李守成 摄）", "（张三_李守成_摄）"),
            (
                "甲队 3：2 乙队  丙队 1：0 丁队",
                "甲队_3：2_乙队＿丙队_1：0_丁队",
            ),
            ("姓名 张三 性别 男 年龄 45", "姓名_张三_性别_男_年龄_45"),
            ("会上，张三 李四当选，散会。", "会上，张三_李四当选，散会。"),
            (
                "会上，张三 李四 王芳 赵六当选，散会。",
                "会上，张三_李四_王芳_赵六当选，散会。",
            ),
            ("记者见到了张三 李四。", "记者见到了张三_李四。"),
            ("北京 晴 3～7℃", "北京_晴_3～7℃"),
            ("北京 晴", "北京_晴"),
            ("本报记者 王芳，昨天到了。", "本报记者_王芳，昨天到了。"),
        ] {
            assert_eq!(read(text), set, "{text}");
        }
    }

    #[test]
    fn slips_of_the_hand_go() {
        for (text, set) in [
            ("加强应用 促进融资，好。", "加强应用促进融资，好。"),
            ("（共 三 家）", "（共三家）"),
            ("通 知", "通知"),
            ("第一句。  第二句", "第一句。第二句"),
            ("他说：“好。”  她走了", "他说：“好。”她走了"),
            ("今天 落 实 好 各 项 政 策，", "今天落实好各项政策，"),
        ] {
            assert_eq!(read(text), set, "{text}");
        }
    }

    #[test]
    fn rows_of_names_are_known() {
        for line in ["张三  李四", "张三 王芳 李守成", "张三\t\t李四"] {
            assert!(is_roster(line), "{line}");
        }
        for line in [
            "张三李四",
            "今天，GDP 增长 3 成。",
            "one  two three",
            "第一句。  第二句",
        ] {
            assert!(!is_roster(line), "{line}");
        }
    }
}
