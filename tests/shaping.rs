//! rustybuzz is no longer maintained; its heir must shape the sample's copy alike.
//! And what shaping costs.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::str::FromStr;
use std::time::{Duration, Instant};

use duikai::asset::{FaceChoice, Fonts};
use duikai::diag::Sink;
use duikai::edition::bundled_style;
use duikai::geom::{Em, Len};
use duikai::line::{Measures, break_lines};
use duikai::style::{Figures, Lang, ParStyle, Writing};
use duikai::text::{Break, Orientation, RichLine, ShapedPar, Shaper, Treat, WordLang};
use harfrust::{Buffer, Direction, Feature, Font, Language, Script, ShapeOptions, ShaperFont, Tag};
use rustybuzz::script;

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
        .map(|(info, position)| {
            (
                info.glyph_id,
                info.cluster as usize,
                position.x_offset,
                position.y_offset,
            )
        })
        .collect()
}

#[test]
fn harfrust_shapes_the_sample_alike() {
    let mut fonts = Fonts::bundled();
    let style = bundled_style("body", &mut fonts, &mut Sink::new()).expect("body is a style");
    let copy = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/pingyuan/copy");
    let mut files: Vec<_> = fs::read_dir(copy)
        .expect("reads")
        .map(|entry| entry.expect("reads").path())
        .collect();
    files.sort();
    let texts: Vec<String> = files
        .iter()
        .filter_map(|path| fs::read_to_string(path).ok())
        .collect();
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
        let lines = texts
            .iter()
            .flat_map(|text| text.lines())
            .chain(["office ffi —— …… “引”‘号’ ①② カタカナ 「」"]);
        // A line some other face must help with is no fair comparison.
        for line in
            lines.filter(|line| !line.is_empty() && line.chars().all(|c| face.glyph(c).is_some()))
        {
            for (lang, script, tag) in scripts {
                // Quotes and dots are asked for at another width in Latin text.
                if lang == Lang::En && line.chars().any(|c| "‘’“”—…·".contains(c)) {
                    continue;
                }
                let mut style = style.clone();
                (style.font, style.lang, style.figures) = (id, lang, Figures::Natural);
                let ours = shaper.shape(RichLine::plain(line), &style);
                let theirs = by_harfrust(&font, line, script, tag);
                let starts: Vec<u32> = ours
                    .clusters
                    .iter()
                    .flat_map(|cluster| cluster.glyphs.clone().map(|_| cluster.start))
                    .collect();
                let ids: Vec<(u32, usize)> = ours
                    .glyphs
                    .iter()
                    .zip(starts)
                    .map(|(glyph, start)| (u32::from(glyph.id), start as usize))
                    .collect();
                assert_eq!(
                    ids,
                    theirs
                        .iter()
                        .map(|glyph| (glyph.0, glyph.1))
                        .collect::<Vec<_>>(),
                    "{name} {tag}: {line}"
                );
                let lifts: Vec<_> = ours.glyphs.iter().map(|glyph| -glyph.y).collect();
                let theirs: Vec<_> = theirs
                    .iter()
                    .map(|glyph| face.to_len(glyph.3, style.size))
                    .collect();
                assert_eq!(lifts, theirs, "{name} {tag}: {line}");
                compared += ids.len();
            }
        }
    }
    assert!(compared > 100_000, "{compared}");
}

/// Every face that is bundled or that a sample has of its own, by its file.
fn faces() -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [
        "fonts",
        "fonts/test",
        "samples/ja/fonts",
        "samples/tw/fonts",
    ];
    let mut files: Vec<_> = folders
        .iter()
        .flat_map(|folder| fs::read_dir(root.join(folder)).expect("reads"))
        .map(|entry| entry.expect("reads").path())
        .collect();
    files.retain(|file| {
        file.extension()
            .is_some_and(|ending| ending == "otf" || ending == "ttf")
    });
    files.sort();
    let name = |file: &Path| {
        file.strip_prefix(root)
            .expect("inside")
            .to_string_lossy()
            .into_owned()
    };
    files
        .iter()
        .map(|file| (name(file), fs::read(file).expect("reads")))
        .collect()
}

