//! `guide`.

use super::exit::Exit;
use super::output::{out, text};
use super::render::Renderer;
use crate::reference::Chapter;

/// Prints a chapter of the guide, or lists them.
pub(super) fn guide(chapter: Option<Chapter>, renderer: &Renderer) -> Exit {
    match chapter {
        Some(chapter) => {
            let words = chapter.text(renderer.language);
            text(&mut std::io::stdout().lock(), words.trim_end());
        }
        None => {
            for chapter in Chapter::ALL {
                out!(
                    "{:<10} {}",
                    chapter.name(),
                    chapter.title(renderer.language)
                );
            }
        }
    }
    Exit::Fine
}
