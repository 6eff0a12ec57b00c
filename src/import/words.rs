//! What an import says to people: the reasons why a text stands in no article, and what is to be
//! looked at. All of it is here.

use crate::say::{Text, text};

macro_rules! said {
    ($(#[doc = $about:literal])* $name:ident { $($(#[doc = $doc:literal])* $variant:ident = $key:literal, $text:expr;)* }) => {
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
            pub fn text(self) -> Text {
                match self { $($name::$variant => $text,)* }
            }
        }
    };
}

said! {
    /// Why a text of the input stands in no article.
    Why {
        /// Data about the article.
        Metadata = "metadata", text!("import.data-about-article-not", "it is data about the article, not text of it");
        /// A note to editors.
        EditorNote = "editor-note", text!("import.note-editors", "it is a note to editors");
        /// Rights and terms of use.
        Rights = "rights", text!("import.says-who-owns-text", "it says who owns the text and how it may be used");
        /// The same words stand in the article.
        Repeated = "repeated", text!("import.same-words-stand-article", "the same words stand in the article already");
        /// Another version of the text.
        OtherVersion = "other-version", text!("import.another-version-what-stands", "it is another version of what stands in the article");
        /// A deletion that was tracked.
        Deleted = "deleted", text!("import.deleted-changes-tracked", "it was deleted with changes tracked");
        /// A comment.
        Comment = "comment", text!("import.comment", "it is a comment");
        /// A footnote.
        Footnote = "footnote", text!("import.footnote-endnote-article-not", "it is a footnote or endnote, which an article has not");
        /// Header or footer.
        HeaderFooter = "header-footer", text!("import.stands-head-foot-sheet", "it stands in the head or foot of the sheet");
        /// A field code.
        FieldCode = "field-code", text!("import.code-field-not-what", "it is the code of a field, not what the field shows");
        /// A drawing, chart or formula.
        Drawing = "drawing", text!("import.belongs-drawing-chart-form", "it belongs to a drawing, a chart or a form");
        /// Page furniture of a web page.
        Surroundings = "surroundings", text!("import.stands-outside-article-web", "it stands outside of the article on its web page");
        /// Script or style.
        Script = "script", text!("import.program-style-not-text", "it is program or style, not text");
        /// Hidden text.
        Hidden = "hidden", text!("import.hidden-where-written", "it is hidden where it was written");
        /// The item is no text.
        NoText = "no-text", text!("import.item-no-text-no", "its item is no text and has no picture here");
        /// Only a reference to an article.
        ItemRef = "item-ref", text!("import.describes-item-not-file", "it describes an item that is not in the file");
        /// The structure of the old page.
        OldPage = "old-page", text!("import.furniture-old-page", "it is furniture of the old page");
        /// A control of the old system.
        Annotation = "annotation", text!("import.annotation-old-system", "it is an annotation of the old system");
        /// Markup that an article has not.
        Markup = "markup", text!("import.markup-article-not", "it is markup that an article has not");
        /// Any other data of the format.
        FormatData = "format-data", text!("import.data-file-format", "it is data of the file format");
    }
}

said! {
    /// What a person should look at after an import.
    Doubt {
        /// No headline was found.
        NoHeadline = "no-headline", text!("import.no-headline-found", "no headline was found");
        /// No article was found.
        NoArticle = "no-article", text!("import.nothing-article-all-texts", "nothing in it is an article; all its texts are in the report");
        /// The order of headline decks was guessed.
        HeadGuessed = "head-guessed", text!("import.line-head-guessed", "which line of the head is 引题, 主题 or 副题 was guessed");
        /// A deck too long.
        LongDeck = "long-deck", text!("import.stood-head-too-long", "this stood in the head and is too long for it; it begins the text");
        /// A tracked change.
        Change = "change", text!("import.change-tracked-here-taken", "a change was tracked here and is taken as accepted");
        /// A footnote mark.
        NoteMark = "note-mark", text!("import.note-hangs-here-text", "a note hangs here; its text is in the report");
        /// A text box.
        TextBox = "text-box", text!("import.stood-text-box-follows", "this stood in a text box and follows the paragraph it hung on");
        /// A formula.
        Formula = "formula", text!("import.formula-written-here-taken", "a formula was written here and is taken as a line of characters");
        /// A symbol of a symbol font.
        Symbol = "symbol", text!("import.character-symbol-font-no", "a character of a symbol font has no meaning outside of it");
        /// A picture that is not in the file.
        PictureAway = "picture-away", text!("import.picture-not-file-not", "this picture is not in the file and was not fetched");
        /// A picture that cannot be written.
        PictureOdd = "picture-odd", text!("import.picture-kind-not-printed", "this picture is of a kind that is not printed; export it as JPEG, PNG, TIFF or SVG");
        /// A picture without an anchor.
        CutlineMore = "cutline-more", text!("import.cutlines-second-picture-further", "the cutlines of the second picture and further ones stand in the .story.toml beside the article");
        /// Merged cells.
        Merged = "merged-cells", text!("import.cells-were-merged-stand", "cells that were merged stand beside or above empty ones");
        /// A table in a table.
        NestedTable = "nested-table", text!("import.table-inside-table-became", "a table inside a table became words of its cell");
        /// Struck out.
        Struck = "struck", text!("import.struck-out-where-written", "this is struck out where it was written, and stands in the article");
        /// Encoding.
        Encoding = "encoding", text!("import.encoding-guessed-what-text", "the encoding was guessed by what the text is made of");
        /// Never verified.
        NotVerified = "not-verified", text!("import.no-public-example-format", "no public example of this format exists, so that its reading is not verified");
        /// Usage terms.
        Usage = "usage", text!("import.supplier-restricts-what-may", "the supplier restricts what may be done with it");
        /// Withdrawn.
        Withheld = "withheld", text!("import.supplier-says-must-not", "the supplier says that it must not be published");
        /// Embargo.
        Embargo = "embargo", text!("import.must-not-printed-before", "it must not be printed before this moment");
        /// Unknown annotation.
        UnknownAnnotation = "unknown-annotation", text!("import.annotation-old-system-not", "this annotation of the old system is not known; what it asks for is not done");
        /// Lost character.
        LostCharacter = "lost-character", text!("import.character-written-here-face", "a character is written here by its face and code alone, and is lost");
        /// The article continues elsewhere.
        Continues = "continues", text!("import.article-goes-another-place", "this article goes on at another place of the edition; its parts were joined");
        /// Unknown style.
        UnknownStyle = "unknown-style", text!("import.no-role-known-paragraph", "no role is known for this paragraph style; its text is body");
        /// Link.
        Link = "link", text!("import.link-left-out-words", "a link was left out; its words stand in the article");
    }
}