/// The lines of all copy of all samples, each once.
fn all_copy() -> BTreeSet<String> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let folders = fs::read_dir(samples)
        .expect("reads")
        .map(|entry| entry.expect("reads").path().join("copy"));
    let files = folders
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flatten()
        .map(|entry| entry.expect("reads").path());
    // One of them is in GB18030, to show that it is read.
    let texts: Vec<String> = files
        .filter_map(|file| fs::read_to_string(file).ok())
        .collect();
    texts
        .iter()
        .flat_map(|text| text.lines())
        .filter(|line| !line.trim().is_empty())
        .map(str::to_owned)
        .collect()
}

/// Both engines, in every face there is, over the copy of every sample, with
/// and without the features that are asked for: the same glyphs, clusters,
/// advances and offsets, along the line and across it.
#[test]
fn harfrust_shapes_every_sample_alike_in_every_face() {
    let copy = all_copy();
    assert!(copy.len() > 500, "{}", copy.len());
    let features: [Option<&[u8; 4]>; 5] = [
        None,
        Some(b"hwid"),
        Some(b"pwid"),
        Some(b"vert"),
        Some(b"palt"),
    ];
    let languages = [
        (Script::HAN, script::HAN, "zh-Hans"),
        (Script::HAN, script::HAN, "ja"),
        (Script::LATIN, script::LATIN, "en"),
    ];
    let faces = faces();
    assert_eq!(faces.len(), 19);
    let compare = |(file, bytes): &(String, Vec<u8>)| {
        let ours = rustybuzz::Face::from_slice(bytes, 0).expect("parses");
        let theirs = Font::new(bytes.clone(), 0).expect("parses");
        let theirs = ShaperFont::new(&theirs);
        for (script, our_script, tag) in languages {
            for feature in features {
                let our_features: Vec<_> = feature
                    .iter()
                    .map(|tag| {
                        rustybuzz::Feature::new(rustybuzz::ttf_parser::Tag::from_bytes(tag), 1, ..)
                    })
                    .collect();
                let their_features: Vec<_> = feature
                    .iter()
                    .map(|tag| Feature::new(Tag::new(tag), 1, ..))
                    .collect();
                let our_language = rustybuzz::Language::from_str(tag).expect("a language");
                let plan = rustybuzz::ShapePlan::new(
                    &ours,
                    rustybuzz::Direction::LeftToRight,
                    Some(our_script),
                    Some(&our_language),
                    &our_features,
                );
                for line in &copy {
                    let mut buffer = rustybuzz::UnicodeBuffer::new();
                    buffer.push_str(line);
                    buffer.set_direction(rustybuzz::Direction::LeftToRight);
                    buffer.set_script(our_script);
                    buffer.set_language(our_language.clone());
                    let shaped = rustybuzz::shape_with_plan(&ours, &plan, buffer);
                    let ours = shaped
                        .glyph_infos()
                        .iter()
                        .zip(shaped.glyph_positions())
                        .map(|(info, at)| {
                            (
                                info.glyph_id,
                                info.cluster,
                                at.x_advance,
                                at.y_advance,
                                at.x_offset,
                                at.y_offset,
                            )
                        });
                    let mut buffer = Buffer::new();
                    buffer.push_str(line);
                    buffer.set_direction(Direction::LeftToRight);
                    buffer.set_script(Some(script));
                    buffer.set_language(Language::new(tag));
                    harfrust::shape(
                        &theirs,
                        &mut buffer,
                        ShapeOptions::new().features(&their_features),
                    )
                    .expect("shapes");
                    let theirs = buffer
                        .glyph_infos()
                        .iter()
                        .zip(buffer.glyph_positions())
                        .map(|(info, at)| {
                            (
                                info.glyph_id,
                                info.cluster,
                                at.x_advance,
                                at.y_advance,
                                at.x_offset,
                                at.y_offset,
                            )
                        });
                    assert!(ours.eq(theirs), "{file} {tag} {feature:?}: {line}");
                }
            }
        }
    };
    std::thread::scope(|scope| {
        for half in faces.chunks(faces.len().div_ceil(2)) {
            scope.spawn(move || half.iter().for_each(compare));
        }
    });
}

