//! Pictures in press ink: four inks, one JPEG, and a mask for transparent parts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use printpdf::{DictItem, ExternalStream, ExternalXObject};
use rayon::prelude::*;

use super::fault::ExportFault;
use super::stream::deflate;
use crate::asset::{
    self, Crop, OutputProfile, Picture, PictureFault, PictureId, Pictures, Separations,
};
use crate::forme::{self, Forme};
use crate::geom::{PageSpace, Rect};

/// A picture, its printed part, and whether transparency is cut out hard, since PDF/X-1a has none.
type Print = (PictureId, Crop, bool);

/// A picture ready to embed.
#[derive(Clone)]
pub(super) struct Image {
    /// The JPEG.
    pub object: ExternalXObject,
    /// Mask, if not all of it is opaque.
    pub mask: Option<Mask>,
}

impl Image {
    /// Returns the bytes it takes.
    fn weight(&self) -> usize {
        let mask = self.mask.as_ref().map_or(0, |mask| mask.samples.len());
        self.object.stream.content.len() + mask
    }
}

/// The mask of a picture.
#[derive(Clone)]
pub(super) struct Mask {
    /// Width in samples.
    pub width: u32,
    /// Height in samples.
    pub height: u32,
    /// Deflated.
    pub samples: Vec<u8>,
    /// True for samples of 256 levels of opacity, false for dots that print or not, which is all
    /// that PDF/X-1a knows.
    pub soft: bool,
}

/// The pictures of a run in press ink.
pub(super) struct Images(BTreeMap<Print, Image>);

/// The pictures of one file, and the name of each there.
pub(super) struct Resources<'a> {
    pictures: &'a Pictures,
    press: &'a OutputProfile,
    flat: bool,
    prints: Vec<Print>,
}

impl<'a> Resources<'a> {
    /// What some formes print, in the order in which the pictures were read.
    pub fn of(
        formes: &[&Forme],
        pictures: &'a Pictures,
        press: &'a OutputProfile,
        flat: bool,
    ) -> Resources<'a> {
        let placed = formes.iter().flat_map(|forme| forme.pictures());
        let prints: BTreeSet<(usize, Print)> = placed
            .filter_map(|placed| {
                let cut = placed.print(pictures.get(placed.picture), press)?.cut;
                let rank = pictures.rank(placed.picture);
                Some((rank, (placed.picture, cut, flat)))
            })
            .collect();
        Resources {
            pictures,
            press,
            flat,
            prints: prints.into_iter().map(|(_, print)| print).collect(),
        }
    }

    /// Returns the name of a placed picture and the place of its image.
    pub fn find(&self, placed: &forme::PlacedPicture) -> Option<(String, Rect<PageSpace>)> {
        let print = placed.print(self.pictures.get(placed.picture), self.press)?;
        let wanted = (placed.picture, print.cut, self.flat);
        let at = self.prints.iter().position(|print| *print == wanted)?;
        Some((name(at), print.place))
    }

    /// Returns every image with its name.
    pub fn images(&self, images: &Images) -> Vec<(String, Image)> {
        self.prints
            .iter()
            .enumerate()
            .filter_map(|(at, print)| Some((name(at), images.0.get(print)?.clone())))
            .collect()
    }
}

fn name(at: usize) -> String {
    format!("P{at}")
}

