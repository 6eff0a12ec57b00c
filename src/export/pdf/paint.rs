//! The content stream of one page.

use super::boxes::PageBoxes;
use super::glyphs::SubsetFace;
use super::number::{decimal, milli, points};
use super::picture::Resources;
use super::placed::PlacedPages;
use super::space::Spaces;
use super::tags::{PageTags, Segment};
use super::text::{self, TextState};
use crate::asset::{Cap, Join, Step, Stroke};
use crate::forme::{
    Fill, Forme, GlyphRun, Item, Path, PlacedPage, PlacedPicture, Rule, Visit, walk,
};
use crate::geom::{Len, Outline, PageSpace, Rect};
use crate::ink::Ink;

/// Resource name of the graphics state that overprints.
pub(super) const OVERPRINT: &str = "O1";
/// Resource name of the graphics state that knocks out.
pub(super) const KNOCKOUT: &str = "O0";

/// The graphics state of the reader, tracked so that only changes are written.
#[derive(Default)]
struct State {
    fill: Option<Ink>,
    stroke: Option<Ink>,
    overprint: bool,
    /// Line width in thousandths of a point.
    weight: Option<i64>,
    /// Dash and gap in thousandths of a point.
    dash: Option<(i64, i64)>,
    text: TextState,
}

struct Painter<'a> {
    out: Vec<u8>,
    cuts: &'a [SubsetFace<'a>],
    spaces: &'a Spaces,
    images: &'a Resources<'a>,
    placed: &'a PlacedPages<'a>,
    frame: PageBoxes,
    state: State,
    in_text: bool,
    /// True if black is written in DeviceGray.
    grey: bool,
    tags: Option<&'a PageTags>,
    /// Number of the items drawn.
    drawn: usize,
    /// The sequence of marked content that is open.
    marked: Option<Segment>,
}

/// Draws a forme; if `grey`, black in DeviceGray. Items are written in their order, which is the order in which a reader extracts
/// text; every group has text objects of its own.
pub(super) fn paint(
    forme: &Forme,
    cuts: &[SubsetFace],
    (spaces, images, placed): (&Spaces, &Resources, &PlacedPages),
    (tags, grey): (Option<&PageTags>, bool),
) -> Vec<u8> {
    let frame = PageBoxes::of(&forme.sheet);
    let mut painter = Painter {
        out: Vec::with_capacity(1 << 16),
        cuts,
        spaces,
        images,
        placed,
        frame,
        state: State::default(),
        in_text: false,
        grey,
        tags,
        drawn: 0,
        marked: None,
    };
    painter.items(&forme.items);
    painter.end_text();
    painter.unmark();
    painter.out
}

