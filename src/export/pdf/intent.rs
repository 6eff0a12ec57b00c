//! The identity of the file: output intents, document information, id.

use lopdf::{Dictionary, Document, Object, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use super::date::Date;
use super::fault::ExportFault;
use super::number::{name, text};
use super::order::{Archive, Meta, Purpose, Written};
use super::stream;
use super::xmp::{self, PRODUCER};
use crate::asset::{OutputProfile, hex};
use crate::say::text;

/// Adds intents, information, metadata and id, and serializes the file.
pub(super) fn sign(
    mut doc: Document,
    press: &OutputProfile,
    meta: &Meta,
    date: &Date,
    (kind, archive): (Purpose, Archive),
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
        (archive != Archive::No).then_some("GTS_PDFA1"),
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
    let lost = || {
        ExportFault::File(text!(
            "export.metadata-cannot-found-again",
            "its metadata cannot be found again"
        ))
    };
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
