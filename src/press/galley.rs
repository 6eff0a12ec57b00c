//! A galley 小样 as a PDF.

use std::collections::BTreeMap;

use super::fault::refused;
use super::output::Output;
use crate::GalleyProof;
use crate::asset::{Pictures, SNAP_240};
use crate::diag::Diagnostic;
use crate::export::pdf::{self, Meta, Order, Purpose};
use crate::style::Lang;

/// The fixed date of a galley, which has none of its own; it keeps the bytes the same.
const NO_DATE: &str = "2000-01-01";

/// A galley as a PDF of this name, its lines numbered.
pub fn galley_file(
    galley: &GalleyProof,
    name: String,
    title: &str,
    lang: Lang,
) -> Result<Output, Box<Diagnostic>> {
    let formes = galley.formes();
    let meta = Meta {
        title,
        paper: "",
        date: NO_DATE,
        lang: lang.tag(),
    };
    let order = Order {
        formes: formes.iter().collect(),
        meta,
        kind: Purpose::Reading,
    };
    match pdf::export(&order, &galley.fonts, &Pictures::default(), &SNAP_240) {
        Ok(bytes) => Ok(Output::new(name, bytes)),
        Err(fault) => {
            let fonts = (&galley.fonts, &BTreeMap::new());
            Err(Box::new(refused(fonts, &name, &fault)))
        }
    }
}