impl Painter<'_> {
    fn items(&mut self, items: &[Item]) {
        for visit in walk(items) {
            match visit {
                Visit::Enter(_) | Visit::Leave(_) => self.end_text(),
                Visit::Item(Item::Mark(_)) => {}
                Visit::Item(item) => {
                    self.mark();
                    self.item(item);
                }
            }
        }
    }

    /// Opens the marked content that the next item is part of (ISO 32000-1 §14.6). It stands
    /// outside text objects, so that it may hold several.
    fn mark(&mut self) {
        let Some(tags) = self.tags else { return };
        let segment = tags.items.get(self.drawn).copied();
        let segment = segment.unwrap_or(Segment::Ornament);
        self.drawn += 1;
        if self.marked == Some(segment) {
            return;
        }
        self.end_text();
        self.unmark();
        self.marked = Some(segment);
        match segment {
            Segment::Ornament => self.op("/Artifact BMC"),
            Segment::Pagination => self.op("/Artifact<</Type/Pagination>>BDC"),
            Segment::Content(nth) => {
                let tag = tags.parts[nth].tag();
                self.op(&format!("/{tag}<</MCID {nth}>>BDC"));
            }
        }
    }

    fn unmark(&mut self) {
        if self.marked.take().is_some() {
            self.op("EMC");
        }
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::GlyphRun(run) => self.run(run),
            Item::Picture(picture) => self.picture(picture),
            Item::Path(path) => self.path(path),
            Item::Page(placed) => self.placed(placed),
            Item::Fill(fill) => self.fill(fill),
            Item::Rule(rule) => self.rule(rule),
            Item::Group(_) | Item::Mark(_) => {}
        }
    }

    fn op(&mut self, operator: &str) {
        self.out.extend_from_slice(operator.as_bytes());
        self.out.push(b'\n');
    }

    fn end_text(&mut self) {
        if std::mem::take(&mut self.in_text) {
            self.op("ET");
        }
    }

    /// Turns overprint on or off.
    fn overprint(&mut self, on: bool) {
        let on = on && !self.grey;
        if self.state.overprint != on {
            self.state.overprint = on;
            self.out.push(b'/');
            self.out
                .extend_from_slice(if on { OVERPRINT } else { KNOCKOUT }.as_bytes());
            self.op(" gs");
        }
    }

    /// Sets the ink for filling or stroking.
    fn ink(&mut self, ink: Ink, stroke: bool) {
        let operator = |fill: &'static str, line: &'static str| if stroke { line } else { fill };
        let Some((space, tint)) = self.spaces.find(ink) else {
            if let ([0, 0, 0, black], true) = (ink.cmyk(), self.grey) {
                decimal(&mut self.out, 1000 - i64::from(black), 3);
                return self.op(operator(" g", " G"));
            }
            for part in ink.cmyk() {
                decimal(&mut self.out, i64::from(part), 3);
                self.out.push(b' ');
            }
            return self.op(operator("k", "K"));
        };
        self.out.push(b'/');
        self.out.extend_from_slice(space.as_bytes());
        self.out
            .extend_from_slice(operator(" cs ", " CS ").as_bytes());
        decimal(&mut self.out, i64::from(tint), 3);
        self.op(operator(" scn", " SCN"));
    }

    fn fill_ink(&mut self, ink: Ink) {
        self.overprint(ink.overprints());
        if self.state.fill != Some(ink) {
            self.state.fill = Some(ink);
            self.ink(ink, false);
        }
    }

    fn run(&mut self, run: &GlyphRun) {
        if run.glyphs.is_empty() {
            return;
        }
        let Ok(at) = self.cuts.binary_search_by_key(&run.font, |cut| cut.font) else {
            return;
        };
        self.fill_ink(run.ink);
        if !self.in_text {
            self.in_text = true;
            self.op("BT");
        }
        text::set(
            &mut self.out,
            &mut self.state.text,
            run,
            (at, &self.cuts[at]),
            &self.frame,
        );
    }

    fn fill(&mut self, fill: &Fill) {
        self.end_text();
        self.fill_ink(fill.ink);
        points(&mut self.out, &self.frame.corner_and_size(&fill.rect));
        self.op("re f");
    }

    fn rule(&mut self, rule: &Rule) {
        self.end_text();
        self.overprint(rule.ink.overprints());
        if self.state.stroke != Some(rule.ink) {
            self.state.stroke = Some(rule.ink);
            self.ink(rule.ink, true);
        }
        let weight = milli(rule.weight);
        if self.state.weight != Some(weight) {
            self.state.weight = Some(weight);
            decimal(&mut self.out, weight, 3);
            self.op(" w");
        }
        let dash = rule.dash.map(|(dash, gap)| (milli(dash), milli(gap)));
        if self.state.dash != dash {
            self.state.dash = dash;
            self.out.push(b'[');
            if let Some((dash, gap)) = dash {
                points(&mut self.out, &[dash, gap]);
            }
            self.op("]0 d");
        }
        points(
            &mut self.out,
            &[self.frame.x(rule.from.x), self.frame.y(rule.from.y)],
        );
        self.out.extend_from_slice(b"m ");
        points(
            &mut self.out,
            &[self.frame.x(rule.to.x), self.frame.y(rule.to.y)],
        );
        self.op("l S");
    }

    /// Draws a path. The state of its line is not kept for what follows.
    fn path(&mut self, path: &Path) {
        self.end_text();
        let (even_odd, pencil) = match &path.stroke {
            Stroke::Fill { even_odd } => (*even_odd, None),
            Stroke::Line(pencil) => (false, Some(pencil)),
        };
        match pencil {
            None => self.fill_ink(path.ink),
            Some(pencil) => {
                self.overprint(path.ink.overprints());
                self.op("q");
                self.ink(path.ink, true);
                points(&mut self.out, &[milli(pencil.weight)]);
                self.out.extend_from_slice(b"w ");
                self.out.extend_from_slice(match pencil.cap {
                    Cap::Butt => b"0 J ",
                    Cap::Round => b"1 J ",
                    Cap::Square => b"2 J ",
                });
                match pencil.join {
                    Join::Miter(tenths) => {
                        self.out.extend_from_slice(b"0 j ");
                        decimal(&mut self.out, i64::from(tenths), 1);
                        self.out.extend_from_slice(b" M ");
                    }
                    Join::Round => self.out.extend_from_slice(b"1 j "),
                    Join::Bevel => self.out.extend_from_slice(b"2 j "),
                }
                self.out.push(b'[');
                let dash: Vec<i64> = pencil.dash.iter().map(|length| milli(*length)).collect();
                points(&mut self.out, &dash);
                self.out.extend_from_slice(b"] ");
                points(&mut self.out, &[milli(pencil.phase)]);
                self.op("d");
            }
        }
        for step in &path.steps {
            let (ends, operator): (&[_], _) = match step {
                Step::Move(to) => (&[*to], "m"),
                Step::Line(to) => (&[*to], "l"),
                Step::Curve(a, b, to) => (&[*a, *b, *to], "c"),
                Step::Close => (&[], "h"),
            };
            for end in ends {
                points(&mut self.out, &[self.frame.x(end.x), self.frame.y(end.y)]);
            }
            self.op(operator);
        }
        match (pencil, even_odd) {
            (Some(_), _) => self.op("S\nQ"),
            (None, true) => self.op("f*"),
            (None, false) => self.op("f"),
        }
    }

    /// Constructs the path of an outline.
    fn outline(&mut self, outline: &Outline<PageSpace>) {
        match outline {
            Outline::Box(rect) => self.boxes(std::slice::from_ref(rect)),
            Outline::Strips(strips) => self.boxes(strips),
            Outline::Polygon(corners) => {
                for (nth, corner) in corners.iter().enumerate() {
                    points(
                        &mut self.out,
                        &[self.frame.x(corner.x), self.frame.y(corner.y)],
                    );
                    self.out
                        .extend_from_slice(if nth == 0 { b"m " } else { b"l " });
                }
                self.op("h");
            }
            Outline::Ellipse(rect) => {
                // The four arcs of a circle as cubics touch it to 1/3700.
                let reach = |half: Len| half.scale(5523, 10_000);
                let (x, y) = ((rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2);
                let (a, b) = (reach(rect.width() / 2), reach(rect.height() / 2));
                points(&mut self.out, &[self.frame.x(rect.right), self.frame.y(y)]);
                self.out.extend_from_slice(b"m ");
                let arcs = [
                    [(rect.right, y + b), (x + a, rect.bottom), (x, rect.bottom)],
                    [(x - a, rect.bottom), (rect.left, y + b), (rect.left, y)],
                    [(rect.left, y - b), (x - a, rect.top), (x, rect.top)],
                    [(x + a, rect.top), (rect.right, y - b), (rect.right, y)],
                ];
                for arc in arcs {
                    for (x, y) in arc {
                        points(&mut self.out, &[self.frame.x(x), self.frame.y(y)]);
                    }
                    self.out.extend_from_slice(b"c ");
                }
                self.op("h");
            }
        }
    }

    fn boxes(&mut self, rects: &[Rect<PageSpace>]) {
        for rect in rects {
            points(&mut self.out, &self.frame.corner_and_size(rect));
            self.op("re");
        }
    }

    /// Clips what follows to an outline.
    fn clip(&mut self, clip: Option<&Outline<PageSpace>>) {
        let Some(clip) = clip else { return };
        self.outline(clip);
        // Where a polygon crosses itself, every other field is outside.
        self.op("W* n");
    }

    fn picture(&mut self, picture: &PlacedPicture) {
        let Some((name, place)) = self.images.find(picture) else {
            return;
        };
        self.end_text();
        self.overprint(false);
        self.op("q");
        if !picture.frame.contains(&place) {
            points(&mut self.out, &self.frame.corner_and_size(&picture.frame));
            self.op("re W n");
        }
        self.clip(picture.clip.as_ref());
        let [x, y, width, height] = self.frame.corner_and_size(&place);
        decimal(&mut self.out, width, 3);
        self.out.extend_from_slice(b" 0 0 ");
        points(&mut self.out, &[height, x, y]);
        self.op("cm");
        self.out.push(b'/');
        self.out.extend_from_slice(name.as_bytes());
        self.op(" Do");
        self.op("Q");
    }

    /// Draws a page of another PDF. It requires the initial graphics state of a page, whose black
    /// is ours.
    fn placed(&mut self, placed: &PlacedPage) {
        let Some(name) = self.placed.find(&placed.page) else {
            return;
        };
        self.end_text();
        self.overprint(false);
        self.op("q");
        self.op("0 0 0 1 k 0 0 0 1 K 1 w 0 J 0 j 10 M [] 0 d");
        self.op("0 Tc 0 Tw 100 Tz 0 TL 0 Tr 0 Ts");
        if !placed.frame.contains(&placed.image) {
            points(&mut self.out, &self.frame.corner_and_size(&placed.frame));
            self.op("re W n");
        }
        self.clip(placed.clip.as_ref());
        let size = placed.page.size;
        let scale = |to: Len, from: Len| to.scale(1_000_000, from.units().max(1)).units();
        let [x, y, ..] = self.frame.corner_and_size(&placed.image);
        decimal(&mut self.out, scale(placed.image.width(), size.width), 6);
        self.out.extend_from_slice(b" 0 0 ");
        decimal(&mut self.out, scale(placed.image.height(), size.height), 6);
        self.out.push(b' ');
        points(&mut self.out, &[x, y]);
        self.op("cm");
        self.out.push(b'/');
        self.out.extend_from_slice(name.as_bytes());
        self.op(" Do");
        self.op("Q");
    }
}
