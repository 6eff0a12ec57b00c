//! Checks of character maps 字符映射 (CMaps): how the codes of a composite font become characters.

use super::case::Case;
use super::rule::Check;
use crate::pdf::{Dict, Value, find, printable};
use crate::say::{Text, text};

/// The predefined CMaps (ISO 32000-1 table 118), without the ending for the writing direction, and
/// the ordering of the character collection of each.
const PREDEFINED: [(&str, &str); 31] = [
    ("Identity", ""),
    ("GB-EUC", "GB1"),
    ("GBpc-EUC", "GB1"),
    ("GBK-EUC", "GB1"),
    ("GBKp-EUC", "GB1"),
    ("GBK2K", "GB1"),
    ("UniGB-UCS2", "GB1"),
    ("UniGB-UTF16", "GB1"),
    ("B5pc", "CNS1"),
    ("HKscs-B5", "CNS1"),
    ("ETen-B5", "CNS1"),
    ("ETenms-B5", "CNS1"),
    ("CNS-EUC", "CNS1"),
    ("UniCNS-UCS2", "CNS1"),
    ("UniCNS-UTF16", "CNS1"),
    ("83pv-RKSJ", "Japan1"),
    ("90ms-RKSJ", "Japan1"),
    ("90msp-RKSJ", "Japan1"),
    ("90pv-RKSJ", "Japan1"),
    ("Add-RKSJ", "Japan1"),
    ("EUC", "Japan1"),
    ("Ext-RKSJ", "Japan1"),
    ("UniJIS-UCS2", "Japan1"),
    ("UniJIS-UCS2-HW", "Japan1"),
    ("UniJIS-UTF16", "Japan1"),
    ("KSC-EUC", "Korea1"),
    ("KSCms-UHC", "Korea1"),
    ("KSCms-UHC-HW", "Korea1"),
    ("KSCpc-EUC", "Korea1"),
    ("UniKS-UCS2", "Korea1"),
    ("UniKS-UTF16", "Korea1"),
];

/// What the encoding of a composite font is.
pub(super) struct Encoding {
    /// True if codes are CIDs.
    pub identity: bool,
    /// True if lines run down the page.
    pub vertical: bool,
}

/// Reads and checks the encoding of a composite font against its descendant.
pub(super) fn read(case: &Case<'_>, font: &str, dict: &Dict, inner: &Dict) -> Encoding {
    let file = case.file;
    let encoding = file.get(dict, "Encoding");
    let wrong = |rule: Check, what: Text| {
        case.findings.file(
            rule,
            text!("preflight.font-fault", "the font {font} {what}", font, what),
        );
    };
    let map = file.get(inner, "CIDToGIDMap");
    if file.get(inner, "Subtype").is("CIDFontType2") {
        match &map {
            Value::Null => wrong(
                Check::CidMap,
                text!("preflight.font-without-cidtogidmap", "has no CIDToGIDMap"),
            ),
            Value::Stream(_) => {}
            value if value.is("Identity") => {}
            other => wrong(
                Check::CidMap,
                text!(
                    "preflight.unknown-cidtogidmap",
                    "has the unknown CIDToGIDMap {other}",
                    other = other.shown()
                ),
            ),
        }
    }
    let collection = Collection::of(case, inner);
    if collection.is_none() {
        wrong(
            Check::CidSystem,
            text!(
                "preflight.cidsysteminfo-registry-ordering-supplement",
                "has no CIDSystemInfo of Registry, Ordering and Supplement"
            ),
        );
    }
    let Some(name) = encoding.name().map(printable) else {
        let Some(stream) = encoding.stream() else {
            wrong(
                Check::CharacterMap,
                text!("preflight.font-without-encoding", "has no Encoding"),
            );
            return Encoding {
                identity: false,
                vertical: false,
            };
        };
        let said = file.get(&stream.dict, "WMode").int().unwrap_or(0);
        embedded(case, &stream.dict, said, collection.as_ref(), &wrong);
        if let Ok(coded) = file.unpacked(stream)
            && let Some(mode) = written_mode(&coded.bytes)
            && mode != said
        {
            wrong(
                Check::CharacterMap,
                text!(
                    "preflight.cmap-wmode-dictionary-program",
                    "has a CMap with WMode {said} in its dictionary and {mode} in its program",
                    said,
                    mode
                ),
            );
        }
        return Encoding {
            identity: false,
            vertical: said == 1,
        };
    };
    let stem = name.strip_suffix("-H").or_else(|| name.strip_suffix("-V"));
    let known = match name.as_str() {
        "H" | "V" => Some("Japan1"),
        _ => PREDEFINED
            .iter()
            .find(|(known, _)| stem == Some(known))
            .map(|(_, ordering)| *ordering),
    };
    match (known, &collection) {
        (None, _) => wrong(
            Check::CharacterMap,
            text!(
                "preflight.character-map-embedded",
                "has the character map {name}, which is not embedded",
                name
            ),
        ),
        (Some(ordering), Some(own)) if !ordering.is_empty() && !own.is(ordering) => wrong(
            Check::CidSystem,
            text!(
                "preflight.character-map-adobe-over",
                "has the character map {name} of Adobe-{ordering} over characters of {own}",
                name,
                ordering,
                own = own.shown()
            ),
        ),
        _ => {}
    }
    Encoding {
        identity: stem == Some("Identity"),
        vertical: name == "V" || name.ends_with("-V"),
    }
}

