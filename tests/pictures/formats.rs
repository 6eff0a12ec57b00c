//! Formats that advertisers and archives send beside JPEG and PNG, made here byte by byte, and what
//! files say of their colours.

use std::io::Write;

use duikai::asset::{OutputProfile, SNAP_240};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::{as_file, errors, four_inks, images, inks, page, ramp};

const SIDE: u32 = 300;

fn picture() -> RgbImage {
    RgbImage::from_fn(SIDE, SIDE, |x, y| {
        Rgb([(x / 20 * 17) as u8, (y / 20 * 17) as u8, 90])
    })
}

fn png(picture: &RgbImage) -> Vec<u8> {
    as_file(&DynamicImage::ImageRgb8(picture.clone()), ImageFormat::Png)
}

/// The picture as it stands in the press file.
fn printed(file: Vec<u8>) -> Vec<u8> {
    images(&page(file, 100, &SNAP_240))[0].content.clone()
}

/// A field of a TIFF: tag, type, number of values, bytes.
type Field = (u16, u16, usize, Vec<u8>);

fn shorts(values: impl IntoIterator<Item = u16>) -> Vec<u8> {
    values.into_iter().flat_map(u16::to_le_bytes).collect()
}

/// A TIFF of one strip, small or big.
fn tiff(big: bool, photometric: u16, bits: &[u16], more: Vec<Field>, strip: &[u8]) -> Vec<u8> {
    let mut fields: Vec<Field> = vec![
        (256, 4, 1, SIDE.to_le_bytes().to_vec()),
        (257, 4, 1, SIDE.to_le_bytes().to_vec()),
        (258, 3, bits.len(), shorts(bits.iter().copied())),
        (259, 3, 1, shorts([1])),
        (262, 3, 1, shorts([photometric])),
        (273, 4, 1, 16_u32.to_le_bytes().to_vec()),
        (277, 3, 1, shorts([bits.len() as u16])),
        (278, 4, 1, SIDE.to_le_bytes().to_vec()),
        (279, 4, 1, (strip.len() as u32).to_le_bytes().to_vec()),
    ];
    fields.extend(more);
    fields.sort_by_key(|field| field.0);
    let mut file = vec![0; 16];
    file.extend_from_slice(strip);
    let room = if big { 8 } else { 4 };
    let number = |value: usize, bytes: usize| value.to_le_bytes()[..bytes].to_vec();
    let values: Vec<Vec<u8>> = fields
        .iter()
        .map(|(.., bytes)| {
            let mut value = bytes.clone();
            if value.len() > room {
                value = number(file.len(), room);
                file.extend_from_slice(bytes);
            }
            value.resize(room, 0);
            value
        })
        .collect();
    file.resize(file.len().next_multiple_of(8), 0);
    let directory = file.len();
    file.extend(number(fields.len(), if big { 8 } else { 2 }));
    for ((tag, kind, count, _), value) in fields.iter().zip(values) {
        file.extend(tag.to_le_bytes());
        file.extend(kind.to_le_bytes());
        file.extend(number(*count, room));
        file.extend(value);
    }
    file.extend(number(0, room));
    let head = match big {
        true => [b"II+\0\x08\0\0\0".to_vec(), number(directory, 8)].concat(),
        false => [b"II*\0".to_vec(), number(directory, 4)].concat(),
    };
    file[..head.len()].copy_from_slice(&head);
    file
}

