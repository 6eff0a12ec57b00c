//! Which glyphs of a face a layout engine may change because of their
//! neighbours, and from how far.
//!
//! Every rule of GSUB and GPOS that looks at more than one glyph begins with a
//! glyph of its coverage (OpenType 1.9, chapter 2). So where none of the
//! glyphs within the reach of the longest such rule is in any of these
//! coverages, each glyph is what it is alone.

use ttf_parser::gdef::GlyphClass;
use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::gsub::{SingleSubstitution, SubstitutionSubtable};
use ttf_parser::opentype_layout::{
    ChainedContextLookup, ContextLookup, Coverage, LayoutTable, LookupFlags, SequenceLookupRecord,
};
use ttf_parser::{GlyphId, LazyArray16, Tag};

/// Features that are applied where somebody asks for them and nowhere else, and
/// nobody here does. All others count as applied, whatever the language.
const UNASKED: &[&[u8; 4]] = &[
    b"aalt", b"afrc", b"c2pc", b"c2sc", b"case", b"cpsp", b"cswh", b"dlig", b"expt", b"falt",
    b"fwid", b"halt", b"hist", b"hkna", b"hlig", b"hngl", b"hojo", b"ital", b"jp04", b"jp78",
    b"jp83", b"jp90", b"lfbd", b"lnum", b"mgrk", b"nalt", b"nlck", b"onum", b"opbd", b"ordn",
    b"ornm", b"pcap", b"pkna", b"pnum", b"qwid", b"rtbd", b"ruby", b"salt", b"sinf", b"size",
    b"smcp", b"smpl", b"subs", b"sups", b"swsh", b"titl", b"tnam", b"tnum", b"trad", b"twid",
    b"unic", b"valt", b"vhal", b"vkna", b"vkrn", b"vpal", b"vrt2", b"zero",
];

/// A longer rule than any real one has; a face with such is shaped whole.
const LONGEST: usize = 64;

/// What a face says of glyphs that change beside others.
pub struct Interaction {
    /// A bit a glyph that begins a rule of several.
    triggers: Vec<u64>,
    /// How many glyphs away such a rule reaches, at least 1.
    reach: usize,
    /// Whether the tables can be judged at all.
    known: bool,
    /// The lookups that put one glyph in the place of one.
    singles: Vec<u16>,
    /// A bit for each glyph that one of them replaces.
    replaced: Vec<u64>,
}

fn set(bits: &mut [u64], glyph: u16) {
    if let Some(bits) = bits.get_mut(usize::from(glyph) / 64) {
        *bits |= 1 << (glyph % 64);
    }
}

/// Returns whether the bit of a glyph is set; of one beyond the face it counts as set.
fn is_set(bits: &[u64], glyph: u16) -> bool {
    let bits = bits.get(usize::from(glyph) / 64);
    bits.is_none_or(|bits| bits >> (glyph % 64) & 1 == 1)
}

/// Visits the glyphs of a coverage.
fn each(coverage: Coverage<'_>, mut visit: impl FnMut(u16)) {
    match coverage {
        Coverage::Format1 { glyphs } => glyphs.into_iter().for_each(|glyph| visit(glyph.0)),
        Coverage::Format2 { records } => {
            for record in records {
                (record.start.0..=record.end.0).for_each(&mut visit);
            }
        }
    }
}

/// The lookups of one table still to be looked at.
struct Queue {
    seen: Vec<bool>,
    open: Vec<u16>,
}

impl Queue {
    fn of(table: &LayoutTable<'_>) -> Queue {
        let mut queue = Queue {
            seen: vec![false; usize::from(table.lookups.len())],
            open: Vec::new(),
        };
        let unasked = |tag: Tag| {
            let tag = tag.to_bytes();
            let numbered =
                matches!(&tag[..2], b"ss" | b"cv") && tag[2..].iter().all(u8::is_ascii_digit);
            numbered || UNASKED.contains(&&tag)
        };
        for feature in table.features {
            if !unasked(feature.tag) {
                queue.add(feature.lookup_indices);
            }
        }
        // A required feature is applied whatever it is called.
        for script in table.scripts {
            for language in script.languages.into_iter().chain(script.default_language) {
                let required = language.required_feature;
                if let Some(feature) = required.and_then(|index| table.features.get(index)) {
                    queue.add(feature.lookup_indices);
                }
            }
        }
        queue
    }

    fn add(&mut self, lookups: LazyArray16<'_, u16>) {
        lookups.into_iter().for_each(|lookup| self.one(lookup));
    }

