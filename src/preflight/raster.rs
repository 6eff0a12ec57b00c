//! The raster of plates: what is painted, cell by cell.
//!
//! A page is opaque paper. A layer, in which a group, a tile or a soft mask is drawn by itself,
//! has a plane of opacity beside its plates. Both share the grid of their page, so that a layer is
//! laid on what is below it cell by cell.

mod flat;
mod picture;

use std::collections::BTreeSet;

use super::blend::Blend;
use super::matrix::Bounds;
use super::path::Path;
use crate::say::{Text, text};

pub(super) use picture::{Grey, Samples};

/// Number of plates: the four process inks, then spot inks.
pub(super) const PLATES: usize = 8;

/// The share of each plate that is inked, 1 is solid.
pub(super) type Inks = [f32; PLATES];

/// Maximum number of cells and edges visited for one page.
const WORK: u64 = 100_000_000;
/// Number of scan lines through each row of cells.
const LINES: usize = 4;
/// Value of a full plate in a cell.
pub(super) const SOLID: f32 = 65_535.0;

/// Ink to be laid, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Coat {
    /// Coverage of the plates.
    pub inks: Inks,
    /// True if plates without ink keep what they have.
    pub over: bool,
    /// Opacity.
    pub alpha: f32,
    /// Blend mode.
    pub blend: Blend,
}

/// Ink that differs from place to place.
pub(super) trait Field {
    /// Returns the inks at a point of the page and their opacity; `None` where nothing is.
    fn at(&self, x: f64, y: f64) -> Option<(Inks, f32)>;
}

/// What an area is inked with.
#[derive(Clone, Copy)]
pub(super) enum Paint<'a> {
    /// The same ink everywhere.
    Flat(Coat),
    /// The inks of a field, laid as the coat says.
    Field(&'a dyn Field, Coat),
}

/// The shares of cells that may be painted; outside of its window all have one value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mask {
    window: Window,
    values: Vec<u8>,
    beyond: u8,
}

impl Mask {
    fn at(&self, row: usize, column: usize) -> f32 {
        let value = match self.window.index(row, column) {
            Some(at) => self.values[at],
            None => self.beyond,
        };
        f32::from(value) / 255.0
    }
}

/// Where painting is allowed.
#[derive(Clone, Copy)]
pub(super) struct Stencil<'a> {
    /// The bounds of the clip.
    pub bounds: &'a Bounds,
    /// The clip, if it is no upright rectangle.
    pub clip: Option<&'a Mask>,
    /// The soft mask.
    pub soft: Option<&'a Mask>,
}

impl Stencil<'_> {
    fn is_plain(&self) -> bool {
        self.clip.is_none() && self.soft.is_none()
    }

    fn share(&self, row: usize, column: usize) -> f32 {
        let part = |mask: Option<&Mask>| mask.map_or(1.0, |mask| mask.at(row, column));
        part(self.clip) * part(self.soft)
    }
}

/// Part of the grid of a page, in cells.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Window {
    left: usize,
    top: usize,
    width: usize,
    height: usize,
}

impl Window {
    fn index(&self, row: usize, column: usize) -> Option<usize> {
        let (down, across) = (row.checked_sub(self.top)?, column.checked_sub(self.left)?);
        (down < self.height && across < self.width).then(|| down * self.width + across)
    }

    fn cells(&self) -> usize {
        self.width * self.height
    }
}

/// The raster of one page, or of a layer on it.
pub(super) struct Raster {
    cell: f64,
    left: f64,
    top: f64,
    window: Window,
    /// Ink of each plate in every cell, row by row, in units of [`SOLID`], in a layer by opacity;
    /// a plate without ink is empty, as most are.
    plates: [Vec<u16>; PLATES],
    /// Opacity of every cell of a layer.
    alpha: Option<Vec<u16>>,
    work: u64,
    /// What could not be counted, in words.
    pub missed: BTreeSet<Text>,
}

