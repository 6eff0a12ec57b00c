//! Resolving of a layout's styles, rules and kinds.

use std::collections::{BTreeMap, BTreeSet};

use super::measures::Measures;
use super::names::unknown;
use crate::asset::Fonts;
use crate::diag::{Code, Diagnostic, Sink, Span, Spanned};
use crate::edition::model::{BoxFrame, HeadDress, Lace, PartStyle, RuleStyle, StoryKind};
use crate::geom::{Em, Len};
use crate::ink::{Ink, Spot};
use crate::limits::BASES_DEEP;
use crate::say::{Text, text};
use crate::spec::{KindSpec, LayoutSpec, Length, RuleStyleSpec, StyleSpec};
use crate::story::{BlockKind, PartRole};
use crate::style::{
    Align, Breaker, Figures, Kinsoku, Lang, LineEndMarks, Marks, ParStyle, Readings, Writing,
};

pub(super) struct Resolver<'a> {
    pub layout: &'a LayoutSpec,
    pub fonts: &'a Fonts,
    pub measures: Measures,
    pub lang: Lang,
    pub inks: &'a BTreeMap<String, Spot>,
    pub sink: &'a mut Sink,
}

impl<'a> Resolver<'a> {
    /// Resolves every rule, by name.
    pub fn rules(&mut self, laces: &BTreeMap<String, Lace>) -> BTreeMap<String, RuleStyle> {
        let layout = self.layout;
        layout
            .rules
            .iter()
            .map(|(name, spec)| {
                (
                    name.clone(),
                    RuleStyle {
                        lace: laces.get(name).copied(),
                        ..self.rule(spec)
                    },
                )
            })
            .collect()
    }

    fn rule(&mut self, spec: &RuleStyleSpec) -> RuleStyle {
        let ink = spec
            .ink
            .as_ref()
            .and_then(|ink| super::inks::ink(ink, self.inks, self.sink));
        let len = |length: &Spanned<Length>| self.measures.len(length.value);
        RuleStyle {
            weight: len(&spec.weight),
            ink: ink.unwrap_or(Ink::BLACK),
            dash: spec.dash.as_ref().map(|dash| {
                (
                    self.measures.len(dash.value.0),
                    self.measures.len(dash.value.1),
                )
            }),
            second: spec
                .second
                .as_ref()
                .map(|second| (spec.gap.as_ref().map_or(Len::PT, len), len(second))),
            lace: None,
        }
    }

    /// Resolves every style and its bases, by name.
    pub fn styles(&mut self) -> BTreeMap<String, PartStyle> {
        let layout = self.layout;
        // How many bases each style that is done stands on.
        let mut done: BTreeMap<&str, (PartStyle, usize)> = BTreeMap::new();
        for name in layout.styles.keys() {
            let (chain, base) = self.bases(name, &done);
            let (mut style, mut depth) = base.unwrap_or_else(|| (self.default_style(), 0));
            for (name, spec) in chain.into_iter().rev() {
                if depth == BASES_DEEP {
                    let place = spec.base.as_ref().map_or(spec.span, |base| base.span);
                    self.sink
                        .report(too_deep(text!("edition.style-noun", "style"), place));
                }
                self.apply(spec, &mut style);
                depth += 1;
                done.insert(name, (style.clone(), depth));
            }
        }
        let styles = done.into_iter();
        styles
            .map(|(name, (style, _))| (name.to_owned(), style))
            .collect()
    }

    /// The styles from one back to that whose base is done or is none, and
    /// that base.
    fn bases(
        &mut self,
        name: &'a str,
        done: &BTreeMap<&str, (PartStyle, usize)>,
    ) -> (Chain<'a>, Option<(PartStyle, usize)>) {
        let styles = &self.layout.styles;
        let (mut chain, mut known) = (Vec::new(), BTreeSet::new());
        let mut next = Some(name);
        while let Some(name) = next.take() {
            if let Some(base) = done.get(name) {
                return (chain, Some(base.clone()));
            }
            let Some(spec) = styles.get(name) else { break };
            chain.push((name, spec));
            known.insert(name);
            let Some(base) = &spec.base else { break };
            if known.contains(base.value.as_str()) {
                let names = chain.iter().map(|(name, _)| *name);
                let way = names.collect::<Vec<_>>().join(" → ");
                let message = text!(
                    "edition.style-own-base",
                    "style “{name}” is its own base: {way} → {base}",
                    name,
                    way,
                    base = base.value
                );
                self.sink.report(
                    Diagnostic::new(Code::IncludeCycle, base.span, message).help(text!(
                        "edition.take-base-out-chain",
                        "take one `base` out of the chain"
                    )),
                );
            } else if styles.contains_key(&base.value) {
                next = Some(&base.value);
            } else {
                unknown(
                    self.sink,
                    text!("edition.style-name", "style"),
                    base,
                    styles.keys().map(String::as_str),
                );
            }
        }
        (chain, None)
    }

