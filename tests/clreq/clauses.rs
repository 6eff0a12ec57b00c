//! The clauses, by topic.

mod edges;
