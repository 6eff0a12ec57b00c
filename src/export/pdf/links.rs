//! Links and the outline of a reading copy.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::{name, numbers, text};
use crate::forme::{Dest, Forme, Item, Mark};
use crate::geom::{PageSpace, Rect};

/// A story's place: its page and its upper left corner in PDF points.
struct Target {
    page: ObjectId,
    title: String,
    left: f64,
    top: f64,
}

impl Target {
    fn dest(&self) -> Object {
        Object::Array(vec![
            self.page.into(),
            name("XYZ"),
            Object::Real(super::round(self.left)),
            Object::Real(super::round(self.top)),
            Object::Null,
        ])
    }
}

fn each_mark<'a>(items: &'a [Item], visit: &mut dyn FnMut(&'a Mark)) {
    for item in items {
        match item {
            Item::Mark(mark) => visit(mark),
            Item::Group(group) => each_mark(&group.items, visit),
            _ => {}
        }
    }
}

/// Adds an annotation for every link whose target is in the file, and an
/// outline of pages and stories.
pub(super) fn add_links(pdf: &mut Document, pages: &[ObjectId], formes: &[&Forme]) -> Result<(), lopdf::Error> {
    let mut targets: BTreeMap<&Dest, Target> = BTreeMap::new();
    let mut stories: Vec<Vec<&Dest>> = Vec::new();
    for (page, forme) in pages.iter().zip(formes) {
        let mut here = Vec::new();
        let (bleed, height) = (forme.sheet.bleed, forme.sheet.trim.height + forme.sheet.bleed);
        each_mark(&forme.items, &mut |mark| {
            if let Mark::Dest { dest, title, at } = mark {
                here.push(dest);
                targets
                    .insert(dest, Target { page: *page, title: title.clone(), left: (at.x + bleed).to_pt(), top: (height - at.y).to_pt() });
            }
        });
        stories.push(here);
    }
    for (page, forme) in pages.iter().zip(formes) {
        let mut links: Vec<(Rect<PageSpace>, &Dest)> = Vec::new();
        each_mark(&forme.items, &mut |mark| {
            if let Mark::Link { rect, to } = mark {
                links.push((*rect, to));
            }
        });
        let (bleed, height) = (forme.sheet.bleed, forme.sheet.trim.height + forme.sheet.bleed);
        let mut annotations: Vec<Object> = Vec::new();
        for (rect, to) in links {
            let Some(target) = targets.get(to) else { continue };
            let corners =
                [(rect.left + bleed).to_pt(), (height - rect.bottom).to_pt(), (rect.right + bleed).to_pt(), (height - rect.top).to_pt()];
            let link = dictionary! {
                "Type" => name("Annot"),
                "Subtype" => name("Link"),
                "Rect" => numbers(&corners),
                "Border" => Object::Array(vec![0.into(), 0.into(), 0.into()]),
                "F" => 4,
                "Contents" => text(&target.title),
                "Dest" => target.dest(),
            };
            annotations.push(pdf.add_object(link).into());
        }
        if !annotations.is_empty() {
            pdf.get_dictionary_mut(*page)?.set("Annots", Object::Array(annotations));
        }
    }
    outline(pdf, pages, formes, &stories, &targets)
}

fn outline(
    pdf: &mut Document,
    pages: &[ObjectId],
    formes: &[&Forme],
    stories: &[Vec<&Dest>],
    targets: &BTreeMap<&Dest, Target>,
) -> Result<(), lopdf::Error> {
    let root = pdf.new_object_id();
    let ids: Vec<ObjectId> = pages.iter().map(|_| pdf.new_object_id()).collect();
    for (nth, (page, forme)) in pages.iter().zip(formes).enumerate() {
        let leaves: Vec<ObjectId> = stories[nth].iter().map(|_| pdf.new_object_id()).collect();
        for (at, dest) in stories[nth].iter().enumerate() {
            let target = &targets[dest];
            let mut leaf = dictionary! { "Title" => text(&target.title), "Parent" => ids[nth], "Dest" => target.dest() };
            chain(&mut leaf, &leaves, at);
            pdf.objects.insert(leaves[at], leaf.into());
        }
        let title = format!("第{}版 {}", forme.number, forme.section);
        let mut entry =
            dictionary! { "Title" => text(&title), "Parent" => root, "Dest" => Object::Array(vec![(*page).into(), name("Fit")]) };
        chain(&mut entry, &ids, nth);
        if let (Some(first), Some(last)) = (leaves.first(), leaves.last()) {
            entry.set("First", *first);
            entry.set("Last", *last);
            entry.set("Count", leaves.len() as i64);
        }
        pdf.objects.insert(ids[nth], entry.into());
    }
    let count: usize = ids.len() + stories.iter().map(Vec::len).sum::<usize>();
    let mut dict = dictionary! { "Type" => name("Outlines"), "Count" => count as i64 };
    if let (Some(first), Some(last)) = (ids.first(), ids.last()) {
        dict.set("First", *first);
        dict.set("Last", *last);
    }
    pdf.objects.insert(root, dict.into());
    let catalog = pdf.catalog_mut()?;
    catalog.set("Outlines", root);
    catalog.set("PageMode", name("UseOutlines"));
    Ok(())
}

fn chain(dict: &mut Dictionary, row: &[ObjectId], at: usize) {
    if at > 0 {
        dict.set("Prev", row[at - 1]);
    }
    if let Some(next) = row.get(at + 1) {
        dict.set("Next", *next);
    }
}
