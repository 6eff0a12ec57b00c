//! What readers find: paragraphs with their look, pictures, and what is left.

use super::words::{Doubt, Why};
use crate::say::Text;
use crate::story::PartRole;

/// How a stretch of text is marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    pub bold: bool,
    pub sup: bool,
    pub sub: bool,
    /// 着重号
    pub dot: bool,
    /// A treatment that duikai has a name for: 楷, 黑, 仿宋, 分数.
    pub face: Option<&'static str>,
    /// A reading over it.
    pub ruby: Option<String>,
}

/// A stretch of text with one mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub text: String,
    pub mark: Mark,
}

/// The words of a paragraph, a headline or a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words(pub Vec<Run>);

impl Words {
    /// Words without a mark.
    pub fn plain(text: impl Into<String>) -> Words {
        let mut words = Words::default();
        words.push(&text.into(), &Mark::default());
        words
    }

    /// Adds a stretch; one marked as the last goes on with it.
    pub fn push(&mut self, text: &str, mark: &Mark) {
        if text.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(last) if last.mark == *mark && mark.ruby.is_none() => last.text.push_str(text),
            _ => self.0.push(Run {
                text: text.to_owned(),
                mark: mark.clone(),
            }),
        }
    }

    /// Adds all of other words.
    pub fn append(&mut self, other: Words) {
        for run in other.0 {
            self.push(&run.text, &run.mark);
        }
    }

    /// The text, without readings.
    pub fn text(&self) -> String {
        self.0.iter().map(|run| run.text.as_str()).collect()
    }

    pub fn is_blank(&self) -> bool {
        self.0
            .iter()
            .all(|run| run.text.chars().all(|c| c.is_whitespace() || is_unseen(c)))
    }

    /// Whether all that is seen of it is bold.
    pub fn is_bold(&self) -> bool {
        !self.is_blank()
            && self
                .0
                .iter()
                .all(|run| run.mark.bold || run.text.trim().is_empty())
    }

    /// The same, not bold.
    pub fn lighter(mut self) -> Words {
        let mut light = Words::default();
        for run in &mut self.0 {
            run.mark.bold = false;
            light.push(&run.text, &run.mark);
        }
        light
    }

    /// White space at both ends taken away, and lines made one with spaces between.
    pub fn trimmed(mut self) -> Words {
        let blank = |c: char| c.is_whitespace() || is_unseen(c);
        while let Some(first) = self.0.first_mut() {
            first.text = first.text.trim_start_matches(blank).to_owned();
            if !first.text.is_empty() {
                break;
            }
            self.0.remove(0);
        }
        while let Some(last) = self.0.last_mut() {
            last.text = last.text.trim_end_matches(blank).to_owned();
            if !last.text.is_empty() {
                break;
            }
            self.0.pop();
        }
        self
    }

    /// Parts it at a byte of its text.
    pub fn split_at(self, at: usize) -> (Words, Words) {
        let (mut before, mut after) = (Words::default(), Words::default());
        let mut from = 0;
        for run in self.0 {
            let end = from + run.text.len();
            if end <= at {
                before.push(&run.text, &run.mark);
            } else if from >= at {
                after.push(&run.text, &run.mark);
            } else {
                let (first, second) = run.text.split_at(at - from);
                before.push(first, &run.mark);
                after.push(second, &run.mark);
            }
            from = end;
        }
        (before, after)
    }

    /// Its lines, parted at line breaks.
    pub fn lines(self) -> Vec<Words> {
        let mut lines = vec![Words::default()];
        for run in self.0 {
            for (nth, piece) in run.text.split(LINE_ENDS).enumerate() {
                if nth > 0 {
                    lines.push(Words::default());
                }
                if let Some(line) = lines.last_mut() {
                    line.push(piece, &run.mark);
                }
            }
        }
        lines
    }
}

/// What ends a line inside a paragraph.
pub(super) const LINE_ENDS: [char; 5] = ['\n', '\u{B}', '\u{C}', '\u{2028}', '\u{2029}'];

/// Characters that nothing is seen of.
pub(super) fn is_unseen(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' | '\u{202A}'..='\u{202E}')
}

/// How a paragraph looks where it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub centred: bool,
    /// Set against the right edge.
    pub right: bool,
    /// Its first line is indented.
    pub indented: bool,
    /// Type size in half points; none when it is the document's own.
    pub size: Option<u32>,
}

/// What a paragraph is, as far as its format says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Text,
    /// A heading of an outline level, 1 the highest.
    Heading(u8),
    /// An item of a list, with its number when it has one.
    Item(Option<String>),
    /// Rows of cells; whether the first is a head.
    Table(Vec<Vec<Words>>, bool),
    /// A picture by its number.
    Picture(usize),
    /// The head of a group of items in a data box.
    GroupHead,
    /// A big figure of a data box.
    Figure,
}

/// A paragraph as found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Para {
    pub kind: Kind,
    pub words: Words,
    pub look: Look,
    /// The role that its style or its field says.
    pub role: Option<PartRole>,
}

impl Para {
    /// A paragraph of a role.
    pub fn part(role: PartRole, words: Words) -> Para {
        Para {
            words,
            role: Some(role),
            ..Para::default()
        }
    }

    /// A paragraph of text.
    pub fn text(words: Words) -> Para {
        Para {
            words,
            ..Para::default()
        }
    }
}

/// Where the bytes of a picture are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Bytes {
    /// A part of the package.
    Part(String),
    /// In memory.
    Here(Vec<u8>),
    /// A file beside the document.
    Beside(String),
    /// Elsewhere; it is not fetched.
    Away(String),
}

/// A picture as found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Picture {
    pub bytes: Bytes,
    pub caption: Option<Words>,
    pub credit: Option<Words>,
    pub alt: Option<String>,
    /// What may be done with it.
    pub usage: Option<String>,
    /// The point of interest in per cent of the picture.
    pub focus: Option<(u32, u32)>,
}

impl Picture {
    pub fn new(bytes: Bytes) -> Picture {
        Picture {
            bytes,
            caption: None,
            credit: None,
            alt: None,
            usage: None,
            focus: None,
        }
    }
}

/// One article as found.
#[derive(Clone, Debug, Default)]
pub(super) struct Raw {
    pub paras: Vec<Para>,
    pub pictures: Vec<Picture>,
    /// When it may be printed at the earliest, as written.
    pub embargo: Option<String>,
    /// Whether the look of its paragraphs says something.
    pub looks: bool,
    /// Whether every paragraph has its role already, so that none is sought.
    pub known: bool,
}

/// A piece of text that stands in no article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Left {
    pub at: String,
    pub text: String,
    pub why: Why,
}

/// All that a reader found.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    pub left: Vec<Left>,
    pub doubts: Vec<(Doubt, Text)>,
    /// Whether it has more paragraphs than are taken.
    pub over: bool,
}

impl Reading {
    /// Notes a text that goes into no article.
    pub fn leave(&mut self, at: impl Into<String>, text: impl Into<String>, why: Why) {
        let text = text.into();
        if !text.trim().is_empty() {
            self.left.push(Left {
                at: at.into(),
                text,
                why,
            });
        }
    }

    /// Notes something that a person should look at.
    pub fn doubt(&mut self, doubt: Doubt, about: impl Into<Text>) {
        self.doubts.push((doubt, about.into()));
    }
}
