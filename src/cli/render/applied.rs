//! What is said of a remedy that cannot be written into the files.

use crate::say::{Text, text};

/// No story has the id.
pub fn no_story(story: &str) -> (Text, Text) {
    let message = text!(
        "cli.no-story",
        "no story with the id “{story}” begins on these pages",
        story
    );
    (
        message,
        text!(
            "cli.fit-lists-stories",
            "`duikai fit` lists the stories with their ids"
        ),
    )
}

/// The story has fewer remedies.
pub fn no_remedy(story: &str, count: usize, nth: u16) -> (Text, Text) {
    let message = text!(
        "cli.no-remedy",
        "“{story}” has {count} remedies, and number {nth} was asked for",
        story,
        count,
        nth
    );
    (
        message,
        text!(
            "cli.fit-lists-remedies",
            "`duikai fit` lists them with their numbers"
        ),
    )
}

/// The change could not be made.
pub fn not_written(change: &Text, fault: &str) -> (Text, Text) {
    let message = text!(
        "cli.not-written",
        "“{change}” is not written: {fault}",
        change,
        fault
    );
    (
        message,
        text!("cli.by-hand", "make the change in the file by hand"),
    )
}

/// The file is another one by now.
pub fn changed_meanwhile(file: &str) -> (Text, Text) {
    let message = text!(
        "cli.changed-meanwhile",
        "“{file}” has changed meanwhile, or is not in UTF-8",
        file
    );
    (
        message,
        text!(
            "cli.run-again",
            "run the command again, or save the file as UTF-8"
        ),
    )
}

/// The system refuses.
pub fn cannot_write(file: &str, fault: &std::io::Error) -> (Text, Text) {
    let message = text!(
        "cli.cannot-write",
        "“{file}” cannot be written: {fault}",
        file,
        fault
    );
    (
        message,
        text!("cli.who-may-write", "look who may write in its folder"),
    )
}
