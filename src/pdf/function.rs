//! Functions (ISO 32000-1 §7.10): sampled, exponential, stitched, and calculators.

use super::calculator::Calculator;
use super::file::File;
use super::value::{Dict, Value};

/// Maximum depth of stitched functions inside one another.
const DEEPEST: usize = 6;
/// Maximum number of functions that one is stitched from, or that stand side by side.
const MOST_PARTS: usize = 256;
/// Maximum number of inputs of a sampled function; its value is interpolated between 2ⁿ samples.
const MOST_INPUTS: usize = 4;
/// Maximum number of outputs.
const MOST_OUTPUTS: usize = 32;

/// A function.
#[derive(Debug)]
pub(crate) struct Function {
    kind: Kind,
    domain: Vec<[f64; 2]>,
    range: Vec<[f64; 2]>,
}

#[derive(Debug)]
enum Kind {
    /// Returns its inputs.
    Identity,
    Sampled(Samples),
    /// The values at 0 and at 1, and the exponent.
    Exponential(Vec<f64>, Vec<f64>, f64),
    /// The functions, the bounds between them, and what part of each one's domain is used.
    Stitched(Vec<Function>, Vec<f64>, Vec<[f64; 2]>),
    Calculator(Calculator),
    /// Functions of one output each.
    Side(Vec<Function>),
}

#[derive(Debug)]
struct Samples {
    size: Vec<usize>,
    encode: Vec<[f64; 2]>,
    outputs: usize,
    /// Decoded values, the first input fastest.
    values: Vec<f32>,
}

impl Function {
    /// Reads a function, or an array of functions of one output each; `None` if it cannot be.
    pub fn read(file: &File<'_>, value: &Value) -> Option<Function> {
        read(file, value, 0)
    }

    /// Returns the outputs for these inputs, within its range.
    pub fn call(&self, inputs: &[f64]) -> Vec<f64> {
        let inputs: Vec<f64> = match self.domain.is_empty() {
            true => inputs.to_vec(),
            false => self
                .domain
                .iter()
                .enumerate()
                .map(|(at, &domain)| held(inputs.get(at).copied().unwrap_or(0.0), domain))
                .collect(),
        };
        let first = inputs.first().copied().unwrap_or(0.0);
        let mut outputs = match &self.kind {
            Kind::Identity => inputs,
            Kind::Sampled(samples) => samples.at(&inputs, &self.domain),
            Kind::Exponential(from, to, exponent) => {
                let share = power(first, *exponent);
                from.iter()
                    .zip(to)
                    .map(|(from, to)| from + share * (to - from))
                    .collect()
            }
            Kind::Stitched(parts, bounds, encode) => {
                let at = bounds.iter().take_while(|&&bound| first >= bound).count();
                let at = at.min(parts.len() - 1);
                let [least, most] = self.domain[0];
                let low = if at == 0 { least } else { bounds[at - 1] };
                let high = bounds.get(at).copied().unwrap_or(most);
                parts[at].call(&[scaled(first, [low, high], encode[at])])
            }
            Kind::Calculator(calculator) => calculator.run(&inputs, self.range.len()),
            Kind::Side(parts) => parts
                .iter()
                .map(|part| part.call(&inputs).first().copied().unwrap_or(0.0))
                .collect(),
        };
        for (output, &range) in outputs.iter_mut().zip(&self.range) {
            *output = held(*output, range);
        }
        outputs
    }
}

fn read(file: &File<'_>, value: &Value, depth: usize) -> Option<Function> {
    let value = file.resolve(value);
    if depth > DEEPEST || !file.budget().value() {
        return None;
    }
    if value.is("Identity") || value.is("Default") {
        return Some(Function {
            kind: Kind::Identity,
            domain: Vec::new(),
            range: Vec::new(),
        });
    }
    if let Some(parts) = value.array() {
        let parts = parts
            .iter()
            .take(MOST_OUTPUTS)
            .map(|part| read(file, part, depth + 1))
            .collect::<Option<Vec<_>>>()?;
        return (!parts.is_empty()).then_some(Function {
            kind: Kind::Side(parts),
            domain: Vec::new(),
            range: Vec::new(),
        });
    }
    let dict = value.dict()?;
    let (domain, range) = (pairs(file, dict, "Domain"), pairs(file, dict, "Range"));
    if domain.is_empty() || range.len() > MOST_OUTPUTS {
        return None;
    }
    let kind = match file.get(dict, "FunctionType").int()? {
        0 => Kind::Sampled(Samples::read(file, &value, &domain, &range)?),
        2 => {
            let values = |key: &str, otherwise: f64| match file.get(dict, key) {
                Value::Null => vec![otherwise],
                _ => numbers(file, dict, key),
            };
            let (from, to) = (values("C0", 0.0), values("C1", 1.0));
            if from.len() != to.len() || from.is_empty() || from.len() > MOST_OUTPUTS {
                return None;
            }
            Kind::Exponential(from, to, file.get(dict, "N").number()?)
        }
        3 => {
            let parts = file.get(dict, "Functions");
            let parts = parts.array().filter(|parts| parts.len() <= MOST_PARTS)?;
            let parts = parts
                .iter()
                .map(|part| read(file, part, depth + 1))
                .collect::<Option<Vec<_>>>()?;
            let (bounds, encode) = (numbers(file, dict, "Bounds"), pairs(file, dict, "Encode"));
            if parts.is_empty() || bounds.len() + 1 != parts.len() || encode.len() != parts.len() {
                return None;
            }
            Kind::Stitched(parts, bounds, encode)
        }
        4 => {
            let coded = file.unpacked(value.stream()?).ok()?;
            if range.is_empty() {
                return None;
            }
            Kind::Calculator(Calculator::read(&coded.bytes, file.budget())?)
        }
        _ => return None,
    };
    Some(Function {
        kind,
        domain,
        range,
    })
}

