//! The fonts of a run.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, OnceLock};

use super::bundled::{BUNDLED, Bundled, FALLBACKS};
use super::bytes::{Bytes, ContentHash};
use super::face::{Face, FaceFit, Licence};
use super::fit::{self, Pair};
use super::instance::{FaceChoice, axes_in_words, faces_of};
use super::store::FontStore;
use crate::say::{Text, text};

/// Identifier of a face. Bundled faces have fixed numbers; added ones follow. The default is
/// [`BODY`](FontId::BODY).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FontId(u16);

impl FontId {
    /// 宋, the face of body text, always there.
    pub const BODY: FontId = FontId(0);

    /// Returns the number behind the id.
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

#[derive(Clone)]
struct Slot {
    name: String,
    file: File,
    /// Which face of its file.
    choice: FaceChoice,
    face: OnceLock<Arc<Face>>,
    /// Of each glyph of an added face whether it prints anything; zero is not looked up yet.
    drawn: Arc<[AtomicU8]>,
}

/// What is known of a glyph.
const DRAWN: u8 = 1;
/// A glyph without an outline.
const EMPTY: u8 = 2;

impl Slot {
    fn new(name: &str, file: File, choice: FaceChoice) -> Slot {
        Slot {
            name: name.to_owned(),
            file,
            choice,
            face: OnceLock::new(),
            drawn: Arc::from([]),
        }
    }
}

/// What a person should know of a font that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FontRemark {
    /// It has several faces or axes, and nobody said which: the words say what there is and what
    /// was taken.
    Choice(Text),
    /// Its licence bits ask that it be embedded whole (OS/2 fsType 0x0100).
    Whole,
}

/// A font that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostFont {
    /// Its name in styles.
    pub name: String,
    /// Its file.
    pub path: String,
    /// Why; `None` is the reader's own fault, which it has reported.
    pub fault: Option<Text>,
}

#[derive(Clone)]
enum File {
    Bundled(&'static Bundled),
    /// A file known by its path, not read.
    Waiting(String),
    /// A file that is read, with its SHA-256 in hex.
    Added(String),
}

/// The bundled faces, parsed when first used, and those of the desk, read when
/// first named.
#[derive(Clone)]
pub struct Fonts {
    slots: Vec<Slot>,
    by_name: BTreeMap<String, FontId>,
    /// Declared pairs: a face, and the one set among its characters.
    pairs: BTreeMap<(FontId, FontId), Pair>,
    store: FontStore,
}

impl Default for Fonts {
    fn default() -> Fonts {
        Fonts::bundled()
    }
}

impl Fonts {
    /// Creates the fonts with the bundled faces.
    pub fn bundled() -> Fonts {
        Fonts::over(FontStore::default())
    }

    /// Creates the fonts with the bundled faces, over a store of faces parsed before.
    pub fn over(store: FontStore) -> Fonts {
        let slot = |face: &'static Bundled| {
            Slot::new(face.name, File::Bundled(face), FaceChoice::default())
        };
        Fonts {
            slots: BUNDLED.iter().map(slot).collect(),
            by_name: (0..)
                .zip(BUNDLED)
                .map(|(at, face)| (face.name.to_owned(), FontId(at)))
                .collect(),
            pairs: BTreeMap::new(),
            store,
        }
    }

    /// Registers a font file, under its own name without extension and without `-regular`, without
    /// reading it. A name already in use keeps its face.
    pub fn announce(&mut self, path: &str) {
        let stem = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
        let name = stem.strip_suffix("-regular").unwrap_or(stem);
        self.announce_as(name, path, FaceChoice::default());
    }

    /// Makes the fonts of a desk known, in order.
    pub fn announce_all(&mut self, paths: &[String]) {
        paths.iter().for_each(|path| self.announce(path));
    }

    /// Registers a face of a font file under a name, without reading it; returns false if the name
    /// is in use.
    pub fn announce_as(&mut self, name: &str, path: &str, choice: FaceChoice) -> bool {
        let free = self.find(name).is_none();
        if free {
            let id = FontId(self.slots.len() as u16);
            self.by_name.insert(name.to_owned(), id);
            let file = File::Waiting(path.to_owned());
            self.slots.push(Slot::new(name, file, choice));
        }
        free
    }

