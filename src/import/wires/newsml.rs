//! NewsML-G2 2.35: news items, packages of them, and the messages that carry both.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::super::data::located;
use super::super::html;
use super::super::model::{Kind, Para, Picture, Raw, Reading, Words};
use super::super::text;
use super::super::words::{Doubt, Why};
use super::nitf::{folded, leave, nitf, words};
use crate::package::{attribute, child, children, local};
use crate::say::{Text, text};
use crate::story::PartRole;

/// An item as it was read.
struct Item {
    raw: Raw,
    /// Pictures that it is, when it is no text.
    picture: bool,
}

/// Reads an item, a package, a message, or a piece of one.
pub(in crate::import) fn newsml(root: Node<'_, '_>, text: &str, reading: &mut Reading) -> Vec<Raw> {
    let mut items: Vec<(String, Item)> = Vec::new();
    let mut groups: Vec<Vec<String>> = Vec::new();
    match local(root) {
        "newsMessage" => {
            for part in root.children() {
                if local(part) != "itemSet" {
                    leave(part, Why::Metadata, reading);
                    continue;
                }
                for item in part.children() {
                    match local(item) {
                        "newsItem" => items.push((guid(item), news_item(item, text, reading))),
                        "packageItem" => package(item, &mut groups, reading),
                        _ => leave(item, Why::NoText, reading),
                    }
                }
            }
        }
        "packageItem" => package(root, &mut groups, reading),
        _ => items.push((guid(root), news_item(root, text, reading))),
    }
    gathered(items, &groups)
}

fn guid(item: Node<'_, '_>) -> String {
    attribute(item, "guid").unwrap_or_default().to_owned()
}

/// Articles with the pictures that a package puts beside them; a message with one text puts all
/// there.
fn gathered(items: Vec<(String, Item)>, groups: &[Vec<String>]) -> Vec<Raw> {
    let texts: Vec<String> = items
        .iter()
        .filter(|(_, item)| !item.picture)
        .map(|(guid, _)| guid.clone())
        .collect();
    let mut home: BTreeMap<String, String> = BTreeMap::new();
    for group in groups {
        let Some(text) = group.iter().find(|guid| texts.contains(guid)) else {
            continue;
        };
        for guid in group {
            home.entry(guid.clone()).or_insert_with(|| text.clone());
        }
    }
    let mut raws: Vec<(String, Raw)> = Vec::new();
    let mut loose = Vec::new();
    for (guid, item) in items {
        if item.picture {
            loose.push((guid, item.raw));
        } else {
            raws.push((guid, item.raw));
        }
    }
    let only = (texts.len() == 1).then(|| texts[0].clone());
    for (guid, picture) in loose {
        let text = home.get(&guid).or(only.as_ref());
        match raws.iter_mut().find(|(known, _)| Some(known) == text) {
            Some((_, raw)) => {
                // The headline of a picture is not that of the article.
                for para in picture.paras {
                    if let Kind::Picture(number) = para.kind {
                        raw.paras.push(Para {
                            kind: Kind::Picture(raw.pictures.len() + number),
                            ..para
                        });
                    }
                }
                raw.pictures.extend(picture.pictures);
            }
            None => raws.push((guid, picture)),
        }
    }
    raws.into_iter().map(|(_, raw)| raw).collect()
}

/// Notes what a package says of its items, and which stand together.
fn package(item: Node<'_, '_>, groups: &mut Vec<Vec<String>>, reading: &mut Reading) {
    let refs = |node: Node<'_, '_>| -> Vec<String> {
        children(node, "itemRef")
            .filter_map(|item| attribute(item, "residref").map(str::to_owned))
            .collect()
    };
    for node in item.descendants() {
        if matches!(local(node), "group" | "packageItem") {
            groups.push(refs(node));
        }
    }
    for part in item.children() {
        let why = match local(part) {
            "groupSet" | "itemRef" => Why::ItemRef,
            "rightsInfo" => Why::Rights,
            _ => Why::Metadata,
        };
        leave(part, why, reading);
    }
}

