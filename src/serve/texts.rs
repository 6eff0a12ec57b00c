//! The words of the page, in the language of its reader.

/// A language of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum PageLang {
    /// Chinese.
    Zh,
    /// English.
    #[default]
    En,
}

impl PageLang {
    /// Its tag (BCP 47).
    pub(super) fn tag(self) -> &'static str {
        match self {
            PageLang::Zh => "zh-Hans",
            PageLang::En => "en",
        }
    }

    /// All words, a JSON object.
    pub(super) fn texts(self) -> &'static str {
        match self {
            PageLang::Zh => include_str!("page/texts.zh.json"),
            PageLang::En => include_str!("page/texts.en.json"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Map, Value};

    fn texts(lang: PageLang) -> Map<String, Value> {
        serde_json::from_str(lang.texts()).expect("they are a JSON object")
    }

    /// Words that are written alike in both languages.
    const COMMON: [&str; 12] = [
        "duikai", "TOML", "ppi", "fit", "Esc", "Ctrl", "Shift", "Enter", "Alt", "px", "F", "PNG",
    ];

    fn is_han(c: char) -> bool {
        ('\u{2E80}'..='\u{9FFF}').contains(&c) || ('\u{FF00}'..='\u{FFEF}').contains(&c)
    }

    #[test]
    fn each_word_stands_in_its_own_language() {
        let (zh, en) = (texts(PageLang::Zh), texts(PageLang::En));
        assert!(zh.len() > 30);
        let keys = |texts: &Map<String, Value>| texts.keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&zh), keys(&en));
        for (key, text) in &en {
            let text = text.as_str().expect("a text");
            assert!(!text.contains(is_han), "{key}: {text}");
            assert!(!text.is_empty(), "{key}");
        }
        for (key, text) in &zh {
            let text = text.as_str().expect("a text");
            // What stands in braces is filled in; single letters are keys.
            let shown: String = text
                .split('{')
                .map(|part| part.rsplit('}').next().unwrap_or(part))
                .collect();
            let words = shown.split(|c: char| !c.is_ascii_alphabetic());
            for word in words.filter(|word| word.len() > 1) {
                assert!(COMMON.contains(&word), "{key}: “{word}” in {text}");
            }
            let figures = shown
                .chars()
                .any(|c| c.is_ascii_digit() || "%–+".contains(c));
            assert!(
                shown.contains(is_han) || figures || shown.len() < 3,
                "{key}: {text}"
            );
        }
    }

    /// Every word that the page asks for is there, and every word that is there is asked for.
    #[test]
    fn the_page_asks_for_every_word_and_no_other() {
        let en = texts(PageLang::En);
        let mut asked = std::collections::BTreeSet::new();
        for (_, _, source) in super::super::files::FILES {
            for mark in ["say(\"", "data-text=\"", "data-title=\"", "data-label=\""] {
                for part in source.split(mark).skip(1) {
                    asked.insert(part.split('"').next().unwrap_or_default().to_owned());
                }
            }
        }
        // Some are asked for by the name of a state or a severity.
        let stem = |key: &str| key.split('.').next().unwrap_or_default().to_owned();
        for key in &asked {
            let whole = en.contains_key(key);
            let stems =
                key.ends_with('.') && en.keys().any(|known| known.starts_with(key.as_str()));
            assert!(whole || stems, "{key} has no text");
        }
        for key in en.keys() {
            let by_stem = format!("{}.", stem(key));
            assert!(
                asked.contains(key) || key.contains('.') && asked.contains(&by_stem),
                "{key} is never asked for"
            );
        }
    }
}
