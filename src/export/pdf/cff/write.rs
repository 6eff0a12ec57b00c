//! Assembly of the parts of a CFF program.

use super::face::{Face, op};

/// A short table of objects (INDEX, 5176 §5) to be written.
#[derive(Default)]
pub(super) struct Index {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Index {
    /// Ends an object.
    fn close(&mut self) {
        self.ends.push(self.bytes.len());
    }

    /// Creates a table of these objects.
    pub fn of<'b>(objects: impl IntoIterator<Item = &'b [u8]>) -> Index {
        let mut index = Index::default();
        for object in objects {
            index.bytes.extend_from_slice(object);
            index.close();
        }
        index
    }

    /// Returns its encoded length.
    pub fn len(&self) -> usize {
        match self.ends.len() {
            0 => 2,
            count => 3 + (count + 1) * self.offset_size() + self.bytes.len(),
        }
    }

    /// Returns the number of bytes of an offset: as few as the last needs.
    fn offset_size(&self) -> usize {
        let last = self.bytes.len() + 1;
        (1..4).find(|size| last >> (8 * size) == 0).unwrap_or(4)
    }

    /// Writes the table.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&(self.ends.len() as u16).to_be_bytes());
        if self.ends.is_empty() {
            return;
        }
        let size = self.offset_size();
        out.push(size as u8);
        for end in std::iter::once(&0).chain(&self.ends) {
            out.extend_from_slice(&(*end as u32 + 1).to_be_bytes()[4 - size..]);
        }
        out.extend_from_slice(&self.bytes);
    }
}

/// The table of charstrings, which are written in place. Its offsets always take three bytes.
pub(super) struct Programs<'o> {
    /// Output; the next program is appended.
    pub out: &'o mut Vec<u8>,
    /// The byte before the first program, from which offsets count.
    base: usize,
    /// Position of the next offset.
    next: usize,
}

/// Length of an offset in the table of charstrings.
const OFFSET: usize = 3;

impl<'o> Programs<'o> {
    /// Reserves space for the offsets of so many programs.
    pub fn open(count: usize, out: &'o mut Vec<u8>) -> Programs<'o> {
        out.extend_from_slice(&(count as u16).to_be_bytes());
        out.push(OFFSET as u8);
        let next = out.len();
        out.resize(next + (count + 1) * OFFSET, 0);
        let mut programs = Programs {
            base: out.len() - 1,
            out,
            next,
        };
        programs.offset(1);
        // Chinese glyphs take two hundred bytes; more room is found when they do not.
        programs.out.reserve(count * 256);
        programs
    }

    /// Ends a program. `None` if all are too long together.
    pub fn close(&mut self) -> Option<()> {
        let end = self.out.len() - self.base;
        (end >> (8 * OFFSET) == 0).then(|| self.offset(end))
    }

    fn offset(&mut self, offset: usize) {
        self.out[self.next..self.next + OFFSET]
            .copy_from_slice(&(offset as u32).to_be_bytes()[4 - OFFSET..]);
        self.next += OFFSET;
    }
}

/// Number of standard strings, which every reader knows (5176 appendix A).
const KNOWN_STRINGS: usize = 391;

/// The face's own strings, numbered in the order of use.
struct Strings<'a> {
    strings: Vec<&'a [u8]>,
}

impl<'a> Strings<'a> {
    fn add(&mut self, string: &'a [u8]) -> usize {
        self.strings.push(string);
        KNOWN_STRINGS + self.strings.len() - 1
    }

    /// Returns the new number of a string that an operator of the face names.
    fn carry(&mut self, face: &Face<'a>, number: Option<usize>) -> Option<usize> {
        match number?.checked_sub(KNOWN_STRINGS) {
            None => number,
            Some(own) => face.strings.get(own).map(|string| self.add(string)),
        }
    }
}

/// Length of the four offsets and their operators in the top dictionary.
const OFFSETS: usize = 4 * 5 + 2 + 2 * 2;

