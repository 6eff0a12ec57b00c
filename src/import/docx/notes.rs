//! What a Word file has beside its text: relations, notes, comments, heads and feet.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::super::model::Reading;
use super::super::words::Why;
use crate::limits::XML_BYTES;
use crate::package::{
    PackageFault, Zip, attribute, children, decoded, local, parse, ready, text_nodes, trail,
};
use crate::say::text;

/// Where relations lead, by their ids.
#[derive(Clone, Debug, Default)]
pub(super) struct Targets {
    /// Kind, target, and whether it lies outside of the package.
    by_id: BTreeMap<String, (String, String, bool)>,
}

impl Targets {
    /// The target of a relation, and whether it lies outside of the package.
    pub fn get(&self, id: &str) -> Option<(&str, bool)> {
        self.by_id
            .get(id)
            .map(|(_, target, outside)| (target.as_str(), *outside))
    }

    /// The target of the first relation whose kind ends so.
    pub fn of_kind(&self, kind: &str) -> Option<String> {
        self.by_id
            .values()
            .find(|(known, _, outside)| known.ends_with(kind) && !outside)
            .map(|(_, target, _)| target.clone())
    }
}

/// Reads relations; targets count from `folder`.
pub(super) fn targets(root: Node<'_, '_>, folder: &str) -> Targets {
    let mut targets = Targets::default();
    for relation in children(root, "Relationship") {
        let (Some(id), Some(target)) = (attribute(relation, "Id"), attribute(relation, "Target"))
        else {
            continue;
        };
        let outside = attribute(relation, "TargetMode") == Some("External");
        let target = if outside {
            target.to_owned()
        } else {
            beside(folder, target)
        };
        let kind = attribute(relation, "Type").unwrap_or_default().to_owned();
        targets.by_id.insert(id.to_owned(), (kind, target, outside));
    }
    targets
}

/// A name that counts from a folder, `..` read.
fn beside(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in target.split('/') {
        match name {
            ".." => {
                names.pop();
            }
            "." | "" => {}
            name => names.push(name),
        }
    }
    names.join("/")
}

/// Notes the texts of all other parts with the reason why they are in no article.
pub(super) fn others(zip: &Zip, main: &str, reading: &mut Reading) -> Result<(), PackageFault> {
    let mut read = 0_u64;
    for entry in zip.entries() {
        let name = entry.name.to_ascii_lowercase();
        if entry.name == main || !name.ends_with(".xml") || name.contains("_rels/") {
            continue;
        }
        let file = name.rsplit('/').next().unwrap_or(&name);
        if is_wordless(file, &name) {
            continue;
        }
        let why = why(file, &name);
        read += entry.size;
        if read > XML_BYTES as u64 {
            return Err(PackageFault::over(
                text!("import.bytes-of-xml", "bytes of XML"),
                XML_BYTES,
            ));
        }
        let bytes = zip.read(entry, XML_BYTES as u64)?;
        // What is no XML has no text nodes; a broken part that no article is made of is told.
        let read = decoded(&bytes).and_then(|text| ready(&text));
        let text = match read {
            Ok(text) => text,
            Err(fault) if fault.limit => return Err(fault),
            Err(fault) => {
                reading.leave(entry.name.clone(), format!("({fault})"), Why::FormatData);
                continue;
            }
        };
        match parse(&text) {
            Ok(document) => leave(&entry.name, document.root_element(), why, reading),
            Err(fault) if fault.limit => return Err(fault),
            Err(fault) => reading.leave(entry.name.clone(), format!("({fault})"), Why::FormatData),
        }
    }
    Ok(())
}

/// Parts that never have a word: they are known by name, so that large ones are not read.
fn is_wordless(file: &str, name: &str) -> bool {
    matches!(
        file,
        "[content_types].xml"
            | "styles.xml"
            | "stylesWithEffects.xml"
            | "fonttable.xml"
            | "websettings.xml"
            | "settings.xml"
            | "numbering.xml"
    ) || name.contains("/theme/")
}

fn why(file: &str, name: &str) -> Why {
    if file.starts_with("footnotes") || file.starts_with("endnotes") {
        Why::Footnote
    } else if file.starts_with("comments") || file.starts_with("people") {
        Why::Comment
    } else if file.starts_with("header") || file.starts_with("footer") {
        Why::HeaderFooter
    } else if name.starts_with("docprops/") {
        Why::Metadata
    } else if name.contains("/charts/")
        || name.contains("/diagrams/")
        || name.contains("/drawings/")
    {
        Why::Drawing
    } else {
        Why::FormatData
    }
}

/// Notes every text under a node: those of one paragraph together.
pub(super) fn leave(at: &str, root: Node<'_, '_>, why: Why, reading: &mut Reading) {
    let mut held: Option<(Node<'_, '_>, String)> = None;
    for node in text_nodes(root) {
        let text = node.text().unwrap_or("");
        let paragraph = node
            .ancestors()
            .find(|node| local(*node) == "p")
            .or_else(|| node.parent_element());
        match (&mut held, paragraph) {
            (Some((open, words)), Some(paragraph)) if *open == paragraph => words.push_str(text),
            (held, paragraph) => {
                if let Some((open, words)) = held.take() {
                    reading.leave(format!("{at}: {}", trail(open)), words, why);
                }
                *held = paragraph.map(|paragraph| (paragraph, text.to_owned()));
            }
        }
    }
    if let Some((open, words)) = held {
        reading.leave(format!("{at}: {}", trail(open)), words, why);
    }
}
