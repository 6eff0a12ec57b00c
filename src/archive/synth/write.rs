//! Writing editions.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use super::edition::Shape;
use super::fitted::{Album, fitted};
use super::materials::Materials;
use super::photograph::photograph;
use crate::archive::order::Dice;
use crate::archive::set::single_threaded;
use crate::desk::{Interrupt, MemoryDesk, lay_out};
use crate::diag::{Code, Diagnostic};
use crate::say::{Text, text};
use crate::{Job, Session};

/// So many photographs are drawn; editions take them in turn.
const PHOTOGRAPHS: usize = 16;
/// What the stores of the session that measures keep, in bytes.
const BUDGET: usize = 128 << 20;

/// How many editions are made and what they are like.
#[derive(Clone, Copy, Debug)]
pub struct SynthJob {
    /// The number that all of it follows from.
    pub seed: u64,
    /// How many editions.
    pub count: u32,
    /// Pages of each.
    pub pages: u32,
    /// Photographs of each page.
    pub photographs: u32,
    /// Megapixels of a drawn photograph.
    pub megapixels: f64,
    /// How many are made at the same time.
    pub threads: usize,
}

/// Makes editions, each in a folder of its own that is called by its number;
/// returns how many there are now. One that is there already is left as it is.
pub fn write(
    folder: &Path,
    job: &SynthJob,
    materials: &Materials,
    interrupt: &Interrupt,
) -> Result<u32, Box<Diagnostic>> {
    let _writing = interrupt.begin();
    let album = album(job, materials)?;
    let warm = Session::open(MemoryDesk::new(), Job::default()).with_budget(BUDGET);
    let (next, made) = (AtomicU32::new(1), AtomicU32::new(0));
    let fault: Mutex<Option<Box<Diagnostic>>> = Mutex::default();
    let has_failed = || {
        fault
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_some()
    };
    let shape = Shape {
        pages: job.pages,
        photographs: job.photographs,
    };
    let work = || {
        while !has_failed() && interrupt.signal().is_none() {
            let number = next.fetch_add(1, Ordering::SeqCst);
            if number > job.count {
                return;
            }
            let done = one(folder, job, (&warm, materials, &album), number, shape);
            match done {
                Ok(()) => drop(made.fetch_add(1, Ordering::SeqCst)),
                Err(why) => {
                    fault
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .get_or_insert(why);
                }
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..job.threads.max(1) {
            scope.spawn(|| single_threaded(work));
        }
    });
    match fault.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(fault) => Err(fault),
        None => Ok(made.into_inner()),
    }
}

fn one(
    folder: &Path,
    job: &SynthJob,
    (warm, materials, album): (&Session<'_>, &Materials, &Album),
    number: u32,
    shape: Shape,
) -> Result<(), Box<Diagnostic>> {
    let place = folder.join(format!("{number:06}"));
    let files = fitted(warm, materials, album, (job.seed, number), shape).map_err(|why| {
        let message = text!(
            "archive.not-fitted",
            "no edition of seed {seed}, number {number} could be fitted: {why}",
            seed = job.seed,
            number,
            why
        );
        Box::new(Diagnostic::new(Code::Internal, None, message).help(text!(
            "archive.not-fitted-help",
            "this is a fault of the program; please report it with the seed"
        )))
    })?;
    lay_out(&place, &files).map_err(|error| {
        let folder = place.to_string_lossy();
        let message = text!(
            "archive.synth-failed",
            "the edition {folder} cannot be written: {why}",
            folder,
            why = error
        );
        Box::new(Diagnostic::new(Code::OutputFailed, None, message))
    })
}

/// The photographs that editions take.
fn album(job: &SynthJob, materials: &Materials) -> Result<Album, Box<Diagnostic>> {
    if job.photographs == 0 || !materials.photographs.is_empty() {
        return Ok(Album {
            photographs: materials.photographs.clone(),
            are_drawn: false,
        });
    }
    let mut dice = Dice::new(job.seed);
    let mut photographs = Vec::new();
    for _ in 0..PHOTOGRAPHS {
        let jpeg = photograph(dice.next(), job.megapixels).map_err(|error| {
            Box::new(Diagnostic::new(
                Code::Internal,
                None,
                Text::quoted(error.to_string()),
            ))
        })?;
        photographs.push(("jpg".to_owned(), jpeg));
    }
    Ok(Album {
        photographs,
        are_drawn: true,
    })
}
