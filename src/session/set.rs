//! The second half of a refresh: from a linked edition to finished pages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::guard::guarded;
use super::key::Key;
use super::load::Keyed;
use super::stores::{Decoded, Stores};
use crate::asset::{Crop, FontId, PictureId};
use crate::desk::{Reads, Snapshot};
use crate::diag::{Code, Diagnostic, Span};
use crate::edition::model::SlotAt;
use crate::edition::{Edition, Page, StorySlot};
use crate::export::pdf::refused_faces;
use crate::forme::{Forme, Sheet};
use crate::geom::Len;
use crate::lint::{
    Findings, PageFindings, embargoed, inspect_page, inspect_whole, is_asked, marks_of,
};
use crate::makeup::{
    MadePage, SetStory, StoryFit, chain_of, elsewhere, gather, set_stories, stories_of,
    unprintable, wanted,
};
use crate::say::{Text, text};

/// The finished pages of an edition.
pub(super) struct Finished {
    /// The wanted pages, in order; a spread is one.
    pub formes: Vec<Arc<Forme>>,
    /// Of each what it was made from.
    pub keys: Vec<Key>,
    /// How every story fits.
    pub fits: Vec<StoryFit>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Makes up the wanted pages and looks them over. Of an edition with errors
/// the sound pages are made to find what else is wrong, and every article is
/// looked through for what no font has; the lints are not asked, since they
/// judge whole editions.
pub(super) fn finish(files: &Snapshot<'_>, stores: &Stores, keyed: &Keyed) -> Finished {
    let edition = &keyed.edition;
    let mut diagnostics = Vec::new();
    if keyed.has_errors {
        let lacking: Vec<Arc<Vec<Diagnostic>>> = edition
            .stories
            .par_iter()
            .map(|(id, story)| {
                let mut key = Key::of("unprintable").key(&keyed.fonts).debug(id);
                key = key.debug(&edition.lang).debug(&keyed.stories.get(id));
                stores.unprintable.get_or_compute(key.finish(), files, || {
                    unprintable(story, &edition.fonts, edition.lang)
                })
            })
            .collect();
        diagnostics.extend(lacking.iter().flat_map(|list| list.iter().cloned()));
    }
    let set: Vec<Vec<(Key, Arc<SetStory>)>> = (0..edition.pages.len())
        .into_par_iter()
        .map(|page| set_page(files, stores, keyed, page))
        .collect();
    let wanted = wanted(edition);
    let made: Vec<(Key, Arc<MadePage>)> = wanted
        .par_iter()
        .map(|page| made_page(files, stores, keyed, *page, &set))
        .collect();
    let mut fits = Vec::new();
    let all: Vec<Vec<&SetStory>> = set
        .iter()
        .map(|page| page.iter().map(|(_, set)| &**set).collect())
        .collect();
    let elsewhere = elsewhere(edition, &all);
    for (nth, (_, page)) in made.iter().enumerate() {
        fits.extend(page.fits.iter().cloned());
        diagnostics.extend_from_slice(&page.diagnostics);
        if let (0, Some((more_fits, more))) = (nth, &elsewhere) {
            fits.extend(more_fits.iter().cloned());
            diagnostics.extend_from_slice(more);
        }
    }
    let mut finished = Finished {
        formes: made.iter().map(|(_, page)| page.forme.clone()).collect(),
        keys: made.iter().map(|(key, _)| *key).collect(),
        fits,
        diagnostics,
    };
    finished.diagnostics.extend(embargoed(edition, &wanted));
    if !keyed.has_errors && is_asked(edition) {
        look_over(files, stores, keyed, &wanted, &made, &mut finished);
    }
    let broken = decode_all(files, stores, edition, &wanted, &made);
    finished.diagnostics.extend(broken);
    let faces = check_faces(files, stores, keyed, &made);
    finished.diagnostics.extend(faces.iter().cloned());
    finished.diagnostics.extend(unused_faces(edition, &all));
    finished
}

/// Cuts the added faces down to the glyphs of the pages, as a press file does, so that one that
/// cannot be embedded is reported before any file is written.
fn check_faces(
    files: &Snapshot<'_>,
    stores: &Stores,
    keyed: &Keyed,
    made: &[(Key, Arc<MadePage>)],
) -> Arc<Vec<Diagnostic>> {
    let edition = &keyed.edition;
    let mut key = Key::of("embedded faces").key(&keyed.fonts);
    for (page, _) in made {
        key = key.key(page);
    }
    stores.unprintable.get_or_compute(key.finish(), files, || {
        let formes: Vec<&Forme> = made.iter().map(|(_, page)| &*page.forme).collect();
        let what = text!("session.faces-pages", "the faces of the pages");
        let refused = guarded(what, None, || refused_faces(&formes, &edition.fonts));
        let report = |(font, why): (FontId, Text)| {
            let name = edition.fonts.name(font);
            let span = edition.font_names.get(name).copied();
            let message = text!(
                "session.font-cannot-embedded",
                "the font “{name}” cannot be embedded: {why}",
                name,
                why
            );
            Diagnostic::new(Code::BadFont, span, message).help(text!(
                "session.get-font-file-anew",
                "get the font file anew from where it came, or set its styles in another face"
            ))
        };
        match refused {
            Ok(refused) => refused.into_iter().map(report).collect(),
            Err(panic) => vec![panic],
        }
    })
}

/// Tells of faces of the layout of which characters were asked, and none of them was in it.
fn unused_faces(edition: &Edition, set: &[Vec<&SetStory>]) -> Vec<Diagnostic> {
    let mut asked: BTreeMap<FontId, bool> = BTreeMap::new();
    for (font, used) in set.iter().flatten().flat_map(|story| &story.asked) {
        *asked.entry(*font).or_default() |= used;
    }
    let unused = asked.iter().filter(|(_, used)| !**used);
    let report = |(font, _): (&FontId, &bool)| {
        let name = edition.fonts.name(*font);
        let span = *edition.font_names.get(name)?;
        let message = text!(
            "session.nothing-set-font-none",
            "nothing is set in the font “{name}”: it has none of the characters of its styles",
            name
        );
        Some(Diagnostic::new(Code::FontNotUsed, span, message).help(
            text!("session.look-file-holds-duikai", "look what the file holds with `duikai fonts --font-path FILE`; other faces stand in for it"),
        ))
    };
    unused.filter_map(report).collect()
}

/// The stories that begin on a page, each with its key.
fn set_page(
    files: &Snapshot<'_>,
    stores: &Stores,
    keyed: &Keyed,
    at: usize,
) -> Vec<(Key, Arc<SetStory>)> {
    let edition = &keyed.edition;
    let stories = stories_of(edition, at);
    let keys: Vec<Key> = stories
        .iter()
        .map(|nth| story_key(keyed, &chain_of(edition, at, *nth)))
        .collect();
    let mut set: Vec<Option<Arc<SetStory>>> = keys
        .iter()
        .map(|key| stores.set.find(*key, files))
        .collect();
    let missing: Vec<usize> = (0..set.len()).filter(|nth| set[*nth].is_none()).collect();
    let wanted: Vec<usize> = missing.iter().map(|nth| stories[*nth]).collect();
    // Stories of one page share a shaper. When one panics each is set alone, to
    // find which.
    let together = guarded(text!("session.a-page", "a page"), None, || {
        set_stories(edition, at, &wanted)
    });
    let made = together.unwrap_or_else(|_| {
        let alone = |nth: &usize| {
            let slot = &edition.pages[at].stories[*nth];
            let what = text!("session.story-noun", "the story “{slot}”", slot = slot.id);
            guarded(&what, slot.span, || set_stories(edition, at, &[*nth]))
                .map(|mut set| set.swap_remove(0))
                .unwrap_or_else(|fault| SetStory {
                    items: Vec::new(),
                    fits: Vec::new(),
                    diagnostics: vec![fault],
                    asked: BTreeMap::new(),
                })
        };
        wanted.iter().map(alone).collect()
    });
    for (nth, made) in missing.into_iter().zip(made) {
        let made = Arc::new(made);
        stores.set.insert(keys[nth], made.clone(), Reads::default());
        set[nth] = Some(made);
    }
    keys.into_iter().zip(set.into_iter().flatten()).collect()
}

/// What a story's setting depends on: the pages it stands on, its copy and that
/// of its sidebars, the fonts, what leads from slot to slot, and of stories
/// that it refers to headline and page.
fn story_key(keyed: &Keyed, chain: &[SlotAt]) -> Key {
    let edition = &keyed.edition;
    let mut key = Key::of("set story").key(&keyed.frame).key(&keyed.fonts);
    for (at, nth) in chain {
        let page = &edition.pages[*at];
        let slot = &page.stories[*nth];
        key = key
            .key(&keyed.pages[*at])
            .number(*at)
            .number(*nth)
            .debug(&keyed.links.pages[*at].slots[*nth]);
        for part in std::iter::once(slot).chain(&slot.insets) {
            key = key
                .debug(&keyed.stories.get(&part.story))
                .number(usize::from(keyed.links.referred.contains(&part.id)));
        }
        if let Some((id, number)) = &slot.refer {
            let target = refer_target(edition, id);
            let section = edition
                .pages
                .iter()
                .find(|page| page.numbers().any(|own| own == *number))
                .map(|page| page.section.as_str());
            key = key
                .debug(&target.and_then(|slot| keyed.stories.get(&slot.story)))
                .debug(&section);
        }
    }
    key.finish()
}

/// The slot in which a story begins.
fn refer_target<'e>(edition: &'e Edition, id: &str) -> Option<&'e StorySlot> {
    edition
        .pages
        .iter()
        .flat_map(|page| page.all_stories())
        .find(|slot| slot.part == 0 && slot.id == id)
}

