//! The structure tree of a file (ISO 32000-1 §14.7): stories, advertisements and pictures in the
//! order in which they are read, a story that jumps as one.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::boxes::PageBoxes;
use super::fault::ExportFault;
use super::links::LinkNote;
use super::number::{name, real, text};
use super::tags::{Frame, PageTags, PartKind, ROLE_MAP, element, ruby_element};
use crate::forme::{Forme, Sheet};
use crate::geom::{PageSpace, Rect};
use crate::role::{CellPlace, Ruby, TextRole, TextTag};

/// What a structure element holds.
enum Kid {
    Node(usize),
    /// Marked content: page and number.
    Content(usize, usize),
    /// An annotation: page and object.
    Note(usize, ObjectId),
}

/// A structure element.
struct Node {
    tag: &'static str,
    parent: usize,
    kids: Vec<Kid>,
    alt: String,
    attributes: Option<Object>,
}

/// What is one element however often it is met.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Text(TextRole, usize),
    Table(usize),
    Row(usize),
    Cell(usize),
    Ruby(usize),
    Reading(bool),
    /// Page and number of a picture.
    Picture(usize, usize),
}

struct Tree {
    nodes: Vec<Node>,
    known: BTreeMap<(usize, Key), usize>,
    /// The element of the story that began last under an id.
    stories: BTreeMap<String, usize>,
    /// Elements of the groups of the page at hand.
    frames: Vec<Option<usize>>,
    /// The level of the last heading.
    level: usize,
    /// The attributes of a table's head.
    head: Object,
    /// The tables that have one.
    headed: BTreeSet<usize>,
}

/// Headings by their level (ISO 32000-1 §14.8.4.3.2).
const HEADINGS: [&str; 3] = ["H1", "H2", "H3"];

/// Writes the tree of some pages, whose contents are tagged so. Returns whether every picture says
/// what it shows.
pub(super) fn write(
    doc: &mut Document,
    (formes, pages): (&[&Forme], &[ObjectId]),
    tags: &[PageTags],
    links: &[LinkNote],
) -> Result<bool, ExportFault> {
    let head = dictionary! { "O" => name("Table"), "Scope" => name("Column") };
    let mut tree = Tree::new(doc.add_object(head).into());
    let mut links = links.iter().peekable();
    for (page, (tags, forme)) in tags.iter().zip(formes).enumerate() {
        tree.frames = vec![None; tags.frames.len()];
        let mut of_page = tags.links.iter().enumerate().peekable();
        for at in 0..=tags.parts.len() {
            while let Some((nth, (frame, _))) = of_page.next_if(|(_, (_, before))| *before <= at) {
                let made = |link: &&LinkNote| (link.page, link.nth) == (page, nth);
                if let Some(link) = links.next_if(made) {
                    tree.link(tags, *frame, link);
                }
            }
            if at < tags.parts.len() {
                tree.part(tags, (page, at), &forme.sheet);
            }
        }
    }
    tree.write(doc, pages, tags)
}

impl Tree {
    fn new(head: Object) -> Tree {
        let root = Node {
            tag: "Document",
            parent: 0,
            kids: Vec::new(),
            alt: String::new(),
            attributes: None,
        };
        Tree {
            nodes: vec![root],
            known: BTreeMap::new(),
            stories: BTreeMap::new(),
            frames: Vec::new(),
            level: 0,
            head,
            headed: BTreeSet::new(),
        }
    }

    fn add(&mut self, parent: usize, tag: &'static str) -> usize {
        let at = self.nodes.len();
        self.nodes.push(Node {
            tag,
            parent,
            kids: Vec::new(),
            alt: String::new(),
            attributes: None,
        });
        self.nodes[parent].kids.push(Kid::Node(at));
        at
    }

    /// Returns the element of a key, made if there is none.
    fn keyed(&mut self, parent: usize, key: Key, tag: &'static str) -> usize {
        match self.known.get(&(parent, key.clone())) {
            Some(known) => *known,
            None => {
                let made = self.add(parent, tag);
                self.known.insert((parent, key), made);
                made
            }
        }
    }

