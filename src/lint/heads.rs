//! Lints of headlines: their position to each other and to their text.

use super::finding::Found;
use super::lines::{LintLine, rows};
use super::proofs::Proofs;
use super::sheet::{LintHead, LintLeg, LintSheet, PlacedStory};
use crate::diag::{Code, Diagnostic, Span};
use crate::geom::{LegSpace, Len, Rect};
use crate::say::{Text, text};
use crate::story::{BlockKind, PartRole};
use crate::text::{Seam, seams};

/// Iterates over every headline of a sheet with its story.
fn headed<'s, 'a>(
    sheet: &'s LintSheet<'a>,
) -> impl Iterator<Item = (&'s PlacedStory<'a>, &'s LintHead)> {
    sheet
        .stories
        .iter()
        .filter_map(|story| Some((story, story.head.as_ref()?)))
}

/// Returns the length that two intervals share; negative if apart.
fn common(a: (Len, Len), b: (Len, Len)) -> Len {
    a.1.min(b.1) - a.0.max(b.0)
}

fn across(rect: &Rect<LegSpace>) -> (Len, Len) {
    (rect.left, rect.right)
}

fn down(rect: &Rect<LegSpace>) -> (Len, Len) {
    (rect.top, rect.bottom)
}

/// Finds 碰题: two headlines share `share` per cent of the rows of the lower of them, and nothing
/// is between: no rule over half those rows, no text, picture or third headline, and neither story
/// is boxed nor its headline on a tint or in a box.
pub(super) fn bump(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    let share = i64::from(proofs.limit(Code::HeadBump, "share"));
    let set_off = |story: &PlacedStory<'_>| {
        story.boxed
            || story
                .slot
                .is_some_and(|slot| slot.head_dress().stands_out())
    };
    for sheet in &proofs.sheets {
        for (left, a) in headed(sheet) {
            for (right, b) in headed(sheet) {
                let shared = common(down(&a.rect), down(&b.rect));
                let beside = a.rect.right <= b.rect.left
                    && shared * 100 >= a.rect.height().min(b.rect.height()) * share;
                if !beside
                    || set_off(left)
                    || set_off(right)
                    || sheet.ruled_between(&a.rect, &b.rect)
                    || parted(sheet, &a.rect, &b.rect)
                {
                    continue;
                }
                let message = text!(
                    "lint.headlines-stand-side-side",
                    "the headlines of “{left}” and “{right}” stand side by side (碰题)",
                    left = left.id,
                    right = right.id
                );
                let diagnostic = Diagnostic::new(
                    Code::HeadBump,
                    proofs.span(right.origin),
                    message,
                )
                .help(text!(
                    "lint.move-up-down-put",
                    "move one up or down, put a rule between them, or box one of the stories"
                ));
                let diagnostic = labelled(
                    diagnostic,
                    proofs.span(left.origin),
                    text!("lint.headline-beside", "the headline beside it"),
                );
                found.push(Found::on(sheet, a.rect.union(&b.rect), "碰题", diagnostic));
            }
        }
    }
}

/// Returns whether text, a picture or a headline is between two headlines that share rows.
fn parted(sheet: &LintSheet<'_>, left: &Rect<LegSpace>, right: &Rect<LegSpace>) -> bool {
    let alley = Rect::new(
        left.right,
        left.top.max(right.top),
        right.left,
        left.bottom.min(right.bottom),
    );
    sheet
        .figures
        .iter()
        .any(|figure| figure.rect.overlaps(&alley))
        || sheet.stories.iter().any(|story| {
            let legs = story
                .legs
                .iter()
                .flat_map(|leg| &leg.lines)
                .any(|line| line.rect.overlaps(&alley));
            legs || story.head.as_ref().is_some_and(|head| {
                head.rect != *left && head.rect != *right && head.rect.overlaps(&alley)
            })
        })
}

