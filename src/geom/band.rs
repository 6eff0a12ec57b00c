//! Free stretches of one line band between obstacles.

use super::{Len, Rect};

/// A stretch along one axis, `from` ≤ `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span1 {
    /// Where it begins.
    pub from: Len,
    /// Where it ends.
    pub to: Len,
}

impl Span1 {
    /// Its length.
    pub fn len(&self) -> Len {
        self.to - self.from
    }

    /// Whether it has no length.
    pub fn is_empty(&self) -> bool {
        self.to <= self.from
    }
}

/// What of `line` stays free in the band `top..bottom` once every obstacle
/// that touches the band is taken out, left to right.
///
/// This is the whole of runaround 绕排 for rectangles: the obstacles come from
/// the dummy, so the answer never depends on the text.
pub fn free_spans<S>(line: Span1, top: Len, bottom: Len, obstacles: &[Rect<S>]) -> Vec<Span1> {
    let mut free = vec![line];
    for obstacle in obstacles {
        if obstacle.bottom <= top || obstacle.top >= bottom {
            continue;
        }
        free = free
            .into_iter()
            .flat_map(|span| {
                [Span1 { from: span.from, to: span.to.min(obstacle.left) }, Span1 { from: span.from.max(obstacle.right), to: span.to }]
            })
            .filter(|span| !span.is_empty())
            .collect();
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::LegSpace;

    fn pt(n: i64) -> Len {
        Len::pt(n)
    }

    #[test]
    fn an_obstacle_in_the_middle_leaves_two_spans() {
        let hole: Rect<LegSpace> = Rect::new(pt(40), pt(10), pt(60), pt(30));
        let line = Span1 { from: pt(0), to: pt(100) };
        let spans = free_spans(line, pt(12), pt(20), &[hole]);
        assert_eq!(spans, [Span1 { from: pt(0), to: pt(40) }, Span1 { from: pt(60), to: pt(100) }]);
        assert_eq!(free_spans(line, pt(30), pt(40), &[hole]), [line]);
    }

    #[test]
    fn a_covering_obstacle_leaves_nothing() {
        let hole: Rect<LegSpace> = Rect::new(pt(-5), pt(0), pt(105), pt(30));
        assert!(free_spans(Span1 { from: pt(0), to: pt(100) }, pt(0), pt(9), &[hole]).is_empty());
    }
}
