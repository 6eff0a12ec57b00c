//! A new page.

use crate::desk::Desk;
use crate::edit::list_page;
use crate::edition::resolve::beside;
use crate::geom::Folio;
use crate::say::{Language, text};

use super::draft::{Draft, StartFault};
use super::place::{free, no_room, written};
use super::reads::{Read, read, sound};
use super::story::{article, plain_kind};

/// A page at the end of an edition, with a story to begin with, listed in the edition file. Its
/// remarks are in `language`.
pub fn new_page(
    desk: &dyn Desk,
    edition: &str,
    section: Option<&str>,
    language: Language,
) -> Result<Vec<Draft>, StartFault> {
    let read = read(desk, edition)?;
    let numbers = read.pages.iter().flat_map(|(_, page)| {
        std::iter::once(&page.number)
            .chain(&page.facing)
            .map(|number| number.value)
    });
    let number = numbers
        .max()
        .map_or(Folio::plain(1), |last| last.sibling(last.in_section() + 1));
    let after = |number: &Folio| {
        let number = *number;
        (number.in_section()..=Folio::LAST).map(move |nth| number.sibling(nth))
    };
    let page_file = |number: Folio| format!("page-{number:02}.toml");
    let is_free = |name: &String| !desk.has(&beside(edition, name));
    let name = after(&number).map(page_file).find(is_free);
    let name = name.ok_or_else(no_room)?;
    let Some(area) = free(&read.house, number, None) else {
        return Err(no_room());
    };
    let kind = plain_kind(&read.house)?;
    let copy = after(&number).map(|number| format!("copy/page-{number:02}.md"));
    let mut copy = copy;
    let copy = copy.find(is_free).ok_or_else(no_room)?;
    let source = read.spec.paper.span.source;
    let before = read.sources.text(source).to_owned();
    let after = list_page(&before, &name).map_err(|fault| StartFault::Asked {
        why: text!(
            "starter.not-listed",
            "the page cannot be written into `pages` of the edition file: {fault}",
            fault = fault.to_string()
        ),
        help: text!(
            "starter.list-by-hand",
            "write `pages` as an array of names in one piece: pages = [\"page-01.toml\"]"
        ),
    })?;
    let words = remarks(language);
    let fields = lacking(&read, number)
        .into_iter()
        .map(|name| format!("{name} = \"\"\n"))
        .collect::<String>();
    let fields = match fields.is_empty() {
        true => fields,
        false => format!("\n[fields]  # {}\n{fields}", words[3]),
    };
    let called = match number.section() {
        Some(_) => format!("\"{number}\""),
        None => number.to_string(),
    };
    let page = format!(
        "number = {called}  # {}\nsection = {:?}  # {}\n{fields}\n[[story]]\ncopy = {copy:?}\nkind = {kind:?}\nat = \"{}\"  # {}\n",
        words[0],
        section.unwrap_or("新闻"),
        words[1],
        written(&area),
        words[2],
    );
    let drafts = vec![
        Draft::new(beside(edition, &copy), article(&read.house, &kind)),
        Draft::new(beside(edition, &name), page),
        Draft {
            path: edition.to_owned(),
            before: Some(before),
            after,
        },
    ];
    sound(desk, edition, drafts)
}

/// Remarks on the keys of a page.
fn remarks(language: Language) -> [&'static str; 4] {
    match language {
        Language::Zh => [
            "版序",
            "版名",
            "版位：几栏到几栏、几行到几行",
            "固定件要的文字；\"\" 就不印",
        ],
        Language::En => [
            "the page's number",
            "the section",
            "columns 栏 and rows 行",
            "what the furniture quotes; \"\" prints nothing",
        ],
    }
}

/// The fields that furniture of a page quotes and the edition has not.
fn lacking(read: &Read, number: Folio) -> Vec<String> {
    let wanted = read.house.wanted_fields(Some(number));
    wanted
        .into_iter()
        .filter(|name| !read.spec.fields.contains_key(name))
        .collect()
}
