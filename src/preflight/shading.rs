//! Shadings (ISO 32000-1 §8.7.4.5): the inks of every point that they reach.

use std::rc::Rc;

use super::case::Case;
use super::colour::Space;
use super::matrix::{Bounds, Matrix, apply, inverse, times};
use super::raster::{Field, Inks, PLATES, Raster};
use crate::pdf::{Dict, Function, Stream, Value, bits_at};

/// Number of colours that a run is worked out at.
const STEPS: usize = 512;
/// Number of colours along each side of a shading of two dimensions.
const SIDE: usize = 96;
/// Number of pieces along each side of a patch.
const PIECES: usize = 10;
/// Maximum number of triangles of a mesh.
const MOST_TRIANGLES: usize = 400_000;

/// A shading on the page.
pub(super) struct Shade {
    shape: Shape,
    /// From the page into the shading's space.
    back: Matrix,
    bounds: Option<Bounds>,
    background: Option<Inks>,
}

enum Shape {
    /// A grid of colours over a rectangle.
    Plane(Matrix, [f64; 4], Vec<Inks>),
    Axial {
        from: (f64, f64),
        to: (f64, f64),
        run: Run,
    },
    Radial {
        from: [f64; 3],
        to: [f64; 3],
        run: Run,
    },
    /// Drawn beforehand.
    Mesh(Raster),
}

/// The colours from one end to the other, and whether they go on beyond.
struct Run {
    colours: Vec<Inks>,
    extend: [bool; 2],
}

impl Run {
    fn at(&self, share: f64) -> Inks {
        let place = (share.clamp(0.0, 1.0) * (self.colours.len() - 1) as f64).round();
        self.colours[place as usize]
    }
}

/// Where a shading is read.
pub(super) struct Ground<'a> {
    /// The file.
    pub case: &'a Case<'a>,
    /// The colour space.
    pub space: &'a Space,
    /// From the shading's space to the page.
    pub matrix: Matrix,
    /// True if colours that are no inks are shown as some.
    pub naive: bool,
}

impl Shade {
    /// Reads a shading; `None` if it has no inks that can be known. A mesh is drawn into a layer of
    /// the raster. `pattern` is true if its background is painted.
    pub fn read(
        ground: &Ground<'_>,
        value: &Value,
        pattern: bool,
        raster: &mut Raster,
    ) -> Option<Shade> {
        let (file, dict) = (ground.case.file, value.dict()?);
        let back = inverse(&ground.matrix)?;
        let numbers = |key: &str| -> Vec<f64> {
            file.array(dict, key)
                .iter()
                .filter_map(Value::number)
                .collect()
        };
        let function = match file.get(dict, "Function") {
            Value::Null => None,
            value => Some(Function::read(file, &value)?),
        };
        let colour = Colourer {
            ground,
            function: function.as_ref(),
        };
        let shape = match file.get(dict, "ShadingType").int()? {
            1 => plane(ground, dict, function.as_ref()?, &numbers("Domain"))?,
            kind @ (2 | 3) => {
                let domain = numbers("Domain");
                let [low, high] = domain.get(..2).map_or([0.0, 1.0], |two| [two[0], two[1]]);
                if !file.budget().work(STEPS * 256) {
                    return None;
                }
                let colours = (0..STEPS)
                    .map(|at| {
                        let share = at as f64 / (STEPS - 1) as f64;
                        colour.of(&[low + share * (high - low)])
                    })
                    .collect::<Option<Vec<_>>>()?;
                let extend = file.array(dict, "Extend");
                let extend = [0, 1].map(|at| extend.get(at).is_some_and(Value::truth));
                let run = Run { colours, extend };
                let coords = numbers("Coords");
                match (kind, coords.as_slice()) {
                    (2, &[x0, y0, x1, y1]) => Shape::Axial {
                        from: (x0, y0),
                        to: (x1, y1),
                        run,
                    },
                    (3, &[x0, y0, r0, x1, y1, r1]) if r0 >= 0.0 && r1 >= 0.0 => Shape::Radial {
                        from: [x0, y0, r0],
                        to: [x1, y1, r1],
                        run,
                    },
                    _ => return None,
                }
            }
            kind @ 4..=7 => Shape::Mesh(mesh(&colour, value.stream()?, kind, raster)?),
            _ => return None,
        };
        let background = match numbers("Background") {
            parts if pattern && !parts.is_empty() => {
                Some(ground.space.plates(&parts, ground.naive)?)
            }
            _ => None,
        };
        Some(Shade {
            shape,
            back,
            bounds: file.numbers::<4>(&file.get(dict, "BBox")).map(Bounds::of),
            background,
        })
    }

