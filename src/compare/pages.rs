//! Two settings, article by article and page by page.

use std::collections::BTreeMap;

use super::article::{Pair, lone};
use super::difference::{ABSENT, DRAWN, Difference, DifferenceKind, PRESENT};
use super::drawn::{Drawn, drawn, page_origin};
use super::side::{Compared, points};
use super::texts::differing;
use crate::diag::{Code, Diagnostic};
use crate::export::png;
use crate::geom::{PageSpace, Point};
use crate::press::Output;
use crate::reading::{Article, ReadBlock, ReadChar, TextRole};
use crate::say::{Text, text};

/// Returns what differs between two settings, page by page.
pub fn compare(one: &Compared<'_>, other: &Compared<'_>) -> Vec<Difference> {
    let mut found = pages(one, other);
    let pairs = pairs(one, other, &mut found);
    let mut told: BTreeMap<&str, bool> = BTreeMap::new();
    for pair in &pairs {
        let own = pair.differences();
        told.insert(pair.one.1.id.as_str(), !own.is_empty());
        found.extend(own);
    }
    furniture(one, other, &mut found);
    shapes(one, other, &pairs, &told, &mut found);
    let order = |page: &str| {
        let at = one
            .reading
            .pages
            .iter()
            .position(|own| own.label().trim_start_matches('0') == page);
        at.unwrap_or(usize::MAX)
    };
    found.sort_by_key(|difference| order(&difference.page));
    found
}

fn page_difference(page: String, what: Text, before: Text, after: Text) -> Difference {
    Difference {
        kind: DifferenceKind::Page,
        page,
        of: String::new(),
        what,
        before,
        after,
    }
}

fn pages(one: &Compared<'_>, other: &Compared<'_>) -> Vec<Difference> {
    let mut found = Vec::new();
    let lone = |from: &Compared<'_>, than: &Compared<'_>, first: bool| -> Vec<Difference> {
        let state = |there: bool| if there { PRESENT } else { ABSENT };
        (0..from.reading.pages.len())
            .filter(|page| {
                !(0..than.reading.pages.len()).any(|own| than.label(own) == from.label(*page))
            })
            .map(|page| {
                page_difference(
                    from.label(page),
                    text!("compare.this-page", "page"),
                    state(first),
                    state(!first),
                )
            })
            .collect()
    };
    found.extend(lone(one, other, true));
    found.extend(lone(other, one, false));
    for (page, other_page) in shared(one, other) {
        let (a, b) = (&one.reading.pages[page], &other.reading.pages[other_page]);
        if a.section != b.section {
            let (before, after) = (a.section.clone(), b.section.clone());
            let what = text!("compare.section", "section");
            found.push(page_difference(
                one.label(page),
                what,
                Text::quoted(before),
                Text::quoted(after),
            ));
        }
        if a.sheet != b.sheet {
            let said = |side: &Compared<'_>, page: usize| {
                let trim = side.reading.pages[page].sheet.trim;
                format!("{} × {} pt", points(trim.width), points(trim.height))
            };
            let (before, after) = (said(one, page), said(other, other_page));
            found.push(page_difference(
                one.label(page),
                text!("compare.sheet", "sheet"),
                Text::quoted(before),
                Text::quoted(after),
            ));
        }
    }
    found
}

/// The pages of both, by index.
fn shared(one: &Compared<'_>, other: &Compared<'_>) -> Vec<(usize, usize)> {
    (0..one.reading.pages.len())
        .filter_map(|page| {
            let label = one.label(page);
            let own = (0..other.reading.pages.len()).find(|own| other.label(*own) == label)?;
            Some((page, own))
        })
        .collect()
}

/// The articles of both, by their id; one that is renamed by its headline.
fn pairs<'a>(
    one: &'a Compared<'a>,
    other: &'a Compared<'a>,
    found: &mut Vec<Difference>,
) -> Vec<Pair<'a>> {
    let mut left: Vec<&Article> = other.reading.articles.iter().collect();
    let mut pairs = Vec::new();
    let mut lonely = Vec::new();
    for article in &one.reading.articles {
        match left.iter().position(|own| own.id == article.id) {
            Some(at) => pairs.push(Pair {
                one: (one, article),
                other: (other, left.remove(at)),
            }),
            None => lonely.push(article),
        }
    }
    for article in lonely {
        match left
            .iter()
            .position(|own| own.kind == article.kind && own.title() == article.title())
        {
            Some(at) => pairs.push(Pair {
                one: (one, article),
                other: (other, left.remove(at)),
            }),
            None => found.push(lone(one, article, true)),
        }
    }
    found.extend(left.into_iter().map(|article| lone(other, article, false)));
    pairs
}