    /// Returns the element of a group; that of the page stands for none.
    fn frame(&mut self, tags: &PageTags, frame: Option<usize>) -> usize {
        let Some(at) = frame else { return 0 };
        if let Some(known) = self.frames[at] {
            return known;
        }
        let (round, own) = &tags.frames[at];
        let parent = self.frame(tags, *round);
        let node = match own {
            Frame::Story(id, slot) => {
                let begun = self.stories.get(id).copied().filter(|_| *slot > 1);
                begun.unwrap_or_else(|| self.add(parent, "Art"))
            }
            Frame::Sidebar => self.add(parent, "Sidebar"),
            Frame::Ad => self.add(parent, "Advertisement"),
            // A picture of the page is read by itself.
            Frame::Figure => self.add(parent, if round.is_some() { "Div" } else { "Art" }),
        };
        if let Frame::Story(id, _) = own {
            self.stories.insert(id.clone(), node);
        }
        self.frames[at] = Some(node);
        node
    }

    fn part(&mut self, tags: &PageTags, (page, at): (usize, usize), sheet: &Sheet) {
        let part = &tags.parts[at];
        let parent = self.frame(tags, part.frame);
        let node = match &part.kind {
            PartKind::Text(tag, ruby) => {
                let node = self.text(parent, tag);
                ruby.map_or(node, |ruby| self.ruby(node, ruby))
            }
            PartKind::Picture { nth, rect, alt } => {
                let node = self.keyed(parent, Key::Picture(page, *nth), "Figure");
                self.nodes[node].alt.clone_from(alt);
                self.nodes[node].attributes = Some(extent(rect, sheet));
                node
            }
        };
        self.nodes[node].kids.push(Kid::Content(page, at));
    }

    fn text(&mut self, parent: usize, tag: &TextTag) -> usize {
        let key = Key::Text(tag.role, tag.par);
        match (tag.role, tag.cell) {
            (TextRole::Cell, Some(cell)) => self.cell(parent, &cell),
            (TextRole::Headline | TextRole::Subhead, _) => self.heading(parent, tag),
            (TextRole::Item, _) => {
                if let Some(known) = self.known.get(&(parent, key.clone())) {
                    return *known;
                }
                let last = self.nodes[parent].kids.last();
                let list = match last {
                    Some(Kid::Node(last)) if self.nodes[*last].tag == "L" => *last,
                    _ => self.add(parent, "L"),
                };
                let item = self.add(list, "LI");
                let body = self.add(item, element(tag.role));
                self.known.insert((parent, key), body);
                body
            }
            // Type of which nobody says what it is.
            _ if tag.par == usize::MAX => self.add(parent, element(tag.role)),
            _ => self.keyed(parent, key, element(tag.role)),
        }
    }

    /// Returns the element of a base or of its reading.
    fn ruby(&mut self, parent: usize, ruby: Ruby) -> usize {
        let both = self.keyed(parent, Key::Ruby(ruby.nth), "Ruby");
        self.keyed(both, Key::Reading(ruby.reading), ruby_element(ruby))
    }

    fn cell(&mut self, parent: usize, cell: &CellPlace) -> usize {
        let table = self.keyed(parent, Key::Table(cell.table), "Table");
        let row = self.keyed(table, Key::Row(cell.row), "TR");
        if cell.head {
            self.headed.insert(table);
        }
        // Where nothing heads the columns, what begins a row heads that: a table has headers
        // (ISO 14289-1 §7.5).
        let begins = !cell.head && cell.column == 0 && !self.headed.contains(&table);
        let tag = if cell.head || begins { "TH" } else { "TD" };
        let node = self.keyed(row, Key::Cell(cell.column), tag);
        if cell.head {
            self.nodes[node].attributes = Some(self.head.clone());
        } else if begins {
            let side = dictionary! { "O" => name("Table"), "Scope" => name("Row") };
            self.nodes[node].attributes = Some(side.into());
        }
        node
    }

    /// Returns the element of a headline, whose lines are one heading, or of a subhead; no level is
    /// skipped (ISO 14289-1 §7.4.2).
    fn heading(&mut self, parent: usize, tag: &TextTag) -> usize {
        let (own, par) = match tag.role {
            TextRole::Headline => (0, 0),
            _ => (1, tag.par),
        };
        let key = Key::Text(tag.role, par);
        if let Some(known) = self.known.get(&(parent, key.clone())) {
            return *known;
        }
        let nested = usize::from(self.nodes[parent].tag == "Sidebar");
        let level = (own + nested).min(self.level);
        self.level = level + 1;
        self.keyed(parent, key, HEADINGS[level])
    }

    fn link(&mut self, tags: &PageTags, frame: Option<usize>, link: &LinkNote) {
        let parent = self.frame(tags, frame);
        let node = self.add(parent, "Link");
        self.nodes[node].alt.clone_from(&link.title);
        self.nodes[node].kids.push(Kid::Note(link.page, link.note));
    }

