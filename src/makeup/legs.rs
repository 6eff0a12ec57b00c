//! The legs 栏段 of a slot.

use std::collections::BTreeMap;

use super::Desk;
use super::picture::PlacedPicture;
use super::story::Opened;
use crate::asset::Cut;
use crate::diag::{Code, Diagnostic};
use crate::edition::{ColumnMode, Columns, CutlineAt, Grid, PictureSlot, Shape, StorySlot};
use crate::flow::{Ground, Thread, legs};
use crate::geom::{LegSpace, Len, Obstacle, Outline, PageSpace, Point, Rect};

/// A stretch of text beside an obstacle is at least this many 字 wide.
pub(super) const LEAST_MEASURE: i64 = 6;

/// The legs of one slot with their line slots.
pub(super) fn slot_thread(opened: &Opened<'_>) -> Thread {
    let (slot, grid) = (opened.stand.slot, opened.stand.grid);
    // Text that runs across the paper's own has no rows but its slot's.
    let top = if opened.axes == grid.axes { grid.top } else { opened.areas.iter().map(|area| area.top).min().unwrap_or(grid.top) };
    let ground = Ground { top, pitch: grid.pitch, size: grid.size, ascent: grid.ascent(), least: grid.size * LEAST_MEASURE };
    let (columns, gaps) = columns_of(slot, grid, &opened.areas, opened.axes == grid.axes);
    let obstacles: Vec<_> = opened.obstacles.iter().cloned().chain(gaps.into_iter().map(Obstacle::bare)).collect();
    legs(&columns, &obstacles, &ground)
}

/// A slot's columns, and between places of one column the ground that is not
/// its own: an advertisement the legs skip.
fn columns_of(slot: &StorySlot, grid: &Grid, areas: &[Rect<LegSpace>], along: bool) -> (Vec<Rect<LegSpace>>, Vec<Rect<LegSpace>>) {
    if let [area] = areas {
        return (columns_in(slot, grid, area, along), Vec::new());
    }
    let Some(whole) = areas.iter().copied().reduce(|a, b| a.union(&b)) else { return (Vec::new(), Vec::new()) };
    let mut columns = Vec::new();
    let mut gaps = Vec::new();
    for column in columns_in(slot, grid, &whole, along) {
        let mut own: BTreeMap<Len, Len> = BTreeMap::new();
        for area in areas.iter().filter(|area| area.left <= column.left && column.right <= area.right && area.top < area.bottom) {
            own.insert(area.top, area.bottom);
        }
        let (Some((top, _)), Some(bottom)) = (own.first_key_value(), own.values().max()) else { continue };
        let frame = column.rows(*top, *bottom);
        let ends: Vec<(Len, Len)> = own.iter().map(|(top, bottom)| (*top, *bottom)).collect();
        for pair in ends.windows(2) {
            // Rows that follow one another leave but the leading between them.
            if pair[1].0 - pair[0].1 > grid.pitch - grid.size {
                gaps.push(column.rows(pair[0].1, pair[1].0));
            }
        }
        columns.push(frame);
    }
    (columns, gaps)
}

/// The columns of a place: the grid's own where the text runs `along` it,
/// else as many as the slot says, one when it says none.
pub(super) fn columns_in(slot: &StorySlot, grid: &Grid, area: &Rect<LegSpace>, along: bool) -> Vec<Rect<LegSpace>> {
    let boxed = slot.kind.frame.padding > Len::ZERO;
    match &slot.columns {
        // Whatever lies between them, the fold too.
        Columns::Base if along && !boxed && grid.fold.is_some() => grid.columns_within(area),
        Columns::Base if along && !boxed => (0..i64::from(slot.base))
            .map(|nth| Rect::at(area.left + (grid.column + grid.alley) * nth, area.top, grid.column, area.height()))
            .collect(),
        Columns::Grid if along => grid.columns_within(area),
        Columns::Base | Columns::Grid if !along || slot.base == 1 => vec![one_column(grid, area)],
        Columns::Broken(1, mode) if *mode != ColumnMode::Free => vec![one_column(grid, area)],
        Columns::Base | Columns::Grid => grid.broken_columns(area, slot.base, ColumnMode::default()),
        Columns::Broken(into, mode) => grid.broken_columns(area, *into, *mode),
        Columns::Measures(measures) => grid.measured_columns(area, measures),
    }
}