/// Every mark of the classes that have blank to give.
const MARKS: &str = "。．！？‼⁇⁈⁉，、；：（〈《「『【〔〖［｛‘“）〉》」』】〕〗］｝’”·‧・";

/// The bundled faces and 仿宋.
fn fonts() -> Fonts {
    let mut fonts = Fonts::bundled();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/fangsong-regular.otf");
    fonts.announce(&file.to_string_lossy());
    let id = fonts.find("fangsong").expect("announced");
    fonts
        .supply(id, fs::read(file).expect("is there"))
        .expect("a font");
    fonts
}

/// What a face's own half-width forms take off a mark before and after its
/// ink, in design units: `halt` along a horizontal line, `vhal` down a vertical one.
fn taken_off(font: &ShaperFont, mark: char, tag: &str, down: bool) -> (i32, i32) {
    let shape = |features: &[Feature]| {
        let mut buffer = Buffer::new();
        buffer.push_str(&format!("国{mark}国"));
        buffer.set_direction(if down {
            Direction::TopToBottom
        } else {
            Direction::LeftToRight
        });
        buffer.set_script(Some(Script::HAN));
        buffer.set_language(Language::new(tag));
        harfrust::shape(font, &mut buffer, ShapeOptions::new().features(features)).expect("shapes");
        let at = buffer.glyph_positions()[1];
        // Down the line y falls: what moves up has lost blank before it.
        if down {
            (-at.y_advance, -at.y_offset)
        } else {
            (at.x_advance, at.x_offset)
        }
    };
    let tag = if down { b"vhal" } else { b"halt" };
    let (whole, half) = (shape(&[]), shape(&[Feature::new(Tag::new(tag), 1, ..)]));
    let lead = whole.1 - half.1;
    (lead, whole.0 - half.0 - lead)
}

/// A mark's blanks are those that the face's own half-width forms take, along
/// the line and down it, in every region, in every bundled face that has them.
#[test]
fn blanks_of_marks_are_what_the_face_takes_off() {
    let fonts = fonts();
    let regions = [
        (Lang::ZhCn, "zh-Hans"),
        (Lang::ZhTw, "zh-Hant"),
        (Lang::Ja, "ja"),
    ];
    let (mut compared, mut other) = (0, Vec::new());
    for name in ["song", "song-heavy", "hei", "hei-heavy", "fangsong"] {
        let id = fonts.find(name).expect("bundled");
        let face = fonts.face(id);
        let font = Font::new(face.bytes().to_vec(), face.index()).expect("parses");
        let font = ShaperFont::new(&font);
        let mut shaper = Shaper::new(&fonts);
        for ((lang, tag), writing) in regions.into_iter().flat_map(|region| {
            [Writing::Horizontal, Writing::Vertical].map(|writing| (region, writing))
        }) {
            let style = ParStyle {
                writing,
                ..ParStyle::plain(id, Len::pt(10), Len::pt(12), lang)
            };
            for mark in MARKS.chars().filter(|mark| face.glyph(*mark).is_some()) {
                let down = writing == Writing::Vertical;
                let stands = match mark {
                    '“' if down && lang == Lang::ZhCn => '『',
                    '”' if down && lang == Lang::ZhCn => '』',
                    '‘' if down && lang == Lang::ZhCn => '「',
                    '’' if down && lang == Lang::ZhCn => '」',
                    mark => mark,
                };
                let (lead, trail) = taken_off(&font, stands, tag, down);
                let (lead, trail) = (
                    face.to_len(lead, style.size),
                    face.to_len(trail, style.size),
                );
                let par = shaper.shape(RichLine::plain(&format!("国{mark}国")), &style);
                let ours = &par.clusters[1];
                let glyph = par.glyphs[ours.glyphs.start as usize];
                let [left, bottom, right, top] = face
                    .ink_box(glyph.id)
                    .expect("ink")
                    .map(|units| face.to_len(i32::from(units), style.size));
                let whole = if down {
                    style.size
                } else {
                    face.to_len(i32::from(face.advance(glyph.id)), style.size)
                };
                // Blank that was taken in any case counts as well.
                let (our_lead, our_trail) = (
                    ours.lead + ours.cut,
                    ours.trail + whole - ours.width - ours.cut,
                );
                compared += 1;
                if (our_lead, our_trail) == (lead, trail) {
                    continue;
                }
                // What is taken must be blank, whatever the face says.
                let before = if down {
                    style.size.scale(88, 100) - top + glyph.y
                } else {
                    left
                };
                let after = if down {
                    bottom + style.size.scale(12, 100)
                } else {
                    whole - right
                };
                let near = style.size / 50;
                let inked = our_lead > before + near || our_trail > after + near;
                match reason(mark, lang, down, name, whole == style.size) {
                    Some(why) if why.starts_with("not yet") || !inked || down && name == "fangsong" => {}
                    why => other.push(format!("{name} {tag} {writing:?} {mark}: {our_lead} {our_trail} and {lead} {trail}, {why:?}")),
                }
            }
        }
    }
    assert!(other.is_empty(), "{other:#?}");
    assert!(compared > 1_000, "{compared}");
}

