//! What is said to people, in each language.
//!
//! Input: a text as the code that knows of it says it: its key, its English
//! and its values. Output: the sentence in the reader's language.
//! Invariant: every key has a Chinese sentence with values of the same names
//! in `zh/`, which the test in `laws` holds; nothing here asks for the locale.

mod catalogue;
mod language;
#[cfg(test)]
mod laws;
mod list;
mod template;
mod words;

#[cfg(test)]
pub use catalogue::keys;
pub use catalogue::sentence;
pub use language::Language;
pub use list::List;
pub use words::{Arg, Decimal, Text, Typed};

/// A [`Text`]: its key, its English, and the values that the English names.
///
/// `text!("room.key", "“{id}” is over by {lines}", id = slot.id, lines)`. Of
/// `"{n} line" | "{n} lines"` the first is taken when the first value is 1.
/// Without values it is a constant.
macro_rules! text {
    ($key:literal, $english:literal $(,)?) => {
        $crate::say::Text::fixed(&[$key, $english])
    };
    ($key:literal, $one:literal | $many:literal, $($name:ident $(= $value:expr)?),+ $(,)?) => {
        match ($($crate::say::value!($name $(, $value)?),)+) {
            ($($name,)+) => {
                let args = vec![$((stringify!($name), $crate::say::Typed::arg($name))),+];
                let english = match args[0].1.is_one() {
                    true => format!($one, $($name = $name),+),
                    false => format!($many, $($name = $name),+),
                };
                $crate::say::Text::new($key, english, args)
            }
        }
    };
    ($key:literal, $english:literal, $($name:ident $(= $value:expr)?),+ $(,)?) => {
        match ($($crate::say::value!($name $(, $value)?),)+) {
            ($($name,)+) => $crate::say::Text::new(
                $key,
                format!($english, $($name = $name),+),
                vec![$((stringify!($name), $crate::say::Typed::arg($name))),+],
            ),
        }
    };
}

/// A value of [`text!`]: the expression, or the variable of the name.
macro_rules! value {
    ($name:ident) => {
        &$name
    };
    ($name:ident, $value:expr) => {
        &$value
    };
}

pub(crate) use {text, value};
