//! Interpretation of page contents, as a printer would.
//!
//! Input: the pages of an open file. Output: findings, and the ink of every page. Invariant: it
//! ends, whatever the contents are.
//!
//! Every operator counts against the file's budget; forms nest to a limit and never inside
//! themselves.

mod clear;
mod drawing;
mod glyphs;
mod ground;
mod group;
mod inking;
mod pattern;
mod picture;
mod shape;
mod state;
mod text;
mod trace;
mod type3;
mod whole;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use shape::Shape;
use state::State;
use trace::Trace;
use whole::Whole;

use super::blend::Blend;
use super::case::Case;
use super::colour::{Look, Palette};
use super::fonts::{self, Font};
use super::gstate;
use super::image::Image;
use super::ink::{self, PageInk};
use super::matrix::{Bounds, IDENTITY, Matrix, apply, least_scale, lengths, times};
use super::pages::PdfSheet;
use super::paint::{self, Colour, Lay, Thing};
use super::path::Path;
use super::raster::{Field, Mask, Raster, Samples};
use super::rule::{Check, Weight};
use crate::pdf::{Dict, Id, Lexer, Stream, Token, Value, printable};
use crate::say::{Text, text};

/// Maximum depth of nested forms.
const DEEPEST: usize = 24;

/// Maximum number of saved graphics states.
const MOST_STATES: usize = 256;

/// Maximum number of operands of an operator; DeviceN colours have the most.
const MOST_OPERANDS: usize = 40;

/// Maximum number of cached fonts that are not indirect objects.
const DIRECT_FONTS: usize = 32;

pub use drawing::Separated;
pub(super) use drawing::{clear_parts, draw, separate};
pub use trace::{ClearParts, Painted};

/// Interprets every page; returns the ink of those that have any.
pub(super) fn check(case: &Case<'_>, sheets: &[PdfSheet], profile: Option<&[u8]>) -> Vec<PageInk> {
    let palette = Palette::new(case, profile);
    let mut fonts = BTreeMap::new();
    let mut inks = Vec::new();
    for sheet in sheets {
        if case.file.budget().spent() {
            break;
        }
        let mut raster = ink::measuring(sheet, case.findings.printer().own);
        if case.file.dict(&sheet.dict, "Group").is_some() {
            raster.isolate();
        }
        let mut run = Run::new(case, &palette, sheet, &mut fonts, raster);
        run.page(IDENTITY);
        let whole = std::mem::take(&mut run.whole);
        let (marks, single) = (
            run.texts + run.paths + run.images.len(),
            run.single_picture(),
        );
        let ink = ink::finish(run.raster, case, sheet);
        whole.finish(case, sheet, &ink);
        if marks == 0 {
            case.findings.page(
                Check::EmptyPage,
                sheet.number,
                text!(
                    "preflight.nothing-painted-page",
                    "nothing is painted on the page"
                ),
            );
        } else {
            inks.push(ink);
        }
        if let Some(ppi) = single {
            raster_page(case, sheet, ppi);
        }
    }
    palette.finish();
    inks
}

fn raster_page(case: &Case<'_>, sheet: &PdfSheet, ppi: i64) {
    let printer = case.findings.printer();
    let weight = if ppi < i64::from(printer.ppi.0) {
        Weight::Error
    } else if ppi < i64::from(printer.raster_page_ppi) {
        Weight::Warning
    } else {
        return;
    };
    case.findings.report(
        Check::RasterPage,
        weight,
        Some(sheet.number),
        None,
        text!(
            "preflight.page-one-single-picture",
            "the page is one single picture at {ppi} ppi",
            ppi
        ),
    );
}

/// The state that the operators of one stream work on.
struct Scope {
    state: State,
    kept: Vec<State>,
    resources: Option<Rc<Dict>>,
    /// The base matrix of patterns.
    base: Matrix,
    path: Path,
    /// The rule of the clip that the path will be: true for even-odd.
    clips: Option<bool>,
    text: Matrix,
    line: Matrix,
    /// True between BT and ET.
    in_text: bool,
    /// The letters that the clip will be.
    text_clip: Option<Path>,
    /// Number of marked contents that are open.
    marked: usize,
    depth: usize,
}

/// What identifies a thing that was drawn: its stream, and what it was drawn by.
type Drawn = (Id, Vec<u64>);

