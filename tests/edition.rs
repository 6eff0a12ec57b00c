//! The sample edition, whole: its text, its bytes, its golden dump.

use std::path::Path;

use duikai::asset::{SNAP_240, hex, sha256};
use duikai::desk::DiskDesk;
use duikai::diag::Severity;
use duikai::export::pdf::{self, Meta, Order, Purpose};
use duikai::forme::{Forme, Item, dump};
use duikai::{Job, Outcome, Setting, typeset};

fn sample() -> Outcome {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/pingyuan/edition.toml");
    typeset(
        &DiskDesk::default(),
        &Job {
            edition: path.to_string_lossy().into_owned(),
            page: None,
        },
    )
}

fn setting(outcome: &Outcome) -> &Setting {
    outcome.setting.as_ref().expect("the sample sets")
}

fn text_of(items: &[Item], out: &mut String) {
    for item in items {
        match item {
            Item::GlyphRun(run) => out.push_str(&run.text),
            Item::Group(group) => text_of(&group.items, out),
            _ => {}
        }
    }
}

fn press(setting: &Setting, forme: &Forme, kind: Purpose) -> Vec<u8> {
    let meta = Meta {
        title: "t",
        paper: "p",
        date: &setting.date,
        lang: "zh-CN",
    };
    pdf::export(
        &Order {
            formes: vec![forme],
            meta,
            kind,
        },
        &setting.fonts,
        &setting.pictures,
        &SNAP_240,
    )
    .expect("exports")
}

#[test]
fn the_sample_fits_without_a_complaint() {
    let outcome = sample();
    let reported: Vec<_> = outcome
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity > Severity::Note)
        .collect();
    assert!(reported.is_empty(), "{reported:?}");
    assert_eq!(setting(&outcome).formes.len(), 2);
}

/// Every article stands on its page whole, once, in order.
#[test]
fn every_article_stands_on_its_page_once() {
    let outcome = sample();
    let setting = setting(&outcome);
    let mut page_text = String::new();
    setting
        .formes
        .iter()
        .for_each(|forme| text_of(&forme.items, &mut page_text));
    let page_text: String = page_text.chars().filter(|c| !c.is_whitespace()).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/pingyuan/copy");
    let mut seen = 0;
    for name in [
        "qiangxian.md",
        "xunlian.md",
        "dongyuan.md",
        "wuye.md",
        "rongzi.md",
        "maitian.md",
        "gongre.md",
        "jianxun.md",
        "tushuguan.md",
    ] {
        let text = std::fs::read_to_string(folder.join(name)).expect("reads");
        let body = text
            .splitn(3, "---\n")
            .nth(2)
            .expect("front matter")
            .replace("**", "");
        for paragraph in body.split("\n\n").map(|paragraph| {
            paragraph
                .trim_start_matches("## ")
                .trim_start_matches("- ")
                .trim()
        }) {
            let wanted: String = paragraph.chars().filter(|c| !c.is_whitespace()).collect();
            if wanted.contains("-") || wanted.is_empty() {
                continue;
            }
            assert_eq!(page_text.matches(&wanted).count(), 1, "{name}: {wanted}");
            seen += 1;
        }
    }
    assert!(seen > 60, "{seen}");
}

/// The same page gives the same bytes, alone or beside others.
#[test]
fn the_same_input_gives_the_same_bytes() {
    let (first, second) = (sample(), sample());
    for (a, b) in setting(&first).formes.iter().zip(&setting(&second).formes) {
        assert_eq!(dump(a), dump(b));
        for kind in [Purpose::Press(duikai::ink::Standard::X4), Purpose::Reading] {
            let once = press(setting(&first), a, kind);
            let threads: Vec<Vec<u8>> = std::thread::scope(|scope| {
                let running: Vec<_> = (0..2)
                    .map(|_| scope.spawn(|| press(setting(&second), b, kind)))
                    .collect();
                running
                    .into_iter()
                    .map(|thread| thread.join().expect("runs"))
                    .collect()
            });
            assert!(threads.iter().all(|bytes| *bytes == once));
        }
    }
}

/// Baselines of neighbouring columns stand on one grid, exactly.
/// A file set with others of the same pages is the file it is by itself, its
/// hash is told truly, and its id, in the packet and at the end, is drawn from
/// the rest of it.
#[test]
fn files_of_the_same_pages_are_each_their_own() {
    let outcome = sample();
    let setting = setting(&outcome);
    let order = |title, kind| {
        let meta = Meta {
            title,
            paper: "p",
            date: &setting.date,
            lang: "zh-CN",
        };
        Order {
            formes: setting.formes.iter().collect(),
            meta,
            kind,
        }
    };
    let orders = [
        order("a", Purpose::Press(duikai::ink::Standard::X4)),
        order("b", Purpose::Press(duikai::ink::Standard::X4)),
        order("a", Purpose::Reading),
        order("a", Purpose::Press(duikai::ink::Standard::X1a)),
    ];
    let files = pdf::export_all(&orders, &setting.fonts, &setting.pictures, &SNAP_240, false)
        .expect("exports");
    let mut ids = Vec::new();
    for (order, file) in orders.iter().zip(files) {
        let alone =
            pdf::export(order, &setting.fonts, &setting.pictures, &SNAP_240).expect("exports");
        assert!(alone == file.bytes);
        assert_eq!(sha256(&file.bytes), file.sha256);
        let doc = lopdf::Document::load_mem(&file.bytes).expect("reads");
        let [first, second] = doc
            .trailer
            .get(b"ID")
            .and_then(|id| id.as_array())
            .expect("an id")
            .as_slice()
        else {
            panic!("two ids")
        };
        let (first, second) = (
            first.as_str().expect("a string"),
            second.as_str().expect("a string"),
        );
        assert!(first == second && first != [0xA5; 16]);
        let uuid = String::from_utf8_lossy(&file.bytes)
            .split("<xmpMM:DocumentID>uuid:")
            .nth(1)
            .expect("a packet")[..36]
            .to_owned();
        ids.extend([hex(first), uuid]);
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 8);
}

