//! Forty advertisements as wild as they come, and what becomes of each: as it is, and with
//! `convert = true`. `tests/judges/ads.rs` has three other programs draw each accepted one before it
//! is placed and after.

mod files;

use duikai::Outcome;
use duikai::diag::Severity;
use duikai::ink::Standard;
use duikai::preflight::Printer;
use duikai::press::{PressJob, prepare};

use crate::ads::{HOUSE, HOUSE_X1A, reported, set};
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

/// The page of an advertisement that was set, and what its conversion records.
fn converted(ad: &[u8], keys: &str) -> (duikai::Setting, String) {
    let outcome = set(ad, keys, HOUSE);
    let told = reported(&outcome);
    assert!(accepted(&outcome), "{told}");
    let setting = outcome.setting.expect(&told);
    let page = &setting.formes[0].placed_pages()[0].page;
    let record = page.conversion.as_ref().expect("a record");
    let changes: Vec<String> = record
        .changes
        .iter()
        .map(|change| format!("{} -> {}", change.from, change.to))
        .collect();
    let changes = changes.join("\n");
    (setting, changes)
}

/// Base fonts that are not embedded are set in faces that look alike, only when it is asked for.
#[test]
fn look_alikes_stand_for_base_fonts_when_asked() {
    let ad = all()
        .into_iter()
        .find(|wild| wild.name == "type of the base fourteen")
        .expect("there")
        .bytes;
    assert_eq!(
        denied(&set(&ad, "convert = true\n", HOUSE)),
        ["font-embedded"]
    );
    let (setting, changes) = converted(&ad, "convert = \"look-alikes\"\n");
    assert!(
        changes.contains(
            "type in Helvetica-Bold, not embedded -> outlines of hei-heavy, which looks alike"
        ),
        "{changes}"
    );
    // SALE in Helvetica-Bold of 24 pt is 667 + 722 + 611 + 667 thousandths wide.
    let (left, right) = inked(&setting);
    let width = right - left;
    assert!((width - 24.0 * 2.667).abs() < 4.0, "{left} {right}");
    // Symbols have no face that looks alike.
    let symbol = String::from_utf8_lossy(&ad).replace("Helvetica-Bold", "ZapfDingbats  ");
    let symbol = symbol.replace("ZapfDingbats  ", "Symbol        ");
    let outcome = set(symbol.as_bytes(), "convert = \"look-alikes\"\n", HOUSE);
    assert!(!accepted(&outcome), "{}", reported(&outcome));
    let outcome = set(&ad, "convert = \"maybe\"\n", HOUSE);
    let told = reported(&outcome);
    assert!(told.contains("true, false or \"look-alikes\""), "{told}");
}

/// The leftmost and the rightmost point with black ink on the plate of the page, in points.
fn inked(setting: &duikai::Setting) -> (f64, f64) {
    let forme = &setting.formes[0];
    let plates = duikai::export::png::plates(
        forme,
        &setting.fonts,
        &setting.pictures,
        &duikai::asset::SNAP_240,
        144,
    )
    .expect("draws");
    let (_, file) = plates
        .iter()
        .find(|(plate, _)| plate.name() == "Black")
        .expect("a plate");
    let image = image::load_from_memory(file).expect("a PNG").into_luma8();
    let frame = forme.placed_pages()[0].frame;
    let pixel = |length: duikai::geom::Len| ((length + forme.sheet.bleed).to_pt() * 2.0) as u32;
    let columns: Vec<u32> = (pixel(frame.left) + 2..pixel(frame.right) - 2)
        .filter(|&x| {
            (pixel(frame.top) + 2..pixel(frame.bottom) - 2)
                .any(|y| image.get_pixel(x, y).0[0] < 100)
        })
        .collect();
    let first = columns.first().expect("ink");
    let last = columns.last().expect("ink");
    (f64::from(*first) / 2.0, f64::from(*last) / 2.0)
}

