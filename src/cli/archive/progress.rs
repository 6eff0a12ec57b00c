//! How a run goes on: a bar on a terminal, a line a minute in a pipe.

use std::io::IsTerminal;
use std::sync::{Condvar, Mutex, PoisonError};

use core::time::Duration;
use indicatif::{ProgressBar, ProgressStyle};

use crate::archive::RunEvent;
use crate::cli::args::Format;
use crate::cli::render::Renderer;
use crate::desk::Stopwatch;
use crate::say::{Text, text};

/// Between two lines in a pipe, in seconds.
const SPACING: u64 = 60;

/// What is told of a run while it goes on.
pub(super) struct Progress<'r> {
    renderer: &'r Renderer,
    bar: Option<ProgressBar>,
    so_far: Mutex<SoFar>,
    ended: (Mutex<bool>, Condvar),
}

struct SoFar {
    editions: usize,
    done: usize,
    failed: usize,
    pages: u64,
    pages_done: u64,
    watch: Stopwatch,
}

impl<'r> Progress<'r> {
    /// A bar if a person looks on.
    pub fn new(renderer: &'r Renderer) -> Progress<'r> {
        let looked_at = renderer.format == Format::Human && std::io::stderr().is_terminal();
        Progress {
            renderer,
            bar: looked_at.then(|| {
                let bar = ProgressBar::new(0);
                if let Ok(style) = ProgressStyle::with_template("{bar:24} {msg}") {
                    bar.set_style(style);
                }
                bar
            }),
            so_far: Mutex::new(SoFar {
                editions: 0,
                done: 0,
                failed: 0,
                pages: 0,
                pages_done: 0,
                watch: Stopwatch::start(),
            }),
            ended: (Mutex::new(false), Condvar::new()),
        }
    }

    /// Tells how a job goes on until it ends.
    pub fn during<T: Send>(&self, job: impl FnOnce() -> T + Send) -> T {
        std::thread::scope(|scope| {
            scope.spawn(|| self.tell_in_time());
            let done = job();
            *self.ended.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
            self.ended.1.notify_all();
            if let Some(bar) = &self.bar {
                bar.finish_and_clear();
            }
            done
        })
    }

    /// Notes what a run tells.
    pub fn note(&self, event: &RunEvent<'_>) {
        let mut so_far = self.so_far.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            RunEvent::Begins {
                editions,
                pages,
                done,
                failed,
            } => {
                so_far.editions = *editions;
                so_far.pages = *pages;
                so_far.watch = Stopwatch::start();
                self.line(text!(
                    "archive.begins",
                    "{editions} editions to set, {done} done before, {failed} failed before",
                    editions,
                    done,
                    failed
                ));
                if let Some(bar) = &self.bar {
                    bar.set_length(*pages);
                }
            }
            RunEvent::Done { pages, .. } => {
                so_far.done += 1;
                so_far.pages_done += pages;
            }
            RunEvent::Failed {
                edition,
                code,
                message,
                pages,
            } => {
                so_far.failed += 1;
                so_far.pages_done += pages;
                self.line(text!(
                    "archive.failed",
                    "{edition} failed: [{code}] {message}",
                    edition,
                    code,
                    message
                ));
            }
        }
        if let Some(bar) = &self.bar {
            bar.set_position(so_far.pages_done);
            let words = so_far.words();
            bar.set_message(words.in_language(self.renderer.language).into_owned());
        }
    }

    /// A line that stays.
    fn line(&self, line: Text) {
        match &self.bar {
            Some(bar) => bar.println(crate::diag::shown(
                &line.in_language(self.renderer.language),
            )),
            None => self.renderer.figure(line),
        }
    }

    fn tell_in_time(&self) {
        let mut ended = self.ended.0.lock().unwrap_or_else(PoisonError::into_inner);
        while !*ended {
            let waited = self
                .ended
                .1
                .wait_timeout(ended, Duration::from_secs(SPACING));
            let (guard, time) = waited.unwrap_or_else(PoisonError::into_inner);
            ended = guard;
            if time.timed_out() && !*ended && self.bar.is_none() {
                let so_far = self.so_far.lock().unwrap_or_else(PoisonError::into_inner);
                self.renderer.figure(so_far.words());
            }
        }
    }
}

impl SoFar {
    fn words(&self) -> Text {
        let rate = self.pages_done as f64 / self.watch.seconds().max(0.001);
        let left = self.pages.saturating_sub(self.pages_done) as f64;
        text!(
            "archive.goes-on",
            "{done} of {editions} editions, {pages} pages, {rate} pages/s, {left} left, {failed} failed",
            done = self.done + self.failed,
            editions = self.editions,
            pages = self.pages_done,
            rate = format!("{rate:.1}"),
            left = clock(left / rate.max(0.001)),
            failed = self.failed
        )
    }
}

/// Seconds as `h:mm:ss`.
fn clock(seconds: f64) -> String {
    let seconds = seconds.min(1e9) as u64;
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    format!("{hours}:{minutes:02}:{:02}", seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_left_is_read_as_on_a_clock() {
        assert_eq!(
            [0.4, 61.0, 36_610.0].map(clock),
            ["0:00:00", "0:01:01", "10:10:10"]
        );
    }
}
