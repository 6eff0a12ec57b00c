//! What our own separations say of a page.

use duikai::asset::{Fonts, Pictures, SNAP_240};
use duikai::export::png;
use duikai::forme::Role;
use duikai::geom::Len;
use duikai::ink::{Ink, Plate, Spot};

use crate::pdf;

fn red() -> Spot {
    Spot::new("PANTONE 185 C", [0, 900, 800, 0]).unwrap()
}

fn mm(mm: i64) -> Len {
    Len::MM * mm
}

#[test]
fn the_heat_map_finds_the_worst_square() {
    let fonts = Fonts::bundled();
    let items = vec![
        pdf::fill(
            [mm(50), mm(50), mm(100), mm(100)],
            Ink::Cmyk(500, 500, 0, 0),
        ),
        pdf::fill(
            [mm(100), mm(100), mm(30), mm(30)],
            Ink::Cmyk(600, 600, 600, 0),
        ),
        // Black overprints: 180 + 100 %.
        pdf::fill([mm(105), mm(105), mm(16), mm(16)], Ink::BLACK),
    ];
    let heat = png::heat(
        &pdf::page(1, items),
        &fonts,
        &Pictures::default(),
        &SNAP_240,
    )
    .unwrap();
    assert!(
        (2795..=2805).contains(&heat.mean) && (2795..=2805).contains(&heat.peak),
        "{} {}",
        heat.mean,
        heat.peak
    );
    assert!(
        heat.worst.left > mm(104)
            && heat.worst.right < mm(122)
            && heat.worst.top > mm(104)
            && heat.worst.bottom < mm(122)
    );
    let empty = png::heat(
        &pdf::page(1, Vec::new()),
        &fonts,
        &Pictures::default(),
        &SNAP_240,
    )
    .unwrap();
    assert_eq!((empty.mean, empty.peak), (0, 0));
}

#[test]
fn a_page_needs_the_plates_its_matter_is_on() {
    let (pictures, grey) = pdf::one_picture(pdf::greys(300, 300));
    let photo = pdf::placed(grey, [mm(10), mm(10), mm(40), mm(40)]);
    let needed = |items| duikai::export::plates(&pdf::page(1, items), &pictures);
    assert_eq!(needed(vec![photo.clone()]), [Plate::Black]);
    let festive = vec![
        photo,
        pdf::group(
            Role::Rules,
            "r",
            vec![pdf::fill([mm(9); 4], Ink::Cmyk(0, 900, 800, 0))],
        ),
    ];
    assert_eq!(
        needed(festive),
        [Plate::Magenta, Plate::Yellow, Plate::Black]
    );
    assert_eq!(
        needed(vec![pdf::fill([mm(9); 4], Ink::Spot(red(), 10))]),
        [Plate::Black, Plate::Spot(red())]
    );
}
