//! Articles as JSON: what a paper's site, its archive and its readers' programs want of a story.

use serde_json::{Value, json};

use super::super::model::{Article, ArticleKind, Par, Reading, TextRole};
use super::text::with_readings;
use super::unit::points;
use crate::geom::{PageSpace, Point};

/// Returns an article: its parts by role, its text by paragraph, its pages and places in points.
pub(super) fn story(reading: &Reading, article: &Article) -> Value {
    let list = |role: TextRole| article.texts(role).collect::<Vec<_>>();
    let pages: Vec<Value> = article
        .pages()
        .into_iter()
        .map(|page| json!(reading.pages[page].label().trim_start_matches('0')))
        .collect();
    let areas: Vec<Value> = article
        .areas
        .iter()
        .map(|(page, outline)| {
            json!({
                "page": reading.pages[*page].label().trim_start_matches('0'),
                "outline_pt": outline.iter().map(place).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "schema": 1,
        "duikai": env!("CARGO_PKG_VERSION"),
        "id": article.id,
        "kind": kind(article.kind),
        "within": article.within.map(|host| reading.articles[host].id.clone()),
        "paper": reading.paper,
        "date": reading.date,
        "lang": article.lang.tag(),
        "sections": sections(reading, article),
        "title": article.title(),
        "section_head": list(TextRole::Section),
        "kicker": list(TextRole::Kicker),
        "headline": list(TextRole::Headline),
        "deck": list(TextRole::Deck),
        "summary": list(TextRole::Summary),
        "author": author(article),
        "source": source(reading, article),
        "dateline": dateline(article),
        "signature": list(TextRole::Signature),
        "body": body(article).map(par).collect::<Vec<_>>(),
        "pictures": pictures(reading, article),
        "pages": pages,
        "areas": areas,
    })
}

fn place(point: &Point<PageSpace>) -> Value {
    json!([number(&points(point.x)), number(&points(point.y))])
}

/// A decimal as JSON writes it.
fn number(decimal: &str) -> Value {
    serde_json::from_str(decimal).unwrap_or(Value::Null)
}

fn sections(reading: &Reading, article: &Article) -> Vec<String> {
    let mut sections: Vec<String> = Vec::new();
    for page in article.pages() {
        let section = &reading.pages[page].section;
        if !section.is_empty() && !sections.contains(section) {
            sections.push(section.clone());
        }
    }
    sections
}

pub(super) fn kind(kind: ArticleKind) -> &'static str {
    match kind {
        ArticleKind::Story => "story",
        ArticleKind::Sidebar => "sidebar",
        ArticleKind::Picture => "picture",
        ArticleKind::Ad => "advertisement",
    }
}

/// The paragraphs under the head, in order.
pub(super) fn body(article: &Article) -> impl Iterator<Item = &Par> {
    article.pars.iter().filter(|par| {
        matches!(
            par.role,
            TextRole::Note
                | TextRole::Paragraph
                | TextRole::Subhead
                | TextRole::Item
                | TextRole::GroupHead
                | TextRole::Figure
                | TextRole::Cell
        )
    })
}

fn par(par: &Par) -> Value {
    let mut value = json!({"role": par.role.name(), "text": par.text});
    if !par.readings.is_empty() {
        let readings = par.readings.iter();
        value["readings"] = readings
            .map(|(base, reading)| {
                // Places are counted in characters, as most languages do.
                let at = par.text[..base.start].chars().count();
                let base = &par.text[base.clone()];
                json!({"at": at, "base": base, "reading": reading})
            })
            .collect();
    }
    if let Some(cell) = par.cell {
        value["cell"] =
            json!({"table": cell.table, "row": cell.row, "column": cell.column, "head": cell.head});
    }
    value
}

/// The dateline 电头 that runs in before the text.
pub(super) fn dateline(article: &Article) -> Option<&str> {
    let par = article.pars.iter().find(|par| par.dateline > 0)?;
    par.text.get(..par.dateline).map(str::trim)
}

/// The authors 作者: the byline, else whom the signature or the dateline names in brackets.
pub(super) fn author(article: &Article) -> Option<String> {
    let bylines: Vec<&str> = article.texts(TextRole::Byline).collect();
    if !bylines.is_empty() {
        return Some(bylines.join(" "));
    }
    let signature = article.texts(TextRole::Signature).last();
    let bracketed = |text: &str| {
        let (_, rest) = text.split_once(['（', '('])?;
        let (inside, _) = rest.split_once(['）', ')'])?;
        Some(inside.trim().to_owned())
    };
    match signature {
        Some(signature) => bracketed(signature).or_else(|| Some(signature.trim().to_owned())),
        None => dateline(article).and_then(bracketed),
    }
}

/// The source 来源: the agency that the dateline begins with, else the paper.
pub(super) fn source(reading: &Reading, article: &Article) -> String {
    let agency = dateline(article).and_then(|dateline| {
        let (name, _) = dateline.split_once(['社', '網', '网'])?;
        let end = dateline[name.len()..].chars().next()?.len_utf8();
        (name.chars().count() <= 6 && !name.contains(['（', '(', '本']))
            .then(|| dateline[..name.len() + end].to_owned())
    });
    agency.unwrap_or_else(|| reading.paper.clone())
}

/// The pictures with their words.
pub(super) fn pictures(reading: &Reading, article: &Article) -> Vec<Value> {
    let mut pictures: Vec<Value> = Vec::new();
    for par in &article.pars {
        match par.role {
            TextRole::Picture | TextRole::Ad => {
                let Some((page, block)) = par.blocks.first() else {
                    continue;
                };
                let page = &reading.pages[*page];
                let shown = page.blocks[*block].picture.as_ref();
                let file = shown.map_or("", |shown| shown.file.as_str());
                let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
                pictures.push(json!({
                    "file": name,
                    "page": page.label().trim_start_matches('0'),
                    "alt": par.text,
                }));
            }
            TextRole::Cutline | TextRole::Credit => {
                if let Some(last) = pictures.last_mut() {
                    last[par.role.name()] = json!(with_readings(par));
                }
            }
            _ => {}
        }
    }
    pictures
}
