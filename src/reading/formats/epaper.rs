//! 数字报, the paper as its readers' pages: page images with hot areas, and every story as HTML.
//!
//! `-epaper.json` and `-epaper.xml` say the same: pages, hot areas as polygons in pixels of the
//! page image, and per story 标题 引题 副题 作者 来源 正文.

use serde_json::{Value, json};

use super::super::model::{Article, ArticleKind, Par, Reading, TextRole};
use super::iiif::path;
use super::story::{author, body, dateline, kind, pictures, source};
use super::text::with_readings;
use super::unit::Units;
use super::xml::{Xml, escaped};

/// A page's image, its size and its web page.
pub(super) struct EpaperPage<'a> {
    pub image: &'a str,
    pub size: (u32, u32),
    pub html: &'a str,
}

/// What an electronic edition is made of.
pub(super) struct Epaper<'a> {
    pub reading: &'a Reading,
    pub pages: Vec<EpaperPage<'a>>,
    /// The web page of each article; empty for one without text.
    pub stories: &'a [String],
    /// Pixels per inch of the images.
    pub dpi: u32,
}

impl Epaper<'_> {
    /// The hot areas of a page: article and corners in pixels.
    fn areas(&self, page: usize) -> Vec<(usize, Vec<(i64, i64)>)> {
        let units = Units::new(&self.reading.pages[page].sheet, i64::from(self.dpi));
        let mut areas = Vec::new();
        for (nth, article) in self.reading.articles.iter().enumerate() {
            let own = article.areas.iter().filter(|(on, _)| *on == page);
            for (_, outline) in own.filter(|_| !self.stories[nth].is_empty()) {
                areas.push((nth, outline.iter().map(|at| units.point(*at)).collect()));
            }
        }
        // What stands inside another's area is found first.
        areas.sort_by_key(|(nth, _)| self.reading.articles[*nth].within.is_none());
        areas
    }

    /// `-epaper.json`.
    pub fn json(&self) -> Value {
        let reading = self.reading;
        let page = |(nth, page): (usize, &EpaperPage<'_>)| {
            let on = &reading.pages[nth];
            let area = |(article, outline): (usize, Vec<(i64, i64)>)| {
                json!({
                    "story": reading.articles[article].id,
                    "title": reading.articles[article].title(),
                    "href": self.stories[article],
                    "polygon": outline.iter().map(|(x, y)| json!([x, y])).collect::<Vec<_>>(),
                })
            };
            json!({
                "page": on.label(),
                "section": on.section,
                "image": page.image,
                "width": page.size.0,
                "height": page.size.1,
                "html": page.html,
                "areas": self.areas(nth).into_iter().map(area).collect::<Vec<_>>(),
            })
        };
        let stories = reading.articles.iter().zip(self.stories);
        json!({
            "schema": 1,
            "duikai": env!("CARGO_PKG_VERSION"),
            "paper": reading.paper,
            "date": reading.date,
            "issue": reading.issue,
            "lang": reading.lang.tag(),
            "unit": format!("pixel at {} dpi", self.dpi),
            "pages": self.pages.iter().enumerate().map(page).collect::<Vec<_>>(),
            "stories": stories.filter(|(_, html)| !html.is_empty()).map(|(article, html)| self.story(article, html)).collect::<Vec<_>>(),
        })
    }

    fn story(&self, article: &Article, html: &str) -> Value {
        let texts = |role: TextRole| article.texts(role).collect::<Vec<_>>().join(" ");
        json!({
            "id": article.id,
            "kind": kind(article.kind),
            "href": html,
            "标题": article.title(),
            "引题": texts(TextRole::Kicker),
            "副题": texts(TextRole::Deck),
            "作者": author(article),
            "来源": source(self.reading, article),
            "电头": dateline(article),
            "正文": body(article).map(with_readings).collect::<Vec<_>>(),
            "图片": pictures(self.reading, article),
        })
    }

    /// `-epaper.xml`.
    pub fn xml(&self) -> Vec<u8> {
        let reading = self.reading;
        let mut xml = Xml::new();
        xml.open("epaper")
            .attr("paper", &reading.paper)
            .attr("date", &reading.date)
            .attr("lang", reading.lang.tag());
        if let Some(issue) = reading.issue {
            xml.number("issue", issue);
        }
        for (nth, page) in self.pages.iter().enumerate() {
            let on = &reading.pages[nth];
            xml.open("page")
                .attr("number", on.label())
                .attr("section", &on.section)
                .attr("image", page.image)
                .number("width", i64::from(page.size.0))
                .number("height", i64::from(page.size.1))
                .attr("html", page.html);
            for (article, outline) in self.areas(nth) {
                xml.open("area")
                    .attr("story", &reading.articles[article].id)
                    .attr("href", &self.stories[article])
                    .attr("polygon", polygon(&outline))
                    .close();
            }
            xml.close();
        }
        for (article, html) in reading.articles.iter().zip(self.stories) {
            if html.is_empty() {
                continue;
            }
            let texts = |role: TextRole| article.texts(role).collect::<Vec<_>>().join(" ");
            xml.open("story")
                .attr("id", &article.id)
                .attr("kind", kind(article.kind))
                .attr("href", html);
            xml.leaf("标题", &article.title())
                .leaf("引题", &texts(TextRole::Kicker))
                .leaf("副题", &texts(TextRole::Deck))
                .leaf("作者", &author(article).unwrap_or_default())
                .leaf("来源", &source(reading, article));
            xml.open("正文");
            for par in body(article) {
                xml.open("p")
                    .attr("role", par.role.name())
                    .text(&with_readings(par))
                    .close();
            }
            xml.close().close();
        }
        xml.finish()
    }

    /// The web page of a page: its image and its hot areas.
    pub fn page_html(&self, nth: usize) -> Vec<u8> {
        let (on, page) = (&self.reading.pages[nth], &self.pages[nth]);
        let title = format!(
            "{} {} {}",
            self.reading.paper,
            self.reading.date,
            on.label()
        );
        let mut out = self.head(&title);
        out.push_str("<nav>");
        for (other, page) in self.reading.pages.iter().zip(&self.pages) {
            let words = format!("{} {}", other.label(), other.section);
            out.push_str(&link(page.html, words.trim()));
        }
        out.push_str("</nav>\n");
        let (width, height) = page.size;
        out.push_str(&format!(
            "<img src=\"{}\" width=\"{width}\" height=\"{height}\" alt=\"{}\" usemap=\"#page\">\n<map name=\"page\">\n",
            escaped(&path(page.image)),
            escaped(&title)
        ));
        for (article, outline) in self.areas(nth) {
            let coords: Vec<String> = outline
                .iter()
                .flat_map(|(x, y)| [x.to_string(), y.to_string()])
                .collect();
            let title = escaped(&self.reading.articles[article].title());
            out.push_str(&format!(
                "<area shape=\"poly\" coords=\"{}\" href=\"{}\" alt=\"{title}\" title=\"{title}\">\n",
                coords.join(","),
                escaped(&path(&self.stories[article])),
            ));
        }
        out.push_str("</map>\n<ol>\n");
        for (nth, article) in self.reading.articles.iter().enumerate() {
            let here = article
                .areas
                .first()
                .is_some_and(|(page, _)| std::ptr::eq(&raw const self.reading.pages[*page], on));
            if here && !self.stories[nth].is_empty() {
                let link = link(&self.stories[nth], &article.title());
                out.push_str(&format!("<li>{link}</li>\n"));
            }
        }
        out.push_str("</ol>\n</body>\n</html>\n");
        out.into_bytes()
    }

    /// The web page of an article.
    pub fn story_html(&self, article: &Article) -> Vec<u8> {
        let mut out = self.head(&article.title());
        out.push_str("<article>\n");
        let of = |role: TextRole, tag: &str, class: &str| -> String {
            let lines = article.pars.iter().filter(|par| par.role == role);
            lines
                .map(|par| format!("<{tag} class=\"{class}\">{}</{tag}>\n", ruby(par)))
                .collect()
        };
        out.push_str(&of(TextRole::Section, "p", "section"));
        out.push_str(&of(TextRole::Kicker, "p", "kicker"));
        let headline: Vec<String> = article
            .pars
            .iter()
            .filter(|par| par.role == TextRole::Headline)
            .map(ruby)
            .collect();
        let headline = match headline.is_empty() {
            true => escaped(&article.title()),
            false => headline.join("<br>"),
        };
        out.push_str(&format!("<h1>{headline}</h1>\n"));
        out.push_str(&of(TextRole::Deck, "p", "deck"));
        out.push_str(&of(TextRole::Summary, "p", "summary"));
        let author = author(article);
        if let Some(author) = &author {
            out.push_str(&format!("<p class=\"author\">{}</p>\n", escaped(author)));
        }
        let source = source(self.reading, article);
        let date = escaped(&self.reading.date);
        out.push_str(&format!(
            "<p class=\"source\">{} <time datetime=\"{date}\">{date}</time></p>\n",
            escaped(&source)
        ));
        out.push_str(&figures(article));
        out.push_str(&paragraphs(article));
        out.push_str(&of(TextRole::Signature, "p", "signature"));
        out.push_str("</article>\n<nav>");
        for page in article.pages() {
            let words = format!(
                "{} {}",
                self.reading.pages[page].label(),
                self.reading.pages[page].section
            );
            out.push_str(&link(self.pages[page].html, words.trim()));
        }
        out.push_str("</nav>\n</body>\n</html>\n");
        out.into_bytes()
    }

    fn head(&self, title: &str) -> String {
        format!(
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n</head>\n<body>\n",
            self.reading.lang.tag(),
            escaped(title)
        )
    }
}

