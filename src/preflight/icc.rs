//! Reader of the parts of an ICC profile that the checks need.

/// The header of a profile.
pub(super) struct Profile {
    /// Size stated in the header.
    pub size: u32,
    /// The major version.
    pub version: u8,
    /// The class, `prtr` for an output profile.
    pub class: [u8; 4],
    /// The colour space, `CMYK`.
    pub space: [u8; 4],
    /// The tags it has.
    pub tags: Vec<[u8; 4]>,
}

impl Profile {
    /// Reads the header; `None` if it is no profile.
    pub fn read(bytes: &[u8]) -> Option<Profile> {
        let four = |at: usize| {
            bytes
                .get(at..at + 4)
                .and_then(|four| <[u8; 4]>::try_from(four).ok())
        };
        if four(36)? != *b"acsp" {
            return None;
        }
        let count = u32::from_be_bytes(four(128)?).min(200) as usize;
        let tags = (0..count).map_while(|nth| four(132 + 12 * nth)).collect();
        Some(Profile {
            size: u32::from_be_bytes(four(0)?),
            version: *bytes.get(8)?,
            class: four(12)?,
            space: four(16)?,
            tags,
        })
    }

    /// Returns the number of channels of the colour space.
    pub fn channels(&self) -> Option<i64> {
        match &self.space {
            b"CMYK" => Some(4),
            b"RGB " => Some(3),
            b"GRAY" => Some(1),
            _ => None,
        }
    }
}

/// Formats four letters for a message.
pub(super) fn letters(four: [u8; 4]) -> String {
    four.iter()
        .map(|&byte| {
            if byte.is_ascii_graphic() {
                char::from(byte)
            } else {
                '?'
            }
        })
        .collect::<String>()
        .trim()
        .to_owned()
}
