//! A good press file, and ways to break it: one defect each.

use duikai::asset::{Fonts, SNAP_240};
use duikai::export::pdf::{Order, Purpose, export};
use duikai::geom::Len;
use duikai::ink::Ink;
use duikai::preflight::{Bleed, Check, Printer, Standard, Trim};
use lopdf::{
    Dictionary, Document, EncryptionState, EncryptionVersion, Object, ObjectId, Permissions,
    Stream, dictionary,
};

use crate::pdf::{self, META};

/// A page with a tint, black and reversed type, rules and a picture.
pub fn good() -> Vec<u8> {
    let fonts = Fonts::bundled();
    let (song, kai) = (fonts.find("song").unwrap(), fonts.find("kai").unwrap());
    let (pictures, id) = pdf::one_picture(pdf::patches(400, 300));
    let mm = |mm: i64| Len::MM * mm;
    let run = |font, text: &str, size: i64, y: i64, ink| {
        pdf::run(
            &fonts,
            font,
            text,
            Len::pt(size),
            (mm(20), mm(y)),
            ink,
            Len::ZERO,
        )
    };
    let forme = pdf::page(
        1,
        vec![
            pdf::fill([mm(10), mm(10), mm(120), mm(60)], Ink::Cmyk(300, 0, 0, 0)),
            run(song, "报纸要闻，县域兴则全市强。", 9, 30, Ink::BLACK),
            run(kai, "楷体一行", 12, 40, Ink::BLACK),
            pdf::fill([mm(10), mm(80), mm(120), mm(20)], Ink::BLACK),
            run(song, "反白", 24, 92, Ink::PAPER),
            pdf::rule((mm(10), mm(110)), (mm(200), mm(110)), pdf::pt(50), None),
            pdf::placed(id, [mm(200), mm(200), mm(60), mm(45)]),
        ],
    );
    export(
        &Order {
            formes: vec![&forme],
            meta: META,
            kind: Purpose::Press(duikai::ink::Standard::X4),
        },
        &fonts,
        &pictures,
        &SNAP_240,
    )
    .unwrap()
}

/// The same file, to be broken.
pub fn document() -> Document {
    Document::load_mem(&good()).unwrap()
}

/// The bytes of a document.
pub fn saved(mut doc: Document) -> Vec<u8> {
    let mut out = Vec::new();
    doc.save_to(&mut out).unwrap();
    out
}

/// One way to break the good file.
pub struct Break {
    /// What it is called.
    pub name: &'static str,
    /// The rule that must find it.
    pub rule: Check,
    /// Breaks it.
    pub act: fn(&mut Document),
    /// Breaks what was written.
    pub then: fn(Vec<u8>) -> Vec<u8>,
    /// The printer that does not take it.
    pub printer: fn() -> Printer,
}

impl Break {
    /// The broken file.
    pub fn file(&self) -> Vec<u8> {
        let mut doc = document();
        (self.act)(&mut doc);
        (self.then)(saved(doc))
    }
}

/// A printer that takes PDF/X-1a, and the file as one, but for what is broken.
fn x1a() -> Printer {
    Printer {
        standard: Standard::X1a,
        ..Printer::default()
    }
}

fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

fn text(text: &str) -> Object {
    Object::string_literal(text)
}

fn catalog(doc: &mut Document) -> &mut Dictionary {
    doc.catalog_mut().unwrap()
}

fn page_id(doc: &Document) -> ObjectId {
    doc.get_pages()[&1]
}

fn page(doc: &mut Document) -> &mut Dictionary {
    let id = page_id(doc);
    doc.get_dictionary_mut(id).unwrap()
}

fn info(doc: &mut Document) -> &mut Dictionary {
    let id = doc.trailer.get(b"Info").unwrap().as_reference().unwrap();
    doc.get_dictionary_mut(id).unwrap()
}

fn intent(doc: &mut Document) -> &mut Dictionary {
    catalog(doc)
        .get_mut(b"OutputIntents")
        .unwrap()
        .as_array_mut()
        .unwrap()[0]
        .as_dict_mut()
        .unwrap()
}

fn profile(doc: &mut Document) -> &mut Stream {
    let id = intent(doc)
        .get(b"DestOutputProfile")
        .unwrap()
        .as_reference()
        .unwrap();
    let stream = doc.get_object_mut(id).unwrap().as_stream_mut().unwrap();
    stream.decompress().unwrap();
    stream
}

fn metadata(doc: &mut Document) -> &mut Stream {
    let id = catalog(doc)
        .get(b"Metadata")
        .unwrap()
        .as_reference()
        .unwrap();
    doc.get_object_mut(id).unwrap().as_stream_mut().unwrap()
}

fn in_xmp(doc: &mut Document, from: &str, to: &str) {
    let stream = metadata(doc);
    let packet = String::from_utf8(stream.content.clone()).unwrap();
    assert!(packet.contains(from), "{from}");
    stream.set_content(packet.replace(from, to).into_bytes());
}

/// The page's resources of a kind, made its own.
fn resources<'d>(doc: &'d mut Document, kind: &str) -> &'d mut Dictionary {
    let id = page_id(doc);
    let own = |doc: &Document, object: &Object| {
        doc.dereference(object)
            .unwrap()
            .1
            .as_dict()
            .unwrap()
            .clone()
    };
    let all = own(
        doc,
        doc.get_dictionary(id).unwrap().get(b"Resources").unwrap(),
    );
    let group = all
        .get(kind.as_bytes())
        .map_or_else(|_| Dictionary::new(), |group| own(doc, group));
    let mut all = all;
    all.set(kind, group);
    let page = doc.get_dictionary_mut(id).unwrap();
    page.set("Resources", all);
    page.get_mut(b"Resources")
        .unwrap()
        .as_dict_mut()
        .unwrap()
        .get_mut(kind.as_bytes())
        .unwrap()
        .as_dict_mut()
        .unwrap()
}

fn add_resource(doc: &mut Document, kind: &str, key: &str, value: impl Into<Object>) {
    resources(doc, kind).set(key, value.into());
}

/// Paints something more.
fn paint(doc: &mut Document, more: &str) {
    let id = page_id(doc);
    let mut content = doc.get_page_content(id);
    content.extend_from_slice(format!("\nq {more} Q").as_bytes());
    set_content(doc, content);
}