fn numbers(file: &File<'_>, dict: &Dict, key: &str) -> Vec<f64> {
    file.array(dict, key)
        .iter()
        .filter_map(Value::number)
        .filter(|number| number.is_finite())
        .collect()
}

fn pairs(file: &File<'_>, dict: &Dict, key: &str) -> Vec<[f64; 2]> {
    numbers(file, dict, key).as_chunks().0.to_vec()
}

fn held(value: f64, [least, most]: [f64; 2]) -> f64 {
    if value.is_nan() {
        return least;
    }
    value.max(least.min(most)).min(most.max(least))
}

fn scaled(value: f64, [low, high]: [f64; 2], [to_low, to_high]: [f64; 2]) -> f64 {
    if high == low {
        to_low
    } else {
        to_low + (value - low) / (high - low) * (to_high - to_low)
    }
}

/// Returns a power. What the library of mathematics gives may differ in its last bit, so it is
/// rounded.
fn power(base: f64, exponent: f64) -> f64 {
    if exponent == 1.0 {
        return base;
    }
    let found = base.max(0.0).powf(exponent);
    if found.is_finite() {
        (found * 1e7).round() / 1e7
    } else {
        0.0
    }
}

impl Samples {
    fn read(
        file: &File<'_>,
        value: &Value,
        domain: &[[f64; 2]],
        range: &[[f64; 2]],
    ) -> Option<Samples> {
        let stream = value.stream()?;
        let dict = &stream.dict;
        let size: Vec<usize> = file
            .array(dict, "Size")
            .iter()
            .filter_map(Value::int)
            .filter_map(|size| usize::try_from(size).ok())
            .collect();
        let bits = usize::try_from(file.get(dict, "BitsPerSample").int()?).ok()?;
        let known = matches!(bits, 1 | 2 | 4 | 8 | 12 | 16 | 24 | 32);
        let inputs = domain.len();
        if !known || size.len() != inputs || inputs > MOST_INPUTS || range.is_empty() {
            return None;
        }
        let count = size
            .iter()
            .try_fold(range.len(), |count, &size| count.checked_mul(size))?;
        if count == 0 || !file.budget().work(count.saturating_mul(4)) {
            return None;
        }
        let coded = file.unpacked(stream).ok()?;
        if coded.bytes.len() < count.checked_mul(bits)?.div_ceil(8) {
            return None;
        }
        let decode = match file.get(dict, "Decode") {
            Value::Null => range.to_vec(),
            _ => pairs(file, dict, "Decode"),
        };
        if decode.len() != range.len() {
            return None;
        }
        let most = ((1_u64 << bits) - 1) as f64;
        let values = (0..count)
            .map(|at| {
                let sample = bits_at(&coded.bytes, at * bits, bits) as f64;
                scaled(sample, [0.0, most], decode[at % range.len()]) as f32
            })
            .collect();
        let encode = match file.get(dict, "Encode") {
            Value::Null => size.iter().map(|&size| [0.0, size as f64 - 1.0]).collect(),
            _ => pairs(file, dict, "Encode"),
        };
        (encode.len() == inputs).then_some(Samples {
            size,
            encode,
            outputs: range.len(),
            values,
        })
    }

