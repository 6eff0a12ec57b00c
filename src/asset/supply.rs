//! Pictures as supplied: what kind of JPEG a file is, and how many of its
//! pixels the press can use.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

use super::picture::{PictureFault, Pixels};

/// Whether a file is a four-ink JPEG, and if so whether its samples are stored
/// inverted, as every program that writes the Adobe marker does. The `image`
/// decoder turns such a file into RGB without a word, so it is told apart here
/// and handed to the press as it is.
pub fn cmyk_jpeg(bytes: &[u8]) -> Option<bool> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
    let mut adobe = false;
    let mut inks = None;
    loop {
        // Any number of fill bytes may stand before a marker.
        let start = rest.iter().position(|&byte| byte != 0xFF)?;
        if start == 0 {
            return None;
        }
        let (&marker, after) = rest[start..].split_first()?;
        if marker == 0xDA {
            break;
        }
        let (length, body) = after.split_first_chunk::<2>()?;
        let length = usize::from(u16::from_be_bytes(*length)).checked_sub(2)?;
        let segment = body.get(..length)?;
        match marker {
            0xEE => adobe |= segment.starts_with(b"Adobe"),
            // Start of frame; C4, C8 and CC are tables and an extension.
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => inks = segment.get(5).copied(),
            _ => {}
        }
        rest = &body[length..];
    }
    (inks == Some(4)).then_some(adobe)
}

/// The picture with fewer pixels. The filter spreads with the scale, so that
/// fine patterns blur instead of making moiré; at a newspaper's screen a
/// sharper one cannot be told apart. Samples are summed as integers, so the
/// processor at hand makes no difference.
pub fn resampled(pixels: &Pixels, width: u32, height: u32) -> Result<Pixels, PictureFault> {
    let fault = |fault: &dyn std::fmt::Display| PictureFault(format!("it cannot be made smaller: {fault}"));
    let kind = if pixels.channels == 1 { PixelType::U8 } else { PixelType::U8x3 };
    let whole = ImageRef::new(pixels.width, pixels.height, &pixels.samples, kind).map_err(|error| fault(&error))?;
    let mut fewer = Image::new(width, height, kind);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear)).use_alpha(false);
    Resizer::new().resize(&whole, &mut fewer, &options).map_err(|error| fault(&error))?;
    Ok(Pixels { width, height, channels: pixels.channels, samples: fewer.into_vec() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jpeg(components: u8, adobe: bool) -> Vec<u8> {
        let mut file = vec![0xFF, 0xD8];
        if adobe {
            file.extend([0xFF, 0xEE, 0, 14]);
            file.extend(*b"Adobe\0\0\0\0\0\0\x02");
        }
        file.extend([0xFF, 0xC4, 0, 3, 0]);
        file.extend([0xFF, 0xFF, 0xC2, 0, 8, 8, 0, 1, 0, 1, components]);
        file.extend([0xFF, 0xDA, 0, 2]);
        file
    }

    #[test]
    fn four_ink_files_are_told_apart() {
        assert_eq!(cmyk_jpeg(&jpeg(4, true)), Some(true));
        assert_eq!(cmyk_jpeg(&jpeg(4, false)), Some(false));
        assert_eq!(cmyk_jpeg(&jpeg(3, true)), None);
        assert_eq!(cmyk_jpeg(&jpeg(1, false)), None);
        assert_eq!(cmyk_jpeg(b"\x89PNG\r\n"), None);
    }

    #[test]
    fn a_cut_file_is_no_four_ink_file() {
        let whole = jpeg(4, true);
        for length in 0..whole.len() - 2 {
            assert_eq!(cmyk_jpeg(&whole[..length]), None, "{length}");
        }
    }
}
