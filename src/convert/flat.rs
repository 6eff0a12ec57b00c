//! Transparency flattened, for standards without it.
//!
//! What is not opaque is drawn, with all that lies below it, by the raster that measures inks, and
//! the picture stands in its place; all else stays type and line art. The picture is laid where the
//! space and the clip are those that the page begins with, after the last thing that is not opaque.

use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use super::ink::Inker;
use super::layers::Layers;
use super::output::{name, put, real};
use super::page;
use super::shop::Shop;
use super::wish::Wish;
use crate::asset::{ColourChange, Translator};
use crate::pdf::{Budget, Dict, File, Lexer, Token, Value};
use crate::preflight::{ClearParts, Painted, clear_parts, separated};
use crate::say::{Text, text};

/// Pixels an inch of the picture, and the fewest where it is very large.
const PPI: (f64, f64) = (300.0, 200.0);
/// Maximum number of pixels of the picture.
const MOST_PIXELS: f64 = 32_000_000.0;
/// Maximum number of pixels that are drawn at once.
const BAND: usize = 2_000_000;
/// Points by which the picture is larger than what it is of: half of any pixel at its edge.
const MARGIN: f64 = 0.5;
/// Resource names of the picture, and of the state in which it covers what is below.
const PICTURE: &str = "DuikaiFlat";
const STATE: &str = "DuikaiOpaque";

/// A page without transparency.
pub(super) struct Flat {
    pub bytes: Vec<u8>,
    /// What became a picture.
    pub change: ColourChange,
    /// True if anything of it became a picture.
    pub drawn: bool,
}

/// Where the contents are cut, and what of them becomes a picture.
struct Plan {
    /// Left, bottom, right and top of the picture.
    area: [f64; 4],
    /// The picture is laid here: all before is below it.
    cut: usize,
    /// True if the picture is laid after contents that end in another state than they began with.
    wrapped: bool,
    /// What is left out, and what stands in its place.
    out: Vec<(Range<usize>, &'static [u8])>,
    /// Number of things that were not opaque.
    count: u32,
}

/// Flattens a converted page; `None` if it is opaque. Fails with the names of what cannot be
/// drawn right.
pub(super) fn flattened(bytes: &[u8], wish: &Wish<'_>) -> Result<Option<Flat>, Vec<Text>> {
    let Some(parts) = clear_parts(bytes) else {
        return Ok(None);
    };
    let Some(plan) = plan(&parts) else {
        // What is nowhere seen need not be drawn.
        let plain = rebuilt(bytes, wish, &parts.content, true, None)?;
        let change = ColourChange {
            from: "transparency that is not seen".to_owned(),
            to: "nothing".to_owned(),
            count: 0,
            mean_delta_e: None,
            most_delta_e: None,
        };
        return Ok(Some(Flat {
            drawn: false,
            bytes: plain,
            change,
        }));
    };
    let [left, bottom, right, top] = plan.area;
    let (wide, high) = (right - left, top - bottom);
    let least = (wide * high / (72.0 * 72.0)).max(1e-9);
    let ppi = (MOST_PIXELS / least).sqrt().min(PPI.0).floor();
    if ppi < PPI.1 {
        return Err(vec![text!(
            "convert.flat-too-large",
            "transparency over an area too large to draw"
        )]);
    }
    let cell = 72.0 / ppi;
    let (width, height) = (
        (wide / cell).ceil().max(1.0) as usize,
        (high / cell).ceil().max(1.0) as usize,
    );
    let below = parts.content.get(..plan.cut).unwrap_or(&[]);
    let ground = rebuilt(bytes, wish, below, false, None)?;
    let from = (left - parts.media[0], parts.media[3] - top);
    let pixels = drawn(&ground, from, (width, height), cell)?;
    let size = (width as f64 * cell, height as f64 * cell);
    let lower = top - size.1;
    let content = contents(&parts, &plan, [left, lower, size.0, size.1]);
    let picture = Picture {
        width,
        height,
        pixels,
    };
    let bytes = rebuilt(bytes, wish, &content, true, Some(&picture))?;
    let tenths = |points: f64| (points * 254.0 / 72.0).round() / 10.0;
    Ok(Some(Flat {
        drawn: true,
        bytes,
        change: ColourChange {
            from: "transparency".to_owned(),
            to: format!(
                "a picture of {ppi} ppi, {} × {} mm, on paper",
                tenths(size.0),
                tenths(size.1)
            ),
            count: plan.count,
            mean_delta_e: None,
            most_delta_e: None,
        },
    }))
}

/// Plans the picture; `None` if nothing that is seen is transparent.
fn plan(parts: &ClearParts) -> Option<Plan> {
    let texts: BTreeSet<usize> = parts
        .painted
        .iter()
        .filter(|painted| painted.clear)
        .filter_map(|painted| painted.text)
        .collect();
    // A text object is one: what follows in it stands where what came before ends.
    let goes = |painted: &&Painted| {
        painted.clear || painted.text.is_some_and(|text| texts.contains(&text))
    };
    let gone: Vec<_> = parts.painted.iter().filter(goes).collect();
    let whole = |count: u32| Plan {
        area: parts.media,
        cut: parts.content.len(),
        wrapped: true,
        out: vec![(0..parts.content.len(), b"")],
        count,
    };
    let Some(last) = gone.last() else {
        return parts.inner.then(|| whole(1));
    };
    let count = gone.len() as u32;
    if parts.inner {
        return Some(whole(count));
    }
    let [left, bottom, right, top] = parts.media;
    let mut area = [right, top, left, bottom];
    let mut out = Vec::new();
    for painted in &gone {
        let source = parts.content.get(painted.bytes.clone()).unwrap_or(&[]);
        let Some(instead) = instead(source).filter(|_| !painted.clips) else {
            return Some(whole(count));
        };
        out.push((painted.bytes.clone(), instead));
        area = [
            area[0].min(painted.area[0] - MARGIN),
            area[1].min(painted.area[1] - MARGIN),
            area[2].max(painted.area[2] + MARGIN),
            area[3].max(painted.area[3] + MARGIN),
        ];
    }
    let area = [
        area[0].max(left),
        area[1].max(bottom),
        area[2].min(right),
        area[3].min(top),
    ];
    if area[0] >= area[2] || area[1] >= area[3] {
        return None;
    }
    let fresh = parts.fresh.iter().find(|end| **end >= last.bytes.end);
    Some(Plan {
        area,
        cut: fresh.copied().unwrap_or(parts.content.len()),
        wrapped: fresh.is_none(),
        out,
        count,
    })
}

/// Returns what stands in place of a painting operator, so that all else goes on as it did.
fn instead(source: &[u8]) -> Option<&'static [u8]> {
    let word = source
        .rsplit(|byte| byte.is_ascii_whitespace() || matches!(byte, b')' | b']' | b'>'))
        .next()?;
    match word {
        b"f" | b"F" | b"f*" | b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*" => Some(b" n"),
        b"sh" | b"Do" | b"EI" | b"Tj" | b"TJ" => Some(b" "),
        b"'" => Some(b" T*"),
        _ => None,
    }
}

