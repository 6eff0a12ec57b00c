//! Characters to glyphs: the only door to rustybuzz.
//!
//! What a font's tables say of a character by itself is asked once and kept on
//! the font: most 字 change beside no other. A stretch in which a character
//! may change is shaped as it stands, with as many neighbours as can count, so
//! that the glyphs are those of the whole run.

use std::collections::BTreeMap;
use std::ops::Range;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use rustybuzz::ttf_parser::Tag;
use rustybuzz::{Direction, Feature, Language, ShapePlan, UnicodeBuffer, script};
use self_cell::self_cell;

use super::vertical::{self, VerticalForm};
use crate::asset::{Bytes, CharacterTable, Face, FontId, Fonts};
use crate::style::Lang;

/// The width asked of a face's characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Width {
    /// The face's own.
    Own,
    /// Half an em: figures and 分隔号.
    Half,
    /// The width of the letters beside it: for a quote or dash in Latin text, which Chinese faces
    /// draw a full em wide.
    Proportional,
    /// The width of the ink: for kana 詰め組み.
    Tight,
}

impl Width {
    fn features(self, way: VerticalForm) -> Vec<Feature> {
        let tags: &[&[u8; 4]] = match (self, way) {
            (_, VerticalForm::Across)
            | (Width::Half, VerticalForm::Level | VerticalForm::Turned | VerticalForm::Lying) => {
                &[b"hwid"]
            }
            (_, VerticalForm::Upright | VerticalForm::Raised) => &[b"vert"],
            (Width::Proportional, _) => &[b"pwid"],
            (Width::Tight, VerticalForm::Level) => &[b"palt"],
            (Width::Own | Width::Tight, _) => &[],
        };
        tags.iter()
            .map(|tag| Feature::new(Tag::from_bytes(tag), 1, ..))
            .collect()
    }
}

/// A glyph as its face places it, in design units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UnitGlyph {
    /// The first byte of its characters in the text that was shaped.
    pub cluster: u32,
    /// Its number in the face.
    pub id: u16,
    /// Its advance.
    pub advance: i32,
    /// Right of the pen.
    pub x: i32,
    /// Above the baseline.
    pub y: i32,
}

type HbFace<'a> = rustybuzz::Face<'a>;

self_cell! {
    struct Shaping {
        owner: Bytes,
        #[covariant]
        dependent: HbFace,
    }
}

/// What a plan depends on; the last is the ISO 15924 code of a script that is shaped by rules of
/// its own ([`crate::script::own`]), whatever the language of the paper.
type PlanKey = (Lang, Width, VerticalForm, Option<&'static str>);

/// A face for rustybuzz, with what was asked of it; attached to the [`Face`].
struct FontShaper {
    shaping: Shaping,
    plans: Mutex<BTreeMap<PlanKey, Arc<Plan>>>,
    /// Whether a mark is set otherwise in vertical lines.
    forms: Mutex<BTreeMap<(Lang, char), bool>>,
}

impl FontShaper {
    fn of(face: &Face) -> &FontShaper {
        face.attached(|| {
            let shaping = Shaping::try_new(face.bytes().clone(), |bytes| {
                let mut shaping = rustybuzz::Face::from_slice(bytes, face.index()).ok_or(())?;
                for (tag, value) in face.variations() {
                    shaping.set_variation(Tag::from_bytes(&tag), value);
                }
                Ok(shaping)
            });
            FontShaper {
                shaping: shaping.unwrap_or_else(|()| unreachable!("the face was parsed before")),
                plans: Mutex::default(),
                forms: Mutex::default(),
            }
        })
    }

    fn plan(&self, key: PlanKey) -> Arc<Plan> {
        let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        let plan = plans.entry(key).or_insert_with(|| {
            let (lang, width, way, own) = key;
            let (script, language) = shaping_language(lang, own);
            Arc::new(Plan {
                script,
                language: language.clone(),
                plan: ShapePlan::new(
                    self.shaping.borrow_dependent(),
                    Direction::LeftToRight,
                    Some(script),
                    language.as_ref(),
                    &width.features(way),
                ),
                alone: CharacterTable::default(),
                stretches: Mutex::default(),
            })
        });
        Arc::clone(plan)
    }
}

/// A shape plan, with the glyphs of single characters.
struct Plan {
    script: rustybuzz::Script,
    language: Option<Language>,
    plan: ShapePlan,
    alone: CharacterTable,
    /// The glyphs of short stretches that were shaped as they stand: figures and words return.
    stretches: Mutex<BTreeMap<Vec<char>, Arc<[UnitGlyph]>>>,
}

/// Maximum number of characters of a stretch that is kept, and of stretches of one plan.
const KEPT: (usize, usize) = (12, 4096);

/// What is known of a character: that it may change beside others, or the glyph and the advance it
/// always has.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Known(u64);

impl Known {
    const CHANGES: Known = Known(1 << 62);
    const ALONE: u64 = 1 << 63;

    fn alone(glyph: u16, advance: i32) -> Known {
        Known(Self::ALONE | u64::from(advance.cast_unsigned()) << 16 | u64::from(glyph))
    }

    /// The glyph and its advance.
    fn glyph(self) -> Option<(u16, i32)> {
        let advance = ((self.0 >> 16) as u32).cast_signed();
        (self.0 & Self::ALONE != 0).then_some((self.0 as u16, advance))
    }
}

/// A shaper of text into glyphs. Keeps plans and a buffer between calls; one for each thread.
pub(super) struct GlyphShaper<'a> {
    fonts: &'a Fonts,
    plans: BTreeMap<(FontId, PlanKey), Arc<Plan>>,
    buffer: Option<UnicodeBuffer>,
    /// Each character of the text being shaped with its first byte and what is
    /// known of it.
    read: Vec<(u32, char, Known)>,
}

