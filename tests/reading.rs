//! What is read of the sample pages, and every file that says so: the copy, character by character.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use duikai::desk::DiskDesk;
use duikai::edition::{Edition, StorySlot};
use duikai::forme::Forme;
use duikai::reading::formats::{ExportFormat, ExportJob, export_files};
use duikai::reading::{Article, Par, Reading, TextRole, read};
use duikai::session::Made;
use duikai::story::{BlockKind, Inline, PartRole, RichText, Story};
use duikai::style::Readings;
use duikai::{Job, made};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn samples() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join("samples")).expect("samples");
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.expect("reads").path().join("edition.toml"))
        .filter(|path| path.exists())
        .collect();
    found.sort();
    assert!(found.len() >= 10, "{found:?}");
    found
}

pub fn set(path: &Path) -> Made {
    let desk = DiskDesk::new(vec![root().join("fonts/fangsong-regular.otf")]);
    let made = made(
        &desk,
        &Job {
            edition: path.to_string_lossy().into_owned(),
            page: None,
        },
    );
    assert!(
        made.is_sound(),
        "{}: {:?}",
        path.display(),
        made.diagnostics
    );
    made
}

pub fn formes(made: &Made) -> Vec<&Forme> {
    made.formes.iter().map(|forme| &**forme).collect()
}

pub fn edition(made: &Made) -> &Edition {
    made.edition.as_ref().expect("an edition")
}

/// Every slot in which a story begins, insets included.
fn first_slots(edition: &Edition) -> Vec<&StorySlot> {
    let pages = edition.pages.iter().flat_map(|page| page.all_stories());
    pages.filter(|slot| slot.part == 0).collect()
}

/// The text of the copy with the readings that its style sets in brackets.
fn bracketed(copy: &RichText, readings: Readings) -> String {
    let mut out = String::new();
    let mut at = 0;
    let ruby: Vec<_> = copy
        .marks
        .iter()
        .filter_map(|(range, mark)| match mark {
            Inline::Ruby(reading) if readings == Readings::Brackets => Some((range, reading)),
            _ => None,
        })
        .collect();
    for (nth, (range, reading)) in ruby.iter().enumerate() {
        out.push_str(&copy.text[at..range.end]);
        at = range.end;
        let goes_on = ruby
            .get(nth + 1)
            .is_some_and(|(next, _)| next.start == range.end);
        let went_on = nth > 0 && ruby[nth - 1].0.end == range.start;
        out.push_str(if went_on { " " } else { "（" });
        out.push_str(reading);
        if !goes_on {
            out.push('）');
        }
    }
    out.push_str(&copy.text[at..]);
    // Neighbours share their brackets, so their bases stand together.
    match ruby.windows(2).any(|pair| pair[0].0.end == pair[1].0.start) {
        true => {
            let mut whole = String::new();
            let mut from = 0;
            let mut nth = 0;
            while nth < ruby.len() {
                let mut end = nth;
                while ruby
                    .get(end + 1)
                    .is_some_and(|next| next.0.start == ruby[end].0.end)
                {
                    end += 1;
                }
                let words: Vec<&str> = ruby[nth..=end].iter().map(|(_, r)| r.as_str()).collect();
                whole.push_str(&copy.text[from..ruby[end].0.end]);
                whole.push_str(&format!("（{}）", words.join(" ")));
                from = ruby[end].0.end;
                nth = end + 1;
            }
            whole + &copy.text[from..]
        }
        false => out,
    }
}

