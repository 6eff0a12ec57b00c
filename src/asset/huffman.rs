//! The Huffman codes of a JPEG and the bits they are written in (ITU-T T.81
//! Annex C, §F.2.2.3).

/// Number of bits looked up at once; few codes are longer.
const AHEAD: u32 = 9;

/// A Huffman table.
pub(super) struct Codes {
    /// Short codes by the next [`AHEAD`] bits: the length of the code, 0 if longer, and its symbol.
    short: Vec<(u8, u8)>,
    /// Long codes by length: one past the last code, and the offset of its symbol.
    long: [(i32, i32); 17],
    symbols: Vec<u8>,
}

impl Codes {
    pub fn new(counts: &[u8], symbols: &[u8]) -> Codes {
        let mut codes = Codes {
            short: vec![(0, 0); 1 << AHEAD],
            long: [(-1, 0); 17],
            symbols: symbols.to_vec(),
        };
        let (mut code, mut at) = (0_i32, 0_i32);
        for (length, &count) in (1_u32..=16).zip(counts) {
            codes.long[length as usize].1 = at - code;
            for _ in 0..count {
                if length <= AHEAD {
                    let first = (code as usize) << (AHEAD - length);
                    let symbol = symbols.get(at as usize).copied().unwrap_or(0);
                    for place in codes
                        .short
                        .iter_mut()
                        .skip(first)
                        .take(1 << (AHEAD - length))
                    {
                        *place = (length as u8, symbol);
                    }
                }
                code += 1;
                at += 1;
            }
            codes.long[length as usize].0 = code;
            code <<= 1;
        }
        codes
    }
}

/// The bits of samples between two restart markers, 0xFF 0x00 being 0xFF.
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
    held: u64,
    count: u32,
}

impl<'a> Bits<'a> {
    pub fn new(bytes: &'a [u8]) -> Bits<'a> {
        Bits {
            bytes,
            at: 0,
            held: 0,
            count: 0,
        }
    }

    /// Fills the buffer to 32 bits, with zeros past the end.
    fn fill(&mut self) {
        while self.count <= 32 {
            let byte = self.bytes.get(self.at).copied().unwrap_or(0);
            self.at += if byte == 0xFF { 2 } else { 1 };
            self.held = self.held << 8 | u64::from(byte);
            self.count += 8;
        }
    }

    pub fn symbol(&mut self, codes: &Codes) -> Option<u8> {
        self.fill();
        let (length, symbol) =
            codes.short[(self.held >> (self.count - AHEAD)) as usize & ((1 << AHEAD) - 1)];
        if length > 0 {
            self.count -= u32::from(length);
            return Some(symbol);
        }
        for length in AHEAD + 1..=16 {
            let code = (self.held >> (self.count - length)) as i32 & ((1 << length) - 1);
            let (end, place) = codes.long[length as usize];
            if code < end {
                self.count -= length;
                return codes
                    .symbols
                    .get(usize::try_from(code + place).ok()?)
                    .copied();
            }
        }
        None
    }

    /// Skips the bits that belong to the symbol just read, at most 15.
    pub fn skip(&mut self, bits: u8) {
        self.count -= u32::from(bits);
    }

    /// Returns the next bits, at most 15.
    pub fn take(&mut self, bits: u8) -> u32 {
        self.fill();
        self.count -= u32::from(bits);
        (self.held >> self.count) as u32 & ((1 << bits) - 1)
    }

    /// Returns the number of unread bytes; negative if there were too few.
    pub fn left(&self) -> i64 {
        self.bytes.len() as i64 - self.at as i64 + i64::from(self.count / 8)
    }
}
