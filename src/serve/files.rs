//! The files of the page, as they come with the program.

/// Name, media type and text of each.
pub(super) const FILES: &[(&str, &str, &str)] = &[
    ("", HTML, include_str!("page/index.html")),
    ("style.css", CSS, include_str!("page/style.css")),
    ("icon.svg", SVG, include_str!("page/icon.svg")),
    ("main.js", JS, include_str!("page/main.js")),
    ("ask.js", JS, include_str!("page/ask.js")),
    ("chosen.js", JS, include_str!("page/chosen.js")),
    ("gesture.js", JS, include_str!("page/gesture.js")),
    ("writer.js", JS, include_str!("page/writer.js")),
    ("link.js", JS, include_str!("page/link.js")),
    ("draw.js", JS, include_str!("page/draw.js")),
    ("paint.js", JS, include_str!("page/paint.js")),
    ("view.js", JS, include_str!("page/view.js")),
    ("lists.js", JS, include_str!("page/lists.js")),
    ("overlay.js", JS, include_str!("page/overlay.js")),
    ("words.js", JS, include_str!("page/words.js")),
];

const HTML: &str = "text/html; charset=utf-8";
const SVG: &str = "image/svg+xml";
const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
