//! Layers (optional content, ISO 32000-1 §8.11) in the state that they have by default.

use std::collections::BTreeSet;

use crate::pdf::{Dict, File, Id, Value};

/// Which layers are off.
pub(super) struct Layers {
    off: BTreeSet<Id>,
    /// True if the file has any.
    pub any: bool,
}

impl Layers {
    /// Reads the default configuration.
    pub fn of(file: &File<'_>, catalog: &Dict) -> Layers {
        let mut off = BTreeSet::new();
        let Some(properties) = file.dict(catalog, "OCProperties") else {
            return Layers { off, any: false };
        };
        let ids = |dict: &Dict, key: &str| -> Vec<Id> {
            let array = file.get(dict, key);
            array
                .array()
                .unwrap_or(&[])
                .iter()
                .filter_map(|value| match value {
                    Value::Ref(id) => Some(*id),
                    _ => None,
                })
                .take(10_000)
                .collect()
        };
        let default = file.dict(&properties, "D").unwrap_or_default();
        if file.get(&default, "BaseState").is("OFF") {
            off.extend(ids(&properties, "OCGs"));
            for id in ids(&default, "ON") {
                off.remove(&id);
            }
        }
        off.extend(ids(&default, "OFF"));
        Layers {
            off,
            any: !ids(&properties, "OCGs").is_empty(),
        }
    }

    /// Returns whether what belongs to this layer, or membership of layers, is shown.
    pub fn shows(&self, file: &File<'_>, value: &Value) -> bool {
        let id = match value {
            Value::Ref(id) => Some(*id),
            _ => None,
        };
        if id.is_some_and(|id| self.off.contains(&id)) {
            return false;
        }
        let resolved = file.resolve(value);
        let Some(dict) = resolved.dict() else {
            return true;
        };
        if !file.get(dict, "Type").is("OCMD") {
            return true;
        }
        if let Some(expression) = dict.raw("VE") {
            return self.holds(file, expression, 0);
        }
        let members: Vec<Value> = match dict.raw("OCGs") {
            Some(Value::Array(array)) => array.to_vec(),
            Some(Value::Ref(id)) => match file.object(*id) {
                Value::Array(array) => array.to_vec(),
                _ => vec![Value::Ref(*id)],
            },
            _ => Vec::new(),
        };
        let mut on = members.iter().take(1_000).map(|member| match member {
            Value::Ref(id) => !self.off.contains(id),
            _ => true,
        });
        if members.is_empty() {
            return true;
        }
        match file.get(dict, "P").name() {
            Some(b"AllOn") => on.all(|on| on),
            Some(b"AnyOff") => on.any(|on| !on),
            Some(b"AllOff") => on.all(|on| !on),
            _ => on.any(|on| on),
        }
    }

    /// Works out a visibility expression.
    fn holds(&self, file: &File<'_>, value: &Value, depth: usize) -> bool {
        if depth > 16 || !file.budget().value() {
            return true;
        }
        if let Value::Ref(id) = value
            && file.object(*id).array().is_none()
        {
            return !self.off.contains(id);
        }
        let resolved = file.resolve(value);
        let Some([operator, operands @ ..]) = resolved.array() else {
            return true;
        };
        let mut held = operands
            .iter()
            .map(|operand| self.holds(file, operand, depth + 1));
        match file.resolve(operator).name() {
            Some(b"And") => held.all(|held| held),
            Some(b"Or") => held.any(|held| held),
            Some(b"Not") => !held.next().unwrap_or(false),
            _ => true,
        }
    }
}
