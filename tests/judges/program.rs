//! Programs of other makers: whether they are installed, and what they say.

use std::path::Path;
use std::process::Command;

use libtest_mimic::{Failed, Trial};

/// A test that asks `program`: ignored where it is not installed, failed
/// where it is not installed and `CI` is set.
pub fn trial(program: &'static str, installed: bool, name: &str, test: fn()) -> Trial {
    let run = move || {
        if !installed {
            return Err(Failed::from(format!("{program} is not installed")));
        }
        test();
        Ok(())
    };
    Trial::test(name, run)
        .with_kind(program)
        .with_ignored_flag(!installed && !is_ci())
}

/// Whether a folder of `PATH` holds the program, and it may do what it is
/// asked. Says so where not, since a test that is ignored does not say why.
pub fn is_installed(program: &str, tests: usize) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).any(|folder| {
        // An empty entry would mean the current folder.
        folder != Path::new("") && folder.join(program).is_file()
    });
    let usable = found && (program != "strace" || may_trace());
    if !usable {
        eprintln!("skipped: {tests} tests need {program}, which is not installed");
    }
    usable
}

/// Whether the system lets strace look at a child, which a container may not.
fn may_trace() -> bool {
    let status = Command::new("strace")
        .args(["-o", "/dev/null", "/bin/sh", "-c", ":"])
        .status();
    status.is_ok_and(|status| status.success())
}

/// Whether this is a run of continuous integration, where nothing may be left out.
fn is_ci() -> bool {
    std::env::var_os("CI")
        .is_some_and(|value| !value.is_empty() && value != "0" && value != "false")
}

/// Runs a program on a file, whose path stands for `FILE` among the arguments.
/// Returns whether it succeeded and its standard output.
pub fn ask(program: &str, arguments: &[&str], file: &[u8]) -> (bool, String) {
    let aside = tempfile::NamedTempFile::new().expect("a temporary file");
    std::fs::write(aside.path(), file).expect("the file is written");
    let path = aside.path().to_str().expect("a path in UTF-8");
    let arguments = arguments
        .iter()
        .map(|&argument| if argument == "FILE" { path } else { argument });
    let output = Command::new(program)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("{program} does not start: {error}"));
    (
        output.status.success(),
        String::from_utf8_lossy(&output.stdout).into_owned(),
    )
}
