//! Advertisements: what is placed, and the many ways in which a file may be
//! unfit to be.

use std::time::{Duration, Instant};

use duikai::asset::SNAP_240;
use duikai::desk::{DiskDesk, MemoryDesk};
use duikai::diag::Severity;
use duikai::export::pdf::{self, Meta, Order, Purpose};
use duikai::forme::Item;
use duikai::preflight::{self, Printer};
use duikai::{Job, Outcome, typeset};
use lopdf::content::Content;
use lopdf::{Document, Object};

/// The slot of the advertisement, in points: two columns, eight rows.
pub const WIDTH: f64 = 210.0;
/// Its height.
pub const HEIGHT: f64 = 94.0;

const EDITION: &str =
    "paper = \"报\"\ndate = \"2021-12-31\"\nlayout = \"house.toml\"\npages = [\"page.toml\"]\n";
pub const HOUSE: &str = "include = [\"layout.toml\"]\n";
pub const HOUSE_X1A: &str = "include = [\"layout.toml\"]\n\n[press]\nstandard = \"x1a\"\n";

/// A PDF of numbered objects, its cross references right.
pub struct Draft {
    objects: Vec<(u32, Vec<u8>)>,
    /// Entries of the trailer.
    pub trailer: String,
}

impl Draft {
    /// One page with a TrimBox as large as the slot and a black box in it;
    /// `page` is added to its dictionary, `resources` to its resources.
    pub fn new(page: &str, resources: &str, contents: &[u8]) -> Draft {
        let mut draft = Draft {
            objects: Vec::new(),
            trailer: "/Root 1 0 R".to_owned(),
        };
        draft.put(1, "<< /Type /Catalog /Pages 2 0 R >>");
        draft.put(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        let boxes = format!(
            "/MediaBox [0 0 {} {}] /TrimBox [10 10 {} {}]",
            WIDTH + 20.0,
            HEIGHT + 20.0,
            WIDTH + 10.0,
            HEIGHT + 10.0
        );
        draft.put(3, &format!("<< /Type /Page /Parent 2 0 R {boxes} /Contents 4 0 R /Resources << {resources} >> {page} >>"));
        draft.stream(4, "", contents);
        draft
    }

    fn plain() -> Draft {
        Draft::new("", "", b"0 0 0 1 k 20 20 60 40 re f")
    }

    pub fn put(&mut self, id: u32, body: &str) -> &mut Draft {
        self.objects.retain(|(other, _)| *other != id);
        self.objects.push((id, body.as_bytes().to_vec()));
        self
    }

    pub fn stream(&mut self, id: u32, dict: &str, bytes: &[u8]) -> &mut Draft {
        let mut body = format!("<< {dict} /Length {} >>\nstream\n", bytes.len()).into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\nendstream");
        self.objects.retain(|(other, _)| *other != id);
        self.objects.push((id, body));
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut out = b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n".to_vec();
        let mut objects: Vec<_> = self.objects.iter().collect();
        objects.sort();
        let count = objects.last().map_or(1, |(id, _)| id + 1);
        let mut table = vec!["0000000000 65535 f \n".to_owned(); count as usize];
        for (id, body) in objects {
            table[*id as usize] = format!("{:010} 00000 n \n", out.len());
            out.extend_from_slice(format!("{id} 0 obj\n").as_bytes());
            out.extend_from_slice(body);
            out.extend_from_slice(b"\nendobj\n");
        }
        let start = out.len();
        out.extend_from_slice(format!("xref\n0 {count}\n{}", table.concat()).as_bytes());
        out.extend_from_slice(
            format!(
                "trailer\n<< /Size {count} {} >>\nstartxref\n{start}\n%%EOF\n",
                self.trailer
            )
            .as_bytes(),
        );
        out
    }
}

/// An edition of a page with one advertisement; `keys` are added to its table.
pub fn desk(ad: &[u8], keys: &str, house: &str) -> MemoryDesk {
    let page = format!(
        "number = 1\nsection = \"要闻\"\n\n[[ad]]\nfile = \"ad.pdf\"\nclient = \"平原百货\"\nat = \"1-2栏 5-12行\"\n{keys}"
    );
    let mut desk = MemoryDesk::new();
    desk.put("edition.toml", EDITION)
        .put("house.toml", house)
        .put("page.toml", page);
    desk.put("layout.toml", include_str!("suite/layout.toml"))
        .put("ad.pdf", ad);
    desk
}

/// The edition that [`desk`] has.
pub fn job() -> Job {
    Job {
        edition: "edition.toml".to_owned(),
        page: None,
    }
}

/// Sets a page with one advertisement; `keys` are added to its table.
pub fn set(ad: &[u8], keys: &str, house: &str) -> Outcome {
    typeset(&desk(ad, keys, house), &job())
}

/// The press file of a page with one advertisement that is fit for it.
pub fn press(ad: &[u8], keys: &str, kind: Purpose) -> Vec<u8> {
    let outcome = set(ad, keys, HOUSE);
    let bad: Vec<_> = outcome
        .diagnostics
        .iter()
        .filter(|reported| reported.severity > Severity::Warning)
        .collect();
    assert!(bad.is_empty(), "{bad:?}");
    let setting = outcome.setting.expect("it sets");
    let meta = Meta {
        title: "报",
        paper: "报",
        date: "2021-12-31",
        lang: "zh-CN",
    };
    let order = Order {
        formes: setting.formes.iter().collect(),
        meta,
        kind,
    };
    pdf::export(&order, &setting.fonts, &setting.pictures, &SNAP_240).expect("it exports")
}

/// Everything told, a line each.
pub fn reported(outcome: &Outcome) -> String {
    let line = |reported: &duikai::diag::Diagnostic| {
        let place = reported
            .primary
            .map(|span| outcome.sources.place(span))
            .map_or_else(String::new, |at| {
                format!("{}:{}:{}", at.path, at.line, at.column)
            });
        assert!(reported.help.is_some(), "no help: {}", reported.message);
        format!(
            "{place}: {:?}[{}]: {}",
            reported.severity,
            reported.code.name(),
            reported.message
        )
    };
    outcome
        .diagnostics
        .iter()
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

pub fn deflated(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// Files that must not be placed, or not go to press: their name, the file,
/// keys of the ad, the house, and what must be told.
fn unfit() -> Vec<(
    &'static str,
    Vec<u8>,
    &'static str,
    &'static str,
    &'static str,
)> {
    let mut cases: Vec<(
        &'static str,
        Vec<u8>,
        &'static str,
        &'static str,
        &'static str,
    )> = Vec::new();
    let plain = Draft::plain().bytes();
    cases.push((
        "empty",
        Vec::new(),
        "",
        HOUSE,
        "page.toml:5:8: Error[bad-ad]: the advertisement “ad.pdf” cannot be placed: it is not a PDF",
    ));
    cases.push((
        "cut short",
        plain[..plain.len() / 3].to_vec(),
        "",
        HOUSE,
        "Error[bad-ad]",
    ));
    cases.push((
        "no such page",
        plain.clone(),
        "page = 2\n",
        HOUSE,
        "page.toml:8:8: Error[bad-ad]: the advertisement “ad.pdf” cannot be placed: it has 1 page, so there is no page 2",
    ));
    cases.push((
        "no such box",
        plain.clone(),
        "box = \"art\"\n",
        HOUSE,
        "page.toml:8:7: Error[bad-ad]: the advertisement “ad.pdf” cannot be placed: the page has no ArtBox; it has: trim, media",
    ));
    cases.push((
        "wrong size",
        plain,
        "box = \"media\"\n",
        HOUSE,
        "page.toml:7:6: Denied[ad-size]: the advertisement is 81.1 × 40.2 mm, its slot 74.1 × 33.2 mm",
    ));

    let mut draft = Draft::plain();
    draft.trailer = "/Root 1 0 R /Encrypt 9 0 R /ID [(a) (b)]".to_owned();
    draft.put(
        9,
        "<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O (x) /U (y) >>",
    );
    cases.push(("encrypted", draft.bytes(), "", HOUSE, "it is encrypted"));

    let mut draft = Draft::plain();
    draft.put(2, "<< /Type /Pages /Kids [2 0 R] /Count 1 >>");
    cases.push((
        "looping page tree",
        draft.bytes(),
        "",
        HOUSE,
        "Error[bad-ad]: the advertisement “ad.pdf” cannot be placed: its pages lead in a circle",
    ));

    let mut draft = Draft::plain();
    draft.put(2, "<< /Type /Pages /Kids [] /Count 0 >>");
    cases.push((
        "no pages",
        draft.bytes(),
        "",
        HOUSE,
        "cannot be placed: it has no pages",
    ));

    let mut draft = Draft::new("", "/XObject << /F 5 0 R >>", b"/F Do");
    draft.stream(
        5,
        "/Type /XObject /Subtype /Form /BBox [0 0 200 90] /Resources << /XObject << /F 5 0 R >> >>",
        b"/F Do",
    );
    cases.push((
        "looping form",
        draft.bytes(),
        "",
        HOUSE,
        "Denied[ad-preflight]: the advertisement “ad.pdf”: form XObjects nest too deeply or recursively",
    ));

    // Forms that each draw the next ten times: 10^12 boxes.
    let mut draft = Draft::new("", "/XObject << /F 5 0 R >>", b"/F Do");
    for nth in 5..17 {
        let dict = format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 200 90] /Resources << /XObject << /F {} 0 R >> >>",
            nth + 1
        );
        draft.stream(nth, &dict, "/F Do ".repeat(10).as_bytes());
    }
    draft.stream(
        17,
        "/Type /XObject /Subtype /Form /BBox [0 0 200 90]",
        b"0 0 9 9 re f",
    );
    cases.push((
        "branching forms",
        draft.bytes(),
        "",
        HOUSE,
        "asks for more work than any advertisement needs",
    ));

    let mut draft = Draft::new(
        "",
        "/XObject << /I 5 0 R >>",
        b"q 60 0 0 40 20 20 cm /I Do Q",
    );
    let image = "/Type /XObject /Subtype /Image /Width 200 /Height 200 /BitsPerComponent 8";
    draft.stream(
        5,
        &format!("{image} /ColorSpace /DeviceRGB"),
        &[90; 200 * 200 * 3],
    );
    cases.push((
        "RGB picture",
        draft.bytes(),
        "",
        HOUSE,
        "page.toml:5:8: Denied[ad-preflight]: the advertisement “ad.pdf” at ",
    ));
    cases.push((
        "RGB picture",
        draft.bytes(),
        "",
        HOUSE,
        "DeviceRGB is used for a picture [rgb]",
    ));

    let mut draft = Draft::new(
        "",
        "/ColorSpace << /L [/Lab << /WhitePoint [0.96 1 0.82] >>] >>",
        b"/L cs 50 20 20 sc 20 20 60 40 re f",
    );
    cases.push(("Lab", draft.bytes(), "", HOUSE, "[cie-colour]"));
    draft = Draft::new(
        "",
        "/Font << /F 5 0 R >>",
        b"BT /F 20 Tf 20 40 Td (SALE) Tj ET",
    );
    draft.put(
        5,
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    );
    cases.push((
        "font not embedded",
        draft.bytes(),
        "",
        HOUSE,
        "[font-embedded]",
    ));

    let draft = Draft::new(
        "/Group << /S /Transparency /CS /DeviceCMYK >>",
        "/ExtGState << /G << /ca 0.5 >> >>",
        b"/G gs 0 0 0 1 k 20 20 60 40 re f",
    );
    cases.push((
        "transparency in X-1a",
        draft.bytes(),
        "",
        HOUSE_X1A,
        "alpha, a blend mode or a soft mask is used [transparency]",
    ));

    let draft = Draft::new("", "", b"1 1 1 1 k 10 10 210 94 re f");
    cases.push(("too much ink", draft.bytes(), "", HOUSE, "[ink-mean]"));

    let mut draft = Draft::plain();
    draft.stream(4, "/Filter /FlateDecode", &deflated(&vec![b' '; 200 << 20]));
    cases.push(("bomb", draft.bytes(), "", HOUSE, "Error[bad-ad]"));

    let mut draft = Draft::plain();
    draft.stream(
        4,
        "/Filter [/FlateDecode /FlateDecode]",
        &deflated(&deflated(&vec![b'q'; 90 << 20])),
    );
    cases.push(("bomb in a bomb", draft.bytes(), "", HOUSE, "ad.pdf"));

    let mut draft = Draft::new(
        "",
        "/Properties << /L 5 0 R >>",
        b"/OC /L BDC 0 0 0 1 k 20 20 60 40 re f EMC",
    );
    draft.put(5, "<< /Type /OCG /Name (hidden) >>");
    draft.put(
        1,
        "<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [5 0 R] /D << /OFF [5 0 R] >> >> >>",
    );
    cases.push(("layers", draft.bytes(), "", HOUSE, "[layers]"));

    let space = "/ColorSpace << /S [/Separation /Gold /DeviceCMYK << /FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [0 0.2 0.6 0.2] >>] >>";
    let draft = Draft::new("", space, b"/S cs 1 scn 20 20 60 40 re f");
    cases.push((
        "spot ink not declared",
        draft.bytes(),
        "",
        HOUSE,
        "Error[ink-not-on-page]: the advertisement of 平原百货 wants the spot ink “Gold”",
    ));

    cases.push((
        "turned askew",
        Draft::new("/Rotate 45", "", b"0 0 9 9 re f").bytes(),
        "",
        HOUSE,
        "turned by 45 degrees",
    ));
    cases.push((
        "nothing on it",
        Draft::new("", "", b" ").bytes(),
        "",
        HOUSE,
        "[empty-page]",
    ));
    cases
}

/// Nothing here may take long: two seconds are asked of a program that is
/// optimised, on a machine that does nothing else.
#[test]
fn every_unfit_file_is_told_in_time() {
    for (name, bytes, keys, house, wanted) in unfit() {
        let start = Instant::now();
        let outcome = set(&bytes, keys, house);
        let took = start.elapsed();
        let reported = reported(&outcome);
        assert!(
            reported.contains(wanted),
            "{name}: wanted {wanted}\n{reported}"
        );
        assert!(took < Duration::from_secs(20), "{name} took {took:?}");
        let fit = outcome
            .diagnostics
            .iter()
            .all(|reported| reported.severity <= Severity::Warning);
        assert!(!fit, "{name} would go to press");
    }
}

/// Every truncation and every changed byte is told or placed, and never ends
/// the program.
#[test]
fn damaged_files_never_end_the_program() {
    let mut draft = Draft::new(
        "",
        "/Font << /F 5 0 R >> /ExtGState << /G << /ca 0.5 >> >>",
        b"/G gs BT /F 9 Tf (a) Tj ET 0 0 9 9 re f",
    );
    draft.put(5, "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /CharProcs << /a 4 0 R >> /Encoding << /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [1] >>");
    let good = draft.bytes();
    for length in (0..good.len()).step_by(13) {
        set(&good[..length], "", HOUSE);
    }
    for at in (0..good.len()).step_by(7) {
        let mut bad = good.clone();
        bad[at] ^= 0x15;
        set(&bad, "", HOUSE);
    }
}

#[test]
fn scripts_and_notes_stay_behind_and_are_told() {
    let mut draft = Draft::new(
        "/Annots [6 0 R] /AA << /O 7 0 R >>",
        "",
        b"0 0 0 1 k 20 20 60 40 re f",
    );
    draft.put(1, "<< /Type /Catalog /Pages 2 0 R /OpenAction 7 0 R /Names << /JavaScript << /Names [(a) 7 0 R] >> >> >>");
    draft.put(
        6,
        "<< /Type /Annot /Subtype /Link /Rect [20 20 60 60] /A 7 0 R >>",
    );
    draft.put(7, "<< /S /JavaScript /JS (app.alert\\(1\\)) >>");
    let reported = reported(&set(&draft.bytes(), "", HOUSE));
    assert!(
        reported.contains("Warning[ad-preflight]: the advertisement “ad.pdf”: scripts and actions of the file are left out [action]"),
        "{reported}"
    );
    assert!(
        reported.contains("1 annotations (links, notes or form fields) are left out [annotation]"),
        "{reported}"
    );
    let file = press(
        &draft.bytes(),
        "",
        Purpose::Press(duikai::ink::Standard::X4),
    );
    for word in [&b"JavaScript"[..], b"app.alert", b"/Annot"] {
        assert!(
            !file.windows(word.len()).any(|part| part == word),
            "{}",
            String::from_utf8_lossy(word)
        );
    }
}

/// The form that a page shows.
fn form(doc: &Document) -> (lopdf::Stream, [f64; 6]) {
    let page = doc.page_iter().next().expect("a page");
    let resources = doc
        .get_dictionary(page)
        .and_then(|page| page.get(b"Resources")?.as_reference())
        .expect("resources");
    let objects = doc
        .get_dictionary(resources)
        .and_then(|resources| resources.get(b"XObject")?.as_dict())
        .expect("objects");
    let form = doc
        .get_object(
            objects
                .get(b"A0")
                .and_then(Object::as_reference)
                .expect("a form"),
        )
        .and_then(Object::as_stream)
        .expect("a stream");
    let content = Content::decode(&doc.get_page_content(page)).expect("reads");
    let cm = content
        .operations
        .iter()
        .find(|operation| operation.operator == "cm")
        .expect("a place");
    let place: Vec<f64> = cm
        .operands
        .iter()
        .map(|number| f64::from(number.as_float().expect("a number")))
        .collect();
    (form.clone(), place.try_into().expect("six"))
}

fn numbers(form: &lopdf::Stream, key: &[u8]) -> Vec<f64> {
    let array = form
        .dict
        .get(key)
        .and_then(Object::as_array)
        .expect("an array");
    array
        .iter()
        .map(|number| f64::from(number.as_float().expect("a number")))
        .collect()
}

/// The corners of the box land on those of the slot, whichever way the page
/// is turned (ISO 32000-1 §8.10.1: Matrix, then what the page adds).
#[test]
fn the_box_lies_in_its_slot_whichever_way_it_is_turned() {
    // The suite's sheet is 250 × 180 pt; its slot ends 19 pt above the foot.
    let mut corners: Vec<Vec<(i64, i64)>> = Vec::new();
    for turn in [0, 90, 180, 270] {
        let page = format!("/Rotate {turn}");
        let mut draft = Draft::new(&page, "", b"0 0 0 1 k 20 20 60 40 re f");
        if turn % 180 == 90 {
            let boxes = format!(
                "/MediaBox [0 0 {} {}] /TrimBox [10 10 {} {}]",
                HEIGHT + 20.0,
                WIDTH + 20.0,
                HEIGHT + 10.0,
                WIDTH + 10.0
            );
            draft.put(3, &format!("<< /Type /Page /Parent 2 0 R {boxes} {page} /Contents 4 0 R /Resources << >> >>"));
        }
        let file = press(
            &draft.bytes(),
            "",
            Purpose::Press(duikai::ink::Standard::X4),
        );
        let (form, place) = form(&Document::load_mem(&file).expect("reads"));
        let (bounds, matrix) = (numbers(&form, b"BBox"), numbers(&form, b"Matrix"));
        let through = |m: &[f64], (x, y): (f64, f64)| {
            (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])
        };
        let on_page = |point| {
            let (x, y) = through(&place, through(&matrix, point));
            ((x * 100.0).round() as i64, (y * 100.0).round() as i64)
        };
        let [left, bottom, right, top] = [bounds[0], bounds[1], bounds[2], bounds[3]];
        corners.push(
            [(left, bottom), (right, bottom), (right, top), (left, top)]
                .map(on_page)
                .to_vec(),
        );
    }
    let upright = corners[0].clone();
    assert_eq!(
        (upright[1].0 - upright[0].0, upright[3].1 - upright[0].1),
        (21_000, 9_400)
    );
    for (quarter, turned) in corners.iter().enumerate() {
        // Clockwise by so many quarters: a corner moves to where the one before it in this order stood.
        let wanted: Vec<(i64, i64)> = (0..4).map(|at| upright[(at + 4 - quarter) % 4]).collect();
        assert_eq!(*turned, wanted, "{} degrees", quarter * 90);
    }
}

