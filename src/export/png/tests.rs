use std::io::Cursor;

use image::RgbImage;

use super::*;
use crate::asset::Picture as Stored;
use crate::forme::{
    Fill, Glyph, GlyphRun, Group, Origin, PlacedPicture, Role, Rotation, Rule, Sheet,
};
use crate::geom::{Em, Folio, Len, PageSpace, Point, Rect, Size};

fn pt(points: i64) -> Len {
    Len::pt(points)
}

fn rect(left: i64, top: i64, right: i64, bottom: i64) -> Rect<PageSpace> {
    Rect::new(pt(left), pt(top), pt(right), pt(bottom))
}

fn run(fonts: &Fonts, face: &str, size: Len, x: Len, y: Len, ink: Ink, text: &str) -> Item {
    let font = fonts.find(face).unwrap();
    let glyphs = text
        .char_indices()
        .scan(Len::ZERO, |pen, (at, character)| {
            let id = fonts.face(font).glyph(character).unwrap_or(0);
            let x = *pen;
            *pen += fonts
                .face(font)
                .to_len(i32::from(fonts.face(font).advance(id)), size);
            Some(Glyph {
                id,
                x,
                y: Len::ZERO,
                text_start: at as u32,
                text_end: (at + character.len_utf8()) as u32,
            })
        })
        .collect();
    Item::GlyphRun(GlyphRun {
        origin: Origin(0),
        font,
        size,
        condense: Em::ONE,
        turn: Rotation::Upright,
        start: Point::new(x, y),
        ink,
        text: text.to_owned(),
        glyphs,
    })
}

fn fill(rect: Rect<PageSpace>, ink: Ink) -> Item {
    Item::Fill(Fill {
        origin: Origin(0),
        rect,
        ink,
    })
}

fn rule(from: (i64, i64), to: (i64, i64), weight: Len, dash: Option<(Len, Len)>) -> Item {
    let end = |(x, y)| Point::new(pt(x), pt(y));
    Item::Rule(Rule {
        origin: Origin(0),
        from: end(from),
        to: end(to),
        weight,
        dash,
        ink: Ink::BLACK,
    })
}

fn fault(rect: Rect<PageSpace>, text: &str) -> Item {
    Item::Mark(Mark::Fault {
        rect,
        text: text.to_owned(),
    })
}

fn forme(width: Len, height: Len, bleed: Len, items: Vec<Item>) -> Forme {
    Forme {
        number: Folio::plain(1),
        section: "要闻".to_owned(),
        sheet: Sheet {
            trim: Size { width, height },
            bleed,
            margin: Len::ZERO,
        },
        items,
    }
}

/// Adds a picture whose left half is red and right half blue, with a green last column.
fn two_halves(pictures: &mut Pictures) -> crate::asset::PictureId {
    let picture = RgbImage::from_fn(400, 300, |x, y| match x {
        0..200 => image::Rgb([255, 0, (y * 255 / 299) as u8]),
        200..390 => image::Rgb([0, 0, 255]),
        _ => image::Rgb([0, 255, 0]),
    });
    let mut file = Cursor::new(Vec::new());
    picture
        .write_to(&mut file, image::ImageFormat::Png)
        .unwrap();
    pictures.add("halves.png", file.into_inner()).unwrap()
}

fn sample(fonts: &Fonts, pictures: &mut Pictures) -> Forme {
    let picture = two_halves(pictures);
    let figure = Item::Picture(PlacedPicture {
        origin: Origin(0),
        picture,
        frame: rect(200, 60, 280, 120),
        image: rect(180, 60, 300, 150),
        clip: None,
        alt: "两色".to_owned(),
    });
    let items = vec![
        fill(rect(-9, -9, 20, 30), Ink::BLACK),
        fill(rect(20, 170, 180, 210), Ink::Cmyk(0, 1000, 1000, 0)),
        run(
            fonts,
            "song-heavy",
            pt(28),
            pt(20),
            pt(50),
            Ink::BLACK,
            "对开报纸大标题",
        ),
        run(
            fonts,
            "song",
            pt(9),
            pt(20),
            pt(72),
            Ink::BLACK,
            "正文九点宋体，一行二十字。The quick 2024",
        ),
        run(
            fonts,
            "kai",
            pt(10),
            pt(20),
            pt(90),
            Ink::K(600),
            "楷体图说，灰色。",
        ),
        run(
            fonts,
            "hei-heavy",
            pt(20),
            pt(30),
            pt(197),
            Ink::PAPER,
            "反白黑体",
        ),
        rule((20, 100), (180, 100), Len::from_pt_f64(0.1), None),
        rule((180, 110), (20, 110), Len::PT, Some((pt(4), pt(2)))),
        rule((190, 60), (190, 160), Len::from_pt_f64(0.5), None),
        rule((20, 150), (180, 120), pt(1), Some((pt(6), pt(3)))),
        Item::Group(Group {
            origin: Origin(0),
            role: Role::Figure,
            name: "图".to_owned(),
            items: vec![figure],
        }),
        fault(rect(60, 62, 120, 76), "行太松"),
        fault(rect(62, 62, 100, 76), "缺字 U+4E00"),
        fault(rect(250, 5, 295, 20), "出血不够"),
    ];
    forme(pt(300), pt(220), pt(9), items)
}