/// Type whose licence forbids embedding becomes outlines.
#[test]
fn type_that_may_not_be_embedded_becomes_outlines() {
    let mut font = include_bytes!("../../fonts/kai-regular.ttf").to_vec();
    let record = (0..32)
        .map(|nth| 12 + nth * 16)
        .find(|&at| &font[at..at + 4] == b"OS/2")
        .expect("a table");
    let start = u32::from_be_bytes(font[record + 8..record + 12].try_into().expect("four"));
    font[start as usize + 8..start as usize + 10].copy_from_slice(&[0, 2]);
    let mut draft = crate::ads::Draft::new(
        "",
        "/Font << /F 5 0 R >>",
        b"0 0 0 1 k BT /F 40 Tf 20 40 Td (aa) Tj ET",
    );
    draft.put(5, "<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Kai /Encoding /WinAnsiEncoding /FirstChar 97 /LastChar 97 /Widths [600] /FontDescriptor 6 0 R >>");
    draft.put(
        6,
        "<< /Type /FontDescriptor /FontName /ABCDEF+Kai /Flags 32 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 /FontFile2 7 0 R >>",
    );
    draft.stream(7, "", &font);
    let ad = draft.bytes();
    let plain = denied(&set(&ad, "", HOUSE));
    assert!(plain.contains(&"font-licence".to_owned()), "{plain:?}");
    let (setting, changes) = converted(&ad, "convert = true\n");
    assert!(
        changes.contains("type in ABCDEF+Kai, which may not be embedded -> outlines"),
        "{changes}"
    );
    let (left, right) = inked(&setting);
    assert!(right - left > 24.0 && right - left < 50.0, "{left} {right}");
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

/// For a standard without transparency what is not opaque becomes a picture, with what lies below it;
/// what comes after it, and what stands beside it, stays as it is.
#[test]
fn transparency_becomes_a_picture_for_x1a() {
    let ad = crate::ads::Draft::new(
        "/Group << /S /Transparency /CS /DeviceRGB >>",
        "/ExtGState << /G << /ca 0.5 >> /N << /ca 1 >> >>",
        b"0 0 1 rg 30 30 40 40 re f /G gs 1 0 0 rg 20 20 60 40 re f /N gs 0 0 0 rg 120 20 10 10 re f",
    );
    let outcome = set(&ad.bytes(), "convert = true\n", HOUSE_X1A);
    let told = reported(&outcome);
    assert!(accepted(&outcome), "{told}");
    let setting = outcome.setting.expect(&told);
    let page = &setting.formes[0].placed_pages()[0].page;
    assert!(!page.transparent);
    let contents = String::from_utf8_lossy(&page.contents).into_owned();
    let contents: Vec<&str> = contents.split_whitespace().collect();
    let contents = contents.join(" ");
    let places = [
        "30 30 40 40 re f",
        "20 20 60 40 re n",
        "/DuikaiFlat Do",
        "120 20 10 10 re f",
    ]
    .map(|part| {
        contents
            .find(part)
            .unwrap_or_else(|| panic!("{part}: {contents}"))
    });
    assert!(places.is_sorted(), "{contents}");
    let record = page.conversion.as_ref().expect("a record");
    let change = record
        .changes
        .iter()
        .find(|change| change.from == "transparency")
        .expect("it is recorded");
    assert_eq!(
        (change.count, change.to.as_str()),
        (1, "a picture of 300 ppi, 21.6 × 14.5 mm, on paper")
    );
    // A group of what is opaque is no more than its contents.
    let ad = crate::ads::Draft::new(
        "/Group << /S /Transparency /CS /DeviceRGB >>",
        "",
        b"1 0 0 rg 20 20 60 40 re f",
    );
    let outcome = set(&ad.bytes(), "convert = true\n", HOUSE_X1A);
    assert!(accepted(&outcome), "{}", reported(&outcome));
}

/// What a plant asks of pictures, rules and type is asked of them as they came, not of the picture
/// that they become; and that picture is for the size that the page has.
#[test]
fn nothing_low_hides_in_what_was_flattened() {
    let mut ad = crate::ads::Draft::new(
        "/ArtBox [20 20 80 50]",
        "/ExtGState << /G << /ca 0.5 >> >> /XObject << /I 5 0 R >>",
        b"/G gs q 180 0 0 80 20 20 cm /I Do Q 0.01 w 30 30 m 150 30 l S",
    );
    ad.stream(
        5,
        "/Type /XObject /Subtype /Image /Width 20 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8",
        &[128; 200],
    );
    for house in [HOUSE, HOUSE_X1A] {
        let told = reported(&set(&ad.bytes(), "convert = true\n", house));
        for rule in ["[image-ppi]", "[thin-rule]"] {
            assert!(told.contains(rule), "{rule}: {told}");
        }
    }
    let larger = "convert = true\nbox = \"art\"\nfit = \"inside\"\n";
    let enlarged = "was made a picture";
    assert!(reported(&set(&ad.bytes(), larger, HOUSE_X1A)).contains(enlarged));
    assert!(!reported(&set(&ad.bytes(), larger, HOUSE)).contains(enlarged));
}

/// The standard that a build asks for holds for advertisements as the house's own does.
#[test]
fn a_standard_that_is_asked_for_holds_for_advertisements() {
    let ad = crate::ads::Draft::new(
        "",
        "/ExtGState << /G << /ca 0.5 >> >>",
        b"/G gs 1 0 0 rg 20 20 60 40 re f",
    );
    let desk = crate::ads::desk(&ad.bytes(), "convert = true\n", HOUSE);
    for (standard, header) in [(Standard::X4, "%PDF-1.6"), (Standard::X1a, "%PDF-1.4")] {
        let press = PressJob {
            standard: Some(standard),
            ..PressJob::default()
        };
        let prepared = prepare(&desk, &crate::ads::job(), Printer::default(), &press);
        let told: Vec<_> = prepared
            .diagnostics
            .iter()
            .map(|told| told.message.to_string())
            .collect();
        let files = prepared.ready.unwrap_or_else(|| panic!("{told:?}"));
        let files = files
            .pack(&prepared.sources, &prepared.diagnostics)
            .expect("packs");
        let page = files
            .iter()
            .find(|file| file.name.ends_with("-01.pdf"))
            .unwrap_or_else(|| panic!("{told:?}"));
        assert!(page.bytes.starts_with(header.as_bytes()), "{standard:?}");
    }
}

/// What cannot be drawn is refused by its name.
#[test]
fn transparency_over_what_cannot_be_drawn_is_refused_for_x1a() {
    let mut ad = crate::ads::Draft::new(
        "",
        "/ExtGState << /G << /ca 0.5 >> >> /XObject << /I 5 0 R >>",
        b"q 60 0 0 40 20 20 cm /I Do Q /G gs 1 0 0 rg 20 20 60 40 re f",
    );
    ad.stream(5, "/Type /XObject /Subtype /Image /Width 8 /Height 8 /BitsPerComponent 1 /ImageMask true /Filter /JBIG2Decode", b"nothing");
    let told = reported(&set(&ad.bytes(), "convert = true\n", HOUSE_X1A));
    assert!(
        told.contains("Denied[ad-conversion]: the advertisement “ad.pdf” cannot be converted right: transparency over a JBIG2 picture"),
        "{told}"
    );
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
        // The second of each is flattened.
        for house in [HOUSE, HOUSE_X1A, HOUSE] {
            let mut bad = bytes.clone();
            for _ in 0..4 {
                let at = next(bad.len());
                bad[at] = bad[at].wrapping_add(1 + next(255) as u8);
            }
            bad.truncate(bad.len() - next(bad.len() / 8));
            let outcome = set(&bad, "convert = \"look-alikes\"\n", house);
            // What is still placed is drawn as well, whatever is in it.
            if let Some(setting) = outcome.setting
                && !setting.formes[0].placed_pages().is_empty()
            {
                let (forme, fonts) = (&setting.formes[0], &setting.fonts);
                let proof = duikai::export::png::export(forme, fonts, &setting.pictures, 72, true);
                assert!(proof.is_ok());
            }
        }
    }
    assert!(start.elapsed().as_secs() < 300, "{:?}", start.elapsed());
}
