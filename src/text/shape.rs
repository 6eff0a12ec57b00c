//! Shaping: paragraphs to clusters and glyphs.

use std::collections::BTreeMap;
use std::ops::Range;

use super::class::{Class, classify, is_ideograph, is_wide, joins, selects_variant};
use super::glyphs::{GlyphShaper, UnitGlyph, Width};
use super::kinsoku::Rules;
use super::par::{
    Break, Cluster, Gap, MissingGlyph, Orientation, ParGlyph, RichLine, ShapedPar, StandIn,
};
use super::quotes::Quotes;
use super::treat::Shift;
use super::vertical::{self, VerticalForm};
use super::{counts, dash, divide, grid, reading, segments, squeeze, treat};
use crate::asset::{FaceFit, FontId, Fonts};
use crate::geom::{Em, Len, em_box};
use crate::script::{goes_on, own, unset};
use crate::style::{Figures, Lang, Marks, ParStyle, Writing};

/// A shaper of paragraphs; keeps plans and buffers between calls. One for each thread.
pub struct Shaper<'a> {
    fonts: &'a Fonts,
    glyphs: GlyphShaper<'a>,
    /// The glyphs of the run being set.
    shaped: Vec<UnitGlyph>,
    fits: Fits,
    /// The faces of characters that the wanted one lacks.
    stand_ins: BTreeMap<(FontId, char), Option<FontId>>,
    /// The added faces that characters were asked of, and whether any was set in them.
    asked: BTreeMap<FontId, bool>,
}

/// Side bearing of proportional kana in a face without `palt`: the median of the Noto faces.
const KANA_BEARING: Em = Em::ratio(1, 16);

/// Returns the width in which a character is set.
fn width_of(character: char, class: Class, style: &ParStyle) -> Width {
    match character {
        '0'..='9' if style.figures == Figures::Half => Width::Half,
        // 分隔号 takes half an em (GB/T 15834 §5.1.9).
        '／' if style.lang == Lang::ZhCn && !style.grid && style.marks != Marks::Full => {
            Width::Half
        }
        '‘' | '’' | '“' | '”' | '—' | '…' | '·' if class == Class::Latin => {
            Width::Proportional
        }
        'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' if style.kana_tight && !style.grid => Width::Tight,
        _ => Width::Own,
    }
}

/// A stretch of text in one face.
struct Run {
    font: FontId,
    width: Width,
    way: VerticalForm,
    /// Fit of the face among the characters of the one asked for.
    fit: FaceFit,
    /// True if its characters are 字 of another size, which keep their cells.
    wide: bool,
    /// True if it is in the face asked for and nothing else is asked of it, so that a 字 which that
    /// face has goes on with it.
    plain: bool,
    /// Shift of 上标, 下标 or a part of a fraction.
    shift: Option<Shift>,
    /// The script, if it is shaped by rules of its own.
    own: Option<&'static str>,
    bytes: Range<usize>,
}

