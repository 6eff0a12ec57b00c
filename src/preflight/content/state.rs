//! The graphics state.

use std::rc::Rc;

use crate::preflight::colour::Space;
use crate::preflight::fonts::Font;
use crate::preflight::ink::Coat;
use crate::preflight::matrix::{Bounds, IDENTITY, Matrix};
use crate::preflight::paint::Colour;

/// The graphics state.
#[derive(Clone)]
pub(super) struct State {
    pub ctm: Matrix,
    pub clip: Bounds,
    pub fill: Colour,
    pub stroke: Colour,
    pub line_width: f64,
    pub fill_overprints: bool,
    pub stroke_overprints: bool,
    pub mode: i64,
    pub fill_alpha: f64,
    pub stroke_alpha: f64,
    pub blend: Rc<[u8]>,
    pub font: Option<Rc<Font>>,
    pub size: f64,
    pub scale: f64,
    pub character_space: f64,
    pub word_space: f64,
    pub leading: f64,
    pub rise: f64,
    pub render: i64,
}

impl State {
    pub fn new(clip: Bounds) -> State {
        let black = Colour {
            space: Rc::new(Space::Grey),
            parts: vec![0.0],
        };
        State {
            ctm: IDENTITY,
            clip,
            fill: black.clone(),
            stroke: black,
            line_width: 1.0,
            fill_overprints: false,
            stroke_overprints: false,
            mode: 0,
            fill_alpha: 1.0,
            stroke_alpha: 1.0,
            blend: b"Normal"[..].into(),
            font: None,
            size: 0.0,
            scale: 1.0,
            character_space: 0.0,
            word_space: 0.0,
            leading: 0.0,
            rise: 0.0,
            render: 0,
        }
    }

    pub fn normal(&self) -> bool {
        &*self.blend == b"Normal" || &*self.blend == b"Compatible"
    }

    pub fn coat(&self, stroke: bool, share: f32) -> Option<Coat> {
        let (colour, over, alpha) = match stroke {
            true => (&self.stroke, self.stroke_overprints, self.stroke_alpha),
            false => (&self.fill, self.fill_overprints, self.fill_alpha),
        };
        let inks = colour.space.inks(&colour.parts)?.map(|ink| ink as f32);
        // Zero inks of DeviceCMYK knock out unless the mode is 1; named inks
        // leave every other plate alone.
        let over = over && (self.mode == 1 || matches!(*colour.space, Space::Inks(..)));
        Some(Coat {
            inks,
            over,
            alpha: alpha.clamp(0.0, 1.0) as f32 * share,
            multiply: &*self.blend == b"Multiply",
        })
    }
}