/// Finds 叠题: two headlines, one above the other in half the columns of the narrower, with fewer
/// than `rows` rows of text between them and no picture or third headline; the upper story has
/// text, and neither is boxed. A headline across the page's direction, 竖题 on a horizontal page,
/// has its text beside it, which counts as text between as well.
pub(super) fn stack(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    let least = proofs.limit(Code::HeadStack, "rows") as usize;
    for sheet in &proofs.sheets {
        for (above, a) in headed(sheet) {
            for (below, b) in headed(sheet) {
                let shared = common(across(&a.rect), across(&b.rect));
                let stacked =
                    a.rect.bottom <= b.rect.top && shared * 2 >= a.rect.width().min(b.rect.width());
                if !stacked || above.legs.is_empty() || above.boxed || below.boxed {
                    continue;
                }
                let (left, right) = (a.rect.left.max(b.rect.left), a.rect.right.min(b.rect.right));
                let between = Rect::new(left, a.rect.bottom, right, b.rect.top);
                let other = |head: &LintHead| {
                    head.rect != a.rect && head.rect != b.rect && head.rect.overlaps(&between)
                };
                if sheet
                    .figures
                    .iter()
                    .any(|figure| figure.rect.overlaps(&between))
                    || headed(sheet).any(|(_, head)| other(head))
                {
                    continue;
                }
                let lines = sheet
                    .stories
                    .iter()
                    .flat_map(|story| &story.legs)
                    .flat_map(|leg| &leg.lines);
                let text = rows(lines.filter(|line| line.rect.overlaps(&between)));
                if text >= least || beside(above, a) >= least {
                    continue;
                }
                let message = text!(
                    "lint.rows-text-stand-between",
                    "{text} rows of text stand between the headlines of “{above}” and “{below}” under it (叠题)",
                    text,
                    above = above.id,
                    below = below.id
                );
                let diagnostic =
                    Diagnostic::new(Code::HeadStack, proofs.span(below.origin), message).help(
                        text!(
                            "lint.give-more-rows-move",
                            "give “{above}” more rows, or move one of them",
                            above = above.id
                        ),
                    );
                let diagnostic = labelled(
                    diagnostic,
                    proofs.span(above.origin),
                    text!("lint.headline-above", "the headline above"),
                );
                found.push(Found::on(sheet, a.rect.union(&b.rect), "叠题", diagnostic));
            }
        }
    }
}

/// Returns the rows of a story's own text beside a headline that runs across the page's text.
fn beside(story: &PlacedStory<'_>, head: &LintHead) -> usize {
    if head.frame.along() {
        return 0;
    }
    let level = |line: &&LintLine| common(down(&line.rect), down(&head.rect)) > Len::ZERO;
    rows(story.legs.iter().flat_map(|leg| &leg.lines).filter(level))
}

/// Finds 背题: a headline with fewer than `rows` rows of text in the first column under it (CLREQ:
/// headings are never last in a column), or a subhead with fewer after it in its column, while the
/// text continues in another column.
pub(super) fn stranded(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    let least = proofs.limit(Code::StrandedHead, "rows") as usize;
    for sheet in &proofs.sheets {
        for story in &sheet.stories {
            if let Some(head) = &story.head {
                let under = |leg: &&LintLeg| {
                    leg.rect.top >= head.rect.bottom
                        && common(across(&leg.rect), across(&head.rect)) > Len::ZERO
                };
                let first = story.legs.iter().find(under).or_else(|| story.legs.first());
                let text = first.map_or(0, |leg| rows(&leg.lines));
                if first.is_some() && text < least && story.legs.len() > 1 {
                    let message = text!(
                        "lint.headline-row-text-under",
                        "the headline of “{story}” has {text} row of text under it, and the next column goes on (背题)",
                        story = story.id,
                        text
                    );
                    let diagnostic =
                        Diagnostic::new(Code::StrandedHead, proofs.span(story.origin), message)
                            .help(text!(
                                "lint.give-slot-more-rows",
                                "give the slot more rows for text, or set it in fewer columns"
                            ));
                    found.push(Found::on(sheet, head.rect, "背题", diagnostic));
                }
            }
            let Some((_, goes_on)) = story.legs.split_last() else {
                continue;
            };
            for leg in goes_on {
                let Some((place, at)) = last_subhead(leg) else {
                    continue;
                };
                let after = leg
                    .lines
                    .get(at..)
                    .map_or(0, |lines| rows(lines.iter().skip(1)));
                if after < least {
                    let (rect, words) = leg
                        .lines
                        .get(at)
                        .map_or((leg.rect, ""), |line| (line.rect, line.text.as_str()));
                    let message = text!(
                        "lint.subhead-rows-text-under",
                        "the subhead “{words}” has {after} rows of text under it at the foot of its column (背题)",
                        words,
                        after
                    );
                    let diagnostic =
                        Diagnostic::new(Code::StrandedHead, place, message).help(text!(
                            "lint.raise-keep-style-give",
                            "raise `keep` in its style, or give the slot a row more or less"
                        ));
                    found.push(Found::on(sheet, rect, "背题", diagnostic));
                }
            }
        }
    }
}

