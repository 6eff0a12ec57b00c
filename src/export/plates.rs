//! The plates of a page.

use crate::asset::Pictures;
use crate::forme::{Forme, Item, leaves};
use crate::ink::{Ink, Plate};

/// Returns the plates a page is printed from: black always, a process plate if anything has ink on
/// it, then its spot inks by name.
pub fn plates(forme: &Forme, pictures: &Pictures) -> Vec<Plate> {
    let mut plates = vec![Plate::Black];
    for leaf in leaves(&forme.items) {
        add(leaf.item, pictures, &mut plates);
    }
    plates.sort_unstable();
    plates.dedup();
    plates
}

fn add(item: &Item, pictures: &Pictures, plates: &mut Vec<Plate>) {
    let ink = match item {
        Item::GlyphRun(run) => run.ink,
        Item::Fill(fill) => fill.ink,
        Item::Rule(rule) => rule.ink,
        Item::Path(path) => path.ink,
        Item::Picture(placed) => {
            // A picture that cannot be decoded is told elsewhere.
            if pictures.get(placed.picture).has_colour() {
                plates.extend(Plate::PROCESS);
            }
            return;
        }
        Item::Page(placed) => {
            if placed.page.colour {
                plates.extend(Plate::PROCESS);
            }
            plates.extend(placed.spots.iter().map(|spot| Plate::Spot(*spot)));
            return;
        }
        Item::Group(_) | Item::Mark(_) => return,
    };
    match ink {
        Ink::Spot(spot, _) => plates.push(Plate::Spot(spot)),
        Ink::K(_) | Ink::Cmyk(..) => plates.extend(
            Plate::PROCESS
                .into_iter()
                .filter(|plate| ink.on(*plate).is_some_and(|tint| tint > 0)),
        ),
        Ink::Registration => {}
    }
    if plates.len() > 64 {
        plates.sort_unstable();
        plates.dedup();
    }
}
