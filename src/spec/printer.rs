//! A printer 印厂 as written.

use super::choice;
use super::measure::Bound;
use super::number::LARGEST;
use super::printer_values::{self, BleedSpec, SidesSpec, TrimSpec};
use super::reader::read_file;
use super::table::Table;
use super::value::Length;
use crate::diag::{Reported, Sink, SourceId, Sources, Spanned};
use crate::ink::{Convert, Standard};
use crate::say::{Text, text};

/// `[printer]`: the requirements that a press file must meet; absent ones are the program's own.
#[derive(Clone, Debug, Default)]
pub struct PrinterSpec {
    /// `title`: the printer's name for people.
    pub title: Option<Spanned<String>>,
    /// `standard`: `"x4"`, `"x1a"`, `"x1a-2001"` or `"x3"`, or an array of those that are taken.
    pub standards: Option<Vec<Spanned<Standard>>>,
    /// `pdf-version = "1.3"`: the latest version that is taken.
    pub pdf_version: Option<Spanned<(u32, u32)>>,
    /// `condition`: names of the printing conditions that are taken, or one of them.
    pub conditions: Option<Vec<Spanned<String>>>,
    /// `pages`: `"one"` a file, or `"any"`.
    pub one_page: Option<Spanned<bool>>,
    /// `trim = ["390mm", "550mm"]`: the sizes that are taken.
    pub trims: Option<Vec<Spanned<TrimSpec>>>,
    /// `bleed`.
    pub bleed: Option<Spanned<BleedSpec>>,
    /// `unprintable-edge`: how far from the trim nothing can be printed.
    pub edge: Option<Spanned<SidesSpec>>,
    /// `mono`: `"grey"` if pages of black alone are wanted in DeviceGray.
    pub grey_mono: Option<Spanned<bool>>,
    /// `trapping`: whether the `"plant"` traps, or the `"file"` is to need none.
    pub trapped_here: Option<Spanned<bool>>,
    /// `marks`: whether printer's marks are wanted.
    pub marks: Option<Spanned<bool>>,
    /// `spread`: `"wide"` or `"halves"`, how spreads 跨版 are wanted.
    pub halves: Option<Spanned<bool>>,
    /// `page-name`: the template for the names of files of pages.
    pub page_name: Option<Spanned<String>>,
    /// `correction`: the suffix of corrected pages.
    pub correction: Option<Spanned<String>>,
    /// `ink-codes`: what `{inks}` is for a page of black alone, and for one with colours.
    pub ink_codes: Option<Spanned<[String; 2]>>,
    /// `file-name`: a template.
    pub file_name: Option<Spanned<String>>,
    /// `file-name-most`: the longest name, in characters.
    pub file_name_most: Option<Spanned<u32>>,
    /// `file-size-most = "400MB"`.
    pub file_size: Option<Spanned<u64>>,
    /// `send-to`: the hot folder that pages are handed over in.
    pub send_to: Option<Spanned<String>>,
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
    /// `ppi-most`.
    pub ppi_most: Option<Spanned<u32>>,
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
    /// `serif-text-least`.
    pub serif_text_least: Option<Spanned<Length>>,
    /// `serif-reversed-least`.
    pub serif_reversed_least: Option<Spanned<Length>>,
    /// `serif-multi-ink-least`.
    pub serif_multi_ink_least: Option<Spanned<Length>>,
    /// `reversed-on-inks-least`: of white text on a ground of several inks.
    pub reversed_on_inks_least: Option<Spanned<Length>>,
    /// `ground-least`, in per cent: of the ground of white text.
    pub ground_least: Option<Spanned<u32>>,
    /// `dot-least`, in per cent.
    pub dot_least: Option<Spanned<u32>>,
    /// `dot-most`, in per cent.
    pub dot_most: Option<Spanned<u32>>,
    /// `text-overprints-below`.
    pub text_overprints_below: Option<Spanned<Length>>,
    /// `rule-least`.
    pub rule_least: Option<Spanned<Length>>,
    /// `multi-ink-rule-least`.
    pub multi_ink_rule_least: Option<Spanned<Length>>,
    /// `rule-overprints-below`.
    pub rule_overprints_below: Option<Spanned<Length>>,
    /// `convert`: whether the colours of advertisements become the page's inks; `"look-alikes"`
    /// stands for base fonts that are not embedded as well.
    pub convert: Option<Spanned<Convert>>,
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
        read_file(
            source,
            sources,
            sink,
            text!("spec.printers-file", "the printer's file"),
            file,
        )
    }
}

/// Reads the tables of a printer's file.
pub(super) fn file(mut root: Table<'_>) -> Option<PrinterSpec> {
    let printer = root.must("printer", Table::table).map(printer);
    root.finish();
    printer
}

