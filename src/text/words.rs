//! Words of a headline, which no line should divide.

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

use super::units::Counts;
use crate::style::Lang;

/// Particles that are never first in a line of a headline: they belong to the word before them
/// (headline proof rules of newspaper handbooks).
const CLING_BACK: [&str; 27] = [
    "的", "地", "得", "了", "着", "过", "们", "者", "之", "性", "化", "们的", "于", "於", "與",
    "前", "后", "後", "内", "里", "中", "上", "下", "等", "内的", "里的", "中的",
];
/// Particles that are never last: they belong to the word after them.
const CLING_ON: [&str; 26] = [
    "和", "与", "與", "及", "或", "在", "从", "從", "向", "对", "對", "把", "被", "将", "將", "为",
    "為", "让", "讓", "给", "以", "不", "第", "是", "再", "更",
];

/// Characters that make a longer word of the one before, as in 年轻人 and 加油站; no dictionary has
/// all of these.
const ENDINGS: &str = "人站桥橋县縣市区區路村镇鎮乡鄉院校厂廠馆館队隊部局厅廳委家员員师師商户戶节節界业業力率量值价價费費额額款权權法案网網机機\
                       车車船楼樓城园園线線型式奖獎赛賽热熱群圈点點港湾灣岛島洲族党黨军軍品剂劑病症片剧劇";

/// Characters that numbers are written with.
const NUMERALS: &str =
    "0123456789０１２３４５６７８９.．〇零一二三四五六七八九十百千万亿萬億两兩半几幾多余餘";
/// News words that the dictionary lacks.
const KNOWN: &[&str] = &[
    "冬奥会",
    "冬奥",
    "残奥会",
    "冬残奥会",
    "奥运会",
    "亚运会",
    "全运会",
    "世博会",
    "进博会",
    "广交会",
    "服贸会",
    "党代会",
    "常委会",
    "政协",
    "发改委",
    "国资委",
    "纪委",
    "监委",
    "文旅",
    "自贸区",
    "高新区",
    "开发区",
    "大湾区",
    "京津冀",
    "长三角",
    "珠三角",
    "乡村振兴",
    "碳达峰",
    "碳中和",
    "新能源",
    "大数据",
    "人工智能",
    "互联网",
    "物联网",
    "区块链",
    "元宇宙",
    "专精特新",
    "小微企业",
    "营商环境",
    "供给侧",
    "双循环",
    "脱贫攻坚",
    "新冠肺炎",
    "核酸",
    "疫苗",
    "高质量",
    "一带一路",
    "北斗",
    "嫦娥",
    "神舟",
    "天宫",
    "天问",
];

/// Maximum number of characters of a title or a quotation that is read as one word.
const SHORT: usize = 8;

/// The reason why a line of a headline should not break between two characters, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seam {
    /// A number would be divided, or separated from what it counts.
    Number,
    /// A word would be split.
    Word,
    /// A word of four or more characters would be split, at least two on either side.
    Compound,
    /// A particle would be separated from its word: 的 first, 和 last.
    Particle,
    /// Two words of one character each would be separated: they may be one that the dictionary
    /// lacks. It only decides between settings that are otherwise equal.
    Singles,
}

/// A word, or a piece of a number.
struct Word<'a> {
    text: &'a str,
    start: usize,
    /// True for letters and figures of any script.
    wordy: bool,
}

impl Word<'_> {
    fn is_number(&self) -> bool {
        self.text.chars().all(|c| NUMERALS.contains(c))
    }

    /// Returns whether it is a unit: 个, and 万个 as well.
    fn is_unit(&self, counts: &Counts) -> bool {
        counts.is_single(self.text.trim_start_matches(|c| NUMERALS.contains(c)))
    }

    /// Returns whether it is a single character that is no particle.
    fn is_single(&self) -> bool {
        let clings = CLING_ON.contains(&self.text) || CLING_BACK.contains(&self.text);
        !clings && !self.text.is_ascii() && self.text.chars().count() == 1
    }
}

/// Returns the byte offsets in `text`, in order, at which no line of a headline should break. Words
/// come from the dictionary of the Unicode project, which knows Chinese and Japanese.
pub fn seams(text: &str, lang: Lang) -> Vec<(usize, Seam)> {
    let Some(counts) = Counts::of(lang).filter(|_| lang != Lang::Ko) else {
        return Vec::new();
    };
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let ends: Vec<usize> = segmenter.segment_str(text).collect();
    let words: Vec<Word<'_>> = ends
        .windows(2)
        .map(|pair| {
            let word = &text[pair[0]..pair[1]];
            Word {
                text: word,
                start: pair[0],
                wordy: word
                    .chars()
                    .all(|c| c.is_alphanumeric() || NUMERALS.contains(c)),
            }
        })
        .collect();
    let mut seams = Vec::new();
    for (nth, word) in words.iter().enumerate() {
        let before = nth.checked_sub(1).map(|before| &words[before]);
        if let Some(seam) =
            before.and_then(|before| between(before, word, words.get(nth + 1), counts))
        {
            seams.push((word.start, seam));
        }
        if word.wordy {
            inside(word, &mut seams);
        }
        // 4.5个百分点 has a unit of a unit.
        if word.is_number() || word.is_unit(counts) && before.is_some_and(Word::is_number) {
            let end = word.start + word.text.len();
            let unit = &text[end..][..counts.long(&text[end..]).unwrap_or(0)];
            seams.extend(unit.char_indices().map(|(at, _)| (end + at, Seam::Number)));
        }
    }
    seams.extend(known(text));
    seams.extend(short_titles(text));
    // The gravest reason at each place.
    seams.sort_unstable();
    seams.dedup_by_key(|(at, _)| *at);
    seams
}

