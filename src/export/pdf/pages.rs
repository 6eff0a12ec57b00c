//! Pages, faces and pictures by printpdf, and the pass that completes them.
//!
//! printpdf makes the page tree, the font dictionaries and the resources. It counts a face as used
//! only if a page shows it, so the first page is given one glyph of each; the contents painted here
//! then replace that page's.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use printpdf::{
    Codepoint, FontMetrics, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle,
    PdfFontMetricsStub, PdfPage, PdfSaveOptions, Pt, TextItem, XObject, XObjectId,
};

use super::boxes;
use super::column::{HANG, column_name};
use super::drawing::DrawingPlan;
use super::fault::ExportFault;
use super::glyphs::SubsetFace;
use super::number::name;
use super::paint::{KNOCKOUT, OVERPRINT};
use super::picture::Image;
use super::stream::flate;
use crate::asset::{Face, Fonts};
use crate::forme::Forme;

/// Font flags serif and symbolic: a face of Chinese glyphs outside the Latin standard set.
const FLAGS: i64 = 4 | 2;

/// Creates the document by printpdf. Every id is given here, because printpdf's own come from a
/// counter that all threads share.
pub(super) fn carry(
    pages: usize,
    cuts: &[SubsetFace],
    fonts: &Fonts,
    images: &[(String, Image)],
) -> Document {
    let mut book = PdfDocument::new("");
    let mut shown = Vec::new();
    for cut in cuts {
        let id = printpdf::FontId(cut.resource.clone());
        book.resources
            .fonts
            .map
            .insert(id.clone(), PdfFont::new(parsed(cut, fonts.face(cut.font))));
        shown.push(Op::SetFont {
            font: PdfFontHandle::External(id),
            size: Pt(1.0),
        });
        shown.push(Op::ShowText {
            items: vec![TextItem::GlyphIds(vec![Codepoint::with_cid(
                0,
                0.0,
                String::new(),
            )])],
        });
    }
    for (name, image) in images {
        book.resources.xobjects.map.insert(
            XObjectId(name.clone()),
            XObject::External(image.object.clone()),
        );
    }
    book.pages = (0..pages)
        .map(|at| {
            PdfPage::new(
                Mm(1.0),
                Mm(1.0),
                if at == 0 { shown.clone() } else { Vec::new() },
            )
        })
        .collect();
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        secure: true,
        image_optimization: None,
    };
    // Its only warning is that glyphs are shown outside a text object.
    book.to_lopdf_document(&options, &mut Vec::new())
}

fn parsed(cut: &SubsetFace, face: &Face) -> ParsedFont {
    let (ascent, descent) = face.ascent_descent();
    let [x_min, y_min, x_max, y_max] = face.bounding_box();
    let units = face.units_per_em();
    let metrics = FontMetrics { ascent, descent };
    let mut font = ParsedFont::with_glyph_data(
        cut.program.shown.clone(),
        0,
        Some(cut.program.name.clone()),
        BTreeMap::new(),
        BTreeMap::new(),
        units,
        metrics,
    );
    font.pdf_font_metrics = PdfFontMetricsStub {
        units_per_em: units,
        x_min,
        y_min,
        x_max,
        y_max,
        us_weight_class: face.weight(),
        ..Default::default()
    };
    font
}

/// Completes the font dictionaries: advances rounded instead of truncated, ToUnicode maps, flags,
/// the height of capitals, and the font program compressed.
pub(super) fn finish_fonts(
    doc: &mut Document,
    drawing: &DrawingPlan,
    fonts: &Fonts,
) -> Result<(), ExportFault> {
    for (cut, map) in drawing.cuts.iter().zip(&drawing.maps) {
        let font = font_dictionary(doc, &cut.resource)?;
        let dict = doc.get_dictionary(font)?;
        let to_unicode = dict.get(b"ToUnicode")?.as_reference()?;
        let mut descendant = dict
            .get(b"DescendantFonts")?
            .as_array()?
            .first()
            .cloned()
            .unwrap_or(Object::Null)
            .as_dict()?
            .clone();
        let descriptor = descendant.get(b"FontDescriptor")?.as_reference()?;
        descendant.set("W", cut.width_array());
        if cut.vertical {
            let metrics = [i64::from(HANG), -1000].map(Object::Integer);
            descendant.set("DW2", metrics.to_vec());
        }
        let descendant = doc.add_object(descendant);
        let dict = doc.get_dictionary_mut(font)?;
        dict.set("DescendantFonts", Object::Array(vec![descendant.into()]));
        if cut.vertical {
            // The same face for lines that run down the page (ISO 32000-1 §9.7.5.2).
            let mut down = dict.clone();
            down.set("Encoding", name("Identity-V"));
            let down = doc.add_object(down);
            add_font(doc, &column_name(&cut.resource), down)?;
        }
        doc.objects
            .insert(to_unicode, flate(Dictionary::new(), map.clone()).into());

        let descriptor = doc.get_dictionary_mut(descriptor)?;
        descriptor.set("Flags", FLAGS);
        let face = fonts.face(cut.font);
        descriptor.set(
            "CapHeight",
            i64::from(face.cap_height()) * 1000 / i64::from(face.units_per_em()),
        );
        let program = descriptor
            .get(b"FontFile3")
            .or_else(|_| descriptor.get(b"FontFile2"))?
            .as_reference()?;
        let program = doc.get_object_mut(program)?.as_stream_mut()?;
        if program.dict.has(b"Length1") {
            program.dict.set("Length1", cut.program.length as i64);
        }
        *program = flate(program.dict.clone(), cut.program.packed.clone());
    }
    Ok(())
}

