//! A file to deliver.

use std::sync::OnceLock;

use crate::asset::sha256;

/// A file to write.
pub struct Output {
    /// Its name in the folder.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    hash: OnceLock<String>,
}

impl Output {
    /// Creates a file by its name in the folder.
    pub fn new(name: String, bytes: Vec<u8>) -> Output {
        Output {
            name,
            bytes,
            hash: OnceLock::new(),
        }
    }

    /// Creates a file whose SHA-256 is known.
    pub fn hashed(name: String, bytes: Vec<u8>, sha256: String) -> Output {
        Output {
            name,
            bytes,
            hash: OnceLock::from(sha256),
        }
    }

    /// The SHA-256 of its bytes in hex, computed once.
    pub fn sha256(&self) -> &str {
        self.hash.get_or_init(|| sha256(&self.bytes))
    }
}
