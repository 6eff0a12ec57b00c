//! A page of a foreign PDF, checked and taken out of its file to be placed on a page of ours.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::case::Case;
use super::finding::{Finding, Findings};
use super::matrix::Bounds;
use super::pages::{self, PdfSheet};
use super::printer::Printer;
use super::rule::{Check, Weight};
use super::{content, streams};
use crate::asset::{PageBox, PdfObject, PdfPage, PdfValue, sha256};
use crate::geom::{Len, Size};
use crate::pdf::{Budget, Dict, File, Id, Value, printable};
use crate::say::{List, Text, text};

/// Maximum size of an advertisement's file in bytes.
const LARGEST: usize = 128 << 20;
/// Maximum depth of nested values.
const DEEPEST: usize = 40;
/// Maximum number of objects of an advertisement.
const MOST_OBJECTS: usize = 20_000;
/// Maximum side of a box in points: the most a PDF may have (ISO 32000-1 Annex C).
const LARGEST_SIDE: f64 = 14_400.0;

/// Entries that do not print, or that refer back to the file.
const LEFT_OUT: [&str; 11] = [
    "AF",
    "Alternates",
    "LastModified",
    "Length",
    "Metadata",
    "OPI",
    "Parent",
    "PieceInfo",
    "StructParent",
    "StructParents",
    "Thumb",
];

/// Entries whose dictionaries have names of the page's own choice as keys, none of which is left
/// out.
const NAMES: [&str; 10] = [
    "CharProcs",
    "ColorSpace",
    "Colorants",
    "ExtGState",
    "Font",
    "Pattern",
    "Process",
    "Properties",
    "Shading",
    "XObject",
];

/// Which page of a file is placed, and which of its boxes.
#[derive(Clone, Copy, Debug)]
pub struct Placing {
    /// The page, counted from 1.
    pub number: u32,
    /// The box; absent, the trim box, or else the crop box or the media box, which is told.
    pub page_box: Option<PageBox>,
}

/// A page that can be placed, and its findings.
pub struct Placeable {
    /// The page.
    pub page: PdfPage,
    /// Findings, by place on the page.
    pub findings: Vec<Finding>,
}

/// The reason why no page can be placed, in words for people, and what is at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// The file itself.
    File(Text),
    /// The page number.
    Page(Text),
    /// The page box.
    Box(Text),
}

/// Checks a page of a file by the checks of what is painted, and takes it out with all that it
/// needs. Checks of whole press files (intents, metadata, number of pages) are not made: an
/// advertisement is part of a press file, not one itself. Reading ends within bounded work and
/// memory, whatever the bytes are.
pub fn placeable(bytes: &[u8], placing: &Placing, printer: &Printer) -> Result<Placeable, Misfit> {
    let number = placing.number;
    if bytes.len() > LARGEST {
        return Err(Misfit::File(text!(
            "preflight.mb-most-can-placed",
            "it has {size} MB; at most {most} can be placed",
            size = bytes.len() >> 20,
            most = LARGEST >> 20
        )));
    }
    let file = File::within(bytes, Budget::placed()).map_err(Misfit::File)?;
    if file.trailer().has("Encrypt") {
        return Err(Misfit::File(text!(
            "preflight.encrypted-even-if-password",
            "it is encrypted, even if no password is asked for; have it saved without security"
        )));
    }
    let Some(catalog) = file.catalog() else {
        return Err(Misfit::File(text!(
            "preflight.catalog-pages-can-found",
            "no catalog of pages can be found in it: it is damaged or cut short"
        )));
    };
    let findings = Findings::new(printer);
    let case = Case {
        file: &file,
        findings: &findings,
        catalog,
        standard: printer.standard,
    };
    let mut sheets = pages::list(&case, &mut Vec::new()).map_err(Misfit::File)?;
    let count = sheets.len();
    let Some(at) = (number as usize).checked_sub(1).filter(|at| *at < count) else {
        let has = if count == 1 {
            text!("preflight.1-page", "1 page")
        } else {
            text!("preflight.page-count", "{count} pages", count)
        };
        return Err(Misfit::Page(text!(
            "preflight.so-page",
            "it has {has}, so there is no page {number}",
            has,
            number
        )));
    };
    let mut sheet = sheets.swap_remove(at);
    let (bounds, which) = match placing.page_box {
        Some(which) => (bounds(&case, &sheet, which)?, which),
        None => usual_bounds(&case, &sheet)?,
    };
    // What is beyond the box is not placed, so places count from it.
    (sheet.trim, sheet.bleed) = (bounds, bounds);
    let page = take(&case, &sheet, bounds, bytes, which)?;
    for damage in file.damage() {
        findings.file(Check::DamagedFile, damage);
    }
    if file.budget().spent() {
        return Err(too_much());
    }
    Ok(Placeable {
        page,
        findings: findings.finish(),
    })
}