#[test]
fn a_big_tiff_and_one_of_a_palette_print_as_any_other_file() {
    let picture = picture();
    let first = printed(png(&picture));
    for big in [false, true] {
        let plain = tiff(big, 2, &[8, 8, 8], Vec::new(), picture.as_raw());
        assert!(printed(plain) == first, "big {big}");
        let mut colours: Vec<[u8; 3]> = picture.pixels().map(|pixel| pixel.0).collect();
        colours.sort_unstable();
        colours.dedup();
        let places: Vec<u8> = picture
            .pixels()
            .map(|pixel| colours.binary_search(&pixel.0).unwrap() as u8)
            .collect();
        let table = (0..3).flat_map(|part| {
            let at = |at: usize| colours.get(at).map_or(0, |colour| colour[part]);
            (0..256)
                .map(at)
                .map(|part| u16::from(part) * 257)
                .collect::<Vec<_>>()
        });
        let map = (320, 3, 768, shorts(table));
        let file = tiff(big, 3, &[8], vec![map], &places);
        assert_eq!(errors(&file), [""; 0]);
        assert!(printed(file) == first, "big {big}");
    }
    // Four colours in two bits each.
    let four = RgbImage::from_fn(SIDE, SIDE, |x, y| {
        Rgb([[0, 0, 0], [200, 10, 10], [10, 200, 10], [255; 3]][((x / 9 + y / 7) % 4) as usize])
    });
    let packed: Vec<u8> = (0..SIDE)
        .flat_map(|y| {
            (0..SIDE / 4).map(move |x| {
                (0..4).fold(0, |byte, at| {
                    byte << 2 | (((x * 4 + at) / 9 + y / 7) % 4) as u8
                })
            })
        })
        .collect();
    let table = [[0, 200, 10, 255], [0, 10, 200, 255], [0, 10, 10, 255]];
    let map = (
        320,
        3,
        12,
        shorts(table.into_iter().flatten().map(|part: u16| part * 257)),
    );
    assert!(printed(tiff(false, 3, &[2], vec![map], &packed)) == printed(png(&four)));
}

/// Neutral Lab prints as the grey of its lightness does, near enough; a colour outside of sRGB is
/// not pulled in.
#[test]
fn lab_is_read_with_and_without_sign() {
    let near = |file: Vec<u8>, grey: u8| {
        let other = RgbImage::from_pixel(SIDE, SIDE, Rgb([grey; 3]));
        let (ours, theirs) = (
            page(file, 100, &SNAP_240),
            page(png(&other), 100, &SNAP_240),
        );
        let (ours, theirs) = (inks(images(&ours)[0])[5000], inks(images(&theirs)[0])[5000]);
        assert!(
            ours.iter().zip(theirs).all(|(a, b)| a.abs_diff(b) < 9),
            "{ours:?} {theirs:?}"
        );
    };
    let count = (SIDE * SIDE) as usize;
    let signed = [128, 0, 0].repeat(count);
    near(tiff(false, 8, &[8; 3], Vec::new(), &signed), 119);
    let format = (339, 3, 3, shorts([1, 2, 2]));
    near(tiff(false, 8, &[8; 3], vec![format], &signed), 119);
    near(
        tiff(
            false,
            9,
            &[8; 3],
            Vec::new(),
            &[128, 128, 128].repeat(count),
        ),
        119,
    );
    let deep: Vec<u8> = shorts([32_768, 0, 0]).repeat(count);
    near(tiff(true, 8, &[16; 3], Vec::new(), &deep), 119);
    let cyan = tiff(
        false,
        8,
        &[8; 3],
        Vec::new(),
        &[140, 206, 216].repeat(count),
    );
    let pulled = inks(images(&page(cyan, 100, &SNAP_240))[0])[5000];
    assert!(pulled[0] > 150 && pulled[1] < 60, "{pulled:?}");
}

/// A Photoshop file of one mode, its flattened picture plain or in runs.
fn psd(mode: u16, planes: &[Vec<u8>], resources: &[u8], runs: bool) -> Vec<u8> {
    let mut file = b"8BPS\0\x01\0\0\0\0\0\0".to_vec();
    file.extend((planes.len() as u16).to_be_bytes());
    file.extend(SIDE.to_be_bytes());
    file.extend(SIDE.to_be_bytes());
    file.extend([0, 8]);
    file.extend(mode.to_be_bytes());
    file.extend(0_u32.to_be_bytes());
    file.extend((resources.len() as u32).to_be_bytes());
    file.extend(resources);
    file.extend(0_u32.to_be_bytes());
    file.extend([0, u8::from(runs)]);
    if !runs {
        file.extend(planes.concat());
        return file;
    }
    let lines: Vec<Vec<u8>> = planes
        .iter()
        .flat_map(|plane| plane.chunks(SIDE as usize))
        .map(|line| {
            line.chunk_by(|a, b| a == b)
                .flat_map(|run| run.chunks(128))
                .flat_map(|run| match run {
                    [one] => vec![0, *one],
                    run => vec![(257 - run.len()) as u8, run[0]],
                })
                .collect()
        })
        .collect();
    for line in &lines {
        file.extend((line.len() as u16).to_be_bytes());
    }
    file.extend(lines.concat());
    file
}

