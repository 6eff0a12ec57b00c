//! Decoding of text files.

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::charset::{self, Decoded, Trust};
use super::sniff::{self, NotText};
use crate::diag::{Code, Diagnostic, Reported, Sink, SourceId, Sources, Span};
use crate::say::{Text, text};

/// Decodes a text file: UTF-8, UTF-16, or GB18030; another encoding of East
/// Asia or Western Europe is read by what its text is made of, and reported. A
/// byte order mark is dropped and CRLF and CR become LF.
///
/// # Errors
///
/// `not-text` for a file of another kind, by its first bytes; `bad-encoding`
/// at the first byte that is no character.
pub fn decode(
    path: &str,
    bytes: &[u8],
    sources: &mut Sources,
    sink: &mut Sink,
) -> Result<SourceId, Reported> {
    if let Some(kind) = sniff::by_bytes(bytes) {
        return Err(refused(path, kind, sources, sink));
    }
    let decoded = text_of(bytes);
    if let Some(kind) = sniff::by_text(&decoded.text) {
        return Err(refused(path, kind, sources, sink));
    }
    let name = decoded.name;
    let Some(bad) = decoded.bad else {
        let source = sources.add(path, lines(&decoded.text));
        if let Some(doubt) = doubt(path, &decoded) {
            let place = Span::new(source, 0, 0);
            sink.report(
                Diagnostic::new(Code::EncodingGuessed, place, doubt).help(text!(
                    "story.look-whether-reads-right",
                    "look whether it reads right, and save the file as UTF-8"
                )),
            );
        }
        return Ok(source);
    };
    // The rest is shown as far as it can be, so that the line is seen.
    let good = lines(&decoded.text);
    let at = good.len();
    let rest = String::from_utf8_lossy(&bytes[bad.min(bytes.len())..]);
    let line = rest.split(['\r', '\n']).next().unwrap_or("");
    let source = sources.add(path, good + line);
    let byte = bytes
        .get(bad)
        .map_or_else(String::new, |byte| format!(" (0x{byte:02X})"));
    let message = if name == "UTF-8" || name.starts_with("UTF-16") {
        text!(
            "story.broken-unicode",
            "“{path}” is {name} up to byte {bad}{byte}, which is no character of it",
            path,
            name,
            bad = bad + 1,
            byte
        )
    } else {
        text!(
            "story.neither-utf-8-nor",
            "“{path}” is neither UTF-8 nor {name}: byte {bad}{byte} is no character",
            path,
            name,
            bad = bad + 1,
            byte
        )
    };
    Err(sink.error(
        Diagnostic::new(Code::BadEncoding, Span::new(source, at, at), message).help(text!(
            "story.mend-character-place-save",
            "mend the character at this place, or save the file again as UTF-8"
        )),
    ))
}

/// The characters of a file of text, whatever text it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Characters {
    /// The text up to the first bad byte, or all of it; lines end with LF.
    pub text: String,
    /// The first byte that is no character, counted from 0.
    pub bad: Option<usize>,
    /// What the encoding is called.
    pub encoding: &'static str,
    /// True if nothing in the file names the encoding and it is none that newsrooms here write.
    pub guessed: bool,
}

/// Returns the characters of a file of text. The encoding is that of its mark, UTF-8, or what its
/// characters are made of.
pub fn characters(bytes: &[u8]) -> Characters {
    let decoded = text_of(bytes);
    Characters {
        text: lines(&decoded.text),
        bad: decoded.bad,
        encoding: decoded.name,
        guessed: decoded.trust != Trust::Sure,
    }
}

/// Returns what a file is called that is no text by its first bytes, and what to do with it.
pub fn not_text(bytes: &[u8]) -> Option<(Text, Text)> {
    sniff::by_bytes(bytes).map(|kind| (kind.name, kind.help))
}

fn refused(path: &str, kind: NotText, sources: &mut Sources, sink: &mut Sink) -> Reported {
    let source = sources.add(path, String::new());
    let message = text!(
        "story.no-plain-text",
        "“{path}” is no plain text: it is {kind}",
        path,
        kind = kind.name
    );
    sink.error(Diagnostic::new(Code::NotText, Span::new(source, 0, 0), message).help(kind.help))
}

/// What is to be said of an encoding that nothing in the file names.
fn doubt(path: &str, decoded: &Decoded) -> Option<Text> {
    let name = decoded.name;
    match decoded.trust {
        Trust::Sure => None,
        Trust::Guessed => Some(text!(
            "story.not-utf-8-characters",
            "“{path}” is not UTF-8; by its characters it is {name}, and was read so",
            path,
            name
        )),
        Trust::Doubtful => Some(text!(
            "story.not-utf-8-hardly",
            "“{path}” is not UTF-8, and as {name} hardly a character of it is a frequent one: it may be in another encoding",
            path,
            name
        )),
    }
}

fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn text_of(bytes: &[u8]) -> Decoded {
    let marked = |encoding, name, rest: &[u8]| {
        let (text, bad) = charset::up_to_fault(encoding, rest);
        let bad = bad.map(|bad| bad + bytes.len() - rest.len());
        Decoded {
            text,
            bad,
            name,
            trust: Trust::Sure,
        }
    };
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => return utf8(rest, 3),
        [0xFF, 0xFE, rest @ ..] => return marked(UTF_16LE, "UTF-16", rest),
        [0xFE, 0xFF, rest @ ..] => return marked(UTF_16BE, "UTF-16", rest),
        _ => {}
    }
    if let Some((encoding, name)) = charset::unmarked_utf16(bytes) {
        return Decoded {
            trust: Trust::Guessed,
            ..marked(encoding, name, bytes)
        };
    }
    // A file with a good stretch of Chinese in UTF-8 is UTF-8 with an error,
    // not GB18030: decoding it as such would print rubbish.
    if std::str::from_utf8(bytes).is_ok() || looks_utf8(bytes) {
        return utf8(bytes, 0);
    }
    charset::decode(bytes)
}

