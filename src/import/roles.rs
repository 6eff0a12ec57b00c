//! Roles by style, by outline level, and by the look: which line is 主题, and which a paragraph.

use super::article::{Article, Block};
use super::cutline::{Cut, attach};
use super::dateline::{byline, dateline, signature};
use super::model::{Kind, Para, Raw, Reading, Words};
use super::names::role_of_key;
use super::words::{Doubt, Why};
use crate::say::Text;
use crate::story::PartRole;

/// Lines of a head at most.
const HEAD: usize = 10;
/// Characters that a line of the head has at most when nothing but its place says that it is one.
const LINE: usize = 48;
/// Limits of what the front matter takes: a deck, and a summary.
const DECK: usize = 300;
const SUMMARY: usize = 1000;
/// Characters of a bold paragraph that is a subhead.
const SUBHEAD: usize = 30;

/// Gives the paragraphs of an article their roles. What is doubtful is noted in the reading.
pub(super) fn assign(raw: Raw, name: &str, reading: &mut Reading) -> (Article, Vec<Cut>) {
    let mut article = Article {
        embargo: raw.embargo.clone(),
        ..Article::default()
    };
    let (paras, cuts) = attach(raw.paras, &raw.pictures, reading, name);
    let head = if raw.known { 0 } else { head(&paras) };
    let mut lines: Vec<Para> = Vec::new();
    let mut body: Vec<Para> = Vec::new();
    for (nth, para) in paras.into_iter().enumerate() {
        if nth < head || para.role.is_some_and(|role| role != PartRole::Cutline) {
            lines.push(para);
        } else {
            body.push(para);
        }
    }
    let guessed = decks(&mut lines, raw.looks);
    if guessed {
        reading.doubt(Doubt::HeadGuessed, Text::quoted(first_words(&lines)));
    }
    let mut early = Vec::new();
    for line in lines {
        let role = line.role.unwrap_or(PartRole::Deck);
        let words = line.words.clone().lighter().trimmed();
        let most = match role {
            PartRole::Summary => SUMMARY,
            role if PartRole::DECKS.contains(&role) => DECK,
            _ => usize::MAX,
        };
        if words.text().chars().count() > most {
            reading.doubt(Doubt::LongDeck, Text::quoted(shortened(&words.text())));
            early.push(Para { role: None, ..line });
        } else {
            article.parts.push((role, words));
        }
    }
    early.append(&mut body);
    blocks(early, &mut article, reading);
    for cut in cuts.iter().take(1) {
        article
            .parts
            .extend(cut.caption.clone().map(|words| (PartRole::Cutline, words)));
        article
            .parts
            .extend(cut.credit.clone().map(|words| (PartRole::Credit, words)));
    }
    if article.part(PartRole::Headline).is_none() && !article.is_empty() {
        reading.doubt(Doubt::NoHeadline, Text::quoted(name));
    }
    order(&mut article.parts);
    (article, cuts)
}

/// Parts in the order of the keys, so that a front matter reads as a page does.
fn order(parts: &mut [(PartRole, Words)]) {
    parts.sort_by_key(|(role, _)| *role);
}

fn first_words(lines: &[Para]) -> String {
    let heads: Vec<String> = lines
        .iter()
        .map(|line| shortened(&line.words.text()))
        .collect();
    heads.join(" / ")
}

/// The beginning of a text, for a message.
pub(super) fn shortened(text: &str) -> String {
    let mut short: String = text.trim().chars().take(30).collect();
    if text.trim().chars().count() > 30 {
        short.push('…');
    }
    short
}

/// How many paragraphs from the first are the head of the article. Labels are taken off.
fn head(paras: &[Para]) -> usize {
    let mut end = 0;
    let mut named = false;
    for para in paras.iter().take(HEAD) {
        let heading = matches!(para.kind, Kind::Heading(_));
        // A heading under the headline begins a section of the text.
        if heading && named || !is_head(para) {
            break;
        }
        named |= heading || para.role == Some(PartRole::Headline);
        end += 1;
    }
    // An article of lines alone has no body that a head could stand over.
    if end == paras.len() && end > 1 {
        end = paras.iter().take_while(|para| is_marked(para)).count();
        end = end.max(1);
    }
    end
}

