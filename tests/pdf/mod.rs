//! Formes built by hand for the PDF tests.

use std::io::Cursor;

use duikai::asset::{FontId, Fonts, PictureId, Pictures, SNAP_240};
use duikai::export::pdf::{Meta, Order, Purpose, export};
use duikai::forme::{
    Dest, Fill, Forme, Glyph, GlyphRun, Group, Item, Mark, Origin, PlacedPicture, Role, Rotation,
    Rule, Sheet,
};
use duikai::geom::{Em, Folio, Len, Point, Rect, Size};
use duikai::ink::{Ink, Standard};

/// Hundredths of a point.
pub fn pt(hundredths: i64) -> Len {
    Len::PT.scale(hundredths, 100)
}

/// A run set solid from `x`, `y`; `loose` is added after every character.
pub fn run(
    fonts: &Fonts,
    font: FontId,
    text: &str,
    size: Len,
    (x, y): (Len, Len),
    ink: Ink,
    loose: Len,
) -> Item {
    let face = fonts.face(font);
    let mut pen = Len::ZERO;
    let mut glyphs = Vec::new();
    for (at, character) in text.char_indices() {
        let id = face.glyph(character).unwrap_or(0);
        glyphs.push(Glyph {
            id,
            x: pen,
            y: Len::ZERO,
            text_start: at as u32,
            text_end: (at + character.len_utf8()) as u32,
        });
        pen += face.to_len(i32::from(face.advance(id)), size) + loose;
    }
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

/// A filled rectangle.
pub fn fill(rect: [Len; 4], ink: Ink) -> Item {
    Item::Fill(Fill {
        origin: Origin(0),
        rect: Rect::at(rect[0], rect[1], rect[2], rect[3]),
        ink,
    })
}

/// A rule.
pub fn rule(from: (Len, Len), to: (Len, Len), weight: Len, dash: Option<(Len, Len)>) -> Item {
    let (from, to) = (Point::new(from.0, from.1), Point::new(to.0, to.1));
    Item::Rule(Rule {
        origin: Origin(0),
        from,
        to,
        weight,
        dash,
        ink: Ink::BLACK,
    })
}

/// A group.
pub fn group(role: Role, name: &str, items: Vec<Item>) -> Item {
    Item::Group(Group {
        origin: Origin(0),
        role,
        name: name.to_owned(),
        items,
    })
}

/// A page without matter.
pub fn page(number: u32, items: Vec<Item>) -> Forme {
    let trim = Size {
        width: Len::MM * 390,
        height: Len::MM * 550,
    };
    Forme {
        number: Folio::plain(number),
        section: "要闻".to_owned(),
        sheet: Sheet {
            trim,
            bleed: Len::MM * 3,
            margin: Len::ZERO,
        },
        items,
    }
}

/// Plain body text, the same every time.
pub fn copy(length: usize, seed: u32) -> String {
    // The first level of GB 2312: 3,755 characters in everyday use.
    let bytes: Vec<u8> = (0xB0..=0xD7)
        .flat_map(|row| (0xA1..=0xFE).flat_map(move |cell| [row, cell]))
        .collect();
    let hanzi: Vec<char> = encoding_rs::GB18030
        .decode(&bytes)
        .0
        .chars()
        .take(3755)
        .collect();
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize
    };
    (0..length)
        .map(|at| match at % 23 {
            11 => '，',
            22 => '。',
            // Some far more often than others, as in real copy.
            _ => hanzi[next() % 61 * (next() % 61) * 37 % 3755],
        })
        .collect()
}

/// Eight columns of body text under a banner, with a tint, a reversed panel,
/// rules, links and, if given, a picture.
pub fn full_page(fonts: &Fonts, number: u32, picture: Option<PictureId>) -> Forme {
    let (song, hei) = (fonts.find("song").unwrap(), fonts.find("hei").unwrap());
    let mm = |mm: i64| Len::MM * mm;
    let mut items = vec![fill(
        [mm(10), mm(90), mm(90), mm(150)],
        Ink::Cmyk(300, 0, 0, 0),
    )];
    let dest = Dest(format!("story{number}"));
    let mut head = vec![Item::Mark(Mark::Dest {
        dest: dest.clone(),
        title: "头条 <一>".to_owned(),
        at: Point::new(mm(10), mm(30)),
    })];
    head.push(run(
        fonts,
        hei,
        "报纸排版的标题——要闻",
        Len::pt(48),
        (mm(10), mm(50)),
        Ink::BLACK,
        Len::ZERO,
    ));
    items.push(group(Role::Head, "head", head));
    items.push(group(
        Role::Furniture,
        "panel",
        vec![
            fill([mm(200), mm(60), mm(100), mm(20)], Ink::BLACK),
            run(
                fonts,
                hei,
                "反白字",
                Len::pt(30),
                (mm(205), mm(74)),
                Ink::PAPER,
                Len::ZERO,
            ),
            rule((mm(10), mm(85)), (mm(380), mm(85)), pt(50), None),
            rule(
                (mm(10), mm(86)),
                (mm(380), mm(86)),
                pt(100),
                Some((Len::pt(3), Len::pt(2))),
            ),
        ],
    ));
    let size = Len::Q * 13;
    let text: Vec<char> = copy(5000, number).chars().collect();
    let mut lines = text.chunks(14);
    for column in 0..8 {
        let (x, loose) = (mm(10) + mm(46) * column, pt(7) + Len::from_units(column));
        let leg: Vec<Item> = (0..45)
            .zip(&mut lines)
            .map(|(row, line)| {
                let line: String = line.iter().collect();
                run(
                    fonts,
                    song,
                    &line,
                    size,
                    (x, mm(100) + pt(1350) * row),
                    Ink::BLACK,
                    loose,
                )
            })
            .collect();
        items.push(group(Role::Leg, "leg", leg));
    }
    if let Some(picture) = picture {
        let frame = Rect::at(mm(150), mm(330), mm(120), mm(80));
        items.push(Item::Picture(PlacedPicture {
            origin: Origin(0),
            picture,
            frame,
            image: frame.grown(mm(10)),
            clip: None,
            alt: "一幅图".to_owned(),
        }));
    }
    items.push(Item::Mark(Mark::Link {
        rect: Rect::at(mm(10), mm(500), mm(30), mm(10)),
        to: dest,
    }));
    items.push(Item::Mark(Mark::Link {
        rect: Rect::at(mm(50), mm(500), mm(30), mm(10)),
        to: Dest("nowhere".to_owned()),
    }));
    items.push(Item::Mark(Mark::Fault {
        rect: Rect::at(mm(0), mm(0), mm(9), mm(9)),
        text: "fault".to_owned(),
    }));
    page(number, items)
}

