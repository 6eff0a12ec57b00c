//! The few values that some keys choose from, each with the words for it.

use super::value::Hao;
use crate::geom::Sides;
use crate::ink::Standard;

/// How an advertisement fills its slot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AdFit {
    /// It is as large as the slot.
    #[default]
    Exact,
    /// It stands whole inside it.
    Inside,
    /// It covers it, and is cropped.
    Cover,
}

/// The corner in which the mark 广告 stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelCorner {
    /// At the top.
    pub top: bool,
    /// At the left.
    pub left: bool,
}

/// What text runs round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShapeName {
    /// The frame.
    Box,
    /// The ellipse in it.
    Circle,
    /// What of a picture is not transparent 抠图.
    Alpha,
    /// The clipping path saved in it 剪贴路径.
    Path,
}

/// The vertical alignment of furniture in its frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VAlign {
    /// Top.
    Top,
    /// Middle.
    #[default]
    Middle,
    /// Bottom.
    Bottom,
}

/// The arrangement of the lists of a group of pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Arrange {
    /// One below the other, each a row.
    #[default]
    Rows,
    /// Side by side, each a column.
    Columns,
}

/// The side of its slot at which a narrow picture is placed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// The left.
    #[default]
    Left,
    /// The middle.
    Centre,
    /// The right.
    Right,
}

/// Where a cutline stands to its picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CutlineSide {
    /// Below it.
    #[default]
    Below,
    /// At its left.
    Left,
    /// At its right.
    Right,
    /// On its foot 压图.
    On,
}

/// What a frame is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameEdge {
    /// The type area 版心.
    TypeArea,
    /// The trimmed sheet 成品.
    Trim,
}

/// How colours out of the press's reach are brought into it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IntentName {
    /// By the profile's perceptual tables.
    #[default]
    Perceptual,
    /// By relative colorimetry.
    Relative,
}

pub(super) const HAO: &[(&str, Hao)] = &[("news", Hao::News), ("word", Hao::Word)];

/// What a frame is counted from.
pub(super) const FRAME_EDGE: &[(&str, FrameEdge)] = &[
    ("type-area", FrameEdge::TypeArea),
    ("trim", FrameEdge::Trim),
];

/// Whether lines run down.
pub(super) const WRITING: &[(&str, bool)] = &[("horizontal", false), ("vertical", true)];

/// Whether the head of a table stands again in every leg.
pub(super) const TABLE_HEAD: &[(&str, bool)] = &[("repeat", true), ("once", false)];

pub(super) const INTENT: &[(&str, IntentName)] = &[
    ("perceptual", IntentName::Perceptual),
    ("relative", IntentName::Relative),
];

/// The standards that press files are written by.
pub(super) const STANDARD: &[(&str, Standard)] = &Standard::WRITTEN;

/// The standards that a printer may take.
pub(super) const TAKEN: &[(&str, Standard)] = &Standard::NAMES;

/// Whether pages of black alone are wanted in DeviceGray.
pub(super) const MONO: &[(&str, bool)] = &[("any", false), ("grey", true)];

/// Whether a file is to need no trapping.
pub(super) const TRAPPING: &[(&str, bool)] = &[("plant", false), ("file", true)];

/// Whether a file holds one page only.
pub(super) const PAGES: &[(&str, bool)] = &[("one", true), ("any", false)];

/// Whether a spread is cut at its fold.
pub(super) const SPREAD: &[(&str, bool)] = &[("wide", false), ("halves", true)];

pub(super) const AD_FIT: &[(&str, AdFit)] = &[
    ("exact", AdFit::Exact),
    ("inside", AdFit::Inside),
    ("cover", AdFit::Cover),
];

const fn corner(top: bool, left: bool) -> LabelCorner {
    LabelCorner { top, left }
}

pub(super) const CORNER: &[(&str, LabelCorner)] = &[
    ("top-left", corner(true, true)),
    ("top-right", corner(true, false)),
    ("bottom-left", corner(false, true)),
    ("bottom-right", corner(false, false)),
];

/// The shapes of a picture; an inset and an advertisement have the first two.
pub(super) const SHAPE: &[(&str, ShapeName)] = &[
    ("box", ShapeName::Box),
    ("circle", ShapeName::Circle),
    ("alpha", ShapeName::Alpha),
    ("path", ShapeName::Path),
];

pub(super) const SIDES: &[(&str, Sides)] = &[
    ("both", Sides::Both),
    ("left", Sides::Left),
    ("right", Sides::Right),
    ("wider", Sides::Wider),
    ("none", Sides::Neither),
];

pub(super) const VALIGN: &[(&str, VAlign)] = &[
    ("top", VAlign::Top),
    ("middle", VAlign::Middle),
    ("bottom", VAlign::Bottom),
];

pub(super) const ARRANGE: &[(&str, Arrange)] =
    &[("rows", Arrange::Rows), ("columns", Arrange::Columns)];

pub(super) const SIDE: &[(&str, Side)] = &[
    ("left", Side::Left),
    ("right", Side::Right),
    ("centre", Side::Centre),
];

pub(super) const CUTLINE_AT: &[(&str, CutlineSide)] = &[
    ("below", CutlineSide::Below),
    ("left", CutlineSide::Left),
    ("right", CutlineSide::Right),
    ("on", CutlineSide::On),
];

/// The one ink that a picture may be turned into.
pub(super) const PICTURE_INK: &[(&str, ())] = &[("K", ())];

pub(super) const PDF_BOX: &[(&str, &str)] = &[
    ("trim", "trim"),
    ("media", "media"),
    ("crop", "crop"),
    ("art", "art"),
    ("bleed", "bleed"),
];
