//! A house style 版式, resolved.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::asset::{OutputProfile, PictureId};
use crate::diag::Spanned;
use crate::geom::{Em, Len, PageSpace, Rect, Size};
use crate::ink::{Convert, Ink, Spot, Standard};
pub use crate::spec::VAlign;
use crate::spec::{AboutSpec, Cells, GridArea, IssuesSpec, Lints, Pages};
use crate::story::{BlockKind, PartRole};
use crate::style::{ParStyle, Writing};

use super::credit_words::CreditWords;
use super::grid::Grid;
use super::matter::Matter;
use super::words::JumpTexts;

/// The style of one part of a story.
#[derive(Clone, Debug)]
pub struct PartStyle {
    /// The type.
    pub par: ParStyle,
    /// Minimum size to which a headline or big figure may shrink to fit.
    pub min_size: Len,
    /// Maximum number of printed lines that one headline line of the copy may be broken into.
    pub max_lines: usize,
    /// Grid rows of a subhead 占行; 0 for body text on the grid.
    pub rows: usize,
    /// Minimum number of text rows that must follow it in the same leg.
    pub keep: usize,
    /// Blank above a headline deck.
    pub before: Len,
    /// Whether its leading is written, not that of the grid or of its size.
    pub own_leading: bool,
}

/// A rule 线: single, or double 文武线.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleStyle {
    /// Thickness of the line; of a double one, of its first.
    pub weight: Len,
    /// Ink of the rule.
    pub ink: Ink,
    /// Dash and gap.
    pub dash: Option<(Len, Len)>,
    /// A second line: gap and thickness.
    pub second: Option<(Len, Len)>,
    /// Drawings repeated along it in place of lines.
    pub lace: Option<Lace>,
}

impl RuleStyle {
    /// Returns the thickness from edge to edge, both lines of a double rule and their gap included.
    pub fn thickness(&self) -> Len {
        self.weight + self.second.map_or(Len::ZERO, |(gap, weight)| gap + weight)
    }
}

/// The drawings of a lace 花边.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lace {
    /// Drawing that is repeated.
    pub tile: PictureId,
    /// True if it is drawn once, in the middle of the rule 报花.
    pub once: bool,
    /// Drawing at the corners of a box, drawn for the upper left.
    pub corner: Option<PictureId>,
}

/// The box and background of a slot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BoxFrame {
    /// The box rule 加框.
    pub rule: Option<RuleStyle>,
    /// Between text and the inner edge of the rule, or the edge of a tint
    /// without one.
    pub padding: Len,
    /// Ink of the tint behind the text 底纹.
    pub tint: Option<Ink>,
    /// The radius of its corners 圆角.
    pub corner: Len,
}

impl BoxFrame {
    /// Whether there is nothing round or behind its text.
    pub fn is_bare(&self) -> bool {
        self.rule.is_none() && self.tint.is_none()
    }

    /// From its outer edge to the inner edge of its rule.
    pub fn border(&self) -> Len {
        self.rule.map_or(Len::ZERO, |rule| rule.thickness())
    }

    /// From its outer edge to its text: rule and padding.
    pub fn inset(&self) -> Len {
        self.border() + self.padding.max(Len::ZERO)
    }

    /// How far text stands in from all sides so that its corners too keep the
    /// padding where those of the box are round.
    pub fn inset_all_round(&self) -> Len {
        let inset = self.inset();
        match self.rounds_off() - inset {
            radius if radius > Len::ZERO => {
                // The middle of a quarter circle is 0.70711 of its radius off.
                inset.max(self.corner - radius.scale(70_710, 100_000))
            }
            _ => inset,
        }
    }

    /// The radius of its corners; those of a lace are square.
    fn rounds_off(&self) -> Len {
        match self.rule {
            Some(rule) if rule.lace.is_some() => Len::ZERO,
            _ => self.corner,
        }
    }

