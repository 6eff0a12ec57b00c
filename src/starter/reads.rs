//! What has to be known of an edition before something is added to it.

use crate::asset::{FontStore, PictureStore};
use crate::desk::{Desk, FileCache, Overlay, Snapshot};
use crate::diag::{Diagnostic, Severity, Sink, Sources};
use crate::edition::House;
use crate::edition::resolve::{
    Means, beside, no_pdf, read_edition, read_page, resolve_house, roots,
};
use crate::session::{Job, make_once};
use crate::spec::{EditionSpec, PageSpec};

use super::draft::{Draft, StartFault};

/// An edition as its specs say it.
pub(super) struct Read {
    pub sources: Sources,
    pub spec: EditionSpec,
    pub house: House,
    /// The page files that can be read, by their paths.
    pub pages: Vec<(String, PageSpec)>,
}

/// Reads the specs of an edition; page files that are wrong are left out.
pub(super) fn read(desk: &dyn Desk, path: &str) -> Result<Read, StartFault> {
    let cache = FileCache::default();
    let files = Snapshot::new(desk, &cache);
    let edition = read_edition(&files, path);
    let mut sources = edition.sources;
    let Some(spec) = edition.value else {
        return Err(fault(sources, edition.diagnostics));
    };
    let roots = roots(path, &spec);
    let (store, pictures) = (FontStore::default(), PictureStore::default());
    let means = Means {
        place_pdf: &no_pdf,
        pictures: &pictures,
    };
    let fonts = (&store, &*desk.extra_fonts());
    let house = resolve_house(&files, means, path, &spec.layout, fonts, &roots);
    sources.absorb(&house.sources);
    let Some(resolved) = house.value.house else {
        return Err(fault(sources, house.diagnostics));
    };
    let mut pages = Vec::new();
    for name in &spec.pages {
        let file = beside(path, &name.value);
        let page = read_page(&files, &file, name.span, &resolved.cells, &roots);
        sources.absorb(&page.sources);
        pages.extend(page.value.map(|page| (file, page)));
    }
    Ok(Read {
        sources,
        spec,
        house: resolved,
        pages,
    })
}

fn fault(sources: Sources, diagnostics: Vec<Diagnostic>) -> StartFault {
    let mut sink = Sink::new();
    diagnostics.into_iter().for_each(|it| sink.report(it));
    StartFault::Edition(sources, sink.finish())
}

/// Hands on drafts with which the edition can be set; else what would be wrong with it.
pub(super) fn sound(
    desk: &dyn Desk,
    edition: &str,
    drafts: Vec<Draft>,
) -> Result<Vec<Draft>, StartFault> {
    let mut overlay = Overlay::default();
    for draft in &drafts {
        overlay.set(&draft.path, draft.after.as_bytes());
    }
    let job = Job {
        edition: edition.to_owned(),
        page: None,
    };
    let made = make_once(&overlay.over(desk), &job, None);
    let stops = |it: &Diagnostic| it.severity >= Severity::Denied;
    if made.diagnostics.iter().any(stops) {
        let wrong = made.diagnostics.into_iter().filter(stops).collect();
        return Err(StartFault::Edition(made.sources, wrong));
    }
    Ok(drafts)
}
