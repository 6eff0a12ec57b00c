//! Whether two values of a file say the same, whatever objects they are made of.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::pdf::{File, Value};

/// Maximum depth of nested values.
const DEEPEST: usize = 12;

/// Maximum number of values that are compared.
const MOST: usize = 4096;

/// Returns a digest of what a value says: references resolved, streams unpacked. Equal values have
/// equal digests.
pub(super) fn digest(file: &File<'_>, value: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    let mut left = MOST;
    put(file, value, DEEPEST, &mut left, &mut hasher);
    hasher.finish()
}

fn put(file: &File<'_>, value: &Value, depth: usize, left: &mut usize, to: &mut DefaultHasher) {
    if depth == 0 || *left == 0 {
        return;
    }
    *left -= 1;
    match file.resolve(value) {
        Value::Null | Value::Ref(_) => 0_u8.hash(to),
        Value::Bool(flag) => flag.hash(to),
        // 1 and 1.0 are one number.
        number @ (Value::Int(_) | Value::Real(_)) => {
            number.number().unwrap_or(0.0).to_bits().hash(to);
        }
        Value::Name(name) => (1_u8, name).hash(to),
        Value::Str(text) => (2_u8, text).hash(to),
        Value::Array(array) => {
            (3_u8, array.len()).hash(to);
            array
                .iter()
                .for_each(|value| put(file, value, depth - 1, left, to));
        }
        Value::Dict(dict) => {
            4_u8.hash(to);
            for (key, value) in &dict.entries {
                key.hash(to);
                put(file, value, depth - 1, left, to);
            }
        }
        Value::Stream(stream) => {
            5_u8.hash(to);
            for (key, value) in &stream.dict.entries {
                // How it is packed is no part of what it says.
                if !["Length", "Filter", "DecodeParms", "Length1"]
                    .iter()
                    .any(|packing| key == packing.as_bytes())
                {
                    key.hash(to);
                    put(file, value, depth - 1, left, to);
                }
            }
            match file.unpacked(&stream) {
                Ok(coded) => coded.bytes.hash(to),
                Err(_) => file.coded(&stream).hash(to),
            }
        }
    }
}
