//! An advertisement 广告 as written.

use super::choice::{self, AdFit, LabelCorner, ShapeName};
use super::measure::Bound;
use super::runaround::{RunaroundSpec, runaround};
use super::table::Table;
use super::value::{DrawnInk, GridArea, Length};
use crate::diag::{Span, Spanned};
use crate::ink::Convert;
use crate::say::{Text, text};

/// The place of an advertisement.
#[derive(Clone, Debug)]
pub enum AdPlace {
    /// `at`: an area of the grid, `"3-8栏 60-115行"`.
    Grid(Spanned<GridArea>),
    /// `frame`: left, top, width and height from the corner of the trimmed
    /// page, `["20mm", "300mm", "350mm", "240mm"]`.
    Frame(Spanned<[Length; 4]>),
}

/// `[[ad]]`.
#[derive(Clone, Debug)]
pub struct AdSpec {
    /// The table's header, for messages.
    pub span: Span,
    /// `file`: a PDF, or a picture.
    pub file: Spanned<String>,
    /// `at` or `frame`.
    pub place: AdPlace,
    /// `client` 客户, for reports and the proof.
    pub client: Option<Spanned<String>>,
    /// `order` 订单号, for reports.
    pub order: Option<Spanned<String>>,
    /// `page` of the PDF, counted from 1.
    pub page: Option<Spanned<u32>>,
    /// `box` of the page: `"trim"`, `"media"`, `"crop"`, `"art"`, `"bleed"`.
    pub page_box: Option<Spanned<&'static str>>,
    /// `fit`: `"exact"`, `"inside"` or `"cover"`.
    pub fit: Option<Spanned<AdFit>>,
    /// `tolerance`: maximum difference between an exact size and the slot's.
    pub tolerance: Option<Spanned<Length>>,
    /// `label = true`: the mark 广告 is set on it.
    pub label: Option<Spanned<bool>>,
    /// `label-corner`: `"top-left"`, `"top-right"`, `"bottom-left"`, `"bottom-right"`.
    pub label_corner: Option<Spanned<LabelCorner>>,
    /// `label-in-art = true`: the mark is in the advertisement itself.
    pub label_in_art: Option<Spanned<bool>>,
    /// `convert`: whether a PDF's colours become the page's inks; as the
    /// house, or else the printer, has it when absent.
    pub convert: Option<Spanned<Convert>>,
    /// `inks`: inks for a drawing's colours.
    pub inks: Vec<DrawnInk>,
    /// Runaround of the text around it.
    pub runaround: RunaroundSpec,
}

pub(super) fn ad(mut table: Table<'_>) -> Option<AdSpec> {
    let span = table.span();
    let file = table.must("file", Table::name);
    let at = table.grid_place("at");
    let frame = table.lengths(
        "frame",
        Bound::Free,
        text!(
            "spec.left-top-width-height",
            "left, top, width and height: [\"20mm\", \"300mm\", \"350mm\", \"240mm\"]"
        ),
    );
    match (table.has("at"), table.has("frame")) {
        (false, false) => table.lacks(text!("spec.at-or-frame", "`at` or `frame`")),
        (true, true) => table.refuse(
            span,
            text!(
                "spec.ad-stands-place-grid",
                "an ad stands `at` a place of the grid or in a `frame`, not both"
            ),
            Text::default(),
        ),
        _ => {}
    }
    if let Some(frame) = &frame
        && frame.value[2..]
            .iter()
            .any(|side| side.is_negative() || side.is_zero())
    {
        table.refuse(
            frame.span,
            text!(
                "spec.frame-wants-width-height",
                "`frame` wants a width and a height above zero"
            ),
            Text::default(),
        );
    }
    let client = table.name("client");
    let order = table.name("order");
    let page = table.whole("page", 1);
    let page_box = table.choice("box", choice::PDF_BOX);
    let fit = table.choice("fit", choice::AD_FIT);
    let tolerance = table.length("tolerance", Bound::NotNegative);
    let label = table.boolean("label");
    let label_corner = table.choice("label-corner", choice::CORNER);
    let label_in_art = table.boolean("label-in-art");
    let convert = table.convert("convert");
    let inks = table.inks("inks");
    let runaround = runaround(&mut table, &choice::SHAPE[..2], "text");
    let shaped = runaround.polygon.is_some()
        || runaround
            .shape
            .as_ref()
            .is_some_and(|shape| shape.value != ShapeName::Box);
    if let Some(label) = label.as_ref().filter(|label| shaped && label.value) {
        table.refuse(
            label.span,
            text!("spec.mark-stands-corner-shape", "the mark 广告 stands in a corner, which the shape of the advertisement leaves to the text"),
            text!("spec.mark-drawn-say-label", "have the mark drawn in it and say `label-in-art = true`, or take the shape out"),
        );
    }
    if let (Some(Spanned { value: true, span }), Some(Spanned { value: true, .. })) =
        (&label, &label_in_art)
    {
        table.refuse(
            *span,
            text!(
                "spec.mark-set-label-art",
                "the mark is set by `label` or is in the art, not both"
            ),
            Text::default(),
        );
    }
    table.finish();
    let place = at.map(AdPlace::Grid).or(frame.map(AdPlace::Frame));
    Some(AdSpec {
        span,
        file: file?,
        place: place?,
        client,
        order,
        page,
        page_box,
        fit,
        tolerance,
        label,
        label_corner,
        label_in_art,
        convert,
        inks,
        runaround,
    })
}
