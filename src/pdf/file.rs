//! A file and its objects, read on demand.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::budget::Budget;
use super::filter::{self, Coded};
use super::lex::{Lexer, Token};
use super::raw::{Raw, find};
use super::value::{Dict, Id, Stream, Value};
use super::xref::{self, Entry, Xref};
use crate::say::{Text, text};

/// Maximum length of a chain of references.
const LONGEST_CHAIN: usize = 16;

/// An open file.
pub(crate) struct File<'a> {
    raw: Raw<'a>,
    xref: RefCell<Xref>,
    objects: RefCell<BTreeMap<Id, Value>>,
    loading: RefCell<BTreeSet<Id>>,
    /// Decoded object streams, with the offsets of their objects.
    packed: RefCell<BTreeMap<Id, Rc<Packed>>>,
    searched: RefCell<bool>,
}

struct Packed {
    bytes: Vec<u8>,
    places: BTreeMap<Id, usize>,
}

impl<'a> File<'a> {
    /// Opens a file. Fails with the reason why it is no readable PDF.
    pub fn open(whole: &'a [u8]) -> Result<File<'a>, Text> {
        File::within(whole, Budget::new())
    }

    /// Opens a file within the given budget.
    pub fn within(whole: &'a [u8], budget: Budget) -> Result<File<'a>, Text> {
        let start = find(&whole[..whole.len().min(1024)], b"%PDF-").ok_or(text!(
            "pdf.pdf-pdf-head",
            "it is not a PDF: it has no %PDF- at its head"
        ))?;
        let file = File {
            raw: Raw::new(&whole[start..], budget),
            xref: RefCell::default(),
            objects: RefCell::default(),
            loading: RefCell::default(),
            packed: RefCell::default(),
            searched: RefCell::new(false),
        };
        match xref::follow(&file.raw) {
            Ok(xref) if xref.trailer.has("Root") => *file.xref.borrow_mut() = xref,
            Ok(_) => file.repair(text!(
                "pdf.trailer-names-catalog",
                "the trailer names no catalog"
            )),
            // A limit is no damage, and a search would reach it again.
            Err(_) if file.is_overfull() => {}
            Err(fault) => file.repair(fault),
        }
        Ok(file)
    }

    /// Falls back to a search for every object, once.
    fn repair(&self, fault: Text) {
        self.raw.note(fault);
        if self.searched.replace(true) {
            return;
        }
        let mut found = xref::search(&self.raw);
        self.objects.borrow_mut().clear();
        let streams: Vec<Id> = found.entries.keys().copied().collect();
        *self.xref.borrow_mut() = Xref {
            entries: found.entries.clone(),
            trailer: Dict::default(),
            streams: false,
        };
        // Object streams hold objects of their own, and cross-reference
        // streams stand for trailers; both say what they are.
        for id in streams {
            let Value::Stream(stream) = self.object(id) else {
                continue;
            };
            let kind = self.get(&stream.dict, "Type");
            if kind.is("ObjStm") {
                if let Some(packed) = self.packed_of(id) {
                    for &inner in packed.places.keys() {
                        found.entries.entry(inner).or_insert(Entry::Within(id));
                    }
                }
            } else if kind.is("XRef") {
                for (key, value) in &stream.dict.entries {
                    found
                        .trailer
                        .entries
                        .entry(key.clone())
                        .or_insert_with(|| value.clone());
                }
            }
        }
        if !found.trailer.has("Root") {
            let catalog = found.entries.keys().find(|&&id| {
                let object = self.object(id);
                object
                    .dict()
                    .is_some_and(|dict| self.get(dict, "Type").is("Catalog"))
            });
            if let Some(&id) = catalog {
                found
                    .trailer
                    .entries
                    .insert(b"Root".to_vec(), Value::Ref(id));
            }
        }
        *self.xref.borrow_mut() = found;
    }

    /// Returns whether it has more objects, or asks for more work to find them, than any newspaper
    /// page needs. Nothing in it is read then.
    pub fn is_overfull(&self) -> bool {
        self.raw.overfull.get()
            || self.raw.budget.spent() && !self.xref.borrow().trailer.has("Root")
    }

    /// Returns the bytes from `%PDF-` on.
    pub fn bytes(&self) -> &'a [u8] {
        self.raw.bytes
    }

    /// Returns the rest of the file's budget.
    pub fn budget(&self) -> &Budget {
        &self.raw.budget
    }

    /// Returns descriptions of the damage found so far.
    pub fn damage(&self) -> Vec<Text> {
        self.raw.damage()
    }

    /// Returns the trailer.
    pub fn trailer(&self) -> Dict {
        self.xref.borrow().trailer.clone()
    }

    /// Returns whether cross-reference streams or object streams are used.
    pub fn has_object_streams(&self) -> bool {
        let xref = self.xref.borrow();
        xref.streams
            || xref
                .entries
                .values()
                .any(|entry| matches!(entry, Entry::Within(_)))
    }

    /// Returns the numbers of all objects.
    pub fn ids(&self) -> Vec<Id> {
        self.xref
            .borrow()
            .entries
            .iter()
            .filter(|(_, entry)| **entry != Entry::Free)
            .map(|(&id, _)| id)
            .collect()
    }

    /// Returns the object with this number; `Null` if there is none.
    pub fn object(&self, id: Id) -> Value {
        if let Some(value) = self.objects.borrow().get(&id) {
            return value.clone();
        }
        if self.loading.borrow().len() > 64 || !self.loading.borrow_mut().insert(id) {
            return Value::Null;
        }
        let entry = self.xref.borrow().entries.get(&id).copied();
        let value = match entry {
            None | Some(Entry::Free) => Value::Null,
            Some(Entry::At(at)) => match self.raw.object_at(at, &|value| self.resolve(value)) {
                Some((found, value)) if found == id => value,
                _ if !*self.searched.borrow() => {
                    self.loading.borrow_mut().remove(&id);
                    self.repair(text!(
                        "pdf.object-does-stand-where",
                        "object {id} does not stand where the cross references say",
                        id
                    ));
                    return self.object(id);
                }
                _ => Value::Null,
            },
            Some(Entry::Within(stream)) => self.within_stream(stream, id),
        };
        self.loading.borrow_mut().remove(&id);
        self.objects.borrow_mut().insert(id, value.clone());
        value
    }

    fn within_stream(&self, stream: Id, id: Id) -> Value {
        let Some(packed) = self.packed_of(stream) else {
            return Value::Null;
        };
        let Some(&at) = packed.places.get(&id) else {
            return Value::Null;
        };
        Lexer::objects(&packed.bytes, at, &self.raw.budget).value()
    }

    fn packed_of(&self, id: Id) -> Option<Rc<Packed>> {
        if let Some(packed) = self.packed.borrow().get(&id) {
            return Some(packed.clone());
        }
        let object = self.object(id);
        let stream = object.stream()?;
        let (count, first) = (
            self.get(&stream.dict, "N").int()?,
            usize::try_from(self.get(&stream.dict, "First").int()?).ok()?,
        );
        let bytes = match self.unpacked(stream) {
            Ok(coded) => coded.bytes,
            Err(fault) => {
                self.raw.note(text!(
                    "pdf.object-stream",
                    "object stream {id}: {fault}",
                    id,
                    fault
                ));
                return None;
            }
        };
        let mut places = BTreeMap::new();
        let mut lexer = Lexer::objects(&bytes, 0, &self.raw.budget);
        for _ in 0..count {
            let (Token::Value(Value::Int(inner)), Token::Value(Value::Int(offset))) =
                (lexer.next(), lexer.next())
            else {
                break;
            };
            if let (Ok(inner), Ok(offset)) = (u32::try_from(inner), usize::try_from(offset)) {
                places.insert(inner, first.saturating_add(offset));
            }
        }
        let packed = Rc::new(Packed { bytes, places });
        self.packed.borrow_mut().insert(id, packed.clone());
        Some(packed)
    }

    /// Resolves references.
    pub fn resolve(&self, value: &Value) -> Value {
        let mut value = value.clone();
        for _ in 0..LONGEST_CHAIN {
            match value {
                Value::Ref(id) => value = self.object(id),
                other => return other,
            }
        }
        Value::Null
    }

    /// Returns the value of a key, references resolved; `Null` if absent.
    pub fn get(&self, dict: &Dict, key: &str) -> Value {
        dict.resolved(key, &|value| self.resolve(value))
    }

    /// Returns the dictionary of a key.
    pub fn dict(&self, dict: &Dict, key: &str) -> Option<Rc<Dict>> {
        match self.get(dict, key) {
            Value::Dict(dict) => Some(dict),
            Value::Stream(stream) => Some(Rc::new(stream.dict.clone())),
            _ => None,
        }
    }

    /// Returns the values of an array, references resolved; none if absent.
    pub fn array(&self, dict: &Dict, key: &str) -> Vec<Value> {
        match self.get(dict, key) {
            Value::Array(array) => array.iter().map(|value| self.resolve(value)).collect(),
            _ => Vec::new(),
        }
    }

    /// Returns the numbers of an array of exactly `N` numbers; `None` for anything else.
    pub fn numbers<const N: usize>(&self, value: &Value) -> Option<[f64; N]> {
        let value = self.resolve(value);
        let array = value.array().filter(|array| array.len() == N)?;
        let mut numbers = [0.0; N];
        for (to, from) in numbers.iter_mut().zip(array) {
            *to = self.resolve(from).number()?;
        }
        Some(numbers)
    }

    /// Returns a stream's bytes as in the file.
    pub fn coded(&self, stream: &Stream) -> &'a [u8] {
        self.raw.coded(stream)
    }

