//! Preflight: nothing on a good file, the right rule on every broken one,
//! and an end with anything at all.

use duikai::geom::Len;
use duikai::preflight::{Bleed, Check, Checked, Finding, Printer, Standard, Trim, Weight, check};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use crate::broken::{BREAKS, document, good, saved};
use crate::pdf;

fn checked(file: &[u8]) -> Checked {
    check(file, "page.pdf", &Printer::default()).unwrap()
}

fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule.name()).collect()
}

#[test]
fn a_good_file_has_no_findings() {
    let result = checked(&good());
    assert_eq!(result.findings, []);
    assert_eq!(result.pages, 1);
    let [ink] = result.ink.as_slice() else {
        panic!("{:?}", result.ink)
    };
    // Black patches of the picture are separated to 240 % at most.
    assert!(
        (2000..=2440).contains(&ink.mean) && (2000..=2600).contains(&ink.peak),
        "{ink:?}"
    );
    // Read and written again by another program, it is as good.
    assert_eq!(checked(&saved(document())).findings, []);
}

#[test]
fn a_full_page_has_no_findings() {
    let fonts = duikai::asset::Fonts::bundled();
    let (pictures, id) = pdf::one_picture(pdf::patches(900, 600));
    let forme = pdf::full_page(&fonts, 1, Some(id));
    assert_eq!(
        checked(&pdf::press(&[&forme], &fonts, &pictures)).findings,
        []
    );
}

#[test]
fn every_defect_is_found_by_its_rule() {
    let mut missed = Vec::new();
    for defect in BREAKS {
        match check(&defect.file(), "page.pdf", &(defect.printer)()) {
            Ok(result)
                if result
                    .findings
                    .iter()
                    .any(|finding| finding.rule == defect.rule) => {}
            Ok(result) => missed.push(format!(
                "{}: {} not among {:?}",
                defect.name,
                defect.rule.name(),
                codes(&result.findings)
            )),
            Err(why) => missed.push(format!("{}: {why}", defect.name)),
        }
    }
    assert!(
        missed.is_empty(),
        "{} of {}\n{}",
        missed.len(),
        BREAKS.len(),
        missed.join("\n")
    );
}

/// A printer's own wishes are no faults of a file for others.
#[test]
fn what_one_printer_refuses_another_takes() {
    for defect in BREAKS {
        let (own, plain) = ((defect.printer)(), Printer::default());
        if own == plain || own.standard != plain.standard {
            continue;
        }
        let found = check(&defect.file(), "page.pdf", &plain).unwrap().findings;
        assert!(
            found.iter().all(|finding| finding.rule != defect.rule),
            "{}: {found:?}",
            defect.name
        );
    }
}

#[test]
fn every_rule_has_a_file_that_breaks_it() {
    let untried: Vec<&str> = Check::ALL
        .iter()
        .filter(|rule| BREAKS.iter().all(|defect| defect.rule != **rule))
        .map(|rule| rule.name())
        .collect();
    assert_eq!(untried, [""; 0]);
}

