//! What may not stand at a line's edge, by a table of characters of its own:
//! CLREQ 6.1.1, GB/T 15834 §5.1, JLREQ 3.1.7 and appendix A.

use duikai::line::Line;
use duikai::style::{Kinsoku, Lang};
use duikai::text::{Break, Class, ShapedPar};

use super::each_setting;

/// Begin no line from `basic` on, but for ！ ？ and their like in Japanese.
const NEVER_FIRST: &str = "，、；：。．）〉》」』】〕〗〙〛］｝｠｣､｡〞〟)]}›»,;:.﹐﹑﹔﹕﹒︘︶︸︺︼︾﹀﹂﹄﹈︐︑︓︔︒﹚﹜﹞㎡㎏”’!?﹗﹖︕︖";
const ASKS: &str = "！？‼⁇⁈⁉";
/// From `basic` on, in Japanese from `gb` on.
const CONNECTS: &str = "–～〜－‐‑‒﹣·‧・•∙⋅･‥／/%％‰‱℃℉°′″¢￠";
/// At `strict`.
const SMALL: &str = "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶーゝゞヽヾ々〻ㇰ…⋯⸺";
/// End no line from `basic` on, nor does a blank after them.
const NEVER_LAST: &str = "（〈《「『【〔〖〘〚［｛｟｢〝([{‹«﹁﹃︗︵︷︹︻︽︿﹇﹙﹛﹝“‘";
/// Are drawn onto what stands before them.
const ONTO: &str = "\u{301}\u{303}\u{3099}\u{302A}\u{20DD}\u{20E3}\u{FE0F}\u{FE01}\u{E0100}🏽";

/// What is wrong with the edge between two pieces of text.
fn fault(before: &str, after: &str, lang: Lang, level: Kinsoku) -> Option<&'static str> {
    let left = before
        .trim_end_matches(|c: char| c.is_whitespace() || ONTO.contains(c))
        .chars()
        .next_back()
        .unwrap_or('国');
    let right = after.chars().next().unwrap_or('国');
    let free = lang == Lang::Ja && level < Kinsoku::Gb;
    // An address parts before its points and after its slashes, where it goes on.
    let address = |c: char| c.is_ascii_graphic();
    let goes_on = |nth: usize| {
        before.ends_with(address)
            && after
                .chars()
                .nth(nth)
                .is_some_and(|c| c.is_ascii_alphanumeric())
    };
    if ONTO.contains(right) || right.is_whitespace() {
        return Some("drawn onto nothing");
    }
    if level == Kinsoku::None
        || matches!(right, '.' | '?') && goes_on(1)
        || left == '/' && goes_on(0)
    {
        return None;
    }
    let never_first =
        NEVER_FIRST.contains(right) || !free && (ASKS.contains(right) || CONNECTS.contains(right));
    if never_first || level == Kinsoku::Strict && SMALL.contains(right) {
        return Some("never first");
    }
    (NEVER_LAST.contains(left) || level >= Kinsoku::Gb && "／/".contains(left))
        .then_some("never last")
}

/// The text on either side of a line's end.
fn edge<'a>(par: &'a ShapedPar, line: &Line) -> (&'a str, &'a str) {
    par.text
        .split_at(par.clusters[line.clusters.end - 1].end as usize)
}

#[test]
fn no_mark_stands_where_it_must_not() {
    let (mut fallen, mut seen) = (0, 0);
    each_setting(|par, _, lines| {
        let style = &par.style;
        for line in lines.iter().filter(|line| !line.last) {
            seen += 1;
            if line.forced {
                fallen += 1;
                continue;
            }
            let (before, after) = edge(par, line);
            let fault = fault(before, after, style.lang, style.kinsoku);
            assert_eq!(
                fault, None,
                "{:?} {:?} {before}|{after}",
                style.lang, style.kinsoku
            );
        }
    });
    assert!(fallen > 0 && fallen * 20 < seen, "{fallen} of {seen}");
}

/// By the classes of the program: nothing of a barred class at any edge.
#[test]
fn no_barred_class_stands_at_an_edge() {
    each_setting(|par, _, lines| {
        let style = &par.style;
        for line in lines.iter().filter(|line| !line.last && !line.forced) {
            let (end, start) = (
                &par.clusters[line.clusters.end - 1],
                &par.clusters[line.clusters.end],
            );
            assert!(end.after < Break::Last);
            if style.kinsoku == Kinsoku::None {
                continue;
            }
            assert_ne!(end.class, Class::Open, "{}", par.text);
            assert!(
                !matches!(start.class, Class::Comma | Class::Close),
                "{}",
                par.text
            );
            if style.lang != Lang::Ja || style.kinsoku >= Kinsoku::Gb {
                assert!(
                    !matches!(
                        start.class,
                        Class::Stop | Class::Conn | Class::Mid | Class::Slash
                    ),
                    "{}",
                    par.text
                );
            }
            if style.kinsoku == Kinsoku::Strict {
                assert!(
                    !matches!(start.class, Class::Small | Class::Duo),
                    "{}",
                    par.text
                );
            }
            if style.kinsoku >= Kinsoku::Gb {
                assert_ne!(end.class, Class::Slash, "{}", par.text);
            }
        }
    });
}
