//! Values of texts.

use std::borrow::Cow;
use std::io;
use std::path::Display;
use std::sync::Arc;

use serde_json::{Value, json};

use super::list::List;
use super::text;
use super::words::Text;
use crate::limits::MESSAGE_CHARS;

/// A value of a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Arg {
    /// Words that stand as they are: names, what the input says.
    Words(String),
    /// A whole number.
    Whole(i64),
    /// A number with decimals.
    Decimal(Decimal),
    /// Another text.
    Text(Text),
    /// Several values, and whether they are alternatives.
    List(Vec<Arg>, bool),
}

/// A decimal number that can be compared and hashed, by its bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal(u64);

impl Decimal {
    /// The number.
    pub fn value(self) -> f64 {
        f64::from_bits(self.0)
    }
}

impl Arg {
    /// Whether it is the number 1, of which the singular is said.
    pub fn is_one(&self) -> bool {
        *self == Arg::Whole(1)
    }

    /// The value for programs.
    pub(super) fn as_json(&self) -> Value {
        match self {
            Arg::Words(words) => json!(words),
            Arg::Whole(number) => json!(number),
            Arg::Decimal(number) => json!(number.value()),
            Arg::Text(text) => text.as_json(),
            Arg::List(args, _) => args.iter().map(Arg::as_json).collect(),
        }
    }
}

/// What can be a value of a text.
pub trait Typed {
    /// The value.
    fn arg(&self) -> Arg;
}

impl<T: Typed + ?Sized> Typed for &T {
    fn arg(&self) -> Arg {
        (**self).arg()
    }
}

impl<T: Typed + ?Sized> Typed for Box<T> {
    fn arg(&self) -> Arg {
        (**self).arg()
    }
}

impl<T: Typed + ?Sized> Typed for Arc<T> {
    fn arg(&self) -> Arg {
        (**self).arg()
    }
}

impl Typed for str {
    fn arg(&self) -> Arg {
        Arg::Words(match self.char_indices().nth(MESSAGE_CHARS) {
            Some((at, _)) => format!("{}…", &self[..at]),
            None => self.to_owned(),
        })
    }
}

impl Typed for Text {
    fn arg(&self) -> Arg {
        Arg::Text(self.clone())
    }
}

impl<T: Typed> Typed for List<T> {
    fn arg(&self) -> Arg {
        Arg::List(
            self.items.iter().map(Typed::arg).collect(),
            self.alternatives,
        )
    }
}

macro_rules! words {
    ($($type:ty),*) => { $(impl Typed for $type {
        fn arg(&self) -> Arg {
            self.to_string().as_str().arg()
        }
    })* };
}

words!(
    String,
    char,
    bool,
    Cow<'_, str>,
    Display<'_>,
    std::fmt::Arguments<'_>,
    serde_json::Error
);

macro_rules! whole {
    ($($type:ty),*) => { $(impl Typed for $type {
        fn arg(&self) -> Arg {
            i64::try_from(*self).map_or_else(|_| self.to_string().as_str().arg(), Arg::Whole)
        }
    })* };
}

whole!(
    u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize
);

impl Typed for f64 {
    fn arg(&self) -> Arg {
        Arg::Decimal(Decimal(self.to_bits()))
    }
}

impl Typed for f32 {
    fn arg(&self) -> Arg {
        f64::from(*self).arg()
    }
}

impl Typed for io::Error {
    fn arg(&self) -> Arg {
        if let Some(text) = self.get_ref().and_then(|own| own.downcast_ref::<Text>()) {
            return text.arg();
        }
        let said = self.to_string();
        let text = match self.kind() {
            io::ErrorKind::NotFound => text!("say.io-not-found", "{said}", said),
            io::ErrorKind::PermissionDenied => text!("say.io-permission", "{said}", said),
            io::ErrorKind::StorageFull => text!("say.io-full", "{said}", said),
            io::ErrorKind::IsADirectory => text!("say.io-folder", "{said}", said),
            io::ErrorKind::NotADirectory => text!("say.io-no-folder", "{said}", said),
            io::ErrorKind::AlreadyExists => text!("say.io-exists", "{said}", said),
            io::ErrorKind::ReadOnlyFilesystem => text!("say.io-read-only", "{said}", said),
            io::ErrorKind::InvalidFilename => text!("say.io-name", "{said}", said),
            io::ErrorKind::UnexpectedEof => text!("say.io-end", "{said}", said),
            _ => text!("say.io-other", "{said}", said),
        };
        text.arg()
    }
}
