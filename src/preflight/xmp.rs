//! The XMP packet: properties, and whether it is well-formed XML.

use crate::say::{Text, text};
use std::collections::BTreeMap;

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/// Maximum depth of XML elements.
const DEEPEST: usize = 100;

/// The properties of a packet by namespace and name.
#[derive(Debug, Default)]
pub(super) struct Packet {
    properties: BTreeMap<(String, String), String>,
}

impl Packet {
    /// Returns a property by its usual prefix, such as `dc:title`.
    pub fn get(&self, name: &str) -> Option<&str> {
        let (prefix, local) = name.split_once(':')?;
        let space = match prefix {
            "dc" => "http://purl.org/dc/elements/1.1/",
            "xmp" => "http://ns.adobe.com/xap/1.0/",
            "pdf" => "http://ns.adobe.com/pdf/1.3/",
            "xmpMM" => "http://ns.adobe.com/xap/1.0/mm/",
            "pdfxid" => "http://www.npes.org/pdfx/ns/id/",
            _ => return None,
        };
        self.properties
            .get(&(space.to_owned(), local.to_owned()))
            .map(String::as_str)
    }

    /// Reads a packet; fails with where it is not well-formed XML.
    pub fn read(bytes: &[u8]) -> Result<Packet, Text> {
        let text = std::str::from_utf8(bytes)
            .map_err(|_| text!("preflight.xmp-not-utf-8", "it is not UTF-8"))?;
        Reader {
            packet: Packet::default(),
            open: Vec::new(),
        }
        .read(text.trim_start_matches('\u{FEFF}'))
    }
}

struct Element {
    raw: String,
    space: String,
    local: String,
    prefixes: BTreeMap<String, String>,
    lang: Option<String>,
    text: String,
    items: Vec<(Option<String>, String)>,
}

struct Reader {
    packet: Packet,
    open: Vec<Element>,
}

impl Reader {
    fn read(mut self, text: &str) -> Result<Packet, Text> {
        let mut rest = text;
        let mut roots = 0;
        while let Some(at) = rest.find('<') {
            self.text(&rest[..at])?;
            rest = &rest[at..];
            rest = if let Some(after) = rest.strip_prefix("<?") {
                past(after, "?>")?
            } else if let Some(after) = rest.strip_prefix("<!--") {
                past(after, "-->")?
            } else if let Some(after) = rest.strip_prefix("<![CDATA[") {
                let end = after.find("]]>").ok_or(text!(
                    "preflight.cdata-section-end",
                    "a CDATA section has no end"
                ))?;
                if let Some(element) = self.open.last_mut() {
                    element.text.push_str(&after[..end]);
                }
                &after[end + 3..]
            } else if let Some(after) = rest.strip_prefix("</") {
                let end = after
                    .find('>')
                    .ok_or(text!("preflight.xmp-tag-without-end", "a tag has no end"))?;
                self.close(after[..end].trim_end())?;
                &after[end + 1..]
            } else if rest.starts_with("<!") {
                return Err(text!(
                    "preflight.declares-document-type",
                    "it declares a document type"
                ));
            } else {
                let end = tag_end(rest)
                    .ok_or(text!("preflight.xmp-tag-without-end", "a tag has no end"))?;
                if self.open.is_empty() {
                    roots += 1;
                }
                self.start(&rest[1..end])?;
                &rest[end + 1..]
            };
        }
        self.text(rest)?;
        match (self.open.last(), roots) {
            (Some(element), _) => Err(text!(
                "preflight.xmp-element-not-closed",
                "<{raw}> is not closed",
                raw = element.raw
            )),
            (None, 1) => Ok(self.packet),
            (None, _) => Err(text!("preflight.single-root", "it has no single root")),
        }
    }

    fn text(&mut self, text: &str) -> Result<(), Text> {
        match self.open.last_mut() {
            Some(element) => element.text.push_str(&unescaped(text)?),
            None if text
                .trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}' || c == '\0')
                .is_empty() => {}
            None => {
                return Err(text!(
                    "preflight.text-stands-outside-all",
                    "text stands outside of all elements"
                ));
            }
        }
        Ok(())
    }

    fn start(&mut self, tag: &str) -> Result<(), Text> {
        if self.open.len() >= DEEPEST {
            return Err(text!("preflight.nests-too-deep", "it nests too deep"));
        }
        let (tag, alone) = tag
            .strip_suffix('/')
            .map_or((tag, false), |tag| (tag, true));
        let split = tag.find(|c: char| c.is_whitespace()).unwrap_or(tag.len());
        let (raw, rest) = tag.split_at(split);
        let attributes = attributes(rest)?;
        let mut prefixes = self
            .open
            .last()
            .map(|element| element.prefixes.clone())
            .unwrap_or_default();
        prefixes
            .entry("xml".to_owned())
            .or_insert_with(|| "xml".to_owned());
        for (name, value) in &attributes {
            if name == "xmlns" {
                prefixes.insert(String::new(), value.clone());
            } else if let Some(prefix) = name.strip_prefix("xmlns:") {
                prefixes.insert(prefix.to_owned(), value.clone());
            }
        }
        let resolve = |name: &str| match name.split_once(':') {
            Some((prefix, local)) => match prefixes.get(prefix) {
                Some(space) => Ok((space.clone(), local.to_owned())),
                None => Err(text!(
                    "preflight.prefix-declared",
                    "the prefix of <{name}> is not declared",
                    name
                )),
            },
            None => Ok((
                prefixes.get("").cloned().unwrap_or_default(),
                name.to_owned(),
            )),
        };
        let (space, local) = resolve(raw)?;
        if raw.is_empty() {
            return Err(text!("preflight.xmp-tag-without-name", "a tag has no name"));
        }
        let describes = space == RDF && local == "Description";
        let mut lang = None;
        for (name, value) in attributes {
            if name.starts_with("xmlns") {
                continue;
            }
            if name == "xml:lang" {
                lang = Some(value);
            } else if let (true, Some(_)) = (describes, name.find(':')) {
                self.packet
                    .properties
                    .entry(resolve(&name)?)
                    .or_insert(value);
            }
        }
        self.open.push(Element {
            raw: raw.to_owned(),
            space,
            local,
            prefixes,
            lang,
            text: String::new(),
            items: Vec::new(),
        });
        if alone { self.close(raw) } else { Ok(()) }
    }

    fn close(&mut self, raw: &str) -> Result<(), Text> {
        let Some(element) = self.open.pop().filter(|element| element.raw == raw) else {
            return Err(text!(
                "preflight.closes-nothing",
                "</{raw}> closes nothing",
                raw
            ));
        };
        if element.space == RDF && element.local == "li" {
            // A list stands between the property and its items.
            let depth = self.open.len();
            if depth >= 2 {
                self.open[depth - 2]
                    .items
                    .push((element.lang, element.text));
            }
        } else if self
            .open
            .last()
            .is_some_and(|parent| parent.space == RDF && parent.local == "Description")
        {
            let value = match element
                .items
                .iter()
                .find(|(lang, _)| lang.as_deref() == Some("x-default"))
            {
                Some((_, text)) => text.clone(),
                None if element.items.is_empty() => element.text,
                None => element
                    .items
                    .iter()
                    .map(|(_, text)| text.as_str())
                    .collect::<Vec<_>>()
                    .join(", "),
            };
            self.packet
                .properties
                .entry((element.space, element.local))
                .or_insert(value);
        }
        Ok(())
    }
}

