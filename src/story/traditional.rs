//! Traditional copy 繁体 in faces that have none.

use std::collections::{BTreeMap, BTreeSet};

use encoding_rs::{BIG5, GB18030};

use crate::diag::{Code, Diagnostic, SourceId, Sources, Span};
use crate::say::text;

/// So many different characters are no rare names: the copy is Traditional.
const LEAST: usize = 5;
/// Characters that are shown.
const SHOWN: usize = 8;

/// Whether a character is one of Traditional texts only: Big5 has it, and GB
/// 2312, the set of Simplified ones, has not.
fn is_traditional(character: char) -> bool {
    let text = character.to_string();
    let (big5, _, unmapped) = BIG5.encode(&text);
    if unmapped || big5.len() != 2 || character < '\u{4E00}' {
        return false;
    }
    let (gb, _, _) = GB18030.encode(&text);
    !matches!(*gb, [0xB0..=0xF7, 0xA1..=0xFE])
}

/// Whether a text is in Traditional characters: it has several that Simplified
/// texts have not.
pub(super) fn is_traditional_text(text: &str) -> bool {
    let mut found = text
        .chars()
        .filter(|c| *c >= '\u{4E00}' && *c <= '\u{9FFF}')
        .filter(|c| is_traditional(*c));
    found.nth(LEAST - 1).is_some()
}

/// The diagnostics with those of every character that no font has made one,
/// for each file whose copy is Traditional.
pub fn folded(diagnostics: Vec<Diagnostic>, sources: &Sources) -> Vec<Diagnostic> {
    let missing = |diagnostic: &Diagnostic| -> Option<(SourceId, char, Span)> {
        let place = diagnostic
            .primary
            .filter(|_| diagnostic.code == Code::MissingGlyph)?;
        let character = sources.slice(place).chars().next()?;
        is_traditional(character).then_some((place.source, character, place))
    };
    let mut files: BTreeMap<SourceId, (BTreeSet<char>, Vec<char>, Span)> = BTreeMap::new();
    for (file, character, place) in diagnostics.iter().filter_map(missing) {
        let (all, first, _) = files
            .entry(file)
            .or_insert((BTreeSet::new(), Vec::new(), place));
        if all.insert(character) && first.len() < SHOWN {
            first.push(character);
        }
    }
    // Japanese has the same characters, and kana among them.
    let kana = |file: SourceId| {
        let is_kana = |c: &char| ('\u{3041}'..='\u{30FF}').contains(c);
        sources.text(file).chars().filter(is_kana).count() >= LEAST
    };
    files.retain(|file, (all, _, _)| all.len() >= LEAST && !kana(*file));
    let mut kept = Vec::with_capacity(diagnostics.len());
    let mut done = BTreeSet::new();
    for diagnostic in diagnostics {
        let file = missing(&diagnostic).map(|(file, _, _)| file);
        let Some((file, (all, first, place))) =
            file.and_then(|file| Some((file, files.get(&file)?)))
        else {
            kept.push(diagnostic);
            continue;
        };
        if done.insert(file) {
            let shown: String = first.iter().collect();
            let message = text!(
                "story.copy-traditional-chinese-fonts",
                "the copy is Traditional Chinese (繁体) and the fonts are Simplified: none has {all} of its characters, the first “{shown}”",
                all = all.len(),
                shown
            );
            kept.push(Diagnostic::new(Code::MissingGlyph, *place, message).help(
                text!("story.way-traditional", "give the copy in Simplified, or set it in fonts that have Traditional characters: name them in [fonts] of the layout or with --font-path, as the layout tw-broadsheet does"),
            ));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded_of(text: &str) -> Vec<String> {
        let mut sources = Sources::default();
        let source = sources.add("a.md", text.to_owned());
        let list = text
            .char_indices()
            .map(|(at, c)| Diagnostic::missing_glyph(Span::new(source, at, at + c.len_utf8()), c))
            .collect();
        folded(list, &sources)
            .into_iter()
            .map(|kept| kept.message.to_string())
            .collect()
    }

    #[test]
    fn one_message_stands_for_all() {
        let told = folded_of("國這為個學國𰻝");
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(
            told[0].contains("5 of its characters, the first “國這為個學”"),
            "{told:?}"
        );
        assert!(told[1].contains('𰻝'), "{told:?}");
    }

    #[test]
    fn japanese_is_not_traditional_chinese() {
        assert!(folded_of("國這為個學のにはをが").len() > 2);
    }

    #[test]
    fn a_rare_name_is_told_by_itself() {
        assert_eq!(folded_of("喆堃").len(), 2);
        assert_eq!(folded_of("国这为个学").len(), 5);
    }
}
