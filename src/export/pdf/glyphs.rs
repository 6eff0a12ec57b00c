//! The faces of the files: one subset of a face over all pages of a file, its character codes, and
//! the text of each glyph.

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::Object;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::cff;
use super::column::is_column;
use super::fault::ExportFault;
use super::number::{hex_code, hex_utf16};
use super::stream::Packer;
use crate::asset::{Face, FontId, Fonts, Outlines};
use crate::forme::{Forme, Item, leaves};
use crate::say::Text;

/// The text of a glyph without characters of its own, where a reader insists on a character; every
/// use of it is also wrapped in an empty replacement text, so it adds nothing.
const SILENT: &str = "\u{200B}";

/// A face as embedded in a file.
pub(super) struct SubsetFace<'a> {
    /// Identifier of the face.
    pub font: FontId,
    /// Name in the resources.
    pub resource: String,
    /// The subset font program and its name.
    pub program: Arc<Program>,
    /// Code by glyph id; zero if the glyph is not in the file.
    codes: Vec<u16>,
    /// Advance by code, thousandths of an em.
    widths: Vec<i64>,
    /// Text of the glyph, by code.
    readings: Vec<&'a str>,
    /// The ToUnicode map.
    pub to_unicode: Vec<u8>,
    /// Whether columns of a vertical line are set in it.
    pub vertical: bool,
}

impl SubsetFace<'_> {
    /// Returns the code of a glyph in content streams.
    pub fn code(&self, glyph: u16) -> u16 {
        self.codes.get(usize::from(glyph)).copied().unwrap_or(0)
    }

    /// Returns the advance a reader applies after a code, in thousandths of an em.
    pub fn width(&self, code: u16) -> i64 {
        self.widths[usize::from(code)]
    }

    /// Returns the text that a reader extracts for a code.
    pub fn reading(&self, code: u16) -> &str {
        self.readings[usize::from(code)]
    }

    /// Returns the `/W` array: advances that are not a full em, in runs of codes.
    pub fn width_array(&self) -> Object {
        let mut array = Vec::new();
        let mut run: Vec<Object> = Vec::new();
        for (code, &width) in self.widths.iter().enumerate() {
            if width != 1000 {
                if run.is_empty() {
                    array.push(Object::Integer(code as i64));
                }
                run.push(Object::Integer(width));
            } else if !run.is_empty() {
                array.push(Object::Array(std::mem::take(&mut run)));
            }
        }
        if !run.is_empty() {
            array.push(Object::Array(run));
        }
        Object::Array(array)
    }
}

/// A face subset to the glyphs that some files use.
pub(super) struct Program {
    /// The font file given to printpdf, from which it learns what kind of face it is.
    pub shown: Vec<u8>,
    /// The program that goes into a file, compressed.
    pub packed: Vec<u8>,
    /// Uncompressed length in bytes.
    pub length: usize,
    /// Name with the subset tag.
    pub name: String,
}

/// The uses of a face in a file.
struct Uses<'a> {
    font: FontId,
    /// By glyph: the text it represents first, and the number of uses for that.
    first: Vec<(&'a str, u32)>,
    /// Every use for another text, sorted once all are known.
    others: Vec<(u16, &'a str)>,
    /// Whether columns of a vertical line are set in it.
    vertical: bool,
}

impl<'a> Uses<'a> {
    fn of(font: FontId) -> Uses<'a> {
        Uses {
            font,
            first: Vec::new(),
            others: Vec::new(),
            vertical: false,
        }
    }

    fn add(&mut self, glyph: u16, text: &'a str) {
        let at = usize::from(glyph);
        if self.first.len() <= at {
            self.first.resize(at + 1, ("", 0));
        }
        match &mut self.first[at] {
            (first, count) if *count == 0 || *first == text => {
                *first = text;
                *count += 1;
            }
            _ => self.others.push((glyph, text)),
        }
    }

    /// Returns the glyphs in order.
    fn glyphs(&self) -> Vec<u16> {
        let used = self.first.iter().zip(0_u16..);
        used.filter(|((_, count), _)| *count > 0)
            .map(|(_, glyph)| glyph)
            .collect()
    }

    /// Returns the text a glyph represents most often, the first in order among equals.
    fn commonest(&self, glyph: u16) -> Option<&'a str> {
        let first = self.first.get(usize::from(glyph)).copied();
        let from = self.others.partition_point(|(other, _)| *other < glyph);
        let others = self.others[from..].chunk_by(|a, b| a == b);
        let others = others
            .take_while(|alike| alike[0].0 == glyph)
            .map(|alike| (alike[0].1, alike.len() as u32));
        first
            .into_iter()
            .chain(others)
            .filter(|(text, _)| !text.is_empty())
            .max_by(|(a, most), (b, count)| most.cmp(count).then_with(|| b.cmp(a)))
            .map(|(text, _)| text)
    }
}

