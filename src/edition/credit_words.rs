//! What is printed of who took a picture, by the words in its file.

use std::collections::BTreeMap;

use super::fields::fill;
use crate::diag::{Code, Diagnostic, Sink, Spanned};
use crate::spec::WordsSpec;
use crate::style::Lang;

/// How a photographer and an agency are named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditWords {
    photographer: String,
    agency_photographer: String,
}

/// Words that say of a name already that its bearer took or made the picture.
const MADE: [&str; 10] = [
    "摄", "攝", "摄影", "攝影", "供图", "供圖", "制图", "绘", "撮影", "写真",
];

impl CreditWords {
    /// The words of a layout, for what it leaves out those of its language; a
    /// field that there is not is reported.
    pub(super) fn new(spec: &WordsSpec, lang: Lang, sink: &mut Sink) -> CreditWords {
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
                let message = format!("the line quotes {{{name}}}, which nobody defines");
                let help = format!("its fields are: {}", names.join(", "));
                sink.report(Diagnostic::new(Code::UnknownName, own.span, message).help(help));
            });
            own.value.clone()
        };
        CreditWords {
            photographer: words(&spec.photographer, alone, &["name"]),
            agency_photographer: words(&spec.agency_photographer, with_agency, &["credit", "name"]),
        }
    }

    /// What is printed of a By-line and a Credit; none when there is neither.
    /// What a file says stands as it says it: nobody becomes 本报记者 unasked,
    /// and no name is printed twice.
    pub fn said(&self, byline: Option<&str>, credit: Option<&str>) -> Option<String> {
        let Some(name) = byline else {
            return credit.map(str::to_owned);
        };
        let made = |text: &str| MADE.iter().any(|word| text.ends_with(word));
        let credit = credit.filter(|credit| *credit != name);
        let fields = |credit: &str| {
            [("name", name), ("credit", credit)]
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .into()
        };
        Some(match credit {
            Some(credit) if credit.contains(name) => credit.to_owned(),
            Some(credit) if made(name) && name.contains(credit) => name.to_owned(),
            Some(credit) if made(name) => format!("{credit} {name}"),
            Some(credit) => fill(&self.agency_photographer, &fields(credit), |_| {}),
            None if made(name) => name.to_owned(),
            None => fill(&self.photographer, &fields(""), |_| {}),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_quoted_as_it_stands() {
        let words = CreditWords::new(&WordsSpec::default(), Lang::ZhCn, &mut Sink::new());
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
        let words = CreditWords::new(&WordsSpec::default(), Lang::En, &mut Sink::new());
        assert_eq!(
            words.said(Some("A. Writer"), Some("AP")).as_deref(),
            Some("A. Writer/AP")
        );
    }
}