/// Why a mark has other blanks than its face takes off it.
fn reason(mark: char, lang: Lang, down: bool, face: &str, whole: bool) -> Option<&'static str> {
    Some(match mark {
        '‼' | '⁇' | '⁈' | '⁉' => {
            "two marks in one character fill their em: they have no blank"
        }
        '‘' | '“' if down && lang == Lang::Ja && face != "fangsong" => {
            "not yet: in Japanese the face draws them at the top, and ours is the blank above"
        }
        '。' | '．' | '，' | '、' | '：' | '；' if face == "fangsong" && lang != Lang::ZhCn => {
            "not yet: the face draws them at the left in every region, and ours are taken to stand in the middle"
        }
        _ if !whole => {
            "drawn narrower than an em, which the face does not halve: it gets the blank it lacks"
        }
        '！' | '？' if !down && lang != Lang::ZhCn => {
            "it fills its em in Taiwan and in Japan (CLREQ §3.1.6.1, JLREQ 3.1.2)"
        }
        '：' if down => "in vertical lines it always takes one em (CLREQ §3.1.6.1)",
        '·' | '‧' | '・' if down => {
            "the face halves it along the line only; its ink stands in the middle either way"
        }
        '’' | '”' if down && lang == Lang::Ja => {
            "the face does not halve it in Japanese; its ink stands at the top"
        }
        '．' | '［' | '］' | '‘' | '“' if down && face == "fangsong" => {
            "the face has no vertical form: ours is raised or turned, and what it halves is upright"
        }
        _ => return None,
    })
}

/// `locl`: the same characters in the forms of each region, where a face has
/// them.
#[test]
fn a_region_has_its_own_forms() {
    let fonts = fonts();
    let text: String = all_copy()
        .iter()
        .flat_map(|line| line.chars())
        .filter(|c| ('一'..='龥').contains(c))
        .collect::<BTreeSet<char>>()
        .into_iter()
        .collect();
    for name in ["song", "song-heavy", "hei", "hei-heavy"] {
        let id = fonts.find(name).expect("bundled");
        let mut shaper = Shaper::new(&fonts);
        let mut forms = |lang: Lang, text: &str| -> Vec<u16> {
            let par = shaper.shape(
                RichLine::plain(text),
                &ParStyle::plain(id, Len::pt(10), Len::pt(12), lang),
            );
            par.clusters
                .iter()
                .filter(|cluster| cluster.font == id)
                .flat_map(|cluster| {
                    par.glyphs[cluster.glyphs.start as usize..cluster.glyphs.end as usize]
                        .iter()
                        .map(|glyph| glyph.id)
                })
                .collect()
        };
        let marks = "，。、：；！？·";
        let mut other = |lang: Lang, text: &str| {
            let differ = |(a, b): &(u16, u16)| a != b;
            forms(Lang::ZhCn, text)
                .into_iter()
                .zip(forms(lang, text))
                .filter(differ)
                .count()
        };
        // Of 2,500 characters and 8 marks.
        for lang in [Lang::ZhTw, Lang::Ja] {
            let (han, punctuation) = (other(lang, &text), other(lang, marks));
            assert!(
                han > 400 && punctuation >= 4,
                "{name} {lang:?}: {han} {punctuation}"
            );
        }
        assert_eq!(other(Lang::ZhCn, &text), 0);
    }
}

