//! Resources converted: forms, pictures, patterns, shadings, fonts and graphics states.

use std::rc::Rc;

use super::content::{TINTED, Wants, rewrite};
use super::ink::Mode;
use super::output::{name, put};
use super::picture::{Inline, picture};
use super::shading::shading;
use super::shop::{DEEPEST, Shop};
use super::space::{Reader, Space};
use crate::pdf::{Dict, Stream, Value};
use crate::say::text;

impl<'f> Shop<'f> {
    /// Converts contents and their resources; returns both.
    pub fn contents(
        &mut self,
        content: &[u8],
        resources: &Rc<Dict>,
        mode: Mode,
        fresh: bool,
    ) -> (Vec<u8>, Dict) {
        let (content, wants) = rewrite(self, content, resources.clone(), mode, fresh);
        let resources = self.resources(resources, mode, &wants);
        (content, resources)
    }

    fn resources(&mut self, resources: &Rc<Dict>, mode: Mode, wants: &Wants) -> Dict {
        let file = self.file;
        let mut new = Dict::default();
        let mut part =
            |shop: &mut Shop<'f>,
             key: &str,
             make: &mut dyn FnMut(&mut Shop<'f>, &Value) -> Option<Value>| {
                let Some(names) = file.dict(resources, key) else {
                    return;
                };
                let mut made = Dict::default();
                for (name, value) in &names.entries {
                    if let Some(value) = make(shop, value) {
                        made.entries.insert(name.clone(), value);
                    }
                }
                if !made.entries.is_empty() {
                    put(&mut new, key, Value::Dict(made.into()));
                }
            };
        part(self, "Font", &mut |shop, value| {
            Some(shop.font(value, mode))
        });
        part(self, "XObject", &mut |shop, value| {
            shop.object(value, resources, mode)
        });
        part(self, "Pattern", &mut |shop, value| {
            shop.pattern(value, resources, mode)
        });
        part(self, "Shading", &mut |shop, value| {
            shading(shop, value, resources, mode)
        });
        part(self, "ExtGState", &mut |shop, value| {
            Some(shop.graphics_state(value, mode))
        });
        part(self, "ColorSpace", &mut |shop, value| {
            shop.kept_space(value, resources, mode)
        });
        if !wants.states.is_empty() {
            let mut states = new
                .raw("ExtGState")
                .and_then(Value::dict)
                .cloned()
                .unwrap_or_default();
            for (key, dict) in &wants.states {
                put(&mut states, key, Value::Dict(dict.clone().into()));
            }
            put(&mut new, "ExtGState", Value::Dict(states.into()));
        }
        if wants.tinted {
            let base = if mode == Mode::Press {
                "DeviceCMYK"
            } else {
                "DeviceGray"
            };
            let mut spaces = new
                .raw("ColorSpace")
                .and_then(Value::dict)
                .cloned()
                .unwrap_or_default();
            let space = Value::Array(vec![name("Pattern"), name(base)].into());
            put(&mut spaces, TINTED, space);
            put(&mut new, "ColorSpace", Value::Dict(spaces.into()));
        }
        new
    }

    /// Copies a colour space whose colours stay.
    fn kept_space(&mut self, value: &Value, resources: &Dict, mode: Mode) -> Option<Value> {
        let reader = Reader {
            file: self.file,
            resources,
        };
        // What nobody uses need not be read.
        let space = reader.read(value).ok()?;
        let named = matches!(*space, Space::Inks(..) | Space::Pattern(_) | Space::Cmyk);
        (named && self.inker.keeps(&space, mode)).then(|| self.verbatim(value))
    }

    /// Converts a font whose glyphs are contents; copies any other.
    fn font(&mut self, value: &Value, mode: Mode) -> Value {
        let resolved = self.file.resolve(value);
        let Some(dict) = resolved.dict() else {
            return Value::Null;
        };
        if !self.file.get(dict, "Subtype").is("Type3") {
            return match self.drawn(dict) {
                Some(drawn) => drawn,
                None => self.verbatim(value),
            };
        }
        let resources = self.file.dict(dict, "Resources").unwrap_or_default();
        let glyphs = self.file.dict(dict, "CharProcs").unwrap_or_default();
        let mut made = Dict::default();
        let mut wants = Wants::default();
        for (name, glyph) in &glyphs.entries {
            let glyph = self.file.resolve(glyph);
            let Some(stream) = glyph.stream() else {
                continue;
            };
            let Some(content) = self.unpacked(stream) else {
                continue;
            };
            let (content, more) = rewrite(self, &content, resources.clone(), mode, false);
            wants.states.extend(more.states);
            wants.tinted |= more.tinted;
            let reference = self.out.packed(Dict::default(), &content);
            made.entries.insert(name.clone(), reference);
        }
        let mut new = dict.clone();
        new.entries.remove(b"CharProcs".as_slice());
        new.entries.remove(b"Resources".as_slice());
        let mut new = self.verbatim_dict(&new);
        put(&mut new, "CharProcs", Value::Dict(made.into()));
        let resources = self.resources(&resources, mode, &wants);
        put(&mut new, "Resources", Value::Dict(resources.into()));
        self.out.add(Value::Dict(new.into()), None)
    }

