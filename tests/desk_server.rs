//! Attacks on the desk's server: from other pages, other names, without the token, with what copy
//! and file names say. Each is refused or inert.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A server on a copy of a sample, ended with the test.
struct Server {
    child: Child,
    port: u16,
    token: String,
    folder: tempfile::TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("lists") {
        let entry = entry.expect("an entry");
        let to = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copied(&entry.path(), &to),
            false => drop(fs::copy(entry.path(), to).expect("copies")),
        }
    }
}

impl Server {
    fn start() -> Server {
        let folder = tempfile::tempdir().expect("a folder");
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/inks");
        copied(&sample, &folder.path().join("edition"));
        fs::write(folder.path().join("secret.txt"), "secret").expect("writes");
        let mut child = Command::new(env!("CARGO_BIN_EXE_duikai"))
            .args(["serve", "--no-open"])
            .arg(folder.path().join("edition"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let mut link = String::new();
        let out = child.stdout.take().expect("it is piped");
        BufReader::new(out).read_line(&mut link).expect("a line");
        let rest = link.trim().strip_prefix("http://127.0.0.1:");
        let (port, token) = rest.expect("an address").split_once('/').expect("a path");
        Server {
            child,
            port: port.parse().expect("a port"),
            token: token.trim_end_matches('/').to_owned(),
            folder,
        }
    }

    /// Sends raw bytes; gives the answer's status and text.
    fn raw(&self, request: &[u8]) -> (u16, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .expect("a timeout");
        // The server may have hung up on what it will not read.
        let _ = stream.write_all(request);
        let mut answer = Vec::new();
        let mut piece = [0; 65536];
        while let Ok(length) = stream.read(&mut piece) {
            if length == 0 {
                break;
            }
            answer.extend_from_slice(&piece[..length]);
            // Whoever asked to keep the connection gets no end of it.
            let text = String::from_utf8_lossy(&answer).to_lowercase();
            if let Some((head, body)) = text.split_once("\r\n\r\n") {
                let length = head.split("content-length: ").nth(1);
                let length = length.and_then(|it| it.lines().next()?.parse().ok());
                if head.starts_with("http/1.1 101") || length.is_some_and(|it| body.len() >= it) {
                    break;
                }
            }
        }
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.get(9..12).and_then(|code| code.parse().ok());
        (status.unwrap_or(0), answer)
    }

    fn asked(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> (u16, String) {
        let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            request += &format!("Host: 127.0.0.1:{}\r\n", self.port);
        }
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        self.raw((request + "\r\n").as_bytes())
    }

    fn get(&self, path: &str) -> (u16, String) {
        self.asked("GET", &format!("/{}/{path}", self.token), &[])
    }

    /// Opens the connection for messages with these headers more.
    fn link(&self, token: &str, headers: &[(&str, &str)]) -> (u16, String) {
        let mut all = vec![
            ("Upgrade", "websocket"),
            ("Sec-WebSocket-Version", "13"),
            ("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="),
        ];
        all.extend_from_slice(headers);
        let host = ("Host", format!("127.0.0.1:{}", self.port));
        if !headers.iter().any(|(name, _)| *name == "Host") {
            all.push((host.0, &host.1));
        }
        let mut request = format!("GET /{token}/link HTTP/1.1\r\nConnection: Upgrade\r\n");
        for (name, value) in &all {
            request += &format!("{name}: {value}\r\n");
        }
        self.raw((request + "\r\n").as_bytes())
    }

    fn own(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

#[test]
fn who_has_the_address_is_served_and_nobody_else() {
    let server = Server::start();
    let (status, page) = server.get("");
    assert_eq!(status, 200);
    let lower = page.to_lowercase();
    for header in [
        "content-security-policy: default-src 'none'; script-src 'self';",
        "frame-ancestors 'none'",
        "x-content-type-options: nosniff",
        "x-frame-options: deny",
        "referrer-policy: no-referrer",
        "cross-origin-resource-policy: same-origin",
        "cache-control: no-store",
    ] {
        assert!(lower.contains(header), "{header}: {page}");
    }
    assert!(
        !page.contains("//cdn") && !page.contains("https://"),
        "no remote asset"
    );
    for name in ["main.js", "style.css", "texts.json"] {
        assert_eq!(server.get(name).0, 200, "{name}");
    }

    // Without the token, or with a wrong one.
    let wrong = "0".repeat(32);
    for path in [
        "/".to_owned(),
        "/main.js".to_owned(),
        format!("/{wrong}/"),
        format!("/{}0/", server.token),
        format!("/{}/", &server.token[..31]),
        format!("/?token={}", server.token),
        format!("//{}/", server.token),
        format!("/x/../{}/", server.token),
    ] {
        assert_eq!(server.asked("GET", &path, &[]).0, 403, "{path}");
    }
    assert_eq!(server.link(&wrong, &[("Origin", &server.own())]).0, 403);

    // Another name that leads here (DNS rebinding), or another port.
    let mine = format!("/{}/", server.token);
    for host in [
        "evil.example",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost.evil.example",
    ] {
        let evil = format!("evil.example:{}", server.port);
        for host in [host, &evil] {
            assert_eq!(
                server.asked("GET", &mine, &[("Host", host)]).0,
                403,
                "{host}"
            );
        }
    }
    let no_host = format!("GET {mine} HTTP/1.0\r\n\r\n");
    assert_ne!(server.raw(no_host.as_bytes()).0, 200);

    // Pages of others.
    for origin in [
        "http://evil.example",
        "null",
        "http://127.0.0.1:1",
        "file://",
    ] {
        assert_eq!(
            server.asked("GET", &mine, &[("Origin", origin)]).0,
            403,
            "{origin}"
        );
        assert_eq!(
            server.link(&server.token, &[("Origin", origin)]).0,
            403,
            "{origin}"
        );
    }
    assert_eq!(server.link(&server.token, &[]).0, 403, "no origin at all");
    let cross = [("Sec-Fetch-Site", "cross-site")];
    assert_eq!(server.asked("GET", &mine, &cross).0, 403);
    assert_eq!(
        server.link(&server.token, &[("Origin", &server.own())]).0,
        101
    );

    // Other methods.
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
        let status = server.asked(method, &mine, &[("Content-Length", "0")]).0;
        assert_eq!(status, 405, "{method}");
    }
}

#[test]
fn no_path_leads_out() {
    let server = Server::start();
    for path in [
        "../secret.txt",
        "../../secret.txt",
        "..%2fsecret.txt",
        "%2e%2e/secret.txt",
        "..\\secret.txt",
        "/etc/passwd",
        "edition.toml",
        "face/../../secret.txt",
        "face/%2e%2e%2f%2e%2e%2fsecret.txt",
        "face/",
        "face/00",
        "picture/../../secret.txt/72",
        "picture/00/72",
        "picture/00/100000",
        "picture/00/-1",
        "texts.json/../../secret.txt",
        ".duikai/desk.jsonl",
        "main.js%00.txt",
        "page/index.html",
    ] {
        let (status, answer) = server.get(path);
        assert!((400..500).contains(&status), "{path}: {status}");
        assert!(
            !answer.contains("secret") && !answer.contains("root:"),
            "{path}"
        );
    }
    let long = "a".repeat(200_000);
    assert_ne!(server.get(&long).0, 200);
    assert_eq!(server.get("").0, 200, "it is still there");
    assert!(server.folder.path().join("secret.txt").is_file());
}

/// What is too large, or no message at all, ends the connection and nothing else.
#[test]
fn a_mad_message_ends_its_own_connection() {
    let server = Server::start();
    let upgrade = format!(
        "GET /{}/link HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nOrigin: {}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
        server.token,
        server.port,
        server.own()
    );
    let mut huge = vec![0x81, 0xFF];
    huge.extend((1_u64 << 40).to_be_bytes());
    huge.extend([0; 4]);
    let text = |words: &str| {
        let mut frame = vec![0x81, 0x80 | words.len() as u8, 0, 0, 0, 0];
        frame.extend(words.as_bytes());
        frame
    };
    let nested = "[".repeat(120);
    for frame in [
        huge,
        text("no JSON"),
        text(&nested),
        // Not masked, a reserved bit, an unknown kind.
        vec![0x81, 0x01, b'{'],
        vec![0xF1, 0x80, 0, 0, 0, 0],
        vec![0x8B, 0x80, 0, 0, 0, 0],
    ] {
        let mut stream = TcpStream::connect(("127.0.0.1", server.port)).expect("it listens");
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .expect("a timeout");
        stream.write_all(upgrade.as_bytes()).expect("it reads");
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).expect("an answer");
        assert_eq!(&answer[9..], b"101");
        stream.write_all(&frame).expect("it reads");
        let ended = std::io::copy(&mut stream, &mut std::io::sink());
        assert!(
            ended.is_ok_and(|bytes| bytes < 100_000) || stream.write_all(&[0]).is_err(),
            "the connection goes on after {frame:?}"
        );
        assert_eq!(server.get("").0, 200);
    }
}
