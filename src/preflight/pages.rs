//! Checks of pages: boxes, rotation, annotations.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::case::Case;
use super::matrix::Bounds;
use super::printer::{Bleed, Trim};
use super::rule::Check;
use crate::geom::{Len, PageSpace, Rect};
use crate::pdf::{Dict, Id, Value};
use crate::say::{List, Text, text};

/// A page of the PDF, with its inherited attributes.
pub(super) struct PdfSheet {
    /// Number in the file, from 1.
    pub number: u32,
    /// Page dictionary.
    pub dict: Rc<Dict>,
    /// The media box.
    pub media: Bounds,
    /// The trimmed page: its TrimBox, or ArtBox, or the medium.
    pub trim: Bounds,
    /// The bleed box, or the trim if there is none.
    pub bleed: Bounds,
    /// The resources.
    pub resources: Option<Rc<Dict>>,
    /// The crop box, which viewers show, if it is not the medium.
    pub crop: Option<Bounds>,
    /// Rotation for viewing, in degrees clockwise.
    pub rotate: i64,
    /// Rotation as it is written, which may be anything.
    turn: Value,
}

impl PdfSheet {
    /// Converts bounds to a place on the page from the top left of its trim.
    pub fn place(&self, bounds: &Bounds) -> Option<Rect<PageSpace>> {
        if bounds.is_empty() {
            return None;
        }
        let len = |points: f64| {
            Len::from_pt_f64(if points.is_finite() {
                points.clamp(-1e6, 1e6)
            } else {
                0.0
            })
        };
        let (left, right) = (
            len(bounds.left - self.trim.left),
            len(bounds.right - self.trim.left),
        );
        Some(Rect::new(
            left,
            len(self.trim.top - bounds.top),
            right,
            len(self.trim.top - bounds.bottom),
        ))
    }
}

/// Maximum number of pages.
const MOST_PAGES: usize = 2000;

/// Returns every page in order. Fails if there is none.
///
/// What is wrong with the tree that they hang in is added to `faults`.
pub(super) fn list(case: &Case<'_>, faults: &mut Vec<Text>) -> Result<Vec<PdfSheet>, Text> {
    let file = case.file;
    let mut sheets = Vec::new();
    let mut seen = BTreeSet::new();
    let Some(root) = case.catalog.raw("Pages") else {
        return Err(text!("preflight.file-without-pages", "it has no pages"));
    };
    let mut todo: Vec<(Value, Option<Id>, Inherited)> = vec![(root.clone(), None, Inherited::NONE)];
    let mut said = None;
    while let Some((value, parent, above)) = todo.pop() {
        if let Value::Ref(id) = value
            && !seen.insert(id)
        {
            return Err(text!(
                "preflight.pages-lead-circle",
                "its pages lead in a circle"
            ));
        }
        let Value::Dict(dict) = file.resolve(&value) else {
            continue;
        };
        let own = above.with(case, &dict);
        node(case, &dict, parent, sheets.len(), faults);
        if dict.has("Kids") {
            let kids = file.get(&dict, "Kids");
            let id = match value {
                Value::Ref(id) => Some(id),
                _ => None,
            };
            if parent.is_none() {
                said = file.get(&dict, "Count").int();
            }
            // Not resolved, so that circles are seen.
            todo.extend(
                kids.array()
                    .unwrap_or(&[])
                    .iter()
                    .rev()
                    .map(|kid| (kid.clone(), id, own.clone())),
            );
            if todo.len() > MOST_PAGES * 4 {
                return Err(text!("preflight.too-many-pages", "it has too many pages"));
            }
        } else {
            let number = sheets.len() as u32 + 1;
            sheets.push(sheet(case, number, dict, own)?);
            if sheets.len() > MOST_PAGES {
                return Err(text!("preflight.too-many-pages", "it has too many pages"));
            }
        }
    }
    if sheets.is_empty() {
        return Err(text!("preflight.file-without-pages", "it has no pages"));
    }
    if said != Some(sheets.len() as i64) {
        faults.push(text!(
            "preflight.tree-pages-counts-pages",
            "the tree of pages counts {said} pages and has {sheets}",
            said = said.map_or_else(|| "no".to_owned(), |said| said.to_string()),
            sheets = sheets.len()
        ));
    }
    Ok(sheets)
}