#[test]
fn of_a_photoshop_file_the_flattened_picture_prints() {
    let picture = picture();
    let first = printed(png(&picture));
    let plane = |at: usize| {
        picture
            .pixels()
            .map(|pixel| pixel.0[at])
            .collect::<Vec<u8>>()
    };
    let planes = [plane(0), plane(1), plane(2)];
    for runs in [false, true] {
        assert!(printed(psd(3, &planes, b"", runs)) == first, "runs {runs}");
        // What is beside the three colours is no part of the picture.
        let more = [planes.to_vec(), vec![plane(0)]].concat();
        assert!(printed(psd(3, &more, b"", runs)) == first, "runs {runs}");
    }
    let inverted: Vec<Vec<u8>> = [10, 20, 30, 60_u8]
        .map(|ink| vec![255 - ink; (SIDE * SIDE) as usize])
        .to_vec();
    let doc = page(psd(4, &inverted, b"", true), 100, &SNAP_240);
    let found = inks(images(&doc)[0])[5000];
    assert!(
        found
            .iter()
            .zip([10, 20, 30, 60_u8])
            .all(|(a, b)| a.abs_diff(b) < 5),
        "{found:?}"
    );
    // Without “Maximize Compatibility” there is none.
    let bare = b"8BIM\x04\x21\0\0\0\0\0\x05\0\0\0\x01\0\0".to_vec();
    let told = errors(&psd(3, &planes, &bare, true));
    assert!(
        told.len() == 1 && told[0].contains("Maximize Compatibility"),
        "{told:?}"
    );
    let file = psd(3, &planes, b"", true);
    for part in 0..16 {
        assert_eq!(
            errors(&file[..file.len() * part / 16]).len(),
            1,
            "{part}/16"
        );
    }
}

#[test]
fn bmp_gif_and_jpeg_2000_are_read() {
    let flat = RgbImage::from_pixel(SIDE, SIDE, Rgb([40, 120, 200]));
    let first = printed(png(&flat));
    for format in [ImageFormat::Bmp, ImageFormat::Gif] {
        let file = as_file(&DynamicImage::ImageRgb8(flat.clone()), format);
        assert!(printed(file) == first, "{format:?}");
    }
    let file = include_bytes!("small.jp2");
    assert_eq!(errors(file), [""; 0]);
    let want = RgbImage::from_fn(48, 32, |x, y| {
        Rgb([
            (x * 5 % 256) as u8,
            (y * 7 % 256) as u8,
            (x * y % 200) as u8,
        ])
    });
    assert!(printed(file.to_vec()) == printed(png(&want)));
    for part in 0..12 {
        let told = errors(&file[..file.len() * part / 16]);
        assert!(
            told.len() == 1 && told[0].starts_with("bad-picture: "),
            "{part}: {told:?}"
        );
    }
}

#[test]
fn what_is_not_decoded_is_refused_with_the_way_out() {
    for (head, way) in [
        (&b"%!PS-Adobe-3.0 EPSF-3.0\n"[..], "[[ad]]"),
        (b"\xC5\xD0\xD3\xC6\x20\0\0\0", "[[ad]]"),
        (b"%PDF-1.6\n", "[[ad]]"),
        (b"\0\0\0\x20ftypheic\0\0\0\0", "HEIC"),
        (b"\0\0\0\x20ftypavif\0\0\0\0", "AVIF"),
        (b"\0\0\0\x0CJXL \r\n\x87\n", "JPEG XL"),
        (b"what is this?", "neither JPEG"),
    ] {
        let told = errors(head);
        assert!(
            told.len() == 1 && told[0].starts_with("bad-picture: ") && told[0].contains(way),
            "{told:?}"
        );
    }
}

/// A PNG with one more chunk before its samples.
fn with_chunk(file: &[u8], kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(kind);
    crc.update(data);
    let mut out = file[..33].to_vec();
    out.write_all(&(data.len() as u32).to_be_bytes()).unwrap();
    out.extend([kind.as_slice(), data, &crc.sum().to_be_bytes()].concat());
    out.extend(&file[33..]);
    out
}