/// Where a piece's ink stands in the em box of a vertical line: from its left
/// and from its top, in design units.
fn ink(fonts: &Fonts, par: &ShapedPar, at: usize) -> [i64; 4] {
    let cluster = &par.clusters[at];
    let glyph = par.glyphs[cluster.glyphs.start as usize];
    let face = fonts.face(cluster.font);
    let em = par.style.size;
    let [left, bottom, right, top] = face
        .ink_box(glyph.id)
        .expect("ink")
        .map(|units| face.to_len(i32::from(units), em));
    let sides = if cluster.stance == Orientation::Turned {
        // Turned, what was up is right, and what was right is down.
        let across = em.scale(12, 100) - glyph.y;
        let down = glyph.x - cluster.cut;
        [across + bottom, down + left, across + top, down + right]
    } else {
        let down = em.scale(88, 100) + glyph.y - cluster.cut;
        [glyph.x + left, down - top, glyph.x + right, down - bottom]
    };
    sides.map(|side| side.units() * 1000 / em.units())
}

/// One unbroken line 破折号, whether a face has one glyph for —— or two of —
/// with round ends: the ink of two meets by as much as it is thick. What is
/// read stays two characters.
#[test]
fn dashes_are_one_line_in_every_face() {
    let fonts = fonts();
    let mut doubled = 0;
    for (id, name) in fonts.names().filter(|(_, name)| *name != "box") {
        let mut shaper = Shaper::new(&fonts);
        for (writing, tracking) in [
            (Writing::Horizontal, 0),
            (Writing::Vertical, 0),
            (Writing::Horizontal, 1),
            (Writing::Vertical, 1),
        ] {
            let plain = ParStyle::plain(id, Len::pt(10), Len::pt(12), Lang::ZhCn);
            let par = shaper.shape(
                RichLine::plain("国——中"),
                &ParStyle {
                    writing,
                    tracking: Em::ratio(tracking, 20),
                    ..plain
                },
            );
            let dashes: Vec<usize> = (0..par.clusters.len())
                .filter(|at| par.text_of(&par.clusters[*at]).contains('—'))
                .collect();
            let text: String = dashes
                .iter()
                .map(|at| par.text_of(&par.clusters[*at]))
                .collect();
            assert_eq!(text, "——", "{name}");
            // From the head of the first, along the line; level glyphs as if turned.
            let vertical = writing == Writing::Vertical;
            let mut start = 0;
            let mut lines = Vec::new();
            for at in dashes {
                let cluster = &par.clusters[at];
                let mut box_ = ink(&fonts, &par, at);
                if !vertical {
                    let glyph = par.glyphs[cluster.glyphs.start as usize];
                    let face = fonts.face(cluster.font);
                    let [left, bottom, right, top] =
                        face.ink_box(glyph.id).expect("ink").map(|edge| {
                            face.to_len(i32::from(edge), cluster.size).units() * 1000
                                / par.style.size.units()
                        });
                    let x = (glyph.x - cluster.cut).units() * 1000 / par.style.size.units();
                    box_ = [bottom, x + left, top, x + right];
                }
                lines.push((start + box_[1], start + box_[3], box_[2] - box_[0]));
                start += (cluster.width + cluster.gap).units() * 1000 / par.style.size.units();
            }
            let (from, to) = (lines[0].0, lines[lines.len() - 1].1);
            assert!(
                from > -50 && from < 120 && to > 1880 && to < 2100,
                "{name} {writing:?}: {lines:?}"
            );
            if let [(_, end, thick), (begin, ..)] = lines[..] {
                doubled += 1;
                assert!(end - begin >= thick - 2, "{name} {writing:?}: {lines:?}");
                let (before, behind) = (
                    from,
                    start - par.clusters[1].gap.units() * 1000 / par.style.size.units() - to,
                );
                assert!(
                    (before - behind).abs() < 10,
                    "{name} {writing:?}: {before} {behind}"
                );
            }
        }
    }
    assert!(doubled > 0, "no face draws two");
}

