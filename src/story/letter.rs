//! A character of an article whose markup is not yet read.

/// The character that represents the end of one source line and the start of the next.
pub(super) const JOINT: char = '\n';

/// A character of the copy whose markup is not yet parsed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    pub character: char,
    /// Its first byte in the source.
    pub at: usize,
    /// Number of bytes that it is written with.
    pub width: usize,
    /// True if written after a backslash: never markup.
    pub escaped: bool,
}

impl Letter {
    /// Creates the letter for the line break at byte `at` of the source.
    pub(super) fn joint(at: usize) -> Letter {
        Letter {
            character: JOINT,
            at,
            width: 1,
            escaped: false,
        }
    }

    /// Returns whether the letter is this character, unescaped.
    pub(super) fn is(self, character: char) -> bool {
        self.character == character && !self.escaped
    }

    /// Returns whether the letter is one of these characters, unescaped.
    pub(super) fn is_any(self, characters: &str) -> bool {
        characters.contains(self.character) && !self.escaped
    }

    /// Whether it is written after a backslash, or by its name.
    pub(super) fn is_escaped(self) -> bool {
        self.escaped
    }

    /// The first byte in the source and the one behind it.
    pub(super) fn place(self) -> (usize, usize) {
        (self.at, self.at + self.width)
    }

    /// The letter that this one and all up to `last` write by its name: never
    /// markup.
    pub(super) fn named(self, last: Letter, character: char) -> Letter {
        Letter {
            character,
            at: self.at,
            width: last.at + last.width - self.at,
            escaped: true,
        }
    }

    /// Returns whether the letter is white space.
    pub(super) fn is_blank(self) -> bool {
        self.character.is_whitespace()
    }
}
