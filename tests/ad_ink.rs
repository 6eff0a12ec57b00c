//! The ink of advertisements: however it is painted, it is counted, or it is said that it is not.

use crate::ads::{Draft, HEIGHT, HOUSE, WIDTH, reported, set};

/// Four full inks.
const BLACKEST: &str = "1 1 1 1";

/// A function from a share to four inks.
fn ramp(from: &str, to: &str) -> String {
    format!("<< /FunctionType 2 /Domain [0 1] /C0 [{from}] /C1 [{to}] /N 1 >>")
}

/// An advertisement whose whole ground is the shading of object 5.
fn shaded(dict: &str, data: Option<&[u8]>) -> Draft {
    let mut draft = Draft::new("", "/Shading << /S 5 0 R >>", b"/S sh");
    match data {
        Some(data) => draft.stream(5, dict, data),
        None => draft.put(5, &format!("<< {dict} >>")),
    };
    draft
}

/// The vertices of meshes: coordinates of 16 bits over the whole ground, inks of 8.
fn vertex(flag: Option<u8>, points: &[(f64, f64)], inks: &[[u8; 4]]) -> Vec<u8> {
    let mut bytes: Vec<u8> = flag.into_iter().collect();
    for (x, y) in points {
        for share in [x, y] {
            bytes.extend(((share * 65_535.0) as u16).to_be_bytes());
        }
    }
    inks.iter().for_each(|inks| bytes.extend(inks));
    bytes
}

fn mesh(kind: u32, more: &str) -> String {
    format!(
        "/ShadingType {kind} /ColorSpace /DeviceCMYK /BitsPerCoordinate 16 /BitsPerComponent 8 /BitsPerFlag 8 {more} /Decode [0 {} 0 {} 0 1 0 1 0 1 0 1]",
        WIDTH + 20.0,
        HEIGHT + 20.0
    )
}

/// The edge of a patch over the whole ground, in the order of the standard.
const EDGE: [(f64, f64); 12] = [
    (0.0, 0.0),
    (0.0, 0.33),
    (0.0, 0.67),
    (0.0, 1.0),
    (0.33, 1.0),
    (0.67, 1.0),
    (1.0, 1.0),
    (1.0, 0.67),
    (1.0, 0.33),
    (1.0, 0.0),
    (0.67, 0.0),
    (0.33, 0.0),
];

