//! Who writes into a folder, for people.

use std::fmt;
use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::super::read::read_regular;
use crate::say::{Text, text};

/// Who holds a folder.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Holder {
    /// The process id.
    pub process: u32,
    /// The name of its machine.
    pub machine: String,
    /// What it does, such as `build`.
    pub action: String,
    /// Since when, `2026-12-01 01:02:03 UTC`.
    pub since: String,
}

impl Holder {
    /// This process.
    pub(super) fn here(action: &str) -> Holder {
        Holder {
            process: std::process::id(),
            machine: machine(),
            action: action.to_owned(),
            since: moment(),
        }
    }

    /// What a lock's file says of who holds it.
    pub(super) fn of(path: &Path) -> Holder {
        let note = read_regular(path, 4096).ok();
        note.and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or(Holder {
                process: 0,
                machine: String::new(),
                action: String::new(),
                since: String::new(),
            })
    }
}

impl Holder {
    /// Returns who holds it, in words for people.
    pub fn text(&self) -> Text {
        if self.process == 0 {
            return text!("desk.another-process", "another process");
        }
        let Holder {
            process,
            machine,
            action,
            since,
        } = self;
        text!(
            "desk.holder",
            "`duikai {action}`, process {process} on {machine}, since {since}",
            action,
            process,
            machine,
            since
        )
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}

/// The name of this machine, where the system tells it.
fn machine() -> String {
    let name = fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    match name.trim() {
        "" => "this machine".to_owned(),
        name => name.to_owned(),
    }
}

/// The time of day, for the note that a lock carries and for receipts of what was handed over;
/// nothing else knows it.
pub fn moment() -> String {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    let (day, second) = (seconds / 86_400, seconds % 86_400);
    let (year, month, date) = civil(day);
    format!(
        "{year:04}-{month:02}-{date:02} {:02}:{:02}:{:02} UTC",
        second / 3600,
        second / 60 % 60,
        second % 60
    )
}

/// Year, month and date of a day counted from 1970-01-01, by eras of 400 years
/// that begin with March, so that the leap day is the last of its year.
fn civil(day: u64) -> (u64, u64, u64) {
    let day = day + 719_468;
    let (era, of_era) = (day / 146_097, day % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let date = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    (year + era * 400 + u64::from(month <= 2), month, date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_their_dates() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(11_016), (2000, 2, 29));
        assert_eq!(civil(20_788), (2026, 12, 1));
        assert_eq!(civil(47_540), (2100, 2, 28));
        assert_eq!(civil(47_541), (2100, 3, 1));
    }
}
