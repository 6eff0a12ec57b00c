//! Plain text: a file for each article, and every word that is printed beside the names of formats.

use super::super::model::{Article, CellPlace, Par, TextRole};

/// What a file of text says of where its text comes from.
pub(super) const TYPESET_NOT_RECOGNISED: &str =
    "Text and places are those of the typeset page; nothing was recognised.";

/// Writes an article as it is read: a paragraph a line, a table a line for each row with tabs
/// between cells, readings over the line in brackets after their base.
pub(super) fn text(article: &Article) -> Vec<u8> {
    let mut out = String::new();
    let mut before: Option<&Par> = None;
    for par in read_pars(article) {
        match (row(before), row(Some(par))) {
            (_, None) | (None, _) if out.is_empty() => {}
            (Some(one), Some(other)) if one == other => out.push('\t'),
            (Some(_), Some(_)) => out.push('\n'),
            _ if head(before) && head(Some(par)) => out.push('\n'),
            _ => out.push_str("\n\n"),
        }
        out.push_str(&with_readings(par));
        before = Some(par);
    }
    out.push('\n');
    out.into_bytes()
}

/// The paragraphs of an article that are its text, in order.
pub(super) fn read_pars(article: &Article) -> impl Iterator<Item = &Par> {
    article.pars.iter().filter(|par| {
        !par.role.is_signpost()
            && !matches!(par.role, TextRole::Picture | TextRole::Ad)
            && !par.text.is_empty()
    })
}

fn head(par: Option<&Par>) -> bool {
    par.is_some_and(|par| par.role.is_head())
}

/// The row of a table that a cell is in.
fn row(par: Option<&Par>) -> Option<(usize, usize)> {
    let CellPlace { table, row, .. } = par?.cell?;
    Some((table, row))
}

/// Returns the text of a paragraph with its readings in brackets after their bases, as newspapers
/// set them.
pub(super) fn with_readings(par: &Par) -> String {
    let mut out = String::with_capacity(par.text.len());
    let mut from = 0;
    for (base, reading) in &par.readings {
        out.push_str(&par.text[from..base.end]);
        out.push('（');
        out.push_str(reading);
        out.push('）');
        from = base.end;
    }
    out.push_str(&par.text[from..]);
    out
}
