//! Glyphs of embedded fonts: their outlines filled, stroked, and made the clip.

use super::state::State;
use super::text::{move_text, step};
use super::{Run, Scope};
use crate::preflight::fonts::Font;
use crate::preflight::matrix::{Bounds, Matrix, times};
use crate::preflight::path::Path;

/// Where the origin of a glyph lies in a vertical line, in ems: half its width to the left and so
/// far above its baseline (ISO 32000-1 §9.7.4.3).
const ABOVE: f64 = 0.88;

impl Run<'_> {
    /// Lays the glyphs of a string by their outlines; returns false where they are not known.
    pub(super) fn outlined(
        &mut self,
        font: &Font,
        string: &[u8],
        state: &State,
        (text, scaled): (&Matrix, &Matrix),
        clip: &mut Option<Path>,
    ) -> bool {
        // Pages of our own have a great many glyphs, and no more ink than their forme says.
        if self.quiet || self.case.findings.printer().own {
            return false;
        }
        let Some(outlines) = font.outlines(self.case) else {
            return false;
        };
        let mut text = *text;
        for code in font.codes(string) {
            let to_page = times(scaled, &times(&text, &state.ctm));
            let to_page = match font.vertical {
                true => {
                    let half = font.width(code) / 2000.0;
                    times(&[1.0, 0.0, 0.0, 1.0, -half, -ABOVE], &to_page)
                }
                false => to_page,
            };
            match outlines.of(code, self.case.file.budget()) {
                Some(outline) if outline.is_empty() => {}
                Some(outline) => {
                    let mut path = Path::default();
                    path.glyph(&outline, &to_page);
                    let seen = path.bounds().grown(state.line_width).meets(&state.clip);
                    if seen && matches!(state.render, 0 | 2 | 4 | 6) {
                        self.ink_path(&path, false, state, false);
                    }
                    if seen && matches!(state.render, 1 | 2 | 5 | 6) {
                        self.ink_line(&path, state);
                    }
                    if state.render >= 4 {
                        clip.get_or_insert_default().join(&path);
                    }
                }
                None => {
                    let advance = step(font, code, state);
                    let across = advance / (state.size * state.scale);
                    if across.is_finite() && !font.vertical {
                        let bounds = Bounds::under(&to_page, [0.0, -0.12, across, 1.0]);
                        self.glyph_ink(state, &bounds);
                    }
                }
            }
            move_text(&mut text, font, step(font, code, state));
        }
        true
    }

    /// Makes the letters that were shown between BT and ET the clip, if they were to be.
    pub(super) fn clip_to_text(&mut self, scope: &mut Scope) {
        if let Some(letters) = scope.text_clip.take() {
            self.clip(&letters, false, &mut scope.state);
        }
    }
}
