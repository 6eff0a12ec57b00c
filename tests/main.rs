//! All integration tests in one binary. `tests/README.md` says how they are
//! arranged.

mod ad_ink;
mod ads;
mod adset;
mod architecture;
mod archive;
mod compare;
mod copyfit;
mod delivery;
mod edition;
mod even;
mod faces;
mod files;
mod guards;
mod heads;
mod import;
mod inks;
mod jumps;
mod laws;
mod lines;
mod papers;
#[path = "../benches/peers_page.rs"]
mod peers_page;
mod pictures;
mod printed;
mod program;
mod reading;
mod readme;
mod refused;
mod remedies;
mod rules;
mod session;
mod shaping;
mod spread;
mod treats;
mod vertical;
