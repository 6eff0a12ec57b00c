//! One input, from its bytes to the files that are to be written.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::article::Article;
use super::cutline::Cut;
use super::kind::{self, Format};
use super::model::{Bytes, Picture, Raw, Reading};
use super::report::{Report, Shown, Written};
use super::styles::StyleTable;
use super::words::{Doubt, Why};
use super::{
    digitised, docx, fbd, file, html, indesign, json, markdown, roles, shot, slot, text, wires,
};
use crate::desk::{open_regular, read_below};
use crate::diag::{Code, Diagnostic};
use crate::limits::{
    ARTICLE_BYTES, FILE_BYTES, PACKED_PICTURE_BYTES, PACKED_PICTURES_BYTES, PARAGRAPHS, XML_BYTES,
};
use crate::package::{PackageFault, Zip, decoded, parse, ready};
use crate::say::{Text, text};
use crate::story::{characters, embargo_day, not_text};

/// What is asked of an import.
#[derive(Clone, Debug, Default)]
pub struct ImportJob {
    /// List every tracked change with its words.
    pub with_changes: bool,
    /// What style names mean.
    pub styles: StyleTable,
}

/// A file to be written.
#[derive(Debug)]
pub struct ImportedFile {
    /// Its name in the folder.
    pub name: String,
    /// Its SHA-256.
    pub(super) sum: String,
    pub(super) content: Content,
}

/// Where the bytes of a file to be written are.
#[derive(Debug)]
pub(super) enum Content {
    Bytes(Vec<u8>),
    /// A part of the input, by its name.
    Part(String),
}

