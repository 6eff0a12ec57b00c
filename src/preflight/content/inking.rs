//! Laying of ink: areas, lines and clips.

use std::rc::Rc;

use super::Run;
use super::state::State;
use crate::preflight::colour::Space;
use crate::preflight::matrix::least_scale;
use crate::preflight::path::Path;
use crate::preflight::rule::{Check, Weight};
use crate::preflight::stroke::{Line, stroked};
use crate::say::text;

/// Width in cells of a line that has none of its own: the thinnest that the device has (ISO 32000-1
/// §8.4.3.2).
const THINNEST: f64 = 0.25;

impl Run<'_> {
    /// Lays ink on the line of a path.
    pub(super) fn ink_line(&mut self, path: &Path, state: &State) {
        if self.quiet {
            return;
        }
        let scale = least_scale(&state.ctm);
        let dashes: Vec<f64> = state.dash.iter().map(|dash| dash * scale).collect();
        let width = state.line_width * scale;
        let line = stroked(
            path,
            &Line {
                width: if width > 0.0 {
                    width
                } else {
                    self.raster.cell() * THINNEST
                },
                dashes: &dashes,
                phase: state.dash_phase * scale,
                cap: state.cap,
                join: state.joined(),
            },
        );
        if self.raster.works(line.points()) {
            self.ink_path(&line, false, state, true);
        }
    }

    /// Lays ink on the inside of a path.
    pub(super) fn ink_path(&mut self, path: &Path, even_odd: bool, state: &State, stroke: bool) {
        if self.quiet {
            return;
        }
        self.noted(state, &path.bounds(), false);
        match state.painting(stroke, 1.0, self.naive) {
            Some(painting) => {
                self.raster
                    .fill(path, even_odd, &state.stencil(), &painting.paint());
            }
            None => self.uncounted(state, stroke),
        }
    }

    /// Notes that a colour has no inks that are known. One that is told as forbidden is not noted
    /// again.
    pub(super) fn uncounted(&mut self, state: &State, stroke: bool) {
        let space = if stroke {
            &state.stroke.space
        } else {
            &state.fill.space
        };
        let mut inner = space;
        while let Space::Indexed(base, _) = &**inner {
            inner = base;
        }
        let what = match &**inner {
            Space::Rgb | Space::Cie(..) => {
                let told = |check: Check| {
                    self.case.findings.printer().weight(check, check.weight())
                        == Some(Weight::Error)
                };
                if told(Check::Rgb) && told(Check::CieColour) {
                    return;
                }
                text!("preflight.colours-without-inks", "colours that are no inks")
            }
            Space::Pattern(_) => {
                text!(
                    "preflight.pattern-shading-whose-colours",
                    "a pattern or shading whose colours are no inks, or cannot be read"
                )
            }
            Space::Inks(..) => text!(
                "preflight.spot-inks-beyond-fourth",
                "spot inks beyond the fourth"
            ),
            _ => text!(
                "preflight.colour-cannot-read",
                "a colour that cannot be read"
            ),
        };
        self.raster.missed.insert(what);
    }

    pub(super) fn clip(&mut self, path: &Path, even_odd: bool, state: &mut State) {
        let bounds = path.bounds();
        let masked = !self.quiet && path.upright().is_none() && !path.is_empty();
        if masked {
            let within = state.clip_mask.take();
            let mask = self
                .raster
                .clip(path, even_odd, &state.clip, within.as_deref());
            state.clip_mask = Some(Rc::new(mask));
        }
        state.clip = state.clip.both(&bounds);
    }
}
