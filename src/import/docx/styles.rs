//! Paragraph and character styles.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::super::names::{face, level_of_style, role_of_style};
use super::super::styles::{Meant, StyleTable};
use crate::package::{attribute, child, children};
use crate::story::PartRole;

/// What a style or a paragraph's own properties say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub role: Option<PartRole>,
    /// Outline level, 1 the highest.
    pub level: Option<u8>,
    pub align: Option<String>,
    pub indented: Option<bool>,
    /// Half points.
    pub size: Option<u32>,
    pub bold: Option<bool>,
    pub face: Option<&'static str>,
    pub raised: Option<String>,
    pub dotted: Option<bool>,
    pub hidden: Option<bool>,
    pub struck: Option<bool>,
    /// Number of the list and its level.
    pub list: Option<(String, usize)>,
}

impl Said {
    /// The same, with what `other` says over it.
    pub fn over(&self, other: &Said) -> Said {
        Said {
            role: other.role.or(self.role),
            level: other.level.or(self.level),
            align: other.align.clone().or_else(|| self.align.clone()),
            indented: other.indented.or(self.indented),
            size: other.size.or(self.size),
            bold: other.bold.or(self.bold),
            face: other.face.or(self.face),
            raised: other.raised.clone().or_else(|| self.raised.clone()),
            dotted: other.dotted.or(self.dotted),
            hidden: other.hidden.or(self.hidden),
            struck: other.struck.or(self.struck),
            list: other.list.clone().or_else(|| self.list.clone()),
        }
    }

    /// Reads `<w:pPr>` and `<w:rPr>`, either of which may be absent.
    pub fn of(paragraph: Option<Node<'_, '_>>, run: Option<Node<'_, '_>>) -> Said {
        let mut said = Said::default();
        if let Some(properties) = paragraph {
            said.align = value(properties, "jc");
            said.level = value(properties, "outlineLvl")
                .and_then(|level| level.parse::<u8>().ok())
                .filter(|level| *level < 9)
                .map(|level| level + 1);
            said.indented = child(properties, "ind").and_then(|indent| {
                let names = ["firstLineChars", "firstLine"];
                let number = names.iter().find_map(|name| attribute(indent, name))?;
                number.parse::<i32>().ok().map(|number| number > 0)
            });
            said.list = child(properties, "numPr").and_then(|list| {
                let level = value(list, "ilvl").and_then(|level| level.parse().ok());
                Some((value(list, "numId")?, level.unwrap_or(0)))
            });
        }
        if let Some(properties) = run {
            said.size = value(properties, "sz").and_then(|size| size.parse().ok());
            said.bold = flag(properties, "b");
            said.hidden = flag(properties, "vanish");
            said.struck = flag(properties, "strike").or_else(|| flag(properties, "dstrike"));
            said.raised = value(properties, "vertAlign");
            said.dotted = value(properties, "em").map(|kind| kind != "none");
            said.face = child(properties, "rFonts").and_then(|fonts| {
                attribute(fonts, "eastAsia")
                    .or_else(|| attribute(fonts, "ascii"))
                    .and_then(face)
            });
        }
        said
    }
}

/// The `w:val` of a property.
pub(super) fn value(properties: Node<'_, '_>, name: &str) -> Option<String> {
    let property = child(properties, name)?;
    attribute(property, "val").map(str::to_owned)
}

/// A property that is on or off; on when nothing is said.
pub(super) fn flag(properties: Node<'_, '_>, name: &str) -> Option<bool> {
    let property = child(properties, name)?;
    Some(!matches!(
        attribute(property, "val"),
        Some("0" | "false" | "off" | "none")
    ))
}

/// A style as written.
#[derive(Clone, Debug, Default)]
struct Style {
    base: Option<String>,
    said: Said,
}

/// All styles of a document by their ids.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    usual: Option<String>,
    defaults: Said,
}

/// Styles that stand on one another at most.
const DEEPEST: usize = 30;

impl Styles {
    /// Reads `word/styles.xml`.
    pub fn read(root: Node<'_, '_>, table: &StyleTable) -> Styles {
        let mut styles = Styles::default();
        if let Some(defaults) = child(root, "docDefaults") {
            let run = child(defaults, "rPrDefault").and_then(|node| child(node, "rPr"));
            styles.defaults = Said::of(None, run);
        }
        for style in children(root, "style") {
            let Some(id) = attribute(style, "styleId") else {
                continue;
            };
            let name = value(style, "name").unwrap_or_default();
            let mut said = Said::of(child(style, "pPr"), child(style, "rPr"));
            said.role = role_of_style(&name).or_else(|| role_of_style(id));
            said.level = level_of_style(&name).or(said.level);
            match table.meant(&name) {
                Some(Meant::Role(role)) => said.role = Some(role),
                Some(Meant::Subhead) => said.level = Some(2),
                Some(Meant::Body) => (said.role, said.level) = (None, None),
                Some(Meant::Item) | None => {}
            }
            if attribute(style, "default") == Some("1")
                && attribute(style, "type") == Some("paragraph")
            {
                styles.usual = Some(id.to_owned());
            }
            styles.styles.insert(
                id.to_owned(),
                Style {
                    base: value(style, "basedOn"),
                    said,
                },
            );
        }
        styles
    }

    /// What a style says, with the styles it stands on; the usual one's when none is named.
    pub fn said(&self, id: Option<&str>) -> Said {
        let mut chain = Vec::new();
        let mut next = id.or(self.usual.as_deref());
        while let Some(style) = next.and_then(|id| self.styles.get(id)) {
            if chain.len() == DEEPEST {
                break;
            }
            chain.push(&style.said);
            next = style.base.as_deref();
        }
        chain
            .iter()
            .rev()
            .fold(self.defaults.clone(), |said, style| said.over(style))
    }

    /// What a character style says by itself.
    pub fn of_characters(&self, id: &str) -> Said {
        let mut chain = Vec::new();
        let mut next = Some(id);
        while let Some(style) = next.and_then(|id| self.styles.get(id)) {
            if chain.len() == DEEPEST {
                break;
            }
            chain.push(&style.said);
            next = style.base.as_deref();
        }
        let said = chain
            .iter()
            .rev()
            .fold(Said::default(), |said, style| said.over(style));
        // A title's character style does not make a role of a stretch.
        Said {
            role: None,
            level: None,
            ..said
        }
    }
}