impl<'a> GlyphShaper<'a> {
    pub fn new(fonts: &'a Fonts) -> GlyphShaper<'a> {
        GlyphShaper {
            fonts,
            plans: BTreeMap::new(),
            buffer: None,
            read: Vec::new(),
        }
    }

    /// Shapes a text in one face; adds its glyphs to `glyphs`.
    pub fn shape(
        &mut self,
        font: FontId,
        key @ (lang, _, way, own): PlanKey,
        text: &str,
        glyphs: &mut Vec<UnitGlyph>,
    ) {
        let face = self.fonts.face(font);
        let shaper = FontShaper::of(face);
        let plan = self
            .plans
            .entry((font, key))
            .or_insert_with(|| shaper.plan(key));
        let plan = Arc::clone(plan);
        let mut read = std::mem::take(&mut self.read);
        read.clear();
        let vertical = way.is_vertical();
        // Figures side by side are one piece, and a fraction slash changes all
        // figures round it, however far.
        let reach = face.interaction().reach();
        let reach = reach
            .filter(|_| way != VerticalForm::Across && own.is_none() && !text.contains('\u{2044}'));
        for (at, character) in text.char_indices() {
            let character = if vertical {
                set_in(face, lang, character)
            } else {
                character
            };
            let known = match reach {
                Some(_) => self.known(face, shaper, &plan, character),
                None => Known::CHANGES,
            };
            read.push((at as u32, character, known));
        }
        if let Some(reach) = reach {
            spread(&mut read, reach);
        }
        glyphs.reserve(read.len());
        let mut at = 0;
        while let Some(&(cluster, _, known)) = read.get(at) {
            if let Some((id, advance)) = known.glyph() {
                glyphs.push(UnitGlyph {
                    cluster,
                    id,
                    advance,
                    x: 0,
                    y: 0,
                });
                at += 1;
                continue;
            }
            let changing = |(_, _, known): &&(u32, char, Known)| known.glyph().is_none();
            let count = read[at..].iter().take_while(changing).count();
            self.stretch(shaper, &plan, &read[at..at + count], glyphs);
            at += count;
        }
        self.read = read;
    }

    /// Shapes a stretch that nothing beside it changes, or finds it shaped. Its glyphs are kept
    /// with the numbers of their characters in place of their bytes.
    fn stretch(
        &mut self,
        shaper: &FontShaper,
        plan: &Plan,
        read: &[(u32, char, Known)],
        glyphs: &mut Vec<UnitGlyph>,
    ) {
        if read.len() > KEPT.0 {
            return self.whole(shaper, plan, read, glyphs);
        }
        let key: Vec<char> = read.iter().map(|(_, character, _)| *character).collect();
        let stretches = || {
            let stretches = plan.stretches.lock();
            stretches.unwrap_or_else(PoisonError::into_inner)
        };
        let placed = |glyph: &UnitGlyph| UnitGlyph {
            cluster: read[glyph.cluster as usize].0,
            ..*glyph
        };
        let known = stretches().get(&key).cloned();
        if let Some(known) = known {
            return glyphs.extend(known.iter().map(placed));
        }
        let numbered: Vec<(u32, char, Known)> = (0..)
            .zip(&key)
            .map(|(nth, character)| (nth, *character, Known::CHANGES))
            .collect();
        let mut shaped = Vec::new();
        self.whole(shaper, plan, &numbered, &mut shaped);
        glyphs.extend(shaped.iter().map(placed));
        let mut stretches = stretches();
        if stretches.len() < KEPT.1 {
            stretches.insert(key, shaped.into());
        }
    }

    /// Shapes characters as they stand beside each other.
    fn whole(
        &mut self,
        shaper: &FontShaper,
        plan: &Plan,
        read: &[(u32, char, Known)],
        glyphs: &mut Vec<UnitGlyph>,
    ) {
        let mut buffer = self.buffer.take().unwrap_or_default();
        for (at, character, _) in read {
            buffer.add(*character, *at);
        }
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(plan.script);
        if let Some(language) = &plan.language {
            buffer.set_language(language.clone());
        }
        let shaped =
            rustybuzz::shape_with_plan(shaper.shaping.borrow_dependent(), &plan.plan, buffer);
        let places = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        glyphs.extend(places.map(|(info, position)| UnitGlyph {
            cluster: info.cluster,
            id: info.glyph_id as u16,
            advance: position.x_advance,
            x: position.x_offset,
            y: position.y_offset,
        }));
        self.buffer = Some(shaped.clear());
    }

    /// Returns what is known of a character; found out the first time.
    fn known(&mut self, face: &Face, shaper: &FontShaper, plan: &Plan, character: char) -> Known {
        let known = plan.alone.get(character, || {
            let mut glyphs = Vec::new();
            if is_plain(character) {
                self.whole(shaper, plan, &[(0, character, Known::CHANGES)], &mut glyphs);
            }
            let known = match (glyphs.as_slice(), face.glyph(character)) {
                (
                    &[
                        UnitGlyph {
                            id,
                            advance,
                            x: 0,
                            y: 0,
                            ..
                        },
                    ],
                    Some(nominal),
                ) if face.begins_nothing(nominal) && face.begins_nothing(id) => {
                    Known::alone(id, advance)
                }
                _ => Known::CHANGES,
            };
            known.0
        });
        Known(known)
    }

    /// Returns whether a face has a vertical form of a mark; looked up once.
    pub fn has_vertical_form(&mut self, font: FontId, lang: Lang, character: char) -> bool {
        let face = self.fonts.face(font);
        let shaper = FontShaper::of(face);
        let forms = || shaper.forms.lock().unwrap_or_else(PoisonError::into_inner);
        let known = forms().get(&(lang, character)).copied();
        known.unwrap_or_else(|| {
            let set = set_in(face, lang, character);
            let mut first = |way: VerticalForm| {
                let plan = shaper.plan((lang, Width::Own, way, None));
                let mut glyphs = Vec::new();
                self.whole(shaper, &plan, &[(0, set, Known::CHANGES)], &mut glyphs);
                glyphs.first().map(|glyph| glyph.id)
            };
            // Beside what the region alone changes of it.
            let has = first(VerticalForm::Upright) != first(VerticalForm::Level);
            forms().insert((lang, character), has);
            has
        })
    }
}

/// Marks every character within reach of one that changes as changing too.
fn spread(read: &mut [(u32, char, Known)], reach: usize) {
    let changes = |(_, _, known): &(u32, char, Known)| known.glyph().is_none();
    let mut end = 0;
    while let Some(next) = read[end..].iter().position(changes).map(|next| end + next) {
        let length = read[next..].iter().take_while(|one| changes(one)).count();
        let after = (next + length + reach).min(read.len());
        let around: Range<usize> = next.saturating_sub(reach).max(end)..after;
        // One that changes by itself reaches further than one that was reached.
        end = match read[next + length..after].iter().position(changes) {
            Some(nearer) => next + length + nearer,
            None => after,
        };
        for one in &mut read[around.start..end] {
            one.2 = Known::CHANGES;
        }
    }
}

/// Returns whether a character is a whole letter, 字 or mark for the layout engine too:
/// nothing that joins, is left out or is put together with what stands beside
/// it (Unicode's combining marks, joiners, selectors, jamo, emoji).
fn is_plain(character: char) -> bool {
    matches!(u32::from(character),
        0x20..=0x7E | 0xB7 | 0x2010 | 0x2012..=0x2016 | 0x2018..=0x201F | 0x2025..=0x2026 | 0x2030..=0x2033
        | 0x3000..=0x3029 | 0x3041..=0x3096 | 0x309B..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF
        | 0xAC00..=0xD7A3 | 0xFF01..=0xFF60 | 0xFFE0..=0xFFE6 | 0x20000..=0x2F7FF | 0x30000..=0x323AF)
}

/// Returns the character that replaces another in vertical lines, if the face has it.
fn set_in(face: &Face, lang: Lang, character: char) -> char {
    let other = vertical::set_as(character, lang);
    if other != character && face.glyph(other).is_some() {
        other
    } else {
        character
    }
}

/// Returns script and language, which are always set: they choose glyph forms and the width of
/// quotes.
fn shaping_language(lang: Lang, own: Option<&str>) -> (rustybuzz::Script, Option<Language>) {
    let known = own.and_then(|own| <&[u8; 4]>::try_from(own.as_bytes()).ok());
    if let Some(script) =
        known.and_then(|tag| rustybuzz::Script::from_iso15924_tag(Tag::from_bytes(tag)))
    {
        return (script, None);
    }
    let (script, tag) = match lang {
        Lang::ZhCn => (script::HAN, "zh-Hans"),
        Lang::ZhTw => (script::HAN, "zh-Hant"),
        Lang::ZhHk => (script::HAN, "zh-Hant-HK"),
        Lang::Ja => (script::HAN, "ja"),
        Lang::Ko => (script::HANGUL, "ko"),
        Lang::En => (script::LATIN, "en"),
    };
    (script, Language::from_str(tag).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LANGS: [Lang; 6] = [
        Lang::ZhCn,
        Lang::ZhTw,
        Lang::ZhHk,
        Lang::Ja,
        Lang::Ko,
        Lang::En,
    ];
    const WIDTHS: [Width; 4] = [Width::Own, Width::Half, Width::Proportional, Width::Tight];
    const WAYS: [VerticalForm; 6] = [
        VerticalForm::Level,
        VerticalForm::Upright,
        VerticalForm::Raised,
        VerticalForm::Turned,
        VerticalForm::Lying,
        VerticalForm::Across,
    ];

    /// The bundled faces and 仿宋.
    fn fonts() -> Fonts {
        let mut fonts = Fonts::bundled();
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/fangsong-regular.otf");
        fonts.announce_as("fangsong", path, crate::asset::FaceChoice::default());
        let id = fonts.find("fangsong").expect("was announced");
        fonts
            .supply(id, std::fs::read(path).expect("reads"))
            .expect("is a font");
        fonts
    }

    /// The run as rustybuzz shapes it in one piece.
    fn in_one_piece(fonts: &Fonts, font: FontId, key: PlanKey, text: &str) -> Vec<UnitGlyph> {
        let (lang, width, way, own) = key;
        let face = fonts.face(font);
        let shaping = rustybuzz::Face::from_slice(face.bytes(), face.index()).expect("parses");
        let mut buffer = UnicodeBuffer::new();
        for (at, character) in text.char_indices() {
            let set = if way.is_vertical() {
                set_in(face, lang, character)
            } else {
                character
            };
            buffer.add(set, at as u32);
        }
        let (script, language) = shaping_language(lang, own);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(script);
        if let Some(language) = language {
            buffer.set_language(language);
        }
        let shaped = rustybuzz::shape(&shaping, &width.features(way), buffer);
        let places = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        let glyph = |(info, place): (&rustybuzz::GlyphInfo, &rustybuzz::GlyphPosition)| UnitGlyph {
            cluster: info.cluster,
            id: info.glyph_id as u16,
            advance: place.x_advance,
            x: place.x_offset,
            y: place.y_offset,
        };
        places.map(glyph).collect()
    }

    fn same(shaper: &mut GlyphShaper<'_>, font: FontId, key: PlanKey, text: &str) {
        let mut glyphs = Vec::new();
        shaper.shape(font, key, text, &mut glyphs);
        let whole = in_one_piece(shaper.fonts, font, key, text);
        let name = shaper.fonts.name(font);
        assert!(
            glyphs == whole,
            "{name} {key:?} “{text}”\n{glyphs:?}\n{whole:?}"
        );
    }

    /// Every paragraph of every sample, in every face, level and upright.
    #[test]
    fn samples_are_shaped_as_in_one_piece() {
        let fonts = fonts();
        let mut shaper = GlyphShaper::new(&fonts);
        let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/samples");
        let (mut folders, mut paragraphs) = (vec![std::path::PathBuf::from(samples)], Vec::new());
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("reads") {
                let path = entry.expect("reads").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|ending| ending == "md") {
                    let text = std::fs::read_to_string(path).unwrap_or_default();
                    paragraphs.extend(text.lines().map(str::to_owned));
                }
            }
        }
        paragraphs.sort();
        paragraphs.dedup();
        assert!(paragraphs.len() > 300, "only {}", paragraphs.len());
        for (nth, text) in paragraphs.iter().enumerate() {
            for (font, _) in fonts.names() {
                let lang = LANGS[nth % LANGS.len()];
                let way = WAYS[usize::from(nth % 3 == 0)];
                same(&mut shaper, font, (lang, Width::Own, way, None), text);
            }
        }
    }

