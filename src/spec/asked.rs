//! What the readers of a file ask for: they are let read a file with nothing in it, and every key
//! that a getter asks for is noted with the shape of its value. So schemas, editors and the guide
//! know the keys from those who read them, and from nowhere else.

use std::cell::{Cell, RefCell};

use super::keys::{self, FileKeys, FileKind, KeyInfo, TableKeys};
use super::noted::{Asked, nothing};
use super::reading::Reading;
use super::table::Table;
use super::value::Hao;
use super::{edition, layout_tables, page, printer};
use crate::diag::{SourceId, Span};

/// Reads a file with nothing in it but, it is said, one key.
fn read(kind: FileKind, there: Option<String>) -> Asked {
    let source = SourceId::of("");
    let reading = Reading {
        source,
        text: "",
        problems: RefCell::default(),
        hao: Cell::new(Hao::News),
        cells: RefCell::default(),
        asked: Some(RefCell::new(Asked {
            there,
            ..Asked::default()
        })),
    };
    if let Some(entries) = nothing().get_ref().as_table() {
        let mut root = Table::new(&reading, entries, Span::new(source, 0, 0), kind.name());
        let _ = root.whole("format", 1);
        match kind {
            FileKind::Edition => drop(edition::edition(root)),
            FileKind::Page => drop(page::page(root)),
            FileKind::Layout => drop(layout_tables::layout(root)),
            FileKind::Printer => drop(printer::file(root)),
        }
    }
    reading.asked.map(RefCell::into_inner).unwrap_or_default()
}

/// Every key that the readers of a kind of file ask for, in the order in which they ask.
pub fn file_keys(kind: FileKind) -> FileKeys {
    let plain = read(kind, None);
    let mut runs = Vec::new();
    for key in plain.chosen_by.clone() {
        let run = read(kind, Some(key));
        // A reader that gave up asked for nothing more.
        if run.finished * 2 > plain.finished {
            runs.push(run);
        }
    }
    let mut all = plain.tables;
    for run in &runs {
        for (name, noted) in &run.tables {
            let own = all.entry(name.clone()).or_default();
            for (key, shapes) in &noted.keys {
                match own.keys.iter_mut().find(|(known, _)| known == key) {
                    None => own.keys.push((key, shapes.clone())),
                    Some((_, known)) => {
                        for shape in shapes {
                            if !known.contains(shape) {
                                known.push(shape.clone());
                            }
                        }
                    }
                }
            }
            // What is wanted on one way only is not wanted always.
            own.must.retain(|key| noted.must.contains(key));
        }
    }
    let tables = all.into_iter().map(|(section, noted)| {
        let keys = noted.keys.into_iter().map(|(name, shapes)| KeyInfo {
            name,
            required: noted.must.contains(name),
            about: keys::about(kind, &section, name),
            shapes,
        });
        (
            section.clone(),
            TableKeys {
                keys: keys.collect(),
            },
        )
    });
    FileKeys {
        kind,
        tables: tables.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_key_that_is_read_has_a_line_of_meaning() {
        let mut used = BTreeSet::new();
        let mut wrong = Vec::new();
        for kind in FileKind::ALL {
            let file = file_keys(kind);
            for (section, table) in &file.tables {
                for key in table.keys.iter().filter(|_| section != "lints") {
                    match keys::place(kind, section, key.name) {
                        Some(place) => drop(used.insert(place)),
                        None => wrong.push(format!("{} [{section}] {}", kind.name(), key.name)),
                    }
                }
            }
        }
        for place in keys::places() {
            if !used.contains(&place) {
                wrong.push(format!("no reader asks for {place:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn what_is_required_is_what_has_no_other_way() {
        let required = |kind, section: &str| -> Vec<&str> {
            let file = file_keys(kind);
            let keys = &file.tables[section].keys;
            keys.iter()
                .filter(|key| key.required)
                .map(|key| key.name)
                .collect()
        };
        assert_eq!(
            required(FileKind::Edition, ""),
            ["paper", "date", "layout", "pages"]
        );
        assert_eq!(required(FileKind::Page, ""), ["number", "section"]);
        assert_eq!(required(FileKind::Page, "story"), ["at"]);
        assert_eq!(required(FileKind::Layout, "sheet"), ["width", "height"]);
        assert_eq!(required(FileKind::Printer, ""), ["printer"]);
    }
}
