//! The clauses, by topic.

mod edges;
mod ends;
mod faces;
mod house;
mod mixed;
mod pairs;
mod paragraph;
mod reading;
mod regions;
mod shrink;
mod stance;
mod stretch;
mod unbreakable;
mod vertical;
mod widths;
