//! A parsed face.

use ttf_parser::{GlyphId, OutlineBuilder, Tag, cmap};

use crate::geom::Len;

/// A parsed font face. Design units are converted to [`Len`] by [`Face::to_len`] at a type size.
#[derive(Clone)]
pub struct Face {
    bytes: &'static [u8],
    index: u32,
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
    /// Parses face `index` of a font file. Fails with the reason.
    pub(super) fn parse(bytes: &'static [u8], index: u32) -> Result<Face, String> {
        let ttf = ttf_parser::Face::parse(bytes, index).map_err(|fault| fault.to_string())?;
        let postscript_name = ttf
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
        let maps = ttf
            .tables()
            .cmap
            .into_iter()
            .flat_map(|table| table.subtables)
            .filter(cmap::Subtable::is_unicode)
            .collect();
        Ok(Face {
            bytes,
            index,
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

    /// Returns the design units in one em.
    pub fn units_per_em(&self) -> u16 {
        self.ttf.units_per_em()
    }

    /// Returns whether the outlines are CFF (PostScript) rather than glyf (TrueType).
    pub fn is_cff(&self) -> bool {
        self.ttf.tables().cff.is_some()
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
        self.ttf.weight().to_number()
    }

    /// Returns whether the licence bits permit embedding (OS/2 fsType).
    pub fn embeddable(&self) -> bool {
        !matches!(
            self.ttf.permissions(),
            Some(ttf_parser::Permissions::Restricted)
        )
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

    /// Converts design units to a length at a type size.
    pub fn to_len(&self, units: i32, size: Len) -> Len {
        size.scale(i64::from(units), i64::from(self.units_per_em()))
    }
}
