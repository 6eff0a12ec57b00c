//! A page of somebody's PDF, taken in to be placed.

use std::sync::Arc;

use super::loader::Loader;
use crate::asset::PageBox;
use crate::diag::{Code, Diagnostic, Severity, Span};
use crate::edition::model::{Breach, ForeignFault, ForeignPage, House, Matter, PageWanted};
use crate::ink::Convert;
use crate::say::{Text, text};

/// More breaches of one file than this say nothing new.
const MOST_TOLD: usize = 12;

impl Loader<'_> {
    /// Reads a page of a PDF for the plates of the house; reports what breaks a rule of its press
    /// but can still be placed.
    pub(super) fn placed(
        &mut self,
        what: impl Into<Text>,
        (path, span): (&str, Span),
        bytes: &[u8],
        (number, page_box): (u32, Option<PageBox>),
        (house, spots, convert): (&House, &[String], Option<Convert>),
    ) -> Result<Matter, ForeignFault> {
        let what: &Text = &what.into();
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

    fn report_breaches(
        &mut self,
        what: impl Into<Text>,
        path: &str,
        span: Span,
        breaches: &[Breach],
    ) {
        let what: &Text = &what.into();
        for breach in breaches.iter().take(MOST_TOLD) {
            let place = breach.place.map_or_else(Text::default, |place| {
                text!(
                    "edition.at-mm",
                    " at {left:.1},{top:.1} mm",
                    left = place.left.to_mm().max(0.0),
                    top = place.top.to_mm().max(0.0)
                )
            });
            let times = if breach.count > 1 {
                text!(
                    "edition.breach-times",
                    ", {breach} times",
                    breach = breach.count
                )
            } else {
                Text::default()
            };
            let (said, rule) = (&breach.message, breach.rule);
            let message = text!(
                "edition.advertisement-breach",
                "the {what} “{path}”{place}: {said}{times} [{rule}]",
                what,
                path,
                place,
                said,
                times,
                rule
            );
            let mut diagnostic = Diagnostic::new(Code::AdPreflight, span, message);
            if !breach.is_error {
                diagnostic.severity = Severity::Warning;
            }
            self.sink.report(diagnostic.help(text!(
                "edition.duikai-explain-says-rule",
                "`duikai explain {rule}` says what the rule asks; have the file made anew",
                rule
            )));
        }
        if breaches.len() > MOST_TOLD {
            let denied = breaches
                .iter()
                .skip(MOST_TOLD)
                .any(|breach| breach.is_error);
            let message = text!(
                "edition.breaks-more-rules",
                "the {what} “{path}” breaks {breaches} more rules",
                what,
                path,
                breaches = breaches.len() - MOST_TOLD
            );
            let mut diagnostic = Diagnostic::new(Code::AdPreflight, span, message);
            if !denied {
                diagnostic.severity = Severity::Warning;
            }
            self.sink.report(diagnostic.help(text!(
                "edition.duikai-preflight-file-lists",
                "`duikai preflight` on the file lists them all"
            )));
        }
    }
}
