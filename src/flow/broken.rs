//! Lines of a galley that are broken already.

use std::collections::BTreeMap;

use super::columns::TableColumns;
use crate::geom::Len;
use crate::line::{Line, Measures, break_lines};
use crate::text::ShapedPar;

/// A cache of a galley's lines by measure, so that trying another depth breaks nothing twice.
#[derive(Default)]
pub(super) struct Broken {
    /// Lines by paragraph and measure.
    pub at: BTreeMap<(usize, Len), Vec<Line>>,
    /// Columns of tables by table and measure.
    pub columns: BTreeMap<(usize, Len), TableColumns>,
}

impl Broken {
    /// The lines of a paragraph in slots that are all so wide, broken once.
    pub fn even(&mut self, at: usize, par: &ShapedPar, measure: Len) -> &Vec<Line> {
        self.at.entry((at, measure)).or_insert_with(|| {
            let slots = Measures {
                known: &[],
                rest: measure,
            };
            break_lines(par, slots)
        })
    }
}
