//! Contents rewritten: colours in the page's inks, hidden layers left out, all else as it was.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::ink::Mode;
use super::output::{real, write};
use super::picture::{Inline, picture};
use super::shop::Shop;
use super::space::{Reader, Space};
use crate::pdf::{Dict, Lexer, Token, Value};
use crate::say::text;

/// Name of the graphics state under which black type overprints.
pub(super) const OVER: &str = "BlackOver";
/// Name of the pattern space of the page's inks.
pub(super) const TINTED: &str = "TintedPattern";
/// Maximum number of saved states.
const MOST_STATES: usize = 256;
/// Maximum number of operands.
const MOST_OPERANDS: usize = 40;

/// The part of the graphics state that matters.
#[derive(Clone)]
struct State {
    fill: Ink,
    stroke: Ink,
    render: i64,
    /// Stroking and other overprint, and its mode, as the contents set them.
    over: (bool, bool, i64),
}

/// A colour set.
#[derive(Clone)]
struct Ink {
    space: Rc<Space>,
    /// True if it is black ink alone.
    black: bool,
}

/// What a stream's new resources must have beside those that it had.
#[derive(Default)]
pub(super) struct Wants {
    /// Graphics states by name.
    pub states: BTreeMap<String, Dict>,
    /// True for [`TINTED`].
    pub tinted: bool,
}

struct Writer<'s, 'f> {
    shop: &'s mut Shop<'f>,
    mode: Mode,
    resources: Rc<Dict>,
    out: Vec<u8>,
    state: State,
    kept: Vec<State>,
    /// For each marked part: whether it is a layer, and whether that is hidden.
    marked: Vec<(bool, bool)>,
    wants: Wants,
}

/// Rewrites contents; `fresh` is true if they begin with the initial state.
pub(super) fn rewrite(
    shop: &mut Shop<'_>,
    content: &[u8],
    resources: Rc<Dict>,
    mode: Mode,
    fresh: bool,
) -> (Vec<u8>, Wants) {
    let black = Ink {
        space: Rc::new(Space::Grey("DeviceGray")),
        black: mode == Mode::Press,
    };
    let mut writer = Writer {
        shop,
        mode,
        resources,
        out: Vec::with_capacity(content.len() + 32),
        state: State {
            fill: black.clone(),
            stroke: black,
            render: 0,
            over: (false, false, 0),
        },
        kept: Vec::new(),
        marked: Vec::new(),
        wants: Wants::default(),
    };
    if fresh && mode == Mode::Press {
        writer.out.extend_from_slice(b"0 0 0 1 k 0 0 0 1 K\n");
    }
    writer.run(content);
    (writer.out, writer.wants)
}

impl Writer<'_, '_> {
    fn run(&mut self, content: &[u8]) {
        let file = self.shop.file;
        let mut lexer = Lexer::contents(content, file.budget());
        let mut operands: Vec<Value> = Vec::new();
        let mut from = 0;
        loop {
            match lexer.next() {
                Token::Value(value) => {
                    operands.push(value);
                    if operands.len() > MOST_OPERANDS {
                        operands.clear();
                        from = lexer.at;
                    }
                }
                Token::Word(word) => {
                    if !file.budget().operator() {
                        self.shop.refuse(text!(
                            "convert.more-work-any-advertisement",
                            "more work than any advertisement needs"
                        ));
                        return;
                    }
                    if word == b"BI" {
                        self.inline(&mut lexer, content);
                    } else {
                        let source = content.get(from..lexer.at).unwrap_or(&[]);
                        self.operator(&word, &operands, source);
                    }
                    operands.clear();
                    from = lexer.at;
                }
                Token::Bad => {
                    if file.budget().spent() {
                        self.shop.refuse(text!(
                            "convert.more-work-any-advertisement",
                            "more work than any advertisement needs"
                        ));
                        return;
                    }
                    operands.clear();
                    from = lexer.at;
                }
                Token::End => return,
            }
        }
    }

    fn hidden(&self) -> bool {
        self.marked.iter().any(|(_, hidden)| *hidden)
    }

    fn keep(&mut self, source: &[u8]) {
        self.out.extend_from_slice(source);
        self.out.push(b'\n');
    }

