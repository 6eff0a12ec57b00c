//! The desk 版台: a page in a browser that shows an edition as it stands on disk.
//!
//! Input: a session on an edition. Output: a server on this machine that shows its pages, how its
//! stories fit and what is wrong, anew whenever a file changes. Invariants: nobody is answered
//! without the token; nothing is served but the page itself and what the edition is made of; what a
//! browser draws is the forme, in the faces it was set in.
//!
//! The worker makes the edition and puts it on a board; each browser is sent the pages of which it
//! has not the newest look, over one connection. The page is plain modules beside this file, in
//! `page/`; they are part of the program as they stand.

mod ask;
mod board;
mod drawn;
mod files;
mod guard;
mod http;
mod journal;
mod link;
mod office;
mod texts;
mod told;
mod worker;

use std::thread;

use tokio::sync::watch;

use crate::desk::{DiskDesk, Mailbox};
use crate::say::Text;
use crate::session::{Job, Session};

pub use texts::PageLang;

/// Serves an edition until the process ends; `ready` is told the address once there is one. Fails
/// with the reason why there is none.
pub fn serve(
    desk: DiskDesk,
    job: Job,
    (port, lang): (u16, PageLang),
    ready: &mut dyn FnMut(&str),
) -> Result<(), Text> {
    let listener = http::listen(port)?;
    let port = listener
        .local_addr()
        .map_err(|fault| Text::quoted(fault.to_string()))?
        .port();
    let address = guard::Address::at(port)?;
    let link = address.link();
    let mail = Mailbox::new();
    let (board, shown) = watch::channel(None);
    let office = office::Office {
        address,
        lang,
        board: shown,
        worker: mail.slot(),
    };
    thread::Builder::new()
        .name("answers".to_owned())
        .spawn(move || http::answer(listener, office))
        .map_err(|fault| Text::quoted(fault.to_string()))?;
    ready(&link);
    let edition = job.edition.clone();
    worker::work(Session::open(desk, job), mail, &board, &edition);
    Ok(())
}
