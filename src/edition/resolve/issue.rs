//! The number of an issue 总期号, counted from the first over the days with a paper.

use crate::edition::model::day_number;
use crate::spec::IssuesSpec;

/// A date that is a Sunday.
const SUNDAY: &str = "2000-01-02";

/// The reason why a day has no issue number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoPaper {
    /// The day is before the first issue.
    Before,
    /// No paper is published on that day 休刊.
    Rest,
}

/// Returns the number of a day's issue: one a day from the first on, days without a paper skipped.
pub(super) fn number(issues: &IssuesSpec, date: &str) -> Result<i64, NoPaper> {
    let day = |date: &str| day_number(date).unwrap_or(0);
    let (first, today) = (day(&issues.first.value), day(date));
    if today < first {
        return Err(NoPaper::Before);
    }
    let mut rest: Vec<i64> = issues
        .rest
        .iter()
        .map(|weekday| (day(SUNDAY) + weekday.value as i64).rem_euclid(7))
        .collect();
    rest.sort_unstable();
    rest.dedup();
    let rests = |from: i64, to: i64| -> i64 {
        rest.iter()
            .map(|weekday| (to - weekday).div_euclid(7) - (from - 1 - weekday).div_euclid(7))
            .sum()
    };
    let mut skipped: Vec<(i64, i64)> = issues
        .skip
        .iter()
        .map(|days| (day(&days.value.0), day(&days.value.1)))
        .collect();
    skipped.sort_unstable();
    if rest.contains(&today.rem_euclid(7))
        || skipped
            .iter()
            .any(|(from, to)| (*from..=*to).contains(&today))
    {
        return Err(NoPaper::Rest);
    }
    // The day of the first issue has its number whatever the rule says.
    let (mut papers, mut from) = (0, first + 1);
    for (first_off, last_off) in skipped.into_iter().chain([(today + 1, today + 1)]) {
        let to = (first_off - 1).min(today);
        if to >= from {
            papers += to - from + 1 - rests(from, to);
        }
        from = from.max(last_off + 1);
    }
    Ok(i64::from(issues.number) + papers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{SourceId, Sources, Span, Spanned};

    fn issues(skip: &[(&str, &str)], rest: &[usize]) -> IssuesSpec {
        let source: SourceId = Sources::default().add("issues", String::new());
        let span = Span::new(source, 0, 0);
        IssuesSpec {
            first: Spanned {
                value: "2021-01-01".to_owned(),
                span,
            },
            number: 100,
            skip: skip
                .iter()
                .map(|(from, to)| Spanned {
                    value: ((*from).to_owned(), (*to).to_owned()),
                    span,
                })
                .collect(),
            rest: rest
                .iter()
                .map(|value| Spanned {
                    value: *value,
                    span,
                })
                .collect(),
        }
    }

    #[test]
    fn issues_are_counted_day_by_day() {
        let every_day = issues(&[], &[]);
        assert_eq!(number(&every_day, "2021-01-01"), Ok(100));
        assert_eq!(number(&every_day, "2021-12-31"), Ok(464));
        assert_eq!(number(&every_day, "2020-12-31"), Err(NoPaper::Before));
    }

    #[test]
    fn days_without_a_paper_have_no_number_and_cost_none() {
        // 2 January 2021 was a Saturday.
        let weekly = issues(
            &[
                ("2021-02-11", "2021-02-17"),
                ("2021-02-15", "2021-02-16"),
                ("2020-12-01", "2020-12-02"),
            ],
            &[0, 6],
        );
        assert_eq!(number(&weekly, "2021-01-02"), Err(NoPaper::Rest));
        assert_eq!(number(&weekly, "2021-02-16"), Err(NoPaper::Rest));
        assert_eq!(number(&weekly, "2021-01-04"), Ok(101));
        // Day by day gives the same.
        let mut count = 100;
        for (month, days) in [(1, 31), (2, 28), (3, 31)] {
            for day in 1..=days {
                let date = format!("2021-{month:02}-{day:02}");
                if let Ok(found) = number(&weekly, &date) {
                    assert_eq!(found, count, "{date}");
                    count += 1;
                }
            }
        }
    }
}
