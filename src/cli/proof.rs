//! `proof` 大样: pages as PNG, and what ink lies on them.

use std::path::Path;

use rayon::prelude::*;
use serde_json::{Value, json};

use super::build::{fail, write};
use super::job::Exit;
use super::output::{Output, usable};
use super::render::Renderer;
use crate::desk::Desk;
use crate::diag::{Code, Diagnostic};
use crate::export::png::{self, ProofFault};
use crate::forme::Forme;
use crate::ink::Plate;
use crate::{Job, Setting, typeset};

/// The arguments as typed.
pub(super) struct Typed<'a> {
    pub folder: &'a Path,
    pub dpi: u32,
    pub plates: bool,
    pub heat: bool,
    pub soft: bool,
}

/// Draws every page, whether it fits or not.
pub(super) fn proof(desk: &dyn Desk, job: &Job, typed: &Typed, renderer: &Renderer) -> Exit {
    if let Err(diagnostic) = usable(typed.folder) {
        return fail(renderer, &diagnostic);
    }
    let outcome = typeset(desk, job);
    renderer.show(&outcome.sources, &outcome.diagnostics);
    renderer.tally(&outcome.diagnostics);
    let Some(setting) = &outcome.setting else {
        return Exit::InputError;
    };
    let drawn = draw(setting, &setting.formes, typed.dpi).and_then(|mut proofs| {
        let count = proofs.len();
        if typed.plates {
            proofs.extend(plates(setting, typed.dpi)?);
        }
        if typed.soft {
            proofs.extend(soft(setting, typed.dpi)?);
        }
        let mut ink = Vec::new();
        if typed.heat {
            proofs.extend(heat(setting, renderer, &mut ink)?);
        }
        write(typed.folder, &proofs)?;
        Ok((count, proofs, ink))
    });
    match drawn {
        Ok((pages, files, ink)) => {
            let more = files.len() - pages;
            let more = if more > 0 {
                format!(" and {more} pictures of their ink")
            } else {
                String::new()
            };
            renderer.say(&format!(
                "{pages} proofs{more} → {}",
                typed.folder.display()
            ));
            let files: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
            renderer.result(
                &json!({"folder": typed.folder.to_string_lossy(), "files": files, "ink": ink}),
            );
            Exit::of(&outcome.diagnostics)
        }
        Err(diagnostic) => fail(renderer, &diagnostic),
    }
}

/// The proofs of pages, which are the setting's own or marked copies of them.
pub(super) fn draw(
    setting: &Setting,
    formes: &[Forme],
    dpi: u32,
) -> Result<Vec<Output>, Box<Diagnostic>> {
    formes
        .par_iter()
        .map(|forme| {
            let bytes =
                png::export(forme, &setting.fonts, &setting.pictures, dpi, true).map_err(failed)?;
            Ok(Output::new(page(setting, forme), bytes))
        })
        .collect()
}

/// What the proof of a page is called.
pub(super) fn page(setting: &Setting, forme: &Forme) -> String {
    file(setting, forme, "proof")
}

/// The pages on the press's paper.
fn soft(setting: &Setting, dpi: u32) -> Result<Vec<Output>, Box<Diagnostic>> {
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

/// One picture a plate.
fn plates(setting: &Setting, dpi: u32) -> Result<Vec<Output>, Box<Diagnostic>> {
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

/// A name safe in a file name; spot plates are numbered, since two names may
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

/// The ink heat maps; tells the worst square of every page, for programs in
/// `ink`.
fn heat(
    setting: &Setting,
    renderer: &Renderer,
    ink: &mut Vec<Value>,
) -> Result<Vec<Output>, Box<Diagnostic>> {
    let per_cent = |thousandths: u32| format!("{}.{} %", thousandths / 10, thousandths % 10);
    let mut outputs = Vec::new();
    for forme in &setting.formes {
        let heat = png::heat(forme, &setting.fonts, &setting.pictures, &setting.condition)
            .map_err(failed)?;
        let (left, top) = (heat.worst.left.to_mm(), heat.worst.top.to_mm());
        let (number, mean, peak) = (forme.number, per_cent(heat.mean), per_cent(heat.peak));
        renderer.figure(&format!(
            "{number:>3}版  at most {mean} ink over 15 mm, {left:.0} mm from the left and {top:.0} mm from the head; {peak} at one place"
        ));
        ink.push(
            json!({"page": number, "ink_mean_15mm_per_mille": heat.mean, "ink_peak_per_mille": heat.peak, "left_mm": left.round(), "top_mm": top.round()}),
        );
        outputs.push(Output::new(file(setting, forme, "heat"), heat.png));
    }
    Ok(outputs)
}

fn file(setting: &Setting, forme: &Forme, what: &str) -> String {
    format!("{}-{}-{what}.png", setting.slug, setting.file_number(forme))
}

fn failed(fault: ProofFault) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(Code::OutputFailed, None, fault.0))
}