/// Whether more than its place says that a paragraph belongs to the head.
fn is_marked(para: &Para) -> bool {
    para.role.is_some()
        || matches!(para.kind, Kind::Heading(1))
        || para.look.centred
        || labelled(para).is_some()
        || starts_deck(&para.words.text())
}

fn is_head(para: &Para) -> bool {
    let text = para.words.text();
    let text = text.trim();
    match para.kind {
        Kind::Heading(_) => return true,
        Kind::Text => {}
        _ => return false,
    }
    if para.role.is_some() || labelled(para).is_some() || byline(text) {
        return true;
    }
    let chars = text.chars().count();
    if dateline(text).is_some() || para.look.indented && !para.look.centred {
        return false;
    }
    if para.look.centred || starts_deck(text) {
        return chars <= DECK;
    }
    chars <= LINE && !ends(text)
}

/// Whether a line ends as sentences do.
fn ends(text: &str) -> bool {
    text.trim_end_matches(['”', '’', '）', ')', '"', '」'])
        .ends_with(['。', '；', '：', '，', '.', ';', ':', ','])
        || text.ends_with(['！', '？', '!', '?']) && text.chars().count() > LINE / 2
}

fn starts_deck(text: &str) -> bool {
    let text = text.trim_start();
    ["——", "--", "—"].iter().any(|dash| text.starts_with(dash))
}

/// The role that a label before a colon names: 主题：强县富民.
fn labelled(para: &Para) -> Option<(PartRole, usize)> {
    let text = para.words.text();
    let (key, rest) = text.split_once(['：', ':'])?;
    let role = role_of_key(key.trim())?;
    Some((role, text.len() - rest.len()))
}

/// Gives the lines of the head their roles. Returns whether one was guessed.
fn decks(lines: &mut [Para], looks: bool) -> bool {
    for line in lines.iter_mut() {
        if let Some((role, label)) = labelled(line) {
            line.role = Some(role);
            let words = std::mem::take(&mut line.words);
            line.words = words.split_at(label).1.trimmed();
        } else if line.role.is_none() && byline(line.words.text().trim()) {
            line.role = Some(PartRole::Byline);
        }
    }
    let open: Vec<usize> = (0..lines.len())
        .filter(|at| lines[*at].role.is_none())
        .collect();
    let named = lines
        .iter()
        .position(|line| line.role == Some(PartRole::Headline));
    let (main, guessed) = match named {
        Some(at) => (Some(at), false),
        None => main_line(lines, &open, looks),
    };
    let Some(main) = main else {
        return false;
    };
    let size = |at: usize| lines[at].look.size.unwrap_or(0);
    let own = size(main);
    let mut roles = Vec::new();
    for &at in &open {
        let role = if at == main {
            PartRole::Headline
        } else if starts_deck(&lines[at].words.text()) || at > main {
            // A second line as large as the first, right below it, is its second line.
            let twin = at == main + 1
                && looks
                && own > 0
                && size(at) == own
                && lines[at].look.centred
                && lines[at].words.is_bold() == lines[main].words.is_bold()
                && !starts_deck(&lines[at].words.text());
            if twin {
                PartRole::Headline
            } else {
                PartRole::Deck
            }
        } else {
            PartRole::Kicker
        };
        roles.push((at, role));
    }
    for (at, role) in roles {
        lines[at].role = Some(role);
    }
    guessed
}

