//! What one stage reads: every file through here, so that the stage knows what
//! its value was made from.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::asset::{
    self, Drawing, DrawingFault, PictureFault, PictureId, PictureStore, Pictures, Rgb, hex,
};
use crate::desk::{File, Reads, Snapshot};
use crate::diag::{Code, Diagnostic, Reported, Sink, SourceId, Sources, Span};
use crate::edition::model::{ForeignFault, ForeignPage, PagePlacer, PageWanted};
use crate::say::{Text, text};
use crate::story;

/// The value of one stage, and all that came of making it. Equal inputs give
/// an equal value: a stage sees nothing but its arguments and the files that it
/// notes in `reads`.
pub struct Staged<T> {
    /// The value.
    pub value: T,
    /// What is wrong, in the order met.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that were read, which the diagnostics point into.
    pub sources: Sources,
    /// The pictures that the value names.
    pub pictures: Pictures,
    /// Every file read, as a report names it, with its SHA-256 in hex.
    pub inputs: BTreeMap<String, String>,
    /// Every path asked for and what was found there.
    pub reads: Reads,
}

impl<T> Staged<T> {
    /// Runs a stage that reads neither pictures nor PDFs.
    pub(super) fn run(
        files: &Snapshot<'_>,
        roots: &[String],
        stage: impl FnOnce(&mut Loader<'_>) -> T,
    ) -> Staged<T> {
        let means = Means {
            place_pdf: &no_pdf,
            pictures: &PictureStore::default(),
        };
        Staged::run_with(files, means, roots, stage)
    }

    /// Runs a stage.
    pub(super) fn run_with(
        files: &Snapshot<'_>,
        means: Means<'_>,
        roots: &[String],
        stage: impl FnOnce(&mut Loader<'_>) -> T,
    ) -> Staged<T> {
        let mut sink = Sink::new();
        let mut loader = Loader {
            files,
            sink: &mut sink,
            sources: Sources::default(),
            pictures: Pictures::over(means.pictures.clone()),
            broken_pictures: BTreeMap::new(),
            drawings: BTreeMap::new(),
            inputs: BTreeMap::new(),
            reads: Reads::default(),
            place_pdf: means.place_pdf,
            roots,
        };
        let value = stage(&mut loader);
        let Loader {
            sources,
            pictures,
            inputs,
            reads,
            ..
        } = loader;
        Staged {
            value,
            diagnostics: sink.into_list(),
            sources,
            pictures,
            inputs,
            reads,
        }
    }
}

/// Means of reading pictures and PDFs.
#[derive(Clone, Copy)]
pub struct Means<'a> {
    /// Takes pages out of PDFs.
    pub place_pdf: PagePlacer<'a>,
    /// What was made of pictures before.
    pub pictures: &'a PictureStore,
}

/// Takes no page out of any PDF.
pub fn no_pdf(_: &PageWanted<'_>) -> Result<ForeignPage, ForeignFault> {
    Err(ForeignFault::File(text!(
        "edition.pdf-read-here",
        "no PDF is read here"
    )))
}

/// What a stage reads and reports.
pub(super) struct Loader<'a> {
    files: &'a Snapshot<'a>,
    pub sink: &'a mut Sink,
    pub sources: Sources,
    pub pictures: Pictures,
    /// Why the pictures that cannot be used cannot.
    broken_pictures: BTreeMap<String, PictureFault>,
    /// The drawings read, or why they cannot be used.
    pub drawings: BTreeMap<String, Result<Drawing<Rgb>, DrawingFault>>,
    pub inputs: BTreeMap<String, String>,
    pub reads: Reads,
    /// Takes pages out of PDFs.
    pub place_pdf: PagePlacer<'a>,
    /// The folders that files named in the edition may lie in.
    roots: &'a [String],
}