/// Whole 字, centred between the box rules.
fn one_column(grid: &Grid, area: &Rect<LegSpace>) -> Rect<LegSpace> {
    let measure = grid.size * area.width().div_floor(grid.size);
    let left = area.left + (area.width() - measure) / 2;
    Rect::at(left, area.top, measure, area.height())
}

impl Desk<'_> {
    /// What text keeps clear of for a picture in its place: its shape, and
    /// the rest of its slot, where its cutline stands.
    pub(super) fn round_picture(
        &mut self,
        slot: &StorySlot,
        picture: &PictureSlot,
        placed: &PlacedPicture,
        grid: &Grid,
    ) -> Vec<Obstacle<PageSpace>> {
        let beside = picture.outline.standoff.unwrap_or(grid.alley);
        let above = picture.outline.standoff.unwrap_or(slot.kind.standoff);
        let round = |outline| Obstacle { outline, beside, above, sides: picture.outline.sides };
        let outline = match picture.outline.shape {
            Shape::Alpha => self.cut_out(picture, placed),
            ref shape => outline_in(shape, &placed.frame),
        };
        let Some(outline) = outline else {
            return vec![round(Outline::Box(picture.rect))];
        };
        let (rect, frame) = (&picture.rect, &placed.frame);
        let sides = [
            rect.rows(frame.bottom, rect.bottom),
            Rect::new(rect.left, rect.top, frame.left, rect.bottom),
            Rect::new(frame.right, rect.top, rect.right, rect.bottom),
        ];
        // A drawing shown whole leaves room beside it that is no cutline's.
        let at = match picture.cutline_at {
            CutlineAt::Below => Some(0),
            CutlineAt::Left(_) => Some(1),
            CutlineAt::Right(_) => Some(2),
            CutlineAt::On => None,
        };
        let cutline = at.map(|at| sides[at]).filter(|side| !side.is_empty()).map(|side| round(Outline::Box(side)));
        std::iter::once(round(outline)).chain(cutline).collect()
    }

    /// The outline of what is not clear in a picture, in strips a third of a
    /// row high.
    fn cut_out(&mut self, slot: &PictureSlot, placed: &PlacedPicture) -> Option<Outline<PageSpace>> {
        let picture = self.edition.pictures.get(slot.lone()?.picture);
        let (frame, image) = (&placed.frame, &placed.image);
        let down = image.height().div_ceil(Len::pt(4)).clamp(1, 400) as u32;
        let across = image.width().div_ceil(Len::pt(4)).clamp(1, 400) as u32;
        let whole = Cut::whole(picture.width, picture.height);
        // A picture that cannot be decoded is told elsewhere.
        let pixels = picture.cut(&Cut { across: across.min(whole.width), down: down.min(whole.height), ..whole }).ok()?;
        let Some(alpha) = &pixels.alpha else {
            self.sink.tell(
                Diagnostic::new(Code::BadValue, slot.span, "the picture has no clear parts, so it has no outline for text to run round")
                    .help("take `shape = \"alpha\"` out, or save the picture with a transparent ground as PNG, TIFF or WebP"),
            );
            return None;
        };
        let (across, down) = (i64::from(pixels.width), i64::from(pixels.height));
        let mut strips = Vec::new();
        for (row, line) in alpha.chunks_exact(pixels.width.max(1) as usize).enumerate() {
            let solid = |alpha: &u8| *alpha >= 64;
            let (Some(first), Some(last)) = (line.iter().position(solid), line.iter().rposition(solid)) else { continue };
            let x = |at: usize| image.left + image.width().scale(at as i64, across);
            let y = |at: usize| image.top + image.height().scale(at as i64, down);
            let (left, right) = (x(first).max(frame.left), x(last + 1).min(frame.right));
            strips.push(Rect::new(left, y(row).max(frame.top), right, y(row + 1).min(frame.bottom)));
        }
        strips.retain(|strip| !strip.is_empty());
        Some(Outline::Strips(strips))
    }
}

/// The outline of a shape in a frame; `None` for the frame itself, and for
/// what the picture alone can tell.
pub(super) fn outline_in(shape: &Shape, frame: &Rect<PageSpace>) -> Option<Outline<PageSpace>> {
    let corner = |(x, y): &(u32, u32)| {
        Point::new(frame.left + frame.width().scale(i64::from(*x), 100), frame.top + frame.height().scale(i64::from(*y), 100))
    };
    match shape {
        Shape::Box | Shape::Alpha => None,
        Shape::Circle => Some(Outline::Ellipse(*frame)),
        Shape::Polygon(corners) => Some(Outline::Polygon(corners.iter().map(corner).collect())),
    }
}