/// Checks that a node of the tree of pages fits its place.
fn node(case: &Case<'_>, dict: &Dict, parent: Option<Id>, before: usize, faults: &mut Vec<Text>) {
    let file = case.file;
    let inner = dict.has("Kids");
    let mut wrong = |what: Text| {
        let who = match inner {
            true => text!(
                "preflight.branch-tree-pages",
                "a branch of the tree of pages"
            ),
            false => text!("preflight.page-number", "page {page}", page = before + 1),
        };
        faults.push(text!("preflight.tree-fault", "{who} {what}", who, what));
    };
    let kind = file.get(dict, "Type");
    let wanted = if inner { "Pages" } else { "Page" };
    if !kind.is(wanted) {
        wrong(text!(
            "preflight.page-node-of-type",
            "is of type {kind}, not {wanted}",
            kind = kind.shown(),
            wanted
        ));
    }
    match (dict.raw("Parent"), parent) {
        (None, Some(_)) => wrong(text!("preflight.page-node-without-parent", "has no Parent")),
        (Some(Value::Ref(said)), Some(parent)) if *said == parent => {}
        (Some(_), Some(_)) => wrong(text!(
            "preflight.names-another-parent-one",
            "names another Parent than the one that lists it"
        )),
        (Some(_), None) => wrong(text!(
            "preflight.root-parent",
            "is the root and has a Parent"
        )),
        (None, None) => {}
    }
}

#[derive(Clone)]
struct Inherited {
    media: Option<[f64; 4]>,
    crop: Option<[f64; 4]>,
    turn: Value,
    resources: Option<Rc<Dict>>,
}

impl Inherited {
    const NONE: Inherited = Inherited {
        media: None,
        crop: None,
        turn: Value::Null,
        resources: None,
    };

    fn with(&self, case: &Case<'_>, dict: &Dict) -> Inherited {
        let file = case.file;
        let edges = |key: &str| file.numbers::<4>(&file.get(dict, key));
        Inherited {
            media: edges("MediaBox").or(self.media),
            crop: edges("CropBox").or(self.crop),
            turn: match file.get(dict, "Rotate") {
                Value::Null => self.turn.clone(),
                value => value,
            },
            resources: file
                .dict(dict, "Resources")
                .or_else(|| self.resources.clone()),
        }
    }
}

fn sheet(case: &Case<'_>, number: u32, dict: Rc<Dict>, above: Inherited) -> Result<PdfSheet, Text> {
    let file = case.file;
    let edges = |key: &str| file.numbers::<4>(&file.get(&dict, key)).map(Bounds::of);
    let media = above.media.map(Bounds::of).ok_or_else(|| {
        text!(
            "preflight.page-without-mediabox",
            "page {number} has no MediaBox",
            number
        )
    })?;
    let sides = [media.left, media.bottom, media.right, media.top];
    if sides
        .iter()
        .any(|side| !side.is_finite() || side.abs() > 1e6)
        || media.width() < 1.0
        || media.height() < 1.0
    {
        return Err(text!(
            "preflight.page-mediabox-without-sense",
            "page {number} has a MediaBox without sense",
            number
        ));
    }
    let trim = edges("TrimBox")
        .or_else(|| edges("ArtBox"))
        .unwrap_or(media);
    let bleed = edges("BleedBox").unwrap_or(trim);
    let Inherited {
        crop,
        turn,
        resources,
        ..
    } = above;
    Ok(PdfSheet {
        number,
        media,
        trim,
        bleed,
        resources,
        crop: crop.map(Bounds::of),
        rotate: turn.int().unwrap_or(0),
        turn,
        dict,
    })
}

