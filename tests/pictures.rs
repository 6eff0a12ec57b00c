//! Pictures from file to press file: what is passed through, what is refused,
//! and at what cost.

use std::io::{Cursor, Write};
use std::process::Command;

use duikai::asset::{Fonts, OutputProfile, Pictures, SNAP_240, sha256};
use duikai::desk::MemoryDesk;
use duikai::diag::Severity;
use duikai::export::pdf::{Meta, Order, Purpose, export};
use duikai::forme::{Forme, Item, Origin, PlacedPicture, Sheet};
use duikai::geom::{Len, Rect, Size};
use duikai::{Job, typeset};
use lopdf::{Document, Object, Stream};

mod formats;

const META: Meta = Meta {
    title: "图",
    paper: "报",
    date: "2021-12-31",
    lang: "zh-CN",
};

/// A page with one picture of 100 × 100 mm whose frame shows its left part, so
/// many mm wide; then the page, written and read back.
fn page(file: Vec<u8>, shown: i64, press: &OutputProfile) -> Document {
    written(
        file,
        shown,
        press,
        Purpose::Press(duikai::ink::Standard::X4),
    )
}

fn written(file: Vec<u8>, shown: i64, press: &OutputProfile, kind: Purpose) -> Document {
    let mut pictures = Pictures::default();
    let picture = pictures.add("p", file).expect("is a picture");
    let place = |width: i64| Rect::at(Len::MM * 10, Len::MM * 10, Len::MM * width, Len::MM * 100);
    let item = Item::Picture(PlacedPicture {
        origin: Origin(0),
        picture,
        frame: place(shown),
        image: place(100),
        clip: None,
        alt: String::new(),
    });
    let sheet = Sheet {
        trim: Size {
            width: Len::MM * 200,
            height: Len::MM * 200,
        },
        bleed: Len::ZERO,
        margin: Len::ZERO,
    };
    let forme = Forme {
        number: 1.into(),
        section: "要闻".to_owned(),
        sheet,
        items: vec![item],
    };
    let order = Order {
        formes: vec![&forme],
        meta: META,
        kind,
    };
    Document::load_mem(&export(&order, &Fonts::bundled(), &pictures, press).expect("is written"))
        .expect("reads")
}

/// The pictures of a file: streams that are images and no masks.
fn images(doc: &Document) -> Vec<&Stream> {
    let is = |stream: &Stream, key: &[u8], value: &[u8]| {
        stream
            .dict
            .get(key)
            .and_then(Object::as_name)
            .is_ok_and(|name| name == value)
    };
    let streams = doc
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok());
    streams
        .filter(|stream| {
            is(stream, b"Subtype", b"Image") && !is(stream, b"ColorSpace", b"DeviceGray")
        })
        .collect()
}

fn width(image: &Stream) -> i64 {
    image
        .dict
        .get(b"Width")
        .and_then(Object::as_i64)
        .expect("a width")
}

/// Four inks as a JPEG: stored as they are, or as brightness and differences.
/// Without its Adobe marker, samples count as ink and not as the lack of it.
fn four_inks(
    side: u16,
    inks: impl Fn(u16, u16) -> [u8; 4],
    colours: jpeg_encoder::ColorType,
    adobe: bool,
) -> Vec<u8> {
    let samples: Vec<u8> = (0..side)
        .flat_map(|y| (0..side).map(move |x| (x, y)))
        .flat_map(|(x, y)| inks(x, y))
        .collect();
    let mut file = Vec::new();
    jpeg_encoder::Encoder::new(&mut file, 100)
        .encode(&samples, side, side, colours)
        .expect("encodes");
    if !adobe {
        let at = file
            .windows(5)
            .position(|five| five == b"Adobe")
            .expect("has the marker");
        let length = usize::from(u16::from_be_bytes([file[at - 2], file[at - 1]]));
        file.drain(at - 4..at - 2 + length);
    }
    file
}

fn ramp(x: u16, y: u16) -> [u8; 4] {
    [(x / 4) as u8, (y / 4) as u8, 30, ((x + y) / 16) as u8]
}