#[test]
fn what_the_page_needs_goes_along_and_its_group_stays() {
    let mut draft = Draft::new(
        "/Group << /S /Transparency /CS /DeviceCMYK /I true >>",
        "/ExtGState << /Parent 6 0 R >> /XObject << /Length 5 0 R >>",
        b"/Parent gs q 60 0 0 40 20 20 cm /Length Do Q",
    );
    let image = "/Type /XObject /Subtype /Image /Width 200 /Height 133 /BitsPerComponent 8 /ColorSpace /DeviceCMYK /StructParent 7";
    draft
        .stream(5, image, &[40; 200 * 133 * 4])
        .put(6, "<< /Type /ExtGState /ca 0.5 /BM /Multiply >>");
    let file = press(
        &draft.bytes(),
        "",
        Purpose::Press(duikai::ink::Standard::X4),
    );
    assert_eq!(
        file,
        press(
            &draft.bytes(),
            "",
            Purpose::Press(duikai::ink::Standard::X4)
        ),
        "the same bytes twice"
    );
    let doc = Document::load_mem(&file).expect("reads");
    let (form, _) = form(&doc);
    let group = form
        .dict
        .get(b"Group")
        .and_then(Object::as_dict)
        .expect("a group");
    assert!(group.get(b"I").and_then(Object::as_bool).expect("isolated"));
    let page = doc
        .get_dictionary(doc.page_iter().next().expect("a page"))
        .expect("a page");
    assert!(page.has(b"Group"), "the page blends in press ink");
    // Names of the advertisement's own choice are kept, entries that lead elsewhere are not.
    let resources = form
        .dict
        .get(b"Resources")
        .and_then(Object::as_dict)
        .expect("resources");
    let of = |kind: &[u8], name: &[u8]| {
        resources
            .get(kind)
            .and_then(Object::as_dict)
            .expect("a kind")
            .get(name)
            .and_then(Object::as_reference)
            .expect("there")
    };
    assert!(
        doc.get_dictionary(of(b"ExtGState", b"Parent"))
            .expect("a state")
            .has(b"BM")
    );
    let picture = doc
        .get_object(of(b"XObject", b"Length"))
        .and_then(Object::as_stream)
        .expect("a picture");
    assert_eq!(
        (picture.content.len(), picture.dict.has(b"StructParent")),
        (200 * 133 * 4, false)
    );
    // What others made is held to PDF/X, and not sold as an archive file.
    let packet = doc
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok())
        .find(|stream| stream.dict.has(b"Subtype") && stream.content.starts_with(b"<?xpacket"));
    let packet = String::from_utf8_lossy(&packet.expect("XMP").content).into_owned();
    assert!(
        packet.contains("PDF/X-4") && !packet.contains("pdfaid:part>"),
        "{packet}"
    );
    let checked = preflight::check(
        &file,
        "page.pdf",
        &Printer {
            ppi: (1, 1),
            ..Printer::default()
        },
    )
    .expect("reads");
    assert!(checked.passes(), "{:?}", checked.findings);
}