    fn inked(&self, (x, y): (f64, f64), page: (f64, f64)) -> Option<(Inks, f32)> {
        let whole = |inks: Inks| Some((inks, 1.0));
        match &self.shape {
            Shape::Plane(back, [x0, x1, y0, y1], colours) => {
                let (u, v) = apply(back, x, y);
                if u < *x0 || u > *x1 || v < *y0 || v > *y1 {
                    return None;
                }
                let node = |at: f64, low: f64, high: f64| {
                    let share = if high > low {
                        (at - low) / (high - low)
                    } else {
                        0.0
                    };
                    (share * (SIDE - 1) as f64).round() as usize
                };
                whole(colours[node(v, *y0, *y1) * SIDE + node(u, *x0, *x1)])
            }
            Shape::Axial { from, to, run } => {
                let (dx, dy) = (to.0 - from.0, to.1 - from.1);
                let length = dx * dx + dy * dy;
                if length == 0.0 {
                    return None;
                }
                let share = ((x - from.0) * dx + (y - from.1) * dy) / length;
                let beyond = share < 0.0 && !run.extend[0] || share > 1.0 && !run.extend[1];
                if beyond { None } else { whole(run.at(share)) }
            }
            Shape::Radial { from, to, run } => whole(run.at(circle(from, to, run.extend, (x, y))?)),
            Shape::Mesh(layer) => layer.look(page.0, page.1),
        }
    }
}

impl Field for Shade {
    fn at(&self, x: f64, y: f64) -> Option<(Inks, f32)> {
        let point = apply(&self.back, x, y);
        let inside = self.bounds.is_none_or(|bounds| {
            (bounds.left..=bounds.right).contains(&point.0)
                && (bounds.bottom..=bounds.top).contains(&point.1)
        });
        let found = if inside {
            self.inked(point, (x, y))
        } else {
            None
        };
        found.or(self.background.map(|inks| (inks, 1.0)))
    }
}

/// Returns how far along a radial shading the last circle through a point lies.
fn circle(from: &[f64; 3], to: &[f64; 3], extend: [bool; 2], (x, y): (f64, f64)) -> Option<f64> {
    let (dx, dy, dr) = (to[0] - from[0], to[1] - from[1], to[2] - from[2]);
    let (px, py) = (x - from[0], y - from[1]);
    let a = dx * dx + dy * dy - dr * dr;
    let b = px * dx + py * dy + from[2] * dr;
    let c = px * px + py * py - from[2] * from[2];
    let fits = |share: f64| {
        share.is_finite()
            && from[2] + share * dr >= 0.0
            && (share >= 0.0 || extend[0])
            && (share <= 1.0 || extend[1])
    };
    let found = if a.abs() < 1e-9 {
        if b.abs() < 1e-12 {
            return None;
        }
        [c / (2.0 * b), f64::NAN]
    } else {
        let root = b * b - a * c;
        if root < 0.0 {
            return None;
        }
        let root = root.sqrt();
        let (one, two) = ((b + root) / a, (b - root) / a);
        [one.max(two), one.min(two)]
    };
    found.into_iter().find(|share| fits(*share))
}

struct Colourer<'a> {
    ground: &'a Ground<'a>,
    function: Option<&'a Function>,
}

