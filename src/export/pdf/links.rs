//! Links and the outline of a reading copy.

use std::collections::BTreeMap;

use lopdf::{Document, Object, ObjectId, dictionary};

use super::boxes::PageBoxes;
use super::fault::ExportFault;
use super::number::{name, real, text};
use crate::forme::{Dest, Forme, Item, Mark, leaves};
use crate::geom::{PageSpace, Point, Rect};

/// The print flag, which PDF/A requires of every annotation.
const PRINT: i64 = 4;

#[derive(Default)]
struct Marks<'a> {
    dests: Vec<(&'a Dest, &'a str, Point<PageSpace>)>,
    links: Vec<(Rect<PageSpace>, &'a Dest)>,
}

impl<'a> Marks<'a> {
    fn of(items: &'a [Item]) -> Marks<'a> {
        let mut marks = Marks::default();
        for leaf in leaves(items) {
            match leaf.item {
                Item::Mark(Mark::Dest { dest, title, at }) => marks.dests.push((dest, title, *at)),
                Item::Mark(Mark::Link { rect, to }) => marks.links.push((*rect, to)),
                _ => {}
            }
        }
        marks
    }
}

/// A link that is written.
pub(super) struct LinkNote {
    /// Index of its page.
    pub page: usize,
    /// Number of the link among those of its page.
    pub nth: usize,
    /// The annotation.
    pub note: ObjectId,
    /// Title of the story that it leads to.
    pub title: String,
}

/// Writes the links of every page and one outline over all of them. A link to
/// a story on a page that is not in this file is left out. Returns those written, in their order.
pub(super) fn write(
    doc: &mut Document,
    formes: &[&Forme],
    pages: &[ObjectId],
) -> Result<Vec<LinkNote>, ExportFault> {
    let mut sheets = Vec::new();
    let mut targets: BTreeMap<&Dest, (Object, String)> = BTreeMap::new();
    for (&forme, &page) in formes.iter().zip(pages) {
        let marks = Marks::of(&forme.items);
        let frame = PageBoxes::of(&forme.sheet);
        for &(dest, title, at) in &marks.dests {
            targets.entry(dest).or_insert_with(|| {
                let words = match title.is_empty() {
                    true => &dest.0,
                    false => title,
                };
                (target(page, frame, at), words.to_owned())
            });
        }
        sheets.push((forme, page, frame, marks));
    }
    let mut written = Vec::new();
    for (at, (_, page, frame, marks)) in sheets.iter().enumerate() {
        let mut annotations = Vec::new();
        for (nth, (rect, to)) in marks.links.iter().enumerate() {
            let Some((target, title)) = targets.get(to) else {
                continue;
            };
            let link = dictionary! {
                "Type" => name("Annot"), "Subtype" => name("Link"), "F" => PRINT,
                "Rect" => Object::Array(frame.edges(rect).map(real).to_vec()),
                "Border" => vec![0.into(), 0.into(), 0.into()],
                "Dest" => target.clone(), "Contents" => text(title),
            };
            let note = doc.add_object(link);
            annotations.push(note.into());
            written.push(LinkNote {
                page: at,
                nth,
                note,
                title: title.clone(),
            });
        }
        if !annotations.is_empty() {
            doc.get_dictionary_mut(*page)?
                .set("Annots", Object::Array(annotations));
        }
    }
    outline(doc, &sheets)?;
    Ok(written)
}

fn target(page: ObjectId, frame: PageBoxes, at: Point<PageSpace>) -> Object {
    Object::Array(vec![
        page.into(),
        name("XYZ"),
        real(frame.x(at.x)),
        real(frame.y(at.y)),
        Object::Null,
    ])
}

type LinkSheet<'a> = (&'a Forme, ObjectId, PageBoxes, Marks<'a>);

/// Writes the outline: pages by number and section, the stories of each below it.
fn outline(doc: &mut Document, sheets: &[LinkSheet]) -> Result<(), ExportFault> {
    let root = doc.new_object_id();
    let mut entries = Vec::new();
    for (forme, page, frame, marks) in sheets {
        let head = Point::new(crate::geom::Len::ZERO, crate::geom::Len::ZERO);
        let title = format!("{} {}", forme.number, forme.section);
        let entry = doc.add_object(dictionary! {
            "Title" => text(title.trim()), "Parent" => root, "Dest" => target(*page, *frame, head),
        });
        let mut stories = Vec::new();
        for (_, title, at) in &marks.dests {
            stories.push(doc.add_object(dictionary! {
                "Title" => text(title), "Parent" => entry, "Dest" => target(*page, *frame, *at),
            }));
        }
        chain(doc, entry, &stories, stories.len())?;
        entries.push(entry);
    }
    let visible = entries.len()
        + sheets
            .iter()
            .map(|sheet| sheet.3.dests.len())
            .sum::<usize>();
    doc.objects
        .insert(root, dictionary! { "Type" => name("Outlines") }.into());
    chain(doc, root, &entries, visible)?;
    let catalog = doc.catalog_mut()?;
    catalog.set("Outlines", root);
    catalog.set("PageMode", name("UseOutlines"));
    Ok(())
}

/// Links sibling entries to one another and to their parent.
fn chain(
    doc: &mut Document,
    parent: ObjectId,
    children: &[ObjectId],
    visible: usize,
) -> Result<(), ExportFault> {
    let (Some(&first), Some(&last)) = (children.first(), children.last()) else {
        return Ok(());
    };
    for pair in children.windows(2) {
        doc.get_dictionary_mut(pair[0])?.set("Next", pair[1]);
        doc.get_dictionary_mut(pair[1])?.set("Prev", pair[0]);
    }
    let parent = doc.get_dictionary_mut(parent)?;
    parent.set("First", first);
    parent.set("Last", last);
    parent.set("Count", visible as i64);
    Ok(())
}
