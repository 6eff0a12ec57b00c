//! Forty advertisements as wild as they come, and what becomes of each: as it is, and with
//! `convert = true`. The last test has three other programs draw each accepted one before it is
//! placed and after: where nothing was converted they see the same picture.

mod files;
mod seen;

use duikai::diag::Severity;
use duikai::{Outcome, ink};

use crate::ads::{HOUSE, reported, set};
use files::{Wild, all};

/// Whether nothing keeps the page from the press.
fn accepted(outcome: &Outcome) -> bool {
    outcome
        .diagnostics
        .iter()
        .all(|reported| reported.severity <= Severity::Warning)
}

/// The codes of what is denied, each once.
fn denied(outcome: &Outcome) -> Vec<String> {
    let mut codes: Vec<String> = outcome
        .diagnostics
        .iter()
        .filter(|reported| reported.severity > Severity::Warning)
        .map(|reported| {
            let code = reported.code.name().to_owned();
            match reported.message.rsplit_once('[') {
                Some((_, rule)) if code == "ad-preflight" => rule.trim_end_matches(']').to_owned(),
                _ => code,
            }
        })
        .collect();
    codes.sort();
    codes.dedup();
    codes
}

fn verdict(outcome: &Outcome) -> String {
    if accepted(outcome) {
        "placed".to_owned()
    } else {
        denied(outcome).join(" ")
    }
}

/// The table of verdicts: the name, as it is, and converted.
#[test]
fn every_wild_advertisement_has_its_verdict() {
    let files = all();
    assert_eq!(files.len(), 40);
    // For whoever wants to look at them.
    if let Some(folder) = std::env::var_os("WILD_OUT") {
        for Wild { name, bytes } in &files {
            let path =
                std::path::Path::new(&folder).join(format!("{}.pdf", name.replace(' ', "-")));
            std::fs::write(path, bytes).expect("writes");
        }
    }
    let lines: Vec<String> = files
        .iter()
        .map(|Wild { name, bytes, .. }| {
            let plain = verdict(&set(bytes, "", HOUSE));
            let outcome = set(bytes, "convert = true\n", HOUSE);
            format!("{name}: {plain} | {}", verdict(&outcome))
        })
        .collect();
    let found = lines.join("\n") + "\n";
    let known = include_str!("verdicts.txt");
    if std::env::var_os("BLESS").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/adset/verdicts.txt");
        std::fs::write(path, &found).expect("writes");
        return;
    }
    assert!(found == known, "{found}");
}

/// What was converted is told, colour by colour, and no colour of the page comes out above the ink
/// limit.
#[test]
fn conversions_are_recorded() {
    for Wild { name, bytes, .. } in all() {
        let outcome = set(&bytes, "convert = true\n", HOUSE);
        if !accepted(&outcome) {
            continue;
        }
        let told = reported(&outcome);
        let setting = outcome.setting.unwrap_or_else(|| panic!("{name}: {told}"));
        let page = &setting.formes[0].placed_pages()[0].page;
        let record = page.conversion.as_ref().unwrap_or_else(|| panic!("{name}"));
        assert_ne!(record.original_sha256, record.result_sha256, "{name}");
        if name.contains("RGB") && !name.contains("mask") && !name.contains("spot") {
            assert!(
                record
                    .changes
                    .iter()
                    .any(|change| change.from.contains("RGB")),
                "{name}: {:?}",
                record.changes
            );
        }
        // Four inks of the file stay as they are; of what is converted: the limit of the
        // condition, and what mixing of neighbours adds on the raster.
        assert!(
            name.contains("CMYK") || page.ink.1 <= 2_450,
            "{name}: {:?}",
            page.ink
        );
    }
}