fn too_much() -> Misfit {
    Misfit::File(text!(
        "preflight.asks-more-work-any",
        "it asks for more work than any advertisement needs, so it was not read to its end"
    ))
}

/// Returns the box that is placed when the page spec names none: the trim box, or else what viewers
/// show, which is told.
fn usual_bounds(case: &Case<'_>, sheet: &PdfSheet) -> Result<(Bounds, PageBox), Misfit> {
    if let Ok(trim) = bounds(case, sheet, PageBox::Trim) {
        return Ok((trim, PageBox::Trim));
    }
    let instead = match sheet.crop {
        Some(_) => PageBox::Crop,
        None => PageBox::Media,
    };
    let has = if sheet.dict.has("TrimBox") {
        text!(
            "preflight.page-s-trimbox-empty",
            "the page's TrimBox is empty or lies outside of it"
        )
    } else {
        text!("preflight.page-without-trimbox", "the page has no TrimBox")
    };
    let message = text!(
        "preflight.other-box-placed",
        "{has}; its {key} is placed",
        has,
        key = instead.key()
    );
    let (page, rule) = (Some(sheet.number), Check::TrimBox);
    case.findings
        .report(rule, Weight::Warning, page, None, message);
    Ok((bounds(case, sheet, instead)?, instead))
}

/// Returns the box asked for. One that the page does not have is never guessed.
fn bounds(case: &Case<'_>, sheet: &PdfSheet, which: PageBox) -> Result<Bounds, Misfit> {
    let own = |key: &str| {
        case.file
            .numbers::<4>(&case.file.get(&sheet.dict, key))
            .map(Bounds::of)
    };
    let found = match which {
        PageBox::Media => Some(sheet.media),
        PageBox::Crop => Some(sheet.crop.unwrap_or(sheet.media)),
        PageBox::Bleed | PageBox::Trim | PageBox::Art => own(which.key()),
    };
    let Some(bounds) = found else {
        let has: Vec<&str> = PageBox::NAMES
            .into_iter()
            .filter(|name| {
                PageBox::from_name(name)
                    .is_some_and(|named| named == PageBox::Media || own(named.key()).is_some())
            })
            .collect();
        return Err(Misfit::Box(text!(
            "preflight.the-page-has-no-it-has",
            "the page has no {key}; it has: {has}",
            key = which.key(),
            has = List::of(has)
        )));
    };
    let bounds = bounds.both(&sheet.media);
    let side = 1.0..=LARGEST_SIDE;
    if !side.contains(&bounds.width()) || !side.contains(&bounds.height()) {
        return Err(Misfit::Box(text!(
            "preflight.page-s-empty-larger",
            "the page's {key} is empty, or larger than any sheet",
            key = which.key()
        )));
    }
    Ok(bounds)
}

