//! Checks of the output intent, the printing condition of the file.

use std::borrow::Cow;

use super::case::Case;
use super::icc::{Profile, letters};
use super::rule::{Check, Weight};
use crate::asset::OutputProfile;
use crate::pdf::{Dict, File, Stream, Value};
use crate::say::{List, Text, text};

/// Checks the intents; returns the embedded profile of the PDF/X one.
pub(super) fn check(case: &Case<'_>) -> Option<Cow<'static, [u8]>> {
    let (file, findings) = (case.file, case.findings);
    let intents: Vec<Value> = file.array(&case.catalog, "OutputIntents");
    let of = |press: bool| {
        intents
            .iter()
            .filter_map(Value::dict)
            .filter(move |intent| file.get(intent, "S").is("GTS_PDFX") == press)
    };
    for value in &intents {
        let said = value.dict().map(|intent| file.get(intent, "S"));
        if said.is_none_or(|said| said.name().is_none()) {
            findings.file(
                Check::OutputIntent,
                text!(
                    "preflight.output-intent-does-say",
                    "an output intent does not say its kind (S)"
                ),
            );
        }
    }
    let count = of(true).count();
    if count != 1 {
        findings.file(
            Check::OutputIntent,
            text!(
                "preflight.file-pdf-x-output",
                "the file has {count} PDF/X output intents, not one",
                count
            ),
        );
    }
    let intent = of(true).next()?;
    condition(case, intent);
    if !case.is_flat() && intent.has("DestOutputProfileRef") {
        findings.file(
            Check::ProfileReference,
            text!(
                "preflight.output-profile-only-referred",
                "the output profile is only referred to"
            ),
        );
    }
    let value = file.get(intent, "DestOutputProfile");
    let Some(stream) = value.stream() else {
        // X-1a lets a registered condition stand for itself.
        let weight = if case.is_flat() && intent.has("RegistryName") {
            Weight::Warning
        } else {
            Weight::Error
        };
        findings.report(
            Check::OutputProfile,
            weight,
            None,
            None,
            text!(
                "preflight.no-output-profile",
                "no output profile is embedded"
            ),
        );
        taken(case, intent, &[]);
        return None;
    };
    for other in of(false) {
        let value = file.get(other, "DestOutputProfile");
        if value.stream().is_some_and(|other| other.id != stream.id) {
            findings.file(
                Check::OutputProfilesDiffer,
                text!(
                    "preflight.output-intents-do-share",
                    "the output intents do not share one profile object"
                ),
            );
        }
    }
    let bytes = profile_in(file, stream).unwrap_or_default();
    profile(case, &bytes, file.get(&stream.dict, "N").int());
    taken(case, intent, &bytes);
    Some(bytes)
}

/// Checks that the condition is one that the printer takes, by what the intent and its profile call
/// it.
fn taken(case: &Case<'_>, intent: &Dict, profile: &[u8]) {
    let wanted = &case.findings.printer().conditions;
    if wanted.is_empty() {
        return;
    }
    let mut names: Vec<String> = ["OutputConditionIdentifier", "OutputCondition", "Info"]
        .iter()
        .filter_map(|key| case.file.get(intent, key).bytes().map(crate::pdf::text))
        .filter(|name| !name.trim().is_empty())
        .collect();
    names.extend(OutputProfile::check(profile).ok());
    let letters = |name: &str| -> String {
        name.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_uppercase)
            .collect()
    };
    let fits = |name: &String| {
        let name = letters(name);
        wanted.iter().any(|wanted| name.contains(&letters(wanted)))
    };
    if !names.iter().any(fits) {
        let named = names.first().map_or("none", String::as_str);
        case.findings.file(
            Check::PrintingCondition,
            text!(
                "preflight.printing-condition",
                "the printing condition is {condition}, not {wanted}",
                condition = named.chars().take(60).collect::<String>(),
                wanted = List::either(wanted)
            ),
        );
    }
}