    /// How far text stands in from its sides so that its corners too keep the
    /// padding where those of the box are round; the first line and the last
    /// stand so far, `above`, from its head and foot.
    pub fn inset_beside(&self, above: Len) -> Len {
        let inset = self.inset();
        let (radius, high) = (self.rounds_off() - inset, self.rounds_off() - above);
        if radius <= Len::ZERO || high <= Len::ZERO {
            return inset;
        }
        // A text corner lies on the arc that is `radius` about the middle of
        // the corner, `high` above that.
        let (radius, high) = (radius.units(), high.units().min(radius.units()));
        let square = i128::from(radius) * i128::from(radius) - i128::from(high) * i128::from(high);
        let along = square.unsigned_abs().isqrt() as i64;
        inset.max(self.corner - Len::from_units(along))
    }
}

/// The dress of a headline, which sets it off from its surroundings: reversed 反白题, on a tint
/// 底纹题, in a box 框题.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeadDress {
    /// The ink of all its decks; that of each style when absent.
    pub ink: Option<Ink>,
    /// Box and tint.
    pub frame: BoxFrame,
}

impl HeadDress {
    /// Returns whether it has a box or a tint.
    pub fn stands_out(&self) -> bool {
        !self.frame.is_bare()
    }

    /// From the edge of that to its type; nothing where there is neither.
    pub fn inset(&self) -> Len {
        if self.stands_out() {
            self.frame.inset_all_round()
        } else {
            Len::ZERO
        }
    }
}

/// A kind of story and the styles of its parts.
#[derive(Clone, Debug)]
pub struct StoryKind {
    /// Name of the kind in the layout.
    pub name: String,
    /// What it is for, where the layout says so.
    pub about: AboutSpec,
    /// The parts that have a style.
    pub parts: BTreeMap<PartRole, PartStyle>,
    /// The blocks that have a style.
    pub blocks: BTreeMap<BlockKind, PartStyle>,
    /// Box and tint.
    pub frame: BoxFrame,
    /// The rule between its legs.
    pub column_rule: Option<RuleStyle>,
    /// The rule under its headline.
    pub head_rule: Option<RuleStyle>,
    /// Dress of the headline.
    pub head: HeadDress,
    /// The rules along the head and the foot of the slot.
    pub edges: [Option<RuleStyle>; 2],
    /// The rules round the cells of its tables.
    pub table_rule: Option<RuleStyle>,
    /// The rule under the head of a table.
    pub table_head_rule: Option<RuleStyle>,
    /// Whether the head of a table stands in every leg the table comes to.
    pub table_head_repeats: bool,
    /// Bullet before items, `●`.
    pub bullet: String,
    /// Distance kept clear around its pictures and insets.
    pub standoff: Len,
    /// True if headline and text are centred in the slot's depth.
    pub middle: bool,
}

impl StoryKind {
    /// Returns the writing direction of the text.
    pub fn writing(&self) -> Writing {
        let body = self
            .blocks
            .get(&BlockKind::Paragraph)
            .or_else(|| self.blocks.values().next());
        body.map_or(Writing::Horizontal, |style| style.par.writing)
    }

    /// Returns the writing direction of the headline; all its decks follow the main one.
    pub fn head_writing(&self) -> Writing {
        let decks = PartRole::DECKS
            .iter()
            .filter_map(|role| self.parts.get(role));
        self.parts
            .get(&PartRole::Headline)
            .or_else(|| decks.into_iter().next())
            .map_or(self.writing(), |style| style.par.writing)
    }

    /// Returns the rows that its text stands on: those of the page's grid or, where the style of its
    /// body has a `leading`, rows of its own from the head of the slot's text on.
    pub fn text_grid(&self, grid: &Grid) -> Grid {
        let body = self.blocks.get(&BlockKind::Paragraph);
        let own = body.filter(|style| style.own_leading && style.rows == 0);
        own.map_or(*grid, |style| Grid {
            pitch: style.par.leading,
            size: style.par.size,
            ..*grid
        })
    }

    /// Returns whether lines of text run down the page.
    pub fn runs_down(&self) -> bool {
        self.writing() == Writing::Vertical
    }

