//! An edition as it is read 阅读: articles, paragraphs, lines and characters with their places.
//!
//! Input: a resolved edition and its finished formes. Output: a [`Reading`]: every article whole,
//! jumps 转版 joined, and every page as blocks in reading order.
//! Invariant: characters and places are those of the formes, roles and spaces those of the copy;
//! the two are matched character by character, and what is printed without standing in the copy
//! stays with the page.

mod align;
mod blocks;
mod expected;
pub mod formats;
mod model;
mod pages;
mod printed;

pub use model::{
    Article, ArticleKind, CellPlace, Par, ReadBlock, ReadChar, ReadPage, Reading, ShownPicture,
    TextLine, TextRole,
};
pub use pages::read;
