//! ninjs, news in JSON: 3.1, 2.x, and the flat names of 1.x.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::data::located;
use super::html;
use super::model::{Kind, Para, Picture, Raw, Reading, Words};
use super::text;
use super::words::{Doubt, Why};
use crate::package::PackageFault;
use crate::say::{Text, text};
use crate::story::PartRole;

/// Reads one item or an array of them.
pub(super) fn read(text: &str, reading: &mut Reading) -> Result<Vec<Raw>, PackageFault> {
    let value: Value = serde_json::from_str(text).map_err(|fault| {
        PackageFault::broken(text!("import.no-json", "it is no JSON: {fault}", fault))
    })?;
    let items: Vec<&Value> = match &value {
        Value::Array(items) => items.iter().collect(),
        item => vec![item],
    };
    let mut raws = Vec::new();
    for (nth, item) in items.into_iter().enumerate() {
        let Value::Object(item) = item else {
            return Err(PackageFault::broken(text!(
                "import.json-no-ninjs-item",
                "it is JSON, and no ninjs item"
            )));
        };
        let known = [
            "uri",
            "headline",
            "headlines",
            "bodies",
            "body_text",
            "body_xhtml",
            "standard",
        ];
        if !known.iter().any(|key| item.contains_key(*key)) {
            return Err(PackageFault::broken(text!(
                "import.json-no-ninjs-item",
                "it is JSON, and no ninjs item"
            )));
        }
        let at = if nth == 0 {
            "item".to_owned()
        } else {
            format!("item {}", nth + 1)
        };
        let mut others = Vec::new();
        let raw = Item {
            item,
            at,
            taken: BTreeSet::new(),
        }
        .read(reading, &mut others);
        raws.push(raw);
        raws.append(&mut others);
    }
    Ok(raws)
}

/// An item, and which of its strings stand in the article.
struct Item<'a> {
    item: &'a Map<String, Value>,
    at: String,
    taken: BTreeSet<String>,
}

/// A text with its role and whether it is marked up.
struct Said {
    /// Its path in the item.
    path: String,
    role: String,
    text: String,
    html: bool,
}

