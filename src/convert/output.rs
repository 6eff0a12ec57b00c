//! The PDF that a conversion writes: numbered objects, each in the order in which it was asked for.

use crate::pdf::{Dict, Value};

/// The objects of a new file.
#[derive(Default)]
pub(super) struct Output {
    objects: Vec<Option<(Value, Option<Vec<u8>>)>>,
}

impl Output {
    /// Reserves the number of an object.
    pub fn reserve(&mut self) -> u32 {
        self.objects.push(None);
        self.objects.len() as u32
    }

    /// Gives an object its value, and a stream its bytes as its dictionary says they are coded.
    pub fn set(&mut self, number: u32, value: Value, stream: Option<Vec<u8>>) {
        if let Some(object) = self.objects.get_mut(number as usize - 1) {
            *object = Some((value, stream));
        }
    }

    /// Adds an object; returns a reference to it.
    pub fn add(&mut self, value: Value, stream: Option<Vec<u8>>) -> Value {
        let number = self.reserve();
        self.set(number, value, stream);
        Value::Ref(number)
    }

    /// Adds a stream, compressed.
    pub fn packed(&mut self, mut dict: Dict, bytes: &[u8]) -> Value {
        let packed = crate::pdf::deflated(bytes);
        for key in ["Filter", "DecodeParms", "Length", "F", "DL"] {
            dict.entries.remove(key.as_bytes());
        }
        put(&mut dict, "Filter", name("FlateDecode"));
        self.add(Value::Dict(dict.into()), Some(packed))
    }

    /// Writes a file of one page. With `scripts` it says that it had some, which
    /// are left out.
    pub fn book(mut self, mut page: Dict, scripts: bool) -> Vec<u8> {
        let tree = self.reserve();
        put(&mut page, "Parent", Value::Ref(tree));
        let page = self.add(Value::Dict(page.into()), None);
        let mut pages = Dict::default();
        put(&mut pages, "Type", name("Pages"));
        put(&mut pages, "Kids", Value::Array(vec![page].into()));
        put(&mut pages, "Count", Value::Int(1));
        self.set(tree, Value::Dict(pages.into()), None);
        let mut root = Dict::default();
        put(&mut root, "Type", name("Catalog"));
        put(&mut root, "Pages", Value::Ref(tree));
        if scripts {
            put(&mut root, "AA", Value::Dict(Dict::default().into()));
        }
        let root = self.add(Value::Dict(root.into()), None);
        self.finish(&root)
    }

    /// Writes the file.
    fn finish(self, root: &Value) -> Vec<u8> {
        let mut out = b"%PDF-1.6\n%\xE2\xE3\xCF\xD3\n".to_vec();
        let mut places = Vec::with_capacity(self.objects.len());
        for (at, object) in self.objects.into_iter().enumerate() {
            places.push(out.len());
            out.extend_from_slice(format!("{} 0 obj\n", at + 1).as_bytes());
            let (value, stream) = object.unwrap_or((Value::Null, None));
            match stream {
                Some(bytes) => {
                    let mut dict = value.dict().cloned().unwrap_or_default();
                    put(&mut dict, "Length", Value::Int(bytes.len() as i64));
                    write(&Value::Dict(dict.into()), &mut out);
                    out.extend_from_slice(b"\nstream\n");
                    out.extend_from_slice(&bytes);
                    out.extend_from_slice(b"\nendstream");
                }
                None => write(&value, &mut out),
            }
            out.extend_from_slice(b"\nendobj\n");
        }
        let start = out.len();
        let count = places.len() + 1;
        out.extend_from_slice(format!("xref\n0 {count}\n0000000000 65535 f \n").as_bytes());
        for place in places {
            out.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
        }
        out.extend_from_slice(format!("trailer\n<< /Size {count} /Root ").as_bytes());
        write(root, &mut out);
        out.extend_from_slice(format!(" >>\nstartxref\n{start}\n%%EOF\n").as_bytes());
        out
    }
}

/// Sets an entry of a dictionary.
pub(super) fn put(dict: &mut Dict, key: &str, value: Value) {
    dict.entries.insert(key.as_bytes().to_vec(), value);
}

/// Returns a name.
pub(super) fn name(name: &str) -> Value {
    Value::Name(name.as_bytes().into())
}

/// Returns an array of numbers.
pub(super) fn numbers(numbers: &[f64]) -> Value {
    Value::Array(
        numbers
            .iter()
            .map(|number| Value::Real(*number))
            .collect::<Vec<_>>()
            .into(),
    )
}

/// Writes a value as PDF has it.
pub(super) fn write(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(flag) => out.extend_from_slice(flag.to_string().as_bytes()),
        Value::Int(number) => out.extend_from_slice(number.to_string().as_bytes()),
        Value::Real(number) => real(*number, out),
        Value::Name(bytes) => {
            out.push(b'/');
            for &byte in bytes.iter() {
                if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+' | b'.' | b'*')
                {
                    out.push(byte);
                } else {
                    out.extend_from_slice(format!("#{byte:02X}").as_bytes());
                }
            }
        }
        Value::Str(bytes) => {
            out.push(b'<');
            for byte in bytes.iter() {
                out.extend_from_slice(format!("{byte:02X}").as_bytes());
            }
            out.push(b'>');
        }
        Value::Array(parts) => {
            out.push(b'[');
            for (at, part) in parts.iter().enumerate() {
                if at > 0 {
                    out.push(b' ');
                }
                write(part, out);
            }
            out.push(b']');
        }
        Value::Dict(dict) => {
            out.extend_from_slice(b"<< ");
            for (key, value) in &dict.entries {
                write(&Value::Name(key.as_slice().into()), out);
                out.push(b' ');
                write(value, out);
                out.push(b' ');
            }
            out.extend_from_slice(b">>");
        }
        Value::Stream(_) => out.extend_from_slice(b"null"),
        Value::Ref(number) => out.extend_from_slice(format!("{number} 0 R").as_bytes()),
    }
}

/// Writes a number with as many places as any reader needs.
pub(super) fn real(number: f64, out: &mut Vec<u8>) {
    let number = if number.is_finite() { number } else { 0.0 };
    let text = format!("{number:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    out.extend_from_slice(if text == "-0" { b"0" } else { text.as_bytes() });
}
