//! Checks of pages: boxes, rotation, annotations.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::case::Case;
use super::matrix::Bounds;
use super::rule::Check;
use crate::geom::{Len, PageSpace, Rect};
use crate::pdf::{Dict, Value};

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
pub(super) fn list(case: &Case<'_>) -> Result<Vec<PdfSheet>, String> {
    let file = case.file;
    let mut sheets = Vec::new();
    let mut seen = BTreeSet::new();
    let Some(root) = case.catalog.raw("Pages") else {
        return Err("it has no pages".to_owned());
    };
    let mut todo: Vec<(Value, Inherited)> = vec![(root.clone(), Inherited::default())];
    while let Some((value, above)) = todo.pop() {
        if let Value::Ref(id) = value
            && !seen.insert(id)
        {
            return Err("its pages lead in a circle".to_owned());
        }
        let Value::Dict(dict) = file.resolve(&value) else {
            continue;
        };
        let own = above.with(case, &dict);
        if dict.has("Kids") {
            let kids = file.get(&dict, "Kids");
            // Not resolved, so that circles are seen.
            todo.extend(
                kids.array()
                    .unwrap_or(&[])
                    .iter()
                    .rev()
                    .map(|kid| (kid.clone(), own.clone())),
            );
            if todo.len() > MOST_PAGES * 4 {
                return Err("it has too many pages".to_owned());
            }
        } else {
            let number = sheets.len() as u32 + 1;
            sheets.push(sheet(case, number, dict, own)?);
            if sheets.len() > MOST_PAGES {
                return Err("it has too many pages".to_owned());
            }
        }
    }
    if sheets.is_empty() {
        Err("it has no pages".to_owned())
    } else {
        Ok(sheets)
    }
}

#[derive(Clone, Default)]
struct Inherited {
    media: Option<[f64; 4]>,
    crop: Option<[f64; 4]>,
    rotate: i64,
    resources: Option<Rc<Dict>>,
}

impl Inherited {
    fn with(&self, case: &Case<'_>, dict: &Dict) -> Inherited {
        let file = case.file;
        let edges = |key: &str| file.numbers::<4>(&file.get(dict, key));
        Inherited {
            media: edges("MediaBox").or(self.media),
            crop: edges("CropBox").or(self.crop),
            rotate: file.get(dict, "Rotate").int().unwrap_or(self.rotate),
            resources: file
                .dict(dict, "Resources")
                .or_else(|| self.resources.clone()),
        }
    }
}

fn sheet(
    case: &Case<'_>,
    number: u32,
    dict: Rc<Dict>,
    above: Inherited,
) -> Result<PdfSheet, String> {
    let file = case.file;
    let edges = |key: &str| file.numbers::<4>(&file.get(&dict, key)).map(Bounds::of);
    let media = above
        .media
        .map(Bounds::of)
        .ok_or_else(|| format!("page {number} has no MediaBox"))?;
    let sides = [media.left, media.bottom, media.right, media.top];
    if sides
        .iter()
        .any(|side| !side.is_finite() || side.abs() > 1e6)
        || media.width() < 1.0
        || media.height() < 1.0
    {
        return Err(format!("page {number} has a MediaBox without sense"));
    }
    let trim = edges("TrimBox")
        .or_else(|| edges("ArtBox"))
        .unwrap_or(media);
    let bleed = edges("BleedBox").unwrap_or(trim);
    let Inherited {
        crop,
        rotate,
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
        rotate,
        dict,
    })
}

/// Checks boxes, rotation, groups and annotations of every page.
pub(super) fn check(case: &Case<'_>, sheets: &[PdfSheet]) {
    let findings = case.findings;
    if findings.printer().one_page && sheets.len() != 1 {
        findings.file(
            Check::PageCount,
            format!("the file has {} pages", sheets.len()),
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
            format!("the pages have {} different trim sizes", sizes.len()),
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
            "the page has neither TrimBox nor ArtBox",
        ),
        (true, true) => findings.page(
            Check::TrimBox,
            number,
            "the page has both TrimBox and ArtBox",
        ),
        _ => {}
    }
    let inner = if has("TrimBox") { "TrimBox" } else { "ArtBox" };
    let nests = |inside: &Bounds, inner: &str, outside: &Bounds, outer: &str| {
        if !inside.within(outside) {
            findings.page(
                Check::BoxNesting,
                number,
                format!("the {inner} leaves the {outer}"),
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
            "the CropBox differs from the MediaBox",
        );
    }
}

fn wanted_size(case: &Case<'_>, sheet: &PdfSheet) {
    const TOLERANCE: f64 = 0.3;
    let printer = case.findings.printer();
    let mm = |points: f64| points * 25.4 / 72.0;
    if let Some((width, height)) = printer.trim {
        let (w, h) = (sheet.trim.width(), sheet.trim.height());
        if (w - width.to_pt()).abs() > TOLERANCE || (h - height.to_pt()).abs() > TOLERANCE {
            let message = format!(
                "the trim is {:.1} × {:.1} mm, not {:.1} × {:.1}",
                mm(w),
                mm(h),
                width.to_mm(),
                height.to_mm()
            );
            case.findings.page(Check::TrimSize, sheet.number, message);
        }
    }
    if let Some(wanted) = printer.bleed {
        let (trim, bleed) = (&sheet.trim, &sheet.bleed);
        let sides = [
            trim.left - bleed.left,
            trim.bottom - bleed.bottom,
            bleed.right - trim.right,
            bleed.top - trim.top,
        ];
        let least = sides.into_iter().fold(f64::MAX, f64::min);
        if mm(least) < wanted.to_mm() - 0.05 {
            case.findings.page(
                Check::Bleed,
                sheet.number,
                format!(
                    "the bleed is {:.1} mm, less than {:.1}",
                    mm(least),
                    wanted.to_mm()
                ),
            );
        }
    }
}

fn page(case: &Case<'_>, sheet: &PdfSheet) {
    let (file, findings, number) = (case.file, case.findings, sheet.number);
    if sheet.dict.has("UserUnit") {
        findings.page(
            Check::UserUnit,
            number,
            format!("UserUnit is {}", file.get(&sheet.dict, "UserUnit").shown()),
        );
    }
    if sheet.rotate % 360 != 0 {
        findings.page(
            Check::Rotated,
            number,
            format!("the page is turned by {} degrees", sheet.rotate),
        );
    }
    if sheet.dict.has("SeparationInfo") {
        findings.page(
            Check::SeparationInfo,
            number,
            "the page is a single separation",
        );
    }
    for (key, what) in [
        ("AA", "additional actions"),
        ("PresSteps", "presentation steps"),
    ] {
        if sheet.dict.has(key) {
            findings.page(Check::Action, number, format!("the page has {what}"));
        }
    }
    if let Some(group) = file.dict(&sheet.dict, "Group")
        && file.get(&group, "S").is("Transparency")
    {
        if case.x1a() {
            findings.page(
                Check::Transparency,
                number,
                "the page is a transparency group",
            );
        }
        let space = file.get(&group, "CS");
        if space != Value::Null && !space.is("DeviceCMYK") {
            findings.page(
                Check::GroupSpace,
                number,
                format!("the page blends in {}", space.shown()),
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
                format!("an annotation {} has an action", kind.shown()),
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
            let message = format!("an annotation {} lies on the page", kind.shown());
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
