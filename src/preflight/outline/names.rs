//! Names of the glyphs of Latin fonts, and the encodings that use them (ISO 32000-1 Annex D; Adobe
//! Technical Note 5176, Appendix A).

/// The standard strings 1 to 228 of CFF; the first 149 are the glyphs of StandardEncoding in the
/// order of their codes.
const STANDARD_NAMES: [&str; 228] = [
    "space",
    "exclam",
    "quotedbl",
    "numbersign",
    "dollar",
    "percent",
    "ampersand",
    "quoteright",
    "parenleft",
    "parenright",
    "asterisk",
    "plus",
    "comma",
    "hyphen",
    "period",
    "slash",
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "colon",
    "semicolon",
    "less",
    "equal",
    "greater",
    "question",
    "at",
    "A",
    "B",
    "C",
    "D",
    "E",
    "F",
    "G",
    "H",
    "I",
    "J",
    "K",
    "L",
    "M",
    "N",
    "O",
    "P",
    "Q",
    "R",
    "S",
    "T",
    "U",
    "V",
    "W",
    "X",
    "Y",
    "Z",
    "bracketleft",
    "backslash",
    "bracketright",
    "asciicircum",
    "underscore",
    "quoteleft",
    "a",
    "b",
    "c",
    "d",
    "e",
    "f",
    "g",
    "h",
    "i",
    "j",
    "k",
    "l",
    "m",
    "n",
    "o",
    "p",
    "q",
    "r",
    "s",
    "t",
    "u",
    "v",
    "w",
    "x",
    "y",
    "z",
    "braceleft",
    "bar",
    "braceright",
    "asciitilde",
    "exclamdown",
    "cent",
    "sterling",
    "fraction",
    "yen",
    "florin",
    "section",
    "currency",
    "quotesingle",
    "quotedblleft",
    "guillemotleft",
    "guilsinglleft",
    "guilsinglright",
    "fi",
    "fl",
    "endash",
    "dagger",
    "daggerdbl",
    "periodcentered",
    "paragraph",
    "bullet",
    "quotesinglbase",
    "quotedblbase",
    "quotedblright",
    "guillemotright",
    "ellipsis",
    "perthousand",
    "questiondown",
    "grave",
    "acute",
    "circumflex",
    "tilde",
    "macron",
    "breve",
    "dotaccent",
    "dieresis",
    "ring",
    "cedilla",
    "hungarumlaut",
    "ogonek",
    "caron",
    "emdash",
    "AE",
    "ordfeminine",
    "Lslash",
    "Oslash",
    "OE",
    "ordmasculine",
    "ae",
    "dotlessi",
    "lslash",
    "oslash",
    "oe",
    "germandbls",
    "onesuperior",
    "logicalnot",
    "mu",
    "trademark",
    "Eth",
    "onehalf",
    "plusminus",
    "Thorn",
    "onequarter",
    "divide",
    "brokenbar",
    "degree",
    "thorn",
    "threequarters",
    "twosuperior",
    "registered",
    "minus",
    "eth",
    "multiply",
    "threesuperior",
    "copyright",
    "Aacute",
    "Acircumflex",
    "Adieresis",
    "Agrave",
    "Aring",
    "Atilde",
    "Ccedilla",
    "Eacute",
    "Ecircumflex",
    "Edieresis",
    "Egrave",
    "Iacute",
    "Icircumflex",
    "Idieresis",
    "Igrave",
    "Ntilde",
    "Oacute",
    "Ocircumflex",
    "Odieresis",
    "Ograve",
    "Otilde",
    "Scaron",
    "Uacute",
    "Ucircumflex",
    "Udieresis",
    "Ugrave",
    "Yacute",
    "Ydieresis",
    "Zcaron",
    "aacute",
    "acircumflex",
    "adieresis",
    "agrave",
    "aring",
    "atilde",
    "ccedilla",
    "eacute",
    "ecircumflex",
    "edieresis",
    "egrave",
    "iacute",
    "icircumflex",
    "idieresis",
    "igrave",
    "ntilde",
    "oacute",
    "ocircumflex",
    "odieresis",
    "ograve",
    "otilde",
    "scaron",
    "uacute",
    "ucircumflex",
    "udieresis",
    "ugrave",
    "yacute",
    "ydieresis",
    "zcaron",
];

/// The character of each of these names.
const CHARACTERS: &str = " !\"#$%&’()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_‘abcdefghijklmnopqrstuvwxyz{|}~¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ–†‡·¶•‚„”»…‰¿`´ˆ˜¯˘˙¨˚¸˝˛ˇ—ÆªŁØŒºæıłøœß¹¬µ™Ð½±Þ¼÷¦°þ¾²®−ð×³©ÁÂÄÀÅÃÇÉÊËÈÍÎÏÌÑÓÔÖÒÕŠÚÛÜÙÝŸŽáâäàåãçéêëèíîïìñóôöòõšúûüùýÿž";