impl Raster {
    /// Creates the raster of an area of paper.
    pub fn new(area: &Bounds, cell: f64) -> Raster {
        Raster {
            cell,
            left: area.left,
            top: area.top,
            window: Window {
                left: 0,
                top: 0,
                width: (area.width() / cell).ceil().max(1.0) as usize,
                height: (area.height() / cell).ceil().max(1.0) as usize,
            },
            plates: Default::default(),
            alpha: None,
            work: WORK,
            missed: BTreeSet::new(),
        }
    }

    /// Creates a transparent raster of an area, to be drawn on and looked at.
    pub fn clear(area: &Bounds, cell: f64) -> Raster {
        let mut raster = Raster::new(area, cell);
        let cells = raster.window.cells();
        raster.alpha = Some(vec![0; cells]);
        raster.work = WORK.saturating_mul(4).saturating_add(cells as u64 * 40);
        raster
    }

    /// Makes an empty raster transparent, as a page is that blends: with nothing below it (ISO 32000-1
    /// §11.4.7).
    pub fn isolate(&mut self) {
        self.alpha = Some(vec![0; self.window.cells()]);
    }

    /// Returns the opacity of every cell of a layer.
    pub fn opacity(&self) -> &[u16] {
        self.alpha.as_deref().unwrap_or(&[])
    }

    /// Creates a transparent layer on the same grid, as large as `bounds` needs. It has all the
    /// work that is left; [`Raster::reclaim`] gives it back.
    pub fn layer(&mut self, bounds: &Bounds) -> Raster {
        let [left, top, right, bottom] = self.cells_of(bounds);
        let (columns, rows) = (spread(left, right), spread(top, bottom));
        let mut window = Window {
            left: columns.start,
            top: rows.start,
            width: columns.len(),
            height: rows.len(),
        };
        if !self.works(window.cells() * 2 + 1) {
            (window.width, window.height) = (0, 0);
        }
        Raster {
            cell: self.cell,
            left: self.left,
            top: self.top,
            window,
            plates: Default::default(),
            alpha: Some(vec![0; window.cells()]),
            work: std::mem::take(&mut self.work),
            missed: BTreeSet::new(),
        }
    }

    /// Creates a transparent raster of so many cells, each a unit long, its lower left corner at
    /// the origin. It has all the work that is left.
    pub fn tile(&mut self, width: usize, height: usize) -> Raster {
        let enough = self.works(width * height * 2 + 1);
        let (width, height) = if enough { (width, height) } else { (0, 0) };
        Raster {
            cell: 1.0,
            left: 0.0,
            top: height as f64,
            window: Window {
                left: 0,
                top: 0,
                width,
                height,
            },
            plates: Default::default(),
            alpha: Some(vec![0; width * height]),
            work: std::mem::take(&mut self.work),
            missed: BTreeSet::new(),
        }
    }

    /// Takes back the work that a layer has left, and what it missed.
    pub fn reclaim(&mut self, layer: &mut Raster) {
        self.work = std::mem::take(&mut layer.work);
        self.missed.append(&mut layer.missed);
    }

    /// Returns the side of a cell in points.
    pub fn cell(&self) -> f64 {
        self.cell
    }

    /// Returns the upper left corner on the page.
    pub fn origin(&self) -> (f64, f64) {
        (self.left, self.top)
    }

    /// Returns width and height in cells.
    pub fn size(&self) -> (usize, usize) {
        (self.window.width, self.window.height)
    }

    /// Returns the cells of a plate, row by row; empty if it has no ink.
    pub fn plate(&self, plate: usize) -> &[u16] {
        &self.plates[plate]
    }

    /// Spends work; returns false if none is left.
    pub fn works(&mut self, much: usize) -> bool {
        match self.work.checked_sub(much as u64) {
            Some(left) => self.work = left,
            None => {
                self.work = 0;
                self.missed.insert(text!(
                    "preflight.what-left-drawing-too",
                    "what is left of a drawing of too much work"
                ));
            }
        }
        self.work > 0
    }

