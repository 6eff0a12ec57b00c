//! Nothing printed lies on anything printed: ink against ink, over the whole
//! of a page.

use duikai::asset::{Crop, Fonts, Picture, Pictures, Step, Stroke};
use duikai::forme::{Forme, GlyphRun, Group, Item, Path, Role, Rotation, Rule};
use duikai::geom::{Len, Outline, PageSpace, Point, Rect};

/// Less than this is no overlap: edges that meet are rounded to units.
const HAIR: Len = Len::from_units(Len::PT.units() / 50);

/// What is printed in one place.
enum Print<'a> {
    /// Type: the ink of each glyph.
    Type(&'a GlyphRun, Vec<Rect<PageSpace>>),
    /// A picture, a drawing in one or a whole advertisement, and its outline
    /// when that is not its rectangle.
    Picture(Option<Outline<PageSpace>>),
    /// A tint, a band or a ground.
    Ground,
    /// Part of a rule, of a box or of a lace.
    Rule,
    /// A line along a path, in pieces, and half its weight.
    Line(Vec<Point<PageSpace>>, Len),
}

/// One thing that is printed.
struct Ink<'a> {
    rect: Rect<PageSpace>,
    print: Print<'a>,
    /// The outermost group it stands in, by number, and the innermost.
    whole: usize,
    group: Option<&'a Group>,
}

impl Ink<'_> {
    fn name(&self) -> String {
        let what = match &self.print {
            Print::Type(run, _) => return format!("“{}”{}", run.text, self.place()),
            Print::Picture(_) => "a picture",
            Print::Ground => "a ground",
            Print::Rule => "a rule",
            Print::Line(..) => "a line",
        };
        format!("{what}{}", self.place())
    }

    fn place(&self) -> String {
        let [x, y, right, foot] = [
            self.rect.left,
            self.rect.top,
            self.rect.right,
            self.rect.bottom,
        ]
        .map(|length| length.units() as f64 / Len::PT.units() as f64);
        let group = self.group.map_or_else(String::new, |group| {
            format!(" of {:?} “{}”", group.role, group.name)
        });
        format!(" ({x:.1}–{right:.1} × {y:.1}–{foot:.1} pt{group})")
    }

    fn role(&self) -> Option<Role> {
        self.group.map(|group| group.role)
    }
}

/// What overlaps on a page, in words.
pub fn overlaps(forme: &Forme, fonts: &Fonts, pictures: &Pictures) -> Vec<String> {
    let mut inks = Vec::new();
    for (nth, item) in forme.items.iter().enumerate() {
        collect(item, None, nth, (fonts, pictures), &mut inks);
    }
    let mut found = Vec::new();
    // In the order of their tops, so that each meets only what reaches so far.
    let mut order: Vec<usize> = (0..inks.len()).collect();
    order.sort_by_key(|at| inks[*at].rect.top);
    for (nth, at) in order.iter().enumerate() {
        let foot = inks[*at].rect.bottom;
        for other in order[nth + 1..]
            .iter()
            .take_while(|other| inks[**other].rect.top < foot)
        {
            let (below, above) = (*at.min(other), *at.max(other));
            if meet(&inks[below].rect, &inks[above].rect) && clash(&inks, below, above) {
                found.push(format!(
                    "page {}: {} over {}",
                    forme.number,
                    inks[above].name(),
                    inks[below].name()
                ));
            }
        }
    }
    found
}

fn meet(a: &Rect<PageSpace>, b: &Rect<PageSpace>) -> bool {
    let across = a.right.min(b.right) - a.left.max(b.left);
    let down = a.bottom.min(b.bottom) - a.top.max(b.top);
    across > HAIR && down > HAIR
}

