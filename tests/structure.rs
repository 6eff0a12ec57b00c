//! The structure tree of the files of every sample: what is read by it is the copy, and nothing on
//! a page stands outside it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::OnceLock;

use duikai::export::pdf::{Meta, Order, Purpose, export};
use duikai::ink::Standard;
use duikai::reading::{Article, ArticleKind, Reading, TextRole, read};
use duikai::session::Made;
use duikai::{Job, MemoryDesk, made};
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::reading::{edition, formes, samples, set};

fn file(made: &Made, kind: Purpose) -> Vec<u8> {
    let edition = edition(made);
    let order = Order {
        formes: formes(made),
        meta: Meta {
            title: &edition.slug,
            paper: &edition.paper,
            date: &edition.date,
            lang: edition.lang.tag(),
        },
        kind,
    };
    export(
        &order,
        &edition.fonts,
        &edition.pictures,
        &edition.condition,
    )
    .expect("it is written")
}

/// A sample, set once for all tests.
struct Sample {
    path: PathBuf,
    lang: &'static str,
    reading: Reading,
    press: Vec<u8>,
    copy: Vec<u8>,
}

fn all() -> &'static [Sample] {
    static ALL: OnceLock<Vec<Sample>> = OnceLock::new();
    ALL.get_or_init(|| {
        let one = |path: PathBuf| {
            let made = set(&path);
            Sample {
                lang: edition(&made).lang.tag(),
                reading: read(edition(&made), formes(&made)),
                press: file(&made, PRESS),
                copy: file(&made, Purpose::Reading),
                path,
            }
        };
        samples().into_iter().map(one).collect()
    })
}

fn sample(name: &str) -> &'static Sample {
    let end = format!("{name}/edition.toml");
    let mut all = all().iter();
    all.find(|sample| sample.path.ends_with(&end))
        .expect("the sample")
}

const PRESS: Purpose = Purpose::Press(Standard::X4);

fn name<'a>(dict: &'a Dictionary, key: &[u8]) -> &'a str {
    let found = dict.get(key).and_then(Object::as_name).unwrap_or_default();
    std::str::from_utf8(found).expect("ASCII")
}

fn dict_of<'a>(doc: &'a Document, object: &'a Object) -> &'a Dictionary {
    let (_, object) = doc.dereference(object).expect("an object");
    object.as_dict().expect("a dictionary")
}

/// The characters of each code of a face.
fn to_unicode(doc: &Document, font: &Dictionary) -> Vec<String> {
    let (_, map) = doc
        .dereference(font.get(b"ToUnicode").expect("a map"))
        .expect("an object");
    let map = map.as_stream().expect("a stream");
    let map = String::from_utf8(map.decompressed_content().expect("flate")).expect("ASCII");
    let mut codes = Vec::new();
    for range in map.split("beginbfrange").skip(1) {
        let list = range
            .split_once('[')
            .and_then(|(_, rest)| rest.split_once(']'));
        let (list, _) = list.expect("a list");
        codes.extend(list.split('<').skip(1).map(|hex| {
            let hex = hex.split('>').next().expect("an end").as_bytes();
            let unit = |four: &[u8]| {
                let four = std::str::from_utf8(four).expect("ASCII");
                u16::from_str_radix(four, 16).expect("hex")
            };
            let units: Vec<u16> = hex.chunks(4).map(unit).collect();
            String::from_utf16(&units).expect("UTF-16")
        }));
    }
    codes
}

/// What is open in a content stream.
enum Marked {
    Artifact,
    Content(usize),
    /// A stretch that stands for other characters.
    Instead,
}

