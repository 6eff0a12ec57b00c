//! Vertical lines 直排 (CLREQ §2.2; GB/T 15834 §5.2): how characters stand,
//! which form marks take and where.

use duikai::asset::{Fonts, Pen};
use duikai::desk::DiskDesk;
use duikai::forme::{GlyphRun, Item, Rotation};
use duikai::geom::{Em, Len};
use duikai::style::{Breaker, Kinsoku, Lang, Writing};
use duikai::{GalleyJob, galley_with};

const SIZE: Len = Len::pt(9);
/// The top of an em box above its baseline.
const TOP: Len = Len::from_units(SIZE.units() * 88 / 100);

const FANGSONG: &str = "fonts/fangsong-regular.otf";

/// One character as it stands: the pen of its glyph on the page.
struct Stood {
    c: char,
    x: Len,
    y: Len,
    turn: Rotation,
    run: GlyphRun,
    glyph: u16,
}

/// The bundled faces and 仿宋.
fn fonts() -> Fonts {
    let mut fonts = Fonts::bundled();
    fonts.announce(FANGSONG);
    let id = fonts.find("fangsong").expect("announced");
    fonts
        .supply(id, std::fs::read(FANGSONG).expect("is there"))
        .expect("a font");
    fonts
}

fn runs(copy: &str, measure: i32) -> Vec<GlyphRun> {
    let job = GalleyJob {
        measure: Em::ratio(measure, 1),
        indent: Some(Em::ZERO),
        lang: Lang::ZhCn,
        kinsoku: Kinsoku::Basic,
        writing: Writing::Vertical,
        breaker: Breaker::Optimum,
        style: "body".to_owned(),
    };
    let desk = DiskDesk::new(vec![FANGSONG.into()]);
    let (_, reported, set) = galley_with(&desk, "copy.md", copy.as_bytes(), &job);
    let set = set.unwrap_or_else(|| panic!("{reported:?}"));
    let items = set.formes().into_iter().flat_map(|forme| forme.items);
    items
        .filter_map(|item| {
            if let Item::GlyphRun(run) = item {
                Some(run)
            } else {
                None
            }
        })
        .collect()
}

fn stood(copy: &str, measure: i32) -> Vec<Stood> {
    let mut found = Vec::new();
    for run in runs(copy, measure) {
        for glyph in &run.glyphs {
            let pen = run.pen(glyph);
            for c in run.text_of(glyph).chars() {
                found.push(Stood {
                    c,
                    x: pen.x,
                    y: pen.y,
                    turn: run.turn,
                    run: run.clone(),
                    glyph: glyph.id,
                });
            }
        }
    }
    found
}

fn find(set: &[Stood], c: char) -> &Stood {
    set.iter()
        .find(|stood| stood.c == c)
        .unwrap_or_else(|| panic!("{c} is set"))
}

/// The middle of a character's ink, from the top left of its cell, in em:
/// right and down.
fn middle(stood: &Stood, cell_top: Len) -> (f64, f64) {
    let fonts = fonts();
    let face = fonts.face(stood.run.font);
    let [left, bottom, right, top] = face.ink_box(stood.glyph).expect("ink").map(f64::from);
    let em = f64::from(face.units_per_em());
    let down = (stood.y - cell_top).to_pt() / SIZE.to_pt();
    ((left + right) / 2.0 / em, down - (bottom + top) / 2.0 / em)
}

#[test]
fn han_stand_upright_one_under_the_other() {
    let set = stood("国民经济", 10);
    for (nth, stood) in set.iter().enumerate() {
        assert_eq!(stood.turn, Rotation::Upright);
        assert_eq!(stood.x, set[0].x);
        assert_eq!(stood.y, set[0].y + SIZE * nth as i64);
    }
}

#[test]
fn lines_run_from_right_to_left() {
    let set = stood("国民经济发展综述", 4);
    assert_eq!(find(&set, '国').y, find(&set, '发').y);
    assert!(find(&set, '发').x < find(&set, '国').x);
}

#[test]
fn two_figures_stand_side_by_side_in_one_cell() {
    let set = stood("国12月中", 10);
    let (one, two) = (find(&set, '1'), find(&set, '2'));
    assert_eq!((one.turn, one.y), (Rotation::Upright, two.y));
    assert_eq!(two.x - one.x, SIZE / 2);
    assert!(one.x >= find(&set, '国').x);
}

#[test]
fn long_numbers_and_words_are_turned() {
    let set = stood("国2021年GDP中", 20);
    for c in "2021GDP".chars() {
        assert_eq!(find(&set, c).turn, Rotation::Clockwise, "{c}");
    }
    assert!(find(&set, '0').y > find(&set, '2').y, "they run down");
    // Their middle stands on the line's.
    let line = find(&set, '国').x + SIZE / 2;
    let baseline = find(&set, 'G').x;
    assert!((line - baseline - SIZE.scale(38, 100)).units().abs() < 10);
}

#[test]
fn commas_and_stops_stand_at_the_top_right() {
    for mark in ['，', '。', '、'] {
        let set = stood(&format!("国{mark}中"), 10);
        let (right, down) = middle(find(&set, mark), find(&set, '国').y - TOP + SIZE);
        assert!(right > 0.6 && down < 0.4, "{mark} {right} {down}");
    }
}

