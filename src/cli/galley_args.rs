//! The arguments of `galley`, as typed and as meant.

use std::path::Path;

use crate::GalleyJob;
use crate::geom::Em;
use crate::say::{Text, text};
use crate::spec::{Hao, Length};
use crate::style::{Breaker, Kinsoku, Lang, Writing};

/// The arguments as typed.
pub(super) struct GalleyArgs<'a> {
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

/// What is to be set; the error says which argument is no good.
pub(super) fn galley_job(typed: &GalleyArgs<'_>) -> Result<GalleyJob, Text> {
    let ems = |what: &str, text: &str| -> Result<Em, Text> {
        let length = Length::parse(text, Hao::News)
            .or_else(|| Length::parse(&format!("{text}字"), Hao::News));
        match length {
            Some(Length::Em(em)) => Ok(em),
            Some(Length::Absolute(len)) if len.units() == 0 => Ok(Em::ZERO),
            _ => Err(text!(
                "cli.not-number-such-13",
                "--{what} “{text}” is not a number of 字, such as 13字",
                what,
                text
            )),
        }
    };
    let measure = ems("measure", typed.measure)?;
    if measure < Em::ONE {
        return Err(text!(
            "cli.measure-holds-no-character",
            "--measure “{measure}” holds no character",
            measure = typed.measure
        ));
    }
    let indent = typed
        .indent
        .map(|indent| ems("indent", indent))
        .transpose()?;
    if indent.is_some_and(|indent| indent < Em::ZERO || indent >= measure) {
        return Err(text!(
            "cli.indent-not-less-measure",
            "--indent {indent} is not less than the measure",
            indent = typed.indent.unwrap_or("")
        ));
    }
    Ok(GalleyJob {
        measure,
        indent,
        lang: Lang::from_tag(typed.lang).ok_or_else(|| {
            text!(
                "cli.copy-lang-none",
                "--copy-lang “{lang}” is none of {names}",
                lang = typed.lang,
                names = Lang::TAGS.join(" ")
            )
        })?,
        kinsoku: Kinsoku::from_name(typed.kinsoku).ok_or_else(|| {
            text!(
                "cli.kinsoku-none",
                "--kinsoku “{kinsoku}” is none of {names}",
                kinsoku = typed.kinsoku,
                names = Kinsoku::NAMES.join(" ")
            )
        })?,
        writing: Writing::from_name(typed.writing).ok_or_else(|| {
            text!(
                "cli.writing-none",
                "--writing “{writing}” is none of {names}",
                writing = typed.writing,
                names = Writing::NAMES.join(" ")
            )
        })?,
        breaker: Breaker::from_name(typed.breaker).ok_or_else(|| {
            text!(
                "cli.breaker-none",
                "--breaker “{breaker}” is none of {names}",
                breaker = typed.breaker,
                names = Breaker::NAMES.join(" ")
            )
        })?,
        style: typed.style.to_owned(),
    })
}
