//! File names of pages as a printer wants them 文件名.

use crate::diag::{Code, Diagnostic, Span, Spanned, did_you_mean};
use crate::say::{Text, text};

/// A template of file names, such as
/// `{slug}_{date}_A{page}_{inks}_{version}.pdf`.
#[derive(Clone, Debug, PartialEq)]
pub struct Naming {
    parts: Vec<Part>,
    /// Place of the template in the printer's file.
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
enum Part {
    Text(String),
    Field(usize, Form),
}

/// The form of a field: `{page:3}`, `{version:a}`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Form {
    /// As it is.
    #[default]
    Plain,
    /// The page in at least so many digits.
    Digits(usize),
    /// The version as a small letter.
    Small,
}

impl Form {
    fn of(self, value: &str) -> String {
        match self {
            Form::Plain => value.to_owned(),
            Form::Small => value.to_lowercase(),
            Form::Digits(digits) => {
                let numbers: Vec<String> = value
                    .split('-')
                    .map(|number| {
                        let bare = number.trim_start_matches('0');
                        format!("{}{bare}", "0".repeat(digits.saturating_sub(bare.len())))
                    })
                    .collect();
                numbers.join("-")
            }
        }
    }
}

/// How corrected pages are told from those that they replace, where the template of names does not
/// say it by `{version}`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Correction(Option<String>);

impl Correction {
    /// Reads `correction`: the suffix of the first correction; later ones have their number after
    /// it. Fails with what is wrong with it.
    pub fn read(suffix: &Spanned<String>) -> Result<Correction, Diagnostic> {
        if let Some(unsafe_one) = suffix.value.chars().find(|&c| !safe(c) || c == '.') {
            let message = text!(
                "preflight.cannot-stand-file-name",
                "“{suffix}” has “{unsafe_one}”, which cannot stand in a file name before its ending",
                suffix = suffix.value,
                unsafe_one
            );
            return Err(
                Diagnostic::new(Code::BadValue, suffix.span, message).help(text!(
                    "preflight.use-letters-digits-ascii",
                    "use letters, digits, and - _ + of ASCII, such as \"_NEW\""
                )),
            );
        }
        Ok(Correction(Some(suffix.value.clone())))
    }

    /// Returns what a version adds to a name, nothing for one that was never corrected.
    pub fn suffix(&self, version: &str) -> String {
        match (version, &self.0) {
            ("A", _) => String::new(),
            (_, None) => format!("-{version}"),
            (_, Some(suffix)) => match nth(version) {
                1 => suffix.clone(),
                more => format!("{suffix}{more}"),
            },
        }
    }
}

/// Returns which correction a version is: 1 for B, 2 for C, 26 for AA.
fn nth(version: &str) -> u64 {
    version
        .bytes()
        .filter(u8::is_ascii_uppercase)
        .take(12)
        .fold(0, |number, letter| {
            number * 26 + u64::from(letter - b'A') + 1
        })
        .saturating_sub(1)
}

/// The values of a template's fields for a page.
#[derive(Clone, Debug)]
pub struct Named<'a> {
    /// The edition's short name, without its date.
    pub slug: &'a str,
    /// The date as `2021-12-31`.
    pub date: &'a str,
    /// The letter of the section that the page is in, A if it is in none.
    pub section: &'a str,
    /// The page in two digits, `04-05` for a spread.
    pub page: &'a str,
    /// `K` or `CMYK`, followed by `S` if the page has a spot ink; or the printer's own codes.
    pub inks: &'a str,
    /// `X4` or `X1a`.
    pub standard: &'a str,
    /// The version's letter, A for one that was never corrected.
    pub version: &'a str,
}

/// The fields, in the order in which [`Naming::name`] fills them.
const FIELDS: &[&str] = &[
    "slug",
    "date",
    "year",
    "yy",
    "month",
    "day",
    "page",
    "inks",
    "standard",
    "version",
    "correction",
    "section",
];
const PAGE: usize = 6;
const VERSION: usize = 9;
const CORRECTION: usize = 10;