/// Checks the dictionary of an embedded CMap.
fn embedded(
    case: &Case<'_>,
    map: &Dict,
    mode: i64,
    own: Option<&Collection>,
    wrong: &dyn Fn(Check, Text),
) {
    let file = case.file;
    if file.get(map, "CMapName").name().is_none() {
        wrong(
            Check::CharacterMap,
            text!(
                "preflight.embedded-cmap-without-cmapname",
                "has an embedded CMap without CMapName"
            ),
        );
    }
    if !(0..=1).contains(&mode) {
        wrong(
            Check::CharacterMap,
            text!(
                "preflight.embedded-cmap-wmode",
                "has an embedded CMap of WMode {mode}",
                mode
            ),
        );
    }
    // A CMap may build on a predefined one only.
    if let Some(base) = file.get(map, "UseCMap").name().map(printable) {
        let stem = base.strip_suffix("-H").or_else(|| base.strip_suffix("-V"));
        if base != "H" && base != "V" && !PREDEFINED.iter().any(|(known, _)| stem == Some(known)) {
            wrong(
                Check::CharacterMap,
                text!(
                    "preflight.cmap-builds-embedded",
                    "has a CMap that builds on {base}, which is not embedded",
                    base
                ),
            );
        }
    }
    match (Collection::of(case, map), own) {
        (None, _) => wrong(
            Check::CidSystem,
            text!(
                "preflight.embedded-cmap-without-cidsysteminfo",
                "has an embedded CMap without CIDSystemInfo"
            ),
        ),
        (Some(theirs), Some(own))
            if (&theirs.registry, &theirs.ordering) != (&own.registry, &own.ordering) =>
        {
            wrong(
                Check::CidSystem,
                text!(
                    "preflight.cmap-over-characters",
                    "has a CMap of {theirs} over characters of {own}",
                    theirs = theirs.shown(),
                    own = own.shown()
                ),
            );
        }
        _ => {}
    }
}

/// Returns the writing mode that the program of a CMap sets.
fn written_mode(program: &[u8]) -> Option<i64> {
    let at = find(program, b"/WMode")?;
    let rest = program.get(at + 6..)?;
    let digit = rest.iter().find(|byte| !byte.is_ascii_whitespace())?;
    digit.is_ascii_digit().then(|| i64::from(digit - b'0'))
}

/// A character collection: registry, ordering and supplement.
struct Collection {
    registry: Vec<u8>,
    ordering: Vec<u8>,
    supplement: i64,
}

impl Collection {
    fn of(case: &Case<'_>, dict: &Dict) -> Option<Collection> {
        let file = case.file;
        let info = file.dict(dict, "CIDSystemInfo")?;
        let text = |key: &str| file.get(&info, key).bytes().map(<[u8]>::to_vec);
        Some(Collection {
            registry: text("Registry")?,
            ordering: text("Ordering")?,
            supplement: file.get(&info, "Supplement").int()?,
        })
    }

    fn is(&self, ordering: &str) -> bool {
        self.registry == b"Adobe" && self.ordering == ordering.as_bytes()
    }

    fn shown(&self) -> String {
        format!(
            "{}-{}-{}",
            printable(&self.registry),
            printable(&self.ordering),
            self.supplement
        )
    }
}
