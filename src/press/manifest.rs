//! The hand-over to the printer 交付: a ticket for every page and a manifest of the edition beside
//! the PDFs, each file under the name of its version.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::contents::{inputs_digest, standard};
use super::files::FileSet;
use super::names::Names;
use super::output::Output;
use super::record::{Record, Version};
use super::ticket::ticket;
use crate::Setting;
use crate::asset::sha256;
use crate::desk::Folder;
use crate::preflight::{Checked, Printer};
use crate::say::Text;

/// An edition's manifest.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Manifest {
    schema: u32,
    duikai: String,
    paper: String,
    pub slug: String,
    date: String,
    standard: String,
    /// Digest of everything that was read to make it.
    inputs: String,
    /// Pages that replace ones already sent.
    corrected: Vec<String>,
    pub files: Vec<Entry>,
}

impl Manifest {
    /// Whether a file is one of the manifest's, or the ticket of one.
    pub fn vouches(&self, name: &str, bytes: &[u8]) -> bool {
        let file = self.files.iter().find(|entry| entry.file == name);
        file.is_some_and(|entry| entry.sha256 == sha256(bytes))
            || self
                .files
                .iter()
                .any(|entry| entry.ticket.as_deref() == Some(name))
    }
}

/// A file of a manifest.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Entry {
    pub file: String,
    /// Name of its first version.
    pub first_name: String,
    /// `page`, `edition` or `pair`.
    role: String,
    pub version: String,
    replaces: Option<String>,
    bytes: usize,
    pub sha256: String,
    ticket: Option<String>,
}

impl Entry {
    /// Whether it is one page or spread, and not several of them in one file.
    pub fn is_page(&self) -> bool {
        self.role == "page"
    }
}

/// Gives every press file the name of its version, and adds tickets, one for every page with a file,
/// and the manifest, unless only some pages were made. `outputs` are the pages in order, other press
/// files, and last the reading copy, as far as they were wanted.
pub(super) fn hand_over(
    setting: &Setting,
    outputs: &mut Vec<Output>,
    names: &Names,
    (folder, record): (Option<&Folder>, &Record),
    checked: (&[Result<Checked, Text>], &Printer),
    (files, whole): (FileSet, bool),
) {
    let pages = if files.pages { setting.formes.len() } else { 0 };
    let readers = outputs.len().saturating_sub(usize::from(files.reading));
    let standard = standard(setting, names.kind);
    let mut entries = Vec::new();
    let mut tickets = Vec::new();
    let mut corrected = Vec::new();
    for (at, output) in outputs.iter_mut().enumerate().take(readers) {
        if let Some(folder) = folder
            && let Some(revised) = record.revised(folder, &output.name, &output.bytes)
        {
            *output = Output::new(std::mem::take(&mut output.name), revised);
        }
        let hash = output.sha256().to_owned();
        let version = record.version(&output.name, &hash);
        let forme = setting.formes.get(at).filter(|_| at < pages);
        let first_name = std::mem::take(&mut output.name);
        output.name = match forme {
            Some(forme) => names.page(forme, &version.letter),
            None => names.version_of(&first_name, &version.letter),
        };
        let ticket = forme.map(|forme| {
            if version.replaces.is_some() {
                corrected.push(setting.file_number(forme));
            }
            let mut value = ticket(
                setting,
                forme,
                checked.0.get(at).and_then(|checked| checked.as_ref().ok()),
                checked.1,
            );
            value["file"] = json!(output.name);
            value["bytes"] = json!(output.bytes.len());
            value["sha256"] = json!(hash);
            value["standard"] = json!(standard);
            value["version"] = json!(version.letter);
            value["replaces"] = json!(version.replaces);
            let name = format!("{}.json", output.name.trim_end_matches(".pdf"));
            tickets.push(Output::new(
                name.clone(),
                format!("{value:#}\n").into_bytes(),
            ));
            name
        });
        let role = match forme {
            Some(_) => "page",
            None if first_name == names.edition() => "edition",
            None => "pair",
        };
        let Version {
            letter, replaces, ..
        } = version;
        let role = role.to_owned();
        entries.push(Entry {
            file: output.name.clone(),
            first_name,
            role,
            version: letter,
            replaces,
            bytes: output.bytes.len(),
            sha256: hash,
            ticket,
        });
    }
    let manifest = Manifest {
        schema: 1,
        duikai: env!("CARGO_PKG_VERSION").to_owned(),
        paper: setting.paper.clone(),
        slug: setting.slug.clone(),
        date: setting.date.clone(),
        standard: standard.to_owned(),
        inputs: inputs_digest(setting),
        corrected,
        files: entries,
    };
    outputs.extend(tickets);
    if whole {
        let text = serde_json::to_string_pretty(&manifest).unwrap_or_default();
        outputs.push(Output::new(names.manifest(), (text + "\n").into_bytes()));
    }
}
