//! A printer's requirements.

use crate::diag::{Code, Diagnostic, Reported, Sink, SourceId, Sources, Span, Spanned, nearest};
use crate::geom::Len;
use crate::ink::{Convert, Standard};
use crate::say::text;
use crate::spec::{BleedSpec, Length, PrinterSpec};

use super::naming::{Correction, Naming, safe};
use super::rule::{Check, Weight};

/// The requirements and thresholds of a printer.
#[derive(Clone, Debug, PartialEq)]
pub struct Printer {
    /// Name of the printer for people.
    pub title: String,
    /// The standard that pages are built by, and that a file is held to that is of none of those
    /// taken.
    pub standard: Standard,
    /// Other standards that are taken.
    pub also: Vec<Standard>,
    /// The latest version of PDF that is taken, if earlier than the standard's.
    pub pdf_version: Option<(u32, u32)>,
    /// Names of the printing conditions that are taken; any if empty.
    pub conditions: Vec<String>,
    /// True if a file holds one page only.
    pub one_page: bool,
    /// The trimmed sizes that are taken; any if empty.
    pub trims: Vec<Trim>,
    /// The bleed that is wanted, if that is not left open.
    pub bleed: Option<Bleed>,
    /// How far from the trim nothing can be printed: head, outer edge, foot, inner edge.
    pub edge: [Len; 4],
    /// True if pages of black alone are wanted in DeviceGray.
    pub grey_mono: bool,
    /// True if files are to need no trapping, because the plant does none.
    pub trapped_here: bool,
    /// True if printer's marks are allowed outside the bleed.
    pub marks: bool,
    /// True if spreads are wanted cut at the fold into two pages.
    pub halves: bool,
    /// The template that file names must follow.
    pub file_name: Option<String>,
    /// Template for the names of files of pages; the program's own when absent.
    pub page_name: Option<Naming>,
    /// How corrected pages are told from those that they replace.
    pub correction: Correction,
    /// What `{inks}` is in names for a page of black alone, and for one with colours.
    pub ink_codes: Option<[String; 2]>,
    /// Maximum number of characters of a file's name.
    pub file_name_most: Option<u32>,
    /// Maximum size of a file in bytes.
    pub file_size: Option<u64>,
    /// The hot folder that pages are handed over in.
    pub send_to: Option<Spanned<String>>,
    /// Maximum mean ink over 15 mm, in per cent.
    pub ink_limit: u32,
    /// Maximum ink at one place, in per cent.
    pub ink_peak: u32,
    /// Maximum number of spot colours.
    pub spots: u32,
    /// Minimum resolution of a picture in pixels per inch: below the first is an error, below the
    /// second a warning.
    pub ppi: (u32, u32),
    /// Resolution of a picture above which it gets a warning.
    pub ppi_most: Option<u32>,
    /// Minimum resolution of line art of one bit, likewise.
    pub bitmap_ppi: (u32, u32),
    /// Resolution in pixels per inch below which a page that is one picture gets a warning.
    pub raster_page_ppi: u32,
    /// Minimum size of text.
    pub text_least: Len,
    /// Minimum size of white text.
    pub reversed_least: Len,
    /// Minimum size of text in several inks.
    pub multi_ink_least: Len,
    /// The three sizes above, of text with serifs 宋体.
    pub serif_least: [Len; 3],
    /// Minimum size of white text on a ground of several inks.
    pub reversed_on_inks_least: Len,
    /// Minimum strength of the ground of white text, in per cent of its strongest ink, yellow not
    /// counted.
    pub ground_least: u32,
    /// Minimum and maximum of a tint in per cent; beside them only bare paper and the solid.
    pub dots: (u32, u32),
    /// Size of black text below which it must overprint.
    pub text_overprints_below: Len,
    /// Minimum thickness of a rule.
    pub rule_least: Len,
    /// Minimum thickness of a rule in several inks or in none.
    pub multi_ink_rule_least: Len,
    /// Thickness of black rules below which they must overprint.
    pub rule_overprints_below: Len,
    /// Total ink of black text, in per cent, above which it is rich black.
    pub rich_black: u32,
    /// True if the colours of advertisements become the page's inks.
    pub convert: Convert,
    /// True if the file was made in this run: its pictures were held to the ink limit when they
    /// were separated, so they are not decoded again and count no ink, and the rest is measured by
    /// four points.
    pub own: bool,
    /// Changed weights of checks; `None` for one that is not made.
    pub weights: Vec<(Check, Option<Weight>)>,
}

