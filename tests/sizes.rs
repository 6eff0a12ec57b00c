//! The bundled house styles on the sheets of other papers: a new size is a `[sheet]` and a `[grid]`.

use duikai::desk::MemoryDesk;
use duikai::diag::{Severity, Sink, Sources};
use duikai::edition::{House, house_named};
use duikai::{Fonts, Job, typeset};

/// Sheets of printed papers, width and height in millimetres, with the columns of 13字 and the
/// rows that they hold.
const SIZES: [(u32, u32, u32, u32); 10] = [
    (390, 540, 8, 113),
    (315, 470, 6, 97),
    (280, 430, 5, 87),
    (400, 570, 8, 120),
    (305, 559, 6, 118),
    (406, 545, 8, 114),
    (320, 475, 6, 98),
    (313, 448, 6, 92),
    (545, 787, 11, 172),
    (545, 390, 11, 78),
];

const FIELDS: &str = include_str!("../samples/pingyuan/edition.toml");

/// An edition of two pages on a sheet of its own.
fn desk(base: &str, (width, height, columns, rows): (u32, u32, u32, u32), top: u32) -> MemoryDesk {
    let mut desk = MemoryDesk::new();
    desk.put(
        "layout.toml",
        format!(
            "include = [\"{base}\"]\n[sheet]\nwidth = \"{width}mm\"\nheight = \"{height}mm\"\n\
             [grid]\ncolumns = {columns}\ncolumn = \"13字\"\nalley = \"1字\"\nsize = \"小五\"\n\
             pitch = \"12pt\"\nrows = {rows}\ntop = \"{top}mm\"\n"
        ),
    );
    let fields = &FIELDS[FIELDS.find("[fields]").expect("it has fields")..];
    desk.put(
        "edition.toml",
        format!(
            "paper = \"平原日报\"\nslug = \"a\"\ndate = \"2021-12-31\"\nlayout = \"layout.toml\"\n\
             pages = [\"1.toml\", \"2.toml\"]\n{fields}"
        ),
    );
    for (page, first) in [(1, 16), (2, 1)] {
        desk.put(
            &format!("{page}.toml"),
            format!(
                "number = {page}\nsection = \"要闻\"\n[[story]]\ncopy = \"{page}.md\"\nkind = \"brief\"\n\
                 at = \"1-{columns}栏 {first}-{rows}行\"\n"
            ),
        );
        let text = "平原上的风从北边来。".repeat(200 + page);
        desk.put(
            &format!("{page}.md"),
            format!("---\n主题: 新的开本\n---\n\n{text}\n"),
        );
    }
    desk
}

fn house(desk: &MemoryDesk) -> House {
    let (mut sources, mut sink) = (Sources::default(), Sink::new());
    let mut fonts = Fonts::bundled();
    house_named(desk, "layout.toml", &mut fonts, &mut sources, &mut sink).expect("it is sound")
}

#[test]
fn ten_sizes_of_sheets_are_set_with_furniture_as_wide_as_the_type_area() {
    for size in SIZES {
        for (base, top) in [("duikai-daily", 34), ("sikai-tabloid", 30)] {
            let desk = desk(base, size, top);
            let job = Job {
                edition: "edition.toml".to_owned(),
                page: None,
            };
            let outcome = typeset(&desk, &job);
            let wrong: Vec<&str> = outcome
                .diagnostics
                .iter()
                .filter(|found| found.severity >= Severity::Denied)
                .map(|found| found.message.as_str())
                .collect();
            assert!(
                wrong.is_empty() && outcome.setting.is_some(),
                "{base} {size:?}: {wrong:?}"
            );
            let house = house(&desk);
            let area = house.grid.area();
            for slot in &house.furniture {
                let rect = slot.rect;
                assert!(
                    area.left <= rect.left && rect.right <= area.right,
                    "{base} {size:?}: {} is wider than the type area",
                    slot.name
                );
                let sheet = house.trim.height;
                assert!(
                    rect.top.units() > 0 && rect.bottom < sheet,
                    "{base} {size:?}: {}",
                    slot.name
                );
                // What has no place on the grid lies beside the text, not in it.
                let beside = rect.bottom <= area.top || rect.top >= area.bottom;
                assert!(
                    slot.at.is_some() || beside,
                    "{base} {size:?}: {}",
                    slot.name
                );
            }
            for name in ["folio", "legal", "date-line"] {
                let slot = house.furniture.iter().find(|slot| slot.name == name);
                let rect = slot.expect("it is there").rect;
                assert_eq!(
                    (rect.left, rect.right),
                    (area.left, area.right),
                    "{base} {size:?}: {name}"
                );
            }
        }
    }
}

#[test]
fn furniture_that_has_no_room_beside_the_type_area_is_told() {
    let desk = desk("duikai-daily", (390, 540, 8, 120), 10);
    let job = Job {
        edition: "edition.toml".to_owned(),
        page: None,
    };
    let told: Vec<String> = typeset(&desk, &job)
        .diagnostics
        .iter()
        .map(|found| found.message.to_string())
        .collect();
    let folio = told
        .iter()
        .any(|message| message.contains("“folio” does not stand on the sheet"));
    assert!(folio, "{told:?}");
}
