//! Checks a page against the inks it is printed with.

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic, Sink};
use crate::edition::{Edition, Page, PageInks};
use crate::forme::{Item, Origin, leaves};
use crate::ink::Ink;
use crate::say::{List, Text, text};

/// Number of characters of a text that a message quotes.
const QUOTED: usize = 12;

/// An item in an ink that the page does not have.
struct Stray {
    origin: Origin,
    /// Description in messages.
    what: Text,
    /// Kind of item; one of a kind and ink is reported for each origin.
    kind: &'static str,
    ink: Text,
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
        if !diagnostic.insert((origin, kind, ink.to_string())) {
            continue;
        }
        let place = page.span(origin.0);
        let message = text!(
            "makeup.wants-but-page-printed",
            "{what} wants {ink}, but page {page} is printed with {inks}",
            what,
            ink,
            page = page.number,
            inks = in_words(&page.inks)
        );
        let mut diagnostic = Diagnostic::new(Code::InkNotOnPage, place, message).help(match kind {
            "picture" => text!("makeup.print-black-ink-k", "print it in black with `ink = \"K\"`, or let the page have `inks = \"CMYK\"`"),
            "drawing" => text!("makeup.give-colours-inks-page", "give its colours inks of the page with `inks`, or let the page have `inks = \"CMYK\"`"),
            "advertisement" => {
                text!("makeup.made-inks-page-declare", "have it made in the inks of the page, or declare its ink as [ink.NAME] in the layout and add it to `inks` of the page")
            }
            _ => text!("makeup.give-ink-page-style", "give it an ink of the page in its style or rule of the layout, or add the ink to `inks` of the page"),
        });
        if let Some(span) = page.inks.span {
            diagnostic = diagnostic.label(span, text!("makeup.pages-inks", "the page's inks"));
        }
        sink.report(diagnostic);
    }
}

fn strays_in(edition: &Edition, inks: &PageInks, items: &[Item], strays: &mut Vec<Stray>) {
    let mut stray = |origin: Origin, kind: &'static str, ink: Ink, what: &dyn Fn() -> Text| {
        if !inks.allow(ink) {
            strays.push(Stray {
                origin,
                what: what(),
                kind,
                ink: Text::quoted(ink.to_string()),
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
                text!(
                    "makeup.text-quoted",
                    "the text “{quoted}{rest}”",
                    quoted,
                    rest
                )
            }),
            Item::Fill(fill) => stray(fill.origin, "tint", fill.ink, &|| {
                text!("makeup.tint-noun", "the tint")
            }),
            Item::Rule(rule) => stray(rule.origin, "rule", rule.ink, &|| {
                text!("makeup.rule-noun", "the rule")
            }),
            Item::Path(path) => stray(path.origin, "drawing", path.ink, &|| {
                text!("makeup.drawing-noun", "the drawing")
            }),
            Item::Picture(_) | Item::Page(_) | Item::Group(_) | Item::Mark(_) => {}
        }
    }
    for leaf in leaves(items) {
        match leaf.item {
            Item::Page(placed) => {
                let mut stray = |ink: Text| {
                    let what = text!(
                        "makeup.advertisement-named",
                        "the advertisement of {placed}",
                        placed = placed.name
                    );
                    strays.push(Stray {
                        origin: placed.origin,
                        what,
                        kind: "advertisement",
                        ink,
                    });
                };
                if placed.page.colour && !inks.process {
                    stray(text!("makeup.colour-noun", "colour"));
                }
                let strange =
                    |name: &&String| !inks.spots.iter().any(|spot| spot.name() == name.as_str());
                placed.page.spots.iter().filter(strange).for_each(|name| {
                    stray(text!("makeup.spot-ink", "the spot ink “{name}”", name))
                });
            }
            Item::Picture(placed) if !inks.process => {
                let picture = edition.pictures.get(placed.picture);
                // One that cannot be decoded is told elsewhere.
                if picture.has_colour() {
                    let what = text!(
                        "makeup.picture-at-path",
                        "the picture “{path}”",
                        path = picture.path
                    );
                    strays.push(Stray {
                        origin: placed.origin,
                        what,
                        kind: "picture",
                        ink: text!("makeup.colour-noun", "colour"),
                    });
                }
            }
            _ => {}
        }
    }
}

/// Formats the inks of a page for messages.
fn in_words(inks: &PageInks) -> Text {
    let first = if inks.process {
        text!("makeup.four-process-inks", "the four process inks")
    } else {
        text!("makeup.black-ink", "black")
    };
    if inks.spots.is_empty() {
        text!("makeup.single-ink", "{first} alone", first)
    } else {
        let names = List::of(inks.spots.iter().map(|spot| Text::quoted(spot.name())));
        text!("makeup.list-of-inks", "{first} and {names}", first, names)
    }
}
