//! What every answer is made from.

use std::sync::Arc;

use tokio::sync::watch;

use super::board::Board;
use super::guard::Address;
use super::texts::PageLang;
use super::worker::Ask;
use crate::desk::MailSlot;

/// The address, the board and the worker of a server.
#[derive(Clone)]
pub(super) struct Office {
    /// What the server is called.
    pub address: Address,
    /// The language of the page.
    pub lang: PageLang,
    /// What is shown now.
    pub board: watch::Receiver<Option<Arc<Board>>>,
    /// Where the worker is asked for something.
    pub worker: MailSlot<Ask>,
}
