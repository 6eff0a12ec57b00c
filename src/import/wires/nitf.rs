//! NITF 3.6, News Industry Text Format.

use roxmltree::Node;

use super::super::flow::Flow;
use super::super::model::{Kind, Para, Raw, Reading, Words};
use super::super::words::{Doubt, Why};
use crate::package::{attribute, local, text_nodes, trail};
use crate::say::Text;
use crate::story::PartRole;

/// Reads `<nitf>`.
pub(in crate::import) fn nitf(root: Node<'_, '_>, reading: &mut Reading) -> Raw {
    let mut raw = Raw {
        looks: true,
        ..Raw::default()
    };
    for node in root.children() {
        match local(node) {
            "head" => head(node, &mut raw, reading),
            "body" => body(node, &mut raw, reading),
            _ => leave(node, Why::FormatData, reading),
        }
    }
    repeated(&raw, reading);
    raw
}

/// What stands in the head and in the article as well is repeated.
fn repeated(raw: &Raw, reading: &mut Reading) {
    let words: Vec<String> = raw
        .paras
        .iter()
        .map(|para| folded(&para.words.text()))
        .collect();
    for left in &mut reading.left {
        if left.why == Why::Metadata && words.contains(&folded(&left.text)) {
            left.why = Why::Repeated;
        }
    }
}

/// A text whose white space is of no account.
pub(super) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Notes the texts under a node.
pub(super) fn leave(node: Node<'_, '_>, why: Why, reading: &mut Reading) {
    for text in text_nodes(node) {
        reading.leave(trail(text), folded(text.text().unwrap_or("")), why);
    }
}

fn head(node: Node<'_, '_>, raw: &mut Raw, reading: &mut Reading) {
    for part in node.descendants() {
        if local(part) == "date.release" && raw.embargo.is_none() {
            raw.embargo = attribute(part, "norm").map(str::to_owned);
            if let Some(until) = &raw.embargo {
                reading.doubt(Doubt::Embargo, Text::quoted(until.clone()));
            }
        }
    }
    leave(node, Why::Metadata, reading);
}

fn body(node: Node<'_, '_>, raw: &mut Raw, reading: &mut Reading) {
    for part in node.children() {
        match local(part) {
            "body.head" => {
                for line in part.children() {
                    headline(line, raw, reading);
                }
            }
            "body.content" => content(part, raw, reading),
            "body.end" => {
                for end in part.children() {
                    match local(end) {
                        "tagline" => raw.paras.push(Para::part(PartRole::Signature, words(end))),
                        _ => leave(end, Why::Metadata, reading),
                    }
                }
            }
            _ => leave(part, Why::FormatData, reading),
        }
    }
}

fn headline(node: Node<'_, '_>, raw: &mut Raw, reading: &mut Reading) {
    let mut part = |role, node| {
        let words = words(node);
        if !words.is_blank() {
            raw.paras.push(Para::part(role, words));
        }
    };
    match local(node) {
        "hedline" => {
            for line in node.children() {
                match local(line) {
                    "hl1" => part(PartRole::Headline, line),
                    "hl2"
                        if attribute(line, "class")
                            .is_some_and(|class| class.contains("kicker")) =>
                    {
                        part(PartRole::Kicker, line);
                    }
                    "hl2" => part(PartRole::Deck, line),
                    _ => leave(line, Why::FormatData, reading),
                }
            }
        }
        "byline" => part(PartRole::Byline, node),
        "dateline" => part(PartRole::Dateline, node),
        // It says again what the article says.
        "abstract" => leave(node, Why::OtherVersion, reading),
        "note" => leave(node, Why::EditorNote, reading),
        "rights" => leave(node, Why::Rights, reading),
        _ => leave(node, Why::Metadata, reading),
    }
}

/// All words under a node in one line.
pub(super) fn words(node: Node<'_, '_>) -> Words {
    let all: Vec<String> = text_nodes(node)
        .map(|text| text.text().unwrap_or("").to_owned())
        .collect();
    Words::plain(folded(&all.join(" ").replace(" ,", ",")))
}

/// The text of an article: paragraphs, subheads, lists, tables, media.
fn content(node: Node<'_, '_>, raw: &mut Raw, reading: &mut Reading) {
    let mut flow = Flow::new(reading, "body.content");
    fed(node, &mut flow);
    flow.finish();
    let base = raw.pictures.len();
    let pictures = std::mem::take(&mut flow.pictures);
    let paras = std::mem::take(&mut flow.paras);
    raw.pictures.extend(pictures);
    raw.paras
        .extend(paras.into_iter().map(|para| match para.kind {
            Kind::Picture(number) => Para {
                kind: Kind::Picture(number + base),
                ..para
            },
            _ => para,
        }));
}

/// Feeds the nodes under a node to a flow.
pub(in crate::import) fn fed(node: Node<'_, '_>, flow: &mut Flow<'_>) {
    for inner in node.children() {
        if inner.is_text() {
            flow.text(inner.text().unwrap_or(""));
        } else if inner.is_element() {
            let name = local(inner);
            let value = |name: &str| attribute(inner, name).map(str::to_owned);
            // Media other than pictures have words and no file that is printed.
            let odd = name == "media"
                && value("media-type")
                    .is_some_and(|kind| !kind.contains("image") && !kind.contains("graphic"))
                || name == "media-metadata"
                || name == "media-object";
            if odd {
                leave(inner, Why::NoText, flow.reading);
                continue;
            }
            flow.start(name, &value, false);
            fed(inner, flow);
            flow.end(name);
        }
    }
}
