//! Output intents, XMP and document information.

use std::sync::OnceLock;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::{Kind, Meta, deflate, name, stream, text};
use crate::asset::{OutputProfile, SNAP_240};

/// The bundled profile deflated, once a process: it is in every press file.
static BUNDLED_PROFILE: OnceLock<Vec<u8>> = OnceLock::new();

/// Adds the output intent: one for PDF/X, one for PDF/A, sharing one profile
/// object (ISO 19005-2 §6.2.3).
pub(super) fn add_intent(pdf: &mut Document, press: &OutputProfile, kind: Kind) -> Result<(), lopdf::Error> {
    let packed = if press.identifier == SNAP_240.identifier {
        BUNDLED_PROFILE.get_or_init(|| deflate(&press.bytes)).clone()
    } else {
        deflate(&press.bytes)
    };
    let profile = pdf.add_object(stream(dictionary! { "N" => 4, "Filter" => name("FlateDecode") }, packed));
    let intent = |pdf: &mut Document, subtype: &str| -> ObjectId {
        pdf.add_object(dictionary! {
            "Type" => name("OutputIntent"),
            "S" => name(subtype),
            "OutputConditionIdentifier" => text(&press.identifier),
            "OutputCondition" => text(&press.info),
            "Info" => text(&press.info),
            "DestOutputProfile" => profile,
        })
    };
    let mut intents: Vec<Object> = Vec::new();
    if kind == Kind::Press {
        intents.push(intent(pdf, "GTS_PDFX").into());
    }
    intents.push(intent(pdf, "GTS_PDFA1").into());
    pdf.catalog_mut()?.set("OutputIntents", Object::Array(intents));
    Ok(())
}

/// Adds XMP and the information dictionary that repeats it.
pub(super) fn add_metadata(pdf: &mut Document, meta: &Meta<'_>, kind: Kind, id: &[u8; 16]) -> Result<(), lopdf::Error> {
    let producer = concat!("duikai ", env!("CARGO_PKG_VERSION"));
    let packet = xmp(meta, kind, id, producer);
    let metadata = pdf.add_object(
        stream(dictionary! { "Type" => name("Metadata"), "Subtype" => name("XML") }, packet.into_bytes()).with_compression(false),
    );
    let catalog = pdf.catalog_mut()?;
    catalog.set("Metadata", metadata);
    catalog.set("Lang", text(meta.lang));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.remove(b"PageLayout");
    if kind == Kind::Press {
        catalog.remove(b"PageMode");
        catalog.remove(b"Outlines");
    }
    let date = text(&format!("D:{}000000Z", meta.date.replace('-', "")));
    let mut info = Dictionary::new();
    info.set("Title", text(meta.title));
    info.set("Creator", text(producer));
    info.set("Producer", text(producer));
    info.set("CreationDate", date.clone());
    info.set("ModDate", date);
    info.set("Trapped", name("False"));
    if kind == Kind::Press {
        info.set("GTS_PDFXVersion", text("PDF/X-4"));
    }
    match pdf.trailer.get(b"Info").and_then(Object::as_reference) {
        Ok(old) => drop(pdf.objects.insert(old, info.into())),
        Err(_) => {
            let new = pdf.add_object(info);
            pdf.trailer.set("Info", new);
        }
    }
    Ok(())
}

fn xmp(meta: &Meta<'_>, kind: Kind, id: &[u8; 16], producer: &str) -> String {
    let hex: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
    let uuid = format!("uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]);
    let date = format!("{}T00:00:00Z", meta.date);
    let title = escape(meta.title);
    let (namespace, claim) = match kind {
        Kind::Press => (" xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\"", "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>"),
        Kind::Reading => ("", ""),
    };
    let schemas = [
        (kind == Kind::Press).then(|| {
            schema(
                "PDF/X identification",
                "http://www.npes.org/pdfx/ns/id/",
                "pdfxid",
                "GTS_PDFXVersion",
                "internal",
                "The version of PDF/X the file conforms to",
            )
        }),
        Some(schema("PDF properties", "http://ns.adobe.com/pdf/1.3/", "pdf", "Trapped", "internal", "Whether the file has been trapped")),
    ];
    let schemas: String = schemas.into_iter().flatten().collect();
    format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"{namespace}>\n\
<dc:format>application/pdf</dc:format>\n\
<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n\
<dc:publisher><rdf:Bag><rdf:li>{paper}</rdf:li></rdf:Bag></dc:publisher>\n\
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>\n\
<xmp:CreateDate>{date}</xmp:CreateDate>\n<xmp:ModifyDate>{date}</xmp:ModifyDate>\n<xmp:MetadataDate>{date}</xmp:MetadataDate>\n\
<xmp:CreatorTool>{producer}</xmp:CreatorTool>\n\
<xmpMM:DocumentID>{uuid}</xmpMM:DocumentID>\n<xmpMM:VersionID>1</xmpMM:VersionID>\n<xmpMM:RenditionClass>default</xmpMM:RenditionClass>\n\
<pdf:Producer>{producer}</pdf:Producer>\n<pdf:Trapped>False</pdf:Trapped>\n\
<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>U</pdfaid:conformance>\n{claim}\n</rdf:Description>\n\
<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n\
<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n\
</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>",
        paper = escape(meta.paper),
        lang = escape(meta.lang),
    )
}

/// A PDF/A extension schema with one property (ISO 19005-2 §6.6.2.3).
fn schema(title: &str, uri: &str, prefix: &str, property: &str, category: &str, description: &str) -> String {
    format!(
        "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>{title}</pdfaSchema:schema><pdfaSchema:namespaceURI>{uri}</pdfaSchema:namespaceURI><pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>{property}</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType>\
<pdfaProperty:category>{category}</pdfaProperty:category><pdfaProperty:description>{description}</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
