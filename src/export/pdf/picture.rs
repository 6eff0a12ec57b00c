//! Pictures into press ink: four inks, one JPEG, and a mask for what is clear.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use printpdf::{DictItem, ExternalStream, ExternalXObject};
use rayon::prelude::*;

use super::ExportFault;
use super::stream::deflate;
use crate::asset::{self, Cut, OutputProfile, Picture, PictureFault, PictureId, Pictures, Pixels, Separations};
use crate::forme::{self, Forme};
use crate::geom::{PageSpace, Rect};

/// JPEG quality: no fault can be seen through an 85- to 120-line screen.
const QUALITY: u8 = 85;

/// A picture, the part of it that is printed, and whether what is clear in it
/// lies on white paper, since PDF/X-1a knows no transparency.
type Print = (PictureId, Cut, bool);

/// One picture ready to embed.
#[derive(Clone)]
pub(super) struct Image {
    /// The JPEG.
    pub object: ExternalXObject,
    /// Width, height and deflated cover of its pixels, when not all cover
    /// fully what is below.
    pub mask: Option<(u32, u32, Vec<u8>)>,
}

/// The pictures of a run in press ink.
pub(super) struct Images(BTreeMap<Print, Image>);

/// The pictures of one file, and what each is called there.
pub(super) struct Resources<'a> {
    pictures: &'a Pictures,
    press: &'a OutputProfile,
    flat: bool,
    prints: Vec<Print>,
}

impl<'a> Resources<'a> {
    /// What some formes print, in the order of the pictures' numbers.
    pub fn of(formes: &[&Forme], pictures: &'a Pictures, press: &'a OutputProfile, flat: bool) -> Resources<'a> {
        let placed = formes.iter().flat_map(|forme| forme.pictures());
        let prints: BTreeSet<Print> =
            placed.filter_map(|placed| Some((placed.picture, placed.print(pictures.get(placed.picture), press)?.cut, flat))).collect();
        Resources { pictures, press, flat, prints: prints.into_iter().collect() }
    }

    /// The name of a placed picture and where its image stands.
    pub fn find(&self, placed: &forme::Picture) -> Option<(String, Rect<PageSpace>)> {
        let print = placed.print(self.pictures.get(placed.picture), self.press)?;
        let at = self.prints.binary_search(&(placed.picture, print.cut, self.flat)).ok()?;
        Some((name(at), print.place))
    }

    /// Every image with its name.
    pub fn images(&self, images: &Images) -> Vec<(String, Image)> {
        self.prints.iter().enumerate().filter_map(|(at, print)| Some((name(at), images.0.get(print)?.clone()))).collect()
    }
}

fn name(at: usize) -> String {
    format!("P{at}")
}

/// Every picture that any file prints, ready to embed. What a file gets
/// depends on its own pages alone, so a page set by itself is the same file.
/// The error names the first file that shows the picture at fault.
pub(super) fn separate(files: &[Resources], pictures: &Pictures, press: &OutputProfile) -> Result<Images, (usize, ExportFault)> {
    let mut wanted: BTreeMap<Print, usize> = BTreeMap::new();
    for (file, resources) in files.iter().enumerate() {
        resources.prints.iter().for_each(|print| _ = wanted.entry(*print).or_insert(file));
    }
    let tables = Separations::new(press);
    let ready: Vec<_> = wanted
        .into_par_iter()
        .map(|(print, file)| {
            let (id, cut, flat) = print;
            let image = one(pictures.get(id), &cut, flat, &tables);
            image.map(|image| (print, image)).map_err(|fault| (file, ExportFault::Picture(id, fault.0)))
        })
        .collect();
    Ok(Images(ready.into_iter().collect::<Result<_, _>>()?))
}

fn one(picture: &Picture, cut: &Cut, flat: bool, tables: &Separations) -> Result<Image, PictureFault> {
    let mut pixels = picture.cut(cut)?;
    if flat && pixels.alpha.is_some() {
        pixels = Arc::new(Arc::unwrap_or_clone(pixels).on_paper());
    }
    // A picture already in press ink goes through untouched.
    if picture.is_press_ready()
        && *cut == Cut::whole(picture.width, picture.height)
        && tables.press.bears(&pixels.samples)
        && let Some(inverted) = asset::cmyk_jpeg(picture.bytes())
    {
        return Ok(Image { object: xobject(picture.width, picture.height, picture.bytes().to_vec(), inverted), mask: None });
    }
    let inks = tables.inks(&pixels)?;
    let jpeg = encode(&pixels, &inks)?;
    let mask = pixels.alpha.as_deref().map(|alpha| (pixels.width, pixels.height, deflate(alpha)));
    Ok(Image { object: xobject(pixels.width, pixels.height, jpeg, true), mask })
}

/// A four-ink JPEG in the usual inverted form. The three colours are stored
/// as brightness and two differences at half their resolution, which is what
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