impl Item<'_> {
    fn read(mut self, reading: &mut Reading, others: &mut Vec<Raw>) -> Raw {
        let kind = self.string("type").unwrap_or_default();
        let mut raw = Raw {
            looks: false,
            ..Raw::default()
        };
        self.heads(&mut raw);
        if let Some(by) = self.take("by").or_else(|| self.take("byline")) {
            raw.paras
                .push(Para::part(PartRole::Byline, Words::plain(by)));
        }
        let is_picture = matches!(kind.as_str(), "picture" | "graphic");
        if is_picture {
            if let Some(picture) = self.picture() {
                raw.paras.retain(|para| para.role != Some(PartRole::Byline));
                raw.pictures.push(picture);
                raw.paras.push(Para {
                    kind: Kind::Picture(0),
                    ..Para::default()
                });
            }
        } else {
            self.body(&mut raw, reading);
            // A text whose pictures are its own renditions.
            if self.item.get("renditions").is_some()
                && let Some(picture) = self.rendition()
            {
                raw.pictures.push(picture);
                raw.paras.push(Para {
                    kind: Kind::Picture(0),
                    ..Para::default()
                });
            }
        }
        raw.embargo = self
            .take("embargoedUntil")
            .or_else(|| self.take("embargoed"));
        if let Some(until) = &raw.embargo {
            reading.doubt(Doubt::Embargo, Text::quoted(until.clone()));
        }
        let status = self
            .string("pubStatus")
            .or_else(|| self.string("pubstatus"))
            .unwrap_or_default();
        if matches!(status.as_str(), "canceled" | "cancelled" | "withheld") {
            reading.doubt(Doubt::Withheld, Text::quoted(status));
        }
        self.associations(&mut raw, reading, others);
        self.rest(reading);
        raw
    }

    fn string(&self, key: &str) -> Option<String> {
        self.item
            .get(key)
            .and_then(Value::as_str)
            .map(str::to_owned)
    }

    /// A string that goes into the article.
    fn take(&mut self, key: &str) -> Option<String> {
        let value = self.string(key).filter(|value| !value.trim().is_empty())?;
        self.taken.insert(format!("/{key}"));
        Some(value)
    }

    /// The values of a list such as `headlines`, or of the flat keys that begin with `flat`.
    fn said(&self, list: &str, flat: &str) -> Vec<Said> {
        let mut found = Vec::new();
        for (nth, entry) in self
            .item
            .get(list)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .enumerate()
        {
            let text = |key: &str| entry.get(key).and_then(Value::as_str).unwrap_or("");
            let value = text("value");
            if value.trim().is_empty() {
                continue;
            }
            let kind = text("contentType").to_ascii_lowercase();
            found.push(Said {
                path: format!("/{list}/{nth}/value"),
                role: text("role").to_owned(),
                html: (kind.contains("html") || kind.is_empty()) && is_marked(value),
                text: value.to_owned(),
            });
        }
        for (key, value) in self.item {
            if let Some(value) = value.as_str().filter(|value| !value.trim().is_empty())
                && (key == flat || key.starts_with(&format!("{flat}_")))
            {
                found.push(Said {
                    path: format!("/{key}"),
                    role: key[flat.len()..].trim_start_matches('_').to_owned(),
                    html: key.contains("html") && is_marked(value),
                    text: value.to_owned(),
                });
            }
        }
        found
    }

    fn heads(&mut self, raw: &mut Raw) {
        let heads = self.said("headlines", "headline");
        let main = heads
            .iter()
            .position(|head| head.role == "main")
            .or_else(|| heads.iter().position(|head| head.role.is_empty()))
            .or((!heads.is_empty()).then_some(0));
        for (nth, head) in heads.into_iter().enumerate() {
            let role = match head.role.to_ascii_lowercase().as_str() {
                "kicker" | "overline" | "eyebrow" => PartRole::Kicker,
                "subhead" | "subtitle" | "deck" | "sub" | "subheadline" => PartRole::Deck,
                _ if Some(nth) == main => PartRole::Headline,
                _ => continue,
            };
            self.taken.insert(head.path);
            raw.paras
                .push(Para::part(role, Words::plain(plain(&head.text, head.html))));
        }
    }

    /// The body: the marked-up one when there is one, since it knows its paragraphs.
    fn body(&mut self, raw: &mut Raw, reading: &mut Reading) {
        let bodies = self.said("bodies", "body");
        let Some(body) = bodies
            .iter()
            .find(|body| body.html)
            .or_else(|| bodies.first())
        else {
            return;
        };
        self.taken.insert(body.path.clone());
        if body.html {
            let found = html::read(&body.text, &format!("{}{}", self.at, body.path), reading);
            raw.looks = true;
            let base = raw.pictures.len();
            raw.pictures.extend(found.pictures);
            raw.paras
                .extend(found.paras.into_iter().map(|para| match para.kind {
                    Kind::Picture(number) => Para {
                        kind: Kind::Picture(number + base),
                        ..para
                    },
                    _ => para,
                }));
        } else {
            raw.paras.extend(text::read(&body.text).paras);
        }
    }

    /// The picture of an item of pictures, with its words.
    fn picture(&mut self) -> Option<Picture> {
        let mut picture = self.rendition()?;
        let captions = self.said("descriptions", "description");
        let caption = captions
            .iter()
            .find(|said| said.role == "caption")
            .or_else(|| captions.iter().find(|said| !said.html))
            .or_else(|| captions.first());
        if let Some(caption) = caption {
            self.taken.insert(caption.path.clone());
            picture.caption = Some(Words::plain(plain(&caption.text, caption.html)).trimmed());
        }
        picture.credit = self
            .take("creditline")
            .or_else(|| self.take("creditLine"))
            .or_else(|| self.take("by"))
            .map(Words::plain);
        picture.usage = self
            .string("usageterms")
            .or_else(|| self.string("usageTerms"));
        picture.alt = self.string("altText").or_else(|| self.string("alttext"));
        Some(picture)
    }

    /// The largest rendition that is a picture.
    fn rendition(&mut self) -> Option<Picture> {
        let renditions: Vec<(String, &Value)> = match self.item.get("renditions")? {
            Value::Array(list) => list
                .iter()
                .enumerate()
                .map(|(nth, value)| (format!("/renditions/{nth}"), value))
                .collect(),
            Value::Object(map) => map
                .iter()
                .map(|(key, value)| (format!("/renditions/{key}"), value))
                .collect(),
            _ => return None,
        };
        let number = |value: &Value, key: &str| value.get(key).and_then(Value::as_u64).unwrap_or(0);
        let (path, best) = renditions
            .into_iter()
            .filter(|(_, value)| value.get("href").and_then(Value::as_str).is_some())
            .filter(|(_, value)| {
                let kind = value
                    .get("contentType")
                    .or_else(|| value.get("mimetype"))
                    .and_then(Value::as_str);
                kind.is_none_or(|kind| kind.starts_with("image/"))
            })
            .max_by_key(|(_, value)| {
                number(value, "width").saturating_mul(number(value, "height"))
            })?;
        let href = best.get("href").and_then(Value::as_str)?;
        self.taken.insert(format!("{path}/href"));
        let mut picture = Picture::new(located(href));
        let (width, height) = (number(best, "width"), number(best, "height"));
        picture.focus = best.get("poi").and_then(|poi| {
            let share = |key: &str, of: u64| {
                let at = poi.get(key).and_then(Value::as_u64)?;
                u32::try_from((at.saturating_mul(100) + of / 2).checked_div(of)?.min(100)).ok()
            };
            Some((share("x", width)?, share("y", height)?))
        });
        Some(picture)
    }

    /// Pictures that belong to the item stand in its article; texts become articles.
    fn associations(&mut self, raw: &mut Raw, reading: &mut Reading, others: &mut Vec<Raw>) {
        let list: Vec<(String, &Value)> = match self.item.get("associations") {
            Some(Value::Array(list)) => list
                .iter()
                .enumerate()
                .map(|(nth, value)| (nth.to_string(), value))
                .collect(),
            Some(Value::Object(map)) => map
                .iter()
                .map(|(key, value)| (key.clone(), value))
                .collect(),
            _ => return,
        };
        for (key, value) in list {
            let Value::Object(item) = value else {
                continue;
            };
            let at = format!("{}/associations/{key}", self.at);
            let mut inner = Item {
                item,
                at,
                taken: BTreeSet::new(),
            };
            let kind = inner.string("type").unwrap_or_default();
            if matches!(kind.as_str(), "picture" | "graphic") {
                if let Some(picture) = inner.picture() {
                    raw.paras.push(Para {
                        kind: Kind::Picture(raw.pictures.len()),
                        ..Para::default()
                    });
                    raw.pictures.push(picture);
                }
                inner.rest(reading);
            } else if inner.said("bodies", "body").is_empty() {
                inner.rest(reading);
            } else {
                let other = inner.read(reading, others);
                others.push(other);
            }
        }
    }

    /// Notes every string that does not stand in an article.
    fn rest(&self, reading: &mut Reading) {
        for (key, value) in self.item {
            if key != "associations" {
                self.leave(&format!("/{key}"), key, value, reading);
            }
        }
    }

    fn leave(&self, path: &str, key: &str, value: &Value, reading: &mut Reading) {
        match value {
            Value::String(text) if !self.taken.contains(path) => {
                reading.leave(format!("{}{path}", self.at), text.as_str(), why(path, key));
            }
            Value::Array(list) => {
                for (nth, value) in list.iter().enumerate() {
                    self.leave(&format!("{path}/{nth}"), key, value, reading);
                }
            }
            Value::Object(map) => {
                for (inner, value) in map {
                    self.leave(&format!("{path}/{inner}"), inner, value, reading);
                }
            }
            _ => {}
        }
    }
}

