//! Points and rectangles typed by their coordinate space.

use std::marker::PhantomData;

use super::Len;

/// The page as printed: origin at the top left corner of the trimmed sheet, y downward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct PageSpace;

/// The page as its text runs: x along the measure 行长, y along the depth, from line to line.
/// [`Axes`](super::Axes) converts it to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct LegSpace;

/// A point in space `S`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Point<S> {
    /// Coordinate to the right.
    pub x: Len,
    /// Downward coordinate.
    pub y: Len,
    space: PhantomData<S>,
}

impl<S> Point<S> {
    /// Creates the point (`x`, `y`).
    pub const fn new(x: Len, y: Len) -> Self {
        Point {
            x,
            y,
            space: PhantomData,
        }
    }
}

/// A width and a height.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Size {
    /// Width 宽.
    pub width: Len,
    /// Height 高.
    pub height: Len,
}

/// A rectangle in space `S`, held by its edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Rect<S> {
    /// Left edge.
    pub left: Len,
    /// Top edge.
    pub top: Len,
    /// Right edge.
    pub right: Len,
    /// Bottom edge.
    pub bottom: Len,
    space: PhantomData<S>,
}

impl<S> Rect<S> {
    /// Creates the rectangle between four edges.
    pub const fn new(left: Len, top: Len, right: Len, bottom: Len) -> Self {
        Rect {
            left,
            top,
            right,
            bottom,
            space: PhantomData,
        }
    }

    /// Creates the rectangle at (`x`, `y`) of the given size.
    pub fn at(x: Len, y: Len, width: Len, height: Len) -> Self {
        Rect::new(x, y, x + width, y + height)
    }

    /// Returns the width; negative if inverted.
    pub fn width(&self) -> Len {
        self.right - self.left
    }

    /// Returns the height; negative if inverted.
    pub fn height(&self) -> Len {
        self.bottom - self.top
    }

    /// Returns whether the rectangle has no area.
    pub fn is_empty(&self) -> bool {
        self.right <= self.left || self.bottom <= self.top
    }

    /// Returns whether two rectangles share an area, not merely an edge.
    pub fn overlaps(&self, other: &Rect<S>) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Returns whether `inner` is wholly inside, edges included.
    pub fn contains(&self, inner: &Rect<S>) -> bool {
        self.left <= inner.left
            && self.top <= inner.top
            && inner.right <= self.right
            && inner.bottom <= self.bottom
    }

    /// Returns the rectangle with every edge moved outward by `by` (inward if negative).
    pub fn grown(&self, by: Len) -> Rect<S> {
        Rect::new(
            self.left - by,
            self.top - by,
            self.right + by,
            self.bottom + by,
        )
    }

    /// Returns the rectangle with left and right edges moved outward by `dx`, top and bottom by
    /// `dy`.
    pub fn grown_by(&self, dx: Len, dy: Len) -> Rect<S> {
        Rect::new(
            self.left - dx,
            self.top - dy,
            self.right + dx,
            self.bottom + dy,
        )
    }

    /// Returns this rectangle with other top and bottom edges.
    pub fn rows(&self, top: Len, bottom: Len) -> Rect<S> {
        Rect::new(self.left, top, self.right, bottom)
    }

    /// Returns the smallest rectangle around both.
    pub fn union(&self, other: &Rect<S>) -> Rect<S> {
        Rect::new(
            self.left.min(other.left),
            self.top.min(other.top),
            self.right.max(other.right),
            self.bottom.max(other.bottom),
        )
    }

    /// Returns the top left corner.
    pub fn origin(&self) -> Point<S> {
        Point::new(self.left, self.top)
    }

    /// Returns width and height.
    pub fn size(&self) -> Size {
        Size {
            width: self.width(),
            height: self.height(),
        }
    }
}
