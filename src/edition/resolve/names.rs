//! Names that nobody defined, and the nearest that somebody did.

use crate::diag::{Code, Diagnostic, Reported, Sink, Spanned};

/// The nearest of `names` to what was written, for "did you mean".
pub(super) fn nearest<'a>(
    written: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    names
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(written, name), name))
        .filter(|(distance, name)| {
            *distance <= name.chars().count().max(written.chars().count()) / 2
        })
        .min()
        .map(|(_, name)| name.to_owned())
}

/// Tells that a name is unknown, with the nearest one that exists.
pub(super) fn unknown<'a>(
    sink: &mut Sink,
    what: &str,
    name: &Spanned<String>,
    names: impl IntoIterator<Item = &'a str> + Clone,
) -> Reported {
    let help = match nearest(&name.value, names.clone()) {
        Some(near) => format!("did you mean “{near}”?"),
        None => format!(
            "known are: {}",
            names.into_iter().collect::<Vec<_>>().join(", ")
        ),
    };
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
