//! A remedy of `fit` as a change of files.

use toml::Value;

use super::fault::EditFault;
use super::page::{PageStep, edit_page};
use crate::diag::{Sources, Span};
use crate::edition::{Edition, StorySlot};
use crate::makeup::{Change, chain_of};
use crate::spec::{GridArea, Reach};

/// A file that changes: its path, its text now and its text then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEdit {
    /// The path by which it was read.
    pub path: String,
    /// Its text now.
    pub before: String,
    /// Its text then.
    pub after: String,
}

/// What becomes of the files of an edition when a story, or a sidebar, is changed so.
pub fn apply_remedy(
    edition: &Edition,
    sources: &Sources,
    story: &str,
    change: &Change,
) -> Result<FileEdit, EditFault> {
    let slots = slots_of(edition, story)?;
    let (first, last) = (slots[0], slots[slots.len() - 1]);
    let page = |span: Span, steps: &[PageStep]| {
        let before = sources.text(span.source);
        Ok(FileEdit {
            path: sources.path(span.source).to_owned(),
            before: before.to_owned(),
            after: edit_page(before, span.start as usize, steps)?,
        })
    };
    let deeper = |span: Span, above: i64, below: i64| {
        let place = moved(sources.slice(span), above, below)?;
        page(span, &[PageStep::Set("at", Value::String(place))])
    };
    match change {
        Change::Head(_, rows) => page(
            first.span,
            &[PageStep::Set("head", i64::from(*rows).into())],
        ),
        Change::Columns(base, into) if base == into => {
            page(first.span, &[PageStep::Unset("columns")])
        }
        Change::Columns(_, into) => page(
            first.span,
            &[PageStep::Set("columns", i64::from(*into).into())],
        ),
        Change::Slot(rows) => deeper(last.span, 0, *rows),
        Change::Raise(rows) => deeper(first.span, *rows, 0),
        Change::Picture(file, rows) => {
            let mut pictures = slots.iter().flat_map(|slot| &slot.pictures);
            let called =
                |picture: &&crate::edition::PictureSlot| picture.files(&edition.pictures) == *file;
            let picture = pictures.rfind(called);
            deeper(picture.ok_or(EditFault::NoSlot)?.span, 0, *rows)
        }
        Change::Drop(inset) => {
            let mut insets = slots.iter().flat_map(|slot| &slot.insets);
            let inset = insets.find(|own| own.id == *inset);
            page(inset.ok_or(EditFault::NoSlot)?.span, &[PageStep::Drop])
        }
        // A cut tells how much and where; which words can go only who reads them knows.
        Change::Cuts(_) => Err(EditFault::WordsByHand),
    }
}

/// The slots of a story, or of a sidebar its one.
fn slots_of<'e>(edition: &'e Edition, story: &str) -> Result<Vec<&'e StorySlot>, EditFault> {
    for (at, page) in edition.pages.iter().enumerate() {
        for (nth, slot) in page.stories.iter().enumerate() {
            if slot.part == 0 && slot.id == story {
                let chain = chain_of(edition, at, nth);
                return Ok(chain
                    .iter()
                    .map(|(page, nth)| &edition.pages[*page].stories[*nth])
                    .collect());
            }
            if let Some(inset) = slot.insets.iter().find(|inset| inset.id == story) {
                return Ok(vec![inset]);
            }
        }
    }
    Err(EditFault::NoSlot)
}

/// A place as written with so many rows more above and below.
fn moved(written: &str, above: i64, below: i64) -> Result<String, EditFault> {
    let place = written
        .strip_prefix(['"', '\''])
        .and_then(|rest| rest.strip_suffix(['"', '\'']));
    let area = place.and_then(|place| GridArea::parse(place).ok());
    let GridArea { columns, rows } = area.ok_or(EditFault::NoSinglePlace)?;
    let row = |row: u32, by: i64| {
        u32::try_from(i64::from(row) + by).map_err(|_| EditFault::NoSinglePlace)
    };
    let rows = Reach {
        first: row(rows.first, -above)?,
        last: row(rows.last, below)?,
    };
    let words = |reach: Reach, unit: &str| match reach.first == reach.last {
        true => format!("{}{unit}", reach.first),
        false => format!("{}-{}{unit}", reach.first, reach.last),
    };
    Ok(format!("{} {}", words(columns, "栏"), words(rows, "行")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_gains_and_loses_rows() {
        assert_eq!(
            moved("\"6-8栏 16-43行\"", 0, -3),
            Ok("6-8栏 16-40行".into())
        );
        assert_eq!(moved("'5栏 7行'", 2, 0), Ok("5栏 5-7行".into()));
        for odd in ["[\"1栏 1行\"]", "\"lead\"", ""] {
            assert_eq!(moved(odd, 0, 1), Err(EditFault::NoSinglePlace));
        }
    }
}
