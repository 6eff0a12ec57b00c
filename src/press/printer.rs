//! The printer 印厂 that files are checked for.

use crate::desk::Desk;
use crate::diag::{Code, Diagnostic, Reported, Sink, Sources};
use crate::preflight::{DEFAULT_PRINTER, Printer, bundled_printer, bundled_printers};
use crate::say::{List, Text, text};

/// Returns a bundled printer by its name, or reads a printer's file.
pub fn printer_named(
    desk: &dyn Desk,
    named: Option<&str>,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Result<Printer, Reported> {
    let named = named.unwrap_or(DEFAULT_PRINTER);
    let text = match bundled_printer(named) {
        Some(text) => text.to_owned(),
        None if !named.ends_with(".toml") => {
            let unknown = Diagnostic::new(
                Code::UnknownName,
                None,
                text!(
                    "press.unknown-printer",
                    "there is no printer “{named}”",
                    named
                ),
            );
            return Err(sink.error(unknown.help(text!(
                "press.bundled-file-your-own",
                "bundled are {printers}; a file of your own ends in .toml",
                printers = List::of(bundled_printers())
            ))));
        }
        None => {
            let failed = |code: Code, why: Text| {
                Diagnostic::new(
                    code,
                    None,
                    text!(
                        "press.printers-file-cannot-read",
                        "the printer's file “{named}” cannot be read: {why}",
                        named,
                        why
                    ),
                )
            };
            match desk.read(named) {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    return Err(sink.error(failed(
                        Code::FileNotFound,
                        text!("press.it-is-not-there", "it is not there"),
                    )));
                }
                Err(error) => {
                    return Err(sink.error(failed(
                        Code::FileUnreadable,
                        text!("press.system-error", "{error}", error),
                    )));
                }
                Ok(bytes) => match String::from_utf8(bytes.to_vec()) {
                    Ok(text) => text,
                    Err(_) => {
                        return Err(sink.error(failed(
                            Code::BadEncoding,
                            text!("press.not-utf-8", "it is not UTF-8"),
                        )));
                    }
                },
            }
        }
    };
    let source = sources.add(named, text);
    Printer::read(source, sources, sink)
}
