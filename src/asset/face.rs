//! A parsed face.

use std::any::Any;
use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use self_cell::self_cell;
use ttf_parser::{GlyphId, OutlineBuilder, Tag, cmap};

use super::bytes::{Bytes, ContentHash};
use super::characters::CharacterTable;
use super::interaction::Interaction;
use crate::geom::{Em, Len};

/// Tables of a font file.
struct Tables<'a> {
    ttf: ttf_parser::Face<'a>,
    /// Character maps, parsed once: every character of the copy is looked up several times.
    maps: Vec<cmap::Subtable<'a>>,
}

self_cell! {
    /// A font file with the tables parsed from it.
    struct Parsed {
        owner: Bytes,
        #[covariant]
        dependent: Tables,
    }
}

/// A parsed font face with its bytes. Design units are converted to [`Len`] by [`Face::to_len`] at
/// a type size. What is computed from it once hangs on it and lives as long, which may be longer
/// than a run.
pub struct Face {
    parsed: Parsed,
    hash: ContentHash,
    index: u32,
    postscript_name: String,
    /// One more than the glyph of each character met.
    glyphs: CharacterTable,
    interaction: OnceLock<Interaction>,
    /// Fits of other faces among its characters: of their 字, or of their letters.
    fits: Mutex<BTreeMap<(ContentHash, bool), FaceFit>>,
    attached: OnceLock<Box<dyn Any + Send + Sync>>,
}

/// The relative size and height of a face among another's characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaceFit {
    /// Size relative to that of the other.
    pub size: Em,
    /// Distance by which it is raised, in em of the other.
    pub raise: Em,
}

impl FaceFit {
    /// Same size, same baseline.
    pub const SAME: FaceFit = FaceFit {
        size: Em::ONE,
        raise: Em::ZERO,
    };
}

/// A visitor of a glyph outline in design units, y upward.
pub trait Pen {
    /// Starts a contour.
    fn move_to(&mut self, x: f32, y: f32);
    /// Adds a straight segment.
    fn line_to(&mut self, x: f32, y: f32);
    /// Adds a quadratic segment.
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32);
    /// Adds a cubic segment.
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32);
    /// Ends a contour.
    fn close(&mut self);
}

struct Walk<'a>(&'a mut dyn Pen);

impl OutlineBuilder for Walk<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.quad_to(x1, y1, x, y);
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0.curve_to(x1, y1, x2, y2, x, y);
    }
    fn close(&mut self) {
        self.0.close();
    }
}

impl Face {
    /// Parses face `index` of a font file. Fails with the reason.
    pub(super) fn parse(bytes: Bytes, hash: ContentHash, index: u32) -> Result<Face, String> {
        let parsed = Parsed::try_new(bytes, |bytes| {
            let ttf = ttf_parser::Face::parse(bytes, index).map_err(|fault| fault.to_string())?;
            let maps = ttf
                .tables()
                .cmap
                .into_iter()
                .flat_map(|table| table.subtables)
                .filter(cmap::Subtable::is_unicode)
                .collect();
            Ok::<_, String>(Tables { ttf, maps })
        })?;
        let postscript_name = parsed
            .borrow_dependent()
            .ttf
            .names()
            .into_iter()
            .filter(|name| name.name_id == ttf_parser::name_id::POST_SCRIPT_NAME)
            .find_map(|name| name.to_string())
            .map(|name| {
                name.chars()
                    .filter(|c| c.is_ascii_graphic() && !"[](){}<>/%".contains(*c))
                    .collect::<String>()
            })
            .filter(|name| !name.is_empty())
            .ok_or_else(|| "it has no PostScript name".to_owned())?;
        Ok(Face {
            parsed,
            hash,
            index,
            postscript_name,
            glyphs: CharacterTable::default(),
            interaction: OnceLock::new(),
            fits: Mutex::default(),
            attached: OnceLock::new(),
        })
    }