/// What one input became.
#[derive(Debug)]
pub struct Imported {
    /// The input as it was named.
    pub input: String,
    /// The name of its format.
    pub format: &'static str,
    /// Files to write: pictures first, the report last.
    pub files: Vec<ImportedFile>,
    /// Articles among them, each with its headline.
    pub articles: Vec<(String, Option<String>)>,
    /// Texts that stand in no article.
    pub left: usize,
    /// What a person should look at: its name, its meaning, and what it is about.
    pub doubts: Vec<(&'static str, Text, Text)>,
    /// The package that parts are copied from.
    pub(super) zip: Option<Zip>,
}

impl Imported {
    /// Bytes of its files that are in memory.
    pub(super) fn bytes(&self) -> usize {
        let held = |made: &ImportedFile| match &made.content {
            Content::Bytes(bytes) => bytes.len(),
            Content::Part(_) => 0,
        };
        self.files.iter().map(held).sum()
    }
}

/// Reads one input.
///
/// # Errors
///
/// `file-not-found` or `file-unreadable`, `not-text` for what is no document, `bad-document` for
/// what is damaged, `bad-encoding`, `over-limit`, `empty-copy`.
pub fn import(path: &str, job: &ImportJob) -> Result<Imported, Box<Diagnostic>> {
    let mut reading = Reading::default();
    let source =
        open_regular(Path::new(path), FILE_BYTES).map_err(|fault| unreadable(path, &fault))?;
    let Input {
        format,
        encoding,
        zip,
        mut raws,
        sum,
    } = input(path, source, job, &mut reading)?;
    if reading.over {
        let what = PackageFault::over(text!("import.paragraphs", "paragraphs"), PARAGRAPHS);
        return Err(refused(path, &what));
    }
    let stem = file::of_input(path);
    let count = raws.len();
    let mut files = Vec::new();
    let mut articles = Vec::new();
    let mut written = Vec::new();
    let mut unpacked = 0;
    for (nth, raw) in raws.drain(..).enumerate() {
        let name = match count {
            1 => stem.clone(),
            _ => format!("{stem}-{:02}", nth + 1),
        };
        let pictures = raw.pictures.clone();
        let (mut article, cuts) = article(raw, &name, format, &mut reading);
        if article.is_empty() && pictures.is_empty() {
            continue;
        }
        let shown = shown(
            path,
            &name,
            (&pictures, &cuts),
            (zip.as_ref(), &mut unpacked),
            &mut files,
            &mut reading,
        )?;
        let text = match article.verbatim.take() {
            Some(text) => text,
            None => article.written(),
        };
        let made = format!("{name}.md");
        if let Some(slot) = slot::story(&made, &shown) {
            files.push(here(format!("{name}.story.toml"), slot));
        }
        let sum = shot::sum(text.as_bytes());
        files.push(here(made.clone(), text));
        articles.push((made.clone(), article.part(crate::story::PartRole::Headline)));
        written.push(Written {
            file: made,
            sum,
            article,
            pictures: shown,
        });
    }
    if written.is_empty() && reading.left.is_empty() {
        let message = text!(
            "import.no-text-could-article",
            "“{path}” has no text that could be an article",
            path
        );
        return Err(Box::new(Diagnostic::new(Code::EmptyCopy, None, message)));
    }
    if written.is_empty() {
        reading.doubt(Doubt::NoArticle, Text::quoted(stem.clone()));
    }
    tidy(&mut reading);
    let report = Report {
        input: Path::new(path)
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        format: format.name(),
        sum,
        encoding,
        articles: written,
        left: reading.left,
        doubts: reading.doubts,
    };
    let left = report.left.len();
    let doubts = report
        .doubts
        .iter()
        .map(|(doubt, about)| (doubt.key(), doubt.text(), about.clone()))
        .collect();
    files.push(here(format!("{stem}.import.json"), report.json()));
    Ok(Imported {
        input: path.to_owned(),
        format: format.name(),
        files,
        articles,
        left,
        doubts,
        zip,
    })
}

fn here(name: String, text: String) -> ImportedFile {
    let sum = shot::sum(text.as_bytes());
    ImportedFile {
        name,
        sum,
        content: Content::Bytes(text.into_bytes()),
    }
}

/// What is told many times is told once with its number.
fn tidy(reading: &mut Reading) {
    let mut kept: Vec<(Doubt, Text, usize)> = Vec::new();
    for (doubt, about) in std::mem::take(&mut reading.doubts) {
        match kept
            .iter_mut()
            .rev()
            .take(50)
            .find(|(known, said, _)| *known == doubt && *said == about)
        {
            Some((_, _, times)) => *times += 1,
            None => kept.push((doubt, about, 1)),
        }
    }
    reading.doubts = kept
        .into_iter()
        .map(|(doubt, about, times)| match times {
            1 => (doubt, about),
            times => (
                doubt,
                text!(
                    "import.doubt-times",
                    "{about} ({times} times)",
                    about,
                    times
                ),
            ),
        })
        .collect();
}

/// Raw text as an article: each part that its lines propose with its words, and the file; none for
/// what is no raw text.
pub fn proposed(text: &str) -> Option<(Vec<(&'static str, String)>, String)> {
    if kind::of_text(text) != Format::Text {
        return None;
    }
    let mut reading = Reading::default();
    let (article, _) = roles::assign(text::read(text), "", &mut reading);
    let parts: Vec<(&'static str, String)> = article
        .parts
        .iter()
        .map(|(role, words)| (role.name(), words.text()))
        .collect();
    (!parts.is_empty()).then(|| (parts, article.written()))
}

/// An article of what was found; one of duikai's own stays as it is.
fn article(raw: Raw, name: &str, format: Format, reading: &mut Reading) -> (Article, Vec<Cut>) {
    if format == Format::Article {
        let verbatim = raw.paras.first().map(|para| para.words.text());
        let article = Article {
            verbatim,
            blocks: raw
                .paras
                .into_iter()
                .map(|para| super::article::Block::Text(para.words))
                .collect(),
            ..Article::default()
        };
        return (article, Vec::new());
    }
    let mut raw = raw;
    // What is no moment stays in the report alone.
    raw.embargo = raw.embargo.filter(|until| embargo_day(until).is_some());
    roles::assign(raw, name, reading)
}

/// What an input holds.
struct Input {
    format: Format,
    encoding: Option<String>,
    zip: Option<Zip>,
    raws: Vec<Raw>,
    sum: String,
}

fn input(
    path: &str,
    mut source: File,
    job: &ImportJob,
    reading: &mut Reading,
) -> Result<Input, Box<Diagnostic>> {
    let mut look = shot::Look::default();
    let failed = |fault: &io::Error| unreadable(path, fault);
    io::copy(&mut source, &mut look).map_err(|fault| failed(&fault))?;
    let head = look.head.clone();
    let sum = look.sum();
    let mut source = open_regular(Path::new(path), FILE_BYTES).map_err(|fault| failed(&fault))?;
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        let zip = Zip::open(source).map_err(|fault| refused(path, &fault))?;
        let format = kind::of_package(&zip).map_err(|what| other(path, what))?;
        let raws = match format {
            Format::Idml => indesign::idml(&zip, &job.styles, reading),
            _ => docx::read(&zip, (job.with_changes, &job.styles), reading).map(|raw| vec![raw]),
        };
        let raws = raws.map_err(|fault| refused(path, &fault))?;
        return Ok(Input {
            format,
            encoding: None,
            zip: Some(zip),
            raws,
            sum,
        });
    }
    if let Some((what, help)) = not_text(&head) {
        let message = text!(
            "import.no-document",
            "“{path}” is no document that can be imported: it is {what}",
            path,
            what
        );
        return Err(Box::new(
            Diagnostic::new(Code::NotText, None, message).help(help),
        ));
    }
    let mut bytes = Vec::new();
    source
        .by_ref()
        .take(XML_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|fault| failed(&fault))?;
    if bytes.len() > XML_BYTES {
        return Err(refused(
            path,
            &PackageFault::over(text!("import.bytes", "bytes"), XML_BYTES),
        ));
    }
    let (format, encoding, raws) = of_bytes(path, &bytes, job, reading)?;
    Ok(Input {
        format,
        encoding,
        zip: None,
        raws,
        sum,
    })
}

/// Reads a file that is no package.
fn of_bytes(
    path: &str,
    bytes: &[u8],
    job: &ImportJob,
    reading: &mut Reading,
) -> Result<(Format, Option<String>, Vec<Raw>), Box<Diagnostic>> {
    let failed = |fault: PackageFault| refused(path, &fault);
    if kind::looks_xml(bytes) {
        let text = decoded(bytes).map_err(failed)?;
        if let Some(format) = kind::of_xml(&text).filter(|format| *format != Format::Html) {
            let raws = of_xml(path, format, &text, (job, reading)).map_err(failed)?;
            return Ok((format, None, raws));
        }
        if kind::of_xml(&text).is_none() {
            return Err(other(
                path,
                text!("import.xml-file-no-known", "an XML file of no known kind"),
            ));
        }
    }
    let (text, encoding, guessed) = match html::charset(bytes).and_then(|encoding| {
        encoding
            .decode_without_bom_handling_and_without_replacement(bytes)
            .map(|text| (text.into_owned(), encoding.name()))
    }) {
        Some((text, name)) => (text, name.to_owned(), false),
        None => {
            let read = characters(bytes);
            if let Some(bad) = read.bad {
                let line = read.text.matches('\n').count() + 1;
                let message = text!(
                    "import.neither-utf-8-nor",
                    "“{path}” is neither UTF-8 nor {encoding}: byte {bad} (line {line}) is no character",
                    path,
                    encoding = read.encoding,
                    bad = bad + 1,
                    line
                );
                return Err(Box::new(
                    Diagnostic::new(Code::BadEncoding, None, message).help(text!(
                        "import.mend-character-place-save",
                        "mend the character at this place, or save the file again as UTF-8"
                    )),
                ));
            }
            (read.text, read.encoding.to_owned(), read.guessed)
        }
    };
    if guessed {
        reading.doubt(Doubt::Encoding, Text::quoted(encoding.clone()));
    }
    let format = kind::of_text(&text);
    if text.len() > ARTICLE_BYTES && !matches!(format, Format::Ninjs) {
        return Err(failed(PackageFault::over(
            text!("import.bytes", "bytes"),
            ARTICLE_BYTES,
        )));
    }
    let raws = match format {
        Format::Html => vec![html::read(&text, "page", reading)],
        Format::Markdown => vec![markdown::read(&text, reading)],
        Format::Article => vec![text::verbatim(&text)],
        Format::Ninjs => json::read(&text, reading).map_err(failed)?,
        Format::Iptc7901 => wires::iptc7901(&text, reading),
        Format::Text => vec![text::read(&text)],
        Format::Fbd => vec![fbd::read(&text, reading)],
        format => of_xml(path, format, &text, (job, reading)).map_err(failed)?,
    };
    Ok((format, Some(encoding), raws))
}

/// Reads a format of XML.
fn of_xml(
    path: &str,
    format: Format,
    text: &str,
    (job, reading): (&ImportJob, &mut Reading),
) -> Result<Vec<Raw>, PackageFault> {
    let text = ready(text)?;
    let document = parse(&text)?;
    let root = document.root_element();
    match format {
        Format::NewsMl => Ok(wires::newsml(root, &text, reading)),
        Format::Nitf => Ok(vec![wires::nitf(root, reading)]),
        Format::Cnml => Ok(wires::cnml(root, reading)),
        Format::Icml => Ok(indesign::icml(root, &job.styles, reading)),
        Format::Alto => Ok(digitised::alto(root, "page", reading)),
        Format::PageXml => Ok(digitised::page_xml(root, reading)),
        Format::Mets => {
            let mut pages = Vec::new();
            for (id, file) in digitised::files(root) {
                match read_below(Path::new(path), &file, XML_BYTES as u64) {
                    Ok(bytes) => pages.push((id, decoded(&bytes)?)),
                    Err(fault) => {
                        let what = text!(
                            "import.page-cannot-read",
                            "its page “{file}” cannot be read: {fault}",
                            file,
                            fault
                        );
                        return Err(PackageFault::broken(what));
                    }
                }
            }
            digitised::mets(root, &pages, reading)
        }
        format => Err(PackageFault::broken(text!(
            "import.no-after-all",
            "it is no {format} after all",
            format = format.name()
        ))),
    }
}

/// The files of the pictures of an article, checked, and what is known of them.
fn shown(
    path: &str,
    name: &str,
    (pictures, cuts): (&[Picture], &[Cut]),
    (zip, unpacked): (Option<&Zip>, &mut u64),
    files: &mut Vec<ImportedFile>,
    reading: &mut Reading,
) -> Result<Vec<Shown>, Box<Diagnostic>> {
    let mut all = Vec::new();
    for cut in cuts {
        let Some(picture) = cut.picture.and_then(|number| pictures.get(number)) else {
            continue;
        };
        let mut look = shot::Look::default();
        let content = match &picture.bytes {
            Bytes::Part(part) => {
                let Some((zip, entry)) = zip.and_then(|zip| Some((zip, zip.entry(part)?))) else {
                    reading.doubt(Doubt::PictureAway, Text::quoted(part.clone()));
                    continue;
                };
                *unpacked += zip
                    .copy(entry, PACKED_PICTURE_BYTES, &mut look)
                    .map_err(|fault| refused(path, &fault))?;
                if *unpacked > PACKED_PICTURES_BYTES {
                    return Err(refused(
                        path,
                        &PackageFault::over(
                            text!("import.bytes-pictures", "bytes of pictures"),
                            PACKED_PICTURES_BYTES,
                        ),
                    ));
                }
                Content::Part(part.clone())
            }
            Bytes::Here(bytes) => {
                let _ = io::copy(&mut bytes.as_slice(), &mut look);
                Content::Bytes(bytes.clone())
            }
            Bytes::Beside(file) => match read_below(Path::new(path), file, PACKED_PICTURE_BYTES) {
                Ok(bytes) => {
                    let _ = io::copy(&mut bytes.as_slice(), &mut look);
                    Content::Bytes(bytes)
                }
                Err(_) => {
                    reading.doubt(Doubt::PictureAway, Text::quoted(file.clone()));
                    noted(picture, cut, reading);
                    continue;
                }
            },
            Bytes::Away(address) => {
                reading.doubt(Doubt::PictureAway, Text::quoted(address.clone()));
                noted(picture, cut, reading);
                continue;
            }
        };
        let Some((ending, printed)) = shot::ending(&look.head) else {
            reading.doubt(
                Doubt::PictureOdd,
                text!(
                    "import.picture-number",
                    "{name}: picture {number}",
                    name,
                    number = all.len() + 1
                ),
            );
            noted(picture, cut, reading);
            continue;
        };
        let file = format!("{name}-{}.{ending}", all.len() + 1);
        if !printed {
            reading.doubt(Doubt::PictureOdd, Text::quoted(file.clone()));
        }
        let sum = look.sum();
        files.push(ImportedFile {
            name: file.clone(),
            sum: sum.clone(),
            content,
        });
        if let Some(usage) = &picture.usage {
            reading.doubt(Doubt::Usage, Text::quoted(format!("{file}: {usage}")));
        }
        all.push(Shown {
            file,
            sum,
            caption: cut.caption.as_ref().map(super::model::Words::text),
            credit: cut.credit.as_ref().map(super::model::Words::text),
            alt: picture.alt.clone(),
            usage: picture.usage.clone(),
            focus: picture.focus,
        });
    }
    Ok(all)
}

/// Notes the words of a picture that is not written.
fn noted(picture: &Picture, cut: &Cut, reading: &mut Reading) {
    let words = [
        picture.alt.clone(),
        cut.caption.as_ref().map(super::model::Words::text),
        cut.credit.as_ref().map(super::model::Words::text),
        picture.usage.clone(),
    ];
    for text in words.into_iter().flatten() {
        reading.leave("picture", text, Why::NoText);
    }
}

fn unreadable(path: &str, fault: &io::Error) -> Box<Diagnostic> {
    let code = if fault.kind() == io::ErrorKind::NotFound {
        Code::FileNotFound
    } else {
        Code::FileUnreadable
    };
    Box::new(Diagnostic::new(
        code,
        None,
        text!(
            "import.unreadable",
            "“{path}” cannot be read: {fault}",
            path,
            fault
        ),
    ))
}

fn refused(path: &str, fault: &PackageFault) -> Box<Diagnostic> {
    let (code, help) = if fault.limit {
        (
            Code::OverLimit,
            text!(
                "import.divide-limit-keeps-files",
                "divide it; a limit keeps files that unfold without end from taking the machine's memory"
            ),
        )
    } else {
        (
            Code::BadDocument,
            text!(
                "import.open-program-wrote-save",
                "open it in the program that wrote it and save it again"
            ),
        )
    };
    Box::new(
        Diagnostic::new(
            code,
            None,
            text!(
                "import.cannot-be-imported",
                "“{path}” cannot be imported: {fault}",
                path,
                fault
            ),
        )
        .help(help),
    )
}

fn other(path: &str, what: Text) -> Box<Diagnostic> {
    let message = text!(
        "import.no-document",
        "“{path}” is no document that can be imported: it is {what}",
        path,
        what
    );
    let help = if what.contains("Excel") {
        text!(
            "import.name-table-article-s",
            "name it as `table` in an article's front matter"
        )
    } else {
        text!(
            "import.open-word-wps-libreoffice",
            "open it in Word, WPS or LibreOffice and save it as docx"
        )
    };
    Box::new(Diagnostic::new(Code::NotText, None, message).help(help))
}
