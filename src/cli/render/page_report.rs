//! A report of preflight for people who are sent it: one page of HTML that needs no other file, the
//! page's picture with each finding marked.

use std::fmt::Write;

use crate::asset::rgb_png;
use crate::preflight::{Checked, Finding, Preview, Printer, Weight};
use crate::press::{tenths, times};
use crate::say::{Language, Text, sentence};

/// A file of the report: its path, what was found or why it cannot be read, and its pages.
pub(in crate::cli) type Reported<'a> = (&'a str, &'a Result<Checked, Text>, Vec<Preview>);

/// The words of a report.
struct Words {
    language: Language,
    lang: &'static str,
    title: &'static str,
    printer: &'static str,
    passes: &'static str,
    fails: &'static str,
    unreadable: &'static str,
    error: &'static str,
    warning: &'static str,
    page: &'static str,
    ink: &'static str,
    nothing: &'static str,
    picture: &'static str,
    why: &'static str,
}

const ENGLISH: Words = Words {
    language: Language::En,
    lang: "en",
    title: "Preflight",
    printer: "Printer",
    passes: "may go to press",
    fails: "must not go to press",
    unreadable: "cannot be checked",
    error: "error",
    warning: "warning",
    page: "page",
    ink: "ink in 15 mm, at most",
    nothing: "Nothing was found.",
    picture: "The picture is that of the ink measurement: type is shown as the grey of its lines.",
    why: "what it asks",
};

const CHINESE: Words = Words {
    language: Language::Zh,
    lang: "zh-CN",
    title: "印前检查报告",
    printer: "印厂",
    passes: "可以付印",
    fails: "不能付印",
    unreadable: "无法检查",
    error: "错误",
    warning: "警告",
    page: "第",
    ink: "墨量：15 mm 内平均，最高",
    nothing: "没有发现问题。",
    picture: "版面图取自墨量测量：文字显示为灰条。",
    why: "说明",
};

const STYLE: &str = "body{font:15px/1.6 \"Noto Sans CJK SC\",\"PingFang SC\",\"Microsoft YaHei\",sans-serif;margin:2em auto;max-width:70em;color:#222}\
h1{font-size:1.4em}h2{font-size:1.1em;margin-top:2em;border-bottom:1px solid #ccc}\
.fails{color:#b00020}.passes{color:#0a7a2f}.page{display:flex;gap:2em;align-items:flex-start;margin:1em 0;flex-wrap:wrap}\
svg{border:1px solid #999;background:#fff;width:30em;max-width:100%;height:auto}\
ol{margin:0;padding-left:2.2em;flex:1;min-width:20em}li{margin-bottom:.7em}\
.error b{color:#b00020}.warning b{color:#a65f00}code{color:#666}small{color:#555;display:block}";