/// Separates every picture that any file prints. The result for a file depends on its own pages
/// only, so a page set by itself is the same file. Fails with the index of the first file that
/// shows the picture at fault.
pub(super) fn separate(
    files: &[Resources],
    pictures: &Pictures,
    press: &OutputProfile,
) -> Result<Images, (usize, ExportFault)> {
    let mut wanted: BTreeMap<Print, usize> = BTreeMap::new();
    for (file, resources) in files.iter().enumerate() {
        resources
            .prints
            .iter()
            .for_each(|print| _ = wanted.entry(*print).or_insert(file));
    }
    if wanted.is_empty() {
        return Ok(Images(BTreeMap::new()));
    }
    let tables = Separations::new(press);
    let (store, condition) = (pictures.store(), press.hash());
    let ready: Vec<_> = wanted
        .into_par_iter()
        .map(|(print, file)| {
            let (id, cut, flat) = print;
            let picture = pictures.get(id);
            let key = (picture.hash(), cut, flat, condition);
            let image = match store.print::<Image>(&key) {
                Some(kept) => Ok(Image::clone(&kept)),
                None => one(picture, &cut, flat, &tables).inspect(|image| {
                    store.keep_print(key, Arc::new(image.clone()), image.weight());
                }),
            };
            image
                .map(|image| (print, image))
                .map_err(|fault| (file, ExportFault::Picture(id, fault.0)))
        })
        .collect();
    Ok(Images(ready.into_iter().collect::<Result<_, _>>()?))
}

fn one(
    picture: &Picture,
    cut: &Crop,
    flat: bool,
    tables: &Separations,
) -> Result<Image, PictureFault> {
    let mut pixels = picture.cut(cut)?;
    let mask = match pixels.alpha.as_deref() {
        Some(alpha) if !flat => Some(Mask {
            width: pixels.width,
            height: pixels.height,
            samples: deflate(alpha),
            soft: true,
        }),
        _ => asset::stencil(&pixels).map(|cut| Mask {
            width: cut.width,
            height: cut.height,
            samples: deflate(&cut.dots),
            soft: false,
        }),
    };
    if mask.is_some() {
        // Whatever stands where nothing shows must not colour the edge.
        pixels = Arc::new(Arc::unwrap_or_clone(pixels).cleared());
    }
    // A picture already in press ink goes through untouched.
    if picture.is_press_ready()
        && *cut == Crop::whole(picture.width, picture.height)
        && !tables.is_foreign(&pixels)
        && tables.press.bears(&pixels.samples)
        && asset::keeps_limit(picture.bytes(), tables.press.limit())
        && let Some(inverted) = asset::cmyk_jpeg(picture.bytes())
    {
        let stored = Stored::Jpeg { inverted };
        return Ok(Image {
            object: xobject(
                picture.width,
                picture.height,
                picture.bytes().to_vec(),
                stored,
            ),
            mask: None,
        });
    }
    let inks = tables.inks(&pixels)?;
    let (bytes, stored) =
        match asset::press_jpeg(&inks, pixels.width, pixels.height, tables.press.limit())? {
            Some(jpeg) => (jpeg, Stored::Jpeg { inverted: true }),
            None => (deflate(&inks), Stored::Plain),
        };
    Ok(Image {
        object: xobject(pixels.width, pixels.height, bytes, stored),
        mask,
    })
}

/// The storage of the samples of a picture.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stored {
    Jpeg {
        inverted: bool,
    },
    /// Deflated, since JPEG would not keep the ink limit.
    Plain,
}

fn xobject(width: u32, height: u32, content: Vec<u8>, stored: Stored) -> ExternalXObject {
    let filter = if stored == Stored::Plain {
        "FlateDecode"
    } else {
        "DCTDecode"
    };
    let named = [
        ("Type", "XObject"),
        ("Subtype", "Image"),
        ("ColorSpace", "DeviceCMYK"),
        ("Filter", filter),
    ];
    let counted = [
        ("Width", i64::from(width)),
        ("Height", i64::from(height)),
        ("BitsPerComponent", 8),
    ];
    let mut dict: BTreeMap<String, DictItem> = named
        .into_iter()
        .map(|(key, value)| (key.to_owned(), DictItem::Name(value.into())))
        .collect();
    dict.extend(counted.map(|(key, value)| (key.to_owned(), DictItem::Int(value))));
    if stored == (Stored::Jpeg { inverted: true }) {
        dict.insert(
            "Decode".to_owned(),
            DictItem::Array([1, 0, 1, 0, 1, 0, 1, 0].map(DictItem::Int).to_vec()),
        );
    }
    ExternalXObject {
        stream: ExternalStream {
            dict,
            content,
            compress: false,
        },
        width: None,
        height: None,
        dpi: None,
    }
}
