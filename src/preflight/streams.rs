//! Checks of every object by itself, whether a page uses it or not.

use super::case::Case;
use super::image_dict;
use super::rule::{Check, Weight};
use crate::pdf::{Dict, Value};
use crate::say::text;

/// The types of action; a press file has none.
const ACTIONS: [&str; 19] = [
    "JavaScript",
    "Launch",
    "Movie",
    "Sound",
    "Rendition",
    "GoToE",
    "SubmitForm",
    "ResetForm",
    "ImportData",
    "Trans",
    "GoTo3DView",
    "Named",
    "URI",
    "GoToR",
    "Thread",
    "SetOCGState",
    "Hide",
    "RichMediaExecute",
    "GoToDp",
];

/// Checks every object.
pub(super) fn check(case: &Case<'_>) {
    for id in case.file.ids() {
        if case.file.budget().spent() {
            return;
        }
        one(case, id);
    }
}

/// Checks one object.
pub(super) fn one(case: &Case<'_>, id: u32) {
    let value = case.file.object(id);
    inside(case, &value, 0);
    let Some(stream) = value.stream() else { return };
    coding(case, id, &stream.dict);
    if case.file.get(&stream.dict, "Subtype").is("Image") {
        image_dict::check(
            case,
            &stream.dict,
            text!("preflight.picture-object", "picture {id}", id),
        );
    }
    xobject(case, &stream.dict);
    whole(case, &value, id);
}

/// Checks nested values, since actions may be direct objects inside others.
fn inside(case: &Case<'_>, value: &Value, depth: usize) {
    if depth > 12 {
        return;
    }
    match value {
        Value::Array(array) => array
            .iter()
            .for_each(|value| inside(case, value, depth + 1)),
        Value::Dict(_) | Value::Stream(_) => {
            let Some(dict) = value.dict() else { return };
            action(case, dict);
            dict.entries
                .values()
                .for_each(|value| inside(case, value, depth + 1));
        }
        _ => {}
    }
}

fn action(case: &Case<'_>, dict: &Dict) {
    let Some(kind) = dict
        .raw("S")
        .filter(|kind| ACTIONS.iter().any(|action| kind.is(action)))
    else {
        return;
    };
    if dict.raw("Type").is_none_or(|kind| kind.is("Action")) {
        case.findings.file(
            Check::Action,
            text!(
                "preflight.file-holds-action",
                "the file holds an action {kind}",
                kind = kind.shown()
            ),
        );
    }
}

fn coding(case: &Case<'_>, id: u32, dict: &Dict) {
    let findings = case.findings;
    // /F of a stream is a file, unless it is the short name of an inline picture's filter.
    if ["F", "FFilter", "FDecodeParms"]
        .iter()
        .any(|key| dict.has(key))
    {
        findings.file(
            Check::ExternalStream,
            text!(
                "preflight.stream-keeps-data-another",
                "stream {id} keeps its data in another file",
                id
            ),
        );
    }
    for name in case.file.filters(dict) {
        match name.as_slice() {
            b"LZWDecode" => findings.file(
                Check::LzwFilter,
                text!(
                    "preflight.stream-compressed-lzw",
                    "a stream is compressed with LZW"
                ),
            ),
            b"Crypt" => findings.file(
                Check::CryptFilter,
                text!(
                    "preflight.stream-uses-crypt-filter",
                    "a stream uses the Crypt filter"
                ),
            ),
            b"JPXDecode" if case.is_flat() => findings.file(
                Check::Jpx,
                text!("preflight.picture-jpeg-2000", "a picture is JPEG 2000"),
            ),
            b"JBIG2Decode" if case.is_flat() => findings.file(
                Check::Jbig2,
                text!("preflight.picture-jbig2", "a picture is JBIG2"),
            ),
            _ => {}
        }
    }
}