    fn unpacked(&mut self, stream: &Stream) -> Option<Vec<u8>> {
        match self.file.unpacked(stream) {
            Ok(coded) => Some(coded.bytes),
            Err(fault) => {
                self.refuse(text!(
                    "convert.contents-cannot-unpacked",
                    "contents that cannot be unpacked: {fault}",
                    fault
                ));
                None
            }
        }
    }

    fn object(&mut self, value: &Value, resources: &Rc<Dict>, mode: Mode) -> Option<Value> {
        let resolved = self.file.resolve(value);
        let stream = resolved.stream()?;
        let kind = self.file.get(&stream.dict, "Subtype");
        if let Some(layer) = stream.dict.raw("OC")
            && !self.layers.shows(self.file, layer)
        {
            return None;
        }
        if kind.is("Form") {
            self.form(stream, resources, mode)
        } else if kind.is("Image") {
            self.image(stream, resources, mode)
        } else {
            self.refuse(text!(
                "convert.object-neither-form-nor",
                "an object that is neither a form nor a picture"
            ));
            None
        }
    }

    /// Converts a form.
    pub fn form(&mut self, stream: &Rc<Stream>, outer: &Rc<Dict>, mode: Mode) -> Option<Value> {
        let key = (stream.id, mode);
        if let Some(made) = self.made.get(&key) {
            return Some(made.clone());
        }
        if self.running.len() >= DEEPEST || !self.running.insert(stream.id) {
            self.refuse(text!(
                "convert.forms-inside-one-another",
                "forms inside one another without end"
            ));
            return None;
        }
        let made = self.made_form(stream, outer, mode);
        self.running.remove(&stream.id);
        let made = made?;
        self.made.insert(key, made.clone());
        Some(made)
    }

    fn made_form(&mut self, stream: &Rc<Stream>, outer: &Rc<Dict>, mode: Mode) -> Option<Value> {
        let file = self.file;
        let content = self.unpacked(stream)?;
        let resources = file
            .dict(&stream.dict, "Resources")
            .unwrap_or_else(|| outer.clone());
        let (content, resources) = self.contents(&content, &resources, mode, false);
        let mut dict = stream.dict.clone();
        let group = file.dict(&dict, "Group");
        for key in [
            "Resources",
            "Group",
            "OC",
            "Ref",
            "OPI",
            "StructParents",
            "StructParent",
        ] {
            dict.entries.remove(key.as_bytes());
        }
        let mut new = self.verbatim_dict(&dict);
        put(&mut new, "Resources", Value::Dict(resources.into()));
        if let Some(group) = group
            && let Some(group) = self.group(&group, mode)
        {
            put(&mut new, "Group", group);
        }
        Some(self.out.packed(new, &content))
    }

    /// Returns a group that blends in the inks of the page, or in grey.
    pub fn group(&mut self, group: &Dict, mode: Mode) -> Option<Value> {
        let mut new = group.clone();
        new.entries.remove(b"CS".as_slice());
        let mut new = self.verbatim_dict(&new);
        let space = if mode == Mode::Press {
            "DeviceCMYK"
        } else {
            "DeviceGray"
        };
        put(&mut new, "CS", name(space));
        Some(Value::Dict(new.into()))
    }

    fn image(&mut self, stream: &Rc<Stream>, resources: &Dict, mode: Mode) -> Option<Value> {
        let key = (stream.id, mode);
        if let Some(made) = self.made.get(&key) {
            return Some(made.clone());
        }
        let made = self.made_image(stream, resources, mode)?;
        self.made.insert(key, made.clone());
        Some(made)
    }

