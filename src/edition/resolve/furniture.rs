//! Resolving of furniture 固定件 as written to its slot.

use super::drawing::{Paints, is_drawing};
use super::loader::{Loader, beside};
use super::measures::Measures;
use super::names::unknown;
use crate::asset::PageBox;
use crate::diag::{Code, Diagnostic, Spanned};
use crate::edition::model::{BoxFrame, FurnitureRow, FurnitureSlot, House, Matter, RuleStyle};
use crate::geom::{Len, PageSpace, Rect};
use crate::ink::Convert;
use crate::say::text;
use crate::spec::{EdgesSpec, FrameEdge, FurnitureFrame, FurnitureSpec, Length, Pages};

/// The frame that is counted from edges.
fn counted(edges: &EdgesSpec, house: &House, measures: &Measures) -> Rect<PageSpace> {
    let whole = match edges.from {
        FrameEdge::TypeArea => house.grid.area(),
        FrameEdge::Trim => Rect::at(Len::ZERO, Len::ZERO, house.trim.width, house.trim.height),
    };
    let along = |start: Len, end: Len, lengths: &[Option<Length>; 3]| {
        let [first, last, size] = lengths.map(|length| length.map(|length| measures.len(length)));
        let (from, to) = (
            start + first.unwrap_or(Len::ZERO),
            end - last.unwrap_or(Len::ZERO),
        );
        match (last, size) {
            (Some(_), Some(size)) if first.is_none() => (to - size, to),
            (_, Some(size)) => (from, from + size),
            (_, None) => (from, to),
        }
    };
    let (left, right) = along(whole.left, whole.right, &edges.across);
    let (top, bottom) = along(whole.top, whole.bottom, &edges.down);
    Rect::new(left, top, right, bottom)
}

impl Loader<'_> {
    /// Resolves a piece of furniture.
    pub(super) fn furniture(
        &mut self,
        spec: &FurnitureSpec,
        house: &House,
        measures: &Measures,
    ) -> FurnitureSlot {
        let rect = match (&spec.at, &spec.frame) {
            (Some(at), _) => {
                if let Some(span) = spec
                    .pages
                    .as_ref()
                    .filter(|pages| pages.value.at_fold())
                    .map(|pages| pages.span)
                {
                    let message = text!(
                        "edition.furniture-stands-fold-where",
                        "furniture “{spec}” stands at the fold, where no column is",
                        spec = spec.name.value
                    );
                    self.sink
                        .report(Diagnostic::new(Code::BadValue, span, message).help(text!(
                            "edition.give-frame-counted-fold",
                            "give it a `frame`, counted from the fold"
                        )));
                }
                house
                    .grid
                    .rect(&at.value.on(house.grid.columns, house.grid.rows))
            }
            (None, Some(frame)) => match &frame.value {
                FurnitureFrame::Fixed(frame) => {
                    let [left, top, width, height] =
                        frame.map(|length: Length| measures.len(length));
                    Rect::at(left, top, width, height)
                }
                FurnitureFrame::Edges(edges) => counted(edges, house, measures),
            },
            (None, None)
                if spec
                    .pages
                    .as_ref()
                    .is_some_and(|pages| pages.value.is_none()) =>
            {
                house.grid.area()
            }
            (None, None) => {
                self.sink.report(Diagnostic::new(
                    Code::MissingKey,
                    spec.span,
                    text!(
                        "edition.furniture-neither-nor-frame",
                        "furniture “{spec}” has neither `at` nor `frame`",
                        spec = spec.name.value
                    ),
                ));
                house.grid.area()
            }
        };
        let mut rule = |name: &Option<Spanned<String>>| -> Option<RuleStyle> {
            let name = name.as_ref()?;
            let found = house.rules.get(&name.value).copied();
            if found.is_none() {
                unknown(
                    self.sink,
                    text!("edition.rule-noun", "rule"),
                    name,
                    house.rules.keys().map(String::as_str),
                );
            }
            found
        };
        let (boxed, rule_above, rule_below) = (
            rule(&spec.boxed),
            rule(&spec.rule_above),
            rule(&spec.rule_below),
        );
        let tint = spec
            .tint
            .as_ref()
            .and_then(|tint| super::inks::ink(tint, &house.inks, self.sink));
        let mut rows = Vec::new();
        for line in &spec.lines {
            match house.styles.get(&line.style.value) {
                Some(style) => rows.push(FurnitureRow {
                    text: line.text.value.clone(),
                    style: style.clone(),
                    span: line.text.span,
                }),
                None => drop(unknown(
                    self.sink,
                    text!("edition.style-noun", "style"),
                    &line.style,
                    house.styles.keys().map(String::as_str),
                )),
            }
        }
        let valign = spec.valign.as_ref().map(|valign| valign.value);
        let matter = spec
            .file
            .as_ref()
            .and_then(|file| self.furniture_matter(file, spec, house));
        FurnitureSlot {
            name: spec.name.value.clone(),
            span: spec.span,
            origin: 0,
            pages: spec
                .pages
                .as_ref()
                .map_or_else(Pages::all, |pages| pages.value.clone()),
            at: spec.at.as_ref().map(|at| Spanned {
                value: at.value.on(house.grid.columns, house.grid.rows),
                span: at.span,
            }),
            rect,
            counted: spec.frame.as_ref().and_then(|frame| {
                matches!(frame.value, FurnitureFrame::Edges(_)).then_some(frame.span)
            }),
            rows,
            matter,
            valign: valign.unwrap_or_default(),
            frame: BoxFrame {
                rule: boxed,
                padding: spec
                    .padding
                    .as_ref()
                    .map_or(Len::ZERO, |padding| measures.len(padding.value)),
                tint,
                corner: spec
                    .corner
                    .as_ref()
                    .map_or(Len::ZERO, |corner| measures.len(corner.value)),
            },
            rule_above,
            rule_below,
        }
    }

    fn furniture_matter(
        &mut self,
        file: &Spanned<String>,
        spec: &FurnitureSpec,
        house: &House,
    ) -> Option<Matter> {
        let (path, span) = (
            beside(self.sources.path(file.span.source), &file.value),
            file.span,
        );
        if is_drawing(&path) {
            return self
                .drawing(&path, span, &spec.inks, false, &Paints::of(house))
                .map(Matter::Picture);
        }
        self.no_inks(&spec.inks);
        if !path.to_ascii_lowercase().ends_with(".pdf") {
            return self.picture(&path, span).map(Matter::Picture);
        }
        let file = self
            .read(&path, Some(span), text!("edition.drawing-noun", "drawing"))
            .ok()?;
        match self.placed(
            text!("edition.drawing-noun", "drawing"),
            (&path, span),
            &file.bytes,
            (1, Some(PageBox::Trim)),
            (house, &[], Some(Convert::No)),
        ) {
            Ok(matter) => Some(matter),
            Err(fault) => {
                let why = fault.words();
                let message = text!(
                    "edition.drawing-cannot-placed",
                    "the drawing “{path}” cannot be placed: {why}",
                    path,
                    why
                );
                self.sink
                    .report(Diagnostic::new(Code::BadDrawing, span, message).help(text!(
                        "edition.save-again-pdf-x",
                        "save it again as PDF/X with a trim box, or as SVG"
                    )));
                None
            }
        }
    }
}
