//! What preflight says of a page of somebody's PDF, in the words of the edition.

use crate::convert::{Wish, convert};
use crate::edition::model::{Breach, ForeignFault, ForeignPage, PageWanted};
use crate::ink::{Convert, Standard};
use crate::preflight::{Misfit, Placing, Printer, Weight, placeable};

/// What an edition is made for beside what it asks for itself: a plant that was named, or a standard.
#[derive(Clone, Debug)]
pub struct Plant {
    /// The plant's requirements, which hold for what others made as for the pages; the usual ones if
    /// none was named.
    pub printer: Printer,
    /// True if a plant was named.
    pub named: bool,
    /// The standard of the press files, if not the printer's own.
    pub standard: Option<Standard>,
}

/// Takes a page out of a PDF, checked for the plant, or for a press of the house's standard.
pub(super) fn place_pdf(
    wanted: &PageWanted<'_>,
    plant: Option<&Plant>,
) -> Result<ForeignPage, ForeignFault> {
    let (asked, standard) = match plant {
        Some(plant) => (
            plant.printer.clone(),
            plant.standard.unwrap_or(plant.printer.standard),
        ),
        None => (Printer::default(), wanted.standard),
    };
    // Spot inks are held to those of the page, once it is made up.
    let printer = Printer {
        standard,
        marks: true,
        spots: u32::MAX,
        own: false,
        ..asked
    };
    let placing = Placing {
        number: wanted.number,
        page_box: wanted.page_box,
    };
    let how = wanted.convert.unwrap_or(printer.convert);
    let wish = Wish {
        number: wanted.number,
        press: wanted.condition,
        spots: wanted.spots,
        flat: standard.is_flat(),
        look_alikes: how == Convert::LookAlikes,
    };
    let converted = match how {
        Convert::No => None,
        _ => convert(wanted.bytes, &wish).map_err(ForeignFault::Conversion)?,
    };
    let (bytes, placing) = match &converted {
        Some(converted) => (
            converted.bytes.as_slice(),
            Placing {
                number: 1,
                ..placing
            },
        ),
        None => (wanted.bytes, placing),
    };
    let mut placed = placeable(bytes, &placing, &printer).map_err(|misfit| match misfit {
        Misfit::File(why) => ForeignFault::File(why),
        Misfit::Page(why) => ForeignFault::Page(why),
        Misfit::Box(why) => ForeignFault::Box(why),
    })?;
    // A low picture that was flattened stands at the resolution of the flattening.
    if let Some(before) = converted.as_ref().and_then(|it| it.unflattened.as_ref()) {
        let asked = Printer {
            standard: Standard::X4,
            ..printer.clone()
        };
        let own = placeable(before, &placing, &asked);
        let known: Vec<&str> = placed.findings.iter().map(|it| it.rule.name()).collect();
        let hidden = own.into_iter().flat_map(|own| own.findings);
        let hidden: Vec<_> = hidden
            .filter(|finding| !known.contains(&finding.rule.name()))
            .collect();
        placed.findings.extend(hidden);
    }
    placed.page.conversion = converted.map(|converted| converted.record);
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