    /// Gives a face that is known a second name; returns false if that is in use.
    pub fn alias(&mut self, name: &str, face: FontId) -> bool {
        let free = self.find(name).is_none();
        if free {
            self.by_name.insert(name.to_owned(), face);
        }
        free
    }

    /// Returns the path of a font that is announced but not read.
    pub fn waiting(&self, id: FontId) -> Option<&str> {
        match &self.slots[id.0 as usize].file {
            File::Waiting(path) => Some(path),
            File::Bundled(_) | File::Added(_) => None,
        }
    }

    /// Gives an announced font its bytes. Fails with the reason.
    pub fn supply(&mut self, id: FontId, bytes: impl Into<Bytes>) -> Result<(), Text> {
        let bytes = bytes.into();
        let hash = ContentHash::of(&bytes);
        self.supply_hashed(id, bytes, hash)
    }

    /// Gives an announced font its bytes, whose SHA-256 is known. Fails with the reason.
    pub fn supply_hashed(
        &mut self,
        id: FontId,
        bytes: Bytes,
        hash: ContentHash,
    ) -> Result<(), Text> {
        let slot = &mut self.slots[id.0 as usize];
        let face = self.store.face(&bytes, hash, &slot.choice)?;
        match face.licence() {
            Licence::Restricted => {
                return Err(text!(
                    "asset.licence-bits-os-2",
                    "its licence bits (OS/2 fsType 0x0002) forbid embedding"
                ));
            }
            Licence::Bitmaps => {
                return Err(text!(
                    "asset.licence-bits-os-2-fstype",
                    "its licence bits (OS/2 fsType 0x0200) permit that bitmaps of it be embedded, and no outlines"
                ));
            }
            Licence::Free | Licence::Whole => {}
        }
        slot.drawn = (0..face.glyph_count()).map(|_| AtomicU8::new(0)).collect();
        slot.file = File::Added(hash.to_string());
        slot.face = OnceLock::from(face);
        Ok(())
    }

    /// Reads the announced fonts that are wanted, in order. Returns those that cannot be used.
    pub fn read_waiting(
        &mut self,
        wanted: impl Fn(FontId) -> bool,
        mut read: impl FnMut(&str) -> Result<(Bytes, ContentHash), Option<Text>>,
    ) -> Vec<LostFont> {
        let waiting: Vec<(FontId, String)> = self
            .names()
            .filter(|(id, _)| wanted(*id))
            .filter_map(|(id, _)| Some((id, self.waiting(id)?.to_owned())))
            .collect();
        let mut lost = Vec::new();
        for (id, path) in waiting {
            let supplied = read(&path)
                .and_then(|(bytes, hash)| self.supply_hashed(id, bytes, hash).map_err(Some));
            if let Err(fault) = supplied {
                let name = self.name(id).to_owned();
                lost.push(LostFont { name, path, fault });
            }
        }
        lost
    }

    /// Returns the names of the faces of the file of a font that is read.
    pub fn faces_of(&self, id: FontId) -> Vec<String> {
        match &self.slots[id.0 as usize].file {
            File::Added(_) => faces_of(self.face(id).bytes()),
            File::Bundled(_) | File::Waiting(_) => {
                vec![self.face(id).postscript_name().to_owned()]
            }
        }
    }

    /// Returns what a person should know of an added font that is read.
    pub fn remarks(&self, id: FontId) -> Vec<FontRemark> {
        let slot = &self.slots[id.0 as usize];
        if !matches!(slot.file, File::Added(_)) {
            return Vec::new();
        }
        let face = self.face(id);
        let mut remarks = Vec::new();
        let faces = faces_of(face.bytes());
        if slot.choice.face.is_none() && faces.len() > 1 {
            let named: Vec<String> = (1..)
                .zip(&faces)
                .map(|(number, name): (u32, &String)| format!("{number} {name}"))
                .collect();
            remarks.push(FontRemark::Choice(text!(
                "asset.faces-first-used",
                "has {faces} faces, {named}, of which the first is used",
                faces = faces.len(),
                named = named.join(", ")
            )));
        }
        let axes = face.axes();
        if face.instance().is_empty() && !axes.is_empty() {
            remarks.push(FontRemark::Choice(text!(
                "asset.variable-stands-defaults",
                "is variable, {axes}, and stands at its defaults",
                axes = axes_in_words(&axes)
            )));
        }
        if face.licence() == Licence::Whole {
            remarks.push(FontRemark::Whole);
        }
        remarks
    }

