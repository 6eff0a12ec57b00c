//! The press files of an edition, and the copy for readers.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::handover::manifest_name;
use super::output::Output;
use super::sent::Record;
use crate::Setting;
use crate::asset::Fonts;
use crate::diag::{Code, Diagnostic, Span};
use crate::export::pdf::{self, ExportFault, Meta, Order, Purpose};
use crate::export::{marked, paired, pairs, plates};
use crate::forme::Forme;
use crate::ink::{Plate, Standard};
use crate::preflight::{Named, Naming, corrected, safe};

/// What the printer gets.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    pub kind: Purpose,
    /// Printer's marks outside the pages.
    pub marks: bool,
    /// Pages two by two besides.
    pub pairs: bool,
    /// The files of all pages besides: a press file and the copy for readers;
    /// not when a single page was asked for.
    pub whole: bool,
}

/// One file to write.
struct Planned<'a> {
    name: String,
    title: String,
    formes: Vec<Cow<'a, Forme>>,
    kind: Purpose,
}

/// One press PDF a page, and of a whole edition one of all and a reading PDF. The
/// press files have no links: none may stand inside the bleed (ISO 15930-7).
/// `whole` are the pages as readers get them where the press files are cut.
pub(super) fn press_files(
    names: &Names,
    whole: Option<&[Forme]>,
    wanted: Wanted,
) -> Result<Vec<Output>, Box<Diagnostic>> {
    let setting = names.setting;
    let issue = format!("{} {}", setting.paper, setting.date);
    let page = |forme| {
        sheet(
            setting,
            wanted,
            names.page(forme, FIRST),
            format!("{issue} 第{}版", numbers(setting, forme)),
            Cow::Borrowed(forme),
        )
    };
    let mut plan: Vec<Planned> = setting.formes.iter().map(page).collect();
    if wanted.whole {
        let single = |forme: Forme| {
            let title = format!("{issue} 第{}版", forme.number);
            sheet(setting, wanted, names.edition(), title, Cow::Owned(forme)).formes
        };
        // All pages of one press file have one trim size (GWG 2022), so it has
        // the two pages of a spread.
        let formes = match setting.facing.is_empty() {
            true => plan.iter().flat_map(|page| page.formes.clone()).collect(),
            false => setting
                .single_pages()
                .into_iter()
                .flat_map(single)
                .collect(),
        };
        plan.push(Planned {
            name: names.edition(),
            title: issue.clone(),
            formes,
            kind: wanted.kind,
        });
    }
    if wanted.pairs {
        for (left, right) in spreads(setting)? {
            let name = names.pair(&left, &right);
            let title = format!("{issue} 第{}版 第{}版", left.number, right.number);
            plan.push(sheet(
                setting,
                wanted,
                name,
                title,
                Cow::Owned(paired(&left, &right)),
            ));
        }
    }
    if wanted.whole {
        let formes = whole
            .unwrap_or(&setting.formes)
            .iter()
            .map(Cow::Borrowed)
            .collect();
        plan.push(Planned {
            name: names.readers(),
            title: issue,
            formes,
            kind: Purpose::Reading,
        });
    }

    let mut orders = Vec::with_capacity(plan.len());
    for Planned {
        title,
        formes,
        kind,
        ..
    } in &plan
    {
        let meta = Meta {
            title,
            paper: &setting.paper,
            date: &setting.date,
            lang: setting.lang.tag(),
        };
        orders.push(Order {
            formes: formes.iter().map(AsRef::as_ref).collect(),
            meta,
            kind: *kind,
        });
    }
    let files = pdf::export_all(
        &orders,
        &setting.fonts,
        &setting.pictures,
        &setting.condition,
    )
    .map_err(|(at, fault)| {
        Box::new(refused(
            (&setting.fonts, &setting.font_names),
            &plan[at].name,
            &fault,
        ))
    })?;
    Ok(plan
        .into_iter()
        .zip(files)
        .map(|(planned, file)| Output::hashed(planned.name, file.bytes, file.sha256))
        .collect())
}

/// Why a file could not be made: by its fonts, or by a fault of ours.
pub(super) fn refused(
    (fonts, named): (&Fonts, &BTreeMap<String, Span>),
    file: &str,
    fault: &ExportFault,
) -> Diagnostic {
    let ExportFault::Font(id, why) = fault else {
        return Diagnostic::new(Code::Internal, None, format!("{file}: {fault}"));
    };
    let name = fonts.name(*id);
    Diagnostic::new(
        Code::BadFont,
        named.get(name).copied(),
        format!("the font “{name}” cannot be embedded: {why}"),
    )
    .help("get the font file anew from where it came, or set its styles in another face")
}

/// One press file of one sheet, with its marks when they are wanted.
fn sheet<'a>(
    setting: &Setting,
    wanted: Wanted,
    name: String,
    title: String,
    forme: Cow<'a, Forme>,
) -> Planned<'a> {
    let forme = match wanted.marks {
        true => Cow::Owned(marked(
            &forme,
            &setting.fonts,
            &setting.pictures,
            &format!("{name}　{title} {}", forme.section),
        )),
        false => forme,
    };
    Planned {
        name,
        title,
        formes: vec![forme],
        kind: wanted.kind,
    }
}

