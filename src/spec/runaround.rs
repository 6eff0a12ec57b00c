//! Runaround 绕排 as written.

use super::choice::{self, ShapeName};
use super::measure::Bound;
use super::number::half_width;
use super::table::Table;
use super::value::{Hao, Length};
use crate::diag::Spanned;
use crate::geom::{Sides, Standoff};
use crate::say::{Text, text};

/// The runaround of a picture, an inset or an advertisement.
#[derive(Clone, Debug, Default)]
pub struct RunaroundSpec {
    /// `shape`: `"box"`, `"circle"`; of a picture `"alpha"`, its own outline 抠图,
    /// or `"path"`, the clipping path saved in it 剪贴路径.
    pub shape: Option<Spanned<ShapeName>>,
    /// `polygon`: corners in per cent of the frame, `[[0, 0], [100, 0], [50, 100]]`.
    pub polygon: Option<Spanned<Vec<(u32, u32)>>>,
    /// `standoff`: distance that text keeps 绕排间距, `"1字"` or by sides of the page,
    /// `"上下1行 左右1字"`.
    pub standoff: Option<Spanned<Standoff<Option<Length>>>>,
    /// `text`: sides on which text may run: `"both"`, `"left"`, `"right"`, `"wider"`, `"none"`.
    pub text: Option<Spanned<Sides>>,
    /// `least-measure`: minimum measure of text beside it; the grid's when absent.
    pub min_measure: Option<Spanned<Length>>,
}

/// Reads the runaround keys of a table: `shapes` are the accepted shapes besides a polygon, `text`
/// is the key for the sides on which text may run.
pub(super) fn runaround(
    table: &mut Table<'_>,
    shapes: &[(&str, ShapeName)],
    text: &'static str,
) -> RunaroundSpec {
    let shape = table.choice("shape", shapes);
    let polygon = table.corners("polygon");
    if let (Some(shape), Some(_)) = (&shape, &polygon) {
        table.refuse(
            shape.span,
            text!(
                "spec.text-runs-round-shape",
                "text runs round a `shape` or a `polygon`, not both"
            ),
            Text::default(),
        );
    }
    let hao = table.reading().hao.get();
    let standoff = table.parsed("standoff", STANDOFF_FORM, |text| standoff(text, hao));
    let text = table.choice(text, choice::SIDES);
    let min_measure = table.length("least-measure", Bound::Positive);
    RunaroundSpec {
        shape,
        polygon,
        standoff,
        text,
        min_measure,
    }
}

/// The accepted forms of `standoff`, for help texts.
const STANDOFF_FORM: Text = text!(
    "spec.standoff-length-length-after",
    "a standoff is one length, \"1字\", or a length after the sides it is for: \"上下1行 左右1字\", \"下0\", \"top 1mm left 2mm\""
);

/// Parses distances: one for all sides, or one for each side that is named.
fn standoff(text: &str, hao: Hao) -> Result<Standoff<Option<Length>>, Text> {
    let half = half_width(text);
    if half.starts_with(|first: char| first.is_ascii_digit() || first == '-') {
        let all = distance(&half, hao)?;
        return Ok(Standoff::even(Some(all), Some(all)));
    }
    let mut standoff: Standoff<Option<Length>> = Standoff::default();
    let mut sides: Vec<char> = Vec::new();
    for word in half
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '、'))
        .filter(|word| !word.is_empty())
    {
        let spoken = match word.to_ascii_lowercase().as_str() {
            "top" => Some('上'),
            "bottom" => Some('下'),
            "left" => Some('左'),
            "right" => Some('右'),
            _ => None,
        };
        let length = if spoken.is_some() {
            ""
        } else {
            word.trim_start_matches(['上', '下', '左', '右'])
        };
        sides.extend(
            spoken.into_iter().chain(
                word[..word.len() - length.len()]
                    .chars()
                    .filter(|_| spoken.is_none()),
            ),
        );
        if length.is_empty() {
            continue;
        }
        if sides.is_empty() {
            return Err(text!(
                "spec.does-say-side",
                "\"{length}\" does not say which side it is for",
                length
            ));
        }
        let length = distance(length, hao)?;
        for side in sides.drain(..) {
            let place = match side {
                '上' => &mut standoff.top,
                '下' => &mut standoff.bottom,
                '左' => &mut standoff.left,
                _ => &mut standoff.right,
            };
            if place.replace(length).is_some() {
                return Err(text!(
                    "spec.side-given-twice",
                    "{side} is given twice",
                    side
                ));
            }
        }
    }
    match sides.first() {
        Some(side) => Err(text!("spec.lacks-length", "{side} lacks a length", side)),
        None if half.is_empty() => Err(text!("spec.it-is-empty", "it is empty")),
        None => Ok(standoff),
    }
}

fn distance(text: &str, hao: Hao) -> Result<Length, Text> {
    if text == "0" {
        return Ok(Length::Rows(0));
    }
    match Length::read(text, hao)? {
        length if length.is_negative() => Err(text!(
            "spec.negative-number",
            "\"{text}\" is negative",
            text
        )),
        length => Ok(length),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::Em;

    fn read(text: &str) -> Result<Standoff<Option<Length>>, Text> {
        standoff(text, Hao::News)
    }

    #[test]
    fn standoffs_read_as_a_layout_person_says_them() {
        let (row, zi) = (Some(Length::Rows(1000)), Some(Length::Em(Em::ratio(1, 1))));
        assert_eq!(read("1字"), Ok(Standoff::even(zi, zi)));
        assert_eq!(read("上下1行 左右1字"), Ok(Standoff::even(zi, row)));
        assert_eq!(
            read("上１行、左0"),
            Ok(Standoff {
                top: row,
                left: Some(Length::Rows(0)),
                ..Standoff::default()
            })
        );
        assert_eq!(
            read("top right 1行, bottom 1字"),
            Ok(Standoff {
                top: row,
                right: row,
                bottom: zi,
                left: None
            })
        );
    }

    #[test]
    fn bad_standoffs_say_why() {
        let reason = |text| read(text).expect_err(text);
        assert_eq!(reason("上1行 下"), "下 lacks a length");
        assert_eq!(reason("上下1行 下1字"), "下 is given twice");
        assert_eq!(
            reason("上1行 1字"),
            "\"1字\" does not say which side it is for"
        );
        assert_eq!(reason("左-1字"), "\"-1字\" is negative");
        assert_eq!(reason("-1字"), "\"-1字\" is negative");
        assert_eq!(reason(""), "it is empty");
        assert!(read("旁1字").is_err() && read("2").is_err());
    }
}