/// Every way to lay four full inks on all of an advertisement that is no plain fill.
fn too_much() -> Vec<(&'static str, Draft)> {
    let full = [255; 4];
    let ground = format!("0 0 {} {} re f", WIDTH + 20.0, HEIGHT + 20.0);
    let mut cases = Vec::new();
    let calculator = b"{ pop pop 1 1 1 1 }";
    let mut draft = shaded(
        "/ShadingType 1 /ColorSpace /DeviceCMYK /Domain [0 300 0 300] /Function 6 0 R",
        None,
    );
    draft.stream(
        6,
        "/FunctionType 4 /Domain [0 300 0 300] /Range [0 1 0 1 0 1 0 1]",
        calculator,
    );
    cases.push(("a shading by place", draft));
    let axial = format!(
        "/ShadingType 2 /ColorSpace /DeviceCMYK /Coords [0 0 {WIDTH} 0] /Extend [true true] /Function {}",
        ramp(BLACKEST, BLACKEST)
    );
    cases.push(("an axial shading", shaded(&axial, None)));
    let stitched = format!(
        "/ShadingType 2 /ColorSpace /DeviceCMYK /Coords [0 0 {WIDTH} 0] /Extend [true true] /Function << /FunctionType 3 /Domain [0 1] /Functions [{0} {0}] /Bounds [0.5] /Encode [0 1 0 1] >>",
        ramp(BLACKEST, "0.9 1 1 1")
    );
    cases.push(("a stitched shading", shaded(&stitched, None)));
    let mut sampled = shaded(
        &format!(
            "/ShadingType 2 /ColorSpace /DeviceCMYK /Coords [0 0 {WIDTH} 0] /Extend [true true] /Function 6 0 R"
        ),
        None,
    );
    sampled.stream(
        6,
        "/FunctionType 0 /Domain [0 1] /Range [0 1 0 1 0 1 0 1] /Size [2] /BitsPerSample 8",
        &[255; 8],
    );
    cases.push(("a sampled shading", sampled));
    let radial = format!(
        "/ShadingType 3 /ColorSpace /DeviceCMYK /Coords [100 50 0 100 50 60] /Extend [true true] /Function {}",
        ramp(BLACKEST, BLACKEST)
    );
    cases.push(("a radial shading", shaded(&radial, None)));
    let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)];
    let mut free = Vec::new();
    for at in [0, 1, 2] {
        free.extend(vertex(Some(0), &corners[at..=at], &[full]));
    }
    free.extend(vertex(Some(1), &corners[3..], &[full]));
    cases.push(("a mesh of triangles", shaded(&mesh(4, ""), Some(&free))));
    let lattice: Vec<u8> = corners
        .iter()
        .flat_map(|corner| vertex(None, &[*corner], &[full]))
        .collect();
    cases.push((
        "a lattice",
        shaded(&mesh(5, "/VerticesPerRow 2"), Some(&lattice)),
    ));
    let coons = vertex(Some(0), &EDGE, &[full; 4]);
    cases.push(("a Coons patch", shaded(&mesh(6, ""), Some(&coons))));
    let inner = [(0.33, 0.33), (0.33, 0.67), (0.67, 0.67), (0.67, 0.33)];
    let tensor = vertex(Some(0), &[&EDGE[..], &inner].concat(), &[full; 4]);
    cases.push(("a tensor patch", shaded(&mesh(7, ""), Some(&tensor))));

    let pattern = |dict: &str, content: &str, set: &str| {
        let mut draft = Draft::new(
            "",
            "/Pattern << /P 5 0 R >> /ColorSpace << /U [/Pattern /DeviceCMYK] >>",
            format!("{set} {ground}").as_bytes(),
        );
        draft.stream(
            5,
            &format!("/Type /Pattern /PatternType 1 /TilingType 1 {dict} /Resources << >>"),
            content.as_bytes(),
        );
        draft
    };
    cases.push((
        "a tiling",
        pattern(
            "/PaintType 1 /BBox [0 0 30 30] /XStep 30 /YStep 30",
            "1 1 1 1 k 0 0 30 30 re f",
            "/Pattern cs /P scn",
        ),
    ));
    cases.push((
        "a fine tiling",
        pattern(
            "/PaintType 1 /BBox [0 0 0.5 0.5] /XStep 0.5 /YStep 0.5",
            "1 1 1 1 k 0 0 0.5 0.45 re f",
            "/Pattern cs /P scn",
        ),
    ));
    cases.push((
        "an uncoloured tiling",
        pattern(
            "/PaintType 2 /BBox [0 0 9 9] /XStep 9 /YStep 9",
            "0 0 9 9 re f",
            "/U cs 1 1 1 1 /P scn",
        ),
    ));
    let mut draft = Draft::new(
        "",
        "/Pattern << /P 5 0 R >>",
        format!("/Pattern cs /P scn {ground}").as_bytes(),
    );
    draft.put(
        5,
        &format!("<< /Type /Pattern /PatternType 2 /Shading << {axial} >> >>"),
    );
    cases.push(("a pattern of a shading", draft));

    let form = "/Type /XObject /Subtype /Form /BBox [0 0 300 300]";
    let mut draft = Draft::new("", "/XObject << /F 5 0 R >>", b"/F Do");
    draft.stream(
        5,
        &format!("{form} /Resources << /Shading << /S << {axial} >> >> >>"),
        b"/S sh",
    );
    cases.push(("a shading in a form", draft));
    let mut draft = Draft::new(
        "/Group << /S /Transparency /CS /DeviceCMYK >>",
        "/XObject << /F 5 0 R >> /ExtGState << /M << /BM /Multiply >> >>",
        format!("0.7 0.7 0 0.6 k {ground} /M gs /F Do").as_bytes(),
    );
    draft.stream(
        5,
        &format!("{form} /Group << /S /Transparency /CS /DeviceCMYK /I true >> /Resources << >>"),
        format!("0.6 0.6 1 0.6 k {ground}").as_bytes(),
    );
    cases.push(("a group that multiplies", draft));
    let mut draft = Draft::new(
        "",
        "/ExtGState << /M << /SMask << /S /Luminosity /G 5 0 R >> >> >>",
        format!("/M gs 1 1 1 1 k {ground}").as_bytes(),
    );
    draft.stream(
        5,
        &format!("{form} /Group << /S /Transparency /CS /DeviceGray >> /Resources << >>"),
        format!("0.95 g {ground}").as_bytes(),
    );
    cases.push(("a soft mask of light", draft));
    let mut draft = Draft::new(
        "",
        "/Font << /F 5 0 R >>",
        b"1 1 1 1 k BT /F 100 Tf 0 0 Td (aaa) Tj ET",
    );
    draft.put(5, "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 2] /FontMatrix [1 0 0 1 0 0] /CharProcs << /a 6 0 R >> /Encoding << /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [1] /Resources << >> >>");
    draft.stream(6, "", b"1 0 0 0 1 2 d1 0 0 1 2 re f");
    cases.push(("a Type 3 font", draft));
    let mut draft = Draft::new(
        "",
        "/XObject << /I 5 0 R >>",
        format!(
            "1 1 1 1 k q {} 0 0 {} 0 0 cm /I Do Q",
            WIDTH + 20.0,
            HEIGHT + 20.0
        )
        .as_bytes(),
    );
    draft.stream(
        5,
        "/Type /XObject /Subtype /Image /Width 16 /Height 16 /ImageMask true /BitsPerComponent 1",
        &[0; 32],
    );
    cases.push(("a stencil", draft));
    // A page blends with nothing below it, not with white.
    cases.push((
        "a blend on bare paper",
        Draft::new(
            "/Group << /S /Transparency /CS /DeviceCMYK >>",
            "/ExtGState << /S << /BM /Screen >> >>",
            b"/S gs 1 1 1 1 k 0 0 300 200 re f",
        ),
    ));
    cases
}