/// The text of each marked content of a page; fails where something is drawn outside of all.
fn contents(doc: &Document, page: ObjectId) -> BTreeMap<usize, String> {
    let resources = doc.get_dictionary(page).expect("a page");
    let resources = dict_of(doc, resources.get(b"Resources").expect("resources"));
    let fonts: BTreeMap<&[u8], Vec<String>> = match resources.get(b"Font") {
        Ok(fonts) => dict_of(doc, fonts)
            .iter()
            .map(|(name, font)| (name.as_slice(), to_unicode(doc, dict_of(doc, font))))
            .collect(),
        Err(_) => BTreeMap::new(),
    };
    let bytes = doc.get_page_content(page);
    let operations = Content::decode(&bytes).expect("operators").operations;
    let mut texts: BTreeMap<usize, String> = BTreeMap::new();
    let mut open: Vec<Marked> = Vec::new();
    let mut font: &[String] = &[];
    let mut in_text = None;
    for op in &operations {
        let within = open.iter().rev().find_map(|marked| match marked {
            Marked::Artifact => Some(None),
            Marked::Content(nth) => Some(Some(*nth)),
            Marked::Instead => None,
        });
        match op.operator.as_str() {
            "BT" => in_text = Some(open.len()),
            "ET" => assert_eq!(in_text.take(), Some(open.len()), "they cross"),
            "Tf" => font = &fonts[op.operands[0].as_name().expect("a name")],
            "BMC" => {
                assert_eq!(op.operands[0].as_name().expect("a tag"), b"Artifact");
                assert!(open.is_empty(), "an artifact inside content");
                open.push(Marked::Artifact);
            }
            "BDC" => {
                let dict = op.operands[1].as_dict().expect("properties");
                if op.operands[0].as_name().expect("a tag") == b"Artifact" {
                    assert!(open.is_empty(), "an artifact inside content");
                    open.push(Marked::Artifact);
                } else if let Ok(text) = dict.get(b"ActualText") {
                    let text = lopdf::decode_text_string(text).expect("a text");
                    if let Some(Some(nth)) = within {
                        texts.entry(nth).or_default().push_str(&text);
                    }
                    open.push(Marked::Instead);
                } else {
                    assert!(open.is_empty(), "content inside content");
                    let nth = dict
                        .get(b"MCID")
                        .and_then(Object::as_i64)
                        .expect("a number");
                    let known = texts.insert(nth as usize, String::new());
                    assert!(known.is_none(), "content {nth} twice");
                    open.push(Marked::Content(nth as usize));
                }
            }
            "EMC" => drop(open.pop().expect("one is open")),
            "Tj" | "TJ" => {
                let within = within.expect("type outside of all content");
                if matches!(open.last(), Some(Marked::Instead)) {
                    continue;
                }
                let strings = match &op.operands[0] {
                    Object::Array(array) => array.iter().collect(),
                    string => vec![string],
                };
                let Some(nth) = within else { continue };
                let text = texts.entry(nth).or_default();
                for codes in strings.into_iter().filter_map(|part| part.as_str().ok()) {
                    for code in codes.chunks(2) {
                        let at = usize::from(code[0]) << 8 | usize::from(code[1]);
                        text.push_str(font[at].trim_matches('\u{200B}'));
                    }
                }
            }
            "Do" | "f" | "f*" | "S" | "s" | "b" | "B" => {
                assert!(within.is_some(), "{} outside of all content", op.operator);
            }
            _ => {}
        }
    }
    assert!(open.is_empty(), "content is left open");
    texts
}

/// An element of the tree.
#[derive(Debug)]
struct Element {
    tag: String,
    alt: String,
    /// The text of its own content and, in their places, its elements.
    text: String,
    kids: Vec<Element>,
}

struct Reader<'a> {
    doc: &'a Document,
    pages: BTreeMap<ObjectId, BTreeMap<usize, String>>,
    /// Content that was met, and the element that it belongs to.
    met: BTreeMap<(ObjectId, usize), ObjectId>,
}

