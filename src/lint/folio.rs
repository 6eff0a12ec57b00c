//! Where the number of a page is printed.

use super::sheet::LintSheet;
use crate::edition::chinese_folio;
use crate::geom::{Folio, PageSpace, Rect};

/// Returns the place of the furniture that prints the page's number.
pub fn folio(sheet: &LintSheet<'_>) -> Option<Rect<PageSpace>> {
    let number = sheet.page.number;
    sheet
        .furniture
        .iter()
        .find(|piece| {
            piece
                .lines
                .iter()
                .any(|line| tells_page(&line.text, number))
        })
        .map(|piece| piece.rect)
}

/// Returns whether a text contains a page number, alone or before 版.
fn tells_page(text: &str, number: Folio) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let figures = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let starts = (0..chars.len()).filter(|at| figures(*at) && (*at == 0 || !figures(at - 1)));
    let reported = starts.into_iter().any(|start| {
        let run: String = chars
            .iter()
            .skip(start)
            .take_while(|c| c.is_ascii_digit())
            .collect();
        // A figure of a date is not the page's.
        let next = chars.get(start + run.len());
        // In a section its letter stands before it.
        let letter = number.section();
        let before = start.checked_sub(1).and_then(|at| chars.get(at)).copied();
        if letter.is_some() && before != letter {
            return false;
        }
        run.parse() == Ok(number.in_section())
            && !next.is_some_and(|next| "年月日期".contains(*next))
    });
    reported || text.contains(&format!("第{}版", chinese_folio(number)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_no_page_number() {
        let four = Folio::plain(4);
        for told in ["综合新闻 04", "第四版", "4版"] {
            assert!(tells_page(told, four), "{told}");
        }
        for other in ["2021年12月4日", "第14版", "第十四版"] {
            assert!(!tells_page(other, four), "{other}");
        }
        let of_section = Folio::parse("A04").expect("a page");
        assert!(tells_page("A04 综合", of_section) && tells_page("A4版", of_section));
        assert!(!tells_page("04 综合", of_section) && !tells_page("B04 综合", of_section));
    }
}