fn set_content(doc: &mut Document, content: Vec<u8>) {
    let stream = doc.add_object(Stream::new(Dictionary::new(), content));
    page(doc).set("Contents", stream);
}

fn image(doc: &mut Document, key: &str, dict: Dictionary, samples: Vec<u8>) -> ObjectId {
    let mut all = dictionary! { "Type" => name("XObject"), "Subtype" => name("Image") };
    all.extend(&dict);
    let id = doc.add_object(Stream::new(all, samples));
    add_resource(doc, "XObject", key, id);
    id
}

/// A raw picture of one four-ink colour, placed `points` wide.
fn flat_picture(doc: &mut Document, side: usize, inks: [u8; 4], points: u32) {
    let dict = dictionary! { "Width" => side as i64, "Height" => side as i64, "BitsPerComponent" => 8, "ColorSpace" => name("DeviceCMYK") };
    image(doc, "P", dict, inks.repeat(side * side));
    paint(doc, &format!("{points} 0 0 {points} 600 600 cm /P Do"));
}

fn state(doc: &mut Document, dict: Dictionary) {
    add_resource(doc, "ExtGState", "G", dict);
    paint(doc, "/G gs 0 0 0 1 k 100 100 50 50 re f");
}

fn space(doc: &mut Document, space: Vec<Object>, colour: &str) {
    add_resource(doc, "ColorSpace", "S", space);
    paint(doc, &format!("/S cs {colour} scn 100 100 50 50 re f"));
}

fn line(doc: &mut Document, colour: &str, width: &str) {
    paint(doc, &format!("{colour} {width} w 100 300 m 300 300 l S"));
}

/// A line of type in the page's first face, glyph 1.
fn type_line(doc: &mut Document, setup: &str, size: f32) {
    paint(
        doc,
        &format!("{setup} BT /T0 {size} Tf 1 0 0 1 200 700 Tm <00010001> Tj ET"),
    );
}

fn font(doc: &mut Document, key: &[u8]) -> ObjectId {
    let fonts = resources(doc, "Font").clone();
    fonts.get(key).unwrap().as_reference().unwrap()
}

fn descendant(doc: &mut Document, key: &[u8]) -> ObjectId {
    let font = font(doc, key);
    doc.get_dictionary(font)
        .unwrap()
        .get(b"DescendantFonts")
        .unwrap()
        .as_array()
        .unwrap()[0]
        .as_reference()
        .unwrap()
}

fn truetype_key(doc: &mut Document) -> Vec<u8> {
    let keys: Vec<Vec<u8>> = resources(doc, "Font")
        .iter()
        .map(|(key, _)| key.clone())
        .collect();
    let is_truetype = |doc: &mut Document, key: &[u8]| {
        let id = descendant(doc, key);
        doc.get_dictionary(id)
            .unwrap()
            .get(b"Subtype")
            .unwrap()
            .as_name()
            .unwrap()
            == b"CIDFontType2"
    };
    keys.into_iter()
        .find(|key| is_truetype(doc, key))
        .expect("a TrueType face")
}

fn plain_font(doc: &mut Document, base: &str) {
    let font = dictionary! { "Type" => name("Font"), "Subtype" => name("Type1"), "BaseFont" => name(base) };
    let font = doc.add_object(font);
    add_resource(doc, "Font", "F", font);
    paint(doc, "/O1 gs 0 0 0 1 k BT /F 12 Tf 200 700 Td (Abc) Tj ET");
}

fn layers(doc: &mut Document, extra: Dictionary) {
    let group = doc.add_object(dictionary! { "Type" => name("OCG"), "Name" => text("layer") });
    let mut all = dictionary! { "OCGs" => vec![group.into()], "D" => dictionary! { "Name" => text("d"), "Order" => Object::Array(vec![]) } };
    all.extend(&extra);
    catalog(doc).set("OCProperties", all);
}

fn action(script: &str) -> Dictionary {
    dictionary! { "Type" => name("Action"), "S" => name("JavaScript"), "JS" => text(script) }
}

fn annotation(doc: &mut Document, dict: Dictionary) {
    let mut all = dictionary! { "Type" => name("Annot"), "F" => 4, "Rect" => vec![100.into(), 100.into(), 200.into(), 200.into()] };
    all.extend(&dict);
    let id = doc.add_object(all);
    page(doc).set("Annots", vec![id.into()]);
}

fn form(doc: &mut Document, extra: Dictionary) {
    let mut dict = dictionary! {
        "Type" => name("XObject"), "Subtype" => name("Form"), "BBox" => vec![0.into(), 0.into(), 50.into(), 50.into()],
    };
    dict.extend(&extra);
    let id = doc.add_object(Stream::new(dict, b"0.2 0 0 0 k 0 0 40 40 re f".to_vec()));
    add_resource(doc, "XObject", "Fm", id);
    paint(doc, "/Fm Do");
}

fn edges(edges: [i64; 4]) -> Vec<Object> {
    edges.map(Object::from).to_vec()
}

/// The profile's bytes changed at a place.
fn patch_profile(doc: &mut Document, at: usize, bytes: &[u8]) {
    let stream = profile(doc);
    let mut content = stream.content.clone();
    content[at..at + bytes.len()].copy_from_slice(bytes);
    stream.set_content(content);
}

macro_rules! breaks {
    ($($rule:ident $name:literal $act:expr $(, then $then:expr)? $(, printer $printer:expr)?;)*) => {
        /// Every way to break the file.
        pub const BREAKS: &[Break] = &[$(Break {
            name: $name,
            rule: Check::$rule,
            act: $act,
            then: breaks!(@or |bytes| bytes $(, $then)?),
            printer: breaks!(@or Printer::default $(, $printer)?),
        },)*];
    };
    (@or $otherwise:expr) => { $otherwise };
    (@or $otherwise:expr, $said:expr) => { $said };
}

fn set_in_descendant(doc: &mut Document, key: &str, value: impl Into<Object>) {
    let id = descendant(doc, b"T0");
    doc.get_dictionary_mut(id).unwrap().set(key, value.into());
}

