//! Plain text as paragraphs, for who reads it and is no article.

use super::lines::parting;
use super::source_line::SourceLine;
use super::width::is_wide;

/// The paragraphs of a plain text, each with whether a blank of two em begins it: lines that
/// somebody wrapped at a width are joined, all others are paragraphs of their own.
pub fn paragraphs(text: &str) -> Vec<(String, bool)> {
    let mut at = 0;
    let lines: Vec<SourceLine<'_>> = text
        .split('\n')
        .map(|text| {
            let line = SourceLine { text, at };
            at += text.len() + 1;
            line
        })
        .collect();
    let parting = parting(&lines, |line| !line.is_empty(), is_indented);
    let mut found: Vec<(String, bool)> = Vec::new();
    let mut open = false;
    for (line, begins) in lines.iter().zip(&parting.begins) {
        let words = line.trimmed().text;
        if words.is_empty() {
            open = false;
            continue;
        }
        let indented = is_indented(line.text);
        match found.last_mut().filter(|_| open && !begins && !indented) {
            Some((last, _)) => {
                let wide = last.ends_with(is_wide) || words.starts_with(is_wide);
                if !wide {
                    last.push(' ');
                }
                last.push_str(words);
            }
            None => found.push((words.to_owned(), indented)),
        }
        open = true;
    }
    found
}

/// Whether a blank begins a paragraph.
fn is_indented(line: &str) -> bool {
    line.starts_with("\u{3000}\u{3000}") || line.starts_with("    ") || line.starts_with('\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_are_joined_and_others_stay() {
        let found = |text: &str| -> Vec<String> {
            paragraphs(text)
                .into_iter()
                .map(|(words, _)| words)
                .collect()
        };
        assert_eq!(
            found(
                "这是一段折了行的话，一行一行\n地折下来。它还是一段，写到这\n里才完。\n\n又一段。"
            ),
            [
                "这是一段折了行的话，一行一行地折下来。它还是一段，写到这里才完。",
                "又一段。"
            ]
        );
        assert_eq!(
            found("联系人：张守成\n电话：0000"),
            ["联系人：张守成", "电话：0000"]
        );
    }
}
