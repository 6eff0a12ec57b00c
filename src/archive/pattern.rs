//! Patterns of paths.

/// A pattern of paths: `*` stands for any characters but `/`, `?` for one of
/// them, `**` for any folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(Vec<String>);

impl Pattern {
    /// The pattern that a text writes.
    pub fn new(text: &str) -> Pattern {
        let parts = text.split('/').filter(|part| !matches!(*part, "" | "."));
        Pattern(parts.map(str::to_owned).collect())
    }

    /// Whether a path with `/` between its names is one of the pattern's.
    pub fn matches(&self, path: &str) -> bool {
        let names: Vec<&str> = path.split('/').filter(|name| !name.is_empty()).collect();
        // Which beginnings of the path the parts so far can stand for.
        let mut reached = vec![false; names.len() + 1];
        reached[0] = true;
        for part in &self.0 {
            let mut next = vec![false; names.len() + 1];
            for at in 0..=names.len() {
                if part == "**" {
                    next[at] = reached[at] || at > 0 && next[at - 1];
                } else if at > 0 {
                    next[at] = reached[at - 1] && name_matches(part, names[at - 1]);
                }
            }
            reached = next;
        }
        reached[names.len()]
    }
}

/// Whether a name is one of a pattern without folders.
fn name_matches(pattern: &str, name: &str) -> bool {
    let name: Vec<char> = name.chars().collect();
    let mut reached = vec![false; name.len() + 1];
    reached[0] = true;
    for mark in pattern.chars() {
        let mut next = vec![false; name.len() + 1];
        for at in 0..=name.len() {
            next[at] = match mark {
                '*' => reached[at] || at > 0 && next[at - 1],
                '?' => at > 0 && reached[at - 1],
                mark => at > 0 && reached[at - 1] && name[at - 1] == mark,
            };
        }
        reached = next;
    }
    reached[name.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_shells_match() {
        for (pattern, path, is) in [
            ("**/edition.toml", "edition.toml", true),
            ("**/edition.toml", "a/b/edition.toml", true),
            ("**/edition.toml", "a/b/edition.tom", false),
            ("2021-*/edition.toml", "2021-12/edition.toml", true),
            ("2021-*/edition.toml", "2021-12/a/edition.toml", false),
            ("*/??/e*.toml", "a/bc/extra.toml", true),
            ("*/??/e*.toml", "a/bcd/extra.toml", false),
            ("a/**/b/**/c", "a/x/b/c", true),
            ("a/**/b/**/c", "a/x/c", false),
            ("**", "a/b", true),
            ("报/*.toml", "报/四.toml", true),
        ] {
            assert_eq!(Pattern::new(pattern).matches(path), is, "{pattern} {path}");
        }
        let long = "a".repeat(3000);
        assert!(!Pattern::new(&"*a".repeat(200)).matches(&format!("{long}b")));
    }
}
