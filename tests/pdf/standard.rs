//! The press file against the clauses of its standard. What is asked of the
//! drawing itself is in `plates.rs`.

use duikai::asset::{Fonts, Pictures, SNAP_240};
use duikai::export::marked;
use duikai::export::pdf::Purpose;
use duikai::geom::Len;
use duikai::ink::{Ink, Spot};
use lopdf::{Dictionary, Document, Object};

use super::{page_dict, resolved};
use crate::pdf::{self, written};

const PRESS: [Purpose; 2] = [
    Purpose::Press(duikai::ink::Standard::X4),
    Purpose::Press(duikai::ink::Standard::X1a),
];

/// Two pages with everything an item can be: type, tints, rules, a picture, a
/// spot ink, and on the second printer's marks.
fn everything(kind: Purpose) -> (Vec<u8>, Document) {
    let fonts = Fonts::bundled();
    let (pictures, photo) = pdf::one_picture(pdf::patches(300, 200));
    let mut first = pdf::full_page(&fonts, 1, Some(photo));
    let red = Spot::new("大红", [0, 1000, 900, 0]).unwrap();
    first
        .items
        .push(pdf::fill([Len::MM * 9; 4], Ink::Spot(red, 500)));
    let second = marked(
        &pdf::full_page(&fonts, 2, Some(photo)),
        &fonts,
        &pictures,
        "slug",
    );
    let file = written(&[&first, &second], &fonts, &pictures, kind);
    let doc = Document::load_mem(&file).unwrap();
    (file, doc)
}

/// Every dictionary of a file, those inside others too.
fn dictionaries(doc: &Document) -> Vec<&Dictionary> {
    fn inside<'a>(object: &'a Object, found: &mut Vec<&'a Dictionary>) {
        match object {
            Object::Array(array) => array.iter().for_each(|object| inside(object, found)),
            Object::Dictionary(dict) => each(dict, found),
            Object::Stream(stream) => each(&stream.dict, found),
            _ => {}
        }
    }
    fn each<'a>(dict: &'a Dictionary, found: &mut Vec<&'a Dictionary>) {
        found.push(dict);
        dict.iter().for_each(|(_, object)| inside(object, found));
    }
    let mut found = Vec::new();
    doc.objects
        .values()
        .for_each(|object| inside(object, &mut found));
    found
}

fn is(dict: &Dictionary, key: &[u8], name: &[u8]) -> bool {
    dict.get(key)
        .and_then(Object::as_name)
        .is_ok_and(|found| found == name)
}

#[test]
fn no_object_has_what_the_standard_forbids() {
    for kind in PRESS {
        let (file, doc) = everything(kind);
        assert!(!doc.trailer.has(b"Encrypt"));
        assert!(
            file.ends_with(b"%%EOF") || file.ends_with(b"%%EOF\n"),
            "nothing follows the end"
        );
        let found = dictionaries(&doc);
        assert!(
            found.len() > 30,
            "only {} dictionaries were seen",
            found.len()
        );
        for dict in found {
            // Elements of the structure have attributes of that name.
            let element = dict.has(b"P") && dict.has(b"S");
            for key in [
                // Data elsewhere; actions, forms and scripts.
                "F",
                "FFilter",
                "FDecodeParms",
                "AA",
                "OpenAction",
                "A",
                "JS",
                "AcroForm",
                "XFA",
                "EmbeddedFiles",
                "PresSteps",
                // Old production aids.
                "OPI",
                "Alternates",
                "Ref",
                "PS",
                "SeparationInfo",
                "HalftoneName",
                "TR",
                "TR2",
                "HTP",
                "HT",
                // Pages turned or scaled, layers, links, transparency.
                "Rotate",
                "UserUnit",
                "OCProperties",
                "OC",
                "Annots",
                "SMask",
                "Group",
                "BM",
                "CA",
                "ca",
                "ArtBox",
                "CropBox",
            ] {
                let attributes = key == "A" && element;
                assert!(
                    attributes || !dict.has(key.as_bytes()),
                    "{kind:?}: {key} in {dict:?}"
                );
            }
            assert!(!is(dict, b"Subtype", b"PS") && !is(dict, b"Subtype", b"Link"));
            assert!(dict.get(b"Interpolate").is_err());
        }
        for object in doc.objects.values() {
            let Ok(stream) = object.as_stream() else {
                continue;
            };
            if let Ok(filter) = stream.dict.get(b"Filter") {
                assert!(
                    matches!(filter.as_name(), Ok(b"FlateDecode" | b"DCTDecode")),
                    "{filter:?}"
                );
            }
            assert_eq!(
                stream.dict.get(b"Length").unwrap().as_i64().unwrap(),
                stream.content.len() as i64
            );
        }
    }
}

