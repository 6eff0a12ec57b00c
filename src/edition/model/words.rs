//! Texts that lead from page to page 转版.

use super::calendar::{chinese_folio, chinese_number};
use crate::geom::Folio;
use crate::style::Lang;

/// The texts of jump lines and refers, each with fields in braces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JumpTexts {
    /// Text at the end of a slot, leading to the next 下转.
    pub jump: String,
    /// Text at the start of a continuation 上接.
    pub continued: String,
    /// Text of a refer.
    pub refer: String,
    /// The language, whose numerals `{page}` has.
    pub lang: Lang,
}

/// The values of the fields of such a text.
pub struct Lead<'a> {
    /// The number of the page at the other end.
    pub page: Folio,
    /// The headline of the story there.
    pub headline: &'a str,
    /// The section of that page.
    pub section: &'a str,
}

impl JumpTexts {
    /// Fills the fields of a text: `{page}` in the numerals of the language, `{number}` in figures,
    /// `{headline}`, `{section}`.
    pub fn said(&self, words: &str, lead: &Lead<'_>) -> String {
        let chinese = matches!(self.lang, Lang::ZhCn | Lang::ZhTw | Lang::ZhHk);
        let page = if chinese {
            chinese_folio(lead.page)
        } else {
            lead.page.to_string()
        };
        let fields = [
            ("page", page),
            ("number", lead.page.to_string()),
            ("headline", lead.headline.to_owned()),
            ("section", lead.section.to_owned()),
        ];
        filled(words, &fields)
    }
}

/// A text with its fields in braces filled. What a field holds is not looked
/// through again: a headline may itself have braces.
pub(super) fn filled(words: &str, fields: &[(&str, String)]) -> String {
    let mut said = words.to_owned();
    let mut at = 0;
    while let Some(open) = said[at..].find('{').map(|found| at + found) {
        let field = fields.iter().find(|(name, _)| {
            said[open + 1..]
                .strip_prefix(name)
                .is_some_and(|rest| rest.starts_with('}'))
        });
        at = match field {
            Some((name, value)) => {
                said.replace_range(open..open + name.len() + 2, value);
                open + value.len()
            }
            None => open + 1,
        };
    }
    said
}

/// Returns the page that a jump line names, if it does: `第三版`, `第3版`, `page 3`.
pub fn page_named(words: &str) -> Option<Folio> {
    if let Some((_, after)) = words.split_once('第') {
        let (number, _) = after.split_once('版')?;
        return Folio::parse(number).or_else(|| {
            let page = (1..100).find(|page| chinese_number(*page) == number)?;
            Some(Folio::plain(page))
        });
    }
    words.split_once("page ").and_then(|(_, after)| {
        let name: String = after
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        Folio::parse(&name)
    })
}
