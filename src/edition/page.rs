//! A page 版 with its slots, resolved.

use std::collections::BTreeMap;

use super::fields::fill;
use super::grid::Grid;
use super::house::{FurnitureSlot, House, Kind, RuleStyle};
use super::inks::{PageInks, page_inks};
use super::load::{Loader, beside, outside};
use super::styles::{Measures, unknown};
use crate::asset::PictureId;
use crate::diag::{Code, Diagnostic, Span, Spanned};
use crate::geom::{Len, PageSpace, Rect, Size};
use crate::spec::{PageRange, PageSpec, PictureSpec, Place, RuleSpec, StorySpec};

/// A story's slot 版位.
#[derive(Clone, Debug)]
pub struct StorySlot {
    /// The story's id.
    pub id: String,
    /// Where the slot is written: its `at`.
    pub span: Span,
    /// The same, by number in [`super::Edition::origins`].
    pub origin: u32,
    /// Which story of the edition.
    pub story: usize,
    /// How it is set.
    pub kind: Kind,
    /// Its place.
    pub rect: Rect<PageSpace>,
    /// The headline's own place, or its rows, or neither.
    pub head_rect: Option<Rect<PageSpace>>,
    /// Rows of the headline when given.
    pub head_rows: Option<u32>,
    /// Columns it is set in.
    pub columns: u32,
    /// Whether those are base columns as they stand.
    pub base_columns: bool,
    /// The story it refers to: its id, page and 版次 in words.
    pub refer: Option<(String, u32)>,
    /// Pictures inside it.
    pub pictures: Vec<PictureSlot>,
    /// Stories inside it 边栏.
    pub insets: Vec<StorySlot>,
}

/// Which side of its slot a narrow picture keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The left.
    Left,
    /// The middle.
    Centre,
    /// The right.
    Right,
}

/// A picture's slot.
#[derive(Clone, Debug)]
pub struct PictureSlot {
    /// Where it is written.
    pub span: Span,
    /// The same, by number in [`super::Edition::origins`].
    pub origin: u32,
    /// The picture.
    pub picture: PictureId,
    /// Its place, cutline included.
    pub rect: Rect<PageSpace>,
    /// The cutline; the story's when absent.
    pub cutline: Option<String>,
    /// The credit; the story's when absent.
    pub credit: Option<String>,
    /// The point that cropping keeps, in per cent.
    pub focus: (u32, u32),
    /// The kind whose cutline and credit styles it takes.
    pub kind: Kind,
}

/// Where a rule runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulePlace {
    /// Down the page.
    Down {
        /// Its centre line.
        x: Len,
        /// From here
        top: Len,
        /// to there.
        bottom: Len,
    },
    /// Across it.
    Across {
        /// Its centre line.
        y: Len,
        /// From here
        left: Len,
        /// to there.
        right: Len,
    },
}

/// A rule on the page.
#[derive(Clone, Copy, Debug)]
pub struct RuleSlot {
    /// Where it is written, by number in [`super::Edition::origins`].
    pub origin: u32,
    /// How it looks.
    pub style: RuleStyle,
    /// Where it runs.
    pub place: RulePlace,
}

/// A resolved page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The page number 版序.
    pub number: u32,
    /// The section name.
    pub section: String,
    /// The trimmed sheet.
    pub trim: Size,
    /// Its bleed on every side.
    pub bleed: Len,
    /// What it is printed with.
    pub inks: PageInks,
    /// The grid.
    pub grid: Grid,
    /// Stories in reading order.
    pub stories: Vec<StorySlot>,
    /// Pictures of the page itself.
    pub pictures: Vec<PictureSlot>,
    /// Rules.
    pub rules: Vec<RuleSlot>,
    /// Furniture, its texts filled in.
    pub furniture: Vec<FurnitureSlot>,
}

impl Page {
    /// Every story on it, insets after the story that holds them.
    pub fn all_stories(&self) -> Vec<&StorySlot> {
        self.stories.iter().flat_map(|slot| std::iter::once(slot).chain(&slot.insets)).collect()
    }
}

/// Makes a page from its spec.
pub(super) struct PageMaker<'a, 'b> {
    pub loader: &'a mut Loader<'b>,
    pub house: &'a House,
    pub folder: &'a str,
    pub fields: &'a BTreeMap<String, String>,
}

