//! What things are painted on, and where.

use super::Run;
use super::state::State;
use crate::preflight::colour::Space;
use crate::preflight::matrix::Bounds;

/// Maximum number of places whose ink is not known.
const MOST_UNKNOWN: usize = 256;

impl Run<'_> {
    /// Notes what is printed, for what is asked of the page as a whole.
    pub(super) fn printed(&mut self, space: Option<&Space>, bounds: &Bounds) {
        if !self.quiet {
            self.whole.printed(self.sheet, space, bounds);
        }
    }

    /// Notes a place whose ink is not known.
    pub(super) fn not_known(&mut self, bounds: Bounds) {
        let full = self.unknown.len() >= MOST_UNKNOWN;
        match self.unknown.last_mut() {
            // So many are one.
            Some(last) if full => {
                *last = last
                    .with((bounds.left, bounds.bottom))
                    .with((bounds.right, bounds.top));
            }
            _ => self.unknown.push(bounds),
        }
    }

    /// Returns the inks that lie within bounds, if somebody asks for them and they are known.
    pub(super) fn ground(&mut self, state: &State, bounds: &Bounds) -> Option<[f32; 4]> {
        let printer = self.case.findings.printer();
        let asked = printer.trapped_here
            || printer.ground_least > 0
            || printer.reversed_on_inks_least > printer.reversed_least;
        let seen = bounds.both(&state.clip);
        // What was not counted may lie anywhere.
        if !asked
            || self.quiet
            || !self.raster.missed.is_empty()
            || seen.is_empty()
            || self.unknown.iter().any(|unknown| unknown.meets(&seen))
        {
            return None;
        }
        Some(self.raster.below(&seen))
    }
}
