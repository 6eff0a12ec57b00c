//! Content streams.

use std::collections::BTreeMap;

use printpdf::{
    Cmyk, Codepoint, Color, DictItem, ExtendedGraphicsState, ExtendedGraphicsStateId, FontId, Mm, Op, OverprintMode, PdfDocument,
    PdfFontHandle, PdfPage, Pt, Rect, TextItem, TextMatrix, XObjectId, XObjectTransform,
};

use super::glyphs::{Subset, Subsets};
use super::picture::Placed;
use super::round;
use crate::forme::{Forme, Glyph, GlyphRun, Item, Picture, Rule};
use crate::geom::{Len, PageSpace, Rect as PageRect};
use crate::ink::Ink;

/// Black overprints what is below.
const OVERPRINT: &str = "GSover";
/// Everything else knocks it out.
const KNOCKOUT: &str = "GSknock";

/// Registers the two overprint states.
pub(super) fn add_states(document: &mut PdfDocument) {
    for (name, over) in [(OVERPRINT, true), (KNOCKOUT, false)] {
        let state = ExtendedGraphicsState::default()
            .with_overprint_fill(over)
            .with_overprint_stroke(over)
            .with_overprint_mode(OverprintMode::KeepUnderlying);
        document.resources.extgstates.map.insert(ExtendedGraphicsStateId(name.to_owned()), state);
    }
}

/// printpdf swaps /OP and /op and adds keys nobody asked for: the two states
/// are written anew (ISO 32000-1 §8.6.7).
pub(super) fn mend_states(pdf: &mut lopdf::Document) {
    let state = |over: bool| {
        lopdf::dictionary! { "Type" => super::name("ExtGState"), "OP" => over, "op" => over, "OPM" => 1 }
    };
    for object in pdf.objects.values_mut() {
        let lopdf::Object::Dictionary(dict) = object else { continue };
        for (name, over) in [(OVERPRINT, true), (KNOCKOUT, false)] {
            if dict.has(name.as_bytes()) {
                dict.set(name, state(over));
            }
        }
        if let Ok(lopdf::Object::Dictionary(states)) = dict.get_mut(b"ExtGState") {
            for (name, over) in [(OVERPRINT, true), (KNOCKOUT, false)] {
                if states.has(name.as_bytes()) {
                    states.set(name, state(over));
                }
            }
        }
    }
}

/// A page with its content.
pub(super) fn page(forme: &Forme, faces: &Subsets, placed: &BTreeMap<crate::asset::PictureId, Placed>) -> PdfPage {
    let mut painter = Painter {
        faces,
        placed,
        ops: Vec::new(),
        height: forme.sheet.trim.height + forme.sheet.bleed,
        left: forme.sheet.bleed,
        ink: None,
        in_text: None,
    };
    painter.items(&forme.items);
    painter.end_text();
    let width = forme.sheet.trim.width + forme.sheet.bleed * 2;
    let height = forme.sheet.trim.height + forme.sheet.bleed * 2;
    let mut page = PdfPage::new(Mm(1.0), Mm(1.0), painter.ops);
    page.media_box = Rect::from_wh(Pt(round(width.to_pt())), Pt(round(height.to_pt())));
    page.crop_box = page.media_box.clone();
    page.trim_box = page.media_box.clone();
    page
}

struct Painter<'a> {
    faces: &'a Subsets,
    placed: &'a BTreeMap<crate::asset::PictureId, Placed>,
    ops: Vec<Op>,
    /// From the foot of the media box to the page's own origin.
    height: Len,
    left: Len,
    /// The fill ink in force.
    ink: Option<Ink>,
    /// The face and size in force inside a text object.
    in_text: Option<(crate::asset::FontId, Len)>,
}

fn op(key: &str, values: &[f64]) -> Op {
    Op::Unknown { key: key.to_owned(), value: values.iter().map(|value| DictItem::Real(round(*value))).collect() }
}