/// Returns the contents with the picture; it covers `[left, bottom, width, height]`.
fn contents(parts: &ClearParts, plan: &Plan, place: [f64; 4]) -> Vec<u8> {
    let mut out = Vec::with_capacity(parts.content.len() + 200);
    if plan.wrapped {
        out.extend_from_slice(b"q\n");
    }
    let mut at = 0;
    for (range, instead) in &plan.out {
        out.extend_from_slice(parts.content.get(at..range.start).unwrap_or(&[]));
        out.extend_from_slice(instead);
        at = range.end;
    }
    out.extend_from_slice(parts.content.get(at..plan.cut).unwrap_or(&[]));
    let all = plan
        .out
        .first()
        .is_some_and(|(range, _)| *range == (0..parts.content.len()));
    if plan.wrapped {
        let open = if all { 0 } else { parts.open };
        out.extend_from_slice(&b"\nQ".repeat(open + 1));
    }
    out.extend_from_slice(format!("\nq /{STATE} gs ").as_bytes());
    let [left, bottom, width, height] = place;
    for number in [width, 0.0, 0.0, height, left, bottom] {
        real(number, &mut out);
        out.push(b' ');
    }
    out.extend_from_slice(format!("cm /{PICTURE} Do Q\n").as_bytes());
    out.extend_from_slice(parts.content.get(plan.cut..).unwrap_or(&[]));
    out
}

/// Draws the ground in four inks, on paper; `from` is the upper left corner.
fn drawn(
    ground: &[u8],
    (left, top): (f64, f64),
    (width, height): (usize, usize),
    cell: f64,
) -> Result<Vec<u8>, Vec<Text>> {
    let rows = (BAND / width.max(1)).clamp(1, height);
    let mut pixels = Vec::with_capacity(width * height * 4);
    for first in (0..height).step_by(rows) {
        let rows = rows.min(height - first);
        let window = [
            left,
            top + first as f64 * cell,
            // Half a cell less, so that it is not rounded to one more.
            (width as f64 - 0.5) * cell,
            (rows as f64 - 0.5) * cell,
        ];
        let Some(page) = separated(ground, window, cell) else {
            return Err(undrawn());
        };
        if !page.missed.is_empty() {
            let missed = page.missed.iter();
            return Err(missed
                .map(|what| text!("convert.flat-over", "transparency over {what}", what))
                .collect());
        }
        for (spot, plate) in &page.spots {
            if plate.iter().any(|ink| *ink > 0) {
                return Err(vec![text!(
                    "convert.flat-over-spot",
                    "transparency over the spot ink {spot}",
                    spot
                )]);
            }
        }
        if (page.width, page.height) != (width, rows) {
            return Err(undrawn());
        }
        for at in 0..width * rows {
            let alpha = u32::from(page.alpha.get(at).copied().unwrap_or(0));
            pixels.extend(page.process.iter().map(|plate| {
                let ink = u32::from(plate.get(at).copied().unwrap_or(0));
                ((ink * alpha + 127) / 255) as u8
            }));
        }
    }
    Ok(pixels)
}

