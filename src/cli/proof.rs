//! `proof` 大样: pages as PNG.

use std::path::Path;

use rayon::prelude::*;

use super::build::{told, write};
use super::job::End;
use super::output::Output;
use super::render::Renderer;
use crate::desk::Desk;
use crate::diag::Diagnostic;
use crate::export::png;
use crate::forme::Forme;
use crate::{Job, Setting, typeset};

/// Draws every page, whether it fits or not.
pub(super) fn proof(desk: &dyn Desk, job: &Job, folder: &Path, dpi: u32, renderer: &Renderer) -> End {
    let outcome = typeset(desk, job);
    renderer.show(&outcome.sources, &outcome.diagnostics);
    renderer.tally(&outcome.diagnostics);
    let Some(setting) = &outcome.setting else { return End::InputError };
    match draw(setting, &setting.formes, dpi).and_then(|proofs| write(folder, &proofs)) {
        Ok(()) => {
            renderer.say(&format!("{} proofs → {}", setting.formes.len(), folder.display()));
            End::of(&outcome.diagnostics)
        }
        Err(diagnostic) => told(renderer, &diagnostic),
    }
}

/// The proofs of pages, which are the setting's own or marked copies of them.
pub(super) fn draw(setting: &Setting, formes: &[Forme], dpi: u32) -> Result<Vec<Output>, Box<Diagnostic>> {
    formes
        .par_iter()
        .map(|forme| {
            let bytes = png::export(forme, &setting.fonts, &setting.pictures, dpi, true)
                .map_err(|fault| Box::new(Diagnostic::new(crate::diag::Code::OutputFailed, None, fault.0)))?;
            Ok(Output { name: format!("{}-{:02}-proof.png", setting.slug, forme.number), bytes })
        })
        .collect()
}