fn as_file(image: &image::DynamicImage, format: image::ImageFormat) -> Vec<u8> {
    if format == image::ImageFormat::Jpeg {
        let (mut file, rgb) = (Vec::new(), image.to_rgb8());
        let encoder = jpeg_encoder::Encoder::new(&mut file, 90);
        encoder
            .encode(
                &rgb,
                rgb.width() as u16,
                rgb.height() as u16,
                jpeg_encoder::ColorType::Rgb,
            )
            .expect("encodes");
        return file;
    }
    let mut file = Cursor::new(Vec::new());
    image.write_to(&mut file, format).expect("encodes");
    file.into_inner()
}

/// The inks of a written picture, 255 for full, as another decoder reads them.
fn inks(image: &Stream) -> Vec<[u8; 4]> {
    use zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions};
    let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::YCCK);
    let samples =
        zune_jpeg::JpegDecoder::new_with_options(ZCursor::new(&image.content[..]), options)
            .decode()
            .expect("decodes");
    let ink = |pixel: &[u8]| {
        let [y, cb, cr] = [0, 1, 2].map(|at| f64::from(pixel[at]));
        let (cb, cr) = (cb - 128.0, cr - 128.0);
        let stored = [
            y + 1.402 * cr,
            y - 0.344_136 * cb - 0.714_136 * cr,
            y + 1.772 * cb,
        ];
        // What the file calls C is what is left of it, twice over.
        let [c, m, y] = stored.map(|part| part.round().clamp(0.0, 255.0) as u8);
        [c, m, y, 255 - pixel[3]]
    };
    samples.chunks_exact(4).map(ink).collect()
}

#[test]
fn four_ink_jpegs_pass_byte_for_byte_when_nothing_need_change() {
    use jpeg_encoder::ColorType::{Cmyk, CmykAsYcck};
    for (colours, adobe) in [(Cmyk, true), (CmykAsYcck, true), (Cmyk, false)] {
        let turned = move |x: u16, y: u16| {
            if adobe {
                ramp(x, y)
            } else {
                ramp(x, y).map(|ink| 255 - ink)
            }
        };
        let file = four_inks(700, turned, colours, adobe);
        let doc = page(file.clone(), 100, &SNAP_240);
        let images = images(&doc);
        assert!(images.len() == 1 && images[0].content == file);
        // Stored inverted by those who write the marker.
        assert_eq!(images[0].dict.has(b"Decode"), adobe);
    }
}

#[test]
fn four_ink_jpegs_change_when_they_must() {
    let changed = |file: Vec<u8>, shown: i64| {
        let doc = page(file.clone(), shown, &SNAP_240);
        let image = images(&doc)[0].clone();
        assert!(image.content != file);
        image
    };
    let adobe = |side, inks: fn(u16, u16) -> [u8; 4]| {
        four_inks(side, inks, jpeg_encoder::ColorType::CmykAsYcck, true)
    };
    // Half hidden: the hidden half is not sent.
    assert_eq!(width(&changed(adobe(700, ramp), 50)), 350);
    // 100 mm at 200 pixels an inch.
    assert_eq!(width(&changed(adobe(1000, ramp), 100)), 787);
    // 400 % ink.
    let heavy = changed(adobe(600, |_, _| [255; 4]), 100);
    let most = inks(&heavy)
        .into_iter()
        .map(|ink| ink.iter().map(|&part| u32::from(part)).sum::<u32>())
        .max();
    assert!(most <= Some(616), "{most:?}");
}

/// Whatever way the inks were stored, the same inks come out.
#[test]
fn inks_survive_being_resampled() {
    use jpeg_encoder::ColorType::{Cmyk, CmykAsYcck};
    let flat = |_: u16, _: u16| [40, 90, 140, 60];
    let tiff = {
        let mut file = Cursor::new(Vec::new());
        let samples: Vec<u8> = [40, 90, 140, 60].repeat(1000 * 1000);
        let mut encoder = tiff::encoder::TiffEncoder::new(&mut file).expect("writes");
        encoder
            .write_image::<tiff::encoder::colortype::CMYK8>(1000, 1000, &samples)
            .expect("writes");
        file.into_inner()
    };
    // An encoder that stores inverted inverts for us; without the marker the
    // same samples mean the contrary.
    let bare = four_inks(1000, |_, _| [215, 165, 115, 195], Cmyk, false);
    for (name, file) in [
        ("inks", four_inks(1000, flat, Cmyk, true)),
        ("differences", four_inks(1000, flat, CmykAsYcck, true)),
        ("bare", bare),
        ("TIFF", tiff),
    ] {
        let doc = page(file, 100, &SNAP_240);
        let image = images(&doc)[0];
        assert_eq!(width(image), 787, "{name}");
        let off = inks(image)
            .into_iter()
            .flat_map(|ink| [0, 1, 2, 3].map(|at| ink[at].abs_diff([40, 90, 140, 60][at])))
            .max();
        assert!(off <= Some(4), "{name}: {off:?} {:?}", inks(image)[0]);
    }
}

