//! Checks of embedded font programs: their kind, their licence, the glyphs and widths they have.

use std::collections::{BTreeMap, BTreeSet};

use super::case::Case;
use super::rule::Check;
use super::{cff, sfnt};
use crate::pdf::{Dict, Value};
use crate::say::{Text, text};

/// What an embedded program has.
#[derive(Default)]
pub(super) struct Program {
    /// True if there is one.
    pub embedded: bool,
    /// Codes that have a glyph, CIDs in a composite font; `None` if unknown.
    pub codes: Option<BTreeSet<u16>>,
    /// Advances in thousandths of the size by code, as far as they are known.
    pub advances: BTreeMap<u16, f64>,
}

/// Shortest program that can be one.
const SHORTEST: usize = 50;

/// Reads the program of a font; `inner` is the font's dictionary, that of the descendant for a
/// composite font.
pub(super) fn read(case: &Case<'_>, font: &str, inner: &Dict) -> Program {
    let (file, findings) = (case.file, case.findings);
    let descriptor = file.dict(inner, "FontDescriptor").unwrap_or_default();
    let found: Vec<_> = ["FontFile", "FontFile2", "FontFile3"]
        .into_iter()
        .filter_map(|key| {
            let value = file.get(&descriptor, key);
            value.stream().map(|stream| (key, stream.clone()))
        })
        .collect();
    let mut program = Program::default();
    let Some((key, stream)) = found.first() else {
        return program;
    };
    let bytes = file
        .unpacked(stream)
        .map(|coded| coded.bytes)
        .unwrap_or_default();
    if bytes.len() < SHORTEST {
        return program;
    }
    program.embedded = true;
    let said = file.get(&stream.dict, "Subtype");
    let kind = file.get(inner, "Subtype");
    let wrong = |what: Text| {
        findings.file(
            Check::FontProgram,
            text!("preflight.font-fault", "the font {font} {what}", font, what),
        );
    };
    if found.len() > 1 {
        wrong(text!("preflight.several-programs", "has several programs"));
    }
    if let Err(fault) = fits(key, &said, &kind, &bytes) {
        wrong(fault);
    }
    if key == &"FontFile" {
        return program;
    }
    // What a program is, it says in its first bytes; the dictionary may err.
    if is_sfnt(&bytes) {
        if sfnt::forbids_embedding(&bytes) {
            findings.file(
                Check::FontLicence,
                text!(
                    "preflight.licence-bits-font-forbid",
                    "the licence bits of the font {font} forbid embedding",
                    font
                ),
            );
        }
        truetype(case, inner, &kind, &bytes, &mut program);
    } else if kind.is("CIDFontType0") {
        let glyphs = cff::cids(&bytes);
        let advances = cff::advances(&bytes);
        for (&cid, &glyph) in glyphs.iter().flatten() {
            if let Some(&Some(advance)) = advances.get(usize::from(glyph)) {
                program.advances.insert(cid, advance);
            }
        }
        program.codes = glyphs.map(|glyphs| glyphs.into_keys().collect());
    } else {
        if cff::cids(&bytes).is_none() {
            unreadable(case, font);
        }
        program.advances = simple_cff(case, inner, &bytes);
        return program;
    }
    let composite = kind.is("CIDFontType0") || kind.is("CIDFontType2");
    if program.codes.is_none() && (composite || sfnt::glyphs(&bytes).is_none()) {
        unreadable(case, font);
    }
    program
}

fn unreadable(case: &Case<'_>, font: &str) {
    case.findings.file(
        Check::FontBroken,
        text!(
            "preflight.program-font-cannot-read",
            "the program of the font {font} cannot be read",
            font
        ),
    );
}

fn is_sfnt(bytes: &[u8]) -> bool {
    [&b"\0\x01\0\0"[..], b"OTTO", b"true", b"ttcf"]
        .iter()
        .any(|head| bytes.starts_with(head))
}