    /// A lookup that a rule applies to one of its glyphs.
    fn nested(&mut self, records: LazyArray16<'_, SequenceLookupRecord>) {
        for record in records {
            self.one(record.lookup_list_index);
        }
    }

    fn one(&mut self, lookup: u16) {
        if let Some(seen) = self.seen.get_mut(usize::from(lookup))
            && !std::mem::replace(seen, true)
        {
            self.open.push(lookup);
        }
    }
}

impl Interaction {
    /// Reads the tables of a face.
    pub(super) fn of(face: &ttf_parser::Face<'_>) -> Interaction {
        let glyphs = usize::from(face.number_of_glyphs());
        let mut found = Interaction {
            triggers: vec![0; glyphs / 64 + 1],
            reach: 1,
            known: true,
            singles: Vec::new(),
            replaced: vec![0; glyphs / 64 + 1],
        };
        let tables = face.tables();
        // Rules of Apple's and of old tables are not read here.
        let others = [b"morx", b"mort", b"kerx", b"kern", b"trak", b"feat"];
        let other = |tag: &[u8; 4]| face.raw_face().table(Tag::from_bytes(tag)).is_some();
        found.known = !others.into_iter().any(other) && !face.is_variable();
        for (table, substitutes) in [(tables.gsub, true), (tables.gpos, false)] {
            let Some(table) = table else { continue };
            found.known &= table.variations.is_none();
            let mut queue = Queue::of(&table);
            while let Some(index) = queue.open.pop() {
                let Some(lookup) = table.lookups.get(index) else {
                    found.known = false;
                    continue;
                };
                let (subtables, flags) = (lookup.subtables, lookup.flags);
                for nth in 0..subtables.len() {
                    let read = if substitutes {
                        let table = subtables.get::<SubstitutionSubtable<'_>>(nth);
                        if let Some(SubstitutionSubtable::Single(_)) = table {
                            found.singles.push(index);
                        }
                        table.map(|table| found.substitution(&table, flags, &mut queue))
                    } else {
                        let table = subtables.get::<PositioningSubtable<'_>>(nth);
                        table.map(|table| found.positioning(&table, flags, &mut queue))
                    };
                    found.known &= read.is_some();
                }
            }
        }
        if let Some(gdef) = tables.gdef {
            for glyph in (0..face.number_of_glyphs()).map(GlyphId) {
                if gdef.glyph_class(glyph) == Some(GlyphClass::Mark) {
                    found.trigger(glyph.0);
                }
            }
        }
        found.known &= found.reach < LONGEST;
        found
    }

    fn substitution(
        &mut self,
        table: &SubstitutionSubtable<'_>,
        flags: LookupFlags,
        queue: &mut Queue,
    ) {
        match table {
            SubstitutionSubtable::Single(
                SingleSubstitution::Format1 { coverage, .. }
                | SingleSubstitution::Format2 { coverage, .. },
            ) => each(*coverage, |glyph| set(&mut self.replaced, glyph)),
            SubstitutionSubtable::Multiple(table) => self.begins(table.coverage, 0, flags),
            SubstitutionSubtable::Alternate(table) => self.begins(table.coverage, 0, flags),
            SubstitutionSubtable::Ligature(table) => {
                let ligatures = table.ligature_sets.into_iter().flatten();
                let longest = ligatures
                    .map(|ligature| usize::from(ligature.components.len()))
                    .max();
                self.begins(table.coverage, longest.unwrap_or(0), flags);
            }
            SubstitutionSubtable::Context(table) => self.context(table, flags, queue),
            SubstitutionSubtable::ChainContext(table) => self.chain(table, flags, queue),
            SubstitutionSubtable::ReverseChainSingle(table) => {
                let reach = table
                    .backtrack_coverages
                    .len()
                    .max(table.lookahead_coverages.len());
                self.begins(table.coverage, usize::from(reach), flags);
            }
        }
    }

    fn positioning(
        &mut self,
        table: &PositioningSubtable<'_>,
        flags: LookupFlags,
        queue: &mut Queue,
    ) {
        match table {
            PositioningSubtable::Single(_) => {}
            PositioningSubtable::Pair(
                PairAdjustment::Format1 { coverage, .. } | PairAdjustment::Format2 { coverage, .. },
            ) => self.begins(*coverage, 1, flags),
            PositioningSubtable::Cursive(table) => self.begins(table.coverage, 1, flags),
            PositioningSubtable::MarkToBase(table) => self.begins(table.mark_coverage, 1, flags),
            PositioningSubtable::MarkToLigature(table) => {
                self.begins(table.mark_coverage, 1, flags)
            }
            PositioningSubtable::MarkToMark(table) => self.begins(table.mark1_coverage, 1, flags),
            PositioningSubtable::Context(table) => self.context(table, flags, queue),
            PositioningSubtable::ChainContext(table) => self.chain(table, flags, queue),
        }
    }