    /// Writes the elements, and for pages and annotations the way from their content to them.
    fn write(
        self,
        doc: &mut Document,
        pages: &[ObjectId],
        tags: &[PageTags],
    ) -> Result<bool, ExportFault> {
        let root = doc.new_object_id();
        let ids: Vec<ObjectId> = self.nodes.iter().map(|_| doc.new_object_id()).collect();
        let mut owners: Vec<Vec<Object>> = tags
            .iter()
            .map(|tags| vec![Object::Null; tags.parts.len()])
            .collect();
        let mut notes: Vec<(ObjectId, ObjectId)> = Vec::new();
        let mut readable = true;
        for (at, node) in self.nodes.iter().enumerate() {
            readable &= node.tag != "Figure" || !node.alt.is_empty();
            let parent = if at == 0 { root } else { ids[node.parent] };
            for kid in &node.kids {
                match *kid {
                    Kid::Node(_) => {}
                    Kid::Content(page, nth) => owners[page][nth] = ids[at].into(),
                    Kid::Note(_, note) => notes.push((note, ids[at])),
                }
            }
            doc.objects
                .insert(ids[at], node.dictionary(parent, &ids, pages).into());
        }
        let mut numbers: Vec<Object> = Vec::new();
        for (nth, (owners, &page)) in owners.into_iter().zip(pages).enumerate() {
            numbers.extend([(nth as i64).into(), owners.into()]);
            let page = doc.get_dictionary_mut(page)?;
            page.set("StructParents", nth as i64);
            page.set("Tabs", name("S"));
        }
        for (nth, (note, owner)) in (pages.len() as i64..).zip(&notes) {
            numbers.extend([nth.into(), (*owner).into()]);
            doc.get_dictionary_mut(*note)?.set("StructParent", nth);
        }
        let next = (pages.len() + notes.len()) as i64;
        let parents = doc.add_object(dictionary! { "Nums" => numbers });
        let roles = ROLE_MAP
            .iter()
            .map(|(own, standard)| (*own, name(standard)));
        let mut map = Dictionary::new();
        roles.for_each(|(own, standard)| map.set(own, standard));
        doc.objects.insert(
            root,
            dictionary! {
                "Type" => name("StructTreeRoot"), "K" => ids[0], "ParentTree" => parents,
                "ParentTreeNextKey" => next, "RoleMap" => map,
            }
            .into(),
        );
        let catalog = doc.catalog_mut()?;
        catalog.set("StructTreeRoot", root);
        catalog.set("MarkInfo", dictionary! { "Marked" => true });
        Ok(readable)
    }
}

impl Node {
    /// Returns the element as an object. Its page is that of its first content; content on others
    /// says so.
    fn dictionary(&self, parent: ObjectId, ids: &[ObjectId], pages: &[ObjectId]) -> Dictionary {
        let first = self.kids.iter().find_map(|kid| match kid {
            Kid::Content(page, _) => Some(*page),
            Kid::Node(_) | Kid::Note(..) => None,
        });
        let kid = |kid: &Kid| -> Object {
            match *kid {
                Kid::Node(at) => ids[at].into(),
                Kid::Content(page, nth) if first == Some(page) => (nth as i64).into(),
                Kid::Content(page, nth) => {
                    dictionary! { "Type" => name("MCR"), "Pg" => pages[page], "MCID" => nth as i64 }
                        .into()
                }
                Kid::Note(page, note) => {
                    dictionary! { "Type" => name("OBJR"), "Pg" => pages[page], "Obj" => note }
                        .into()
                }
            }
        };
        let mut dict = dictionary! { "S" => name(self.tag), "P" => parent };
        if let Some(page) = first {
            dict.set("Pg", pages[page]);
        }
        match self.kids.as_slice() {
            [] => {}
            [only] => dict.set("K", kid(only)),
            kids => dict.set("K", kids.iter().map(kid).collect::<Vec<_>>()),
        }
        if !self.alt.is_empty() {
            dict.set("Alt", text(&self.alt));
        }
        if let Some(attributes) = &self.attributes {
            dict.set("A", attributes.clone());
        }
        dict
    }
}

/// Returns the layout attributes of a picture (ISO 32000-1 §14.8.5.4.3).
fn extent(rect: &Rect<PageSpace>, sheet: &Sheet) -> Object {
    let edges = PageBoxes::of(sheet).edges(rect).map(real).to_vec();
    dictionary! { "O" => name("Layout"), "Placement" => name("Block"), "BBox" => edges }.into()
}