#[test]
fn what_is_no_fault_is_not_told() {
    let found = |act: &dyn Fn(&mut Document)| {
        let mut doc = document();
        act(&mut doc);
        codes(&checked(&saved(doc)).findings)
    };
    let page = |doc: &Document| doc.get_pages()[&1];
    let content = |doc: &mut Document, more: &[u8]| {
        let id = page(doc);
        let content = [&doc.get_page_content(id), more].concat();
        let stream = doc.add_object(Stream::new(Dictionary::new(), content));
        doc.get_dictionary_mut(id).unwrap().set("Contents", stream);
    };
    // 1 is what it is when it is absent.
    assert_eq!(
        found(&|doc| {
            let id = page(doc);
            doc.get_dictionary_mut(id).unwrap().set("UserUnit", 1);
        }),
        [""; 0]
    );
    // The cell of a pattern stands at the corner of the sheet, outside the bleed, and prints
    // elsewhere.
    let tiled = found(&|doc| {
        let name = |name: &str| Object::Name(name.as_bytes().to_vec());
        let cell = dictionary! {
            "PatternType" => 1, "PaintType" => 1, "TilingType" => 1, "XStep" => 8, "YStep" => 8,
            "BBox" => [0, 0, 8, 8].map(Object::from).to_vec(), "Resources" => Dictionary::new(),
            "Matrix" => [1, 0, 0, 1, -100, -100].map(Object::from).to_vec(),
        };
        let cell = doc.add_object(Stream::new(cell, b"0.2 0 0 0 k 0 0 4 4 re f".to_vec()));
        let id = page(doc);
        let resources = doc
            .get_dictionary(id)
            .unwrap()
            .get(b"Resources")
            .unwrap()
            .clone();
        let mut resources = doc
            .dereference(&resources)
            .unwrap()
            .1
            .as_dict()
            .unwrap()
            .clone();
        resources.set("Pattern", dictionary! { "Tile" => cell });
        let dict = doc.get_dictionary_mut(id).unwrap();
        dict.set("Resources", resources);
        dict.set(
            "MediaBox",
            [-200, -200, 1400, 1900].map(Object::from).to_vec(),
        );
        let _ = name;
        content(doc, b"\nq /Pattern cs /Tile scn 100 1000 200 200 re f Q");
    });
    assert!(!tiled.contains(&"marks"), "{tiled:?}");
    // One ink, said twice in other objects, is one ink.
    let twice = found(&|doc| {
        let name = |name: &str| Object::Name(name.as_bytes().to_vec());
        let spot = |doc: &mut Document| -> Object {
            let tint = dictionary! {
                "FunctionType" => 2, "Domain" => [0, 1].map(Object::from).to_vec(),
                "C0" => [0; 4].map(Object::from).to_vec(), "C1" => [0, 1, 1, 0].map(Object::from).to_vec(), "N" => 1,
            };
            let tint = doc.add_object(tint);
            vec![
                name("Separation"),
                name("Rot"),
                name("DeviceCMYK"),
                tint.into(),
            ]
            .into()
        };
        let (one, other) = (spot(doc), spot(doc));
        let id = page(doc);
        let resources = doc
            .get_dictionary(id)
            .unwrap()
            .get(b"Resources")
            .unwrap()
            .clone();
        let mut resources = doc
            .dereference(&resources)
            .unwrap()
            .1
            .as_dict()
            .unwrap()
            .clone();
        resources.set("ColorSpace", dictionary! { "S" => one, "T" => other });
        doc.get_dictionary_mut(id)
            .unwrap()
            .set("Resources", resources);
        content(
            doc,
            b"\nq /S cs 1 scn 100 1000 20 20 re f /T cs 1 scn 200 1000 20 20 re f Q",
        );
    });
    assert_eq!(twice, ["spot-colour"]);
}

#[test]
fn too_many_objects_are_a_limit_and_no_damage() {
    let rows = [0_u8; 2].repeat(1_000_002);
    let mut table = Stream::new(
        dictionary! {
            "Type" => Object::Name(b"XRef".to_vec()), "Size" => 1_000_002, "W" => [1, 1, 0].map(Object::from).to_vec(),
            "Root" => Object::Reference((1, 0)),
        },
        rows,
    );
    table.compress().unwrap();
    let mut file = b"%PDF-1.6\n1 0 obj\n<</Type/Catalog>>\nendobj\n".to_vec();
    let at = file.len();
    let filter = "/Filter/FlateDecode";
    file.extend_from_slice(
        format!(
            "9 0 obj\n<</Type/XRef/Size 1000002/W[1 1 0]/Root 1 0 R{filter}/Length {}>>\nstream\n",
            table.content.len()
        )
        .as_bytes(),
    );
    file.extend_from_slice(&table.content);
    file.extend_from_slice(format!("\nendstream\nendobj\nstartxref\n{at}\n%%EOF").as_bytes());
    let result = checked(&file);
    assert_eq!(codes(&result.findings), ["too-much"]);
}

