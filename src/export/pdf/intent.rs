//! What the file claims to be: output intents, document information, id.

use lopdf::{Dictionary, Document, Object, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use super::number::{name, text};
use super::{ExportFault, Kind, Meta, stream, xmp};
use crate::asset::OutputProfile;

/// The program as it names itself in the file.
pub(super) const PRODUCER: &str = concat!("duikai ", env!("CARGO_PKG_VERSION"));

/// A day of issue, in the two forms PDF wants.
pub(super) struct Date {
    /// `D:20211231000000Z`, for the Info dictionary.
    pub info: String,
    /// `2021-12-31T00:00:00Z`, for XMP.
    pub xmp: String,
}

impl Date {
    /// Reads `2021-12-31`.
    pub fn read(date: &str) -> Result<Date, ExportFault> {
        let wrong = || ExportFault::Date(date.to_owned());
        let in_form = date.len() == 10
            && date.bytes().enumerate().all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() });
        let two = |at: usize| date.get(at..at + 2).and_then(|digits| digits.parse::<u8>().ok()).unwrap_or(0);
        if !in_form || !(1..=12).contains(&two(5)) || !(1..=31).contains(&two(8)) {
            return Err(wrong());
        }
        Ok(Date { info: format!("D:{}000000Z", date.replace('-', "")), xmp: format!("{date}T00:00:00Z") })
    }
}

/// Adds intents, information, metadata and id, and writes the file.
pub(super) fn sign(
    mut doc: Document,
    press: &OutputProfile,
    meta: &Meta,
    date: &Date,
    (kind, archive): (Kind, bool),
) -> Result<Vec<u8>, ExportFault> {
    kind.version().clone_into(&mut doc.version);
    // Two intents are allowed in one file only if they share one profile object.
    let profile = doc.add_object(stream::profile(press));
    let intent = |standard: &str| {
        let intent = dictionary! {
            "Type" => name("OutputIntent"), "S" => name(standard),
            "OutputConditionIdentifier" => text(&press.identifier), "Info" => text(&press.info),
            "DestOutputProfile" => profile,
        };
        Object::Dictionary(intent)
    };
    let claims = [kind.pdfx().map(|_| "GTS_PDFX"), archive.then_some("GTS_PDFA1")];
    let intents = claims.into_iter().flatten().map(intent).collect();
    let catalog = doc.catalog_mut()?;
    catalog.set("OutputIntents", Object::Array(intents));
    catalog.set("Lang", text(meta.lang));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.remove(b"PageLayout");
    let info = doc.trailer.get(b"Info")?.as_reference()?;
    doc.objects.insert(info, information(meta, date, kind).into());
    doc.trailer.remove(b"ID");

    // The id is drawn from the whole file as it stands without it.
    let mut unsigned = Vec::with_capacity(1 << 19);
    doc.save_to(&mut unsigned)?;
    let digest = Sha256::digest(&unsigned);
    let mut packet = Dictionary::new();
    packet.set("Type", name("Metadata"));
    packet.set("Subtype", name("XML"));
    let packet = lopdf::Stream::new(packet, xmp::packet(meta, date, (kind, archive), &digest)).with_compression(false);
    let packet = doc.add_object(packet);
    doc.catalog_mut()?.set("Metadata", packet);
    let id = Object::String(digest[..16].to_vec(), StringFormat::Hexadecimal);
    doc.trailer.set("ID", vec![id.clone(), id]);

    unsigned.clear();
    doc.save_to(&mut unsigned)?;
    Ok(unsigned)
}

/// The Info dictionary; every entry has its equal in XMP.
fn information(meta: &Meta, date: &Date, kind: Kind) -> Dictionary {
    let mut info = dictionary! {
        "Title" => text(meta.title), "Creator" => text(PRODUCER), "Producer" => text(PRODUCER),
        "CreationDate" => text(&date.info), "ModDate" => text(&date.info),
    };
    if let Some(version) = kind.pdfx() {
        info.set("Trapped", name("False"));
        info.set("GTS_PDFXVersion", text(version));
    }
    info
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_strictly() {
        let date = Date::read("2021-12-31").unwrap();
        assert_eq!((date.info.as_str(), date.xmp.as_str()), ("D:20211231000000Z", "2021-12-31T00:00:00Z"));
        for wrong in ["", "2021-1-31", "2021-13-01", "2021-12-00", "20211-2-31", "２０２１-12"] {
            assert_eq!(Date::read(wrong).err(), Some(ExportFault::Date(wrong.to_owned())));
        }
    }
}
