//! ALTO 2 to 4: blocks, lines and words of a page with their places.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::super::flow::is_wide;
use super::super::model::{Mark, Raw, Reading, Words};
use super::super::words::Why;
use super::block::{Block, articles, gap};
use crate::package::{attribute, child, local, text_nodes, trail};

/// Reads a page into articles.
pub(in crate::import) fn alto(root: Node<'_, '_>, at: &str, reading: &mut Reading) -> Vec<Raw> {
    let blocks = blocks(root, reading);
    articles(blocks, at, reading)
}

/// The blocks of a page in reading order.
pub(super) fn blocks(root: Node<'_, '_>, reading: &mut Reading) -> Vec<Block> {
    // What ALTO writes between tags is about the page.
    for node in text_nodes(root) {
        if !node.ancestors().any(|above| local(above) == "ALTERNATIVE") {
            reading.leave(trail(node), node.text().unwrap_or(""), Why::FormatData);
        }
    }
    let tags = Tags::read(root);
    let styles = styles(root);
    let mut blocks: Vec<Block> = root
        .descendants()
        .filter(|node| local(*node) == "TextBlock")
        .map(|node| block(node, &tags, &styles))
        .collect();
    let order = order(root);
    if !order.is_empty() {
        let place = |block: &Block| order.get(block.id.as_str()).copied().unwrap_or(usize::MAX);
        blocks.sort_by_key(place);
    }
    blocks
}

/// The places of blocks in the reading order, by their ids.
fn order<'a>(root: Node<'a, '_>) -> BTreeMap<&'a str, usize> {
    root.descendants()
        .filter(|node| local(*node) == "ElementRef")
        .filter_map(|node| attribute(node, "REF"))
        .enumerate()
        .map(|(nth, id)| (id, nth))
        .collect()
}

/// Tags by their ids: roles and articles.
struct Tags {
    roles: BTreeMap<String, String>,
    articles: BTreeMap<String, String>,
}

impl Tags {
    fn read(root: Node<'_, '_>) -> Tags {
        let mut tags = Tags {
            roles: BTreeMap::new(),
            articles: BTreeMap::new(),
        };
        for tag in child(root, "Tags")
            .into_iter()
            .flat_map(|tags| tags.children())
        {
            let Some(id) = attribute(tag, "ID") else {
                continue;
            };
            let label = attribute(tag, "LABEL").unwrap_or(id).to_owned();
            let kind = attribute(tag, "TYPE").unwrap_or("").to_ascii_lowercase();
            if kind == "article" {
                tags.articles.insert(id.to_owned(), label);
            } else if matches!(local(tag), "StructureTag" | "LayoutTag" | "RoleTag") {
                tags.roles.insert(id.to_owned(), label.to_ascii_lowercase());
            }
        }
        tags
    }
}

/// Sizes, in hundredths of a point, and whether bold, of styles by their ids.
fn styles(root: Node<'_, '_>) -> BTreeMap<String, (i64, bool)> {
    root.descendants()
        .filter(|node| local(*node) == "TextStyle")
        .filter_map(|node| {
            let size: f64 = attribute(node, "FONTSIZE")
                .and_then(|size| size.parse().ok())
                .unwrap_or(0.0);
            let bold = attribute(node, "FONTSTYLE").is_some_and(|style| style.contains("bold"));
            Some((
                attribute(node, "ID")?.to_owned(),
                ((size * 100.0).round() as i64, bold),
            ))
        })
        .collect()
}

fn number(node: Node<'_, '_>, name: &str) -> i64 {
    let value = attribute(node, name).and_then(|at| at.parse::<f64>().ok());
    value
        .filter(|at| at.abs() < 1e9)
        .map_or(0, |at| at.round() as i64)
}

fn block(node: Node<'_, '_>, tags: &Tags, styles: &BTreeMap<String, (i64, bool)>) -> Block {
    let mut block = Block {
        id: attribute(node, "ID").unwrap_or_default().to_owned(),
        next: attribute(node, "IDNEXT").map(str::to_owned),
        ..Block::default()
    };
    let (left, top) = (number(node, "HPOS"), number(node, "VPOS"));
    block.place = [
        left,
        top,
        left + number(node, "WIDTH"),
        top + number(node, "HEIGHT"),
    ];
    for tag in attribute(node, "TAGREFS").unwrap_or("").split_whitespace() {
        if let Some(role) = tags.roles.get(tag) {
            block.role.clone_from(role);
        }
        if let Some(article) = tags.articles.get(tag) {
            block.article = Some(article.clone());
        }
    }
    let style = |node: Node<'_, '_>| -> Option<(i64, bool)> {
        let refs = attribute(node, "STYLEREFS")?;
        refs.split_whitespace()
            .find_map(|id| styles.get(id).copied())
    };
    let own = style(node);
    // Bold is a mark only where the block is not bold as a whole.
    let mut sizes: BTreeMap<i64, usize> = BTreeMap::new();
    let mut hyphen = false;
    for line in node.descendants().filter(|line| local(*line) == "TextLine") {
        let mut words = Words::default();
        let lined = style(line).or(own);
        let mut hyphened = false;
        let mut spaced = true;
        for part in line.children() {
            match local(part) {
                "SP" => spaced = true,
                "HYP" => hyphened = true,
                "String" => {
                    let (size, bold) = style(part).or(lined).unwrap_or((0, false));
                    let text = content(part);
                    *sizes.entry(size).or_default() += text.len();
                    let mark = Mark {
                        bold,
                        ruby: reading_of(part),
                        ..Mark::default()
                    };
                    let wide = words.text().ends_with(is_wide) || text.starts_with(is_wide);
                    let first = words.is_blank();
                    if !first
                        && (spaced || !wide && !line.children().any(|part| local(part) == "SP"))
                    {
                        words.push(" ", &Mark::default());
                    }
                    words.push(&text, &mark);
                    spaced = false;
                }
                _ => {}
            }
        }
        if !hyphen {
            gap(&mut block.words, &words);
        }
        block.words.append(words);
        hyphen = hyphened;
    }
    block.size = sizes
        .into_iter()
        .max_by_key(|(_, length)| *length)
        .map_or(0, |(size, _)| size);
    if block.words.is_bold() && block.role != "cell" {
        block.words = std::mem::take(&mut block.words).lighter();
    }
    block
}

/// The characters of a word; those of a divided one without the other half.
fn content(word: Node<'_, '_>) -> String {
    attribute(word, "CONTENT").unwrap_or_default().to_owned()
}

/// The reading over a word.
fn reading_of(word: Node<'_, '_>) -> Option<String> {
    let over =
        child(word, "ALTERNATIVE").filter(|node| attribute(*node, "PURPOSE") == Some("ruby"))?;
    over.text()
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}
