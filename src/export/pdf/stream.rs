//! Compressed streams.

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Object, Stream};
use miniz_oxide::deflate::core::{CompressorOxide, TDEFLFlush, TDEFLStatus, compress, create_comp_flags_from_zip_params};

use crate::asset::OutputProfile;

/// Chosen by measure: level 9 saves less than one per cent of a page and takes
/// up to four times as long.
const LEVEL: u32 = 6;

/// Brings bytes into zlib form, one stream after the other. What it works in is
/// a quarter of a megabyte, so one serves many streams.
pub(super) struct Packer(Compress);

impl Packer {
    /// A packer of anything but font programs.
    pub fn new() -> Packer {
        Packer(Compress::new(Compression::new(LEVEL), true))
    }

    /// The bytes in zlib form.
    pub fn pack(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.0.reset();
        let mut packed = Vec::with_capacity(bytes.len() / 2 + 512);
        loop {
            let rest = &bytes[self.0.total_in() as usize..];
            match self.0.compress_vec(rest, &mut packed, FlushCompress::Finish) {
                Ok(Status::Ok | Status::BufError) => packed.reserve(bytes.len() / 4 + 512),
                // Compressing into memory does not fail.
                Ok(Status::StreamEnd) | Err(_) => return packed,
            }
        }
    }
}

/// The same for font programs. Little stands twice in them, and looking for it
/// longer costs more than it finds: on the faces of a front page this takes less
/// than half the time of [`Packer`] and 5 % more room, which is 2 % of the file.
pub(super) struct ProgramPacker(Box<CompressorOxide>);

impl ProgramPacker {
    /// A packer of font programs.
    pub fn new() -> ProgramPacker {
        let quick = create_comp_flags_from_zip_params(1, 15, 0);
        ProgramPacker(Box::new(CompressorOxide::new(quick)))
    }

    /// The bytes in zlib form.
    pub fn pack(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.0.reset();
        let mut packed = vec![0; bytes.len() + 512];
        let (mut read, mut written) = (0, 0);
        loop {
            let (status, in_, out) = compress(&mut self.0, &bytes[read..], &mut packed[written..], TDEFLFlush::Finish);
            (read, written) = (read + in_, written + out);
            if status != TDEFLStatus::Okay {
                packed.truncate(written);
                return packed;
            }
            packed.resize(packed.len() + bytes.len() / 4 + 512, 0);
        }
    }
}

/// Bytes in zlib form.
pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    Packer::new().pack(bytes)
}

/// A stream holding already compressed bytes.
pub(super) fn flate(mut dict: Dictionary, bytes: Vec<u8>) -> Stream {
    dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
    Stream::new(dict, bytes).with_compression(false)
}

/// A compressed stream.
pub(super) fn deflated(dict: Dictionary, bytes: &[u8]) -> Stream {
    flate(dict, deflate(bytes))
}

/// The stream of an output profile. The bundled one goes into nearly every
/// file, so it is kept compressed.
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
        let noise: Vec<u8> = (0..300_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 23) as u8).collect();
        let streams: [&[u8]; 6] = [b"", b"a", &[7; 100_000], &noise, &noise[..70_001], &fonts()];
        let (mut packer, mut programs) = (Packer::new(), ProgramPacker::new());
        for stream in streams {
            for (packed, alone) in
                [(packer.pack(stream), Packer::new().pack(stream)), (programs.pack(stream), ProgramPacker::new().pack(stream))]
            {
                assert_eq!(packed, alone);
                let mut unpacked = Vec::new();
                flate2::read::ZlibDecoder::new(packed.as_slice()).read_to_end(&mut unpacked).unwrap();
                assert!(unpacked == stream);
            }
        }
    }

    #[test]
    fn font_programs_take_little_more_room_so() {
        let fonts = fonts();
        let (least, quick) = (Packer::new().pack(&fonts).len(), ProgramPacker::new().pack(&fonts).len());
        assert!(quick * 100 < least * 108, "{quick} bytes, {least} at level {LEVEL}");
    }

    fn fonts() -> Vec<u8> {
        let fonts = crate::asset::Fonts::bundled();
        let table = fonts.face(fonts.find("song").unwrap()).cff().unwrap();
        let glyphs: Vec<u16> = (0..10_000).step_by(9).collect();
        super::super::cff::cut(table, &glyphs).unwrap().unwrap()
    }
}