fn news_item(item: Node<'_, '_>, text: &str, reading: &mut Reading) -> Item {
    let before = reading.left.len();
    let mut raw = Raw {
        looks: true,
        ..Raw::default()
    };
    let class = child(item, "itemMeta")
        .and_then(|meta| child(meta, "itemClass"))
        .and_then(|class| attribute(class, "qcode"))
        .unwrap_or("");
    let remote = item
        .descendants()
        .any(|node| local(node) == "remoteContent");
    let is_picture =
        class.ends_with("picture") || class.ends_with("graphic") || remote && class.is_empty();
    let usage = item
        .descendants()
        .find(|node| local(*node) == "usageTerms")
        .map(|node| words(node).text());
    let mut heads = Vec::new();
    let mut picture = Words::default();
    let mut credit = Words::default();
    // A piece of an item stands for the item.
    let parts: Vec<Node<'_, '_>> = if local(item) == "newsItem" {
        item.children().collect()
    } else {
        vec![item]
    };
    for part in parts {
        match local(part) {
            "rightsInfo" => leave(part, Why::Rights, reading),
            "itemMeta" => item_meta(part, &mut raw, reading),
            "contentMeta" => content_meta(
                part,
                is_picture,
                (&mut heads, &mut picture, &mut credit),
                reading,
            ),
            "contentSet" => {
                for content in part.children() {
                    content_of(content, text, &mut raw, reading);
                }
            }
            "groupSet" => leave(part, Why::ItemRef, reading),
            _ if part.is_text() => {
                reading.leave(
                    local(item),
                    folded(part.text().unwrap_or("")),
                    Why::FormatData,
                );
            }
            _ => leave(part, Why::Metadata, reading),
        }
    }
    heads_first(&mut raw, heads, reading);
    for shown in &mut raw.pictures {
        if is_picture {
            shown.caption = Some(picture.clone()).filter(|words| !words.is_blank());
            shown.credit = Some(credit.clone()).filter(|words| !words.is_blank());
            shown.usage = shown.usage.take().or(usage.clone());
        }
    }
    if raw.pictures.is_empty() || !is_picture {
        for words in [picture, credit] {
            reading.leave("contentMeta", words.text(), Why::Metadata);
        }
    }
    let words: Vec<String> = raw
        .paras
        .iter()
        .map(|para| folded(&para.words.text()))
        .collect();
    for left in &mut reading.left[before..] {
        if left.why == Why::Metadata && words.contains(&folded(&left.text)) {
            left.why = Why::Repeated;
        }
    }
    Item {
        picture: is_picture && !raw.pictures.is_empty(),
        raw,
    }
}

/// Puts what the metadata says of the head before the text, unless the text says it itself.
fn heads_first(raw: &mut Raw, heads: Vec<(PartRole, Words)>, reading: &mut Reading) {
    let mut first = Vec::new();
    for (role, words) in heads {
        let known = raw.paras.iter().any(|para| para.role == Some(role))
            || first.iter().any(|para: &Para| para.role == Some(role));
        if known {
            let own = raw
                .paras
                .iter()
                .any(|para| folded(&para.words.text()) == folded(&words.text()));
            let why = if own {
                Why::Repeated
            } else {
                Why::OtherVersion
            };
            reading.leave("contentMeta", words.text(), why);
        } else {
            first.push(Para::part(role, words));
        }
    }
    first.append(&mut raw.paras);
    raw.paras = first;
}

fn item_meta(node: Node<'_, '_>, raw: &mut Raw, reading: &mut Reading) {
    for part in node.children() {
        match local(part) {
            "embargoed" => {
                let until = words(part).text();
                if until.is_empty() {
                    reading.doubt(
                        Doubt::Withheld,
                        text!("import.embargo-without-end", "embargoed without an end"),
                    );
                } else {
                    reading.doubt(Doubt::Embargo, Text::quoted(until.clone()));
                    raw.embargo = Some(until);
                }
            }
            "pubStatus" => {
                let status = attribute(part, "qcode")
                    .or_else(|| attribute(part, "uri"))
                    .unwrap_or("");
                if !status.is_empty() && !status.ends_with("usable") {
                    reading.doubt(Doubt::Withheld, Text::quoted(status));
                }
            }
            "edNote" => leave(part, Why::EditorNote, reading),
            _ => leave(part, Why::Metadata, reading),
        }
    }
}

