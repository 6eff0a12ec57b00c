//! duikai 对开 sets newspaper pages: TOML page specs and article text in,
//! press-ready PDF out.
//!
//! # The one idea
//!
//! Body text sits on a grid of 字 × 行. Obstacles (photos, sidebars,
//! headlines) come from the dummy 版样, not from the text, so every line's x,
//! baseline and measure is known before a line is broken. Breaking is one pure
//! function from a shaped paragraph and a list of measures to lines; there is
//! no relayout loop, and what does not fit is counted in 行 and 字, exactly.
//!
//! # The way through
//!
//! ```text
//! TOML  ─spec─► *Spec ┐
//! copy  ─story► Story ┴─edition::resolve─► Edition (house, story, page, link)
//! Story + styles ─text::Shaper─► ShapedPar      (once a paragraph)
//! ShapedPar + measures ─line::break_─► Line     (as often as asked)
//! slots − obstacles ─flow::legs─► Thread[Leg[LineSlot]]
//! galley + thread ─flow::pour_level─► Poured { lines, overset }
//! Edition + Poured ─makeup─► Forme              (a device-independent display list)
//! Edition + Formes ─lint─► what the house should look at, marked for the proof
//! Forme ─export::{pdf, png}─► bytes
//! bytes + Printer ─preflight::check─► findings   (ours before they are written, anybody's by command)
//! Setting + Printer ─press─► files, tickets, manifest, report
//! plan + folder ─archive─► the files of many editions, each exactly once
//! Reading × 2 ─compare─► what differs, by meaning
//! template or Edition ─starter─► a new edition, page or story to begin with
//! Session ─serve─► a page in a browser that shows the edition as it stands on disk
//! Edition + Formes ─reading─► articles, blocks, characters with places ─► ALTO, METS, text, JSON
//! ```
//!
//! A [`Session`] walks it again and again as files change, and makes anew only
//! what they touch; [`typeset()`] is one refresh of a session that is cold.
//!
//! Before it stands `import`: files of word processors, web pages and wires become articles (`package`
//! reads zip and XML, `sheet` tables), and what comes out is copy like any other.
//!
//! # What holds
//!
//! - Exporters see the [`forme`] only, so a press file and a proof cannot disagree.
//! - Lengths are fixed point ([`geom::Len`]); no clock, environment, locale,
//!   hash order or thread order reaches the output: same input, same bytes.
//! - The [`desk`] is the only door to the world.
//! - What a refresh of a [`Session`] gives is what a cold run gives.
//! - Every problem is a [`diag::Diagnostic`] with a code and, where a file
//!   causes it, a place; all problems of a run are told.
//! - `tests/architecture.rs` holds the table of which room may import which.
//!
//! # What it offers
//!
//! What stands on this page, and nothing else, is meant for other programs. The
//! rooms are public for the tests and the program beside this library, are not
//! documented here, and change as they must.
//!
//! - **Check**: [`typeset()`] sets an edition once; a [`Session`] keeps it warm.
//!   What is wrong is a list of [`Diagnostic`]s; places in the [`Sources`].
//! - **Pages**: [`Setting::formes`], a display list each; lengths are [`Len`],
//!   from the top left of the trimmed page, y downward.
//! - **Deliver**: [`prepare`] makes and checks the files of a [`PressJob`],
//!   [`Ready::deliver`] writes them into a [`Folder`], all or none.
//! - **Preflight**: [`preflight()`] checks any PDF by a [`Printer`].
//! - **Galley**: [`galley()`] sets an article at one measure, unplaced.
//!
//! # Examples
//!
//! An edition is checked, page 1 alone:
//!
//! ```
//! use duikai::geom::Folio;
//! use duikai::{DiskDesk, Job, typeset};
//!
//! let edition = "samples/inks/edition.toml".to_owned();
//! let outcome = typeset(&DiskDesk::default(), &Job { edition, page: Some(Folio::from(1)) });
//! for diagnostic in &outcome.diagnostics {
//!     println!("{}: {}", diagnostic.code.name(), diagnostic.message);
//! }
//! let setting = outcome.setting.expect("no error in it");
//! assert_eq!(setting.formes[0].number, Folio::from(1));
//! ```
//!
//! An article is set in lines of 17 字:
//!
//! ```
//! use duikai::{Breaker, Em, GalleyJob, Kinsoku, Lang, Writing, galley};
//!
//! let job = GalleyJob {
//!     measure: Em::ratio(17, 1),
//!     indent: None,
//!     lang: Lang::ZhCn,
//!     kinsoku: Kinsoku::Gb,
//!     writing: Writing::Horizontal,
//!     breaker: Breaker::Optimum,
//!     style: "body".to_owned(),
//! };
//! let copy = "正文从这里开始，在这里结束。\n";
//! let (_, diagnostics, proof) = galley("a.md", copy.as_bytes(), &job);
//! assert!(diagnostics.is_empty());
//! assert_eq!(proof.expect("it is sound").line_count(), 1);
//! ```
//!
//! A warm session sets again what a change touches:
//!
//! ```no_run
//! use duikai::{DiskDesk, Job, Session};
//!
//! let job = Job { edition: "edition.toml".to_owned(), page: None };
//! let mut session = Session::open(DiskDesk::default(), job);
//! loop {
//!     let made = session.refresh();
//!     println!("{} pages, {} problems", made.formes.len(), made.diagnostics.len());
//!     std::thread::sleep(std::time::Duration::from_millis(200));
//! }
//! ```
//!
//! A file of anybody's is checked as the bundled printer would:
//!
//! ```no_run
//! use duikai::{DiskDesk, Sink, Sources, preflight, printer_named};
//!
//! let (mut sources, mut sink) = (Sources::default(), Sink::new());
//! let printer = printer_named(&DiskDesk::default(), None, &mut sources, &mut sink);
//! let printer = printer.expect("it is bundled");
//! let bytes = std::fs::read("ad.pdf").expect("it reads");
//! let checked = preflight(&bytes, "ad.pdf", &printer).expect("it is a PDF");
//! for finding in &checked.findings {
//!     println!("{}: {}", finding.rule.name(), finding.message);
//! }
//! ```