impl Colourer<'_> {
    /// Returns the inks of a colour, or of what the function makes of it.
    fn of(&self, parts: &[f64]) -> Option<Inks> {
        match self.function {
            Some(function) => self
                .ground
                .space
                .plates(&function.call(parts), self.ground.naive),
            None => self.ground.space.plates(parts, self.ground.naive),
        }
    }

    fn channels(&self) -> usize {
        match self.function {
            Some(_) => 1,
            None => self.ground.space.channels(),
        }
    }
}

fn plane(ground: &Ground<'_>, dict: &Dict, function: &Function, domain: &[f64]) -> Option<Shape> {
    let file = ground.case.file;
    let domain: [f64; 4] = domain.try_into().unwrap_or([0.0, 1.0, 0.0, 1.0]);
    let own = file
        .numbers::<6>(&file.get(dict, "Matrix"))
        .unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    if !file.budget().work(SIDE * SIDE * 256) {
        return None;
    }
    let share = |at: usize| at as f64 / (SIDE - 1) as f64;
    let [x0, x1, y0, y1] = domain;
    let colours = (0..SIDE * SIDE)
        .map(|at| {
            let point = [
                x0 + share(at % SIDE) * (x1 - x0),
                y0 + share(at / SIDE) * (y1 - y0),
            ];
            ground.space.plates(&function.call(&point), ground.naive)
        })
        .collect::<Option<Vec<_>>>()?;
    Some(Shape::Plane(inverse(&own)?, domain, colours))
}

type Point = (f64, f64);
type Corner = (Point, Inks);

/// Reads the vertices of a mesh.
struct Vertices<'a> {
    bytes: &'a [u8],
    at: usize,
    bits: [usize; 3],
    decode: Vec<f64>,
    matrix: Matrix,
    channels: usize,
}

impl Vertices<'_> {
    fn number(&mut self, bits: usize, nth: usize) -> Option<f64> {
        if self.at + bits > self.bytes.len() * 8 {
            return None;
        }
        let value = bits_at(self.bytes, self.at, bits) as f64;
        self.at += bits;
        let most = ((1_u64 << bits) - 1) as f64;
        let (low, high) = (*self.decode.get(nth * 2)?, *self.decode.get(nth * 2 + 1)?);
        Some(low + value / most * (high - low))
    }

    fn flag(&mut self) -> Option<u64> {
        let bits = self.bits[2];
        if self.at + bits > self.bytes.len() * 8 {
            return None;
        }
        let flag = bits_at(self.bytes, self.at, bits);
        self.at += bits;
        Some(flag & 3)
    }

    fn point(&mut self) -> Option<Point> {
        let bits = self.bits[0];
        let (x, y) = (self.number(bits, 0)?, self.number(bits, 1)?);
        Some(apply(&self.matrix, x, y))
    }

    fn colour(&mut self, colours: &Colourer<'_>) -> Option<Inks> {
        let bits = self.bits[1];
        let parts = (0..self.channels)
            .map(|nth| self.number(bits, nth + 2))
            .collect::<Option<Vec<_>>>()?;
        colours.of(&parts)
    }

    fn align(&mut self) {
        self.at = self.at.div_ceil(8) * 8;
    }
}