    fn default_style(&self) -> PartStyle {
        let song = self
            .fonts
            .find("song")
            .unwrap_or_else(|| unreachable!("song is bundled"));
        let hei = self.fonts.find("hei").unwrap_or(song);
        let Measures { size, pitch, .. } = self.measures;
        PartStyle {
            par: ParStyle {
                bold: hei,
                ..ParStyle::plain(song, size, pitch, self.lang)
            },
            min_size: size,
            max_lines: 1,
            rows: 0,
            keep: 0,
            before: Len::ZERO,
            own_leading: false,
        }
    }

    fn apply(&mut self, spec: &StyleSpec, style: &mut PartStyle) {
        let measures = self.measures;
        if let Some(font) = &spec.font {
            style.par.font = self.font(font).unwrap_or(style.par.font);
        }
        if let Some(font) = &spec.bold {
            style.par.bold = self.font(font).unwrap_or(style.par.bold);
        }
        if let Some(font) = &spec.latin {
            style.par.latin = self.font(font).or(style.par.latin);
        }
        if let Some(size) = &spec.size {
            let full = measures.len(size.value);
            if full <= Len::ZERO {
                self.sink.report(Diagnostic::new(
                    Code::BadValue,
                    size.span,
                    text!(
                        "edition.type-size-must-greater",
                        "a type size must be greater than nothing"
                    ),
                ));
            } else {
                style.par.size = full;
                style.par.leading = if full == measures.size {
                    measures.pitch
                } else {
                    full.scale(6, 5)
                };
                style.min_size = full;
            }
        }
        if spec.size.is_some() || spec.leading.is_some() {
            style.own_leading = spec.leading.is_some();
        }
        let size = style.par.size;
        if let Some(least) = &spec.min_size {
            style.min_size = measures.len_at(least.value, size).max(Len::PT).min(size);
        }
        if let Some(leading) = &spec.leading {
            style.par.leading = measures.len_at(leading.value, size);
            // Four fifths leave the ink of Han just apart.
            if style.par.leading < size.scale(4, 5) {
                let message = text!(
                    "edition.little-leading-lines-printed",
                    "with so little leading (行距) lines are printed over one another"
                );
                self.sink
                    .report(
                        Diagnostic::new(Code::BadValue, leading.span, message).help(text!(
                            "edition.em-sets-lines-solid",
                            "\"1em\" sets lines solid (密排); \"0.8em\" at least"
                        )),
                    );
                style.par.leading = size;
            }
        }
        for (length, em) in [
            (&spec.indent, &mut style.par.indent),
            (&spec.hang, &mut style.par.hang),
            (&spec.end_indent, &mut style.par.end_indent),
            (&spec.flat, &mut style.par.flat),
            (&spec.tracking, &mut style.par.tracking),
            (&spec.latin_gap, &mut style.par.latin_gap),
            (&spec.latin_least, &mut style.par.latin_least),
            (&spec.latin_most, &mut style.par.latin_most),
            (&spec.mark_stretch, &mut style.par.mark_stretch),
            (&spec.close_up, &mut style.par.close_up),
        ] {
            if let Some(length) = length {
                *em = measures.em(length.value, size);
            }
        }
        for (written, em) in [
            (&spec.indent, &mut style.par.indent),
            (&spec.hang, &mut style.par.hang),
        ] {
            let Some(written) = written else { continue };
            // A usual indent in a very narrow column is no slip of the style.
            let wide = *em > Em::ratio(6, 1) && em.at(size) >= measures.column;
            if *em < Em::ZERO || wide {
                let message = text!(
                    "edition.indent-lies-between-nothing",
                    "an indent lies between nothing and the width of a column"
                );
                self.sink
                    .report(
                        Diagnostic::new(Code::BadValue, written.span, message).help(text!(
                            "edition.paragraphs-indented",
                            "paragraphs are indented by \"2字\""
                        )),
                    );
                *em = Em::ZERO;
            }
        }
        if let Some(flat) = spec
            .flat
            .as_ref()
            .filter(|_| !(Em::ratio(1, 4)..=Em::ratio(4, 1)).contains(&style.par.flat))
        {
            self.sink.report(
                Diagnostic::new(
                    Code::BadValue,
                    flat.span,
                    text!(
                        "edition.type-cannot-flat-long",
                        "type cannot be so flat or so long"
                    ),
                )
                .help(text!("edition.flat-range", "from \"0.25字\" to \"4字\"")),
            );
            style.par.flat = Em::ONE;
        }
        if let Some(before) = &spec.before {
            style.before = measures.len_at(before.value, size);
        }
        if let Some(ink) = spec
            .ink
            .as_ref()
            .and_then(|ink| super::inks::ink(ink, self.inks, self.sink))
        {
            style.par.ink = ink;
        }
        for (count, place) in [
            (&spec.max_lines, &mut style.max_lines),
            (&spec.rows, &mut style.rows),
            (&spec.keep, &mut style.keep),
            (&spec.orphans, &mut style.par.orphans),
            (&spec.widows, &mut style.par.widows),
            (&spec.across, &mut style.par.across),
            (&spec.reading_rows, &mut style.par.reading_rows),
        ] {
            if let Some(count) = count {
                *place = count.value as usize;
            }
        }
        for (flag, place) in [
            (&spec.hang_marks, &mut style.par.hang_marks),
            (&spec.kana_tight, &mut style.par.kana_tight),
            (&spec.hyphenate, &mut style.par.hyphenate),
            (&spec.keep_words, &mut style.par.keep_words),
            (&spec.grid, &mut style.par.grid),
        ] {
            if let Some(flag) = flag {
                *place = flag.value;
            }
        }
        let par = &mut style.par;
        self.choose(
            text!("edition.squeezing-marks", "squeezing of marks"),
            &spec.marks,
            Marks::from_name,
            &Marks::NAMES,
            &mut par.marks,
        );
        let mut ends = LineEndMarks::Half;
        self.choose(
            text!(
                "edition.line-end-marks-noun",
                "treatment of marks at line ends"
            ),
            &spec.line_end_marks,
            LineEndMarks::from_name,
            &LineEndMarks::NAMES,
            &mut ends,
        );
        if spec.line_end_marks.is_some() {
            par.line_end_marks = Some(ends);
        }
        self.choose(
            text!("edition.place-readings", "place of readings"),
            &spec.readings,
            Readings::from_name,
            &Readings::NAMES,
            &mut par.readings,
        );
        self.choose(
            text!("edition.width-figures", "width of figures"),
            &spec.figures,
            Figures::from_name,
            &Figures::NAMES,
            &mut par.figures,
        );
        self.choose(
            text!("edition.breaker-noun", "breaker"),
            &spec.breaker,
            Breaker::from_name,
            &Breaker::NAMES,
            &mut par.breaker,
        );
        self.choose(
            text!("edition.alignment-noun", "alignment"),
            &spec.align,
            Align::from_name,
            &Align::NAMES,
            &mut par.align,
        );
        self.choose(
            text!("edition.kinsoku-level", "kinsoku level"),
            &spec.kinsoku,
            Kinsoku::from_name,
            &Kinsoku::NAMES,
            &mut par.kinsoku,
        );
        self.choose(
            text!("edition.way-writing", "way of writing"),
            &spec.writing,
            Writing::from_name,
            &Writing::NAMES,
            &mut par.writing,
        );
        if let Some(lang) = &spec.lang {
            match Lang::from_tag(&lang.value) {
                Some(found) => {
                    style.par.lang = found;
                    style.par.hyphenate = spec
                        .hyphenate
                        .as_ref()
                        .map_or(found == Lang::En, |flag| flag.value);
                }
                None => drop(unknown(
                    self.sink,
                    text!("edition.language-name", "language"),
                    lang,
                    Lang::TAGS,
                )),
            }
        }
    }

