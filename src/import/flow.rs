//! Marked-up text in one flow: elements begin and end, text comes between, paragraphs come out.
//!
//! HTML, the XHTML of agencies, NITF and CNML name their elements alike, so that one table serves
//! them all.

use super::css::Css;
use super::grid::Grid;
use super::model::{Kind, Look, Mark, Para, Picture, Reading, Words};
use super::names::{role_of_element, role_of_style};
use super::words::{Doubt, Why};
use crate::limits::PARAGRAPHS;
use crate::say::Text;
use crate::story::PartRole;

/// The attributes of an element, by name.
pub(super) type Attributes<'a> = &'a dyn Fn(&str) -> Option<String>;

/// An element that is open.
#[derive(Clone, Debug, Default)]
struct Open {
    name: String,
    mark: Mark,
    look: Look,
    /// Set when what is inside goes into no article.
    left: Option<Why>,
    role: Option<PartRole>,
    pre: bool,
    block: bool,
    container: bool,
}

/// An element that may be all of an article, or what stands beside one.
#[derive(Clone, Debug, Default)]
pub(super) struct Container {
    pub name: String,
    pub id: String,
    pub class: String,
}

/// The base of a reading that is being gathered, and the reading.
#[derive(Clone, Debug, Default)]
struct Ruby {
    base: String,
    reading: Option<String>,
}

/// Paragraphs found so far.
pub(super) struct Flow<'r> {
    pub reading: &'r mut Reading,
    pub paras: Vec<Para>,
    pub pictures: Vec<Picture>,
    /// For each paragraph, the containers it stood in, outermost first.
    pub inside: Vec<Vec<usize>>,
    pub containers: Vec<Container>,
    within: Vec<usize>,
    open: Vec<Open>,
    /// Open elements that are too deep to be kept.
    deeper: usize,
    now: Words,
    kind: Kind,
    /// Whether a blank is to be written before the next character.
    gap: bool,
    /// The largest type of the paragraph so far, in half points.
    size: Option<u32>,
    /// Pictures met in the paragraph.
    shown: Vec<usize>,
    /// The next number of each open list; none where items have bullets.
    lists: Vec<Option<usize>>,
    tables: Vec<Grid>,
    ruby: Option<Ruby>,
    /// What places are called in the report.
    pub at: String,
}

/// Elements kept open at once; more are read as if they were not there.
const DEEPEST: usize = 400;

/// Elements whose content is a paragraph of its own, or several.
const BLOCKS: &[&str] = &[
    "abstract",
    "address",
    "article",
    "aside",
    "block",
    "blockquote",
    "body",
    "body.content",
    "body.end",
    "body.head",
    "bq",
    "byline",
    "caption",
    "center",
    "credit",
    "datasource",
    "dateline",
    "dd",
    "details",
    "dialog",
    "distributor",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "fn",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hedline",
    "hl1",
    "hl2",
    "html",
    "legend",
    "li",
    "main",
    "media",
    "media-caption",
    "media-producer",
    "nav",
    "nitf",
    "nitf-table",
    "note",
    "ol",
    "option",
    "p",
    "pre",
    "rights",
    "section",
    "series",
    "summary",
    "table",
    "tagline",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];

/// Elements that end when another of the same name begins in the same list, table or text.
const CLOSE_THEMSELVES: &[(&str, &[&str])] = &[
    ("p", &["td", "th", "li", "div", "section", "blockquote"]),
    ("li", &["ul", "ol"]),
    ("td", &["tr", "table"]),
    ("th", &["tr", "table"]),
    ("tr", &["table"]),
    ("dt", &["dl"]),
    ("dd", &["dl"]),
    ("option", &["select"]),
];

const CONTAINERS: &[&str] = &[
    "article", "aside", "body", "center", "div", "footer", "form", "header", "main", "nav",
    "section", "td",
];

/// Elements that never have content (HTML 13.1.2).
const VOID: &[&str] = &[
    "area", "base", "col", "embed", "input", "link", "meta", "param", "source", "track", "wbr",
];

