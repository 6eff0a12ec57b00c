//! Galleys 小样: an article's text at one measure, unplaced.

use std::collections::BTreeMap;

use crate::asset::{ContentHash, FontId, Fonts, LostFont};
use crate::desk::{Desk, MemoryDesk};
use crate::diag::{Code, Diagnostic, Severity, Sink, Sources, Span};
use crate::edition;
use crate::forme::{Forme, Origin, Sheet};
use crate::geom::{Em, Folio, Len, Size};
use crate::line::{Line, Measures, Strain, break_lines, is_loose, place, strain};
use crate::makeup::{column_items, dress, line_items, tight};
use crate::say::{Text, text};
use crate::story::{self, BlockKind, InlineFace, Story};
use crate::style::{Breaker, Kinsoku, Lang, ParStyle, Writing};
use crate::text::{RichLine, ShapedPar, Shaper};

/// Settings of a galley.
#[derive(Clone, Debug)]
pub struct GalleyJob {
    /// The line length 行长 in em of the type: 13 is 13字.
    pub measure: Em,
    /// First-line indent in em; `None` for the style's own.
    pub indent: Option<Em>,
    /// The language.
    pub lang: Lang,
    /// The line-edge level 避头尾.
    pub kinsoku: Kinsoku,
    /// The writing direction.
    pub writing: Writing,
    /// The line breaker.
    pub breaker: Breaker,
    /// A style of the bundled 对开 layout, `body` by default.
    pub style: String,
}

/// A character set in a line.
#[derive(Clone, Debug, PartialEq)]
pub struct GalleyChar {
    /// The character.
    pub c: char,
    /// Left edge of its set width, in em from the line's left end.
    pub x_em: f64,
    /// Set width in em.
    pub w_em: f64,
}

/// A set line.
#[derive(Clone, Debug, PartialEq)]
pub struct GalleyLine {
    /// Text of the line.
    pub text: String,
    /// Set width in em, indent included.
    pub width_em: f64,
    /// Natural width in em, before any shrinking or stretching.
    pub natural_em: f64,
    /// Badness of the line: 0 is perfect, 100 equals ten gaps each opened by ⅒ em.
    pub badness: i64,
    /// True if the line breaks at a forbidden place because nothing else was possible.
    pub forced: bool,
    /// True if the line is shorter than its measure because nothing in it can stretch.
    pub short: bool,
    /// Characters of the line, in order.
    pub chars: Vec<GalleyChar>,
}

/// A set article.
pub struct GalleyProof {
    /// Shaped paragraphs, each with its lines.
    pars: Vec<(ShapedPar, Vec<Line>)>,
    /// The fonts used.
    pub fonts: Fonts,
    measure: Em,
    style: ParStyle,
}

/// Sets an article's paragraphs in the bundled faces. The proof is `None` if there was an error.
pub fn galley(
    path: &str,
    copy: &[u8],
    job: &GalleyJob,
) -> (Sources, Vec<Diagnostic>, Option<GalleyProof>) {
    galley_with(&MemoryDesk::new(), path, copy, job)
}

/// Sets an article's paragraphs as [`galley`] does, with the desk's font files after the bundled
/// faces. They are read only if the copy names such a face or has a character that the bundled ones
/// lack.
pub fn galley_with(
    desk: &dyn Desk,
    path: &str,
    copy: &[u8],
    job: &GalleyJob,
) -> (Sources, Vec<Diagnostic>, Option<GalleyProof>) {
    let (mut sources, mut sink) = (Sources::default(), Sink::new());
    let set = set(desk, path, copy, job, &mut sources, &mut sink);
    let fine = !sink.has(Severity::Error);
    let diagnostics = story::folded(sink.finish(), &sources);
    (sources, diagnostics, set.filter(|_| fine))
}