    /// Resolves one of a few names; reports any other.
    fn choose<T>(
        &mut self,
        what: impl Into<Text>,
        written: &Option<Spanned<String>>,
        from_name: fn(&str) -> Option<T>,
        names: &[&str],
        place: &mut T,
    ) {
        let what: &Text = &what.into();
        let Some(name) = written else { return };
        match from_name(&name.value) {
            Some(found) => *place = found,
            None => drop(unknown(self.sink, what, name, names.iter().copied())),
        }
    }

    fn font(&mut self, name: &Spanned<String>) -> Option<crate::asset::FontId> {
        let found = self.fonts.find(&name.value);
        if found.is_none() {
            let names = self.fonts.names().map(|(_, name)| name);
            unknown(self.sink, text!("edition.font-name", "font"), name, names);
        }
        found
    }

    /// Resolves every kind and its bases, by name.
    pub fn kinds(
        &mut self,
        styles: &BTreeMap<String, PartStyle>,
        rules: &BTreeMap<String, RuleStyle>,
    ) -> BTreeMap<String, StoryKind> {
        let layout = self.layout;
        let mut kinds = BTreeMap::new();
        for name in layout.kinds.keys() {
            let mut kind = self.empty_kind(name);
            let specs = lineage(layout, name, self.sink);
            for spec in &specs {
                self.apply_kind(spec, &mut kind, styles, rules);
            }
            if specs.iter().all(|spec| spec.head_padding.is_none()) {
                let sizes = PartRole::DECKS
                    .iter()
                    .filter_map(|role| Some(kind.parts.get(role)?.par.size));
                kind.head.frame.padding =
                    sizes.max().unwrap_or(Len::ZERO).max(self.measures.size * 2) / 4;
            }
            if specs.iter().all(|spec| spec.padding.is_none()) && !kind.frame.is_bare() {
                kind.frame.padding = self.measures.size / 2;
            }
            kinds.insert(name.clone(), kind);
        }
        kinds
    }