/// Checks boxes, rotation, groups and annotations of every page.
pub(super) fn check(case: &Case<'_>, sheets: &[PdfSheet]) {
    let findings = case.findings;
    if findings.printer().one_page && sheets.len() != 1 {
        findings.file(
            Check::PageCount,
            text!(
                "preflight.file-pages",
                "the file has {sheets} pages",
                sheets = sheets.len()
            ),
        );
    }
    let mut sizes: Vec<(i64, i64)> = Vec::new();
    for sheet in sheets {
        boxes(case, sheet);
        wanted_size(case, sheet);
        page(case, sheet);
        annotations(case, sheet);
        // Tenths of a point: less is rounding.
        let tenths = |points: f64| (points * 10.0).round() as i64;
        let size = (tenths(sheet.trim.width()), tenths(sheet.trim.height()));
        if !sizes.contains(&size) {
            sizes.push(size);
        }
    }
    if sizes.len() > 1 {
        findings.file(
            Check::TrimSize,
            text!(
                "preflight.pages-different-trim-sizes",
                "the pages have {sizes} different trim sizes",
                sizes = sizes.len()
            ),
        );
    }
}

fn boxes(case: &Case<'_>, sheet: &PdfSheet) {
    let (findings, number) = (case.findings, sheet.number);
    let has = |key: &str| sheet.dict.has(key);
    match (has("TrimBox"), has("ArtBox")) {
        (false, false) => findings.page(
            Check::TrimBox,
            number,
            text!(
                "preflight.page-neither-trimbox-nor",
                "the page has neither TrimBox nor ArtBox"
            ),
        ),
        (true, true) => findings.page(
            Check::TrimBox,
            number,
            text!(
                "preflight.page-both-trimbox-artbox",
                "the page has both TrimBox and ArtBox"
            ),
        ),
        _ => {}
    }
    for (key, rule) in [
        ("TrimBox", Check::TrimBox),
        ("ArtBox", Check::TrimBox),
        ("BleedBox", Check::BoxNesting),
        ("CropBox", Check::BoxNesting),
    ] {
        let value = case.file.get(&sheet.dict, key);
        if value == Value::Null {
            continue;
        }
        match case.file.numbers::<4>(&value).map(Bounds::of) {
            None => findings.page(
                rule,
                number,
                text!(
                    "preflight.box-not-four-numbers",
                    "the {key} is not four numbers",
                    key
                ),
            ),
            Some(area) if area.width() < 1.0 || area.height() < 1.0 => {
                findings.page(
                    rule,
                    number,
                    text!("preflight.box-is-empty", "the {key} is empty", key),
                );
            }
            Some(_) => {}
        }
    }
    let inner = if has("TrimBox") { "TrimBox" } else { "ArtBox" };
    let nests = |inside: &Bounds, inner: &str, outside: &Bounds, outer: &str| {
        if !inside.within(outside) {
            findings.page(
                Check::BoxNesting,
                number,
                text!(
                    "preflight.box-leaves-box",
                    "the {inner} leaves the {outer}",
                    inner,
                    outer
                ),
            );
        }
    };
    nests(&sheet.trim, inner, &sheet.media, "MediaBox");
    if has("BleedBox") {
        nests(&sheet.bleed, "BleedBox", &sheet.media, "MediaBox");
        nests(&sheet.trim, inner, &sheet.bleed, "BleedBox");
    }
    let Some(crop) = &sheet.crop else { return };
    nests(crop, "CropBox", &sheet.media, "MediaBox");
    nests(&sheet.trim, inner, crop, "CropBox");
    if has("BleedBox") {
        nests(&sheet.bleed, "BleedBox", crop, "CropBox");
    }
    if !sheet.media.within(crop) {
        findings.page(
            Check::CropBox,
            number,
            text!(
                "preflight.cropbox-differs-mediabox",
                "the CropBox differs from the MediaBox"
            ),
        );
    }
}

