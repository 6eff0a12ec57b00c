//! The conversions inside an ICC profile, computed one colour at a time.
//!
//! They fill the table of a [`Separation`](super::icc::Separation), find a press's black and
//! simulate a proof; no pixel of a press file passes through here. Colours are numbers from 0 to 1,
//! lightness and a, b as ICC.1 §6.3.4 encodes them with 16 bits. Arithmetic is elementary and in
//! one order, and the results of mathematical functions are rounded before use, so that their last
//! bit cannot show.

use moxcms::{
    ColorProfile, DataColorSpace, LutDataType, LutMultidimensionalType, LutStore, LutType,
    LutWarehouse, ToneReprCurve,
};

/// Up to four components; unused ones are 0.
pub(super) type Colour = [f64; 4];

/// The white of the connection space, D50, in XYZ.
pub(super) const WHITE: [f64; 3] = [0.9642, 1.0, 0.8249];

/// A tone curve.
pub(super) enum Curve {
    Table(Vec<f64>),
    /// parametricCurveType: g, a, b, c, d, e, f.
    Formula([f64; 7]),
}

impl Curve {
    fn of(curve: &ToneReprCurve) -> Option<Curve> {
        match curve {
            ToneReprCurve::Lut(values) => match values[..] {
                [] => Some(Curve::Formula([1.0, 1.0, 0.0, 0.0, -1.0, 0.0, 0.0])),
                [gamma] => Some(Curve::Formula([
                    f64::from(gamma) / 256.0,
                    1.0,
                    0.0,
                    0.0,
                    -1.0,
                    0.0,
                    0.0,
                ])),
                _ => Some(Curve::Table(
                    values
                        .iter()
                        .map(|&value| f64::from(value) / 65535.0)
                        .collect(),
                )),
            },
            // ICC.1 §10.18, types 0 to 4, each as a case of the last.
            ToneReprCurve::Parametric(values) => {
                let values: Vec<f64> = values.iter().map(|&value| f64::from(value)).collect();
                match values[..] {
                    [g] => Some(Curve::Formula([g, 1.0, 0.0, 0.0, -1.0, 0.0, 0.0])),
                    [g, a, b] if a != 0.0 => Some(Curve::Formula([g, a, b, 0.0, -b / a, 0.0, 0.0])),
                    [g, a, b, c] if a != 0.0 => Some(Curve::Formula([g, a, b, 0.0, -b / a, c, c])),
                    [g, a, b, c, d] => Some(Curve::Formula([g, a, b, c, d, 0.0, 0.0])),
                    [g, a, b, c, d, e, f] => Some(Curve::Formula([g, a, b, c, d, e, f])),
                    _ => None,
                }
            }
        }
    }

    pub fn at(&self, value: f64) -> f64 {
        let value = value.clamp(0.0, 1.0);
        match self {
            Curve::Table(table) => {
                let last = table.len() - 1;
                let place = value * last as f64;
                let low = (place as usize).min(last);
                let high = (low + 1).min(last);
                table[low] + (table[high] - table[low]) * (place - low as f64)
            }
            Curve::Formula([g, a, b, c, d, e, f]) => {
                let found = if value >= *d {
                    (a * value + b).max(0.0).powf(*g) + e
                } else {
                    c * value + f
                };
                // What the library of mathematics gives may differ in its last bit.
                if found.is_finite() {
                    (found.clamp(0.0, 1.0) * 1e7).round() / 1e7
                } else {
                    0.0
                }
            }
        }
    }
}

enum Step {
    Curves(Vec<Curve>),
    Matrix([[f64; 3]; 3], [f64; 3]),
    Grid {
        points: Vec<usize>,
        outs: usize,
        values: Vec<f64>,
    },
}

/// A conversion, step by step.
pub(super) struct Lut {
    steps: Vec<Step>,
    /// Encoding of full lightness.
    lightness: f64,
}

impl Lut {
    /// Reads a conversion with so many inputs and outputs.
    pub fn of(table: &LutWarehouse, ins: usize, outs: usize) -> Option<Lut> {
        match table {
            LutWarehouse::Lut(table) => Lut::legacy(table, ins, outs),
            LutWarehouse::Multidimensional(table) => Lut::modern(table, ins, outs),
        }
    }

