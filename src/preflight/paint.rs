//! Checks of what is painted: text and lines by their colour, size and overprint.

use std::rc::Rc;

use super::case::Case;
use super::colour::{Look, Palette, Space};
use super::matrix::Bounds;
use super::pages::PdfSheet;
use super::rule::{Check, Weight};
use crate::say::{Text, text};

/// A colour in its space.
#[derive(Clone)]
pub(super) struct Colour {
    /// The space.
    pub space: Rc<Space>,
    /// Components of the colour.
    pub parts: Vec<f64>,
}

/// The attributes with which something is painted.
pub(super) struct Lay<'a> {
    /// Colour.
    pub colour: &'a Colour,
    /// True if it overprints.
    pub overprint: bool,
    /// Overprint mode.
    pub mode: i64,
    /// True if it is opaque.
    pub opaque: bool,
    /// True if it is text with serifs.
    pub serif: bool,
    /// The inks that it is laid on, if they were measured.
    pub ground: Option<[f32; 4]>,
}

/// The kind of what is painted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Thing {
    /// Text of this size in points.
    Text(f64),
    /// A line of this width in points.
    Line(f64),
    /// A filled area.
    Area,
}

impl Thing {
    fn word(self) -> Text {
        match self {
            Thing::Text(_) => text!("preflight.text", "text"),
            Thing::Line(_) => text!("preflight.a-line", "a line"),
            Thing::Area => text!("preflight.a-ground", "a ground"),
        }
    }
}

/// Tolerance around a threshold.
const HAIR: f64 = 0.005;

/// Share of an ink that is seen where it meets bare paper.
const TOUCH: f32 = 0.1;

/// Runs all checks on one painted object.
pub(super) fn check(
    case: &Case<'_>,
    palette: &Palette<'_>,
    sheet: &PdfSheet,
    thing: Thing,
    lay: &Lay<'_>,
    bounds: &Bounds,
) {
    let place = sheet.place(bounds);
    let page = sheet.number;
    let space = &lay.colour.space;
    if let Space::Pattern(None) = **space {
        return;
    }
    palette.used(space, thing.word(), page, place);
    if let Space::Pattern(_) = **space {
        return;
    }
    let rules = Rules {
        case,
        lay,
        look: space.look(&lay.colour.parts),
        report: &|rule: Check, weight: Weight, message: Text| {
            case.findings
                .report(rule, weight, Some(page), place, message);
        },
    };
    match thing {
        Thing::Text(size) => rules.text(size),
        Thing::Line(width) => rules.line(width),
        Thing::Area => rules.area(),
    }
}

struct Rules<'a> {
    case: &'a Case<'a>,
    lay: &'a Lay<'a>,
    look: Look,
    report: &'a dyn Fn(Check, Weight, Text),
}

