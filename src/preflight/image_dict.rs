//! Checks of what a picture's dictionary says of its pixels.

use super::case::Case;
use super::rule::Check;
use crate::pdf::{Dict, Value};
use crate::say::{Text, text};

/// Checks the dictionary of a picture called `what`; inline pictures use short keys.
pub(super) fn check(case: &Case<'_>, dict: &Dict, what: Text) {
    let file = case.file;
    let get = |long: &str, short: &str| match file.get(dict, long) {
        Value::Null => file.get(dict, short),
        value => value,
    };
    let wrong = |fault: Text| {
        case.findings.file(
            Check::ImageDictionary,
            text!("preflight.picture-fault", "{what} {fault}", what, fault),
        );
    };
    for (long, short) in [("Width", "W"), ("Height", "H")] {
        match get(long, short) {
            Value::Int(side) if side > 0 => {}
            Value::Null => wrong(text!("preflight.lacks-key", "has no {long}", long)),
            other => wrong(text!(
                "preflight.odd-value",
                "has the {long} {other}",
                long,
                other = other.shown()
            )),
        }
    }
    let coding = file.filters(dict).pop().unwrap_or_default();
    let coding = coding.as_slice();
    // JPEG 2000 says the rest itself.
    if coding == b"JPXDecode" {
        return;
    }
    let bits = get("BitsPerComponent", "BPC");
    let space = get("ColorSpace", "CS");
    let decode = match get("Decode", "D") {
        Value::Array(array) => Some(array.len()),
        Value::Null => None,
        other => {
            wrong(text!(
                "preflight.decode-array-but",
                "has a Decode that is no array but {other}",
                other = other.shown()
            ));
            None
        }
    };
    if get("ImageMask", "IM").truth() {
        if bits != Value::Null && bits.int() != Some(1) {
            wrong(text!(
                "preflight.stencil-bits",
                "is a stencil of {bits} bits",
                bits = bits.shown()
            ));
        }
        if space != Value::Null {
            wrong(text!(
                "preflight.stencil-colour-space",
                "is a stencil with a colour space"
            ));
        }
        if decode.is_some_and(|length| length != 2) {
            wrong(text!(
                "preflight.stencil-whose-decode-two",
                "is a stencil whose Decode is not two numbers"
            ));
        }
        return;
    }
    let wants: &[i64] = match coding {
        b"CCITTFaxDecode" | b"CCF" | b"JBIG2Decode" => &[1],
        b"DCTDecode" | b"DCT" => &[8],
        _ => &[1, 2, 4, 8, 16],
    };
    match bits {
        Value::Int(bits) if wants.contains(&bits) => {}
        // Fax codings have one bit, whether they say so or not.
        Value::Null if wants == [1] => {}
        Value::Null => wrong(text!(
            "preflight.image-without-bits",
            "has no BitsPerComponent"
        )),
        other => wrong(text!(
            "preflight.bits-sample",
            "has {other} bits a sample",
            other = other.shown()
        )),
    }
    if space == Value::Null {
        wrong(text!(
            "preflight.image-without-colour-space",
            "has no colour space"
        ));
    } else if let Some((length, channels)) = decode.zip(channels(case, &space))
        && length != channels * 2
    {
        wrong(text!(
            "preflight.decode-numbers-channels",
            "has a Decode of {length} numbers for {channels} channels",
            length,
            channels
        ));
    }
}

/// Returns the number of channels of a colour space as it is written; `None` if that is not plain.
fn channels(case: &Case<'_>, space: &Value) -> Option<usize> {
    let file = case.file;
    let (family, parts) = match space {
        Value::Name(_) => (space.clone(), &[][..]),
        Value::Array(array) => (file.resolve(array.first()?), array.get(1..)?),
        _ => return None,
    };
    Some(match family.name()? {
        b"DeviceGray" | b"G" | b"CalGray" | b"Indexed" | b"I" | b"Separation" => 1,
        b"DeviceRGB" | b"RGB" | b"CalRGB" | b"Lab" => 3,
        b"DeviceCMYK" | b"CMYK" => 4,
        b"DeviceN" => file.resolve(parts.first()?).array()?.len(),
        b"ICCBased" => {
            let profile = file.resolve(parts.first()?);
            usize::try_from(file.get(profile.dict()?, "N").int()?).ok()?
        }
        _ => return None,
    })
}
