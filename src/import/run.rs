//! Many inputs, one after another, into one folder.

use std::collections::BTreeMap;

use super::deliver::{DeliveryFault, deliver};
use super::input::{ImportJob, Imported, import};
use crate::desk::{Folder, FolderFault};
use crate::diag::{Code, Diagnostic, Sources, Span};
use crate::say::text;

/// What one input became, for people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportSummary {
    /// The input as it was named.
    pub input: String,
    /// The name of its format.
    pub format: &'static str,
    /// Files of articles, each with its headline.
    pub articles: Vec<(String, Option<String>)>,
    /// All files, the report last.
    pub files: Vec<String>,
    /// Texts that stand in no article.
    pub left: usize,
}

/// What came of a run.
#[derive(Debug, Default)]
pub struct ImportRun {
    /// The inputs, for messages.
    pub sources: Sources,
    /// Problems, and what a person should look at.
    pub diagnostics: Vec<Diagnostic>,
    /// What was imported, in the order of the inputs.
    pub imported: Vec<ImportSummary>,
    /// Files that were written, and files that stood there as they are.
    pub written: (usize, usize),
}

/// Inputs whose articles are written at once, and bytes of them.
const BATCH: usize = 500;
const BATCH_BYTES: usize = 32 << 20;

/// Imports files into a folder: each whole or not at all, whatever becomes of the others. A file
/// that was edited since an earlier import stays unless `force`.
///
/// # Errors
///
/// When the folder cannot be written. Problems of inputs are among the diagnostics.
pub fn import_all(
    paths: &[String],
    job: &ImportJob,
    folder: &Folder<'_>,
    force: bool,
) -> Result<ImportRun, FolderFault> {
    let mut run = ImportRun::default();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut held: Vec<Imported> = Vec::new();
    for path in paths {
        let source = run.sources.add(path, String::new());
        let place = Span::new(source, 0, 0);
        let imported = match import(path, job) {
            Ok(imported) => imported,
            Err(mut fault) => {
                fault.primary = Some(place);
                run.diagnostics.push(*fault);
                continue;
            }
        };
        if let Some(first) = taken(&imported, &mut names) {
            let message = text!(
                "import.would-write-same-files",
                "“{path}” would write the same files as “{first}”",
                path,
                first
            );
            run.diagnostics.push(
                Diagnostic::new(Code::DuplicateName, place, message).help(text!(
                    "import.import-into-another-folder-o",
                    "import it into another folder with -o, or rename it"
                )),
            );
            continue;
        }
        for (_, means, about) in &imported.doubts {
            let message = text!("import.doubt", "{means}: {about}", means, about);
            run.diagnostics
                .push(Diagnostic::new(Code::ImportDoubt, place, message));
        }
        held.push(imported);
        let bytes: usize = held.iter().map(Imported::bytes).sum();
        if held.len() >= BATCH || bytes >= BATCH_BYTES {
            delivered(&mut held, folder, force, &mut run)?;
        }
    }
    delivered(&mut held, folder, force, &mut run)?;
    Ok(run)
}

/// The earlier input that writes a file of the same name.
fn taken(imported: &Imported, names: &mut BTreeMap<String, String>) -> Option<String> {
    let found = imported
        .files
        .iter()
        .find_map(|made| names.get(&made.name).cloned());
    if found.is_none() {
        for made in &imported.files {
            names.insert(made.name.clone(), imported.input.clone());
        }
    }
    found
}

/// Writes what is held. An input that cannot be written keeps no other from it.
fn delivered(
    held: &mut Vec<Imported>,
    folder: &Folder<'_>,
    force: bool,
    run: &mut ImportRun,
) -> Result<(), FolderFault> {
    let batch = std::mem::take(held);
    let (done, faults) = match deliver(folder, &batch, force) {
        Ok(done) => done,
        Err(DeliveryFault::Folder(fault)) => return Err(fault),
        Err(DeliveryFault::Input(fault)) => {
            run.diagnostics.push(*fault);
            return Ok(());
        }
    };
    run.written.0 += done.written;
    run.written.1 += done.same;
    let refused: Vec<&str> = faults.iter().map(|(input, _)| input.as_str()).collect();
    for imported in batch {
        if refused.contains(&imported.input.as_str()) {
            continue;
        }
        run.imported.push(ImportSummary {
            files: imported
                .files
                .iter()
                .map(|made| made.name.clone())
                .collect(),
            input: imported.input,
            format: imported.format,
            articles: imported.articles,
            left: imported.left,
        });
    }
    for (input, mut fault) in faults {
        let source = run.sources.add(&input, String::new());
        fault.primary = Some(Span::new(source, 0, 0));
        run.diagnostics.push(*fault);
    }
    Ok(())
}