/// Which of the open lines is the headline, and whether that is a guess.
fn main_line(lines: &[Para], open: &[usize], looks: bool) -> (Option<usize>, bool) {
    let text = |at: usize| lines[at].words.text();
    let Some(&first) = open.first() else {
        return (None, false);
    };
    if let Some(&heading) = open
        .iter()
        .find(|at| matches!(lines[**at].kind, Kind::Heading(_)))
    {
        return (Some(heading), false);
    }
    // A line of dashes stands under the headline.
    let dashed = open.iter().position(|at| starts_deck(&text(*at)));
    if looks {
        let weight = |at: usize| {
            let look = &lines[at].look;
            (
                look.size.unwrap_or(0),
                lines[at].words.is_bold(),
                look.centred,
            )
        };
        let heaviest = open
            .iter()
            .copied()
            .filter(|at| !starts_deck(&text(*at)))
            .reduce(|best, at| if weight(at) > weight(best) { at } else { best });
        let alike = open.len() > 1 && open.iter().all(|at| weight(*at) == weight(first));
        if !alike {
            return (heaviest.or(Some(first)), false);
        }
    }
    if let Some(nth) = dashed.filter(|nth| *nth > 0) {
        return (Some(open[nth - 1]), nth > 1 && open.len() > 2 && nth != 2);
    }
    match open {
        [only] => (Some(*only), false),
        [kicker, main, ..] if leads_in(&text(*kicker)) => (Some(*main), true),
        _ => (Some(first), true),
    }
}

/// Whether a line reads as one that leads into a headline 引题.
fn leads_in(text: &str) -> bool {
    let text = text.trim();
    let says = [
        "强调", "指出", "要求", "表示", "时说", "提出", "调研", "主持", "：", ":",
    ];
    says.iter().any(|word| text.ends_with(word))
        || text.contains("印发")
        || text.contains('·') && text.chars().count() < 20
        || text.contains("——") && !text.starts_with("——")
}

/// The body as blocks: subheads by outline or look, dateline and signature taken out.
fn blocks(body: Vec<Para>, article: &mut Article, reading: &mut Reading) {
    let last = body.len().saturating_sub(1);
    let has = |parts: &[(PartRole, Words)], role| parts.iter().any(|(known, _)| *known == role);
    let mut begun = false;
    for (nth, para) in body.into_iter().enumerate() {
        let text = para.words.text();
        match para.kind {
            // Programs write the title of a document and its first heading alike.
            Kind::Heading(_)
                if !begun && article.part(PartRole::Headline).as_deref() == Some(text.trim()) =>
            {
                reading.leave("heading", text, Why::Repeated);
                continue;
            }
            Kind::Heading(_) => {
                article
                    .blocks
                    .push(Block::Subhead(para.words.lighter().trimmed()));
                continue;
            }
            Kind::Item(None) => {
                article.blocks.push(Block::Item(para.words.trimmed()));
                continue;
            }
            Kind::Item(Some(number)) => {
                let mut words = Words::plain(number);
                words.append(para.words.trimmed());
                article.blocks.push(Block::Text(words));
                continue;
            }
            Kind::Table(rows, head) => {
                article.blocks.push(Block::Table(rows, head));
                continue;
            }
            Kind::GroupHead => {
                article.blocks.push(Block::GroupHead(para.words.trimmed()));
                continue;
            }
            Kind::Figure => {
                article.blocks.push(Block::Figure(para.words.trimmed()));
                continue;
            }
            Kind::Picture(_) => continue,
            Kind::Text => {}
        }
        let mut words = para.words.trimmed();
        let chars = text.trim().chars().count();
        let first = !begun;
        begun = true;
        if first
            && !has(&article.parts, PartRole::Dateline)
            && let Some(end) = dateline(&words.text())
        {
            let (head, rest) = words.split_at(end);
            article
                .parts
                .push((PartRole::Dateline, head.lighter().trimmed()));
            words = rest.trimmed();
        }
        if nth == last && nth > 0 && !has(&article.parts, PartRole::Signature) {
            if para.look.right && chars <= LINE && !ends(text.trim()) && !words.is_blank() {
                article.parts.push((PartRole::Signature, words));
                continue;
            }
            if let Some(start) = signature(&words.text()) {
                let (rest, sign) = words.split_at(start);
                article
                    .parts
                    .push((PartRole::Signature, sign.lighter().trimmed()));
                words = rest.trimmed();
            }
        }
        if words.is_blank() {
            continue;
        }
        if words.is_bold() && chars <= SUBHEAD && !ends(text.trim()) && nth < last {
            article.blocks.push(Block::Subhead(words.lighter()));
        } else {
            article.blocks.push(Block::Text(words));
        }
    }
}
