//! An editor speaks with the program on standard input and output.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

struct Editor {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    next: u64,
}

impl Editor {
    fn open(lang: &str) -> Editor {
        let mut child = Command::new(env!("CARGO_BIN_EXE_duikai"))
            .args(["lsp", "--lang", lang])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let to = child.stdin.take().expect("it listens");
        let from = BufReader::new(child.stdout.take().expect("it speaks"));
        let mut editor = Editor {
            child,
            to,
            from,
            next: 1,
        };
        let can = editor.ask("initialize", json!({"capabilities": {}}));
        assert_eq!(can["capabilities"]["hoverProvider"], json!(true));
        editor.tell("initialized", json!({}));
        editor
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.to, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("it listens");
        self.to.flush().expect("it listens");
    }

    fn read(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.from.read_line(&mut line).expect("it speaks");
            match line.trim().strip_prefix("Content-Length: ") {
                Some(number) => length = number.parse().expect("a number"),
                None if line.trim().is_empty() => break,
                None => {}
            }
        }
        let mut bytes = vec![0; length];
        self.from.read_exact(&mut bytes).expect("it speaks");
        serde_json::from_slice(&bytes).expect("it is JSON")
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.next;
        self.next += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        loop {
            let answer = self.read();
            if answer["id"] == json!(id) {
                return answer["result"].clone();
            }
        }
    }

    /// The problems told of a file, once they are told.
    fn problems(&mut self, uri: &str) -> Vec<Value> {
        loop {
            let told = self.read();
            if told["params"]["uri"] == json!(uri) {
                return told["params"]["diagnostics"]
                    .as_array()
                    .expect("a list")
                    .clone();
            }
        }
    }

    fn at(&mut self, method: &str, uri: &str, line: usize, character: usize) -> Value {
        let place = json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}});
        self.ask(method, place)
    }

    fn hang_up(mut self) {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        assert!(self.child.wait().expect("it ends").success());
    }
}

fn labels(list: &Value) -> Vec<&str> {
    let items = list.as_array().expect("a list");
    items
        .iter()
        .map(|item| item["label"].as_str().expect("a label"))
        .collect()
}

/// A new edition, and the address of a file in it.
fn edition(folder: &Path) -> impl Fn(&str) -> String {
    let made = Command::new(env!("CARGO_BIN_EXE_duikai"))
        .args(["new", "a", "--lang", "en"])
        .current_dir(folder)
        .output()
        .expect("the program runs");
    assert!(made.status.success());
    let folder = folder.canonicalize().expect("it is there").join("a");
    move |name| format!("file://{}", folder.join(name).display())
}

#[test]
fn a_misspelt_key_is_underlined_while_it_is_typed() {
    let folder = tempfile::tempdir().expect("a folder");
    let uri = edition(folder.path());
    let page = uri("page-01.toml");
    let text = std::fs::read_to_string(folder.path().join("a/page-01.toml")).expect("reads");
    let mut editor = Editor::open("en");
    editor.tell(
        "textDocument/didOpen",
        json!({"textDocument": {"uri": page, "languageId": "toml", "version": 1, "text": text}}),
    );
    assert_eq!(editor.problems(&page), [] as [Value; 0]);

    let wrong = text.replacen("copy = ", "kopy = ", 1);
    let line = wrong
        .lines()
        .position(|line| line.starts_with("kopy"))
        .expect("it is there");
    editor.tell(
        "textDocument/didChange",
        json!({"textDocument": {"uri": page, "version": 2}, "contentChanges": [{"text": wrong}]}),
    );
    let problems = editor.problems(&page);
    let underlined = problems
        .iter()
        .find(|problem| problem["code"] == "unknown-key");
    let underlined = underlined.unwrap_or_else(|| panic!("{problems:?}"));
    assert_eq!(
        underlined["range"],
        json!({"start": {"line": line, "character": 0}, "end": {"line": line, "character": 4}})
    );
    let message = underlined["message"].as_str().expect("words");
    assert!(
        message.contains("unknown key `kopy`") && message.contains("`copy`"),
        "{message}"
    );

    editor.tell(
        "textDocument/didChange",
        json!({"textDocument": {"uri": page, "version": 3}, "contentChanges": [{"text": text}]}),
    );
    assert_eq!(editor.problems(&page), [] as [Value; 0]);
    editor.hang_up();
}

#[test]
fn keys_and_kinds_are_offered_and_explained() {
    let folder = tempfile::tempdir().expect("a folder");
    let uri = edition(folder.path());
    let page = uri("page-01.toml");
    let text =
        "number = 1\nsection = \"a\"\n\n[[story]]\ncopy = \"copy/lead.md\"\nkind = \"lead\"\n\n";
    let mut editor = Editor::open("zh");
    editor.tell(
        "textDocument/didOpen",
        json!({"textDocument": {"uri": page, "languageId": "toml", "version": 1, "text": text}}),
    );
    let keys = editor.at("textDocument/completion", &page, 6, 0);
    let offered = labels(&keys);
    assert!(
        offered.contains(&"at") && offered.contains(&"head-over"),
        "{offered:?}"
    );
    assert!(
        !offered.contains(&"copy") && !offered.contains(&"paper"),
        "{offered:?}"
    );
    let kinds = editor.at("textDocument/completion", &page, 5, 8);
    assert!(labels(&kinds).contains(&"sidebar"), "{kinds}");
    let lead = kinds
        .as_array()
        .expect("a list")
        .iter()
        .find(|item| item["label"] == "lead");
    assert_eq!(lead.expect("it is there")["detail"], "头条");

    let told = editor.at("textDocument/hover", &page, 4, 1);
    let words = told["contents"]["value"].as_str().expect("words");
    assert!(words.contains("稿件文件"), "{words}");
    assert_eq!(told["range"]["end"], json!({"line": 4, "character": 4}));
    let told = editor.at("textDocument/hover", &page, 5, 9);
    assert_eq!(told["contents"]["value"], "头条");

    let copy = editor.at("textDocument/definition", &page, 4, 10);
    assert_eq!(copy["uri"], json!(uri("copy/lead.md")));
    assert_eq!(
        editor.at("textDocument/definition", &page, 1, 11),
        Value::Null
    );
    let unknown = editor.ask("textDocument/rename", json!({}));
    assert_eq!(unknown, Value::Null);
    editor.hang_up();
}
