//! How stories fit and what would make them fit.

use serde_json::{Value, json};

use crate::cli::output::out;
use crate::diag::Sources;
use crate::makeup::{Change, Remedies, Remedy, StoryFit};

/// Maximum number of remedies shown for a story.
const SHOWN: usize = 6;

/// `满 full`, `欠 3 行 spare` or `超 2 行 31 字 over`.
pub fn state(fit: &StoryFit) -> String {
    match (fit.over_lines, fit.spare_lines) {
        (0, 0) => "满 full".to_owned(),
        (0, spare) => format!("欠 {spare} 行 spare"),
        (over, _) => format!("超 {over} 行 {} 字 over", fit.over_chars),
    }
}

/// A story's fit with its remedies, for people.
pub fn print_story(story: &Remedies, sources: &Sources) {
    let fit = &story.fit;
    let place = sources.place(fit.span);
    let state = state(fit);
    out!(
        "{:>3}版  {:<16} {state}  ({}:{})",
        story.page,
        fit.story,
        place.path,
        place.line,
    );
    for (nth, remedy) in story.remedies.iter().take(SHOWN).enumerate() {
        out!(
            "       {}. {}: {}",
            nth + 1,
            words(&remedy.change),
            result(remedy),
        );
    }
}

/// A change in words.
pub fn words(change: &Change) -> String {
    let more = |rows: i64| {
        if rows > 0 {
            format!("{rows} 行 more")
        } else {
            format!("{} 行 fewer", -rows)
        }
    };
    match change {
        Change::Cuts(cuts) => {
            let each: Vec<String> = cuts
                .iter()
                .map(|cut| {
                    format!(
                        "{} 字 in paragraph {} (“…{}”)",
                        cut.chars, cut.paragraph, cut.ending
                    )
                })
                .collect();
            format!("cut {}", each.join(", "))
        }
        Change::Head(now, then) => format!(
            "headline {}, head = {then}",
            more(i64::from(*then) - i64::from(*now))
        ),
        Change::Picture(file, rows) => format!("picture {file} {}", more(*rows)),
        Change::Columns(base, into) if base == into => {
            format!("set in the {base} base columns, `columns` left out")
        }
        Change::Columns(base, 1) => format!("set in {base}破1 (one column)"),
        Change::Columns(base, into) => format!("set in {base}破{into} ({into} columns)"),
        Change::Drop(inset) => format!("leave out the inset “{inset}”"),
        Change::Slot(rows) => format!("slot {}", more(*rows)),
        Change::Raise(rows) => format!("slot {} at its head", more(*rows)),
    }
}

fn result(remedy: &Remedy) -> String {
    match (remedy.over_lines, remedy.spare_lines) {
        (0, 0) => "fits".to_owned(),
        (0, spare) => format!("fits, 欠 {spare} 行"),
        (over, _) => format!("still over by {over} 行"),
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
