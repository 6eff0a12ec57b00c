//! Printing conditions, and the conversion of pictures to press ink.

use std::borrow::Cow;
use std::sync::atomic::{AtomicU64, Ordering};

use moxcms::{ColorProfile, DataColorSpace, ProfileText};
use rayon::prelude::*;

use super::bytes::{Bytes, ContentHash, sha256};
use super::lut::{Lut, Source, WHITE, lab_to_xyz, xyz_to_lab};
use super::pixels::{PictureFault, Pixels};
use crate::say::{Text, text};

/// The rendering intent: the treatment of colours that the press cannot print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// All colours move, so that none collapse: the profile's own table.
    Perceptual,
    /// Printable colours stay; black is mapped to the press's black if `black_point` is set, and
    /// shadows block up without it.
    Relative {
        /// True for black point compensation, as Adobe's paper of 2006 describes it.
        black_point: bool,
    },
}

/// A printing condition: an ICC output profile, its ink limit, and the preparation of pictures for
/// it.
#[derive(Clone, Debug)]
pub struct OutputProfile {
    /// The OutputConditionIdentifier of the press file.
    pub identifier: Cow<'static, str>,
    /// Description of the condition.
    pub info: Cow<'static, str>,
    /// The profile.
    pub bytes: Bytes,
    /// Precomputed data if this is the bundled profile.
    pub known: Option<Known>,
    /// Maximum total ink in thousandths: 2400 is 240 %.
    pub ink_limit: u16,
    /// Rendering intent.
    pub intent: Intent,
    /// Resolution in pixels per inch that its screen can show; finer pictures are reduced.
    pub ppi: u32,
    /// Sharpening of reduced pictures in per cent; 0 for none.
    pub sharpen: u32,
}

/// Precomputed data of a profile.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// The profile in zlib form, for the press file.
    pub packed: &'static [u8],
    /// SHA-256 of the profile in hex.
    pub sha256: &'static str,
}

/// The profile of [`SNAP_240`].
static SNAP_240_PROFILE: &[u8] = include_bytes!("../../layouts/icc/SNAP_TR002_240.icc");

/// The bundled coldset newsprint condition, ANSI CGATS/SNAP TR 002-2007.
pub static SNAP_240: OutputProfile = OutputProfile {
    identifier: Cow::Borrowed("SNAP TR002 240"),
    info: Cow::Borrowed("Coldset newsprint, ANSI CGATS/SNAP TR 002-2007, 240 % total ink"),
    bytes: Bytes::from_static(SNAP_240_PROFILE),
    known: Some(Known {
        packed: include_bytes!("../../layouts/icc/SNAP_TR002_240.icc.zlib"),
        sha256: "fc5fc2f6ad39688e16cc6351217ce76f4961e5b48885592c9eb5ffff11293f35",
    }),
    ink_limit: 2400,
    intent: Intent::Perceptual,
    ppi: 200,
    sharpen: 0,
};

impl OutputProfile {
    /// Returns the bundled profile whose zlib form these bytes are.
    pub fn of_packed(packed: &[u8]) -> Option<&'static [u8]> {
        SNAP_240
            .known
            .filter(|known| known.packed == packed)
            .map(|_| SNAP_240_PROFILE)
    }

    /// Returns the SHA-256 of the profile in hex.
    pub fn sha256(&self) -> String {
        self.known
            .map_or_else(|| sha256(&self.bytes), |known| known.sha256.to_owned())
    }

    /// Returns what distinguishes it from any other condition: the profile, and how pictures are
    /// prepared for it.
    pub fn hash(&self) -> ContentHash {
        let Self {
            ink_limit,
            intent,
            ppi,
            sharpen,
            ..
        } = self;
        let all = format!("{} {ink_limit} {intent:?} {ppi} {sharpen}", self.sha256());
        ContentHash::of(all.as_bytes())
    }

    /// Checks that the profile can separate, and returns its own description. Fails with the
    /// reason.
    pub fn check(bytes: &[u8]) -> Result<String, Text> {
        let profile = read(bytes)?;
        for intent in [Intent::Perceptual, Intent::Relative { black_point: true }] {
            Way::of(&profile, intent)?;
        }
        Ok(description(&profile))
    }

    /// Returns the ink limit in steps of 1/255 of one ink.
    pub fn limit(&self) -> u32 {
        u32::from(self.ink_limit) * 255 / 1000
    }

    /// Returns what a profile of four inks calls its condition, if that is another than this one,
    /// so that its numbers are not for this press.
    pub fn other_condition(&self, profile: &[u8]) -> Option<String> {
        if *profile == self.bytes[..] {
            return None;
        }
        let theirs = read(profile).ok()?;
        Lut::of(
            theirs
                .lut_a_to_b_perceptual
                .as_ref()
                .or(theirs.lut_a_to_b_colorimetric.as_ref())?,
            4,
            3,
        )?;
        let name = description(&theirs);
        // Saved by another program, it is the same condition still.
        let own = read(&self.bytes).map(|own| description(&own)).ok();
        (name.is_empty() || Some(&name) != own.as_ref()).then_some(name)
    }

    /// Returns whether samples of four inks keep the ink limit on every pixel.
    pub fn bears(&self, inks: &[u8]) -> bool {
        let limit = self.limit();
        inks.as_chunks::<4>()
            .0
            .iter()
            .all(|pixel| pixel.iter().map(|&ink| u32::from(ink)).sum::<u32>() <= limit)
    }
}