/// Checks that key, subtype and first bytes of a program are those that the font's kind asks for
/// (ISO 32000-1 table 126). Fails with the reason.
fn fits(key: &str, said: &Value, kind: &Value, bytes: &[u8]) -> Result<(), Text> {
    let one_of = |names: &[&str]| names.iter().any(|name| kind.is(name));
    let shown = kind.shown();
    match key {
        "FontFile" => {
            if !one_of(&["Type1", "MMType1"]) {
                return Err(text!(
                    "preflight.kind-but-program-type",
                    "is of kind {shown}, but its program is of Type 1",
                    shown
                ));
            }
            if !bytes.starts_with(b"%!") && !bytes.starts_with(&[0x80, 1]) {
                return Err(text!(
                    "preflight.type-1-program-does",
                    "has a Type 1 program that does not begin with %!"
                ));
            }
        }
        "FontFile2" => {
            if !one_of(&["TrueType", "CIDFontType2"]) {
                return Err(text!(
                    "preflight.kind-but-program-truetype",
                    "is of kind {shown}, but its program is TrueType",
                    shown
                ));
            }
            if !is_sfnt(bytes) || bytes.starts_with(b"OTTO") {
                return Err(text!(
                    "preflight.truetype-program-fontfile2",
                    "has no TrueType program in FontFile2"
                ));
            }
        }
        _ => {
            let (wants, sfnt): (&[&str], bool) = if said.is("Type1C") {
                (&["Type1", "MMType1"], false)
            } else if said.is("CIDFontType0C") {
                (&["CIDFontType0"], false)
            } else if said.is("OpenType") {
                (&["TrueType", "Type1", "CIDFontType0", "CIDFontType2"], true)
            } else if *said == Value::Null {
                return Err(text!(
                    "preflight.fontfile3-without-subtype",
                    "has a FontFile3 without Subtype"
                ));
            } else {
                return Err(text!(
                    "preflight.fontfile3-unknown-subtype",
                    "has a FontFile3 of the unknown subtype {shown}",
                    shown = said.shown()
                ));
            };
            if !one_of(wants) {
                return Err(text!(
                    "preflight.kind-but-fontfile3",
                    "is of kind {shown}, but its FontFile3 is {program}",
                    shown,
                    program = said.shown()
                ));
            }
            if is_sfnt(bytes) != sfnt {
                return Err(text!(
                    "preflight.fontfile3-says",
                    "has a FontFile3 that is not the {shown} it says",
                    shown = said.shown()
                ));
            }
        }
    }
    Ok(())
}

/// Reads glyphs and widths of a TrueType or OpenType program.
fn truetype(case: &Case<'_>, inner: &Dict, kind: &Value, bytes: &[u8], program: &mut Program) {
    let advances = sfnt::advances(bytes);
    let advance = |glyph: u16| advances.get(usize::from(glyph)).copied();
    if kind.is("CIDFontType2") {
        let Some(count) = sfnt::glyphs(bytes) else {
            return;
        };
        let glyphs = mapped(case, inner, count);
        program.advances.extend(
            glyphs
                .iter()
                .filter_map(|(&cid, &glyph)| Some((cid, advance(glyph)?))),
        );
        program.codes = Some(glyphs.into_keys().collect());
    } else if kind.is("CIDFontType0") {
        let table = sfnt::table(bytes, b"CFF ").unwrap_or(&[]);
        let glyphs = cff::cids(table);
        program.advances.extend(
            glyphs
                .iter()
                .flatten()
                .filter_map(|(&cid, &glyph)| Some((cid, advance(glyph)?))),
        );
        program.codes = glyphs.map(|glyphs| glyphs.into_keys().collect());
    } else if let Some(letters) = Letters::of(case, inner) {
        for code in 0..=u8::MAX {
            let unicode = match letters.look_up(code) {
                Look::Code => None,
                Look::Unicode(unicode) => Some(unicode),
                Look::Elsewhere => continue,
            };
            if let Some(advance) = sfnt::glyph_of(bytes, code, unicode).and_then(advance) {
                program.advances.insert(u16::from(code), advance);
            }
        }
    }
}

