//! What a file is, by its content.

use crate::package::Zip;
use crate::say::{Text, text};

/// A format that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Docx,
    Idml,
    Icml,
    Html,
    Markdown,
    Text,
    /// An article of duikai's own.
    Article,
    Ninjs,
    NewsMl,
    Nitf,
    Iptc7901,
    Cnml,
    Alto,
    Mets,
    PageXml,
    Fbd,
}

impl Format {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Format::Docx => "docx",
            Format::Idml => "idml",
            Format::Icml => "icml",
            Format::Alto => "alto",
            Format::Mets => "mets",
            Format::PageXml => "page-xml",
            Format::Fbd => "fbd",
            Format::Html => "html",
            Format::Markdown => "markdown",
            Format::Text => "text",
            Format::Article => "article",
            Format::Ninjs => "ninjs",
            Format::NewsMl => "newsml-g2",
            Format::Nitf => "nitf",
            Format::Iptc7901 => "iptc7901",
            Format::Cnml => "cnml",
        }
    }
}

/// Formats of XML by the name of the root element, and a word of its namespace where the name is
/// not enough.
const ROOTS: &[(&str, &str, Format)] = &[
    ("newsItem", "", Format::NewsMl),
    ("packageItem", "", Format::NewsMl),
    ("newsMessage", "", Format::NewsMl),
    ("conceptItem", "", Format::NewsMl),
    ("knowledgeItem", "", Format::NewsMl),
    ("planningItem", "", Format::NewsMl),
    ("contentSet", "", Format::NewsMl),
    ("contentMeta", "", Format::NewsMl),
    ("groupSet", "", Format::NewsMl),
    ("nitf", "", Format::Nitf),
    ("CNML", "", Format::Cnml),
    ("cnml", "", Format::Cnml),
    ("NewsML", "cnml", Format::Cnml),
    ("html", "", Format::Html),
    ("alto", "", Format::Alto),
    ("mets", "", Format::Mets),
    ("PcGts", "", Format::PageXml),
    ("Document", "domversion", Format::Icml),
    ("Story", "", Format::Icml),
    ("IncopyDoc", "", Format::Icml),
];

/// The format of a package; what it is called when it cannot be imported.
pub(super) fn of_package(zip: &Zip) -> Result<Format, Text> {
    let has = |name: &str| zip.entry(name).is_some();
    let under = |folder: &str| {
        zip.entries()
            .iter()
            .any(|entry| entry.name.starts_with(folder))
    };
    if has("word/document.xml") || under("word/") {
        Ok(Format::Docx)
    } else if has("designmap.xml") {
        Ok(Format::Idml)
    } else if under("xl/") {
        Err(text!("import.excel-file-xlsx", "an Excel file (xlsx)"))
    } else if under("ppt/") {
        Err(text!(
            "import.powerpoint-file-pptx",
            "a PowerPoint file (pptx)"
        ))
    } else if has("content.xml") {
        Err(text!(
            "import.opendocument-file-odt",
            "an OpenDocument file (odt)"
        ))
    } else {
        Err(text!("import.zip-archive", "a zip archive"))
    }
}

/// The format of an XML text by its root element; none when it is unknown.
pub(super) fn of_xml(text: &str) -> Option<Format> {
    let (name, tag) = root(text)?;
    ROOTS
        .iter()
        .find(|(known, namespace, _)| {
            *known == name
                && (namespace.is_empty()
                    || tag
                        .to_ascii_lowercase()
                        .contains(&namespace.to_ascii_lowercase()))
        })
        .map(|(_, _, format)| *format)
}

/// The local name of the root element, and its tag.
fn root(text: &str) -> Option<(&str, &str)> {
    let mut rest = text.trim_start_matches('\u{FEFF}').trim_start();
    while rest.starts_with("<?") || rest.starts_with("<!") {
        let end = if rest.starts_with("<?") {
            rest.find("?>")? + 2
        } else if rest.starts_with("<!--") {
            rest.find("-->")? + 3
        } else {
            // A document type may declare things between brackets.
            let first = rest.find(['[', '>'])?;
            let from = if rest[first..].starts_with('[') {
                first + rest[first..].find(']')?
            } else {
                first
            };
            from + rest[from..].find('>')? + 1
        };
        rest = rest[end..].trim_start();
    }
    let tag = rest.strip_prefix('<')?;
    let tag = &tag[..tag
        .find('>')
        .unwrap_or(tag.len())
        .min(tag.floor_char_boundary(4096))];
    let name = tag.split(|c: char| c.is_whitespace() || c == '/').next()?;
    Some((name.rsplit(':').next().unwrap_or(name), tag))
}