/// Returns what a profile calls itself.
fn description(profile: &ColorProfile) -> String {
    let name = match &profile.description {
        Some(ProfileText::PlainString(text)) => text.as_str(),
        Some(ProfileText::Localizable(texts)) => {
            texts.first().map_or("", |text| text.value.as_str())
        }
        Some(ProfileText::Description(text)) => text.ascii_string.as_str(),
        None => "",
    };
    name.trim_matches(|c: char| c == '\0' || c.is_whitespace())
        .to_owned()
}

pub(super) fn read(bytes: &[u8]) -> Result<ColorProfile, Text> {
    let profile =
        ColorProfile::new_from_slice(bytes).map_err(|error| Text::quoted(error.to_string()))?;
    if profile.color_space != DataColorSpace::Cmyk || profile.pcs != DataColorSpace::Lab {
        return Err(text!(
            "asset.not-cmyk-output-profile",
            "it is not a CMYK output profile with tables to and from Lab"
        ));
    }
    Ok(profile)
}

/// The conversion from Lab into ink, and the mapping of black to the press's.
pub(super) struct Way {
    /// From Lab into ink.
    pub inks: Lut,
    /// XYZ of the press's black as a neutral, if black point compensation is on.
    pub black: Option<[f64; 3]>,
}

impl Way {
    /// Reads the conversion for an intent. Fails with the reason.
    pub fn of(profile: &ColorProfile, intent: Intent) -> Result<Way, Text> {
        let perceptual = profile.lut_b_to_a_perceptual.as_ref();
        let relative = profile.lut_b_to_a_colorimetric.as_ref();
        let table = match intent {
            Intent::Perceptual => perceptual.or(relative),
            Intent::Relative { .. } => relative.or(perceptual),
        };
        let lut = |table: Option<&_>| table.and_then(|table| Lut::of(table, 3, 4));
        let inks = lut(table).ok_or(text!(
            "asset.no-usable-table-lab",
            "it has no usable table from Lab to four inks (BToA)"
        ))?;
        let Intent::Relative { black_point: true } = intent else {
            return Ok(Way { inks, black: None });
        };
        // The darkest neutral: what the perceptual table makes of black,
        // measured with the colorimetric one.
        let back = profile
            .lut_a_to_b_colorimetric
            .as_ref()
            .or(profile.lut_a_to_b_perceptual.as_ref());
        let back = back.and_then(|table| Lut::of(table, 4, 3)).ok_or(text!(
            "asset.no-usable-table-four",
            "it has no usable table from four inks to Lab (AToB)"
        ))?;
        let darkest =
            lut(perceptual.or(relative)).map_or(inks.of_lab([0.0; 3]), |lut| lut.of_lab([0.0; 3]));
        let lightness = back.lab(darkest)[0].clamp(0.0, 50.0);
        Ok(Way {
            inks,
            black: Some(lab_to_xyz([lightness, 0.0, 0.0])),
        })
    }
}

/// Number of nodes along one side of the table, as in lcms2 for RGB.
const NODES: usize = 33;

/// The conversion from a picture's RGB to one printing condition: a table of 33³ colours with
/// tetrahedral interpolation, all in integers. It serves every picture of a run with the same
/// source profile; a node is computed when the first pixel near it asks, since a photograph comes
/// near few of them.
pub struct Separation {
    /// Inks of every node in two words of two halves each, C and M, Y and K, blue fastest; 65536 is
    /// full ink. Two threads that compute a node at once write the same value.
    nodes: Vec<[AtomicU64; 2]>,
    source: Source,
    /// Contribution of each level of red, green and blue.
    levels: Vec<[f64; 3]>,
    inks: Lut,
    /// Scale and shift of X, Y and Z that map black to the press's.
    compensate: Option<[(f64, f64); 3]>,
    limit: u32,
}