impl PageMaker<'_, '_> {
    /// Resolves every slot and checks that none leaves the type area and none
    /// covers another.
    pub fn make(mut self, spec: &PageSpec) -> Page {
        let stories: Vec<StorySlot> = spec.stories.iter().filter_map(|story| self.story(story, None)).collect();
        let mut pictures = Vec::new();
        for picture in &spec.pictures {
            let kind = self.house.kinds.get("picture").or_else(|| self.house.kinds.values().next());
            if let Some(kind) = kind.cloned() {
                pictures.extend(self.picture(picture, &kind, None));
            }
        }
        self.check_overlaps(&stories, &pictures);
        let rules = spec.rules.iter().filter_map(|rule| self.rule(rule)).collect();
        let furniture = self.furniture(spec.number.value);
        let inks = page_inks(spec.inks.as_ref(), &self.house.inks, self.loader.sink);
        Page {
            number: spec.number.value,
            section: spec.section.value.clone(),
            trim: self.house.trim,
            bleed: self.house.bleed,
            inks,
            grid: self.house.grid,
            stories,
            pictures,
            rules,
            furniture,
        }
    }

    fn story(&mut self, spec: &StorySpec, parent: Option<&Place>) -> Option<StorySlot> {
        let grid = self.house.grid;
        let path = beside(self.folder, &spec.copy.value);
        let story = self.loader.story(&path, spec.copy.span);
        let kind = self.house.kinds.get(&spec.kind.value).cloned();
        if kind.is_none() {
            unknown(self.loader.sink, "kind of story", &spec.kind, self.house.kinds.keys().map(String::as_str));
        }
        let placed = self.on_grid(&spec.at, "the slot", parent);
        let head_rect = match &spec.head_at {
            Some(at) => {
                self.on_grid(at, "the headline", Some(&spec.at.value));
                Some(grid.rect(&at.value))
            }
            None => None,
        };
        let (story, kind) = (story?, kind?);
        let mut pictures = Vec::new();
        for picture in &spec.pictures {
            pictures.extend(self.picture(picture, &kind, Some(&spec.at.value)));
        }
        let insets: Vec<StorySlot> = spec.insets.iter().filter_map(|inset| self.story(inset, Some(&spec.at.value))).collect();
        self.check_overlaps(&insets, &pictures);
        if !placed {
            return None;
        }
        let base = spec.at.value.columns.last - spec.at.value.columns.first + 1;
        let columns = spec.columns.as_ref().map_or(base, |columns| columns.value.max(1));
        let id = spec.id.as_ref().map_or_else(|| stem(&spec.copy.value), |id| id.value.clone());
        let origin = self.loader.origin(spec.at.span);
        Some(StorySlot {
            id,
            span: spec.at.span,
            origin,
            story,
            kind,
            rect: grid.rect(&spec.at.value),
            head_rect,
            head_rows: spec.head.as_ref().map(|head| head.value),
            columns,
            base_columns: columns == base,
            refer: None,
            pictures,
            insets,
        })
    }

    /// Whether a place lies on the grid and in its parent; tells when not.
    fn on_grid(&mut self, at: &Spanned<Place>, what: &str, parent: Option<&Place>) -> bool {
        if !self.house.grid.holds(&at.value) {
            self.loader.sink.tell(outside(&self.house.grid, at.span, what));
            return false;
        }
        let inside = |outer: &Place| {
            let (a, b) = (&at.value, outer);
            a.columns.first >= b.columns.first
                && a.columns.last <= b.columns.last
                && a.rows.first >= b.rows.first
                && a.rows.last <= b.rows.last
        };
        if let Some(outer) = parent.filter(|outer| !inside(outer)) {
            let help =
                format!("the story's slot is {}-{}栏 {}-{}行", outer.columns.first, outer.columns.last, outer.rows.first, outer.rows.last);
            self.loader.sink.tell(
                Diagnostic::new(Code::OutsideTypeArea, at.span, format!("{what} leaves the slot of the story that holds it")).help(help),
            );
            return false;
        }
        true
    }