/// Gives the features of a font that hold vertical forms other names.
fn forget_forms(font: &mut [u8]) {
    let long = |at: usize, font: &[u8]| {
        u32::from_be_bytes(font[at..at + 4].try_into().expect("four")) as usize
    };
    let table = (12..)
        .step_by(16)
        .find(|at| &font[*at..at + 4] == b"GSUB")
        .expect("has forms");
    let (start, length) = (long(table + 8, font), long(table + 12, font));
    let mut found = 0;
    for at in start..start + length - 4 {
        if [b"vert", b"vrt2"].contains(&&font[at..at + 4].try_into().expect("four")) {
            font[at] = b'w';
            found += 1;
        }
    }
    assert!(found > 1, "{found}");
}

/// Marks of a face without vertical forms stand where its forms would put
/// them: the same faces, with and without their `vert`.
#[test]
fn marks_turned_and_raised_stand_where_vertical_forms_do() {
    let mut fonts = fonts();
    let mut said = Vec::new();
    for name in ["song", "song-heavy", "hei", "hei-heavy"] {
        let with = fonts.find(name).expect("bundled");
        let mut bytes = fonts.face(with).bytes().to_vec();
        forget_forms(&mut bytes);
        let plain = format!("{name}-plain");
        fonts.announce_as(&plain, "plain.otf", FaceChoice::default());
        let without = fonts.find(&plain).expect("announced");
        fonts.supply(without, bytes).expect("a font");
        let mut shaper = Shaper::new(&fonts);
        // Not yet — : a face whose `locl` changes it is taken to have a vertical form of it.
        for mark in "，。、．（）《》〈〉「」『』【】〖〗〔〕［］｛｝“”‘’…～〜–＝".chars()
        {
            let mut set = |font| {
                let style = ParStyle {
                    writing: Writing::Vertical,
                    ..ParStyle::plain(font, Len::pt(10), Len::pt(12), Lang::ZhCn)
                };
                shaper.shape(RichLine::plain(&format!("国{mark}国")), &style)
            };
            let (form, stand_in) = (set(with), set(without));
            assert_eq!(stand_in.clusters[1].font, without);
            let (form, stand_in) = (ink(&fonts, &form, 1), ink(&fonts, &stand_in, 1));
            let off = form
                .iter()
                .zip(stand_in)
                .map(|(a, b)| (a - b).abs())
                .max()
                .unwrap_or(0);
            // Not yet: a comma is mirrored with its tail, and so stands too high.
            if off > if mark == '，' { 170 } else { 80 } {
                said.push(format!("{name} {mark} {off}: {form:?} {stand_in:?}"));
            }
        }
    }
    assert!(said.is_empty(), "{said:#?}");
}

