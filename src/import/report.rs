//! The report of an import: what became what, and what stands in no article.

use serde_json::{Map, Value, json};

use super::article::{Article, Block};
use super::model::Left;
use super::words::Doubt;
use crate::say::Text;

/// A picture that was written, with what is known of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown {
    pub file: String,
    pub sum: String,
    pub caption: Option<String>,
    pub credit: Option<String>,
    pub alt: Option<String>,
    pub usage: Option<String>,
    pub focus: Option<(u32, u32)>,
}

/// An article that was written.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub file: String,
    pub sum: String,
    pub article: Article,
    pub pictures: Vec<Shown>,
}

/// All of one input.
#[derive(Clone, Debug)]
pub(super) struct Report {
    pub input: String,
    pub format: &'static str,
    pub sum: String,
    pub encoding: Option<String>,
    pub articles: Vec<Written>,
    pub left: Vec<Left>,
    pub doubts: Vec<(Doubt, Text)>,
}

impl Report {
    /// The report as JSON, the same bytes for the same input.
    pub fn json(&self) -> String {
        let articles: Vec<Value> = self.articles.iter().map(article).collect();
        let left: Vec<Value> = self
            .left
            .iter()
            .map(|left| {
                json!({ "at": left.at, "text": left.text, "why": left.why.key(), "reason": left.why.text() })
            })
            .collect();
        let doubts: Vec<Value> = self
            .doubts
            .iter()
            .map(|(doubt, about)| {
                json!({ "what": doubt.key(), "about": about, "means": doubt.text() })
            })
            .collect();
        let report = json!({
            "input": self.input,
            "format": self.format,
            "sha256": self.sum,
            "encoding": self.encoding,
            "articles": articles,
            "left": left,
            "doubts": doubts,
        });
        let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
        text.push('\n');
        text
    }
}

fn article(written: &Written) -> Value {
    let mut parts = Map::new();
    for (role, words) in &written.article.parts {
        let list = parts
            .entry(role.name())
            .or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(list) = list {
            list.push(Value::String(words.text()));
        }
    }
    let count = |of: fn(&Block) -> bool| {
        written
            .article
            .blocks
            .iter()
            .filter(|block| of(block))
            .count()
    };
    let pictures: Vec<Value> = written
        .pictures
        .iter()
        .map(|picture| {
            json!({
                "file": picture.file,
                "sha256": picture.sum,
                "cutline": picture.caption,
                "credit": picture.credit,
                "alt": picture.alt,
                "usage": picture.usage,
                "focus": picture.focus.map(|(x, y)| [x, y]),
            })
        })
        .collect();
    json!({
        "file": written.file,
        "sha256": written.sum,
        "characters": written.article.chars(),
        "parts": parts,
        "paragraphs": count(|block| matches!(block, Block::Text(_))),
        "subheads": count(|block| matches!(block, Block::Subhead(_))),
        "items": count(|block| matches!(block, Block::Item(_))),
        "tables": count(|block| matches!(block, Block::Table(..))),
        "embargo": written.article.embargo,
        "pictures": pictures,
    })
}

/// Returns the SHA-256 of the input that a report is of.
pub(super) fn input_sum(report: &[u8]) -> Option<String> {
    let report: Value = serde_json::from_slice(report).ok()?;
    Some(report["sha256"].as_str()?.to_owned())
}

/// The sums of files that an earlier report says were written, by their names.
pub(super) fn sums(report: &[u8]) -> Vec<(String, String)> {
    let Ok(report) = serde_json::from_slice::<Value>(report) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut note = |value: &Value| {
        if let (Some(file), Some(sum)) = (value["file"].as_str(), value["sha256"].as_str()) {
            found.push((file.to_owned(), sum.to_owned()));
        }
    };
    for article in report["articles"].as_array().into_iter().flatten() {
        note(article);
        for picture in article["pictures"].as_array().into_iter().flatten() {
            note(picture);
        }
    }
    for other in report["others"].as_array().into_iter().flatten() {
        note(other);
    }
    found
}
