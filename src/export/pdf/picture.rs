//! Pictures as press images.

use std::collections::BTreeMap;

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use printpdf::{DictItem, ExternalStream, ExternalXObject, PdfDocument, XObject, XObjectId};
use rayon::prelude::*;

use super::ExportFault;
use crate::asset::{OutputProfile, PictureFault, PictureId, Pictures, cmyk_jpeg, reduced, to_cmyk};
use crate::forme::{Forme, Item, Picture};
use crate::geom::Len;

/// Pictures much finer than this at their placed size are made smaller;
/// newsprint shows no more.
const TARGET_PPI: i64 = 220;
/// Quality of the JPEG that carries the four inks.
const QUALITY: u8 = 88;

/// One picture, ready to embed.
pub(super) struct Placed {
    /// Its resource name.
    pub resource: String,
    width: u32,
    height: u32,
    jpeg: Vec<u8>,
    inverted: bool,
}

/// Converts every picture that the pages show, once, side by side.
pub(super) fn convert_all(
    formes: &[&Forme],
    pictures: &Pictures,
    press: &OutputProfile,
) -> Result<BTreeMap<PictureId, Placed>, ExportFault> {
    let mut widest: BTreeMap<PictureId, Len> = BTreeMap::new();
    for forme in formes {
        each_picture(&forme.items, &mut |picture| {
            let width = widest.entry(picture.picture).or_insert(Len::ZERO);
            *width = Len::max(*width, picture.image.width());
        });
    }
    let wanted: Vec<(usize, PictureId, Len)> = widest.into_iter().enumerate().map(|(nth, (id, width))| (nth, id, width)).collect();
    wanted
        .into_par_iter()
        .map(|(nth, id, width)| {
            let placed =
                convert(nth, id, width, pictures, press).map_err(|fault| ExportFault::Picture(pictures.get(id).path.clone(), fault))?;
            Ok((id, placed))
        })
        .collect()
}

fn each_picture<'a>(items: &'a [Item], visit: &mut dyn FnMut(&'a Picture)) {
    for item in items {
        match item {
            Item::Picture(picture) => visit(picture),
            Item::Group(group) => each_picture(&group.items, visit),
            _ => {}
        }
    }
}

fn convert(nth: usize, id: PictureId, width: Len, pictures: &Pictures, press: &OutputProfile) -> Result<Placed, PictureFault> {
    let picture = pictures.get(id);
    let resource = format!("Im{nth}");
    if let Some(inverted) = cmyk_jpeg(picture.bytes()) {
        return Ok(Placed { resource, width: picture.width, height: picture.height, jpeg: picture.bytes().to_vec(), inverted });
    }
    let pixels = picture.pixels()?;
    let most = Len::units(width) * TARGET_PPI / Len::INCH.units();
    let pixels = if i64::from(pixels.width) * 2 > most * 3 {
        let columns = most.max(1) as u32;
        let rows = (i64::from(pixels.height) * i64::from(columns) / i64::from(pixels.width)).max(1) as u32;
        reduced(pixels, columns, rows)
    } else {
        std::borrow::Cow::Borrowed(pixels)
    };
    let inks = to_cmyk(&pixels, press)?;
    let too_large = |_| PictureFault(format!("{} × {} pixels are more than a JPEG holds", pixels.width, pixels.height));
    let (columns, rows) = (u16::try_from(pixels.width).map_err(too_large)?, u16::try_from(pixels.height).map_err(too_large)?);
    let mut jpeg = Vec::new();
    let mut encoder = Encoder::new(&mut jpeg, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    encoder.encode(&inks, columns, rows, ColorType::Cmyk).map_err(|error| PictureFault(error.to_string()))?;
    // The encoder writes CMYK as Adobe does, inverted.
    Ok(Placed { resource, width: pixels.width, height: pixels.height, jpeg, inverted: true })
}

/// Hands the images to printpdf untouched, under ids of ours.
pub(super) fn add_pictures(document: &mut PdfDocument, placed: &BTreeMap<PictureId, Placed>) {
    for picture in placed.values() {
        let mut dict = BTreeMap::new();
        for (key, value) in [("Type", "XObject"), ("Subtype", "Image"), ("ColorSpace", "DeviceCMYK"), ("Filter", "DCTDecode")] {
            dict.insert(key.to_owned(), DictItem::Name(value.as_bytes().to_vec()));
        }
        for (key, value) in [("Width", i64::from(picture.width)), ("Height", i64::from(picture.height)), ("BitsPerComponent", 8)] {
            dict.insert(key.to_owned(), DictItem::Int(value));
        }
        if picture.inverted {
            dict.insert("Decode".to_owned(), DictItem::Array([1, 0, 1, 0, 1, 0, 1, 0].map(DictItem::Int).to_vec()));
        }
        let stream = ExternalStream { dict, content: picture.jpeg.clone(), compress: false };
        let object = XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None });
        document.resources.xobjects.map.insert(XObjectId(picture.resource.clone()), object);
    }
}
