//! The script of quotes. “ ” and ‘ ’ are shared between scripts; the two of a pair are of the same
//! script, whatever is beside either.

use super::class::is_wide;

/// Byte offsets of paired quotes and of apostrophes, in order, and whether they are Latin;
/// apostrophes are.
pub(super) struct Quotes(Vec<(usize, bool)>);

impl Quotes {
    /// Pairs the quotes of a paragraph. A pair is Latin if it contains no full-width character and
    /// English text precedes or follows it, separated by a space as English writes, with Chinese on
    /// neither side.
    pub fn of(text: &str) -> Quotes {
        let mut quotes = Vec::new();
        if !text.bytes().any(|byte| byte.is_ascii_alphanumeric()) || !text.contains(['“', '‘', '’'])
        {
            return Quotes(quotes);
        }
        let characters: Vec<(usize, char)> = text.char_indices().collect();
        let mut pairs: Vec<(usize, usize, bool)> = Vec::new();
        let around = Around::of(&characters);
        let mut open = Open::default();
        for (nth, &(_, character)) in characters.iter().enumerate() {
            match character {
                '“' | '‘' => open.push(nth, character),
                '’' if is_apostrophe(&characters, nth, !open.single.is_empty()) => {
                    quotes.push((characters[nth].0, true));
                }
                '”' | '’' => {
                    let Some(from) = open.close(character) else {
                        continue;
                    };
                    pairs.push((from, nth, around.is_latin(from, nth)));
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

    /// Returns whether the quote at a byte is Latin; `None` if it is not paired.
    pub fn is_latin(&self, at: usize) -> Option<bool> {
        self.0
            .binary_search_by_key(&at, |(place, _)| *place)
            .ok()
            .map(|nth| self.0[nth].1)
    }
}

/// Returns whether ’ is an apostrophe: don’t, rock ’n’ roll, and, if no ‘ is open, ’90s and boys’
/// room.
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

/// Makes pairs with nothing but spaces between them all Latin or all not.
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

/// The quotes that are open, by the number of their character.
#[derive(Default)]
struct Open {
    double: Vec<usize>,
    single: Vec<usize>,
}

impl Open {
    fn push(&mut self, nth: usize, quote: char) {
        if quote == '“' {
            self.double.push(nth);
        } else {
            self.single.push(nth);
        }
    }

    /// Closes the nearest twin of a closing quote, and with it what opened
    /// after that.
    fn close(&mut self, quote: char) -> Option<usize> {
        let (own, other) = if quote == '”' {
            (&mut self.double, &mut self.single)
        } else {
            (&mut self.single, &mut self.double)
        };
        let from = own.pop()?;
        while other.last().is_some_and(|last| *last > from) {
            other.pop();
        }
        Some(from)
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’')
}

/// What stands round each character, so that a pair in a pair costs no more
/// than a pair.
struct Around {
    /// Wide characters that are no quotes, before each.
    wide_before: Vec<usize>,
    /// The nearest character before each that is no quote.
    before: Vec<Option<char>>,
    /// The same, blanks passed over as well.
    solid_before: Vec<Option<char>>,
    /// The nearest after each that is neither.
    solid_after: Vec<Option<char>>,
}

impl Around {
    fn of(characters: &[(usize, char)]) -> Around {
        let count = characters.len();
        let mut around = Around {
            wide_before: Vec::with_capacity(count + 1),
            before: Vec::with_capacity(count),
            solid_before: Vec::with_capacity(count),
            solid_after: vec![None; count],
        };
        let (mut wide, mut before, mut solid) = (0, None, None);
        for &(_, c) in characters {
            around.wide_before.push(wide);
            around.before.push(before);
            around.solid_before.push(solid);
            if !is_quote(c) {
                wide += usize::from(is_wide(c));
                before = Some(c);
                solid = if c.is_whitespace() { solid } else { before };
            }
        }
        around.wide_before.push(wide);
        let mut solid = None;
        for (nth, &(_, c)) in characters.iter().enumerate().rev() {
            around.solid_after[nth] = solid;
            if !is_quote(c) && !c.is_whitespace() {
                solid = Some(c);
            }
        }
        around
    }

    /// Whether a pair of quotes is Latin by what is in it and beside it.
    fn is_latin(&self, from: usize, to: usize) -> bool {
        if to == from + 1 || self.wide_before[to] > self.wide_before[from + 1] {
            return false;
        }
        let spaced = self.before[from].is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '['));
        let (before, after) = (self.solid_before[from], self.solid_after[to]);
        let western =
            |c: Option<char>| c.is_some_and(|c| !is_wide(c) && !matches!(c, '—' | '…' | '·'));
        let wide = |c: Option<char>| c.is_some_and(|c| !western(Some(c)));
        spaced && !wide(before) && !wide(after) && (western(before) || western(after))
    }
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
