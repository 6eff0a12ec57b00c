//! Inks 油墨: what type, rules and tints are printed with.

/// An amount of one ink in thousandths of full coverage.
pub type Tint = u16;

/// The colour of anything that is not a picture. There is no RGB here: it
/// exists only inside pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ink {
    /// Black ink alone, `0..=1000` ‰. `K(0)` is bare paper and knocks out.
    K(Tint),
    /// The four process inks, each `0..=1000` ‰.
    Cmyk(Tint, Tint, Tint, Tint),
}

impl Ink {
    /// Full black on the K plate alone.
    pub const BLACK: Ink = Ink::K(1000);
    /// Bare paper: knocks out of everything below.
    pub const PAPER: Ink = Ink::K(0);

    /// The four components in thousandths, C M Y K.
    pub fn cmyk(self) -> [Tint; 4] {
        match self {
            Ink::K(k) => [0, 0, 0, k],
            Ink::Cmyk(c, m, y, k) => [c, m, y, k],
        }
    }

    /// Total ink in thousandths: 2400 is 240 %.
    pub fn total(self) -> u32 {
        self.cmyk().iter().map(|&part| u32::from(part)).sum()
    }

    /// Whether the ink is laid over what is below without knocking it out.
    /// Solid black does (ISO 15930-7 practice, GWG R0009); paper never does.
    pub fn overprints(self) -> bool {
        self == Ink::BLACK
    }
}
