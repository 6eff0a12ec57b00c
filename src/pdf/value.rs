//! The values of PDF. Copies are cheap: large ones are shared.

use std::collections::BTreeMap;
use std::rc::Rc;

/// The number of an indirect object.
pub(crate) type Id = u32;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// `null`, or a value that could not be read.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Real(f64),
    /// A name, without its slash.
    Name(Rc<[u8]>),
    /// A string, its escapes decoded.
    Str(Rc<[u8]>),
    /// An array.
    Array(Rc<Vec<Value>>),
    /// A dictionary.
    Dict(Rc<Dict>),
    /// A stream.
    Stream(Rc<Stream>),
    /// A reference to an indirect object, by its number.
    Ref(Id),
}

/// A dictionary.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Dict {
    /// Entries by name.
    pub entries: BTreeMap<Vec<u8>, Value>,
}

/// A stream, still encoded.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stream {
    /// Dictionary of the stream.
    pub dict: Dict,
    /// Byte range in the file.
    pub range: std::ops::Range<usize>,
    /// Object number.
    pub id: Id,
}

/// What a reference stands for; any other value stands for itself.
pub(crate) type Resolve<'r> = &'r dyn Fn(&Value) -> Value;

impl Dict {
    /// Returns the value of a key, references resolved; `Null` if absent.
    pub fn resolved(&self, key: &str, resolve: Resolve<'_>) -> Value {
        self.raw(key).map_or(Value::Null, resolve)
    }

    /// Returns the value as written, which may be a reference.
    pub fn raw(&self, key: &str) -> Option<&Value> {
        self.entries
            .get(key.as_bytes())
            .filter(|value| **value != Value::Null)
    }

    /// Returns whether the key is present.
    pub fn has(&self, key: &str) -> bool {
        self.raw(key).is_some()
    }
}

impl Value {
    /// Returns the number, whole or not.
    pub fn number(&self) -> Option<f64> {
        match self {
            Value::Int(number) => Some(*number as f64),
            Value::Real(number) => Some(*number),
            _ => None,
        }
    }

    /// Returns the integer.
    pub fn int(&self) -> Option<i64> {
        match self {
            Value::Int(number) => Some(*number),
            Value::Real(number) => Some(*number as i64),
            _ => None,
        }
    }

    /// Returns the name.
    pub fn name(&self) -> Option<&[u8]> {
        match self {
            Value::Name(name) => Some(name),
            _ => None,
        }
    }

    /// Returns whether it is this name.
    pub fn is(&self, name: &str) -> bool {
        self.name() == Some(name.as_bytes())
    }

    /// Returns the string's bytes.
    pub fn bytes(&self) -> Option<&[u8]> {
        match self {
            Value::Str(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Returns the array.
    pub fn array(&self) -> Option<&[Value]> {
        match self {
            Value::Array(array) => Some(array),
            _ => None,
        }
    }

    /// Returns the dictionary, including that of a stream.
    pub fn dict(&self) -> Option<&Dict> {
        match self {
            Value::Dict(dict) => Some(dict),
            Value::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    /// Returns the stream.
    pub fn stream(&self) -> Option<&Rc<Stream>> {
        match self {
            Value::Stream(stream) => Some(stream),
            _ => None,
        }
    }

    /// Returns whether it is `true`.
    pub fn truth(&self) -> bool {
        *self == Value::Bool(true)
    }

    /// Formats a name or string for a message: printable, and not long.
    pub fn shown(&self) -> String {
        match self {
            Value::Name(bytes) => printable(bytes),
            Value::Str(bytes) => text(bytes).chars().take(60).collect(),
            Value::Int(number) => number.to_string(),
            Value::Real(number) => number.to_string(),
            Value::Bool(flag) => flag.to_string(),
            Value::Array(array) => {
                format!("[{}]", array.first().map_or_else(String::new, Value::shown))
            }
            _ => "?".to_owned(),
        }
    }
}

/// Formats the bytes of a name for a message.
pub(crate) fn printable(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes)
        .chars()
        .map(|c| if c.is_control() { '?' } else { c })
        .take(60)
        .collect()
}

/// Decodes a text string: UTF-16 or UTF-8 with a byte order mark, or else PDFDocEncoding, whose
/// upper half is read as Latin-1.
pub(crate) fn text(bytes: &[u8]) -> String {
    let wide = |pair: fn([u8; 2]) -> u16, bytes: &[u8]| {
        let units: Vec<u16> = bytes
            .as_chunks::<2>()
            .0
            .iter()
            .map(|&two| pair(two))
            .collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xFE, 0xFF, rest @ ..] => wide(u16::from_be_bytes, rest),
        [0xFF, 0xFE, rest @ ..] => wide(u16::from_le_bytes, rest),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}
