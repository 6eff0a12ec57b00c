//! The words that lead from page to page 转版, from the layout.

use std::collections::BTreeMap;

use super::fields::fill;
use crate::diag::{Code, Diagnostic, Sink, Spanned, did_you_mean};
use crate::edition::model::{CreditWords, JumpTexts};
use crate::say::text;
use crate::spec::WordsSpec;
use crate::style::Lang;

/// The words of a layout, for what it leaves out those of its language; a
/// field that there is not is told.
pub(super) fn jump_texts(spec: &WordsSpec, lang: Lang, sink: &mut Sink) -> JumpTexts {
    let [jump, continued, refer] = match lang {
        Lang::En => [
            "Continued on page {page}",
            "Continued from page {page}",
            "See page {page}",
        ],
        Lang::Ja => [
            "（{page}面に続く）",
            "（{page}面から続く）",
            "（{page}面に記事）",
        ],
        Lang::Ko => [
            "({page}면에 계속)",
            "({page}면에서 계속)",
            "({page}면에 기사)",
        ],
        Lang::ZhTw | Lang::ZhHk => [
            "（下轉第{page}版）",
            "（上接第{page}版）",
            "（見今日第{page}版）",
        ],
        Lang::ZhCn => [
            "（下转第{page}版）",
            "（上接第{page}版）",
            "（见今日第{page}版）",
        ],
    };
    let known: BTreeMap<String, String> = ["page", "number", "headline", "section"]
        .map(|name| (name.to_owned(), String::new()))
        .into();
    let mut words = |own: &Option<Spanned<String>>, usual: &str| {
        if let Some(own) = own {
            fill(&own.value, &known, |name| {
                let fields = known.keys().map(String::as_str);
                let help = did_you_mean(
                    name,
                    fields,
                    ("{", "}"),
                    text!("edition.known-fields", "its fields are"),
                );
                let message = text!(
                    "edition.quotes-nobody-defines",
                    "the line quotes {{{name}}}, which nobody defines",
                    name
                );
                sink.report(Diagnostic::new(Code::UnknownName, own.span, message).help(help));
            });
        }
        own.as_ref()
            .map_or_else(|| usual.to_owned(), |own| own.value.clone())
    };
    JumpTexts {
        jump: words(&spec.jump, jump),
        continued: words(&spec.continued, continued),
        refer: words(&spec.refer, refer),
        lang,
    }
}

/// The words of a layout, for what it leaves out those of its language; a
/// field that there is not is reported.
pub(super) fn credit_words(spec: &WordsSpec, lang: Lang, sink: &mut Sink) -> CreditWords {
    let [alone, with_agency] = match lang {
        Lang::ZhCn => ["{name} 摄", "{credit} {name} 摄"],
        Lang::ZhTw | Lang::ZhHk => ["{name} 攝", "{credit} {name} 攝"],
        Lang::Ja => ["{name} 撮影", "{credit} {name} 撮影"],
        Lang::En | Lang::Ko => ["{name}", "{name}/{credit}"],
    };
    let mut words = |own: &Option<Spanned<String>>, usual: &str, names: &[&str]| {
        let Some(own) = own else {
            return usual.to_owned();
        };
        let known: BTreeMap<String, String> = names
            .iter()
            .map(|name| ((*name).to_owned(), String::new()))
            .collect();
        fill(&own.value, &known, |name| {
            let message = text!(
                "edition.quotes-nobody-defines",
                "the line quotes {{{name}}}, which nobody defines",
                name
            );
            let help = text!(
                "edition.known-fields-list",
                "its fields are: {names}",
                names = names.join(", ")
            );
            sink.report(Diagnostic::new(Code::UnknownName, own.span, message).help(help));
        });
        own.value.clone()
    };
    CreditWords {
        photographer: words(&spec.photographer, alone, &["name"]),
        agency_photographer: words(&spec.agency_photographer, with_agency, &["credit", "name"]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_quoted_as_it_stands() {
        let words = credit_words(&WordsSpec::default(), Lang::ZhCn, &mut Sink::new());
        for (byline, credit, said) in [
            (Some("通讯员 王芳"), None, Some("通讯员 王芳 摄")),
            (Some("李明"), Some("新华社"), Some("新华社 李明 摄")),
            (Some("李明 摄"), None, Some("李明 摄")),
            (Some("李明 摄"), Some("新华社"), Some("新华社 李明 摄")),
            (
                Some("李明"),
                Some("新华社记者 李明 摄"),
                Some("新华社记者 李明 摄"),
            ),
            (Some("李明"), Some("李明"), Some("李明 摄")),
            (None, Some("新华社"), Some("新华社")),
            (None, None, None),
        ] {
            assert_eq!(words.said(byline, credit).as_deref(), said);
        }
        let words = credit_words(&WordsSpec::default(), Lang::En, &mut Sink::new());
        assert_eq!(
            words.said(Some("A. Writer"), Some("AP")).as_deref(),
            Some("A. Writer/AP")
        );
    }
}
