//! Sentences, headlines and articles.

use super::materials::Script;
use crate::archive::order::Dice;

/// A paragraph has about so many characters.
const PARAGRAPH: usize = 110;

/// One of some words, with numbers put in.
pub(super) fn pick(dice: &mut Dice, words: &[&str]) -> String {
    let word = words.get(dice.below(words.len())).copied().unwrap_or("");
    numbered(dice, word)
}

/// Puts a number where a `#` stands.
pub(super) fn numbered(dice: &mut Dice, text: &str) -> String {
    let mut put = String::new();
    for c in text.chars() {
        match c {
            '#' => put.push_str(&(2 + dice.below(27)).to_string()),
            c => put.push(c),
        }
    }
    put
}

/// A sentence in pieces, each with the mark after it.
fn sentence(dice: &mut Dice, script: &Script) -> Vec<String> {
    if !script.sentences.is_empty() {
        let at = dice.below(script.sentences.len());
        return vec![script.sentences[at].clone()];
    }
    let mut word = |words: &[&str]| pick(dice, words);
    let who = word(&script.people);
    let did = format!("{who}{}{}", word(&script.verbs), word(&script.things));
    let mut pieces = vec![
        format!("{}{}，", word(&script.times), word(&script.places)),
        format!("{did}，"),
    ];
    match dice.below(5) {
        0 => {
            let [open, close] = script.quotes;
            let saying = pick(dice, &script.sayings);
            let who = pick(dice, &script.people);
            let before = if dice.below(2) == 0 { pieces.len() } else { 1 };
            pieces.truncate(before);
            if let Some(last) = pieces.last_mut() {
                *last = last.replace('，', "。");
            }
            pieces.push(format!("{who}{}{open}{saying}。{close}", script.says));
        }
        1 => {
            let more = pick(dice, &script.people);
            let verb = pick(dice, &script.verbs);
            pieces.push(format!("{more}{verb}{}，", pick(dice, &script.things)));
            pieces.push(format!("{}。", pick(dice, &script.ends)));
        }
        _ => pieces.push(format!("{}。", pick(dice, &script.ends))),
    }
    pieces
}

/// An article of about so many characters, rather a little less. The same dice
/// begin a longer one with the same words.
pub(super) fn article(dice: &mut Dice, script: &Script, chars: usize) -> String {
    let mut text = String::new();
    let (mut count, mut in_paragraph) = (0, 0);
    'all: loop {
        let pieces = sentence(dice, script);
        let whole: usize = pieces.iter().map(|piece| piece.chars().count()).sum();
        if in_paragraph > PARAGRAPH {
            text.push_str("\n\n");
            in_paragraph = 0;
        }
        if count + whole <= chars || count == 0 && pieces.len() == 1 {
            pieces.iter().for_each(|piece| text.push_str(piece));
            count += whole;
            in_paragraph += whole;
            continue;
        }
        // Its first pieces may still have room.
        for piece in pieces {
            let length = piece.chars().count();
            if count + length > chars && count > 0 {
                break 'all;
            }
            text.push_str(&piece);
            count += length;
        }
        break;
    }
    let trimmed = text.trim_end();
    match trimmed.strip_suffix('，') {
        Some(bare) => format!("{bare}。"),
        None => trimmed.to_owned(),
    }
}

/// A headline of at most so many characters.
pub(super) fn headline(dice: &mut Dice, script: &Script, most: usize) -> String {
    let mut shortest: Option<String> = None;
    for _ in 0..40 {
        let who = pick(dice, &script.people);
        let did = pick(dice, &script.verbs);
        let did = did.trim_end_matches('了').to_owned();
        let what = pick(dice, &script.things);
        let text = match dice.below(3) {
            0 => format!("{who}{did}{what}"),
            1 => format!("{did}{what}"),
            _ => format!("{what}{}", pick(dice, &script.ends)),
        };
        if text.chars().count() <= most {
            return text;
        }
        if shortest
            .as_ref()
            .is_none_or(|it| text.chars().count() < it.chars().count())
        {
            shortest = Some(text);
        }
    }
    shortest.unwrap_or_default().chars().take(most).collect()
}
