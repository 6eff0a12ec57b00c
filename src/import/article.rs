//! An article with its roles, and how it is written as a file.

use super::model::{Mark, Run, Words};
use crate::story::PartRole;

/// A block of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    Text(Words),
    Subhead(Words),
    /// An item with a bullet.
    Item(Words),
    /// The head of a group of items.
    GroupHead(Words),
    /// A big figure.
    Figure(Words),
    /// Rows, and whether the first is a head.
    Table(Vec<Vec<Words>>, bool),
}

/// An article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Article {
    pub parts: Vec<(PartRole, Words)>,
    pub blocks: Vec<Block>,
    pub embargo: Option<String>,
    /// The file as it was, when it was an article already.
    pub verbatim: Option<String>,
}

impl Article {
    /// The words of the first part of a role.
    pub fn part(&self, role: PartRole) -> Option<String> {
        self.parts
            .iter()
            .find(|(known, _)| *known == role)
            .map(|(_, words)| words.text())
    }

    /// Characters of all parts and blocks, spaces not counted.
    pub fn chars(&self) -> usize {
        let count = |words: &Words| words.text().chars().filter(|c| !c.is_whitespace()).count();
        let parts: usize = self.parts.iter().map(|(_, words)| count(words)).sum();
        let blocks: usize = self
            .blocks
            .iter()
            .map(|block| match block {
                Block::Text(words)
                | Block::Subhead(words)
                | Block::Item(words)
                | Block::GroupHead(words)
                | Block::Figure(words) => count(words),
                Block::Table(rows, _) => rows.iter().flatten().map(count).sum(),
            })
            .sum();
        parts + blocks
    }

    /// Whether it has any words.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.blocks.is_empty()
    }

    /// The text of the file: front matter between lines of hyphens, then the body.
    pub fn written(&self) -> String {
        let mut out = String::from("---\n");
        for (role, words) in &self.parts {
            let value = inline(&words.clone().trimmed(), false);
            out.push_str(&format!("{}: {}\n", role.name(), one_line(&value)));
        }
        if let Some(embargo) = &self.embargo {
            out.push_str(&format!("{EMBARGO}: {embargo}\n"));
        }
        out.push_str("---\n");
        for block in &self.blocks {
            out.push('\n');
            match block {
                Block::Text(words) => {
                    let line = one_line(&inline(words, false));
                    out.push_str(&guarded(&line));
                    out.push('\n');
                }
                Block::Subhead(words) => {
                    out.push_str(&format!("## {}\n", one_line(&inline(words, false))));
                }
                Block::Item(words) => {
                    out.push_str(&format!("- {}\n", one_line(&inline(words, false))));
                }
                Block::GroupHead(words) => {
                    out.push_str(&format!("@ {}\n", one_line(&inline(words, false))));
                }
                Block::Figure(words) => {
                    out.push_str(&format!("= {}\n", one_line(&inline(words, false))));
                }
                Block::Table(rows, head) => table(rows, *head, &mut out),
            }
        }
        out
    }
}

/// The front-matter key of an embargo.
const EMBARGO: &str = "禁发";

/// A table as lines of cells between bars.
fn table(rows: &[Vec<Words>], head: bool, out: &mut String) {
    for (nth, row) in rows.iter().enumerate() {
        out.push('|');
        for cell in row {
            let text = one_line(&inline(&cell.clone().trimmed(), true));
            out.push_str(&format!(" {text} |"));
        }
        out.push('\n');
        if nth == 0 && head {
            out.push('|');
            out.push_str(&"---|".repeat(row.len()));
            out.push('\n');
        }
    }
}

/// Lines made one: between Han and numbers a blank of one em keeps words apart.
fn one_line(text: &str) -> String {
    if !text.contains(super::model::LINE_ENDS) {
        return text.trim().to_owned();
    }
    let lines: Vec<&str> = text
        .split(super::model::LINE_ENDS)
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let wide = text.chars().any(super::flow::is_wide);
    lines.join(if wide { "\u{3000}" } else { " " })
}

/// Marks that begin a block, where a line of text must not begin with one.
const MARKS: [&str; 9] = ["### ", "## ", "# ", "@ ", "- ", "* ", "= ", "|", "---"];

/// A line of text that no mark makes something else.
fn guarded(line: &str) -> String {
    if MARKS.iter().any(|mark| line.starts_with(mark)) {
        format!("\\{line}")
    } else {
        line.to_owned()
    }
}

/// Words with the markup of an article; characters that would be markup are escaped.
fn inline(words: &Words, cell: bool) -> String {
    let whole = words.text();
    let bold = words.0.iter().any(|run| run.mark.bold);
    let stars = bold || whole.contains("**");
    let mut out = String::new();
    let mut open = false;
    for run in &words.0 {
        let bold = run.mark.bold && !run.text.trim().is_empty();
        if bold != open {
            out.push_str("**");
            open = bold;
        }
        run_written(run, stars, cell, &mut out);
    }
    if open {
        out.push_str("**");
    }
    out
}

/// A stretch with its treatments, blanks at its ends outside of them.
fn run_written(run: &Run, stars: bool, cell: bool, out: &mut String) {
    let Mark {
        sup,
        sub,
        dot,
        face,
        ruby,
        ..
    } = &run.mark;
    let mut names = Vec::new();
    names.extend(sup.then_some("上标"));
    names.extend((*sub && !*sup).then_some("下标"));
    names.extend(dot.then_some("着重"));
    names.extend(*face);
    let treated = !names.is_empty() && !run.text.trim().is_empty();
    let inner = run.text.trim();
    let lead = run.text.len() - run.text.trim_start().len();
    let (before, after) = if treated || ruby.is_some() {
        (&run.text[..lead], &run.text[lead + inner.len()..])
    } else {
        ("", "")
    };
    let shown = if treated || ruby.is_some() {
        inner
    } else {
        run.text.as_str()
    };
    out.push_str(before);
    let mut text = escaped(shown, stars, cell, treated);
    if let Some(reading) = ruby.as_ref().filter(|_| !inner.is_empty()) {
        text = format!("{{{text}|{}}}", escaped(reading, stars, cell, treated));
    }
    if treated {
        text = format!("[{text}]{{{}}}", names.join(" "));
    }
    out.push_str(&text);
    out.push_str(after);
}

/// Text in which nothing is markup.
fn escaped(text: &str, stars: bool, cell: bool, treated: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        let escape = match character {
            '\\' | '{' | '}' => true,
            '*' => stars,
            '|' => cell || text.contains('{') || treated,
            '[' | ']' => treated,
            '&' => crate::story::reference(&text[at..]).is_some(),
            _ => false,
        };
        if escape {
            out.push('\\');
        }
        out.push(character);
    }
    out
}
