//! Work shared by files of the same pages: faces subset, pictures separated, contents painted and
//! compressed.

use rayon::prelude::*;

use super::fault::ExportFault;
use super::glyphs::{self, SubsetFace};
use super::order::Order;
use super::paint;
use super::picture::{self, Image, Resources};
use super::placed::PlacedPages;
use super::space::Spaces;
use super::stream::Packer;
use super::tags::{self, PageTags};
use crate::asset::{Fonts, OutputProfile, Pictures};
use crate::export::plates::plates;
use crate::forme::Forme;
use crate::ink::Plate;

/// The drawing of some pages, as every file of them contains it.
pub(super) struct DrawingPlan<'a> {
    /// Subset faces.
    pub cuts: Vec<SubsetFace<'a>>,
    /// ToUnicode maps of the faces, compressed.
    pub maps: Vec<Vec<u8>>,
    /// Colour spaces of inks other than process inks.
    pub spaces: Spaces,
    /// Placed pages of other files.
    pub placed: PlacedPages<'a>,
    /// Pictures with their names.
    pub images: Vec<(String, Image)>,
    /// The contents of every page, compressed.
    pub contents: Vec<Vec<u8>>,
    /// What the contents of every page are to a reader; nothing of files that say nothing of it.
    pub tags: Vec<PageTags>,
}

/// The pages of a file, and whether nothing in them may be transparent (PDF/X-1a).
#[derive(Clone, Copy)]
struct Sheets<'o, 'a> {
    formes: &'o [&'a Forme],
    flat: bool,
}

impl Sheets<'_, '_> {
    fn is_same(&self, other: &Sheets) -> bool {
        let (ours, theirs) = (self.formes, other.formes);
        self.flat == other.flat
            && ours.len() == theirs.len()
            && ours.iter().zip(theirs).all(|(a, b)| std::ptr::eq(*a, *b))
    }
}

/// Draws what some orders need; returns the drawings and, for each order, the index of its own.
/// Fails with the index of the first order at fault.
pub(super) fn draw<'a>(
    orders: &'a [Order<'a>],
    fonts: &Fonts,
    pictures: &Pictures,
    press: &OutputProfile,
    (share, grey): (usize, bool),
) -> Result<(Vec<DrawingPlan<'a>>, Vec<usize>), (usize, ExportFault)> {
    let mut sheets: Vec<(usize, Sheets)> = Vec::new();
    let mut drawing_of = Vec::with_capacity(orders.len());
    for (at, order) in orders.iter().enumerate() {
        let own = Sheets {
            formes: &order.formes,
            flat: order.kind.is_flat(),
        };
        let known = sheets.iter().position(|(_, other)| other.is_same(&own));
        drawing_of.push(known.unwrap_or(sheets.len()));
        if known.is_none() {
            sheets.push((at, own));
        }
    }
    let first = |(at, fault): (usize, ExportFault)| (sheets[at].0, fault);
    let formes: Vec<&[&Forme]> = sheets.iter().map(|(_, sheets)| sheets.formes).collect();
    let resources: Vec<Resources> = sheets
        .iter()
        .map(|(_, sheets)| Resources::of(sheets.formes, pictures, press, sheets.flat))
        .collect();
    let cut = || glyphs::cut(&formes, fonts, share);
    let separate = || picture::separate(&resources, pictures, press);
    let (cuts, images) = if share > 1 {
        (cut(), separate())
    } else {
        rayon::join(cut, separate)
    };
    let (cuts, images) = (cuts.map_err(first)?, images.map_err(first)?);
    let drawings = cuts
        .into_par_iter()
        .with_min_len(share)
        .zip(&formes)
        .zip(&resources)
        .zip(&sheets)
        .map(|(((cuts, formes), resources), (_, sheets))| {
            let tags: Vec<PageTags> = match sheets.flat {
                true => Vec::new(),
                false => formes.iter().map(|forme| tags::tags(forme)).collect(),
            };
            let (spaces, placed) = (Spaces::of(formes), PlacedPages::of(formes));
            let mut packer = Packer::new();
            let contents = formes
                .iter()
                .enumerate()
                .map(|(nth, forme)| {
                    let used = (&spaces, resources, &placed);
                    let grey = grey && plates(forme, pictures) == [Plate::Black];
                    packer.pack(&paint::paint(forme, &cuts, used, (tags.get(nth), grey)))
                })
                .collect();
            let maps = cuts
                .iter()
                .map(|cut| packer.pack(&cut.to_unicode))
                .collect();
            DrawingPlan {
                cuts,
                maps,
                spaces,
                placed,
                images: resources.images(&images),
                contents,
                tags,
            }
        });
    Ok((drawings.collect(), drawing_of))
}
