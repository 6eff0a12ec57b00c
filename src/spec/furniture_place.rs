//! Where furniture stands: a place on the grid whose counts may begin at the end, or a frame that
//! may count from the edges of the type area or of the sheet.

use super::choice::{self, FrameEdge};
use super::grid::PLACE_FORM;
use super::measure::Bound;
use super::number::half_width;
use super::table::Table;
use super::value::{GridArea, Length, Reach};
use crate::diag::Spanned;
use crate::say::{Text, text};

/// A place on the grid of any size: 倒1栏 is its last column, 倒2栏 the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FurnitureArea {
    /// Counts from the end stand at the upper end of what counts can be.
    coded: GridArea,
}

/// The count that stands for the last column or row.
const LAST: u32 = super::number::LARGEST;

/// How many counts from the end there are.
const COUNTS: u32 = 10_000;

impl FurnitureArea {
    /// Returns the place on a grid of so many columns and rows; what such a grid has not is
    /// counted as 0.
    pub fn on(&self, columns: u32, rows: u32) -> GridArea {
        let decoded = |count: u32, all: u32| match LAST - count.min(LAST) {
            from_end if from_end < COUNTS => all.saturating_sub(from_end),
            _ => count,
        };
        let reach = |reach: Reach, all: u32| {
            let first = decoded(reach.first, all);
            let last = decoded(reach.last, all);
            // What is left of a place between the two is nothing.
            match first <= last {
                true => Reach { first, last },
                false => Reach { first: 0, last: 0 },
            }
        };
        GridArea {
            columns: reach(self.coded.columns, columns),
            rows: reach(self.coded.rows, rows),
        }
    }

    /// Parses a place in which 倒 goes before counts from the end, or fails with the reason.
    fn parse(text: &str) -> Result<FurnitureArea, Text> {
        let half = half_width(text);
        let mut plain = String::with_capacity(half.len() + 16);
        let mut pieces = half.split('倒');
        plain.extend(pieces.next());
        for piece in pieces {
            let digits = piece.len() - piece.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let count = piece[..digits].parse::<u32>().ok();
            let Some(count) = count.filter(|count| (1..=COUNTS).contains(count)) else {
                return Err(text!(
                    "spec.from-end",
                    "倒 stands before a number: 倒1 is the last"
                ));
            };
            plain.push_str(&(LAST - (count - 1)).to_string());
            plain.push_str(&piece[digits..]);
        }
        GridArea::parse(&plain).map(FurnitureArea::from)
    }
}

impl From<GridArea> for FurnitureArea {
    fn from(coded: GridArea) -> FurnitureArea {
        FurnitureArea { coded }
    }
}

/// The frame of a piece of furniture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FurnitureFrame {
    /// Left, top, width and height on the trimmed page.
    Fixed([Length; 4]),
    /// Counted from edges, `{ from = "type-area", top = "-16mm", height = "11mm" }`.
    Edges(EdgesSpec),
}

/// A frame by its distances from the edges, inward; what is negative lies outside. An edge that
/// is not given is the edge itself, unless a size says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EdgesSpec {
    /// `from`: `"type-area"` or `"trim"`.
    pub from: FrameEdge,
    /// `left`, `right` and `width`.
    pub across: [Option<Length>; 3],
    /// `top`, `bottom` and `height`.
    pub down: [Option<Length>; 3],
}

/// Reads `at` of furniture.
pub(super) fn area(table: &mut Table<'_>, key: &'static str) -> Option<Spanned<FurnitureArea>> {
    let written = table.peek(key).and_then(|value| value.get_ref().as_str());
    if written.is_some_and(|text| text.contains('倒')) {
        return table.parsed(key, PLACE_FORM, FurnitureArea::parse);
    }
    let Spanned { value, span } = table.grid_place(key)?;
    Some(Spanned {
        value: FurnitureArea::from(value),
        span,
    })
}

const FORM: Text = text!(
    "spec.left-top-width-height-mm",
    "left, top, width and height: [\"20mm\", \"12mm\", \"350mm\", \"6mm\"]"
);

/// Reads `frame` of furniture.
pub(super) fn frame(table: &mut Table<'_>, key: &'static str) -> Option<Spanned<FurnitureFrame>> {
    if let Some(inner) = table.asked_table(key) {
        edges(inner);
    }
    if table
        .peek(key)
        .is_some_and(|value| value.get_ref().is_table())
    {
        let inner = table.table(key)?;
        let span = inner.span();
        let value = FurnitureFrame::Edges(edges(inner)?);
        return Some(Spanned { value, span });
    }
    let frame = table.lengths(key, Bound::Free, FORM)?;
    let [_, _, width, height] = frame.value;
    if [width, height]
        .iter()
        .any(|side| side.is_negative() || side.is_zero())
    {
        let message = text!(
            "spec.frame-wants-width-height",
            "`frame` wants a width and a height above zero"
        );
        table.refuse(frame.span, message, Text::default());
    }
    Some(Spanned {
        value: FurnitureFrame::Fixed(frame.value),
        span: frame.span,
    })
}

fn edges(mut table: Table<'_>) -> Option<EdgesSpec> {
    let span = table.span();
    let from = table.must("from", |table, key| table.choice(key, choice::FRAME_EDGE));
    let mut lengths = |keys: [&'static str; 3]| {
        let [first, last, size] = keys;
        let found = [
            table.length(first, Bound::Free),
            table.length(last, Bound::Free),
            table.length(size, Bound::Positive),
        ];
        if found.iter().all(Option::is_some) {
            let message = text!(
                "spec.edges-too-many",
                "`{first}`, `{last}` and `{size}` are one too many: two of them give the third",
                first,
                last,
                size
            );
            table.refuse(span, message, Text::default());
        }
        found.map(|length| length.map(|length| length.value))
    };
    let across = lengths(["left", "right", "width"]);
    let down = lengths(["top", "bottom", "height"]);
    table.finish();
    Some(EdgesSpec {
        from: from?.value,
        across,
        down,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_from_the_end() {
        let on = |text: &str, columns, rows| {
            let area = FurnitureArea::parse(text)
                .expect("a place")
                .on(columns, rows);
            [
                area.columns.first,
                area.columns.last,
                area.rows.first,
                area.rows.last,
            ]
        };
        assert_eq!(on("1-倒3栏 1-10行", 8, 115), [1, 6, 1, 10]);
        assert_eq!(on("倒２-倒1栏 倒5-倒1行", 5, 80), [4, 5, 76, 80]);
        assert_eq!(on("倒1栏 1行", 1, 1), [1, 1, 1, 1]);
        assert_eq!(on("1-倒3栏 1行", 2, 9), [0, 0, 1, 1]);
        assert_eq!(on("倒9栏 1行", 2, 9), [0, 0, 1, 1]);
        for wrong in ["倒栏 1行", "倒0栏 1行", "倒1-倒2栏 1行", "倒99999栏 1行"] {
            assert!(FurnitureArea::parse(wrong).is_err(), "{wrong}");
        }
    }
}
