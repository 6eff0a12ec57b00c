//! Laws of what is printed, over random pages: every jump line stands once
//! and in its place, no text is lost, nothing lies on anything, and text keeps
//! its padding from the border of its box. Every glyph of the box font has the
//! same ink, a tenth of an em inside its em box on each side.

mod dummy;
mod overlaps;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use duikai::asset::{Fonts, Stroke};
use duikai::desk::DiskDesk;
use duikai::diag::{Code, Severity};
use duikai::forme::{GlyphRun, Group, Item, Role};
use duikai::geom::{Len, PageSpace, Point, Rect};
use duikai::{Job, Outcome, Setting, typeset};

use crate::laws::Dice;
use dummy::{Dummy, HEADS};
use overlaps::{ink_of, line_of, overlaps, points};

/// How many editions of three pages each a run makes: `PRINTED_EDITIONS` of
/// them, the first of which is that of the seed `PRINTED_FROM`.
const EDITIONS: u64 = 500;

#[test]
fn what_is_printed_on_random_pages_stands_alone() {
    let number = |name| std::env::var(name).ok()?.parse().ok();
    let from: u64 = number("PRINTED_FROM").unwrap_or(0);
    hold(from, number("PRINTED_EDITIONS").unwrap_or(EDITIONS));
}

/// On every page of the samples nothing is printed over anything.
#[test]
fn nothing_in_a_sample_is_printed_over_anything() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in fs::read_dir(samples).expect("the samples are there") {
        let path = entry.expect("reads").path().join("edition.toml");
        if !path.is_file() {
            continue;
        }
        let edition = path.to_string_lossy().into_owned();
        let outcome = typeset(
            &DiskDesk::default(),
            &Job {
                edition,
                page: None,
            },
        );
        let setting = outcome.setting.expect("a sample is set");
        count += setting.formes.len();
        for forme in &setting.formes {
            let found = overlaps(forme, &setting.fonts, &setting.pictures);
            wrong.extend(
                found
                    .iter()
                    .map(|fault| format!("{}: {fault}", path.display())),
            );
        }
    }
    assert!(count >= 10, "only {count} pages");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Whether a problem of this kind is reported.
fn is_reported(outcome: &Outcome, code: Code) -> bool {
    outcome.diagnostics.iter().any(|found| found.code == code)
}

