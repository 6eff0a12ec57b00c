//! The graphics state.

use std::rc::Rc;

use crate::preflight::blend::Blend;
use crate::preflight::colour::Space;
use crate::preflight::fonts::Font;
use crate::preflight::matrix::{Bounds, IDENTITY, Matrix};
use crate::preflight::paint::Colour;
use crate::preflight::raster::{Coat, Field, Mask, PLATES, Paint, Stencil};
use crate::preflight::stroke::{Cap, Join};

/// The graphics state.
#[derive(Clone)]
pub(super) struct State {
    pub ctm: Matrix,
    pub clip: Bounds,
    /// The clip, if it is no upright rectangle.
    pub clip_mask: Option<Rc<Mask>>,
    pub soft_mask: Option<Rc<Mask>>,
    pub fill: Colour,
    pub stroke: Colour,
    /// The patterns that the colours are, if they can be drawn.
    pub fill_pattern: Option<Rc<dyn Field>>,
    pub stroke_pattern: Option<Rc<dyn Field>>,
    pub line_width: f64,
    pub dash: Vec<f64>,
    pub dash_phase: f64,
    pub cap: Cap,
    /// The number of the join, and the limit of miters.
    pub join: (i64, f64),
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

/// What something is painted with, kept apart from the state.
pub(super) enum Painting {
    Flat(Coat),
    Field(Rc<dyn Field>, Coat),
}

impl Painting {
    pub fn paint(&self) -> Paint<'_> {
        match self {
            Painting::Flat(coat) => Paint::Flat(*coat),
            Painting::Field(field, coat) => Paint::Field(&**field, *coat),
        }
    }
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
            clip_mask: None,
            soft_mask: None,
            fill: black.clone(),
            stroke: black,
            fill_pattern: None,
            stroke_pattern: None,
            line_width: 1.0,
            dash: Vec::new(),
            dash_phase: 0.0,
            cap: Cap::Butt,
            join: (0, 10.0),
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
        self.blend() == Blend::Normal
    }

    pub fn blend(&self) -> Blend {
        Blend::named(&self.blend)
    }

    /// Returns whether what is painted covers what is below as it is.
    pub fn plain(&self) -> bool {
        self.normal() && self.fill_alpha >= 1.0 && self.soft_mask.is_none()
    }

    /// Returns how corners of lines look.
    pub fn joined(&self) -> Join {
        match self.join {
            (1, _) => Join::Round,
            (2, _) => Join::Bevel,
            (_, limit) => Join::Miter(limit),
        }
    }

    /// Sets how ends of lines look.
    pub fn set_cap(&mut self, number: Option<i64>) {
        self.cap = match number {
            Some(1) => Cap::Round,
            Some(2) => Cap::Square,
            Some(_) => Cap::Butt,
            None => self.cap,
        };
    }

    pub fn stencil(&self) -> Stencil<'_> {
        Stencil {
            bounds: &self.clip,
            clip: self.clip_mask.as_deref(),
            soft: self.soft_mask.as_deref(),
        }
    }

    /// Returns a coat without ink, as the state lays ink.
    pub fn bare_coat(&self, stroke: bool) -> Coat {
        let alpha = match stroke {
            true => self.stroke_alpha,
            false => self.fill_alpha,
        };
        Coat {
            inks: [0.0; PLATES],
            over: false,
            alpha: alpha.clamp(0.0, 1.0) as f32,
            blend: self.blend(),
        }
    }

    /// Returns what is painted with at a share of its strength; `None` if its inks are unknown.
    pub fn painting(&self, stroke: bool, share: f32, naive: bool) -> Option<Painting> {
        let (colour, pattern, over) = match stroke {
            true => (&self.stroke, &self.stroke_pattern, self.stroke_overprints),
            false => (&self.fill, &self.fill_pattern, self.fill_overprints),
        };
        let mut coat = self.bare_coat(stroke);
        coat.alpha *= share;
        if let Space::Pattern(_) = *colour.space {
            return pattern
                .as_ref()
                .map(|field| Painting::Field(field.clone(), coat));
        }
        coat.inks = colour.space.plates(&colour.parts, naive)?;
        // Zero inks of DeviceCMYK knock out unless the mode is 1; named inks
        // leave every other plate alone.
        coat.over = over && (self.mode == 1 || matches!(*colour.space, Space::Inks(..)));
        Some(Painting::Flat(coat))
    }
}
