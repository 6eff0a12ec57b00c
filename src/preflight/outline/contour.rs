//! Outlines of glyphs, in ems.

use crate::preflight::matrix::{IDENTITY, Matrix, apply, times};

/// Maximum number of steps of one glyph.
const MOST_STEPS: usize = 50_000;

type Point = (f64, f64);

/// A step of a contour, to a point in ems.
#[derive(Clone, Copy)]
pub(crate) enum Step {
    /// Begins a contour.
    Move(Point),
    /// Draws a line.
    Line(Point),
    /// Draws a curve with two control points.
    Curve(Point, Point, Point),
    /// Ends the contour.
    Close,
}

/// The outline of a glyph: contours in ems from its origin, y upward.
#[derive(Default)]
pub(crate) struct Outline {
    steps: Vec<Step>,
}

impl Outline {
    /// Returns whether nothing is drawn, as by a space.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Writes the outline as path operators in thousandths of an em, stretched across; returns them
    /// and their bounds: left, bottom, right, top.
    pub fn written(&self, stretch: f64) -> (String, [i64; 4]) {
        let mut bounds = [i64::MAX, i64::MAX, i64::MIN, i64::MIN];
        let mut number = |(x, y): Point| {
            let (x, y) = (
                (x * stretch * 1000.0).round() as i64,
                (y * 1000.0).round() as i64,
            );
            bounds = [
                bounds[0].min(x),
                bounds[1].min(y),
                bounds[2].max(x),
                bounds[3].max(y),
            ];
            format!("{x} {y} ")
        };
        let mut out = String::new();
        for step in &self.steps {
            match *step {
                Step::Move(to) => out += &(number(to) + "m "),
                Step::Line(to) => out += &(number(to) + "l "),
                Step::Curve(one, two, to) => {
                    out += &(number(one) + &number(two) + &number(to) + "c ");
                }
                Step::Close => out += "h ",
            }
        }
        if out.is_empty() {
            return (out, [0; 4]);
        }
        (out + "f", bounds)
    }

    /// Returns its steps.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }
}

/// A pen that draws an outline in the units of a font program.
pub(crate) struct Pen {
    outline: Outline,
    /// Leads from the program's units to ems.
    matrix: Matrix,
    at: Point,
    open: bool,
    /// True if there were more steps than any letter has.
    full: bool,
}

impl Pen {
    /// Creates a pen; `matrix` leads from the program's units to ems.
    pub fn new(matrix: Matrix) -> Pen {
        Pen {
            outline: Outline::default(),
            matrix,
            at: (0.0, 0.0),
            open: false,
            full: false,
        }
    }

    /// Returns the current point.
    pub fn at(&self) -> Point {
        self.at
    }

    /// Sets the current point without drawing.
    pub fn jump(&mut self, to: Point) {
        self.at = to;
    }

    fn step(&mut self, step: Step) {
        if self.outline.steps.len() < MOST_STEPS {
            self.outline.steps.push(step);
        } else {
            self.full = true;
        }
    }

    fn placed(&self, point: Point) -> Point {
        apply(&self.matrix, point.0, point.1)
    }

    /// Ends the contour and begins another.
    pub fn start(&mut self, to: Point) {
        self.close();
        self.at = to;
    }

    /// Begins a contour at the current point, unless one is begun.
    pub fn begin(&mut self) {
        if !std::mem::replace(&mut self.open, true) {
            self.step(Step::Move(self.placed(self.at)));
        }
    }

    /// Draws a line.
    pub fn line(&mut self, to: Point) {
        self.begin();
        self.step(Step::Line(self.placed(to)));
        self.at = to;
    }

    /// Draws a curve with two control points.
    pub fn curve(&mut self, one: Point, two: Point, to: Point) {
        self.begin();
        self.step(Step::Curve(
            self.placed(one),
            self.placed(two),
            self.placed(to),
        ));
        self.at = to;
    }

    /// Draws a curve with one control point.
    pub fn arc(&mut self, control: Point, to: Point) {
        let third = |from: Point| {
            (
                from.0 + (control.0 - from.0) * 2.0 / 3.0,
                from.1 + (control.1 - from.1) * 2.0 / 3.0,
            )
        };
        self.curve(third(self.at), third(to), to);
    }

    /// Ends the contour.
    pub fn close(&mut self) {
        if std::mem::take(&mut self.open) {
            self.step(Step::Close);
        }
    }

    /// Places what follows by a matrix of the program's own units.
    pub fn within(&mut self, inner: &Matrix) -> Matrix {
        let outer = self.matrix;
        self.matrix = times(inner, &outer);
        outer
    }

    /// Takes back the matrix that [`Pen::within`] returned.
    pub fn without(&mut self, outer: Matrix) {
        self.matrix = outer;
    }

    /// Returns what was drawn; `None` if it was too much, or no numbers.
    pub fn finish(mut self) -> Option<Outline> {
        self.close();
        let sound = |point: &Point| point.0.abs() < 1e6 && point.1.abs() < 1e6;
        let all = self.outline.steps.iter().all(|step| match step {
            Step::Move(to) | Step::Line(to) => sound(to),
            Step::Curve(one, two, to) => sound(one) && sound(two) && sound(to),
            Step::Close => true,
        });
        (all && !self.full).then_some(self.outline)
    }
}

/// Returns the matrix of a program of so many units to the em.
pub fn units(per_em: f64) -> Matrix {
    let mut matrix = IDENTITY;
    (matrix[0], matrix[3]) = (1.0 / per_em, 1.0 / per_em);
    matrix
}
