//! One page.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Compositor;
use super::clash::clashes;
use super::copyfit::Spent;
use super::inks::check_inks;
use super::rule::straight;
use super::story::SlotOnPage;
use crate::asset::Pictures;
use crate::diag::{Sink, Span};
use crate::edition::{Edition, Page};
use crate::forme::{Forme, Group, Item, Origin, Role, Sheet};
use crate::geom::Len;
use crate::text::Shaper;

/// How one story fits its slot.
#[derive(Clone, Debug)]
pub struct StoryFit {
    /// The story's id.
    pub story: String,
    /// The page it begins on.
    pub page: u32,
    /// Lines of the whole story, set or not.
    pub lines: usize,
    /// Line places its slot has.
    pub room: usize,
    /// Lines that found no place 溢排.
    pub over_lines: usize,
    /// Characters that found no place.
    pub over_chars: usize,
    /// Line places left empty 欠排.
    pub spare_lines: usize,
    /// Characters of the story's text.
    pub chars: usize,
    /// The slot in the page spec.
    pub span: Span,
    /// How many legs its last slot has.
    pub legs: usize,
    /// Lines that could only be set with wide gaps, or stay short of their measure.
    pub loose: usize,
    /// What was spent to make it fit 凑版.
    pub spent: Vec<Spent>,
}

impl StoryFit {
    /// Whether more line places stay empty than legs of different depth explain.
    pub fn is_short(&self) -> bool {
        self.spare_lines > self.legs.max(2)
    }
}

/// A page made up.
pub struct MadePage {
    /// The finished page.
    pub forme: Forme,
    /// How its stories fit.
    pub fits: Vec<StoryFit>,
    /// What was met on the way.
    pub sink: Sink,
}

/// Makes up every wanted page. Stories are set page by page, side by side,
/// each where it begins; then every page gathers what stands on it.
pub fn make_up(edition: &Edition) -> Vec<MadePage> {
    let set: Vec<SetPage> = (0..edition.pages.len())
        .into_par_iter()
        .map(|page| set_page(edition, page))
        .collect();
    let mut carried: BTreeMap<(usize, usize), Item> = BTreeMap::new();
    let mut made: Vec<MadePage> = Vec::new();
    let mut elsewhere = (Vec::new(), Sink::new());
    for (page, set) in edition.pages.iter().zip(set) {
        carried.extend(set.stories);
        if !page.wanted {
            // A story that begins here goes on where it is wanted: its fit counts.
            elsewhere.0.extend(set.fits);
            elsewhere.1.absorb(set.sink);
            continue;
        }
        let sheet = Sheet {
            trim: page.trim,
            bleed: page.bleed,
            margin: Len::ZERO,
        };
        let items = set
            .furniture
            .into_iter()
            .chain(set.pictures)
            .chain(set.ads)
            .collect();
        let forme = Forme {
            number: page.number,
            section: page.section.clone(),
            sheet,
            items,
        };
        made.push(MadePage {
            forme,
            fits: set.fits,
            sink: set.sink,
        });
    }
    if let Some(first) = made.first_mut() {
        first.fits.extend(elsewhere.0);
        first.sink.absorb(elsewhere.1);
    }
    let wanted = edition
        .pages
        .iter()
        .enumerate()
        .filter(|(_, page)| page.wanted);
    for (made, (at, page)) in made.iter_mut().zip(wanted) {
        let stories = (0..page.stories.len()).filter_map(|nth| carried.remove(&(at, nth)));
        let items = &mut made.forme.items;
        items.splice(page.furniture.len()..page.furniture.len(), stories);
        clashes(edition, page, items, &mut made.sink);
        items.extend(rules(page, &edition.pictures));
        check_inks(edition, page, items, &mut made.sink);
    }
    made
}

/// What one page sets: its furniture and pictures, and the stories that begin
/// on it, wherever their slots are.
struct SetPage {
    furniture: Vec<Item>,
    stories: Vec<((usize, usize), Item)>,
    pictures: Vec<Item>,
    ads: Vec<Item>,
    fits: Vec<StoryFit>,
    sink: Sink,
}

fn set_page(edition: &Edition, at: usize) -> SetPage {
    let mut desk = Compositor {
        edition,
        shaper: Shaper::new(&edition.fonts),
        sink: Sink::new(),
    };
    let page = &edition.pages[at];
    let mut set = SetPage {
        furniture: Vec::new(),
        stories: Vec::new(),
        pictures: Vec::new(),
        ads: Vec::new(),
        fits: Vec::new(),
        sink: Sink::new(),
    };
    if page.wanted {
        set.furniture
            .extend(page.furniture.iter().map(|slot| desk.furniture(slot, page)));
    }
    for (nth, _) in page
        .stories
        .iter()
        .enumerate()
        .filter(|(_, slot)| slot.part == 0)
    {
        let chain = chain_of(edition, at, nth);
        if !chain.iter().any(|(page, _)| edition.pages[*page].wanted) {
            continue;
        }
        let stands = stands_of(edition, &chain);
        let items = desk.story(&stands, Role::Story, &mut set.fits);
        set.stories.extend(chain.into_iter().zip(items));
    }
    if page.wanted {
        set.pictures.extend(
            page.pictures
                .iter()
                .map(|slot| desk.picture(slot, None).item),
        );
        set.ads
            .extend(page.ads.iter().map(|slot| desk.ad(slot, page)));
    }
    set.sink = desk.sink;
    set
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

/// The slots of the story that begins in one: page and slot, by index.
pub(super) fn chain_of(edition: &Edition, page: usize, nth: usize) -> Vec<(usize, usize)> {
    std::iter::successors(Some((page, nth)), |(page, nth)| {
        edition.pages[*page].stories[*nth].next
    })
    .collect()
}

/// The same with their pages.
pub(super) fn stands_of<'a>(edition: &'a Edition, chain: &[(usize, usize)]) -> Vec<SlotOnPage<'a>> {
    let stand = |(at, nth): &(usize, usize)| {
        let page = &edition.pages[*at];
        let slot = &page.stories[*nth];
        SlotOnPage {
            slot,
            grid: &page.grid,
            page: page.number_at(&slot.rect),
            sheet: *at,
            width: page.trim.width,
        }
    };
    chain.iter().map(stand).collect()
}
