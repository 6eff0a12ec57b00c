//! Bytes that are written as characters.

use super::model::Bytes;

/// Where an address of a picture leads: a data URI, another host, or a file beside the document.
pub(super) fn located(source: &str) -> Bytes {
    if let Some(data) = source.strip_prefix("data:") {
        let bytes = data
            .split_once(',')
            .filter(|(kind, _)| kind.ends_with(";base64"))
            .and_then(|(_, data)| base64(data));
        return match bytes {
            Some(bytes) => Bytes::Here(bytes),
            None => Bytes::Away(source.chars().take(60).collect()),
        };
    }
    let file = source
        .strip_prefix("file:///./")
        .or_else(|| source.strip_prefix("file:./"))
        .unwrap_or(source);
    if file.contains("://") || file.starts_with("//") || file.starts_with("cid:") {
        return Bytes::Away(source.to_owned());
    }
    Bytes::Beside(percent(file.split(['?', '#']).next().unwrap_or(file)))
}

/// Characters written as `%E4` are read.
fn percent(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut read = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let code = bytes
            .get(at + 1..at + 3)
            .filter(|_| byte == b'%')
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        read.push(code.unwrap_or(byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&read).into_owned()
}

/// Reads base64 (RFC 4648 §4), white space left out; none when it is not.
pub(super) fn base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0_u32, 0);
    let mut ended = false;
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                ended = true;
                continue;
            }
            _ => return None,
        };
        if ended {
            return None;
        }
        held = held << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read() {
        assert_eq!(base64("aGVs\nbG8="), Some(b"hello".to_vec()));
        assert_eq!(base64("a*b"), None);
    }

    #[test]
    fn addresses_lead_somewhere() {
        assert_eq!(
            located("data:image/png;base64,AAEC"),
            Bytes::Here(vec![0, 1, 2])
        );
        assert_eq!(
            located("a%20b_files/1.jpg?x=1"),
            Bytes::Beside("a b_files/1.jpg".to_owned())
        );
        assert!(matches!(located("https://mmbiz.qpic.cn/1"), Bytes::Away(_)));
    }
}
