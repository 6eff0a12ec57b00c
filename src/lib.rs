//! duikai 对开 sets newspaper pages.

pub mod asset;
pub mod desk;
pub mod diag;
pub mod edition;
pub mod export;
pub mod flow;
pub mod forme;
pub mod geom;
pub mod ink;
pub mod line;
pub mod spec;
pub mod story;
pub mod style;
pub mod text;