/// Of a file of another standard it is told which printer takes it.
#[test]
fn another_standard_is_told_with_the_printer_that_takes_it() {
    let flat = |version: &str, conformance: Option<&str>| {
        let mut doc = document();
        "1.3".clone_into(&mut doc.version);
        let info = doc.trailer.get(b"Info").unwrap().as_reference().unwrap();
        let info = doc.get_dictionary_mut(info).unwrap();
        info.set("GTS_PDFXVersion", Object::string_literal(version));
        if let Some(conformance) = conformance {
            info.set("GTS_PDFXConformance", Object::string_literal(conformance));
        }
        let metadata = doc.catalog_mut().unwrap().remove(b"Metadata").unwrap();
        let _ = metadata;
        saved(doc)
    };
    let told = |file: &[u8], standard: Standard| {
        let printer = Printer {
            standard,
            ..Printer::default()
        };
        let found = check(file, "", &printer).unwrap().findings;
        found
            .into_iter()
            .find(|finding| finding.rule == Check::PdfxVersion)
            .map(|finding| finding.message)
    };
    let (old, older) = (
        flat("PDF/X-1a:2003", None),
        flat("PDF/X-1:2001", Some("PDF/X-1a:2001")),
    );
    let x3 = flat("PDF/X-3:2002", None);
    for (file, fit) in [
        (&old, "“coldset-x1a” takes"),
        (&older, "“coldset-x1a-2001” takes"),
        (&x3, "“coldset-x3” takes"),
    ] {
        let message = told(file, Standard::X4).unwrap();
        assert!(message.contains(fit), "{message}");
    }
    assert!(
        told(&good(), Standard::X1a)
            .unwrap()
            .contains("“coldset” takes")
    );
    // X-1a:2001 is X-1a, and the other way round it is not.
    assert_eq!(told(&older, Standard::X1a), None);
    assert_eq!(told(&older, Standard::X1a2001), None);
    assert!(told(&old, Standard::X1a2001).is_some());
    assert!(told(&flat("PDF/X-1:2001", None), Standard::X1a2001).is_some());
    let several = Printer {
        standard: Standard::X1a,
        also: vec![Standard::X3],
        ..Printer::default()
    };
    assert_eq!(codes(&check(&x3, "", &several).unwrap().findings), [""; 0]);
}

/// `cargo test --test pdf_press -- --ignored write_broken` lays the broken
/// files under the target folder, for programs of other makers to judge.
#[test]
#[ignore = "writes files"]
fn write_broken() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("broken");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("good.pdf"), good()).unwrap();
    for defect in BREAKS {
        std::fs::write(
            folder.join(format!("{}--{}.pdf", defect.rule.name(), defect.name)),
            defect.file(),
        )
        .unwrap();
    }
}

#[test]
fn findings_say_where_and_how_bad() {
    let mut doc = document();
    let low = BREAKS
        .iter()
        .find(|defect| defect.name == "low-ppi")
        .unwrap();
    (low.act)(&mut doc);
    let result = checked(&saved(doc));
    let finding = result
        .findings
        .iter()
        .find(|finding| finding.rule == Check::LowPpi)
        .unwrap();
    assert_eq!(
        (finding.weight, finding.page, finding.count),
        (Weight::Error, Some(1), 1)
    );
    assert_eq!(
        finding.message,
        "a picture of 40 × 40 pixels stands at 72 ppi, below 100"
    );
    // 600 pt from the corner of the bleed, which is 3 mm outside of the trim.
    let place = finding.place.unwrap();
    let near = |found: Len, points: f64| (found.to_pt() - points).abs() < 0.01;
    assert!(
        near(place.left, 600.0 - 8.504)
            && near(place.bottom, 8.504 + 1559.055 - 600.0)
            && near(place.width(), 40.0),
        "{place:?}"
    );
    assert!(!result.passes());
    let mut doc = document();
    (BREAKS
        .iter()
        .find(|defect| defect.name == "fair-ppi")
        .unwrap()
        .act)(&mut doc);
    let result = checked(&saved(doc));
    assert!(result.passes() && result.findings[0].weight == Weight::Warning);
}

