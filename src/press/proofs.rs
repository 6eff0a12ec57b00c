//! Proofs 大样: pages as PNG, and what ink lies on them.

use rayon::prelude::*;

use super::output::Output;
use crate::Setting;
use crate::diag::{Code, Diagnostic};
use crate::export::png::{self, Heat, ProofFault};
use crate::forme::Forme;
use crate::geom::Folio;
use crate::ink::Plate;

/// Draws the proofs of pages, which are the setting's own or marked copies of them.
pub fn draw(setting: &Setting, formes: &[Forme], dpi: u32) -> Result<Vec<Output>, Box<Diagnostic>> {
    formes
        .par_iter()
        .map(|forme| {
            let bytes =
                png::export(forme, &setting.fonts, &setting.pictures, dpi, true).map_err(failed)?;
            Ok(Output::new(page(setting, forme), bytes))
        })
        .collect()
}

/// Returns the name of a page's proof.
pub(super) fn page(setting: &Setting, forme: &Forme) -> String {
    file(setting, forme, "proof")
}

/// Draws the soft proofs.
pub fn soft(setting: &Setting, dpi: u32) -> Result<Vec<Output>, Box<Diagnostic>> {
    let one = |forme| {
        let bytes = png::soft(
            forme,
            &setting.fonts,
            &setting.pictures,
            &setting.condition,
            dpi,
        )
        .map_err(failed)?;
        Ok(Output::new(file(setting, forme, "soft"), bytes))
    };
    setting.formes.par_iter().map(one).collect()
}

/// Draws the plates, one picture for each.
pub fn plates(setting: &Setting, dpi: u32) -> Result<Vec<Output>, Box<Diagnostic>> {
    let mut outputs = Vec::new();
    for forme in &setting.formes {
        let plates = png::plates(
            forme,
            &setting.fonts,
            &setting.pictures,
            &setting.condition,
            dpi,
        )
        .map_err(failed)?;
        for (nth, (plate, bytes)) in plates.into_iter().enumerate() {
            outputs.push(Output::new(
                file(setting, forme, &plate_name(nth, &plate)),
                bytes,
            ));
        }
    }
    Ok(outputs)
}

/// Returns a plate's name, safe in a file name; spot plates are numbered, since two names may
/// become alike.
fn plate_name(nth: usize, plate: &Plate) -> String {
    let safe: String = plate
        .name()
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    match plate {
        Plate::Spot(_) => format!("plate-{}-{safe}", nth + 1),
        _ => format!("plate-{}", safe.to_lowercase()),
    }
}

/// The ink heat maps, each with the number of its page and what was measured.
pub fn heat(setting: &Setting) -> Result<Vec<(Folio, Heat, Output)>, Box<Diagnostic>> {
    let one = |forme: &Forme| {
        let mut heat = png::heat(forme, &setting.fonts, &setting.pictures, &setting.condition)
            .map_err(failed)?;
        let output = Output::new(file(setting, forme, "heat"), std::mem::take(&mut heat.png));
        Ok((forme.number, heat, output))
    };
    setting.formes.iter().map(one).collect()
}

fn file(setting: &Setting, forme: &Forme, what: &str) -> String {
    format!("{}-{}-{what}.png", setting.slug, setting.file_number(forme))
}

fn failed(fault: ProofFault) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(Code::OutputFailed, None, fault.0))
}
