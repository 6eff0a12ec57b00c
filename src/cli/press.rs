//! The press files of an edition, and the copy for readers.

use std::borrow::Cow;

use super::output::Output;
use crate::Setting;
use crate::diag::{Code, Diagnostic};
use crate::export::pdf::{self, Kind, Meta, Order};
use crate::export::{marked, paired, pairs};
use crate::forme::Forme;

/// What the printer gets.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    pub kind: Kind,
    /// Printer's marks outside the pages.
    pub marks: bool,
    /// Pages two by two besides.
    pub pairs: bool,
    /// One file of all pages besides; not when a single page was asked for.
    pub whole: bool,
}

/// One file to write.
struct Planned<'a> {
    name: String,
    title: String,
    formes: Vec<Cow<'a, Forme>>,
    kind: Kind,
}

/// One press PDF a page, one of the whole edition, and a reading PDF. The
/// press files have no links: none may stand inside the bleed (ISO 15930-7).
/// `whole` are the pages as readers get them where the press files are cut.
pub(super) fn press_files(setting: &Setting, whole: Option<&[Forme]>, wanted: Wanted) -> Result<Vec<Output>, Box<Diagnostic>> {
    let issue = format!("{} {}", setting.paper, setting.date);
    let page =
        |forme| sheet(setting, wanted, page_file(setting, forme), format!("{issue} 第{}版", numbers(setting, forme)), Cow::Borrowed(forme));
    let mut plan: Vec<Planned> = setting.formes.iter().map(page).collect();
    if wanted.whole {
        let formes = plan.iter().flat_map(|page| page.formes.clone()).collect();
        plan.push(Planned { name: press_file(setting), title: issue.clone(), formes, kind: wanted.kind });
    }
    if wanted.pairs {
        for (left, right) in spreads(setting)? {
            let name = pair_file(setting, &left, &right);
            let title = format!("{issue} 第{}版 第{}版", left.number, right.number);
            plan.push(sheet(setting, wanted, name, title, Cow::Owned(paired(&left, &right))));
        }
    }
    let formes = whole.unwrap_or(&setting.formes).iter().map(Cow::Borrowed).collect();
    plan.push(Planned { name: reading_file(setting), title: issue, formes, kind: Kind::Reading });

    let mut orders = Vec::with_capacity(plan.len());
    for Planned { title, formes, kind, .. } in &plan {
        let meta = Meta { title, paper: &setting.paper, date: &setting.date, lang: setting.lang.tag() };
        orders.push(Order { formes: formes.iter().map(AsRef::as_ref).collect(), meta, kind: *kind });
    }
    let files = pdf::export_all(&orders, &setting.fonts, &setting.pictures, &setting.condition)
        .map_err(|(at, fault)| Box::new(Diagnostic::new(Code::Internal, None, format!("{}: {fault}", plan[at].name))))?;
    Ok(plan.into_iter().zip(files).map(|(planned, bytes)| Output { name: planned.name, bytes }).collect())
}

/// One press file of one sheet, with its marks when they are wanted.
fn sheet<'a>(setting: &Setting, wanted: Wanted, name: String, title: String, forme: Cow<'a, Forme>) -> Planned<'a> {
    let forme = match wanted.marks {
        true => Cow::Owned(marked(&forme, &setting.fonts, &setting.pictures, &format!("{name}　{title} {}", forme.section))),
        false => forme,
    };
    Planned { name, title, formes: vec![forme], kind: wanted.kind }
}

/// Every file that this edition may have left behind in an earlier run.
pub(super) fn names(setting: &Setting) -> Vec<String> {
    let pages = setting.formes.iter().map(|forme| page_file(setting, forme));
    let pairs = spreads(setting).into_iter().flatten().map(|(left, right)| pair_file(setting, &left, &right));
    pages.chain(pairs).chain([press_file(setting), reading_file(setting)]).collect()
}

/// The pages that share a plate, left and right.
fn spreads(setting: &Setting) -> Result<Vec<(Forme, Forme)>, Box<Diagnostic>> {
    let mut pages = setting.single_pages();
    pages.sort_by_key(|forme| forme.number);
    let Some(pairs) = pairs(pages.len()) else {
        let message = format!("{} page{} cannot be paired", pages.len(), if pages.len() == 1 { "" } else { "s" });
        return Err(Box::new(
            Diagnostic::new(Code::BadValue, None, message).help("build without --pairs, or give the edition one page more"),
        ));
    };
    Ok(pairs.into_iter().map(|(left, right)| (pages[left - 1].clone(), pages[right - 1].clone())).collect())
}

/// A page's number, or a spread's two, for people.
fn numbers(setting: &Setting, forme: &Forme) -> String {
    match setting.facing.get(&forme.number) {
        Some(facing) => format!("{}、{facing}", forme.number),
        None => forme.number.to_string(),
    }
}

fn page_file(setting: &Setting, forme: &Forme) -> String {
    format!("{}-{}.pdf", setting.slug, setting.file_number(forme))
}

fn pair_file(setting: &Setting, left: &Forme, right: &Forme) -> String {
    format!("{}-pair-{:02}-{:02}.pdf", setting.slug, left.number, right.number)
}

fn press_file(setting: &Setting) -> String {
    format!("{}-press.pdf", setting.slug)
}

fn reading_file(setting: &Setting) -> String {
    format!("{}.pdf", setting.slug)
}