#[test]
fn body_baselines_stand_on_the_grid() {
    let outcome = sample();
    let mut checked = 0;
    for forme in &setting(&outcome).formes {
        each_leg(&forme.items, &mut |run_size, baseline| {
            if run_size == duikai::geom::Len::pt(9) {
                let top = duikai::geom::Len::MM * 34 + duikai::geom::Len::pt(9).scale(88, 100);
                assert_eq!(
                    (baseline - top).units() % duikai::geom::Len::pt(12).units(),
                    0
                );
                checked += 1;
            }
        });
    }
    assert!(checked > 600, "{checked}");
}

fn each_leg(items: &[Item], visit: &mut dyn FnMut(duikai::geom::Len, duikai::geom::Len)) {
    for item in items {
        let Item::Group(group) = item else { continue };
        if group.role == duikai::forme::Role::Leg {
            for item in &group.items {
                if let Item::GlyphRun(run) = item {
                    visit(run.size, run.start.y);
                }
            }
        }
        each_leg(&group.items, visit);
    }
}

/// The link of the refer leads to a story that stands on page 4.
#[test]
fn the_refer_leads_to_its_story() {
    let outcome = sample();
    let setting = setting(&outcome);
    let reading = {
        let formes: Vec<&Forme> = setting.formes.iter().collect();
        let meta = Meta {
            title: "t",
            paper: "p",
            date: &setting.date,
            lang: "zh-CN",
        };
        pdf::export(
            &Order {
                formes,
                meta,
                kind: Purpose::Reading,
            },
            &setting.fonts,
            &setting.pictures,
            &SNAP_240,
        )
        .expect("exports")
    };
    let dumped = dump(&setting.formes[0]);
    assert!(dumped.contains("→ rongzi"), "the refer links");
    assert!(dumped.contains("（见今日第四版）"), "the page is named");
    assert!(dump(&setting.formes[1]).contains("dest rongzi "));
    let has = |needle: &[u8]| reading.windows(needle.len()).any(|window| window == needle);
    assert!(
        has(b"/Subtype/Link") || has(b"/Subtype /Link"),
        "the reading file has a link"
    );
    let page = press(
        setting,
        &setting.formes[0],
        Purpose::Press(duikai::ink::Standard::X4),
    );
    assert!(
        !page.windows(6).any(|window| window == b"/Annot"),
        "the press file has none"
    );
}

/// The hard paragraphs of the README: the house style sets them without a
/// complaint, the plain style does not.
#[test]
fn hard_paragraphs_are_set_without_a_complaint() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/lines/edition.toml");
    let outcome = typeset(
        &DiskDesk::default(),
        &Job {
            edition: path.to_string_lossy().into_owned(),
            page: None,
        },
    );
    let reported: Vec<&str> = outcome
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.message.as_str())
        .collect();
    assert!(
        reported
            .iter()
            .any(|message| message.contains("-plain") && message.contains("wider than ¼ em")),
        "{reported:?}"
    );
    assert!(
        !reported
            .iter()
            .any(|message| message.contains("-ours") && message.contains("could only be set")),
        "{reported:?}"
    );
    assert!(
        !reported.iter().any(|message| message.contains("none may")),
        "{reported:?}"
    );
}

/// Where the fonts stand that no layout names is each machine's own.
#[test]
fn inputs_are_the_same_wherever_fonts_stand() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let inputs = |_| {
        let folder = tempfile::tempdir().expect("a folder");
        let font = folder.path().join("fangsong-regular.otf");
        std::fs::copy(root.join("fonts/fangsong-regular.otf"), &font).expect("copies");
        let job = Job {
            edition: root
                .join("samples/ja/edition.toml")
                .to_string_lossy()
                .into_owned(),
            page: None,
        };
        let setting = typeset(&DiskDesk::new(vec![folder.path().to_owned()]), &job)
            .setting
            .expect("the sample sets");
        assert!(
            setting
                .inputs
                .iter()
                .any(|(path, _)| path == "fangsong-regular.otf"),
            "{:?}",
            setting.inputs
        );
        setting.inputs
    };
    assert_eq!(inputs(1), inputs(2));
}
