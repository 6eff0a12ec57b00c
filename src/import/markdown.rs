//! Markdown as other programs write it: CommonMark with tables, notes, strikes and front matter.

use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::data::located;
use super::grid::Grid;
use super::html;
use super::model::{Kind, Mark, Para, Picture, Raw, Reading, Words};
use super::names::role_of_key;
use super::words::{Doubt, Why};
use crate::limits::PARAGRAPHS;
use crate::say::Text;
use crate::story::PartRole;

/// What is being read.
#[derive(Default)]
struct Reader {
    paras: Vec<Para>,
    pictures: Vec<Picture>,
    now: Words,
    mark: Mark,
    kind: Kind,
    lists: Vec<Option<u64>>,
    table: Option<Grid>,
    /// Text of a picture that is being read, in place of the paragraph's.
    alt: Option<String>,
    /// Why what is read now goes into no article.
    left: Option<(Why, String)>,
    html: String,
    front: bool,
    pending: Vec<usize>,
}

/// Reads Markdown into one article.
pub(super) fn read(text: &str, reading: &mut Reading) -> Raw {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut reader = Reader::default();
    for event in Parser::new_ext(text, options) {
        reader.event(event, reading);
    }
    reader.end(reading);
    Raw {
        paras: reader.paras,
        pictures: reader.pictures,
        looks: true,
        ..Raw::default()
    }
}