fn mesh(
    colours: &Colourer<'_>,
    stream: &Rc<Stream>,
    kind: i64,
    raster: &mut Raster,
) -> Option<Raster> {
    let file = colours.ground.case.file;
    let dict = &stream.dict;
    let coded = file.unpacked(stream).ok()?;
    let bits = |key: &str, known: &[usize]| {
        let bits = file
            .get(dict, key)
            .int()
            .and_then(|bits| usize::try_from(bits).ok())?;
        known.contains(&bits).then_some(bits)
    };
    let of_flag = if kind == 5 {
        8
    } else {
        bits("BitsPerFlag", &[2, 4, 8])?
    };
    let decode: Vec<f64> = file
        .array(dict, "Decode")
        .iter()
        .filter_map(Value::number)
        .collect();
    let channels = colours.channels();
    if decode.len() < 4 + channels * 2 {
        return None;
    }
    let mut vertices = Vertices {
        bytes: &coded.bytes,
        at: 0,
        bits: [
            bits("BitsPerCoordinate", &[1, 2, 4, 8, 12, 16, 24, 32])?,
            bits("BitsPerComponent", &[1, 2, 4, 8, 12, 16])?,
            of_flag,
        ],
        decode,
        matrix: colours.ground.matrix,
        channels,
    };
    let triangles = match kind {
        4 => free(colours, &mut vertices),
        5 => {
            let across = file.get(dict, "VerticesPerRow").int()?;
            lattice(colours, &mut vertices, usize::try_from(across).ok()?)
        }
        _ => patches(colours, &mut vertices, kind == 7),
    };
    if triangles.is_empty() || !file.budget().work(triangles.len() * 64) {
        return None;
    }
    let bounds = Bounds::round(triangles.iter().flatten().map(|corner| corner.0));
    let mut layer = raster.layer(&bounds);
    triangles.iter().for_each(|corners| layer.triangle(corners));
    raster.reclaim(&mut layer);
    Some(layer)
}

/// Free-form triangles (type 4).
fn free(colours: &Colourer<'_>, vertices: &mut Vertices<'_>) -> Vec<[Corner; 3]> {
    let mut found: Vec<[Corner; 3]> = Vec::new();
    let mut vertex = || -> Option<(u64, Corner)> {
        let flag = vertices.flag()?;
        let corner = (vertices.point()?, vertices.colour(colours)?);
        vertices.align();
        Some((flag, corner))
    };
    while found.len() < MOST_TRIANGLES {
        let Some((flag, corner)) = vertex() else {
            break;
        };
        let next = match (flag, found.last()) {
            (1, Some([_, b, c])) => [*b, *c, corner],
            (2, Some([a, _, c])) => [*a, *c, corner],
            _ => {
                let (Some((_, second)), Some((_, third))) = (vertex(), vertex()) else {
                    break;
                };
                [corner, second, third]
            }
        };
        found.push(next);
    }
    found
}

/// A lattice (type 5).
fn lattice(colours: &Colourer<'_>, vertices: &mut Vertices<'_>, across: usize) -> Vec<[Corner; 3]> {
    let mut found = Vec::new();
    if !(2..=MOST_TRIANGLES).contains(&across) {
        return found;
    }
    let mut above: Vec<Corner> = Vec::new();
    while found.len() < MOST_TRIANGLES {
        let mut row = Vec::new();
        for _ in 0..across {
            let (Some(point), Some(inks)) = (vertices.point(), vertices.colour(colours)) else {
                return found;
            };
            vertices.align();
            row.push((point, inks));
        }
        for (upper, lower) in above.windows(2).zip(row.windows(2)) {
            found.push([upper[0], upper[1], lower[0]]);
            found.push([upper[1], lower[1], lower[0]]);
        }
        above = row;
    }
    found
}

/// Coons and tensor-product patches (types 6 and 7).
fn patches(colours: &Colourer<'_>, vertices: &mut Vertices<'_>, tensor: bool) -> Vec<[Corner; 3]> {
    let mut found = Vec::new();
    let mut last: Option<([Point; 12], [Inks; 4])> = None;
    while found.len() < MOST_TRIANGLES {
        let Some(flag) = vertices.flag() else { break };
        let mut edge = [(0.0, 0.0); 12];
        let mut inks = [[0.0; PLATES]; 4];
        let kept = match (flag, &last) {
            (0, _) | (_, None) => 0,
            (flag, Some((points, colours))) => {
                let from = flag as usize * 3;
                for (at, point) in edge.iter_mut().take(4).enumerate() {
                    *point = points[(from + at) % 12];
                }
                inks[0] = colours[flag as usize];
                inks[1] = colours[(flag as usize + 1) % 4];
                4
            }
        };
        let mut whole = true;
        for point in &mut edge[kept..] {
            match vertices.point() {
                Some(read) => *point = read,
                None => whole = false,
            }
        }
        let inner = if tensor {
            let read: Vec<Point> = (0..4).filter_map(|_| vertices.point()).collect();
            <[Point; 4]>::try_from(read).ok()
        } else {
            Some(coons(&edge))
        };
        for ink in &mut inks[kept / 2..] {
            match vertices.colour(colours) {
                Some(read) => *ink = read,
                None => whole = false,
            }
        }
        vertices.align();
        let (true, Some(inner)) = (whole, inner) else {
            break;
        };
        pieces(&edge, &inner, &inks, &mut found);
        last = Some((edge, inks));
    }
    found
}

