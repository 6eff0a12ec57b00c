//! Patterns and shadings.

use std::rc::Rc;

use super::group::drawn_by;
use super::state::{Painting, State};
use super::{Run, Scope};
use crate::pdf::{Dict, Stream, Value};
use crate::preflight::colour::Space;
use crate::preflight::gstate;
use crate::preflight::matrix::{Bounds, Matrix, apply, inverse, lengths, times};
use crate::preflight::paint::Colour;
use crate::preflight::raster::{Field, Inks, PLATES, Raster};
use crate::preflight::shading::{Ground, Shade, pattern_matrix};
use crate::say::text;

/// Maximum number of cells along one side of a tile, where it is measured and where it is looked at.
const MOST_SIDE: [f64; 2] = [384.0, 1_024.0];
/// Maximum number of patterns kept.
const MOST_PATTERNS: usize = 24;
/// Number of tiles that may lie over one another in one direction.
const MOST_OVER: i64 = 3;

/// A tile, again and again.
struct Tiles {
    tile: Raster,
    /// From the page into the pattern's space.
    back: Matrix,
    left: f64,
    bottom: f64,
    step: (f64, f64),
    /// Cells of the tile for a unit of its space.
    scale: (f64, f64),
    size: (f64, f64),
    /// How far a cell of the page reaches in the pattern's space.
    reach: [(f64, f64); 2],
    /// The whole tile's mean, if it is smaller than a cell of the page.
    mean: Option<(Inks, f32)>,
}

impl Tiles {
    fn point(&self, x: f64, y: f64) -> Option<(Inks, f32)> {
        let (x, y) = (x - self.left, y - self.bottom);
        let (column, row) = ((x / self.step.0).floor(), (y / self.step.1).floor());
        let (x, y) = (x - column * self.step.0, y - row * self.step.1);
        let mut found: Option<(Inks, f32)> = None;
        let over = |size: f64, step: f64| ((size / step).ceil() as i64).clamp(1, MOST_OVER);
        for down in (0..over(self.size.1, self.step.1)).rev() {
            for across in (0..over(self.size.0, self.step.0)).rev() {
                let (x, y) = (
                    x + across as f64 * self.step.0,
                    y + down as f64 * self.step.1,
                );
                if x >= self.size.0 || y >= self.size.1 {
                    continue;
                }
                if let Some(upper) = self.tile.look(x * self.scale.0, y * self.scale.1) {
                    found = Some(match found {
                        None => upper,
                        Some(lower) => laid(upper, lower),
                    });
                }
            }
        }
        found
    }
}

/// Lays one colour over another.
fn laid((upper, a): (Inks, f32), (lower, b): (Inks, f32)) -> (Inks, f32) {
    let alpha = a + b - a * b;
    let mixed = |at: usize| {
        if alpha > 0.0 {
            (upper[at] * a + lower[at] * b * (1.0 - a)) / alpha
        } else {
            0.0
        }
    };
    (std::array::from_fn(mixed), alpha)
}

/// Returns the mean of some places, those without ink counted.
fn mean(places: impl Iterator<Item = Option<(Inks, f32)>>) -> Option<(Inks, f32)> {
    let (mut sums, mut opaque, mut count) = ([0.0_f32; PLATES], 0.0_f32, 0.0_f32);
    for place in places {
        count += 1.0;
        if let Some((inks, alpha)) = place {
            opaque += alpha;
            for (sum, ink) in sums.iter_mut().zip(inks) {
                *sum += ink * alpha;
            }
        }
    }
    (opaque > 0.0).then(|| (sums.map(|sum| sum / opaque), opaque / count))
}

impl Field for Tiles {
    fn at(&self, x: f64, y: f64) -> Option<(Inks, f32)> {
        const SIDE: usize = 3;
        if self.mean.is_some() {
            return self.mean;
        }
        let (x, y) = apply(&self.back, x, y);
        let [across, down] = self.reach;
        let share = |at: usize| (at as f64 + 0.5) / SIDE as f64 - 0.5;
        mean((0..SIDE * SIDE).map(|at| {
            let (a, b) = (share(at % SIDE), share(at / SIDE));
            self.point(x + across.0 * a + down.0 * b, y + across.1 * a + down.1 * b)
        }))
    }
}

