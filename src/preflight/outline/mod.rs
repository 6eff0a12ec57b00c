//! Outlines of the glyphs of embedded fonts: which glyph a code shows, and its contours.
//!
//! Input: a font dictionary. Output: contours in ems for a code, or none where the program cannot
//! be read. Invariant: work is bounded, whatever the program says; each glyph is read once.

mod contour;
mod glyf;
mod names;
mod type1;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::{cff, sfnt};
use crate::pdf::{Budget, Dict, File, Value};

use names::Encoding;
use type1::Type1;

pub(super) use contour::Step;
pub(crate) use contour::{Outline, Pen};
pub(crate) use names::standard_place;
pub(super) use names::{standard_name, standard_string};

/// Work that a glyph counts as, whatever it is.
const WORK: usize = 8_000;

/// The glyphs of an embedded font by code.
pub(crate) struct Outlines {
    program: Program,
    map: Map,
    known: RefCell<BTreeMap<u16, Option<Rc<Outline>>>>,
}

enum Program {
    /// A TrueType program.
    Glyf(Vec<u8>),
    /// A bare CFF program.
    Cff(Vec<u8>),
    Type1(Type1),
}

enum Map {
    /// Codes are glyphs.
    Plain,
    /// Glyphs by code.
    Glyphs(BTreeMap<u16, u16>),
    /// Names of glyphs by code.
    Names(BTreeMap<u16, String>),
}

impl Outlines {
    /// Reads the program of a font; `inner` is the dictionary of the descendant of a composite
    /// font, or the font's own. `None` if there is none that can be read.
    pub fn read(file: &File<'_>, font: &Dict, inner: &Dict, identity: bool) -> Option<Outlines> {
        let descriptor = file.dict(inner, "FontDescriptor")?;
        let stream = ["FontFile3", "FontFile2", "FontFile"]
            .into_iter()
            .find_map(|key| file.get(&descriptor, key).stream().cloned())?;
        let bytes = file.unpacked(&stream).ok()?.bytes;
        let sfnt = [&b"\0\x01\0\0"[..], b"OTTO", b"true", b"ttcf"]
            .iter()
            .any(|head| bytes.starts_with(head));
        let composite = file.get(font, "Subtype").is("Type0");
        if composite && !identity {
            return None;
        }
        let letters = Letters::read(file, inner, &descriptor);
        let (program, map) = if sfnt {
            match sfnt::table(&bytes, b"CFF ").map(<[u8]>::to_vec) {
                Some(table) => {
                    let map = match composite {
                        true if file.get(inner, "Subtype").is("CIDFontType2") => {
                            cid_to_glyph(file, inner)
                        }
                        true => Map::Glyphs(cff::cids(&table)?),
                        false => letters.in_cff(&table)?,
                    };
                    (Program::Cff(table), map)
                }
                None => {
                    let map = match composite {
                        true => cid_to_glyph(file, inner),
                        false => letters.in_sfnt(&bytes),
                    };
                    (Program::Glyf(bytes), map)
                }
            }
        } else if bytes.starts_with(b"%!") || bytes.starts_with(&[0x80, 1]) {
            let program = Type1::read(&bytes)?;
            let map = letters.in_type1(&program);
            (Program::Type1(program), map)
        } else {
            let map = match composite {
                true => Map::Glyphs(cff::cids(&bytes)?),
                false => letters.in_cff(&bytes)?,
            };
            (Program::Cff(bytes), map)
        };
        Some(Outlines {
            program,
            map,
            known: RefCell::default(),
        })
    }

    /// Returns the outline of a code; `None` if it cannot be read. A code that the font has no
    /// glyph for shows nothing.
    pub fn of(&self, code: u16, budget: &Budget) -> Option<Rc<Outline>> {
        if let Some(known) = self.known.borrow().get(&code) {
            return known.clone();
        }
        if !budget.work(WORK) {
            return None;
        }
        let glyph = match &self.map {
            Map::Plain => Some(code),
            Map::Glyphs(glyphs) => glyphs.get(&code).copied(),
            Map::Names(_) => None,
        };
        let found = match (&self.program, &self.map, glyph) {
            (Program::Type1(program), Map::Names(names), _) => match names.get(&code) {
                Some(name) => program.outline(name),
                None => Some(Outline::default()),
            },
            (_, _, None) => Some(Outline::default()),
            (Program::Glyf(bytes), _, Some(glyph)) => glyf::outline(bytes, glyph),
            (Program::Cff(bytes), _, Some(glyph)) => cff::outline(bytes, glyph),
            (Program::Type1(_), _, Some(_)) => None,
        };
        let found = found.map(Rc::new);
        self.known.borrow_mut().insert(code, found.clone());
        found
    }
}

