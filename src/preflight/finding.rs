//! What a check found, and the collector of it.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::printer::Printer;
use super::rule::{Check, Weight};
use crate::geom::{PageSpace, Rect};

/// One breach of a rule. Breaches that say the same of the same page are one
/// finding with a count.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule.
    pub rule: Check,
    /// How bad it is for this printer.
    pub weight: Weight,
    /// The page of the file, counted from 1; none when it is the file's.
    pub page: Option<u32>,
    /// Where it is first, from the top left of the trimmed page.
    pub place: Option<Rect<PageSpace>>,
    /// What is wrong.
    pub message: String,
    /// How often.
    pub count: u32,
}

/// More different findings than this say nothing new.
const MOST: usize = 500;

type Key = (Option<u32>, Check, String);

/// Collects findings under a printer's weights.
pub(super) struct Findings<'p> {
    printer: &'p Printer,
    list: RefCell<Vec<Finding>>,
    known: RefCell<BTreeMap<Key, usize>>,
}

impl<'p> Findings<'p> {
    /// An empty collection.
    pub fn new(printer: &'p Printer) -> Findings<'p> {
        Findings {
            printer,
            list: RefCell::default(),
            known: RefCell::default(),
        }
    }

    /// The printer.
    pub fn printer(&self) -> &'p Printer {
        self.printer
    }

    /// Tells a breach of the file.
    pub fn file(&self, rule: Check, message: impl Into<String>) {
        self.report(rule, rule.weight(), None, None, message.into());
    }

    /// Tells a breach of a page.
    pub fn page(&self, rule: Check, page: u32, message: impl Into<String>) {
        self.report(rule, rule.weight(), Some(page), None, message.into());
    }

    /// Tells a breach at a place, by its weight.
    pub fn report(
        &self,
        rule: Check,
        weight: Weight,
        page: Option<u32>,
        place: Option<Rect<PageSpace>>,
        message: String,
    ) {
        let Some(weight) = self.printer.weight(rule, weight) else {
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

    /// All of them: the file's first, then by page, errors before warnings.
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