impl Run<'_> {
    /// Checks a pattern that is made the colour.
    pub(super) fn pattern(&mut self, pattern: &Value, stroke: bool, scope: &Scope) {
        let (case, number) = (self.case, self.sheet.number);
        let Some(dict) = pattern.dict() else { return };
        if case.file.get(dict, "PatternType").int() == Some(2) {
            if let Some(shading) = case.file.dict(dict, "Shading") {
                self.shade(&shading, scope);
            }
            if let Some(state) = case.file.dict(dict, "ExtGState") {
                gstate::check(case, number, &state);
            }
            return;
        }
        let Some(stream) = pattern.stream() else {
            return;
        };
        if !self.drawn.insert(stream.id) {
            return;
        }
        let mut state = State::new(self.sheet.media);
        state.ctm = times(&self.matrix(dict), &scope.base);
        self.tint(dict, stroke, scope, &mut state);
        let quiet = std::mem::replace(&mut self.quiet, true);
        self.nested(stream, state, scope);
        self.quiet = quiet;
    }

    /// Gives the colour to the state of an uncoloured pattern.
    fn tint(&self, dict: &Dict, stroke: bool, scope: &Scope, state: &mut State) {
        if self.case.file.get(dict, "PaintType").int() != Some(2) {
            return;
        }
        let colour = if stroke {
            &scope.state.stroke
        } else {
            &scope.state.fill
        };
        if let Space::Pattern(Some(base)) = &*colour.space {
            state.fill = Colour {
                space: base.clone(),
                parts: colour.parts.clone(),
            };
            state.stroke = state.fill.clone();
        }
    }

    /// Returns the inks of a pattern, place by place; `None` if they cannot be known.
    pub(super) fn pattern_field(
        &mut self,
        pattern: &Value,
        stroke: bool,
        scope: &Scope,
    ) -> Option<Rc<dyn Field>> {
        if self.quiet || self.raster.is_spent() {
            return None;
        }
        let dict = pattern.dict()?;
        let matrix = pattern_matrix(&self.matrix(dict), &scope.base);
        if self.case.file.get(dict, "PatternType").int() == Some(2) {
            let value = self.case.file.get(dict, "Shading");
            let shade = self.shade_field(&value, matrix, true, scope)?;
            return Some(Rc::new(shade));
        }
        let stream = pattern.stream()?;
        let mut key = drawn_by(stream.id, &matrix);
        let colour = if stroke {
            &scope.state.stroke
        } else {
            &scope.state.fill
        };
        key.1.extend(colour.parts.iter().map(|part| part.to_bits()));
        key.1.push(self.raster.cell().to_bits());
        key.1.push(Rc::as_ptr(&colour.space) as usize as u64);
        if let Some(known) = self.patterns.get(&key) {
            return known.clone();
        }
        let found = self
            .tiles(stream, matrix, stroke, scope)
            .map(|tiles| -> Rc<dyn Field> { Rc::new(tiles) });
        if self.patterns.len() >= MOST_PATTERNS {
            self.patterns.clear();
        }
        self.patterns.insert(key, found.clone());
        found
    }

    fn tiles(
        &mut self,
        stream: &Rc<Stream>,
        matrix: Matrix,
        stroke: bool,
        scope: &Scope,
    ) -> Option<Tiles> {
        let (file, dict) = (self.case.file, &stream.dict);
        let bounds = Bounds::of(file.numbers::<4>(&file.get(dict, "BBox"))?);
        let step = |key: &str| {
            let step = file.get(dict, key).number()?.abs();
            (step.is_finite() && step > 0.0).then_some(step)
        };
        let step = (step("XStep")?, step("YStep")?);
        let size = (bounds.width(), bounds.height());
        let back = inverse(&matrix)?;
        let (wide, high) = lengths(&matrix);
        let cell = self.raster.cell();
        let cells = |size: f64, scale: f64| {
            let wanted = (size * scale / cell * 2.0).ceil();
            (wanted.is_finite() && size > 0.0)
                .then(|| wanted.clamp(1.0, MOST_SIDE[usize::from(self.naive)]))
        };
        let (across, down) = (cells(size.0, wide)?, cells(size.1, high)?);
        let scale = (across / size.0, down / size.1);
        let mut tile = self.raster.tile(across as usize, down as usize);
        let mut state = State::new(Bounds::of([0.0, 0.0, across, down]));
        state.ctm = [
            scale.0,
            0.0,
            0.0,
            scale.1,
            -bounds.left * scale.0,
            -bounds.bottom * scale.1,
        ];
        self.tint(dict, stroke, scope, &mut state);
        let muted = self.case.findings.mute(true);
        std::mem::swap(&mut self.raster, &mut tile);
        self.within(|run| run.nested(stream, state, scope));
        std::mem::swap(&mut self.raster, &mut tile);
        self.raster.reclaim(&mut tile);
        self.case.findings.mute(muted);
        let mut tiles = Tiles {
            tile,
            left: bounds.left,
            bottom: bounds.bottom,
            step,
            scale,
            size,
            reach: [
                (back[0] * cell, back[1] * cell),
                (back[2] * cell, back[3] * cell),
            ],
            back,
            mean: None,
        };
        if step.0 * wide < cell && step.1 * high < cell {
            const SIDE: usize = 8;
            let share = |at: usize, step: f64| (at as f64 + 0.5) / SIDE as f64 * step;
            tiles.mean = mean((0..SIDE * SIDE).map(|at| {
                tiles.point(
                    tiles.left + share(at % SIDE, step.0),
                    tiles.bottom + share(at / SIDE, step.1),
                )
            }));
            tiles.mean?;
        }
        Some(tiles)
    }

    /// Paints a shading over the whole clip.
    pub(super) fn shading(&mut self, name: &Value, scope: &Scope) {
        self.paths += 1;
        let value = self.resource(scope, "Shading", name);
        let Some(dict) = value.dict() else { return };
        self.shade(dict, scope);
        if self.quiet || self.raster.is_spent() {
            return;
        }
        let state = &scope.state;
        self.noted(state, &state.clip, false);
        match self.shade_field(&value, state.ctm, false, scope) {
            Some(shade) => {
                let painting = Painting::Field(Rc::new(shade), state.bare_coat(false));
                self.raster
                    .rectangle(&state.clip, &state.stencil(), &painting.paint());
            }
            None => {
                self.raster.missed.insert(text!(
                    "preflight.pattern-shading-whose-colours",
                    "a pattern or shading whose colours are no inks, or cannot be read"
                ));
            }
        }
    }

    fn shade_field(
        &mut self,
        value: &Value,
        matrix: Matrix,
        pattern: bool,
        scope: &Scope,
    ) -> Option<Shade> {
        let space = self.case.file.get(value.dict()?, "ColorSpace");
        let muted = self.case.findings.mute(true);
        let space = self
            .palette
            .read(&space, scope.resources.as_deref(), self.sheet.number);
        self.case.findings.mute(muted);
        let ground = Ground {
            case: self.case,
            space: &space,
            matrix,
            naive: self.naive,
        };
        Shade::read(&ground, value, pattern, &mut self.raster)
    }

    fn shade(&mut self, shading: &Dict, scope: &Scope) {
        let space = self.case.file.get(shading, "ColorSpace");
        let space = self
            .palette
            .read(&space, scope.resources.as_deref(), self.sheet.number);
        self.palette.used(
            &space,
            text!("preflight.shading", "a shading"),
            self.sheet.number,
            self.sheet.place(&scope.state.clip),
        );
    }
}
