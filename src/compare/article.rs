//! Differences of one article.

use std::collections::BTreeSet;

use super::difference::{ABSENT, ANOTHER_FILE, Difference, DifferenceKind, PRESENT};
use super::place::NEAR;
use super::side::{Compared, points};
use super::texts::{Step, aligned, differing};
use crate::geom::{Len, PageSpace, Point, Rect};
use crate::reading::{Article, Par, ReadBlock, ReadChar, TextRole};
use crate::say::{Text, Typed, text};

/// An article of each side.
pub(super) struct Pair<'a> {
    pub one: (&'a Compared<'a>, &'a Article),
    pub other: (&'a Compared<'a>, &'a Article),
}

impl Pair<'_> {
    /// Returns the differences of the two articles.
    pub fn differences(&self) -> Vec<Difference> {
        let mut found = Vec::new();
        let steps = self.par_steps();
        self.area(&mut found);
        let moved = !found.is_empty();
        self.words(&steps, &mut found);
        self.type_of(&steps, &mut found);
        self.pictures(moved, &mut found);
        if found.is_empty() {
            self.setting(&mut found);
        }
        found
    }

    fn difference(
        &self,
        kind: DifferenceKind,
        what: impl Typed,
        before: impl Typed,
        after: impl Typed,
    ) -> Difference {
        let (side, article) = self.one;
        let page = article
            .pages()
            .first()
            .map_or(String::new(), |page| side.label(*page));
        Difference {
            kind,
            page,
            of: article.id.clone(),
            what: Text::of(&what),
            before: Text::of(&before),
            after: Text::of(&after),
        }
    }

    /// The upper left corners of the first areas, from which the rest is measured.
    pub fn origins(&self) -> [Point<PageSpace>; 2] {
        [self.one.1, self.other.1].map(|article| {
            let area = article
                .areas
                .first()
                .and_then(|(_, outline)| around(outline));
            area.map_or(super::drawn::page_origin(), |rect| {
                Point::new(rect.left, rect.top)
            })
        })
    }

    fn area(&self, found: &mut Vec<Difference>) {
        let ((side, one), (other_side, other)) = (self.one, self.other);
        if one.areas.len() != other.areas.len() {
            let count = |article: &Article| article.areas.len().to_string();
            found.push(self.difference(
                DifferenceKind::Resized,
                Text::default(),
                count(one),
                count(other),
            ));
            return;
        }
        for ((page, outline), (other_page, other_outline)) in one.areas.iter().zip(&other.areas) {
            let (Some(a), Some(b)) = (around(outline), around(other_outline)) else {
                continue;
            };
            let (from, to) = (side.label(*page), other_side.label(*other_page));
            let (cells, new_cells) = (side.cells(*page, &a), other_side.cells(*other_page, &b));
            let elsewhere = from != to;
            if elsewhere {
                let after = text!("compare.to-page", "to page {to}", to);
                found.push(self.difference(DifferenceKind::Moved, Text::default(), from, after));
            }
            let same = |a: Len, b: Len| (a - b).abs() <= NEAR;
            if !same(a.width(), b.width()) || !same(a.height(), b.height()) {
                found.push(self.difference(
                    DifferenceKind::Resized,
                    Text::default(),
                    cells.size(),
                    new_cells.size(),
                ));
            } else if !elsewhere && (!same(a.left, b.left) || !same(a.top, b.top)) {
                let by = new_cells.moved_from(&cells);
                let by = text!("compare.moves", "{moves}", moves = by);
                found.push(self.difference(
                    DifferenceKind::Moved,
                    Text::default(),
                    Text::default(),
                    by,
                ));
            }
        }
    }

    fn pars(article: &Article) -> Vec<&Par> {
        let told = |par: &&Par| {
            !par.role.is_signpost() && !matches!(par.role, TextRole::Picture | TextRole::Ad)
        };
        article.pars.iter().filter(told).collect()
    }

    fn par_steps(&self) -> Vec<Step> {
        let key = |article| -> Vec<(TextRole, &str)> {
            let pars = Pair::pars(article);
            pars.into_iter()
                .map(|par| (par.role, par.text.as_str()))
                .collect()
        };
        aligned(&key(self.one.1), &key(self.other.1))
    }

    fn words(&self, steps: &[Step], found: &mut Vec<Difference>) {
        let (one, other) = (Pair::pars(self.one.1), Pair::pars(self.other.1));
        for run in steps.split(|step| matches!(step, Step::Same(..))) {
            let gone = run.iter().filter_map(|step| match step {
                Step::Gone(at) => Some(one[*at]),
                _ => None,
            });
            let new = run.iter().filter_map(|step| match step {
                Step::New(at) => Some(other[*at]),
                _ => None,
            });
            let (gone, new): (Vec<&Par>, Vec<&Par>) = (gone.collect(), new.collect());
            for nth in 0..gone.len().max(new.len()) {
                let (before, after) = (gone.get(nth), new.get(nth));
                let role = before.or(after).map_or("", |par| par.role.name());
                let text = |par: Option<&&Par>| par.map_or("", |par| par.text.as_str()).to_owned();
                let (before, after) = match (before, after) {
                    (Some(a), Some(b)) if a.text == b.text => {
                        (a.role.name().to_owned(), b.role.name().to_owned())
                    }
                    (Some(a), Some(b)) => differing(&a.text, &b.text),
                    _ => (text(before), text(after)),
                };
                found.push(self.difference(DifferenceKind::Text, role, before, after));
            }
        }
    }

    /// Size, face and ink of what is said in both.
    fn type_of(&self, steps: &[Step], found: &mut Vec<Difference>) {
        let (one, other) = (Pair::pars(self.one.1), Pair::pars(self.other.1));
        let mut seen = BTreeSet::new();
        for step in steps {
            let Step::Same(a, b) = step else { continue };
            let (a, b) = (one[*a], other[*b]);
            let (before, after) = (self.one.0.chars(a), self.other.0.chars(b));
            for (x, y) in before.iter().zip(&after) {
                let mut tell = |kind: DifferenceKind, from: String, to: String| {
                    if from != to && seen.insert((kind, a.role, from.clone(), to.clone())) {
                        found.push(self.difference(kind, a.role.name(), from, to));
                    }
                };
                tell(DifferenceKind::TypeSize, points(x.size), points(y.size));
                tell(
                    DifferenceKind::Typeface,
                    self.one.0.face(x.font),
                    self.other.0.face(y.font),
                );
                tell(DifferenceKind::Colour, x.ink.to_string(), y.ink.to_string());
            }
        }
    }

    fn pictures(&self, moved: bool, found: &mut Vec<Difference>) {
        let of = |side: &Compared<'_>, article: &Article| -> Vec<ReadBlock> {
            let blocks = article.pars.iter().flat_map(|par| &par.blocks);
            blocks
                .map(|(page, block)| side.reading.pages[*page].blocks[*block].clone())
                .filter(|block| block.picture.is_some())
                .collect()
        };
        let (one, other) = (of(self.one.0, self.one.1), of(self.other.0, self.other.1));
        let [from, to] = self.origins();
        for nth in 0..one.len().max(other.len()) {
            let (Some(a), Some(b)) = (one.get(nth), other.get(nth)) else {
                let state = |block: Option<&ReadBlock>| {
                    block.map_or(ABSENT, |block| Text::quoted(file_of(block)))
                };
                let (before, after) = (state(one.get(nth)), state(other.get(nth)));
                found.push(self.difference(
                    DifferenceKind::Picture,
                    Text::default(),
                    before,
                    after,
                ));
                continue;
            };
            let (file, other_file) = (file_of(a), file_of(b));
            if file != other_file {
                found.push(self.difference(
                    DifferenceKind::Picture,
                    Text::default(),
                    file,
                    other_file,
                ));
                continue;
            }
            let hashes = (self.one.0.hash(a), self.other.0.hash(b));
            if hashes.0 != hashes.1 {
                let after = text!(
                    "compare.file-and-another",
                    "{file}, {another}",
                    file,
                    another = ANOTHER_FILE
                );
                found.push(self.difference(
                    DifferenceKind::Picture,
                    Text::default(),
                    file.clone(),
                    after,
                ));
            }
            let near = |x: Len, y: Len| (x - y).abs() <= NEAR;
            let same_size =
                near(a.rect.width(), b.rect.width()) && near(a.rect.height(), b.rect.height());
            let same_place = near(a.rect.left - from.x, b.rect.left - to.x)
                && near(a.rect.top - from.y, b.rect.top - to.y);
            if !same_size || !same_place && !moved {
                let frame = |block: &ReadBlock, from: Point<PageSpace>| {
                    text!(
                        "compare.frame",
                        "{width}×{height} pt at {x}, {y}",
                        width = points(block.rect.width()),
                        height = points(block.rect.height()),
                        x = points(block.rect.left - from.x),
                        y = points(block.rect.top - from.y)
                    )
                };
                // One that fills a wider article follows from that.
                if !moved {
                    let (before, after) = (frame(a, from), frame(b, to));
                    found.push(self.difference(DifferenceKind::PictureFrame, &file, before, after));
                }
            } else if cropped(a) != cropped(b) {
                let said = |block: &ReadBlock| {
                    cropped(block).map_or(String::new(), |crop| crop.map(percent).join(" "))
                };
                found.push(self.difference(DifferenceKind::Crop, &file, said(a), said(b)));
            }
        }
    }

    /// Lines that stand elsewhere though nothing else differs.
    fn setting(&self, found: &mut Vec<Difference>) {
        let [from, to] = self.origins();
        let lines =
            |side: &Compared<'_>, article: &Article, from: Point<PageSpace>| -> Vec<String> {
                let blocks = article.pars.iter().flat_map(|par| &par.blocks);
                blocks
                    .flat_map(|(page, block)| &side.reading.pages[*page].blocks[*block].lines)
                    .map(|line| {
                        let ends = line.chars.iter().map(|c: &ReadChar| {
                            format!("{}{} {}", c.text, c.rect.left - from.x, c.rect.top - from.y)
                        });
                        ends.collect::<Vec<_>>().join(" ")
                    })
                    .collect()
            };
        let one = lines(self.one.0, self.one.1, from);
        let other = lines(self.other.0, self.other.1, to);
        if one == other {
            return;
        }
        let same = one.iter().zip(&other).filter(|(a, b)| a == b).count();
        let (before, after) = (one.len() - same, other.len() - same);
        let said = |lines: usize| text!("compare.lines", "{n} line" | "{n} lines", n = lines);
        found.push(self.difference(
            DifferenceKind::Setting,
            super::difference::TYPE,
            said(before),
            said(after),
        ));
    }
}