/// Returns the last subhead in a leg: its place in the copy and its last line.
fn last_subhead(leg: &LintLeg) -> Option<(Span, usize)> {
    leg.lines
        .iter()
        .enumerate()
        .rev()
        .find_map(|(at, line)| match line.heading {
            Some((BlockKind::Subhead | BlockKind::GroupHead, span)) => Some((span, at)),
            _ => None,
        })
}

/// Finds 题文分离: a leg begins higher than the area of its headline, or is wholly left of and
/// below it. The area of a headline without its own is the head of its slot. One with its own area
/// that its text is beside, or both above and below, is not separated from it 串文题, 文包题.
pub(super) fn apart(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    for sheet in &proofs.sheets {
        let pitch = sheet.page.grid.pitch;
        for (story, head) in headed(sheet) {
            let Some(slot) = story.slot else { continue };
            let place = sheet.page.grid.axes.in_text(&slot.head_place());
            if slot.head_rect.is_some() && among(sheet, story, &place) {
                continue;
            }
            let place: Rect<LegSpace> = Rect::new(
                place.left,
                place.top.min(head.rect.top),
                place.right,
                head.rect.bottom,
            );
            for leg in &story.legs {
                let higher = leg.rect.top < place.top - pitch / 2;
                let left = leg.rect.right <= place.left && leg.rect.top >= place.bottom;
                if !higher && !left {
                    continue;
                }
                let message = match higher {
                    true => text!(
                        "lint.text-begins-rows-above",
                        "the text of “{story}” begins {rows} rows above its headline (题文分离)",
                        story = story.id,
                        rows = (place.top - leg.rect.top).div_ceil(pitch)
                    ),
                    false => text!(
                        "lint.text-stands-left-headline",
                        "text of “{story}” stands left of its headline and below it (题文分离)",
                        story = story.id
                    ),
                };
                let diagnostic =
                    Diagnostic::new(Code::HeadApart, proofs.span(story.origin), message).help(
                        text!(
                            "lint.put-headline-over-first",
                            "put the headline over the first column of its text"
                        ),
                    );
                found.push(Found::on(sheet, leg.rect, "题文分离", diagnostic));
                break;
            }
        }
    }
}

/// Returns whether a story's own text is beside an area, or both right above and right below it.
fn among(sheet: &LintSheet<'_>, story: &PlacedStory<'_>, place: &Rect<LegSpace>) -> bool {
    let grid = &sheet.page.grid;
    // Text beside an obstacle is cut to whole 字, and below it begins on a row.
    let (beside, over) = (grid.alley * 2 + grid.size, grid.pitch * 3);
    let lines = || {
        story
            .legs
            .iter()
            .flat_map(|leg| &leg.lines)
            .map(|line| &line.rect)
    };
    let level = |line: &Rect<LegSpace>| common(down(line), down(place)) > Len::ZERO;
    let in_line = |line: &Rect<LegSpace>| common(across(line), across(place)) > Len::ZERO;
    let near = |gap: Len, most: Len| gap >= -grid.size && gap <= most;
    lines().any(|line| {
        level(line)
            && (near(place.left - line.right, beside) || near(line.left - place.right, beside))
    }) || (lines().any(|line| in_line(line) && near(place.top - line.bottom, over))
        && lines().any(|line| in_line(line) && near(line.top - place.bottom, over)))
}

