//! Typewriter marks of Western text: straight quotes, apostrophes and double
//! hyphens become “ ” ‘ ’ — (Chicago Manual of Style 6.83, 6.117).

/// Words that begin with an apostrophe in place of letters.
const SHORTENED: [&str; 10] = [
    "twas", "tis", "til", "em", "cause", "round", "bout", "n", "neath", "twere",
];

/// What each character becomes; `None` drops one. Feet, inches, addresses and
/// options of programs stay as they are.
pub(super) fn typeset(written: &[char]) -> Vec<Option<char>> {
    let mut new: Vec<Option<char>> = written.iter().copied().map(Some).collect();
    let mut typesetter = Typesetter {
        written,
        double: false,
        single: false,
    };
    let mut at = 0;
    while at < written.len() {
        at += match written[at] {
            '"' => typesetter.double_at(at, 1, &mut new),
            '`' | '\'' if typesetter.is(at + 1, written[at]) => {
                typesetter.double_at(at, 2, &mut new)
            }
            '`' => typesetter.backquote(at, &mut new),
            '\'' => typesetter.single_at(at, &mut new),
            '-' => typesetter.hyphens(at, &mut new),
            _ => 1,
        };
    }
    new
}

/// Quotes that begin one after another; nobody nests more.
const NESTED: usize = 3;
/// How far an address is looked round, in characters.
const FAR: usize = 200;

struct Typesetter<'a> {
    written: &'a [char],
    /// Whether a double quote is open, and a single one.
    double: bool,
    single: bool,
}