impl Loader<'_> {
    /// Reads a file, or reports that it cannot be read.
    pub fn read(
        &mut self,
        path: &str,
        from: Option<Span>,
        what: impl Into<Text>,
    ) -> Result<Arc<File>, Reported> {
        let what: &Text = &what.into();
        // What no file names was named on the command line.
        if from.is_some() && !self.files.lies_within(path, self.roots) {
            // A link may lead elsewhere another time: then it is another file.
            let state = self.files.file(path).map(|file| file.sha256);
            self.reads.note(path, state);
            let message = text!(
                "edition.lies-outside-editions-folder",
                "the {what} “{path}” lies outside of the edition's folder",
                what,
                path
            );
            return Err(self.sink.error(
                Diagnostic::new(Code::OutsideRoots, from, message).help(
                    text!("edition.name-folder-edition-file", "name its folder in the edition file, as roots = [\"../pictures\"], or give --allow-outside"),
                ),
            ));
        }
        match self.files.file(path) {
            Ok(file) => {
                self.inputs.insert(path.to_owned(), hex(&file.sha256));
                self.reads.note(path, Ok(file.sha256));
                Ok(file)
            }
            Err(fault) => {
                let not_found = fault.kind == std::io::ErrorKind::NotFound;
                let diagnostic = if not_found {
                    Diagnostic::new(
                        Code::FileNotFound,
                        from,
                        text!(
                            "edition.cannot-find",
                            "cannot find the {what} “{path}”",
                            what,
                            path
                        ),
                    )
                    .help(text!(
                        "edition.paths-count-folder-file",
                        "paths count from the folder of the file that names them"
                    ))
                } else {
                    let why = &fault.message;
                    Diagnostic::new(
                        Code::FileUnreadable,
                        from,
                        text!(
                            "edition.cannot-read",
                            "the {what} “{path}” cannot be read: {why}",
                            what,
                            path,
                            why
                        ),
                    )
                };
                self.reads.note(path, Err(fault));
                Err(self.sink.error(diagnostic))
            }
        }
    }

    /// Whether a file can be read, without reading it.
    pub fn has(&self, path: &str) -> bool {
        self.files.has(path)
    }

    /// A text file, decoded.
    pub fn text(
        &mut self,
        path: &str,
        from: Option<Span>,
        what: impl Into<Text>,
    ) -> Result<SourceId, Reported> {
        let what: &Text = &what.into();
        let file = self.read(path, from, what)?;
        story::decode(path, &file.bytes, &mut self.sources, self.sink)
    }

    /// Reads the header of a picture.
    pub fn picture(&mut self, path: &str, from: Span) -> Option<PictureId> {
        if let Some(id) = self.pictures.find(path) {
            return Some(id);
        }
        let file = self
            .read(
                path,
                Some(from),
                text!("edition.picture-file-noun", "picture"),
            )
            .ok()?;
        self.add_picture(path, &file, from)
    }

    /// A picture that was read.
    pub fn add_picture(&mut self, path: &str, file: &File, from: Span) -> Option<PictureId> {
        let added = match (self.pictures.find(path), self.broken_pictures.get(path)) {
            (Some(id), _) => Ok(id),
            (None, Some(fault)) => Err(fault.clone()),
            (None, None) => {
                let (bytes, hash) = (file.bytes.clone().into(), file.sha256.into());
                self.pictures.add_hashed(path, bytes, hash)
            }
        };
        if let Err(fault) = &added {
            self.broken_pictures.insert(path.to_owned(), fault.clone());
        }
        self.usable(added, path, from)
    }

    /// Returns the grey version of a picture.
    pub fn grey(&mut self, id: PictureId, from: Span) -> Option<PictureId> {
        let path = self.pictures.get(id).path.clone();
        let turned = match asset::grey(self.pictures.get(id)) {
            Ok(None) => Ok(id),
            Ok(Some(file)) => self.pictures.add(
                &text!("edition.picture-in-black", "{path} in K", path),
                file,
            ),
            Err(fault) => Err(fault),
        };
        self.usable(turned, &path, from)
    }

    fn usable(
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
                        text!(
                            "edition.picture-cannot-used",
                            "the picture “{path}” cannot be used: {fault}",
                            path,
                            fault = fault.0
                        ),
                    )
                    .help(text!(
                        "edition.export-again-jpeg-png",
                        "export it again as JPEG, PNG or TIFF"
                    )),
                );
                None
            }
        }
    }
}

/// Resolves `name` relative to the folder of `file`.
pub fn beside(file: &str, name: &str) -> String {
    if name.starts_with('/') {
        return name.to_owned();
    }
    match file.rfind(['/', '\\']) {
        Some(at) => format!("{}{name}", &file[..=at]),
        None => name.to_owned(),
    }
}
