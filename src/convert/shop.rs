//! What a conversion works with: the file, the output, and what was made of each object.

use std::collections::{BTreeMap, BTreeSet};

use super::ink::{Inker, Mode};
use super::layers::Layers;
use super::output::Output;
use super::wish::Wish;
use crate::asset::OutputProfile;
use crate::pdf::{Dict, File, Id, Value};
use crate::say::{Text, text};

/// Maximum depth of forms, and of nested values.
pub(super) const DEEPEST: usize = 24;
/// Maximum number of objects.
const MOST_OBJECTS: usize = 20_000;
/// Maximum number of reasons for a refusal.
const MOST_REASONS: usize = 12;

/// What makes paint not opaque (ISO 32000-1 §11): of graphics states, forms and pictures.
const CLEAR: [&str; 8] = [
    "ca",
    "CA",
    "BM",
    "SMask",
    "SMaskInData",
    "AIS",
    "TK",
    "Group",
];

/// A conversion at work.
pub(super) struct Shop<'f> {
    /// The file.
    pub file: &'f File<'f>,
    /// The printing condition.
    pub press: &'f OutputProfile,
    /// Converts colours.
    pub inker: Inker<'f>,
    /// The layers of the file.
    pub layers: Layers,
    /// What is written.
    pub out: Output,
    /// True if what makes paint not opaque is left out of what is copied.
    pub opaque: bool,
    /// True if base fonts that are not embedded are replaced.
    pub look_alikes: bool,
    refused: BTreeSet<Text>,
    /// What an object was copied to.
    copies: BTreeMap<Id, u32>,
    /// What a stream was converted to.
    pub made: BTreeMap<(Id, Mode), Value>,
    /// Streams at work; none may be started again inside itself.
    pub running: BTreeSet<Id>,
    depth: usize,
}

impl<'f> Shop<'f> {
    /// Sets up a conversion.
    pub fn new(file: &'f File<'f>, wish: &Wish<'f>, inker: Inker<'f>, layers: Layers) -> Shop<'f> {
        Shop {
            file,
            press: wish.press,
            inker,
            layers,
            opaque: false,
            look_alikes: wish.look_alikes,
            out: Output::default(),
            refused: BTreeSet::new(),
            copies: BTreeMap::new(),
            made: BTreeMap::new(),
            running: BTreeSet::new(),
            depth: 0,
        }
    }

    /// Refuses the conversion for something, by its name.
    pub fn refuse(&mut self, what: Text) {
        if self.refused.len() < MOST_REASONS {
            self.refused.insert(what);
        }
    }

    /// Returns what the conversion was refused for.
    pub fn refusals(&self) -> Vec<Text> {
        self.refused.iter().cloned().collect()
    }

    /// Returns whether the object that resources name is shown by its layer.
    pub fn shows_object(&self, resources: &Dict, name: &[u8]) -> bool {
        let object = self
            .file
            .dict(resources, "XObject")
            .and_then(|objects| objects.entries.get(name).cloned())
            .map(|object| self.file.resolve(&object));
        let layer = object
            .as_ref()
            .and_then(Value::dict)
            .and_then(|dict| dict.raw("OC").cloned());
        layer.is_none_or(|layer| self.layers.shows(self.file, &layer))
    }

    /// Copies a value as it is, with all that it refers to.
    pub fn verbatim(&mut self, value: &Value) -> Value {
        self.depth += 1;
        let copied = self.copied(value);
        self.depth -= 1;
        copied
    }

    /// Copies a dictionary as it is.
    pub fn verbatim_dict(&mut self, dict: &Dict) -> Dict {
        let mut new = Dict::default();
        for (key, value) in &dict.entries {
            if matches!(
                key.as_slice(),
                b"Parent" | b"OC" | b"Metadata" | b"PieceInfo"
            ) {
                continue;
            }
            if self.opaque && CLEAR.iter().any(|clear| clear.as_bytes() == key.as_slice()) {
                continue;
            }
            let value = self.verbatim(value);
            new.entries.insert(key.clone(), value);
        }
        new
    }

    fn copied(&mut self, value: &Value) -> Value {
        if self.depth > DEEPEST * 4 || !self.file.budget().value() {
            self.refuse(text!(
                "convert.values-inside-one-another",
                "values inside one another without end"
            ));
            return Value::Null;
        }
        match value {
            Value::Array(parts) => Value::Array(
                parts
                    .iter()
                    .map(|part| self.verbatim(part))
                    .collect::<Vec<_>>()
                    .into(),
            ),
            Value::Dict(dict) => Value::Dict(self.verbatim_dict(dict).into()),
            Value::Stream(stream) => self.copy(stream.id),
            Value::Ref(id) => self.copy(*id),
            plain => plain.clone(),
        }
    }

    /// Copies an object as it is.
    pub fn copy(&mut self, id: Id) -> Value {
        if let Some(number) = self.copies.get(&id) {
            return Value::Ref(*number);
        }
        let object = self.file.object(id);
        let tree = object.dict().is_some_and(|dict| {
            let kind = self.file.get(dict, "Type");
            ["Page", "Pages", "Catalog"]
                .iter()
                .any(|name| kind.is(name))
        });
        if object == Value::Null || tree {
            return Value::Null;
        }
        if self.copies.len() >= MOST_OBJECTS {
            self.refuse(text!(
                "convert.more-objects-any-advertisement",
                "more objects than any advertisement has"
            ));
            return Value::Null;
        }
        let number = self.out.reserve();
        self.copies.insert(id, number);
        match object {
            Value::Stream(stream) => {
                let dict = self.verbatim_dict(&stream.dict);
                let coded = self.file.coded(&stream).to_vec();
                self.file.budget().work(coded.len());
                self.out.set(number, Value::Dict(dict.into()), Some(coded));
            }
            other => {
                let value = self.verbatim(&other);
                self.out.set(number, value, None);
            }
        }
        Value::Ref(number)
    }
}
