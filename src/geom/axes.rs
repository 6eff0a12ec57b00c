//! Axes: the rotation between a page and vertical text on it.

use super::{LegSpace, Len, Obstacle, Outline, PageSpace, Point, Rect, Standoff};

/// The rotation between a page and the text on it. Horizontal text runs as the page does. Vertical
/// text 直排 is the page seen with its right edge on top: x counts down the page, y from the right
/// edge to the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axes {
    /// The page's width; `None` for horizontal text.
    across: Option<Len>,
}

impl Axes {
    /// Lines to the right, one below another 横排.
    pub const HORIZONTAL: Axes = Axes { across: None };

    /// Creates the axes of vertical text on a page of this width: lines run downward, one to the
    /// left of another.
    pub const fn vertical(width: Len) -> Axes {
        Axes {
            across: Some(width),
        }
    }

    /// Returns whether lines run downward.
    pub fn is_vertical(&self) -> bool {
        self.across.is_some()
    }

    /// Converts a point from text to page coordinates.
    pub fn point_on_page(&self, point: Point<LegSpace>) -> Point<PageSpace> {
        match self.across {
            None => Point::new(point.x, point.y),
            Some(width) => Point::new(width - point.y, point.x),
        }
    }

    /// Converts a point from page to text coordinates.
    fn point_in_text(&self, point: Point<PageSpace>) -> Point<LegSpace> {
        match self.across {
            None => Point::new(point.x, point.y),
            Some(width) => Point::new(point.y, width - point.x),
        }
    }

    /// Converts a rectangle from text to page coordinates.
    pub fn on_page(&self, rect: &Rect<LegSpace>) -> Rect<PageSpace> {
        match self.across {
            None => Rect::new(rect.left, rect.top, rect.right, rect.bottom),
            Some(width) => Rect::new(width - rect.bottom, rect.left, width - rect.top, rect.right),
        }
    }

    /// Converts a rectangle from page to text coordinates.
    pub fn in_text(&self, rect: &Rect<PageSpace>) -> Rect<LegSpace> {
        match self.across {
            None => Rect::new(rect.left, rect.top, rect.right, rect.bottom),
            Some(width) => Rect::new(rect.top, width - rect.right, rect.bottom, width - rect.left),
        }
    }

    /// Converts the standoffs of something in the text to those on the page.
    pub fn standoff_on_page<L: Copy>(&self, standoff: &Standoff<L>) -> Standoff<L> {
        match self.across {
            None => *standoff,
            Some(_) => Standoff {
                top: standoff.left,
                right: standoff.top,
                bottom: standoff.right,
                left: standoff.bottom,
            },
        }
    }

    /// Converts the standoffs of something on the page to those in the text.
    fn standoff_in_text<L: Copy>(&self, standoff: &Standoff<L>) -> Standoff<L> {
        match self.across {
            None => *standoff,
            Some(_) => Standoff {
                top: standoff.right,
                right: standoff.bottom,
                bottom: standoff.left,
                left: standoff.top,
            },
        }
    }

    /// Converts an obstacle of the page to text coordinates, except its `sides`, which are given as
    /// the text runs.
    pub fn obstacle_in_text(&self, obstacle: &Obstacle<PageSpace>) -> Obstacle<LegSpace> {
        let outline = match &obstacle.outline {
            Outline::Box(rect) => Outline::Box(self.in_text(rect)),
            Outline::Ellipse(rect) => Outline::Ellipse(self.in_text(rect)),
            Outline::Polygon(corners) => Outline::Polygon(
                corners
                    .iter()
                    .map(|corner| self.point_in_text(*corner))
                    .collect(),
            ),
            Outline::Strips(strips) => {
                Outline::Strips(strips.iter().map(|strip| self.in_text(strip)).collect())
            }
        };
        let standoff = self.standoff_in_text(&obstacle.standoff);
        Obstacle {
            outline,
            standoff,
            sides: obstacle.sides,
            min_measure: obstacle.min_measure,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_vertical_line_stands_at_the_right() {
        let axes = Axes::vertical(Len::pt(100));
        let line: Rect<LegSpace> = Rect::new(Len::pt(5), Len::pt(10), Len::pt(60), Len::pt(20));
        let page = axes.on_page(&line);
        assert_eq!(
            (page.left, page.top, page.right, page.bottom),
            (Len::pt(80), Len::pt(5), Len::pt(90), Len::pt(60))
        );
        assert_eq!(axes.in_text(&page), line);
    }

    #[test]
    fn there_and_back_is_the_same_point() {
        for axes in [Axes::HORIZONTAL, Axes::vertical(Len::pt(77))] {
            let point = Point::new(Len::pt(3), Len::pt(4));
            assert_eq!(axes.point_on_page(axes.point_in_text(point)), point);
            let standoff = Standoff {
                top: 1,
                right: 2,
                bottom: 3,
                left: 4,
            };
            assert_eq!(
                axes.standoff_on_page(&axes.standoff_in_text(&standoff)),
                standoff
            );
        }
    }

    /// An obstacle with its standoff is turned as one that large.
    #[test]
    fn standoffs_turn_with_what_they_stand_off() {
        let standoff = Standoff {
            top: Len::pt(1),
            right: Len::pt(2),
            bottom: Len::pt(3),
            left: Len::pt(4),
        };
        let axes = Axes::vertical(Len::pt(100));
        let page = Obstacle {
            standoff,
            ..Obstacle::bare(Rect::new(
                Len::pt(20),
                Len::pt(30),
                Len::pt(40),
                Len::pt(60),
            ))
        };
        let bounds = page.bounds().map(|rect| axes.in_text(&rect));
        assert_eq!(axes.obstacle_in_text(&page).bounds(), bounds);
    }
}
