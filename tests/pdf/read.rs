//! Reading a written PDF back.

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object};

/// A number.
pub fn number(object: &Object) -> f64 {
    f64::from(object.as_float().unwrap())
}

/// Follows a reference, if it is one.
pub fn resolved<'a>(doc: &'a Document, object: &'a Object) -> &'a Object {
    doc.dereference(object).unwrap().1
}

/// The dictionary of a page, counted from 1.
pub fn page_dict(doc: &Document, at: u32) -> &Dictionary {
    doc.get_dictionary(doc.get_pages()[&at]).unwrap()
}

/// The first page's face of this resource name: its advances by code, and whether its lines run
/// down the page.
fn advances(doc: &Document, resource: &str) -> (Vec<f64>, bool) {
    let resources = resolved(doc, page_dict(doc, 1).get(b"Resources").unwrap())
        .as_dict()
        .unwrap();
    let fonts = resolved(doc, resources.get(b"Font").unwrap())
        .as_dict()
        .unwrap();
    let font = resolved(doc, fonts.get(resource.as_bytes()).unwrap())
        .as_dict()
        .unwrap();
    let inner = font.get(b"DescendantFonts").unwrap().as_array().unwrap();
    let inner = resolved(doc, &inner[0]).as_dict().unwrap();
    let mut widths = vec![1000.0; 1 << 16];
    for pair in inner.get(b"W").unwrap().as_array().unwrap().chunks(2) {
        let first = pair[0].as_i64().unwrap() as usize;
        for (at, width) in pair[1].as_array().unwrap().iter().enumerate() {
            widths[first + at] = number(width);
        }
    }
    let down = font.get(b"Encoding").unwrap().as_name().unwrap() == b"Identity-V";
    if down {
        let hang = inner.get(b"DW2").unwrap().as_array().unwrap();
        assert_eq!([number(&hang[0]), number(&hang[1])], [880.0, -1000.0]);
    }
    (widths, down)
}

/// How a glyph stands on the page, in points of PDF space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stance {
    /// Its pen.
    pub pen: [f64; 2],
    /// Where a place one em right of the pen comes to lie, seen from the pen.
    pub right: [f64; 2],
    /// Where a place one em above the pen comes to lie, seen from the pen.
    pub up: [f64; 2],
}

/// Where a reader puts every glyph of the first page, by the rules of
/// ISO 32000-1, 9.4.4. Operators that this program does not write are refused,
/// lest a glyph be followed wrongly.
pub fn places(file: &[u8]) -> Vec<Stance> {
    let doc = Document::load_mem(file).unwrap();
    let id = doc.get_pages()[&1];
    let content = Content::decode(&doc.get_page_content(id)).unwrap();
    let (mut widths, mut size, mut spacing, mut rise, mut wide) = (Vec::new(), 0.0, 0.0, 0.0, 1.0);
    // The pen is in text space, along the line from the matrix.
    let (mut matrix, mut pen) = ([1.0, 0.0, 0.0, 1.0, 0.0, 0.0], 0.0);
    // Whether the face is one of columns, whose pen goes down.
    let mut down = false;
    let mut places = Vec::new();
    for op in content.operations {
        let first = || number(&op.operands[0]);
        let strings = match op.operator.as_str() {
            "Tf" => {
                let face = std::str::from_utf8(op.operands[0].as_name().unwrap()).unwrap();
                (widths, down) = advances(&doc, face);
                size = number(&op.operands[1]);
                continue;
            }
            "Tc" => {
                spacing = first();
                continue;
            }
            "Ts" => {
                rise = first();
                continue;
            }
            "Tz" => {
                wide = first() / 100.0;
                continue;
            }
            "Tm" => {
                matrix = std::array::from_fn(|at| number(&op.operands[at]));
                pen = 0.0;
                continue;
            }
            "Tj" => op.operands.clone(),
            "TJ" => op.operands[0].as_array().unwrap().clone(),
            "Td" | "TD" | "T*" | "TL" | "Tw" | "'" | "\"" => {
                panic!("{} is not written", op.operator)
            }
            _ => continue,
        };
        let [a, b, c, d, e, f] = matrix;
        for part in &strings {
            match part {
                Object::String(codes, _) => {
                    for code in codes.chunks(2) {
                        let width = widths[usize::from(code[0]) << 8 | usize::from(code[1])];
                        if down {
                            assert_eq!((matrix[0], matrix[3], wide), (1.0, 1.0, 1.0));
                            places.push(Stance {
                                pen: [e - width * size / 2000.0, f + pen - 0.88 * size],
                                right: [size, 0.0],
                                up: [0.0, size],
                            });
                            pen += spacing - size;
                            continue;
                        }
                        places.push(Stance {
                            pen: [a * pen + c * rise + e, b * pen + d * rise + f],
                            right: [a * size * wide, b * size * wide],
                            up: [c * size, d * size],
                        });
                        pen += (width * size / 1000.0 + spacing) * wide;
                    }
                }
                kern => pen -= number(kern) * size / 1000.0 * wide,
            }
        }
    }
    places
}