/// Returns the seams inside news words.
fn known(text: &str) -> Vec<(usize, Seam)> {
    let found = KNOWN.iter().flat_map(|word| text.match_indices(word));
    found
        .flat_map(|(at, word)| {
            word.char_indices()
                .skip(1)
                .map(move |(inner, _)| (at + inner, Seam::Word))
        })
        .collect()
}

/// Returns the seams inside short titles and quotations: 《平原三十年》, “中星9B”.
fn short_titles(text: &str) -> Vec<(usize, Seam)> {
    let mut found = Vec::new();
    for (open, close) in [('《', '》'), ('“', '”'), ('「', '」'), ('『', '』')] {
        for (at, _) in text.match_indices(open) {
            let inside = &text[at + open.len_utf8()..];
            let Some(length) = inside
                .find(close)
                .filter(|length| inside[..*length].chars().count() <= SHORT)
            else {
                continue;
            };
            let places = inside[..length].char_indices().skip(1);
            found.extend(places.map(|(inner, _)| (at + open.len_utf8() + inner, Seam::Particle)));
        }
    }
    found
}

/// Returns the seam between a word and the one before it, if the two belong together.
fn between(
    before: &Word<'_>,
    word: &Word<'_>,
    after: Option<&Word<'_>>,
    counts: &Counts,
) -> Option<Seam> {
    if !before.wordy || !word.wordy {
        return None;
    }
    let counted = before.is_number() && (word.is_number() || word.is_unit(counts));
    // 12月31日 and 2021年12月 are one date.
    let dated = word.is_number()
        && after.is_some_and(|after| {
            matches!(
                (before.text, after.text),
                ("月", "日" | "号") | ("年", "月")
            )
        });
    let ends = word.is_single()
        && !before.text.is_ascii()
        && word.text.chars().all(|c| ENDINGS.contains(c))
        && !before.is_number();
    let clings = CLING_ON.contains(&before.text) || CLING_BACK.contains(&word.text);
    match () {
        () if counted || dated => Some(Seam::Number),
        () if ends => Some(Seam::Word),
        () if clings => Some(Seam::Particle),
        () if before.is_single() && word.is_single() => Some(Seam::Singles),
        () => None,
    }
}

/// Adds the seams inside one word.
fn inside(word: &Word<'_>, seams: &mut Vec<(usize, Seam)>) {
    let count = word.text.chars().count();
    let number = word
        .text
        .chars()
        .next()
        .is_some_and(|first| NUMERALS.contains(first));
    for (nth, (at, _)) in word.text.char_indices().enumerate().skip(1) {
        let seam = match nth {
            _ if number && count < 4 => Seam::Number,
            2.. if count >= 4 && nth + 2 <= count => Seam::Compound,
            _ => Seam::Word,
        };
        seams.push((word.start + at, seam));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the text with a bar at every good break.
    fn barred(text: &str) -> String {
        let seams = seams(text, Lang::ZhCn);
        let free = |at: usize| at > 0 && !seams.iter().any(|(seam, _)| *seam == at);
        text.char_indices()
            .flat_map(|(at, c)| free(at).then_some('|').into_iter().chain([c]))
            .collect()
    }

    #[test]
    fn particles_keep_to_their_words() {
        assert_eq!(
            barred("共同富裕的道路越走越宽"),
            "共同|富裕的|道路|越走越宽"
        );
        assert_eq!(
            barred("市民的期盼和城市的目标"),
            "市民的|期盼|和城市的|目标"
        );
    }

    #[test]
    fn marks_part_words() {
        let text = "我市物业服务升级，老小区住出“新感觉”";
        for (at, _) in seams(text, Lang::ZhCn) {
            let beside = [text[..at].chars().next_back(), text[at..].chars().next()];
            assert!(
                beside.iter().flatten().all(|c| c.is_alphanumeric()),
                "{text} at {at}"
            );
        }
    }

    #[test]
    fn numbers_keep_what_they_count() {
        assert_eq!(
            barred("三名矿工被困井下四十八小时后全部获救"),
            "三名|矿工|被困|井下|四十八小时后|全部|获救"
        );
        assert_eq!(
            barred("关于做好2022年元旦春节期间的工作"),
            "关于|做好|2022年|元旦|春节|期间的|工作"
        );
        assert_eq!(
            barred("去年12月31日增长4.5个百分点"),
            "去年|12月31日|增长|4.5个百分点"
        );
        assert_eq!(barred("年底前达1.2万个"), "年底前|达|1.2万个");
        // The dictionary has 标准 and 箱, 千瓦 and 时.
        assert_eq!(
            barred("运来500标准箱货物发电4000千瓦时左右"),
            "运来|500标准箱|货物|发电|4000千瓦时|左右"
        );
    }

    #[test]
    fn words_of_the_news_and_short_titles_are_one() {
        assert_eq!(barred("2022年北京冬奥会开幕"), "2022年|北京|冬奥会|开幕");
        assert_eq!(barred("发射“中星9B”卫星"), "发射|“|中星9B|”|卫星");
    }

    #[test]
    fn words_that_the_dictionary_lacks_are_guessed() {
        assert_eq!(
            barred("晚睡的年轻人和早起的老人"),
            "晚睡的|年轻人|和早起的|老人"
        );
        assert_eq!(barred("南京市长江大桥"), "南京市|长江|大桥");
    }
}