#[test]
fn a_printer_decides() {
    let file = good();
    let rules = |printer: Printer| codes(&check(&file, "要闻-1.pdf", &printer).unwrap().findings);
    let plain = Printer::default;
    assert_eq!(
        rules(Printer {
            trims: vec![Trim::exactly(Len::MM * 390, Len::MM * 550)],
            bleed: Some(Bleed::Least([Len::MM * 3; 4])),
            ..plain()
        }),
        [""; 0]
    );
    assert_eq!(
        rules(Printer {
            trims: vec![Trim::exactly(Len::MM * 400, Len::MM * 550)],
            ..plain()
        }),
        ["trim-size"]
    );
    assert_eq!(
        rules(Printer {
            bleed: Some(Bleed::Least([Len::MM * 5; 4])),
            ..plain()
        }),
        ["bleed"]
    );
    assert_eq!(
        rules(Printer {
            file_name: Some("*-##.pdf".to_owned()),
            ..plain()
        }),
        ["file-name"]
    );
    assert_eq!(
        rules(Printer {
            ink_limit: 180,
            ..plain()
        }),
        ["ink-mean"]
    );
    assert_eq!(
        rules(Printer {
            ppi: (300, 400),
            ..plain()
        }),
        ["image-ppi"]
    );
    assert_eq!(
        rules(Printer {
            text_least: Len::pt(10),
            serif_least: [Len::pt(10); 3],
            ..plain()
        }),
        ["small-text"]
    );
    assert_eq!(
        rules(Printer {
            rule_least: Len::PT,
            ..plain()
        }),
        ["thin-rule"]
    );
    let ignoring = Printer {
        rule_least: Len::PT,
        weights: vec![(Check::ThinRule, None)],
        ..plain()
    };
    assert_eq!(rules(ignoring), [""; 0]);
}

#[test]
fn marks_are_told_where_they_are_not_wanted() {
    let mut doc = document();
    let id = doc.get_pages()[&1];
    let mut content = doc.get_page_content(id);
    content.extend_from_slice(b"\nq /O1 gs 0 0 0 1 K 0.5 w -20 8 m -5 8 l S Q");
    let content = doc.add_object(Stream::new(Dictionary::new(), content));
    let page = doc.get_dictionary_mut(id).unwrap();
    page.set(
        "MediaBox",
        [-30, -30, 1200, 1700].map(Object::from).to_vec(),
    );
    page.set("Contents", content);
    let file = saved(doc);
    assert_eq!(codes(&checked(&file).findings), ["marks"]);
    assert_eq!(
        check(
            &file,
            "",
            &Printer {
                marks: true,
                ..Printer::default()
            }
        )
        .unwrap()
        .findings,
        []
    );
}

