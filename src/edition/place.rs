//! From the places of a page spec to its slots.

use std::collections::BTreeMap;

use super::ad::AdSlot;
use super::columns::Columns;
use super::fields::fill;
use super::grid::Grid;
use super::house::{BoxFrame, FurnitureSlot, House, StoryKind};
use super::inks::page_inks;
use super::loader::{Loader, beside};
use super::page::{HeadOver, Page, PictureSlot, StorySlot, Tightened};
use super::runaround::{Runaround, RunaroundShape};
use super::spread::Spread;
use super::styles::{Measures, unknown};
use crate::diag::{Code, Diagnostic, Span, Spanned, did_you_mean};
use crate::geom::{Axes, Len, PageSpace, Rect, Size};
use crate::limits::{ELEMENTS, LINE_SLOTS};
use crate::spec::{
    ColumnMode, ColumnsSpec, CopySpec, GridArea, HeadOverSpec, InkSpec, PageRange, PageSpec, Reach,
    StorySpec,
};
use crate::style::Writing;

/// A story that others may go on with.
pub(super) struct StoryStart<'a> {
    pub copy: &'a str,
    pub folder: &'a str,
    pub kind: Option<&'a Spanned<String>>,
}

/// Where something stands, where that is written, and what it is.
type Taken<'t> = (Rect<PageSpace>, Span, &'t str);

/// The copy of a slot.
struct Copy<'a> {
    /// The story's id.
    id: String,
    /// The article, unless it cannot be read.
    story: Option<usize>,
    kind: Option<&'a Spanned<String>>,
    /// What a continuation is headed.
    title: Option<Spanned<String>>,
    continues: bool,
}

/// Makes a page from its spec.
pub(super) struct PageMaker<'a, 'b> {
    pub heads: &'a BTreeMap<String, StoryStart<'a>>,
    pub loader: &'a mut Loader<'b>,
    pub house: &'a House,
    pub folder: &'a str,
    pub fields: &'a BTreeMap<String, String>,
    /// The grid: the house's, or that of a spread.
    pub grid: Grid,
    pub spread: Option<Spread>,
    /// The words of the page right of the fold.
    pub facing_fields: Option<&'a BTreeMap<String, String>>,
}