/// Finds headlines out of order: none outranks the lead, the leftmost of the stories that begin
/// within `rows` rows of the highest; and of two headlines over the same columns the lower is not
/// the larger.
pub(super) fn order(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    for sheet in &proofs.sheets {
        let grid = &sheet.page.grid;
        let Some(highest) = headed(sheet).map(|(story, _)| story.rect.top).min() else {
            continue;
        };
        let leads = headed(sheet).filter(|(story, _)| {
            story.rect.top
                <= highest + grid.pitch * i64::from(proofs.limit(Code::HeadlineOrder, "rows"))
                && !story.inset
        });
        let Some((lead, top)) = leads.min_by_key(|(story, _)| story.rect.left) else {
            continue;
        };
        // A sidebar in a box is a page of its own: it ranks with nobody.
        for (story, head) in
            headed(sheet).filter(|(story, _)| story.id != lead.id && !(story.inset && story.boxed))
        {
            let same = |other: &PlacedStory<'_>| {
                (other.rect.left - story.rect.left).abs() < grid.size
                    && (other.rect.right - story.rect.right).abs() < grid.size
            };
            let over = headed(sheet)
                .filter(|(other, _)| other.rect.bottom <= story.rect.top && same(other));
            let over = over.max_by_key(|(other, _)| other.rect.bottom);
            let (other, why) = match over {
                _ if head.size() > top.size() => {
                    ((lead, top), text!("lint.lead-story", "the lead"))
                }
                Some(over) if head.size() > over.1.size() => (
                    over,
                    text!("lint.over-same-columns", "over it in the same columns"),
                ),
                _ => continue,
            };
            let message = text!(
                "lint.headline-larger",
                "the headline of “{story}”, {size}, is larger than that of “{other}”, {size2}, {why}",
                story = story.id,
                size = head.size(),
                other = other.0.id,
                size2 = other.1.size(),
                why
            );
            let diagnostic =
                Diagnostic::new(Code::HeadlineOrder, proofs.span(story.origin), message).help(
                    text!(
                        "lint.give-smaller-headline-style",
                        "give it a smaller headline style, or the better place"
                    ),
                );
            let diagnostic = labelled(
                diagnostic,
                proofs.span(other.0.origin),
                text!("lint.story-outranks", "the story that it outranks"),
            );
            found.push(Found::on(sheet, head.rect, "题序", diagnostic));
        }
    }
}

/// Characters that may end (or begin) a line after all as part of a word: the character, and its
/// possible neighbours there.
const AT_END: &[(char, &str)] = &[
    ('和', "共饱总温缓随祥平谦柔中求讲议亲"),
    ('与', "参给赋授赠"),
];
const AT_START: &[(char, &str)] = &[('的', "士确"), ('得', "到知益分以出主当失罪意了力胜奖票名")];

