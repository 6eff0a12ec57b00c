//! The TOML of editions, pages and layouts, as written.
//!
//! Input: TOML text. Output: spanned values, lengths still with their units.
//! Invariant: every key that is written is read or reported, all problems of
//! a file at once; nothing is resolved against another file here but the names
//! of cells, which are places that a layout writes.

mod about;
mod ad;
mod asked;
mod cells;
mod choice;
mod colour;
mod columns;
mod copyfit;
mod date;
mod edition;
mod fields;
mod fonts;
mod furniture_place;
mod grid;
mod issues;
mod keys;
mod layout;
mod layout_tables;
mod length;
mod lints;
mod measure;
mod merge;
mod noted;
mod number;
mod page;
mod picture;
mod printer;
mod printer_values;
mod reader;
mod reading;
mod runaround;
mod table;
#[cfg(test)]
mod tests;
mod value;

pub use about::AboutSpec;
pub use ad::{AdPlace, AdSpec};
pub use asked::file_keys;
pub use choice::{
    AdFit, Arrange, CutlineSide, FrameEdge, IntentName, LabelCorner, ShapeName, Side, VAlign,
};
pub use columns::{ColumnMode, ColumnsSpec};
pub use copyfit::CopyfitSpec;
pub use edition::EditionSpec;
pub use fonts::{FaceSpec, FontSpec};
pub use furniture_place::{EdgesSpec, FurnitureArea, FurnitureFrame};
pub use issues::IssuesSpec;
pub use keys::{FileKeys, FileKind, KeyInfo, Shape, TableKeys};
pub use layout::{
    FurnitureLine, FurnitureSpec, GridSpec, KindSpec, LayoutSpec, PairSpec, PressSpec,
    RuleStyleSpec, SheetSpec, SpotSpec, StyleSpec, WordsSpec, bundled_about, bundled_layout,
    bundled_names,
};
pub use lints::{Lints, merge_over};
pub use page::{CopySpec, HeadOverSpec, PageFurniture, PageSpec, RuleSpec, StorySpec};
pub use picture::{CropSpec, PictureSpec, ShotSpec};
pub use printer::PrinterSpec;
pub use printer_values::{BleedSpec, SidesSpec, TrimSpec};
pub use runaround::RunaroundSpec;
pub use value::{Cells, DrawnInk, GridArea, Hao, InkSpec, Length, PageRange, Pages, Reach};