fn decoded(file: &[u8]) -> RgbImage {
    image::load_from_memory(file).unwrap().into_rgb8()
}

/// Returns the pixel at a point of the trimmed page, with 9 pt of bleed at 144 dpi.
fn at(page: &RgbImage, x: u32, y: u32) -> [u8; 3] {
    page.get_pixel((x + 9) * 2 + 1, (y + 9) * 2 + 1).0
}

#[test]
fn a_page_comes_out_as_drawn() {
    let (fonts, mut pictures) = (Fonts::bundled(), Pictures::default());
    let forme = sample(&fonts, &mut pictures);
    let file = export(&forme, &fonts, &pictures, 144, true).unwrap();
    assert_eq!(file, export(&forme, &fonts, &pictures, 144, true).unwrap());
    let page = decoded(&file);
    assert_eq!(page.dimensions(), (636, 476));
    assert_eq!(page.get_pixel(0, 0).0, [0, 0, 0]);
    assert_eq!(at(&page, 19, 29), [0, 0, 0]);
    assert_eq!(at(&page, 20, 30), [255, 255, 255]);
    assert_eq!(at(&page, 170, 200), [255, 0, 0]);
    // The picture: cropped on both sides, so no green, and halved at x = 240.
    assert_eq!(at(&page, 199, 90), [255, 255, 255]);
    assert_eq!(at(&page, 201, 61)[..2], [255, 0]);
    assert_eq!(at(&page, 242, 90), [0, 0, 255]);
    assert_eq!(at(&page, 278, 118), [0, 0, 255]);
    assert_eq!(at(&page, 281, 90), [255, 255, 255]);
    assert_eq!(at(&page, 242, 121), [255, 255, 255]);
    // Dashes run from the rule's first end: 4 pt of ink, 2 pt of none.
    assert_eq!(
        [at(&page, 177, 109)[0] < 255, at(&page, 175, 109)[0] < 255],
        [true, false]
    );
}

#[test]
fn fault_marks_are_left_out_unless_asked_for() {
    let (fonts, pictures) = (Fonts::bundled(), Pictures::default());
    let marked = forme(
        pt(100),
        pt(100),
        Len::ZERO,
        vec![fault(rect(20, 40, 80, 80), "松")],
    );
    let clean = decoded(&export(&marked, &fonts, &pictures, 72, false).unwrap());
    assert!(clean.pixels().all(|pixel| pixel.0 == [255; 3]));
    let page = decoded(&export(&marked, &fonts, &pictures, 72, true).unwrap());
    assert_eq!(page.get_pixel(21, 25).0, [208, 0, 0]);
    let veil = page.get_pixel(50, 60).0;
    assert!(veil[0] > 240 && veil[1] < 220 && veil[1] > 150, "{veil:?}");
}

#[test]
fn thin_rules_keep_three_fifths_of_a_pixel() {
    let (fonts, pictures) = (Fonts::bundled(), Pictures::default());
    let thin = forme(
        pt(30),
        pt(30),
        Len::ZERO,
        vec![rule((5, 10), (25, 10), Len::from_units(1), None)],
    );
    let page = decoded(&export(&thin, &fonts, &pictures, 72, false).unwrap());
    let ink: u32 = (0..30)
        .map(|y| 255 - u32::from(page.get_pixel(15, y).0[0]))
        .sum();
    assert!((150..=156).contains(&ink), "{ink}");
}

#[test]
fn the_file_states_its_resolution() {
    let blank = forme(pt(72), pt(36), Len::ZERO, Vec::new());
    let file = export(&blank, &Fonts::bundled(), &Pictures::default(), 150, false).unwrap();
    assert_eq!(decoded(&file).dimensions(), (150, 75));
    assert_eq!(&file[37..41], b"pHYs");
    assert_eq!(file[41..45], 5906u32.to_be_bytes());
}

#[test]
fn an_impossible_size_is_a_fault() {
    let sheet = forme(Len::MM * 390, Len::MM * 550, Len::ZERO, Vec::new());
    for dpi in [0, 2400, u32::MAX] {
        assert!(
            export(&sheet, &Fonts::bundled(), &Pictures::default(), dpi, false).is_err(),
            "{dpi}"
        );
    }
}

