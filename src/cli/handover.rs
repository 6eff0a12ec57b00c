//! What goes to the printer beside the PDFs 交付: a ticket for every page and
//! a manifest of the edition, each file under the name of its version.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::output::Output;
use super::press::Names;
use super::report::{inputs_digest, used_fonts};
use super::sent::{Record, Version};
use crate::Setting;
use crate::export::pdf::Purpose;
use crate::export::plates;
use crate::forme::{Forme, Item, Leaf, PlacedPicture, leaves};
use crate::geom::Len;
use crate::preflight::{Checked, Printer, Weight};

/// What an edition hands over, as it stands in its manifest.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Manifest {
    schema: u32,
    duikai: String,
    paper: String,
    pub slug: String,
    date: String,
    standard: String,
    /// Digest of everything that was read to make it.
    inputs: String,
    /// The pages that stand in for ones that were sent.
    corrected: Vec<String>,
    pub files: Vec<Entry>,
}

/// One file of a manifest.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Entry {
    pub file: String,
    /// What its first version is called.
    pub first_name: String,
    /// `page`, `edition` or `pair`.
    role: String,
    pub version: String,
    replaces: Option<String>,
    bytes: usize,
    pub sha256: String,
    ticket: Option<String>,
}

/// Where an edition's manifest stands.
pub(super) fn manifest_name(slug: &str) -> String {
    format!("{slug}-manifest.json")
}

/// Gives every press file the name of its version, and adds tickets, one for
/// every page, and the manifest, unless only some pages were made. `outputs`
/// are the pages in order, other press files, and last, of a whole edition, the
/// copy for readers.
pub(super) fn hand_over(
    setting: &Setting,
    outputs: &mut Vec<Output>,
    names: &Names,
    record: &Record,
    checked: (&[Result<Checked, String>], &Printer),
    whole: bool,
) {
    let pages = setting.formes.len();
    let readers = outputs.len().saturating_sub(usize::from(whole));
    let standard = standard(setting, names.kind);
    let mut entries = Vec::new();
    let mut tickets = Vec::new();
    let mut corrected = Vec::new();
    for (at, output) in outputs.iter_mut().enumerate().take(readers) {
        let hash = output.sha256().to_owned();
        let version = record.version(&output.name, &hash);
        let forme = setting.formes.get(at).filter(|_| at < pages);
        let first_name = std::mem::take(&mut output.name);
        output.name = match forme {
            Some(forme) => names.page(forme, &version.letter),
            None => crate::preflight::corrected(&first_name, &version.letter),
        };
        let ticket = forme.map(|forme| {
            if version.replaces.is_some() {
                corrected.push(setting.file_number(forme));
            }
            let mut value = ticket(
                setting,
                forme,
                checked.0.get(at).and_then(|checked| checked.as_ref().ok()),
                checked.1,
            );
            value["file"] = json!(output.name);
            value["bytes"] = json!(output.bytes.len());
            value["sha256"] = json!(hash);
            value["standard"] = json!(standard);
            value["version"] = json!(version.letter);
            value["replaces"] = json!(version.replaces);
            let name = format!("{}.json", output.name.trim_end_matches(".pdf"));
            tickets.push(Output::new(
                name.clone(),
                format!("{value:#}\n").into_bytes(),
            ));
            name
        });
        let role = match forme {
            Some(_) => "page",
            None if first_name == names.edition() => "edition",
            None => "pair",
        };
        let Version {
            letter, replaces, ..
        } = version;
        let role = role.to_owned();
        entries.push(Entry {
            file: output.name.clone(),
            first_name,
            role,
            version: letter,
            replaces,
            bytes: output.bytes.len(),
            sha256: hash,
            ticket,
        });
    }
    let manifest = Manifest {
        schema: 1,
        duikai: env!("CARGO_PKG_VERSION").to_owned(),
        paper: setting.paper.clone(),
        slug: setting.slug.clone(),
        date: setting.date.clone(),
        standard: standard.to_owned(),
        inputs: inputs_digest(setting),
        corrected,
        files: entries,
    };
    outputs.extend(tickets);
    if whole {
        let text = serde_json::to_string_pretty(&manifest).unwrap_or_default();
        outputs.push(Output::new(
            manifest_name(&setting.slug),
            (text + "\n").into_bytes(),
        ));
    }
}