fn furniture(one: &Compared<'_>, other: &Compared<'_>, found: &mut Vec<Difference>) {
    for (page, other_page) in shared(one, other) {
        let of = |side: &Compared<'_>, page: usize| -> BTreeMap<String, Vec<ReadBlock>> {
            let mut of: BTreeMap<String, Vec<ReadBlock>> = BTreeMap::new();
            let blocks = side.reading.pages[page].blocks.iter();
            for block in blocks.filter(|block| block.role == TextRole::Furniture) {
                of.entry(block.name.clone())
                    .or_default()
                    .push(block.clone());
            }
            of
        };
        let (a, b) = (of(one, page), of(other, other_page));
        let names: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
        for name in names {
            let empty = Vec::new();
            let (a, b) = (a.get(name).unwrap_or(&empty), b.get(name).unwrap_or(&empty));
            let tell = |kind: DifferenceKind, before: Text, after: Text| Difference {
                kind,
                page: one.label(page),
                of: name.clone(),
                what: Text::of(&TextRole::Furniture.name()),
                before,
                after,
            };
            let text = |blocks: &[ReadBlock]| {
                blocks
                    .iter()
                    .map(ReadBlock::text)
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            let first = |blocks: &[ReadBlock]| -> Option<ReadChar> {
                blocks.first()?.lines.first()?.chars.first().cloned()
            };
            if text(a) != text(b) {
                let (before, after) = differing(&text(a), &text(b));
                found.push(tell(
                    DifferenceKind::Text,
                    Text::quoted(before),
                    Text::quoted(after),
                ));
                continue;
            }
            let (Some(x), Some(y)) = (first(a), first(b)) else {
                continue;
            };
            if x.size != y.size {
                found.push(tell(
                    DifferenceKind::TypeSize,
                    Text::quoted(points(x.size)),
                    Text::quoted(points(y.size)),
                ));
            } else if x.ink != y.ink {
                found.push(tell(
                    DifferenceKind::Colour,
                    Text::quoted(x.ink.to_string()),
                    Text::quoted(y.ink.to_string()),
                ));
            } else if one.face(x.font) != other.face(y.font) {
                found.push(tell(
                    DifferenceKind::Typeface,
                    Text::quoted(one.face(x.font)),
                    Text::quoted(other.face(y.font)),
                ));
            } else if (x.rect.left, x.rect.top) != (y.rect.left, y.rect.top) {
                let at =
                    |c: &ReadChar| format!("{}, {} pt", points(c.rect.left), points(c.rect.top));
                found.push(tell(
                    DifferenceKind::Setting,
                    Text::quoted(at(&x)),
                    Text::quoted(at(&y)),
                ));
            }
        }
    }
}

/// Rules, boxes, tints and drawings, each measured from the area of its article.
fn shapes(
    one: &Compared<'_>,
    other: &Compared<'_>,
    pairs: &[Pair<'_>],
    told: &BTreeMap<&str, bool>,
    found: &mut Vec<Difference>,
) {
    let mut origins: BTreeMap<&str, [Point<PageSpace>; 2]> = BTreeMap::new();
    for pair in pairs {
        origins.insert(pair.one.1.id.as_str(), pair.origins());
    }
    for (page, other_page) in shared(one, other) {
        let of = |side: &Compared<'_>, page: usize, which: usize| {
            drawn(side.formes[page], |name| {
                origins
                    .get(name)
                    .map_or_else(page_origin, |both| both[which])
            })
        };
        let (a, b) = (of(one, page, 0), of(other, other_page, 1));
        let names: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
        for name in names {
            let none = Drawn::default();
            let (a, b) = (a.get(name).unwrap_or(&none), b.get(name).unwrap_or(&none));
            let tell = |kind: DifferenceKind, before: Text, after: Text| Difference {
                kind,
                page: one.label(page),
                of: name.clone(),
                what: DRAWN,
                before,
                after,
            };
            if a.shapes == b.shapes {
                let inks = a.inks.iter().zip(&b.inks);
                let mut changed: Vec<(&String, &String)> = inks.filter(|(a, b)| a != b).collect();
                changed.sort();
                changed.dedup();
                for (before, after) in changed {
                    found.push(tell(
                        DifferenceKind::Colour,
                        Text::quoted(before.clone()),
                        Text::quoted(after.clone()),
                    ));
                }
            } else if !told.get(name.as_str()).copied().unwrap_or(false) {
                let same = a
                    .shapes
                    .iter()
                    .filter(|shape| b.shapes.contains(shape))
                    .count();
                let said = |drawn: &Drawn| (drawn.shapes.len().saturating_sub(same)).to_string();
                found.push(tell(
                    DifferenceKind::Rules,
                    Text::quoted(said(a)),
                    Text::quoted(said(b)),
                ));
            }
        }
    }
}

/// Draws the pages that differ over each other, as PNG: what only the first prints is red, what
/// only the second prints cyan. A page whose sheet changed is left out.
pub fn overlays(
    one: &Compared<'_>,
    other: &Compared<'_>,
    found: &[Difference],
    dpi: u32,
) -> Result<Vec<Output>, Box<Diagnostic>> {
    let mut files = Vec::new();
    for (page, other_page) in shared(one, other) {
        let label = one.label(page);
        let same_sheet = one.reading.pages[page].sheet == other.reading.pages[other_page].sheet;
        if !same_sheet || !found.iter().any(|difference| difference.page == label) {
            continue;
        }
        let bytes = png::over(one.drawn(page), other.drawn(other_page), dpi)
            .map_err(|fault| Box::new(Diagnostic::new(Code::OutputFailed, None, fault.0)))?;
        let name = format!(
            "{}-{}-diff.png",
            one.reading.slug,
            one.reading.pages[page].label()
        );
        files.push(Output::new(name, bytes));
    }
    Ok(files)
}