#[test]
fn a_broken_picture_is_a_fault_that_names_it() {
    let mut pictures = Pictures::default();
    two_halves(&mut pictures);
    let whole = pictures
        .iter()
        .next()
        .map(|(_, picture): (_, &Stored)| picture.bytes().to_vec())
        .unwrap();
    let picture = pictures
        .add("torn.png", whole[..whole.len() / 2].to_vec())
        .unwrap();
    let place = rect(0, 0, 10, 10);
    let item = Item::Picture(PlacedPicture {
        origin: Origin(0),
        picture,
        frame: place,
        image: place,
        clip: None,
        alt: String::new(),
    });
    let fault = export(
        &forme(pt(20), pt(20), Len::ZERO, vec![item]),
        &Fonts::bundled(),
        &pictures,
        72,
        false,
    )
    .unwrap_err();
    assert!(fault.0.starts_with("picture torn.png: "), "{}", fault.0);
}

/// Returns the bounds of the ink on a page of 60 pt, in pixels at 288 dpi relative to a pen in the
/// middle of the page: left, top, right, bottom.
fn ink_box(page: &RgbImage) -> [i64; 4] {
    let inked = || {
        page.enumerate_pixels()
            .filter(|(_, _, pixel)| pixel.0[0] < 128)
    };
    let (across, down) = (
        inked().map(|(x, _, _)| i64::from(x) - 120),
        inked().map(|(_, y, _)| i64::from(y) - 120),
    );
    let (left, top) = (across.clone().min().unwrap(), down.clone().min().unwrap());
    [
        left,
        top,
        across.max().unwrap() + 1,
        down.max().unwrap() + 1,
    ]
}

/// Draws one run with its start in the middle of that page.
fn set_alone(fonts: &Fonts, text: &str, manner: impl FnOnce(&mut GlyphRun)) -> RgbImage {
    let Item::GlyphRun(mut run) = run(fonts, "hei", pt(20), pt(30), pt(30), Ink::BLACK, text)
    else {
        unreachable!()
    };
    manner(&mut run);
    let forme = forme(pt(60), pt(60), Len::ZERO, vec![Item::GlyphRun(run)]);
    decoded(&export(&forme, fonts, &Pictures::default(), 288, false).unwrap())
}

#[test]
fn a_turned_glyph_lies_a_quarter_turn_clockwise_about_its_pen() {
    let fonts = Fonts::bundled();
    let upright = set_alone(&fonts, "F", |_| {});
    let turned = set_alone(&fonts, "F", |run| run.turn = Rotation::Clockwise);
    let [left, top, right, bottom] = ink_box(&upright);
    assert!(
        left > 0 && top < -40 && right > 20 && (-1..=1).contains(&bottom),
        "{:?}",
        ink_box(&upright)
    );
    for (found, wanted) in ink_box(&turned)
        .into_iter()
        .zip([-bottom, left, -top, right])
    {
        assert!(
            (found - wanted).abs() <= 1,
            "{:?} for {:?} turned",
            ink_box(&turned),
            ink_box(&upright)
        );
    }
    // What is at (x, y) from the pen comes to (−y, x); a pixel's far edges change places.
    let astray = upright.enumerate_pixels().filter(|&(x, y, pixel)| {
        x > 0 && y > 0 && pixel.0[0].abs_diff(turned.get_pixel(239 - y, x).0[0]) > 96
    });
    assert_eq!(astray.count(), 0);
    // A pen 10 pt along the line is 10 pt down the page, one 5 pt below it 5 pt to the left.
    let moved = set_alone(&fonts, "F", |run| {
        run.turn = Rotation::Clockwise;
        (run.glyphs[0].x, run.glyphs[0].y) = (pt(10), pt(5));
    });
    let [left, top, right, bottom] = ink_box(&turned);
    assert_eq!(
        ink_box(&moved),
        [left - 20, top + 40, right - 20, bottom + 40]
    );
}

#[test]
fn a_condensed_glyph_is_narrowed_about_its_pen() {
    let fonts = Fonts::bundled();
    let [left, top, right, bottom] = ink_box(&set_alone(&fonts, "国", |_| {}));
    let half = ink_box(&set_alone(&fonts, "国", |run| run.condense = Em::HALF));
    for (found, wanted) in half.into_iter().zip([left / 2, top, right / 2, bottom]) {
        assert!((found - wanted).abs() <= 1, "{half:?}");
    }
    let turned = ink_box(&set_alone(&fonts, "国", |run| {
        (run.condense, run.turn) = (Em::HALF, Rotation::Clockwise)
    }));
    for (found, wanted) in turned.into_iter().zip([-bottom, left / 2, -top, right / 2]) {
        assert!((found - wanted).abs() <= 1, "{turned:?}");
    }
    let none = set_alone(&fonts, "国", |run| run.condense = Em::ZERO);
    assert!(none.pixels().all(|pixel| pixel.0 == [255; 3]));
}