/// Shaping asks faces for glyphs and advances, never for outlines, whose walk
/// once made it four times as dear as breaking. The best of some runs, since
/// other tests run beside this one.
#[test]
fn shaping_costs_no_more_than_breaking_twice() {
    let fonts = Fonts::bundled();
    let font = fonts.find("song").expect("bundled");
    let style = ParStyle::plain(font, Len::pt(9), Len::pt(12), Lang::ZhCn);
    let text: String = "国民经济增长9.6%，达到1214.94亿元，“十三五”末翻了一番还多。"
        .chars()
        .cycle()
        .take(5_000)
        .collect();
    let mut shaper = Shaper::new(&fonts);
    let timed = |run: &mut dyn FnMut()| -> Duration {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    let par = shaper.shape(RichLine::plain(&text), &style);
    let slots = Measures {
        known: &[],
        rest: Len::pt(117),
    };
    let (mut shaping, mut breaking) = (Duration::MAX, Duration::MAX);
    for _ in 0..9 {
        shaping = shaping.min(timed(&mut || {
            drop(shaper.shape(RichLine::plain(&text), &style))
        }));
        breaking = breaking.min(timed(&mut || drop(break_lines(&par, slots))));
    }
    assert!(shaping < breaking * 2, "{shaping:?} against {breaking:?}");
}

/// A date, a time, a span, a quotient and a product's name are better read
/// whole, though a line may end inside them.
#[test]
fn what_is_read_as_one_is_parted_where_no_place_is_better() {
    let mut fonts = Fonts::bundled();
    let style = bundled_style("body", &mut fonts, &mut Sink::new()).expect("body is a style");
    let mut shaper = Shaper::new(&fonts);
    for (copy, before, wanted) in [
        ("到12月31日为止", "到12月", Break::Poor),
        ("到12月3人来", "到12月", Break::Allowed),
        ("到12月为止", "到12月", Break::Allowed),
        ("晚19时30分到", "晚19时", Break::Poor),
        ("约5%～8%的", "约5%～", Break::Poor),
        ("今年1至9月的", "今年1至", Break::Poor),
        ("今年1至9月的", "今年1", Break::Poor),
        ("由2日至9月的", "由2日至", Break::Allowed),
        ("京沪—广州的", "京沪—", Break::Allowed),
        ("达350公里/小时", "达350公里/", Break::Poor),
        ("共1.3亿平方公里的", "共1.3亿", Break::Power),
        ("共1.3亿平方公里的", "共1.3亿平方", Break::Unit),
        ("降0.45个百分点后", "降0.45个", Break::Unit),
        ("约20摄氏度上下", "约20摄氏", Break::Unit),
        ("约20平方米上下", "约20平方", Break::Barred),
        ("约20公里上下", "约20公", Break::Barred),
        ("新Wi-Fi 6路由", "新Wi-Fi ", Break::Poor),
        ("新Wi-Fi Pro路由", "新Wi-Fi ", Break::Allowed),
    ] {
        let par = shaper.shape(RichLine::plain(copy), &style);
        let cluster = par
            .clusters
            .iter()
            .find(|cluster| cluster.end as usize == before.len())
            .expect("a cluster ends there");
        assert_eq!(cluster.after, wanted, "{before}|");
    }
}

/// Words are divided by the patterns of the language that they are marked as, and by those of no
/// other: what is not marked and has letters that English lacks stays whole.
#[test]
fn words_are_divided_as_their_language_does() {
    let mut fonts = Fonts::bundled();
    let style = bundled_style("body", &mut fonts, &mut Sink::new()).expect("body is a style");
    let mut shaper = Shaper::new(&fonts);
    // As the pattern authors' lists have them.
    for (lang, word, wanted) in [
        ("de", "Kraftfahrzeug", "Kraft-fahr-zeug"),
        ("fr", "représentation", "re-pré-sen-ta-tion"),
        ("es", "ferrocarril", "fe-rro-ca-rril"),
        ("it", "rappresentante", "rap-pre-sen-tan-te"),
        ("pt", "desenvolvimento", "de-sen-vol-vi-mento"),
        ("nl", "verzekering", "ver-ze-ke-ring"),
        ("ru", "правительство", "пра-ви-тель-ство"),
        ("pl", "samochodowy", "sa-mo-cho-do-wy"),
        ("sv", "försäkring", "för-säk-ring"),
        ("fi", "vakuutus", "va-kuu-tus"),
        ("en", "hyphenation", "hy-phen-ation"),
    ] {
        let lang = WordLang::of(lang).expect("it is known");
        let treats = [(0..word.len(), Treat::Words(lang))];
        let line = RichLine {
            treats: &treats,
            ..RichLine::plain(word)
        };
        let par = shaper.shape(line, &style);
        let divided: String = par
            .clusters
            .iter()
            .map(|cluster| {
                let hyphen = if cluster.after == Break::Hyphen {
                    "-"
                } else {
                    ""
                };
                format!("{}{hyphen}", par.text_of(cluster))
            })
            .collect();
        assert_eq!(divided, wanted);
    }
    let par = shaper.shape(RichLine::plain("représentation"), &style);
    let inner = &par.clusters[..par.clusters.len() - 1];
    assert!(inner.iter().all(|cluster| cluster.after == Break::Barred));
}
