//! Zip files: their names first, their parts when they are asked for.

use std::fs::File;
use std::io::{self, BufReader, Read, Write};

use flate2::bufread::DeflateDecoder;
use rawzip::{
    CompressionMethod, FileReader, RECOMMENDED_BUFFER_SIZE, ReaderAt, ZipArchive,
    ZipArchiveEntryWayfinder, ZipLocator,
};

use super::fault::PackageFault;
use crate::limits::{PACKAGE_NAME_BYTES, PACKAGE_PARTS};
use crate::say::{Text, text};

/// A part of a package.
#[derive(Clone, Debug)]
pub struct PackagePart {
    /// Its name, with `/` between folders. Nothing is written under it.
    pub name: String,
    /// Its size once unpacked, as the package says.
    pub size: u64,
    found: ZipArchiveEntryWayfinder,
    method: CompressionMethod,
    encrypted: bool,
}

/// An open zip file. Of its parts only the names are in memory.
#[derive(Debug)]
pub struct Zip {
    archive: ZipArchive<Source>,
    entries: Vec<PackagePart>,
}

/// Where a zip is.
#[derive(Debug)]
enum Source {
    File(FileReader),
    Bytes(Vec<u8>),
}

impl ReaderAt for Source {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        match self {
            Source::File(file) => file.read_at(buffer, offset),
            Source::Bytes(bytes) => {
                let from = usize::try_from(offset)
                    .unwrap_or(usize::MAX)
                    .min(bytes.len());
                let length = buffer.len().min(bytes.len() - from);
                buffer[..length].copy_from_slice(&bytes[from..from + length]);
                Ok(length)
            }
        }
    }
}

impl Zip {
    /// Reads the names of the parts of a zip file, in its order.
    ///
    /// # Errors
    ///
    /// When it is cut off, or has more parts or longer names than a document has.
    pub fn open(file: File) -> Result<Zip, PackageFault> {
        let length = file
            .metadata()
            .map_err(|fault| PackageFault::broken(Text::quoted(fault.to_string())))?
            .len();
        Zip::read_names(Source::File(FileReader::from(file)), length)
    }

    /// Reads the names of the parts of a zip file that is in memory.
    ///
    /// # Errors
    ///
    /// As [`Zip::open`].
    pub fn of(bytes: Vec<u8>) -> Result<Zip, PackageFault> {
        let length = bytes.len() as u64;
        Zip::read_names(Source::Bytes(bytes), length)
    }

    fn read_names(source: Source, length: u64) -> Result<Zip, PackageFault> {
        let mut buffer = vec![0; RECOMMENDED_BUFFER_SIZE];
        let archive = ZipLocator::new()
            .locate_in_reader(source, &mut buffer, length)
            .map_err(|(_, fault)| broken(fault))?;
        let mut entries = Vec::new();
        let mut names = 0;
        let mut walk = archive.entries(&mut buffer);
        while let Some(entry) = walk.next_entry().map_err(broken)? {
            if entries.len() == PACKAGE_PARTS {
                return Err(PackageFault::over(
                    text!("package.parts", "parts"),
                    PACKAGE_PARTS,
                ));
            }
            let raw = entry.file_path();
            let bytes: &[u8] = raw.as_ref();
            names += bytes.len();
            if names > PACKAGE_NAME_BYTES {
                return Err(PackageFault::over(
                    text!("package.bytes-names", "bytes of names"),
                    PACKAGE_NAME_BYTES,
                ));
            }
            let name = String::from_utf8_lossy(bytes).replace('\\', "/");
            if entry.is_dir() {
                continue;
            }
            entries.push(PackagePart {
                name: name.trim_start_matches('/').to_owned(),
                size: entry.uncompressed_size_hint(),
                found: entry.wayfinder(),
                method: entry.compression_method(),
                encrypted: entry.flags().is_encrypted(),
            });
        }
        Ok(Zip { archive, entries })
    }

    /// The parts, in the order of the package.
    pub fn entries(&self) -> &[PackagePart] {
        &self.entries
    }

    /// The part of this name; where several have it, the last, as readers of zips take it.
    pub fn entry(&self, name: &str) -> Option<&PackagePart> {
        self.entries
            .iter()
            .rfind(|entry| entry.name == name)
            .or_else(|| {
                self.entries
                    .iter()
                    .rfind(|entry| entry.name.eq_ignore_ascii_case(name))
            })
    }

    /// Unpacks a part into memory.
    ///
    /// # Errors
    ///
    /// When it has more than `most` bytes, is encrypted, packed in an unknown way or damaged.
    pub fn read(&self, entry: &PackagePart, most: u64) -> Result<Vec<u8>, PackageFault> {
        let mut bytes = Vec::new();
        self.copy(entry, most, &mut bytes)?;
        Ok(bytes)
    }

    /// Unpacks a part into a writer, and checks its length and sum. Returns its length.
    ///
    /// # Errors
    ///
    /// As [`Zip::read`].
    pub fn copy(
        &self,
        entry: &PackagePart,
        most: u64,
        out: &mut dyn Write,
    ) -> Result<u64, PackageFault> {
        let name = &entry.name;
        if entry.encrypted {
            return Err(PackageFault::broken(text!(
                "package.part-encrypted",
                "its part “{name}” is encrypted",
                name
            )));
        }
        if entry.size > most {
            return Err(PackageFault::over(
                text!("package.bytes-of-part", "bytes in “{name}”", name),
                most,
            ));
        }
        let data = self.archive.get_entry(entry.found).map_err(broken)?;
        // A byte more than the package says tells a part that is larger than it says.
        let limit = most.min(entry.size) + 1;
        let copied = match entry.method {
            CompressionMethod::STORE => {
                let mut reader = data.verifying_reader(data.reader()).take(limit);
                io::copy(&mut reader, out)
            }
            CompressionMethod::DEFLATE => {
                let inflate = DeflateDecoder::new(BufReader::new(data.reader()));
                let mut reader = data.verifying_reader(inflate).take(limit);
                io::copy(&mut reader, out)
            }
            other => {
                return Err(PackageFault::broken(text!(
                    "package.part-packed-way-office",
                    "its part “{name}” is packed in a way that Office and InDesign do not use ({method})",
                    name,
                    method = format!("{other:?}")
                )));
            }
        };
        match copied {
            Ok(length) if length == entry.size => Ok(length),
            Ok(_) => Err(PackageFault::broken(text!(
                "package.part-not-long-package",
                "its part “{name}” is not as long as the package says",
                name
            ))),
            Err(fault) => Err(PackageFault::broken(text!(
                "package.part-damaged",
                "its part “{name}” is damaged: {fault}",
                name,
                fault
            ))),
        }
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "it is what `map_err` hands on"
)]
fn broken(fault: rawzip::Error) -> PackageFault {
    PackageFault::broken(text!(
        "package.zip-damaged-cut-off",
        "the zip is damaged or cut off: {fault}",
        fault = fault.to_string()
    ))
}
