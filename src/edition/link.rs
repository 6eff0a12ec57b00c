//! What leads from one slot to another: refers, and stories that go on.

use std::collections::BTreeMap;

use super::loader::Loader;
use super::page::Page;
use crate::diag::{Code, Diagnostic, Span, did_you_mean};
use crate::spec::PageSpec;

impl Loader<'_> {
    /// Gives every refer its target's page.
    pub(super) fn link_refers(&mut self, pages: &mut [Page], specs: &[(String, PageSpec)]) {
        let mut homes: BTreeMap<String, (u32, Span)> = BTreeMap::new();
        for page in pages.iter() {
            for slot in page.all_stories().into_iter().filter(|slot| slot.part == 0) {
                if let Some((_, first)) = homes.get(&slot.id) {
                    let message = format!("two stories carry the id “{}”", slot.id);
                    self.sink.report(
                        Diagnostic::new(Code::DuplicateName, slot.span, message)
                            .label(*first, "the first is here")
                            .help("give one of them an `id` of its own"),
                    );
                } else {
                    homes.insert(slot.id.clone(), (page.number_at(&slot.rect), slot.span));
                }
            }
        }
        for (page, (_, spec)) in pages.iter_mut().zip(specs) {
            for (slot, story) in page.stories.iter_mut().zip(&spec.stories) {
                let Some(refer) = &story.refer else { continue };
                if refer.value == slot.id {
                    let message = format!("“{}” refers to itself", slot.id);
                    self.sink.report(
                        Diagnostic::new(Code::DeadRefer, refer.span, message)
                            .help("name the story it leads to; give this one an `id` of its own where both have one name"),
                    );
                    continue;
                }
                match homes.get(&refer.value) {
                    Some((number, _)) => slot.refer = Some((refer.value.clone(), *number)),
                    None => {
                        let stories = homes.keys().map(String::as_str);
                        let help = did_you_mean(&refer.value, stories, ("“", "”"), "stories are");
                        self.sink.report(
                            Diagnostic::new(
                                Code::DeadRefer,
                                refer.span,
                                format!("no story “{}” stands in this edition", refer.value),
                            )
                            .help(help),
                        );
                    }
                }
            }
        }
    }
}

/// Strings the slots of each story together: its first, then its
/// continuations in the order of pages.
pub(super) fn link_continuations(pages: &mut [Page]) {
    let mut threads: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    for (page, made) in pages.iter().enumerate() {
        for (nth, slot) in made.stories.iter().enumerate() {
            threads
                .entry(slot.id.clone())
                .or_default()
                .push((page, nth));
        }
    }
    for slots in threads.values_mut() {
        slots.sort_by_key(|(page, nth)| {
            (pages[*page].stories[*nth].part, pages[*page].number, *nth)
        });
        for (part, pair) in slots.windows(2).enumerate() {
            let [(page, nth), next] = [pair[0], pair[1]];
            let number = pages[page].number_at(&pages[page].stories[nth].rect);
            pages[page].stories[nth].next = Some(next);
            let turned_over = next.0 != page;
            let after = &mut pages[next.0].stories[next.1];
            after.part = part + 1;
            after.from_page = turned_over.then_some(number);
        }
    }
}
