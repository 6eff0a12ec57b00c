//! From a page as written to its slots.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::fill;
use super::inks::page_inks;
use super::maker::PageMaker;
use super::names::unknown;
use crate::diag::Span;
use crate::edition::model::{AdSlot, FurnitureSlot, Page, StoryId, StorySlot};
use crate::geom::{Folio, Len, Rect};
use crate::say::text;
use crate::spec::{PageFurniture, PageSpec};

/// A page, and what only the whole edition can judge of it.
pub struct ResolvedPage {
    /// The page, not yet linked to others.
    pub page: Page,
    /// Where the page file writes its number.
    pub number: Span,
    /// The stories with a picture that cannot be placed, which is reported.
    pub pictureless: BTreeSet<StoryId>,
    /// The fields that furniture quotes and nobody fills, each with its line.
    pub lacking: Vec<(String, Span)>,
}

impl PageMaker<'_, '_> {
    /// Resolves every slot and checks that none leaves the type area and none overlaps another.
    pub fn make(mut self, spec: &PageSpec) -> ResolvedPage {
        let mut stories: Vec<StorySlot> = spec
            .stories
            .iter()
            .filter_map(|story| self.story(story, None))
            .collect();
        let mut pictures = Vec::new();
        for picture in &spec.pictures {
            let kind = self
                .house
                .kinds
                .get("picture")
                .or_else(|| self.house.kinds.values().next());
            if let Some(kind) = kind.cloned() {
                pictures.extend(self.picture(picture, &kind, None));
            }
        }
        self.check_overlaps(&stories, &[]);
        self.check_overlaps(&[], &pictures);
        self.within_slots(&mut stories);
        let inks = page_inks(spec.inks.as_ref(), &self.house.inks, self.loader.sink);
        self.spots = inks
            .spots
            .iter()
            .map(|spot| spot.name().to_owned())
            .collect();
        let ads: Vec<AdSlot> = spec.ads.iter().filter_map(|ad| self.ad(ad)).collect();
        self.run_round(&ads, &mut stories, &pictures);
        let rules = self.rules(&spec.rules);
        self.check_furniture(spec);
        let mut furniture = self.furniture(spec.number.value, self.fields, &spec.furniture);
        if let (Some(spread), Some(fields)) = (self.spread, self.facing_fields) {
            let mut right = self.furniture(spread.facing, fields, &spec.furniture);
            right.iter_mut().for_each(|slot| {
                slot.rect = Rect::new(
                    slot.rect.left + spread.fold,
                    slot.rect.top,
                    slot.rect.right + spread.fold,
                    slot.rect.bottom,
                )
            });
            furniture.extend(right);
            furniture.extend(self.fold_furniture(spread.fold, &spec.furniture));
        }
        let page = Page {
            number: spec.number.value,
            wanted: true,
            section: spec.section.value.clone(),
            spread: self.spread,
            trim: self.trim(),
            bleed: self.house.bleed,
            inks,
            grid: self.grid,
            stories,
            pictures,
            rules,
            ads,
            furniture,
            origins: std::mem::take(&mut self.origins).into(),
            words: std::mem::take(&mut self.words),
        };
        ResolvedPage {
            page,
            number: spec.number.span,
            pictureless: self.pictureless,
            lacking: self.lacking,
        }
    }

    /// Reports names of furniture on the page that the layout does not have.
    fn check_furniture(&mut self, spec: &PageSpec) {
        let named = match &spec.furniture {
            PageFurniture::All => return,
            PageFurniture::Only(names) | PageFurniture::Without(names) => names,
        };
        let house = self.house;
        let known = || house.furniture.iter().map(|slot| slot.name.as_str());
        for name in named {
            if !known().any(|known| known == name.value) {
                unknown(
                    self.loader.sink,
                    text!("edition.piece-furniture", "piece of furniture"),
                    name,
                    known(),
                );
            }
        }
    }

    /// Returns the furniture at the fold of a spread 中缝; its places are measured from there.
    fn fold_furniture(&mut self, fold: Len, kept: &PageFurniture) -> Vec<FurnitureSlot> {
        let at_fold = self
            .house
            .furniture
            .iter()
            .filter(|slot| slot.pages.at_fold() && kept.keeps(&slot.name));
        let mut slots: Vec<FurnitureSlot> = at_fold.cloned().collect();
        for slot in &mut slots {
            slot.rect = Rect::new(
                slot.rect.left + fold,
                slot.rect.top,
                slot.rect.right + fold,
                slot.rect.bottom,
            );
        }
        self.filled(slots, self.fields)
    }

    fn furniture(
        &mut self,
        number: Folio,
        fields: &BTreeMap<String, String>,
        kept: &PageFurniture,
    ) -> Vec<FurnitureSlot> {
        let slots = self
            .house
            .furniture
            .iter()
            .filter(|slot| slot.pages.holds(number) && kept.keeps(&slot.name))
            .cloned()
            .collect();
        self.filled(slots, fields)
    }

    fn filled(
        &mut self,
        mut slots: Vec<FurnitureSlot>,
        fields: &BTreeMap<String, String>,
    ) -> Vec<FurnitureSlot> {
        for slot in &mut slots {
            slot.origin = self.origin(slot.span);
            for row in &mut slot.rows {
                row.text = fill(&row.text, fields, |name| {
                    self.lacking.push((name.to_owned(), row.span));
                });
            }
        }
        slots
    }
}
