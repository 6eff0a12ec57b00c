//! Checks of the whole file: header, trailer, metadata, catalog.

use super::case::Case;
use super::claim;
use super::finding::Findings;
use super::rule::{Check, Weight};
use super::xmp::Packet;
use crate::ink::Standard;
use crate::pdf::{Dict, File, Value};
use crate::say::{Text, text};

/// Checks version, identifier and, for X-1a, the form of the cross references.
pub(super) fn header(file: &File<'_>, whole: &[u8], findings: &Findings<'_>, standard: Standard) {
    if !whole.starts_with(b"%PDF-") {
        findings.file(
            Check::PdfVersion,
            text!(
                "preflight.file-does-begin-pdf",
                "the file does not begin with %PDF-"
            ),
        );
    }
    let digit = |at: usize| {
        file.bytes()
            .get(at)
            .filter(|byte| byte.is_ascii_digit())
            .map(|byte| u32::from(byte - b'0'))
    };
    let head = digit(5).zip(digit(7));
    let later = file.catalog().and_then(|catalog| {
        let version = file.get(&catalog, "Version");
        let text = String::from_utf8_lossy(version.name()?).into_owned();
        let (major, minor) = text.split_once('.')?;
        major.parse().ok().zip(minor.parse().ok())
    });
    let most = findings
        .printer()
        .pdf_version
        .map_or(standard.pdf_version(), |most| {
            most.min(standard.pdf_version())
        });
    match head.into_iter().chain(later).max() {
        Some(version) if version <= most => {}
        Some((major, minor)) => {
            findings.file(
                Check::PdfVersion,
                text!(
                    "preflight.pdf-later",
                    "PDF {major}.{minor} is later than {most_major}.{most_minor}",
                    major,
                    minor,
                    most_major = most.0,
                    most_minor = most.1
                ),
            );
        }
        None => findings.file(
            Check::PdfVersion,
            text!(
                "preflight.header-without-version",
                "the header names no PDF version"
            ),
        ),
    }
    let trailer = file.trailer();
    let id = file.array(&trailer, "ID");
    if id.len() != 2
        || id
            .iter()
            .any(|part| part.bytes().is_none_or(<[u8]>::is_empty))
    {
        findings.file(
            Check::FileId,
            text!(
                "preflight.trailer-without-id",
                "the trailer has no ID of two strings"
            ),
        );
    }
    if standard.is_flat() && file.has_object_streams() {
        findings.file(
            Check::ObjectStream,
            text!(
                "preflight.objects-cross-references-packed",
                "objects or cross references are packed in streams"
            ),
        );
    }
}

/// Checks metadata and what the catalog must not hold.
pub(super) fn check(case: &Case<'_>) {
    let packet = metadata(case);
    information(case, packet.as_ref());
    catalog(case);
    layers(case);
}

fn metadata(case: &Case<'_>) -> Option<Packet> {
    let (file, findings, flat) = (case.file, case.findings, case.is_flat());
    let value = file.get(&case.catalog, "Metadata");
    let Some(stream) = value.stream() else {
        if !flat {
            findings.file(
                Check::Xmp,
                text!("preflight.no-xmp-metadata", "there is no XMP metadata"),
            );
            if claim::of(file).is_some() {
                other_standard(
                    case,
                    text!("preflight.not-pdf-x-4", "the file is not PDF/X-4"),
                );
            }
        }
        return None;
    };
    if stream.dict.has("Filter") {
        findings.file(
            Check::XmpFiltered,
            text!(
                "preflight.xmp-metadata-compressed",
                "the XMP metadata is compressed"
            ),
        );
    }
    if !file.get(&stream.dict, "Type").is("Metadata")
        || !file.get(&stream.dict, "Subtype").is("XML")
    {
        findings.file(
            Check::Xmp,
            text!(
                "preflight.xmp-stream-lacks-type",
                "the XMP stream lacks its Type or Subtype"
            ),
        );
    }
    let packet = match file
        .unpacked(stream)
        .and_then(|coded| Packet::read(&coded.bytes))
    {
        Ok(packet) => packet,
        Err(fault) => {
            findings.file(
                Check::Xmp,
                text!(
                    "preflight.xmp-metadata-well-formed",
                    "the XMP metadata is no well-formed XML: {fault}",
                    fault
                ),
            );
            if !flat {
                identification(case, &Packet::default());
            }
            return None;
        }
    };
    if !flat {
        identification(case, &packet);
    }
    Some(packet)
}

