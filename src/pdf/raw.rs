//! The bytes of a file, and what they cost and lack.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use super::budget::Budget;
use super::filter::{self, Coded};
use super::lex::{Lexer, Token};
use super::value::{Dict, Id, Resolve, Stream, Value};
use crate::say::{Text, text};

/// Maximum number of descriptions of damage that are kept.
const MOST_DAMAGE: usize = 20;

/// The bytes of a file from `%PDF-` on, with the budget for reading them and
/// the damage found in them. References are resolved by who asks.
pub(super) struct Raw<'a> {
    /// The bytes.
    pub bytes: &'a [u8],
    /// What is left of the budget.
    pub budget: Budget,
    /// True if it has more objects than are read.
    pub overfull: Cell<bool>,
    damage: RefCell<Vec<Text>>,
    /// Streams that were decoded without a fault.
    sound: RefCell<BTreeSet<Id>>,
}

impl<'a> Raw<'a> {
    /// Takes bytes and a budget; nothing is read.
    pub fn new(bytes: &'a [u8], budget: Budget) -> Raw<'a> {
        Raw {
            bytes,
            budget,
            overfull: Cell::new(false),
            damage: RefCell::default(),
            sound: RefCell::default(),
        }
    }

    /// Records damage, each kind once.
    pub fn note(&self, fault: Text) {
        let mut damage = self.damage.borrow_mut();
        if damage.len() < MOST_DAMAGE && !damage.contains(&fault) {
            damage.push(fault);
        }
    }

    /// Returns descriptions of the damage found so far.
    pub fn damage(&self) -> Vec<Text> {
        self.damage.borrow().clone()
    }

    /// Returns the object that begins at a byte, with its number.
    pub fn object_at(&self, at: usize, resolve: Resolve<'_>) -> Option<(Id, Value)> {
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
        let end = self.stream_end(id, dict, start, resolve);
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
    fn stream_end(&self, id: Id, dict: &Dict, start: usize, resolve: Resolve<'_>) -> usize {
        let length = dict
            .raw("Length")
            .and_then(|length| resolve(length).int())
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
        self.note(text!(
            "pdf.length-stream-wrong",
            "the length of stream {id} is wrong",
            id
        ));
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

    /// Returns a stream's bytes as in the file.
    pub fn coded(&self, stream: &Stream) -> &'a [u8] {
        self.bytes.get(stream.range.clone()).unwrap_or(&[])
    }

    /// Decodes a stream, up to an image encoding.
    pub fn unpacked(&self, stream: &Stream, resolve: Resolve<'_>) -> Result<Coded, Text> {
        let coded = filter::unpack(&stream.dict, self.coded(stream), &self.budget, resolve)?;
        self.vouch(stream);
        Ok(coded)
    }

    /// Takes a stream for sound.
    pub fn vouch(&self, stream: &Stream) {
        self.sound.borrow_mut().insert(stream.id);
    }

    /// Returns whether a stream was decoded already, without a fault.
    pub fn is_sound(&self, stream: &Stream) -> bool {
        self.sound.borrow().contains(&stream.id)
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
pub(super) fn find_back(bytes: &[u8], word: &[u8]) -> Option<usize> {
    (0..=bytes.len().checked_sub(word.len())?)
        .rev()
        .find(|&at| bytes[at..].starts_with(word))
}
