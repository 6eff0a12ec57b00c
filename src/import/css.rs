//! The little of CSS that says what a text is.

use super::model::{Look, Mark};
use super::names::face;

/// What a style attribute says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Css {
    bold: Option<bool>,
    pub hidden: bool,
    pub align: Option<String>,
    indent: bool,
    /// Half points.
    size: Option<u32>,
    face: Option<&'static str>,
    /// Above the line, or below it.
    raised: Option<bool>,
    dotted: bool,
}

impl Css {
    /// Reads a style attribute.
    pub fn of(style: &str) -> Css {
        let mut css = Css::default();
        for declaration in style.split(';') {
            let Some((name, value)) = declaration.split_once(':') else {
                continue;
            };
            let value = value.trim().trim_end_matches("!important").trim();
            let value = value.to_ascii_lowercase();
            match name.trim().to_ascii_lowercase().as_str() {
                "font-weight" => {
                    let heavy = value.parse::<u32>().map(|weight| weight >= 600);
                    css.bold = match value.as_str() {
                        "bold" | "bolder" => Some(true),
                        "normal" | "lighter" => Some(false),
                        _ => heavy.ok(),
                    };
                }
                "display" => css.hidden = value == "none",
                "text-align" => css.align = Some(value),
                "text-indent" => css.indent = !value.starts_with('0') && !value.starts_with('-'),
                "font-size" => css.size = half_points(&value),
                "font-family" => css.face = value.split(',').next().and_then(face),
                "vertical-align" => {
                    css.raised = match value.as_str() {
                        "super" => Some(true),
                        "sub" => Some(false),
                        _ => None,
                    };
                }
                "text-emphasis" | "-webkit-text-emphasis" | "text-emphasis-style" => {
                    css.dotted = !value.starts_with("none");
                }
                _ => {}
            }
        }
        css
    }

    /// Lays it over what an element has from those around it.
    pub fn lay(&self, align: Option<&str>, mark: &mut Mark, look: &mut Look) {
        mark.bold = self.bold.unwrap_or(mark.bold);
        mark.dot |= self.dotted;
        match self.raised {
            Some(true) => mark.sup = true,
            Some(false) => mark.sub = true,
            None => {}
        }
        mark.face = self.face.or(mark.face);
        match align {
            Some("center") => (look.centred, look.right) = (true, false),
            Some("right" | "end") => (look.centred, look.right) = (false, true),
            Some("left" | "start" | "justify") => (look.centred, look.right) = (false, false),
            _ => {}
        }
        look.indented |= self.indent;
        look.size = self.size.or(look.size);
    }
}

/// A size in half points.
fn half_points(value: &str) -> Option<u32> {
    let end = value.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let number: f64 = value[..end].parse().ok()?;
    let points = match &value[end..] {
        "pt" => number,
        "px" => number * 0.75,
        _ => return None,
    };
    (points > 0.0 && points < 1000.0).then_some((points * 2.0).round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_read() {
        let css =
            Css::of("font-weight: 700 !important; FONT-SIZE:16px;text-align:center;display:block");
        assert_eq!(
            (css.bold, css.size, css.hidden),
            (Some(true), Some(24), false)
        );
        assert_eq!(css.align.as_deref(), Some("center"));
        assert!(Css::of("display:none").hidden);
        assert_eq!(
            Css::of("font-size: larger; x; :; text-indent:0em"),
            Css::default()
        );
    }
}