#[doc(hidden)]
pub mod archive;
#[doc(hidden)]
pub mod asset;
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod compare;
#[doc(hidden)]
pub mod convert;
#[doc(hidden)]
pub mod desk;
#[doc(hidden)]
pub mod diag;
#[doc(hidden)]
pub mod edit;
#[doc(hidden)]
pub mod edition;
#[doc(hidden)]
pub mod export;
#[doc(hidden)]
pub mod flow;
#[doc(hidden)]
pub mod forme;
#[doc(hidden)]
pub mod geom;
#[doc(hidden)]
pub mod import;
#[doc(hidden)]
pub mod ink;
#[doc(hidden)]
pub mod limits;
#[doc(hidden)]
pub mod line;
#[doc(hidden)]
pub mod lint;
#[doc(hidden)]
pub mod lsp;
#[doc(hidden)]
pub mod makeup;
#[doc(hidden)]
pub mod package;
#[doc(hidden)]
pub mod pdf;
#[doc(hidden)]
pub mod preflight;
#[doc(hidden)]
pub mod press;
#[doc(hidden)]
pub mod reading;
#[doc(hidden)]
pub mod reference;
#[doc(hidden)]
pub mod role;
#[doc(hidden)]
pub mod say;
#[doc(hidden)]
pub mod serve;
#[doc(hidden)]
pub mod session;
#[doc(hidden)]
pub mod sheet;
#[doc(hidden)]
pub mod spec;
#[doc(hidden)]
pub mod starter;
#[doc(hidden)]
pub mod story;
#[doc(hidden)]
pub mod style;
#[doc(hidden)]
pub mod text;
#[doc(hidden)]
pub mod tidy;

mod galley;
mod script;
mod steady;
mod typeset;

pub use asset::{Fonts, OutputProfile, Pictures};
pub use desk::{Desk, DiskDesk, Folder, FolderFault, Holder, Interrupt, MemoryDesk};
pub use diag::{Code, Diagnostic, LineColumn, Reported, Severity, Sink, SourceId, Sources, Span};
pub use export::pdf::ExportFault;
pub use forme::{Forme, Group, Item, Origin, Sheet};
pub use galley::{GalleyChar, GalleyJob, GalleyLine, GalleyProof, galley, galley_with};
pub use geom::{Em, Len, PageSpace, Point, Rect, Size};
pub use ink::{Ink, Standard};
pub use makeup::{Remedies, Remedy, StoryFit};
pub use preflight::{Check, Checked, Finding, PageInk, Printer, Weight, check as preflight};
pub use press::{Delivered, Prepared, PressJob, Ready, prepare, printer_named};
pub use session::{Job, Made, Plant, Session};
pub use style::{Breaker, Kinsoku, Lang, Writing};
pub use typeset::{Outcome, Setting, fit, typeset, typeset_for};
#[doc(hidden)]
pub use typeset::{made, typeset_beside};
