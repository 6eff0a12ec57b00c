//! HTML as browsers, content systems and clipboards write it.

use html5gum::{HtmlString, Token, Tokenizer};

use super::flow::{Container, Flow};
use super::model::{Kind, Para, Raw, Reading, Words};
use super::words::{Doubt, Why};
use crate::say::Text;
use crate::story::PartRole;

/// Ids and classes of the element that holds the article: WeChat's, and those of content systems.
const ARTICLES: &[&str] = &[
    "js_content",
    "articlecontent",
    "article-content",
    "article_content",
    "articlebody",
    "article-body",
    "post-content",
    "entry-content",
    "trs_editor",
    "content_area",
    "rm_txt_con",
    "detail-content",
    "main-content",
    "text_area",
    "articletext",
    "newscontent",
    "zoom",
];

/// Ids and classes of what is no article.
const BESIDE: &[&str] = &[
    "nav",
    "menu",
    "footer",
    "sidebar",
    "breadcrumb",
    "copyright",
    "share",
    "related",
    "comment",
    "recommend",
    "toolbar",
    "qr_code",
    "js_pc_qr",
    "advert",
];

/// Ids of WeChat's page with the words around the article.
const WECHAT_TITLE: &str = "activity-name";

/// What the head of a page says of its article.
#[derive(Debug, Default)]
struct Head {
    title: Option<String>,
    author: Option<String>,
    description: Option<String>,
    other: Vec<(String, String)>,
}

/// The encoding that a page names in its head (HTML 13.2.3.3); none for UTF-8, for what has a mark
/// and for what is no page.
pub(super) fn charset(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = &bytes[..bytes.len().min(2048)];
    if head.starts_with(b"\xEF\xBB\xBF")
        || head.starts_with(b"\xFF\xFE")
        || head.starts_with(b"\xFE\xFF")
    {
        return None;
    }
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let meta = head.find("<meta")?;
    let (_, after) = head[meta..].split_once("charset=")?;
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(['"', '\'', ' ', ';', '>', '/'])?;
    encoding_rs::Encoding::for_label(&label.as_bytes()[..end])
        .filter(|encoding| *encoding != encoding_rs::UTF_8)
}

/// Reads a page or a piece of one into one article.
pub(super) fn read(text: &str, at: &str, reading: &mut Reading) -> Raw {
    let mut head = Head::default();
    let mut flow = Flow::new(reading, at);
    tokens(text, &mut flow, &mut head);
    flow.finish();
    let (paras, inside, containers, pictures) = (
        std::mem::take(&mut flow.paras),
        std::mem::take(&mut flow.inside),
        std::mem::take(&mut flow.containers),
        std::mem::take(&mut flow.pictures),
    );
    let chosen = chosen(&paras, &inside, &containers);
    let besides: Vec<bool> = containers.iter().map(is_beside).collect();
    let mut kept = Vec::new();
    let mut outside: Vec<Para> = Vec::new();
    let mut headline: Option<Para> = None;
    for (para, within) in paras.into_iter().zip(&inside) {
        let title = within.iter().any(|at| containers[*at].id == WECHAT_TITLE);
        if chosen.is_none_or(|chosen| within.contains(&chosen)) && !beside(within, &besides, chosen)
        {
            kept.push(para);
        } else if headline.is_none() && (title || para.kind == Kind::Heading(1)) {
            headline = Some(para);
        } else {
            outside.push(para);
        }
    }
    let mut raw = Raw {
        pictures,
        looks: true,
        ..Raw::default()
    };
    let own = kept.iter().any(|para| para.kind == Kind::Heading(1));
    match headline.filter(|_| !own) {
        Some(para) => kept.insert(0, Para::part(PartRole::Headline, para.words)),
        None => named(&mut kept, &mut head, own),
    }
    for para in outside {
        leave(para, at, Why::Surroundings, reading);
    }
    metadata(head, &kept, at, reading);
    raw.paras = kept;
    raw
}

/// Gives the article of a whole page the page's own title when it has no other.
fn named(kept: &mut Vec<Para>, head: &mut Head, own: bool) {
    let Some(title) = head.title.clone().filter(|_| !own) else {
        return;
    };
    let plain = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
    };
    let first = kept
        .first()
        .map_or_else(String::new, |para| plain(&para.words.text()));
    // “Headline_Section_Site” begins with the headline.
    if !first.is_empty() && plain(&title).starts_with(&first) {
        return;
    }
    if kept.iter().take(4).any(|para| {
        para.look.centred || matches!(para.kind, Kind::Heading(_)) || para.role.is_some()
    }) {
        return;
    }
    head.title = None;
    kept.insert(0, Para::part(PartRole::Headline, Words::plain(title)));
}

/// Notes what the head of the page says and the article does not.
fn metadata(head: Head, kept: &[Para], at: &str, reading: &mut Reading) {
    let words: String = kept.iter().map(|para| para.words.text()).collect();
    let mut note = |name: &str, value: String| {
        let why = if words.contains(value.trim()) {
            Why::Repeated
        } else {
            Why::Metadata
        };
        reading.leave(format!("{at}: {name}"), value, why);
    };
    for (name, value) in [
        ("title", head.title),
        ("author", head.author),
        ("description", head.description),
    ] {
        if let Some(value) = value {
            note(name, value);
        }
    }
    for (name, value) in head.other {
        note(&name, value);
    }
}

