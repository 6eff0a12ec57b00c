//! What a browser is told of an edition beside its drawn pages: grid and slots of a page, how
//! stories fit, what is wrong and where.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::drawn::{area, thousandths};
use crate::diag::{Diagnostic, Severity, SourceId, Sources, Span};
use crate::edition::{Edition, Page, PictureSlot, StorySlot};
use crate::geom::{Folio, Rect};
use crate::makeup::StoryFit;
use crate::press::{in_language, problem, severity};
use crate::say::Language;
use crate::session::Made;
use crate::spec::{GridArea, Reach};
use crate::story::PartRole;

/// Most problems that are told one by one.
const MOST_PROBLEMS: usize = 500;

/// Grid, slots and place of a page.
pub(super) fn page(made: &Made, page: &Page) -> Value {
    let sources = &made.sources;
    json!({
        "n": page.number,
        "numbers": page.numbers().collect::<Vec<_>>(),
        "section": page.section,
        "w": thousandths(page.trim.width),
        "h": thousandths(page.trim.height),
        "bleed": thousandths(page.bleed),
        "file": page.span(0).map(|span| sources.place(span).path.to_owned()),
        "grid": grid(page),
        "slots": slots(made, page),
    })
}

/// The areas of every column and of every row on the page, in the order in which they are counted.
fn grid(page: &Page) -> Value {
    let grid = &page.grid;
    let cell = |columns: Reach, rows: Reach| area(&grid.rect(&GridArea { columns, rows }));
    let all = |last: u32| Reach { first: 1, last };
    let one = |at: u32| Reach {
        first: at,
        last: at,
    };
    let columns = (1..=grid.columns).map(|at| cell(one(at), all(grid.rows)));
    let rows = (1..=grid.rows).map(|at| cell(all(grid.columns), one(at)));
    json!({
        "vertical": grid.axes.is_vertical(),
        "columns": columns.collect::<Vec<_>>(),
        "rows": rows.collect::<Vec<_>>(),
    })
}

/// Every slot, each named by where its place is written.
fn slots(made: &Made, page: &Page) -> Vec<Value> {
    let mut out = Vec::new();
    for slot in &page.stories {
        story_slot(&mut out, made, slot, None);
    }
    for picture in &page.pictures {
        picture_slot(&mut out, made, picture, None);
    }
    for ad in &page.ads {
        let mut told = placed(&made.sources, ad.span, &ad.rect);
        told["kind"] = json!("ad");
        told["id"] = json!(ad.client);
        out.push(told);
    }
    out
}

fn story_slot(out: &mut Vec<Value>, made: &Made, slot: &StorySlot, inside: Option<&str>) {
    let mut told = placed(&made.sources, slot.span, &slot.rect);
    told["kind"] = json!(if inside.is_some() { "inset" } else { "story" });
    told["id"] = json!(slot.id);
    told["inside"] = json!(inside);
    told["part"] = json!(slot.part);
    told["areas"] = json!(slot.areas.iter().map(area).collect::<Vec<_>>());
    told["head"] = json!(slot.head_rows);
    out.push(told);
    for inset in &slot.insets {
        story_slot(out, made, inset, Some(&slot.id));
    }
    for picture in &slot.pictures {
        picture_slot(out, made, picture, Some(&slot.id));
    }
}

fn picture_slot(out: &mut Vec<Value>, made: &Made, slot: &PictureSlot, inside: Option<&str>) {
    let mut told = placed(&made.sources, slot.span, &slot.rect);
    told["kind"] = json!("picture");
    told["inside"] = json!(inside);
    if let Some(edition) = &made.edition {
        told["id"] = json!(slot.files(&edition.pictures));
        if let Some(shot) = slot.lone() {
            let picture = edition.pictures.get(shot.picture);
            told["pixels"] = json!([picture.width, picture.height]);
            told["focus"] = json!([shot.focus.0, shot.focus.1]);
            let crop = shot.crop;
            told["crop"] = json!([crop.left, crop.top, crop.right, crop.bottom]);
        }
    }
    out.push(told);
}

fn placed<S>(sources: &Sources, span: Span, rect: &Rect<S>) -> Value
where
    Rect<S>: Copy,
{
    let place = sources.place(span);
    let rect = Rect::new(rect.left, rect.top, rect.right, rect.bottom);
    json!({
        "name": format!("{}#{}", place.path, span.start),
        "at": sources.slice(span),
        "file": place.path,
        "line": place.line,
        "rect": area(&rect),
    })
}

