//! The board: what browsers show now.
//!
//! A page that cannot be made, because a file that it needs is broken, stays as it was when it last
//! could, and is called stale.

use std::sync::Arc;

use serde_json::{Value, json};

use super::drawn::{drawn, face_names};
use super::told;
use crate::asset::{Face, Fonts, Pictures};
use crate::export::png;
use crate::export::screen::face_file;
use crate::forme::{Forme, Item, Sheet};
use crate::geom::{Folio, Len, Size};
use crate::say::{Text, text};
use crate::session::Made;

/// One page on the board.
#[derive(Clone)]
pub(super) struct Shown {
    /// Its number; of a spread that of the left page.
    pub number: Folio,
    /// What tells it from every other look of it.
    pub key: String,
    /// How it is drawn, as one JSON object.
    pub text: Arc<str>,
    /// Whether it is from before the files were broken.
    pub is_stale: bool,
    state: &'static str,
    pictures: Arc<std::collections::BTreeMap<String, Item>>,
    made: Arc<Made>,
}

/// All that is shown.
pub(super) struct Board {
    /// Counts what was shown since the server began.
    pub revision: u64,
    /// Stories, problems, and what pages there are, as one JSON object.
    pub told: Value,
    /// The pages, in order.
    pub pages: Vec<Shown>,
}

impl Board {
    /// The board of what was made, with the pages of the board before where there is nothing newer.
    pub fn of(made: &Arc<Made>, last: Option<&Board>, more: (&str, &Value)) -> Board {
        let old = |number: Folio| {
            let mut pages = last.iter().flat_map(|last| &last.pages);
            pages.find(|page| page.number == number)
        };
        let mut pages: Vec<Shown> = made
            .formes
            .iter()
            .enumerate()
            .filter_map(|(nth, forme)| shown(made, nth, forme, old(forme.number)))
            .collect();
        if !made.is_sound() {
            let gone = last.iter().flat_map(|last| &last.pages);
            let stale: Vec<Shown> = gone
                .filter(|old| pages.iter().all(|page| page.number != old.number))
                .map(|old| Shown {
                    is_stale: true,
                    ..old.clone()
                })
                .collect();
            pages.extend(stale);
            pages.sort_by_key(|page| page.number);
        }
        let told = told_of(made, last, &pages, more);
        Board {
            revision: last.map_or(1, |last| last.revision + 1),
            told,
            pages,
        }
    }

    /// The message that brings a browser from the pages it has, by number and key, to this board.
    pub fn message(&self, has: &dyn Fn(Folio, &str) -> bool) -> String {
        let drawn: Vec<&str> = self
            .pages
            .iter()
            .filter(|page| !has(page.number, &page.key))
            .map(|page| &*page.text)
            .collect();
        let told = self.told.to_string();
        format!(
            r#"{{"type":"board","revision":{},"told":{told},"drawn":[{}]}}"#,
            self.revision,
            drawn.join(",")
        )
    }

    /// The font file of a face that a page shown is set in, by its hash.
    pub fn face(&self, name: &str) -> Option<Result<Vec<u8>, Text>> {
        let fonts = self
            .pages
            .iter()
            .filter_map(|page| page.made.edition.as_ref());
        let of = |fonts: &Arc<Fonts>| {
            let mut waiting = fonts.names().filter(|(id, _)| fonts.waiting(*id).is_none());
            let found = waiting.find(|(id, _)| fonts.face(*id).hash().to_string() == name)?;
            let face: &Face = fonts.face(found.0);
            Some(face_file(face))
        };
        fonts.into_iter().find_map(|edition| of(&edition.fonts))
    }

    /// A picture of a page shown, as PNG of so many dots an inch.
    pub fn picture(&self, name: &str, dpi: u32) -> Option<Result<Vec<u8>, Text>> {
        let (page, item) = self
            .pages
            .iter()
            .find_map(|page| Some((page, page.pictures.get(name)?)))?;
        let edition = page.made.edition.as_ref()?;
        Some(alone(item, &edition.fonts, &edition.pictures, dpi))
    }
}

