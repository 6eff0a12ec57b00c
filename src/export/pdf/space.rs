//! Colour spaces of inks other than process inks.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Document, Object, ObjectId, dictionary};

use super::fault::ExportFault;
use super::number::{name, real};
use crate::forme::{Forme, Item, leaves};
use crate::ink::{Ink, Spot, Tint};

/// The colorant name for every plate (ISO 32000-1 §8.6.6.4).
const ALL: &str = "All";

/// The spot inks of one file, in the order of their names.
pub(super) struct Spaces {
    spots: Vec<(Spot, String)>,
    registration: bool,
}

impl Spaces {
    /// Collects the inks of some formes other than process inks.
    pub fn of(formes: &[&Forme]) -> Spaces {
        let mut inks = BTreeSet::new();
        let mut registration = false;
        formes
            .iter()
            .for_each(|forme| collect(&forme.items, &mut inks, &mut registration));
        let spots = inks
            .into_iter()
            .enumerate()
            .map(|(at, spot)| (spot, format!("S{at}")))
            .collect();
        Spaces {
            spots,
            registration,
        }
    }

    /// Returns the resource name of an ink's colour space and the tint; `None` for process inks.
    pub fn find(&self, ink: Ink) -> Option<(&str, Tint)> {
        match ink {
            Ink::Spot(spot, tint) => self
                .spots
                .iter()
                .find(|(known, _)| *known == spot)
                .map(|(_, resource)| (resource.as_str(), tint)),
            Ink::Registration => Some((ALL, 1000)),
            Ink::K(_) | Ink::Cmyk(..) => None,
        }
    }

    /// Writes the colour spaces into the resources of every page. All pages share one definition of
    /// an ink, as ISO 19005-2 §6.2.4.4 requires. Returns the spaces of spot inks by the names of
    /// their plates.
    pub fn write(
        &self,
        doc: &mut Document,
        page_ids: &[ObjectId],
    ) -> Result<BTreeMap<Vec<u8>, ObjectId>, ExportFault> {
        let mut spaces = dictionary! {};
        let mut plates = BTreeMap::new();
        let spots = self
            .spots
            .iter()
            .map(|(spot, resource)| (resource.as_str(), spot.name(), spot.alternate()));
        for (resource, plate, alternate) in
            spots.chain(self.registration.then_some((ALL, ALL, [1000; 4])))
        {
            let parts =
                |parts: [Tint; 4]| Object::Array(parts.map(|part| real(i64::from(part))).to_vec());
            let transform = doc.add_object(dictionary! {
                "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "N" => 1,
                "C0" => parts([0; 4]), "C1" => parts(alternate),
            });
            let space = doc.add_object(Object::Array(vec![
                name("Separation"),
                name(plate),
                name("DeviceCMYK"),
                transform.into(),
            ]));
            spaces.set(resource, space);
            plates.insert(plate.as_bytes().to_vec(), space);
        }
        if spaces.is_empty() {
            return Ok(plates);
        }
        let spaces = doc.add_object(spaces);
        for &page in page_ids {
            let resources = doc
                .get_dictionary(page)?
                .get(b"Resources")?
                .as_reference()?;
            doc.get_dictionary_mut(resources)?.set("ColorSpace", spaces);
        }
        Ok(plates)
    }
}

/// The spot inks of some items, and whether anything is on every plate.
fn collect(items: &[Item], spots: &mut BTreeSet<Spot>, registration: &mut bool) {
    for leaf in leaves(items) {
        let ink = match leaf.item {
            Item::GlyphRun(run) => run.ink,
            Item::Fill(fill) => fill.ink,
            Item::Rule(rule) => rule.ink,
            Item::Path(path) => path.ink,
            Item::Page(placed) => {
                spots.extend(placed.spots.iter().copied());
                continue;
            }
            Item::Picture(_) | Item::Group(_) | Item::Mark(_) => continue,
        };
        match ink {
            Ink::Spot(spot, _) => _ = spots.insert(spot),
            Ink::Registration => *registration = true,
            Ink::K(_) | Ink::Cmyk(..) => {}
        }
    }
}