/// Reads the desk's fonts that the copy needs.
fn supply(fonts: &mut Fonts, desk: &dyn Desk, story: &Story, sink: &mut Sink) {
    fonts.announce_all(&desk.extra_fonts());
    let named = fonts.find("fangsong").filter(|_| {
        story
            .body
            .iter()
            .any(|block| block.text.asks_for(InlineFace::Fangsong))
    });
    read_waiting(fonts, desk, |id| Some(id) == named, sink);
    let lacking = |c: char| !c.is_ascii() && fonts.with_glyph(FontId::BODY, c).is_none();
    if story
        .body
        .iter()
        .any(|block| block.text.text.chars().any(lacking))
    {
        read_waiting(fonts, desk, |id| Some(id) != named, sink);
    }
}

fn read_waiting(
    fonts: &mut Fonts,
    desk: &dyn Desk,
    wanted: impl Fn(FontId) -> bool,
    sink: &mut Sink,
) {
    let read = |path: &str| {
        let bytes = desk.read(path).map_err(|error| Some(Text::of(&error)))?;
        let hash = ContentHash::of(&bytes);
        Ok((bytes.into(), hash))
    };
    for LostFont { path, fault, .. } in fonts.read_waiting(wanted, read) {
        let message = text!(
            "galley.font-cannot-used",
            "the font “{path}” cannot be used: {fault}",
            path,
            fault = fault.unwrap_or_default()
        );
        sink.report(Diagnostic::new(Code::BadFont, None, message).help(text!(
            "galley.take-out-font-path",
            "take it out of --font-path, or put a sound font in its place"
        )));
    }
}

