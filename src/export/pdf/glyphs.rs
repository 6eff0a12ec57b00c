//! Font subsets, their widths and what their glyphs extract as.

use std::collections::BTreeMap;

use lopdf::Object;
use printpdf::{FontId as PdfFontId, FontMetrics, ParsedFont, PdfDocument, PdfFont, PdfFontMetricsStub};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::ExportFault;
use crate::asset::{Face, FontId, Fonts};
use crate::forme::{Forme, GlyphRun, Item};

/// One face as it stands in the file.
pub(super) struct Subset {
    /// Its resource name.
    pub resource: String,
    name: String,
    program: Vec<u8>,
    remapper: GlyphRemapper,
    /// Widths by new glyph number, in design units.
    widths: BTreeMap<u16, u16>,
    /// What each old glyph extracts as most often.
    texts: BTreeMap<u16, String>,
    units_per_em: u16,
    metrics: (i16, i16),
    bounds: [i16; 4],
    weight: u16,
}

impl Subset {
    /// The glyph's number in the subset.
    pub fn cid(&self, glyph: u16) -> u16 {
        self.remapper.get(glyph).unwrap_or(0)
    }

    /// The width the file gives a glyph, in thousandths of an em. printpdf
    /// writes it truncated, so it is truncated here too: kerns make good the rest.
    pub fn width(&self, cid: u16) -> i64 {
        i64::from(self.widths.get(&cid).copied().unwrap_or(0)) * 1000 / i64::from(self.units_per_em.max(1))
    }

    /// What the glyph extracts as without further ado.
    pub fn text(&self, glyph: u16) -> &str {
        self.texts.get(&glyph).map_or("", String::as_str)
    }
}

pub(super) type Subsets = BTreeMap<FontId, Subset>;

/// Calls `visit` for every glyph run, in reading order.
pub(super) fn each_run<'a>(items: &'a [Item], visit: &mut dyn FnMut(&'a GlyphRun)) {
    for item in items {
        match item {
            Item::GlyphRun(run) => visit(run),
            Item::Group(group) => each_run(&group.items, visit),
            _ => {}
        }
    }
}

/// Subsets every face once over all pages.
pub(super) fn subset_all(formes: &[&Forme], fonts: &Fonts) -> Result<Subsets, ExportFault> {
    let mut used: BTreeMap<FontId, BTreeMap<u16, BTreeMap<&str, usize>>> = BTreeMap::new();
    for forme in formes {
        each_run(&forme.items, &mut |run| {
            let face = used.entry(run.font).or_default();
            for glyph in &run.glyphs {
                *face.entry(glyph.id).or_default().entry(run.text_of(glyph)).or_default() += 1;
            }
        });
    }
    used.into_iter().enumerate().map(|(nth, (id, glyphs))| Ok((id, subset(nth, fonts.face(id), &glyphs)?))).collect()
}

fn subset(nth: usize, face: &Face, used: &BTreeMap<u16, BTreeMap<&str, usize>>) -> Result<Subset, ExportFault> {
    let glyphs: Vec<u16> = used.keys().copied().collect();
    let remapper = GlyphRemapper::new_from_glyphs_sorted(&glyphs);
    let program = subsetter::subset(face.bytes(), face.index(), &remapper)
        .map_err(|error| ExportFault::Font(format!("{}: {error:?}", face.postscript_name())))?;
    let mut widths = BTreeMap::new();
    let mut texts = BTreeMap::new();
    for (&glyph, readings) in used {
        widths.insert(remapper.get(glyph).unwrap_or(0), face.advance(glyph));
        // The most frequent reading; of two alike, the first in code point order.
        if let Some((text, _)) =
            readings.iter().filter(|(text, _)| !text.is_empty()).max_by_key(|(text, count)| (**count, std::cmp::Reverse(**text)))
        {
            texts.insert(glyph, (*text).to_owned());
        }
    }
    Ok(Subset {
        resource: format!("T{nth}"),
        name: format!("{}+{}", tag(&program), face.postscript_name()),
        program,
        remapper,
        widths,
        texts,
        units_per_em: face.units_per_em(),
        metrics: face.ascent_descent(),
        bounds: face.bounding_box(),
        weight: face.weight(),
    })
}

/// Six capitals from the subset's own bytes (ISO 32000-1 §9.6.4).
fn tag(program: &[u8]) -> String {
    Sha256::digest(program).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

/// Hands the subsets to printpdf under ids of ours.
pub(super) fn add_fonts(document: &mut PdfDocument, subsets: &Subsets) {
    for subset in subsets.values() {
        let (ascent, descent) = subset.metrics;
        let mut font = ParsedFont::with_glyph_data(
            subset.program.clone(),
            0,
            Some(subset.name.clone()),
            BTreeMap::new(),
            subset.widths.clone(),
            subset.units_per_em,
            FontMetrics { ascent, descent },
        );
        let [x_min, y_min, x_max, y_max] = subset.bounds;
        font.pdf_font_metrics = PdfFontMetricsStub {
            units_per_em: subset.units_per_em,
            x_min,
            y_min,
            x_max,
            y_max,
            us_weight_class: subset.weight,
            ..Default::default()
        };
        document.resources.fonts.map.insert(PdfFontId(subset.resource.clone()), PdfFont::new(font));
    }
}

/// printpdf calls every font nonsymbolic; a CID font without a Latin encoding
/// is symbolic (ISO 32000-1 §9.8.2).
pub(super) fn mend_fonts(pdf: &mut lopdf::Document) {
    for object in pdf.objects.values_mut() {
        if let Object::Dictionary(dict) = object
            && dict.has_type(b"FontDescriptor")
        {
            dict.set("Flags", 4);
        }
    }
}