/// A colour picture with flat patches: red, white, black, grey.
pub fn patches(width: u32, height: u32) -> Vec<u8> {
    let shade = |x: u32| {
        [[255, 0, 0], [255, 255, 255], [0, 0, 0], [128, 128, 128]][(x * 4 / width) as usize]
    };
    let image = image::RgbImage::from_fn(width, height, |x, _| image::Rgb(shade(x)));
    let mut file = Vec::new();
    image
        .write_to(&mut Cursor::new(&mut file), image::ImageFormat::Png)
        .unwrap();
    file
}

/// One picture in a list of its own.
pub fn one_picture(file: Vec<u8>) -> (Pictures, PictureId) {
    let mut pictures = Pictures::default();
    let id = pictures.add("one", file).unwrap();
    (pictures, id)
}

/// A four-ink JPEG of one flat colour, inks in steps of 1/255.
pub fn four_ink_jpeg(width: u16, height: u16, inks: [u8; 4]) -> Vec<u8> {
    let samples = inks.repeat(usize::from(width) * usize::from(height));
    let mut file = Vec::new();
    jpeg_encoder::Encoder::new(&mut file, 95)
        .encode(&samples, width, height, jpeg_encoder::ColorType::Cmyk)
        .unwrap();
    file
}

/// A grey picture: black, half, white.
pub fn greys(width: u32, height: u32) -> Vec<u8> {
    let image = image::GrayImage::from_fn(width, height, |x, _| {
        image::Luma([[0, 127, 255][(x * 3 / width) as usize]])
    });
    let mut file = Vec::new();
    image
        .write_to(&mut Cursor::new(&mut file), image::ImageFormat::Png)
        .unwrap();
    file
}

/// A picture filling its frame.
pub fn placed(picture: PictureId, rect: [Len; 4]) -> Item {
    let frame = Rect::at(rect[0], rect[1], rect[2], rect[3]);
    Item::Picture(PlacedPicture {
        origin: Origin(0),
        picture,
        frame,
        image: frame,
        clip: None,
        alt: String::new(),
    })
}

/// What the press files of the tests are called.
pub const META: Meta = Meta {
    title: "要闻 & <一>",
    paper: "对开日报",
    date: "2021-12-31",
    lang: "zh-CN",
};

/// Formes as a press file, PDF/X-4.
pub fn press(formes: &[&Forme], fonts: &Fonts, pictures: &Pictures) -> Vec<u8> {
    written(formes, fonts, pictures, Purpose::Press(Standard::X4))
}

/// Formes as a file for this purpose.
pub fn written(formes: &[&Forme], fonts: &Fonts, pictures: &Pictures, kind: Purpose) -> Vec<u8> {
    export(
        &Order {
            formes: formes.to_vec(),
            meta: META,
            kind,
        },
        fonts,
        pictures,
        &SNAP_240,
    )
    .unwrap()
}

/// How a run of the tests is drawn up.
#[derive(Clone, Copy)]
pub struct Manner {
    pub condense: Em,
    pub turn: Rotation,
    /// Glyphs stand below one another.
    pub down: bool,
}

/// A run set by `manner`; what is added after every glyph comes from `loose`.
pub fn run_in_manner(
    fonts: &Fonts,
    face: &str,
    text: &str,
    size: Len,
    start: Point<duikai::geom::PageSpace>,
    manner: Manner,
    mut loose: impl FnMut() -> Len,
) -> GlyphRun {
    let font = fonts.find(face).unwrap();
    let (mut pen, mut glyphs) = (Len::ZERO, Vec::new());
    for (at, character) in text.char_indices() {
        let id = fonts.face(font).glyph(character).unwrap();
        let (x, y) = if manner.down {
            (Len::ZERO, pen)
        } else {
            (pen, Len::ZERO)
        };
        glyphs.push(Glyph {
            id,
            x,
            y,
            text_start: at as u32,
            text_end: (at + character.len_utf8()) as u32,
        });
        let advance = manner.condense.at(fonts
            .face(font)
            .to_len(i32::from(fonts.face(font).advance(id)), size));
        pen += if manner.down { size } else { advance } + loose();
    }
    let Manner { condense, turn, .. } = manner;
    GlyphRun {
        origin: Origin(0),
        font,
        size,
        condense,
        turn,
        start,
        ink: Ink::BLACK,
        text: text.to_owned(),
        glyphs,
    }
}
