//! `columns`: the columns into which a slot is broken 破栏.

use super::keys::Shape;
use super::measure::Bound;
use super::number::{LARGEST, digits, half_width};
use super::table::Table;
use super::value::Length;
use crate::diag::Spanned;
use crate::say::{Text, text};

/// The distribution of the width that the columns leave over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnMode {
    /// 绝对: whole 字 and equal; the alleys take what is left over.
    Absolute,
    /// 自由: equal and the alleys as they are; measures need not be whole 字.
    Free,
    /// 相对: whole 字 and the alleys as they are; columns from the left take
    /// a 字 more, and less than a 字 goes to the alleys.
    #[default]
    Relative,
}

/// `columns` as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnsSpec {
    /// 自动: the base columns of the page, in a box as well.
    Grid,
    /// `2`, `"3破2"`, `"3破2 自由"`: so many columns.
    Broken {
        /// Number of base columns of the slot, where that is written too.
        from: Option<u32>,
        /// Number of columns it is set in.
        into: u32,
        /// Distribution of the rest of the width.
        mode: ColumnMode,
    },
    /// `["20字", "12字"]`, `"20字+12字"`: columns of these measures 变栏, the
    /// alleys sharing what is left over.
    Measures(Vec<Length>),
}

/// The accepted forms, for help texts.
const FORMS: Text = text!(
    "spec.columns-number-into-absolute",
    "columns are a number, \"3破2\" (\"3 into 2\") with 绝对, 自由 or 相对 (absolute, free, relative) after it, 自动 (auto), or measures such as [\"20字\", \"12字\"]"
);

/// Reads `{ into = 2, mode = "自由" }`.
fn broken(mut table: Table<'_>) -> (Option<Spanned<u32>>, Option<Spanned<Named>>) {
    let into = table.whole("into", 1);
    let mode = table.parsed("mode", FORMS, |word| {
        named(word).ok_or_else(|| {
            text!(
                "spec.way-break-columns",
                "\"{word}\" is no way to break columns",
                word
            )
        })
    });
    table.finish();
    (into, mode)
}

impl Table<'_> {
    /// Reads the columns of a slot: a number, words, measures, or `{ into = 2, mode = "自由" }`.
    pub(super) fn columns(&mut self, key: &'static str) -> Option<Spanned<ColumnsSpec>> {
        self.ask(key, Shape::Whole(1, LARGEST));
        self.ask(key, Shape::TextOrTexts);
        if let Some(table) = self.asked_table(key) {
            broken(table);
        }
        let value = self.value(key)?;
        let span = self.place(value);
        if value.get_ref().is_integer() {
            let into = self.whole_of(key, value, 1, LARGEST)?;
            return Some(Spanned {
                value: ColumnsSpec::Broken {
                    from: None,
                    into: into.value,
                    mode: ColumnMode::default(),
                },
                span,
            });
        }
        if let Some(measures) = value.get_ref().as_array() {
            let read: Vec<_> = measures
                .iter()
                .map(|measure| self.length_of(key, measure, Bound::Positive))
                .collect();
            let read: Option<Vec<Length>> = read
                .into_iter()
                .map(|measure| measure.map(|measure| measure.value))
                .collect();
            if measures.is_empty() {
                self.refuse(
                    span,
                    text!("spec.key-is-empty", "`{key}` is empty", key),
                    FORMS,
                );
                return None;
            }
            return Some(Spanned {
                value: ColumnsSpec::Measures(read?),
                span,
            });
        }
        if value.get_ref().is_table() {
            return self.columns_table(key, span);
        }
        if !value.get_ref().is_str() {
            self.mistyped(
                key,
                value,
                text!("spec.number-columns", "a number of columns"),
                FORMS,
            );
            return None;
        }
        let hao = self.reading().hao.get();
        self.parsed_of(key, value, FORMS, |text| {
            parse(text, |length| Length::read(length, hao))
        })
    }

    fn columns_table(
        &mut self,
        key: &'static str,
        span: crate::diag::Span,
    ) -> Option<Spanned<ColumnsSpec>> {
        let table = self.table(key)?;
        let (has_into, has_mode) = (table.has("into"), table.has("mode"));
        let (into, mode) = broken(table);
        let value = match (into, mode.map(|mode| mode.value)) {
            (None, Some(Named::Grid)) if !has_into => ColumnsSpec::Grid,
            (Some(_), Some(Named::Grid)) => {
                self.refuse(
                    span,
                    text!(
                        "spec.takes-pages-own-columns",
                        "`{key}`: 自动 takes the page's own columns, and no number",
                        key
                    ),
                    FORMS,
                );
                return None;
            }
            (Some(into), Some(Named::Mode(mode))) => ColumnsSpec::Broken {
                from: None,
                into: into.value,
                mode,
            },
            (Some(into), None) if !has_mode => ColumnsSpec::Broken {
                from: None,
                into: into.value,
                mode: ColumnMode::default(),
            },
            (None, _) if !has_into => {
                self.refuse(
                    span,
                    text!("spec.lacks-into", "`{key}` lacks `into`", key),
                    FORMS,
                );
                return None;
            }
            // A wrong value has been told.
            _ => return None,
        };
        Some(Spanned { value, span })
    }
}

enum Named {
    Grid,
    Mode(ColumnMode),
}

