//! The press file, read back with lopdf. What programs of other makers say of
//! it is in `judges.rs`.

#[path = "pdf/broken.rs"]
mod broken;
#[path = "pdf/ledger.rs"]
mod ledger;
#[allow(dead_code, reason = "shared with judges, which needs the rest")]
mod pdf;
#[path = "pdf/plates.rs"]
mod plates;
#[path = "pdf/preflight.rs"]
mod preflight;
#[path = "pdf/read.rs"]
mod read;
#[path = "pdf/stance.rs"]
mod stance;
#[path = "pdf/standard.rs"]
mod standard;

use duikai::asset::{Fonts, Pictures, SNAP_240};
use duikai::export::pdf::{ExportFault, Meta, Order, Purpose, export};
use duikai::forme::{Glyph, GlyphRun, Item, Origin, Rotation};
use duikai::geom::{Em, Len, Point};
use duikai::ink::{Ink, Spot};
use lopdf::content::Content;
use lopdf::{Dictionary, Document};
use pdf::{META, press, written};
use read::{number, page_dict, places, resolved};

#[test]
fn every_glyph_stands_within_a_thousandth_of_a_point() {
    let fonts = Fonts::bundled();
    let mut items = Vec::new();
    let mut wanted = Vec::new();
    let mut state = 7_u32;
    let mut chance = move |most: i64| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        i64::from(state >> 8) % most
    };
    for row in 0..60 {
        let font = fonts.find(["song", "hei", "kai"][row % 3]).unwrap();
        let size = Len::from_units(300_000 + chance(8_000_000));
        let start = Point::new(
            Len::from_units(chance(40_000_000)),
            Len::pt(10 + 20 * row as i64) + Len::from_units(chance(60_000)),
        );
        let text = pdf::copy(20, row as u32) + "A,j";
        let face = fonts.face(font);
        let (mut pen, mut glyphs) = (Len::from_units(chance(9000)), Vec::new());
        for (at, character) in text.char_indices() {
            let id = face.glyph(character).unwrap();
            let y = if chance(9) == 0 {
                Len::from_units(chance(200_000) - 100_000)
            } else {
                Len::ZERO
            };
            glyphs.push(Glyph {
                id,
                x: pen,
                y,
                text_start: at as u32,
                text_end: (at + character.len_utf8()) as u32,
            });
            // Half the rows are letterspaced evenly, half are ragged.
            let loose = if row % 2 == 0 {
                30_001
            } else {
                chance(90_000) - 40_000
            };
            pen += face.to_len(i32::from(face.advance(id)), size) + Len::from_units(loose);
            let place = (start.x + glyphs[glyphs.len() - 1].x, start.y + y);
            wanted.push((place.0, place.1));
        }
        items.push(Item::GlyphRun(GlyphRun {
            origin: Origin(0),
            font,
            size,
            condense: Em::ONE,
            turn: Rotation::Upright,
            start,
            ink: Ink::BLACK,
            text,
            glyphs,
        }));
    }
    let forme = pdf::page(1, items);
    let (bleed, head) = (
        forme.sheet.bleed,
        forme.sheet.bleed + forme.sheet.trim.height,
    );
    let found = places(&press(&[&forme], &fonts, &Pictures::default()));
    assert_eq!(found.len(), wanted.len());
    for (stance, (wanted_x, wanted_y)) in found.into_iter().zip(wanted) {
        let [x, y] = stance.pen;
        let (wanted_x, wanted_y) = ((bleed + wanted_x).to_pt(), (head - wanted_y).to_pt());
        assert!(
            (x - wanted_x).abs() < 0.001 && (y - wanted_y).abs() < 0.00101,
            "({x}, {y}) for ({wanted_x}, {wanted_y})"
        );
    }
}

