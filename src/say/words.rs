//! A sentence with its key and values.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::arg::Arg;
use super::catalogue::sentence;
use super::language::Language;
use super::template::filled;
use crate::limits::MESSAGE_CHARS;

/// A text for people: a key that stays the same, and the values in it by
/// their names. It reads as its English.
#[derive(Clone)]
pub struct Text(Form);

#[derive(Clone)]
enum Form {
    /// A text without values: its key and its English.
    Fixed(&'static [&'static str; 2]),
    /// A text with values, or words that are nobody's text.
    Said(Arc<Said>),
}

struct Said {
    key: &'static str,
    english: String,
    args: Vec<(&'static str, Arg)>,
}

/// Cuts words that quote something very long.
fn cut(mut words: String) -> String {
    if let Some((at, _)) = words.char_indices().nth(MESSAGE_CHARS) {
        words.truncate(at);
        words.push('…');
    }
    words
}

impl Text {
    /// The text of a key that has no values, and its English.
    pub const fn fixed(key_and_english: &'static [&'static str; 2]) -> Text {
        Text(Form::Fixed(key_and_english))
    }

    /// The text of a key with its English and its values.
    pub fn new(key: &'static str, english: String, args: Vec<(&'static str, Arg)>) -> Text {
        Text(Form::Said(Arc::new(Said {
            key,
            english: cut(english),
            args,
        })))
    }

    /// Words that stand as they are in every language: a name, what the input
    /// says, what an outside library says of it.
    pub fn quoted(words: impl Into<String>) -> Text {
        Text::new("", words.into(), Vec::new())
    }

    /// The key; empty for words that are nobody's text.
    pub fn key(&self) -> &'static str {
        match &self.0 {
            Form::Fixed([key, _]) => key,
            Form::Said(said) => said.key,
        }
    }

    /// The English sentence.
    pub fn as_str(&self) -> &str {
        self.english()
    }

    /// The English sentence.
    pub fn english(&self) -> &str {
        match &self.0 {
            Form::Fixed([_, english]) => english,
            Form::Said(said) => &said.english,
        }
    }

    fn args(&self) -> &[(&'static str, Arg)] {
        match &self.0 {
            Form::Fixed(..) => &[],
            Form::Said(said) => &said.args,
        }
    }

    /// The sentence in a language. A key that the language lacks, which the
    /// test of the catalogue forbids, is said in English.
    pub fn in_language(&self, language: Language) -> Cow<'_, str> {
        match sentence(language, self.key()) {
            Some(template) if language != Language::En => {
                Cow::Owned(cut(filled(template, self.args(), language)))
            }
            _ => Cow::Borrowed(self.english()),
        }
    }

    /// The values by their names, for programs.
    pub fn values(&self) -> Value {
        let values = self.args().iter();
        Value::Object(
            values
                .map(|(name, arg)| ((*name).to_owned(), arg.as_json()))
                .collect::<Map<_, _>>(),
        )
    }

    /// The text as a value of another text.
    pub(super) fn as_json(&self) -> Value {
        match self.key() {
            "" => json!(self.english()),
            key => json!({"key": key, "args": self.values(), "text": self.english()}),
        }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.english()
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.english())
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.english(), f)
    }
}

impl Error for Text {}

impl Default for Text {
    fn default() -> Text {
        Text::fixed(&["", ""])
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.english())
    }
}

impl From<&String> for Text {
    fn from(words: &String) -> Text {
        Text::quoted(words.as_str())
    }
}

impl From<&Text> for Text {
    fn from(text: &Text) -> Text {
        text.clone()
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Text {
        Text::quoted(words)
    }
}

impl From<String> for Text {
    fn from(words: String) -> Text {
        Text::quoted(words)
    }
}

/// Texts that read alike are alike.
impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        self.english() == other.english()
    }
}

impl Eq for Text {}

impl Hash for Text {
    fn hash<H: Hasher>(&self, to: &mut H) {
        self.english().hash(to);
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.english() == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.english() == *other
    }
}

impl PartialEq<String> for Text {
    fn eq(&self, other: &String) -> bool {
        self.english() == other
    }
}

#[cfg(test)]
mod tests {
    use super::super::text;
    use super::*;

    #[test]
    fn a_text_reads_as_english_and_keeps_its_values() {
        let lines = text!("say.lines", "{n} line" | "{n} lines", n = 1);
        assert_eq!(lines, "1 line");
        let name = "甲";
        let all = text!(
            "none",
            "“{name}”: {lines}, {far:.1} mm",
            name,
            lines,
            far = 2.25
        );
        assert_eq!(all, "“甲”: 1 line, 2.2 mm");
        assert_eq!(all.values()["far"], json!(2.25));
        assert_eq!(all.values()["lines"]["args"]["n"], json!(1));
        assert_eq!(lines.in_language(Language::Zh), "1 行");
        assert_eq!(lines.in_language(Language::En), "1 line");
    }

    #[test]
    fn long_words_are_cut() {
        let words = Text::quoted("字".repeat(MESSAGE_CHARS + 9));
        assert_eq!(words.chars().count(), MESSAGE_CHARS + 1);
    }
}
