//! Marks inside a line.

use super::super::entities;
use super::kind::{HTML, MARKDOWN, MarkKind};
use crate::say::{Text, text};

const ITALIC: MarkKind = (
    "*…*",
    MARKDOWN,
    text!(
        "story.bold-backslash-before-star",
        "bold is **粗体**; 着重号 is [文字]{着重}; a backslash before a star makes it text"
    ),
);
const SLANTED: MarkKind = (
    "_…_",
    MARKDOWN,
    text!(
        "story.bold-backslash-before-mark",
        "bold is **粗体**; 着重号 is [文字]{着重}; a backslash before a mark makes it text"
    ),
);
const UNDERLINE: MarkKind = (
    "__…__",
    MARKDOWN,
    text!(
        "story.bold-and-proper-name",
        "bold is **粗体**, 专名号 [文字]{专名}"
    ),
);
const STRUCK: MarkKind = (
    "~~…~~",
    MARKDOWN,
    text!(
        "story.words-struck-out-printed",
        "words struck out are printed all the same: take them out of the copy"
    ),
);
const MARKED: MarkKind = (
    "==…==",
    MARKDOWN,
    text!(
        "story.bold-is-is",
        "bold is **粗体**; 着重号 is [文字]{着重}"
    ),
);
const CODE: MarkKind = (
    "`…`",
    MARKDOWN,
    text!(
        "story.take-backquotes-out-another",
        "take the backquotes out; [文字]{黑} is another face"
    ),
);
const RAISED: MarkKind = (
    "^…^",
    MARKDOWN,
    text!("story.superscript-is-written", "上标 is [文字]{上标}"),
);
const FORMULA: MarkKind = (
    "$$…$$",
    MARKDOWN,
    text!(
        "story.write-formula-text-treatments",
        "write the formula as text; 上标 and 分数 are treatments"
    ),
);
const ATTRIBUTES: MarkKind = (
    "{#…}",
    MARKDOWN,
    text!(
        "story.take-out-treatments-written",
        "take it out; treatments are written [文字]{名}"
    ),
);
const EMOJI: MarkKind = (
    ":…:",
    MARKDOWN,
    text!(
        "story.take-out-type-character",
        "take it out, or type the character"
    ),
);
const FOOTNOTE: MarkKind = (
    "[^1]",
    MARKDOWN,
    text!(
        "story.put-note-into-text",
        "put the note into the text in brackets, or write its number as [1]{上标} and the note as a paragraph at the end"
    ),
);
const NO_LINKS: Text = text!(
    "story.print-what-reader-read",
    "print what the reader is to read; paper has no links"
);
const LINK: MarkKind = ("[…](…)", MARKDOWN, NO_LINKS);
const REFERENCE: MarkKind = ("[…][…]", MARKDOWN, NO_LINKS);
const IMAGE: MarkKind = (
    "![…](…)",
    MARKDOWN,
    text!(
        "story.pictures-placed-page-story",
        "pictures are placed by the page, as [[story.picture]]; take the mark out"
    ),
);
const ADDRESS: MarkKind = (
    "<http…>",
    MARKDOWN,
    text!(
        "story.take-angle-brackets-out",
        "take the angle brackets out"
    ),
);
const TAG: MarkKind = (
    "<…>",
    HTML,
    text!(
        "story.take-tag-out-bold",
        "take the tag out; bold is **粗体**"
    ),
);
const COMMENT: MarkKind = (
    "<!-- … -->",
    HTML,
    text!("story.take-out-printed", "take it out, or it is printed"),
);
const ENTITY: MarkKind = (
    "&…;",
    HTML,
    text!(
        "story.type-character-itself-no",
        "type the character itself; no character is known by this name"
    ),
);
const FOUNDER: MarkKind = (
    "〖…〗",
    text!("story.founder-annotation", "书版 annotation"),
    text!(
        "story.take-annotations-old-system",
        "take the annotations of the old system out; bold is **粗体**, faces are [文字]{楷}"
    ),
);

