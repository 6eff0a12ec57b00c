//! Differences of words.

/// Characters of the same words that are shown round a difference.
const CONTEXT: usize = 6;

/// Steps of the alignment of two lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The same in both, by index.
    Same(usize, usize),
    /// In the first only.
    Gone(usize),
    /// In the second only.
    New(usize),
}

/// Lists longer than this are held against each other in order alone.
const LONGEST: usize = 2000;

/// Aligns two lists by their longest common part.
pub(super) fn aligned<T: PartialEq>(one: &[T], other: &[T]) -> Vec<Step> {
    let start = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let rest = one.len().min(other.len()) - start;
    let end = one
        .iter()
        .rev()
        .zip(other.iter().rev())
        .take(rest)
        .take_while(|(a, b)| a == b)
        .count();
    let (a, b) = (
        &one[start..one.len() - end],
        &other[start..other.len() - end],
    );
    let mut steps: Vec<Step> = (0..start).map(|nth| Step::Same(nth, nth)).collect();
    if a.len() > LONGEST || b.len() > LONGEST {
        steps.extend((0..a.len()).map(|nth| Step::Gone(start + nth)));
        steps.extend((0..b.len()).map(|nth| Step::New(start + nth)));
    } else {
        steps.extend(inner(a, b, start));
    }
    let tail = (0..end).map(|nth| Step::Same(one.len() - end + nth, other.len() - end + nth));
    steps.extend(tail);
    steps
}

fn inner<T: PartialEq>(a: &[T], b: &[T], start: usize) -> Vec<Step> {
    let width = b.len() + 1;
    let mut common = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            common[i * width + j] = match a[i] == b[j] {
                true => common[(i + 1) * width + j + 1] + 1,
                false => common[(i + 1) * width + j].max(common[i * width + j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut steps = Vec::new();
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            steps.push(Step::Same(start + i, start + j));
            (i, j) = (i + 1, j + 1);
        } else if j == b.len()
            || i < a.len() && common[(i + 1) * width + j] >= common[i * width + j + 1]
        {
            steps.push(Step::Gone(start + i));
            i += 1;
        } else {
            steps.push(Step::New(start + j));
            j += 1;
        }
    }
    steps
}

/// Returns what of two texts differs, with a few characters before and after.
pub(super) fn differing(one: &str, other: &str) -> (String, String) {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let rest = a.len().min(b.len()) - start;
    let end = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take(rest)
        .take_while(|(a, b)| a == b)
        .count();
    let shown = |text: &[char]| {
        let (from, to) = (start.saturating_sub(CONTEXT), text.len() - end);
        let to = (to + CONTEXT).min(text.len());
        let mut out = String::new();
        if from > 0 {
            out.push('…');
        }
        out.extend(&text[from..to]);
        if to < text.len() {
            out.push('…');
        }
        out
    };
    (shown(&a), shown(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_shown_with_its_neighbours() {
        let (one, other) = differing(
            "从昨天起，厂区分三期向市民开放。",
            "从昨天起，厂区分两期向市民开放。",
        );
        assert_eq!(
            (one.as_str(), other.as_str()),
            (
                "…天起，厂区分三期向市民开放…",
                "…天起，厂区分两期向市民开放…"
            )
        );
        assert_eq!(
            differing("甲", "甲乙"),
            ("甲".to_owned(), "甲乙".to_owned())
        );
    }

    #[test]
    fn lists_are_aligned_by_what_they_share() {
        use Step::{Gone, New, Same};
        assert_eq!(
            aligned(&[1, 2, 3, 4], &[1, 3, 5, 4]),
            [Same(0, 0), Gone(1), Same(2, 1), New(2), Same(3, 3)]
        );
        assert_eq!(aligned::<u8>(&[], &[]), []);
    }
}
