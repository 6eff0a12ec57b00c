//! Pictures into press ink: fewer pixels, four inks, one JPEG.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use printpdf::{DictItem, ExternalStream, ExternalXObject};
use rayon::prelude::*;

use super::ExportFault;
use crate::asset::{self, OutputProfile, Picture, PictureFault, PictureId, Pictures, Pixels, Separation};
use crate::forme::{Forme, Item};
use crate::geom::Len;

/// What a newspaper screen of 85 to 100 lines can show, in pixels an inch.
const USEFUL_PPI: i64 = 200;
/// Pictures up to a quarter finer are left alone: resampling costs more
/// sharpness than it saves bytes.
const MOST_PPI: i64 = USEFUL_PPI * 5 / 4;
/// JPEG quality: no fault can be seen through an 85- to 120-line screen.
const QUALITY: u8 = 85;

/// The resource name of a picture.
pub(super) fn resource(id: PictureId) -> String {
    format!("P{}", id.number())
}

/// A picture and how many pixels of it are printed.
type Print = (PictureId, u32, u32);

/// The pictures of a run in press ink.
pub(super) struct Images(BTreeMap<Print, ExternalXObject>);

impl Images {
    /// The pictures some formes place, in the order of their numbers.
    pub fn of(&self, formes: &[&Forme], pictures: &Pictures) -> Vec<(PictureId, ExternalXObject)> {
        prints(formes, pictures).into_iter().filter_map(|print| Some((print.0, self.0.get(&print)?.clone()))).collect()
    }
}

/// Every picture that the formes of any file place, ready to embed. What a
/// file gets depends on its own pages alone, so a page set by itself is the
/// same file. The error names the first file that shows the picture at fault.
pub(super) fn separate(files: &[&[&Forme]], pictures: &Pictures, press: &OutputProfile) -> Result<Images, (usize, ExportFault)> {
    let mut wanted: BTreeMap<Print, usize> = BTreeMap::new();
    for (file, formes) in files.iter().enumerate() {
        prints(formes, pictures).into_iter().for_each(|print| _ = wanted.entry(print).or_insert(file));
    }
    // The tables are needed by colour pictures alone, and once. Building them
    // hands no work to other threads, so waiting for them cannot lock up.
    let tables = OnceLock::new();
    let ready: Vec<_> = wanted
        .into_par_iter()
        .map(|(print, file)| {
            let (id, width, height) = print;
            let image = one(pictures.get(id), width, height, press, &tables);
            image.map(|image| (print, image)).map_err(|fault| (file, ExportFault::Picture(id, fault.0)))
        })
        .collect();
    Ok(Images(ready.into_iter().collect::<Result<_, _>>()?))
}

/// What some formes print of each picture, for the largest size each has there.
fn prints(formes: &[&Forme], pictures: &Pictures) -> Vec<Print> {
    let mut places = BTreeMap::new();
    formes.iter().for_each(|forme| largest(&forme.items, &mut places));
    let print = |(id, (width, height))| {
        let (width, height) = pixels_printed(pictures.get(id), width, height);
        (id, width, height)
    };
    places.into_iter().map(print).collect()
}

type Tables = OnceLock<Result<Separation, PictureFault>>;

fn one(picture: &Picture, width: u32, height: u32, press: &OutputProfile, tables: &Tables) -> Result<ExternalXObject, PictureFault> {
    // A picture already in press ink goes through untouched.
    if let Some(inverted) = asset::cmyk_jpeg(picture.bytes()) {
        return Ok(xobject(picture.width, picture.height, picture.bytes().to_vec(), inverted));
    }
    let whole = picture.pixels()?;
    let fewer = ((width, height) != (whole.width, whole.height)).then(|| asset::resampled(whole, width, height)).transpose()?;
    let pixels = fewer.as_ref().unwrap_or(whole);
    let inks = match pixels.channels {
        1 => asset::to_cmyk(pixels, press)?,
        _ => tables.get_or_init(|| Separation::new(press)).as_ref().map_err(Clone::clone)?.separate(pixels)?,
    };
    Ok(xobject(pixels.width, pixels.height, encode(pixels, &inks)?, true))
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

/// How many pixels go into the file: all, or as many as are useful when the
/// picture is much finer than that.
fn pixels_printed(picture: &Picture, width: Len, height: Len) -> (u32, u32) {
    let needed = |length: Len, ppi: i64| length.scale(ppi, Len::INCH.units()).units();
    let too_fine = |count: u32, length: Len| i64::from(count) > needed(length, MOST_PPI);
    if !too_fine(picture.width, width) || !too_fine(picture.height, height) {
        return (picture.width, picture.height);
    }
    let count = |have: u32, length: Len| needed(length, USEFUL_PPI).clamp(1, i64::from(have)) as u32;
    (count(picture.width, width), count(picture.height, height))
}

/// A four-ink JPEG with every sample kept, in the usual inverted form. The
/// three colours are stored as brightness and two differences, which is what
/// makes the file small.
fn encode(pixels: &Pixels, inks: &[u8]) -> Result<Vec<u8>, PictureFault> {
    let side = |side: u32| u16::try_from(side).map_err(|_| PictureFault(format!("{side} pixels are too many for one side")));
    let (width, height) = (side(pixels.width)?, side(pixels.height)?);
    let mut jpeg = Vec::with_capacity(inks.len() / 8);
    let mut encoder = Encoder::new(&mut jpeg, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
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
