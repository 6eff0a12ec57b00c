//! Forms, transparency groups and soft masks.

use std::rc::Rc;

use super::state::State;
use super::{Drawn, Run, Scope};
use crate::pdf::{Dict, Function, Stream, Value};
use crate::preflight::matrix::{Bounds, Matrix, times};
use crate::preflight::raster::{Inks, Mask};
use crate::preflight::rule::Check;
use crate::say::text;

/// Maximum depth of groups that are drawn by themselves; deeper ones are drawn straight on what is
/// below.
const DEEPEST_LAYER: usize = 6;
/// Maximum number of soft masks kept.
const MOST_MASKS: usize = 32;

impl Run<'_> {
    /// Interprets a form; a transparency group that is not laid on plainly is drawn by itself first
    /// (ISO 32000-1 §11.4).
    pub(super) fn form(&mut self, stream: &Rc<Stream>, scope: &Scope) {
        let file = self.case.file;
        let group = file.dict(&stream.dict, "Group");
        if let Some(group) = &group {
            let space = file.get(group, "CS");
            if space != Value::Null && !space.is("DeviceCMYK") {
                self.case.findings.page(
                    Check::GroupSpace,
                    self.sheet.number,
                    text!(
                        "preflight.form-blends",
                        "a form blends in {space}",
                        space = space.shown()
                    ),
                );
            }
        }
        if let Some(group) = &group {
            self.knocks_out(group);
        }
        let state = self.inside(stream, scope.state.clone());
        let alone =
            group.is_some() && !self.quiet && !scope.state.plain() && self.layers < DEEPEST_LAYER;
        if !alone {
            return self.nested(stream, state, scope);
        }
        self.noted(&scope.state, &state.clip, true);
        let mut layer = self.raster.layer(&state.clip);
        let inner = State {
            clip_mask: None,
            soft_mask: None,
            fill_alpha: 1.0,
            stroke_alpha: 1.0,
            blend: b"Normal"[..].into(),
            ..state.clone()
        };
        std::mem::swap(&mut self.raster, &mut layer);
        self.layers += 1;
        self.nested(stream, inner, scope);
        self.layers -= 1;
        std::mem::swap(&mut self.raster, &mut layer);
        self.raster.reclaim(&mut layer);
        self.raster
            .compose(&layer, &state.stencil(), &state.bare_coat(false));
    }

    /// Notes a knock-out group (ISO 32000-1 §11.4.6): its parts are drawn over one another, which is
    /// another thing where one of them is not opaque.
    pub(super) fn knocks_out(&mut self, group: &Dict) {
        let file = self.case.file;
        let is_group = file.get(group, "S").is("Transparency");
        if is_group && file.get(group, "K").truth() && !self.quiet {
            self.raster.missed.insert(text!(
                "preflight.knock-out-group",
                "a knock-out group, whose parts are drawn over one another"
            ));
        }
    }

    /// Returns the state inside a form: its matrix applied, clipped to its box.
    fn inside(&self, stream: &Stream, mut state: State) -> State {
        let file = self.case.file;
        state.ctm = times(&self.matrix(&stream.dict), &state.ctm);
        if let Some([left, bottom, right, top]) = file.numbers::<4>(&file.get(&stream.dict, "BBox"))
        {
            state.clip = state.clip.both(&Bounds::under(
                &state.ctm,
                [left, bottom, right - left, top - bottom],
            ));
        }
        state
    }

    /// Draws a soft mask; `None` if it is none, or cannot be drawn: then all is counted as if it
    /// were not there.
    pub(super) fn soft_mask(&mut self, mask: &Value, scope: &Scope) -> Option<Rc<Mask>> {
        let dict = mask.dict()?.clone();
        if self.quiet || self.raster.is_spent() {
            return None;
        }
        let value = self.case.file.get(&dict, "G");
        let stream = value.stream()?;
        let luminosity = self.case.file.get(&dict, "S").is("Luminosity");
        let mut key = drawn_by(stream.id, &scope.state.ctm);
        key.1.push(u64::from(luminosity));
        if let Some(known) = self.masks.get(&key) {
            return known.clone();
        }
        let found = self.drawn_mask(stream, &dict, luminosity, scope);
        if self.masks.len() >= MOST_MASKS {
            self.masks.clear();
        }
        self.masks.insert(key, found.clone());
        found
    }

    fn drawn_mask(
        &mut self,
        stream: &Rc<Stream>,
        dict: &Dict,
        luminosity: bool,
        scope: &Scope,
    ) -> Option<Rc<Mask>> {
        let (file, number) = (self.case.file, self.sheet.number);
        let transfer = match file.get(dict, "TR") {
            Value::Null => None,
            value => Function::read(file, &value),
        };
        let transferred = |value: f32| match &transfer {
            Some(function) => function
                .call(&[f64::from(value)])
                .first()
                .map_or(value, |&out| out as f32),
            None => value,
        };
        let muted = self.case.findings.mute(true);
        let backdrop = file.array(dict, "BC");
        let backdrop = if luminosity && !backdrop.is_empty() {
            let parts: Vec<f64> = backdrop.iter().filter_map(Value::number).collect();
            file.dict(&stream.dict, "Group")
                .map(|group| file.get(&group, "CS"))
                .and_then(|space| {
                    let space = self
                        .palette
                        .read(&space, scope.resources.as_deref(), number);
                    space.plates(&parts, true)
                })
                .map_or(0.0, |inks| light(&inks))
        } else {
            0.0
        };
        let mut fresh = State::new(self.sheet.media);
        fresh.ctm = scope.state.ctm;
        fresh.clip = Bounds::round([(f64::MIN, f64::MIN), (f64::MAX, f64::MAX)]);
        let state = self.inside(stream, fresh);
        let mut layer = self.raster.layer(&state.clip);
        std::mem::swap(&mut self.raster, &mut layer);
        let naive = std::mem::replace(&mut self.naive, true);
        let trace = self.trace.take();
        self.nested(stream, state, scope);
        self.trace = trace;
        self.naive = naive;
        std::mem::swap(&mut self.raster, &mut layer);
        self.raster.reclaim(&mut layer);
        self.case.findings.mute(muted);
        // A transfer function is worked out once for each of 256 values.
        let table: Vec<f32> = (0..256).map(|at| transferred(at as f32 / 255.0)).collect();
        let looked = |value: f32| table[(value.clamp(0.0, 1.0) * 255.0 + 0.5) as usize];
        Some(Rc::new(layer.to_mask(looked(backdrop), |cell| {
            looked(match cell {
                None => backdrop,
                Some((_, alpha)) if !luminosity => alpha,
                Some((inks, alpha)) => light(&inks) * alpha + backdrop * (1.0 - alpha),
            })
        })))
    }
}

/// Returns the luminosity of inks (ISO 32000-1 §11.5.3), the plates turned into light by the
/// simplest rule.
fn light(inks: &Inks) -> f32 {
    let dark: f32 = inks[3..].iter().map(|ink| 1.0 - ink).product();
    dark * (0.3 * (1.0 - inks[0]) + 0.59 * (1.0 - inks[1]) + 0.11 * (1.0 - inks[2]))
}

/// Returns what identifies a stream drawn under a matrix.
pub(super) fn drawn_by(id: u32, matrix: &Matrix) -> Drawn {
    (id, matrix.iter().map(|part| part.to_bits()).collect())
}
