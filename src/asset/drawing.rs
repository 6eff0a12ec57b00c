//! Drawings 矢量图: SVG files as filled and stroked paths.
//!
//! A feature that a press cannot print (text, opacity, gradients, filters, pictures) is a named
//! fault; nothing is dropped silently. Nothing is expanded before it has been counted.

use std::collections::{BTreeMap, BTreeSet};

use usvg::tiny_skia_path::{PathSegment, Transform};
use usvg::{FillRule, Group, LineCap, LineJoin, Node, Options, Paint, Tree, roxmltree};

use super::path::{Cap, Join, Pencil, Step, Stroke};
use super::window::Window;
use crate::geom::{Len, Point, Rect};
use crate::ink::Ink;
use crate::limits::DRAWING_BYTES;
use crate::say::{Text, text};

/// Maximum depth of nested elements, and of `use` that refers to `use`.
const DEEPEST: usize = 120;
/// Weight of an element, besides its attributes, and maximum weight of all of them once every `use`
/// is expanded.
const ELEMENT: u64 = 200;
const MOST: u64 = 8 << 20;
/// Maximum number of times that a rule of a style sheet may be matched against an element.
const MOST_MATCHES: u64 = 20_000_000;
/// A pixel of SVG in points: 96 are an inch.
const PIXEL: f64 = 0.75;
/// Maximum distance beyond the edge, in pixels.
const OVER: f32 = 1.0;

/// The reason why a drawing cannot be used, in words for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawingFault(pub Text);

/// A path with its colour, in coordinates from the drawing's upper left corner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnPath<C> {
    /// Segments of the path.
    pub steps: Vec<Step>,
    /// Painting of the path: filled or stroked.
    pub stroke: Stroke,
    /// Colour of the path.
    pub colour: C,
}

/// A drawing in colours or in inks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing<C> {
    /// Natural width and height.
    pub size: (Len, Len),
    /// Shapes, from bottom to top.
    pub shapes: Vec<DrawnPath<C>>,
}

/// A colour of SVG: red, green and blue.
pub type Rgb = [u8; 3];

impl Drawing<Rgb> {
    /// Reads an SVG file.
    pub fn read(bytes: &[u8]) -> Result<Drawing<Rgb>, DrawingFault> {
        let fault = DrawingFault;
        if bytes.len() > DRAWING_BYTES {
            return Err(DrawingFault(text!(
                "asset.mb-drawing-most",
                "it has {size} MB; a drawing has {most} at most",
                size = bytes.len() >> 20,
                most = DRAWING_BYTES >> 20
            )));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| {
            fault(text!(
                "asset.not-utf-8-text",
                "it is not UTF-8 text; save it as plain SVG, not SVGZ"
            ))
        })?;
        if text.contains("<!ENTITY") {
            return Err(fault(text!(
                "asset.declares-xml-entities-may",
                "it declares XML entities, which may unfold without end; save it without them"
            )));
        }
        super::xml::check(text).map_err(DrawingFault)?;
        let options = roxmltree::ParsingOptions {
            allow_dtd: true,
            nodes_limit: 400_000,
            ..Default::default()
        };
        let xml = roxmltree::Document::parse_with_options(text, options).map_err(|why| {
            DrawingFault(text!(
                "asset.no-sound-xml",
                "it is no sound XML: {why}",
                why = why.to_string()
            ))
        })?;
        Census {
            memory: BTreeMap::new(),
            open: BTreeSet::new(),
            ids: ids(&xml),
        }
        .take(&xml)?;
        let tree = Tree::from_xmltree(&xml, &Options::default()).map_err(|why| {
            DrawingFault(text!(
                "asset.no-sound-svg",
                "it is no sound SVG: {why}",
                why = why.to_string()
            ))
        })?;
        let size = (pixels(tree.size().width()), pixels(tree.size().height()));
        let sound = |side: Len| side >= Len::PT && side <= Len::PT * 14_400;
        if !sound(size.0) || !sound(size.1) {
            return Err(fault(text!(
                "asset.size-less-point-more",
                "its size is less than a point or more than any sheet; give it a `width`, `height` and `viewBox`"
            )));
        }
        let mut drawing = Drawing {
            size,
            shapes: Vec::new(),
        };
        drawing.group(tree.root(), &tree, None)?;
        Ok(drawing)
    }

    /// Returns every colour used.
    pub fn colours(&self) -> BTreeSet<Rgb> {
        self.shapes.iter().map(|shape| shape.colour).collect()
    }

