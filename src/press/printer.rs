//! The printer 印厂 that files are checked for.

use crate::desk::Desk;
use crate::diag::{Code, Diagnostic, Reported, Sink, Sources};
use crate::preflight::{DEFAULT_PRINTER, Printer, bundled_printer, bundled_printers};

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
                format!("there is no printer “{named}”"),
            );
            return Err(sink.error(unknown.help(format!(
                "bundled are {}; a file of your own ends in .toml",
                bundled_printers().join(", ")
            ))));
        }
        None => {
            let failed = |code: Code, why: String| {
                Diagnostic::new(
                    code,
                    None,
                    format!("the printer's file “{named}” cannot be read: {why}"),
                )
            };
            match desk.read(named) {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    return Err(
                        sink.error(failed(Code::FileNotFound, "it is not there".to_owned()))
                    );
                }
                Err(error) => {
                    return Err(sink.error(failed(Code::FileUnreadable, error.to_string())));
                }
                Ok(bytes) => match String::from_utf8(bytes.to_vec()) {
                    Ok(text) => text,
                    Err(_) => {
                        return Err(
                            sink.error(failed(Code::BadEncoding, "it is not UTF-8".to_owned()))
                        );
                    }
                },
            }
        }
    };
    let source = sources.add(named, text);
    Printer::read(source, sources, sink)
}
