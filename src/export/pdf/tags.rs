//! What each item of a page is to a reader: content of a structure element, or an artifact
//! (ISO 32000-1 §14.8.2.2).
//!
//! The painter writes one marked-content sequence for each stretch of items of one part; the tree
//! of [`structure`](super::structure) leads to them by their numbers.

use crate::forme::{Forme, Group, Item, Mark, Role, Visit, walk};
use crate::geom::{PageSpace, Rect};
use crate::role::{Ruby, TextRole, TextTag};

/// A group that a part stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// A story 稿件: its id, and which of its slots this is, from 1.
    Story(String, u32),
    /// A story inside another's slot 边栏.
    Sidebar,
    /// Pictures with their cutline.
    Figure,
    /// An advertisement.
    Ad,
}

/// What a part is in its group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PartKind {
    /// Text, and what it is to a reading.
    Text(TextTag, Option<Ruby>),
    /// A picture: its number on the page, its extent and what it shows.
    Picture {
        nth: usize,
        rect: Rect<PageSpace>,
        alt: String,
    },
}

/// What an item is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Segment {
    /// Content of this number.
    Content(usize),
    /// Nameplate, folio and what else stands on every page: a pagination artifact
    /// (ISO 14289-1 §7.8).
    Pagination,
    /// Rules, boxes and tints.
    Ornament,
}

/// A stretch of content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The innermost group round it, among [`PageTags::frames`].
    pub frame: Option<usize>,
    pub kind: PartKind,
}

/// What the items of a page are to a reader.
#[derive(Clone, Debug, Default)]
pub(super) struct PageTags {
    /// The groups of the page, each with the one round it.
    pub frames: Vec<(Option<usize>, Frame)>,
    /// What each item is that is neither group nor mark, in reading order.
    pub items: Vec<Segment>,
    /// The parts of the page by the number of their content (MCID).
    pub parts: Vec<Part>,
    /// The links of the page: the groups round each, and the number of the part that follows it.
    pub links: Vec<(Option<usize>, usize)>,
}

impl Part {
    /// Returns the tag of the marked content.
    pub fn tag(&self) -> &'static str {
        match &self.kind {
            PartKind::Text(_, Some(ruby)) => ruby_element(*ruby),
            PartKind::Text(tag, None) => element(tag.role),
            PartKind::Picture { .. } => "Figure",
        }
    }
}

/// Returns the structure type of a text. Types that are not the standard's are mapped to those by
/// [`ROLE_MAP`]; the level of a heading is known when the tree is built.
pub(super) fn element(role: TextRole) -> &'static str {
    match role {
        TextRole::Section => "Section",
        TextRole::Kicker => "Kicker",
        TextRole::Headline | TextRole::Subhead => "H",
        TextRole::Deck => "Deck",
        TextRole::Summary => "Summary",
        TextRole::Byline => "Byline",
        TextRole::Note => "Editorial",
        TextRole::Item => "LBody",
        TextRole::GroupHead => "GroupHead",
        TextRole::Figure => "BigFigure",
        TextRole::Cell => "TD",
        TextRole::Signature => "Signature",
        TextRole::Jump => "Jump",
        TextRole::Continued => "Continued",
        TextRole::Cutline | TextRole::Credit => "Caption",
        TextRole::AdMark => "AdMark",
        TextRole::Paragraph
        | TextRole::RepeatedHead
        | TextRole::Picture
        | TextRole::Ad
        | TextRole::Furniture => "P",
    }
}

/// Returns the structure type of a base or of its reading (ISO 32000-1 §14.8.4.4.3).
pub(super) fn ruby_element(ruby: Ruby) -> &'static str {
    if ruby.reading { "RT" } else { "RB" }
}

/// Structure types of newspapers and the standard ones that they are (ISO 32000-1 §14.7.3).
pub(super) const ROLE_MAP: [(&str, &str); 14] = [
    ("AdMark", "P"),
    ("Advertisement", "Part"),
    ("BigFigure", "P"),
    ("Byline", "P"),
    ("Continued", "P"),
    ("Deck", "P"),
    ("Editorial", "P"),
    ("GroupHead", "P"),
    ("Jump", "P"),
    ("Kicker", "P"),
    ("Section", "P"),
    ("Sidebar", "Sect"),
    ("Signature", "P"),
    ("Summary", "P"),
];

/// Returns what the items of a page are to a reader.
pub(super) fn tags(forme: &Forme) -> PageTags {
    let mut tagger = Tagger::default();
    for visit in walk(&forme.items) {
        match visit {
            Visit::Enter(group) => tagger.enter(group),
            Visit::Leave(_) => drop(tagger.open.pop()),
            Visit::Item(item) => tagger.item(item),
        }
    }
    tagger.tags
}

/// A group that is open.
struct Open {
    role: Role,
    frame: Option<usize>,
    /// What is read of the type in it, and of the ornament beside it.
    text: Option<TextTag>,
    ruby: Option<Ruby>,
    drawing: Option<PartKind>,
}