fn take(
    case: &Case<'_>,
    sheet: &PdfSheet,
    bounds: Bounds,
    bytes: &[u8],
    which: PageBox,
) -> Result<PdfPage, Misfit> {
    let (file, findings) = (case.file, case.findings);
    let Bounds {
        left,
        bottom,
        right,
        top,
    } = bounds;
    let (width, height) = (bounds.width(), bounds.height());
    let (upright, across, down) = match sheet.rotate.rem_euclid(360) {
        0 => ([1.0, 0.0, 0.0, 1.0, -left, -bottom], width, height),
        90 => ([0.0, -1.0, 1.0, 0.0, -bottom, right], height, width),
        180 => ([-1.0, 0.0, 0.0, -1.0, right, top], width, height),
        270 => ([0.0, 1.0, -1.0, 0.0, top, -left], height, width),
        other => {
            return Err(Misfit::File(text!(
                "preflight.page-turned-degrees-page",
                "its page is turned by {other} degrees, which no page can be",
                other
            )));
        }
    };
    let unit = user_unit(case, sheet)?;
    let (upright, across, down) = (upright.map(|part| part * unit), across * unit, down * unit);
    if across > LARGEST_SIDE || down > LARGEST_SIDE {
        return Err(Misfit::Box(text!(
            "preflight.page-s-larger-any",
            "the page's {key} is larger than any sheet",
            key = which.key()
        )));
    }
    let ink = content::check(case, std::slice::from_ref(sheet), None).pop();
    if file.budget().spent() {
        return Err(too_much());
    }
    let contents = contents(case, sheet).map_err(Misfit::File)?;
    let mut copy = Copy {
        case,
        places: BTreeMap::new(),
        todo: Vec::new(),
        transparent: false,
        layers: false,
        spots: BTreeSet::new(),
    };
    let empty = Rc::default();
    let resources = copy.dict(sheet.resources.as_ref().unwrap_or(&empty), 0);
    let transparency = |group: &Rc<Dict>| file.get(group, "S").is("Transparency");
    let group = file.dict(&sheet.dict, "Group").filter(transparency);
    if let Some(group) = &group {
        let space = file.get(group, "CS");
        if space != Value::Null && !space.is("DeviceCMYK") {
            findings.page(
                Check::GroupSpace,
                sheet.number,
                text!(
                    "preflight.page-blends",
                    "the page blends in {space}",
                    space = space.shown()
                ),
            );
        }
    }
    let group = group.map(|group| copy.dict(&group, 0));
    let objects = copy.objects().map_err(Misfit::File)?;
    if copy.layers {
        let (weight, message) = if case.is_flat() || hides_layers(case) {
            (
                Weight::Error,
                text!(
                    "preflight.page-layers-hidden-press",
                    "the page has layers that are hidden, and a press file has none to show or hide"
                ),
            )
        } else {
            (
                Weight::Warning,
                text!(
                    "preflight.page-layers-all-them",
                    "the page has layers; all of them are shown"
                ),
            )
        };
        let page = Some(sheet.number);
        findings.report(Check::Layers, weight, page, None, message.to_owned());
    }
    left_out(case, sheet);
    let ink = ink.map_or((0, 0, false, false), |ink| {
        (ink.mean, ink.peak, ink.colour, ink.unmeasured)
    });
    Ok(PdfPage {
        key: format!("{} {} {}", sha256(bytes), sheet.number, which.key()),
        size: Size {
            width: Len::from_pt_f64(across),
            height: Len::from_pt_f64(down),
        },
        bounds: [left, bottom, right, top],
        upright,
        contents,
        resources,
        group,
        objects,
        transparent: copy.transparent,
        colour: ink.2,
        spots: copy.spots.into_iter().collect(),
        ink: (ink.0, ink.1),
        unmeasured: ink.3,
        conversion: None,
    })
}

/// Returns the size of the page's unit in points (ISO 32000-1 §14.11.2), which placing applies.
fn user_unit(case: &Case<'_>, sheet: &PdfSheet) -> Result<f64, Misfit> {
    match case.file.get(&sheet.dict, "UserUnit") {
        Value::Null => Ok(1.0),
        value => value
            .number()
            .filter(|unit| unit.is_finite() && *unit > 0.0)
            .ok_or_else(|| {
                Misfit::File(text!(
                    "preflight.page-userunit-without-sense",
                    "its page has a UserUnit without sense"
                ))
            }),
    }
}

