//! Several values in a row.

use std::fmt;

/// Values in a row: with commas between, in Chinese with 、; alternatives
/// with "or" before the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List<T> {
    /// The values.
    pub(super) items: Vec<T>,
    /// Whether they are alternatives.
    pub(super) alternatives: bool,
}

impl<T> List<T> {
    /// One after another.
    pub fn of(items: impl IntoIterator<Item = T>) -> List<T> {
        List {
            items: items.into_iter().collect(),
            alternatives: false,
        }
    }

    /// One or another.
    pub fn either(items: impl IntoIterator<Item = T>) -> List<T> {
        List {
            alternatives: true,
            ..List::of(items)
        }
    }
}

impl<T: fmt::Display> fmt::Display for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<String> = self.items.iter().map(T::to_string).collect();
        match words.as_slice() {
            [first @ .., last] if self.alternatives && !first.is_empty() => {
                write!(f, "{} or {last}", first.join(", "))
            }
            all => f.write_str(&all.join(", ")),
        }
    }
}
