//! Merging of a layout over those it includes.

use std::collections::BTreeMap;

use super::layout::{KindSpec, LayoutSpec, PressSpec, StyleSpec, WordsSpec};
use super::lints::merge_over;
use crate::diag::Spanned;

/// Implements merging a table over another of the same name: listed keys that it lacks come from
/// the one below. Every field of the table must be listed.
macro_rules! key_by_key {
    ($over:ident over $base:ident: $table:ident { $($own:ident: $value:expr),* } $($key:ident)+) => {
        $table { $($own: $value,)* $($key: $over.$key.or($base.$key)),+ }
    };
}

impl LayoutSpec {
    /// Merges the layout over one that it includes. Styles, kinds, `[press]`, `[words]` and
    /// `[lints]` are merged key by key, other tables replaced whole.
    pub fn over(self, base: LayoutSpec) -> LayoutSpec {
        let over = self;
        let mut furniture = base.furniture;
        for piece in over.furniture {
            match furniture
                .iter_mut()
                .find(|other| other.name.value == piece.name.value)
            {
                Some(other) => *other = piece,
                None => furniture.push(piece),
            }
        }
        let mut pairs = base.pairs;
        pairs.extend(over.pairs);
        let mut lints = base.lints;
        merge_over(&mut lints, over.lints);
        let mut cells = base.cells;
        cells.extend(over.cells);
        let (press, base_press) = (over.press, base.press);
        let (words, base_words) = (over.words, base.words);
        LayoutSpec {
            title: over.title.or(base.title),
            include: over.include,
            lang: over.lang.or(base.lang),
            hao: over.hao,
            fonts: by_name(over.fonts, base.fonts, |over, _| over),
            pairs,
            sheet: over.sheet.or(base.sheet),
            grid: over.grid.or(base.grid),
            press: key_by_key!(press over base_press: PressSpec {}
                standard marks profile condition ink_limit intent black_point picture_ppi sharpen convert),
            inks: by_name(over.inks, base.inks, |over, _| over),
            styles: by_name(over.styles, base.styles, style),
            kinds: by_name(over.kinds, base.kinds, kind),
            rules: by_name(over.rules, base.rules, |over, _| over),
            furniture,
            issues: over.issues.or(base.issues),
            copyfit: over.copyfit.or(base.copyfit),
            cells,
            lints,
            words: key_by_key!(words over base_words: WordsSpec {}
                jump continued refer photographer agency_photographer),
            must_print: if over.must_print.is_empty() {
                base.must_print
            } else {
                over.must_print
            },
        }
    }
}

/// Merges two maps; a name in both is merged by `one`.
fn by_name<T>(
    over: BTreeMap<String, T>,
    mut base: BTreeMap<String, T>,
    one: impl Fn(T, T) -> T,
) -> BTreeMap<String, T> {
    for (name, above) in over {
        let laid = match base.remove(&name) {
            Some(below) => one(above, below),
            None => above,
        };
        base.insert(name, laid);
    }
    base
}

fn begins_anew(anew: &Option<Spanned<bool>>) -> bool {
    anew.as_ref().is_some_and(|anew| anew.value)
}

fn style(over: StyleSpec, below: StyleSpec) -> StyleSpec {
    if begins_anew(&over.anew) {
        return over;
    }
    key_by_key!(over over below: StyleSpec { span: over.span, anew: below.anew }
        base font bold latin size flat min_size max_lines leading align indent hang end_indent tracking ink lang writing kinsoku marks
        line_end_marks hang_marks latin_gap latin_least latin_most mark_stretch close_up figures across hyphenate keep_words grid breaker
        rows keep orphans kana_tight readings reading_rows widows before)
}

fn kind(over: KindSpec, below: KindSpec) -> KindSpec {
    if begins_anew(&over.anew) {
        return over;
    }
    let mut parts = below.parts;
    parts.extend(over.parts);
    key_by_key!(over over below: KindSpec { span: over.span, anew: below.anew, parts: parts }
        base about boxed padding corner tint column_rule bullet standoff rule_above rule_below head_rule head_ink head_tint head_box head_padding head_corner table_rule
        table_head_rule table_head middle)
}
