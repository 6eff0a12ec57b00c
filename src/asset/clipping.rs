//! The clipping path 剪贴路径 that a picture was saved with, among the image resources of Photoshop
//! (Adobe Photoshop File Formats Specification, "Image resource IDs" and "Path resource format").
//!
//! Resource 2999 names the path; the paths themselves are 2000 to 2997. Anything not as specified
//! is treated as no path.

/// The width and the height of the picture in the units of a path.
pub const WHOLE: i64 = 1 << 24;

/// A corner: x and y from the upper left of the picture, in [`WHOLE`]s.
pub type PathPoint = (i64, i64);

/// Length of a path record in bytes.
const RECORD: usize = 26;
/// Number of straight lines that approximate a curve.
const STEPS: i64 = 8;
/// Maximum number of knots: no path of a photograph has more.
const MOST_KNOTS: usize = 4000;

/// An image resource of Photoshop.
pub(super) struct Resource<'a> {
    pub id: u16,
    pub name: &'a [u8],
    pub body: &'a [u8],
}

/// Iterates over the image resources of a block: `8BIM`, id, a padded name, a length of four bytes,
/// the resource, padded.
pub(super) fn resources(block: &[u8]) -> impl Iterator<Item = Resource<'_>> {
    let start = block
        .windows(4)
        .position(|four| four == b"8BIM")
        .unwrap_or(block.len());
    let mut rest = &block[start..];
    std::iter::from_fn(move || {
        let after = rest.strip_prefix(b"8BIM")?;
        let id = u16::from_be_bytes([*after.first()?, *after.get(1)?]);
        let name = usize::from(*after.get(2)?);
        let (length, body) = after
            .get(2 + (name + 1).next_multiple_of(2)..)?
            .split_first_chunk::<4>()?;
        let length = u32::from_be_bytes(*length) as usize;
        // The last may lack its padding.
        rest = body
            .get(length.checked_next_multiple_of(2)?..)
            .unwrap_or_default();
        Some(Resource {
            id,
            name: after.get(3..3 + name)?,
            body: body.get(..length)?,
        })
    })
}

/// Returns the corners of the clipping path, its curves flattened. If it has several loops, they
/// are joined by a line traversed there and back, so that the even-odd rule gives the inside.
pub(super) fn clipping_path(block: &[u8]) -> Option<Vec<PathPoint>> {
    let named = resources(block).find(|resource| resource.id == 2999)?;
    let name = named.body.get(1..1 + usize::from(*named.body.first()?))?;
    let path = resources(block)
        .find(|resource| (2000..=2997).contains(&resource.id) && resource.name == name)?;
    let mut corners: Vec<PathPoint> = Vec::new();
    for knots in loops(path.body)? {
        let first = corners.first().copied();
        let own = flattened(&knots);
        corners.extend(&own);
        corners.extend(own.first());
        corners.extend(first);
    }
    (corners.len() > 3).then_some(corners)
}

/// A knot: the control point before it, the knot itself, and the control point after it.
type Knot = [PathPoint; 3];

fn loops(body: &[u8]) -> Option<Vec<Vec<Knot>>> {
    let mut loops: Vec<Vec<Knot>> = Vec::new();
    for record in body.chunks_exact(RECORD).take(MOST_KNOTS) {
        let number = |at: usize| {
            Some(i64::from(i32::from_be_bytes(
                record.get(at..at + 4)?.try_into().ok()?,
            )))
        };
        // Down comes before across.
        let point = |at: usize| Some((number(at + 4)?, number(at)?));
        match u16::from_be_bytes([record[0], record[1]]) {
            0 | 3 => loops.push(Vec::new()),
            1 | 2 | 4 | 5 => loops.last_mut()?.push([point(2)?, point(10)?, point(18)?]),
            _ => {}
        }
    }
    loops.retain(|knots| knots.len() > 1);
    Some(loops)
}

fn flattened(knots: &[Knot]) -> Vec<PathPoint> {
    let mut corners = Vec::new();
    for (from, to) in knots.iter().zip(knots.iter().cycle().skip(1)) {
        let curve = [from[1], from[2], to[0], to[1]];
        corners.push(from[1]);
        if curve[0] != curve[1] || curve[2] != curve[3] {
            corners.extend((1..STEPS).map(|step| on_curve(&curve, step)));
        }
    }
    corners
}

fn on_curve(curve: &[PathPoint; 4], step: i64) -> PathPoint {
    let (a, b) = (STEPS - step, step);
    let weights = [a * a * a, 3 * a * a * b, 3 * a * b * b, b * b * b];
    let sum = |side: fn(&PathPoint) -> i64| {
        let all: i64 = curve
            .iter()
            .zip(weights)
            .map(|(point, weight)| side(point) * weight)
            .sum();
        all.div_euclid(STEPS * STEPS * STEPS)
    };
    (sum(|point| point.0), sum(|point| point.1))
}

#[cfg(test)]
mod tests {
    use super::super::Pictures;
    use super::*;

    fn resource(id: u16, name: &str, body: &[u8]) -> Vec<u8> {
        let mut resource = [
            b"8BIM".as_slice(),
            &id.to_be_bytes(),
            &[name.len() as u8],
            name.as_bytes(),
        ]
        .concat();
        resource.resize(resource.len().next_multiple_of(2), 0);
        resource.extend((body.len() as u32).to_be_bytes());
        resource.extend(body);
        resource.resize(resource.len().next_multiple_of(2), 0);
        resource
    }

