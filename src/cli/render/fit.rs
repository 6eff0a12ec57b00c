//! How stories fit and what would make them fit.

use serde_json::{Value, json};

use super::Renderer;
use crate::diag::Sources;
use crate::makeup::{Change, Remedies, Remedy, StoryFit};
use crate::say::{List, Text, text};

/// Maximum number of remedies shown for a story.
const SHOWN: usize = 6;

/// `full`, `2 lines spare` or `over by 2 lines, 31 characters`.
pub fn state(fit: &StoryFit) -> Text {
    match (fit.over_lines, fit.spare_lines) {
        (0, 0) => text!("cli.full", "full"),
        (0, n) => text!("cli.spare", "{n} line spare" | "{n} lines spare", n),
        (n, _) => text!(
            "cli.over",
            "over by {n} line, {chars} 字" | "over by {n} lines, {chars} 字",
            n,
            chars = fit.over_chars
        ),
    }
}

/// A story's fit with its remedies, for people.
pub fn print_story(story: &Remedies, sources: &Sources, renderer: &Renderer) {
    let fit = &story.fit;
    let place = sources.place(fit.span);
    renderer.found(text!(
        "cli.fit-row",
        "page {page}  {story}  {state}  ({path}:{line})",
        page = format!("{:>3}", story.page),
        story = format!("{:<16}", fit.story),
        state = state(fit),
        path = place.path,
        line = place.line
    ));
    for (nth, remedy) in story.remedies.iter().take(SHOWN).enumerate() {
        renderer.found(text!(
            "cli.remedy-row",
            "       {number}. {change}: {result}",
            number = nth + 1,
            change = words(&remedy.change),
            result = result(remedy)
        ));
    }
}

/// A change in words.
pub fn words(change: &Change) -> Text {
    let more = |rows: i64| {
        let n = rows.unsigned_abs();
        match rows > 0 {
            true => text!("cli.rows-more", "{n} row more" | "{n} rows more", n),
            false => text!("cli.rows-fewer", "{n} row fewer" | "{n} rows fewer", n),
        }
    };
    match change {
        Change::Cuts(cuts) => {
            let cuts = List::of(cuts.iter().map(|cut| {
                text!(
                    "cli.cut-in",
                    "{chars} 字 in paragraph {paragraph} (“…{ending}”)",
                    chars = cut.chars,
                    paragraph = cut.paragraph,
                    ending = cut.ending
                )
            }));
            text!("cli.cut", "cut {cuts}", cuts)
        }
        Change::Head(now, then) => text!(
            "cli.change-head",
            "headline {more}, head = {then}",
            more = more(i64::from(*then) - i64::from(*now)),
            then
        ),
        Change::Picture(file, rows) => {
            text!(
                "cli.change-picture",
                "picture {file} {more}",
                file,
                more = more(*rows)
            )
        }
        Change::Columns(base, into) if base == into => text!(
            "cli.change-base",
            "set in the {base} base columns, `columns` left out",
            base
        ),
        Change::Columns(base, into) => text!(
            "cli.change-columns",
            "set in {into} column ({base}破{into})" | "set in {into} columns ({base}破{into})",
            into,
            base
        ),
        Change::Drop(inset) => text!("cli.change-drop", "leave out the inset “{inset}”", inset),
        Change::Slot(rows) => text!("cli.change-slot", "slot {more}", more = more(*rows)),
        Change::Raise(rows) => {
            text!(
                "cli.change-raise",
                "slot {more} at its head",
                more = more(*rows)
            )
        }
    }
}

fn result(remedy: &Remedy) -> Text {
    match (remedy.over_lines, remedy.spare_lines) {
        (0, 0) => text!("cli.fits", "fits"),
        (0, n) => text!(
            "cli.fits-spare",
            "fits, {n} line spare" | "fits, {n} lines spare",
            n
        ),
        (n, _) => text!(
            "cli.still-over",
            "still over by {n} line" | "still over by {n} lines",
            n
        ),
    }
}

/// A story's fit with its remedies, for programs.
pub fn story_json(story: &Remedies, sources: &Sources) -> Value {
    let place = sources.place(story.fit.span);
    json!({
        "story": story.fit.story,
        "page": story.page,
        "file": place.path,
        "line": place.line,
        "over": {"lines": story.fit.over_lines, "chars": story.fit.over_chars},
        "spare_lines": story.fit.spare_lines,
        "remedies": story.remedies.iter().map(|remedy| json!({
            "change": change_json(&remedy.change),
            "words": words(&remedy.change),
            "over_lines": remedy.over_lines,
            "spare_lines": remedy.spare_lines,
        })).collect::<Vec<_>>(),
    })
}

fn change_json(change: &Change) -> Value {
    match change {
        Change::Cuts(cuts) => json!({"cuts": cuts
            .iter()
            .map(|cut| json!({"paragraph": cut.paragraph, "chars": cut.chars, "ending": cut.ending}))
            .collect::<Vec<_>>()}),
        Change::Head(now, then) => {
            json!({"head_rows": i64::from(*then) - i64::from(*now), "head": then})
        }
        Change::Picture(file, rows) => json!({"picture": file, "rows": rows}),
        Change::Columns(base, into) => json!({"columns": into, "of": base}),
        Change::Drop(inset) => json!({"drop": inset}),
        Change::Slot(rows) => json!({"slot_rows": rows}),
        Change::Raise(rows) => json!({"slot_rows_above": rows}),
    }
}