/// Checks the identification that PDF/X-4 requires in XMP.
fn identification(case: &Case<'_>, packet: &Packet) {
    let findings = case.findings;
    match packet.get("pdfxid:GTS_PDFXVersion") {
        Some(version) if claim::named(version) == Some(Standard::X4) => {}
        version => other_standard(
            case,
            match version {
                Some(version) => {
                    text!(
                        "preflight.pdfxid-gts-pdfxversion-pdf",
                        "pdfxid:GTS_PDFXVersion is “{version}”, not PDF/X-4",
                        version = cut(version)
                    )
                }
                None => text!(
                    "preflight.pdfxid-gts-pdfxversion-missing",
                    "pdfxid:GTS_PDFXVersion is missing from XMP"
                ),
            },
        ),
    }
    let keys = [
        "xmp:CreateDate",
        "xmp:ModifyDate",
        "xmp:MetadataDate",
        "xmpMM:DocumentID",
        "xmpMM:VersionID",
        "xmpMM:RenditionClass",
    ];
    for key in keys.into_iter().chain(["dc:title"]) {
        if packet.get(key).is_none_or(|value| value.trim().is_empty()) {
            let rule = if key == "dc:title" {
                Check::NoTitle
            } else {
                Check::XmpKeys
            };
            findings.file(
                rule,
                text!(
                    "preflight.missing-xmp-empty",
                    "{key} is missing from XMP, or empty",
                    key
                ),
            );
        }
    }
}

fn information(case: &Case<'_>, packet: Option<&Packet>) {
    let (file, findings) = (case.file, case.findings);
    let info = claim::info(file);
    let text = |key: &str| file.get(&info, key).bytes().map(crate::pdf::text);
    if let Some(packet) = packet {
        let twins = [
            ("Title", "dc:title"),
            ("Author", "dc:creator"),
            ("Subject", "dc:description"),
            ("Keywords", "pdf:Keywords"),
            ("Creator", "xmp:CreatorTool"),
            ("Producer", "pdf:Producer"),
        ];
        for (key, twin) in twins {
            if let Some(said) = text(key)
                && packet.get(twin) != Some(&said)
            {
                let other = packet.get(twin).unwrap_or("nothing");
                findings.file(
                    Check::InfoDiffers,
                    text!(
                        "preflight.info-but-xmp",
                        "Info {key} is “{said}” but XMP {twin} is “{other}”",
                        key,
                        said = cut(&said),
                        twin,
                        other = cut(other)
                    ),
                );
            }
        }
        for (key, twin) in [
            ("CreationDate", "xmp:CreateDate"),
            ("ModDate", "xmp:ModifyDate"),
        ] {
            let Some(said) = text(key) else { continue };
            let other = packet.get(twin).unwrap_or("");
            let same =
                pdf_instant(&said).is_some_and(|instant| xmp_instant(other) == Some(instant));
            if !same {
                findings.file(
                    Check::InfoDiffers,
                    text!(
                        "preflight.info-is-but-xmp-is",
                        "Info {key} is {said} but XMP {twin} is {other}",
                        key,
                        said = cut(&said),
                        twin,
                        other = cut(other)
                    ),
                );
            }
        }
    }
    trapped(case, &info, packet);
    if case.is_flat() {
        for key in ["Title", "CreationDate", "ModDate", "GTS_PDFXVersion"] {
            if text(key).is_none_or(|said| said.trim().is_empty()) {
                findings.file(
                    Check::InfoKeys,
                    text!("preflight.info-missing", "Info {key} is missing", key),
                );
            }
        }
        claimed(case, &text);
        if !info.has("Trapped") {
            findings.file(
                Check::InfoKeys,
                text!("preflight.info-trapped-missing", "Info Trapped is missing"),
            );
        }
    }
}

/// Checks what Info says of the standard: X-1a and X-3 are told from any other PDF by it.
fn claimed(case: &Case<'_>, text: &dyn Fn(&str) -> Option<String>) {
    let Some(version) = text("GTS_PDFXVersion") else {
        return;
    };
    let wanted = case.standard;
    // The version of PDF/X-1a:2001 is that of PDF/X-1, and its conformance says the rest.
    let (version, key) = match wanted {
        Standard::X1a2001 if version == "PDF/X-1:2001" => (
            text("GTS_PDFXConformance").unwrap_or_default(),
            "GTS_PDFXConformance",
        ),
        _ => (version, "GTS_PDFXVersion"),
    };
    let fits = match wanted {
        Standard::X1a2001 => key == "GTS_PDFXConformance" && version == wanted.title(),
        _ => claim::named(&version) == Some(wanted),
    };
    if !fits {
        other_standard(
            case,
            text!(
                "preflight.is-not",
                "{key} is “{version}”, not {title}",
                key,
                version = cut(&version),
                title = wanted.title()
            ),
        );
    }
}