/// Subsets the faces of every file, in the order of their numbers. Fails with the index of the
/// first file that uses a face at fault.
pub(super) fn cut<'a>(
    files: &[&[&'a Forme]],
    fonts: &Fonts,
    share: usize,
) -> Result<Vec<Vec<SubsetFace<'a>>>, (usize, ExportFault)> {
    let uses: Vec<Vec<Uses<'a>>> = files
        .par_iter()
        .with_min_len(share)
        .map(|formes| uses_of(formes))
        .collect();
    let mut wanted: BTreeMap<(FontId, Vec<u16>), usize> = BTreeMap::new();
    for (file, uses) in uses.iter().enumerate() {
        for uses in uses {
            wanted.entry((uses.font, uses.glyphs())).or_insert(file);
        }
    }
    let wanted: Vec<_> = wanted.into_iter().collect();
    let share = wanted
        .len()
        .div_ceil(rayon::current_num_threads())
        .max(share);
    let programs: Vec<_> = wanted
        .par_chunks(share)
        .flat_map_iter(|wanted| {
            let mut packer = Packer::of_programs();
            wanted.iter().map(move |((font, glyphs), file)| {
                let program =
                    program(*font, glyphs, fonts, &mut packer).map_err(|fault| (*file, fault))?;
                Ok(((*font, glyphs), Arc::new(program)))
            })
        })
        .collect();
    let programs: BTreeMap<_, _> = programs
        .into_iter()
        .collect::<Result<_, (usize, ExportFault)>>()?;
    let cuts = uses.iter().map(|uses| {
        let faces = uses.iter().enumerate();
        faces
            .map(|(at, uses)| {
                let key = (uses.font, uses.glyphs());
                let program = Arc::clone(&programs[&(key.0, &key.1)]);
                cut_face(at, uses, &key.1, program, fonts)
            })
            .collect()
    });
    Ok(cuts.collect())
}

/// Returns what some pages use, in the order of the faces.
fn uses_of<'a>(formes: &[&'a Forme]) -> Vec<Uses<'a>> {
    let mut uses: Vec<Uses<'a>> = Vec::new();
    for forme in formes {
        for leaf in leaves(&forme.items) {
            let Item::GlyphRun(run) = leaf.item else {
                continue;
            };
            if run.glyphs.is_empty() {
                continue;
            }
            let known = uses.iter().position(|uses| uses.font == run.font);
            let at = known.unwrap_or_else(|| {
                uses.push(Uses::of(run.font));
                uses.len() - 1
            });
            uses[at].vertical |= is_column(run);
            for glyph in &run.glyphs {
                uses[at].add(glyph.id, run.text_of(glyph));
            }
        }
    }
    uses.sort_unstable_by_key(|uses| uses.font);
    uses.iter_mut().for_each(|uses| uses.others.sort_unstable());
    uses
}

/// Returns the added faces of which some glyphs of these pages cannot be embedded, and why.
pub fn refused_faces(formes: &[&Forme], fonts: &Fonts) -> Vec<(FontId, Text)> {
    let added = uses_of(formes).into_iter();
    added
        .filter(|uses| !fonts.is_bundled(uses.font))
        .filter_map(|uses| {
            let fault = cut_program(fonts.face(uses.font), &uses.glyphs()).err()?;
            Some((uses.font, fault))
        })
        .collect()
}

/// The font file that tells printpdf what kind of face it is, and the program when that is not all
/// of the file.
type CutProgram = (Vec<u8>, Option<Vec<u8>>);

