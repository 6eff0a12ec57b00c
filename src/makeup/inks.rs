//! Checks a page against the inks it is printed with.

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic, Sink};
use crate::edition::{Edition, Page, PageInks};
use crate::forme::{Item, Origin, leaves};
use crate::ink::Ink;

/// Number of characters of a text that a message quotes.
const QUOTED: usize = 12;

/// An item in an ink that the page does not have.
struct Stray {
    origin: Origin,
    /// Description in messages.
    what: String,
    /// Kind of item; one of a kind and ink is reported for each origin.
    kind: &'static str,
    ink: String,
}

/// Reports every item in an ink that the page is not printed with.
pub(super) fn check_inks(edition: &Edition, page: &Page, items: &[Item], sink: &mut Sink) {
    let mut strays = Vec::new();
    strays_in(edition, &page.inks, items, &mut strays);
    let mut diagnostic = BTreeSet::new();
    for Stray {
        origin,
        what,
        kind,
        ink,
    } in strays
    {
        if !diagnostic.insert((origin, kind, ink.clone())) {
            continue;
        }
        let place = page.span(origin.0);
        let message = format!(
            "{what} wants {ink}, but page {} is printed with {}",
            page.number,
            in_words(&page.inks)
        );
        let mut diagnostic = Diagnostic::new(Code::InkNotOnPage, place, message).help(match kind {
            "picture" => "print it in black with `ink = \"K\"`, or let the page have `inks = \"CMYK\"`",
            "drawing" => "give its colours inks of the page with `inks`, or let the page have `inks = \"CMYK\"`",
            "advertisement" => {
                "have it made in the inks of the page, or declare its ink as [ink.NAME] in the layout and add it to `inks` of the page"
            }
            _ => "give it an ink of the page in its style or rule of the layout, or add the ink to `inks` of the page",
        });
        if let Some(span) = page.inks.span {
            diagnostic = diagnostic.label(span, "the page's inks");
        }
        sink.report(diagnostic);
    }
}

fn strays_in(edition: &Edition, inks: &PageInks, items: &[Item], strays: &mut Vec<Stray>) {
    let mut stray = |origin: Origin, kind: &'static str, ink: Ink, what: &dyn Fn() -> String| {
        if !inks.allow(ink) {
            strays.push(Stray {
                origin,
                what: what(),
                kind,
                ink: ink.to_string(),
            });
        }
    };
    for leaf in leaves(items) {
        match leaf.item {
            Item::GlyphRun(run) => stray(run.origin, "text", run.ink, &|| {
                let quoted: String = run.text.chars().take(QUOTED).collect();
                let rest = if run.text.chars().count() > QUOTED {
                    "…"
                } else {
                    ""
                };
                format!("the text “{quoted}{rest}”")
            }),
            Item::Fill(fill) => stray(fill.origin, "tint", fill.ink, &|| "the tint".to_owned()),
            Item::Rule(rule) => stray(rule.origin, "rule", rule.ink, &|| "the rule".to_owned()),
            Item::Path(path) => stray(path.origin, "drawing", path.ink, &|| {
                "the drawing".to_owned()
            }),
            Item::Picture(_) | Item::Page(_) | Item::Group(_) | Item::Mark(_) => {}
        }
    }
    for leaf in leaves(items) {
        match leaf.item {
            Item::Page(placed) => {
                let mut stray = |ink: String| {
                    let what = format!("the advertisement of {}", placed.name);
                    strays.push(Stray {
                        origin: placed.origin,
                        what,
                        kind: "advertisement",
                        ink,
                    });
                };
                if placed.page.colour && !inks.process {
                    stray("colour".to_owned());
                }
                let strange =
                    |name: &&String| !inks.spots.iter().any(|spot| spot.name() == name.as_str());
                placed
                    .page
                    .spots
                    .iter()
                    .filter(strange)
                    .for_each(|name| stray(format!("the spot ink “{name}”")));
            }
            Item::Picture(placed) if !inks.process => {
                let picture = edition.pictures.get(placed.picture);
                // One that cannot be decoded is told elsewhere.
                if picture.has_colour() {
                    let what = format!("the picture “{}”", picture.path);
                    strays.push(Stray {
                        origin: placed.origin,
                        what,
                        kind: "picture",
                        ink: "colour".to_owned(),
                    });
                }
            }
            _ => {}
        }
    }
}

/// Formats the inks of a page for messages.
fn in_words(inks: &PageInks) -> String {
    let first = if inks.process {
        "the four process inks"
    } else {
        "black"
    };
    let names = std::iter::once(first).chain(inks.spots.iter().map(|spot| spot.name()));
    let names: Vec<&str> = names.collect();
    if names.len() == 1 {
        format!("{first} alone")
    } else {
        names.join(" and ")
    }
}
