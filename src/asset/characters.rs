//! A table of numbers by character or by glyph, filled in as they are met.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// Past U+33FFF nothing is kept: no text is written there.
const PAGES: usize = 0x340;

type Page = Box<[AtomicU64; 256]>;

/// Numbers by character, 256 a page; a page is made when one of its
/// characters is met. Threads share it: whoever asks first finds the number
/// out, and whoever asks at the same time finds out the same.
pub struct CharacterTable(Vec<OnceLock<Page>>);

impl Default for CharacterTable {
    fn default() -> CharacterTable {
        CharacterTable((0..PAGES).map(|_| OnceLock::new()).collect())
    }
}

impl CharacterTable {
    /// The number of a character, found out the first time; 0 is found out again each time.
    pub fn get(&self, character: char, find: impl FnOnce() -> u64) -> u64 {
        self.at(character as usize, find)
    }

    /// The number of a glyph of a face, as [`CharacterTable::get`] has that of a character. A table
    /// has either.
    pub fn of_glyph(&self, glyph: u16, find: impl FnOnce() -> u64) -> u64 {
        self.at(usize::from(glyph), find)
    }

    fn at(&self, code: usize, find: impl FnOnce() -> u64) -> u64 {
        let Some(page) = self.0.get(code >> 8) else {
            return find();
        };
        let page = page.get_or_init(|| Box::new([const { AtomicU64::new(0) }; 256]));
        let place = &page[code & 0xFF];
        match place.load(Ordering::Relaxed) {
            0 => {
                let found = find();
                place.store(found, Ordering::Relaxed);
                found
            }
            known => known,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_is_asked_for_once() {
        let table = CharacterTable::default();
        for character in ['a', '国', '\u{33FFF}'] {
            assert_eq!(table.get(character, || 7), 7);
            assert_eq!(table.get(character, || unreachable!()), 7);
        }
        assert_eq!(table.get('\u{10FFFF}', || 8), 8);
        assert_eq!(table.get('\u{10FFFF}', || 9), 9);
    }
}
