//! An edition 一期 as written.

use std::collections::BTreeMap;

use crate::diag::Spanned;

/// `edition.toml`.
#[derive(Clone, Debug)]
pub struct EditionSpec {
    /// `paper`: the paper's name 报名.
    pub paper: Spanned<String>,
    /// `date`: `2021-12-31`, checked to be one.
    pub date: Spanned<String>,
    /// `layout`: a bundled layout's name, or a path ending in `.toml`.
    pub layout: Spanned<String>,
    /// `pages`: the page files, in order.
    pub pages: Vec<Spanned<String>>,
    /// `[fields]`: texts that furniture may quote as `{name}`.
    pub fields: BTreeMap<String, Spanned<String>>,
}