/// The runs of codes of StandardEncoding, first and last.
const RUNS: [(u8, u8); 14] = [
    (32, 126),
    (161, 175),
    (177, 180),
    (182, 189),
    (191, 191),
    (193, 200),
    (202, 203),
    (205, 208),
    (225, 225),
    (227, 227),
    (232, 235),
    (241, 241),
    (245, 245),
    (248, 251),
];

/// The characters 128 to 159 of WinAnsiEncoding; codes that it leaves out are bullets.
const WINDOWS: &str = "€•‚ƒ„…†‡ˆ‰Š‹Œ•Ž••‘’“”•–—˜™š›œ•žŸ";

/// The characters from 128 on of MacRomanEncoding.
const MACINTOSH: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»… ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

/// Returns a standard string by its id.
pub fn standard_string(sid: u16) -> Option<&'static str> {
    STANDARD_NAMES
        .get(usize::from(sid).checked_sub(1)?)
        .copied()
}

/// Returns the place of a name among the standard strings, from 0.
pub(crate) fn standard_place(name: &str) -> Option<usize> {
    STANDARD_NAMES.iter().position(|known| *known == name)
}

/// Returns the name that StandardEncoding gives to a code.
pub fn standard_name(code: u8) -> Option<&'static str> {
    let mut before = 0;
    for (first, last) in RUNS {
        if (first..=last).contains(&code) {
            return STANDARD_NAMES
                .get(before + usize::from(code - first))
                .copied();
        }
        before += usize::from(last - first) + 1;
    }
    None
}

/// An encoding with names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Encoding {
    Standard,
    Windows,
    Macintosh,
}

impl Encoding {
    /// Returns the encoding of this name.
    pub fn named(name: &[u8]) -> Option<Encoding> {
        match name {
            b"StandardEncoding" => Some(Encoding::Standard),
            b"WinAnsiEncoding" => Some(Encoding::Windows),
            b"MacRomanEncoding" => Some(Encoding::Macintosh),
            _ => None,
        }
    }

    /// Returns the name that it gives to a code.
    pub fn name(self, code: u8) -> Option<&'static str> {
        let upper = |set: &str| set.chars().nth(usize::from(code) - 128);
        let character = match (self, code) {
            (Encoding::Standard, _) => return standard_name(code),
            (_, 32..=126) => char::from(code),
            (Encoding::Windows, 128..=159) => upper(WINDOWS)?,
            (Encoding::Windows, 160) => ' ',
            (Encoding::Windows, 173) => '-',
            (Encoding::Windows, 161..) => char::from(code),
            (Encoding::Macintosh, 202) => ' ',
            (Encoding::Macintosh, 128..) => upper(MACINTOSH)?,
            _ => return None,
        };
        if character == '€' {
            return Some("Euro");
        }
        let at = CHARACTERS.chars().position(|known| known == character)?;
        STANDARD_NAMES.get(at).copied()
    }

    /// Returns the code that it gives to a name.
    pub fn code(self, name: &str) -> Option<u8> {
        (0..=u8::MAX).find(|&code| self.name(code) == Some(name))
    }
}

/// Returns the character that a name of a glyph stands for (Adobe Glyph List Specification).
pub(super) fn character(name: &str) -> Option<u16> {
    let hex = |digits: &str| u16::from_str_radix(digits, 16).ok();
    if name == "Euro" {
        return Some(0x20AC);
    }
    if let Some(at) = STANDARD_NAMES.iter().position(|known| *known == name) {
        let character = CHARACTERS.chars().nth(at)?;
        return u16::try_from(u32::from(character)).ok();
    }
    let stem = name.split('.').next().unwrap_or(name);
    match (stem.strip_prefix("uni"), stem.strip_prefix('u')) {
        (Some(digits), _) if digits.len() == 4 => hex(digits),
        (_, Some(digits)) if digits.len() == 4 => hex(digits),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_give_the_names_of_their_tables() {
        assert_eq!(CHARACTERS.chars().count(), STANDARD_NAMES.len());
        assert_eq!(standard_name(b'A'), Some("A"));
        assert_eq!(standard_name(0x27), Some("quoteright"));
        assert_eq!(standard_name(0xFB), Some("germandbls"));
        assert_eq!(standard_name(0x80), None);
        assert_eq!(Encoding::Windows.name(0x27), Some("quotesingle"));
        assert_eq!(Encoding::Windows.name(0x80), Some("Euro"));
        assert_eq!(Encoding::Windows.name(0xE4), Some("adieresis"));
        assert_eq!(Encoding::Windows.name(0x96), Some("endash"));
        assert_eq!(Encoding::Macintosh.name(0x8A), Some("adieresis"));
        assert_eq!(Encoding::Macintosh.name(0xDE), Some("fi"));
        assert_eq!(Encoding::Macintosh.code("fi"), Some(0xDE));
        assert_eq!(character("Adieresis"), Some(0xC4));
        assert_eq!(character("uni4E00"), Some(0x4E00));
        assert_eq!(character("g12"), None);
    }
}
