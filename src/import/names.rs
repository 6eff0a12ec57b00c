//! Names of styles, elements and faces, and what they mean here.

use crate::story::PartRole;

/// Style names of Word, WPS, LibreOffice, InDesign and of Chinese and English newsrooms.
const STYLES: &[(&str, PartRole)] = &[
    ("title", PartRole::Headline),
    ("msotitle", PartRole::Headline),
    ("headline", PartRole::Headline),
    ("hed", PartRole::Headline),
    ("主题", PartRole::Headline),
    ("大标题", PartRole::Headline),
    ("主标题", PartRole::Headline),
    ("文章标题", PartRole::Headline),
    ("标题", PartRole::Headline),
    ("標題", PartRole::Headline),
    ("主標題", PartRole::Headline),
    ("kicker", PartRole::Kicker),
    ("eyebrow", PartRole::Kicker),
    ("overline", PartRole::Kicker),
    ("引题", PartRole::Kicker),
    ("引題", PartRole::Kicker),
    ("肩题", PartRole::Kicker),
    ("眉题", PartRole::Kicker),
    ("subtitle", PartRole::Deck),
    ("msosubtitle", PartRole::Deck),
    ("deck", PartRole::Deck),
    ("dek", PartRole::Deck),
    ("副题", PartRole::Deck),
    ("副題", PartRole::Deck),
    ("副标题", PartRole::Deck),
    ("副標題", PartRole::Deck),
    ("abstract", PartRole::Summary),
    ("summary", PartRole::Summary),
    ("提要", PartRole::Summary),
    ("摘要", PartRole::Summary),
    ("内容提要", PartRole::Summary),
    ("byline", PartRole::Byline),
    ("author", PartRole::Byline),
    ("作者", PartRole::Byline),
    ("dateline", PartRole::Dateline),
    ("电头", PartRole::Dateline),
    ("署名", PartRole::Signature),
    ("signature", PartRole::Signature),
    ("编者按", PartRole::Note),
    ("按语", PartRole::Note),
    ("caption", PartRole::Cutline),
    ("msocaption", PartRole::Cutline),
    ("cutline", PartRole::Cutline),
    ("图说", PartRole::Cutline),
    ("题注", PartRole::Cutline),
    ("图片说明", PartRole::Cutline),
    ("imagecaption", PartRole::Cutline),
    ("illustration", PartRole::Cutline),
    ("figure", PartRole::Cutline),
    ("photocredit", PartRole::Credit),
    ("摄影", PartRole::Credit),
    ("栏目", PartRole::Section),
    ("栏目题", PartRole::Section),
];

/// Elements of HTML and NITF that are a part of an article.
const ELEMENTS: &[(&str, PartRole)] = &[
    ("figcaption", PartRole::Cutline),
    ("media-caption", PartRole::Cutline),
    ("media-producer", PartRole::Credit),
    ("byline", PartRole::Byline),
    ("dateline", PartRole::Dateline),
    ("abstract", PartRole::Summary),
    ("tagline", PartRole::Signature),
];

/// The role that a style of this name has, whatever its case and blanks.
pub(super) fn role_of_style(name: &str) -> Option<PartRole> {
    let plain: String = name
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    STYLES
        .iter()
        .find(|(known, _)| *known == plain)
        .map(|(_, role)| *role)
}

/// The role of an element's text.
pub(super) fn role_of_element(name: &str) -> Option<PartRole> {
    ELEMENTS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, role)| *role)
}

/// The role that a front-matter key names.
pub(super) fn role_of_key(key: &str) -> Option<PartRole> {
    PartRole::named(key)
}

/// The outline level of a style called `heading 2` or `标题 2`.
pub(super) fn level_of_style(name: &str) -> Option<u8> {
    let name = name.trim().to_lowercase();
    let number = ["heading", "标题", "標題", "überschrift", "titre"]
        .iter()
        .find_map(|head| name.strip_prefix(head))?;
    let level: u8 = number.trim().parse().ok()?;
    (1..=9).contains(&level).then_some(level)
}

/// The treatment that a font family asks for, where duikai has a name for it. 宋 is what text is
/// set in anyway.
pub(super) fn face(family: &str) -> Option<&'static str> {
    let family = family
        .trim()
        .trim_matches(['"', '\''])
        .to_lowercase()
        .replace([' ', '_', '-'], "");
    let has = |names: &[&str]| names.iter().any(|name| family.contains(name));
    if has(&["仿宋", "fangsong", "stfangso"]) {
        Some("仿宋")
    } else if has(&["楷", "kaiti", "stkai", "simkai"]) {
        Some("楷")
    } else if has(&["黑体", "simhei", "heiti", "sthei", "方正黑"]) {
        Some("黑")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_known_by_their_names() {
        assert_eq!(role_of_style("Sub title"), Some(PartRole::Deck));
        assert_eq!(role_of_style("引题"), Some(PartRole::Kicker));
        assert_eq!(role_of_style("Body Text"), None);
        assert_eq!(level_of_style("heading 2"), Some(2));
        assert_eq!(level_of_style("标题 1"), Some(1));
        assert_eq!(level_of_style("标题"), None);
        assert_eq!(face("'KaiTi_GB2312'"), Some("楷"));
        assert_eq!(face("宋体"), None);
    }
}