/// Finds a line of a headline that ends with 和 or 与, or begins with 的 or 得, or ends inside a
/// word or a number, by the dictionary used to break headlines.
pub(super) fn line_break(proofs: &Proofs<'_>, found: &mut Vec<Found>) {
    for sheet in &proofs.sheets {
        for (story, head) in headed(sheet) {
            for (line, next) in head.lines.iter().zip(head.lines.iter().skip(1)) {
                if (line.font, line.size) != (next.font, next.size)
                    || head.frame.own(&line.rect).bottom
                        > head.frame.own(&next.rect).bottom - next.size / 2
                {
                    continue;
                }
                let mut ends = line.text.chars().rev();
                let mut starts = next.text.chars();
                let last = ends.next().filter(|last| bad(AT_END, *last, ends.next()));
                let first = starts
                    .next()
                    .filter(|first| bad(AT_START, *first, starts.next()));
                let (message, rect) = match (last, first) {
                    (Some(last), _) => (
                        text!(
                            "lint.line-headline-ends",
                            "a line of the headline of “{story}” ends with {last}",
                            story = story.id,
                            last
                        ),
                        line.rect,
                    ),
                    (None, Some(first)) => (
                        text!(
                            "lint.line-headline-begins",
                            "a line of the headline of “{story}” begins with {first}",
                            story = story.id,
                            first
                        ),
                        next.rect,
                    ),
                    (None, None) => match divided(proofs, story, line, next) {
                        Some(what) => (
                            text!(
                                "lint.line-headline-ends-inside",
                                "a line of the headline of “{story}” ends inside {what}",
                                story = story.id,
                                what
                            ),
                            line.rect,
                        ),
                        None => continue,
                    },
                };
                let place = copy_place(proofs, story).or_else(|| proofs.span(story.origin));
                let diagnostic = Diagnostic::new(Code::HeadBreak, place, message).help(text!(
                    "lint.put-space-copy-where",
                    "put a space in the copy where the line should end, or reword"
                ));
                found.push(Found::on(sheet, rect, "断行", diagnostic));
            }
        }
    }
}

/// Returns what two lines divide, a word or a number, unless their writer put the break there.
fn divided(
    proofs: &Proofs<'_>,
    story: &PlacedStory<'_>,
    line: &LintLine,
    next: &LintLine,
) -> Option<Text> {
    let slot = story.slot?;
    let both = format!("{}{}", line.text, next.text);
    let what = match seams(&both, proofs.edition.lang)
        .into_iter()
        .find(|(at, _)| *at == line.text.len())?
        .1
    {
        Seam::Number => text!("lint.a-number", "number"),
        Seam::Word => text!("lint.a-word", "word"),
        Seam::Compound | Seam::Particle | Seam::Singles => return None,
    };
    let parts = proofs
        .edition
        .stories
        .get(&slot.story)?
        .parts
        .iter()
        .map(|part| part.text.text.as_str());
    let run_on = |words: &str| {
        let shown: Vec<(usize, char)> = words
            .char_indices()
            .filter(|(_, c)| !c.is_whitespace())
            .collect();
        let text: String = shown.iter().map(|(_, c)| c).collect();
        let turn = text
            .find(&both)
            .map(|from| text[..from].chars().count() + line.text.chars().count());
        turn.is_some_and(|turn| {
            turn > 0
                && shown
                    .get(turn)
                    .is_some_and(|(at, _)| shown[turn - 1].0 + shown[turn - 1].1.len_utf8() == *at)
        })
    };
    let copied = parts
        .chain(slot.title.as_ref().map(|title| title.value.as_str()))
        .any(run_on);
    let (last, first) = (line.text.chars().next_back()?, next.text.chars().next()?);
    copied.then(|| {
        text!(
            "lint.heading-broken-at",
            "a {what}: “{last}|{first}”",
            what,
            last,
            first
        )
    })
}

fn bad(table: &[(char, &str)], edge: char, neighbour: Option<char>) -> bool {
    table.iter().any(|(character, words)| {
        *character == edge && !neighbour.is_some_and(|neighbour| words.contains(neighbour))
    })
}

/// Returns the place of a story's headline in the copy.
fn copy_place(proofs: &Proofs<'_>, story: &PlacedStory<'_>) -> Option<Span> {
    let copy = proofs.edition.stories.get(&story.slot?.story)?;
    copy.part(PartRole::Headline)
        .next()
        .map(|part| part.text.span())
}

fn labelled(diagnostic: Diagnostic, span: Option<Span>, text: Text) -> Diagnostic {
    match span {
        Some(span) => diagnostic.label(span, text),
        None => diagnostic,
    }
}
