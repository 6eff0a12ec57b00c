//! rustybuzz is no longer maintained; its heir must shape the sample's copy alike.
//! And what shaping costs.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use duikai::asset::Fonts;
use duikai::diag::Sink;
use duikai::edition::bundled_style;
use duikai::geom::Len;
use duikai::line::{Slots, break_};
use duikai::style::{Figures, Lang, ParStyle};
use duikai::text::{RichLine, Shaper};
use harfrust::{Buffer, Direction, Feature, Font, Language, Script, ShapeOptions, ShaperFont, Tag};

/// Glyph, first byte of its cluster, and places in design units.
type Glyph = (u32, usize, i32, i32);

fn by_harfrust(font: &ShaperFont, text: &str, script: Script, tag: &str) -> Vec<Glyph> {
    let mut buffer = Buffer::new();
    buffer.push_str(text);
    buffer.set_direction(Direction::LeftToRight);
    buffer.set_script(Some(script));
    buffer.set_language(Language::new(tag));
    harfrust::shape(font, &mut buffer, ShapeOptions::new()).expect("shapes");
    let (infos, positions) = (buffer.glyph_infos(), buffer.glyph_positions());
    infos
        .iter()
        .zip(positions)
        .map(|(info, position)| (info.glyph_id, info.cluster as usize, position.x_offset, position.y_offset))
        .collect()
}

#[test]
fn harfrust_shapes_the_sample_alike() {
    let mut fonts = Fonts::bundled();
    let style = bundled_style("body", &mut fonts, &mut Sink::new()).expect("body is a style");
    let copy = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/pingyuan/copy");
    let mut files: Vec<_> = fs::read_dir(copy).expect("reads").map(|entry| entry.expect("reads").path()).collect();
    files.sort();
    let texts: Vec<String> = files.iter().filter_map(|path| fs::read_to_string(path).ok()).collect();
    let scripts = [
        (Lang::ZhCn, Script::HAN, "zh-Hans"),
        (Lang::ZhTw, Script::HAN, "zh-Hant"),
        (Lang::Ja, Script::HAN, "ja"),
        (Lang::En, Script::LATIN, "en"),
    ];
    let mut compared = 0;
    for name in ["song", "hei-heavy", "kai"] {
        let id = fonts.find(name).expect("bundled");
        let face = fonts.face(id);
        let font = Font::new(face.bytes().to_vec(), face.index()).expect("parses");
        let font = ShaperFont::new(&font);
        let mut shaper = Shaper::new(&fonts);
        let lines = texts.iter().flat_map(|text| text.lines()).chain(["office ffi —— …… “引”‘号’ ①② カタカナ 「」"]);
        // A line some other face must help with is no fair comparison.
        for line in lines.filter(|line| !line.is_empty() && line.chars().all(|c| face.glyph(c).is_some())) {
            for (lang, script, tag) in scripts {
                // Quotes and dots are asked for at another width in Latin text.
                if lang == Lang::En && line.chars().any(|c| "‘’“”—…·".contains(c)) {
                    continue;
                }
                let mut style = style.clone();
                (style.font, style.lang, style.figures) = (id, lang, Figures::Natural);
                let ours = shaper.shape(RichLine::plain(line), &style);
                let theirs = by_harfrust(&font, line, script, tag);
                let starts: Vec<u32> = ours.clusters.iter().flat_map(|cluster| cluster.glyphs.clone().map(|_| cluster.start)).collect();
                let ids: Vec<(u32, usize)> =
                    ours.glyphs.iter().zip(starts).map(|(glyph, start)| (u32::from(glyph.id), start as usize)).collect();
                assert_eq!(ids, theirs.iter().map(|glyph| (glyph.0, glyph.1)).collect::<Vec<_>>(), "{name} {tag}: {line}");
                let lifts: Vec<_> = ours.glyphs.iter().map(|glyph| -glyph.y).collect();
                let theirs: Vec<_> = theirs.iter().map(|glyph| face.to_len(glyph.3, style.size)).collect();
                assert_eq!(lifts, theirs, "{name} {tag}: {line}");
                compared += ids.len();
            }
        }
    }
    assert!(compared > 100_000, "{compared}");
}