#[test]
fn a_spot_ink_of_the_page_is_one_ink_in_the_file() {
    let space = "/ColorSpace << /S [/Separation /Gold /DeviceCMYK << /FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [0 0.2 0.6 0.2] >>] >>";
    let ad = Draft::new("", space, b"/S cs 1 scn 20 20 60 40 re f").bytes();
    let mut desk = MemoryDesk::new();
    let house = "include = [\"layout.toml\"]\n\n[ink.gold]\nplate = \"Gold\"\nalternate = \"M25 Y70 K20\"\n";
    let page = "number = 1\nsection = \"要闻\"\ninks = \"CMYK+gold\"\n\n[[ad]]\nfile = \"ad.pdf\"\nat = \"1-2栏 5-12行\"\n";
    desk.put("edition.toml", EDITION)
        .put("house.toml", house)
        .put("page.toml", page);
    desk.put("layout.toml", include_str!("suite/layout.toml"))
        .put("ad.pdf", ad);
    let outcome = typeset(
        &desk,
        &Job {
            edition: "edition.toml".to_owned(),
            page: None,
        },
    );
    let setting = outcome
        .setting
        .unwrap_or_else(|| panic!("{:?}", outcome.diagnostics));
    let meta = Meta {
        title: "报",
        paper: "报",
        date: "2021-12-31",
        lang: "zh-CN",
    };
    let order = Order {
        formes: setting.formes.iter().collect(),
        meta,
        kind: Purpose::Press(duikai::ink::Standard::X4),
    };
    let file =
        pdf::export(&order, &setting.fonts, &setting.pictures, &SNAP_240).expect("it exports");
    let doc = Document::load_mem(&file).expect("reads");
    let separations = doc.objects.values().filter(|object| {
        object.as_array().is_ok_and(|array| {
            array.first().and_then(|family| family.as_name().ok()) == Some(b"Separation")
        })
    });
    assert_eq!(separations.count(), 1);
}