/// Value of a node not yet computed; no ink comes near it.
const BLANK: u64 = u64::MAX;

impl Separation {
    /// Reads the profiles. Pictures without a source profile, or with an unreadable one, are taken
    /// as sRGB.
    pub fn new(press: &OutputProfile, source: Option<&[u8]>) -> Result<Separation, PictureFault> {
        let wrong = |fault: Text| {
            PictureFault(text!(
                "asset.output-profile-cannot-separate",
                "the output profile cannot separate it: {fault}",
                fault
            ))
        };
        let profile = read(&press.bytes).map_err(wrong)?;
        let way = Way::of(&profile, press.intent).map_err(wrong)?;
        let embedded = source
            .and_then(|bytes| ColorProfile::new_from_slice(bytes).ok())
            .and_then(|profile| Source::of(&profile));
        let source = embedded.or_else(|| Source::of(&ColorProfile::new_srgb()));
        let source = source.ok_or_else(|| {
            PictureFault(text!(
                "asset.no-readable-colour-space",
                "it has no readable colour space"
            ))
        })?;
        let compensate = way.black.map(|black| {
            let from = lab_to_xyz([source.lab(source.shares(0.0))[0].clamp(0.0, 50.0), 0.0, 0.0]);
            [0, 1, 2].map(|at| {
                let scale = (black[at] - WHITE[at]) / (from[at] - WHITE[at]);
                (scale, WHITE[at] * (1.0 - scale))
            })
        });
        let levels = (0..NODES)
            .map(|at| source.shares(at as f64 / (NODES - 1) as f64))
            .collect();
        let nodes = (0..NODES * NODES * NODES)
            .map(|_| [BLANK, 0].map(AtomicU64::new))
            .collect();
        Ok(Separation {
            nodes,
            source,
            levels,
            inks: way.inks,
            compensate,
            limit: press.limit(),
        })
    }

    fn node(&self, at: usize) -> [u64; 2] {
        let [cm, yk] = &self.nodes[at];
        match cm.load(Ordering::Acquire) {
            BLANK => self.work_out(at),
            cm => [cm, yk.load(Ordering::Relaxed)],
        }
    }

    #[cold]
    fn work_out(&self, at: usize) -> [u64; 2] {
        let level = |at: usize, part: usize| self.levels[at % NODES][part];
        let mut lab = self.source.lab([
            level(at / (NODES * NODES), 0),
            level(at / NODES, 1),
            level(at, 2),
        ]);
        if let Some(scales) = self.compensate {
            let xyz = lab_to_xyz(lab);
            lab = xyz_to_lab([0, 1, 2].map(|at| xyz[at] * scales[at].0 + scales[at].1));
        }
        let [c, m, y, k] = self
            .inks
            .of_lab(lab)
            .map(|ink| (ink.clamp(0.0, 1.0) * 65536.0).round() as u64);
        let node = [c | m << 32, y | k << 32];
        self.nodes[at][1].store(node[1], Ordering::Relaxed);
        self.nodes[at][0].store(node[0], Ordering::Release);
        node
    }

    /// Converts RGB samples to press ink: four samples a pixel, 255 is full ink, none over the ink
    /// limit.
    pub fn separate(&self, samples: &[u8]) -> Vec<u8> {
        let mut inks = vec![0; samples.len() / 3 * 4];
        // Bands are independent of one another, so the result does not depend
        // on which thread takes which.
        inks.par_chunks_mut(4 * BAND)
            .zip(samples.par_chunks(3 * BAND))
            .for_each(|(inks, samples)| {
                let mut last = [0; 3];
                let mut ink = self.ink(last);
                for (pixel, &rgb) in inks
                    .as_chunks_mut::<4>()
                    .0
                    .iter_mut()
                    .zip(samples.as_chunks::<3>().0)
                {
                    if rgb != last {
                        (last, ink) = (rgb, self.ink(rgb));
                    }
                    *pixel = ink;
                }
            });
        inks
    }

