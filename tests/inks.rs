//! What a page is printed with, and what strays from it.

use std::io::Cursor;

use duikai::desk::MemoryDesk;
use duikai::diag::Code;
use duikai::ink::Plate;
use duikai::{Job, Outcome, export, typeset};

const LAYOUT: &str = r#"
include = ["layout.toml"]

[ink.red]
plate = "PANTONE 185 C"
alternate = "M90 Y80"

[rule.festive]
weight = "1pt"
ink = "red"

[style.festive]
base = "headline"
ink = "red 50%"

[kind.festive]
base = "story"
headline = "festive"
box = "festive"

[kind.tinted]
base = "story"
tint = "C20"
"#;

/// A page with one story of a kind and, under it, a picture.
fn set(inks: &str, kind: &str, picture: &[u8]) -> Outcome {
    set_with(inks, kind, picture, "")
}

/// The same, with more said of the picture.
fn set_with(inks: &str, kind: &str, picture: &[u8], more: &str) -> Outcome {
    let mut desk = MemoryDesk::new();
    desk.put("layout.toml", include_str!("suite/layout.toml"))
        .put("mine.toml", LAYOUT);
    desk.put(
        "edition.toml",
        "paper = \"报\"\ndate = \"2021-12-31\"\nlayout = \"mine.toml\"\npages = [\"page.toml\"]\n",
    );
    let page = format!(
        "number = 1\nsection = \"要闻\"\n{inks}\n[[story]]\ncopy = \"a.md\"\nkind = \"{kind}\"\nat = \"1-2栏 1-6行\"\n\n\
         [[picture]]\nfile = \"a.png\"\nat = \"1栏 7-12行\"\n{more}"
    );
    desk.put("page.toml", page)
        .put("a.md", "---\n主题: 天地玄黄\n---\n天地玄黄，宇宙洪荒。\n")
        .put("a.png", picture);
    typeset(
        &desk,
        &Job {
            edition: "edition.toml".to_owned(),
            page: None,
        },
    )
}

fn strays(outcome: &Outcome) -> Vec<String> {
    let reported = outcome
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code == Code::InkNotOnPage);
    reported
        .map(|diagnostic| {
            let place = outcome.sources.place(diagnostic.primary.expect("a place"));
            format!("{}:{}: {}", place.path, place.line, diagnostic.message)
        })
        .collect()
}

fn picture(pixel: [u8; 3]) -> Vec<u8> {
    let mut file = Vec::new();
    image::RgbImage::from_pixel(300, 300, image::Rgb(pixel))
        .write_to(&mut Cursor::new(&mut file), image::ImageFormat::Png)
        .unwrap();
    file
}

fn grey() -> Vec<u8> {
    let mut file = Vec::new();
    image::GrayImage::from_pixel(300, 300, image::Luma([90]))
        .write_to(&mut Cursor::new(&mut file), image::ImageFormat::Png)
        .unwrap();
    file
}

fn plate_names(outcome: &Outcome) -> Vec<String> {
    let setting = outcome.setting.as_ref().expect("it sets");
    export::plates(&setting.formes[0], &setting.pictures)
        .iter()
        .map(|plate| plate.name().to_owned())
        .collect()
}

#[test]
fn colour_on_a_mono_page_is_told_with_its_object_and_line() {
    let outcome = set("inks = \"K\"", "tinted", &picture([200, 30, 30]));
    assert_eq!(
        strays(&outcome),
        [
            "page.toml:7: the tint wants C20, but page 1 is printed with black alone",
            "page.toml:10: the picture “a.png” wants colour, but page 1 is printed with black alone"
        ]
    );
    assert!(outcome.setting.is_none(), "and nothing is written");
}

#[test]
fn a_grey_picture_may_stand_on_a_mono_page() {
    let outcome = set("inks = \"K\"", "story", &grey());
    assert_eq!(strays(&outcome), [""; 0]);
    assert_eq!(plate_names(&outcome), ["Black"]);
}

#[test]
fn a_colour_picture_is_printed_in_black_when_asked() {
    let outcome = set_with(
        "inks = \"K\"",
        "story",
        &picture([200, 30, 30]),
        "ink = \"K\"\n",
    );
    assert_eq!(strays(&outcome), [""; 0]);
    assert_eq!(plate_names(&outcome), ["Black"]);
    let outcome = set_with(
        "inks = \"K\"",
        "story",
        &picture([200, 30, 30])[..90],
        "ink = \"K\"\n",
    );
    assert!(
        outcome.setting.is_none()
            && outcome
                .diagnostics
                .iter()
                .any(|diagnostic| diagnostic.code == Code::BadPicture)
    );
}

#[test]
fn a_spot_ink_wants_to_be_declared_on_its_page() {
    for (inks, printed) in [
        ("", "the four process inks alone"),
        ("inks = \"K\"", "black alone"),
        ("inks = \"CMYK\"", "the four process inks alone"),
    ] {
        let outcome = set(inks, "festive", &grey());
        assert_eq!(
            strays(&outcome),
            [
                format!(
                    "page.toml:7: the rule wants PANTONE 185 C, but page 1 is printed with {printed}"
                ),
                format!(
                    "page.toml:7: the text “天地玄黄” wants PANTONE 185 C 50%, but page 1 is printed with {printed}"
                )
            ],
            "{inks}"
        );
    }
    let outcome = set("inks = \"K+red\"", "festive", &grey());
    assert_eq!(strays(&outcome), [""; 0]);
    assert_eq!(plate_names(&outcome), ["Black", "PANTONE 185 C"]);
    let setting = outcome.setting.as_ref().expect("it sets");
    assert!(export::plates(&setting.formes[0], &setting.pictures).contains(&Plate::Black));
    // Colour and a fifth ink.
    let outcome = set("inks = \"CMYK + red\"", "festive", &picture([200, 30, 30]));
    assert_eq!(strays(&outcome), [""; 0]);
    assert_eq!(
        plate_names(&outcome),
        ["Cyan", "Magenta", "Yellow", "Black", "PANTONE 185 C"]
    );
}

#[test]
fn a_page_with_black_and_a_spot_ink_takes_no_colour() {
    let outcome = set("inks = \"K+red\"", "tinted", &grey());
    assert_eq!(
        strays(&outcome),
        ["page.toml:7: the tint wants C20, but page 1 is printed with black and PANTONE 185 C"]
    );
}

/// The sample of few inks: a front in black and red, a page in black.
#[test]
fn the_sample_is_printed_in_the_inks_it_declares() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/inks/edition.toml");
    let outcome = typeset(
        &duikai::desk::DiskDesk::default(),
        &Job {
            edition: path.to_string_lossy().into_owned(),
            page: None,
        },
    );
    assert!(outcome.diagnostics.is_empty(), "{:?}", outcome.diagnostics);
    let setting = outcome.setting.as_ref().expect("it sets");
    let names = |at: usize| -> Vec<String> {
        export::plates(&setting.formes[at], &setting.pictures)
            .iter()
            .map(|plate| plate.name().to_owned())
            .collect()
    };
    assert_eq!(
        (names(0), names(1)),
        (
            vec!["Black".to_owned(), "PANTONE 185 C".to_owned()],
            vec!["Black".to_owned()]
        )
    );
}