/// Returns the widths of a simple font with a bare CFF program by code, for the codes whose glyph's
/// name is known: string ids of the standard strings run along ASCII (Technical Note 5176,
/// Appendix A).
fn simple_cff(case: &Case<'_>, inner: &Dict, bytes: &[u8]) -> BTreeMap<u16, f64> {
    let (Some(letters), Some(names)) = (Letters::of(case, inner), cff::names(bytes)) else {
        return BTreeMap::new();
    };
    if !letters.named {
        return BTreeMap::new();
    }
    let advances = cff::advances(bytes);
    (32..=126_u8)
        .filter(|&code| {
            code != b'\'' && code != b'`' && !matches!(letters.look_up(code), Look::Elsewhere)
        })
        .filter_map(|code| {
            let glyph = *names.get(&(u16::from(code) - 31))?;
            let advance = (*advances.get(usize::from(glyph))?)?;
            Some((u16::from(code), advance))
        })
        .collect()
}

/// How the codes of a simple font find their glyphs.
struct Letters {
    /// True if the encoding is one of those with names.
    named: bool,
    symbolic: bool,
    /// Codes that the font's encoding names itself.
    differences: BTreeSet<i64>,
}

enum Look {
    /// By the code.
    Code,
    /// By the character.
    Unicode(u16),
    /// By a name that is not looked up here.
    Elsewhere,
}

impl Letters {
    fn of(case: &Case<'_>, inner: &Dict) -> Option<Letters> {
        let file = case.file;
        let descriptor = file.dict(inner, "FontDescriptor")?;
        let symbolic = file.get(&descriptor, "Flags").int().unwrap_or(0) & 4 != 0;
        let encoding = file.get(inner, "Encoding");
        let named = |value: &Value| {
            ["WinAnsiEncoding", "MacRomanEncoding", "StandardEncoding"]
                .iter()
                .any(|name| value.is(name))
        };
        let mut differences = BTreeSet::new();
        let base = match encoding.dict() {
            None => named(&encoding),
            Some(dict) => {
                let mut code = 0;
                for part in file.array(dict, "Differences").iter().take(1024) {
                    match part.int() {
                        Some(number) => code = number,
                        None => {
                            differences.insert(code);
                            code += 1;
                        }
                    }
                }
                named(&file.get(dict, "BaseEncoding"))
            }
        };
        Some(Letters {
            named: base,
            symbolic,
            differences,
        })
    }

    fn look_up(&self, code: u8) -> Look {
        if self.differences.contains(&i64::from(code)) {
            Look::Elsewhere
        } else if self.symbolic {
            Look::Code
        } else if self.named && (32..=126).contains(&code) && code != b'\'' && code != b'`' {
            Look::Unicode(u16::from(code))
        } else {
            Look::Elsewhere
        }
    }
}

/// Returns the CIDs that map to a glyph of a TrueType program, with that glyph.
fn mapped(case: &Case<'_>, inner: &Dict, count: u16) -> BTreeMap<u16, u16> {
    let map = case.file.get(inner, "CIDToGIDMap");
    let Some(stream) = map.stream() else {
        return (1..count).map(|glyph| (glyph, glyph)).collect();
    };
    let bytes = case
        .file
        .unpacked(stream)
        .map(|coded| coded.bytes)
        .unwrap_or_default();
    let glyphs = bytes
        .as_chunks::<2>()
        .0
        .iter()
        .map(|&pair| u16::from_be_bytes(pair));
    (0..=u16::MAX)
        .zip(glyphs)
        .filter(|&(_, glyph)| glyph > 0 && glyph < count)
        .collect()
}
