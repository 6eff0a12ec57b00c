//! Pictures into press ink: fewer pixels, four inks, one JPEG.

use std::collections::BTreeMap;

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use printpdf::{DictItem, ExternalStream, ExternalXObject};

use super::ExportFault;
use crate::asset::{self, OutputProfile, PictureFault, PictureId, Pictures, Pixels, Separation};
use crate::forme::{Forme, Item};
use crate::geom::Len;

/// What a newspaper screen can show, in pixels an inch.
const USEFUL_PPI: i64 = 220;
/// Pictures up to half as fine again are left alone: resampling costs more
/// sharpness than it saves bytes.
const MOST_PPI: i64 = USEFUL_PPI * 3 / 2;
/// JPEG quality: no fault can be seen through an 85- to 120-line screen.
const QUALITY: u8 = 85;

/// The resource name of a picture.
pub(super) fn resource(id: PictureId) -> String {
    format!("P{}", id.number())
}

/// Every picture the formes place, ready to embed, in the order of their numbers.
pub(super) fn separate(
    formes: &[&Forme],
    pictures: &Pictures,
    press: &OutputProfile,
) -> Result<Vec<(PictureId, ExternalXObject)>, ExportFault> {
    let mut places = BTreeMap::new();
    for forme in formes {
        largest(&forme.items, &mut places);
    }
    let mut separation: Option<Separation> = None;
    let mut ready = Vec::new();
    for (id, (width, height)) in places {
        let fault = |fault: PictureFault| ExportFault::Picture(id, fault.0);
        let picture = pictures.get(id);
        // A picture already in press ink goes through untouched.
        if let Some(inverted) = asset::cmyk_jpeg(picture.bytes()) {
            ready.push((id, xobject(picture.width, picture.height, picture.bytes().to_vec(), inverted)));
            continue;
        }
        let whole = picture.pixels().map_err(fault)?;
        let fewer = fewer_pixels(whole, width, height);
        let pixels = fewer.as_ref().unwrap_or(whole);
        let inks = match &mut separation {
            // Grey pictures need no tables.
            _ if pixels.channels == 1 => asset::to_cmyk(pixels, press),
            Some(separation) => separation.separate(pixels),
            unset => unset.insert(Separation::new(press).map_err(fault)?).separate(pixels),
        }
        .map_err(fault)?;
        let jpeg = encode(pixels, &inks).map_err(fault)?;
        ready.push((id, xobject(pixels.width, pixels.height, jpeg, true)));
    }
    Ok(ready)
}

/// The largest size at which each picture is placed.
fn largest(items: &[Item], places: &mut BTreeMap<PictureId, (Len, Len)>) {
    for item in items {
        match item {
            Item::Picture(picture) => {
                let most = places.entry(picture.picture).or_default();
                *most = (most.0.max(picture.image.width()), most.1.max(picture.image.height()));
            }
            Item::Group(group) => largest(&group.items, places),
            Item::GlyphRun(_) | Item::Fill(_) | Item::Rule(_) | Item::Mark(_) => {}
        }
    }
}

/// The picture at the useful fineness, when it is much finer than that.
fn fewer_pixels(pixels: &Pixels, width: Len, height: Len) -> Option<Pixels> {
    let needed = |length: Len, ppi: i64| length.scale(ppi, Len::INCH.units()).units();
    let too_fine = |count: u32, length: Len| i64::from(count) > needed(length, MOST_PPI);
    if !too_fine(pixels.width, width) || !too_fine(pixels.height, height) {
        return None;
    }
    let count = |have: u32, length: Len| needed(length, USEFUL_PPI).clamp(1, i64::from(have)) as u32;
    asset::resampled(pixels, count(pixels.width, width), count(pixels.height, height))
}

/// A four-ink JPEG with every sample kept, in the usual inverted form. The
/// three colours are stored as brightness and two differences, which is what
/// makes the file small.
fn encode(pixels: &Pixels, inks: &[u8]) -> Result<Vec<u8>, PictureFault> {
    let side = |side: u32| u16::try_from(side).map_err(|_| PictureFault(format!("{side} pixels are too many for one side")));
    let (width, height) = (side(pixels.width)?, side(pixels.height)?);
    let mut jpeg = Vec::with_capacity(inks.len() / 8);
    let mut encoder = Encoder::new(&mut jpeg, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    encoder.encode(inks, width, height, ColorType::CmykAsYcck).map_err(|error| PictureFault(error.to_string()))?;
    Ok(jpeg)
}

fn xobject(width: u32, height: u32, jpeg: Vec<u8>, inverted: bool) -> ExternalXObject {
    let named = [("Type", "XObject"), ("Subtype", "Image"), ("ColorSpace", "DeviceCMYK"), ("Filter", "DCTDecode")];
    let counted = [("Width", i64::from(width)), ("Height", i64::from(height)), ("BitsPerComponent", 8)];
    let mut dict: BTreeMap<String, DictItem> =
        named.into_iter().map(|(key, value)| (key.to_owned(), DictItem::Name(value.into()))).collect();
    dict.extend(counted.map(|(key, value)| (key.to_owned(), DictItem::Int(value))));
    if inverted {
        dict.insert("Decode".to_owned(), DictItem::Array([1, 0, 1, 0, 1, 0, 1, 0].map(DictItem::Int).to_vec()));
    }
    ExternalXObject { stream: ExternalStream { dict, content: jpeg, compress: false }, width: None, height: None, dpi: None }
}
