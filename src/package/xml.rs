//! XML, counted before it is parsed.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use roxmltree::{Document, Node, ParsingOptions};

use super::fault::PackageFault;
use crate::limits::{ATTRIBUTES, XML_DEEP, XML_NODES};
use crate::say::text;

/// Decodes the bytes of an XML file: by its mark, by the encoding that its declaration names, or
/// as UTF-8 (XML 1.0, appendix F).
///
/// # Errors
///
/// When a byte is no character of that encoding.
pub fn decoded(bytes: &[u8]) -> Result<String, PackageFault> {
    let (encoding, rest) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (UTF_8, rest),
        [0xFF, 0xFE, rest @ ..] => (UTF_16LE, rest),
        [0xFE, 0xFF, rest @ ..] => (UTF_16BE, rest),
        [b'<', 0, ..] => (UTF_16LE, bytes),
        [0, b'<', ..] => (UTF_16BE, bytes),
        _ => (declared(bytes).unwrap_or(UTF_8), bytes),
    };
    let text = encoding
        .decode_without_bom_handling_and_without_replacement(rest)
        .ok_or_else(|| {
            PackageFault::broken(text!(
                "package.byte-no-character",
                "a byte of it is no character of {encoding}",
                encoding = encoding.name()
            ))
        })?;
    Ok(text.into_owned())
}

/// The encoding that an XML declaration names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(200)];
    let head = String::from_utf8_lossy(head);
    let declaration = head.trim_start().strip_prefix("<?xml")?;
    let declaration = &declaration[..declaration.find("?>")?];
    let (_, after) = declaration.split_once("encoding")?;
    let after = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let name = after[1..].split(quote).next()?;
    Encoding::for_label(name.as_bytes())
}

/// Makes a text safe to parse: what would unfold or cost more than its length is refused, a
/// document type is blanked, and characters written by their HTML names become numbers.
///
/// # Errors
///
/// When it declares entities of its own, nests too deep or has an element with too many attributes.
pub fn ready(text: &str) -> Result<String, PackageFault> {
    counted(text)?;
    let mut ready = String::with_capacity(text.len());
    let mut rest = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if let Some(start) = rest.find("<!DOCTYPE") {
        let (before, from) = rest.split_at(start);
        let end = doctype(from)?;
        ready.push_str(before);
        rest = &from[end..];
    }
    // XML knows five names; documents that leave out their DTD have HTML's.
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        ready.push_str(before);
        match named(from) {
            Some((length, character)) => {
                ready.push_str(&format!("&#{};", u32::from(character)));
                rest = &from[length..];
            }
            None => {
                ready.push('&');
                rest = &from[1..];
            }
        }
    }
    ready.push_str(rest);
    Ok(ready)
}

/// A character by its HTML name, with the length of the name.
fn named(text: &str) -> Option<(usize, char)> {
    let end = text.bytes().take(32).position(|byte| byte == b';')?;
    let name = &text[1..end];
    if matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") || name.starts_with('#') {
        return None;
    }
    let (length, character) = crate::story::reference(text)?;
    Some((length, character?))
}

/// The length of a document type, which may not declare entities.
fn doctype(text: &str) -> Result<usize, PackageFault> {
    let mut inside = false;
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'[') => inside = true,
            (None, b']') => inside = false,
            (None, b'>') if !inside => {
                if text[..at].contains("<!ENTITY") {
                    return Err(PackageFault::broken(text!(
                        "package.declares-xml-entities-may",
                        "it declares XML entities, which may unfold without end"
                    )));
                }
                return Ok(at + 1);
            }
            _ => {}
        }
    }
    Err(PackageFault::broken(text!(
        "package.document-type-never-ends",
        "its document type never ends"
    )))
}

