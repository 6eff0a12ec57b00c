//! The role of a text on the page: one vocabulary for whoever sets, exports and reads it.

/// The role of a text on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextRole {
    /// 栏目题
    Section,
    /// 引题, 肩题
    Kicker,
    /// 主题
    Headline,
    /// 副题
    Deck,
    /// 提要
    Summary,
    /// 作者
    Byline,
    /// 按语
    Note,
    /// 段
    Paragraph,
    /// 小标题
    Subhead,
    /// An item of a list.
    Item,
    /// The head of a group of items.
    GroupHead,
    /// A big figure of a data box.
    Figure,
    /// A cell of a table 表格.
    Cell,
    /// 署名, after the text
    Signature,
    /// A line that leads to another page 转版.
    Jump,
    /// The headline over a continuation, or the line that says where it comes from 上接.
    Continued,
    /// The head of a table where it is repeated.
    RepeatedHead,
    /// 图说
    Cutline,
    /// 摄影
    Credit,
    /// A picture.
    Picture,
    /// An advertisement.
    Ad,
    /// The mark over an advertisement 广告标记.
    AdMark,
    /// Nameplate, folio and other fixed matter 固定件.
    Furniture,
}

impl TextRole {
    /// Returns the role's name in files.
    pub fn name(self) -> &'static str {
        match self {
            TextRole::Section => "section",
            TextRole::Kicker => "kicker",
            TextRole::Headline => "headline",
            TextRole::Deck => "deck",
            TextRole::Summary => "summary",
            TextRole::Byline => "byline",
            TextRole::Note => "note",
            TextRole::Paragraph => "paragraph",
            TextRole::Subhead => "subhead",
            TextRole::Item => "item",
            TextRole::GroupHead => "group-head",
            TextRole::Figure => "figure",
            TextRole::Cell => "cell",
            TextRole::Signature => "signature",
            TextRole::Jump => "jump",
            TextRole::Continued => "continued",
            TextRole::RepeatedHead => "repeated-head",
            TextRole::Cutline => "cutline",
            TextRole::Credit => "credit",
            TextRole::Picture => "picture",
            TextRole::Ad => "advertisement",
            TextRole::AdMark => "advertisement-mark",
            TextRole::Furniture => "furniture",
        }
    }

    /// Every role, in the order of their names in files.
    pub const ALL: [TextRole; 23] = [
        TextRole::Section,
        TextRole::Kicker,
        TextRole::Headline,
        TextRole::Deck,
        TextRole::Summary,
        TextRole::Byline,
        TextRole::Note,
        TextRole::Paragraph,
        TextRole::Subhead,
        TextRole::Item,
        TextRole::GroupHead,
        TextRole::Figure,
        TextRole::Cell,
        TextRole::Signature,
        TextRole::Jump,
        TextRole::Continued,
        TextRole::RepeatedHead,
        TextRole::Cutline,
        TextRole::Credit,
        TextRole::Picture,
        TextRole::Ad,
        TextRole::AdMark,
        TextRole::Furniture,
    ];

    /// Returns whether it is part of a head 题.
    pub fn is_head(self) -> bool {
        matches!(
            self,
            TextRole::Section
                | TextRole::Kicker
                | TextRole::Headline
                | TextRole::Deck
                | TextRole::Summary
                | TextRole::Byline
        )
    }

    /// Returns whether it only leads the reader round the page, so that it is no part of an
    /// article's text.
    pub fn is_signpost(self) -> bool {
        matches!(
            self,
            TextRole::Jump
                | TextRole::Continued
                | TextRole::RepeatedHead
                | TextRole::AdMark
                | TextRole::Furniture
        )
    }
}

/// The place of a cell in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellPlace {
    /// Which table of the article, from 0.
    pub table: usize,
    /// Row, from 0.
    pub row: usize,
    /// Column, from 0.
    pub column: usize,
    /// Whether it stands in the head row 表头.
    pub head: bool,
}

/// A base with its reading over it 注音, or the reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ruby {
    /// Which of its paragraph, from 0.
    pub nth: usize,
    /// Whether it is the reading.
    pub reading: bool,
}

/// What a text is in its story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextTag {
    /// Its role.
    pub role: TextRole,
    /// Number of the paragraph among those of its role in the head, or among all in the text, from
    /// 0: what has the same number is the same paragraph, in whatever leg it stands.
    pub par: usize,
    /// Its place, if it is a cell.
    pub cell: Option<CellPlace>,
}

impl TextTag {
    /// Tags a paragraph that is no cell.
    pub fn plain(role: TextRole, par: usize) -> TextTag {
        TextTag {
            role,
            par,
            cell: None,
        }
    }
}
