//! What a conversion is for.

use crate::asset::OutputProfile;

/// What a page is converted for.
#[derive(Clone, Copy)]
pub struct Wish<'a> {
    /// The page, counted from 1.
    pub number: u32,
    /// The printing condition.
    pub press: &'a OutputProfile,
    /// The spot inks of the page that it will stand on.
    pub spots: &'a [String],
    /// True if the standard has no transparency.
    pub flat: bool,
    /// True if base fonts that are not embedded are replaced.
    pub look_alikes: bool,
}
