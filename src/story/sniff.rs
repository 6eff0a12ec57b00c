//! What a file is, by its first bytes, when it is not copy.

/// A kind of file that holds no plain text: what it is called, and how to get
/// the text out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotText {
    pub name: &'static str,
    pub help: &'static str,
}

const OFFICE: &str = "open it in Word, WPS or LibreOffice and save it as plain text, UTF-8";
const LEGACY: &str =
    "open it in Word, WPS or LibreOffice and save it as plain text, UTF-8; it is not read here";
const VIEWER: &str =
    "ask for the text itself; out of a PDF it comes with its lines broken and characters changed";
const WEB: &str =
    "open it in a browser, copy what is read, and paste that into a plain text file, UTF-8";
const DATA: &str = "take the words of the article out of it and save them as plain text, UTF-8";
const PICTURE: &str = "a picture is named by `file` of a [[picture]] or [[story.picture]]";
const ARCHIVE: &str = "unpack it and name the text file that is inside";

/// Magic numbers at the head of a file.
const MAGIC: &[(&[u8], &str, &str)] = &[
    (b"{\\rtf", "an RTF file", OFFICE),
    (b"%PDF-", "a PDF", VIEWER),
    (b"%!PS", "a PostScript file", VIEWER),
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "an old Word, WPS or Excel file (doc, wps, xls)",
        LEGACY,
    ),
    (b"\xDB\xA5\x2D\x00", "a Word 2 file", LEGACY),
    (
        b"\x06\x06\xED\xF5\xD8\x1D\x46\xE5",
        "an InDesign file",
        "export the story from InDesign as text, UTF-8",
    ),
    (b"\xFF\xD8\xFF", "a JPEG picture", PICTURE),
    (b"\x89PNG\r\n", "a PNG picture", PICTURE),
    (b"GIF8", "a GIF picture", PICTURE),
    (b"II*\0", "a TIFF picture", PICTURE),
    (b"MM\0*", "a TIFF picture", PICTURE),
    (b"8BPS", "a Photoshop picture", PICTURE),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive", ARCHIVE),
    (b"Rar!\x1A\x07", "a RAR archive", ARCHIVE),
    (b"\x1F\x8B\x08", "a gzip archive", ARCHIVE),
    (b"BZh", "a bzip2 archive", ARCHIVE),
    (b"\xFD7zXZ\0", "an xz archive", ARCHIVE),
    (b"(\xB5/\xFD", "a zstd archive", ARCHIVE),
    (b"\0\x01\0\0", "a TrueType font", ARCHIVE),
    (b"OTTO", "an OpenType font", ARCHIVE),
    (b"SQLite format 3\0", "a database", DATA),
];

/// Names inside a zip, and what it is that has them.
const ZIPS: &[(&[u8], &str, &str)] = &[
    (b"word/", "a Word file (docx)", OFFICE),
    (b"ppt/", "a PowerPoint file (pptx)", OFFICE),
    (
        b"xl/",
        "an Excel file (xlsx)",
        "save the sheet as text, or write it as a table of `|` cells",
    ),
    (b"opendocument.text", "an OpenDocument text (odt)", OFFICE),
    (b"opendocument", "an OpenDocument file", OFFICE),
    (b"application/epub+zip", "an EPUB book", ARCHIVE),
    (
        b"designmap.xml",
        "an InDesign file (idml)",
        "export the story from InDesign as text, UTF-8",
    ),
    (
        b"Index/Document.iwa",
        "a Pages file",
        "export it from Pages as plain text",
    ),
    (
        b"[Content_Types].xml",
        "a Word or other Office file (docx, xlsx, pptx)",
        OFFICE,
    ),
];

/// How much of either end of a zip is looked through for names.
const ZIP_END: usize = 1 << 16;

