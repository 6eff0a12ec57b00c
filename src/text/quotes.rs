//! Which quotes belong to Latin text. “ ” and ‘ ’ are shared between scripts;
//! the two of a pair are of one nature, whatever stands beside either.

use super::class::is_wide;

/// The byte places of paired quotes and of apostrophes, in order, and whether
/// they are Latin; apostrophes are.
pub(super) struct Quotes(Vec<(usize, bool)>);

impl Quotes {
    /// Pairs the quotes of a paragraph. A pair is Latin when it holds no
    /// full-width character and English text goes before or after it, parted
    /// from it by a space as English writes, and Chinese on neither side.
    pub fn of(text: &str) -> Quotes {
        let mut quotes = Vec::new();
        if !text.bytes().any(|byte| byte.is_ascii_alphanumeric()) || !text.contains(['“', '‘', '’'])
        {
            return Quotes(quotes);
        }
        let characters: Vec<(usize, char)> = text.char_indices().collect();
        let mut pairs: Vec<(usize, usize, bool)> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for (nth, &(_, character)) in characters.iter().enumerate() {
            match character {
                '“' | '‘' => open.push(nth),
                '’' if is_apostrophe(
                    &characters,
                    nth,
                    open.iter().any(|&nth| characters[nth].1 == '‘'),
                ) =>
                {
                    quotes.push((characters[nth].0, true));
                }
                '”' | '’' => {
                    let twin = if character == '”' { '“' } else { '‘' };
                    let Some(place) = open.iter().rposition(|&nth| characters[nth].1 == twin)
                    else {
                        continue;
                    };
                    let from = open[place];
                    open.truncate(place);
                    pairs.push((from, nth, is_latin(&characters, from, nth)));
                }
                _ => {}
            }
        }
        pairs.sort_unstable();
        of_one_nature(&characters, &mut pairs);
        quotes.extend(pairs.into_iter().flat_map(|(from, to, latin)| {
            [(characters[from].0, latin), (characters[to].0, latin)]
        }));
        quotes.sort_unstable();
        Quotes(quotes)
    }

    /// Whether the quote at a byte is Latin; `None` when it has no twin.
    pub fn is_latin(&self, at: usize) -> Option<bool> {
        self.0
            .binary_search_by_key(&at, |(place, _)| *place)
            .ok()
            .map(|nth| self.0[nth].1)
    }
}

/// Whether ’ stands for letters left out: don’t, rock ’n’ roll, and where no ‘
/// waits for it ’90s and boys’ room.
fn is_apostrophe(characters: &[(usize, char)], nth: usize, awaited: bool) -> bool {
    let at = |nth: Option<usize>| nth.and_then(|nth| characters.get(nth)).map(|(_, c)| *c);
    let (before, after) = (at(nth.checked_sub(1)), at(Some(nth + 1)));
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_wide(c));
    // The blank between Han and Latin is the setting's own: none is in the text.
    let apart = |c: Option<char>| {
        c.is_none_or(|c| {
            c.is_whitespace() || c.is_alphanumeric() && is_wide(c) || "([“（《".contains(c)
        })
    };
    let and = |n: Option<char>, end: Option<char>| matches!(n, Some('n' | 'N')) && end == Some('’');
    let of_and =
        and(after, at(Some(nth + 2))) && apart(before) || and(before, at(nth.checked_sub(2)));
    let left_out =
        letter(after) && apart(before) || letter(before) && after.is_some_and(char::is_whitespace);
    letter(before) && letter(after) || of_and || left_out && !awaited
}

/// Pairs in a row, with nothing but spaces between them, are Latin all or none.
fn of_one_nature(characters: &[(usize, char)], pairs: &mut [(usize, usize, bool)]) {
    let follows = |one: &(usize, usize, bool), next: &(usize, usize, bool)| {
        one.1 < next.0
            && characters[one.1 + 1..next.0]
                .iter()
                .all(|(_, c)| c.is_whitespace())
    };
    for nth in 1..pairs.len() {
        if follows(&pairs[nth - 1], &pairs[nth]) {
            pairs[nth].2 &= pairs[nth - 1].2;
        }
    }
    for nth in (1..pairs.len()).rev() {
        if follows(&pairs[nth - 1], &pairs[nth]) {
            pairs[nth - 1].2 &= pairs[nth].2;
        }
    }
}

fn is_latin(characters: &[(usize, char)], from: usize, to: usize) -> bool {
    let quote = |c: char| matches!(c, '“' | '”' | '‘' | '’');
    let inside = &characters[from + 1..to];
    if inside.is_empty() || inside.iter().any(|(_, c)| is_wide(*c) && !quote(*c)) {
        return false;
    }
    let mut before = characters[..from]
        .iter()
        .rev()
        .map(|(_, c)| *c)
        .skip_while(|c| quote(*c))
        .peekable();
    let spaced = before
        .peek()
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '['));
    let before = before.find(|c| !c.is_whitespace() && !quote(*c));
    let after = characters[to + 1..]
        .iter()
        .map(|(_, c)| *c)
        .find(|c| !c.is_whitespace() && !quote(*c));
    let western = |c: Option<char>| c.is_some_and(|c| !is_wide(c) && !matches!(c, '—' | '…' | '·'));
    let wide = |c: Option<char>| c.is_some_and(|c| !western(Some(c)));
    spaced && !wide(before) && !wide(after) && (western(before) || western(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn natures(text: &str) -> Vec<bool> {
        Quotes::of(text).0.iter().map(|(_, latin)| *latin).collect()
    }

    #[test]
    fn the_two_of_a_pair_are_of_one_nature() {
        assert_eq!(natures("推出OpenAI“o1”模型"), [false, false]);
        assert_eq!(natures("他买了Windows“Vista”"), [false, false]);
        assert_eq!(natures("“Hello,” he said."), [true, true]);
        assert_eq!(natures("It is “a ‘fine’ day” indeed."), [true; 4]);
        assert_eq!(
            natures("他说“It’s fine”。"),
            [false, true, false],
            "with its apostrophe"
        );
        assert_eq!(natures("他说 “fine” 就走了"), [false, false]);
        assert_eq!(natures("“A” “B” “C”三种"), [false; 6]);
    }

    #[test]
    fn apostrophes_are_latin() {
        assert_eq!(natures("听 rock ’n’ roll 长大"), [true, true]);
        assert_eq!(natures("听‘rock ’n’ roll’长大"), [false, true, true, false]);
        assert_eq!(natures("属于 ’90s 的歌"), [true]);
        assert_eq!(natures("“’90s”专辑"), [false, true, false]);
        assert_eq!(natures("他在 the ’Net 上"), [true]);
        assert_eq!(natures("the boys’ room 里"), [true]);
        assert_eq!(natures("他说‘ 好 ’Net"), [false, false]);
        assert_eq!(natures("听‘Net’ 音乐"), [false, false]);
        assert_eq!(natures("讲到’90s的歌"), [true]);
        assert!(
            natures("他走了。’2021年").is_empty(),
            "a quote whose twin is in the paragraph before"
        );
    }
}