/// Whether two things whose rectangles meet are printed over one another
/// where they must not be. `below` is printed first.
fn clash(inks: &[Ink], below: usize, above: usize) -> bool {
    let (first, later) = (&inks[below], &inks[above]);
    // A piece of furniture is its designer's.
    if first.whole == later.whole && first.role() == Some(Role::Furniture) {
        return false;
    }
    match (&first.print, &later.print) {
        (Print::Type(a, own), Print::Type(b, other)) => {
            let one_line = std::ptr::eq(
                first.group.map_or(std::ptr::null(), |group| group),
                later.group.map_or(std::ptr::null(), |group| group),
            ) && (a.start.y == b.start.y || a.start.x == b.start.x);
            let touch = |a: &Rect<PageSpace>, b: &Rect<PageSpace>, by: Len| {
                let across = a.right.min(b.right) - a.left.max(b.left);
                let down = a.bottom.min(b.bottom) - a.top.max(b.top);
                across > by && down > by
            };
            // In one line a face may lean over the next.
            let by = if one_line {
                a.size.scale(15, 100)
            } else {
                HAIR
            };
            own.iter().any(|a| other.iter().any(|b| touch(a, b, by)))
        }
        (Print::Picture(_), Print::Type(..)) if later.role() == Some(Role::Head) => {
            !first.rect.contains(&later.rect)
        }
        (Print::Picture(outline), Print::Type(_, glyphs)) => {
            // White words on a band at the foot of a picture.
            let banded = inks[below..above]
                .iter()
                .any(|ink| matches!(ink.print, Print::Ground) && ink.rect.contains(&later.rect));
            !banded
                && glyphs
                    .iter()
                    .any(|glyph| on_picture(&first.rect, outline, glyph))
        }
        (Print::Type(_, glyphs), Print::Picture(outline)) => glyphs
            .iter()
            .any(|glyph| on_picture(&later.rect, outline, glyph)),
        (Print::Ground, Print::Type(_, glyphs)) => glyphs
            .iter()
            .any(|glyph| meet(&first.rect, glyph) && !first.rect.contains(glyph)),
        (Print::Type(_, glyphs), Print::Ground) => {
            glyphs.iter().any(|glyph| meet(&later.rect, glyph))
        }
        (Print::Rule, Print::Type(_, glyphs)) => {
            glyphs.iter().any(|glyph| meet(&first.rect, glyph))
        }
        (Print::Type(_, glyphs), Print::Rule) => {
            glyphs.iter().any(|glyph| meet(&later.rect, glyph))
        }
        (Print::Line(points, half), Print::Type(_, glyphs))
        | (Print::Type(_, glyphs), Print::Line(points, half)) => {
            glyphs.iter().any(|glyph| crosses(points, *half, glyph))
        }
        (Print::Line(points, half), Print::Picture(None)) => crosses(points, *half, &later.rect),
        (Print::Picture(None), Print::Line(points, half)) => crosses(points, *half, &first.rect),
        (Print::Picture(None), Print::Picture(None)) => true,
        (Print::Picture(_), Print::Picture(_)) => false,
        (Print::Picture(None), Print::Rule) | (Print::Rule, Print::Picture(None)) => true,
        (Print::Picture(_), Print::Rule | Print::Line(..))
        | (Print::Rule | Print::Line(..), Print::Picture(_)) => false,
        // A picture stands on a tint, a band on a picture.
        (Print::Ground, Print::Picture(_)) | (Print::Picture(_), Print::Ground) => {
            !first.rect.contains(&later.rect)
        }
        (Print::Ground, Print::Ground) => {
            !first.rect.contains(&later.rect) && !later.rect.contains(&first.rect)
        }
        // Rules meet, cross, and bound tints.
        (Print::Rule | Print::Line(..) | Print::Ground, Print::Rule | Print::Line(..))
        | (Print::Rule | Print::Line(..), Print::Ground) => false,
    }
}

fn on_picture(
    rect: &Rect<PageSpace>,
    outline: &Option<Outline<PageSpace>>,
    glyph: &Rect<PageSpace>,
) -> bool {
    meet(rect, glyph)
        && outline.as_ref().is_none_or(|outline| {
            outline
                .covered(glyph.top + HAIR, glyph.bottom - HAIR)
                .iter()
                .any(|span| span.to.min(glyph.right) - span.from.max(glyph.left) > HAIR)
        })
}

/// Whether a line along points, so thick to either side, crosses a rectangle.
pub fn crosses(points: &[Point<PageSpace>], half: Len, rect: &Rect<PageSpace>) -> bool {
    let pt = |length: Len| length.units() as f64 / Len::PT.units() as f64;
    let (left, right, top, bottom) = (pt(rect.left), pt(rect.right), pt(rect.top), pt(rect.bottom));
    let reach = pt(half) - pt(HAIR);
    points.windows(2).any(|pair| {
        let ((x1, y1), (x2, y2)) = (
            (pt(pair[0].x), pt(pair[0].y)),
            (pt(pair[1].x), pt(pair[1].y)),
        );
        // Pieces are short, so a few points of each stand for it.
        (0..=8).any(|step| {
            let t = f64::from(step) / 8.0;
            let (x, y) = (x1 + (x2 - x1) * t, y1 + (y2 - y1) * t);
            let dx = (left - x).max(x - right).max(0.0);
            let dy = (top - y).max(y - bottom).max(0.0);
            dx * dx + dy * dy < reach * reach
        })
    })
}

/// A path as a row of points, its curves in sixteen pieces each, straight
/// pieces no longer than 4 pt.
pub fn points(path: &Path) -> Vec<Point<PageSpace>> {
    let mut points: Vec<Point<PageSpace>> = Vec::new();
    let mut begin = None;
    let straight = |points: &mut Vec<Point<PageSpace>>, to: Point<PageSpace>| {
        if let Some(from) = points.last().copied() {
            let far = (to.x - from.x).abs().max((to.y - from.y).abs());
            let pieces = far.div_ceil(Len::pt(4)).max(1);
            points.extend((1..=pieces).map(|nth| {
                Point::new(
                    from.x + (to.x - from.x).scale(nth, pieces),
                    from.y + (to.y - from.y).scale(nth, pieces),
                )
            }));
        } else {
            points.push(to);
        }
    };
    for step in &path.steps {
        match *step {
            Step::Move(to) => {
                begin = Some(to);
                points.push(to);
            }
            Step::Line(to) => straight(&mut points, to),
            Step::Curve(a, b, to) => {
                let from = points.last().copied().unwrap_or(to);
                for nth in 1..=16 {
                    let (t, u) = (i64::from(nth), i64::from(16 - nth));
                    let at = |p: Len, a: Len, b: Len, q: Len| {
                        p.scale(u * u * u, 4096)
                            + a.scale(3 * u * u * t, 4096)
                            + b.scale(3 * u * t * t, 4096)
                            + q.scale(t * t * t, 4096)
                    };
                    points.push(Point::new(
                        at(from.x, a.x, b.x, to.x),
                        at(from.y, a.y, b.y, to.y),
                    ));
                }
            }
            Step::Close => {
                if let Some(begin) = begin {
                    straight(&mut points, begin);
                }
            }
        }
    }
    points
}

