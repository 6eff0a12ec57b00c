//! Differences, and every word that is printed of them.

use crate::say::{Language, Text, text};

/// The kind of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// A page is there in one only.
    Page,
    /// An article is there in one only.
    Article,
    /// An article stands elsewhere.
    Moved,
    /// An article takes another area.
    Resized,
    /// Words.
    Text,
    /// The size of type.
    TypeSize,
    /// The face of type.
    Typeface,
    /// An ink.
    Colour,
    /// A picture is another.
    Picture,
    /// A picture shows another part.
    Crop,
    /// A picture has another frame.
    PictureFrame,
    /// Rules, boxes, tints and drawings.
    Rules,
    /// The same words in the same area, set otherwise.
    Setting,
}

impl DifferenceKind {
    /// Returns the kind's name in files.
    pub fn name(self) -> &'static str {
        match self {
            DifferenceKind::Page => "page",
            DifferenceKind::Article => "article",
            DifferenceKind::Moved => "moved",
            DifferenceKind::Resized => "resized",
            DifferenceKind::Text => "text",
            DifferenceKind::TypeSize => "type-size",
            DifferenceKind::Typeface => "typeface",
            DifferenceKind::Colour => "colour",
            DifferenceKind::Picture => "picture",
            DifferenceKind::Crop => "crop",
            DifferenceKind::PictureFrame => "picture-frame",
            DifferenceKind::Rules => "rules",
            DifferenceKind::Setting => "setting",
        }
    }
}

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its kind.
    pub kind: DifferenceKind,
    /// The page on which it stands, as printed; in the first of the two where both have it.
    pub page: String,
    /// The article, furniture or advertisement; empty for the page itself.
    pub of: String,
    /// What of it.
    pub what: Text,
    /// How it was.
    pub before: Text,
    /// How it is.
    pub after: Text,
}

impl Difference {
    /// Returns the difference in one line, without page and article.
    pub fn said(&self) -> Text {
        let Difference {
            what,
            before,
            after,
            ..
        } = self;
        match self.kind {
            DifferenceKind::Page => text!(
                "compare.page",
                "{what}: {before} → {after}",
                what,
                before,
                after
            ),
            DifferenceKind::Article => text!(
                "compare.article",
                "{what}: {before} → {after}",
                what,
                before,
                after
            ),
            DifferenceKind::Moved => text!("compare.moved", "moved {after}", after),
            DifferenceKind::Resized => {
                text!("compare.resized", "takes {before} → {after}", before, after)
            }
            DifferenceKind::Text => text!(
                "compare.text",
                "text changed, {what}: “{before}” → “{after}”",
                what,
                before,
                after
            ),
            DifferenceKind::TypeSize => text!(
                "compare.type-size",
                "{what} {before} → {after} pt",
                what,
                before,
                after
            ),
            DifferenceKind::Typeface => text!(
                "compare.typeface",
                "{what} set in {before} → {after}",
                what,
                before,
                after
            ),
            DifferenceKind::Colour => text!(
                "compare.colour",
                "colour of {what}: {before} → {after}",
                what,
                before,
                after
            ),
            DifferenceKind::Picture => text!(
                "compare.picture",
                "picture {before} → {after}",
                before,
                after
            ),
            DifferenceKind::Crop => text!(
                "compare.crop",
                "picture {what} cropped otherwise: {before} → {after}",
                what,
                before,
                after
            ),
            DifferenceKind::PictureFrame => text!(
                "compare.picture-frame",
                "picture {what} placed otherwise: {before} → {after}",
                what,
                before,
                after
            ),
            DifferenceKind::Rules => text!(
                "compare.rules",
                "rules, boxes or drawings of {what}: {before} → {after}",
                what,
                before,
                after
            ),
            DifferenceKind::Setting => text!(
                "compare.setting",
                "{what} set otherwise: {before} → {after}",
                what,
                before,
                after
            ),
        }
    }

    /// Returns the whole line.
    pub fn line(&self, language: Language) -> String {
        let text = self.said();
        let said = text.in_language(language);
        let page = match language {
            Language::Zh => format!("{:>5}版", self.page),
            Language::En => format!("{:>5}", format!("p{}", self.page)),
        };
        match self.of.is_empty() {
            true => format!("{page}  {said}"),
            false => format!("{page}  {:<16} {said}", self.of),
        }
    }
}

/// Words for what is there in one only.
pub(super) const ABSENT: Text = text!("compare.absent", "none");
/// Words for what is there in one only.
pub(super) const PRESENT: Text = text!("compare.present", "there");
/// Words for the type of an article or of furniture.
pub(super) const TYPE: Text = text!("compare.type-noun", "type");
/// Words for rules, tints and drawings.
pub(super) const DRAWN: Text = text!("compare.drawn", "rules and tints");
/// Words for another picture under the same name.
pub(super) const ANOTHER_FILE: Text = text!("compare.another-file", "another file of that name");
