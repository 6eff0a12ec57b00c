//! Which face of a font file: its number or name in a collection, and the values of its axes.

use ttf_parser::Tag;

use super::bytes::ContentHash;
use crate::say::{Text, text};

/// A face of a font file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FaceChoice {
    /// The face of a collection; the first when absent.
    pub face: Option<FaceName>,
    /// Values of axes; those that are absent stand at their default.
    pub axes: Vec<AxisValue>,
}

/// A face of a collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaceName {
    /// By its number, from 1.
    Number(u32),
    /// By its PostScript name or its full name.
    Name(String),
}

/// Thousandths in one: axes are set in them.
const THOUSAND: i32 = 1000;

/// A value on an axis of a variable face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AxisValue {
    /// Tag of the axis, `wght`.
    pub tag: [u8; 4],
    /// The value in thousandths.
    pub value: i32,
}

/// An axis of a variable face: its tag and, in thousandths, its least value, its default and its
/// greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    /// Its tag.
    pub tag: [u8; 4],
    /// Its least value.
    pub least: i32,
    /// The value it has by itself.
    pub usual: i32,
    /// Its greatest value.
    pub most: i32,
}

impl Axis {
    pub(super) fn of(tag: Tag, values: [f32; 3]) -> Axis {
        let [least, usual, most] = values.map(|value| (value * THOUSAND as f32).round() as i32);
        Axis {
            tag: tag.to_bytes(),
            least,
            usual,
            most,
        }
    }

    /// Returns the axis in words, `wght 200–900 (400)`.
    pub fn words(&self) -> String {
        format!(
            "{} {}–{} ({})",
            tag_text(self.tag),
            decimal(self.least),
            decimal(self.most),
            decimal(self.usual)
        )
    }
}

/// Returns the axes of a face in words.
pub fn axes_in_words(axes: &[Axis]) -> String {
    let words: Vec<String> = axes.iter().map(Axis::words).collect();
    words.join(", ")
}

impl AxisValue {
    /// Checks that a face has the axis, and that the value lies on it. Fails with the reason.
    pub(super) fn check(&self, axes: &[Axis]) -> Result<(), Text> {
        let tag = tag_text(self.tag);
        let Some(axis) = axes.iter().find(|axis| axis.tag == self.tag) else {
            return Err(if axes.is_empty() {
                text!(
                    "asset.not-variable-so-chooses",
                    "it is not variable, so `{tag}` chooses nothing",
                    tag
                )
            } else {
                text!(
                    "asset.no-axis-axes",
                    "it has no axis `{tag}`; its axes are {axes}",
                    tag,
                    axes = axes_in_words(axes)
                )
            });
        };
        if (axis.least..=axis.most).contains(&self.value) {
            return Ok(());
        }
        Err(text!(
            "asset.reaches-asked",
            "`{tag}` reaches from {least} to {most}, and {wanted} was asked for",
            tag,
            least = decimal(axis.least),
            most = decimal(axis.most),
            wanted = decimal(self.value)
        ))
    }

    /// Returns the value.
    pub(super) fn to_f32(self) -> f32 {
        self.value as f32 / THOUSAND as f32
    }

    /// Returns it as PostScript names end with, `400wght`.
    pub(super) fn suffix(&self) -> String {
        format!("{}{}", decimal(self.value), tag_text(self.tag).trim())
    }
}

/// Returns a name of a face in Unicode.
pub(super) fn name_of(ttf: &ttf_parser::Face<'_>, id: u16) -> Option<String> {
    ttf.names()
        .into_iter()
        .filter(|name| name.name_id == id)
        .find_map(|name| name.to_string())
}

/// Returns a tag as text.
pub fn tag_text(tag: [u8; 4]) -> String {
    tag.iter()
        .map(|byte| {
            if byte.is_ascii_graphic() || *byte == b' ' {
                char::from(*byte)
            } else {
                '?'
            }
        })
        .collect()
}

/// Returns a number of thousandths as a decimal.
fn decimal(value: i32) -> String {
    let (sign, value) = (if value < 0 { "-" } else { "" }, value.unsigned_abs());
    let (whole, rest) = (value / 1000, value % 1000);
    if rest == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{rest:03}")
            .trim_end_matches('0')
            .to_owned()
    }
}

/// Returns the names of the faces of a font file, each with its number from 1: the PostScript name,
/// else the full one.
pub fn faces_of(bytes: &[u8]) -> Vec<String> {
    let count = ttf_parser::fonts_in_collection(bytes).unwrap_or(1);
    // More than any collection holds; a damaged file may claim anything.
    const MOST: u32 = 1000;
    (0..count.min(MOST))
        .map(|index| {
            let face = ttf_parser::Face::parse(bytes, index).ok();
            face.and_then(|face| {
                name_of(&face, ttf_parser::name_id::POST_SCRIPT_NAME)
                    .or_else(|| name_of(&face, ttf_parser::name_id::FULL_NAME))
            })
            .unwrap_or_default()
        })
        .collect()
}

impl FaceChoice {
    /// Returns what tells the chosen face of a file with this hash from every other.
    pub(super) fn hash(&self, file: ContentHash) -> ContentHash {
        if self == &FaceChoice::default() {
            return file;
        }
        ContentHash::of(format!("{file} {self:?}").as_bytes())
    }

    /// Returns the index of the face in its file. Fails with the reason.
    pub(super) fn index(&self, bytes: &[u8]) -> Result<u32, Text> {
        let listed = || {
            let names = faces_of(bytes);
            let numbered: Vec<String> = (1..)
                .zip(&names)
                .map(|(number, name): (u32, &String)| format!("{number} {name}"))
                .collect();
            numbered.join(", ")
        };
        match &self.face {
            None => Ok(0),
            Some(FaceName::Number(number)) => {
                let count = ttf_parser::fonts_in_collection(bytes).unwrap_or(1);
                match number.checked_sub(1).filter(|index| *index < count) {
                    Some(index) => Ok(index),
                    None => Err(text!(
                        "asset.no-face-faces",
                        "it has no face {number}; its faces are {listed}",
                        number,
                        listed = listed()
                    )),
                }
            }
            Some(FaceName::Name(wanted)) => {
                let count = ttf_parser::fonts_in_collection(bytes).unwrap_or(1);
                let called = |index: &u32| {
                    let Ok(face) = ttf_parser::Face::parse(bytes, *index) else {
                        return false;
                    };
                    face.names()
                        .into_iter()
                        .filter(|name| {
                            matches!(
                                name.name_id,
                                ttf_parser::name_id::POST_SCRIPT_NAME
                                    | ttf_parser::name_id::FULL_NAME
                            )
                        })
                        .filter_map(|name| name.to_string())
                        .any(|name| name.eq_ignore_ascii_case(wanted))
                };
                (0..count).find(called).ok_or_else(|| {
                    text!(
                        "asset.it-has-no-face-its-faces-are",
                        "it has no face “{wanted}”; its faces are {listed}",
                        wanted,
                        listed = listed()
                    )
                })
            }
        }
    }
}
