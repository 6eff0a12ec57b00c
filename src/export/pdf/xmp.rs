//! The XMP packet.

use std::fmt::Write;

use super::date::Date;
use super::number::kept;
use super::order::{Archive, Meta, Purpose};

/// The program as it names itself in the file.
pub(super) const PRODUCER: &str = concat!("duikai ", env!("CARGO_PKG_VERSION"));

/// The properties of a namespace that PDF/A does not know, declared in the form it requires.
struct Schema {
    title: &'static str,
    namespace: &'static str,
    prefix: &'static str,
    property: &'static str,
    value: &'static str,
    describes: &'static str,
}

const PDFX_ID: Schema = Schema {
    title: "PDF/X ID schema",
    namespace: "http://www.npes.org/pdfx/ns/id/",
    prefix: "pdfxid",
    property: "GTS_PDFXVersion",
    value: "Text",
    describes: "The version of PDF/X the file meets",
};

const TRAPPED: Schema = Schema {
    title: "Adobe PDF schema",
    namespace: "http://ns.adobe.com/pdf/1.3/",
    prefix: "pdf",
    property: "Trapped",
    value: "Text",
    describes: "Whether the file has been trapped",
};

const PDFUA_ID: Schema = Schema {
    title: "PDF/UA universal accessibility schema",
    namespace: "http://www.aiim.org/pdfua/ns/id/",
    prefix: "pdfuaid",
    property: "part",
    value: "Integer",
    describes: "The part of ISO 14289 the file meets",
};

/// Returns the packet. The document's id is derived from the digest of the file.
pub(super) fn packet(
    meta: &Meta,
    date: &Date,
    (kind, archive): (Purpose, Archive),
    digest: &[u8],
) -> Vec<u8> {
    let mut out = String::with_capacity(4096);
    out.push_str(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\"\n xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n \
         xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\"\n xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n \
         xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"\n xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"\n \
         xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\"\n \
         xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"\n \
         xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"\n \
         xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n",
    );
    element(&mut out, "dc:format", "application/pdf");
    list(
        &mut out,
        "dc:title",
        "Alt",
        " xml:lang=\"x-default\"",
        meta.title,
    );
    if !meta.paper.is_empty() {
        list(&mut out, "dc:publisher", "Bag", "", meta.paper);
    }
    list(&mut out, "dc:language", "Bag", "", meta.lang);
    for name in ["xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"] {
        element(&mut out, name, &date.xmp);
    }
    element(&mut out, "xmp:CreatorTool", PRODUCER);
    element(&mut out, "pdf:Producer", PRODUCER);
    element(&mut out, "xmpMM:DocumentID", &uuid(digest));
    element(&mut out, "xmpMM:VersionID", "1");
    element(&mut out, "xmpMM:RenditionClass", "default");
    if archive != Archive::No {
        element(&mut out, "pdfaid:part", "2");
        element(&mut out, "pdfaid:conformance", "A");
    }
    let mut schemas = Vec::new();
    if archive == Archive::Accessible {
        element(&mut out, "pdfuaid:part", "1");
        schemas.push(&PDFUA_ID);
    }
    if let Some(version) = kind.pdfx() {
        element(&mut out, "pdfxid:GTS_PDFXVersion", version);
        element(&mut out, "pdf:Trapped", "False");
        schemas.extend([&PDFX_ID, &TRAPPED]);
    }
    if !schemas.is_empty() {
        out.push_str("<pdfaExtension:schemas><rdf:Bag>\n");
        for own in schemas {
            schema(&mut out, own);
        }
        out.push_str("</rdf:Bag></pdfaExtension:schemas>\n");
    }
    out.push_str("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");
    out.into_bytes()
}

fn element(out: &mut String, name: &str, value: &str) {
    let _ = writeln!(out, "<{name}>{}</{name}>", escaped(value));
}

fn list(out: &mut String, name: &str, kind: &str, attributes: &str, value: &str) {
    let _ = writeln!(
        out,
        "<{name}><rdf:{kind}><rdf:li{attributes}>{}</rdf:li></rdf:{kind}></{name}>",
        escaped(value)
    );
}

fn schema(out: &mut String, schema: &Schema) {
    let Schema {
        title,
        namespace,
        prefix,
        property,
        value,
        describes,
    } = schema;
    let _ = writeln!(
        out,
        "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>{title}</pdfaSchema:schema>\
         <pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI><pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>\
         <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>{property}</pdfaProperty:name>\
         <pdfaProperty:valueType>{value}</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>\
         <pdfaProperty:description>{describes}</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>"
    );
}

/// Escapes text for XML; characters XML cannot hold are dropped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars().filter(|&character| kept(character)) {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ => out.push(character),
        }
    }
    out
}

/// Returns a name-based UUID (version 8: digest of our own choosing).
fn uuid(digest: &[u8]) -> String {
    let mut id = [0_u8; 16];
    id.iter_mut()
        .zip(digest.iter().skip(16))
        .for_each(|(to, from)| *to = *from);
    id[6] = id[6] & 0x0F | 0x80;
    id[8] = id[8] & 0x3F | 0x80;
    let mut out = String::from("uuid:");
    for (at, byte) in id.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        let _ = write!(out, "{byte:02x}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_cannot_break_the_packet() {
        assert_eq!(escaped("A<B & C>\u{1}D"), "A&lt;B &amp; C&gt;D");
    }

    #[test]
    fn the_uuid_says_its_version() {
        assert_eq!(
            uuid(&[0xFF; 32]),
            "uuid:ffffffff-ffff-8fff-bfff-ffffffffffff"
        );
    }
}
