//! What a layout offers, in lines and as JSON.

use serde_json::{Map, Value, json};

use crate::edition::{Grid, House, StoryKind};
use crate::geom::{Folio, Len};
use crate::say::{Language, List, Text, text};
use crate::spec::GridArea;
use crate::story::{BlockKind, PartRole};

/// A length in millimetres or points, without needless zeros.
fn figure(number: f64) -> String {
    let words = format!("{number:.2}");
    words.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// How many 字 of the body size.
fn zi(length: Len, size: Len) -> String {
    figure(length.to_pt() / size.to_pt())
}

/// The front-matter keys that a kind prints.
fn parts(kind: &StoryKind, language: Language) -> Vec<&'static str> {
    let key = |role: &PartRole| match language {
        Language::Zh => role.name(),
        Language::En => role.english(),
    };
    kind.parts.keys().map(key).collect()
}

/// A place as a page file writes it.
fn place(at: &GridArea) -> String {
    let reach = |first: u32, last: u32, unit: &str| match first == last {
        true => format!("{first}{unit}"),
        false => format!("{first}-{last}{unit}"),
    };
    let columns = reach(at.columns.first, at.columns.last, "栏");
    format!("{columns} {}", reach(at.rows.first, at.rows.last, "行"))
}

/// The lines for people.
pub(in crate::cli) fn lines(house: &House, language: Language) -> Vec<Text> {
    let Grid { columns, rows, .. } = house.grid;
    let (grid, area) = (&house.grid, house.grid.area());
    let mut lines = vec![
        text!(
            "cli.layout-sheet",
            "sheet {width} × {height} mm, type area {wide} × {high} mm",
            width = figure(house.trim.width.to_mm()),
            height = figure(house.trim.height.to_mm()),
            wide = figure(area.width().to_mm()),
            high = figure(area.height().to_mm())
        ),
        text!(
            "cli.layout-grid",
            "grid {columns} columns 栏 × {rows} rows 行, written \"1-{columns}栏 1-{rows}行\"; a column is {measure} 字 wide, the alley {alley} 字; text {size} pt, row to row {pitch} pt",
            columns,
            rows,
            measure = zi(grid.column, grid.size),
            alley = zi(grid.alley, grid.size),
            size = figure(grid.size.to_pt()),
            pitch = figure(grid.pitch.to_pt())
        ),
        text!(
            "cli.layout-kinds",
            "kinds, as in kind = \"…\", with the parts that an article may have:"
        ),
    ];
    for (name, kind) in &house.kinds {
        let about = kind.about.in_language(language).unwrap_or_default();
        let parts = parts(kind, language).join(" ");
        lines.push(Text::quoted(format!("  {name:<10} {about}  [{parts}]")));
    }
    let names = |names: Vec<&String>| List::of(names.into_iter().cloned());
    lines.push(text!(
        "cli.layout-styles",
        "styles: {styles}",
        styles = names(house.styles.keys().collect())
    ));
    lines.push(text!(
        "cli.layout-rules",
        "rules: {rules}",
        rules = names(house.rules.keys().collect())
    ));
    for (pages, fields) in fields(house) {
        lines.push(match pages {
            "1" => text!(
                "cli.layout-fields-first",
                "fields that page 1 wants in [fields]: {fields}",
                fields = List::of(fields)
            ),
            _ => text!(
                "cli.layout-fields-others",
                "fields that the other pages want: {fields}",
                fields = List::of(fields)
            ),
        });
    }
    for (name, places) in &house.cells {
        let places: Vec<String> = places.iter().map(place).collect();
        lines.push(text!(
            "cli.layout-cell",
            "cell \"{name}\" = {places}",
            name,
            places = places.join(" + ")
        ));
    }
    lines
}

/// The fields wanted, by the pages that want them.
fn fields(house: &House) -> Vec<(&'static str, Vec<String>)> {
    let of = |number| -> Vec<String> {
        house
            .wanted_fields(Some(Folio::plain(number)))
            .into_iter()
            .collect()
    };
    let both = [("1", of(1)), ("2-", of(2))];
    both.into_iter()
        .filter(|(_, fields)| !fields.is_empty())
        .collect()
}

/// The same for programs; lengths in millimetres.
pub(in crate::cli) fn as_json(house: &House, language: Language) -> Value {
    let area = house.grid.area();
    let kinds: Map<String, Value> = house
        .kinds
        .iter()
        .map(|(name, kind)| {
            let blocks: Vec<&str> = kind
                .blocks
                .keys()
                .map(|block: &BlockKind| block.name())
                .collect();
            let about = kind.about.in_language(language);
            let value = json!({"about": about, "parts": parts(kind, language), "blocks": blocks});
            (name.clone(), value)
        })
        .collect();
    let cells: Map<String, Value> = house
        .cells
        .iter()
        .map(|(name, places)| (name.clone(), places.iter().map(place).collect()))
        .collect();
    let fields: Map<String, Value> = fields(house)
        .into_iter()
        .map(|(pages, fields)| (pages.to_owned(), json!(fields)))
        .collect();
    json!({
        "sheet": [house.trim.width.to_mm(), house.trim.height.to_mm()],
        "type_area": [area.width().to_mm(), area.height().to_mm()],
        "columns": house.grid.columns,
        "rows": house.grid.rows,
        "column": house.grid.column.to_mm(),
        "alley": house.grid.alley.to_mm(),
        "size": house.grid.size.to_mm(),
        "pitch": house.grid.pitch.to_mm(),
        "kinds": kinds,
        "styles": house.styles.keys().collect::<Vec<_>>(),
        "rules": house.rules.keys().collect::<Vec<_>>(),
        "fields": fields,
        "cells": cells,
    })
}
