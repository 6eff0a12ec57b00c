//! A run: doing what a plan asks for.

use core::time::Duration;
use std::collections::VecDeque;
use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use super::commit::{Parcel, Put, put};
use super::fault::failed_archive;
use super::gate::Gate;
use super::job::{RunEvent, RunJob, RunSummary};
use super::lease::{self, Claim, Held};
use super::letter::DeadLetter;
use super::order::shuffle;
use super::receipt::EditionReceipt;
use super::record::{RecordPlace, RunRecord};
use super::set::{Became, Printers, set, single_threaded};
use super::state::{Item, Settled, items, settled};
use crate::desk::{Blobs, DiskDesk, Interrupt, Stopwatch};
use crate::diag::{Code, Diagnostic};
use crate::say::text;
use crate::{Job, Session};

/// How often it is looked whether another process is done, in milliseconds.
const PAUSE: u64 = 100;
/// A run's record is written this often, in seconds.
const RECORDED: f64 = 60.0;
/// From so many deaths on an edition is set while nothing else is.
const SUSPECT: u32 = 2;
/// At most so many editions are put at once.
const BATCH: usize = 64;
/// At most about so many bytes are put at once.
const BATCH_BYTES: usize = 64 << 20;

/// Runs a plan. The error is of the archive itself: a disk that is full, a
/// folder that cannot be written; everything that was settled before stays.
pub fn run(
    desk: &DiskDesk,
    blobs: &Blobs,
    job: &RunJob<'_>,
    tell: &(dyn Fn(RunEvent<'_>) + Sync),
    interrupt: &Interrupt,
) -> Result<RunSummary, Box<Diagnostic>> {
    let printers = Printers::of(desk, job.folder, job.entries.iter())?;
    Runner::prepare(desk, blobs, job, printers, tell, interrupt)
        .and_then(|runner| runner.run())
        .map_err(|error| failed_archive(blobs, &error))
}

struct Runner<'r> {
    desk: &'r DiskDesk,
    blobs: &'r Blobs,
    job: &'r RunJob<'r>,
    printers: Printers,
    tell: &'r (dyn Fn(RunEvent<'_>) + Sync),
    interrupt: &'r Interrupt,
    items: Vec<Item<'r>>,
    /// Which items are to be done, in the order of this process.
    order: Vec<usize>,
    next: AtomicUsize,
    /// Items that other processes have, or had when they died.
    later: Mutex<VecDeque<usize>>,
    /// Those of them that a thread looks at now.
    looked_at: AtomicUsize,
    warm: Session<'r>,
    gate: Gate,
    /// Held by all that set an edition; alone by who sets a suspect.
    company: RwLock<()>,
    stopped: AtomicBool,
    fault: Mutex<Option<io::Error>>,
    summary: Mutex<RunSummary>,
    watch: Stopwatch,
}