struct Run<'r> {
    case: &'r Case<'r>,
    palette: &'r Palette<'r>,
    sheet: &'r PdfSheet,
    fonts: &'r mut BTreeMap<Id, Rc<Font>>,
    /// Fonts that are direct objects, the last ones read.
    direct_fonts: Vec<(Rc<Dict>, Rc<Font>)>,
    raster: Raster,
    /// Streams being interpreted; none may be started again inside itself.
    running: BTreeSet<Id>,
    /// Patterns and Type 3 fonts interpreted already; once is enough.
    drawn: BTreeSet<Id>,
    /// The picture decoded last: pages repeat their backgrounds.
    picture: Option<(Id, Rc<Samples>)>,
    texts: usize,
    paths: usize,
    images: Vec<i64>,
    /// True if ink is not counted: where patterns are only checked.
    quiet: bool,
    /// Where the raster does not know the ink: under pictures, shadings and patterns that were not
    /// counted into it.
    unknown: Vec<Bounds>,
    /// What the printer wants to know of the whole page.
    whole: Whole,
    /// True if colours that are no inks are drawn as some.
    naive: bool,
    /// Patterns drawn already.
    patterns: BTreeMap<Drawn, Option<Rc<dyn Field>>>,
    /// Soft masks drawn already.
    masks: BTreeMap<Drawn, Option<Rc<Mask>>>,
    /// Glyphs of Type 3 fonts drawn already.
    glyphs: BTreeMap<Id, Option<Rc<Shape>>>,
    /// Number of layers inside one another.
    layers: usize,
    /// What is not opaque, where that is asked.
    trace: Option<Trace>,
}

