//! CNML, Chinese News Markup Language (GB/T 20092.3), by the local names of its elements. No public
//! example of it exists, so that every reading says that it is not verified.

use roxmltree::Node;

use super::super::flow::Flow;
use super::super::html;
use super::super::model::{Para, Raw, Reading};
use super::super::text;
use super::super::words::{Doubt, Why};
use super::nitf::{fed, leave, words};
use crate::package::{attribute, is_blank, local};
use crate::say::Text;
use crate::story::PartRole;

/// Local names, in small letters, and what they hold.
const NAMES: &[(&str, PartRole)] = &[
    ("headline", PartRole::Headline),
    ("title", PartRole::Headline),
    ("maintitle", PartRole::Headline),
    ("标题", PartRole::Headline),
    ("主标题", PartRole::Headline),
    ("subheadline", PartRole::Deck),
    ("subtitle", PartRole::Deck),
    ("副题", PartRole::Deck),
    ("副标题", PartRole::Deck),
    ("introtitle", PartRole::Kicker),
    ("leadtitle", PartRole::Kicker),
    ("kicker", PartRole::Kicker),
    ("引题", PartRole::Kicker),
    ("byline", PartRole::Byline),
    ("dateline", PartRole::Dateline),
];

/// Local names of what holds the text.
const TEXTS: &[&str] = &[
    "datacontent",
    "contentdata",
    "bodytext",
    "body",
    "textcontent",
    "正文",
];

/// Reads every item of a document.
pub(in crate::import) fn cnml(root: Node<'_, '_>, reading: &mut Reading) -> Vec<Raw> {
    reading.doubt(Doubt::NotVerified, Text::quoted("CNML"));
    let is_item = |node: &Node<'_, '_>| {
        matches!(
            lower(*node).as_str(),
            "newsitem" | "item" | "contentitem" | "newscomponent"
        )
    };
    // The innermost items: an item may hold others.
    let items: Vec<Node<'_, '_>> = root
        .descendants()
        .filter(|node| is_item(node) && !node.descendants().skip(1).any(|inner| is_item(&inner)))
        .collect();
    let items = if items.is_empty() { vec![root] } else { items };
    let mut raws = Vec::new();
    for item in &items {
        let mut raw = Raw {
            looks: true,
            ..Raw::default()
        };
        walk(*item, &mut raw, reading);
        raws.push(raw);
    }
    outside(root, &items, reading);
    raws
}

fn lower(node: Node<'_, '_>) -> String {
    local(node).to_lowercase()
}

/// Notes the texts that stand in no item.
fn outside(node: Node<'_, '_>, items: &[Node<'_, '_>], reading: &mut Reading) {
    if items.contains(&node) {
        return;
    }
    if node.is_text() {
        if !is_blank(node.text().unwrap_or("")) {
            leave(node, Why::Metadata, reading);
        }
        return;
    }
    for inner in node.children() {
        outside(inner, items, reading);
    }
}

fn walk(node: Node<'_, '_>, raw: &mut Raw, reading: &mut Reading) {
    for inner in node.children() {
        if inner.is_text() {
            leave(inner, Why::Metadata, reading);
            continue;
        }
        if !inner.is_element() {
            continue;
        }
        let name = lower(inner);
        if let Some((_, role)) = NAMES.iter().find(|(known, _)| *known == name) {
            let new = !raw.paras.iter().any(|para| para.role == Some(*role));
            if new && !words(inner).is_blank() {
                raw.paras.push(Para::part(*role, words(inner)));
            } else {
                leave(inner, Why::OtherVersion, reading);
            }
        } else if TEXTS.contains(&name.as_str()) {
            content(inner, raw, reading);
        } else if name.contains("embargo") {
            let until =
                attribute(inner, "value").map_or_else(|| words(inner).text(), str::to_owned);
            reading.doubt(Doubt::Embargo, Text::quoted(until.clone()));
            raw.embargo = Some(until).filter(|until| !until.is_empty());
        } else {
            walk(inner, raw, reading);
        }
    }
}

/// The text: elements, or HTML that is written as characters.
fn content(node: Node<'_, '_>, raw: &mut Raw, reading: &mut Reading) {
    let inside = node.descendants().skip(1).any(|inner| inner.is_element());
    if inside {
        let mut flow = Flow::new(reading, "content");
        fed(node, &mut flow);
        flow.finish();
        raw.paras.append(&mut flow.paras);
        return;
    }
    let written: String = node.children().filter_map(|inner| inner.text()).collect();
    let found = if written.contains('<') {
        html::read(&written, "content", reading)
    } else {
        text::read(&written)
    };
    raw.paras.extend(found.paras);
}
