//! Groups of pictures 组照: their places in a common frame.

use crate::edition::Arrange;
use crate::geom::{Len, PageSpace, Rect};

/// Returns the places of pictures of these sizes, in pixels, list after list. They fill the frame
/// but for the alleys; the pictures of a row have one height and widths in proportion to their
/// shapes (those of a column one width), so all lose the same share of their height, or of their
/// width, to fit.
pub(super) fn places(
    lists: &[Vec<(u32, u32)>],
    arrange: Arrange,
    alley: Len,
    frame: &Rect<PageSpace>,
) -> Vec<Rect<PageSpace>> {
    // Along a list, and across it: columns are rows of pictures that lie.
    let (along, across) = match arrange {
        Arrange::Rows => (frame.width(), frame.height()),
        Arrange::Columns => (frame.height(), frame.width()),
    };
    // Shapes in thousandths: what a picture takes along for one across.
    let shape = |(width, height): (u32, u32)| -> i64 {
        let (long, short) = if arrange == Arrange::Rows {
            (width, height)
        } else {
            (height, width)
        };
        (i64::from(long) * 1000 / i64::from(short.max(1))).clamp(1, 1_000_000)
    };
    let shapes: Vec<Vec<i64>> = lists
        .iter()
        .map(|list| list.iter().map(|size| shape(*size)).collect())
        .collect();
    let room =
        |whole: Len, parts: usize| (whole - alley * (parts as i64 - 1)).max(Len::PT * parts as i64);
    // How deep each list would be were nothing cropped.
    let natural: Vec<i64> = shapes
        .iter()
        .map(|list| {
            room(along, list.len())
                .scale(1000, list.iter().sum::<i64>().max(1))
                .units()
                .max(1)
        })
        .collect();
    let mut placed = Vec::new();
    let mut down = Len::ZERO;
    for (list, depth) in shapes
        .iter()
        .zip(shares(room(across, lists.len()), &natural))
    {
        let mut over = Len::ZERO;
        for length in shares(room(along, list.len()), list) {
            placed.push(match arrange {
                Arrange::Rows => Rect::at(frame.left + over, frame.top + down, length, depth),
                Arrange::Columns => Rect::at(frame.left + down, frame.top + over, depth, length),
            });
            over += length + alley;
        }
        down += depth + alley;
    }
    placed
}

/// Divides a length in proportion to `wants`, without rounding loss.
fn shares(whole: Len, wants: &[i64]) -> Vec<Len> {
    let all = wants.iter().sum::<i64>().max(1);
    let mut so_far = 0;
    let mut from = Len::ZERO;
    let mut parts = Vec::with_capacity(wants.len());
    for want in wants {
        so_far += want;
        let to = whole.scale(so_far, all);
        parts.push(to - from);
        from = to;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(width: i64, height: i64) -> Rect<PageSpace> {
        Rect::at(Len::pt(10), Len::pt(20), Len::pt(width), Len::pt(height))
    }

    /// A wide picture over two is not cropped in a frame of their shape.
    #[test]
    fn pictures_keep_their_shapes_where_the_frame_does() {
        let lists = [vec![(2000, 1000)], vec![(1000, 1000), (1000, 1000)]];
        let rects = places(&lists, Arrange::Rows, Len::ZERO, &frame(200, 200));
        assert_eq!(
            rects,
            [
                Rect::at(Len::pt(10), Len::pt(20), Len::pt(200), Len::pt(100)),
                Rect::at(Len::pt(10), Len::pt(120), Len::pt(100), Len::pt(100)),
                Rect::at(Len::pt(110), Len::pt(120), Len::pt(100), Len::pt(100)),
            ]
        );
        let lying = places(
            &[vec![(1000, 2000)], vec![(1000, 1000), (1000, 1000)]],
            Arrange::Columns,
            Len::ZERO,
            &frame(200, 200),
        );
        assert_eq!(
            lying[0],
            Rect::at(Len::pt(10), Len::pt(20), Len::pt(100), Len::pt(200))
        );
        assert_eq!(
            lying[2],
            Rect::at(Len::pt(110), Len::pt(120), Len::pt(100), Len::pt(100))
        );
    }

    /// For any shapes, the outer edges are the frame's, neighbours are an alley apart, the pictures
    /// of a row have one height, and each loses the same share.
    #[test]
    fn groups_fill_their_frame() {
        let mut seed = 7_u32;
        let mut next = |least: u32, most: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            least + (seed >> 8) % (most - least + 1)
        };
        for _ in 0..300 {
            let lists: Vec<Vec<(u32, u32)>> = (0..next(1, 4))
                .map(|_| {
                    (0..next(1, 4))
                        .map(|_| (next(300, 4000), next(300, 4000)))
                        .collect()
                })
                .collect();
            let (alley, frame) = (
                Len::pt(i64::from(next(0, 8))),
                frame(i64::from(next(150, 600)), i64::from(next(150, 600))),
            );
            for arrange in [Arrange::Rows, Arrange::Columns] {
                let rects = places(&lists, arrange, alley, &frame);
                assert_eq!(rects.len(), lists.iter().map(Vec::len).sum::<usize>());
                let last = rects[rects.len() - 1];
                assert_eq!(
                    (rects[0].left, rects[0].top, last.right, last.bottom),
                    (frame.left, frame.top, frame.right, frame.bottom)
                );
                let mut from = 0;
                for list in &lists {
                    let row = &rects[from..from + list.len()];
                    from += list.len();
                    for pair in row.windows(2) {
                        match arrange {
                            Arrange::Rows => assert_eq!(
                                (pair[0].right + alley, pair[0].top, pair[0].bottom),
                                (pair[1].left, pair[1].top, pair[1].bottom)
                            ),
                            Arrange::Columns => assert_eq!(
                                (pair[0].bottom + alley, pair[0].left, pair[0].right),
                                (pair[1].top, pair[1].left, pair[1].right)
                            ),
                        }
                    }
                    for (rect, (width, height)) in row.iter().zip(list) {
                        let kept = |rect: &Rect<PageSpace>, (width, height): (u32, u32)| {
                            rect.width().to_mm() * f64::from(height)
                                / (rect.height().to_mm() * f64::from(width))
                        };
                        assert!(
                            (kept(rect, (*width, *height)) / kept(&row[0], list[0]) - 1.0).abs()
                                < 0.02,
                            "{rect:?} of {row:?} for {list:?}"
                        );
                    }
                }
            }
        }
    }
}