impl Reader {
    fn event(&mut self, event: Event<'_>, reading: &mut Reading) {
        match event {
            Event::Start(tag) => self.start(tag, reading),
            Event::End(tag) => self.finish(tag, reading),
            Event::Text(text) => self.text(&text, reading),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text, reading)
            }
            Event::Html(text) | Event::InlineHtml(text) => self.html(&text, reading),
            Event::FootnoteReference(name) => {
                let at = super::roles::shortened(&self.now.text());
                reading.doubt(Doubt::NoteMark, Text::quoted(at));
                reading.leave("footnote mark", name.to_string(), Why::Footnote);
            }
            Event::SoftBreak => {
                let before = self
                    .now
                    .0
                    .last()
                    .and_then(|run| run.text.chars().next_back());
                if !before.is_some_and(super::flow::is_wide) {
                    self.text(" ", reading);
                }
            }
            Event::HardBreak => self.text("\n", reading),
            Event::Rule => self.end(reading),
            Event::TaskListMarker(done) => self.text(if done { "☑ " } else { "☐ " }, reading),
        }
    }

    fn text(&mut self, text: &str, reading: &mut Reading) {
        if self.front {
            return self.front_matter(text, reading);
        }
        if let Some((_, words)) = &mut self.left {
            words.push_str(text);
        } else if let Some(alt) = &mut self.alt {
            alt.push_str(text);
        } else {
            self.now.push(text, &self.mark);
        }
    }

    /// Keys of other programs that are parts here are read; others are noted.
    fn front_matter(&mut self, text: &str, reading: &mut Reading) {
        for line in text.lines() {
            let Some((key, value)) = line.split_once(['=', ':', '：']) else {
                reading.leave("front matter", line, Why::Metadata);
                continue;
            };
            let (key, value) = (key.trim(), value.trim().trim_matches(['"', '\'']));
            let role = role_of_key(key).or(match key.to_ascii_lowercase().as_str() {
                "subtitle" => Some(PartRole::Deck),
                "description" | "date" | "tags" => None,
                _ => None,
            });
            match role.filter(|_| !value.is_empty()) {
                Some(role) => self.paras.push(Para::part(role, Words::plain(value))),
                None => reading.leave(format!("front matter: {key}"), value, Why::Metadata),
            }
        }
    }

    /// HTML inside Markdown: its words are read, its tags left out.
    fn html(&mut self, text: &str, reading: &mut Reading) {
        let tag = text.trim();
        match tag.to_ascii_lowercase().as_str() {
            "<br>" | "<br/>" | "<br />" => return self.text("\n", reading),
            "<sup>" => return self.mark.sup = true,
            "</sup>" => return self.mark.sup = false,
            "<sub>" => return self.mark.sub = true,
            "</sub>" => return self.mark.sub = false,
            "<b>" | "<strong>" => return self.mark.bold = true,
            "</b>" | "</strong>" => return self.mark.bold = false,
            _ => {}
        }
        self.html.push_str(text);
    }

    fn start(&mut self, tag: Tag<'_>, reading: &mut Reading) {
        match tag {
            Tag::Heading { level, .. } => {
                self.end(reading);
                self.kind = Kind::Heading(number(level));
            }
            Tag::List(first) => {
                self.end(reading);
                self.lists.push(first);
            }
            Tag::Item => {
                self.end(reading);
                let shown = self.lists.last_mut().and_then(|next| {
                    let number = (*next)?;
                    *next = Some(number.saturating_add(1));
                    Some(format!("{number}. "))
                });
                self.kind = Kind::Item(shown);
            }
            Tag::Strong => self.mark.bold = true,
            Tag::Superscript => self.mark.sup = true,
            Tag::Subscript => self.mark.sub = true,
            Tag::Strikethrough => reading.doubt(
                Doubt::Struck,
                Text::quoted(super::roles::shortened(&self.now.text())),
            ),
            Tag::Image { dest_url, .. } => {
                self.pending.push(self.pictures.len());
                self.pictures.push(Picture::new(located(&dest_url)));
                self.alt = Some(String::new());
            }
            Tag::Link { dest_url, .. } if !dest_url.starts_with('#') => {
                reading.doubt(Doubt::Link, Text::quoted(dest_url.to_string()));
            }
            Tag::Table(_) => {
                self.end(reading);
                self.table = Some(Grid::default());
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.row();
                }
            }
            Tag::TableCell => {
                if let Some(table) = &mut self.table {
                    table.cell(1, 1, false);
                }
            }
            Tag::FootnoteDefinition(_) => {
                self.end(reading);
                self.left = Some((Why::Footnote, String::new()));
            }
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle | MetadataBlockKind::PlusesStyle) => {
                self.front = true;
            }
            Tag::Paragraph if self.left.is_some() => {}
            Tag::Paragraph => self.flush(reading),
            Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::HtmlBlock => self.end(reading),
            _ => {}
        }
    }

    fn finish(&mut self, tag: TagEnd, reading: &mut Reading) {
        match tag {
            TagEnd::Paragraph if self.left.is_some() => {
                if let Some((_, words)) = &mut self.left {
                    words.push(' ');
                }
            }
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::CodeBlock
            | TagEnd::BlockQuote(_)
            | TagEnd::HtmlBlock => {
                self.flush(reading);
                if tag != TagEnd::Paragraph {
                    self.kind = Kind::Text;
                }
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Strong => self.mark.bold = false,
            TagEnd::Superscript => self.mark.sup = false,
            TagEnd::Subscript => self.mark.sub = false,
            TagEnd::Image => {
                let alt = self.alt.take().filter(|alt| !alt.trim().is_empty());
                if let Some(picture) = self.pictures.last_mut() {
                    picture.caption = alt.map(Words::plain);
                }
            }
            TagEnd::TableCell => {
                let words = std::mem::take(&mut self.now);
                if let Some(table) = &mut self.table {
                    table.put(words.trimmed());
                    table.end_cell();
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    let rows = table.rows();
                    let kind = Kind::Table(rows, true);
                    self.paras.push(Para {
                        kind,
                        ..Para::default()
                    });
                }
            }
            TagEnd::FootnoteDefinition => {
                if let Some((why, words)) = self.left.take() {
                    reading.leave("footnote", words.trim(), why);
                }
            }
            TagEnd::MetadataBlock(_) => self.front = false,
            _ => {}
        }
    }

    /// Ends a paragraph and what kind it is of.
    fn end(&mut self, reading: &mut Reading) {
        self.flush(reading);
        self.kind = Kind::Text;
    }

    /// Ends the paragraph being read.
    fn flush(&mut self, reading: &mut Reading) {
        if self.paras.len() >= PARAGRAPHS {
            reading.over = true;
            self.now = Words::default();
            return;
        }
        let tags = std::mem::take(&mut self.html);
        if !tags.trim().is_empty() {
            let found = html::read(&tags, "HTML", reading);
            let base = self.pictures.len();
            self.pictures.extend(found.pictures);
            self.paras
                .extend(found.paras.into_iter().map(|para| match para.kind {
                    Kind::Picture(number) => Para {
                        kind: Kind::Picture(number + base),
                        ..para
                    },
                    _ => para,
                }));
        }
        for number in std::mem::take(&mut self.pending) {
            self.paras.push(Para {
                kind: Kind::Picture(number),
                ..Para::default()
            });
        }
        if self.table.is_some() {
            return;
        }
        let words = std::mem::take(&mut self.now);
        let heading = matches!(self.kind, Kind::Heading(_));
        let lines = if heading { vec![words] } else { words.lines() };
        for line in lines {
            let line = line.trimmed();
            if line.is_blank() {
                continue;
            }
            let kind = std::mem::take(&mut self.kind);
            self.paras.push(Para {
                kind,
                words: line,
                ..Para::default()
            });
        }
    }
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