    /// Converts the drawing to ink; a colour without an ink becomes black.
    pub fn inked(self, inks: &BTreeMap<Rgb, Ink>) -> Drawing<Ink> {
        let ink = |colour: Rgb| inks.get(&colour).copied().unwrap_or(Ink::BLACK);
        let shapes = self.shapes.into_iter().map(
            |DrawnPath {
                 steps,
                 stroke,
                 colour,
             }| DrawnPath {
                steps,
                stroke,
                colour: ink(colour),
            },
        );
        Drawing {
            size: self.size,
            shapes: shapes.collect(),
        }
    }

    fn group(
        &mut self,
        group: &Group,
        tree: &Tree,
        outer: Option<Window>,
    ) -> Result<(), DrawingFault> {
        let refused = [
            (
                group.opacity().get() < 1.0,
                text!("asset.opacity", "opacity"),
            ),
            (
                group.blend_mode() != usvg::BlendMode::Normal,
                text!("asset.blend-mode", "a blend mode"),
            ),
            (
                group.mask().is_some(),
                text!("asset.drawing-mask", "a mask"),
            ),
            (
                !group.filters().is_empty(),
                text!("asset.drawing-filter", "a filter"),
            ),
        ];
        if let Some((_, what)) = refused.iter().find(|(is, _)| *is) {
            return Err(DrawingFault(text!(
                "asset.uses-flatten-drawing-program",
                "it uses {what}; flatten it in the drawing program, or export a picture",
                what
            )));
        }
        let window = match group.clip_path() {
            Some(clip) => Some(window(clip, group.abs_transform())?.within(outer)),
            None => outer,
        };
        for node in group.children() {
            match node {
                Node::Group(inner) => self.group(inner, tree, window)?,
                Node::Path(path) if path.is_visible() => self.path(path, tree, window)?,
                Node::Path(_) => {}
                _ => {
                    return Err(DrawingFault(text!(
                        "asset.holds-picture-text-turn",
                        "it holds a picture or text; turn text into paths and place pictures by themselves"
                    )));
                }
            }
        }
        Ok(())
    }

    fn path(
        &mut self,
        path: &usvg::Path,
        tree: &Tree,
        window: Option<Window>,
    ) -> Result<(), DrawingFault> {
        let bounds = path.abs_stroke_bounding_box();
        let (width, height) = (tree.size().width(), tree.size().height());
        let sheet = Rect::new(Len::ZERO, Len::ZERO, pixels(width), pixels(height));
        let window = window.map(|window| window.within(Some(Window(sheet))));
        if window.is_some() {
            // What lies beyond is cut off.
        } else if bounds.left() < -OVER
            || bounds.top() < -OVER
            || bounds.right() > width + OVER
            || bounds.bottom() > height + OVER
        {
            return Err(DrawingFault(text!(
                "asset.something-lies-beyond-viewbox",
                "something in it lies beyond its viewBox; take it out or make the viewBox larger"
            )));
        }
        let place = path.abs_transform();
        let steps = steps(path.data(), place);
        let fill = path.fill().map(|fill| {
            (
                fill.paint(),
                fill.opacity().get(),
                Stroke::Fill {
                    even_odd: fill.rule() == FillRule::EvenOdd,
                },
            )
        });
        let line = match path.stroke() {
            Some(stroke) => Some((
                stroke.paint(),
                stroke.opacity().get(),
                Stroke::Line(pencil(stroke, place)?),
            )),
            None => None,
        };
        let order = if path.paint_order() == usvg::PaintOrder::FillAndStroke {
            [fill, line]
        } else {
            [line, fill]
        };
        for (paint, opacity, stroke) in order.into_iter().flatten() {
            let Paint::Color(colour) = paint else {
                return Err(DrawingFault(text!(
                    "asset.uses-gradient-pattern-use",
                    "it uses a gradient or a pattern; use flat colours, or export a picture"
                )));
            };
            if opacity < 1.0 {
                return Err(DrawingFault(text!(
                    "asset.uses-opacity-flatten-drawing",
                    "it uses opacity; flatten it in the drawing program, or export a picture"
                )));
            }
            let filled = matches!(stroke, Stroke::Fill { .. });
            let steps = match window {
                Some(window) => window.shows(&steps, filled),
                None => steps.clone(),
            };
            if steps.is_empty() {
                continue;
            }
            self.shapes.push(DrawnPath {
                steps,
                stroke,
                colour: [colour.red, colour.green, colour.blue],
            });
        }
        Ok(())
    }
}

