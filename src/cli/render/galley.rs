//! A galley's lines.

use serde_json::{Value, json};

use crate::cli::output::out;
use crate::{GalleyLine, GalleyProof};

/// Prints every line with its number, its natural width and its badness.
pub fn print_lines(galley: &GalleyProof) {
    let mut number = 0;
    for lines in galley.lines() {
        for line in lines {
            number += 1;
            let fallen = if line.forced || line.short { "  !" } else { "" };
            out!(
                "{number:>4}  {:>6.2} → {:>5.2} 字 {:>5}  {}{fallen}",
                line.natural_em,
                line.width_em,
                line.badness,
                line.text,
            );
        }
    }
    out!("{} 行  {} 字", galley.line_count(), galley.chars());
    let near: Vec<String> = galley
        .near_measures()
        .iter()
        .map(|(measure, lines)| format!("{measure}字 {lines} 行"))
        .collect();
    out!("{}", near.join("  "));
}

/// Returns the galley and its diagnostics as JSON; no paragraphs if it could not be set.
pub fn as_value(galley: Option<&GalleyProof>, reported: Vec<Value>) -> Value {
    let lines = galley.map(GalleyProof::lines).unwrap_or_default();
    let paragraphs: Vec<Value> = lines
        .iter()
        .map(|lines| json!({"lines": lines.iter().map(line_json).collect::<Vec<_>>()}))
        .collect();
    let near = galley.map(GalleyProof::near_measures).unwrap_or_default();
    let near: Vec<Value> = near
        .iter()
        .map(|(measure, lines)| json!({"measure_em": measure, "lines": lines}))
        .collect();
    json!({
        "paragraphs": paragraphs,
        "lines": galley.map_or(0, GalleyProof::line_count),
        "chars": galley.map_or(0, GalleyProof::chars),
        "near": near,
        "diagnostics": reported,
    })
}

fn line_json(line: &GalleyLine) -> Value {
    json!({
        "text": line.text,
        "width_em": line.width_em,
        "natural_em": line.natural_em,
        "badness": line.badness,
        "forced": line.forced,
        "short": line.short,
        "chars": line.chars.iter().map(|set| json!({"c": set.c, "x_em": set.x_em, "w_em": set.w_em})).collect::<Vec<_>>(),
    })
}
