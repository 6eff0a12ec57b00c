//! The words that a slot may print, in the order in which it prints them.

use super::align::Expected;
use super::model::{CellPlace, TextRole};
use crate::asset::{Fonts, Pictures};
use crate::edition::{Edition, PartStyle, PictureSlot, StoryKind, StorySlot};
use crate::makeup::dress;
use crate::story::{Block, BlockKind, PartRole, RichText, Story};
use crate::style::Readings;

/// A text with its readings as a style sets them.
fn dressed(role: TextRole, copy: &RichText, readings: Readings, fonts: &Fonts) -> Expected {
    let dressed = dress(copy, crate::asset::FontId::BODY, readings, fonts);
    let line = dressed.line();
    Expected {
        readings: line.readings.to_vec(),
        ..Expected::plain(role, line.text)
    }
}

/// Returns the decks of a head.
pub(super) fn head(slot: &StorySlot, story: &Story, fonts: &Fonts) -> Vec<Expected> {
    if slot.part > 0 {
        let title = slot.title.as_ref().map(|title| title.value.as_str());
        return title
            .map(|title| Expected::plain(TextRole::Continued, title))
            .into_iter()
            .collect();
    }
    let decks = PartRole::DECKS.iter().chain(&[PartRole::Jump]);
    decks
        .flat_map(|role| story.part(*role))
        .map(|part| dressed(part.role.into(), &part.text, Readings::Brackets, fonts))
        .collect()
}

/// Returns the paragraphs of the text of a story.
pub(super) fn body(slot: &StorySlot, story: &Story, fonts: &Fonts) -> Vec<Expected> {
    let kind = &slot.kind;
    let mut pars = standing(kind, story, PartRole::Note, fonts);
    let mut dateline = story.part(PartRole::Dateline).next().map(|part| &part.text);
    let mut tables = 0;
    for block in &story.body {
        if block.cell.is_some_and(|cell| cell.begins()) {
            tables += 1;
        }
        let Some(style) = kind.blocks.get(&block.kind) else {
            continue;
        };
        let mut par = paragraph(block, style, fonts);
        par.cell = block.cell.map(|cell| CellPlace {
            table: tables - 1,
            row: cell.row,
            column: cell.column,
            head: cell.head,
        });
        if block.kind == BlockKind::Item {
            lead_in(&mut par, &kind.bullet);
        }
        if block.kind == BlockKind::Paragraph
            && let Some(dateline) = dateline.take()
        {
            let western = |c: char| c.is_ascii() && !c.is_whitespace() || "—–“”‘’".contains(c);
            if dateline.text.ends_with(western) && par.text.starts_with(western) {
                lead_in(&mut par, " ");
            }
            lead_in(&mut par, &dateline.text);
            par.dateline = dateline.text.len();
        }
        pars.push(par);
    }
    for role in [PartRole::Signature, PartRole::Jump] {
        pars.extend(standing(kind, story, role, fonts));
    }
    pars
}

fn standing(kind: &StoryKind, story: &Story, role: PartRole, fonts: &Fonts) -> Vec<Expected> {
    let Some(style) = kind.parts.get(&role) else {
        return Vec::new();
    };
    story
        .part(role)
        .map(|part| dressed(role.into(), &part.text, style.par.readings, fonts))
        .collect()
}

fn paragraph(block: &Block, style: &PartStyle, fonts: &Fonts) -> Expected {
    let role = block.kind.into();
    dressed(role, &block.text, style.par.readings, fonts)
}

/// Puts words before a paragraph.
fn lead_in(par: &mut Expected, words: &str) {
    par.text.insert_str(0, words);
    for (range, _) in &mut par.readings {
        *range = range.start + words.len()..range.end + words.len();
    }
}

/// Returns the cutline and the credit of a picture: its own, the story's, or those that the
/// photographer stored in the file.
pub(super) fn cutline(
    picture: &PictureSlot,
    story: Option<&Story>,
    (edition, pictures): (&Edition, &Pictures),
) -> Vec<Expected> {
    let words = || {
        let first = picture.all().next();
        first.map(|id| pictures.get(id).words()).unwrap_or_default()
    };
    let parts = |role: PartRole| {
        let parts = story.into_iter().flat_map(move |story| story.part(role));
        parts.map(|part| &part.text)
    };
    let own: Vec<&RichText> = match &picture.cutline {
        Some(own) => vec![own],
        None => parts(PartRole::Cutline).collect(),
    };
    let mut pars: Vec<Expected> = own
        .into_iter()
        .map(|text| dressed(TextRole::Cutline, text, Readings::Brackets, &edition.fonts))
        .collect();
    if pars.is_empty()
        && let Some(caption) = words().caption
    {
        pars.push(Expected::plain(TextRole::Cutline, &caption));
    }
    // One paragraph, as it is set.
    if let Some((first, more)) = pars.split_first_mut() {
        for par in more {
            first.text.push('\u{3000}');
            first.text.push_str(&par.text);
        }
    }
    pars.truncate(1);
    let credits: Vec<&str> = match &picture.credit {
        Some(own) => vec![own.as_str()],
        None => parts(PartRole::Credit)
            .map(|text| text.text.as_str())
            .collect(),
    };
    let said = || {
        let words = words();
        let names = (words.byline.as_deref(), words.credit.as_deref());
        edition.credit_words.said(names.0, names.1)
    };
    let credit = match credits.is_empty() {
        true => said(),
        false => Some(credits.join("\u{3000}")),
    };
    pars.extend(credit.map(|credit| Expected::plain(TextRole::Credit, &credit)));
    pars
}
