//! What shaping and breaking a paragraph cost, by its length.

mod median;

use std::fs;
use std::path::Path;
use std::time::Duration;

use duikai::asset::Fonts;
use duikai::geom::{Em, Len};
use duikai::line::{Measures, break_lines, place};
use duikai::style::{Breaker, Figures, Lang, ParStyle};
use duikai::text::{RichLine, Shaper};
use median::median;

fn main() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/pingyuan/copy/qiangxian.md");
    let article = fs::read_to_string(path).expect("reads");
    let prose: String = article
        .splitn(3, "---\n")
        .nth(2)
        .expect("front matter")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect::<String>()
        .replace("**", "");
    let fonts = Fonts::bundled();
    let font = fonts.find("song").expect("bundled");
    println!(
        "{:<12}{:>14}{:>16}{:>16}{:>16}",
        "characters", "shape ms", "optimum ms", "first fit ms", "place all ms"
    );
    for count in [1_000, 10_000, 100_000] {
        let text: String = prose.chars().cycle().take(count).collect();
        let mut style = ParStyle {
            figures: Figures::Half,
            mark_stretch: Em::ratio(3, 16),
            indent: Em::ratio(2, 1),
            ..ParStyle::plain(font, Len::pt(9), Len::pt(12), Lang::ZhCn)
        };
        let mut shaper = Shaper::new(&fonts);
        let shape = median(|| drop(shaper.shape(RichLine::plain(&text), &style)));
        let slots = Measures {
            known: &[],
            rest: Len::pt(117),
        };
        let mut times = Vec::new();
        let mut optimum = None;
        for breaker in [Breaker::Optimum, Breaker::FirstFit] {
            style.breaker = breaker;
            let par = shaper.shape(RichLine::plain(&text), &style);
            times.push(median(|| drop(break_lines(&par, slots))));
            optimum.get_or_insert(par);
        }
        let par = optimum.expect("was shaped");
        let lines = break_lines(&par, slots);
        let placed = median(|| lines.iter().for_each(|line| drop(place(&par, line))));
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        println!(
            "{count:<12}{:>14.2}{:>16.2}{:>16.2}{:>16.2}",
            ms(shape),
            ms(times[0]),
            ms(times[1]),
            ms(placed)
        );
    }
}