/// Width that is rounding, in millimetres.
const HAIR: f64 = 0.05;

fn mm(points: f64) -> f64 {
    points * 25.4 / 72.0
}

fn wanted_size(case: &Case<'_>, sheet: &PdfSheet) {
    let printer = case.findings.printer();
    let (w, h) = (sheet.trim.width(), sheet.trim.height());
    // A spread has the width of two pages, unless spreads are wanted cut.
    let taken = |trim: &Trim| trim.is(w, h) || !printer.halves && trim.doubled().is(w, h);
    if !printer.trims.is_empty() && !printer.trims.iter().any(taken) {
        let wanted: Vec<String> = printer.trims.iter().map(|trim| trim.shown()).collect();
        let message = text!(
            "preflight.trim-mm",
            "the trim is {w:.1} × {h:.1} mm, not {wanted}",
            w = mm(w),
            h = mm(h),
            wanted = List::either(wanted)
        );
        case.findings.page(Check::TrimSize, sheet.number, message);
    }
    let (trim, bleed) = (&sheet.trim, &sheet.bleed);
    let has = Sides {
        left: mm(trim.left - bleed.left),
        foot: mm(trim.bottom - bleed.bottom),
        right: mm(bleed.right - trim.right),
        head: mm(bleed.top - trim.top),
    };
    match printer.bleed {
        None => {}
        Some(Bleed::None) => {
            let most = has.head.max(has.left).max(has.foot).max(has.right);
            if most > HAIR {
                let message = text!(
                    "preflight.bleed-mm-none-wanted",
                    "the bleed is {most:.1} mm, and none is wanted",
                    most
                );
                case.findings.page(Check::Bleed, sheet.number, message);
            }
        }
        Some(Bleed::Least(wanted)) => {
            let below = has.below(wanted);
            let sides: Vec<Text> = below
                .iter()
                .map(|(side, has, wanted)| {
                    text!(
                        "preflight.side-short",
                        "{has:.1} mm {side}, less than {wanted:.1}",
                        has,
                        side = side.text(),
                        wanted
                    )
                })
                .collect();
            if !sides.is_empty() {
                let message = text!(
                    "preflight.bleed-short",
                    "the bleed is {sides}",
                    sides = List::of(sides)
                );
                case.findings.page(Check::Bleed, sheet.number, message);
            }
        }
    }
}

/// A side of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// The head.
    Head,
    /// The left.
    Left,
    /// The foot.
    Foot,
    /// The right.
    Right,
}

impl Side {
    /// Returns where that is, in words.
    pub fn text(self) -> Text {
        match self {
            Side::Head => text!("preflight.side-head", "at the head"),
            Side::Left => text!("preflight.side-left", "at the left"),
            Side::Foot => text!("preflight.side-foot", "at the foot"),
            Side::Right => text!("preflight.side-right", "at the right"),
        }
    }
}

/// What a page has at each of its sides, in millimetres.
pub(super) struct Sides {
    /// At the head.
    pub head: f64,
    /// At the left edge.
    pub left: f64,
    /// At the foot.
    pub foot: f64,
    /// At the right edge.
    pub right: f64,
}

impl Sides {
    /// Returns the sides that have less than is wanted (head, outer edge, foot, inner edge): their
    /// names, what they have and what is wanted. A file does not say whether its page is a left or
    /// a right one, so it is held to what it comes nearer to.
    pub fn below(&self, wanted: [Len; 4]) -> Vec<(Side, f64, f64)> {
        let [head, outer, foot, inner] = wanted.map(Len::to_mm);
        let of = |left: f64, right: f64| -> Vec<(Side, f64, f64)> {
            [
                (Side::Head, self.head, head),
                (Side::Left, self.left, left),
                (Side::Foot, self.foot, foot),
                (Side::Right, self.right, right),
            ]
            .into_iter()
            .filter(|(_, has, wanted)| *has < wanted - HAIR)
            .collect()
        };
        let (as_right, as_left) = (of(inner, outer), of(outer, inner));
        if as_left.len() < as_right.len() {
            as_left
        } else {
            as_right
        }
    }
}