/// A wanted page, made up, with its key.
fn made_page(
    files: &Snapshot<'_>,
    stores: &Stores,
    keyed: &Keyed,
    at: usize,
    set: &[Vec<(Key, Arc<SetStory>)>],
) -> (Key, Arc<MadePage>) {
    let edition = &keyed.edition;
    let page = &edition.pages[at];
    // The stories that begin here or have a slot here.
    let mut key = Key::of("made page")
        .key(&keyed.pages[at])
        .key(&keyed.frame)
        .key(&keyed.fonts)
        .debug(&keyed.links.pages[at]);
    let mut standing: Vec<Vec<&SetStory>> = vec![Vec::new(); set.len()];
    for (begins, stories) in set.iter().enumerate() {
        for (story_key, story) in stories {
            let stands = story.items.iter().any(|((on, _), _)| *on == at);
            if begins == at || stands {
                key = key.number(begins).key(story_key);
                standing[begins].push(story);
            }
        }
    }
    let key = key.finish();
    let made = stores.made.get_or_compute(key, files, || {
        let what = text!("session.page-noun", "page {page}", page = page.number);
        guarded(&what, keyed.numbers[at], || gather(edition, at, &standing))
            .unwrap_or_else(|fault| broken_page(page, fault))
    });
    (key, made)
}

