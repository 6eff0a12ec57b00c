//! The manual pages behind `duikai explain`.

use super::Code;

/// The page of a code: what it means, then what to do.
pub(super) fn page(code: Code) -> &'static str {
    match code {
        Code::FileNotFound => {
            "A file named on the command line or in a spec is not there. Paths in a spec count from the folder of the file that names them. Correct the path, or put the file in place."
        }
        Code::FileUnreadable => {
            "A file is there but cannot be read: it is a folder, its permissions forbid it, or the disk failed. Correct the permissions or the path."
        }
        Code::BadEncoding => {
            "A text is neither valid UTF-8 nor valid GB18030, so some of it would be lost. The place is the first bad byte. Save the file again as UTF-8."
        }
        Code::TomlSyntax => {
            "The TOML cannot be parsed at this place. Most often a quote or a bracket is missing, or a value lacks its quotes: lengths are written as strings, such as \"12行\"."
        }
        Code::UnknownKey => {
            "Nothing reads this key, so what it asks for would be silently lost. The help names the nearest key that exists. Correct the spelling or delete the line."
        }
        Code::MissingKey => "A table lacks a key that it must have. The message names the key; add it to the table.",
        Code::BadValue => {
            "The value is of the right type but cannot be understood, for example a length without a unit or a slot that does not read like \"1-4栏 16-84行\". The help shows the accepted forms."
        }
        Code::IncludeCycle => {
            "A layout includes itself, directly or through others, so it would never end. Take one `include` out of the chain that the message shows."
        }
        Code::UnknownName => {
            "The spec uses a name (of a layout, style, kind, font or story) that nobody defines. The help names the nearest one that exists."
        }
        Code::DuplicateName => {
            "Two things carry the same name or page number, so a reference to it would be ambiguous. Rename one of them."
        }
        Code::OutsideTypeArea => {
            "A slot reaches beyond the type area 版心: a column or row number is greater than the grid has, or smaller than 1. The message gives the size of the grid."
        }
        Code::SlotsOverlap => {
            "Two slots of one page cover the same columns and rows, so one story would be printed over another. Move one. A picture or sidebar that text should run round is written inside its story as [[story.picture]] or [[story.inset]]."
        }
        Code::NoRoom => {
            "After its headline, pictures and insets a story has no line left in which a character could stand. Give the slot more rows or columns."
        }
        Code::BadPicture => {
            "The file is not a JPEG or PNG that can be decoded: it is empty, cut short, or of another format. Export the picture again."
        }
        Code::BadFont => "A font file cannot be parsed, or its licence bits forbid embedding it in a press file. Use another face.",
        Code::MissingGlyph => {
            "None of the fonts has this character. It is never replaced by an empty box. Add a font that has it with --font-path, or change the character."
        }
        Code::CopySyntax => {
            "The front matter of an article cannot be understood: a line is not `key: value`, a key is unknown, or the closing `---` is missing."
        }
        Code::EmptyCopy => "An article has neither headline nor text. Fill it, or take its slot off the page.",
        Code::NoStyle => {
            "The article has a part (kicker, deck, byline …) for which the layout's kind of story names no style, so it would be lost. Add the part to the kind in the layout, or take it out of the copy."
        }
        Code::DeadRefer => "A refer names a story that is not in the edition. Correct the story's id, or take the refer out.",
        Code::OutputFailed => {
            "An output file could not be written. Nothing was left half written. Check that the folder exists and that the disk has room."
        }
        Code::Internal => {
            "The program broke one of its own rules. The page was not written. Please report it with the edition that causes it."
        }
        Code::Overset => {
            "溢排. The story is longer than its slot. The message says by how many lines 行 and characters 字, and which words are the first that found no place. No press file is written while a story is overset; the proof marks the slot in red. Cut the copy, give the slot more rows, or make a picture smaller."
        }
        Code::HeadTooWide => {
            "A headline line is wider than its slot even at the smallest size its style allows. The message says by how many characters. Shorten it, or write it as two lines in the copy."
        }
        Code::HeadTooDeep => "The headline decks need more rows than the slot gives them. Raise `head` in the slot, or take a deck out.",
        Code::CutlineTooDeep => {
            "The cutline 图说 needs more lines than the picture's slot leaves for it. Shorten it or give the picture more rows."
        }
        Code::Preflight => {
            "A press file that was just made breaks a rule of the standard or of the printer, so it was not written. The message ends with the rule's own code; `duikai explain` with that code says what the rule asks. `duikai preflight FILE` checks any PDF by the same rules."
        }
        Code::LowPpi => {
            "The picture has fewer pixels per inch at its placed size than newsprint wants (150 at least, 200 is good). Use a larger original or place it smaller."
        }
        Code::Underset => {
            "欠排. The story is shorter than its slot. Its columns end level, but rows stay empty below them. Add copy, enlarge a picture, or take rows from the slot."
        }
        Code::ReferPage => {
            "The copy names a page for the continuation or the referred story that is not the page where the edition puts it. The edition wins; correct the copy."
        }
        Code::ForcedBreak => {
            "No legal place to end a line was in reach: a word, a number or a cluster of marks is wider than what is left of its line, so the line ends where 避头尾 forbids it. Widen the measure, let Latin words be divided with `hyphenate = true`, or reword the sentence."
        }
        Code::LooseLine => {
            "A line could be justified only with wide gaps, because a word or number that must not be broken stands beside a narrow measure. Reword, or widen the measure."
        }
        Code::UnknownTreatment => {
            "The copy asks for a treatment by a name that none has, as in [文字]{着种}. The text is set without it. The help names the nearest treatment, or all of them. Correct the name; to print the brackets themselves, write \\[ and \\{."
        }
        Code::CopyMapped => {
            "On reading, half-width punctuation beside Chinese characters was mapped to full width. Numbers such as 1214.94 and 9.6% are left as they are. Nothing needs doing; the note is for the proof-reader."
        }
    }
}
