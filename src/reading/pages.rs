//! From formes and the copy to articles and pages.

use std::collections::{BTreeMap, BTreeSet};

use super::align::{Expected, align};
use super::blocks::blocks;
use super::expected;
use super::model::{Article, ArticleKind, ReadBlock, ReadPage, Reading, ShownPicture, TextRole};
use super::printed::{PrintedLine, printed};
use crate::edition::{Edition, Page, PictureSlot, StorySlot};
use crate::forme::{Forme, GlyphRun, Group, Item, Mark, Role};
use crate::geom::{PageSpace, Point, Rect};
use crate::makeup::chain_of;
use crate::story::Story;

/// Returns what is read in an edition on its finished pages.
pub fn read<'a>(edition: &Edition, formes: impl IntoIterator<Item = &'a Forme>) -> Reading {
    let formes: Vec<&Forme> = formes.into_iter().collect();
    let pages = formes.iter().filter_map(|forme| {
        let at = edition
            .pages
            .iter()
            .position(|page| page.number == forme.number)?;
        Some((at, *forme))
    });
    let mut reader = Reader {
        edition,
        pages: pages.collect(),
        articles: Vec::new(),
        blocks: BTreeMap::new(),
        ids: BTreeSet::new(),
    };
    reader.stories();
    reader.rest();
    reader.finish()
}

/// A place in reading order on a page: a group on it, and what follows the group.
type Order = (usize, usize);

struct Reader<'a> {
    edition: &'a Edition,
    /// Index of each finished page in the edition.
    pages: Vec<(usize, &'a Forme)>,
    articles: Vec<Article>,
    /// Blocks by page and order on it.
    blocks: BTreeMap<(usize, Order), Vec<ReadBlock>>,
    ids: BTreeSet<String>,
}

/// A slot of a story on a finished page.
#[derive(Clone, Copy)]
struct Stand<'a> {
    /// Index among the finished pages.
    page: usize,
    slot: &'a StorySlot,
    group: &'a Group,
    order: Order,
}

impl<'a> Reader<'a> {
    fn stories(&mut self) {
        let edition = self.edition;
        // The groups of each page's slots.
        let mut stands: BTreeMap<(usize, usize), Stand<'a>> = BTreeMap::new();
        for (nth, (at, forme)) in self.pages.iter().enumerate() {
            let mut groups = forme.items.iter().enumerate().filter_map(|(order, item)| {
                let Item::Group(group) = item else {
                    return None;
                };
                (group.role == Role::Story).then_some((order, group))
            });
            for (slot_at, slot) in edition.pages[*at].stories.iter().enumerate() {
                let Some((order, group)) = groups.find(|(_, group)| group.name == slot.id) else {
                    break;
                };
                let order = (order, 0);
                stands.insert(
                    (*at, slot_at),
                    Stand {
                        page: nth,
                        slot,
                        group,
                        order,
                    },
                );
            }
        }
        for (at, page) in edition.pages.iter().enumerate() {
            for (nth, slot) in page.stories.iter().enumerate() {
                if slot.part > 0 {
                    continue;
                }
                let chain: Vec<Stand<'a>> = chain_of(edition, at, nth)
                    .iter()
                    .filter_map(|place| stands.get(place).copied())
                    .collect();
                if !chain.is_empty() {
                    self.story(&chain, ArticleKind::Story, None);
                }
            }
        }
    }

