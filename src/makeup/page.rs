//! Make-up of one page.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::clash::clashes;
use super::compositor::Compositor;
use super::fit::StoryFit;
use super::inks::check_inks;
use super::rule::straight;
use super::slot::{chain_of, stands_of};
use crate::asset::{FontId, Pictures};
use crate::diag::{Diagnostic, Sink};
use crate::edition::model::SlotAt;
use crate::edition::{Edition, Page};
use crate::forme::{Forme, Group, Item, Origin, Role, Sheet};
use crate::geom::Len;
use crate::text::Shaper;

/// A made-up page.
#[derive(Clone, Debug)]
pub struct MadePage {
    /// The finished page.
    pub forme: Arc<Forme>,
    /// Fits of its stories.
    pub fits: Vec<StoryFit>,
    /// What was met on the way.
    pub diagnostics: Vec<Diagnostic>,
}

/// A story set, with the slots it goes on in, on this page or others.
#[derive(Clone, Debug)]
pub struct SetStory {
    /// What stands in each of its slots.
    pub items: Vec<(SlotAt, Item)>,
    /// How it and its sidebars fit.
    pub fits: Vec<StoryFit>,
    /// What was met on the way.
    pub diagnostics: Vec<Diagnostic>,
    /// The added faces that its characters were asked of, and whether any was set in them.
    pub asked: BTreeMap<FontId, bool>,
}

/// Makes up every wanted page. Stories are set page by page, in parallel, each where it begins;
/// then every page collects what is on it.
pub fn make_up(edition: &Edition) -> Vec<MadePage> {
    let set: Vec<Vec<SetStory>> = (0..edition.pages.len())
        .into_par_iter()
        .map(|page| set_stories(edition, page, &stories_of(edition, page)))
        .collect();
    let all: Vec<Vec<&SetStory>> = set.iter().map(|page| page.iter().collect()).collect();
    let mut made: Vec<MadePage> = wanted(edition)
        .into_par_iter()
        .map(|page| gather(edition, page, &all))
        .collect();
    let elsewhere = elsewhere(edition, &all);
    if let (Some(first), Some((fits, diagnostics))) = (made.first_mut(), elsewhere) {
        first.fits.extend(fits);
        first.diagnostics.extend(diagnostics);
    }
    made
}

/// The pages that are wanted, by index.
pub fn wanted(edition: &Edition) -> Vec<usize> {
    (0..edition.pages.len())
        .filter(|at| edition.pages[*at].wanted)
        .collect()
}

/// How stories fit, and what was met while they were set, that begin on a page
/// that is not wanted and go on on one that is.
pub fn elsewhere(
    edition: &Edition,
    set: &[Vec<&SetStory>],
) -> Option<(Vec<StoryFit>, Vec<Diagnostic>)> {
    let stories: Vec<&SetStory> = edition
        .pages
        .iter()
        .zip(set)
        .filter(|(page, _)| !page.wanted)
        .flat_map(|(_, stories)| stories.iter().copied())
        .collect();
    let fits = stories.iter().flat_map(|set| set.fits.iter().cloned());
    let diagnostics = stories
        .iter()
        .flat_map(|set| set.diagnostics.iter().cloned());
    (!stories.is_empty()).then(|| (fits.collect(), diagnostics.collect()))
}

/// The stories that begin on a page and stand, there or further on, on one that
/// is wanted.
pub fn stories_of(edition: &Edition, at: usize) -> Vec<usize> {
    let page = &edition.pages[at];
    let begins = (0..page.stories.len()).filter(|nth| page.stories[*nth].part == 0);
    begins
        .filter(|nth| {
            chain_of(edition, at, *nth)
                .iter()
                .any(|(page, _)| edition.pages[*page].wanted)
        })
        .collect()
}

/// Sets some of the stories that begin on a page, each by itself.
pub fn set_stories(edition: &Edition, at: usize, stories: &[usize]) -> Vec<SetStory> {
    let mut compositor = Compositor {
        edition,
        shaper: Shaper::new(&edition.fonts),
        sink: Sink::new(),
    };
    let mut set = Vec::with_capacity(stories.len());
    for nth in stories {
        let chain = chain_of(edition, at, *nth);
        let stands = stands_of(edition, &chain);
        let mut fits = Vec::new();
        let items = compositor.story(&stands, Role::Story, &mut fits);
        set.push(SetStory {
            items: chain.into_iter().zip(items).collect(),
            fits,
            diagnostics: std::mem::take(&mut compositor.sink).into_list(),
            asked: compositor.shaper.take_asked(),
        });
    }
    set
}

/// Makes up a page from what stands on it: its furniture, pictures and
/// advertisements, and of the stories of all pages, by the page on which they
/// begin, those with a slot on it.
pub fn gather(edition: &Edition, at: usize, set: &[Vec<&SetStory>]) -> MadePage {
    let mut compositor = Compositor {
        edition,
        shaper: Shaper::new(&edition.fonts),
        sink: Sink::new(),
    };
    let page = &*edition.pages[at];
    let mut items: Vec<Item> = page
        .furniture
        .iter()
        .map(|slot| compositor.furniture(slot, page))
        .collect();
    let on_page: BTreeMap<usize, &Item> = set
        .iter()
        .flatten()
        .flat_map(|set| &set.items)
        .filter(|((on, _), _)| *on == at)
        .map(|((_, nth), item)| (*nth, item))
        .collect();
    items.extend(on_page.into_values().cloned());
    let pictures = page.pictures.iter();
    items.extend(pictures.map(|slot| compositor.picture(slot, None).item));
    items.extend(page.ads.iter().map(|slot| compositor.ad(slot, page)));
    let mut sink = compositor.sink;
    clashes(edition, page, &items, &mut sink);
    items.extend(rules(page, &edition.pictures));
    check_inks(edition, page, &items, &mut sink);
    let own = set.get(at).into_iter().flatten();
    let mut diagnostics: Vec<Diagnostic> = own
        .clone()
        .flat_map(|set| set.diagnostics.iter().cloned())
        .collect();
    diagnostics.extend(sink.into_list());
    MadePage {
        forme: Arc::new(Forme {
            number: page.number,
            section: page.section.clone(),
            sheet: Sheet {
                trim: page.trim,
                bleed: page.bleed,
                margin: Len::ZERO,
            },
            items,
        }),
        fits: own.flat_map(|set| set.fits.iter().cloned()).collect(),
        diagnostics,
    }
}

fn rules(page: &Page, pictures: &Pictures) -> Option<Item> {
    let items: Vec<Item> = page
        .rules
        .iter()
        .flat_map(|rule| straight(rule.place, &rule.style, Origin(rule.origin), pictures))
        .collect();
    (!items.is_empty()).then(|| {
        Item::Group(Group {
            origin: Origin::default(),
            role: Role::Rules,
            name: "rules".to_owned(),
            items,
        })
    })
}
