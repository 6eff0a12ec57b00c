//! Conversion of colour pictures to grey, for pages printed without colour.

use std::sync::Arc;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};

use super::cut::Crop;
use super::picture::Picture;
use super::pixels::{PictureFault, Pixels};
use crate::say::Text;

/// Weights of red, green and blue in brightness, in 65,536ths (ITU-R BT.709).
const WEIGHTS: [u32; 3] = [13_933, 46_871, 4732];

/// Returns a picture file with the brightness of a colour picture; `None` if the picture is grey
/// already.
pub fn grey(picture: &Picture) -> Result<Option<Vec<u8>>, PictureFault> {
    let pixels =
        Arc::unwrap_or_clone(picture.cut(&Crop::whole(picture.width, picture.height))?).on_paper();
    let pixels = match pixels.channels {
        1 => return Ok(None),
        3 => pixels,
        _ => Pixels {
            samples: pixels
                .samples
                .as_chunks()
                .0
                .iter()
                .flat_map(|&inks| seen(inks))
                .collect(),
            channels: 3,
            ..pixels
        },
    };
    let bright = |rgb: &[u8]| {
        (rgb.iter()
            .zip(WEIGHTS)
            .map(|(&part, weight)| u32::from(part) * weight)
            .sum::<u32>()
            + 32_768)
            >> 16
    };
    let samples: Vec<u8> = pixels
        .samples
        .chunks_exact(3)
        .map(|rgb| bright(rgb).min(255) as u8)
        .collect();
    let mut file = Vec::new();
    // It is read again in this run and thrown away.
    PngEncoder::new_with_quality(&mut file, CompressionType::Fast, FilterType::Up)
        .write_image(&samples, pixels.width, pixels.height, ExtendedColorType::L8)
        .map_err(|error| PictureFault(Text::quoted(error.to_string())))?;
    Ok(Some(file))
}

/// Encodes red, green and blue of every pixel as a PNG.
pub fn rgb_png(samples: &[u8], width: u32, height: u32) -> Result<Vec<u8>, PictureFault> {
    let mut file = Vec::new();
    PngEncoder::new_with_quality(&mut file, CompressionType::Default, FilterType::Adaptive)
        .write_image(samples, width, height, ExtendedColorType::Rgb8)
        .map_err(|error| PictureFault(Text::quoted(error.to_string())))?;
    Ok(file)
}

/// Approximates the RGB appearance of four inks on white paper.
pub fn seen([cyan, magenta, yellow, black]: [u8; 4]) -> [u8; 3] {
    [cyan, magenta, yellow]
        .map(|ink| ((u32::from(255 - ink) * u32::from(255 - black) + 127) / 255) as u8)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::super::picture::Pictures;
    use super::*;

    #[test]
    fn brightness_is_kept_and_grey_is_left_alone() {
        let colours = [
            [255, 255, 255],
            [0, 0, 0],
            [128, 128, 128],
            [255, 0, 0],
            [0, 255, 0],
            [0, 0, 255],
        ];
        let image = image::RgbImage::from_fn(6, 1, |x, _| image::Rgb(colours[x as usize]));
        let mut file = Vec::new();
        image
            .write_to(&mut Cursor::new(&mut file), image::ImageFormat::Png)
            .unwrap();
        let mut pictures = Pictures::default();
        let colour = pictures.add("a", file).unwrap();
        let turned = grey(pictures.get(colour)).unwrap().unwrap();
        let turned = pictures.add("b", turned).unwrap();
        assert_eq!(
            pictures
                .get(turned)
                .cut(&Crop::whole(6, 1))
                .unwrap()
                .samples,
            [255, 0, 128, 54, 182, 18]
        );
        assert_eq!(grey(pictures.get(turned)).unwrap(), None);
    }
}