    fn operator(&mut self, word: &[u8], operands: &[Value], source: &[u8]) {
        match word {
            b"q" => {
                if self.kept.len() < MOST_STATES {
                    self.kept.push(self.state.clone());
                }
                self.keep(source);
            }
            b"Q" => {
                if let Some(state) = self.kept.pop() {
                    self.state = state;
                }
                self.keep(source);
            }
            b"g" | b"rg" | b"k" | b"G" | b"RG" | b"K" => {
                let device = match word {
                    b"g" | b"G" => "DeviceGray",
                    b"rg" | b"RG" => "DeviceRGB",
                    _ => "DeviceCMYK",
                };
                let stroke = word[0].is_ascii_uppercase();
                let named = Value::Name(device.as_bytes().into());
                if let Some(space) = self.space(&named) {
                    self.set_space(stroke, space.clone());
                    let parts = numbers(operands);
                    self.colour(stroke, &space, &parts, source);
                }
            }
            b"cs" | b"CS" => {
                let Some(value) = operands.first() else {
                    return;
                };
                let stroke = word == b"CS";
                let Some(space) = self.space(value) else {
                    return;
                };
                self.set_space(stroke, space.clone());
                if let Space::Pattern(base) = &*space {
                    if base
                        .as_ref()
                        .is_some_and(|_| !self.shop.inker.keeps(&space, self.mode))
                    {
                        self.wants.tinted = true;
                        let operator = if stroke { "CS" } else { "cs" };
                        self.keep(format!("/{TINTED} {operator}").as_bytes());
                    } else {
                        self.keep(source);
                    }
                } else if self.shop.inker.keeps(&space, self.mode) {
                    self.keep(source);
                } else {
                    let initial = space.initial();
                    self.colour(stroke, &space, &initial, source);
                }
            }
            b"sc" | b"scn" | b"SC" | b"SCN" => self.set_colour(word[0] == b'S', operands, source),
            b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" if self.hidden() => {
                self.keep(b"n");
            }
            b"sh" if self.hidden() => {}
            b"Do" => {
                let dropped = operands
                    .first()
                    .and_then(Value::name)
                    .is_some_and(|name| !self.shop.shows_object(&self.resources, name));
                if !self.hidden() && !dropped {
                    self.keep(source);
                }
            }
            b"Tr" => {
                self.state.render = operands.first().and_then(Value::int).unwrap_or(0);
                self.keep(source);
            }
            b"Tj" | b"TJ" | b"'" | b"\"" => self.show(source),
            b"gs" => {
                self.overprint(operands.first());
                self.keep(source);
            }
            b"BMC" | b"BDC" => {
                let layer = word == b"BDC" && operands.first().is_some_and(|tag| tag.is("OC"));
                let hidden = layer && !self.layer_shows(operands.get(1));
                self.marked.push((layer, hidden));
                if !layer {
                    // Their properties lead back to the file.
                    let tag = operands.first().and_then(Value::name).unwrap_or(b"Span");
                    write(&Value::Name(tag.into()), &mut self.out);
                    self.keep(b" BMC");
                }
            }
            b"EMC" => {
                if let Some((false, _)) = self.marked.pop() {
                    self.keep(source);
                }
            }
            b"MP" | b"DP" => {}
            _ => self.keep(source),
        }
    }

    fn layer_shows(&self, value: Option<&Value>) -> bool {
        let file = self.shop.file;
        let Some(name) = value.and_then(Value::name) else {
            return true;
        };
        let layer = file
            .dict(&self.resources, "Properties")
            .and_then(|names| names.entries.get(name).cloned());
        layer.is_none_or(|layer| self.shop.layers.shows(file, &layer))
    }

    fn space(&mut self, value: &Value) -> Option<Rc<Space>> {
        let reader = Reader {
            file: self.shop.file,
            resources: &self.resources,
        };
        match reader.read(value) {
            Ok(space) => {
                if let Some(ink) = self.shop.inker.loses(&space) {
                    self.shop.refuse(text!(
                        "convert.ink-page-mixed-others",
                        "the ink {ink} of the page mixed with others",
                        ink
                    ));
                }
                Some(space)
            }
            Err(why) => {
                self.shop.refuse(why);
                None
            }
        }
    }

    fn set_space(&mut self, stroke: bool, space: Rc<Space>) {
        let ink = Ink {
            space,
            black: false,
        };
        if stroke {
            self.state.stroke = ink;
        } else {
            self.state.fill = ink;
        }
    }

    /// Sets a colour, converted if it has to be.
    fn colour(&mut self, stroke: bool, space: &Space, parts: &[f64], source: &[u8]) {
        let black = |inks: &[f64]| matches!(inks, [c, m, y, k] if c + m + y < 0.001 && *k > 0.999);
        if self.shop.inker.keeps(space, self.mode) {
            let is_black = matches!(space, Space::Cmyk) && black(parts);
            self.mark(stroke, is_black);
            return self.keep(source);
        }
        let Some(become_) = self.shop.inker.become_(space, parts, self.mode) else {
            return self.shop.refuse(text!(
                "convert.colour-in-space",
                "a colour in {title}",
                title = space.title()
            ));
        };
        self.mark(stroke, black(&become_));
        for part in &become_ {
            real(*part, &mut self.out);
            self.out.push(b' ');
        }
        let operator = match (self.mode, stroke) {
            (Mode::Press, false) => "k",
            (Mode::Press, true) => "K",
            (Mode::Light, false) => "g",
            (Mode::Light, true) => "G",
        };
        self.keep(operator.as_bytes());
    }

    fn mark(&mut self, stroke: bool, black: bool) {
        if stroke {
            self.state.stroke.black = black;
        } else {
            self.state.fill.black = black;
        }
    }

    fn set_colour(&mut self, stroke: bool, operands: &[Value], source: &[u8]) {
        let space = if stroke {
            self.state.stroke.space.clone()
        } else {
            self.state.fill.space.clone()
        };
        let parts = numbers(operands);
        let Space::Pattern(base) = &*space else {
            return self.colour(stroke, &space, &parts, source);
        };
        self.mark(stroke, false);
        let (Some(base), Some(name)) = (base, operands.last().and_then(Value::name)) else {
            return self.keep(source);
        };
        if self.shop.inker.keeps(&space, self.mode) || parts.is_empty() {
            return self.keep(source);
        }
        let Some(become_) = self.shop.inker.become_(base, &parts, self.mode) else {
            return self.shop.refuse(text!(
                "convert.colour-in-space",
                "a colour in {title}",
                title = base.title()
            ));
        };
        for part in &become_ {
            real(*part, &mut self.out);
            self.out.push(b' ');
        }
        write(&Value::Name(name.into()), &mut self.out);
        self.keep(if stroke { b" SCN" } else { b" scn" });
    }

    /// Notes what a graphics state says of overprint.
    fn overprint(&mut self, value: Option<&Value>) {
        let file = self.shop.file;
        let found = value.and_then(Value::name).and_then(|name| {
            let states = file.dict(&self.resources, "ExtGState")?;
            let state = file.resolve(states.entries.get(name)?);
            state.dict().cloned()
        });
        let Some(dict) = found else { return };
        let flag = |key: &str| match file.get(&dict, key) {
            Value::Bool(flag) => Some(flag),
            _ => None,
        };
        let (both, fill) = (flag("OP"), flag("op"));
        let over = &mut self.state.over;
        over.0 = both.unwrap_or(over.0);
        over.1 = fill.or(both).unwrap_or(over.1);
        over.2 = file.get(&dict, "OPM").int().unwrap_or(over.2);
    }

    /// Shows text. Black type overprints, so that no slip of register shows (GWG 2022 R0009).
    fn show(&mut self, source: &[u8]) {
        if self.hidden() {
            let back = format!("{} Tr", self.state.render);
            self.keep(b"3 Tr");
            self.keep(source);
            return self.keep(back.as_bytes());
        }
        let (op, fill, mode) = self.state.over;
        let black = self.mode == Mode::Press && self.state.fill.black && self.state.render == 0;
        if !black || fill && mode == 1 {
            return self.keep(source);
        }
        let state = |op: bool, fill: bool, mode: i64| {
            let mut dict = Dict::default();
            for (key, value) in [
                ("OP", Value::Bool(op)),
                ("op", Value::Bool(fill)),
                ("OPM", Value::Int(mode)),
            ] {
                super::output::put(&mut dict, key, value);
            }
            dict
        };
        let back = format!("Over{}{}{}", u8::from(op), u8::from(fill), mode.clamp(0, 1));
        self.wants
            .states
            .insert(OVER.to_owned(), state(op, true, 1));
        self.wants
            .states
            .insert(back.clone(), state(op, fill, mode.clamp(0, 1)));
        self.keep(format!("/{OVER} gs").as_bytes());
        self.keep(source);
        self.keep(format!("/{back} gs").as_bytes());
    }

    fn inline(&mut self, lexer: &mut Lexer<'_>, content: &[u8]) {
        let file = self.shop.file;
        let mut dict = Dict::default();
        loop {
            match lexer.next() {
                Token::Value(Value::Name(key)) => {
                    if let Token::Value(value) = lexer.next() {
                        dict.entries.insert(long(&key), value);
                    }
                }
                Token::Word(word) if word == b"ID" => break,
                Token::End | Token::Bad | Token::Word(_) => {
                    return self.shop.refuse(text!(
                        "convert.inline-picture-damaged",
                        "an inline picture that is damaged"
                    ));
                }
                Token::Value(_) => {}
            }
        }
        let start = (lexer.at + 1).min(content.len());
        let number = |key: &str, otherwise: i64| {
            file.get(&dict, key)
                .int()
                .unwrap_or(otherwise)
                .clamp(0, 1 << 20)
        };
        let mask = file.get(&dict, "ImageMask").truth();
        let space = match file.get(&dict, "ColorSpace") {
            _ if mask => None,
            Value::Null => None,
            value => self.space(&value),
        };
        let channels = space.as_ref().map_or(1, |space| space.channels()) as i64;
        let bits = if mask {
            1
        } else {
            number("BitsPerComponent", 8)
        };
        let length = (number("Width", 0) * channels * bits + 7) / 8 * number("Height", 0);
        let plain = file.filters(&dict).is_empty();
        let from = if plain {
            start.saturating_add(length as usize)
        } else {
            start
        };
        let Some((end, next)) = end_of_picture(content, from) else {
            lexer.at = content.len();
            return self.shop.refuse(text!(
                "convert.inline-picture-without-end",
                "an inline picture without an end"
            ));
        };
        lexer.at = next;
        if self.hidden() {
            return;
        }
        let bytes = content.get(start..end).unwrap_or(&[]);
        let (dict, bytes) = match space.filter(|space| !self.shop.inker.keeps(space, self.mode)) {
            None => {
                let mut dict = dict;
                if !mask && let Some(named) = self.plain_space(&dict) {
                    super::output::put(&mut dict, "ColorSpace", named);
                }
                (dict, bytes.to_vec())
            }
            Some(space) => match picture(self.shop, &dict, &space, self.mode, Inline::Yes(bytes)) {
                // In hexadecimal nothing in it can be taken for its end.
                Some((mut dict, bytes)) => {
                    let filters = ["ASCIIHexDecode", "FlateDecode"].map(super::output::name);
                    let filters = Value::Array(filters.to_vec().into());
                    super::output::put(&mut dict, "Filter", filters);
                    let mut coded = Vec::new();
                    write(&Value::Str(bytes.as_slice().into()), &mut coded);
                    (dict, coded.split_off(1))
                }
                None => return,
            },
        };
        self.out.extend_from_slice(b"BI ");
        for (key, value) in &dict.entries {
            write(&Value::Name(key.as_slice().into()), &mut self.out);
            self.out.push(b' ');
            write(value, &mut self.out);
            self.out.push(b' ');
        }
        self.out.extend_from_slice(b"ID ");
        self.out.extend_from_slice(&bytes);
        self.keep(b"\nEI");
    }

    /// Returns a space that an inline picture names among the resources, where it is a device
    /// space by another name.
    fn plain_space(&mut self, dict: &Dict) -> Option<Value> {
        let value = self.shop.file.get(dict, "ColorSpace");
        match &*self.space(&value)? {
            Space::Cmyk => Some(Value::Name(b"DeviceCMYK"[..].into())),
            Space::Grey(_) => Some(Value::Name(b"DeviceGray"[..].into())),
            _ => None,
        }
    }
}

fn numbers(operands: &[Value]) -> Vec<f64> {
    operands.iter().filter_map(Value::number).collect()
}

/// Returns the long key of an inline picture's entry.
fn long(key: &[u8]) -> Vec<u8> {
    let long: &[u8] = match key {
        b"BPC" => b"BitsPerComponent",
        b"CS" => b"ColorSpace",
        b"D" => b"Decode",
        b"DP" => b"DecodeParms",
        b"F" => b"Filter",
        b"H" => b"Height",
        b"IM" => b"ImageMask",
        b"I" => b"Interpolate",
        b"W" => b"Width",
        other => other,
    };
    long.to_vec()
}

/// Returns the end of the data of an inline picture, and where the contents go on.
fn end_of_picture(content: &[u8], from: usize) -> Option<(usize, usize)> {
    let blank =
        |byte: Option<&u8>| byte.is_none_or(|byte| matches!(byte, 0 | 9 | 10 | 12 | 13 | 32));
    let rest = content.get(from..)?;
    let at = rest.windows(2).enumerate().position(|(at, pair)| {
        pair == b"EI" && (at == 0 || blank(rest.get(at - 1))) && blank(rest.get(at + 2))
    })?;
    Some((from + at, from + at + 2))
}