impl Naming {
    /// Reads a template; fails with what is wrong with it.
    pub fn read(template: &Spanned<String>) -> Result<Naming, Diagnostic> {
        let wrong = |code: Code, message: Text| Diagnostic::new(code, template.span, message);
        let mut parts = Vec::new();
        let mut rest = template.value.as_str();
        while let Some(open) = rest.find('{') {
            let Some(length) = rest[open..].find('}') else {
                return Err(wrong(
                    Code::BadValue,
                    text!(
                        "preflight.opens-field-does-close",
                        "“{template}” opens a field and does not close it",
                        template = template.value
                    ),
                )
                .help(text!("preflight.write-page-field-so", "write it as {page}")));
            };
            parts.push(Part::Text(rest[..open].to_owned()));
            let (name, form) = match rest[open + 1..open + length].split_once(':') {
                Some((name, form)) => (name, Some(form)),
                None => (&rest[open + 1..open + length], None),
            };
            let Some(field) = FIELDS.iter().position(|field| *field == name) else {
                let help = did_you_mean(
                    name,
                    FIELDS.iter().copied(),
                    ("{", "}"),
                    text!("preflight.fields-are", "the fields are"),
                );
                return Err(wrong(
                    Code::UnknownName,
                    text!(
                        "preflight.file-names-field",
                        "file names have no field “{name}”",
                        name
                    ),
                )
                .help(help));
            };
            let form = match (field, form) {
                (_, None) => Form::Plain,
                (PAGE, Some(digits @ ("1" | "2" | "3" | "4"))) => {
                    Form::Digits(usize::from(digits.as_bytes()[0] - b'0'))
                }
                (VERSION, Some("a")) => Form::Small,
                (_, Some(form)) => {
                    let message = text!(
                        "preflight.field-form",
                        "the field “{name}” has no form “{form}”",
                        name,
                        form
                    );
                    return Err(wrong(Code::BadValue, message).help(
                        text!("preflight.page-may-1-4", "a page may have 1 to 4 digits, {page:3}, and a version a small letter, {version:a}"),
                    ));
                }
            };
            parts.push(Part::Field(field, form));
            rest = &rest[open + length + 1..];
        }
        parts.push(Part::Text(rest.to_owned()));
        let literal: String = parts
            .iter()
            .filter_map(|part| {
                if let Part::Text(text) = part {
                    Some(text.as_str())
                } else {
                    None
                }
            })
            .collect();
        if let Some(unsafe_one) = literal.chars().find(|&c| !safe(c)) {
            let message = text!(
                "preflight.template-has-unsafe-character",
                "“{template}” has “{unsafe_one}”, which not every machine on the way takes in a file name",
                template = template.value,
                unsafe_one
            );
            return Err(wrong(Code::BadValue, message).help(text!(
                "preflight.use-letters-digits-and-of-ascii",
                "use letters, digits, and - _ + . of ASCII"
            )));
        }
        if !template.value.to_ascii_lowercase().ends_with(".pdf") || template.value.starts_with('.')
        {
            return Err(wrong(
                Code::BadValue,
                text!(
                    "preflight.name-pdf",
                    "“{template}” is no name of a PDF",
                    template = template.value
                ),
            )
            .help(text!("preflight.end-pdf", "end it in .pdf")));
        }
        Ok(Naming {
            parts,
            span: template.span,
        })
    }

