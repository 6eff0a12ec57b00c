//! What stands in the place of an advertisement or above furniture.

use std::sync::Arc;

use crate::asset::{PdfPage, PictureId};

/// The content of an advertisement or a piece of furniture.
#[derive(Clone, Debug)]
pub enum Matter {
    /// A picture.
    Picture(PictureId),
    /// A page of a PDF.
    Page(Arc<PdfPage>),
}
