//! From a story's place as written to its slot.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::loader::beside;
use super::maker::{PageMaker, flagged};
use super::names::{stem, unknown};
use crate::diag::{Code, Diagnostic, Span, Spanned, did_you_mean, nearest};
use crate::edition::model::{
    BoxFrame, Columns, HeadOver, Runaround, RunaroundShape, StoryId, StoryKind, StorySlot,
    Tightened,
};
use crate::geom::{Axes, Em, Len, PageSpace, Rect};
use crate::say::{List, Text, text};
use crate::spec::{
    ColumnMode, ColumnsSpec, CopySpec, GridArea, HeadOverSpec, InkSpec, Reach, StorySpec,
};
use crate::story::{Block, BlockKind, Part, PartRole, Story, words_at};
use crate::style::Writing;

/// The copy of a slot.
struct Copy<'a> {
    /// The story's id.
    id: String,
    /// The article, unless it cannot be read.
    story: Option<StoryId>,
    kind: Option<&'a Spanned<String>>,
    /// Headline of a continuation.
    title: Option<Spanned<String>>,
    continues: bool,
}

impl<'a> PageMaker<'a, '_> {
    /// Reports a kind that the layout has not: with the nearest one, or with all of them and what
    /// each is for.
    fn unknown_kind(&mut self, name: &Spanned<String>) {
        let what = text!("edition.kind-story", "kind of story");
        let kinds = &self.house.kinds;
        let names = kinds.keys().map(String::as_str);
        if nearest(&name.value, names.clone()).is_some()
            || kinds.values().all(|kind| kind.about.to_string().is_empty())
        {
            unknown(self.loader.sink, what, name, names);
            return;
        }
        let lines = kinds.iter().map(|(name, kind)| match &kind.about {
            about if about.to_string().is_empty() => Text::quoted(name),
            about => text!("edition.kind-and-about", "{name} ({about})", name, about),
        });
        let help = text!(
            "edition.kinds-of-layout",
            "the layout has: {kinds}",
            kinds = List::of(lines)
        );
        let message = text!(
            "edition.there-is-no",
            "there is no {what} “{name}”",
            what,
            name = name.value
        );
        let diagnostic = Diagnostic::new(Code::UnknownName, name.span, message);
        self.loader.sink.report(diagnostic.help(help));
    }

    pub(super) fn story(
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
                self.unknown_kind(name);
            }
            kind
        });
        let mut placed = true;
        for at in &spec.at {
            placed &= self.on_grid(at, text!("edition.slot-noun", "the slot"), parent);
        }
        let head_rect = match &spec.head_at {
            Some(at) => {
                self.on_grid(
                    at,
                    text!("edition.headline-noun", "the headline"),
                    Some(&spec.at),
                );
                Some(grid.rect(&at.value))
            }
            None => None,
        };
        let head_over = spec
            .head_over
            .as_ref()
            .and_then(|over| self.head_over(over, spec));
        let (story, kind) = (story?, kind?);
        let kind = self.headed(kind, spec);
        let mut pictures = Vec::new();
        for picture in &spec.pictures {
            pictures.extend(self.picture(picture, &kind, Some(&spec.at)));
        }
        if pictures.len() < spec.pictures.len() {
            self.pictureless.insert(story);
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
        let origin = self.origin(first.span);
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
            refers_to: spec.refer.clone(),
            refer: None,
            pictures,
            insets,
            runaround,
            ads: Vec::new(),
            page_pictures: Vec::new(),
        })
    }

    /// Returns the copy of a slot; `None` for a continuation of nothing, which is reported.
    fn copy<'s>(&mut self, spec: &'s StorySpec, inside: bool) -> Option<Copy<'s>>
    where
        'a: 's,
    {
        let kind = spec.kind.as_ref();
        match &spec.copy {
            CopySpec::File(copy) => {
                let story = self.article(&beside(self.folder, &copy.value));
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
                let (story, words) = self.page_words(text, by.as_ref());
                let first = words.body.first().map_or("", |block| &block.text.text);
                let id = spec
                    .id
                    .as_ref()
                    .map_or_else(|| first.chars().take(8).collect(), |id| id.value.clone());
                Some(Copy {
                    id,
                    story: Some(story),
                    kind,
                    title: None,
                    continues: false,
                })
            }
            CopySpec::Continues(of, title) => {
                let Some(head) = self.starts.get(&of.value).filter(|_| !inside) else {
                    self.no_head(of, inside);
                    return None;
                };
                let story = self.article(&beside(head.folder, head.copy));
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

    /// An article, unless it cannot be read.
    fn article(&self, path: &str) -> Option<StoryId> {
        self.copies.get(path).copied().flatten()
    }

    /// A story of words that a page writes, a paragraph a line.
    fn page_words(
        &mut self,
        text: &Spanned<String>,
        by: Option<&Spanned<String>>,
    ) -> (StoryId, Arc<Story>) {
        let mut body = Vec::new();
        let mut at = 0;
        for line in text.value.split_inclusive('\n') {
            let words = line.trim_end();
            if !words.trim().is_empty() {
                let place = Span {
                    start: text.span.start + at as u32,
                    ..text.span
                };
                body.push(Block {
                    kind: BlockKind::Paragraph,
                    text: words_at(words, place, self.loader.sink),
                    cell: None,
                });
            }
            at += line.len();
        }
        let signature = by.map(|by| Part {
            role: PartRole::Signature,
            text: words_at(&by.value, by.span, self.loader.sink),
        });
        let id = StoryId {
            source: text.span.source,
            at: text.span.start,
        };
        let story = Arc::new(Story {
            source: text.span.source,
            parts: signature.into_iter().collect(),
            body,
            tables: Vec::new(),
            embargo: None,
            lost: Vec::new(),
        });
        self.words.insert(id, story.clone());
        (id, story)
    }

    /// Returns a kind with the headline as the slot wants it.
    fn headed(&mut self, mut kind: StoryKind, spec: &StorySpec) -> StoryKind {
        let measures = self.measures();
        let keys = [
            ("head-size", &spec.head_size),
            ("head-flat", &spec.head_flat),
            ("head-tracking", &spec.head_tracking),
        ];
        for (key, written) in keys {
            let Some(written) = written else { continue };
            let Some(style) = kind.parts.get_mut(&PartRole::Headline) else {
                let message = text!(
                    "edition.kind-without-headline",
                    "`{key}` is for a headline, and stories of this kind have none",
                    key
                );
                self.loader
                    .sink
                    .report(Diagnostic::new(Code::BadValue, written.span, message));
                continue;
            };
            let par = &mut style.par;
            match key {
                "head-size" => {
                    let size = measures.len(written.value).max(Len::PT);
                    par.leading = par.leading.scale(size.units(), par.size.units().max(1));
                    par.size = size;
                    style.min_size = style.min_size.min(size);
                }
                "head-flat" => {
                    let flat = measures.em(written.value, par.size);
                    if (Em::ratio(1, 4)..=Em::ratio(4, 1)).contains(&flat) {
                        par.flat = flat;
                        continue;
                    }
                    self.loader.sink.report(
                        Diagnostic::new(
                            Code::BadValue,
                            written.span,
                            text!(
                                "edition.type-cannot-flat-long",
                                "type cannot be so flat or so long"
                            ),
                        )
                        .help(text!("edition.flat-range", "from \"0.25字\" to \"4字\"")),
                    );
                }
                _ => par.tracking = measures.em(written.value, par.size),
            }
        }
        kind
    }

    /// Returns the background of the headline, a picture of its story or a band; reports if there
    /// is nothing under it.
    fn head_over(&mut self, over: &Spanned<HeadOverSpec>, spec: &StorySpec) -> Option<HeadOver> {
        let mut refuse = |message: Text, help: Text| {
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
                text!(
                    "edition.picture-story-lies-under",
                    "no picture of the story lies under the whole of its headline"
                ),
                text!(
                    "edition.put-head-inside-story",
                    "put `head-at` inside the `at` of a [[story.picture]]"
                ),
            );
            return None;
        }
        if !over_picture && over.value.band.is_none() {
            refuse(
                text!(
                    "edition.nothing-lies-under-headline",
                    "nothing lies under the headline"
                ),
                text!(
                    "edition.say-does-white-black",
                    "say what does, as in \"white on black\", or write `head-at` inside the place of a [[story.picture]]"
                ),
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
            let help = text!(
                "edition.solid-black-overprints-picture",
                "solid black overprints, and the picture would show through: write \"K95\""
            );
            self.loader.sink.report(
                Diagnostic::new(
                    Code::BadValue,
                    over.span,
                    text!(
                        "edition.band-solid-black-hides",
                        "a band of solid black hides nothing"
                    ),
                )
                .help(help),
            );
        }
        Some(HeadOver {
            ink,
            band: band.flatten(),
        })
    }

    /// Resolves the columns of a slot; reports those it has no room for.
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
        let width = area.width() - kind.frame.inset() * 2;
        match value {
            ColumnsSpec::Grid => Columns::Grid,
            ColumnsSpec::Broken {
                from: Some(from), ..
            } if *from != base => {
                let message = text!(
                    "edition.slot-base-columns-wide",
                    "the slot is {base} base columns wide, not {from} (破栏)",
                    base,
                    from
                );
                self.loader
                    .sink
                    .report(Diagnostic::new(Code::BadValue, *span, message).help(text!(
                        "edition.write-how-many-columns",
                        "write how many columns `at` reaches over, or only those it is set in"
                    )));
                Columns::Base
            }
            ColumnsSpec::Broken { into, .. } if *into == base => Columns::Base,
            ColumnsSpec::Broken { into, .. }
                if grid.folds(&area) && grid.shares(&area, *into).is_none() =>
            {
                let message = text!(
                    "edition.columns-do-come-out",
                    "{into} columns do not come out whole on either side of the fold",
                    into
                );
                self.loader
                    .sink
                    .report(Diagnostic::new(Code::BadValue, *span, message).help(text!(
                        "edition.give-each-side-whole",
                        "give each side whole columns, or leave `columns` out"
                    )));
                Columns::Base
            }
            ColumnsSpec::Measures(_) if grid.folds(&area) => {
                let message = text!(
                    "edition.columns-given-measures-cannot",
                    "columns of given measures cannot reach over the fold"
                );
                self.loader
                    .sink
                    .report(Diagnostic::new(Code::BadValue, *span, message).help(text!(
                        "edition.make-two-slots-second",
                        "make two slots of it, the second with `continues`"
                    )));
                Columns::Base
            }
            ColumnsSpec::Broken { into, mode, .. } => {
                let most = (width + grid.alley)
                    .div_floor(grid.size + grid.alley)
                    .max(1);
                if i64::from(*into) > most {
                    let message = text!(
                        "edition.columns-leave-none-them",
                        "{into} columns leave none of them a 字 wide",
                        into
                    );
                    self.loader
                        .sink
                        .report(Diagnostic::new(Code::BadValue, *span, message).help(text!(
                            "edition.columns-most-fit-slot",
                            "{most} columns at most fit the slot",
                            most
                        )));
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
                    let message = text!(
                        "edition.these-columns-their-alleys",
                        "these columns and their alleys are {over} 字 wider than the slot (变栏)",
                        over
                    );
                    self.loader
                        .sink
                        .report(Diagnostic::new(Code::BadValue, *span, message).help(text!(
                            "edition.alleys-measures-come",
                            "with alleys of {alley} the measures may come to {width}",
                            alley = grid.alley,
                            width = width - grid.alley * (wanted.len() as i64 - 1)
                        )));
                    return Columns::Base;
                }
                Columns::Measures(wanted)
            }
        }
    }

    /// Reports a continuation that continues nothing.
    fn no_head(&mut self, of: &Spanned<String>, inside: bool) {
        let diagnostic = if inside {
            Diagnostic::new(
                Code::BadValue,
                of.span,
                text!(
                    "edition.inset-cannot-continue-story",
                    "an inset cannot continue a story"
                ),
            )
            .help(text!(
                "edition.write-continuation-story-page",
                "write the continuation as a [[story]] of the page"
            ))
        } else {
            let stories = self.starts.keys().map(String::as_str);
            let help = did_you_mean(
                &of.value,
                stories,
                ("“", "”"),
                text!("edition.stories-of-edition", "stories are"),
            );
            Diagnostic::new(
                Code::DeadRefer,
                of.span,
                text!(
                    "edition.no-such-story-in-edition",
                    "no story “{of}” stands in this edition",
                    of = of.value
                ),
            )
            .help(help)
        };
        self.loader.sink.report(diagnostic);
    }

    /// Checks a slot of several areas: they do not overlap, adjoin one another if boxed, and keep
    /// the base columns unless they are of equal width.
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
                        text!(
                            "edition.two-places-slot-cover",
                            "two places of one slot cover the same ground"
                        ),
                    )
                    .label(other.span, text!("edition.other-place", "the other place")),
                );
            }
        }
        if kind.frame != BoxFrame::default() {
            let places: Vec<Rect<PageSpace>> =
                spec.at.iter().map(|at| grid.rect(&at.value)).collect();
            if grid.outline(&places).is_none() {
                let message = text!(
                    "edition.kind-box-places-slot",
                    "the kind “{kind}” has a box, and the places of the slot do not join into one shape without a hole",
                    kind = kind.name
                );
                let help = text!(
                    "edition.let-each-place-join",
                    "let each place join another, side by side or row under row, or take a kind without a box"
                );
                self.loader
                    .sink
                    .report(Diagnostic::new(Code::BadValue, first.span, message).help(help));
            }
            self.square(
                kind,
                first.span,
                text!("edition.slot-several-places", "a slot of several places"),
            );
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
                    text!(
                        "edition.places-different-width-cannot",
                        "places of different width cannot be broken into other columns (破栏)"
                    ),
                )
                .help(text!(
                    "edition.leave-columns-out-give",
                    "leave `columns` out, or give all places the same columns"
                )),
            );
        }
    }

    /// Checks the box of an inset with a shape: it must be able to follow the shape.
    fn box_of_shape(&mut self, kind: &StoryKind, runaround: &Runaround, span: Span) {
        if runaround.shape == RunaroundShape::Box {
            return;
        }
        self.square(
            kind,
            span,
            text!("edition.inset-shape", "an inset with a shape"),
        );
        if kind.edges.iter().any(Option::is_some) {
            let message = text!(
                "edition.kind-rules-along-head",
                "the kind “{kind}” has rules along its head or foot, which an inset with a shape has not",
                kind = kind.name
            );
            self.loader
                .sink
                .report(Diagnostic::new(Code::BadValue, span, message).help(text!(
                    "edition.take-kind-without-rule",
                    "take a kind without `rule-above` and `rule-below`"
                )));
        }
        if matches!(runaround.shape, RunaroundShape::Polygon(_))
            && kind.frame.rule.is_some_and(|rule| rule.second.is_some())
        {
            let message = text!(
                "edition.kind-box-two-lines",
                "the kind “{kind}” has a box of two lines, which cannot follow a polygon",
                kind = kind.name
            );
            self.loader
                .sink
                .report(Diagnostic::new(Code::BadValue, span, message).help(text!(
                    "edition.take-kind-single-rule",
                    "take a kind with a single rule, or a circle"
                )));
        }
    }

    /// Reports features of a box that only a rectangle can have.
    fn square(&mut self, kind: &StoryKind, span: Span, what: impl Into<Text>) {
        let what: &Text = &what.into();
        let lace = kind
            .frame
            .rule
            .is_some_and(|rule| rule.lace.is_some())
            .then_some(text!("edition.lace", "a lace (花边)"));
        for only in lace.into_iter().chain(
            (kind.frame.corner > Len::ZERO)
                .then_some(text!("edition.round-corners", "round corners")),
        ) {
            let message = text!(
                "edition.box-kind-cannot",
                "the box of the kind “{kind}” has {only}, which {what} cannot have",
                kind = kind.name,
                only,
                what
            );
            self.loader
                .sink
                .report(Diagnostic::new(Code::BadValue, span, message).help(text!(
                    "edition.take-kind-plain-box",
                    "take a kind with a plain box, or a plain slot"
                )));
        }
    }
}

/// Returns the number of columns that an area spans.
fn wide(at: &Spanned<GridArea>) -> u32 {
    at.value.columns.last - at.value.columns.first + 1
}
