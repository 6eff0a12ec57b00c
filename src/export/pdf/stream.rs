//! Compressed streams.

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Object, Stream};

use crate::asset::OutputProfile;

/// Compression level, chosen by measurement: level 9 saves less than one per cent of a page and
/// takes up to four times as long.
const LEVEL: u32 = 6;

/// Compression level of font programs, which repeat little: 1 % larger than at level 6, in four
/// fifths of the time.
const PROGRAM_LEVEL: u32 = 2;

/// A compressor to zlib format, one stream after the other. Its work memory is a quarter of a
/// megabyte, so one serves many streams.
pub(super) struct Packer(Compress);

impl Packer {
    /// Creates a compressor of anything but font programs.
    pub fn new() -> Packer {
        Packer(Compress::new(Compression::new(LEVEL), true))
    }

    /// Creates a compressor of font programs.
    pub fn of_programs() -> Packer {
        Packer(Compress::new(Compression::new(PROGRAM_LEVEL), true))
    }

    /// Compresses bytes to zlib format.
    pub fn pack(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.0.reset();
        let mut packed = Vec::with_capacity(bytes.len() / 2 + 512);
        loop {
            let rest = &bytes[self.0.total_in() as usize..];
            match self
                .0
                .compress_vec(rest, &mut packed, FlushCompress::Finish)
            {
                Ok(Status::Ok | Status::BufError) => packed.reserve(bytes.len() / 4 + 512),
                // Compressing into memory does not fail.
                Ok(Status::StreamEnd) | Err(_) => return packed,
            }
        }
    }
}

/// Compresses bytes to zlib format.
pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    Packer::new().pack(bytes)
}

/// Creates a stream from bytes already compressed.
pub(super) fn flate(mut dict: Dictionary, bytes: Vec<u8>) -> Stream {
    dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
    Stream::new(dict, bytes).with_compression(false)
}

/// Creates a compressed stream.
pub(super) fn deflated(dict: Dictionary, bytes: &[u8]) -> Stream {
    flate(dict, deflate(bytes))
}

/// Creates the stream of an output profile. The bundled one goes into nearly every file, so it is
/// kept compressed.
pub(super) fn profile(press: &OutputProfile) -> Stream {
    let mut dict = Dictionary::new();
    dict.set("N", 4);
    match press.known {
        Some(known) => flate(dict, known.packed.to_vec()),
        None => deflated(dict, &press.bytes),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn packers_lose_nothing_and_know_nothing_of_the_stream_before() {
        let noise: Vec<u8> = (0..300_000_u32)
            .map(|at| (at.wrapping_mul(2_654_435_761) >> 23) as u8)
            .collect();
        let streams: [&[u8]; 6] = [b"", b"a", &[7; 100_000], &noise, &noise[..70_001], &fonts()];
        let (mut packer, mut programs) = (Packer::new(), Packer::of_programs());
        for stream in streams {
            for (packed, alone) in [
                (packer.pack(stream), Packer::new().pack(stream)),
                (programs.pack(stream), Packer::of_programs().pack(stream)),
            ] {
                assert_eq!(packed, alone);
                let mut unpacked = Vec::new();
                flate2::read::ZlibDecoder::new(packed.as_slice())
                    .read_to_end(&mut unpacked)
                    .unwrap();
                assert!(unpacked == stream);
            }
        }
    }

    #[test]
    fn font_programs_take_little_more_room_so() {
        let fonts = fonts();
        let (least, quick) = (
            Packer::new().pack(&fonts).len(),
            Packer::of_programs().pack(&fonts).len(),
        );
        assert!(
            quick * 100 < least * 102,
            "{quick} bytes, {least} at level {LEVEL}"
        );
    }

    fn fonts() -> Vec<u8> {
        let fonts = crate::asset::Fonts::bundled();
        let table = fonts.face(fonts.find("song").unwrap()).cff().unwrap();
        let glyphs: Vec<u16> = (0..10_000).step_by(9).collect();
        super::super::cff::subset(table, &glyphs).unwrap().unwrap()
    }
}
