//! Places of the protocol: lines and UTF-16 units, and addresses of files.

use serde_json::{Value, json};

/// The path of a `file:` address.
pub(super) fn path_of(uri: &str) -> Option<String> {
    let rest = uri.strip_prefix("file://")?;
    let mut bytes = Vec::with_capacity(rest.len());
    let mut all = rest.bytes();
    while let Some(byte) = all.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [all.next()?, all.next()?];
        let digits = std::str::from_utf8(&digits).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
    }
    String::from_utf8(bytes).ok()
}

/// The `file:` address of a path.
pub(super) fn uri_of(path: &str) -> String {
    let mut uri = String::from("file://");
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

/// The position of a byte of a text.
fn position(text: &str, byte: usize) -> Value {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    json!({"line": line, "character": before[start..].encode_utf16().count()})
}

/// The range of some bytes of a text.
pub(super) fn range(text: &str, start: usize, end: usize) -> Value {
    json!({"start": position(text, start), "end": position(text, end.max(start))})
}

/// The line of a position, and the byte in that line.
pub(super) fn line_and_byte(text: &str, position: &Value) -> (usize, usize) {
    let number = |key: &str| {
        position[key]
            .as_u64()
            .and_then(|it| usize::try_from(it).ok())
    };
    let (line, units) = (
        number("line").unwrap_or(0),
        number("character").unwrap_or(0),
    );
    let own = text.lines().nth(line).unwrap_or_default();
    let mut seen = 0;
    for (at, c) in own.char_indices() {
        if seen >= units {
            return (line, at);
        }
        seen += c.len_utf16();
    }
    (line, own.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_in_utf16_units() {
        let text = "a\n𠀀字b\n";
        assert_eq!(range(text, 2, 9)["end"], json!({"line": 1, "character": 3}));
        assert_eq!(
            line_and_byte(text, &json!({"line": 1, "character": 3})),
            (1, 7)
        );
        assert_eq!(
            line_and_byte(text, &json!({"line": 9, "character": 3})),
            (9, 0)
        );
    }

    #[test]
    fn addresses_are_paths() {
        assert_eq!(uri_of("/版/a b.toml"), "file:///%E7%89%88/a%20b.toml");
        assert_eq!(
            path_of(&uri_of("/版/a b.toml")).as_deref(),
            Some("/版/a b.toml")
        );
        assert_eq!(path_of("http://a"), None);
        assert_eq!(path_of("file:///%E7"), None);
    }
}