#[test]
fn four_full_inks_are_found_however_they_are_laid() {
    for (name, draft) in too_much() {
        let told = reported(&set(&draft.bytes(), "", HOUSE));
        assert!(
            told.contains("Denied[ad-preflight]") && told.contains("[ink-mean]"),
            "{name}:\n{told}"
        );
        assert!(!told.contains("[ink-unmeasured]"), "{name}:\n{told}");
    }
}

/// What lets little of the ink through is counted as little.
#[test]
fn ink_behind_masks_and_clips_counts_as_it_prints() {
    let ground = format!("0 0 {} {} re f", WIDTH + 20.0, HEIGHT + 20.0);
    let form = "/Type /XObject /Subtype /Form /BBox [0 0 300 300]";
    let mut masked = Draft::new(
        "",
        "/ExtGState << /M << /SMask << /S /Luminosity /G 5 0 R >> >> >>",
        format!("/M gs 1 1 1 1 k {ground}").as_bytes(),
    );
    masked.stream(
        5,
        &format!("{form} /Group << /S /Transparency /CS /DeviceGray >> /Resources << >>"),
        format!("0.5 g {ground}").as_bytes(),
    );
    // Stripes of a fifth, as clip.
    let stripes: String = (0..40)
        .map(|at| {
            format!(
                "{0} 0 m {1} 0 l {1} 120 l {0} 121 l h ",
                at * 6,
                f64::from(at) * 6.0 + 1.2
            )
        })
        .collect();
    let clipped = Draft::new(
        "",
        "",
        format!("q {stripes} W n 1 1 1 1 k {ground} Q").as_bytes(),
    );
    for (name, draft) in [("mask", masked), ("clip", clipped)] {
        let outcome = set(&draft.bytes(), "", HOUSE);
        let told = reported(&outcome);
        assert!(!told.contains("[ink-mean]"), "{name}:\n{told}");
        let setting = outcome.setting.expect(name);
        let ink = setting.formes[0].placed_pages()[0].page.ink;
        let (least, most) = if name == "mask" {
            (1_990, 2_010)
        } else {
            (700, 900)
        };
        assert!((least..=most).contains(&ink.0), "{name}: {ink:?}");
    }
}

