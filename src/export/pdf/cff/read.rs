//! Tables of objects and dictionaries (5176 §4, §5). Faces are untrusted, so every number in them
//! is checked before it is used.

/// A table of objects (INDEX), read in place, one at a time.
#[derive(Clone, Copy, Default)]
pub(super) struct Index<'a> {
    /// Number of objects.
    pub count: usize,
    /// End of the table in the face.
    pub end: usize,
    size: usize,
    offsets: &'a [u8],
    objects: &'a [u8],
}

impl<'a> Index<'a> {
    /// Reads the table that starts at `at`.
    pub fn read(table: &'a [u8], at: usize) -> Option<Index<'a>> {
        let count = usize::from(u16::from_be_bytes(
            table.get(at..at.checked_add(2)?)?.try_into().ok()?,
        ));
        if count == 0 {
            return Some(Index {
                end: at + 2,
                ..Index::default()
            });
        }
        let size = usize::from(*table.get(at + 2)?);
        if !(1..=4).contains(&size) {
            return None;
        }
        let objects = at + 3 + (count + 1) * size;
        let mut index = Index {
            count,
            end: 0,
            size,
            offsets: table.get(at + 3..objects)?,
            objects: table.get(objects..)?,
        };
        index.end = objects.checked_add(index.offset(count)?)?;
        Some(index)
    }

    /// Returns object `at`.
    pub fn get(&self, at: usize) -> Option<&'a [u8]> {
        if at >= self.count {
            return None;
        }
        self.objects.get(self.offset(at)?..self.offset(at + 1)?)
    }

    /// Returns an offset, which counts from the byte before the objects.
    fn offset(&self, at: usize) -> Option<usize> {
        let bytes = self.offsets.get(at * self.size..(at + 1) * self.size)?;
        bytes
            .iter()
            .fold(0_usize, |offset, &byte| offset << 8 | usize::from(byte))
            .checked_sub(1)
    }
}

/// A dictionary: operators with their encoded operands.
pub(super) struct Dict<'a> {
    entries: Vec<(u16, &'a [u8])>,
}

impl<'a> Dict<'a> {
    /// Reads all of it.
    pub fn read(bytes: &'a [u8]) -> Option<Dict<'a>> {
        let (mut entries, mut start, mut at) = (Vec::new(), 0, 0);
        while let Some(&byte) = bytes.get(at) {
            match byte {
                12 => {
                    entries.push((
                        u16::from_be_bytes([12, *bytes.get(at + 1)?]),
                        bytes.get(start..at)?,
                    ));
                    (start, at) = (at + 2, at + 2);
                }
                0..=21 => {
                    entries.push((u16::from(byte), bytes.get(start..at)?));
                    (start, at) = (at + 1, at + 1);
                }
                28 => at += 3,
                29 => at += 5,
                // A real number ends with the nibble 15.
                30 => {
                    at += 2 + bytes
                        .get(at + 1..)?
                        .iter()
                        .position(|pair| pair >> 4 == 15 || pair & 15 == 15)?
                }
                32..=246 => at += 1,
                247..=254 => at += 2,
                _ => return None,
            }
        }
        (start == bytes.len()).then_some(Dict { entries })
    }

    /// Iterates over every entry, in order.
    pub fn entries(&self) -> impl Iterator<Item = (u16, &'a [u8])> {
        self.entries.iter().copied()
    }

    /// Returns the encoded operands of an operator.
    pub fn operands(&self, operator: u16) -> Option<&'a [u8]> {
        self.entries
            .iter()
            .find(|entry| entry.0 == operator)
            .map(|entry| entry.1)
    }

    /// Returns whether the dictionary has an operator.
    pub fn has(&self, operator: u16) -> bool {
        self.operands(operator).is_some()
    }

    /// Returns the one operand of an operator, a non-negative integer.
    pub fn offset(&self, operator: u16) -> Option<usize> {
        let (number, rest) = integer(self.operands(operator)?)?;
        rest.is_empty().then(|| usize::try_from(number).ok())?
    }

    /// Returns the two operands of an operator, both non-negative integers.
    pub fn pair(&self, operator: u16) -> Option<(usize, usize)> {
        let (first, rest) = integer(self.operands(operator)?)?;
        let (second, rest) = integer(rest)?;
        rest.is_empty()
            .then(|| Some((usize::try_from(first).ok()?, usize::try_from(second).ok()?)))?
    }
}

/// Splits off the integer at the start of some operands.
fn integer(bytes: &[u8]) -> Option<(i32, &[u8])> {
    let second = || bytes.get(1).copied().map(i32::from);
    let (number, length) = match *bytes.first()? {
        28 => (
            i32::from(i16::from_be_bytes(bytes.get(1..3)?.try_into().ok()?)),
            3,
        ),
        29 => (i32::from_be_bytes(bytes.get(1..5)?.try_into().ok()?), 5),
        first @ 32..=246 => (i32::from(first) - 139, 1),
        first @ 247..=250 => ((i32::from(first) - 247) * 256 + second()? + 108, 2),
        first @ 251..=254 => (-(i32::from(first) - 251) * 256 - second()? - 108, 2),
        _ => return None,
    };
    Some((number, bytes.get(length..)?))
}
