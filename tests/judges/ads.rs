//! Advertisements before programs of other makers: what is placed looks as it came, and our plates
//! of it are Ghostscript's.

use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use duikai::Setting;
use duikai::asset::{Fonts, SNAP_240};
use duikai::diag::Severity;
use duikai::export::pdf::{self, Meta, Order, Purpose};
use duikai::export::png;
use duikai::forme::Forme;
use duikai::ink::Standard;

use crate::ads::{Draft, HEIGHT, HOUSE, HOUSE_X1A, WIDTH, set};
use crate::pdf::{full_page, written};
use crate::plates::{Grey, separated_at};
use crate::wild::{Wild, all};

/// Resolution of the pictures that are compared.
const DPI: usize = 72;

/// Matter of the page besides, since a page of an advertisement that is one shading is empty to some.
const RULE: &str = "\n[[rule]]\nstyle = \"hairline\"\nbelow = \"2行\"\ncolumns = \"1-2栏\"\n";

/// An advertisement that was placed.
struct Placed {
    name: String,
    /// The file as it came.
    before: Vec<u8>,
    /// The press file of the page that it stands on.
    after: Vec<u8>,
    /// Its frame on that page in pixels from the upper left corner of the medium: left and top.
    corner: (f64, f64),
    converted: bool,
    /// Our plates of the page by name.
    plates: Vec<(String, Vec<u8>)>,
}

