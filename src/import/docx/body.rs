//! The text of a Word file: paragraphs, tables, pictures, tracked changes.

use roxmltree::Node;

use super::super::grid::Grid;
use super::super::model::{Bytes, Kind, Look, Mark, Para, Picture, Raw, Reading, Words};
use super::super::words::{Doubt, Why};
use super::lists::Lists;
use super::notes::{Targets, leave};
use super::runs::{mark, symbol};
use super::styles::{Said, Styles, flag, value};
use crate::limits::PARAGRAPHS;
use crate::package::{attribute, child, children, local};
use crate::say::Text;
use crate::story::PartRole;

/// Reads the elements of a text in order.
pub(super) struct Reader<'a> {
    styles: &'a Styles,
    lists: Lists,
    targets: &'a Targets,
    with_changes: bool,
    reading: &'a mut Reading,
    paras: Vec<Para>,
    pictures: Vec<Picture>,
    /// What hung on the paragraph being read: text boxes and pictures.
    hanging: Vec<Para>,
    /// Words of a paragraph whose end was deleted: the next goes on with it.
    joined: Words,
    inserted: usize,
    deleted: usize,
}

impl<'a> Reader<'a> {
    pub fn new(
        styles: &'a Styles,
        lists: Lists,
        targets: &'a Targets,
        with_changes: bool,
        reading: &'a mut Reading,
    ) -> Reader<'a> {
        Reader {
            styles,
            lists,
            targets,
            with_changes,
            reading,
            paras: Vec::new(),
            pictures: Vec::new(),
            hanging: Vec::new(),
            joined: Words::default(),
            inserted: 0,
            deleted: 0,
        }
    }

    /// Reads `<w:document>`.
    pub fn read(mut self, root: Node<'_, '_>) -> Raw {
        for node in root.children().filter(Node::is_element) {
            if local(node) == "body" {
                self.blocks(node);
            } else {
                leave(PLACE, node, Why::FormatData, self.reading);
            }
        }
        let rest = std::mem::take(&mut self.joined);
        if !rest.is_blank() {
            self.add(Para::text(rest));
        }
        if self.inserted + self.deleted > 0 && !self.with_changes {
            let told = format!("{} insertions, {} deletions", self.inserted, self.deleted);
            self.reading.doubt(Doubt::Change, Text::quoted(told));
        }
        Raw {
            paras: self.paras,
            pictures: self.pictures,
            looks: true,
            ..Raw::default()
        }
    }

    fn add(&mut self, para: Para) {
        if self.paras.len() >= PARAGRAPHS {
            self.reading.over = true;
        } else {
            self.paras.push(para);
        }
    }

    fn place(&self) -> String {
        format!("{PLACE}: paragraph {}", self.paras.len() + 1)
    }

    fn blocks(&mut self, node: Node<'_, '_>) {
        for child in node.children().filter(Node::is_element) {
            match local(child) {
                "p" => self.paragraph(child),
                "tbl" => self.table(child),
                "AlternateContent" => {
                    if let Some(choice) = self.choice(child) {
                        self.blocks(choice);
                    }
                }
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" | "smartTag" => {
                    self.blocks(child)
                }
                "del" | "moveFrom" => self.deletion(child),
                "txbxContent" => self.blocks(child),
                _ => leave(&self.place(), child, Why::FormatData, self.reading),
            }
        }
    }

    /// The content to be read of two that say the same; the texts of the other are noted.
    fn choice<'n, 'i>(&mut self, node: Node<'n, 'i>) -> Option<Node<'n, 'i>> {
        let taken = child(node, "Choice").or_else(|| child(node, "Fallback"));
        for other in node
            .children()
            .filter(|other| other.is_element() && Some(*other) != taken)
        {
            leave(&self.place(), other, Why::Repeated, self.reading);
        }
        taken
    }

    fn deletion(&mut self, node: Node<'_, '_>) {
        let words: String = node
            .descendants()
            .filter(|node| matches!(local(*node), "delText" | "t"))
            .filter_map(|node| node.text())
            .collect();
        if words.is_empty() {
            return;
        }
        self.deleted += 1;
        if self.with_changes {
            let told = format!("deleted{}: {words}", author(node));
            self.reading.doubt(Doubt::Change, Text::quoted(told));
        }
        self.reading.leave(self.place(), words, Why::Deleted);
    }

    fn paragraph(&mut self, node: Node<'_, '_>) {
        let properties = child(node, "pPr");
        let style = properties.and_then(|properties| value(properties, "pStyle"));
        let run = properties.and_then(|properties| child(properties, "rPr"));
        let own = Said::of(properties, None);
        let styled = self.styles.said(style.as_deref());
        let said = styled.over(&own);
        let mut words = std::mem::take(&mut self.joined);
        let mut size = None;
        self.runs(node, &said, &mut words, &mut size);
        let hanging = std::mem::take(&mut self.hanging);
        let unended =
            run.is_some_and(|run| child(run, "del").is_some() || child(run, "moveFrom").is_some());
        if unended {
            self.joined = words;
            self.hanging = hanging;
            return;
        }
        let pictures = hanging
            .iter()
            .all(|para| matches!(para.kind, Kind::Picture(_)));
        if pictures {
            for para in hanging.clone() {
                self.add(para);
            }
        }
        self.lines(&words, &said, size);
        if !pictures {
            for para in hanging {
                self.add(para);
            }
        }
    }

    /// Adds the lines of a paragraph.
    fn lines(&mut self, words: &Words, said: &Said, size: Option<u32>) {
        let item = said
            .list
            .as_ref()
            .filter(|(list, _)| list != "0" && !words.is_blank());
        let item = item
            .cloned()
            .and_then(|(list, level)| self.lists.next(&list, level));
        let heading = said.level.filter(|_| said.role.is_none());
        let mut kind = match (heading, item) {
            (Some(level), number) => {
                if let Some(Some(number)) = number {
                    let mut numbered = Words::plain(number);
                    numbered.append(words.clone());
                    return self.heading(numbered, level, said, size);
                }
                return self.heading(words.clone(), level, said, size);
            }
            (None, Some(number)) => Kind::Item(number),
            (None, None) => Kind::Text,
        };
        if said
            .role
            .is_some_and(|role| PartRole::DECKS.contains(&role))
        {
            let line = joined(words.clone());
            if !line.is_blank() {
                let look = look(said, &line, size);
                self.add(Para {
                    kind: Kind::Text,
                    words: line,
                    look,
                    role: said.role,
                });
            }
            return;
        }
        for line in words.clone().lines() {
            let line_look = look(said, &line, size);
            let line = line.trimmed();
            if line.is_blank() {
                continue;
            }
            self.add(Para {
                kind: std::mem::take(&mut kind),
                words: line,
                look: line_look,
                role: said.role,
            });
        }
    }

    fn heading(&mut self, words: Words, level: u8, said: &Said, size: Option<u32>) {
        let line = joined(words);
        if !line.is_blank() {
            let look = look(said, &line, size);
            self.add(Para {
                kind: Kind::Heading(level),
                words: line,
                look,
                role: None,
            });
        }
    }

    /// Reads runs and what holds runs.
    fn runs(&mut self, node: Node<'_, '_>, said: &Said, words: &mut Words, size: &mut Option<u32>) {
        for child in node.children().filter(Node::is_element) {
            match local(child) {
                "r" => self.run(child, said, words, size),
                "pPr" | "rPr" | "sdtPr" | "fldData" => {}
                "ins" | "moveTo" => {
                    let before = words.text().len();
                    self.runs(child, said, words, size);
                    self.inserted += 1;
                    if self.with_changes {
                        let text = words.text();
                        let told = format!("inserted{}: {}", author(child), &text[before..]);
                        self.reading.doubt(Doubt::Change, Text::quoted(told));
                    }
                }
                "del" | "moveFrom" => self.deletion(child),
                "AlternateContent" => {
                    if let Some(choice) = self.choice(child) {
                        self.runs(choice, said, words, size);
                    }
                }
                "oMath" | "oMathPara" => {
                    let formula: String = child
                        .descendants()
                        .filter(|node| local(*node) == "t")
                        .filter_map(|node| node.text())
                        .collect();
                    self.reading
                        .doubt(Doubt::Formula, Text::quoted(formula.clone()));
                    words.push(&formula, &Mark::default());
                }
                "hyperlink" | "smartTag" | "fldSimple" | "sdt" | "sdtContent" | "customXml"
                | "bdo" | "dir" => self.runs(child, said, words, size),
                _ => leave(&self.place(), child, Why::FormatData, self.reading),
            }
        }
    }

    fn run(&mut self, node: Node<'_, '_>, said: &Said, words: &mut Words, size: &mut Option<u32>) {
        let properties = child(node, "rPr");
        let own = Said::of(None, properties);
        let named = properties
            .and_then(|properties| value(properties, "rStyle"))
            .map(|style| self.styles.of_characters(&style))
            .unwrap_or_default();
        let said = said.over(&named).over(&own);
        let mark = mark(&said);
        let hidden = said.hidden == Some(true);
        if said.struck == Some(true) {
            let at = self.place();
            self.reading.doubt(Doubt::Struck, Text::quoted(at));
        }
        for child in node.children().filter(Node::is_element) {
            let text = child.text().unwrap_or("");
            match local(child) {
                "t" if hidden => self.reading.leave(self.place(), text, Why::Hidden),
                "t" => {
                    if !text.trim().is_empty() {
                        *size = (*size).max(said.size);
                    }
                    words.push(&text.replace(['\n', '\r'], " "), &mark);
                }
                "tab" | "ptab" => words.push("\t", &mark),
                "br" if attribute(child, "type").is_none_or(|kind| kind == "textWrapping") => {
                    words.push("\n", &mark);
                }
                "cr" => words.push("\n", &mark),
                "noBreakHyphen" => words.push("\u{2011}", &mark),
                "sym" => {
                    if let Some(symbol) = attribute(child, "char").and_then(symbol) {
                        words.push(&symbol.to_string(), &mark);
                        let at = self.place();
                        self.reading.doubt(Doubt::Symbol, Text::quoted(at));
                    }
                }
                "delText" => self.reading.leave(self.place(), text, Why::Deleted),
                "instrText" | "delInstrText" => {
                    self.reading.leave(self.place(), text, Why::FieldCode)
                }
                "footnoteReference" | "endnoteReference" => {
                    let at = super::super::roles::shortened(&words.text());
                    self.reading.doubt(Doubt::NoteMark, Text::quoted(at));
                }
                "drawing" | "pict" | "object" => self.drawing(child),
                "AlternateContent" => {
                    if let Some(choice) = self.choice(child) {
                        for inner in choice.children().filter(Node::is_element) {
                            self.drawing(inner);
                        }
                    }
                }
                "ruby" => self.ruby(child, &said, words, size),
                "rPr" | "br" => {}
                _ => leave(&self.place(), child, Why::FormatData, self.reading),
            }
        }
    }

    /// Reads a base with its reading 注音.
    fn ruby(&mut self, node: Node<'_, '_>, said: &Said, words: &mut Words, size: &mut Option<u32>) {
        let mut part = |name: &str| {
            let mut inner = Words::default();
            if let Some(part) = child(node, name) {
                self.runs(part, said, &mut inner, size);
            }
            inner.text()
        };
        let (base, reading) = (part("rubyBase"), part("rt"));
        let reading = Some(reading.trim().to_owned()).filter(|reading| !reading.is_empty());
        words.push(
            &base,
            &Mark {
                ruby: reading,
                ..mark(said)
            },
        );
    }

    /// Reads a drawing: its pictures, and the paragraphs of its text boxes.
    fn drawing(&mut self, node: Node<'_, '_>) {
        match local(node) {
            "blip" | "imagedata" | "svgBlip" => {
                let id = ["embed", "id", "link"]
                    .iter()
                    .find_map(|name| attribute(node, name));
                let Some((target, outside)) = id.and_then(|id| self.targets.get(id)) else {
                    return;
                };
                let bytes = if outside {
                    Bytes::Away(target.to_owned())
                } else {
                    Bytes::Part(target.to_owned())
                };
                if self
                    .pictures
                    .iter()
                    .any(|known| known.bytes == bytes && local(node) == "svgBlip")
                {
                    return;
                }
                let mut picture = Picture::new(bytes);
                picture.alt = node
                    .ancestors()
                    .find_map(|node| {
                        child(node, "docPr").and_then(|about| attribute(about, "descr"))
                    })
                    .map(str::trim)
                    .filter(|alt| !alt.is_empty())
                    .map(str::to_owned);
                self.hanging.push(Para {
                    kind: Kind::Picture(self.pictures.len()),
                    ..Para::default()
                });
                self.pictures.push(picture);
            }
            "txbxContent" => {
                let outer = std::mem::take(&mut self.paras);
                let hanging = std::mem::take(&mut self.hanging);
                self.blocks(node);
                let inner = std::mem::replace(&mut self.paras, outer);
                self.hanging = hanging;
                if let Some(first) = inner.first() {
                    let about = super::super::roles::shortened(&first.words.text());
                    self.reading.doubt(Doubt::TextBox, Text::quoted(about));
                }
                self.hanging.extend(inner);
            }
            "AlternateContent" => {
                if let Some(choice) = self.choice(node) {
                    self.drawing(choice);
                }
            }
            _ => {
                for inner in node.children() {
                    if inner.is_element() {
                        self.drawing(inner);
                    } else if inner.is_text() {
                        self.reading.leave(
                            self.place(),
                            inner.text().unwrap_or(""),
                            Why::FormatData,
                        );
                    }
                }
            }
        }
    }

    fn table(&mut self, node: Node<'_, '_>) {
        let mut grid = Grid::default();
        let mut head = false;
        let mut single: Vec<Para> = Vec::new();
        for (nth, row) in children(node, "tr").enumerate() {
            let properties = child(row, "trPr");
            if properties.is_some_and(|properties| child(properties, "del").is_some()) {
                self.deletion(row);
                continue;
            }
            head |= nth == 0
                && properties.and_then(|properties| flag(properties, "tblHeader")) == Some(true);
            grid.row();
            self.cells(row, &mut grid, &mut single);
        }
        for other in node
            .children()
            .filter(|other| other.is_element() && !matches!(local(*other), "tr"))
        {
            leave(&self.place(), other, Why::FormatData, self.reading);
        }
        let rows = grid.rows();
        if rows.is_empty() {
            return;
        }
        // One column is a frame round text, and no table.
        if rows.iter().all(|row| row.len() <= 1) {
            for para in single {
                self.add(para);
            }
            return;
        }
        let bold = |row: &Vec<Words>| row.iter().all(|cell| cell.is_blank() || cell.is_bold());
        let bold_head = rows.len() > 1 && bold(&rows[0]) && !rows.iter().skip(1).all(bold);
        let rows = if bold_head || head {
            let mut rows = rows;
            if let Some(first) = rows.first_mut() {
                for cell in first {
                    *cell = std::mem::take(cell).lighter();
                }
            }
            rows
        } else {
            rows
        };
        self.add(Para {
            kind: Kind::Table(rows, head || bold_head),
            ..Para::default()
        });
    }

    /// Reads the cells of a row; `single` gathers their paragraphs as they are.
    fn cells(&mut self, row: Node<'_, '_>, grid: &mut Grid, single: &mut Vec<Para>) {
        for cell in row.children().filter(Node::is_element) {
            let cell = match local(cell) {
                "tc" => cell,
                "sdt" => match child(cell, "sdtContent").and_then(|content| child(content, "tc")) {
                    Some(cell) => cell,
                    None => continue,
                },
                _ => continue,
            };
            let properties = child(cell, "tcPr");
            let wide = properties
                .and_then(|properties| value(properties, "gridSpan"))
                .and_then(|span| span.parse().ok())
                .unwrap_or(1);
            let merged = properties.is_some_and(|properties| child(properties, "vMerge").is_some());
            if wide > 1 || merged {
                let at = self.place();
                self.reading.doubt(Doubt::Merged, Text::quoted(at));
            }
            grid.cell(wide, 1, false);
            let outer = std::mem::take(&mut self.paras);
            self.blocks(cell);
            let inner = std::mem::replace(&mut self.paras, outer);
            for para in inner {
                match &para.kind {
                    Kind::Picture(_) => self.add(para),
                    Kind::Table(rows, _) => {
                        let at = self.place();
                        self.reading.doubt(Doubt::NestedTable, Text::quoted(at));
                        for words in rows.iter().flatten() {
                            grid.put(words.clone());
                            single.push(Para::text(words.clone()));
                        }
                    }
                    Kind::Item(Some(number)) => {
                        let mut words = Words::plain(number.clone());
                        words.append(para.words.clone());
                        grid.put(words);
                        single.push(para);
                    }
                    _ => {
                        grid.put(para.words.clone());
                        single.push(para);
                    }
                }
            }
            grid.end_cell();
        }
    }
}

/// What places in the text are called in the report.
const PLACE: &str = "word/document.xml";

/// Who tracked a change.
fn author(node: Node<'_, '_>) -> String {
    attribute(node, "author")
        .filter(|author| !author.trim().is_empty())
        .map_or_else(String::new, |author| format!(" by {author}"))
}

/// The lines of a heading as one.
fn joined(words: Words) -> Words {
    let mut whole = Words::default();
    for line in words.lines() {
        let line = line.trimmed();
        if line.is_blank() {
            continue;
        }
        if !whole.is_blank() {
            whole.push(" ", &Mark::default());
        }
        whole.append(line);
    }
    whole
}

/// The look of a paragraph.
fn look(said: &Said, line: &Words, size: Option<u32>) -> Look {
    let align = said.align.as_deref().unwrap_or("");
    Look {
        centred: align == "center",
        right: matches!(align, "right" | "end"),
        indented: said.indented == Some(true) || line.text().starts_with("\u{3000}\u{3000}"),
        size: size.or(said.size),
    }
}
