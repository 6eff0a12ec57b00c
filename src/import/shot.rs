//! Pictures: what they are by their first bytes, and their sums.

use std::io::{self, Write};

use sha2::{Digest, Sha256};

/// A picture's ending by its first bytes, and whether it can be printed.
pub(super) fn ending(head: &[u8]) -> Option<(&'static str, bool)> {
    let text = String::from_utf8_lossy(&head[..head.len().min(HEAD)]);
    match head {
        [0xFF, 0xD8, 0xFF, ..] => Some(("jpg", true)),
        [0x89, b'P', b'N', b'G', ..] => Some(("png", true)),
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => Some(("tif", true)),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some(("webp", true)),
        [b'%', b'P', b'D', b'F', ..] => Some(("pdf", false)),
        [b'G', b'I', b'F', b'8', ..] => Some(("gif", false)),
        [b'B', b'M', ..] => Some(("bmp", false)),
        [0xD7, 0xCD, 0xC6, 0x9A, ..] => Some(("wmf", false)),
        [1, 0, 0, 0, ..] if head.get(40..44) == Some(b" EMF") => Some(("emf", false)),
        _ if text.contains("<svg") => Some(("svg", true)),
        _ => None,
    }
}

/// How much of a picture says what it is.
const HEAD: usize = 1024;

/// Takes a picture's first bytes and its sum while it passes by.
#[derive(Debug, Default)]
pub(super) struct Look {
    pub head: Vec<u8>,
    hash: Sha256,
}

impl Look {
    /// The sum of all that passed by.
    pub fn sum(self) -> String {
        hex(&self.hash.finalize())
    }
}

impl Write for Look {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = HEAD - self.head.len();
        self.head.extend_from_slice(&bytes[..bytes.len().min(room)]);
        self.hash.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The SHA-256 of bytes.
pub(super) fn sum(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in hexadecimal figures.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