/// Returns the contents of the page, its parts joined (ISO 32000-1 §7.8.2).
fn contents(case: &Case<'_>, sheet: &PdfSheet) -> Result<Vec<u8>, Text> {
    let file = case.file;
    let value = file.get(&sheet.dict, "Contents");
    let parts: Vec<Value> = match &value {
        Value::Array(array) => array.iter().map(|part| file.resolve(part)).collect(),
        other => vec![other.clone()],
    };
    let mut joined = Vec::new();
    for part in &parts {
        let Some(stream) = part.stream() else {
            continue;
        };
        let coded = file.unpacked(stream).map_err(|fault| {
            text!(
                "preflight.contents-cannot-unpacked",
                "its contents cannot be unpacked: {fault}",
                fault
            )
        })?;
        joined.extend_from_slice(&coded.bytes);
        joined.push(b'\n');
    }
    Ok(joined)
}

/// Returns whether a layer is off by default (ISO 32000-1 §8.11.4.3).
fn hides_layers(case: &Case<'_>) -> bool {
    let file = case.file;
    let default = file
        .dict(&case.catalog, "OCProperties")
        .and_then(|properties| file.dict(&properties, "D"));
    default.is_some_and(|default| {
        file.get(&default, "BaseState").is("OFF") || !file.array(&default, "OFF").is_empty()
    })
}

/// Reports what is left out although somebody may miss it.
fn left_out(case: &Case<'_>, sheet: &PdfSheet) {
    let (file, findings) = (case.file, case.findings);
    let notes = file.array(&sheet.dict, "Annots").len();
    if notes > 0 {
        let message = text!(
            "preflight.annotations-links-notes-form",
            "{notes} annotations (links, notes or form fields) are left out",
            notes
        );
        findings.report(
            Check::Annotation,
            Weight::Warning,
            Some(sheet.number),
            None,
            message,
        );
    }
    let scripts = file
        .dict(&case.catalog, "Names")
        .is_some_and(|names| names.has("JavaScript"));
    if scripts
        || ["OpenAction", "AA"].iter().any(|key| case.catalog.has(key))
        || sheet.dict.has("AA")
    {
        findings.report(
            Check::Action,
            Weight::Warning,
            None,
            None,
            text!(
                "preflight.scripts-actions-file-left",
                "scripts and actions of the file are left out"
            ),
        );
    }
}

/// A copier of values and of every object that they refer to. Objects are numbered in the order in
/// which they are met, so the same page gives the same copy.
struct Copy<'a> {
    case: &'a Case<'a>,
    places: BTreeMap<Id, usize>,
    todo: Vec<Id>,
    transparent: bool,
    layers: bool,
    spots: BTreeSet<String>,
}