#[test]
fn what_cannot_be_measured_is_said() {
    let mut draft = Draft::new(
        "",
        "/XObject << /I 5 0 R >>",
        b"q 200 0 0 80 10 10 cm /I Do Q 0 0 0 1 k 0 0 9 9 re f",
    );
    draft.stream(
        5,
        "/Type /XObject /Subtype /Image /Width 600 /Height 300 /BitsPerComponent 8 /ColorSpace /DeviceCMYK /Filter /JPXDecode",
        b"no picture",
    );
    let told = reported(&set(&draft.bytes(), "", HOUSE));
    assert!(
        told.contains("Warning[ad-preflight]")
            && told
                .contains("not counted into the total ink: a JPEG 2000 picture [ink-unmeasured]"),
        "{told}"
    );
    let group = "/Type /XObject /Subtype /Form /BBox [0 0 99 99]";
    let content = b"0 1 0 0 k 0 0 50 50 re f 1 0 0 0 k 20 20 60 60 re f";
    for (knocks_out, page) in [(true, false), (false, true), (false, false)] {
        let of_page = format!("/Group << /S /Transparency /CS /DeviceCMYK /K {page} >>");
        let mut draft = Draft::new(&of_page, "/XObject << /F 5 0 R >>", b"/F Do");
        let of_form =
            format!("{group} /Group << /S /Transparency /CS /DeviceCMYK /K {knocks_out} >>");
        draft.stream(5, &of_form, content);
        let told = reported(&set(&draft.bytes(), "", HOUSE));
        let said = told
            .contains("a knock-out group, whose parts are drawn over one another [ink-unmeasured]");
        assert_eq!(said, knocks_out || page, "{told}");
    }
    let broken = shaded(
        "/ShadingType 2 /ColorSpace /DeviceCMYK /Coords [0 0 9 0] /Function << /FunctionType 9 /Domain [0 1] >>",
        None,
    );
    let told = reported(&set(&broken.bytes(), "", HOUSE));
    assert!(told.contains("[ink-unmeasured]"), "{told}");
}

/// A page without a trim box is placed by what viewers show, and that is told.
#[test]
fn a_missing_trim_box_is_told() {
    let mut draft = Draft::new("", "", b"0 0 0 1 k 20 20 60 40 re f");
    let page = |boxes: &str| {
        format!("<< /Type /Page /Parent 2 0 R {boxes} /Contents 4 0 R /Resources << >> >>")
    };
    draft.put(3, &page(&format!("/MediaBox [0 0 {WIDTH} {HEIGHT}]")));
    let told = reported(&set(&draft.bytes(), "", HOUSE));
    assert!(
        told.contains("Warning[ad-preflight]: the advertisement “ad.pdf”: the page has no TrimBox; its MediaBox is placed [trim-box]"),
        "{told}"
    );
    draft.put(
        3,
        &page(&format!(
            "/MediaBox [0 0 500 500] /CropBox [0 0 {WIDTH} {HEIGHT}] /TrimBox [9 9 9 9]"
        )),
    );
    let told = reported(&set(&draft.bytes(), "", HOUSE));
    assert!(
        told.contains(
            "the page's TrimBox is empty or lies outside of it; its CropBox is placed [trim-box]"
        ),
        "{told}"
    );
    draft.put(
        3,
        &page(&format!(
            "/UserUnit 2 /MediaBox [0 0 {} {}] /TrimBox [0 0 {0} {1}]",
            WIDTH / 2.0,
            HEIGHT / 2.0
        )),
    );
    let told = reported(&set(&draft.bytes(), "", HOUSE));
    assert!(
        !told.contains("ad-size") && !told.contains("user-unit"),
        "{told}"
    );
}

/// What the Ghent Workgroup warns of is a warning.
#[test]
fn small_faults_of_others_are_warnings() {
    let mut draft = Draft::new(
        "",
        "/Font << /F 5 0 R >>",
        b"BT /F 9 Tf 20 60 Td 0 g (aa) Tj 0 -20 Td 0.1 0 0 1 k (aa) Tj 0 -12 Td 0.8 0.7 0.7 1 k (a) Tj ET 0.1 w 0 0 0 1 K 10 10 m 90 10 l S",
    );
    draft.put(5, "<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Kai /FirstChar 97 /LastChar 97 /Widths [600] /FontDescriptor 6 0 R >>");
    draft.put(
        6,
        "<< /Type /FontDescriptor /FontName /ABCDEF+Kai /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 /FontFile2 7 0 R >>",
    );
    draft.stream(7, "", include_bytes!("../fonts/kai-regular.ttf"));
    let outcome = set(&draft.bytes(), "", HOUSE);
    let told = reported(&outcome);
    for rule in [
        "grey-text",
        "near-black-text",
        "rich-black-text",
        "thin-rule",
    ] {
        assert!(told.contains(&format!("[{rule}]")), "{rule}:\n{told}");
    }
    assert!(!told.contains("Denied"), "{told}");
}
