//! Cutlines 图说 and credits 摄影, and which picture they stand under.

use super::model::{Kind, Para, Picture, Reading, Words};
use super::words::Doubt;
use crate::say::Text;
use crate::story::PartRole;

/// A picture with its words, as an article and its page need them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cut {
    /// The number of the picture; none when the article has words for one that is not there.
    pub picture: Option<usize>,
    pub caption: Option<Words>,
    pub credit: Option<Words>,
}

/// Characters of a cutline at most when nothing but its place says that it is one.
const CUTLINE: usize = 120;

/// Takes pictures and their cutlines out of the paragraphs. Returns the others, and the pictures.
pub(super) fn attach(
    paras: Vec<Para>,
    pictures: &[Picture],
    reading: &mut Reading,
    name: &str,
) -> (Vec<Para>, Vec<Cut>) {
    let mut cuts: Vec<Cut> = Vec::new();
    let mut rest = Vec::with_capacity(paras.len());
    // The picture right above, which a line below may belong to.
    let mut above: Option<usize> = None;
    let mut waiting: Option<(Option<Words>, Option<Words>)> = None;
    for para in paras {
        if let Kind::Picture(number) = para.kind {
            let known = pictures.get(number);
            let mut cut = Cut {
                picture: Some(number),
                caption: known.and_then(|picture| picture.caption.clone()),
                credit: known.and_then(|picture| picture.credit.clone()),
            };
            if let Some((caption, credit)) = waiting.take() {
                cut.caption = cut.caption.or(caption);
                cut.credit = cut.credit.or(credit);
            }
            cuts.push(cut);
            above = Some(cuts.len() - 1);
            continue;
        }
        if para.role == Some(PartRole::Credit)
            && let Some(cut) = above
                .and_then(|at| cuts.get_mut(at))
                .filter(|cut| cut.credit.is_none())
        {
            cut.credit = Some(para.words.trimmed());
            continue;
        }
        let said = para.role == Some(PartRole::Cutline) || is_said(&para, above.is_some());
        if said {
            let (caption, credit) = credited(para.words.clone().lighter().trimmed());
            match above.and_then(|at| cuts.get_mut(at)) {
                Some(cut) if cut.caption.is_none() || caption.is_none() && cut.credit.is_none() => {
                    cut.caption = cut.caption.take().or(caption);
                    cut.credit = cut.credit.take().or(credit);
                    continue;
                }
                _ if para.role == Some(PartRole::Cutline) => {
                    waiting = Some((caption, credit));
                    continue;
                }
                _ => {}
            }
        }
        above = None;
        rest.push(para);
    }
    // Words for a picture that is not in the file.
    if let Some((caption, credit)) = waiting {
        cuts.push(Cut {
            picture: None,
            caption,
            credit,
        });
    }
    if cuts
        .iter()
        .skip(1)
        .any(|cut| cut.caption.is_some() || cut.credit.is_some())
    {
        reading.doubt(Doubt::CutlineMore, Text::quoted(name));
    }
    (rest, cuts)
}

/// Whether a paragraph under a picture is its cutline.
fn is_said(para: &Para, under: bool) -> bool {
    if !under || para.kind != Kind::Text || para.role.is_some() {
        return false;
    }
    let text = para.words.text();
    let text = text.trim();
    if text.chars().count() > CUTLINE {
        return false;
    }
    let begins = [
        "图为",
        "图：",
        "图1",
        "图2",
        "图3",
        "▲",
        "△",
        "↑",
        "上图",
        "下图",
        "左图",
        "右图",
        "資料照",
        "资料图",
        "图①",
    ];
    begins.iter().any(|begin| text.starts_with(begin))
        || made(text).is_some()
        || para.look.centred && !para.words.is_bold()
}

/// Words that end a credit.
const MADE: &[&str] = &[
    "摄",
    "攝",
    "摄影报道",
    "摄影",
    "供图",
    "制图",
    "图",
    "提供",
    "翻摄",
];

/// Where the credit at the end of a cutline begins: a bracket, or names after the last sentence.
fn made(text: &str) -> Option<usize> {
    let text = text.trim_end();
    if let Some(inner) = text.strip_suffix(['）', ')']) {
        let open = inner.rfind(['（', '('])?;
        let words = inner[open..].trim_start_matches(['（', '(']).trim();
        return MADE
            .iter()
            .any(|word| words.ends_with(word))
            .then_some(open);
    }
    if !MADE.iter().any(|word| text.ends_with(word)) {
        return None;
    }
    // After the last sentence, or after a blank where titles begin.
    let after = text
        .rfind(['。', '！', '？', '\n'])
        .map(|at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let title = ["本报记者", "记者", "通讯员", "新华社记者", "特约", "本报"]
        .iter()
        .filter_map(|title| text.rfind(title))
        .min();
    let start = match (after, title) {
        (Some(after), _) => after,
        (None, Some(title)) => title,
        (None, None) => return None,
    };
    let words = text[start..].trim();
    (!words.is_empty() && words.chars().count() <= 30).then_some(start)
}

/// A cutline and the credit that ends it.
fn credited(words: Words) -> (Option<Words>, Option<Words>) {
    let some = |words: Words| Some(words.trimmed()).filter(|words| !words.is_blank());
    match made(&words.text()) {
        None => (some(words), None),
        Some(at) => {
            let (caption, credit) = words.split_at(at);
            (some(caption), some(credit))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_end_cutlines() {
        let parted = |text: &str| {
            let (caption, credit) = credited(Words::plain(text));
            (
                caption.map_or_else(String::new, |words| words.text()),
                credit.map_or_else(String::new, |words| words.text()),
            )
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            parted("工人在检查机器人。 本报记者 王尧 摄"),
            pair("工人在检查机器人。", "本报记者 王尧 摄")
        );
        assert_eq!(
            parted("工人在检查机器人（王尧 摄）"),
            pair("工人在检查机器人", "（王尧 摄）")
        );
        assert_eq!(
            parted("工人在检查机器人 本报记者 王尧 摄"),
            pair("工人在检查机器人", "本报记者 王尧 摄")
        );
        assert_eq!(parted("工人在检查机器人"), pair("工人在检查机器人", ""));
        assert_eq!(parted("本报记者 王尧 摄"), pair("", "本报记者 王尧 摄"));
    }
}