fn named(word: &str) -> Option<Named> {
    Some(match word.to_ascii_lowercase().as_str() {
        "自动" | "auto" => Named::Grid,
        "绝对" | "absolute" => Named::Mode(ColumnMode::Absolute),
        "自由" | "free" => Named::Mode(ColumnMode::Free),
        "相对" | "relative" => Named::Mode(ColumnMode::Relative),
        _ => return None,
    })
}

/// Parses the columns, or fails with the reason.
fn parse(text: &str, length: impl Fn(&str) -> Result<Length, Text>) -> Result<ColumnsSpec, Text> {
    let half = half_width(text);
    let text = half.trim();
    if let Some(Named::Grid) = named(text) {
        return Ok(ColumnsSpec::Grid);
    }
    if text.contains('+') {
        let measures: Result<Vec<Length>, Text> = text
            .split('+')
            .map(|measure| length(measure.trim()))
            .collect();
        let measures = measures?;
        return match measures
            .iter()
            .all(|measure| !measure.is_negative() && !measure.is_zero())
        {
            true => Ok(ColumnsSpec::Measures(measures)),
            false => Err(text!(
                "spec.measure-must-greater-nothing",
                "a measure must be greater than nothing"
            )),
        };
    }
    let number = |text: &str| -> Result<(u32, usize), Text> {
        let trimmed = text.trim_start();
        if !trimmed.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(text!(
                "spec.names-number-columns",
                "\"{text}\" names no number of columns",
                text
            ));
        }
        let (figures, rest) = digits(trimmed);
        let value: u32 = figures.parse().map_err(|_| {
            text!(
                "spec.number-too-large",
                "the number {figures} is too large",
                figures
            )
        })?;
        match value {
            0 => Err(text!(
                "spec.slot-column-least",
                "a slot has one column at least"
            )),
            value if value > LARGEST => Err(text!(
                "spec.number-too-large",
                "the number {figures} is too large",
                figures
            )),
            value => Ok((value, text.len() - rest.len())),
        }
    };
    // "3破2", "破2", "3 into 2", "2".
    let (before, after) = match text.split_once('破').or_else(|| text.split_once("into")) {
        Some((before, after)) => (Some(before.trim()), after),
        None => (None, text),
    };
    let from = match before {
        None | Some("") => None,
        Some(before) => {
            let (from, end) = number(before)?;
            unit(&before[end..])?;
            Some(from)
        }
    };
    let (into, end) = number(after)?;
    let rest = unit_first(after[end..].trim_start());
    let mode = match rest.trim().trim_start_matches([',', '、']).trim() {
        "" => ColumnMode::default(),
        word => match named(word) {
            Some(Named::Mode(mode)) => mode,
            Some(Named::Grid) => {
                return Err(text!(
                    "spec.takes-pages-own-columns-number",
                    "自动 takes the page's own columns, and no number"
                ));
            }
            None => {
                return Err(text!(
                    "spec.way-break-columns",
                    "\"{word}\" is no way to break columns",
                    word
                ));
            }
        },
    };
    Ok(ColumnsSpec::Broken { from, into, mode })
}

/// Returns what follows 栏 or `columns` at the start of `text`.
fn unit_first(text: &str) -> &str {
    ["栏", "columns", "column", "cols", "col"]
        .iter()
        .find_map(|unit| text.strip_prefix(unit))
        .unwrap_or(text)
}

fn unit(text: &str) -> Result<(), Text> {
    match unit_first(text.trim()).trim() {
        "" => Ok(()),
        other => Err(text!(
            "spec.meaning-here",
            "\"{other}\" has no meaning here",
            other
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::Em;
    use crate::spec::Hao;

    fn read(text: &str) -> Result<ColumnsSpec, Text> {
        parse(text, |length| Length::read(length, Hao::News))
    }

    fn broken(from: Option<u32>, into: u32, mode: ColumnMode) -> Result<ColumnsSpec, Text> {
        Ok(ColumnsSpec::Broken { from, into, mode })
    }

    #[test]
    fn columns_read_as_a_layout_person_says_them() {
        assert_eq!(read("3破2"), broken(Some(3), 2, ColumnMode::Relative));
        assert_eq!(
            read("３栏破２栏　自由"),
            broken(Some(3), 2, ColumnMode::Free)
        );
        assert_eq!(read("破4 绝对"), broken(None, 4, ColumnMode::Absolute));
        assert_eq!(
            read("5 into 3, relative"),
            broken(Some(5), 3, ColumnMode::Relative)
        );
        assert_eq!(read("2栏"), broken(None, 2, ColumnMode::Relative));
        assert_eq!(read("2 columns free"), broken(None, 2, ColumnMode::Free));
        assert_eq!(read("自动"), Ok(ColumnsSpec::Grid));
        let zi = |n| Length::Em(Em::ratio(n, 1));
        assert_eq!(
            read("20字 + 12字"),
            Ok(ColumnsSpec::Measures(vec![zi(20), zi(12)]))
        );
    }

    #[test]
    fn bad_columns_say_why() {
        assert_eq!(read("3破"), Err("\"\" names no number of columns".into()));
        assert_eq!(read("3破0"), Err("a slot has one column at least".into()));
        assert_eq!(
            read("3破2 斜"),
            Err("\"斜\" is no way to break columns".into())
        );
        assert_eq!(
            read("2 自动"),
            Err("自动 takes the page's own columns, and no number".into())
        );
        assert_eq!(
            read("20字+-1字"),
            Err("a measure must be greater than nothing".into())
        );
        assert!(read("20字+").is_err() && read("破99999999999").is_err() && read("多栏").is_err());
    }
}
