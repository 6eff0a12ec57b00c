//! Blanks of marks, and compression of neighbouring marks 标点挤压 (CLREQ §3.1.6.2, JLREQ 3.1.4).

use super::class::Class;
use super::par::Cluster;
use crate::geom::Len;
use crate::style::{Lang, Marks, ParStyle, Writing};

/// The layout of a mark in its em: set width, blank before, blank after, and how far its glyph is
/// moved left of the pen (right when negative).
pub(super) struct MarkBox {
    pub width: Len,
    pub lead: Len,
    pub trail: Len,
    pub cut: Len,
}

/// Returns whether commas and stops are centred in their em 居中.
fn centred(lang: Lang) -> bool {
    matches!(lang, Lang::ZhTw | Lang::ZhHk)
}

/// Returns the layout of a glyph of natural `width`. A full-width mark is ½ em of ink and ½ em of
/// blank; 间隔号 and 分隔号 have ¼ em on either side, and in Taiwan and Hong Kong so have commas
/// and stops, in Japanese ： and ； (JLREQ 3.1.2). ！？ fill their em there and in Japanese. Faces
/// that draw Chinese quotes or 间隔号 narrow (many 楷 faces do) get the blank they lack.
pub(super) fn seat(class: Class, character: char, width: Len, style: &ParStyle) -> MarkBox {
    let (size, lang) = (style.size, style.lang);
    let half = size / 2;
    let none = MarkBox {
        width,
        lead: Len::ZERO,
        trail: Len::ZERO,
        cut: Len::ZERO,
    };
    let wide = width >= size.scale(9, 10);
    let inner = (half - width) / 2;
    let blank = width - half;
    let both = MarkBox {
        lead: blank / 2,
        trail: blank - blank / 2,
        ..none
    };
    let fills =
        style.writing == Writing::Vertical && matches!(character, '：' | '；' | '？' | '！');
    let seat = match class {
        // Two marks fill their em, however narrow the face draws them.
        Class::Stop if is_doubled(character) => MarkBox {
            width: size,
            cut: -((size - width).max(Len::ZERO) / 2),
            ..none
        },
        // In vertical lines these always take one em (CLREQ §3.1.6.1).
        Class::Comma | Class::Stop if fills => none,
        Class::Stop
            if wide && matches!(character, '！' | '？') && (centred(lang) || lang == Lang::Ja) =>
        {
            none
        }
        Class::Comma | Class::Stop
            if wide && (centred(lang) || lang == Lang::Ja && matches!(character, '：' | '；')) =>
        {
            both
        }
        Class::Open if wide => MarkBox {
            lead: blank,
            ..none
        },
        Class::Close | Class::Comma | Class::Stop if wide => MarkBox {
            trail: blank,
            ..none
        },
        // In Taiwan and Hong Kong they take one em (CLREQ §3.1.6.1), however narrow the face draws them.
        Class::Mid | Class::Slash if centred(lang) && character != '/' && !wide => MarkBox {
            width: size,
            cut: (width - size) / 2,
            ..none
        },
        // A full-width 分隔号 is drawn across its whole em and has no blank.
        Class::Mid if wide => both,
        Class::Open if width <= half => MarkBox {
            width: size,
            lead: half,
            trail: Len::ZERO,
            cut: -(half + inner),
        },
        Class::Close if width <= half => MarkBox {
            width: size,
            lead: Len::ZERO,
            trail: half,
            cut: -inner,
        },
        // 间隔号, 分隔号 and the short 连接号 take half an em (GB/T 15834 §5.1.6, §5.1.9).
        Class::Mid | Class::Slash if width <= half => MarkBox {
            width: half,
            lead: Len::ZERO,
            trail: Len::ZERO,
            cut: -inner,
        },
        Class::Conn if matches!(character, '-' | '–') && !wide => MarkBox {
            width: half,
            lead: Len::ZERO,
            trail: Len::ZERO,
            cut: -inner,
        },
        _ => none,
    };
    // 全角 and the 字 grid have no blank to give.
    if style.marks == Marks::Full || style.grid {
        MarkBox {
            lead: Len::ZERO,
            trail: Len::ZERO,
            ..seat
        }
    } else {
        seat
    }
}

/// Returns whether a character is two marks in one, such as ‼.
fn is_doubled(character: char) -> bool {
    matches!(character, '\u{203C}' | '\u{2047}' | '\u{2048}' | '\u{2049}')
}

/// Squeezes ？！ used together to one em for two and two em for three (GB/T 15834 §5.1.2).
fn squeeze_exclamations(clusters: &mut [Cluster], doubles: &[bool]) {
    let mut at = 0;
    while at < clusters.len() {
        let length = doubles[at..].iter().take_while(|double| **double).count();
        if length >= 2 {
            let last = at + length - 1;
            for cluster in &mut clusters[at..last] {
                cluster.cut_trail();
            }
            if length == 2 {
                clusters[last].cut_trail();
            }
        }
        at += length.max(1);
    }
}

/// Removes the blank between neighbouring marks: two marks never keep more than ½ em between them,
/// and brackets are close to what they enclose. In Chinese 间隔号 and 分隔号 are always ½ em wide
/// (GB/T 15834 §5.1.6); 开明 removes the blank of every mark but stops.
pub(super) fn squeeze_pairs(clusters: &mut [Cluster], text: &str, style: &ParStyle) {
    let is_exclamation = |cluster: &Cluster| {
        cluster.class == Class::Stop
            && matches!(
                &text[cluster.start as usize..cluster.end as usize],
                "！" | "？"
            )
    };
    let doubles: Vec<bool> = clusters.iter().map(is_exclamation).collect();
    if doubles.contains(&true) {
        squeeze_exclamations(clusters, &doubles);
    }
    for cluster in clusters.iter_mut() {
        let always = matches!(cluster.class, Class::Mid | Class::Slash) && style.lang == Lang::ZhCn;
        let kaiming = style.marks == Marks::Kaiming
            && cluster.class.is_mark()
            && cluster.class != Class::Stop;
        if always || kaiming {
            cluster.cut_lead();
            cluster.cut_trail();
        }
    }
    for at in 1..clusters.len() {
        let (left, right) = (clusters[at - 1].class, clusters[at].class);
        match (left, right) {
            (Class::Open, Class::Open) | (Class::Mid, Class::Open) => clusters[at].cut_lead(),
            (
                Class::Close | Class::Stop | Class::Comma,
                Class::Close | Class::Stop | Class::Comma | Class::Mid,
            ) => clusters[at - 1].cut_trail(),
            (Class::Close | Class::Stop | Class::Comma, Class::Open) => clusters[at].cut_lead(),
            (Class::Open, Class::Comma | Class::Stop) => clusters[at].cut_lead(),
            _ => {}
        }
    }
}