#[test]
fn a_png_says_its_gamma_and_its_primaries() {
    let picture = picture();
    let file = png(&picture);
    let plain = printed(file.clone());
    // What says sRGB in other words changes nothing.
    let srgb: Vec<u8> = [
        31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000_u32,
    ]
    .into_iter()
    .flat_map(u32::to_be_bytes)
    .collect();
    for (kind, data) in [
        (b"gAMA", &45_455_u32.to_be_bytes()[..]),
        (b"cHRM", &srgb),
        (b"cICP", &[1, 13, 0, 1]),
    ] {
        assert!(printed(with_chunk(&file, kind, data)) == plain);
    }
    // Samples in linear light are those of gamma 2.2 otherwise written.
    let light = RgbImage::from_fn(SIDE, SIDE, |x, y| {
        Rgb(picture
            .get_pixel(x, y)
            .0
            .map(|part| ((f64::from(part) / 255.0).powf(1.0 / 2.2) * 255.0).round() as u8))
    });
    let told = with_chunk(&file, b"gAMA", &100_000_u32.to_be_bytes());
    let (told, meant) = (
        page(told, 100, &SNAP_240),
        page(png(&light), 100, &SNAP_240),
    );
    let (told, meant) = (inks(images(&told)[0]), inks(images(&meant)[0]));
    let off = told
        .iter()
        .zip(&meant)
        .flat_map(|(a, b)| (0..4).map(|at| a[at].abs_diff(b[at])));
    assert!(off.max().is_some_and(|off| off < 16));
    // Wider primaries print stronger colours; those of Display P3 by code points.
    let ink_of = |file: Vec<u8>| inks(images(&page(file, 100, &SNAP_240))[0])[5000];
    let green = png(&RgbImage::from_pixel(SIDE, SIDE, Rgb([60, 180, 60])));
    let wide = with_chunk(&green, b"cICP", &[12, 13, 0, 1]);
    assert_ne!(ink_of(wide), ink_of(green.clone()));
    let p3: Vec<u8> = [
        31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000_u32,
    ]
    .into_iter()
    .flat_map(u32::to_be_bytes)
    .collect();
    assert_ne!(
        ink_of(with_chunk(&green, b"cHRM", &p3)),
        ink_of(green.clone())
    );
    let told = errors(&with_chunk(&green, b"cICP", &[9, 16, 0, 1]));
    assert!(told.len() == 1 && told[0].contains("PQ"), "{told:?}");
}

/// A JPEG of four inks with a profile.
fn with_profile(profile: &[u8]) -> Vec<u8> {
    let file = four_inks(400, ramp, jpeg_encoder::ColorType::CmykAsYcck, true);
    let mut out = file[..2].to_vec();
    let parts: Vec<&[u8]> = profile.chunks(60_000).collect();
    for (nth, part) in parts.iter().enumerate() {
        out.extend([0xFF, 0xE2]);
        out.extend((part.len() as u16 + 16).to_be_bytes());
        out.extend(b"ICC_PROFILE\0");
        out.extend([nth as u8 + 1, parts.len() as u8]);
        out.extend(*part);
    }
    out.extend(&file[2..]);
    out
}

/// The bundled profile under another name, and darker: its table of inks begins otherwise.
fn other_condition() -> Vec<u8> {
    let mut profile = SNAP_240.bytes.to_vec();
    let desc = profile
        .windows(4)
        .rposition(|word| word == b"desc")
        .unwrap();
    for byte in &mut profile[desc + 12..desc + 20] {
        *byte = b'X';
    }
    profile
}

#[test]
fn the_profile_of_inks_is_honoured() {
    let own = with_profile(&SNAP_240.bytes);
    assert!(
        printed(own.clone()) == own,
        "its own condition changes nothing"
    );
    let other = with_profile(&other_condition());
    let converted = printed(other.clone());
    assert!(
        converted != other,
        "another condition's numbers are not taken"
    );
    let press = OutputProfile {
        ink_limit: 1500,
        ..SNAP_240.clone()
    };
    let doc = page(other, 100, &press);
    let worst = inks(images(&doc)[0])
        .iter()
        .map(|pixel| pixel.iter().map(|&ink| u32::from(ink)).sum::<u32>())
        .max();
    assert!(
        worst.is_some_and(|worst| worst <= press.limit() + 2),
        "{worst:?}"
    );
}