    /// Converts one colour to ink: the weighted mean of the four corners of its tetrahedron,
    /// weights in 255ths.
    fn ink(&self, [red, green, blue]: [u8; 3]) -> [u8; 4] {
        // Node and share of one side; the share stands above the step to the
        // next node, so that sorting the shares sorts the steps with them.
        let cell = |level: u8, stride: usize| {
            let place = usize::from(level) * (NODES - 1);
            let low = (place / 255).min(NODES - 2);
            (low * stride, (place - low * 255) << 16 | stride)
        };
        let (x, a) = cell(red, NODES * NODES);
        let (y, b) = cell(green, NODES);
        let (z, c) = cell(blue, 1);
        let (high, low) = (a.max(b), a.min(b));
        let (most, middle, least) = (high.max(c), low.max(high.min(c)), low.min(c));
        let near = x + y + z;
        let one = near + (most & 0xFFFF);
        let two = one + (middle & 0xFFFF);
        let far = two + (least & 0xFFFF);
        let [most, middle, least] = [most, middle, least].map(|side| (side >> 16) as u64);
        let corners = [
            (near, 255 - most),
            (one, most - middle),
            (two, middle - least),
            (far, least),
        ];
        // Each half of a word is at most 255 × 65536, so none spills over.
        let mut sums = [1 << 15 | 1 << 47; 2];
        for (corner, share) in corners {
            let [cm, yk] = self.node(corner);
            sums[0] += cm * share;
            sums[1] += yk * share;
        }
        let [cm, yk] = sums;
        let mut pixel = [
            (cm >> 16) as u8,
            (cm >> 48) as u8,
            (yk >> 16) as u8,
            (yk >> 48) as u8,
        ];
        clamp(&mut pixel, self.limit);
        pixel
    }
}

/// Number of pixels given to one thread at a time.
const BAND: usize = 1 << 16;

/// Converts a grey picture to the K plate.
pub fn grey_to_black(pixels: &Pixels, press: &OutputProfile) -> Vec<u8> {
    let limit = press.limit().min(255) as u8;
    pixels
        .samples
        .iter()
        .map(|&grey| (255 - grey).min(limit))
        .collect()
}

/// Reduces samples of four inks to the ink limit.
pub fn clamp_inks(inks: &mut [u8], press: &OutputProfile) {
    let limit = press.limit();
    inks.as_chunks_mut::<4>()
        .0
        .iter_mut()
        .for_each(|pixel| clamp(pixel, limit));
}

/// Reduces one pixel to the ink limit. Black carries the drawing, so the three colours give way.
pub(super) fn clamp(pixel: &mut [u8; 4], limit: u32) {
    let [c, m, y, k] = pixel.map(u32::from);
    let colours = c + m + y;
    if colours + k <= limit {
        return;
    }
    let k = k.min(limit);
    let room = limit - k;
    let scaled = |ink: u32| (ink * room / colours.max(1)) as u8;
    *pixel = [scaled(c), scaled(m), scaled(y), k as u8];
}

#[cfg(test)]
mod tests {
    use super::*;

    fn separated(samples: &[u8]) -> Vec<u8> {
        Separation::new(&SNAP_240, None).unwrap().separate(samples)
    }

    #[test]
    fn colours_give_way_to_black() {
        let mut pixel = [255, 255, 255, 255];
        clamp(&mut pixel, 612);
        assert_eq!(pixel, [119, 119, 119, 255]);
        let mut light = [10, 20, 30, 40];
        clamp(&mut light, 612);
        assert_eq!(light, [10, 20, 30, 40]);
    }

    #[test]
    fn grey_is_black_ink_alone() {
        let pixels = Pixels {
            width: 3,
            height: 1,
            channels: 1,
            samples: vec![0, 128, 255],
            alpha: None,
            profile: None,
        };
        assert_eq!(grey_to_black(&pixels, &SNAP_240), [255, 127, 0]);
    }

    #[test]
    fn no_colour_passes_the_ink_limit() {
        let samples: Vec<u8> = (0..32_768u32)
            .flat_map(|at| [at % 32, at / 32 % 32, at / 1024].map(|step| (step * 255 / 31) as u8))
            .collect();
        for limit in [1800, 2200, 2400] {
            for intent in [
                Intent::Perceptual,
                Intent::Relative { black_point: true },
                Intent::Relative { black_point: false },
            ] {
                let press = OutputProfile {
                    ink_limit: limit,
                    intent,
                    ..SNAP_240.clone()
                };
                let inks = Separation::new(&press, None).unwrap().separate(&samples);
                assert!(press.bears(&inks), "{limit} {intent:?}");
            }
        }
    }

    #[test]
    fn supplied_ink_is_clamped_where_it_is_too_much() {
        let mut inks = vec![255, 255, 255, 255, 9, 8, 7, 6];
        assert!(!SNAP_240.bears(&inks));
        clamp_inks(&mut inks, &SNAP_240);
        assert_eq!(inks, [119, 119, 119, 255, 9, 8, 7, 6]);
        assert!(SNAP_240.bears(&inks));
    }

