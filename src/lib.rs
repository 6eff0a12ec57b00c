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
//! ```
//!
//! A [`Session`] walks it again and again as files change, and makes anew only
//! what they touch; [`typeset()`] is one refresh of a session that is cold.
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

pub mod archive;
pub mod asset;
pub mod cli;
pub mod desk;
pub mod diag;
pub mod edition;
pub mod export;
pub mod flow;
pub mod forme;
pub mod geom;
pub mod ink;
pub mod limits;
pub mod line;
pub mod lint;
pub mod makeup;
pub mod pdf;
pub mod preflight;
pub mod press;
pub mod session;
pub mod spec;
pub mod story;
pub mod style;
pub mod text;

mod galley;
mod steady;
mod typeset;

pub use galley::{GalleyChar, GalleyJob, GalleyLine, GalleyProof, galley, galley_with};
pub use session::{Job, Made, Plant, Session};
pub use typeset::{Outcome, Setting, fit, typeset, typeset_beside, typeset_for};
