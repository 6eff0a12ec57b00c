//! Answers to requests.

use std::net::{Ipv4Addr, TcpListener};

use axum::Router;
use axum::body::Body;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::response::Response;

use super::files::FILES;
use super::guard::{Address, Asked, Refusal};
use super::link;
use super::office::Office;
use crate::asset::Fonts;
use crate::say::{Text, text};

/// Most bytes of a message from a browser; an article is far smaller.
pub(super) const MOST_BYTES: usize = 4 << 20;

/// Dots an inch that a picture may be asked for in.
const DPI: std::ops::RangeInclusive<u32> = 20..=600;

/// No script but ours runs, whatever copy or file names say, and nothing is fetched from elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Takes a port of this machine, one that is free if `port` is 0. Fails with the reason.
pub(super) fn listen(port: u16) -> Result<TcpListener, Text> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    let ready = listener.and_then(|listener| {
        listener.set_nonblocking(true)?;
        Ok(listener)
    });
    ready.map_err(|fault| {
        text!(
            "serve.port-machine-cannot-used",
            "port {port} of this machine cannot be used: {fault}",
            port,
            fault
        )
    })
}

/// Answers requests until the process ends.
pub(super) fn answer(listener: TcpListener, office: Office) -> Result<(), Text> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()
        .map_err(|fault| Text::quoted(fault.to_string()))?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)
            .map_err(|fault| Text::quoted(fault.to_string()))?;
        let router = Router::new().fallback(handle).with_state(office);
        axum::serve(listener, router)
            .await
            .map_err(|fault| Text::quoted(fault.to_string()))
    })
}

async fn handle(State(office): State<Office>, request: Request) -> Response {
    let path = match admitted(&office.address, &request) {
        Ok(path) => path,
        Err(refusal) => return plain(StatusCode::FORBIDDEN, refusal.words()),
    };
    if request.method() != Method::GET {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "only GET is answered");
    }
    if path == "link" {
        return linked(office, request).await;
    }
    fetched(&office, &path).await
}

/// The path behind the token.
fn admitted(address: &Address, request: &Request) -> Result<String, Refusal> {
    let text = |name: HeaderName| request.headers().get(name).and_then(|it| it.to_str().ok());
    let is_link = request.headers().contains_key(header::UPGRADE);
    let asked = Asked {
        path: request.uri().path(),
        host: text(header::HOST),
        origin: text(header::ORIGIN),
        site: text(HeaderName::from_static("sec-fetch-site")),
        is_link,
    };
    address.admit(&asked).map(str::to_owned)
}

/// Opens the connection over which a browser is told what changes.
async fn linked(office: Office, request: Request) -> Response {
    let (mut parts, _) = request.into_parts();
    match WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
        Ok(upgrade) => upgrade
            .max_message_size(MOST_BYTES)
            .max_frame_size(MOST_BYTES)
            .on_upgrade(move |socket| link::keep(socket, office)),
        Err(_) => plain(StatusCode::BAD_REQUEST, "this is for WebSockets"),
    }
}

/// What makes the bytes of an answer, if there is such a thing. It may take a while.
type Making = Box<dyn FnOnce() -> Option<Result<Vec<u8>, Text>> + Send>;

/// A file of the page, a face or a picture.
async fn fetched(office: &Office, path: &str) -> Response {
    if path == "texts.json" {
        return found("application/json", false, office.lang.texts().into());
    }
    if let Some((_, media, text)) = FILES.iter().find(|(name, _, _)| *name == path) {
        let text = text.replace("{lang}", office.lang.tag());
        return found(media, false, text.into());
    }
    if path == "hei.otf" {
        // For the words of the page, where the system has no face for them.
        let fonts = Fonts::bundled();
        return match fonts.find("hei") {
            Some(id) => found("font/otf", true, fonts.face(id).bytes().to_vec().into()),
            None => missing(),
        };
    }
    let board = office.board.borrow().clone();
    let parts: Vec<&str> = path.split('/').collect();
    let Some(board) = board else {
        return missing();
    };
    let (media, job): (_, Making) = match *parts {
        ["face", name] => {
            let name = name.to_owned();
            ("font/otf", Box::new(move || board.face(&name)))
        }
        ["picture", name, dpi] => {
            let name = name.to_owned();
            match dpi.parse().ok().filter(|dpi| DPI.contains(dpi)) {
                Some(dpi) => ("image/png", Box::new(move || board.picture(&name, dpi))),
                None => return missing(),
            }
        }
        _ => return missing(),
    };
    match tokio::task::spawn_blocking(job).await {
        Ok(Some(Ok(bytes))) => found(media, true, bytes.into()),
        Ok(Some(Err(fault))) => plain(StatusCode::INTERNAL_SERVER_ERROR, &fault),
        Ok(None) => missing(),
        Err(_) => plain(StatusCode::INTERNAL_SERVER_ERROR, "it could not be made"),
    }
}

fn missing() -> Response {
    plain(StatusCode::NOT_FOUND, "there is nothing here")
}

fn plain(status: StatusCode, words: &str) -> Response {
    let mut response = found("text/plain; charset=utf-8", false, words.to_owned().into());
    *response.status_mut() = status;
    response
}

/// An answer; one that never changes may be kept.
fn found(media: &'static str, for_good: bool, body: Body) -> Response {
    let kept = if for_good {
        "private, max-age=31536000, immutable"
    } else {
        "no-store"
    };
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, media),
        (header::CACHE_CONTROL, kept),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
