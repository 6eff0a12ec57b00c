//! InDesign and InCopy stories: ICML, and the stories of an IDML package.

use roxmltree::Node;

use super::data::located;
use super::grid::Grid;
use super::model::{Bytes, Kind, Mark, Para, Picture, Raw, Reading, Words};
use super::names::{face, level_of_style};
use super::styles::{Meant, StyleTable};
use super::words::{Doubt, Why};
use crate::limits::XML_BYTES;
use crate::package::{
    PackageFault, Zip, attribute, child, decoded, local, parse, ready, text_nodes, trail,
};
use crate::say::{Text, text};

/// Reads the stories of an ICML file, one article each.
pub(super) fn icml(root: Node<'_, '_>, styles: &StyleTable, reading: &mut Reading) -> Vec<Raw> {
    let stories: Vec<Node<'_, '_>> = root
        .descendants()
        .filter(|node| local(*node) == "Story" && attribute(*node, "Self").is_some())
        .collect();
    // What stands beside the stories is about the document.
    for node in text_nodes(root) {
        if !node.ancestors().any(|above| stories.contains(&above)) {
            reading.leave(trail(node), node.text().unwrap_or(""), Why::FormatData);
        }
    }
    stories
        .into_iter()
        .map(|story| read(story, styles, reading))
        .collect()
}

/// Reads the stories of an IDML package, in the order of its map.
pub(super) fn idml(
    zip: &Zip,
    styles: &StyleTable,
    reading: &mut Reading,
) -> Result<Vec<Raw>, PackageFault> {
    let mut raws = Vec::new();
    let mut total = 0;
    for entry in zip.entries() {
        if !entry.name.starts_with("Stories/") || !entry.name.ends_with(".xml") {
            continue;
        }
        total += entry.size;
        if total > 4 * XML_BYTES as u64 {
            return Err(PackageFault::over(
                text!("import.bytes-of-stories", "bytes of stories"),
                4 * XML_BYTES,
            ));
        }
        let text = ready(&decoded(&zip.read(entry, XML_BYTES as u64)?)?)?;
        let document = parse(&text)?;
        raws.append(&mut icml(document.root_element(), styles, reading));
    }
    raws.retain(|raw| !raw.paras.is_empty());
    Ok(raws)
}

/// A story that is being read.
struct Reader<'a> {
    styles: &'a StyleTable,
    reading: &'a mut Reading,
    paras: Vec<Para>,
    pictures: Vec<Picture>,
    now: Words,
    style: String,
    unknown: Vec<String>,
}

fn read(story: Node<'_, '_>, styles: &StyleTable, reading: &mut Reading) -> Raw {
    let mut reader = Reader {
        styles,
        reading,
        paras: Vec::new(),
        pictures: Vec::new(),
        now: Words::default(),
        style: String::new(),
        unknown: Vec::new(),
    };
    reader.ranges(story, &Mark::default());
    reader.end();
    let unknown = std::mem::take(&mut reader.unknown);
    let (paras, pictures) = (reader.paras, reader.pictures);
    for style in unknown {
        reading.doubt(Doubt::UnknownStyle, Text::quoted(style));
    }
    Raw {
        paras,
        pictures,
        looks: true,
        ..Raw::default()
    }
}

/// The name of a style without its kind and groups: `ParagraphStyle/正文%3a主题` is 主题.
fn style_name(reference: &str) -> String {
    let name = reference
        .rsplit('/')
        .next()
        .unwrap_or(reference)
        .replace("%3a", ":");
    name.rsplit(':')
        .next()
        .unwrap_or("")
        .trim_start_matches("$ID")
        .trim()
        .to_owned()
}

