//! `lsp`.

use std::io;

use super::exit::Exit;
use super::render::Renderer;
use crate::desk::DiskDesk;
use crate::lsp::serve;

/// Speaks with an editor on standard input and output until it hangs up.
pub(super) fn lsp(desk: DiskDesk, renderer: &Renderer) -> Exit {
    let (input, output) = (io::stdin().lock(), io::stdout().lock());
    match serve(desk, input, output, renderer.language) {
        Ok(true) => Exit::Fine,
        // It hung up without saying that it would.
        Ok(false) | Err(_) => Exit::InputError,
    }
}
