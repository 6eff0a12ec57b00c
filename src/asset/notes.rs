//! The metadata that photographers store in a picture file: XMP, or the older records of the IPTC's
//! Information Interchange Model (IIM).
//!
//! XMP wins where both have a field. IIM is UTF-8 when record 1:90 says so, and GB18030 otherwise,
//! as Chinese agencies write it; text that is neither is dropped. Broken metadata counts as none: a
//! picture prints without it.

use encoding_rs::{GB18030, UTF_8};
use roxmltree::{Document, Node, ParsingOptions};

use super::clipping::resources;
use super::decode::Notes;

/// Metadata of a picture, for its cutline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PictureMetadata {
    /// Description of the picture: `dc:description`, IIM 2:120.
    pub caption: Option<String>,
    /// Alternative text: `Iptc4xmpCore:AltTextAccessibility`.
    pub alt: Option<String>,
    /// Photographer: `dc:creator`, IIM 2:80. Several are joined by a space.
    pub byline: Option<String>,
    /// Credit: `photoshop:Credit`, IIM 2:110.
    pub credit: Option<String>,
}

/// Maximum number of characters of a field; a longer one is a mistake or an attack.
const LONGEST: usize = 2000;
/// Maximum size of an XMP packet in bytes.
const MOST_XMP: usize = 1 << 20;
/// Maximum number of XML nodes of a packet.
const MOST_NODES: u32 = 20_000;

/// Extracts the fields of a file's metadata.
pub(super) fn words(notes: &Notes) -> PictureMetadata {
    let xmp = notes.xmp.as_deref().and_then(from_xmp).unwrap_or_default();
    let iim = notes.iim.as_deref().map(from_iim).unwrap_or_default();
    PictureMetadata {
        caption: xmp.caption.or(iim.caption),
        alt: xmp.alt,
        byline: xmp.byline.or(iim.byline),
        credit: xmp.credit.or(iim.credit),
    }
}