impl Typesetter<'_> {
    fn get(&self, at: usize) -> Option<char> {
        self.written.get(at).copied()
    }

    fn is(&self, at: usize, character: char) -> bool {
        self.get(at) == Some(character)
    }

    fn before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|at| self.get(at))
    }

    /// Whether a word begins at `at`: at the head of the text, after a blank, a
    /// bracket, a dash or other quotes that begin one.
    fn begins(&self, at: usize) -> bool {
        let mut before = self.written[at.saturating_sub(NESTED)..at].iter().rev();
        let first = before.find(|c| !matches!(c, '"' | '\'' | '`'));
        first.map_or(at <= NESTED, |c| {
            c.is_whitespace() || "([{—–-/“‘".contains(*c)
        })
    }

    /// Whether a word goes on at `at`.
    fn goes_on(&self, at: usize) -> bool {
        self.get(at)
            .is_some_and(|c| !c.is_whitespace() && !matches!(c, ')' | ']' | ',' | '.' | ';' | ':'))
    }

    fn double_at(&mut self, at: usize, length: usize, new: &mut [Option<char>]) -> usize {
        let figure = self.before(at).is_some_and(|c| c.is_ascii_digit());
        let feet = self.written[..at]
            .iter()
            .rev()
            .find(|c| !c.is_ascii_digit() && **c != '.' && **c != ' ')
            .is_some_and(|c| matches!(c, '\'' | '’' | '×'));
        if figure && (feet || !self.double) {
            return length;
        }
        let opens = self.written[at] == '`' || self.begins(at) && self.goes_on(at + length);
        new[at] = Some(if opens { '“' } else { '”' });
        new[at + 1..at + length].fill(None);
        self.double = opens;
        length
    }

    /// A backquote opens what an apostrophe closes; two of a kind are code.
    fn backquote(&mut self, at: usize, new: &mut [Option<char>]) -> usize {
        let end = self.written[at + 1..]
            .iter()
            .position(|c| matches!(c, '`' | '\''));
        match end.map(|end| at + 1 + end) {
            Some(end) if self.written[end] == '\'' && self.begins(at) => {
                new[at] = Some('‘');
                self.single = true;
                1
            }
            Some(end) if self.written[end] == '`' => end + 1 - at,
            _ => 1,
        }
    }

    fn single_at(&mut self, at: usize, new: &mut [Option<char>]) -> usize {
        let before = self.before(at);
        let after = self.get(at + 1);
        let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        // Feet and minutes.
        if figure(before) && !letter(after) && !self.single {
            return 1;
        }
        if !self.begins(at) {
            self.single &= letter(before) && letter(after);
            new[at] = Some('’');
            return 1;
        }
        let word: String = self.written[at + 1..]
            .iter()
            .take_while(|c| c.is_alphabetic())
            .flat_map(|c| c.to_lowercase())
            .collect();
        let left_out = figure(after) || SHORTENED.contains(&word.as_str());
        let opens = !left_out && self.goes_on(at + 1) && self.closes_later(at + 1);
        new[at] = Some(if opens { '‘' } else { '’' });
        self.single |= opens;
        1
    }

    /// Whether an apostrophe further on ends a word, before another begins one.
    fn closes_later(&self, from: usize) -> bool {
        (from..self.written.len())
            .filter(|at| self.written[*at] == '\'')
            .map(|at| {
                let letter = self.get(at + 1).is_some_and(char::is_alphanumeric);
                (self.begins(at), letter)
            })
            .find(|(begins, letter)| *begins || !letter)
            .is_some_and(|(begins, _)| !begins)
    }

    /// Two hyphens or three are a dash, between figures that of a range.
    fn hyphens(&self, at: usize, new: &mut [Option<char>]) -> usize {
        let run = self.written[at..].iter().take_while(|c| **c == '-').count();
        let (before, after) = (self.before(at), self.get(at + run));
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let word =
            |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "\"'’”“‘,.!?)(".contains(c));
        let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let apart = blank(before) == blank(after) && (blank(before) || word(before) && word(after))
            || word(before) && blank(after);
        if !(2..=3).contains(&run) || !apart || self.in_address(at) {
            return run;
        }
        let range = run == 2 && figure(before) && figure(after);
        new[at] = Some(if range { '–' } else { '—' });
        new[at + 1..at + run].fill(None);
        run
    }

    /// Whether the word around is an address.
    fn in_address(&self, at: usize) -> bool {
        let near = at.saturating_sub(FAR);
        let start = self.written[near..at]
            .iter()
            .rposition(|c| c.is_whitespace())
            .map_or(near, |blank| near + blank + 1);
        let mut word = self.written[start..]
            .iter()
            .take(2 * FAR)
            .take_while(|c| !c.is_whitespace());
        word.any(|c| matches!(c, '/' | '@' | '=' | '\\' | '_'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str) -> String {
        let written: Vec<char> = text.chars().collect();
        typeset(&written).into_iter().flatten().collect()
    }

    #[test]
    fn quotes_apostrophes_and_dashes_are_set() {
        for (written, meant) in [
            (
                "\"It's the dogs I'll miss,\" said Mr. O'Brien, 61.",
                "“It’s the dogs I’ll miss,” said Mr. O’Brien, 61.",
            ),
            (
                "who's 6'2\" tall. 'Twas the '90s.",
                "who’s 6'2\" tall. ’Twas the ’90s.",
            ),
            (
                "\"He is 6'2\" tall,\" she said.",
                "“He is 6'2\" tall,” she said.",
            ),
            (
                "Mail carrier's 23-year route isn't over",
                "Mail carrier’s 23-year route isn’t over",
            ),
            ("walked 1/2 mile -- or more", "walked 1/2 mile — or more"),
            ("word--word, 1990--95, a---b", "word—word, 1990–95, a—b"),
            (
                "He said, \"She said 'no' twice.\"",
                "He said, “She said ‘no’ twice.”",
            ),
            ("\"'Yes,' he said.\"", "“‘Yes,’ he said.”"),
            (
                "the boys' room and rock 'n' roll",
                "the boys’ room and rock ’n’ roll",
            ),
            ("``Fine,'' he said. `So'", "“Fine,” he said. ‘So’"),
            ("''Fine,'' he said.", "“Fine,” he said."),
            ("(\"Wind\") \"In 1990\"", "(“Wind”) “In 1990”"),
            ("the 1990s' end", "the 1990s’ end"),
        ] {
            assert_eq!(set(written), meant);
        }
    }

    #[test]
    fn what_is_no_mark_of_text_stays() {
        for text in [
            "https://a.com/b--c",
            "run it with --force",
            "a - b, well-known",
            "5'30\" long",
            "a `code` b",
            "“Wind,” she said — “and rain!”",
            "-----",
        ] {
            assert_eq!(set(text), text);
        }
    }
}