    /// Returns the name of a page's file. A correction is distinguished by its letter or the
    /// printer's suffix, at the end if the template has no place for either.
    pub fn name(&self, page: &Named, correction: &Correction) -> String {
        let together = page.date.replace('-', "");
        let suffix = correction.suffix(page.version);
        let fields = page.fields(&together, &suffix);
        let name: String = self
            .parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => text.clone(),
                Part::Field(field, form) => form.of(fields[*field]),
            })
            .collect();
        match self.tells_versions() {
            true => name,
            false => with_suffix(&name, &suffix),
        }
    }

    fn tells_versions(&self) -> bool {
        self.parts
            .iter()
            .any(|part| matches!(part, Part::Field(VERSION | CORRECTION, _)))
    }
}

impl Naming {
    /// Whether some page of an edition may bear a name: what the edition says
    /// stands in its place, and anything at all where the page has its say.
    pub fn may_be(&self, name: &str, slug: &str, date: &str) -> bool {
        let any = Named {
            slug,
            date,
            section: "",
            page: "",
            inks: "",
            standard: "",
            version: "",
        };
        let together = date.replace('-', "");
        let fields = any.fields(&together, "");
        // The texts that are known, in their order; between them, anything.
        let mut known = vec![String::new()];
        for part in &self.parts {
            let text = match part {
                Part::Text(text) => text.as_str(),
                Part::Field(field, _) => fields[*field],
            };
            match (text.is_empty(), known.last_mut()) {
                (false, Some(last)) => last.push_str(text),
                _ => known.push(String::new()),
            }
        }
        if !self.tells_versions() {
            // A correction has its letter before the ending.
            let last = known.pop().unwrap_or_default();
            let (stem, ending) = last.rsplit_once('.').unwrap_or((&last, ""));
            known.extend([stem.to_owned(), format!(".{ending}")]);
        }
        let (first, rest) = known
            .split_first()
            .map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
        let Some(mut left) = name.strip_prefix(first) else {
            return false;
        };
        let Some((last, between)) = rest.split_last() else {
            return left.is_empty();
        };
        let Some(middle) = left.strip_suffix(last.as_str()) else {
            return false;
        };
        left = middle;
        between.iter().all(|text| match left.find(text.as_str()) {
            Some(at) => {
                left = &left[at + text.len()..];
                true
            }
            None => false,
        })
    }
}

impl<'a> Named<'a> {
    /// The values of [`FIELDS`]; `together` is the date without its marks.
    fn fields<'f>(&self, together: &'f str, suffix: &'f str) -> [&'f str; 12]
    where
        'a: 'f,
    {
        let mut date = self.date.split('-');
        let mut next = || date.next().unwrap_or_default();
        let (year, month, day) = (next(), next(), next());
        [
            self.slug,
            together,
            year,
            year.get(2..).unwrap_or_default(),
            month,
            day,
            self.page,
            self.inks,
            self.standard,
            self.version,
            suffix,
            self.section,
        ]
    }
}

/// Inserts the letter of a correction before the extension of a file's name.
pub fn corrected(name: &str, version: &str) -> String {
    with_suffix(name, &Correction::default().suffix(version))
}

fn with_suffix(name: &str, suffix: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !suffix.is_empty() => format!("{stem}{suffix}.{ending}"),
        _ => name.to_owned(),
    }
}