/// `samples/ads`: nothing is complained of, no text lies on the advertisement
/// but its mark, and both drawings are paths.
#[test]
fn the_sample_runs_round_its_advertisement() {
    let edition = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/ads/edition.toml").to_owned();
    let outcome = typeset(
        &DiskDesk::default(),
        &Job {
            edition,
            page: None,
        },
    );
    let reported: Vec<_> = outcome
        .diagnostics
        .iter()
        .filter(|reported| reported.severity > Severity::Note)
        .collect();
    assert!(reported.is_empty(), "{reported:?}");
    let setting = outcome.setting.expect("sets");
    let forme = &setting.formes[0];
    let placed = forme.placed_pages();
    assert_eq!(placed.len(), 1);
    let frame = placed[0].frame;
    let (mut on_it, mut type_set, mut paths) = (String::new(), 0, 0);
    fn walk(items: &[Item], see: &mut dyn FnMut(&Item)) {
        for item in items {
            see(item);
            if let Item::Group(group) = item {
                walk(&group.items, see);
            }
        }
    }
    walk(&forme.items, &mut |item| match item {
        Item::GlyphRun(run) => {
            type_set += run.glyphs.len();
            let inside = run.glyphs.iter().any(|glyph| {
                let pen = run.pen(glyph);
                frame.left <= pen.x
                    && pen.x < frame.right
                    && frame.top < pen.y
                    && pen.y <= frame.bottom
            });
            if inside {
                on_it.push_str(&run.text);
            }
        }
        Item::Path(_) => paths += 1,
        _ => {}
    });
    assert!(type_set > 2000, "{type_set}");
    assert!(paths > 50, "{paths}");
    assert_eq!(on_it, "广告");
    for (kind, standard) in [
        (
            Purpose::Press(duikai::ink::Standard::X4),
            preflight::Standard::X4,
        ),
        (
            Purpose::Press(duikai::ink::Standard::X1a),
            preflight::Standard::X1a,
        ),
    ] {
        let meta = Meta {
            title: "报",
            paper: "报",
            date: "2021-12-31",
            lang: "zh-CN",
        };
        let order = Order {
            formes: vec![forme],
            meta,
            kind,
        };
        let file =
            pdf::export(&order, &setting.fonts, &setting.pictures, &SNAP_240).expect("it exports");
        let checked = preflight::check(
            &file,
            "page.pdf",
            &Printer {
                standard,
                ..Printer::default()
            },
        )
        .expect("reads");
        assert_eq!(checked.findings, vec![], "{kind:?}");
    }
}

