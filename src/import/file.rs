//! Names of files that an import writes.

/// Characters of a name that comes from an input.
const LONGEST: usize = 60;

/// A name for files that comes from the name of an input or a headline: letters of any script,
/// figures, `-`, `_` and points between them.
pub(super) fn stem(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let mut stem = String::new();
    for character in name.chars() {
        let kept = character.is_alphanumeric() || matches!(character, '-' | '_' | '.');
        let next = if kept { character } else { '-' };
        // Points and hyphens do not begin a name or double.
        if matches!(next, '-' | '.') && (stem.is_empty() || stem.ends_with(['-', '.'])) {
            continue;
        }
        stem.push(next);
        if stem.chars().count() == LONGEST {
            break;
        }
    }
    let stem = stem.trim_end_matches(['-', '.']);
    if stem.is_empty() {
        "article".to_owned()
    } else {
        stem.to_owned()
    }
}

/// The name of an input without its folder and ending.
pub(super) fn of_input(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let base = match name.rsplit_once('.') {
        Some((base, ending)) if !base.is_empty() && ending.chars().count() <= 5 => base,
        _ => name,
    };
    stem(base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_are_tame() {
        for (name, tame) in [
            ("../../etc/passwd", "passwd"),
            ("a/b\\c d.docx", "c-d"),
            ("新建 Microsoft Word 文档.docx", "新建-Microsoft-Word-文档"),
            ("...", "article"),
            (".docx", "docx"),
            ("x\0\ny.md", "x-y"),
        ] {
            assert_eq!(of_input(name), tame, "{name:?}");
        }
        assert_eq!(of_input(&"长".repeat(300)).chars().count(), LONGEST);
    }
}
