//! Views of finished pages: the bytes of a press PDF, of a proof.

use std::sync::Arc;

use super::key::Key;
use super::{Made, Session};
use crate::desk::{FileCache, Reads, Snapshot};
use crate::export::pdf::{self, ExportFault, Meta, Order, Purpose};
use crate::export::png;
use crate::say::Text;

impl Session<'_> {
    /// A page as a PNG of so many dots an inch, kept as long as the page is what
    /// it is; `None` when there is no such page in what was made.
    pub fn png(&self, made: &Made, page: usize, dpi: u32) -> Option<Result<Arc<Vec<u8>>, Text>> {
        let (edition, forme) = (made.edition.as_ref()?, made.formes.get(page)?);
        let key = Key::of("png")
            .key(made.frame.as_ref()?)
            .key(made.keys.get(page)?)
            .number(dpi as usize);
        Some(self.view(key.finish(), || {
            png::export(forme, &edition.fonts, &edition.pictures, dpi, false)
                .map_err(|fault| fault.0)
        }))
    }

    /// A page as a press PDF of its own, kept as long as the page is what it is;
    /// `None` when there is no such page in what was made, or errors forbid it.
    pub fn press_pdf(
        &self,
        made: &Made,
        page: usize,
        purpose: Purpose,
    ) -> Option<Result<Arc<Vec<u8>>, ExportFault>> {
        let (edition, forme) = (made.edition.as_ref()?, made.formes.get(page)?);
        if !made.is_sound() {
            return None;
        }
        let key = Key::of("press PDF")
            .key(made.frame.as_ref()?)
            .key(made.keys.get(page)?)
            .debug(&purpose);
        Some(self.view(key.finish(), || {
            let order = Order {
                formes: vec![&**forme],
                meta: Meta {
                    title: &edition.slug,
                    paper: &edition.paper,
                    date: &edition.date,
                    lang: edition.lang.tag(),
                },
                kind: purpose,
            };
            pdf::export(
                &order,
                &edition.fonts,
                &edition.pictures,
                &edition.condition,
            )
        }))
    }

    fn view<E: Send>(
        &self,
        key: Key,
        make: impl FnOnce() -> Result<Vec<u8>, E> + Send,
    ) -> Result<Arc<Vec<u8>>, E> {
        let cache = FileCache::default();
        let files = Snapshot::new(&*self.desk, &cache);
        if let Some(view) = self.stores.views.find(key, &files) {
            return Ok(view);
        }
        let made = Arc::new(match &self.pool {
            Some(pool) => pool.install(make)?,
            None => make()?,
        });
        self.stores
            .views
            .insert(key, made.clone(), Reads::default());
        Ok(made)
    }
}