    /// Returns the SHA-256 of a font file in hex.
    pub fn sha256(&self, id: FontId) -> &str {
        match &self.slots[id.0 as usize].file {
            File::Bundled(face) => face.sha256,
            File::Added(hash) => hash,
            File::Waiting(_) => "",
        }
    }

    /// Returns the face with this name.
    pub fn find(&self, name: &str) -> Option<FontId> {
        self.by_name.get(name).copied()
    }

    /// Returns the name of a face in styles. Its number changes with the set of fonts, its name
    /// does not.
    pub fn name(&self, id: FontId) -> &str {
        &self.slots[id.0 as usize].name
    }

    /// Iterates over every face with its name, in order.
    pub fn names(&self) -> impl Iterator<Item = (FontId, &str)> + Clone {
        self.slots
            .iter()
            .enumerate()
            .map(|(at, slot)| (FontId(at as u16), slot.name.as_str()))
    }

    /// Returns the parsed face. Bundled faces always parse (a test holds that), others were parsed
    /// when supplied; a run with one still waiting has failed before anything is set.
    pub fn face(&self, id: FontId) -> &Face {
        let slot = &self.slots[id.0 as usize];
        slot.face.get_or_init(|| match &slot.file {
            File::Bundled(face) => self
                .store
                .face(
                    &face.bytes.into(),
                    ContentHash::from_hex(face.sha256),
                    &slot.choice,
                )
                .unwrap_or_else(|fault| unreachable!("face {}: {fault}", slot.name)),
            File::Added(_) | File::Waiting(_) => {
                unreachable!("face {} was never supplied", slot.name)
            }
        })
    }

    /// Returns the first face that has `character`: the wanted one, then the bundled ones, then
    /// those supplied; `None` if none has it.
    pub fn with_glyph(&self, wanted: FontId, character: char) -> Option<FontId> {
        let bundled = 0..FALLBACKS as u16;
        let added = BUNDLED.len() as u16..self.slots.len() as u16;
        std::iter::once(wanted)
            .chain(bundled.chain(added).map(FontId))
            .find(|&id| self.has(id, character))
    }

    /// Returns whether a face is read and has `character`: a glyph that prints, or a blank one of a
    /// character that is a blank.
    pub fn has(&self, id: FontId, character: char) -> bool {
        self.waiting(id).is_none()
            && self
                .face(id)
                .glyph(character)
                .is_some_and(|glyph| self.draws(id, glyph, character))
    }

    /// Returns whether a glyph prints what it should. The bundled faces are sound.
    fn draws(&self, id: FontId, glyph: u16, character: char) -> bool {
        let slot = &self.slots[id.0 as usize];
        let Some(known) = slot.drawn.get(usize::from(glyph)) else {
            // An added face has no glyph of that number.
            return matches!(slot.file, File::Bundled(_));
        };
        match known.load(Ordering::Relaxed) {
            DRAWN => true,
            EMPTY => self.face(id).draws(glyph, character),
            _ => {
                let draws = self.face(id).draws(glyph, '字');
                known.store(if draws { DRAWN } else { EMPTY }, Ordering::Relaxed);
                draws || self.face(id).draws(glyph, character)
            }
        }
    }

    /// Returns whether a face ships with the program.
    pub fn is_bundled(&self, id: FontId) -> bool {
        matches!(self.slots[id.0 as usize].file, File::Bundled(_))
    }

    /// Declares the fit of `with` among the characters of `face`.
    pub fn pair(&mut self, face: FontId, with: FontId, pair: Pair) {
        self.pairs.insert((face, with), pair);
    }