    /// Reads a lut8Type or lut16Type.
    fn legacy(table: &LutDataType, ins: usize, outs: usize) -> Option<Lut> {
        if usize::from(table.num_input_channels) != ins
            || usize::from(table.num_output_channels) != outs
        {
            return None;
        }
        let curves = |store: &LutStore, count: usize| -> Option<Step> {
            let values = fractions(store);
            let each = values.len() / count;
            (each > 1).then(|| {
                Step::Curves(
                    values
                        .chunks_exact(each)
                        .take(count)
                        .map(|curve| Curve::Table(curve.to_vec()))
                        .collect(),
                )
            })
        };
        let points = vec![usize::from(table.num_clut_grid_points); ins];
        let steps = vec![
            curves(&table.input_table, ins)?,
            grid(points, outs, &table.clut_table)?,
            curves(&table.output_table, outs)?,
        ];
        let lightness = if table.lut_type == LutType::Lut8 {
            1.0
        } else {
            65280.0 / 65535.0
        };
        Some(Lut { steps, lightness })
    }

    /// Reads a lutAToBType or lutBToAType.
    fn modern(table: &LutMultidimensionalType, ins: usize, outs: usize) -> Option<Lut> {
        if usize::from(table.num_input_channels) != ins
            || usize::from(table.num_output_channels) != outs
        {
            return None;
        }
        let curves = |curves: &[ToneReprCurve], count: usize| -> Option<Option<Step>> {
            if curves.is_empty() {
                return Some(None);
            }
            let curves: Vec<Curve> = curves.iter().map(Curve::of).collect::<Option<_>>()?;
            (curves.len() == count).then_some(Some(Step::Curves(curves)))
        };
        let points: Vec<usize> = table.grid_points[..ins]
            .iter()
            .map(|&points| usize::from(points))
            .collect();
        let clut = match &table.clut {
            Some(clut) => Some(grid(points, outs, clut)?),
            None if ins == outs => None,
            None => return None,
        };
        let bias = [table.bias.v[0], table.bias.v[1], table.bias.v[2]];
        // The three curves nearest the connection space are the B curves.
        let to_pcs =
            outs == 3 && !(ins == 3 && table.a_curves.is_empty() && table.m_curves.is_empty());
        let (a, b) = if to_pcs { (ins, outs) } else { (outs, ins) };
        let (a, b) = (curves(&table.a_curves, a)?, curves(&table.b_curves, b)?);
        let m = curves(&table.m_curves, 3)?;
        let matrix = m.is_some().then_some(Step::Matrix(table.matrix.v, bias));
        let order = if to_pcs {
            [a, clut, m, matrix, b]
        } else {
            [b, matrix, m, clut, a]
        };
        Some(Lut {
            steps: order.into_iter().flatten().collect(),
            lightness: 1.0,
        })
    }

    /// Converts a colour.
    pub fn convert(&self, mut colour: Colour) -> Colour {
        for step in &self.steps {
            match step {
                Step::Curves(curves) => colour
                    .iter_mut()
                    .zip(curves)
                    .for_each(|(part, curve)| *part = curve.at(*part)),
                Step::Matrix(matrix, bias) => {
                    let [x, y, z, _] = colour;
                    let row = |at: usize| {
                        matrix[at][0] * x + matrix[at][1] * y + matrix[at][2] * z + bias[at]
                    };
                    colour = [row(0), row(1), row(2), 0.0];
                }
                Step::Grid {
                    points,
                    outs,
                    values,
                } => colour = interpolated(points, *outs, values, colour),
            }
        }
        colour
    }

    /// Converts a colour of the connection space.
    pub fn of_lab(&self, [l, a, b]: [f64; 3]) -> Colour {
        let scale = self.lightness;
        self.convert([
            l / 100.0 * scale,
            (a + 128.0) / 255.0 * scale,
            (b + 128.0) / 255.0 * scale,
            0.0,
        ])
    }

    /// Converts a colour to the connection space.
    pub fn lab(&self, colour: Colour) -> [f64; 3] {
        let [l, a, b, _] = self.convert(colour).map(|part| part / self.lightness);
        [l * 100.0, a * 255.0 - 128.0, b * 255.0 - 128.0]
    }
}

fn fractions(store: &LutStore) -> Vec<f64> {
    match store {
        LutStore::Store8(values) => values
            .iter()
            .map(|&value| f64::from(value) / 255.0)
            .collect(),
        LutStore::Store16(values) => values
            .iter()
            .map(|&value| f64::from(value) / 65535.0)
            .collect(),
    }
}

fn grid(points: Vec<usize>, outs: usize, store: &LutStore) -> Option<Step> {
    let values = fractions(store);
    let wanted = points
        .iter()
        .try_fold(outs, |count, &points| count.checked_mul(points))?;
    (points.iter().all(|&points| points > 1) && values.len() >= wanted).then_some(Step::Grid {
        points,
        outs,
        values,
    })
}

