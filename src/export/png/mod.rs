//! The PNG proof 打样: a page as pixels, to look at rather than to print.
//!
//! A proof is not colour managed. Inks become RGB by the simplest rule, red = (1 − cyan) × (1 −
//! black) and so on, and pictures keep the RGB they came with, so hues differ from the press. Solid
//! black overprints, but black over anything is black under that rule, so everything is simply
//! painted in order. Plates and the ink heat map are another matter: they show the inks themselves,
//! pictures separated by the printing condition; and the soft proof shows those inks through the
//! condition's profile, on its paper.
//!
//! What is in a placed PDF page is drawn by the interpreter of preflight, which knows inks: plates
//! need their exact amounts, knock-outs and overprints included. hayro 0.9 (pure Rust, well kept,
//! 77 crates, 367 s of processor time to build) was weighed for it and draws RGB alone, by a
//! condition of its own, without overprint; pdfium is no Rust, and RGB too. Where something of a page
//! cannot be drawn, the proof says on it what, and where nothing can, a crossed box stands for it.

mod ads;
mod canvas;
mod fault_mark;
mod heat;
mod plate;
mod soft;
mod stand_in;
#[cfg(test)]
mod tests;

use crate::asset::{Fonts, OutputProfile, Pictures, Separations};
use crate::forme::{Forme, Item, Mark, leaves};
use crate::ink::{self, Ink};

use crate::say::Text;
use ads::Ads;
use canvas::{Canvas, Colour};
use plate::{Plate, View};

pub use heat::{Heat, heat};
pub use soft::soft;

/// The reason why a proof cannot be drawn, in words for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofFault(pub Text);

/// Draws a page at `dpi` pixels per inch on white, bleed included, with fault marks in red if
/// `faults`.
pub fn export(
    forme: &Forme,
    fonts: &Fonts,
    pictures: &Pictures,
    dpi: u32,
    faults: bool,
) -> Result<Vec<u8>, ProofFault> {
    let canvas = Canvas::new(forme.sheet.trim, forme.sheet.bleed, dpi)?;
    let mut plate = Plate::new(canvas, fonts, View::Proof);
    let mut marks = Vec::new();
    draw(
        &mut plate,
        pictures,
        &Ads::default(),
        &forme.items,
        &mut marks,
    )?;
    if faults {
        // Last, so that nothing covers them.
        fault_mark::draw(&mut plate, &marks);
    }
    plate.canvas.encode()
}

/// Draws two settings of a page over each other: what both print is black or grey, what only the
/// first prints red, what only the second prints cyan. Fails if the sheets differ in size.
pub fn over(
    (one, fonts, pictures): (&Forme, &Fonts, &Pictures),
    (other, other_fonts, other_pictures): (&Forme, &Fonts, &Pictures),
    dpi: u32,
) -> Result<Vec<u8>, ProofFault> {
    let drawn = |forme: &Forme, fonts, pictures| {
        let canvas = Canvas::new(forme.sheet.trim, forme.sheet.bleed, dpi)?;
        let mut plate = Plate::new(canvas, fonts, View::Proof);
        draw(
            &mut plate,
            pictures,
            &Ads::default(),
            &forme.items,
            &mut Vec::new(),
        )?;
        Ok(plate.canvas)
    };
    let mut canvas = drawn(one, fonts, pictures)?;
    canvas.lay_over(&drawn(other, other_fonts, other_pictures)?)?;
    canvas.encode()
}

/// Draws every plate of a page at `dpi` pixels per inch, bleed included: full ink is black, no ink
/// white. A plate shows what the press file prints on it, knock-outs and overprints included.
pub fn plates(
    forme: &Forme,
    fonts: &Fonts,
    pictures: &Pictures,
    press: &OutputProfile,
    dpi: u32,
) -> Result<Vec<(ink::Plate, Vec<u8>)>, ProofFault> {
    let separations = Separations::new(press);
    let ads = Ads::default();
    let one = |ink: ink::Plate| {
        let canvas = Canvas::new(forme.sheet.trim, forme.sheet.bleed, dpi)?;
        let mut plate = Plate::new(canvas, fonts, View::Plate(ink, &separations));
        draw(&mut plate, pictures, &ads, &forme.items, &mut Vec::new())?;
        Ok((ink, plate.canvas.encode()?))
    };
    super::plates::plates(forme, pictures)
        .into_iter()
        .map(one)
        .collect()
}

fn draw<'a>(
    plate: &mut Plate,
    pictures: &Pictures,
    ads: &Ads,
    items: &'a [Item],
    marks: &mut Vec<&'a Mark>,
) -> Result<(), ProofFault> {
    let mut nth = 0;
    for leaf in leaves(items) {
        match leaf.item {
            Item::GlyphRun(run) => plate.run(run),
            Item::Picture(picture) => plate.picture(picture, pictures.get(picture.picture))?,
            Item::Path(path) => plate.path(path),
            Item::Page(placed) => {
                ads.draw(plate, placed, nth);
                nth += 1;
            }
            Item::Fill(fill) => {
                let area = plate.canvas.area(fill.rect);
                if let Some(colour) = plate.view.colour(fill.ink) {
                    plate.canvas.fill_area(area, colour);
                }
            }
            Item::Rule(rule) => plate.rule(rule),
            Item::Group(_) => {}
            Item::Mark(mark) => marks.push(mark),
        }
    }
    Ok(())
}

/// Returns the red, green and blue of an ink on a proof.
pub fn rgb(ink: Ink) -> [u8; 3] {
    colour(ink).rgb
}

/// Returns the naive RGB of an ink.
fn colour(ink: Ink) -> Colour {
    let [cyan, magenta, yellow, black] = ink.cmyk().map(|part| 1000 - u32::from(part.min(1000)));
    let rgb =
        [cyan, magenta, yellow].map(|part| ((part * black * 255 + 500_000) / 1_000_000) as u8);
    Colour { rgb, alpha: 1.0 }
}
