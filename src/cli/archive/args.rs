//! Arguments of `archive` as typed.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::archive::{Produce, Shard};
use crate::say::{Text, text};

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum ArchiveCommand {
    /// Find editions, and write a line for each: what it is made from, what is wanted of it
    Plan(PlanArgs),
    /// Set what a plan asks for, each edition exactly once, however often it is stopped and however many run it
    Run(RunArgs),
    /// Count what of a plan is done; exit code 0 when all is, 3 when the rest has failed, 1 when it goes on
    Status(StatusArgs),
    /// Write report.json and report.html into the archive: counts, rates, failures, what changed since the report before
    Report(ReportArgs),
    /// Make editions to try it with, every one sound and fitted
    Synth(SynthArgs),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct PlanArgs {
    /// Folders with editions below them, or edition files
    #[arg(value_name = "ROOT", required_unless_present = "list")]
    pub roots: Vec<PathBuf>,
    /// Where to write the plan
    #[arg(short, long, default_value = "plan.jsonl", value_name = "FILE")]
    pub output: PathBuf,
    /// Which files below a folder are editions: * stands for any characters, ? for one, ** for any folders
    #[arg(
        long = "match",
        default_value = "**/edition.toml",
        value_name = "PATTERN"
    )]
    pub patterns: Vec<String>,
    /// Also the edition files that this file lists, a path a line; - reads standard input
    #[arg(long, value_name = "FILE")]
    pub list: Option<PathBuf>,
    /// The files wanted of each edition; several may be given
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        default_values = ["edition", "pages", "reading"]
    )]
    pub outputs: Vec<OutputArg>,
    /// The printer 印厂 whose rules the press files must keep: a bundled name, or a .toml file
    #[arg(long, value_name = "NAME|FILE")]
    pub printer: Option<String>,
}

/// The files of an edition, as they are typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum OutputArg {
    /// The press file of all pages
    Edition,
    /// A press file a page, with its ticket
    Pages,
    /// The copy for readers
    Reading,
    /// A proof a page, as PNG
    Proof,
}

impl OutputArg {
    pub fn produce(self) -> Produce {
        match self {
            OutputArg::Edition => Produce::Edition,
            OutputArg::Pages => Produce::Pages,
            OutputArg::Reading => Produce::Reading,
            OutputArg::Proof => Produce::Proof,
        }
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct RunArgs {
    /// The plan
    pub plan: PathBuf,
    /// The archive, which any number of runs fill together
    #[arg(short, long, default_value = "archive", value_name = "DIR")]
    pub output: PathBuf,
    /// Memory for what editions share and for those being set, such as 512MB; editions wait for it
    #[arg(long, default_value = "2GB", value_parser = memory)]
    pub memory: u64,
    /// Only every n-th edition of the plan, beginning with the i-th, i from 1
    #[arg(long, value_name = "i/n")]
    pub shard: Option<Shard>,
    /// Try editions again that have failed
    #[arg(long)]
    pub retry_failed: bool,
    /// After so many processes have died with an edition it has failed
    #[arg(long, default_value_t = 5, value_name = "N", value_parser = clap::value_parser!(u32).range(2..))]
    pub attempts: u32,
    /// A run on another machine that shows no sign of life for so many seconds is taken for dead
    #[arg(long, default_value_t = 120, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(4..=86_400))]
    pub patience: u32,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct StatusArgs {
    /// The plan
    pub plan: PathBuf,
    /// The archive
    #[arg(short, long, default_value = "archive", value_name = "DIR")]
    pub output: PathBuf,
    /// Only every n-th edition of the plan, beginning with the i-th, i from 1
    #[arg(long, value_name = "i/n")]
    pub shard: Option<Shard>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ReportArgs {
    /// The plan
    pub plan: PathBuf,
    /// The archive
    #[arg(short, long, default_value = "archive", value_name = "DIR")]
    pub output: PathBuf,
    /// The report to compare with; the last one that told otherwise when absent
    #[arg(long, value_name = "REPORT.JSON")]
    pub against: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct SynthArgs {
    /// The number that all of it follows from
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many editions
    #[arg(long, default_value_t = 10, value_name = "N")]
    pub count: u32,
    /// Pages of each edition
    #[arg(long, default_value_t = 4, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=64))]
    pub pages: u32,
    /// Photographs of each page
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=4))]
    pub photographs: u32,
    /// The number of pixels of a photograph, in megapixels
    #[arg(long, default_value_t = 0.5, value_name = "N", value_parser = megapixels)]
    pub megapixels: f64,
    /// A folder of articles to take sentences from, in place of the program's own
    #[arg(long, value_name = "DIR")]
    pub articles: Option<PathBuf>,
    /// A folder of photographs to take, in place of drawn ones
    #[arg(long, value_name = "DIR")]
    pub pictures: Option<PathBuf>,
    /// Where to write
    #[arg(short, long, default_value = "synth", value_name = "DIR")]
    pub output: PathBuf,
}

/// Reads an amount of memory.
fn memory(text: &str) -> Result<u64, Text> {
    let upper = text.trim().to_ascii_uppercase();
    let (number, unit) = match (upper.strip_suffix("GB"), upper.strip_suffix("MB")) {
        (Some(number), _) => (number, 1 << 30),
        (_, Some(number)) => (number, 1 << 20),
        _ => {
            return Err(text!(
                "archive.bad-memory",
                "memory is written as a number with MB or GB, at least 64MB, such as 2GB"
            ));
        }
    };
    let number: u64 = number.trim().parse().map_err(|_| {
        text!(
            "archive.bad-memory",
            "memory is written as a number with MB or GB, at least 64MB, such as 2GB"
        )
    })?;
    number
        .checked_mul(unit)
        .filter(|bytes| *bytes >= 64 << 20)
        .ok_or_else(|| {
            text!(
                "archive.bad-memory",
                "memory is written as a number with MB or GB, at least 64MB, such as 2GB"
            )
        })
}

/// Reads a number of megapixels.
fn megapixels(text: &str) -> Result<f64, Text> {
    match text.parse::<f64>() {
        Ok(number) if (0.05..=24.0).contains(&number) => Ok(number),
        _ => Err(text!(
            "archive.bad-megapixels",
            "megapixels are a number from 0.05 to 24"
        )),
    }
}
