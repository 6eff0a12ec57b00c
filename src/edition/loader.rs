//! What an edition reads, file by file.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::asset::{
    self, Drawing, DrawingFault, FontId, Fonts, PictureFault, PictureId, Pictures, Rgb, sha256,
};
use crate::desk::Desk;
use crate::diag::{Code, Diagnostic, Reported, Sink, SourceId, Sources, Span, Spanned};
use crate::story::{self, Block, BlockKind, Part, PartRole, Story, words_at};

/// Everything the run reads goes through here, so that it is hashed once.
pub(super) struct Loader<'a> {
    pub desk: &'a dyn Desk,
    pub sink: &'a mut Sink,
    pub sources: Sources,
    pub pictures: Pictures,
    pub stories: Vec<Story>,
    pub origins: Vec<Span>,
    pub inputs: BTreeMap<String, String>,
    pub font_spans: BTreeMap<String, Span>,
    /// The same by what styles call the font.
    pub font_names: BTreeMap<String, Span>,
    lost_fonts: BTreeSet<String>,
    copies: BTreeMap<String, Option<usize>>,
    /// The fields that furniture quotes and nobody fills, each with its first
    /// place.
    pub lacking: Vec<(String, Span)>,
    /// Their names.
    pub lacking_names: BTreeSet<String>,
    /// Why the pictures that cannot be used cannot.
    broken_pictures: BTreeMap<String, PictureFault>,
    /// The drawings read, or why they cannot be used.
    pub drawings: BTreeMap<String, Result<Drawing<Rgb>, DrawingFault>>,
    /// The stories with a picture that cannot be placed, which is told.
    pub pictureless: BTreeSet<usize>,
    /// The folders that files named in the edition may lie in.
    pub roots: Vec<String>,
    /// The files that can only spoil themselves: the edition's own, pages,
    /// articles. What is wrong in a layout spoils all.
    pub apart: BTreeSet<SourceId>,
}

