//! What a page is printed with.

use crate::diag::Span;
use crate::ink::{Ink, Spot};

/// The inks a page is printed with. Black is always among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageInks {
    /// True if cyan, magenta and yellow are.
    pub process: bool,
    /// Spot inks.
    pub spots: Vec<Spot>,
    /// Place where the page declares its inks.
    pub span: Option<Span>,
}

impl PageInks {
    /// Returns whether something in this ink can be printed on the page.
    pub fn allow(&self, ink: Ink) -> bool {
        match ink {
            Ink::K(_) | Ink::Registration => true,
            Ink::Cmyk(c, m, y, _) => self.process || (c, m, y) == (0, 0, 0),
            Ink::Spot(spot, _) => self.spots.contains(&spot),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_prints_what_it_declares() {
        let red = Spot::new("大红", [0, 1000, 900, 0]).unwrap();
        let page = |process, spots| PageInks {
            process,
            spots,
            span: None,
        };
        let mono = page(false, vec![red]);
        assert!(
            mono.allow(Ink::BLACK)
                && mono.allow(Ink::PAPER)
                && mono.allow(Ink::Spot(red, 300))
                && mono.allow(Ink::Cmyk(0, 0, 0, 1000))
        );
        assert!(!mono.allow(Ink::Cmyk(0, 10, 0, 0)));
        assert!(!page(true, vec![]).allow(Ink::Spot(red, 1000)));
    }
}
