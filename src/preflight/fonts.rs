//! Checks of fonts, and what the interpreter needs of them.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::case::Case;
use super::rule::Check;
use super::sfnt;
use crate::pdf::{Dict, Value, printable};

/// A font that a page uses.
pub(super) struct Font {
    /// Name with the subset tag.
    pub name: String,
    /// True if a program is embedded; Type 3 fonts are their own.
    pub embedded: bool,
    /// The dictionary, if glyphs are drawn by content streams (Type 3).
    pub drawn: Option<Rc<Dict>>,
    /// True if a code is two bytes.
    pub two_bytes: bool,
    /// True if lines run down the page.
    pub vertical: bool,
    /// Codes that have a glyph, if known.
    shown: Option<Codes>,
    widths: BTreeMap<u16, f64>,
    default_width: f64,
}

/// A set of codes, one bit each: every glyph of a page is looked up.
struct Codes(Vec<u64>);

impl Codes {
    fn of(codes: impl IntoIterator<Item = u16>) -> Codes {
        let mut bits = vec![0; usize::from(u16::MAX) / 64 + 1];
        codes
            .into_iter()
            .for_each(|code| bits[usize::from(code) / 64] |= 1 << (code % 64));
        Codes(bits)
    }

    fn has(&self, code: u16) -> bool {
        self.0[usize::from(code) / 64] >> (code % 64) & 1 == 1
    }
}

impl Font {
    /// Returns the first code of a string that has no glyph.
    pub fn notdef(&self, string: &[u8]) -> Option<u16> {
        let shown = self.shown.as_ref()?;
        string
            .as_chunks::<2>()
            .0
            .iter()
            .map(|&pair| u16::from_be_bytes(pair))
            .find(|code| !shown.has(*code))
    }

    /// Iterates over the codes of a string.
    pub fn codes<'s>(&self, string: &'s [u8]) -> impl Iterator<Item = u16> + use<'s> {
        string
            .chunks(if self.two_bytes { 2 } else { 1 })
            .map(|code| {
                code.iter()
                    .fold(0, |number, &byte| number << 8 | u16::from(byte))
            })
    }

    /// Returns the advance of a code, in thousandths of the size.
    pub fn width(&self, code: u16) -> f64 {
        self.widths
            .get(&code)
            .copied()
            .unwrap_or(self.default_width)
    }
}

/// The predefined CMaps.
const PREDEFINED: [&str; 31] = [
    "Identity",
    "GB-EUC",
    "GBpc-EUC",
    "GBK-EUC",
    "GBKp-EUC",
    "GBK2K",
    "UniGB-UCS2",
    "UniGB-UTF16",
    "B5pc",
    "HKscs-B5",
    "ETen-B5",
    "ETenms-B5",
    "CNS-EUC",
    "UniCNS-UCS2",
    "UniCNS-UTF16",
    "83pv-RKSJ",
    "90ms-RKSJ",
    "90msp-RKSJ",
    "90pv-RKSJ",
    "Add-RKSJ",
    "EUC",
    "Ext-RKSJ",
    "UniJIS-UCS2",
    "UniJIS-UCS2-HW",
    "UniJIS-UTF16",
    "KSC-EUC",
    "KSCms-UHC",
    "KSCms-UHC-HW",
    "KSCpc-EUC",
    "UniKS-UCS2",
    "UniKS-UTF16",
];

/// Reads a font and reports what is wrong with it.
pub(super) fn read(case: &Case<'_>, dict: &Rc<Dict>) -> Font {
    let (file, findings) = (case.file, case.findings);
    let name = file
        .get(dict, "BaseFont")
        .name()
        .map_or_else(|| "?".to_owned(), printable);
    let kind = file.get(dict, "Subtype");
    let tag = name.len() > 7
        && name.as_bytes()[6] == b'+'
        && name.as_bytes()[..6].iter().all(u8::is_ascii_uppercase);
    if name.get(if tag { 7 } else { 0 }..) == Some("Courier") {
        findings.file(Check::Courier, "the font Courier is used");
    }
    let mut font = Font {
        name,
        embedded: true,
        drawn: None,
        two_bytes: false,
        vertical: false,
        shown: None,
        widths: BTreeMap::new(),
        default_width: 0.0,
    };
    if kind.is("Type3") {
        font.drawn = Some(dict.clone());
        simple_widths(case, dict, &mut font);
        return font;
    }
    let descendant = file
        .array(dict, "DescendantFonts")
        .first()
        .and_then(|value| value.dict().cloned());
    let inner = if kind.is("Type0") {
        descendant.unwrap_or_default()
    } else {
        (**dict).clone()
    };
    let mut identity = false;
    if kind.is("Type0") {
        identity = character_map(case, dict, &inner, &mut font);
        composite_widths(case, &inner, &mut font);
        if !dict.has("ToUnicode") {
            findings.file(
                Check::NoToUnicode,
                format!("the font {} has no ToUnicode map", font.name),
            );
        }
    } else {
        simple_widths(case, dict, &mut font);
    }
    program(case, &inner, &mut font, identity);
    if font.embedded && !tag {
        findings.file(
            Check::FontSubset,
            format!("the font {} is embedded without a subset tag", font.name),
        );
    }
    font
}