/// A colour has the ink that it was given, greys are black ink, and what a
/// drawing lays on top comes later.
#[test]
fn a_drawing_prints_in_the_inks_it_was_given() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 200 100\"><rect width=\"200\" height=\"100\" fill=\"#c8102e\"/>\
               <circle cx=\"50\" cy=\"50\" r=\"40\" fill=\"#808080\" stroke=\"#fff\" stroke-width=\"4\" stroke-dasharray=\"8 4\"/></svg>";
    let page = "number = 1\nsection = \"要闻\"\n\n[[ad]]\nfile = \"ad.svg\"\nat = \"1-2栏 5-12行\"\nfit = \"inside\"\nlabel-in-art = true\n\
                inks = { \"#c8102e\" = \"M100 Y90\" }\n";
    let mut desk = MemoryDesk::new();
    desk.put("edition.toml", EDITION)
        .put("house.toml", HOUSE)
        .put("page.toml", page)
        .put("ad.svg", svg);
    desk.put("layout.toml", include_str!("suite/layout.toml"));
    let outcome = typeset(
        &desk,
        &Job {
            edition: "edition.toml".to_owned(),
            page: None,
        },
    );
    let setting = outcome
        .setting
        .unwrap_or_else(|| panic!("{:?}", outcome.diagnostics));
    let meta = Meta {
        title: "报",
        paper: "报",
        date: "2021-12-31",
        lang: "zh-CN",
    };
    let order = Order {
        formes: setting.formes.iter().collect(),
        meta,
        kind: Purpose::Press(duikai::ink::Standard::X4),
    };
    let file =
        pdf::export(&order, &setting.fonts, &setting.pictures, &SNAP_240).expect("it exports");
    let doc = Document::load_mem(&file).expect("reads");
    let contents = doc.get_page_content(doc.page_iter().next().expect("a page"));
    let content = Content::decode(&contents).expect("reads");
    let said: Vec<String> = content
        .operations
        .iter()
        .filter(|operation| ["k", "K", "f", "S", "d"].contains(&operation.operator.as_str()))
        .map(|operation| {
            let flat = operation.operands.iter().flat_map(|operand| {
                operand
                    .as_array()
                    .cloned()
                    .unwrap_or_else(|_| vec![operand.clone()])
            });
            let numbers: Vec<String> = flat
                .map(|number| {
                    number
                        .as_float()
                        .map_or_else(|_| "?".to_owned(), |number| format!("{number}"))
                })
                .collect();
            format!("{} {}", numbers.join(" "), operation.operator)
                .trim()
                .to_owned()
        })
        .collect();
    // As wide as fits: 188 pt of 150, so dashes of 6 and 3 pt are 7.52 and 3.76.
    assert_eq!(
        said,
        [
            "0 1 0.9 0 k",
            "f",
            "0 0 0 0.498 k",
            "f",
            "0 0 0 0 K",
            "7.52 3.76 0 d",
            "S"
        ]
    );
}

