//! What a file is, by its first bytes, when it is not copy.

use crate::say::{Text, text};

/// A kind of file that holds no plain text: what it is called, and how to get
/// the text out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NotText {
    pub name: Text,
    pub help: Text,
}

const OFFICE: Text = text!(
    "story.way-docx",
    "`duikai import FILE` makes an article of it; or open it in Word, WPS or LibreOffice and save it as plain text, UTF-8"
);
const LEGACY: Text = text!(
    "story.way-old-office",
    "open it in Word, WPS or LibreOffice and save it as docx for `duikai import`, or as plain text, UTF-8"
);
const VIEWER: Text = text!(
    "story.way-pdf",
    "ask for the text itself; out of a PDF it comes with its lines broken and characters changed"
);
const WEB: Text = text!(
    "story.way-web",
    "`duikai import FILE` makes an article of it; or open it in a browser, copy what is read, and paste that into a plain text file, UTF-8"
);
const DATA: Text = text!(
    "story.way-data",
    "take the words of the article out of it and save them as plain text, UTF-8"
);
const PICTURE: Text = text!(
    "story.way-picture",
    "a picture is named by `file` of a [[picture]] or [[story.picture]]"
);
const ARCHIVE: Text = text!(
    "story.way-archive",
    "unpack it and name the text file that is inside; a docx or a web page in it becomes an article by `duikai import`"
);

/// Magic numbers at the head of a file.
const MAGIC: &[(&[u8], Text, Text)] = &[
    (b"{\\rtf", text!("story.rtf-file", "an RTF file"), LEGACY),
    (b"%PDF-", text!("story.a-pdf", "a PDF"), VIEWER),
    (
        b"%!PS",
        text!("story.postscript-file", "a PostScript file"),
        VIEWER,
    ),
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        text!(
            "story.old-word-wps-excel",
            "an old Word, WPS or Excel file (doc, wps, xls)"
        ),
        LEGACY,
    ),
    (
        b"\xDB\xA5\x2D\x00",
        text!("story.word-2-file", "a Word 2 file"),
        LEGACY,
    ),
    (
        b"\x06\x06\xED\xF5\xD8\x1D\x46\xE5",
        text!("story.indesign-file", "an InDesign file"),
        text!(
            "story.way-indesign",
            "export the story from InDesign as text, UTF-8, or save it as idml for `duikai import`"
        ),
    ),
    (
        b"\xFF\xD8\xFF",
        text!("story.jpeg-picture", "a JPEG picture"),
        PICTURE,
    ),
    (
        b"\x89PNG\r\n",
        text!("story.png-picture", "a PNG picture"),
        PICTURE,
    ),
    (
        b"GIF8",
        text!("story.gif-picture", "a GIF picture"),
        PICTURE,
    ),
    (
        b"II*\0",
        text!("story.tiff-picture", "a TIFF picture"),
        PICTURE,
    ),
    (
        b"MM\0*",
        text!("story.tiff-picture", "a TIFF picture"),
        PICTURE,
    ),
    (
        b"8BPS",
        text!("story.photoshop-picture", "a Photoshop picture"),
        PICTURE,
    ),
    (
        b"7z\xBC\xAF\x27\x1C",
        text!("story.7z-archive", "a 7z archive"),
        ARCHIVE,
    ),
    (
        b"Rar!\x1A\x07",
        text!("story.rar-archive", "a RAR archive"),
        ARCHIVE,
    ),
    (
        b"\x1F\x8B\x08",
        text!("story.gzip-archive", "a gzip archive"),
        ARCHIVE,
    ),
    (
        b"BZh",
        text!("story.bzip2-archive", "a bzip2 archive"),
        ARCHIVE,
    ),
    (
        b"\xFD7zXZ\0",
        text!("story.xz-archive", "an xz archive"),
        ARCHIVE,
    ),
    (
        b"(\xB5/\xFD",
        text!("story.zstd-archive", "a zstd archive"),
        ARCHIVE,
    ),
    (
        b"\0\x01\0\0",
        text!("story.truetype-font", "a TrueType font"),
        ARCHIVE,
    ),
    (
        b"OTTO",
        text!("story.opentype-font", "an OpenType font"),
        ARCHIVE,
    ),
    (
        b"SQLite format 3\0",
        text!("story.a-database", "a database"),
        DATA,
    ),
];

