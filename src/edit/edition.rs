//! A change of an edition file: a page listed.

use toml::de::DeTable;

use super::fault::EditFault;

/// Names a page file at the end of `pages`; no byte beside it is another.
pub fn list_page(text: &str, name: &str) -> Result<String, EditFault> {
    let root = DeTable::parse(text).map_err(|_| EditFault::NotToml)?;
    let pages = root.get_ref().get("pages").ok_or(EditFault::NoSlot)?;
    let list = pages.get_ref().as_array().ok_or(EditFault::NoSlot)?;
    let quoted = toml::Value::String(name.to_owned()).to_string();
    let (at, new) = match list.iter().last() {
        None => (pages.span().end - 1, quoted),
        Some(last) => {
            let at = last.span().end;
            let line = text[..last.span().start].rfind('\n').map_or(0, |at| at + 1);
            let before = &text[line..last.span().start];
            // One name a line stays one name a line.
            match before.trim().is_empty() {
                true => (at, format!(",\n{before}{quoted}")),
                false => (at, format!(", {quoted}")),
            }
        }
    };
    let new = format!("{}{new}{}", &text[..at], &text[at..]);
    let reads = |text: &str| text.parse::<toml::Table>().ok();
    let listed = reads(&new).and_then(|root| Some(root.get("pages")?.as_array()?.len()));
    match listed == Some(list.iter().len() + 1) {
        true => Ok(new),
        false => Err(EditFault::NoSlot),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_listed_where_the_others_are() {
        for (before, after) in [
            (
                "pages = [\"a.toml\"] # x\n",
                "pages = [\"a.toml\", \"b.toml\"] # x\n",
            ),
            ("pages = []\n", "pages = [\"b.toml\"]\n"),
            (
                "pages = [\n  \"a.toml\", # 一\n]\n",
                "pages = [\n  \"a.toml\",\n  \"b.toml\", # 一\n]\n",
            ),
        ] {
            assert_eq!(list_page(before, "b.toml").expect("it is listed"), after);
        }
        assert!(list_page("paper = \"a\"\n", "b.toml").is_err());
    }
}
