//! The ticket of a page: what a plant wants to know before it opens the file.

use serde_json::{Value, json};

use super::contents::{inputs_digest, used_fonts};
use crate::Setting;
use crate::asset::Conversion;
use crate::export::plates;
use crate::forme::{Forme, Item, Leaf, PlacedPage, PlacedPicture, leaves};
use crate::geom::Len;
use crate::preflight::{Checked, PageInk, Printer, Weight};

/// Returns the ticket of a page: what a plant's workflow wants to know before it opens the file.
pub(super) fn ticket(
    setting: &Setting,
    forme: &Forme,
    checked: Option<&Checked>,
    printer: &Printer,
) -> Value {
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
    let ink = checked
        .and_then(|checked| checked.ink.iter().find(|ink| ink.page == 1))
        .map(|ink| with_advertisements(ink, forme));
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
        "advertisements": forme.placed_pages().into_iter().map(advertisement).collect::<Vec<_>>(),
        // Pictures are held to the limit pixel by pixel and not counted here; advertisements were
        // measured when they were placed.
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

/// Returns what the ticket says of a conversion: original and result side by side.
fn conversion(done: &Conversion) -> Value {
    let tenths = |number: u32| f64::from(number) / 10.0;
    let changes: Vec<Value> = done
        .changes
        .iter()
        .map(|change| {
            json!({
                "original": change.from,
                "result": change.to,
                "count": change.count,
                "delta_e_mean": change.mean_delta_e.map(tenths),
                "delta_e_most": change.most_delta_e.map(tenths),
            })
        })
        .collect();
    let measured = done.changes.iter().filter_map(|change| change.most_delta_e);
    let most = measured.max();
    json!({
        "original_sha256": done.original_sha256,
        "result_sha256": done.result_sha256,
        "layers_in_default_state": done.layers,
        "delta_e_most": most.map(tenths),
        "changes": changes,
    })
}

/// Returns the ink of a page with that of what is placed on it.
fn with_advertisements(ink: &PageInk, forme: &Forme) -> PageInk {
    let mut whole = *ink;
    for placed in forme.placed_pages() {
        whole.mean = whole.mean.max(placed.page.ink.0);
        whole.peak = whole.peak.max(placed.page.ink.1);
    }
    whole
}

/// Returns what the ticket says of a placed PDF page.
fn advertisement(placed: &PlacedPage) -> Value {
    let (mean, peak) = placed.page.ink;
    json!({
        "name": placed.name,
        "width_mm": mm(placed.frame.width()),
        "height_mm": mm(placed.frame.height()),
        "ink_percent": {"mean_15mm": f64::from(mean) / 10.0, "peak": f64::from(peak) / 10.0},
        "ink_unmeasured": placed.page.unmeasured,
        "conversion": placed.page.conversion.as_ref().map(conversion),
    })
}

fn picture(setting: &Setting, placed: &PlacedPicture) -> Value {
    let path = &setting.pictures.get(placed.picture).path;
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    json!({"file": file, "width_mm": mm(placed.frame.width()), "height_mm": mm(placed.frame.height()), "ppi": ppi(setting, placed)})
}

/// Returns the resolution of a picture as printed, in pixels per inch, the lesser of across and
/// down.
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
