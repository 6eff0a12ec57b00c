//! The positions of objects: the cross references of a file, or, if those are damaged, a search for
//! every object.

use std::collections::{BTreeMap, BTreeSet};

use super::lex::{Lexer, Token};
use super::raw::{Raw, find, find_back};
use super::value::{Dict, Id, Value};
use crate::say::{Text, text};

/// The position of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// A byte offset.
    At(usize),
    /// Inside this object stream.
    Within(Id),
    /// Freed by a later revision.
    Free,
}

/// The cross references of a file.
#[derive(Debug, Default)]
pub(crate) struct Xref {
    /// Positions of all objects.
    pub entries: BTreeMap<Id, Entry>,
    /// The trailer, the newest entry of each key.
    pub trailer: Dict,
    /// True if a cross-reference stream was used.
    pub streams: bool,
}

/// Maximum number of objects; a file with more is not read.
pub(super) const MOST_OBJECTS: usize = 1_000_000;

/// Maximum number of revisions.
const MOST_SECTIONS: usize = 256;

/// Follows the cross references from the end of the file.
pub(crate) fn follow(file: &Raw<'_>) -> Result<Xref, Text> {
    let bytes = file.bytes;
    let tail = bytes.len().saturating_sub(2048);
    let mark = find_back(&bytes[tail..], b"startxref").ok_or(text!(
        "pdf.file-end-cut-short",
        "the file has no end: it is cut short, or not a PDF"
    ))?;
    let mut lexer = Lexer::objects(bytes, tail + mark + 9, &file.budget);
    let start = lexer
        .value()
        .int()
        .and_then(|at| usize::try_from(at).ok())
        .filter(|&at| at < bytes.len());
    let mut todo = vec![start.ok_or(text!(
        "pdf.place-cross-reference-table",
        "the place of the cross-reference table is wrong"
    ))?];
    let (mut xref, mut seen) = (Xref::default(), BTreeSet::new());
    while let Some(at) = todo.pop() {
        if !seen.insert(at) {
            return Err(text!(
                "pdf.cross-reference-tables-lead",
                "the cross-reference tables lead in a circle"
            ));
        }
        if seen.len() > MOST_SECTIONS {
            return Err(text!(
                "pdf.too-many-cross-reference",
                "there are too many cross-reference tables"
            ));
        }
        let trailer = section(file, at, &mut xref)?;
        for key in ["Prev", "XRefStm"] {
            if let Some(next) = trailer.raw(key).and_then(Value::int) {
                let next = usize::try_from(next)
                    .ok()
                    .filter(|&next| next < bytes.len());
                todo.push(next.ok_or(text!(
                    "pdf.older-cross-reference-table",
                    "an older cross-reference table is missing"
                ))?);
            }
        }
        for (key, value) in trailer.entries {
            xref.trailer.entries.entry(key).or_insert(value);
        }
    }
    Ok(xref)
}

/// Reads one table or stream; entries of newer sections are kept.
fn section(file: &Raw<'_>, at: usize, xref: &mut Xref) -> Result<Dict, Text> {
    let mut lexer = Lexer::objects(file.bytes, at, &file.budget);
    lexer.skip();
    if file
        .bytes
        .get(lexer.at..)
        .is_some_and(|rest| rest.starts_with(b"xref"))
    {
        lexer.at += 4;
        return table(file, lexer, xref);
    }
    xref.streams = true;
    stream(file, at, xref)
}

fn table(file: &Raw<'_>, mut lexer: Lexer<'_>, xref: &mut Xref) -> Result<Dict, Text> {
    const WRONG: Text = text!(
        "pdf.cross-reference-table-damaged",
        "the cross-reference table is damaged"
    );
    loop {
        let first = match lexer.next() {
            Token::Word(word) if word == b"trailer" => break,
            Token::Value(Value::Int(first)) => u32::try_from(first).map_err(|_| WRONG)?,
            _ => return Err(WRONG),
        };
        let count = lexer
            .value()
            .int()
            .and_then(|count| u32::try_from(count).ok())
            .ok_or(WRONG)?;
        for nth in 0..count {
            let (Token::Value(at), Token::Value(_), Token::Word(kind)) =
                (lexer.next(), lexer.next(), lexer.next())
            else {
                return Err(WRONG);
            };
            let at = at
                .int()
                .and_then(|at| usize::try_from(at).ok())
                .ok_or(WRONG)?;
            let id = first.checked_add(nth).ok_or(WRONG)?;
            let entry = if kind == b"n" {
                Entry::At(at)
            } else {
                Entry::Free
            };
            enter(file, xref, id, entry)?;
        }
    }
    match lexer.next() {
        Token::Value(Value::Dict(dict)) if !file.budget.spent() => Ok((*dict).clone()),
        _ => Err(text!("pdf.trailer-damaged", "the trailer is damaged")),
    }
}