fn cut_program(face: &Face, glyphs: &[u16]) -> Result<CutProgram, Text> {
    let cut = match face.outlines() {
        Outlines::Drawn => Some((cff::draw(face, &[]), cff::draw(face, glyphs))),
        Outlines::Cff | Outlines::TrueType => face
            .cff()
            .and_then(|table| Some((cff::subset(table, &[])?, cff::subset(table, glyphs)?))),
    };
    match cut {
        // The empty box alone tells what kind of face it is.
        Some((empty, program)) => Ok((cff::font_file(&empty?), Some(program?))),
        None => {
            let remapper = subsetter::GlyphRemapper::new_from_glyphs_sorted(glyphs);
            let shown = subsetter::subset(face.bytes(), face.index(), &remapper)
                .map_err(|fault| Text::quoted(fault.to_string()))?;
            Ok((shown, None))
        }
    }
}

fn program(
    font: FontId,
    glyphs: &[u16],
    fonts: &Fonts,
    packer: &mut Packer,
) -> Result<Program, ExportFault> {
    let face = fonts.face(font);
    let (shown, program) =
        cut_program(face, glyphs).map_err(|fault| ExportFault::Font(font, fault))?;
    // Of a font file with a CFF table that table goes into the file.
    let program = program
        .as_deref()
        .or_else(|| cff::table(&shown))
        .unwrap_or(&shown);
    let (length, packed) = (program.len(), packer.pack(program));
    // Two subsets of a face never have one tag (ISO 32000-1 §9.6.4).
    let mut hash = Sha256::new();
    hash.update(fonts.sha256(font));
    glyphs
        .iter()
        .for_each(|glyph| hash.update(glyph.to_be_bytes()));
    let tag: String = hash
        .finalize()
        .iter()
        .take(6)
        .map(|byte| char::from(b'A' + byte % 26))
        .collect();
    Ok(Program {
        name: format!("{tag}+{}", face.postscript_name()),
        shown,
        packed,
        length,
    })
}

/// Builds a subset face for these glyphs, in order.
fn cut_face<'a>(
    at: usize,
    uses: &Uses<'a>,
    glyphs: &[u16],
    program: Arc<Program>,
    fonts: &Fonts,
) -> SubsetFace<'a> {
    let font = uses.font;
    let face = fonts.face(font);
    let em = i64::from(face.units_per_em());
    let thousandths = |glyph: u16| (i64::from(face.advance(glyph)) * 2000 + em) / (2 * em);
    let mut codes = vec![0; usize::from(glyphs.last().copied().unwrap_or(0)) + 1];
    // The empty box has code 0, the glyphs used those after it, in order.
    let boxed = usize::from(glyphs.first() != Some(&0));
    let mut widths = vec![1000; glyphs.len() + boxed];
    let mut readings = vec![SILENT; widths.len()];
    widths[0] = thousandths(0);
    for (code, &glyph) in (boxed as u16..).zip(glyphs) {
        codes[usize::from(glyph)] = code;
        widths[usize::from(code)] = thousandths(glyph);
        if let Some(reading) = uses.commonest(glyph) {
            readings[usize::from(code)] = reading;
        }
    }
    let to_unicode = to_unicode(&readings);
    SubsetFace {
        font,
        resource: format!("T{at}"),
        program,
        codes,
        widths,
        readings,
        to_unicode,
        vertical: uses.vertical,
    }
}

/// Returns the ToUnicode map.
fn to_unicode(readings: &[&str]) -> Vec<u8> {
    let mut map = Vec::with_capacity(readings.len() * 8 + 512);
    map.extend_from_slice(
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
          /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
          /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
          1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    // A range may not cross a change of the high byte.
    for (high, readings) in readings.chunks(256).enumerate() {
        map.extend_from_slice(b"1 beginbfrange\n<");
        hex_code(&mut map, (high * 256) as u16);
        map.extend_from_slice(b"> <");
        hex_code(&mut map, (high * 256 + readings.len() - 1) as u16);
        map.extend_from_slice(b"> [");
        for reading in readings {
            map.push(b'<');
            hex_utf16(&mut map, reading);
            map.push(b'>');
        }
        map.extend_from_slice(b"]\nendbfrange\n");
    }
    map.extend_from_slice(b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend");
    map
}
