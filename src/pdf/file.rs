//! A file and its objects, read on demand.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::budget::Budget;
use super::filter::{self, Coded};
use super::lex::{Lexer, Token};
use super::value::{Dict, Id, Stream, Value};
use super::xref::{self, Entry, Xref};

/// Maximum length of a chain of references.
const LONGEST_CHAIN: usize = 16;

/// An open file.
pub(crate) struct File<'a> {
    bytes: &'a [u8],
    budget: Budget,
    xref: RefCell<Xref>,
    objects: RefCell<BTreeMap<Id, Value>>,
    loading: RefCell<BTreeSet<Id>>,
    /// Decoded object streams, with the offsets of their objects.
    packed: RefCell<BTreeMap<Id, Rc<Packed>>>,
    damage: RefCell<Vec<String>>,
    searched: RefCell<bool>,
    /// True if it has more objects than are read.
    overfull: Cell<bool>,
    /// Streams that were decoded without a fault.
    sound: RefCell<BTreeSet<Id>>,
}

struct Packed {
    bytes: Vec<u8>,
    places: BTreeMap<Id, usize>,
}

impl<'a> File<'a> {
    /// Opens a file. Fails with the reason why it is no readable PDF.
    pub fn open(whole: &'a [u8]) -> Result<File<'a>, String> {
        File::within(whole, Budget::new())
    }

    /// Opens a file within the given budget.
    pub fn within(whole: &'a [u8], budget: Budget) -> Result<File<'a>, String> {
        let start = find(&whole[..whole.len().min(1024)], b"%PDF-")
            .ok_or("it is not a PDF: it has no %PDF- at its head")?;
        let file = File {
            bytes: &whole[start..],
            budget,
            xref: RefCell::default(),
            objects: RefCell::default(),
            loading: RefCell::default(),
            packed: RefCell::default(),
            damage: RefCell::default(),
            searched: RefCell::new(false),
            overfull: Cell::new(false),
            sound: RefCell::default(),
        };
        match xref::follow(&file) {
            Ok(xref) if xref.trailer.has("Root") => *file.xref.borrow_mut() = xref,
            Ok(_) => file.repair("the trailer names no catalog"),
            // A limit is no damage, and a search would reach it again.
            Err(_) if file.is_overfull() => {}
            Err(fault) => file.repair(&fault),
        }
        Ok(file)
    }

    /// Falls back to a search for every object, once.
    fn repair(&self, fault: &str) {
        self.note(fault.to_owned());
        if self.searched.replace(true) {
            return;
        }
        let mut found = xref::search(self);
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

    fn note(&self, fault: String) {
        let mut damage = self.damage.borrow_mut();
        if damage.len() < 20 && !damage.contains(&fault) {
            damage.push(fault);
        }
    }

    /// Notes that it has more objects than are read.
    pub(super) fn overfill(&self) {
        self.overfull.set(true);
    }

    /// Returns whether it has more objects, or asks for more work to find them, than any newspaper
    /// page needs. Nothing in it is read then.
    pub fn is_overfull(&self) -> bool {
        self.overfull.get() || self.budget.spent() && !self.xref.borrow().trailer.has("Root")
    }

    /// Returns the bytes from `%PDF-` on.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Returns the rest of the file's budget.
    pub fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Returns descriptions of the damage found so far.
    pub fn damage(&self) -> Vec<String> {
        self.damage.borrow().clone()
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
            Some(Entry::At(at)) => match self.object_at(at) {
                Some((found, value)) if found == id => value,
                _ if !*self.searched.borrow() => {
                    self.loading.borrow_mut().remove(&id);
                    self.repair(&format!(
                        "object {id} does not stand where the cross references say"
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
        Lexer::objects(&packed.bytes, at, &self.budget).value()
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
                self.note(format!("object stream {id}: {fault}"));
                return None;
            }
        };
        let mut places = BTreeMap::new();
        let mut lexer = Lexer::objects(&bytes, 0, &self.budget);
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

    /// Returns the object that begins at a byte, with its number.
    pub(crate) fn object_at(&self, at: usize) -> Option<(Id, Value)> {
        let mut lexer = Lexer::objects(self.bytes, at, &self.budget);
        let id = match lexer.next() {
            Token::Value(Value::Int(id)) => u32::try_from(id).ok()?,
            _ => return None,
        };
        if !matches!(lexer.next(), Token::Value(Value::Int(_)))
            || lexer.next() != Token::Word(b"obj".to_vec())
        {
            return None;
        }
        let value = lexer.value();
        let Value::Dict(dict) = &value else {
            return Some((id, value));
        };
        let after = lexer.at;
        if lexer.next() != Token::Word(b"stream".to_vec()) {
            return Some((id, value));
        }
        lexer.at = lexer.at.max(after);
        let mut start = lexer.at;
        match self.bytes.get(start..) {
            Some([b'\r', b'\n', ..]) => start += 2,
            Some([b'\n' | b'\r', ..]) => start += 1,
            _ => {}
        }
        let end = self.stream_end(id, dict, start);
        Some((
            id,
            Value::Stream(Rc::new(Stream {
                dict: (**dict).clone(),
                range: start..end,
                id,
            })),
        ))
    }

    /// Returns the end of a stream: as its length says, if `endstream` is there, or else at the
    /// next `endstream`.
    fn stream_end(&self, id: Id, dict: &Dict, start: usize) -> usize {
        let length = self
            .get(dict, "Length")
            .int()
            .and_then(|length| usize::try_from(length).ok());
        let end = length
            .and_then(|length| start.checked_add(length))
            .filter(|&end| end <= self.bytes.len());
        if let Some(end) = end {
            let tail = &self.bytes[end..self.bytes.len().min(end + 20)];
            let mut rest = tail;
            while let [b'\r' | b'\n' | b' ', after @ ..] = rest {
                rest = after;
            }
            if rest.starts_with(b"endstream") {
                return end;
            }
        }
        self.note(format!("the length of stream {id} is wrong"));
        let rest = self.bytes.get(start..).unwrap_or(&[]);
        let found = find(rest, b"endstream").unwrap_or(rest.len());
        self.budget.work(found);
        let mut end = start.min(self.bytes.len()) + found;
        if end > start && self.bytes[end - 1] == b'\n' {
            end -= 1;
        }
        if end > start && self.bytes[end - 1] == b'\r' {
            end -= 1;
        }
        end
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
        dict.raw(key)
            .map_or(Value::Null, |value| self.resolve(value))
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
        self.bytes.get(stream.range.clone()).unwrap_or(&[])
    }

    /// Decodes a stream, up to an image encoding.
    pub fn unpacked(&self, stream: &Stream) -> Result<Coded, String> {
        let coded = filter::unpack(self, &stream.dict, self.coded(stream), &self.budget)?;
        self.sound.borrow_mut().insert(stream.id);
        Ok(coded)
    }

    /// Takes a stream for sound whose packed bytes are known from elsewhere.
    pub fn vouch(&self, stream: &Stream) {
        self.sound.borrow_mut().insert(stream.id);
    }

    /// Returns whether a stream was decoded already, without a fault.
    pub fn is_sound(&self, stream: &Stream) -> bool {
        self.sound.borrow().contains(&stream.id)
    }

    /// Decodes the bytes of an inline image.
    pub fn unpacked_inline(&self, dict: &Dict, coded: &[u8]) -> Result<Coded, String> {
        filter::unpack(self, dict, coded, &self.budget)
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

/// Returns the first position of `word`.
pub(crate) fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let &first = word.first()?;
    let mut at = 0;
    while let Some(hit) = bytes.get(at..)?.iter().position(|&byte| byte == first) {
        at += hit;
        if bytes[at..].starts_with(word) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Returns the last position of `word`.
pub(crate) fn find_back(bytes: &[u8], word: &[u8]) -> Option<usize> {
    (0..=bytes.len().checked_sub(word.len())?)
        .rev()
        .find(|&at| bytes[at..].starts_with(word))
}
