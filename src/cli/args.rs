//! Arguments as typed.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::archive::args::ArchiveCommand;
use super::new_args::NewArgs;
use crate::geom::Folio;
use crate::ink::Standard;
use crate::reading::formats::ExportFormat;
use crate::reference::{Chapter, SchemaKind};
use crate::say::Language;

/// duikai 对开 sets newspaper pages.
#[derive(Debug, Parser)]
#[command(
    name = "duikai",
    version,
    about = "Sets newspaper pages 对开: TOML page specs and articles in, press-ready PDF out.",
    after_help = "Exit codes: 0 fine · 1 error in the input · 2 wrong usage · 3 the pages break the press policy (overset 溢排 …) or a rule of the printer, so no press file was written"
)]
pub(super) struct Args {
    /// How diagnostics are written, always on standard error
    #[arg(long, global = true, value_enum, default_value = "human")]
    pub format: Format,
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value = "auto")]
    pub color: Color,
    /// The language of messages and of this help: zh (Chinese) or en (English); the locale's (LC_ALL, LC_MESSAGES, LANG) when absent. Files of an edition stay as they are
    #[arg(long, global = true, value_name = "zh|en", value_parser = languages())]
    pub lang: Option<Language>,
    /// A font file, or a folder of them, searched after the bundled faces
    #[arg(long, global = true, value_name = "PATH")]
    pub font_path: Vec<PathBuf>,
    /// Read files that lie outside of the edition's folder and its `roots`
    #[arg(long, global = true)]
    pub allow_outside: bool,
    /// How many threads; as many as the machine has when absent
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
    #[command(subcommand)]
    pub command: Command,
}

/// The format of diagnostics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// With source lines, for people
    Human,
    /// One line each: `file:line:column: severity[code]: message`, the severity error (exit 1), denied (exit 3), warning or note
    Short,
    /// Problems as one JSON object a line on standard error, what the command found or did as one JSON value on standard output
    Json,
}

/// The standards of press files, as they are typed.
fn standards() -> impl TypedValueParser<Value = Standard> {
    let values = [
        PossibleValue::new("x4").help("PDF/X-4, which is PDF/A-2a and PDF/UA-1 as well"),
        PossibleValue::new("x1a").help("PDF/X-1a:2003"),
        PossibleValue::new("x1a-2001").help("PDF/X-1a:2001, which is PDF 1.3"),
    ];
    PossibleValuesParser::new(values).map(|name| Standard::from_name(&name).unwrap_or_default())
}

/// The formats of an export, as they are typed.
fn export_formats() -> impl TypedValueParser<Value = ExportFormat> {
    let value = |format: ExportFormat| PossibleValue::new(format.name()).help(format.about());
    PossibleValuesParser::new(ExportFormat::ALL.map(value))
        .map(|name| ExportFormat::from_name(&name).unwrap_or(ExportFormat::Text))
}

/// The files of an edition, as they are typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FilesArg {
    /// The press file of all pages
    Edition,
    /// A press file a page, with its ticket
    Pages,
    /// The copy for readers
    Reading,
    /// All of these
    All,
}

/// The form of spreads in press files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Spread {
    /// One page as wide as both
    Wide,
    /// Two pages, cut at the fold
    Halves,
}

/// The languages of messages, as they are typed.
fn languages() -> impl TypedValueParser<Value = Language> {
    PossibleValuesParser::new(Language::ALL.map(Language::name))
        .map(|name| Language::from_name(&name).unwrap_or_default())
}

/// The chapters of the guide, as they are typed.
fn chapters() -> impl TypedValueParser<Value = Chapter> {
    PossibleValuesParser::new(Chapter::ALL.map(Chapter::name))
        .map(|name| Chapter::from_name(&name).unwrap_or(Chapter::Staff))
}

/// The kinds of file that have a schema, as they are typed.
fn schemas() -> impl TypedValueParser<Value = SchemaKind> {
    PossibleValuesParser::new(SchemaKind::ALL.map(SchemaKind::name))
        .map(|name| SchemaKind::from_name(&name).unwrap_or(SchemaKind::Article))
}

