//! Neighbouring lines of the sample's copy are alike: what stands between Han
//! and figures, and how far a line is from its measure.

use std::fs;
use std::path::Path;

use duikai::asset::Fonts;
use duikai::diag::Sink;
use duikai::edition::bundled_style;
use duikai::line::{Measures, break_lines, place, strain};
use duikai::style::Breaker;
use duikai::text::{Gap, RichLine, ShapedPar, Shaper};

/// Paragraphs of the news, in the body style of the bundled layouts.
fn paragraphs(breaker: Breaker) -> Vec<ShapedPar> {
    paragraphs_as(breaker, |line| vec![line.to_owned()])
}

/// The same, each as `written` anew.
fn paragraphs_as(breaker: Breaker, written: impl Fn(&str) -> Vec<String>) -> Vec<ShapedPar> {
    let mut fonts = Fonts::bundled();
    let mut style = bundled_style("body", &mut fonts, &mut Sink::new()).expect("body is a style");
    style.breaker = breaker;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/pingyuan/copy");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("reads")
        .map(|entry| entry.expect("reads").path())
        .collect();
    files.sort();
    files.retain(|path| path.extension().is_some_and(|end| end == "md"));
    let texts: Vec<String> = files
        .iter()
        .map(|path| fs::read_to_string(path).expect("reads"))
        .collect();
    let mut shaper = Shaper::new(&fonts);
    let news = texts
        .iter()
        .flat_map(|text| text.lines())
        .filter(|line| line.chars().count() > 60 && !line.starts_with(['#', '|', '!', '>']));
    news.flat_map(written)
        .map(|text| shaper.shape(RichLine::plain(&text), &style))
        .collect()
}

/// The gap between Han and Latin on each justified line, in em, line after
/// line; `None` on a line without any.
fn latin_gaps(par: &ShapedPar, measure: i64) -> Vec<Option<f64>> {
    let size = par.style.size;
    let lines = break_lines(
        par,
        Measures {
            known: &[],
            rest: size * measure,
        },
    );
    let full = lines.iter().filter(|line| !line.last);
    full.map(|line| {
        let placed = place(par, line);
        let mut latin = placed
            .windows(2)
            .filter(|pair| par.clusters[pair[0].cluster].gap_kind == Gap::Latin);
        latin
            .next()
            .map(|pair| (pair[1].left - pair[0].right).to_pt() / size.to_pt())
    })
    .collect()
}

#[test]
fn figures_stand_as_far_from_han_on_one_line_as_on_the_next() {
    let paragraphs = paragraphs(Breaker::Optimum);
    // At a measure: the most that neighbours may differ in the mean, and the
    // most lines in a hundred with a gap of more than a third of an em.
    for (measure, mean, wide) in [(17, 0.06, 2), (13, 0.085, 3), (11, 0.10, 4)] {
        let set: Vec<Vec<Option<f64>>> = paragraphs
            .iter()
            .map(|par| latin_gaps(par, measure))
            .collect();
        let gaps: Vec<f64> = set.iter().flatten().flatten().copied().collect();
        assert!(gaps.len() > 100, "{}", gaps.len());
        let apart: Vec<f64> = set
            .iter()
            .flat_map(|lines| lines.windows(2))
            .filter_map(|two| Some((two[0]? - two[1]?).abs()))
            .collect();
        let found = apart.iter().sum::<f64>() / apart.len() as f64;
        let widest = gaps.iter().filter(|gap| **gap > 0.334).count() * 100 / gaps.len();
        assert!(
            found <= mean,
            "{measure}字: neighbours differ by {found:.3} em in the mean"
        );
        assert!(
            widest <= wide,
            "{measure}字: {widest}% of lines have a gap wider than ⅓ em"
        );
        assert!(
            gaps.iter().all(|gap| *gap > 0.03),
            "{measure}字: none is shut"
        );
    }
}

/// The dearest line, and what all lines cost.
fn costs(paragraphs: &[ShapedPar], measure: i64) -> (i64, i64) {
    let lines = paragraphs.iter().flat_map(|par| {
        let lines = break_lines(
            par,
            Measures {
                known: &[],
                rest: par.style.size * measure,
            },
        );
        lines
            .into_iter()
            .map(move |line| strain(par, &line).badness)
    });
    lines.fold((0, 0), |(most, sum), badness| {
        (most.max(badness), sum + badness)
    })
}

/// Line after line, a loose line is set anew with the one before it.
#[test]
fn first_fit_looks_back_at_a_loose_line() {
    let paragraphs = paragraphs(Breaker::FirstFit);
    for (measure, worst, all) in [(17, 600, 2_400), (13, 600, 4_600)] {
        let (most, sum) = costs(&paragraphs, measure);
        assert!(
            most <= worst && sum <= all,
            "{measure}字: {most} the worst line, {sum} in all"
        );
    }
}

/// Line after line, one 字 before …… is mended by up to three lines.
#[test]
fn first_fit_ends_paragraphs_with_more_than_one_han() {
    let cut = |line: &str| -> Vec<String> {
        let ends = line
            .char_indices()
            .filter(|(_, c)| ('一'..='龥').contains(c))
            .map(|(at, _)| at);
        ends.skip(12)
            .step_by(3)
            .map(|at| format!("{}……", &line[..at]))
            .collect()
    };
    let paragraphs = paragraphs_as(Breaker::FirstFit, cut);
    let han = |par: &ShapedPar, from: usize| {
        par.text[par.clusters[from].start as usize..]
            .chars()
            .filter(|c| *c != '…')
            .count()
    };
    let lone = paragraphs.iter().filter(|par| {
        let lines = break_lines(
            par,
            Measures {
                known: &[],
                rest: par.style.size * 9,
            },
        );
        lines.len() > 1 && han(par, lines[lines.len() - 1].clusters.start) < 2
    });
    let lone = lone.count();
    assert!(
        lone * 100 <= paragraphs.len() * 8,
        "{lone} of {}",
        paragraphs.len()
    );
}
