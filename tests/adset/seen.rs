//! What other programs see: the advertisement as it came, and as it stands in the press file.

use std::path::Path;
use std::process::Command;

use duikai::export::pdf::Purpose;

use super::files::{Wild, all};
use super::{X4, accepted};
use crate::ads::{HEIGHT, HOUSE, WIDTH, press, set};

/// Resolution of the pictures that are compared.
const DPI: usize = 72;
/// Where the slot begins on the page of the suite, in points from the left and from the foot of the
/// medium, bleed included.
const PROGRAMS: [&str; 3] = ["gs", "mutool", "pdftoppm"];

fn draws(program: &str, pdf: &Path, out: &Path) -> Option<Picture> {
    let (pdf, to) = (pdf.to_string_lossy(), out.to_string_lossy());
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
    let done = command.output().ok()?;
    if !done.status.success() {
        return None;
    }
    Picture::read(&std::fs::read(out).ok()?)
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

/// Where the placed form stands on its page, in points from the top left of the medium.
fn corner(file: &[u8]) -> (f64, f64) {
    let doc = lopdf::Document::load_mem(file).expect("reads");
    let page = doc.page_iter().next().expect("a page");
    let media: Vec<f64> = doc
        .get_dictionary(page)
        .and_then(|page| page.get(b"MediaBox")?.as_array())
        .expect("a box")
        .iter()
        .map(|side| f64::from(side.as_float().expect("a number")))
        .collect();
    let content = lopdf::content::Content::decode(&doc.get_page_content(page)).expect("reads");
    let cm = content
        .operations
        .iter()
        .find(|operation| operation.operator == "cm")
        .expect("a place");
    let number = |at: usize| f64::from(cm.operands[at].as_float().expect("a number"));
    (number(4), media[3] - number(5) - HEIGHT)
}

/// The share of pixels, and the greatest mean distance of a square of 4 × 4 pixels away from edges.
fn differs(before: &Picture, after: &Picture, corner: (f64, f64)) -> f64 {
    let scale = DPI as f64 / 72.0;
    let mut worst: f64 = 0.0;
    // The box of the original begins 10 points inside its medium, if it has one of its own.
    let inset = (before.width as f64 / scale - WIDTH) / 2.0;
    for top in (6..HEIGHT as usize - 10).step_by(4) {
        for left in (6..WIDTH as usize - 10).step_by(4) {
            let mut sums = [[0.0; 3]; 2];
            for y in 0..4 {
                for x in 0..4 {
                    let (x, y) = ((left + x) as f64, (top + y) as f64);
                    let one = before.at(
                        ((x + inset) * scale) as usize,
                        ((y + inset) * scale) as usize,
                    );
                    let two = after.at(
                        ((x + corner.0) * scale).round() as usize,
                        ((y + corner.1) * scale).round() as usize,
                    );
                    for at in 0..3 {
                        sums[0][at] += one[at] / 16.0;
                        sums[1][at] += two[at] / 16.0;
                    }
                }
            }
            let (one, two) = (lab(sums[0]), lab(sums[1]));
            let sum: f64 = one.iter().zip(two).map(|(a, b)| (a - b) * (a - b)).sum();
            worst = worst.max(sum.sqrt());
        }
    }
    worst
}

/// Ghostscript, MuPDF and poppler see the same before and after, where nothing was converted.
#[test]
fn what_is_placed_as_it_is_looks_as_it_did() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut compared = 0;
    for Wild { name, bytes } in all() {
        if !accepted(&set(&bytes, "", HOUSE)) {
            continue;
        }
        let file = press(&bytes, "", Purpose::Press(X4));
        let corner = corner(&file);
        let (before, after) = (
            folder.path().join("before.pdf"),
            folder.path().join("after.pdf"),
        );
        std::fs::write(&before, &bytes).expect("writes");
        std::fs::write(&after, &file).expect("writes");
        for program in PROGRAMS {
            let picture = |pdf: &Path, name: &str| draws(program, pdf, &folder.path().join(name));
            let (Some(one), Some(two)) =
                (picture(&before, "before.ppm"), picture(&after, "after.ppm"))
            else {
                // The program is not on this machine.
                continue;
            };
            let worst = differs(&one, &two, corner);
            assert!(worst <= 2.0, "{name} by {program}: ΔE {worst:.1}");
            compared += 1;
        }
    }
    println!("{compared} pictures compared");
}
