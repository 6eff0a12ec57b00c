//! The words that lead from page to page 转版, from the layout.

use std::collections::BTreeMap;

use super::fields::fill;
use super::names::nearest;
use crate::diag::{Code, Diagnostic, Sink, Spanned};
use crate::edition::model::JumpTexts;
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
                let help = match nearest(name, known.keys().map(String::as_str)) {
                    Some(near) => format!("did you mean {{{near}}}?"),
                    None => format!(
                        "its fields are: {}",
                        known.keys().cloned().collect::<Vec<_>>().join(", ")
                    ),
                };
                let message = format!("the line quotes {{{name}}}, which nobody defines");
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
