//! What preflight says of a page of somebody's PDF, in the words of the edition.

use crate::asset::PageBox;
use crate::edition::model::{Breach, ForeignFault, ForeignPage};
use crate::ink::Standard;
use crate::preflight::{Misfit, Printer, Weight, placeable};

/// Takes a page out of a PDF, checked for a press of this standard.
pub(crate) fn place_pdf(
    bytes: &[u8],
    number: u32,
    which: PageBox,
    standard: Standard,
) -> Result<ForeignPage, ForeignFault> {
    // Spot inks are held to those of the page, once it is made up.
    let printer = Printer {
        standard,
        marks: true,
        spots: u32::MAX,
        ..Printer::default()
    };
    let placed = placeable(bytes, number, which, &printer).map_err(|misfit| match misfit {
        Misfit::File(why) => ForeignFault::File(why),
        Misfit::Page(why) => ForeignFault::Page(why),
        Misfit::Box(why) => ForeignFault::Box(why),
    })?;
    let breaches = placed.findings.into_iter().map(|finding| Breach {
        rule: finding.rule.name(),
        is_error: finding.weight == Weight::Error,
        place: finding.place,
        message: finding.message,
        count: finding.count,
    });
    Ok(ForeignPage {
        page: placed.page,
        breaches: breaches.collect(),
    })
}
