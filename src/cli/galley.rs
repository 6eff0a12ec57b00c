//! `galley` 小样.

use std::io::Read;

use serde_json::json;

use super::job::End;
use super::render::Renderer;
use crate::geom::Em;
use crate::spec::{Hao, Length};
use crate::style::{Kinsoku, Lang};
use crate::{GalleyJob, GalleyLine};

/// The arguments as typed.
pub(super) struct Typed<'a> {
    pub copy: &'a str,
    pub measure: &'a str,
    pub indent: Option<&'a str>,
    pub lang: &'a str,
    pub kinsoku: &'a str,
    pub style: &'a str,
}

/// Sets an article at one measure and prints its lines.
pub(super) fn galley(typed: &Typed<'_>, renderer: &Renderer, as_json: bool) -> End {
    let job = match meant(typed) {
        Ok(job) => job,
        Err(fault) => {
            eprintln!("error: {fault}");
            return End::Usage;
        }
    };
    let read = if typed.copy == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(typed.copy)
    };
    let bytes = match read {
        Ok(bytes) => bytes,
        Err(error) => {
            eprintln!("error[file-unreadable]: the article “{}” cannot be read: {error}", typed.copy);
            return End::InputError;
        }
    };
    let name = if typed.copy == "-" { "standard input" } else { typed.copy };
    let (sources, diagnostics, set) = crate::galley(name, &bytes, &job);
    if as_json {
        // Standard output carries the galley alone.
        for diagnostic in &diagnostics {
            eprintln!("{}", super::render::short(&sources, diagnostic));
        }
    } else {
        renderer.show(&sources, &diagnostics);
    }
    if let Some(paragraphs) = set {
        if as_json {
            println!(
                "{}",
                json!({"paragraphs": paragraphs.iter().map(|lines| json!({"lines": lines.iter().map(line_json).collect::<Vec<_>>()})).collect::<Vec<_>>()})
            );
        } else {
            let count: usize = paragraphs.iter().map(Vec::len).sum();
            let text: Vec<String> = paragraphs.iter().map(|lines| lines.iter().map(|line| format!("{}\n", line.text)).collect()).collect();
            println!("{}\n{count} 行", text.join("\n"));
        }
    }
    End::of(&diagnostics)
}

fn line_json(line: &GalleyLine) -> serde_json::Value {
    json!({
        "text": line.text,
        "width_em": line.width_em,
        "chars": line.chars.iter().map(|set| json!({"c": set.c, "x_em": set.x_em, "w_em": set.w_em})).collect::<Vec<_>>(),
    })
}

fn meant(typed: &Typed<'_>) -> Result<GalleyJob, String> {
    let ems = |what: &str, text: &str| -> Result<Em, String> {
        let length = Length::parse(text, Hao::News).or_else(|| Length::parse(&format!("{text}字"), Hao::News));
        match length {
            Some(Length::Em(em)) => Ok(em),
            Some(Length::Absolute(len)) if len.units() == 0 => Ok(Em::ZERO),
            _ => Err(format!("--{what} “{text}” is not a number of 字, such as 13字")),
        }
    };
    let measure = ems("measure", typed.measure)?;
    if measure < Em::ONE {
        return Err(format!("--measure “{}” holds no character", typed.measure));
    }
    Ok(GalleyJob {
        measure,
        indent: typed.indent.map(|indent| ems("indent", indent)).transpose()?,
        lang: Lang::from_tag(typed.lang).ok_or_else(|| format!("--lang “{}” is none of {}", typed.lang, Lang::TAGS.join(" ")))?,
        kinsoku: Kinsoku::from_name(typed.kinsoku)
            .ok_or_else(|| format!("--kinsoku “{}” is none of {}", typed.kinsoku, Kinsoku::NAMES.join(" ")))?,
        style: typed.style.to_owned(),
    })
}