/// A nameplate that was drawn: whole in its place, above its line, in ink.
/// A page of one word, well clear of the nameplates.
const PLAIN_PAGE: &str = "number = 1\nsection = \"要闻\"\n[[story]]\ntext = \"天\"\nkind = \"story\"\nat = \"2栏 12行\"\n";

#[test]
fn a_nameplate_may_be_a_drawing() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 300 100\"><rect width=\"300\" height=\"100\" fill=\"#c8102e\"/></svg>";
    let furniture = "\n[[furniture]]\nname = \"nameplate\"\nframe = [\"10pt\", \"4pt\", \"100pt\", \"60pt\"]\nfile = \"art/name.svg\"\n\
                     inks = { \"#c8102e\" = \"M100 Y90\" }\nlines = [{ text = \"{date}\", style = \"body\" }]\n";
    let mut desk = MemoryDesk::new();
    desk.put("edition.toml", EDITION)
        .put("house.toml", format!("{HOUSE}{furniture}"))
        .put("art/name.svg", svg);
    desk.put("page.toml", PLAIN_PAGE)
        .put("layout.toml", include_str!("suite/layout.toml"));
    let outcome = typeset(
        &desk,
        &Job {
            edition: "edition.toml".to_owned(),
            page: None,
        },
    );
    let setting = outcome
        .setting
        .unwrap_or_else(|| panic!("{:?}", outcome.diagnostics));
    let groups = setting.formes[0].items.iter().filter_map(|item| {
        if let Item::Group(group) = item {
            Some(group)
        } else {
            None
        }
    });
    let plate = groups
        .into_iter()
        .find(|group| group.name == "nameplate")
        .expect("a nameplate");
    let drawn = plate
        .items
        .iter()
        .find_map(|item| {
            if let Item::Path(path) = item {
                path.bounds()
            } else {
                None
            }
        })
        .expect("a path");
    let line = plate
        .items
        .iter()
        .find_map(|item| {
            if let Item::GlyphRun(run) = item {
                Some(run.start)
            } else {
                None
            }
        })
        .expect("a line");
    let off = |a: f64, b: f64| (a - b).abs() > 0.01;
    assert!(
        !off(drawn.width().to_pt(), 100.0) && !off(drawn.height().to_pt(), 100.0 / 3.0),
        "{drawn:?}"
    );
    assert!(
        drawn.bottom < line.y && drawn.top.to_pt() >= 4.0,
        "{drawn:?} {line:?}"
    );
}

