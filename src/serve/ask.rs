//! What browsers ask for: changes of the edition, and what the worker alone knows.

use std::path::Path;

use serde_json::{Value, json};

use super::journal::StepFault;
use crate::desk::{Desk, DiskDesk};
use crate::diag::{Severity, SourceId};
use crate::edit::{EditFault, FileEdit, PageStep, apply_remedy, edit_page, swap_stories};
use crate::edition::Edition;
use crate::makeup::{Remedies, remedies_of};
use crate::say::Text;
use crate::session::Made;

/// A change that was asked for.
pub(super) struct Wanted {
    /// Its name in the catalogue of the page, behind `edit.`.
    pub label: &'static str,
    /// What typing it belongs to.
    pub typing: Option<String>,
    /// What becomes of which file.
    pub file: FileEdit,
}

/// Why something is not done: its name in the catalogue behind `refused.`, and more words.
#[derive(Debug)]
pub(super) struct Refused(pub &'static str, pub Text);

impl From<EditFault> for Refused {
    fn from(fault: EditFault) -> Refused {
        Refused(fault.name(), Text::default())
    }
}

impl From<StepFault> for Refused {
    fn from(fault: StepFault) -> Refused {
        match fault {
            StepFault::Nothing => Refused("nothing", Text::default()),
            StepFault::Changed(path) => Refused("changed", Text::quoted(path)),
            StepFault::Io(words) => Refused("io", words),
        }
    }
}

/// What was asked makes no sense.
fn unknown() -> Refused {
    Refused("unknown", Text::default())
}

/// The change that a gesture means.
pub(super) fn wanted(made: &Made, edition_path: &str, gesture: &Value) -> Result<Wanted, Refused> {
    let edition = made
        .edition
        .as_ref()
        .ok_or(Refused("broken", Text::default()))?;
    let text = |key: &str| gesture[key].as_str().ok_or_else(unknown);
    let set = |label: &'static str, step: PageStep| {
        let (source, at) = slot(made, edition, text("slot")?)?;
        page_edit(made, label, source, |page| edit_page(page, at, &[step]))
    };
    let wanted = match text("kind")? {
        "place" => {
            let at = text("at")?;
            crate::spec::GridArea::parse(at).map_err(|words| Refused("place", words))?;
            set("place", PageStep::text("at", at))?
        }
        "head" => match &gesture["rows"] {
            Value::Null => set("head", PageStep::Unset("head"))?,
            rows => {
                let rows = rows
                    .as_u64()
                    .filter(|rows| *rows <= 500)
                    .ok_or_else(unknown)?;
                set("head", PageStep::number("head", rows as i64))?
            }
        },
        "focus" => {
            let axis = |key: &str| {
                let value = gesture[key].as_u64().filter(|value| *value <= 100);
                value.map(|value| value as i64).ok_or_else(unknown)
            };
            set(
                "focus",
                PageStep::numbers("focus", &[axis("x")?, axis("y")?]),
            )?
        }
        "swap" => {
            let (source, one) = slot(made, edition, text("slot")?)?;
            let (other_source, other) = slot(made, edition, text("other")?)?;
            if source != other_source {
                return Err(Refused("two-pages", Text::default()));
            }
            page_edit(made, "swap", source, |page| swap_stories(page, one, other))?
        }
        "remedy" => {
            let story = text("story")?;
            let nth = gesture["nth"].as_u64().ok_or_else(unknown)? as usize;
            let found = remedies_of(edition, story).ok_or_else(unknown)?;
            let remedy = found.remedies.get(nth).ok_or_else(unknown)?;
            Wanted {
                label: "remedy",
                typing: None,
                file: apply_remedy(edition, &made.sources, story, &remedy.change)?,
            }
        }
        "text" => {
            let path = text("file")?;
            copy(made, edition, path)?;
            Wanted {
                label: "text",
                typing: gesture["typing"].as_str().map(str::to_owned),
                file: FileEdit {
                    path: path.to_owned(),
                    before: text("was")?.to_owned(),
                    after: text("text")?.to_owned(),
                },
            }
        }
        _ => return Err(unknown()),
    };
    let folder = Path::new(edition_path).parent().unwrap_or(Path::new(""));
    let folder = folder.to_string_lossy().into_owned();
    match DiskDesk::default().lies_within(&wanted.file.path, &[folder]) {
        true => Ok(wanted),
        false => Err(Refused("outside", Text::quoted(wanted.file.path))),
    }
}

fn page_edit(
    made: &Made,
    label: &'static str,
    source: SourceId,
    edit: impl FnOnce(&str) -> Result<String, EditFault>,
) -> Result<Wanted, Refused> {
    let before = made.sources.text(source);
    Ok(Wanted {
        label,
        typing: None,
        file: FileEdit {
            path: made.sources.path(source).to_owned(),
            before: before.to_owned(),
            after: edit(before)?,
        },
    })
}

/// The file and the byte of a slot's name, `page-01.toml#120`; it must be a page of the edition.
fn slot(made: &Made, edition: &Edition, name: &str) -> Result<(SourceId, usize), Refused> {
    let (path, at) = name.rsplit_once('#').ok_or_else(unknown)?;
    let at = at.parse().map_err(|_| unknown())?;
    let sources = edition.pages.iter().filter_map(|page| page.span(0));
    let source = sources
        .map(|span| span.source)
        .find(|source| made.sources.path(*source) == path);
    Ok((source.ok_or_else(unknown)?, at))
}

/// The text of an article of the edition.
pub(super) fn copy<'m>(made: &'m Made, edition: &Edition, path: &str) -> Result<&'m str, Refused> {
    let mut stories = edition.stories.keys().filter(|id| id.at == 0);
    let story = stories.find(|id| made.sources.path(id.source) == path);
    Ok(made.sources.text(story.ok_or_else(unknown)?.source))
}

/// The first error that forbids printing what was made.
pub(super) fn first_error(made: &Made) -> Text {
    let mut errors = made.diagnostics.iter();
    let error = errors.find(|it| it.severity == Severity::Error);
    error.map(|it| it.message.clone()).unwrap_or_default()
}

/// Remedies as the page shows them.
pub(super) fn remedies_told(found: &Remedies) -> Value {
    let one = |remedy: &crate::makeup::Remedy| {
        json!({
            "change": change(&remedy.change),
            "over": remedy.over_lines,
            "spare": remedy.spare_lines,
        })
    };
    Value::Array(found.remedies.iter().map(one).collect())
}

/// A change by its name in the catalogue behind `remedy.`, with what its words name.
fn change(change: &crate::makeup::Change) -> Value {
    use crate::makeup::Change;
    match change {
        Change::Cuts(cuts) => json!({
            "name": "cuts",
            "chars": cuts.iter().map(|cut| cut.chars).sum::<usize>(),
            "where": cuts.iter().map(|cut| format!("…{}", cut.ending)).collect::<Vec<_>>().join(" "),
        }),
        Change::Head(now, then) => json!({"name": "head", "now": now, "then": then}),
        Change::Picture(file, rows) => {
            json!({"name": "picture", "file": file, "rows": format!("{rows:+}")})
        }
        Change::Columns(base, into) => json!({"name": "columns", "base": base, "into": into}),
        Change::Drop(inset) => json!({"name": "drop", "id": inset}),
        Change::Slot(rows) => json!({"name": "slot", "rows": format!("{rows:+}")}),
        Change::Raise(rows) => json!({"name": "raise", "rows": format!("{rows:+}")}),
    }
}
