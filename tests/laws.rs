//! Laws of pouring over random text: they hold for any copy in any slot.

use duikai::asset::Fonts;
use duikai::flow::{
    Deck, Depth, Galley, GalleyPar, Ground, Poured, Table, legs, pour, pour_level, set_deck,
};
use duikai::geom::{Em, LegSpace, Len, Obstacle, Outline, Point, Rect, Sides, Standoff};
use duikai::role::TextRole;
use duikai::style::{Align, Kinsoku, Lang, ParStyle};
use duikai::text::{RichLine, Seam, Shaper, seams};

/// A small generator of numbers: the same on every machine.
pub struct Dice(pub u64);

impl Dice {
    /// A number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

const PIECES: &[&str] = &[
    "县", "域", "经", "济", "发", "展", "我", "市", "的", "和", "，", "。", "、", "；", "：", "？",
    "！", "“", "”", "‘", "’", "（", "）", "《", "》", "——", "……", "·", "～", "1214.94", "9.6%",
    "2021", "年", "亿元", "GDP", "App", " ", "5G", "／", "①", "【", "】", "3",
];

fn text(dice: &mut Dice, pieces: usize) -> String {
    (0..pieces)
        .map(|_| PIECES[dice.roll(PIECES.len())])
        .collect()
}

fn style(fonts: &Fonts, kinsoku: Kinsoku) -> ParStyle {
    let font = fonts.find("song").expect("bundled");
    ParStyle {
        kinsoku,
        indent: Em::ratio(2, 1),
        ..ParStyle::plain(font, Len::pt(9), Len::pt(12), Lang::ZhCn)
    }
}

/// Placed and overset together are the copy; every line stands in a slot and
/// no line touches an obstacle.
#[test]
fn pouring_loses_nothing_and_touches_nothing() {
    let fonts = Fonts::bundled();
    let mut shaper = Shaper::new(&fonts);
    let mut dice = Dice(5);
    let size = Len::pt(9);
    let pitch = Len::pt(12);
    let ground = Ground {
        top: Len::ZERO,
        pitch,
        size,
        ascent: size.scale(88, 100),
        min_measure: size * 6,
        centred: false,
    };
    for _ in 0..60 {
        let mut galley = Galley::default();
        for _ in 0..1 + dice.roll(6) {
            let pieces = 5 + dice.roll(200);
            let copy = text(&mut dice, pieces);
            let par = shaper.shape(RichLine::plain(&copy), &style(&fonts, Kinsoku::Basic));
            let depth = if dice.roll(4) == 0 {
                Depth::Rows { rows: 2, keep: 2 }
            } else {
                Depth::Grid
            };
            galley.pars.push(GalleyPar {
                par,
                depth,
                role: TextRole::Paragraph,
                cell: None,
            });
        }
        let columns: Vec<_> = (0..3)
            .map(|nth| {
                Rect::at(
                    size * 14 * nth,
                    Len::ZERO,
                    size * 13,
                    pitch * (10 + dice.roll(60) as i64),
                )
            })
            .collect();
        let hole = obstacle(&mut dice, size, pitch);
        let mut thread = legs(&columns, std::slice::from_ref(&hole), &ground);
        if dice.roll(2) == 0 {
            let beyond = [Rect::at(size * 60, Len::ZERO, size * 17, pitch * 30)];
            thread.append(legs(&beyond, &[], &ground), dice.roll(2) == 0);
        }
        for poured in [
            pour(&galley, &thread, pitch),
            pour_level(&galley, &thread, pitch),
        ] {
            let placed: usize = poured
                .lines
                .iter()
                .map(|line| {
                    galley.pars[line.par]
                        .par
                        .count_chars(line.line.clusters.clone())
                })
                .sum();
            assert_eq!(
                placed + poured.overset.as_ref().map_or(0, |over| over.chars),
                galley.chars()
            );
            let mut before = (0, 0);
            for line in &poured.lines {
                let now = (line.par, line.line.clusters.start);
                assert!(now >= before, "text order is story order");
                before = now;
                let em_box = Rect::at(
                    line.x,
                    line.baseline - ground.ascent,
                    line.line.measure,
                    size,
                );
                if galley.pars[line.par].depth == Depth::Grid {
                    assert!(
                        !touches(&hole, &em_box),
                        "{em_box:?} comes too near {hole:?}"
                    );
                    assert!(
                        thread.legs[line.leg]
                            .slots
                            .iter()
                            .any(|slot| slot.x == line.x
                                && slot.baseline == line.baseline
                                && slot.measure == line.line.measure)
                    );
                    assert_eq!(
                        (line.baseline - ground.ascent).units() % pitch.units(),
                        0,
                        "off the grid"
                    );
                }
            }
        }
        // Level legs: without a block, full depth and cut depth hold the same text.
        let level = pour_level(&galley, &thread, pitch);
        if level.overset.is_none() {
            assert!(pour(&galley, &thread, pitch).overset.is_none());
        }
    }
}

/// No cell of a table is lost; a row stands in one leg, on the grid; cells
/// beside one another do not touch, and none leaves its column; a head is not
/// left alone.
#[test]
fn tables_stand_whole_on_the_grid() {
    let fonts = Fonts::bundled();
    let mut shaper = Shaper::new(&fonts);
    let mut dice = Dice(17);
    let (size, pitch) = (Len::pt(9), Len::pt(12));
    let ground = Ground {
        top: Len::ZERO,
        pitch,
        size,
        ascent: size.scale(88, 100),
        min_measure: size * 6,
        centred: false,
    };
    let mut parted = 0;
    for _ in 0..80 {
        let mut galley = Galley::default();
        let style = ParStyle {
            indent: Em::ZERO,
            align: Align::Start,
            ..style(&fonts, Kinsoku::Basic)
        };
        let before = text(&mut dice, 60);
        galley.pars.push(GalleyPar {
            par: shaper.shape(RichLine::plain(&before), &style),
            depth: Depth::Grid,
            role: TextRole::Paragraph,
            cell: None,
        });
        let (columns, rows) = (1 + dice.roll(3), 1 + dice.roll(12));
        let points = (0..columns).map(|_| dice.roll(2) == 0).collect();
        let edge = if dice.roll(2) == 0 {
            size / 2
        } else {
            Len::ZERO
        };
        let head = dice.roll(2) == 0;
        galley.tables.push(Table {
            first: 1,
            rows,
            points,
            head,
            repeats: head && dice.roll(2) == 0,
            edge,
        });
        for _ in 0..rows * columns {
            let pieces = dice.roll(8);
            let copy = text(&mut dice, pieces);
            galley.pars.push(GalleyPar {
                par: shaper.shape(RichLine::plain(&copy), &style),
                depth: Depth::Cell,
                role: TextRole::Cell,
                cell: None,
            });
        }
        let frames: Vec<_> = (0..3)
            .map(|nth| {
                Rect::at(
                    size * 14 * nth,
                    Len::ZERO,
                    size * 13,
                    pitch * (6 + dice.roll(20) as i64),
                )
            })
            .collect();
        let thread = legs(&frames, &[], &ground);
        for poured in [
            pour(&galley, &thread, pitch),
            pour_level(&galley, &thread, pitch),
        ] {
            let placed: usize = poured
                .lines
                .iter()
                .filter(|line| !line.again)
                .map(|line| {
                    galley.pars[line.par]
                        .par
                        .count_chars(line.line.clusters.clone())
                })
                .sum();
            assert_eq!(
                placed + poured.overset.as_ref().map_or(0, |over| over.chars),
                galley.chars()
            );
            let table = &galley.tables[0];
            for row in &poured.rows {
                assert_eq!(
                    (row.baseline - ground.ascent).units() % pitch.units(),
                    0,
                    "off the grid"
                );
                let (top, bottom) = (row.baseline, row.baseline + pitch * row.depth as i64);
                let lines: Vec<_> = poured
                    .lines
                    .iter()
                    .filter(|line| line.leg == row.leg && table.row(row.row).contains(&line.par))
                    .collect();
                for line in &lines {
                    assert!(line.baseline >= top && line.baseline < bottom);
                    assert!(
                        poured.too_wide.contains_key(&0)
                            || line.x + line.line.measure <= row.x + row.measure
                            || points_of(&galley, line.par)
                    );
                }
                for pair in lines.windows(2).filter(|pair| {
                    pair[0].par != pair[1].par && pair[0].baseline == pair[1].baseline
                }) {
                    let ends = pair[0].x
                        + duikai::line::place(&galley.pars[pair[0].par].par, &pair[0].line)
                            .last()
                            .map_or(Len::ZERO, |last| last.right);
                    assert!(
                        poured.too_wide.contains_key(&0) || ends <= pair[1].x,
                        "cells touch"
                    );
                }
            }
            for pair in poured
                .rows
                .windows(2)
                .filter(|pair| pair[0].leg != pair[1].leg)
            {
                parted += 1;
                assert!(!table.head || pair[0].row > 0, "a head is left alone");
            }
        }
    }
    assert!(parted > 10, "tables of {parted} legs");
}

/// Whether a cell stands in a column aligned by the point, where the slot of
/// its line is as wide as its column wherever the number begins.
fn points_of(galley: &Galley, par: usize) -> bool {
    galley
        .tables
        .iter()
        .any(|table| table.points[(par - table.first) % table.points.len()])
}

/// With `orphans` and `widows` no leg ends with fewer lines of a paragraph
/// that goes on, and none begins with fewer of one that came, in legs long
/// enough for both; and no subhead is left at a foot.
#[test]
fn no_line_stands_alone_where_the_style_forbids_it() {
    let fonts = Fonts::bundled();
    let mut shaper = Shaper::new(&fonts);
    let mut dice = Dice(11);
    let (size, pitch) = (Len::pt(9), Len::pt(12));
    let ground = Ground {
        top: Len::ZERO,
        pitch,
        size,
        ascent: size.scale(88, 100),
        min_measure: size * 6,
        centred: false,
    };
    let mut met = 0;
    for _ in 0..150 {
        let (orphans, widows) = (1 + dice.roll(3), 1 + dice.roll(3));
        let mut galley = Galley::default();
        for _ in 0..2 + dice.roll(8) {
            let pieces = 3 + dice.roll(90);
            let copy = text(&mut dice, pieces);
            let style = ParStyle {
                orphans,
                widows,
                ..style(&fonts, Kinsoku::Basic)
            };
            let par = shaper.shape(RichLine::plain(&copy), &style);
            let depth = if dice.roll(5) == 0 {
                Depth::Rows { rows: 2, keep: 2 }
            } else {
                Depth::Grid
            };
            galley.pars.push(GalleyPar {
                par,
                depth,
                role: TextRole::Paragraph,
                cell: None,
            });
        }
        let deep = pitch * (8 + dice.roll(20) as i64);
        let columns: Vec<_> = (0..4)
            .map(|nth| Rect::at(size * 14 * nth, Len::ZERO, size * 13, deep))
            .collect();
        let thread = legs(&columns, &[], &ground);
        for poured in [
            pour(&galley, &thread, pitch),
            pour_level(&galley, &thread, pitch),
        ] {
            let placed: usize = poured
                .lines
                .iter()
                .map(|line| {
                    galley.pars[line.par]
                        .par
                        .count_chars(line.line.clusters.clone())
                })
                .sum();
            assert_eq!(
                placed + poured.overset.as_ref().map_or(0, |over| over.chars),
                galley.chars()
            );
            for pair in poured
                .lines
                .windows(2)
                .filter(|pair| pair[0].leg != pair[1].leg)
            {
                let in_leg = |leg: usize| {
                    poured
                        .lines
                        .iter()
                        .filter(|line| line.leg == leg && line.par == pair[0].par)
                        .count()
                };
                match galley.pars[pair[0].par].depth {
                    // A leg that is levelled to a few rows cannot be helped.
                    Depth::Grid
                        if pair[0].par == pair[1].par
                            && rows_in(&poured, pair[0].leg) > orphans + widows =>
                    {
                        met += 1;
                        let (before, after) = (in_leg(pair[0].leg), in_leg(pair[1].leg));
                        let ends = poured.lines.iter().any(|line| {
                            line.par == pair[1].par && line.leg == pair[1].leg && line.line.last
                        });
                        let begins = poured.lines.iter().any(|line| {
                            line.par == pair[0].par
                                && line.leg == pair[0].leg
                                && line.line.clusters.start == 0
                        });
                        assert!(
                            !begins || before >= orphans,
                            "{before} lines at a foot, {orphans} wanted"
                        );
                        assert!(
                            !ends || after >= widows,
                            "{after} lines at a top, {widows} wanted"
                        );
                    }
                    Depth::Grid | Depth::Cell => {}
                    Depth::Rows { .. } => assert_eq!(
                        pair[0].par, pair[1].par,
                        "a subhead is left behind at a foot"
                    ),
                }
            }
        }
    }
    assert!(met > 200, "the law was tried {met} times only");
}

fn rows_in(poured: &Poured, leg: usize) -> usize {
    poured.lines.iter().filter(|line| line.leg == leg).count()
}

/// A box, an ellipse or a polygon somewhere over the columns.
fn obstacle(dice: &mut Dice, size: Len, pitch: Len) -> Obstacle<LegSpace> {
    let frame: Rect<LegSpace> = Rect::at(
        size * dice.roll(30) as i64,
        pitch * dice.roll(20) as i64,
        size * (3 + dice.roll(20) as i64),
        pitch * (1 + dice.roll(10) as i64),
    );
    let outline = match dice.roll(3) {
        0 => Outline::Box(frame),
        1 => Outline::Ellipse(frame),
        _ => {
            let corner = |dice: &mut Dice| {
                Point::new(
                    frame.left + frame.width().scale(dice.roll(101) as i64, 100),
                    frame.top + frame.height().scale(dice.roll(101) as i64, 100),
                )
            };
            let corners = 3 + dice.roll(5);
            Outline::Polygon((0..corners).map(|_| corner(dice)).collect())
        }
    };
    let sides = [
        Sides::Both,
        Sides::Left,
        Sides::Right,
        Sides::Wider,
        Sides::Neither,
    ][dice.roll(5)];
    let standoff = Standoff {
        top: pitch * dice.roll(2) as i64,
        right: size * dice.roll(3) as i64,
        bottom: pitch * dice.roll(3) as i64,
        left: size * dice.roll(2) as i64,
    };
    let min_measure = (dice.roll(2) == 0).then(|| size * (1 + dice.roll(9) as i64));
    Obstacle {
        outline,
        standoff,
        sides,
        min_measure,
    }
}

/// Whether a line's em box comes nearer to an obstacle than its standoff
/// allows, tried on points inside the outline.
fn touches(obstacle: &Obstacle<LegSpace>, line: &Rect<LegSpace>) -> bool {
    let Standoff {
        top,
        right,
        bottom,
        left,
    } = obstacle.standoff;
    let near: Rect<LegSpace> = Rect::new(
        line.left - right,
        line.top - bottom,
        line.right + left,
        line.bottom + top,
    );
    let Some(bounds) = obstacle.outline.bounds() else {
        return false;
    };
    let steps = 40;
    (1..steps)
        .flat_map(|x| (1..steps).map(move |y| (x, y)))
        .any(|(x, y)| {
            let (x, y) = (
                bounds.left + bounds.width().scale(x, steps),
                bounds.top + bounds.height().scale(y, steps),
            );
            near.left < x
                && x < near.right
                && near.top < y
                && y < near.bottom
                && inside(&obstacle.outline, x.to_pt(), y.to_pt())
        })
}

fn inside(outline: &Outline<LegSpace>, x: f64, y: f64) -> bool {
    match outline {
        Outline::Box(_) => true,
        Outline::Ellipse(frame) => {
            let (dx, dy) = (
                x - (frame.left + frame.right).to_pt() / 2.0,
                y - (frame.top + frame.bottom).to_pt() / 2.0,
            );
            let (a, b) = (frame.width().to_pt() / 2.0, frame.height().to_pt() / 2.0);
            dx * dx / (a * a) + dy * dy / (b * b) < 0.9999
        }
        Outline::Polygon(corners) => {
            let crossings = corners
                .iter()
                .zip(corners.iter().cycle().skip(1))
                .filter(|(a, b)| {
                    let (ay, by) = (a.y.to_pt(), b.y.to_pt());
                    (ay <= y) != (by <= y)
                        && x < a.x.to_pt() + (b.x - a.x).to_pt() * (y - ay) / (by - ay)
                });
            crossings.count() % 2 == 1
        }
        Outline::Strips(strips) => strips.iter().any(|strip| {
            strip.left.to_pt() < x
                && x < strip.right.to_pt()
                && strip.top.to_pt() < y
                && y < strip.bottom.to_pt()
        }),
    }
}

const WORDS: &[&str] = &[
    "经济",
    "发展",
    "共同富裕",
    "农业",
    "新闻",
    "市民的",
    "县城",
    "医院",
    "中央",
    "会议",
    "精神",
    "三十六个",
    "四十八小时",
    "二〇二一年",
    "和谐",
    "粮食",
    "安全",
    "基本",
    "建成",
    "成效",
    "卫星",
    "顺利",
    "进入",
];

/// No line of a headline ends inside a word or a number, or begins with a
/// particle, when some size that the style allows can do without; and of those
/// sizes the largest is taken. The box font makes every character one em.
#[test]
fn a_headline_shrinks_before_it_splits_a_word() {
    let fonts = Fonts::bundled();
    let font = fonts.find("box").expect("bundled");
    let mut shaper = Shaper::new(&fonts);
    let mut dice = Dice(31);
    let (mut whole, mut split, mut shrunk) = (0, 0, 0);
    for _ in 0..400 {
        let text: String = (0..2 + dice.roll(7))
            .map(|_| WORDS[dice.roll(WORDS.len())])
            .collect();
        let style = ParStyle {
            align: Align::Centre,
            ..ParStyle::plain(font, Len::pt(24), Len::pt(30), Lang::ZhCn)
        };
        let (full, least, most) = (
            style.size,
            Len::pt(24 - dice.roll(13) as i64),
            1 + dice.roll(3),
        );
        let width = Len::pt(60 + dice.roll(200) as i64);
        let deck = Deck {
            lines: vec![text.clone().into()],
            style,
            min_size: least,
            max_lines: most,
        };
        let set = set_deck(&mut shaper, &deck, width);
        let said: String = set
            .lines
            .iter()
            .flat_map(|line| {
                line.par.clusters[line.line.clusters.clone()]
                    .iter()
                    .map(|c| line.par.text_of(c))
            })
            .collect();
        assert_eq!(said, text);
        // Pieces that hold together, in characters.
        let grave: Vec<usize> = seams(&text, Lang::ZhCn)
            .into_iter()
            .filter(|(_, seam)| *seam != Seam::Singles)
            .map(|(at, _)| at)
            .collect();
        let ends: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .filter(|at| *at > 0 && !grave.contains(at))
            .chain([text.len()])
            .collect();
        let starts = [0].into_iter().chain(ends.iter().copied());
        let pieces: Vec<usize> = starts
            .zip(&ends)
            .map(|(start, end)| text[start..*end].chars().count())
            .collect();
        // Greedy filling takes the fewest lines there can be.
        let fits = |size: Len| {
            let mut left = Len::ZERO;
            let mut lines = 0;
            pieces.iter().all(|piece| {
                let piece = size * *piece as i64;
                (lines, left) = if piece <= left {
                    (lines, left - piece)
                } else {
                    (lines + 1, width - piece)
                };
                left >= Len::ZERO && lines <= most
            })
        };
        let sizes: Vec<Len> = (0..=24)
            .map(|step| full - (full - least).scale(step, 24))
            .collect();
        let broken = set.lines.iter().skip(1).any(|line| {
            let at = line.par.clusters[line.line.clusters.start].start as usize;
            !ends.contains(&at)
        });
        match sizes.iter().find(|size| fits(**size)) {
            Some(size) => {
                assert_eq!((set.over_chars, broken), (0, false), "{text} at {width}");
                assert_eq!(set.size, *size, "{text} at {width}");
                whole += 1;
                shrunk += usize::from(*size < full && most > 1);
            }
            None => split += usize::from(broken),
        }
    }
    assert!(
        whole > 100 && split > 5 && shrunk > 20,
        "{whole} {split} {shrunk}"
    );
}
