//! Writing down what was sent.

use std::path::Path;

use super::manifest::Manifest;
use super::names::manifest_name;
use super::output::Output;
use super::record::{Record, Sent, record_name, unreadable};
use super::write::write;
use crate::asset::sha256;
use crate::diag::Diagnostic;

/// Enters the files of a manifest into the record of what was sent; returns
/// those that are new.
pub fn enter_sent(path: &Path) -> Result<Vec<String>, Box<Diagnostic>> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let bytes = std::fs::read(path).map_err(|error| unreadable(path, &error.to_string()))?;
    let manifest: Manifest =
        serde_json::from_slice(&bytes).map_err(|error| unreadable(path, &error.to_string()))?;
    if path
        .file_name()
        .is_none_or(|name| name.to_string_lossy() != manifest_name(&manifest.slug))
    {
        return Err(unreadable(
            path,
            "it is not called as the edition it tells of",
        ));
    }
    let mut record = Record::of(folder, &manifest.slug)?;
    let mut new = Vec::new();
    for file in &manifest.files {
        let bytes = std::fs::read(folder.join(&file.file))
            .map_err(|error| unreadable(&folder.join(&file.file), &error.to_string()))?;
        if sha256(&bytes) != file.sha256 {
            return Err(unreadable(
                &folder.join(&file.file),
                "it is not the file that the manifest tells of",
            ));
        }
        let sent = Sent {
            version: file.version.clone(),
            file: file.file.clone(),
            sha256: file.sha256.clone(),
        };
        let versions = record.files.entry(file.first_name.clone()).or_default();
        if !versions.contains(&sent) {
            versions.push(sent);
            new.push(file.file.clone());
        }
    }
    let text = serde_json::to_string_pretty(&record)
        .map_err(|error| unreadable(path, &error.to_string()))?;
    write(
        folder,
        &[Output::new(
            record_name(&manifest.slug),
            (text + "\n").into_bytes(),
        )],
    )?;
    Ok(new)
}