    /// Reads a story through its slots, and then the stories inside them.
    fn story(&mut self, chain: &[Stand<'a>], kind: ArticleKind, within: Option<usize>) {
        let edition = self.edition;
        let Some(first) = chain.first() else { return };
        let Some(story) = edition.stories.get(&first.slot.story) else {
            return;
        };
        let article = self.open(&first.slot.id, kind, within);
        for stand in chain {
            let page = &edition.pages[self.pages[stand.page].0];
            let outline = page
                .grid
                .outline(&stand.slot.areas)
                .filter(|_| stand.slot.areas.len() > 1)
                .unwrap_or_else(|| corners(&stand.slot.rect));
            self.articles[article].areas.push((stand.page, outline));
        }
        self.heads(chain, story, article);
        self.bodies(chain, story, article);
        for stand in chain {
            self.figures(*stand, story, article);
            for (nth, (slot, group)) in insets(stand).into_iter().enumerate() {
                let order = (stand.order.0, stand.order.1 + nth + 1);
                let inset = Stand {
                    page: stand.page,
                    slot,
                    group,
                    order,
                };
                self.story(&[inset], ArticleKind::Sidebar, Some(article));
            }
        }
    }

    fn heads(&mut self, chain: &[Stand<'a>], story: &Story, article: usize) {
        for stand in chain {
            let runs = of_role(stand.group, Role::Head);
            let vertical = stand.slot.kind.head_runs_down();
            let lines = printed(runs, vertical, &self.edition.fonts);
            let expected = expected::head(stand.slot, story, &self.edition.fonts);
            // Words of the page's own in a head are a refer, or a headline over a continuation.
            let other = match stand.slot.part {
                0 => TextRole::Jump,
                _ => TextRole::Continued,
            };
            let places = vec![(stand.page, stand.order, 0); lines.len()];
            self.aligned(&expected, (&lines, &places), other, article, vertical);
        }
    }

    fn bodies(&mut self, chain: &[Stand<'a>], story: &Story, article: usize) {
        let Some(first) = chain.first() else { return };
        let (mut lines, mut places) = (Vec::new(), Vec::new());
        let mut jumps = Vec::new();
        for stand in chain {
            let vertical = stand.slot.kind.runs_down();
            let legs = groups_of(stand.group, Role::Leg);
            for (leg, group) in legs.enumerate() {
                let set = printed(own_runs(group), vertical, &self.edition.fonts);
                places.extend(vec![(stand.page, stand.order, leg + 1); set.len()]);
                lines.extend(set);
                for jump in groups_of(group, Role::Jump) {
                    let set = printed(own_runs(jump), vertical, &self.edition.fonts);
                    let leads_on = !group.items.first().is_some_and(
                        |item| matches!(item, Item::Group(first) if std::ptr::eq(first, jump)),
                    );
                    jumps.push((*stand, leg + 1, set, leads_on));
                }
            }
        }
        let expected = expected::body(first.slot, story, &self.edition.fonts);
        let vertical = first.slot.kind.runs_down();
        let back = jumps.iter().filter(|(.., leads_on)| !leads_on);
        for (stand, leg, lines, _) in back {
            self.jump(*stand, *leg, lines, TextRole::Continued, article);
        }
        self.aligned(
            &expected,
            (&lines, &places),
            TextRole::Paragraph,
            article,
            vertical,
        );
        for (stand, leg, lines, _) in jumps.iter().filter(|(.., leads_on)| *leads_on) {
            self.jump(*stand, *leg, lines, TextRole::Jump, article);
        }
    }

    fn jump(
        &mut self,
        stand: Stand<'a>,
        leg: usize,
        lines: &[PrintedLine],
        role: TextRole,
        article: usize,
    ) {
        let places = vec![(stand.page, stand.order, leg); lines.len()];
        let vertical = stand.slot.kind.runs_down();
        self.aligned(&[], (lines, &places), role, article, vertical);
    }

    fn figures(&mut self, stand: Stand<'a>, story: &Story, article: usize) {
        let slot = stand.slot;
        for (nth, group) in groups_of(stand.group, Role::Figure).enumerate() {
            let of = slot
                .pictures
                .iter()
                .find(|picture| picture.origin == group.origin.0);
            let story = (nth == 0 && slot.part == 0).then_some(story);
            self.figure(stand.page, stand.order, group, (of, story), article);
        }
    }

    /// Reads a picture with its cutline.
    fn figure(
        &mut self,
        page: usize,
        order: Order,
        group: &'a Group,
        (slot, story): (Option<&PictureSlot>, Option<&Story>),
        article: usize,
    ) {
        let edition = self.edition;
        let mut shown = Vec::new();
        let mut drawing: Option<Rect<PageSpace>> = None;
        let mut drawn = String::new();
        for item in &group.items {
            match item {
                Item::Mark(Mark::Drawing { alt, .. }) => drawn.clone_from(alt),
                Item::Picture(placed) => shown.push((
                    placed.frame,
                    ShownPicture {
                        picture: Some(placed.picture),
                        file: edition.pictures.get(placed.picture).path.clone(),
                        alt: placed.alt.clone(),
                        image: placed.image,
                    },
                )),
                Item::Path(path) => {
                    drawing = drawing
                        .into_iter()
                        .chain(path.bounds())
                        .reduce(|a, b| a.union(&b));
                }
                _ => {}
            }
        }
        shown.extend(drawing.map(|rect| {
            (
                rect,
                ShownPicture {
                    picture: None,
                    file: String::new(),
                    alt: drawn,
                    image: rect,
                },
            )
        }));
        for (rect, picture) in shown {
            let par = self.par(article, TextRole::Picture, &picture.alt);
            self.push(
                page,
                order,
                solid(TextRole::Picture, rect, (article, par), picture),
            );
        }
        let runs = groups_of(group, Role::Cutline).flat_map(own_runs);
        let lines = printed(runs, false, &edition.fonts);
        let expected = slot.map_or_else(Vec::new, |slot| {
            expected::cutline(slot, story, (edition, &edition.pictures))
        });
        let places = vec![(page, order, 0); lines.len()];
        self.aligned(
            &expected,
            (&lines, &places),
            TextRole::Cutline,
            article,
            false,
        );
    }

    /// Furniture, pictures of pages and advertisements.
    fn rest(&mut self) {
        for (nth, (at, forme)) in self.pages.clone().into_iter().enumerate() {
            let page = &self.edition.pages[at];
            for (order, item) in forme.items.iter().enumerate() {
                let Item::Group(group) = item else { continue };
                let order = (order, 0);
                match group.role {
                    Role::Furniture => self.furniture(nth, order, group, page),
                    Role::Figure => self.page_picture(nth, order, group, page),
                    Role::Ad => self.ad(nth, order, group),
                    _ => {}
                }
            }
        }
    }

    fn furniture(&mut self, page: usize, order: Order, group: &'a Group, on: &Page) {
        let slot = on
            .furniture
            .iter()
            .find(|slot| slot.origin == group.origin.0 && slot.name == group.name);
        let rows = slot.map_or(&[][..], |slot| slot.rows.as_slice());
        let vertical = rows
            .first()
            .is_some_and(|row| row.style.par.writing == crate::style::Writing::Vertical);
        let expected: Vec<Expected> = rows
            .iter()
            .map(|row| Expected::plain(TextRole::Furniture, &row.text))
            .collect();
        let lines = printed(own_runs(group), vertical, &self.edition.fonts);
        let (pars, stretches) = align(&expected, &lines, TextRole::Furniture);
        let made = blocks(&pars, stretches, &lines, &[], |_| None, vertical);
        for mut block in made {
            block.name.clone_from(&group.name);
            self.push(page, order, block);
        }
    }

    fn page_picture(&mut self, page: usize, order: Order, group: &'a Group, on: &Page) {
        let slot = on
            .pictures
            .iter()
            .find(|picture| picture.origin == group.origin.0);
        let id = format!("picture-{}-{}", on.number, group.origin.0);
        let article = self.open(&id, ArticleKind::Picture, None);
        self.figure(page, order, group, (slot, None), article);
        if let Some(slot) = slot {
            let areas = &mut self.articles[article].areas;
            areas.push((page, corners(&slot.rect)));
        }
    }

    fn ad(&mut self, page: usize, order: Order, group: &'a Group) {
        let mut rect: Option<Rect<PageSpace>> = None;
        let mut picture = ShownPicture {
            picture: None,
            file: String::new(),
            alt: group.name.clone(),
            image: Rect::default(),
        };
        for item in &group.items {
            let own = match item {
                Item::Picture(placed) => {
                    picture.picture = Some(placed.picture);
                    let pictures = &self.edition.pictures;
                    picture.file.clone_from(&pictures.get(placed.picture).path);
                    picture.image = placed.image;
                    Some(placed.frame)
                }
                Item::Page(placed) => {
                    picture.image = placed.image;
                    Some(placed.frame)
                }
                Item::Path(path) => path.bounds(),
                _ => None,
            };
            rect = rect.into_iter().chain(own).reduce(|a, b| a.union(&b));
        }
        let Some(rect) = rect else { return };
        let article = self.open(&group.name, ArticleKind::Ad, None);
        self.articles[article].areas.push((page, corners(&rect)));
        let par = self.par(article, TextRole::Ad, &group.name);
        let mut block = solid(TextRole::Ad, rect, (article, par), picture);
        block.name.clone_from(&group.name);
        self.push(page, order, block);
        let lines = printed(own_runs(group), false, &self.edition.fonts);
        let places = vec![(page, order, 0); lines.len()];
        self.aligned(&[], (&lines, &places), TextRole::AdMark, article, false);
    }

    /// Opens an article under an id that no other has.
    fn open(&mut self, id: &str, kind: ArticleKind, within: Option<usize>) -> usize {
        let mut unique = id.to_owned();
        let mut nth = 2;
        while !self.ids.insert(unique.clone()) {
            unique = format!("{id}-{nth}");
            nth += 1;
        }
        self.articles.push(Article {
            id: unique,
            kind,
            within,
            lang: self.edition.lang,
            pars: Vec::new(),
            areas: Vec::new(),
        });
        self.articles.len() - 1
    }

    fn par(&mut self, article: usize, role: TextRole, text: &str) -> usize {
        let pars = &mut self.articles[article].pars;
        pars.push(Expected::plain(role, text).into());
        pars.len() - 1
    }

    /// Aligns lines, each with its page, order and leg, and adds paragraphs and blocks.
    fn aligned(
        &mut self,
        expected: &[Expected],
        (lines, places): (&[PrintedLine], &[(usize, Order, usize)]),
        other: TextRole,
        article: usize,
        vertical: bool,
    ) {
        let (pars, stretches) = align(expected, lines, other);
        let base = self.articles[article].pars.len();
        // Legs of different pages and slots are different.
        let mut ranks: Vec<(usize, Order, usize)> = places.to_vec();
        ranks.dedup();
        let rank = |place: &(usize, Order, usize)| ranks.iter().position(|own| own == place);
        let legs: Vec<usize> = places
            .iter()
            .map(|place| rank(place).unwrap_or(0))
            .collect();
        let of = |par: usize| Some((article, base + par));
        let made = blocks(&pars, stretches, lines, &legs, of, vertical);
        self.articles[article].pars.extend(pars);
        for mut block in made {
            let (page, order, leg) = ranks[block.leg];
            block.leg = leg;
            self.push(page, order, block);
        }
    }

    fn push(&mut self, page: usize, order: Order, block: ReadBlock) {
        self.blocks.entry((page, order)).or_default().push(block);
    }

    fn finish(mut self) -> Reading {
        let edition = self.edition;
        let mut pages: Vec<ReadPage> = self
            .pages
            .iter()
            .map(|(at, forme)| ReadPage {
                number: forme.number,
                facing: edition.pages[*at].spread.map(|spread| spread.facing),
                section: forme.section.clone(),
                sheet: forme.sheet,
                blocks: Vec::new(),
            })
            .collect();
        for ((page, _), blocks) in self.blocks {
            for block in blocks {
                let nth = pages[page].blocks.len();
                if let Some((article, par)) = block.of {
                    self.articles[article].pars[par].blocks.push((page, nth));
                }
                pages[page].blocks.push(block);
            }
        }
        Reading {
            paper: edition.paper.clone(),
            date: edition.date.clone(),
            slug: edition.slug.clone(),
            lang: edition.lang,
            issue: edition.issue,
            pages,
            articles: self.articles,
        }
    }
}

/// A block without lines.
fn solid(
    role: TextRole,
    rect: Rect<PageSpace>,
    of: (usize, usize),
    picture: ShownPicture,
) -> ReadBlock {
    ReadBlock {
        role,
        of: Some(of),
        lines: Vec::new(),
        rect,
        outline: None,
        vertical: false,
        leg: 0,
        picture: Some(picture),
        name: String::new(),
    }
}

fn corners(rect: &Rect<PageSpace>) -> Vec<Point<PageSpace>> {
    vec![
        Point::new(rect.left, rect.top),
        Point::new(rect.right, rect.top),
        Point::new(rect.right, rect.bottom),
        Point::new(rect.left, rect.bottom),
    ]
}

/// The insets of a slot that are on the page, with their groups.
fn insets<'a>(stand: &Stand<'a>) -> Vec<(&'a StorySlot, &'a Group)> {
    let slot: &'a StorySlot = stand.slot;
    let mut slots = slot.insets.iter();
    groups_of(stand.group, Role::Sidebar)
        .filter_map(|group| {
            let slot = slots.find(|slot| slot.id == group.name)?;
            Some((slot, group))
        })
        .collect()
}

/// The groups of a role directly inside a group.
fn groups_of(group: &Group, role: Role) -> impl Iterator<Item = &Group> {
    group.items.iter().filter_map(move |item| match item {
        Item::Group(inner) if inner.role == role => Some(inner),
        _ => None,
    })
}

/// The type directly inside a group.
fn own_runs(group: &Group) -> impl Iterator<Item = &GlyphRun> {
    group.items.iter().filter_map(|item| match item {
        Item::GlyphRun(run) => Some(run),
        _ => None,
    })
}

fn of_role(group: &Group, role: Role) -> impl Iterator<Item = &GlyphRun> {
    groups_of(group, role).flat_map(own_runs)
}