    /// Returns the mean of the four process inks within bounds.
    pub fn below(&mut self, bounds: &Bounds) -> [f32; 4] {
        let [left, top, right, bottom] = self.cells_of(bounds);
        let (columns, rows) = (spread(left, right), spread(top, bottom));
        let cells = columns.len() * rows.len();
        if cells == 0 || !self.works(cells) {
            return [0.0; 4];
        }
        std::array::from_fn(|at| {
            let ink = |row: usize, column: usize| {
                let place = self.window.index(row, column)?;
                self.plates[at].get(place).map(|&ink| f64::from(ink))
            };
            let sum: f64 = rows
                .clone()
                .flat_map(|row| columns.clone().filter_map(move |column| ink(row, column)))
                .sum();
            (sum / (cells as f64 * f64::from(SOLID))) as f32
        })
    }

    /// Returns whether no more can be counted.
    pub fn is_spent(&self) -> bool {
        self.work == 0
    }

    /// Converts a rectangle to cells: left, top, right, bottom, clipped to the raster.
    fn cells_of(&self, bounds: &Bounds) -> [f64; 4] {
        let Window {
            left,
            top,
            width,
            height,
        } = self.window;
        let across =
            |x: f64| ((x - self.left) / self.cell).clamp(left as f64, (left + width) as f64);
        let down = |y: f64| ((self.top - y) / self.cell).clamp(top as f64, (top + height) as f64);
        [
            across(bounds.left),
            down(bounds.top),
            across(bounds.right),
            down(bounds.bottom),
        ]
    }

    /// Returns the middle of a cell on the page.
    fn middle(&self, row: usize, column: usize) -> (f64, f64) {
        (
            self.left + (column as f64 + 0.5) * self.cell,
            self.top - (row as f64 + 0.5) * self.cell,
        )
    }

    /// Returns the inks and the opacity of the cell at a point.
    pub fn look(&self, x: f64, y: f64) -> Option<(Inks, f32)> {
        let (column, row) = ((x - self.left) / self.cell, (self.top - y) / self.cell);
        if !(column >= 0.0 && row >= 0.0) {
            return None;
        }
        self.cell_at(self.window.index(row as usize, column as usize)?)
    }

    fn cell_at(&self, at: usize) -> Option<(Inks, f32)> {
        let alpha = self
            .alpha
            .as_ref()
            .map_or(1.0, |alpha| f32::from(alpha[at]) / SOLID);
        if alpha <= 0.0 {
            return None;
        }
        let ink = |plate: &Vec<u16>| {
            plate
                .get(at)
                .map_or(0.0, |&ink| (f32::from(ink) / SOLID / alpha).min(1.0))
        };
        Some((std::array::from_fn(|nth| ink(&self.plates[nth])), alpha))
    }

    /// Lays ink on a share of a cell.
    fn lay(&mut self, row: usize, column: usize, coat: &Coat, share: f32) {
        let Some(at) = self.window.index(row, column) else {
            return;
        };
        let (cells, opacity) = (self.window.cells(), (share * coat.alpha).clamp(0.0, 1.0));
        let below = self
            .alpha
            .as_ref()
            .map_or(1.0, |alpha| f32::from(alpha[at]) / SOLID);
        let mut inks = coat.inks;
        if coat.blend.mixes() && below > 0.0 {
            let had: [f32; 4] = std::array::from_fn(|nth| {
                let ink = self.plates[nth].get(at).copied().unwrap_or(0);
                (f32::from(ink) / SOLID / below).min(1.0)
            });
            let own = [inks[0], inks[1], inks[2], inks[3]];
            for (ink, mixed) in inks.iter_mut().zip(coat.blend.mixed(had, own)) {
                *ink += (mixed - *ink) * below;
            }
        }
        for (plate, &ink) in self.plates.iter_mut().zip(&inks) {
            if ink == 0.0 && (coat.over || plate.is_empty() && !coat.blend.inks_paper()) {
                continue;
            }
            if plate.is_empty() {
                *plate = vec![0; cells];
            }
            let had = f32::from(plate[at]) / SOLID;
            let wanted = match coat.blend {
                Blend::Normal => ink,
                _ if below <= 0.0 => ink,
                blend => {
                    let mixed = blend.over((had / below).min(1.0), ink);
                    ink + (mixed - ink) * below
                }
            };
            plate[at] = ((had + (wanted - had) * opacity) * SOLID + 0.5) as u16;
        }
        if let Some(alpha) = &mut self.alpha {
            alpha[at] = ((below + opacity - below * opacity) * SOLID + 0.5) as u16;
        }
    }