/// The pages that share a plate, left and right.
fn spreads(setting: &Setting) -> Result<Vec<(Forme, Forme)>, Box<Diagnostic>> {
    let mut pages = setting.single_pages();
    pages.sort_by_key(|forme| forme.number);
    let Some(pairs) = pairs(pages.len()) else {
        let message = format!(
            "{} page{} cannot be paired",
            pages.len(),
            if pages.len() == 1 { "" } else { "s" }
        );
        return Err(Box::new(
            Diagnostic::new(Code::BadValue, None, message)
                .help("build without --pairs, or give the edition one page more"),
        ));
    };
    Ok(pairs
        .into_iter()
        .map(|(left, right)| (pages[left - 1].clone(), pages[right - 1].clone()))
        .collect())
}

/// A page's number, or a spread's two, for people.
fn numbers(setting: &Setting, forme: &Forme) -> String {
    match setting.facing.get(&forme.number) {
        Some(facing) => format!("{}、{facing}", forme.number),
        None => forme.number.to_string(),
    }
}

/// The letter of what was never corrected.
const FIRST: &str = "A";

/// What the files of an edition are called.
pub(super) struct Names<'a> {
    setting: &'a Setting,
    naming: Option<&'a Naming>,
    /// What the press files are.
    pub kind: Purpose,
}

impl<'a> Names<'a> {
    /// As the printer wants it. The error says why a template cannot be used
    /// for this edition.
    pub fn new(
        setting: &'a Setting,
        naming: Option<&'a Naming>,
        kind: Purpose,
    ) -> Result<Names<'a>, Box<Diagnostic>> {
        let names = Names {
            setting,
            naming,
            kind,
        };
        let Some(naming) = naming else {
            return Ok(names);
        };
        let wrong = |message: String, help: &str| {
            Err(Box::new(
                Diagnostic::new(Code::BadValue, naming.span, message).help(help),
            ))
        };
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for forme in &setting.formes {
            let (name, number) = (names.page(forme, FIRST), setting.file_number(forme));
            if let Some(unsafe_one) = name.chars().find(|&c| !safe(c)) {
                let message = format!(
                    "page {number} would be called “{name}”; not every machine on the way takes “{unsafe_one}” in a file name"
                );
                return wrong(
                    message,
                    "give the edition a `slug` of ASCII letters and digits",
                );
            }
            if let Some(other) = seen.insert(name.clone(), number.clone()) {
                return wrong(
                    format!("pages {other} and {number} would both be called “{name}”"),
                    "put {page} into the template",
                );
            }
        }
        Ok(names)
    }

    /// The press file of one page, or of one spread.
    pub fn page(&self, forme: &Forme, version: &str) -> String {
        let setting = self.setting;
        let page = setting.file_number(forme);
        let Some(naming) = self.naming else {
            return corrected(&format!("{}-{page}.pdf", setting.slug), version);
        };
        let slug = setting
            .slug
            .strip_suffix(&setting.date.replace('-', ""))
            .map_or(setting.slug.as_str(), |slug| slug.trim_end_matches('-'));
        let plates = plates(forme, &setting.pictures);
        let colour = plates
            .iter()
            .any(|plate| matches!(plate, Plate::Cyan | Plate::Magenta | Plate::Yellow));
        let spot = plates.iter().any(|plate| matches!(plate, Plate::Spot(_)));
        let inks = format!(
            "{}{}",
            if colour { "CMYK" } else { "K" },
            if spot { "S" } else { "" }
        );
        let standard = if self.kind == Purpose::Press(Standard::X1a) {
            "X1a"
        } else {
            "X4"
        };
        naming.name(&Named {
            slug,
            date: &setting.date,
            page: &page,
            inks: &inks,
            standard,
            version,
        })
    }

    /// The press file of all pages.
    pub fn edition(&self) -> String {
        format!("{}-press.pdf", self.setting.slug)
    }

    fn pair(&self, left: &Forme, right: &Forme) -> String {
        format!(
            "{}-pair-{:02}-{:02}.pdf",
            self.setting.slug, left.number, right.number
        )
    }

    fn readers(&self) -> String {
        format!("{}.pdf", self.setting.slug)
    }

    /// The press file and the ticket of a page as they are called until it is
    /// sent.
    pub fn of_page(&self, forme: &Forme, record: &Record) -> [String; 2] {
        let page = self.page(forme, &record.next(&self.page(forme, FIRST)));
        [format!("{}.json", page.trim_end_matches(".pdf")), page]
    }

    /// Whether a file of this name, or a correction of it, has pages of the
    /// whole edition in it or tells of them.
    pub fn holds_all(&self, name: &str) -> bool {
        let slug = &self.setting.slug;
        let press = name
            .strip_prefix(slug.as_str())
            .is_some_and(|rest| rest.starts_with("-press") || rest.starts_with("-pair-"));
        press || name == self.readers() || name == manifest_name(slug)
    }

    /// Every file that an earlier run may have left behind and that was not
    /// sent.
    pub fn unsent(&self, record: &Record) -> Vec<String> {
        let mut names = vec![self.readers(), manifest_name(&self.setting.slug)];
        names.extend(
            self.setting
                .formes
                .iter()
                .flat_map(|forme| self.of_page(forme, record)),
        );
        let pairs = spreads(self.setting)
            .into_iter()
            .flatten()
            .map(|(left, right)| self.pair(&left, &right));
        names.extend(
            pairs
                .chain([self.edition()])
                .map(|name| corrected(&name, &record.next(&name))),
        );
        names.retain(|name| !record.holds(name));
        names
    }
}