/// No part of a lace is larger, no tint smaller.
const LACE: Len = Len::pt(20);

fn collect<'a>(
    item: &'a Item,
    group: Option<&'a Group>,
    whole: usize,
    from: (&Fonts, &Pictures),
    inks: &mut Vec<Ink<'a>>,
) {
    let role = group.map(|group| group.role);
    let mut put = |rect: Rect<PageSpace>, print: Print<'a>| {
        inks.push(Ink {
            rect,
            print,
            whole,
            group,
        });
    };
    match item {
        Item::Group(inner) if inner.role == Role::Ad => {
            // What is in it is the advertiser's, and its mark lies on it.
            let rects = inner.items.iter().filter_map(|item| match item {
                Item::Picture(picture) => Some((picture.frame, picture.clip.clone())),
                Item::Page(placed) => Some((placed.frame, placed.clip.clone())),
                _ => None,
            });
            for (frame, clip) in rects {
                inks.push(Ink {
                    rect: frame,
                    print: Print::Picture(clip),
                    whole,
                    group: Some(inner),
                });
            }
        }
        Item::Group(inner) => {
            for item in &inner.items {
                collect(item, Some(inner), whole, from, inks);
            }
        }
        Item::GlyphRun(run) => {
            let glyphs = ink_of(run, from.0);
            if let Some(rect) = glyphs.iter().copied().reduce(|a, b| a.union(&b)) {
                put(rect, Print::Type(run, glyphs));
            }
        }
        // What a cut-out shows, its pixels say.
        Item::Picture(picture) if is_cut_out(from.1.get(picture.picture)) => {}
        Item::Picture(picture) => put(picture.frame, Print::Picture(picture.clip.clone())),
        Item::Page(placed) => put(placed.frame, Print::Picture(placed.clip.clone())),
        Item::Fill(fill) => put(fill.rect, Print::Ground),
        Item::Rule(rule) => put(line_of(rule), Print::Rule),
        Item::Path(path) => {
            let Some(bounds) = path.bounds() else { return };
            match &path.stroke {
                Stroke::Line(pencil) => put(
                    bounds.grown(pencil.weight / 2),
                    Print::Line(points(path), pencil.weight / 2),
                ),
                Stroke::Fill { .. } if role == Some(Role::Figure) => {
                    put(bounds, Print::Picture(Some(Outline::Polygon(points(path)))));
                }
                Stroke::Fill { .. } if bounds.width().min(bounds.height()) < LACE => {
                    put(bounds, Print::Rule);
                }
                Stroke::Fill { .. } => put(bounds, Print::Ground),
            }
        }
        Item::Mark(_) => {}
    }
}

/// Whether a picture has clear parts; a photograph has none.
fn is_cut_out(picture: &Picture) -> bool {
    let whole = Crop::whole(picture.width, picture.height);
    picture.drawing.is_none()
        && !picture.path.ends_with(".jpg")
        && picture
            .cut(&whole)
            .is_ok_and(|pixels| pixels.alpha.is_some())
}

/// Where a rule is printed.
pub fn line_of(rule: &Rule) -> Rect<PageSpace> {
    let (a, b, half) = (rule.from, rule.to, rule.weight / 2);
    let line = Rect::new(a.x.min(b.x), a.y.min(b.y), a.x.max(b.x), a.y.max(b.y));
    if a.x == b.x {
        line.grown_by(half, Len::ZERO)
    } else {
        line.grown_by(Len::ZERO, half)
    }
}

/// The ink of every glyph of a run that prints any.
pub fn ink_of(run: &GlyphRun, fonts: &Fonts) -> Vec<Rect<PageSpace>> {
    let face = fonts.face(run.font);
    run.glyphs
        .iter()
        .filter_map(|glyph| {
            let at = run.pen(glyph);
            let [left, foot, right, head] = face
                .ink_box(glyph.id)?
                .map(|units| face.to_len(i32::from(units), run.size));
            let [left, right] = [left, right].map(|x| run.condense.at(x));
            Some(match run.turn {
                Rotation::Upright => Rect::new(at.x + left, at.y - head, at.x + right, at.y - foot),
                Rotation::Clockwise => {
                    Rect::new(at.x + foot, at.y + left, at.x + head, at.y + right)
                }
            })
        })
        .collect()
}