fn hold(from: u64, editions: u64) {
    let (mut pages, mut jumps, mut refused) = (0, 0, 0);
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    let mut faults = Vec::new();
    for seed in from..from + editions {
        // Neighbouring numbers are far from one another in the row of the dice.
        let dummy = Dummy::roll(&mut Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
        let outcome = typeset(
            &dummy.desk(),
            &Job {
                edition: "edition.toml".to_owned(),
                page: None,
            },
        );
        let Some(setting) = &outcome.setting else {
            refused += 1;
            let mut errors = outcome.diagnostics.iter();
            if let Some(why) = errors.find(|found| found.severity == Severity::Error) {
                *reasons
                    .entry(format!("{}: {}", why.code.name(), why.message))
                    .or_insert(0) += 1;
            }
            continue;
        };
        pages += setting.formes.len();
        let mut found: Vec<String> = setting
            .formes
            .iter()
            .flat_map(|forme| overlaps(forme, &setting.fonts, &setting.pictures))
            .collect();
        // A headline too wide for its box is denied for just that.
        if is_reported(&outcome, Code::HeadTooWide) {
            found.retain(|fault| fault.matches(" of Head ").count() < 2);
        }
        jumps += jump_faults(setting, &dummy, &mut found);
        if let Some(padding) = dummy.padding {
            let padding = Len::PT.scale(padding, 10);
            for forme in &setting.formes {
                padding_faults(&forme.items, padding, &setting.fonts, &mut found);
            }
        }
        if !found.is_empty() {
            faults.push(format!(
                "the edition of seed {seed}:\n{}\n{}",
                found.join("\n"),
                dummy.text()
            ));
        }
        if faults.len() > 7 {
            break;
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    let editions = editions as usize;
    assert!(
        refused * 3 < editions,
        "{refused} of {editions} editions are refused: {reasons:#?}"
    );
    assert!(
        pages >= editions * 2 && jumps * 2 > editions,
        "{pages} pages, {jumps} jumps"
    );
}

/// One slot of a story as it is printed: the text of its legs, and what is
/// wrong with its jump lines where they are not these.
fn jump_faults(setting: &Setting, dummy: &Dummy, found: &mut Vec<String>) -> usize {
    let mut count = 0;
    for chain in &dummy.chains {
        let slots: Vec<&Group> = chain
            .pages
            .iter()
            .filter_map(|page| {
                let forme = &setting.formes[page - 1];
                groups(&forme.items, Role::Story)
                    .into_iter()
                    .find(|group| group.name == chain.id)
            })
            .collect();
        let texts: Vec<String> = slots
            .iter()
            .map(|slot| {
                let runs = groups(&slot.items, Role::Leg)
                    .into_iter()
                    .flat_map(|leg| runs(&leg.items));
                let text: String = runs.map(|run| run.text.as_str()).collect();
                text.replace(|c| HEADS.contains(c), "")
            })
            .collect();
        let printed = texts.concat();
        let over = setting
            .fits
            .iter()
            .any(|fit| fit.story == chain.id && fit.over_lines > 0);
        if printed != chain.body && !(over && chain.body.starts_with(&printed)) {
            found.push(format!(
                "{}: the text is not that of the copy: {printed}",
                chain.id
            ));
        }
        // A story that is over, which is denied, goes on as far as it has slots.
        let reached = if over {
            slots.len() - 1
        } else {
            texts.iter().rposition(|text| !text.is_empty()).unwrap_or(0)
        };
        for (nth, slot) in slots.iter().enumerate() {
            let page = |nth: usize| ["", "一", "二", "三"][chain.pages[nth]];
            let mut wanted = Vec::new();
            if nth > 0 && nth <= reached {
                wanted.push(format!("（上接第{}版）", page(nth - 1)));
            }
            if nth < reached {
                wanted.push(format!("（下转第{}版）", page(nth + 1)));
            }
            let mut stand = Vec::new();
            for leg in groups(&slot.items, Role::Leg) {
                let lines = groups(&leg.items, Role::Jump).into_iter().map(|jump| {
                    let text: String = runs(&jump.items).map(|run| run.text.as_str()).collect();
                    out_of_place(leg, jump, text.contains('转'), dummy.vertical, found);
                    text
                });
                stand.extend(lines);
            }
            count += stand.len();
            if stand != wanted {
                found.push(format!(
                    "{} on page {}: {stand:?}, not {wanted:?}",
                    chain.id, chain.pages[nth]
                ));
            }
        }
    }
    count
}

/// Tells of a jump line with text of its leg behind it, or before it when it
/// leads back.
fn out_of_place(leg: &Group, jump: &Group, on: bool, vertical: bool, found: &mut Vec<String>) {
    // The place of a run as its text runs: which row, how far along it.
    let place = |run: &GlyphRun| {
        if vertical {
            (-run.start.x, run.start.y)
        } else {
            (run.start.y, run.start.x)
        }
    };
    // Characters of another face stand a little off the line.
    let row = Len::pt(6);
    let before = |a: &(Len, Len), b: &(Len, Len)| {
        let rows = b.0 - a.0;
        rows > row || rows > -row && a.1 < b.1
    };
    let text: Vec<(Len, Len)> = runs(&leg.items).map(place).collect();
    let lines: Vec<(Len, Len)> = runs(&jump.items).map(place).collect();
    let wrong = text.iter().any(|text| {
        lines.iter().any(|line| {
            if on {
                before(line, text)
            } else {
                before(text, line)
            }
        })
    });
    if wrong {
        found.push(format!(
            "a jump line of leg {} stands amid its text",
            leg.name
        ));
    }
}

/// The groups of a role among some items, at any depth but inside insets.
fn groups(items: &[Item], role: Role) -> Vec<&Group> {
    let mut found = Vec::new();
    for item in items {
        match item {
            Item::Group(group) if group.role == role => found.push(group),
            Item::Group(group) if group.role != Role::Sidebar => {
                found.extend(groups(&group.items, role));
            }
            _ => {}
        }
    }
    found
}

/// The runs of type among some items, without those of groups in them.
fn runs(items: &[Item]) -> impl Iterator<Item = &GlyphRun> {
    items.iter().filter_map(|item| match item {
        Item::GlyphRun(run) => Some(run),
        _ => None,
    })
}

/// Tells of type nearer to the border of its box than the padding.
fn padding_faults(items: &[Item], padding: Len, fonts: &Fonts, found: &mut Vec<String>) {
    for item in items {
        let Item::Group(group) = item else { continue };
        padding_faults(&group.items, padding, fonts, found);
        if !matches!(group.role, Role::Story | Role::Sidebar) {
            continue;
        }
        let type_ = type_in(&group.items, fonts);
        for border in &group.items {
            let near = |glyph: &Rect<PageSpace>| match border {
                Item::Rule(rule) => apart(&line_of(rule), glyph),
                Item::Path(path) => match &path.stroke {
                    Stroke::Line(pencil) => points(path)
                        .iter()
                        .map(|point| apart(&around(*point, pencil.weight / 2), glyph))
                        .fold(f64::INFINITY, f64::min),
                    Stroke::Fill { .. } => match path.bounds() {
                        Some(tile) if tile.width().min(tile.height()) < Len::pt(20) => {
                            apart(&tile, glyph)
                        }
                        _ => f64::INFINITY,
                    },
                },
                Item::Fill(fill) => pt((glyph.left - fill.rect.left)
                    .min(fill.rect.right - glyph.right)
                    .min(glyph.top - fill.rect.top)
                    .min(fill.rect.bottom - glyph.bottom)),
                _ => f64::INFINITY,
            };
            for (text, glyph) in &type_ {
                let far = near(glyph);
                if far < pt(padding) - 0.05 {
                    found.push(format!(
                        "“{text}” of “{}” is {far:.2} pt from its border, not {:.1}",
                        group.name,
                        pt(padding)
                    ));
                    break;
                }
            }
        }
    }
}

/// The ink of a slot's own type with its text, that of its insets left out.
fn type_in<'a>(items: &'a [Item], fonts: &Fonts) -> Vec<(&'a str, Rect<PageSpace>)> {
    let mut found = Vec::new();
    for item in items {
        match item {
            Item::GlyphRun(run) => {
                found.extend(
                    ink_of(run, fonts)
                        .into_iter()
                        .map(|ink| (run.text.as_str(), ink)),
                );
            }
            Item::Group(group) if group.role != Role::Sidebar => {
                found.extend(type_in(&group.items, fonts));
            }
            _ => {}
        }
    }
    found
}

fn around(point: Point<PageSpace>, by: Len) -> Rect<PageSpace> {
    Rect::new(point.x, point.y, point.x, point.y).grown(by)
}

fn pt(length: Len) -> f64 {
    length.units() as f64 / Len::PT.units() as f64
}

/// How far two rectangles are from one another.
fn apart(a: &Rect<PageSpace>, b: &Rect<PageSpace>) -> f64 {
    let across = (a.left - b.right).max(b.left - a.right).max(Len::ZERO);
    let down = (a.top - b.bottom).max(b.top - a.bottom).max(Len::ZERO);
    pt(across).hypot(pt(down))
}
