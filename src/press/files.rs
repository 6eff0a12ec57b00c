//! The press files of an edition, and the reading copy.

use std::borrow::Cow;

use super::fault::refused;
use super::names::{FIRST, Names};
use super::output::Output;
use super::pairs::pairs_of;
use crate::Setting;
use crate::diag::Diagnostic;
use crate::export::pdf::{self, Meta, Order, Purpose};
use crate::export::{marked, paired};
use crate::forme::Forme;

/// The files of an edition that are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileSet {
    /// A press file of all pages.
    pub edition: bool,
    /// A press file for each page, with its ticket.
    pub pages: bool,
    /// The reading copy.
    pub reading: bool,
}

impl FileSet {
    /// No file.
    pub const NONE: FileSet = FileSet {
        edition: false,
        pages: false,
        reading: false,
    };
    /// Every file.
    pub const ALL: FileSet = FileSet {
        edition: true,
        pages: true,
        reading: true,
    };
}

impl Default for FileSet {
    fn default() -> FileSet {
        FileSet::ALL
    }
}

/// The set of press files wanted.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    pub kind: Purpose,
    /// Printer's marks outside the pages.
    pub marks: bool,
    /// True for pairs of pages on one sheet as well.
    pub pairs: bool,
    /// The files; of a single page that was asked for its own alone.
    pub files: FileSet,
    /// Pages of black alone in DeviceGray.
    pub grey: bool,
}

/// A file to write.
struct Planned<'a> {
    name: String,
    title: String,
    formes: Vec<Cow<'a, Forme>>,
    kind: Purpose,
}

/// Makes one press PDF for each page, one of all pages and a reading PDF, as wanted. The press files
/// have no links: none may be inside the bleed (ISO 15930-7). `whole` are the pages as readers get
/// them if those of the press files are cut.
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
    let mut plan: Vec<Planned> = Vec::new();
    if wanted.files.pages {
        plan.extend(setting.formes.iter().map(page));
    }
    if wanted.files.edition {
        let single = |forme: Forme| {
            let title = format!("{issue} 第{}版", forme.number);
            sheet(setting, wanted, names.edition(), title, Cow::Owned(forme)).formes
        };
        // All pages of one press file have one trim size (GWG 2022), so it has
        // the two pages of a spread.
        let formes = match setting.facing.is_empty() {
            true if wanted.files.pages => {
                plan.iter().flat_map(|page| page.formes.clone()).collect()
            }
            true => setting
                .formes
                .iter()
                .flat_map(|forme| page(forme).formes)
                .collect(),
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
        for (left, right) in pairs_of(setting) {
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
    if wanted.files.reading {
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
        wanted.grey,
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

/// Plans one press file of one sheet, with its marks if they are wanted.
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

/// Formats a page's number, or a spread's two.
fn numbers(setting: &Setting, forme: &Forme) -> String {
    match setting.facing.get(&forme.number) {
        Some(facing) => format!("{}、{facing}", forme.number),
        None => forme.number.to_string(),
    }
}