const STANDARDS: Text = text!(
    "spec.standard-x4-x1a-x1a",
    "`standard` is one of: x4, x1a, x1a-2001, x3; or an array of them"
);

const CONDITIONS: Text = text!(
    "spec.write-name-array-names",
    "write the name, or an array of names, by which files call the condition: \"IFRA26\""
);

/// Reads `ink-codes`.
fn ink_codes(table: &mut Table<'_>) -> Option<Spanned<[String; 2]>> {
    let key = "ink-codes";
    let value = table.value(key)?;
    let codes = table.names(key);
    let span = table.place(value);
    match <[Spanned<String>; 2]>::try_from(codes) {
        Ok(codes) => Some(Spanned {
            value: codes.map(|code| code.value),
            span,
        }),
        Err(_) => {
            let help = text!(
                "spec.page-black-alone-then",
                "a page of black alone, then one with colours: [\"M\", \"P\"]"
            );
            table.refuse(
                span,
                text!("spec.wants-two-codes", "`{key}` wants two codes", key),
                help,
            );
            None
        }
    }
}

fn printer(mut table: Table<'_>) -> PrinterSpec {
    let per_cent = |table: &mut Table<'_>, key: &'static str| table.within(key, 1, 400);
    let share = |table: &mut Table<'_>, key: &'static str| table.within(key, 0, 100);
    let count = |table: &mut Table<'_>, key: &'static str| table.within(key, 0, LARGEST);
    let spec = PrinterSpec {
        title: table.name("title"),
        standards: table.parsed_list("standard", STANDARDS, |text| {
            let found = choice::TAKEN.iter().find(|(name, _)| *name == text);
            found
                .map(|(_, standard)| *standard)
                .ok_or_else(|| text!("spec.not-standard", "not \"{text}\"", text))
        }),
        pdf_version: printer_values::pdf_version(&mut table, "pdf-version"),
        conditions: table.parsed_list("condition", CONDITIONS, |text| {
            match text.chars().any(char::is_alphanumeric) {
                true => Ok(text.to_owned()),
                false => Err(text!(
                    "spec.name-printing-condition",
                    "\"{text}\" is no name of a printing condition",
                    text
                )),
            }
        }),
        one_page: table.choice("pages", choice::PAGES),
        trims: printer_values::trims(&mut table, "trim"),
        bleed: printer_values::bleed(&mut table, "bleed"),
        edge: printer_values::sides(&mut table, "unprintable-edge"),
        grey_mono: table.choice("mono", choice::MONO),
        trapped_here: table.choice("trapping", choice::TRAPPING),
        marks: table.boolean("marks"),
        halves: table.choice("spread", choice::SPREAD),
        page_name: table.name("page-name"),
        correction: table.name("correction"),
        ink_codes: ink_codes(&mut table),
        file_name: table.name("file-name"),
        file_name_most: count(&mut table, "file-name-most"),
        file_size: printer_values::file_size(&mut table, "file-size-most"),
        send_to: table.name("send-to"),
        ink_limit: per_cent(&mut table, "ink-limit"),
        ink_peak: per_cent(&mut table, "ink-peak"),
        spots: count(&mut table, "spots"),
        ppi_least: count(&mut table, "ppi-least"),
        ppi_good: count(&mut table, "ppi-good"),
        ppi_most: count(&mut table, "ppi-most"),
        bitmap_ppi_least: count(&mut table, "bitmap-ppi-least"),
        bitmap_ppi_good: count(&mut table, "bitmap-ppi-good"),
        raster_page_ppi_good: count(&mut table, "raster-page-ppi-good"),
        rich_black: per_cent(&mut table, "rich-black"),
        text_least: table.length("text-least", Bound::NotNegative),
        reversed_least: table.length("reversed-least", Bound::NotNegative),
        multi_ink_least: table.length("multi-ink-least", Bound::NotNegative),
        serif_text_least: table.length("serif-text-least", Bound::NotNegative),
        serif_reversed_least: table.length("serif-reversed-least", Bound::NotNegative),
        serif_multi_ink_least: table.length("serif-multi-ink-least", Bound::NotNegative),
        reversed_on_inks_least: table.length("reversed-on-inks-least", Bound::NotNegative),
        ground_least: share(&mut table, "ground-least"),
        dot_least: share(&mut table, "dot-least"),
        dot_most: share(&mut table, "dot-most"),
        text_overprints_below: table.length("text-overprints-below", Bound::NotNegative),
        rule_least: table.length("rule-least", Bound::NotNegative),
        multi_ink_rule_least: table.length("multi-ink-rule-least", Bound::NotNegative),
        rule_overprints_below: table.length("rule-overprints-below", Bound::NotNegative),
        convert: table.convert("convert"),
        error: table.names("error"),
        warn: table.names("warn"),
        ignore: table.names("ignore"),
    };
    table.finish();
    spec
}
