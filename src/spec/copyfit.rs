//! `[copyfit]`: the limits of automatic copyfitting 自动凑版.

use super::length::Axis;
use super::measure::Bound;
use super::table::Table;
use super::value::Length;
use crate::diag::Spanned;
use crate::say::text;

/// `[copyfit]`; an adjustment that is absent is not allowed.
#[derive(Clone, Debug, Default)]
pub struct CopyfitSpec {
    /// `tracking = "0.02字"`: this much more or less after every character.
    pub tracking: Option<Spanned<Length>>,
    /// `endings = 3`: a last line of at most so many characters is pulled in by tightening its
    /// paragraph alone, by `tracking` at most.
    pub endings: Option<Spanned<u32>>,
    /// `head = "1行"`: rows the headline may gain or lose.
    pub head: Option<Spanned<u32>>,
    /// `picture = "3行"`: rows each picture may gain or lose.
    pub picture: Option<Spanned<u32>>,
    /// `optional = true`: parts marked `optional` may be left out.
    pub optional: Option<Spanned<bool>>,
}

pub(super) fn copyfit(mut table: Table<'_>) -> CopyfitSpec {
    let spec = CopyfitSpec {
        tracking: table.length("tracking", Bound::NotNegative),
        endings: table.within("endings", 0, 10),
        head: table.count("head", Axis::Row, 0),
        picture: table.count("picture", Axis::Row, 0),
        optional: table.boolean("optional"),
    };
    if let (Some(endings), None) = (
        spec.endings.as_ref().filter(|endings| endings.value > 0),
        &spec.tracking,
    ) {
        table.refuse(
            endings.span,
            text!(
                "spec.endings-needs-tracking-pull",
                "`endings` needs a `tracking` to pull them in by"
            ),
            text!(
                "spec.write-tracking-beside",
                "write `tracking = \"0.02字\"` beside it"
            ),
        );
    }
    table.finish();
    spec
}