impl Reader<'_> {
    fn element(&mut self, id: ObjectId, parent: ObjectId) -> Element {
        let dict = self.doc.get_dictionary(id).expect("an element");
        assert_eq!(dict.get(b"P").unwrap().as_reference().unwrap(), parent);
        let page = dict.get(b"Pg").and_then(Object::as_reference).ok();
        let alt = dict
            .get(b"Alt")
            .map(|alt| lopdf::decode_text_string(alt).unwrap());
        let mut element = Element {
            tag: name(dict, b"S").to_owned(),
            alt: alt.unwrap_or_default(),
            text: String::new(),
            kids: Vec::new(),
        };
        let kids = match dict.get(b"K") {
            Ok(Object::Array(kids)) => kids.iter().collect(),
            Ok(kid) => vec![kid],
            Err(_) => Vec::new(),
        };
        for kid in kids {
            match kid {
                Object::Integer(nth) => self.content(page.unwrap(), *nth, id, &mut element),
                Object::Reference(kid) => {
                    let kid = self.element(*kid, id);
                    element.text.push_str(&kid.text);
                    element.kids.push(kid);
                }
                Object::Dictionary(kid) if name(kid, b"Type") == "MCR" => {
                    let page = kid.get(b"Pg").unwrap().as_reference().unwrap();
                    let nth = kid.get(b"MCID").unwrap().as_i64().unwrap();
                    self.content(page, nth, id, &mut element);
                }
                Object::Dictionary(kid) => assert_eq!(name(kid, b"Type"), "OBJR"),
                other => panic!("{other:?}"),
            }
        }
        element
    }

    fn content(&mut self, page: ObjectId, nth: i64, id: ObjectId, element: &mut Element) {
        let nth = nth as usize;
        element.text.push_str(&self.pages[&page][&nth]);
        let before = self.met.insert((page, nth), id);
        assert!(before.is_none(), "content {nth} is in two elements");
    }
}

/// Reads the tree of a file; fails where it and the pages do not agree.
fn tree(bytes: &[u8]) -> Element {
    let doc = Document::load_mem(bytes).expect("a PDF");
    let catalog = doc.catalog().expect("a catalog");
    let marked = dict_of(&doc, catalog.get(b"MarkInfo").expect("it is tagged"));
    assert!(marked.get(b"Marked").unwrap().as_bool().unwrap());
    let root_id = catalog
        .get(b"StructTreeRoot")
        .unwrap()
        .as_reference()
        .unwrap();
    let root = doc.get_dictionary(root_id).unwrap();
    let pages: BTreeMap<ObjectId, BTreeMap<usize, String>> = doc
        .get_pages()
        .into_values()
        .map(|page| (page, contents(&doc, page)))
        .collect();
    let mut reader = Reader {
        doc: &doc,
        pages,
        met: BTreeMap::new(),
    };
    let top = root.get(b"K").unwrap().as_reference().unwrap();
    let top = reader.element(top, root_id);
    // The way back from content to elements (ISO 32000-1 §14.7.4.4).
    let parents = dict_of(&doc, root.get(b"ParentTree").unwrap());
    let numbers = parents.get(b"Nums").unwrap().as_array().unwrap();
    let parents: BTreeMap<i64, &Object> = numbers
        .chunks(2)
        .map(|pair| (pair[0].as_i64().unwrap(), &pair[1]))
        .collect();
    let count: usize = reader.pages.values().map(BTreeMap::len).sum();
    assert_eq!(reader.met.len(), count, "content without an element");
    for (page, texts) in &reader.pages {
        let dict = doc.get_dictionary(*page).unwrap();
        assert_eq!(name(dict, b"Tabs"), "S");
        let key = dict.get(b"StructParents").unwrap().as_i64().unwrap();
        let owners = parents[&key].as_array().unwrap();
        assert_eq!(owners.len(), texts.len());
        for (nth, owner) in owners.iter().enumerate() {
            assert_eq!(reader.met[&(*page, nth)], owner.as_reference().unwrap());
        }
        let notes = dict.get(b"Annots").and_then(Object::as_array);
        for note in notes.into_iter().flatten() {
            let note = note.as_reference().unwrap();
            let dict = doc.get_dictionary(note).unwrap();
            let key = dict.get(b"StructParent").unwrap().as_i64().unwrap();
            let owner = dict_of(&doc, parents[&key]);
            assert_eq!(name(owner, b"S"), "Link");
            assert!(dict.has(b"Contents") && owner.has(b"Alt"));
            let kid = owner.get(b"K").unwrap().as_dict().unwrap();
            assert_eq!(kid.get(b"Obj").unwrap().as_reference().unwrap(), note);
        }
    }
    known(&top, dict_of(&doc, root.get(b"RoleMap").unwrap()));
    top
}

const STANDARD: [&str; 24] = [
    "Document", "Part", "Art", "Sect", "Div", "P", "H1", "H2", "H3", "L", "LI", "LBody", "Table",
    "TR", "TH", "TD", "Figure", "Caption", "Link", "Ruby", "RB", "RT", "Span", "Note",
];

