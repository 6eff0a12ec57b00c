//! All stores of a session, each with its budget.

use std::sync::Arc;

use super::key::Key;
use super::store::{Store, StoreUse};
use super::weigh::Weigh;
use crate::asset::{AssetStore, Fonts, KeepUse, PictureFault};
use crate::desk::Snapshot;
use crate::diag::Diagnostic;
use crate::edition::Page;
use crate::edition::model::PagePlacer;
use crate::edition::resolve::{FontPlaces, Means, ResolvedHouse, ResolvedPage, Staged};
use crate::forme::Forme;
use crate::lint::PageFindings;
use crate::makeup::{MadePage, SetStory};
use crate::spec::{EditionSpec, PageSpec};
use crate::story::Story;

/// The value of a stage, and what it was made from.
pub(super) struct Unit<T> {
    /// The value with all that came of making it.
    pub staged: Staged<T>,
    /// Everything that it depends on: its key and the state of each file that it
    /// was read from. Two units of one id are equal.
    pub id: Key,
}

impl<T: Weigh> Weigh for Unit<T> {
    fn weight(&self) -> usize {
        self.staged.weight()
    }
}

/// Whether a picture can be decoded.
pub(super) struct Decoded(pub Option<PictureFault>);

impl Weigh for Decoded {
    fn weight(&self) -> usize {
        64
    }
}

/// What a session keeps unless it is told otherwise, in bytes.
pub(super) const BUDGET: usize = 1 << 30;

/// The stores of a session.
pub(super) struct Stores {
    /// Parsed faces; pictures, decoded and in press ink.
    pub assets: AssetStore,
    pub editions: Store<Unit<Option<EditionSpec>>>,
    pub houses: Store<Unit<ResolvedHouse>>,
    pub fonts: Store<Unit<(Arc<Fonts>, FontPlaces)>>,
    pub page_specs: Store<Unit<Option<PageSpec>>>,
    pub stories: Store<Unit<Option<Arc<Story>>>>,
    pub pages: Store<Unit<ResolvedPage>>,
    pub linked: Store<Page>,
    pub set: Store<SetStory>,
    pub made: Store<MadePage>,
    pub marked: Store<Forme>,
    pub findings: Store<PageFindings>,
    pub decoded: Store<Decoded>,
    pub unprintable: Store<Vec<Diagnostic>>,
    pub views: Store<Vec<u8>>,
}

impl Stores {
    /// Empty stores for a run that nothing follows: no picture is kept longer
    /// than the run itself needs it.
    pub fn for_one_run() -> Stores {
        Stores {
            assets: AssetStore::default(),
            ..Stores::new(BUDGET)
        }
    }

    /// Empty stores that together keep about so many bytes.
    pub fn new(budget: usize) -> Stores {
        let share = |percent: usize| budget / 100 * percent;
        Stores {
            assets: AssetStore::new(share(24)),
            editions: Store::new(share(1)),
            houses: Store::new(share(2)),
            fonts: Store::new(share(1)),
            page_specs: Store::new(share(2)),
            stories: Store::new(share(5)),
            // With the files of pictures that stand on them.
            pages: Store::new(share(22)),
            linked: Store::new(share(4)),
            set: Store::new(share(8)),
            made: Store::new(share(8)),
            marked: Store::new(share(8)),
            findings: Store::new(share(3)),
            decoded: Store::new(share(1)),
            unprintable: Store::new(share(1)),
            views: Store::new(share(10)),
        }
    }

    /// What pages and houses are read with.
    pub fn means<'a>(&'a self, place_pdf: PagePlacer<'a>) -> Means<'a> {
        Means {
            place_pdf,
            pictures: &self.assets.pictures,
        }
    }

    /// What each holds and did, by name.
    pub fn used(&self) -> Vec<(&'static str, StoreUse)> {
        let (pixels, prints) = self.assets.pictures.used();
        vec![
            ("pictures", kept(pixels)),
            ("pictures in ink", kept(prints)),
            ("editions", self.editions.used()),
            ("houses", self.houses.used()),
            ("fonts", self.fonts.used()),
            ("page specs", self.page_specs.used()),
            ("stories", self.stories.used()),
            ("pages", self.pages.used()),
            ("linked pages", self.linked.used()),
            ("set stories", self.set.used()),
            ("made pages", self.made.used()),
            ("marked pages", self.marked.used()),
            ("findings", self.findings.used()),
            ("decoded pictures", self.decoded.used()),
            ("unprintable copy", self.unprintable.used()),
            ("views", self.views.used()),
        ]
    }
}

fn kept(used: KeepUse) -> StoreUse {
    let KeepUse {
        bytes,
        values,
        hits,
        misses,
    } = used;
    StoreUse {
        bytes,
        values,
        hits,
        misses,
    }
}

/// The unit of a key for the files as they are now.
pub(super) fn unit<T: Weigh>(
    store: &Store<Unit<T>>,
    key: Key,
    files: &Snapshot<'_>,
    make: impl FnOnce() -> Staged<T>,
) -> Arc<Unit<T>> {
    store.get_or_make(key, files, || {
        let staged = make();
        let mut id = Key::of("unit").key(&key);
        for (path, state) in staged.reads.iter() {
            id = id.text(path).debug(state);
        }
        let reads = staged.reads.clone();
        let id = id.finish();
        (Unit { staged, id }, reads)
    })
}