impl<'a> PageMaker<'a, '_> {
    /// Resolves every slot and checks that none leaves the type area and none
    /// covers another.
    pub fn make(mut self, spec: &PageSpec) -> Page {
        let mut stories: Vec<StorySlot> = spec
            .stories
            .iter()
            .filter_map(|story| self.story(story, None))
            .collect();
        let mut pictures = Vec::new();
        for picture in &spec.pictures {
            let kind = self
                .house
                .kinds
                .get("picture")
                .or_else(|| self.house.kinds.values().next());
            if let Some(kind) = kind.cloned() {
                pictures.extend(self.picture(picture, &kind, None));
            }
        }
        self.check_overlaps(&stories, &[]);
        self.check_overlaps(&[], &pictures);
        self.within_slots(&mut stories);
        let ads: Vec<AdSlot> = spec.ads.iter().filter_map(|ad| self.ad(ad)).collect();
        self.run_round(&ads, &mut stories, &pictures);
        let rules = self.rules(&spec.rules);
        let mut furniture = self.furniture(spec.number.value, self.fields);
        if let (Some(spread), Some(fields)) = (self.spread, self.facing_fields) {
            let mut right = self.furniture(spread.facing, fields);
            right.iter_mut().for_each(|slot| {
                slot.rect = Rect::new(
                    slot.rect.left + spread.fold,
                    slot.rect.top,
                    slot.rect.right + spread.fold,
                    slot.rect.bottom,
                )
            });
            furniture.extend(right);
            furniture.extend(self.fold_furniture(spread.fold));
        }
        let inks = page_inks(spec.inks.as_ref(), &self.house.inks, self.loader.sink);
        Page {
            number: spec.number.value,
            wanted: true,
            section: spec.section.value.clone(),
            spread: self.spread,
            trim: self.trim(),
            bleed: self.house.bleed,
            inks,
            grid: self.grid,
            stories,
            pictures,
            rules,
            ads,
            furniture,
        }
    }

    fn story(
        &mut self,
        spec: &StorySpec,
        parent: Option<&[Spanned<GridArea>]>,
    ) -> Option<StorySlot> {
        let grid = self.grid;
        let first = spec.at.first()?;
        let Copy {
            id,
            story,
            kind,
            title,
            continues,
        } = self.copy(spec, parent.is_some())?;
        let kind = kind.and_then(|name| {
            let kind = self.house.kinds.get(&name.value).cloned();
            if kind.is_none() {
                unknown(
                    self.loader.sink,
                    "kind of story",
                    name,
                    self.house.kinds.keys().map(String::as_str),
                );
            }
            kind
        });
        let mut placed = true;
        for at in &spec.at {
            placed &= self.on_grid(at, "the slot", parent);
        }
        let head_rect = match &spec.head_at {
            Some(at) => {
                self.on_grid(at, "the headline", Some(&spec.at));
                Some(grid.rect(&at.value))
            }
            None => None,
        };
        let head_over = spec
            .head_over
            .as_ref()
            .and_then(|over| self.head_over(over, spec));
        let (story, kind) = (story?, kind?);
        let mut pictures = Vec::new();
        for picture in &spec.pictures {
            pictures.extend(self.picture(picture, &kind, Some(&spec.at)));
        }
        if pictures.len() < spec.pictures.len() {
            self.loader.pictureless.insert(story);
        }
        let insets: Vec<StorySlot> = spec
            .insets
            .iter()
            .filter_map(|inset| self.story(inset, Some(&spec.at)))
            .collect();
        self.check_overlaps(&insets, &pictures);
        if !placed {
            return None;
        }
        let areas: Vec<Rect<PageSpace>> = spec.at.iter().map(|at| grid.rect(&at.value)).collect();
        let rect = areas.iter().copied().reduce(|a, b| a.union(&b))?;
        let reach = spec.at.iter().fold(first.value.columns, |all, at| Reach {
            first: all.first.min(at.value.columns.first),
            last: all.last.max(at.value.columns.last),
        });
        let base = reach.last - reach.first + 1;
        // Words of the page are read across their slot unless it says otherwise.
        let across = ColumnsSpec::Broken {
            from: None,
            into: 1,
            mode: ColumnMode::Free,
        };
        let across = matches!(spec.copy, CopySpec::Words(..)).then_some(Spanned {
            value: across,
            span: first.span,
        });
        // Places as wide as one another are broken alike, wherever they stand.
        let alike = spec.at.iter().all(|at| wide(at) == wide(first));
        let (broken, area) = if alike {
            (wide(first), *areas.first()?)
        } else {
            (base, rect)
        };
        let columns = self.columns(
            spec.columns.as_ref().or(across.as_ref()),
            broken,
            &kind,
            &area,
        );
        let runaround = self.runaround(&spec.runaround);
        self.box_of_shape(&kind, &runaround, first.span);
        self.one_shape(
            spec,
            &kind,
            !matches!(columns, Columns::Base | Columns::Grid),
        );
        let origin = self.loader.origin(first.span);
        Some(StorySlot {
            id,
            span: first.span,
            origin,
            story,
            kind,
            rect,
            areas,
            part: usize::from(continues),
            title,
            next: None,
            from_page: None,
            head_rect,
            head_over,
            head_rows: spec.head.as_ref().map(|head| head.value),
            base,
            columns,
            optional: flagged(&spec.optional),
            tightened: Tightened::default(),
            cuts: BTreeMap::new(),
            refer: None,
            pictures,
            insets,
            runaround,
            ads: Vec::new(),
            page_pictures: Vec::new(),
        })
    }

    /// The copy of a slot, and what is said of it; `None` for a continuation of
    /// nothing.
    fn copy<'s>(&mut self, spec: &'s StorySpec, inside: bool) -> Option<Copy<'s>>
    where
        'a: 's,
    {
        let kind = spec.kind.as_ref();
        match &spec.copy {
            CopySpec::File(copy) => {
                let story = self
                    .loader
                    .story(&beside(self.folder, &copy.value), copy.span);
                let id = spec
                    .id
                    .as_ref()
                    .map_or_else(|| stem(&copy.value), |id| id.value.clone());
                Some(Copy {
                    id,
                    story,
                    kind,
                    title: None,
                    continues: false,
                })
            }
            CopySpec::Words(text, by) => {
                let story = self.loader.words(text, by.as_ref());
                let words = self.loader.stories[story]
                    .body
                    .first()
                    .map_or("", |block| &block.text.text);
                let id = spec
                    .id
                    .as_ref()
                    .map_or_else(|| words.chars().take(8).collect(), |id| id.value.clone());
                Some(Copy {
                    id,
                    story: Some(story),
                    kind,
                    title: None,
                    continues: false,
                })
            }
            CopySpec::Continues(of, title) => {
                let Some(head) = self.heads.get(&of.value).filter(|_| !inside) else {
                    self.no_head(of, inside);
                    return None;
                };
                let story = self.loader.story(&beside(head.folder, head.copy), of.span);
                Some(Copy {
                    id: of.value.clone(),
                    story,
                    kind: kind.or(head.kind),
                    title: title.clone(),
                    continues: true,
                })
            }
        }
    }

    /// What the headline stands over, a picture of its story or a band; tells
    /// when there is nothing under it.
    fn head_over(&mut self, over: &Spanned<HeadOverSpec>, spec: &StorySpec) -> Option<HeadOver> {
        let mut refuse = |message: &str, help: &str| {
            self.loader
                .sink
                .report(Diagnostic::new(Code::BadValue, over.span, message).help(help));
        };
        let holds =
            |outer: Reach, inner: Reach| outer.first <= inner.first && inner.last <= outer.last;
        let meets = |one: Reach, other: Reach| one.first <= other.last && other.first <= one.last;
        let pictures = |lies: &dyn Fn(Reach, Reach) -> bool| {
            let at = spec.head_at.as_ref()?.value;
            spec.pictures
                .iter()
                .map(|picture| picture.at.value)
                .find(|under| lies(under.columns, at.columns) && lies(under.rows, at.rows))
        };
        let over_picture = pictures(&holds).is_some();
        if !over_picture && pictures(&meets).is_some() {
            refuse(
                "no picture of the story lies under the whole of its headline",
                "put `head-at` inside the `at` of a [[story.picture]]",
            );
            return None;
        }
        if !over_picture && over.value.band.is_none() {
            refuse(
                "nothing lies under the headline",
                "say what does, as in \"white on black\", or write `head-at` inside the place of a [[story.picture]]",
            );
            return None;
        }
        let house = self.house;
        let mut ink = |written: &InkSpec| {
            super::inks::ink(
                &Spanned {
                    value: written.clone(),
                    span: over.span,
                },
                &house.inks,
                self.loader.sink,
            )
        };
        let (ink, band) = (
            ink(&over.value.ink)?,
            over.value.band.as_ref().map(&mut ink),
        );
        if over_picture && band.flatten().is_some_and(|band| band.overprints()) {
            let help = "solid black overprints, and the picture would show through: write \"K95\"";
            self.loader.sink.report(
                Diagnostic::new(
                    Code::BadValue,
                    over.span,
                    "a band of solid black hides nothing",
                )
                .help(help),
            );
        }
        Some(HeadOver {
            ink,
            band: band.flatten(),
        })
    }

    /// The columns of a slot; tells of those it has no room for.
    fn columns(
        &mut self,
        spec: Option<&Spanned<ColumnsSpec>>,
        base: u32,
        kind: &StoryKind,
        rect: &Rect<PageSpace>,
    ) -> Columns {
        let Some(Spanned { value, span }) = spec else {
            return Columns::Base;
        };
        let grid = self.grid;
        let axes = if kind.writing() == Writing::Vertical {
            Axes::vertical(self.house.trim.width)
        } else {
            Axes::HORIZONTAL
        };
        let area = axes.in_text(rect);
        let width = area.width() - kind.frame.padding.max(Len::ZERO) * 2;
        match value {
            ColumnsSpec::Grid => Columns::Grid,
            ColumnsSpec::Broken {
                from: Some(from), ..
            } if *from != base => {
                let message = format!("the slot is {base} base columns wide, not {from} 破栏");
                self.loader.sink.report(
                    Diagnostic::new(Code::BadValue, *span, message).help(
                        "write how many columns `at` reaches over, or only those it is set in",
                    ),
                );
                Columns::Base
            }
            ColumnsSpec::Broken { into, .. } if *into == base => Columns::Base,
            ColumnsSpec::Broken { into, .. }
                if grid.folds(&area) && grid.shares(&area, *into).is_none() =>
            {
                let message =
                    format!("{into} columns do not come out whole on either side of the fold");
                self.loader.sink.report(
                    Diagnostic::new(Code::BadValue, *span, message)
                        .help("give each side whole columns, or leave `columns` out"),
                );
                Columns::Base
            }
            ColumnsSpec::Measures(_) if grid.folds(&area) => {
                let message = "columns of given measures cannot reach over the fold";
                self.loader.sink.report(
                    Diagnostic::new(Code::BadValue, *span, message)
                        .help("make two slots of it, the second with `continues`"),
                );
                Columns::Base
            }
            ColumnsSpec::Broken { into, mode, .. } => {
                let most = (width + grid.alley)
                    .div_floor(grid.size + grid.alley)
                    .max(1);
                if i64::from(*into) > most {
                    let message = format!("{into} columns leave none of them a 字 wide");
                    self.loader.sink.report(
                        Diagnostic::new(Code::BadValue, *span, message)
                            .help(format!("{most} columns at most fit the slot")),
                    );
                    return Columns::Base;
                }
                Columns::Broken(*into, *mode)
            }
            ColumnsSpec::Measures(lengths) => {
                let measures = self.measures();
                let wanted: Vec<Len> = lengths.iter().map(|length| measures.len(*length)).collect();
                let all =
                    wanted.iter().copied().sum::<Len>() + grid.alley * (wanted.len() as i64 - 1);
                if all > width {
                    let over = (all - width).div_ceil(grid.size);
                    let message = format!(
                        "these columns and their alleys are {over} 字 wider than the slot 变栏"
                    );
                    self.loader
                        .sink
                        .report(
                            Diagnostic::new(Code::BadValue, *span, message).help(format!(
                                "with alleys of {} the measures may come to {}",
                                grid.alley,
                                width - grid.alley * (wanted.len() as i64 - 1)
                            )),
                        );
                    return Columns::Base;
                }
                Columns::Measures(wanted)
            }
        }
    }

    /// Tells of a continuation that continues nothing.
    fn no_head(&mut self, of: &Spanned<String>, inside: bool) {
        let diagnostic = if inside {
            Diagnostic::new(Code::BadValue, of.span, "an inset cannot continue a story")
                .help("write the continuation as a [[story]] of the page")
        } else {
            let stories = self.heads.keys().map(String::as_str);
            let help = did_you_mean(&of.value, stories, ("“", "”"), "stories are");
            Diagnostic::new(
                Code::DeadRefer,
                of.span,
                format!("no story “{}” stands in this edition", of.value),
            )
            .help(help)
        };
        self.loader.sink.report(diagnostic);
    }

    /// A slot of several places is one shape: its places share no ground, join
    /// one another when they are boxed, and keep the base columns unless they
    /// are as wide.
    fn one_shape(&mut self, spec: &StorySpec, kind: &StoryKind, broken: bool) {
        let Some((first, rest)) = spec.at.split_first() else {
            return;
        };
        if rest.is_empty() {
            return;
        }
        let grid = self.grid;
        for (nth, at) in spec.at.iter().enumerate() {
            if let Some(other) = spec.at[..nth]
                .iter()
                .find(|other| grid.rect(&other.value).overlaps(&grid.rect(&at.value)))
            {
                self.loader.sink.report(
                    Diagnostic::new(
                        Code::SlotsOverlap,
                        at.span,
                        "two places of one slot cover the same ground",
                    )
                    .label(other.span, "the other place"),
                );
            }
        }
        if kind.frame != BoxFrame::default() {
            let places: Vec<Rect<PageSpace>> =
                spec.at.iter().map(|at| grid.rect(&at.value)).collect();
            if grid.outline(&places).is_none() {
                let message = format!(
                    "the kind “{}” has a box, and the places of the slot do not join into one shape without a hole",
                    kind.name
                );
                let help = "let each place join another, side by side or row under row, or take a kind without a box";
                self.loader
                    .sink
                    .report(Diagnostic::new(Code::BadValue, first.span, message).help(help));
            }
            self.square(kind, first.span, "a slot of several places");
        }
        if broken && rest.iter().any(|at| wide(at) != wide(first)) {
            let span = spec
                .columns
                .as_ref()
                .map_or(first.span, |columns| columns.span);
            self.loader.sink.report(
                Diagnostic::new(
                    Code::BadValue,
                    span,
                    "places of different width cannot be broken into other columns 破栏",
                )
                .help("leave `columns` out, or give all places the same columns"),
            );
        }
    }

    /// The box of an inset with a shape follows it, where it can.
    fn box_of_shape(&mut self, kind: &StoryKind, runaround: &Runaround, span: Span) {
        if runaround.shape == RunaroundShape::Box {
            return;
        }
        self.square(kind, span, "an inset with a shape");
        if kind.edges.iter().any(Option::is_some) {
            let message = format!(
                "the kind “{}” has rules along its head or foot, which an inset with a shape has not",
                kind.name
            );
            self.loader.sink.report(
                Diagnostic::new(Code::BadValue, span, message)
                    .help("take a kind without `rule-above` and `rule-below`"),
            );
        }
        if matches!(runaround.shape, RunaroundShape::Polygon(_))
            && kind.frame.rule.is_some_and(|rule| rule.second.is_some())
        {
            let message = format!(
                "the kind “{}” has a box of two lines, which cannot follow a polygon",
                kind.name
            );
            self.loader.sink.report(
                Diagnostic::new(Code::BadValue, span, message)
                    .help("take a kind with a single rule, or a circle"),
            );
        }
    }

    /// Tells of a box that goes round a rectangle only.
    fn square(&mut self, kind: &StoryKind, span: Span, what: &str) {
        let lace = kind
            .frame
            .rule
            .is_some_and(|rule| rule.lace.is_some())
            .then_some("a lace 花边");
        for only in lace
            .into_iter()
            .chain((kind.frame.corner > Len::ZERO).then_some("round corners"))
        {
            let message = format!(
                "the box of the kind “{}” has {only}, which {what} cannot have",
                kind.name
            );
            self.loader.sink.report(
                Diagnostic::new(Code::BadValue, span, message)
                    .help("take a kind with a plain box, or a plain slot"),
            );
        }
    }

    /// Whether a place lies on the grid and in its parent; tells when not.
    pub(super) fn on_grid(
        &mut self,
        at: &Spanned<GridArea>,
        what: &str,
        parent: Option<&[Spanned<GridArea>]>,
    ) -> bool {
        if !self.grid.holds(&at.value) {
            self.loader.sink.report(self.grid.outside(at.span, what));
            return false;
        }
        // Of several places it must lie in what encloses them all.
        let outer = parent.and_then(|places| {
            places
                .iter()
                .map(|place| place.value)
                .reduce(|a, b| GridArea {
                    columns: Reach {
                        first: a.columns.first.min(b.columns.first),
                        last: a.columns.last.max(b.columns.last),
                    },
                    rows: Reach {
                        first: a.rows.first.min(b.rows.first),
                        last: a.rows.last.max(b.rows.last),
                    },
                })
        });
        let inside = |outer: &GridArea| {
            let (a, b) = (&at.value, outer);
            a.columns.first >= b.columns.first
                && a.columns.last <= b.columns.last
                && a.rows.first >= b.rows.first
                && a.rows.last <= b.rows.last
        };
        if let Some(outer) = outer.filter(|outer| !inside(outer)) {
            let mut help = format!(
                "the story's slot is {}-{}栏 {}-{}行",
                outer.columns.first, outer.columns.last, outer.rows.first, outer.rows.last
            );
            if what == "the picture" {
                help.push_str("; one that two stories run round is a [[picture]] of the page");
            }
            self.loader.sink.report(
                Diagnostic::new(
                    Code::OutsideTypeArea,
                    at.span,
                    format!("{what} leaves the slot of the story that holds it"),
                )
                .help(help),
            );
            return false;
        }
        true
    }

    /// The trimmed sheet, of a spread both pages'.
    pub(super) fn trim(&self) -> Size {
        let Size { width, height } = self.house.trim;
        Size {
            width: width + self.spread.map_or(Len::ZERO, |spread| spread.fold),
            height,
        }
    }

    pub(super) fn measures(&self) -> Measures {
        let grid = &self.grid;
        Measures {
            size: grid.size,
            pitch: grid.pitch,
            column: grid.column,
            alley: grid.alley,
        }
    }

    /// Leaves out the stories with which the page has more line slots than the
    /// limit allows.
    fn within_slots(&mut self, stories: &mut Vec<StorySlot>) {
        let grid = self.grid;
        let rows = |slot: &StorySlot| slot.rect.height().div_ceil(grid.pitch).max(1) as usize;
        let across = |slot: &StorySlot| slot.rect.width().div_ceil(grid.pitch).max(1) as usize;
        let mut all = 0;
        stories.retain(|slot| {
            for own in std::iter::once(slot).chain(&slot.insets) {
                let depth = rows(own).max(across(own));
                all += own.columns.count(own.base) as usize * depth;
            }
            let within = all <= LINE_SLOTS;
            if !within {
                let what = "line slots of a page with this one";
                let over = Diagnostic::over_limit(slot.span, what, all, LINE_SLOTS);
                self.loader.sink.report(over);
            }
            within
        });
    }

    fn check_overlaps(&mut self, stories: &[StorySlot], pictures: &[PictureSlot]) {
        let stories = stories
            .iter()
            .enumerate()
            .flat_map(|(nth, slot)| slot.areas.iter().map(move |rect| (nth, *rect, slot.span)));
        let pictures = pictures
            .iter()
            .map(|slot| (usize::MAX, slot.rect, slot.span));
        let mut slots: Vec<(usize, Rect<PageSpace>, Span)> = stories.chain(pictures).collect();
        if let Some((_, _, beyond)) = slots.get(ELEMENTS) {
            let what = "places of slots that are held against one another";
            let over = Diagnostic::over_limit(*beyond, what, slots.len(), ELEMENTS);
            self.loader.sink.report(over);
            slots.truncate(ELEMENTS);
        }
        for (at, (one, rect, span)) in slots.iter().enumerate() {
            // Places of one slot are reported by the slot itself.
            let met = slots[..at]
                .iter()
                .find(|(two, other, _)| (one != two || *one == usize::MAX) && rect.overlaps(other));
            let Some((_, other, other_span)) = met else {
                continue;
            };
            let grid = &self.grid;
            let (rect, other) = (grid.axes.in_text(rect), grid.axes.in_text(other));
            let top = rect.top.max(other.top);
            let bottom = rect.bottom.min(other.bottom);
            let first = (top - grid.top).div_floor(grid.pitch) + 1;
            let last = (bottom - grid.top).div_floor(grid.pitch) + 1;
            let rows = if first == last {
                format!("row {first}")
            } else {
                format!("rows {first} to {last}")
            };
            let message = format!("two slots cover the same ground in {rows}");
            self.loader.sink.report(
                Diagnostic::new(Code::SlotsOverlap, *span, message)
                    .label(*other_span, "the other slot")
                    .help("move one; what text should run round is written inside its story as [[story.picture]] or [[story.inset]]"),
            );
        }
    }

    /// Text runs round the pictures of the page and the advertisements that
    /// stand in its slot; whatever has a place of its own there is in their way.
    fn run_round(&mut self, ads: &[AdSlot], stories: &mut [StorySlot], pictures: &[PictureSlot]) {
        for picture in pictures {
            self.in_the_way((picture.rect, picture.span, "picture"), &[], stories);
        }
        for (nth, ad) in ads.iter().enumerate() {
            let mut others: Vec<Taken> = ads[..nth]
                .iter()
                .map(|other| (other.rect, other.span, "another advertisement"))
                .collect();
            others.extend(
                pictures
                    .iter()
                    .map(|slot| (slot.rect, slot.span, "a picture")),
            );
            self.in_the_way((ad.rect, ad.span, "advertisement"), &others, stories);
        }
        for slot in stories {
            let stands =
                |place: &Rect<PageSpace>| slot.areas.iter().any(|area| area.overlaps(place));
            let inside = ads.iter().filter(|ad| stands(&ad.rect));
            slot.ads = inside
                .map(|ad| (ad.kept_clear(), ad.runaround.clone()))
                .collect();
            slot.page_pictures = pictures
                .iter()
                .filter(|picture| stands(&picture.rect))
                .cloned()
                .collect();
        }
    }

    /// Tells of what a picture of the page or an advertisement covers but the
    /// text of stories.
    fn in_the_way(&mut self, (rect, span, name): Taken, others: &[Taken], stories: &[StorySlot]) {
        let inside = stories.iter().flat_map(|slot| {
            let pictures = slot
                .pictures
                .iter()
                .map(|picture| (picture.rect, picture.span, "a picture"));
            let insets = slot
                .insets
                .iter()
                .map(|inset| (inset.rect, inset.span, "a sidebar"));
            pictures
                .chain(insets)
                .chain(slot.head_rect.map(|head| (head, slot.span, "a headline")))
        });
        for (_, other, what) in others
            .iter()
            .copied()
            .chain(inside)
            .filter(|(other, _, _)| other.overlaps(&rect))
        {
            let article = if name == "advertisement" { "an" } else { "a" };
            self.loader.sink.report(
                Diagnostic::new(
                    Code::SlotsOverlap,
                    span,
                    format!("the {name} covers {what}"),
                )
                .label(other, "its place")
                .help(format!(
                    "move one of them; only the text of stories runs round {article} {name}"
                )),
            );
        }
    }

    /// What stands at the fold of a spread 中缝; its places count from there.
    fn fold_furniture(&mut self, fold: Len) -> Vec<FurnitureSlot> {
        let at_fold = self
            .house
            .furniture
            .iter()
            .filter(|slot| slot.pages == PageRange::Spread);
        let mut slots: Vec<FurnitureSlot> = at_fold.cloned().collect();
        for slot in &mut slots {
            slot.rect = Rect::new(
                slot.rect.left + fold,
                slot.rect.top,
                slot.rect.right + fold,
                slot.rect.bottom,
            );
        }
        self.filled(slots, self.fields)
    }

    fn furniture(&mut self, number: u32, fields: &BTreeMap<String, String>) -> Vec<FurnitureSlot> {
        let slots = self
            .house
            .furniture
            .iter()
            .filter(|slot| slot.pages.holds(number))
            .cloned()
            .collect();
        self.filled(slots, fields)
    }

    fn filled(
        &mut self,
        mut slots: Vec<FurnitureSlot>,
        fields: &BTreeMap<String, String>,
    ) -> Vec<FurnitureSlot> {
        for slot in &mut slots {
            for row in &mut slot.rows {
                row.text = fill(&row.text, fields, |name| {
                    self.loader.lacks_field(name, row.span)
                });
            }
        }
        slots
    }
}

/// How many columns a place reaches over.
fn wide(at: &Spanned<GridArea>) -> u32 {
    at.value.columns.last - at.value.columns.first + 1
}

pub(super) fn flagged(flag: &Option<Spanned<bool>>) -> bool {
    flag.as_ref().is_some_and(|flag| flag.value)
}

pub(super) fn stem(path: &str) -> String {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    file.rsplit_once('.')
        .map_or(file, |(stem, _)| stem)
        .to_owned()
}
