//! How much ink lies on a page.

use serde_json::{Value, json};

use super::Renderer;
use crate::export::png::Heat;
use crate::geom::Folio;
use crate::say::text;

impl Renderer {
    /// Tells people the worst square of a page; returns it for programs.
    pub fn heat(&self, page: Folio, heat: &Heat) -> Value {
        let per_cent = |thousandths: u32| format!("{}.{} %", thousandths / 10, thousandths % 10);
        let (left, top) = (heat.worst.left.to_mm(), heat.worst.top.to_mm());
        let (mean, peak) = (per_cent(heat.mean), per_cent(heat.peak));
        self.figure(text!(
            "cli.heat",
            "page {number}: at most {mean} ink over 15 mm, {left:.0} mm from the left and {top:.0} mm from the head; {peak} at one place",
            number = page,
            mean,
            left,
            top,
            peak
        ));
        json!({"page": page, "ink_mean_15mm_per_mille": heat.mean, "ink_peak_per_mille": heat.peak, "left_mm": left.round(), "top_mm": top.round()})
    }
}