/// Whether the first bytes are those of XML, in whatever encoding.
pub(super) fn looks_xml(bytes: &[u8]) -> bool {
    let head = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let head = head.trim_ascii_start();
    head.starts_with(b"<?xml")
        || head.starts_with(b"\xFF\xFE<\0?\0x\0")
        || head.starts_with(b"\xFE\xFF\0<\0?\0x")
        || head.starts_with(b"<\0?\0")
        || head.starts_with(b"\0<\0?")
}

/// The format of a text.
pub(super) fn of_text(text: &str) -> Format {
    let head = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    if let Some(format) = of_xml(head) {
        return format;
    }
    if is_json(head) {
        Format::Ninjs
    } else if is_html(head) {
        Format::Html
    } else if is_wire(text) {
        Format::Iptc7901
    } else if is_article(head) {
        Format::Article
    } else if super::fbd::is_fbd(text) {
        Format::Fbd
    } else if is_markdown(text) {
        Format::Markdown
    } else {
        Format::Text
    }
}

/// Whether a text is a record of JSON, or a list of them.
fn is_json(head: &str) -> bool {
    let Some(inner) = head.strip_prefix(['{', '[']) else {
        return false;
    };
    inner.trim_start().starts_with(['"', '{']) && inner.contains("\":")
        || inner.contains("\" :") && inner.trim_start().starts_with(['"', '{'])
}

/// Whether a text is HTML, whole or a piece: it has tags of blocks or several of spans.
fn is_html(text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(1 << 16)];
    let lower = head.to_ascii_lowercase();
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
        return true;
    }
    let tags = [
        "<p>", "<p ", "</p>", "<div", "<br>", "<br/>", "<br />", "<span", "<section", "<table",
        "<h1", "<h2", "<strong>", "<b>", "<img ",
    ];
    let found = tags.iter().filter(|tag| lower.contains(**tag)).count();
    found >= 2 || found == 1 && lower.starts_with('<') || lower.starts_with("<!--startfragment")
}

/// Whether a text begins with the controls of IPTC 7901: SOH, or the lines that come for it where
/// a gateway took the controls away.
fn is_wire(text: &str) -> bool {
    text.contains('\u{1}') && text.contains('\u{2}')
}

/// Whether a text has the front matter of an article.
fn is_article(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("---\n") else {
        return false;
    };
    let Some((front, _)) = rest.split_once("\n---") else {
        return rest.starts_with("---");
    };
    front
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .all(|line| {
            let key = line.split([':', '：']).next().unwrap_or("").trim();
            super::names::role_of_key(key).is_some() || key == "禁发" || key == "embargo"
        })
}

/// Whether a text has marks that only Markdown has.
fn is_markdown(text: &str) -> bool {
    let mut score = 0;
    for line in text.lines().take(2000) {
        let line = line.trim_start();
        let heading = line.trim_start_matches('#');
        if line.starts_with('#') && heading.starts_with(' ') && line.len() - heading.len() <= 6 {
            score += 3;
        }
        if line.starts_with("```")
            || line.starts_with("![")
            || line.contains("](http")
            || line.starts_with("[^")
        {
            score += 3;
        }
        if line.starts_with("> ")
            || line.starts_with("- ")
            || line.starts_with("* ")
            || line.starts_with("+ ")
        {
            score += 1;
        }
        if line.matches("**").count() >= 2
            || line.starts_with("|-")
            || line.starts_with("| -")
            || line.starts_with("|:")
        {
            score += 2;
        }
    }
    score >= 3
        || text.starts_with("---\n") && text[4..].contains("\n---") && text[4..].contains(": ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_apart_by_content() {
        for (text, format) in [
            (
                "<?xml version='1.0'?><!-- x --><newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'>",
                Format::NewsMl,
            ),
            ("<nitf><body/></nitf>", Format::Nitf),
            ("<!DOCTYPE html><p>正文", Format::Html),
            ("<p>一段</p>", Format::Html),
            ("{\"uri\": \"urn:x\"}", Format::Ninjs),
            ("---\n主题: 甲\n---\n\n正文", Format::Article),
            ("# 题\n\n正文**粗**", Format::Markdown),
            ("---\ntitle: A\ndate: 2021\n---\n\ntext", Format::Markdown),
            ("强县富民争出彩\n\n正文。", Format::Text),
            ("- 一\n- 二", Format::Text),
        ] {
            assert_eq!(of_text(text), format, "{text}");
        }
    }
}