/// Whether an article has a web page of its own.
pub(super) fn has_page(article: &Article) -> bool {
    article.kind != ArticleKind::Ad && article.pars.iter().any(|par| !par.role.is_signpost())
}

fn polygon(outline: &[(i64, i64)]) -> String {
    let pairs = outline.iter().map(|(x, y)| format!("{x},{y}"));
    pairs.collect::<Vec<_>>().join(" ")
}

fn link(to: &str, words: &str) -> String {
    format!("<a href=\"{}\">{}</a> ", escaped(&path(to)), escaped(words))
}

/// The text of a paragraph with its readings over their bases.
fn ruby(par: &Par) -> String {
    let mut out = String::new();
    let mut from = 0;
    for (base, reading) in &par.readings {
        out.push_str(&escaped(&par.text[from..base.start]));
        out.push_str(&format!(
            "<ruby>{}<rp>（</rp><rt>{}</rt><rp>）</rp></ruby>",
            escaped(&par.text[base.clone()]),
            escaped(reading)
        ));
        from = base.end;
    }
    out.push_str(&escaped(&par.text[from..]));
    out
}

fn figures(article: &Article) -> String {
    let words = article
        .pars
        .iter()
        .filter(|par| matches!(par.role, TextRole::Cutline | TextRole::Credit));
    words
        .map(|par| format!("<p class=\"{}\">{}</p>\n", par.role.name(), ruby(par)))
        .collect()
}

