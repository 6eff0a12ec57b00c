//! How long something takes: the middle of several runs.

use std::time::{Duration, Instant};

const RUNS: usize = 9;

/// The median of the times that `run` takes.
pub fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[RUNS / 2]
}
