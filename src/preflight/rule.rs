//! The checks, their stable codes and their manual pages.

/// The weight of a failed check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Somebody should look at it.
    Warning,
    /// The file must not go to press.
    Error,
}

macro_rules! rules {
    ($($variant:ident $name:literal $weight:ident $manual:literal;)*) => {
        /// A check that a press file must pass. Printed in kebab-case; each has a manual page
        /// (`duikai explain CODE`).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Check {
            $(#[doc = $manual] $variant,)*
        }

        impl Check {
            /// Every check, in the order of the manual.
            pub const ALL: &'static [Check] = &[$(Check::$variant,)*];

            /// Returns the kebab-case code.
            pub fn name(self) -> &'static str {
                match self { $(Check::$variant => $name,)* }
            }

            /// Returns the default weight of a failure. Checks with two thresholds warn at the
            /// softer one.
            pub fn weight(self) -> Weight {
                match self { $(Check::$variant => Weight::$weight,)* }
            }

            /// Returns the manual page: what the check requires, why, and what to do.
            pub fn manual(self) -> &'static str {
                match self { $(Check::$variant => $manual,)* }
            }
        }
    };
}

rules! {
    // The file.
    PdfVersion "pdf-version" Error "The file is of a later PDF version than the standard allows: PDF/X-4 is PDF 1.6, PDF/X-1a:2003 is PDF 1.4 (ISO 15930). Older intakes misread later files. Save it again for the standard.";
    DamagedFile "damaged-file" Error "Cross references, lengths or objects of the file do not agree, so two programs may read two different pages in it. It was checked as far as it could be repaired. Send it again, or save it anew.";
    FileId "file-id" Error "The trailer lacks its ID, two strings that tell one file from another (ISO 15930-7). Plate rooms use it to see whether a page was replaced. Save the file again with a PDF/X preset.";
    Encrypted "encrypted" Error "The file is encrypted, even if no password is asked for reading. No PDF/X file may be, and nothing in it could be checked. Save it without security.";
    LzwFilter "lzw-filter" Error "A stream is compressed with LZW, which PDF/X-1a and PDF/A forbid. Save the file again with Flate (ZIP) compression.";
    CryptFilter "crypt-filter" Error "A stream uses the Crypt filter, which PDF/X and PDF/A forbid. Save the file again without security.";
    ExternalStream "external-stream" Error "A stream keeps its data in another file, which the plate room does not have. Embed the data.";
    BrokenStream "broken-stream" Error "A stream cannot be unpacked, or a picture has fewer bytes than its size needs. Part of the page would be missing. Save the file again.";
    ObjectStream "object-stream" Error "PDF/X-1a is PDF 1.4 at most, and object or cross-reference streams came with 1.5. Save the file for PDF/X-1a.";
    BrokenContent "broken-content" Error "Page contents hold something that is no PDF operator, or an operator without what it needs, or leaves open what it began (q without Q, BT without ET, BMC without EMC), so what is printed depends on the program that reads it. Save the file again.";
    TooMuch "too-much" Error "The file asks for more work than any newspaper page needs, so checking was stopped: too many objects, operators or bytes. It may be a page of a million tiny strokes; simplify it, or rasterise the drawing.";
    FileName "file-name" Error "The file's name does not follow the printer's template (`file-name` in the printer's file), or is longer than `file-name-most`; plate rooms sort pages by name. In the template # is a digit, @ a letter, ? any character and * any run.";
    FileSize "file-size" Error "The file is larger than the printer's intake takes (`file-size-most`). Reduce pictures to the resolution that is printed, and leave out what is not seen.";
    // What it says about itself.
    Xmp "xmp" Error "The document's XMP metadata is missing, lacks its type, or is no well-formed XML. PDF/X-4 is told from any other PDF by it.";
    XmpFiltered "xmp-filtered" Warning "The document's XMP metadata is compressed, so that programs that do not know PDF cannot read it; PDF/A forbids it.";
    PdfxVersion "pdfx-version" Error "The file does not say that it is of the standard asked for: pdfxid:GTS_PDFXVersion in XMP for PDF/X-4, GTS_PDFXVersion in Info for PDF/X-1a. Export it with that preset.";
    XmpKeys "xmp-keys" Error "A property that PDF/X-4 asks for is missing from XMP: dates of creation, change and metadata, document id, version id or rendition class.";
    InfoDiffers "info-differs" Error "An entry of the Info dictionary says something else than its twin in XMP, so two programs show two titles or dates. Save the file again; do not edit one of them alone.";
    Trapped "trapped" Error "Trapped must be True or False. Unknown, or nothing, leaves the plate room to guess whether colours were spread already.";
    InfoKeys "info-keys" Error "PDF/X-1a asks for Title, CreationDate, ModDate, Trapped and GTS_PDFXVersion in the Info dictionary; one of them is missing.";
    NoTitle "no-title" Error "The document has no title in its XMP metadata. PDF/X-4 asks for one, so that a page can be told in a list. Give it one.";
    // The printing condition.
    OutputIntent "output-intent" Error "A PDF/X file has exactly one GTS_PDFX output intent. Without it nobody knows which paper and inks the colours were made for.";
    OutputCondition "output-condition" Error "The output intent does not name its printing condition: OutputConditionIdentifier is missing, or Info is missing though the identifier is not a registered one.";
    PrintingCondition "printing-condition" Error "The page is made for another printing condition than those that the printer takes (`condition` in the printer's file): other paper, other inks, another dot gain, so its pictures come out too dark or too light. Ask the plant for its profile, name it in `[press] profile`, and build again.";
    OutputProfile "output-profile" Error "The output intent has no embedded output profile, which PDF/X-4 asks for. Without it a proof cannot show the colours. Export with a PDF/X-4 preset.";
    ProfileReference "profile-reference" Error "The output profile is only referred to, not embedded. That is PDF/X-4p, which newspaper plants do not take.";
    OutputIcc "output-icc" Error "The embedded output profile is damaged, incomplete, or not a profile of a printing process (class prtr).";
    OutputChannels "output-channels" Error "The output profile's /N is not the number of its channels: 4 for CMYK. Some programs then drop the profile. Embed it anew.";
    OutputNotCmyk "output-not-cmyk" Error "The output intent is not a CMYK condition (GWG R0035). A newspaper is printed with four inks.";
    OutputProfilesDiffer "output-profiles-differ" Error "The file has several output intents with different profile objects. PDF/A allows several only if they share one (ISO 19005-2 6.2.3).";
    // Pages.
    PageCount "page-count" Error "The printer takes one page a file (GWG R0006), because pages are paired for the plate one by one. Split the file.";
    TrimBox "trim-box" Error "A page needs a TrimBox or an ArtBox that encloses something, and not both (ISO 15930-7). The plate room places the page by it. An advertisement without one is placed by its CropBox or else its MediaBox, which is only a warning.";
    BoxNesting "box-nesting" Error "The page boxes do not lie inside one another: trim within bleed within media, and trim within crop.";
    PageTree "page-tree" Error "The tree of pages does not hold together: a page without Parent, or of another parent than the one that lists it, a wrong Type or Count. Programs that go up or count then find other pages, boxes or resources. Save the file again.";
    CropBox "crop-box" Error "The CropBox differs from the MediaBox (GWG R0003), so what people see on the screen is not what is printed.";
    UserUnit "user-unit" Error "UserUnit other than 1 scales the page in some programs and not in others (GWG R0002). Export the page at its real size.";
    Rotated "rotated" Error "The page is turned with Rotate (GWG R0004), or its Rotate is no multiple of 90 degrees. Imposition places pages as they stand; export it upright.";
    TrimSize "trim-size" Error "The trimmed size is none of the printer's (`trim`; a spread has twice the width), or not the same on all pages (GWG R0004). Export the page at the size of the plant.";
    Bleed "bleed" Error "The page has less bleed than the printer asks for at a side (`bleed`), or has some where none is wanted (`bleed = \"none\"`). Let grounds and pictures run over the trim, or export without bleed.";
    UnprintableEdge "unprintable-edge" Error "Something is printed where the press cannot print: nearer to the edge of the sheet than `unprintable-edge`. Grippers and folder need that much of it. Move it in, or make the page's margins wider.";
    EmptyPage "empty-page" Error "Nothing is painted on the page (GWG R0005). Most often the wrong page was exported.";
    Annotation "annotation" Error "An annotation (a link, note or form field) lies on the page, and PDF/X allows none inside the bleed: some programs print them. Take it off.";
    SeparationInfo "separation-info" Error "The page is a single separation made beforehand. Newspaper plants take composite pages and separate them themselves.";
    GroupSpace "group-space" Error "Transparency blends in a space other than DeviceCMYK (GWG R0030), so colours would turn out otherwise than on the proof.";
    ViewArea "view-area" Error "ViewerPreferences show or print another area than the media or bleed box, so part of the page may be missing. Take the entry out.";
    PageMode "page-mode" Warning "The catalog asks for a PageMode or PageLayout that does not exist, so it was made or edited by a program that does not know PDF. Save the file again.";
    Marks "marks" Warning "Something is painted outside the bleed, such as crop marks, though the printer wants none (`marks = false`). Plate rooms set their own marks.";
    // What a press file must not carry.
    Action "action" Error "The file holds an action, a script or a presentation. A press file shows pages and does nothing.";
    FormFields "form-fields" Error "The file holds form fields, whose contents are drawn by the program that shows them. Flatten them.";
    LayerConfigs "layer-configs" Error "Layers have several configurations (GWG R0034), so what is printed depends on which one is chosen.";
    LayerState "layer-state" Error "Layers switch themselves on or off by circumstance (the AS key), so the plate may differ from the screen.";
    Layers "layers" Error "PDF/X-1a allows no layers (optional content), because what is printed would depend on which are shown. Flatten them.";
    EmbeddedFile "embedded-file" Error "The file carries other files. A press file has no use for them, and plant networks refuse them. Take them out.";
    PostScript "postscript" Error "The file holds PostScript code, which only PostScript devices run, so the matter may be missing on the plate. Convert it to PDF.";
    Opi "opi" Error "A picture is a stand-in that an OPI server would replace. Embed the real picture.";
    ReferenceXobject "reference-xobject" Error "Matter is drawn from another file (a reference XObject), which the plate room does not have. Embed it.";
    AlternateImage "alternate-image" Error "A picture has alternates, so screen and plate may show different pictures. Keep the one that is to be printed.";
    Transparency "transparency" Error "PDF/X-1a allows no transparency: no soft mask, alpha below 1, blend mode or transparency group. Flatten it.";
    // Graphics state.
    TransferFunction "transfer-function" Error "A transfer function changes tones behind the printer's back. Take it out; the plant has its own curves.";
    HalftonePhase "halftone-phase" Error "The file shifts the halftone screen (HTP). Screening is the plant's; take the entry out of the graphics state.";
    Halftone "halftone" Error "The file names its own halftone screen, or one of a type that PDF/X forbids. Screening is the plant's.";
    RenderingIntent "rendering-intent" Error "A rendering intent is none of the four that exist (AbsoluteColorimetric, RelativeColorimetric, Saturation, Perceptual). Correct its name.";
    // Fonts.
    FontEmbedded "font-embedded" Error "A font is not embedded, so the plate room would set another in its place. Embed it.";
    FontBroken "font-broken" Warning "An embedded font program could not be read far enough to see which glyphs it has.";
    FontProgram "font-program" Error "The embedded program of a font is not of the kind that the font says: a FontFile3 of a wrong or missing Subtype, a TrueType program in a Type 1 font, or several programs. Some plate setters then drop the font. Embed it anew.";
    FontDescriptor "font-descriptor" Error "The descriptor of an embedded font lacks what every one has (Flags, FontName, FontBBox): an error; or its angle, heights or stem, or contradicts itself: a warning. Programs that need it fall back to another font.";
    GlyphWidths "glyph-widths" Error "The widths that a font's dictionary gives are not those of its embedded program (ISO 19005-2 6.2.11.5), by more than a thousandth of the size, so two programs set the text differently. Embed the font anew.";
    Notdef "notdef" Error "Text shows a glyph that the font does not have, which prints as an empty box or as nothing. Set it in a font that has the character.";
    FontLicence "font-licence" Error "The font's licence bits (OS/2 fsType) forbid embedding it. Set the text in another font, or get a licence that allows it.";
    Courier "courier" Warning "The font Courier is used (GWG R0014). It is most often a stand-in for one that was missing.";
    CidMap "cid-map" Error "A TrueType font of many characters has no CIDToGIDMap, so glyphs could be mistaken for one another.";
    CharacterMap "character-map" Error "A character map (CMap) is neither embedded nor one of those that every reader has.";
    CidSystem "cid-system" Error "The character collection of a composite font (CIDSystemInfo) is missing, or is not the one that its character map is made for, so other characters may be printed than were meant (ISO 19005-2 6.2.11.3.1). Embed the font anew.";
    NoToUnicode "no-to-unicode" Warning "A font has no ToUnicode map, so its text can be neither searched nor copied; PDF/A-2u asks for it.";
    FontSubset "font-subset" Warning "A font is embedded without the tag of a subset: either the whole font, which is large, or wrongly named.";
    // Colour.
    Rgb "rgb" Error "RGB colour is used (GWG R0027). The plant would convert it by a table of its own. Convert it to CMYK for the printing condition.";
    CieColour "cie-colour" Error "Colour is given by an ICC profile, Lab, CalRGB or CalGray (GWG R0027: colours are bound early). Convert it to CMYK; black text would fall apart into four inks.";
    IntentAsColour "intent-as-colour" Error "An ICCBased CMYK colour space has the same profile as the output intent, which PDF/X forbids: it is DeviceCMYK.";
    SpotColour "spot-colour" Error "Spot colours are used, more than the printer takes (GWG R0020; `spots` in the printer's file). Each would need a plate of its own.";
    SpotDefinition "spot-definition" Error "One name of an ink is defined in two ways: with two alternates or two tint transforms (ISO 19005-2 6.2.4.4). It is one plate, and two proofs of it. Define the ink once.";
    RegistrationColour "registration-colour" Warning "Something is painted in the colour /All, which prints on every plate (GWG R0024). It is meant for register marks only.";
    DefaultSpace "default-space" Error "A Default colour space redefines what device colours mean, so black type may fall apart into four inks. Take it out.";
    MonoSpace "mono-space" Error "A page of black alone uses other colour spaces than DeviceGray, and the printer wants such pages in grey (`mono = \"grey\"`), so that no workflow makes four plates of it. Convert it to greyscale. Pages that duikai makes for such a printer are in grey.";
    UnknownSpace "unknown-space" Warning "A colour space cannot be understood, so what is painted in it was not checked. Export the matter again in CMYK.";
    // Text.
    BlackTextKnocksOut "black-text-knocks-out" Warning "Small black text is cut out of what lies below instead of overprinting it with overprint mode 1 (GWG R0009), so every slip of register shows a white edge.";
    GreyText "grey-text" Warning "Small text is DeviceGray black (GWG R0011). Many workflows turn it into four inks, or knock it out. Use 0 0 0 1 in DeviceCMYK with overprint.";
    GreyOverprints "grey-overprints" Warning "DeviceGray is set to overprint (GWG R0013). Whether it does differs from device to device.";
    WhiteTextOverprints "white-text-overprints" Error "White text overprints, so it will vanish (GWG R0007): paper laid over ink is ink. Let it knock out.";
    RichBlackText "rich-black-text" Warning "Text is black with much colour below it (GWG R0015). On newsprint the four plates never meet exactly, and thin strokes fill in.";
    NearBlackText "near-black-text" Warning "Text is black with a little colour in it, or black made of three colours. Such text is black by intention; use black ink alone.";
    SmallReversedText "small-reversed-text" Warning "White text is too small (GWG R0016; `reversed-least`): its thin strokes fill in with ink.";
    SmallMultiInkText "small-multi-ink-text" Warning "Text of several inks is too small (GWG R0017; `multi-ink-least`) to stay in register.";
    SmallText "small-text" Warning "Text is below the smallest size that this printer can hold (`text-least`). Set it larger, or leave it out.";
    WeakGround "weak-ground" Warning "White text stands on a ground so light that it can hardly be read (`ground-least`: the least per cent of the strongest ink below it; yellow does not count). Make the ground darker, or the text black.";
    Trap "trap" Warning "Type in colour is cut out of a ground of other inks, and the plant does not trap (`trapping = \"file\"`), so a slip of register shows a white edge around it. Let it overprint, give type and ground an ink in common, or set it white or black. duikai itself traps nothing: its files say Trapped False.";
    // Lines.
    BlackRuleKnocksOut "black-rule-knocks-out" Warning "A thin black rule is cut out of what lies below instead of overprinting it with overprint mode 1 (GWG R0010).";
    WhiteOverprints "white-overprints" Warning "White matter overprints, so it will vanish (GWG R0008): paper laid over ink is ink. Let it knock out.";
    GreyRule "grey-rule" Warning "A thin line is DeviceGray black (GWG R0012). Use 0 0 0 1 in DeviceCMYK with overprint.";
    ThinRule "thin-rule" Warning "A rule is thinner than the press can hold (`rule-least`). A line of width 0 is as thin as the device allows: on a plate it is invisible.";
    ThinMultiInkRule "thin-multi-ink-rule" Warning "A line of several inks is too thin (GWG R0019; `multi-ink-rule-least`) to stay in register.";
    ThinWhiteRule "thin-white-rule" Warning "A white line is so thin (GWG R0018; `multi-ink-rule-least`) that ink closes it. Make it thicker.";
    LeastDot "least-dot" Warning "A tint is lighter than the press can hold (`dot-least`): its dots break off, and it prints as bare paper. Make it darker, or leave it out. Flat colours are judged, not pictures.";
    MostDot "most-dot" Warning "A tint is darker than the press can hold open (`dot-most`): it fills in and prints solid. Make it lighter or solid. Flat colours are judged, not pictures.";
    // Pictures.
    LowPpi "image-ppi" Error "A picture has too few pixels an inch at its placed size (GWG R0031): an error below `ppi-least`, a warning below `ppi-good`. Use a larger original or place it smaller.";
    HighPpi "image-ppi-high" Warning "A picture has more pixels an inch at its placed size than the printer wants (`ppi-most`): they are no use to the screen and make the file large. Reduce it.";
    LowBitmapPpi "bitmap-ppi" Error "Line art of one bit has too few pixels an inch (GWG R0032): an error below `bitmap-ppi-least`, a warning below `bitmap-ppi-good`. Its stairs will show.";
    RasterPage "raster-page" Error "The page is one single picture (GWG R0033), so its text is a raster: an error below `ppi-least`, a warning below `raster-page-ppi-good`.";
    SixteenBit "sixteen-bit" Error "A picture has 16 bits a sample, which PDF/X-1a does not know. Export it with 8; newsprint shows no difference.";
    ImageDictionary "image-dictionary" Error "What a picture says of its pixels is missing or contradicts itself: its width, height, colour space, bits a sample (1, 2, 4, 8 or 16, and as its coding wants them) or Decode array. Programs drop such a picture, or show noise. Export it again.";
    Interpolate "interpolate" Warning "A picture asks to be smoothed by whoever prints it (Interpolate); PDF/A forbids it.";
    Jpx "jpx" Error "A picture is JPEG 2000, which PDF/X-1a does not know and old plate setters cannot read. Export it as JPEG.";
    Jbig2 "jbig2" Error "A picture is JBIG2, which PDF/X-1a does not know and old plate setters cannot read. Export it with Flate or fax coding.";
    // Ink.
    InkMean "ink-mean" Warning "The mean of all inks over a square of 15 mm is above the printer's limit (GWG R0026; `ink-limit`): a warning, and an error where even the mean is above `ink-peak`. Newsprint does not dry: it sets off on the next page. Separate the picture for the printing condition.";
    InkPeak "ink-peak" Warning "All inks together reach a peak above `ink-peak` somewhere. A small spot may pass; look at it.";
    InkUnmeasured "ink-unmeasured" Warning "Some matter could not be counted into the total ink, and the message says what: a picture coding that is not unpacked here (JPEG 2000, JBIG2), a colour or shading that cannot be read, or a drawing of too much work. What is not counted may be anything: have the matter saved otherwise, or look at the plates of the file.";
}

impl Check {
    /// Returns the check with this code.
    pub fn from_name(name: &str) -> Option<Check> {
        Check::ALL.iter().copied().find(|rule| rule.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;

    #[test]
    fn codes_are_unique_kebab_and_have_a_manual() {
        for &rule in Check::ALL {
            assert_eq!(Check::from_name(rule.name()), Some(rule));
            assert_eq!(
                Code::from_name(rule.name()),
                None,
                "{} is a diagnostic already",
                rule.name()
            );
            assert!(
                rule.name()
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            );
            assert!(
                rule.manual().len() > 80,
                "{} wants a manual page",
                rule.name()
            );
        }
    }
}