#[test]
fn the_packed_profile_is_the_profile() {
    use std::io::Read;
    let mut bytes = Vec::new();
    flate2::read::ZlibDecoder::new(SNAP_240.known.expect("is bundled").packed)
        .read_to_end(&mut bytes)
        .expect("inflates");
    assert!(
        bytes == SNAP_240.bytes[..],
        "make SNAP_TR002_240.icc.zlib anew, as layouts/icc/README.md says"
    );
    assert_eq!(
        sha256(&bytes),
        SNAP_240.sha256(),
        "write the hash of the new profile into icc.rs"
    );
}

#[test]
fn every_format_and_depth_gives_the_same_page() {
    use image::{DynamicImage, ImageFormat, Rgb};
    let deep = image::ImageBuffer::from_fn(300, 300, |x, y| {
        Rgb([(x * 218) as u16, (y * 218) as u16, 30_000])
    });
    let deep = DynamicImage::ImageRgb16(deep);
    let flat = DynamicImage::ImageRgb8(deep.to_rgb8());
    let first = page(as_file(&flat, ImageFormat::Png), 100, &SNAP_240);
    let first = &images(&first)[0].content;
    for (picture, format) in [
        (&deep, ImageFormat::Png),
        (&deep, ImageFormat::Tiff),
        (&flat, ImageFormat::Tiff),
        (&flat, ImageFormat::WebP),
    ] {
        let doc = page(as_file(picture, format), 100, &SNAP_240);
        assert!(
            images(&doc)[0].content == *first,
            "{format:?} {:?}",
            picture.color()
        );
    }
}

/// Every pixel, read back from the JPEG in the file.
#[test]
fn a_dark_saturated_picture_keeps_the_ink_limit_in_the_written_file() {
    let dark = image::RgbImage::from_fn(780, 780, |x, y| {
        image::Rgb([(x / 16) as u8, (y / 20) as u8, ((x ^ y) % 50) as u8])
    });
    let file = as_file(
        &image::DynamicImage::ImageRgb8(dark),
        image::ImageFormat::Png,
    );
    let press = OutputProfile {
        ink_limit: 2200,
        ..SNAP_240.clone()
    };
    let doc = page(file, 100, &press);
    let inks = inks(images(&doc)[0]);
    let worst = inks
        .iter()
        .map(|pixel| pixel.iter().map(|&part| u32::from(part)).sum::<u32>())
        .max();
    assert!(
        worst.is_some_and(|worst| (500..=561).contains(&worst)),
        "{worst:?} of 561"
    );
}

#[test]
fn grey_goes_to_the_black_plate_alone() {
    let grey = image::GrayImage::from_fn(500, 500, |x, y| image::Luma([((x + y) / 4) as u8]));
    for picture in [
        image::DynamicImage::ImageLuma8(grey.clone()),
        image::DynamicImage::ImageLumaA8(image::DynamicImage::ImageLuma8(grey).to_luma_alpha8()),
    ] {
        let doc = page(as_file(&picture, image::ImageFormat::Png), 100, &SNAP_240);
        assert!(
            inks(images(&doc)[0])
                .into_iter()
                .all(|[c, m, y, _]| (c, m, y) == (0, 0, 0))
        );
    }
}