    fn paint(&mut self, row: usize, column: usize, paint: &Paint<'_>, share: f32) {
        match paint {
            Paint::Flat(coat) => self.lay(row, column, coat, share),
            Paint::Field(field, coat) => {
                let (x, y) = self.middle(row, column);
                if let Some((inks, alpha)) = field.at(x, y) {
                    self.lay(row, column, &Coat { inks, ..*coat }, share * alpha);
                }
            }
        }
    }

    /// Inks an upright rectangle.
    pub fn rectangle(&mut self, bounds: &Bounds, stencil: &Stencil<'_>, paint: &Paint<'_>) {
        let bounds = bounds.both(stencil.bounds);
        if bounds.is_empty() {
            return;
        }
        let [left, top, right, bottom] = self.cells_of(&bounds);
        let (columns, rows) = (spread(left, right), spread(top, bottom));
        if !self.works(columns.len() * rows.len() * cost(paint) + 1) {
            return;
        }
        let plain = stencil.is_plain();
        if let (true, None, Paint::Flat(coat)) = (plain, &self.alpha, paint)
            && matches!(coat.blend, Blend::Normal)
        {
            return self.lay_flat(coat, (columns, left, right), (rows, top, bottom));
        }
        for row in rows {
            let down = overlap(row, top, bottom);
            for column in columns.clone() {
                let mut share = (down * overlap(column, left, right)) as f32;
                if !plain {
                    share *= stencil.share(row, column);
                }
                if share > 0.0 {
                    self.paint(row, column, paint, share);
                }
            }
        }
    }

    /// Inks the inside of a path.
    pub fn fill(&mut self, path: &Path, even_odd: bool, stencil: &Stencil<'_>, paint: &Paint<'_>) {
        if let Some(rect) = path.upright() {
            return self.rectangle(&rect, stencil, paint);
        }
        let plain = stencil.is_plain();
        let cost = cost(paint);
        self.scan(
            path,
            even_odd,
            stencil.bounds,
            |raster, row, from, shares| {
                if !raster.works(shares.len() * cost) {
                    return false;
                }
                for (column, &share) in (from..).zip(shares) {
                    if share > 0.0 {
                        let masked = if plain {
                            1.0
                        } else {
                            stencil.share(row, column)
                        };
                        raster.paint(row, column, paint, share.min(1.0) * masked);
                    }
                }
                true
            },
        );
    }

    /// Returns the mask of what is inside a path and inside another mask.
    pub fn clip(
        &mut self,
        path: &Path,
        even_odd: bool,
        clip: &Bounds,
        within: Option<&Mask>,
    ) -> Mask {
        let bounds = path.bounds().both(clip);
        let [left, top, right, bottom] = self.cells_of(&bounds);
        let (columns, rows) = (spread(left, right), spread(top, bottom));
        let window = Window {
            left: columns.start,
            top: rows.start,
            width: columns.len(),
            height: rows.len(),
        };
        let mut values = vec![0; window.cells()];
        if self.works(window.cells() + 1) {
            self.scan(path, even_odd, clip, |raster, row, from, shares| {
                if !raster.works(shares.len()) {
                    return false;
                }
                for (column, &share) in (from..).zip(shares) {
                    if let Some(at) = window.index(row, column) {
                        let inside = within.map_or(1.0, |mask| mask.at(row, column));
                        values[at] = (share.clamp(0.0, 1.0) * inside * 255.0 + 0.5) as u8;
                    }
                }
                true
            });
        }
        Mask {
            window,
            values,
            beyond: 0,
        }
    }

