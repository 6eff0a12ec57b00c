//! How dashes, signs and quotes stand in vertical lines (GB/T 15834 §5.2;
//! UAX #50), on places read back from the file of a galley.

use duikai::style::Lang;

use crate::column::{Columns, set};
use crate::line::is;

fn cn(copy: &str) -> Columns {
    set(copy, 30, Lang::ZhCn)
}

/// Neither the character above nor the one below is struck through, in any
/// face, whether —— is two characters or one.
#[test]
fn dashes_fill_their_own_two_cells() {
    for (open, close) in [("", ""), ("**", "**"), ("[", "]{楷}")] {
        for dash in ["——", "⸺"] {
            let columns = cn(&format!("{open}国{dash}中{close}"));
            let begins = columns.find('国').down + 1.0;
            is(columns.find('中').down - begins, 2.0, dash);
            let ink = columns
                .set
                .iter()
                .filter(|stood| matches!(stood.c, '—' | '⸺'))
                .map(|stood| stood.ink);
            let (top, foot) = ink.fold((f64::MAX, f64::MIN), |(top, foot), ink| {
                (top.min(ink[1]), foot.max(ink[3]))
            });
            assert!(
                top > begins - 0.06 && foot < begins + 2.06,
                "{open}{dash}: from {top} to {foot}, cells from {begins}"
            );
            assert!(
                ((top + foot) / 2.0 - begins - 1.0).abs() < 0.05,
                "{open}{dash}: from {top} to {foot}"
            );
        }
    }
}

/// Signs that are no letters stand upright, one in a cell (UAX #50).
#[test]
fn signs_stand_upright() {
    for sign in ['℃', '№', '‰', '½', '±', '÷'] {
        let columns = cn(&format!("国{sign}中"));
        assert!(!columns.find(sign).turned, "{sign}");
        is(columns.held('国', '中'), 1.0, "a sign");
    }
}

/// They belong to the word or number beside them: turned where it is turned,
/// upright where it stands in one cell 纵中横.
#[test]
fn signs_beside_numbers_stand_as_the_numbers_do() {
    for (copy, sign, turned) in [
        ("误差±5%以内", '±', true),
        ("误差±5以内", '±', false),
        ("分辨率1920×1080点", '×', true),
        ("共3×4格", '×', false),
        ("宽5×1200米", '×', true),
        ("得2021÷7之商", '÷', true),
        ("含盐12.5‰左右", '‰', true),
        ("含盐12‰左右", '‰', false),
        ("须≥60分", '≥', true),
        ("须≤60%", '≤', true),
        ("得A=100元", '=', true),
    ] {
        let columns = cn(copy);
        assert_eq!(columns.find(sign).turned, turned, "{copy}");
        let figure = columns
            .set
            .iter()
            .find(|stood| stood.c.is_ascii_digit())
            .expect("has figures");
        assert_eq!(figure.turned, turned, "{copy}");
    }
}

/// The apostrophe of a turned word is as narrow as that of a level one.
#[test]
fn apostrophes_of_turned_words_are_narrow() {
    let columns = cn("国It’s中");
    assert!(columns.find('’').turned);
    let letters = columns.find('s').down - columns.find('t').down;
    assert!(letters < 0.75, "{letters}");
}

/// A pair of quotes round a word is ﹃ ﹄ at both ends.
#[test]
fn both_quotes_of_a_pair_have_one_nature() {
    let columns = cn("推出Open“o1”模型");
    assert!(!columns.find('“').turned && !columns.find('”').turned);
}
