//! Resolving of a house style 版式 with all it includes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::drawing::Paints;
use super::fonts::{FontPlaces, Need, supply};
use super::loader::{Loader, Staged, beside};
use super::measures::Measures;
use super::names::unknown;
use super::styles::Resolver;
use super::words::{credit_words, jump_texts};
use crate::asset::Fonts;
use crate::desk::{Desk, FileCache, MemoryDesk, Snapshot};
use crate::diag::{
    Code, Diagnostic, Level, Limits, Reported, Sink, Sources, Span, Spanned, nearest,
};
use crate::edition::model::{Copyfit, Delivery, Grid, House};
use crate::geom::{Axes, Em, Len, Rect, Size};
use crate::ink::Standard;
use crate::limits::{FONTS, INCLUDES_DEEP, LINE_SLOTS};
use crate::say::{Text, text};
use crate::spec::{
    CopyfitSpec, GridSpec, LayoutSpec, Lints, SheetSpec, bundled_layout, bundled_names,
};
use crate::style::{Lang, ParStyle};

/// Default minimum measure of text beside an obstacle, in 字.
const LEAST_MEASURE: i64 = 6;

/// A sheet and the units that lengths on it resolve to.
struct SheetSize {
    trim: Size,
    bleed: Len,
    grid: Grid,
    measures: Measures,
}

/// Maximum side of a sheet: 14,400 units of user space, the largest page that PDF/A-2 allows.
const LARGEST_SHEET: Len = Len::pt(14_400);