fn page(case: &Case<'_>, sheet: &PdfSheet) {
    let (file, findings, number) = (case.file, case.findings, sheet.number);
    let unit = file.get(&sheet.dict, "UserUnit");
    // 1 is what it is when it is absent.
    if unit != Value::Null && unit.number() != Some(1.0) {
        findings.page(
            Check::UserUnit,
            number,
            text!(
                "preflight.userunit",
                "UserUnit is {unit}",
                unit = unit.shown()
            ),
        );
    }
    let turn = match &sheet.turn {
        Value::Null => None,
        value => match value.number() {
            Some(degrees) if degrees % 360.0 == 0.0 => None,
            Some(degrees) => Some(text!(
                "preflight.page-turned-degrees",
                "the page is turned by {degrees} degrees",
                degrees
            )),
            None => Some(text!(
                "preflight.rotate-number-but",
                "Rotate is no number but {shown}",
                shown = value.shown()
            )),
        },
    };
    if let Some(turn) = turn {
        findings.page(Check::Rotated, number, turn);
    }
    if sheet.dict.has("SeparationInfo") {
        findings.page(
            Check::SeparationInfo,
            number,
            text!(
                "preflight.page-single-separation",
                "the page is a single separation"
            ),
        );
    }
    for (key, what) in [
        (
            "AA",
            text!("preflight.additional-actions", "additional actions"),
        ),
        (
            "PresSteps",
            text!("preflight.presentation-steps", "presentation steps"),
        ),
    ] {
        if sheet.dict.has(key) {
            findings.page(
                Check::Action,
                number,
                text!("preflight.the-page-has", "the page has {what}", what),
            );
        }
    }
    if let Some(group) = file.dict(&sheet.dict, "Group")
        && file.get(&group, "S").is("Transparency")
    {
        if case.is_flat() {
            findings.page(
                Check::Transparency,
                number,
                text!(
                    "preflight.page-transparency-group",
                    "the page is a transparency group"
                ),
            );
        }
        let space = file.get(&group, "CS");
        if space != Value::Null && !space.is("DeviceCMYK") {
            findings.page(
                Check::GroupSpace,
                number,
                text!(
                    "preflight.page-blends",
                    "the page blends in {space}",
                    space = space.shown()
                ),
            );
        }
    }
}

fn annotations(case: &Case<'_>, sheet: &PdfSheet) {
    let (file, findings, number) = (case.file, case.findings, sheet.number);
    for value in file.array(&sheet.dict, "Annots").iter().take(10_000) {
        let Some(annotation) = value.dict() else {
            continue;
        };
        let kind = file.get(annotation, "Subtype");
        if annotation.has("A") || annotation.has("AA") {
            findings.page(
                Check::Action,
                number,
                text!(
                    "preflight.annotation-action",
                    "an annotation {kind} has an action",
                    kind = kind.shown()
                ),
            );
        }
        if kind.is("TrapNet") {
            continue;
        }
        let area = if kind.is("PrinterMark") {
            &sheet.trim
        } else {
            &sheet.bleed
        };
        let rect = file
            .numbers::<4>(&file.get(annotation, "Rect"))
            .map_or(Bounds::of([0.0; 4]), Bounds::of);
        // A point has no ground of its own, but it is on the page all the same.
        if rect.grown(0.001).meets(area) {
            let message = text!(
                "preflight.annotation-lies-page",
                "an annotation {kind} lies on the page",
                kind = kind.shown()
            );
            findings.report(
                Check::Annotation,
                Check::Annotation.weight(),
                Some(number),
                sheet.place(&rect),
                message,
            );
        }
    }
}
