//! Article threads (ISO 32000-1 §12.4.3), which lead through the columns of a story, and page
//! labels (§12.4.2), of a reading copy.

use std::collections::BTreeMap;

use lopdf::{Document, Object, ObjectId, dictionary};

use super::boxes::PageBoxes;
use super::fault::ExportFault;
use super::number::{name, real, text};
use super::tags::slot_of;
use crate::forme::{Forme, Group, Item, Mark, Role, leaves};
use crate::geom::{PageSpace, Rect, em_box};

/// The columns of a story: page and place.
#[derive(Default)]
struct Thread<'a> {
    title: &'a str,
    beads: Vec<(usize, Rect<PageSpace>)>,
}

/// Writes a thread for every story of more than one column, and labels of the pages.
pub(super) fn write(
    doc: &mut Document,
    formes: &[&Forme],
    pages: &[ObjectId],
) -> Result<(), ExportFault> {
    let mut labels: Vec<Object> = Vec::new();
    for (nth, forme) in formes.iter().enumerate() {
        let label = match forme.number.section() {
            // A label of a prefix alone, since digits after one have no noughts before them.
            Some(_) => dictionary! { "P" => text(&forme.number.to_string()) },
            None => dictionary! { "S" => name("D"), "St" => i64::from(forme.number.in_section()) },
        };
        labels.extend([(nth as i64).into(), label.into()]);
    }
    doc.catalog_mut()?
        .set("PageLabels", dictionary! { "Nums" => labels });
    let mut written: Vec<Object> = Vec::new();
    let mut of_page: Vec<Vec<Object>> = vec![Vec::new(); pages.len()];
    for thread in threads(formes) {
        if thread.beads.len() < 2 {
            continue;
        }
        let id = doc.new_object_id();
        let beads: Vec<ObjectId> = thread.beads.iter().map(|_| doc.new_object_id()).collect();
        for (nth, (page, rect)) in thread.beads.iter().enumerate() {
            let near = |by: usize| beads[(nth + by) % beads.len()];
            let edges = PageBoxes::of(&formes[*page].sheet).edges(rect);
            let mut bead = dictionary! {
                "Type" => name("Bead"), "N" => near(1), "V" => near(beads.len() - 1),
                "P" => pages[*page], "R" => edges.map(real).to_vec(),
            };
            if nth == 0 {
                bead.set("T", id);
            }
            doc.objects.insert(beads[nth], bead.into());
            of_page[*page].push(beads[nth].into());
        }
        let told = dictionary! { "Title" => text(thread.title) };
        let thread = dictionary! { "Type" => name("Thread"), "F" => beads[0], "I" => told };
        doc.objects.insert(id, thread.into());
        written.push(id.into());
    }
    for (&page, beads) in pages.iter().zip(of_page) {
        if !beads.is_empty() {
            doc.get_dictionary_mut(page)?.set("B", beads);
        }
    }
    if !written.is_empty() {
        doc.catalog_mut()?.set("Threads", written);
    }
    Ok(())
}

/// Returns the threads of some pages, in the order in which their stories begin.
fn threads<'a>(formes: &[&'a Forme]) -> Vec<Thread<'a>> {
    let mut threads: Vec<Thread> = Vec::new();
    let mut begun: BTreeMap<&str, usize> = BTreeMap::new();
    for (page, forme) in formes.iter().enumerate() {
        let groups = forme.items.iter().filter_map(|item| match item {
            Item::Group(group) if group.role == Role::Story => Some(group),
            _ => None,
        });
        for group in groups {
            let known = begun.get(group.name.as_str()).copied();
            let at = known.filter(|_| slot_of(group) > 1).unwrap_or_else(|| {
                threads.push(Thread {
                    title: title(group),
                    beads: Vec::new(),
                });
                threads.len() - 1
            });
            begun.insert(&group.name, at);
            let columns = group.items.iter().filter_map(|item| match item {
                Item::Group(part) if matches!(part.role, Role::Head | Role::Leg) => extent(part),
                _ => None,
            });
            threads[at].beads.extend(columns.map(|rect| (page, rect)));
        }
    }
    threads
}

fn title(group: &Group) -> &str {
    let titled = group.items.iter().find_map(|item| match item {
        Item::Mark(Mark::Dest { title, .. }) => Some(title.as_str()),
        _ => None,
    });
    titled
        .filter(|title| !title.is_empty())
        .unwrap_or(&group.name)
}

/// Returns the smallest rectangle round the em boxes of the type in a group.
fn extent(group: &Group) -> Option<Rect<PageSpace>> {
    let runs = leaves(&group.items).filter_map(|leaf| match leaf.item {
        Item::GlyphRun(run) => Some(run),
        _ => None,
    });
    let boxes = runs.flat_map(|run| {
        run.glyphs.iter().map(|glyph| {
            let pen = run.pen(glyph);
            let top = pen.y - em_box::ascent(run.size);
            Rect::at(pen.x, top, run.size, run.size)
        })
    });
    boxes.reduce(|all, one| all.union(&one))
}
