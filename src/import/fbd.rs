//! 方正书版 小样 files (FBD): text with annotations 注解 in 〖〗 or ［］.

/// Whether a text is one: it has annotations of 书版, or its marks for the end of a paragraph.
pub(super) fn is_fbd(text: &str) -> bool {
    let _ = text;
    false
}
