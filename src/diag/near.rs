//! Names for help texts: the one that was meant, or those there are.

use crate::limits::{LISTED, SUGGESTED_FROM};
use crate::say::{Text, text};

/// No name that somebody mistyped is longer; comparing longer ones costs.
const LONGEST: usize = 64;

/// A name as it is compared: case and the kind of hyphen make no difference.
fn plain(name: &str) -> String {
    name.to_lowercase().replace('_', "-")
}

/// The one of `names` that `written` is most likely a slip for: off by a third
/// of its characters at most, by one at least, and not by all of them. Of
/// several as near the first is taken; of very many names the first few
/// hundred are looked at.
pub fn nearest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written = plain(written);
    let length = written.chars().count();
    let most = (length / 3).max(1);
    if length > LONGEST {
        return None;
    }
    names
        .into_iter()
        .take(SUGGESTED_FROM)
        .filter(|name| name.chars().count().abs_diff(length) <= most)
        .map(|name| (strsim::osa_distance(&written, &plain(name)), name))
        .filter(|(distance, _)| *distance <= most && *distance < length)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// `names` for a help text, the first few when there are many.
pub fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut names = names.into_iter();
    let mut list = names.by_ref().take(LISTED).collect::<Vec<_>>().join(", ");
    if names.next().is_some() {
        list += " …";
    }
    list
}

/// What to say of a name that is none of `names`: the one that was meant,
/// between `quotes`, or else `otherwise` and those there are.
pub fn did_you_mean<'a>(
    written: &str,
    names: impl IntoIterator<Item = &'a str, IntoIter: Clone>,
    (open, close): (&str, &str),
    otherwise: impl Into<Text>,
) -> Text {
    let names = names.into_iter();
    match nearest(written, names.clone()) {
        Some(near) => text!(
            "diag.did-you-mean",
            "did you mean {open}{near}{close}?",
            open,
            near,
            close
        ),
        None => text!(
            "diag.known",
            "{otherwise}: {names}",
            otherwise = otherwise.into(),
            names = listed(names)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_in_both_scripts() {
        let keys = ["columns", "column", "min-size", "正文字号", "at"];
        assert_eq!(nearest("colums", keys), Some("columns"));
        assert_eq!(nearest("min_size", keys), Some("min-size"));
        assert_eq!(nearest("正文字型", keys), Some("正文字号"));
        assert_eq!(nearest("att", keys), Some("at"));
        for none in ["x", "furniture", "", &"k".repeat(10_000)] {
            assert_eq!(nearest(none, keys), None);
        }
    }

    #[test]
    fn long_lists_are_cut() {
        let names: Vec<String> = (0..LISTED + 3).map(|nth| format!("k{nth}")).collect();
        let list = listed(names.iter().map(String::as_str));
        assert!(
            list.starts_with("k0, k1, ") && list.ends_with("k39 …"),
            "{list}"
        );
        let help = did_you_mean("zzz", ["a", "b"], ("`", "`"), "known are");
        assert_eq!(help, "known are: a, b");
    }
}
