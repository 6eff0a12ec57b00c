//! A finished page as the linter sees it: stories, heads, legs, figures, rules.
//!
//! Places are as the text of the page runs: a vertical page is seen with its right edge on top, its
//! 段 side by side from the left, so that what a lint calls below is further left in print, and one
//! function serves both.

use super::at_fold::AtFold;
use super::laid::{Laid, laid};
use super::lines::{FaultPlace, Headings, LintLine, headings, lines, mark_headings};
use super::pictured::OnPictures;
use crate::asset::Fonts;
use crate::edition::{Edition, Page, PictureSlot, RulePlace, StorySlot};
use crate::forme::{Forme, Group, Item, Mark, Origin, Role, Rule};
use crate::geom::{Axes, LegSpace, Len, PageSpace, Rect};

/// A page of the edition with its forme's content.
pub struct LintSheet<'a> {
    /// The page of the edition.
    pub page: &'a Page,
    /// Every story, sidebars after the story that contains them.
    pub stories: Vec<PlacedStory<'a>>,
    /// Every picture.
    pub figures: Vec<Figure<'a>>,
    /// Places of all rules, including box rules.
    pub rules: Vec<Rect<LegSpace>>,
    /// Type at the fold, if the page is a spread.
    pub at_fold: AtFold,
    /// Type on flat ink or bare paper.
    pub laid: Vec<Laid>,
    /// Type on pictures.
    pub on_pictures: OnPictures,
    /// Furniture: its place and its text.
    pub furniture: Vec<Piece>,
}

/// A story on the page.
pub struct PlacedStory<'a> {
    /// Id of the story.
    pub id: &'a str,
    /// Input place of its slot.
    pub origin: Origin,
    /// Slot of the story.
    pub slot: Option<&'a StorySlot>,
    /// True if it is inside another story.
    pub inset: bool,
    /// Index of the story that it is inside of.
    pub within: Option<usize>,
    /// True if it has a box of any kind or a tint of its own.
    pub boxed: bool,
    /// Rotation of its text.
    pub frame: FaultPlace,
    /// Bounds of everything in it.
    pub rect: Rect<LegSpace>,
    /// Headline, if it has one.
    pub head: Option<LintHead>,
    /// Columns of text, none empty.
    pub legs: Vec<LintLeg>,
}

/// A headline on the page.
pub struct LintHead {
    /// Bounds of its lines.
    pub rect: Rect<LegSpace>,
    /// Lines of the headline.
    pub lines: Vec<LintLine>,
    /// Rotation of its text.
    pub frame: FaultPlace,
}

/// A column of a story's text.
pub struct LintLeg {
    /// Bounds of its lines.
    pub rect: Rect<LegSpace>,
    /// Lines; at least one.
    pub lines: Vec<LintLine>,
}

/// A picture on the page.
pub struct Figure<'a> {
    /// Input place of the picture.
    pub origin: Origin,
    /// Slot of the picture.
    pub slot: Option<&'a PictureSlot>,
    /// Index of its story on this sheet.
    pub story: Option<usize>,
    /// Place, without the cutline.
    pub rect: Rect<LegSpace>,
    /// Text under it, without blanks.
    pub cutline: String,
    /// Whether one of its pictures has no words for those who do not see it.
    pub untold: bool,
}

/// A piece of furniture on the page.
pub struct Piece {
    /// Name of the furniture.
    pub name: String,
    /// Bounds of what it prints, in page coordinates.
    pub rect: Rect<PageSpace>,
    /// Lines of text.
    pub lines: Vec<LintLine>,
}

impl LintHead {
    /// Returns the largest size of type in it.
    pub fn size(&self) -> Len {
        self.lines
            .iter()
            .map(|line| line.size)
            .max()
            .unwrap_or(Len::ZERO)
    }
}