fn xobject(case: &Case<'_>, dict: &Dict) {
    let (file, findings) = (case.file, case.findings);
    let kind = file.get(dict, "Subtype");
    let form = kind.is("Form");
    if kind.is("PS") || file.get(dict, "Subtype2").is("PS") || form && dict.has("PS") {
        findings.file(
            Check::PostScript,
            text!(
                "preflight.file-holds-postscript-code",
                "the file holds PostScript code"
            ),
        );
    }
    if dict.has("OPI") {
        findings.file(
            Check::Opi,
            text!(
                "preflight.picture-form-replaced-opi",
                "a picture or form is to be replaced by OPI"
            ),
        );
    }
    if form && dict.has("Ref") {
        findings.file(
            Check::ReferenceXobject,
            text!(
                "preflight.matter-drawn-another-file",
                "matter is drawn from another file"
            ),
        );
    }
    if dict.has("Alternates") {
        findings.file(
            Check::AlternateImage,
            text!("preflight.picture-alternates", "a picture has alternates"),
        );
    }
    if kind.is("Image") && file.get(dict, "Interpolate").truth() {
        findings.report(
            Check::Interpolate,
            Weight::Warning,
            None,
            None,
            text!(
                "preflight.picture-asks-smoothed",
                "a picture asks to be smoothed"
            ),
        );
    }
    if !case.is_flat() {
        return;
    }
    if kind.is("Image") && file.get(dict, "BitsPerComponent").int() == Some(16) {
        findings.file(
            Check::SixteenBit,
            text!(
                "preflight.picture-16-bits-sample",
                "a picture has 16 bits a sample"
            ),
        );
    }
    if file.get(dict, "SMask").stream().is_some() {
        findings.file(
            Check::Transparency,
            text!("preflight.picture-soft-mask", "a picture has a soft mask"),
        );
    }
    if form
        && file
            .dict(dict, "Group")
            .is_some_and(|group| file.get(&group, "S").is("Transparency"))
    {
        findings.file(
            Check::Transparency,
            text!(
                "preflight.form-transparency-group",
                "a form is a transparency group"
            ),
        );
    }
}

/// Checks that a stream can be decoded, and that a raw picture has all its bytes.
fn whole(case: &Case<'_>, value: &Value, id: u32) {
    let (file, findings) = (case.file, case.findings);
    let Some(stream) = value.stream() else { return };
    // What the pages use was unpacked when they were run; what nobody uses is
    // unpacked here. Plain streams have nothing to unpack.
    let picture = file.get(&stream.dict, "Subtype").is("Image");
    if !picture && (!stream.dict.has("Filter") || file.is_sound(stream)) {
        return;
    }
    // Coded pictures are judged by who decodes them.
    if picture
        && file
            .filters(&stream.dict)
            .last()
            .is_some_and(|name| name.as_slice() == b"DCTDecode")
        && file.is_sound(stream)
    {
        return;
    }
    let coded = match file.unpacked(stream) {
        Ok(coded) => coded,
        Err(fault) => {
            findings.file(
                Check::BrokenStream,
                text!("preflight.stream-fault", "stream {id}: {fault}", id, fault),
            );
            return;
        }
    };
    if coded.still.is_some() || !picture {
        return;
    }
    let number = |key: &str| {
        file.get(&stream.dict, key)
            .int()
            .and_then(|number| u64::try_from(number).ok())
    };
    let space = file.get(&stream.dict, "ColorSpace");
    let channels = match space.name() {
        Some(b"DeviceCMYK") => 4,
        Some(b"DeviceRGB") => 3,
        Some(b"DeviceGray") => 1,
        _ => return,
    };
    let (Some(width), Some(height)) = (number("Width"), number("Height")) else {
        return;
    };
    let bits = number("BitsPerComponent").unwrap_or(8).min(16);
    let needs = width
        .saturating_mul(channels * bits)
        .div_ceil(8)
        .saturating_mul(height);
    if (coded.bytes.len() as u64) < needs {
        findings.file(
            Check::BrokenStream,
            text!(
                "preflight.picture-bytes-but-needs",
                "picture {id} has {bytes} bytes but needs {needs}",
                id,
                bytes = coded.bytes.len(),
                needs
            ),
        );
    }
}
