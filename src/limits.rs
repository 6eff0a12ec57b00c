//! Limits of what one edition may ask for, each far above what a newspaper
//! needs and low enough that no input takes the machine's memory or its day.
//!
//! Input: nothing. Output: plain numbers, for every room. Invariant: whatever
//! a limit refuses is reported by its number as `over-limit`, at the line that
//! goes beyond it, and the rest of the input is still checked.

/// The version of the form of edition, page, layout and printer files that this program reads.
pub const FORMAT: u32 = 1;

/// Bytes of any file that is read: one gibibyte.
pub const FILE_BYTES: u64 = 1 << 30;

/// Bytes of one TOML file: 8 MiB. A full page is about 10 KiB; a parsed table
/// takes some thirty times its text.
pub const TOML_BYTES: usize = 8 << 20;

/// Bytes of one article, decoded: 32 MiB, some ten million characters.
pub const ARTICLE_BYTES: usize = 32 << 20;

/// Characters of one paragraph. Lines are broken over whole paragraphs, which
/// are in memory shaped while that is done.
pub const PARAGRAPH_CHARS: usize = 400_000;

/// How deep `[…]{…}` may nest in a paragraph. What is inside all of them is
/// treated once for each.
pub const MARKS_DEEP: usize = 16;

/// Tables of one `[[name]]`: stories, pictures, rules or advertisements of a
/// page, pictures of a story. Every one is held against every other.
pub const TABLES: usize = 1_000;

/// Elements of one array of texts or numbers: pages of an edition, places of
/// a slot, points of an outline, keywords.
pub const ELEMENTS: usize = 2_000;

/// Tables of one `[name.…]`: styles, kinds, fonts, inks or rules of a layout.
pub const NAMED_TABLES: usize = 20_000;

/// Fonts that a layout may name beside the bundled ones. A character that
/// none has is sought in each.
pub const FONTS: usize = 200;

/// How far a style or a kind may stand from the one that has no `base`.
pub const BASES_DEEP: usize = 64;

/// How deep layouts may include one another.
pub const INCLUDES_DEEP: usize = 32;

/// Line slots of one page: columns times rows of its grid, and of all its
/// slots together. A broadsheet has about a thousand, a spread of agate type
/// ten thousand.
pub const LINE_SLOTS: usize = 200_000;

/// Bytes of one SVG drawing: 4 MiB.
pub const DRAWING_BYTES: usize = 4 << 20;

/// Attributes of one element of XML: a drawing, or the notes of a picture.
/// The parser compares each with those before it.
pub const ATTRIBUTES: usize = 256;

/// Diagnostics of one code that are written out; more are counted.
pub const REPORTED: usize = 200;

/// Characters of a message or of a help text, which may quote what the input
/// calls a thing.
pub const MESSAGE_CHARS: usize = 1_000;

/// Names that a help text lists.
pub const LISTED: usize = 40;

/// Names among which a "did you mean" is sought.
pub const SUGGESTED_FROM: usize = 300;

/// Parts of a package (docx, idml, xlsx), and bytes of all their names.
pub const PACKAGE_PARTS: usize = 20_000;
/// Bytes of all names in a package.
pub const PACKAGE_NAME_BYTES: usize = 4 << 20;

/// Bytes of one XML file or of one XML part of a package, unpacked: 64 MiB.
pub const XML_BYTES: usize = 64 << 20;

/// Nodes of one XML file, and how deep its elements may nest.
pub const XML_NODES: u32 = 2_000_000;
/// Elements of XML inside one another.
pub const XML_DEEP: usize = 256;

/// Bytes of one picture inside a package, unpacked, and of all of them.
pub const PACKED_PICTURE_BYTES: u64 = 512 << 20;
/// Bytes of all pictures of a package, unpacked.
pub const PACKED_PICTURES_BYTES: u64 = 4 << 30;

/// Paragraphs of one file to be imported.
pub const PARAGRAPHS: usize = 200_000;

/// Rows and columns of a table from a file, and bytes of that file.
pub const TABLE_ROWS: usize = 20_000;
/// Columns of a table from a file.
pub const TABLE_COLUMNS: usize = 200;
