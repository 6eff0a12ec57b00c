//! An edition 一期 as written.

use std::collections::BTreeMap;

use super::date;
use super::fields::quoting;
use super::lints::{Lints, lints};
use super::reader::read_file;
use super::table::Table;
use crate::diag::{Reported, Sink, SourceId, Sources, Span, Spanned};
use crate::say::{Text, text};

/// `edition.toml`.
#[derive(Clone, Debug)]
pub struct EditionSpec {
    /// `paper`: the paper's name 报名.
    pub paper: Spanned<String>,
    /// `slug`: the prefix of file names; the paper's name when absent.
    pub slug: Option<Spanned<String>>,
    /// `date`: `2021-12-31`, checked to be one.
    pub date: Spanned<String>,
    /// `layout`: a bundled layout's name, or a path ending in `.toml`.
    pub layout: Spanned<String>,
    /// `pages`: the page files, in order.
    pub pages: Vec<Spanned<String>>,
    /// `roots`: folders beside the edition's own that its files may lie in.
    pub roots: Vec<Spanned<String>>,
    /// `[fields]`: texts that furniture may quote as `{name}`.
    pub fields: BTreeMap<String, Spanned<String>>,
    /// Header of `[fields]`, if it is there.
    pub fields_at: Option<Span>,
    /// `[lints]`: levels for this edition alone, over the layout's.
    pub lints: Lints,
}

impl EditionSpec {
    /// Reads an edition file; tells every problem of it.
    ///
    /// | key | value | |
    /// |---|---|---|
    /// | `paper` | text | required |
    /// | `slug` | letters, figures, `-` and `_` | |
    /// | `date` | `"2021-12-31"` or `2021-12-31` | required |
    /// | `layout` | name or path | required |
    /// | `pages` | array of paths, one at least | required |
    /// | `roots` | array of folders | |
    /// | `[fields]` | any keys, each a text | |
    /// | `[lints]` | lints, each `"allow"`, `"warn"` or `"deny"` | |
    pub fn read(
        source: SourceId,
        sources: &Sources,
        sink: &mut Sink,
    ) -> Result<EditionSpec, Reported> {
        read_file(
            source,
            sources,
            sink,
            text!("spec.edition-file", "the edition file"),
            edition,
        )
    }
}

/// Reads the tables of an edition file.
pub(super) fn edition(mut root: Table<'_>) -> Option<EditionSpec> {
    if !root.has("pages")
        && (root.has("story") || root.has("section") || root.has("grid") || root.has("style"))
    {
        let message = text!(
            "spec.page-layout-edition",
            "this is a page or a layout, not an edition"
        );
        root.refuse(
            root.span(),
            message,
            text!(
                "spec.name-file-paper-date",
                "name the file that has `paper`, `date`, `layout` and `pages`, mostly edition.toml"
            ),
        );
        return None;
    }
    let paper = root.must("paper", Table::name);
    let slug = root.parsed("slug", SLUG_FORM, slug);
    let date = root.must("date", date);
    let layout = root.must("layout", Table::name);
    let pages = root.must("pages", |root, key| Some(root.names(key)));
    if let (true, Some(value)) = (
        pages.as_ref().is_some_and(Vec::is_empty),
        root.value("pages"),
    ) {
        // An element that is no name has been noted already.
        if value
            .get_ref()
            .as_array()
            .is_some_and(|array| array.is_empty())
        {
            root.refuse(
                root.place(value),
                text!("spec.pages-names-page", "`pages` names no page"),
                "",
            );
        }
    }
    let roots = root.names("roots");
    let fields_at = root
        .peek("fields")
        .map(|value| root.reading().first_line(value.span()));
    let fields = root.texts("fields");
    quoting(&mut root, &fields);
    let lints = lints(&mut root);
    root.finish();
    // A wrong date or name has been noted and fails the run; the pages
    // are still read, so that their problems are told with it.
    let (layout, pages) = (layout?, pages?);
    let stand_in = |text: &str| Spanned {
        value: text.to_owned(),
        span: layout.span,
    };
    let date = date.unwrap_or_else(|| stand_in("2000-01-01"));
    let paper = paper.unwrap_or_else(|| stand_in(""));
    Some(EditionSpec {
        paper,
        slug,
        date,
        layout,
        pages,
        roots,
        fields,
        fields_at,
        lints,
    })
}

/// The accepted form of `slug`, for help texts.
const SLUG_FORM: Text = text!(
    "spec.file-names-begin-write",
    "file names begin with it: write letters, figures, - and _, as in slug = \"pingyuan\""
);

/// Maximum length of a slug in bytes: with the date, the page and the version after it, file
/// systems still accept the name.
const LONGEST_SLUG: usize = 120;

/// Checks a slug: it may not lead to another folder, nor begin like an option.
fn slug(text: &str) -> Result<String, Text> {
    match text
        .chars()
        .find(|c| !c.is_alphanumeric() && !matches!(c, '-' | '_'))
    {
        _ if text.is_empty() => Err(text!("spec.it-is-empty", "it is empty")),
        Some(character) => Err(text!(
            "spec.cannot-stand-file-name",
            "{character:?} cannot stand in a file name of an edition",
            character
        )),
        None if text.starts_with('-') => Err(text!(
            "spec.file-name-begins-taken",
            "a file name that begins with - is taken for an option"
        )),
        None if text.len() > LONGEST_SLUG => Err(text!(
            "spec.longer-bytes",
            "it is longer than {longest_slug} bytes",
            longest_slug = LONGEST_SLUG
        )),
        None => Ok(text.to_owned()),
    }
}

/// Reads a date, as a TOML date or as a string.
fn date(table: &mut Table<'_>, key: &'static str) -> Option<Spanned<String>> {
    let value = table.value(key)?;
    match value.get_ref().as_datetime() {
        Some(datetime) if datetime.time.is_none() => {
            let text = datetime.to_string();
            let span = table.place(value);
            let read = date::parse(&text).map_err(|reason| {
                table.refuse(
                    span,
                    text!("spec.key-reason", "`{key}`: {reason}", key, reason),
                    date::DATE_FORM,
                )
            });
            Some(Spanned {
                value: read.ok()?,
                span,
            })
        }
        Some(_) => {
            table.refuse(
                table.place(value),
                text!(
                    "spec.wants-date-without-time",
                    "`{key}` wants a date without a time",
                    key
                ),
                date::DATE_FORM,
            );
            None
        }
        None => table.parsed(key, date::DATE_FORM, date::parse),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_names_of_files() {
        let longest = "长".repeat(40);
        for fine in ["pingyuan", "平原日报", "PY-2_b", &longest] {
            assert!(slug(fine).is_ok(), "{fine}");
        }
        for wrong in [
            "",
            "a/b",
            "..",
            "a\\b",
            "a\0",
            "a\n",
            "-rf",
            "a b",
            &format!("{longest}a"),
        ] {
            assert!(slug(wrong).is_err(), "{wrong}");
        }
    }
}
