//! What a file says of the standard that it keeps.

use super::xmp::Packet;
use crate::ink::Standard;
use crate::pdf::{Dict, File};

/// The names by which files say their standard, in XMP or in Info.
const NAMES: [(&str, Standard); 7] = [
    ("PDF/X-4", Standard::X4),
    ("PDF/X-1a:2003", Standard::X1a),
    ("PDF/X-1a:2001", Standard::X1a2001),
    ("PDF/X-1:2001", Standard::X1a2001),
    ("PDF/X-3:2003", Standard::X3),
    ("PDF/X-3:2002", Standard::X3),
    ("PDF/X-4:2010", Standard::X4),
];

/// Returns the standard of a name.
pub(super) fn named(name: &str) -> Option<Standard> {
    let name = name.trim();
    NAMES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, standard)| *standard)
}

/// Returns a file's Info dictionary.
pub(super) fn info(file: &File<'_>) -> Dict {
    file.dict(&file.trailer(), "Info")
        .map(|info| (*info).clone())
        .unwrap_or_default()
}

/// Returns the standard that a file says it keeps: what XMP says for PDF/X-4, what Info says for
/// the others.
pub(super) fn of(file: &File<'_>) -> Option<Standard> {
    let info = info(file);
    let said = |key: &str| {
        let value = file.get(&info, key);
        value
            .bytes()
            .map(crate::pdf::text)
            .and_then(|text| named(&text))
    };
    let packet = || {
        let catalog = file.catalog()?;
        let value = file.get(&catalog, "Metadata");
        let bytes = file.unpacked(value.stream()?).ok()?.bytes;
        named(Packet::read(&bytes).ok()?.get("pdfxid:GTS_PDFXVersion")?)
    };
    packet()
        .filter(|standard| *standard == Standard::X4)
        .or_else(|| said("GTS_PDFXConformance"))
        .or_else(|| said("GTS_PDFXVersion"))
        .or_else(packet)
}