/// Where an article is there in one only.
pub(super) fn lone(side: &Compared<'_>, article: &Article, first: bool) -> Difference {
    let state = |there: bool| if there { PRESENT } else { ABSENT };
    let page = article
        .pages()
        .first()
        .map_or(String::new(), |page| side.label(*page));
    Difference {
        kind: DifferenceKind::Article,
        page,
        of: article.id.clone(),
        what: Text::quoted(article.title()),
        before: state(first),
        after: state(!first),
    }
}

fn around(outline: &[Point<PageSpace>]) -> Option<Rect<PageSpace>> {
    let points = outline.iter().map(|at| Rect::new(at.x, at.y, at.x, at.y));
    points.reduce(|a, b| a.union(&b))
}

fn file_of(block: &ReadBlock) -> String {
    let file = block
        .picture
        .as_ref()
        .map_or("", |picture| picture.file.as_str());
    file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned()
}

/// The part of a picture that shows: left, top, right and bottom, in tenths of a per cent.
fn cropped(block: &ReadBlock) -> Option<[i64; 4]> {
    let image = block.picture.as_ref()?.image;
    let (width, height) = (image.width().units().max(1), image.height().units().max(1));
    let part = |from: Len, whole: i64| {
        let (from, whole) = (i128::from(from.units()), i128::from(whole));
        (from * 2000 + whole).div_euclid(whole * 2) as i64
    };
    Some([
        part(block.rect.left - image.left, width),
        part(block.rect.top - image.top, height),
        part(block.rect.right - image.left, width),
        part(block.rect.bottom - image.top, height),
    ])
}

fn percent(tenths: i64) -> String {
    format!("{}.{}%", tenths / 10, (tenths % 10).abs())
}
