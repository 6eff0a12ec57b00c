//! Blocks of a digitised page, and how they become articles.

use std::collections::BTreeMap;

use super::super::flow::is_wide;
use super::super::model::{Kind, Mark, Para, Raw, Reading, Words};
use super::super::words::{Doubt, Why};
use crate::say::Text;
use crate::story::PartRole;

/// A block of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    pub id: String,
    /// What its page calls its role: headline, paragraph, caption.
    pub role: String,
    /// The article that it names.
    pub article: Option<String>,
    pub words: Words,
    /// The block that goes on with it.
    pub next: Option<String>,
    /// Left, top, right and bottom, in the units of its page.
    pub place: [i64; 4],
    /// Height of its type, in hundredths of a point or in units of its page; 0 when unknown.
    pub size: i64,
}

/// Roles of blocks that are no part of an article's text.
const FURNITURE: &[&str] = &[
    "furniture",
    "advertisement",
    "advertisement-mark",
    "repeated-head",
    "header",
    "footer",
    "page-number",
    "catch-word",
    "signature-mark",
    "running-title",
    "publishing_stmt",
    "jump",
    "continued",
    "marginalia",
    "ad",
];

/// What a role means for a paragraph.
fn meant(role: &str) -> (Kind, Option<PartRole>) {
    match role {
        "subhead" | "subheading" => (Kind::Heading(2), None),
        "item" | "list-label" => (Kind::Item(None), None),
        "group-head" => (Kind::GroupHead, None),
        "figure" => (Kind::Figure, None),
        "heading" | "title" => (Kind::Text, Some(PartRole::Headline)),
        "note" => (Kind::Text, Some(PartRole::Note)),
        // A jump line is made anew wherever the story goes on.
        "jump" | "continued" => (Kind::Text, None),
        role => (Kind::Text, PartRole::named(role)),
    }
}

/// Articles of blocks in reading order: by the article that they name, else one article for each
/// headline.
pub(super) fn articles(blocks: Vec<Block>, at: &str, reading: &mut Reading) -> Vec<Raw> {
    let blocks = joined(blocks);
    let named = blocks.iter().any(|block| block.article.is_some());
    let body = body_size(&blocks);
    let mut raws: Vec<(String, Vec<Block>)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for block in blocks {
        if block.words.is_blank() {
            continue;
        }
        let place = format!("{at}, block {}", block.id);
        if FURNITURE.contains(&block.role.as_str()) || named && block.article.is_none() {
            reading.leave(place, block.words.text(), Why::OldPage);
            continue;
        }
        let key = match &block.article {
            Some(article) => article.clone(),
            None if begins(
                &block,
                body,
                raws.last().map(|(_, blocks)| blocks.as_slice()),
            ) || raws.is_empty() =>
            {
                format!("#{}", raws.len())
            }
            None => format!("#{}", raws.len() - 1),
        };
        let nth = *places.entry(key.clone()).or_insert_with(|| {
            raws.push((key, Vec::new()));
            raws.len() - 1
        });
        raws[nth].1.push(block);
    }
    raws.into_iter()
        .map(|(_, blocks)| raw(blocks, body))
        .collect()
}

/// Whether a block begins an article: it is a headline, and what came before was text.
fn begins(block: &Block, body: i64, before: Option<&[Block]>) -> bool {
    let head = |block: &Block| is_head(block, body);
    head(block) && before.is_none_or(|blocks| blocks.last().is_none_or(|last| !head(last)))
}

fn is_head(block: &Block, body: i64) -> bool {
    matches!(
        block.role.as_str(),
        "heading" | "headline" | "title" | "kicker"
    ) || block.role.is_empty() && body > 0 && block.size * 10 > body * 14
}

/// The size that most characters have.
fn body_size(blocks: &[Block]) -> i64 {
    let mut sizes: BTreeMap<i64, usize> = BTreeMap::new();
    for block in blocks.iter().filter(|block| block.size > 0) {
        *sizes.entry(block.size).or_default() += block.words.text().len();
    }
    sizes
        .into_iter()
        .max_by_key(|(_, length)| *length)
        .map_or(0, |(size, _)| size)
}