#[derive(Default)]
struct Tagger {
    tags: PageTags,
    open: Vec<Open>,
    pictures: usize,
}

impl Tagger {
    fn enter(&mut self, group: &Group) {
        let round = self.open.last();
        let mut frame = round.and_then(|open| open.frame);
        let own = match group.role {
            Role::Story => Some(Frame::Story(group.name.clone(), slot_of(group))),
            Role::Sidebar => Some(Frame::Sidebar),
            Role::Figure => Some(Frame::Figure),
            Role::Ad => Some(Frame::Ad),
            Role::Furniture | Role::Head | Role::Leg | Role::Jump | Role::Cutline | Role::Rules => {
                None
            }
        };
        // What stands in furniture is furniture.
        let role = match round.map(|open| open.role) {
            Some(outer @ (Role::Furniture | Role::Rules)) => outer,
            _ => group.role,
        };
        if let Some(own) = own {
            self.tags.frames.push((frame, own));
            frame = Some(self.tags.frames.len() - 1);
        }
        self.open.push(Open {
            role,
            frame,
            text: None,
            ruby: None,
            drawing: None,
        });
    }

    fn item(&mut self, item: &Item) {
        if let Item::Mark(mark) = item {
            return self.mark(mark);
        }
        let frame = self.open.last().and_then(|open| open.frame);
        let furniture = matches!(self.open.last(), Some(open) if open.role == Role::Furniture);
        let segment = match self.kind(item) {
            Some(kind) => Segment::Content(self.content(Part { frame, kind })),
            None if furniture => Segment::Pagination,
            None => Segment::Ornament,
        };
        self.tags.items.push(segment);
    }

    fn mark(&mut self, mark: &Mark) {
        let open = self.open.last_mut();
        if let Mark::Link { .. } = mark {
            let frame = open.and_then(|open| open.frame);
            return self.tags.links.push((frame, self.tags.parts.len()));
        }
        let Some(open) = open else { return };
        match mark {
            Mark::Text(tag) => (open.text, open.ruby) = (*tag, None),
            Mark::Ruby(ruby) => open.ruby = *ruby,
            Mark::Drawing { rect, alt } => {
                self.pictures += 1;
                open.drawing = Some(PartKind::Picture {
                    nth: self.pictures,
                    rect: *rect,
                    alt: alt.clone(),
                });
            }
            Mark::Dest { .. } | Mark::Link { .. } | Mark::Fault { .. } => {}
        }
    }

    /// Returns what an item is; `None` for an artifact.
    fn kind(&mut self, item: &Item) -> Option<PartKind> {
        let open = self.open.last();
        let role = open.map(|open| open.role);
        if matches!(role, Some(Role::Furniture | Role::Rules)) {
            return None;
        }
        let text = open.and_then(|open| open.text);
        let ruby = open.and_then(|open| open.ruby);
        match item {
            Item::GlyphRun(_) => {
                let tag = text.unwrap_or(TextTag::plain(TextRole::Paragraph, usize::MAX));
                (tag.role != TextRole::RepeatedHead).then_some(PartKind::Text(tag, ruby))
            }
            Item::Picture(picture) => Some(self.picture(picture.frame, &picture.alt)),
            Item::Page(page) => Some(self.picture(page.frame, &page.name)),
            Item::Path(_) if open.is_some_and(|open| open.drawing.is_some()) => {
                open.and_then(|open| open.drawing.clone())
            }
            // Lines under the words of a text are part of it.
            Item::Rule(_) | Item::Path(_) | Item::Fill(_) => text
                .filter(|tag| tag.role != TextRole::RepeatedHead)
                .map(|tag| PartKind::Text(tag, ruby)),
            Item::Group(_) | Item::Mark(_) => None,
        }
    }

    fn picture(&mut self, rect: Rect<PageSpace>, alt: &str) -> PartKind {
        self.pictures += 1;
        PartKind::Picture {
            nth: self.pictures,
            rect,
            alt: alt.to_owned(),
        }
    }

    /// Returns the number of the content of an item: that of the item before it, if it goes on.
    fn content(&mut self, part: Part) -> usize {
        match self.tags.items.last() {
            Some(Segment::Content(last)) if self.tags.parts[*last] == part => *last,
            _ => {
                self.tags.parts.push(part);
                self.tags.parts.len() - 1
            }
        }
    }
}

/// Returns which slot of its story a group is, from 1: as its target says, `id/2`.
pub(super) fn slot_of(group: &Group) -> u32 {
    let target = group.items.iter().find_map(|item| match item {
        Item::Mark(Mark::Dest { dest, .. }) => Some(dest.0.as_str()),
        _ => None,
    });
    target
        .and_then(|target| target.strip_prefix(group.name.as_str())?.strip_prefix('/'))
        .and_then(|slot| slot.parse().ok())
        .unwrap_or(1)
}
