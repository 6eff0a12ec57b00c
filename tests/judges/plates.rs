//! What lands on which plate, by Ghostscript's separations of the press file
//! and, beside them, by our own of the forme.

use std::collections::BTreeMap;
use std::process::Command;

use duikai::asset::{Fonts, Pictures, SNAP_240};
use duikai::export::pdf::Purpose;
use duikai::export::{marked, png};
use duikai::forme::{Item, Origin, Role, Rule};
use duikai::geom::{Len, Point};
use duikai::ink::{Ink, Spot, Standard};

use crate::pdf::{self, written};
use crate::read::{number, page_dict};

/// Pixels per inch of the separations.
const DPI: u32 = 72;

/// One plate as coverage from 0 to 255, row by row.
pub struct Grey {
    /// Pixels an inch.
    pub dpi: u32,
    pub width: usize,
    pub samples: Vec<u8>,
}

impl Grey {
    /// The samples inside a place in millimetres from the corner of the medium.
    fn inside(&self, [left, top, width, height]: [f64; 4]) -> Vec<u8> {
        let pixels = |mm: f64| (mm / 25.4 * f64::from(self.dpi)).round() as usize;
        let (from, to) = (pixels(left), pixels(left + width));
        let rows = (pixels(top)..pixels(top + height))
            .filter_map(|y| self.samples.get(y * self.width + from..y * self.width + to));
        rows.flatten().copied().collect()
    }

    pub fn mean(&self, place: [f64; 4]) -> f64 {
        let samples = self.inside(place);
        samples.iter().map(|&sample| f64::from(sample)).sum::<f64>()
            / 255.0
            / samples.len().max(1) as f64
    }

    /// The one coverage that all of a place has, in per cent; `None` when it
    /// is not the same everywhere.
    fn flat(&self, place: [f64; 4]) -> Option<f64> {
        let (least, most) = self.extremes(place);
        (least == most).then(|| (f64::from(most) / 2.55).round())
    }

    fn extremes(&self, place: [f64; 4]) -> (u8, u8) {
        let samples = self.inside(place);
        (
            *samples.iter().min().expect("a sample"),
            *samples.iter().max().expect("a sample"),
        )
    }
}

/// The plates of a press file by name.
fn separated(file: &[u8]) -> BTreeMap<String, Grey> {
    separated_by(file, &[])
}

pub fn separated_by(file: &[u8], options: &[&str]) -> BTreeMap<String, Grey> {
    separated_at(file, DPI, options)
}

/// The plates that Ghostscript makes of a press file at a resolution.
pub fn separated_at(file: &[u8], dpi: u32, options: &[&str]) -> BTreeMap<String, Grey> {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(path("page.pdf"), file).unwrap();
    let output = Command::new("gs")
        .args([
            "-q",
            "-dSAFER",
            "-dBATCH",
            "-dNOPAUSE",
            "-dPDFSTOPONERROR",
            "-sDEVICE=tiffsep",
            "-sCompression=none",
        ])
        .args(options)
        .args([
            format!("-r{dpi}"),
            format!("-sOutputFile={}", path("page.tif")),
            path("page.pdf"),
        ])
        .output()
        .expect("Ghostscript starts");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
    let mut plates = BTreeMap::new();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if let Some(name) = name
            .strip_prefix("page(")
            .and_then(|name| name.strip_suffix(").tif"))
        {
            plates.insert(
                name.to_owned(),
                tiff(&std::fs::read(entry.path()).unwrap(), dpi),
            );
        }
    }
    plates
}

/// Reads a grey TIFF of 8 bits without compression, dark where there is ink.
fn tiff(file: &[u8], dpi: u32) -> Grey {
    assert_eq!(&file[..4], b"II*\0", "little endian");
    let short = |at: usize| usize::from(u16::from_le_bytes([file[at], file[at + 1]]));
    let long = |at: usize| {
        u32::from_le_bytes([file[at], file[at + 1], file[at + 2], file[at + 3]]) as usize
    };
    let directory = long(4);
    let (mut width, mut strips, mut counts) = (0, Vec::new(), Vec::new());
    for entry in (0..short(directory))
        .map(|nth| directory + 2 + nth * 12)
        .filter(|&entry| [256, 259, 273, 279].contains(&short(entry)))
    {
        let (size, count) = (if short(entry + 2) == 3 { 2 } else { 4 }, long(entry + 4));
        // What fits into four bytes stands in the entry itself.
        let from = if size * count <= 4 {
            entry + 8
        } else {
            long(entry + 8)
        };
        let values: Vec<usize> = (0..count)
            .map(|nth| from + nth * size)
            .map(|at| if size == 2 { short(at) } else { long(at) })
            .collect();
        match short(entry) {
            256 => width = values[0],
            259 => assert_eq!(values, [1], "no compression"),
            273 => strips = values,
            _ => counts = values,
        }
    }
    let samples = strips
        .into_iter()
        .zip(counts)
        .flat_map(|(from, count)| file[from..from + count].iter().map(|sample| 255 - sample));
    Grey {
        dpi,
        width,
        samples: samples.collect(),
    }
}

