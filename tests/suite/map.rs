//! Page maps: every character at its cell of the grid, so that a page can be
//! read in the case that sets it.

use duikai::forme::{Forme, Item};
use duikai::geom::Len;

const COLUMNS: usize = 31;
const ROWS: usize = 16;
const LEFT: Len = Len::pt(10);
const TOP: Len = Len::pt(15);
const SIZE: Len = Len::pt(10);
const PITCH: Len = Len::pt(12);

/// One page: characters where their em boxes begin, `▓` where a picture shows.
pub fn draw(forme: &Forme) -> String {
    let mut cells = vec![vec!['　'; COLUMNS]; ROWS];
    pictures(&forme.items, &mut cells);
    type_of(&forme.items, &mut cells);
    let rows: Vec<String> = cells.into_iter().map(|row| row.into_iter().collect::<String>().trim_end_matches('　').to_owned()).collect();
    format!("第{}版\n{}", forme.number, rows.join("\n").trim_end())
}

fn pictures(items: &[Item], cells: &mut [Vec<char>]) {
    for item in items {
        match item {
            Item::Group(group) => pictures(&group.items, cells),
            Item::Picture(picture) => {
                for (nth, row) in cells.iter_mut().enumerate() {
                    let y = TOP + PITCH * nth as i64 + SIZE / 2;
                    for (nth, cell) in row.iter_mut().enumerate() {
                        let x = LEFT + SIZE * nth as i64 + SIZE / 2;
                        let frame = &picture.frame;
                        if frame.left < x && x < frame.right && frame.top < y && y < frame.bottom {
                            *cell = '▓';
                        }
                    }
                }
            }
            _ => {}
        }
    }
}

fn type_of(items: &[Item], cells: &mut [Vec<char>]) {
    for item in items {
        match item {
            Item::Group(group) => type_of(&group.items, cells),
            Item::GlyphRun(run) => {
                for glyph in &run.glyphs {
                    let pen = run.pen(glyph);
                    let column = (pen.x - LEFT + SIZE / 2).div_floor(SIZE);
                    let row = (pen.y - run.size.scale(88, 100) - TOP + PITCH / 2).div_floor(PITCH);
                    let cell = usize::try_from(row).ok().and_then(|row| cells.get_mut(row)?.get_mut(usize::try_from(column).ok()?));
                    if let (Some(cell), Some(character)) = (cell, run.text_of(glyph).chars().next()) {
                        *cell = character;
                    }
                }
            }
            _ => {}
        }
    }
}