impl<'a> Shaper<'a> {
    /// Creates a shaper over the fonts of a run.
    pub fn new(fonts: &'a Fonts) -> Shaper<'a> {
        Shaper {
            fonts,
            glyphs: GlyphShaper::new(fonts),
            shaped: Vec::new(),
            fits: Fits::default(),
            stand_ins: BTreeMap::new(),
            asked: BTreeMap::new(),
        }
    }

    /// Returns the added faces that characters were asked of since it was last asked itself, and
    /// whether any was set in them.
    pub fn take_asked(&mut self) -> BTreeMap<FontId, bool> {
        std::mem::take(&mut self.asked)
    }

    /// Shapes one paragraph, once for all measures.
    pub fn shape(&mut self, line: RichLine<'_>, style: &ParStyle) -> ShapedPar {
        let count = line.text.chars().count();
        let mut par = ShapedPar {
            text: line.text.to_owned(),
            style: style.clone(),
            clusters: Vec::with_capacity(count),
            glyphs: Vec::with_capacity(count),
            missing: Vec::new(),
            lighter: Vec::new(),
            hyphens: Vec::new(),
            word_space: Len::ZERO,
            dot: None,
            readings: Vec::new(),
        };
        let classes = classes_of(line.text, style.lang);
        for run in self.itemize(line, style, &classes, (&mut par.missing, &mut par.lighter)) {
            self.shape_run(&run, &classes, &mut par);
        }
        if !style.grid && style.marks != Marks::Full {
            squeeze::squeeze_pairs(&mut par.clusters, line.text, style);
        }
        par.word_space = par
            .clusters
            .iter()
            .find(|cluster| cluster.class == Class::Space)
            .map_or(Len::ZERO, |space| space.width);
        add_gaps(&mut par);
        loosen_clusters_of_marks(&mut par);
        segments::divide(&mut par);
        counts::keep_counts(&mut par);
        divide::divide_words(&mut par, line.treats, self.fonts);
        if style.grid {
            grid::fill_cells(&mut par);
        }
        dash::join(&mut par, self.fonts);
        treat::apply(&mut par, line.treats, self.fonts);
        reading::set(
            &mut |line, style| self.shape(line, style),
            &mut par,
            line.readings,
        );
        par
    }

    /// Splits the text by face: stretches in another face, letters and figures
    /// in a face of their own, and characters the wanted face lacks.
    fn itemize(
        &mut self,
        line: RichLine<'_>,
        style: &ParStyle,
        classes: &[Class],
        (missing, lighter): (&mut Vec<MissingGlyph>, &mut Vec<StandIn>),
    ) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let ways = (style.writing == Writing::Vertical)
            .then(|| vertical::ways(line.text, classes, style.across));
        let shifts = treat::shifts(line.text, line.treats);
        let mut stretches = vec![None; line.text.len()];
        for (range, font) in line.faces {
            stretches[range.clone()].fill(Some(*font));
        }
        for (at, character) in line.text.char_indices() {
            // Shaped with its base, which stands plain where the face has no such variant.
            if let Some(run) = runs.last_mut().filter(|_| selects_variant(character)) {
                run.bytes.end = at + character.len_utf8();
                continue;
            }
            let stretch = stretches[at];
            let next = classes[at] == Class::Han && is_ideograph(character);
            if let Some(run) = runs.last_mut().filter(|run| next && run.plain)
                && stretch.unwrap_or(style.font) == run.font
                && shifts[at].is_none()
                && self.fonts.has(run.font, character)
            {
                run.bytes.end = at + character.len_utf8();
                continue;
            }
            let wide = is_wide(character)
                || !matches!(classes[at], Class::Space) && !classes[at].is_western();
            let wanted = stretch.unwrap_or(style.font);
            let latin = style
                .latin
                .filter(|latin| !wide && stretch.is_none() && self.fonts.has(*latin, character));
            let font = latin
                .or_else(|| self.font_with(wanted, character))
                .unwrap_or_else(|| {
                    missing.push(MissingGlyph { character, at });
                    wanted
                });
            if unset(character).is_some() && missing.last().is_none_or(|last| last.at != at) {
                missing.push(MissingGlyph { character, at });
            }
            if latin.is_none() && !character.is_whitespace() {
                self.note(wanted, font, (at, character), lighter);
            }
            let fit = self.fits.fit(self.fonts, wanted, font, wide);
            let wide = wide && fit != FaceFit::SAME;
            let mut way = ways.as_ref().map_or(VerticalForm::Level, |ways| ways[at]);
            if let (VerticalForm::Upright, Some(other)) =
                (way, VerticalForm::without_form(character))
                && !self.glyphs.has_vertical_form(font, style.lang, character)
            {
                way = other;
            }
            let width = match width_of(character, classes[at], style) {
                // Quotes of turned words are as narrow as those of level ones.
                Width::Half | Width::Tight
                    if matches!(way, VerticalForm::Turned | VerticalForm::Lying) =>
                {
                    Width::Own
                }
                width => width,
            };
            let shift = shifts[at];
            let before = runs.last().and_then(|run| run.own);
            let own = own(character).or(before.filter(|_| goes_on(character)));
            let end = at + character.len_utf8();
            match runs.last_mut() {
                Some(run)
                    if (run.font, run.fit, run.wide) == (font, fit, wide)
                        && (run.width, run.way, run.shift, run.own) == (width, way, shift, own) =>
                {
                    run.bytes.end = end
                }
                _ => runs.push(Run {
                    font,
                    fit,
                    wide,
                    plain: next && font == wanted && ways.is_none() && shift.is_none(),
                    width,
                    way,
                    shift,
                    own,
                    bytes: at..end,
                }),
            }
        }
        runs
    }

