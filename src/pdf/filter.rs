//! Stream filters, each bounded in the size of its output.

use std::io::Read;

use super::budget::Budget;
use super::value::{Dict, Resolve, Value, printable};
use crate::say::{Text, text};

/// A stream decoded as far as this room can.
pub(crate) struct Coded {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The remaining image encoding, such as `DCTDecode`.
    pub still: Option<Vec<u8>>,
}

/// Returns the filter names of a stream, in the order of decoding, the short names of inline images
/// expanded.
pub(super) fn filters(dict: &Dict, resolve: Resolve<'_>) -> Vec<Vec<u8>> {
    let value = match dict.resolved("Filter", resolve) {
        Value::Null => dict.resolved("F", resolve),
        value => value,
    };
    let long = |name: &[u8]| {
        let name: &[u8] = match name {
            b"Fl" => b"FlateDecode",
            b"AHx" => b"ASCIIHexDecode",
            b"A85" => b"ASCII85Decode",
            b"RL" => b"RunLengthDecode",
            b"LZW" => b"LZWDecode",
            b"CCF" => b"CCITTFaxDecode",
            b"DCT" => b"DCTDecode",
            other => other,
        };
        name.to_vec()
    };
    match &value {
        Value::Name(name) => vec![long(name)],
        Value::Array(array) => array
            .iter()
            .take(8)
            .map(|filter| resolve(filter).name().map_or_else(|| b"?".to_vec(), long))
            .collect(),
        _ => Vec::new(),
    }
}

/// Applies every filter up to an image encoding.
pub(super) fn unpack(
    dict: &Dict,
    coded: &[u8],
    budget: &Budget,
    resolve: Resolve<'_>,
) -> Result<Coded, Text> {
    let names = filters(dict, resolve);
    let parms = match dict.resolved("DecodeParms", resolve) {
        Value::Null => dict.resolved("DP", resolve),
        value => value,
    };
    let mut bytes = None;
    for (nth, name) in names.iter().enumerate() {
        let parm = match &parms {
            Value::Array(array) => array.get(nth).map_or(Value::Null, resolve),
            other if nth == 0 => other.clone(),
            _ => Value::Null,
        };
        let from: &[u8] = bytes.as_deref().unwrap_or(coded);
        let most = Budget::STREAM.min(budget.left());
        let paid = |undone: Result<Vec<u8>, Text>| {
            // What is given up for its size has cost as much as what is kept.
            if undone.as_ref().is_err_and(|why| *why == TOO_MUCH) {
                budget.work(most);
            }
            undone
        };
        let undone = match name.as_slice() {
            b"FlateDecode" => predicted(paid(flate(from, most))?, &parm, resolve)?,
            b"LZWDecode" => predicted(
                paid(lzw(from, most, early(&parm, resolve)))?,
                &parm,
                resolve,
            )?,
            b"ASCIIHexDecode" => ascii_hex(from),
            b"ASCII85Decode" => ascii_85(from)?,
            b"RunLengthDecode" => paid(run_length(from, most))?,
            b"DCTDecode" | b"JPXDecode" | b"JBIG2Decode" | b"CCITTFaxDecode" => {
                return Ok(Coded {
                    bytes: bytes.unwrap_or_else(|| coded.to_vec()),
                    still: Some(name.clone()),
                });
            }
            b"Crypt" => from.to_vec(),
            other => {
                return Err(text!(
                    "pdf.filter-unknown",
                    "the filter {other} is unknown",
                    other = printable(other)
                ));
            }
        };
        if !budget.work(undone.len().max(from.len())) {
            return Err(TOO_MUCH);
        }
        bytes = Some(undone);
    }
    Ok(Coded {
        bytes: bytes.unwrap_or_else(|| coded.to_vec()),
        still: None,
    })
}

/// Compresses bytes for a FlateDecode stream.
pub(crate) fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut encoder = flate2::bufread::ZlibEncoder::new(bytes, flate2::Compression::new(6));
    // Reading from memory into memory cannot fail.
    let _ = encoder.read_to_end(&mut packed);
    packed
}

const TOO_MUCH: Text = text!(
    "pdf.unpacks-more-any-page",
    "it unpacks to more than any page needs"
);