/// Black type is black alone and overprints; white paper stays white; a grey is black ink.
#[test]
fn neutral_type_and_line_art_are_black_alone() {
    let draft = crate::ads::Draft::new(
        "",
        "/Font << /F 5 0 R >>",
        b"0.9 0.95 1 rg 0 0 300 200 re f BT /F 20 Tf 20 60 Td 0 0 0 rg (aa) Tj 1 1 1 rg (a) Tj 0.5 0.5 0.5 rg (a) Tj ET",
    );
    let mut draft = draft;
    draft.put(5, "<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Kai /FirstChar 97 /LastChar 97 /Widths [600] /FontDescriptor 6 0 R >>");
    draft.put(
        6,
        "<< /Type /FontDescriptor /FontName /ABCDEF+Kai /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 /FontFile2 7 0 R >>",
    );
    draft.stream(7, "", include_bytes!("../../fonts/kai-regular.ttf"));
    let outcome = set(&draft.bytes(), "convert = true\n", HOUSE);
    let told = reported(&outcome);
    assert!(accepted(&outcome), "{told}");
    assert!(!told.contains("knocks-out"), "{told}");
    let setting = outcome.setting.expect(&told);
    let page = &setting.formes[0].placed_pages()[0].page;
    let contents = String::from_utf8_lossy(&page.contents).into_owned();
    assert!(contents.contains("0 0 0 1 k"), "{contents}");
    assert!(contents.contains("0 0 0 0 k"), "{contents}");
    assert!(contents.contains("/BlackOver gs"), "{contents}");
    assert!(!contents.contains("rg"), "{contents}");
    let record = page.conversion.as_ref().expect("a record");
    let to = |from: &str| {
        record
            .changes
            .iter()
            .find(|change| change.from == from)
            .unwrap_or_else(|| panic!("{from}: {:?}", record.changes))
            .to
            .clone()
    };
    assert_eq!(to("DeviceRGB 0 0 0"), "K100");
    assert_eq!(to("DeviceRGB 1 1 1"), "paper");
    assert!(to("DeviceRGB 0.5 0.5 0.5").starts_with('K'));
    assert!(to("DeviceRGB 0.9 0.95 1").starts_with('C'));
}

/// Per advertisement, per house, per printer: the nearest that says anything is heeded.
#[test]
fn conversion_is_asked_for_by_the_page_the_house_or_the_printer() {
    let rgb = crate::ads::Draft::new("", "", b"1 0 0 rg 20 20 60 40 re f").bytes();
    let house = "include = [\"layout.toml\"]\n\n[press]\nconvert = true\n";
    assert!(!accepted(&set(&rgb, "", HOUSE)));
    assert!(accepted(&set(&rgb, "convert = true\n", HOUSE)));
    assert!(accepted(&set(&rgb, "", house)));
    assert!(!accepted(&set(&rgb, "convert = false\n", house)));
}

/// Transparency is refused by its name for a standard that has none.
#[test]
fn transparency_is_refused_for_x1a() {
    let house = "include = [\"layout.toml\"]\n\n[press]\nstandard = \"x1a\"\n";
    let ad = crate::ads::Draft::new(
        "/Group << /S /Transparency /CS /DeviceRGB >>",
        "/ExtGState << /G << /ca 0.5 >> >>",
        b"/G gs 1 0 0 rg 20 20 60 40 re f",
    );
    let told = reported(&set(&ad.bytes(), "convert = true\n", house));
    assert!(
        told.contains("Denied[ad-conversion]: the advertisement “ad.pdf” cannot be converted right: alpha, a blend mode or a soft mask, which PDF/X-1a does not have"),
        "{told}"
    );
    // A group of what is opaque is no more than its contents.
    let ad = crate::ads::Draft::new(
        "/Group << /S /Transparency /CS /DeviceRGB >>",
        "",
        b"1 0 0 rg 20 20 60 40 re f",
    );
    let outcome = set(&ad.bytes(), "convert = true\n", house);
    assert!(accepted(&outcome), "{}", reported(&outcome));
}

/// Nothing that is cut short or changed by a byte ends the program, or takes long.
#[test]
fn mutants_of_the_wild_end() {
    let start = std::time::Instant::now();
    let mut state = 7_u32;
    let mut next = |most: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % most.max(1)
    };
    for Wild { bytes, .. } in all() {
        for _ in 0..3 {
            let mut bad = bytes.clone();
            for _ in 0..4 {
                let at = next(bad.len());
                bad[at] = bad[at].wrapping_add(1 + next(255) as u8);
            }
            bad.truncate(bad.len() - next(bad.len() / 8));
            set(&bad, "convert = true\n", HOUSE);
        }
    }
    assert!(start.elapsed().as_secs() < 300, "{:?}", start.elapsed());
}

/// The standard that the pages of these tests are exported for.
const X4: ink::Standard = ink::Standard::X4;
