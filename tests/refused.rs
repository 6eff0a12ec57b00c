//! A law: what `check` passes, `build` does not refuse. Fonts, pictures,
//! advertisements and profiles are damaged at random.

use std::fmt::Write as _;

use duikai::Job;
use duikai::asset::SNAP_240;
use duikai::desk::MemoryDesk;
use duikai::diag::{Diagnostic, Severity};
use duikai::preflight::Printer;
use duikai::press::{PressJob, prepare};
use duikai::typeset;
use rayon::prelude::*;

use crate::laws::Dice;

/// How many damages a run tries: `REFUSED_ROUNDS` of them.
const ROUNDS: u64 = 400;

/// A file that may come damaged: its name, its bytes, what the layout and the
/// page say of it.
struct Foreign {
    name: &'static str,
    bytes: Vec<u8>,
    layout: &'static str,
    page: &'static str,
    /// How many of a hundred damages it has.
    share: usize,
}

const OURS: &str = "[style.body]\nfont = \"ours\"\nbold = \"ours\"\nalign = \"start\"\n[fonts]\n";

fn foreigners() -> Vec<Foreign> {
    let font = |bytes: &[u8], layout, share| Foreign {
        name: "ours.otf",
        bytes: bytes.to_vec(),
        layout,
        page: "",
        share,
    };
    let picture = |name, bytes: Vec<u8>, page, share| Foreign {
        name,
        bytes,
        layout: "",
        page,
        share,
    };
    vec![
        font(
            include_bytes!("../fonts/test/varied.ttf"),
            "ours = { file = \"ours.otf\", wght = 500 }\n",
            15,
        ),
        font(
            include_bytes!("../fonts/test/varied.otf"),
            "ours = { file = \"ours.otf\", wght = 500 }\n",
            15,
        ),
        font(
            include_bytes!("../fonts/test/named.otf"),
            "ours = \"ours.otf\"\n",
            15,
        ),
        font(
            include_bytes!("../fonts/test/box.ttf"),
            "ours = \"ours.otf\"\n",
            15,
        ),
        picture(
            "a.png",
            include_bytes!("suite/peak.png").to_vec(),
            "[[picture]]\nfile = \"a.png\"\nat = \"2栏 5-8行\"\n",
            10,
        ),
        picture(
            "a.jpg",
            include_bytes!("pictures/refined.jpg").to_vec(),
            "[[picture]]\nfile = \"a.jpg\"\nat = \"2栏 5-8行\"\n",
            10,
        ),
        picture(
            "ad.pdf",
            advertisement(),
            "[[ad]]\nfile = \"ad.pdf\"\nclient = \"平原百货\"\nat = \"1-2栏 9-12行\"\nfit = \"inside\"\n",
            18,
        ),
        Foreign {
            name: "p.icc",
            bytes: SNAP_240.bytes.to_vec(),
            layout: "[press]\nprofile = \"p.icc\"\n",
            page: "[[picture]]\nfile = \"sun.png\"\nat = \"2栏 5-8行\"\n",
            share: 2,
        },
    ]
}

/// A PDF as large as its slot, with a form, a shading and a picture in it.
fn advertisement() -> Vec<u8> {
    let contents = "q 0 0 0 1 k 10 10 40 20 re f Q q 20 0 0 20 60 12 cm /I Do Q /F Do /S sh";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 210 46] /TrimBox [0 0 210 46] /Contents 4 0 R /Resources << /XObject << /I 5 0 R /F 6 0 R >> /Shading << /S 7 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{contents}\nendstream", contents.len()),
        "<< /Type /XObject /Subtype /Image /Width 4 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 4 >>\nstream\n\x10\x20\x30\x40\nendstream".to_owned(),
        "<< /Type /XObject /Subtype /Form /BBox [0 0 210 46] /Resources << >> /Length 24 >>\nstream\n0 0 0 1 k 90 10 9 9 re f \nendstream".to_owned(),
        "<< /ShadingType 2 /ColorSpace /DeviceGray /Coords [120 0 200 0] /Function << /FunctionType 2 /Domain [0 1] /C0 [1] /C1 [0.5] /N 1 >> >>".to_owned(),
    ];
    let mut out = b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut table = String::from("0000000000 65535 f \n");
    for (nth, object) in objects.iter().enumerate() {
        let _ = writeln!(table, "{:010} 00000 n ", out.len());
        out.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", nth + 1).as_bytes());
    }
    let at = out.len();
    let size = objects.len() + 1;
    out.extend_from_slice(
        format!("xref\n0 {size}\n{table}trailer\n<< /Root 1 0 R /Size {size} >>\nstartxref\n{at}\n%%EOF\n")
            .as_bytes(),
    );
    out
}

