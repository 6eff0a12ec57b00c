//! A sentence with its key and values.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::error::Error;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::io;
use std::ops::Deref;
use std::path::Display;
use std::sync::Arc;

use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::catalogue::{entry, sentence};
use super::language::Language;
use super::list::List;
use super::template::{Piece, pieces};
use super::text;
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

    /// The text that was written as JSON: its key, its values and its English.
    pub fn restored(key: &Value, args: &Value, english: &str) -> Text {
        let Some((key, template)) = key.as_str().and_then(entry) else {
            return Text::quoted(english);
        };
        let values = pieces(template)
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Value(name, _) => Some((name, Arg::restored(args.get(name)?))),
                Piece::Words(_) => None,
            });
        Text::new(key, english.to_owned(), values.collect())
    }

    /// The text that a value is: an error of the system in its words.
    pub fn of(value: &impl Typed) -> Text {
        match value.arg() {
            Arg::Text(text) => text,
            Arg::Words(words) => Text::quoted(words),
            other => Text::quoted(shown(&other, "", Language::En)),
        }
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

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Text) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Text) -> Ordering {
        self.english().cmp(other.english())
    }
}

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

/// A value of a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Arg {
    /// Words that stand as they are: names, what the input says.
    Words(String),
    /// A whole number.
    Whole(i64),
    /// A number with decimals.
    Decimal(Decimal),
    /// Another text.
    Text(Text),
    /// Several values, and whether they are alternatives.
    List(Vec<Arg>, bool),
    /// Words that the input gives in both languages, English first.
    Both(String, String),
}

/// A decimal number that can be compared and hashed, by its bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal(u64);

impl Decimal {
    /// The number.
    pub fn value(self) -> f64 {
        f64::from_bits(self.0)
    }
}

impl Arg {
    /// Whether it is the number 1, of which the singular is said.
    pub fn is_one(&self) -> bool {
        *self == Arg::Whole(1)
    }

    /// The value for programs.
    fn as_json(&self) -> Value {
        match self {
            Arg::Words(words) => json!(words),
            Arg::Whole(number) => json!(number),
            Arg::Decimal(number) => json!(number.value()),
            Arg::Text(text) => text.as_json(),
            Arg::List(args, _) => args.iter().map(Arg::as_json).collect(),
            Arg::Both(english, chinese) => json!({"en": english, "zh": chinese}),
        }
    }
}

impl Arg {
    /// The value that was written as JSON; of a list it is not known whether its values are
    /// alternatives.
    fn restored(value: &Value) -> Arg {
        match value {
            Value::String(words) => Arg::Words(words.clone()),
            Value::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(whole), _) => Arg::Whole(whole),
                (None, decimal) => decimal.unwrap_or_default().arg(),
            },
            Value::Array(values) => Arg::List(values.iter().map(Arg::restored).collect(), false),
            Value::Object(text) => {
                let of = |name: &str| text.get(name).unwrap_or(&Value::Null);
                let english = of("text").as_str().unwrap_or_default();
                Arg::Text(Text::restored(of("key"), of("args"), english))
            }
            other => Arg::Words(other.to_string()),
        }
    }
}

/// What can be a value of a text.
pub trait Typed {
    /// The value.
    fn arg(&self) -> Arg;
}

impl<T: Typed + ?Sized> Typed for &T {
    fn arg(&self) -> Arg {
        (**self).arg()
    }
}

impl<T: Typed + ?Sized> Typed for Box<T> {
    fn arg(&self) -> Arg {
        (**self).arg()
    }
}

impl<T: Typed + ?Sized> Typed for Arc<T> {
    fn arg(&self) -> Arg {
        (**self).arg()
    }
}

impl Typed for str {
    fn arg(&self) -> Arg {
        Arg::Words(match self.char_indices().nth(MESSAGE_CHARS) {
            Some((at, _)) => format!("{}…", &self[..at]),
            None => self.to_owned(),
        })
    }
}

impl Typed for Text {
    fn arg(&self) -> Arg {
        Arg::Text(self.clone())
    }
}

impl<T: Typed> Typed for List<T> {
    fn arg(&self) -> Arg {
        Arg::List(
            self.items.iter().map(Typed::arg).collect(),
            self.alternatives,
        )
    }
}

macro_rules! words {
    ($($type:ty),*) => { $(impl Typed for $type {
        fn arg(&self) -> Arg {
            self.to_string().as_str().arg()
        }
    })* };
}

words!(
    String,
    char,
    bool,
    Cow<'_, str>,
    Display<'_>,
    std::fmt::Arguments<'_>,
    serde_json::Error
);

macro_rules! whole {
    ($($type:ty),*) => { $(impl Typed for $type {
        fn arg(&self) -> Arg {
            i64::try_from(*self).map_or_else(|_| self.to_string().as_str().arg(), Arg::Whole)
        }
    })* };
}

