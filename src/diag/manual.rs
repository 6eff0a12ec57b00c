//! The manual pages behind `duikai explain`.

use super::code::Code;

impl Code {
    /// Returns the manual page: what the code means, why it matters, what to do.
    pub fn manual(self) -> &'static str {
        page(self)
    }
}

/// Returns the page of a code: what it means, then what to do.
fn page(code: Code) -> &'static str {
    match code {
        Code::FileNotFound => {
            "A file named on the command line or in a spec is not there. Paths in a spec count from the folder of the file that names them. Correct the path, or put the file in place."
        }
        Code::FileUnreadable => {
            "A file is there but cannot be read: it is a folder, its permissions forbid it, or the disk failed. Correct the permissions or the path."
        }
        Code::BadEncoding => {
            "A byte of a text is no character of the encoding that the rest of it is in, so something would be lost. The place is the first bad byte. Mend it, or save the file again as UTF-8."
        }
        Code::BadDocument => {
            "A document that is to be imported is damaged: its zip is cut off, a part of it is not as long as the package says, its XML is not well-formed or declares entities that could unfold without end. Nothing of it is written. Open it in the program that made it and save it again, or ask the sender for it once more."
        }
        Code::EditedArticle => {
            "An import would write over a file that is not as an earlier import of the same input wrote it: a person edited it, or it comes from elsewhere. Nothing of this input is written. Import into another folder with -o and compare, or give --force to write over it. Files that stand there as they would be written again are left as they are."
        }
        Code::Embargoed => {
            "An article has an embargo 禁发 in its front matter that ends after the day of the edition, so that no press file is written; one that ends at an hour of the edition's own day is told. The edition's own date counts, and no clock is asked. `import` writes the key where an agency says it; take the line out when the embargo was lifted, or take the article off the page."
        }
        Code::BadTable => {
            "A table that an article names with `table = \"results.csv\"` cannot be read: it is no CSV, TSV or xlsx file, is damaged, has no cell with anything in it, or the sheet named after `#` is not there. Save it as CSV in UTF-8 or as xlsx; a sheet is named as in `table = \"results.xlsx#Sheet2\"`, else the first that is not hidden is taken."
        }
        Code::TidyProposed => {
            "`tidy` proposes something about a copy: a sentence that was broken where an old column ended, a piece that stands twice, a character of the other form 繁简 than the text is in. Nothing is changed unasked: with --write broken sentences are joined and the front matter that was proposed is written, with --fold and --write characters of the rarer form become those of the other. Pieces that stand twice are told only."
        }
        Code::ImportDoubt => {
            "Something about an import that a person should look at: which line of a head is the headline was guessed, a picture was not in the file, a change was tracked, a note hung at a place, the supplier restricts the use. The report NAME.import.json beside the articles lists each with its place, and every text of the input that stands in no article with the reason."
        }
        Code::NotText => {
            "A file that should be plain text is something else by its first bytes: a Word, RTF or PDF file, a web page, an archive, a picture. Its name does not count. Nothing of it is read. Open it in the program that made it, save it as plain text in UTF-8, and name that file."
        }
        Code::OutsideRoots => {
            "An edition reads files in its own folder and below, wherever links lead; what comes from elsewhere could print any file of the machine. Name the folders of others that it may read in the edition file, `roots = [\"../shared-pictures\"]`, counted from its folder, or let the run read anything with `--allow-outside`. Layouts and fonts that come with the program, `--font-path` and a printer's file given on the command line need neither. Devices, pipes and what the system makes up under /dev, /proc and /sys are never read."
        }
        Code::InputChanged => {
            "A file was changed between the moment it was first read and the end of the run, so the pages would have mixed two states of it. Everything is read again, three times at most; then it is an error: wait until whoever writes the files has finished."
        }
        Code::TomlSyntax => {
            "The TOML cannot be parsed at this place. Most often a quote or a bracket is missing, or a value lacks its quotes: lengths are written as strings, such as \"12行\"."
        }
        Code::UnknownKey => {
            "Nothing reads this key, so what it asks for would be silently lost. The help names the nearest key that exists. Correct the spelling or delete the line."
        }
        Code::MissingKey => {
            "A table lacks a key that it must have. The message names the key; add it to the table."
        }
        Code::BadValue => {
            "The value is of the right type but cannot be understood, for example a length without a unit or a slot that does not read like \"1-4栏 16-84行\". The help shows the accepted forms."
        }
        Code::IncludeCycle => {
            "A layout includes itself, directly or through others, so it would never end. Take one `include` out of the chain that the message shows. A chain of more than 32 is refused as well."
        }
        Code::UnknownName => {
            "The spec uses a name (of a layout, style, kind, font or story) that nobody defines. The help names the nearest one that exists."
        }
        Code::DuplicateName => {
            "Two things carry the same name or page number, so a reference to it would be ambiguous. Rename one of them."
        }
        Code::OutsideTypeArea => {
            "A slot reaches beyond the type area 版心: a column or row number is greater than the grid has, or smaller than 1. The message gives the size of the grid. Furniture may stand outside the type area, but not off the sheet."
        }
        Code::SlotsOverlap => {
            "Two slots of one page cover the same columns and rows, so one story would be printed over another. Move one. A picture or sidebar that text should run round is written inside its story as [[story.picture]] or [[story.inset]]. Text runs round an advertisement and a [[picture]] of the page by itself; a headline, another picture or a sidebar that stands in the way of one is told too. The same is told of furniture 固定件 that is printed over a slot or over other furniture, where the ink of one meets that of the other, and of a [[rule]] that runs through type or a picture. A tint or a drawing may lie wholly under a slot or a line."
        }
        Code::NoRoom => {
            "After its headline, pictures and insets a story has no line left in which a character could stand. Give the slot more rows or columns."
        }
        Code::BadPicture => {
            "The file is not a JPEG, PNG, TIFF, WebP, GIF, BMP, JPEG 2000 or PSD that can be decoded: it is empty, cut short, damaged, of another format, or its header claims more pixels than the file can hold or a page can use. Of a GIF the first picture is taken, of a PSD the flattened one. EPS, AVIF, HEIC and JPEG XL are not decoded; the message says the way out. Export the picture again."
        }
        Code::BadDrawing => {
            "An SVG file cannot be printed as it is: it is damaged, it unfolds to more shapes than any drawing has, or it uses what a press page of flat inks has not: text (in any face), opacity, gradients, patterns, masks, filters, pictures. The message names the first. Turn text into paths and flatten the rest in the drawing program, or export a picture. Greys print in black ink; give other colours an ink with `inks = { \"#c8102e\" = \"M100 Y90\" }`, or they are converted as pictures are."
        }
        Code::BadAd => {
            "The file of an advertisement cannot be placed: it is no PDF or picture, it is encrypted, damaged or cut short, its pages lead in a circle, it has no page of that number or no box of that kind, or it asks for more work than any advertisement needs. The message says which. Ask the client for the file again, saved as PDF/X, or correct `page` or `box`."
        }
        Code::BadProfile => {
            "The file named by `profile` in a layout's [press] table is no ICC output profile with tables between Lab and C, M, Y and K, so pictures cannot be separated with it. Ask the printer for the profile of the press."
        }
        Code::BadFont => {
            "A font file cannot be used: it cannot be parsed, it has no outlines (only bitmaps or coloured pictures) or no Unicode character map, it has no such face or axis as the layout asks for, a glyph that the pages use is damaged in it, or its licence bits (OS/2 fsType 0x0002, or 0x0200, which permits bitmaps alone) forbid embedding it in a press file. The message says which. Get the file anew, save it as a static OTF or TTF, or use another face. `duikai fonts --font-path FILE` says what a file holds."
        }
        Code::FontChoice => {
            "A font file holds several faces (a collection, .ttc or .otc), or its face is variable, and the layout does not say which face or which weight is meant, so the first face or the default of every axis is taken. That may be another country's forms of characters, or a weight too thin for newsprint. Say it in the layout: `[fonts]` with `ours = { file = \"a.ttc\", face = 3 }` or `face = \"NotoSerifCJKsc-Regular\"`, and `ours = { file = \"a.ttf\", wght = 400 }` for a variable face; `wdth`, `opsz`, `slnt` and `ital` are keys as well, and `axes = { GRAD = 50 }` names others. `duikai fonts --font-path FILE` lists faces and axes."
        }
        Code::FontLicence => {
            "The licence bits of a font (OS/2 fsType 0x0100) ask that it be embedded whole or not at all. A press file holds only the glyphs that its pages use, as every press file does. Ask the maker of the font whether it may be printed so, or use another face."
        }
        Code::FontLeftOut => {
            "A font that no style names, from --font-path, was searched for a character that the others lack, and cannot be used; the message says why. Others are searched too, and a character that none has is an error of its own (missing-glyph). Take the file out of the folder, or let it be."
        }
        Code::FontNotUsed => {
            "Styles of the pages name a font of the layout, but not one character is set in it: it has none of those that were asked of it, so all of them come from other faces. Most often the file is not what its name says, or holds another script. `duikai fonts --font-path FILE` says what it is."
        }
        Code::FontLighter => {
            "Characters of a heavy face, a headline's or a bold word's, are not in it and come from a lighter one, so they stand out on the page. The message names them. Add a heavy font that has them with --font-path, or change the words."
        }
        Code::MissingGlyph => {
            "None of the fonts has this character. It is never replaced by an empty box. Add a font that has it with --font-path, or change the character."
        }
        Code::UnsetScript => {
            "The copy has words in a script that runs from right to left, as Arabic, Uyghur and Hebrew do, in columns from left to right, as Mongolian does, or that this program has no rules for. Set by the rules of others they would come out in the wrong order, letters unjoined, so they are refused, whatever fonts there are. Have them set elsewhere and place them as a picture, an SVG drawing or a PDF; or write them in Latin letters."
        }
        Code::CopySyntax => {
            "The front matter of an article cannot be understood: a line is not `key: value`, a key is unknown, or the closing `---` is missing. Or one character of the text carries so many combining marks that no reader of the file would find them again."
        }
        Code::EmptyCopy => {
            "An article has neither headline nor text. Fill it, or take its slot off the page."
        }
        Code::InkNotOnPage => {
            "Something on the page wants an ink that the page is not printed with: `inks = \"K\"` is black alone, \"K+red\" black and the spot ink [ink.red] of the layout, \"CMYK\" (or nothing) the four process inks, \"CMYK+red\" five. The message names the object and its ink. Give its style, tint or rule an ink of the page, print a colour picture in black with `ink = \"K\"`, or have the page printed with more inks."
        }
        Code::NoStyle => {
            "The article has a part (kicker, deck, byline …) for which the layout's kind of story names no style, so it would be lost. Add the part to the kind in the layout, or take it out of the copy."
        }
        Code::DeadRefer => {
            "A refer names a story that is not in the edition. Correct the story's id, or take the refer out."
        }
        Code::OverLimit => {
            "Something in the input is larger, longer, deeper or more than the program takes: a file, a paragraph, a grid, a chain of styles, the tables of one array. Each limit lies far above what a newspaper needs, so most often it is a slip, such as a missing blank line, a file that was named by mistake, or a file that a program wrote in a loop. The message names the limit; README lists them. What lies beyond it is not read; all else is still checked. Divide the thing, or take it out."
        }
        Code::OutputFailed => {
            "An output file could not be written. Nothing was left half written. Check that the folder exists and that the disk has room."
        }
        Code::FolderInUse => {
            "Another `duikai` writes into the output folder; the message says which process, on which machine, since when. `build`, `proof` and `sent` wait ten seconds for it, so this means that it hangs or that much is written. The lock is the operating system's and ends with the process that holds it: what a killed process left is recognised, and there is no lock file to remove by hand."
        }
        Code::OutputTorn => {
            "A build could not put all of its files in their places, nor put the old ones back, so files of two builds stand side by side: do not send them. The folder holds a journal of the change (`.duikai`), and the next `build`, `proof` or `sent` in it finishes or undoes the change. Look at why the folder cannot be written first: a full disk, rights, a network that went away."
        }
        Code::LockDiffers => {
            "`duikai lock` writes `duikai.lock` beside the edition: the version of the program, every file that was read, the faces, layouts and printing condition, each by SHA-256, and what every press file came to. `build --locked` and `verify` set the edition again and compare: each message names what has other bytes and on which pages it is, then the press files that came out otherwise. Nothing is written. Restore what changed, or write the lock anew with `duikai lock` if the edition is meant to differ; another version of the program may set the same edition otherwise, so archives keep the version with the lock."
        }
        Code::SentRecord => {
            "`duikai sent` takes the manifest of an edition and writes down beside it which files went to the printer; `build` reads that record, so that nothing that was sent is written over and corrections get the next letter. The manifest, a file it tells of, or the record cannot be read, or a file is not the one that the manifest tells of: it was built again for one page alone, or changed by hand. Build the whole edition again and give its new manifest. A damaged record is to be restored from where the files were sent."
        }
        Code::BadPlan => {
            "A line of a plan is not what `duikai archive plan` writes: one JSON object a line, with `edition` (a name that no other line has), `path` (of the edition file, counted from the plan's folder), `input` (the SHA-256 of all that the edition is made from) and `outputs` (of edition, pages, reading, proof). The message gives the line. Make the plan anew."
        }
        Code::PlanStale => {
            "The files of an edition were changed after the plan of the archive was made, so that its receipt would tell of something else than what was set. Nothing was written for it. Run `archive plan` again, then `archive run`: editions that did not change are found again and not set a second time. The fonts that a run is given with --font-path must be those that the plan was made with."
        }
        Code::Crashed => {
            "Several processes ended without a word while they set this edition: they were killed, or the machine had no memory left. So that one edition does not stop an archive, those that a process died with come last, are set while nothing else is, and fail after some deaths (`--attempts`). Build the edition alone and look what it takes. `archive run --retry-failed` takes it up again."
        }
        Code::Internal => {
            "The program broke one of its own rules. The page was not written. Please report it with the edition that causes it."
        }
        Code::Overset => {
            "溢排. The story is longer than its slot. The message says by how many lines 行 and characters 字, and which words are the first that found no place. No press file is written while a story is overset; the proof marks the slot in red. Cut the copy, give the slot more rows, or make a picture smaller."
        }
        Code::TableTooWide => {
            "A table 表格 is wider than the column it stands in even when the words of its cells are turned over into several lines: numbers and Latin words are not divided. The message says by how many 字. Shorten the widest cells, take a column out, set the type of its style smaller, or give the slot wider columns."
        }
        Code::RuleTooHeavy => {
            "A rule 栏线、表线、题线 is thicker than the blank it stands in the middle of, so that it would be printed into the type on both sides: a `table-rule` or `table-head-rule` stands between two rows of the grid, a `column-rule` between two legs, a `head-rule` between the headline and what follows. The message gives both measures. Name a finer rule in the kind, or make the gap larger: more `pitch` for tables, a wider `alley` for legs, more `head` rows for headlines."
        }
        Code::HeadTooWide => {
            "A headline line is wider than its slot even at the smallest size its style allows. The message says by how many characters. Shorten it, or write it as two lines in the copy."
        }
        Code::HeadTooDeep => {
            "The headline decks need more rows than the slot gives them: raise `head` in the slot, or take a deck out. Or the lines of a piece of furniture need more room than its frame has: make the frame deeper or the lines smaller."
        }
        Code::CutlineTooDeep => {
            "The cutline 图说 needs more lines than the picture's slot leaves for it. Shorten it or give the picture more rows."
        }
        Code::Preflight => {
            "A press file that was just made breaks a rule of the standard or of the printer, so it was not written. The message ends with the rule's own code; `duikai explain` with that code says what the rule asks. `duikai preflight FILE` checks any PDF by the same rules."
        }
        Code::AdSize => {
            "The advertisement is not as large as its slot; the message gives both sizes. Nothing is scaled unless the page asks for it. Have the advertisement made to size, move the slot, or say `fit = \"inside\"` (scaled to lie in the slot) or `fit = \"cover\"` (scaled to cover it, the rest cut off); `tolerance` is 1 mm unless it is given."
        }
        Code::AdPreflight => {
            "The advertisement breaks a rule of the press: RGB colour, a font that is not embedded, too much ink, layers, transparency for PDF/X-1a. It was checked on its own before it was placed; the message ends with the rule's code, and `duikai explain` with that code says what the rule asks. Errors keep the page from the press, warnings do not. Have the file made anew: duikai places it as it is and mends nothing in it. `build --printer` holds it to that plant's rules. `convert = true` has duikai turn its colours into the page's inks, `convert = \"look-alikes\"` set base fonts that are not embedded in faces that look alike as well."
        }
        Code::AdConversion => {
            "`convert = true` (of the advertisement, of the layout's [press], or of the printer's file) turns the colours of a PDF into the page's inks, and this one holds something that cannot be turned right: a mesh whose colours stand at its corners, a transfer function, a picture mixed with its soft mask, a composite font that may not be embedded, an ink of the page mixed with others, transparency for PDF/X-1a over what cannot be drawn or over a spot ink. The message names it. Nothing is converted half: have the file made anew in the page's inks."
        }
        Code::LowPpi => {
            "The picture has fewer pixels per inch at its placed size than newsprint wants (150 at least, 200 is good). Use a larger original or place it smaller."
        }
        Code::OtherCondition => {
            "A picture is in four inks already, and the profile saved with it is that of another printing condition than the page's: other paper, another dot gain, so its numbers would print too dark or too light. It was converted by both profiles, black alone staying black, and held to the ink limit. Nothing needs doing; to have the numbers printed as they are, save the picture without a profile."
        }
        Code::Underset => {
            "欠排. The story is shorter than its slot. Its columns end level, but rows stay empty below them. Add copy, enlarge a picture, or take rows from the slot."
        }
        Code::ReferPage => {
            "The copy names a page for the continuation or the referred story that is not the page where the edition puts it. The edition wins; correct the copy."
        }
        Code::PartUnused => {
            "The article has a 图说 or 摄影, and no picture stands in the slot where it begins, so the words would be printed nowhere. Give the story its picture back with [[story.picture]], or take the words out of the article."
        }
        Code::UnsetMarks => {
            "The copy has marks that duikai does not set, which are printed as written: Markdown (headings but `## ` and `### `, quotations, rules of hyphens, italics, words struck out, code, links, notes, task lists), HTML tags and names of characters that nobody knows, annotations 〖…〗 of 方正书版; or control characters, which are left out. Each kind is reported once an article, at its first place. Write what the help says, or put a backslash before a mark that is meant as text."
        }
        Code::EncodingGuessed => {
            "A text is neither UTF-8 nor marked as UTF-16, and nothing in it names its encoding. GB18030 is taken without a word when it reads like Chinese. A text that reads like Chinese in Big5, Japanese in EUC-JP or Shift_JIS, Korean in EUC-KR or Western words in Windows-1252 was read so; one that reads like nothing was read as GB18030. Look whether it is right, and save it as UTF-8."
        }
        Code::SentenceCut => {
            "A paragraph ends inside a sentence, and the next begins as its other half: a blank line or the end of a line was left where an old column, a page or a mail ended. Both halves are shown. Take out what parts them, or end the first half with a backslash; where they are two paragraphs, end the first with its mark."
        }
        Code::LostCharacters => {
            "乱码: the copy has what programs leave in place of characters: U+FFFD, 锟斤拷, 烫烫, a question mark between two Han where nothing is asked, runs of accented letters that were Chinese in GBK, geta 〓, □ or ■ inside a sentence. In print they are always a mistake. Take the text from its source again, or type what is missing. A lint."
        }
        Code::LineParagraphs => {
            "Lines of text that stand one under another without a blank line between are one paragraph when somebody wrapped them at a width: each is full, and the last ends its sentence. Any others stay lines, each a paragraph of its own, and a note says so: paragraphs as files from Word and WeChat have them, items, verses, 问答, rows of names, 联系人 and 电话. When several wrapped lines end with their sentence a warning says that they were joined: put blank lines between the paragraphs. A backslash at the end of a line joins it to the next."
        }
        Code::ForcedBreak => {
            "No legal place to end a line was in reach: a word, a number or a cluster of marks is wider than what is left of its line, so the line ends where 避头尾 forbids it. Widen the measure, let Latin words be divided with `hyphenate = true`, or reword the sentence."
        }
        Code::ShortLine => {
            "A justified line holds one character, one dash or one ellipsis alone, because what follows it must not be parted and is wider than what is left, so nothing in the line can open and its end stays blank. It is set so only where every other legal setting of the paragraph has such a line too. Widen the measure, let Latin words be divided with `hyphenate = true`, or reword beside the long word or number."
        }
        Code::LooseLine => {
            "A line could be justified only with wide gaps, because a word or number that must not be broken stands beside a narrow measure. Reword, or widen the measure."
        }
        Code::NoAlley => {
            "The grid says `alley = \"0字\"`, so its columns touch: the last character of a line stands against the first of the line beside it, and readers run on into the next column. Newspapers leave the width of a character or more, 1字 at least; where a rule stands between columns, room for it as well. With the key left out there is 1字, or what the `width` of the type area leaves."
        }
        Code::InterlineTight => {
            "What is set between two lines, dots of emphasis, lines of names and titles, readings above their characters, needs more room than the leading leaves between the em boxes: a reading half an em, the news leading often less. Lines with readings may take two rows of the grid (`reading-rows = 2` in the style), readings may stand in brackets (`readings = \"brackets\"`), or the leading be opened."
        }
        Code::UnknownTreatment => {
            "The copy asks for a treatment by a name that none has, as in [文字]{着种}. The text is set without it. The help names the nearest treatment, or all of them. Correct the name; to print the brackets themselves, write \\[ and \\{."
        }
        Code::HeadBump => {
            "碰题: two headlines stand side by side on the same rows, `share` per cent (50) of the lower one's depth or more, with no rule, box, picture or text between them and neither on a tint of its own, so they read as one line. Move one up or down, put a rule between the columns, or box one of the stories. A lint."
        }
        Code::HeadStack => {
            "叠题: two headlines stand one over the other in the same columns with fewer rows of text than `rows` of the lint's table says (3), and no picture, between them. Text that stands beside a vertical headline 竖题 counts as text under it. A boxed story, and a headline without text (a refer), may stand so. Give the upper story more rows, or move one of them. A lint."
        }
        Code::StrandedHead => {
            "背题: a headline or subhead has fewer rows of text than `rows` of the lint's table says (2) under it in its column while its text goes on in the next. For a subhead, raise `keep` in its style; for a headline, give the slot more rows or fewer columns. A lint."
        }
        Code::HeadApart => {
            "题文分离: text begins higher than its headline, or below it in columns that are not under it, so the eye does not find it. A headline that its own text stands beside 串文题, or both above and below 文包题 文夹题, is no fault. Move the headline to the head of its text, or the text under it. A lint."
        }
        Code::HeadlineOrder => {
            "The lead is, of the stories that begin no more than `rows` of the lint's table (6) below the highest, the one furthest left; on a vertical page the one furthest up of those furthest right. A headline elsewhere is set larger than the lead's, or a headline is larger than the one right above it over the same columns. Make it smaller, or give its story the better place. A lint."
        }
        Code::HeadBreak => {
            "A headline is broken into lines so that one ends with 和 or 与, or begins with 的 or 得, or so that a word of the dictionary, or a number with what it counts, stands on two of them. Words such as 共和, 参与 and 得到 are known, and where the copy itself has a space or a new line no word is looked for. Put the space in the copy where the line should end, or reword. A lint."
        }
        Code::PageCut => {
            "断版 or 通线: no story or picture crosses a band from edge to edge of the type area, or an alley from its head to its foot, so the page falls into two. Pages in blocks 模块式 are made so on purpose, and the bundled layouts allow it. Let one story or picture reach across. A lint."
        }
        Code::GreyPage => {
            "More rows of text than `rows` of the lint's table says (40) stand over `columns` columns (3) or more side by side with no headline, subhead, picture or box among them. Put in a subhead, a picture or a box. A lint."
        }
        Code::AmbiguousFlow => {
            "A column of text without its headline over it stands right of, or no more than `rows` of the lint's table (3) under, a column of another story that goes on elsewhere, with no rule, headline or picture between: a reader can take the one for the continuation of the other. Put a rule between them, box one, or give the text a headline. A lint."
        }
        Code::SkippedColumn => {
            "隔栏跳: a story's text leaps over a whole column to its next one. What stands inside a story on purpose, a picture, a pull quote, a sidebar or an advertisement, may be as wide as its columns: the text that goes on below it is no fault. Make what stands in the way narrower or less deep, or set the text in fewer columns. A lint."
        }
        Code::ParagraphAtTurn => {
            "A column ends with the end of a paragraph and the next opens with an indent, so a reader may think that the story is over. It is hard to avoid in long stories, and the bundled layouts allow it. Add or cut a few characters above. A lint."
        }
        Code::JumpBack => {
            "逆向转版: a story goes on on a page before the one that it begins on, where no reader looks for it. Move the continuation to a later page, or begin the story on an earlier one. A lint."
        }
        Code::JumpCount => {
            "More stories leave one page than `page` of the lint's table says (3), or one story jumps more often than `story` says (1): readers do not follow. Cut a story, give it the room to end, or let fewer jump. A lint."
        }
        Code::JumpShort => {
            "A story that jumps has fewer lines of text before the jump than `before` of the lint's table says, or fewer after it than `after` says (8 each): it is not worth the turning of the page. Cut the story to its first slot, or give the short side more rows. A lint."
        }
        Code::JumpBreak => {
            "A jump falls where a paragraph ends, so a reader may take the story for finished. duikai gives up rows that stay empty there, and as much as three more, to have it fall inside a paragraph; here that did not help. Add or cut a few characters, or give the slot before the jump a row more or less. A lint."
        }
        Code::JumpNowhere => {
            "The article's own jump line 转版 names a page that the edition has not, or one on which the story does not go on. Place the continuation there with `continues`, or take the line out of the article: duikai writes it where a story goes on. A lint."
        }
        Code::MissingCutline => {
            "缺图说: a picture has no cutline. Write `cutline` under the picture in the page, or 图说 in the article. A lint."
        }
        Code::MissingCredit => {
            "A picture does not say who made it: no `credit`, no 摄影 in the article, and no cutline that says 摄, 供图, 制图, 绘 or 资料. Write the credit. A lint."
        }
        Code::MissingAlt => {
            "Nothing says in words what a picture shows: no `alt` on the page, no alternative text (Iptc4xmpCore:AltTextAccessibility) or description in the picture's file, and no cutline. Who has the page read aloud hears nothing of it, and a file with such a picture is PDF/A-2a but does not claim PDF/UA-1. Write `alt = \"…\"` under the picture. A lint."
        }
        Code::DuplicateStory => {
            "重稿: one article is placed twice, or two articles of `chars` characters (40) or more have `share` per cent (70) of their text in common, counted in runs of six characters; both are keys of the lint's table. Take one off its page. A lint."
        }
        Code::DuplicatePicture => {
            "One picture, byte for byte, is placed twice in the edition. Take another picture for one of the places. A lint."
        }
        Code::PageOrder => {
            "版序: the page numbers do not rise in the order in which the edition names its pages. Put the pages in order, or correct the number. A lint."
        }
        Code::PageMissing => {
            "The page numbers do not run from 1 to the last, or to the number that the field `page-count` tells the reader. Add the pages, or correct the field. A lint."
        }
        Code::DateMismatch => {
            "The furniture prints a date that is not the edition's, in whatever way it is written: 2021年12月31日, “二〇二一年十二月三十一日”, 民国110年, 令和三年, 2021-12-31, December 31, 2021, “农历十一月廿八”; or a weekday that is not that of its date; or, where the layout counts the issues with [issues], another number, as in “第一一三四九号”. Dates of founding, of licences and of the next issue are let pass by the words beside them. Quote {date}, {weekday}, {lunar} and {issue-number} instead of writing them. A lint."
        }
        Code::IssueNumber => {
            "期号: the fields of the edition give an earlier issue, as in issue-before = \"2021-12-30 12044\", and the number in the field `issue` is not higher than it by one at least and by the days since at most: a paper has one issue a day or fewer. Without `issue-before` nothing is looked for. Correct the one that is wrong. A lint."
        }
        Code::LegalFurniture => {
            "The furniture of page 1 does not print something that a newspaper must: its name, its date, or one of the words that the layout lists in `must-print` (报纸出版管理规定 2005: publisher, sponsor, CN number, editor, issue, pages, address, phone, postcode, price, printer, licence), or prints the word with nothing after it; or a later page does not print its number. Add it to the furniture, or fill the field. A lint."
        }
        Code::BlankArea => {
            "留白. A place of the page is empty: no slot, picture, advertisement or furniture stands on so many base columns and rows. Rows that a story leaves empty in its own slot are told of that (underset). `blank-area = { level = \"warn\", columns = 2, rows = 8 }` says from how many 栏 and 行 on; both together. Give the stories beside it more room, or put a picture or an advertisement there."
        }
        Code::MissingHeadline => {
            "缺题. A story stands on the page without kicker, headline or deck, and its kind has a style for a headline. Often the headline was typed as the first line of the text; the help shows it then. Write it in the front matter of the article, `主题: …`. Sidebars, words that the page itself writes, continuations, and kinds without a style for headlines go without."
        }
        Code::HeadTight => {
            "题抵线. A line of a headline fills its place and comes nearer to an upright rule beside it than `air` of the lint's table, in per cent of a 字 of the body (75): the eye takes the rule for a stroke of the last character. Take a character out, give the headline a smaller size or more columns, or take the rule away. A lint."
        }
        Code::HeadLoose => {
            "题浮. A headline that was given its depth, by `head` or `head-at`, fills less than `share` per cent (50) of it, and of its width too, so that it floats in white. Give it fewer rows, another deck, a larger size or more words. A headline on a picture may stand where it likes. A lint."
        }
        Code::BleedShort => {
            "出血不足. On a sheet with bleed an advertisement reaches the trim, or nearly (1 mm), and does not go on through the bleed, so that a slip of the knife leaves a white edge. Ask for artwork with bleed and give it a `frame` that goes on to the edge of the bleed, as in [\"-3mm\", \"-3mm\", …], or end it well inside the trim. A lint."
        }
        Code::FoldText => {
            "压中缝: on a spread 跨版 the fold runs through a character, which is then cut in two or lost between the pages. Give the headline a character more or fewer, set it in two lines, or move it, so that the fold falls between two characters. A lint."
        }
        Code::GutterText => {
            "Text, a cutline or furniture stands in the gutter 中缝 of a spread, where the paper folds and cannot be read well. Headlines, pictures and tints may run across; text keeps to the columns on either side. A lint."
        }
        Code::FaintType => {
            "看不清: type is printed on a tint or on bare paper from which it differs in lightness by less than `contrast` of the lint's table (25 per cent, black being 0 and bare paper 100): black on black, white on paper or on a light tint, yellow on white. Type on a picture is judged a glyph at a time against the separated pixels under it: faint is one that differs so little from a third of them. The bundled layouts deny it. Give its style another ink, or lay a tint under it that differs more; `head-over = \"white on black\"` reverses one headline. A lint."
        }
        Code::Copyfit => {
            "凑版: the story was over, or short, and was made to fit within what `[copyfit]` of the layout allows. The least visible means come first: last lines of few characters pulled in, tracking, rows of the headline, rows of pictures, optional parts left out; each with the lines 行 it won. What a larger step makes needless is given back. When all of it is not enough nothing is spent, and the note says how far it would have gone. Take `[copyfit]` out of the layout to have nothing done by itself."
        }
        Code::AdLabel => {
            "An advertisement bears no mark 广告. The Advertising Law of the PRC (广告法 art. 14) wants advertisements in mass media to be marked so that readers tell them from news. Set the mark with `label = true`, or, when it is drawn in the advertisement itself, say so with `label-in-art = true`. A lint."
        }
        Code::CopyMapped => {
            "On reading, half-width punctuation beside Chinese characters was mapped to full width, and spaces between them were taken out; those between names in a bracket such as （记者李明 通讯员王芳） stay. Numbers such as 1214.94 and 9.6% are left as they are. Characters that only steer a screen or a word processor (U+200B, U+FEFF, the soft hyphen and their like) were left out, and spaces of other widths (U+2003, U+202F …) became those that faces have. Nothing needs doing; the note is for the proof-reader."
        }
    }
}