#[test]
fn what_is_clear_becomes_a_mask_and_the_page_a_blending_group() {
    let picture = image::RgbaImage::from_fn(300, 300, |x, _| {
        image::Rgba([200, 30, 30, if x < 150 { 0 } else { 255 }])
    });
    let picture = image::DynamicImage::ImageRgba8(picture);
    let doc = page(as_file(&picture, image::ImageFormat::Png), 100, &SNAP_240);
    let image = images(&doc)[0];
    let mask = doc
        .get_object(
            image
                .dict
                .get(b"SMask")
                .and_then(Object::as_reference)
                .expect("a mask"),
        )
        .and_then(Object::as_stream)
        .expect("a mask");
    let cover = mask.decompressed_content().expect("inflates");
    assert_eq!(cover.len(), 300 * 300);
    assert!(
        cover
            .chunks(300)
            .all(|row| row[..150].iter().all(|&part| part == 0)
                && row[150..].iter().all(|&part| part == 255))
    );
    let page = doc.page_iter().next().expect("a page");
    let group = doc
        .get_dictionary(page)
        .and_then(|page| page.get(b"Group"))
        .and_then(Object::as_dict)
        .expect("a group");
    assert_eq!(
        group.get(b"CS").and_then(Object::as_name).expect("a space"),
        b"DeviceCMYK"
    );
    // A picture that covers all its ground has neither.
    let opaque = image::DynamicImage::ImageRgba8(image::RgbaImage::from_pixel(
        30,
        30,
        image::Rgba([1, 2, 3, 255]),
    ));
    let doc = self::page(as_file(&opaque, image::ImageFormat::Png), 100, &SNAP_240);
    assert!(!images(&doc)[0].dict.has(b"SMask"));
}

/// PDF/X-1a knows no transparency: what is clear prints nothing, not white.
#[test]
fn what_is_clear_is_cut_out_by_a_stencil_where_nothing_may_be_transparent() {
    let picture = image::RgbaImage::from_fn(300, 300, |x, _| {
        image::Rgba([200, 30, 30, if x < 150 { 0 } else { 255 }])
    });
    let file = as_file(
        &image::DynamicImage::ImageRgba8(picture),
        image::ImageFormat::Png,
    );
    let doc = written(
        file,
        100,
        &SNAP_240,
        Purpose::Press(duikai::ink::Standard::X1a),
    );
    let image = images(&doc)
        .into_iter()
        .find(|image| image.dict.has(b"Mask"))
        .expect("a picture with a mask");
    assert!(!image.dict.has(b"SMask"));
    let mask = doc.get_object(
        image
            .dict
            .get(b"Mask")
            .and_then(Object::as_reference)
            .expect("a mask"),
    );
    let mask = mask.and_then(Object::as_stream).expect("a mask");
    assert_eq!(
        mask.dict.get(b"ImageMask").and_then(Object::as_bool).ok(),
        Some(true)
    );
    let dots = mask.decompressed_content().expect("inflates");
    let height = mask
        .dict
        .get(b"Height")
        .and_then(Object::as_i64)
        .expect("a height") as usize;
    let row = dots.len() / height;
    assert_eq!((width(mask), height, row), (1200, 1200, 150));
    assert!(
        dots.chunks(row)
            .all(|row| row[..75].iter().all(|&dots| dots == 0xFF)
                && row[75..].iter().all(|&dots| dots == 0))
    );
    let page = doc.page_iter().next().expect("a page");
    assert!(!doc.get_dictionary(page).expect("a page").has(b"Group"));
}

#[test]
fn a_picture_stands_as_its_camera_was_held() {
    // 60 × 30 pixels: left half red, right half blue.
    let stored = image::RgbImage::from_fn(60, 30, |x, _| {
        image::Rgb(if x < 30 { [255, 0, 0] } else { [0, 0, 255] })
    });
    let plain = as_file(
        &image::DynamicImage::ImageRgb8(stored),
        image::ImageFormat::Jpeg,
    );
    let turned = |orientation: u8| {
        let exif = [
            b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(),
            &[orientation, 0, 0, 0, 0, 0, 0],
        ]
        .concat();
        let segment = [
            &[0xFF, 0xE1],
            (exif.len() as u16 + 2).to_be_bytes().as_slice(),
            &exif,
        ]
        .concat();
        [&plain[..2], &segment, &plain[2..]].concat()
    };
    for (orientation, wide, first_is_red) in [
        (1, true, true),
        (2, true, false),
        (3, true, false),
        (5, false, true),
        (6, false, true),
        (8, false, false),
    ] {
        let mut pictures = Pictures::default();
        let id = pictures
            .add("p", turned(orientation))
            .expect("is a picture");
        let picture = pictures.get(id);
        assert_eq!(picture.width > picture.height, wide, "{orientation}");
        let pixels = picture
            .cut(&duikai::asset::Crop::whole(picture.width, picture.height))
            .expect("decodes");
        let first = (pixels.samples[0] > 200, pixels.samples[2] > 200);
        assert_eq!(first, (first_is_red, !first_is_red), "{orientation}");
    }
}

