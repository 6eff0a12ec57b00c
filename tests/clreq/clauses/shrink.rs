//! CLREQ §3.5: the order in which a tight line gives.
//!
//! The line holds every class and ends with a word that no line parts and
//! that leaves too much room when it goes to the next line; so whatever the
//! measure lacks, this line has to give.

use crate::line::{Line, NEAR, is, near};
use crate::sheet::{natural, set};

const COPY: &str = "国ab cd ef国，国（国）国，国A国。国。Mississippi";
const KEYS: &str = "latin-gap = \"0.25em\"";

/// What each place of a class gave: word spaces, brackets, commas, Han–Latin
/// gaps, stops.
struct Given([Vec<f64>; 5]);

impl Given {
    fn between(natural: &Line, tight: &Line) -> Given {
        let mut given: [Vec<f64>; 5] = Default::default();
        for (at, pair) in natural.set.windows(2).enumerate() {
            let gave = natural.set[at].width - tight.set[at].width;
            let class = match (pair[0].c, pair[1].c) {
                (' ', _) => 0,
                (_, '（') | ('）', _) => 1,
                ('，', _) => 2,
                ('国', c) | (c, '国') if c.is_ascii_alphabetic() => 3,
                ('。', _) => 4,
                _ => {
                    is(
                        gave,
                        0.0,
                        &format!("{}{} gives nothing", pair[0].c, pair[1].c),
                    );
                    continue;
                }
            };
            given[class].push(gave);
        }
        Given(given)
    }

    fn sum(&self, class: usize) -> f64 {
        self.0[class].iter().sum()
    }

    /// What the class holds above its least: word spaces ¼ em, marks ½ em,
    /// Han–Latin gaps half of what they are.
    fn most(&self, class: usize, space: f64) -> f64 {
        let each = [(space - 0.25).max(0.0), 0.5, 0.5, 0.125, 0.5][class];
        each * self.0[class].len() as f64
    }
}

/// The line with so much missing, and what gave.
fn tight(lacking: f64) -> (Given, f64) {
    let loose = natural(COPY, KEYS);
    let measure = loose.right() - lacking;
    let lines = set(COPY, measure, KEYS);
    assert_eq!(lines.len(), 1, "it gives {lacking} em");
    assert!(
        near(lines[0].right(), measure),
        "the line ends at its measure"
    );
    (Given::between(&loose, &lines[0]), loose.find(' ').width)
}

/// Fails unless the classes before `class` gave all, it gave a part alike at
/// every place, and the classes after it nothing.
#[track_caller]
fn only(class: usize, part: f64) {
    let (given, space) = tight(0.0);
    let before: f64 = (0..class).map(|before| given.most(before, space)).sum();
    let lacking = before + part * given.most(class, space);
    let (given, _) = tight(lacking);
    for earlier in 0..class {
        is(
            given.sum(earlier),
            given.most(earlier, space),
            "an earlier class has given all",
        );
    }
    is(
        given.sum(class),
        lacking - before,
        "this class gives the rest",
    );
    let places = &given.0[class];
    places
        .iter()
        .for_each(|gave| is(*gave, places[0], "the same amount at every place"));
    for later in class + 1..5 {
        is(given.sum(later), 0.0, "a later class gives nothing");
    }
}

#[test]
fn nothing_gives_where_nothing_is_lacking() {
    let (given, _) = tight(0.0);
    (0..5).for_each(|class| is(given.sum(class), 0.0, "a class"));
    assert_eq!(
        given.0.each_ref().map(Vec::len),
        [2, 2, 2, 4, 2],
        "the line holds every class"
    );
}

#[test]
fn word_spaces_give_first() {
    only(0, 0.7);
}

#[test]
fn brackets_give_second() {
    only(1, 0.5);
}

#[test]
fn commas_give_third() {
    only(2, 0.5);
}

#[test]
fn latin_gaps_give_fourth() {
    only(3, 0.5);
}

#[test]
fn stops_give_last() {
    only(4, 0.5);
}

#[test]
fn word_spaces_keep_a_quarter_em() {
    let (given, space) = tight(1.0);
    given.0[0]
        .iter()
        .for_each(|gave| assert!(space - gave > 0.25 - NEAR, "{space} − {gave}"));
}

#[test]
fn marks_keep_half_an_em() {
    let (given, _) = tight(2.5);
    for class in [1, 2] {
        given.0[class]
            .iter()
            .for_each(|gave| is(*gave, 0.5, "all its blank and no more"));
    }
}

#[test]
fn latin_gaps_of_a_quarter_keep_an_eighth() {
    let (given, _) = tight(2.8);
    given.0[3]
        .iter()
        .for_each(|gave| is(*gave, 0.125, "a quarter becomes an eighth"));
}

/// All five classes at their least; a hair more and the word is carried over.
#[test]
fn a_line_gives_all_it_has_and_no_more() {
    let (given, space) = tight(0.0);
    let all: f64 = (0..5).map(|class| given.most(class, space)).sum();
    let (given, _) = tight(all - NEAR);
    assert!((0..5).all(|class| (given.sum(class) - given.most(class, space)).abs() < 3.0 * NEAR));
    let measure = natural(COPY, KEYS).right() - all - 0.05;
    assert_eq!(set(COPY, measure, KEYS).len(), 2);
}

/// A bracket that has lost its blank to its neighbour has none left to give.
#[test]
fn squeezed_pairs_give_what_they_have_left() {
    let copy = "国（国），国。」国“‘国’”国Mississippi";
    let loose = natural(copy, "");
    let lines = set(copy, loose.right() - 0.6, "");
    assert_eq!(lines.len(), 1);
    is(lines[0].right(), loose.right() - 0.6, "the measure");
    for pair in ["），", "。」", "“‘", "’”"] {
        let mut marks = pair.chars();
        let (first, second) = (marks.next().expect("one"), marks.next().expect("two"));
        is(lines[0].between(first, second), 0.5, pair);
    }
}