/// The use of colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Set an edition 一期 and write its press PDFs
    Build {
        /// The edition.toml, or the folder it stands in
        edition: String,
        /// Where to write
        #[arg(short, long, default_value = "out", value_name = "DIR")]
        output: PathBuf,
        /// Only this page 版
        #[arg(long, value_name = "N")]
        page: Option<Folio>,
        /// The standard of the press files; the layout's own when absent
        #[arg(long, value_parser = standards())]
        standard: Option<Standard>,
        /// Crop marks, register crosses, colour bar and slug outside the page
        #[arg(long)]
        marks: bool,
        /// Also write pages two by two, as they share a plate: the first with the last, and so on
        #[arg(long, conflicts_with = "page")]
        pairs: bool,
        /// Which files to write: the press file of all pages, a press file a page, the copy for readers, or all; several may be given
        #[arg(
            long,
            value_enum,
            value_delimiter = ',',
            default_value = "all",
            conflicts_with = "page"
        )]
        files: Vec<FilesArg>,
        /// How spreads 跨版 go to press: as one wide page, or cut at the fold into two; as the printer asks, else wide, when absent
        #[arg(long, value_enum)]
        spread: Option<Spread>,
        /// The printer 印厂 whose rules the press files must keep: a bundled name (`duikai explain printers`), or a .toml file
        #[arg(long, value_name = "NAME|FILE")]
        printer: Option<String>,
        /// Refuse if anything differs from the edition's duikai.lock
        #[arg(long, conflicts_with = "page")]
        locked: bool,
    },
    /// Write duikai.lock beside an edition: all that it is made of, and what came of it, by SHA-256
    Lock {
        /// The edition.toml, or the folder it stands in
        edition: String,
    },
    /// Set an edition again in memory and hold it to its duikai.lock, or to the files of a build; ends with 3 if anything differs
    Verify {
        /// The edition.toml, or the folder it stands in
        edition: String,
        /// A folder that `build` wrote into, in place of the lock
        #[arg(short, long, value_name = "DIR")]
        output: Option<PathBuf>,
    },
    /// Set an edition and tell how every story fits; write nothing
    Check {
        /// The edition.toml, or the folder it stands in
        edition: String,
        /// Only this page 版
        #[arg(long, value_name = "N")]
        page: Option<Folio>,
        /// The printer 印厂 whose rules the press files must keep: they are made and checked as by build, and not written
        #[arg(long, value_name = "NAME|FILE")]
        printer: Option<String>,
    },
    /// Tell how every story fits and what would make it fit 凑版
    Fit {
        /// The edition.toml, or the folder it stands in
        edition: String,
        /// Only this page 版
        #[arg(long, value_name = "N")]
        page: Option<Folio>,
        /// Only this story, by its id
        #[arg(long, value_name = "ID")]
        story: Option<String>,
        /// Write the remedy of this number into the page file, where nothing else changes; words are cut by hand
        #[arg(long, value_name = "N", requires = "story", value_parser = clap::value_parser!(u16).range(1..))]
        apply: Option<u16>,
    },
    /// Show an edition in a browser of this machine 版台, anew whenever a file of it is saved; until it is stopped
    Serve {
        /// The edition.toml, or the folder it stands in
        edition: String,
        /// The port; one that is free when absent
        #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
        port: u16,
        /// Print the address and open no browser
        #[arg(long)]
        no_open: bool,
    },
    /// Draw pages as PNG 大样, faults marked
    Proof {
        /// The edition.toml, or the folder it stands in
        edition: String,
        /// Where to write
        #[arg(short, long, default_value = "out", value_name = "DIR")]
        output: PathBuf,
        /// Only this page 版
        #[arg(long, value_name = "N")]
        page: Option<Folio>,
        /// Pixels per inch
        #[arg(long, default_value_t = 150, value_parser = clap::value_parser!(u32).range(20..=1200))]
        dpi: u32,
        /// Also draw every plate 分色样 of every page, its ink black
        #[arg(long)]
        plates: bool,
        /// Also draw every page as it will look on the press's paper 软打样, by its profile
        #[arg(long)]
        soft: bool,
        /// Also draw how much ink lies where, the worst 15 mm square marked
        #[arg(long)]
        heat: bool,
    },
    /// Tell what differs between two editions 比对, by meaning; ends with 3 if anything does
    Diff {
        /// The first edition.toml, or the folder it stands in
        one: String,
        /// The second
        other: String,
        /// Also draw the pages that differ over each other, into this folder
        #[arg(short, long, value_name = "DIR")]
        output: Option<PathBuf>,
        /// Pixels per inch of those pictures
        #[arg(long, default_value_t = 100, requires = "output", value_parser = clap::value_parser!(u32).range(20..=1200))]
        dpi: u32,
    },
    /// Write pages as text with places, for archives, libraries and readers' programs
    Export {
        /// The edition.toml, or the folder it stands in
        edition: String,
        /// The formats, with commas between
        #[arg(long = "as", value_delimiter = ',', required = true, value_name = "FORMAT", value_parser = export_formats())]
        formats: Vec<ExportFormat>,
        /// Where to write
        #[arg(short, long, default_value = "out", value_name = "DIR")]
        output: PathBuf,
        /// Only this page 版
        #[arg(long, value_name = "N")]
        page: Option<Folio>,
        /// Pixels per inch of page images
        #[arg(long, default_value_t = 150, value_parser = clap::value_parser!(u32).range(20..=1200))]
        dpi: u32,
        /// A box for every character in ALTO
        #[arg(long)]
        glyphs: bool,
        /// Address at which the files will be, for IIIF
        #[arg(long, default_value = "http://localhost:8000", value_name = "URL")]
        base_url: String,
    },
    /// Set an article at one measure 小样; `-` reads standard input
    Galley {
        /// The article
        copy: String,
        /// The line length, such as 13字
        #[arg(long, default_value = "13字")]
        measure: String,
        /// First-line indent in 字; the style's own when absent
        #[arg(long)]
        indent: Option<String>,
        /// The language that the article is set in: zh-CN, zh-TW, zh-HK, ja, ko or en
        #[arg(long, default_value = "zh-CN")]
        copy_lang: String,
        /// What may stand at line edges 避头尾: none, basic, gb or strict
        #[arg(long, default_value = "basic")]
        kinsoku: String,
        /// A style of the 对开 layout
        #[arg(long, default_value = "body", value_name = "NAME")]
        style: String,
        /// Which way lines run: horizontal 横排 or vertical 直排
        #[arg(long, default_value = "horizontal")]
        writing: String,
        /// How lines are chosen: optimum or first-fit
        #[arg(long, default_value = "optimum")]
        breaker: String,
        /// Also write the galley as a PDF, its lines numbered
        #[arg(long, value_name = "FILE")]
        pdf: Option<PathBuf>,
    },
    /// Make articles of what newsrooms have: files from Word and WPS, web pages, Markdown, plain text in any encoding, wires (ninjs, NewsML-G2, NITF, IPTC 7901, CNML), InDesign stories (ICML, IDML), 方正书版 小样, digitised pages (ALTO, METS, PAGE-XML)
    #[command(
        after_help = "Formats are told apart by content. Beside each article stand its pictures, NAME.import.json, which says what became what and lists every text that stands in no article with the reason, and NAME.story.toml for a page file when there are pictures. Each file is imported whole or not at all; an article that was edited since is not written over."
    )]
    Import {
        /// The files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<String>,
        /// Where to write
        #[arg(short, long, default_value = "copy", value_name = "DIR")]
        output: PathBuf,
        /// List every tracked change 修订 with its words; accepted text stands in the article either way
        #[arg(long)]
        with_changes: bool,
        /// What the newsroom's own paragraph styles mean: a TOML file, `[styles]` with `"大标题" = "主题"`; a front-matter key, subhead, item or body
        #[arg(long, value_name = "FILE")]
        styles: Option<PathBuf>,
        /// Write over articles that were edited since they were imported
        #[arg(long)]
        force: bool,
    },
    /// Put raw copy in order: propose joins of sentences broken at old column ends, front matter, and show pieces that stand twice and characters of mixed forms 繁简混用; change nothing unasked
    Tidy {
        /// The copy
        copy: String,
        /// Write what is proposed: joined sentences and front matter
        #[arg(long)]
        write: bool,
        /// Also propose that characters of the rarer form become those of the other 繁简
        #[arg(long)]
        fold: bool,
    },
    /// Check PDFs, ours or anybody's, against PDF/X and a printer's rules 印前检查
    Preflight {
        /// The PDFs
        #[arg(required = true, value_name = "FILE")]
        files: Vec<String>,
        /// The printer 印厂: a bundled name (`duikai explain printers` lists them), or a .toml file; coldset when absent
        #[arg(long, value_name = "NAME|FILE")]
        printer: Option<String>,
        /// Also write a report for the advertiser: one HTML page, each finding marked in the page's picture; in Chinese, or in the language of `--lang`
        #[arg(long, value_name = "HTML")]
        report: Option<PathBuf>,
    },
    /// Hand the pages of an edition over in the printer's hot folder 交付, whole and verified, and write down that they went
    Send {
        /// The manifests that `build` wrote
        #[arg(required = true, value_name = "MANIFEST")]
        manifests: Vec<String>,
        /// The printer 印厂 whose file names the folder (`send-to`)
        #[arg(long, value_name = "NAME|FILE")]
        printer: Option<String>,
        /// The folder, whatever the printer's file says
        #[arg(long, value_name = "DIR")]
        to: Option<PathBuf>,
        /// Also pages that went there before
        #[arg(long)]
        again: bool,
    },
    /// Write down that an edition went to the printer 已交付: a page built otherwise later gets the next version's letter, and no file of it is written over
    Sent {
        /// The manifests that `build` wrote
        #[arg(required = true, value_name = "MANIFEST")]
        manifests: Vec<String>,
    },
    /// Set many editions, each exactly once, on one machine or on many
    Archive {
        #[command(subcommand)]
        command: ArchiveCommand,
    },
    /// Make an edition to start from, which can be set at once, or add a page or a story to one; no file is written over
    New {
        #[command(flatten)]
        args: NewArgs,
    },
    /// Tell what a layout 版式 offers: sheet, columns 栏 × rows 行, kinds, styles, the fields it wants, named cells
    Layout {
        /// A bundled name, or the path of a layout file; the bundled ones are listed when absent
        name: Option<String>,
    },
    /// Print the JSON Schema (2020-12) of a kind of file, with what every key means in Chinese and in English
    Schema {
        /// The kind of file
        #[arg(value_parser = schemas())]
        kind: SchemaKind,
    },
    /// Speak with an editor by the Language Server Protocol on standard input and output: problems while typing, keys and kinds to choose from, what a key means, the way to the files named
    Lsp,
    /// Read the guide: a page for layout staff, printers and archives each, and what every key of the files means
    Guide {
        /// The chapter; they are listed when absent
        #[arg(value_parser = chapters())]
        chapter: Option<Chapter>,
    },
    /// Print the completions of a shell
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Write manual pages for man(1) of the program and of each command, in the language of this help
    Man {
        /// Where to write
        #[arg(short, long, default_value = "man", value_name = "DIR")]
        output: PathBuf,
    },
    /// List the fonts 字体
    Fonts,
    /// Explain a diagnostic code or a preflight rule, or list them all
    Explain {
        /// The code, such as overset or ink-mean; or `printers`, which lists the bundled ones
        code: Option<String>,
    },
}
