//! JSON Schema (2020-12) of the files.

use serde_json::{Map, Value, json};

use crate::diag::{Code, Level, Limits};
use crate::spec::{FileKeys, FileKind, KeyInfo, Shape, TableKeys, file_keys};
use crate::story::PartRole;

/// What there is a schema of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaKind {
    /// A TOML file.
    File(FileKind),
    /// The parts at the head of an article.
    Article,
}

impl SchemaKind {
    /// Every kind.
    pub const ALL: [SchemaKind; 5] = [
        SchemaKind::File(FileKind::Edition),
        SchemaKind::File(FileKind::Page),
        SchemaKind::File(FileKind::Layout),
        SchemaKind::File(FileKind::Printer),
        SchemaKind::Article,
    ];

    /// Returns the name by which it is asked for.
    pub fn name(self) -> &'static str {
        match self {
            SchemaKind::File(kind) => kind.name(),
            SchemaKind::Article => "article",
        }
    }

    /// Returns the kind with this name.
    pub fn from_name(name: &str) -> Option<SchemaKind> {
        SchemaKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// The schema, with what each key means in Chinese and in English.
pub fn schema(kind: SchemaKind) -> String {
    let value = match kind {
        SchemaKind::File(kind) => file(&file_keys(kind)),
        SchemaKind::Article => article(),
    };
    format!("{value:#}\n")
}

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

fn file(keys: &FileKeys) -> Value {
    let mut root = Map::new();
    root.insert("$schema".to_owned(), json!(DRAFT));
    root.insert(
        "title".to_owned(),
        json!(format!("duikai {}", keys.kind.name())),
    );
    if let Some(table) = keys.tables.get("") {
        root.extend(table_schema(table));
    }
    let sections = keys
        .tables
        .iter()
        .filter(|(section, _)| !section.is_empty());
    let defs: Map<String, Value> = sections
        .map(|(section, table)| (section.clone(), Value::Object(table_schema(table))))
        .collect();
    root.insert("$defs".to_owned(), Value::Object(defs));
    Value::Object(root)
}

fn table_schema(table: &TableKeys) -> Map<String, Value> {
    let properties: Map<String, Value> = table
        .keys
        .iter()
        .map(|key| (key.name.to_owned(), key_schema(key)))
        .collect();
    let required: Vec<&str> = table
        .keys
        .iter()
        .filter(|key| key.required)
        .map(|key| key.name)
        .collect();
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    schema.insert("additionalProperties".to_owned(), json!(false));
    schema
}

fn key_schema(key: &KeyInfo) -> Value {
    let [zh, en] = key.about;
    let mut schema = match key.shapes.as_slice() {
        [] => Map::new(),
        [one] => shape_schema(one),
        several => {
            let any: Vec<Value> = several
                .iter()
                .map(|shape| Value::Object(shape_schema(shape)))
                .collect();
            Map::from_iter([("anyOf".to_owned(), Value::Array(any))])
        }
    };
    schema.insert("description".to_owned(), json!(format!("{zh}\n\n{en}")));
    Value::Object(schema)
}

fn shape_schema(shape: &Shape) -> Map<String, Value> {
    let section = |name: &str| json!({"$ref": format!("#/$defs/{}", name)});
    let corner = json!({"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": 100}, "minItems": 2, "maxItems": 2});
    let value = match shape {
        Shape::Any => json!({}),
        Shape::Text => json!({"type": "string"}),
        Shape::Words(words) => json!({"enum": words}),
        Shape::Bool => json!({"type": "boolean"}),
        Shape::Whole(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
        Shape::TextOrTexts => json!({"anyOf": [
            {"type": "string"},
            {"type": "array", "items": {"type": "string"}, "minItems": 1},
        ]}),
        Shape::Texts => json!({"type": "array", "items": {"type": "string"}}),
        Shape::TextsOf(count) => {
            json!({"type": "array", "items": {"type": "string"}, "minItems": count, "maxItems": count})
        }
        Shape::WholesOf(count) => {
            json!({"type": "array", "items": {"type": "integer"}, "minItems": count, "maxItems": count})
        }
        Shape::Corners(least, most) => match most {
            Some(most) => {
                json!({"type": "array", "items": corner, "minItems": least, "maxItems": most})
            }
            None => json!({"type": "array", "items": corner, "minItems": least}),
        },
        Shape::Table(name) => section(name),
        Shape::Tables(name) => json!({"type": "array", "items": section(name)}),
        Shape::Named(name) if name == "axes" => {
            json!({"type": "object", "additionalProperties": {"type": "number"}})
        }
        Shape::Named(name) => json!({"type": "object", "additionalProperties": section(name)}),
        // Fonts are texts or tables: the two shapes are one map.
        Shape::Keyed => json!({"type": "object", "additionalProperties": {"type": "string"}}),
        Shape::TextOrNamed(name) => json!({"type": "object", "additionalProperties": {
            "anyOf": [{"type": "string"}, section(name)],
        }}),
        Shape::KeyedLists => json!({"type": "object", "additionalProperties": {"anyOf": [
            {"type": "string"},
            {"type": "array", "items": {"type": "string"}, "minItems": 1},
        ]}}),
        Shape::Lint(code) => lint(*code),
    };
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn lint(code: Code) -> Value {
    let mut properties = Map::new();
    properties.insert("level".to_owned(), json!({"enum": Level::NAMES}));
    for limit in Limits::of(code) {
        let value = json!({"type": "integer", "minimum": limit.min, "maximum": limit.max});
        properties.insert(limit.name.to_owned(), value);
    }
    json!({"anyOf": [
        {"enum": Level::NAMES},
        {"type": "object", "properties": properties, "additionalProperties": false},
    ]})
}

/// The parts at the head of an article, by their Chinese and English names.
fn article() -> Value {
    let names = PartRole::all_names();
    let properties: Map<String, Value> = names
        .map(|(name, role)| {
            let about = format!("{}\n\n{}", role.name(), role.english());
            let value = json!({"type": "string", "description": about});
            (name.to_owned(), value)
        })
        .collect();
    json!({
        "$schema": DRAFT,
        "title": "duikai article",
        "type": "object",
        "properties": properties,
        "additionalProperties": {"type": "string"},
    })
}
