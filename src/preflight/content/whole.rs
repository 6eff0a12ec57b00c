//! What a printer asks of a page as a whole: its edges, and its colour spaces if it is black alone.

use crate::preflight::case::Case;
use crate::preflight::colour::Space;
use crate::preflight::ink::PageInk;
use crate::preflight::matrix::Bounds;
use crate::preflight::pages::{PdfSheet, Side, Sides};
use crate::preflight::rule::{Check, Weight};
use crate::say::{Text, text};

/// What was printed so far.
#[derive(Default)]
pub(super) struct Whole {
    /// What comes nearest to each edge: head, left, foot, right.
    nearest: [Option<Bounds>; 4],
    /// The first that was printed in another space than DeviceGray.
    not_grey: Option<Bounds>,
    /// True if the ink of a picture is not known.
    pub uncounted: bool,
}

impl Whole {
    /// Notes what is printed in a space; a stencil or an unknown coding has none.
    pub fn printed(&mut self, sheet: &PdfSheet, space: Option<&Space>, bounds: &Bounds) {
        // Nearness to the edges in the same measure: larger is nearer.
        let edges = |bounds: &Bounds| [bounds.top, -bounds.left, -bounds.bottom, bounds.right];
        // What lies wholly beside the page is no part of it.
        if bounds.meets(&sheet.trim) {
            for (nth, nearest) in self.nearest.iter_mut().enumerate() {
                if nearest.is_none_or(|before| edges(&before)[nth] < edges(bounds)[nth]) {
                    *nearest = Some(*bounds);
                }
            }
        }
        let grey = match space {
            Some(Space::Indexed(base, _)) => matches!(**base, Space::Grey),
            Some(Space::Grey) => true,
            // A pattern says its colours itself.
            Some(Space::Pattern(_)) | None => true,
            Some(_) => false,
        };
        if !grey && self.not_grey.is_none() {
            self.not_grey = Some(*bounds);
        }
    }

    /// Reports what the printer does not take.
    pub fn finish(self, case: &Case<'_>, sheet: &PdfSheet, ink: &PageInk) {
        let (findings, printer) = (case.findings, case.findings.printer());
        let report = |rule: Check, bounds: Option<&Bounds>, message: Text| {
            findings.report(
                rule,
                rule.weight(),
                Some(sheet.number),
                bounds.and_then(|bounds| sheet.place(bounds)),
                message,
            );
        };
        let [head, left, foot, right] = &self.nearest;
        let mm = |points: f64| points * 25.4 / 72.0;
        let free = |nearest: &Option<Bounds>, of: fn(&Bounds, &PdfSheet) -> f64| {
            nearest
                .as_ref()
                .map_or(f64::MAX, |bounds| mm(of(bounds, sheet)))
        };
        let sides = Sides {
            head: free(head, |bounds, sheet| sheet.trim.top - bounds.top),
            left: free(left, |bounds, sheet| bounds.left - sheet.trim.left),
            foot: free(foot, |bounds, sheet| bounds.bottom - sheet.trim.bottom),
            right: free(right, |bounds, sheet| sheet.trim.right - bounds.right),
        };
        // A side without an edge may be printed to its end, and beyond.
        let short = sides.below(printer.edge);
        for (side, has, wanted) in short.into_iter().filter(|short| short.2 > 0.0) {
            let nearest = match side {
                Side::Head => head,
                Side::Left => left,
                Side::Foot => foot,
                _ => right,
            };
            let message = text!(
                "preflight.something-printed-mm-edge",
                "something is printed {has:.1} mm from the edge {side}, nearer than {wanted:.1}",
                has = has.max(0.0),
                side = side.text(),
                wanted
            );
            report(Check::UnprintableEdge, nearest.as_ref(), message);
        }
        if printer.grey_mono
            && !ink.colour
            && !self.uncounted
            && let Some(first) = &self.not_grey
        {
            let message = text!(
                "preflight.page-black-alone-all",
                "the page is black alone and not all of it is DeviceGray"
            );
            // What was made in this run is black alone on one plate, in four inks by name.
            let weight = match printer.own {
                true => Weight::Warning,
                false => Check::MonoSpace.weight(),
            };
            findings.report(
                Check::MonoSpace,
                weight,
                Some(sheet.number),
                sheet.place(first),
                message,
            );
        }
    }
}