/// Damages a file as disks, networks and careless programs do.
fn damaged(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut out = bytes.to_vec();
    // Most of what matters stands at the head.
    let place = |dice: &mut Dice, length: usize| {
        let reach = if dice.roll(2) == 0 {
            length
        } else {
            length.min(600)
        };
        dice.roll(reach.max(1))
    };
    for _ in 0..1 + dice.roll(3) {
        if out.is_empty() {
            break;
        }
        let at = place(dice, out.len());
        match dice.roll(7) {
            0 => out[at] ^= 1 << dice.roll(8),
            1 => out[at] = dice.roll(256) as u8,
            2 => out[at] = [0, 1, 0x7F, 0x80, 0xFF][dice.roll(5)],
            3 => {
                let end = (at + 1 + dice.roll(16)).min(out.len());
                out[at..end].fill([0, 0xFF][dice.roll(2)]);
            }
            4 => out.truncate(at),
            5 => drop(out.drain(at..(at + 1 + dice.roll(8)).min(out.len()))),
            _ => {
                let from = place(dice, out.len());
                let length = (1 + dice.roll(32)).min(out.len() - at.max(from));
                out.copy_within(from..from + length, at);
            }
        }
    }
    out
}

fn desk(foreign: &Foreign, bytes: Vec<u8>) -> MemoryDesk {
    let mut desk = MemoryDesk::new();
    let fonts = if foreign.name == "ours.otf" { OURS } else { "" };
    desk.put("layout.toml", include_str!("suite/layout.toml"))
        .put("sun.png", include_bytes!("suite/sun.png").as_slice())
        .put(
            "house.toml",
            format!("include = [\"layout.toml\"]\n{fonts}{}", foreign.layout),
        )
        .put(
            "edition.toml",
            "paper = \"报\"\ndate = \"2021-12-31\"\nlayout = \"house.toml\"\npages = [\"page.toml\"]\n",
        )
        .put(
            "page.toml",
            format!(
                "number = 1\nsection = \"要闻\"\n[[story]]\nid = \"a\"\ncopy = \"a.md\"\nkind = \"story\"\nat = \"1栏 1-8行\"\nhead = 2\n{}",
                foreign.page
            ),
        )
        .put("a.md", "---\n主题: 天地\n---\n天地玄黄A，宇宙洪荒。\n")
        .put(foreign.name, bytes);
    desk
}

fn is_refused(found: &[Diagnostic]) -> bool {
    found.iter().any(|one| one.severity >= Severity::Denied)
}

fn messages(found: &[Diagnostic]) -> String {
    let refusals = found.iter().filter(|one| one.severity >= Severity::Denied);
    let words: Vec<String> = refusals
        .map(|one| format!("{}: {}", one.code.name(), one.message))
        .collect();
    words.join("; ")
}

#[test]
fn what_check_passes_build_does_not_refuse() {
    let rounds = std::env::var("REFUSED_ROUNDS").ok();
    let rounds = rounds
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(ROUNDS);
    let foreigners = foreigners();
    let job = Job {
        edition: "edition.toml".to_owned(),
        page: None,
    };
    // What is not damaged passes.
    for foreign in &foreigners {
        let sound = typeset(&desk(foreign, foreign.bytes.clone()), &job);
        assert!(
            !is_refused(&sound.diagnostics),
            "{}: {}",
            foreign.name,
            messages(&sound.diagnostics)
        );
    }
    let tried: Vec<Option<String>> = (0..rounds)
        .into_par_iter()
        .map(|seed| {
            let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
            let mut share = dice.roll(100);
            let foreign = foreigners.iter().find(|foreign| {
                let hit = share < foreign.share;
                share = share.saturating_sub(foreign.share);
                hit
            })?;
            let bytes = damaged(&foreign.bytes, &mut dice);
            let desk = desk(foreign, bytes);
            let checked = typeset(&desk, &job);
            if is_refused(&checked.diagnostics) {
                return None;
            }
            let built = prepare(&desk, &job, Printer::default(), &PressJob::default());
            let fault = built.ready.is_none() || built.ready.is_some_and(|ready| ready.denied);
            Some(if fault {
                format!(
                    "seed {seed}, {}: {}",
                    foreign.name,
                    messages(&built.diagnostics)
                )
            } else {
                String::new()
            })
        })
        .collect();
    let passed = tried.iter().flatten().count();
    let faults: Vec<&String> = tried
        .iter()
        .flatten()
        // Open: a font whose own program says other widths than its table is
        // told by preflight of the press file alone.
        .filter(|fault| !fault.is_empty() && !fault.contains("[glyph-widths]"))
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(
        passed * 10 > rounds as usize,
        "only {passed} of {rounds} pass"
    );
}