whole!(
    u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize
);

impl Typed for f64 {
    fn arg(&self) -> Arg {
        Arg::Decimal(Decimal(self.to_bits()))
    }
}

impl Typed for f32 {
    fn arg(&self) -> Arg {
        f64::from(*self).arg()
    }
}

impl Typed for io::Error {
    fn arg(&self) -> Arg {
        if let Some(text) = self.get_ref().and_then(|own| own.downcast_ref::<Text>()) {
            return text.arg();
        }
        let said = self.to_string();
        let text = match self.kind() {
            io::ErrorKind::NotFound => text!("say.io-not-found", "{said}", said),
            io::ErrorKind::PermissionDenied => text!("say.io-permission", "{said}", said),
            io::ErrorKind::StorageFull => text!("say.io-full", "{said}", said),
            io::ErrorKind::IsADirectory => text!("say.io-folder", "{said}", said),
            io::ErrorKind::NotADirectory => text!("say.io-no-folder", "{said}", said),
            io::ErrorKind::AlreadyExists => text!("say.io-exists", "{said}", said),
            io::ErrorKind::ReadOnlyFilesystem => text!("say.io-read-only", "{said}", said),
            io::ErrorKind::InvalidFilename => text!("say.io-name", "{said}", said),
            io::ErrorKind::UnexpectedEof => text!("say.io-end", "{said}", said),
            _ => text!("say.io-other", "{said}", said),
        };
        text.arg()
    }
}

/// Puts values into a template.
fn filled(template: &str, args: &[(&str, Arg)], language: Language) -> String {
    let mut out = String::with_capacity(template.len() * 2);
    for piece in pieces(template) {
        match piece {
            Piece::Words(words) => out.push_str(words),
            Piece::Value(name, form) => {
                match args.iter().find(|(known, _)| *known == name) {
                    Some((_, arg)) => out.push_str(&shown(arg, form, language)),
                    // A text without values speaks of something in braces.
                    None => out.extend(["{", name, "}"]),
                }
            }
        }
    }
    out
}

fn shown(arg: &Arg, form: &str, language: Language) -> String {
    match arg {
        Arg::Words(words) => words.clone(),
        Arg::Whole(number) if form == "04X" => format!("{number:04X}"),
        Arg::Whole(number) => match form.starts_with('+') {
            true => format!("{number:+}"),
            false => number.to_string(),
        },
        Arg::Decimal(number) => {
            let places = form.trim_start_matches(['+', '.']).parse::<usize>();
            let number = number.value();
            match (form.starts_with('+'), places) {
                (true, Ok(places)) => format!("{number:+.places$}"),
                (false, Ok(places)) => format!("{number:.places$}"),
                (_, Err(_)) => number.to_string(),
            }
        }
        Arg::Text(text) => text.in_language(language).into_owned(),
        Arg::Both(english, chinese) => match language {
            Language::Zh => chinese.clone(),
            Language::En => english.clone(),
        },
        Arg::List(args, alternatives) => {
            let words: Vec<String> = args.iter().map(|arg| shown(arg, form, language)).collect();
            match words.as_slice() {
                [first @ .., last] if *alternatives && !first.is_empty() => {
                    format!("{}或{last}", first.join("、"))
                }
                all => all.join("、"),
            }
        }
    }
}

#[cfg(test)]
mod tests {
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
    fn a_text_comes_back_from_json() {
        let lines = text!("say.lines", "{n} line" | "{n} lines", n = 3);
        let (key, args) = (json!(lines.key()), lines.values());
        let restored = Text::restored(&key, &args, &lines);
        assert_eq!(restored.in_language(Language::Zh), "3 行");
        assert_eq!(restored, lines);
        let unknown = Text::restored(&json!("none.of-these"), &args, "as it was");
        assert_eq!(unknown.in_language(Language::Zh), "as it was");
    }

    #[test]
    fn long_words_are_cut() {
        let words = Text::quoted("字".repeat(MESSAGE_CHARS + 9));
        assert_eq!(words.chars().count(), MESSAGE_CHARS + 1);
    }

    #[test]
    fn values_stand_in_their_forms() {
        let args = [
            ("name", "甲".arg()),
            ("far", 2.25.arg()),
            ("code", 0x30EDD.arg()),
            ("keys", List::either(["a", "b", "c"]).arg()),
        ];
        let filled = |template| filled(template, &args, Language::Zh);
        assert_eq!(filled("“{name}”远{far:.1}"), "“甲”远2.2");
        assert_eq!(filled("U+{code:04X} {far:+.3}"), "U+30EDD +2.250");
        assert_eq!(filled("{keys}，{{date}}"), "a、b或c，{date}");
        assert_eq!(filled("{"), "{");
        assert_eq!(filled("}{none}"), "}{none}");
    }
}
