//! What an archive costs: pages a second and core, memory from the first
//! edition to the last, and a second run.
//!
//! `cargo bench --bench archive -- [EDITIONS] [PHOTOGRAPHS]`: 1,000 editions of
//! 4 pages of text, then a tenth of them with two photographs of 2 megapixels a
//! page, when nothing is said.

use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use duikai::archive::synth::{self, Materials, SynthJob};
use duikai::archive::{self, Entry, Produce, RunEvent, RunJob, RunSummary};
use duikai::desk::{Blobs, DiskDesk, Interrupt};
use nix::sys::resource::{UsageWho, getrusage};

const PAGES: u32 = 4;
const MEMORY: u64 = 1 << 30;

fn main() {
    let numbers: Vec<u32> = std::env::args()
        .skip(1)
        .filter_map(|word| word.parse().ok())
        .collect();
    println!(
        "{:<34}{:>7}{:>9}{:>9}{:>11}{:>12}{:>12}{:>10}",
        "", "pages", "CPU s", "wall s", "pages/s", "pages/CPU s", "second run", "ratio"
    );
    match numbers[..] {
        [editions] => measure("text", editions, 0),
        [editions, photographs, ..] => measure("as asked", editions, photographs),
        [] => {
            measure("text", 1000, 0);
            measure("two photographs of 2 MP a page", 100, 2);
        }
    }
}

fn measure(what: &str, editions: u32, photographs: u32) {
    let folder = tempfile::tempdir().expect("a folder");
    let desk = DiskDesk::default();
    let interrupt = Interrupt::default();
    let synth = folder.path().join("synth");
    let materials = Materials::of(&desk, None, None).expect("words");
    let job = SynthJob {
        seed: 1,
        count: editions,
        pages: PAGES,
        photographs,
        megapixels: 2.0,
        threads: std::thread::available_parallelism().map_or(1, usize::from),
    };
    synth::write(&synth, &job, &materials, &interrupt).expect("makes editions");
    let patterns = [archive::Pattern::new("**/edition.toml")];
    let paths = archive::find(&synth, &patterns).expect("finds");
    let home = folder.path().to_string_lossy().into_owned();
    let outputs = [Produce::Edition].into();
    let planned = archive::plan(&desk, &home, &paths, (&outputs, None), 2).expect("plans");
    assert!(planned.unsound.is_empty(), "{:?}", planned.unsound);

    let memory: Mutex<Vec<f64>> = Mutex::default();
    let done = Mutex::new(0_usize);
    let note = |event: RunEvent<'_>| {
        if let RunEvent::Done { .. } = event {
            let mut done = done.lock().expect("no panic");
            *done += 1;
            if done.is_multiple_of((editions as usize / 10).max(1)) {
                memory.lock().expect("no panic").push(resident());
            }
        }
    };
    let dest = folder.path().join("archive");
    let (first, cpu, wall) = timed(|| once(&desk, &dest, &planned.entries, &home, &note));
    assert_eq!(first.record.set, editions as usize, "all is set");
    let (second, _, again) = timed(|| once(&desk, &dest, &planned.entries, &home, &|_| {}));
    assert_eq!(
        (second.record.set, second.record.found),
        (0, editions as usize)
    );
    let pages = first.record.pages as f64;
    println!(
        "{what:<34}{pages:>7}{cpu:>9.2}{:>9.2}{:>11.1}{:>12.1}{:>10.3} s{:>10.4}",
        wall.as_secs_f64(),
        pages / wall.as_secs_f64(),
        pages / cpu,
        again.as_secs_f64(),
        again.as_secs_f64() / wall.as_secs_f64()
    );
    let memory = memory.into_inner().expect("no panic");
    let shown: Vec<String> = memory.iter().map(|mb| format!("{mb:.0}")).collect();
    println!("  MB resident, a tenth each: {}", shown.join(" "));
}

fn once(
    desk: &DiskDesk,
    dest: &Path,
    entries: &[Entry],
    home: &str,
    note: &(dyn Fn(RunEvent<'_>) + Sync),
) -> RunSummary {
    let blobs = Blobs::open(dest, Duration::from_secs(120)).expect("opens");
    let job = RunJob {
        entries,
        folder: home,
        threads: 1,
        memory: MEMORY,
        shard: None,
        retry_failed: false,
        attempts: 5,
    };
    archive::run(desk, &blobs, &job, note, &Interrupt::default()).expect("runs")
}

fn timed<T>(act: impl FnOnce() -> T) -> (T, f64, Duration) {
    let now = || {
        let usage = getrusage(UsageWho::RUSAGE_SELF).expect("accounts");
        let seconds =
            |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
        seconds(usage.user_time()) + seconds(usage.system_time())
    };
    let (cpu, begun) = (now(), Instant::now());
    let done = act();
    (done, now() - cpu, begun.elapsed())
}

/// Memory of this process that is resident, in MB.
fn resident() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kb = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kb.unwrap_or(f64::NAN) / 1e3
}
