//! Lines of scripts that are divided inside what stands between two blanks (UAX #14): Tibetan after
//! its ་, Thai, Lao, Khmer and Burmese between the words of a dictionary.

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

use super::par::{Break, Gap, ShapedPar};
use crate::script::is_divided_by_rules;

/// Allows the breaks of such a stretch, where a loose line opens too, and forbids all others inside
/// it.
pub(super) fn divide(par: &mut ShapedPar) {
    let rules = |text: &str| text.chars().next().is_some_and(is_divided_by_rules);
    if par.text.is_ascii() || !par.text.chars().any(is_divided_by_rules) {
        return;
    }
    let segmenter = LineSegmenter::new_dictionary(LineBreakOptions::default());
    let mut at = 0;
    while at < par.clusters.len() {
        let length = par.clusters[at..]
            .iter()
            .take_while(|cluster| rules(par.text_of(cluster)))
            .count();
        if length > 1 {
            let start = par.clusters[at].start as usize;
            let end = par.clusters[at + length - 1].end as usize;
            let ends: Vec<u32> = segmenter
                .segment_str(&par.text[start..end])
                .map(|point| (start + point) as u32)
                .collect();
            for cluster in &mut par.clusters[at..at + length - 1] {
                let ends_word = ends.binary_search(&cluster.end).is_ok();
                (cluster.after, cluster.gap_kind) = match ends_word {
                    true => (Break::Allowed, Gap::Plain),
                    false => (Break::Barred, Gap::Fixed),
                };
            }
        }
        at += length.max(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asset::{FontId, Fonts};
    use crate::geom::Len;
    use crate::style::{Lang, ParStyle};
    use crate::text::{RichLine, Shaper};

    #[test]
    fn words_without_blanks_and_syllables_of_tibetan_are_parted() {
        let fonts = Fonts::bundled();
        let style = ParStyle::plain(FontId::BODY, Len::pt(9), Len::pt(12), Lang::ZhCn);
        for (copy, wanted) in [
            ("写ที่ทำการไปรษณีย์เก่า了", "写|ที่ทำการ|ไปรษณีย์|เก่า|了"),
            ("写ལྷ་སའི་སྦྲག་ཁང་ད་དུང་了", "写|ལྷ་|སའི་|སྦྲག་|ཁང་|ད་|དུང་|了"),
            ("写नमस्ते दुनिया了", "写|नमस्ते |दुनिया|了"),
        ] {
            let par = Shaper::new(&fonts).shape(RichLine::plain(copy), &style);
            let mut written = String::new();
            for cluster in &par.clusters {
                written.push_str(par.text_of(cluster));
                if cluster.after < Break::Barred {
                    written.push('|');
                }
            }
            assert_eq!(written.trim_end_matches('|'), wanted);
        }
    }
}
