//! The roles that parts and blocks of an article have on the page.

use crate::role::TextRole;
use crate::story::{BlockKind, PartRole};

impl From<PartRole> for TextRole {
    fn from(role: PartRole) -> TextRole {
        match role {
            PartRole::Section => TextRole::Section,
            PartRole::Kicker => TextRole::Kicker,
            PartRole::Headline => TextRole::Headline,
            PartRole::Deck => TextRole::Deck,
            PartRole::Summary => TextRole::Summary,
            PartRole::Byline => TextRole::Byline,
            PartRole::Note => TextRole::Note,
            PartRole::Dateline => TextRole::Paragraph,
            PartRole::Signature => TextRole::Signature,
            PartRole::Cutline => TextRole::Cutline,
            PartRole::Credit => TextRole::Credit,
            PartRole::Jump => TextRole::Jump,
            PartRole::Continued => TextRole::Continued,
        }
    }
}

impl From<BlockKind> for TextRole {
    fn from(kind: BlockKind) -> TextRole {
        match kind {
            BlockKind::Paragraph => TextRole::Paragraph,
            BlockKind::Subhead => TextRole::Subhead,
            BlockKind::Item => TextRole::Item,
            BlockKind::GroupHead => TextRole::GroupHead,
            BlockKind::Figure => TextRole::Figure,
            BlockKind::Cell => TextRole::Cell,
        }
    }
}