/// Every type is the standard's or mapped to one of it.
fn known(element: &Element, map: &Dictionary) {
    let tag = element.tag.as_str();
    let standard = match map.get(tag.as_bytes()) {
        Ok(standard) => std::str::from_utf8(standard.as_name().unwrap()).unwrap(),
        Err(_) => tag,
    };
    assert!(STANDARD.contains(&standard), "{tag}");
    element.kids.iter().for_each(|kid| known(kid, map));
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The elements of an article in order, those of articles inside it left out, as type and text.
fn told(element: &Element, found: &mut Vec<(String, String)>) {
    for kid in &element.kids {
        match kid.tag.as_str() {
            "Sidebar" | "Figure" | "Link" | "Jump" | "Continued" | "AdMark" => {}
            "Div" | "L" | "LI" | "Table" | "TR" => told(kid, found),
            // The lines of a headline are one heading.
            tag => found.push((tag.to_owned(), plain(&kid.text))),
        }
    }
}

/// The articles of a tree and of what is inside them.
fn articles<'a>(element: &'a Element, found: &mut Vec<&'a Element>) {
    for kid in &element.kids {
        if matches!(kid.tag.as_str(), "Art" | "Sidebar") {
            found.push(kid);
        }
        articles(kid, found);
    }
}

/// What an article is to say, as types and texts.
fn wanted(article: &Article) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut headline = None;
    for par in &article.pars {
        let mut text = plain(&par.text);
        // Readings over the line stand beside their base.
        let mut moved = 0;
        for (base, reading) in &par.readings {
            let at = plain(&par.text[..base.end]).len() + moved;
            let reading = plain(reading);
            text.insert_str(at, &reading);
            moved += reading.len();
        }
        let tag = match par.role {
            TextRole::Picture | TextRole::Ad => continue,
            role if role.is_signpost() => continue,
            TextRole::Headline => match headline {
                Some(at) => {
                    let (_, before): &mut (String, String) = &mut found[at];
                    before.push_str(&text);
                    continue;
                }
                None => {
                    headline = Some(found.len());
                    "H"
                }
            },
            TextRole::Subhead => "H",
            TextRole::Section => "Section",
            TextRole::Kicker => "Kicker",
            TextRole::Deck => "Deck",
            TextRole::Summary => "Summary",
            TextRole::Byline => "Byline",
            TextRole::Note => "Editorial",
            TextRole::Paragraph => "P",
            TextRole::Item => "LBody",
            TextRole::GroupHead => "GroupHead",
            TextRole::Figure => "BigFigure",
            TextRole::Signature => "Signature",
            TextRole::Cell if par.cell.is_some_and(|cell| cell.head) => "TH",
            TextRole::Cell => "TD",
            TextRole::Credit => {
                // Cutline and credit are one caption.
                match found.last_mut() {
                    Some((tag, before)) if tag == "Caption" => {
                        before.push_str(&text);
                        continue;
                    }
                    _ => "Caption",
                }
            }
            _ => "Caption",
        };
        found.push((tag.to_owned(), text));
    }
    found.retain(|(_, text)| !text.is_empty());
    found
}

fn levelled(mut told: Vec<(String, String)>) -> Vec<(String, String)> {
    for (tag, _) in &mut told {
        if tag.starts_with('H') {
            "H".clone_into(tag);
        }
    }
    told.retain(|(_, text)| !text.is_empty());
    told
}

fn compared(reading: &Reading, top: &Element, what: &str) -> usize {
    let mut found = Vec::new();
    articles(top, &mut found);
    let mut is: Vec<Vec<(String, String)>> = found
        .into_iter()
        .map(|element| {
            let mut own = Vec::new();
            told(element, &mut own);
            levelled(own)
        })
        .filter(|own| !own.is_empty())
        .collect();
    let all = reading.articles.iter();
    let mut wants: Vec<Vec<(String, String)>> = all
        .filter(|article| article.kind != ArticleKind::Ad)
        .map(wanted)
        .filter(|own| !own.is_empty())
        .collect();
    // Captions stand with their slot, and the parts of a story that jumps have some on each.
    for articles in [&mut is, &mut wants] {
        for own in articles.iter_mut() {
            own.sort_by_key(|(tag, _)| tag == "Caption");
        }
        articles.sort();
    }
    for (is, wants) in is.iter().zip(&wants) {
        assert_eq!(is, wants, "{what}");
    }
    assert_eq!(is.len(), wants.len(), "{what}");
    wants
        .iter()
        .flatten()
        .map(|(_, text)| text.chars().count())
        .sum()
}

