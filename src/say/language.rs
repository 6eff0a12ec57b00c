//! The languages that people are spoken to in.

/// A language of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Simplified Chinese.
    Zh,
    /// English.
    #[default]
    En,
}

impl Language {
    /// Every language.
    pub const ALL: [Language; 2] = [Language::Zh, Language::En];

    /// Returns the name by which it is asked for.
    pub fn name(self) -> &'static str {
        match self {
            Language::Zh => "zh",
            Language::En => "en",
        }
    }

    /// Returns the language with this name.
    pub fn from_name(name: &str) -> Option<Language> {
        Language::ALL
            .into_iter()
            .find(|language| language.name() == name)
    }

    /// Returns the language of a POSIX locale such as `zh_CN.UTF-8`: Chinese
    /// for every `zh`, English for all others.
    pub fn of_locale(locale: &str) -> Language {
        match locale.split(['_', '.', '@', '-']).next() {
            Some("zh") => Language::Zh,
            _ => Language::En,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_name_languages() {
        for (locale, language) in [
            ("zh_CN.UTF-8", Language::Zh),
            ("zh", Language::Zh),
            ("zh_TW@x", Language::Zh),
            ("C", Language::En),
            ("en_US.UTF-8", Language::En),
            ("zha", Language::En),
        ] {
            assert_eq!(Language::of_locale(locale), language, "{locale}");
        }
    }
}