impl<'r> Flow<'r> {
    /// A flow whose places are called `at` in the report.
    pub fn new(reading: &'r mut Reading, at: &str) -> Flow<'r> {
        Flow {
            reading,
            paras: Vec::new(),
            pictures: Vec::new(),
            inside: Vec::new(),
            containers: Vec::new(),
            within: Vec::new(),
            open: vec![Open {
                block: true,
                ..Open::default()
            }],
            deeper: 0,
            now: Words::default(),
            kind: Kind::Text,
            gap: false,
            size: None,
            shown: Vec::new(),
            lists: Vec::new(),
            tables: Vec::new(),
            ruby: None,
            at: at.to_owned(),
        }
    }

    fn top(&self) -> &Open {
        // The outermost stands for the file and is never closed.
        &self.open[self.open.len() - 1]
    }

    /// An element begins; `closed` says that it has no content.
    pub fn start(&mut self, name: &str, attributes: Attributes<'_>, closed: bool) {
        let name = local_name(name);
        match name.as_str() {
            "br" => return self.letters("\n"),
            "img" | "media-reference" => return self.image(attributes),
            "hr" => return self.end_para(),
            name if VOID.contains(&name) => return,
            _ => {}
        }
        self.close_same(&name);
        let block = BLOCKS.contains(&name.as_str());
        if block {
            self.end_para();
        }
        if closed && !matches!(name.as_str(), "td" | "th") {
            return;
        }
        if self.open.len() >= DEEPEST {
            self.deeper += 1;
            return;
        }
        let mut open = Open {
            block,
            container: CONTAINERS.contains(&name.as_str()) && self.within.len() < NESTED,
            ..self.top().clone()
        };
        let css = attributes("style").map_or_else(Css::default, |style| Css::of(&style));
        self.mark(&name, &css, attributes, &mut open);
        if open.container {
            self.within.push(self.containers.len());
            self.containers.push(Container {
                name: name.clone(),
                id: attributes("id").unwrap_or_default(),
                class: attributes("class").unwrap_or_default(),
            });
        }
        open.name = name;
        self.structure(&open, attributes);
        self.open.push(open);
        if closed {
            self.pop();
        }
    }

    /// Lists, tables and readings.
    fn structure(&mut self, open: &Open, attributes: Attributes<'_>) {
        match open.name.as_str() {
            "ol" => {
                let first = attributes("start").and_then(|at| at.parse().ok());
                self.lists.push(Some(first.unwrap_or(1)));
            }
            "ul" => self.lists.push(None),
            "li" => {
                let next = self.lists.last_mut().and_then(|next| {
                    let number = (*next)?;
                    *next = Some(number.saturating_add(1));
                    Some(format!("{number}. "))
                });
                self.kind = Kind::Item(next);
            }
            "table" if open.left.is_none() => self.tables.push(Grid::default()),
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.row();
                }
            }
            "td" | "th" => {
                let span = |what: &str| attributes(what).and_then(|at| at.trim().parse().ok());
                if let Some(table) = self.tables.last_mut() {
                    let (wide, deep) = (
                        span("colspan").unwrap_or(1_usize),
                        span("rowspan").unwrap_or(1_usize),
                    );
                    table.cell(wide, deep, open.name == "th");
                    if wide > 1 || deep > 1 {
                        self.reading
                            .doubt(Doubt::Merged, Text::quoted(self.at.clone()));
                    }
                }
            }
            "ruby" => self.ruby = Some(Ruby::default()),
            "rt" => {
                if let Some(ruby) = &mut self.ruby {
                    ruby.reading = Some(String::new());
                }
            }
            name => {
                if let Some(level) = heading(name) {
                    self.kind = Kind::Heading(level);
                }
            }
        }
    }

    /// What an element and its style say of the text inside.
    fn mark(&mut self, name: &str, css: &Css, attributes: Attributes<'_>, open: &mut Open) {
        match name {
            "b" | "strong" => open.mark.bold = true,
            "sup" => open.mark.sup = true,
            "sub" => open.mark.sub = true,
            "center" => open.look.centred = true,
            "font" => {
                let size = attributes("size").and_then(|size| size.trim().parse::<usize>().ok());
                let points = size.and_then(|size| FONT_SIZES.get(size.wrapping_sub(1)));
                open.look.size = points.copied().or(open.look.size);
            }
            "pre" | "textarea" => open.pre = true,
            "script" | "style" | "template" | "svg" | "math" | "object" | "iframe" => {
                open.left = open.left.or(Some(Why::Script));
            }
            "button" | "select" | "nav" | "noscript" => {
                open.left = open.left.or(Some(Why::Surroundings));
            }
            "rp" => open.left = open.left.or(Some(Why::Markup)),
            "del" | "s" | "strike" if open.left.is_none() => {
                self.reading
                    .doubt(Doubt::Struck, Text::quoted(self.at.clone()));
            }
            _ => {}
        }
        if css.hidden || attributes("hidden").is_some() {
            open.left = open.left.or(Some(Why::Hidden));
        }
        if let Some(role) = role_of_element(name) {
            open.role = Some(role);
        }
        let class = attributes("class").unwrap_or_default();
        if let Some(role) = class.split_whitespace().find_map(role_of_style) {
            open.role = Some(role);
        }
        let align = css.align.clone().or_else(|| attributes("align"));
        css.lay(align.as_deref(), &mut open.mark, &mut open.look);
    }

    /// Closes an open element that this one takes the place of.
    fn close_same(&mut self, name: &str) {
        let Some((_, stops)) = CLOSE_THEMSELVES.iter().find(|(known, _)| *known == name) else {
            return;
        };
        let same = |open: &Open| {
            open.name == name
                || name == "td" && open.name == "th"
                || name == "th" && open.name == "td"
        };
        let at = self
            .open
            .iter()
            .rposition(|open| same(open) || stops.contains(&open.name.as_str()));
        if let Some(at) = at.filter(|at| same(&self.open[*at])) {
            while self.open.len() > at {
                self.pop();
            }
        }
    }

    /// An element ends; one that is not open changes nothing.
    pub fn end(&mut self, name: &str) {
        let name = local_name(name);
        if VOID.contains(&name.as_str()) || matches!(name.as_str(), "img" | "media-reference") {
            return;
        }
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        match self.open.iter().rposition(|open| open.name == name) {
            Some(at) => {
                while self.open.len() > at {
                    self.pop();
                }
            }
            None if name == "br" => self.letters("\n"),
            None if name == "p" => self.end_para(),
            None => {}
        }
    }

    /// Closes the innermost element.
    fn pop(&mut self) {
        let Some(open) = (self.open.len() > 1)
            .then(|| self.open.last().cloned())
            .flatten()
        else {
            return;
        };
        if open.block {
            self.end_para();
        }
        match open.name.as_str() {
            "ol" | "ul" => {
                self.lists.pop();
            }
            "li" => self.kind = Kind::Text,
            "td" | "th" => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_cell();
                }
            }
            "table" if open.left.is_none() => self.end_table(),
            "rt" => self.end_reading(),
            "ruby" => {
                if let Some(ruby) = self.ruby.take() {
                    self.now.push(&ruby.base, &open.mark);
                }
            }
            name if heading(name).is_some() => self.kind = Kind::Text,
            _ => {}
        }
        if open.container {
            self.within.pop();
        }
        self.open.pop();
    }

    fn end_reading(&mut self) {
        let mark = self.top().mark.clone();
        if let Some(ruby) = &mut self.ruby
            && let Some(reading) = ruby.reading.take()
        {
            let base = std::mem::take(&mut ruby.base);
            let reading = Some(reading.trim().to_owned()).filter(|reading| !reading.is_empty());
            self.now.push(
                &base,
                &Mark {
                    ruby: reading,
                    ..mark
                },
            );
        }
    }

    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else {
            return;
        };
        let head = table.head;
        let rows = table.rows();
        // A table in a cell becomes words of the cell.
        if self.tables.last().is_some_and(Grid::in_cell) {
            self.reading
                .doubt(Doubt::NestedTable, Text::quoted(self.at.clone()));
            for words in rows.into_iter().flatten() {
                if let Some(table) = self.tables.last_mut() {
                    table.put(words);
                }
            }
            return;
        }
        // What has one column was never a table, but a frame round text.
        if rows.iter().all(|row| row.len() <= 1) {
            for words in rows.into_iter().flatten() {
                for line in words.lines() {
                    self.paragraph(Para::text(line.trimmed()));
                }
            }
        } else {
            self.paragraph(Para {
                kind: Kind::Table(rows, head),
                ..Para::default()
            });
        }
    }

    /// Text as it stands between tags.
    pub fn text(&mut self, text: &str) {
        let top = self.top();
        if let Some(why) = top.left {
            let at = self.at.clone();
            if why == Why::Script {
                let shown: String = text.trim().chars().take(SHOWN).collect();
                return self.reading.leave(at, shown, why);
            }
            return self.reading.leave(at, text.trim(), why);
        }
        if top.pre {
            return self.letters(text);
        }
        let mut written = String::new();
        for character in text.chars() {
            if matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{C}') {
                self.gap = true;
                continue;
            }
            let gap = std::mem::take(&mut self.gap);
            let before = written.chars().next_back().or_else(|| self.last());
            // A line that ends is a blank, as browsers show it.
            let joined = !gap || matches!(before, None | Some('\n'));
            if !joined {
                written.push(' ');
            }
            written.push(character);
        }
        self.letters(&written);
    }

    /// The last character of the paragraph so far.
    fn last(&self) -> Option<char> {
        match &self.ruby {
            Some(ruby) if !ruby.base.is_empty() => ruby.base.chars().next_back(),
            _ => self
                .now
                .0
                .last()
                .and_then(|run| run.text.chars().next_back()),
        }
    }

    /// Adds characters as they are.
    fn letters(&mut self, text: &str) {
        if text == "\n" {
            self.gap = false;
        }
        if self.top().left.is_some() {
            return;
        }
        if !text.trim().is_empty() {
            self.size = self.size.max(self.top().look.size);
        }
        match &mut self.ruby {
            Some(Ruby {
                reading: Some(reading),
                ..
            }) => reading.push_str(text),
            Some(ruby) => ruby.base.push_str(text),
            None => {
                let mark = self.top().mark.clone();
                self.now.push(text, &mark);
            }
        }
    }

    fn image(&mut self, attributes: Attributes<'_>) {
        let alt = attributes("alt").or_else(|| attributes("alternate-text"));
        if let Some(why) = self.top().left {
            let at = self.at.clone();
            return self.reading.leave(at, alt.unwrap_or_default(), why);
        }
        let class = attributes("class").unwrap_or_default();
        let small = attributes("width").and_then(|width| width.parse::<u32>().ok());
        if class.contains("emoji") || small.is_some_and(|width| width <= EMOJI) {
            return self.letters(&alt.unwrap_or_default());
        }
        let source = [
            "data-src",
            "data-original",
            "data-lazy-src",
            "src",
            "source",
        ]
        .iter()
        .find_map(|name| attributes(name).filter(|source| !source.trim().is_empty()));
        let Some(source) = source else {
            let at = self.at.clone();
            return self.reading.leave(at, alt.unwrap_or_default(), Why::NoText);
        };
        let mut picture = Picture::new(super::data::located(source.trim()));
        picture.alt = alt.filter(|alt| !alt.trim().is_empty());
        self.shown.push(self.pictures.len());
        self.pictures.push(picture);
        if self.now.is_blank() {
            self.end_para();
        }
    }

    /// Ends the paragraph being gathered.
    pub fn end_para(&mut self) {
        self.gap = false;
        if let Some(ruby) = &mut self.ruby {
            let base = std::mem::take(&mut ruby.base);
            self.now.push(&base, &Mark::default());
        }
        let words = std::mem::take(&mut self.now);
        let size = self.size.take();
        for picture in std::mem::take(&mut self.shown) {
            self.paragraph(Para {
                kind: Kind::Picture(picture),
                ..Para::default()
            });
        }
        if words.is_blank() {
            return;
        }
        if let Some(table) = self.tables.last_mut().filter(|table| table.in_cell()) {
            return table.put(words.trimmed());
        }
        let mut top = self.top().clone();
        top.look.size = size.or(top.look.size);
        let typed = words.text().starts_with("\u{3000}");
        let mut lines = words.lines().into_iter();
        let mut kind = self.kind.clone();
        // Lines that end inside a heading are lines of the heading.
        if matches!(kind, Kind::Heading(_)) {
            let mut whole = Words::default();
            for line in lines.by_ref() {
                if !whole.is_blank() {
                    whole.push(" ", &Mark::default());
                }
                whole.append(line.trimmed());
            }
            return self.paragraph(Para {
                kind,
                words: whole.trimmed(),
                look: top.look,
                role: top.role,
            });
        }
        for line in lines {
            let words = line.trimmed();
            if words.is_blank() {
                continue;
            }
            let mut look = top.look.clone();
            look.indented |= typed;
            self.paragraph(Para {
                kind: std::mem::take(&mut kind),
                words,
                look,
                role: top.role,
            });
        }
        // An item goes on as text.
        if matches!(self.kind, Kind::Item(_)) {
            self.kind = Kind::Text;
        }
    }

    fn paragraph(&mut self, para: Para) {
        if self.paras.len() >= PARAGRAPHS {
            self.reading.over = true;
            return;
        }
        self.paras.push(para);
        self.inside.push(self.within.clone());
    }

    /// Ends all that is open.
    pub fn finish(&mut self) {
        while self.open.len() > 1 {
            self.pop();
        }
        self.end_para();
    }
}

/// Containers inside one another that are kept.
const NESTED: usize = 40;

/// Sizes 1 to 7 of `<font>`, in half points.
const FONT_SIZES: [u32; 7] = [15, 20, 24, 27, 36, 48, 72];

/// Characters of a script that a report shows.
const SHOWN: usize = 60;

/// Pictures narrower than this, in pixels, are characters.
const EMOJI: u32 = 24;

/// The name of an element without its prefix.
fn local_name(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase()
}

/// The outline level of a heading element.
fn heading(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        [b'h', b'l', level @ b'1'..=b'2'] => Some(level - b'0'),
        _ => None,
    }
}

/// Whether a character is as wide as Han.
pub(super) fn is_wide(character: char) -> bool {
    matches!(u32::from(character), 0x1100..=0x115F | 0x2E80..=0xD7A3 | 0xF900..=0xFAFF
        | 0xFE30..=0xFE6F | 0xFF00..=0xFF60 | 0x20000..=0x3FFFD)
        || matches!(character, '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}