/// A page of what was made. One that looks as it did is not written down again.
fn shown(made: &Arc<Made>, nth: usize, forme: &Forme, old: Option<&Shown>) -> Option<Shown> {
    let edition = made.edition.as_ref()?;
    let page = edition
        .pages
        .iter()
        .find(|page| page.number == forme.number)?;
    let key = made.key(nth)?;
    let state = told::page_state(made, page.number);
    if let Some(old) = old.filter(|old| old.key == key) {
        return Some(Shown {
            is_stale: false,
            state,
            made: made.clone(),
            ..old.clone()
        });
    }
    let drawn = drawn(forme);
    let mut about = told::page(made, page);
    about["key"] = json!(key);
    about["faces"] = json!(face_names(&drawn.faces, &edition.fonts));
    let about = about.to_string();
    let text = format!(
        r#"{},"items":{}}}"#,
        about.strip_suffix('}').unwrap_or_default(),
        drawn.items
    );
    Some(Shown {
        number: page.number,
        key,
        text: text.into(),
        is_stale: false,
        state,
        pictures: Arc::new(drawn.pictures),
        made: made.clone(),
    })
}

fn told_of(
    made: &Made,
    last: Option<&Board>,
    pages: &[Shown],
    (edition, more): (&str, &Value),
) -> Value {
    let one = |page: &Shown| json!({"n": page.number, "key": page.key, "state": page.state, "stale": page.is_stale});
    let (problems, count) = told::problems(made);
    let before = |key: &str| last.map(|last| last.told[key].clone());
    let (paper, date, stories) = match &made.edition {
        Some(edition) => {
            let mut stories = told::stories(made, edition);
            // Those of a page that stays as it was stay with it.
            let is_stale = |story: &&Value| {
                let mut stale = pages.iter().filter(|page| page.is_stale);
                stale.any(|page| story["page"] == json!(page.number))
                    && stories.iter().all(|now| now["id"] != story["id"])
            };
            let before = last.and_then(|last| last.told["stories"].as_array());
            let kept = before.into_iter().flatten().filter(is_stale).cloned();
            let kept: Vec<Value> = kept.collect();
            stories.extend(kept);
            stories.sort_by_key(|story| {
                pages
                    .iter()
                    .position(|page| story["page"] == json!(page.number))
            });
            (json!(edition.paper), json!(edition.date), json!(stories))
        }
        None => (
            before("paper").unwrap_or_default(),
            before("date").unwrap_or_default(),
            before("stories").unwrap_or(json!([])),
        ),
    };
    let folder = match edition.rfind('/') {
        Some(end) => &edition[..=end],
        None => "",
    };
    json!({
        "paper": paper,
        "folder": folder,
        "date": date,
        "broken": !made.is_sound(),
        "pages": pages.iter().map(one).collect::<Vec<_>>(),
        "stories": stories,
        "problems": problems,
        "problem_count": count,
        "more": more,
    })
}

/// An item on a sheet of the size of its frame.
fn alone(item: &Item, fonts: &Fonts, pictures: &Pictures, dpi: u32) -> Result<Vec<u8>, Text> {
    let frame = match item {
        Item::Picture(picture) => picture.frame,
        Item::Page(page) => page.frame,
        _ => return Err(text!("serve.no-picture", "it is no picture")),
    };
    let forme = Forme {
        number: Folio::plain(0),
        section: String::new(),
        sheet: Sheet {
            trim: Size {
                width: frame.width(),
                height: frame.height(),
            },
            bleed: Len::ZERO,
            margin: Len::ZERO,
        },
        items: vec![moved(item.clone(), -frame.left, -frame.top)],
    };
    png::export(&forme, fonts, pictures, dpi, false).map_err(|fault| fault.0)
}

fn moved(item: Item, x: Len, y: Len) -> Item {
    let mut item = item.moved(x);
    match &mut item {
        Item::Picture(it) => {
            for rect in [&mut it.frame, &mut it.image] {
                (rect.top, rect.bottom) = (rect.top + y, rect.bottom + y);
            }
            it.clip = it.clip.take().map(|clip| clip.moved(Len::ZERO, y));
        }
        Item::Page(it) => {
            for rect in [&mut it.frame, &mut it.image] {
                (rect.top, rect.bottom) = (rect.top + y, rect.bottom + y);
            }
            it.clip = it.clip.take().map(|clip| clip.moved(Len::ZERO, y));
        }
        _ => {}
    }
    item
}
