//! What an import says to people: the reasons why a text stands in no article, and what is to be
//! looked at. All of it is here.

macro_rules! said {
    ($(#[doc = $about:literal])* $name:ident { $($(#[doc = $doc:literal])* $variant:ident = $key:literal, $text:literal;)* }) => {
        $(#[doc = $about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($(#[doc = $doc])* $variant,)*
        }

        impl $name {
            /// Every one, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// Returns its name in a report.
            pub fn key(self) -> &'static str {
                match self { $($name::$variant => $key,)* }
            }

            /// Returns what it means, in one sentence.
            pub fn text(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }
        }
    };
}

said! {
    /// Why a text of the input stands in no article.
    Why {
        /// Data about the article.
        Metadata = "metadata", "it is data about the article, not text of it";
        /// A note to editors.
        EditorNote = "editor-note", "it is a note to editors";
        /// Rights and terms of use.
        Rights = "rights", "it says who owns the text and how it may be used";
        /// The same words stand in the article.
        Repeated = "repeated", "the same words stand in the article already";
        /// Another version of the text.
        OtherVersion = "other-version", "it is another version of what stands in the article";
        /// A deletion that was tracked.
        Deleted = "deleted", "it was deleted with changes tracked";
        /// A comment.
        Comment = "comment", "it is a comment";
        /// A footnote.
        Footnote = "footnote", "it is a footnote or endnote, which an article has not";
        /// Header or footer.
        HeaderFooter = "header-footer", "it stands in the head or foot of the sheet";
        /// A field code.
        FieldCode = "field-code", "it is the code of a field, not what the field shows";
        /// A drawing, chart or formula.
        Drawing = "drawing", "it belongs to a drawing, a chart or a form";
        /// Page furniture of a web page.
        Surroundings = "surroundings", "it stands outside of the article on its web page";
        /// Script or style.
        Script = "script", "it is program or style, not text";
        /// Hidden text.
        Hidden = "hidden", "it is hidden where it was written";
        /// The item is no text.
        NoText = "no-text", "its item is no text and has no picture here";
        /// Only a reference to an article.
        ItemRef = "item-ref", "it describes an item that is not in the file";
        /// The structure of the old page.
        OldPage = "old-page", "it is furniture of the old page";
        /// A control of the old system.
        Annotation = "annotation", "it is an annotation of the old system";
        /// Markup that an article has not.
        Markup = "markup", "it is markup that an article has not";
        /// Any other data of the format.
        FormatData = "format-data", "it is data of the file format";
    }
}

said! {
    /// What a person should look at after an import.
    Doubt {
        /// No headline was found.
        NoHeadline = "no-headline", "no headline was found";
        /// No article was found.
        NoArticle = "no-article", "nothing in it is an article; all its texts are in the report";
        /// The order of headline decks was guessed.
        HeadGuessed = "head-guessed", "which line of the head is 引题, 主题 or 副题 was guessed";
        /// A deck too long.
        LongDeck = "long-deck", "this stood in the head and is too long for it; it begins the text";
        /// A tracked change.
        Change = "change", "a change was tracked here and is taken as accepted";
        /// A footnote mark.
        NoteMark = "note-mark", "a note hangs here; its text is in the report";
        /// A text box.
        TextBox = "text-box", "this stood in a text box and follows the paragraph it hung on";
        /// A formula.
        Formula = "formula", "a formula was written here and is taken as a line of characters";
        /// A symbol of a symbol font.
        Symbol = "symbol", "a character of a symbol font has no meaning outside of it";
        /// A picture that is not in the file.
        PictureAway = "picture-away", "this picture is not in the file and was not fetched";
        /// A picture that cannot be written.
        PictureOdd = "picture-odd", "this picture is of a kind that is not printed; export it as JPEG, PNG, TIFF or SVG";
        /// A picture without an anchor.
        CutlineMore = "cutline-more", "the cutlines of the second picture and further ones stand in the .story.toml beside the article";
        /// Merged cells.
        Merged = "merged-cells", "cells that were merged stand beside or above empty ones";
        /// A table in a table.
        NestedTable = "nested-table", "a table inside a table became words of its cell";
        /// Struck out.
        Struck = "struck", "this is struck out where it was written, and stands in the article";
        /// Encoding.
        Encoding = "encoding", "the encoding was guessed by what the text is made of";
        /// Never verified.
        NotVerified = "not-verified", "no public example of this format exists, so that its reading is not verified";
        /// Usage terms.
        Usage = "usage", "the supplier restricts what may be done with it";
        /// Withdrawn.
        Withheld = "withheld", "the supplier says that it must not be published";
        /// Embargo.
        Embargo = "embargo", "it must not be printed before this moment";
        /// Unknown annotation.
        UnknownAnnotation = "unknown-annotation", "this annotation of the old system is not known; what it asks for is not done";
        /// Lost character.
        LostCharacter = "lost-character", "a character is written here by its face and code alone, and is lost";
        /// The article continues elsewhere.
        Continues = "continues", "this article goes on at another place of the edition; its parts were joined";
        /// Unknown style.
        UnknownStyle = "unknown-style", "no role is known for this paragraph style; its text is body";
        /// Link.
        Link = "link", "a link was left out; its words stand in the article";
    }
}
