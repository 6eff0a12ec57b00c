//! `galley` 小样.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use serde_json::{Value, json};

use super::job::Exit;
use super::output::{Output, err, out};
use super::press::refused;
use super::render::Renderer;
use crate::asset::{Pictures, SNAP_240};
use crate::desk::Desk;
use crate::diag::{Code, Diagnostic, Sources};
use crate::export::pdf::{self, Meta, Order, Purpose};
use crate::geom::Em;
use crate::spec::{Hao, Length};
use crate::style::{Breaker, Kinsoku, Lang, Writing};
use crate::{GalleyJob, GalleyLine, GalleyProof};

/// The arguments as typed.
pub(super) struct Typed<'a> {
    pub copy: &'a str,
    pub measure: &'a str,
    pub indent: Option<&'a str>,
    pub lang: &'a str,
    pub kinsoku: &'a str,
    pub style: &'a str,
    pub writing: &'a str,
    pub breaker: &'a str,
    pub pdf: Option<&'a Path>,
}

/// Sets an article at one measure and prints its lines.
pub(super) fn galley(
    desk: &dyn Desk,
    typed: &Typed<'_>,
    renderer: &Renderer,
    as_json: bool,
) -> Exit {
    let job = match meant(typed) {
        Ok(job) => job,
        Err(fault) => {
            err!("error: {fault}");
            return Exit::Usage;
        }
    };
    let read = if typed.copy == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(typed.copy)
    };
    let name = if typed.copy == "-" {
        "standard input"
    } else {
        typed.copy
    };
    let (sources, mut diagnostics, set) = match read {
        Ok(bytes) => crate::galley_with(desk, name, &bytes, &job),
        Err(error) => {
            let message = format!("the article “{}” cannot be read: {error}", typed.copy);
            (
                Sources::default(),
                vec![Diagnostic::new(Code::FileUnreadable, None, message)],
                None,
            )
        }
    };
    if let (Some(galley), Some(path)) = (&set, typed.pdf)
        && let Err(diagnostic) = write(galley, path, name, job.lang)
    {
        diagnostics.push(*diagnostic);
    }
    if as_json {
        // One object, whatever becomes of the galley.
        let reported = super::render::all_as_json(&sources, &diagnostics, "");
        out!("{}", as_value(set.as_ref(), reported));
    } else {
        renderer.show(&sources, &diagnostics);
        set.iter().for_each(print_lines);
    }
    Exit::of(&diagnostics)
}

/// Writes the galley as a PDF.
fn write(
    galley: &GalleyProof,
    path: &Path,
    title: &str,
    lang: Lang,
) -> Result<(), Box<Diagnostic>> {
    let (folder, file) = (
        path.parent().unwrap_or(Path::new("")),
        path.file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
    );
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let bytes = pdf(galley, title, lang)
        .map_err(|fault| Box::new(refused((&galley.fonts, &BTreeMap::new()), &file, &fault)))?;
    super::build::write(folder, &[Output::new(file, bytes)])
}

/// A galley has no date of its own; a fixed one keeps its bytes the same.
const NO_DATE: &str = "2000-01-01";

fn pdf(galley: &GalleyProof, title: &str, lang: Lang) -> Result<Vec<u8>, pdf::ExportFault> {
    let formes = galley.formes();
    let meta = Meta {
        title,
        paper: "",
        date: NO_DATE,
        lang: lang.tag(),
    };
    let order = Order {
        formes: formes.iter().collect(),
        meta,
        kind: Purpose::Reading,
    };
    pdf::export(&order, &galley.fonts, &Pictures::default(), &SNAP_240)
}

/// Every line with its number, its width before adjustment and what it cost.
fn print_lines(galley: &GalleyProof) {
    let mut number = 0;
    for lines in galley.lines() {
        for line in lines {
            number += 1;
            let fallen = if line.forced || line.short { "  !" } else { "" };
            out!(
                "{number:>4}  {:>6.2} → {:>5.2} 字 {:>5}  {}{fallen}",
                line.natural_em,
                line.width_em,
                line.badness,
                line.text,
            );
        }
    }
    out!("{} 行  {} 字", galley.line_count(), galley.chars());
    let near: Vec<String> = galley
        .near_measures()
        .iter()
        .map(|(measure, lines)| format!("{measure}字 {lines} 行"))
        .collect();
    out!("{}", near.join("  "));
}

/// The galley and what is told of it; no paragraphs when it could not be set.
fn as_value(galley: Option<&GalleyProof>, reported: Vec<Value>) -> Value {
    let lines = galley.map(GalleyProof::lines).unwrap_or_default();
    let paragraphs: Vec<Value> = lines
        .iter()
        .map(|lines| json!({"lines": lines.iter().map(line_json).collect::<Vec<_>>()}))
        .collect();
    let near = galley.map(GalleyProof::near_measures).unwrap_or_default();
    let near: Vec<Value> = near
        .iter()
        .map(|(measure, lines)| json!({"measure_em": measure, "lines": lines}))
        .collect();
    json!({
        "paragraphs": paragraphs,
        "lines": galley.map_or(0, GalleyProof::line_count),
        "chars": galley.map_or(0, GalleyProof::chars),
        "near": near,
        "diagnostics": reported,
    })
}

fn line_json(line: &GalleyLine) -> Value {
    json!({
        "text": line.text,
        "width_em": line.width_em,
        "natural_em": line.natural_em,
        "badness": line.badness,
        "forced": line.forced,
        "short": line.short,
        "chars": line.chars.iter().map(|set| json!({"c": set.c, "x_em": set.x_em, "w_em": set.w_em})).collect::<Vec<_>>(),
    })
}

fn meant(typed: &Typed<'_>) -> Result<GalleyJob, String> {
    let ems = |what: &str, text: &str| -> Result<Em, String> {
        let length = Length::parse(text, Hao::News)
            .or_else(|| Length::parse(&format!("{text}字"), Hao::News));
        match length {
            Some(Length::Em(em)) => Ok(em),
            Some(Length::Absolute(len)) if len.units() == 0 => Ok(Em::ZERO),
            _ => Err(format!(
                "--{what} “{text}” is not a number of 字, such as 13字"
            )),
        }
    };
    let measure = ems("measure", typed.measure)?;
    if measure < Em::ONE {
        return Err(format!("--measure “{}” holds no character", typed.measure));
    }
    let indent = typed
        .indent
        .map(|indent| ems("indent", indent))
        .transpose()?;
    if indent.is_some_and(|indent| indent < Em::ZERO || indent >= measure) {
        return Err(format!(
            "--indent {} is not less than the measure",
            typed.indent.unwrap_or("")
        ));
    }
    Ok(GalleyJob {
        measure,
        indent,
        lang: Lang::from_tag(typed.lang).ok_or_else(|| {
            format!(
                "--lang “{}” is none of {}",
                typed.lang,
                Lang::TAGS.join(" ")
            )
        })?,
        kinsoku: Kinsoku::from_name(typed.kinsoku).ok_or_else(|| {
            format!(
                "--kinsoku “{}” is none of {}",
                typed.kinsoku,
                Kinsoku::NAMES.join(" ")
            )
        })?,
        writing: Writing::from_name(typed.writing).ok_or_else(|| {
            format!(
                "--writing “{}” is none of {}",
                typed.writing,
                Writing::NAMES.join(" ")
            )
        })?,
        breaker: Breaker::from_name(typed.breaker).ok_or_else(|| {
            format!(
                "--breaker “{}” is none of {}",
                typed.breaker,
                Breaker::NAMES.join(" ")
            )
        })?,
        style: typed.style.to_owned(),
    })
}
