//! Lines of a plan.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::diag::{Code, Diagnostic};
use crate::press::FileSet;
use crate::say::{Text, text};

/// A kind of file that is wanted of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Produce {
    /// The press file of all pages.
    Edition,
    /// A press file a page, with its ticket.
    Pages,
    /// The copy for readers.
    Reading,
    /// A proof a page, as PNG.
    Proof,
}

/// A line of a plan: an edition and what is wanted of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What it is called in this plan; no two are called the same.
    pub edition: String,
    /// Its edition file, counted from the folder of the plan.
    pub path: String,
    /// SHA-256 in hex of all that it is made from.
    pub input: String,
    /// The files wanted.
    pub outputs: BTreeSet<Produce>,
    /// The printer whose rules hold: a bundled name, or a file counted from the
    /// folder of the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printer: Option<String>,
    /// How many pages it has; 0 when that is not known.
    #[serde(default)]
    pub pages: u32,
    /// About how many megabytes setting it takes.
    #[serde(default)]
    pub megabytes: u32,
}

impl Entry {
    /// The press files and the reading copy that are wanted.
    pub fn files(&self) -> FileSet {
        FileSet {
            edition: self.outputs.contains(&Produce::Edition),
            pages: self.outputs.contains(&Produce::Pages),
            reading: self.outputs.contains(&Produce::Reading),
        }
    }
}

/// Writes a plan, a line an edition.
pub fn write_plan(entries: &[Entry]) -> String {
    let mut text = String::new();
    for entry in entries {
        text += &serde_json::to_string(entry).unwrap_or_default();
        text.push('\n');
    }
    text
}

/// Reads a plan. The error names the first line that is none.
pub fn read_plan(name: &str, text: &str) -> Result<Vec<Entry>, Box<Diagnostic>> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    for (nth, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let wrong = |why: Text| {
            let line = nth + 1;
            let message = text!(
                "archive.bad-plan",
                "{plan}:{line} is no line of a plan: {why}",
                plan = name,
                line,
                why
            );
            Box::new(Diagnostic::new(Code::BadPlan, None, message).help(text!(
                "archive.bad-plan-help",
                "`duikai archive plan` writes plans; each line is one JSON object"
            )))
        };
        let entry: Entry =
            serde_json::from_str(line).map_err(|error| wrong(Text::quoted(error.to_string())))?;
        if !is_plain(&entry.edition) {
            return Err(wrong(text!(
                "archive.bad-name",
                "“{edition}” cannot be the name of a folder",
                edition = entry.edition
            )));
        }
        if !known.insert(entry.edition.clone()) {
            return Err(wrong(text!(
                "archive.same-name",
                "an edition before it is called “{edition}” too",
                edition = entry.edition
            )));
        }
        if entry.input.len() != 64 || !entry.input.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(wrong(text!("archive.bad-input", "its input is no SHA-256")));
        }
        if entry.outputs.is_empty() {
            return Err(wrong(text!("archive.no-outputs", "it wants no output")));
        }
        entries.push(entry);
    }
    Ok(entries)
}

/// Whether a name can be that of a folder.
fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 200
        && !name.starts_with('.')
        && !name.contains(|c: char| matches!(c, '/' | '\\') || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str) -> Entry {
        Entry {
            edition: name.to_owned(),
            path: "a/edition.toml".to_owned(),
            input: "0".repeat(64),
            outputs: [Produce::Edition, Produce::Proof].into(),
            printer: None,
            pages: 4,
            megabytes: 60,
        }
    }

    #[test]
    fn a_plan_is_read_as_it_was_written() {
        let entries = [entry("a"), entry("版")];
        assert_eq!(
            read_plan("p", &write_plan(&entries)).expect("reads"),
            entries
        );
    }

    #[test]
    fn what_is_no_plan_is_named_by_its_line() {
        let good = write_plan(&[entry("a")]);
        for (bad, why) in [
            (good.clone(), "“a”"),
            (good.replace("\"a\"", "\"../b\""), "“../b”"),
            (good.replace("\"a\"", "\"..\""), "“..”"),
            (good.replace("edition\",\"proof", "plates"), "plates"),
            (
                good.replace("[\"edition\",\"proof\"]", "[]")
                    .replace("\"a\"", "\"b\""),
                "output",
            ),
            (
                good.replace("\"a\"", "\"b\"").replace("00000", "0"),
                "SHA-256",
            ),
            ("{\"edition\"".to_owned(), "EOF"),
            (good.replace("\"pages\"", "\"leaves\""), "leaves"),
        ] {
            let fault = read_plan("p.jsonl", &format!("{good}\n{bad}")).expect_err("is none");
            assert!(
                fault.message.contains("p.jsonl:3") && fault.message.contains(why),
                "{bad}: {}",
                fault.message
            );
        }
    }
}
