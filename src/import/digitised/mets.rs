//! METS: which blocks of which pages are one article.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use super::super::model::{Raw, Reading};
use super::super::words::Why;
use super::alto::blocks;
use super::block::{Block, articles, continued};
use crate::package::{PackageFault, attribute, local, parse, ready, text_nodes, trail};

/// The files that a METS document names: their ids and where they lie.
pub(in crate::import) fn files(root: Node<'_, '_>) -> Vec<(String, String)> {
    root.descendants()
        .filter(|node| local(*node) == "file")
        .filter_map(|file| {
            let place = file.children().find(|node| local(*node) == "FLocat")?;
            let href = attribute(place, "href")?
                .trim_start_matches("file://./")
                .trim_start_matches("./");
            Some((attribute(file, "ID")?.to_owned(), href.to_owned()))
        })
        .filter(|(_, href)| href.to_ascii_lowercase().ends_with(".xml"))
        .collect()
}

/// Kinds of logical divisions that are an article.
const ARTICLES: &[&str] = &[
    "article",
    "advertisement",
    "picture",
    "illustration",
    "chapter",
    "item",
    "sidebar",
    "section",
];

/// Reads the articles of an issue; `pages` are the ALTO texts by the ids of their files.
pub(in crate::import) fn mets(
    root: Node<'_, '_>,
    pages: &[(String, String)],
    reading: &mut Reading,
) -> Result<Vec<Raw>, PackageFault> {
    for node in text_nodes(root) {
        reading.leave(trail(node), node.text().unwrap_or(""), Why::Metadata);
    }
    let homes = homes(root);
    let nexts = nexts(root);
    let mut all: Vec<Block> = Vec::new();
    let mut seen: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut ranks: Vec<(usize, usize)> = Vec::new();
    for (nth, (file, text)) in pages.iter().enumerate() {
        let ready = ready(text)?;
        let document = parse(&ready)?;
        if local(document.root_element()) != "alto" {
            continue;
        }
        for mut block in blocks(document.root_element(), reading) {
            let home = homes.get(&(file.clone(), block.id.clone()));
            let rank = home.map_or(usize::MAX, |(_, rank)| *rank);
            if let Some((article, _)) = home {
                block.article = Some(article.clone());
                seen.entry(article.clone()).or_default().insert(nth);
            }
            // Ids are those of one page.
            let next = block.next.take().map(|next| format!("{file}/{next}"));
            block.next = next.or_else(|| {
                let own = (file.clone(), block.id.clone());
                nexts.get(&own).map(|(file, next)| format!("{file}/{next}"))
            });
            block.id = format!("{file}/{}", block.id);
            ranks.push((rank, all.len()));
            all.push(block);
        }
    }
    for (article, pages) in seen {
        if pages.len() > 1 {
            continued(reading, &article);
        }
    }
    ranks.sort_unstable();
    let mut slots: Vec<Option<Block>> = all.into_iter().map(Some).collect();
    let ordered = ranks
        .iter()
        .filter_map(|(_, at)| slots[*at].take())
        .collect();
    Ok(articles(ordered, "pages", reading))
}

/// The article of each block, by file and id, and its rank in the issue.
fn homes(root: Node<'_, '_>) -> BTreeMap<(String, String), (String, usize)> {
    let mut homes = BTreeMap::new();
    let logical = root
        .descendants()
        .filter(|node| local(*node) == "structMap")
        .find(|node| {
            attribute(*node, "TYPE").is_some_and(|kind| kind.eq_ignore_ascii_case("logical"))
        });
    let Some(logical) = logical else {
        return homes;
    };
    for (rank, area) in logical
        .descendants()
        .filter(|node| local(*node) == "area")
        .enumerate()
    {
        let (Some(file), Some(block)) = (attribute(area, "FILEID"), attribute(area, "BEGIN"))
        else {
            continue;
        };
        let article = area
            .ancestors()
            .filter(|node| local(*node) == "div")
            .find(|node| {
                attribute(*node, "TYPE")
                    .is_some_and(|kind| ARTICLES.contains(&kind.to_ascii_lowercase().as_str()))
            });
        if let Some(article) = article {
            let name = attribute(article, "ID").map_or_else(
                || format!("article at {}", article.range().start),
                str::to_owned,
            );
            homes
                .entry((file.to_owned(), block.to_owned()))
                .or_insert((name, rank));
        }
    }
    homes
}

/// Blocks that go on in others, by file and id: areas of one sequence.
fn nexts(root: Node<'_, '_>) -> BTreeMap<(String, String), (String, String)> {
    let mut nexts = BTreeMap::new();
    for sequence in root.descendants().filter(|node| local(*node) == "seq") {
        let areas: Vec<(String, String)> = sequence
            .children()
            .filter(|node| local(*node) == "area")
            .filter_map(|area| {
                let of = |name| attribute(area, name).map(str::to_owned);
                Some((of("FILEID")?, of("BEGIN")?))
            })
            .collect();
        for pair in areas.windows(2) {
            nexts.insert(pair[0].clone(), pair[1].clone());
        }
    }
    nexts
}