const EDITION: &str =
    "paper = \"报\"\ndate = \"2021-12-31\"\nlayout = \"layout.toml\"\npages = [\"page.toml\"]\n";
const PAGE: &str =
    "number = 1\nsection = \"要闻\"\n[[picture]]\nfile = \"picture\"\nat = \"1-2栏 1-12行\"\n";

fn errors(picture: &[u8]) -> Vec<String> {
    let mut desk = MemoryDesk::new();
    desk.put("layout.toml", include_str!("suite/layout.toml"))
        .put("edition.toml", EDITION)
        .put("page.toml", PAGE);
    desk.put("picture", picture);
    let outcome = typeset(
        &desk,
        &Job {
            edition: "edition.toml".to_owned(),
            page: None,
        },
    );
    let errors = outcome
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error);
    errors
        .map(|diagnostic| format!("{}: {}", diagnostic.code.name(), diagnostic.message))
        .collect()
}

/// A sound file of every format, cut short everywhere: each is told, none
/// passes as a picture with a grey foot.
#[test]
fn a_cut_file_is_told() {
    let image = image::RgbImage::from_fn(97, 61, |x, y| {
        image::Rgb([(x * 2) as u8, (y * 3) as u8, ((x * y) % 200) as u8])
    });
    let image = image::DynamicImage::ImageRgb8(image);
    use image::ImageFormat::{Bmp, Gif, Jpeg, Png, Tiff, WebP};
    for format in [Jpeg, Png, Tiff, WebP, Bmp, Gif] {
        let file = as_file(&image, format);
        assert_eq!(errors(&file), [""; 0], "{format:?}");
        for part in 0..24 {
            let cut = &file[..file.len() * part / 24];
            let reported = errors(cut);
            assert!(
                reported.len() == 1 && reported[0].starts_with("bad-picture: "),
                "{format:?} {part}/24: {reported:?}"
            );
        }
    }
}

/// Bytes in the middle written over, the markers whole: the decoder would go on
/// without a word. Sound files of every make pass.
#[test]
fn a_damaged_jpeg_is_told() {
    use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
    let (width, height) = (203_u16, 117_u16);
    let rgb: Vec<u8> = (0..u32::from(width) * u32::from(height))
        .flat_map(|at| [at as u8, (at / 7) as u8, (at * at / 31) as u8])
        .collect();
    let made = |sampling: SamplingFactor, restart: u16, progressive: bool| {
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, 85);
        encoder.set_sampling_factor(sampling);
        encoder.set_progressive(progressive);
        if restart > 0 {
            encoder.set_restart_interval(restart);
        }
        encoder
            .encode(&rgb, width, height, ColorType::Rgb)
            .expect("encodes");
        file
    };
    let mut files = Vec::new();
    for sampling in [
        SamplingFactor::F_1_1,
        SamplingFactor::F_2_1,
        SamplingFactor::F_2_2,
    ] {
        files.extend([
            made(sampling, 0, false),
            made(sampling, 5, false),
            made(sampling, 0, true),
        ]);
    }
    files.push(four_inks(203, ramp, ColorType::CmykAsYcck, true));
    files.push(include_bytes!("pictures/refined.jpg").to_vec());
    for (nth, file) in files.iter().enumerate() {
        assert_eq!(errors(file), [""; 0], "{nth}");
        assert_eq!(
            errors(&[file, &b"a camera's own notes"[..]].concat()),
            [""; 0],
            "{nth}"
        );
        let middle = file.len() / 2;
        let damage: &[&[u8]] = &[&[0xFF, 0x07], &[0; 300], &[b'A'; 300], &[0x5A; 40]];
        for over in damage {
            let mut wrong = file.clone();
            wrong[middle..middle + over.len()].copy_from_slice(over);
            let reported = errors(&wrong);
            assert!(
                reported.len() == 1 && reported[0].contains("damaged"),
                "{nth} {} bytes {}: {reported:?}",
                over.len(),
                over[0]
            );
        }
    }
}