impl<'a> LintSheet<'a> {
    /// Collects the content of a forme.
    pub fn of(edition: &'a Edition, page: &'a Page, forme: &'a Forme) -> LintSheet<'a> {
        let (laid, on_pictures) = laid(forme, &edition.fonts);
        let mut sheet = LintSheet {
            page,
            stories: Vec::new(),
            figures: Vec::new(),
            rules: Vec::new(),
            at_fold: AtFold::of(page, forme, &edition.fonts),
            laid,
            on_pictures,
            furniture: Vec::new(),
        };
        let (fonts, axes) = (&edition.fonts, page.grid.axes);
        for item in &forme.items {
            let Item::Group(group) = item else { continue };
            match group.role {
                Role::Story | Role::Sidebar => sheet.story(edition, group, None),
                Role::Figure => sheet.figure(fonts, group, None),
                // Where the page's own rules stand is told by the page, whatever
                // they are drawn with.
                Role::Rules => sheet.rules.extend(
                    page.rules
                        .iter()
                        .map(|rule| axes.in_text(&strip(rule.place, rule.style.weight))),
                ),
                Role::Furniture => {
                    let lines = lines(
                        fonts,
                        &group.items,
                        FaultPlace {
                            page: axes,
                            own: Axes::HORIZONTAL,
                        },
                    );
                    if let Some(rect) = around(&lines) {
                        sheet.furniture.push(Piece {
                            name: group.name.clone(),
                            rect: axes.on_page(&rect),
                            lines,
                        });
                    }
                    sheet.rules.extend(rules(&group.items, axes));
                }
                _ => sheet.rules.extend(rules(&group.items, axes)),
            }
        }
        sheet
    }

    fn story(&mut self, edition: &'a Edition, group: &'a Group, within: Option<usize>) {
        let (fonts, page) = (&edition.fonts, self.page.grid.axes);
        let at = self.stories.len();
        let all: Vec<&StorySlot> = self.page.all_stories();
        let slot = all.into_iter().find(|slot| slot.origin == group.origin.0);
        let own = |vertical: Option<bool>| match vertical {
            Some(true) => FaultPlace {
                page,
                own: Axes::vertical(self.page.trim.width),
            },
            _ => FaultPlace {
                page,
                own: Axes::HORIZONTAL,
            },
        };
        let frame = own(slot.map(|slot| slot.kind.runs_down()));
        let head_frame = own(slot.map(|slot| slot.kind.head_runs_down()));
        let placed = PlacedStory {
            id: &group.name,
            origin: group.origin,
            slot,
            inset: within.is_some(),
            within,
            boxed: slot.is_some_and(|slot| {
                slot.kind.frame.rule.is_some() || slot.kind.frame.tint.is_some()
            }),
            frame,
            // A story of which nothing is set has its slot.
            rect: slot.map_or(
                Rect::new(Len::ZERO, Len::ZERO, Len::ZERO, Len::ZERO),
                |slot| page.in_text(&slot.rect),
            ),
            head: None,
            legs: Vec::new(),
        };
        self.stories.push(placed);
        let copy = slot.and_then(|slot| edition.stories.get(&slot.story));
        let headings = copy.map_or_else(Headings::new, |copy| headings(copy));
        let own_rules = rules(&group.items, page);
        let mut inner: Option<Rect<LegSpace>> = None;
        let mut head: Option<LintHead> = None;
        let mut legs = Vec::new();
        for item in &group.items {
            let Item::Group(part) = item else { continue };
            match part.role {
                Role::Head => {
                    self.rules.extend(rules(&part.items, page));
                    let lines = lines(fonts, &part.items, head_frame);
                    if let Some(rect) = around(&lines) {
                        inner = Some(inner.map_or(rect, |inner| inner.union(&rect)));
                        head = Some(LintHead {
                            rect,
                            lines,
                            frame: head_frame,
                        });
                    }
                }
                Role::Leg => {
                    let mut lines = lines(fonts, &part.items, frame);
                    mark_headings(&mut lines, &headings);
                    if let Some(rect) = around(&lines) {
                        inner = Some(inner.map_or(rect, |inner| inner.union(&rect)));
                        legs.push(LintLeg { rect, lines });
                    }
                }
                Role::Figure => {
                    self.figure(fonts, part, Some(at));
                    if let Some(figure) = self.figures.last() {
                        inner = Some(inner.map_or(figure.rect, |inner| inner.union(&figure.rect)));
                    }
                }
                Role::Story | Role::Sidebar => {
                    let before = self.stories.len();
                    self.story(edition, part, Some(at));
                    if let Some(held) = self.stories.get(before) {
                        inner = Some(inner.map_or(held.rect, |inner| inner.union(&held.rect)));
                    }
                }
                _ => {}
            }
        }
        if let Some(placed) = self.stories.get_mut(at) {
            placed.head = head;
            placed.legs = legs;
            // A box, round or of a lace 花边, is as large as its slot.
            let ground = placed.boxed.then_some(placed.rect);
            let all = inner.iter().chain(&own_rules).chain(&ground).copied();
            placed.rect = all
                .reduce(|all, one| all.union(&one))
                .unwrap_or(placed.rect);
        }
        self.rules.extend(own_rules);
    }

    fn figure(&mut self, fonts: &Fonts, group: &Group, story: Option<usize>) {
        let slots = self
            .page
            .all_stories()
            .into_iter()
            .flat_map(|slot| &slot.pictures)
            .chain(&self.page.pictures);
        let slot = slots.into_iter().find(|slot| slot.origin == group.origin.0);
        let axes = self.page.grid.axes;
        let mut cutline = String::new();
        let mut untold = false;
        let mut rect: Option<Rect<PageSpace>> = None;
        for item in &group.items {
            match item {
                Item::Picture(picture) => {
                    untold |= picture.alt.trim().is_empty();
                    rect = Some(picture.frame);
                }
                Item::Mark(Mark::Drawing { alt, .. }) => untold |= alt.trim().is_empty(),
                Item::Path(path) => {
                    let own = path.bounds();
                    rect = rect
                        .into_iter()
                        .chain(own)
                        .reduce(|all, one| all.union(&one));
                }
                Item::Group(part) if part.role == Role::Cutline => {
                    let frame = FaultPlace {
                        page: axes,
                        own: Axes::HORIZONTAL,
                    };
                    lines(fonts, &part.items, frame)
                        .iter()
                        .for_each(|line| cutline.push_str(&line.text));
                }
                _ => {}
            }
        }
        if let Some(rect) = rect {
            self.figures.push(Figure {
                origin: group.origin,
                slot,
                story,
                rect: axes.in_text(&rect),
                cutline,
                untold,
            });
        }
    }

    /// Returns the furniture of this name.
    pub fn piece(&self, name: &str) -> Option<&Piece> {
        self.furniture.iter().find(|piece| piece.name == name)
    }

    /// Returns whether a vertical rule separates `left` from `right` over half their common rows.
    pub fn ruled_between(&self, left: &Rect<LegSpace>, right: &Rect<LegSpace>) -> bool {
        let (top, bottom) = (left.top.max(right.top), left.bottom.min(right.bottom));
        self.rules.iter().filter(|rule| upright(rule)).any(|rule| {
            rule.left >= left.right
                && rule.right <= right.left
                && (rule.bottom.min(bottom) - rule.top.max(top)) * 2 >= bottom - top
        })
    }

    /// Returns whether a horizontal rule separates `above` from `below` over half their common
    /// columns.
    pub fn ruled_off(&self, above: &Rect<LegSpace>, below: &Rect<LegSpace>) -> bool {
        let (left, right) = (above.left.max(below.left), above.right.min(below.right));
        self.rules.iter().filter(|rule| !upright(rule)).any(|rule| {
            rule.top >= above.bottom
                && rule.bottom <= below.top
                && (rule.right.min(right) - rule.left.max(left)) * 2 >= right - left
        })
    }
}

/// Returns whether a rule is vertical.
fn upright(rule: &Rect<LegSpace>) -> bool {
    rule.height() > rule.width()
}

/// Returns the bounds of all lines.
fn around(lines: &[LintLine]) -> Option<Rect<LegSpace>> {
    lines
        .iter()
        .map(|line| line.rect)
        .reduce(|all, one| all.union(&one))
}

/// Returns the places of a group's own rules.
fn rules(items: &[Item], axes: Axes) -> Vec<Rect<LegSpace>> {
    items
        .iter()
        .filter_map(|item| {
            if let Item::Rule(rule) = item {
                Some(axes.in_text(&place(rule)))
            } else {
                None
            }
        })
        .collect()
}

fn place(rule: &Rule) -> Rect<PageSpace> {
    let (a, b) = (rule.from, rule.to);
    let rect = Rect::new(a.x.min(b.x), a.y.min(b.y), a.x.max(b.x), a.y.max(b.y));
    let half = rule.weight / 2;
    if rect.height() > rect.width() {
        rect.grown_by(half, Len::ZERO)
    } else {
        rect.grown_by(Len::ZERO, half)
    }
}

/// Returns the area of a rule of this thickness on its centre line.
fn strip(place: RulePlace, weight: Len) -> Rect<PageSpace> {
    match place {
        RulePlace::Down { x, top, bottom } => {
            Rect::new(x, top, x, bottom).grown_by(weight / 2, Len::ZERO)
        }
        RulePlace::Across { y, left, right } => {
            Rect::new(left, y, right, y).grown_by(Len::ZERO, weight / 2)
        }
    }
}
