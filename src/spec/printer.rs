//! A printer 印厂 as written.

use super::choice;
use super::measure::Bound;
use super::number::LARGEST;
use super::reader::read_file;
use super::table::Table;
use super::value::Length;
use crate::diag::{Reported, Sink, SourceId, Sources, Spanned};
use crate::ink::Standard;

/// `[printer]`: the requirements that a press file must meet; absent ones are the program's own.
#[derive(Clone, Debug, Default)]
pub struct PrinterSpec {
    /// `title`: the printer's name for people.
    pub title: Option<Spanned<String>>,
    /// `standard`: `"x4"` or `"x1a"`.
    pub standard: Option<Spanned<Standard>>,
    /// `pages`: `"one"` a file, or `"any"`.
    pub one_page: Option<Spanned<bool>>,
    /// `trim = ["390mm", "550mm"]`.
    pub trim: Option<Spanned<[Length; 2]>>,
    /// `bleed`.
    pub bleed: Option<Spanned<Length>>,
    /// `marks`: whether printer's marks are wanted.
    pub marks: Option<Spanned<bool>>,
    /// `spread`: `"wide"` or `"halves"`, how spreads 跨版 are wanted.
    pub halves: Option<Spanned<bool>>,
    /// `page-name`: the template for the names of files of pages.
    pub page_name: Option<Spanned<String>>,
    /// `file-name`: a template.
    pub file_name: Option<Spanned<String>>,
    /// `ink-limit`, in per cent.
    pub ink_limit: Option<Spanned<u32>>,
    /// `ink-peak`, in per cent.
    pub ink_peak: Option<Spanned<u32>>,
    /// `spots`.
    pub spots: Option<Spanned<u32>>,
    /// `ppi-least`.
    pub ppi_least: Option<Spanned<u32>>,
    /// `ppi-good`.
    pub ppi_good: Option<Spanned<u32>>,
    /// `bitmap-ppi-least`.
    pub bitmap_ppi_least: Option<Spanned<u32>>,
    /// `bitmap-ppi-good`.
    pub bitmap_ppi_good: Option<Spanned<u32>>,
    /// `raster-page-ppi-good`.
    pub raster_page_ppi_good: Option<Spanned<u32>>,
    /// `rich-black`, in per cent.
    pub rich_black: Option<Spanned<u32>>,
    /// `text-least`.
    pub text_least: Option<Spanned<Length>>,
    /// `reversed-least`.
    pub reversed_least: Option<Spanned<Length>>,
    /// `multi-ink-least`.
    pub multi_ink_least: Option<Spanned<Length>>,
    /// `text-overprints-below`.
    pub text_overprints_below: Option<Spanned<Length>>,
    /// `rule-least`.
    pub rule_least: Option<Spanned<Length>>,
    /// `multi-ink-rule-least`.
    pub multi_ink_rule_least: Option<Spanned<Length>>,
    /// `rule-overprints-below`.
    pub rule_overprints_below: Option<Spanned<Length>>,
    /// `convert`: whether the colours of advertisements become the page's inks.
    pub convert: Option<Spanned<bool>>,
    /// `error`: checks whose failure forbids printing.
    pub error: Vec<Spanned<String>>,
    /// `warn`: checks whose failure is only reported.
    pub warn: Vec<Spanned<String>>,
    /// `ignore`: checks that are not made.
    pub ignore: Vec<Spanned<String>>,
}

impl PrinterSpec {
    /// Reads a printer's file; reports all its problems.
    pub fn read(
        source: SourceId,
        sources: &Sources,
        sink: &mut Sink,
    ) -> Result<PrinterSpec, Reported> {
        read_file(source, sources, sink, "the printer's file", |mut root| {
            let printer = root.must("printer", Table::table).map(printer);
            root.finish();
            printer
        })
    }
}

fn printer(mut table: Table<'_>) -> PrinterSpec {
    let per_cent = |table: &mut Table<'_>, key: &'static str| {
        let value = table.value(key)?;
        table.whole_of(key, value, 1, 400)
    };
    let count = |table: &mut Table<'_>, key: &'static str| {
        let value = table.value(key)?;
        table.whole_of(key, value, 0, LARGEST)
    };
    let spec = PrinterSpec {
        title: table.name("title"),
        standard: table.choice("standard", choice::STANDARD),
        one_page: table.choice("pages", choice::PAGES),
        trim: table.lengths(
            "trim",
            Bound::Positive,
            "width, then height: [\"390mm\", \"550mm\"]",
        ),
        bleed: table.length("bleed", Bound::NotNegative),
        marks: table.boolean("marks"),
        halves: table.choice("spread", choice::SPREAD),
        page_name: table.name("page-name"),
        file_name: table.name("file-name"),
        ink_limit: per_cent(&mut table, "ink-limit"),
        ink_peak: per_cent(&mut table, "ink-peak"),
        spots: count(&mut table, "spots"),
        ppi_least: count(&mut table, "ppi-least"),
        ppi_good: count(&mut table, "ppi-good"),
        bitmap_ppi_least: count(&mut table, "bitmap-ppi-least"),
        bitmap_ppi_good: count(&mut table, "bitmap-ppi-good"),
        raster_page_ppi_good: count(&mut table, "raster-page-ppi-good"),
        rich_black: per_cent(&mut table, "rich-black"),
        text_least: table.length("text-least", Bound::NotNegative),
        reversed_least: table.length("reversed-least", Bound::NotNegative),
        multi_ink_least: table.length("multi-ink-least", Bound::NotNegative),
        text_overprints_below: table.length("text-overprints-below", Bound::NotNegative),
        rule_least: table.length("rule-least", Bound::NotNegative),
        multi_ink_rule_least: table.length("multi-ink-rule-least", Bound::NotNegative),
        rule_overprints_below: table.length("rule-overprints-below", Bound::NotNegative),
        convert: table.boolean("convert"),
        error: table.names("error"),
        warn: table.names("warn"),
        ignore: table.names("ignore"),
    };
    table.finish();
    spec
}