/// A nameplate that was drawn as a PDF stands in its furniture, whole, and is
/// held to the rules of the press as advertisements are.
#[test]
fn a_nameplate_may_be_a_page_of_a_pdf() {
    let set = |nameplate: Draft| -> Outcome {
        let house = "include = [\"layout.toml\"]\n\n[[furniture]]\nname = \"nameplate\"\nframe = [\"20pt\", \"20pt\", \"100pt\", \"94pt\"]\nfile = \"name.pdf\"\n";
        let mut desk = MemoryDesk::new();
        desk.put("edition.toml", EDITION)
            .put("house.toml", house)
            .put("page.toml", PLAIN_PAGE);
        desk.put("layout.toml", include_str!("suite/layout.toml"))
            .put("name.pdf", nameplate.bytes());
        typeset(
            &desk,
            &Job {
                edition: "edition.toml".to_owned(),
                page: None,
            },
        )
    };
    let outcome = set(Draft::plain());
    assert!(
        outcome
            .diagnostics
            .iter()
            .all(|reported| reported.severity < Severity::Warning),
        "{:?}",
        outcome.diagnostics
    );
    let setting = outcome.setting.expect("is set");
    let groups = setting.formes[0].items.iter().filter_map(|item| {
        if let Item::Group(group) = item {
            Some(&group.items)
        } else {
            None
        }
    });
    let placed: Vec<_> = groups
        .flatten()
        .filter_map(|item| {
            if let Item::Page(page) = item {
                Some(page)
            } else {
                None
            }
        })
        .collect();
    let [page] = placed[..] else {
        panic!("{placed:?}")
    };
    // 210 by 94 pt in 100 by 94.
    let (width, height) = (page.image.width().to_pt(), page.image.height().to_pt());
    assert!(
        (width - 100.0).abs() < 0.01 && (height - HEIGHT * 100.0 / WIDTH).abs() < 0.01,
        "{width} by {height}"
    );
    // Red of a screen is no ink.
    let red = set(Draft::new("", "", b"1 0 0 rg 20 20 60 40 re f"));
    assert!(
        red.diagnostics
            .iter()
            .any(|reported| reported.message.starts_with("the drawing “name.pdf”")),
        "{:?}",
        red.diagnostics
    );
}
