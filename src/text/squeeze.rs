//! Blanks of marks, and neighbouring marks squeezed 标点挤压 (CLREQ §3.1.6.4,
//! JLREQ 3.1.4).

use super::class::Class;
use super::par::Cluster;
use crate::geom::Len;

/// How a mark sits in its em: set width, blank before, blank after, and how
/// far its glyph is moved left of the pen (right when negative).
pub(super) struct Seat {
    pub width: Len,
    pub lead: Len,
    pub trail: Len,
    pub cut: Len,
}

/// Seats a glyph of natural `width`. A full-width mark is ½ em of ink and ½ em
/// of blank; 间隔号 and 分隔号 have ¼ em either side. Faces that draw Chinese
/// quotes or 间隔号 narrow (many 楷 faces do) get the blank they lack.
pub(super) fn seat(class: Class, width: Len, size: Len) -> Seat {
    let half = size / 2;
    let none = Seat { width, lead: Len::ZERO, trail: Len::ZERO, cut: Len::ZERO };
    let wide = width >= size.scale(9, 10);
    let inner = (half - width) / 2;
    match class {
        Class::Open if wide => Seat { lead: width - half, ..none },
        Class::Close | Class::Comma | Class::Stop if wide => Seat { trail: width - half, ..none },
        Class::Mid | Class::Slash if wide => Seat { lead: (width - half) / 2, trail: width - half - (width - half) / 2, ..none },
        Class::Open if width <= half => Seat { width: size, lead: half, trail: Len::ZERO, cut: -(half + inner) },
        Class::Close if width <= half => Seat { width: size, lead: Len::ZERO, trail: half, cut: -inner },
        Class::Mid if width <= half => Seat { width: half, lead: Len::ZERO, trail: Len::ZERO, cut: -inner },
        _ => none,
    }
}

/// Takes the blank between neighbouring marks: two marks never keep more than
/// ½ em between them, and brackets hug what they hold. 间隔号 and 分隔号 are
/// always ½ em wide (GB/T 15834 §5.1.6).
pub(super) fn squeeze_pairs(clusters: &mut [Cluster]) {
    for cluster in clusters.iter_mut() {
        if matches!(cluster.class, Class::Mid | Class::Slash) {
            cluster.cut_lead();
            cluster.cut_trail();
        }
    }
    for at in 1..clusters.len() {
        let (left, right) = (clusters[at - 1].class, clusters[at].class);
        match (left, right) {
            (Class::Open, Class::Open) | (Class::Mid, Class::Open) => clusters[at].cut_lead(),
            (Class::Close | Class::Stop | Class::Comma, Class::Close | Class::Stop | Class::Comma | Class::Mid) => {
                clusters[at - 1].cut_trail()
            }
            (Class::Close | Class::Stop | Class::Comma, Class::Open) => clusters[at].cut_lead(),
            _ => {}
        }
    }
}
