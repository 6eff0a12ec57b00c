//! What editions are made of.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::lexicon::{Lexicon, SIMPLIFIED, TRADITIONAL};
use crate::asset::{FontId, Fonts, Pictures};
use crate::desk::{Desk, DiskDesk, files_below, read_regular};
use crate::diag::{Code, Diagnostic};
use crate::limits::ARTICLE_BYTES;
use crate::say::{Text, text};

/// Sentences longer than this, in characters, are left out.
const LONGEST: usize = 120;
/// Characters that only Traditional texts have, and every one of them has some.
const TRADITIONAL_ONLY: &str = "國學會說時間這個們來對給過還進為與開關東車電機場長實發經當動業種";

/// Words and sentences of one script, those that the fonts can set.
pub(super) struct Script {
    /// Words of each kind.
    pub papers: Vec<&'static str>,
    pub sections: Vec<&'static str>,
    pub times: Vec<&'static str>,
    pub places: Vec<&'static str>,
    pub people: Vec<&'static str>,
    pub verbs: Vec<&'static str>,
    pub things: Vec<&'static str>,
    pub ends: Vec<&'static str>,
    pub sayings: Vec<&'static str>,
    pub says: &'static str,
    pub quotes: [char; 2],
    pub day: &'static str,
    pub seen: &'static str,
    pub credit: &'static str,
    /// Sentences of somebody's articles, in place of made ones.
    pub sentences: Vec<String>,
}

/// What editions are made of.
pub struct Materials {
    pub(super) simplified: Script,
    pub(super) traditional: Script,
    /// Photographs, in place of drawn ones, each with the ending of its name.
    pub(super) photographs: Vec<(String, Vec<u8>)>,
    pub(super) fonts: ExtraFonts,
}

/// Fonts beside the bundled ones: their paths and bytes.
pub(super) type ExtraFonts = Vec<(String, Arc<[u8]>)>;

impl Materials {
    /// The program's own words and drawings, or what stands in these folders.
    pub fn of(
        desk: &DiskDesk,
        articles: Option<&Path>,
        pictures: Option<&Path>,
    ) -> Result<Materials, Box<Diagnostic>> {
        let mut fonts: ExtraFonts = Vec::new();
        for path in desk.extra_fonts() {
            // One that cannot be read is not at hand.
            if let Ok(bytes) = desk.read(&path) {
                fonts.push((path, bytes));
            }
        }
        let faces = faces(&fonts);
        let can_set = |text: &str| {
            let mut printed = text.chars().filter(|c| *c != '#');
            printed.all(|c| faces.with_glyph(FontId::BODY, c).is_some())
        };
        let (mut plain, mut full) = (Vec::new(), Vec::new());
        if let Some(folder) = articles {
            for path in files_in(folder, &["md", "txt"])? {
                let bytes = read_regular(Path::new(&path), ARTICLE_BYTES as u64)
                    .map_err(|error| unreadable(&path, Text::of(&error)))?;
                let Ok(text) = String::from_utf8(bytes) else {
                    return Err(unreadable(
                        &path,
                        text!("archive.not-utf-8", "it is not UTF-8"),
                    ));
                };
                let found = sentences(&text).into_iter().filter(|it| can_set(it));
                match is_traditional(&text) {
                    true => full.extend(found),
                    false => plain.extend(found),
                }
            }
            if plain.is_empty() && full.is_empty() {
                return Err(none_in(folder));
            }
        }
        let mut photographs = Vec::new();
        if let Some(folder) = pictures {
            for path in files_in(folder, &["jpg", "jpeg", "png", "tif", "tiff", "webp"])? {
                let bytes = read_regular(Path::new(&path), crate::limits::FILE_BYTES)
                    .map_err(|error| unreadable(&path, Text::of(&error)))?;
                Pictures::default()
                    .add(&path, bytes.clone())
                    .map_err(|fault| unreadable(&path, fault.0))?;
                let ending = path
                    .rsplit('.')
                    .next()
                    .unwrap_or("jpg")
                    .to_ascii_lowercase();
                photographs.push((ending, bytes));
            }
            if photographs.is_empty() {
                return Err(none_in(folder));
            }
        }
        Ok(Materials {
            simplified: Script::of(&SIMPLIFIED, plain, &can_set),
            traditional: Script::of(&TRADITIONAL, full, &can_set),
            photographs,
            fonts,
        })
    }
}

