//! A store of made values, by key and within a budget of bytes.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::key::Key;
use super::weigh::Weigh;
use crate::desk::{Reads, Snapshot};

/// What a store holds now and what it did so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StoreUse {
    /// Bytes held, about.
    pub bytes: usize,
    /// Values held.
    pub values: usize,
    /// Values found.
    pub hits: u64,
    /// Values made.
    pub misses: u64,
}

/// Values by key. A value is found only if every file that was read to make it
/// still has the bytes it had then; the value used longest ago goes first when
/// the budget is spent. A value in use outlives its place here.
pub(crate) struct Store<T> {
    budget: usize,
    state: Mutex<State<T>>,
}

struct State<T> {
    entries: BTreeMap<Key, Vec<Entry<T>>>,
    /// The entries by when they were last used.
    by_age: BTreeMap<u64, Key>,
    clock: u64,
    used: StoreUse,
}

struct Entry<T> {
    value: Arc<T>,
    reads: Arc<Reads>,
    weight: usize,
    age: u64,
}

/// Values of one key that differ in the files behind them; more are forgotten,
/// oldest first.
const VARIANTS: usize = 4;

impl<T: Weigh> Store<T> {
    /// An empty store that keeps about so many bytes.
    pub fn new(budget: usize) -> Store<T> {
        Store {
            budget,
            state: Mutex::new(State {
                entries: BTreeMap::new(),
                by_age: BTreeMap::new(),
                clock: 0,
                used: StoreUse::default(),
            }),
        }
    }

    /// What it holds and did.
    pub fn used(&self) -> StoreUse {
        self.lock().used
    }

    /// The value of this key for the files as they are now, made if it is not
    /// there. The lock is not held while it is made, so that values are made
    /// side by side.
    pub fn get_or_make(
        &self,
        key: Key,
        files: &Snapshot<'_>,
        make: impl FnOnce() -> (T, Reads),
    ) -> Arc<T> {
        if let Some(found) = self.find(key, files) {
            return found;
        }
        let (value, reads) = make();
        let value = Arc::new(value);
        self.insert(key, value.clone(), reads);
        value
    }

    /// The same for what reads no file itself: all it depends on is in the key.
    pub fn get_or_compute(
        &self,
        key: Key,
        files: &Snapshot<'_>,
        make: impl FnOnce() -> T,
    ) -> Arc<T> {
        self.get_or_make(key, files, || (make(), Reads::default()))
    }

    /// The value of this key for the files as they are now, if it is there.
    pub fn find(&self, key: Key, files: &Snapshot<'_>) -> Option<Arc<T>> {
        // Files are compared outside of the lock: that may read them.
        let candidates: Vec<(Arc<T>, Arc<Reads>)> = {
            let state = self.lock();
            let entries = state.entries.get(&key);
            entries
                .into_iter()
                .flatten()
                .map(|entry| (entry.value.clone(), entry.reads.clone()))
                .collect()
        };
        let (value, reads) = candidates
            .into_iter()
            .find(|(_, reads)| files.agrees(reads))?;
        self.lock().touch(key, &reads);
        Some(value)
    }

    /// Keeps a value.
    pub fn insert(&self, key: Key, value: Arc<T>, reads: Reads) {
        let weight = value.weight() + reads.weight() + ENTRY;
        let mut state = self.lock();
        state.used.misses += 1;
        state.clock += 1;
        let age = state.clock;
        let variants = state.entries.entry(key).or_default();
        variants.push(Entry {
            value,
            reads: Arc::new(reads),
            weight,
            age,
        });
        let surplus = (variants.len() > VARIANTS).then(|| variants.remove(0));
        state.by_age.insert(age, key);
        state.used.bytes += weight;
        state.used.values += 1;
        if let Some(old) = surplus {
            state.by_age.remove(&old.age);
            state.used.bytes -= old.weight;
            state.used.values -= 1;
        }
        while state.used.bytes > self.budget && state.used.values > 1 {
            state.drop_oldest();
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State<T>> {
        // No code of ours panics while it holds the lock, and nothing in it
        // is ever half changed.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What an entry takes beside its value.
const ENTRY: usize = 160;

impl<T> State<T> {
    fn touch(&mut self, key: Key, reads: &Arc<Reads>) {
        self.used.hits += 1;
        self.clock += 1;
        let age = self.clock;
        let Some(entry) = self.entries.get_mut(&key).and_then(|entries| {
            entries
                .iter_mut()
                .find(|entry| Arc::ptr_eq(&entry.reads, reads))
        }) else {
            return;
        };
        let before = std::mem::replace(&mut entry.age, age);
        self.by_age.remove(&before);
        self.by_age.insert(age, key);
    }

    fn drop_oldest(&mut self) {
        let Some((age, key)) = self.by_age.pop_first() else {
            return;
        };
        let Some(variants) = self.entries.get_mut(&key) else {
            return;
        };
        if let Some(at) = variants.iter().position(|entry| entry.age == age) {
            let old = variants.remove(at);
            self.used.bytes -= old.weight;
            self.used.values -= 1;
        }
        if variants.is_empty() {
            self.entries.remove(&key);
        }
    }
}