/// Checks that only warn of what others made, as the Ghent Workgroup weighs them: a page that was
/// set here can be set otherwise.
const STRICT: [Check; 8] = [
    Check::BlackTextKnocksOut,
    Check::GreyText,
    Check::RichBlackText,
    Check::NearBlackText,
    Check::BlackRuleKnocksOut,
    Check::WhiteOverprints,
    Check::ThinRule,
    Check::InkMean,
];

/// A trimmed size that a printer takes, from the least to the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trim {
    /// Width.
    pub width: (Len, Len),
    /// Height.
    pub height: (Len, Len),
}

impl Trim {
    /// Creates the size that is just so.
    pub fn exactly(width: Len, height: Len) -> Trim {
        Trim {
            width: (width, width),
            height: (height, height),
        }
    }

    /// Returns the size of two such pages side by side.
    pub(super) fn doubled(self) -> Trim {
        Trim {
            width: (self.width.0 * 2, self.width.1 * 2),
            ..self
        }
    }

    /// Returns whether a page is of this size, within a tenth of a millimetre, in points.
    pub(super) fn is(self, width: f64, height: f64) -> bool {
        const TOLERANCE: f64 = 0.3;
        let fits = |side: f64, (least, most): (Len, Len)| {
            side > least.to_pt() - TOLERANCE && side < most.to_pt() + TOLERANCE
        };
        fits(width, self.width) && fits(height, self.height)
    }

    /// Formats it in millimetres.
    pub(super) fn shown(self) -> String {
        let side = |(least, most): (Len, Len)| match least == most {
            true => format!("{:.1}", least.to_mm()),
            false => format!("{:.1}–{:.1}", least.to_mm(), most.to_mm()),
        };
        format!("{} × {}", side(self.width), side(self.height))
    }
}

/// The bleed that a printer wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bleed {
    /// At least so much: head, outer edge, foot, inner edge.
    Least([Len; 4]),
    /// None at all.
    None,
}

/// The name of the bundled printer used by default.
pub const DEFAULT_PRINTER: &str = "coldset";

macro_rules! bundled {
    ($($name:literal)*) => {
        /// Returns the text of a bundled printer.
        pub fn bundled_printer(name: &str) -> Option<&'static str> {
            match name {
                $($name => Some(include_str!(concat!("../../layouts/printers/", $name, ".toml"))),)*
                _ => None,
            }
        }

        /// Returns the names of the bundled printers.
        pub fn bundled_printers() -> &'static [&'static str] {
            &[$($name),*]
        }
    };
}

bundled! {
    "coldset" "coldset-x1a" "coldset-x1a-2001" "coldset-x3"
    "amedia" "archant" "dagens-samhalle" "great-west" "guardian" "kahoku" "kroonpress"
    "mafraprint" "ni-ad-help" "tcm" "torstar" "vincentz"
}

impl Default for Printer {
    /// Returns coldset newsprint by the Ghent Workgroup's newspaper values of 2022, ink by house
    /// practice.
    fn default() -> Printer {
        Printer {
            title: "coldset newsprint".to_owned(),
            standard: Standard::X4,
            also: Vec::new(),
            pdf_version: None,
            conditions: Vec::new(),
            one_page: true,
            trims: Vec::new(),
            bleed: None,
            edge: [Len::ZERO; 4],
            grey_mono: false,
            trapped_here: false,
            marks: false,
            halves: false,
            file_name: None,
            page_name: None,
            correction: Correction::default(),
            ink_codes: None,
            file_name_most: None,
            file_size: None,
            send_to: None,
            ink_limit: 245,
            ink_peak: 260,
            spots: 0,
            ppi: (100, 150),
            ppi_most: None,
            bitmap_ppi: (550, 800),
            raster_page_ppi: 450,
            text_least: Len::pt(5),
            reversed_least: Len::pt(10),
            multi_ink_least: Len::pt(10),
            serif_least: [Len::pt(5), Len::pt(10), Len::pt(10)],
            reversed_on_inks_least: Len::pt(10),
            ground_least: 0,
            dots: (0, 100),
            text_overprints_below: Len::pt(12),
            rule_least: Len::PT.scale(1, 5),
            multi_ink_rule_least: Len::PT / 4,
            rule_overprints_below: Len::pt(2),
            rich_black: 220,
            convert: Convert::No,
            own: false,
            weights: Vec::new(),
        }
    }
}

