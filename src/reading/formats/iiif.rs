//! IIIF Presentation 3: a manifest of the issue (<https://iiif.io/api/presentation/3.0/>).
//!
//! Every page is a canvas with its image; its text is there as annotations block by block, and
//! every article is a range of places on the canvases it stands on.

use serde_json::{Map, Value, json};

use super::super::model::{Article, ReadPage, Reading};
use super::alto::outline_of;
use super::unit::Units;
use crate::geom::{PageSpace, Point, Rect};

/// Returns the manifest, given the address that the files will have, the file name and size of
/// each image, and their pixels per inch.
pub(super) fn manifest(
    reading: &Reading,
    base: &str,
    images: &[(&str, (u32, u32))],
    dpi: u32,
) -> Value {
    let base = base.trim_end_matches('/');
    let maker = Maker { reading, base, dpi };
    let canvases: Vec<Value> = images
        .iter()
        .enumerate()
        .map(|(page, image)| maker.canvas(page, *image))
        .collect();
    let ranges: Vec<Value> = reading
        .articles
        .iter()
        .enumerate()
        .filter_map(|(nth, article)| maker.range(nth, article))
        .collect();
    let lang = reading.lang.tag();
    let mut manifest = json!({
        "@context": "http://iiif.io/api/presentation/3/context.json",
        "id": format!("{base}/{}-iiif.json", reading.slug),
        "type": "Manifest",
        "label": labelled(lang, &format!("{} {}", reading.paper, reading.date)),
        "metadata": [
            {"label": labelled("en", "Title"), "value": labelled(lang, &reading.paper)},
            {"label": labelled("en", "Date of issue"), "value": labelled("none", &reading.date)},
            {"label": labelled("en", "Language"), "value": labelled("none", lang)},
        ],
        "navDate": format!("{}T00:00:00Z", reading.date),
        "viewingDirection": maker.direction(),
        "behavior": ["individuals"],
        "items": canvases,
    });
    if !ranges.is_empty() {
        manifest["structures"] = json!([{
            "id": format!("{base}/range/articles"),
            "type": "Range",
            "label": labelled("en", "Articles"),
            "items": ranges,
        }]);
    }
    manifest
}

struct Maker<'a> {
    reading: &'a Reading,
    base: &'a str,
    dpi: u32,
}

impl Maker<'_> {
    fn units(&self, page: &ReadPage) -> Units {
        Units::new(&page.sheet, i64::from(self.dpi))
    }

    fn canvas_id(&self, page: usize) -> String {
        format!("{}/canvas/{}", self.base, page + 1)
    }

    /// The address of a rectangle on a canvas.
    fn part(&self, page: usize, rect: &Rect<PageSpace>) -> String {
        let place = self.units(&self.reading.pages[page]).rect(rect);
        // A viewer shows what lies on the canvas.
        let (x, y) = (place.x.max(0), place.y.max(0));
        let width = (place.x + place.width - x).max(1);
        let height = (place.y + place.height - y).max(1);
        format!("{}#xywh={x},{y},{width},{height}", self.canvas_id(page))
    }

    fn canvas(&self, page: usize, (file, (width, height)): (&str, (u32, u32))) -> Value {
        let on = &self.reading.pages[page];
        let id = self.canvas_id(page);
        let label = match on.section.is_empty() {
            true => on.label(),
            false => format!("{} {}", on.label(), on.section),
        };
        let notes: Vec<Value> = (0..on.blocks.len())
            .filter_map(|block| self.note(page, block))
            .collect();
        json!({
            "id": id,
            "type": "Canvas",
            "label": labelled(self.reading.lang.tag(), &label),
            "width": width,
            "height": height,
            "items": [{
                "id": format!("{id}/image"),
                "type": "AnnotationPage",
                "items": [{
                    "id": format!("{id}/image/1"),
                    "type": "Annotation",
                    "motivation": "painting",
                    "target": id,
                    "body": {
                        "id": format!("{}/{}", self.base, path(file)),
                        "type": "Image",
                        "format": "image/png",
                        "width": width,
                        "height": height,
                    },
                }],
            }],
            "annotations": [{
                "id": format!("{id}/text"),
                "type": "AnnotationPage",
                "label": labelled("en", "Text"),
                "items": notes,
            }],
        })
    }

    /// The text of a block, or the words for a picture.
    fn note(&self, page: usize, nth: usize) -> Option<Value> {
        let on = &self.reading.pages[page];
        let block = &on.blocks[nth];
        let text = match &block.picture {
            Some(picture) => picture.alt.clone(),
            None => block.text(),
        };
        if text.is_empty() {
            return None;
        }
        let target = match &block.outline {
            None => json!(self.part(page, &block.rect)),
            Some(_) => json!({
                "type": "SpecificResource",
                "source": self.canvas_id(page),
                "selector": {"type": "SvgSelector", "value": self.svg(on, &outline_of(block))},
            }),
        };
        let id = self.canvas_id(page);
        Some(json!({
            "id": format!("{id}/text/{}", nth + 1),
            "type": "Annotation",
            "motivation": "supplementing",
            "body": {
                "type": "TextualBody",
                "value": text,
                "format": "text/plain",
                "language": self.reading.lang.tag(),
            },
            "target": target,
        }))
    }

    fn svg(&self, page: &ReadPage, outline: &[Point<PageSpace>]) -> String {
        let points = self.units(page).points(outline);
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><polygon points=\"{points}\"/></svg>")
    }

    /// An article as places on canvases, one for each page.
    fn range(&self, nth: usize, article: &Article) -> Option<Value> {
        let mut items = Vec::new();
        for page in article.pages() {
            let areas = article.areas.iter().filter(|(on, _)| *on == page);
            let corners = areas.flat_map(|(_, outline)| outline);
            let rect = corners
                .map(|at| Rect::new(at.x, at.y, at.x, at.y))
                .reduce(|a, b| a.union(&b))?;
            items.push(json!({"id": self.part(page, &rect), "type": "Canvas"}));
        }
        (!items.is_empty()).then(|| {
            json!({
                "id": format!("{}/range/{}", self.base, nth + 1),
                "type": "Range",
                "label": labelled(article.lang.tag(), &article.title()),
                "items": items,
            })
        })
    }

    /// Papers whose text runs down are read from right to left.
    fn direction(&self) -> &'static str {
        let blocks = self.reading.pages.iter().flat_map(|page| &page.blocks);
        let (down, across): (Vec<_>, Vec<_>) = blocks
            .filter(|block| block.picture.is_none())
            .partition(|block| block.vertical);
        match down.len() > across.len() {
            true => "right-to-left",
            false => "left-to-right",
        }
    }
}

fn labelled(lang: &str, text: &str) -> Value {
    let mut map = Map::new();
    map.insert(lang.to_owned(), json!([text]));
    Value::Object(map)
}

/// A file name as part of an address.
pub(super) fn path(name: &str) -> String {
    let mut out = String::new();
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
