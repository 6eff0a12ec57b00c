//! Links from one slot to another: refers, and stories that continue.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::page::ResolvedPage;
use crate::diag::{Code, Diagnostic, Severity, Sink, Span, did_you_mean};
use crate::edition::model::{Links, Page, PictureSlot, SlotAt, StoryId, StorySlot};
use crate::geom::Folio;
use crate::say::text;
use crate::story::{PartRole, Story};

/// What crosses the pages of an edition; reports refers to nothing, ids that
/// stand twice, and words of articles that no page prints.
pub fn link(
    pages: &[&ResolvedPage],
    stories: &BTreeMap<StoryId, Arc<Story>>,
) -> (Links, Vec<Diagnostic>) {
    let mut sink = Sink::new();
    let mut links = Links {
        pages: pages
            .iter()
            .map(|resolved| resolved.page.own_links())
            .collect(),
        ..Links::default()
    };
    refers(pages, &mut links, &mut sink);
    continuations(pages, &mut links);
    unused_parts(pages, &links, stories, &mut sink);
    (links, sink.into_list())
}

/// Gives every refer its target's page.
fn refers(pages: &[&ResolvedPage], links: &mut Links, sink: &mut Sink) {
    let mut homes: BTreeMap<&str, (Folio, Span)> = BTreeMap::new();
    for page in pages.iter().map(|resolved| &resolved.page) {
        for slot in page.all_stories().into_iter().filter(|slot| slot.part == 0) {
            if let Some((_, first)) = homes.get(slot.id.as_str()) {
                let message = text!(
                    "edition.two-stories-carry-id",
                    "two stories carry the id “{slot}”",
                    slot = slot.id
                );
                sink.report(
                    Diagnostic::new(Code::DuplicateName, slot.span, message)
                        .label(*first, text!("edition.first-here", "the first is here"))
                        .help(text!(
                            "edition.give-them-id-own",
                            "give one of them an `id` of its own"
                        )),
                );
            } else {
                homes.insert(&slot.id, (page.number_at(&slot.rect), slot.span));
            }
        }
    }
    for (page, links_of_page) in pages.iter().zip(&mut links.pages) {
        for (slot, link) in page.page.stories.iter().zip(&mut links_of_page.slots) {
            let Some(refer) = &slot.refers_to else {
                continue;
            };
            if refer.value == slot.id {
                let message = text!(
                    "edition.refers-itself",
                    "“{slot}” refers to itself",
                    slot = slot.id
                );
                sink.report(
                    Diagnostic::new(Code::DeadRefer, refer.span, message)
                        .help(text!("edition.name-story-leads-give", "name the story it leads to; give this one an `id` of its own where both have one name")),
                );
                continue;
            }
            if let Some((number, _)) = homes.get(refer.value.as_str()) {
                link.refer = Some((refer.value.clone(), *number));
                links.referred.insert(refer.value.clone());
                continue;
            }
            let stories = homes.keys().copied();
            let help = did_you_mean(
                &refer.value,
                stories,
                ("“", "”"),
                text!("edition.stories-of-edition", "stories are"),
            );
            sink.report(
                Diagnostic::new(
                    Code::DeadRefer,
                    refer.span,
                    text!(
                        "edition.story-stands-edition",
                        "no story “{refer}” stands in this edition",
                        refer = refer.value
                    ),
                )
                .help(help),
            );
        }
    }
}

/// Strings the slots of each story together: its first, then its continuations
/// in the order of pages.
fn continuations(pages: &[&ResolvedPage], links: &mut Links) {
    let mut threads: BTreeMap<&str, Vec<SlotAt>> = BTreeMap::new();
    for (at, resolved) in pages.iter().enumerate() {
        for (nth, slot) in resolved.page.stories.iter().enumerate() {
            threads.entry(&slot.id).or_default().push((at, nth));
        }
    }
    let slot = |(at, nth): SlotAt| -> (&Page, &StorySlot) {
        let page = &pages[at].page;
        (page, &page.stories[nth])
    };
    for slots in threads.values_mut() {
        slots.sort_by_key(|at| (slot(*at).1.part, slot(*at).0.number, at.1));
        for (part, pair) in slots.windows(2).enumerate() {
            let (leaves, reaches) = (pair[0], pair[1]);
            let (page, left) = slot(leaves);
            links.pages[leaves.0].slots[leaves.1].next = Some(reaches);
            let after = &mut links.pages[reaches.0].slots[reaches.1];
            after.part = part + 1;
            after.from_page = (reaches.0 != leaves.0).then(|| page.number_at(&left.rect));
        }
    }
}

/// Reports the cutlines and credits of articles that begin in no slot with a
/// picture.
fn unused_parts(
    pages: &[&ResolvedPage],
    links: &Links,
    stories: &BTreeMap<StoryId, Arc<Story>>,
    sink: &mut Sink,
) {
    let mut slots: BTreeMap<StoryId, Vec<(usize, &StorySlot)>> = BTreeMap::new();
    for (resolved, links) in pages.iter().zip(&links.pages) {
        for (slot, link) in resolved.page.stories.iter().zip(&links.slots) {
            slots.entry(slot.story).or_default().push((link.part, slot));
            for inset in &slot.insets {
                slots
                    .entry(inset.story)
                    .or_default()
                    .push((inset.part, inset));
            }
        }
    }
    let pictureless: BTreeSet<StoryId> = pages
        .iter()
        .flat_map(|page| page.pictureless.iter().copied())
        .collect();
    for (id, story) in stories {
        let Some(slots) = slots.get(id) else { continue };
        if pictureless.contains(id) {
            continue;
        }
        // They stand under the first picture where the story begins.
        let first: Vec<&PictureSlot> = slots
            .iter()
            .filter(|(part, _)| *part == 0)
            .filter_map(|(_, slot)| slot.pictures.first())
            .collect();
        for part in story
            .parts
            .iter()
            .filter(|part| matches!(part.role, PartRole::Cutline | PartRole::Credit))
        {
            let (name, span) = (part.role.name(), part.text.span());
            if first.is_empty() {
                let message = text!(
                    "edition.copy-picture-stands-slot",
                    "the copy has a {name}, and no picture stands in the slot where it begins",
                    name
                );
                sink.report(Diagnostic::new(Code::PartUnused, span, message).help(
                    text!("edition.place-picture-story-picture", "place its picture there with [[story.picture]], or take the words out of the copy and write them with the picture"),
                ));
                continue;
            }
            let own = |picture: &PictureSlot| {
                if part.role == PartRole::Credit {
                    picture.credit.is_some()
                } else {
                    picture.cutline.is_some()
                }
            };
            if first.iter().all(|picture| own(picture)) {
                let message = text!(
                    "edition.copy-printed-page-gives",
                    "the {name} of the copy is not printed: the page gives the picture words of its own",
                    name
                );
                let mut unused = Diagnostic::new(Code::PartUnused, span, message)
                    .help(text!("edition.take-two-out", "take one of the two out"));
                unused.severity = Severity::Warning;
                sink.report(unused);
            }
        }
    }
}