/// Refuses what a parser pays too much for.
fn counted(text: &str) -> Result<(), PackageFault> {
    let (mut at, mut depth) = (0_usize, 0_usize);
    while let Some(open) = text[at..].find('<') {
        at += open + 1;
        let rest = &text[at..];
        let skipped = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>")]
            .into_iter()
            .find(|(begins, _)| rest.starts_with(begins));
        if let Some((_, ends)) = skipped {
            at += rest.find(ends).unwrap_or(rest.len());
            continue;
        }
        if rest.starts_with("!DOCTYPE") {
            at += doctype(&text[at - 1..])? - 1;
            continue;
        }
        let (length, attributes, closed) = tag(rest.as_bytes());
        if attributes > ATTRIBUTES {
            return Err(PackageFault::over(
                text!("package.attributes-element", "attributes in an element"),
                ATTRIBUTES,
            ));
        }
        if rest.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !closed {
            depth += 1;
            if depth > XML_DEEP {
                return Err(PackageFault::over(
                    text!(
                        "package.elements-inside-one-another",
                        "elements inside one another"
                    ),
                    XML_DEEP,
                ));
            }
        }
        at += length;
    }
    Ok(())
}

/// Length and attributes of a tag, and whether it closes itself.
fn tag(bytes: &[u8]) -> (usize, usize, bool) {
    let (mut quote, mut attributes) = (None, 0);
    for (at, byte) in bytes.iter().copied().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'=') => attributes += 1,
            (None, b'>') => return (at, attributes, at > 0 && bytes[at - 1] == b'/'),
            _ => {}
        }
    }
    (bytes.len(), attributes, false)
}

/// Parses a text that [`ready`] has made safe.
///
/// # Errors
///
/// When it is not well-formed, with line and column, or has too many nodes.
pub fn parse(text: &str) -> Result<Document<'_>, PackageFault> {
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: XML_NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).map_err(|fault| match fault {
        roxmltree::Error::NodesLimitReached => {
            PackageFault::over(text!("package.nodes", "nodes"), XML_NODES)
        }
        fault => PackageFault::broken(text!(
            "package.not-well-formed-xml",
            "it is not well-formed XML: {fault}",
            fault = fault.to_string()
        )),
    })
}

/// The name of an element without its prefix; nothing for other nodes.
pub fn local<'a>(node: Node<'a, '_>) -> &'a str {
    if node.is_element() {
        node.tag_name().name()
    } else {
        ""
    }
}

/// The value of an attribute, whatever its prefix.
pub fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes()
        .find(|attribute| attribute.name() == name)
        .map(|attribute| attribute.value())
}

/// The first child element of this name.
pub fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| local(*child) == name)
}

/// All child elements of this name.
pub fn children<'a, 'i: 'a>(
    node: Node<'a, 'i>,
    name: &'a str,
) -> impl Iterator<Item = Node<'a, 'i>> + 'a {
    node.children().filter(move |child| local(*child) == name)
}

/// The text nodes under a node that are not blank, in order.
pub fn text_nodes<'a, 'i: 'a>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> + 'a {
    node.descendants()
        .filter(|node| node.is_text() && !is_blank(node.text().unwrap_or("")))
}

/// Whether a text has nothing but white space.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Where a node stands: the names of its elements from the root, `newsItem/itemMeta/edNote`.
pub fn trail(node: Node<'_, '_>) -> String {
    let mut names: Vec<&str> = node
        .ancestors()
        .filter(Node::is_element)
        .map(local)
        .collect();
    names.reverse();
    names.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_unfolds_is_refused() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbb\">]><a>&b;</a>";
        assert!(ready(bomb).is_err_and(|fault| fault.what.contains("entities")));
        let deep = "<a>".repeat(XML_DEEP + 1);
        assert!(ready(&deep).is_err_and(|fault| fault.limit));
        let wide = format!("<a{}/>", " b=''".repeat(ATTRIBUTES + 1));
        assert!(ready(&wide).is_err_and(|fault| fault.limit));
        let fine =
            "<!DOCTYPE a SYSTEM \"a.dtd\" [<!-- > -->]><a b='>'><![CDATA[<b><b>]]>&nbsp;&amp;</a>";
        let text = ready(fine).expect("is safe");
        let parsed = parse(&text).expect("parses");
        assert_eq!(parsed.root_element().text(), Some("<b><b>\u{A0}&"));
    }

    #[test]
    fn declared_encodings_are_read() {
        let (gb, _, _) =
            encoding_rs::GB18030.encode("<?xml version='1.0' encoding='GB2312'?><a>老邮局</a>");
        assert!(decoded(&gb).is_ok_and(|text| text.contains("老邮局")));
        assert!(decoded(b"<a>\xFF</a>").is_err());
    }
}
