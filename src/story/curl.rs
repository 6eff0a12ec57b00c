//! Straight quotes 直引号 in Chinese text become “ ” and ‘ ’ (GB/T 15834 §4.8), in pairs: a pair is
//! mapped whole or not at all.

use super::width::is_chinese;

/// Returns the replacement of each straight quote of a text; `None` for every character that stays.
/// Apostrophes and inch marks stay.
pub(super) fn curled(written: &[char]) -> Vec<Option<char>> {
    let mut wide = vec![None; written.len()];
    for (straight, open, close) in [('"', '“', '”'), ('\'', '‘', '’')] {
        let mut begun: Option<usize> = None;
        for at in (0..written.len()).filter(|at| written[*at] == straight) {
            match begun {
                None if is_apostrophe(written, at) || is_inches(written, at) => {}
                Some(_) if straight == '\'' && is_apostrophe(written, at) => {}
                None => begun = Some(at),
                Some(start) => {
                    begun = None;
                    if stands_in_chinese(written, start, at) {
                        wide[start] = Some(open);
                        wide[at] = Some(close);
                    }
                }
            }
        }
        // One that is left over opens when Chinese follows it, or closes.
        if let Some(at) = begun {
            let near = |at: Option<usize>| {
                at.and_then(|at| written.get(at))
                    .is_some_and(|c| is_chinese(*c))
            };
            if near(Some(at + 1)) {
                wide[at] = Some(open);
            } else if near(at.checked_sub(1)) {
                wide[at] = Some(close);
            }
        }
    }
    wide
}

/// Returns whether a quote is an apostrophe: between letters, as in `don't`, or before figures, as
/// in `'90s`.
fn is_apostrophe(written: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| written.get(at));
    let after = written.get(at + 1);
    let latin = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
    written[at] == '\''
        && (latin(before) && latin(after)
            || before.is_none_or(|c| *c == ' ') && after.is_some_and(char::is_ascii_digit))
}

/// Returns whether a quote is an inch mark: right after a figure.
fn is_inches(written: &[char], at: usize) -> bool {
    written[at] == '"'
        && at
            .checked_sub(1)
            .and_then(|at| written.get(at))
            .is_some_and(char::is_ascii_digit)
}

/// Number of characters searched on each side of a pair.
const FAR: usize = 20;

/// Returns whether a pair has Chinese inside or beside it; marks and blanks are skipped.
fn stands_in_chinese(written: &[char], start: usize, end: usize) -> bool {
    let passed = |c: &&char| {
        !matches!(
            c,
            ' ' | '"' | '\'' | ',' | '.' | ':' | ';' | '!' | '?' | '(' | ')'
        )
    };
    written[start..end].iter().any(|c| is_chinese(*c))
        || written[..start]
            .iter()
            .rev()
            .take(FAR)
            .find(passed)
            .is_some_and(|c| is_chinese(*c))
        || written[end..]
            .iter()
            .take(FAR)
            .find(passed)
            .is_some_and(|c| is_chinese(*c))
}