    /// Visits every row of cells that a path touches with the shares of its cells, from a column
    /// on, until told to stop.
    fn scan(
        &mut self,
        path: &Path,
        even_odd: bool,
        clip: &Bounds,
        mut visit: impl FnMut(&mut Raster, usize, usize, &[f32]) -> bool,
    ) {
        let bounds = path.bounds().both(clip);
        if bounds.is_empty() {
            return;
        }
        let [left, top, right, bottom] = self.cells_of(&bounds);
        let (rows, columns) = (spread(top, bottom), spread(left, right));
        if rows.is_empty() || columns.is_empty() {
            return;
        }
        let (edge_left, edge_top, size) = (self.left, self.top, self.cell);
        let mut edges: Vec<Edge> = path
            .edges()
            .filter_map(|(from, to)| {
                Edge::new(from, to, |(x, y)| {
                    ((x - edge_left) / size, (edge_top - y) / size)
                })
            })
            .collect();
        edges.sort_by(|a, b| a.top.total_cmp(&b.top));
        let (mut live, mut next): (Vec<usize>, usize) = (Vec::new(), 0);
        let mut share = vec![0.0_f32; columns.len()];
        for row in rows {
            share.fill(0.0);
            for line in 0..LINES {
                let y = row as f64 + (line as f64 + 0.5) / LINES as f64;
                if y < top || y > bottom {
                    continue;
                }
                while edges.get(next).is_some_and(|edge| edge.top <= y) {
                    live.push(next);
                    next += 1;
                }
                live.retain(|&at| edges[at].bottom > y);
                if !self.works(live.len() + 1) {
                    return;
                }
                let mut crossings: Vec<(f64, i32)> = live
                    .iter()
                    .map(|&at| (edges[at].at(y), edges[at].turn))
                    .collect();
                crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
                let mut winding = 0;
                for pair in crossings.windows(2) {
                    winding += pair[0].1;
                    let inside = if even_odd {
                        winding % 2 != 0
                    } else {
                        winding != 0
                    };
                    if inside {
                        let (from, to) = (pair[0].0.max(left), pair[1].0.min(right));
                        let covered = spread(from, to);
                        if !self.works(covered.len()) {
                            return;
                        }
                        for column in covered {
                            if let Some(share) = share.get_mut(column - columns.start) {
                                *share += overlap(column, from, to) as f32 / LINES as f32;
                            }
                        }
                    }
                }
            }
            if !visit(self, row, columns.start, &share) {
                return;
            }
        }
    }

    /// Lays a layer on what is below it.
    pub fn compose(&mut self, layer: &Raster, stencil: &Stencil<'_>, coat: &Coat) {
        let Window {
            left,
            top,
            width,
            height,
        } = layer.window;
        if !self.works(width * height * 2) {
            return;
        }
        for row in top..top + height {
            for column in left..left + width {
                let Some((inks, alpha)) = layer
                    .window
                    .index(row, column)
                    .and_then(|at| layer.cell_at(at))
                else {
                    continue;
                };
                let share = alpha * stencil.share(row, column);
                if share > 0.0 {
                    self.lay(row, column, &Coat { inks, ..*coat }, share);
                }
            }
        }
    }

