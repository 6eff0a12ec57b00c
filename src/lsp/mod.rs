//! A server of the Language Server Protocol (3.17) for specs and articles.
//!
//! Input: the messages of an editor. Output: what is wrong with the edition as it stands in its
//! buffers, keys and kinds to choose from, what a key means, where a file is.
//! Invariant: an editor that sends nonsense gets an error, and the server goes on.

mod answers;
mod buffers;
mod place;
mod told;
mod wire;

use std::io::{self, BufRead, Write};

use serde_json::{Value, json};

use crate::desk::DiskDesk;
use crate::say::Language;

use buffers::Buffers;

/// Speaks with an editor until it hangs up; true when it said that it would.
pub fn serve(
    desk: DiskDesk,
    mut input: impl BufRead,
    mut output: impl Write,
    language: Language,
) -> io::Result<bool> {
    let mut buffers = Buffers::over(desk, language);
    let mut asked_to_end = false;
    while let Some(message) = wire::read(&mut input)? {
        let method = message["method"].as_str().unwrap_or_default();
        let params = &message["params"];
        let id = message.get("id").cloned();
        match method {
            "exit" => return Ok(asked_to_end),
            "shutdown" => asked_to_end = true,
            _ => {}
        }
        for notice in buffers.notified(method, params) {
            wire::write(&mut output, &notice)?;
        }
        // What has no id wants no answer.
        let Some(id) = id else { continue };
        let answer = match method {
            "initialize" => Some(initialized(&mut buffers, params)),
            "shutdown" => Some(Value::Null),
            "textDocument/completion" => Some(answers::completion(&buffers, params)),
            "textDocument/hover" => Some(answers::hover(&buffers, params)),
            "textDocument/definition" => Some(answers::definition(&buffers, params)),
            _ => None,
        };
        let answer = match answer {
            Some(result) => json!({"jsonrpc": "2.0", "id": id, "result": result}),
            None => json!({"jsonrpc": "2.0", "id": id, "error": {
                "code": -32601, "message": format!("no method {method}"),
            }}),
        };
        wire::write(&mut output, &answer)?;
    }
    Ok(asked_to_end)
}

/// What the server can do. The editor's language is spoken, where it says one.
fn initialized(buffers: &mut Buffers, params: &Value) -> Value {
    if let Some(locale) = params["locale"].as_str() {
        buffers.language = Language::of_locale(locale);
    }
    json!({
        "capabilities": {
            // Whole texts are sent: the largest is a few thousand lines.
            "textDocumentSync": {"openClose": true, "change": 1, "save": true},
            "completionProvider": {"triggerCharacters": ["[", "=", "\"", "."]},
            "hoverProvider": true,
            "definitionProvider": true,
        },
        "serverInfo": {"name": "duikai", "version": env!("CARGO_PKG_VERSION")},
    })
}