/// Reports that a file is not of the standard asked for, and which printer would take it.
fn other_standard(case: &Case<'_>, message: Text) {
    let other = claim::of(case.file).filter(|said| *said != case.standard);
    let message = match other {
        Some(said) => {
            let fit = match said {
                Standard::X4 => "coldset",
                Standard::X1a => "coldset-x1a",
                Standard::X1a2001 => "coldset-x1a-2001",
                Standard::X3 => "coldset-x3",
            };
            text!(
                "preflight.says-printer-takes",
                "{message}; it says it is {title}, which the printer “{fit}” takes",
                message,
                title = said.title(),
                fit
            )
        }
        None => message,
    };
    case.findings.file(Check::PdfxVersion, message);
}

fn trapped(case: &Case<'_>, info: &Dict, packet: Option<&Packet>) {
    let findings = case.findings;
    let value = case.file.get(info, "Trapped");
    if value != Value::Null && value.name().is_none() {
        findings.file(
            Check::Trapped,
            text!(
                "preflight.trapped-info-name",
                "Trapped in Info is not a name"
            ),
        );
    }
    let ours = match &value {
        Value::Null => None,
        value => Some(value.shown()),
    };
    let theirs = packet
        .and_then(|packet| packet.get("pdf:Trapped"))
        .map(|said| said.trim().to_owned())
        .filter(|said| !said.is_empty());
    for (place, said) in [("Info", &ours), ("XMP", &theirs)] {
        if let Some(said) = said
            && said != "True"
            && said != "False"
        {
            findings.file(
                Check::Trapped,
                text!(
                    "preflight.trapped-in-place",
                    "Trapped in {place} is {said}",
                    place,
                    said = cut(said)
                ),
            );
        }
    }
    match (&ours, &theirs) {
        (None, None) => findings.file(
            Check::Trapped,
            text!(
                "preflight.neither-info-nor-xmp",
                "neither Info nor XMP says whether the file is trapped"
            ),
        ),
        (Some(ours), Some(theirs)) if ours != theirs => {
            findings.file(
                Check::InfoDiffers,
                text!(
                    "preflight.trapped-info-but-xmp",
                    "Trapped is {ours} in Info but {theirs} in XMP",
                    ours = cut(ours),
                    theirs = cut(theirs)
                ),
            );
        }
        _ => {}
    }
}

/// The values of PageMode and PageLayout (ISO 32000-1 table 28).
const PAGE_MODES: [&str; 6] = [
    "UseNone",
    "UseOutlines",
    "UseThumbs",
    "FullScreen",
    "UseOC",
    "UseAttachments",
];
const PAGE_LAYOUTS: [&str; 6] = [
    "SinglePage",
    "OneColumn",
    "TwoColumnLeft",
    "TwoColumnRight",
    "TwoPageLeft",
    "TwoPageRight",
];

fn catalog(case: &Case<'_>) {
    let (file, findings, root) = (case.file, case.findings, &case.catalog);
    if file.dict(root, "OpenAction").is_some() {
        findings.file(
            Check::Action,
            text!(
                "preflight.catalog-openaction",
                "the catalog has an OpenAction"
            ),
        );
    }
    if root.has("AA") {
        findings.file(
            Check::Action,
            text!(
                "preflight.catalog-additional-actions",
                "the catalog has additional actions"
            ),
        );
    }
    if let Some(names) = file.dict(root, "Names") {
        for (key, rule) in [
            ("JavaScript", Check::Action),
            ("AlternatePresentations", Check::Action),
            ("EmbeddedFiles", Check::EmbeddedFile),
        ] {
            if names.has(key) {
                findings.file(
                    rule,
                    text!("preflight.catalog-names", "the catalog names {key}", key),
                );
            }
        }
    }
    if root.has("AF") {
        findings.report(
            Check::EmbeddedFile,
            Weight::Warning,
            None,
            None,
            text!(
                "preflight.document-associated-files",
                "the document has associated files"
            ),
        );
    }
    for (key, known) in [("PageMode", &PAGE_MODES), ("PageLayout", &PAGE_LAYOUTS)] {
        let said = file.get(root, key);
        if said != Value::Null && !known.iter().any(|name| said.is(name)) {
            findings.file(
                Check::PageMode,
                text!(
                    "preflight.does-exist",
                    "the {key} {shown} does not exist",
                    key,
                    shown = said.shown()
                ),
            );
        }
    }
    if let Some(form) = file.dict(root, "AcroForm") {
        if form.has("XFA") {
            findings.file(
                Check::FormFields,
                text!(
                    "preflight.file-holds-xfa-form",
                    "the file holds an XFA form"
                ),
            );
        } else if !file.array(&form, "Fields").is_empty() {
            findings.file(
                Check::FormFields,
                text!(
                    "preflight.file-holds-form-fields",
                    "the file holds form fields"
                ),
            );
        }
    }
    if let Some(preferences) = file.dict(root, "ViewerPreferences") {
        for key in ["ViewArea", "ViewClip", "PrintArea", "PrintClip"] {
            let area = file.get(&preferences, key);
            if area != Value::Null && !area.is("MediaBox") && !area.is("BleedBox") {
                findings.file(
                    Check::ViewArea,
                    text!(
                        "preflight.viewer-preference-is",
                        "{key} is {area}",
                        key,
                        area = area.shown()
                    ),
                );
            }
        }
    }
}