fn enter(file: &Raw<'_>, xref: &mut Xref, id: Id, entry: Entry) -> Result<(), Text> {
    xref.entries.entry(id).or_insert(entry);
    if xref.entries.len() > MOST_OBJECTS {
        file.overfull.set(true);
        return Err(text!("pdf.too-many-objects", "there are too many objects"));
    }
    Ok(())
}

/// Returns a value, `Null` for a reference: nothing can be looked up before the
/// cross references are read, and a cross-reference stream needs nothing that
/// is (ISO 32000-1 §7.5.8.2).
fn direct(value: &Value) -> Value {
    match value {
        Value::Ref(_) => Value::Null,
        value => value.clone(),
    }
}

fn stream(file: &Raw<'_>, at: usize, xref: &mut Xref) -> Result<Dict, Text> {
    const WRONG: Text = text!(
        "pdf.cross-reference-stream-damaged",
        "the cross-reference stream is damaged"
    );
    let (_, value) = file.object_at(at, &direct).ok_or(text!(
        "pdf.cross-reference-table-stands",
        "no cross-reference table stands where the file says"
    ))?;
    let stream = value.stream().ok_or(WRONG)?;
    let bytes = file
        .unpacked(stream, &direct)
        .map_err(|fault| {
            text!(
                "pdf.fault-in-table",
                "{table}: {fault}",
                table = WRONG,
                fault
            )
        })?
        .bytes;
    let numbers = |key: &str| -> Option<Vec<usize>> {
        stream
            .dict
            .raw(key)?
            .array()?
            .iter()
            .map(|number| number.int().and_then(|number| usize::try_from(number).ok()))
            .collect()
    };
    let widths = numbers("W")
        .filter(|widths| widths.len() == 3 && widths.iter().all(|&width| width <= 8))
        .ok_or(WRONG)?;
    let size = stream
        .dict
        .raw("Size")
        .and_then(Value::int)
        .and_then(|size| usize::try_from(size).ok())
        .ok_or(WRONG)?;
    let index = numbers("Index").unwrap_or_else(|| vec![0, size]);
    let row = widths.iter().sum::<usize>();
    if row == 0 {
        return Err(WRONG);
    }
    let mut rows = bytes.chunks_exact(row);
    for range in index.chunks_exact(2) {
        for id in range[0]..range[0].saturating_add(range[1]) {
            let Some(mut line) = rows.next() else { break };
            let mut field = |width: usize, otherwise: u64| {
                let (head, rest) = line.split_at(width);
                line = rest;
                if width == 0 {
                    otherwise
                } else {
                    head.iter()
                        .fold(0_u64, |number, &byte| number << 8 | u64::from(byte))
                }
            };
            let (kind, second, _) = (
                field(widths[0], 1),
                field(widths[1], 0),
                field(widths[2], 0),
            );
            let id = u32::try_from(id).map_err(|_| WRONG)?;
            let entry = match kind {
                1 => Entry::At(usize::try_from(second).map_err(|_| WRONG)?),
                2 => Entry::Within(u32::try_from(second).map_err(|_| WRONG)?),
                _ => Entry::Free,
            };
            enter(file, xref, id, entry)?;
        }
    }
    Ok(stream.dict.clone())
}

/// Searches the whole file for `N G obj` and trailers, the last of each
/// winning, as a reader that repairs files does.
pub(crate) fn search(file: &Raw<'_>) -> Xref {
    let bytes = file.bytes;
    let mut xref = Xref::default();
    if !file.budget.work(bytes.len()) {
        return xref;
    }
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], b"obj") {
        let word = at + found;
        at = word + 3;
        let Some((id, start)) = head_before(bytes, word) else {
            continue;
        };
        xref.entries.insert(id, Entry::At(start));
        if xref.entries.len() > MOST_OBJECTS {
            file.overfull.set(true);
            return xref;
        }
    }
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], b"trailer") {
        at += found + 7;
        if let Token::Value(Value::Dict(dict)) = Lexer::objects(bytes, at, &file.budget).next() {
            xref.trailer.entries.extend(dict.entries.clone());
        }
    }
    xref
}

/// Parses `12 0 ` before the word `obj`: the number, and where it begins.
fn head_before(bytes: &[u8], word: usize) -> Option<(Id, usize)> {
    let mut at = word;
    let mut back = |wanted: fn(u8) -> bool| {
        let end = at;
        while at > 0 && end - at < 10 && wanted(bytes[at - 1]) {
            at -= 1;
        }
        (end > at).then_some(at..end)
    };
    let space = |byte: u8| matches!(byte, b' ' | b'\r' | b'\n' | b'\t');
    let digit = |byte: u8| byte.is_ascii_digit();
    back(space)?;
    back(digit)?;
    back(space)?;
    let number = back(digit)?;
    let id = std::str::from_utf8(&bytes[number.clone()])
        .ok()?
        .parse()
        .ok()?;
    Some((id, number.start))
}