/// What is to be read of the body of a story.
fn expected_body(slot: &StorySlot, story: &Story) -> Vec<String> {
    let mut dateline = story.part(PartRole::Dateline).next();
    let mut pars = Vec::new();
    for block in &story.body {
        let Some(style) = slot.kind.blocks.get(&block.kind) else {
            continue;
        };
        let mut text = bracketed(&block.text, style.par.readings);
        match block.kind {
            BlockKind::Item => text = format!("{}{text}", slot.kind.bullet),
            BlockKind::Paragraph => {
                if let Some(dateline) = dateline.take() {
                    let dateline = &dateline.text.text;
                    let western = |c: Option<char>| {
                        c.is_some_and(|c| c.is_ascii_alphanumeric() || "—".contains(c))
                    };
                    let space = western(dateline.chars().last()) && western(text.chars().next());
                    text = format!("{dateline}{}{text}", if space { " " } else { "" });
                }
            }
            _ => {}
        }
        pars.push(text.trim().to_owned());
    }
    pars.retain(|par| !par.is_empty());
    pars
}

fn is_body(par: &&Par) -> bool {
    matches!(
        par.role,
        TextRole::Paragraph
            | TextRole::Subhead
            | TextRole::Item
            | TextRole::GroupHead
            | TextRole::Figure
            | TextRole::Cell
    )
}

fn same_as_copy(edition: &Edition, article: &Article, slot: &StorySlot, what: &str) -> usize {
    let story = &edition.stories[&slot.story];
    let read: Vec<&str> = article
        .pars
        .iter()
        .filter(is_body)
        .map(|par| par.text.as_str())
        .collect();
    assert_eq!(read, expected_body(slot, story), "{what}");
    let mut chars = read.iter().map(|text| text.chars().count()).sum();
    for role in PartRole::DECKS {
        let copy: Vec<String> = story
            .part(role)
            .map(|part| bracketed(&part.text, Readings::Brackets).trim().to_owned())
            .collect();
        let read: Vec<&str> = article.texts(TextRole::from(role)).collect();
        // An author whom the text names is not printed twice.
        if role == PartRole::Byline && read.is_empty() {
            continue;
        }
        assert_eq!(read, copy, "{what}: {role:?}");
        chars += read.iter().map(|text| text.chars().count()).sum::<usize>();
    }
    for role in [PartRole::Note, PartRole::Signature] {
        let copy: Vec<&str> = story.part(role).map(|part| part.text.text.trim()).collect();
        let read: Vec<&str> = article.texts(TextRole::from(role)).collect();
        assert_eq!(read, copy, "{what}: {role:?}");
    }
    chars
}

fn articles(reading: &Reading) -> BTreeMap<&str, &Article> {
    let articles = reading.articles.iter();
    articles
        .map(|article| (article.id.as_str(), article))
        .collect()
}

#[test]
fn every_sample_is_read_as_its_copy_says() {
    let mut total = 0;
    for path in samples() {
        let made = set(&path);
        let edition = edition(&made);
        let reading = read(edition, formes(&made));
        let articles = articles(&reading);
        for slot in first_slots(edition) {
            let what = format!("{} {}", path.display(), slot.id);
            let article = articles.get(slot.id.as_str());
            let article = article.unwrap_or_else(|| panic!("{what} is not read"));
            total += same_as_copy(edition, article, slot, &what);
        }
    }
    assert!(total > 20_000, "{total} characters");
}

/// What stands on the page is what is read: no character is lost or read twice.
#[test]
fn every_printed_character_is_in_one_block() {
    for path in samples() {
        let made = set(&path);
        let reading = read(edition(&made), formes(&made));
        for (page, forme) in reading.pages.iter().zip(formes(&made)) {
            let mut printed: BTreeMap<char, usize> = BTreeMap::new();
            for leaf in duikai::forme::leaves(&forme.items) {
                if let duikai::forme::Item::GlyphRun(run) = leaf.item {
                    for c in run.text.chars().filter(|c| !c.is_whitespace()) {
                        *printed.entry(c).or_default() += 1;
                    }
                }
            }
            let take = |printed: &mut BTreeMap<char, usize>, text: &str| {
                for c in text.chars().filter(|c| !c.is_whitespace()) {
                    let left = printed
                        .get_mut(&c)
                        .unwrap_or_else(|| panic!("{c} is not printed"));
                    *left = left
                        .checked_sub(1)
                        .unwrap_or_else(|| panic!("{}: {c} is read too often", path.display()));
                }
            };
            for block in &page.blocks {
                take(&mut printed, &block.text());
                // Readings over the line stand beside the text.
                if let Some((article, par)) = block.of {
                    let par = &reading.articles[article].pars[par];
                    let at = |byte: usize| {
                        let chars = block.lines.iter().flat_map(|line| &line.chars);
                        chars.into_iter().any(|c| c.at == byte)
                    };
                    for (base, reading) in &par.readings {
                        if at(base.start) {
                            take(&mut printed, reading);
                        }
                    }
                }
            }
            printed.retain(|_, left| *left > 0);
            assert!(
                printed.is_empty(),
                "{} page {}: {printed:?}",
                path.display(),
                page.number
            );
        }
    }
}

