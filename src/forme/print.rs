//! The printed part of a placed picture: what its frame shows, at the resolution that the press can
//! use.

use super::{Forme, Item, PlacedPage, PlacedPicture, leaves};
use crate::asset::{self, Crop, OutputProfile};
use crate::geom::{Len, PageSpace, Point, Rect};

/// The printed part of a picture, and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Print {
    /// Crop and pixel size of the part.
    pub cut: Crop,
    /// Place on the page: the frame, and at most a pixel beyond.
    pub place: Rect<PageSpace>,
}

impl PlacedPicture {
    /// Returns the printed part; `None` if its frame shows nothing of it. What the frame hides is
    /// left out, and pictures more than a tenth finer than the press's screen can show are reduced
    /// to that.
    pub fn print(&self, picture: &asset::Picture, press: &OutputProfile) -> Option<Print> {
        let shown = shared(&self.frame, &self.image)?;
        let (left, right) = reach(
            shown.left - self.image.left,
            shown.right - self.image.left,
            self.image.width(),
            picture.width,
        )?;
        let (top, bottom) = reach(
            shown.top - self.image.top,
            shown.bottom - self.image.top,
            self.image.height(),
            picture.height,
        )?;
        let edge = |at: u32, length: Len, count: u32| length.scale(i64::from(at), i64::from(count));
        let corner = |x: u32, y: u32| {
            Point::<PageSpace>::new(
                self.image.left + edge(x, self.image.width(), picture.width),
                self.image.top + edge(y, self.image.height(), picture.height),
            )
        };
        let (from, to) = (corner(left, top), corner(right, bottom));
        let place = Rect::new(from.x, from.y, to.x, to.y);
        let (width, height) = (right - left, bottom - top);
        let needed = |length: Len| {
            length
                .scale(i64::from(press.ppi), Len::INCH.units())
                .units()
        };
        let too_fine = |count: u32, length: Len| i64::from(count) * 10 > needed(length) * 11;
        if too_fine(width, place.width()) && too_fine(height, place.height()) {
            let count = |have: u32, length: Len| needed(length).clamp(1, i64::from(have)) as u32;
            let (across, down) = (count(width, place.width()), count(height, place.height()));
            return Some(Print {
                cut: Crop {
                    left,
                    top,
                    width,
                    height,
                    across,
                    down,
                    sharpen: press.sharpen,
                },
                place,
            });
        }
        // A four-ink JPEG goes to the press as it is, unless most of what would
        // be sent is hidden.
        let hidden = u64::from(width) * u64::from(height) * 4
            < u64::from(picture.width) * u64::from(picture.height) * 3;
        if picture.is_press_ready() && !hidden {
            return Some(Print {
                cut: Crop::whole(picture.width, picture.height),
                place: self.image,
            });
        }
        Some(Print {
            cut: Crop {
                left,
                top,
                width,
                height,
                across: width,
                down: height,
                sharpen: press.sharpen,
            },
            place,
        })
    }
}

impl Forme {
    /// Returns every picture on the page, in reading order.
    pub fn pictures(&self) -> Vec<&PlacedPicture> {
        leaves(&self.items)
            .filter_map(|leaf| match leaf.item {
                Item::Picture(picture) => Some(picture),
                _ => None,
            })
            .collect()
    }

    /// Returns every placed page of another PDF, in reading order.
    pub fn placed_pages(&self) -> Vec<&PlacedPage> {
        leaves(&self.items)
            .filter_map(|leaf| match leaf.item {
                Item::Page(page) => Some(page),
                _ => None,
            })
            .collect()
    }
}

fn shared(one: &Rect<PageSpace>, other: &Rect<PageSpace>) -> Option<Rect<PageSpace>> {
    let (left, top) = (one.left.max(other.left), one.top.max(other.top));
    let (right, bottom) = (one.right.min(other.right), one.bottom.min(other.bottom));
    (left < right && top < bottom).then(|| Rect::new(left, top, right, bottom))
}

/// Returns the pixels touched by the interval `from..to` of a length of `count` pixels.
fn reach(from: Len, to: Len, length: Len, count: u32) -> Option<(u32, u32)> {
    let (length, count) = (i128::from(length.units()), i128::from(count));
    if length <= 0 || count <= 0 {
        return None;
    }
    let first = i128::from(from.units()) * count / length;
    let end = (i128::from(to.units()) * count + length - 1) / length;
    let first = first.clamp(0, count - 1);
    Some((first as u32, end.clamp(first + 1, count) as u32))
}
