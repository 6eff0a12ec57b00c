//! Writing down what was sent.

use std::path::Path;

use super::manifest::Manifest;
use super::names::manifest_name;
use super::output::Output;
use super::record::{Document, LARGEST_RECORD, Record, Sent, record_name, unreadable};
use super::write::write;
use crate::asset::sha256;
use crate::desk::{Folder, read_regular};
use crate::diag::Diagnostic;
use crate::say::{Text, text};

/// Refuses what is no manifest before anything is done to its folder.
pub fn may_be_sent(manifest: &Path) -> Result<(), Box<Diagnostic>> {
    let named = manifest
        .file_name()
        .is_some_and(|name| name.to_string_lossy().ends_with("-manifest.json"));
    if !named && manifest.exists() {
        return Err(unreadable(
            manifest,
            text!("press.called-manifest", "it is not called as a manifest is"),
        ));
    }
    read_regular(manifest, LARGEST_RECORD)
        .map(drop)
        .map_err(|error| unreadable(manifest, text!("press.system-error", "{error}", error)))
}

/// Enters the files of a manifest into the record of what was sent; returns
/// those that are new.
pub fn enter_sent(folder: &Folder, name: &str) -> Result<Vec<String>, Box<Diagnostic>> {
    let manifest = manifest(folder, name)?;
    enter(folder, name, &manifest, &|_| true)
}

/// Reads a manifest.
pub(super) fn manifest(folder: &Folder, name: &str) -> Result<Manifest, Box<Diagnostic>> {
    let failed = |name: &str, why: Text| unreadable(&folder.path().join(name), why);
    let bytes = folder
        .read(name, LARGEST_RECORD)
        .map_err(|error| failed(name, text!("press.system-error", "{error}", error)))?;
    let manifest: Manifest = serde_json::from_slice(&bytes)
        .map_err(|error| failed(name, text!("press.system-error", "{error}", error)))?;
    if name != manifest_name(&manifest.slug) {
        return Err(failed(
            name,
            text!(
                "press.called-edition-tells",
                "it is not called as the edition it tells of"
            ),
        ));
    }
    Ok(manifest)
}

/// Enters those files of a manifest that went; returns those that are new.
pub(super) fn enter(
    folder: &Folder,
    name: &str,
    manifest: &Manifest,
    went: &dyn Fn(&str) -> bool,
) -> Result<Vec<String>, Box<Diagnostic>> {
    let failed = |name: &str, why: Text| unreadable(&folder.path().join(name), why);
    let mut record = Record::of(folder, &manifest.slug)?;
    let mut new = Vec::new();
    for file in manifest.files.iter().filter(|file| went(&file.file)) {
        let bytes = folder
            .read(&file.file, u64::MAX - 1)
            .map_err(|error| failed(&file.file, text!("press.system-error", "{error}", error)))?;
        if sha256(&bytes) != file.sha256 {
            let why = text!(
                "press.file-manifest-tells",
                "it is not the file that the manifest tells of"
            );
            return Err(failed(&file.file, why));
        }
        let sent = Sent {
            version: file.version.clone(),
            file: file.file.clone(),
            sha256: file.sha256.clone(),
            document: Document::of(&bytes),
        };
        let versions = record.files.entry(file.first_name.clone()).or_default();
        let known = |other: &Sent| {
            (&other.version, &other.file, &other.sha256)
                == (&sent.version, &sent.file, &sent.sha256)
        };
        if !versions.iter().any(known) {
            versions.push(sent);
            new.push(file.file.clone());
        }
    }
    if !new.is_empty() {
        let text = serde_json::to_string_pretty(&record)
            .map_err(|error| failed(name, text!("press.system-error", "{error}", error)))?;
        let record = record_name(&manifest.slug);
        write(folder, &[Output::new(record, (text + "\n").into_bytes())])?;
    }
    Ok(new)
}
