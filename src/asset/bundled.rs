//! The faces that ship with the program.
//!
//! They are part of the binary, so a fresh clone sets a page with no font installed; the system
//! maps them in page by page, and only those used. 仿宋 is GPL with the font exception, so it stays
//! a separate file, which the desk finds in the `fonts` folder.

/// A bundled face.
pub(super) struct Bundled {
    /// The name a layout uses.
    pub name: &'static str,
    /// The font file.
    pub bytes: &'static [u8],
    /// SHA-256 in hex, precomputed so that a run need not read 20 MB for it.
    pub sha256: &'static str,
}

macro_rules! face {
    ($name:literal, $file:literal, $sha256:literal) => {
        Bundled {
            name: $name,
            bytes: include_bytes!(concat!("../../fonts/", $file)),
            sha256: $sha256,
        }
    };
}

/// Every bundled face, in the order in which a missing character is searched.
pub(super) static BUNDLED: &[Bundled] = &[
    face!(
        "song",
        "song-regular.otf",
        "f18e5de01892f87bdde520531b454fe54843bf3e9a663efa6558f69649c3aec6"
    ), // 宋
    face!(
        "song-heavy",
        "song-heavy.otf",
        "2eb48a55ee824171a9ef1590334280ca1e52013cf2cbe022ae6488527ce4784b"
    ), // 大标宋
    face!(
        "hei",
        "hei-regular.otf",
        "49fa41a5cfee2aa441d7a6824e888e7386140ec70da9f2c715df42ff64318a7c"
    ), // 黑
    face!(
        "hei-heavy",
        "hei-heavy.otf",
        "ecaad7b49d7b9205c3743b55ddcf9684edc439fb455fad9f12322d91d057e1dd"
    ), // 大黑
    face!(
        "kai",
        "kai-regular.ttf",
        "6a26561bd3362b7a394b33b3c1514a8f8fac36120504c20e4ee0640eb5d89d31"
    ), // 楷
    face!(
        "box",
        "test/box.ttf",
        "593369d0ed9da31c04f6aa9b6c272cdd28c19dc7b74fcfaedd139bed979f2104"
    ), // each glyph a box of 1 em, for hand-checkable breaks
];

/// Number of them that may supply a character the wanted face lacks: the box font never does.
pub(super) const FALLBACKS: usize = 5;
