//! A parsed face.

use std::any::Any;
use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use self_cell::self_cell;
use ttf_parser::{GlyphId, OutlineBuilder, Tag, cmap};

use super::bytes::{Bytes, ContentHash};
use super::characters::CharacterTable;
use super::instance::{Axis, AxisValue, FaceChoice, name_of};
use super::interaction::Interaction;
use crate::geom::{Em, Len};
use crate::say::{Text, text};

/// How the outlines of a face come into a press file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outlines {
    /// As they are in its `glyf` table.
    TrueType,
    /// As they are in its `CFF ` table.
    Cff,
    /// Drawn anew as CFF: those of an instance of a variable face, or of a `CFF2` table, which no
    /// PDF may hold (ISO 32000-2 §9.9).
    Drawn,
}

/// What the licence bits of a face (OS/2 fsType) say of a press file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Licence {
    /// It may be embedded, and only those glyphs that are used.
    Free,
    /// It may be embedded, but whole.
    Whole,
    /// Only bitmaps of it may be embedded.
    Bitmaps,
    /// It may not be embedded.
    Restricted,
}

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
    /// The instance of a variable face: a value for each axis that is not at its default.
    instance: Vec<AxisValue>,
    postscript_name: String,
    /// One more than the glyph of each character met.
    glyphs: CharacterTable,
    /// The ink boxes of the glyphs met: walking an outline is dear.
    boxes: CharacterTable,
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
    /// Parses one face of a font file; `hash` is that of the face. Fails with the reason.
    pub(super) fn parse(
        bytes: Bytes,
        hash: ContentHash,
        choice: &FaceChoice,
    ) -> Result<Face, Text> {
        let index = choice.index(&bytes)?;
        let parsed = Parsed::try_new(bytes, |bytes| {
            let mut ttf = ttf_parser::Face::parse(bytes, index)
                .map_err(|fault| Text::quoted(fault.to_string()))?;
            let tables = ttf.tables();
            if tables.glyf.is_none() && tables.cff.is_none() && tables.cff2.is_none() {
                return Err(text!(
                    "asset.no-outlines-glyphs-bitmaps",
                    "it has no outlines, its glyphs are bitmaps or coloured pictures"
                ));
            }
            let maps: Vec<cmap::Subtable<'_>> = tables
                .cmap
                .into_iter()
                .flat_map(|table| table.subtables)
                .filter(cmap::Subtable::is_unicode)
                .collect();
            if maps.is_empty() {
                return Err(text!(
                    "asset.no-unicode-character-map",
                    "it has no Unicode character map (cmap), so that none of its characters can be found; save it again with one"
                ));
            }
            let axes = axes_of(&ttf);
            for wanted in &choice.axes {
                wanted.check(&axes)?;
                ttf.set_variation(Tag::from_bytes(&wanted.tag), wanted.to_f32());
            }
            Ok::<_, Text>(Tables { ttf, maps })
        })?;
        let postscript_name = postscript_name(&parsed.borrow_dependent().ttf, choice)?;
        Ok(Face {
            parsed,
            hash,
            index,
            instance: choice.axes.clone(),
            postscript_name,
            glyphs: CharacterTable::default(),
            boxes: CharacterTable::default(),
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

    /// Returns what tells the face from every other: the SHA-256 of the font file, and of what was
    /// chosen of it.
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

    /// Returns the number of its glyphs.
    pub fn glyph_count(&self) -> u16 {
        self.ttf().number_of_glyphs()
    }

    /// Returns the design units in one em.
    pub fn units_per_em(&self) -> u16 {
        self.ttf().units_per_em()
    }

    /// Returns how the outlines come into a press file.
    pub fn outlines(&self) -> Outlines {
        let tables = self.ttf().tables();
        if self.ttf().is_variable() || tables.cff2.is_some() && tables.glyf.is_none() {
            Outlines::Drawn
        } else if tables.cff.is_some() {
            Outlines::Cff
        } else {
            Outlines::TrueType
        }
    }

    /// Returns the axes of a variable face.
    pub fn axes(&self) -> Vec<Axis> {
        axes_of(self.ttf())
    }

    /// Returns the values of the axes that its instance is made of; none of a face that does not
    /// vary, or stands at its default.
    pub fn instance(&self) -> &[AxisValue] {
        &self.instance
    }

    /// Returns the `CFF ` table, if the face has one.
    pub fn cff(&self) -> Option<&[u8]> {
        self.ttf().raw_face().table(Tag::from_bytes(b"CFF "))
    }

    /// Returns a table of the font file as it stands there, if it has one of this tag.
    pub fn table(&self, tag: [u8; 4]) -> Option<&[u8]> {
        self.ttf().raw_face().table(Tag::from_bytes(&tag))
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
        let instance = self.instance.iter().find(|value| &value.tag == b"wght");
        let instance = instance.and_then(|value| u16::try_from(value.value / 1000).ok());
        instance.unwrap_or_else(|| self.ttf().weight().to_number())
    }

    /// Returns what the licence bits permit (OpenType, OS/2 fsType; of several bits the one that
    /// permits most counts).
    pub fn licence(&self) -> Licence {
        if self.ttf().permissions() == Some(ttf_parser::Permissions::Restricted) {
            Licence::Restricted
        } else if !self.ttf().is_outline_embedding_allowed() {
            Licence::Bitmaps
        } else if !self.ttf().is_subsetting_allowed() {
            Licence::Whole
        } else {
            Licence::Free
        }
    }

    /// Returns whether a glyph prints what it should: it has an outline, or its character is a
    /// blank.
    pub fn draws(&self, glyph: u16, character: char) -> bool {
        is_blank(character) || self.ttf().glyph_bounding_box(GlyphId(glyph)).is_some()
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
        let pack = |[left, bottom, right, top]: [i16; 4]| {
            let half = |low: i16, high: i16| {
                u64::from(low.cast_unsigned()) | u64::from(high.cast_unsigned()) << 16
            };
            half(left, bottom) | half(right, top) << 32
        };
        // Left of its own left edge no box ends.
        const NONE: [i16; 4] = [i16::MAX, 0, i16::MIN, 0];
        let packed = self.boxes.of_glyph(glyph, || {
            let ink = self.ttf().glyph_bounding_box(GlyphId(glyph));
            pack(ink.map_or(NONE, |ink| [ink.x_min, ink.y_min, ink.x_max, ink.y_max]))
        });
        let ink = [0, 16, 32, 48].map(|shift| ((packed >> shift) as u16).cast_signed());
        (ink != NONE).then_some(ink)
    }

    /// Passes a glyph's outline to `pen`; returns false if it has none.
    pub fn outline(&self, glyph: u16, pen: &mut dyn Pen) -> bool {
        self.ttf()
            .outline_glyph(GlyphId(glyph), &mut Walk(pen))
            .is_some()
    }

    /// Returns the tags and values of the axes of its instance, as shaping wants them.
    pub fn variations(&self) -> impl Iterator<Item = ([u8; 4], f32)> + '_ {
        let values = self.instance.iter();
        values.map(|value| (value.tag, value.to_f32()))
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

/// Returns the PostScript name of a face, of an instance with the values of its axes. Fails if it
/// has none.
fn postscript_name(ttf: &ttf_parser::Face<'_>, choice: &FaceChoice) -> Result<String, Text> {
    let mut name = name_of(ttf, ttf_parser::name_id::POST_SCRIPT_NAME)
        .map(|name| plain(&name))
        .filter(|name| !name.is_empty())
        .ok_or_else(|| text!("asset.no-postscript-name", "it has no PostScript name"))?;
    if choice.axes.is_empty() {
        return Ok(name);
    }
    // Adobe Technical Note 5902: the prefix of the family, then the values of the axes.
    const VARIATIONS_PREFIX: u16 = 25;
    let family = name_of(ttf, VARIATIONS_PREFIX)
        .or_else(|| name_of(ttf, ttf_parser::name_id::TYPOGRAPHIC_FAMILY))
        .or_else(|| name_of(ttf, ttf_parser::name_id::FAMILY))
        .map(|name| plain(&name))
        .filter(|name| !name.is_empty());
    name = family.unwrap_or(name);
    for value in &choice.axes {
        name.push_str(&format!("_{}", value.suffix()));
    }
    Ok(name)
}

/// Returns a name reduced to characters safe in a PDF name.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_ascii_graphic() && !"[](){}<>/%".contains(*c))
        .collect()
}

fn axes_of(ttf: &ttf_parser::Face<'_>) -> Vec<Axis> {
    ttf.variation_axes()
        .into_iter()
        .map(|axis| Axis::of(axis.tag, [axis.min_value, axis.def_value, axis.max_value]))
        .collect()
}

/// Returns whether a character prints nothing in any face.
fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(
            character,
            '\u{AD}'
                | '\u{34F}'
                | '\u{61C}'
                | '\u{115F}'
                | '\u{1160}'
                | '\u{17B4}'
                | '\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{E0000}'..='\u{E01EF}'
        )
}
