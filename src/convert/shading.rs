//! Shadings in the page's inks.

use std::rc::Rc;

use super::ink::Mode;
use super::output::{name, numbers, put};
use super::shop::Shop;
use super::space::{Reader, Space};
use crate::pdf::{Dict, Function, Value};
use crate::say::{Text, text};

/// Number of colours that a run is sampled at.
const STEPS: usize = 1_024;
/// Number of colours along each side of a shading of two dimensions.
const SIDE: usize = 128;

/// Converts a shading; returns its new value.
pub(super) fn shading(
    shop: &mut Shop<'_>,
    value: &Value,
    resources: &Dict,
    mode: Mode,
) -> Option<Value> {
    match converted(shop, value, resources, mode) {
        Ok(value) => Some(value),
        Err(why) => {
            shop.refuse(why);
            None
        }
    }
}

fn converted(
    shop: &mut Shop<'_>,
    value: &Value,
    resources: &Dict,
    mode: Mode,
) -> Result<Value, Text> {
    let file = shop.file;
    let value = file.resolve(value);
    let dict = value
        .dict()
        .ok_or(text!(
            "convert.shading-cannot-read",
            "a shading that cannot be read"
        ))?
        .clone();
    let reader = Reader { file, resources };
    let space = reader.read(&file.get(&dict, "ColorSpace"))?;
    if let Some(ink) = shop.inker.loses(&space) {
        return Err(text!(
            "convert.ink-page-mixed-others",
            "the ink {ink} of the page mixed with others",
            ink
        ));
    }
    if shop.inker.keeps(&space, mode) {
        return Ok(shop.verbatim(&value));
    }
    let kind = file.get(&dict, "ShadingType").int().unwrap_or(0);
    let what = text!(
        "convert.shading-type",
        "a shading of type {kind} in {title}",
        kind,
        title = space.title()
    );
    let function = match file.get(&dict, "Function") {
        Value::Null => None,
        value => Some(Function::read(file, &value).ok_or_else(|| what.clone())?),
    };
    let Some(function) = function else {
        return Err(text!(
            "convert.whose-colours-stand-corners",
            "{what} whose colours stand at its corners, between which four inks would run otherwise",
            what
        ));
    };
    let domain: Vec<f64> = file
        .array(&dict, "Domain")
        .iter()
        .filter_map(Value::number)
        .collect();
    let (inputs, sizes): (Vec<[f64; 2]>, Vec<usize>) = match kind {
        1 => {
            let domain: [f64; 4] = domain.try_into().unwrap_or([0.0, 1.0, 0.0, 1.0]);
            (
                vec![[domain[0], domain[1]], [domain[2], domain[3]]],
                vec![SIDE, SIDE],
            )
        }
        2 | 3 => {
            let run = domain.get(..2).map_or([0.0, 1.0], |two| [two[0], two[1]]);
            (vec![run], vec![STEPS])
        }
        4..=7 => {
            let decode = file.array(&dict, "Decode");
            let at = |nth: usize| decode.get(nth).and_then(Value::number).unwrap_or(0.0);
            (vec![[at(4), at(5)]], vec![STEPS])
        }
        _ => return Err(what),
    };
    if !file.budget().work(sizes.iter().product::<usize>() * 256) {
        return Err(text!(
            "convert.more-work-any-advertisement",
            "more work than any advertisement needs"
        ));
    }
    let sampled =
        sample(shop, &space, &function, (&inputs, &sizes), mode).ok_or_else(|| what.clone())?;
    let reference = sampled_function(shop, &inputs, &sizes, &sampled);
    shop.inker
        .note_whole(what.to_string(), "DeviceCMYK", &sampled.distances);
    let background: Vec<f64> = file
        .array(&dict, "Background")
        .iter()
        .filter_map(Value::number)
        .collect();
    let mut new = dict.clone();
    for key in ["Function", "ColorSpace", "Background"] {
        new.entries.remove(key.as_bytes());
    }
    if !background.is_empty() {
        let become_ = shop.inker.become_(&space, &background, mode).ok_or(what)?;
        put(&mut new, "Background", numbers(&become_));
    }
    let mut new = shop.verbatim_dict(&new);
    put(&mut new, "Function", reference);
    let wanted = if mode == Mode::Press {
        "DeviceCMYK"
    } else {
        "DeviceGray"
    };
    put(&mut new, "ColorSpace", name(wanted));
    Ok(match value.stream() {
        Some(stream) => {
            let coded = file.coded(stream).to_vec();
            shop.out.add(Value::Dict(new.into()), Some(coded))
        }
        None => Value::Dict(new.into()),
    })
}

struct Sampled {
    values: Vec<u8>,
    outputs: usize,
    distances: Vec<f64>,
}

fn sample(
    shop: &Shop<'_>,
    space: &Rc<Space>,
    function: &Function,
    (inputs, sizes): (&[[f64; 2]], &[usize]),
    mode: Mode,
) -> Option<Sampled> {
    let outputs = if mode == Mode::Press { 4 } else { 1 };
    let mut sampled = Sampled {
        values: Vec::new(),
        outputs,
        distances: Vec::new(),
    };
    for at in 0..sizes.iter().product::<usize>() {
        let (mut rest, mut point) = (at, Vec::with_capacity(sizes.len()));
        for (&size, [low, high]) in sizes.iter().zip(inputs) {
            let share = (rest % size) as f64 / (size - 1) as f64;
            point.push(low + share * (high - low));
            rest /= size;
        }
        let parts = function.call(&point);
        let found = match mode {
            Mode::Press => {
                // A run is no line art: its neutrals are mixed as those of pictures.
                let inks = shop.inker.inks(space, &parts, false)?;
                sampled
                    .distances
                    .extend(shop.inker.distance(space, &parts, inks));
                inks.to_vec()
            }
            Mode::Light => vec![shop.inker.light(space, &parts)?],
        };
        for part in found {
            let word = (part.clamp(0.0, 1.0) * 65_535.0).round() as u16;
            sampled.values.extend(word.to_be_bytes());
        }
    }
    Some(sampled)
}

fn sampled_function(
    shop: &mut Shop<'_>,
    inputs: &[[f64; 2]],
    sizes: &[usize],
    sampled: &Sampled,
) -> Value {
    let mut dict = Dict::default();
    let size: Vec<Value> = sizes.iter().map(|size| Value::Int(*size as i64)).collect();
    for (key, value) in [
        ("FunctionType", Value::Int(0)),
        ("Domain", numbers(inputs.as_flattened())),
        ("Range", numbers(&[0.0, 1.0].repeat(sampled.outputs))),
        ("Size", Value::Array(size.into())),
        ("BitsPerSample", Value::Int(16)),
    ] {
        put(&mut dict, key, value);
    }
    shop.out.packed(dict, &sampled.values)
}