/// Writes the report.
pub(in crate::cli) fn page_report(
    files: &[Reported<'_>],
    printer: &Printer,
    language: Language,
) -> String {
    let words = match language {
        Language::Zh => &CHINESE,
        Language::En => &ENGLISH,
    };
    let mut out = String::new();
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><title>{}</title><style>{STYLE}</style></head>\n<body>\n<h1>{}</h1>\n<p>{}: {}</p>\n",
        words.lang,
        words.title,
        words.title,
        words.printer,
        escaped(&printer.title)
    );
    for (path, result, previews) in files {
        file(&mut out, path, result, previews, words);
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn file(
    out: &mut String,
    path: &str,
    result: &Result<Checked, Text>,
    previews: &[Preview],
    words: &Words,
) {
    let _ = writeln!(out, "<h2>{}</h2>", escaped(path));
    let checked = match result {
        Ok(checked) => checked,
        Err(why) => {
            let _ = writeln!(
                out,
                "<p class=\"fails\">{}: {}</p>",
                words.unreadable,
                escaped(&why.in_language(words.language))
            );
            return;
        }
    };
    let (class, verdict) = match checked.passes() {
        true => ("passes", words.passes),
        false => ("fails", words.fails),
    };
    let _ = writeln!(out, "<p class=\"{class}\"><b>{verdict}</b></p>");
    if checked.findings.is_empty() {
        let _ = writeln!(out, "<p>{}</p>", words.nothing);
    }
    let numbered: Vec<(usize, &Finding)> = (1..).zip(&checked.findings).collect();
    list(
        out,
        numbered
            .iter()
            .filter(|(_, finding)| finding.page.is_none()),
        words,
    );
    for page in 1..=checked.pages {
        let of_page = || {
            numbered
                .iter()
                .filter(move |(_, finding)| finding.page == Some(page))
        };
        let preview = previews.iter().find(|preview| preview.page == page);
        if preview.is_none() && of_page().next().is_none() {
            continue;
        }
        let number = match words.lang {
            "en" => format!("{} {page}", words.page),
            _ => format!("{}{page}页", words.page),
        };
        let ink = checked.ink.iter().find(|ink| ink.page == page);
        let ink = ink.map_or_else(String::new, |ink| {
            format!(" · {} {} %, {} %", words.ink, ink.mean / 10, ink.peak / 10)
        });
        let _ = writeln!(out, "<h3>{number}{ink}</h3>\n<div class=\"page\">");
        if let Some(preview) = preview {
            picture(out, preview, of_page());
        }
        list(out, of_page(), words);
        out.push_str("</div>\n");
        if preview.is_some() {
            let _ = writeln!(out, "<small>{}</small>", words.picture);
        }
    }
}

fn list<'f>(
    out: &mut String,
    findings: impl Iterator<Item = &'f (usize, &'f Finding)>,
    words: &Words,
) {
    out.push_str("<ol>\n");
    for (number, finding) in findings {
        let (class, weight) = match finding.weight {
            Weight::Error => ("error", words.error),
            Weight::Warning => ("warning", words.warning),
        };
        let name = match words.lang {
            "en" => finding.rule.name(),
            _ => finding.rule.chinese(),
        };
        let place = finding.place.map_or_else(String::new, |place| {
            let [left, top, width, height] = [place.left, place.top, place.width(), place.height()]
                .map(|len| tenths(len.to_mm()));
            format!(" ({left:.1}, {top:.1} mm, {width:.1} × {height:.1})")
        });
        let _ = writeln!(
            out,
            "<li value=\"{number}\" class=\"{class}\"><b>{weight}: {name}</b> <code>{}</code><br>{}{}{place}<small>{}: {}</small></li>",
            finding.rule.name(),
            escaped(&finding.message.in_language(words.language)),
            times(finding).in_language(words.language),
            words.why,
            escaped(manual(finding, words.language))
        );
    }
    out.push_str("</ol>\n");
}

/// Returns the manual page of a finding's rule.
fn manual(finding: &Finding, language: Language) -> &'static str {
    let page = sentence(language, &format!("rules.{}", finding.rule.name()));
    page.unwrap_or(finding.rule.manual())
}

/// Draws a page with the places of its findings, in millimetres from the top left of the trim.
fn picture<'f>(
    out: &mut String,
    preview: &Preview,
    findings: impl Iterator<Item = &'f (usize, &'f Finding)>,
) {
    let place = preview.place;
    let [left, top, width, height] =
        [place.left, place.top, place.width(), place.height()].map(|len| tenths(len.to_mm()));
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{left} {top} {width} {height}\">"
    );
    if let Ok(png) = rgb_png(&preview.rgb, preview.width, preview.height) {
        let _ = write!(
            out,
            "<image x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" preserveAspectRatio=\"none\" href=\"data:image/png;base64,{}\"/>",
            base64(&png)
        );
    }
    let line = (width + height) / 400.0;
    for (number, finding) in findings {
        let Some(at) = finding.place else { continue };
        let [x, y, wide, high] =
            [at.left, at.top, at.width(), at.height()].map(|len| tenths(len.to_mm()));
        let colour = match finding.weight {
            Weight::Error => "#d00020",
            Weight::Warning => "#e08000",
        };
        let _ = write!(
            out,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"{colour}\" fill-opacity=\"0.15\" stroke=\"{colour}\" stroke-width=\"{line:.2}\"/>\
             <text x=\"{x:.1}\" y=\"{:.1}\" font-size=\"{:.1}\" font-family=\"sans-serif\" font-weight=\"bold\" fill=\"{colour}\">{number}</text>",
            wide.max(line),
            high.max(line),
            y - line,
            line * 8.0
        );
    }
    out.push_str("</svg>\n");
}

/// Escapes text for HTML; control characters are dropped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars().filter(|character| !character.is_control()) {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(character),
        }
    }
    out
}

/// Encodes bytes in base 64 (RFC 4648 section 4).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for part in bytes.chunks(3) {
        let whole = part
            .iter()
            .chain([&0, &0])
            .take(3)
            .fold(0_u32, |whole, &byte| whole << 8 | u32::from(byte));
        for nth in 0..4 {
            match nth <= part.len() {
                true => out.push(char::from(LETTERS[(whole >> (18 - 6 * nth)) as usize & 63])),
                false => out.push('='),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_encoded_as_the_standard_says() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn names_cannot_break_the_page() {
        assert_eq!(escaped("a<b>&\"\u{1b}[0m"), "a&lt;b&gt;&amp;&quot;[0m");
    }
}