/// Returns the names of the letters of a simple font by code, those of StandardEncoding where its
/// dictionary gives none.
pub(crate) fn letters(file: &File<'_>, font: &Dict) -> BTreeMap<u8, String> {
    let letters = Letters::read(file, font, &Dict::default());
    (0..=u8::MAX)
        .filter_map(|code| {
            let name = letters.name(code).or_else(|| standard_name(code))?;
            Some((code, name.to_owned()))
        })
        .collect()
}

/// Returns the character that a name of a glyph stands for.
pub(crate) fn character(name: &str) -> Option<char> {
    names::character(name).and_then(|code| char::from_u32(u32::from(code)))
}

fn cid_to_glyph(file: &File<'_>, inner: &Dict) -> Map {
    let map = file.get(inner, "CIDToGIDMap");
    let Some(stream) = map.stream() else {
        return Map::Plain;
    };
    let bytes = file
        .unpacked(stream)
        .map(|coded| coded.bytes)
        .unwrap_or_default();
    let glyphs = bytes.as_chunks::<2>().0.iter().copied();
    Map::Glyphs(
        (0..=u16::MAX)
            .zip(glyphs.map(u16::from_be_bytes))
            .filter(|&(_, glyph)| glyph > 0)
            .collect(),
    )
}

/// How the codes of a simple font find their glyphs (ISO 32000-1 §9.6.6).
struct Letters {
    base: Option<Encoding>,
    differences: BTreeMap<u8, String>,
    symbolic: bool,
}

impl Letters {
    fn read(file: &File<'_>, inner: &Dict, descriptor: &Dict) -> Letters {
        let flags = file.get(descriptor, "Flags").int().unwrap_or(0);
        let encoding = file.get(inner, "Encoding");
        let named = |value: &Value| value.name().and_then(Encoding::named);
        let mut differences = BTreeMap::new();
        let base = match encoding.dict() {
            None => named(&encoding),
            Some(dict) => {
                let mut code = 0;
                for part in file.array(dict, "Differences").iter().take(1024) {
                    match (part.int(), part.name()) {
                        (Some(number), _) => code = number,
                        (None, name) => {
                            if let (Ok(code), Some(name)) = (u8::try_from(code), name) {
                                let name = String::from_utf8_lossy(name).into_owned();
                                differences.insert(code, name);
                            }
                            code += 1;
                        }
                    }
                }
                named(&file.get(dict, "BaseEncoding"))
            }
        };
        Letters {
            base,
            differences,
            symbolic: flags & 4 != 0,
        }
    }

    /// Returns the name of a code, if the dictionary gives one.
    fn name(&self, code: u8) -> Option<&str> {
        match self.differences.get(&code) {
            Some(name) => Some(name),
            None => self.base.and_then(|base| base.name(code)),
        }
    }

    fn in_sfnt(&self, bytes: &[u8]) -> Map {
        let by_name = |name: &str| {
            names::character(name)
                .and_then(|character| sfnt::glyph_of(bytes, 0, Some(character)))
                .or_else(|| {
                    let code = Encoding::Macintosh.code(name)?;
                    sfnt::glyph_of(bytes, code, None)
                })
        };
        let glyph = |code: u8| {
            // A font without an encoding has the standard letters, and a symbolic one that has no
            // table of its own codes is read as if it had.
            let name = self.name(code).or_else(|| standard_name(code));
            let own = || sfnt::glyph_of(bytes, code, None);
            match self.symbolic && !self.differences.contains_key(&code) {
                true => own().or_else(|| name.and_then(by_name)),
                false => name.and_then(by_name).or_else(own),
            }
        };
        Map::Glyphs(
            (0..=u8::MAX)
                .filter_map(|code| Some((u16::from(code), glyph(code)?)))
                .collect(),
        )
    }

    fn in_cff(&self, bytes: &[u8]) -> Option<Map> {
        let names = cff::named(bytes)?;
        let own = cff::encoded(bytes).unwrap_or_default();
        let glyph = |code: u8| match self.name(code) {
            Some(name) => names.get(name).copied(),
            None => own.get(&code).copied(),
        };
        Some(Map::Glyphs(
            (0..=u8::MAX)
                .filter_map(|code| Some((u16::from(code), glyph(code)?)))
                .collect(),
        ))
    }

    fn in_type1(&self, program: &Type1) -> Map {
        let name = |code: u8| self.name(code).or_else(|| program.name(code));
        Map::Names(
            (0..=u8::MAX)
                .filter_map(|code| Some((u16::from(code), name(code)?.to_owned())))
                .collect(),
        )
    }
}