impl Printer {
    /// Reads a printer's file; what it leaves out is as in [`Printer::default`]. Reports every
    /// problem.
    pub fn read(source: SourceId, sources: &Sources, sink: &mut Sink) -> Result<Printer, Reported> {
        let spec = PrinterSpec::read(source, sources, sink)?;
        let mut printer = Printer::default();
        let set = |to: &mut u32, from: &Option<Spanned<u32>>| {
            *to = from.as_ref().map_or(*to, |value| value.value)
        };
        let length = |sink: &mut Sink, to: &mut Len, from: &Option<Spanned<Length>>| {
            if let Some(value) = from
                && let Some(len) = absolute(value, sink)
            {
                *to = len;
            }
        };
        if let Some(title) = &spec.title {
            printer.title.clone_from(&title.value);
        }
        if let Some(standards) = &spec.standards {
            let mut named = standards.iter().map(|standard| standard.value);
            // The first that can be written is what pages are built by.
            let built = named
                .clone()
                .find(|standard| standard.is_written())
                .or_else(|| named.next());
            printer.standard = built.unwrap_or_default();
            printer.also = standards
                .iter()
                .map(|standard| standard.value)
                .filter(|standard| *standard != printer.standard)
                .collect();
        }
        printer.pdf_version = spec.pdf_version.as_ref().map(|version| version.value);
        printer.conditions = spec
            .conditions
            .iter()
            .flatten()
            .map(|name| name.value.clone())
            .collect();
        printer.grey_mono = spec.grey_mono.as_ref().is_some_and(|grey| grey.value);
        printer.trapped_here = spec.trapped_here.as_ref().is_some_and(|here| here.value);
        printer.ink_codes = spec.ink_codes.as_ref().map(|codes| codes.value.clone());
        printer.file_name_most = spec.file_name_most.as_ref().map(|most| most.value);
        printer.file_size = spec.file_size.as_ref().map(|most| most.value);
        printer.send_to.clone_from(&spec.send_to);
        printer.ppi_most = spec.ppi_most.as_ref().map(|most| most.value);
        printer.one_page = spec.one_page.as_ref().is_none_or(|one| one.value);
        printer.marks = spec.marks.as_ref().is_some_and(|marks| marks.value);
        if let Some(convert) = &spec.convert {
            printer.convert = convert.value;
        }
        printer.halves = spec.halves.as_ref().is_some_and(|halves| halves.value);
        printer.file_name = spec.file_name.as_ref().map(|name| name.value.clone());
        match spec.page_name.as_ref().map(Naming::read) {
            Some(Err(wrong)) => sink.report(wrong),
            Some(Ok(naming)) => printer.page_name = Some(naming),
            None => {}
        }
        match spec.correction.as_ref().map(Correction::read) {
            Some(Err(wrong)) => sink.report(wrong),
            Some(Ok(correction)) => printer.correction = correction,
            None => {}
        }
        for code in printer.ink_codes.iter().flatten() {
            if let (Some(unsafe_one), Some(span)) = (
                code.chars().find(|&c| !safe(c)),
                spec.ink_codes.as_ref().map(|codes| codes.span),
            ) {
                let message = text!(
                    "preflight.code-has-unsafe-character",
                    "“{code}” has “{unsafe_one}”, which not every machine on the way takes in a file name",
                    code,
                    unsafe_one
                );
                let wrong = Diagnostic::new(Code::BadValue, span, message);
                sink.report(wrong.help(text!(
                    "preflight.use-letters-digits-and-of-ascii",
                    "use letters, digits, and - _ + . of ASCII"
                )));
            }
        }
        set(&mut printer.ink_limit, &spec.ink_limit);
        set(&mut printer.ink_peak, &spec.ink_peak);
        set(&mut printer.spots, &spec.spots);
        set(&mut printer.ppi.0, &spec.ppi_least);
        set(&mut printer.ppi.1, &spec.ppi_good);
        set(&mut printer.bitmap_ppi.0, &spec.bitmap_ppi_least);
        set(&mut printer.bitmap_ppi.1, &spec.bitmap_ppi_good);
        set(&mut printer.raster_page_ppi, &spec.raster_page_ppi_good);
        set(&mut printer.rich_black, &spec.rich_black);
        length(sink, &mut printer.text_least, &spec.text_least);
        length(sink, &mut printer.reversed_least, &spec.reversed_least);
        length(sink, &mut printer.multi_ink_least, &spec.multi_ink_least);
        // Text with serifs is held to what all text is, unless it has sizes of its own.
        printer.serif_least = [
            printer.text_least,
            printer.reversed_least,
            printer.multi_ink_least,
        ];
        let [text, reversed, multi_ink] = &mut printer.serif_least;
        length(sink, text, &spec.serif_text_least);
        length(sink, reversed, &spec.serif_reversed_least);
        length(sink, multi_ink, &spec.serif_multi_ink_least);
        printer.reversed_on_inks_least = printer.reversed_least;
        length(
            sink,
            &mut printer.reversed_on_inks_least,
            &spec.reversed_on_inks_least,
        );
        set(&mut printer.ground_least, &spec.ground_least);
        set(&mut printer.dots.0, &spec.dot_least);
        set(&mut printer.dots.1, &spec.dot_most);
        length(
            sink,
            &mut printer.text_overprints_below,
            &spec.text_overprints_below,
        );
        length(sink, &mut printer.rule_least, &spec.rule_least);
        length(
            sink,
            &mut printer.multi_ink_rule_least,
            &spec.multi_ink_rule_least,
        );
        length(
            sink,
            &mut printer.rule_overprints_below,
            &spec.rule_overprints_below,
        );
        let sides = |sink: &mut Sink, sides: &[Length; 4], span: Span| {
            let read = sides.map(|length| {
                absolute(
                    &Spanned {
                        value: length,
                        span,
                    },
                    sink,
                )
            });
            read.map(|side| side.unwrap_or(Len::ZERO))
        };
        if let Some(bleed) = &spec.bleed {
            printer.bleed = Some(match &bleed.value {
                BleedSpec::None => Bleed::None,
                BleedSpec::Least(least) => Bleed::Least(sides(sink, least, bleed.span)),
            });
        }
        if let Some(edge) = &spec.edge {
            printer.edge = sides(sink, &edge.value, edge.span);
        }
        for trim in spec.trims.iter().flatten() {
            let [width, height] = trim.value.map(|[least, most]| {
                let side = |length: Length| match length {
                    Length::Absolute(len) => len,
                    _ => Len::ZERO,
                };
                (side(least), side(most))
            });
            printer.trims.push(Trim { width, height });
        }
        for (names, weight) in [
            (&spec.error, Some(Weight::Error)),
            (&spec.warn, Some(Weight::Warning)),
            (&spec.ignore, None),
        ] {
            for name in names {
                match Check::from_name(&name.value) {
                    Some(rule) => printer.weights.push((rule, weight)),
                    None => sink.report(unknown_rule(name)),
                }
            }
        }
        match sink.reported() {
            Some(reported) => Err(reported),
            None => Ok(printer),
        }
    }