/// What stands for a page that could not be made.
fn broken_page(page: &Page, fault: Diagnostic) -> MadePage {
    MadePage {
        forme: Arc::new(Forme {
            number: page.number,
            section: page.section.clone(),
            sheet: Sheet {
                trim: page.trim,
                bleed: page.bleed,
                margin: Len::ZERO,
            },
            items: Vec::new(),
        }),
        fits: Vec::new(),
        diagnostics: vec![fault],
    }
}

/// Asks the lints, and marks on the formes what they find.
fn look_over(
    files: &Snapshot<'_>,
    stores: &Stores,
    keyed: &Keyed,
    wanted: &[usize],
    made: &[(Key, Arc<MadePage>)],
    finished: &mut Finished,
) {
    let edition = &keyed.edition;
    let found: Vec<Result<Arc<PageFindings>, Diagnostic>> = wanted
        .par_iter()
        .zip(made)
        .map(|(at, (made_key, made))| {
            let page = &edition.pages[*at];
            let mut key = Key::of("findings").key(made_key).key(&keyed.frame);
            for slot in page.all_stories() {
                key = key.debug(&keyed.stories.get(&slot.story));
            }
            let what = text!(
                "session.lints-page",
                "the lints of page {page}",
                page = page.number
            );
            guarded(&what, keyed.numbers[*at], || {
                stores.findings.get_or_compute(key.finish(), files, || {
                    inspect_page(edition, page, &made.forme)
                })
            })
        })
        .collect();
    let mut digests = vec![None; edition.pages.len()];
    for (at, found) in wanted.iter().zip(&found) {
        digests[*at] = found.as_ref().ok().map(|found| &found.digest);
    }
    let whole = guarded(
        text!("session.lints-edition", "the lints of the edition"),
        None,
        || inspect_whole(edition, &digests),
    );
    let whole = whole.unwrap_or_else(|fault| {
        finished.diagnostics.push(fault);
        Findings::default()
    });
    for ((forme, key), found) in finished
        .formes
        .iter_mut()
        .zip(&mut finished.keys)
        .zip(&found)
    {
        let marks = match found {
            Ok(found) => {
                let list = &found.findings.diagnostics;
                finished.diagnostics.extend_from_slice(list);
                marks_of(forme.number, &[&found.findings, &whole])
            }
            Err(fault) => {
                finished.diagnostics.push(fault.clone());
                Vec::new()
            }
        };
        if !marks.is_empty() {
            *key = Key::of("marked page").key(key).debug(&marks).finish();
            *forme = stores.marked.get_or_compute(*key, files, || {
                let mut marked = Forme::clone(forme);
                marked.items.extend(marks);
                marked
            });
        }
    }
    finished.diagnostics.extend(whole.diagnostics);
}

