//! Where a slot stands in a page file.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::EditFault;

/// A step on the way from the file to a table: a key, and which of its tables.
pub(super) type Way = Vec<(String, usize)>;

/// The table of a slot, with its places in the text.
pub(super) struct SlotTable<'t> {
    /// Where it lies in the file.
    pub way: Way,
    /// The table.
    pub table: &'t DeTable<'t>,
    /// Its header, `[[story]]`.
    pub header: Range<usize>,
    /// The value of its `at`, or of an advertisement's `frame`.
    pub at: Range<usize>,
}

/// Keys under which slots stand.
const SLOTS: [&str; 4] = ["story", "picture", "inset", "ad"];

/// Keys that say where a slot is.
const PLACES: [&str; 2] = ["at", "frame"];

/// Finds the slot whose place is written at this byte.
pub(super) fn slot_at<'t>(root: &'t DeTable<'t>, byte: usize) -> Result<SlotTable<'t>, EditFault> {
    find(root, &Vec::new(), byte).ok_or(EditFault::NoSlot)
}

fn find<'t>(table: &'t DeTable<'t>, way: &Way, byte: usize) -> Option<SlotTable<'t>> {
    for (nth, key, value) in slots_in(table) {
        let DeValue::Table(inner) = value.get_ref() else {
            continue;
        };
        let mut way = way.clone();
        way.push((key.to_owned(), nth));
        let places = PLACES.iter().filter_map(|place| inner.get(*place));
        if let Some(at) = places.map(Spanned::span).find(|at| at.contains(&byte)) {
            return Some(SlotTable {
                way,
                table: inner,
                header: value.span(),
                at,
            });
        }
        if let Some(found) = find(inner, &way, byte) {
            return Some(found);
        }
    }
    None
}

/// The tables of slots right in a table: which of its key, the key, the table.
fn slots_in<'t>(
    table: &'t DeTable<'t>,
) -> impl Iterator<Item = (usize, &'static str, &'t Spanned<DeValue<'t>>)> {
    SLOTS.iter().flat_map(move |key| {
        let list = match table.get(*key).map(Spanned::get_ref) {
            Some(DeValue::Array(list)) => Some(list),
            _ => None,
        };
        let tables = list.into_iter().flat_map(|list| list.iter());
        tables.enumerate().map(move |(nth, it)| (nth, *key, it))
    })
}

/// The first byte of every table's header, with the way to it.
pub(super) fn headers(text: &str, table: &DeTable<'_>, way: &Way, found: &mut Vec<(usize, Way)>) {
    for (key, value) in table.iter() {
        let mut note = |nth: usize, value: &Spanned<DeValue<'_>>| {
            if let DeValue::Table(inner) = value.get_ref() {
                let mut way = way.clone();
                way.push((key.get_ref().to_string(), nth));
                if text[value.span().start..].starts_with('[') {
                    found.push((value.span().start, way.clone()));
                }
                headers(text, inner, &way, found);
            }
        };
        match value.get_ref() {
            DeValue::Table(_) => note(0, value),
            DeValue::Array(list) => list.iter().enumerate().for_each(|(nth, it)| note(nth, it)),
            _ => {}
        }
    }
}