    /// Random text of what joins, kerns, is put together or stands alone.
    #[test]
    fn random_text_is_shaped_as_in_one_piece() {
        const ALPHABET: &[&str] = &[
            "国",
            "的",
            "骨",
            "直",
            "𠮷",
            "，",
            "。",
            "“",
            "”",
            "—",
            "——",
            "…",
            "·",
            "（",
            "》",
            "！",
            "A",
            "V",
            "To",
            "fi",
            "ffl",
            "W.",
            "1",
            "9",
            "½",
            "1⁄2",
            "/",
            "-",
            " ",
            "\u{A0}",
            "か",
            "が",
            "\u{3099}",
            "ー",
            "ッ",
            "カ",
            "ト",
            "㎏",
            "①",
            "한",
            "글",
            "\u{1112}\u{1161}\u{11AB}",
            "\u{11AB}",
            "e\u{301}",
            "\u{302A}",
            "葛\u{E0100}",
            "\u{FE00}",
            "\u{200D}",
            "\u{200B}",
            "👩",
            "🏽",
            "ñ",
            "Я",
            "Ω",
            "ā",
            "ㄅ",
            "︰",
            "︱",
            "々",
            "〻",
            "Ａ",
            "〇",
            "ﬁ",
        ];
        let fonts = fonts();
        let mut shaper = GlyphShaper::new(&fonts);
        let mut state = 20_211_231_u64;
        let mut random = move |below: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        let ids: Vec<FontId> = fonts.names().map(|(id, _)| id).collect();
        for _ in 0..6000 {
            let length = 1 + random(14);
            let text: String = (0..length)
                .map(|_| match random(3) {
                    // Any 字 at all.
                    0 => char::from_u32(0x4E00 + random(0x5200) as u32)
                        .unwrap_or('一')
                        .to_string(),
                    _ => ALPHABET[random(ALPHABET.len())].to_owned(),
                })
                .collect();
            let key = (
                LANGS[random(LANGS.len())],
                WIDTHS[random(WIDTHS.len())],
                WAYS[random(WAYS.len())],
                None,
            );
            same(&mut shaper, ids[random(ids.len())], key, &text);
        }
    }