#[test]
fn a_page_is_the_same_file_whatever_runs_beside_it() {
    let fonts = Fonts::bundled();
    let (pictures, id) = pdf::one_picture(pdf::patches(900, 600));
    let formes = [
        pdf::full_page(&fonts, 1, Some(id)),
        pdf::full_page(&fonts, 2, None),
    ];
    let first = press(&[&formes[0]], &fonts, &pictures);
    press(&[&formes[1]], &fonts, &pictures);
    std::thread::scope(|scope| {
        let (fonts, pictures, formes) = (&fonts, &pictures, &formes);
        let runs =
            [0, 1, 0].map(|at| scope.spawn(move || (at, press(&[&formes[at]], fonts, pictures))));
        for run in runs {
            let (at, file) = run.join().unwrap();
            assert_eq!(at == 0, file == first);
        }
    });
}

#[test]
fn boxes_intents_and_information_are_those_of_the_standard() {
    let fonts = Fonts::bundled();
    let forme = pdf::full_page(&fonts, 1, None);
    let file = press(&[&forme], &fonts, &Pictures::default());
    assert!(file.starts_with(b"%PDF-1.6\n"));
    let doc = Document::load_mem(&file).unwrap();
    let page = page_dict(&doc, 1);
    let edges = |key: &[u8]| {
        page.get(key)
            .unwrap()
            .as_array()
            .unwrap()
            .iter()
            .map(number)
            .collect::<Vec<_>>()
    };
    let (media, trim) = (edges(b"MediaBox"), edges(b"TrimBox"));
    assert_eq!(media, edges(b"BleedBox"));
    assert!(!page.has(b"CropBox") && !page.has(b"Annots") && !page.has(b"ArtBox"));
    for (found, wanted) in trim.iter().zip([8.504, 8.504, 1114.016, 1567.559]) {
        assert!((found - wanted).abs() < 0.0006, "{trim:?}");
    }
    let catalog = doc.catalog().unwrap();
    let intents: Vec<&Dictionary> = catalog
        .get(b"OutputIntents")
        .unwrap()
        .as_array()
        .unwrap()
        .iter()
        .map(|intent| intent.as_dict().unwrap())
        .collect();
    let standards: Vec<&[u8]> = intents
        .iter()
        .map(|intent| intent.get(b"S").unwrap().as_name().unwrap())
        .collect();
    assert_eq!(standards, [b"GTS_PDFX".as_slice(), b"GTS_PDFA1"]);
    assert_eq!(
        intents[0].get(b"DestOutputProfile").unwrap(),
        intents[1].get(b"DestOutputProfile").unwrap()
    );
    let xmp = resolved(&doc, catalog.get(b"Metadata").unwrap())
        .as_stream()
        .unwrap();
    assert!(!xmp.dict.has(b"Filter"));
    let xmp = std::str::from_utf8(&xmp.content).unwrap();
    for part in [
        "PDF/X-4<",
        "要闻 &amp; &lt;一&gt;<",
        "2021-12-31T00:00:00Z",
        "<pdfaid:part>2<",
        "<pdf:Trapped>False<",
        ">zh-CN<",
    ] {
        assert!(xmp.contains(part), "{part}");
    }
    let id = doc.trailer.get(b"ID").unwrap().as_array().unwrap();
    assert!(id.len() == 2 && id[0].as_str().unwrap().len() == 16);
}