impl Loader<'_> {
    /// Reads and resolves the layout with all it includes.
    pub fn house(
        &mut self,
        from: &str,
        name: &Spanned<String>,
        fonts: &mut Fonts,
        places: &mut FontPlaces,
    ) -> Result<House, Reported> {
        let mut merged: Option<LayoutSpec> = None;
        self.include(
            from,
            name,
            &mut Vec::new(),
            &mut BTreeSet::new(),
            &mut merged,
        )?;
        let Some(layout) = merged else {
            return Err(self.sink.error(Diagnostic::new(
                Code::UnknownName,
                name.span,
                text!("edition.layout-empty", "the layout is empty"),
            )));
        };
        let missing = |what: Text| {
            Diagnostic::new(
                Code::MissingKey,
                name.span,
                text!(
                    "edition.layout-table",
                    "the layout “{name}” has no [{what}] table",
                    name = name.value,
                    what
                ),
            )
        };
        let (Some(sheet), Some(grid)) = (&layout.sheet, &layout.grid) else {
            return Err(self.sink.error(missing(if layout.sheet.is_none() {
                text!("edition.sheet-table", "[sheet]")
            } else {
                text!("edition.grid-table", "[grid]")
            })));
        };
        let lang = match &layout.lang {
            None => Lang::ZhCn,
            Some(tag) => Lang::from_tag(&tag.value).unwrap_or_else(|| {
                unknown(
                    self.sink,
                    text!("edition.language-name", "language"),
                    tag,
                    Lang::TAGS,
                );
                Lang::ZhCn
            }),
        };
        let SheetSize {
            trim,
            bleed,
            grid,
            measures,
        } = self.sheet(sheet, grid);
        if let Some(beyond) = layout.fonts.values().nth(FONTS) {
            let count = layout.fonts.len();
            let over = Diagnostic::over_limit(
                beyond.span(),
                text!("edition.fonts-layout", "fonts of a layout"),
                count,
                FONTS,
            );
            self.sink.report(over);
        }
        for (name, font) in layout.fonts.iter().take(FONTS) {
            let span = font.span();
            let face = super::fonts::face_named(fonts, font);
            let free = match face {
                Some(face) => fonts.alias(name, face),
                None => fonts.announce_as(name, &font.file.value, super::fonts::choice(font)),
            };
            if !free {
                let message = text!(
                    "edition.another-face-called-already",
                    "another face is called “{name}” already",
                    name
                );
                self.sink.report(
                    Diagnostic::new(Code::DuplicateName, span, message).help(text!(
                        "edition.give-name-own-name",
                        "give it a name of its own, and name that in the styles"
                    )),
                );
            }
            if face.is_none() {
                places.by_path.insert(font.file.value.clone(), span);
            }
            places.by_name.insert(name.clone(), span);
        }
        super::pairs::declare(&layout, &measures, fonts, self.sink);
        let inks = super::inks::declared(&layout, self.sink);
        let condition = super::condition::condition(self, &layout.press);
        let laces = self.laces(
            &layout.rules,
            &Paints {
                inks: &inks,
                condition: &condition,
            },
        );
        let mut resolver = Resolver {
            layout: &layout,
            fonts,
            measures,
            lang,
            inks: &inks,
            sink: self.sink,
        };
        let rules = resolver.rules(&laces);
        let styles = resolver.styles();
        let kinds = resolver.kinds(&styles, &rules);
        let delivery = Delivery {
            standard: layout
                .press
                .standard
                .as_ref()
                .map_or(Standard::X4, |standard| standard.value),
            marks: layout.press.marks.as_ref().is_some_and(|marks| marks.value),
            convert: layout.press.convert.as_ref().map(|convert| convert.value),
        };
        let mut house = House {
            trim,
            bleed,
            grid,
            delivery,
            condition: Arc::new(condition),
            lang,
            inks,
            kinds,
            rules,
            styles,
            furniture: Vec::new(),
            issues: layout.issues.clone(),
            copyfit: copyfit(layout.copyfit.as_ref(), &measures, self.sink),
            cells: layout.cells.clone(),
            lints: layout.lints.clone(),
            words: jump_texts(&layout.words, lang, self.sink),
            credit_words: credit_words(&layout.words, lang, self.sink),
            must_print: alternatives(&layout.must_print),
        };
        let names = |par: &ParStyle, id| par.font == id || par.bold == id || par.latin == Some(id);
        supply(self, fonts, places, Need::Named, |id| {
            house.styles.values().any(|style| names(&style.par, id))
        });
        for piece in &layout.furniture {
            let slot = self.furniture(piece, &house, &measures);
            house.furniture.push(slot);
        }
        Ok(house)
    }

    /// Resolves the sheet 纸 and the type area 版心 on it; reports a type area that does not fit.
    fn sheet(&mut self, sheet: &SheetSpec, grid: &GridSpec) -> SheetSize {
        // Lengths of sheet and grid may be in 字 and 行 of the grid itself.
        let plain = Measures {
            size: Len::pt(9),
            pitch: Len::pt(12),
            column: Len::ZERO,
            alley: Len::ZERO,
        };
        let size = plain.len(grid.size.value).max(Len::PT);
        let sized = Measures { size, ..plain };
        let pitch = sized.len(grid.pitch.value).max(Len::PT);
        if pitch < size {
            let message = text!(
                "edition.small-pitch-rows-printed",
                "with so small a pitch rows are printed over one another"
            );
            let help = text!(
                "edition.body-size-pt-pitch",
                "the body size is {size:.2} pt: the pitch is that at least, and mostly a third more",
                size = size.to_pt()
            );
            self.sink
                .report(Diagnostic::new(Code::BadValue, grid.pitch.span, message).help(help));
        }
        let paced = Measures { pitch, ..sized };
        let trim = Size {
            width: paced.len(sheet.width.value),
            height: paced.len(sheet.height.value),
        };
        let bleed = sheet
            .bleed
            .as_ref()
            .map_or(Len::ZERO, |bleed| paced.len(bleed.value));
        for (side, length, span) in [
            ("width", trim.width, sheet.width.span),
            ("height", trim.height, sheet.height.span),
        ] {
            if length + bleed * 2 > LARGEST_SHEET {
                let message = text!(
                    "edition.sheet-bleed-counted-more",
                    "the {side} of the sheet, bleed counted in, is more than a PDF page may have",
                    side
                );
                let help = text!(
                    "edition.most-iso",
                    "{largest_sheet} is the most (ISO 19005-2 6.1.13)",
                    largest_sheet = LARGEST_SHEET
                );
                self.sink
                    .report(Diagnostic::new(Code::BadValue, span, message).help(help));
            }
        }
        let axes = if grid.runs_down() {
            Axes::vertical(trim.width)
        } else {
            Axes::HORIZONTAL
        };
        // Along the lines, and across them.
        let (along, deep) = if axes.is_vertical() {
            (&grid.height, &grid.width)
        } else {
            (&grid.width, &grid.height)
        };
        let columns = grid.columns.value.max(1);
        let column = paced.len(grid.column.value).max(Len::PT);
        let width = along.as_ref().map(|width| paced.len(width.value));
        let height = deep.as_ref().map(|height| paced.len(height.value));
        let alley = self.alley(grid, (columns, column, width), &paced);
        let rows = match (&grid.rows, height) {
            (Some(rows), _) => rows.value.max(1),
            (None, Some(height)) => ((height - size).div_floor(pitch) + 1).max(1) as u32,
            (None, None) => {
                let sheet = if axes.is_vertical() {
                    trim.width
                } else {
                    trim.height
                };
                ((sheet.scale(9, 10) - size).div_floor(pitch) + 1).max(1) as u32
            }
        };
        let measures = Measures {
            column,
            alley,
            ..paced
        };
        let min_measure = grid
            .min_measure
            .as_ref()
            .map_or(size * LEAST_MEASURE, |least| measures.len(least.value));
        let slots = columns as usize * rows as usize;
        if slots > LINE_SLOTS {
            let what = text!(
                "edition.line-slots-grid-columns",
                "line slots of a grid of {columns} columns and {rows} rows",
                columns,
                rows
            );
            self.sink.report(
                Diagnostic::over_limit(grid.span, &what, slots, LINE_SLOTS).help(text!(
                    "edition.count-columns-rows-pitch",
                    "count `columns`, `rows` and `pitch` again"
                )),
            );
        }
        let rows = rows.min((LINE_SLOTS / columns as usize).max(1) as u32);
        let mut resolved = Grid {
            axes,
            left: Len::ZERO,
            top: Len::ZERO,
            columns,
            column,
            alley,
            rows,
            pitch,
            size,
            min_measure,
            fold: None,
        };
        let extent = resolved.extent();
        // On a vertical grid the first row stands at the right, its columns lie from top to bottom.
        let (left, top) = (
            grid.left.as_ref().map(|left| paced.len(left.value)),
            grid.top.as_ref().map(|top| paced.len(top.value)),
        );
        if axes.is_vertical() {
            resolved.left = top.unwrap_or((trim.height - extent.width) / 2);
            resolved.top = left.map_or((trim.width - extent.height) / 2, |left| {
                trim.width - left - extent.height
            });
        } else {
            resolved.left = left.unwrap_or((trim.width - extent.width) / 2);
            resolved.top = top.unwrap_or((trim.height - extent.height) / 2);
        }
        let page = Rect::at(Len::ZERO, Len::ZERO, trim.width, trim.height);
        if !page.contains(&resolved.area()) {
            let message = text!(
                "edition.type-area-mm-does",
                "the type area of {width:.1} × {height:.1} mm does not fit on the sheet of {width2:.1} × {height2:.1} mm",
                width = extent.width.to_mm(),
                height = extent.height.to_mm(),
                width2 = trim.width.to_mm(),
                height2 = trim.height.to_mm()
            );
            self.sink.report(
                Diagnostic::new(Code::OutsideTypeArea, grid.span, message).help(text!(
                    "edition.make-columns-rows-margins",
                    "make the columns, rows or margins smaller"
                )),
            );
        }
        SheetSize {
            trim,
            bleed,
            grid: resolved,
            measures,
        }
    }

    /// Returns the alley 栏间 between the columns of a grid, as written or as they leave it of the
    /// type area; reports if they leave too little.
    fn alley(
        &mut self,
        grid: &GridSpec,
        (columns, column, width): (u32, Len, Option<Len>),
        measures: &Measures,
    ) -> Len {
        let (size, gaps) = (measures.size, i64::from(columns) - 1);
        let own = grid.alley.as_ref().map(|alley| measures.len(alley.value));
        if let Some(alley) = grid
            .alley
            .as_ref()
            .filter(|_| gaps > 0 && own == Some(Len::ZERO))
        {
            let message = text!(
                "edition.columns-grid-touch-alleys",
                "the columns of this grid touch: it has no alleys (栏间)"
            );
            self.sink.report(
                Diagnostic::new(Code::NoAlley, alley.span, message).help(text!(
                    "edition.write-alley-take-key",
                    "write `alley = \"1字\"`, or take the key out"
                )),
            );
        }
        let Some(width) = width else {
            return own.unwrap_or(size);
        };
        let taken = column * i64::from(columns);
        let left = if gaps > 0 {
            (width - taken) / gaps
        } else {
            size
        };
        // What is written may be rounded.
        let least = own.map_or(size / 2, |own| own - Len::MM / 100);
        if left >= least && width + Len::MM / 100 >= taken {
            return own.unwrap_or(left);
        }
        let both = |length: Len| {
            text!(
                "edition.length-in-characters",
                "{in_zi}字 ({length:.1} mm)",
                in_zi = in_zi(length, size),
                length = length.to_mm()
            )
        };
        let name = if grid.runs_down() { "height" } else { "width" };
        let message = match own {
            _ if taken > width => text!(
                "edition.columns-take-type-area",
                "{columns} columns of {both} take {both2} of a type area of {both3}",
                columns,
                both = both(column),
                both2 = both(taken),
                both3 = both(width)
            ),
            Some(own) => {
                let all = taken + own * gaps;
                text!(
                    "edition.columns-alleys-take-type",
                    "{columns} columns of {both} and alleys of {both2} take {both3} of a type area of {both4}",
                    columns,
                    both = both(column),
                    both2 = both(own),
                    both3 = both(all),
                    both4 = both(width)
                )
            }
            None => text!(
                "edition.columns-leave-alleys-type",
                "{columns} columns of {both} leave alleys (栏间) of {both2} in a type area of {both3}",
                columns,
                both = both(column),
                both2 = both(left),
                both3 = both(width)
            ),
        };
        let own = own.unwrap_or(if gaps > 0 { size / 2 } else { Len::ZERO });
        let narrower = in_zi(((width - own * gaps) / i64::from(columns)).max(size), size);
        let help = text!(
            "edition.make-column-most-mm",
            "make `column` {narrower}字 at most, or `{name}` {to_mm:.1} mm at least",
            narrower,
            name,
            to_mm = (taken + own * gaps).to_mm() + 0.05
        );
        let at = if name == "height" {
            &grid.height
        } else {
            &grid.width
        };
        let span = at.as_ref().map_or(grid.span, |width| width.span);
        self.sink.report(
            Diagnostic::new(Code::BadValue, span, message)
                .label(
                    grid.column.span,
                    text!("edition.columns-noun", "the columns"),
                )
                .help(help),
        );
        own
    }

    fn include(
        &mut self,
        from: &str,
        name: &Spanned<String>,
        chain: &mut Vec<String>,
        seen: &mut BTreeSet<String>,
        merged: &mut Option<LayoutSpec>,
    ) -> Result<(), Reported> {
        let bundled = !name.value.ends_with(".toml");
        let path = if bundled {
            name.value.clone()
        } else {
            beside(from, &name.value)
        };
        if chain.contains(&path) {
            let message = text!(
                "edition.layouts-include-each-other",
                "layouts include each other without end: {chain} → {path}",
                chain = chain.join(" → "),
                path
            );
            return Err(self.sink.error(
                Diagnostic::new(Code::IncludeCycle, name.span, message).help(text!(
                    "edition.take-include-out-chain",
                    "take one `include` out of the chain"
                )),
            ));
        }
        if chain.len() >= INCLUDES_DEEP {
            let message = text!(
                "edition.layouts-include-another-more",
                "layouts include one another more than {includes_deep} deep",
                includes_deep = INCLUDES_DEEP
            );
            return Err(self.sink.error(
                Diagnostic::new(Code::IncludeCycle, name.span, message).help(text!(
                    "edition.let-include-name-several",
                    "let one `include` name several layouts"
                )),
            ));
        }
        if !seen.insert(path.clone()) {
            return Ok(());
        }
        let source = if bundled {
            let Some(text) = bundled_layout(&name.value) else {
                return Err(unknown(
                    self.sink,
                    text!("edition.layout-noun", "layout"),
                    name,
                    bundled_names().iter().copied(),
                ));
            };
            self.sources
                .add_bundled(&format!("layouts/{}.toml", name.value), text)
        } else {
            self.text(
                &path,
                Some(name.span),
                text!("edition.layout-noun", "layout"),
            )?
        };
        let mut spec = LayoutSpec::read(source, &self.sources, self.sink)?;
        for font in spec.fonts.values_mut() {
            let file = &mut font.file.value;
            if super::fonts::is_word(file) {
                continue;
            }
            *file = beside(if bundled { "" } else { &path }, file);
        }
        chain.push(path.clone());
        for include in &spec.include {
            self.include(
                if bundled { "" } else { &path },
                include,
                chain,
                seen,
                merged,
            )?;
        }
        chain.pop();
        *merged = Some(match merged.take() {
            Some(base) => spec.over(base),
            None => spec,
        });
        Ok(())
    }
}

