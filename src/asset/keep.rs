//! A shared store of values by key, within a budget of bytes.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A shared store of values by key. What was asked for longest ago goes first when the values weigh
/// more than the budget. It never changes what is made, only whether it is made again.
pub struct Keep<K, V>(Arc<Mutex<Kept<K, V>>>);

struct Kept<K, V> {
    /// Each value with its weight and when it was last asked for.
    values: BTreeMap<K, (V, usize, u64)>,
    /// The keys in the order in which they were asked for.
    order: BTreeMap<u64, K>,
    weight: usize,
    budget: usize,
    /// Counts up with every question.
    turn: u64,
    hits: u64,
    misses: u64,
}

/// What a `Keep` holds now and what it did so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeepUse {
    /// Bytes held.
    pub bytes: usize,
    /// Values held.
    pub values: usize,
    /// Questions that were answered.
    pub hits: u64,
    /// Questions that were not.
    pub misses: u64,
}

impl<K, V> Clone for Keep<K, V> {
    fn clone(&self) -> Keep<K, V> {
        Keep(Arc::clone(&self.0))
    }
}

impl<K, V> fmt::Debug for Keep<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        write!(f, "{} of {} bytes", kept.weight, kept.budget)
    }
}

impl<K: Ord + Clone, V: Clone> Keep<K, V> {
    /// Creates an empty store of so many bytes; with none it keeps nothing.
    pub fn new(budget: usize) -> Keep<K, V> {
        Keep(Arc::new(Mutex::new(Kept {
            values: BTreeMap::new(),
            order: BTreeMap::new(),
            weight: 0,
            budget,
            turn: 0,
            hits: 0,
            misses: 0,
        })))
    }

    fn kept(&self) -> MutexGuard<'_, Kept<K, V>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the value of a key.
    pub fn get(&self, key: &K) -> Option<V> {
        let kept = &mut *self.kept();
        let Some((value, _, turn)) = kept.values.get_mut(key) else {
            kept.misses += 1;
            return None;
        };
        kept.hits += 1;
        kept.turn += 1;
        kept.order.remove(turn);
        kept.order.insert(kept.turn, key.clone());
        *turn = kept.turn;
        Some(value.clone())
    }

    /// Keeps a value of this weight in bytes, unless that is more than the budget.
    pub fn put(&self, key: K, value: V, weight: usize) {
        let kept = &mut *self.kept();
        if let Some((_, weight, turn)) = kept.values.remove(&key) {
            kept.order.remove(&turn);
            kept.weight -= weight;
        }
        if weight > kept.budget {
            return;
        }
        while kept.weight + weight > kept.budget {
            let Some((_, oldest)) = kept.order.pop_first() else {
                break;
            };
            kept.weight -= kept
                .values
                .remove(&oldest)
                .map_or(0, |(_, weight, _)| weight);
        }
        kept.turn += 1;
        kept.weight += weight;
        kept.order.insert(kept.turn, key.clone());
        kept.values.insert(key, (value, weight, kept.turn));
    }

    /// Returns what it holds and did.
    pub fn used(&self) -> KeepUse {
        let kept = self.kept();
        KeepUse {
            bytes: kept.weight,
            values: kept.values.len(),
            hits: kept.hits,
            misses: kept.misses,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_longest_ago_goes_first() {
        let keep: Keep<u32, &str> = Keep::new(10);
        keep.put(1, "one", 4);
        keep.put(2, "two", 4);
        assert_eq!(keep.get(&1), Some("one"));
        keep.put(3, "three", 4);
        assert_eq!(
            (keep.get(&1), keep.get(&2), keep.get(&3)),
            (Some("one"), None, Some("three"))
        );
        keep.put(4, "too heavy", 11);
        assert_eq!((keep.get(&4), keep.used().bytes), (None, 8));
        keep.put(3, "lighter", 1);
        assert_eq!((keep.get(&3), keep.used().bytes), (Some("lighter"), 5));
    }

    /// Whatever is put and asked for, the weight is that of the values and
    /// within the budget.
    #[test]
    fn the_budget_holds() {
        let keep: Keep<u64, u64> = Keep::new(1000);
        let mut state = 7_u64;
        let mut random = move |below: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 33) % below
        };
        for _ in 0..5000 {
            let key = random(60);
            if let Some(value) = keep.get(&key) {
                assert_eq!(value, key * 3);
            }
            keep.put(key, key * 3, random(120) as usize);
            let kept = keep.kept();
            let sum: usize = kept.values.values().map(|(_, weight, _)| weight).sum();
            assert!(sum == kept.weight && sum <= 1000);
            assert_eq!(kept.order.len(), kept.values.len());
        }
    }
}
