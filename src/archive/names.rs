//! What blobs are called.

use super::key::EditionKey;

/// The folder of the files that editions came to.
pub(super) const OBJECTS: &str = "objects";
/// The folder of receipts.
pub(super) const RECEIPTS: &str = "receipts";
/// The folder of dead letters.
pub(super) const FAILED: &str = "failed";
/// The folder of leases.
pub(super) const LEASES: &str = "leases";
/// The folder of editions under their names.
pub(super) const EDITIONS: &str = "editions";
/// The folder of what runs say of themselves.
pub(super) const RUNS: &str = "runs";
/// What the receipt is called in the folder of its edition.
pub(super) const MARK: &str = "receipt.json";

/// A blob that is named by its content.
pub(super) fn object(sha256: &str) -> String {
    let folder = sha256.get(..2).unwrap_or("00");
    format!("{OBJECTS}/{folder}/{sha256}")
}

/// The receipt of an edition.
pub(super) fn receipt(key: &EditionKey) -> String {
    json(RECEIPTS, key)
}

/// The dead letter of an edition.
pub(super) fn letter(key: &EditionKey) -> String {
    json(FAILED, key)
}

fn json(folder: &str, key: &EditionKey) -> String {
    let key = key.as_str();
    format!("{folder}/{}/{key}.json", &key[..2])
}

/// The lease of an edition.
pub(super) fn lease(key: &EditionKey) -> String {
    format!("{LEASES}/{}", key.as_str())
}

/// The folder of an edition.
pub(super) fn edition(name: &str) -> String {
    format!("{EDITIONS}/{name}")
}