#[test]
fn what_is_read_by_the_tags_is_the_copy() {
    let mut total = 0;
    for sample in all() {
        for bytes in [&sample.press, &sample.copy] {
            let what = sample.path.display().to_string();
            total += compared(&sample.reading, &tree(bytes), &what);
        }
    }
    assert!(total > 40_000, "{total} characters");
}

/// A heading is followed by one a level below it at most, and the first is the highest
/// (ISO 14289-1 §7.4.2).
fn headings(element: &Element, level: &mut u8) {
    if let [b'H', digit] = element.tag.as_bytes() {
        assert!(*digit - b'0' <= *level + 1, "{}", element.text);
        *level = *digit - b'0';
    }
    element.kids.iter().for_each(|kid| headings(kid, level));
}

fn tags(element: &Element, found: &mut BTreeSet<String>) {
    found.insert(element.tag.clone());
    element.kids.iter().for_each(|kid| tags(kid, found));
}

#[test]
fn no_level_is_skipped_and_every_role_is_met() {
    let mut found = BTreeSet::new();
    for sample in all() {
        let top = tree(&sample.copy);
        headings(&top, &mut 0);
        tags(&top, &mut found);
    }
    for tag in [
        "Kicker",
        "H1",
        "H2",
        "Deck",
        "Byline",
        "P",
        "L",
        "Table",
        "TH",
        "TD",
        "Figure",
        "Caption",
        "Sidebar",
        "Advertisement",
        "Jump",
        "Link",
    ] {
        assert!(found.contains(tag), "no sample has {tag}: {found:?}");
    }
}

#[test]
fn a_reading_stands_beside_its_base() {
    let files = [
        (
            "edition.toml",
            "paper = \"报\"\ndate = \"2021-12-31\"\nlayout = \"house.toml\"\npages = [\"page.toml\"]\n",
        ),
        (
            "house.toml",
            "include = [\"layout.toml\"]\n[style.body]\nfont = \"song\"\nbold = \"hei\"\nreadings = \"above\"\nreading-rows = 2\n[style.headline]\nfont = \"hei\"\n",
        ),
        ("layout.toml", include_str!("suite/layout.toml")),
        (
            "page.toml",
            "number = 1\nsection = \"要闻\"\n[[story]]\ncopy = \"a.md\"\nkind = \"story\"\nat = \"1-2栏 1-12行\"\n",
        ),
        ("a.md", "主题: 天地\n\n天地{玄|ya}黄，宇宙洪荒。\n"),
    ];
    let mut desk = MemoryDesk::new();
    for (name, text) in files {
        desk.put(name, text.as_bytes());
    }
    let made = made(
        &desk,
        &Job {
            edition: "edition.toml".to_owned(),
            page: None,
        },
    );
    assert!(made.edition.is_some(), "{:?}", made.diagnostics);
    let top = tree(&file(&made, PRESS));
    let art = &top.kids[0];
    let par = art
        .kids
        .iter()
        .find(|kid| kid.tag == "P")
        .expect("a paragraph");
    let ruby = &par.kids[0];
    let told: Vec<(&str, String)> = ruby
        .kids
        .iter()
        .map(|kid| (kid.tag.as_str(), plain(&kid.text)))
        .collect();
    assert_eq!(ruby.tag, "Ruby");
    assert_eq!(told, [("RB", "玄".to_owned()), ("RT", "ya".to_owned())]);
    assert_eq!(plain(&par.text), "天地玄ya黄，宇宙洪荒。");
}