/// Bytes changed at random: an answer every time, whatever it is.
#[test]
fn a_scrambled_file_is_survived() {
    let image = image::RgbImage::from_fn(48, 32, |x, y| {
        image::Rgb([(x * 5) as u8, (y * 7) as u8, 90])
    });
    let image = image::DynamicImage::ImageRgb8(image);
    let mut state = 7_u32;
    let mut chance = move |most: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % most
    };
    use image::ImageFormat::{Jpeg, Png, Tiff, WebP};
    let four = four_inks(48, ramp, jpeg_encoder::ColorType::CmykAsYcck, true);
    for file in [
        as_file(&image, Jpeg),
        as_file(&image, Png),
        as_file(&image, Tiff),
        as_file(&image, WebP),
        four,
    ] {
        for _ in 0..60 {
            let mut wrong = file.clone();
            for _ in 0..1 + chance(4) {
                let at = chance(wrong.len().min(800));
                wrong[at] = chance(256) as u8;
            }
            errors(&wrong);
        }
    }
}

/// A PNG of one colour without end: a few hundred kilobytes for so many pixels.
fn png_bomb(side: u32) -> Vec<u8> {
    let chunk = |kind: &[u8; 4], body: &[u8]| {
        let mut crc = flate2::Crc::new();
        crc.update(kind);
        crc.update(body);
        [
            &(body.len() as u32).to_be_bytes(),
            kind.as_slice(),
            body,
            &crc.sum().to_be_bytes(),
        ]
        .concat()
    };
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::new(6));
    let row = vec![0; side as usize * 4 + 1];
    (0..side).for_each(|_| packed.write_all(&row).expect("packs"));
    let head = [
        &side.to_be_bytes(),
        side.to_be_bytes().as_slice(),
        &[8, 6, 0, 0, 0],
    ]
    .concat();
    let body = packed.finish().expect("packs");
    [
        b"\x89PNG\r\n\x1a\n".as_slice(),
        &chunk(b"IHDR", &head),
        &chunk(b"IDAT", &body),
        &chunk(b"IEND", &[]),
    ]
    .concat()
}

/// What a build with a picture came to: its exit code, what it reported, and
/// the CPU seconds that it took.
struct Built {
    code: i32,
    reported: String,
    seconds: f64,
}

/// Builds with a picture under limits on memory and CPU time that the kernel
/// keeps. None when it was stopped.
fn build_within(picture: &[u8], megabytes: u32) -> Option<Built> {
    let folder = tempfile::tempdir().expect("a folder");
    let write =
        |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("writes");
    write("layout.toml", include_bytes!("suite/layout.toml"));
    write("edition.toml", EDITION.as_bytes());
    write("page.toml", PAGE.as_bytes());
    write("picture", picture);
    // `times` ends with what the children of the shell took.
    let limits = format!(
        "ulimit -t 300; ulimit -v {}; \"$0\" \"$@\"; code=$?; times; exit $code",
        megabytes * 1024
    );
    let built = Command::new("/bin/sh")
        .args([
            "-c",
            &limits,
            env!("CARGO_BIN_EXE_duikai"),
            "--format",
            "short",
            "--jobs",
            "2",
            "build",
            "edition.toml",
            "-o",
            "out",
        ])
        .current_dir(folder.path())
        .output()
        .expect("runs");
    assert!(
        built.status.code() != Some(1) || !folder.path().join("out").exists(),
        "a failed build left files"
    );
    let said = String::from_utf8_lossy(&built.stdout);
    let taken = said.lines().last().expect("times writes two lines");
    Some(Built {
        // The shell's own code for a child that a signal ended is over 128.
        code: built.status.code().filter(|&code| code < 128)?,
        reported: String::from_utf8_lossy(&built.stderr).into_owned(),
        seconds: taken.split_whitespace().map(seconds).sum(),
    })
}