/// Returns whether a character is safe in file names on every system that a file may pass.
pub fn safe(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(template: &str) -> Result<Naming, String> {
        let source = crate::diag::Sources::default().add("p.toml", template.to_owned());
        Naming::read(&Spanned {
            value: template.to_owned(),
            span: Span {
                source,
                start: 0,
                end: 1,
            },
        })
        .map_err(|wrong| format!("{} / {}", wrong.message, wrong.help.unwrap_or_default()))
    }

    const PAGE: Named = Named {
        slug: "pingyuan",
        date: "2021-12-31",
        section: "A",
        page: "04",
        inks: "CMYK",
        standard: "X4",
        version: "A",
    };

    #[test]
    fn a_name_is_known_as_one_of_the_edition() {
        let naming = read("{slug}_{yy}_A{page}_{inks}.pdf").unwrap();
        let fits = |name: &str| naming.may_be(name, "pingyuan", "2021-12-31");
        for version in ["A", "B"] {
            assert!(
                fits(&naming.name(&Named { version, ..PAGE }, &Correction::default())),
                "{version}"
            );
        }
        for foreign in [
            "other_21_A04_K.pdf",
            "pingyuan_21_A04_K.txt",
            "pingyuan_22_A04_K.pdf",
            "a.pdf",
        ] {
            assert!(!fits(foreign), "{foreign}");
        }
    }

    #[test]
    fn fields_are_filled() {
        let naming =
            read("ABC_{year}{month}{day}_{yy}_A{page}_{inks}_{standard}{version}.pdf").unwrap();
        assert_eq!(
            naming.name(&PAGE, &Correction::default()),
            "ABC_20211231_21_A04_CMYK_X4A.pdf"
        );
        assert_eq!(
            naming.name(
                &Named {
                    version: "B",
                    ..PAGE
                },
                &Correction::default()
            ),
            "ABC_20211231_21_A04_CMYK_X4B.pdf"
        );
    }

    #[test]
    fn a_correction_has_its_letter_whether_the_template_asks_for_it_or_not() {
        let naming = read("{slug}-{date}-{page}.pdf").unwrap();
        assert_eq!(
            naming.name(&PAGE, &Correction::default()),
            "pingyuan-20211231-04.pdf"
        );
        assert_eq!(
            naming.name(
                &Named {
                    version: "C",
                    ..PAGE
                },
                &Correction::default()
            ),
            "pingyuan-20211231-04-C.pdf"
        );
    }

    #[test]
    fn plants_name_pages_in_their_own_ways() {
        let suffix = |text: &str| Correction(Some(text.to_owned()));
        for (template, correction, version, name) in [
            (
                "ABC_{year}{month}{day}_{section}{page:3}_P1{version:a}.pdf",
                Correction::default(),
                "A",
                "ABC_20211231_A004_P1a.pdf",
            ),
            ("EN{day}_{page:3}.pdf", suffix("_NEW"), "A", "EN31_004.pdf"),
            (
                "EN{day}_{page:3}.pdf",
                suffix("_NEW"),
                "B",
                "EN31_004_NEW.pdf",
            ),
            (
                "EN{day}_{page:3}.pdf",
                suffix("_NEW"),
                "C",
                "EN31_004_NEW2.pdf",
            ),
            (
                "p{page}{correction}_Title.pdf",
                suffix("x"),
                "A",
                "p04_Title.pdf",
            ),
            (
                "p{page}{correction}_Title.pdf",
                suffix("x"),
                "B",
                "p04x_Title.pdf",
            ),
            ("{page:1}.pdf", Correction::default(), "AA", "4-AA.pdf"),
        ] {
            let named = Named { version, ..PAGE };
            assert_eq!(read(template).unwrap().name(&named, &correction), name);
        }
        let spread = Named {
            page: "04-05",
            ..PAGE
        };
        let naming = read("A{page:3}.pdf").unwrap();
        assert_eq!(naming.name(&spread, &Correction::default()), "A004-005.pdf");
        assert_eq!((nth("B"), nth("Z"), nth("AA")), (1, 25, 26));
    }

    #[test]
    fn what_is_wrong_with_a_template_is_told() {
        for (template, findings) in [
            ("{pgae}.pdf", "did you mean {page}?"),
            ("{zone}.pdf", "the fields are: slug"),
            ("a/{page}.pdf", "“/”"),
            ("版{page}.pdf", "“版”"),
            ("{page}", "end it in .pdf"),
            ("{page.pdf", "does not close it"),
            (".pdf", "no name of a PDF"),
            ("{page:x}.pdf", "no form “x”"),
            ("{slug:3}.pdf", "no form “3”"),
        ] {
            let found = read(template).unwrap_err();
            assert!(found.contains(findings), "{template}: {found}");
        }
    }
}
