//! Where a page is not opaque: which stretches of its contents paint so, and where.

use std::ops::Range;

use super::state::State;
use super::trace::Painted;
use super::{Run, Scope};
use crate::preflight::matrix::{Bounds, IDENTITY};

impl Run<'_> {
    /// Notes that something is painted, in a state or not opaque in itself.
    pub(super) fn noted(&mut self, state: &State, bounds: &Bounds, clear: bool) {
        let Some(trace) = &mut self.trace else { return };
        let clear = clear || !state.plain() || state.stroke_alpha < 1.0;
        if trace.within > 0 {
            trace.parts.inner |= clear;
            return;
        }
        let seen = bounds.both(&state.clip);
        if seen.is_empty() {
            return;
        }
        trace.now = Some(match trace.now {
            Some((known, before)) => (known.round_with(&seen), before || clear),
            None => (seen, clear),
        });
    }

    /// Draws a tile or a glyph, whose places are not those of the page.
    pub(super) fn within(&mut self, draw: impl FnOnce(&mut Self)) {
        let step = |run: &mut Self, by: isize| {
            if let Some(trace) = &mut run.trace {
                trace.within = trace.within.saturating_add_signed(by);
            }
        };
        step(self, 1);
        draw(self);
        step(self, -1);
    }

    /// Notes that an operator of the page itself has ended.
    pub(super) fn stepped(&mut self, bytes: Range<usize>, word: &[u8], scope: &Scope) {
        let media = self.sheet.media;
        let Some(trace) = &mut self.trace else { return };
        if word == b"BT" {
            trace.texts += 1;
        }
        let end = bytes.end;
        if let Some((area, clear)) = trace.now.take() {
            trace.parts.painted.push(Painted {
                bytes,
                area: [area.left, area.bottom, area.right, area.top],
                clear,
                text: scope.in_text.then_some(trace.texts),
                clips: scope.in_text && scope.state.render >= 4,
            });
        }
        let fresh = scope.kept.is_empty()
            && !scope.in_text
            && scope.marked == 0
            && scope.path.is_empty()
            && scope.clips.is_none()
            && scope.state.ctm == IDENTITY
            && scope.state.clip == media
            && scope.state.clip_mask.is_none();
        if fresh {
            trace.parts.fresh.push(end);
        }
        trace.parts.open = scope.kept.len();
    }
}
