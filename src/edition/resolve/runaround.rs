//! How text runs round something 绕排, from the spec.

use super::maker::PageMaker;
use crate::edition::model::{Runaround, RunaroundShape};
use crate::geom::{Sides, Standoff};
use crate::spec::{RunaroundSpec, ShapeName};

impl PageMaker<'_, '_> {
    pub(super) fn runaround(&self, spec: &RunaroundSpec) -> Runaround {
        let measures = self.measures();
        let shape = match (&spec.polygon, spec.shape.as_ref().map(|shape| shape.value)) {
            (Some(corners), _) => RunaroundShape::Polygon(corners.value.clone()),
            (None, Some(ShapeName::Circle)) => RunaroundShape::Circle,
            (None, Some(ShapeName::Alpha)) => RunaroundShape::Alpha,
            _ => RunaroundShape::Box,
        };
        let sides = spec.text.as_ref().map_or(Sides::Both, |text| text.value);
        let written = spec
            .standoff
            .as_ref()
            .map_or_else(Standoff::default, |standoff| standoff.value);
        let standoff = written.map(|side| side.map(|length| measures.len(length)));
        Runaround {
            shape,
            standoff,
            sides,
            min_measure: spec
                .min_measure
                .as_ref()
                .map(|length| measures.len(length.value)),
        }
    }
}