/// Names inside a zip, and what it is that has them.
const ZIPS: &[(&[u8], Text, Text)] = &[
    (
        b"word/",
        text!("story.word-file-docx", "a Word file (docx)"),
        OFFICE,
    ),
    (
        b"ppt/",
        text!("story.powerpoint-file-pptx", "a PowerPoint file (pptx)"),
        LEGACY,
    ),
    (
        b"xl/",
        text!("story.excel-file-xlsx", "an Excel file (xlsx)"),
        text!(
            "story.way-xlsx",
            "name it in the front matter of an article, `table = \"results.xlsx\"`, or write it as a table of `|` cells"
        ),
    ),
    (
        b"opendocument.text",
        text!("story.opendocument-text-odt", "an OpenDocument text (odt)"),
        LEGACY,
    ),
    (
        b"opendocument",
        text!("story.opendocument-file", "an OpenDocument file"),
        LEGACY,
    ),
    (
        b"application/epub+zip",
        text!("story.epub-book", "an EPUB book"),
        ARCHIVE,
    ),
    (
        b"designmap.xml",
        text!("story.indesign-file-idml", "an InDesign file (idml)"),
        text!(
            "story.way-idml",
            "`duikai import FILE` makes articles of it; or export the story from InDesign as text, UTF-8"
        ),
    ),
    (
        b"Index/Document.iwa",
        text!("story.pages-file", "a Pages file"),
        text!(
            "story.way-pages",
            "export it from Pages as Word for `duikai import`, or as plain text"
        ),
    ),
    (
        b"[Content_Types].xml",
        text!(
            "story.word-other-office-file",
            "a Word or other Office file (docx, xlsx, pptx)"
        ),
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
                name: text!("story.zip-archive", "a zip archive"),
                help: ARCHIVE,
            },
            |(_, name, help)| NotText {
                name: name.clone(),
                help: help.clone(),
            },
        ));
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        return Some(NotText {
            name: text!("story.webp-picture", "a WebP picture"),
            help: PICTURE,
        });
    }
    MAGIC
        .iter()
        .find(|(magic, _, _)| head.starts_with(magic) || bytes.starts_with(magic))
        .map(|(_, name, help)| NotText {
            name: name.clone(),
            help: help.clone(),
        })
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
                name: text!("story.word-file-xml", "a Word file (XML)"),
                help: OFFICE,
            }
        } else if start.to_ascii_lowercase().contains("<html") {
            NotText {
                name: text!("story.web-page", "a web page"),
                help: WEB,
            }
        } else {
            NotText {
                name: text!("story.xml-file", "an XML file"),
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
            name: text!(
                "story.web-page-mail-saved",
                "a web page or mail saved whole (mht, eml)"
            ),
            help: WEB,
        });
    }
    if head.starts_with(['{', '['])
        && head[1..].trim_start().starts_with(['"', '{'])
        && head.contains("\":")
    {
        return Some(NotText {
            name: text!("story.json-record", "a JSON record"),
            help: DATA,
        });
    }
    let tag = head.strip_prefix('<')?;
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric() && c != '!')?;
    let name = tag[..end].to_ascii_lowercase();
    let closes = tag[end..].starts_with(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/');
    (closes && ELEMENTS.contains(&name.as_str())).then_some(NotText {
        name: text!("story.web-page", "a web page"),
        help: WEB,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_first_bytes() {
        let named = |bytes: &[u8]| by_bytes(bytes).map(|kind| kind.name.to_string());
        assert_eq!(named(b"{\\rtf1\\ansi"), Some("an RTF file".to_owned()));
        assert_eq!(named(b"\xEF\xBB\xBF\r\n%PDF-1.7"), Some("a PDF".to_owned()));
        assert_eq!(
            named(b"PK\x03\x04....word/document.xml"),
            Some("a Word file (docx)".to_owned())
        );
        assert_eq!(named(b"PK\x03\x04...."), Some("a zip archive".to_owned()));
        assert!(
            named(b"PK\x03\x04..[Content_Types].xml").is_some_and(|name| name.contains("Word"))
        );
        assert_eq!(named("{郏县|jiá xiàn}".as_bytes()), None);
        assert_eq!(named("主题: PK".as_bytes()), None);
    }

    #[test]
    fn pages_are_known_by_their_first_element() {
        let named = |text: &str| by_text(text).map(|kind| kind.name.to_string());
        for page in [
            "<!DOCTYPE html><p>",
            "\u{FEFF}\n<HTML lang=zh>",
            "<!--StartFragment--><div class=\"x\">",
            "<meta charset='utf-8'>正文",
            "<p>正文</p>",
            "<?xml version=\"1.0\"?><!DOCTYPE html><html>",
        ] {
            assert_eq!(named(page), Some("a web page".to_owned()), "{page}");
        }
        assert_eq!(
            named("<?xml version=\"1.0\"?><nitf>"),
            Some("an XML file".to_owned())
        );
        assert_eq!(
            named("{\"uri\": \"urn:x\"}"),
            Some("a JSON record".to_owned())
        );
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
