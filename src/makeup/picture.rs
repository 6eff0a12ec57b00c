//! A picture with its cutline 图说 and credit 摄影署名.

use super::Desk;
use super::legs::outline_in;
use super::rule::frame_items;
use super::run::line_items;
use crate::asset::{Drawing, FontId, Pencil, Shape, Stroke, Words};
use crate::diag::{Code, Diagnostic, Span};
use crate::edition::{Frame, PictureSlot, StorySlot};
use crate::forme::{Group, Item, Mark, Origin, Path, Picture, Role};
use crate::geom::{Len, PageSpace, Point, Rect};
use crate::ink::Ink;
use crate::line::{Slots, break_};
use crate::story::PartRole;
use crate::style::{ParStyle, Writing};
use crate::text::RichLine;

/// Fewer pixels an inch than this are told (GWG 2022 R0031 warns below 149).
const LEAST_PPI: i64 = 150;

/// A picture in its place.
pub(super) struct PlacedPicture {
    /// The picture with its cutline.
    pub item: Item,
    /// Where it shows.
    pub frame: Rect<PageSpace>,
    /// Where the whole of it would.
    pub image: Rect<PageSpace>,
}

impl Desk<'_> {
    /// Places a picture and says where it shows; the story's cutline and
    /// credit stand under its first.
    pub(super) fn picture(&mut self, slot: &PictureSlot, story: Option<&StorySlot>) -> PlacedPicture {
        let story = story.filter(|story| story.part == 0);
        let edition = self.edition;
        let chinese = edition.lang.tag().starts_with("zh");
        let origin = Origin(slot.origin);
        let part = |role: PartRole| -> Option<String> {
            let parts: Vec<&str> = edition.stories[story?.story].part(role).map(|part| part.text.text.as_str()).collect();
            (!parts.is_empty()).then(|| parts.join("\u{3000}"))
        };
        let picture = edition.pictures.get(slot.picture);
        let mut cutline = slot.cutline.clone().or_else(|| part(PartRole::Cutline));
        let mut credit = slot.credit.clone().or_else(|| part(PartRole::Credit));
        if cutline.is_none() || credit.is_none() {
            // The photographer's own words, in the picture file; a kind that
            // has no style for a cutline wants none of them.
            let words = if slot.kind.parts.contains_key(&PartRole::Cutline) { picture.words() } else { Words::default() };
            let by_photographer = |name: String| if chinese { format!("本报记者 {name} 摄") } else { name };
            cutline = cutline.or(words.caption);
            credit = credit.or(words.credit).or(words.byline.map(by_photographer));
        }
        // An empty text in the spec says that there is to be none.
        let (cutline, credit) = (cutline.filter(|text| !text.is_empty()), credit.filter(|text| !text.is_empty()));
        let mut items = Vec::new();
        let mut frame = slot.rect;
        let alt = cutline.clone().unwrap_or_default();
        let mut caption = Vec::new();
        if let Some(item) = self.cutline(slot, cutline, credit, &mut frame) {
            caption.push(item);
        }
        let image = match &picture.drawing {
            // A drawing is shown whole.
            Some(_) => inside(&frame, picture.width, picture.height),
            None => cover(&frame, picture.width, picture.height, slot.focus),
        };
        match &picture.drawing {
            Some(drawing) => {
                frame = image;
                items.extend(drawn(drawing, &image, origin));
            }
            None => {
                self.tell_ppi(picture.width, image.width(), slot.span);
                let clip = outline_in(&slot.outline.shape, &frame);
                items.push(Item::Picture(Picture { origin, picture: slot.picture, frame, image, clip, alt }));
            }
        }
        items.extend(frame_items(&frame, &Frame::default(), origin));
        items.extend(caption);
        let name = story.map_or_else(String::new, |story| story.id.clone());
        PlacedPicture { item: Item::Group(Group { origin, role: Role::Figure, name, items }), frame, image }
    }

    /// Tells of a picture with too few pixels for its size.
    pub(super) fn tell_ppi(&mut self, pixels: u32, width: Len, span: Span) {
        let pixels = i64::from(pixels);
        let ppi = Len::INCH.scale(pixels, width.units().max(1)).units();
        if ppi < LEAST_PPI {
            let message = format!("the picture has {ppi} pixels an inch at its placed size");
            self.sink.tell(Diagnostic::new(Code::LowPpi, span, message).help(format!(
                "newsprint wants {LEAST_PPI} at least: an original {} pixels wide, or a picture at most {:.0} mm wide",
                width.scale(LEAST_PPI, Len::INCH.units()).units() + 1,
                Len::INCH.scale(pixels, LEAST_PPI).to_mm().floor()
            )));
        }
    }

    /// Sets the cutline at the foot of the slot and leaves the rest to the picture.
    fn cutline(
        &mut self,
        slot: &PictureSlot,
        cutline: Option<String>,
        credit: Option<String>,
        frame: &mut Rect<PageSpace>,
    ) -> Option<Item> {
        let origin = Origin(slot.origin);
        let style = slot.kind.parts.get(&PartRole::Cutline);
        if cutline.is_none() && credit.is_none() {
            return None;
        }
        let Some(style) = style else {
            let message = format!("the picture has a cutline, for which the kind “{}” has no style", slot.kind.name);
            self.sink.tell(Diagnostic::new(Code::NoStyle, slot.span, message).help("give the kind a style for `cutline` in the layout"));
            return None;
        };
        let mut text = cutline.unwrap_or_default();
        let mut faces: Vec<(std::ops::Range<usize>, FontId)> = Vec::new();
        if let Some(credit) = credit {
            if !text.is_empty() {
                text.push('\u{3000}');
            }
            let from = text.len();
            text.push_str(&credit);
            let font = slot.kind.parts.get(&PartRole::Credit).map_or(style.par.font, |style| style.par.font);
            faces.push((from..text.len(), font));
        }
        // A cutline is read across whatever the text does.
        let set = ParStyle { writing: Writing::Horizontal, ..style.par.clone() };
        let par = self.shaper.shape(RichLine { faces: &faces, ..RichLine::plain(&text) }, &set);
        for missing in &par.missing {
            self.sink.tell(Diagnostic::missing_glyph(slot.span, missing.character));
        }
        let lines = break_(&par, Slots { measures: &[], beyond: frame.width() });
        let size = style.par.size;
        let gap = size.scale(55, 100);
        let depth = size + style.par.leading * (lines.len() as i64 - 1);
        let mut items = Vec::new();
        if depth + gap > frame.height() / 2 {
            let message = format!("the cutline takes {} lines and leaves no room for its picture", lines.len());
            self.sink.tell(Diagnostic::new(Code::CutlineTooDeep, slot.span, message).help("shorten it, or give the picture more rows"));
            items.push(Item::Mark(Mark::Fault { rect: *frame, text: "图说过长".to_owned() }));
        }
        let top = frame.bottom - depth;
        for (nth, line) in lines.iter().enumerate() {
            items.extend(line_items(&par, line, frame.left, top + size.scale(88, 100) + style.par.leading * nth as i64, origin));
        }
        frame.bottom = (top - gap).max(frame.top + Len::PT);
        Some(Item::Group(Group { origin, role: Role::Cutline, name: String::new(), items }))
    }
}