fn past<'t>(text: &'t str, end: &str) -> Result<&'t str, Text> {
    text.find(end)
        .map(|at| &text[at + end.len()..])
        .ok_or_else(|| text!("preflight.xmp-end-missing", "{end} is missing", end))
}

/// Returns the position of the `>` that ends a tag, skipping any in quotes.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

fn attributes(text: &str) -> Result<Vec<(String, String)>, Text> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=').ok_or(text!(
            "preflight.xmp-attribute-without-value",
            "an attribute has no value"
        ))?;
        let after = after.trim_start();
        let quote = after
            .chars()
            .next()
            .filter(|&quote| quote == '"' || quote == '\'')
            .ok_or(text!(
                "preflight.attribute-s-value-quotes",
                "an attribute's value has no quotes"
            ))?;
        let end = after[1..].find(quote).ok_or(text!(
            "preflight.attribute-s-value-end",
            "an attribute's value has no end"
        ))?;
        let name = name.trim();
        if found.iter().any(|(other, _)| other == name) {
            return Err(text!(
                "preflight.attribute-stands-twice",
                "the attribute {name} stands twice",
                name
            ));
        }
        found.push((name.to_owned(), unescaped(&after[1..=end])?));
        rest = after[end + 2..].trim_start();
    }
    Ok(found)
}

fn unescaped(text: &str) -> Result<String, Text> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let end = rest[at..]
            .find(';')
            .ok_or(text!("preflight.begins-entity", "an & begins no entity"))?;
        let entity = &rest[at + 1..at + end];
        let number = entity
            .strip_prefix("#x")
            .map(|hex| u32::from_str_radix(hex, 16))
            .or_else(|| entity.strip_prefix('#').map(str::parse));
        out.push(match (entity, number) {
            ("amp", _) => '&',
            ("lt", _) => '<',
            ("gt", _) => '>',
            ("quot", _) => '"',
            ("apos", _) => '\'',
            (_, Some(Ok(number))) => char::from_u32(number).ok_or(text!(
                "preflight.character-does-exist",
                "a character that does not exist"
            ))?,
            _ => {
                return Err(text!(
                    "preflight.xmp-entity-unknown",
                    "&{entity}; is not known",
                    entity
                ));
            }
        });
        rest = &rest[at + end + 1..];
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:pdf='http://ns.adobe.com/pdf/1.3/'";
    const TAIL: &str = "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>";

    #[test]
    fn properties_are_found_in_every_form() {
        let packet = Packet::read(
            format!(
                "{HEAD} pdf:Trapped='False'><dc:title><rdf:Alt><rdf:li xml:lang='de'>B</rdf:li><rdf:li xml:lang='x-default'>A &amp; &#x4E00;</rdf:li></rdf:Alt></dc:title><pdf:Producer>p</pdf:Producer>{TAIL}"
            )
            .as_bytes(),
        )
        .unwrap();
        assert_eq!(packet.get("dc:title"), Some("A & 一"));
        assert_eq!(
            (
                packet.get("pdf:Trapped"),
                packet.get("pdf:Producer"),
                packet.get("pdf:Keywords")
            ),
            (Some("False"), Some("p"), None)
        );
    }

    #[test]
    fn what_is_no_xml_is_told() {
        for wrong in [
            "",
            "<a>",
            "<a></b>",
            "<a b=c/>",
            "<a>&x;</a>",
            "<q:a/>",
            "<a/><b/>",
            "x<a/>",
            "<a",
            "<a b='1' b='2'/>",
            "<!DOCTYPE a><a/>",
        ] {
            assert!(Packet::read(wrong.as_bytes()).is_err(), "{wrong}");
        }
        assert!(Packet::read("<a>".repeat(5000).as_bytes()).is_err());
    }
}
