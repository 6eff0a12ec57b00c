//! Blocks: the lines of one paragraph in one leg, with their outline.

use super::align::Stretch;
use super::model::{Par, ReadBlock, ReadChar, TextLine};
use super::printed::{PrintedLine, baseline};
use crate::geom::{Len, PageSpace, Point, Rect};

/// Makes blocks of aligned stretches. `legs` gives the column of each printed line, `base` the
/// index of the first of `pars` in its article.
pub(super) fn blocks(
    pars: &[Par],
    stretches: Vec<Stretch>,
    lines: &[PrintedLine],
    legs: &[usize],
    of: impl Fn(usize) -> Option<(usize, usize)>,
    vertical: bool,
) -> Vec<ReadBlock> {
    let mut blocks: Vec<(usize, ReadBlock)> = Vec::new();
    for stretch in stretches {
        let leg = legs.get(stretch.line).copied().unwrap_or(0);
        let printed = &lines[stretch.line];
        let Some(rect) = around(&stretch.chars) else {
            continue;
        };
        let line = TextLine {
            baseline: baseline(printed.across, &rect, vertical),
            hyphen: printed.hyphen.filter(|_| stretch.ends),
            rect,
            chars: stretch.chars,
        };
        match blocks.last_mut() {
            Some((par, block)) if *par == stretch.par && block.leg == leg => {
                block.rect = block.rect.union(&rect);
                block.lines.push(line);
            }
            _ => blocks.push((
                stretch.par,
                ReadBlock {
                    role: pars[stretch.par].role,
                    of: of(stretch.par),
                    rect,
                    lines: vec![line],
                    outline: None,
                    vertical,
                    leg,
                    picture: None,
                    name: String::new(),
                },
            )),
        }
    }
    let mut blocks: Vec<ReadBlock> = blocks.into_iter().map(|(_, block)| block).collect();
    for block in &mut blocks {
        block.outline = outline(block);
    }
    blocks
}

fn around(chars: &[ReadChar]) -> Option<Rect<PageSpace>> {
    chars.iter().map(|c| c.rect).reduce(|a, b| a.union(&b))
}

/// Rows of a block: start and end along the line, near and far edge across it.
#[derive(Clone, Copy)]
struct Row {
    start: Len,
    end: Len,
    near: Len,
    far: Len,
}

/// Returns the corners of a block whose lines begin or end at different places, clockwise; `None`
/// for a rectangle. An indent, a short last line and a hanging mark do not make it irregular.
fn outline(block: &ReadBlock) -> Option<Vec<Point<PageSpace>>> {
    let size = block.lines.first()?.chars.first()?.size;
    let row = |line: &TextLine| match block.vertical {
        false => Row {
            start: line.rect.left,
            end: line.rect.right,
            near: line.rect.top,
            far: line.rect.bottom,
        },
        // Columns follow one another leftward.
        true => Row {
            start: line.rect.top,
            end: line.rect.bottom,
            near: -line.rect.right,
            far: -line.rect.left,
        },
    };
    let mut rows: Vec<Row> = Vec::new();
    for line in &block.lines {
        let row = row(line);
        match rows.last_mut() {
            // Two stretches of one line, on both sides of a picture.
            Some(last) if last.near == row.near => {
                last.start = last.start.min(row.start);
                last.end = last.end.max(row.end);
                last.far = last.far.max(row.far);
            }
            _ => rows.push(row),
        }
    }
    let second = rows.get(1).copied();
    if let (Some(first), Some(second)) = (rows.first_mut(), second)
        && first.start - second.start <= size * 3
    {
        first.start = first.start.min(second.start);
    }
    let before = rows.len().checked_sub(2).map(|at| rows[at]);
    if let (Some(last), Some(before)) = (rows.last_mut(), before) {
        last.end = last.end.max(before.end);
    }
    let start = rows.iter().map(|row| row.start).min()?;
    let end = rows.iter().map(|row| row.end).max()?;
    for row in &mut rows {
        if row.start - start <= size {
            row.start = start;
        }
        if end - row.end <= size {
            row.end = end;
        }
    }
    if rows.iter().all(|row| (row.start, row.end) == (start, end)) || rows.len() < 2 {
        return None;
    }
    // Rows meet midway between two lines.
    for nth in 1..rows.len() {
        let middle = (rows[nth - 1].far + rows[nth].near) / 2;
        (rows[nth - 1].far, rows[nth].near) = (middle, middle);
    }
    let mut corners: Vec<(Len, Len)> = Vec::new();
    for row in &rows {
        corners.extend([(row.end, row.near), (row.end, row.far)]);
    }
    for row in rows.iter().rev() {
        corners.extend([(row.start, row.far), (row.start, row.near)]);
    }
    corners.dedup();
    // Corners on a straight edge are none.
    let straight = |nth: usize, corners: &[(Len, Len)]| {
        let count = corners.len();
        let (a, b, c) = (
            corners[(nth + count - 1) % count],
            corners[nth],
            corners[(nth + 1) % count],
        );
        a.0 == b.0 && b.0 == c.0 || a.1 == b.1 && b.1 == c.1
    };
    let kept: Vec<(Len, Len)> = (0..corners.len())
        .filter(|nth| !straight(*nth, &corners))
        .map(|nth| corners[nth])
        .collect();
    let point = |(along, across): (Len, Len)| match block.vertical {
        false => Point::new(along, across),
        true => Point::new(-across, along),
    };
    Some(kept.into_iter().map(point).collect())
}
