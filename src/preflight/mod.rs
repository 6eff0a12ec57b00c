//! Preflight 印前检查: whether a PDF may go to press, ours or anybody's.
//!
//! Input: the bytes of a PDF, and a printer's requirements. Output: findings, each with its check,
//! page and place, and the ink measured. Invariant: nothing is trusted. Whatever the bytes are,
//! checking ends within bounded work and memory, and never panics; a finding is reported only of
//! what the file itself shows.
//!
//! Checks are those of ISO 15930-7 and -4 (PDF/X-4, PDF/X-1a:2003) and of the Ghent Workgroup's
//! newspaper requirements of 2022 (GWG, R-numbers), in our own words from public sources. Order of
//! work: `document` checks the file, its catalog and metadata, `intent` the printing condition,
//! `pages` boxes and annotations; then `content` interprets each page as a printer would, and
//! everything it paints goes through `paint`, `image` and the `ink` raster; `streams`
//! checks every object by itself, last, since what was decoded by then need not be decoded again.
//!
//! The ink raster includes fills, strokes, pictures (raw, Flate, JPEG, fax), type, shadings of all
//! seven types, patterns, Type 3 glyphs, forms and groups, on a grid of 0.7 mm, with clips, soft
//! masks, overprint, opacity and the separable blend modes, on the four process plates and as many
//! spot plates. A letter of any other font counts as its box inked for three tenths; knock-out
//! groups are drawn as others. What cannot be counted is named by `ink-unmeasured`.

mod blend;
mod case;
mod colour;
mod content;
mod document;
mod finding;
mod fonts;
mod gstate;
mod icc;
mod image;
mod ink;
mod intent;
mod matrix;
mod naming;
mod origin;
mod pages;
mod paint;
mod path;
mod place;
mod printer;
mod raster;
mod rule;
mod sfnt;
mod shading;
mod streams;
mod xmp;

pub use crate::ink::Standard;
pub use finding::Finding;
pub use ink::PageInk;
pub use naming::{Named, Naming, corrected, safe};
pub use origin::origin_at;
pub use place::{Misfit, Placeable, Placing, placeable};
pub use printer::{DEFAULT_PRINTER, Printer, bundled_printer, bundled_printers};
pub use rule::{Check, Weight};

use crate::pdf::File;
use case::Case;
use finding::Findings;

/// The result of checking a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// Number of pages.
    pub pages: u32,
    /// Findings: the file's first, then by page, errors before warnings.
    pub findings: Vec<Finding>,
    /// The ink of every page that has any.
    pub ink: Vec<PageInk>,
}

impl Checked {
    /// Returns whether the file may go to press.
    pub fn passes(&self) -> bool {
        self.findings
            .iter()
            .all(|finding| finding.weight != Weight::Error)
    }
}

/// Checks a file. Fails with the reason why it cannot be read at all. `name` is the file's own
/// name, without its folder.
pub fn check(bytes: &[u8], name: &str, printer: &Printer) -> Result<Checked, String> {
    let file = File::open(bytes)?;
    let findings = Findings::new(printer);
    if let Some(template) = &printer.file_name
        && !printer::name_fits(template, name)
    {
        findings.file(
            Check::FileName,
            format!("the file's name does not follow the template {template}"),
        );
    }
    document::header(&file, bytes, &findings);
    if file.trailer().has("Encrypt") {
        findings.file(
            Check::Encrypted,
            "the file is encrypted; nothing in it was checked",
        );
        return Ok(Checked {
            pages: 0,
            findings: findings.finish(),
            ink: Vec::new(),
        });
    }
    let Some(catalog) = file.catalog() else {
        let damage = file
            .damage()
            .first()
            .map_or_else(String::new, |damage| format!(": {damage}"));
        return Err(format!("no catalog of pages can be found in it{damage}"));
    };
    let case = Case {
        file: &file,
        findings: &findings,
        catalog,
    };
    let sheets = pages::list(&case)?;
    if printer.own {
        file.budget().grow(sheets.len());
    }
    document::check(&case);
    let profile = intent::check(&case);
    pages::check(&case, &sheets);
    let ink = content::check(&case, &sheets, profile.as_deref());
    streams::check(&case);
    for damage in file.damage() {
        findings.file(Check::DamagedFile, damage);
    }
    if file.budget().spent() {
        findings.file(
            Check::TooMuch,
            "the file asks for more work than any newspaper page needs; checking was stopped",
        );
    }
    Ok(Checked {
        pages: sheets.len() as u32,
        findings: findings.finish(),
        ink,
    })
}
