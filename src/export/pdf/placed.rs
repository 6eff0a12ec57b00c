//! Pages of other PDFs, each a form XObject of its own (ISO 32000-1 §8.10).
//!
//! The resources of such a page are its form's own, so none of its names can clash with ours.
//! Objects are added in the order in which they were taken out of their file.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use super::fault::ExportFault;
use super::number::name;
use super::order::Purpose;
use super::stream::deflated;
use crate::asset::{PdfPage, PdfValue};
use crate::forme::Forme;
use crate::say::{Text, text};

/// The placed pages of one file, and the name of each there.
pub(super) struct PlacedPages<'a> {
    pages: BTreeMap<&'a str, &'a PdfPage>,
}

impl<'a> PlacedPages<'a> {
    /// Collects the placed pages of some formes, each once, in the order of their keys.
    pub fn of(formes: &[&'a Forme]) -> PlacedPages<'a> {
        let placed = formes.iter().flat_map(|forme| forme.placed_pages());
        PlacedPages {
            pages: placed
                .map(|placed| (placed.page.key.as_str(), &*placed.page))
                .collect(),
        }
    }

    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// Returns the resource name of a page.
    pub fn find(&self, page: &PdfPage) -> Option<String> {
        self.pages
            .keys()
            .position(|key| *key == page.key)
            .map(resource)
    }

    /// Writes the forms and names them in the resources of every page that shows one. A spot ink of
    /// ours has one colour space in the whole file.
    pub fn write(
        &self,
        doc: &mut Document,
        formes: &[&Forme],
        page_ids: &[ObjectId],
        spots: &BTreeMap<Vec<u8>, ObjectId>,
        kind: Purpose,
    ) -> Result<(), ExportFault> {
        let mut forms: BTreeMap<&str, (String, ObjectId, bool)> = BTreeMap::new();
        for (at, (key, page)) in self.pages.iter().enumerate() {
            if kind.is_flat() && page.transparent {
                return Err(ExportFault::File(text!(
                    "export.placed-page-transparency-pdf",
                    "a placed page has transparency, which PDF/X-1a does not allow"
                )));
            }
            let grouped = !kind.is_flat() && (page.group.is_some() || page.transparent);
            forms.insert(
                key,
                (resource(at), form(doc, page, spots, grouped), grouped),
            );
        }
        for (forme, &id) in formes.iter().zip(page_ids) {
            let shown: BTreeSet<&str> = forme
                .placed_pages()
                .into_iter()
                .map(|placed| placed.page.key.as_str())
                .collect();
            let shown: Vec<_> = shown.into_iter().filter_map(|key| forms.get(key)).collect();
            if shown.is_empty() {
                continue;
            }
            let mut resources = own_resources(doc, id)?;
            let mut objects = match resources.get(b"XObject") {
                Ok(Object::Reference(shared)) => doc.get_dictionary(*shared)?.clone(),
                Ok(Object::Dictionary(objects)) => objects.clone(),
                _ => Dictionary::new(),
            };
            shown
                .iter()
                .for_each(|(name, form, _)| objects.set(name.as_str(), *form));
            resources.set("XObject", objects);
            let resources = doc.add_object(resources);
            let dict = doc.get_dictionary_mut(id)?;
            dict.set("Resources", resources);
            if shown.iter().any(|(_, _, grouped)| *grouped) {
                // The page blends in press ink (GWG 2022 R0030).
                dict.set("Group", group());
            }
        }
        Ok(())
    }
}

/// Writes a placed page as a file of its own, a page of `width` × `height` units that it fills: what
/// stands in the press file, to be drawn on proofs.
pub fn alone(page: &PdfPage, width: f64, height: f64) -> Result<Vec<u8>, ExportFault> {
    let mut doc = Document::with_version("1.6");
    let form = form(
        &mut doc,
        page,
        &BTreeMap::new(),
        page.group.is_some() || page.transparent,
    );
    let (across, down) = (
        width / page.size.width.to_pt(),
        height / page.size.height.to_pt(),
    );
    let contents = format!("0 0 0 1 k 0 0 0 1 K {across} 0 0 {down} 0 0 cm /A0 Do");
    let contents = doc.add_object(Stream::new(dictionary! {}, contents.into_bytes()));
    let pages = doc.new_object_id();
    let sheet = doc.add_object(dictionary! {
        "Type" => name("Page"), "Parent" => pages, "Contents" => contents,
        "MediaBox" => vec![0.into(), 0.into(), real(width), real(height)],
        "Resources" => dictionary! { "XObject" => dictionary! { "A0" => form } },
    });
    doc.objects.insert(
        pages,
        dictionary! { "Type" => name("Pages"), "Kids" => vec![sheet.into()], "Count" => 1 }.into(),
    );
    let catalog = doc.add_object(dictionary! { "Type" => name("Catalog"), "Pages" => pages });
    doc.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes)
        .map_err(|error| ExportFault::File(Text::of(&error)))?;
    Ok(bytes)
}

fn resource(at: usize) -> String {
    format!("A{at}")
}

fn group() -> Dictionary {
    dictionary! { "Type" => name("Group"), "S" => name("Transparency"), "CS" => name("DeviceCMYK") }
}

/// Returns a page's resources, which it may share with others.
fn own_resources(doc: &Document, page: ObjectId) -> Result<Dictionary, ExportFault> {
    let resources = doc.get_dictionary(page)?.get(b"Resources")?;
    Ok(match resources.as_reference() {
        Ok(shared) => doc.get_dictionary(shared)?.clone(),
        Err(_) => resources.as_dict()?.clone(),
    })
}

fn form(
    doc: &mut Document,
    page: &PdfPage,
    spots: &BTreeMap<Vec<u8>, ObjectId>,
    grouped: bool,
) -> ObjectId {
    let ids: Vec<ObjectId> = page.objects.iter().map(|_| doc.new_object_id()).collect();
    let copy = Copy { ids: &ids, spots };
    for (id, object) in ids.iter().zip(&page.objects) {
        let value = copy.value(&object.value);
        let object = match (value, &object.stream) {
            (Object::Dictionary(dict), Some(bytes)) => Stream::new(dict, bytes.clone())
                .with_compression(false)
                .into(),
            (value, _) => value,
        };
        doc.objects.insert(*id, object);
    }
    let reals =
        |numbers: &[f64]| Object::Array(numbers.iter().map(|number| real(*number)).collect());
    let mut dict = dictionary! {
        "Type" => name("XObject"), "Subtype" => name("Form"), "FormType" => 1,
        "BBox" => reals(&page.bounds), "Matrix" => reals(&page.upright), "Resources" => copy.value(&page.resources),
    };
    if grouped {
        let mut group = match page.group.as_ref().map(|group| copy.value(group)) {
            Some(Object::Dictionary(own)) => own,
            _ => dictionary! { "S" => name("Transparency") },
        };
        // A page blends with nothing below it, whatever its group says (ISO 32000-1 §11.4.7); what it
        // became does so still.
        group.set("I", true);
        group.set("Type", name("Group"));
        if !group.has(b"CS") {
            group.set("CS", name("DeviceCMYK"));
        }
        dict.set("Group", group);
    }
    doc.add_object(deflated(dict, &page.contents))
}

/// Converts a number as in its own file, within the range that a reader can hold.
fn real(number: f64) -> Object {
    const MOST: f64 = 1e12;
    let number = if number.is_finite() {
        number.clamp(-MOST, MOST)
    } else {
        0.0
    };
    if number.fract() == 0.0 {
        Object::Integer(number as i64)
    } else {
        Object::Real(number as f32)
    }
}

struct Copy<'a> {
    ids: &'a [ObjectId],
    spots: &'a BTreeMap<Vec<u8>, ObjectId>,
}

