//! Sentences of the other language in what a reader is shown.

/// A language that a reader asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// Chinese.
    Chinese,
    /// English.
    English,
}

/// Han characters in a row from which on they are a sentence; terms of the trade are shorter.
const HAN_SENTENCE: usize = 7;
/// Latin words in a row from which on they are a sentence; names of things are shorter.
const LATIN_SENTENCE: usize = 4;

/// Returns the runs of a text that are sentences of the other language. What stands in quotation
/// marks, backquotes or brackets is a quotation or a term, and is left out, like paths.
pub fn strays(text: &str, asked: Tongue) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines() {
        let bare = bare(line);
        match asked {
            Tongue::English => found.extend(chinese(&bare)),
            Tongue::Chinese => found.extend(english(&bare)),
        }
    }
    found
}

/// The line without what is quoted or stands in brackets.
fn bare(line: &str) -> String {
    const PAIRS: [(char, char); 11] = [
        ('“', '”'),
        ('‘', '’'),
        ('《', '》'),
        ('「', '」'),
        ('〖', '〗'),
        ('(', ')'),
        ('（', '）'),
        ('[', ']'),
        ('{', '}'),
        ('`', '`'),
        ('"', '"'),
    ];
    let mut out = String::new();
    let mut closes: Vec<char> = Vec::new();
    for c in line.chars() {
        if closes.last() == Some(&c) {
            closes.pop();
            out.push('\u{1}');
        } else if let Some((_, close)) = PAIRS.iter().find(|(open, _)| *open == c) {
            closes.push(*close);
        } else if closes.is_empty() {
            out.push(c);
        }
    }
    out
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// Runs of Han characters that are longer than a term, their punctuation among them.
fn chinese(line: &str) -> Vec<String> {
    let belongs = |c: char| is_han(c) || "，。；：".contains(c);
    line.split(|c: char| !belongs(c))
        .filter(|run| run.chars().count() >= HAN_SENTENCE)
        .map(str::to_owned)
        .collect()
}

/// Runs of Latin words that are longer than a name.
fn english(line: &str) -> Vec<String> {
    let is_word = |word: &str| {
        word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic() || c == '\'') || word == "a"
    };
    let mut found = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    for word in line.split(' ').chain(["\u{1}"]) {
        let bare = word.trim_end_matches([',', ';', ':', '.']);
        let goes_on = is_word(bare) && bare.chars().any(|c| c.is_ascii_lowercase());
        if goes_on {
            run.push(bare);
        }
        if goes_on && bare == word {
            continue;
        }
        if run.len() >= LATIN_SENTENCE {
            found.push(run.join(" "));
        }
        run.clear();
    }
    found
}

/// The scan finds what it is for.
pub fn self_test() {
    let cases = [
        ("the slot “要闻” is not there", Tongue::English, true),
        (
            "the headline (标题缩到最小的仍宽出) is long",
            Tongue::English,
            true,
        ),
        ("标题缩到最小的仍宽出 2 字", Tongue::English, false),
        ("head-bump 碰题 here", Tongue::English, true),
        (
            "没有字体“fangsong”，用 `duikai fonts` 看看",
            Tongue::Chinese,
            true,
        ),
        ("the font is not available", Tongue::Chinese, false),
        ("读不出：the file cannot be read", Tongue::Chinese, false),
        ("Adobe InDesign 文件", Tongue::Chinese, true),
    ];
    for (text, asked, fine) in cases {
        assert_eq!(strays(text, asked).is_empty(), fine, "{text}");
    }
}
