//! A panic is caught at the edge of a job, so that one page at fault does not
//! take the others with it.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::diag::{Code, Diagnostic, Span};
use crate::say::{Text, text};

/// What a job gives, or, if it panics, the diagnostic that says so at the place
/// of what it was about. A job shares nothing with others that a panic could
/// leave half changed: it makes values from values.
pub(crate) fn guarded<T>(
    what: impl Into<Text>,
    place: impl Into<Option<Span>>,
    job: impl FnOnce() -> T,
) -> Result<T, Diagnostic> {
    catch_unwind(AssertUnwindSafe(job)).map_err(|cause| {
        let message = text!(
            "session.something-inside-program-went",
            "something inside the program went wrong with {what}: {words}",
            what = what.into(),
            words = words(&*cause)
        );
        Diagnostic::new(Code::Internal, place, message).help(text!(
            "session.fault-program-please-report",
            "this is a fault of the program; please report it with the files that show it"
        ))
    })
}

fn words(cause: &(dyn Any + Send)) -> Text {
    cause
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| cause.downcast_ref::<String>().map(String::as_str))
        .map_or(
            text!("session.reason-given", "no reason was given"),
            Text::quoted,
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_diagnostic() {
        assert_eq!(guarded("a sum", None, || 1 + 1), Ok(2));
        let list = [1, 2];
        let fault = guarded("page 3", None, || list[list.len()]).unwrap_err();
        assert_eq!(fault.code, Code::Internal);
        assert!(
            fault.message.contains("page 3: index out of bounds"),
            "{fault:?}"
        );
    }
}