/// Returns the window that a clip path is.
fn window(clip: &usvg::ClipPath, place: Transform) -> Result<Window, DrawingFault> {
    let fault = || {
        let what = text!(
            "asset.clip-path",
            "a clip path that is no upright rectangle"
        );
        DrawingFault(text!(
            "asset.uses-flatten-drawing-program",
            "it uses {what}; flatten it in the drawing program, or export a picture",
            what
        ))
    };
    let mut found = None;
    let mut nodes: Vec<&Node> = clip.root().children().iter().collect();
    while let Some(node) = nodes.pop() {
        match node {
            Node::Group(group) if group.clip_path().is_none() => nodes.extend(group.children()),
            Node::Path(path) if found.is_none() => {
                let place = place
                    .pre_concat(clip.transform())
                    .pre_concat(path.abs_transform());
                found = Some(Window::of(&steps(path.data(), place)).ok_or_else(fault)?);
            }
            _ => return Err(fault()),
        }
    }
    match (found, clip.clip_path()) {
        (Some(window), None) => Ok(window),
        (Some(own), Some(other)) => Ok(own.within(Some(window(other, place)?))),
        (None, _) => Err(fault()),
    }
}

fn pixels(count: f32) -> Len {
    Len::from_pt_f64(f64::from(count) * PIXEL)
}

fn steps(path: &usvg::tiny_skia_path::Path, place: Transform) -> Vec<Step> {
    let at = |point: usvg::tiny_skia_path::Point| {
        let (x, y) = (f64::from(point.x), f64::from(point.y));
        let [sx, kx, ky, sy, tx, ty] =
            [place.sx, place.kx, place.ky, place.sy, place.tx, place.ty].map(f64::from);
        Point::new(
            Len::from_pt_f64((x * sx + y * kx + tx) * PIXEL),
            Len::from_pt_f64((x * ky + y * sy + ty) * PIXEL),
        )
    };
    let mut steps = Vec::with_capacity(path.len());
    let mut from = usvg::tiny_skia_path::Point::zero();
    for segment in path.segments() {
        match segment {
            PathSegment::MoveTo(to) => {
                steps.push(Step::Move(at(to)));
                from = to;
            }
            PathSegment::LineTo(to) => {
                steps.push(Step::Line(at(to)));
                from = to;
            }
            PathSegment::QuadTo(handle, to) => {
                // The same curve as a cubic: its handles two thirds of the way.
                let third = |end: usvg::tiny_skia_path::Point| {
                    usvg::tiny_skia_path::Point::from_xy(
                        end.x + (handle.x - end.x) * 2.0 / 3.0,
                        end.y + (handle.y - end.y) * 2.0 / 3.0,
                    )
                };
                steps.push(Step::Curve(at(third(from)), at(third(to)), at(to)));
                from = to;
            }
            PathSegment::CubicTo(a, b, to) => {
                steps.push(Step::Curve(at(a), at(b), at(to)));
                from = to;
            }
            PathSegment::Close => steps.push(Step::Close),
        }
    }
    steps
}

fn pencil(stroke: &usvg::Stroke, place: Transform) -> Result<Pencil, DrawingFault> {
    let (across, down) = place.get_scale();
    if (across - down).abs() > across.max(down) * 0.02 {
        return Err(DrawingFault(text!(
            "asset.line-stretched-more-one",
            "a line in it is stretched more one way than the other; turn it into an outline"
        )));
    }
    let scaled = |length: f32| pixels(length * across);
    Ok(Pencil {
        weight: scaled(stroke.width().get()),
        cap: match stroke.linecap() {
            LineCap::Butt => Cap::Butt,
            LineCap::Round => Cap::Round,
            LineCap::Square => Cap::Square,
        },
        join: match stroke.linejoin() {
            LineJoin::Miter | LineJoin::MiterClip => {
                Join::Miter((stroke.miterlimit().get().clamp(1.0, 1000.0) * 10.0).round() as u32)
            }
            LineJoin::Round => Join::Round,
            LineJoin::Bevel => Join::Bevel,
        },
        dash: stroke
            .dasharray()
            .unwrap_or(&[])
            .iter()
            .map(|length| scaled(*length))
            .collect(),
        phase: scaled(stroke.dashoffset()),
    })
}

type Element<'a> = roxmltree::Node<'a, 'a>;