fn flate(coded: &[u8], most: usize) -> Result<Vec<u8>, Text> {
    // Content streams grow three or four times.
    let mut out = Vec::with_capacity(coded.len().saturating_mul(4).min(most));
    let read = flate2::bufread::ZlibDecoder::new(coded)
        .take(most as u64 + 1)
        .read_to_end(&mut out);
    if out.len() > most {
        return Err(TOO_MUCH);
    }
    match read {
        Ok(_) => Ok(out),
        Err(_) => Err(text!(
            "pdf.flate-data-damaged-after",
            "its Flate data is damaged after {out} bytes",
            out = out.len()
        )),
    }
}

fn early(parm: &Value, resolve: Resolve<'_>) -> bool {
    parm.dict()
        .is_none_or(|parm| parm.resolved("EarlyChange", resolve).int() != Some(0))
}

fn lzw(coded: &[u8], most: usize, early: bool) -> Result<Vec<u8>, Text> {
    const CLEAR: usize = 256;
    const END: usize = 257;
    let mut out: Vec<u8> = Vec::new();
    // Every code stands for a stretch of what was already written.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let (mut bits, mut held, mut width) = (0_u32, 0_u32, 9_u32);
    let mut last: Option<(usize, usize)> = None;
    for &byte in coded {
        bits = bits << 8 | u32::from(byte);
        held += 8;
        if held < width {
            continue;
        }
        held -= width;
        let code = (bits >> held & ((1 << width) - 1)) as usize;
        bits &= (1 << held) - 1;
        if code == CLEAR {
            table.clear();
            width = 9;
            last = None;
            continue;
        }
        if code == END {
            return Ok(out);
        }
        let start = out.len();
        match (code, last) {
            (0..=255, _) => out.push(code as u8),
            (_, Some((from, length))) if code == 258 + table.len() => {
                out.extend_from_within(from..from + length);
                out.extend_from_within(from..from + 1);
            }
            _ => {
                let &(from, length) = table
                    .get(code - 258)
                    .ok_or(text!("pdf.lzw-data-damaged", "its LZW data is damaged"))?;
                out.extend_from_within(from..from + length);
            }
        }
        if out.len() > most {
            return Err(TOO_MUCH);
        }
        if let Some((from, length)) = last
            && table.len() < 4096 - 258
        {
            table.push((from, length + 1));
        }
        last = Some((start, out.len() - start));
        let next = 258 + table.len() + usize::from(early);
        width = match next {
            0..=511 => 9,
            512..=1023 => 10,
            1024..=2047 => 11,
            _ => 12,
        };
    }
    Ok(out)
}

fn ascii_hex(coded: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = coded
        .iter()
        .take_while(|&&byte| byte != b'>')
        .filter_map(|&byte| char::from(byte).to_digit(16))
        .map(|digit| digit as u8)
        .collect();
    digits
        .chunks(2)
        .map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0))
        .collect()
}

fn ascii_85(coded: &[u8]) -> Result<Vec<u8>, Text> {
    let mut out = Vec::with_capacity(coded.len() / 5 * 4 + 4);
    let mut group = Vec::with_capacity(5);
    let flush = |group: &mut Vec<u8>, out: &mut Vec<u8>| {
        let count = group.len();
        if count > 1 {
            group.resize(5, 84);
            let number = group.iter().fold(0_u32, |number, &digit| {
                number.wrapping_mul(85).wrapping_add(u32::from(digit))
            });
            out.extend_from_slice(&number.to_be_bytes()[..count - 1]);
        }
        group.clear();
    };
    for &byte in coded {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => out.extend_from_slice(&[0; 4]),
            b'!'..=b'u' => {
                group.push(byte - b'!');
                if group.len() == 5 {
                    flush(&mut group, &mut out);
                }
            }
            byte if byte.is_ascii_whitespace() || byte == 0 => {}
            _ => {
                return Err(text!(
                    "pdf.ascii85-data-damaged",
                    "its ASCII85 data is damaged"
                ));
            }
        }
    }
    flush(&mut group, &mut out);
    Ok(out)
}

fn run_length(coded: &[u8], most: usize) -> Result<Vec<u8>, Text> {
    let mut out = Vec::new();
    let mut rest = coded;
    while let Some((&length, after)) = rest.split_first() {
        match usize::from(length) {
            128 => break,
            copied @ 0..=127 => {
                let (run, after) = after.split_at_checked(copied + 1).ok_or(text!(
                    "pdf.run-length-data-cut",
                    "its run-length data is cut short"
                ))?;
                out.extend_from_slice(run);
                rest = after;
            }
            repeated => {
                let (&byte, after) = after.split_first().ok_or(text!(
                    "pdf.run-length-data-cut",
                    "its run-length data is cut short"
                ))?;
                out.resize(out.len() + 257 - repeated, byte);
                rest = after;
            }
        }
        if out.len() > most {
            return Err(TOO_MUCH);
        }
    }
    Ok(out)
}

