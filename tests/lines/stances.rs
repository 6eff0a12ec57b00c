//! How pieces stand in vertical lines 直排 (CLREQ §2.2, UAX #50).

use duikai::line::place;
use duikai::style::Writing;
use duikai::text::Orientation;

use super::{Len, SIZE, each_setting, treated};

/// 字, kana and Hangul stand upright and letters lie; a short number is one
/// upright piece of one em 纵中横 and a long one lies.
#[test]
fn characters_stand_and_words_lie() {
    let (mut upright, mut turned, mut across) = (0, 0, 0);
    each_setting(|par, _, _| {
        let vertical = par.style.writing == Writing::Vertical;
        for (at, cluster) in par.clusters.iter().enumerate() {
            if !vertical {
                assert_eq!(cluster.stance, Orientation::Level, "{}", par.text);
                continue;
            }
            let text = par.text_of(cluster);
            if text.chars().all(|c| c.is_ascii_alphabetic()) {
                assert_eq!(cluster.stance, Orientation::Turned, "{text}: {}", par.text);
                turned += 1;
            }
            if text
                .chars()
                .all(|c| matches!(c, '一'..='龥' | 'あ'..='ん' | 'ア'..='ン' | '가'..='힣'))
            {
                assert_eq!(cluster.stance, Orientation::Upright, "{text}: {}", par.text);
                upright += 1;
            }
            if text.bytes().all(|byte| byte.is_ascii_digit()) {
                let (before, after) = (
                    &par.text[..cluster.start as usize],
                    &par.text[cluster.end as usize..],
                );
                let figure = |c: char| c.is_ascii_digit();
                // 上标 may begin in the middle of a number.
                let apart = (at.saturating_sub(1)..par.clusters.len().min(at + 2))
                    .any(|at| treated(par, at));
                if cluster.stance == Orientation::Upright {
                    let whole = text.len() <= par.style.across
                        && !before.ends_with(figure)
                        && !after.starts_with(figure);
                    assert!(whole || apart, "{text}: {}", par.text);
                    assert!(
                        par.style.grid || treated(par, at) || cluster.width == SIZE,
                        "{text}: {}",
                        par.text
                    );
                    across += 1;
                } else {
                    assert_eq!(text.len(), 1, "{text}: {}", par.text);
                    turned += 1;
                }
            }
        }
    });
    assert!(
        upright > 3_000 && turned > 1_000 && across > 100,
        "{upright} {turned} {across}"
    );
}

/// Pieces of a vertical line follow one another down it and none overlaps.
#[test]
fn pieces_of_a_vertical_line_follow_one_another() {
    let mut seen = 0;
    each_setting(|par, _, lines| {
        for line in lines
            .iter()
            .filter(|line| par.style.writing == Writing::Vertical && !line.hung)
        {
            for pair in place(par, line).windows(2) {
                let least = par.clusters[pair[0].cluster].gap
                    - par.style.close_up.at(SIZE)
                    - par.style.latin_gap.at(SIZE);
                assert!(
                    pair[1].left - pair[0].right + Len::from_units(2) >= least,
                    "{}",
                    par.text
                );
                seen += 1;
            }
        }
    });
    assert!(seen > 10_000, "{seen}");
}