#[test]
fn a_story_that_jumps_is_one_article() {
    let top = tree(&sample("four").press);
    let of = |words: &str| {
        let found = top
            .kids
            .iter()
            .filter(|kid| plain(&kid.text).contains(words));
        found.map(|kid| kid.tag.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(of("船坞里响起了琴声"), ["Art"]);
    // Its jump line, and the line on the other page, are in it.
    let art = top
        .kids
        .iter()
        .find(|kid| kid.text.contains("船坞里响起了琴声"));
    let kids = &art.expect("it is there").kids;
    let tags: Vec<&str> = kids.iter().map(|kid| kid.tag.as_str()).collect();
    assert!(
        tags.contains(&"Jump") && tags.contains(&"Continued"),
        "{tags:?}"
    );
}

/// A file claims to be accessible if every picture has words, and only then.
#[test]
fn pictures_say_what_they_show() {
    fn figures<'a>(element: &'a Element, found: &mut Vec<&'a str>) {
        if element.tag == "Figure" {
            found.push(&element.alt);
        }
        element.kids.iter().for_each(|kid| figures(kid, found));
    }
    let (mut pictures, mut claims) = (0, 0);
    for sample in all() {
        let top = tree(&sample.press);
        let mut found = Vec::new();
        figures(&top, &mut found);
        pictures += found.len();
        let packet = String::from_utf8_lossy(&sample.press);
        let claimed = packet.contains("<pdfuaid:part>1<");
        let archive = packet.contains("<pdfaid:conformance>A<");
        let told = found.iter().all(|alt| !alt.is_empty());
        assert_eq!(
            claimed,
            told && archive,
            "{}: {found:?}",
            sample.path.display()
        );
        claims += usize::from(claimed);
    }
    assert!(
        pictures > 20 && claims > 5,
        "{pictures} pictures, {claims} files"
    );
}

#[test]
fn the_language_is_the_edition_s() {
    for sample in all() {
        let doc = Document::load_mem(&sample.press).expect("a PDF");
        let lang = doc.catalog().unwrap().get(b"Lang").unwrap();
        let lang = lopdf::decode_text_string(lang).unwrap();
        assert_eq!(lang, sample.lang, "{}", sample.path.display());
    }
}

#[test]
fn furniture_is_an_artifact_of_the_page() {
    let bytes = &sample("four").press;
    let doc = Document::load_mem(bytes).expect("a PDF");
    for page in doc.get_pages().into_values() {
        let content = String::from_utf8_lossy(&doc.get_page_content(page)).into_owned();
        assert!(content.contains("/Artifact<</Type/Pagination>>BDC"));
    }
    assert!(!plain(&tree(bytes).text).contains("LANCHENGEVENINGNEWS"));
}

/// The reading copy leads from column to column, and knows its pages by their numbers.
#[test]
fn threads_lead_through_the_columns() {
    let doc = Document::load_mem(&sample("four").copy).expect("a PDF");
    let catalog = doc.catalog().unwrap();
    let labels = dict_of(&doc, catalog.get(b"PageLabels").unwrap());
    let labels = labels.get(b"Nums").unwrap().as_array().unwrap();
    let first: Vec<i64> = labels
        .chunks(2)
        .map(|pair| {
            pair[1]
                .as_dict()
                .unwrap()
                .get(b"St")
                .unwrap()
                .as_i64()
                .unwrap()
        })
        .collect();
    assert_eq!(first, [1, 2, 4]);
    let threads = catalog.get(b"Threads").unwrap().as_array().unwrap();
    assert!(threads.len() > 5);
    let mut jumps = 0;
    for thread in threads {
        let start = dict_of(&doc, thread)
            .get(b"F")
            .unwrap()
            .as_reference()
            .unwrap();
        let mut pages = BTreeSet::new();
        let (mut at, mut steps) = (start, 0);
        loop {
            let bead = doc.get_dictionary(at).unwrap();
            let page = bead.get(b"P").unwrap().as_reference().unwrap();
            let beads = doc.get_dictionary(page).unwrap().get(b"B").unwrap();
            assert!(beads.as_array().unwrap().contains(&Object::Reference(at)));
            pages.insert(page);
            let next = bead.get(b"N").unwrap().as_reference().unwrap();
            let back = doc.get_dictionary(next).unwrap().get(b"V").unwrap();
            assert_eq!(back.as_reference().unwrap(), at);
            (at, steps) = (next, steps + 1);
            assert!(steps < 1000);
            if at == start {
                break;
            }
        }
        assert!(steps > 1);
        jumps += usize::from(pages.len() > 1);
    }
    assert_eq!(jumps, 2, "two stories go on on another page");
}