fn ids<'a>(xml: &'a roxmltree::Document<'a>) -> BTreeMap<&'a str, Element<'a>> {
    xml.descendants()
        .filter_map(|node| Some((node.attribute("id")?, node)))
        .collect()
}

/// A count of what a file will expand to, made before anything is expanded.
struct Census<'a> {
    memory: BTreeMap<usize, u64>,
    open: BTreeSet<usize>,
    ids: BTreeMap<&'a str, Element<'a>>,
}

impl<'a> Census<'a> {
    fn take(mut self, xml: &'a roxmltree::Document<'a>) -> Result<(), DrawingFault> {
        let mut rules = 0;
        let mut elements = 0;
        for node in xml.descendants().filter(Element::is_element) {
            elements += 1;
            let what = match node.tag_name().name() {
                "text" | "tspan" | "textPath" => text!(
                    "asset.text-turn-into-paths",
                    "text; turn it into paths in the drawing program"
                ),
                "image" | "foreignObject" => {
                    text!(
                        "asset.picture-place-itself-export",
                        "a picture; place it by itself, or export the whole as a picture"
                    )
                }
                "marker" => text!(
                    "asset.markers-turn-them-into",
                    "markers; turn them into paths in the drawing program"
                ),
                "script" | "animate" | "set" | "animateTransform" => {
                    text!(
                        "asset.script-animation-paper-holds",
                        "a script or an animation, and paper holds still"
                    )
                }
                "style" => {
                    rules += node.text().map_or(0, |text| {
                        text.matches('{').count() as u64 + text.matches(',').count() as u64
                    });
                    continue;
                }
                _ => continue,
            };
            return Err(DrawingFault(text!(
                "asset.drawing-holds",
                "it holds {what}",
                what
            )));
        }
        let all = self.cost(xml.root_element(), 0)?;
        if all > MOST || rules.saturating_mul(elements) > MOST_MATCHES {
            return Err(DrawingFault(text!(
                "asset.unfolds-more-shapes-any",
                "it unfolds to more shapes than any drawing for a newspaper has; simplify it"
            )));
        }
        Ok(())
    }

    fn cost(&mut self, node: Element<'a>, depth: usize) -> Result<u64, DrawingFault> {
        if let Some(known) = self.memory.get(&node.id().get_usize()) {
            return Ok(*known);
        }
        if depth > DEEPEST {
            return Err(DrawingFault(text!(
                "asset.elements-nest-too-deep",
                "its elements nest too deep; simplify it"
            )));
        }
        if !self.open.insert(node.id().get_usize()) {
            return Err(DrawingFault(text!(
                "asset.element-uses-itself",
                "an element of it uses itself"
            )));
        }
        let mut cost = ELEMENT
            + node
                .attributes()
                .map(|attribute| attribute.value().len() as u64)
                .sum::<u64>();
        for child in node.children().filter(Element::is_element) {
            cost = cost.saturating_add(self.cost(child, depth + 1)?);
        }
        if node.tag_name().name() == "use" {
            let link = node
                .attributes()
                .find(|attribute| attribute.name() == "href")
                .map(|attribute| attribute.value());
            let target =
                link.and_then(|link| self.ids.get(link.trim().trim_start_matches('#')).copied());
            if let Some(target) = target {
                cost = cost.saturating_add(self.cost(target, depth + 1)?);
            }
        }
        self.open.remove(&node.id().get_usize());
        self.memory.insert(node.id().get_usize(), cost);
        Ok(cost)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(inside: &str) -> Result<Drawing<Rgb>, Text> {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 96 48'>{inside}</svg>"
        );
        Drawing::read(svg.as_bytes()).map_err(|fault| fault.0)
    }

    #[test]
    fn shapes_come_in_points_from_the_upper_left() {
        let drawing =
            read("<g transform='translate(8 4)'><rect width='16' height='8' fill='#c8102e' stroke='black' stroke-width='2'/></g>").unwrap();
        assert_eq!(drawing.size, (Len::pt(72), Len::pt(36)));
        let point = |x, y| Point::new(Len::pt(x), Len::pt(y));
        let corners = [
            Step::Move(point(6, 3)),
            Step::Line(point(18, 3)),
            Step::Line(point(18, 9)),
            Step::Line(point(6, 9)),
            Step::Close,
        ];
        assert_eq!(drawing.shapes[0].steps, corners);
        assert_eq!(
            (drawing.shapes[0].colour, &drawing.shapes[0].stroke),
            ([200, 16, 46], &Stroke::Fill { even_odd: false })
        );
        let Stroke::Line(pencil) = &drawing.shapes[1].stroke else {
            panic!()
        };
        assert_eq!(
            (pencil.weight, drawing.shapes[1].colour),
            (Len::from_pt_f64(1.5), [0; 3])
        );
    }

