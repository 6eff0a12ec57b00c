//! Pairs of faces, resolved.

use std::collections::BTreeMap;

use super::measures::Measures;
use super::names::unknown;
use crate::asset::{Fonts, Pair};
use crate::diag::{Code, Diagnostic, Sink, SourceId, Spanned};
use crate::geom::Em;
use crate::say::{Text, text};
use crate::spec::{LayoutSpec, Length};

/// Smallest and largest size of a face among another's characters.
const SIZES: (Em, Em) = (Em::HALF, Em::ratio(2, 1));
/// Greatest distances by which it is lowered and raised.
const RAISES: (Em, Em) = (Em::ratio(-1, 2), Em::HALF);

/// Declares a layout's pairs of faces to the fonts. A layout's own win over those of its bases.
pub(super) fn declare(
    layout: &LayoutSpec,
    measures: &Measures,
    fonts: &mut Fonts,
    sink: &mut Sink,
) {
    let mut said: BTreeMap<(&str, &str), SourceId> = BTreeMap::new();
    for spec in &layout.pairs {
        let mut font = |name: &Spanned<String>| {
            let found = fonts.find(&name.value);
            if found.is_none() {
                unknown(
                    sink,
                    text!("edition.font-name", "font"),
                    name,
                    fonts.names().map(|(_, name)| name).collect::<Vec<_>>(),
                );
            }
            found
        };
        let (Some(face), Some(with)) = (font(&spec.face), font(&spec.with)) else {
            continue;
        };
        if face == with {
            let message = text!(
                "edition.paired-itself",
                "“{face}” is paired with itself",
                face = spec.face.value
            );
            sink.report(
                Diagnostic::new(Code::BadValue, spec.with.span, message).help(text!(
                    "edition.name-face-stands-among",
                    "name the face that stands among its characters"
                )),
            );
            continue;
        }
        if said.insert((&spec.face.value, &spec.with.value), spec.span.source)
            == Some(spec.span.source)
        {
            let message = text!(
                "edition.pair-already",
                "“{face}” and “{with}” are a pair already",
                face = spec.face.value,
                with = spec.with.value
            );
            sink.report(
                Diagnostic::new(Code::DuplicateName, spec.span, message).help(text!(
                    "edition.say-size-raise-table",
                    "say `size` and `raise` in one table"
                )),
            );
        }
        let mut em = |length: &Option<Spanned<Length>>, (least, most): (Em, Em), help: Text| {
            let length = length.as_ref()?;
            let em = measures.em(length.value, measures.size);
            if em < least || em > most {
                sink.report(
                    Diagnostic::new(
                        Code::BadValue,
                        length.span,
                        text!(
                            "edition.face-set-large-small",
                            "no face is set so large, small, high or low among another's characters"
                        ),
                    )
                    .help(help),
                );
                return None;
            }
            Some(em)
        };
        let size = em(
            &spec.size,
            SIZES,
            text!("edition.size-range", "from \"0.5字\" to \"2字\""),
        );
        let raise = em(
            &spec.raise,
            RAISES,
            text!("edition.raise-range", "from \"-0.5字\" to \"0.5字\""),
        );
        fonts.pair(face, with, Pair { size, raise });
    }
}
