//! Checks of fonts, and what the interpreter needs of them.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::case::Case;
use super::outline::Outlines;
use super::rule::Check;
use super::{charmap, descriptor, program};
use crate::pdf::{Dict, Value, printable};
use crate::say::text;

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
    /// True if its strokes end in serifs, as those of 宋体 do.
    pub serif: bool,
    /// Codes that have a glyph, if known.
    shown: Option<Codes>,
    /// Codes whose width is not that of the program, if there are any.
    askew: Option<Codes>,
    widths: BTreeMap<u16, f64>,
    default_width: f64,
    /// Its dictionary, that of its descendant, and whether codes are CIDs.
    source: (Rc<Dict>, Dict, bool),
    outlines: OnceCell<Option<Outlines>>,
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

    /// Returns the first code of a string whose width is not that of the program.
    pub fn askew(&self, string: &[u8]) -> Option<u16> {
        let askew = self.askew.as_ref()?;
        self.codes(string).find(|&code| askew.has(code))
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

    /// Returns the outlines of its glyphs; `None` if it has none that can be read.
    pub fn outlines(&self, case: &Case<'_>) -> Option<&Outlines> {
        let (font, inner, identity) = &self.source;
        let read = || Outlines::read(case.file, font, inner, *identity);
        self.outlines.get_or_init(read).as_ref()
    }

    /// Returns the advance of a code, in thousandths of the size.
    pub fn width(&self, code: u16) -> f64 {
        self.widths
            .get(&code)
            .copied()
            .unwrap_or(self.default_width)
    }
}

/// Difference of widths in thousandths that is rounding (ISO 19005-2 6.2.11.5).
const ROUNDING: f64 = 1.01;

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
        findings.file(
            Check::Courier,
            text!("preflight.font-courier-used", "the font Courier is used"),
        );
    }
    let mut font = Font {
        name,
        embedded: true,
        drawn: None,
        two_bytes: false,
        vertical: false,
        serif: false,
        shown: None,
        askew: None,
        widths: BTreeMap::new(),
        default_width: 0.0,
        source: (dict.clone(), Dict::default(), false),
        outlines: OnceCell::new(),
    };
    if kind.is("Type3") {
        font.drawn = Some(dict.clone());
        simple_widths(case, dict, &mut font);
        // Its widths are in the units of its glyphs (ISO 32000-1 table 112).
        if let Some(matrix) = file.numbers::<6>(&file.get(dict, "FontMatrix")) {
            let unit = matrix[0].abs() * 1000.0;
            font.widths.values_mut().for_each(|width| *width *= unit);
            font.default_width *= unit;
        }
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
        let encoding = charmap::read(case, &font.name, dict, &inner);
        (font.two_bytes, font.vertical) = (true, encoding.vertical);
        identity = encoding.identity;
        composite_widths(case, &inner, &mut font);
        if !dict.has("ToUnicode") {
            findings.file(
                Check::NoToUnicode,
                text!(
                    "preflight.font-without-tounicode",
                    "the font {font} has no ToUnicode map",
                    font = font.name
                ),
            );
        }
    } else {
        simple_widths(case, dict, &mut font);
    }
    font.serif = has_serifs(case, &font.name, &inner);
    let program = program::read(case, &font.name, &inner);
    font.embedded = program.embedded;
    if program.embedded {
        descriptor::check(case, &font.name, &inner);
    }
    if identity || !font.two_bytes {
        let askew: Vec<u16> = program
            .advances
            .iter()
            .filter(|&(&code, advance)| (font.width(code) - advance).abs() > ROUNDING)
            .map(|(&code, _)| code)
            .collect();
        font.askew = (!askew.is_empty()).then(|| Codes::of(askew));
    }
    if identity {
        font.shown = program.codes.map(Codes::of);
    }
    (font.source.1, font.source.2) = (inner, identity);
    if font.embedded && !tag {
        findings.file(
            Check::FontSubset,
            text!(
                "preflight.font-embedded-without-subset",
                "the font {font} is embedded without a subset tag",
                font = font.name
            ),
        );
    }
    font
}

/// Parts of the names of faces with serifs, and of faces without.
const SERIF: [&str; 14] = [
    "song", "ming", "mincho", "fangsong", "serif", "times", "roman", "garamond", "georgia",
    "caslon", "bodoni", "batang", "myungjo", "kai",
];
const SANS: [&str; 10] = [
    "sans",
    "hei",
    "gothic",
    "arial",
    "helvetica",
    "grotes",
    "futura",
    "dotum",
    "gulim",
    "yahei",
];

/// Returns whether a font has serifs: by its name where that is known, else by its descriptor's
/// flags (ISO 32000-1 table 123), which few programs set.
fn has_serifs(case: &Case<'_>, name: &str, inner: &Dict) -> bool {
    let name = name.to_ascii_lowercase();
    let one_of = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    if one_of(&SANS) {
        return false;
    }
    let flags = case
        .file
        .dict(inner, "FontDescriptor")
        .and_then(|descriptor| case.file.get(&descriptor, "Flags").int());
    one_of(&SERIF) || flags.is_some_and(|flags| flags & 2 != 0)
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
    let last = case.file.get(dict, "LastChar").int().unwrap_or(0);
    if !widths.is_empty() && widths.len() as i64 != last - i64::from(first) + 1 {
        case.findings.file(
            Check::GlyphWidths,
            text!(
                "preflight.font-widths-codes",
                "the font {font} has {widths} widths for the codes {first} to {last}",
                font = font.name,
                widths = widths.len(),
                first,
                last
            ),
        );
    }
    font.widths
        .extend((first..=255).zip(widths.iter().filter_map(Value::number)));
    // The base fonts need not say their widths; half an em is near enough to
    // say where text stands.
    font.default_width = if widths.is_empty() { 500.0 } else { 0.0 };
}