/// Reverses the predictor that the parameters name.
fn predicted(bytes: Vec<u8>, parm: &Value, resolve: Resolve<'_>) -> Result<Vec<u8>, Text> {
    let Some(parm) = parm.dict() else {
        return Ok(bytes);
    };
    let number = |key: &str, otherwise: i64| {
        parm.resolved(key, resolve)
            .int()
            .unwrap_or(otherwise)
            .clamp(1, 1 << 24) as usize
    };
    let predictor = number("Predictor", 1);
    if predictor == 1 {
        return Ok(bytes);
    }
    let (colors, bits, columns) = (
        number("Colors", 1).min(64),
        number("BitsPerComponent", 8).min(16),
        number("Columns", 1),
    );
    let pixel = (colors * bits).div_ceil(8);
    let row = (colors * bits * columns).div_ceil(8);
    if predictor == 2 {
        return Ok(if bits == 8 {
            differences(bytes, row, pixel)
        } else {
            bytes
        });
    }
    png(&bytes, row, pixel)
}

fn differences(mut bytes: Vec<u8>, row: usize, pixel: usize) -> Vec<u8> {
    for line in bytes.chunks_mut(row) {
        for at in pixel..line.len() {
            line[at] = line[at].wrapping_add(line[at - pixel]);
        }
    }
    bytes
}

fn png(bytes: &[u8], row: usize, pixel: usize) -> Result<Vec<u8>, Text> {
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut above = vec![0_u8; row];
    for line in bytes.chunks(row + 1) {
        let (&kind, line) = line.split_first().ok_or(text!(
            "pdf.predictor-data-cut-short",
            "its predictor data is cut short"
        ))?;
        let mut now = line.to_vec();
        for at in 0..now.len() {
            let left = if at >= pixel { now[at - pixel] } else { 0 };
            let up = above[at];
            let corner = if at >= pixel { above[at - pixel] } else { 0 };
            let guess = match kind {
                0 => 0,
                1 => left,
                2 => up,
                3 => ((u16::from(left) + u16::from(up)) / 2) as u8,
                4 => paeth(left, up, corner),
                _ => {
                    return Err(text!(
                        "pdf.predictor-data-damaged",
                        "its predictor data is damaged"
                    ));
                }
            };
            now[at] = now[at].wrapping_add(guess);
        }
        out.extend_from_slice(&now);
        now.resize(row, 0);
        above = now;
    }
    Ok(out)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let far = |from: u8| (guess - i16::from(from)).abs();
    if far(left) <= far(up) && far(left) <= far(corner) {
        left
    } else if far(up) <= far(corner) {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_filters_undo() {
        assert_eq!(ascii_hex(b"48 65 6C6C 6F>zz"), b"Hello");
        assert_eq!(ascii_85(b"87cURD]j7BEbo80~>").unwrap(), b"Hello world!");
        assert_eq!(
            run_length(&[2, b'a', b'b', b'c', 254, b'd', 128, 9], 99).unwrap(),
            b"abcddd"
        );
        assert!(run_length(&[129, b'x'], 10).is_err());
    }

    #[test]
    fn lzw_undoes_the_example_of_the_standard() {
        // ISO 32000-1 §7.4.4.2.
        let coded = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
        assert_eq!(
            lzw(&coded, 99, true).unwrap(),
            [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]
        );
    }

    #[test]
    fn predictors_undo() {
        assert_eq!(png(&[2, 1, 2, 2, 1, 1], 2, 1).unwrap(), [1, 2, 2, 3]);
        assert_eq!(png(&[1, 1, 1, 4, 1, 1], 2, 1).unwrap(), [1, 2, 2, 3]);
        assert_eq!(
            differences(vec![1, 1, 1, 5, 1, 1], 3, 1),
            [1, 2, 3, 5, 6, 7]
        );
    }

    #[test]
    fn a_bomb_is_refused() {
        let mut small = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::Write::write_all(&mut small, &vec![0; 1 << 20]).unwrap();
        assert!(flate(&small.finish().unwrap(), 1 << 19).is_err());
    }
}
