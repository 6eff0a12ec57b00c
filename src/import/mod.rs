//! Copy as newsrooms have it, made into articles.
//!
//! Input: files from Word and WPS, web pages, Markdown, plain text, wires of agencies, files of old
//! systems and of digitised editions, told apart by their content. Output: article files, pictures
//! beside them, and a report of what became what. Invariant: no word is lost: each text of an input
//! stands in an article, or in the report with the reason why not; the same input gives the same
//! bytes; what is broken or unfolds without end is refused before anything is written.

mod article;
mod css;
mod cutline;
mod data;
mod dateline;
mod deliver;
mod digitised;
mod docx;
mod fbd;
mod file;
mod flow;
mod grid;
mod html;
mod indesign;
mod input;
mod json;
mod kind;
mod markdown;
mod model;
mod names;
mod report;
mod roles;
mod run;
mod shot;
mod slot;
mod styles;
mod text;
mod wires;
mod words;

pub use input::{ImportJob, Imported, ImportedFile, import, proposed};
pub use run::{ImportRun, ImportSummary, import_all};
pub use styles::StyleTable;
pub use words::{Doubt, Why};
