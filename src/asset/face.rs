//! A parsed face.

use ttf_parser::{GlyphId, OutlineBuilder, Tag, cmap};

use super::instance::{Axis, AxisValue, FaceChoice, name_of};
use crate::geom::Len;

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

/// A parsed font face. Design units are converted to [`Len`] by [`Face::to_len`] at a type size.
#[derive(Clone)]
pub struct Face {
    bytes: &'static [u8],
    index: u32,
    /// The instance of a variable face: a value for each axis that is not at its default.
    instance: Vec<AxisValue>,
    ttf: ttf_parser::Face<'static>,
    /// Character maps, parsed once: every character of the copy is looked up several times.
    maps: Vec<cmap::Subtable<'static>>,
    postscript_name: String,
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
    /// Parses one face of a font file. Fails with the reason.
    pub(super) fn parse(bytes: &'static [u8], choice: &FaceChoice) -> Result<Face, String> {
        let index = choice.index(bytes)?;
        let mut ttf = ttf_parser::Face::parse(bytes, index).map_err(|fault| fault.to_string())?;
        let tables = ttf.tables();
        if tables.glyf.is_none() && tables.cff.is_none() && tables.cff2.is_none() {
            return Err(
                "it has no outlines, its glyphs are bitmaps or coloured pictures".to_owned(),
            );
        }
        let mut postscript_name = name_of(&ttf, ttf_parser::name_id::POST_SCRIPT_NAME)
            .map(|name| plain(&name))
            .filter(|name| !name.is_empty())
            .ok_or_else(|| "it has no PostScript name".to_owned())?;
        let maps: Vec<cmap::Subtable> = ttf
            .tables()
            .cmap
            .into_iter()
            .flat_map(|table| table.subtables)
            .filter(cmap::Subtable::is_unicode)
            .collect();
        if maps.is_empty() {
            return Err(
                "it has no Unicode character map (cmap), so that none of its characters can be found; save it again with one"
                    .to_owned(),
            );
        }
        let axes = axes_of(&ttf);
        for wanted in &choice.axes {
            wanted.check(&axes)?;
            ttf.set_variation(Tag::from_bytes(&wanted.tag), wanted.to_f32());
        }
        if !choice.axes.is_empty() {
            // Adobe Technical Note 5902: the prefix of the family, then the values of the axes.
            const VARIATIONS_PREFIX: u16 = 25;
            let family = name_of(&ttf, VARIATIONS_PREFIX)
                .or_else(|| name_of(&ttf, ttf_parser::name_id::TYPOGRAPHIC_FAMILY))
                .or_else(|| name_of(&ttf, ttf_parser::name_id::FAMILY))
                .map(|name| plain(&name))
                .filter(|name| !name.is_empty());
            postscript_name = family.unwrap_or(postscript_name);
            for value in &choice.axes {
                postscript_name.push_str(&format!("_{}", value.suffix()));
            }
        }
        Ok(Face {
            bytes,
            index,
            instance: choice.axes.clone(),
            ttf,
            maps,
            postscript_name,
        })
    }

    /// Returns the whole font file.
    pub fn bytes(&self) -> &'static [u8] {
        self.bytes
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
        self.ttf.number_of_glyphs()
    }

    /// Returns the design units in one em.
    pub fn units_per_em(&self) -> u16 {
        self.ttf.units_per_em()
    }

    /// Returns how the outlines come into a press file.
    pub fn outlines(&self) -> Outlines {
        let tables = self.ttf.tables();
        if self.ttf.is_variable() || tables.cff2.is_some() && tables.glyf.is_none() {
            Outlines::Drawn
        } else if tables.cff.is_some() {
            Outlines::Cff
        } else {
            Outlines::TrueType
        }
    }

    /// Returns the axes of a variable face.
    pub fn axes(&self) -> Vec<Axis> {
        axes_of(&self.ttf)
    }

    /// Returns the values of the axes that its instance is made of; none of a face that does not
    /// vary, or stands at its default.
    pub fn instance(&self) -> &[AxisValue] {
        &self.instance
    }

    /// Returns the `CFF ` table, if the face has one.
    pub fn cff(&self) -> Option<&'static [u8]> {
        self.ttf.raw_face().table(Tag::from_bytes(b"CFF "))
    }

    /// Returns the typographic ascent and descent in design units; the descent is negative.
    pub fn ascent_descent(&self) -> (i16, i16) {
        match (
            self.ttf.typographic_ascender(),
            self.ttf.typographic_descender(),
        ) {
            (Some(ascent), Some(descent)) => (ascent, descent),
            _ => (self.ttf.ascender(), self.ttf.descender()),
        }
    }

    /// Returns the box around all glyphs: left, bottom, right, top in design units.
    pub fn bounding_box(&self) -> [i16; 4] {
        let all = self.ttf.global_bounding_box();
        [all.x_min, all.y_min, all.x_max, all.y_max]
    }

    /// Returns the height of capitals in design units.
    pub fn cap_height(&self) -> i16 {
        self.ttf.capital_height().unwrap_or(700)
    }

    /// Returns the weight class, 400 for regular.
    pub fn weight(&self) -> u16 {
        let instance = self.instance.iter().find(|value| &value.tag == b"wght");
        let instance = instance.and_then(|value| u16::try_from(value.value / 1000).ok());
        instance.unwrap_or_else(|| self.ttf.weight().to_number())
    }

    /// Returns what the licence bits permit (OpenType, OS/2 fsType; of several bits the one that
    /// permits most counts).
    pub fn licence(&self) -> Licence {
        if self.ttf.permissions() == Some(ttf_parser::Permissions::Restricted) {
            Licence::Restricted
        } else if !self.ttf.is_outline_embedding_allowed() {
            Licence::Bitmaps
        } else if !self.ttf.is_subsetting_allowed() {
            Licence::Whole
        } else {
            Licence::Free
        }
    }

    /// Returns whether a glyph prints what it should: it has an outline, or its character is a
    /// blank.
    pub fn draws(&self, glyph: u16, character: char) -> bool {
        is_blank(character) || self.ttf.glyph_bounding_box(GlyphId(glyph)).is_some()
    }

    /// Returns the glyph of a character, if the face has one. A map may say outright that a
    /// character is the empty box, as those that end with U+FFFF do; that counts as none.
    pub fn glyph(&self, character: char) -> Option<u16> {
        let found = self
            .maps
            .iter()
            .find_map(|map| map.glyph_index(u32::from(character)));
        found.map(|glyph| glyph.0).filter(|glyph| *glyph != 0)
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
        self.ttf.glyph_hor_advance(GlyphId(glyph)).unwrap_or(0)
    }

    /// Returns whether the face has the `palt` feature, which gives proportional widths of kana.
    pub fn has_palt(&self) -> bool {
        let features = self.ttf.tables().gpos.map(|gpos| gpos.features);
        features.is_some_and(|features| {
            features
                .into_iter()
                .any(|feature| feature.tag == Tag::from_bytes(b"palt"))
        })
    }

    /// Returns the box around a glyph's ink, if it has any: left, bottom, right, top in design
    /// units.
    pub fn ink_box(&self, glyph: u16) -> Option<[i16; 4]> {
        self.ttf
            .glyph_bounding_box(GlyphId(glyph))
            .map(|ink| [ink.x_min, ink.y_min, ink.x_max, ink.y_max])
    }

    /// Passes a glyph's outline to `pen`; returns false if it has none.
    pub fn outline(&self, glyph: u16, pen: &mut dyn Pen) -> bool {
        self.ttf
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
        size.scale(i64::from(units), i64::from(self.units_per_em()))
    }
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
