//! What a PNG says of its colours beside a profile (PNG, third edition, §4.3 and §11.3.2): cICP,
//! gAMA and cHRM.

use std::sync::Arc;

use moxcms::{
    Chromaticity, CicpColorPrimaries, CicpProfile, ColorPrimaries, ColorProfile,
    MatrixCoefficients, ToneReprCurve, TransferCharacteristics, XyY,
};

use super::pixels::PictureFault;
use crate::say::text;

/// What the samples of a file are, where that is not sRGB or an embedded profile.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Profile of the samples, its tones those of [`Told::tones`] if there are any.
    pub profile: Option<Arc<Vec<u8>>>,
    /// The power that makes samples of gamma 2.2 of them, if they are of another.
    pub tones: Option<f64>,
    /// True if it goes before an embedded profile.
    pub first: bool,
}

/// The gamma that samples are brought to, as most displays have it.
const GAMMA: f64 = 2.2;

/// Primaries and white of sRGB as cHRM writes them: white, red, green, blue.
const SRGB: [u32; 8] = [
    31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000,
];

/// Reads what a file says. Fails with the reason if its samples are for no paper: those of a high
/// dynamic range.
pub(super) fn told(bytes: &[u8]) -> Result<Told, PictureFault> {
    let chunk = |wanted: &[u8; 4]| chunks(bytes).find(|(kind, _)| kind == wanted);
    if let Some((_, [primaries, transfer, 0, range, ..])) = chunk(b"cICP") {
        return of_code_points(*primaries, *transfer, *range);
    }
    if chunk(b"iCCP").is_some() || chunk(b"sRGB").is_some() {
        return Ok(Told::default());
    }
    let number = |data: &[u8], at: usize| {
        data.get(at..at + 4)
            .and_then(|four| four.try_into().ok())
            .map(u32::from_be_bytes)
    };
    // Written as 100,000 over the power of the display.
    let gamma = chunk(b"gAMA")
        .and_then(|(_, data)| number(data, 0))
        .filter(|&gamma| (1_000..=1_000_000).contains(&gamma))
        .map(|gamma| 100_000.0 / f64::from(gamma));
    let primaries: Option<[u32; 8]> = chunk(b"cHRM").and_then(|(_, data)| {
        let read: Vec<u32> = (0..8).map_while(|nth| number(data, nth * 4)).collect();
        read.try_into().ok()
    });
    let primaries = primaries.filter(|said| {
        said.iter()
            .zip(SRGB)
            .any(|(&said, known)| said.abs_diff(known) > 200)
    });
    // What programs write for sRGB is a little off 2.2, and means sRGB.
    let gamma = gamma.filter(|gamma| (gamma - GAMMA).abs() > 0.03);
    if gamma.is_none() && primaries.is_none() {
        return Ok(Told::default());
    }
    Ok(Told {
        profile: simple(primaries, gamma.is_some()),
        tones: gamma.map(|gamma| gamma / GAMMA),
        first: false,
    })
}

fn of_code_points(primaries: u8, transfer: u8, range: u8) -> Result<Told, PictureFault> {
    match transfer {
        16 | 18 => {
            let name = if transfer == 16 { "PQ" } else { "HLG" };
            return Err(PictureFault(text!(
                "asset.png-high-dynamic-range",
                "the PNG is of a high dynamic range ({name}), which is for no paper; save it as sRGB",
                name
            )));
        }
        _ if range != 1 => {
            return Err(PictureFault(text!(
                "asset.png-samples-narrow-range",
                "the PNG has samples of narrow range, as films have; save it as sRGB"
            )));
        }
        _ => {}
    }
    // sRGB said in another way.
    if (primaries, transfer) == (1, 13) {
        return Ok(Told {
            first: true,
            ..Told::default()
        });
    }
    let known = CicpColorPrimaries::try_from(primaries)
        .ok()
        .zip(TransferCharacteristics::try_from(transfer).ok());
    let profile = known.map(|(color_primaries, transfer_characteristics)| {
        ColorProfile::new_from_cicp(CicpProfile {
            color_primaries,
            transfer_characteristics,
            matrix_coefficients: MatrixCoefficients::Identity,
            full_range: true,
        })
    });
    let usable = profile.filter(|profile| profile.red_trc.is_some());
    let Some(encoded) = usable.and_then(|profile| profile.encode().ok()) else {
        return Err(PictureFault(text!(
            "asset.png-colours-code-points",
            "the PNG has colours by the code points {primaries}/{transfer}, which are not known; save it as sRGB",
            primaries,
            transfer
        )));
    };
    Ok(Told {
        profile: Some(Arc::new(encoded)),
        tones: None,
        first: true,
    })
}

/// Returns a profile of these primaries, or those of sRGB, and the tones of sRGB or of gamma 2.2.
fn simple(primaries: Option<[u32; 8]>, gamma: bool) -> Option<Arc<Vec<u8>>> {
    let mut profile = ColorProfile::new_srgb();
    if let Some(parts) = primaries {
        let part = |at: usize| f64::from(parts[at]) / 100_000.0;
        let point = |at: usize| Chromaticity::new(part(at) as f32, part(at + 1) as f32);
        if (0..4).any(|nth| part(nth * 2 + 1) < 0.001) {
            return None;
        }
        let white = XyY {
            x: part(0),
            y: part(1),
            yb: 1.0,
        };
        let primaries = ColorPrimaries {
            red: point(2),
            green: point(4),
            blue: point(6),
        };
        profile.update_rgb_colorimetry(white, primaries);
    }
    if gamma {
        let curve = Some(ToneReprCurve::Parametric(vec![GAMMA as f32]));
        profile.red_trc.clone_from(&curve);
        profile.green_trc.clone_from(&curve);
        profile.blue_trc = curve;
    }
    profile.encode().ok().map(Arc::new)
}

/// Iterates over the chunks before the samples: kind and data.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut rest = bytes.get(8..).unwrap_or(&[]);
    std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let (kind, after) = after.split_first_chunk::<4>()?;
        let data = after.get(..u32::from_be_bytes(*length) as usize)?;
        rest = after.get(data.len() + 4..).unwrap_or(&[]);
        (kind != b"IDAT").then_some((*kind, data))
    })
}