/// Returns the text as one line without control characters; `None` if nothing is left.
fn tidy(text: &str) -> Option<String> {
    let spaced: String = text
        .chars()
        .map(|c| {
            if c.is_control() || c == '\u{feff}' {
                ' '
            } else {
                c
            }
        })
        .collect();
    let text = spaced
        .split(' ')
        .filter(|piece| !piece.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    (!text.is_empty() && text.chars().count() <= LONGEST).then_some(text)
}

const DC: &str = "http://purl.org/dc/elements/1.1/";
const PHOTOSHOP: &str = "http://ns.adobe.com/photoshop/1.0/";
const IPTC: &str = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

fn from_xmp(packet: &[u8]) -> Option<PictureMetadata> {
    let text = std::str::from_utf8(packet.get(..packet.len().min(MOST_XMP))?).ok()?;
    // A packet may be padded, and a file may end it with a nought.
    let text = text.trim_matches(|c: char| c == '\0' || c == '\u{feff}' || c.is_whitespace());
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    super::xml::check(text).ok()?;
    let document = Document::parse_with_options(text, options).ok()?;
    // A property is an element or, when simple, an attribute of its description.
    let values = |namespace: &'static str, name: &'static str| -> Vec<String> {
        let elements = document
            .descendants()
            .filter(move |node| node.has_tag_name((namespace, name)));
        let mut found: Vec<String> = elements
            .flat_map(|node| items(node))
            .filter_map(|text| tidy(&text))
            .collect();
        let attributes = document
            .descendants()
            .filter(|node| node.has_tag_name((RDF, "Description")));
        found.extend(
            attributes
                .filter_map(|node| node.attribute((namespace, name)))
                .filter_map(tidy),
        );
        found
    };
    let first = |namespace, name| values(namespace, name).into_iter().next();
    let byline = values(DC, "creator").join(" ");
    Some(PictureMetadata {
        caption: first(DC, "description"),
        alt: first(IPTC, "AltTextAccessibility"),
        byline: tidy(&byline),
        credit: first(PHOTOSHOP, "Credit"),
    })
}

/// Returns the texts of a property: of every item of its list, or its own. The default language
/// comes first.
fn items(node: Node) -> Vec<String> {
    let text = |node: Node| node.text().unwrap_or_default().to_owned();
    let list: Vec<Node> = node
        .descendants()
        .filter(|item| item.has_tag_name((RDF, "li")))
        .collect();
    if list.is_empty() {
        return vec![text(node)];
    }
    let is_default = |item: &&Node| {
        item.attribute(("http://www.w3.org/XML/1998/namespace", "lang")) == Some("x-default")
    };
    let (mut default, other): (Vec<&Node>, Vec<&Node>) = list.iter().partition(is_default);
    default.extend(other);
    default.into_iter().map(|item| text(*item)).collect()
}

fn from_iim(block: &[u8]) -> PictureMetadata {
    let records = resources(block)
        .find(|resource| resource.id == 0x0404)
        .map_or(block, |resource| resource.body);
    let mut utf8 = false;
    let mut found: Vec<(u8, &[u8])> = Vec::new();
    let mut rest = records;
    // 0x1C, record, number, length of two bytes (more is never text), bytes.
    while let [0x1C, record, number, high, low, after @ ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let Some(value) = after.get(..length) else {
            break;
        };
        match (record, number) {
            (1, 90) => utf8 = value == b"\x1b%G",
            (2, 80 | 110 | 120) => found.push((*number, value)),
            _ => {}
        }
        rest = &after[length..];
    }
    let read = |bytes: &[u8]| -> Option<String> {
        let valid = |encoding: &'static encoding_rs::Encoding| {
            encoding.decode_without_bom_handling_and_without_replacement(bytes)
        };
        // Programs that forget the mark write UTF-8 all the same; text that is
        // valid as UTF-8 is hardly ever meant as GB18030.
        let text = if utf8 {
            valid(UTF_8)
        } else {
            valid(UTF_8).or_else(|| valid(GB18030))
        };
        text.and_then(|text| tidy(&text))
    };
    let all = |wanted: u8| -> Option<String> {
        let texts: Vec<String> = found
            .iter()
            .filter(|(number, _)| *number == wanted)
            .filter_map(|(_, value)| read(value))
            .collect();
        tidy(&texts.join(" "))
    };
    PictureMetadata {
        caption: all(120),
        alt: None,
        byline: all(80),
        credit: all(110),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(record: u8, number: u8, value: &[u8]) -> Vec<u8> {
        [
            &[0x1C, record, number],
            (value.len() as u16).to_be_bytes().as_slice(),
            value,
        ]
        .concat()
    }

    fn read(xmp: Option<&str>, iim: Option<Vec<u8>>) -> PictureMetadata {
        words(&Notes {
            xmp: xmp.map(|text| text.as_bytes().to_vec()),
            iim,
        })
    }

    fn said(caption: Option<&str>, byline: Option<&str>, credit: Option<&str>) -> PictureMetadata {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        PictureMetadata {
            caption: owned(caption),
            alt: None,
            byline: owned(byline),
            credit: owned(credit),
        }
    }

    const XMP: &str = r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="新华社">
<dc:description><rdf:Alt><rdf:li xml:lang="en">A harvest</rdf:li><rdf:li xml:lang="x-default">麦收
 开镰</rdf:li></rdf:Alt></dc:description><dc:creator><rdf:Seq><rdf:li>周至</rdf:li><rdf:li>安可</rdf:li></rdf:Seq></dc:creator>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"#;

    #[test]
    fn xmp_says_what_its_lists_and_attributes_hold() {
        assert_eq!(
            read(Some(XMP), None),
            said(Some("麦收 开镰"), Some("周至 安可"), Some("新华社"))
        );
    }

    #[test]
    fn xmp_wins_field_by_field() {
        let half = XMP.replace(" photoshop:Credit=\"新华社\"", "");
        let iim = [record(2, 110, "本报".as_bytes()), record(2, 120, b"old")].concat();
        assert_eq!(
            read(Some(&half), Some(iim)),
            said(Some("麦收 开镰"), Some("周至 安可"), Some("本报"))
        );
    }

    #[test]
    fn iim_is_utf8_by_its_mark_and_gb18030_without() {
        let gbk = GB18030.encode("图为收割现场").0;
        let plain = [record(2, 120, &gbk), record(2, 80, "周至".as_bytes())].concat();
        assert_eq!(
            read(None, Some(plain)),
            said(Some("图为收割现场"), Some("周至"), None)
        );
        let marked = [
            record(1, 90, b"\x1b%G"),
            record(2, 120, &gbk),
            record(2, 80, "周至".as_bytes()),
        ]
        .concat();
        assert_eq!(read(None, Some(marked)), said(None, Some("周至"), None));
    }

    #[test]
    fn iim_lies_in_a_photoshop_block() {
        let inner = record(2, 120, "开镰".as_bytes());
        let resource = |id: u16, body: &[u8]| {
            let mut block = [
                b"8BIM",
                id.to_be_bytes().as_slice(),
                &[0, 0],
                &(body.len() as u32).to_be_bytes(),
                body,
            ]
            .concat();
            block.extend(vec![0; body.len() % 2]);
            block
        };
        let block = [
            b"Photoshop 3.0\0".as_slice(),
            &resource(0x03ED, &[1, 2, 3]),
            &resource(0x0404, &inner),
        ]
        .concat();
        assert_eq!(
            read(None, Some(block.clone())).caption.as_deref(),
            Some("开镰")
        );
        for length in 0..block.len() {
            read(None, Some(block[..length].to_vec()));
        }
    }

    #[test]
    fn hostile_notes_say_nothing() {
        let bomb = "<!DOCTYPE a [<!ENTITY a \"aaaa\">]><a>&a;</a>";
        let deep = "<a>".repeat(50_000);
        let long = XMP.replace("安可", &"长".repeat(LONGEST + 1));
        for text in ["", "<", bomb, &deep] {
            assert_eq!(read(Some(text), None), PictureMetadata::default());
        }
        assert_eq!(read(Some(&long), None).byline.as_deref(), Some("周至"));
        for length in 0..XMP.len() {
            words(&Notes {
                xmp: Some(XMP.as_bytes()[..length].to_vec()),
                iim: None,
            });
        }
    }
}