    /// Were nothing found to stand alone, the tests above would show nothing.
    #[test]
    fn most_characters_stand_alone() {
        let fonts = fonts();
        let mut shaper = GlyphShaper::new(&fonts);
        for (font, name) in fonts.names() {
            let face = fonts.face(font);
            let plan =
                FontShaper::of(face).plan((Lang::ZhCn, Width::Own, VerticalForm::Level, None));
            let asked = "国家的一是在不了有和人这中大为上个民主发展改革，。"
                .chars()
                .filter(|c| face.glyph(*c).is_some());
            let alone = asked
                .clone()
                .filter(|&c| {
                    shaper
                        .known(face, FontShaper::of(face), &plan, c)
                        .glyph()
                        .is_some()
                })
                .count();
            let asked = asked.count();
            assert!(
                alone > 20 && alone * 10 >= asked * 9,
                "{name}: {alone} of {asked}"
            );
        }
    }

    #[test]
    fn what_changes_takes_its_neighbours_with_it() {
        let read = |pattern: &str| {
            let mut read: Vec<(u32, char, Known)> = pattern
                .chars()
                .map(|c| match c {
                    '#' => (0, c, Known::CHANGES),
                    _ => (0, c, Known::alone(1, 1)),
                })
                .collect();
            spread(&mut read, 2);
            let show = |(_, _, known): &(u32, char, Known)| match known.glyph() {
                Some(_) => '.',
                None => '#',
            };
            read.iter().map(show).collect::<String>()
        };
        for (pattern, wanted) in [
            ("", ""),
            ("......", "......"),
            ("...#...", ".#####."),
            ("#......", "###...."),
            ("......#", "....###"),
            (".#...#..........#", "########......###"),
            ("..##..........", "######........"),
            (".....#.#......", "...#######...."),
        ] {
            assert_eq!(read(pattern), wanted, "{pattern}");
        }
    }
}
