//! The pages of the manual.

use serde_json::{Value, json};

use crate::diag::Code;
use crate::preflight::Check;
use crate::say::{Language, sentence};

/// A page of the manual in both languages.
pub struct ManualPage {
    /// The code.
    pub name: &'static str,
    /// What the trade calls it in Chinese.
    pub title: &'static str,
    english: &'static str,
    chinese: &'static str,
}

impl ManualPage {
    /// The page in a language.
    pub fn manual(&self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.chinese,
            Language::En => self.english,
        }
    }

    /// The code, with its Chinese name for who reads Chinese.
    pub fn heading(&self, language: Language) -> String {
        match language {
            Language::Zh => format!("{}（{}）", self.title, self.name),
            Language::En => self.name.to_owned(),
        }
    }

    /// The page for programs.
    pub fn as_json(&self, language: Language) -> Value {
        let mut page = json!({"code": self.name, "manual": self.english});
        if language == Language::Zh {
            page["local"] = json!({"lang": "zh", "name": self.title, "manual": self.chinese});
        }
        page
    }
}

/// The Chinese of a page; its English where the catalogue lacks it, which a test forbids.
fn chinese(room: &str, name: &str, english: &'static str) -> &'static str {
    sentence(Language::Zh, &format!("{room}.{name}")).unwrap_or(english)
}

/// Every page: the codes of diagnostics first, then the checks of preflight.
pub fn pages() -> impl Iterator<Item = ManualPage> {
    let codes = Code::ALL.iter().map(|code| ManualPage {
        name: code.name(),
        title: chinese("codes", code.name(), code.name()),
        english: code.manual(),
        chinese: chinese("pages", code.name(), code.manual()),
    });
    codes.chain(Check::ALL.iter().map(|check| ManualPage {
        name: check.name(),
        title: check.chinese(),
        english: check.manual(),
        chinese: chinese("rules", check.name(), check.manual()),
    }))
}
