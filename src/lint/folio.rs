//! Where the number of a page is printed.

use super::sheet::LintSheet;
use crate::edition::chinese_number;
use crate::geom::{PageSpace, Rect};

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
fn tells_page(text: &str, number: u32) -> bool {
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
        run.parse() == Ok(number) && !next.is_some_and(|next| "年月日期".contains(*next))
    });
    reported || text.contains(&format!("第{}版", chinese_number(number)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_no_page_number() {
        assert!(tells_page("综合新闻 04", 4) && tells_page("第四版", 4) && tells_page("4版", 4));
        assert!(
            !tells_page("2021年12月4日", 4)
                && !tells_page("第14版", 4)
                && !tells_page("第十四版", 4)
        );
    }
}
