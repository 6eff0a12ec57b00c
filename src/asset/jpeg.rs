//! The marker segments of a JPEG file.

use crate::say::{Text, text};

/// The properties of a JPEG stated before its samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JpegFrame {
    /// Width in pixels as stored.
    pub width: u16,
    /// Height in pixels as stored.
    pub height: u16,
    /// 1 for grey, 3 for colour, 4 for inks.
    pub components: u8,
    /// True if it is progressive.
    pub progressive: bool,
    /// Colour transform in the Adobe marker, if there is one: 0 for none, 1 for YCbCr, 2 for YCCK.
    /// With it, inks are stored inverted.
    pub adobe: Option<u8>,
}

/// Reads the segments up to the first scan; `None` if they cannot be followed.
pub fn frame(bytes: &[u8]) -> Option<JpegFrame> {
    segments(bytes).map(|(frame, _)| frame)
}

/// Returns, for a four-ink JPEG, whether its samples are stored inverted, as every program that
/// writes the Adobe marker does; `None` for any other file.
pub fn cmyk_jpeg(bytes: &[u8]) -> Option<bool> {
    frame(bytes)
        .filter(|frame| frame.components == 4)
        .map(|frame| frame.adobe.is_some())
}

/// Returns what is wrong with the samples of a file, if anything, judged by its markers only:
/// decoders skip damage silently, and fill what is missing with grey. Among samples a marker can
/// only be a restart, each with the next number; scans are separated by tables and comments and the
/// last ends with the end marker (ITU-T T.81 §B.1.1.2, §B.2.1). What follows that is ignored.
pub(super) fn damage(bytes: &[u8]) -> Option<Text> {
    let Some((_, mut rest)) = segments(bytes) else {
        return Some(text!(
            "asset.no-readable-header",
            "it has no readable header"
        ));
    };
    // The header of the first scan, then its samples.
    let mut marker = 0xDA;
    let mut restarts = 0;
    loop {
        if (0xD0..=0xD7).contains(&marker) {
            if marker - 0xD0 != restarts {
                return Some(text!(
                    "asset.restart-markers-out-order",
                    "its restart markers are out of order: samples are missing or damaged"
                ));
            }
            restarts = (restarts + 1) % 8;
        } else {
            match marker {
                0xD9 => return None,
                0xDA => restarts = 0,
                0xC4 | 0xDB | 0xDC | 0xDD | 0xE0..=0xEF | 0xFE => {}
                _ => {
                    return Some(text!(
                        "asset.marker-stands-among-samples",
                        "a marker stands among its samples where none may"
                    ));
                }
            }
            let after = rest
                .split_first_chunk::<2>()
                .and_then(|(length, _)| rest.get(usize::from(u16::from_be_bytes(*length))..));
            let Some(after) = after else { return Some(CUT) };
            rest = after;
        }
        let Some((found, after)) = next_marker(rest) else {
            return Some(CUT);
        };
        (marker, rest) = (found, after);
    }
}

const CUT: Text = text!(
    "asset.cut-short-end-marker",
    "it is cut short: its end marker is missing"
);

/// Returns the next marker and what follows it; a byte 0xFF among samples is followed by 0x00, and
/// may be repeated before a marker.
fn next_marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let at = bytes
        .windows(2)
        .position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xFF))?;
    Some((bytes[at + 1], &bytes[at + 2..]))
}

/// Returns Photoshop's image resources, joined from all the segments that hold them.
pub(super) fn photoshop(bytes: &[u8]) -> Vec<u8> {
    let mut block = Vec::new();
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let Some((marker, (segment, next))) =
        marker(rest).and_then(|(marker, after)| Some((marker, segment(after)?)))
    {
        if marker == 0xDA {
            break;
        }
        if marker == 0xED {
            block.extend(segment.strip_prefix(b"Photoshop 3.0\0").unwrap_or_default());
        }
        rest = next;
    }
    block
}

/// Returns the next marker and what follows it; any number of fill bytes may precede it.
fn marker(rest: &[u8]) -> Option<(u8, &[u8])> {
    let start = rest
        .iter()
        .position(|&byte| byte != 0xFF)
        .filter(|start| *start > 0)?;
    rest[start..]
        .split_first()
        .map(|(marker, after)| (*marker, after))
}

/// Returns a segment after its marker, and what follows it.
fn segment(after: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, body) = after.split_first_chunk::<2>()?;
    body.split_at_checked(usize::from(u16::from_be_bytes(*length)).checked_sub(2)?)
}

fn segments(bytes: &[u8]) -> Option<(JpegFrame, &[u8])> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
    let mut adobe = None;
    let mut found = None;
    loop {
        let (marker, after) = marker(rest)?;
        if marker == 0xDA {
            let frame = found?;
            return Some((JpegFrame { adobe, ..frame }, after));
        }
        let (segment, next) = segment(after)?;
        match marker {
            0xEE if segment.starts_with(b"Adobe") => adobe = segment.get(11).copied(),
            // Start of frame; C4, C8 and CC are tables and an extension.
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                let side = |at: usize| {
                    Some(u16::from_be_bytes([
                        *segment.get(at)?,
                        *segment.get(at + 1)?,
                    ]))
                };
                let progressive = marker & 3 == 2;
                found = Some(JpegFrame {
                    width: side(3)?,
                    height: side(1)?,
                    components: *segment.get(5)?,
                    progressive,
                    adobe,
                });
            }
            _ => {}
        }
        rest = next;
    }
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
        file.extend([0xFF, 0xFF, 0xC2, 0, 8, 8, 0, 1, 0, 2, components]);
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
        let wanted = JpegFrame {
            width: 2,
            height: 1,
            components: 3,
            progressive: true,
            adobe: None,
        };
        assert_eq!(frame(&jpeg(3, false)), Some(wanted));
    }

    #[test]
    fn a_cut_file_has_no_frame_and_no_end() {
        let whole = jpeg(4, true);
        for length in 0..whole.len() - 2 {
            assert_eq!(frame(&whole[..length]), None, "{length}");
        }
        assert_eq!(damage(&whole), Some(CUT));
    }

    #[test]
    fn markers_among_samples_tell_of_damage() {
        let file = |samples: &[u8]| [jpeg(3, false).as_slice(), samples].concat();
        for sound in [
            &[1, 2, 0xFF, 0xD9, 0][..],
            &[1, 0xFF, 0x00, 2, 0xFF, 0xFF, 0xD9],
            &[
                1, 0xFF, 0xD0, 2, 0xFF, 0xD1, 3, 0xFF, 0xC4, 0, 3, 9, 0xFF, 0xDA, 0, 2, 1, 0xFF,
                0xD0, 2, 0xFF, 0xD9,
            ],
        ] {
            assert_eq!(damage(&file(sound)), None, "{sound:?}");
        }
        let many: Vec<u8> = (0..300_u16)
            .flat_map(|nth| [7, 0xFF, 0xD0 + (nth % 8) as u8])
            .chain([0xFF, 0xD9])
            .collect();
        assert_eq!(damage(&file(&many)), None);
        for broken in [
            &[1, 0xFF, 0x07, 2, 0xFF, 0xD9][..],
            &[1, 0xFF, 0xD1, 2, 0xFF, 0xD9],
            &[1, 0xFF, 0xC4, 9, 9, 0xFF, 0xD9],
            &[1, 2],
        ] {
            assert!(damage(&file(broken)).is_some(), "{broken:?}");
        }
    }
}
