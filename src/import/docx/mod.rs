//! Word files (ECMA-376, WordprocessingML), as Word, WPS, LibreOffice and others write them.
//!
//! Input: an open package. Output: one article. Invariant: every text of every part is an
//! article's, or left with its reason.

mod body;
mod lists;
mod notes;
mod runs;
mod styles;

use super::model::{Raw, Reading};
use super::styles::StyleTable;
use crate::limits::XML_BYTES;
use crate::package::{PackageFault, Zip, decoded, parse, ready};

use crate::say::text;
use lists::Lists;
use styles::Styles;

/// Reads a Word file.
pub(super) fn read(
    zip: &Zip,
    (with_changes, table): (bool, &StyleTable),
    reading: &mut Reading,
) -> Result<Raw, PackageFault> {
    let main = main_part(zip)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = |name: &str| {
        if folder.is_empty() {
            name.to_owned()
        } else {
            format!("{folder}/{name}")
        }
    };
    let styles = match xml(zip, &beside("styles.xml"))? {
        Some(text) => Styles::read(parse(&text)?.root_element(), table),
        None => Styles::default(),
    };
    let lists = match xml(zip, &beside("numbering.xml"))? {
        Some(text) => Lists::read(parse(&text)?.root_element()),
        None => Lists::default(),
    };
    let targets = match xml(zip, &relations_of(&main))? {
        Some(text) => notes::targets(parse(&text)?.root_element(), folder),
        None => notes::Targets::default(),
    };
    let text = xml(zip, &main)?.ok_or_else(|| {
        PackageFault::broken(text!(
            "import.part-not-there",
            "its part “{main}” is not there",
            main
        ))
    })?;
    let document = parse(&text)?;
    let raw = body::Reader::new(&styles, lists, &targets, with_changes, reading)
        .read(document.root_element());
    notes::others(zip, &main, reading)?;
    Ok(raw)
}

/// The name of the part with the text, by the package's own relations.
fn main_part(zip: &Zip) -> Result<String, PackageFault> {
    if let Some(text) = xml(zip, "_rels/.rels")? {
        let document = parse(&text)?;
        let main = notes::targets(document.root_element(), "");
        if let Some(name) = main.of_kind("/officeDocument") {
            return Ok(name);
        }
    }
    Ok("word/document.xml".to_owned())
}

fn relations_of(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// A part as XML that is safe to parse; none when it is not there.
fn xml(zip: &Zip, name: &str) -> Result<Option<String>, PackageFault> {
    let Some(entry) = zip.entry(name) else {
        return Ok(None);
    };
    let bytes = zip.read(entry, XML_BYTES as u64)?;
    let text = decoded(&bytes)?;
    drop(bytes);
    Ok(Some(ready(&text)?))
}