    /// Returns whether files of a standard are taken.
    pub fn takes(&self, standard: Standard) -> bool {
        // X-1a:2001 is the stricter of the two, and commoner.
        let stricter = standard == Standard::X1a2001 && self.standard == Standard::X1a;
        self.standard == standard || self.also.contains(&standard) || stricter
    }

    /// Returns the weight of a failed check for this printer; `None` if the printer does not make
    /// the check.
    pub fn weight(&self, rule: Check, own: Weight) -> Option<Weight> {
        let own = if self.own && STRICT.contains(&rule) {
            Weight::Error
        } else {
            own
        };
        self.weight_of_others(rule, own)
    }

    /// Returns the weight of a failed check of what others made.
    pub fn weight_of_others(&self, rule: Check, own: Weight) -> Option<Weight> {
        self.weights
            .iter()
            .rev()
            .find(|(changed, _)| *changed == rule)
            .map_or(Some(own), |(_, weight)| *weight)
    }
}

fn absolute(length: &Spanned<Length>, sink: &mut Sink) -> Option<Len> {
    match length.value {
        Length::Absolute(len) => Some(len),
        _ => {
            let wrong = Diagnostic::new(
                Code::BadValue,
                length.span,
                text!(
                    "preflight.printer-knows-columns-rows",
                    "a printer knows no columns, rows or type size"
                ),
            );
            sink.report(wrong.help(text!(
                "preflight.give-mm-pt-q",
                "give it in mm, pt, Q or in, such as \"0.25pt\""
            )));
            None
        }
    }
}