fn set(
    desk: &dyn Desk,
    path: &str,
    copy: &[u8],
    job: &GalleyJob,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Option<GalleyProof> {
    let source = story::decode(path, copy, sources, sink).ok()?;
    let story = story::parse(source, sources, sink).ok()?;
    story.lost.iter().for_each(|lost| sink.report(lost.clone()));
    let mut fonts = Fonts::bundled();
    let mut style = edition::bundled_style(&job.style, &mut fonts, sink).ok()?;
    (style.lang, style.kinsoku, style.breaker) = (job.lang, job.kinsoku, job.breaker);
    style.writing = job.writing;
    style.hyphenate |= job.lang == Lang::En;
    if let Some(indent) = job.indent {
        style.indent = indent;
    }
    supply(&mut fonts, desk, &story, sink);
    let mut shaper = Shaper::new(&fonts);
    let mut pars = Vec::new();
    for block in &story.body {
        let mut dressed = dress(&block.text, style.bold, style.readings, &fonts);
        let plain = ParStyle {
            indent: if block.kind == BlockKind::Paragraph {
                style.indent
            } else {
                Em::ZERO
            },
            ..style.clone()
        };
        let par = shaper.shape(dressed.line(), &plain);
        for (character, places) in lacking(&par) {
            let mut diagnostic =
                Diagnostic::missing_glyph(block.text.span_at(dressed.source(places[0])), character);
            if places.len() > 1 {
                diagnostic.message = text!(
                    "galley.times",
                    "{message}, which stands {times} times in this paragraph",
                    message = diagnostic.message,
                    times = places.len()
                );
            }
            sink.report(diagnostic);
        }
        dressed
            .faults
            .drain(..)
            .for_each(|fault| sink.report(fault));
        if let Some(tight) = tight(&par) {
            sink.report(tight.diagnostic(block.text.span_at(dressed.source(tight.at)), &plain));
        }
        let lines = break_lines(
            &par,
            Measures {
                known: &[],
                rest: job.measure.at(par.style.size),
            },
        );
        let ends = |has: &dyn Fn(&Line) -> bool| -> Vec<usize> {
            lines
                .iter()
                .filter(|line| has(line))
                .map(|line| par.clusters[line.clusters.end - 1].start as usize)
                .collect()
        };
        let place = |at: usize| block.text.span_at(dressed.source(at));
        told_of(Code::ForcedBreak, &ends(&|line| line.forced), place)
            .into_iter()
            .for_each(|diagnostic| sink.report(diagnostic));
        told_of(
            Code::ShortLine,
            &ends(&|line| line.short && !line.forced),
            place,
        )
        .into_iter()
        .for_each(|diagnostic| sink.report(diagnostic));
        let loose = ends(&|line| is_loose(&par, line) && !line.forced);
        told_of(Code::LooseLine, &loose, place)
            .into_iter()
            .for_each(|diagnostic| sink.report(diagnostic));
        pars.push((par, lines));
    }
    drop(shaper);
    Some(GalleyProof {
        pars,
        fonts,
        measure: job.measure,
        style,
    })
}

/// Returns the characters of a paragraph that no face has, each once with its places.
fn lacking(par: &ShapedPar) -> BTreeMap<char, Vec<usize>> {
    let mut lacking: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    for missing in &par.missing {
        lacking
            .entry(missing.character)
            .or_default()
            .push(missing.at);
    }
    lacking
}

/// Returns one diagnostic for all lines of a paragraph that have the fault `code`; `None` without
/// one.
fn told_of(code: Code, ends: &[usize], place: impl Fn(usize) -> Span) -> Option<Diagnostic> {
    let (first, rest) = ends.split_first()?;
    let message = match (code, rest.len()) {
        (Code::ShortLine, 0) => text!(
            "galley.line-cannot-justified-nothing",
            "this line cannot be justified: nothing in it opens"
        ),
        (Code::ShortLine, more) => text!(
            "galley.lines-paragraph-cannot-justified",
            "{more} lines of this paragraph cannot be justified, the first of them here",
            more = more + 1
        ),
        (Code::LooseLine, 0) => {
            text!(
                "galley.line-could-only-set",
                "this line could only be set with gaps that a reader sees"
            )
        }
        (Code::LooseLine, more) => {
            text!(
                "galley.lines-paragraph-could-only",
                "{more} lines of this paragraph could only be set with gaps that a reader sees, the first of them here",
                more = more + 1
            )
        }
        (_, 0) => text!(
            "galley.line-ends-here-although",
            "a line ends here although none may"
        ),
        (_, more) => text!(
            "galley.lines-paragraph-end-where",
            "{more} lines of this paragraph end where none may, the first of them here",
            more = more + 1
        ),
    };
    let diagnostic = Diagnostic::new(code, place(*first), message).help(text!(
        "galley.widen-measure-reword-sentence",
        "widen the measure, or reword the sentence"
    ));
    Some(rest.iter().take(SHOWN).fold(diagnostic, |diagnostic, at| {
        diagnostic.label(place(*at), text!("galley.here", "and here"))
    }))
}

/// Maximum number of places shown beside the first.
const SHOWN: usize = 4;

impl GalleyProof {
    /// Returns the number of lines.
    pub fn line_count(&self) -> usize {
        self.pars.iter().map(|(_, lines)| lines.len()).sum()
    }

    /// Returns the number of characters, spaces not counted.
    pub fn chars(&self) -> usize {
        self.pars
            .iter()
            .map(|(par, _)| par.count_chars(0..par.clusters.len()))
            .sum()
    }

    /// Returns the number of lines at a measure one 字 shorter, at this one and at one 字 longer,
    /// each with its measure in em. Measures below two 字 are left out.
    pub fn near_measures(&self) -> Vec<(f64, usize)> {
        let own = self.measure.at(self.style.size);
        [own - self.style.size, own, own + self.style.size]
            .into_iter()
            .filter(|measure| *measure >= self.style.size * 2)
            .map(|measure| {
                if measure == own {
                    return (self.em(own), self.line_count());
                }
                let count = |(par, _): &(ShapedPar, _)| {
                    break_lines(
                        par,
                        Measures {
                            known: &[],
                            rest: measure,
                        },
                    )
                    .len()
                };
                (self.em(measure), self.pars.iter().map(count).sum())
            })
            .collect()
    }

    fn em(&self, len: Len) -> f64 {
        (len.to_pt() / self.style.size.to_pt() * 1e6).round() / 1e6
    }

    /// Returns the lines of every paragraph.
    pub fn lines(&self) -> Vec<Vec<GalleyLine>> {
        self.pars
            .iter()
            .map(|(par, lines)| lines.iter().map(|line| self.line(par, line)).collect())
            .collect()
    }

    fn line(&self, par: &ShapedPar, line: &Line) -> GalleyLine {
        let placed = place(par, line);
        let mut text = String::new();
        let mut chars = Vec::new();
        for piece in &placed {
            let cluster = par.text_of(&par.clusters[piece.cluster]);
            text.push_str(cluster);
            let count = cluster.chars().count().max(1) as i64;
            for (nth, c) in cluster.chars().enumerate() {
                let width = piece.right - piece.left;
                chars.push(GalleyChar {
                    c,
                    x_em: self.em(piece.left + width.scale(nth as i64, count)),
                    w_em: self.em(width / count),
                });
            }
        }
        let hyphen = line.hyphen.map_or(Len::ZERO, |hyphen| hyphen.width);
        if hyphen > Len::ZERO {
            text.push('-');
        }
        let Strain {
            natural, badness, ..
        } = strain(par, line);
        let width = placed.last().map_or(Len::ZERO, |last| last.right) + hyphen;
        GalleyLine {
            text,
            width_em: self.em(width),
            natural_em: self.em(natural),
            badness,
            forced: line.forced,
            short: line.short,
            chars,
        }
    }

    /// Returns the galley as pages, its lines numbered by fives, for a PDF.
    pub fn formes(&self) -> Vec<Forme> {
        let measure = self.measure.at(self.style.size);
        let (side, head) = (Len::MM * 20, Len::MM * 15);
        let pitch = self.style.leading;
        if self.style.writing == Writing::Vertical {
            return self.columns(measure, side, head, pitch);
        }
        let trim = Size {
            width: measure + side * 2,
            height: pitch * LINES_A_PAGE as i64 + head * 2,
        };
        let mut shaper = Shaper::new(&self.fonts);
        let number_style = ParStyle::plain(self.style.font, Len::pt(6), pitch, Lang::En);
        let mut formes: Vec<Forme> = Vec::new();
        for (nth, (par, line)) in self
            .pars
            .iter()
            .flat_map(|(par, lines)| lines.iter().map(move |line| (par, line)))
            .enumerate()
        {
            if nth % LINES_A_PAGE == 0 {
                let sheet = Sheet {
                    trim,
                    bleed: Len::ZERO,
                    margin: Len::ZERO,
                };
                formes.push(Forme {
                    number: Folio::plain(formes.len() as u32 + 1),
                    section: String::new(),
                    sheet,
                    items: Vec::new(),
                });
            }
            let baseline = head + pitch * (nth % LINES_A_PAGE) as i64 + self.style.size;
            let Some(forme) = formes.last_mut() else {
                continue;
            };
            if (nth + 1) % 5 == 0 {
                let number = shaper.shape(RichLine::plain(&(nth + 1).to_string()), &number_style);
                for line in break_lines(
                    &number,
                    Measures {
                        known: &[],
                        rest: side,
                    },
                ) {
                    forme.items.extend(line_items(
                        &number,
                        &line,
                        Len::MM * 10,
                        baseline,
                        Origin(0),
                    ));
                }
            }
            forme
                .items
                .extend(line_items(par, line, side, baseline, Origin(0)));
        }
        formes
    }
}

impl GalleyProof {
    /// Returns the galley as pages of vertical lines, from the right.
    fn columns(&self, measure: Len, side: Len, head: Len, pitch: Len) -> Vec<Forme> {
        let trim = Size {
            width: pitch * LINES_A_PAGE as i64 + side * 2,
            height: measure + head * 2,
        };
        let sheet = Sheet {
            trim,
            bleed: Len::ZERO,
            margin: Len::ZERO,
        };
        let mut formes: Vec<Forme> = Vec::new();
        for (nth, (par, line)) in self
            .pars
            .iter()
            .flat_map(|(par, lines)| lines.iter().map(move |line| (par, line)))
            .enumerate()
        {
            if nth % LINES_A_PAGE == 0 {
                formes.push(Forme {
                    number: Folio::plain(formes.len() as u32 + 1),
                    section: String::new(),
                    sheet,
                    items: Vec::new(),
                });
            }
            let centre = trim.width - side - pitch * (nth % LINES_A_PAGE) as i64 - pitch / 2;
            if let Some(forme) = formes.last_mut() {
                forme
                    .items
                    .extend(column_items(par, line, centre, head, Origin(0)));
            }
        }
        formes
    }
}

/// Number of lines on a page of a galley's PDF.
const LINES_A_PAGE: usize = 60;