fn red() -> Spot {
    Spot::new("PANTONE 185 C", [0, 900, 800, 0]).unwrap()
}

fn mm(mm: i64) -> Len {
    Len::MM * mm
}

/// Matter on a page of 390 × 550 mm with 3 mm of bleed: places on plates
/// count from the corner of the bleed.
fn plates_of(items: Vec<Item>, pictures: &Pictures, fonts: &Fonts) -> BTreeMap<String, Grey> {
    separated(&written(
        &[&pdf::page(1, items)],
        fonts,
        pictures,
        Purpose::Press(Standard::X4),
    ))
}

const TYPE: [f64; 4] = [40.0, 40.0, 80.0, 30.0];

pub fn a_black_headline_over_a_tint_overprints() {
    let fonts = Fonts::bundled();
    let hei = fonts.find("hei").unwrap();
    let head = |ink| {
        pdf::run(
            &fonts,
            hei,
            "黑题",
            Len::pt(90),
            (mm(40), mm(68)),
            ink,
            Len::ZERO,
        )
    };
    let tint = pdf::fill(
        [mm(10), mm(10), mm(200), mm(100)],
        Ink::Cmyk(300, 0, 200, 0),
    );
    let spot = pdf::fill([mm(10), mm(110), mm(200), mm(100)], Ink::Spot(red(), 400));
    let low = pdf::run(
        &fonts,
        hei,
        "黑题",
        Len::pt(90),
        (mm(40), mm(168)),
        Ink::BLACK,
        Len::ZERO,
    );
    let plates = plates_of(
        vec![tint.clone(), spot, head(Ink::BLACK), low],
        &Pictures::default(),
        &fonts,
    );
    assert!(plates["Black"].mean(TYPE) > 0.2);
    // Not a pixel of the tint gives way.
    assert_eq!(
        ["Cyan", "Yellow", "Magenta"].map(|name| plates[name].flat(TYPE)),
        [Some(30.0), Some(20.0), Some(0.0)]
    );
    let below = [40.0, 140.0, 80.0, 30.0];
    assert!(plates["Black"].mean(below) > 0.2);
    assert_eq!(plates["PANTONE 185 C"].flat(below), Some(40.0));
    // Black that is not solid knocks out.
    let plates = plates_of(vec![tint, head(Ink::K(990))], &Pictures::default(), &fonts);
    assert_eq!(plates["Cyan"].extremes(TYPE).0, 0);
}

pub fn a_white_headline_in_a_photo_knocks_out_of_every_plate() {
    let fonts = Fonts::bundled();
    let hei = fonts.find("hei-heavy").unwrap();
    let (pictures, photo) = pdf::one_picture(pdf::four_ink_jpeg(600, 400, [128, 100, 90, 60]));
    let items = vec![
        pdf::fill([mm(10), mm(10), mm(200), mm(20)], Ink::Spot(red(), 1000)),
        pdf::placed(photo, [mm(10), mm(30), mm(200), mm(100)]),
        pdf::run(
            &fonts,
            hei,
            "反白",
            Len::pt(90),
            (mm(40), mm(68)),
            Ink::PAPER,
            Len::ZERO,
        ),
        pdf::run(
            &fonts,
            hei,
            "反白",
            Len::pt(40),
            (mm(40), mm(26)),
            Ink::PAPER,
            Len::ZERO,
        ),
    ];
    let plates = plates_of(items, &pictures, &fonts);
    let bare = |name: &str| -> Vec<bool> {
        plates[name]
            .inside(TYPE)
            .iter()
            .map(|&sample| sample == 0)
            .collect()
    };
    let holes = bare("Black");
    let share = holes.iter().filter(|&&hole| hole).count() as f64 / holes.len() as f64;
    assert!((0.2..0.7).contains(&share), "{share}");
    for name in ["Cyan", "Magenta", "Yellow"] {
        assert_eq!(bare(name), holes, "{name}");
    }
    assert_eq!(
        plates["PANTONE 185 C"].extremes([40.0, 16.0, 40.0, 12.0]),
        (0, 255)
    );
}

