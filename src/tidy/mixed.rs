//! Characters of both forms in one text: 郏 and 郟.

use std::collections::BTreeMap;

use super::proposal::Proposal;
use super::variants::{simplified, traditional};
use crate::say::{Text, text};

/// How many of a hundred characters of two forms are Traditional in a text that is Traditional.
const TRADITIONAL: usize = 50;

/// Traditional characters in a Simplified text, or the other way round; with `fold` each becomes
/// what the text has otherwise.
pub(super) fn found(text: &str, fold: bool) -> Vec<Proposal> {
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    for character in text.chars().filter(|c| *c >= '\u{4E00}') {
        *counts.entry(character).or_default() += 1;
    }
    let old: BTreeMap<char, char> = counts
        .keys()
        .filter_map(|c| Some((*c, simplified(*c)?)))
        .collect();
    let olds: usize = old.keys().map(|c| counts[c]).sum();
    let news: usize = counts
        .iter()
        .filter(|(c, _)| !old.contains_key(c) && traditional(**c).next().is_some())
        .map(|(_, count)| count)
        .sum();
    if olds == 0 {
        return Vec::new();
    }
    // In a Traditional text every Simplified character has several forms that it may stand for, so
    // that only those with one are told.
    let in_old = olds * 100 > (olds + news) * TRADITIONAL;
    let others: BTreeMap<char, char> = if in_old {
        let only = |c: &char| {
            let mut forms = traditional(*c);
            forms
                .next()
                .filter(|_| forms.next().is_none() && !old.contains_key(c))
        };
        counts.keys().filter_map(|c| Some((*c, only(c)?))).collect()
    } else {
        old
    };
    let mut found = Vec::new();
    for (at, character) in text.char_indices() {
        let Some(&other) = others.get(&character) else {
            continue;
        };
        let beside = counts.get(&other).copied().unwrap_or(0);
        let also = if beside > 0 {
            text!(
                "tidy.stands-times",
                ", and {other} stands in it {beside} times",
                other,
                beside
            )
        } else {
            Text::default()
        };
        let which = if in_old {
            text!("tidy.traditional", "Traditional")
        } else {
            text!("tidy.simplified", "Simplified")
        };
        found.push(Proposal {
            start: at,
            end: at + character.len_utf8(),
            becomes: fold.then(|| other.to_string()),
            message: text!(
                "tidy.other-form-text",
                "{character} is the other form of {other} in a text that is {which}{also}",
                character,
                other,
                which,
                also
            ),
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rarer_form_is_marked() {
        let text = "郏县的郟县，发展这个县。";
        let told = found(text, false);
        assert_eq!(told.len(), 1);
        assert!(
            told[0].message.contains("郏 stands") || told[0].message.contains("郏"),
            "{told:?}"
        );
        assert_eq!(told[0].becomes, None);
        assert_eq!(found(text, true)[0].becomes.as_deref(), Some("郏"));
        assert!(found("郏县发展。", true).is_empty());
    }
}
