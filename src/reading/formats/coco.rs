//! COCO with a reading order: page images and their regions, in the labels of PP-DocLayout, for
//! those who train page readers. Places are pixels of the images; `read_order` counts the regions
//! of a page from 0.

use serde_json::{Value, json};

use super::super::model::{ReadPage, Reading, TextRole};
use super::alto::outline_of;
use super::page_xml::is_low;
use super::regions::{Region, regions};
use super::unit::{Units, corners};

/// The labels of PP-DocLayout, by number.
const LABELS: [&str; 23] = [
    "paragraph_title",
    "image",
    "text",
    "number",
    "abstract",
    "content",
    "figure_title",
    "formula",
    "table",
    "table_title",
    "reference",
    "doc_title",
    "footnote",
    "header",
    "algorithm",
    "footer",
    "seal",
    "chart_title",
    "chart",
    "formula_number",
    "header_image",
    "footer_image",
    "aside_text",
];

/// Returns the pages, given the file name and size of each image and their pixels per inch.
pub(super) fn coco(reading: &Reading, images: &[(&str, (u32, u32))], dpi: u32) -> Value {
    let mut annotations = Vec::new();
    for (page, on) in reading.pages.iter().enumerate() {
        let units = Units::new(&on.sheet, i64::from(dpi));
        for (order, region) in regions(reading, page).iter().enumerate() {
            let id = annotations.len() + 1;
            annotations.extend(annotation(reading, on, region, &units).map(|mut value| {
                value["id"] = json!(id);
                value["image_id"] = json!(page + 1);
                value["read_order"] = json!(order);
                value
            }));
        }
    }
    let image = |(page, (file, (width, height))): (usize, &(&str, (u32, u32)))| {
        json!({
            "id": page + 1,
            "file_name": file,
            "width": width,
            "height": height,
            "page": reading.pages[page].label(),
        })
    };
    json!({
        "info": {
            "description": format!("{}, {}", reading.paper, reading.date),
            "version": env!("CARGO_PKG_VERSION"),
            "contributor": "duikai",
            "date_created": reading.date,
        },
        "licenses": [],
        "images": images.iter().enumerate().map(image).collect::<Vec<_>>(),
        "categories": LABELS.iter().enumerate().map(|(id, name)| json!({"id": id, "name": name, "supercategory": "layout"})).collect::<Vec<_>>(),
        "annotations": annotations,
    })
}

fn annotation(reading: &Reading, page: &ReadPage, region: &Region, units: &Units) -> Option<Value> {
    let rect = region.rect(page)?;
    let place = units.rect(&rect);
    let outline = match region.blocks.as_slice() {
        [block] => outline_of(&page.blocks[*block]),
        _ => corners(&rect),
    };
    let points: Vec<(i64, i64)> = outline.iter().map(|point| units.point(*point)).collect();
    let text: Vec<String> = region
        .blocks
        .iter()
        .map(|block| page.blocks[*block].text())
        .collect();
    Some(json!({
        "category_id": category(region, page),
        "bbox": [place.x, place.y, place.width, place.height],
        "segmentation": [points.iter().flat_map(|(x, y)| [x, y]).collect::<Vec<_>>()],
        "area": area(&points),
        "iscrowd": 0,
        "role": region.role(page).name(),
        "article": region.article.map(|article| reading.articles[article].id.clone()),
        "text": text.join("\n"),
    }))
}

/// The area of a polygon, to the nearest pixel.
fn area(points: &[(i64, i64)]) -> i64 {
    let next = points.iter().cycle().skip(1);
    let twice: i64 = points
        .iter()
        .zip(next)
        .map(|((x, y), (next_x, next_y))| x * next_y - next_x * y)
        .sum();
    (twice.abs() + 1) / 2
}

fn category(region: &Region, page: &ReadPage) -> usize {
    let label = match region.role(page) {
        TextRole::Headline | TextRole::Continued => "doc_title",
        TextRole::Section
        | TextRole::Kicker
        | TextRole::Deck
        | TextRole::Subhead
        | TextRole::GroupHead => "paragraph_title",
        TextRole::Summary => "abstract",
        TextRole::Cutline | TextRole::Credit => "figure_title",
        TextRole::Picture | TextRole::Ad => "image",
        TextRole::Cell | TextRole::RepeatedHead => "table",
        TextRole::Furniture => match region.blocks.first() {
            Some(block) if is_low(&page.blocks[*block], page) => "footer",
            _ => "header",
        },
        _ => "text",
    };
    LABELS.iter().position(|known| *known == label).unwrap_or(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_area_of_an_l_is_what_it_covers() {
        let l = [(0, 0), (4, 0), (4, 2), (2, 2), (2, 5), (0, 5)];
        assert_eq!(area(&l), 14);
    }
}
