//! Stable codes of diagnostics.

use super::severity::Severity;

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal, $severity:ident;)*) => {
        /// The kind of problem that a diagnostic reports. Printed in kebab-case; each has a manual
        /// page (`duikai explain CODE`).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])* $variant,)*
        }

        impl Code {
            /// Every code, in the order of the manual.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// Returns the code's kebab-case name.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// Returns the code's default severity, which a layout may override for lints.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    /// A file is missing.
    FileNotFound = "file-not-found", Error;
    /// A file cannot be read.
    FileUnreadable = "file-unreadable", Error;
    /// A byte of a text is no character.
    BadEncoding = "bad-encoding", Error;
    /// A file lies outside of the folders that an edition may read.
    OutsideRoots = "outside-roots", Error;
    /// A file was changed while the edition was read.
    InputChanged = "input-changed", Note;
    /// A file that should be text is something else.
    NotText = "not-text", Error;
    /// A document that is damaged or no document at all.
    BadDocument = "bad-document", Error;
    /// An import would write over an article that was edited.
    EditedArticle = "edited-article", Error;
    /// The TOML cannot be parsed.
    TomlSyntax = "toml-syntax", Error;
    /// A key that duikai does not know.
    UnknownKey = "unknown-key", Error;
    /// A required key that is missing.
    MissingKey = "missing-key", Error;
    /// A value that cannot be understood.
    BadValue = "bad-value", Error;
    /// A layout includes itself.
    IncludeCycle = "include-cycle", Error;
    /// A name (style, kind, font, layout, story) that is defined nowhere.
    UnknownName = "unknown-name", Error;
    /// Two things with the same name or number.
    DuplicateName = "duplicate-name", Error;
    /// A slot leaves the type area.
    OutsideTypeArea = "outside-type-area", Error;
    /// Two slots that overlap.
    SlotsOverlap = "slots-overlap", Error;
    /// A slot leaves no room for a line of text.
    NoRoom = "no-room", Error;
    /// A table in a file of its own cannot be read.
    BadTable = "bad-table", Error;
    /// A picture cannot be decoded.
    BadPicture = "bad-picture", Error;
    /// A drawing cannot be printed as it is.
    BadDrawing = "bad-drawing", Error;
    /// An advertisement cannot be placed.
    BadAd = "bad-ad", Error;
    /// An output profile cannot be used.
    BadProfile = "bad-profile", Error;
    /// A font cannot be used.
    BadFont = "bad-font", Error;
    /// A character that no font has.
    MissingGlyph = "missing-glyph", Error;
    /// Front matter that cannot be understood.
    CopySyntax = "copy-syntax", Error;
    /// An article without text.
    EmptyCopy = "empty-copy", Error;
    /// Colour on a page that is printed without it.
    InkNotOnPage = "ink-not-on-page", Error;
    /// A part for which the kind of story has no style.
    NoStyle = "no-style", Error;
    /// A refer or link whose target does not exist.
    DeadRefer = "dead-refer", Error;
    /// More than a limit of the program allows.
    OverLimit = "over-limit", Error;
    /// An output file cannot be written.
    OutputFailed = "output-failed", Error;
    /// Another process writes into the output folder.
    FolderInUse = "folder-in-use", Error;
    /// Files of two builds stand side by side.
    OutputTorn = "output-torn", Error;
    /// An edition is not what its lock says.
    LockDiffers = "lock-differs", Error;
    /// The record of what was sent, or a manifest to be recorded, that cannot be read or does not
    /// match its files.
    SentRecord = "sent-record", Error;
    /// A plan of an archive that cannot be read.
    BadPlan = "bad-plan", Error;
    /// Files of an edition that are not those that its plan was made from.
    PlanStale = "plan-stale", Error;
    /// An edition that processes died with.
    Crashed = "crashed", Error;
    /// An internal error.
    Internal = "internal", Error;
    /// More text than room 溢排.
    Overset = "overset", Denied;
    /// A table wider than its measure even with its cells turned over.
    TableTooWide = "table-too-wide", Denied;
    /// A rule thicker than what is blank between the texts it parts.
    RuleTooHeavy = "rule-too-heavy", Denied;
    /// An article that may not be printed before a later day 禁发.
    Embargoed = "embargoed", Denied;
    /// A headline wider than its slot even at its smallest size.
    HeadTooWide = "head-too-wide", Denied;
    /// A headline deeper than the rows given.
    HeadTooDeep = "head-too-deep", Denied;
    /// A cutline deeper than the rows under its picture.
    CutlineTooDeep = "cutline-too-deep", Denied;
    /// A press file that breaks a rule of the printer.
    Preflight = "preflight", Denied;
    /// An advertisement that is not as large as its slot.
    AdSize = "ad-size", Denied;
    /// An advertisement that breaks a rule of the press.
    AdPreflight = "ad-preflight", Denied;
    /// An advertisement that cannot be converted to the page's inks.
    AdConversion = "ad-conversion", Denied;
    /// A font with several faces or axes, of which nobody said which.
    FontChoice = "font-choice", Warning;
    /// A font whose licence bits ask more than a press file gives.
    FontLicence = "font-permission", Note;
    /// A font that was searched for a character and cannot be used.
    FontLeftOut = "font-left-out", Note;
    /// A font of the layout in which nothing is set that was asked for in it.
    FontNotUsed = "font-not-used", Warning;
    /// Characters of a heavy face that come from a lighter one.
    FontLighter = "font-lighter", Warning;
    /// A picture with too few pixels for its size.
    LowPpi = "low-ppi", Warning;
    /// The inks of a picture were made for another printing condition.
    OtherCondition = "other-condition", Note;
    /// Less text than room 欠排.
    Underset = "underset", Warning;
    /// A page number in the copy that the edition contradicts.
    ReferPage = "refer-page", Warning;
    /// A part of an article for which none of its pages has a place.
    PartUnused = "part-unused", Error;
    /// Marks or characters in the copy that are not set.
    UnsetMarks = "unset-marks", Warning;
    /// An encoding that nothing in the file names.
    EncodingGuessed = "encoding-guessed", Warning;
    /// A sentence in two paragraphs.
    SentenceCut = "sentence-cut", Warning;
    /// Characters that were lost on the way 乱码.
    LostCharacters = "lost-characters", Warning;
    /// Lines of copy that may be paragraphs of their own.
    LineParagraphs = "line-paragraphs", Warning;
    /// A line that breaks at a forbidden place because nothing else was possible.
    ForcedBreak = "forced-break", Warning;
    /// A line shorter than its measure because nothing in it can stretch.
    ShortLine = "short-line", Warning;
    /// A line that could only be set very loose.
    LooseLine = "loose-line", Warning;
    /// Columns with no alley 栏间 between them.
    NoAlley = "no-alley", Warning;
    /// Leading too small for what is set between the lines.
    InterlineTight = "interline-tight", Warning;
    /// Inline markup that names no treatment.
    UnknownTreatment = "unknown-treatment", Warning;
    /// Headlines side by side 碰题.
    HeadBump = "head-bump", Warning;
    /// Headlines stacked with hardly a row of text between them 叠题.
    HeadStack = "head-stack", Warning;
    /// A heading at the foot of its column 背题.
    StrandedHead = "stranded-head", Warning;
    /// Text that starts above or beside its headline 题文分离.
    HeadApart = "head-apart", Warning;
    /// A headline that outranks the lead's.
    HeadlineOrder = "headline-order", Warning;
    /// A headline line that ends or begins with a word that may not be there.
    HeadBreak = "head-break", Warning;
    /// A band or alley that cuts the whole page 断版.
    PageCut = "page-cut", Warning;
    /// Many rows of text over several columns with nothing to rest the eye.
    GreyPage = "grey-page", Warning;
    /// A column into which two stories could run on.
    AmbiguousFlow = "ambiguous-flow", Warning;
    /// Text that continues beyond a column or a sidebar 隔栏跳.
    SkippedColumn = "skipped-column", Warning;
    /// A paragraph that ends exactly at the foot of its leg, where the text goes on in the next.
    ParagraphAtTurn = "paragraph-at-turn", Warning;
    /// A story that continues on an earlier page 逆向转版.
    JumpBack = "jump-back", Warning;
    /// More jumps 转版 than a reader will follow.
    JumpCount = "jump-count", Warning;
    /// A jump with too little of its story on one side.
    JumpShort = "jump-short", Warning;
    /// A jump at the end of a paragraph.
    JumpBreak = "jump-break", Warning;
    /// A jump line to a page that does not have the story.
    JumpNowhere = "jump-nowhere", Warning;
    /// A picture without a cutline 缺图说.
    MissingCutline = "missing-cutline", Warning;
    /// A picture that does not say who made it.
    MissingCredit = "missing-credit", Warning;
    /// A picture of which nothing says in words what it shows.
    MissingAlt = "missing-alt", Warning;
    /// A story that appears twice in the edition 重稿.
    DuplicateStory = "duplicate-story", Warning;
    /// A picture that appears twice in the edition.
    DuplicatePicture = "duplicate-picture", Warning;
    /// Page numbers that do not rise 版序.
    PageOrder = "page-order", Warning;
    /// A page that the issue should have but has not.
    PageMissing = "page-missing", Warning;
    /// A date or weekday in print that is not the edition's.
    DateMismatch = "date-mismatch", Warning;
    /// An issue number that cannot follow an earlier one.
    IssueNumber = "issue-number", Warning;
    /// A statement required of every newspaper that the furniture lacks.
    LegalFurniture = "legal-furniture", Warning;
    /// A place of the page that nothing has 留白.
    BlankArea = "blank-area", Warning;
    /// A story without a headline 缺题.
    MissingHeadline = "missing-headline", Warning;
    /// A headline that fills its place up to a rule beside it 题抵线.
    HeadTight = "head-tight", Warning;
    /// A short headline in a deep band 题浮.
    HeadLoose = "head-loose", Warning;
    /// Matter that reaches the trim and does not bleed 出血不足.
    BleedShort = "bleed-short", Warning;
    /// A character crossed by the fold of a spread 压中缝.
    FoldText = "fold-text", Warning;
    /// Type in the gutter of a spread.
    GutterText = "gutter-text", Warning;
    /// Type with too little contrast to its background 看不清.
    FaintType = "faint-type", Warning;
    /// A story that was copyfitted, within the limits of the layout 凑版.
    Copyfit = "copyfit", Note;
    /// An advertisement not marked as one.
    AdLabel = "ad-label", Warning;
    /// Something about an import that a person should look at.
    ImportDoubt = "import-doubt", Note;
    /// Something about raw copy that could be put in order.
    TidyProposed = "tidy-proposed", Note;
    /// Punctuation or spacing was mapped on reading.
    CopyMapped = "copy-mapped", Note;
}

impl Code {
    /// Returns the code with this kebab-case name.
    pub fn from_name(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// Whether a file that has the problem at many places is told of it once,
    /// with their number.
    pub fn is_counted(self) -> bool {
        self == Code::MissingGlyph
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::{Language, sentence};

    #[test]
    fn names_are_unique_kebab_and_have_a_manual() {
        for &code in Code::ALL {
            assert_eq!(Code::from_name(code.name()), Some(code));
            assert!(
                code.name()
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
            );
            assert!(
                code.manual().len() > 80,
                "{} wants a manual page",
                code.name()
            );
        }
    }

    #[test]
    fn every_code_has_a_name_and_a_page_in_chinese() {
        let mut names = std::collections::BTreeSet::new();
        for code in Code::ALL {
            for room in ["codes", "pages"] {
                let key = format!("{room}.{}", code.name());
                assert!(sentence(Language::Zh, &key).is_some(), "`{key}` is missing");
            }
            let name = sentence(Language::Zh, &format!("codes.{}", code.name()));
            assert!(names.insert(name), "two codes are called {name:?}");
        }
    }
}