/// Returns the inner control points of a Coons patch (ISO 32000-1 §8.7.4.5.8), from its edge.
fn coons(e: &[Point; 12]) -> [Point; 4] {
    let mix = |parts: [(f64, usize); 8]| {
        let sum = parts.iter().fold((0.0, 0.0), |sum, (share, at)| {
            (sum.0 + share * e[*at].0, sum.1 + share * e[*at].1)
        });
        (sum.0 / 9.0, sum.1 / 9.0)
    };
    // Corners are 0, 3, 6 and 9, in turn; the edges run 0-3, 3-6, 6-9, 9-0.
    [
        mix([
            (-4.0, 0),
            (6.0, 1),
            (6.0, 11),
            (-2.0, 3),
            (-2.0, 9),
            (3.0, 8),
            (3.0, 4),
            (-1.0, 6),
        ]),
        mix([
            (-4.0, 3),
            (6.0, 2),
            (6.0, 4),
            (-2.0, 0),
            (-2.0, 6),
            (3.0, 7),
            (3.0, 11),
            (-1.0, 9),
        ]),
        mix([
            (-4.0, 6),
            (6.0, 5),
            (6.0, 7),
            (-2.0, 3),
            (-2.0, 9),
            (3.0, 2),
            (3.0, 10),
            (-1.0, 0),
        ]),
        mix([
            (-4.0, 9),
            (6.0, 8),
            (6.0, 10),
            (-2.0, 0),
            (-2.0, 6),
            (3.0, 5),
            (3.0, 1),
            (-1.0, 3),
        ]),
    ]
}

/// Cuts a patch into triangles.
fn pieces(e: &[Point; 12], inner: &[Point; 4], inks: &[Inks; 4], found: &mut Vec<[Corner; 3]>) {
    // Rows run from the side 0-9 to the side 3-6, columns from 0-3 to 9-6.
    let net = [
        [e[0], e[1], e[2], e[3]],
        [e[11], inner[0], inner[1], e[4]],
        [e[10], inner[3], inner[2], e[5]],
        [e[9], e[8], e[7], e[6]],
    ];
    let weights = |t: f64| {
        let s = 1.0 - t;
        [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t]
    };
    let corner = |at: usize, down: usize| -> Corner {
        let (u, v) = (at as f64 / PIECES as f64, down as f64 / PIECES as f64);
        let (across, along) = (weights(u), weights(v));
        let mut point = (0.0, 0.0);
        for (row, a) in net.iter().zip(across) {
            for (control, b) in row.iter().zip(along) {
                point.0 += control.0 * a * b;
                point.1 += control.1 * a * b;
            }
        }
        let mixed = std::array::from_fn(|plate| {
            let side = |from: usize, to: usize| {
                f64::from(inks[from][plate]) * (1.0 - v) + f64::from(inks[to][plate]) * v
            };
            (side(0, 1) * (1.0 - u) + side(3, 2) * u) as f32
        });
        (point, mixed)
    };
    for down in 0..PIECES {
        for at in 0..PIECES {
            let (a, b) = (corner(at, down), corner(at + 1, down));
            let (c, d) = (corner(at, down + 1), corner(at + 1, down + 1));
            found.push([a, b, c]);
            found.push([b, d, c]);
        }
    }
}

/// Returns the matrix from a pattern's space to the page.
pub(super) fn pattern_matrix(own: &Matrix, base: &Matrix) -> Matrix {
    times(own, base)
}
