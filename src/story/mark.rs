//! Treatments that the markup of the copy asks for.

use crate::diag::nearest;
use crate::say::{Text, text};
use crate::script::WordLang;

/// A face for a stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InlineFace {
    /// 楷体
    Kai,
    /// 黑体
    Hei,
    /// 宋体
    Song,
    /// 仿宋
    Fangsong,
}

/// A treatment of a stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// **Bold**.
    Bold,
    /// 着重号, a dot at every character.
    Dot,
    /// 专名号, a line along a proper name.
    Proper,
    /// 浪线式书名号, a wave along the title of a book.
    Title,
    /// 示亡号, a frame round the name of one who has died.
    Mourned,
    /// Another face.
    Face(InlineFace),
    /// 上标
    Sup,
    /// 下标
    Sub,
    /// 分数, one number over another.
    Fraction,
    /// A stretch without a line break.
    Keep,
    /// Words of another language, divided by its patterns.
    Words(WordLang),
    /// A reading over its base: over one character, or over a group.
    Ruby(String),
}

impl Inline {
    /// Every treatment that `[文字]{名}` can name: Chinese and English name.
    const NAMES: [(&'static str, &'static str, Inline); 12] = [
        ("着重", "dot", Inline::Dot),
        ("专名", "proper", Inline::Proper),
        ("书名", "title", Inline::Title),
        ("示亡", "mourned", Inline::Mourned),
        ("楷", "kai", Inline::Face(InlineFace::Kai)),
        ("黑", "hei", Inline::Face(InlineFace::Hei)),
        ("宋", "song", Inline::Face(InlineFace::Song)),
        ("仿宋", "fangsong", Inline::Face(InlineFace::Fangsong)),
        ("上标", "sup", Inline::Sup),
        ("下标", "sub", Inline::Sub),
        ("分数", "fraction", Inline::Fraction),
        ("不断", "keep", Inline::Keep),
    ];

    /// Returns the treatment with this name, Chinese or English.
    pub(super) fn named(name: &str) -> Option<Inline> {
        Inline::NAMES
            .iter()
            .find(|(zh, en, _)| *zh == name || en.eq_ignore_ascii_case(name))
            .map(|(_, _, inline)| inline.clone())
            .or_else(|| WordLang::of(name).map(Inline::Words))
    }

    /// Returns advice for a name that is no treatment: the nearest name, or all of them.
    pub(super) fn advice(name: &str) -> Text {
        let names = Inline::NAMES.iter().flat_map(|(zh, en, _)| [*zh, *en]);
        match nearest(name, names) {
            Some(known) => text!("story.did-you-mean", "did you mean “{known}”?", known),
            None => text!(
                "story.treatments-are",
                "treatments are: {names}; languages whose words are divided: {languages}",
                names = Inline::NAMES.map(|(zh, _, _)| zh).join(" "),
                languages = WordLang::all()
                    .map(|lang| format!("“{}”", lang.code()))
                    .collect::<Vec<_>>()
                    .join(" ")
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn treatments_have_two_names() {
        for (zh, en, inline) in Inline::NAMES {
            assert_eq!(Inline::named(zh), Some(inline.clone()));
            assert_eq!(Inline::named(&en.to_ascii_uppercase()), Some(inline));
        }
        assert_eq!(Inline::named("ruby"), None);
    }

    #[test]
    fn advice_names_the_nearest_or_all() {
        for (written, meant) in [
            ("着种", "着重"),
            ("楷体", "楷"),
            ("仿宋体", "仿宋"),
            ("fansong", "fangsong"),
        ] {
            assert_eq!(Inline::advice(written), format!("did you mean “{meant}”?"));
        }
        for far in ["体", "粗", "underline"] {
            assert!(
                Inline::advice(far).starts_with("treatments are: 着重 "),
                "{far}"
            );
        }
    }
}