/// Blocks that go on in others made one.
fn joined(blocks: Vec<Block>) -> Vec<Block> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (nth, block) in blocks.iter().enumerate() {
        places.insert(block.id.clone(), nth);
    }
    let mut kept: Vec<Option<Block>> = blocks.into_iter().map(Some).collect();
    for nth in (0..kept.len()).rev() {
        let next = kept[nth].as_ref().and_then(|block| block.next.clone());
        let Some(at) = next
            .and_then(|next| places.get(&next).copied())
            .filter(|at| *at > nth)
        else {
            continue;
        };
        if let Some(rest) = kept[at].take()
            && let Some(block) = &mut kept[nth]
        {
            gap(&mut block.words, &rest.words);
            block.words.append(rest.words);
        }
    }
    kept.into_iter().flatten().collect()
}

/// Adds the blank that parts words where a line ends, but not between Han.
pub(super) fn gap(before: &mut Words, after: &Words) {
    let last = before.text().chars().next_back();
    let first = after.text().chars().next();
    if let (Some(last), Some(first)) = (last, first)
        && !(is_wide(last) || is_wide(first) || last.is_whitespace())
    {
        before.push(" ", &Mark::default());
    }
}

fn raw(blocks: Vec<Block>, body: i64) -> Raw {
    let mut raw = Raw {
        looks: true,
        known: blocks.iter().any(|block| !block.role.is_empty()),
        ..Raw::default()
    };
    let mut cells: Vec<Block> = Vec::new();
    for block in blocks {
        if block.role == "cell" {
            cells.push(block);
            continue;
        }
        raw.paras.extend(table(std::mem::take(&mut cells)));
        let head = is_head(&block, body);
        let (kind, mut role) = meant(&block.role);
        if block.role.is_empty() && head {
            role = None;
        }
        let mut para = Para {
            kind,
            words: block.words.trimmed(),
            role,
            ..Para::default()
        };
        if block.role.is_empty() {
            para.look.size = u32::try_from(block.size).ok();
            para.look.centred = head;
        }
        raw.paras.push(para);
    }
    raw.paras.extend(table(cells));
    raw
}

/// Cells as rows: those that stand side by side are one.
fn table(mut cells: Vec<Block>) -> Option<Para> {
    if cells.is_empty() {
        return None;
    }
    let middle = |block: &Block| (block.place[1] + block.place[3]) / 2;
    cells.sort_by_key(|block| (block.place[1], block.place[0]));
    let mut rows: Vec<Vec<Block>> = Vec::new();
    for cell in cells {
        let beside = rows
            .last()
            .and_then(|row| row.first())
            .is_some_and(|first| {
                let at = middle(&cell);
                first.place[1] <= at && at <= first.place[3]
            });
        match rows.last_mut().filter(|_| beside) {
            Some(row) => row.push(cell),
            None => rows.push(vec![cell]),
        }
    }
    let most = rows.iter().map(Vec::len).max().unwrap_or(0);
    let rows: Vec<Vec<Words>> = rows
        .into_iter()
        .map(|mut row| {
            row.sort_by_key(|cell| cell.place[0]);
            let mut words: Vec<Words> = row.into_iter().map(|cell| cell.words.trimmed()).collect();
            words.resize(most, Words::default());
            words
        })
        .collect();
    let bold = |row: &[Words]| row.iter().all(|cell| cell.is_blank() || cell.is_bold());
    let head = rows.len() > 1 && bold(&rows[0]) && !bold(&rows[1]);
    let rows: Vec<Vec<Words>> = rows
        .into_iter()
        .map(|row| row.into_iter().map(Words::lighter).collect())
        .collect();
    Some(Para {
        kind: Kind::Table(rows, head),
        ..Para::default()
    })
}

/// Notes that parts of an article stood on several pages.
pub(super) fn continued(reading: &mut Reading, about: &str) {
    reading.doubt(Doubt::Continues, Text::quoted(about));
}