/// The body: paragraphs, lists and tables.
fn paragraphs(article: &Article) -> String {
    let mut out = String::new();
    let pars: Vec<&Par> = body(article).collect();
    let group = |par: &Par| match (par.role, par.cell) {
        (TextRole::Cell, Some(cell)) => Some(cell.table),
        _ => None,
    };
    for run in pars.chunk_by(|a, b| group(a).is_some() && group(a) == group(b)) {
        match run {
            [first, ..] if group(first).is_some() => out.push_str(&table(run)),
            _ => {
                for par in run {
                    let tag = match par.role {
                        TextRole::Subhead => "h2",
                        TextRole::GroupHead => "h3",
                        _ => "p",
                    };
                    out.push_str(&format!(
                        "<{tag} class=\"{}\">{}</{tag}>\n",
                        par.role.name(),
                        ruby(par)
                    ));
                }
            }
        }
    }
    out
}

fn table(cells: &[&Par]) -> String {
    let mut out = "<table>\n".to_owned();
    let row = |par: &&Par| par.cell.map(|cell| cell.row);
    for run in cells.chunk_by(|a, b| row(a) == row(b)) {
        out.push_str("<tr>");
        for par in run {
            let tag = match par.cell.is_some_and(|cell| cell.head) {
                true => "th",
                false => "td",
            };
            out.push_str(&format!("<{tag}>{}</{tag}>", ruby(par)));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table>\n");
    out
}
