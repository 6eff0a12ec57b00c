//! Names that nobody defined, and those of files.

use crate::diag::{Code, Diagnostic, Reported, Sink, Spanned, did_you_mean};

/// Reports an unknown name, with the nearest one that exists.
pub(super) fn unknown<'a>(
    sink: &mut Sink,
    what: &str,
    name: &Spanned<String>,
    names: impl IntoIterator<Item = &'a str, IntoIter: Clone>,
) -> Reported {
    let help = did_you_mean(&name.value, names, ("“", "”"), "known are");
    sink.error(
        Diagnostic::new(
            Code::UnknownName,
            name.span,
            format!("there is no {what} “{}”", name.value),
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