fn unknown_rule(name: &Spanned<String>) -> Diagnostic {
    let unknown = Diagnostic::new(
        Code::UnknownName,
        name.span,
        text!(
            "preflight.no-such-rule",
            "there is no rule “{value}”",
            value = name.value
        ),
    );
    match nearest(&name.value, Check::ALL.iter().map(|rule| rule.name())) {
        Some(near) => unknown.help(text!(
            "preflight.did-you-mean",
            "did you mean “{near}”?",
            near
        )),
        None => unknown.help(text!(
            "preflight.duikai-explain-lists-them",
            "`duikai explain` lists them"
        )),
    }
}

/// Returns whether a file's name matches a template: `#` is a digit, `@` a letter, `?` any
/// character and `*` any run.
pub(super) fn name_fits(template: &str, name: &str) -> bool {
    let (template, name): (Vec<char>, Vec<char>) =
        (template.chars().collect(), name.chars().collect());
    let one = |wanted: char, found: char| match wanted {
        '#' => found.is_ascii_digit(),
        '@' => found.is_ascii_alphabetic(),
        '?' => true,
        other => other == found,
    };
    let (mut t, mut n, mut star) = (0, 0, None);
    while n < name.len() {
        if template.get(t) == Some(&'*') {
            star = Some((t, n));
            t += 1;
        } else if template.get(t).is_some_and(|&wanted| one(wanted, name[n])) {
            t += 1;
            n += 1;
        } else if let Some((at, from)) = star {
            star = Some((at, from + 1));
            (t, n) = (at + 1, from + 1);
        } else {
            return false;
        }
    }
    template[t..].iter().all(|&rest| rest == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<Printer>, Vec<String>) {
        let (mut sources, mut sink) = (Sources::default(), Sink::new());
        let source = sources.add("p.toml", text.to_owned());
        let printer = Printer::read(source, &sources, &mut sink).ok();
        let report = |problem: Diagnostic| {
            format!(
                "{}: {} / {}",
                problem.code.name(),
                problem.message,
                problem.help.unwrap_or_default()
            )
        };
        (printer, sink.finish().into_iter().map(report).collect())
    }

    #[test]
    fn the_bundled_coldset_is_the_default() {
        let (printer, problems) = read(bundled_printer(DEFAULT_PRINTER).unwrap());
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(printer, Some(Printer::default()));
        for name in bundled_printers() {
            assert!(read(bundled_printer(name).unwrap()).0.is_some(), "{name}");
        }
    }

    #[test]
    fn a_printer_changes_what_it_says() {
        let (printer, problems) = read(
            "[printer]\nink-limit = 220\ntrim = [\"390mm\", \"550mm\"]\nrule-least = \"0.3pt\"\nwarn = [\"rgb\"]\nignore = [\"courier\"]\n",
        );
        assert_eq!(problems, Vec::<String>::new());
        let printer = printer.unwrap();
        assert_eq!(
            (printer.ink_limit, printer.trims.as_slice()),
            (220, &[Trim::exactly(Len::MM * 390, Len::MM * 550)][..])
        );
        assert_eq!(
            printer.weight(Check::Rgb, Weight::Error),
            Some(Weight::Warning)
        );
        assert_eq!(printer.weight(Check::Courier, Weight::Warning), None);
        assert_eq!(
            printer.weight(Check::Notdef, Weight::Error),
            Some(Weight::Error)
        );
    }

    #[test]
    fn every_key_is_read() {
        let (printer, problems) = read(
            "[printer]\nstandard = [\"x3\", \"x1a-2001\"]\npdf-version = \"1.3\"\ncondition = [\"IFRA26\", \"26v5\"]\n\
             trim = [[\"313mm\", \"448mm\"], [\"235mm..257mm\", \"320mm..362mm\"]]\nbleed = [\"5mm\", \"5mm\", \"5mm\", \"0mm\"]\n\
             unprintable-edge = \"15mm\"\nmono = \"grey\"\ntrapping = \"file\"\nink-codes = [\"M\", \"P\"]\ncorrection = \"_NEW\"\n\
             file-name-most = 31\nfile-size-most = \"400MB\"\nsend-to = \"in\"\nppi-most = 450\nreversed-least = \"8pt\"\n\
             serif-reversed-least = \"10pt\"\nreversed-on-inks-least = \"12pt\"\nground-least = 45\ndot-least = 5\ndot-most = 80\n",
        );
        assert_eq!(problems, Vec::<String>::new());
        let printer = printer.unwrap();
        assert_eq!(
            (printer.standard, printer.also.as_slice()),
            (Standard::X1a2001, &[Standard::X3][..])
        );
        assert_eq!(printer.pdf_version, Some((1, 3)));
        assert_eq!(printer.conditions, ["IFRA26", "26v5"]);
        assert_eq!(printer.trims.len(), 2);
        let ranged = printer.trims[1];
        assert!(ranged.is(700.0, 950.0) && !ranged.is(600.0, 950.0));
        let mm = |sides: [i64; 4]| sides.map(|side| Len::MM * side);
        assert_eq!(printer.bleed, Some(Bleed::Least(mm([5, 5, 5, 0]))));
        assert_eq!(printer.edge, mm([15; 4]));
        assert!(printer.grey_mono && printer.trapped_here);
        assert_eq!(printer.correction.suffix("C"), "_NEW2");
        assert_eq!(printer.ink_codes, Some(["M".to_owned(), "P".to_owned()]));
        assert_eq!(
            (printer.file_name_most, printer.file_size, printer.ppi_most),
            (Some(31), Some(400_000_000), Some(450))
        );
        assert_eq!(printer.serif_least, [Len::pt(5), Len::pt(10), Len::pt(10)]);
        assert_eq!(printer.reversed_on_inks_least, Len::pt(12));
        assert_eq!((printer.ground_least, printer.dots), (45, (5, 80)));
        let none = read("[printer]\nbleed = \"none\"\n").0.unwrap();
        assert_eq!(none.bleed, Some(Bleed::None));
        // A printer with sizes of its own for all text has them for text with serifs too.
        let plain = read("[printer]\ntext-least = \"7pt\"\n").0.unwrap();
        assert_eq!(plain.serif_least[0], Len::pt(7));
    }

    #[test]
    fn spreads_have_twice_the_width() {
        let trim = Trim::exactly(Len::MM * 390, Len::MM * 550);
        let wide = (Len::MM * 780).to_pt();
        let high = (Len::MM * 550).to_pt();
        assert!(trim.doubled().is(wide, high) && !trim.is(wide, high));
    }

    #[test]
    fn wrong_values_of_a_printer_are_told() {
        for (line, part) in [
            ("trim = [\"390mm\"]", "a width and a height"),
            ("trim = [\"3栏\", \"4栏\"]", "knows no columns"),
            ("bleed = [\"5mm\", \"5mm\"]", "an array of 4 lengths"),
            ("file-size-most = \"big\"", "is not the size of a file"),
            ("pdf-version = \"1.2\"", "is no version of PDF"),
            ("standard = [\"x4\", \"x9\"]", "not \"x9\""),
            ("ink-codes = [\"M\"]", "wants two codes"),
            ("ink-codes = [\"M/\", \"P\"]", "“/”"),
            ("correction = \"a/b\"", "“/”"),
            ("condition = \"--\"", "no name of a printing condition"),
            ("mono = \"black\"", "`mono` must be"),
            ("dot-least = 101", "`dot-least`"),
        ] {
            let (printer, problems) = read(&format!("[printer]\n{line}\n"));
            assert!(
                printer.is_none() && problems.join("\n").contains(part),
                "{line}: {problems:?}"
            );
        }
    }

    #[test]
    fn what_is_wrong_is_told() {
        let (printer, problems) = read(
            "[printer]\nink-limt = 220\nstandard = \"x2\"\nrule-least = \"3栏\"\nwarn = [\"rbg\"]\n",
        );
        assert_eq!(printer, None);
        let findings = problems.join("\n");
        for part in [
            "did you mean `ink-limit`?",
            "not \"x2\"",
            "did you mean “rgb”?",
            "knows no columns",
        ] {
            assert!(findings.contains(part), "{part} in {findings}");
        }
    }

    #[test]
    fn names_follow_templates() {
        for (template, name, fits) in [
            ("*-########-##.pdf", "pingyuan-20211231-01.pdf", true),
            ("*-########-##.pdf", "pingyuan-20211231-1.pdf", false),
            ("@@@_####?.pdf", "abc_2021x.pdf", true),
            ("a*b*c", "aXbYbZc", true),
            ("a*b", "acd", false),
            ("", "", true),
        ] {
            assert_eq!(name_fits(template, name), fits, "{template} {name}");
        }
    }
}
