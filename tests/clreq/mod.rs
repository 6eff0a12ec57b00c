//! The clauses of CLREQ (Requirements for Chinese Text Layout) and of
//! GB/T 15834—2011 §5, each proved on places read back from the press file.
//! `CLREQ.md` beside this file is the table of them.

mod clauses;
mod column;
mod ledger;
mod line;
mod pdf;
mod sheet;