    /// Returns the mask that a layer is: what `value` makes of inks and opacity, from 0 to 1, and
    /// `beyond` outside of it.
    pub fn to_mask(&self, beyond: f32, value: impl Fn(Option<(Inks, f32)>) -> f32) -> Mask {
        let byte = |share: f32| (share.clamp(0.0, 1.0) * 255.0 + 0.5) as u8;
        Mask {
            window: self.window,
            values: (0..self.window.cells())
                .map(|at| byte(value(self.cell_at(at))))
                .collect(),
            beyond: byte(beyond),
        }
    }

    /// Inks a triangle whose colours run from corner to corner: the cells whose middle it holds,
    /// and the one under its own middle.
    pub fn triangle(&mut self, corners: &[((f64, f64), Inks); 3]) {
        let bounds = Bounds::round(corners.iter().map(|corner| corner.0));
        let [left, top, right, bottom] = self.cells_of(&bounds);
        let (columns, rows) = (spread(left, right), spread(top, bottom));
        if !self.works(columns.len() * rows.len() + 1) {
            return;
        }
        let [(a, one), (b, two), (c, three)] = corners;
        let cross = |p: (f64, f64), q: (f64, f64), r: (f64, f64)| {
            (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0)
        };
        let area = cross(*a, *b, *c);
        let mixed = |u: f64, v: f64, w: f64| -> Coat {
            Coat {
                inks: std::array::from_fn(|at| {
                    (f64::from(one[at]) * u + f64::from(two[at]) * v + f64::from(three[at]) * w)
                        as f32
                }),
                over: false,
                alpha: 1.0,
                blend: Blend::Normal,
            }
        };
        if area.abs() > 1e-12 {
            for row in rows {
                for column in columns.clone() {
                    let middle = self.middle(row, column);
                    let shares = [
                        cross(*b, *c, middle) / area,
                        cross(*c, *a, middle) / area,
                        cross(*a, *b, middle) / area,
                    ];
                    if shares.iter().all(|share| *share >= -1e-9) {
                        let coat = mixed(shares[0], shares[1], shares[2]);
                        self.lay(row, column, &coat, 1.0);
                    }
                }
            }
        }
        let (x, y) = ((a.0 + b.0 + c.0) / 3.0, (a.1 + b.1 + c.1) / 3.0);
        let (column, row) = ((x - self.left) / self.cell, (self.top - y) / self.cell);
        if column >= 0.0 && row >= 0.0 {
            let third = 1.0 / 3.0;
            let coat = mixed(third, third, third);
            self.lay(row as usize, column as usize, &coat, 1.0);
        }
    }
}

/// Returns what a cell of this paint costs.
fn cost(paint: &Paint<'_>) -> usize {
    match paint {
        Paint::Flat(_) => 1,
        Paint::Field(..) => 4,
    }
}

struct Edge {
    top: f64,
    bottom: f64,
    x: f64,
    slope: f64,
    turn: i32,
}

impl Edge {
    fn new(
        from: (f64, f64),
        to: (f64, f64),
        cells: impl Fn((f64, f64)) -> (f64, f64),
    ) -> Option<Edge> {
        let (from, to) = (cells(from), cells(to));
        let (upper, lower, turn) = if from.1 <= to.1 {
            (from, to, 1)
        } else {
            (to, from, -1)
        };
        let height = lower.1 - upper.1;
        if !height.is_finite() || height < 1e-9 {
            return None;
        }
        Some(Edge {
            top: upper.1,
            bottom: lower.1,
            x: upper.0,
            slope: (lower.0 - upper.0) / height,
            turn,
        })
    }

    fn at(&self, y: f64) -> f64 {
        self.x + (y - self.top) * self.slope
    }
}

/// Returns the cells that an interval touches.
fn spread(from: f64, to: f64) -> std::ops::Range<usize> {
    if to <= from {
        from as usize..from as usize
    } else {
        from.floor() as usize..to.ceil() as usize
    }
}

/// Returns how much of a cell an interval covers.
fn overlap(cell: usize, from: f64, to: f64) -> f64 {
    (to.min(cell as f64 + 1.0) - from.max(cell as f64)).max(0.0)
}
