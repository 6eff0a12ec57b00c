//! Keys of stores: what a value was made from, as one SHA-256.

use sha2::{Digest, Sha256};

/// Everything that a value depends on, hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key([u8; 32]);

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&crate::asset::hex(&self.0))
    }
}

/// Builds a [`Key`] from parts. Each part is preceded by its length, so that
/// no two lists of parts run together into the same bytes.
pub(crate) struct KeyBuilder(Sha256);

impl Key {
    /// A builder for keys of one stage; no two stages share a key.
    pub fn of(stage: &str) -> KeyBuilder {
        KeyBuilder(Sha256::new()).text(stage)
    }
}

impl KeyBuilder {
    /// Adds bytes.
    pub fn bytes(mut self, bytes: &[u8]) -> KeyBuilder {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    /// Adds a text.
    pub fn text(self, text: &str) -> KeyBuilder {
        self.bytes(text.as_bytes())
    }

    /// Adds a number.
    pub fn number(self, number: usize) -> KeyBuilder {
        self.bytes(&(number as u64).to_le_bytes())
    }

    /// Adds a value by its `Debug` form, which tells it from every other of its
    /// type. Only for small plain values.
    pub fn debug(self, value: &impl std::fmt::Debug) -> KeyBuilder {
        self.text(&format!("{value:?}"))
    }

    /// Adds another key.
    pub fn key(self, key: &Key) -> KeyBuilder {
        self.bytes(&key.0)
    }

    /// The key.
    pub fn finish(self) -> Key {
        Key(self.0.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_together() {
        let key = |parts: &[&str]| {
            parts
                .iter()
                .fold(Key::of("test"), |key, part| key.text(part))
                .finish()
        };
        assert_eq!(key(&["a", "bc"]), key(&["a", "bc"]));
        assert_ne!(key(&["a", "bc"]), key(&["ab", "c"]));
        assert_ne!(key(&["a"]), key(&["a", ""]));
        assert_ne!(Key::of("a").finish(), Key::of("b").finish());
    }
}
