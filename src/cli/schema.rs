//! `schema`.

use super::exit::Exit;
use super::output::text;
use crate::reference::{self, SchemaKind};

/// Prints the JSON Schema of a kind of file.
pub(super) fn schema(kind: SchemaKind) -> Exit {
    let schema = reference::schema(kind);
    text(&mut std::io::stdout().lock(), schema.trim_end());
    Exit::Fine
}
