//! Division of words and addresses at a line's end.

use std::ops::Range;

use super::class::Class;
use super::hyphen;
use super::par::{Break, Cluster, Hyphen, ShapedPar, Treat};
use crate::asset::Fonts;
use crate::script::{WordLang, is_divided_by_rules};
use crate::style::Lang;

/// Marks where Latin words and addresses may be divided. A style without hyphenation falls back on
/// it where a line would be too loose.
///
/// What is not marked as words of a language is English, or a name in pinyin, if all of its letters
/// are; other words stay whole.
pub(super) fn divide_words(par: &mut ShapedPar, treats: &[(Range<usize>, Treat)], fonts: &Fonts) {
    part_telephones(par);
    let addresses = part_addresses(par);
    let names = matches!(par.style.lang, Lang::ZhCn | Lang::ZhTw | Lang::ZhHk);
    let after = if par.style.hyphenate {
        Break::Hyphen
    } else {
        Break::Divided
    };
    let mut addresses = addresses.into_iter().peekable();
    let mut at = 0;
    while at < par.clusters.len() {
        while addresses.next_if(|address| address.end <= at).is_some() {}
        let is_letter = |cluster: &Cluster| {
            let letter = |c: char| c.is_alphabetic() && !is_divided_by_rules(c);
            cluster.class == Class::Latin && par.text_of(cluster).chars().all(letter)
        };
        let length = par.clusters[at..]
            .iter()
            .take_while(|cluster| is_letter(cluster))
            .count();
        if length == 0 {
            at += 1;
            continue;
        }
        if addresses
            .peek()
            .is_some_and(|address| address.contains(&at))
        {
            at += length;
            continue;
        }
        let start = par.clusters[at].start;
        let word = par.text[start as usize..par.clusters[at + length - 1].end as usize].to_owned();
        let lang = treats.iter().rev().find_map(|(range, treat)| match treat {
            Treat::Words(lang) if range.contains(&(start as usize)) => Some(*lang),
            _ => None,
        });
        let points = match lang {
            Some(lang) if lang != WordLang::ENGLISH => hyphen::points_in(&word, lang),
            _ if word.is_ascii() => hyphen::points(&word, names && lang.is_none()),
            _ => Vec::new(),
        };
        let after = match lang {
            Some(_) => Break::Hyphen,
            None => after,
        };
        for point in points {
            let end = start + point as u32;
            let Some(cluster) = par.clusters[at..at + length]
                .iter_mut()
                .find(|cluster| cluster.end == end)
            else {
                continue;
            };
            let font = cluster.font;
            let size = cluster.size;
            if !par
                .hyphens
                .iter()
                .any(|hyphen| (hyphen.font, hyphen.size) == (font, size))
            {
                let face = fonts.face(font);
                let Some(glyph) = face.glyph('-') else {
                    continue;
                };
                let width = face.to_len(i32::from(face.advance(glyph)), size);
                par.hyphens.push(Hyphen {
                    font,
                    glyph,
                    size,
                    width,
                });
            }
            cluster.after = after;
        }
        at += length;
    }
}

/// Number of figures that makes a telephone number with its codes and not a date.
const TELEPHONE: usize = 10;
/// Figures of a year: a span of two, as in 2031-2040, parts after its hyphen before a year does.
const YEAR: usize = 4;
/// Minimum number of figures of its last groups.
const GROUP: usize = 3;

/// Allows a break after the hyphens of a telephone number where the line fits badly otherwise, and
/// never inside a group.
fn part_telephones(par: &mut ShapedPar) {
    let is = |cluster: Option<&Cluster>, class: Class| {
        cluster.is_some_and(|cluster| cluster.class == class)
    };
    let mut at = 0;
    while at < par.clusters.len() {
        let goes_on = |nth: usize| {
            is(par.clusters.get(nth), Class::Digit)
                || nth > at
                    && is(par.clusters.get(nth), Class::Conn)
                    && is(par.clusters.get(nth + 1), Class::Digit)
        };
        let length = (at..par.clusters.len())
            .take_while(|nth| goes_on(*nth))
            .count();
        let number = &par.clusters[at..at + length];
        let joins = |cluster: &Cluster| matches!(par.text_of(cluster), "-" | "－" | "–" | "—");
        let groups: Vec<usize> = number.split(joins).map(<[Cluster]>::len).collect();
        let figures = number
            .iter()
            .all(|cluster| joins(cluster) || par.text_of(cluster).chars().all(char::is_numeric));
        if figures && groups == [YEAR; 2] {
            par.clusters[at + YEAR].after = Break::Last;
        }
        if figures && groups.iter().sum::<usize>() >= TELEPHONE {
            let mut end = at;
            for pair in groups.windows(2) {
                end += pair[0] + 1;
                par.clusters[end - 1].after = if pair[1] >= GROUP {
                    Break::Inside
                } else {
                    Break::Barred
                };
            }
        }
        at += length.max(1);
    }
}

/// Allows a web or mail address to break after its slashes and before its points, if a letter or
/// figure follows, without a hyphen, which would read as part of it. Returns the clusters of every
/// address.
fn part_addresses(par: &mut ShapedPar) -> Vec<Range<usize>> {
    let mut addresses = Vec::new();
    let mut at = 0;
    while at < par.clusters.len() {
        let western =
            |cluster: &Cluster| cluster.class.is_western() && cluster.class != Class::Space;
        let length = par.clusters[at..]
            .iter()
            .take_while(|cluster| western(cluster))
            .count();
        let text = match length {
            0 => "",
            _ => {
                &par.text
                    [par.clusters[at].start as usize..par.clusters[at + length - 1].end as usize]
            }
        };
        if is_address(text) {
            addresses.push(at..at + length);
            for left in at..at + length - 1 {
                let (before, after) = (
                    par.text_of(&par.clusters[left]),
                    par.text_of(&par.clusters[left + 1]),
                );
                // The point of a number is none of its.
                if par.clusters[left + 1].class == Class::Digit {
                    continue;
                }
                let goes_on = |cluster: usize| {
                    cluster < at + length
                        && par
                            .text_of(&par.clusters[cluster])
                            .bytes()
                            .all(|byte| byte.is_ascii_alphanumeric())
                };
                let point = matches!(after, "." | "@" | "?" | "&" | "=" | "#" | "_")
                    && left > at
                    && goes_on(left + 2);
                if point || before == "/" && goes_on(left + 1) {
                    par.clusters[left].after = Break::Inside;
                }
            }
        }
        at += length.max(1);
    }
    addresses
}

fn is_address(text: &str) -> bool {
    let host = |text: &str| text.contains('.') && !text.starts_with('.') && !text.ends_with('.');
    text.contains("://")
        || text.starts_with("www.")
        || text
            .split_once('@')
            .is_some_and(|(who, at)| !who.is_empty() && host(at))
}