/// Maximum change of tracking that copyfitting may be allowed, small enough to escape a reader.
const MOST_TRACKING: Em = Em::ratio(1, 10);

fn copyfit(spec: Option<&CopyfitSpec>, measures: &Measures, sink: &mut Sink) -> Copyfit {
    let Some(spec) = spec else {
        return Copyfit::default();
    };
    let rows = |rows: &Option<Spanned<u32>>| rows.as_ref().map_or(0, |rows| rows.value.min(99));
    let mut tracking = spec.tracking.as_ref().map_or(Em::ZERO, |tracking| {
        measures.em(tracking.value, measures.size)
    });
    if let Some(written) = spec.tracking.as_ref().filter(|_| tracking > MOST_TRACKING) {
        sink.report(
            Diagnostic::new(
                Code::BadValue,
                written.span,
                text!(
                    "edition.much-tracking-would-seen",
                    "so much tracking would be seen"
                ),
            )
            .help(text!(
                "edition.most-hardly-seen",
                "\"0.1字\" at most; \"0.02字\" is hardly seen"
            )),
        );
        tracking = MOST_TRACKING;
    }
    Copyfit {
        tracking,
        endings: spec
            .endings
            .as_ref()
            .map_or(0, |endings| endings.value as usize),
        head: rows(&spec.head),
        picture: rows(&spec.picture),
        optional: spec
            .optional
            .as_ref()
            .is_some_and(|optional| optional.value),
    }
}