/// Why a string of an item stands in no article.
fn why(path: &str, key: &str) -> Why {
    match key {
        "edNote" | "ednote" => Why::EditorNote,
        "copyrightNotice" | "copyrightHolder" | "usageTerms" | "usageterms" | "copyrightholder"
        | "copyrightnotice" => Why::Rights,
        "uri" | "href" | "contentType" | "contenttype" | "mimetype" | "standard" | "schema"
        | "rel" | "scheme" | "code" | "role" | "version" => Why::FormatData,
        "value" => Why::OtherVersion,
        _ if path.starts_with("/standard") || path.starts_with("/renditions") => Why::FormatData,
        _ if path.starts_with("/body")
            || path.starts_with("/description")
            || path.starts_with("/headline") =>
        {
            Why::OtherVersion
        }
        _ => Why::Metadata,
    }
}

/// Whether a text has tags.
fn is_marked(text: &str) -> bool {
    [
        "<p", "<div", "<br", "<h", "<span", "<b>", "<strong", "<em", "<i>", "<a ", "<ul", "<table",
    ]
    .iter()
    .any(|tag| text.contains(tag))
}

/// A text without its tags.
fn plain(text: &str, html: bool) -> String {
    if !html {
        return text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let mut aside = Reading::default();
    let raw = html::read(text, "", &mut aside);
    let words: Vec<String> = raw.paras.iter().map(|para| para.words.text()).collect();
    words.join(" ")
}