    fn ttf(&self) -> &ttf_parser::Face<'_> {
        &self.parsed.borrow_dependent().ttf
    }

    /// Returns the whole font file.
    pub fn bytes(&self) -> &Bytes {
        self.parsed.borrow_owner()
    }

    /// Returns the SHA-256 of the font file.
    pub fn hash(&self) -> ContentHash {
        self.hash
    }

    /// Returns what another room computes from this face once and keeps on it, made when first
    /// asked for. There is one such room, so one type.
    pub fn attached<T: Any + Send + Sync>(&self, make: impl FnOnce() -> T) -> &T {
        let attached = self.attached.get_or_init(|| Box::new(make()));
        attached
            .downcast_ref()
            .unwrap_or_else(|| unreachable!("two rooms attach to one face"))
    }

    /// Returns which glyphs may change beside others.
    pub fn interaction(&self) -> &Interaction {
        self.interaction.get_or_init(|| Interaction::of(self.ttf()))
    }

    /// Returns whether no rule of several glyphs begins with this glyph or with any that single
    /// substitutions may make of it.
    pub fn begins_nothing(&self, glyph: u16) -> bool {
        self.interaction().begins_nothing(self.ttf(), glyph)
    }

    /// Returns the fit of another face among its characters, its 字 or its letters and figures,
    /// measured once.
    pub(super) fn fit(
        &self,
        with: &Face,
        han: bool,
        measure: fn(&Face, &Face) -> FaceFit,
    ) -> FaceFit {
        let key = (with.hash, han);
        let known = |fits: &BTreeMap<_, FaceFit>| fits.get(&key).copied();
        if let Some(fit) = known(&self.fits.lock().unwrap_or_else(PoisonError::into_inner)) {
            return fit;
        }
        let fit = measure(self, with);
        self.fits
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(key, fit);
        fit
    }

    /// Returns the index of the face in its file.
    pub fn index(&self) -> u32 {
        self.index
    }

    /// Returns the PostScript name, reduced to characters safe in a PDF name.
    pub fn postscript_name(&self) -> &str {
        &self.postscript_name
    }

    /// Returns the design units in one em.
    pub fn units_per_em(&self) -> u16 {
        self.ttf().units_per_em()
    }

    /// Returns whether the outlines are CFF (PostScript) rather than glyf (TrueType).
    pub fn is_cff(&self) -> bool {
        self.ttf().tables().cff.is_some()
    }

    /// Returns the `CFF ` table, if the face has one.
    pub fn cff(&self) -> Option<&[u8]> {
        self.ttf().raw_face().table(Tag::from_bytes(b"CFF "))
    }

    /// Returns the typographic ascent and descent in design units; the descent is negative.
    pub fn ascent_descent(&self) -> (i16, i16) {
        match (
            self.ttf().typographic_ascender(),
            self.ttf().typographic_descender(),
        ) {
            (Some(ascent), Some(descent)) => (ascent, descent),
            _ => (self.ttf().ascender(), self.ttf().descender()),
        }
    }

    /// Returns the box around all glyphs: left, bottom, right, top in design units.
    pub fn bounding_box(&self) -> [i16; 4] {
        let all = self.ttf().global_bounding_box();
        [all.x_min, all.y_min, all.x_max, all.y_max]
    }

    /// Returns the height of capitals in design units.
    pub fn cap_height(&self) -> i16 {
        self.ttf().capital_height().unwrap_or(700)
    }

    /// Returns the weight class, 400 for regular.
    pub fn weight(&self) -> u16 {
        self.ttf().weight().to_number()
    }

    /// Returns whether the licence bits permit embedding (OS/2 fsType).
    pub fn embeddable(&self) -> bool {
        !matches!(
            self.ttf().permissions(),
            Some(ttf_parser::Permissions::Restricted)
        )
    }

    /// Returns the glyph of a character, if the face has one. A map may say outright that a
    /// character is the empty box, as those that end with U+FFFF do; that counts as none.
    pub fn glyph(&self, character: char) -> Option<u16> {
        let known = self.glyphs.get(character, || {
            let maps = &self.parsed.borrow_dependent().maps;
            let found = maps
                .iter()
                .find_map(|map| map.glyph_index(u32::from(character)));
            1 + found.map_or(0, |glyph| u64::from(glyph.0))
        });
        Some((known - 1) as u16).filter(|glyph| *glyph != 0)
    }

    /// Returns every 字 that it has a glyph for, in all their blocks, in order. They are looked up
    /// one by one, since the coverage a file claims may be unbounded.
    pub(super) fn han(&self) -> Vec<char> {
        let blocks = (0x3400..=0x9FFF).chain(0x20000..=0x3FFFD);
        blocks
            .filter_map(char::from_u32)
            .filter(|c| self.glyph(*c).is_some())
            .collect()
    }

    /// Returns the advance of a glyph in design units.
    pub fn advance(&self, glyph: u16) -> u16 {
        self.ttf().glyph_hor_advance(GlyphId(glyph)).unwrap_or(0)
    }

    /// Returns whether the face has the `palt` feature, which gives proportional widths of kana.
    pub fn has_palt(&self) -> bool {
        let features = self.ttf().tables().gpos.map(|gpos| gpos.features);
        features.is_some_and(|features| {
            features
                .into_iter()
                .any(|feature| feature.tag == Tag::from_bytes(b"palt"))
        })
    }

    /// Returns the box around a glyph's ink, if it has any: left, bottom, right, top in design
    /// units.
    pub fn ink_box(&self, glyph: u16) -> Option<[i16; 4]> {
        self.ttf()
            .glyph_bounding_box(GlyphId(glyph))
            .map(|ink| [ink.x_min, ink.y_min, ink.x_max, ink.y_max])
    }

    /// Passes a glyph's outline to `pen`; returns false if it has none.
    pub fn outline(&self, glyph: u16, pen: &mut dyn Pen) -> bool {
        self.ttf()
            .outline_glyph(GlyphId(glyph), &mut Walk(pen))
            .is_some()
    }

    /// Converts design units to a length at a type size.
    pub fn to_len(&self, units: i32, size: Len) -> Len {
        let em = i32::from(self.units_per_em());
        // What most glyphs are: a full em, or nothing.
        match units {
            0 => Len::ZERO,
            _ if units == em => size,
            _ => size.scale(i64::from(units), i64::from(em)),
        }
    }
}
