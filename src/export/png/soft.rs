//! The soft proof 软打样: the page as it will look on the press's paper.

use tiny_skia::IntRect;

use super::ads::Ads;
use super::canvas::Canvas;
use super::plate::{Plate, View};
use super::{ProofFault, draw};
use crate::asset::{Fonts, OutputProfile, Pictures, Separations, SoftProof};
use crate::export::plates::plates;
use crate::forme::Forme;
use crate::ink::{self, Ink};

/// Draws a page at `dpi` pixels per inch, bleed included, from its plates: knock-outs and
/// overprints are the press file's own, colours as the printing condition measured them on its
/// paper. A spot ink shows as its alternate.
pub fn soft(
    forme: &Forme,
    fonts: &Fonts,
    pictures: &Pictures,
    press: &OutputProfile,
    dpi: u32,
) -> Result<Vec<u8>, ProofFault> {
    let separations = Separations::new(press);
    let proof = SoftProof::new(press).map_err(|fault| ProofFault(fault.0))?;
    let canvas = || Canvas::new(forme.sheet.trim, forme.sheet.bleed, dpi);
    let mut page = Plate::new(canvas()?, fonts, View::Proof);
    let (width, height) = page.canvas.pixels();
    let mut inks = vec![0_u8; width * height * 4];
    let ads = Ads::default();
    for ink in plates(forme, pictures) {
        let mut plate = Plate::new(canvas()?, fonts, View::Plate(ink, &separations));
        draw(&mut plate, pictures, &ads, &forme.items, &mut Vec::new())?;
        let process = ink::Plate::PROCESS
            .iter()
            .position(|process| *process == ink);
        let alternate = match ink {
            ink::Plate::Spot(spot) => Ink::Spot(spot, 1000).cmyk().map(u32::from),
            _ => [0; 4],
        };
        for (pixel, cover) in inks
            .as_chunks_mut::<4>()
            .0
            .iter_mut()
            .zip(plate.canvas.coverage())
        {
            match process {
                Some(at) => pixel[at] = pixel[at].max(cover),
                None if cover > 0 => {
                    for (part, share) in pixel.iter_mut().zip(alternate) {
                        // What both leave bare stays bare.
                        let bare =
                            u32::from(255 - *part) * (255_000 - u32::from(cover) * share.min(1000));
                        *part = 255 - ((bare + 127_500) / 255_000) as u8;
                    }
                }
                None => {}
            }
        }
    }
    if let Some(whole) = IntRect::from_xywh(0, 0, width as u32, height as u32) {
        page.canvas.blit(&proof.show(&inks), None, whole, whole);
    }
    page.canvas.encode()
}