    /// Notes what a character was asked of, and a 字 that comes from a lighter face.
    fn note(
        &mut self,
        wanted: FontId,
        font: FontId,
        (at, character): (usize, char),
        lighter: &mut Vec<StandIn>,
    ) {
        if !self.fonts.is_bundled(wanted) {
            *self.asked.entry(wanted).or_default() |= font == wanted;
        }
        if font == wanted || !is_wide(character) {
            return;
        }
        // From semibold on, a face is heavy (OpenType, usWeightClass).
        const HEAVY: u16 = 600;
        let weight = |font: FontId| self.fonts.face(font).weight();
        if weight(wanted) >= HEAVY && weight(font) < HEAVY {
            lighter.push(StandIn {
                character,
                at,
                wanted,
                font,
            });
        }
    }

    /// The face that a character is set in, where one has it.
    fn font_with(&mut self, wanted: FontId, character: char) -> Option<FontId> {
        if self.fonts.has(wanted, character) {
            return Some(wanted);
        }
        let fonts = self.fonts;
        *self
            .stand_ins
            .entry((wanted, character))
            .or_insert_with(|| fonts.with_glyph(wanted, character))
    }

    fn shape_run(&mut self, run: &Run, classes: &[Class], par: &mut ShapedPar) {
        let font = run.font;
        let lang = par.style.lang;
        let mut shaped = std::mem::take(&mut self.shaped);
        shaped.clear();
        let text = &par.text[run.bytes.clone()];
        self.glyphs
            .shape(font, (lang, run.width, run.way, run.own), text, &mut shaped);

        let full = par.style.size;
        let (size, rise) = treat::small(run.shift, full);
        let rise = rise + run.fit.raise.at(size);
        let drawn = run.fit.size.at(size);
        let tracking = par.style.tracking.at(full);
        let scaled = |units: i32| self.fonts.face(font).to_len(units, drawn);
        let mut at = 0;
        while at < shaped.len() {
            let start = run.bytes.start + shaped[at].cluster as usize;
            let mut next = at + 1;
            while next < shaped.len()
                && (shaped[next].cluster == shaped[at].cluster || run.way == VerticalForm::Across)
            {
                next += 1;
            }
            let end = if next < shaped.len() {
                run.bytes.start + shaped[next].cluster as usize
            } else {
                run.bytes.end
            };
            let first_glyph = par.glyphs.len() as u32;
            let mut pen = Len::ZERO;
            for (nth, glyph) in shaped[at..next].iter().enumerate() {
                // Side by side, every figure stands for itself.
                let (text_start, text_end) = match run.way {
                    VerticalForm::Across => (start + nth, start + nth + 1),
                    _ => (start, if nth == 0 { end } else { start }),
                };
                par.glyphs.push(ParGlyph {
                    id: glyph.id,
                    x: pen + scaled(glyph.x),
                    y: -scaled(glyph.y) - rise,
                    text_start: text_start as u32,
                    text_end: text_end as u32,
                });
                pen += scaled(glyph.advance);
            }
            let piece = Piece {
                run,
                class: classes[start],
                text: &par.text[start..end],
                pen,
                size,
                drawn,
            };
            let seat = piece.seat(
                self.fonts,
                &mut par.glyphs[first_glyph as usize..],
                &par.style,
            );
            par.clusters.push(Cluster {
                start: start as u32,
                end: end as u32,
                class: piece.class,
                font,
                size: drawn,
                stance: run.way.stance(),
                dotted: false,
                lined: 0,
                waved: 0,
                framed: 0,
                glyphs: first_glyph..par.glyphs.len() as u32,
                width: seat.width,
                lead: seat.lead,
                trail: seat.trail,
                cut: seat.cut,
                gap: tracking,
                gap_kind: Gap::Plain,
                after: Break::Allowed,
            });
            at = next;
        }
        self.shaped = shaped;
    }
}

/// A cluster of a run as its face draws it.
struct Piece<'a> {
    run: &'a Run,
    class: Class,
    text: &'a str,
    /// Sum of the advances of its glyphs.
    pen: Len,
    /// Size of its em.
    size: Len,
    /// Size that its face is drawn at.
    drawn: Len,
}