/// Adds a font dictionary to those that every page shares.
fn add_font(doc: &mut Document, resource: &str, font: ObjectId) -> Result<(), ExportFault> {
    let page = doc.page_iter().next().ok_or(ExportFault::NoPage)?;
    let fonts = resources(doc, page)?.get(b"Font")?.as_reference()?;
    doc.get_dictionary_mut(fonts)?.set(resource, font);
    Ok(())
}

/// Returns a font dictionary; every page shares one dictionary of fonts.
fn font_dictionary(doc: &Document, resource: &str) -> Result<ObjectId, ExportFault> {
    let page = doc.page_iter().next().ok_or(ExportFault::NoPage)?;
    let fonts = resources(doc, page)?.get(b"Font")?.as_reference()?;
    Ok(doc
        .get_dictionary(fonts)?
        .get(resource.as_bytes())?
        .as_reference()?)
}

fn resources(doc: &Document, page: ObjectId) -> Result<&Dictionary, ExportFault> {
    let resources = doc
        .get_dictionary(page)?
        .get(b"Resources")?
        .as_reference()?;
    Ok(doc.get_dictionary(resources)?)
}

/// Writes the two overprint states, since printpdf would swap fill and stroke.
pub(super) fn finish_states(doc: &mut Document, pages: &[ObjectId]) -> Result<(), ExportFault> {
    let state = |on: bool| dictionary! { "Type" => name("ExtGState"), "OP" => on, "op" => on, "OPM" => i64::from(on) };
    let states = dictionary! { OVERPRINT => state(true), KNOCKOUT => state(false) };
    for &page in pages {
        let shared = resources(doc, page)?.get(b"ExtGState")?.as_reference()?;
        doc.objects.insert(shared, states.clone().into());
    }
    Ok(())
}

/// Adds masks to pictures that are partly transparent: soft ones, and to their pages the blending
/// space of the press (GWG 2022 R0030), or stencils (ISO 32000-1 §8.9.6.3), which are not
/// transparency.
pub(super) fn finish_masks(
    doc: &mut Document,
    pages: &[ObjectId],
    images: &[(String, Image)],
) -> Result<(), ExportFault> {
    let masked: Vec<_> = images
        .iter()
        .filter_map(|(name, image)| Some((name, image.mask.as_ref()?)))
        .collect();
    if masked.is_empty() {
        return Ok(());
    }
    let first = *pages.first().ok_or(ExportFault::NoPage)?;
    let objects = resources(doc, first)?.get(b"XObject")?;
    let objects = match objects.as_reference() {
        Ok(shared) => doc.get_dictionary(shared)?.clone(),
        Err(_) => objects.as_dict()?.clone(),
    };
    let soft = masked.iter().any(|(_, mask)| mask.soft);
    for (picture, mask) in masked {
        let mut dict = dictionary! {
            "Type" => name("XObject"), "Subtype" => name("Image"),
            "Width" => i64::from(mask.width), "Height" => i64::from(mask.height),
        };
        match mask.soft {
            true => dict.extend(
                &dictionary! { "ColorSpace" => name("DeviceGray"), "BitsPerComponent" => 8 },
            ),
            false => dict.extend(&dictionary! { "ImageMask" => true, "BitsPerComponent" => 1 }),
        }
        let key = if mask.soft { "SMask" } else { "Mask" };
        let mask = doc.add_object(flate(dict, mask.samples.clone()));
        let image = objects.get(picture.as_bytes())?.as_reference()?;
        doc.get_object_mut(image)?
            .as_stream_mut()?
            .dict
            .set(key, mask);
    }
    for &page in pages.iter().filter(|_| soft) {
        let group = dictionary! { "Type" => name("Group"), "S" => name("Transparency"), "CS" => name("DeviceCMYK") };
        doc.get_dictionary_mut(page)?.set("Group", group);
    }
    Ok(())
}

/// Sets the boxes and the contents of a page, which are compressed.
pub(super) fn finish_page(
    doc: &mut Document,
    page: ObjectId,
    forme: &Forme,
    contents: &[u8],
) -> Result<(), ExportFault> {
    let dict = doc.get_dictionary_mut(page)?;
    boxes::set(dict, &forme.sheet);
    dict.remove(b"Annots");
    let stream = dict.get(b"Contents")?.as_reference()?;
    doc.objects
        .insert(stream, flate(Dictionary::new(), contents.to_vec()).into());
    Ok(())
}