/// Returns the level of every lint that has one, and all limits.
pub(super) fn resolved(lints: &Lints) -> (BTreeMap<Code, Level>, Limits) {
    let levels = lints
        .iter()
        .filter_map(|(code, lint)| Some((*code, lint.level.as_ref()?.value)))
        .collect();
    let written = lints.iter().flat_map(|(code, lint)| {
        lint.limits
            .iter()
            .map(|(name, limit)| (*code, *name, limit.value))
    });
    (levels, written.collect())
}

/// Formats a length in 字, rounded down to a tenth.
fn in_zi(length: Len, size: Len) -> String {
    let tenths = (length * 10).div_floor(size.max(Len::from_units(1)));
    let (sign, tenths) = (if tenths < 0 { "-" } else { "" }, tenths.abs());
    if tenths % 10 == 0 {
        format!("{sign}{}", tenths / 10)
    } else {
        format!("{sign}{}.{}", tenths / 10, tenths % 10)
    }
}

/// Splits the texts of `must-print` into their alternatives.
fn alternatives(words: &[Spanned<String>]) -> Vec<Vec<String>> {
    words
        .iter()
        .map(|words| {
            words
                .value
                .split('|')
                .map(|word| word.trim().to_owned())
                .collect()
        })
        .collect()
}

/// Returns a house style by the name or the path of its layout, outside of any edition.
pub fn house_named(
    desk: &dyn Desk,
    name: &str,
    fonts: &mut Fonts,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Result<House, Reported> {
    let cache = FileCache::default();
    let files = Snapshot::new(desk, &cache);
    let asked = sources.add("layout", name.to_owned());
    let layout = Spanned {
        value: name.to_owned(),
        span: Span::new(asked, 0, name.len()),
    };
    let staged = Staged::run(&files, &[beside(name, "")], |loader| {
        loader.house("", &layout, fonts, &mut FontPlaces::default())
    });
    sources.absorb(&staged.sources);
    staged
        .diagnostics
        .into_iter()
        .for_each(|diagnostic| sink.report(diagnostic));
    staged.value
}

/// Returns a style of the bundled 对开 layout, for galleys.
pub fn bundled_style(
    name: &str,
    fonts: &mut Fonts,
    sink: &mut Sink,
) -> Result<crate::style::ParStyle, Reported> {
    let mut sources = Sources::default();
    let house = house_named(
        &MemoryDesk::new(),
        "duikai-daily",
        fonts,
        &mut sources,
        sink,
    )?;
    match house.styles.get(name) {
        Some(style) => Ok(style.par.clone()),
        None => {
            let mut diagnostic = Diagnostic::new(
                Code::UnknownName,
                None,
                text!(
                    "edition.layout-style",
                    "the 对开 layout has no style “{name}”",
                    name
                ),
            );
            if let Some(near) = nearest(name, house.styles.keys().map(String::as_str)) {
                diagnostic = diagnostic.help(text!(
                    "edition.did-you-mean",
                    "did you mean “{near}”?",
                    near
                ));
            }
            Err(sink.error(diagnostic))
        }
    }
}
