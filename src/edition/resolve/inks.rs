//! Spot inks 专色 by name, and the inks of each page.

use std::collections::BTreeMap;

use super::names::unknown;
use crate::diag::{Code, Diagnostic, Sink, Span, Spanned};
use crate::edition::model::PageInks;
use crate::ink::{Ink, Spot};
use crate::say::text;
use crate::spec::{InkSpec, LayoutSpec};

/// Inks that need no declaration, for "did you mean".
const PROCESS: [&str; 4] = ["black", "paper", "K", "CMYK"];

/// Returns the spot inks that a layout declares, by name.
pub(super) fn declared(layout: &LayoutSpec, sink: &mut Sink) -> BTreeMap<String, Spot> {
    let mut inks: BTreeMap<String, Spot> = BTreeMap::new();
    for (name, spec) in &layout.inks {
        let InkSpec::Process(alternate) = spec.alternate.value else {
            sink.report(
                Diagnostic::new(
                    Code::BadValue,
                    spec.alternate.span,
                    text!(
                        "edition.alternate-ink-process-inks",
                        "the alternate of ink “{name}” is not of process inks",
                        name
                    ),
                )
                .help(text!(
                    "edition.write-process-inks-come",
                    "write the process inks that come nearest to it, such as \"M90 Y80\""
                )),
            );
            continue;
        };
        let (plate, place) = spec
            .plate
            .as_ref()
            .map_or((name, spec.span), |plate| (&plate.value, plate.span));
        let spot = match Spot::new(plate, alternate.cmyk()) {
            Ok(spot) => spot,
            Err(fault) => {
                sink.report(Diagnostic::new(Code::BadValue, place, fault).help(text!(
                    "edition.give-ink-plate-printer",
                    "give the ink a `plate` by which the printer knows it"
                )));
                continue;
            }
        };
        if name.contains('+') || PROCESS.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            sink.report(
                Diagnostic::new(
                    Code::BadValue,
                    spec.span,
                    text!(
                        "edition.spot-ink-called",
                        "no spot ink can be called “{name}”",
                        name
                    ),
                )
                .help(text!("edition.give-another-name", "give it another name")),
            );
        }
        // One plate, one definition (ISO 19005-2 §6.2.4.4).
        if let Some((other, _)) = inks
            .iter()
            .find(|(_, other)| other.name() == spot.name() && **other != spot)
        {
            sink.report(
                Diagnostic::new(
                    Code::DuplicateName,
                    place,
                    text!(
                        "edition.inks-share-plate-but",
                        "the inks “{other}” and “{name}” share a plate but differ",
                        other,
                        name
                    ),
                )
                .help(text!(
                    "edition.give-both-same-alternate",
                    "give both the same `alternate`, or plates of their own"
                )),
            );
        }
        inks.insert(name.clone(), spot);
    }
    inks
}

/// Resolves an ink as written; reports one that is not declared.
pub(super) fn ink(
    written: &Spanned<InkSpec>,
    inks: &BTreeMap<String, Spot>,
    sink: &mut Sink,
) -> Option<Ink> {
    match &written.value {
        InkSpec::Process(ink) => Some(*ink),
        InkSpec::Named(name, tint) => {
            let spot = spot(name, written.span, inks, sink)?;
            // No ink at all is paper, on every plate.
            Some(if *tint == 0 {
                Ink::PAPER
            } else {
                Ink::Spot(spot, *tint)
            })
        }
    }
}

fn spot(name: &str, span: Span, inks: &BTreeMap<String, Spot>, sink: &mut Sink) -> Option<Spot> {
    let found = inks.get(name).copied();
    if found.is_none() {
        unknown(
            sink,
            text!("edition.ink-noun", "ink"),
            &Spanned {
                value: name.to_owned(),
                span,
            },
            inks.keys().map(String::as_str).chain(PROCESS),
        );
    }
    found
}

/// Resolves the inks that a page declares.
pub(super) fn page_inks(
    written: Option<&Spanned<String>>,
    inks: &BTreeMap<String, Spot>,
    sink: &mut Sink,
) -> PageInks {
    let mut page = PageInks {
        process: written.is_none(),
        spots: Vec::new(),
        span: written.map(|written| written.span),
    };
    for name in written
        .iter()
        .flat_map(|written| written.value.split(['+', '＋']))
        .map(str::trim)
    {
        match name.to_ascii_uppercase().as_str() {
            "K" | "黑" => {}
            "CMYK" | "四色" => page.process = true,
            _ => page
                .spots
                .extend(page.span.and_then(|span| spot(name, span, inks, sink))),
        }
    }
    page
}
