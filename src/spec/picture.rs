//! A picture 图片, or a group of them 组照, as written.

use toml::Spanned as Parsed;
use toml::de::DeValue;

use super::choice::{self, Arrange, CutlineSide, Side};
use super::measure::Bound;
use super::runaround::{RunaroundSpec, runaround};
use super::table::Table;
use super::value::{DrawnInk, GridArea, Length};
use crate::diag::{Span, Spanned};
use crate::say::{Text, text};

/// A crop of a picture 裁切: the part that is kept, in per cent of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CropSpec {
    /// Left edge.
    pub left: u32,
    /// Top edge.
    pub top: u32,
    /// Right edge.
    pub right: u32,
    /// Bottom edge.
    pub bottom: u32,
}

impl CropSpec {
    /// The crop that keeps the whole picture.
    pub const WHOLE: CropSpec = CropSpec {
        left: 0,
        top: 0,
        right: 100,
        bottom: 100,
    };

    /// Returns the middle of the kept part, in per cent.
    pub fn middle(&self) -> (u32, u32) {
        ((self.left + self.right) / 2, (self.top + self.bottom) / 2)
    }

    /// Returns whether a point, in per cent, is kept.
    pub fn keeps(&self, (x, y): (u32, u32)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    /// Returns the size in pixels of a picture of this size once it is cropped.
    pub fn size_of(&self, (width, height): (u32, u32)) -> (u32, u32) {
        let part = |all: u32, from: u32, to: u32| {
            ((u64::from(all) * u64::from(to - from) / 100) as u32).max(1)
        };
        (
            part(width, self.left, self.right),
            part(height, self.top, self.bottom),
        )
    }
}

/// A picture of a group, `"a.jpg"` or `{ file = "a.jpg", focus = [50, 30] }`.
#[derive(Clone, Debug)]
pub struct ShotSpec {
    /// `file`.
    pub file: Spanned<String>,
    /// `focus`: `[x, y]` in per cent, the point that cropping keeps.
    pub focus: Option<(u32, u32)>,
    /// `crop`: the part of it that is kept.
    pub crop: Option<Spanned<CropSpec>>,
}

/// `[[picture]]` or `[[story.picture]]`.
#[derive(Clone, Debug)]
pub struct PictureSpec {
    /// The table's header, for messages.
    pub span: Span,
    /// `file`, or the files of a `group` 组照, in rows or in columns; no list is empty.
    pub shots: Vec<Vec<ShotSpec>>,
    /// `arrange`: whether the lists of a group are `"rows"`, one below the other, or `"columns"`,
    /// side by side.
    pub arrange: Option<Spanned<Arrange>>,
    /// `alley`: the gap between the pictures of a group.
    pub alley: Option<Spanned<Length>>,
    /// `at`: the slot, cutline included.
    pub at: Spanned<GridArea>,
    /// `width`: narrower than the slot's columns, set against `side`.
    pub width: Option<Spanned<Length>>,
    /// `side`: `"left"`, `"right"` or `"centre"` when narrower.
    pub side: Option<Spanned<Side>>,
    /// `cutline` 图说; when absent the story's own, or else what the picture
    /// file itself says (XMP, IPTC); `""` for none.
    pub cutline: Option<Spanned<String>>,
    /// `cutline-at`: `"below"`, `"left"`, `"right"` or `"on"` the picture.
    pub cutline_at: Option<Spanned<CutlineSide>>,
    /// `cutline-width`: the width of a cutline beside the picture.
    pub cutline_width: Option<Spanned<Length>>,
    /// `credit` 摄影; when absent the story's own, or else what the picture
    /// file itself says; `""` for none.
    pub credit: Option<Spanned<String>>,
    /// `alt`: what the picture shows, in words, for those who do not see it; when absent what the
    /// picture file itself says, or else the cutline.
    pub alt: Option<Spanned<String>>,
    /// `focus`: `[x, y]` in per cent of the picture, the point that cropping keeps, for every
    /// picture without its own; the middle when absent.
    pub focus: Option<Spanned<(u32, u32)>>,
    /// `crop`: the part of the picture that is kept, `[[10, 0], [90, 100]]` by the upper left and
    /// the lower right corner in per cent of it, for every picture without its own; all of it when
    /// absent.
    pub crop: Option<Spanned<CropSpec>>,
    /// `ink = "K"`: printed in black only, whatever its colours.
    pub ink: Option<Spanned<()>>,
    /// `inks`: inks for a drawing's colours, `{ "#c8102e" = "M100 Y90" }`.
    pub inks: Vec<DrawnInk>,
    /// `bleed`: the sides on which it goes on over the trim 出血, `"left top"`: left, top, right and
    /// bottom.
    pub bleed: Option<Spanned<[bool; 4]>>,
    /// `optional`: whether it may be left out to make its story fit.
    pub optional: Option<Spanned<bool>>,
    /// Runaround of the text around it.
    pub runaround: RunaroundSpec,
}

/// The accepted forms of `bleed`, for help texts.
const BLEED_FORM: Text = text!(
    "spec.bleed-names-sides",
    "`bleed` names the sides on which the picture goes on over the trim: \"left top right\", \"bottom\""
);

fn bleed(text: &str) -> Result<[bool; 4], Text> {
    let mut sides = [false; 4];
    for word in text.split_whitespace() {
        let side = ["left", "top", "right", "bottom"]
            .iter()
            .position(|side| *side == word);
        let Some(side) = side else {
            return Err(text!(
                "spec.no-side-is-called",
                "no side is called “{word}”",
                word
            ));
        };
        sides[side] = true;
    }
    if sides == [false; 4] {
        return Err(text!("spec.bleed-without-side", "no side is named"));
    }
    Ok(sides)
}

pub(super) fn picture(mut table: Table<'_>) -> Option<PictureSpec> {
    let span = table.span();
    let shots = shots(&mut table);
    let arrange = table.choice("arrange", choice::ARRANGE);
    let alley = table.length("alley", Bound::NotNegative);
    let at = table.must("at", Table::grid_place);
    let width = table.length("width", Bound::Positive);
    let side = table.choice("side", choice::SIDE);
    let cutline = table.text("cutline");
    let cutline_at = table.choice("cutline-at", choice::CUTLINE_AT);
    let cutline_width = table.length("cutline-width", Bound::Positive);
    let credit = table.text("credit");
    let alt = table.text("alt");
    let focus = table.per_cents("focus");
    let crop = crop(&mut table);
    let bleed = table.parsed("bleed", BLEED_FORM, bleed);
    let optional = table.boolean("optional");
    let runaround = runaround(&mut table, choice::SHAPE, "text");
    let ink = table.choice("ink", choice::PICTURE_INK);
    let inks = table.inks("inks");
    if !table.has("group") {
        let pointless = arrange
            .as_ref()
            .map(|arrange| ("arrange", arrange.span))
            .into_iter();
        for (key, span) in pointless.chain(alley.as_ref().map(|alley| ("alley", alley.span))) {
            table.refuse(
                span,
                text!(
                    "spec.group-pictures",
                    "`{key}` is for a group of pictures",
                    key
                ),
                GROUP_FORM,
            );
        }
    } else if let Some(span) = runaround
        .shape
        .as_ref()
        .map(|shape| shape.span)
        .or(runaround.polygon.as_ref().map(|corners| corners.span))
    {
        table.refuse(
            span,
            text!(
                "spec.text-runs-round-group",
                "text runs round a group of pictures as round a box"
            ),
            text!(
                "spec.take-shape-polygon-out",
                "take `shape` and `polygon` out"
            ),
        );
    }
    table.finish();
    Some(PictureSpec {
        span,
        shots: shots?,
        arrange,
        alley,
        at: at?,
        width,
        side,
        cutline,
        cutline_at,
        cutline_width,
        credit,
        alt,
        focus,
        crop,
        ink,
        inks,
        bleed,
        optional,
        runaround,
    })
}

/// The accepted forms of `group`, for help texts.
const GROUP_FORM: Text = text!(
    "spec.pictures-side-side-group",
    "pictures side by side are group = [\"a.jpg\", \"b.jpg\"], row under row [[\"a.jpg\"], [\"b.jpg\", \"c.jpg\"]]; one with a focus or a crop is { file = \"a.jpg\", focus = [50, 30], crop = [[10, 0], [90, 100]] }"
);

/// Reads the files of a picture: one, or a group of two or more.
fn shots(table: &mut Table<'_>) -> Option<Vec<Vec<ShotSpec>>> {
    if !table.has("group") {
        let file = table.must("file", Table::name)?;
        return Some(vec![vec![ShotSpec {
            file,
            focus: None,
            crop: None,
        }]]);
    }
    if let Some(file) = table.name("file") {
        table.refuse(
            file.span,
            text!(
                "spec.picture-file-group-them",
                "a picture is one `file` or a `group` of them, not both"
            ),
            GROUP_FORM,
        );
    }
    let value = table.value("group")?;
    let lists: Vec<_> = value
        .get_ref()
        .as_array()
        .map_or_else(Vec::new, |array| array.iter().collect());
    let nested = lists.iter().any(|list| list.get_ref().is_array());
    let lists = if nested { lists } else { vec![value] };
    let mut read = Vec::with_capacity(lists.len());
    for list in lists {
        let Some(list) = list.get_ref().as_array().filter(|list| !list.is_empty()) else {
            table.mistyped(
                "group",
                list,
                text!("spec.lists-pictures", "lists of pictures"),
                GROUP_FORM,
            );
            return None;
        };
        read.push(
            list.iter()
                .map(|shot| one(table, shot))
                .collect::<Option<Vec<_>>>()?,
        );
    }
    if read.iter().map(Vec::len).sum::<usize>() < 2 {
        table.refuse(
            table.place(value),
            text!(
                "spec.group-two-pictures-least",
                "a group has two pictures at least"
            ),
            text!("spec.write-picture-file", "write one picture as `file`"),
        );
    }
    Some(read)
}

fn one<'t>(table: &Table<'t>, shot: &'t Parsed<DeValue<'t>>) -> Option<ShotSpec> {
    if shot.get_ref().as_table().is_none() {
        return Some(ShotSpec {
            file: table.name_of("group", shot)?,
            focus: None,
            crop: None,
        });
    }
    let mut shot = table.table_of(
        "group",
        shot,
        text!("spec.picture-group", "a picture of `group`"),
    )?;
    let (file, focus, crop) = (
        shot.must("file", Table::name),
        shot.per_cents("focus"),
        crop(&mut shot),
    );
    shot.finish();
    Some(ShotSpec {
        file: file?,
        focus: focus.map(|focus| focus.value),
        crop,
    })
}

fn crop(table: &mut Table<'_>) -> Option<Spanned<CropSpec>> {
    let Spanned {
        value: [(left, top), (right, bottom)],
        span,
    } = table.per_cent_box("crop")?;
    Some(Spanned {
        value: CropSpec {
            left,
            top,
            right,
            bottom,
        },
        span,
    })
}
