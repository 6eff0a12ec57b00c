//! Fonts, pictures and profiles.
//!
//! Input: bytes from the desk. Output: parsed once, handed out by id.
//! Invariant: `ttf-parser` and the `image` decoders are known here (and the
//! outline walk in `export/png`); everybody else asks by [`FontId`] and
//! [`PictureId`].

mod bundled;
mod face;
mod fonts;
mod grey;
mod icc;
mod picture;
mod supply;

pub use face::{Face, Pen};
pub use fonts::{FontId, Fonts};
pub use grey::grey;
pub use icc::{OutputProfile, SNAP_240, Separation, to_cmyk};
pub use picture::{Picture, PictureFault, PictureId, Pictures, Pixels};
pub use supply::{cmyk_jpeg, resampled};

/// The SHA-256 of a file in hex.
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
