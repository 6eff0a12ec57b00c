//! Galleys 小样: an article's text at one measure, unplaced.

use crate::asset::Fonts;
use crate::diag::{Diagnostic, Severity, Sink, Sources};
use crate::edition;
use crate::geom::Em;
use crate::line::{Slots, break_, place};
use crate::story::{self, BlockKind};
use crate::style::{Kinsoku, Lang, ParStyle};
use crate::text::{RichLine, ShapedPar, Shaper};

/// How to set a galley.
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
    /// A style of the bundled 对开 layout, `body` by default.
    pub style: String,
}

/// One set character.
#[derive(Clone, Debug, PartialEq)]
pub struct GalleyChar {
    /// The character.
    pub c: char,
    /// Left edge of its set width, in em from the line's left end.
    pub x_em: f64,
    /// Its set width in em.
    pub w_em: f64,
}

/// One set line.
#[derive(Clone, Debug, PartialEq)]
pub struct GalleyLine {
    /// Its text.
    pub text: String,
    /// Its set width in em, indent included.
    pub width_em: f64,
    /// Its characters.
    pub chars: Vec<GalleyChar>,
}

/// Sets an article's paragraphs; each is a list of lines. `None` when an
/// error forbade it.
pub fn galley(path: &str, copy: &[u8], job: &GalleyJob) -> (Sources, Vec<Diagnostic>, Option<Vec<Vec<GalleyLine>>>) {
    let (mut sources, mut sink) = (Sources::default(), Sink::new());
    let set = set(path, copy, job, &mut sources, &mut sink);
    let fine = !sink.has(Severity::Error);
    (sources, sink.finish(), set.filter(|_| fine))
}

fn set(path: &str, copy: &[u8], job: &GalleyJob, sources: &mut Sources, sink: &mut Sink) -> Option<Vec<Vec<GalleyLine>>> {
    let source = story::decode(path, copy, sources, sink).ok()?;
    let story = story::parse(source, sources, sink).ok()?;
    let mut fonts = Fonts::bundled();
    let mut style = edition::bundled_style(&job.style, &mut fonts, sink).ok()?;
    style.lang = job.lang;
    style.kinsoku = job.kinsoku;
    if let Some(indent) = job.indent {
        style.indent = indent;
    }
    let mut shaper = Shaper::new(&fonts);
    let mut paragraphs = Vec::new();
    for block in &story.body {
        let faces: Vec<_> = block.text.bold.iter().map(|range| (range.clone(), style.bold)).collect();
        let plain = ParStyle { indent: if block.kind == BlockKind::Paragraph { style.indent } else { Em::ZERO }, ..style.clone() };
        let par = shaper.shape(RichLine { text: &block.text.text, faces: &faces }, &plain);
        for missing in &par.missing {
            sink.tell(Diagnostic::missing_glyph(block.text.span_at(missing.at), missing.character));
        }
        paragraphs.push(lines_of(&par, job));
    }
    Some(paragraphs)
}

fn lines_of(par: &ShapedPar, job: &GalleyJob) -> Vec<GalleyLine> {
    let size = par.style.size;
    let em = |len: crate::geom::Len| (len.to_pt() / size.to_pt() * 1e6).round() / 1e6;
    break_(par, Slots { measures: &[], beyond: job.measure.at(size) })
        .iter()
        .map(|line| {
            let placed = place(par, line);
            let mut text = String::new();
            let mut chars = Vec::new();
            for piece in &placed {
                let cluster = par.text_of(&par.clusters[piece.cluster]);
                text.push_str(cluster);
                let count = cluster.chars().count().max(1) as i64;
                for (nth, c) in cluster.chars().enumerate() {
                    let width = piece.right - piece.left;
                    chars.push(GalleyChar { c, x_em: em(piece.left + width.scale(nth as i64, count)), w_em: em(width / count) });
                }
            }
            GalleyLine { text, width_em: em(placed.last().map_or(crate::geom::Len::ZERO, |last| last.right)), chars }
        })
        .collect()
}