#[test]
fn information_and_metadata_say_the_same() {
    for kind in PRESS {
        let (_, doc) = everything(kind);
        let info = resolved(&doc, doc.trailer.get(b"Info").unwrap())
            .as_dict()
            .unwrap();
        let said = |key: &[u8]| lopdf::decode_text_string(info.get(key).unwrap()).unwrap();
        let packet = resolved(&doc, doc.catalog().unwrap().get(b"Metadata").unwrap())
            .as_stream()
            .unwrap();
        let packet = std::str::from_utf8(&packet.content).unwrap();
        let of = |name: &str| -> &str {
            let (_, rest) = packet
                .split_once(&format!("<{name}>"))
                .unwrap_or_else(|| panic!("{name} is missing"));
            rest.split_once("</").unwrap().0
        };
        assert!(packet.contains(&format!(
            ">{}</rdf:li></rdf:Alt></dc:title>",
            said(b"Title").replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
        )));
        assert_eq!(
            (said(b"Creator").as_str(), said(b"Producer").as_str()),
            (of("xmp:CreatorTool"), of("pdf:Producer"))
        );
        for (key, name) in [
            (b"CreationDate".as_slice(), "xmp:CreateDate"),
            (b"ModDate", "xmp:ModifyDate"),
        ] {
            let digits: String = of(name)
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .filter(|c| *c != 'T')
                .collect();
            assert_eq!(said(key), format!("D:{digits}"));
        }
        assert_eq!(
            info.get(b"Trapped").unwrap().as_name().unwrap(),
            of("pdf:Trapped").as_bytes()
        );
        assert_eq!(said(b"GTS_PDFXVersion"), of("pdfxid:GTS_PDFXVersion"));
        assert!(
            of("xmpMM:DocumentID").starts_with("uuid:")
                && of("xmpMM:VersionID") == "1"
                && of("xmpMM:RenditionClass") == "default"
        );
        assert_eq!(of("xmp:MetadataDate"), of("xmp:ModifyDate"));
        let archive =
            packet.contains("<pdfaid:part>2<") && packet.contains("<pdfaid:conformance>A<");
        assert_eq!(archive, kind == Purpose::Press(duikai::ink::Standard::X4));
        // What PDF/A does not know by itself is described (ISO 19005-2 §6.6.2.3).
        for property in ["GTS_PDFXVersion", "Trapped"] {
            assert!(packet.contains(&format!("<pdfaProperty:name>{property}<")));
        }
    }
}

#[test]
fn the_intent_holds_a_press_profile_of_four_inks() {
    for kind in PRESS {
        let (_, doc) = everything(kind);
        let intents = doc
            .catalog()
            .unwrap()
            .get(b"OutputIntents")
            .unwrap()
            .as_array()
            .unwrap();
        for intent in intents {
            let intent = intent.as_dict().unwrap();
            assert!(
                intent.has(b"OutputConditionIdentifier")
                    && intent.has(b"Info")
                    && !intent.has(b"DestOutputProfileRef")
            );
            let profile = resolved(&doc, intent.get(b"DestOutputProfile").unwrap())
                .as_stream()
                .unwrap();
            assert_eq!(profile.dict.get(b"N").unwrap().as_i64().unwrap(), 4);
            let bytes = profile.decompressed_content().unwrap();
            assert!(bytes == *SNAP_240.bytes && &bytes[12..20] == b"prtrCMYK");
        }
        let of_pdfx = intents
            .iter()
            .filter(|intent| is(intent.as_dict().unwrap(), b"S", b"GTS_PDFX"));
        assert_eq!(of_pdfx.count(), 1);
    }
}

