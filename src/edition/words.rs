//! The words that lead from page to page 转版.

use std::collections::BTreeMap;

use super::calendar::chinese_number;
use super::fields::fill;
use crate::diag::{Code, Diagnostic, Sink, Spanned, did_you_mean};
use crate::spec::WordsSpec;
use crate::style::Lang;

/// What jump lines and refers say, each with fields in braces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JumpTexts {
    /// Where a story goes on 下转.
    pub jump: String,
    /// Where it comes from 上接.
    pub continued: String,
    /// Where the story stands that a refer points to.
    pub refer: String,
    lang: Lang,
}

/// What the words may name.
pub struct Lead<'a> {
    /// The number of the page at the other end.
    pub page: u32,
    /// The headline of the story there.
    pub headline: &'a str,
    /// The section of that page.
    pub section: &'a str,
}

impl JumpTexts {
    /// The words of a layout, for what it leaves out those of its language; a
    /// field that there is not is told.
    pub(super) fn new(spec: &WordsSpec, lang: Lang, sink: &mut Sink) -> JumpTexts {
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
                    let help = did_you_mean(name, fields, ("{", "}"), "its fields are");
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

    /// One of them with its fields filled: `{page}` in the numerals of the
    /// language, `{number}` in figures, `{headline}`, `{section}`.
    pub fn said(&self, words: &str, lead: &Lead<'_>) -> String {
        let chinese = matches!(self.lang, Lang::ZhCn | Lang::ZhTw | Lang::ZhHk);
        let page = if chinese {
            chinese_number(lead.page)
        } else {
            lead.page.to_string()
        };
        let fields = [
            ("page", page),
            ("number", lead.page.to_string()),
            ("headline", lead.headline.to_owned()),
            ("section", lead.section.to_owned()),
        ];
        let mut said = words.to_owned();
        // A headline may itself have braces, so each field is looked for in what the layout wrote.
        let mut at = 0;
        while let Some(open) = said[at..].find('{').map(|found| at + found) {
            let field = fields.iter().find(|(name, _)| {
                said[open + 1..]
                    .strip_prefix(name)
                    .is_some_and(|rest| rest.starts_with('}'))
            });
            at = match field {
                Some((name, value)) => {
                    said.replace_range(open..open + name.len() + 2, value);
                    open + value.len()
                }
                None => open + 1,
            };
        }
        said
    }
}

/// The page that jump words name: `第三版`, `第3版`, `page 3`.
pub fn page_named(words: &str) -> Option<u32> {
    let digits = |text: &str| -> Option<u32> {
        text.chars()
            .take_while(char::is_ascii_digit)
            .collect::<String>()
            .parse()
            .ok()
    };
    if let Some((_, after)) = words.split_once('第') {
        let (number, _) = after.split_once('版')?;
        return number
            .parse()
            .ok()
            .or_else(|| (1..100).find(|page| chinese_number(*page) == number));
    }
    words
        .split_once("page ")
        .and_then(|(_, after)| digits(after))
}
