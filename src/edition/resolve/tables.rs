//! Tables of articles in files of their own.

use super::loader::{Loader, beside};

use crate::diag::{Code, Diagnostic};
use crate::say::text;
use crate::sheet;
use crate::story::{self, Block, TableFile};

/// The cells of a table that an article names; `copy` is the article's path.
pub(super) fn blocks(loader: &mut Loader<'_>, copy: &str, table: &TableFile) -> Option<Vec<Block>> {
    let (file, name) = match table.path.rsplit_once('#') {
        Some((file, name)) if !file.is_empty() => (file, Some(name)),
        _ => (table.path.as_str(), None),
    };
    let path = beside(copy, file);
    let file = loader
        .read(
            &path,
            Some(table.span),
            text!("edition.table-noun", "table"),
        )
        .ok()?;
    let rows = match sheet::read(&file.bytes, name) {
        Ok(rows) => rows,
        Err(fault) => {
            let code = if fault.limit {
                Code::OverLimit
            } else {
                Code::BadTable
            };
            let message = text!(
                "edition.table-cannot-used",
                "the table “{path}” cannot be used: {fault}",
                path,
                fault
            );
            loader
                .sink
                .report(Diagnostic::new(code, table.span, message).help(text!(
                    "edition.table-csv-tsv-encoding",
                    "a table is CSV or TSV in an encoding that copy may have, or an xlsx file"
                )));
            return None;
        }
    };
    let source = loader.sources.add(&path, sheet::written(&rows));
    let read = story::parse(source, &loader.sources, loader.sink).ok()?;
    Some(read.body)
}