    fn record(selector: u16, points: [(i64, i64); 3]) -> Vec<u8> {
        let number = |eighths: i64| ((WHOLE / 8 * eighths) as i32).to_be_bytes();
        let mut record = selector.to_be_bytes().to_vec();
        points
            .iter()
            .for_each(|(x, y)| record.extend([number(*y), number(*x)].concat()));
        record
    }

    /// Returns a block with a triangle and in it a lens of two curves, in eighths of the picture.
    fn block() -> Vec<u8> {
        let corner = |x, y| record(2, [(x, y); 3]);
        let length = |count: u8| [&[0, 0, 0, count], [0; RECORD - 4].as_slice()].concat();
        let fill = [&[0, 6], [0; RECORD - 2].as_slice()].concat();
        let lens = [
            record(1, [(3, 6), (3, 5), (3, 4)]),
            record(1, [(5, 4), (5, 5), (5, 6)]),
        ]
        .concat();
        let path = [
            fill,
            length(3),
            corner(4, 0),
            corner(8, 8),
            corner(0, 8),
            length(2),
            lens,
        ]
        .concat();
        let name = [[3].as_slice(), b"cut", &[0; 6]].concat();
        [
            resource(1005, "", &[1, 2, 3]),
            resource(2000, "other", &path[..52]),
            resource(2001, "cut", &path),
            resource(2999, "", &name),
        ]
        .concat()
    }

    fn eighths(corners: &[PathPoint]) -> Vec<(i64, i64)> {
        corners
            .iter()
            .map(|(x, y)| (x * 8 / WHOLE, y * 8 / WHOLE))
            .collect()
    }

    #[test]
    fn the_named_path_is_read_loop_by_loop() {
        let corners = clipping_path(&block()).unwrap();
        assert_eq!(
            eighths(&corners[..5]),
            [(4, 0), (8, 8), (0, 8), (4, 0), (3, 5)]
        );
        // Halfway along a curve of which the controls stand a unit off.
        let top = corners[4 + STEPS as usize / 2];
        assert_eq!((top.0, top.1), (WHOLE / 2, WHOLE / 8 * 17 / 4));
        assert_eq!(eighths(&corners[corners.len() - 2..]), [(3, 5), (4, 0)]);
    }

    #[test]
    fn what_is_cut_short_or_unnamed_is_no_path() {
        let block = block();
        for length in 0..block.len() {
            assert!(clipping_path(&block[..length]).is_none(), "{length}");
        }
        assert!(clipping_path(&[0xFF; 200]).is_none());
    }

    /// A JPEG holds the block in segments of its own, here in two.
    #[test]
    fn a_jpeg_has_its_path_turned_with_it() {
        let mut plain = Vec::new();
        let encoder = jpeg_encoder::Encoder::new(&mut plain, 90);
        encoder
            .encode(&[200; 8 * 4 * 3], 8, 4, jpeg_encoder::ColorType::Rgb)
            .unwrap();
        let segment = |marker: u8, head: &[u8], body: &[u8]| {
            [
                &[0xFF, marker],
                ((head.len() + body.len() + 2) as u16)
                    .to_be_bytes()
                    .as_slice(),
                head,
                body,
            ]
            .concat()
        };
        let (first, second) = (&block()[..60], &block()[60..]);
        let photoshop = [
            segment(0xED, b"Photoshop 3.0\0", first),
            segment(0xED, b"Photoshop 3.0\0", second),
        ]
        .concat();
        // Orientation 6: the top of what is seen is the left of what is stored.
        let exif = segment(
            0xE1,
            b"Exif\0\0",
            b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0",
        );
        let path = |file: Vec<u8>| {
            let mut pictures = Pictures::default();
            let id = pictures.add("a.jpg", file).unwrap();
            pictures
                .get(id)
                .clipping_path()
                .map(|corners| eighths(&corners[..3]))
        };
        assert_eq!(path(plain.clone()), None);
        let upright = [&plain[..2], &photoshop, &plain[2..]].concat();
        assert_eq!(path(upright).unwrap(), [(4, 0), (8, 8), (0, 8)]);
        let turned = [&plain[..2], &exif, &photoshop, &plain[2..]].concat();
        assert_eq!(path(turned).unwrap(), [(8, 4), (0, 8), (0, 0)]);
    }

    #[test]
    fn a_tiff_has_its_path_in_a_tag() {
        // One grey pixel: size, bits, no compression, black is nought, where it is; then the block.
        let short = |tag: u16, value: u32| (tag, 3_u16, 1_u32, value);
        let block = block();
        let count = block.len() as u32;
        let entries = [
            (256, 1),
            (257, 1),
            (258, 8),
            (259, 1),
            (262, 1),
            (273, 8),
            (278, 1),
            (279, 1),
        ]
        .map(|(tag, value)| short(tag, value));
        let after = 10 + 2 + 9 * 12 + 4;
        let mut file = b"II*\0\x0a\0\0\0\x80\0".to_vec();
        file.extend(9_u16.to_le_bytes());
        for (tag, kind, count, value) in entries.into_iter().chain([(34_377, 7, count, after)]) {
            file.extend([tag.to_le_bytes(), kind.to_le_bytes()].concat());
            file.extend([count.to_le_bytes(), value.to_le_bytes()].concat());
        }
        file.extend([0; 4]);
        file.extend(block);
        let mut pictures = Pictures::default();
        let id = pictures.add("a.tif", file).unwrap();
        assert_eq!(
            eighths(&pictures.get(id).clipping_path().unwrap()[..3]),
            [(4, 0), (8, 8), (0, 8)]
        );
    }
}