pub fn a_spot_rule_is_on_its_own_plate_alone() {
    let fonts = Fonts::bundled();
    let across = |y: i64, ink| {
        let (from, to) = (Point::new(mm(20), mm(y)), Point::new(mm(220), mm(y)));
        Item::Rule(Rule {
            origin: Origin(0),
            from,
            to,
            weight: mm(4),
            dash: None,
            ink,
        })
    };
    let items = vec![
        pdf::fill([mm(100), mm(30), mm(20), mm(40)], Ink::Cmyk(300, 300, 0, 0)),
        across(50, Ink::Spot(red(), 1000)),
        across(80, Ink::Spot(red(), 300)),
        across(110, Ink::Cmyk(0, 900, 800, 0)),
    ];
    let plates = plates_of(items, &Pictures::default(), &fonts);
    let names: Vec<&String> = plates.keys().collect();
    assert_eq!(
        names,
        ["Black", "Cyan", "Magenta", "PANTONE 185 C", "Yellow"]
    );
    let rule = |y: f64| [30.0, y + 2.0, 180.0, 2.0];
    for (name, wanted) in [
        ("PANTONE 185 C", [100.0, 30.0, 0.0]),
        ("Cyan", [0.0; 3]),
        ("Magenta", [0.0, 0.0, 90.0]),
        ("Yellow", [0.0, 0.0, 80.0]),
        ("Black", [0.0; 3]),
    ] {
        assert_eq!(
            [50.0, 80.0, 110.0].map(|y| plates[name].flat(rule(y))),
            wanted.map(Some),
            "{name}"
        );
    }
    assert_eq!(plates["Cyan"].flat([104.0, 35.0, 10.0, 10.0]), Some(30.0));
}

pub fn body_text_is_on_the_black_plate_alone() {
    let fonts = Fonts::bundled();
    let forme = pdf::full_page(&fonts, 1, None);
    for kind in [Purpose::Press(Standard::X4), Purpose::Press(Standard::X1a)] {
        let plates = separated(&written(&[&forme], &fonts, &Pictures::default(), kind));
        // The tint of 90 × 150 mm is cyan; everything else is black.
        let whole = [0.0, 0.0, 396.0, 556.0];
        assert_eq!(
            [plates["Magenta"].flat(whole), plates["Yellow"].flat(whole)],
            [Some(0.0); 2]
        );
        assert_eq!(plates["Cyan"].flat([105.0, 0.0, 290.0, 550.0]), Some(0.0));
        // Text over the tint leaves it whole.
        assert_eq!(plates["Cyan"].flat([14.0, 104.0, 88.0, 120.0]), Some(30.0));
        assert!(plates["Black"].mean([14.0, 104.0, 88.0, 120.0]) > 0.1);
    }
}

/// Two ways to the same plates: Ghostscript's from the press file, ours from
/// the forme.
pub fn our_plates_are_those_of_the_press_file() {
    let fonts = Fonts::bundled();
    let (pictures, photo) = pdf::one_picture(pdf::patches(1200, 800));
    let mut forme = pdf::full_page(&fonts, 1, Some(photo));
    forme.items.push(pdf::fill(
        [mm(280), mm(340), mm(60), mm(40)],
        Ink::Spot(red(), 600),
    ));
    forme.items.push(pdf::run(
        &fonts,
        fonts.find("hei").unwrap(),
        "套红",
        Len::pt(70),
        (mm(285), mm(370)),
        Ink::BLACK,
        Len::ZERO,
    ));
    // Without smoothing Ghostscript fattens small type by most of a pixel.
    let smooth = ["-dTextAlphaBits=4", "-dGraphicsAlphaBits=4"];
    let theirs = separated_by(
        &written(&[&forme], &fonts, &pictures, Purpose::Press(Standard::X4)),
        &smooth,
    );
    let ours = png::plates(&forme, &fonts, &pictures, &SNAP_240, DPI).unwrap();
    assert_eq!(ours.len(), 5);
    for (plate, file) in ours {
        let image = image::load_from_memory(&file).unwrap().into_luma8();
        let width = image.width() as usize;
        let ours = Grey {
            dpi: DPI,
            width,
            samples: image.into_raw().iter().map(|sample| 255 - sample).collect(),
        };
        let theirs = &theirs[plate.name()];
        for (x, y) in (0..19).flat_map(|x| (0..27).map(move |y| (x, y))) {
            let place = [f64::from(x) * 20.0, f64::from(y) * 20.0, 20.0, 20.0];
            let (ours, theirs) = (ours.mean(place), theirs.mean(place));
            assert!(
                (ours - theirs).abs() < 0.03,
                "{} at {x}, {y}: {ours} for {theirs}",
                plate.name()
            );
        }
    }
}