    fn made_image(&mut self, stream: &Rc<Stream>, resources: &Dict, mode: Mode) -> Option<Value> {
        let file = self.file;
        let mask = file.get(&stream.dict, "ImageMask").truth();
        let value = file.get(&stream.dict, "ColorSpace");
        if mask || value == Value::Null {
            if !mask {
                self.refuse(text!(
                    "convert.picture-without-colour-space",
                    "a picture without a colour space of its own (JPEG 2000)"
                ));
                return None;
            }
            return Some(self.copy(stream.id));
        }
        let reader = Reader { file, resources };
        let space = match reader.read(&value) {
            Ok(space) => space,
            Err(why) => {
                self.refuse(why);
                return None;
            }
        };
        if let Some(ink) = self.inker.loses(&space) {
            self.refuse(text!(
                "convert.ink-page-mixed-others",
                "the ink {ink} of the page mixed with others",
                ink
            ));
            return None;
        }
        let mut bare = stream.dict.clone();
        bare.entries.remove(b"OC".as_slice());
        match &*space {
            // A grey picture is printed with black alone, by its own numbers.
            Space::Grey(title) => {
                if *title != "DeviceGray" {
                    self.inker
                        .note_whole(format!("a picture in {title}"), "DeviceGray", &[]);
                }
                put(&mut bare, "ColorSpace", name("DeviceGray"));
                let dict = self.verbatim_dict(&bare);
                let coded = file.coded(stream).to_vec();
                Some(self.out.add(Value::Dict(dict.into()), Some(coded)))
            }
            Space::Indexed(base, table) if !self.inker.keeps(base, mode) => {
                self.indexed(stream, base, table, mode)
            }
            Space::Indexed(..) => Some(self.copy(stream.id)),
            other if self.inker.keeps(other, mode) => Some(self.copy(stream.id)),
            _ => {
                let (dict, bytes) = picture(self, &bare, &space, mode, Inline::No(stream))?;
                let mut mask = None;
                if matches!(dict.raw("Mask"), Some(Value::Ref(_)))
                    && matches!(file.get(&stream.dict, "Mask"), Value::Array(_))
                {
                    mask = dict.raw("Mask").cloned();
                }
                let mut dict = dict;
                if mask.is_some() {
                    dict.entries.remove(b"Mask".as_slice());
                }
                let mut dict = self.verbatim_dict(&dict);
                if let Some(mask) = mask {
                    put(&mut dict, "Mask", mask);
                }
                Some(self.out.add(Value::Dict(dict.into()), Some(bytes)))
            }
        }
    }

