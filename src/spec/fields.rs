//! `[fields]`: texts that furniture may quote as `{name}`.

use std::collections::BTreeMap;

use super::table::Table;
use crate::diag::Spanned;
use crate::say::text;

/// Reports fields that quote others: placeholders are filled only once.
pub(super) fn quoting(root: &mut Table<'_>, fields: &BTreeMap<String, Spanned<String>>) {
    for text in fields.values() {
        let quoted = text.value.find('{').and_then(|open| {
            text.value[open..]
                .find('}')
                .map(|close| &text.value[open..=open + close])
        });
        if let Some(quoted) = quoted {
            let message = text!(
                "spec.field-quotes-other-would",
                "a field quotes no other: {quoted} would be printed as it is written",
                quoted
            );
            root.refuse(
                text.span,
                message,
                text!(
                    "spec.write-words-here-quote",
                    "write its words here, or quote it beside this field in the lines of furniture"
                ),
            );
        }
    }
}