    #[test]
    fn what_cannot_be_printed_is_named() {
        for (inside, wanted) in [
            ("<text x='5' y='5'>报</text>", "text"),
            ("<image href='a.png' width='9' height='9'/>", "picture"),
            ("<rect width='9' height='9' opacity='0.5'/>", "opacity"),
            ("<rect width='9' height='9' fill-opacity='0.5'/>", "opacity"),
            (
                "<linearGradient id='a'><stop stop-color='red'/><stop offset='1' stop-color='blue'/></linearGradient><rect width='9' height='9' fill='url(#a)'/>",
                "gradient",
            ),
            (
                "<clipPath id='c'><circle r='5'/></clipPath><rect clip-path='url(#c)' width='9' height='9'/>",
                "clip path",
            ),
            ("<rect x='90' width='9' height='9'/>", "viewBox"),
            (
                "<g transform='scale(1 4)'><rect x='2' y='2' width='9' height='9' fill='none' stroke='red'/></g>",
                "stretched",
            ),
            ("<script>1</script>", "script"),
            ("<g id='a'><use xlink:href='#a'/></g>", "uses itself"),
            ("<rect width='9' height='9'", "no sound XML"),
        ] {
            let fault = read(inside).unwrap_err();
            assert!(fault.contains(wanted), "{inside}: {fault}");
        }
        assert!(
            Drawing::read(b"<!DOCTYPE svg [<!ENTITY a 'aa'>]><svg/>")
                .unwrap_err()
                .0
                .contains("entities")
        );
        assert!(
            Drawing::read(&[0x1F, 0x8B, 8, 0xFF])
                .unwrap_err()
                .0
                .contains("SVGZ")
        );
    }

    /// As matplotlib, R and Illustrator write a plot: a clip path round it, moved by a transform,
    /// or a rectangle that is used.
    #[test]
    fn a_plot_shows_through_the_rectangle_round_it() {
        for clip in [
            "<clipPath id='c'><rect x='2' y='2' width='6' height='6'/></clipPath><g clip-path='url(#c)'><path d='M0 5H20' stroke='red' fill='none'/></g>",
            "<clipPath id='c'><rect width='6' height='6'/></clipPath><g transform='translate(2 2)' clip-path='url(#c)'><path d='M-2 3H18' stroke='red' fill='none'/></g>",
            "<defs><rect id='r' x='2' y='2' width='6' height='6'/></defs><clipPath id='c'><use xlink:href='#r'/></clipPath><g clip-path='url(#c)'><path d='M0 5H20' stroke='red' fill='none'/></g>",
        ] {
            let drawing = read(clip).unwrap_or_else(|why| panic!("{clip}: {why}"));
            let at =
                |x: f64| Point::new(Len::from_pt_f64(x * PIXEL), Len::from_pt_f64(5.0 * PIXEL));
            assert_eq!(
                drawing.shapes[0].steps,
                [Step::Move(at(2.0)), Step::Line(at(8.0))],
                "{clip}"
            );
        }
    }

    /// Each of twenty groups uses the one before it ten times.
    #[test]
    fn bombs_are_counted_and_not_unfolded() {
        let mut nest = "<g id='g0'><rect width='9' height='9'/></g>".to_owned();
        for nth in 1..20 {
            nest += &format!(
                "<g id='g{nth}'>{}</g>",
                format!("<use xlink:href='#g{}'/>", nth - 1).repeat(10)
            );
        }
        assert!(
            read(&format!("<defs>{nest}</defs><use xlink:href='#g19'/>"))
                .unwrap_err()
                .contains("unfolds")
        );
        let many = "<path d='M0 0h1v1z'/>".repeat(60_000);
        assert!(read(&many).unwrap_err().contains("unfolds"));
        let path = format!("<path id='p' d='M0 0{}'/>", "l1 1".repeat(300_000));
        assert!(
            read(&format!(
                "<defs>{path}</defs>{}",
                "<use xlink:href='#p'/>".repeat(50)
            ))
            .unwrap_err()
            .contains("unfolds")
        );
        let deep = format!("{}{}", "<g>".repeat(5000), "</g>".repeat(5000));
        assert!(read(&deep).unwrap_err().contains("deep"));
    }
}
