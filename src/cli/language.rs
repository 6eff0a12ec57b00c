//! The language that the person at the terminal is spoken to in.

use std::env;

use crate::say::Language;

/// Returns the language of the locale: of the first of `LC_ALL`, `LC_MESSAGES`
/// and `LANG` that says anything (POSIX.1-2017 8.2).
pub(super) fn of_locale() -> Language {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(env::var_os)
        .find(|value| !value.is_empty())
        .map_or(Language::En, |value| {
            Language::of_locale(&value.to_string_lossy())
        })
}