impl Piece<'_> {
    /// Returns the space it takes in its line, and moves its glyphs to their places in that.
    fn seat(&self, fonts: &Fonts, glyphs: &mut [ParGlyph], style: &ParStyle) -> squeeze::MarkBox {
        let &Piece {
            run,
            class,
            text,
            size,
            drawn,
            ..
        } = self;
        let face = fonts.face(run.font);
        let scaled = |units: i32| face.to_len(units, drawn);
        let ink = |glyph: &ParGlyph| face.ink_box(glyph.id).map(|ink| ink.map(i32::from));
        let mut pen = self.pen;
        if run.wide && run.way == VerticalForm::Level {
            // They stand in the middle.
            let cell = pen.scale(size.units(), drawn.units().max(1));
            glyphs
                .iter_mut()
                .for_each(|glyph| glyph.x += (cell - pen) / 2);
            pen = cell;
        }
        // Walking an outline costs more than all else here: only what is set tight is asked.
        let asked =
            run.width == Width::Tight && (run.way == VerticalForm::Upright || !face.has_palt());
        let tight = glyphs.first().filter(|_| asked).and_then(ink);
        if let (VerticalForm::Upright, Some([_, bottom, _, top])) = (run.way, tight) {
            // No face is asked for `vpal`: its lines would have to be shaped as vertical ones, and its forms are had by `vert`.
            let (ink, bearing) = (scaled(top - bottom), KANA_BEARING.at(size));
            glyphs
                .iter_mut()
                .for_each(|glyph| glyph.x += (size - pen) / 2);
            let above = em_box::ASCENT.at(size) - scaled(top);
            squeeze::MarkBox {
                width: ink + bearing * 2,
                lead: Len::ZERO,
                trail: Len::ZERO,
                cut: above - bearing,
            }
        } else if run.way.stance() == Orientation::Upright {
            // Across the line a piece stands in the middle.
            glyphs
                .iter_mut()
                .for_each(|glyph| glyph.x += (size - pen) / 2);
            if let Some([left, bottom, right, top]) = glyphs
                .first()
                .filter(|_| run.way == VerticalForm::Raised)
                .and_then(ink)
            {
                // Through the middle of the em box to the other corner.
                let across = pen - scaled(left + right);
                let up = em_box::middle(drawn * 2) - scaled(bottom + top);
                glyphs
                    .iter_mut()
                    .for_each(|glyph| (glyph.x, glyph.y) = (glyph.x + across, glyph.y - up));
            }
            // A dash of two em is one glyph; its depth is that of its characters,
            // and it stands in their middle, wherever the face has its pen.
            let cells = if class == Class::Duo && glyphs.len() == 1 {
                cells_of(text)
            } else {
                1
            };
            if let Some([_, bottom, _, top]) = glyphs.first().filter(|_| cells > 1).and_then(ink) {
                let down = size * cells / 2 - (em_box::ASCENT.at(size) - scaled(bottom + top) / 2);
                glyphs.iter_mut().for_each(|glyph| glyph.y += down);
            }
            squeeze::seat(class, self.first(), size * cells, style)
        } else if let Some(shift) = run.shift {
            treat::seat(shift, pen, style.size)
        } else if run.width == Width::Half {
            // A face without half-width figures has its own set in the middle.
            squeeze::MarkBox {
                width: size / 2,
                lead: Len::ZERO,
                trail: Len::ZERO,
                cut: (pen - size / 2) / 2,
            }
        } else if let Some([left, _, right, _]) = tight {
            let (ink, bearing) = (scaled(right - left), KANA_BEARING.at(size));
            squeeze::MarkBox {
                width: ink + bearing * 2,
                lead: Len::ZERO,
                trail: Len::ZERO,
                cut: scaled(left) - bearing,
            }
        } else {
            squeeze::seat(class, self.first(), pen, style)
        }
    }

    fn first(&self) -> char {
        self.text.chars().next().unwrap_or(' ')
    }
}

/// Returns the number of em of ——: two, whether it is written as two characters or one.
fn cells_of(text: &str) -> i64 {
    text.chars()
        .map(|c| if c == '\u{2E3A}' { 2 } else { 1 })
        .sum()
}

/// The fits of faces among each other's characters, measured once.
#[derive(Default)]
struct Fits(BTreeMap<(FontId, FontId, bool), FaceFit>);

impl Fits {
    fn fit(&mut self, fonts: &Fonts, face: FontId, with: FontId, wide: bool) -> FaceFit {
        if face == with {
            return FaceFit::SAME;
        }
        *self
            .0
            .entry((face, with, wide))
            .or_insert_with(|| fonts.fit(face, with, wide))
    }
}

