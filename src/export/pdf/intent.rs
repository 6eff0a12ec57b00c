//! The identity of the file: output intents, document information, id.

use lopdf::{Dictionary, Document, Object, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use super::number::{name, text};
use super::{ExportFault, Meta, Purpose, Written, stream, xmp};
use crate::asset::{OutputProfile, hex};

/// The program as it names itself in the file.
pub(super) const PRODUCER: &str = concat!("duikai ", env!("CARGO_PKG_VERSION"));

/// A date of issue, in the two forms PDF requires.
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
            && date.bytes().enumerate().all(|(at, byte)| {
                if matches!(at, 4 | 7) {
                    byte == b'-'
                } else {
                    byte.is_ascii_digit()
                }
            });
        let two = |at: usize| {
            date.get(at..at + 2)
                .and_then(|digits| digits.parse::<u8>().ok())
                .unwrap_or(0)
        };
        if !in_form || !(1..=12).contains(&two(5)) || !(1..=31).contains(&two(8)) {
            return Err(wrong());
        }
        Ok(Date {
            info: format!("D:{}000000Z", date.replace('-', "")),
            xmp: format!("{date}T00:00:00Z"),
        })
    }
}

/// Adds intents, information, metadata and id, and serializes the file.
pub(super) fn sign(
    mut doc: Document,
    press: &OutputProfile,
    meta: &Meta,
    date: &Date,
    (kind, archive): (Purpose, bool),
) -> Result<Written, ExportFault> {
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
    let claims = [
        kind.pdfx().map(|_| "GTS_PDFX"),
        archive.then_some("GTS_PDFA1"),
    ];
    let intents = claims.into_iter().flatten().map(intent).collect();
    let catalog = doc.catalog_mut()?;
    catalog.set("OutputIntents", Object::Array(intents));
    // Both came with PDF 1.4.
    if kind.version() != "1.3" {
        catalog.set("Lang", text(meta.lang));
        catalog.set(
            "ViewerPreferences",
            dictionary! { "DisplayDocTitle" => true },
        );
    }
    catalog.remove(b"PageLayout");
    let info = doc.trailer.get(b"Info")?.as_reference()?;
    doc.objects
        .insert(info, information(meta, date, kind).into());

    // The packet is the last object. The id that it and the trailer tell is
    // drawn from all that stands before, so it is written when the rest is.
    let packet = |digest: &[u8]| xmp::packet(meta, date, (kind, archive), digest);
    let id = |digest: &[u8]| Object::String(digest[..16].to_vec(), StringFormat::Hexadecimal);
    let unsigned = packet(&UNSIGNED);
    let dict = dictionary! { "Type" => name("Metadata"), "Subtype" => name("XML") };
    let metadata =
        doc.add_object(lopdf::Stream::new(dict, unsigned.clone()).with_compression(false));
    doc.catalog_mut()?.set("Metadata", metadata);
    doc.trailer.set("ID", vec![id(&UNSIGNED), id(&UNSIGNED)]);
    let mut bytes = Vec::with_capacity(1 << 19);
    doc.save_to(&mut bytes)?;
    let lost = || ExportFault::File("its metadata cannot be found again".to_owned());
    let end = bytes.len().saturating_sub(unsigned.len());
    let start = (0..=end)
        .rev()
        .find(|&at| bytes[at] == unsigned[0] && bytes[at..].starts_with(&unsigned))
        .ok_or_else(lost)?;
    let mut hash = Sha256::new();
    hash.update(&bytes[..start]);
    let digest = hash.clone().finalize();
    bytes[start..start + unsigned.len()].copy_from_slice(&packet(&digest));
    let (blank, reported) = (
        hex(&UNSIGNED[..16]).to_uppercase(),
        hex(&digest[..16]).to_uppercase(),
    );
    for at in start + unsigned.len()..bytes.len().saturating_sub(blank.len()) {
        if bytes[at..].starts_with(blank.as_bytes()) {
            bytes[at..at + reported.len()].copy_from_slice(reported.as_bytes());
        }
    }
    hash.update(&bytes[start..]);
    Ok(Written {
        sha256: hex(&hash.finalize()),
        bytes,
    })
}

/// Placeholder of the digest, in a form that nothing else in a trailer has.
const UNSIGNED: [u8; 32] = [0xA5; 32];

/// Returns the Info dictionary; every entry has its equivalent in XMP.
fn information(meta: &Meta, date: &Date, kind: Purpose) -> Dictionary {
    let mut info = dictionary! {
        "Title" => text(meta.title), "Creator" => text(PRODUCER), "Producer" => text(PRODUCER),
        "CreationDate" => text(&date.info), "ModDate" => text(&date.info),
    };
    if let Some(version) = kind.pdfx() {
        info.set("Trapped", name("False"));
        info.set("GTS_PDFXVersion", text(version));
    }
    if let Some(conformance) = kind.conformance() {
        info.set("GTS_PDFXConformance", text(conformance));
    }
    info
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_strictly() {
        let date = Date::read("2021-12-31").unwrap();
        assert_eq!(
            (date.info.as_str(), date.xmp.as_str()),
            ("D:20211231000000Z", "2021-12-31T00:00:00Z")
        );
        for wrong in [
            "",
            "2021-1-31",
            "2021-13-01",
            "2021-12-00",
            "20211-2-31",
            "２０２１-12",
        ] {
            assert_eq!(
                Date::read(wrong).err(),
                Some(ExportFault::Date(wrong.to_owned()))
            );
        }
    }
}
