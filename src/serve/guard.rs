//! Who is answered: those on this machine who have the address with the token in it.
//!
//! A page of somebody else's that a browser on this machine shows can send requests here. It does
//! not know the token; its `Origin` tells it apart; and a name that leads here only now (DNS
//! rebinding) is not one of the two in `Host`.

use crate::say::Text;

/// What the server is called: its port and its token.
#[derive(Clone, Debug)]
pub(super) struct Address {
    /// The port.
    pub port: u16,
    /// 32 hex digits, new in every run.
    pub token: String,
}

/// Why somebody is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The request names another host.
    Host,
    /// The request comes from a page of another server.
    Origin,
    /// It has no token, or a wrong one.
    Token,
}

impl Refusal {
    /// The words of the answer.
    pub fn words(self) -> &'static str {
        match self {
            Refusal::Host => "this server is called 127.0.0.1 or localhost",
            Refusal::Origin => "another page may not ask this server",
            Refusal::Token => "open the address that `duikai serve` printed",
        }
    }
}

/// What a request says of itself.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asked<'a> {
    /// The path, `/TOKEN/face/…`.
    pub path: &'a str,
    /// `Host`.
    pub host: Option<&'a str>,
    /// `Origin`, which browsers add to whatever is not a plain visit.
    pub origin: Option<&'a str>,
    /// `Sec-Fetch-Site`.
    pub site: Option<&'a str>,
    /// Whether it opens a connection that stays.
    pub is_link: bool,
}

impl Address {
    /// An address at this port with a token of 128 random bits. Fails when the system gives none.
    pub fn at(port: u16) -> Result<Address, Text> {
        let mut random = [0; 16];
        getrandom::fill(&mut random).map_err(|fault| Text::quoted(fault.to_string()))?;
        Ok(Address {
            port,
            token: crate::asset::hex(&random),
        })
    }

    /// The address to open.
    pub fn link(&self) -> String {
        format!("http://127.0.0.1:{}/{}/", self.port, self.token)
    }

    /// The path of a request behind the token, or why it is not answered.
    pub fn admit<'a>(&self, asked: &Asked<'a>) -> Result<&'a str, Refusal> {
        let names = ["127.0.0.1", "localhost", "[::1]"].map(|name| format!("{name}:{}", self.port));
        let is_ours = |host: &str| names.iter().any(|name| name.eq_ignore_ascii_case(host));
        if !asked.host.is_some_and(is_ours) {
            return Err(Refusal::Host);
        }
        let from_us = |origin: &str| origin.strip_prefix("http://").is_some_and(is_ours);
        let origin_holds = match asked.origin {
            Some(origin) => from_us(origin),
            // What stays open is opened by our page alone, and browsers say so.
            None => !asked.is_link && asked.site.is_none_or(|site| site != "cross-site"),
        };
        if !origin_holds {
            return Err(Refusal::Origin);
        }
        let rest = asked.path.strip_prefix('/').unwrap_or_default();
        let (token, rest) = rest.split_once('/').unwrap_or((rest, ""));
        match same(token.as_bytes(), self.token.as_bytes()) {
            true => Ok(rest),
            false => Err(Refusal::Token),
        }
    }
}

/// Whether two texts are the same, in a time that does not tell where they differ.
fn same(one: &[u8], other: &[u8]) -> bool {
    let differ = one.iter().zip(other).fold(0, |all, (a, b)| all | (a ^ b));
    one.len() == other.len() && differ == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address() -> Address {
        Address {
            port: 7000,
            token: "0123456789abcdef0123456789abcdef".to_owned(),
        }
    }

    fn asked(path: &str) -> Asked<'_> {
        Asked {
            path,
            host: Some("127.0.0.1:7000"),
            ..Asked::default()
        }
    }

    #[test]
    fn who_has_the_token_is_answered() {
        let path = format!("/{}/face/abc", address().token);
        assert_eq!(address().admit(&asked(&path)), Ok("face/abc"));
        let ours = Asked {
            origin: Some("http://localhost:7000"),
            host: Some("localhost:7000"),
            is_link: true,
            ..asked(&path)
        };
        assert_eq!(address().admit(&ours), Ok("face/abc"));
        assert_ne!(
            Address::at(1).expect("random bits").token,
            Address::at(1).expect("random bits").token
        );
    }

    #[test]
    fn nobody_else_is() {
        let path = format!("/{}/", address().token);
        let refused = |asked: Asked<'_>, why: Refusal| {
            assert_eq!(address().admit(&asked), Err(why), "{asked:?}");
        };
        for host in [
            None,
            Some("evil.example:7000"),
            Some("127.0.0.1:7001"),
            Some("127.0.0.1"),
        ] {
            refused(
                Asked {
                    host,
                    ..asked(&path)
                },
                Refusal::Host,
            );
        }
        for origin in [
            "http://evil.example",
            "https://127.0.0.1:7000",
            "http://127.0.0.1:7001",
            "http://127.0.0.1:7000.evil.example",
            "null",
            "",
        ] {
            let origin = Some(origin);
            refused(
                Asked {
                    origin,
                    ..asked(&path)
                },
                Refusal::Origin,
            );
        }
        refused(
            Asked {
                is_link: true,
                ..asked(&path)
            },
            Refusal::Origin,
        );
        let site = Some("cross-site");
        refused(
            Asked {
                site,
                ..asked(&path)
            },
            Refusal::Origin,
        );
        for path in [
            "",
            "/",
            "//",
            "/face/abc",
            "/0123456789abcdef0123456789abcdee/",
            "/0123456789abcdef/",
            "/0123456789ABCDEF0123456789ABCDEF/",
            "/x/0123456789abcdef0123456789abcdef/",
        ] {
            refused(asked(path), Refusal::Token);
        }
    }
}