    #[test]
    fn colours_land_on_their_plates() {
        let inks = separated(&[255, 0, 0, 255, 255, 255]);
        assert!(
            inks[0] < 30 && inks[1] > 180 && inks[2] > 150 && inks[3] < 60,
            "{inks:?}"
        );
        assert!(inks[4..].iter().all(|&ink| ink < 6), "{inks:?}");
    }

    /// Black point compensation opens the shadows that the plain colorimetric intent blocks up.
    #[test]
    fn dark_tones_stay_apart_with_black_point_compensation() {
        let ink = |black_point: bool| {
            let press = OutputProfile {
                intent: Intent::Relative { black_point },
                ..SNAP_240.clone()
            };
            let inks = Separation::new(&press, None)
                .unwrap()
                .separate(&[10, 10, 10, 60, 60, 60]);
            let sum = |pixel: &[u8]| pixel.iter().map(|&ink| i32::from(ink)).sum::<i32>();
            sum(&inks[..4]) - sum(&inks[4..])
        };
        assert!(ink(true) > ink(false) + 20, "{} {}", ink(true), ink(false));
    }

    /// `tests/pictures/lcms2.py` wrote what Little CMS makes of each colour.
    #[test]
    fn colours_are_those_of_lcms2_within_one_delta_e() {
        let profile = read(&SNAP_240.bytes).unwrap();
        let seen = Lut::of(profile.lut_a_to_b_colorimetric.as_ref().unwrap(), 4, 3).unwrap();
        let lab = |inks: &[u8]| seen.lab([0, 1, 2, 3].map(|at| f64::from(inks[at]) / 255.0));
        let ways = [
            ("perceptual", Intent::Perceptual),
            ("relative", Intent::Relative { black_point: false }),
            (
                "relative-black-point",
                Intent::Relative { black_point: true },
            ),
        ];
        let lines = include_str!("../../tests/pictures/lcms2.txt").lines();
        for (name, intent) in ways {
            let ours = Separation::new(
                &OutputProfile {
                    intent,
                    ink_limit: 4000,
                    ..SNAP_240.clone()
                },
                None,
            )
            .unwrap();
            let (mut count, mut worst) = (0, (0.0, ""));
            for line in lines
                .clone()
                .filter(|line| line.split(' ').next() == Some(name))
            {
                let values: Vec<u8> = line
                    .split(' ')
                    .skip(1)
                    .map(|value| value.parse().unwrap())
                    .collect();
                let (a, b) = (lab(&ours.separate(&values[..3])), lab(&values[3..]));
                let distance = [0, 1, 2]
                    .iter()
                    .map(|&at| (a[at] - b[at]) * (a[at] - b[at]))
                    .sum::<f64>()
                    .sqrt();
                count += 1;
                if distance > worst.0 {
                    worst = (distance, line);
                }
            }
            assert!(
                count > 250 && worst.0 < 1.0,
                "{name}: {count} colours, worst {worst:?}"
            );
        }
    }

    #[test]
    fn what_is_no_press_profile_is_refused() {
        assert!(OutputProfile::check(&SNAP_240.bytes).is_ok_and(|name| !name.is_empty()));
        assert!(OutputProfile::check(b"").is_err());
        assert!(OutputProfile::check(&SNAP_240.bytes[..5000]).is_err());
        let screen = ColorProfile::new_srgb().encode().unwrap();
        assert!(OutputProfile::check(&screen).is_err());
    }

    /// A wide source space gives the same paint more ink than sRGB's numbers.
    #[test]
    fn a_source_profile_is_honoured() {
        let wide = ColorProfile::new_adobe_rgb().encode().unwrap();
        let inks = Separation::new(&SNAP_240, Some(&wide))
            .unwrap()
            .separate(&[60, 160, 60]);
        let plain = separated(&[60, 160, 60]);
        assert!(
            u32::from(inks[0]) > u32::from(plain[0]) + 10,
            "{inks:?} {plain:?}"
        );
        let narrow = ColorProfile::new_srgb().encode().unwrap();
        let same = Separation::new(&SNAP_240, Some(&narrow))
            .unwrap()
            .separate(&[60, 160, 60]);
        assert!(
            same.iter().zip(&plain).all(|(a, b)| a.abs_diff(*b) <= 1),
            "{same:?} {plain:?}"
        );
    }
}
