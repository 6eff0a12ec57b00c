//! Page boxes (ISO 15930-7 §6.11 as restated by CGATS: trim inside bleed
//! inside media, trim or art but not both).

use lopdf::{Document, Object, ObjectId};

use super::numbers;
use crate::forme::Forme;

/// Writes Media, Bleed and Trim as x₁ y₁ x₂ y₂; printpdf writes widths for corners.
pub(super) fn set_boxes(pdf: &mut Document, page: ObjectId, forme: &Forme) -> Result<(), lopdf::Error> {
    let bleed = forme.sheet.bleed.to_pt();
    let (width, height) = (forme.sheet.trim.width.to_pt(), forme.sheet.trim.height.to_pt());
    let media = numbers(&[0.0, 0.0, width + 2.0 * bleed, height + 2.0 * bleed]);
    let dict = pdf.get_dictionary_mut(page)?;
    dict.set("MediaBox", media.clone());
    dict.set("BleedBox", media);
    dict.set("TrimBox", numbers(&[bleed, bleed, bleed + width, bleed + height]));
    dict.remove(b"CropBox");
    dict.remove(b"ArtBox");
    if matches!(dict.get(b"Annots"), Ok(Object::Array(list)) if list.is_empty()) {
        dict.remove(b"Annots");
    }
    Ok(())
}