#[test]
fn every_face_is_embedded_and_reads_back() {
    for kind in PRESS {
        let (_, doc) = everything(kind);
        let faces: Vec<&Dictionary> = dictionaries(&doc)
            .into_iter()
            .filter(|dict| is(dict, b"Subtype", b"Type0"))
            .collect();
        assert!(!faces.is_empty());
        for face in faces {
            let known = ["Identity-H", "Identity-V"];
            assert!(
                known
                    .iter()
                    .any(|name| is(face, b"Encoding", name.as_bytes()))
            );
            assert!(face.has(b"ToUnicode"));
            let base = face.get(b"BaseFont").unwrap().as_name().unwrap();
            assert!(
                base.len() > 7 && base[..6].iter().all(u8::is_ascii_uppercase) && base[6] == b'+',
                "no subset tag"
            );
            let inner = resolved(
                &doc,
                &face.get(b"DescendantFonts").unwrap().as_array().unwrap()[0],
            )
            .as_dict()
            .unwrap();
            assert!(is(inner, b"Subtype", b"CIDFontType0") || inner.has(b"CIDToGIDMap"));
            let descriptor = resolved(&doc, inner.get(b"FontDescriptor").unwrap())
                .as_dict()
                .unwrap();
            let program = descriptor
                .get(b"FontFile3")
                .or_else(|_| descriptor.get(b"FontFile2"))
                .unwrap();
            assert!(resolved(&doc, program).as_stream().unwrap().content.len() > 100);
        }
    }
}

#[test]
fn boxes_nest_on_every_page() {
    let (_, doc) = everything(Purpose::Press(duikai::ink::Standard::X4));
    for at in 1..=2 {
        let page = page_dict(&doc, at);
        let edges = |key: &[u8]| -> Vec<f64> {
            page.get(key)
                .unwrap()
                .as_array()
                .unwrap()
                .iter()
                .map(super::number)
                .collect()
        };
        let (media, bleed, trim) = (edges(b"MediaBox"), edges(b"BleedBox"), edges(b"TrimBox"));
        for (outer, inner) in [(&media, &bleed), (&bleed, &trim)] {
            assert!(
                outer[0] <= inner[0]
                    && outer[1] <= inner[1]
                    && inner[2] <= outer[2]
                    && inner[3] <= outer[3]
            );
        }
        assert_eq!(media == bleed, at == 1, "only marks make the medium larger");
        // Between 3 and 14 400 units (ISO 19005-2 §6.1.13).
        assert!(
            media[0] == 0.0
                && media[1] == 0.0
                && media[2..]
                    .iter()
                    .all(|side| (3.0..=14_400.0).contains(side))
        );
    }
}

/// Colour by colour operator: nothing but four inks and declared ones.
#[test]
fn no_colour_space_is_used_but_four_inks_and_separations() {
    for kind in PRESS {
        let (_, doc) = everything(kind);
        for &page in doc.get_pages().values() {
            let content = lopdf::content::Content::decode(&doc.get_page_content(page)).unwrap();
            let mut depth = 0_i32;
            for op in &content.operations {
                match op.operator.as_str() {
                    "g" | "G" | "rg" | "RG" | "sc" | "SC" | "sh" | "ri" | "BI" => {
                        panic!("{} is not for the press", op.operator)
                    }
                    "cs" | "CS" => {
                        assert!(matches!(op.operands[0].as_name().unwrap(), b"S0" | b"All"))
                    }
                    "q" => depth += 1,
                    "Q" => depth -= 1,
                    _ => {}
                }
                assert!(
                    (0..28).contains(&depth),
                    "states are saved too deep (ISO 19005-2 §6.1.13)"
                );
            }
            assert_eq!(depth, 0);
        }
        for dict in dictionaries(&doc)
            .into_iter()
            .filter(|dict| is(dict, b"Subtype", b"Image"))
        {
            assert!(is(dict, b"ColorSpace", b"DeviceCMYK"));
        }
    }
    let fonts = Fonts::bundled();
    let plain = written(
        &[&pdf::full_page(&fonts, 1, None)],
        &fonts,
        &Pictures::default(),
        Purpose::Press(duikai::ink::Standard::X4),
    );
    let plain = Document::load_mem(&plain).unwrap();
    assert!(
        dictionaries(&plain)
            .into_iter()
            .all(|dict| !dict.has(b"ColorSpace")),
        "no space is declared that nothing uses"
    );
}
