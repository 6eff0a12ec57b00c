//! What the files of an edition are called.

use std::collections::BTreeMap;

use super::pairs::pairs_of;
use super::record::Record;
use crate::Setting;
use crate::diag::{Code, Diagnostic};
use crate::export::pdf::Purpose;
use crate::export::plates;
use crate::forme::Forme;
use crate::ink::{Plate, Standard};
use crate::preflight::{Named, Naming, Printer, safe};
use crate::say::{Text, text};

/// Returns the file name of an edition's manifest.
pub(super) fn manifest_name(slug: &str) -> String {
    format!("{slug}-manifest.json")
}

/// The version letter of a file never corrected.
pub(super) const FIRST: &str = "A";

/// The names of an edition's files.
pub(super) struct Names<'a> {
    pub setting: &'a Setting,
    printer: &'a Printer,
    /// Purpose of the press files.
    pub kind: Purpose,
}

impl<'a> Names<'a> {
    /// Creates the names as the printer wants them. Fails if a template cannot be used for this
    /// edition.
    pub fn new(
        setting: &'a Setting,
        printer: &'a Printer,
        kind: Purpose,
    ) -> Result<Names<'a>, Box<Diagnostic>> {
        let names = Names {
            setting,
            printer,
            kind,
        };
        let Some(naming) = names.naming() else {
            return Ok(names);
        };
        let wrong = |message: Text, help: Text| {
            Err(Box::new(
                Diagnostic::new(Code::BadValue, naming.span, message).help(help),
            ))
        };
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for forme in &setting.formes {
            let (name, number) = (names.page(forme, FIRST), setting.file_number(forme));
            if let Some(unsafe_one) = name.chars().find(|&c| !safe(c)) {
                let message = text!(
                    "press.page-would-called-every",
                    "page {number} would be called “{name}”; not every machine on the way takes “{unsafe_one}” in a file name",
                    number,
                    name,
                    unsafe_one
                );
                return wrong(
                    message,
                    text!(
                        "press.give-edition-slug-ascii",
                        "give the edition a `slug` of ASCII letters and digits"
                    ),
                );
            }
            if let Some(other) = seen.insert(name.clone(), number.clone()) {
                return wrong(
                    text!(
                        "press.pages-would-both-called",
                        "pages {other} and {number} would both be called “{name}”",
                        other,
                        number,
                        name
                    ),
                    text!(
                        "press.put-into-template",
                        "put {page} into the template, and {section} where the paper has several"
                    ),
                );
            }
        }
        Ok(names)
    }

    fn naming(&self) -> Option<&'a Naming> {
        self.printer.page_name.as_ref()
    }

    /// Returns the name of a file, or of a correction of it, as the printer wants it.
    pub fn version_of(&self, name: &str, version: &str) -> String {
        let suffix = self.printer.correction.suffix(version);
        match name.rsplit_once('.') {
            Some((stem, ending)) => format!("{stem}{suffix}.{ending}"),
            None => name.to_owned(),
        }
    }

    /// Returns the name of the press file of one page or spread.
    pub fn page(&self, forme: &Forme, version: &str) -> String {
        let setting = self.setting;
        let page = setting.file_number(forme);
        let Some(naming) = self.naming() else {
            return self.version_of(&format!("{}-{page}.pdf", setting.slug), version);
        };
        let slug = self.plain_slug();
        // A paper of one section is its first.
        let section = forme.number.section().unwrap_or('A').to_string();
        let plates = plates(forme, &setting.pictures);
        let colour = plates
            .iter()
            .any(|plate| matches!(plate, Plate::Cyan | Plate::Magenta | Plate::Yellow));
        let spot = plates.iter().any(|plate| matches!(plate, Plate::Spot(_)));
        let inks = match &self.printer.ink_codes {
            Some([mono, coloured]) => if colour || spot { coloured } else { mono }.clone(),
            None => format!(
                "{}{}",
                if colour { "CMYK" } else { "K" },
                if spot { "S" } else { "" }
            ),
        };
        let standard = match self.kind {
            Purpose::Press(Standard::X1a | Standard::X1a2001) => "X1a",
            _ => "X4",
        };
        let named = Named {
            slug,
            date: &setting.date,
            section: &section,
            page: page.trim_start_matches(|c: char| c.is_ascii_uppercase()),
            inks: &inks,
            standard,
            version,
        };
        naming.name(&named, &self.printer.correction)
    }

    /// The manifest.
    pub fn manifest(&self) -> String {
        manifest_name(&self.setting.slug)
    }

    /// Returns the name of the press file of all pages.
    pub fn edition(&self) -> String {
        format!("{}-press.pdf", self.setting.slug)
    }

    /// The file of two pages that share a plate.
    pub fn pair(&self, left: &Forme, right: &Forme) -> String {
        format!(
            "{}-pair-{:02}-{:02}.pdf",
            self.setting.slug,
            left.number,
            right.number.in_section()
        )
    }

    /// The file of all pages for readers.
    pub fn readers(&self) -> String {
        format!("{}.pdf", self.setting.slug)
    }

    /// Returns the names of the press file and the ticket of a page until they are sent.
    pub fn of_page(&self, forme: &Forme, record: &Record) -> [String; 2] {
        let page = self.page(forme, &record.next(&self.page(forme, FIRST)));
        [format!("{}.json", page.trim_end_matches(".pdf")), page]
    }

    /// Whether a file of this edition may have this name.
    pub fn may_be(&self, name: &str) -> bool {
        let slug = &self.setting.slug;
        let by_slug = name
            .strip_prefix(slug.as_str())
            .is_some_and(|rest| rest.starts_with(['-', '.']));
        let stem = name.strip_suffix(".json").map(|stem| format!("{stem}.pdf"));
        let by_template = |naming: &Naming| {
            let (slug, date) = (self.plain_slug(), &self.setting.date);
            let fits = |name: &str| naming.may_be(name, slug, date);
            fits(name) || stem.as_deref().is_some_and(fits)
        };
        by_slug || self.naming().is_some_and(by_template)
    }

    /// The slug without the date.
    fn plain_slug(&self) -> &str {
        let setting = self.setting;
        setting
            .slug
            .strip_suffix(&setting.date.replace('-', ""))
            .map_or(setting.slug.as_str(), |slug| slug.trim_end_matches('-'))
    }

    /// Returns whether a file with this name, or a correction of it, contains or describes pages of
    /// the whole edition.
    pub fn holds_all(&self, name: &str) -> bool {
        let slug = &self.setting.slug;
        let press = name
            .strip_prefix(slug.as_str())
            .is_some_and(|rest| rest.starts_with("-press") || rest.starts_with("-pair-"));
        press || name == self.readers() || name == self.manifest()
    }

    /// Returns every file that an earlier run may have left behind and that was not sent.
    pub fn unsent(&self, record: &Record) -> Vec<String> {
        let mut names = vec![self.readers(), self.manifest()];
        names.extend(
            self.setting
                .formes
                .iter()
                .flat_map(|forme| self.of_page(forme, record)),
        );
        let pairs = pairs_of(self.setting)
            .into_iter()
            .map(|(left, right)| self.pair(&left, &right));
        names.extend(
            pairs
                .chain([self.edition()])
                .map(|name| self.version_of(&name, &record.next(&name))),
        );
        names.retain(|name| !record.holds(name));
        names
    }
}