/// Reads the encoding of a composite font; returns true if codes are CIDs.
fn character_map(case: &Case<'_>, dict: &Dict, inner: &Dict, font: &mut Font) -> bool {
    let encoding = case.file.get(dict, "Encoding");
    font.two_bytes = true;
    if case.file.get(inner, "Subtype").is("CIDFontType2") && !inner.has("CIDToGIDMap") {
        case.findings.file(
            Check::CidMap,
            format!("the font {} has no CIDToGIDMap", font.name),
        );
    }
    let Some(name) = encoding.name().map(printable) else {
        font.vertical = encoding
            .dict()
            .is_some_and(|map| case.file.get(map, "WMode").int() == Some(1));
        return false;
    };
    font.vertical = name == "V" || name.ends_with("-V");
    let stem = name.strip_suffix("-H").or_else(|| name.strip_suffix("-V"));
    let known = name == "H" || name == "V" || stem.is_some_and(|stem| PREDEFINED.contains(&stem));
    if !known {
        case.findings.file(
            Check::CharacterMap,
            format!(
                "the font {} has the character map {name}, which is not embedded",
                font.name
            ),
        );
    }
    stem == Some("Identity")
}

fn composite_widths(case: &Case<'_>, inner: &Dict, font: &mut Font) {
    font.default_width = case.file.get(inner, "DW").number().unwrap_or(1000.0);
    let array = case.file.array(inner, "W");
    let mut rest = array.as_slice();
    let code = |value: &Value| value.int().and_then(|code| u16::try_from(code).ok());
    while let [first, second, after @ ..] = rest {
        let Some(start) = code(first) else { return };
        if let Some(list) = second.array() {
            if !case.file.budget().work(list.len() * 16) {
                return;
            }
            let widths = list
                .iter()
                .filter_map(|width| case.file.resolve(width).number());
            font.widths.extend((start..=u16::MAX).zip(widths));
            rest = after;
        } else if let ([width, after @ ..], Some(end)) = (after, code(second)) {
            let width = width.number().unwrap_or(0.0);
            // Work counts, because a few bytes can name every code again and again.
            if !case
                .file
                .budget()
                .work(usize::from(end.saturating_sub(start)) * 128)
            {
                return;
            }
            font.widths.extend((start..=end).map(|code| (code, width)));
            rest = after;
        } else {
            return;
        }
    }
}

fn simple_widths(case: &Case<'_>, dict: &Dict, font: &mut Font) {
    let first = case
        .file
        .get(dict, "FirstChar")
        .int()
        .and_then(|first| u16::try_from(first).ok())
        .unwrap_or(0);
    let widths = case.file.array(dict, "Widths");
    font.widths
        .extend((first..=255).zip(widths.iter().filter_map(Value::number)));
    // The base fonts need not say their widths; half an em is near enough to
    // say where text stands.
    font.default_width = if widths.is_empty() { 500.0 } else { 0.0 };
}

/// Reads whether a program is embedded, and its glyphs.
fn program(case: &Case<'_>, inner: &Dict, font: &mut Font, identity: bool) {
    let (file, findings) = (case.file, case.findings);
    let descriptor = file.dict(inner, "FontDescriptor").unwrap_or_default();
    let found = ["FontFile", "FontFile2", "FontFile3"]
        .into_iter()
        .find_map(|key| {
            let value = file.get(&descriptor, key);
            value.stream().map(|stream| (key, stream.clone()))
        });
    let Some((key, stream)) = found else {
        font.embedded = false;
        return;
    };
    let bytes = file
        .unpacked(&stream)
        .map(|coded| coded.bytes)
        .unwrap_or_default();
    if bytes.len() < 50 {
        font.embedded = false;
        return;
    }
    if key == "FontFile" {
        return;
    }
    let kind = file.get(&stream.dict, "Subtype");
    let cids = if key == "FontFile2" || kind.is("OpenType") {
        if sfnt::forbids_embedding(&bytes) {
            findings.file(
                Check::FontLicence,
                format!(
                    "the licence bits of the font {} forbid embedding",
                    font.name
                ),
            );
        }
        sfnt::glyphs(&bytes).map(|count| mapped(case, inner, count))
    } else if kind.is("CIDFontType0C") {
        sfnt::cff_cids(&bytes)
    } else {
        return;
    };
    if cids.is_none() {
        findings.file(
            Check::FontBroken,
            format!("the program of the font {} cannot be read", font.name),
        );
    }
    if identity {
        font.shown = cids.map(Codes::of);
    }
}

/// Returns the CIDs that map to a glyph of a TrueType program.
fn mapped(case: &Case<'_>, inner: &Dict, count: u16) -> BTreeSet<u16> {
    let map = case.file.get(inner, "CIDToGIDMap");
    let Some(stream) = map.stream() else {
        return (1..count).collect();
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
        .map(|(cid, _)| cid)
        .collect()
}
