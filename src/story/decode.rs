//! From bytes to text.

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

use crate::diag::{Code, Diagnostic, Reported, Sink, SourceId, Sources, Span};

/// Decodes a text file: UTF-8, UTF-16 with a byte order mark, or GB18030.
/// A byte order mark is dropped and CRLF and CR become LF.
pub fn decode(
    path: &str,
    bytes: &[u8],
    sources: &mut Sources,
    sink: &mut Sink,
) -> Result<SourceId, Reported> {
    match text_of(bytes) {
        Ok(text) => Ok(sources.add(path, text.replace("\r\n", "\n").replace('\r', "\n"))),
        Err(valid_up_to) => {
            let good = String::from_utf8_lossy(&bytes[..valid_up_to]).into_owned();
            let source = sources.add(path, good.replace("\r\n", "\n"));
            let at = sources.text(source).len();
            let message = format!(
                "“{path}” is neither UTF-8 nor GB18030: byte {} is no character",
                valid_up_to + 1
            );
            Err(sink.error(
                Diagnostic::new(Code::BadEncoding, Span::new(source, at, at), message)
                    .help("save the file again as UTF-8"),
            ))
        }
    }
}

fn text_of(bytes: &[u8]) -> Result<String, usize> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => {
            return std::str::from_utf8(rest)
                .map(str::to_owned)
                .map_err(|error| error.valid_up_to() + 3);
        }
        [0xFF, 0xFE, rest @ ..] => return whole(UTF_16LE, rest).ok_or(0),
        [0xFE, 0xFF, rest @ ..] => return whole(UTF_16BE, rest).ok_or(0),
        _ => {}
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        // A file with a good stretch of Chinese in UTF-8 is UTF-8 with an
        // error, not GB18030: decoding it as such would print rubbish.
        Err(error) if looks_utf8(bytes) => Err(error.valid_up_to()),
        Err(error) => whole(GB18030, bytes).ok_or(error.valid_up_to()),
    }
}

fn whole(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> Option<String> {
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(|text| text.into_owned())
}

/// Whether most of the bytes above ASCII form valid three-byte UTF-8.
fn looks_utf8(bytes: &[u8]) -> bool {
    let high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    let in_utf8: usize = bytes
        .utf8_chunks()
        .map(|chunk| chunk.valid().bytes().filter(|byte| *byte >= 0x80).count())
        .sum();
    high > 0 && in_utf8 * 10 >= high * 9
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Option<String> {
        let (mut sources, mut sink) = (Sources::default(), Sink::new());
        decode("a.md", bytes, &mut sources, &mut sink)
            .ok()
            .map(|source| sources.text(source).to_owned())
    }

    #[test]
    fn the_encodings_of_newsrooms_are_read() {
        assert_eq!(
            read("\u{FEFF}强县\r\n富民".as_bytes()).as_deref(),
            Some("强县\n富民")
        );
        let (gb, _, _) = GB18030.encode("本报讯(记者某某),郏县");
        assert_eq!(read(&gb).as_deref(), Some("本报讯(记者某某),郏县"));
    }

    #[test]
    fn a_broken_byte_is_told_not_guessed() {
        assert_eq!(read(b"abc\xFF\xFE\xFFdef"), None);
        let mut broken = "强县富民争出彩，县域强则市域强。".as_bytes().to_vec();
        broken.push(0xE5);
        assert_eq!(read(&broken), None);
    }
}
