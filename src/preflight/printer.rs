//! A printer's requirements.

use crate::diag::{Code, Diagnostic, Reported, Sink, SourceId, Sources, Spanned, nearest};
use crate::geom::Len;
use crate::ink::Standard;
use crate::spec::{Length, PrinterSpec};

use super::naming::Naming;
use super::rule::{Check, Weight};

/// The requirements and thresholds of a printer.
#[derive(Clone, Debug, PartialEq)]
pub struct Printer {
    /// Name of the printer for people.
    pub title: String,
    /// The standard.
    pub standard: Standard,
    /// True if a file holds one page only.
    pub one_page: bool,
    /// Required trimmed size, if only one is accepted.
    pub trim: Option<(Len, Len)>,
    /// Minimum bleed, if any is required.
    pub bleed: Option<Len>,
    /// True if printer's marks are allowed outside the bleed.
    pub marks: bool,
    /// True if spreads are wanted cut at the fold into two pages.
    pub halves: bool,
    /// The template that file names must follow.
    pub file_name: Option<String>,
    /// Template for the names of files of pages; the program's own when absent.
    pub page_name: Option<Naming>,
    /// Maximum mean ink over 15 mm, in per cent.
    pub ink_limit: u32,
    /// Maximum ink at one place, in per cent.
    pub ink_peak: u32,
    /// Maximum number of spot colours.
    pub spots: u32,
    /// Minimum resolution of a picture in pixels per inch: below the first is an error, below the
    /// second a warning.
    pub ppi: (u32, u32),
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

/// The name of the bundled printer used by default.
pub const DEFAULT_PRINTER: &str = "coldset";

/// Returns the text of a bundled printer.
pub fn bundled_printer(name: &str) -> Option<&'static str> {
    match name {
        "coldset" => Some(include_str!("../../layouts/printers/coldset.toml")),
        "coldset-x1a" => Some(include_str!("../../layouts/printers/coldset-x1a.toml")),
        _ => None,
    }
}

/// Returns the names of the bundled printers.
pub fn bundled_printers() -> &'static [&'static str] {
    &["coldset", "coldset-x1a"]
}

impl Default for Printer {
    /// Returns coldset newsprint by the Ghent Workgroup's newspaper values of 2022, ink by house
    /// practice.
    fn default() -> Printer {
        Printer {
            title: "coldset newsprint".to_owned(),
            standard: Standard::X4,
            one_page: true,
            trim: None,
            bleed: None,
            marks: false,
            halves: false,
            file_name: None,
            page_name: None,
            ink_limit: 245,
            ink_peak: 260,
            spots: 0,
            ppi: (100, 150),
            bitmap_ppi: (550, 800),
            raster_page_ppi: 450,
            text_least: Len::pt(5),
            reversed_least: Len::pt(10),
            multi_ink_least: Len::pt(10),
            text_overprints_below: Len::pt(12),
            rule_least: Len::PT.scale(1, 5),
            multi_ink_rule_least: Len::PT / 4,
            rule_overprints_below: Len::pt(2),
            rich_black: 220,
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
        if let Some(standard) = &spec.standard {
            printer.standard = standard.value;
        }
        printer.one_page = spec.one_page.as_ref().is_none_or(|one| one.value);
        printer.marks = spec.marks.as_ref().is_some_and(|marks| marks.value);
        printer.halves = spec.halves.as_ref().is_some_and(|halves| halves.value);
        printer.file_name = spec.file_name.as_ref().map(|name| name.value.clone());
        match spec.page_name.as_ref().map(Naming::read) {
            Some(Err(wrong)) => sink.report(wrong),
            Some(Ok(naming)) => printer.page_name = Some(naming),
            None => {}
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
        if let Some(bleed) = &spec.bleed {
            printer.bleed = absolute(bleed, sink);
        }
        if let Some(trim) = &spec.trim {
            let mut side = |length: Length| {
                absolute(
                    &Spanned {
                        value: length,
                        span: trim.span,
                    },
                    sink,
                )
            };
            printer.trim = side(trim.value[0]).zip(side(trim.value[1]));
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

    /// Returns the weight of a failed check for this printer; `None` if the printer does not make
    /// the check.
    pub fn weight(&self, rule: Check, own: Weight) -> Option<Weight> {
        let own = if self.own && STRICT.contains(&rule) {
            Weight::Error
        } else {
            own
        };
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
                "a printer knows no columns, rows or type size",
            );
            sink.report(wrong.help("give it in mm, pt, Q or in, such as \"0.25pt\""));
            None
        }
    }
}

fn unknown_rule(name: &Spanned<String>) -> Diagnostic {
    let unknown = Diagnostic::new(
        Code::UnknownName,
        name.span,
        format!("there is no rule “{}”", name.value),
    );
    match nearest(&name.value, Check::ALL.iter().map(|rule| rule.name())) {
        Some(near) => unknown.help(format!("did you mean “{near}”?")),
        None => unknown.help("`duikai explain` lists them"),
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
            (printer.ink_limit, printer.trim),
            (220, Some((Len::MM * 390, Len::MM * 550)))
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
    fn what_is_wrong_is_told() {
        let (printer, problems) = read(
            "[printer]\nink-limt = 220\nstandard = \"x3\"\nrule-least = \"3栏\"\nwarn = [\"rbg\"]\n",
        );
        assert_eq!(printer, None);
        let findings = problems.join("\n");
        for part in [
            "did you mean `ink-limit`?",
            "not \"x3\"",
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
