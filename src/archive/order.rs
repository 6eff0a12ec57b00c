//! In which order a process takes editions up, and which of them are its own.

use crate::say::{Text, text};
use std::fmt;
use std::str::FromStr;

/// Every n-th edition, beginning with the i-th: `i/n`, i from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    nth: usize,
    of: usize,
}

impl Shard {
    /// Whether the edition at a place of the plan, from 0, belongs to it.
    pub fn has(&self, at: usize) -> bool {
        at % self.of == self.nth - 1
    }
}

impl FromStr for Shard {
    type Err = Text;

    fn from_str(text: &str) -> Result<Shard, Text> {
        let numbers = text.split_once('/').and_then(|(nth, of)| {
            let shard = Shard {
                nth: nth.trim().parse().ok()?,
                of: of.trim().parse().ok()?,
            };
            (shard.nth >= 1 && shard.nth <= shard.of).then_some(shard)
        });
        numbers.ok_or_else(|| {
            text!(
                "archive.bad-shard",
                "a shard is written i/n, i from 1 to n, such as 3/16"
            )
        })
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.nth, self.of)
    }
}

/// Brings items into an order that no other seed is likely to give, so that
/// processes that begin together take up different ones.
pub(super) fn shuffle<T>(items: &mut [T], seed: u64) {
    let mut dice = Dice::new(seed);
    for last in (1..items.len()).rev() {
        items.swap(last, dice.below(last + 1));
    }
}

/// Numbers that look random: splitmix64, the same on every machine.
#[derive(Clone, Debug)]
pub(super) struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `sides`, which is at least 1.
    pub fn below(&mut self, sides: usize) -> usize {
        (self.next() % sides.max(1) as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_part_a_plan_without_rest_and_without_overlap() {
        for of in 1..7 {
            let shards: Vec<Shard> = (1..=of)
                .map(|nth| format!("{nth}/{of}").parse().expect("a shard"))
                .collect();
            for at in 0..100 {
                assert_eq!(shards.iter().filter(|shard| shard.has(at)).count(), 1);
            }
        }
        for bad in ["", "1", "0/3", "4/3", "a/3", "1/0", "-1/2", "1/2/3"] {
            assert!(bad.parse::<Shard>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_shuffle_keeps_everything_and_depends_on_its_seed() {
        let shuffled = |seed| {
            let mut items: Vec<usize> = (0..50).collect();
            shuffle(&mut items, seed);
            items
        };
        assert_eq!(shuffled(1), shuffled(1));
        assert_ne!(shuffled(1), shuffled(2));
        let mut items = shuffled(1);
        items.sort_unstable();
        assert_eq!(items, (0..50).collect::<Vec<_>>());
    }
}
