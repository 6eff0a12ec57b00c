//! The arguments of `new`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};

use crate::geom::Folio;
use crate::starter::Template;

/// What is to be made.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct NewArgs {
    /// The folder to make
    #[arg(required = true, value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// The edition to start from: a Chinese broadsheet 对开 or tabloid 四开, a Western broadsheet, a Japanese one in vertical lines, a Taiwan one
    #[arg(long, default_value = "duikai", value_parser = templates())]
    pub template: Template,
    #[command(subcommand)]
    pub part: Option<NewPart>,
}

/// What is to be added to an edition.
#[derive(Debug, Subcommand)]
pub(super) enum NewPart {
    /// Add a page 版 with a first story, and list it in the edition file
    Page {
        /// The edition.toml, or the folder it stands in
        #[arg(default_value = ".")]
        edition: String,
        /// The section 版名
        #[arg(long, value_name = "NAME")]
        section: Option<String>,
    },
    /// Add a story 稿 to a page, in what is free on it
    Story {
        /// The edition.toml, or the folder it stands in
        #[arg(default_value = ".")]
        edition: String,
        /// The number of its page; the last one when absent
        #[arg(long, value_name = "N")]
        page: Option<Folio>,
        /// A kind of the layout
        #[arg(long, value_name = "NAME")]
        kind: Option<String>,
        /// Its place, such as "1-4栏 16-84行"; the largest free area when absent
        #[arg(long, value_name = "PLACE")]
        at: Option<String>,
        /// Its article, by its path from the page file; it is made when it is not there
        #[arg(long, value_name = "FILE")]
        copy: Option<String>,
    },
}

/// The templates, as they are typed.
fn templates() -> impl TypedValueParser<Value = Template> {
    PossibleValuesParser::new(Template::ALL.map(Template::name))
        .map(|name| Template::from_name(&name).unwrap_or(Template::Duikai))
}
