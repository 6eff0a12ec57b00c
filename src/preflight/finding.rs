//! Findings of a check, and their collector.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use super::printer::Printer;
use super::rule::{Check, Weight};
use crate::geom::{PageSpace, Rect};
use crate::say::Text;

/// A finding: a check that failed. Equal ones of the same page are one finding with a count.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The check that failed.
    pub rule: Check,
    /// Severity for this printer.
    pub weight: Weight,
    /// Page of the file, counted from 1; `None` for the file as a whole.
    pub page: Option<u32>,
    /// First place, from the top left of the trimmed page.
    pub place: Option<Rect<PageSpace>>,
    /// Description of the fault.
    pub message: Text,
    /// Number of occurrences.
    pub count: u32,
}

/// Maximum number of different findings.
const MOST: usize = 500;

type Key = (Option<u32>, Check, Text);

/// A collector of findings under a printer's weights.
pub(super) struct Findings<'p> {
    printer: &'p Printer,
    list: RefCell<Vec<Finding>>,
    known: RefCell<BTreeMap<Key, usize>>,
    muted: Cell<bool>,
    resized: Cell<bool>,
}

/// Checks whose outcome depends on the size at which something is placed.
const OF_SIZE: [Check; 9] = [
    Check::LowPpi,
    Check::LowBitmapPpi,
    Check::SmallText,
    Check::SmallReversedText,
    Check::SmallMultiInkText,
    Check::ThinRule,
    Check::ThinWhiteRule,
    Check::ThinMultiInkRule,
    Check::RasterPage,
];

impl<'p> Findings<'p> {
    /// Creates an empty collector.
    pub fn new(printer: &'p Printer) -> Findings<'p> {
        Findings {
            printer,
            list: RefCell::default(),
            known: RefCell::default(),
            muted: Cell::new(false),
            resized: Cell::new(false),
        }
    }

    /// Sets whether what is seen now was made by others and checked at another size, so that only
    /// what depends on its size is reported; returns whether it was before.
    pub fn resize(&self, resized: bool) -> bool {
        self.resized.replace(resized)
    }

    /// Sets whether nothing is reported for now; returns whether nothing was before.
    pub fn mute(&self, muted: bool) -> bool {
        self.muted.replace(muted)
    }

    /// Returns the printer.
    pub fn printer(&self) -> &'p Printer {
        self.printer
    }

    /// Reports a fault of the file.
    pub fn file(&self, rule: Check, message: Text) {
        self.report(rule, rule.weight(), None, None, message);
    }

    /// Reports a fault of a page.
    pub fn page(&self, rule: Check, page: u32, message: Text) {
        self.report(rule, rule.weight(), Some(page), None, message);
    }

    /// Reports a fault at a place, with its weight.
    pub fn report(
        &self,
        rule: Check,
        weight: Weight,
        page: Option<u32>,
        place: Option<Rect<PageSpace>>,
        message: Text,
    ) {
        if self.muted.get() {
            return;
        }
        let weight = match self.resized.get() {
            true if OF_SIZE.contains(&rule) => self.printer.weight_of_others(rule, weight),
            true => None,
            false => self.printer.weight(rule, weight),
        };
        let Some(weight) = weight else {
            return;
        };
        let mut list = self.list.borrow_mut();
        match self.known.borrow_mut().entry((page, rule, message)) {
            std::collections::btree_map::Entry::Occupied(at) => {
                if let Some(finding) = list.get_mut(*at.get()) {
                    finding.count = finding.count.saturating_add(1);
                    finding.place = finding.place.or(place);
                }
            }
            std::collections::btree_map::Entry::Vacant(at) if list.len() < MOST => {
                let message = at.key().2.clone();
                at.insert(list.len());
                list.push(Finding {
                    rule,
                    weight,
                    page,
                    place,
                    message,
                    count: 1,
                });
            }
            std::collections::btree_map::Entry::Vacant(_) => {}
        }
    }

    /// Returns all findings: the file's first, then by page, errors before warnings.
    pub fn finish(self) -> Vec<Finding> {
        let mut list = self.list.into_inner();
        list.sort_by_key(|finding| {
            (
                finding.page,
                std::cmp::Reverse(finding.weight),
                finding.rule,
            )
        });
        list
    }
}