fn descriptor<'d>(doc: &'d mut Document, key: &[u8]) -> &'d mut Dictionary {
    let id = descendant(doc, key);
    let descriptor = doc.get_dictionary(id).unwrap().get(b"FontDescriptor");
    let id = descriptor.unwrap().as_reference().unwrap();
    doc.get_dictionary_mut(id).unwrap()
}

/// The program of the page's first face, which is CFF.
fn program(doc: &mut Document) -> &mut Stream {
    let id = descriptor(doc, b"T0").get(b"FontFile3");
    let id = id.unwrap().as_reference().unwrap();
    doc.get_object_mut(id).unwrap().as_stream_mut().unwrap()
}

/// A tint transform to a process colour.
fn tint(to: [i64; 4]) -> Object {
    let domain = vec![0.into(), 1.into()];
    dictionary! { "FunctionType" => 2, "Domain" => domain, "C0" => edges([0; 4]), "C1" => edges(to), "N" => 1 }.into()
}

/// A picture whose dictionary says something else.
fn odd_picture(doc: &mut Document, extra: Dictionary) {
    let mut dict = dictionary! { "Width" => 8, "Height" => 8, "BitsPerComponent" => 8, "ColorSpace" => name("DeviceCMYK") };
    // `extend` would make arrays of what is there already.
    for (key, value) in &extra {
        dict.set(key.clone(), value.clone());
    }
    image(doc, "P", dict, vec![0; 256]);
    paint(doc, "2 0 0 2 600 600 cm /P Do");
}

/// A picture that does not say something.
fn lacking_picture(doc: &mut Document, key: &str) {
    odd_picture(doc, Dictionary::new());
    let id = resources(doc, "XObject")
        .get(b"P")
        .unwrap()
        .as_reference()
        .unwrap();
    let stream = doc.get_object_mut(id).unwrap().as_stream_mut().unwrap();
    stream.dict.remove(key.as_bytes());
}