/// Seconds as the shell writes them: `1m2.5s`.
fn seconds(written: &str) -> f64 {
    let (minutes, seconds) = written.split_once('m').expect("minutes");
    let number = |text: &str| text.parse::<f64>().expect("a number");
    number(minutes) * 60.0 + number(seconds.trim_end_matches('s'))
}

#[test]
#[cfg(unix)]
fn hostile_pictures_cost_little() {
    let mut claims = Vec::new();
    let side = 30_000_u32.to_be_bytes();
    let mut png = png_bomb(4);
    png[16..20].copy_from_slice(&side);
    png[20..24].copy_from_slice(&side);
    let mut crc = flate2::Crc::new();
    crc.update(&png[12..29]);
    png[29..33].copy_from_slice(&crc.sum().to_be_bytes());
    claims.push(("PNG", png, "its header claims 30000 × 30000 pixels"));
    let mut jpeg = as_file(
        &image::DynamicImage::new_rgb8(64, 64),
        image::ImageFormat::Jpeg,
    );
    let frame = jpeg
        .windows(2)
        .position(|two| two == [0xFF, 0xC0])
        .expect("a frame");
    jpeg[frame + 5..frame + 7].copy_from_slice(&side[2..]);
    jpeg[frame + 7..frame + 9].copy_from_slice(&side[2..]);
    claims.push((
        "JPEG",
        jpeg.clone(),
        "its header claims 30000 × 30000 pixels",
    ));
    jpeg[frame + 5..frame + 7].copy_from_slice(&8000_u16.to_be_bytes());
    jpeg[frame + 7..frame + 9].copy_from_slice(&8000_u16.to_be_bytes());
    claims.push(("JPEG too small", jpeg, "bytes cannot hold"));
    let mut marker = four_inks(64, ramp, jpeg_encoder::ColorType::Cmyk, true);
    let at = marker
        .windows(5)
        .position(|five| five == b"Adobe")
        .expect("has the marker");
    marker[at + 11] = 1;
    claims.push((
        "wrong Adobe marker",
        marker.clone(),
        "its Adobe marker speaks of three colours",
    ));
    marker[at + 11] = 9;
    claims.push(("no Adobe marker", marker, "the JPEG is damaged"));
    claims.push((
        "EPS",
        b"%!PS-Adobe-3.0 EPSF-3.0\n".to_vec(),
        "it is EPS or PostScript",
    ));
    // Measured against what a sound picture costs, so that the bounds hold on
    // a slow machine and in a program that is not built for speed.
    let sound = build_within(&png_bomb(4), 2000).expect("was stopped");
    // Few pixels are a failed policy and no fault of the file.
    assert_eq!(sound.code, 3, "{}", sound.reported);
    let little = 3.0 * sound.seconds + 0.5;
    for (name, file, message) in claims {
        let built = build_within(&file, 2000).unwrap_or_else(|| panic!("{name} was stopped"));
        assert!(
            built.code == 1
                && built.reported.contains("page.toml:4:8: error[bad-picture]")
                && built.reported.contains(message),
            "{name}: {}",
            built.reported
        );
        assert!(built.seconds < little, "{name}: {} s", built.seconds);
    }
    // Nothing but pixels: four times as many take four times the time, and as
    // much again to be safe, in 21 bytes of memory each beside 250 MB: as many
    // as are let in have 2,500 MB.
    let half = build_within(&png_bomb(1_362), 2000).expect("was stopped");
    let bomb = png_bomb(2_725);
    assert!(bomb.len() < 40_000);
    let built = build_within(&bomb, 400).expect("was stopped");
    assert!(half.code == 0 && built.code == 0, "{}", built.reported);
    let most = 8.0 * (half.seconds - sound.seconds).max(0.1);
    let took = built.seconds - sound.seconds;
    assert!(took < most, "{took} s of {most}");
    // As large as is let in: what is wrong is that most of it is missing.
    let built = build_within(&png_bomb(10_900)[..100_000], 2000).expect("was stopped");
    assert!(
        built.code == 1 && !built.reported.contains("10900 × 10900"),
        "{}",
        built.reported
    );
    let built = build_within(&png_bomb(11_000), 2000).expect("was stopped");
    assert!(
        built.code == 1 && built.reported.contains("11000 × 11000"),
        "{}",
        built.reported
    );
    assert!(built.seconds < little, "{} s", built.seconds);
}
