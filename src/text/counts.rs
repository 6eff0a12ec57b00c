//! Numbers and what they count 数与量词, kept together by region. CLREQ 6.1.2.2 keeps a number
//! whole and leaves what follows it open; that it is not separated from its unit is a rule of every
//! daily.

use std::ops::Range;

use super::class::{Class, is_wide};
use super::par::{Break, Cluster, ShapedPar};
use super::units::Counts;
use crate::style::Lang;

/// Unit symbols in Latin letters, which stay with a number even across a space (ISO 80000-1
/// §7.1.4).
const SIGNS: &[&str] = &[
    "km", "m", "cm", "mm", "nm", "μm", "µm", "km²", "m²", "m³", "km2", "m2", "m3", "kg", "g", "mg",
    "μg", "t", "L", "mL", "ml", "W", "kW", "MW", "GW", "kWh", "V", "kV", "A", "mA", "Hz", "kHz",
    "MHz", "GHz", "Pa", "hPa", "kPa", "MPa", "J", "kJ", "K", "KB", "MB", "GB", "TB", "Mbps",
    "Gbps", "ppm", "dB", "s", "ms", "h", "min", "°C",
];

/// Forbids breaks inside every number with its unit.
pub(super) fn keep_counts(par: &mut ShapedPar) {
    let counts = Counts::of(par.style.lang);
    let mut at = 0;
    while at < par.clusters.len() {
        let is_digit = |cluster: &Cluster| cluster.class == Class::Digit;
        let mut length = par.clusters[at..]
            .iter()
            .take_while(|cluster| is_digit(cluster))
            .count();
        if length == 0 {
            at += 1;
            continue;
        }
        while let Some(group) = thousands(par, at, at + length) {
            par.clusters[at + length].after = Break::Barred;
            length = group;
        }
        let last = at + length - 1;
        let space = par
            .clusters
            .get(last + 1)
            .is_some_and(|cluster| cluster.class == Class::Space);
        let before_unit = last + usize::from(space);
        let from = par.clusters[before_unit].end as usize;
        let (powers, unit) = counts.map_or((0, 0), |counts| counts.measure(&par.text[from..]));
        if space && (is_sign(&par.text[from..]) || powers + unit > 0 && par.style.lang != Lang::Ko)
        {
            par.clusters[before_unit].after = Break::Barred;
        }
        if powers + unit == 0 && !space {
            keep_span(par, last);
            keep_counted(par, last);
        }
        if powers + unit > 0 && !(space && par.style.lang == Lang::Ko) {
            let unit = from + powers..from + powers + unit;
            let joint = counts.and_then(|counts| counts.joint(&par.text[unit.clone()]));
            bar(par, before_unit, unit, joint);
        }
        at += length;
    }
}

/// Returns the number of clusters of a number at clusters `at..end` that goes on over a space with
/// a group of three figures, as in 15 000 (GB/T 15835, 千分空).
fn thousands(par: &ShapedPar, at: usize, end: usize) -> Option<usize> {
    let figure = |cluster: &Cluster| {
        par.text_of(cluster)
            .bytes()
            .all(|byte| byte.is_ascii_digit())
    };
    let leading = par.clusters[at..end]
        .iter()
        .rev()
        .take_while(|cluster| figure(cluster))
        .count();
    let begins = end - leading == at || par.clusters[end - leading - 1].class == Class::Space;
    let space = par
        .clusters
        .get(end)
        .is_some_and(|cluster| cluster.class == Class::Space);
    let group = par
        .clusters
        .get(end + 1..)?
        .iter()
        .take_while(|cluster| cluster.class == Class::Digit)
        .count();
    let three = group == 3 && par.clusters[end + 1..end + 4].iter().all(figure);
    // A year is no group, nor is what follows a point.
    (begins && space && leading <= 3 && three).then_some(end + 4 - at)
}

/// Makes a break poor between a number without a unit and the one it is a range with, as in 1至9月.
fn keep_span(par: &mut ShapedPar, last: usize) {
    let to = par
        .clusters
        .get(last + 1)
        .is_some_and(|cluster| matches!(par.text_of(cluster), "至" | "到"));
    let number = par
        .clusters
        .get(last + 2)
        .is_some_and(|cluster| cluster.class == Class::Digit);
    if to && number {
        let places = par.clusters[last..last + 2].iter_mut();
        places
            .filter(|cluster| cluster.after == Break::Allowed)
            .for_each(|cluster| cluster.after = Break::Poor);
    }
}

/// Makes a break poor between a number and any Han after it, since no list of what is counted is
/// ever complete.
fn keep_counted(par: &mut ShapedPar, last: usize) {
    let chinese = matches!(par.style.lang, Lang::ZhCn | Lang::ZhTw | Lang::ZhHk);
    let han = par
        .clusters
        .get(last + 1)
        .is_some_and(|cluster| cluster.class == Class::Han);
    if chinese && han && par.clusters[last].after == Break::Allowed {
        par.clusters[last].after = Break::Poor;
    }
}

/// Forbids breaks from the number's last figure, at cluster `last`, to the last character of its
/// `unit`. Between 万, 亿 or 余 and the unit a line may break at a small price, and at the `joint`
/// of a long unit, counted from its start, at a little more.
fn bar(par: &mut ShapedPar, last: usize, unit: Range<usize>, joint: Option<usize>) {
    let end = unit.end;
    let beyond = last
        + 1
        + par.clusters[last + 1..]
            .iter()
            .take_while(|cluster| (cluster.start as usize) < end)
            .count();
    let whole = &mut par.clusters[beyond - 1];
    if whole.after == Break::Allowed && goes_on(&par.text[..end], &par.text[end..]) {
        whole.after = Break::Poor;
    }
    for at in last..beyond - 1 {
        let cluster = &mut par.clusters[at];
        let here = cluster.end as usize;
        cluster.after = if here == unit.start && at > last {
            Break::Power
        } else if joint.is_some_and(|joint| here == unit.start + joint) {
            Break::Unit
        } else {
            Break::Barred
        };
    }
}

/// Returns whether the unit at the end of `text` and the number that begins `rest` form one date or
/// time: 12月 and 31日, 22点 and 30分.
fn goes_on(text: &str, rest: &str) -> bool {
    let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let next = unit.chars().next().filter(|_| unit.len() < rest.len());
    match text.chars().next_back() {
        Some('月') => matches!(next, Some('日' | '号' | '號')),
        Some('时' | '時' | '点' | '點') => next == Some('分'),
        _ => false,
    }
}

/// Returns whether the text begins with a unit symbol that is not the start of a word.
fn is_sign(rest: &str) -> bool {
    let length = rest
        .find(|c: char| {
            is_wide(c)
                || c.is_whitespace()
                || matches!(c, ',' | '.' | ';' | ')' | '/' | '-' | '–' | '—' | '~')
        })
        .unwrap_or(rest.len());
    SIGNS.contains(&&rest[..length])
}
