//! The ink limit on every pixel of pictures that are hard to keep under it, by Ghostscript's plates.

use std::io::Cursor;

use duikai::desk::MemoryDesk;
use duikai::diag::Severity;
use duikai::ink::Standard;
use duikai::{Job, typeset};
use image::{ImageBuffer, ImageFormat, Rgb};

use crate::advertisements::{exported, side_by_side};
use crate::plates::separated_at;

/// Pixels of a picture; it is placed at fewer an inch than the press wants, so that none is averaged.
const SIZE: (u32, u32) = (460, 280);
/// The limit of the condition, and what a pixel may be above it, in per cent.
const LIMIT: (f64, f64) = (240.0, 0.5);
/// Pixels an inch of the plates.
const DPI: u32 = 300;

/// The colour of a pixel of the `kind`th hard picture.
fn colour(kind: usize, x: u32, y: u32) -> [u8; 3] {
    let mut state =
        (x.wrapping_mul(73_856_093) ^ y.wrapping_mul(19_349_663)).wrapping_add(kind as u32);
    let mut noise = |most: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        ((state >> 9) % most) as u8
    };
    let across = (x * 255 / SIZE.0) as u8;
    match kind {
        // Noise, dark grain, and dark grain of one hue.
        0 => [noise(256), noise(256), noise(256)],
        1 => [noise(28), noise(28), noise(28)],
        2 => [noise(60), noise(12), noise(30)],
        // Neighbours as unlike as there are.
        3 => [[0; 3], [255; 3]][((x + y) % 2) as usize],
        4 => [[0, 0, 96], [96, 0, 0], [0, 64, 0], [255, 255, 0]][((x / 3 + y / 5) % 4) as usize],
        // Deep runs.
        5 => [across / 8, across / 12, across / 3],
        6 => [across / 3, (255 - across) / 9, noise(20)],
        // Edges of black on colour.
        _ => [[0, 0, 0], [200, 30, 20], [10, 20, 90]][((x / 23 + y / 17) % 3) as usize],
    }
}

/// Eight kinds, each coded in five ways.
fn hard(kind: usize, coding: usize) -> (&'static str, Vec<u8>) {
    let (width, height) = SIZE;
    let pixels = || (0..height).flat_map(move |y| (0..width).map(move |x| colour(kind, x, y)));
    let jpeg = |quality: u8, samples: &[u8], colours: jpeg_encoder::ColorType| {
        let mut file = Vec::new();
        jpeg_encoder::Encoder::new(&mut file, quality)
            .encode(samples, width as u16, height as u16, colours)
            .expect("a JPEG");
        file
    };
    let mut file = Vec::new();
    match coding {
        0 => {
            let image: ImageBuffer<Rgb<u8>, _> =
                ImageBuffer::from_fn(width, height, |x, y| Rgb(colour(kind, x, y)));
            image
                .write_to(&mut Cursor::new(&mut file), ImageFormat::Png)
                .expect("a PNG");
            ("png", file)
        }
        1 => {
            let image: ImageBuffer<Rgb<u16>, _> = ImageBuffer::from_fn(width, height, |x, y| {
                Rgb(colour(kind, x, y).map(|part| u16::from(part) * 257))
            });
            image
                .write_to(&mut Cursor::new(&mut file), ImageFormat::Png)
                .expect("a PNG");
            ("png", file)
        }
        2 | 3 => {
            let samples: Vec<u8> = pixels().flatten().collect();
            let quality = if coding == 2 { 40 } else { 92 };
            ("jpg", jpeg(quality, &samples, jpeg_encoder::ColorType::Rgb))
        }
        _ => {
            // Four inks, up to 400 per cent of them.
            let samples: Vec<u8> = pixels()
                .flat_map(|[r, g, b]| [255 - r, 255 - g, 255 - b, 255 - r / 2 - g / 2])
                .collect();
            ("jpg", jpeg(80, &samples, jpeg_encoder::ColorType::Cmyk))
        }
    }
}

pub fn no_pixel_of_hard_pictures_is_above_the_limit() {
    let mut desk = MemoryDesk::new();
    desk.put("layout.toml", include_str!("../suite/layout.toml"));
    let mut pages = Vec::new();
    for nth in 0..40 {
        let (ending, file) = hard(nth / 5, nth % 5);
        desk.put(&format!("p{nth}.{ending}"), file);
        let page = format!(
            "number = {}\nsection = \"x\"\n\n[[picture]]\nfile = \"p{nth}.{ending}\"\nat = \"1-2栏 1-12行\"\n",
            nth + 1
        );
        desk.put(&format!("p{nth}.toml"), page);
        pages.push(format!("\"p{nth}.toml\""));
    }
    let edition = format!(
        "paper = \"报\"\ndate = \"2021-12-31\"\nlayout = \"layout.toml\"\npages = [{}]\n",
        pages.join(", ")
    );
    desk.put("edition.toml", edition);
    let job = Job {
        edition: "edition.toml".to_owned(),
        page: None,
    };
    let outcome = typeset(&desk, &job);
    let denied: Vec<_> = outcome
        .diagnostics
        .iter()
        .filter(|told| told.severity > Severity::Warning)
        .map(|told| told.message.to_string())
        .collect();
    assert!(denied.is_empty(), "{denied:?}");
    let setting = outcome.setting.expect("it sets");
    assert_eq!(setting.formes.len(), 40);
    let all: Vec<usize> = (0..40).collect();
    let most = side_by_side(&all, |&nth| {
        let file = exported(&setting, &setting.formes[nth..=nth], Standard::X4);
        let plates = separated_at(&file, DPI, &[]);
        let planes: Vec<&[u8]> = ["Cyan", "Magenta", "Yellow", "Black"]
            .iter()
            .filter_map(|name| Some(plates.get(*name)?.samples.as_slice()))
            .collect();
        assert_eq!(planes.len(), 4);
        (0..planes[0].len())
            .map(|at| planes.iter().map(|plane| f64::from(plane[at])).sum::<f64>() / 2.55)
            .fold(0.0, f64::max)
    });
    let above: Vec<String> = most
        .iter()
        .enumerate()
        .filter(|(_, most)| **most > LIMIT.0 + LIMIT.1)
        .map(|(nth, most)| format!("kind {} coding {}: {most:.1} %", nth / 5, nth % 5))
        .collect();
    assert!(above.is_empty(), "{}", above.join("\n"));
    // They are hard: most reach the limit.
    let near = most.iter().filter(|most| **most > LIMIT.0 - 8.0).count();
    assert!(near >= 25, "{most:?}");
}
