//! The bytes of a file, held by many and copied by none, and what tells one
//! file from another.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use sha2::{Digest, Sha256};

/// Shared bytes: those of the program itself, or of a file read once.
#[derive(Clone)]
pub struct Bytes(Kept);

#[derive(Clone)]
enum Kept {
    Static(&'static [u8]),
    Shared(Arc<[u8]>),
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match &self.0 {
            Kept::Static(bytes) => bytes,
            Kept::Shared(bytes) => bytes,
        }
    }
}

impl From<&'static [u8]> for Bytes {
    fn from(bytes: &'static [u8]) -> Bytes {
        Bytes(Kept::Static(bytes))
    }
}

impl From<Arc<[u8]>> for Bytes {
    fn from(bytes: Arc<[u8]>) -> Bytes {
        Bytes(Kept::Shared(bytes))
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Bytes {
        Bytes(Kept::Shared(bytes.into()))
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.len())
    }
}

impl Bytes {
    /// Wraps bytes that are part of the program.
    pub const fn from_static(bytes: &'static [u8]) -> Bytes {
        Bytes(Kept::Static(bytes))
    }
}

/// The SHA-256 of a file: the identity of a font or a picture beyond the run that read it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentHash([u8; 32]);

impl ContentHash {
    /// Computes the hash of some bytes.
    pub fn of(bytes: &[u8]) -> ContentHash {
        ContentHash(Sha256::digest(bytes).into())
    }

    /// Reads a hash of 64 hexadecimal digits.
    pub(super) fn from_hex(digits: &str) -> ContentHash {
        let mut hash = [0; 32];
        for (byte, pair) in hash.iter_mut().zip(digits.as_bytes().as_chunks::<2>().0) {
            *byte = pair.iter().fold(0, |value, &digit| {
                value << 4 | char::from(digit).to_digit(16).unwrap_or(0) as u8
            });
        }
        ContentHash(hash)
    }

    /// Returns the 32 bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for ContentHash {
    fn from(hash: [u8; 32]) -> ContentHash {
        ContentHash(hash)
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

/// Returns the SHA-256 of a file in hex.
pub fn sha256(bytes: &[u8]) -> String {
    ContentHash::of(bytes).to_string()
}

/// Returns bytes in lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_read_as_it_is_written() {
        let hash = ContentHash::of(b"duikai");
        assert_eq!(ContentHash::from_hex(&hash.to_string()), hash);
        assert_eq!(hash.to_string(), sha256(b"duikai"));
        assert_ne!(hash, ContentHash::of(b"Duikai"));
    }
}