breaks! {
    // The file.
    PdfVersion "later-header" |doc| "1.7".clone_into(&mut doc.version);
    PdfVersion "later-catalog" |doc| catalog(doc).set("Version", name("1.7"));
    FileId "no-id" |doc| { doc.trailer.remove(b"ID"); };
    FileId "empty-id" |doc| doc.trailer.set("ID", vec![text(""), text("")]);
    LzwFilter "lzw" |doc| {
        let stream = Stream::new(dictionary! { "Filter" => name("LZWDecode") }, vec![0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01]);
        doc.add_object(stream);
    };
    CryptFilter "crypt" |doc| {
        doc.add_object(Stream::new(dictionary! { "Filter" => name("Crypt") }, vec![1, 2, 3]));
    };
    ExternalStream "external" |doc| {
        doc.add_object(Stream::new(dictionary! { "F" => text("elsewhere.bin") }, vec![]));
    };
    BrokenStream "garbage-flate" |doc| {
        doc.add_object(Stream::new(dictionary! { "Filter" => name("FlateDecode") }, vec![0x11; 40]));
    };
    BrokenStream "short-picture" |doc| {
        let dict = dictionary! { "Width" => 100, "Height" => 100, "BitsPerComponent" => 8, "ColorSpace" => name("DeviceCMYK") };
        image(doc, "P", dict, vec![0; 1000]);
        paint(doc, "20 0 0 20 600 600 cm /P Do");
    };
    Encrypted "encrypted" |doc| {
        let version = EncryptionVersion::V1 { document: doc, owner_password: "o", user_password: "", permissions: Permissions::all() };
        let state = EncryptionState::try_from(version).unwrap();
        doc.encrypt(&state).unwrap();
    };
    DamagedFile "wrong-startxref" |_| {}, then |bytes| {
        let at = bytes.windows(9).rposition(|word| word == b"startxref").unwrap();
        [&bytes[..at], b"startxref\n99\n%%EOF"].concat()
    };
    ObjectStream "object-streams" |doc| "1.5".clone_into(&mut doc.version), then |bytes| {
        let mut out = Vec::new();
        Document::load_mem(&bytes).unwrap().save_modern(&mut out).unwrap();
        out
    }, printer x1a;
    TooMuch "many-operators" |doc| set_content(doc, b"q Q ".repeat(2 << 20));
    FileName "other-name" |_| {}, printer || Printer { file_name: Some("*-##.pdf".to_owned()), ..Printer::default() };
    FileName "long-name" |_| {}, printer || Printer { file_name_most: Some(7), ..Printer::default() };
    FileSize "large-file" |_| {}, printer || Printer { file_size: Some(100_000), ..Printer::default() };
    PdfVersion "version-of-plant" |doc| "1.4".clone_into(&mut doc.version), printer || Printer { pdf_version: Some((1, 3)), ..x1a() };
    // What it says about itself.
    Xmp "no-xmp" |doc| { catalog(doc).remove(b"Metadata"); };
    Xmp "torn-xmp" |doc| in_xmp(doc, "</rdf:RDF>", "</rdf:RFD>");
    Xmp "untyped-xmp" |doc| { metadata(doc).dict.remove(b"Subtype"); };
    XmpFiltered "packed-xmp" |doc| {
        let stream = metadata(doc);
        stream.allows_compression = true;
        stream.compress().unwrap();
    };
    PdfxVersion "no-pdfx-version" |doc| in_xmp(doc, "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>", "");
    PdfxVersion "other-pdfx-version" |doc| in_xmp(doc, "PDF/X-4</pdfxid", "PDF/X-3:2003</pdfxid");
    XmpKeys "no-document-id" |doc| in_xmp(doc, "xmpMM:DocumentID", "xmpMM:DocumentName");
    XmpKeys "no-metadata-date" |doc| in_xmp(doc, "xmp:MetadataDate", "xmp:MetadataDay");
    NoTitle "no-title" |doc| in_xmp(doc, "dc:title", "dc:tittle");
    InfoDiffers "other-title" |doc| info(doc).set("Title", text("another"));
    InfoDiffers "other-date" |doc| info(doc).set("ModDate", text("D:20200101000000Z"));
    InfoDiffers "other-producer" |doc| in_xmp(doc, "<pdf:Producer>duikai", "<pdf:Producer>somebody");
    Trapped "trapped-unknown" |doc| {
        info(doc).set("Trapped", name("Unknown"));
        in_xmp(doc, "<pdf:Trapped>False", "<pdf:Trapped>Unknown");
    };
    Trapped "trapped-nowhere" |doc| {
        info(doc).remove(b"Trapped");
        in_xmp(doc, "<pdf:Trapped>False</pdf:Trapped>", "");
    };
    InfoKeys "no-info-title" |doc| { info(doc).remove(b"Title"); }, printer x1a;
    // The printing condition.
    PrintingCondition "other-paper" |_| {}, printer || Printer { conditions: vec!["26v5".to_owned()], ..Printer::default() };
    OutputIntent "kindless-intent" |doc| {
        let mut more = intent(doc).clone();
        more.remove(b"S");
        catalog(doc).get_mut(b"OutputIntents").unwrap().as_array_mut().unwrap().push(more.into());
    };
    OutputIntent "no-intent" |doc| { catalog(doc).remove(b"OutputIntents"); };
    OutputIntent "other-intent" |doc| intent(doc).set("S", name("GTS_PDFA1"));
    OutputIntent "two-intents" |doc| {
        let more = Object::Dictionary(intent(doc).clone());
        catalog(doc).get_mut(b"OutputIntents").unwrap().as_array_mut().unwrap().push(more);
    };
    OutputCondition "no-condition" |doc| { intent(doc).remove(b"OutputConditionIdentifier"); };
    OutputCondition "no-condition-info" |doc| { intent(doc).remove(b"Info"); };
    OutputProfile "no-profile" |doc| { intent(doc).remove(b"DestOutputProfile"); };
    ProfileReference "profile-reference" |doc| intent(doc).set("DestOutputProfileRef", dictionary! { "URLs" => Object::Array(vec![]) });
    OutputIcc "no-icc" |doc| profile(doc).set_content(vec![7; 4000]);
    OutputIcc "cut-icc" |doc| { let half = profile(doc).content[..5000].to_vec(); profile(doc).set_content(half); };
    OutputIcc "input-profile" |doc| patch_profile(doc, 12, b"scnr");
    OutputChannels "three-channels" |doc| { profile(doc).dict.set("N", 3); };
    OutputNotCmyk "rgb-profile" |doc| patch_profile(doc, 16, b"RGB ");
    OutputProfilesDiffer "two-profiles" |doc| {
        let copy = profile(doc).clone();
        let copy = doc.add_object(copy);
        intent(doc).set("DestOutputProfile", copy);
    };
    // Pages.
    PageCount "two-pages" |doc| {
        let second = page(doc).clone();
        let second = doc.add_object(second);
        let pages = page(doc).get(b"Parent").unwrap().as_reference().unwrap();
        let pages = doc.get_dictionary_mut(pages).unwrap();
        pages.get_mut(b"Kids").unwrap().as_array_mut().unwrap().push(second.into());
        pages.set("Count", 2);
    };
    PageTree "orphan" |doc| { page(doc).remove(b"Parent"); };
    PageTree "other-parent" |doc| { let other = doc.add_object(dictionary! { "Type" => name("Pages") }); page(doc).set("Parent", other); };
    PageTree "wrong-count" |doc| {
        let pages = page(doc).get(b"Parent").unwrap().as_reference().unwrap();
        doc.get_dictionary_mut(pages).unwrap().set("Count", 2);
    };
    PageTree "untyped-page" |doc| { page(doc).remove(b"Type"); };
    PageMode "page-mode" |doc| catalog(doc).set("PageMode", name("UseEverything"));
    PageMode "page-layout" |doc| catalog(doc).set("PageLayout", name("ThreeColumns"));
    TrimBox "empty-trim" |doc| page(doc).set("TrimBox", edges([100, 100, 100, 400]));
    TrimBox "torn-trim" |doc| page(doc).set("TrimBox", edges([8, 8, 1100, 1500])[..3].to_vec());
    BoxNesting "empty-bleed" |doc| page(doc).set("BleedBox", edges([5, 5, 5, 5]));
    TrimSize "other-trim" |_| {}, printer || Printer { trims: vec![Trim::exactly(Len::MM * 400, Len::MM * 550)], ..Printer::default() };
    Bleed "little-bleed" |_| {}, printer || Printer { bleed: Some(Bleed::Least([Len::MM * 5; 4])), ..Printer::default() };
    Bleed "some-bleed" |_| {}, printer || Printer { bleed: Some(Bleed::None), ..Printer::default() };
    UnprintableEdge "at-the-head" |_| {}, printer || Printer { edge: [Len::MM * 15, Len::ZERO, Len::ZERO, Len::ZERO], ..Printer::default() };
    Marks "marks" |doc| {
        page(doc).set("MediaBox", edges([-30, -30, 1200, 1700]));
        paint(doc, "/O1 gs 0 0 0 1 K 0.5 w -20 8 m -5 8 l S");
    };
    TrimBox "no-trim" |doc| { page(doc).remove(b"TrimBox"); };
    TrimBox "trim-and-art" |doc| { let trim = page(doc).get(b"TrimBox").unwrap().clone(); page(doc).set("ArtBox", trim); };
    BoxNesting "trim-outside" |doc| page(doc).set("TrimBox", edges([-20, 8, 1100, 1500]));
    BoxNesting "bleed-outside" |doc| page(doc).set("BleedBox", edges([-20, -20, 2000, 2000]));
    CropBox "crop" |doc| page(doc).set("CropBox", edges([1, 1, 1120, 1570]));
    UserUnit "user-unit" |doc| page(doc).set("UserUnit", 2);
    Rotated "rotate-string" |doc| page(doc).set("Rotate", text("90"));
    Rotated "rotate-little" |doc| page(doc).set("Rotate", 7);
    Rotated "rotated" |doc| page(doc).set("Rotate", 90);
    EmptyPage "empty" |doc| set_content(doc, b"q Q".to_vec());
    Annotation "link" |doc| annotation(doc, dictionary! { "Subtype" => name("Link") });
    Annotation "printer-mark" |doc| annotation(doc, dictionary! { "Subtype" => name("PrinterMark") });
    SeparationInfo "separation" |doc| page(doc).set("SeparationInfo", dictionary! { "DeviceColorant" => name("Cyan") });
    GroupSpace "page-group" |doc| page(doc).set("Group", dictionary! { "S" => name("Transparency"), "CS" => name("DeviceRGB") });
    GroupSpace "form-group" |doc| form(doc, dictionary! { "Group" => dictionary! { "S" => name("Transparency"), "CS" => name("DeviceRGB") } });
    ViewArea "view-area" |doc| catalog(doc).set("ViewerPreferences", dictionary! { "PrintArea" => name("TrimBox") });
    // What a press file must not carry.
    Action "open-action" |doc| catalog(doc).set("OpenAction", action("app.alert(1)"));
    Action "named-script" |doc| {
        let action = doc.add_object(action("1"));
        catalog(doc).set("Names", dictionary! { "JavaScript" => dictionary! { "Names" => vec![text("a"), action.into()] } });
    };
    Action "page-action" |doc| page(doc).set("AA", dictionary! { "O" => action("1") });
    Action "link-action" |doc| {
        let link = dictionary! { "S" => name("URI"), "URI" => text("http://example.com") };
        annotation(doc, dictionary! { "Subtype" => name("Link"), "A" => link });
    };
    FormFields "form-field" |doc| {
        let field = doc.add_object(dictionary! { "FT" => name("Tx"), "T" => text("field") });
        catalog(doc).set("AcroForm", dictionary! { "Fields" => vec![field.into()] });
    };
    LayerConfigs "layer-configs" |doc| layers(doc, dictionary! { "Configs" => Object::Array(vec![dictionary! { "Name" => text("c") }.into()]) });
    LayerState "layer-state" |doc| layers(doc, dictionary! { "D" => dictionary! { "Name" => text("d"), "AS" => Object::Array(vec![]) } });
    Layers "layers" |doc| layers(doc, Dictionary::new()), printer x1a;
    Transparency "alpha" |doc| state(doc, dictionary! { "Type" => name("ExtGState"), "ca" => Object::Real(0.5) }), printer x1a;
    EmbeddedFile "embedded-file" |doc| {
        let file = doc.add_object(Stream::new(dictionary! { "Type" => name("EmbeddedFile") }, b"x".to_vec()));
        let spec = dictionary! { "Type" => name("Filespec"), "F" => text("x"), "EF" => dictionary! { "F" => file } };
        catalog(doc).set("Names", dictionary! { "EmbeddedFiles" => dictionary! { "Names" => vec![text("x"), spec.into()] } });
    };
    PostScript "postscript" |doc| { doc.add_object(Stream::new(dictionary! { "Type" => name("XObject"), "Subtype" => name("PS") }, b"showpage".to_vec())); };
    Opi "opi" |doc| form(doc, dictionary! { "OPI" => dictionary! { "2.0" => Object::Dictionary(Dictionary::new()) } });
    ReferenceXobject "reference" |doc| form(doc, dictionary! { "Ref" => dictionary! { "F" => text("x.pdf"), "Page" => 0 } });
    AlternateImage "alternates" |doc| {
        let dict = dictionary! { "Width" => 8, "Height" => 8, "BitsPerComponent" => 8, "ColorSpace" => name("DeviceCMYK"), "Alternates" => Object::Array(vec![]) };
        image(doc, "P", dict, vec![0; 256]);
        paint(doc, "2 0 0 2 600 600 cm /P Do");
    };
    // Graphics state.
    TransferFunction "transfer" |doc| state(doc, dictionary! { "Type" => name("ExtGState"), "TR" => name("Identity") });
    HalftonePhase "phase" |doc| state(doc, dictionary! { "Type" => name("ExtGState"), "HTP" => vec![1.into(), 1.into()] });
    Halftone "halftone-name" |doc| {
        let screen = dictionary! { "Type" => name("Halftone"), "HalftoneType" => 1, "HalftoneName" => text("x"), "Frequency" => 100, "Angle" => 45, "SpotFunction" => name("Round") };
        state(doc, dictionary! { "Type" => name("ExtGState"), "HT" => screen });
    };
    Halftone "halftone-type" |doc| state(doc, dictionary! { "Type" => name("ExtGState"), "HT" => dictionary! { "HalftoneType" => 6 } });
    RenderingIntent "intent-name" |doc| state(doc, dictionary! { "Type" => name("ExtGState"), "RI" => name("Nice") });
    RenderingIntent "intent-operator" |doc| paint(doc, "/Nice ri 0.1 0 0 0 k 100 100 50 50 re f");
    // Fonts.
    FontEmbedded "not-embedded" |doc| plain_font(doc, "Helvetica");
    Courier "courier" |doc| plain_font(doc, "Courier");
    Notdef "notdef" |doc| paint(doc, "/O1 gs 0 0 0 1 k BT /T0 12 Tf 1 0 0 1 200 700 Tm <7FFF> Tj ET");
    CidMap "no-cid-map" |doc| {
        let key = truetype_key(doc);
        let id = descendant(doc, &key);
        doc.get_dictionary_mut(id).unwrap().remove(b"CIDToGIDMap");
    };
    CharacterMap "unknown-map" |doc| { let id = font(doc, b"T0"); doc.get_dictionary_mut(id).unwrap().set("Encoding", name("Own-Map-H")); };
    NoToUnicode "no-to-unicode" |doc| { let id = font(doc, b"T0"); doc.get_dictionary_mut(id).unwrap().remove(b"ToUnicode"); };
    FontSubset "no-tag" |doc| { let id = font(doc, b"T0"); doc.get_dictionary_mut(id).unwrap().set("BaseFont", name("Song")); };
    FontLicence "restricted-font" |doc| {
        let fonts = Fonts::bundled();
        let mut program = fonts.face(fonts.find("box").unwrap()).bytes().to_vec();
        let tables = usize::from(program[5]);
        let record = (0..tables).map(|nth| 12 + 16 * nth).find(|&at| &program[at..at + 4] == b"OS/2").expect("an OS/2 table");
        let start = u32::from_be_bytes(program[record + 8..record + 12].try_into().unwrap()) as usize;
        program[start + 8..start + 10].copy_from_slice(&[0, 2]);
        let length = program.len() as i64;
        let file = doc.add_object(Stream::new(dictionary! { "Length1" => length }, program));
        let descriptor = doc.add_object(dictionary! {
            "Type" => name("FontDescriptor"), "FontName" => name("ABCDEF+Box"), "Flags" => 32, "FontFile2" => file,
            "FontBBox" => edges([0, 0, 1000, 1000]), "ItalicAngle" => 0, "Ascent" => 880, "Descent" => -120, "CapHeight" => 700, "StemV" => 80,
        });
        let font = dictionary! {
            "Type" => name("Font"), "Subtype" => name("TrueType"), "BaseFont" => name("ABCDEF+Box"), "FirstChar" => 65, "LastChar" => 65,
            "Widths" => vec![1000.into()], "Encoding" => name("WinAnsiEncoding"), "FontDescriptor" => descriptor,
        };
        let font = doc.add_object(font);
        add_resource(doc, "Font", "F", font);
        paint(doc, "/O1 gs 0 0 0 1 k BT /F 12 Tf 200 700 Td (A) Tj ET");
    };
    FontBroken "garbage-program" |doc| {
        program(doc).set_content([b"\0\x01\0\0".as_slice(), &[7; 200]].concat());
        program(doc).dict.remove(b"Filter");
    };
    FontProgram "no-subtype" |doc| { program(doc).dict.remove(b"Subtype"); };
    FontProgram "other-subtype" |doc| program(doc).dict.set("Subtype", name("Type1C"));
    FontProgram "unknown-subtype" |doc| program(doc).dict.set("Subtype", name("CFF"));
    FontProgram "other-key" |doc| {
        let file = descriptor(doc, b"T0").remove(b"FontFile3").unwrap();
        descriptor(doc, b"T0").set("FontFile2", file);
    };
    FontDescriptor "no-flags" |doc| { descriptor(doc, b"T0").remove(b"Flags"); };
    FontDescriptor "no-box" |doc| { descriptor(doc, b"T0").remove(b"FontBBox"); };
    GlyphWidths "wrong-widths" |doc| {
        set_in_descendant(doc, "W", Object::Array(vec![]));
        set_in_descendant(doc, "DW", 777);
    };
    GlyphWidths "wrong-truetype-widths" |doc| {
        let key = truetype_key(doc);
        let id = descendant(doc, &key);
        let dict = doc.get_dictionary_mut(id).unwrap();
        dict.set("W", Object::Array(vec![]));
        dict.set("DW", 800);
    };
    CidSystem "no-cid-system" |doc| { let id = descendant(doc, b"T0"); doc.get_dictionary_mut(id).unwrap().remove(b"CIDSystemInfo"); };
    CidSystem "other-map" |doc| { let id = font(doc, b"T0"); doc.get_dictionary_mut(id).unwrap().set("Encoding", name("UniGB-UTF16-H")); };
    CidSystem "other-embedded-map" |doc| {
        let system = dictionary! { "Registry" => text("Adobe"), "Ordering" => text("Japan1"), "Supplement" => 6 };
        let map = doc.add_object(Stream::new(dictionary! { "Type" => name("CMap"), "CMapName" => name("Own"), "CIDSystemInfo" => system }, b"begincmap endcmap".to_vec()));
        let id = font(doc, b"T0");
        doc.get_dictionary_mut(id).unwrap().set("Encoding", map);
    };
    CharacterMap "other-writing-mode" |doc| {
        let id = descendant(doc, b"T0");
        let system = doc.get_dictionary(id).unwrap().get(b"CIDSystemInfo").unwrap().clone();
        let map = doc.add_object(Stream::new(dictionary! { "Type" => name("CMap"), "CMapName" => name("Own"), "CIDSystemInfo" => system }, b"/WMode 1 def".to_vec()));
        let id = font(doc, b"T0");
        doc.get_dictionary_mut(id).unwrap().set("Encoding", map);
    };
    CidMap "unknown-cid-map" |doc| {
        let key = truetype_key(doc);
        let id = descendant(doc, &key);
        doc.get_dictionary_mut(id).unwrap().set("CIDToGIDMap", name("Other"));
    };
    // Colour.
    SpotDefinition "two-tints" |doc| {
        let spot = |to| vec![name("Separation"), name("PANTONE 185 C"), name("DeviceCMYK"), tint(to)];
        add_resource(doc, "ColorSpace", "S", spot([0, 1, 1, 0]));
        add_resource(doc, "ColorSpace", "T", spot([1, 0, 1, 0]));
        paint(doc, "/S cs 1 scn 100 100 50 50 re f /T cs 1 scn 200 100 50 50 re f");
    };
    MonoSpace "black-in-four-inks" |doc| set_content(doc, b"/O1 gs 0 0 0 1 k 100 100 50 50 re f".to_vec()),
        printer || Printer { grey_mono: true, ..Printer::default() };
    Rgb "rgb-fill" |doc| paint(doc, "1 0 0 rg 100 100 50 50 re f");
    Rgb "rgb-stroke" |doc| paint(doc, "1 0 0 RG 3 w 100 100 m 200 200 l S");
    Rgb "rgb-picture" |doc| {
        let dict = dictionary! { "Width" => 20, "Height" => 20, "BitsPerComponent" => 8, "ColorSpace" => name("DeviceRGB") };
        image(doc, "P", dict, vec![128; 1200]);
        paint(doc, "4 0 0 4 600 600 cm /P Do");
    };
    Rgb "rgb-indexed" |doc| {
        let table = Object::Array(vec![name("Indexed"), name("DeviceRGB"), 1.into(), Object::String(vec![0, 0, 0, 255, 255, 255], lopdf::StringFormat::Hexadecimal)]);
        let dict = dictionary! { "Width" => 20, "Height" => 20, "BitsPerComponent" => 8, "ColorSpace" => table };
        image(doc, "P", dict, vec![1; 400]);
        paint(doc, "4 0 0 4 600 600 cm /P Do");
    };
    Rgb "rgb-in-form" |doc| {
        let inner = Stream::new(dictionary! { "Type" => name("XObject"), "Subtype" => name("Form"), "BBox" => edges([0, 0, 90, 90]) }, b"1 0 0 rg 0 0 50 50 re f".to_vec());
        let inner = doc.add_object(inner);
        form(doc, dictionary! { "Resources" => dictionary! { "XObject" => dictionary! { "In" => inner } } });
        let outer = resources(doc, "XObject").get(b"Fm").unwrap().as_reference().unwrap();
        doc.get_object_mut(outer).unwrap().as_stream_mut().unwrap().set_content(b"/In Do".to_vec());
    };
    CieColour "lab" |doc| space(doc, vec![name("Lab"), dictionary! { "WhitePoint" => vec![Object::Real(0.96), 1.into(), Object::Real(0.82)] }.into()], "50 20 20");
    CieColour "cal-grey" |doc| space(doc, vec![name("CalGray"), dictionary! { "WhitePoint" => vec![Object::Real(0.96), 1.into(), Object::Real(0.82)] }.into()], "0.5");
    CieColour "icc-type" |doc| {
        let profile = doc.add_object(Stream::new(dictionary! { "N" => 3 }, vec![0; 200]));
        add_resource(doc, "ColorSpace", "S", vec![name("ICCBased"), profile.into()]);
        type_line(doc, "/S cs 0.4 0.4 0.4 scn", 12.0);
    };
    IntentAsColour "intent-space" |doc| {
        let profile = intent(doc).get(b"DestOutputProfile").unwrap().clone();
        space(doc, vec![name("ICCBased"), profile], "0.1 0 0 0");
    };
    SpotColour "spot" |doc| {
        let tint = dictionary! { "FunctionType" => 2, "Domain" => edges([0, 1, 0, 0])[..2].to_vec(), "C0" => edges([0; 4]), "C1" => edges([0, 1, 1, 0]), "N" => 1 };
        space(doc, vec![name("Separation"), name("PANTONE 185 C"), name("DeviceCMYK"), tint.into()], "1");
    };
    RegistrationColour "registration" |doc| {
        let tint = dictionary! { "FunctionType" => 2, "Domain" => edges([0, 1, 0, 0])[..2].to_vec(), "C0" => edges([0; 4]), "C1" => edges([1; 4]), "N" => 1 };
        space(doc, vec![name("Separation"), name("All"), name("DeviceCMYK"), tint.into()], "0.2");
    };
    DefaultSpace "default-cmyk" |doc| {
        let profile = doc.add_object(Stream::new(dictionary! { "N" => 4 }, vec![0; 200]));
        add_resource(doc, "ColorSpace", "DefaultCMYK", vec![name("ICCBased"), profile.into()]);
        paint(doc, "0.1 0 0 0 k 100 100 50 50 re f");
    };
    UnknownSpace "unknown-space" |doc| paint(doc, "/Nowhere cs 1 scn 100 100 50 50 re f");
    // Text.
    BlackTextKnocksOut "black-knocks-out" |doc| type_line(doc, "/O0 gs 0 0 0 1 k", 9.0);
    BlackTextKnocksOut "black-mode-0" |doc| {
        add_resource(doc, "ExtGState", "G", dictionary! { "OP" => true, "op" => true, "OPM" => 0 });
        type_line(doc, "/G gs 0 0 0 1 k", 9.0);
    };
    GreyText "grey-text" |doc| type_line(doc, "0 g", 9.0);
    GreyOverprints "grey-overprints" |doc| type_line(doc, "/O1 gs 0.5 g", 14.0);
    WhiteTextOverprints "white-overprints" |doc| type_line(doc, "/O1 gs 0 0 0 0 k", 14.0);
    RichBlackText "rich-black" |doc| type_line(doc, "/O0 gs 0.6 0.5 0.5 1 k", 14.0);
    NearBlackText "near-black" |doc| type_line(doc, "/O0 gs 0.1 0 0 1 k", 14.0);
    NearBlackText "rgb-black" |doc| type_line(doc, "/O0 gs 0 0 0 rg", 14.0);
    SmallReversedText "small-reversed" |doc| type_line(doc, "/O0 gs 0 0 0 0 k", 8.0);
    SmallMultiInkText "small-multi-ink" |doc| type_line(doc, "/O0 gs 1 1 0 0 k", 8.0);
    SmallText "small-text" |doc| type_line(doc, "/O1 gs 0 0 0 1 k", 3.0);
    SmallText "scaled-text" |doc| type_line(doc, "/O1 gs 0 0 0 1 k 0.2 0 0 0.2 0 0 cm", 10.0);
    SmallText "small-serif" |doc| type_line(doc, "/O1 gs 0 0 0 1 k", 9.0), printer || Printer { serif_least: [Len::pt(10); 3], ..Printer::default() };
    SmallReversedText "small-on-inks" |doc| {
        paint(doc, "1 1 0 0 k 190 690 90 40 re f");
        type_line(doc, "/O0 gs 0 0 0 0 k", 11.0);
    }, printer || Printer { reversed_on_inks_least: Len::pt(12), ..Printer::default() };
    WeakGround "white-on-pale" |doc| {
        paint(doc, "0.2 0 1 0 k 190 690 90 40 re f");
        type_line(doc, "/O0 gs 0 0 0 0 k", 14.0);
    }, printer || Printer { ground_least: 45, ..Printer::default() };
    Trap "cyan-on-magenta" |doc| {
        paint(doc, "0 1 0 0 k 190 690 90 40 re f");
        type_line(doc, "/O0 gs 1 0 0 0 k", 14.0);
    }, printer || Printer { trapped_here: true, ..Printer::default() };
    // Lines.
    LeastDot "breath" |doc| paint(doc, "0 0.03 0 0 k 100 300 50 50 re f"), printer || Printer { dots: (5, 80), ..Printer::default() };
    MostDot "nearly-solid" |doc| paint(doc, "0 0.9 0 0 k 100 300 50 50 re f"), printer || Printer { dots: (5, 80), ..Printer::default() };
    BlackRuleKnocksOut "black-rule" |doc| line(doc, "/O0 gs 0 0 0 1 K", "1");
    BlackRuleKnocksOut "black-thin-box" |doc| paint(doc, "/O0 gs 0 0 0 1 k 100 300 200 0.5 re f");
    WhiteOverprints "white-line" |doc| line(doc, "/O1 gs 0 0 0 0 K", "3");
    WhiteOverprints "white-box" |doc| paint(doc, "/O1 gs 0 0 0 0 k 100 300 50 50 re f");
    GreyRule "grey-rule" |doc| line(doc, "0 G", "1");
    ThinRule "hairline" |doc| line(doc, "/O1 gs 0 0 0 1 K", "0");
    ThinRule "thin-box" |doc| paint(doc, "/O1 gs 0 0 0 1 k 100 300 200 0.1 re f");
    ThinRule "scaled-line" |doc| line(doc, "/O1 gs 0 0 0 1 K 0.1 0 0 0.1 0 0 cm", "1");
    ThinMultiInkRule "multi-ink-line" |doc| line(doc, "1 1 0 0 K", "0.22");
    ThinWhiteRule "thin-white" |doc| line(doc, "0 0 0 0 K", "0.22");
    // Pictures.
    LowPpi "low-ppi" |doc| flat_picture(doc, 40, [40, 0, 0, 0], 40);
    LowPpi "fair-ppi" |doc| flat_picture(doc, 70, [40, 0, 0, 0], 40);
    LowBitmapPpi "low-bitmap" |doc| {
        let dict = dictionary! { "Width" => 80, "Height" => 80, "BitsPerComponent" => 1, "ColorSpace" => name("DeviceGray") };
        image(doc, "P", dict, vec![0xAA; 800]);
        paint(doc, "40 0 0 40 600 600 cm /P Do");
    };
    LowBitmapPpi "low-stencil" |doc| {
        image(doc, "P", dictionary! { "Width" => 80, "Height" => 80, "BitsPerComponent" => 1, "ImageMask" => true }, vec![0xAA; 800]);
        paint(doc, "/O0 gs 1 0 0 0 k 40 0 0 40 600 600 cm /P Do");
    };
    LowPpi "inline-ppi" |doc| paint(doc, "60 0 0 60 600 600 cm BI /W 20 /H 1 /BPC 8 /CS /CMYK ID aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa EI");
    RasterPage "raster-page" |doc| {
        set_content(doc, Vec::new());
        flat_picture(doc, 3200, [40, 0, 0, 0], 1100);
    };
    Interpolate "interpolate" |doc| {
        let dict = dictionary! { "Width" => 8, "Height" => 8, "BitsPerComponent" => 8, "ColorSpace" => name("DeviceCMYK"), "Interpolate" => true };
        image(doc, "P", dict, vec![0; 256]);
        paint(doc, "2 0 0 2 600 600 cm /P Do");
    };
    HighPpi "high-ppi" |doc| flat_picture(doc, 300, [40, 0, 0, 0], 40), printer || Printer { ppi_most: Some(450), ..Printer::default() };
    ImageDictionary "three-bits" |doc| odd_picture(doc, dictionary! { "BitsPerComponent" => 3 });
    ImageDictionary "no-bits" |doc| lacking_picture(doc, "BitsPerComponent");
    ImageDictionary "no-height" |doc| lacking_picture(doc, "Height");
    ImageDictionary "no-space" |doc| lacking_picture(doc, "ColorSpace");
    ImageDictionary "short-decode" |doc| odd_picture(doc, dictionary! { "Decode" => vec![0.into(), 1.into()] });
    ImageDictionary "deep-stencil" |doc| {
        image(doc, "P", dictionary! { "Width" => 8, "Height" => 8, "BitsPerComponent" => 8, "ImageMask" => true }, vec![0xAA; 64]);
        paint(doc, "/O0 gs 1 0 0 0 k 0.5 0 0 0.5 600 600 cm /P Do");
    };
    ImageDictionary "inline-bits" |doc| paint(doc, "6 0 0 6 600 600 cm BI /W 20 /H 1 /BPC 3 /CS /G ID aaaaaaaa EI");
    SixteenBit "sixteen-bits" |doc| odd_picture(doc, dictionary! { "BitsPerComponent" => 16 }), printer x1a;
    Jpx "jpx" |doc| odd_picture(doc, dictionary! { "Filter" => name("JPXDecode") }), printer x1a;
    Jbig2 "jbig2" |doc| odd_picture(doc, dictionary! { "Filter" => name("JBIG2Decode") }), printer x1a;
    // Ink.
    InkUnmeasured "unmeasured" |doc| odd_picture(doc, dictionary! { "Filter" => name("JPXDecode") });
    InkMean "heavy-fill" |doc| paint(doc, "0.9 0.8 0.8 0.3 k 500 500 90 90 re f");
    InkMean "heavy-picture" |doc| flat_picture(doc, 240, [230, 200, 200, 40], 100);
    InkMean "overprinted-fill" |doc| paint(doc, "/O1 gs 0.9 0.9 0 0 k 500 500 90 90 re f 0 0 0.9 0 k 500 500 90 90 re f");
    InkPeak "heavy-spot" |doc| paint(doc, "1 1 1 0 k 500 500 12 12 re f");
    // Contents.
    BrokenContent "open-state" |doc| set_content(doc, b"q 0 0 0 1 k 100 100 50 50 re f".to_vec());
    BrokenContent "closed-state" |doc| set_content(doc, b"0 0 0 1 k 100 100 50 50 re f Q".to_vec());
    BrokenContent "open-text" |doc| set_content(doc, b"/O1 gs 0 0 0 1 k BT /T0 12 Tf 1 0 0 1 200 700 Tm <00010001> Tj".to_vec());
    BrokenContent "closed-text" |doc| paint(doc, "ET");
    BrokenContent "open-mark" |doc| paint(doc, "/Span BMC 0 0 0 1 k 100 100 50 50 re f");
    BrokenContent "open-state-in-form" |doc| {
        form(doc, Dictionary::new());
        let id = resources(doc, "XObject").get(b"Fm").unwrap().as_reference().unwrap();
        doc.get_object_mut(id).unwrap().as_stream_mut().unwrap().set_content(b"q 0.2 0 0 0 k 0 0 40 40 re f".to_vec());
    };
    BrokenContent "no-operator" |doc| paint(doc, "1 0 frobnicate");
    BrokenContent "no-operands" |doc| paint(doc, "1 0 0 k");
}