    fn empty_kind(&self, name: &str) -> StoryKind {
        StoryKind {
            name: name.to_owned(),
            about: self.layout.kinds[name].about.clone().unwrap_or_default(),
            parts: BTreeMap::new(),
            blocks: BTreeMap::new(),
            frame: BoxFrame::default(),
            column_rule: None,
            head_rule: None,
            head: HeadDress::default(),
            edges: [None; 2],
            table_rule: None,
            table_head_rule: None,
            table_head_repeats: true,
            bullet: String::new(),
            standoff: self.measures.pitch / 2,
            middle: false,
        }
    }

    fn apply_kind(
        &mut self,
        spec: &KindSpec,
        kind: &mut StoryKind,
        styles: &BTreeMap<String, PartStyle>,
        rules: &BTreeMap<String, RuleStyle>,
    ) {
        for (part, style_name) in &spec.parts {
            let Some(style) = styles.get(&style_name.value) else {
                unknown(
                    self.sink,
                    text!("edition.style-noun", "style"),
                    style_name,
                    styles.keys().map(String::as_str),
                );
                continue;
            };
            match part_of(part) {
                Some(PartOrBlock::Part(role)) => drop(kind.parts.insert(role, style.clone())),
                Some(PartOrBlock::Block(block)) => drop(kind.blocks.insert(block, style.clone())),
                None => {}
            }
        }
        let mut rule = |name: &Option<Spanned<String>>| -> Option<RuleStyle> {
            let name = name.as_ref()?;
            let found = rules.get(&name.value).copied();
            if found.is_none() {
                unknown(
                    self.sink,
                    text!("edition.rule-name", "rule"),
                    name,
                    rules.keys().map(String::as_str),
                );
            }
            found
        };
        kind.frame.rule = rule(&spec.boxed).or(kind.frame.rule);
        kind.head.frame.rule = rule(&spec.head_box).or(kind.head.frame.rule);
        kind.column_rule = rule(&spec.column_rule).or(kind.column_rule);
        kind.head_rule = rule(&spec.head_rule).or(kind.head_rule);
        kind.edges = [
            rule(&spec.rule_above).or(kind.edges[0]),
            rule(&spec.rule_below).or(kind.edges[1]),
        ];
        kind.table_rule = rule(&spec.table_rule).or(kind.table_rule);
        kind.table_head_rule = rule(&spec.table_head_rule).or(kind.table_head_rule);
        let (whole, head) = (&mut kind.frame, &mut kind.head.frame);
        for (length, place) in [
            (&spec.padding, &mut whole.padding),
            (&spec.corner, &mut whole.corner),
            (&spec.head_padding, &mut head.padding),
            (&spec.head_corner, &mut head.corner),
        ] {
            if let Some(length) = length {
                *place = self.measures.len(length.value);
            }
        }
        for (ink, place) in [
            (&spec.tint, &mut whole.tint),
            (&spec.head_tint, &mut head.tint),
            (&spec.head_ink, &mut kind.head.ink),
        ] {
            if let Some(ink) = ink {
                *place = super::inks::ink(ink, self.inks, self.sink);
            }
        }
        if let Some(bullet) = &spec.bullet {
            kind.bullet.clone_from(&bullet.value);
        }
        if let Some(standoff) = &spec.standoff {
            kind.standoff = self.measures.len(standoff.value);
        }
        if let Some(table_head) = &spec.table_head {
            kind.table_head_repeats = table_head.value;
        }
        if let Some(middle) = &spec.middle {
            kind.middle = middle.value;
        }
    }
}

