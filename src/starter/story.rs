//! A new story.

use crate::desk::Desk;
use crate::edition::House;
use crate::edition::resolve::beside;
use crate::geom::Folio;
use crate::say::{List, text};
use crate::story::{BlockKind, PartRole};
use crate::style::Lang;

use super::draft::{Draft, StartFault};
use super::place::{free, no_room, written};
use super::reads::{read, sound};

/// What is asked of a new story.
#[derive(Clone, Copy, Debug, Default)]
pub struct StoryWanted<'a> {
    /// The number of its page; the last of the edition when absent.
    pub page: Option<Folio>,
    /// Its kind.
    pub kind: Option<&'a str>,
    /// Its place; the largest free area of the page when absent.
    pub at: Option<&'a str>,
    /// The article, by its path from the edition file; a new name when absent.
    pub copy: Option<&'a str>,
}

/// A story at the end of a page file, and its article, unless that is there.
pub fn new_story(
    desk: &dyn Desk,
    edition: &str,
    wanted: StoryWanted<'_>,
) -> Result<Vec<Draft>, StartFault> {
    let read = read(desk, edition)?;
    let has = |number: Folio| {
        read.pages.iter().find(|(_, page)| {
            page.number.value == number || page.facing.as_ref().is_some_and(|it| it.value == number)
        })
    };
    let found = match wanted.page {
        Some(number) => has(number),
        None => read.pages.last(),
    };
    let Some((path, page)) = found else {
        let number = wanted.page.unwrap_or(Folio::plain(1));
        return Err(StartFault::Asked {
            why: text!(
                "starter.no-page",
                "the edition has no page {number}",
                number
            ),
            help: text!("starter.no-page-help", "`duikai new page` adds one"),
        });
    };
    let kind = match wanted.kind {
        Some(kind) if read.house.kinds.contains_key(kind) => kind.to_owned(),
        Some(kind) => {
            let known = List::of(read.house.kinds.keys().cloned());
            return Err(StartFault::Asked {
                why: text!("starter.no-kind", "the layout has no kind “{kind}”", kind),
                help: text!("starter.kinds", "its kinds are {known}", known),
            });
        }
        None => plain_kind(&read.house)?,
    };
    let at = match wanted.at {
        Some(at) => at.to_owned(),
        None => {
            let area = free(&read.house, page.number.value, Some(page)).ok_or_else(no_room)?;
            written(&area)
        }
    };
    // The page file may lie in a folder of its own; its article is named from there.
    let copy = match wanted.copy {
        Some(copy) => copy.to_owned(),
        None => (1..)
            .map(|nth| format!("copy/story-{nth}.md"))
            .find(|name| !desk.has(&beside(path, name)))
            .unwrap_or_default(),
    };
    let before = read.sources.text(page.number.span.source).to_owned();
    let gap = if before.ends_with('\n') { "\n" } else { "\n\n" };
    let table = format!("[[story]]\ncopy = {copy:?}\nkind = {kind:?}\nat = {at:?}\n");
    let mut drafts = Vec::new();
    let file = beside(path, &copy);
    if !desk.has(&file) {
        drafts.push(Draft::new(file, article(&read.house, &kind)));
    }
    drafts.push(Draft {
        path: path.clone(),
        after: format!("{before}{gap}{table}"),
        before: Some(before),
    });
    sound(desk, edition, drafts)
}

/// The kind of most stories: one with a headline and text.
pub(super) fn plain_kind(house: &House) -> Result<String, StartFault> {
    let fits = |name: &&str| {
        house.kinds.get(*name).is_some_and(|kind| {
            kind.blocks.contains_key(&BlockKind::Paragraph)
                && kind.parts.contains_key(&PartRole::Headline)
        })
    };
    let usual = ["brief", "story"].into_iter();
    let all = house.kinds.keys().map(String::as_str);
    let found = usual.chain(all).find(fits);
    found.map(str::to_owned).ok_or_else(|| StartFault::Asked {
        why: text!(
            "starter.no-plain-kind",
            "the layout has no kind with a headline and text"
        ),
        help: text!("starter.name-kind", "name one with --kind"),
    })
}

/// An article to begin with, in the language of the paper.
pub(super) fn article(house: &House, kind: &str) -> String {
    let (key, headline, body) = match house.lang {
        Lang::ZhCn => ("主题", "新稿的题", "正文写在这里，空一行就是一段。"),
        Lang::ZhTw | Lang::ZhHk => ("主题", "新稿", "正文放在此。"),
        Lang::Ja => ("主题", "あたらしいニュース", "本文をここにかく。"),
        _ => (
            "headline",
            "A new story",
            "The text of the story stands here.",
        ),
    };
    let has = |role| {
        house
            .kinds
            .get(kind)
            .is_some_and(|kind| kind.parts.contains_key(&role))
    };
    match has(PartRole::Headline) {
        true => format!("---\n{key}: {headline}\n---\n\n{body}\n"),
        false => format!("{body}\n"),
    }
}