/// What the files are sold as: with a placed page of another PDF in them they
/// claim to be no archive files.
pub(super) fn standard(setting: &Setting, kind: Purpose) -> &'static str {
    let placed = setting
        .formes
        .iter()
        .any(|forme| !forme.placed_pages().is_empty());
    let whole = kind.standard();
    if placed {
        whole.split(" + ").next().unwrap_or(whole)
    } else {
        whole
    }
}

/// What a plant's workflow wants to know of a page before it opens the file.
fn ticket(setting: &Setting, forme: &Forme, checked: Option<&Checked>, printer: &Printer) -> Value {
    let condition = &setting.condition;
    let count = |weight: Weight| {
        checked.map(|checked| {
            checked
                .findings
                .iter()
                .filter(|finding| finding.weight == weight)
                .count()
        })
    };
    let ink = checked.and_then(|checked| checked.ink.iter().find(|ink| ink.page == 1));
    let plates: Vec<String> = plates(forme, &setting.pictures)
        .iter()
        .map(|plate| plate.name().to_owned())
        .collect();
    let mut value = json!({
        "schema": 1,
        "duikai": env!("CARGO_PKG_VERSION"),
        "paper": setting.paper,
        "slug": setting.slug,
        "date": setting.date,
        "page": setting.file_number(forme),
        "section": forme.section,
        "trim_mm": [mm(forme.sheet.trim.width), mm(forme.sheet.trim.height)],
        "bleed_mm": mm(forme.sheet.bleed),
        "marks": forme.sheet.margin > Len::ZERO,
        "plates": plates,
        "trapped": false,
        "condition": {
            "identifier": condition.identifier,
            "profile_sha256": condition.sha256(),
            "ink_limit_percent": f64::from(condition.ink_limit) / 10.0,
        },
        // Pictures are held to the limit pixel by pixel and not counted here.
        "ink_beside_pictures_percent": ink.map(|ink| json!({"mean_15mm": f64::from(ink.mean) / 10.0, "peak": f64::from(ink.peak) / 10.0})),
        "least_type_pt": least_type(&forme.items).map(points),
        "fonts": used_fonts(setting, std::slice::from_ref(forme)),
        "pictures": forme.pictures().into_iter().map(|placed| picture(setting, placed)).collect::<Vec<_>>(),
        "inputs": inputs_digest(setting),
        "preflight": {"printer": printer.title, "errors": count(Weight::Error), "warnings": count(Weight::Warning)},
    });
    let ppi = forme
        .pictures()
        .into_iter()
        .filter_map(|placed| ppi(setting, placed))
        .min();
    value["least_ppi"] = json!(ppi);
    value
}

fn picture(setting: &Setting, placed: &PlacedPicture) -> Value {
    let path = &setting.pictures.get(placed.picture).path;
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    json!({"file": file, "width_mm": mm(placed.frame.width()), "height_mm": mm(placed.frame.height()), "ppi": ppi(setting, placed)})
}

/// Pixels an inch as the picture is printed, the lesser of across and down.
fn ppi(setting: &Setting, placed: &PlacedPicture) -> Option<i64> {
    let print = placed.print(setting.pictures.get(placed.picture), &setting.condition)?;
    let along = |pixels: u32, length: Len| {
        (length > Len::ZERO).then(|| i64::from(pixels) * Len::INCH.units() / length.units())
    };
    Some(
        along(print.cut.across, print.place.width())?
            .min(along(print.cut.down, print.place.height())?),
    )
}

fn least_type(items: &[Item]) -> Option<Len> {
    let size = |leaf: Leaf<'_>| match leaf.item {
        Item::GlyphRun(run) => Some(run.size),
        _ => None,
    };
    leaves(items).filter_map(size).min()
}

fn mm(len: Len) -> f64 {
    (len.to_mm() * 100.0).round() / 100.0
}

fn points(len: Len) -> f64 {
    (len.to_pt() * 100.0).round() / 100.0
}
