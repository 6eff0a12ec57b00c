//! A house style 版式, resolved.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::asset::{OutputProfile, PictureId};
use crate::diag::Spanned;
use crate::geom::{Em, Len, PageSpace, Rect, Size};
use crate::ink::{Ink, Spot, Standard};
pub use crate::spec::VAlign;
use crate::spec::{Cells, GridArea, IssuesSpec, Lints, PageRange};
use crate::story::{BlockKind, PartRole};
use crate::style::{ParStyle, Writing};

use super::credit_words::CreditWords;
use super::grid::Grid;
use super::matter::Matter;
use super::words::JumpTexts;

/// How one part of a story is set.
#[derive(Clone, Debug)]
pub struct PartStyle {
    /// The type.
    pub par: ParStyle,
    /// How far a headline or big figure may shrink to fit.
    pub least: Len,
    /// Lines one line of copy may become.
    pub max_lines: usize,
    /// Grid rows a subhead takes 占行; 0 for body text on the grid.
    pub rows: usize,
    /// Text rows that must follow.
    pub keep: usize,
    /// Blank above a headline deck.
    pub before: Len,
}

/// A rule 线: single, or double 文武线.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleStyle {
    /// How thick.
    pub weight: Len,
    /// Its ink.
    pub ink: Ink,
    /// Dash and gap.
    pub dash: Option<(Len, Len)>,
    /// A second line: gap and thickness.
    pub second: Option<(Len, Len)>,
    /// What is repeated along it in place of lines.
    pub lace: Option<Lace>,
}

impl RuleStyle {
    /// From edge to edge, both lines of a double one counted in.
    pub fn thickness(&self) -> Len {
        self.weight + self.second.map_or(Len::ZERO, |(gap, weight)| gap + weight)
    }
}

/// The drawings of a lace 花边.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lace {
    /// What is repeated.
    pub tile: PictureId,
    /// Whether it stands once, in the middle of the rule 报花.
    pub once: bool,
    /// What stands at the corners of a box, drawn for the upper left.
    pub corner: Option<PictureId>,
}

/// What stands round and behind a slot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BoxFrame {
    /// The box rule 加框.
    pub rule: Option<RuleStyle>,
    /// Between text and the inner edge of the rule, or the edge of a tint
    /// without one.
    pub padding: Len,
    /// Behind the text 底纹.
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

/// How a headline is set off from what stands round it: reversed 反白题, on a
/// tint 底纹题, in a box 框题.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeadDress {
    /// The ink of all its decks; that of each style when absent.
    pub ink: Option<Ink>,
    /// What stands behind and round it.
    pub frame: BoxFrame,
}

impl HeadDress {
    /// Whether anything stands behind or round it.
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

/// A kind of story and how its parts are set.
#[derive(Clone, Debug)]
pub struct StoryKind {
    /// Its name in the layout.
    pub name: String,
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
    /// How its headline is set off.
    pub head: HeadDress,
    /// The rules along the head and the foot of the slot.
    pub edges: [Option<RuleStyle>; 2],
    /// The rules round the cells of its tables.
    pub table_rule: Option<RuleStyle>,
    /// The rule under the head of a table.
    pub table_head_rule: Option<RuleStyle>,
    /// Whether the head of a table stands in every leg the table comes to.
    pub table_head_repeats: bool,
    /// Before items, `●`.
    pub bullet: String,
    /// Kept clear round its pictures and insets.
    pub standoff: Len,
    /// Whether its headline and text are centred in the slot's depth.
    pub middle: bool,
}

impl StoryKind {
    /// Which way its text runs.
    pub fn writing(&self) -> Writing {
        let body = self
            .blocks
            .get(&BlockKind::Paragraph)
            .or_else(|| self.blocks.values().next());
        body.map_or(Writing::Horizontal, |style| style.par.writing)
    }

    /// Which way its headline runs, all decks as the main one does.
    pub fn head_writing(&self) -> Writing {
        let decks = PartRole::DECKS
            .iter()
            .filter_map(|role| self.parts.get(role));
        self.parts
            .get(&PartRole::Headline)
            .or_else(|| decks.into_iter().next())
            .map_or(self.writing(), |style| style.par.writing)
    }

    /// Whether its lines run down the page.
    pub fn runs_down(&self) -> bool {
        self.writing() == Writing::Vertical
    }

    /// Whether the lines of its headline do.
    pub fn head_runs_down(&self) -> bool {
        self.head_writing() == Writing::Vertical
    }
}

/// One line of furniture.
#[derive(Clone, Debug)]
pub struct FurnitureRow {
    /// The text, placeholders still in it.
    pub text: String,
    /// How it is set.
    pub style: PartStyle,
    /// Where it was written.
    pub span: crate::diag::Span,
}

/// A piece of furniture 固定件.
#[derive(Clone, Debug)]
pub struct FurnitureSlot {
    /// Its name.
    pub name: String,
    /// Where it was written.
    pub span: crate::diag::Span,
    /// The same, by number in [`Page::origins`](super::page::Page::origins); 0 in a house.
    pub origin: u32,
    /// The pages it stands on.
    pub pages: PageRange,
    /// Its place on the grid, where it has one.
    pub at: Option<Spanned<GridArea>>,
    /// Its place.
    pub rect: Rect<PageSpace>,
    /// Its lines.
    pub rows: Vec<FurnitureRow>,
    /// What stands above them, such as a nameplate that was drawn.
    pub matter: Option<Matter>,
    /// Where they stand.
    pub valign: VAlign,
    /// Box and tint.
    pub frame: BoxFrame,
    /// The rule above.
    pub rule_above: Option<RuleStyle>,
    /// The rule below.
    pub rule_below: Option<RuleStyle>,
}

/// How the press files are delivered 交付.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The standard of its files.
    pub standard: Standard,
    /// Whether crop marks, colour bar and slug stand outside the page.
    pub marks: bool,
}

/// How far stories may be made to fit by themselves 自动凑版; what is nothing
/// may not be spent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Copyfit {
    /// More or less after every character.
    pub tracking: Em,
    /// Characters of a last line that may be pulled in.
    pub endings: usize,
    /// Rows of a headline.
    pub head: u32,
    /// Rows of each picture.
    pub picture: u32,
    /// Whether optional parts may be left out.
    pub optional: bool,
}

impl Copyfit {
    /// Whether nothing may be spent.
    pub fn allows_nothing(&self) -> bool {
        *self == Copyfit::default()
    }
}

/// A resolved layout.
#[derive(Clone, Debug)]
pub struct House {
    /// The trimmed sheet.
    pub trim: Size,
    /// Its bleed on every side.
    pub bleed: Len,
    /// The grid.
    pub grid: Grid,
    /// What the printer asks for.
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
    /// How its issues are counted 总期号.
    pub issues: Option<IssuesSpec>,
    /// How far stories may be made to fit by themselves.
    pub copyfit: Copyfit,
    /// The places of its dummy that have names 版样.
    pub cells: Cells,
    /// The level and the limits of each lint.
    pub lints: Lints,
    /// What jump lines and refers say.
    pub words: JumpTexts,
    /// What is printed of who took a picture.
    pub credit_words: CreditWords,
    /// What page 1 must print, each in the words any of which will do.
    pub must_print: Vec<Vec<String>>,
}