fn condition(case: &Case<'_>, intent: &Dict) {
    let identifier = case.file.get(intent, "OutputConditionIdentifier");
    let identifier = identifier.bytes().map(crate::pdf::text).unwrap_or_default();
    if identifier.trim().is_empty() {
        case.findings.file(
            Check::OutputCondition,
            text!(
                "preflight.output-intent-names-condition",
                "the output intent names no condition"
            ),
        );
    } else if !intent.has("Info")
        && (identifier.eq_ignore_ascii_case("custom")
            || !intent.has("RegistryName") && !registered(&identifier))
    {
        case.findings.file(
            Check::OutputCondition,
            text!(
                "preflight.output-intent-lacks-info",
                "the output intent lacks Info, and its condition is not a registered one"
            ),
        );
    }
}

/// Returns whether a condition looks like one of the ICC's registry.
fn registered(identifier: &str) -> bool {
    let plain: String = identifier
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_ascii_uppercase();
    [
        "CGATSTR",
        "CGATS21_CRPC",
        "CRPC",
        "FOGRA",
        "IFRA",
        "WAN-IFRA",
        "WANIFRA",
        "JC200",
        "JCW200",
        "JCN2002",
        "JPN",
        "EUROSB",
    ]
    .iter()
    .any(|head| plain.starts_with(head))
}

fn profile(case: &Case<'_>, bytes: &[u8], said: Option<i64>) {
    let findings = case.findings;
    let Some(profile) = Profile::read(bytes) else {
        findings.file(
            Check::OutputIcc,
            text!(
                "preflight.output-profile-icc-profile",
                "the output profile is no ICC profile"
            ),
        );
        return;
    };
    if profile.size as usize != bytes.len() {
        findings.file(
            Check::OutputIcc,
            text!(
                "preflight.output-profile-says-bytes",
                "the output profile says it has {size} bytes but has {bytes}",
                size = profile.size,
                bytes = bytes.len()
            ),
        );
    }
    if profile.class != *b"prtr" {
        findings.file(
            Check::OutputIcc,
            text!(
                "preflight.output-profile-class-prtr",
                "the output profile is of class {class}, not prtr",
                class = letters(profile.class)
            ),
        );
    }
    if profile.version > 4 {
        findings.file(
            Check::OutputIcc,
            text!(
                "preflight.output-profile-icc-version",
                "the output profile is of ICC version {version}",
                version = profile.version
            ),
        );
    }
    match profile.channels() {
        None => findings.file(
            Check::OutputIcc,
            text!(
                "preflight.output-profile-colour-space",
                "the output profile is of colour space {space}",
                space = letters(profile.space)
            ),
        ),
        Some(channels) if said != Some(channels) => {
            findings.file(
                Check::OutputChannels,
                text!(
                    "preflight.output-profile-channels-but",
                    "the output profile has {channels} channels but /N is {said}",
                    channels,
                    said = said.unwrap_or(0)
                ),
            );
        }
        Some(_) => {}
    }
    if profile.space != *b"CMYK" {
        findings.file(
            Check::OutputNotCmyk,
            text!(
                "preflight.output-profile-of-space",
                "the output profile is {space}",
                space = letters(profile.space)
            ),
        );
        return;
    }
    for tag in [b"A2B0", b"B2A0", b"wtpt", b"desc", b"cprt"] {
        if !profile.tags.contains(tag) {
            findings.file(
                Check::OutputIcc,
                text!(
                    "preflight.output-profile-lacks-table",
                    "the output profile lacks its table {tag}",
                    tag = letters(*tag)
                ),
            );
        }
    }
}

/// The profile in a stream. The one that ships with the program is known by its
/// packed bytes, and not unpacked for every file.
fn profile_in(file: &File<'_>, stream: &Stream) -> Result<Cow<'static, [u8]>, Text> {
    let flate_alone =
        file.filters(&stream.dict) == [b"FlateDecode"] && !stream.dict.has("DecodeParms");
    if let Some(known) = OutputProfile::of_packed(file.coded(stream)).filter(|_| flate_alone) {
        file.vouch(stream);
        return Ok(Cow::Borrowed(known));
    }
    file.unpacked(stream).map(|coded| Cow::Owned(coded.bytes))
}
