//! Conversion of a foreign page to the inks of the press, on request.
//!
//! Input: the bytes of a PDF, the number of one of its pages, and the press. Output: a PDF of that
//! page alone, and a record of every colour that became another, with its distance; or the names
//! of all that cannot be done right. Invariant: nothing is guessed. What is in the page's inks
//! already is copied as it is; the result is checked and measured by preflight like any other
//! file, so that this room need not be believed.
//!
//! RGB, Lab, grey, inks of other conditions and spot inks that the page has not become process
//! ink by their profiles, or by the usual ones where they have none: type and line art that is
//! neutral becomes black alone, black type overprints, and the ink limit is kept. Contents are
//! rewritten operator by operator; forms, patterns, Type 3 glyphs, shadings, pictures and soft
//! masks with them. Layers stay as they are by default, and hidden ones are left out.
//! Transparency stays, and blends in the page's inks; for a standard without it what is not opaque
//! becomes a picture, with what lies below it. Type whose licence forbids embedding becomes drawings of its glyphs, and, only
//! when it is asked for, type of the base fourteen fonts drawings of faces that look alike. Refused
//! are meshes whose colours stand at their corners, transfer functions, pictures mixed with their
//! soft masks, and composite fonts that may not be embedded.

mod content;
mod flat;
mod ink;
mod layers;
mod output;
mod page;
mod picture;
mod resources;
mod shading;
mod shop;
mod space;
mod type3;
mod widths;
mod wish;

use ink::{Inker, Mode};
use layers::Layers;
use output::{name, put};
use shop::Shop;

pub use wish::Wish;

use crate::asset::{Conversion, Translator, sha256};
use crate::pdf::{Budget, Dict, File, Value};
use crate::say::{Text, text};

/// A converted page.
pub struct Converted {
    /// A PDF of that page.
    pub bytes: Vec<u8>,
    /// The page as it was before its transparency became a picture, if any did: what a plant asks
    /// of pictures, rules and type is asked of this.
    pub unflattened: Option<Vec<u8>>,
    /// What became of its colours.
    pub record: Conversion,
}

/// Maximum size of a file that is converted.
const LARGEST: usize = 128 << 20;

/// Converts a page. `None` if the file or the page cannot be read, which whoever places it tells.
/// Fails with the names of what cannot be converted right.
pub fn convert(bytes: &[u8], wish: &Wish<'_>) -> Result<Option<Converted>, Vec<Text>> {
    if bytes.len() > LARGEST {
        return Ok(None);
    }
    let Ok(file) = File::within(bytes, Budget::placed()) else {
        return Ok(None);
    };
    if file.trailer().has("Encrypt") {
        return Ok(None);
    }
    let Some(catalog) = file.catalog() else {
        return Ok(None);
    };
    let Some(sheet) = page::find(&file, &catalog, wish.number) else {
        return Ok(None);
    };
    let press = Translator::new(wish.press).map_err(|fault| vec![fault.0])?;
    let layers = Layers::of(&file, &catalog);
    let any_layers = layers.any;
    let inker = Inker::new(&press, wish.spots);
    let mut shop = Shop::new(&file, wish, inker, layers);
    let content = match page::contents(&file, &sheet) {
        Ok(content) => content,
        // What cannot be unpacked is told by whoever places the page.
        Err(_) => return Ok(None),
    };
    let resources = sheet.resources.clone().unwrap_or_default();
    let (content, resources) = shop.contents(&content, &resources, Mode::Press, true);
    let mut new = Dict::default();
    for (key, value) in &sheet.boxes {
        let value = shop.verbatim(value);
        put(&mut new, key, value);
    }
    put(&mut new, "Type", name("Page"));
    put(&mut new, "Resources", Value::Dict(resources.into()));
    let group = file
        .dict(&sheet.dict, "Group")
        .filter(|group| file.get(group, "S").is("Transparency"));
    if let Some(group) = group
        && let Some(group) = shop.group(&group, Mode::Press)
    {
        put(&mut new, "Group", group);
    }
    // What is left out is still counted.
    let notes = file.array(&sheet.dict, "Annots").len().min(10_000);
    if notes > 0 {
        let notes = vec![Value::Dict(Dict::default().into()); notes];
        put(&mut new, "Annots", Value::Array(notes.into()));
    }
    let content = shop.out.packed(Dict::default(), &content);
    put(&mut new, "Contents", content);
    let refused = shop.refusals();
    if !refused.is_empty() {
        return Err(refused);
    }
    if file.budget().spent() {
        return Err(vec![text!(
            "convert.more-work-any-advertisement",
            "more work than any advertisement needs"
        )]);
    }
    let Shop { out, inker, .. } = shop;
    let scripts = file
        .dict(&catalog, "Names")
        .is_some_and(|names| names.has("JavaScript"))
        || catalog.has("OpenAction")
        || catalog.has("AA");
    let mut made = out.book(new, scripts);
    let mut changes = inker.changes();
    let mut unflattened = None;
    if wish.flat
        && let Some(flat) = flat::flattened(&made, wish)?
    {
        let before = std::mem::replace(&mut made, flat.bytes);
        unflattened = flat.drawn.then_some(before);
        changes.push(flat.change);
    }
    Ok(Some(Converted {
        record: Conversion {
            flattened: unflattened.is_some(),
            original_sha256: sha256(bytes),
            result_sha256: sha256(&made),
            layers: any_layers,
            changes,
        },
        unflattened,
        bytes: made,
    }))
}