/// Returns all of a program that precedes its glyphs, each of which belongs to one of the face's
/// font dictionaries.
pub(super) fn head(face: &Face, selected: &[usize]) -> Vec<u8> {
    let mut used: Vec<usize> = selected.to_vec();
    used.sort_unstable();
    used.dedup();

    let mut strings = Strings {
        strings: Vec::new(),
    };
    let mut top = Vec::new();
    number(&mut top, strings.add(b"Adobe"));
    number(&mut top, strings.add(b"Identity"));
    number(&mut top, 0);
    operator(&mut top, op::ROS);
    for notice in [op::COPYRIGHT, op::NOTICE] {
        if let Some(string) = strings.carry(face, face.top.offset(notice)) {
            number(&mut top, string);
            operator(&mut top, notice);
        }
    }
    // Both matrices are said: printers are known that draw nothing, or boxes,
    // where they are left to be understood (Ghostscript's bug 690724).
    top.extend_from_slice(&[
        30, 0xA0, 0x01, 0xFF, 139, 139, 30, 0xA0, 0x01, 0xFF, 139, 139,
    ]);
    operator(&mut top, op::MATRIX);
    top.extend_from_slice(face.top.operands(op::BBOX).unwrap_or(&[139; 4]));
    operator(&mut top, op::BBOX);
    number(&mut top, selected.len());
    operator(&mut top, op::CID_COUNT);
    let names: Vec<Option<usize>> = used
        .iter()
        .map(|&part| strings.carry(face, face.parts[part].dict.offset(op::FONT_NAME)))
        .collect();
    let strings = Index::of(strings.strings);

    // Offsets are written at their full length, so that nothing moves by them.
    let top_index = Index::of([[top.as_slice(), &[0; OFFSETS]].concat().as_slice()]);
    let charset_at =
        4 + Index::of([face.name]).len() + top_index.len() + strings.len() + Index::default().len();
    let charset: Vec<u8> = match selected.len() as u16 {
        0 | 1 => vec![0],
        // CIDs are the places of the glyphs.
        count => [&[2, 0, 1][..], &(count - 2).to_be_bytes()].concat(),
    };
    let select_at = charset_at + charset.len();
    let select = select(selected, &used);

    let mut private_at = select_at + select.len();
    let (mut privates, mut dicts) = (Vec::new(), Index::default());
    for (&part, name) in used.iter().zip(names) {
        let start = privates.len();
        for (of, operands) in face.parts[part]
            .private
            .entries()
            .filter(|entry| entry.0 != op::SUBRS)
        {
            privates.extend_from_slice(operands);
            operator(&mut privates, of);
        }
        let length = privates.len() - start;
        dicts
            .bytes
            .extend_from_slice(&[140, 139, 139, 140, 139, 139]);
        operator(&mut dicts.bytes, op::MATRIX);
        offset(&mut dicts.bytes, length);
        offset(&mut dicts.bytes, private_at);
        operator(&mut dicts.bytes, op::PRIVATE);
        if let Some(name) = name {
            number(&mut dicts.bytes, name);
            operator(&mut dicts.bytes, op::FONT_NAME);
        }
        dicts.close();
        private_at += length;
    }
    let (array_at, glyphs_at) = (private_at, private_at + dicts.len());

    // Apple's reader draws nothing where the two of the parts do not come last.
    for (at, of) in [
        (charset_at, op::CHARSET),
        (glyphs_at, op::CHAR_STRINGS),
        (array_at, op::FD_ARRAY),
        (select_at, op::FD_SELECT),
    ] {
        offset(&mut top, at);
        operator(&mut top, of);
    }
    let mut out = Vec::with_capacity(glyphs_at);
    out.extend_from_slice(&[1, 0, 4, 4]);
    Index::of([face.name]).write(&mut out);
    Index::of([top.as_slice()]).write(&mut out);
    strings.write(&mut out);
    Index::default().write(&mut out);
    out.extend_from_slice(&charset);
    out.extend_from_slice(&select);
    out.extend_from_slice(&privates);
    dicts.write(&mut out);
    out
}

/// Returns the FDSelect table: the index of the used font dictionary of each glyph, in ranges (5176
/// §19).
fn select(selected: &[usize], used: &[usize]) -> Vec<u8> {
    let mut ranges = vec![3, 0, 0];
    let (mut count, mut at) = (0_u16, 0_u16);
    for range in selected.chunk_by(|a, b| a == b) {
        ranges.extend_from_slice(&at.to_be_bytes());
        ranges.push(used.partition_point(|part| *part < range[0]) as u8);
        at += range.len() as u16;
        count += 1;
    }
    ranges[1..3].copy_from_slice(&count.to_be_bytes());
    ranges.extend_from_slice(&at.to_be_bytes());
    ranges
}

/// Writes an integer as an operand (5176 table 3).
pub(super) fn number(out: &mut Vec<u8>, number: usize) {
    match number {
        0..=107 => out.push(number as u8 + 139),
        108..=32_767 => {
            out.push(28);
            out.extend_from_slice(&(number as u16).to_be_bytes());
        }
        _ => offset(out, number),
    }
}

/// Writes an offset as an operand of full length.
pub(super) fn offset(out: &mut Vec<u8>, at: usize) {
    out.push(29);
    out.extend_from_slice(&(at as u32).to_be_bytes());
}

pub(super) fn operator(out: &mut Vec<u8>, operator: u16) {
    match operator.to_be_bytes() {
        [0, only] => out.push(only),
        both => out.extend_from_slice(&both),
    }
}