/// How every story fits, with its headline and its copy.
pub(super) fn stories(made: &Made, edition: &Edition) -> Vec<Value> {
    let one = |fit: &StoryFit| {
        let place = made.sources.place(fit.span);
        let mut told = json!({
            "id": fit.story,
            "page": fit.page,
            "chars": fit.chars,
            "lines": fit.lines,
            "room": fit.room,
            "over": [fit.over_lines, fit.over_chars],
            "spare": fit.spare_lines,
            "state": state(fit),
            "file": place.path,
            "line": place.line,
        });
        let slots = edition.pages.iter().flat_map(|page| page.all_stories());
        let slot = slots
            .filter(|slot| slot.part == 0)
            .find(|slot| slot.id == fit.story);
        if let Some((slot, story)) =
            slot.and_then(|slot| Some((slot, edition.stories.get(&slot.story)?)))
        {
            let title = story.part(PartRole::Headline).next();
            told["title"] = json!(title.map(|title| title.text.text.as_str()));
            if slot.story.at == 0 {
                told["copy"] = json!(made.sources.path(story.source));
            }
            if fit.over_chars > 0 {
                let body: String = story.body.iter().map(|block| &*block.text.text).collect();
                let skipped = body.chars().count().saturating_sub(fit.over_chars);
                told["rest"] = json!(body.chars().skip(skipped).collect::<String>());
            }
        }
        told
    };
    made.fits.iter().map(one).collect()
}

/// `full`, `over` or `short`.
fn state(fit: &StoryFit) -> &'static str {
    match fit.over_lines {
        0 if fit.is_short() => "short",
        0 => "full",
        _ => "over",
    }
}

/// Where problems lie: by file the page, and the story if the file is one's copy.
struct Whereabouts<'a> {
    files: BTreeMap<SourceId, (Folio, Option<&'a str>)>,
    edition: Option<&'a Edition>,
}

impl<'a> Whereabouts<'a> {
    fn of(edition: Option<&'a Edition>) -> Whereabouts<'a> {
        let mut files = BTreeMap::new();
        for page in edition.iter().flat_map(|edition| &edition.pages) {
            if let Some(span) = page.span(0) {
                files.insert(span.source, (page.number, None));
            }
            for slot in page.all_stories().into_iter().filter(|slot| slot.part == 0) {
                let copy = (page.number, Some(slot.id.as_str()));
                files.entry(slot.story.source).or_insert(copy);
            }
        }
        Whereabouts { files, edition }
    }

    /// The page that a place lies on and the story that it belongs to.
    fn find(&self, span: Span) -> Option<(Folio, Option<&'a str>)> {
        let (number, story) = *self.files.get(&span.source)?;
        if story.is_some() {
            return Some((number, story));
        }
        let mut pages = self.edition?.pages.iter();
        let page = pages.find(|page| page.number == number)?;
        let slots = page.all_stories().into_iter();
        let nearest = slots
            .filter(|slot| slot.span.source == span.source)
            .min_by_key(|slot| slot.span.start.abs_diff(span.start));
        // The first origin is what has no line of its own.
        let own = page.span(0).is_some_and(|own| own.start == span.start);
        Some((number, nearest.filter(|_| !own).map(|slot| &*slot.id)))
    }
}

/// The problems, the gravest first, and how many there are.
pub(super) fn problems(made: &Made) -> (Vec<Value>, usize) {
    let whereabouts = Whereabouts::of(made.edition.as_ref());
    let mut list: Vec<&Diagnostic> = made.diagnostics.iter().collect();
    list.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.severity));
    let one = |diagnostic: &&Diagnostic| {
        let told = problem(&made.sources, diagnostic, &str::to_owned);
        let mut told = in_language(told, diagnostic, Language::Zh);
        if let Some((page, story)) = diagnostic.primary.and_then(|span| whereabouts.find(span)) {
            told["page"] = json!(page);
            told["story"] = json!(story);
        }
        told["severity"] = json!(severity(diagnostic.severity));
        told
    };
    let told = list.iter().take(MOST_PROBLEMS).map(one).collect();
    (told, list.len())
}

/// How a page stands: `fault` with a problem that forbids printing, else `over`, `short` or `full`.
pub(super) fn page_state(made: &Made, number: Folio) -> &'static str {
    let whereabouts = Whereabouts::of(made.edition.as_ref());
    let of_page = |diagnostic: &&Diagnostic| {
        let place = diagnostic.primary.and_then(|span| whereabouts.find(span));
        place.is_some_and(|(page, _)| page == number)
    };
    let mut fits = made.fits.iter().filter(|fit| fit.page == number);
    let over = fits.clone().any(|fit| fit.over_lines > 0);
    let mut grave = made
        .diagnostics
        .iter()
        .filter(|it| it.severity >= Severity::Denied && it.code != crate::diag::Code::Overset)
        .filter(of_page);
    if grave.next().is_some() {
        "fault"
    } else if over {
        "over"
    } else if fits.any(StoryFit::is_short) {
        "short"
    } else {
        "full"
    }
}
