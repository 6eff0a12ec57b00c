//! `[lints]`: how much a house makes of each lint.

use std::collections::BTreeMap;

use super::reader::nearest;
use super::table::Table;
use crate::diag::{Code, Diagnostic, Level, Spanned};

/// Levels by lint, as one file gives them.
pub type Lints = BTreeMap<Code, Spanned<Level>>;

/// Reads `[lints]`; a name that no lint has is noted.
pub(super) fn lints(root: &mut Table<'_>) -> Lints {
    let names: Vec<&str> = Code::LINTS.iter().map(|code| code.name()).collect();
    let mut levels = Lints::new();
    for (name, level) in root.keyed_texts("lints") {
        let Some(code) = Code::lint(&name.value) else {
            let help = match nearest(&name.value, &names) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("lints are: {}", names.join(", ")),
            };
            let message = format!("there is no lint `{}`", name.value);
            root.reading().problem(Diagnostic::new(Code::UnknownName, name.span, message).help(help));
            continue;
        };
        match Level::from_name(&level.value) {
            Some(value) => drop(levels.insert(code, Spanned { value, span: level.span })),
            None => {
                let help = format!("a level is one of: {}", Level::NAMES.join(", "));
                root.refuse(level.span, format!("`{}`: \"{}\" is no level", name.value, level.value), &help);
            }
        }
    }
    levels
}
