//! What an edition's files depend on, as one name.

use super::entry::Entry;
use crate::asset::sha256;

/// What the files of an edition depend on, hashed: program, inputs, and what is
/// wanted. Its name in the plan is no part of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct EditionKey(String);

impl EditionKey {
    /// The key of a line of a plan.
    pub fn of(entry: &Entry) -> EditionKey {
        let outputs = serde_json::to_string(&entry.outputs).unwrap_or_default();
        let parts = [
            "duikai archive 1",
            env!("CARGO_PKG_VERSION"),
            &entry.input,
            &outputs,
            entry.printer.as_deref().unwrap_or(""),
        ];
        EditionKey(sha256(parts.join("\n").as_bytes()))
    }

    /// Reads a key that was written down.
    pub fn read(text: &str) -> Option<EditionKey> {
        let is_key = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_key.then(|| EditionKey(text.to_owned()))
    }

    /// 64 hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for EditionKey {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// The SHA-256 of some files, each by name with its own, whatever their order.
pub(super) fn inputs_hash(files: impl Iterator<Item = (String, String)>) -> String {
    let mut lines: Vec<String> = files.map(|(name, hash)| format!("{hash} {name}")).collect();
    lines.sort_unstable();
    lines.dedup();
    sha256(lines.join("\n").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Produce;

    #[test]
    fn a_key_depends_on_inputs_and_outputs_and_not_on_the_name() {
        let entry = Entry {
            edition: "a".to_owned(),
            path: "a.toml".to_owned(),
            input: "1".to_owned(),
            outputs: [Produce::Edition].into(),
            printer: None,
            pages: 1,
            megabytes: 1,
        };
        let key = |change: &dyn Fn(&mut Entry)| {
            let mut changed = entry.clone();
            change(&mut changed);
            EditionKey::of(&changed)
        };
        let own = EditionKey::of(&entry);
        assert_eq!(own.as_str().len(), 64);
        assert_eq!(key(&|entry| entry.edition = "b".to_owned()), own);
        assert_ne!(key(&|entry| entry.input = "2".to_owned()), own);
        assert_ne!(key(&|entry| entry.outputs = [Produce::Proof].into()), own);
        assert_ne!(key(&|entry| entry.printer = Some("x".to_owned())), own);
    }
}
