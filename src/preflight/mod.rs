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
//! The ink raster includes fills, strokes, pictures (raw, Flate, JPEG, JPEG 2000, fax), type, shadings of all
//! seven types, patterns, Type 3 glyphs, forms and groups, on a grid of 0.7 mm, with clips, soft
//! masks, overprint, opacity and blend modes, on the four process plates and as many spot plates.
//! Letters are their outlines; those of a font that is not embedded or cannot be read, and those of
//! our own pages, count as their boxes inked for three tenths. Knock-out groups are drawn as others,
//! and named. What cannot be counted is named by `ink-unmeasured`. The same raster, finer, draws advertisements
//! on proofs and plates.

mod blend;
mod case;
mod cff;
mod charmap;
mod claim;
mod colour;
mod content;
mod descriptor;
mod document;
mod finding;
mod fonts;
mod gstate;
mod icc;
mod image;
mod image_dict;
mod ink;
mod intent;
mod matrix;
mod naming;
mod operand;
mod origin;
mod outline;
mod pages;
mod paint;
mod path;
mod place;
mod preview;
mod printer;
mod program;
mod raster;
mod rule;
mod same;
mod sfnt;
mod shading;
mod streams;
mod stroke;
mod title;
mod xmp;

pub(crate) use self::image::jpeg_samples;
pub(crate) use self::outline::{
    Outline, Outlines, Pen as GlyphPen, character, letters, standard_place,
};
pub(crate) use self::sfnt::forbids_embedding;
pub use crate::ink::Standard;
pub use content::{ClearParts, Painted, Separated};
pub use finding::Finding;
pub use ink::{PageInk, Preview};
pub use naming::{Correction, Named, Naming, corrected, safe};
pub use origin::origin_at;
pub use place::{Misfit, Placeable, Placing, placeable};
pub use preview::{clear_parts, previews, separated};
pub use printer::{Bleed, DEFAULT_PRINTER, Printer, Trim, bundled_printer, bundled_printers};
pub use rule::{Check, Weight};

use crate::pdf::File;
use crate::say::{Text, text};
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

/// Formats a size of a file.
fn size(bytes: u64) -> Text {
    match bytes {
        0..10_000 => text!("preflight.bytes", "{bytes} bytes", bytes),
        10_000..10_000_000 => text!("preflight.kilobytes", "{size} KB", size = bytes / 1000),
        _ => text!("preflight.megabytes", "{size} MB", size = bytes / 1_000_000),
    }
}

/// Checks a file. Fails with the reason why it cannot be read at all. `name` is the file's own
/// name, without its folder.
pub fn check(bytes: &[u8], name: &str, printer: &Printer) -> Result<Checked, Text> {
    let file = File::open(bytes)?;
    let findings = Findings::new(printer);
    if let Some(template) = &printer.file_name
        && !printer::name_fits(template, name)
    {
        findings.file(
            Check::FileName,
            text!(
                "preflight.file-s-name-does",
                "the file's name does not follow the template {template}",
                template
            ),
        );
    }
    if let Some(most) = printer.file_name_most
        && name.chars().count() > most as usize
    {
        findings.file(
            Check::FileName,
            text!(
                "preflight.file-s-name-characters",
                "the file's name has {count} characters, more than {most}",
                count = name.chars().count(),
                most
            ),
        );
    }
    if let Some(most) = printer.file_size
        && bytes.len() as u64 > most
    {
        findings.file(
            Check::FileSize,
            text!(
                "preflight.file-more",
                "the file has {size}, more than {most}",
                size = size(bytes.len() as u64),
                most = size(most)
            ),
        );
    }
    let unread = |findings: Findings<'_>, rule: Check, message: Text| {
        findings.file(rule, message);
        Ok(Checked {
            pages: 0,
            findings: findings.finish(),
            ink: Vec::new(),
        })
    };
    if file.is_overfull() {
        let message = text!(
            "preflight.file-more-objects-any",
            "the file has more objects than any newspaper page needs (a million); nothing in it was checked"
        );
        return unread(findings, Check::TooMuch, message);
    }
    // A printer may take several: the file is held to the one that it says it keeps.
    let standard = claim::of(&file)
        .filter(|said| printer.takes(*said))
        .unwrap_or(printer.standard);
    document::header(&file, bytes, &findings, standard);
    if file.trailer().has("Encrypt") {
        let message = text!(
            "preflight.file-encrypted-nothing-checked",
            "the file is encrypted; nothing in it was checked"
        );
        return unread(findings, Check::Encrypted, message);
    }
    let Some(catalog) = file.catalog() else {
        let damage = file.damage().first().cloned();
        return Err(match damage {
            Some(damage) => text!(
                "preflight.no-catalog-for",
                "no catalog of pages can be found in it: {damage}",
                damage
            ),
            None => text!(
                "preflight.no-catalog",
                "no catalog of pages can be found in it"
            ),
        });
    };
    let case = Case {
        file: &file,
        findings: &findings,
        catalog,
        standard,
    };
    let mut faults = Vec::new();
    let sheets = pages::list(&case, &mut faults)?;
    for fault in faults {
        findings.file(Check::PageTree, fault);
    }
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
            text!(
                "preflight.file-asks-more-work",
                "the file asks for more work than any newspaper page needs; checking was stopped"
            ),
        );
    }
    Ok(Checked {
        pages: sheets.len() as u32,
        findings: findings.finish(),
        ink,
    })
}
