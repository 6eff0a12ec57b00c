//! A page of somebody's PDF, taken in to be placed.

use std::sync::Arc;

use super::loader::Loader;
use crate::asset::PageBox;
use crate::diag::{Code, Diagnostic, Severity, Span};
use crate::edition::model::{Breach, ForeignFault, ForeignPage, House, Matter, PageWanted};
use crate::ink::Convert;

/// More breaches of one file than this say nothing new.
const MOST_TOLD: usize = 12;

impl Loader<'_> {
    /// Reads a page of a PDF for the plates of the house; reports what breaks a rule of its press
    /// but can still be placed.
    pub(super) fn placed(
        &mut self,
        what: &str,
        (path, span): (&str, Span),
        bytes: &[u8],
        (number, page_box): (u32, Option<PageBox>),
        (house, spots, convert): (&House, &[String], Option<Convert>),
    ) -> Result<Matter, ForeignFault> {
        let ForeignPage { page, breaches } = (self.place_pdf)(&PageWanted {
            bytes,
            number,
            page_box,
            standard: house.delivery.standard,
            condition: &house.condition,
            spots,
            convert: convert.or(house.delivery.convert),
        })?;
        self.report_breaches(what, path, span, &breaches);
        Ok(Matter::Page(Arc::new(page)))
    }

    fn report_breaches(&mut self, what: &str, path: &str, span: Span, breaches: &[Breach]) {
        for breach in breaches.iter().take(MOST_TOLD) {
            let place = breach.place.map_or_else(String::new, |place| {
                format!(
                    " at {:.1},{:.1} mm",
                    place.left.to_mm().max(0.0),
                    place.top.to_mm().max(0.0)
                )
            });
            let times = if breach.count > 1 {
                format!(", {} times", breach.count)
            } else {
                String::new()
            };
            let (said, rule) = (&breach.message, breach.rule);
            let message = format!("the {what} “{path}”{place}: {said}{times} [{rule}]");
            let mut diagnostic = Diagnostic::new(Code::AdPreflight, span, message);
            if !breach.is_error {
                diagnostic.severity = Severity::Warning;
            }
            self.sink.report(diagnostic.help(format!(
                "`duikai explain {rule}` says what the rule asks; have the file made anew"
            )));
        }
        if breaches.len() > MOST_TOLD {
            let denied = breaches
                .iter()
                .skip(MOST_TOLD)
                .any(|breach| breach.is_error);
            let message = format!(
                "the {what} “{path}” breaks {} more rules",
                breaches.len() - MOST_TOLD
            );
            let mut diagnostic = Diagnostic::new(Code::AdPreflight, span, message);
            if !denied {
                diagnostic.severity = Severity::Warning;
            }
            self.sink
                .report(diagnostic.help("`duikai preflight` on the file lists them all"));
        }
    }
}
