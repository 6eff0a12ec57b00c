//! Names that nobody defined, and those of files.

use crate::diag::{Code, Diagnostic, Reported, Sink, Spanned, did_you_mean};
use crate::say::{Text, text};

/// Reports an unknown name, with the nearest one that exists.
pub(super) fn unknown<'a>(
    sink: &mut Sink,
    what: impl Into<Text>,
    name: &Spanned<String>,
    names: impl IntoIterator<Item = &'a str, IntoIter: Clone>,
) -> Reported {
    let what: &Text = &what.into();
    let help = did_you_mean(
        &name.value,
        names,
        ("“", "”"),
        text!("edition.known-names", "known are"),
    );
    sink.error(
        Diagnostic::new(
            Code::UnknownName,
            name.span,
            text!(
                "edition.there-is-no",
                "there is no {what} “{name}”",
                what,
                name = name.value
            ),
        )
        .help(help),
    )
}

/// The name of a file without its folder and ending.
pub(super) fn stem(path: &str) -> String {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    file.rsplit_once('.')
        .map_or(file, |(stem, _)| stem)
        .to_owned()
}