#[test]
fn pdf_x_1a_knows_no_transparency_layers_or_late_codings() {
    let printer = Printer {
        standard: Standard::X1a,
        ..Printer::default()
    };
    let name = |name: &str| Object::Name(name.as_bytes().to_vec());
    let rules = |act: &dyn Fn(&mut Document)| {
        let mut doc = document();
        "1.4".clone_into(&mut doc.version);
        let info = doc.trailer.get(b"Info").unwrap().as_reference().unwrap();
        doc.get_dictionary_mut(info)
            .unwrap()
            .set("GTS_PDFXVersion", Object::string_literal("PDF/X-1a:2003"));
        act(&mut doc);
        codes(&check(&saved(doc), "", &printer).unwrap().findings)
    };
    assert_eq!(rules(&|_| {}), [""; 0]);
    assert_eq!(
        rules(&|doc| "1.6".clone_into(&mut doc.version)),
        ["pdf-version"]
    );
    assert_eq!(
        rules(&|doc| doc
            .catalog_mut()
            .unwrap()
            .set("OCProperties", dictionary! { "D" => Dictionary::new() })),
        ["layers"]
    );
    let add_stream = |doc: &mut Document, dict: Dictionary| {
        doc.add_object(Stream::new(dict, Vec::new()));
    };
    assert_eq!(
        rules(&|doc| add_stream(doc, dictionary! { "Filter" => name("JPXDecode") })),
        ["jpx"]
    );
    assert_eq!(
        rules(&|doc| add_stream(doc, dictionary! { "Filter" => name("JBIG2Decode") })),
        ["jbig2"]
    );
    let deep = dictionary! { "Subtype" => name("Image"), "BitsPerComponent" => 16, "Width" => 1, "Height" => 1, "ColorSpace" => vec![name("CalGray")] };
    assert_eq!(rules(&|doc| add_stream(doc, deep.clone())), ["sixteen-bit"]);
    let group = dictionary! { "Subtype" => name("Form"), "Group" => dictionary! { "S" => name("Transparency") } };
    assert_eq!(
        rules(&|doc| add_stream(doc, group.clone())),
        ["transparency"]
    );
    let untitled = |doc: &mut Document| {
        let info = doc.trailer.get(b"Info").unwrap().as_reference().unwrap();
        doc.get_dictionary_mut(info).unwrap().remove(b"Title");
    };
    assert_eq!(rules(&untitled), ["info-keys"]);
    assert!(codes(&check(&good(), "", &printer).unwrap().findings).contains(&"pdfx-version"));
}

#[test]
fn damaged_files_are_told_and_never_trusted() {
    let file = good();
    let printer = Printer::default();
    // Cut anywhere: an error, or a finding that says so.
    for tenth in 0..10 {
        let cut = &file[..file.len() * tenth / 10];
        let reported = check(cut, "", &printer).map(|result| codes(&result.findings));
        assert!(
            reported
                .as_ref()
                .map_or(true, |codes| codes.contains(&"damaged-file")),
            "{tenth}: {reported:?}"
        );
    }
    assert_eq!(
        check(b"", "", &printer).unwrap_err(),
        "it is not a PDF: it has no %PDF- at its head"
    );
    // Cross references that point elsewhere are repaired, and told.
    let text = String::from_utf8_lossy(&file);
    let at = text.rfind("startxref").unwrap();
    let wrong = [
        &file[..file.len() - (text.len() - at)],
        b"startxref\n99\n%%EOF",
    ]
    .concat();
    assert_eq!(codes(&checked(&wrong).findings), ["damaged-file"]);
    let shifted = [&b"junk\n"[..], &file].concat();
    assert!(codes(&checked(&shifted).findings).contains(&"pdf-version"));
}

