//! IPTC 7901, the text message of teleprinters: a header between SOH and STX, lines of text wrapped
//! at some seventy columns up to ETX, and a date line after it.

use super::super::model::{Para, Raw, Reading, Words};
use super::super::words::Why;

const SOH: char = '\u{1}';
const STX: char = '\u{2}';
const ETX: char = '\u{3}';
const EOT: char = '\u{4}';

/// Reads every message of a file.
pub(in crate::import) fn iptc7901(text: &str, reading: &mut Reading) -> Vec<Raw> {
    let mut raws = Vec::new();
    let mut rest = text;
    while let Some(stx) = rest.find(STX) {
        let (header, after) = rest.split_at(stx);
        let body = &after[1..];
        let end = body.find(ETX).unwrap_or(body.len());
        let at = format!("message {}", raws.len() + 1);
        for line in header.split(['\n', SOH, EOT]) {
            reading.leave(format!("{at}: header"), clean(line), Why::Metadata);
        }
        raws.push(message(&body[..end]));
        rest = body.get(end + 1..).unwrap_or("");
        // The date line ends the message, and comes before the next.
        let next = rest.find(SOH).unwrap_or(rest.len());
        for line in rest[..next].split(['\n', EOT]) {
            reading.leave(format!("{at}: end"), clean(line), Why::Metadata);
        }
        rest = &rest[next..];
    }
    for line in rest.split('\n') {
        reading.leave("after the last message", clean(line), Why::Metadata);
    }
    raws
}

fn clean(line: &str) -> String {
    line.chars()
        .filter(|c| !c.is_control())
        .collect::<String>()
        .trim()
        .to_owned()
}

/// Blanks with which a paragraph begins.
const INDENT: usize = 2;

/// The paragraphs of a message: a line that is set in, or that follows a blank one, begins one.
fn message(body: &str) -> Raw {
    let mut paras: Vec<(String, bool)> = Vec::new();
    let mut open = false;
    for line in body.split('\n') {
        // `<` and `=` end a line where a line end alone was not safe.
        let shown: String = line
            .chars()
            .filter(|c| !c.is_control() || *c == '\t')
            .collect();
        let words = shown.trim().trim_end_matches(['<', '=']).trim_end();
        if words.is_empty() {
            open = false;
            continue;
        }
        let blank = shown.len() - shown.trim_start().len();
        let indented = blank >= INDENT || shown.starts_with(['\t', '\u{3000}']);
        match paras.last_mut().filter(|_| open && !indented) {
            Some((last, _)) => {
                let wide = last.ends_with(super::super::flow::is_wide)
                    || words.starts_with(super::super::flow::is_wide);
                if !wide {
                    last.push(' ');
                }
                last.push_str(words);
            }
            None => paras.push((words.to_owned(), indented)),
        }
        open = !shown.trim_end().ends_with(['<', '=']);
    }
    let paras = paras
        .into_iter()
        .map(|(words, indented)| {
            let mut para = Para::text(Words::plain(words));
            para.look.indented = indented;
            para
        })
        .collect();
    Raw {
        paras,
        ..Raw::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_has_header_text_and_end() {
        let text = "\u{1}AAA0123 4 EI 00120\r\n\u{2}Harbour reopens<\n   TOWN (Wire) - The harbour\nopened again on Monday.\n   Boats came.\n\u{3}\n011645 GMT dec 26\u{4}\n";
        let mut reading = Reading::default();
        let raws = iptc7901(&text.replace('\r', ""), &mut reading);
        let words: Vec<String> = raws[0].paras.iter().map(|para| para.words.text()).collect();
        assert_eq!(
            words,
            [
                "Harbour reopens",
                "TOWN (Wire) - The harbour opened again on Monday.",
                "Boats came."
            ]
        );
        let left: Vec<&str> = reading.left.iter().map(|left| left.text.as_str()).collect();
        assert_eq!(left, ["AAA0123 4 EI 00120", "011645 GMT dec 26"]);
    }
}