fn exported(made: &Made, formats: &[ExportFormat]) -> BTreeMap<String, Vec<u8>> {
    let job = ExportJob {
        formats: formats.iter().copied().collect(),
        dpi: 40,
        glyphs: true,
        base_url: "https://paper.example/1".to_owned(),
    };
    let files = export_files(edition(made), &formes(made), &job).expect("exports");
    let count = files.len();
    let files: BTreeMap<String, Vec<u8>> = files
        .into_iter()
        .map(|file| (file.name, file.bytes))
        .collect();
    assert_eq!(files.len(), count, "two files of one name");
    files
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The text of each block of an ALTO file, by its id.
fn alto_blocks(bytes: &[u8]) -> BTreeMap<String, String> {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let document = roxmltree::Document::parse(text).expect("XML");
    let blocks = document
        .descendants()
        .filter(|node| node.has_tag_name((ALTO, "TextBlock")));
    blocks
        .map(|block| {
            let strings = block
                .descendants()
                .filter(|node| node.has_tag_name((ALTO, "String")));
            let text: String = strings
                .map(|string| {
                    let content = string.attribute("CONTENT").expect("content");
                    let glyphs: String = string
                        .children()
                        .filter(|node| node.has_tag_name((ALTO, "Glyph")))
                        .map(|glyph| glyph.attribute("CONTENT").expect("content"))
                        .collect();
                    assert_eq!(glyphs, content);
                    content
                })
                .collect();
            (block.attribute("ID").expect("an id").to_owned(), text)
        })
        .collect()
}

const ALTO: &str = "http://www.loc.gov/standards/alto/ns-v4#";
const METS: &str = "http://www.loc.gov/METS/";

/// METS leads through the ALTO files to every article whole, jumps joined.
#[test]
fn mets_and_alto_give_every_article_back() {
    for path in samples() {
        let made = set(&path);
        let reading = read(edition(&made), formes(&made));
        let files = exported(&made, &[ExportFormat::Mets]);
        let slug = &edition(&made).slug;
        let mets = &files[&format!("{slug}-mets.xml")];
        let document = roxmltree::Document::parse(std::str::from_utf8(mets).unwrap()).unwrap();
        let nodes = |name: &'static str| {
            document
                .descendants()
                .filter(move |node| node.has_tag_name((METS, name)))
        };
        let mut altos: BTreeMap<&str, BTreeMap<String, String>> = BTreeMap::new();
        for file in nodes("file") {
            let at = file.first_element_child().expect("a place");
            let href = at
                .attribute(("http://www.w3.org/1999/xlink", "href"))
                .expect("href");
            let bytes = &files[href];
            assert_eq!(
                file.attribute("CHECKSUM"),
                Some(duikai::asset::sha256(bytes).as_str())
            );
            if href.ends_with(".alto.xml") {
                altos.insert(file.attribute("ID").unwrap(), alto_blocks(bytes));
            }
        }
        let divs: Vec<_> = nodes("div")
            .filter(|div| {
                div.attribute("DMDID")
                    .is_some_and(|id| id.starts_with("DMD-ART"))
            })
            .collect();
        assert_eq!(divs.len(), reading.articles.len());
        for (div, article) in divs.iter().zip(&reading.articles) {
            assert_eq!(div.attribute("LABEL"), Some(article.title().as_str()));
            let text: String = div
                .descendants()
                .filter(|node| node.has_tag_name((METS, "area")))
                .filter_map(|area| {
                    let blocks = &altos[area.attribute("FILEID").unwrap()];
                    blocks.get(area.attribute("BEGIN").unwrap()).cloned()
                })
                .collect();
            let read: String = article
                .pars
                .iter()
                .filter(|par| {
                    !par.role.is_signpost() && !matches!(par.role, TextRole::Picture | TextRole::Ad)
                })
                .map(|par| plain(&par.text))
                .collect();
            assert_eq!(plain(&text), read, "{} {}", path.display(), article.id);
        }
    }
}