    fn picture(&mut self, spec: &PictureSpec, kind: &Kind, parent: Option<&Place>) -> Option<PictureSlot> {
        let path = beside(self.folder, &spec.file.value);
        let picture = self.loader.picture(&path, spec.file.span);
        let picture = if spec.ink.is_some() { picture.and_then(|id| self.loader.grey(id, spec.file.span)) } else { picture };
        let placed = self.on_grid(&spec.at, "the picture", parent);
        let mut rect = self.house.grid.rect(&spec.at.value);
        let side = match spec.side.as_ref().map(|side| side.value.as_str()) {
            None | Some("left") => Side::Left,
            Some("right") => Side::Right,
            Some("centre" | "center") => Side::Centre,
            Some(_) => {
                if let Some(side) = &spec.side {
                    unknown(self.loader.sink, "side", side, ["left", "right", "centre"]);
                }
                Side::Left
            }
        };
        if let Some(width) = &spec.width {
            let grid = &self.house.grid;
            let measures = Measures { size: grid.size, pitch: grid.pitch, column: grid.column, alley: grid.alley };
            let wanted = measures.len(width.value);
            if wanted > rect.width() || wanted <= Len::ZERO {
                let message = format!("the picture's width of {wanted} does not fit its slot of {}", rect.width());
                self.loader
                    .sink
                    .tell(Diagnostic::new(Code::BadValue, width.span, message).help("take a smaller `width`, or more columns in `at`"));
                return None;
            }
            let spare = rect.width() - wanted;
            let left = match side {
                Side::Left => Len::ZERO,
                Side::Centre => spare / 2,
                Side::Right => spare,
            };
            rect = Rect::at(rect.left + left, rect.top, wanted, rect.height());
        }
        if !placed {
            return None;
        }
        let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
        Some(PictureSlot {
            span: spec.at.span,
            origin: self.loader.origin(spec.file.span),
            picture: picture?,
            rect,
            cutline: text(&spec.cutline),
            credit: text(&spec.credit),
            focus: spec.focus.as_ref().map_or((50, 50), |focus| focus.value),
            kind: kind.clone(),
        })
    }

    fn check_overlaps(&mut self, stories: &[StorySlot], pictures: &[PictureSlot]) {
        let slots: Vec<(Rect<PageSpace>, Span)> =
            stories.iter().map(|slot| (slot.rect, slot.span)).chain(pictures.iter().map(|slot| (slot.rect, slot.span))).collect();
        for (at, (rect, span)) in slots.iter().enumerate() {
            for (other, other_span) in &slots[..at] {
                if rect.overlaps(other) {
                    let grid = &self.house.grid;
                    let top = rect.top.max(other.top);
                    let bottom = rect.bottom.min(other.bottom);
                    let first = (top - grid.top).div_floor(grid.pitch) + 1;
                    let last = (bottom - grid.top).div_floor(grid.pitch) + 1;
                    let rows = if first == last { format!("row {first}") } else { format!("rows {first} to {last}") };
                    let message = format!("two slots cover the same ground in {rows}");
                    self.loader.sink.tell(
                        Diagnostic::new(Code::SlotsOverlap, *span, message).label(*other_span, "the other slot").help(
                            "move one; what text should run round is written inside its story as [[story.picture]] or [[story.inset]]",
                        ),
                    );
                }
            }
        }
    }

    fn rule(&mut self, spec: &RuleSpec) -> Option<RuleSlot> {
        let grid = self.house.grid;
        let Some(style) = self.house.rules.get(&spec.style.value).copied() else {
            unknown(self.loader.sink, "rule", &spec.style, self.house.rules.keys().map(String::as_str));
            return None;
        };
        let gap = grid.pitch - grid.size;
        let place = match (&spec.after, &spec.rows, &spec.below, &spec.columns) {
            (Some(after), Some(rows), None, None) if after.value >= 1 && after.value < grid.columns && rows.value.last <= grid.rows => {
                let x = grid.column_left(after.value) + grid.column + grid.alley / 2;
                RulePlace::Down { x, top: grid.row_top(rows.value.first), bottom: grid.row_top(rows.value.last) + grid.size }
            }
            (None, None, Some(below), Some(columns)) if below.value <= grid.rows && columns.value.last <= grid.columns => {
                let y = grid.row_top(below.value) + grid.size + gap / 2;
                RulePlace::Across {
                    y,
                    left: grid.column_left(columns.value.first),
                    right: grid.column_left(columns.value.last) + grid.column,
                }
            }
            _ => {
                let help = format!(
                    "write either `after = \"4栏\", rows = \"16-84行\"` or `below = \"43行\", columns = \"5-6栏\"`, inside 1-{}栏 1-{}行",
                    grid.columns, grid.rows
                );
                self.loader.sink.tell(
                    Diagnostic::new(Code::BadValue, spec.span, "the rule does not say where it runs, or leaves the type area").help(help),
                );
                return None;
            }
        };
        Some(RuleSlot { origin: self.loader.origin(spec.span), style, place })
    }

    fn furniture(&mut self, number: u32) -> Vec<FurnitureSlot> {
        let stands = |pages: PageRange| match pages {
            PageRange::All => true,
            PageRange::Odd => number % 2 == 1,
            PageRange::Even => number.is_multiple_of(2),
            PageRange::Between(first, last) => (first..=last).contains(&number),
        };
        let mut slots: Vec<FurnitureSlot> = self.house.furniture.iter().filter(|slot| stands(slot.pages)).cloned().collect();
        for slot in &mut slots {
            for row in &mut slot.rows {
                row.text = fill(&row.text, row.span, self.fields, self.loader.sink);
            }
        }
        slots
    }
}

fn stem(path: &str) -> String {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned()
}
