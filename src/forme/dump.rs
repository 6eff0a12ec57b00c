//! A forme as readable text: the golden format of tests.

use std::fmt::Write;

use super::{Forme, GlyphRun, Item, Mark, Path, Rotation, Visit, walk};
use crate::asset::{Step, Stroke};
use crate::geom::{Em, Len, Outline, PageSpace, Point, Rect};
use crate::ink::Ink;

/// Returns the page as indented lines, one for each item, coordinates in points.
pub fn dump(forme: &Forme) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "page {} {} {} × {}{}",
        forme.number,
        forme.section,
        forme.sheet.trim.width,
        forme.sheet.trim.height,
        if forme.sheet.bleed == Len::ZERO {
            String::new()
        } else {
            format!(" bleed {}", forme.sheet.bleed)
        }
    );
    dump_items(&mut out, &forme.items, 1);
    out
}

fn dump_items(out: &mut String, items: &[Item], mut depth: usize) {
    for visit in walk(items) {
        let indent = |out: &mut String, depth: usize| {
            let _ = write!(out, "{:indent$}", "", indent = depth * 2);
        };
        let item = match visit {
            Visit::Enter(group) => {
                indent(out, depth);
                let _ = writeln!(out, "{:?} {}", group.role, group.name);
                depth += 1;
                continue;
            }
            Visit::Leave(_) => {
                depth -= 1;
                continue;
            }
            Visit::Item(item) => item,
        };
        // Roles are told by the structure that is made of them.
        if let Item::Mark(Mark::Text(_) | Mark::Ruby(_) | Mark::Drawing { .. }) = item {
            continue;
        }
        indent(out, depth);
        match item {
            Item::GlyphRun(run) => {
                let _ = writeln!(
                    out,
                    "text {} {} @{},{} {}{} “{}”",
                    run.font,
                    run.size,
                    num(run.start.x),
                    num(run.start.y),
                    ink(run.ink),
                    manner(run),
                    run.text
                );
            }
            Item::Picture(picture) => {
                let (frame, image, clip) = (
                    rect(&picture.frame),
                    rect(&picture.image),
                    clipped(picture.clip.as_ref()),
                );
                let _ = writeln!(
                    out,
                    "picture {} {frame} image {image}{clip} “{}”",
                    picture.picture, picture.alt
                );
            }
            Item::Page(page) => {
                let _ = writeln!(
                    out,
                    "page {} image {}{} “{}”",
                    rect(&page.frame),
                    rect(&page.image),
                    clipped(page.clip.as_ref()),
                    page.name
                );
            }
            Item::Path(path) => {
                let _ = writeln!(out, "path {}", drawn(path));
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
            Item::Group(_) | Item::Mark(Mark::Text(_) | Mark::Ruby(_) | Mark::Drawing { .. }) => {}
            Item::Mark(Mark::Dest { dest, title, at }) => {
                let _ = writeln!(
                    out,
                    "dest {} “{}” @{},{}",
                    dest.0,
                    title,
                    num(at.x),
                    num(at.y)
                );
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

fn clipped(clip: Option<&Outline<PageSpace>>) -> &'static str {
    match clip {
        None => "",
        Some(Outline::Ellipse(_)) => " round",
        Some(_) => " outlined",
    }
}

/// Formats a path as SVG path commands, then how it is painted.
fn drawn(path: &Path) -> String {
    let mut out = String::new();
    let mut step = |letter: char, points: &[Point<PageSpace>]| {
        let points: Vec<String> = points
            .iter()
            .map(|point| format!("{},{}", num(point.x), num(point.y)))
            .collect();
        let _ = write!(out, "{letter}{} ", points.join(" "));
    };
    for taken in &path.steps {
        match *taken {
            Step::Move(to) => step('M', &[to]),
            Step::Line(to) => step('L', &[to]),
            Step::Curve(a, b, to) => step('C', &[a, b, to]),
            Step::Close => step('Z', &[]),
        }
    }
    let how = match &path.stroke {
        Stroke::Fill { even_odd: false } => "filled".to_owned(),
        Stroke::Fill { even_odd: true } => "filled by crossings".to_owned(),
        Stroke::Line(pencil) => {
            format!("line {} {:?} {:?}", pencil.weight, pencil.cap, pencil.join)
        }
    };
    format!("{out}{how} {}", ink(path.ink))
}

/// Formats the attributes of a run that differ from plain type; empty if none do.
fn manner(run: &GlyphRun) -> String {
    let mut manner = String::new();
    if run.condense != Em::ONE {
        let _ = write!(manner, " condense {}", num(run.condense.at(Len::PT)));
    }
    if run.turn == Rotation::Clockwise {
        manner.push_str(" clockwise");
    }
    manner
}

fn num(len: Len) -> String {
    let text = len.to_string();
    text.trim_end_matches("pt").to_owned()
}

fn rect<S>(rect: &Rect<S>) -> String {
    format!(
        "[{} {} {} {}]",
        num(rect.left),
        num(rect.top),
        num(rect.right),
        num(rect.bottom)
    )
}

fn ink(ink: Ink) -> String {
    match ink {
        Ink::K(1000) => "K".to_owned(),
        Ink::K(tint) => format!("K{}", f64::from(tint) / 10.0),
        Ink::Cmyk(c, m, y, k) => format!("C{}M{}Y{}K{}", c / 10, m / 10, y / 10, k / 10),
        Ink::Spot(..) | Ink::Registration => ink.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asset::Fonts;
    use crate::forme::{Origin, Sheet};
    use crate::geom::{Folio, Size};

    #[test]
    fn only_unusual_type_says_how_it_is_set() {
        let font = Fonts::bundled().find("song").unwrap();
        let run = |condense: Em, turn: Rotation| {
            let (size, start) = (Len::pt(10), Point::new(Len::PT, Len::pt(2)));
            Item::GlyphRun(GlyphRun {
                origin: Origin(0),
                font,
                size,
                condense,
                turn,
                start,
                ink: Ink::BLACK,
                text: "字".to_owned(),
                glyphs: Vec::new(),
            })
        };
        let sheet = Sheet {
            trim: Size {
                width: Len::pt(100),
                height: Len::pt(100),
            },
            bleed: Len::ZERO,
            margin: Len::ZERO,
        };
        let items = vec![
            run(Em::ONE, Rotation::Upright),
            run(Em::ratio(4, 5), Rotation::Upright),
            run(Em::ONE, Rotation::Clockwise),
        ];
        let reported = dump(&Forme {
            number: Folio::plain(1),
            section: "要闻".to_owned(),
            sheet,
            items,
        });
        let ends: Vec<&str> = reported
            .lines()
            .skip(1)
            .map(|line| &line[line.find('@').unwrap()..])
            .collect();
        assert_eq!(
            ends,
            [
                "@1,2 K “字”",
                "@1,2 K condense 0.8 “字”",
                "@1,2 K clockwise “字”"
            ]
        );
    }
}