/// Decodes every placed picture, so that a truncated one is reported before any
/// file is written, and keeps of each what will be printed. Pictures are
/// decoded side by side, as many at a time as there are threads.
fn decode_all(
    files: &Snapshot<'_>,
    stores: &Stores,
    edition: &Edition,
    wanted: &[usize],
    made: &[(Key, Arc<MadePage>)],
) -> Vec<Diagnostic> {
    type Wanted = (BTreeSet<Crop>, BTreeSet<Option<Span>>);
    let mut pictures: BTreeMap<PictureId, Wanted> = BTreeMap::new();
    for (at, (_, made)) in wanted.iter().zip(made) {
        for placed in made.forme.pictures() {
            let (cuts, places) = pictures.entry(placed.picture).or_default();
            let picture = edition.pictures.get(placed.picture);
            cuts.extend(
                placed
                    .print(picture, &edition.condition)
                    .map(|print| print.cut),
            );
            places.insert(edition.pages[*at].span(placed.origin.0));
        }
    }
    let broken: Vec<Vec<Diagnostic>> = pictures
        .into_par_iter()
        .map(|(id, (cuts, places))| {
            let picture = edition.pictures.get(id);
            let key = Key::of("decoded").debug(&id).debug(&cuts).finish();
            let decoded = stores.decoded.get_or_compute(key, files, || {
                let what = text!(
                    "session.picture-noun",
                    "the picture “{path}”",
                    path = picture.path
                );
                let fault = match guarded(&what, None, || picture.prepare(&cuts)) {
                    Ok(prepared) => prepared.err(),
                    Err(panic) => Some(crate::asset::PictureFault(panic.message)),
                };
                Decoded(fault)
            });
            let Some(fault) = &decoded.0 else {
                return Vec::new();
            };
            let report = |span: Option<Span>| {
                let message = text!(
                    "session.picture-cannot-decoded",
                    "the picture “{path}” cannot be decoded: {fault}",
                    path = picture.path,
                    fault = fault.0
                );
                Diagnostic::new(Code::BadPicture, span, message).help(text!(
                    "session.export-again-jpeg-png",
                    "export it again as JPEG, PNG, TIFF or WebP"
                ))
            };
            places.into_iter().map(report).collect()
        })
        .collect();
    broken.into_iter().flatten().collect()
}