impl Script {
    fn of(lexicon: &Lexicon, sentences: Vec<String>, can_set: &dyn Fn(&str) -> bool) -> Script {
        let kept = |words: &[&'static str]| -> Vec<&'static str> {
            let kept = words.iter().copied().filter(|word| can_set(word));
            kept.collect()
        };
        let mark =
            |text: &'static str, plain: &'static str| if can_set(text) { text } else { plain };
        Script {
            papers: kept(lexicon.papers),
            sections: kept(lexicon.sections),
            times: kept(lexicon.times),
            places: kept(lexicon.places),
            people: kept(lexicon.people),
            verbs: kept(lexicon.verbs),
            things: kept(lexicon.things),
            ends: kept(lexicon.ends),
            sayings: kept(lexicon.sayings),
            says: mark(lexicon.says, "："),
            quotes: lexicon.quotes,
            day: lexicon.day,
            seen: mark(lexicon.seen, "，此地所在"),
            credit: mark(lexicon.credit, "本刊"),
            sentences,
        }
    }
}

/// The bundled faces with those at hand.
fn faces(extra: &ExtraFonts) -> Fonts {
    let mut fonts = Fonts::bundled();
    for (path, bytes) in extra {
        fonts.announce(path);
        let waiting = fonts
            .names()
            .map(|(id, _)| id)
            .find(|id| fonts.waiting(*id) == Some(path.as_str()));
        if let Some(id) = waiting {
            // A font that cannot be used is not at hand.
            let _ = fonts.supply(id, bytes.clone());
        }
    }
    fonts
}

fn is_traditional(text: &str) -> bool {
    let seen: BTreeSet<char> = text.chars().collect();
    TRADITIONAL_ONLY
        .chars()
        .filter(|c| seen.contains(c))
        .count()
        >= 5
}

/// The sentences of an article that can stand alone: they end with a mark, and
/// what they open they close.
fn sentences(text: &str) -> Vec<String> {
    let body = match text.strip_prefix("---") {
        Some(rest) => rest.split_once("\n---").map_or(rest, |(_, body)| body),
        None => text,
    };
    let mut found = Vec::new();
    for line in body.lines().map(str::trim) {
        // What is marked up says something by its place.
        if line.contains(['#', '|', '*', '[', ']', '{', '}', '\\', '<', '〖', '`', '_']) {
            continue;
        }
        let (mut sentence, mut open) = (String::new(), 0_i32);
        let mut rest = line.chars().peekable();
        while let Some(c) = rest.next() {
            sentence.push(c);
            match c {
                '“' | '‘' | '「' | '『' | '（' | '《' | '〈' => open += 1,
                '”' | '’' | '」' | '』' | '）' | '》' | '〉' => open -= 1,
                _ => {}
            }
            let closes = rest
                .peek()
                .is_some_and(|c| matches!(c, '”' | '’' | '」' | '』'));
            if open == 0 && !closes && ends(&sentence) {
                let whole = std::mem::take(&mut sentence);
                if (6..=LONGEST).contains(&whole.chars().count()) {
                    found.push(whole);
                }
            }
        }
    }
    found
}

/// Whether a sentence is at its end: at a mark, or at one inside quotation
/// marks that are closed.
fn ends(sentence: &str) -> bool {
    let bare = sentence.trim_end_matches(['”', '’', '」', '』']);
    bare.ends_with(['。', '！', '？'])
}

fn files_in(folder: &Path, endings: &[&str]) -> Result<Vec<String>, Box<Diagnostic>> {
    let home = folder.to_string_lossy();
    let files = files_below(folder).map_err(|error| unreadable(&home, Text::of(&error)))?;
    let is_one = |path: &&String| {
        let ending = path.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
        endings.contains(&ending.as_str())
    };
    let home = home.trim_end_matches('/');
    Ok(files
        .iter()
        .filter(is_one)
        .map(|path| format!("{home}/{path}"))
        .collect())
}

fn unreadable(path: &str, why: Text) -> Box<Diagnostic> {
    let message = text!(
        "archive.unreadable",
        "“{path}” cannot be used: {why}",
        path,
        why
    );
    Box::new(Diagnostic::new(Code::FileUnreadable, None, message))
}

fn none_in(folder: &Path) -> Box<Diagnostic> {
    let folder = folder.to_string_lossy();
    let message = text!(
        "archive.no-material",
        "there is nothing in {folder} that could be used",
        folder
    );
    Box::new(Diagnostic::new(Code::FileNotFound, None, message).help(text!("archive.no-material-help", "articles are .md or .txt files in UTF-8 with whole sentences; photographs are JPEG, PNG, TIFF or WebP")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_stand_alone() {
        let text = "---\n主题: 题。\n---\n\n一座桥修好了。“谁修的？”他问。（本报讯。未完\n## 小标题\n短。\n全村人都来了！";
        assert_eq!(
            sentences(text),
            ["一座桥修好了。", "“谁修的？”", "全村人都来了！"]
        );
    }

    #[test]
    fn both_scripts_have_words_that_the_bundled_faces_can_set() {
        let materials = Materials::of(&DiskDesk::default(), None, None).expect("words");
        for script in [&materials.simplified, &materials.traditional] {
            for words in [
                &script.papers,
                &script.sections,
                &script.times,
                &script.places,
                &script.people,
                &script.verbs,
                &script.things,
                &script.ends,
                &script.sayings,
            ] {
                assert!(!words.is_empty());
            }
        }
        let simplified = &materials.simplified;
        assert_eq!(
            simplified.places.len(),
            SIMPLIFIED.places.len(),
            "none is lost"
        );
        assert_eq!(
            simplified.things.len(),
            SIMPLIFIED.things.len(),
            "none is lost"
        );
        assert!(is_traditional("國學會說時間") && !is_traditional("国学会说时间"));
    }
}