    fn at(&self, inputs: &[f64], domain: &[[f64; 2]]) -> Vec<f64> {
        let mut places = [(0_usize, 0_usize, 0.0_f64); MOST_INPUTS];
        let mut stride = self.outputs;
        for (at, &size) in self.size.iter().enumerate() {
            let last = size as f64 - 1.0;
            let place = scaled(inputs[at], domain[at], self.encode[at]);
            let place = if place.is_finite() {
                place.clamp(0.0, last)
            } else {
                0.0
            };
            let low = place.floor();
            let step = if low < last { stride } else { 0 };
            places[at] = (low as usize * stride, step, place - low);
            stride *= size;
        }
        let places = &places[..self.size.len()];
        let mut found = vec![0.0; self.outputs];
        for corner in 0..1_usize << places.len() {
            let (mut at, mut share) = (0, 1.0);
            for (side, &(base, step, part)) in places.iter().enumerate() {
                let far = corner >> side & 1 == 1;
                at += base + if far { step } else { 0 };
                share *= if far { part } else { 1.0 - part };
            }
            if share > 0.0 {
                for (found, value) in found.iter_mut().zip(&self.values[at..]) {
                    *found += share * f64::from(*value);
                }
            }
        }
        found
    }
}

/// Returns the number in so many bits from a bit on; bits past the end are zero.
pub(crate) fn bits_at(bytes: &[u8], from: usize, bits: usize) -> u64 {
    let (first, last) = (from / 8, (from + bits).div_ceil(8));
    let whole = (first..last).fold(0_u64, |whole, at| {
        whole << 8 | u64::from(bytes.get(at).copied().unwrap_or(0))
    });
    let spare = last * 8 - from - bits;
    whole >> spare & ((1_u64 << bits) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with<T>(body: &str, see: impl FnOnce(&File<'_>, &Value) -> T) -> T {
        let bytes = format!("%PDF-1.4\n1 0 obj\n{body}\nendobj\ntrailer << /Root 1 0 R >>\n");
        let file = File::open(bytes.as_bytes()).unwrap();
        see(&file, &Value::Ref(1))
    }

    fn call(body: &str, inputs: &[f64]) -> Option<Vec<f64>> {
        with(body, |file, value| {
            let found = Function::read(file, value)?.call(inputs);
            Some(
                found
                    .iter()
                    .map(|part| (part * 1e4).round() / 1e4)
                    .collect(),
            )
        })
    }

    #[test]
    fn every_kind_gives_its_values() {
        let line = "<< /FunctionType 2 /Domain [0 1] /C0 [0 1] /C1 [1 0.5] /N 1 >>";
        assert_eq!(call(line, &[0.5]), Some(vec![0.5, 0.75]));
        assert_eq!(call(line, &[7.0]), Some(vec![1.0, 0.5]));
        let square = "<< /FunctionType 2 /Domain [0 1] /N 2 >>";
        assert_eq!(call(square, &[0.5]), Some(vec![0.25]));
        let stitched = format!(
            "<< /FunctionType 3 /Domain [0 1] /Functions [{square} {square}] /Bounds [0.5] /Encode [0 1 1 0] >>"
        );
        assert_eq!(call(&stitched, &[0.25]), Some(vec![0.25]));
        assert_eq!(call(&stitched, &[0.5]), Some(vec![1.0]));
        assert_eq!(call(&stitched, &[1.0]), Some(vec![0.0]));
        let sampled = "<< /FunctionType 0 /Domain [0 1] /Range [0 1] /Size [3] /BitsPerSample 8 /Length 3 >>\nstream\n\x00\x7f\x00\nendstream";
        assert_eq!(call(sampled, &[0.5]), Some(vec![0.498]));
        assert_eq!(call(sampled, &[0.25]), Some(vec![0.249]));
        let side = format!("[{square} {square}]");
        assert_eq!(call(&side, &[0.5]), Some(vec![0.25, 0.25]));
        assert_eq!(call("/Identity", &[0.3]), Some(vec![0.3]));
    }

    #[test]
    fn what_makes_no_sense_is_none() {
        for body in [
            "<< /FunctionType 9 /Domain [0 1] >>",
            "<< /FunctionType 2 /N 1 >>",
            "<< /FunctionType 2 /Domain [0 1] /C0 [0 0] /C1 [1] /N 1 >>",
            "<< /FunctionType 3 /Domain [0 1] /Functions [1 0 R] /Bounds [] /Encode [0 1] >>",
            "<< /FunctionType 0 /Domain [0 1] /Range [0 1] /Size [99999999] /BitsPerSample 8 /Length 1 >>\nstream\nx\nendstream",
        ] {
            assert_eq!(call(body, &[0.5]), None, "{body}");
        }
    }

    #[test]
    fn bits_are_taken_from_anywhere() {
        assert_eq!(bits_at(&[0xAB, 0xCD], 4, 8), 0xBC);
        assert_eq!(bits_at(&[0xAB, 0xCD], 0, 16), 0xABCD);
        assert_eq!(bits_at(&[0x80], 0, 1), 1);
        assert_eq!(bits_at(&[0xFF], 4, 12), 0xF00);
        assert_eq!(bits_at(&[1, 2, 3, 4, 5], 4, 32), 0x1020_3040);
    }
}