/// What is said of a page that cannot be drawn.
fn undrawn() -> Vec<Text> {
    vec![text!(
        "convert.flat-undrawn",
        "transparency that cannot be drawn"
    )]
}

struct Picture {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

/// Writes the page again with other contents: opaque, if so wished, and with the picture.
fn rebuilt(
    bytes: &[u8],
    wish: &Wish<'_>,
    content: &[u8],
    opaque: bool,
    picture: Option<&Picture>,
) -> Result<Vec<u8>, Vec<Text>> {
    let file = File::within(bytes, Budget::placed()).map_err(|_| undrawn())?;
    let catalog = file.catalog().ok_or_else(undrawn)?;
    let sheet = page::find(&file, &catalog, 1).ok_or_else(undrawn)?;
    let press = Translator::new(wish.press).map_err(|fault| vec![fault.0])?;
    let layers = Layers::of(&file, &catalog);
    let mut shop = Shop::new(&file, wish, Inker::new(&press, wish.spots), layers);
    shop.opaque = opaque;
    let mut resources = sheet.resources.as_deref().cloned().unwrap_or_default();
    let mut objects = file
        .dict(&resources, "XObject")
        .as_deref()
        .cloned()
        .unwrap_or_default();
    let shown = shown(&file, content);
    objects
        .entries
        .retain(|name, _| shown.contains(name.as_slice()));
    let mut states = file
        .dict(&resources, "ExtGState")
        .as_deref()
        .cloned()
        .unwrap_or_default();
    put(&mut resources, "XObject", Value::Null);
    put(&mut resources, "ExtGState", Value::Null);
    let mut resources = shop.verbatim_dict(&resources);
    objects = shop.verbatim_dict(&objects);
    states = states_of(&mut shop, &states);
    if let Some(picture) = picture {
        let mut dict = Dict::default();
        put(&mut dict, "Type", name("XObject"));
        put(&mut dict, "Subtype", name("Image"));
        put(&mut dict, "Width", Value::Int(picture.width as i64));
        put(&mut dict, "Height", Value::Int(picture.height as i64));
        put(&mut dict, "BitsPerComponent", Value::Int(8));
        put(&mut dict, "ColorSpace", name("DeviceCMYK"));
        let picture = shop.out.packed(dict, &picture.pixels);
        put(&mut objects, PICTURE, picture);
        let mut state = Dict::default();
        for key in ["OP", "op"] {
            put(&mut state, key, Value::Bool(false));
        }
        put(&mut states, STATE, Value::Dict(state.into()));
    }
    put(&mut resources, "XObject", Value::Dict(objects.into()));
    put(&mut resources, "ExtGState", Value::Dict(states.into()));
    let mut new = Dict::default();
    put(&mut new, "Type", name("Page"));
    for (key, value) in &sheet.boxes {
        let value = shop.verbatim(value);
        put(&mut new, key, value);
    }
    put(&mut new, "Resources", Value::Dict(resources.into()));
    for key in ["Annots", "Group"] {
        let value = sheet.dict.raw(key).filter(|_| key == "Annots" || !opaque);
        if let Some(value) = value {
            let value = shop.verbatim(&value.clone());
            put(&mut new, key, value);
        }
    }
    let content = shop.out.packed(Dict::default(), content);
    put(&mut new, "Contents", content);
    let refused = shop.refusals();
    if !refused.is_empty() {
        return Err(refused);
    }
    Ok(shop.out.book(new, catalog.has("AA")))
}

/// Copies graphics states, each a dictionary of its own.
fn states_of(shop: &mut Shop<'_>, states: &Dict) -> Dict {
    let mut made = Dict::default();
    for (key, value) in &states.entries {
        let value = shop.verbatim(value);
        made.entries.insert(key.clone(), value);
    }
    made
}

/// Returns the names of what contents show.
fn shown(file: &File<'_>, content: &[u8]) -> BTreeSet<Vec<u8>> {
    let mut names = BTreeSet::new();
    let mut lexer = Lexer::contents(content, file.budget());
    let mut last: Option<Rc<[u8]>> = None;
    loop {
        match lexer.next() {
            Token::Value(Value::Name(name)) => last = Some(name),
            Token::Word(word) => {
                if word == b"Do" {
                    names.extend(last.take().map(|name| name.to_vec()));
                }
            }
            Token::End => return names,
            Token::Value(_) | Token::Bad => {
                if file.budget().spent() {
                    return names;
                }
            }
        }
    }
}
