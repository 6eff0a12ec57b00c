//! The printing condition 印刷条件 of a house.

use std::borrow::Cow;

use super::loader::{Loader, beside};
use crate::asset::{Intent, OutputProfile, SNAP_240};
use crate::diag::{Code, Diagnostic};
use crate::say::text;
use crate::spec::{IntentName, PressSpec};

/// Resolves `[press]`; what it leaves out is that of the bundled newsprint condition.
pub(super) fn condition(loader: &mut Loader, spec: &PressSpec) -> OutputProfile {
    let mut condition = SNAP_240.clone();
    let black_point = spec.black_point.as_ref().is_none_or(|flag| flag.value);
    if spec
        .intent
        .as_ref()
        .is_some_and(|intent| intent.value == IntentName::Relative)
    {
        condition.intent = Intent::Relative { black_point };
    } else if let Some(flag) = &spec.black_point {
        loader.sink.report(Diagnostic::new(Code::BadValue, flag.span, text!("edition.black-point-meaning-perceptual", "`black-point` has no meaning with the perceptual intent")).help(
            text!("edition.write-intent-relative-beside", "write intent = \"relative\" beside it, or take it out: the profile's perceptual tables fit black to the press themselves"),
        ));
    }
    if let Some(limit) = &spec.ink_limit {
        condition.ink_limit = limit.value as u16 * 10;
    }
    if let Some(ppi) = &spec.picture_ppi {
        condition.ppi = ppi.value;
    }
    if let Some(sharpen) = &spec.sharpen {
        condition.sharpen = sharpen.value;
    }
    let Some(profile) = &spec.profile else {
        return condition;
    };
    // A path counts from the layout that names it, which another may include.
    let path = beside(loader.sources.path(profile.span.source), &profile.value);
    let Ok(file) = loader.read(
        &path,
        Some(profile.span),
        text!("edition.output-profile", "output profile"),
    ) else {
        return condition;
    };
    match OutputProfile::check(&file.bytes) {
        Ok(name) => {
            let stem = path
                .rsplit(['/', '\\'])
                .next()
                .unwrap_or(&path)
                .trim_end_matches(".icc")
                .to_owned();
            let name = if name.is_empty() { stem } else { name };
            condition.identifier = Cow::Owned(
                spec.condition
                    .as_ref()
                    .map_or_else(|| name.clone(), |written| written.value.clone()),
            );
            condition.info = Cow::Owned(name);
            condition.bytes = file.bytes.clone().into();
            condition.known = None;
        }
        Err(fault) => {
            loader.sink.report(
                Diagnostic::new(
                    Code::BadProfile,
                    profile.span,
                    text!(
                        "edition.output-profile-cannot-used",
                        "the output profile “{path}” cannot be used: {fault}",
                        path,
                        fault
                    ),
                )
                .help(text!(
                    "edition.ask-printer-icc-output",
                    "ask the printer for the ICC output profile (CMYK, class prtr) of the press"
                )),
            );
        }
    }
    condition
}
