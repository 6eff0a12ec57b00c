//! The forty files, each made here from nothing but this text.

use crate::ads::{Draft, deflated};

/// A wild advertisement.
pub struct Wild {
    /// What is wild about it.
    pub name: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

const FORM: &str = "/Type /XObject /Subtype /Form /BBox [0 0 300 300]";
const IMAGE: &str = "/Type /XObject /Subtype /Image";

fn ramp(from: &str, to: &str) -> String {
    format!("<< /FunctionType 2 /Domain [0 1] /C0 [{from}] /C1 [{to}] /N 1 >>")
}

/// A picture of bands, so many channels of 8 bits.
fn bands(width: usize, height: usize, channels: usize) -> Vec<u8> {
    (0..width * height * channels)
        .map(|at| {
            let (pixel, channel) = (at / channels, at % channels);
            let (x, y) = (pixel % width, pixel / width);
            match channel {
                0 => (x * 255 / width) as u8,
                1 => (y * 255 / height) as u8,
                2 => 128,
                _ => 20,
            }
        })
        .collect()
}

fn placed(resources: &str) -> Draft {
    Draft::new(
        "",
        &format!("/XObject << /I 5 0 R >> {resources}"),
        b"q 180 0 0 80 20 20 cm /I Do Q",
    )
}

fn picture(dict: &str, bytes: &[u8]) -> Draft {
    let mut draft = placed("");
    draft.stream(
        5,
        &format!("{IMAGE} /Width 500 /Height 240 {dict} /Filter /FlateDecode"),
        &deflated(bytes),
    );
    draft
}

/// A font of the house, embedded as another program would.
fn type_in(draft: &mut Draft) {
    draft.put(50, "<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Kai /FirstChar 97 /LastChar 99 /Widths [600 600 600] /FontDescriptor 51 0 R >>");
    draft.put(
        51,
        "<< /Type /FontDescriptor /FontName /ABCDEF+Kai /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 /FontFile2 52 0 R >>",
    );
    draft.stream(52, "/Length1 1", include_bytes!("../../fonts/test/box.ttf"));
}

fn tiling(dict: &str, content: &str, resources: &str, set: &str) -> Draft {
    let mut draft = Draft::new(
        "",
        "/Pattern << /P 5 0 R >> /ColorSpace << /U [/Pattern /DeviceRGB] >>",
        format!("{set} 20 20 180 80 re f").as_bytes(),
    );
    draft.stream(
        5,
        &format!("/Type /Pattern /PatternType 1 /TilingType 1 {dict} /Resources << {resources} >>"),
        content.as_bytes(),
    );
    draft
}

fn shading(dict: &str) -> Draft {
    Draft::new(
        "",
        &format!("/Shading << /S << {dict} >> >>"),
        b"q 20 20 180 80 re W n /S sh Q",
    )
}

fn masked(group: &str, mask: &str, page: &str) -> Draft {
    let mut draft = Draft::new(
        &format!("/Group << /S /Transparency /CS /{group} >>"),
        "/ExtGState << /M << /SMask << /S /Luminosity /G 5 0 R >> >> >>",
        format!("{page} q /M gs 20 20 180 80 re f Q").as_bytes(),
    );
    draft.stream(
        5,
        &format!("{FORM} /Group << /S /Transparency /CS /{group} >> /Resources << >>"),
        mask.as_bytes(),
    );
    draft
}

const OCG: &str = "/Properties << /L 8 0 R >>";

fn layered(off: bool) -> Draft {
    let mut draft = Draft::new(
        "",
        OCG,
        b"0 0 0 1 k 20 20 60 40 re f /OC /L BDC 0 1 0 0 k 100 20 60 40 re f EMC",
    );
    draft.put(8, "<< /Type /OCG /Name (hidden) >>");
    let state = if off { "/OFF [8 0 R]" } else { "" };
    draft.put(
        1,
        &format!(
            "<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [8 0 R] /D << {state} >> >> >>"
        ),
    );
    draft
}

/// All forty.
pub fn all() -> Vec<Wild> {
    let mut files: Vec<Wild> = Vec::new();
    let mut add = |name: &'static str, draft: Draft| {
        files.push(Wild {
            name,
            bytes: draft.bytes(),
        });
    };
    let plain = |content: &str| Draft::new("", "", content.as_bytes());
    let spaced = |spaces: &str, content: &str| {
        Draft::new(
            "",
            &format!("/ColorSpace << {spaces} >>"),
            content.as_bytes(),
        )
    };
    add(
        "CMYK boxes",
        plain("0.4 0 0.2 0 k 20 20 180 80 re f 0 0 0 1 K 2 w 30 30 m 180 80 l S"),
    );
    add(
        "RGB boxes",
        plain("1 0.2 0.1 rg 20 20 180 80 re f 0 0 0 RG 2 w 30 30 m 180 80 l S"),
    );
    add(
        "grey boxes",
        plain("0.6 g 20 20 180 80 re f 0 G 2 w 30 30 m 180 80 l S"),
    );
    add(
        "Lab",
        spaced(
            "/L [/Lab << /WhitePoint [0.9642 1 0.8249] /Range [-100 100 -100 100] >>]",
            "/L cs 60 40 20 sc 20 20 180 80 re f",
        ),
    );
    add(
        "CalRGB and CalGray",
        spaced(
            "/R [/CalRGB << /WhitePoint [0.9505 1 1.089] /Gamma [2.2 2.2 2.2] /Matrix [0.4124 0.2126 0.0193 0.3576 0.7152 0.1192 0.1805 0.0722 0.9505] >>] /G [/CalGray << /WhitePoint [0.9505 1 1.089] /Gamma 2.2 >>]",
            "/R cs 0.2 0.6 0.3 sc 20 20 90 80 re f /G cs 0.4 sc 110 20 90 80 re f",
        ),
    );
    let mut draft = spaced(
        "/I [/ICCBased 9 0 R]",
        "/I cs 0.1 0.3 0.9 sc 20 20 180 80 re f",
    );
    draft.stream(9, "/N 3 /Alternate /DeviceRGB", b"no profile at all");
    add("ICCBased RGB with a broken profile", draft);
    let mut draft = spaced(
        "/I [/ICCBased 9 0 R]",
        "/I cs 0.1 0.3 0.9 0 sc 20 20 180 80 re f",
    );
    draft.stream(
        9,
        "/N 4",
        include_bytes!("../../layouts/icc/SNAP_TR002_240.icc"),
    );
    add("ICCBased CMYK", draft);
    add(
        "DefaultRGB",
        spaced(
            "/DefaultRGB [/CalRGB << /WhitePoint [0.9505 1 1.089] >>]",
            "0.5 0.2 0.9 rg 20 20 180 80 re f",
        ),
    );
    let gold = format!(
        "/S [/Separation /Gold /DeviceCMYK {}]",
        ramp("0 0 0 0", "0 0.2 0.6 0.2")
    );
    add(
        "a spot ink",
        spaced(&gold, "/S cs 0.8 scn 20 20 180 80 re f"),
    );
    let red = format!(
        "/S [/Separation /Rot /DeviceRGB {}]",
        ramp("1 1 1", "0.9 0.1 0.1")
    );
    add(
        "a spot ink in RGB",
        spaced(&red, "/S cs 1 scn 20 20 180 80 re f"),
    );
    let black = format!(
        "/S [/Separation /Black /DeviceCMYK {}]",
        ramp("0 0 0 0", "0 0 0 1")
    );
    add(
        "black by its name",
        spaced(&black, "/S cs 0.7 scn 20 20 180 80 re f"),
    );
    let mut draft = spaced(
        "/S [/DeviceN [/Gold /Cyan] /DeviceCMYK 9 0 R]",
        "/S cs 0.7 0.4 scn 20 20 180 80 re f",
    );
    draft.stream(
        9,
        "/FunctionType 4 /Domain [0 1 0 1] /Range [0 1 0 1 0 1 0 1]",
        b"{ exch dup 0.3 mul exch 0.6 mul 0 }",
    );
    add("DeviceN with a calculator", draft);
    add(
        "an RGB picture",
        picture(
            "/BitsPerComponent 8 /ColorSpace /DeviceRGB",
            &bands(500, 240, 3),
        ),
    );
    add(
        "a CMYK picture",
        picture(
            "/BitsPerComponent 8 /ColorSpace /DeviceCMYK",
            &bands(500, 240, 4),
        ),
    );
    add(
        "a grey picture",
        picture(
            "/BitsPerComponent 8 /ColorSpace /DeviceGray",
            &bands(500, 240, 1),
        ),
    );
    let deep: Vec<u8> = bands(500, 240, 3)
        .iter()
        .flat_map(|&byte| [byte, 7])
        .collect();
    add(
        "an RGB picture of 16 bits",
        picture("/BitsPerComponent 16 /ColorSpace /DeviceRGB", &deep),
    );
    add(
        "an indexed RGB picture",
        picture(
            "/BitsPerComponent 8 /ColorSpace [/Indexed /DeviceRGB 3 <ff0000 00ff00 0000ff ffffff>]",
            &(0..500 * 240)
                .map(|at| (at / 50 % 4) as u8)
                .collect::<Vec<_>>(),
        ),
    );
    add(
        "an RGB picture that leaves out white",
        picture(
            "/BitsPerComponent 8 /ColorSpace /DeviceRGB /Mask [0 40 0 255 0 255]",
            &bands(500, 240, 3),
        ),
    );
    let mut draft = picture(
        "/BitsPerComponent 8 /ColorSpace /DeviceRGB /SMask 6 0 R",
        &bands(500, 240, 3),
    );
    draft.stream(
        6,
        &format!("{IMAGE} /Width 100 /Height 48 /BitsPerComponent 8 /ColorSpace /DeviceGray"),
        &bands(100, 48, 1),
    );
    add("an RGB picture with a soft mask", draft);
    let mut draft = picture(
        "/BitsPerComponent 8 /ColorSpace /DeviceRGB /SMask 6 0 R",
        &bands(500, 240, 3),
    );
    draft.stream(6, &format!("{IMAGE} /Width 500 /Height 240 /BitsPerComponent 8 /ColorSpace /DeviceGray /Matte [0 0 0]"), &bands(500, 240, 1));
    add("an RGB picture mixed with its mask", draft);
    let mut draft = Draft::new(
        "",
        "/XObject << /I 5 0 R >>",
        b"0.4 0 0 0 k 20 20 180 80 re f q 17 0 0 11 40 40 cm /I Do Q q 17 0 0 11 80 60 cm /I Do Q",
    );
    draft.stream(5, &format!("{IMAGE} /Width 48 /Height 32 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /JPXDecode"), include_bytes!("../pictures/small.jp2"));
    add("an RGB picture in JPEG 2000", draft);
    let mut draft = placed("");
    draft.stream(5, &format!("{IMAGE} /Width 500 /Height 240 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode"), &jpeg());
    add("an RGB JPEG", draft);
    add(
        "an inline RGB picture",
        Draft::new(
            "",
            "",
            &[
                &b"q 180 0 0 80 20 20 cm BI /W 16 /H 8 /BPC 8 /CS /RGB ID "[..],
                &bands(16, 8, 3),
                b"\nEI Q",
            ]
            .concat(),
        ),
    );
    let mut draft = Draft::new(
        "",
        "/XObject << /I 5 0 R >>",
        b"0.2 0.4 0.8 rg q 180 0 0 80 20 20 cm /I Do Q",
    );
    draft.stream(5, &format!("{IMAGE} /Width 2000 /Height 960 /ImageMask true /BitsPerComponent 1 /Filter /FlateDecode"), &deflated(&[0xAA; 250 * 960]));
    add("an RGB stencil", draft);
    let axial = |space: &str, from: &str, to: &str| {
        format!(
            "/ShadingType 2 /ColorSpace /{space} /Coords [20 0 200 0] /Extend [true true] /Function {}",
            ramp(from, to)
        )
    };
    add(
        "a CMYK run",
        shading(&axial("DeviceCMYK", "0.6 0 0 0", "0 0.4 0.6 0.1")),
    );
    add("an RGB run", shading(&axial("DeviceRGB", "1 0 0", "0 0 1")));
    add(
        "a radial RGB run",
        shading(&format!(
            "/ShadingType 3 /ColorSpace /DeviceRGB /Coords [110 60 0 110 60 60] /Extend [false true] /Function {}",
            ramp("1 1 0", "0 0.4 0")
        )),
    );
    let mut draft = Draft::new(
        "",
        "/Shading << /S 5 0 R >>",
        b"q 20 20 180 80 re W n /S sh Q",
    );
    let corners: [[u8; 8]; 3] = [
        [0, 0, 0, 0, 0, 255, 0, 0],
        [0, 0xFF, 0xFF, 0, 0, 0, 255, 0],
        [0, 0x80, 0, 0xFF, 0xFF, 0, 0, 255],
    ];
    draft.stream(5, "/ShadingType 4 /ColorSpace /DeviceRGB /BitsPerCoordinate 16 /BitsPerComponent 8 /BitsPerFlag 8 /Decode [20 200 20 100 0 1 0 1 0 1]", corners.as_flattened());
    add("an RGB mesh", draft);
    add(
        "a tiling in RGB",
        tiling(
            "/PaintType 1 /BBox [0 0 20 20] /XStep 20 /YStep 20",
            "0.9 0.1 0.2 rg 0 0 10 10 re f 0 0 1 rg 10 10 10 10 re f",
            "",
            "/Pattern cs /P scn",
        ),
    );
    add(
        "an uncoloured tiling in RGB",
        tiling(
            "/PaintType 2 /BBox [0 0 20 20] /XStep 20 /YStep 20",
            "0 0 10 10 re f",
            "",
            "/U cs 0.1 0.5 0.2 /P scn",
        ),
    );
    add(
        "a soft mask of CMYK",
        masked(
            "DeviceCMYK",
            "0 0 0 0.4 k 0 0 300 300 re f",
            "0 0.5 0.5 0 k",
        ),
    );
    add(
        "a soft mask of RGB",
        masked(
            "DeviceRGB",
            "0.6 0.7 0.2 rg 0 0 300 300 re f",
            "0.9 0.1 0.3 rg",
        ),
    );
    add("a group that multiplies in RGB", {
        let mut draft = Draft::new(
            "/Group << /S /Transparency /CS /DeviceRGB >>",
            "/XObject << /F 5 0 R >> /ExtGState << /M << /BM /Multiply /ca 0.8 >> >>",
            b"0.9 0.8 0.2 rg 20 20 180 80 re f /M gs /F Do",
        );
        draft.stream(
            5,
            &format!("{FORM} /Group << /S /Transparency /CS /DeviceRGB >> /Resources << >>"),
            b"0.2 0.6 0.9 rg 60 30 100 60 re f",
        );
        draft
    });
    add("layers that are shown", layered(false));
    add("a layer that is hidden", layered(true));
    let mut draft = Draft::new(
        "",
        "/Font << /F 5 0 R >>",
        b"0 0 0 1 k BT /F 24 Tf 20 40 Td (SALE) Tj ET",
    );
    draft.put(
        5,
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    );
    add("type of the base fourteen", draft);
    let mut draft = Draft::new(
        "",
        "/Font << /F 5 0 R >>",
        b"0.8 0 0 rg BT /F 40 Tf 20 40 Td (aa) Tj ET",
    );
    draft.put(5, "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /CharProcs << /a 6 0 R >> /Encoding << /Type /Encoding /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [1] /Resources << >> >>");
    draft.stream(6, "", b"1 0 0 0 1 1 d1 0.1 0.1 0.8 0.8 re f");
    add("RGB type whose glyphs are drawn", draft);
    let mut draft = Draft::new(
        "",
        "/Font << /F 50 0 R >>",
        b"0.9 0.9 0.8 rg 20 20 180 80 re f 0 0 0 rg BT /F 11 Tf 30 50 Td (abc) Tj ET",
    );
    type_in(&mut draft);
    add("RGB type on a tint", draft);
    let mut draft = plain("0.3 0 0 0 k 0 0 210 94 re f");
    draft.put(
        3,
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 210 94] /Contents 4 0 R /Resources << >> >>",
    );
    add("no trim box", draft);
    add(
        "a transfer function in RGB",
        Draft::new(
            "",
            &format!("/ExtGState << /G << /TR {} >> >>", ramp("1", "0")),
            b"/G gs 1 0 0 rg 20 20 180 80 re f",
        ),
    );
    files
}

/// An RGB JPEG of 500 × 240 pixels, by the encoder that the program itself has.
fn jpeg() -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
    encoder
        .encode(&bands(500, 240, 3), 500, 240, jpeg_encoder::ColorType::Rgb)
        .expect("encodes");
    bytes
}
