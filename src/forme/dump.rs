//! A forme as readable text: the golden form in tests.

use std::fmt::Write;

use super::{Forme, Item, Mark};
use crate::geom::{Len, Rect};
use crate::ink::Ink;

/// The page as indented lines, one an item, places in points.
pub fn dump(forme: &Forme) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "page {} {} {} × {}{}",
        forme.number,
        forme.section,
        forme.sheet.trim.width,
        forme.sheet.trim.height,
        if forme.sheet.bleed == Len::ZERO { String::new() } else { format!(" bleed {}", forme.sheet.bleed) }
    );
    dump_items(&mut out, &forme.items, 1);
    out
}

fn dump_items(out: &mut String, items: &[Item], depth: usize) {
    for item in items {
        let _ = write!(out, "{:indent$}", "", indent = depth * 2);
        match item {
            Item::GlyphRun(run) => {
                let _ = writeln!(
                    out,
                    "text {} {} @{},{} {} “{}”",
                    run.font,
                    run.size,
                    num(run.start.x),
                    num(run.start.y),
                    ink(run.ink),
                    run.text
                );
            }
            Item::Picture(picture) => {
                let _ =
                    writeln!(out, "picture {} {} image {} “{}”", picture.picture, rect(&picture.frame), rect(&picture.image), picture.alt);
            }
            Item::Fill(fill) => {
                let _ = writeln!(out, "fill {} {}", rect(&fill.rect), ink(fill.ink));
            }
            Item::Rule(rule) => {
                let _ = writeln!(
                    out,
                    "rule {},{} – {},{} {} {}",
                    num(rule.from.x),
                    num(rule.from.y),
                    num(rule.to.x),
                    num(rule.to.y),
                    rule.weight,
                    ink(rule.ink)
                );
            }
            Item::Group(group) => {
                let _ = writeln!(out, "{:?} {}", group.role, group.name);
                dump_items(out, &group.items, depth + 1);
            }
            Item::Mark(Mark::Dest { dest, title, at }) => {
                let _ = writeln!(out, "dest {} “{}” @{},{}", dest.0, title, num(at.x), num(at.y));
            }
            Item::Mark(Mark::Link { rect: at, to }) => {
                let _ = writeln!(out, "link {} → {}", rect(at), to.0);
            }
            Item::Mark(Mark::Fault { rect: at, text }) => {
                let _ = writeln!(out, "fault {} “{}”", rect(at), text);
            }
        }
    }
}

fn num(len: Len) -> String {
    let text = len.to_string();
    text.trim_end_matches("pt").to_owned()
}

fn rect<S>(rect: &Rect<S>) -> String {
    format!("[{} {} {} {}]", num(rect.left), num(rect.top), num(rect.right), num(rect.bottom))
}

fn ink(ink: Ink) -> String {
    match ink {
        Ink::K(1000) => "K".to_owned(),
        Ink::K(tint) => format!("K{}", f64::from(tint) / 10.0),
        Ink::Cmyk(c, m, y, k) => format!("C{}M{}Y{}K{}", c / 10, m / 10, y / 10, k / 10),
    }
}