#[test]
fn colons_and_exclamations_keep_their_em() {
    for mark in ['：', '；', '？', '！'] {
        let set = stood(&format!("国{mark}中"), 10);
        assert_eq!(find(&set, '中').y - find(&set, '国').y, SIZE * 2, "{mark}");
    }
}

struct Extent(f32, f32, f32, f32);

impl Pen for Extent {
    fn move_to(&mut self, x: f32, y: f32) {
        *self = Extent(self.0.min(x), self.1.min(y), self.2.max(x), self.3.max(y));
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.move_to(x, y);
    }
    fn quad_to(&mut self, _: f32, _: f32, x: f32, y: f32) {
        self.move_to(x, y);
    }
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, x: f32, y: f32) {
        self.move_to(x, y);
    }
    fn close(&mut self) {}
}

#[test]
fn brackets_and_book_marks_are_turned_forms() {
    let fonts = Fonts::bundled();
    for mark in ['（', '《', '—'] {
        let copy = if mark == '—' {
            "国——中".to_owned()
        } else {
            format!("国{mark}中")
        };
        let set = stood(&copy, 10);
        let found = find(&set, mark);
        assert_eq!(found.turn, Rotation::Upright);
        let mut extent = Extent(f32::MAX, f32::MAX, f32::MIN, f32::MIN);
        assert!(fonts.face(found.run.font).outline(found.glyph, &mut extent));
        let (wide, high) = (extent.2 - extent.0, extent.3 - extent.1);
        assert!(
            if mark == '—' {
                high > wide * 10.0
            } else {
                wide > high
            },
            "{mark} is {wide} by {high}"
        );
    }
}

/// The bundled 仿宋 has no vertical forms: what is set is the same, by turning
/// brackets and dashes and by moving stops to the other corner.
#[test]
fn a_face_without_vertical_forms_is_set_as_one_that_has_them() {
    let copy = "[国，民（经）济。发——展“综”述、中]{仿宋}";
    let set = stood(copy, 20);
    let of_song = stood(&copy.replace("[", "").replace("]{仿宋}", ""), 20);
    assert_ne!(set[0].run.font, of_song[0].run.font);
    for mark in ['，', '。', '、'] {
        let before = set.iter().position(|stood| stood.c == mark).unwrap() - 1;
        let (right, down) = middle(&set[before + 1], of_song[before].y - TOP + SIZE);
        let right = right + (set[before + 1].x - set[before].x).to_pt() / SIZE.to_pt();
        assert!(right > 0.6 && down < 0.4, "{mark} {right} {down}");
        assert_eq!(set[before + 1].turn, Rotation::Upright);
    }
    for mark in ['（', '）', '—', '“', '”'] {
        let found = find(&set, mark);
        assert_eq!(found.turn, Rotation::Clockwise, "{mark}");
        // The middle of the em box stands on the line's.
        let line = find(&set, '国').x + SIZE / 2;
        assert!(
            (line - found.x - SIZE.scale(38, 100)).units().abs() < 10,
            "{mark}"
        );
    }
    // Every 字 stands where it stands in the face that has the forms.
    for c in "国民经济发展综述中".chars() {
        assert_eq!(find(&set, c).y, find(&of_song, c).y, "{c}");
    }
    assert_eq!(
        set.iter().map(|stood| stood.c).collect::<String>(),
        "国，民（经）济。发——展“综”述、中"
    );
}

#[test]
fn quotes_become_corner_brackets_and_stay_quotes_to_a_reader() {
    let fonts = Fonts::bundled();
    let set = stood("国“中”和‘心’", 20);
    let song = fonts.face(find(&set, '“').run.font);
    for (quote, corner) in [('“', '『'), ('”', '』'), ('‘', '「'), ('’', '」')] {
        let found = find(&set, quote);
        assert_ne!(Some(found.glyph), song.glyph(quote));
        // The vertical form of the corner bracket, not the horizontal one.
        assert_ne!(Some(found.glyph), song.glyph(corner));
    }
    let text: String = runs("国“中”和‘心’", 20)
        .iter()
        .map(|run| run.text.clone())
        .collect();
    assert_eq!(text, "国“中”和‘心’");
}

#[test]
fn marks_are_squeezed_and_trimmed_down_the_line() {
    let set = stood("国。”中", 10);
    assert_eq!(
        find(&set, '中').y - find(&set, '国').y,
        SIZE + SIZE * 3 / 2,
        "a stop and a quote take 1½ em"
    );
    let set = stood("国民经济，发展综述", 5);
    assert_eq!(
        find(&set, '发').y,
        find(&set, '国').y,
        "the comma ends the first line"
    );
    assert!(find(&set, '，').x > find(&set, '发').x);
}

#[test]
fn dates_are_set_as_newspapers_set_them() {
    let set = stood("2021年12月31日", 20);
    assert_eq!(find(&set, '0').turn, Rotation::Clockwise);
    for (c, turn) in [
        ('年', Rotation::Upright),
        ('3', Rotation::Upright),
        ('日', Rotation::Upright),
    ] {
        assert_eq!(find(&set, c).turn, turn, "{c}");
    }
}
