//! Where a page is not opaque: which stretches of its contents paint so, and where.

use std::ops::Range;

use super::state::State;
use super::{Run, Scope};
use crate::preflight::matrix::{Bounds, IDENTITY};

/// A stretch of a page's contents that paints something.
#[derive(Clone, Debug)]
pub struct Painted {
    /// The operator with its operands, in bytes.
    pub bytes: Range<usize>,
    /// Left, bottom, right and top of what it paints, in units of the page.
    pub area: [f64; 4],
    /// True if it is not opaque: alpha, a blend mode, a soft mask or a group with one of them.
    pub clear: bool,
    /// The text object that it stands in, counted from 0.
    pub text: Option<usize>,
    /// True for letters that become part of the clip.
    pub clips: bool,
}

/// The contents of a page and what in them is not opaque.
#[derive(Clone, Debug, Default)]
pub struct ClearParts {
    /// The contents, their streams joined.
    pub content: Vec<u8>,
    /// What paints, in order.
    pub painted: Vec<Painted>,
    /// Ends of operators after which the space, the clip and the kept states are those that a page
    /// begins with.
    pub fresh: Vec<usize>,
    /// Number of states kept (q) at the end.
    pub open: usize,
    /// Left, bottom, right and top of the medium.
    pub media: [f64; 4],
    /// True if a tile or a glyph of type drawn by operators is not opaque in itself.
    pub inner: bool,
}

/// What is gathered while contents are interpreted.
#[derive(Default)]
pub(super) struct Trace {
    pub parts: ClearParts,
    /// What the operator at work painted, and whether that is not opaque.
    now: Option<(Bounds, bool)>,
    texts: usize,
    /// Number of tiles and glyphs being drawn, whose places are not those of the page.
    pub within: usize,
}

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