/// A mark's blanks are those that the face's own half-width forms take (`halt`,
/// which moves the ink by the blank before it), in every region.
#[test]
fn blanks_of_marks_are_what_the_face_takes_off() {
    let mut fonts = Fonts::bundled();
    let style = bundled_style("body", &mut fonts, &mut Sink::new()).expect("body is a style");
    let marks = "，。、；：！？（）《》〈〉「」『』【】〔〕";
    let regions = [(Lang::ZhCn, "zh-Hans"), (Lang::ZhTw, "zh-Hant"), (Lang::Ja, "ja")];
    let half = [Feature::new(Tag::new(b"halt"), 1, ..)];
    let (mut compared, mut other) = (0, Vec::new());
    for name in ["song", "song-heavy", "hei", "hei-heavy"] {
        let id = fonts.find(name).expect("bundled");
        let face = fonts.face(id);
        let font = Font::new(face.bytes().to_vec(), face.index()).expect("parses");
        let font = ShaperFont::new(&font);
        let mut shaper = Shaper::new(&fonts);
        for (lang, tag) in regions {
            let mut style = style.clone();
            (style.font, style.lang) = (id, lang);
            for mark in marks.chars() {
                let text = format!("国{mark}国");
                let mut buffer = Buffer::new();
                buffer.push_str(&text);
                buffer.set_direction(Direction::LeftToRight);
                buffer.set_script(Some(Script::HAN));
                buffer.set_language(Language::new(tag));
                harfrust::shape(&font, &mut buffer, ShapeOptions::new().features(&half)).expect("shapes");
                let theirs = buffer.glyph_positions()[1];
                if theirs.x_advance * 2 != i32::from(face.units_per_em()) {
                    continue;
                }
                let ours = shaper.shape(RichLine::plain(&text), &style);
                let ours = &ours.clusters[1];
                if ours.lead + ours.trail == Len::ZERO {
                    continue;
                }
                let lead = face.to_len(-theirs.x_offset, style.size);
                let trail = style.size / 2 - lead;
                compared += 1;
                if (ours.lead, ours.trail) != (lead, trail) {
                    other.push(format!("{name} {tag} {mark}: {} {} and {lead} {trail}", ours.lead, ours.trail));
                }
            }
        }
    }
    assert!(other.is_empty(), "{other:#?}");
    assert!(compared > 150, "{compared}");
}

/// Shaping asks faces for glyphs and advances, never for outlines, whose walk
/// once made it four times as dear as breaking. The best of some runs, since
/// other tests run beside this one.
#[test]
fn shaping_costs_no_more_than_breaking_twice() {
    let fonts = Fonts::bundled();
    let font = fonts.find("song").expect("bundled");
    let style = ParStyle::plain(font, Len::pt(9), Len::pt(12), Lang::ZhCn);
    let text: String = "国民经济增长9.6%，达到1214.94亿元，“十三五”末翻了一番还多。".chars().cycle().take(5_000).collect();
    let mut shaper = Shaper::new(&fonts);
    let timed = |run: &mut dyn FnMut()| -> Duration {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    let par = shaper.shape(RichLine::plain(&text), &style);
    let slots = Slots { measures: &[], beyond: Len::pt(117) };
    let (mut shaping, mut breaking) = (Duration::MAX, Duration::MAX);
    for _ in 0..9 {
        shaping = shaping.min(timed(&mut || drop(shaper.shape(RichLine::plain(&text), &style))));
        breaking = breaking.min(timed(&mut || drop(break_(&par, slots))));
    }
    assert!(shaping < breaking * 2, "{shaping:?} against {breaking:?}");
}