impl Reader<'_> {
    fn ranges(&mut self, node: Node<'_, '_>, mark: &Mark) {
        for inner in node.children() {
            match local(inner) {
                "ParagraphStyleRange" => {
                    self.style =
                        style_name(attribute(inner, "AppliedParagraphStyle").unwrap_or(""));
                    self.ranges(inner, mark);
                }
                "CharacterStyleRange" => {
                    let mark = marked(inner, mark);
                    self.ranges(inner, &mark);
                }
                "Content" => self.content(inner, mark),
                "Br" => self.end(),
                "Change" if attribute(inner, "ChangeType") == Some("DeletedText") => {
                    self.leave(inner, Why::Deleted);
                }
                "Change"
                | "XMLElement"
                | "HyperlinkTextSource"
                | "CrossReferenceSource"
                | "TextVariableInstance" => {
                    self.ranges(inner, mark);
                }
                "Note" => self.leave(inner, Why::Comment),
                "Footnote" | "Endnote" | "EndnoteRange" => {
                    let at = super::roles::shortened(&self.now.text());
                    self.reading.doubt(Doubt::NoteMark, Text::quoted(at));
                    self.leave(inner, Why::Footnote);
                }
                "Table" => self.table(inner),
                "Rectangle" | "Polygon" | "Oval" | "Group" | "TextFrame" => self.frame(inner),
                _ if inner.is_text() => {
                    self.reading
                        .leave(trail(inner), inner.text().unwrap_or(""), Why::FormatData);
                }
                _ => self.leave(inner, Why::FormatData),
            }
        }
    }

    fn leave(&mut self, node: Node<'_, '_>, why: Why) {
        let words: String = text_nodes(node).filter_map(|node| node.text()).collect();
        self.reading.leave(trail(node), words, why);
    }

    fn content(&mut self, node: Node<'_, '_>, mark: &Mark) {
        for inner in node.children().filter(|inner| inner.is_text()) {
            // U+2028 is a forced line, U+2029 a paragraph.
            let text = inner.text().unwrap_or("");
            for (nth, piece) in text.split(['\u{2029}', '\r']).enumerate() {
                if nth > 0 {
                    self.end();
                }
                self.now.push(
                    &piece.replace(['\u{FEFF}', '\u{4}', '\u{3}', '\u{7}', '\u{8}'], ""),
                    mark,
                );
            }
        }
    }

    /// Ends a paragraph.
    fn end(&mut self) {
        let words = std::mem::take(&mut self.now);
        let mut kind = Kind::Text;
        let mut role = None;
        match self.styles.meant(&self.style) {
            Some(Meant::Role(meant)) => role = Some(meant),
            Some(Meant::Subhead) => kind = Kind::Heading(2),
            Some(Meant::Item) => kind = Kind::Item(None),
            Some(Meant::Body) => {}
            None => match level_of_style(&self.style) {
                Some(level) => kind = Kind::Heading(level),
                None => {
                    let plain = matches!(
                        self.style.as_str(),
                        "" | "NormalParagraphStyle" | "[No paragraph style]" | "[Basic Paragraph]"
                    );
                    if !plain && !self.unknown.contains(&self.style) && !words.is_blank() {
                        self.unknown.push(self.style.clone());
                    }
                }
            },
        }
        for line in words.lines() {
            let typed = line.text().starts_with("\u{3000}\u{3000}");
            let line = line.trimmed();
            if line.is_blank() {
                continue;
            }
            let mut para = Para {
                kind: kind.clone(),
                words: line,
                role,
                ..Para::default()
            };
            para.look.indented = typed || self.styles.meant(&self.style) == Some(Meant::Body);
            self.paras.push(para);
        }
    }

    /// Reads a frame anchored in the text: its pictures; its words follow.
    fn frame(&mut self, node: Node<'_, '_>) {
        for link in node.descendants().filter(|node| local(*node) == "Link") {
            let uri = attribute(link, "LinkResourceURI").unwrap_or("");
            // A link names a place on the machine of the layout desk.
            let bytes = match located(uri) {
                Bytes::Beside(_) => Bytes::Away(uri.to_owned()),
                bytes => bytes,
            };
            self.paras.push(Para {
                kind: Kind::Picture(self.pictures.len()),
                ..Para::default()
            });
            self.pictures.push(Picture::new(bytes));
        }
        self.leave(node, Why::FormatData);
    }

    fn table(&mut self, node: Node<'_, '_>) {
        let number = |node: Node<'_, '_>, name: &str| {
            attribute(node, name).and_then(|at| at.parse::<usize>().ok())
        };
        let heads = number(node, "HeaderRowCount").unwrap_or(0);
        let mut grid = Grid::default();
        let mut row = None;
        let mut cells: Vec<(usize, usize, Node<'_, '_>)> = node
            .children()
            .filter(|inner| local(*inner) == "Cell")
            .filter_map(|cell| {
                let (column, row) = attribute(cell, "Name")?.split_once(':')?;
                Some((row.parse().ok()?, column.parse().ok()?, cell))
            })
            .collect();
        cells.sort_by_key(|(row, column, _)| (*row, *column));
        for (at, _, cell) in cells {
            if row != Some(at) {
                grid.row();
                row = Some(at);
            }
            let (wide, deep) = (
                number(cell, "ColumnSpan").unwrap_or(1),
                number(cell, "RowSpan").unwrap_or(1),
            );
            grid.cell(wide, deep, false);
            let (outer, now) = (
                std::mem::take(&mut self.paras),
                std::mem::take(&mut self.now),
            );
            self.ranges(cell, &Mark::default());
            self.end();
            let inner = std::mem::replace(&mut self.paras, outer);
            self.now = now;
            for para in inner {
                grid.put(para.words);
            }
            grid.end_cell();
        }
        let rows = grid.rows();
        if !rows.is_empty() {
            self.paras.push(Para {
                kind: Kind::Table(rows, heads > 0),
                ..Para::default()
            });
        }
    }
}

/// The mark of a range of characters.
fn marked(node: Node<'_, '_>, outer: &Mark) -> Mark {
    let mut mark = outer.clone();
    let style = style_name(attribute(node, "AppliedCharacterStyle").unwrap_or(""));
    let weight = attribute(node, "FontStyle").unwrap_or("");
    mark.bold |= ["Bold", "Heavy", "Black", "粗"]
        .iter()
        .any(|name| weight.contains(name))
        || matches!(style.as_str(), "Bold" | "Strong" | "粗体" | "加粗");
    match attribute(node, "Position") {
        Some("Superscript" | "OTSuperscript") => mark.sup = true,
        Some("Subscript" | "OTSubscript") => mark.sub = true,
        _ => {}
    }
    if attribute(node, "KentenKind").is_some_and(|kind| kind != "None") {
        mark.dot = true;
    }
    let font = child(node, "Properties")
        .and_then(|properties| child(properties, "AppliedFont"))
        .and_then(|font| font.text());
    mark.face = font.and_then(face).or(mark.face);
    if attribute(node, "RubyFlag") == Some("true") || attribute(node, "RubyFlag") == Some("1") {
        mark.ruby = attribute(node, "RubyString").map(str::to_owned);
    }
    mark
}