    /// Returns whether the lines of the headline run down the page.
    pub fn head_runs_down(&self) -> bool {
        self.head_writing() == Writing::Vertical
    }
}

/// A line of furniture.
#[derive(Clone, Debug)]
pub struct FurnitureRow {
    /// Text of the line, with its placeholders.
    pub text: String,
    /// Style of the line.
    pub style: PartStyle,
    /// Place where the line was written.
    pub span: crate::diag::Span,
}

/// A piece of furniture 固定件.
#[derive(Clone, Debug)]
pub struct FurnitureSlot {
    /// Name of the furniture.
    pub name: String,
    /// Place where the furniture was written.
    pub span: crate::diag::Span,
    /// The same, by number in [`Page::origins`](super::page::Page::origins); 0 in a house.
    pub origin: u32,
    /// Pages that it is on.
    pub pages: Pages,
    /// Area of the grid, where it has one.
    pub at: Option<Spanned<GridArea>>,
    /// Area on the page.
    pub rect: Rect<PageSpace>,
    /// Where its frame is written, if that is counted from edges.
    pub counted: Option<crate::diag::Span>,
    /// Lines of text.
    pub rows: Vec<FurnitureRow>,
    /// Artwork above the lines, such as a drawn nameplate.
    pub matter: Option<Matter>,
    /// Vertical alignment of artwork and lines.
    pub valign: VAlign,
    /// Box and tint.
    pub frame: BoxFrame,
    /// The rule above.
    pub rule_above: Option<RuleStyle>,
    /// The rule below.
    pub rule_below: Option<RuleStyle>,
}

/// The delivery of the press files 交付.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The standard of its files.
    pub standard: Standard,
    /// True if crop marks, colour bar and slug are set outside the page.
    pub marks: bool,
    /// Whether the colours of advertisements become the page's inks; as the printer has it when
    /// absent.
    pub convert: Option<Convert>,
}

/// The limits of automatic copyfitting 自动凑版; an adjustment at zero is not allowed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Copyfit {
    /// Maximum change of tracking after every character.
    pub tracking: Em,
    /// Maximum number of characters of a last line that may be pulled in.
    pub endings: usize,
    /// Maximum number of rows a headline may gain or lose.
    pub head: u32,
    /// Maximum number of rows each picture may gain or lose.
    pub picture: u32,
    /// True if optional parts may be left out.
    pub optional: bool,
}

impl Copyfit {
    /// Returns whether no adjustment is allowed.
    pub fn allows_nothing(&self) -> bool {
        *self == Copyfit::default()
    }
}

/// A resolved layout.
#[derive(Clone, Debug)]
pub struct House {
    /// The trimmed sheet.
    pub trim: Size,
    /// Bleed on every side.
    pub bleed: Len,
    /// The grid.
    pub grid: Grid,
    /// Delivery that the printer asks for.
    pub delivery: Delivery,
    /// The paper's language.
    pub lang: crate::style::Lang,
    /// Spot inks by name.
    pub inks: BTreeMap<String, Spot>,
    /// The printing condition.
    pub condition: Arc<OutputProfile>,
    /// Kinds of story by name.
    pub kinds: BTreeMap<String, StoryKind>,
    /// Rules by name.
    pub rules: BTreeMap<String, RuleStyle>,
    /// Styles by name.
    pub styles: BTreeMap<String, PartStyle>,
    /// Furniture.
    pub furniture: Vec<FurnitureSlot>,
    /// Numbering of its issues 总期号.
    pub issues: Option<IssuesSpec>,
    /// Limits of automatic copyfitting.
    pub copyfit: Copyfit,
    /// Named places of its dummy 版样.
    pub cells: Cells,
    /// The level and the limits of each lint.
    pub lints: Lints,
    /// Texts of jump lines and refers.
    pub words: JumpTexts,
    /// What is printed of who took a picture.
    pub credit_words: CreditWords,
    /// Texts that page 1 must print, each as a list of alternatives.
    pub must_print: Vec<Vec<String>>,
}
