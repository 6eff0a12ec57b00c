//! The page that is converted.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::pdf::{Dict, File, Value};
use crate::say::Text;

/// Maximum number of nodes of the page tree that are visited.
const MOST_NODES: usize = 10_000;
/// The entries that a page may inherit, or that say how it is placed.
const BOXES: [&str; 7] = [
    "MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox", "Rotate", "UserUnit",
];

/// A page.
pub(super) struct Sheet {
    /// Its dictionary.
    pub dict: Rc<Dict>,
    /// Its resources.
    pub resources: Option<Rc<Dict>>,
    /// Its boxes, rotation and unit.
    pub boxes: Vec<(&'static str, Value)>,
}

#[derive(Clone, Default)]
struct Inherited {
    resources: Option<Rc<Dict>>,
    boxes: Vec<(&'static str, Value)>,
}

/// Finds a page, counted from 1.
pub(super) fn find(file: &File<'_>, catalog: &Dict, number: u32) -> Option<Sheet> {
    let mut todo = vec![(catalog.raw("Pages")?.clone(), Inherited::default())];
    let mut seen = BTreeSet::new();
    let (mut visited, mut at) = (0, 0);
    while let Some((value, mut above)) = todo.pop() {
        visited += 1;
        if visited > MOST_NODES || matches!(value, Value::Ref(id) if !seen.insert(id)) {
            return None;
        }
        let Value::Dict(dict) = file.resolve(&value) else {
            continue;
        };
        above.resources = file.dict(&dict, "Resources").or(above.resources);
        for key in BOXES {
            // Only some are inherited (ISO 32000-1 table 30).
            let own = dict.raw(key);
            if let Some(own) = own
                && (matches!(key, "MediaBox" | "CropBox" | "Rotate") || !dict.has("Kids"))
            {
                above.boxes.retain(|(known, _)| *known != key);
                above.boxes.push((key, own.clone()));
            }
        }
        if dict.has("Kids") {
            let kids = file.get(&dict, "Kids");
            let kids = kids.array().unwrap_or(&[]);
            todo.extend(kids.iter().rev().map(|kid| (kid.clone(), above.clone())));
            continue;
        }
        at += 1;
        if at == number {
            return Some(Sheet {
                dict,
                resources: above.resources,
                boxes: above.boxes,
            });
        }
    }
    None
}

/// Returns the contents of a page, its parts joined (ISO 32000-1 §7.8.2).
pub(super) fn contents(file: &File<'_>, sheet: &Sheet) -> Result<Vec<u8>, Text> {
    let value = file.get(&sheet.dict, "Contents");
    let parts: Vec<Value> = match &value {
        Value::Array(array) => array.iter().map(|part| file.resolve(part)).collect(),
        other => vec![other.clone()],
    };
    let mut joined = Vec::new();
    for part in &parts {
        if let Some(stream) = part.stream() {
            joined.extend_from_slice(&file.unpacked(stream)?.bytes);
            joined.push(b'\n');
        }
    }
    Ok(joined)
}