pub fn marks_stand_outside_the_bleed_on_every_plate() {
    let fonts = Fonts::bundled();
    let panel = pdf::fill([mm(10), mm(10), mm(50), mm(50)], Ink::Spot(red(), 1000));
    let bare = pdf::page(1, vec![panel]);
    let forme = marked(
        &bare,
        &fonts,
        &Pictures::default(),
        "平原日报 20211231-01.pdf",
    );
    let file = written(
        &[&forme],
        &fonts,
        &Pictures::default(),
        Purpose::Press(Standard::X4),
    );
    let doc = lopdf::Document::load_mem(&file).unwrap();
    let page = page_dict(&doc, 1);
    let edges = |key: &[u8]| -> Vec<f64> {
        page.get(key)
            .unwrap()
            .as_array()
            .unwrap()
            .iter()
            .map(number)
            .collect()
    };
    let (media, bleed, trim) = (edges(b"MediaBox"), edges(b"BleedBox"), edges(b"TrimBox"));
    let margin = 12.0 / 25.4 * 72.0;
    for (at, outward) in [-margin, -margin, margin, margin].into_iter().enumerate() {
        assert!(
            (media[at] - bleed[at] - outward).abs() < 0.002,
            "{media:?} {bleed:?}"
        );
    }
    assert!((trim[2] - trim[0] - 390.0 / 25.4 * 72.0).abs() < 0.002);
    let plates = separated(&file);
    // From the corner of the medium the bleed begins at 12 mm, the trim at 15.
    for name in ["Black", "PANTONE 185 C"] {
        let plate = &plates[name];
        assert_eq!(
            plate.extremes([15.0 + 195.0 - 3.0, 4.0, 6.0, 6.0]).1,
            255,
            "{name} has no register cross"
        );
        assert!(
            plate.mean([4.0, 14.6, 6.5, 0.8]) > 0.1,
            "{name} has no crop mark"
        );
    }
    assert!(
        plates["Black"].mean([35.0, 2.0, 60.0, 10.0]) > 0.01,
        "the slug"
    );
    // Bleed and trim have nothing but the page's own matter.
    let own = |grey: &Grey| {
        grey.inside([12.0, 12.0, 396.0, 556.0])
            .iter()
            .filter(|&&sample| sample > 0)
            .count()
    };
    assert_eq!(own(&plates["Black"]), 0);
    let square = (50.0 / 25.4 * f64::from(DPI)).powi(2);
    assert!((own(&plates["PANTONE 185 C"]) as f64 - square).abs() < square * 0.03);
    // The bar shows the plates the page has, and no other.
    assert_eq!(plates["Cyan"].extremes([35.0, 571.0, 60.0, 8.0]), (0, 0));
    assert_eq!(
        plates["PANTONE 185 C"].extremes([35.0 + 10.5, 574.0, 4.0, 3.0]),
        (255, 255)
    );
}

pub fn a_pair_is_two_pages_that_end_at_the_fold() {
    let fonts = Fonts::bundled();
    // Over the whole sheet, bleed included, in different colours.
    let ground = |ink| pdf::fill([mm(-3), mm(-3), mm(396), mm(556)], ink);
    let letter = |x| {
        pdf::run(
            &fonts,
            fonts.find("hei").unwrap(),
            "字",
            Len::pt(90),
            (mm(x), mm(100)),
            Ink::BLACK,
            Len::ZERO,
        )
    };
    let left = pdf::page(
        4,
        vec![pdf::group(
            Role::Story,
            "a",
            vec![ground(Ink::Cmyk(300, 0, 0, 0)), letter(40)],
        )],
    );
    let right = pdf::page(1, vec![ground(Ink::Cmyk(0, 600, 0, 0)), letter(200)]);
    let pair = duikai::export::paired(&left, &right);
    assert_eq!(
        (
            pair.sheet.trim.width,
            pair.sheet.trim.height,
            pair.sheet.bleed
        ),
        (mm(780), mm(550), mm(3))
    );
    let plates = separated(&written(
        &[&pair],
        &fonts,
        &Pictures::default(),
        Purpose::Press(Standard::X4),
    ));
    let (left, right) = ([1.0, 1.0, 391.0, 553.0], [394.0, 1.0, 390.0, 553.0]);
    assert_eq!(
        (plates["Cyan"].flat(left), plates["Cyan"].flat(right)),
        (Some(30.0), Some(0.0))
    );
    assert_eq!(
        (plates["Magenta"].flat(left), plates["Magenta"].flat(right)),
        (Some(0.0), Some(60.0))
    );
    for x in [43.0, 390.0 + 203.0] {
        assert!(
            plates["Black"].mean([x, 75.0, 30.0, 30.0]) > 0.1,
            "no letter at {x}"
        );
    }
}