/// Returns the class of every character, at its first byte.
fn classes_of(text: &str, lang: Lang) -> Vec<Class> {
    let mut classes = vec![Class::Han; text.len()];
    let mut before = None;
    let quotes = Quotes::of(text);
    let mut rest = text
        .char_indices()
        .filter(|(_, character)| !joins(*character))
        .peekable();
    while let Some((at, character)) = rest.next() {
        let next = rest.peek().copied();
        let class = classify(
            character,
            before,
            next.map(|(_, next)| next),
            lang,
            quotes.is_latin(at),
        );
        // What is drawn onto it is of its class.
        classes[at..next.map_or(text.len(), |(next, _)| next)].fill(class);
        before = Some(character);
    }
    classes
}

/// Sets, between each two clusters, the break permission and the gap.
fn add_gaps(par: &mut ShapedPar) {
    let style = &par.style;
    let rules = Rules {
        lang: style.lang,
        level: style.kinsoku,
        keep_words: style.keep_words,
    };
    let latin_gap = if style.grid {
        Len::ZERO
    } else {
        style.latin_gap.at(style.size)
    };
    let mut left_char = ' ';
    // The last cluster so far that is seen and no mark on another.
    let mut shown: Option<(Class, char)> = None;
    for at in 0..par.clusters.len().saturating_sub(1) {
        let (left, right) = (&par.clusters[at], &par.clusters[at + 1]);
        left_char = par
            .text_of(left)
            .chars()
            .rfind(|character| !joins(*character))
            .unwrap_or(left_char);
        let right_char = par.text_of(right).chars().next().unwrap_or(' ');
        let mut after = rules.between((left.class, left_char), (right.class, right_char));
        let opened = left.class.is_empty() && shown.is_some_and(|shown| rules.not_last(shown));
        if joins(right_char) || opened {
            after = Break::Barred;
        }
        let first = par.text_of(left).chars().next().unwrap_or(' ');
        if !left.class.is_empty() && !joins(first) {
            shown = Some((left.class, first));
        }
        // Wi-Fi 6, iPhone 13.
        let numbered = left.class == Class::Space
            && right.class == Class::Digit
            && at > 0
            && par.clusters[at - 1].class == Class::Latin;
        if numbered && style.lang != Lang::En && after == Break::Allowed {
            after = Break::Poor;
        }
        let kind = match (left.class, right.class) {
            _ if joins(right_char) => Gap::Fixed,
            (Class::Space, _) => Gap::Fixed,
            (_, Class::Space) => Gap::Word,
            (a, b) if a.is_western() && b.is_western() => Gap::Inner,
            (Class::Duo, Class::Duo) if left_char == right_char => Gap::Fixed,
            // Connectors and slashes stay close to what they connect.
            (Class::Conn | Class::Slash, _) | (_, Class::Conn | Class::Slash) => Gap::Inner,
            // Figures in one cell 纵中横 stand solid like a 字 (JLREQ 3.2.5).
            // What is wide and no character of a word, ▪ before an item, is not set off.
            (Class::Han, b)
                if b.is_western()
                    && is_wide(left_char)
                    && left_char.is_alphanumeric()
                    && !is_wide(right_char)
                    && right.stance != Orientation::Upright =>
            {
                Gap::Latin
            }
            (a, Class::Han)
                if a.is_western()
                    && is_wide(right_char)
                    && !is_wide(left_char)
                    && left.stance != Orientation::Upright =>
            {
                Gap::Latin
            }
            _ if left.trail > Len::ZERO || right.lead > Len::ZERO => Gap::Mark,
            _ => Gap::Plain,
        };
        let cluster = &mut par.clusters[at];
        cluster.after = after;
        cluster.gap_kind = kind;
        if kind == Gap::Latin {
            cluster.gap += latin_gap;
        }
    }
    if let Some(last) = par.clusters.last_mut() {
        last.gap = Len::ZERO;
        last.gap_kind = Gap::Fixed;
    }
}

/// Allows a cluster of three or more marks to be divided as a last resort.
fn loosen_clusters_of_marks(par: &mut ShapedPar) {
    let parts = |cluster: &Cluster| {
        matches!(
            cluster.class,
            Class::Stop | Class::Comma | Class::Open | Class::Close
        )
    };
    let mut at = 0;
    while at < par.clusters.len() {
        let length = par.clusters[at..]
            .iter()
            .take_while(|cluster| parts(cluster))
            .count();
        if length >= 3 {
            let inner = &mut par.clusters[at..at + length - 1];
            inner
                .iter_mut()
                .filter(|cluster| cluster.after == Break::Barred)
                .for_each(|cluster| cluster.after = Break::Last);
        }
        at += length.max(1);
    }
}