#[test]
fn an_x1a_file_has_nothing_that_came_after_pdf_1_4() {
    let fonts = Fonts::bundled();
    let (pictures, id) = pdf::one_picture(pdf::patches(300, 200));
    let red = Spot::new("大红", [0, 1000, 900, 0]).unwrap();
    let mut forme = pdf::full_page(&fonts, 1, Some(id));
    forme
        .items
        .push(pdf::fill([Len::MM * 9; 4], Ink::Spot(red, 500)));
    let file = written(
        &[&forme, &forme],
        &fonts,
        &pictures,
        Purpose::Press(duikai::ink::Standard::X1a),
    );
    assert!(file.starts_with(b"%PDF-1.4\n"));
    let doc = Document::load_mem(&file).unwrap();
    let info = resolved(&doc, doc.trailer.get(b"Info").unwrap())
        .as_dict()
        .unwrap();
    let said =
        |key: &[u8]| String::from_utf8_lossy(info.get(key).unwrap().as_str().unwrap()).into_owned();
    assert_eq!(
        (said(b"GTS_PDFXVersion"), said(b"ModDate")),
        ("PDF/X-1a:2003".to_owned(), "D:20211231000000Z".to_owned())
    );
    assert_eq!(info.get(b"Trapped").unwrap().as_name().unwrap(), b"False");
    assert!(!info.has(b"GTS_PDFXConformance") && info.has(b"Title") && info.has(b"CreationDate"));
    let catalog = doc.catalog().unwrap();
    let intents = catalog.get(b"OutputIntents").unwrap().as_array().unwrap();
    assert_eq!(intents.len(), 1);
    assert_eq!(
        intents[0]
            .as_dict()
            .unwrap()
            .get(b"S")
            .unwrap()
            .as_name()
            .unwrap(),
        b"GTS_PDFX"
    );
    assert!(!catalog.has(b"OCProperties"));
    for object in doc.objects.values() {
        let Ok(dict) = object
            .as_dict()
            .or_else(|_| object.as_stream().map(|stream| &stream.dict))
        else {
            continue;
        };
        for key in ["SMask", "Group", "BM", "CA", "ca"] {
            assert!(!dict.has(key.as_bytes()), "{key}");
        }
        let kind = dict
            .get(b"Type")
            .and_then(|kind| kind.as_name())
            .unwrap_or(b"");
        assert!(kind != b"ObjStm" && kind != b"XRef" && kind != b"OCG");
    }
    let xmp = resolved(&doc, catalog.get(b"Metadata").unwrap())
        .as_stream()
        .unwrap();
    assert!(
        !String::from_utf8_lossy(&xmp.content).contains("pdfaid:part"),
        "it is no archive file"
    );
}

#[test]
fn a_spot_ink_is_one_separation_on_all_pages() {
    let fonts = Fonts::bundled();
    let red = Spot::new("PANTONE 185 C", [0, 900, 800, 0]).unwrap();
    let gold = Spot::new("金", [0, 200, 600, 200]).unwrap();
    let formes = [red, gold]
        .map(|spot| pdf::page(1, vec![pdf::fill([Len::MM * 9; 4], Ink::Spot(spot, 255))]));
    let doc = Document::load_mem(&press(
        &[&formes[0], &formes[1]],
        &fonts,
        &Pictures::default(),
    ))
    .unwrap();
    let spaces: Vec<_> = (1..=2)
        .map(|page| {
            let resources = resolved(&doc, page_dict(&doc, page).get(b"Resources").unwrap())
                .as_dict()
                .unwrap();
            resources
                .get(b"ColorSpace")
                .unwrap()
                .as_reference()
                .unwrap()
        })
        .collect();
    assert_eq!(spaces[0], spaces[1]);
    let spaces = doc.get_dictionary(spaces[0]).unwrap();
    let mut names = Vec::new();
    for (_, space) in spaces.iter() {
        let space = resolved(&doc, space).as_array().unwrap();
        assert_eq!(
            (space[0].as_name().unwrap(), space[2].as_name().unwrap()),
            (b"Separation".as_slice(), b"DeviceCMYK".as_slice())
        );
        names.push(String::from_utf8(space[1].as_name().unwrap().to_vec()).unwrap());
        let transform = resolved(&doc, &space[3]).as_dict().unwrap();
        let full: Vec<f64> = transform
            .get(b"C1")
            .unwrap()
            .as_array()
            .unwrap()
            .iter()
            .map(number)
            .collect();
        let wanted = if names.last().unwrap() == "金" {
            gold
        } else {
            red
        }
        .alternate();
        assert!(
            full.iter()
                .zip(wanted)
                .all(|(found, wanted)| (found * 1000.0 - f64::from(wanted)).abs() < 0.01),
            "{full:?}"
        );
    }
    assert_eq!(names, ["PANTONE 185 C", "金"]);
    let content = Content::decode(&doc.get_page_content(doc.get_pages()[&1])).unwrap();
    let operators: Vec<&str> = content
        .operations
        .iter()
        .map(|op| op.operator.as_str())
        .collect();
    assert_eq!(
        operators,
        ["BMC", "cs", "scn", "re", "f", "EMC"],
        "it knocks out, as the page begins"
    );
}