/// What these bytes are, if not plain text.
pub(super) fn by_bytes(bytes: &[u8]) -> Option<NotText> {
    let head = bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(bytes)
        .trim_ascii_start();
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        let first = &head[..head.len().min(ZIP_END)];
        let last = &head[head.len().saturating_sub(ZIP_END)..];
        let has = |name: &[u8]| {
            [first, last]
                .iter()
                .any(|end| end.windows(name.len()).any(|part| part == name))
        };
        let known = ZIPS.iter().find(|(name, _, _)| has(name));
        return Some(known.map_or(
            NotText {
                name: "a zip archive",
                help: ARCHIVE,
            },
            |(_, name, help)| NotText { name, help },
        ));
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        return Some(NotText {
            name: "a WebP picture",
            help: PICTURE,
        });
    }
    MAGIC
        .iter()
        .find(|(magic, _, _)| head.starts_with(magic) || bytes.starts_with(magic))
        .map(|(_, name, help)| NotText { name, help })
}

/// Elements with which a page, or a piece that a browser copied, begins.
/// Lesser tags may stand in an article, where they are told.
const ELEMENTS: &[&str] = &[
    "!doctype", "html", "head", "body", "meta", "title", "link", "style", "script", "div", "p",
    "table", "section", "article", "h1", "h2", "h3", "h4", "ul", "ol",
];

/// What a text is, if not an article.
pub(super) fn by_text(text: &str) -> Option<NotText> {
    let mut head = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    while let Some(comment) = head.strip_prefix("<!--") {
        head = comment.split_once("-->")?.1.trim_start();
    }
    if head.starts_with("<?xml") {
        let start = &head[..head.floor_char_boundary(4096)];
        return Some(if start.contains("Word.Document") {
            NotText {
                name: "a Word file (XML)",
                help: OFFICE,
            }
        } else if start.to_ascii_lowercase().contains("<html") {
            NotText {
                name: "a web page",
                help: WEB,
            }
        } else {
            NotText {
                name: "an XML file",
                help: DATA,
            }
        });
    }
    let mail = [
        "MIME-Version:",
        "From: <Saved by",
        "Content-Type: multipart/",
    ];
    if mail.iter().any(|mark| head.starts_with(mark)) {
        return Some(NotText {
            name: "a web page or mail saved whole (mht, eml)",
            help: WEB,
        });
    }
    if head.starts_with(['{', '['])
        && head[1..].trim_start().starts_with(['"', '{'])
        && head.contains("\":")
    {
        return Some(NotText {
            name: "a JSON record",
            help: DATA,
        });
    }
    let tag = head.strip_prefix('<')?;
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric() && c != '!')?;
    let name = tag[..end].to_ascii_lowercase();
    let closes = tag[end..].starts_with(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/');
    (closes && ELEMENTS.contains(&name.as_str())).then_some(NotText {
        name: "a web page",
        help: WEB,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_first_bytes() {
        let named = |bytes: &[u8]| by_bytes(bytes).map(|kind| kind.name);
        assert_eq!(named(b"{\\rtf1\\ansi"), Some("an RTF file"));
        assert_eq!(named(b"\xEF\xBB\xBF\r\n%PDF-1.7"), Some("a PDF"));
        assert_eq!(
            named(b"PK\x03\x04....word/document.xml"),
            Some("a Word file (docx)")
        );
        assert_eq!(named(b"PK\x03\x04...."), Some("a zip archive"));
        assert!(
            named(b"PK\x03\x04..[Content_Types].xml").is_some_and(|name| name.contains("Word"))
        );
        assert_eq!(named("{郏县|jiá xiàn}".as_bytes()), None);
        assert_eq!(named("主题: PK".as_bytes()), None);
    }

    #[test]
    fn pages_are_known_by_their_first_element() {
        let named = |text: &str| by_text(text).map(|kind| kind.name);
        for page in [
            "<!DOCTYPE html><p>",
            "\u{FEFF}\n<HTML lang=zh>",
            "<!--StartFragment--><div class=\"x\">",
            "<meta charset='utf-8'>正文",
            "<p>正文</p>",
            "<?xml version=\"1.0\"?><!DOCTYPE html><html>",
        ] {
            assert_eq!(named(page), Some("a web page"), "{page}");
        }
        assert_eq!(named("<?xml version=\"1.0\"?><nitf>"), Some("an XML file"));
        assert_eq!(named("{\"uri\": \"urn:x\"}"), Some("a JSON record"));
        for copy in [
            "<b>粗</b>字",
            "<3",
            "<!-- 没完",
            "{郏县|jiá}",
            "[1] 注",
            "甲<p>乙",
            "<place>",
        ] {
            assert_eq!(named(copy), None, "{copy}");
        }
    }
}
