//! The `[[story]]` of a page for an article with pictures: what of a picture has no place in an
//! article, its crop, words of further ones, stands here, ready to be put into a page file.

use super::report::Shown;

/// The table of an article and its pictures; none when it has no picture.
pub(super) fn story(file: &str, pictures: &[Shown]) -> Option<String> {
    if pictures.is_empty() {
        return None;
    }
    let mut out = String::new();
    out.push_str(
        "# A story for a page file: give it a kind and a place, and its pictures theirs.\n",
    );
    out.push_str(&format!("[[story]]\ncopy = {}\n", quoted(file)));
    for (nth, picture) in pictures.iter().enumerate() {
        out.push_str(&format!(
            "\n  [[story.picture]]\n  file = {}\n",
            quoted(&picture.file)
        ));
        if let Some((x, y)) = picture.focus {
            out.push_str(&format!("  focus = [{x}, {y}]\n"));
        }
        // Those of the first stand in the article.
        if nth > 0 {
            if let Some(caption) = &picture.caption {
                out.push_str(&format!("  cutline = {}\n", quoted(caption)));
            }
            if let Some(credit) = &picture.credit {
                out.push_str(&format!("  credit = {}\n", quoted(credit)));
            }
        }
        for (name, value) in [("alt", &picture.alt), ("usage", &picture.usage)] {
            if let Some(value) = value {
                out.push_str(&format!(
                    "  # {name}: {}\n",
                    value.replace(['\n', '\r'], " ")
                ));
            }
        }
    }
    Some(out)
}

/// A string of TOML.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