#[test]
fn hostile_files_end() {
    let printer = Printer::default();
    let name = |name: &str| Object::Name(name.as_bytes().to_vec());
    let content = |doc: &mut Document, bytes: Vec<u8>| {
        let id = doc.get_pages()[&1];
        let mut stream = Stream::new(Dictionary::new(), bytes);
        stream.compress().unwrap();
        let stream = doc.add_object(stream);
        doc.get_dictionary_mut(id).unwrap().set("Contents", stream);
    };
    let codes_of = |act: &dyn Fn(&mut Document)| {
        let mut doc = document();
        act(&mut doc);
        check(&saved(doc), "", &printer).map(|result| codes(&result.findings))
    };
    // A stream that unpacks to far more than any page.
    let bomb = codes_of(&|doc| content(doc, vec![b' '; 400 << 20]));
    assert!(bomb.unwrap().contains(&"broken-content"));
    // Operators without end.
    let many = codes_of(&|doc| content(doc, b"q Q ".repeat(2 << 20)));
    assert!(many.unwrap().contains(&"too-much"));
    // Paths that cross every line of the page.
    let zigzag: Vec<u8> = [
        &b"0 0 m "[..],
        &b"900 1500 l 5 0 l ".repeat(100_000),
        b"1 0 0 0 k f*",
    ]
    .concat();
    assert!(
        codes_of(&|doc| content(doc, zigzag.clone()))
            .unwrap()
            .contains(&"ink-unmeasured")
    );
    // A form inside itself.
    let looping = codes_of(&|doc| {
        let form = doc.new_object_id();
        let dict = dictionary! {
            "Subtype" => name("Form"), "BBox" => [0, 0, 9, 9].map(Object::from).to_vec(),
            "Resources" => dictionary! { "XObject" => dictionary! { "F" => form } },
        };
        doc.objects
            .insert(form, Stream::new(dict, b"/F Do /F Do".to_vec()).into());
        let id = doc.get_pages()[&1];
        doc.get_dictionary_mut(id).unwrap().set(
            "Resources",
            dictionary! { "XObject" => dictionary! { "F" => form } },
        );
        content(doc, b"/F Do".to_vec());
    });
    assert!(looping.unwrap().contains(&"broken-content"));
    // Forms that double at every level.
    let doubling = codes_of(&|doc| {
        let mut inner = doc.add_object(Stream::new(
            dictionary! { "Subtype" => name("Form") },
            b"0 0 1 1 re f".to_vec(),
        ));
        for _ in 0..40 {
            let dict = dictionary! { "Subtype" => name("Form"), "Resources" => dictionary! { "XObject" => dictionary! { "F" => inner } } };
            inner = doc.add_object(Stream::new(dict, b"/F Do /F Do".to_vec()));
        }
        let id = doc.get_pages()[&1];
        doc.get_dictionary_mut(id).unwrap().set(
            "Resources",
            dictionary! { "XObject" => dictionary! { "F" => inner } },
        );
        content(doc, b"/F Do".to_vec());
    });
    assert!(doubling.is_ok());
    // Widths that name every code again and again.
    let widths = codes_of(&|doc| {
        let again: Vec<Object> = [0, 65_535, 500]
            .into_iter()
            .cycle()
            .take(600)
            .map(Object::from)
            .collect();
        let inner = dictionary! { "Subtype" => name("CIDFontType0"), "W" => again };
        let font = dictionary! {
            "Type" => name("Font"), "Subtype" => name("Type0"), "BaseFont" => name("A"), "Encoding" => name("Identity-H"),
            "DescendantFonts" => vec![inner.into()],
        };
        let id = doc.get_pages()[&1];
        let fonts = dictionary! { "Font" => dictionary! { "F" => font } };
        doc.get_dictionary_mut(id).unwrap().set("Resources", fonts);
        content(doc, b"BT /F 9 Tf (a) Tj ET ".repeat(1000));
    });
    assert!(widths.unwrap().contains(&"too-much"));
    // Pages that are their own parents.
    let circle = codes_of(&|doc| {
        let pages = doc.catalog().unwrap().get(b"Pages").unwrap().clone();
        let id = pages.as_reference().unwrap();
        doc.get_dictionary_mut(id)
            .unwrap()
            .set("Kids", vec![pages.clone(), pages]);
    });
    assert_eq!(circle.unwrap_err(), "its pages lead in a circle");
    // References that lead to one another, and a length that is its own.
    let references = b"%PDF-1.6\n1 0 obj\n2 0 R\nendobj\n2 0 obj\n1 0 R\nendobj\n3 0 obj\n<</Length 3 0 R>>stream\nx\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\nstartxref\n9\n%%EOF";
    assert!(check(references, "", &printer).is_err());
}

#[test]
fn flipped_bytes_never_panic() {
    let file = good();
    let printer = Printer::default();
    let mut state = 11_u32;
    let mut chance = |most: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % most
    };
    // Not the profile and the fonts: their bytes are many and say little.
    let places: Vec<usize> = (0..file.len())
        .filter(|&at| file[at].is_ascii_graphic())
        .collect();
    for _ in 0..60 {
        let mut wrong = file.clone();
        for _ in 0..1 + chance(30) {
            let at = if chance(2) == 0 {
                file.len() - 1 - chance(4000)
            } else {
                places[chance(places.len())]
            };
            wrong[at] = b"0123456789 /<>[]()R\n\0x"[chance(22)];
        }
        let _ = check(&wrong, "", &printer);
    }
}