    fn context(&mut self, table: &ContextLookup<'_>, flags: LookupFlags, queue: &mut Queue) {
        let mut reach = 0;
        match table {
            ContextLookup::Format1 { sets, .. } | ContextLookup::Format2 { sets, .. } => {
                for rule in sets.into_iter().flatten() {
                    reach = reach.max(usize::from(rule.input.len()));
                    queue.nested(rule.lookups);
                }
            }
            ContextLookup::Format3 {
                coverages, lookups, ..
            } => {
                reach = usize::from(coverages.len());
                queue.nested(*lookups);
            }
        }
        self.begins(table.coverage(), reach, flags);
    }

    fn chain(&mut self, table: &ChainedContextLookup<'_>, flags: LookupFlags, queue: &mut Queue) {
        let mut reach = 0;
        let mut rule = |back: u16, input: u16, ahead: u16| {
            reach = reach
                .max(usize::from(back))
                .max(usize::from(input) + usize::from(ahead));
        };
        match table {
            ChainedContextLookup::Format1 { sets, .. }
            | ChainedContextLookup::Format2 { sets, .. } => {
                for one in sets.into_iter().flatten() {
                    rule(one.backtrack.len(), one.input.len(), one.lookahead.len());
                    queue.nested(one.lookups);
                }
            }
            ChainedContextLookup::Format3 {
                backtrack_coverages,
                input_coverages,
                lookahead_coverages,
                lookups,
                ..
            } => {
                rule(
                    backtrack_coverages.len(),
                    input_coverages.len(),
                    lookahead_coverages.len(),
                );
                queue.nested(*lookups);
            }
        }
        self.begins(table.coverage(), reach, flags);
    }

    /// Notes rules that begin with the glyphs of a coverage.
    fn begins(&mut self, coverage: Coverage<'_>, reach: usize, flags: LookupFlags) {
        self.reach = self.reach.max(reach);
        // What passes over letters sees past any reach. Marks that are passed
        // over are triggers themselves.
        self.known &= !flags.ignore_base_glyphs() && !flags.ignore_ligatures();
        each(coverage, |glyph| self.trigger(glyph));
    }

    fn trigger(&mut self, glyph: u16) {
        set(&mut self.triggers, glyph);
    }

    /// How many glyphs on either side of one that begins a rule may take part
    /// in it; `None` where a face can only be shaped whole.
    pub fn reach(&self) -> Option<usize> {
        self.known.then_some(self.reach)
    }

    /// Whether no rule of several glyphs begins with a glyph or with any that
    /// single substitutions may make of it.
    pub(super) fn begins_nothing(&self, face: &ttf_parser::Face<'_>, glyph: u16) -> bool {
        let mut forms = vec![glyph];
        let mut at = 0;
        while let Some(&form) = forms.get(at) {
            if form == 0 || is_set(&self.triggers, form) {
                return false;
            }
            if is_set(&self.replaced, form) {
                self.add_forms(face, form, &mut forms);
            }
            at += 1;
        }
        true
    }

    fn add_forms(&self, face: &ttf_parser::Face<'_>, glyph: u16, forms: &mut Vec<u16>) {
        let lookups = face.tables().gsub.map(|table| table.lookups);
        let lookup = |index: &u16| lookups?.get(*index);
        for lookup in self.singles.iter().filter_map(lookup) {
            for table in lookup.subtables.into_iter::<SubstitutionSubtable<'_>>() {
                let SubstitutionSubtable::Single(table) = table else {
                    continue;
                };
                let form = match table {
                    SingleSubstitution::Format1 { coverage, delta } => coverage
                        .contains(GlyphId(glyph))
                        .then(|| (i32::from(glyph) + i32::from(delta)) as u16),
                    SingleSubstitution::Format2 {
                        coverage,
                        substitutes,
                    } => coverage
                        .get(GlyphId(glyph))
                        .and_then(|at| substitutes.get(at))
                        .map(|form| form.0),
                };
                if let Some(form) = form.filter(|form| !forms.contains(form)) {
                    forms.push(form);
                }
            }
        }
    }
}
