//! Placed PDF pages on proofs and plates, drawn in their inks once for all plates of a page.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use tiny_skia::IntRect;

use super::canvas::Area;
use super::plate::{Plate, View, whole_pixels};
use super::{fault_mark, stand_in};
use crate::export::pdf::alone;
use crate::forme::PlacedPage;
use crate::ink::{self, Ink};
use crate::preflight::{self, Separated};
use crate::say::{Language, List};

/// Maximum number of pixels that one page is drawn in; beyond it pixels grow.
const MOST_PIXELS: f64 = 8_000_000.0;

/// The placed pages of one forme, in their order; `None` for one that cannot be drawn.
#[derive(Default)]
pub(super) struct Ads {
    drawn: RefCell<BTreeMap<usize, Option<Rc<Separated>>>>,
}

impl Ads {
    /// Draws the `nth` placed page of the forme.
    pub fn draw(&self, plate: &mut Plate, placed: &PlacedPage, nth: usize) {
        let image = plate.canvas.area(placed.image);
        let shown = plate
            .canvas
            .area(placed.frame)
            .shared(image)
            .shared(plate.canvas.sheet());
        if image.is_empty() || shown.is_empty() {
            return;
        }
        let window = Area {
            left: shown.left.floor(),
            top: shown.top.floor(),
            right: shown.right.ceil(),
            bottom: shown.bottom.ceil(),
        };
        let pixels = (window.right - window.left) * (window.bottom - window.top);
        let cell = (pixels / MOST_PIXELS).sqrt().ceil().max(1.0);
        let drawn = self
            .drawn
            .borrow_mut()
            .entry(nth)
            .or_insert_with(|| separated(placed, image, window, cell).map(Rc::new))
            .clone();
        let Some(page) = drawn else {
            if plate.stand_ins {
                stand_in::draw(plate, placed);
            }
            return;
        };
        let Some(whole) = whole_pixels(window) else {
            return;
        };
        let (rgb, alpha) = developed(&page, placed, &plate.view);
        let (rgb, alpha) = enlarged(&page, (rgb, alpha), whole, cell as usize);
        match &placed.clip {
            None => plate.canvas.blit(&rgb, Some(&alpha), whole, whole),
            Some(clip) => {
                for line in plate.rows(clip, placed.frame, whole) {
                    plate.canvas.blit(&rgb, Some(&alpha), whole, line);
                }
            }
        }
        if !page.missed.is_empty() && matches!(plate.view, View::Proof) && plate.stand_ins {
            let text = format!(
                "PDF 未绘出：{}",
                List::of(page.missed.iter().map(|it| it.in_language(Language::Zh)))
            );
            fault_mark::label(plate, placed.frame, &text, &mut Vec::new());
        }
    }
}

/// Draws what is in the window, which like the image is in pixels of the canvas.
fn separated(placed: &PlacedPage, image: Area, window: Area, cell: f64) -> Option<Separated> {
    let (width, height) = (image.right - image.left, image.bottom - image.top);
    let file = alone(&placed.page, width, height).ok()?;
    let window = [
        window.left - image.left,
        window.top - image.top,
        window.right - window.left,
        window.bottom - window.top,
    ];
    preflight::separated(&file, window, cell)
}

/// Returns the RGB and the opacity of every pixel in a view.
fn developed(page: &Separated, placed: &PlacedPage, view: &View<'_>) -> (Vec<u8>, Vec<u8>) {
    let count = page.width * page.height;
    let part = |plate: &[u8], at: usize| plate.get(at).copied().unwrap_or(0);
    let grey = |plate: &[u8]| {
        (0..count)
            .flat_map(|at| [255 - part(plate, at); 3])
            .collect()
    };
    let rgb = match view {
        View::Plate(plate, _) => {
            let process = ink::Plate::PROCESS
                .iter()
                .position(|process| process == plate);
            match (process, plate) {
                (Some(at), _) => grey(&page.process[at]),
                (None, ink::Plate::Spot(spot)) => {
                    let found = page.spots.iter().find(|(name, _)| name == spot.name());
                    grey(found.map_or(&[][..], |(_, plate)| plate))
                }
                (None, _) => grey(&[]),
            }
        }
        View::Proof => {
            let spots: Vec<_> = page
                .spots
                .iter()
                .filter_map(|(name, plate)| {
                    let spot = placed.spots.iter().find(|spot| spot.name() == name)?;
                    Some((Ink::Spot(*spot, 1000).cmyk(), plate))
                })
                .collect();
            (0..count)
                .flat_map(|at| {
                    let mut bare: [u32; 4] =
                        std::array::from_fn(|ink| 255 - u32::from(part(&page.process[ink], at)));
                    for (alternate, plate) in &spots {
                        let cover = u32::from(part(plate, at));
                        for (bare, share) in bare.iter_mut().zip(alternate) {
                            let left = 255_000 - cover * u32::from(*share).min(1000);
                            *bare = (*bare * left + 127_500) / 255_000;
                        }
                    }
                    [0, 1, 2].map(|ink| ((bare[ink] * bare[3] + 127) / 255) as u8)
                })
                .collect()
        }
    };
    (rgb, page.alpha.clone())
}

/// Repeats pixels that were drawn `cell` wide and high.
fn enlarged(
    page: &Separated,
    (rgb, alpha): (Vec<u8>, Vec<u8>),
    whole: IntRect,
    cell: usize,
) -> (Vec<u8>, Vec<u8>) {
    let (width, height) = (whole.width() as usize, whole.height() as usize);
    if (page.width, page.height) == (width, height) {
        return (rgb, alpha);
    }
    let from = |at: usize, most: usize| (at / cell).min(most.saturating_sub(1));
    let places = || {
        (0..height).flat_map(|y| {
            let row = from(y, page.height) * page.width;
            (0..width).map(move |x| row + from(x, page.width))
        })
    };
    (
        places()
            .flat_map(|at| [rgb[at * 3], rgb[at * 3 + 1], rgb[at * 3 + 2]])
            .collect(),
        places().map(|at| alpha[at]).collect(),
    )
}