#[test]
fn only_solid_black_overprints() {
    let fonts = Fonts::bundled();
    let song = fonts.find("song").unwrap();
    let line = |ink| {
        pdf::run(
            &fonts,
            song,
            "字",
            Len::pt(10),
            (Len::pt(10), Len::pt(10)),
            ink,
            Len::ZERO,
        )
    };
    let box_of = |ink| pdf::fill([Len::ZERO; 4].map(|_| Len::pt(9)), ink);
    let inks = [
        Ink::BLACK,
        Ink::PAPER,
        Ink::K(990),
        Ink::Cmyk(0, 0, 0, 1000),
        Ink::Cmyk(1000, 0, 0, 0),
        Ink::BLACK,
    ];
    let items = inks
        .iter()
        .flat_map(|&ink| [line(ink), box_of(ink)])
        .collect();
    let forme = pdf::page(1, items);
    let doc = Document::load_mem(&press(&[&forme], &fonts, &Pictures::default())).unwrap();
    let content = Content::decode(&doc.get_page_content(doc.get_pages()[&1])).unwrap();
    let (mut overprint, mut shown) = (false, Vec::new());
    for op in &content.operations {
        match op.operator.as_str() {
            "gs" => overprint = op.operands[0].as_name().unwrap() == b"O1",
            "Tj" | "f" => shown.push(overprint),
            "g" | "G" | "rg" | "RG" => panic!("a colour space of no ink"),
            _ => {}
        }
    }
    let wanted: Vec<bool> = inks.iter().flat_map(|ink| [ink.overprints(); 2]).collect();
    assert_eq!(shown, wanted);
}

#[test]
fn pictures_are_four_ink_and_supplied_ink_is_untouched() {
    let fonts = Fonts::bundled();
    let supplied = pdf::four_ink_jpeg(64, 48, [255, 128, 0, 26]);
    let mut pictures = Pictures::default();
    let files = [
        supplied.clone(),
        pdf::greys(900, 900),
        pdf::patches(1600, 1200),
    ];
    let ids: Vec<_> = files
        .into_iter()
        .enumerate()
        .map(|(at, file)| pictures.add(&at.to_string(), file).unwrap())
        .collect();
    let side = Len::MM * 40;
    let items = ids
        .iter()
        .map(|&id| pdf::placed(id, [Len::ZERO, Len::ZERO, side, side * 3 / 4]))
        .collect();
    let file = press(&[&pdf::page(1, items)], &fonts, &pictures);
    let doc = Document::load_mem(&file).unwrap();
    let resources = resolved(&doc, page_dict(&doc, 1).get(b"Resources").unwrap())
        .as_dict()
        .unwrap();
    let images = resolved(&doc, resources.get(b"XObject").unwrap())
        .as_dict()
        .unwrap();
    let mut widths = Vec::new();
    for (_, image) in images.iter() {
        let image = resolved(&doc, image).as_stream().unwrap();
        assert_eq!(
            image.dict.get(b"ColorSpace").unwrap().as_name().unwrap(),
            b"DeviceCMYK"
        );
        assert_eq!(
            image.dict.get(b"Filter").unwrap().as_name().unwrap(),
            b"DCTDecode"
        );
        assert_eq!(
            image.dict.get(b"Decode").unwrap().as_array().unwrap().len(),
            8
        );
        assert_eq!(duikai::asset::cmyk_jpeg(&image.content), Some(true));
        let width = image.dict.get(b"Width").unwrap().as_i64().unwrap();
        assert!(width != 64 || image.content == supplied);
        widths.push(width);
    }
    widths.sort_unstable();
    // 40 mm at 200 pixels an inch.
    assert_eq!(widths, [64, 315, 315]);
}

