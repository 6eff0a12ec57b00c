//! The faces that ship with the program.
//!
//! They are part of the binary, so a fresh clone sets a page with no font
//! installed; the system maps them in page by page, and only those used. 仿宋
//! is GPL with the font exception, so it stays a file of its own, which the
//! desk finds in the `fonts` folder.

/// One bundled face.
pub(super) struct Bundled {
    /// The name a layout uses.
    pub name: &'static str,
    /// The font file.
    pub bytes: &'static [u8],
}

macro_rules! face {
    ($name:literal, $file:literal) => {
        Bundled { name: $name, bytes: include_bytes!(concat!("../../fonts/", $file)) }
    };
}

/// Every bundled face, in the order in which a missing character is looked for.
pub(super) static BUNDLED: &[Bundled] = &[
    face!("song", "song-regular.otf"),     // 宋
    face!("song-heavy", "song-heavy.otf"), // 大标宋
    face!("hei", "hei-regular.otf"),       // 黑
    face!("hei-heavy", "hei-heavy.otf"),   // 大黑
    face!("kai", "kai-regular.ttf"),       // 楷
    face!("box", "test/box.ttf"),          // each glyph a box of 1 em, for hand-checkable breaks
];

/// How many of them may stand in for a character the wanted face lacks: the
/// box font never does.
pub(super) const FALLBACKS: usize = 5;
