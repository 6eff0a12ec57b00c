//! Compressed streams.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Object, Stream};

use crate::asset::OutputProfile;

/// Chosen by measure: level 9 saves less than one per cent of a page and takes
/// up to four times as long.
const LEVEL: u32 = 6;

/// Bytes in zlib form.
pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::new(LEVEL));
    // Writing into memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// A stream holding already compressed bytes.
pub(super) fn flate(mut dict: Dictionary, bytes: Vec<u8>) -> Stream {
    dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
    Stream::new(dict, bytes).with_compression(false)
}

/// A compressed stream.
pub(super) fn deflated(dict: Dictionary, bytes: &[u8]) -> Stream {
    flate(dict, deflate(bytes))
}

/// The stream of an output profile. The bundled one goes into nearly every
/// file, so it is kept compressed.
pub(super) fn profile(press: &OutputProfile) -> Stream {
    let mut dict = Dictionary::new();
    dict.set("N", 4);
    match press.known {
        Some(known) => flate(dict, known.packed.to_vec()),
        None => deflated(dict, &press.bytes),
    }
}