impl<'r> Run<'r> {
    fn new(
        case: &'r Case<'r>,
        palette: &'r Palette<'r>,
        sheet: &'r PdfSheet,
        fonts: &'r mut BTreeMap<Id, Rc<Font>>,
        raster: Raster,
    ) -> Run<'r> {
        Run {
            case,
            palette,
            sheet,
            fonts,
            direct_fonts: Vec::new(),
            raster,
            running: BTreeSet::new(),
            drawn: BTreeSet::new(),
            picture: None,
            texts: 0,
            paths: 0,
            images: Vec::new(),
            quiet: false,
            unknown: Vec::new(),
            whole: Whole::default(),
            naive: false,
            patterns: BTreeMap::new(),
            masks: BTreeMap::new(),
            glyphs: BTreeMap::new(),
            layers: 0,
            trace: None,
        }
    }

    /// Interprets the page; `base` leads from its space to that of the raster.
    fn page(&mut self, base: Matrix) {
        let case = self.case;
        let value = case.file.get(&self.sheet.dict, "Contents");
        let parts: Vec<Value> = match &value {
            Value::Array(array) => array.iter().map(|part| case.file.resolve(part)).collect(),
            other => vec![other.clone()],
        };
        let mut content = Vec::new();
        for part in &parts {
            let Some(stream) = part.stream() else {
                continue;
            };
            match case.file.unpacked(stream) {
                Ok(coded) => {
                    content.extend_from_slice(&coded.bytes);
                    content.push(b'\n');
                }
                Err(fault) => case.findings.page(
                    Check::BrokenContent,
                    self.sheet.number,
                    text!("preflight.page-contents", "page contents: {fault}", fault),
                ),
            }
        }
        if let Some(group) = case.file.dict(&self.sheet.dict, "Group") {
            self.knocks_out(&group);
        }
        let mut state = State::new(self.sheet.media);
        state.ctm = base;
        if let Some(trace) = &mut self.trace {
            trace.parts.content = content.clone();
        }
        self.run(&content, state, self.sheet.resources.clone(), base, 0);
    }

    /// Returns the resolution of a picture that is the only content of the page.
    fn single_picture(&self) -> Option<i64> {
        match self.images.as_slice() {
            [ppi] if self.texts == 0 && self.paths == 0 => Some(*ppi),
            _ => None,
        }
    }

    fn broken(&self, message: Text) {
        self.case
            .findings
            .page(Check::BrokenContent, self.sheet.number, message);
    }

    fn run(
        &mut self,
        content: &[u8],
        state: State,
        resources: Option<Rc<Dict>>,
        base: Matrix,
        depth: usize,
    ) {
        let case = self.case;
        let mut scope = Scope {
            state,
            kept: Vec::new(),
            resources,
            base,
            path: Path::default(),
            clips: None,
            text: IDENTITY,
            line: IDENTITY,
            in_text: false,
            text_clip: None,
            marked: 0,
            depth,
        };
        let mut lexer = Lexer::contents(content, case.file.budget());
        let mut operands: Vec<Value> = Vec::new();
        let mut from = 0;
        loop {
            match lexer.next() {
                Token::Value(value) => {
                    operands.push(value);
                    if operands.len() > MOST_OPERANDS {
                        self.broken(text!(
                            "preflight.operator-more-operands",
                            "an operator has more than {most} operands",
                            most = MOST_OPERANDS
                        ));
                        operands.clear();
                    }
                }
                Token::Word(word) => {
                    if !case.file.budget().operator() {
                        return;
                    }
                    if word == b"BI" {
                        self.inline_picture(&mut lexer, content, &mut scope);
                    } else {
                        self.operator(&word, &operands, &mut scope);
                    }
                    if depth == 0 {
                        self.stepped(from..lexer.at, &word, &scope);
                    }
                    from = lexer.at;
                    operands.clear();
                }
                Token::Bad => {
                    if !case.file.budget().spent() {
                        self.broken(text!(
                            "preflight.contents-hold-something-pdf",
                            "the contents hold something that is no PDF"
                        ));
                    }
                    operands.clear();
                }
                Token::End => return self.closed(&scope),
            }
        }
    }

    /// Reports what a stream began and did not end.
    fn closed(&self, scope: &Scope) {
        if self.case.file.budget().spent() {
            return;
        }
        match scope.kept.len() {
            0 => {}
            1 => self.broken(text!(
                "preflight.graphics-state-kept-q",
                "a graphics state is kept (q) and not taken back"
            )),
            many => self.broken(text!(
                "preflight.graphics-states-kept-q",
                "{many} graphics states are kept (q) and not taken back",
                many
            )),
        }
        if scope.in_text {
            self.broken(text!(
                "preflight.text-begun-bt-ended",
                "text is begun (BT) and not ended"
            ));
        }
        if scope.marked > 0 {
            self.broken(text!(
                "preflight.marked-content-begun-bmc",
                "marked content is begun (BMC, BDC) and not ended"
            ));
        }
    }

    fn operator(&mut self, word: &[u8], operands: &[Value], scope: &mut Scope) {
        let wants = match word {
            b"cm" | b"Tm" | b"c" => 6,
            b"k" | b"K" | b"re" | b"v" | b"y" => 4,
            b"rg" | b"RG" | b"\"" => 3,
            b"m" | b"l" | b"Tf" | b"Td" | b"TD" => 2,
            b"w" | b"gs" | b"ri" | b"g" | b"G" | b"cs" | b"CS" | b"sh" | b"Do" | b"Tz" | b"Tc"
            | b"Tw" | b"TL" | b"Ts" | b"Tr" | b"Tj" | b"TJ" | b"'" => 1,
            _ => 0,
        };
        if operands.len() < wants {
            return self.broken(text!(
                "preflight.operator-lacks-operands",
                "operator {word} lacks operands",
                word = printable(word)
            ));
        }
        let number = |at: usize| {
            operands
                .get(at)
                .and_then(Value::number)
                .filter(|number| number.is_finite())
                .unwrap_or(0.0)
        };
        let six = || std::array::from_fn::<f64, 6, _>(number);
        let point = |at: usize, scope: &Scope| apply(&scope.state.ctm, number(at), number(at + 1));
        match word {
            b"q" => {
                if scope.kept.len() < MOST_STATES {
                    scope.kept.push(scope.state.clone());
                } else {
                    self.broken(text!(
                        "preflight.q-nests-more-deep",
                        "q nests more than {most} deep",
                        most = MOST_STATES
                    ));
                }
            }
            b"Q" => match scope.kept.pop() {
                Some(state) => scope.state = state,
                None => self.broken(text!(
                    "preflight.unbalanced-q-matching-q",
                    "unbalanced Q (no matching q)"
                )),
            },
            b"cm" => scope.state.ctm = times(&six(), &scope.state.ctm),
            b"w" => scope.state.line_width = number(0).abs(),
            b"ri" => {
                if !gstate::is_intent(&operands[0]) {
                    let message = text!(
                        "preflight.rendering-intent-does-exist",
                        "the rendering intent {intent} does not exist",
                        intent = operands[0].shown()
                    );
                    self.case
                        .findings
                        .page(Check::RenderingIntent, self.sheet.number, message);
                }
            }
            b"gs" => self.graphics_state(&operands[0], scope),
            b"g" | b"rg" | b"k" | b"G" | b"RG" | b"K" => {
                let name: &[u8] = match word {
                    b"g" | b"G" => b"DeviceGray",
                    b"rg" | b"RG" => b"DeviceRGB",
                    _ => b"DeviceCMYK",
                };
                let space = self.palette.read(
                    &Value::Name(name.into()),
                    scope.resources.as_deref(),
                    self.sheet.number,
                );
                let parts = (0..space.channels()).map(number).collect();
                self.colour(word[0].is_ascii_uppercase(), Colour { space, parts }, scope);
            }
            b"cs" | b"CS" => {
                let space =
                    self.palette
                        .read(&operands[0], scope.resources.as_deref(), self.sheet.number);
                let parts = space.initial();
                self.colour(word == b"CS", Colour { space, parts }, scope);
            }
            b"sc" | b"scn" | b"SC" | b"SCN" => self.set_colour(word[0] == b'S', operands, scope),
            b"m" => scope.path.start(point(0, scope)),
            b"l" => scope.path.line(point(0, scope)),
            b"c" => scope
                .path
                .curve(point(0, scope), point(2, scope), point(4, scope)),
            b"v" => {
                let start = scope.path.at().unwrap_or_else(|| point(0, scope));
                scope.path.curve(start, point(0, scope), point(2, scope));
            }
            b"y" => scope
                .path
                .curve(point(0, scope), point(2, scope), point(2, scope)),
            b"h" => scope.path.close(),
            b"re" => {
                let ctm = scope.state.ctm;
                scope.path.rectangle(&ctm, std::array::from_fn(number));
            }
            b"W" | b"W*" => scope.clips = Some(word == b"W*"),
            b"n" => self.painted(scope, None, false),
            b"S" => self.painted(scope, None, true),
            b"s" => {
                scope.path.close();
                self.painted(scope, None, true);
            }
            b"f" | b"F" => self.painted(scope, Some(false), false),
            b"f*" => self.painted(scope, Some(true), false),
            b"B" => self.painted(scope, Some(false), true),
            b"B*" => self.painted(scope, Some(true), true),
            b"b" | b"b*" => {
                scope.path.close();
                self.painted(scope, Some(word == b"b*"), true);
            }
            b"sh" => self.shading(&operands[0], scope),
            b"Do" => self.xobject(&operands[0], scope),
            b"BT" => {
                (scope.text, scope.line) = (IDENTITY, IDENTITY);
                if std::mem::replace(&mut scope.in_text, true) {
                    self.broken(text!(
                        "preflight.text-begun-bt-inside",
                        "text is begun (BT) inside text"
                    ));
                }
            }
            b"ET" => {
                if !std::mem::replace(&mut scope.in_text, false) {
                    self.broken(text!(
                        "preflight.text-ended-et-begun",
                        "text is ended (ET) that was not begun"
                    ));
                }
                self.clip_to_text(scope);
            }
            b"BMC" | b"BDC" => scope.marked += 1,
            b"EMC" => match scope.marked.checked_sub(1) {
                Some(left) => scope.marked = left,
                None => self.broken(text!(
                    "preflight.marked-content-ended-emc",
                    "marked content is ended (EMC) that was not begun"
                )),
            },
            b"Tf" => {
                scope.state.font = self.font(&operands[0], scope.resources.as_deref());
                scope.state.size = number(1);
            }
            b"Tc" => scope.state.character_space = number(0),
            b"Tw" => scope.state.word_space = number(0),
            b"Tz" => scope.state.scale = number(0) / 100.0,
            b"TL" => scope.state.leading = number(0),
            b"Ts" => scope.state.rise = number(0),
            b"Tr" => scope.state.render = operands[0].int().unwrap_or(0),
            b"Tm" => (scope.text, scope.line) = (six(), six()),
            b"Td" => scope.next_line(number(0), number(1)),
            b"TD" => {
                scope.state.leading = -number(1);
                scope.next_line(number(0), number(1));
            }
            b"T*" => scope.next_line(0.0, -scope.state.leading),
            b"Tj" => self.show(&operands[..1], scope),
            b"'" => {
                scope.next_line(0.0, -scope.state.leading);
                self.show(&operands[..1], scope);
            }
            b"\"" => {
                (scope.state.word_space, scope.state.character_space) = (number(0), number(1));
                scope.next_line(0.0, -scope.state.leading);
                self.show(&operands[2..3], scope);
            }
            b"TJ" => match &operands[0] {
                Value::Array(parts) => self.show(parts, scope),
                _ => self.broken(text!(
                    "preflight.tj-needs-array-operand",
                    "TJ needs an array operand"
                )),
            },
            b"d" => {
                let lengths = operands.first().and_then(Value::array).unwrap_or(&[]);
                scope.state.dash = lengths.iter().filter_map(Value::number).collect();
                scope.state.dash_phase = number(1);
            }
            b"J" => scope.state.set_cap(operands.first().and_then(Value::int)),
            b"j" => scope.state.join.0 = number(0) as i64,
            b"M" => scope.state.join.1 = number(0),
            b"i" | b"MP" | b"DP" | b"BX" | b"EX" | b"d0" | b"d1" => {}
            other => self.broken(text!(
                "preflight.unknown-operator",
                "unknown operator {other}",
                other = printable(other)
            )),
        }
    }

    fn resource(&self, scope: &Scope, kind: &str, name: &Value) -> Value {
        let file = self.case.file;
        let Some(resources) = &scope.resources else {
            return Value::Null;
        };
        let (Some(group), Some(name)) = (file.dict(resources, kind), name.name()) else {
            return Value::Null;
        };
        group
            .entries
            .get(name)
            .map_or(Value::Null, |value| file.resolve(value))
    }

    fn colour(&mut self, stroke: bool, colour: Colour, scope: &mut Scope) {
        let state = &mut scope.state;
        if stroke {
            (state.stroke, state.stroke_pattern) = (colour, None);
        } else {
            (state.fill, state.fill_pattern) = (colour, None);
        }
    }

    fn set_colour(&mut self, stroke: bool, operands: &[Value], scope: &mut Scope) {
        let space = if stroke {
            scope.state.stroke.space.clone()
        } else {
            scope.state.fill.space.clone()
        };
        let parts = operands.iter().filter_map(Value::number).collect();
        self.colour(stroke, Colour { space, parts }, scope);
        if let Some(name @ Value::Name(_)) = operands.last() {
            let pattern = self.resource(scope, "Pattern", name);
            self.pattern(&pattern, stroke, scope);
            let field = self.pattern_field(&pattern, stroke, scope);
            if stroke {
                scope.state.stroke_pattern = field;
            } else {
                scope.state.fill_pattern = field;
            }
        }
    }

    fn matrix(&self, dict: &Dict) -> Matrix {
        self.case
            .file
            .numbers::<6>(&self.case.file.get(dict, "Matrix"))
            .unwrap_or(IDENTITY)
    }

    /// Interprets a stream inside another.
    fn nested(&mut self, stream: &Rc<Stream>, state: State, scope: &Scope) {
        if !self.case.file.budget().form() {
            return;
        }
        if scope.depth >= DEEPEST || !self.running.insert(stream.id) {
            self.broken(text!(
                "preflight.form-xobjects-nest-too",
                "form XObjects nest too deeply or recursively"
            ));
            return;
        }
        match self.case.file.unpacked(stream) {
            Ok(coded) => {
                let resources = self
                    .case
                    .file
                    .dict(&stream.dict, "Resources")
                    .or_else(|| scope.resources.clone());
                let base = state.ctm;
                self.run(&coded.bytes, state, resources, base, scope.depth + 1);
            }
            Err(fault) => self.broken(text!(
                "preflight.contents-form",
                "contents of a form: {fault}",
                fault
            )),
        }
        self.running.remove(&stream.id);
    }

    fn graphics_state(&mut self, name: &Value, scope: &mut Scope) {
        let (case, number) = (self.case, self.sheet.number);
        let value = self.resource(scope, "ExtGState", name);
        let Some(dict) = value.dict() else { return };
        gstate::check(case, number, dict);
        let file = case.file;
        let state = &mut scope.state;
        let get = |key: &str| file.get(dict, key);
        if let Some(width) = get("LW").number() {
            state.line_width = width.abs();
        }
        state.set_cap(get("LC").int());
        state.join = (
            get("LJ").int().unwrap_or(state.join.0),
            get("ML").number().unwrap_or(state.join.1),
        );
        let flag = |value: Value| match value {
            Value::Bool(flag) => Some(flag),
            _ => None,
        };
        let (both, fill) = (flag(get("OP")), flag(get("op")));
        state.stroke_overprints = both.unwrap_or(state.stroke_overprints);
        state.fill_overprints = fill.or(both).unwrap_or(state.fill_overprints);
        state.mode = get("OPM").int().unwrap_or(state.mode);
        state.fill_alpha = get("ca").number().unwrap_or(state.fill_alpha);
        state.stroke_alpha = get("CA").number().unwrap_or(state.stroke_alpha);
        let blend = match get("BM") {
            Value::Array(array) => array.first().cloned().unwrap_or(Value::Null),
            value => value,
        };
        if let Value::Name(name) = blend {
            state.blend = name;
        }
        let font = match get("Font") {
            Value::Array(parts) if parts.len() == 2 => {
                Some((parts[0].clone(), parts[1].number().unwrap_or(0.0)))
            }
            _ => None,
        };
        let mask = get("SMask");
        if case.is_flat() {
            let alpha = state.fill_alpha < 1.0 || state.stroke_alpha < 1.0;
            if alpha || !state.normal() || mask.dict().is_some() {
                case.findings.page(
                    Check::Transparency,
                    number,
                    text!(
                        "preflight.alpha-blend-mode-soft",
                        "alpha, a blend mode or a soft mask is used"
                    ),
                );
            }
        }
        if mask != Value::Null {
            self.check_soft_mask(&mask);
            let drawn = self.soft_mask(&mask, scope);
            scope.state.soft_mask = drawn;
        }
        if !scope.state.normal() && scope.state.blend() == Blend::Other && !self.quiet {
            self.raster.missed.insert(text!(
                "preflight.blend-mode-nobody-knows",
                "a blend mode that nobody knows"
            ));
        }
        if let Some((font, size)) = font {
            scope.state.font = self.read_font(&font);
            scope.state.size = size;
        }
    }

    fn check_soft_mask(&self, mask: &Value) {
        let file = self.case.file;
        let Some(mask) = mask.dict() else { return };
        let group = file
            .dict(mask, "G")
            .and_then(|form| file.dict(&form, "Group"));
        let Some(group) = group.filter(|_| file.get(mask, "S").is("Luminosity")) else {
            return;
        };
        let space = file.get(&group, "CS");
        if space != Value::Null && !space.is("DeviceCMYK") && !space.is("DeviceGray") {
            self.case.findings.page(
                Check::GroupSpace,
                self.sheet.number,
                text!(
                    "preflight.soft-mask-blends",
                    "a soft mask blends in {space}",
                    space = space.shown()
                ),
            );
        }
    }

    fn font(&mut self, name: &Value, resources: Option<&Dict>) -> Option<Rc<Font>> {
        let file = self.case.file;
        let fonts = file.dict(resources?, "Font")?;
        let value = fonts.entries.get(name.name()?)?.clone();
        self.read_font(&value)
    }

    fn read_font(&mut self, value: &Value) -> Option<Rc<Font>> {
        let id = match value {
            Value::Ref(id) => Some(*id),
            _ => None,
        };
        if let Some(font) = id.and_then(|id| self.fonts.get(&id)) {
            return Some(font.clone());
        }
        let value = self.case.file.resolve(value);
        let Value::Dict(dict) = &value else {
            return None;
        };
        // A font without an object of its own may be set again and again too.
        if let Some((_, font)) = self
            .direct_fonts
            .iter()
            .find(|(read, _)| Rc::ptr_eq(read, dict))
        {
            return Some(font.clone());
        }
        let font = Rc::new(fonts::read(self.case, dict));
        match id {
            Some(id) => drop(self.fonts.insert(id, font.clone())),
            None => {
                self.direct_fonts.truncate(DIRECT_FONTS - 1);
                self.direct_fonts.insert(0, (dict.clone(), font.clone()));
            }
        }
        Some(font)
    }

    /// Paints the path and begins a new one.
    fn painted(&mut self, scope: &mut Scope, fill: Option<bool>, stroke: bool) {
        let path = std::mem::take(&mut scope.path);
        let state = &scope.state;
        let paints = (fill.is_some() || stroke) && !path.is_empty();
        if paints {
            self.paths += 1;
        }
        let seen = path.bounds().both(&state.clip);
        if paints && fill.is_some() && !seen.is_empty() {
            let thing = path.as_rule().map_or(Thing::Area, Thing::Line);
            self.lay(thing, state, false, &seen);
            self.ink_path(&path, fill == Some(true), state, false);
        }
        if paints && stroke {
            let scale = least_scale(&state.ctm);
            let width = state.line_width * scale;
            let seen = path.bounds().grown(width / 2.0).both(&state.clip);
            if !seen.is_empty() {
                self.lay(Thing::Line(width), state, true, &seen);
                self.ink_line(&path, state);
            }
        }
        if let Some(even_odd) = scope.clips.take() {
            self.clip(&path, even_odd, &mut scope.state);
        }
    }

    fn lay(&mut self, thing: Thing, state: &State, stroke: bool, bounds: &Bounds) {
        self.lay_on(thing, state, stroke, bounds, None);
    }

    /// Checks what is painted on a ground of known inks.
    fn lay_on(
        &mut self,
        thing: Thing,
        state: &State,
        stroke: bool,
        bounds: &Bounds,
        ground: Option<[f32; 4]>,
    ) {
        let (colour, overprint, alpha) = match stroke {
            true => (&state.stroke, state.stroke_overprints, state.stroke_alpha),
            false => (&state.fill, state.fill_overprints, state.fill_alpha),
        };
        let lay = Lay {
            colour,
            overprint,
            mode: state.mode,
            opaque: alpha >= 1.0 && state.normal(),
            serif: state.font.as_ref().is_some_and(|font| font.serif),
            ground,
        };
        paint::check(self.case, self.palette, self.sheet, thing, &lay, bounds);
        if colour.space.look(&colour.parts) != Look::White {
            self.printed(Some(&colour.space), bounds);
        }
        self.marks(bounds);
    }

    /// Reports matter wholly outside the bleed.
    fn marks(&self, bounds: &Bounds) {
        // The cell of a pattern and the glyph of a font stand elsewhere than they print.
        if self.quiet {
            return;
        }
        if !self.case.findings.printer().marks && !bounds.grown(0.01).meets(&self.sheet.bleed) {
            let message = text!(
                "preflight.something-painted-outside-bleed",
                "something is painted outside the bleed"
            );
            self.case.findings.report(
                Check::Marks,
                Weight::Warning,
                Some(self.sheet.number),
                self.sheet.place(bounds),
                message,
            );
        }
    }

    fn xobject(&mut self, name: &Value, scope: &mut Scope) {
        let value = self.resource(scope, "XObject", name);
        let Some(stream) = value.stream() else { return };
        let kind = self.case.file.get(&stream.dict, "Subtype");
        if kind.is("Image") {
            let image = Image::read(
                self.case,
                self.palette,
                &stream.dict,
                scope.resources.as_deref(),
                self.sheet.number,
            );
            if let Some(seen) = self.place_picture(&image, scope) {
                self.ink_of(&image, Some(stream), None, scope, &seen);
            }
        } else if kind.is("Form") {
            if self.is_placed(name, scope) {
                // It was checked and measured when it was placed, at its own size.
                let (wide, high) = lengths(&scope.state.ctm);
                let same = (wide - 1.0).abs() < 0.005 && (high - 1.0).abs() < 0.005;
                let muted = self.case.findings.mute(same);
                let resized = self.case.findings.resize(true);
                let quiet = std::mem::replace(&mut self.quiet, true);
                self.form(stream, scope);
                self.quiet = quiet;
                self.case.findings.resize(resized);
                self.case.findings.mute(muted);
            } else {
                self.form(stream, scope);
            }
        }
    }

    /// Returns whether a form of our own page is the page of another PDF, which was placed on it.
    fn is_placed(&self, name: &Value, scope: &Scope) -> bool {
        self.case.findings.printer().own
            && scope.depth == 0
            && matches!(name.name(), Some([b'A', digits @ ..]) if digits.iter().all(u8::is_ascii_digit))
    }
}
