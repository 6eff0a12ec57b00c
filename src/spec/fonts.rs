//! `[fonts]`: the house's own font files by the names that styles use.

use std::collections::BTreeMap;

use toml::Spanned as Parsed;
use toml::de::DeValue;

use super::keys::Shape;
use super::noted::NAME;
use super::number::Decimal;
use super::table::Table;
use crate::diag::{Span, Spanned};
use crate::say::{Text, text};

/// A face of a font file.
#[derive(Clone, Debug)]
pub struct FontSpec {
    /// `file`: the path of the file, or the name of a face at hand; all that is written when it is
    /// no table.
    pub file: Spanned<String>,
    /// `face`: which face of a collection.
    pub face: Option<Spanned<FaceSpec>>,
    /// `wght` and other axes of a variable face, in thousandths, by their tags.
    pub axes: Vec<(String, Spanned<i32>)>,
}

impl FontSpec {
    /// Returns the place of the whole.
    pub fn span(&self) -> Span {
        self.file.span
    }
}

/// A face of a collection as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaceSpec {
    /// Its number, from 1.
    Number(u32),
    /// Its name.
    Name(String),
}

/// The registered axes (OpenType, Design-Variation Axis Tag Registry), which are keys of their own;
/// others stand in `axes`.
const AXES: [&str; 5] = ["wght", "wdth", "opsz", "slnt", "ital"];

/// Reads `[fonts]`: `song = "fonts/a.otf"`, or `song = { file = "fonts/a.ttf", wght = 400 }`.
pub(super) fn fonts(root: &mut Table<'_>) -> BTreeMap<String, FontSpec> {
    let mut fonts = BTreeMap::new();
    root.ask("fonts", Shape::TextOrNamed("fonts".to_owned()));
    for (name, value) in root.keyed_values("fonts") {
        let spec = if value.get_ref().is_table() {
            root.table_of(&name, value, Text::quoted(format!("[fonts.{name}]")))
                .and_then(font)
        } else {
            root.name_of(&name, value).map(|file| FontSpec {
                file,
                face: None,
                axes: Vec::new(),
            })
        };
        fonts.extend(spec.map(|spec| (name, spec)));
    }
    fonts
}

fn font(mut table: Table<'_>) -> Option<FontSpec> {
    let file = table.must("file", Table::name);
    let face = face(&mut table);
    let mut axes = Vec::new();
    for axis in AXES {
        let value = table.value(axis);
        axes.extend(value.and_then(|value| Some((axis.to_owned(), number(&table, axis, value)?))));
    }
    table.ask("axes", Shape::Named("axes".to_owned()));
    for (tag, value) in table.keyed_values("axes") {
        if tag == NAME {
            continue;
        }
        if tag.len() != 4 || !tag.is_ascii() {
            let help = text!(
                "spec.axis-tag-four-letters",
                "an axis has a tag of four letters, as in `axes = { GRAD = 50 }`"
            );
            table.refuse(
                table.place(value),
                text!("spec.tag-axis", "`{tag}` is no tag of an axis", tag),
                help,
            );
            continue;
        }
        axes.extend(number(&table, &tag, value).map(|value| (tag.clone(), value)));
    }
    table.finish();
    Some(FontSpec {
        file: file?,
        face,
        axes,
    })
}

fn face(table: &mut Table<'_>) -> Option<Spanned<FaceSpec>> {
    let value = table.value("face")?;
    if value.get_ref().as_integer().is_some() {
        const MOST: u32 = 1000;
        let number = table.within("face", 1, MOST)?;
        return Some(Spanned {
            value: FaceSpec::Number(number.value),
            span: number.span,
        });
    }
    let name = table.name("face")?;
    Some(Spanned {
        value: FaceSpec::Name(name.value),
        span: name.span,
    })
}

/// Reads a number in thousandths.
fn number(table: &Table<'_>, key: &str, value: &Parsed<DeValue<'_>>) -> Option<Spanned<i32>> {
    const MOST: i64 = 30_000_000;
    let text = match value.get_ref() {
        DeValue::Integer(integer) => integer.as_str(),
        DeValue::Float(float) => float.as_str(),
        _ => {
            table.mistyped(
                key,
                value,
                text!("spec.a-number", "a number"),
                Text::default(),
            );
            return None;
        }
    };
    let read = Decimal::prefix(text)
        .filter(|(_, rest)| rest.is_empty())
        .and_then(|(number, _)| i32::try_from(number.times(1000, MOST)?).ok());
    let span = table.place(value);
    if read.is_none() {
        let help = text!(
            "spec.write-number-such",
            "write a number such as 400 or 87.5"
        );
        table.refuse(
            span,
            text!(
                "spec.text-off-axis",
                "`{key}`: {text} is on no axis",
                key,
                text
            ),
            help,
        );
    }
    read.map(|value| Spanned { value, span })
}