/// UTF-8 after so many bytes of its mark.
fn utf8(bytes: &[u8], mark: usize) -> Decoded {
    let (valid, bad) = match std::str::from_utf8(bytes) {
        Ok(_) => (bytes.len(), None),
        Err(error) => (error.valid_up_to(), Some(error.valid_up_to() + mark)),
    };
    let text = String::from_utf8_lossy(&bytes[..valid]).into_owned();
    Decoded {
        text,
        bad,
        name: "UTF-8",
        trust: Trust::Sure,
    }
}

/// Returns whether at least 90 % of the bytes above ASCII are part of valid UTF-8.
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
    use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS, WINDOWS_1252};

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

    /// The text of a file, what is reported of it, and the first place.
    type Decoded = (Option<String>, Vec<(Code, String)>, Option<(usize, usize)>);

    fn told(bytes: &[u8]) -> Decoded {
        let (mut sources, mut sink) = (Sources::default(), Sink::new());
        let source = decode("a.md", bytes, &mut sources, &mut sink).ok();
        let text = source.map(|source| sources.text(source).to_owned());
        let list = sink.finish();
        let place = list.first().and_then(|told| told.primary).map(|span| {
            let before = &sources.text(span.source)[..span.start as usize];
            let line = before.matches('\n').count() + 1;
            (
                line,
                before.rsplit('\n').next().unwrap_or("").chars().count() + 1,
            )
        });
        (
            text,
            list.into_iter()
                .map(|told| (told.code, told.message.to_string()))
                .collect(),
            place,
        )
    }

    #[test]
    fn encodings_are_told_apart_and_named() {
        let simplified = "河西渡口要改名了。老船工说，名字改了水还是那条水。";
        let traditional = "河西渡口要改名了。老船工說，名字改了水還是那條水，這是對的。";
        let japanese = "町の古い郵便局は去年改装され、門前の桐はそのまま残された。";
        let korean = "지난해 낡은 우체국을 고쳤다. 그 앞의 오동나무는 그대로 남았다.";
        for (encoding, text, name) in [
            (GB18030, simplified, None),
            (GB18030, traditional, None),
            (BIG5, traditional, Some("Big5")),
            (EUC_JP, japanese, Some("EUC-JP")),
            (SHIFT_JIS, japanese, Some("Shift_JIS")),
            (EUC_KR, korean, Some("EUC-KR")),
            (
                WINDOWS_1252,
                "Naïve café résumé, it’s “fine” here.",
                Some("Windows-1252"),
            ),
        ] {
            let encoding: &Encoding = encoding;
            let (bytes, _, _) = encoding.encode(text);
            let (read, list, _) = told(&bytes);
            assert_eq!(read.as_deref(), Some(text), "{}: {list:?}", encoding.name());
            match name {
                None => assert_eq!(list, [], "{}", encoding.name()),
                Some(name) => assert!(
                    list.len() == 1
                        && list[0].0 == Code::EncodingGuessed
                        && list[0].1.contains(name),
                    "{list:?}"
                ),
            }
        }
        // Too rare for a language that is known: read, and told.
        let rare: String = "龘靐齉齾龗麤鱻爩吁鸜灪麣鸾龖驫".to_owned();
        let (bytes, _, _) = GB18030.encode(&rare);
        assert!(
            told(&bytes)
                .1
                .iter()
                .any(|(code, _)| *code == Code::EncodingGuessed)
        );
        // Without a mark of its order.
        let utf16: Vec<u8> = "主题: 甲\n\n正文 A。"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(told(&utf16).0.as_deref(), Some("主题: 甲\n\n正文 A。"));
    }

    #[test]
    fn the_place_is_the_first_bad_byte() {
        let line = "河西渡口要改名了。老船工说，名字改了水还是那条水。\r\n";
        let (good, _, _) = GB18030.encode(line);
        let mut bytes = good.repeat(10);
        bytes.push(0xFF);
        bytes.extend_from_slice(&good);
        let (text, list, place) = told(&bytes);
        assert_eq!((text, place), (None, Some((11, 1))), "{list:?}");
        assert!(list[0].1.contains("0xFF"), "{list:?}");
        let broken = [line.as_bytes(), b"\xE5\x9C".as_slice(), line.as_bytes()].concat();
        assert_eq!(told(&broken).2, Some((2, 1)));
    }

    #[test]
    fn other_files_are_called_what_they_are() {
        for (bytes, name) in [
            (b"{\\rtf1\\ansi ".as_slice(), "RTF"),
            (b"%PDF-1.4\n", "PDF"),
            (b"PK\x03\x04 word/document.xml", "Word"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0", "doc"),
            (b"<!DOCTYPE html><html><p>\xBA\xD3", "web page"),
        ] {
            let (text, list, _) = told(bytes);
            assert_eq!((text, list[0].0), (None, Code::NotText));
            assert!(list[0].1.contains(name), "{list:?}");
        }
    }
}
