//! Rows of a table.

/// Rows of a table: cells as they are shown.
pub type Rows = Vec<Vec<String>>;
