//! The rate of runs over time, as SVG.

use std::fmt::Write as _;

use crate::archive::record::{RunRecord, Sample};

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 200.0;
const LEFT: f64 = 48.0;
const BOTTOM: f64 = 24.0;

/// Pages a second between one sample and the next.
fn rates(run: &RunRecord) -> Vec<(f64, f64)> {
    let mut before = Sample::default();
    let mut rates = Vec::new();
    for sample in &run.samples {
        let time = sample.seconds - before.seconds;
        if time > 0.0 {
            let pages = sample.pages.saturating_sub(before.pages);
            rates.push((sample.seconds, pages as f64 / time));
        }
        before = *sample;
    }
    rates
}

/// A line for each run: pages a second over its seconds. `label` says so.
pub(super) fn plot(runs: &[&RunRecord], label: &str) -> String {
    let lines: Vec<Vec<(f64, f64)>> = runs.iter().map(|run| rates(run)).collect();
    let most = |pick: fn(&(f64, f64)) -> f64| {
        let all = lines.iter().flatten().map(pick);
        all.fold(0.0_f64, f64::max).max(0.001)
    };
    let (longest, highest) = (most(|at| at.0), most(|at| at.1));
    let mut svg = format!(
        "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{label}\">\
         <path class=\"axis\" d=\"M{LEFT} 8V{0}H{WIDTH}\"/>",
        HEIGHT - BOTTOM
    );
    for share in [0.5, 1.0] {
        let y = (HEIGHT - BOTTOM) - (HEIGHT - BOTTOM - 12.0) * share;
        let _ = write!(
            svg,
            "<text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>\
             <path class=\"grid\" d=\"M{LEFT} {y:.1}H{WIDTH}\"/>",
            LEFT - 6.0,
            y + 4.0,
            Short(highest * share)
        );
        let x = LEFT + (WIDTH - LEFT) * share;
        let _ = write!(
            svg,
            "<text x=\"{x:.0}\" y=\"{:.0}\" text-anchor=\"end\">{} s</text>",
            HEIGHT - 6.0,
            Short(longest * share)
        );
    }
    for (nth, line) in lines.iter().enumerate() {
        let mut path = String::new();
        for (seconds, rate) in line {
            let x = LEFT + (WIDTH - LEFT) * seconds / longest;
            let y = (HEIGHT - BOTTOM) - (HEIGHT - BOTTOM - 12.0) * rate / highest;
            let command = if path.is_empty() { 'M' } else { 'L' };
            let _ = write!(path, "{command}{x:.1} {y:.1}");
        }
        let last = if nth + 1 == lines.len() { " last" } else { "" };
        let _ = write!(svg, "<path class=\"rate{last}\" d=\"{path}\"/>");
    }
    svg.push_str("</svg>");
    svg
}

/// A number with as many digits as tell something.
pub(super) struct Short(pub f64);

impl std::fmt::Display for Short {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            number if number >= 100.0 => write!(f, "{number:.0}"),
            number if number >= 1.0 => write!(f, "{number:.1}"),
            number => write!(f, "{number:.2}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_of_the_time_between_two_samples() {
        let sample = |seconds, pages| Sample {
            seconds,
            pages,
            editions: 0,
        };
        let run = RunRecord {
            samples: vec![
                sample(1.0, 10),
                sample(3.0, 50),
                sample(3.0, 60),
                sample(4.0, 60),
            ],
            ..RunRecord::default()
        };
        assert_eq!(rates(&run), [(1.0, 10.0), (3.0, 20.0), (4.0, 0.0)]);
        let svg = plot(&[&run], "rate");
        assert!(
            svg.contains("d=\"M216.0") && svg.contains(">20.0<"),
            "{svg}"
        );
    }
}
