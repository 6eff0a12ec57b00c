//! `[lints]`: the level of each lint, and its limits.

use std::collections::BTreeMap;

use super::keys::Shape;
use super::table::Table;
use crate::diag::{Code, Level, Limits, Spanned};
use crate::say::text;

/// The settings of one lint in one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LintSpec {
    /// Level of the lint; that of the included layout when absent.
    pub level: Option<Spanned<Level>>,
    /// Limits that are written.
    pub limits: BTreeMap<&'static str, Spanned<u32>>,
}

/// Lint settings of one file.
pub type Lints = BTreeMap<Code, LintSpec>;

/// Reads `[lints]`: a level, `grey-page = "warn"`, or a table with limits,
/// `grey-page = { level = "warn", rows = 30 }`.
pub(super) fn lints(root: &mut Table<'_>) -> Lints {
    let Some(mut table) = root.table("lints") else {
        return Lints::new();
    };
    let mut lints = Lints::new();
    for &code in Code::LINTS {
        table.ask(code.name(), Shape::Lint(code));
        let Some(value) = table.value(code.name()) else {
            continue;
        };
        let spec = match value.get_ref().is_table() {
            true => table.table(code.name()).map(|table| limited(code, table)),
            false => level(&table, code.name(), code.name()).map(|level| LintSpec {
                level: Some(level),
                limits: BTreeMap::new(),
            }),
        };
        lints.extend(spec.map(|spec| (code, spec)));
    }
    table.finish();
    lints
}

fn level(table: &Table<'_>, key: &str, name: &str) -> Option<Spanned<Level>> {
    let value = table.peek(key)?;
    let help = text!(
        "spec.known-levels",
        "a level is one of: {names}",
        names = Level::NAMES.join(", ")
    );
    table.parsed_of(name, value, &help, |text| {
        Level::from_name(text).ok_or_else(|| text!("spec.no-level", "\"{text}\" is no level", text))
    })
}

fn limited(code: Code, mut table: Table<'_>) -> LintSpec {
    let mut spec = LintSpec {
        level: table
            .value("level")
            .and(level(&table, "level", code.name())),
        limits: BTreeMap::new(),
    };
    for limit in Limits::of(code) {
        spec.limits.extend(
            table
                .within(limit.name, limit.min, limit.max)
                .map(|value| (limit.name, value)),
        );
    }
    table.finish();
    spec
}

/// Merges the settings `over` into those `below`, key by key.
pub fn merge_over(below: &mut Lints, over: Lints) {
    for (code, spec) in over {
        let under = below.entry(code).or_default();
        under.level = spec.level.or_else(|| under.level.take());
        under.limits.extend(spec.limits);
    }
}