impl Copy<'_> {
    fn value(&self, value: &PdfValue) -> Object {
        match value {
            PdfValue::Null => Object::Null,
            PdfValue::Bool(flag) => Object::Boolean(*flag),
            PdfValue::Int(number) => Object::Integer(*number),
            PdfValue::Real(number) => real(*number),
            PdfValue::Name(name) => Object::Name(name.clone()),
            PdfValue::Text(text) => Object::String(text.clone(), StringFormat::Hexadecimal),
            PdfValue::Array(parts) => match self.spot(parts) {
                Some(space) => Object::Reference(space),
                None => Object::Array(parts.iter().map(|part| self.value(part)).collect()),
            },
            PdfValue::Dict(entries) => Object::Dictionary(
                entries
                    .iter()
                    .map(|(key, value)| (key.clone(), self.value(value)))
                    .collect(),
            ),
            PdfValue::Object(at) => self
                .ids
                .get(*at)
                .map_or(Object::Null, |id| Object::Reference(*id)),
        }
    }

    /// Returns our colour space of a spot ink (ISO 19005-2 §6.2.4.4: one definition in one file).
    fn spot(&self, parts: &[PdfValue]) -> Option<ObjectId> {
        match parts {
            [PdfValue::Name(family), PdfValue::Name(plate), ..] if family == b"Separation" => {
                self.spots.get(plate).copied()
            }
            _ => None,
        }
    }
}