/// Notes the words of a paragraph that goes into no article.
fn leave(para: Para, at: &str, why: Why, reading: &mut Reading) {
    match para.kind {
        Kind::Table(rows, _) => {
            for cell in rows.into_iter().flatten() {
                reading.leave(at, cell.text(), why);
            }
        }
        Kind::Picture(_) => {}
        _ => reading.leave(at, para.words.text(), why),
    }
}

/// The container that holds the article; none when all of it does.
fn chosen(paras: &[Para], inside: &[Vec<usize>], containers: &[Container]) -> Option<usize> {
    let mut lengths = vec![0; containers.len()];
    let mut all = 0;
    for (para, within) in paras.iter().zip(inside) {
        let own = prose(para);
        all += own;
        for at in within {
            lengths[*at] += own;
        }
    }
    if all == 0 {
        return None;
    }
    let is_known = |container: &Container| {
        let id = container.id.to_ascii_lowercase();
        let class = container.class.to_ascii_lowercase();
        ARTICLES
            .iter()
            .any(|known| id == *known || class.split_whitespace().any(|class| class == *known))
    };
    let known = (0..containers.len()).find(|at| is_known(&containers[*at]) && lengths[*at] > 0);
    if known.is_some() {
        return known;
    }
    let tagged = (0..containers.len())
        .filter(|at| matches!(containers[*at].name.as_str(), "article" | "main"))
        .map(|at| (lengths[at], at))
        .filter(|(length, _)| length * 2 >= all)
        .max_by_key(|(length, at)| (*length, usize::MAX - at));
    tagged.map(|(_, at)| at)
}

/// Characters of a paragraph.
fn prose(para: &Para) -> usize {
    match &para.kind {
        Kind::Table(rows, _) => rows
            .iter()
            .flatten()
            .map(|cell| cell.text().chars().count())
            .sum(),
        Kind::Picture(_) => 0,
        _ => para.words.text().chars().count(),
    }
}

/// Whether a container stands beside articles, by its name, id or class.
fn is_beside(container: &Container) -> bool {
    let is = |name: &str| {
        let has = |text: &str| {
            text.to_ascii_lowercase()
                .split(char::is_whitespace)
                .any(|word| {
                    word.strip_prefix(name)
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
                })
        };
        has(&container.id) || has(&container.class)
    };
    matches!(container.name.as_str(), "nav" | "aside" | "footer")
        || BESIDE.iter().any(|name| is(name))
}

/// Whether one of the containers of a paragraph, inside of the chosen one, stands beside articles.
fn beside(within: &[usize], besides: &[bool], chosen: Option<usize>) -> bool {
    within
        .iter()
        .skip_while(|at| chosen.is_some_and(|chosen| **at != chosen))
        .skip(usize::from(chosen.is_some()))
        .any(|at| besides[*at])
}

/// Feeds the tokens of a page to a flow.
fn tokens(text: &str, flow: &mut Flow<'_>, head: &mut Head) {
    let mut emitter = html5gum::emitters::default::DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut title: Option<String> = None;
    let mut linked = false;
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = utf8(&tag.name);
                let attribute = |name: &str| -> Option<String> {
                    let value = tag.attributes.get(name.as_bytes())?;
                    Some(utf8(value))
                };
                match name.as_str() {
                    "title" if head.title.is_none() && title.is_none() => {
                        title = Some(String::new())
                    }
                    "meta" => meta(&attribute, head),
                    "a" if attribute("href").is_some_and(|href| !href.starts_with('#')) => {
                        linked = true
                    }
                    _ => {}
                }
                // HTML takes no notice of the slash of <p/>.
                flow.start(&name, &attribute, false);
            }
            Token::EndTag(tag) => {
                let name = utf8(&tag.name);
                if name == "title"
                    && let Some(words) = title.take()
                {
                    head.title = Some(words.trim().to_owned()).filter(|words| !words.is_empty());
                }
                flow.end(&name);
            }
            Token::String(words) => match &mut title {
                Some(title) => title.push_str(&utf8(&words)),
                None => flow.text(&utf8(&words)),
            },
            Token::Comment(words) => {
                // <!--[if …]> and fragment marks are no words of anybody.
                let at = flow.at.clone();
                let words = utf8(&words);
                let marks = ["StartFragment", "EndFragment", "[if", "[endif", "<![endif"];
                if !marks
                    .iter()
                    .any(|mark| words.trim_start().starts_with(mark))
                {
                    let shown: String = words.trim().chars().take(200).collect();
                    flow.reading.leave(at, shown, Why::Comment);
                }
            }
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    if linked {
        let at = flow.at.clone();
        flow.reading.doubt(Doubt::Link, Text::quoted(at));
    }
}

fn utf8(text: &HtmlString) -> String {
    String::from_utf8_lossy(text).into_owned()
}

/// Reads a `<meta>`.
fn meta(attribute: &dyn Fn(&str) -> Option<String>, head: &mut Head) {
    let name = attribute("name").or_else(|| attribute("property"));
    let content = attribute("content").filter(|content| !content.trim().is_empty());
    let (Some(name), Some(content)) = (name, content) else {
        return;
    };
    match name.to_ascii_lowercase().as_str() {
        "author" | "og:article:author" | "article:author" => head.author = Some(content),
        "description" | "og:description" => head.description = Some(content),
        "og:title" | "twitter:title" => head.title = head.title.take().or(Some(content)),
        "keywords" | "subtitle" | "contentsource" | "pubdate" | "publishdate" | "source"
        | "copyright" => {
            head.other.push((name, content));
        }
        // What steers browsers and robots.
        _ => {}
    }
}