fn layers(case: &Case<'_>) {
    let (file, findings) = (case.file, case.findings);
    let Some(layers) = file.dict(&case.catalog, "OCProperties") else {
        return;
    };
    if case.is_flat() {
        findings.file(
            Check::Layers,
            text!("preflight.file-layers", "the file has layers"),
        );
    }
    if layers.has("Configs") {
        findings.file(
            Check::LayerConfigs,
            text!(
                "preflight.layers-several-configurations",
                "the layers have several configurations"
            ),
        );
    }
    let configs = file.array(&layers, "Configs");
    for config in configs.iter().chain([&file.get(&layers, "D")]) {
        if config.dict().is_some_and(|config| config.has("AS")) {
            findings.file(
                Check::LayerState,
                text!(
                    "preflight.layers-switch-circumstance",
                    "layers switch by circumstance (AS)"
                ),
            );
        }
    }
}

fn cut(text: &str) -> String {
    text.chars().take(40).collect()
}

/// Parses `D:20211231080000+08'00'` into seconds since 1970.
fn pdf_instant(text: &str) -> Option<i64> {
    let text = text.strip_prefix("D:").unwrap_or(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (date, zone) = text.split_at(digits);
    let part = |from: usize, length: usize, otherwise: i64| match date.get(from..from + length) {
        Some(digits) => digits.parse().ok(),
        None => Some(otherwise),
    };
    let year = date.get(..4)?.parse().ok()?;
    let fields = [
        year,
        part(4, 2, 1)?,
        part(6, 2, 1)?,
        part(8, 2, 0)?,
        part(10, 2, 0)?,
        part(12, 2, 0)?,
    ];
    Some(seconds(fields) - zone_seconds(&zone.replace('\'', ":"))?)
}

/// Parses `2021-12-31T08:00:00+08:00` into seconds since 1970.
fn xmp_instant(text: &str) -> Option<i64> {
    let text = text.trim();
    let (date, time) = text.split_once('T').unwrap_or((text, ""));
    let mut parts = date.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (
        parts.next()??,
        parts.next().unwrap_or(Some(1))?,
        parts.next().unwrap_or(Some(1))?,
    );
    let zone_at = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at(zone_at);
    let clock = clock.split('.').next().unwrap_or("");
    let mut parts = clock
        .split(':')
        .filter(|part| !part.is_empty())
        .map(|part| part.parse::<i64>().ok());
    let mut next = || parts.next().unwrap_or(Some(0));
    Some(seconds([year, month, day, next()?, next()?, next()?]) - zone_seconds(zone)?)
}

fn zone_seconds(zone: &str) -> Option<i64> {
    let sign = match zone.bytes().next() {
        None | Some(b'Z') => return Some(0),
        Some(b'+') => 1,
        Some(b'-') => -1,
        Some(_) => return None,
    };
    let mut parts = zone[1..]
        .split(':')
        .filter(|part| !part.is_empty())
        .map(|part| part.parse::<i64>().ok());
    let (hours, minutes) = (parts.next()??, parts.next().unwrap_or(Some(0))?);
    Some(sign * (hours.clamp(0, 99) * 3600 + minutes.clamp(0, 99) * 60))
}

/// Returns the seconds of a date in the Gregorian calendar; days are counted from March, so that
/// leap days come last.
fn seconds([year, month, day, hour, minute, second]: [i64; 6]) -> i64 {
    let (year, month) = (year.clamp(0, 9999), month.clamp(1, 12));
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let days = 365 * year + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * month + 2) / 5
        + day.clamp(1, 31);
    days * 86_400 + hour.clamp(0, 99) * 3600 + minute.clamp(0, 99) * 60 + second.clamp(0, 99)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_compared_as_instants() {
        let same = |pdf: &str, xmp: &str| {
            pdf_instant(pdf).is_some() && pdf_instant(pdf) == xmp_instant(xmp)
        };
        assert!(same("D:20211231000000Z", "2021-12-31T00:00:00Z"));
        assert!(same("D:20211231080000+08'00'", "2021-12-31T00:00:00Z"));
        assert!(same("D:20200301", "2020-03-01"));
        assert!(same("D:20200229235959-01", "2020-03-01T00:59:59.5Z"));
        assert!(!same("D:20211231000000Z", "2021-12-30T00:00:00Z"));
        assert!(!same("D:2021123100000x", "2021-12-31T00:00:00Z"));
        assert_eq!(pdf_instant("x"), None);
        assert_eq!(xmp_instant(""), None);
    }
}