/// Every format has the words of every article, and says the same twice.
#[test]
fn every_format_has_the_words_and_is_the_same_twice() {
    let sample = |name: &str| root().join("samples").join(name).join("edition.toml");
    for name in ["four", "ja", "tupian"] {
        let made = set(&sample(name));
        let reading = read(edition(&made), formes(&made));
        let files = exported(&made, &ExportFormat::ALL);
        assert_eq!(files, exported(&made, &ExportFormat::ALL), "{name}");
        let all = |ending: &str| -> String {
            let files = files.iter().filter(|(name, _)| name.ends_with(ending));
            files
                .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
                .collect()
        };
        for article in &reading.articles {
            let longest = article
                .pars
                .iter()
                .filter(|par| par.role == TextRole::Paragraph && par.readings.is_empty());
            let Some(par) = longest.max_by_key(|par| par.text.len()) else {
                continue;
            };
            for ending in [
                ".txt",
                ".story.json",
                "-epaper.json",
                "-epaper.xml",
                ".html",
            ] {
                assert!(
                    all(ending).contains(&par.text),
                    "{name} {}: {ending}",
                    article.id
                );
            }
            for ending in [".page.xml", "-coco.json", "-iiif.json"] {
                let (page, block) = par.blocks[0];
                let text = reading.pages[page].blocks[block].text();
                assert!(
                    all(ending).contains(&text),
                    "{name} {}: {ending}",
                    article.id
                );
            }
        }
        for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".json")) {
            serde_json::from_slice::<serde_json::Value>(bytes)
                .unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
}

/// A story that jumps is one article on both pages, and leads from one to the other beside it.
#[test]
fn a_story_that_jumps_is_one_article() {
    let made = set(&root().join("samples/four/edition.toml"));
    let reading = read(edition(&made), formes(&made));
    let article = articles(&reading)["chuanchang"];
    assert!(article.pages().len() > 1, "{:?}", article.pages());
    let over_the_page = article.pars.iter().any(|par| {
        let mut pages: Vec<usize> = par.blocks.iter().map(|(page, _)| *page).collect();
        pages.dedup();
        pages.len() > 1
    });
    assert!(over_the_page, "no paragraph is divided by the jump");
    assert!(
        article
            .texts(TextRole::Jump)
            .any(|text| text.contains('版'))
    );
}

/// Text round a picture has an outline; a block beside none is a rectangle.
#[test]
fn text_round_a_picture_has_an_outline() {
    let made = set(&root().join("samples/four/edition.toml"));
    let reading = read(edition(&made), formes(&made));
    let blocks: Vec<_> = reading.pages.iter().flat_map(|page| &page.blocks).collect();
    let outlined = blocks
        .iter()
        .filter(|block| block.outline.is_some())
        .count();
    assert!(
        outlined < blocks.len() / 4,
        "{outlined} of {}",
        blocks.len()
    );
    for block in blocks {
        for corner in block.outline.iter().flatten() {
            let rect = block.rect;
            assert!(rect.left <= corner.x && corner.x <= rect.right);
            assert!(rect.top <= corner.y && corner.y <= rect.bottom);
        }
    }
}
