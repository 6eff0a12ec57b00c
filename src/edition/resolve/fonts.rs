//! Fonts that are announced, read when something wants them.

use std::collections::{BTreeMap, BTreeSet};

use super::loader::Loader;
use crate::asset::{AxisValue, FaceChoice, FaceName, FontId, FontRemark, Fonts, LostFont};
use crate::diag::{Code, Diagnostic, Span};
use crate::say::text;
use crate::spec::{FaceSpec, FontSpec};

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

/// Returns which face of its file a layout wants.
pub(super) fn choice(font: &FontSpec) -> FaceChoice {
    let axes = font.axes.iter().filter_map(|(tag, value)| {
        let tag: [u8; 4] = tag.as_bytes().try_into().ok()?;
        Some(AxisValue {
            tag,
            value: value.value,
        })
    });
    FaceChoice {
        face: font.face.as_ref().map(|face| match &face.value {
            FaceSpec::Number(number) => FaceName::Number(*number),
            FaceSpec::Name(name) => FaceName::Name(name.clone()),
        }),
        axes: axes.collect(),
    }
}

/// Returns the face that a layout calls by another name, `ming = "song"`: a word that is no path,
/// and the name of a face at hand.
pub(super) fn face_named(fonts: &Fonts, font: &FontSpec) -> Option<FontId> {
    let plain = font.face.is_none() && font.axes.is_empty();
    let word = Some(&font.file.value).filter(|word| plain && is_word(word))?;
    fonts.find(word)
}

/// Whether a layout names a face here, and no file.
pub(super) fn is_word(file: &str) -> bool {
    !file.contains(['.', '/', '\\'])
}

/// Why a font is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// A style or the copy names it: without it nothing is set.
    Named,
    /// It may have a character that others lack.
    Searched,
}

/// Reads announced fonts that are wanted.
pub(super) fn supply(
    loader: &mut Loader<'_>,
    fonts: &mut Fonts,
    places: &mut FontPlaces,
    need: Need,
    wanted: impl Fn(FontId) -> bool,
) {
    let waiting: Vec<FontId> = fonts
        .names()
        .map(|(id, _)| id)
        .filter(|id| fonts.waiting(*id).is_some() && wanted(*id))
        .collect();
    let lost = fonts.read_waiting(wanted, |path| {
        if places.lost.contains(path) {
            return Err(None);
        }
        let span = places.by_path.get(path).copied();
        let file = loader
            .read(path, span, text!("edition.font-name", "font"))
            .map_err(|_| None)?;
        // Where fonts stand that no layout names is each machine's own.
        if let (None, Some(hash)) = (span, loader.inputs.remove(path)) {
            let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
            loader.inputs.insert(name.to_owned(), hash);
        }
        Ok((file.bytes.clone().into(), file.sha256.into()))
    });
    for LostFont { name, path, fault } in lost {
        let span = places.by_name.get(&name).copied();
        let message = |fault: &str| {
            text!(
                "edition.font-cannot-used",
                "the font “{path}” cannot be used: {fault}",
                path,
                fault
            )
        };
        match fault {
            // One among others that were searched; the character may be in the next.
            Some(fault) if span.is_none() && need == Need::Searched => loader.sink.report(
                Diagnostic::new(Code::FontLeftOut, None, message(&fault))
                    .help(text!("edition.take-out-folder-searched", "take it out of the folder that is searched, or let it be: others are searched too")),
            ),
            Some(fault) => loader.sink.report(
                Diagnostic::new(Code::BadFont, span, message(&fault))
                    .help(text!("edition.get-file-anew-where", "get the file anew from where it came, save it as a static OTF or TTF, or name another")),
            ),
            None => {}
        }
        places.lost.insert(path);
    }
    for id in waiting {
        remark(loader, fonts, places, id);
    }
}

/// Tells what a person should know of a font that was read.
fn remark(loader: &mut Loader<'_>, fonts: &Fonts, places: &FontPlaces, id: FontId) {
    let name = fonts.name(id);
    let span = places.by_name.get(name).copied();
    for remark in fonts.remarks(id) {
        let diagnostic = match remark {
            FontRemark::Choice(what) => Diagnostic::new(
                Code::FontChoice,
                span,
                text!("edition.font-remark", "the font “{name}” {what}", name, what),
            )
            .help(text!("edition.say-layout-fonts-name", "say which in the layout: `[fonts]` with `NAME = { file = \"…\", face = 2 }`, or `wght = 400` for an axis")),
            FontRemark::Whole => Diagnostic::new(
                Code::FontLicence,
                span,
                text!("edition.licence-bits-font-os", "the licence bits of the font “{name}” (OS/2 fsType 0x0100) ask that it be embedded whole; a press file holds the glyphs of its pages alone", name),
            )
            .help(text!("edition.ask-maker-whether-go", "ask its maker whether it may go to press so")),
        };
        loader.sink.report(diagnostic);
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
        supply(loader, fonts, places, Need::Named, |id| Some(id) == named);
    }
    let waits = fonts.names().any(|(id, _)| fonts.waiting(id).is_some());
    if waits
        && uncommon
            .iter()
            .any(|c| fonts.with_glyph(FontId::BODY, *c).is_none())
    {
        supply(loader, fonts, places, Need::Searched, |_| true);
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
            let _ = loader.read(&path, Some(span), text!("edition.font-name", "font"));
        }
    }
}
