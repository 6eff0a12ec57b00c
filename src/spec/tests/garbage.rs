//! Random text.

use super::*;

/// Law: no text makes a reader panic, and none is refused in silence.
#[test]
fn garbage_never_panics() {
    const PIECES: &[&str] = &[
        "[",
        "]",
        "[[",
        "]]",
        "story",
        "style",
        "grid",
        "at",
        "head",
        "=",
        " = ",
        "\"",
        "'",
        "\"\"\"",
        "\n",
        "\r\n",
        ".",
        ",",
        "{",
        "}",
        "#",
        "1",
        "-",
        "9999999999",
        "0x1F",
        "1e5",
        "栏",
        "行",
        "小五",
        "字",
        "　",
        "１",
        "～",
        "true",
        "2021-12-31",
        "\u{FEFF}",
        "\\u",
        "\0",
        "pt",
        "K30",
        "C",
        "%",
        "1-4栏 16-84行",
        "pages",
        "😀",
        "_",
        "nan",
        "inf",
    ];
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    let whole = [EDITION, PAGE, LAYOUT];
    for _ in 0..3000 {
        let mut garbage: String = (0..next(24)).map(|_| PIECES[next(PIECES.len())]).collect();
        let _ = (
            Length::parse(&garbage, Hao::News),
            GridArea::parse(&garbage),
            PageRange::parse(&garbage),
        );
        let _ = (
            Reach::rows(&garbage),
            colour::parse(&garbage),
            date::parse(&garbage),
        );
        if next(2) == 0 {
            // A sound file with a wound is more likely to get past the parser.
            let text = whole[next(whole.len())];
            let at = text
                .char_indices()
                .nth(next(text.chars().count()))
                .map_or(0, |(at, _)| at);
            garbage.truncate(
                garbage
                    .char_indices()
                    .nth(3)
                    .map_or(garbage.len(), |(at, _)| at),
            );
            garbage = format!("{}{garbage}{}", &text[..at], &text[at..]);
        }
        diagnostics(EditionSpec::read, &garbage);
        diagnostics(a_page, &garbage);
        diagnostics(LayoutSpec::read, &garbage);
    }
}
