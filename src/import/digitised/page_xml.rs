//! PAGE-XML 2013 to 2019 (PRImA): regions of a page in reading order.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::super::model::{Raw, Reading, Words};
use super::super::words::Why;
use super::block::{Block, articles, gap};
use crate::package::{attribute, child, children, local, text_nodes, trail};

/// Reads a page into articles.
pub(in crate::import) fn page_xml(root: Node<'_, '_>, reading: &mut Reading) -> Vec<Raw> {
    for node in text_nodes(root) {
        let inside = node.ancestors().any(|above| local(above) == "TextRegion");
        if !inside {
            reading.leave(trail(node), node.text().unwrap_or(""), Why::Metadata);
        }
    }
    let order: BTreeMap<&str, usize> = root
        .descendants()
        .filter(|node| matches!(local(*node), "RegionRefIndexed" | "RegionRef"))
        .filter_map(|node| attribute(node, "regionRef"))
        .enumerate()
        .map(|(nth, id)| (id, nth))
        .collect();
    let mut blocks: Vec<Block> = root
        .descendants()
        .filter(|node| local(*node) == "TextRegion")
        .map(|region| block(region, reading))
        .collect();
    blocks.sort_by_key(|block| order.get(block.id.as_str()).copied().unwrap_or(usize::MAX));
    articles(blocks, "page", reading)
}

fn block(region: Node<'_, '_>, reading: &mut Reading) -> Block {
    let custom = attribute(region, "custom").unwrap_or("");
    let kind = attribute(region, "type").unwrap_or("").to_ascii_lowercase();
    let mut block = Block {
        id: attribute(region, "id").unwrap_or_default().to_owned(),
        article: said(custom, "article", "id").or_else(|| said(custom, "structure", "id")),
        role: said(custom, "structure", "type")
            .filter(|role| role != "article")
            .or_else(|| said(custom, "role", "name"))
            .unwrap_or_else(|| match kind.as_str() {
                "caption" => "cutline".to_owned(),
                "credit" => "credit".to_owned(),
                "" | "other" => String::new(),
                kind => kind.to_owned(),
            }),
        ..Block::default()
    };
    if region
        .ancestors()
        .skip(1)
        .any(|above| local(above) == "TableRegion")
    {
        "cell".clone_into(&mut block.role);
    }
    block.place = place(region);
    let lines: Vec<Node<'_, '_>> = children(region, "TextLine").collect();
    for line in &lines {
        let words = equivalent(*line, reading);
        gap(&mut block.words, &words);
        block.words.append(words);
    }
    // A region says again what its lines say.
    let own = equivalent(region, reading);
    if lines.is_empty() {
        block.words = own;
    } else {
        let bare = |words: &Words| words.text().split_whitespace().collect::<String>();
        let why = if bare(&own) == bare(&block.words) {
            Why::Repeated
        } else {
            Why::OtherVersion
        };
        reading.leave(format!("region {}", block.id), own.text(), why);
    }
    block
}

/// The text of a region or a line: of several versions the first; of none the words'.
fn equivalent(node: Node<'_, '_>, reading: &mut Reading) -> Words {
    let mut versions: Vec<Node<'_, '_>> = children(node, "TextEquiv").collect();
    let index = |node: &Node<'_, '_>| {
        attribute(*node, "index")
            .and_then(|at| at.parse::<u32>().ok())
            .unwrap_or(0)
    };
    versions.sort_by_key(index);
    let text = |version: Node<'_, '_>| {
        child(version, "Unicode")
            .and_then(|node| node.text())
            .unwrap_or("")
            .to_owned()
    };
    let mut words = Words::default();
    if let Some(first) = versions.first() {
        words = Words::plain(text(*first).trim());
        for other in &versions[1..] {
            reading.leave("TextEquiv", text(*other), Why::OtherVersion);
        }
    }
    let mut parts = Words::default();
    for word in children(node, "Word") {
        let own = equivalent(word, reading);
        gap(&mut parts, &own);
        parts.append(own);
    }
    if words.is_blank() { parts } else { words }
}

/// A value of the `custom` attribute, `structure {type:headline;}`.
fn said(custom: &str, name: &str, key: &str) -> Option<String> {
    let (_, after) = custom.split_once(&format!("{name} {{"))?;
    let inside = &after[..after.find('}')?];
    inside.split(';').find_map(|pair| {
        let (known, value) = pair.split_once(':')?;
        (known.trim() == key).then(|| value.trim().to_owned())
    })
}

/// The box round the outline of a region.
fn place(region: Node<'_, '_>) -> [i64; 4] {
    let points = child(region, "Coords")
        .and_then(|coords| attribute(coords, "points"))
        .unwrap_or("");
    let mut place = [i64::MAX, i64::MAX, i64::MIN, i64::MIN];
    for pair in points.split_whitespace() {
        let Some((x, y)) = pair.split_once(',') else {
            continue;
        };
        if let (Ok(x), Ok(y)) = (x.parse::<i64>(), y.parse::<i64>()) {
            place = [
                place[0].min(x),
                place[1].min(y),
                place[2].max(x),
                place[3].max(y),
            ];
        }
    }
    if place[0] > place[2] { [0; 4] } else { place }
}
