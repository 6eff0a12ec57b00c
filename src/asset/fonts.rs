//! The fonts of a run.

use std::fmt;
use std::sync::OnceLock;

use super::bundled::{BUNDLED, FALLBACKS};
use super::face::Face;

/// Which face. Bundled faces keep their number for good; added ones follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FontId(u16);

impl FontId {
    /// The number behind the id.
    pub fn number(self) -> u16 {
        self.0
    }
}

impl fmt::Display for FontId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match BUNDLED.get(self.0 as usize) {
            Some(face) => f.write_str(face.name),
            None => write!(f, "font{}", self.0),
        }
    }
}

struct Slot {
    name: String,
    bytes: &'static [u8],
    face: OnceLock<Result<Face, String>>,
}

/// The bundled faces and those added from `--font-path`, parsed when first used.
pub struct Fonts {
    slots: Vec<Slot>,
}

impl Default for Fonts {
    fn default() -> Fonts {
        Fonts::bundled()
    }
}

impl Fonts {
    /// The bundled faces.
    pub fn bundled() -> Fonts {
        Fonts { slots: BUNDLED.iter().map(|face| Slot { name: face.name.to_owned(), bytes: face.bytes, face: OnceLock::new() }).collect() }
    }

    /// Adds a font file under a name. The bytes live as long as the process:
    /// faces are shared by every page and thread of a run.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) -> Result<FontId, String> {
        let slot = Slot { name: name.to_owned(), bytes: Box::leak(bytes.into_boxed_slice()), face: OnceLock::new() };
        let parsed = Face::parse(slot.bytes, 0)?;
        if !parsed.embeddable() {
            return Err("its licence bits (OS/2 fsType) forbid embedding".to_owned());
        }
        let _ = slot.face.set(Ok(parsed));
        self.slots.push(slot);
        Ok(FontId(self.slots.len() as u16 - 1))
    }

    /// The face of this name.
    pub fn find(&self, name: &str) -> Option<FontId> {
        self.slots.iter().position(|slot| slot.name == name).map(|at| FontId(at as u16))
    }

    /// Every face with its name, in order.
    pub fn names(&self) -> impl Iterator<Item = (FontId, &str)> {
        self.slots.iter().enumerate().map(|(at, slot)| (FontId(at as u16), slot.name.as_str()))
    }

    /// The parsed face. Bundled faces always parse (a test holds that), added
    /// ones were parsed on adding.
    pub fn face(&self, id: FontId) -> &Face {
        let slot = &self.slots[id.0 as usize];
        match slot.face.get_or_init(|| Face::parse(slot.bytes, 0)) {
            Ok(face) => face,
            Err(fault) => unreachable!("bundled face {} does not parse: {fault}", slot.name),
        }
    }

    /// The first face that has `character`: the wanted one, then the bundled
    /// ones, then those added.
    pub fn with_glyph(&self, wanted: FontId, character: char) -> Option<FontId> {
        if self.face(wanted).glyph(character).is_some() {
            return Some(wanted);
        }
        let bundled = 0..FALLBACKS as u16;
        let added = BUNDLED.len() as u16..self.slots.len() as u16;
        bundled.chain(added).map(FontId).find(|&id| self.face(id).glyph(character).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_face_parses_and_may_be_embedded() {
        let fonts = Fonts::bundled();
        for (id, name) in fonts.names() {
            let face = fonts.face(id);
            assert!(face.embeddable(), "{name}");
            assert!(face.glyph('字').is_some(), "{name}");
        }
    }
}