    /// Decodes a stream, up to an image encoding.
    pub fn unpacked(&self, stream: &Stream) -> Result<Coded, Text> {
        self.raw.unpacked(stream, &|value| self.resolve(value))
    }

    /// Takes a stream for sound whose packed bytes are known from elsewhere.
    pub fn vouch(&self, stream: &Stream) {
        self.raw.vouch(stream);
    }

    /// Returns whether a stream was decoded already, without a fault.
    pub fn is_sound(&self, stream: &Stream) -> bool {
        self.raw.is_sound(stream)
    }

    /// Decodes the bytes of an inline image.
    pub fn unpacked_inline(&self, dict: &Dict, coded: &[u8]) -> Result<Coded, Text> {
        filter::unpack(dict, coded, &self.raw.budget, &|value| self.resolve(value))
    }

    /// Returns the filter names of a stream, in the order of decoding, the short names of inline
    /// images expanded.
    pub fn filters(&self, dict: &Dict) -> Vec<Vec<u8>> {
        filter::filters(dict, &|value| self.resolve(value))
    }

    /// Returns the catalog.
    pub fn catalog(&self) -> Option<Rc<Dict>> {
        let root = self.trailer().raw("Root")?.clone();
        match self.resolve(&root) {
            Value::Dict(dict) => Some(dict),
            _ => None,
        }
    }
}