/// Maximum number of bytes between a pair of marks: it keeps copy that opens marks without end
/// linear.
const FAR: usize = 400;

/// The characters that marks begin with, and the backslash that makes one of them text.
const BEGINS: [char; 15] = [
    '\\', '*', '_', '~', '=', '^', '`', '$', '{', ':', '!', '[', '<', '&', '〖',
];

/// The marks of a line, as bytes of it.
pub(super) fn marks(text: &str) -> Vec<(MarkKind, usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(BEGINS) {
        at += next;
        let Some(character) = text[at..].chars().next() else {
            break;
        };
        let rest = &text[at..text.floor_char_boundary(at + FAR)];
        if character == '\\' {
            at += 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
            continue;
        }
        let before = text[..at].chars().next_back();
        match mark(character, rest, before) {
            Some((Some(kind), length)) => {
                found.push((kind, at, at + length));
                at += length;
            }
            Some((None, length)) => at += length,
            None => at += character.len_utf8(),
        }
    }
    found
}

/// The mark at the head of a text and its length, or the length of what is no
/// mark although it begins like one.
fn mark(character: char, rest: &str, before: Option<char>) -> Option<(Option<MarkKind>, usize)> {
    let latin = before.is_some_and(|c| c.is_ascii_alphanumeric());
    let of = |kind: MarkKind, length: Option<usize>| length.map(|length| (Some(kind), length));
    match character {
        '*' if rest.starts_with("***") => match enclosed(rest, "***") {
            Some(length) => Some((Some(ITALIC), length)),
            None => Some((None, 3)),
        },
        '*' if rest.starts_with("**") => Some((None, 2)),
        '*' if !latin => of(ITALIC, enclosed(rest, "*")),
        '_' if rest.starts_with("__") => of(UNDERLINE, enclosed(rest, "__")),
        '_' if !latin => of(SLANTED, word(rest, "_")),
        '~' if rest.starts_with("~~") => of(STRUCK, enclosed(rest, "~~")),
        '=' if rest.starts_with("==") && !latin => of(MARKED, enclosed(rest, "==")),
        '^' => of(
            RAISED,
            word(rest, "^").filter(|length| *length <= RAISED_MOST),
        ),
        '`' => code(rest),
        '$' if rest.starts_with("$$") => of(FORMULA, enclosed(rest, "$$")),
        '{' => of(ATTRIBUTES, attributes(rest)),
        ':' if !latin => of(EMOJI, emoji(rest)),
        '!' if rest.starts_with("![") => of(IMAGE, link(&rest[1..]).map(|length| length + 1)),
        '[' => footnote(rest)
            .map(|length| (Some(FOOTNOTE), length))
            .or_else(|| of(LINK, link(rest)))
            .or_else(|| of(REFERENCE, reference(rest))),
        '<' if rest.starts_with("<!--") => {
            Some((Some(COMMENT), rest.find("-->").map_or(4, |end| end + 3)))
        }
        '<' => of(ADDRESS, address(rest)).or_else(|| of(TAG, tag(rest))),
        '&' => entities::reference(rest)
            .map(|(length, character)| (character.is_none().then_some(ENTITY), length)),
        '〖' => of(FOUNDER, founder(rest)),
        _ => None,
    }
}

/// Returns the length of what a mark at the start of a text and the next one enclose, both
/// included, if it neither begins nor ends with a blank.
fn enclosed(text: &str, mark: &str) -> Option<usize> {
    let inner = &text[mark.len()..];
    let end = inner.find(mark).filter(|end| *end > 0)?;
    // A bold mark does not close what one star opens.
    let double = mark == "*" && inner[end..].starts_with("**");
    let words = &inner[..end];
    (!double && words.trim() == words).then_some(end + 2 * mark.len())
}