/// Headline, byline and dateline of an item; caption and credit of a picture.
fn content_meta(
    node: Node<'_, '_>,
    is_picture: bool,
    (heads, caption, credit): (&mut Vec<(PartRole, Words)>, &mut Words, &mut Words),
    reading: &mut Reading,
) {
    let has_line = child(node, "creditline").is_some();
    for part in node.children() {
        let role = attribute(part, "role").unwrap_or("");
        match local(part) {
            "headline" if !words(part).is_blank() => {
                let part_role = if role.ends_with("subtitle") || role.ends_with("sub") {
                    PartRole::Deck
                } else {
                    PartRole::Headline
                };
                heads.push((part_role, words(part)));
            }
            "by" | "byline" => heads.push((PartRole::Byline, words(part))),
            "dateline" => heads.push((PartRole::Dateline, words(part))),
            "creditline" if is_picture => *credit = words(part),
            "creator"
                if is_picture && role.contains("photog") && !has_line && credit.is_blank() =>
            {
                if let Some(name) = child(part, "name") {
                    *credit = words(name);
                }
                for other in part.children().filter(|other| local(*other) != "name") {
                    leave(other, Why::Metadata, reading);
                }
            }
            "description"
                if is_picture
                    && caption.is_blank()
                    && (role.ends_with("caption") || role.is_empty()) =>
            {
                *caption = words(part);
            }
            "description" => leave(part, Why::OtherVersion, reading),
            _ => leave(part, Why::Metadata, reading),
        }
    }
}

fn content_of(content: Node<'_, '_>, text: &str, raw: &mut Raw, reading: &mut Reading) {
    match local(content) {
        "inlineXML" => {
            for inner in content.children() {
                match local(inner) {
                    "nitf" => merged(raw, nitf(inner, reading)),
                    "html" | "div" | "body" | "article" | "section" | "p" => {
                        let written = &text[inner.range()];
                        merged(raw, html::read(written, "inlineXML", reading));
                    }
                    _ => leave(inner, Why::FormatData, reading),
                }
            }
        }
        "inlineData" => {
            let data: String = content.children().filter_map(|node| node.text()).collect();
            let kind = attribute(content, "contenttype").unwrap_or("");
            if kind.contains("html") {
                merged(raw, html::read(&data, "inlineData", reading));
            } else if kind.starts_with("text/") || kind.is_empty() {
                merged(raw, text::read(&data));
            } else {
                leave(content, Why::NoText, reading);
            }
        }
        "remoteContent" => {
            remote(content, raw);
            leave(content, Why::FormatData, reading);
        }
        _ => leave(content, Why::FormatData, reading),
    }
}

/// Keeps the largest of the renditions of a picture.
fn remote(content: Node<'_, '_>, raw: &mut Raw) {
    let kind = attribute(content, "contenttype").unwrap_or("image/");
    let Some(href) = attribute(content, "href").filter(|_| kind.starts_with("image/")) else {
        return;
    };
    let pixels = |node: Node<'_, '_>| {
        let side = |name: &str| {
            attribute(node, name)
                .and_then(|at| at.parse::<u64>().ok())
                .unwrap_or(0)
        };
        side("width").saturating_mul(side("height"))
    };
    let larger = content
        .parent()
        .into_iter()
        .flat_map(|set| set.children())
        .filter(|other| local(*other) == "remoteContent" && *other != content)
        .any(|other| {
            let own = (pixels(content), std::cmp::Reverse(content.range().start));
            (pixels(other), std::cmp::Reverse(other.range().start)) > own
        });
    if !larger && raw.pictures.is_empty() {
        raw.pictures.push(Picture::new(located(href)));
        raw.paras.push(Para {
            kind: Kind::Picture(0),
            ..Para::default()
        });
    }
}

fn merged(raw: &mut Raw, other: Raw) {
    let base = raw.pictures.len();
    raw.pictures.extend(other.pictures);
    raw.paras
        .extend(other.paras.into_iter().map(|para| match para.kind {
            Kind::Picture(number) => Para {
                kind: Kind::Picture(number + base),
                ..para
            },
            _ => para,
        }));
    raw.embargo = raw.embargo.take().or(other.embargo);
}