impl<'a> Loader<'a> {
    pub fn new(desk: &'a dyn Desk, sink: &'a mut Sink) -> Loader<'a> {
        Loader {
            desk,
            sink,
            sources: Sources::default(),
            pictures: Pictures::default(),
            stories: Vec::new(),
            origins: Vec::new(),
            inputs: BTreeMap::new(),
            font_spans: BTreeMap::new(),
            font_names: BTreeMap::new(),
            lost_fonts: BTreeSet::new(),
            copies: BTreeMap::new(),
            lacking: Vec::new(),
            lacking_names: BTreeSet::new(),
            broken_pictures: BTreeMap::new(),
            drawings: BTreeMap::new(),
            pictureless: BTreeSet::new(),
            roots: Vec::new(),
            apart: BTreeSet::new(),
        }
    }

    /// A file's bytes, or the diagnostic that names it.
    pub fn read(
        &mut self,
        path: &str,
        from: Option<Span>,
        what: &str,
    ) -> Result<Cow<'static, [u8]>, Reported> {
        // What no file names was named on the command line.
        if from.is_some() && !self.desk.lies_within(path, &self.roots) {
            let message = format!("the {what} “{path}” lies outside of the edition's folder");
            return Err(self.sink.error(
                Diagnostic::new(Code::OutsideRoots, from, message).help(
                    "name its folder in the edition file, as roots = [\"../shared\"], or give --allow-outside",
                ),
            ));
        }
        match self.desk.read(path) {
            Ok(bytes) => {
                self.inputs.insert(path.to_owned(), sha256(&bytes));
                Ok(bytes)
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(self.sink.error(
                Diagnostic::new(
                    Code::FileNotFound,
                    from,
                    format!("the {what} “{path}” is not there"),
                )
                .help("paths count from the folder of the file that names them"),
            )),
            Err(error) => Err(self.sink.error(Diagnostic::new(
                Code::FileUnreadable,
                from,
                format!("the {what} “{path}” cannot be read: {error}"),
            ))),
        }
    }

    pub fn text(
        &mut self,
        path: &str,
        from: Option<Span>,
        what: &str,
    ) -> Result<SourceId, Reported> {
        let bytes = self.read(path, from, what)?;
        story::decode(path, &bytes, &mut self.sources, self.sink)
    }

    /// Whether a font was asked for and could not be used, which is told.
    pub fn is_lost(&self, path: &str) -> bool {
        self.lost_fonts.contains(path)
    }

    /// Reads announced fonts that are wanted.
    pub fn supply(&mut self, fonts: &mut Fonts, wanted: impl Fn(FontId) -> bool) {
        let lost = fonts.read_waiting(wanted, |path| {
            if self.lost_fonts.contains(path) {
                return Err(None);
            }
            let span = self.font_spans.get(path).copied();
            let bytes = self.read(path, span, "font").map_err(|_| None)?;
            // Where fonts stand that no layout names is each machine's own.
            if let (None, Some(hash)) = (span, self.inputs.remove(path)) {
                let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
                self.inputs.insert(name.to_owned(), hash);
            }
            Ok(bytes.into_owned())
        });
        for (path, fault) in lost {
            if let Some(fault) = fault {
                let span = self.font_spans.get(&path).copied();
                let message = format!("the font “{path}” cannot be used: {fault}");
                self.sink
                    .report(Diagnostic::new(Code::BadFont, span, message));
            }
            self.lost_fonts.insert(path);
        }
    }

    /// An article, parsed once however often it is placed.
    pub fn story(&mut self, path: &str, from: Span) -> Option<usize> {
        if let Some(found) = self.copies.get(path) {
            return *found;
        }
        let parsed = self.text(path, Some(from), "article").and_then(|source| {
            self.apart.insert(source);
            story::parse(source, &self.sources, self.sink)
        });
        let parsed = parsed.ok();
        let index = parsed.map(|story| {
            self.stories.push(story);
            self.stories.len() - 1
        });
        self.copies.insert(path.to_owned(), index);
        index
    }

    /// A story of words that a page writes, a paragraph a line.
    pub fn words(&mut self, text: &Spanned<String>, by: Option<&Spanned<String>>) -> usize {
        let mut body = Vec::new();
        let mut at = 0;
        for line in text.value.split_inclusive('\n') {
            let words = line.trim_end();
            if !words.trim().is_empty() {
                let place = Span {
                    start: text.span.start + at as u32,
                    ..text.span
                };
                body.push(Block {
                    kind: BlockKind::Paragraph,
                    text: words_at(words, place, self.sink),
                    cell: None,
                });
            }
            at += line.len();
        }
        let signature = by.map(|by| Part {
            role: PartRole::Signature,
            text: words_at(&by.value, by.span, self.sink),
        });
        self.stories.push(Story {
            source: text.span.source,
            parts: signature.into_iter().collect(),
            body,
        });
        self.stories.len() - 1
    }

    /// A picture, its header read.
    pub fn picture(&mut self, path: &str, from: Span) -> Option<PictureId> {
        if let Some(id) = self.pictures.find(path) {
            return Some(id);
        }
        let known = self.broken_pictures.get(path).cloned();
        let added = match known {
            Some(fault) => Err(fault),
            None => {
                let bytes = self.read(path, Some(from), "picture").ok()?;
                self.pictures.add(path, bytes)
            }
        };
        if let Err(fault) = &added {
            self.broken_pictures.insert(path.to_owned(), fault.clone());
        }
        self.usable(added, path, from)
    }

    /// The same picture without its colours.
    pub fn grey(&mut self, id: PictureId, from: Span) -> Option<PictureId> {
        let path = self.pictures.get(id).path.clone();
        let turned = match asset::grey(self.pictures.get(id)) {
            Ok(None) => Ok(id),
            Ok(Some(file)) => self.pictures.add(&format!("{path} in K"), Cow::Owned(file)),
            Err(fault) => Err(fault),
        };
        self.usable(turned, &path, from)
    }

    pub(super) fn usable(
        &mut self,
        picture: Result<PictureId, PictureFault>,
        path: &str,
        from: Span,
    ) -> Option<PictureId> {
        match picture {
            Ok(id) => Some(id),
            Err(fault) => {
                self.sink.report(
                    Diagnostic::new(
                        Code::BadPicture,
                        from,
                        format!("the picture “{path}” cannot be used: {}", fault.0),
                    )
                    .help("export it again as JPEG, PNG, TIFF or WebP"),
                );
                None
            }
        }
    }

    /// A new origin for a place in the input.
    pub fn origin(&mut self, span: Span) -> u32 {
        // The first place is that of nothing: furniture and the page itself
        // have no line of their own.
        if self.origins.is_empty() {
            self.origins.push(span);
        }
        self.origins.push(span);
        self.origins.len() as u32 - 1
    }
}

/// `name` as seen from the folder of `file`.
pub(super) fn beside(file: &str, name: &str) -> String {
    if name.starts_with('/') {
        return name.to_owned();
    }
    match file.rfind(['/', '\\']) {
        Some(at) => format!("{}{name}", &file[..=at]),
        None => name.to_owned(),
    }
}