/// The same, when no letter of Latin goes on behind it.
fn word(text: &str, mark: &str) -> Option<usize> {
    let length = enclosed(text, mark)?;
    let ends = !text[length..].starts_with(|c: char| c.is_ascii_alphanumeric());
    let inner = &text[mark.len()..length - mark.len()];
    (ends && inner.chars().any(char::is_alphanumeric)).then_some(length)
}

/// A power or a mark of a note is no longer, in bytes with its marks.
const RAISED_MOST: usize = 12;

/// Backquotes and as many behind; ``…'' and `…' are quotes of a typewriter.
fn code(text: &str) -> Option<(Option<MarkKind>, usize)> {
    let run = text.bytes().take_while(|byte| *byte == b'`').count();
    let inner = &text[run..];
    let end = inner.find(&text[..run]);
    let quote = if run == 2 {
        inner.find("''")
    } else {
        inner.find('\'').filter(|_| run == 1)
    };
    match (end.filter(|end| *end > 0), quote) {
        (Some(end), quote) if quote.is_none_or(|quote| end < quote) => {
            Some((Some(CODE), end + 2 * run))
        }
        _ => Some((None, run)),
    }
}

fn link(text: &str) -> Option<usize> {
    let middle = text.find("](")?;
    let end = text[middle..].find(')')?;
    (!text[1..middle].contains('[')).then_some(middle + end + 1)
}

fn reference(text: &str) -> Option<usize> {
    let middle = text.find("][")?;
    let end = text[middle..].find(']').filter(|end| *end == 0)?;
    let close = text[middle + 2..].find(']')?;
    (!text[1..middle].contains(['[', ']']) && middle > 1).then_some(middle + end + close + 3)
}

fn footnote(text: &str) -> Option<usize> {
    let name = text.strip_prefix("[^")?;
    let end = name.find(']').filter(|end| (1..40).contains(end))?;
    (!name[..end].contains(char::is_whitespace)).then_some(end + 3)
}

fn attributes(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('{')?;
    let end = inner.find('}')?;
    let begins = inner.strip_prefix(['#', '.', ':'])?;
    (end > 1
        && begins.starts_with(|c: char| c.is_ascii_alphabetic() || c == ' ')
        && inner[..end].is_ascii())
    .then_some(end + 2)
}

fn emoji(text: &str) -> Option<usize> {
    let inner = text.strip_prefix(':')?;
    let end = inner.find(':').filter(|end| (2..40).contains(end))?;
    let named = inner[..end]
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        && !inner[end + 1..].starts_with(|c: char| c.is_ascii_alphanumeric());
    named.then_some(end + 2)
}

fn address(text: &str) -> Option<usize> {
    let end = text.find('>')?;
    let inner = &text[1..end];
    let web = ["http://", "https://", "mailto:", "ftp://"]
        .iter()
        .any(|scheme| inner.starts_with(scheme));
    let mail = inner
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    ((web || mail) && inner.bytes().all(|byte| byte.is_ascii_graphic())).then_some(end + 1)
}

/// Returns the length of an HTML tag at the start of a text.
fn tag(text: &str) -> Option<usize> {
    let end = text.find('>')?;
    let inner = text[1..end].trim_start_matches(['/', '!', '?']);
    let name = inner.split([' ', '/']).next().unwrap_or("");
    (!name.is_empty()
        && name.len() <= 24
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_'))
        && !inner.contains('<'))
    .then_some(end + 1)
}

/// An annotation of 方正书版: capitals between the brackets that its screens
/// draw, as in 〖HT5K〗; a Chinese word between them is text.
fn founder(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('〖')?;
    let end = inner.find('〗')?;
    let begins = inner.bytes().take_while(u8::is_ascii_uppercase).count();
    let only_close = matches!(inner[..end].trim(), ")" | "(" | "]" | "[");
    (begins > 0 && end > 0 || only_close).then_some(end + 2 * '〖'.len_utf8())
}