impl Rules<'_> {
    fn say(&self, rule: Check, message: Text) {
        (self.report)(rule, rule.weight(), message);
    }

    /// Checks that black overprints as R0009 requires: mode 1 if zero inks would otherwise knock
    /// out. Fails with the reason.
    fn overprints(&self) -> Result<(), Text> {
        if !self.lay.overprint {
            return Err(text!("preflight.does-overprint", "does not overprint"));
        }
        if matches!(*self.lay.colour.space, Space::Cmyk) && self.lay.mode != 1 {
            return Err(text!(
                "preflight.overprints-mode-0-so",
                "overprints with mode 0, so its colours knock out"
            ));
        }
        Ok(())
    }

    fn text(&self, size: f64) {
        let printer = self.case.findings.printer();
        let below = |least: crate::geom::Len| size < least.to_pt() - HAIR;
        let [text_least, reversed_least, multi_ink_least] = match self.lay.serif {
            true => printer.serif_least,
            false => [
                printer.text_least,
                printer.reversed_least,
                printer.multi_ink_least,
            ],
        };
        match self.look {
            Look::White => {
                self.ground(size, reversed_least);
                if self.lay.overprint {
                    self.say(
                        Check::WhiteTextOverprints,
                        text!(
                            "preflight.white-text-pt-overprints",
                            "white text of {size:.1} pt overprints",
                            size
                        ),
                    );
                }
                if below(reversed_least) {
                    self.say(
                        Check::SmallReversedText,
                        text!(
                            "preflight.white-text-pt",
                            "white text is {size:.1} pt",
                            size
                        ),
                    );
                }
            }
            Look::Black if self.lay.opaque && below(printer.text_overprints_below) => {
                if let Err(how) = self.overprints() {
                    self.say(
                        Check::BlackTextKnocksOut,
                        text!(
                            "preflight.black-text-pt",
                            "black text of {size:.1} pt {how}",
                            size,
                            how
                        ),
                    );
                }
            }
            // A printer that wants pages of black alone in grey gets them so.
            Look::GreyBlack if below(printer.text_overprints_below) && !printer.grey_mono => {
                self.say(
                    Check::GreyText,
                    text!(
                        "preflight.text-pt-devicegray-black",
                        "text of {size:.1} pt is DeviceGray black",
                        size
                    ),
                );
            }
            Look::Inks(count) if count > 1 && below(multi_ink_least) => {
                self.say(
                    Check::SmallMultiInkText,
                    text!(
                        "preflight.text-inks-pt",
                        "text of {count} inks is {size:.1} pt",
                        count,
                        size
                    ),
                );
            }
            Look::Rgb(most) if most < 0.2 => self.say(
                Check::NearBlackText,
                text!(
                    "preflight.text-rgb-black-becomes",
                    "text is RGB black, which becomes four inks"
                ),
            ),
            _ => {}
        }
        self.rich_black();
        self.trap(size);
        self.dots();
        if matches!(self.look, Look::Grey | Look::GreyBlack) && self.lay.overprint {
            self.say(
                Check::GreyOverprints,
                text!(
                    "preflight.devicegray-text-overprints",
                    "DeviceGray text overprints"
                ),
            );
        }
        if below(text_least) {
            self.say(
                Check::SmallText,
                text!("preflight.text-pt", "text is {size:.1} pt", size),
            );
        }
    }

    /// Checks the ground that white text stands on.
    fn ground(&self, size: f64, least: crate::geom::Len) {
        let printer = self.case.findings.printer();
        let Some(ground) = self.lay.ground else {
            return;
        };
        // Yellow is hardly darker than paper.
        let [cyan, magenta, _, black] = ground;
        let strength = cyan.max(magenta).max(black) * 100.0;
        if strength + 0.5 < printer.ground_least as f32 {
            self.say(
                Check::WeakGround,
                text!(
                    "preflight.white-text-stands-ground",
                    "white text stands on a ground of {strength:.0} %",
                    strength
                ),
            );
        }
        let inks = ground.iter().filter(|&&ink| ink > TOUCH).count();
        let on_inks = printer.reversed_on_inks_least;
        if inks > 1 && on_inks > least && size < on_inks.to_pt() - HAIR {
            self.say(
                Check::SmallReversedText,
                text!(
                    "preflight.white-text-inks-pt",
                    "white text on {inks} inks is {size:.1} pt",
                    inks,
                    size
                ),
            );
        }
    }

    /// Checks that type that is cut out of a ground has an ink in common with it, if nobody traps.
    fn trap(&self, size: f64) {
        let printer = self.case.findings.printer();
        if !printer.trapped_here || self.lay.overprint || self.look == Look::White {
            return;
        }
        let (Some(ground), Some(inks)) = (
            self.lay.ground,
            self.lay.colour.space.inks(&self.lay.colour.parts),
        ) else {
            return;
        };
        let common: f32 = ground
            .iter()
            .zip(inks)
            .map(|(&below, ink)| below.min(ink as f32))
            .sum();
        if ground.iter().sum::<f32>() > TOUCH && common < TOUCH {
            self.say(
                Check::Trap,
                text!(
                    "preflight.text-pt-cut-out",
                    "text of {size:.1} pt is cut out of a ground of other inks",
                    size
                ),
            );
        }
    }

    /// Checks that the press can hold the tints of a flat colour.
    fn dots(&self) {
        let (least, most) = self.case.findings.printer().dots;
        if (least, most) == (0, 100) {
            return;
        }
        let colour = self.lay.colour;
        let parts = match (&*colour.space, colour.space.inks(&colour.parts)) {
            // Spot inks are tints of their own plates.
            (Space::Inks(..), _) => colour.parts.clone(),
            (_, Some(inks)) => inks.to_vec(),
            (_, None) => return,
        };
        for part in parts {
            let per_cent = part * 100.0;
            if per_cent > HAIR && per_cent < f64::from(least) - HAIR {
                self.say(
                    Check::LeastDot,
                    text!("preflight.tint", "a tint is of {per_cent:.0} %", per_cent),
                );
            } else if per_cent > f64::from(most) + HAIR && per_cent < 100.0 - HAIR {
                self.say(
                    Check::MostDot,
                    text!("preflight.tint", "a tint is of {per_cent:.0} %", per_cent),
                );
            }
        }
    }

    fn rich_black(&self) {
        let Look::Inks(_) = self.look else { return };
        let Some([c, m, y, k]) = self.lay.colour.space.inks(&self.lay.colour.parts) else {
            return;
        };
        let total = (c + m + y + k) * 100.0;
        let shown = format!(
            "C{:.0} M{:.0} Y{:.0} K{:.0}",
            c * 100.0,
            m * 100.0,
            y * 100.0,
            k * 100.0
        );
        if k >= 0.85 && total > f64::from(self.case.findings.printer().rich_black) + 0.01 {
            self.say(
                Check::RichBlackText,
                text!(
                    "preflight.text-rich-black",
                    "text is rich black, {shown}",
                    shown
                ),
            );
        } else if k >= 0.85 && c + m + y > 0.001 || c.min(m).min(y) > 0.5 {
            self.say(
                Check::NearBlackText,
                text!(
                    "preflight.text-nearly-black",
                    "text is nearly black, {shown}",
                    shown
                ),
            );
        }
    }

    fn line(&self, width: f64) {
        let printer = self.case.findings.printer();
        let below = |least: crate::geom::Len| width < least.to_pt() - HAIR / 10.0;
        match self.look {
            Look::White if below(printer.multi_ink_rule_least) => self.say(
                Check::ThinWhiteRule,
                text!(
                    "preflight.white-line-pt",
                    "a white line is {width:.2} pt",
                    width
                ),
            ),
            Look::Black if self.lay.opaque && below(printer.rule_overprints_below) => {
                if let Err(how) = self.overprints() {
                    self.say(
                        Check::BlackRuleKnocksOut,
                        text!(
                            "preflight.black-line-pt",
                            "a black line of {width:.2} pt {how}",
                            width,
                            how
                        ),
                    );
                }
            }
            Look::GreyBlack if below(printer.rule_overprints_below) && !printer.grey_mono => {
                self.say(
                    Check::GreyRule,
                    text!(
                        "preflight.line-pt-devicegray-black",
                        "a line of {width:.2} pt is DeviceGray black",
                        width
                    ),
                );
            }
            Look::Inks(count) if count > 1 && below(printer.multi_ink_rule_least) => {
                self.say(
                    Check::ThinMultiInkRule,
                    text!(
                        "preflight.line-inks-pt",
                        "a line of {count} inks is {width:.2} pt",
                        count,
                        width
                    ),
                );
            }
            _ => {}
        }
        if below(printer.rule_least) {
            self.say(
                Check::ThinRule,
                text!("preflight.line-pt", "a line is {width:.2} pt", width),
            );
        }
        self.area();
    }

    fn area(&self) {
        self.dots();
        match self.look {
            Look::White if self.lay.overprint => self.say(
                Check::WhiteOverprints,
                text!(
                    "preflight.white-matter-overprints",
                    "white matter overprints"
                ),
            ),
            Look::Grey | Look::GreyBlack if self.lay.overprint => self.say(
                Check::GreyOverprints,
                text!(
                    "preflight.devicegray-matter-overprints",
                    "DeviceGray matter overprints"
                ),
            ),
            _ => {}
        }
    }
}