impl Copy<'_> {
    /// Copies every object met so far and those that they refer to.
    fn objects(&mut self) -> Result<Vec<PdfObject>, Text> {
        let file = self.case.file;
        let mut objects = Vec::new();
        while let Some(&id) = self.todo.get(objects.len()) {
            if objects.len() >= MOST_OBJECTS || file.budget().spent() {
                return Err(text!(
                    "preflight.asks-more-objects-any",
                    "it asks for more objects than any advertisement has"
                ));
            }
            streams::one(self.case, id);
            let object = match file.object(id) {
                Value::Stream(stream) => {
                    let coded = file.coded(&stream);
                    file.budget().work(coded.len());
                    PdfObject {
                        value: self.dict(&stream.dict, 0),
                        stream: Some(coded.to_vec()),
                    }
                }
                other => PdfObject {
                    value: self.value(&other, 0),
                    stream: None,
                },
            };
            objects.push(object);
        }
        Ok(objects)
    }

    fn value(&mut self, value: &Value, depth: usize) -> PdfValue {
        if depth > DEEPEST || !self.case.file.budget().value() {
            return PdfValue::Null;
        }
        match value {
            Value::Null => PdfValue::Null,
            Value::Bool(flag) => PdfValue::Bool(*flag),
            Value::Int(number) => PdfValue::Int(*number),
            Value::Real(number) => PdfValue::Real(*number),
            Value::Name(name) => PdfValue::Name(name.to_vec()),
            Value::Str(text) => PdfValue::Text(text.to_vec()),
            Value::Array(parts) => {
                self.inks(parts);
                PdfValue::Array(
                    parts
                        .iter()
                        .map(|part| self.value(part, depth + 1))
                        .collect(),
                )
            }
            Value::Dict(dict) => self.dict(dict, depth + 1),
            Value::Stream(stream) => self.reference(stream.id),
            Value::Ref(id) => self.reference(*id),
        }
    }

    fn reference(&mut self, id: Id) -> PdfValue {
        let file = self.case.file;
        let object = file.object(id);
        let tree = object
            .dict()
            .map(|dict| file.get(dict, "Type"))
            .is_some_and(|kind| {
                ["Page", "Pages", "Catalog"]
                    .iter()
                    .any(|name| kind.is(name))
            });
        if object == Value::Null || tree {
            return PdfValue::Null;
        }
        let next = self.places.len();
        let at = *self.places.entry(id).or_insert(next);
        if at == next {
            self.todo.push(id);
        }
        PdfValue::Object(at)
    }

    fn dict(&mut self, dict: &Dict, depth: usize) -> PdfValue {
        self.look(dict);
        let kept = dict
            .entries
            .iter()
            .filter(|(key, _)| !LEFT_OUT.iter().any(|out| out.as_bytes() == key.as_slice()));
        PdfValue::Dict(
            kept.map(|(key, value)| (key.clone(), self.entry(key, value, depth + 1)))
                .collect(),
        )
    }

    fn entry(&mut self, key: &[u8], value: &Value, depth: usize) -> PdfValue {
        match NAMES
            .iter()
            .any(|name| name.as_bytes() == key)
            .then(|| self.case.file.resolve(value))
        {
            Some(Value::Dict(names)) if depth <= DEEPEST => {
                self.look(&names);
                PdfValue::Dict(
                    names
                        .entries
                        .iter()
                        .map(|(name, value)| (name.clone(), self.value(value, depth + 1)))
                        .collect(),
                )
            }
            _ => self.value(value, depth),
        }
    }

    /// Records transparency (ISO 32000-1 §11) and layers.
    fn look(&mut self, dict: &Dict) {
        let file = self.case.file;
        let mask = file.get(dict, "SMask");
        let less = |key: &str| {
            file.get(dict, key)
                .number()
                .is_some_and(|alpha| alpha < 1.0)
        };
        let blend = match file.get(dict, "BM") {
            Value::Array(modes) => modes.first().cloned().unwrap_or(Value::Null),
            mode => mode,
        };
        let blends = blend
            .name()
            .is_some_and(|name| name != b"Normal" && name != b"Compatible");
        let group = file.get(dict, "Subtype").is("Form") && dict.has("Group");
        let inner = file.get(dict, "SMaskInData").int().unwrap_or(0) != 0;
        self.transparent |=
            mask.dict().is_some() || less("ca") || less("CA") || blends || group || inner;
        let kind = file.get(dict, "Type");
        self.layers |= kind.is("OCG") || kind.is("OCMD");
    }

    /// Records the spot inks of a colour space.
    fn inks(&mut self, space: &[Value]) {
        let file = self.case.file;
        let Some([family, names]) = space
            .get(..2)
            .map(|parts| [file.resolve(&parts[0]), file.resolve(&parts[1])])
        else {
            return;
        };
        let names: Vec<Value> = match (family.name(), names) {
            (Some(b"Separation"), name @ Value::Name(_)) => vec![name],
            (Some(b"DeviceN"), Value::Array(names)) => {
                names.iter().map(|name| file.resolve(name)).collect()
            }
            _ => return,
        };
        let known = ["All", "None", "Cyan", "Magenta", "Yellow", "Black"];
        let spots = names
            .iter()
            .filter_map(Value::name)
            .map(name_of)
            .filter(|name| !known.contains(&name.as_str()));
        self.spots.extend(spots);
    }
}

/// Returns a plate's name as text: decoded as UTF-8 if it is.
fn name_of(name: &[u8]) -> String {
    String::from_utf8(name.to_vec()).unwrap_or_else(|_| printable(name))
}
