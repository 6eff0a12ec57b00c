//! The clauses, by topic.

mod edges;
mod ends;
mod pairs;
mod unbreakable;
mod widths;