/// Calls for each of a list, on every processor.
pub fn side_by_side<T: Sync, R: Send>(list: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    let mut done: Vec<(usize, R)> = std::thread::scope(|scope| {
        let one = || {
            let mut mine = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(item) = list.get(at) else {
                    return mine;
                };
                mine.push((at, work(item)));
            }
        };
        let running: Vec<_> = (0..workers).map(|_| scope.spawn(one)).collect();
        running
            .into_iter()
            .flat_map(|thread| thread.join().expect("no panic"))
            .collect()
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// A font of Type 1 with two glyphs, one of them by a subroutine, a flat curve and an accent.
fn type1() -> Vec<u8> {
    let encrypted = |plain: &[u8], mut key: u16| -> Vec<u8> {
        let step = |byte: u8| {
            let coded = byte ^ (key >> 8) as u8;
            key = u16::from(coded)
                .wrapping_add(key)
                .wrapping_mul(52_845)
                .wrapping_add(22_719);
            coded
        };
        [0; 4].iter().chain(plain).copied().map(step).collect()
    };
    // Numbers of 32 bits for all, so that none is too large.
    let string = |parts: &[i32]| -> Vec<u8> {
        let mut out = Vec::new();
        for &part in parts {
            match part {
                // Operators are written as their negatives below -10,000.
                ..=-10_000 => {
                    let operator = (-part - 10_000) as u16;
                    if operator >= 256 {
                        out.push(12);
                    }
                    out.push((operator & 255) as u8);
                }
                number => {
                    out.push(255);
                    out.extend(number.to_be_bytes());
                }
            }
        }
        encrypted(&out, 4_330)
    };
    let op = |number: i32| -10_000 - number;
    let esc = |number: i32| op(256 + number);
    let [hsbw, moves, line, across, up, close, end, call, back, curve] =
        [13, 21, 5, 6, 7, 9, 14, 10, 11, 8].map(op);
    let other = esc(16);
    let square = string(&[600, across, 600, up, -600, across, close, back]);
    let flex = |which: i32| string(&[0, which, other, back]);
    let (begin, point) = (flex(1), flex(2));
    let finish = string(&[3, 0, other, esc(17), esc(17), esc(33), back]);
    let a = string(&[
        50, 700, hsbw, 0, 0, moves, 0, call, 100, 100, moves, 200, 300, 200, 100, -100, -300,
        curve, close, end,
    ]);
    // A bar whose upper side is a flat curve: seven points by differences.
    let mut parts = vec![0, 700, hsbw, 0, 0, moves, 0, 400, line, 1, call];
    for (x, y) in [
        (300, 0),
        (-200, 0),
        (100, 40),
        (100, 0),
        (100, 0),
        (100, -40),
        (100, 0),
    ] {
        parts.extend([x, y, moves, 2, call]);
    }
    parts.extend([50, 600, 400, 3, call, 0, -400, line, close, end]);
    let b = string(&parts);
    let c = string(&[0, 700, hsbw, 0, 200, 400, 97, 98, esc(6)]);
    let mut private = b"dup /Private 8 dict dup begin /lenIV 4 def\n/Subrs 4 array\n".to_vec();
    for (nth, routine) in [&square, &begin, &point, &finish].into_iter().enumerate() {
        private.extend(format!("dup {nth} {} RD ", routine.len()).bytes());
        private.extend(routine);
        private.extend(b" NP\n");
    }
    let notdef = string(&[0, 500, hsbw, end]);
    private.extend(b"ND\n2 index /CharStrings 4 dict dup begin\n");
    for (name, glyph) in [(".notdef", &notdef), ("a", &a), ("b", &b), ("aacute", &c)] {
        private.extend(format!("/{name} {} RD ", glyph.len()).bytes());
        private.extend(glyph);
        private.extend(b" ND\n");
    }
    private.extend(b"end end readonly put noaccess put dup /FontName get exch definefont pop mark currentfile closefile\n");
    let mut font = b"%!PS-AdobeFont-1.0: Probe\n12 dict begin\n/FontInfo 1 dict dup begin end readonly def\n/FontName /Probe def\n/PaintType 0 def\n/FontType 1 def\n/FontMatrix [0.001 0 0 0.001 0 0] readonly def\n/Encoding StandardEncoding def\n/FontBBox {0 -200 1000 900} readonly def\ncurrentdict end\ncurrentfile eexec\n".to_vec();
    // Procedures that the charstrings are read with.
    let head = b"/RD {string currentfile exch readstring pop} executeonly def /ND {noaccess def} executeonly def /NP {noaccess put} executeonly def\n";
    let mut all = private.clone();
    let at = all
        .windows(5)
        .position(|word| word == b"begin")
        .expect("there")
        + 6;
    all.splice(at..at, head.iter().copied());
    font.extend(encrypted(&all, 55_665));
    font.extend(b"\n");
    font.extend([b'0'; 512]);
    font.extend(b"\ncleartomark\n");
    font
}

/// Advertisements of type, lines and blends, beside the forty.
fn more() -> Vec<Wild> {
    let font = type1();
    let mut letters = Draft::new(
        "",
        "/Font << /F 5 0 R >> /ExtGState << /O << /OP true /op true /OPM 1 >> >>",
        b"0.2 0.6 0 0 k BT /F 40 Tf 20 40 Td (abab) Tj ET /O gs 0 0 0 1 K 1 w BT 1 Tr /F 30 Tf 150 50 Td (ab) Tj ET",
    );
    letters.put(5, "<< /Type /Font /Subtype /Type1 /BaseFont /Probe /FirstChar 97 /LastChar 98 /Widths [700 700] /FontDescriptor 6 0 R >>");
    letters.put(6, "<< /Type /FontDescriptor /FontName /Probe /Flags 32 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 /FontFile 7 0 R >>");
    let clear = font
        .windows(6)
        .position(|word| word == b"eexec\n")
        .expect("there")
        + 6;
    letters.stream(
        7,
        &format!(
            "/Length1 {clear} /Length2 {} /Length3 525",
            font.len() - clear - 526
        ),
        &font,
    );
    let lines = Draft::new(
        "",
        "",
        b"0 1 0 0 K 8 w 0 J 0 j 30 30 m 60 90 l 90 30 l S 1 J 1 j 1 0 0 0 K 100 30 m 115 90 l 130 30 l S 2 J 2 j 0 0 1 0 K 145 30 m 160 90 l 175 30 l S 0 J 2 w [12 6] 4 d 0 0 0 1 K 25 24 m 190 24 l S",
    );
    let mut blends = Draft::new(
        "/Group << /S /Transparency /CS /DeviceCMYK >>",
        "/ExtGState << /H << /BM /Hue >> /S << /BM /Saturation >> /C << /BM /Color >> /L << /BM /Luminosity >> /N << /BM /Screen /ca 0.5 >> >>",
        b"0.2 0.7 0.9 0.1 k 20 20 180 80 re f 0.8 0.3 0 0.2 k /H gs 25 25 30 70 re f /S gs 60 25 30 70 re f /C gs 95 25 30 70 re f /L gs 130 25 30 70 re f /N gs 165 25 30 70 re f",
    );
    let words = Draft::new(
        "",
        "/Font << /F 50 0 R >> /Shading << /S << /ShadingType 2 /ColorSpace /DeviceCMYK /Coords [20 0 200 0] /Function << /FunctionType 2 /Domain [0 1] /C0 [1 0 0 0] /C1 [0 1 0 0] /N 1 >> >> >>",
        b"q BT 7 Tr /F 60 Tf 20 40 Td (abc) Tj ET /S sh Q 0 0 0 1 k BT /F 12 Tf 20 25 Td (cab) Tj ET",
    );
    let mut words = words;
    words.put(50, "<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Kai /FirstChar 97 /LastChar 99 /Widths [600 600 600] /FontDescriptor 51 0 R >>");
    words.put(51, "<< /Type /FontDescriptor /FontName /ABCDEF+Kai /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 /FontFile2 52 0 R >>");
    words.stream(
        52,
        "/Length1 1",
        include_bytes!("../../fonts/kai-regular.ttf"),
    );
    let fonts = Fonts::bundled();
    let (pictures, photo) = crate::pdf::one_picture(crate::pdf::patches(900, 600));
    let page = written(
        &[&full_page(&fonts, 1, Some(photo))],
        &fonts,
        &pictures,
        Purpose::Press(Standard::X4),
    );
    let mut files = vec![Wild {
        name: "a page of ours",
        bytes: page,
    }];
    blends.trailer.push(' ');
    for (name, draft) in [
        ("Type 1 letters", letters),
        ("ends and corners of lines", lines),
        ("blends that mix the inks", blends),
        ("letters as a clip", words),
    ] {
        files.push(Wild {
            name,
            bytes: draft.bytes(),
        });
    }
    files
}

/// Advertisements with transparency of every kind, beside those of the forty.
fn clear() -> Vec<Wild> {
    let group = "/Group << /S /Transparency /CS /DeviceCMYK >>";
    let states = "/ExtGState << /H << /ca 0.5 /CA 0.3 >> /M << /BM /Multiply >> /N << /ca 1 /CA 1 /BM /Normal >> >>";
    let fonts = "/Font << /F 50 0 R >>";
    let mut drafts = vec![(
        "alpha over type and lines",
        Draft::new(
            group,
            &format!("{states} {fonts}"),
            b"0 0.9 0.2 0 k BT /F 30 Tf 30 50 Td (abc) Tj ET 1 0 0 0 K 4 w 20 30 m 200 90 l S /H gs 0 1 1 0 k 20 20 120 60 re f 0 0 1 0 K 10 w 30 90 m 190 25 l S /N gs 0.2 0.9 0 0 k BT /F 12 Tf 25 25 Td (cab) Tj ET",
        ),
    )];
    drafts.push((
        "alpha inside a scaled and clipped state",
        Draft::new(
            group,
            states,
            b"0.5 0 0 0.5 0 0 cm 60 60 300 80 re W n 1 0 0 0 k 40 40 200 100 re f /M gs 0 1 0 0 k 100 50 250 60 re f /N gs 0 0 1 0 k 300 90 40 40 re f",
        ),
    ));
    drafts.push((
        "clear type before opaque type in one text",
        Draft::new(
            group,
            &format!("{states} {fonts}"),
            b"1 0 0 0 k 20 40 100 30 re f BT /H gs 0 1 1 0 k /F 40 Tf 25 40 Td (ab) Tj /N gs 0.2 0.9 0.9 0 k (c) Tj 60 0 Td (a) Tj ET 0 0 1 0 k 180 20 20 20 re f",
        ),
    ));
    let mut tiles = Draft::new(
        group,
        "/Pattern << /P 5 0 R >>",
        b"1 0 0 0 k 20 20 90 70 re f /Pattern cs /P scn 40 30 150 50 re f",
    );
    tiles.stream(5, "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 10 10] /XStep 10 /YStep 10 /Resources << /ExtGState << /H << /ca 0.5 >> >> >>", b"/H gs 0 1 0 0 k 0 0 10 10 re f");
    drafts.push(("a tiling that is not opaque", tiles));
    for (_, draft) in &mut drafts {
        draft.put(50, "<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Kai /FirstChar 97 /LastChar 99 /Widths [600 600 600] /FontDescriptor 51 0 R >>");
        draft.put(51, "<< /Type /FontDescriptor /FontName /ABCDEF+Kai /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 /FontFile2 52 0 R >>");
        draft.stream(
            52,
            "/Length1 1",
            include_bytes!("../../fonts/kai-regular.ttf"),
        );
    }
    let made = drafts.into_iter().map(|(name, draft)| Wild {
        name,
        bytes: draft.bytes(),
    });
    let known = all().into_iter().chain(more());
    made.chain(known.filter(|wild| {
        ["mask", "multiplies", "blends"]
            .iter()
            .any(|word| wild.name.contains(word))
            && !wild.name.contains("mixed with its mask")
    }))
    .collect()
}

/// Pixels an inch of the plates that are compared: Ghostscript inks every pixel that a shape touches,
/// which at the resolution of proofs is more than the shape.
const FINE: u32 = 576;

/// Flattened for PDF/X-1a, transparency prints as it does in PDF/X-4: on Ghostscript's plates of both.
pub fn flattened_prints_as_it_did() {
    let clear = clear();
    assert!(clear.len() >= 9, "only {}", clear.len());
    let faults = side_by_side(&clear, |wild| {
        let made = [(HOUSE, Standard::X4), (HOUSE_X1A, Standard::X1a)].map(|(house, standard)| {
            let keys = format!("convert = true\n{RULE}");
            let outcome = set(&wild.bytes, &keys, house);
            let told = crate::ads::reported(&outcome);
            let setting = outcome
                .setting
                .unwrap_or_else(|| panic!("{}: {told}", wild.name));
            let placed = setting.formes[0].placed_pages();
            let frame = placed
                .first()
                .unwrap_or_else(|| panic!("{}: {told}", wild.name))
                .image;
            let file = exported(&setting, &setting.formes, standard);
            keep(&format!("{}-converted-{standard:?}", wild.name), &file);
            (frame, separated_at(&file, FINE, &[]))
        });
        let [(frame, blended), (_, flat)] = &made;
        let mut faults = Vec::new();
        for (name, plate) in blended {
            for (x, y) in (0..18).flat_map(|x| (0..8).map(move |y| (x, y))) {
                let (left, top) = (frame.left.to_mm(), frame.top.to_mm());
                let place = [
                    left + f64::from(x) * 4.0,
                    top + f64::from(y) * 4.0,
                    4.0,
                    4.0,
                ];
                let other = flat.get(name).map_or(0.0, |plate| plate.mean(place));
                let differs = (plate.mean(place) - other).abs();
                if differs > 0.05 {
                    let per_cent = differs * 100.0;
                    faults.push(format!(
                        "{}: {name} by {per_cent:.1} % at {x},{y}",
                        wild.name
                    ));
                }
            }
        }
        faults
    });
    let faults: Vec<String> = faults.into_iter().flatten().collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Puts a press file into the folder `DUIKAI_PLACED`, if one is named, for other programs.
fn keep(name: &str, file: &[u8]) {
    if let Some(folder) = std::env::var_os("DUIKAI_PLACED") {
        let name = format!("{}.pdf", name.replace(' ', "-"));
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(Path::new(&folder).join(name), file).expect("writes");
    }
}

/// The press file of some pages of an edition.
pub fn exported(setting: &Setting, formes: &[Forme], standard: Standard) -> Vec<u8> {
    let order = Order {
        formes: formes.iter().collect(),
        meta: Meta {
            title: "报",
            paper: "报",
            date: "2021-12-31",
            lang: "zh-CN",
        },
        kind: Purpose::Press(standard),
    };
    pdf::export(&order, &setting.fonts, &setting.pictures, &SNAP_240).expect("exports")
}

/// Places an advertisement; `None` if it is refused.
fn placed(wild: &Wild) -> Option<Placed> {
    let accepted = |keys: &str| {
        let outcome = set(&wild.bytes, &format!("{keys}{RULE}"), HOUSE);
        let fine = outcome
            .diagnostics
            .iter()
            .all(|told| told.severity <= Severity::Warning);
        if !fine && std::env::var_os("DUIKAI_SAY").is_some() {
            eprintln!("{}: {}", wild.name, crate::ads::reported(&outcome));
        }
        fine.then_some(outcome.setting).flatten()
    };
    let inside = "fit = \"inside\"\n";
    let (setting, converted) = match accepted("").or_else(|| accepted(inside)) {
        Some(setting) => (setting, false),
        None => (accepted("convert = true\n")?, true),
    };
    let forme = &setting.formes[0];
    let frame = forme.placed_pages()[0].image;
    let pixels =
        |length: duikai::geom::Len| (length + forme.sheet.bleed).to_pt() * DPI as f64 / 72.0;
    let after = exported(&setting, &setting.formes, Standard::X4);
    // A whole page at a fifth of its size has lines that no press prints.
    if wild.name != "a page of ours" {
        keep(&format!("{}-X4", wild.name), &after);
    }
    let plates = png::plates(
        forme,
        &setting.fonts,
        &setting.pictures,
        &SNAP_240,
        DPI as u32,
    )
    .expect("draws");
    Some(Placed {
        name: wild.name.to_owned(),
        before: wild.bytes.clone(),
        after,
        corner: (pixels(frame.left), pixels(frame.top)),
        converted,
        plates: plates
            .into_iter()
            .map(|(plate, file)| (plate.name().to_owned(), file))
            .collect(),
    })
}

/// Every advertisement that is accepted, as it came or converted.
fn all_placed() -> &'static [Placed] {
    static PLACED: OnceLock<Vec<Placed>> = OnceLock::new();
    PLACED.get_or_init(|| {
        let forty = all();
        assert_eq!(forty.len(), 40);
        let mut found: Vec<Placed> = side_by_side(&forty, placed).into_iter().flatten().collect();
        assert!(found.len() >= 33, "only {} of 40 are accepted", found.len());
        let more = more();
        let wild = side_by_side(&more, placed);
        for (found, Wild { name, .. }) in wild.iter().zip(&more) {
            assert!(found.is_some(), "{name} is refused");
        }
        found.extend(wild.into_iter().flatten());
        found
    })
}

struct Picture {
    width: usize,
    height: usize,
    rgb: Vec<u8>,
}

impl Picture {
    /// Reads a PPM file.
    fn read(bytes: &[u8]) -> Option<Picture> {
        let (mut at, mut numbers) = (2, Vec::new());
        while numbers.len() < 3 {
            let rest = bytes.get(at..)?;
            if rest[0] == b'#' {
                at += rest.iter().position(|&byte| byte == b'\n')?;
            } else if rest[0].is_ascii_digit() {
                let end = rest.iter().position(|byte| !byte.is_ascii_digit())?;
                numbers.push(std::str::from_utf8(&rest[..end]).ok()?.parse().ok()?);
                at += end;
            } else {
                at += 1;
            }
        }
        Some(Picture {
            width: numbers[0],
            height: numbers[1],
            rgb: bytes.get(at + 1..)?.to_vec(),
        })
    }

    fn at(&self, x: usize, y: usize) -> [f64; 3] {
        let at = (y.min(self.height - 1) * self.width + x.min(self.width - 1)) * 3;
        [0, 1, 2].map(|part| f64::from(self.rgb[at + part]))
    }
}

fn drawn(program: &str, pdf: &[u8], folder: &Path) -> Picture {
    let (file, to) = (folder.join("page.pdf"), folder.join("page.ppm"));
    std::fs::write(&file, pdf).expect("writes");
    let (pdf, to) = (file.to_string_lossy(), to.to_string_lossy());
    let dpi = DPI.to_string();
    let mut command = Command::new(program);
    match program {
        "gs" => command.args([
            "-q",
            "-dSAFER",
            "-dBATCH",
            "-dNOPAUSE",
            "-dSimulateOverprint=false",
            "-sDEVICE=ppmraw",
            &format!("-r{dpi}"),
            &format!("-sOutputFile={to}"),
            &pdf,
        ]),
        "mutool" => command.args(["draw", "-q", "-F", "ppm", "-r", &dpi, "-o", &to, &pdf, "1"]),
        _ => command.args(["-r", &dpi, "-singlefile", &pdf, to.trim_end_matches(".ppm")]),
    };
    let done = command.output().expect("it starts");
    assert!(
        done.status.success(),
        "{program}: {}",
        String::from_utf8_lossy(&done.stderr)
    );
    let bytes = std::fs::read(folder.join("page.ppm")).expect("a picture");
    Picture::read(&bytes).expect("a PPM")
}

fn lab(rgb: [f64; 3]) -> [f64; 3] {
    let [r, g, b] = rgb.map(|part| {
        let part = part / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    });
    let root = |part: f64| {
        if part > 216.0 / 24389.0 {
            part.cbrt()
        } else {
            (24389.0 / 27.0 * part + 16.0) / 116.0
        }
    };
    let x = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
    let y = root(0.2126 * r + 0.7152 * g + 0.0722 * b);
    let z = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// The greatest mean distance of a square of 4 × 4 pixels without an edge, which may fall between
/// pixels otherwise, and the mean of all.
fn distance(before: &Picture, after: &Picture, corner: (f64, f64)) -> (f64, f64) {
    let (mut worst, mut sum_of_all, mut count): (f64, f64, f64) = (0.0, 0.0, 0.0);
    // The box of the original begins 10 points inside its medium, if it has one of its own.
    let inset = ((before.width as f64 - WIDTH) / 2.0).max(0.0);
    for top in (6..HEIGHT as usize - 10).step_by(4) {
        for left in (6..WIDTH as usize - 10).step_by(4) {
            let mut sums = [[0.0; 3]; 2];
            let mut range: [(f64, f64); 3] = [(255.0, 0.0); 3];
            for (x, y) in (0..16).map(|at| (at % 4, at / 4)) {
                let (x, y) = ((left + x) as f64, (top + y) as f64);
                let one = before.at((x + inset) as usize, (y + inset) as usize);
                let two = after.at(
                    (x + corner.0).round() as usize,
                    (y + corner.1).round() as usize,
                );
                for at in 0..3 {
                    range[at] = (range[at].0.min(one[at]), range[at].1.max(one[at]));
                    sums[0][at] += one[at] / 16.0;
                    sums[1][at] += two[at] / 16.0;
                }
            }
            let (one, two) = (lab(sums[0]), lab(sums[1]));
            let sum: f64 = one.iter().zip(two).map(|(a, b)| (a - b) * (a - b)).sum();
            let edge = (0..3).any(|at| {
                let (least, most) = range[at];
                most - least > 12.0
            });
            if !edge {
                worst = worst.max(sum.sqrt());
            }
            sum_of_all += sum.sqrt();
            count += 1.0;
        }
    }
    (worst, sum_of_all / count)
}

/// Each accepted one is drawn before and after: the same picture within ΔE 2 where nothing was
/// converted, and where it was, colours that are still those of the file.
fn looks_as_it_did(program: &'static str) {
    // A page of ours is placed smaller than it is.
    let comparable: Vec<&Placed> = all_placed()
        .iter()
        .filter(|placed| placed.name != "a page of ours")
        .collect();
    let said = side_by_side(&comparable, |&placed| {
        let folder = tempfile::tempdir().expect("a folder");
        let before = drawn(program, &placed.before, folder.path());
        let after = drawn(program, &placed.after, folder.path());
        let (worst, mean) = distance(&before, &after, placed.corner);
        (placed, worst, mean)
    });
    let mut faults = Vec::new();
    for (placed, worst, mean) in said {
        let fault = match placed.converted {
            // What a page is and the same in an isolated group are one (ISO 32000-1 §11.4.7), and to
            // the others they are: ΔE 0. Poppler draws edges in a group otherwise, by ΔE 16 within a
            // pixel of them when such a page is wrapped by hand.
            false if placed.name == "blends that mix the inks" && program == "pdftoppm" => {
                worst > 2.5 || mean > 0.5
            }
            false => worst > 2.0 || mean > 1.0,
            // Screens show colours that no newsprint has; what is left out or black instead would be
            // further away.
            true => mean > 65.0,
        };
        if fault || std::env::var_os("DUIKAI_SAY").is_some() {
            let line = format!(
                "{} by {program}: ΔE {worst:.1} at most, {mean:.1} on average{}",
                placed.name,
                if placed.converted { ", converted" } else { "" }
            );
            eprintln!("{line}");
            if fault {
                faults.push(line);
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

pub fn ghostscript_sees_what_came() {
    looks_as_it_did("gs");
}

pub fn mupdf_sees_what_came() {
    looks_as_it_did("mutool");
}

pub fn poppler_sees_what_came() {
    looks_as_it_did("pdftoppm");
}

/// Our plates of a page with an advertisement are those that Ghostscript makes of the press file.
pub fn plates_show_what_is_in_it() {
    let faults = side_by_side(all_placed(), |placed| {
        let theirs = separated_at(
            &placed.after,
            // Type of two points wants more.
            if placed.name == "a page of ours" {
                FINE * 4
            } else {
                FINE
            },
            &[],
        );
        let mut faults = Vec::new();
        for (name, file) in &placed.plates {
            let image = image::load_from_memory(file).expect("a PNG").into_luma8();
            let ours = Grey {
                dpi: DPI as u32,
                width: image.width() as usize,
                samples: image.into_raw().iter().map(|sample| 255 - sample).collect(),
            };
            let Some(theirs) = theirs.get(name) else {
                faults.push(format!("{}: no plate {name}", placed.name));
                continue;
            };
            let (left, top) = (placed.corner.0 * 25.4 / 72.0, placed.corner.1 * 25.4 / 72.0);
            let (mut worst, mut at): (f64, _) = (0.0, (0, 0));
            for (x, y) in (0..9).flat_map(|x| (0..4).map(move |y| (x, y))) {
                let place = [
                    left + f64::from(x) * 8.0,
                    top + f64::from(y) * 8.0,
                    8.0,
                    8.0,
                ];
                let differs = (ours.mean(place) - theirs.mean(place)).abs();
                if differs > worst {
                    (worst, at) = (differs, (x, y));
                }
            }
            if worst > 0.03 || std::env::var_os("DUIKAI_SAY").is_some() {
                let line = format!(
                    "{}: {name} by {:.1} % at {at:?}",
                    placed.name,
                    worst * 100.0
                );
                eprintln!("{line}");
                if worst > 0.03 {
                    faults.push(line);
                }
            }
        }
        faults
    });
    let faults: Vec<String> = faults.into_iter().flatten().collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