    /// Converts the table of an indexed picture; its pixels stay.
    fn indexed(
        &mut self,
        stream: &Rc<Stream>,
        base: &Rc<Space>,
        table: &[u8],
        mode: Mode,
    ) -> Option<Value> {
        let channels = base.channels().max(1);
        let mut bytes = Vec::new();
        let mut distances = Vec::new();
        for at in 0..(table.len() / channels).min(256) {
            let parts = super::ink::entry(base, table, at)?;
            let found = match mode {
                Mode::Press => {
                    let Some(inks) = self.inker.inks(base, &parts, false) else {
                        self.refuse(text!(
                            "convert.picture-in-space",
                            "a picture in {title}",
                            title = base.title()
                        ));
                        return None;
                    };
                    distances.extend(self.inker.distance(base, &parts, inks));
                    inks.to_vec()
                }
                Mode::Light => vec![self.inker.light(base, &parts)?],
            };
            bytes.extend(
                found
                    .iter()
                    .map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8),
            );
        }
        let outputs = if mode == Mode::Press { 4 } else { 1 };
        if bytes.is_empty() {
            self.refuse(text!(
                "convert.picture-whose-table-colours",
                "a picture whose table of colours is empty"
            ));
            return None;
        }
        self.inker.note_whole(
            format!("a picture in Indexed {}", base.title()),
            "Indexed DeviceCMYK",
            &distances,
        );
        let target = if mode == Mode::Press {
            "DeviceCMYK"
        } else {
            "DeviceGray"
        };
        let last = (bytes.len() / outputs) as i64 - 1;
        let space = Value::Array(
            vec![
                name("Indexed"),
                name(target),
                Value::Int(last),
                Value::Str(bytes.as_slice().into()),
            ]
            .into(),
        );
        let mut dict = stream.dict.clone();
        for key in ["ColorSpace", "OC"] {
            dict.entries.remove(key.as_bytes());
        }
        let mut dict = self.verbatim_dict(&dict);
        put(&mut dict, "ColorSpace", space);
        let coded = self.file.coded(stream).to_vec();
        Some(self.out.add(Value::Dict(dict.into()), Some(coded)))
    }

    fn pattern(&mut self, value: &Value, resources: &Rc<Dict>, mode: Mode) -> Option<Value> {
        let file = self.file;
        let resolved = file.resolve(value);
        let dict = resolved.dict()?.clone();
        if file.get(&dict, "PatternType").int() == Some(2) {
            let made = shading(self, &file.get(&dict, "Shading"), resources, mode)?;
            let state = dict.raw("ExtGState").cloned();
            let mut bare = dict;
            bare.entries.remove(b"Shading".as_slice());
            bare.entries.remove(b"ExtGState".as_slice());
            let mut new = self.verbatim_dict(&bare);
            put(&mut new, "Shading", made);
            if let Some(state) = state {
                let state = self.graphics_state(&state, mode);
                put(&mut new, "ExtGState", state);
            }
            return Some(Value::Dict(new.into()));
        }
        let stream = resolved.stream()?.clone();
        let key = (stream.id, mode);
        if let Some(made) = self.made.get(&key) {
            return Some(made.clone());
        }
        if self.running.len() >= DEEPEST || !self.running.insert(stream.id) {
            self.refuse(text!(
                "convert.patterns-inside-one-another",
                "patterns inside one another without end"
            ));
            return None;
        }
        let content = self.unpacked(&stream)?;
        let own = file
            .dict(&dict, "Resources")
            .unwrap_or_else(|| resources.clone());
        // A tile begins with the initial state, and one without colours has none to set.
        let coloured = file.get(&dict, "PaintType").int() != Some(2);
        let (content, made) = self.contents(&content, &own, mode, coloured);
        self.running.remove(&stream.id);
        let mut bare = dict;
        bare.entries.remove(b"Resources".as_slice());
        let mut new = self.verbatim_dict(&bare);
        put(&mut new, "Resources", Value::Dict(made.into()));
        let made = self.out.packed(new, &content);
        self.made.insert(key, made.clone());
        Some(made)
    }

    fn graphics_state(&mut self, value: &Value, mode: Mode) -> Value {
        let file = self.file;
        let resolved = file.resolve(value);
        let Some(dict) = resolved.dict() else {
            return Value::Null;
        };
        let mut bare = dict.clone();
        for key in ["TR", "TR2"] {
            let value = file.get(dict, key);
            let plain = value == Value::Null || value.is("Identity") || value.is("Default");
            if !plain {
                self.refuse(text!("convert.transfer-function", "a transfer function"));
            }
            bare.entries.remove(key.as_bytes());
        }
        // Screening, black generation and undercolour are the plant's.
        for key in ["HT", "HTP", "BG", "BG2", "UCR", "UCR2", "SMask"] {
            bare.entries.remove(key.as_bytes());
        }
        let mask = file.get(dict, "SMask");
        let mut new = self.verbatim_dict(&bare);
        match &mask {
            Value::Name(none) => put(&mut new, "SMask", Value::Name(none.clone())),
            other => {
                if let Some(dict) = other.dict()
                    && let Some(made) = self.soft_mask(dict, mode)
                {
                    put(&mut new, "SMask", made);
                }
            }
        }
        Value::Dict(new.into())
    }

    /// Converts a soft mask: one of light to greys, so that it weighs as it did.
    fn soft_mask(&mut self, dict: &Dict, mode: Mode) -> Option<Value> {
        let file = self.file;
        let value = file.get(dict, "G");
        let stream = value.stream()?.clone();
        let luminosity = file.get(dict, "S").is("Luminosity");
        let inner = if luminosity { Mode::Light } else { mode };
        let made = self.form(&stream, &Rc::default(), inner)?;
        let mut bare = dict.clone();
        bare.entries.remove(b"G".as_slice());
        bare.entries.remove(b"BC".as_slice());
        let mut new = self.verbatim_dict(&bare);
        put(&mut new, "G", made);
        let backdrop: Vec<f64> = file
            .array(dict, "BC")
            .iter()
            .filter_map(Value::number)
            .collect();
        if luminosity && !backdrop.is_empty() {
            let group = file.dict(&stream.dict, "Group").unwrap_or_default();
            let resources = file.dict(&stream.dict, "Resources").unwrap_or_default();
            let reader = Reader {
                file,
                resources: &resources,
            };
            let light = reader
                .read(&file.get(&group, "CS"))
                .ok()
                .and_then(|space| self.inker.light(&space, &backdrop));
            match light {
                Some(light) => put(&mut new, "BC", super::output::numbers(&[light])),
                None => self.refuse(text!(
                    "convert.soft-mask-whose-backdrop",
                    "a soft mask whose backdrop cannot be read"
                )),
            }
        }
        Some(Value::Dict(new.into()))
    }
}