#[test]
fn faults_say_what_is_wrong() {
    let fonts = Fonts::bundled();
    let pictures = Pictures::default();
    let forme = pdf::page(1, Vec::new());
    let wrong = Meta {
        date: "31.12.2021",
        ..META
    };
    let fault = export(
        &Order {
            formes: vec![&forme],
            meta: wrong,
            kind: Purpose::Press(duikai::ink::Standard::X4),
        },
        &fonts,
        &pictures,
        &SNAP_240,
    )
    .unwrap_err();
    assert_eq!(
        fault.to_string(),
        "“31.12.2021” is not a date such as 2021-12-31"
    );
    assert_eq!(
        export(
            &Order {
                formes: vec![],
                meta: META,
                kind: Purpose::Press(duikai::ink::Standard::X4)
            },
            &fonts,
            &pictures,
            &SNAP_240
        ),
        Err(ExportFault::NoPage)
    );
    let mut cut = pdf::patches(40, 40);
    cut.truncate(cut.len() / 2);
    let (pictures, id) = pdf::one_picture(cut);
    let forme = pdf::full_page(&fonts, 1, Some(id));
    let fault = export(
        &Order {
            formes: vec![&forme],
            meta: META,
            kind: Purpose::Press(duikai::ink::Standard::X4),
        },
        &fonts,
        &pictures,
        &SNAP_240,
    )
    .unwrap_err();
    assert!(
        matches!(fault, ExportFault::Picture(of, _) if of == id)
            && fault.to_string().contains(&id.to_string()),
        "{fault}"
    );
}

#[test]
fn an_empty_page_is_a_file() {
    let fonts = Fonts::bundled();
    let forme = pdf::page(1, Vec::new());
    let doc = Document::load_mem(&press(&[&forme], &fonts, &Pictures::default())).unwrap();
    assert_eq!(doc.get_pages().len(), 1);
}

#[test]
fn a_reading_copy_has_links_that_lead_somewhere() {
    let fonts = Fonts::bundled();
    let formes = [
        pdf::full_page(&fonts, 1, None),
        pdf::full_page(&fonts, 2, None),
    ];
    let file = export(
        &Order {
            formes: vec![&formes[0], &formes[1]],
            meta: META,
            kind: Purpose::Reading,
        },
        &fonts,
        &Pictures::default(),
        &SNAP_240,
    )
    .unwrap();
    let doc = Document::load_mem(&file).unwrap();
    for (at, id) in doc.get_pages() {
        let links = page_dict(&doc, at)
            .get(b"Annots")
            .unwrap()
            .as_array()
            .unwrap();
        assert_eq!(links.len(), 1, "the link to nowhere is left out");
        let link = resolved(&doc, &links[0]).as_dict().unwrap();
        let dest = link.get(b"Dest").unwrap().as_array().unwrap();
        assert_eq!(
            (
                dest[0].as_reference().unwrap(),
                link.get(b"F").unwrap().as_i64().unwrap()
            ),
            (id, 4)
        );
    }
    let catalog = doc.catalog().unwrap();
    let outline = resolved(&doc, catalog.get(b"Outlines").unwrap())
        .as_dict()
        .unwrap();
    assert_eq!(outline.get(b"Count").unwrap().as_i64().unwrap(), 4);
    assert_eq!(
        catalog
            .get(b"OutputIntents")
            .unwrap()
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert!(!String::from_utf8_lossy(&file).contains("PDF/X"));
}