/// A drawing in its place: its paths, scaled.
pub(super) fn drawn(drawing: &Drawing<Ink>, image: &Rect<PageSpace>, origin: Origin) -> Vec<Item> {
    let scale = |length: Len, to: Len, from: Len| length.scale(to.units(), from.units().max(1));
    let (width, height) = drawing.size;
    let place = |point: Point<PageSpace>| {
        Point::new(image.left + scale(point.x, image.width(), width), image.top + scale(point.y, image.height(), height))
    };
    let thin = |length: Len| scale(length, image.width(), width);
    let one = |shape: &Shape<Ink>| {
        let stroke = match &shape.stroke {
            Stroke::Fill { even_odd } => Stroke::Fill { even_odd: *even_odd },
            Stroke::Line(pencil) => Stroke::Line(Pencil {
                weight: thin(pencil.weight),
                dash: pencil.dash.iter().map(|length| thin(*length)).collect(),
                phase: thin(pencil.phase),
                ..*pencil
            }),
        };
        Item::Path(Path { origin, steps: shape.steps.iter().map(|step| step.placed(place)).collect(), stroke, ink: shape.colour })
    };
    drawing.shapes.iter().map(one).collect()
}

/// A drawing's place in the middle of its frame.
pub(super) fn inside(frame: &Rect<PageSpace>, width: u32, height: u32) -> Rect<PageSpace> {
    let (width, height) = (i64::from(width.max(1)), i64::from(height.max(1)));
    let by_width = frame.width().scale(height, width);
    let (across, down) =
        if by_width <= frame.height() { (frame.width(), by_width) } else { (frame.height().scale(width, height), frame.height()) };
    Rect::at(frame.left + (frame.width() - across) / 2, frame.top + (frame.height() - down) / 2, across, down)
}

/// The whole picture's place when it covers a frame: cropped round its focus.
fn cover(frame: &Rect<PageSpace>, width: u32, height: u32, focus: (u32, u32)) -> Rect<PageSpace> {
    let (width, height) = (i64::from(width.max(1)), i64::from(height.max(1)));
    let by_width = frame.width().scale(height, width);
    let (image_width, image_height) =
        if by_width >= frame.height() { (frame.width(), by_width) } else { (frame.height().scale(width, height), frame.height()) };
    let shift = |spare: Len, frame: Len, image: Len, per_cent: u32| {
        // The focus is brought to the frame's middle as far as the picture reaches.
        let wanted = image.scale(i64::from(per_cent), 100) - frame / 2;
        wanted.max(Len::ZERO).min(spare)
    };
    let x = frame.left - shift(image_width - frame.width(), frame.width(), image_width, focus.0);
    let y = frame.top - shift(image_height - frame.height(), frame.height(), image_height, focus.1);
    Rect::at(x, y, image_width, image_height)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cropped_picture_covers_its_frame_and_keeps_its_focus() {
        let frame = Rect::at(Len::pt(10), Len::pt(20), Len::pt(100), Len::pt(100));
        let centred = cover(&frame, 200, 100, (50, 50));
        assert_eq!((centred.left, centred.right), (Len::pt(-40), Len::pt(160)));
        let left = cover(&frame, 200, 100, (0, 50));
        assert_eq!(left.left, frame.left);
        for focus in [(0, 0), (100, 100), (50, 50), (30, 80)] {
            assert!(cover(&frame, 37, 113, focus).contains(&frame));
        }
    }
}
