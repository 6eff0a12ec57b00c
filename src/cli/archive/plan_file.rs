//! Reading the plan that a command names.

use std::path::Path;

use crate::archive::{Entry, read_plan};
use crate::desk::read_regular;
use crate::diag::{Code, Diagnostic};
use crate::say::{Text, text};

/// A plan larger than this is none.
const LARGEST_PLAN: u64 = 4 << 30;

/// The lines of a plan, and the folder that its paths count from.
pub(super) fn read(plan: &Path) -> Result<(Vec<Entry>, String), Box<Diagnostic>> {
    let name = plan.to_string_lossy();
    let failed = |code: Code, why: Text| {
        let message = text!("cli.name-why", "“{name}”: {why}", name, why);
        Box::new(Diagnostic::new(code, None, message))
    };
    let bytes = read_regular(plan, LARGEST_PLAN).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => failed(Code::FileNotFound, Text::of(&error)),
        _ => failed(Code::FileUnreadable, Text::of(&error)),
    })?;
    let text = String::from_utf8(bytes)
        .map_err(|_| failed(Code::BadEncoding, text!("cli.not-utf-8", "it is not UTF-8")))?;
    let folder = plan
        .parent()
        .map(|folder| folder.to_string_lossy().into_owned());
    Ok((read_plan(&name, &text)?, folder.unwrap_or_default()))
}