/// Interpolates between the nodes of a grid, linearly along every side. Tetrahedra, which suit RGB,
/// would favour the diagonal of lightness, a and b; lcms2 does the same for tables that begin in
/// Lab.
fn interpolated(points: &[usize], outs: usize, values: &[f64], colour: Colour) -> Colour {
    let mut sides = [(0, 0.0); 4];
    let (mut base, mut stride) = (0, outs);
    for (at, &points) in points.iter().enumerate().rev() {
        let place = colour[at].clamp(0.0, 1.0) * (points - 1) as f64;
        let low = (place as usize).min(points - 2);
        base += low * stride;
        sides[at] = (stride, place - low as f64);
        stride *= points;
    }
    let sides = &sides[..points.len()];
    let mut found = [0.0; 4];
    for corner in 0..1 << sides.len() {
        let (mut at, mut share) = (base, 1.0);
        for (side, &(stride, part)) in sides.iter().enumerate() {
            let far = corner >> side & 1 == 1;
            at += if far { stride } else { 0 };
            share *= if far { part } else { 1.0 - part };
        }
        for (found, value) in found.iter_mut().zip(&values[at..at + outs]) {
            *found += share * value;
        }
    }
    found
}

/// The conversion from a picture's RGB to the connection space.
pub(super) enum Source {
    /// Three curves and a matrix, to XYZ.
    Matrix(Vec<Curve>, [[f64; 3]; 3]),
    /// A table, to Lab.
    Table(Lut),
}

impl Source {
    /// Reads an RGB profile.
    pub fn of(profile: &ColorProfile) -> Option<Source> {
        if profile.color_space != DataColorSpace::Rgb {
            return None;
        }
        let table = profile
            .lut_a_to_b_perceptual
            .as_ref()
            .or(profile.lut_a_to_b_colorimetric.as_ref());
        if let Some(table) = table.filter(|_| profile.pcs == DataColorSpace::Lab) {
            return Lut::of(table, 3, 3).map(Source::Table);
        }
        let curves = [&profile.red_trc, &profile.green_trc, &profile.blue_trc];
        let curves: Vec<Curve> = curves
            .into_iter()
            .map(|curve| Curve::of(curve.as_ref()?))
            .collect::<Option<_>>()?;
        let columns = [
            profile.red_colorant,
            profile.green_colorant,
            profile.blue_colorant,
        ];
        let row = |part: fn(&moxcms::Xyzd) -> f64| {
            [part(&columns[0]), part(&columns[1]), part(&columns[2])]
        };
        Some(Source::Matrix(
            curves,
            [row(|c| c.x), row(|c| c.y), row(|c| c.z)],
        ))
    }

    /// Returns the contributions of a level of red, green and blue in [`Source::lab`].
    pub fn shares(&self, level: f64) -> [f64; 3] {
        match self {
            Source::Table(_) => [level; 3],
            Source::Matrix(curves, _) => [0, 1, 2].map(|at| curves[at].at(level)),
        }
    }

    /// Returns the Lab of a colour from the contributions of its red, green and blue.
    pub fn lab(&self, [r, g, b]: [f64; 3]) -> [f64; 3] {
        match self {
            Source::Table(lut) => lut.lab([r, g, b, 0.0]),
            Source::Matrix(_, matrix) => {
                xyz_to_lab(matrix.map(|row| row[0] * r + row[1] * g + row[2] * b))
            }
        }
    }
}

/// Converts XYZ to Lab, its cube roots rounded.
pub(super) fn xyz_to_lab(xyz: [f64; 3]) -> [f64; 3] {
    let scaled = |at: usize| {
        let part = xyz[at] / WHITE[at];
        let root = if part > 216.0 / 24389.0 {
            part.cbrt()
        } else {
            (24389.0 / 27.0 * part + 16.0) / 116.0
        };
        (root * 1e8).round() / 1e8
    };
    let (x, y, z) = (scaled(0), scaled(1), scaled(2));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// Converts Lab to XYZ.
pub(super) fn lab_to_xyz([l, a, b]: [f64; 3]) -> [f64; 3] {
    let y = (l + 16.0) / 116.0;
    let cubed = |root: f64| {
        if root > 6.0 / 29.0 {
            root * root * root
        } else {
            (116.0 * root - 16.0) * 27.0 / 24389.0
        }
    };
    let parts = [y + a / 500.0, y, y - b / 200.0].map(cubed);
    [
        parts[0] * WHITE[0],
        parts[1] * WHITE[1],
        parts[2] * WHITE[2],
    ]
}