impl<'r> Runner<'r> {
    fn prepare(
        desk: &'r DiskDesk,
        blobs: &'r Blobs,
        job: &'r RunJob<'r>,
        printers: Printers,
        tell: &'r (dyn Fn(RunEvent<'_>) + Sync),
        interrupt: &'r Interrupt,
    ) -> io::Result<Runner<'r>> {
        let mine = |at: &usize| job.shard.is_none_or(|shard| shard.has(*at));
        let entries = job.entries.iter().enumerate();
        let items = items(
            blobs,
            entries.filter(|(at, _)| mine(at)).map(|(_, entry)| entry),
        )?;
        let is_open = |item: &Item<'_>| {
            item.settled == Settled::Open || item.settled == Settled::Failed && job.retry_failed
        };
        let mut order: Vec<usize> = (0..items.len()).filter(|at| is_open(&items[*at])).collect();
        shuffle(&mut order, blobs.worker().seed());
        let count = |state| items.iter().filter(|item| item.settled == state).count();
        let failed = match job.retry_failed {
            true => 0,
            false => count(Settled::Failed),
        };
        let done = count(Settled::Done);
        let summary = RunSummary {
            record: RunRecord {
                duikai: env!("CARGO_PKG_VERSION").to_owned(),
                threads: job.threads,
                shard: job.shard.map(|shard| shard.to_string()),
                planned: items.len(),
                found: done,
                ..RunRecord::default()
            },
            failed,
            ..RunSummary::default()
        };
        // A quarter is for what editions share.
        let stores = job.memory / 4;
        let budget = usize::try_from(stores).unwrap_or(usize::MAX);
        Ok(Runner {
            desk,
            blobs,
            job,
            printers,
            tell,
            interrupt,
            next: AtomicUsize::new(0),
            later: Mutex::default(),
            looked_at: AtomicUsize::new(0),
            warm: Session::open(desk.another(), Job::default()).with_budget(budget),
            gate: Gate::new(job.memory - stores),
            company: RwLock::new(()),
            stopped: AtomicBool::new(false),
            fault: Mutex::default(),
            summary: Mutex::new(summary),
            watch: Stopwatch::start(),
            items,
            order,
        })
    }

    fn run(self) -> io::Result<RunSummary> {
        // A stop is heeded between two editions.
        let _writing = self.interrupt.begin();
        self.show_done()?;
        let pages = self.order.iter().map(|at| self.pages(*at)).sum();
        {
            let summary = self.summary();
            (self.tell)(RunEvent::Begins {
                editions: self.order.len(),
                pages,
                done: summary.record.found,
                failed: summary.failed,
            });
        }
        if !self.order.is_empty() {
            let place = RecordPlace::take(self.blobs, &self.summary().record)?;
            self.work(&place);
            if let Some(fault) = lock(&self.fault).take() {
                return Err(fault);
            }
            let mut summary = self.summary();
            summary.record.seconds = self.watch.seconds();
            summary.record.ended = summary.left == 0;
            place.write(self.blobs, &summary.record)?;
        }
        let is_settled = |key: &str| {
            let item = self.items.iter().find(|item| item.key.as_str() == key);
            item.is_some_and(|item| settled(self.blobs, &item.key) != Settled::Open)
        };
        lease::sweep(self.blobs, &is_settled)?;
        self.blobs.flush()?;
        Ok(self.summary().clone())
    }

    /// Makes the folders of editions that are done, where a process died before
    /// it did.
    fn show_done(&self) -> io::Result<()> {
        for item in self
            .items
            .iter()
            .filter(|item| item.settled == Settled::Done)
        {
            if item
                .entries
                .iter()
                .all(|entry| EditionReceipt::is_shown(self.blobs, &item.key, &entry.edition))
            {
                continue;
            }
            if let Some(receipt) = EditionReceipt::read(self.blobs, &item.key)? {
                for entry in &item.entries {
                    receipt.show(self.blobs, &item.key, &entry.edition)?;
                }
            }
        }
        Ok(())
    }

    fn work(&self, place: &RecordPlace) {
        let threads = self.job.threads.max(1);
        let (sender, receiver) = sync_channel(threads * 2);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                if let Err(error) = self.blobs.worker().keep_alive() {
                    self.stop(error);
                }
            });
            let setters: Vec<_> = (0..threads)
                .map(|_| {
                    let sender = sender.clone();
                    scope.spawn(move || single_threaded(|| self.set_all(&sender)))
                })
                .collect();
            drop(sender);
            self.put_all(&receiver, place);
            for setter in setters {
                if setter.join().is_err() {
                    self.stop(io::Error::other(text!(
                        "archive.no-reason",
                        "no reason was given"
                    )));
                }
            }
            self.blobs.worker().end();
        });
        let mut summary = self.summary();
        let settled = summary.record.set + summary.record.failed + summary.elsewhere;
        summary.left = self.order.len().saturating_sub(settled);
    }

    /// Takes up editions until none is left.
    fn set_all<'s>(&'s self, sender: &SyncSender<Parcel<'s>>) {
        while !self.is_stopped() {
            let at = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(at) = self.order.get(at) else {
                break;
            };
            match self.take_up(*at) {
                Ok(Taken::Mine(lease, deaths)) => self.set_one(*at, lease, deaths, sender),
                Ok(Taken::Settled) => {}
                Ok(Taken::Later) => lock(&self.later).push_back(*at),
                Err(error) => self.stop(error),
            }
        }
        self.wait_for_others(sender);
    }

    /// Looks after editions that other processes had, until they are settled or
    /// the processes die.
    fn wait_for_others<'s>(&'s self, sender: &SyncSender<Parcel<'s>>) {
        while !self.is_stopped() {
            let at = {
                let mut later = lock(&self.later);
                match later.pop_front() {
                    Some(at) => {
                        self.looked_at.fetch_add(1, Ordering::SeqCst);
                        Some(at)
                    }
                    // What another thread looks at may come back.
                    None if self.looked_at.load(Ordering::SeqCst) == 0 => return,
                    None => None,
                }
            };
            let Some(at) = at else {
                self.blobs.worker().pause(Duration::from_millis(PAUSE));
                continue;
            };
            let taken = self.take_up_later(at);
            let again = matches!(taken, Ok(Taken::Later));
            if again {
                lock(&self.later).push_back(at);
            }
            self.looked_at.fetch_sub(1, Ordering::SeqCst);
            match taken {
                Ok(Taken::Mine(lease, deaths)) => self.set_one(at, lease, deaths, sender),
                Ok(Taken::Settled) => {}
                Ok(Taken::Later) => self.blobs.worker().pause(Duration::from_millis(PAUSE)),
                Err(error) => self.stop(error),
            }
        }
    }

    /// Asks for an edition that nobody is known to have.
    fn take_up(&self, at: usize) -> io::Result<Taken<'r>> {
        match lease::claim(self.blobs, &self.items[at].key)? {
            Claim::Mine(lease) => Ok(self.unless_settled(at, lease, 0)),
            // Those that a process died with come last, so that one that kills
            // processes keeps nothing else waiting.
            Claim::Busy | Claim::Stale(_) => Ok(Taken::Later),
        }
    }

    /// Asks again for an edition that another process had.
    fn take_up_later(&self, at: usize) -> io::Result<Taken<'r>> {
        let item = &self.items[at];
        if self.is_settled_elsewhere(at) {
            self.settled_elsewhere(at);
            return Ok(Taken::Settled);
        }
        let (lease, deaths) = match lease::claim(self.blobs, &item.key)? {
            Claim::Busy => return Ok(Taken::Later),
            Claim::Mine(lease) => (lease, 0),
            Claim::Stale(deaths) => match lease::take_over(self.blobs, &item.key, deaths)? {
                Some(lease) => (lease, deaths),
                None => return Ok(Taken::Later),
            },
        };
        Ok(self.unless_settled(at, lease, deaths))
    }

    /// An edition whose lease this process has, unless another one was quicker
    /// and has given it back.
    fn unless_settled(&self, at: usize, lease: Held<'r>, deaths: u32) -> Taken<'r> {
        if self.is_settled_elsewhere(at) {
            self.settled_elsewhere(at);
            return Taken::Settled;
        }
        Taken::Mine(lease, deaths)
    }

    fn is_settled_elsewhere(&self, at: usize) -> bool {
        match settled(self.blobs, &self.items[at].key) {
            Settled::Done => true,
            // One that is tried again still has its letter.
            Settled::Failed => self.items[at].settled != Settled::Failed,
            Settled::Open => false,
        }
    }

    fn settled_elsewhere(&self, at: usize) {
        let mut summary = self.summary();
        summary.elsewhere += 1;
        let has_failed = settled(self.blobs, &self.items[at].key) == Settled::Failed;
        summary.failed += usize::from(has_failed);
        drop(summary);
        (self.tell)(RunEvent::Done {
            pages: self.pages(at),
            elsewhere: true,
        });
    }

    /// Sets an edition and hands it on.
    fn set_one<'s>(
        &'s self,
        at: usize,
        lease: Held<'r>,
        deaths: u32,
        sender: &SyncSender<Parcel<'s>>,
    ) {
        let entry = self.items[at].entry();
        let memory = self.gate.enter(u64::from(entry.megabytes) << 20);
        let set = || {
            let desk = self.desk.another();
            set(&self.warm, &desk, (&self.printers, self.job.folder), entry)
        };
        let became = if deaths >= self.job.attempts {
            let message = text!(
                "archive.crashed",
                "{number} processes died while they set {path}",
                number = deaths,
                path = entry.path
            );
            let fault = Diagnostic::new(Code::Crashed, None, message).help(text!("archive.crashed-help", "build it alone to see why; it may want more memory than the machine has. `--retry-failed` takes it up again"));
            Became::Failed(DeadLetter::for_reason(entry, &fault), Vec::new())
        } else if deaths >= SUSPECT {
            let _alone = self.company.write().unwrap_or_else(PoisonError::into_inner);
            set()
        } else {
            let _with_others = self.company.read().unwrap_or_else(PoisonError::into_inner);
            set()
        };
        let parcel = Parcel {
            at,
            became,
            lease,
            memory,
        };
        // Nobody takes it any more when the archive has failed.
        let _ = sender.send(parcel);
    }

    /// Puts what the threads set, as much at once as there is.
    fn put_all(&self, receiver: &Receiver<Parcel<'_>>, place: &RecordPlace) {
        let mut recorded = 0.0;
        while let Ok(first) = receiver.recv() {
            let mut bytes = first.became.bytes();
            let mut parcels = vec![first];
            while parcels.len() < BATCH && bytes < BATCH_BYTES {
                let Ok(parcel) = receiver.try_recv() else {
                    break;
                };
                bytes += parcel.became.bytes();
                parcels.push(parcel);
            }
            if lock(&self.fault).is_some() {
                continue;
            }
            match put(self.blobs, &self.items, parcels) {
                Ok(put) => put.into_iter().for_each(|(at, put)| self.note(at, put)),
                Err(error) => self.stop(error),
            }
            let seconds = self.watch.seconds();
            let mut summary = self.summary();
            summary.record.sample(seconds);
            summary.record.seconds = seconds;
            if seconds - recorded > RECORDED {
                recorded = seconds;
                if let Err(error) = place.write(self.blobs, &summary.record) {
                    drop(summary);
                    self.stop(error);
                }
            }
        }
    }

    fn note(&self, at: usize, put: Put) {
        let pages = self.pages(at);
        match put {
            Put::Done(own, bytes) => {
                let mut summary = self.summary();
                summary.record.set += 1;
                summary.record.pages += u64::from(own);
                summary.record.bytes += bytes;
                drop(summary);
                (self.tell)(RunEvent::Done {
                    pages,
                    elsewhere: false,
                });
            }
            Put::Failed(letter) => {
                let mut summary = self.summary();
                summary.record.failed += 1;
                summary.failed += 1;
                drop(summary);
                (self.tell)(RunEvent::Failed {
                    edition: &self.items[at].entry().edition,
                    code: &letter.code,
                    message: &letter.text(),
                    pages,
                });
            }
        }
    }

    fn pages(&self, at: usize) -> u64 {
        u64::from(self.items[at].entry().pages)
    }

    fn summary(&self) -> MutexGuard<'_, RunSummary> {
        lock(&self.summary)
    }

    fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst) || self.interrupt.signal().is_some()
    }

    /// Ends the run for a reason that lies in the archive. The first counts.
    fn stop(&self, error: io::Error) {
        self.stopped.store(true, Ordering::SeqCst);
        lock(&self.fault).get_or_insert(error);
    }
}

/// What came of asking for an edition.
enum Taken<'b> {
    /// It is this process's to set; so many others died with it.
    Mine(Held<'b>, u32),
    /// It is settled.
    Settled,
    /// Another process has it, or died with it.
    Later,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