    /// Returns the fit of `with` among the characters of `face`, for its 字 or for its letters and
    /// figures: as declared, else as measured.
    pub fn fit(&self, face: FontId, with: FontId, han: bool) -> FaceFit {
        let declared = self.pairs.get(&(face, with)).copied().unwrap_or_default();
        if face == with || self.waiting(face).is_some() || self.waiting(with).is_some() {
            return FaceFit::SAME;
        }
        let measure = if han { fit::han } else { fit::latin };
        declared.over(self.face(face).fit(self.face(with), han, measure))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::Em;

    #[test]
    fn a_face_has_its_name_whatever_else_is_at_hand() {
        let mut fonts = Fonts::bundled();
        fonts.announce("fonts/other.otf");
        fonts.announce_as("mincho", "house/a.otf", FaceChoice::default());
        let id = fonts.find("mincho").expect("is announced");
        assert_eq!(
            (fonts.name(id), fonts.name(FontId::BODY)),
            ("mincho", "song")
        );
        assert_ne!(id.number(), Fonts::bundled().names().count() as u16);
    }

    #[test]
    fn a_face_is_fitted_to_the_boxes_of_the_other() {
        let fonts = Fonts::bundled();
        let face = |name: &str| fonts.find(name).expect("is bundled");
        let fit = |own: &str, with: &str, han: bool| {
            let fit = fonts.fit(face(own), face(with), han);
            (
                (fit.size.to_f64() * 1000.0).round() as i64,
                (fit.raise.to_f64() * 1000.0).round() as i64,
            )
        };
        assert_eq!(fonts.fit(face("song"), face("song"), true), FaceFit::SAME);
        // 楷 is drawn small, so it is set larger among 宋, and 宋 smaller among it.
        let (larger, _) = fit("song", "kai", true);
        let (smaller, _) = fit("kai", "song", true);
        assert!(larger > 1040 && smaller < 960, "{larger} {smaller}");
        assert!(
            (larger * smaller / 1000 - 1000).abs() <= 2,
            "{larger} {smaller}"
        );
        // The letters of 黑 are higher than those of 宋: 514 and 729, 543 and 733.
        assert_eq!(
            fit("song", "hei", false),
            ((516 + 728) * 1000 / (543 + 733), 0)
        );
        // The box face has its middle at 380 and is 800 high.
        let (_, raise) = fit("box", "song", true);
        assert!((raise - (380 - 371 * 876 / 1000)).abs() < 40, "{raise}");
    }

    #[test]
    fn what_a_house_says_of_a_pair_goes_before_what_is_measured() {
        let mut fonts = Fonts::bundled();
        let (song, kai) = (FontId::BODY, fonts.find("kai").expect("is bundled"));
        let measured = fonts.fit(song, kai, true);
        fonts.pair(
            song,
            kai,
            Pair {
                size: None,
                raise: Some(Em::HALF),
            },
        );
        assert_eq!(
            fonts.fit(song, kai, true),
            FaceFit {
                raise: Em::HALF,
                ..measured
            }
        );
        fonts.pair(
            song,
            kai,
            Pair {
                size: Some(Em::ONE),
                raise: None,
            },
        );
        assert_eq!(
            fonts.fit(song, kai, true),
            FaceFit {
                size: Em::ONE,
                ..measured
            }
        );
        assert_eq!(
            fonts.fit(kai, song, true),
            Fonts::bundled().fit(kai, song, true),
            "the other way round is another pair"
        );
    }

    #[test]
    fn every_bundled_face_parses_and_may_be_embedded() {
        let fonts = Fonts::bundled();
        for (id, name) in fonts.names() {
            let face = fonts.face(id);
            assert_eq!(face.licence(), Licence::Free, "{name}");
            assert!(face.glyph('字').is_some(), "{name}");
            assert_eq!(
                ContentHash::of(face.bytes()).to_string(),
                fonts.sha256(id),
                "{name}: write the hash of the new file into bundled.rs"
            );
        }
    }
}
