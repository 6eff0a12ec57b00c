//! Templates with remarks in both languages.

use crate::say::Language;

const ZH: &str = "#zh ";
const EN: &str = " #en ";

/// The template with its remarks in one language: of `#zh … #en …` at the end of a line that part
/// stays, as a remark of its own.
pub(super) fn in_language(template: &str, language: Language) -> String {
    let mut out = String::with_capacity(template.len());
    for line in template.lines() {
        match line.split_once(ZH).and_then(|(before, both)| {
            let (zh, en) = both.split_once(EN)?;
            Some((before, zh, en))
        }) {
            None => out.push_str(line),
            Some((before, zh, en)) => {
                out.push_str(before);
                out.push_str("# ");
                out.push_str(match language {
                    Language::Zh => zh,
                    Language::En => en,
                });
            }
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_are_in_one_language() {
        let both = "a = 1  #zh 甲 #en one\n#zh 乙 #en two\nb = \"#zh\" # c\n";
        let zh = in_language(both, Language::Zh);
        assert_eq!(zh, "a = 1  # 甲\n# 乙\nb = \"#zh\" # c\n");
        let en = in_language(both, Language::En);
        assert_eq!(en, "a = 1  # one\n# two\nb = \"#zh\" # c\n");
    }
}
