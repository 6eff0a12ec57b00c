//! Differences, and every word that is printed of them.

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

    /// What is said of it: `{what}`, `{before}` and `{after}` are filled in.
    fn words(self) -> &'static str {
        match self {
            DifferenceKind::Page => "{what}: {before} → {after}",
            DifferenceKind::Article => "{what}: {before} → {after}",
            DifferenceKind::Moved => "moved {after}",
            DifferenceKind::Resized => "takes {before} → {after}",
            DifferenceKind::Text => "text changed, {what}: “{before}” → “{after}”",
            DifferenceKind::TypeSize => "{what} {before} → {after} pt",
            DifferenceKind::Typeface => "{what} set in {before} → {after}",
            DifferenceKind::Colour => "colour of {what}: {before} → {after}",
            DifferenceKind::Picture => "picture {before} → {after}",
            DifferenceKind::Crop => "picture {what} cropped otherwise: {before} → {after}",
            DifferenceKind::PictureFrame => "picture {what} placed otherwise: {before} → {after}",
            DifferenceKind::Rules => "rules, boxes or drawings of {what}: {before} → {after}",
            DifferenceKind::Setting => "{what} set otherwise: {before} → {after}",
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
    pub what: String,
    /// How it was.
    pub before: String,
    /// How it is.
    pub after: String,
}

impl Difference {
    /// Returns the difference in one line, without page and article.
    pub fn said(&self) -> String {
        let words = self.kind.words();
        // Texts are filled in one after another; what one holds is not looked through again.
        let mut out = String::new();
        let mut rest = words;
        while let Some(open) = rest.find('{') {
            out.push_str(&rest[..open]);
            let close = rest[open..]
                .find('}')
                .map_or(rest.len(), |at| open + at + 1);
            out.push_str(match &rest[open..close] {
                "{what}" => &self.what,
                "{before}" => &self.before,
                _ => &self.after,
            });
            rest = &rest[close..];
        }
        out + rest
    }

    /// Returns the whole line.
    pub fn line(&self) -> String {
        let said = self.said();
        match self.of.is_empty() {
            true => format!("{:>5}版  {said}", self.page),
            false => format!("{:>5}版  {:<16} {said}", self.page, self.of),
        }
    }
}

/// Words for what is there in one only.
pub(super) const ABSENT: &str = "none";
/// Words for what is there in one only.
pub(super) const PRESENT: &str = "there";
/// Words for the type of an article or of furniture.
pub(super) const TYPE: &str = "type";
/// Words for rules, tints and drawings.
pub(super) const DRAWN: &str = "rules and tints";
/// Words for a move to another page.
pub(super) const TO_PAGE: &str = "to page";
/// Words for the directions of a move, in which columns and rows are counted.
pub(super) const DIRECTIONS: [&str; 4] = ["back", "on", "up", "down"];
/// Words for another picture under the same name.
pub(super) const ANOTHER_FILE: &str = "another file of that name";
