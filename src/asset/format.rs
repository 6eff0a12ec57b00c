//! The formats of picture files, told by their first bytes.

use super::pixels::PictureFault;
use crate::say::{Text, text};

/// A format that is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Jpeg,
    Png,
    Tiff,
    WebP,
    Bmp,
    Gif,
    /// JPEG 2000, bare or in JP2.
    Jpeg2000,
    /// Photoshop's own, of which the flattened picture is taken.
    Psd,
}

/// First bytes of the formats that are decoded.
const KNOWN: [(&[u8], Format); 13] = [
    (b"\xFF\xD8\xFF", Format::Jpeg),
    (b"\x89PNG\r\n\x1A\n", Format::Png),
    (b"II*\0", Format::Tiff),
    (b"MM\0*", Format::Tiff),
    // BigTIFF.
    (b"II+\0", Format::Tiff),
    (b"MM\0+", Format::Tiff),
    (b"BM", Format::Bmp),
    (b"GIF87a", Format::Gif),
    (b"GIF89a", Format::Gif),
    (b"\0\0\0\x0CjP  ", Format::Jpeg2000),
    (b"\xFF\x4F\xFF\x51", Format::Jpeg2000),
    (b"8BPS", Format::Psd),
    (b"\xFF\xD8", Format::Jpeg),
];

/// First bytes of formats that are refused, and the way out.
const REFUSED: [(&[u8], Text); 6] = [
    (
        b"%!",
        text!(
            "asset.eps-postscript-only-postscript",
            "it is EPS or PostScript, which only a PostScript device can draw; open it in the program that made it and save it as PDF, to be placed with [[ad]], or as SVG or TIFF"
        ),
    ),
    (
        b"\xC5\xD0\xD3\xC6",
        text!(
            "asset.eps-preview-only-postscript",
            "it is EPS with a preview, which only a PostScript device can draw; open it in the program that made it and save it as PDF, to be placed with [[ad]], or as SVG or TIFF"
        ),
    ),
    (
        b"%PDF-",
        text!(
            "asset.pdf-place-ad-save",
            "it is a PDF; place it with [[ad]], or save its picture as TIFF"
        ),
    ),
    (
        b"\0\0\0\x0CJXL ",
        text!(
            "asset.jpeg-xl-save-jpeg",
            "it is JPEG XL; save it as JPEG, PNG or TIFF"
        ),
    ),
    (
        b"\xFF\x0A",
        text!(
            "asset.jpeg-xl-save-jpeg",
            "it is JPEG XL; save it as JPEG, PNG or TIFF"
        ),
    ),
    (
        b"FOVb",
        text!(
            "asset.camera-s-raw-file",
            "it is a camera's raw file; develop it and save it as JPEG or TIFF"
        ),
    ),
];

/// Brands of the ISO base media files that are pictures, and what they are called.
const BRANDS: [(&[u8; 4], &str); 9] = [
    (b"avif", "AVIF"),
    (b"avis", "AVIF"),
    (b"heic", "HEIC"),
    (b"heix", "HEIC"),
    (b"hevc", "HEIC"),
    (b"heim", "HEIC"),
    (b"mif1", "HEIF"),
    (b"msf1", "HEIF"),
    (b"crx ", "a camera's raw file"),
];

/// Returns the format of a file; fails with what it is instead, and the way out.
pub(super) fn of(bytes: &[u8]) -> Result<Format, PictureFault> {
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(Format::WebP);
    }
    if let Some((_, format)) = KNOWN.iter().find(|(head, _)| bytes.starts_with(head)) {
        return Ok(*format);
    }
    if let Some((_, why)) = REFUSED.iter().find(|(head, _)| bytes.starts_with(head)) {
        return Err(PictureFault(why.clone()));
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        let brand = bytes.get(8..12).unwrap_or(&[]);
        let name = BRANDS
            .iter()
            .find(|(known, _)| *known == brand)
            .map_or("a film or a picture of its family", |(_, name)| name);
        return Err(PictureFault(text!(
            "asset.whose-coding-films-not",
            "it is {name}, whose coding of films is not decoded here; save it as JPEG or PNG (phones: “Most Compatible”)",
            name
        )));
    }
    Err(PictureFault(text!(
        "asset.neither-jpeg-png-tiff",
        "it is neither JPEG, PNG, TIFF, WebP, GIF, BMP, JPEG 2000 nor PSD"
    )))
}
