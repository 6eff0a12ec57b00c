//! Page maps: every character at its cell of the grid, so that a page can be
//! read in the case that sets it.

use duikai::forme::{Forme, Item};
use duikai::geom::Len;

const LEFT: Len = Len::pt(10);
const TOP: Len = Len::pt(15);
const SIZE: Len = Len::pt(10);
const PITCH: Len = Len::pt(12);

/// A page as cells: a 字 along the line, a row across it.
struct Cells {
    rows: Vec<Vec<char>>,
    across: Len,
    down: Len,
}

/// One page: characters where their em boxes begin, `▓` where a picture shows.
pub fn draw(forme: &Forme, vertical: bool) -> String {
    // A spread has twice the width, the gutter two cells of it.
    let wide = (forme.sheet.trim.width / SIZE.units()).units() as usize - 2;
    let (columns, rows, across, down) = if vertical {
        (20, 17, PITCH, SIZE)
    } else {
        (wide.max(31), 16, SIZE, PITCH)
    };
    let mut cells = Cells {
        rows: vec![vec!['　'; columns]; rows],
        across,
        down,
    };
    pictures(&forme.items, &mut cells);
    type_of(&forme.items, &mut cells);
    let rows: Vec<String> = cells
        .rows
        .into_iter()
        .map(|row| {
            row.into_iter()
                .collect::<String>()
                .trim_end_matches('　')
                .to_owned()
        })
        .collect();
    format!("第{}版\n{}", forme.number, rows.join("\n").trim_end())
}

fn pictures(items: &[Item], cells: &mut Cells) {
    for item in items {
        match item {
            Item::Group(group) => pictures(&group.items, cells),
            Item::Picture(picture) => {
                for (nth, row) in cells.rows.iter_mut().enumerate() {
                    let y = TOP + cells.down * nth as i64 + SIZE / 2;
                    for (nth, cell) in row.iter_mut().enumerate() {
                        let x = LEFT + cells.across * nth as i64 + SIZE / 2;
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

fn type_of(items: &[Item], cells: &mut Cells) {
    for item in items {
        match item {
            Item::Group(group) => type_of(&group.items, cells),
            Item::GlyphRun(run) => {
                for glyph in &run.glyphs {
                    let pen = run.pen(glyph);
                    let column = (pen.x - LEFT + cells.across / 2).div_floor(cells.across);
                    let row = (pen.y - run.size.scale(88, 100) - TOP + cells.down / 2)
                        .div_floor(cells.down);
                    let cell = usize::try_from(row).ok().and_then(|row| {
                        cells
                            .rows
                            .get_mut(row)?
                            .get_mut(usize::try_from(column).ok()?)
                    });
                    if let (Some(cell), Some(character)) = (cell, run.text_of(glyph).chars().next())
                    {
                        *cell = character;
                    }
                }
            }
            _ => {}
        }
    }
}