/// Styles of a layout, each on the next.
type Chain<'a> = Vec<(&'a str, &'a StyleSpec)>;

/// That a style or kind stands on more bases than any layout needs.
fn too_deep(what: impl Into<Text>, place: Span) -> Diagnostic {
    let what: &Text = &what.into();
    let message = text!(
        "edition.stands-more-bases-another",
        "this {what} stands on more than {bases_deep} bases, one on another",
        what,
        bases_deep = BASES_DEEP
    );
    Diagnostic::new(Code::OverLimit, place, message).help(text!(
        "edition.let-stand-nearer-first",
        "let it stand on a {what} nearer to the first",
        what
    ))
}

/// Returns the kind's specs, from its farthest base to itself.
fn lineage<'a>(layout: &'a LayoutSpec, name: &str, sink: &mut Sink) -> Vec<&'a KindSpec> {
    let mut chain = vec![name];
    let mut specs: Vec<&KindSpec> = layout.kinds.get(name).into_iter().collect();
    while let Some(base) = specs.last().and_then(|spec| spec.base.as_ref()) {
        if chain.contains(&base.value.as_str()) {
            let message = text!(
                "edition.kind-own-base",
                "kind “{name}” is its own base: {chain} → {base}",
                name,
                chain = chain.join(" → "),
                base = base.value
            );
            sink.report(
                Diagnostic::new(Code::IncludeCycle, base.span, message).help(text!(
                    "edition.take-base-out-chain",
                    "take one `base` out of the chain"
                )),
            );
            break;
        }
        if specs.len() > BASES_DEEP {
            sink.report(too_deep(text!("edition.kind-noun", "kind"), base.span));
            break;
        }
        let Some(found) = layout.kinds.get(&base.value) else {
            unknown(
                sink,
                text!("edition.kind-name", "kind"),
                base,
                layout.kinds.keys().map(String::as_str),
            );
            break;
        };
        chain.push(&base.value);
        specs.push(found);
    }
    specs.reverse();
    specs
}

enum PartOrBlock {
    Part(PartRole),
    Block(BlockKind),
}

fn part_of(name: &str) -> Option<PartOrBlock> {
    use PartOrBlock::{Block, Part};
    Some(match name {
        "section" => Part(PartRole::Section),
        "kicker" => Part(PartRole::Kicker),
        "headline" => Part(PartRole::Headline),
        "deck" => Part(PartRole::Deck),
        "summary" => Part(PartRole::Summary),
        "byline" => Part(PartRole::Byline),
        "signature" => Part(PartRole::Signature),
        "note" => Part(PartRole::Note),
        "dateline" => Part(PartRole::Dateline),
        "cutline" => Part(PartRole::Cutline),
        "credit" => Part(PartRole::Credit),
        "jump" => Part(PartRole::Jump),
        "continued" => Part(PartRole::Continued),
        "body" => Block(BlockKind::Paragraph),
        "subhead" => Block(BlockKind::Subhead),
        "item" => Block(BlockKind::Item),
        "group-head" => Block(BlockKind::GroupHead),
        "figure" => Block(BlockKind::Figure),
        "table" => Block(BlockKind::Cell),
        _ => return None,
    })
}