impl Painter<'_> {
    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::GlyphRun(run) => self.run(run),
                Item::Picture(picture) => self.picture(picture),
                Item::Fill(fill) => {
                    self.end_text();
                    self.set_ink(fill.ink);
                    self.rectangle(&fill.rect);
                    self.ops.push(op("f", &[]));
                }
                Item::Rule(rule) => self.rule(rule),
                Item::Group(group) => self.items(&group.items),
                // Marks have no ink; links are annotations and faults are for proofs.
                Item::Mark(_) => {}
            }
        }
    }

    fn x(&self, x: Len) -> f64 {
        (self.left + x).to_pt()
    }

    fn y(&self, y: Len) -> f64 {
        (self.height - y).to_pt()
    }

    /// Fill and stroke colour, and whether it overprints; only when it changes.
    fn set_ink(&mut self, ink: Ink) {
        if self.ink == Some(ink) {
            return;
        }
        if self.ink.is_none_or(|old| old.overprints() != ink.overprints()) {
            let state = if ink.overprints() { OVERPRINT } else { KNOCKOUT };
            self.ops.push(Op::LoadGraphicsState { gs: ExtendedGraphicsStateId(state.to_owned()) });
        }
        let [c, m, y, k] = ink.cmyk().map(|tint| f32::from(tint) / 1000.0);
        let colour = || Color::Cmyk(Cmyk::new(c, m, y, k, None));
        self.ops.push(Op::SetFillColor { col: colour() });
        self.ops.push(Op::SetOutlineColor { col: colour() });
        self.ink = Some(ink);
    }

    fn rectangle(&mut self, rect: &PageRect<PageSpace>) {
        let values = [self.x(rect.left), self.y(rect.bottom), rect.width().to_pt(), rect.height().to_pt()];
        self.ops.push(op("re", &values));
    }

    fn rule(&mut self, rule: &Rule) {
        self.end_text();
        self.set_ink(rule.ink);
        if let Some((on, off)) = rule.dash {
            self.ops.push(op("w", &[rule.weight.to_pt()]));
            let dash = DictItem::Array(vec![DictItem::Real(round(on.to_pt())), DictItem::Real(round(off.to_pt()))]);
            self.ops.push(Op::Unknown { key: "d".to_owned(), value: vec![dash, DictItem::Int(0)] });
            self.ops.push(op("m", &[self.x(rule.from.x), self.y(rule.from.y)]));
            self.ops.push(op("l", &[self.x(rule.to.x), self.y(rule.to.y)]));
            self.ops.push(op("S", &[]));
            self.ops.push(Op::Unknown { key: "d".to_owned(), value: vec![DictItem::Array(Vec::new()), DictItem::Int(0)] });
            return;
        }
        // A solid rule is a filled rectangle: every viewer and platesetter
        // draws its weight alike.
        let half = rule.weight / 2;
        let (left, right) = (rule.from.x.min(rule.to.x), rule.from.x.max(rule.to.x));
        let (top, bottom) = (rule.from.y.min(rule.to.y), rule.from.y.max(rule.to.y));
        let rect = if top == bottom {
            PageRect::new(left, top - half, right, top - half + rule.weight)
        } else {
            PageRect::new(left - half, top, left - half + rule.weight, bottom)
        };
        self.rectangle(&rect);
        self.ops.push(op("f", &[]));
    }

    fn picture(&mut self, picture: &Picture) {
        self.end_text();
        let Some(placed) = self.placed.get(&picture.picture) else { return };
        self.ops.push(Op::SaveGraphicsState);
        if self.ink.is_none_or(Ink::overprints) {
            self.ops.push(Op::LoadGraphicsState { gs: ExtendedGraphicsStateId(KNOCKOUT.to_owned()) });
        }
        if picture.image != picture.frame {
            self.rectangle(&picture.frame);
            self.ops.push(op("W", &[]));
            self.ops.push(op("n", &[]));
        }
        let image = &picture.image;
        let transform = XObjectTransform {
            translate_x: Some(Pt(round(self.x(image.left)))),
            translate_y: Some(Pt(round(self.y(image.bottom)))),
            scale_x: Some(round(image.width().to_pt())),
            scale_y: Some(round(image.height().to_pt())),
            ..Default::default()
        };
        self.ops.push(Op::UseXobject { id: XObjectId(placed.resource.clone()), transform });
        self.ops.push(Op::RestoreGraphicsState);
    }

    fn end_text(&mut self) {
        if self.in_text.take().is_some() {
            self.ops.push(Op::EndTextSection);
        }
    }

    fn run(&mut self, run: &GlyphRun) {
        let Some(face) = self.faces.get(&run.font) else { return };
        if self.ink != Some(run.ink) {
            self.end_text();
            self.set_ink(run.ink);
        }
        if self.in_text.is_none() {
            self.ops.push(Op::StartTextSection);
        }
        if self.in_text != Some((run.font, run.size)) {
            self.ops.push(Op::SetFont { font: PdfFontHandle::External(FontId(face.resource.clone())), size: Pt(round(run.size.to_pt())) });
            self.in_text = Some((run.font, run.size));
        }
        // Glyphs on one baseline whose own reading is right go out together.
        let mut from = 0;
        while from < run.glyphs.len() {
            let first = &run.glyphs[from];
            let odd = is_odd(run, first, face);
            let mut to = from + 1;
            while to < run.glyphs.len() && !odd && run.glyphs[to].y == first.y && !is_odd(run, &run.glyphs[to], face) {
                to += 1;
            }
            if odd {
                self.ops.push(actual_text(run.text_of(first)));
            }
            self.stretch(run, &run.glyphs[from..to], face);
            if odd {
                self.ops.push(Op::EndMarkedContent);
            }
            from = to;
        }
    }

    /// One `Tm` and one `TJ`: kerns in hundredths of a thousandth of an em,
    /// each computed from where the pen truly is, so that nothing adds up.
    fn stretch(&mut self, run: &GlyphRun, glyphs: &[Glyph], face: &Subset) {
        let origin_x = round(self.x(run.start.x + glyphs[0].x));
        let origin_y = round(self.y(run.start.y + glyphs[0].y));
        let mut pen = 0_i64;
        let mut points: Vec<Codepoint> = Vec::with_capacity(glyphs.len());
        for (nth, glyph) in glyphs.iter().enumerate() {
            let cid = face.cid(glyph.id);
            pen += face.width(cid) * 100;
            let mut kern = 0_i64;
            if let Some(next) = glyphs.get(nth + 1) {
                let wanted = (next.x - glyphs[0].x).scale(100_000, run.size.units().max(1)).units();
                kern = pen - wanted;
                // A fifth of a thousandth of an em is 0.002 pt in body type: noise.
                if kern.abs() < 20 {
                    kern = 0;
                }
                pen -= kern;
            }
            points.push(Codepoint::with_cid(cid, kern as f32 / 100.0, face.text(glyph.id).to_owned()));
        }
        self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(Pt(origin_x), Pt(origin_y)) });
        self.ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(points)] });
    }
}

/// Whether a glyph stands here for other characters than it mostly does.
fn is_odd(run: &GlyphRun, glyph: &Glyph, face: &Subset) -> bool {
    run.text_of(glyph) != face.text(glyph.id)
}

/// A span whose content extracts as `text` (ISO 32000-1 §14.9.4).
fn actual_text(text: &str) -> Op {
    let mut data = vec![0xFE, 0xFF];
    text.encode_utf16().for_each(|unit| data.extend(unit.to_be_bytes()));
    let map = BTreeMap::from([("ActualText".to_owned(), DictItem::String { data, literal: false })]);
    Op::BeginMarkedContentWithProperties { tag: "Span".to_owned(), properties: DictItem::Dict { map } }
}
