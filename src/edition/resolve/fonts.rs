//! Fonts that are announced, read when something wants them.

use std::collections::{BTreeMap, BTreeSet};

use super::loader::Loader;
use crate::asset::{FontId, Fonts};
use crate::diag::{Code, Diagnostic, Span};

/// Where a layout names its own fonts, and which of them cannot be used.
#[derive(Clone, Debug, Default)]
pub struct FontPlaces {
    /// By path.
    pub by_path: BTreeMap<String, Span>,
    /// By what styles call the font.
    pub by_name: BTreeMap<String, Span>,
    /// The paths of those that were asked for and could not be used, which is
    /// reported.
    pub lost: BTreeSet<String>,
}

/// Reads announced fonts that are wanted.
pub(super) fn supply(
    loader: &mut Loader<'_>,
    fonts: &mut Fonts,
    places: &mut FontPlaces,
    wanted: impl Fn(FontId) -> bool,
) {
    let lost = fonts.read_waiting(wanted, |path| {
        if places.lost.contains(path) {
            return Err(None);
        }
        let span = places.by_path.get(path).copied();
        let file = loader.read(path, span, "font").map_err(|_| None)?;
        // Where fonts stand that no layout names is each machine's own.
        if let (None, Some(hash)) = (span, loader.inputs.remove(path)) {
            let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
            loader.inputs.insert(name.to_owned(), hash);
        }
        Ok((file.bytes.clone().into(), file.sha256.into()))
    });
    for (path, fault) in lost {
        if let Some(fault) = fault {
            let span = places.by_path.get(&path).copied();
            let message = format!("the font “{path}” cannot be used: {fault}");
            let unusable = Diagnostic::new(Code::BadFont, span, message);
            loader.sink.report(unusable);
        }
        places.lost.insert(path);
    }
}

/// Reads what the copy asks for of the fonts that were only announced: 仿宋 when
/// a story has words in it, and all of them when `uncommon` has a character
/// that no face at hand has.
pub(super) fn supply_for_copy(
    loader: &mut Loader<'_>,
    fonts: &mut Fonts,
    places: &mut FontPlaces,
    asks_fangsong: bool,
    uncommon: &BTreeSet<char>,
) {
    if asks_fangsong {
        let named = fonts.find("fangsong");
        supply(loader, fonts, places, |id| Some(id) == named);
    }
    let waits = fonts.names().any(|(id, _)| fonts.waiting(id).is_some());
    if waits
        && uncommon
            .iter()
            .any(|c| fonts.with_glyph(FontId::BODY, *c).is_none())
    {
        supply(loader, fonts, places, |_| true);
    }
}

/// Reports fonts that the layout names and nothing asks for, when they are not
/// there.
pub(super) fn report_missing(loader: &mut Loader<'_>, fonts: &Fonts, places: &FontPlaces) {
    let waiting = fonts.names().filter_map(|(id, _)| fonts.waiting(id));
    let named: Vec<(String, Span)> = waiting
        .filter_map(|path| Some((path.to_owned(), *places.by_path.get(path)?)))
        .collect();
    for (path, span) in named {
        if !places.lost.contains(&path) && !loader.has(&path) {
            // Reading it says why not.
            let _ = loader.read(&path, Some(span), "font");
        }
    }
}
